/* SPDX-License-Identifier: PostgreSQL */
/*
 * event_tally.c
 *		A tally's dictionaries and rows: what one row of input costs.
 *
 * Studies, body systems, terms and arms are names; a subject is a study and a
 * text, a cell three names and a band. A cell is looked up by one hash over its
 * texts, so that names are looked up only where a cell is new.
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
	tally_release(&t->memory, t->name);
	tally_release(&t->memory, t->name_table.slot);
	tally_release(&t->memory, t->cell);
	tally_release(&t->memory, t->cell_table.slot);
	tally_release(&t->memory, t->subject);
	tally_release(&t->memory, t->subject_table.slot);
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

#define RESERVE(t, array, room, need) \
	tally_reserve(&(t)->memory, (void **) &(t)->array, &(t)->room, need, sizeof(*(t)->array))

/* Append to the pool, aligned to 4 bytes; the offset counts in bytes. */
static peds_status
store(peds_event_tally *t, const void *head, size_t head_length, peds_bytes text, uint64_t *offset)
{
	size_t		need = t->pool_used + head_length + (text.length + 3) / 4 * 4;

	if (text.length > UINT32_MAX - 8 || need / 4 > UINT32_MAX - 4)
		return PEDS_EVENT_TALLY_TOO_LARGE;
	if (need > t->pool_room && !RESERVE(t, pool, pool_room, need < 256 ? 256 : need))
		return PEDS_EVENT_TALLY_TOO_LARGE;
	*offset = t->pool_used;
	if (head_length > 0)
		memcpy(t->pool + t->pool_used, head, head_length);
	if (text.length > 0)
		memcpy(t->pool + t->pool_used + head_length, text.at, text.length);
	t->pool_used = need;
	return PEDS_OK;
}

/* ----------------------------------------------------------------- hashing */

#define K1 UINT64_C(0x9e3779b97f4a7c15)
#define K2 UINT64_C(0xc2b2ae3d27d4eb4f)

static inline uint64_t
mix(uint64_t h, uint64_t word)
{
	h = (h ^ word) * K1;
	return h ^ h >> 32;
}

static inline uint64_t
load(const char *at, size_t length)
{
	uint64_t	word = 0;

	memcpy(&word, at, length);
	return word;
}

/* Up to 8 bytes, as they would lie in memory before zeros. */
static inline uint64_t
load_short(const char *at, size_t length)
{
	uint64_t	word = 0;

	if (length == 8)
		return load(at, 8);
	for (size_t i = 0; i < length; i++)
		((char *) &word)[i] = at[i];
	return word;
}

uint64_t
tally_hash(uint64_t seed, peds_bytes text)
{
	const char *at = text.at;
	size_t		n = text.length;
	uint64_t	h = seed ^ (n + 1) * K2;

	if (at == NULL)
		return mix(seed, K2);
	if (n >= 8)
	{
		for (; n > 8; n -= 8, at += 8)
			h = mix(h, load(at, 8));
		/* the last eight, which may overlap those before */
		h = mix(h, load(text.at + text.length - 8, 8));
	}
	else if (n >= 4)
		h = mix(h, load(at, 4) | load(at + n - 4, 4) << 32);
	else if (n > 0)
		h = mix(h, (uint64_t) (unsigned char) at[0] << 16 |
				(uint64_t) (unsigned char) at[n / 2] << 8 | (unsigned char) at[n - 1]);
	h *= K2;
	return h ^ h >> 29;
}

bool
tally_table_reserve(const peds_memory *memory, peds_tally_table *table, size_t n)
{
	size_t		old_size = table->slot == NULL ? 0 : table->mask + 1;
	size_t		size = old_size == 0 ? 16 : old_size;
	uint64_t   *old = table->slot;

	if (n <= old_size / 2)
		return true;
	if (n > SIZE_MAX / 64)
		return false;
	while (n > size / 2)
		size *= 2;
	table->slot = tally_alloc(memory, size * sizeof(uint64_t));
	memset(table->slot, 0, size * sizeof(uint64_t));
	table->mask = size - 1;
	for (size_t i = 0; i < old_size; i++)
		if (old[i] != 0)
			tally_table_enter(table, old[i] >> 32, (uint32_t) old[i] - 1);
	tally_release(memory, old);
	return true;
}

