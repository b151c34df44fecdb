/* SPDX-License-Identifier: PostgreSQL */
/*
 * event_tally.h
 *		Rows of adverse events, kept so that events, cases and subjects can be
 *		counted exactly at every level of body system, term, arm and age band.
 *
 * The value is a multiset of rows: one event is the rows of one (study,
 * subject, event id), of which one stands (see peds_event_tally_settle). A row
 * is an entry of 32 bytes; subjects and cells (soc, pt, arm, band) are numbered
 * by dictionaries. Counting walks the entries subject by subject, so that it
 * needs no set of what it has seen.
 *
 * Memory: 32 bytes a row, the texts of subjects, terms and arms once, each
 * event or case id longer than 8 bytes once a row; besides, room to grow (at
 * most as much again), and 32 bytes a row while rows of many subjects in no
 * order are sorted. It comes from the caller's `resize`.
 */
#ifndef PEDS_EVENT_TALLY_H
#define PEDS_EVENT_TALLY_H

#include "age_band.h"

typedef struct peds_memory
{
	/* realloc or one like it that does not return NULL; NULL: new; size 0 frees */
	void	   *(*resize) (void *owner, void *memory, size_t size);
	void		(*pause) (void);	/* called during long work, or NULL */
	void	   *owner;
} peds_memory;

/* A text; `at` is NULL where it is SQL's NULL. */
typedef struct peds_bytes
{
	const char *at;
	size_t		length;
} peds_bytes;

/* In the order that ties are broken by. */
typedef enum peds_truth
{
	PEDS_UNDETERMINED,
	PEDS_FALSE,
	PEDS_TRUE
} peds_truth;

typedef struct peds_event_row
{
	peds_bytes	study;
	peds_bytes	subject;
	peds_bytes	event_id;
	peds_bytes	case_id;
	peds_bytes	soc;
	peds_bytes	pt;
	peds_bytes	arm;
	peds_age_band band;
	int32_t		version;
	bool		has_band;
	bool		has_version;
	peds_truth	in_interval;
	peds_truth	in_cumulative;
} peds_event_row;

/*
 * An id of up to 8 bytes lies in its key, a longer one in the pool: its hash in
 * the high half, its place in units of 4 bytes in the low half. The kind is its
 * length; PEDS_ID_VAST means that the length stands before it in the pool.
 */
#define PEDS_ID_INLINE	8
#define PEDS_ID_VAST	254
#define PEDS_ID_NULL	255

#define PEDS_ENTRY_VERSION	0x10	/* flags: has a version */
#define PEDS_ENTRY_DROPPED	0x20	/* ... stands no more (while settling) */

typedef struct peds_tally_entry
{
	uint32_t	subject;
	uint32_t	cell;
	int32_t		version;		/* 0 where there is none */
	uint8_t		flags;			/* in_interval | in_cumulative << 2 | the above */
	uint8_t		event_kind;
	uint8_t		case_kind;
	uint8_t		spare;
	uint64_t	event_key;
	uint64_t	case_key;
} peds_tally_entry;

static inline peds_truth
peds_entry_interval(const peds_tally_entry *e)
{
	return (peds_truth) (e->flags & 3);
}

static inline peds_truth
peds_entry_cumulative(const peds_tally_entry *e)
{
	return (peds_truth) (e->flags >> 2 & 3);
}

/* Numbers of names are 1 and up in cells and subjects; 0 is NULL. */
typedef struct peds_tally_cell
{
	uint32_t	soc;
	uint32_t	pt;
	uint32_t	arm;
	uint32_t	has_band;
	peds_age_band band;
} peds_tally_cell;

typedef struct peds_tally_name
{
	uint64_t	offset;			/* in texts */
	uint64_t	length;
} peds_tally_name;

/* A short text lies in the subject itself, since looking there is what costs. */
#define PEDS_SUBJECT_INLINE	24
#define PEDS_SUBJECT_NULL	UINT32_MAX

typedef struct peds_tally_subject
{
	uint32_t	length;			/* PEDS_SUBJECT_NULL: no subject */
	uint32_t	study;
	union
	{
		char		text[PEDS_SUBJECT_INLINE];
		uint64_t	offset;		/* in texts */
	}			u;
} peds_tally_subject;

/* Open addressing: hash << 32 | number + 1, 0 where empty. */
typedef struct peds_tally_table
{
	uint64_t   *slot;
	size_t		mask;
} peds_tally_table;

typedef struct peds_tally_batch peds_tally_batch;

