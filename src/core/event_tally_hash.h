/* SPDX-License-Identifier: PostgreSQL */
/*
 * event_tally_hash.h
 *		Hashing and comparing short texts, inline since every row of a tally
 *		does it several times. Hashes stay within one process.
 */
#ifndef PEDS_EVENT_TALLY_HASH_H
#define PEDS_EVENT_TALLY_HASH_H

#include "event_tally.h"

#include <string.h>

#define TALLY_K1 UINT64_C(0x9e3779b97f4a7c15)
#define TALLY_K2 UINT64_C(0xc2b2ae3d27d4eb4f)

static inline uint64_t
tally_load8(const char *at)
{
	uint64_t	word;

	memcpy(&word, at, 8);
	return word;
}

static inline uint64_t
tally_load4(const char *at)
{
	uint32_t	word;

	memcpy(&word, at, 4);
	return word;
}

/* Both halves of a product. */
static inline uint64_t
tally_mix(uint64_t a, uint64_t b)
{
#ifdef __SIZEOF_INT128__
	__extension__ typedef unsigned __int128 wide;
	wide		product = (wide) a * b;

	return (uint64_t) product ^ (uint64_t) (product >> 64);
#else
	uint64_t	h = (a ^ (b << 32 | b >> 32)) * TALLY_K2;

	h = (h ^ h >> 32 ^ b) * TALLY_K1;
	return h ^ h >> 29;
#endif
}

static inline uint64_t
tally_hash(uint64_t seed, peds_bytes text)
{
	const char *at = text.at;
	size_t		n = text.length;
	uint64_t	a;
	uint64_t	b;

	if (at == NULL)
		return tally_mix(seed ^ TALLY_K1, TALLY_K2);
	seed ^= TALLY_K1;
	for (; n > 16; n -= 16, at += 16)
		seed = tally_mix(tally_load8(at) ^ TALLY_K2, tally_load8(at + 8) ^ seed);
	if (n >= 8)
	{
		/* the first and the last eight, which may overlap */
		a = tally_load8(at);
		b = tally_load8(at + n - 8);
	}
	else if (n >= 4)
	{
		a = tally_load4(at);
		b = tally_load4(at + n - 4);
	}
	else
	{
		a = n == 0 ? 0 : (uint64_t) (unsigned char) at[0] << 16 |
			(uint64_t) (unsigned char) at[n / 2] << 8 | (unsigned char) at[n - 1];
		b = 0;
	}
	return tally_mix(TALLY_K2 ^ text.length, tally_mix(a ^ TALLY_K2, b ^ seed));
}

static inline uint64_t
tally_hash_subject(uint32_t study, peds_bytes subject)
{
	return tally_hash(study, subject);
}

static inline uint64_t
tally_hash_cell(const peds_event_row *row)
{
	uint64_t	hash = tally_hash(row->band + row->has_band, row->soc);

	hash = tally_hash(hash, row->pt);
	return tally_hash(hash, row->arm);
}

/* Are n bytes the same? */
static inline bool
tally_same(const char *a, const char *b, size_t n)
{
	if (n >= 8)
	{
		size_t		i = 0;

		for (; i + 8 < n; i += 8)
			if (tally_load8(a + i) != tally_load8(b + i))
				return false;
		return tally_load8(a + n - 8) == tally_load8(b + n - 8);
	}
	if (n >= 4)
		return tally_load4(a) == tally_load4(b) && tally_load4(a + n - 4) == tally_load4(b + n - 4);
	for (size_t i = 0; i < n; i++)
		if (a[i] != b[i])
			return false;
	return true;
}

#endif							/* PEDS_EVENT_TALLY_HASH_H */
