/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_age.c
 *		The age of a case: birth and first onset, reported age, age group.
 *
 * With dates, the youngest and the oldest possible child decide. An age falls
 * as the birth is later and rises with the day, in days as in months, so the
 * oldest is the earliest birth with the latest day; for the youngest a few
 * pairs are looked at, one of which it is.
 */
#include "icsr_age.h"

#include "reported_age.h"

#include <string.h>

const char *const peds_icsr_age_basis_name[] = {
	[PEDS_ICSR_AGE_UNKNOWN] = "unknown",
	[PEDS_ICSR_AGE_DATES] = "dates",
	[PEDS_ICSR_AGE_REPORTED] = "reported",
	[PEDS_ICSR_AGE_GROUP] = "group"
};

bool
peds_icsr_date(const peds_icsr_value *v, peds_partial_date *date)
{
	size_t		position;

	return peds_icsr_has(v) &&
		peds_partial_date_parse(v->text, (size_t) v->length, date, &position) == PEDS_OK;
}

static bool
onset_of(const peds_icsr_list *reactions, int i, peds_partial_date *date)
{
	return peds_icsr_date(&PEDS_ICSR_ITEM(peds_icsr_reaction, *reactions, i)->start, date);
}

static bool
first_onset(const peds_icsr_list *reactions, peds_icsr_onset *onset)
{
	peds_partial_date date;
	bool		any = false;
	bool		alike = true;

	for (int i = 0; i < reactions->n; i++)
		if (onset_of(reactions, i, &date))
		{
			peds_day	latest = peds_partial_date_latest(date);

			if (!any || latest < onset->latest)
			{
				onset->latest = latest;
				onset->date = date;
			}
			any = true;
		}
	if (!any)
		return false;

	onset->earliest = peds_partial_date_earliest(onset->date);
	for (int i = 0; i < reactions->n; i++)
		if (onset_of(reactions, i, &date))
		{
			peds_day	earliest = peds_partial_date_earliest(date);

			if (earliest > onset->latest)
				continue;
			alike &= date == onset->date;
			if (earliest < onset->earliest)
				onset->earliest = earliest;
		}
	if (onset->earliest == onset->latest)
		(void) peds_partial_date_from_day(onset->latest, &onset->date);
	else if (!alike)
	{
		/* none of them spans two years, so all lie in that of `latest` */
		int			year = peds_partial_date_year(onset->date);
		peds_civil	first = peds_civil_from_day(onset->earliest);
		peds_civil	last = peds_civil_from_day(onset->latest);
		int			month = (int) (last.month - (int64_t) year * 12) + 1;

		(void) peds_partial_date_make(year, first.month == last.month ? month : 0, 0, &onset->date);
	}
	return true;
}

bool
peds_icsr_first_onset(const peds_icsr *icsr, peds_icsr_onset *onset)
{
	return first_onset(&icsr->reactions, onset);
}

/* Is D.2.2 a number and a unit that can be read? Any scheme will do to ask. */
bool
peds_icsr_reported_age(const peds_icsr *icsr)
{
	static const peds_age_cuts one = {.n = 1, .cut = {{PEDS_AGE_DAYS, 0}}};
	peds_age_band band;

	return peds_icsr_has(&icsr->age) && peds_icsr_has(&icsr->age_unit) &&
		peds_age_band_reported(&one, icsr->age.text, (size_t) icsr->age.length,
							   icsr->age_unit.text, (size_t) icsr->age_unit.length, &band) == PEDS_OK;
}

static bool
by_dates(peds_icsr_age *age)
{
	return peds_icsr_date(&age->icsr->birth, &age->birth) && first_onset(&age->reactions, &age->onset);
}

bool
peds_icsr_age_at(const peds_icsr *icsr, int reaction, peds_icsr_age *age)
{
	memset(age, 0, sizeof(*age));
	age->icsr = icsr;
	age->reactions.item = (peds_icsr_reaction *) icsr->reactions.item + reaction;
	age->reactions.n = 1;
	if (by_dates(age))
		age->basis = PEDS_ICSR_AGE_DATES;
	return age->basis == PEDS_ICSR_AGE_DATES;
}

