/* SPDX-License-Identifier: PostgreSQL */
/*
 * event_tally_count.c
 *		Counting events, cases and subjects at all twelve levels in one walk.
 *
 * The entries lie subject by subject and are taken case by case, so a cell of
 * a level needs to remember only the last subject and the last case that it
 * has counted in each period.
 */
#include "event_tally_parts.h"

#define LINE		64

/* ------------------------------------------------------------------ counting */

/* What has to be counted at each level; half a line of cache. */
typedef struct distinct
{
	uint32_t	last_case[2];	/* the last ones counted, by period */
	uint32_t	last_subject[2];
	uint32_t	cases[2];
	uint32_t	subjects[2];
} distinct;

/* What adds up over the cells, and is counted in the event's own. */
typedef struct additive
{
	uint32_t	events[2];
	uint32_t	undetermined[2];
	uint32_t	undetermined_any;
	uint32_t	spare[3];
} additive;

typedef struct counters
{
	distinct   *level;
	additive   *cell;
} counters;

static inline void
count_period(distinct *d, int p, uint32_t case_no, uint32_t subject_no)
{
	d->cases[p] += d->last_case[p] != case_no;
	d->last_case[p] = case_no;
	d->subjects[p] += d->last_subject[p] != subject_no && subject_no != 0;
	d->last_subject[p] = subject_no;
}

/* One event; case and subject are numbers from 1, subject 0 is nobody. */
static inline void
count_event(const counters *c, const uint32_t *of_cell, const peds_tally_entry *e,
			uint32_t case_no, uint32_t subject_no)
{
	const uint32_t *level = of_cell + (size_t) e->cell * TALLY_LEVELS;
	additive   *a = &c->cell[e->cell];
	peds_truth	interval = peds_entry_interval(e);
	peds_truth	cumulative = peds_entry_cumulative(e);

	a->events[0] += interval == PEDS_TRUE;
	a->events[1] += cumulative == PEDS_TRUE;
	a->undetermined[0] += interval == PEDS_UNDETERMINED;
	a->undetermined[1] += cumulative == PEDS_UNDETERMINED;
	a->undetermined_any += interval == PEDS_UNDETERMINED || cumulative == PEDS_UNDETERMINED;
	if (interval == PEDS_TRUE && cumulative == PEDS_TRUE)
		for (int k = 0; k < TALLY_LEVELS; k++)
		{
			count_period(&c->level[level[k]], 0, case_no, subject_no);
			count_period(&c->level[level[k]], 1, case_no, subject_no);
		}
	else if (cumulative == PEDS_TRUE)
		for (int k = 0; k < TALLY_LEVELS; k++)
			count_period(&c->level[level[k]], 1, case_no, subject_no);
	else if (interval == PEDS_TRUE)
		for (int k = 0; k < TALLY_LEVELS; k++)
			count_period(&c->level[level[k]], 0, case_no, subject_no);
}

/* Each cell's numbers to its twelve levels. */
static void
add_up(const tally_levels *ls, const counters *c, peds_tally_count *count)
{
	for (size_t i = 0; i < ls->n; i++)
	{
		memcpy(count[i].cases, c->level[i].cases, sizeof(count[i].cases));
		memcpy(count[i].subjects, c->level[i].subjects, sizeof(count[i].subjects));
	}
	for (size_t i = 0; i < ls->t->ncells; i++)
		for (int k = 0; k < TALLY_LEVELS; k++)
		{
			peds_tally_count *to = &count[ls->of_cell[i * TALLY_LEVELS + k]];
			const additive *a = &c->cell[i];

			for (int p = 0; p < 2; p++)
			{
				to->events[p] += a->events[p];
				to->undetermined[p] += a->undetermined[p];
			}
			to->undetermined_any += a->undetermined_any;
		}
}

typedef struct run
{
	const peds_event_tally *t;
	const peds_tally_entry *entry;	/* of one subject */
} run;

static int
tie_cases(const void *context, uint32_t a, uint32_t b)
{
	const run  *r = context;
	const peds_tally_entry *x = &r->entry[a];
	const peds_tally_entry *y = &r->entry[b];

	return tally_compare_ids(r->t, x->case_kind, &x->case_key, y->case_kind, &y->case_key);
}

/* How many events ahead their counts are fetched. */
#define AHEAD_COUNTS	10

/* The counts of the term; those of totals over the terms are at hand. */
static inline void
prefetch_counts(const tally_levels *ls, const counters *c, const peds_tally_entry *e)
{
	const uint32_t *level = ls->of_cell + (size_t) e->cell * TALLY_LEVELS;

	for (int k = 0; k < 4; k++)
		TALLY_PREFETCH(&c->level[level[k]]);
	TALLY_PREFETCH(&c->cell[e->cell]);
}

