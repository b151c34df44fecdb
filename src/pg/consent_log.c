/* SPDX-License-Identifier: PostgreSQL */
/*
 * consent_log.c
 *		Collecting one subject's consent records, and asking core what they
 *		cover.
 */
#include "consent.h"

#include "catalog/pg_type.h"
#include "utils/memutils.h"
#include "utils/multirangetypes.h"

void *
peds_grow_memory(void *memory, size_t size)
{
	return memory == NULL ? palloc(size) : repalloc_huge(memory, size);
}

/*
 * The first room may be part of a larger chunk, so it is not handed to
 * repalloc: `old` records are copied from it.
 */
static void *
enlarge(void *memory, Size used, Size size, MemoryContext context)
{
	void	   *larger = MemoryContextAllocHuge(context, size);

	memcpy(larger, memory, used);
	return larger;
}

void
peds_consent_log_reserve(peds_consent_log *log, uint32 records, Size ids, MemoryContext context)
{
	uint64		n = (uint64) log->n + records;
	uint64		length = (uint64) log->ids_length + ids;

	if (n > PEDS_CONSENT_MAX_RECORDS || length >= MaxAllocSize)
		peds_error(PEDS_CONSENT_TOO_MANY, NULL, NULL, -1);
	if (n > log->room)
	{
		uint32		room = Max((uint32) n, 2 * log->room);

		log->record = enlarge(log->record, log->n * sizeof(peds_consent_record),
							  room * sizeof(peds_consent_record), context);
		log->room = room;
	}
	if (length > log->ids_room)
	{
		uint32		room = Max((uint32) length, 2 * log->ids_room);

		log->ids = enlarge(log->ids, log->ids_length, room, context);
		log->ids_room = room;
	}
}

static void
missing_column(const char *column)
{
	ereport(ERROR,
			(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
			 errmsg("consent record has no %s", column),
			 errhint("A record has signed_on, signer and act. A row without all three is no record and is skipped; a signature without a date cannot be placed.")));
}

/* A bound of a window; "infinity" is the same as no bound. */
static int32
window_bound(const RangeBound *bound)
{
	if (bound->infinite)
		return bound->lower ? PEDS_WINDOW_ALWAYS : PEDS_WINDOW_FOREVER;
	return DatumGetDateADT(bound->val);
}

StaticAssertDecl(DATEVAL_NOBEGIN == PEDS_WINDOW_ALWAYS && DATEVAL_NOEND == PEDS_WINDOW_FOREVER,
				 "infinite dates are the bounds of windows");

static void
set_window(peds_consent_record *record, const RangeType *valid, TypeCacheEntry *ranges)
{
	RangeBound	lower;
	RangeBound	upper;
	bool		empty;

	record->valid_from = record->signed_on;
	record->valid_past = PEDS_WINDOW_FOREVER;
	if (valid == NULL)
		return;
	range_deserialize(ranges, valid, &lower, &upper, &empty);
	record->valid_from = empty ? PEDS_WINDOW_FOREVER : window_bound(&lower);
	record->valid_past = empty ? PEDS_WINDOW_ALWAYS : window_bound(&upper);
}

bool
peds_consent_row_is_good(const peds_consent_row *row)
{
	peds_signer signer;
	peds_act	act;

	if (!row->has_signed_on && row->signer == NULL && row->act == NULL)
		return true;
	return row->has_signed_on && row->signer != NULL && row->act != NULL &&
		!DATE_NOT_FINITE(row->signed_on) &&
		peds_signer_parse(VARDATA_ANY(row->signer), VARSIZE_ANY_EXHDR(row->signer), &signer) == PEDS_OK &&
		peds_act_parse(VARDATA_ANY(row->act), VARSIZE_ANY_EXHDR(row->act), &act) == PEDS_OK;
}

void
peds_consent_log_add(peds_consent_log *log, const peds_consent_row *row,
					 TypeCacheEntry *ranges, MemoryContext context)
{
	peds_consent_record *record;
	peds_signer signer;
	peds_act	act;
	Size		id_length = 0;

	if (unlikely(!row->has_signed_on || row->signer == NULL || row->act == NULL))
	{
		if (!row->has_signed_on && row->signer == NULL && row->act == NULL)
			return;
		missing_column(!row->has_signed_on ? "signed_on" : row->signer == NULL ? "signer" : "act");
	}
	if (unlikely(DATE_NOT_FINITE(row->signed_on)))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("signed_on of a consent record must be a finite date")));
	if (peds_signer_parse(VARDATA_ANY(row->signer), VARSIZE_ANY_EXHDR(row->signer), &signer) != PEDS_OK)
		peds_error(PEDS_CONSENT_SIGNER, NULL, text_to_cstring(row->signer), -1);
	if (peds_act_parse(VARDATA_ANY(row->act), VARSIZE_ANY_EXHDR(row->act), &act) != PEDS_OK)
		peds_error(PEDS_CONSENT_ACT, NULL, text_to_cstring(row->act), -1);

	if (row->signer_id != NULL && signer != PEDS_SUBJECT)
		id_length = VARSIZE_ANY_EXHDR(row->signer_id);
	if (log->n == log->room || log->ids_length + id_length > log->ids_room)
		peds_consent_log_reserve(log, 1, id_length, context);

	record = &log->record[log->n++];
	record->signed_on = row->signed_on;
	record->signer = (uint8_t) signer;
	record->act = (uint8_t) act;
	record->id = PEDS_NO_ID;
	record->id_length = 0;
	set_window(record, row->valid, ranges);
	if (row->signer_id != NULL && signer != PEDS_SUBJECT)
	{
		record->id = log->ids_length;
		record->id_length = (uint32) id_length;
		memcpy(log->ids + log->ids_length, VARDATA_ANY(row->signer_id), id_length);
		log->ids_length += (uint32) id_length;
	}
}

