/* SPDX-License-Identifier: PostgreSQL */
/*
 * slow.h
 *		The slow, obvious versions that the core is held against.
 *
 * A calendar that is a table, filled by walking from month to month with
 * nothing but the leap rule. It runs from 1600-01-01, five Gregorian cycles of
 * months and two of days. And the hull of a set of bands.
 */
#ifndef PEDS_SLOW_H
#define PEDS_SLOW_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/core/age_cuts.h"

#define SLOW_YEAR	1600
#define SLOW_MONTHS (2000 * 12)
#define SLOW_DAYS	(2 * 146097)

static int32_t slow_first[SLOW_MONTHS + 1]; /* day number of the 1st */
static int16_t slow_month[SLOW_DAYS];	/* of each day, from 1600-01 on */
static int8_t slow_dom[SLOW_DAYS];	/* day of the month */

static inline bool
slow_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static inline int
slow_length(int64_t year, int month)
{
	static const int8_t length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return length[month - 1] + (month == 2 && slow_leap(year));
}

/* Fill the table; day 0 is 2000-01-01. */
static inline void
slow_begin(void)
{
	int32_t		day = 0;

	for (int y = SLOW_YEAR; y < 2000; y++)
		day -= slow_leap(y) ? 366 : 365;
	for (int m = 0; m < SLOW_MONTHS; m++)
	{
		int			length = slow_length(SLOW_YEAR + m / 12, m % 12 + 1);

		slow_first[m] = day;
		for (int d = 1; d <= length; d++, day++)
		{
			int32_t		i = day - slow_first[0];

			if (i < SLOW_DAYS)
			{
				slow_month[i] = (int16_t) m;
				slow_dom[i] = (int8_t) d;
			}
		}
	}
	slow_first[SLOW_MONTHS] = day;
}

/* The day number of a civil date from 1600 on. */
static inline peds_day
slow_ymd(int year, int month, int day)
{
	return slow_first[(year - SLOW_YEAR) * 12 + month - 1] + day - 1;
}

/*
 * When an age is reached (contract, principle 1): on the same day of the
 * month; a day that the month does not have, on the 1st of the next month.
 */
static inline peds_day
slow_reached(peds_day birth, peds_age age)
{
	int64_t		i = birth - slow_first[0];
	int64_t		month;

	if (age.unit == PEDS_AGE_DAYS)
		return birth + age.n;
	if (i < 0 || i >= SLOW_DAYS || slow_month[i] + (int64_t) age.n + 1 > SLOW_MONTHS)
		abort();
	month = slow_month[i] + age.n;
	if (slow_first[month] + slow_dom[i] > slow_first[month + 1])
		return slow_first[month + 1];
	return slow_first[month] + slow_dom[i] - 1;
}

/* A set of bands as bits: band k of a scheme, and its preterm band. */
typedef uint64_t slow_set;

#define SLOW_PRETERM (UINT64_C(1) << 63)

/* Where a bound stands among others, in days; they are not close to one another. */
static inline double
slow_place(uint32_t bound)
{
	if (bound == PEDS_BOUND_NONE)
		return 1e12;
	if (bound == PEDS_BOUND_PMA(PEDS_PRETERM_PMA_WEEKS))
		return 168;
	return (bound & PEDS_BOUND_MAX) * (bound >> 30 == PEDS_AGE_DAYS ? 1 : 146097.0 / 4800);
}

/*
 * The one band, or the hull of all, which is not marked (contract, age_band);
 * (,0d) where there is none.
 */
static inline peds_age_band
slow_hull(const peds_age_cuts *cuts, slow_set set)
{
	uint32_t	lower = PEDS_BOUND_NONE;
	uint32_t	upper = PEDS_BOUND_BIRTH;
	int			n = 0;
	peds_age_band band = PEDS_BAND_BEFORE_BIRTH;

	for (int k = 0; k <= cuts->n; k++)
	{
		if (!(set & (k < cuts->n ? UINT64_C(1) << k : SLOW_PRETERM)))
			continue;
		band = k < cuts->n ? cuts->band[k] : cuts->preterm_band;
		if (n++ == 0 || slow_place(peds_band_lower(band)) < slow_place(lower))
			lower = peds_band_lower(band);
		if (slow_place(peds_band_upper(band)) > slow_place(upper))
			upper = peds_band_upper(band);
	}
	return n <= 1 ? band : PEDS_BAND(lower, upper, PEDS_MARK_NONE);
}

/* A scheme by its text, ready for use; false where that is no scheme. */
static inline bool
slow_scheme(const char *text, peds_age_cuts *cuts)
{
	peds_age_scheme *scheme = malloc(PEDS_AGE_SCHEME_MAX_SIZE);
	size_t		position;
	bool		ok = peds_age_scheme_parse(text, strlen(text), scheme, &position) == PEDS_OK;

	if (ok)
	{
		memset(cuts, 0xee, sizeof(*cuts));
		peds_age_cuts_make(scheme, cuts);
	}
	free(scheme);
	return ok;
}

/* The last cut that is reached. */
static inline int
slow_band_no(const peds_age_cuts *cuts, peds_day birth, peds_day at)
{
	int			k = cuts->n - 1;

	while (k > 0 && slow_reached(birth, cuts->cut[k]) > at)
		k--;
	return k;
}

/* For messages: a few of them can be in use at once. */
static inline const char *
slow_text(peds_age_band band)
{
	static char buffer[4][PEDS_BAND_TEXT_SIZE];
	static int	next;
	char	   *text = buffer[next++ % 4];

	peds_age_band_print(band, text);
	return text;
}

#endif							/* PEDS_SLOW_H */
