/* SPDX-License-Identifier: PostgreSQL */
/*
 * day_set.h
 *		A set of days: intervals [from, past) in the order of time, apart from
 *		one another (there is at least a day between two).
 *
 * The caller says how memory grows: `grow` is realloc or one like it that does
 * not return NULL. Memory that the caller lends for the beginning (`lent`) is
 * left to it, and copied from when the set outgrows it.
 */
#ifndef PEDS_DAY_SET_H
#define PEDS_DAY_SET_H

#include "calendar.h"

/* Of an interval that has no end, and of one that has no beginning. */
#define PEDS_NO_END			INT64_MAX
#define PEDS_NO_BEGINNING	INT64_MIN

typedef struct peds_interval
{
	peds_day	from;			/* PEDS_NO_BEGINNING: since ever */
	peds_day	past;			/* > from; PEDS_NO_END: for ever */
} peds_interval;

typedef void *(*peds_grow) (void *memory, size_t size);

typedef struct peds_day_set
{
	peds_interval *item;
	size_t		n;
	size_t		room;
	peds_grow	grow;
	bool		lent;			/* item is not the set's own */
} peds_day_set;

/* Add days at the end: from is not before that of the last interval. */
extern void peds_day_set_append(peds_day_set *set, peds_day from, peds_day past);

/* result, which is neither a nor b, becomes the days of one, both, only a. */
extern void peds_day_set_unite(peds_day_set *result, const peds_day_set *a, const peds_day_set *b);
extern void peds_day_set_intersect(peds_day_set *result, const peds_day_set *a, const peds_day_set *b);
extern void peds_day_set_subtract(peds_day_set *result, const peds_day_set *a, const peds_day_set *b);

/* Does the set hold every day of [from, past)? */
extern bool peds_day_set_contains(const peds_day_set *set, peds_day from, peds_day past);

#endif							/* PEDS_DAY_SET_H */
