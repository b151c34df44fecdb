/* SPDX-License-Identifier: PostgreSQL */
/*
 * event_tally_settle.c
 *		One row an event: sort by subject, find the rows of one event, keep the
 *		one that stands. And the union of two tallies.
 */
#include "event_tally_parts.h"

#define DIGIT_BITS	11

/* ---------------------------------------------------------- by subject */

/* Radix sort, least digit first; stable, though nothing depends on it. */
static void
sort_by_subject(peds_event_tally *t)
{
	size_t		count[1 << DIGIT_BITS];
	peds_tally_entry *block = tally_alloc(&t->memory, t->n * sizeof(peds_tally_entry));
	peds_tally_entry *from = t->entry;
	peds_tally_entry *to = block;
	size_t		room = t->n;
	unsigned	bits = 1;
	unsigned	passes;
	unsigned	digit_bits;

	while (bits < 32 && (t->nsubjects - 1) >> bits != 0)
		bits++;
	passes = (bits + DIGIT_BITS - 1) / DIGIT_BITS;
	digit_bits = (bits + passes - 1) / passes;
	for (unsigned shift = 0; shift < bits; shift += digit_bits)
	{
		uint32_t	mask = (UINT32_C(1) << digit_bits) - 1;
		size_t		sum = 0;
		peds_tally_entry *swap = from;

		memset(count, 0, sizeof(count));
		for (size_t i = 0; i < t->n; i++)
			count[from[i].subject >> shift & mask]++;
		for (size_t d = 0; d <= mask; d++)
		{
			size_t		n = count[d];

			count[d] = sum;
			sum += n;
		}
		for (size_t i = 0; i < t->n; i++)
			to[count[from[i].subject >> shift & mask]++] = from[i];
		from = to;
		to = swap;
	}
	if (from == block)
	{
		block = t->entry;
		t->entry = from;
		t->room = room;
	}
	tally_release(&t->memory, block);
	t->in_order = true;
}

/* ----------------------------------------------------- the rows of one event */

static int
compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
compare_names(const peds_event_tally *t, uint32_t a, uint32_t b)
{
	if (a == b)
		return 0;
	return tally_compare_bytes(peds_tally_name_bytes(t, a), peds_tally_name_bytes(t, b));
}

static int
compare_cells(const peds_event_tally *t, uint32_t a, uint32_t b)
{
	const peds_tally_cell *x = &t->cell[a];
	const peds_tally_cell *y = &t->cell[b];
	int			c;

	if (a == b)
		return 0;
	if ((c = compare_names(t, x->soc, y->soc)) != 0 ||
		(c = compare_names(t, x->pt, y->pt)) != 0 ||
		(c = compare_names(t, x->arm, y->arm)) != 0)
		return c;
	if (!x->has_band || !y->has_band)
		return (x->has_band != 0) - (y->has_band != 0);
	return peds_age_band_compare(x->band, y->band);
}

/* A blind is not broken by a row that says more. */
static bool
blinded(const peds_event_tally *t, const peds_tally_entry *e)
{
	peds_bytes	arm = peds_tally_name_bytes(t, t->cell[e->cell].arm);

	return arm.length == 7 && memcmp(arm.at, "BLINDED", 7) == 0;
}

/* Of two rows of one event: positive if the first one stands. */
static int
compare_versions(const peds_event_tally *t, const peds_tally_entry *a, const peds_tally_entry *b)
{
	int			c;

	c = compare_numbers((a->flags & PEDS_ENTRY_VERSION) != 0, (b->flags & PEDS_ENTRY_VERSION) != 0);
	if (c != 0 || (c = compare_numbers(a->version, b->version)) != 0 ||
		(c = compare_numbers(blinded(t, a), blinded(t, b))) != 0 ||
		(c = compare_cells(t, a->cell, b->cell)) != 0 ||
		(c = tally_compare_bytes(tally_id_bytes(t, a->case_kind, &a->case_key),
								 tally_id_bytes(t, b->case_kind, &b->case_key))) != 0 ||
		(c = compare_numbers(peds_entry_interval(a), peds_entry_interval(b))) != 0)
		return c;
	return compare_numbers(peds_entry_cumulative(a), peds_entry_cumulative(b));
}

typedef struct run
{
	const peds_event_tally *t;
	peds_tally_entry *entry;	/* of one subject */
} run;

static int
tie_events(const void *context, uint32_t a, uint32_t b)
{
	const run  *r = context;
	const peds_tally_entry *x = &r->entry[a];
	const peds_tally_entry *y = &r->entry[b];

	return tally_compare_ids(r->t, x->event_kind, &x->event_key, y->event_kind, &y->event_key);
}

