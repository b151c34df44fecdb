/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_completeness_drug.c
 *		What a suspect drug of a case lacks.
 */
#include "icsr_completeness_parts.h"

#include <string.h>

/* Of several records the best counts: incomplete before text only before the rest. */
typedef struct best
{
	bool		incomplete;
	bool		text;
	const peds_icsr_value *flavor;
} best;

static void
note_flavor(best *b, const peds_icsr_value *v)
{
	if (b->flavor == NULL && v->state == PEDS_ICSR_NULL_FLAVOR)
		b->flavor = v;
}

static bool
lacks_best(peds_icsr_asking *c, const best *b)
{
	if (b->incomplete)
		return peds_icsr_lacks(c, PEDS_LACK_INCOMPLETE);
	if (b->text)
		return peds_icsr_lacks(c, PEDS_LACK_TEXT_ONLY);
	return b->flavor != NULL ? PEDS_LACKS_VALUES(c, b->flavor) : peds_icsr_lacks(c, PEDS_LACK_ABSENT);
}

/* A number and its unit, or only one of them. */
static bool
has_pair(best *b, const peds_icsr_value *number, const peds_icsr_value *unit)
{
	if (peds_icsr_is_positive(number) && peds_icsr_has(unit))
		return PEDS_HAS;
	b->incomplete |= peds_icsr_has(number) || peds_icsr_has(unit);
	note_flavor(b, number);
	note_flavor(b, unit);
	return false;
}

static bool
has_indication(peds_icsr_asking *c)
{
	best		b = {false};

	for (int i = 0; i < c->drug->indications.n; i++)
	{
		const peds_icsr_indication *v = PEDS_ICSR_ITEM(peds_icsr_indication, c->drug->indications, i);

		if (peds_icsr_has(&v->reported) || peds_icsr_has(&v->meddra))
			return PEDS_HAS;
		note_flavor(&b, &v->reported);
		note_flavor(&b, &v->meddra);
	}
	return lacks_best(c, &b);
}

static bool
has_strength(peds_icsr_asking *c)
{
	best		b = {false};

	for (int i = 0; i < c->drug->substances.n; i++)
	{
		const peds_icsr_substance *v = PEDS_ICSR_ITEM(peds_icsr_substance, c->drug->substances, i);

		if (has_pair(&b, &v->strength, &v->strength_unit))
			return PEDS_HAS;
	}
	return lacks_best(c, &b);
}

/* Is it in one of the records of the dose? */
static bool
has_in_dose(peds_icsr_asking *c, bool (*has) (best *b, const peds_icsr_dose *dose))
{
	best		b = {false};

	for (int i = 0; i < c->drug->doses.n; i++)
		if (has(&b, PEDS_ICSR_ITEM(peds_icsr_dose, c->drug->doses, i)))
			return PEDS_HAS;
	return lacks_best(c, &b);
}

static bool
form_of(best *b, const peds_icsr_dose *dose)
{
	note_flavor(b, &dose->form);
	note_flavor(b, &dose->form_term);
	return peds_icsr_has(&dose->form) || peds_icsr_has(&dose->form_term);
}

static bool
dose_of(best *b, const peds_icsr_dose *dose)
{
	b->text |= peds_icsr_has(&dose->dosage_text);
	return has_pair(b, &dose->dose, &dose->dose_unit);
}

static bool
frequency_of(best *b, const peds_icsr_dose *dose)
{
	b->text |= peds_icsr_has(&dose->dosage_text);
	return has_pair(b, &dose->units_in_interval, &dose->interval_unit);
}

/* Start and end, to the day; a duration stands for one of them. */
static bool
period_of(best *b, const peds_icsr_dose *dose)
{
	bool		duration = peds_icsr_is_positive(&dose->duration) && peds_icsr_has(&dose->duration_unit);

	if (peds_icsr_is_day(&dose->start) + peds_icsr_is_day(&dose->end) + duration >= 2)
		return PEDS_HAS;
	b->text |= peds_icsr_has(&dose->dosage_text);
	b->incomplete |= peds_icsr_has(&dose->start) || peds_icsr_has(&dose->end) || peds_icsr_has(&dose->duration);
	note_flavor(b, &dose->start);
	note_flavor(b, &dose->end);
	return false;
}

static bool
has_form(peds_icsr_asking *c)
{
	return has_in_dose(c, form_of);
}

static bool
has_dose(peds_icsr_asking *c)
{
	return has_in_dose(c, dose_of);
}

static bool
has_frequency(peds_icsr_asking *c)
{
	return has_in_dose(c, frequency_of);
}

static bool
has_period(peds_icsr_asking *c)
{
	return has_in_dose(c, period_of);
}

/* A dose per weight, as in mg/kg. */
static bool
is_per_kg(const peds_icsr_value *unit)
{
	for (int i = 0; i + 2 < unit->length; i++)
		if (memcmp(unit->text + i, "/kg", 3) == 0)
			return true;
	return false;
}

static bool
dose_per_kg_of(best *b, const peds_icsr_dose *dose)
{
	return dose_of(b, dose) && is_per_kg(&dose->dose_unit);
}

static bool
has_dose_per_kg(peds_icsr_asking *c)
{
	if (has_in_dose(c, dose_per_kg_of))
		return PEDS_HAS;
	if (!has_in_dose(c, dose_of))
		return false;
	return peds_icsr_is_positive(&c->icsr->weight) ? PEDS_HAS : peds_icsr_lacks(c, PEDS_LACK_INCOMPLETE);
}

const peds_icsr_asker peds_icsr_drug_asker[PEDS_ASKED_COUNT] = {
	[PEDS_ASKED_INDICATION] = has_indication,
	[PEDS_ASKED_FORM] = has_form,
	[PEDS_ASKED_STRENGTH] = has_strength,
	[PEDS_ASKED_DOSE] = has_dose,
	[PEDS_ASKED_FREQUENCY] = has_frequency,
	[PEDS_ASKED_PERIOD] = has_period,
	[PEDS_ASKED_DOSE_PER_KG] = has_dose_per_kg
};