void
peds_icsr_age_of(const peds_icsr *icsr, peds_icsr_age *age)
{
	const peds_icsr_value *group = &icsr->age_group;

	memset(age, 0, sizeof(*age));
	age->icsr = icsr;
	age->reactions = icsr->reactions;
	if (by_dates(age))
		age->basis = PEDS_ICSR_AGE_DATES;
	else if (peds_icsr_reported_age(icsr))
		age->basis = PEDS_ICSR_AGE_REPORTED;
	else if (peds_icsr_has(group) && group->length == 1 &&
			 peds_e2b_age_group_name(group->text[0] - '0') != NULL)
	{
		age->basis = PEDS_ICSR_AGE_GROUP;
		age->group = group->text[0] - '0';
	}
}

bool
peds_icsr_age_before_birth(const peds_icsr_age *age)
{
	if (age->basis == PEDS_ICSR_AGE_GROUP)
		return age->group == 0;
	return age->basis == PEDS_ICSR_AGE_DATES &&
		age->onset.latest < peds_partial_date_earliest(age->birth);
}

typedef void (*pair_visitor) (void *context, peds_day birth, peds_day at);

static bool
has_gaps(peds_partial_date p)
{
	return peds_partial_date_precision(p) == PEDS_PRECISION_DAY_OF_MONTH;
}

/*
 * Pairs of birth and a possible day of one onset up to `last`, among which is
 * the youngest. A date without its month has at most twelve days; they are
 * walked, each with its nearest other day. Without gaps the first day that
 * there can be has the nearest birth.
 */
static void
visit_young(peds_partial_date birth, peds_partial_date onset, peds_day last,
			pair_visitor visit, void *context)
{
	peds_day	earliest = peds_partial_date_earliest(onset);
	peds_day	day = peds_partial_date_earliest(birth);
	peds_day	other;

	if (earliest > last)
		return;
	if (has_gaps(onset) || !has_gaps(birth))
	{
		while (peds_partial_date_first_from(onset, day, &day) && day <= last)
		{
			if (peds_partial_date_last_upto(birth, day, &other))
				visit(context, other, day);
			if (!has_gaps(onset))
				break;
			day++;
		}
		return;
	}
	if (last > peds_partial_date_latest(onset))
		last = peds_partial_date_latest(onset);
	while (peds_partial_date_first_from(birth, day, &day) && day <= last)
	{
		visit(context, day, day > earliest ? day : earliest);
		day++;
	}
}

/* Possible pairs, among which are the youngest and the oldest child. */
static void
visit_pairs(const peds_icsr_age *age, pair_visitor visit, void *context)
{
	peds_partial_date onset;

	visit(context, peds_partial_date_earliest(age->birth), age->onset.latest);
	for (int i = 0; i < age->reactions.n; i++)
		if (onset_of(&age->reactions, i, &onset))
			visit_young(age->birth, onset, age->onset.latest, visit, context);
}

typedef struct band_context
{
	const peds_age_cuts *cuts;
	peds_band_set set;
} band_context;

static void
band_of_pair(void *context, peds_day birth, peds_day at)
{
	band_context *c = context;
	peds_birth	known;

	(void) peds_birth_exact(birth, NULL, &known);
	c->set = peds_band_set_union(c->set, peds_band_set_on(c->cuts, &known, at));
}

peds_age_band
peds_icsr_age_band(const peds_icsr_age *age, const peds_age_cuts *cuts)
{
	band_context context = {cuts, {false, 1, 0}};
	peds_age_band band = PEDS_BAND_UNKNOWN;

	switch (age->basis)
	{
		case PEDS_ICSR_AGE_DATES:
			if (peds_icsr_age_before_birth(age))
				return PEDS_BAND_BEFORE_BIRTH;
			visit_pairs(age, band_of_pair, &context);
			return peds_band_set_hull(cuts, context.set);
		case PEDS_ICSR_AGE_REPORTED:
			(void) peds_age_band_reported(cuts, age->icsr->age.text, (size_t) age->icsr->age.length,
										  age->icsr->age_unit.text, (size_t) age->icsr->age_unit.length,
										  &band);
			return band;
		case PEDS_ICSR_AGE_GROUP:
			return peds_e2b_age_group_band(cuts, age->group);
		case PEDS_ICSR_AGE_UNKNOWN:
			break;
	}
	return band;
}