/* Flag what does not stand; true if there is any. */
static bool
drop_versions(const peds_event_tally *t, peds_tally_entry *entry, size_t n, tally_item *item)
{
	run			r = {t, entry};
	size_t		nids = 0;
	bool		found = false;

	for (size_t i = 0; i < n; i++)
	{
		if (entry[i].event_kind == PEDS_ID_NULL)
			continue;
		item[nids].key = tally_id_rank(entry[i].event_kind, entry[i].event_key);
		item[nids++].index = (uint32_t) i;
	}
	tally_sort_groups(&t->memory, item, nids, tie_events, &r);
	for (size_t i = 1; i < nids; i++)
	{
		peds_tally_entry *a = &entry[item[i - 1].index];
		peds_tally_entry *b = &entry[item[i].index];

		if (item[i].first)
			continue;
		found = true;
		/* the best so far goes on to the next comparison */
		if (compare_versions(t, a, b) > 0)
		{
			b->flags |= PEDS_ENTRY_DROPPED;
			item[i].index = item[i - 1].index;
		}
		else
			a->flags |= PEDS_ENTRY_DROPPED;
	}
	return found;
}

peds_status
peds_event_tally_settle(peds_event_tally *t)
{
	tally_item *item = NULL;
	size_t		room = 0;
	bool		found = false;
	size_t		kept = 0;
	peds_status status = tally_flush(t);

	if (t->settled || status != PEDS_OK)
		return status;
	if (!t->in_order)
		sort_by_subject(t);
	for (size_t start = 0, end; start < t->n; start = end)
	{
		uint32_t	subject = t->entry[start].subject;

		for (end = start + 1; end < t->n && t->entry[end].subject == subject; end++)
			;
		if (end - start == 1)
			continue;
		(void) tally_reserve(&t->memory, (void **) &item, &room, end - start, sizeof(tally_item));
		if (drop_versions(t, t->entry + start, end - start, item))
			found = true;
	}
	tally_release(&t->memory, item);
	if (found)
	{
		for (size_t i = 0; i < t->n; i++)
			if (!(t->entry[i].flags & PEDS_ENTRY_DROPPED))
				t->entry[kept++] = t->entry[i];
		t->duplicates += t->n - kept;
		t->n = kept;
	}
	t->settled = true;
	tally_pause(&t->memory);
	return PEDS_OK;
}

/* ------------------------------------------------------------------- union */

/* Numbers of the other's subjects and cells in t. */
static peds_status
map_dictionaries(peds_event_tally *t, const peds_event_tally *other, uint32_t *subject,
				 uint32_t *cell)
{
	peds_status status;

	for (size_t i = 0; i < other->ncells; i++)
	{
		const peds_tally_cell *c = &other->cell[i];
		peds_event_row row = {
			.soc = peds_tally_name_bytes(other, c->soc),
			.pt = peds_tally_name_bytes(other, c->pt),
			.arm = peds_tally_name_bytes(other, c->arm),
			.has_band = c->has_band,
			.band = c->band
		};

		status = tally_find_cell(t, &row, tally_hash_cell(&row), &cell[i]);
		if (status != PEDS_OK)
			return status;
	}
	for (size_t i = 0; i < other->nsubjects; i++)
	{
		peds_bytes	text = tally_subject_bytes(other, (uint32_t) i);
		uint32_t	study;

		status = tally_find_name(t, peds_tally_name_bytes(other, other->subject[i].study), &study);
		if (status == PEDS_OK)
			status = tally_find_subject(t, study, text, tally_hash_subject(study, text), &subject[i]);
		if (status != PEDS_OK)
			return status;
	}
	return PEDS_OK;
}

peds_status
peds_event_tally_merge(peds_event_tally *t, peds_event_tally *other)
{
	uint32_t   *subject;
	uint32_t   *cell;
	peds_status status;

	if ((status = tally_flush(t)) != PEDS_OK || (status = tally_flush(other)) != PEDS_OK)
		return status;
	if (other->duplicates > TALLY_MOST_DUPLICATES - t->duplicates)
		return PEDS_EVENT_TALLY_TOO_LARGE;
	subject = tally_alloc(&t->memory, other->nsubjects * sizeof(uint32_t));
	cell = tally_alloc(&t->memory, other->ncells * sizeof(uint32_t));
	status = map_dictionaries(t, other, subject, cell);
	for (size_t i = 0; i < other->n && status == PEDS_OK; i++)
	{
		const peds_tally_entry *e = &other->entry[i];
		peds_event_row row = {
			.event_id = tally_id_bytes(other, e->event_kind, &e->event_key),
			.case_id = tally_id_bytes(other, e->case_kind, &e->case_key),
			.version = e->version,
			.has_version = (e->flags & PEDS_ENTRY_VERSION) != 0,
			.in_interval = peds_entry_interval(e),
			.in_cumulative = peds_entry_cumulative(e)
		};

		if (t->n > 0 && subject[e->subject] < t->entry[t->n - 1].subject)
			t->in_order = false;
		status = tally_append(t, subject[e->subject], cell[e->cell], &row);
	}
	if (status == PEDS_OK)
		t->duplicates += other->duplicates;
	tally_release(&t->memory, subject);
	tally_release(&t->memory, cell);
	return status;
}
