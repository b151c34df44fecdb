/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_rule_read.c
 *		Values of a case as numbers, units, dates and instants; facts of the case
 *		that several rules need.
 */
#include "icsr_rule_parts.h"

#include <string.h>

#include "reported_age.h"

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
	size_t		position;

	out->known = peds_icsr_has(v) &&
		peds_partial_date_parse(v->text, (size_t) v->length, &out->date, &position) == PEDS_OK;
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

/* ------------------------------------------------------------------ ages */

peds_icsr_age
peds_icsr_age_between(const peds_icsr_check *c, const peds_icsr_day *birth, const peds_icsr_day *at)
{
	const peds_age_cuts *cuts = &c->rules->cuts;
	peds_icsr_age age = {false, 0, 0};

	if (!birth->known || !at->known)
		return age;
	age.known = true;
	if (at->latest < birth->earliest)
		age.least = age.greatest = -1;
	else
	{
		/* pairs with birth after the day do not count */
		age.least = at->earliest < birth->latest ? 0 : peds_band_no(cuts, birth->latest, at->earliest);
		age.greatest = peds_band_no(cuts, birth->earliest, at->latest);
	}
	return age;
}

/* The bands of a hull. */
static peds_icsr_age
age_of_hull(const peds_age_cuts *cuts, peds_age_band hull)
{
	peds_icsr_age age = {true, 0, 0};

	for (int i = 0; i < cuts->n; i++)
	{
		if (peds_band_lower(cuts->band[i]) == peds_band_lower(hull))
			age.least = i;
		if (peds_band_upper(cuts->band[i]) == peds_band_upper(hull))
			age.greatest = i;
	}
	return age;
}

static peds_icsr_age
age_reported(const peds_icsr_check *c)
{
	const peds_icsr *icsr = c->icsr;
	peds_icsr_age age = {false, 0, 0};
	peds_icsr_number number;
	peds_age_band hull;

	if (peds_icsr_read_number(&icsr->age, &number) && peds_icsr_has(&icsr->age_unit) &&
		peds_age_band_reported(&c->rules->cuts, icsr->age.text, (size_t) icsr->age.length,
							   icsr->age_unit.text, (size_t) icsr->age_unit.length, &hull) == PEDS_OK)
		age = age_of_hull(&c->rules->cuts, hull);
	return age;
}

/* The bands that read as the group of D.2.3; a foetus has none. */
static peds_icsr_age
age_by_group(const peds_icsr_check *c)
{
	const peds_age_cuts *cuts = &c->rules->cuts;
	const peds_icsr_value *v = &c->icsr->age_group;
	peds_icsr_age age = {false, 0, 0};
	int			code;

	if (!peds_icsr_has(v) || v->length != 1 || v->text[0] < '0' || v->text[0] > '6')
		return age;
	code = v->text[0] - '0';
	for (int i = 0; i < cuts->n; i++)
		if (peds_e2b_age_group(cuts->band[i]) == code)
		{
			if (!age.known)
				age.least = i;
			age.greatest = i;
			age.known = true;
		}
	return age;
}

/* ------------------------------------------------------------------ facts */

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

	peds_icsr_read_date(&icsr->birth, &c->birth);
	c->onset.known = false;
	for (int i = 0; i < icsr->reactions.n; i++)
	{
		peds_icsr_day day;

		if (!peds_icsr_read_date(&PEDS_ICSR_ITEM(peds_icsr_reaction, icsr->reactions, i)->start, &day))
			continue;
		if (!c->onset.known)
			c->onset = day;
		if (day.earliest < c->onset.earliest)
			c->onset.earliest = day.earliest;
		if (day.latest < c->onset.latest)
			c->onset.latest = day.latest;
	}
	c->by_dates = peds_icsr_age_between(c, &c->birth, &c->onset);
	c->age = c->by_dates;
	if (!c->age.known)
		c->age = age_reported(c);
	if (!c->age.known)
		c->age = age_by_group(c);

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
