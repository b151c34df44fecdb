/* SPDX-License-Identifier: PostgreSQL */
/*
 * person_time.c
 *		Building person-time of one subject, adding values, and looking in.
 */
#include "person_time.h"

#include <string.h>

size_t
peds_person_time_room(const peds_age_cuts *cuts, int ncells)
{
	size_t		size = sizeof(peds_person_time) + (size_t) ncells * sizeof(peds_cell);

	if (!cuts->named)
		size += (sizeof(uint32_t) * ((size_t) cuts->n + 1) + 7) / 8 * 8;
	return size;
}

/* The part of a value that spells its scheme out. */
void
peds_person_time_init_cuts(peds_person_time *pt, const peds_age_cuts *cuts)
{
	uint32_t   *at = (uint32_t *) (pt + 1);

	*at++ = (uint32_t) cuts->n;
	for (int k = 0; k < cuts->n; k++)
		*at++ = peds_age_pack(cuts->cut[k]);
	if (cuts->n % 2 == 0)
		*at = 0;
}

bool
peds_person_time_same_cuts(const peds_person_time *a, const peds_person_time *b)
{
	size_t		offset = peds_person_time_cells_offset(a);

	return offset == peds_person_time_cells_offset(b) &&
		memcmp(a + 1, b + 1, offset - sizeof(peds_person_time)) == 0;
}

/* The cuts that a value carries, as a scheme; room for the largest is given. */
static void
scheme_of(const peds_person_time *pt, peds_age_scheme *scheme)
{
	const uint32_t *at = (const uint32_t *) (pt + 1);

	scheme->version = 1;
	scheme->named = 0;
	scheme->preterm = PEDS_PRETERM_NONE;
	scheme->ncuts = (uint8_t) at[0];
	memcpy(scheme->cut, at + 1, at[0] * sizeof(uint32_t));
}

typedef union scheme_space
{
	peds_age_scheme scheme;
	char		space[PEDS_AGE_SCHEME_MAX_SIZE];
} scheme_space;

void
peds_person_time_cuts(const peds_person_time *pt, peds_age_cuts *cuts)
{
	scheme_space u;

	if (pt->named)
	{
		peds_age_cuts_make_named(pt->named, cuts);
		return;
	}
	scheme_of(pt, &u.scheme);
	peds_age_cuts_make(&u.scheme, cuts);
}

void
peds_person_time_scheme_text(const peds_person_time *pt, char *out)
{
	scheme_space u;

	u.scheme.named = pt->named;
	if (!pt->named)
		scheme_of(pt, &u.scheme);
	peds_age_scheme_print(&u.scheme, out);
}

/*
 * The index of a band's cell, or -1. `guess` is where it is looked for first;
 * any number will do.
 */
static inline int
find_cell(const peds_cell *cell, int ncells, peds_age_band band, int guess)
{
	if (guess >= 0 && guess < ncells && cell[guess].band == band)
		return guess;
	for (int i = 0; i < ncells; i++)
		if (cell[i].band == band)
			return i;
	return -1;
}

/* Make an empty cell for a band that has none; -1 if there is no room. */
static int
insert_cell(peds_person_time *pt, int room, peds_age_band band)
{
	peds_cell  *cell = peds_person_time_cells(pt);
	int			i = pt->ncells;

	if (i >= room)
		return -1;
	while (i > 0 && peds_age_band_compare(cell[i - 1].band, band) > 0)
	{
		cell[i] = cell[i - 1];
		i--;
	}
	cell[i].band = band;
	cell[i].subjects = 0;
	cell[i].days = 0;
	pt->ncells++;
	return i;
}

/* Days of one subject to one band. */
static bool
add_days(peds_person_time *pt, int room, peds_age_band band, int64_t days)
{
	int			i = find_cell(peds_person_time_cells(pt), pt->ncells, band, pt->ncells - 1);
	peds_cell  *cell;

	if (i < 0)
		i = insert_cell(pt, room, band);
	if (i < 0)
		return false;
	cell = &peds_person_time_cells(pt)[i];
	cell->subjects = 1;
	cell->days += days;
	return true;
}

