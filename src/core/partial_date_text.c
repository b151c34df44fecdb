/* SPDX-License-Identifier: PostgreSQL */
/*
 * partial_date_text.c
 *		The text forms of a partial date.
 *
 * Read: ISO 8601 and SDTM --DTC (2019-03-14, 2019-03, 2019, 2019---14), and
 * E2B(R3)/HL7 (20190314, 201903). A time and zone behind a date that names
 * the day are checked and cut off. Written: the ISO/SDTM form.
 */
#include "partial_date.h"

#include <stdio.h>

typedef struct scanner
{
	const char *text;
	size_t		length;
	size_t		at;
} scanner;

static bool
at_end(const scanner *s)
{
	return s->at == s->length;
}

static bool
next_is(const scanner *s, char c)
{
	return s->at < s->length && s->text[s->at] == c;
}

static bool
take(scanner *s, char c)
{
	if (!next_is(s, c))
		return false;
	s->at++;
	return true;
}

static int
digits_ahead(const scanner *s)
{
	size_t		i = s->at;

	while (i < s->length && s->text[i] >= '0' && s->text[i] <= '9')
		i++;
	return (int) (i - s->at);
}

/* Exactly n digits, not more than `most`. */
static bool
take_number(scanner *s, int n, int most, int *value)
{
	size_t		start = s->at;
	int			v = 0;

	for (int i = 0; i < n; i++)
	{
		if (at_end(s) || s->text[s->at] < '0' || s->text[s->at] > '9')
			return false;
		v = v * 10 + (s->text[s->at++] - '0');
	}
	if (v > most)
	{
		s->at = start;
		return false;
	}
	if (value)
		*value = v;
	return true;
}

/* A part of an SDTM time: two digits, or a hyphen where it is unknown. */
static bool
take_time_part(scanner *s, int most)
{
	return take(s, '-') || take_number(s, 2, most, NULL);
}

static bool
take_fraction(scanner *s)
{
	if (!take(s, '.') && !take(s, ','))
		return true;
	if (digits_ahead(s) == 0)
		return false;
	s->at += digits_ahead(s);
	return true;
}

static bool
take_zone(scanner *s)
{
	if (take(s, 'Z'))
		return true;
	if (!take(s, '+') && !take(s, '-'))
		return true;
	if (!take_number(s, 2, 15, NULL))
		return false;
	if (at_end(s))
		return true;
	(void) take(s, ':');
	return take_number(s, 2, 59, NULL);
}

/* hh[:mm[:ss[.fff]]][zone], behind the T */
static bool
take_iso_time(scanner *s)
{
	if (!take_time_part(s, 24))
		return false;
	if (take(s, ':'))
	{
		if (!take_time_part(s, 59))
			return false;
		if (take(s, ':') && (!take_time_part(s, 60) || !take_fraction(s)))
			return false;
	}
	return take_zone(s) && at_end(s);
}

/* [hh[mm[ss[.ffff]]]][zone], directly behind CCYYMMDD */
static bool
take_hl7_time(scanner *s)
{
	int			digits = digits_ahead(s);

	if (digits != 0 && digits != 2 && digits != 4 && digits != 6)
		return false;
	if (digits >= 2 && !take_number(s, 2, 24, NULL))
		return false;
	if (digits >= 4 && !take_number(s, 2, 59, NULL))
		return false;
	if (digits == 6 && (!take_number(s, 2, 60, NULL) || !take_fraction(s)))
		return false;
	return take_zone(s) && at_end(s);
}

/* Behind the year, "-MM", "-MM-DD[T…]" or "---DD[T…]" */
static bool
take_iso(scanner *s, int *month, int *day)
{
	if (at_end(s))
		return true;
	if (!take(s, '-'))
		return false;
	if (take(s, '-'))
	{
		if (!take(s, '-'))
			return false;
	}
	else
	{
		if (digits_ahead(s) != 2 || !take_number(s, 2, 99, month))
			return false;
		if (at_end(s))
			return true;
		if (!take(s, '-'))
			return false;
	}
	if (digits_ahead(s) != 2 || !take_number(s, 2, 99, day))
		return false;
	return at_end(s) || (take(s, 'T') && take_iso_time(s));
}

static bool
take_hl7(scanner *s, int digits, int *month, int *day)
{
	if (digits == 5 || digits == 7 || !take_number(s, 2, 99, month))
		return false;
	if (digits == 6)
		return at_end(s);
	return take_number(s, 2, 99, day) && take_hl7_time(s);
}

peds_status
peds_partial_date_parse(const char *text, size_t length,
						peds_partial_date *result, size_t *position)
{
	scanner		s = {text, length, 0};
	int			digits = digits_ahead(&s);
	int			year = 0;
	int			month = -1;
	int			day = -1;
	bool		ok;

	ok = digits >= 4 && take_number(&s, 4, 9999, &year) &&
		(digits == 4 ? take_iso(&s, &month, &day) :
		 take_hl7(&s, digits, &month, &day));
	*position = s.at;
	if (!ok)
		return PEDS_PARTIAL_DATE_MALFORMED;

	/* a month or day of "00" is written, yet there is none */
	*position = 0;
	if (month == 0 || day == 0)
		return PEDS_PARTIAL_DATE_NO_SUCH_DAY;
	return peds_partial_date_make(year, month < 0 ? 0 : month,
								  day < 0 ? 0 : day, result);
}

int
peds_partial_date_print(peds_partial_date p, char *out)
{
	int			year = peds_partial_date_year(p);
	int			month = peds_partial_date_month(p);
	int			day = peds_partial_date_day(p);
	size_t		size = PEDS_PARTIAL_DATE_TEXT_SIZE;

	switch (peds_partial_date_precision(p))
	{
		case PEDS_PRECISION_YEAR:
			return snprintf(out, size, "%04d", year % 10000);
		case PEDS_PRECISION_MONTH:
			return snprintf(out, size, "%04d-%02d", year % 10000, month);
		case PEDS_PRECISION_DAY_OF_MONTH:
			return snprintf(out, size, "%04d---%02d", year % 10000, day);
		case PEDS_PRECISION_DAY:
			break;
	}
	return snprintf(out, size, "%04d-%02d-%02d", year % 10000, month, day);
}
