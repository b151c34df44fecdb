/* SPDX-License-Identifier: PostgreSQL */
/*
 * reported_age.c
 *		From a number and a unit to the hull of the possible bands.
 *
 * The age is turned into a span of completed days, either plain days (units
 * up to the week) or days counted from a whole month of life. For each cut two
 * questions are asked: has every birth reached it at the lower end of the span,
 * and can any birth have reached it at the upper end? Brackets of days answer
 * nearly all of them; what is left is enumerated over the 400-year cycle.
 */
#include "reported_age.h"

#include <string.h>

const char *const peds_reported_age_units =
	"a, mo, wk, d, h, {decade}; YEARS, MONTHS, WEEKS, DAYS, HOURS; YR, MON, WK, DY, HR, DEC";

typedef enum unit_kind
{
	UNIT_HOUR,
	UNIT_DAY,
	UNIT_WEEK,
	UNIT_MONTH,
	UNIT_YEAR,
	UNIT_DECADE,				/* E2B: the n-th one */
	UNIT_DECADE_EITHER			/* FAERS: the n-th one, or n of them */
} unit_kind;

/*
 * UCUM codes as E2B(R3) D.2.2b takes them [primary], SDTM AGEU [memory] and
 * FAERS AGE_COD (ASC_NTS of the quarterly data [primary]; what DEC counts is
 * a reading, and both are taken).
 */
static const struct
{
	const char *name;			/* lower case */
	unit_kind	kind;
}			unit_name[] =
{
	{"a", UNIT_YEAR}, {"mo", UNIT_MONTH}, {"wk", UNIT_WEEK}, {"d", UNIT_DAY},
	{"h", UNIT_HOUR}, {"{decade}", UNIT_DECADE},
	{"years", UNIT_YEAR}, {"months", UNIT_MONTH}, {"weeks", UNIT_WEEK},
	{"days", UNIT_DAY}, {"hours", UNIT_HOUR},
	{"yr", UNIT_YEAR}, {"mon", UNIT_MONTH}, {"dy", UNIT_DAY}, {"hr", UNIT_HOUR},
	{"dec", UNIT_DECADE_EITHER}
};

static bool
find_unit(const char *unit, size_t length, unit_kind *kind)
{
	for (size_t i = 0; i < sizeof(unit_name) / sizeof(unit_name[0]); i++)
	{
		const char *name = unit_name[i].name;
		size_t		j = 0;

		if (strlen(name) != length)
			continue;
		while (j < length &&
			   (unit[j] >= 'A' && unit[j] <= 'Z' ? unit[j] + 32 : unit[j]) == name[j])
			j++;
		if (j == length)
		{
			*kind = unit_name[i].kind;
			return true;
		}
	}
	return false;
}

const char *
peds_reported_age_ucum(const char *unit, size_t length)
{
	static const char *const ucum[] = {
		[UNIT_HOUR] = "h",
		[UNIT_DAY] = "d",
		[UNIT_WEEK] = "wk",
		[UNIT_MONTH] = "mo",
		[UNIT_YEAR] = "a",
		[UNIT_DECADE] = "{decade}",
		[UNIT_DECADE_EITHER] = "{decade}"
	};
	unit_kind	kind;

	return find_unit(unit, length, &kind) ? ucum[kind] : NULL;
}

/* A number as written: whole part (held down to WHOLE_MAX) and fraction digits. */
typedef struct decimal
{
	int64_t		whole;
	const char *fraction;
	size_t		digits;
} decimal;

/* Older than any cut in every unit, and small enough for what follows. */
#define WHOLE_MAX	INT64_C(100000000000)

static peds_status
read_decimal(const char *text, size_t length, decimal *result)
{
	size_t		i = 0;

	if (length > 1 && text[0] == '-' && text[1] >= '0' && text[1] <= '9')
		return PEDS_AGE_NEGATIVE;
	result->whole = 0;
	for (; i < length && text[i] >= '0' && text[i] <= '9'; i++)
		if (result->whole < WHOLE_MAX)
			result->whole = result->whole * 10 + (text[i] - '0');
	if (result->whole > WHOLE_MAX)
		result->whole = WHOLE_MAX;
	if (i == 0)
		return PEDS_AGE_NOT_FINITE;
	if (i < length && text[i] == '.')
		i++;
	result->fraction = text + i;
	result->digits = length - i;
	for (; i < length; i++)
		if (text[i] < '0' || text[i] > '9')
			return PEDS_AGE_NOT_FINITE;
	return PEDS_OK;
}

