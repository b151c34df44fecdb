/* SPDX-License-Identifier: PostgreSQL */
/*
 * event_tally_read.c
 *		Reading what event_tally_wire.c has written, and refusing all else.
 */
#include "event_tally_parts.h"

typedef struct in
{
	peds_event_tally *t;		/* NULL: only look */
	const peds_memory *memory;
	peds_text_check check;
	const unsigned char *bytes;
	const unsigned char *at;
	const unsigned char *end;
	peds_status status;			/* what was the first thing wrong */

	uint32_t   *name;			/* where each stands, from the beginning */
	uint32_t	nnames;
	uint32_t   *cell;			/* the number of each in t */
	uint32_t	ncells;
	unsigned char *used;		/* names from 1, and after them cells from 1 */
} in;

static bool
wrong(in *r)
{
	if (r->status == PEDS_OK)
		r->status = PEDS_EVENT_TALLY_MALFORMED;
	return false;
}

/* A number of at most `most`, in its one form. */
static inline bool
get_number(in *r, uint64_t most, uint64_t *value)
{
	uint64_t	v = 0;

	for (unsigned shift = 0; shift < 64; shift += 7)
	{
		uint64_t	b;

		if (r->at == r->end)
			return wrong(r);
		b = *r->at++;
		if (shift == 63 && b > 1)
			return wrong(r);
		v |= (b & 0x7f) << shift;
		if (b < 0x80)
		{
			if ((b == 0 && shift > 0) || v > most)
				return wrong(r);
			*value = v;
			return true;
		}
	}
	return wrong(r);
}

static inline bool
get_byte(in *r, unsigned *value)
{
	if (r->at == r->end)
		return wrong(r);
	*value = *r->at++;
	return true;
}

static inline bool
get_bytes(in *r, uint64_t length, peds_bytes *text)
{
	if (length > (uint64_t) (r->end - r->at))
		return wrong(r);
	*text = tally_bytes((const char *) r->at, (size_t) length);
	r->at += length;
	if (r->check != NULL && length > 0 && !r->check(text->at, text->length))
	{
		if (r->status == PEDS_OK)
			r->status = PEDS_EVENT_TALLY_ENCODING;
		return false;
	}
	return true;
}

static inline bool
get_optional(in *r, peds_bytes *text)
{
	uint64_t	n;

	*text = tally_bytes(NULL, 0);
	return get_number(r, UINT32_MAX, &n) && (n == 0 || get_bytes(r, n - 1, text));
}

/* A count of things of which each takes a byte or more. */
static bool
get_count(in *r, uint32_t *n)
{
	uint64_t	value;

	if (!get_number(r, UINT32_MAX - 2, &value) || value > (uint64_t) (r->end - r->at))
		return wrong(r);
	*n = (uint32_t) value;
	return true;
}

/* The text of a name that was read, or NULL for 0. */
static peds_bytes
name_bytes(const in *r, uint32_t number)
{
	in			again = *r;
	uint64_t	length = 0;

	if (number == 0)
		return tally_bytes(NULL, 0);
	again.at = r->bytes + r->name[number - 1];
	(void) get_number(&again, UINT32_MAX, &length);
	return tally_bytes((const char *) again.at, (size_t) length);
}

static bool
get_name(in *r, uint32_t *number)
{
	uint64_t	value;

	if (!get_number(r, r->nnames, &value))
		return false;
	*number = (uint32_t) value;
	r->used[*number] = 1;
	return true;
}

static bool
read_names(in *r)
{
	peds_bytes	previous = {NULL, 0};

	if (!get_count(r, &r->nnames))
		return false;
	r->name = tally_alloc(r->memory, r->nnames * sizeof(uint32_t));
	for (uint32_t i = 0; i < r->nnames; i++)
	{
		peds_bytes	text;
		uint64_t	length;

		r->name[i] = (uint32_t) (r->at - r->bytes);
		if (!get_number(r, UINT32_MAX, &length) || !get_bytes(r, length, &text))
			return false;
		if (tally_compare_bytes(previous, text) >= 0)
			return wrong(r);
		previous = text;
	}
	return true;
}

