/* SPDX-License-Identifier: PostgreSQL */
/*
 * age.c
 *		Reading, writing and comparing ages.
 */
#include "age.h"

#include <stdio.h>

/* Days of a newborn, E11 and P.IV: 0 to 27 completed days (rules §2.1). */
#define NEWBORN_DAYS	28
/* Months are the unit below two years (CDE 2025-21 on ICSRs, rules §1.8). */
#define MONTHS_BELOW	24

peds_status
peds_age_parse(const char *text, size_t length, peds_age *result, size_t *used)
{
	size_t		i = 0;
	int64_t		n = 0;
	int			factor;
	bool		too_large = false;

	for (; i < length && text[i] >= '0' && text[i] <= '9'; i++)
	{
		n = n * 10 + (text[i] - '0');
		if (n > INT32_MAX)
		{
			too_large = true;
			n = INT32_MAX;
		}
	}
	*used = i;
	if (i == 0 || i == length)
		return PEDS_AGE_MALFORMED;

	result->unit = PEDS_AGE_DAYS;
	factor = 1;
	switch (text[i])
	{
		case 'd':
			i += 1;
			break;
		case 'w':
			factor = 7;
			i += 1;
			break;
		case 'm':
			if (i + 1 == length || text[i + 1] != 'o')
				return PEDS_AGE_MALFORMED;
			result->unit = PEDS_AGE_MONTHS;
			i += 2;
			break;
		case 'y':
			result->unit = PEDS_AGE_MONTHS;
			factor = 12;
			i += 1;
			break;
		default:
			return PEDS_AGE_MALFORMED;
	}
	if (too_large || n * factor > INT32_MAX)
	{
		*used = 0;
		return PEDS_AGE_TOO_LARGE;
	}
	result->n = (int32_t) (n * factor);
	if (result->n == 0)
		result->unit = PEDS_AGE_DAYS;
	*used = i;
	return PEDS_OK;
}

int
peds_age_print(peds_age age, char *out)
{
	if (age.unit == PEDS_AGE_DAYS)
		return snprintf(out, PEDS_AGE_TEXT_SIZE, "%dd", (int) age.n);
	if (age.n % 12 == 0)
		return snprintf(out, PEDS_AGE_TEXT_SIZE, "%dy", (int) (age.n / 12));
	return snprintf(out, PEDS_AGE_TEXT_SIZE, "%dmo", (int) age.n);
}

peds_day
peds_age_reached(peds_day birth, peds_age age)
{
	if (age.unit == PEDS_AGE_DAYS)
		return birth + age.n;
	return peds_months_reached(birth, age.n);
}

/* Is a + slack <= b for every birth, in days or in months as they are kept? */
static bool
surely_at_most(peds_age a, peds_age b, int slack)
{
	int64_t		least;
	int64_t		greatest;
	int64_t		mean;

	if (a.unit == b.unit)
		return (int64_t) a.n + slack <= b.n;
	if (a.unit == PEDS_AGE_DAYS)
	{
		mean = peds_months_mean_days(b.n);
		if (a.n < mean - PEDS_SPAN_BELOW || a.n > mean + PEDS_SPAN_ABOVE)
			return a.n < mean;
		peds_months_span(b.n, &least, &greatest);
		return (int64_t) a.n + slack <= least;
	}
	mean = peds_months_mean_days(a.n);
	if (b.n < mean - PEDS_SPAN_BELOW || b.n > mean + PEDS_SPAN_ABOVE)
		return mean < b.n;
	peds_months_span(a.n, &least, &greatest);
	return greatest + slack <= b.n;
}

bool
peds_age_surely_less(peds_age a, peds_age b)
{
	return surely_at_most(a, b, 1);
}

bool
peds_age_surely_at_most(peds_age a, peds_age b)
{
	return surely_at_most(a, b, 0);
}

static int64_t
mean_length(peds_age age)
{
	return (int64_t) age.n *
		(age.unit == PEDS_AGE_DAYS ? PEDS_MONTHS_PER_CYCLE : PEDS_DAYS_PER_CYCLE);
}

int
peds_age_compare(peds_age a, peds_age b)
{
	int64_t		x = mean_length(a);
	int64_t		y = mean_length(b);

	if (x != y)
		return x < y ? -1 : 1;
	return (int) a.unit - (int) b.unit;
}

peds_status
peds_age_in_ucum(peds_day birth, peds_day at, peds_age_ucum *result)
{
	int64_t		months;

	if (at < birth)
		return PEDS_NO_VALUE;
	months = peds_months_completed(birth, at);
	if (at - birth < NEWBORN_DAYS || months < 1)
	{
		result->value = (int32_t) (at - birth);
		result->unit = "d";
	}
	else if (months < MONTHS_BELOW)
	{
		result->value = (int32_t) months;
		result->unit = "mo";
	}
	else
	{
		result->value = (int32_t) (months / 12);
		result->unit = "a";
	}
	return PEDS_OK;
}
