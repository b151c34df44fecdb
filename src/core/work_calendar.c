/* SPDX-License-Identifier: PostgreSQL */
/*
 * work_calendar.c
 *		Counting working days. A question costs two or three binary searches in
 *		the ranges of days off and arithmetic of weeks; no day is looked at one
 *		by one.
 */
#include "work_calendar.h"

#include "work_calendar_parts.h"

/* 2000-01-01 was a Saturday, the sixth day of a week that begins on Monday. */
#define DAYS_FROM_MONDAY	5

/*
 * Working days before `day` if there were but the weekend, from the Monday of
 * the week of 2000-01-01 on.
 */
static inline int64_t
weekly_before(const peds_work_table *table, peds_day day)
{
	int64_t		week = peds_floor_div(day + DAYS_FROM_MONDAY, 7);

	return week * table->per_week + table->before[day + DAYS_FROM_MONDAY - week * 7];
}

/* The n-th working day from `day` on, if there were but the weekend; n >= 1. */
static inline peds_day
weekly_nth(const peds_work_table *table, peds_day day, int64_t n)
{
	int64_t		count = weekly_before(table, day) + n - 1;	/* before the one sought */
	int64_t		week = peds_floor_div(count, table->per_week);
	int64_t		rest = count - week * table->per_week;
	int			dow = 6;

	while (table->before[dow] > rest || table->before[dow + 1] == table->before[dow])
		dow--;
	return week * 7 + dow - DAYS_FROM_MONDAY;
}

