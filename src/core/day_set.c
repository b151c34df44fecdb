/* SPDX-License-Identifier: PostgreSQL */
/*
 * day_set.c
 *		Sets of days as ordered intervals.
 */
#include "day_set.h"

static inline peds_day
earlier(peds_day a, peds_day b)
{
	return a < b ? a : b;
}

static inline peds_day
later(peds_day a, peds_day b)
{
	return a > b ? a : b;
}

static void
enlarge(peds_day_set *set)
{
	const peds_interval *lent = set->lent ? set->item : NULL;

	set->room = set->room == 0 ? 8 : 2 * set->room;
	set->item = set->grow(set->lent ? NULL : set->item, set->room * sizeof(peds_interval));
	set->lent = false;
	for (size_t i = 0; lent != NULL && i < set->n; i++)
		set->item[i] = lent[i];
}

void
peds_day_set_append(peds_day_set *set, peds_day from, peds_day past)
{
	if (from >= past)
		return;
	if (set->n > 0 && from <= set->item[set->n - 1].past)
	{
		set->item[set->n - 1].past = later(set->item[set->n - 1].past, past);
		return;
	}
	if (set->n == set->room)
		enlarge(set);
	set->item[set->n].from = from;
	set->item[set->n].past = past;
	set->n++;
}

void
peds_day_set_unite(peds_day_set *result, const peds_day_set *a, const peds_day_set *b)
{
	size_t		i = 0,
				j = 0;

	result->n = 0;
	while (i < a->n || j < b->n)
	{
		const peds_interval *next = j == b->n ||
			(i < a->n && a->item[i].from <= b->item[j].from) ? &a->item[i++] : &b->item[j++];

		peds_day_set_append(result, next->from, next->past);
	}
}

void
peds_day_set_intersect(peds_day_set *result, const peds_day_set *a, const peds_day_set *b)
{
	size_t		i = 0,
				j = 0;

	result->n = 0;
	while (i < a->n && j < b->n)
	{
		const peds_interval *x = &a->item[i];
		const peds_interval *y = &b->item[j];

		peds_day_set_append(result, later(x->from, y->from), earlier(x->past, y->past));
		if (x->past <= y->past)
			i++;
		else
			j++;
	}
}

void
peds_day_set_subtract(peds_day_set *result, const peds_day_set *a, const peds_day_set *b)
{
	size_t		j = 0;

	result->n = 0;
	for (size_t i = 0; i < a->n; i++)
	{
		peds_day	from = a->item[i].from;
		peds_day	past = a->item[i].past;

		while (j < b->n && b->item[j].past <= from)
			j++;
		for (size_t k = j; k < b->n && b->item[k].from < past; k++)
		{
			peds_day_set_append(result, from, b->item[k].from);
			from = b->item[k].past;
		}
		peds_day_set_append(result, from, past);
	}
}

bool
peds_day_set_contains(const peds_day_set *set, peds_day from, peds_day past)
{
	size_t		low = 0,
				high = set->n;

	/* the first interval that ends after from */
	while (low < high)
	{
		size_t		middle = (low + high) / 2;

		if (set->item[middle].past <= from)
			low = middle + 1;
		else
			high = middle;
	}
	return low < set->n && set->item[low].from <= from && past <= set->item[low].past;
}