void
tally_table_enter(peds_tally_table *table, uint64_t hash, uint32_t number)
{
	size_t		i = (uint32_t) hash & table->mask;

	while (table->slot[i] != 0)
		i = (i + 1) & table->mask;
	table->slot[i] = hash << 32 | (number + 1);
}

/*
 * Walk the slots of a hash: `number` is each candidate in turn. The loop ends
 * without a break where there is none.
 */
#define FOR_CANDIDATES(table, hash, number) \
	for (size_t at_ = (uint32_t) (hash) & (table)->mask; \
		 (table)->slot != NULL && (table)->slot[at_] != 0; \
		 at_ = (at_ + 1) & (table)->mask) \
		if ((uint32_t) ((table)->slot[at_] >> 32) == (uint32_t) (hash) && \
			((number) = (uint32_t) (table)->slot[at_] - 1, true))

/* ------------------------------------------------------------- dictionaries */

peds_bytes
peds_tally_name_bytes(const peds_event_tally *t, uint32_t number)
{
	const peds_tally_name *name;

	if (number == 0)
		return tally_bytes(NULL, 0);
	name = &t->name[number - 1];
	return tally_bytes(t->pool + name->offset, name->length);
}

/* Is name `number`, which may be 0, this text? */
static inline bool
name_is(const peds_event_tally *t, uint32_t number, peds_bytes text)
{
	const peds_tally_name *name;

	if (number == 0 || text.at == NULL)
		return number == 0 && text.at == NULL;
	name = &t->name[number - 1];
	return name->length == text.length &&
		memcmp(t->pool + name->offset, text.at, text.length) == 0;
}

peds_status
tally_find_name(peds_event_tally *t, peds_bytes text, uint32_t *number)
{
	uint64_t	hash = tally_hash(0, text);
	peds_tally_name *name;
	peds_status status;
	uint32_t	found;

	*number = 0;
	if (text.at == NULL)
		return PEDS_OK;
	FOR_CANDIDATES(&t->name_table, hash, found)
		if (name_is(t, found + 1, text))
		{
			*number = found + 1;
			return PEDS_OK;
		}

	if (t->nnames >= TALLY_MOST - 1 || !RESERVE(t, name, name_room, t->nnames + 1) ||
		!tally_table_reserve(&t->memory, &t->name_table, t->nnames + 1))
		return PEDS_EVENT_TALLY_TOO_LARGE;
	name = &t->name[t->nnames];
	status = store(t, NULL, 0, text, &name->offset);
	if (status != PEDS_OK)
		return status;
	name->length = text.length;
	tally_table_enter(&t->name_table, hash, (uint32_t) t->nnames);
	*number = (uint32_t) ++t->nnames;
	return PEDS_OK;
}

static inline bool
subject_is(const peds_event_tally *t, uint32_t number, uint32_t study, peds_bytes text)
{
	const peds_tally_subject *s = &t->subject[number];

	if (s->study != study)
		return false;
	if (s->length == PEDS_SUBJECT_NULL || text.at == NULL)
		return s->length == PEDS_SUBJECT_NULL && text.at == NULL;
	return s->length == text.length && memcmp(t->pool + s->offset, text.at, text.length) == 0;
}