/*
 * The fraction f with its last digit's unit u: first and last whole day of
 * [f * days, (f + u) * days), exact for any number of digits.
 */
static void
fraction_of(const decimal *number, int days, int64_t *first, int64_t *last)
{
	int			low = 0;
	int			high = days;
	bool		rest = false;

	if (number->digits == 0)
	{
		/* all of it */
		*first = 0;
		*last = days - 1;
		return;
	}
	for (size_t i = number->digits; i-- > 0;)
	{
		int			digit = number->fraction[i] - '0';

		low = (digit * days + low) / 10;
		high += digit * days;
		rest |= high % 10 != 0;
		high /= 10;
	}
	*first = low;
	*last = high - (rest ? 0 : 1);
}

/* What the age can mean. */
typedef struct age_span
{
	bool		from_month;		/* else plain days since birth */
	int64_t		first;			/* days; or months, where the span begins */
	int64_t		last;			/* days; or months, where it ends */
	bool		in_part;		/* only a part of the time between */
	int			shortest;		/* how many days that time can have */
	int			longest;
	struct
	{
		int64_t		first;
		int64_t		last;
	}			part[4];		/* its days, by the days of the time - shortest */
} age_span;

static void
span_days_of(const age_span *span, const peds_cycle *cycle, int month, int day,
			 int64_t *first, int64_t *last)
{
	*first = peds_cycle_reached(cycle, month, day, span->first);
	*last = peds_cycle_reached(cycle, month, day, span->last);
	if (!span->in_part)
		*last -= 1;
	else
	{
		int			i = (int) (*last - *first) - span->shortest;

		*last = *first + span->part[i].last;
		*first = *first + span->part[i].first;
	}
}

/*
 * Over all births: is the cut reached at the lower end by every one, at the
 * upper end by any?
 */
static void
enumerate(const age_span *span, peds_age cut, bool *every_first, bool *any_last)
{
	peds_cycle	cycle;

	peds_cycle_init(&cycle);
	*every_first = true;
	*any_last = false;
	for (int m = 0; m < PEDS_MONTHS_PER_CYCLE; m++)
	{
		int			length = peds_cycle_length(&cycle, m);

		for (int d = 28; d <= length; d++)
		{
			int64_t		reached;
			int64_t		first;
			int64_t		last;

			if (cut.unit == PEDS_AGE_DAYS)
				reached = (int64_t) cycle.first[m] + d - 1 + cut.n;
			else
				reached = peds_cycle_reached(&cycle, m, d, cut.n);
			span_days_of(span, &cycle, m, d, &first, &last);
			*every_first &= reached <= first;
			*any_last |= reached <= last;
		}
		if (!*every_first && *any_last)
			return;
	}
}

/* Plain days against a cut. */
static void
ask_days(const age_span *span, peds_age cut, bool *every_first, bool *any_last)
{
	int64_t		least = cut.n;
	int64_t		greatest = cut.n;

	if (cut.unit == PEDS_AGE_MONTHS)
	{
		int64_t		mean = peds_months_mean_days(cut.n);

		least = mean - PEDS_SPAN_BELOW;
		greatest = mean + PEDS_SPAN_ABOVE;
		if (span->last >= least && span->first < greatest)
			peds_months_span(cut.n, &least, &greatest);
	}
	*every_first = span->first >= greatest;
	*any_last = span->last >= least;
}

