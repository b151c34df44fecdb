/* SPDX-License-Identifier: PostgreSQL */
/*
 * work_calendar.c
 *		Working days counted with a work_calendar, and the list of the named ones.
 */
#include "work_calendar.h"

#include "funcapi.h"
#include "lib/stringinfo.h"
#include "utils/multirangetypes.h"

#include "consent.h"

/* A calendar made ready, kept in fn_extra of the call site. */
typedef struct calendar_cache
{
	Pointer		datum;			/* the argument as last seen, where it is a constant */
	peds_work_calendar *calendar;	/* a copy of it */
	peds_work_table *table;
} calendar_cache;

static const calendar_cache *
look_up(FunctionCallInfo fcinfo, int argno)
{
	calendar_cache *cache = fcinfo->flinfo->fn_extra;
	MemoryContext context = fcinfo->flinfo->fn_mcxt;
	peds_work_calendar *calendar = PEDS_GETARG_CALENDAR(argno);
	Size		length = VARSIZE(calendar);

	if (cache == NULL)
		cache = fcinfo->flinfo->fn_extra = MemoryContextAllocZero(context, sizeof(calendar_cache));
	else if (cache->table != NULL && VARSIZE(cache->calendar) == length &&
			 memcmp(cache->calendar, calendar, length) == 0)
		return cache;

	if (cache->table != NULL)
		pfree(cache->table);
	if (cache->calendar != NULL)
		pfree(cache->calendar);
	cache->datum = NULL;
	cache->table = NULL;
	cache->calendar = NULL;
	cache->calendar = MemoryContextAlloc(context, length);
	memcpy(cache->calendar, calendar, length);
	cache->table = peds_work_table_make(cache->calendar,
										MemoryContextAlloc(context, peds_work_table_size(calendar)));
	/* a constant stays where it is, so its address will do from now on */
	if (peds_arg_is_const(fcinfo->flinfo, argno))
		cache->datum = DatumGetPointer(PG_GETARG_DATUM(argno));
	return cache;
}

static inline const calendar_cache *
get_calendar(FunctionCallInfo fcinfo, int argno)
{
	const calendar_cache *cache = fcinfo->flinfo->fn_extra;

	if (likely(cache != NULL && cache->datum != NULL &&
			   cache->datum == DatumGetPointer(PG_GETARG_DATUM(argno))))
		return cache;
	return look_up(fcinfo, argno);
}

/* "2025, 2026" in words: runs of years, with their ends. */
static char *
years_text(const peds_work_table *table)
{
	StringInfoData buf;

	initStringInfo(&buf);
	for (int i = 0; i < table->nknown; i++)
	{
		int			first = (int) (peds_civil_from_day(table->known[i].from).month / 12);
		int			last = (int) (peds_civil_from_day(table->known[i].past - 1).month / 12);

		appendStringInfo(&buf, "%s%04d", i == 0 ? "" : ", ", first);
		if (last > first)
			appendStringInfo(&buf, " to %04d", last);
	}
	return buf.data;
}

static void
check(peds_status status, const calendar_cache *cache, peds_day unknown)
{
	if (unlikely(status == PEDS_WORK_UNKNOWN_DAY))
		peds_unknown_work_day(unknown, peds_work_calendar_text(cache->calendar), years_text(cache->table));
}

/* A bound of a range of days; 22008 where it is infinite. */
static peds_interval
interval_of(const RangeBound *lower, const RangeBound *upper)
{
	peds_interval result;

	result.from = lower->infinite ? PEDS_NO_BEGINNING : peds_deadline_day(DatumGetDateADT(lower->val));
	result.past = upper->infinite ? PEDS_NO_END : peds_deadline_day(DatumGetDateADT(upper->val));
	return result;
}

/* The stops; `small` is used if it has room. */
#define SMALL_STOPS	8

static peds_interval *
get_stops(FunctionCallInfo fcinfo, int argno, peds_interval *small, int *n)
{
	MultirangeType *ranges;
	TypeCacheEntry *typcache;
	peds_interval *stop = small;

	*n = 0;
	if (argno < 0)
		return stop;
	ranges = PG_GETARG_MULTIRANGE_P(argno);
	if (ranges->rangeCount == 0)
		return stop;
	typcache = lookup_type_cache(MultirangeTypeGetOid(ranges), TYPECACHE_MULTIRANGE_INFO)->rngtype;
	if (ranges->rangeCount > SMALL_STOPS)
		stop = MemoryContextAllocHuge(CurrentMemoryContext, ranges->rangeCount * sizeof(peds_interval));
	for (uint32 i = 0; i < ranges->rangeCount; i++)
	{
		RangeBound	lower;
		RangeBound	upper;

		multirange_get_bounds(typcache, ranges, i, &lower, &upper);
		stop[(*n)++] = interval_of(&lower, &upper);
	}
	return stop;
}

