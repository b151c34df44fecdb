/* SPDX-License-Identifier: PostgreSQL */
/*
 * calendar.c
 *		Civil dates and completed months; see calendar.h for the rule.
 */
#include "calendar.h"

/* Days from 0000-03-01 to 2000-01-01. */
#define DAYS_TO_EPOCH	730425

peds_civil
peds_civil_from_day(peds_day day)
{
	peds_civil	result;
	int64_t		z = day + DAYS_TO_EPOCH;
	int64_t		cycle = peds_floor_div(z, PEDS_DAYS_PER_CYCLE);
	uint32_t	doe = (uint32_t) (z - cycle * PEDS_DAYS_PER_CYCLE);
	uint32_t	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	uint32_t	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	uint32_t	mp = (5 * doy + 2) / 153;	/* March is 0 */

	result.day = (int) (doy - (153 * mp + 2) / 5) + 1;
	result.month = (cycle * 400 + yoe) * 12 + mp + 2;
	return result;
}

peds_day
peds_month_first(int64_t month)
{
	int64_t		m = month - 2;	/* count from March of the year 0 */
	int64_t		cycle = peds_floor_div(m, PEDS_MONTHS_PER_CYCLE);
	uint32_t	moe = (uint32_t) (m - cycle * PEDS_MONTHS_PER_CYCLE);
	uint32_t	yoe = moe / 12;
	uint32_t	mp = moe % 12;
	uint32_t	doe = 365 * yoe + yoe / 4 - yoe / 100 + (153 * mp + 2) / 5;

	return cycle * PEDS_DAYS_PER_CYCLE + doe - DAYS_TO_EPOCH;
}

int
peds_month_length(int64_t month)
{
	return (int) (peds_month_first(month + 1) - peds_month_first(month));
}

bool
peds_day_from_ymd(int64_t year, int month, int day, peds_day *result)
{
	int64_t		m = year * 12 + month - 1;

	if (month < 1 || month > 12 || day < 1 || day > peds_month_length(m))
		return false;
	*result = peds_month_first(m) + day - 1;
	return true;
}

peds_day
peds_months_reached_civil(peds_civil birth, int64_t months)
{
	peds_day	first = peds_month_first(birth.month + months);

	/* every month has 28 days; look the length up only beyond them */
	if (birth.day > 28)
	{
		peds_day	next = peds_month_first(birth.month + months + 1);

		if (first + birth.day > next)
			return next;
	}
	return first + birth.day - 1;
}

peds_day
peds_months_reached(peds_day birth, int64_t months)
{
	return peds_months_reached_civil(peds_civil_from_day(birth), months);
}

int64_t
peds_months_completed(peds_day birth, peds_day day)
{
	peds_civil	b = peds_civil_from_day(birth);
	peds_civil	d = peds_civil_from_day(day);

	/*
	 * In its own month a day that the month lacks is never reached, and on
	 * the first of the next month it is: both follow from comparing the days.
	 */
	return d.month - b.month - (d.day < b.day);
}

void
peds_cycle_init(peds_cycle *cycle)
{
	peds_day	origin = peds_month_first(0);

	for (int m = 0; m <= PEDS_MONTHS_PER_CYCLE; m++)
		cycle->first[m] = (int32_t) (peds_month_first(m) - origin);
}

void
peds_months_span(int64_t months, int64_t *least, int64_t *greatest)
{
	peds_cycle	cycle;

	peds_cycle_init(&cycle);
	*least = INT64_MAX;
	*greatest = INT64_MIN;
	for (int m = 0; m < PEDS_MONTHS_PER_CYCLE; m++)
	{
		int			length = peds_cycle_length(&cycle, m);

		for (int d = 28; d <= length; d++)
		{
			int64_t		span = peds_cycle_reached(&cycle, m, d, months) -
				(cycle.first[m] + d - 1);

			if (span < *least)
				*least = span;
			if (span > *greatest)
				*greatest = span;
		}
	}
}
