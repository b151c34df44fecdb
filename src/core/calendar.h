/* SPDX-License-Identifier: PostgreSQL */
/*
 * calendar.h
 *		The project's one calendar: day numbers, civil dates, completed months.
 *
 * A day is the number of days since 2000-01-01 in the proleptic Gregorian
 * calendar (PostgreSQL's own DateADT), held in an int64_t so that no sum or
 * difference of two dates can overflow. A year is astronomical: 0 is 1 BC.
 *
 * The rule of the house (contract, principle 1): an age in months is reached
 * on the same day of the month; where the month does not have that day, on the
 * first day of the next month. Completed months are the largest n whose
 * reaching day is not after the day asked for. This is not PostgreSQL's
 * "date + interval" rule, which takes the last day of the short month.
 */
#ifndef PEDS_CALENDAR_H
#define PEDS_CALENDAR_H

#include "status.h"

typedef int64_t peds_day;

/* The days that a PostgreSQL date can hold: [4714-11-24 BC, 5874898-01-01). */
#define PEDS_DAY_MIN	INT64_C(-2451545)
#define PEDS_DAY_END	INT64_C(2145031949)

#define PEDS_DAYS_PER_CYCLE		146097	/* the Gregorian calendar repeats */
#define PEDS_MONTHS_PER_CYCLE	4800	/* after 400 years */

typedef struct peds_civil
{
	int64_t		month;			/* year * 12 + month - 1 */
	int			day;			/* 1 .. 31 */
} peds_civil;

extern peds_civil peds_civil_from_day(peds_day day);

/* First day of a month given as year * 12 + month - 1. */
extern peds_day peds_month_first(int64_t month);
extern int	peds_month_length(int64_t month);

/* year, month 1..12 and day 1..31 to a day; false if there is no such day. */
extern bool peds_day_from_ymd(int64_t year, int month, int day, peds_day *result);

/* The day on which n completed months are reached. */
extern peds_day peds_months_reached(peds_day birth, int64_t months);
extern peds_day peds_months_reached_civil(peds_civil birth, int64_t months);

/* Completed months from birth to day; negative (floor) before birth. */
extern int64_t peds_months_completed(peds_day birth, peds_day day);

/* Floor division by a positive number. */
static inline int64_t
peds_floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/*
 * For questions about every birth: the first days of the months of one cycle,
 * from which reaching costs no division by month lengths. A birth is then a
 * month 0 .. PEDS_MONTHS_PER_CYCLE - 1 and a day 1 .. 31; one on the 28th
 * stands for all before it, since they reach every age as many days later.
 */
typedef struct peds_cycle
{
	int32_t		first[PEDS_MONTHS_PER_CYCLE + 1];
} peds_cycle;

extern void peds_cycle_init(peds_cycle *cycle);

static inline int
peds_cycle_length(const peds_cycle *cycle, int month)
{
	return cycle->first[month + 1] - cycle->first[month];
}

/* The day, counted from the first of the cycle, that reaches n >= 0 months. */
static inline int64_t
peds_cycle_reached(const peds_cycle *cycle, int month, int day, int64_t months)
{
	int64_t		m = month + months;
	int64_t		whole = m / PEDS_MONTHS_PER_CYCLE * PEDS_DAYS_PER_CYCLE;
	int			rest = (int) (m % PEDS_MONTHS_PER_CYCLE);

	if (day > peds_cycle_length(cycle, rest))
		return whole + cycle->first[rest + 1];
	return whole + cycle->first[rest] + day - 1;
}

/*
 * Days that n >= 0 months can span, over all births: a bracket that costs two
 * multiplications, and the exact least and greatest.
 *
 * The bracket is n mean months -4 and +5 days; test/unit/test_calendar.c shows
 * by enumerating the 400-year cycle that no span lies outside it.
 */
#define PEDS_SPAN_BELOW 4
#define PEDS_SPAN_ABOVE 5

static inline int64_t
peds_months_mean_days(int64_t months)
{
	return months * PEDS_DAYS_PER_CYCLE / PEDS_MONTHS_PER_CYCLE;
}

extern void peds_months_span(int64_t months, int64_t *least, int64_t *greatest);

#endif							/* PEDS_CALENDAR_H */
