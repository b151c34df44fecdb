/* SPDX-License-Identifier: PostgreSQL */
/*
 * event_tally_dict.c
 *		A tally's dictionaries: names, subjects, cells.
 *
 * Studies, body systems, terms and arms are names; a subject is a study and a
 * text, a cell three names and a band. A cell is looked up by one hash over its
 * texts, so that names are looked up only where a cell is new.
 */
#include "event_tally_parts.h"

/* ------------------------------------------------------------------ tables */

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

static peds_status
store_text(peds_event_tally *t, peds_bytes text, uint64_t *offset)
{
	size_t		need = t->texts_used + text.length;

	if (text.length >= PEDS_SUBJECT_NULL || !RESERVE(t, texts, texts_room, need < 128 ? 128 : need))
		return PEDS_EVENT_TALLY_TOO_LARGE;
	*offset = t->texts_used;
	if (text.length > 0)
		memcpy(t->texts + t->texts_used, text.at, text.length);
	t->texts_used = need;
	return PEDS_OK;
}

peds_bytes
peds_tally_name_bytes(const peds_event_tally *t, uint32_t number)
{
	const peds_tally_name *name;

	if (number == 0)
		return tally_bytes(NULL, 0);
	name = &t->name[number - 1];
	return tally_bytes(t->texts + name->offset, name->length);
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
		if (tally_name_is(t, found + 1, text))
		{
			*number = found + 1;
			return PEDS_OK;
		}

	if (t->nnames >= TALLY_MOST - 1 || !RESERVE(t, name, name_room, t->nnames + 1) ||
		!tally_table_reserve(&t->memory, &t->name_table, t->nnames + 1))
		return PEDS_EVENT_TALLY_TOO_LARGE;
	name = &t->name[t->nnames];
	status = store_text(t, text, &name->offset);
	if (status != PEDS_OK)
		return status;
	name->length = text.length;
	tally_table_enter(&t->name_table, hash, (uint32_t) t->nnames);
	*number = (uint32_t) ++t->nnames;
	return PEDS_OK;
}

peds_status
tally_find_subject(peds_event_tally *t, uint32_t study, peds_bytes subject, uint64_t hash,
				   uint32_t *number)
{
	peds_tally_subject *s;
	uint32_t	found;

	FOR_CANDIDATES(&t->subject_table, hash, found)
		if (tally_subject_is(t, found, study, subject))
		{
			*number = found;
			return PEDS_OK;
		}

	if (t->nsubjects >= TALLY_MOST || !RESERVE(t, subject, subject_room, t->nsubjects + 1) ||
		!tally_table_reserve(&t->memory, &t->subject_table, t->nsubjects + 1))
		return PEDS_EVENT_TALLY_TOO_LARGE;
	s = &t->subject[t->nsubjects];
	s->study = study;
	s->length = subject.at == NULL ? PEDS_SUBJECT_NULL : (uint32_t) subject.length;
	if (subject.length > PEDS_SUBJECT_INLINE)
	{
		peds_status status = store_text(t, subject, &s->u.offset);

		if (status != PEDS_OK)
			return status;
	}
	else if (subject.length > 0)
		memcpy(s->u.text, subject.at, subject.length);
	tally_table_enter(&t->subject_table, hash, (uint32_t) t->nsubjects);
	*number = (uint32_t) t->nsubjects++;
	return PEDS_OK;
}

peds_status
tally_find_cell(peds_event_tally *t, const peds_event_row *row, uint64_t hash, uint32_t *number)
{
	peds_tally_cell *c;
	peds_status status;
	uint32_t	found;

	FOR_CANDIDATES(&t->cell_table, hash, found)
		if (tally_cell_is(t, found, row))
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