/* Days counted from a month of life against a cut. */
static void
ask_months(const age_span *span, peds_age cut, bool *every_first, bool *any_last)
{
	if (cut.unit == PEDS_AGE_MONTHS)
	{
		if (cut.n <= span->first || cut.n >= span->last)
			*every_first = *any_last = cut.n <= span->first;
		else if (!span->in_part)
		{
			*every_first = false;
			*any_last = true;
		}
		else
			enumerate(span, cut, every_first, any_last);
	}
	else
	{
		int64_t		least = peds_months_mean_days(span->first) - PEDS_SPAN_BELOW;
		int64_t		greatest = peds_months_mean_days(span->last) + PEDS_SPAN_ABOVE;

		if (span->in_part)
		{
			least += span->part[0].first;
			greatest = peds_months_mean_days(span->first) + PEDS_SPAN_ABOVE +
				span->part[span->longest - span->shortest].last;
		}
		if (cut.n <= least || cut.n > greatest)
			*every_first = *any_last = cut.n <= least;
		else
			enumerate(span, cut, every_first, any_last);
	}
}

static void
ask(const age_span *span, peds_age cut, bool *every_first, bool *any_last)
{
	if (span->from_month)
		ask_months(span, cut, every_first, any_last);
	else
		ask_days(span, cut, every_first, any_last);
}

static peds_status
make_span(const decimal *number, unit_kind kind, age_span *span)
{
	int64_t		n = number->whole;

	memset(span, 0, sizeof(*span));
	switch (kind)
	{
		case UNIT_HOUR:
			/* any part of one hour lies within one day */
			span->first = span->last = n / 24;
			break;
		case UNIT_DAY:
			span->first = span->last = n;
			break;
		case UNIT_WEEK:
			fraction_of(number, 7, &span->first, &span->last);
			span->first += n * 7;
			span->last += n * 7;
			break;
		case UNIT_MONTH:
		case UNIT_YEAR:
			{
				int			months = kind == UNIT_MONTH ? 1 : 12;

				span->from_month = true;
				span->first = n * months;
				span->last = span->first + months;
				span->in_part = number->digits > 0;
				span->shortest = kind == UNIT_MONTH ? 28 : 365;
				span->longest = kind == UNIT_MONTH ? 31 : 366;
				for (int days = span->shortest; span->in_part && days <= span->longest; days++)
					fraction_of(number, days, &span->part[days - span->shortest].first,
								&span->part[days - span->shortest].last);
				break;
			}
		case UNIT_DECADE:
		case UNIT_DECADE_EITHER:
			for (size_t i = 0; i < number->digits; i++)
				if (number->fraction[i] != '0')
					return PEDS_DECADE_NOT_WHOLE;
			if (n < 1)
				return PEDS_DECADE_NOT_WHOLE;
			span->from_month = true;
			span->first = (n - 1) * 120;
			span->last = (kind == UNIT_DECADE ? n : n + 1) * 120;
			break;
	}
	return PEDS_OK;
}

peds_status
peds_age_band_reported(const peds_age_cuts *cuts,
					   const char *number, size_t number_length,
					   const char *unit, size_t unit_length,
					   peds_age_band *result)
{
	unit_kind	kind;
	decimal		value;
	age_span	span;
	peds_band_set set = {false, 0, 0};
	peds_status status;
	bool		every_first;
	bool		any_last;

	if (!find_unit(unit, unit_length, &kind))
		return PEDS_AGE_UNIT;
	status = read_decimal(number, number_length, &value);
	if (status == PEDS_OK)
		status = make_span(&value, kind, &span);
	if (status != PEDS_OK)
		return status;

	for (int k = 1; k < cuts->n; k++)
	{
		ask(&span, cuts->cut[k], &every_first, &any_last);
		if (every_first)
			set.first = k;
		if (any_last)
			set.last = k;
		if (!any_last)
			break;
	}

	/* the maturity is not known, so the child may still be in the preterm band */
	if (cuts->preterm != PEDS_PRETERM_NONE)
	{
		peds_age	end = cuts->cut[1];

		if (cuts->preterm == PEDS_PRETERM_TO_PMA)
		{
			end.unit = PEDS_AGE_DAYS;
			end.n = peds_preterm_days_most();
		}
		ask(&span, end, &every_first, &any_last);
		set.preterm = !every_first;
	}
	*result = peds_band_set_hull(cuts, set);
	return PEDS_OK;
}