static bool
get_band(in *r, peds_event_row *row)
{
	unsigned	byte;

	if (!get_byte(r, &byte))
		return false;
	if (byte > 1)
		return wrong(r);
	row->has_band = byte == 1;
	row->band = 0;
	for (int i = 0; row->has_band && i < 8; i++)
	{
		if (!get_byte(r, &byte))
			return false;
		row->band = row->band << 8 | byte;
	}
	return !row->has_band || peds_age_band_is_sound(row->band) || wrong(r);
}

static bool
read_cells(in *r)
{
	uint64_t	previous[5] = {0};

	if (!get_count(r, &r->ncells))
		return false;
	r->used = tally_alloc(r->memory, (size_t) r->nnames + r->ncells + 2);
	memset(r->used, 0, (size_t) r->nnames + r->ncells + 2);
	r->cell = tally_alloc(r->memory, r->ncells * sizeof(uint32_t));
	for (uint32_t i = 0; i < r->ncells; i++)
	{
		peds_event_row row = {.has_band = false};
		uint32_t	soc,
					pt,
					arm;
		int			k = 0;

		if (!get_name(r, &soc) || !get_name(r, &pt) || !get_name(r, &arm) || !get_band(r, &row))
			return false;
		{
			uint64_t	this[5] = {soc, pt, arm, row.has_band, row.band};

			while (k < 5 && this[k] == previous[k])
				k++;
			if (i > 0 && (k == 5 || this[k] < previous[k]))
				return wrong(r);
			memcpy(previous, this, sizeof(this));
		}
		if (r->t == NULL)
			continue;
		row.soc = name_bytes(r, soc);
		row.pt = name_bytes(r, pt);
		row.arm = name_bytes(r, arm);
		r->status = tally_find_cell(r->t, &row, tally_hash_cell(&row), &r->cell[i]);
		if (r->status != PEDS_OK)
			return false;
	}
	return true;
}

static bool
get_version(in *r, peds_event_row *row)
{
	uint64_t	zigzag;

	if (!get_number(r, UINT32_MAX, &zigzag))
		return false;
	row->version = (int32_t) ((uint32_t) (zigzag >> 1) ^ (zigzag & 1 ? UINT32_MAX : 0));
	return true;
}

/* One event; *previous is the bytes and *previous_id the id of the one before. */
static bool
read_event(in *r, uint32_t subject, peds_bytes *previous, peds_bytes *previous_id)
{
	peds_event_row row = {.has_version = false};
	const unsigned char *start = r->at;
	peds_bytes	bytes;
	unsigned	flags;
	uint64_t	cell;

	if (!get_optional(r, &row.event_id) || !get_byte(r, &flags))
		return false;
	if ((flags & ~(PEDS_ENTRY_VERSION | 0xfu)) != 0 || (flags & 3) == 3 || (flags >> 2 & 3) == 3)
		return wrong(r);
	row.in_interval = (peds_truth) (flags & 3);
	row.in_cumulative = (peds_truth) (flags >> 2 & 3);
	row.has_version = (flags & PEDS_ENTRY_VERSION) != 0;
	if (r->ncells == 0)
		return wrong(r);
	if (!get_number(r, r->ncells - 1, &cell) ||
		(row.has_version && !get_version(r, &row)) || !get_optional(r, &row.case_id))
		return false;
	r->used[r->nnames + 1 + cell] = 1;

	bytes = tally_bytes((const char *) start, (size_t) (r->at - start));
	if (tally_compare_bytes(*previous, bytes) > 0 ||
		(row.event_id.at != NULL && tally_compare_bytes(*previous_id, row.event_id) == 0))
		return wrong(r);
	*previous = bytes;
	*previous_id = row.event_id;
	if (r->t != NULL)
		r->status = tally_append(r->t, subject, r->cell[cell], &row);
	return r->status == PEDS_OK;
}