/* A birth known to the day, and a scheme that need not know of maturity. */
static peds_status
expose_exact(peds_person_time *pt, int room, const peds_age_cuts *cuts,
			 peds_day birth, peds_day *start, peds_day past)
{
	while (*start < past)
	{
		peds_age_band band = PEDS_BAND_BEFORE_BIRTH;
		peds_day	end = birth;

		if (*start >= birth)
		{
			int			k = peds_band_no(cuts, birth, *start);

			band = cuts->band[k];
			/* the calendar is asked only where the next cut can be reached */
			if (k + 1 == cuts->n || past - birth <= cuts->open[k + 1])
				end = past;
			else
				end = peds_band_end(cuts, k, birth);
		}
		if (end > past)
			end = past;
		if (!add_days(pt, room, band, end - *start))
			return PEDS_NO_SPACE;
		*start = end;
	}
	return PEDS_OK;
}

peds_status
peds_person_time_expose(peds_person_time *pt, int room,
						const peds_age_cuts *cuts, const peds_birth *birth,
						peds_day *start, peds_day past)
{
	if (birth != NULL && birth->earliest == birth->latest &&
		(cuts->preterm == PEDS_PRETERM_NONE || birth->maturity == PEDS_MATURITY_TERM))
		return expose_exact(pt, room, cuts, birth->earliest, start, past);

	while (*start < past)
	{
		peds_age_band band = PEDS_BAND_UNKNOWN;
		peds_day	end = past;

		if (birth != NULL)
		{
			band = peds_age_band_on(cuts, birth, *start);
			end = peds_next_band_change(cuts, birth, *start);
			if (end > past)
				end = past;
		}
		if (!add_days(pt, room, band, end - *start))
			return PEDS_NO_SPACE;
		*start = end;
	}
	return PEDS_OK;
}

peds_status
peds_person_time_merge(peds_person_time *state, int room,
					   const peds_person_time *value, int *next)
{
	const peds_cell *from = peds_person_time_cells(value);
	peds_cell  *to;

	if (!peds_person_time_same_scheme(state, value))
		return PEDS_PERSON_TIME_SCHEMES;
	to = peds_person_time_cells(state);
	for (; *next < value->ncells; (*next)++)
	{
		const peds_cell *cell = &from[*next];
		int			i = find_cell(to, state->ncells, cell->band, *next);

		if (i < 0)
			i = insert_cell(state, room, cell->band);
		if (i < 0)
			return PEDS_NO_SPACE;
		if (__builtin_add_overflow(to[i].subjects, cell->subjects, &to[i].subjects) ||
			__builtin_add_overflow(to[i].days, cell->days, &to[i].days))
			return PEDS_PERSON_TIME_OVERFLOW;
	}
	if (__builtin_add_overflow(state->subjects, value->subjects, &state->subjects))
		return PEDS_PERSON_TIME_OVERFLOW;
	return PEDS_OK;
}

peds_status
peds_person_time_subtract(peds_person_time *state, const peds_person_time *value)
{
	const peds_cell *from = peds_person_time_cells(value);
	peds_cell  *to;
	int64_t		left = state->subjects - value->subjects;
	int			found = 0;
	int			kept = 0;

	if (!peds_person_time_same_scheme(state, value))
		return PEDS_PERSON_TIME_SCHEMES;

	/* first see that what would be left is sound, so that nothing is half done */
	to = peds_person_time_cells(state);
	for (int i = 0; i < state->ncells; i++)
	{
		const peds_cell *cell = peds_person_time_cell(value, to[i].band);
		int64_t		subjects = to[i].subjects - (cell ? cell->subjects : 0);
		int64_t		days = to[i].days - (cell ? cell->days : 0);

		found += cell != NULL;
		if (subjects < 0 || subjects > left || days < subjects ||
			(subjects == 0 && days != 0))
			return PEDS_PERSON_TIME_NOT_PART;
	}
	if (left < 0 || found != value->ncells)
		return PEDS_PERSON_TIME_NOT_PART;

	state->subjects = left;
	for (int j = 0; j < value->ncells; j++)
	{
		peds_cell  *cell = &to[find_cell(to, state->ncells, from[j].band, j)];

		cell->subjects -= from[j].subjects;
		cell->days -= from[j].days;
	}
	for (int i = 0; i < state->ncells; i++)
		if (to[i].subjects > 0)
			to[kept++] = to[i];
	state->ncells = (uint16_t) kept;
	return PEDS_OK;
}

