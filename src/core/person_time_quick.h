/* SPDX-License-Identifier: PostgreSQL */
/*
 * person_time_quick.h
 *		The quick ways for what nearly all rows are: one interval in one band or
 *		two, added to a sum that has those bands. Inlined into the wrappers.
 *
 * Each gives what peds_person_time_expose and peds_person_time_merge give, or
 * says that it is not such a case; test/unit/test_person_time.c compares them.
 */
#ifndef PEDS_PERSON_TIME_QUICK_H
#define PEDS_PERSON_TIME_QUICK_H

#include "person_time.h"

#define PEDS_QUICK_CELLS	2

/*
 * One subject in [start, past), birth <= start < past, in a scheme without
 * maturity. pt has room for PEDS_QUICK_CELLS; false if it needs more.
 */
static inline bool
peds_person_time_quick(peds_person_time *pt, const peds_age_cuts *cuts,
					   peds_day birth, peds_day start, peds_day past)
{
	peds_cell  *cell;
	peds_day	end;
	int			k;

	if (start < birth || start >= past || cuts->preterm != PEDS_PRETERM_NONE)
		return false;
	peds_person_time_init(pt, cuts);
	pt->ncells = 1;
	pt->subjects = 1;
	cell = peds_person_time_cells(pt);
	k = peds_band_no(cuts, birth, start);
	cell[0].band = cuts->band[k];
	cell[0].subjects = 1;
	cell[0].days = past - start;

	/* the calendar is asked only where the next cut can be reached */
	if (k + 1 == cuts->n || past - birth <= cuts->open[k + 1])
		return true;
	end = peds_band_end(cuts, k, birth);
	if (end >= past)
		return true;
	if (k + 2 < cuts->n && past - birth > cuts->open[k + 2])
		return false;
	pt->ncells = 2;
	cell[0].days = end - start;
	cell[1].band = cuts->band[k + 1];
	cell[1].subjects = 1;
	cell[1].days = past - end;
	return true;
}

/*
 * state + value in place, where value has one or two bands and the state has
 * them too. If it is not that, or a sum overflows, false, and nothing was
 * added.
 */
static inline bool
peds_person_time_merge_quick(peds_person_time *state, const peds_person_time *value)
{
	const peds_cell *from;
	peds_cell  *to;
	peds_cell  *found[PEDS_QUICK_CELLS];
	int64_t		subjects[PEDS_QUICK_CELLS];
	int64_t		days[PEDS_QUICK_CELLS];
	int64_t		all;

	if (value->ncells == 0 || value->ncells > PEDS_QUICK_CELLS ||
		!peds_person_time_same_scheme(state, value) ||
		__builtin_add_overflow(state->subjects, value->subjects, &all))
		return false;
	from = peds_person_time_cells(value);
	to = peds_person_time_cells(state);
	for (int j = 0; j < value->ncells; j++)
	{
		int			at = -1;

		/* cells are few: looking at all of them is cheaper than a missed branch */
		for (int i = 0; i < state->ncells; i++)
			at = to[i].band == from[j].band ? i : at;
		if (at < 0)
			return false;
		found[j] = &to[at];
		if (__builtin_add_overflow(to[at].subjects, from[j].subjects, &subjects[j]) ||
			__builtin_add_overflow(to[at].days, from[j].days, &days[j]))
			return false;
	}
	state->subjects = all;
	for (int j = 0; j < value->ncells; j++)
	{
		found[j]->subjects = subjects[j];
		found[j]->days = days[j];
	}
	return true;
}

#endif							/* PEDS_PERSON_TIME_QUICK_H */
