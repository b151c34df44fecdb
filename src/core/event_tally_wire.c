/* SPDX-License-Identifier: PostgreSQL */
/*
 * event_tally_wire.c
 *		A tally as bytes, the same for the same rows in any order and on any
 *		machine. A number is in groups of seven bits, the lowest first, each but
 *		the last with its high bit set, as short as can be.
 *
 *		uint8	format, 1
 *		number	events, number of duplicates dropped
 *		number	of names, then for each, in rising order of bytes: number
 *				length, the text
 *		number	of cells, then for each, in rising order: numbers soc, pt, arm
 *				(0 NULL, else 1 + place among the names), uint8 1 and uint64
 *				band in network byte order (see age_band.h), or uint8 0
 *		number	of subjects, then for each, in rising order: number study (as
 *				a name above), optional text subject, number of events > 0, and
 *				the events in the order of their bytes
 *
 *		event:	optional text id, uint8 flags (in_interval | in_cumulative << 2
 *				as in peds_truth, 16 has a version), number cell, the version
 *				(zigzag, if there is one), optional text case id
 *		optional text: number 0 for NULL, else 1 + length, then the text
 *
 * There is no name and no cell that nothing uses, and no event id twice in a
 * subject. event_tally_read.c reads it.
 */
#include "event_tally_parts.h"

typedef struct out
{
	const peds_memory *memory;
	unsigned char *bytes;
	size_t		n;
	size_t		room;
	size_t		limit;
	bool		full;			/* past the limit; nothing more is written */
} out;

/* Room for so many bytes more. */
static inline bool
room_for(out *o, size_t more)
{
	if (o->full || more > o->limit - o->n)
	{
		o->full = true;
		return false;
	}
	if (o->n + more > o->room &&
		!tally_reserve(o->memory, (void **) &o->bytes, &o->room, o->n + more + 256, 1))
	{
		o->full = true;
		return false;
	}
	return true;
}

static inline void
put_number(out *o, uint64_t value)
{
	unsigned char *at;

	if (!room_for(o, 10))
		return;
	at = o->bytes + o->n;
	for (; value >= 0x80; value >>= 7)
		*at++ = (unsigned char) (value | 0x80);
	*at++ = (unsigned char) value;
	o->n = (size_t) (at - o->bytes);
}

static inline void
put_byte(out *o, unsigned value)
{
	if (room_for(o, 1))
		o->bytes[o->n++] = (unsigned char) value;
}

static inline void
put_bytes(out *o, peds_bytes text)
{
	if (text.length == 0 || !room_for(o, text.length))
		return;
	memcpy(o->bytes + o->n, text.at, text.length);
	o->n += text.length;
}

static inline void
put_optional(out *o, peds_bytes text)
{
	put_number(o, text.at == NULL ? 0 : text.length + 1);
	put_bytes(o, text);
}

/* ------------------------------------------------------------- dictionaries */

/* Names and cells that are used, in their order, and their numbers there. */
typedef struct order
{
	peds_event_tally *t;
	uint32_t   *name;			/* of name 1 .. nnames, the new number from 1; 0 none */
	uint32_t   *cell;			/* of a cell, the new number from 1; 0 none */
	tally_item *item;			/* to sort in */
} order;

static int
tie_names(const void *context, uint32_t a, uint32_t b)
{
	const order *o = context;

	return tally_compare_bytes(peds_tally_name_bytes(o->t, a), peds_tally_name_bytes(o->t, b));
}

static int
tie_cells(const void *context, uint32_t a, uint32_t b)
{
	const order *o = context;
	const peds_tally_cell *x = &o->t->cell[a];
	const peds_tally_cell *y = &o->t->cell[b];

	if (o->name[x->arm] != o->name[y->arm])
		return o->name[x->arm] < o->name[y->arm] ? -1 : 1;
	if (x->has_band != y->has_band)
		return x->has_band < y->has_band ? -1 : 1;
	return (x->band > y->band) - (x->band < y->band);
}

static int
tie_subjects(const void *context, uint32_t a, uint32_t b)
{
	const order *o = context;
	const peds_tally_subject *x = &o->t->subject[a];
	const peds_tally_subject *y = &o->t->subject[b];

	if (x->study != y->study)
		return o->name[x->study] < o->name[y->study] ? -1 : 1;
	return tally_compare_bytes(tally_subject_bytes(o->t, a), tally_subject_bytes(o->t, b));
}