static bool
read_subjects(in *r, uint64_t events)
{
	uint32_t	nsubjects;
	uint32_t	previous_study = 0;
	peds_bytes	previous_subject = {NULL, 0};
	uint64_t	read = 0;

	if (!get_count(r, &nsubjects))
		return false;
	for (uint32_t i = 0; i < nsubjects; i++)
	{
		peds_bytes	subject;
		peds_bytes	previous = {NULL, 0};
		peds_bytes	previous_id = {NULL, 0};
		uint32_t	study;
		uint32_t	subject_no = 0;
		uint32_t	n;

		if (!get_name(r, &study) || !get_optional(r, &subject))
			return false;
		if (i > 0 && (study < previous_study ||
					  (study == previous_study && tally_compare_bytes(previous_subject, subject) >= 0)))
			return wrong(r);
		previous_study = study;
		previous_subject = subject;
		if (!get_count(r, &n) || n == 0)
			return wrong(r);
		if (r->t != NULL)
		{
			uint32_t	study_no;

			r->status = tally_find_name(r->t, name_bytes(r, study), &study_no);
			if (r->status == PEDS_OK)
				r->status = tally_find_subject(r->t, study_no, subject,
											   tally_hash_subject(study_no, subject), &subject_no);
			if (r->status != PEDS_OK)
				return false;
			if (r->t->n > 0 && subject_no < r->t->entry[r->t->n - 1].subject)
				r->t->in_order = false;
		}
		for (uint32_t j = 0; j < n; j++)
			if (!read_event(r, subject_no, &previous, &previous_id))
				return false;
		read += n;
	}
	if (read != events || r->at != r->end)
		return wrong(r);
	/* 0 is NULL, which need not be used */
	for (size_t i = 1; i < (size_t) r->nnames + 1 + r->ncells; i++)
		if (!r->used[i])
			return wrong(r);
	return true;
}

static bool
read_head(in *r, uint64_t *events, uint64_t *duplicates)
{
	unsigned	format;

	return get_byte(r, &format) && (format == TALLY_FORMAT || wrong(r)) &&
		get_number(r, TALLY_MOST, events) && get_number(r, TALLY_MOST_DUPLICATES, duplicates);
}

peds_status
peds_event_tally_head(const unsigned char *bytes, size_t length, int64_t *events,
					  int64_t *duplicates)
{
	in			r = {.at = bytes, .end = bytes + length};
	uint64_t	e;
	uint64_t	d;

	if (!read_head(&r, &e, &d))
		return r.status;
	*events = (int64_t) e;
	*duplicates = (int64_t) d;
	return PEDS_OK;
}

peds_status
peds_event_tally_decode(peds_event_tally *t, const peds_memory *memory,
						const unsigned char *bytes, size_t length, peds_text_check check)
{
	in			r = {
		.t = t, .memory = memory, .check = check,
		.bytes = bytes, .at = bytes, .end = bytes + length
	};
	bool		empty = t != NULL && t->n == 0 && t->duplicates == 0;
	uint64_t	events;
	uint64_t	duplicates;

	if (t != NULL && (r.status = tally_flush(t)) != PEDS_OK)
		return r.status;
	/* places of names are kept in 32 bits */
	if (length > UINT32_MAX)
		return PEDS_EVENT_TALLY_TOO_LARGE;
	if (read_head(&r, &events, &duplicates) && read_names(&r) && read_cells(&r) &&
		read_subjects(&r, events) && t != NULL)
	{
		if (duplicates > TALLY_MOST_DUPLICATES - t->duplicates)
			r.status = PEDS_EVENT_TALLY_TOO_LARGE;
		else
			t->duplicates += duplicates;
		/* what was encoded is one row an event, subject by subject */
		if (empty && t->in_order)
			t->settled = true;
	}
	tally_release(memory, r.name);
	tally_release(memory, r.cell);
	tally_release(memory, r.used);
	return r.status;
}