typedef struct ucum_context
{
	bool		any;
	peds_age_ucum least;
	peds_age_ucum greatest;
} ucum_context;

/* By unit (d, mo, a), then value. */
static bool
is_less(peds_age_ucum a, peds_age_ucum b)
{
	static const char order[] = "dma";
	ptrdiff_t	unit = strchr(order, a.unit[0]) - strchr(order, b.unit[0]);

	return unit < 0 || (unit == 0 && a.value < b.value);
}

static void
ucum_of_pair(void *context, peds_day birth, peds_day at)
{
	ucum_context *c = context;
	peds_age_ucum age;

	(void) peds_age_in_ucum(birth, at, &age);
	if (!c->any || is_less(age, c->least))
		c->least = age;
	if (!c->any || is_less(c->greatest, age))
		c->greatest = age;
	c->any = true;
}

/*
 * Is the reported age surely one of first .. last - 1 completed units (step: of
 * days or months)? The units are the cuts of a scheme, so that its band says so.
 */
static bool
one_value(const peds_icsr *icsr, peds_age_unit unit, int first, int last, int step, int *value)
{
	union
	{
		peds_age_scheme scheme;
		char		space[PEDS_AGE_SCHEME_MAX_SIZE];
	}			u = {.scheme = {.version = 1}};
	peds_age_cuts cuts;
	peds_age_band band;
	peds_age	lower;
	int			n = 0;

	u.scheme.cut[n++] = PEDS_BOUND_BIRTH;
	for (int i = first > 0 ? first : 1; i <= last; i++)
		u.scheme.cut[n++] = (uint32_t) unit << 30 | (uint32_t) (i * step);
	u.scheme.ncuts = (uint8_t) n;
	peds_age_cuts_make(&u.scheme, &cuts);
	(void) peds_age_band_reported(&cuts, icsr->age.text, (size_t) icsr->age.length,
								  icsr->age_unit.text, (size_t) icsr->age_unit.length, &band);
	if (!peds_age_cuts_has_band(&cuts, band) || peds_band_upper(band) == PEDS_BOUND_NONE)
		return false;
	lower = peds_age_unpack(peds_band_lower(band));
	*value = lower.n / step;
	return *value >= first;
}

/* Beyond that a reported age is left as it is. */
#define YEARS_KNOWN	127

bool
peds_icsr_age_ucum(const peds_icsr_age *age, peds_age_ucum *least, peds_age_ucum *greatest)
{
	ucum_context c = {false};

	if (age->basis == PEDS_ICSR_AGE_DATES && !peds_icsr_age_before_birth(age))
	{
		visit_pairs(age, ucum_of_pair, &c);
		*least = c.least;
		*greatest = c.greatest;
		return true;
	}
	if (age->basis != PEDS_ICSR_AGE_REPORTED)
		return false;

	/* below 28 days no month is completed; from one month on 28 days are */
	if (one_value(age->icsr, PEDS_AGE_DAYS, 0, 28, 1, &least->value))
		least->unit = "d";
	else if (one_value(age->icsr, PEDS_AGE_MONTHS, 1, 24, 1, &least->value))
		least->unit = "mo";
	else
	{
		bool		found = false;

		for (int from = 2; !found && from < YEARS_KNOWN; from += 62)
			found = one_value(age->icsr, PEDS_AGE_MONTHS, from, from + 62, 12, &least->value);
		if (!found)
			return false;
		least->unit = "a";
	}
	*greatest = *least;
	return true;
}