const peds_cell *
peds_person_time_cell(const peds_person_time *pt, peds_age_band band)
{
	const peds_cell *cell = peds_person_time_cells(pt);
	int			i = find_cell(cell, pt->ncells, band, 0);

	return i < 0 ? NULL : &cell[i];
}

peds_status
peds_person_time_days(const peds_person_time *pt, int64_t *days)
{
	const peds_cell *cell = peds_person_time_cells(pt);

	*days = 0;
	for (int i = 0; i < pt->ncells; i++)
		if (__builtin_add_overflow(*days, cell[i].days, days))
			return PEDS_PERSON_TIME_OVERFLOW;
	return PEDS_OK;
}

void
peds_person_time_rows_init(peds_person_time_rows *rows, const peds_person_time *pt)
{
	peds_age_cuts cuts;

	peds_person_time_cuts(pt, &cuts);
	rows->pt = pt;
	rows->nbands = peds_age_cuts_bands(&cuts, rows->band);
	rows->next_band = 0;
	rows->next_cell = 0;
}

bool
peds_person_time_rows_next(peds_person_time_rows *rows, peds_cell *row)
{
	const peds_cell *cell = &peds_person_time_cells(rows->pt)[rows->next_cell];
	bool		has_cell = rows->next_cell < rows->pt->ncells;
	bool		has_band = rows->next_band < rows->nbands;
	int			order = -1;

	if (!has_cell && !has_band)
		return false;
	if (has_cell)
		order = has_band ? peds_age_band_compare(rows->band[rows->next_band], cell->band) : 1;
	if (order < 0)
	{
		row->band = rows->band[rows->next_band++];
		row->subjects = 0;
		row->days = 0;
		return true;
	}
	*row = *cell;
	rows->next_cell++;
	if (order == 0)
		rows->next_band++;
	return true;
}

int
peds_person_time_compare(const peds_person_time *a, const peds_person_time *b)
{
	const peds_cell *x = peds_person_time_cells(a);
	const peds_cell *y = peds_person_time_cells(b);
	int			n = a->ncells < b->ncells ? a->ncells : b->ncells;

	if (!peds_person_time_same_scheme(a, b))
	{
		char		s[PEDS_SCHEME_TEXT_SIZE];
		char		t[PEDS_SCHEME_TEXT_SIZE];

		peds_person_time_scheme_text(a, s);
		peds_person_time_scheme_text(b, t);
		return strcmp(s, t) < 0 ? -1 : 1;
	}
	if (a->subjects != b->subjects)
		return a->subjects < b->subjects ? -1 : 1;
	for (int i = 0; i < n; i++)
	{
		int			c = peds_age_band_compare(x[i].band, y[i].band);

		if (c != 0)
			return c;
		if (x[i].subjects != y[i].subjects)
			return x[i].subjects < y[i].subjects ? -1 : 1;
		if (x[i].days != y[i].days)
			return x[i].days < y[i].days ? -1 : 1;
	}
	return a->ncells < b->ncells ? -1 : a->ncells > b->ncells;
}

peds_status
peds_person_time_add_read(peds_person_time *pt, const peds_age_cuts *cuts,
						  const peds_cell *cell)
{
	int			i;

	if (!peds_age_cuts_has_cell(cuts, cell->band) ||
		peds_person_time_cell(pt, cell->band) != NULL)
		return PEDS_PERSON_TIME_BAND;
	if (cell->subjects < 1 || cell->subjects > pt->subjects || cell->days < cell->subjects)
		return PEDS_PERSON_TIME_COUNTS;
	i = insert_cell(pt, pt->ncells + 1, cell->band);
	peds_person_time_cells(pt)[i] = *cell;
	return PEDS_OK;
}
