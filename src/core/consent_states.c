/* SPDX-License-Identifier: PostgreSQL */
/*
 * consent_states.c
 *		From one subject's records to what everyone says, day by day.
 *
 * The records are sorted by signer and date. What each signer says holds from
 * the date of an act to that of the signer's next act; its beginnings and ends
 * are events, which one sweep in the order of time turns into states.
 */
#include "consent.h"

#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- sorting */

static int
compare_days(const void *a, const void *b)
{
	int32_t		x = *(const int32_t *) a;
	int32_t		y = *(const int32_t *) b;

	return (x > y) - (x < y);
}

/* The subject is one signer, whatever the id; otherwise no id is an id too. */
static int
compare_ids(const peds_consent_record *a, const peds_consent_record *b, const char *ids)
{
	if (a->signer == PEDS_SUBJECT)
		return 0;
	if (a->id == PEDS_NO_ID || b->id == PEDS_NO_ID)
		return (b->id == PEDS_NO_ID) - (a->id == PEDS_NO_ID);
	if (a->id_length != b->id_length)
		return a->id_length < b->id_length ? -1 : 1;
	return memcmp(ids + a->id, ids + b->id, a->id_length);
}

static int
compare_records(const peds_consent_record *a, const peds_consent_record *b, const char *ids)
{
	int			c;

	if (a->signer != b->signer)
		return a->signer < b->signer ? -1 : 1;
	c = compare_ids(a, b, ids);
	if (c != 0)
		return c;
	if (a->signed_on != b->signed_on)
		return a->signed_on < b->signed_on ? -1 : 1;
	return (a->valid_from > b->valid_from) - (a->valid_from < b->valid_from);
}

static void
sift_down(peds_consent_record *record, size_t root, size_t n, const char *ids)
{
	peds_consent_record moved = record[root];
	size_t		child;

	while ((child = 2 * root + 1) < n)
	{
		if (child + 1 < n && compare_records(&record[child], &record[child + 1], ids) < 0)
			child++;
		if (compare_records(&moved, &record[child], ids) >= 0)
			break;
		record[root] = record[child];
		root = child;
	}
	record[root] = moved;
}

/* qsort() has no place for ids; most logs have few records. */
static void
sort_records(peds_consent_record *record, size_t n, const char *ids)
{
	if (n <= 16)
	{
		for (size_t i = 1; i < n; i++)
		{
			peds_consent_record moved = record[i];
			size_t		j = i;

			for (; j > 0 && compare_records(&record[j - 1], &moved, ids) > 0; j--)
				record[j] = record[j - 1];
			record[j] = moved;
		}
		return;
	}
	for (size_t i = n / 2; i-- > 0;)
		sift_down(record, i, n, ids);
	for (size_t i = n; i-- > 1;)
	{
		peds_consent_record last = record[i];

		record[i] = record[0];
		record[0] = last;
		sift_down(record, 0, i, ids);
	}
}

/* ----------------------------------------------------------------- events */

/* In the order in which those of one day are taken: ends before beginnings. */
typedef enum event_kind
{
	GUARDIAN_ENDS, GUARDIAN_BEGINS,
	WAIVER_ENDS, WAIVER_BEGINS,
	OVERRIDE_ENDS, OVERRIDE_BEGINS,
	SUBJECT_ENDS, SUBJECT_BEGINS,	/* by the consent of the record */
	SUBJECT_REFUSES				/* plus what stands, of the flags below */
} event_kind;

#define STANDING_WITHDRAWAL	1
#define STANDING_DISSENT	2

/*
 * Day, kind and number of a record in one integer, which sorts by day and
 * kind: the day with its sign turned round << 32 | kind << 28 | record.
 */
typedef uint64_t event;

#define EVENT_RECORD_BITS	28

static inline int32_t
event_day(event e)
{
	return (int32_t) ((uint32_t) (e >> 32) ^ UINT32_C(0x80000000));
}

static inline unsigned
event_kind_of(event e)
{
	return (unsigned) (e >> EVENT_RECORD_BITS) & 15;
}

static inline size_t
event_record(event e)
{
	return (size_t) (e & ((UINT64_C(1) << EVENT_RECORD_BITS) - 1));
}

typedef struct sweep
{
	const peds_consent_record *record;
	event	   *event;
	size_t		nevents;
	int32_t    *dissent;		/* the subject's dissents */
	size_t		ndissents;
	int32_t    *refusal;		/* any investigator's dissents and withdrawals */
	size_t		nrefusals;
} sweep;

