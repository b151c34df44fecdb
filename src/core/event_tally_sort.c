/* SPDX-License-Identifier: PostgreSQL */
/*
 * event_tally_sort.c
 *		Sorting small items by a key of 64 bits; a function decides only where
 *		two keys are the same.
 *
 * Most runs have a few dozen items (one subject's events) and are sorted by
 * insertion; longer ones by merging.
 */
#include "event_tally_parts.h"

#define RUN 24

static inline bool
after(const tally_item *a, const tally_item *b, tally_tie tie, const void *context)
{
	if (a->key != b->key)
		return a->key > b->key;
	return tie != NULL && tie(context, a->index, b->index) > 0;
}

static void
insertion(tally_item *item, size_t n, tally_tie tie, const void *context)
{
	for (size_t i = 1; i < n; i++)
	{
		tally_item	moved = item[i];
		size_t		j = i;

		for (; j > 0 && after(&item[j - 1], &moved, tie, context); j--)
			item[j] = item[j - 1];
		item[j] = moved;
	}
}

/* a[0, n) and b[0, m), each sorted, to out. */
static void
merge(const tally_item *a, size_t n, const tally_item *b, size_t m, tally_item *out,
	  tally_tie tie, const void *context)
{
	while (n > 0 && m > 0)
	{
		if (after(a, b, tie, context))
		{
			*out++ = *b++;
			m--;
		}
		else
		{
			*out++ = *a++;
			n--;
		}
	}
	memcpy(out, a, n * sizeof(tally_item));
	memcpy(out + n, b, m * sizeof(tally_item));
}

void
tally_sort(const peds_memory *memory, tally_item *item, size_t n, tally_tie tie,
		   const void *context)
{
	tally_item *from = item;
	tally_item *block;
	tally_item *to;

	if (n <= RUN)
	{
		insertion(item, n, tie, context);
		return;
	}
	for (size_t i = 0; i < n; i += RUN)
		insertion(item + i, n - i < RUN ? n - i : RUN, tie, context);
	to = block = tally_alloc(memory, n * sizeof(tally_item));
	for (size_t width = RUN; width < n; width *= 2)
	{
		tally_item *swap = from;

		for (size_t i = 0; i < n; i += 2 * width)
		{
			size_t		middle = n - i < width ? n - i : width;
			size_t		end = n - i < 2 * width ? n - i : 2 * width;

			merge(from + i, middle, from + i + middle, end - middle, to + i, tie, context);
		}
		from = to;
		to = swap;
	}
	if (from != item)
		memcpy(item, from, n * sizeof(tally_item));
	tally_release(memory, block);
}

/* Those of one key are mostly of one group: that is asked before they are sorted. */
void
tally_sort_groups(const peds_memory *memory, tally_item *item, size_t n, tally_tie tie,
				  const void *context)
{
	tally_sort(memory, item, n, NULL, NULL);
	for (size_t i = 0, end; i < n; i = end)
	{
		bool		alike = true;

		item[i].first = true;
		for (end = i + 1; end < n && item[end].key == item[i].key; end++)
		{
			item[end].first = false;
			alike = alike && tie(context, item[i].index, item[end].index) == 0;
		}
		if (alike)
			continue;
		tally_sort(memory, item + i, end - i, tie, context);
		item[i].first = true;
		for (size_t j = i + 1; j < end; j++)
			item[j].first = tie(context, item[j - 1].index, item[j].index) != 0;
	}
}

uint64_t
tally_prefix(peds_bytes text)
{
	uint64_t	prefix = 0;

	for (size_t i = 0; i < 8; i++)
		prefix = prefix << 8 | (i < text.length ? (unsigned char) text.at[i] : 0);
	return prefix;
}
