/* SPDX-License-Identifier: PostgreSQL */
/*
 * event_tally.c
 *		A tally's memory and its rows: what one row of input costs.
 *
 * Looking up a subject or a cell is waiting for memory, where rows come in no
 * order. So rows wait in a batch, with what they need for the look-ups on its
 * way to the cache meanwhile.
 */
#include "event_tally_parts.h"

/* ------------------------------------------------------------------ memory */

void
peds_event_tally_init(peds_event_tally *t, const peds_memory *memory)
{
	memset(t, 0, sizeof(*t));
	t->memory = *memory;
	t->in_order = true;
	t->settled = true;
}

void
peds_event_tally_free(peds_event_tally *t)
{
	tally_release(&t->memory, t->entry);
	tally_release(&t->memory, t->pool);
	tally_release(&t->memory, t->texts);
	tally_release(&t->memory, t->name);
	tally_release(&t->memory, t->name_table.slot);
	tally_release(&t->memory, t->cell);
	tally_release(&t->memory, t->cell_table.slot);
	tally_release(&t->memory, t->subject);
	tally_release(&t->memory, t->subject_table.slot);
	tally_release(&t->memory, t->batch);
	peds_event_tally_init(t, &t->memory);
}

bool
tally_reserve(const peds_memory *memory, void **array, size_t *room, size_t need, size_t item)
{
	size_t		more = *room;

	if (need <= *room)
		return true;
	if (need > SIZE_MAX / 4 / item)
		return false;
	/* a large array grows in place, so small steps are cheap */
	more += more * item < ((size_t) 64 << 20) ? more : more / 4;
	if (more < need)
		more = need;
	if (more < 8)
		more = 8;
	*array = memory->resize(memory->owner, *array, more * item);
	*room = more;
	return true;
}

/* Append an id to the pool, aligned to 4 bytes; the offset counts in bytes. */
static peds_status
store_id(peds_event_tally *t, const void *head, size_t head_length, peds_bytes text,
		 uint64_t *offset)
{
	size_t		need = t->pool_used + head_length + (text.length + 3) / 4 * 4;

	if (text.length > UINT32_MAX - 8 || need / 4 > UINT32_MAX - 4)
		return PEDS_EVENT_TALLY_TOO_LARGE;
	if (!RESERVE(t, pool, pool_room, need < 256 ? 256 : need))
		return PEDS_EVENT_TALLY_TOO_LARGE;
	*offset = t->pool_used;
	if (head_length > 0)
		memcpy(t->pool + t->pool_used, head, head_length);
	if (text.length > 0)
		memcpy(t->pool + t->pool_used + head_length, text.at, text.length);
	t->pool_used = need;
	return PEDS_OK;
}

/* --------------------------------------------------------------------- rows */

/* Up to 8 bytes, as they would lie in memory before zeros. */
static inline uint64_t
load_short(const char *at, size_t length)
{
	uint64_t	word = 0;

	if (length == 8)
		memcpy(&word, at, 8);
	else if (length >= 4)
	{
		memcpy(&word, at, 4);
		memcpy((char *) &word + length - 4, at + length - 4, 4);
	}
	else
		for (size_t i = 0; i < length; i++)
			((char *) &word)[i] = at[i];
	return word;
}

/* A long id that is one of `like` too is stored once. */
static peds_status
make_id(peds_event_tally *t, peds_bytes text, uint8_t *kind, uint64_t *key,
		uint8_t like_kind, uint64_t like)
{
	uint64_t	hash;
	uint64_t	offset = 0;
	uint32_t	length = (uint32_t) text.length;
	peds_status status;

	*key = 0;
	*kind = PEDS_ID_NULL;
	if (text.at == NULL)
		return PEDS_OK;
	if (text.length <= PEDS_ID_INLINE)
	{
		*kind = (uint8_t) text.length;
		*key = load_short(text.at, text.length);
		return PEDS_OK;
	}
	*kind = text.length < PEDS_ID_VAST ? (uint8_t) text.length : PEDS_ID_VAST;
	hash = tally_hash(0, text) & UINT32_MAX;
	if (*kind == like_kind && like >> 32 == hash &&
		tally_id_bytes(t, like_kind, &like).length == text.length &&
		tally_same(text.at, tally_id_bytes(t, like_kind, &like).at, text.length))
	{
		*key = like;
		return PEDS_OK;
	}
	status = store_id(t, &length, *kind == PEDS_ID_VAST ? sizeof(length) : 0, text, &offset);
	*key = hash << 32 | offset / 4;
	return status;
}