/* Segments that begin on or before `day`. */
static inline int
segments_until(const peds_work_table *table, peds_day day)
{
	int			low = 0;
	int			high = table->nsegments;

	while (low < high)
	{
		int			middle = (low + high) / 2;

		if (table->segment[middle].from <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Working days before `day`; differences within a run of known years hold. */
static int64_t
count_before(const peds_work_table *table, peds_day day)
{
	int			n = segments_until(table, day);
	const peds_work_segment *segment;

	if (n == 0)
		return weekly_before(table, day);
	segment = &table->segment[n - 1];
	if (day >= segment->past)
		return segment->count_past + weekly_before(table, day) - weekly_before(table, segment->past);
	return segment->count_past > segment->count_from ? segment->count_from + day - segment->from :
		segment->count_from;
}

/* The run of known years that the day lies in, or NULL. */
static const peds_interval *
known_run(const peds_work_table *table, peds_day day)
{
	int			low = 0;
	int			high = table->nknown;

	while (low < high)
	{
		int			middle = (low + high) / 2;

		if (table->known[middle].past <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return low < table->nknown && table->known[low].from <= day ? &table->known[low] : NULL;
}

/*
 * The *n-th working day of [from, past), *n >= 1: PEDS_NO_VALUE if there are
 * fewer, which are then taken from *n.
 */
static peds_status
nth_within(const peds_work_table *table, peds_day from, peds_day past, int64_t *n,
		   peds_day *result, peds_day *unknown)
{
	const peds_interval *run;
	peds_day	end;
	int64_t		before;
	int64_t		target;
	int			low = 0;
	int			high = table->nsegments;

	if (from >= past)
		return PEDS_NO_VALUE;
	run = known_run(table, from);
	if (run == NULL)
	{
		*unknown = from;
		return PEDS_WORK_UNKNOWN_DAY;
	}
	end = past < run->past ? past : run->past;
	before = count_before(table, from);
	if (count_before(table, end) - before < *n)
	{
		if (end < past)
		{
			*unknown = end;
			return PEDS_WORK_UNKNOWN_DAY;
		}
		*n -= count_before(table, end) - before;
		return PEDS_NO_VALUE;
	}

	/* the last segment that begins before the day sought, with fewer before it */
	target = before + *n;
	low = segments_until(table, from);
	high = segments_until(table, end - 1);
	while (low < high)
	{
		int			middle = (low + high) / 2;

		if (table->segment[middle].count_from < target)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0 || table->segment[low - 1].past <= from)
		*result = weekly_nth(table, from, *n);
	else
	{
		const peds_work_segment *segment = &table->segment[low - 1];

		if (segment->count_past >= target)
			*result = segment->from + (target - segment->count_from) - 1;
		else
			*result = weekly_nth(table, segment->past, target - segment->count_past);
	}
	return PEDS_OK;
}

static peds_status
count_within(const peds_work_table *table, peds_day from, peds_day past,
			 int64_t *count, peds_day *unknown)
{
	const peds_interval *run;

	if (from >= past)
		return PEDS_OK;
	run = known_run(table, from);
	if (run == NULL || run->past < past)
	{
		*unknown = run == NULL ? from : run->past;
		return PEDS_WORK_UNKNOWN_DAY;
	}
	*count += count_before(table, past) - count_before(table, from);
	return PEDS_OK;
}

peds_status
peds_work_is_working(const peds_work_table *table, peds_day day, bool *result, peds_day *unknown)
{
	int64_t		count = 0;
	peds_status status = count_within(table, day, day + 1, &count, unknown);

	*result = count > 0;
	return status;
}

peds_status
peds_work_count(const peds_work_table *table, peds_day from, peds_day past,
				const peds_interval *stop, int nstops, int64_t *result, peds_day *unknown)
{
	peds_status status;

	*result = 0;
	for (int i = 0; i < nstops && from < past; i++)
	{
		if (stop[i].past <= from)
			continue;
		if (stop[i].from >= past)
			break;
		status = count_within(table, from, stop[i].from, result, unknown);
		if (status != PEDS_OK)
			return status;
		from = stop[i].past;
	}
	return count_within(table, from, past, result, unknown);
}

peds_status
peds_work_add(const peds_work_table *table, peds_day day, int64_t n,
			  const peds_interval *stop, int nstops, peds_day *result, peds_day *unknown)
{
	peds_day	from = n > 0 ? day + 1 : day;
	int64_t		left = n > 0 ? n : 1;
	peds_status status;

	if (n < 0)
		return PEDS_WORK_NEGATIVE;
	for (int i = 0; i < nstops; i++)
	{
		if (stop[i].past <= from)
			continue;
		status = nth_within(table, from, stop[i].from, &left, result, unknown);
		if (status != PEDS_NO_VALUE)
			return status;
		from = stop[i].past;
	}
	/* nothing is left after a stop without an end: PEDS_NO_VALUE */
	return nth_within(table, from, PEDS_NO_END, &left, result, unknown);
}

/* Making a table: years come in the order of time. */

static void
add_known(peds_work_table *table, peds_day from, peds_day past)
{
	if (table->nknown > 0 && table->known[table->nknown - 1].past == from)
		table->known[table->nknown - 1].past = past;
	else
		table->known[table->nknown++] = (peds_interval)
	{
		from, past
	};
}

/* Where it belongs: within a year the days off come first. */
static void
add_segment(peds_work_table *table, int first, peds_day from, int days, bool on)
{
	int			place = table->nsegments++;
	peds_work_segment *segment = table->segment;

	while (place > first && segment[place - 1].from > from)
	{
		segment[place] = segment[place - 1];
		place--;
	}
	/* whether it is worked is kept in the counts, which follow */
	segment[place] = (peds_work_segment)
	{
		from, from + days, 0, on
	};
}

static void
add_named_year(peds_work_table *table, const peds_named_work_calendar *named, int number)
{
	uint8_t		mark[PEDS_WORK_YEAR_DAYS + 1];
	int			first = table->nsegments;
	int			from = 0;
	peds_day	start;
	peds_day	next;

	(void) peds_day_from_ymd(named->year[number].year, 1, 1, &start);
	(void) peds_day_from_ymd(named->year[number].year + 1, 1, 1, &next);
	peds_named_work_year_marks(named, number, mark);
	mark[PEDS_WORK_YEAR_DAYS] = UINT8_MAX;
	add_known(table, start, next);
	for (int day = 1; day <= PEDS_WORK_YEAR_DAYS; day++)
	{
		if (mark[day] == mark[from])
			continue;
		if (mark[from] != 0)
			add_segment(table, first, start + from, day - from, mark[from] == PEDS_WORK_ON);
		from = day;
	}
}

/* Years that a calendar has from the table, at most. */
static int
named_years(const peds_work_calendar *calendar)
{
	return calendar->named != 0 ? peds_named_work_calendar_get(calendar->named)->nyears : 0;
}

size_t
peds_work_table_size(const peds_work_calendar *calendar)
{
	/* a year has no more ranges than days */
	size_t		years = calendar->nitems + (size_t) named_years(calendar);
	size_t		segments = calendar->nitems + (size_t) named_years(calendar) * PEDS_WORK_YEAR_DAYS;

	return sizeof(peds_work_table) + years * sizeof(peds_interval) +
		segments * sizeof(peds_work_segment);
}

peds_work_table *
peds_work_table_make(const peds_work_calendar *calendar, void *memory)
{
	peds_work_table *table = memory;
	int			nnamed = named_years(calendar);
	const peds_named_work_calendar *named = nnamed > 0 ? peds_named_work_calendar_get(calendar->named) : NULL;
	int			number = 0;
	uint32_t	i = 0;

	table->known = (peds_interval *) (table + 1);
	table->segment = (peds_work_segment *) (table->known + calendar->nitems + nnamed);
	table->nknown = 0;
	table->nsegments = 0;
	table->before[0] = 0;
	for (int day = 0; day < 7; day++)
		table->before[day + 1] = table->before[day] + ((calendar->weekend >> day & 1) == 0);
	table->per_week = table->before[7];

	while (i < calendar->nitems || number < nnamed)
	{
		peds_day	written = i < calendar->nitems ? calendar->item[i].from : INT64_MAX;
		peds_day	of_table = INT64_MAX;
		int			first = table->nsegments;

		if (number < nnamed)
			(void) peds_day_from_ymd(named->year[number].year, 1, 1, &of_table);
		if (of_table < written)
		{
			add_named_year(table, named, number++);
			continue;
		}
		if (of_table == written)
			number++;
		add_known(table, written, written + calendar->item[i].days);
		while (++i < calendar->nitems && calendar->item[i].kind != PEDS_WORK_YEAR)
			add_segment(table, first, calendar->item[i].from, calendar->item[i].days,
						calendar->item[i].kind == PEDS_WORK_ON);
	}

	/* each count rests on the segment before */
	for (int s = 0, n = table->nsegments; s < n; s++)
	{
		peds_work_segment *segment = &table->segment[s];
		bool		on = segment->count_past != 0;

		table->nsegments = s;
		segment->count_from = count_before(table, segment->from);
		segment->count_past = segment->count_from + (on ? segment->past - segment->from : 0);
		table->nsegments = s + 1;
	}
	return table;
}
