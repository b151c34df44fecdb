/* SPDX-License-Identifier: PostgreSQL */
/*
 * work_calendar_named.c
 *		The named working-day calendars: the one table of their years, with
 *		source and confidence.
 *
 * Confidence as in age_scheme_named.c; doc/rules.md says more of each. A year
 * that has been released is never changed, since stored values and indexes rest
 * on it; a later version may add years. What a notice changed afterwards is
 * written out in the calendar: CN; 2026: off ...
 */
#include "work_calendar.h"

/*
 * Working days are those other than weekends and public holidays, with the
 * State Council's transfer days: Administrative Licensing Law art. 82
 * [secondary]. The notices were read in reposts.
 */
static const peds_named_work_year year_cn[] = {
	{
		2025,
		"01-01, 01-28..02-04, 04-04..04-06, 05-01..05-05, 05-31..06-02, 10-01..10-08",
		"01-26, 02-08, 04-27, 09-28, 10-11",
		"State Council, General Office, notice of 2024-11-12 on the holidays of 2025",
		"secondary"
	},
	{
		2026,
		"01-01..01-03, 02-15..02-23, 04-04..04-06, 05-01..05-05, 06-19..06-21, 09-25..09-27, 10-01..10-07",
		"01-04, 02-14, 02-28, 05-09, 09-20, 10-10",
		"State Council, General Office, notice of 2025-11-04 on the holidays of 2026",
		"secondary"
	}
};

#define YEARS(table)	(int) (sizeof(table) / sizeof((table)[0])), table

static const peds_named_work_calendar named_calendar[] = {
	{
		"CN", PEDS_WORK_DEFAULT_WEEKEND, YEARS(year_cn),
		"mainland China; a year is known once the State Council has announced it, in November of the year before; a later version adds years and never changes one"
	}
};

int
peds_named_work_calendar_count(void)
{
	return (int) (sizeof(named_calendar) / sizeof(named_calendar[0]));
}

const peds_named_work_calendar *
peds_named_work_calendar_get(int number)
{
	return &named_calendar[number - 1];
}