/* The events of one subject; returns the number of the last case. */
static uint32_t
count_subject(const tally_levels *ls, const counters *c, const peds_tally_entry *entry, size_t n,
			  uint32_t case_no, tally_item *item)
{
	run			r = {ls->t, entry};
	uint32_t	subject_no = entry->subject + 1;
	size_t		ncases = 0;

	if (ls->t->subject[entry->subject].length == PEDS_SUBJECT_NULL)
		subject_no = 0;
	for (size_t i = 0; i < n; i++)
	{
		const peds_tally_entry *e = &entry[i];

		if (e->case_kind == PEDS_ID_NULL)
		{
			count_event(c, ls->of_cell, e, ++case_no, subject_no);
			continue;
		}
		item[ncases].key = tally_id_rank(e->case_kind, e->case_key);
		item[ncases++].index = (uint32_t) i;
	}
	tally_sort_groups(&ls->t->memory, item, ncases, tie_cases, &r);
	for (size_t i = 0; i < ncases && i < AHEAD_COUNTS; i++)
		prefetch_counts(ls, c, &entry[item[i].index]);
	for (size_t i = 0; i < ncases; i++)
	{
		const peds_tally_entry *e = &entry[item[i].index];

		if (i + AHEAD_COUNTS < ncases)
			prefetch_counts(ls, c, &entry[item[i + AHEAD_COUNTS].index]);
		case_no += item[i].first;
		count_event(c, ls->of_cell, e, case_no, subject_no);
	}
	return case_no;
}

/* How many entries ahead of the one that is looked at ids and levels are fetched. */
#define AHEAD	48

static inline void
prefetch_entry(const tally_levels *ls, const peds_tally_entry *e)
{
	const uint32_t *level = ls->of_cell + (size_t) e->cell * TALLY_LEVELS;

	TALLY_PREFETCH(level);
	TALLY_PREFETCH(level + TALLY_LEVELS - 1);
	if (e->case_kind > PEDS_ID_INLINE && e->case_kind != PEDS_ID_NULL)
		TALLY_PREFETCH(ls->t->pool + (size_t) (uint32_t) e->case_key * 4);
}

static void
count_all(const tally_levels *ls, const counters *c)
{
	peds_event_tally *t = ls->t;
	tally_item *item = NULL;
	size_t		room = 0;
	uint32_t	case_no = 0;

	for (size_t start = 0, end; start < t->n; start = end)
	{
		uint32_t	subject = t->entry[start].subject;

		for (end = start; end < t->n && t->entry[end].subject == subject; end++)
			if (end + AHEAD < t->n)
				prefetch_entry(ls, &t->entry[end + AHEAD]);
		(void) tally_reserve(&t->memory, (void **) &item, &room, end - start, sizeof(tally_item));
		case_no = count_subject(ls, c, t->entry + start, end - start, case_no, item);
		if (start / 65536 != end / 65536)
			tally_pause(&t->memory);
	}
	tally_release(&t->memory, item);
}

/* Zeros that begin with a line of cache; *block is what to release. */
static void *
alloc_lines(const peds_memory *memory, size_t size, void **block)
{
	*block = tally_alloc(memory, size + LINE);
	return memset((void *) (((uintptr_t) *block + LINE - 1) / LINE * LINE), 0, size);
}

peds_status
peds_event_tally_count(peds_event_tally *t, peds_tally_counts *counts)
{
	tally_levels ls = {.t = t};
	peds_status status;

	memset(counts, 0, sizeof(*counts));
	status = peds_event_tally_settle(t);
	if (status != PEDS_OK)
		return status;
	status = tally_make_levels(&ls);
	if (status == PEDS_OK)
	{
		counters	c;
		void	   *block[2];

		c.level = alloc_lines(&t->memory, ls.n * sizeof(distinct), &block[0]);
		c.cell = alloc_lines(&t->memory, t->ncells * sizeof(additive), &block[1]);
		count_all(&ls, &c);
		counts->level = ls.level;
		counts->count = tally_alloc(&t->memory, ls.n * sizeof(peds_tally_count));
		memset(counts->count, 0, ls.n * sizeof(peds_tally_count));
		add_up(&ls, &c, counts->count);
		tally_release(&t->memory, block[0]);
		tally_release(&t->memory, block[1]);
		tally_order_levels(t, counts, ls.n);
	}
	else
		tally_release(&t->memory, ls.level);
	tally_release(&t->memory, ls.table.slot);
	tally_release(&t->memory, ls.of_cell);
	return status;
}

void
peds_tally_counts_free(const peds_event_tally *t, peds_tally_counts *counts)
{
	tally_release(&t->memory, counts->order);
	tally_release(&t->memory, counts->level);
	tally_release(&t->memory, counts->count);
	memset(counts, 0, sizeof(*counts));
}