peds_status
tally_append(peds_event_tally *t, uint32_t subject, uint32_t cell, const peds_event_row *row)
{
	static const peds_tally_entry none = {.event_kind = PEDS_ID_NULL, .case_kind = PEDS_ID_NULL};
	const peds_tally_entry *last = &none;
	peds_tally_entry *e;
	peds_status status;

	if (t->n >= t->room)
	{
		if (t->n >= TALLY_MOST || !RESERVE(t, entry, room, t->n + 1))
			return PEDS_EVENT_TALLY_TOO_LARGE;
	}
	if (t->n > 0)
		last = &t->entry[t->n - 1];
	t->settled = false;
	e = &t->entry[t->n];
	e->subject = subject;
	e->cell = cell;
	e->version = row->has_version ? row->version : 0;
	e->flags = (uint8_t) (row->in_interval | row->in_cumulative << 2 |
						  (row->has_version ? PEDS_ENTRY_VERSION : 0));
	e->spare = 0;
	status = make_id(t, row->event_id, &e->event_kind, &e->event_key,
					 last->event_kind, last->event_key);
	if (status != PEDS_OK)
		return status;
	/* often a case is one event and has its id, or goes on from the row before */
	if (row->case_id.at != NULL && last->case_kind > PEDS_ID_INLINE &&
		(e->event_kind != last->case_kind || row->case_id.length != row->event_id.length))
		status = make_id(t, row->case_id, &e->case_kind, &e->case_key,
						 last->case_kind, last->case_key);
	else
		status = make_id(t, row->case_id, &e->case_kind, &e->case_key,
						 e->event_kind, e->event_key);
	if (status != PEDS_OK)
		return status;
	t->n++;
	return PEDS_OK;
}

/* Look up the subject and the cell of entry i. */
static inline peds_status
look_up(peds_event_tally *t, uint32_t study, const peds_event_row *row, uint64_t subject_hash,
		uint64_t cell_hash, uint32_t *subject, uint32_t *cell)
{
	peds_status status = PEDS_OK;

	if (t->nsubjects == 0 || !tally_subject_is(t, t->last_subject, study, row->subject))
		status = tally_find_subject(t, study, row->subject, subject_hash, &t->last_subject);
	if (status == PEDS_OK && (t->ncells == 0 || !tally_cell_is(t, t->last_cell, row)))
		status = tally_find_cell(t, row, cell_hash, &t->last_cell);
	*subject = t->last_subject;
	*cell = t->last_cell;
	return status;
}

/* ---------------------------------------------------------------- the batch */

/* The first rows of a tally are looked up at once: most tallies are small. */
#define BATCH_FROM	64
#define BATCH		32
#define BATCH_TEXT	160

/* A row without what is in its entry; the texts lie one behind another. */
typedef struct waiting
{
	uint64_t	subject_hash;
	uint64_t	cell_hash;
	peds_age_band band;
	uint32_t	study;
	bool		has_band;
	uint8_t		null;			/* bits of the texts that are */
	uint8_t		length[4];		/* subject, soc, pt, arm */
	char		text[BATCH_TEXT];
} waiting;

struct peds_tally_batch
{
	size_t		n;				/* the last n entries of the tally */
	waiting		row[BATCH];
};