/* Most subjects have few records, for which no memory is asked. */
#define SMALL_LOG	8

typedef struct log_states
{
	peds_consent_state *state;
	size_t		n;
	void	   *work;
	int64		small_work[(PEDS_CONSENT_WORK(SMALL_LOG) + 7) / 8];
	peds_consent_state small_states[PEDS_CONSENT_STATES(SMALL_LOG)];
} log_states;

static void
make_states(peds_consent_log *log, const peds_consent_policy *policy, log_states *s)
{
	s->work = s->small_work;
	s->state = s->small_states;
	if (log->n > SMALL_LOG)
	{
		s->work = MemoryContextAllocHuge(CurrentMemoryContext, PEDS_CONSENT_WORK(log->n));
		s->state = MemoryContextAllocHuge(CurrentMemoryContext,
										  PEDS_CONSENT_STATES(log->n) * sizeof(peds_consent_state));
	}
	s->n = peds_consent_states(log->record, log->n, log->ids, policy->allows_override,
							   s->work, s->state);
}

static void
free_states(log_states *s)
{
	if (s->work != s->small_work)
	{
		pfree(s->work);
		pfree(s->state);
	}
}

void
peds_consent_log_cover(peds_consent_log *log, const peds_consent_policy *policy,
					   const peds_consent_birth *birth, bool possible, peds_day_set *coverage)
{
	log_states	s;

	coverage->grow = peds_grow_memory;
	if (log->n == 0 || (!birth->known && !possible))
		return;
	make_states(log, policy, &s);
	if (!birth->known)
		peds_consent_cover_any(policy, s.state, s.n, coverage);
	else if (birth->partial)
		peds_consent_cover_partial(policy, birth->value, possible, s.state, s.n, coverage);
	else
		peds_consent_cover(policy, birth->value, s.state, s.n, coverage);
	free_states(&s);
}

bool
peds_consent_log_lacks(peds_consent_log *log, const peds_consent_policy *policy,
					   const peds_consent_birth *birth, peds_day day, peds_consent_lack *lack)
{
	log_states	s;
	bool		lacks;

	make_states(log, policy, &s);
	lacks = birth->partial ?
		peds_consent_lacks_partial(policy, birth->value, s.state, s.n, day, lack) :
		peds_consent_lacks(policy, birth->value, s.state, s.n, day, lack);
	free_states(&s);
	return lacks;
}

/*
 * Most subjects have one interval, so that one is written as it is stored: an
 * OID and a count, a byte of flags, and the bounds there are, each aligned as
 * an int. make_multirange() does the same in some steps more; test/sql/consent.sql
 * holds the two against each other, byte by byte.
 */
static Datum
make_single(peds_interval part)
{
	const Size	bounds = TYPEALIGN(sizeof(DateADT), sizeof(MultirangeType) + 1);
	const int	n = part.past == PEDS_NO_END ? 1 : 2;
	Size		size = bounds + n * sizeof(DateADT);
	MultirangeType *result = palloc0(size);
	DateADT    *bound = (DateADT *) ((char *) result + bounds);

	SET_VARSIZE(result, size);
	result->multirangetypid = DATEMULTIRANGEOID;
	result->rangeCount = 1;
	*((char *) result + sizeof(MultirangeType)) = RANGE_LB_INC | (n == 1 ? RANGE_UB_INF : 0);
	bound[0] = (DateADT) part.from;
	if (n == 2)
		bound[1] = (DateADT) part.past;
	return MultirangeTypePGetDatum(result);
}

/* Days that a date cannot hold are after the end of the calendar. */
Datum
peds_make_datemultirange(const peds_day_set *days)
{
	TypeCacheEntry *multirange;
	RangeType  *small[8];
	RangeType **range = small;
	int			n = 0;

	if (days->n == 1 && days->item[0].from < PEDS_DAY_END && days->item[0].from >= PEDS_DAY_MIN)
	{
		peds_interval only = days->item[0];

		if (only.past >= PEDS_DAY_END)
			only.past = PEDS_NO_END;
		return make_single(only);
	}
	if (days->n > lengthof(small))
		range = MemoryContextAllocHuge(CurrentMemoryContext, days->n * sizeof(RangeType *));
	multirange = lookup_type_cache(DATEMULTIRANGEOID, TYPECACHE_MULTIRANGE_INFO);
	for (size_t i = 0; i < days->n; i++)
	{
		peds_interval part = days->item[i];

		if (part.from >= PEDS_DAY_END)
			break;
		if (part.past >= PEDS_DAY_END)
			part.past = PEDS_NO_END;
		range[n++] = peds_make_range_of(multirange->rngtype, part.from, part.past);
	}
	return MultirangeTypePGetDatum(make_multirange(DATEMULTIRANGEOID, multirange->rngtype, n, range));
}
