/* SPDX-License-Identifier: PostgreSQL */
/*
 * person_time.h
 *		Subjects and person-days for each band of a scheme: a flat value that
 *		adds up.
 *
 * The value names its scheme (or carries its cuts), counts all subjects once,
 * and holds a cell for each band in which somebody spent a day, in band order.
 * All numbers are integers, so a sum does not depend on the order of its parts.
 *
 * Nothing here allocates: whoever calls gives the room and is told
 * PEDS_NO_SPACE when it is too small.
 */
#ifndef PEDS_PERSON_TIME_H
#define PEDS_PERSON_TIME_H

#include "band_set.h"

typedef struct peds_person_time
{
	int32_t		host;			/* PostgreSQL's length word */
	uint8_t		version;		/* 1 */
	uint8_t		named;			/* number of the named scheme, or 0 */
	uint16_t	ncells;
	int64_t		subjects;		/* in all, each counted once */

	/*
	 * Where the scheme is spelt out: uint32_t ncuts, uint32_t cut[ncuts], up
	 * to a multiple of 8 bytes with zeros. Then the cells.
	 */
} peds_person_time;

typedef struct peds_cell
{
	peds_age_band band;
	int64_t		subjects;		/* >= 1 */
	int64_t		days;			/* >= subjects */
} peds_cell;

static inline size_t
peds_person_time_cells_offset(const peds_person_time *pt)
{
	uint32_t	ncuts;

	if (pt->named)
		return sizeof(peds_person_time);
	ncuts = *(const uint32_t *) (pt + 1);
	return sizeof(peds_person_time) + (sizeof(uint32_t) * (ncuts + 1) + 7) / 8 * 8;
}

static inline peds_cell *
peds_person_time_cells(const peds_person_time *pt)
{
	return (peds_cell *) ((char *) pt + peds_person_time_cells_offset(pt));
}

static inline size_t
peds_person_time_size(const peds_person_time *pt)
{
	return peds_person_time_cells_offset(pt) + pt->ncells * sizeof(peds_cell);
}

/* Bytes for a value of this scheme with room for so many cells. */
extern size_t peds_person_time_room(const peds_age_cuts *cuts, int ncells);

/* Begin a value without subjects and cells. */
extern void peds_person_time_init_cuts(peds_person_time *pt, const peds_age_cuts *cuts);

static inline void
peds_person_time_init(peds_person_time *pt, const peds_age_cuts *cuts)
{
	pt->version = 1;
	pt->named = cuts->named;
	pt->ncells = 0;
	pt->subjects = 0;
	if (!cuts->named)
		peds_person_time_init_cuts(pt, cuts);
}

/* Are two values of one scheme? A name and its spelt-out cuts are two schemes. */
extern bool peds_person_time_same_cuts(const peds_person_time *a, const peds_person_time *b);

static inline bool
peds_person_time_same_scheme(const peds_person_time *a, const peds_person_time *b)
{
	return a->named == b->named && (a->named || peds_person_time_same_cuts(a, b));
}

/* The scheme of a value, ready for use. */
extern void peds_person_time_cuts(const peds_person_time *pt, peds_age_cuts *cuts);
extern void peds_person_time_scheme_text(const peds_person_time *pt, char *out);

/*
 * The time of one subject: the days of [*start, past) each to its band. The
 * birth may be NULL: unknown. The caller counts the subject once in
 * pt->subjects; one subject's value has at most one subject in a cell.
 * On PEDS_NO_SPACE *start says from where to go on.
 */
extern peds_status peds_person_time_expose(peds_person_time *pt, int room,
										   const peds_age_cuts *cuts, const peds_birth *birth,
										   peds_day *start, peds_day past);

/*
 * state + value, in place. On PEDS_NO_SPACE *next says from which cell of
 * value to go on (0 at first).
 */
extern peds_status peds_person_time_merge(peds_person_time *state, int room,
										  const peds_person_time *value, int *next);

/* state - value, in place, where value is part of state. */
extern peds_status peds_person_time_subtract(peds_person_time *state,
											 const peds_person_time *value);

/* The cell of a band, or NULL where it is empty. */
extern const peds_cell *peds_person_time_cell(const peds_person_time *pt, peds_age_band band);
/* Days over all cells. */
extern peds_status peds_person_time_days(const peds_person_time *pt, int64_t *days);

/* A person-year has 365.25 days, here and nowhere else (contract, person_time). */
static inline double
peds_person_years(int64_t days)
{
	return (double) days / 365.25;
}

/* The bands of the scheme and the other cells, in band order. */
typedef struct peds_person_time_rows
{
	const peds_person_time *pt;
	peds_age_band band[PEDS_SCHEME_MAX_CUTS + 1];
	int			nbands;
	int			next_band;
	int			next_cell;
} peds_person_time_rows;

extern void peds_person_time_rows_init(peds_person_time_rows *rows, const peds_person_time *pt);
extern bool peds_person_time_rows_next(peds_person_time_rows *rows, peds_cell *row);

/* Total order: scheme, subjects, then cell by cell. */
extern int	peds_person_time_compare(const peds_person_time *a, const peds_person_time *b);

/*
 * Text: "ich-e11; subjects=252; [0d,28d)=19/234; [28d,2y)=64/5538", each cell
 * as band=subjects/days.
 */
extern size_t peds_person_time_text_room(const peds_person_time *pt);
extern size_t peds_person_time_print(const peds_person_time *pt, char *out);
/* Bytes that reading a text of this length and content can need at most. */
extern size_t peds_person_time_parse_room(const char *text, size_t length);
extern peds_status peds_person_time_parse(const char *text, size_t length,
										  peds_person_time *result, size_t *position);

/* Binary, in network byte order; see person_time_wire.c. */
extern size_t peds_person_time_encode_room(const peds_person_time *pt);
extern size_t peds_person_time_encode(const peds_person_time *pt, unsigned char *out);
extern size_t peds_person_time_decode_room(size_t length);
extern peds_status peds_person_time_decode(const unsigned char *bytes, size_t length,
										   peds_person_time *result);

/* Add a cell that was read: its band must be the scheme's, its counts sound. */
extern peds_status peds_person_time_add_read(peds_person_time *pt, const peds_age_cuts *cuts,
											 const peds_cell *cell);

#endif							/* PEDS_PERSON_TIME_H */
