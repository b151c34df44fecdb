/* SPDX-License-Identifier: PostgreSQL */
/*
 * person_time_wire.c
 *		The binary form of person-time, in network byte order:
 *
 *		uint8	version, 1
 *		uint16	length of the scheme's text, then that text
 *		int64	subjects
 *		uint16	number of cells, then for each, in band order:
 *				uint64 band (see age_band.h), int64 subjects, int64 days
 *
 * Decoding checks all that reading the text form checks.
 */
#include "person_time.h"

#include <string.h>

#define VERSION		1
#define FIXED_SIZE	(1 + 2 + 8 + 2)
#define CELL_SIZE	24

static unsigned char *
put(unsigned char *at, uint64_t value, int bytes)
{
	for (int i = bytes - 1; i >= 0; i--)
		*at++ = (unsigned char) (value >> (8 * i));
	return at;
}

static uint64_t
get(const unsigned char **at, int bytes)
{
	uint64_t	value = 0;

	while (bytes-- > 0)
		value = value << 8 | *(*at)++;
	return value;
}

size_t
peds_person_time_encode_room(const peds_person_time *pt)
{
	return FIXED_SIZE + PEDS_SCHEME_TEXT_SIZE + pt->ncells * (size_t) CELL_SIZE;
}

size_t
peds_person_time_encode(const peds_person_time *pt, unsigned char *out)
{
	const peds_cell *cell = peds_person_time_cells(pt);
	char		scheme[PEDS_SCHEME_TEXT_SIZE];
	size_t		n;
	unsigned char *at = out;

	peds_person_time_scheme_text(pt, scheme);
	n = strlen(scheme);
	at = put(at, VERSION, 1);
	at = put(at, n, 2);
	memcpy(at, scheme, n);
	at = put(at + n, (uint64_t) pt->subjects, 8);
	at = put(at, pt->ncells, 2);
	for (int i = 0; i < pt->ncells; i++)
	{
		at = put(at, cell[i].band, 8);
		at = put(at, (uint64_t) cell[i].subjects, 8);
		at = put(at, (uint64_t) cell[i].days, 8);
	}
	return (size_t) (at - out);
}

size_t
peds_person_time_decode_room(size_t length)
{
	return sizeof(peds_person_time) + (PEDS_SCHEME_MAX_CUTS + 2) * sizeof(uint32_t) +
		length / CELL_SIZE * sizeof(peds_cell);
}

peds_status
peds_person_time_decode(const unsigned char *bytes, size_t length,
						peds_person_time *result)
{
	union
	{
		peds_age_scheme scheme;
		char		space[PEDS_AGE_SCHEME_MAX_SIZE];
	}			u;
	peds_age_cuts cuts;
	char		scheme[PEDS_SCHEME_TEXT_SIZE];
	const unsigned char *at = bytes;
	size_t		n;
	size_t		ncells;
	size_t		position;
	peds_age_band previous = 0;

	if (length < FIXED_SIZE || get(&at, 1) != VERSION)
		return PEDS_PERSON_TIME_MALFORMED;
	n = get(&at, 2);
	if (n > length - FIXED_SIZE ||
		peds_age_scheme_parse((const char *) at, n, &u.scheme, &position) != PEDS_OK)
		return PEDS_PERSON_TIME_MALFORMED;
	/* one value, one encoding: the scheme as it is written out */
	if ((size_t) peds_age_scheme_print(&u.scheme, scheme) != n || memcmp(scheme, at, n) != 0)
		return PEDS_PERSON_TIME_MALFORMED;
	at += n;
	peds_age_cuts_make(&u.scheme, &cuts);
	peds_person_time_init(result, &cuts);
	result->subjects = (int64_t) get(&at, 8);
	if (result->subjects < 0)
		return PEDS_PERSON_TIME_COUNTS;

	ncells = get(&at, 2);
	if (length - FIXED_SIZE - n != ncells * CELL_SIZE)
		return PEDS_PERSON_TIME_MALFORMED;
	for (size_t i = 0; i < ncells; i++)
	{
		peds_cell	cell;
		peds_status status;

		cell.band = get(&at, 8);
		cell.subjects = (int64_t) get(&at, 8);
		cell.days = (int64_t) get(&at, 8);
		status = peds_person_time_add_read(result, &cuts, &cell);
		if (status != PEDS_OK)
			return status;
		/* the order can be asked only of bands that are sound */
		if (i > 0 && peds_age_band_compare(previous, cell.band) >= 0)
			return PEDS_PERSON_TIME_BAND;
		previous = cell.band;
	}
	return PEDS_OK;
}