Datum
peds_add_working_days(FunctionCallInfo fcinfo, peds_day day, int64 n,
					  int calendar_argno, int stopped_argno)
{
	const calendar_cache *cache = get_calendar(fcinfo, calendar_argno);
	peds_interval small[SMALL_STOPS];
	int			nstops;
	peds_interval *stop = get_stops(fcinfo, stopped_argno, small, &nstops);
	peds_day	result;
	peds_day	unknown;
	peds_status status = peds_work_add(cache->table, day, n, stop, nstops, &result, &unknown);

	check(status, cache, unknown);
	if (status == PEDS_WORK_NEGATIVE)
		peds_error(status, NULL, psprintf(INT64_FORMAT, n), -1);
	if (status == PEDS_NO_VALUE)
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(peds_date(result));
}

PG_FUNCTION_INFO_V1(pedsafety_add_working_days);
Datum
pedsafety_add_working_days(PG_FUNCTION_ARGS)
{
	return peds_add_working_days(fcinfo, PEDS_GETARG_DEADLINE_DAY(0), PG_GETARG_INT32(1), 2, 3);
}

PG_FUNCTION_INFO_V1(pedsafety_working_days);
Datum
pedsafety_working_days(PG_FUNCTION_ARGS)
{
	RangeType  *range = PG_GETARG_RANGE_P(0);
	const calendar_cache *cache = get_calendar(fcinfo, 1);
	peds_interval small[SMALL_STOPS];
	int			nstops;
	peds_interval *stop = get_stops(fcinfo, 2, small, &nstops);
	peds_interval during;
	RangeBound	lower;
	RangeBound	upper;
	bool		empty;
	int64		result;
	peds_day	unknown;
	peds_status status;

	range_deserialize(lookup_type_cache(RangeTypeGetOid(range), TYPECACHE_RANGE_INFO),
					  range, &lower, &upper, &empty);
	if (empty)
		PG_RETURN_INT32(0);
	during = interval_of(&lower, &upper);
	if (lower.infinite || upper.infinite)
		peds_unbounded_days(lower.infinite ? NULL : &during.from, upper.infinite ? NULL : &during.past);
	status = peds_work_count(cache->table, during.from, during.past, stop, nstops, &result, &unknown);
	check(status, cache, unknown);
	PG_RETURN_INT32((int32) result);
}

PG_FUNCTION_INFO_V1(pedsafety_is_working_day);
Datum
pedsafety_is_working_day(PG_FUNCTION_ARGS)
{
	peds_day	day = PEDS_GETARG_DEADLINE_DAY(0);
	const calendar_cache *cache = get_calendar(fcinfo, 1);
	bool		result;
	peds_day	unknown;
	peds_status status = peds_work_is_working(cache->table, day, &result, &unknown);

	check(status, cache, unknown);
	PG_RETURN_BOOL(result);
}

PG_FUNCTION_INFO_V1(pedsafety_known_days);
Datum
pedsafety_known_days(PG_FUNCTION_ARGS)
{
	const peds_work_table *table = get_calendar(fcinfo, 0)->table;
	peds_day_set days = {.item = table->known, .n = (size_t) table->nknown};

	return peds_make_datemultirange(&days);
}

PG_FUNCTION_INFO_V1(pedsafety_work_calendars);
Datum
pedsafety_work_calendars(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 1; i <= peds_named_work_calendar_count(); i++)
	{
		const peds_named_work_calendar *named = peds_named_work_calendar_get(i);
		peds_work_calendar calendar = {.version = 1, .named = (uint8) i, .weekend = named->weekend};
		peds_work_table *table = peds_work_table_make(&calendar, palloc(peds_work_table_size(&calendar)));
		char		weekend[40];

		peds_work_weekend_print(named->weekend, weekend);
		for (int y = 0; y < named->nyears; y++)
		{
			const peds_named_work_year *year = &named->year[y];
			Datum		values[9];
			bool		nulls[9] = {false};
			peds_day	first;
			peds_day	next;
			peds_day	unknown;
			int64		count = 0;

			(void) peds_day_from_ymd(year->year, 1, 1, &first);
			(void) peds_day_from_ymd(year->year + 1, 1, 1, &next);
			(void) peds_work_count(table, first, next, NULL, 0, &count, &unknown);
			values[0] = CStringGetTextDatum(named->name);
			values[1] = Int32GetDatum(year->year);
			values[2] = Int32GetDatum((int32) count);
			values[3] = CStringGetTextDatum(weekend);
			nulls[4] = year->off == NULL;
			values[4] = nulls[4] ? 0 : CStringGetTextDatum(year->off);
			nulls[5] = year->work == NULL;
			values[5] = nulls[5] ? 0 : CStringGetTextDatum(year->work);
			values[6] = CStringGetTextDatum(year->source);
			values[7] = CStringGetTextDatum(year->confidence);
			values[8] = CStringGetTextDatum(named->note);
			tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
		}
	}
	return (Datum) 0;
}
