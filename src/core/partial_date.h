/* SPDX-License-Identifier: PostgreSQL */
/*
 * partial_date.h
 *		A date known to the day, the month or the year, or with its month
 *		unknown and its day known (SDTM --DTC: 2019-03-14, 2019-03, 2019,
 *		2019---14).
 *
 * The value is packed in 32 bits: year << 9 | month << 5 | day, with 0 for an
 * unknown month or day. Years run from 1 to 9999, as ISO 8601 writes them in
 * four digits. Nothing here fills in what is unknown but peds_partial_date_impute,
 * which is told how.
 */
#ifndef PEDS_PARTIAL_DATE_H
#define PEDS_PARTIAL_DATE_H

#include "calendar.h"

typedef int32_t peds_partial_date;

#define PEDS_PARTIAL_DATE_TEXT_SIZE 12

typedef enum peds_date_precision
{
	PEDS_PRECISION_DAY,
	PEDS_PRECISION_MONTH,
	PEDS_PRECISION_YEAR,
	PEDS_PRECISION_DAY_OF_MONTH
} peds_date_precision;

/* Indexed by peds_date_precision: day, month, year, day-of-month. */
extern const char *const peds_date_precision_name[];

static inline int
peds_partial_date_year(peds_partial_date p)
{
	return p >> 9;
}

static inline int
peds_partial_date_month(peds_partial_date p)
{
	return (p >> 5) & 15;
}

static inline int
peds_partial_date_day(peds_partial_date p)
{
	return p & 31;
}

/*
 * Build from parts, 0 for unknown. PEDS_PARTIAL_DATE_YEAR outside 1..9999,
 * PEDS_PARTIAL_DATE_NO_SUCH_DAY where no such day exists.
 */
extern peds_status peds_partial_date_make(int year, int month, int day,
										  peds_partial_date *result);
extern peds_status peds_partial_date_from_day(peds_day day, peds_partial_date *result);

/* *position is the offset of the fault in text. */
extern peds_status peds_partial_date_parse(const char *text, size_t length,
										   peds_partial_date *result, size_t *position);
extern int	peds_partial_date_print(peds_partial_date p, char *out);

extern peds_date_precision peds_partial_date_precision(peds_partial_date p);

/* The first and the last day that it can mean, both included. */
extern peds_day peds_partial_date_earliest(peds_partial_date p);
extern peds_day peds_partial_date_latest(peds_partial_date p);

/*
 * The last possible day on or before `day`, the first on or after it;
 * false if there is none.
 */
extern bool peds_partial_date_last_upto(peds_partial_date p, peds_day day, peds_day *result);
extern bool peds_partial_date_first_from(peds_partial_date p, peds_day day, peds_day *result);

/* Order by (earliest, latest); equal only where identical. */
extern int	peds_partial_date_compare(peds_partial_date a, peds_partial_date b);

typedef enum peds_impute_rule
{
	PEDS_IMPUTE_FIRST,
	PEDS_IMPUTE_MIDDLE,
	PEDS_IMPUTE_LAST
} peds_impute_rule;

extern peds_status peds_impute_rule_parse(const char *text, size_t length,
										  peds_impute_rule *result);

/*
 * One day for a partial date. first and last are taken among the possible
 * days within [lower, upper]; PEDS_IMPUTE_NONE_WITHIN if there is none. middle
 * is the 15th of a month, 1 July of a year, that day in July where only the
 * month is unknown; PEDS_IMPUTE_MIDDLE_OUTSIDE if it is outside the bounds. A
 * complete date is itself under every rule.
 */
extern peds_status peds_partial_date_impute(peds_partial_date p, peds_impute_rule rule,
											peds_day lower, peds_day upper,
											peds_day *result);

#endif							/* PEDS_PARTIAL_DATE_H */