static inline void
add_event(sweep *s, int32_t day, unsigned kind, size_t record)
{
	s->event[s->nevents++] = (uint64_t) ((uint32_t) day ^ UINT32_C(0x80000000)) << 32 |
		(uint64_t) kind << EVENT_RECORD_BITS | record;
}

/* What begins on a day and ends on another (INT32_MAX: never). */
static inline void
add_span(sweep *s, int32_t from, int32_t past, event_kind begins, event_kind ends, size_t record)
{
	if (from >= past)
		return;
	add_event(s, from, begins, record);
	if (past != INT32_MAX)
		add_event(s, past, ends, 0);
}

static int
compare_events(const void *a, const void *b)
{
	event		x = *(const event *) a;
	event		y = *(const event *) b;

	return (x > y) - (x < y);
}

static void
sort_events(event *e, size_t n)
{
	if (n > 24)
	{
		qsort(e, n, sizeof(event), compare_events);
		return;
	}
	for (size_t i = 1; i < n; i++)
	{
		event		moved = e[i];
		size_t		j = i;

		for (; j > 0 && e[j - 1] > moved; j--)
			e[j] = e[j - 1];
		e[j] = moved;
	}
}

/* --------------------------------------------- what the acts of a day mean */

/* The acts of one signer on one day, and the day of the signer's next act. */
typedef struct day_acts
{
	const peds_consent_record *record;	/* by valid_from */
	size_t		n;
	int32_t		day;
	int32_t		next;			/* INT32_MAX: none */
	unsigned	acts;			/* a bit for each */
} day_acts;

static inline bool
has(const day_acts *d, peds_act act)
{
	return (d->acts & 1u << act) != 0;
}

static inline bool
refused(const day_acts *d)
{
	return has(d, PEDS_DISSENT) || has(d, PEDS_WITHDRAW);
}

/* Any of the day's forms will do, each in its window. */
static void
agreement(sweep *s, const day_acts *d, event_kind begins, event_kind ends)
{
	int32_t		from = 0,
				past = 0;
	bool		open = false;

	if (refused(d))
		return;
	for (size_t i = 0; i < d->n; i++)
	{
		const peds_consent_record *r = &d->record[i];
		int32_t		a = r->valid_from > d->day ? r->valid_from : d->day;
		int32_t		b = r->valid_past < d->next ? r->valid_past : d->next;

		if (r->act != PEDS_CONSENT || a >= b)
			continue;
		if (open && a <= past)
		{
			if (b > past)
				past = b;
			continue;
		}
		if (open)
			add_span(s, from, past, begins, ends, (size_t) (d->record - s->record));
		open = true;
		from = a;
		past = b;
	}
	if (open)
		add_span(s, from, past, begins, ends, (size_t) (d->record - s->record));
}

/* A refusal stands until a consent on a later day; a consent lifts earlier ones. */
static void
subject_acts(sweep *s, const day_acts *d, int32_t *standing)
{
	int32_t		before = *standing;

	if (has(d, PEDS_CONSENT))
		*standing = 0;
	if (has(d, PEDS_WITHDRAW))
		*standing |= STANDING_WITHDRAWAL;
	if (has(d, PEDS_DISSENT))
	{
		s->dissent[s->ndissents++] = d->day;
		*standing |= STANDING_DISSENT;
	}
	if (*standing != before)
		add_event(s, d->day, SUBJECT_REFUSES + (unsigned) *standing, 0);
	agreement(s, d, SUBJECT_BEGINS, SUBJECT_ENDS);
}

