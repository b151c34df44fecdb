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

#define LEVELS		12
#define LINE		64

typedef struct levels
{
	peds_event_tally *t;
	peds_tally_level *level;
	size_t		n;
	size_t		room;
	peds_tally_table table;
	uint32_t	unknown;		/* the name UNKNOWN */
	uint32_t   *of_cell;		/* LEVELS numbers for each cell */
} levels;

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
find_level(levels *ls, const peds_tally_level *l, uint32_t *number)
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
label(const levels *ls, uint32_t name)
{
	if (name == 0 || ls->t->name[name - 1].length == 0)
		return ls->unknown;
	return name;
}

static peds_status
make_levels(levels *ls)
{
	peds_event_tally *t = ls->t;
	peds_status status;

	status = tally_find_name(t, tally_bytes("UNKNOWN", 7), &ls->unknown);
	ls->of_cell = tally_alloc(&t->memory, t->ncells * LEVELS * sizeof(uint32_t));
	for (size_t i = 0; i < t->ncells && status == PEDS_OK; i++)
	{
		const peds_tally_cell *c = &t->cell[i];
		peds_tally_level base = {
			label(ls, c->soc), label(ls, c->pt), label(ls, c->arm), false,
			c->has_band ? c->band : PEDS_BAND_UNKNOWN
		};

		for (int k = 0; k < LEVELS && status == PEDS_OK; k++)
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
			status = find_level(ls, &l, &ls->of_cell[i * LEVELS + k]);
		}
	}
	return status;
}

/* ------------------------------------------------------------------ counting */

/* One event; case and subject are numbers from 1, 0: not to be looked for. */
static inline void
count_event(peds_tally_count *count, const uint32_t *level, const peds_tally_entry *e,
			uint32_t case_no, uint32_t subject_no)
{
	peds_truth	in[2] = {peds_entry_interval(e), peds_entry_cumulative(e)};

	for (int p = 0; p < 2; p++)
	{
		if (in[p] == PEDS_TRUE)
			for (int k = 0; k < LEVELS; k++)
			{
				peds_tally_count *c = &count[level[k]];

				c->events[p]++;
				c->cases[p] += c->last_case[p] != case_no;
				c->last_case[p] = case_no;
				c->subjects[p] += c->last_subject[p] != subject_no && subject_no != 0;
				c->last_subject[p] = subject_no;
			}
		else if (in[p] == PEDS_UNDETERMINED)
			for (int k = 0; k < LEVELS; k++)
				count[level[k]].undetermined[p]++;
	}
	if (in[0] == PEDS_UNDETERMINED || in[1] == PEDS_UNDETERMINED)
		for (int k = 0; k < LEVELS; k++)
			count[level[k]].undetermined_any++;
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

/* The events of one subject; returns the number of the last case. */
static uint32_t
count_subject(const levels *ls, peds_tally_count *count, const peds_tally_entry *entry, size_t n,
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
			count_event(count, ls->of_cell + (size_t) e->cell * LEVELS, e, ++case_no, subject_no);
			continue;
		}
		item[ncases].key = tally_id_rank(e->case_kind, e->case_key);
		item[ncases++].index = (uint32_t) i;
	}
	tally_sort(&ls->t->memory, item, ncases, tie_cases, &r);
	for (size_t i = 0; i < ncases; i++)
	{
		const peds_tally_entry *e = &entry[item[i].index];

		if (i == 0 || item[i - 1].key != item[i].key ||
			tie_cases(&r, item[i - 1].index, item[i].index) != 0)
			case_no++;
		count_event(count, ls->of_cell + (size_t) e->cell * LEVELS, e, case_no, subject_no);
	}
	return case_no;
}

static void
count_all(const levels *ls, peds_tally_count *count)
{
	peds_event_tally *t = ls->t;
	tally_item *item = NULL;
	size_t		room = 0;
	uint32_t	case_no = 0;

	for (size_t start = 0, end; start < t->n; start = end)
	{
		uint32_t	subject = t->entry[start].subject;

		for (end = start + 1; end < t->n && t->entry[end].subject == subject; end++)
			;
		(void) tally_reserve(&t->memory, (void **) &item, &room, end - start, sizeof(tally_item));
		case_no = count_subject(ls, count, t->entry + start, end - start, case_no, item);
		if (start / 65536 != end / 65536)
			tally_pause(&t->memory);
	}
	tally_release(&t->memory, item);
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

static void
put_in_order(const peds_event_tally *t, peds_tally_counts *counts, size_t nlevels)
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

peds_status
peds_event_tally_count(peds_event_tally *t, peds_tally_counts *counts)
{
	levels		ls = {.t = t};
	peds_status status;

	memset(counts, 0, sizeof(*counts));
	peds_event_tally_settle(t);
	status = make_levels(&ls);
	if (status == PEDS_OK)
	{
		size_t		size = ls.n * sizeof(peds_tally_count);

		/* each count on a line of cache of its own */
		counts->count_block = tally_alloc(&t->memory, size + LINE);
		counts->count = (peds_tally_count *)
			(((uintptr_t) counts->count_block + LINE - 1) / LINE * LINE);
		memset(counts->count, 0, size);
		counts->level = ls.level;
		count_all(&ls, counts->count);
		put_in_order(t, counts, ls.n);
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
	tally_release(&t->memory, counts->count_block);
	memset(counts, 0, sizeof(*counts));
}
