/* SPDX-License-Identifier: PostgreSQL */
/*
 * event_tally_levels.c
 *		The cells of all twelve levels: which of them an event's own cell counts
 *		in, and the order in which they are shown.
 */
#include "event_tally_parts.h"

/* ------------------------------------------------------------------- levels */

static uint64_t
hash_level(const peds_tally_level *l)
{
	/* the members but not what may lie between them */
	uint64_t	word[3] = {
		(uint64_t) l->soc << 32 | l->pt,
		(uint64_t) l->arm << 32 | l->all_bands,
		l->band
	};

	return tally_hash(0, tally_bytes((const char *) word, sizeof(word)));
}

static bool
same_level(const peds_tally_level *a, const peds_tally_level *b)
{
	return a->soc == b->soc && a->pt == b->pt && a->arm == b->arm &&
		a->all_bands == b->all_bands && a->band == b->band;
}

static peds_status
find_level(tally_levels *ls, const peds_tally_level *l, uint32_t *number)
{
	uint64_t	hash = hash_level(l);
	size_t		i;

	if (ls->n >= TALLY_MOST ||
		!tally_reserve(&ls->t->memory, (void **) &ls->level, &ls->room, ls->n + 1, sizeof(*l)) ||
		!tally_table_reserve(&ls->t->memory, &ls->table, ls->n + 1))
		return PEDS_EVENT_TALLY_TOO_LARGE;
	for (i = (uint32_t) hash & ls->table.mask; ls->table.slot[i] != 0; i = (i + 1) & ls->table.mask)
	{
		*number = (uint32_t) ls->table.slot[i] - 1;
		if (same_level(&ls->level[*number], l))
			return PEDS_OK;
	}
	tally_table_enter(&ls->table, hash, (uint32_t) ls->n);
	*number = (uint32_t) ls->n;
	ls->level[ls->n++] = *l;
	return PEDS_OK;
}

/* A name as it is shown. */
static uint32_t
label(const tally_levels *ls, uint32_t name)
{
	if (name == 0 || ls->t->name[name - 1].length == 0)
		return ls->unknown;
	return name;
}

peds_status
tally_make_levels(tally_levels *ls)
{
	peds_event_tally *t = ls->t;
	peds_status status;

	status = tally_find_name(t, tally_bytes("UNKNOWN", 7), &ls->unknown);
	ls->of_cell = tally_alloc(&t->memory, t->ncells * TALLY_LEVELS * sizeof(uint32_t));
	for (size_t i = 0; i < t->ncells && status == PEDS_OK; i++)
	{
		const peds_tally_cell *c = &t->cell[i];
		peds_tally_level base = {
			label(ls, c->soc), label(ls, c->pt), label(ls, c->arm), false,
			c->has_band ? c->band : PEDS_BAND_UNKNOWN
		};

		for (int k = 0; k < TALLY_LEVELS && status == PEDS_OK; k++)
		{
			peds_tally_level l = base;

			if (k / 4 >= 1)
				l.pt = PEDS_TALLY_TOTAL;
			if (k / 4 == 2)
				l.soc = PEDS_TALLY_TOTAL;
			if (k & 2)
				l.arm = PEDS_TALLY_TOTAL;
			if (k & 1)
			{
				l.all_bands = true;
				l.band = 0;
			}
			status = find_level(ls, &l, &ls->of_cell[i * TALLY_LEVELS + k]);
		}
	}
	return status;
}

/* -------------------------------------------------------------------- order */

static int
tie_names(const void *context, uint32_t a, uint32_t b)
{
	const peds_event_tally *t = context;

	return tally_compare_bytes(peds_tally_name_bytes(t, a), peds_tally_name_bytes(t, b));
}

/* The place of each name (from 1) in the order of bytes. */
static uint32_t *
rank_names(const peds_event_tally *t)
{
	tally_item *item = tally_alloc(&t->memory, t->nnames * sizeof(tally_item));
	uint32_t   *rank = tally_alloc(&t->memory, (t->nnames + 1) * sizeof(uint32_t));

	for (size_t i = 0; i < t->nnames; i++)
	{
		item[i].key = tally_prefix(peds_tally_name_bytes(t, (uint32_t) i + 1));
		item[i].index = (uint32_t) i + 1;
	}
	tally_sort(&t->memory, item, t->nnames, tie_names, t);
	for (size_t i = 0; i < t->nnames; i++)
		rank[item[i].index] = (uint32_t) i;
	tally_release(&t->memory, item);
	return rank;
}

typedef struct ranked
{
	const peds_tally_level *level;
	const uint32_t *rank;
} ranked;

/* Totals come last: PEDS_TALLY_TOTAL is the greatest rank too. */
static inline uint32_t
rank_of(const uint32_t *rank, uint32_t name)
{
	return name == PEDS_TALLY_TOTAL ? PEDS_TALLY_TOTAL : rank[name];
}

static int
tie_levels(const void *context, uint32_t a, uint32_t b)
{
	const ranked *r = context;
	const peds_tally_level *x = &r->level[a];
	const peds_tally_level *y = &r->level[b];
	uint32_t	arm_x = rank_of(r->rank, x->arm);
	uint32_t	arm_y = rank_of(r->rank, y->arm);

	if (arm_x != arm_y)
		return arm_x < arm_y ? -1 : 1;
	if (x->all_bands || y->all_bands)
		return (int) x->all_bands - (int) y->all_bands;
	return peds_age_band_compare(x->band, y->band);
}

static bool
holds_something(const peds_tally_count *c)
{
	return (c->events[0] | c->events[1] | c->undetermined_any) != 0;
}

void
tally_order_levels(const peds_event_tally *t, peds_tally_counts *counts, size_t nlevels)
{
	uint32_t   *rank = rank_names(t);
	tally_item *item = tally_alloc(&t->memory, nlevels * sizeof(tally_item));
	ranked		r = {counts->level, rank};
	size_t		n = 0;

	for (size_t i = 0; i < nlevels; i++)
	{
		if (!holds_something(&counts->count[i]))
			continue;
		item[n].key = (uint64_t) rank_of(rank, counts->level[i].soc) << 32 |
			rank_of(rank, counts->level[i].pt);
		item[n++].index = (uint32_t) i;
	}
	tally_sort(&t->memory, item, n, tie_levels, &r);
	counts->order = tally_alloc(&t->memory, n * sizeof(uint32_t));
	for (size_t i = 0; i < n; i++)
		counts->order[i] = item[i].index;
	counts->n = n;
	tally_release(&t->memory, item);
	tally_release(&t->memory, rank);
}