static void
mark_used(order *o)
{
	const peds_event_tally *t = o->t;

	memset(o->name, 0, (t->nnames + 1) * sizeof(uint32_t));
	memset(o->cell, 0, t->ncells * sizeof(uint32_t));
	for (size_t i = 0; i < t->n; i++)
		o->cell[t->entry[i].cell] = 1;
	for (size_t i = 0; i < t->ncells; i++)
		if (o->cell[i])
			o->name[t->cell[i].soc] = o->name[t->cell[i].pt] = o->name[t->cell[i].arm] = 1;
	/* whoever was numbered had a row, and one row of an event always stands */
	for (size_t i = 0; i < t->nsubjects; i++)
		o->name[t->subject[i].study] = 1;
	o->name[0] = 0;
}

static void
put_names(order *o, out *to)
{
	const peds_event_tally *t = o->t;
	size_t		n = 0;

	for (uint32_t i = 1; i <= t->nnames; i++)
		if (o->name[i])
		{
			o->item[n].key = tally_prefix(peds_tally_name_bytes(t, i));
			o->item[n++].index = i;
		}
	tally_sort(&t->memory, o->item, n, tie_names, o);
	put_number(to, n);
	for (size_t i = 0; i < n; i++)
	{
		peds_bytes	text = peds_tally_name_bytes(t, o->item[i].index);

		o->name[o->item[i].index] = (uint32_t) i + 1;
		put_number(to, text.length);
		put_bytes(to, text);
	}
}

static void
put_cells(order *o, out *to)
{
	const peds_event_tally *t = o->t;
	size_t		n = 0;

	for (uint32_t i = 0; i < t->ncells; i++)
		if (o->cell[i])
		{
			o->item[n].key = (uint64_t) o->name[t->cell[i].soc] << 32 | o->name[t->cell[i].pt];
			o->item[n++].index = i;
		}
	tally_sort(&t->memory, o->item, n, tie_cells, o);
	put_number(to, n);
	for (size_t i = 0; i < n; i++)
	{
		const peds_tally_cell *c = &t->cell[o->item[i].index];

		o->cell[o->item[i].index] = (uint32_t) i + 1;
		put_number(to, o->name[c->soc]);
		put_number(to, o->name[c->pt]);
		put_number(to, o->name[c->arm]);
		put_byte(to, c->has_band);
		for (int shift = 56; c->has_band && shift >= 0; shift -= 8)
			put_byte(to, (unsigned) (c->band >> shift) & 0xff);
	}
}

/* ------------------------------------------------------------------- events */

static void
put_event(const order *o, const peds_tally_entry *e, out *to)
{
	put_optional(to, tally_id_bytes(o->t, e->event_kind, &e->event_key));
	put_byte(to, e->flags);
	put_number(to, o->cell[e->cell] - 1);
	if (e->flags & PEDS_ENTRY_VERSION)
		put_number(to, (uint32_t) e->version << 1 ^ (e->version < 0 ? UINT32_MAX : 0));
	put_optional(to, tally_id_bytes(o->t, e->case_kind, &e->case_key));
}

/* What one subject's events take to sort. */
typedef struct records
{
	const unsigned char *bytes;
	size_t	   *start;			/* of each, and the end of the last */
	tally_item *item;
	unsigned char *copy;
	size_t		start_room;
	size_t		item_room;
	size_t		copy_room;
} records;

static int
tie_records(const void *context, uint32_t a, uint32_t b)
{
	const records *r = context;

	return tally_compare_bytes(tally_bytes((const char *) r->bytes + r->start[a],
										   r->start[a + 1] - r->start[a]),
							   tally_bytes((const char *) r->bytes + r->start[b],
										   r->start[b + 1] - r->start[b]));
}

