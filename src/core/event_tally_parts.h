/* SPDX-License-Identifier: PostgreSQL */
/*
 * event_tally_parts.h
 *		What the files of event_tally share among themselves.
 */
#ifndef PEDS_EVENT_TALLY_PARTS_H
#define PEDS_EVENT_TALLY_PARTS_H

#include "event_tally_hash.h"

/* More of anything than this is refused. */
#define TALLY_MOST	(UINT32_MAX - 1)

/* So that rows that are still to be dropped can be added in 63 bits. */
#define TALLY_MOST_DUPLICATES	((uint64_t) (INT64_MAX - UINT32_MAX))

/* The first byte of what is stored and sent. */
#define TALLY_FORMAT	1

/* What will be looked at soon; waiting for memory is most of the time. */
#if defined(__GNUC__)
#define TALLY_PREFETCH(at) __builtin_prefetch(at)
#else
#define TALLY_PREFETCH(at) ((void) 0)
#endif

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

static inline peds_bytes
tally_subject_bytes(const peds_event_tally *t, uint32_t number)
{
	const peds_tally_subject *s = &t->subject[number];

	if (s->length == PEDS_SUBJECT_NULL)
		return tally_bytes(NULL, 0);
	return tally_bytes(s->length <= PEDS_SUBJECT_INLINE ? s->u.text : t->texts + s->u.offset,
					   s->length);
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

/* An order of two ids of one rank: 0 if they are the same. No NULLs. */
static inline int
tally_compare_ids(const peds_event_tally *t, uint8_t kind_a, const uint64_t *a,
				  uint8_t kind_b, const uint64_t *b)
{
	peds_bytes	x;
	peds_bytes	y;

	if (kind_a != kind_b)
		return kind_a < kind_b ? -1 : 1;
	if (*a == *b || kind_a <= PEDS_ID_INLINE)
		return (*a > *b) - (*a < *b);
	x = tally_id_bytes(t, kind_a, a);
	y = tally_id_bytes(t, kind_b, b);
	if (x.length == y.length && tally_same(x.at, y.at, x.length))
		return 0;
	return tally_compare_bytes(x, y);
}

/* Is name `number`, which may be 0, this text? */
static inline bool
tally_name_is(const peds_event_tally *t, uint32_t number, peds_bytes text)
{
	const peds_tally_name *name;

	if (number == 0 || text.at == NULL)
		return number == 0 && text.at == NULL;
	name = &t->name[number - 1];
	return name->length == text.length &&
		tally_same(t->texts + name->offset, text.at, text.length);
}

static inline bool
tally_subject_is(const peds_event_tally *t, uint32_t number, uint32_t study, peds_bytes text)
{
	const peds_tally_subject *s = &t->subject[number];

	if (s->study != study)
		return false;
	if (s->length == PEDS_SUBJECT_NULL || text.at == NULL)
		return s->length == PEDS_SUBJECT_NULL && text.at == NULL;
	return s->length == text.length &&
		tally_same(tally_subject_bytes(t, number).at, text.at, text.length);
}

static inline bool
tally_cell_is(const peds_event_tally *t, uint32_t number, const peds_event_row *row)
{
	const peds_tally_cell *c = &t->cell[number];

	return c->band == row->band && c->has_band == row->has_band &&
		tally_name_is(t, c->pt, row->pt) && tally_name_is(t, c->soc, row->soc) &&
		tally_name_is(t, c->arm, row->arm);
}

/*
 * The dictionaries, event_tally_dict.c: the number of what is looked for, which
 * is entered where it is new. Numbers of names are 1 and up, 0 is NULL. A row's
 * band is 0 where it has none.
 */
extern peds_status tally_find_name(peds_event_tally *t, peds_bytes text, uint32_t *number);
extern peds_status tally_find_subject(peds_event_tally *t, uint32_t study, peds_bytes subject,
									  uint64_t hash, uint32_t *number);
extern peds_status tally_find_cell(peds_event_tally *t, const peds_event_row *row, uint64_t hash,
								   uint32_t *number);

/* Look up what waits in the batch; before all that looks at the entries. */
extern peds_status tally_flush(peds_event_tally *t);

/*
 * An entry of a known subject and cell; of the row, the rest counts. The batch
 * must be empty, and whether the order holds is the caller's to see.
 */
extern peds_status tally_append(peds_event_tally *t, uint32_t subject, uint32_t cell,
								const peds_event_row *row);

/*
 * Room in a table for n entries in all. Number `number` is entered with its
 * hash where tally_slot() found the table to end.
 */
extern bool tally_table_reserve(const peds_memory *memory, peds_tally_table *table, size_t n);
extern void tally_table_enter(peds_tally_table *table, uint64_t hash, uint32_t number);

/* An array with room for `need` items; false if there cannot be as many. */
extern bool tally_reserve(const peds_memory *memory, void **array, size_t *room, size_t need,
						  size_t item);

#define RESERVE(t, array, room, need) \
	tally_reserve(&(t)->memory, (void **) &(t)->array, &(t)->room, need, sizeof(*(t)->array))

/* Sorting by a key, and where it is the same by what `tie` says (event_tally_sort.c). */
typedef struct tally_item
{
	uint64_t	key;
	uint32_t	index;
	bool		first;			/* of a group, tally_sort_groups() says */
} tally_item;

typedef int (*tally_tie) (const void *context, uint32_t a, uint32_t b);

extern void tally_sort(const peds_memory *memory, tally_item *item, size_t n, tally_tie tie,
					   const void *context);

/* Sort so that those for which `tie` is 0 stand together, in no order besides. */
extern void tally_sort_groups(const peds_memory *memory, tally_item *item, size_t n,
							  tally_tie tie, const void *context);

/* The first eight bytes as a number that sorts as they do. */
extern uint64_t tally_prefix(peds_bytes text);

/* The cells of all levels, and the twelve in which each cell of the tally counts. */
#define TALLY_LEVELS 12

typedef struct tally_levels
{
	peds_event_tally *t;
	peds_tally_level *level;
	size_t		n;
	size_t		room;
	peds_tally_table table;
	uint32_t	unknown;		/* the name UNKNOWN */
	uint32_t   *of_cell;		/* TALLY_LEVELS numbers for each cell, the term's own first */
} tally_levels;

extern peds_status tally_make_levels(tally_levels *ls);

/* Those that hold something, in the order in which they are shown. */
extern void tally_order_levels(const peds_event_tally *t, peds_tally_counts *counts, size_t nlevels);

#endif							/* PEDS_EVENT_TALLY_PARTS_H */