/* How many of the sorted days are before `day`. */
static size_t
count_before(const int32_t *days, size_t n, int64_t day)
{
	size_t		low = 0,
				high = n;

	while (low < high)
	{
		size_t		middle = (low + high) / 2;

		if (days[middle] < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/*
 * An override takes the place of a dissent on or before its day, so it ends
 * with the subject's next dissent; and with the investigator's next act or any
 * investigator's refusal. Where no dissent stands it changes nothing.
 */
static void
override_acts(sweep *s, const day_acts *d)
{
	size_t		dissents = count_before(s->dissent, s->ndissents, (int64_t) d->day + 1);
	size_t		refusals = count_before(s->refusal, s->nrefusals, d->day);
	int32_t		past = d->next;

	if (!has(d, PEDS_OVERRIDE) || refused(d))
		return;
	if (dissents < s->ndissents && s->dissent[dissents] < past)
		past = s->dissent[dissents];
	if (refusals < s->nrefusals && s->refusal[refusals] < past)
		past = s->refusal[refusals];
	add_span(s, d->day, past, OVERRIDE_BEGINS, OVERRIDE_ENDS, 0);
}

/* The acts of the signer of record[i] on its day; returns what comes after. */
static size_t
take_day(const peds_consent_record *record, size_t i, size_t n, const char *ids, day_acts *d)
{
	const peds_consent_record *first = &record[i];

	d->record = first;
	d->n = 0;
	d->acts = 0;
	d->day = first->signed_on;
	d->next = INT32_MAX;
	for (; i < n; i++)
	{
		if (record[i].signer != first->signer || compare_ids(&record[i], first, ids) != 0)
			return i;
		if (record[i].signed_on != first->signed_on)
		{
			d->next = record[i].signed_on;
			return i;
		}
		d->acts |= 1u << record[i].act;
		d->n++;
	}
	return i;
}

static void
collect_events(sweep *s, const peds_consent_record *record, size_t n, const char *ids,
			   bool policy_allows_override)
{
	int32_t		standing = 0;
	day_acts	d;

	for (size_t i = 0; i < n; i++)
		if (record[i].signer == PEDS_INVESTIGATOR &&
			(record[i].act == PEDS_DISSENT || record[i].act == PEDS_WITHDRAW))
			s->refusal[s->nrefusals++] = record[i].signed_on;
	if (s->nrefusals > 1)
		qsort(s->refusal, s->nrefusals, sizeof(int32_t), compare_days);

	/* the subject's acts come before the investigators', by the sort */
	for (size_t i = 0; i < n;)
	{
		i = take_day(record, i, n, ids, &d);
		switch ((peds_signer) d.record->signer)
		{
			case PEDS_GUARDIAN:
				agreement(s, &d, GUARDIAN_BEGINS, GUARDIAN_ENDS);
				break;
			case PEDS_SUBJECT:
				subject_acts(s, &d, &standing);
				break;
			case PEDS_INVESTIGATOR:
				if (policy_allows_override)
					override_acts(s, &d);
				break;
			case PEDS_ETHICS:
				if (has(&d, PEDS_WAIVE) && !refused(&d))
					add_span(s, d.day, d.next, WAIVER_BEGINS, WAIVER_ENDS, 0);
				break;
		}
	}
}

/* ----------------------------------------------------------------- states */

size_t
peds_consent_states(peds_consent_record *record, size_t n, const char *ids,
					bool policy_allows_override, void *work, peds_consent_state *state)
{
	sweep		s = {.record = record};
	peds_consent_state now = {0};
	uint32_t	waivers = 0,
				overrides = 0;
	size_t		nstates = 0;

	/* at most three events a record; each record has at most one of the days */
	s.event = work;
	s.dissent = (int32_t *) (s.event + 3 * n);
	s.refusal = s.dissent + n;

	sort_records(record, n, ids);
	collect_events(&s, record, n, ids, policy_allows_override);
	sort_events(s.event, s.nevents);

	for (size_t i = 0; i < s.nevents;)
	{
		now.from = event_day(s.event[i]);
		for (; i < s.nevents && event_day(s.event[i]) == now.from; i++)
		{
			unsigned	kind = event_kind_of(s.event[i]);

			switch (kind)
			{
				case GUARDIAN_ENDS:
					now.guardians--;
					break;
				case GUARDIAN_BEGINS:
					now.guardians++;
					break;
				case WAIVER_ENDS:
					waivers--;
					break;
				case WAIVER_BEGINS:
					waivers++;
					break;
				case OVERRIDE_ENDS:
					overrides--;
					break;
				case OVERRIDE_BEGINS:
					overrides++;
					break;
				case SUBJECT_ENDS:
					now.agrees = false;
					break;
				case SUBJECT_BEGINS:
					now.agrees = true;
					now.agreed_on = record[event_record(s.event[i])].signed_on;
					break;
				default:
					now.withdrew = ((kind - SUBJECT_REFUSES) & STANDING_WITHDRAWAL) != 0;
					now.dissents = ((kind - SUBJECT_REFUSES) & STANDING_DISSENT) != 0;
					break;
			}
		}
		now.overridden = overrides > 0;
		now.waived = waivers > 0;
		state[nstates++] = now;
	}
	return nstates;
}