typedef struct peds_event_tally
{
	peds_memory memory;
	peds_tally_entry *entry;
	size_t		n;
	size_t		room;
	uint64_t	duplicates;		/* rows that were dropped already */
	bool		in_order;		/* the entries, by subject */
	bool		settled;		/* in order, and one entry an event */

	char	   *pool;			/* ids */
	size_t		pool_used;
	size_t		pool_room;

	char	   *texts;			/* names and subjects, apart to lie close together */
	size_t		texts_used;
	size_t		texts_room;

	peds_tally_name *name;		/* studies, soc, pt, arms */
	size_t		nnames;
	size_t		name_room;
	peds_tally_table name_table;

	peds_tally_cell *cell;
	size_t		ncells;
	size_t		cell_room;
	peds_tally_table cell_table;

	peds_tally_subject *subject;
	size_t		nsubjects;
	size_t		subject_room;
	peds_tally_table subject_table;

	peds_tally_batch *batch;	/* rows that are still to be looked up */

	uint32_t	last_study;		/* of the last row; 0: none yet */
	uint32_t	last_subject;
	uint32_t	last_cell;
} peds_event_tally;

/* Without rows; nothing is allocated before the first. */
extern void peds_event_tally_init(peds_event_tally *t, const peds_memory *memory);
extern void peds_event_tally_free(peds_event_tally *t);

/* PEDS_EVENT_TALLY_TOO_LARGE past 2^32 - 2 rows, subjects or cells, or 16 GB of text. */
extern peds_status peds_event_tally_add(peds_event_tally *t, const peds_event_row *row);

/* The rows of another one, which keeps its value and is not the same object. */
extern peds_status peds_event_tally_merge(peds_event_tally *t, peds_event_tally *other);

/*
 * Sort by subject and drop all but one row of each event: the one of the
 * greatest version, of these a blinded one (arm BLINDED), then the greatest
 * (soc, pt, arm, band, case id, in_interval, in_cumulative); texts by bytes, NULL lowest, then false, then true. A row
 * without an event id is an event of its own. The value stays the same.
 */
extern peds_status peds_event_tally_settle(peds_event_tally *t);

/* Both of a tally that is settled. */
static inline int64_t
peds_event_tally_events(const peds_event_tally *t)
{
	return (int64_t) t->n;
}

static inline int64_t
peds_event_tally_duplicates(const peds_event_tally *t)
{
	return (int64_t) t->duplicates;
}

/* ---------------------------------------------------------------- counting */

#define PEDS_TALLY_TOTAL UINT32_MAX

/* A cell of a level: names, or PEDS_TALLY_TOTAL over all of them. */
typedef struct peds_tally_level
{
	uint32_t	soc;
	uint32_t	pt;
	uint32_t	arm;
	uint32_t	all_bands;
	peds_age_band band;
} peds_tally_level;

typedef struct peds_tally_count
{
	uint32_t	events[2];		/* interval, cumulative */
	uint32_t	cases[2];
	uint32_t	subjects[2];
	uint32_t	undetermined[2];
	uint32_t	undetermined_any;	/* in at least one of the two */
} peds_tally_count;

typedef struct peds_tally_counts
{
	size_t		n;				/* rows that hold something, in order */
	uint32_t   *order;			/* row -> number in level and count */
	peds_tally_level *level;
	peds_tally_count *count;
} peds_tally_counts;

/*
 * All twelve levels, (soc, pt) | soc | all by arm | all by band | all, in the
 * order of soc, pt, arm (bytes, totals last) and band (its order, total last).
 * NULL and '' count under UNKNOWN, no band under (,).
 */
extern peds_status peds_event_tally_count(peds_event_tally *t, peds_tally_counts *counts);
extern void peds_tally_counts_free(const peds_event_tally *t, peds_tally_counts *counts);

extern peds_bytes peds_tally_name_bytes(const peds_event_tally *t, uint32_t number);

/* ----------------------------------------------------- bytes (see …_wire.c) */

/* Is it text in the encoding of the database, without a zero byte? */
typedef bool (*peds_text_check) (const char *text, size_t length);

/*
 * One value, one encoding, whatever the order of the rows. *bytes is the
 * memory's and to be freed by it; `reserve` bytes before the encoding are left
 * to the caller. PEDS_EVENT_TALLY_TOO_LARGE where all is longer than `limit`.
 */
extern peds_status peds_event_tally_encode(peds_event_tally *t, size_t reserve, size_t limit,
										   unsigned char **bytes, size_t *length);

/*
 * Add what was encoded to t, or just check it where t is NULL. Everything is
 * checked: PEDS_EVENT_TALLY_MALFORMED, or PEDS_EVENT_TALLY_ENCODING if a text
 * does not pass `check` (which may be NULL). t may then hold a part of it.
 */
extern peds_status peds_event_tally_decode(peds_event_tally *t, const peds_memory *memory,
										   const unsigned char *bytes, size_t length,
										   peds_text_check check);

/* Events and duplicates, from the head (PEDS_EVENT_TALLY_HEAD bytes or all) of what was encoded. */
#define PEDS_EVENT_TALLY_HEAD 24
extern peds_status peds_event_tally_head(const unsigned char *bytes, size_t length,
										 int64_t *events, int64_t *duplicates);

#endif							/* PEDS_EVENT_TALLY_H */
