/* SPDX-License-Identifier: PostgreSQL */
/*
 * event_tally_parts.h
 *		What the files of event_tally share among themselves.
 */
#ifndef PEDS_EVENT_TALLY_PARTS_H
#define PEDS_EVENT_TALLY_PARTS_H

#include "event_tally.h"

#include <string.h>

/* More of anything than this is refused. */
#define TALLY_MOST	(UINT32_MAX - 1)

/* So that rows that are still to be dropped can be added in 63 bits. */
#define TALLY_MOST_DUPLICATES	((uint64_t) (INT64_MAX - UINT32_MAX))

/* The first byte of what is stored and sent. */
#define TALLY_FORMAT	1

static inline void *
tally_alloc(const peds_memory *memory, size_t size)
{
	return memory->resize(memory->owner, NULL, size > 0 ? size : 1);
}

static inline void
tally_release(const peds_memory *memory, void *block)
{
	if (block != NULL)
		(void) memory->resize(memory->owner, block, 0);
}

static inline void
tally_pause(const peds_memory *memory)
{
	if (memory->pause != NULL)
		memory->pause();
}

static inline peds_bytes
tally_bytes(const char *at, size_t length)
{
	peds_bytes	b = {at, length};

	return b;
}

/* By bytes, a shorter one before a longer one that begins alike; NULL lowest. */
static inline int
tally_compare_bytes(peds_bytes a, peds_bytes b)
{
	int			c;

	if (a.at == NULL || b.at == NULL)
		return (a.at != NULL) - (b.at != NULL);
	c = memcmp(a.at, b.at, a.length < b.length ? a.length : b.length);
	if (c != 0)
		return c;
	return (a.length > b.length) - (a.length < b.length);
}

/* The text of an id; of one inline it lies in the entry itself. */
static inline peds_bytes
tally_id_bytes(const peds_event_tally *t, uint8_t kind, const uint64_t *key)
{
	const char *at;
	uint32_t	length;

	if (kind == PEDS_ID_NULL)
		return tally_bytes(NULL, 0);
	if (kind <= PEDS_ID_INLINE)
		return tally_bytes((const char *) key, kind);
	at = t->pool + (size_t) (uint32_t) *key * 4;
	if (kind < PEDS_ID_VAST)
		return tally_bytes(at, kind);
	memcpy(&length, at, sizeof(length));
	return tally_bytes(at + sizeof(length), length);
}

/* What of a key may be compared before the bytes are. */
static inline uint64_t
tally_id_rank(uint8_t kind, uint64_t key)
{
	return kind <= PEDS_ID_INLINE ? key : key & ~(uint64_t) UINT32_MAX;
}

/* Of two of one rank: are they the same? No NULLs. */
static inline int
tally_compare_ids(const peds_event_tally *t, uint8_t kind_a, const uint64_t *a,
				  uint8_t kind_b, const uint64_t *b)
{
	if (kind_a != kind_b)
		return kind_a < kind_b ? -1 : 1;
	if (*a == *b || kind_a <= PEDS_ID_INLINE)
		return (*a > *b) - (*a < *b);
	return tally_compare_bytes(tally_id_bytes(t, kind_a, a), tally_id_bytes(t, kind_b, b));
}

/* The dictionaries, event_tally.c. Numbers of names are 1 and up, 0 is NULL. */
extern peds_status tally_find_name(peds_event_tally *t, peds_bytes text, uint32_t *number);
extern peds_status tally_find_subject(peds_event_tally *t, uint32_t study, peds_bytes subject,
									  uint32_t *number);
extern peds_status tally_find_cell(peds_event_tally *t, const peds_event_row *row, uint32_t *number);
/* An entry of a known subject and cell; of the row, the rest counts. */
extern peds_status tally_append(peds_event_tally *t, uint32_t subject, uint32_t cell,
								const peds_event_row *row);
extern uint64_t tally_hash(uint64_t seed, peds_bytes text);

/*
 * Room in a table for n entries in all. Number `number` is entered with its
 * hash where tally_slot() found the table to end.
 */
extern bool tally_table_reserve(const peds_memory *memory, peds_tally_table *table, size_t n);
extern void tally_table_enter(peds_tally_table *table, uint64_t hash, uint32_t number);

/* An array with room for `need` items; false if there cannot be as many. */
extern bool tally_reserve(const peds_memory *memory, void **array, size_t *room, size_t need,
						  size_t item);

/* Sorting by a key, and where it is the same by what `tie` says (event_tally_sort.c). */
typedef struct tally_item
{
	uint64_t	key;
	uint32_t	index;
} tally_item;

typedef int (*tally_tie) (const void *context, uint32_t a, uint32_t b);

extern void tally_sort(const peds_memory *memory, tally_item *item, size_t n, tally_tie tie,
					   const void *context);

/* The first eight bytes as a number that sorts as they do. */
extern uint64_t tally_prefix(peds_bytes text);

#endif							/* PEDS_EVENT_TALLY_PARTS_H */
