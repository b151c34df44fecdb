/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_rule_read.c
 *		Values of a case as numbers, units, dates and instants; facts of the case
 *		that several rules need.
 */
#include "icsr_rule_parts.h"

#include <string.h>

/* Longer than any number of E2B; keeps value finite. */
#define NUMBER_LENGTH_MAX	40

bool
peds_icsr_read_number(const peds_icsr_value *v, peds_icsr_number *out)
{
	double		scale = 1;
	bool		point = false;

	*out = (peds_icsr_number) {.length = v->length, .whole = true};
	if (!peds_icsr_has(v) || v->length > NUMBER_LENGTH_MAX)
		return false;
	for (int i = 0; i < v->length; i++)
	{
		char		c = v->text[i];

		if (c == '.')
		{
			if (point || i == 0 || i == v->length - 1)
				return false;
			point = true;
		}
		else if (c < '0' || c > '9')
			return false;
		else
		{
			out->digits++;
			out->value = out->value * 10 + (c - '0');
			if (point)
				scale *= 10;
		}
	}
	out->value /= scale;
	out->whole = !point;
	return true;
}

bool
peds_icsr_read_date(const peds_icsr_value *v, peds_icsr_day *out)
{
	out->known = peds_icsr_date(v, &out->date);
	if (out->known)
	{
		out->earliest = peds_partial_date_earliest(out->date);
		out->latest = peds_partial_date_latest(out->date);
	}
	return out->known;
}

bool
peds_icsr_read_unit(const peds_icsr_value *v, peds_icsr_unit *out)
{
	static const char *const name[PEDS_UNITS] = {"h", "d", "wk", "mo", "{trimester}", "a", "{decade}"};

	for (int i = 0; i < PEDS_UNITS; i++)
		if (peds_icsr_is(v, name[i]))
		{
			*out = (peds_icsr_unit) i;
			return true;
		}
	return false;
}

bool
peds_icsr_by_weight(const peds_icsr_value *unit)
{
	for (int i = 0; peds_icsr_has(unit) && i + 3 <= unit->length; i++)
		if (memcmp(unit->text + i, "/kg", 3) == 0)
			return true;
	return false;
}

/* ------------------------------------------------------------------ instants */

static bool
two_digits(const char **p, const char *end, int *value)
{
	if (end - *p < 2 || (*p)[0] < '0' || (*p)[0] > '9' || (*p)[1] < '0' || (*p)[1] > '9')
		return false;
	*value = ((*p)[0] - '0') * 10 + ((*p)[1] - '0');
	*p += 2;
	return true;
}

static void
skip(const char **p, const char *end, char c)
{
	if (*p < end && **p == c)
		(*p)++;
}

/* The date behind has been read, so only its form is looked at: CCYYMMDD or CCYY-MM-DDT. */
peds_icsr_instant
peds_icsr_read_instant(const peds_icsr_value *v)
{
	peds_icsr_instant result = {false, 0, 0};
	peds_icsr_day day;
	const char *p;
	const char *end;
	int			part[3] = {0, 0, 0};
	int			parts = 0;
	int			hours = 0;
	int			minutes = 0;
	int			sign = 0;

	if (!peds_icsr_read_date(v, &day) || day.earliest != day.latest)
		return result;
	end = v->text + v->length;
	p = v->text + (v->text[4] == '-' ? 11 : 8);
	if (p >= end)
		return result;
	while (parts < 3 && two_digits(&p, end, &part[parts]))
	{
		parts++;
		skip(&p, end, ':');
	}
	if (parts == 0)
		return result;
	while (p < end && *p != '+' && *p != '-' && *p != 'Z')
		p++;
	if (p == end)
		return result;
	if (*p != 'Z')
	{
		sign = *p == '+' ? 1 : -1;
		p++;
		if (!two_digits(&p, end, &hours))
			return result;
		skip(&p, end, ':');
		(void) two_digits(&p, end, &minutes);
	}
	result.known = true;
	result.earliest = day.earliest * 86400 + part[0] * 3600 + part[1] * 60 + part[2] -
		sign * (hours * 3600 + minutes * 60);
	result.latest = result.earliest + (parts == 1 ? 3599 : parts == 2 ? 59 : 0);
	return result;
}

/* ------------------------------------------------------------------ facts */

peds_icsr_bands
peds_icsr_bands_of(const peds_icsr_check *c, const peds_icsr_age *age)
{
	const peds_age_cuts *cuts = &c->rules->cuts;
	peds_age_band hull = peds_icsr_age_band(age, cuts);
	peds_icsr_bands bands = {hull != PEDS_BAND_UNKNOWN, 0, 0};

	if (hull == PEDS_BAND_BEFORE_BIRTH)
		bands.least = bands.greatest = -1;
	for (int i = 0; i < cuts->n; i++)
	{
		if (peds_band_lower(cuts->band[i]) == peds_band_lower(hull))
			bands.least = i;
		if (peds_band_upper(cuts->band[i]) == peds_band_upper(hull))
			bands.greatest = i;
	}
	return bands;
}

static peds_status
visit_parent(void *context, const char *id, peds_icsr_kind kind, const int *index, int depth,
			 const peds_icsr_value *value)
{
	(void) kind;
	(void) index;
	(void) depth;
	if (peds_icsr_has(value) && strncmp(id, "D.10.", 5) == 0)
		*(bool *) context = true;
	return PEDS_OK;
}

void
peds_icsr_facts(peds_icsr_check *c)
{
	const peds_icsr *icsr = c->icsr;
	peds_icsr_age age;

	peds_icsr_age_of(icsr, &age);
	c->age = peds_icsr_bands_of(c, &age);
	c->by_dates = age.basis == PEDS_ICSR_AGE_DATES ? c->age : (peds_icsr_bands) {false, 0, 0};

	peds_icsr_read_date(&icsr->birth, &c->birth);
	c->onset.known = age.basis == PEDS_ICSR_AGE_DATES || peds_icsr_first_onset(icsr, &age.onset);
	if (c->onset.known)
	{
		c->onset.date = age.onset.date;
		c->onset.earliest = age.onset.earliest;
		c->onset.latest = age.onset.latest;
	}

	c->parent = false;
	(void) peds_icsr_visit(icsr, visit_parent, &c->parent);
	c->foetal = peds_icsr_is(&icsr->age_group, "0") || peds_icsr_has(&icsr->foetal_age);
	c->concepts_known = false;
}

bool
peds_icsr_says(peds_icsr_check *c, uint32_t concepts)
{
	if (!c->concepts_known)
	{
		c->concepts = peds_icsr_concepts(c->icsr);
		c->concepts_known = true;
	}
	return (c->concepts & concepts) != 0;
}
