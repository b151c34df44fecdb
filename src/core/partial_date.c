/* SPDX-License-Identifier: PostgreSQL */
/*
 * partial_date.c
 *		Building, ordering and imputing partial dates; the text form is in
 *		partial_date_text.c.
 */
#include "partial_date.h"

#include <string.h>

#define YEAR_MAX	9999
#define JULY		7
#define MID_MONTH	15

const char *const peds_date_precision_name[] = {
	[PEDS_PRECISION_DAY] = "day",
	[PEDS_PRECISION_MONTH] = "month",
	[PEDS_PRECISION_YEAR] = "year",
	[PEDS_PRECISION_DAY_OF_MONTH] = "day-of-month"
};

peds_status
peds_partial_date_make(int year, int month, int day, peds_partial_date *result)
{
	if (year < 1 || year > YEAR_MAX)
		return PEDS_PARTIAL_DATE_YEAR;
	if (month < 0 || month > 12 || day < 0 || day > 31)
		return PEDS_PARTIAL_DATE_NO_SUCH_DAY;
	if (month > 0 && day > peds_month_length((int64_t) year * 12 + month - 1))
		return PEDS_PARTIAL_DATE_NO_SUCH_DAY;
	*result = year << 9 | month << 5 | day;
	return PEDS_OK;
}

peds_status
peds_partial_date_from_day(peds_day day, peds_partial_date *result)
{
	peds_civil	c = peds_civil_from_day(day);
	int64_t		year = peds_floor_div(c.month, 12);

	if (year < 1 || year > YEAR_MAX)
		return PEDS_PARTIAL_DATE_YEAR;
	return peds_partial_date_make((int) year, (int) (c.month - year * 12) + 1,
								  c.day, result);
}

peds_date_precision
peds_partial_date_precision(peds_partial_date p)
{
	if (peds_partial_date_month(p) == 0)
		return peds_partial_date_day(p) == 0 ? PEDS_PRECISION_YEAR : PEDS_PRECISION_DAY_OF_MONTH;
	return peds_partial_date_day(p) == 0 ? PEDS_PRECISION_MONTH : PEDS_PRECISION_DAY;
}

/* First day of the first (last) month that p can mean. */
static int64_t
first_month(peds_partial_date p)
{
	int			month = peds_partial_date_month(p);

	return (int64_t) peds_partial_date_year(p) * 12 + (month ? month - 1 : 0);
}

static int64_t
last_month(peds_partial_date p)
{
	int			month = peds_partial_date_month(p);

	return (int64_t) peds_partial_date_year(p) * 12 + (month ? month - 1 : 11);
}

peds_day
peds_partial_date_earliest(peds_partial_date p)
{
	int			day = peds_partial_date_day(p);

	/* January has every day, so the first month never lacks it */
	return peds_month_first(first_month(p)) + (day ? day - 1 : 0);
}

peds_day
peds_partial_date_latest(peds_partial_date p)
{
	int			day = peds_partial_date_day(p);

	/* and so has December */
	if (day)
		return peds_month_first(last_month(p)) + day - 1;
	return peds_month_first(last_month(p) + 1) - 1;
}

bool
peds_partial_date_last_upto(peds_partial_date p, peds_day day, peds_day *result)
{
	peds_day	latest = peds_partial_date_latest(p);

	if (day < peds_partial_date_earliest(p))
		return false;
	if (day >= latest)
		*result = latest;
	else if (peds_partial_date_precision(p) != PEDS_PRECISION_DAY_OF_MONTH)
		*result = day;
	else
	{
		int			dom = peds_partial_date_day(p);
		int64_t		month = peds_civil_from_day(day).month;

		while (dom > peds_month_length(month) ||
			   peds_month_first(month) + dom - 1 > day)
			month--;
		*result = peds_month_first(month) + dom - 1;
	}
	return true;
}

bool
peds_partial_date_first_from(peds_partial_date p, peds_day day, peds_day *result)
{
	peds_day	earliest = peds_partial_date_earliest(p);

	if (day > peds_partial_date_latest(p))
		return false;
	if (day <= earliest)
		*result = earliest;
	else if (peds_partial_date_precision(p) != PEDS_PRECISION_DAY_OF_MONTH)
		*result = day;
	else
	{
		int			dom = peds_partial_date_day(p);
		int64_t		month = peds_civil_from_day(day).month;

		while (dom > peds_month_length(month) ||
			   peds_month_first(month) + dom - 1 < day)
			month++;
		*result = peds_month_first(month) + dom - 1;
	}
	return true;
}

int
peds_partial_date_compare(peds_partial_date a, peds_partial_date b)
{
	peds_day	x,
				y;

	if (a == b)
		return 0;
	x = peds_partial_date_earliest(a);
	y = peds_partial_date_earliest(b);
	if (x == y)
	{
		x = peds_partial_date_latest(a);
		y = peds_partial_date_latest(b);
	}
	return x < y ? -1 : x > y;
}

peds_status
peds_impute_rule_parse(const char *text, size_t length, peds_impute_rule *result)
{
	static const char *const name[] = {
		[PEDS_IMPUTE_FIRST] = "first",
		[PEDS_IMPUTE_MIDDLE] = "middle",
		[PEDS_IMPUTE_LAST] = "last"
	};

	for (int i = 0; i < 3; i++)
	{
		if (strlen(name[i]) == length && memcmp(name[i], text, length) == 0)
		{
			*result = (peds_impute_rule) i;
			return PEDS_OK;
		}
	}
	return PEDS_IMPUTE_RULE;
}

static peds_day
middle_day(peds_partial_date p)
{
	int64_t		year = peds_partial_date_year(p);
	int			month = peds_partial_date_month(p);
	int			day = peds_partial_date_day(p);

	if (month && day)
		return peds_partial_date_earliest(p);
	if (month)
		return peds_month_first(year * 12 + month - 1) + MID_MONTH - 1;
	return peds_month_first(year * 12 + JULY - 1) + (day ? day - 1 : 0);
}

peds_status
peds_partial_date_impute(peds_partial_date p, peds_impute_rule rule,
						 peds_day lower, peds_day upper, peds_day *result)
{
	peds_day	first;
	peds_day	last;

	if (!peds_partial_date_first_from(p, lower, &first) ||
		!peds_partial_date_last_upto(p, upper, &last) || first > last)
		return PEDS_IMPUTE_NONE_WITHIN;

	switch (rule)
	{
		case PEDS_IMPUTE_FIRST:
			*result = first;
			break;
		case PEDS_IMPUTE_LAST:
			*result = last;
			break;
		case PEDS_IMPUTE_MIDDLE:
			*result = middle_day(p);
			if (*result < lower || *result > upper)
				return PEDS_IMPUTE_MIDDLE_OUTSIDE;
			break;
	}
	return PEDS_OK;
}