static void
put_events(const order *o, records *r, const peds_tally_entry *entry, size_t n, out *to)
{
	const peds_memory *memory = &o->t->memory;
	bool		moved = false;
	unsigned char *at;

	(void) tally_reserve(memory, (void **) &r->start, &r->start_room, n + 1, sizeof(size_t));
	(void) tally_reserve(memory, (void **) &r->item, &r->item_room, n, sizeof(tally_item));
	for (size_t i = 0; i < n; i++)
	{
		r->start[i] = to->n;
		put_event(o, &entry[i], to);
	}
	r->start[n] = to->n;
	r->bytes = to->bytes;
	if (to->full)
		return;
	for (size_t i = 0; i < n; i++)
	{
		r->item[i].key = tally_prefix(tally_bytes((const char *) to->bytes + r->start[i],
												  r->start[i + 1] - r->start[i]));
		r->item[i].index = (uint32_t) i;
	}
	tally_sort(memory, r->item, n, tie_records, r);
	for (size_t i = 0; i < n; i++)
		moved |= r->item[i].index != i;
	if (!moved)
		return;
	(void) tally_reserve(memory, (void **) &r->copy, &r->copy_room, to->n - r->start[0], 1);
	memcpy(r->copy, to->bytes + r->start[0], to->n - r->start[0]);
	at = to->bytes + r->start[0];
	for (size_t i = 0; i < n; i++)
	{
		size_t		start = r->start[r->item[i].index];
		size_t		length = r->start[r->item[i].index + 1] - start;

		memcpy(at, r->copy + (start - r->start[0]), length);
		at += length;
	}
}

static void
put_subjects(order *o, out *to)
{
	const peds_event_tally *t = o->t;
	const peds_memory *memory = &t->memory;
	size_t	   *first = tally_alloc(memory, (t->nsubjects + 1) * sizeof(size_t));
	records		r = {0};

	/* the entries are sorted by subject, and each subject has some */
	for (size_t i = t->n; i-- > 0;)
		first[t->entry[i].subject] = i;
	first[t->nsubjects] = t->n;
	for (uint32_t i = 0; i < t->nsubjects; i++)
	{
		o->item[i].key = (uint64_t) o->name[t->subject[i].study] << 32 |
			tally_prefix(tally_subject_bytes(t, i)) >> 32;
		o->item[i].index = i;
	}
	tally_sort(memory, o->item, t->nsubjects, tie_subjects, o);
	put_number(to, t->nsubjects);
	for (size_t i = 0; i < t->nsubjects && !to->full; i++)
	{
		uint32_t	no = o->item[i].index;

		put_number(to, o->name[t->subject[no].study]);
		put_optional(to, tally_subject_bytes(t, no));
		put_number(to, first[no + 1] - first[no]);
		put_events(o, &r, t->entry + first[no], first[no + 1] - first[no], to);
		if (i % 4096 == 0)
			tally_pause(memory);
	}
	tally_release(memory, first);
	tally_release(memory, r.start);
	tally_release(memory, r.item);
	tally_release(memory, r.copy);
}

peds_status
peds_event_tally_encode(peds_event_tally *t, size_t reserve, size_t limit,
						unsigned char **bytes, size_t *length)
{
	const peds_memory *memory = &t->memory;
	order		o = {.t = t};
	out			to = {.memory = memory, .n = reserve};
	size_t		most;
	peds_status status = peds_event_tally_settle(t);

	*bytes = NULL;
	*length = 0;
	if (status != PEDS_OK)
		return status;
	to.full = t->duplicates > TALLY_MOST_DUPLICATES;
	to.limit = limit > SIZE_MAX / 8 - reserve ? SIZE_MAX / 8 : limit + reserve;
	(void) tally_reserve(memory, (void **) &to.bytes, &to.room, reserve + 64, 1);
	most = t->nnames > t->ncells ? t->nnames : t->ncells;
	most = most > t->nsubjects ? most : t->nsubjects;
	o.item = tally_alloc(memory, most * sizeof(tally_item));
	o.name = tally_alloc(memory, (t->nnames + 1) * sizeof(uint32_t));
	o.cell = tally_alloc(memory, t->ncells * sizeof(uint32_t));

	put_byte(&to, TALLY_FORMAT);
	put_number(&to, t->n);
	put_number(&to, t->duplicates);
	mark_used(&o);
	put_names(&o, &to);
	put_cells(&o, &to);
	put_subjects(&o, &to);

	tally_release(memory, o.item);
	tally_release(memory, o.name);
	tally_release(memory, o.cell);
	if (to.full)
	{
		tally_release(memory, to.bytes);
		return PEDS_EVENT_TALLY_TOO_LARGE;
	}
	*bytes = to.bytes;
	*length = to.n - reserve;
	return PEDS_OK;
}