static bool
put_in_batch(peds_event_tally *t, const peds_event_row *row)
{
	const peds_bytes *text[4] = {&row->subject, &row->soc, &row->pt, &row->arm};
	waiting    *w = &t->batch->row[t->batch->n];
	char	   *at = w->text;

	if (row->subject.length + row->soc.length + row->pt.length + row->arm.length > BATCH_TEXT)
		return false;
	w->null = 0;
	for (int i = 0; i < 4; i++)
	{
		w->length[i] = (uint8_t) text[i]->length;
		if (text[i]->at == NULL)
			w->null |= (uint8_t) (1 << i);
		else
			memcpy(at, text[i]->at, text[i]->length);
		at += text[i]->length;
	}
	w->band = row->band;
	w->has_band = row->has_band;
	w->study = t->last_study;
	w->subject_hash = tally_hash_subject(t->last_study, row->subject);
	w->cell_hash = tally_hash_cell(row);
	TALLY_PREFETCH(&t->subject_table.slot[(uint32_t) w->subject_hash & t->subject_table.mask]);
	TALLY_PREFETCH(&t->cell_table.slot[(uint32_t) w->cell_hash & t->cell_table.mask]);
	t->batch->n++;
	return true;
}

static void
waiting_row(const waiting *w, peds_event_row *row)
{
	peds_bytes *text[4] = {&row->subject, &row->soc, &row->pt, &row->arm};
	const char *at = w->text;

	for (int i = 0; i < 4; i++)
	{
		*text[i] = tally_bytes(w->null & 1 << i ? NULL : at, w->length[i]);
		at += w->length[i];
	}
	row->band = w->band;
	row->has_band = w->has_band;
}

/* What the slots of the batch point to. */
static void
prefetch_batch(const peds_event_tally *t)
{
	for (size_t i = 0; i < t->batch->n; i++)
	{
		const waiting *w = &t->batch->row[i];
		uint64_t	s = t->subject_table.slot[(uint32_t) w->subject_hash & t->subject_table.mask];
		uint64_t	c = t->cell_table.slot[(uint32_t) w->cell_hash & t->cell_table.mask];

		/* an empty slot says number -1, which is not asked for */
		if (s != 0)
			TALLY_PREFETCH(&t->subject[(uint32_t) s - 1]);
		if (c != 0)
			TALLY_PREFETCH(&t->cell[(uint32_t) c - 1]);
	}
}

peds_status
tally_flush(peds_event_tally *t)
{
	peds_tally_batch *batch = t->batch;
	size_t		first;
	size_t		n;

	if (batch == NULL || batch->n == 0)
		return PEDS_OK;
	prefetch_batch(t);
	n = batch->n;
	first = t->n - n;
	batch->n = 0;
	for (size_t i = 0; i < n; i++)
	{
		peds_tally_entry *e = &t->entry[first + i];
		const waiting *w = &batch->row[i];
		peds_event_row row;
		peds_status status;

		waiting_row(w, &row);
		status = look_up(t, w->study, &row, w->subject_hash, w->cell_hash, &e->subject, &e->cell);
		if (status != PEDS_OK)
		{
			t->n = first + i;
			return status;
		}
		if (e->subject < e[-1].subject)
			t->in_order = false;
	}
	return PEDS_OK;
}

peds_status
peds_event_tally_add(peds_event_tally *t, const peds_event_row *row)
{
	uint32_t	subject;
	uint32_t	cell;
	peds_status status;

	if (!tally_name_is(t, t->last_study, row->study))
	{
		status = tally_find_name(t, row->study, &t->last_study);
		if (status != PEDS_OK)
			return status;
	}
	if (t->n >= BATCH_FROM)
	{
		if (t->batch == NULL)
		{
			t->batch = tally_alloc(&t->memory, sizeof(peds_tally_batch));
			t->batch->n = 0;
		}
		if (t->batch->n == BATCH && (status = tally_flush(t)) != PEDS_OK)
			return status;
		if (put_in_batch(t, row))
		{
			status = tally_append(t, 0, 0, row);
			if (status != PEDS_OK)
				t->batch->n--;
			return status;
		}
		if ((status = tally_flush(t)) != PEDS_OK)
			return status;
	}
	status = look_up(t, t->last_study, row, tally_hash_subject(t->last_study, row->subject),
					 tally_hash_cell(row), &subject, &cell);
	if (status != PEDS_OK)
		return status;
	if (t->n > 0 && subject < t->entry[t->n - 1].subject)
		t->in_order = false;
	return tally_append(t, subject, cell, row);
}
