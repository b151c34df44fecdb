/* SPDX-License-Identifier: PostgreSQL */
/*
 * work_calendar.h
 *		Working-day calendars as arguments, and deadlines counted with them.
 */
#ifndef PEDSAFETY_WORK_CALENDAR_H
#define PEDSAFETY_WORK_CALENDAR_H

#include "pedsafety.h"

#include "../core/work_calendar.h"

#define PEDS_GETARG_CALENDAR(n)	((peds_work_calendar *) PG_GETARG_VARLENA_P(n))

/* Its text form, in memory of the current context. */
extern char *peds_work_calendar_text(const peds_work_calendar *calendar);

/* A finite date to count a deadline from; 22008 otherwise. */
static inline peds_day
peds_deadline_day(DateADT date)
{
	if (unlikely(DATE_NOT_FINITE(date)))
		peds_infinite_deadline();
	return date;
}

#define PEDS_GETARG_DEADLINE_DAY(n)	peds_deadline_day(PG_GETARG_DATEADT(n))

/*
 * add_working_days over arguments: calendar and stops (a datemultirange) by
 * their numbers, -1 for no stops. Answers NULL by PG_RETURN_NULL's rule.
 */
extern Datum peds_add_working_days(FunctionCallInfo fcinfo, peds_day day, int64 n,
								   int calendar_argno, int stopped_argno);

#endif							/* PEDSAFETY_WORK_CALENDAR_H */