peds_status
tally_find_subject(peds_event_tally *t, uint32_t study, peds_bytes subject, uint32_t *number)
{
	uint64_t	hash = tally_hash(study, subject);
	peds_tally_subject *s;
	uint32_t	found;

	FOR_CANDIDATES(&t->subject_table, hash, found)
		if (subject_is(t, found, study, subject))
		{
			*number = found;
			return PEDS_OK;
		}

	if (t->nsubjects >= TALLY_MOST || !RESERVE(t, subject, subject_room, t->nsubjects + 1) ||
		!tally_table_reserve(&t->memory, &t->subject_table, t->nsubjects + 1))
		return PEDS_EVENT_TALLY_TOO_LARGE;
	s = &t->subject[t->nsubjects];
	s->study = study;
	s->offset = 0;
	s->length = PEDS_SUBJECT_NULL;
	if (subject.at != NULL)
	{
		peds_status status = store(t, NULL, 0, subject, &s->offset);

		if (status != PEDS_OK)
			return status;
		s->length = (uint32_t) subject.length;
	}
	tally_table_enter(&t->subject_table, hash, (uint32_t) t->nsubjects);
	*number = (uint32_t) t->nsubjects++;
	return PEDS_OK;
}

static inline bool
cell_is(const peds_event_tally *t, uint32_t number, const peds_event_row *row)
{
	const peds_tally_cell *c = &t->cell[number];

	return c->band == row->band && c->has_band == row->has_band &&
		name_is(t, c->pt, row->pt) && name_is(t, c->soc, row->soc) && name_is(t, c->arm, row->arm);
}

/* row->band is 0 where there is none. */
peds_status
tally_find_cell(peds_event_tally *t, const peds_event_row *row, uint32_t *number)
{
	uint64_t	hash = mix(row->band, row->has_band);
	peds_tally_cell *c;
	peds_status status;
	uint32_t	found;

	hash = tally_hash(hash, row->soc);
	hash = tally_hash(hash, row->pt);
	hash = tally_hash(hash, row->arm);
	FOR_CANDIDATES(&t->cell_table, hash, found)
		if (cell_is(t, found, row))
		{
			*number = found;
			return PEDS_OK;
		}

	if (t->ncells >= TALLY_MOST || !RESERVE(t, cell, cell_room, t->ncells + 1) ||
		!tally_table_reserve(&t->memory, &t->cell_table, t->ncells + 1))
		return PEDS_EVENT_TALLY_TOO_LARGE;
	c = &t->cell[t->ncells];
	if ((status = tally_find_name(t, row->soc, &c->soc)) != PEDS_OK ||
		(status = tally_find_name(t, row->pt, &c->pt)) != PEDS_OK ||
		(status = tally_find_name(t, row->arm, &c->arm)) != PEDS_OK)
		return status;
	c->has_band = row->has_band;
	c->band = row->band;
	tally_table_enter(&t->cell_table, hash, (uint32_t) t->ncells);
	*number = (uint32_t) t->ncells++;
	return PEDS_OK;
}

/* --------------------------------------------------------------------- rows */

/* A long id that is one of `like` too is stored once. */
static peds_status
make_id(peds_event_tally *t, peds_bytes text, uint8_t *kind, uint64_t *key,
		uint8_t like_kind, uint64_t like)
{
	uint64_t	hash;
	uint64_t	offset;
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
		tally_compare_bytes(text, tally_id_bytes(t, like_kind, &like)) == 0)
	{
		*key = like;
		return PEDS_OK;
	}
	status = store(t, &length, *kind == PEDS_ID_VAST ? sizeof(length) : 0, text, &offset);
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
	{
		last = &t->entry[t->n - 1];
		if (subject < last->subject)
			t->in_order = false;
	}
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

peds_status
peds_event_tally_add(peds_event_tally *t, const peds_event_row *row)
{
	peds_status status;

	if (t->n == 0 || !name_is(t, t->last_study, row->study))
	{
		status = tally_find_name(t, row->study, &t->last_study);
		if (status != PEDS_OK)
			return status;
	}
	if (t->nsubjects == 0 || !subject_is(t, t->last_subject, t->last_study, row->subject))
	{
		status = tally_find_subject(t, t->last_study, row->subject, &t->last_subject);
		if (status != PEDS_OK)
			return status;
	}
	if (t->ncells == 0 || !cell_is(t, t->last_cell, row))
	{
		status = tally_find_cell(t, row, &t->last_cell);
		if (status != PEDS_OK)
			return status;
	}
	return tally_append(t, t->last_subject, t->last_cell, row);
}
