/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_rule_parent.c
 *		Reports of a parent's child: who is described (R16, R17), which report it
 *		belongs to (R18, R19), and the parent's exposure (R20).
 */
#include "icsr_rule_parts.h"

static bool
has_parent_route(const peds_icsr_drug *drug)
{
	for (int r = 0; r < drug->doses.n; r++)
	{
		const peds_icsr_dose *dose = PEDS_ICSR_ITEM(peds_icsr_dose, drug->doses, r);

		if (peds_icsr_has(&dose->parent_route) || peds_icsr_has(&dose->parent_route_term))
			return true;
	}
	return false;
}

/* G.k.10.r = 3: the father took it. */
static bool
is_fathers(const peds_icsr_drug *drug)
{
	for (int r = 0; r < drug->additional.n; r++)
		if (peds_icsr_is(PEDS_ICSR_ITEM(peds_icsr_value, drug->additional, r), "3"))
			return true;
	return false;
}

/* Does anything say that the child was exposed by a parent? */
static bool
is_exposed_by_parent(const peds_icsr *icsr)
{
	if (peds_icsr_has(&icsr->parent_last_period) || peds_icsr_has(&icsr->foetal_age) || peds_icsr_is(&icsr->age_group, "0"))
		return true;
	for (int k = 0; k < icsr->drugs.n; k++)
	{
		const peds_icsr_drug *drug = PEDS_ICSR_ITEM(peds_icsr_drug, icsr->drugs, k);

		if (has_parent_route(drug) || peds_icsr_has(&drug->gestation) || is_fathers(drug))
			return true;
	}
	return false;
}

void
peds_icsr_r16(peds_icsr_check *c)
{
	const peds_icsr *icsr = c->icsr;
	peds_icsr_day parent;

	if (!c->parent)
		return;
	if (icsr->parent_sex.state == PEDS_ICSR_ABSENT)
		peds_icsr_find_plain(c, PEDS_SAY_NO_PARENT_SEX, PEDS_AT("D.10.6"));
	if (peds_icsr_read_date(&icsr->parent_birth, &parent) && c->birth.known && parent.earliest >= c->birth.latest)
		peds_icsr_find(c, PEDS_SAY_PARENT_YOUNGER, PEDS_AT("D.10.2.1"), peds_word_day(&parent), peds_word_day(&c->birth));
	if (peds_icsr_surely_from(&c->age, PEDS_CUT_18Y) && !is_exposed_by_parent(icsr))
		peds_icsr_find_plain(c, PEDS_SAY_PARENT_OF_ADULT, PEDS_AT("D.10"));
}

void
peds_icsr_r17(peds_icsr_check *c)
{
	const peds_icsr_value *age = &c->icsr->parent_age;
	const peds_icsr_value *age_unit = &c->icsr->parent_age_unit;
	peds_icsr_number number;
	peds_icsr_unit unit;

	if (peds_icsr_has(&c->icsr->parent_birth) && peds_icsr_has(age))
		peds_icsr_find(c, PEDS_SAY_PARENT_TWICE, PEDS_AT("D.10.2.2a"), peds_word(&c->icsr->parent_birth), peds_word(age));
	if (peds_icsr_has(age) && !peds_icsr_has(age_unit))
		peds_icsr_find(c, PEDS_SAY_PAIR, PEDS_AT("D.10.2.2b"),
					   peds_word_text("D.10.2.2a"), peds_word(age), peds_word_text("D.10.2.2b"));
	if (peds_icsr_has(age_unit) && !peds_icsr_has(age))
		peds_icsr_find(c, PEDS_SAY_PAIR, PEDS_AT("D.10.2.2a"),
					   peds_word_text("D.10.2.2b"), peds_word(age_unit), peds_word_text("D.10.2.2a"));
	if (peds_icsr_has(age) && !(peds_icsr_read_number(age, &number) && number.digits <= 3))
		peds_icsr_find(c, PEDS_SAY_NOT_NUMBER, PEDS_AT("D.10.2.2a"), peds_word(age), peds_word_text("3"));
	if (peds_icsr_has(age_unit) &&
		!(peds_icsr_read_unit(age_unit, &unit) && (unit == PEDS_UNIT_YEAR || unit == PEDS_UNIT_DECADE)))
		peds_icsr_find(c, PEDS_SAY_NOT_ONE_OF, PEDS_AT("D.10.2.2b"), peds_word(age_unit), peds_word_text("a, {decade}"));
}

void
peds_icsr_r18(peds_icsr_check *c)
{
	const peds_icsr_list *linked = &c->icsr->linked;

	for (int r = 0; c->parent && r < linked->n; r++)
	{
		const peds_icsr_value *v = PEDS_ICSR_ITEM(peds_icsr_value, *linked, r);

		if (peds_icsr_has(v))
		{
			/* one for all of them */
			peds_icsr_find(c, PEDS_SAY_PARENT_LINKED, PEDS_AT1("C.1.10.r", r), peds_word(v));
			return;
		}
	}
}

static bool
is_loss(const peds_icsr_value *v)
{
	return peds_icsr_has(v) &&
		(peds_icsr_concepts_of(v->text, v->length) & PEDS_CONCEPT_PREGNANCY_LOSS) != 0;
}

void
peds_icsr_r19(peds_icsr_check *c)
{
	const peds_icsr_list *reactions = &c->icsr->reactions;

	if (!c->foetal && !c->parent)
		return;
	for (int i = 0; i < reactions->n; i++)
	{
		const peds_icsr_reaction *reaction = PEDS_ICSR_ITEM(peds_icsr_reaction, *reactions, i);

		if (is_loss(&reaction->reported))
			peds_icsr_find(c, PEDS_SAY_MOTHER_ONLY, PEDS_AT1("E.i.1.2", i), peds_word(&reaction->reported));
		else if (is_loss(&reaction->reported_native))
			peds_icsr_find(c, PEDS_SAY_MOTHER_ONLY, PEDS_AT1("E.i.1.1a", i), peds_word(&reaction->reported_native));
	}
}

void
peds_icsr_r20(peds_icsr_check *c)
{
	const peds_icsr_list *drugs = &c->icsr->drugs;

	for (int k = 0; c->parent && k < drugs->n; k++)
	{
		const peds_icsr_drug *drug = PEDS_ICSR_ITEM(peds_icsr_drug, *drugs, k);

		if (!peds_icsr_suspect(drug))
			continue;
		if (!has_parent_route(drug))
			peds_icsr_find_plain(c, PEDS_SAY_NO_PARENT_ROUTE, PEDS_AT1("G.k.4.r.11", k));
		if (!peds_icsr_has(&drug->gestation) && !is_fathers(drug))
			peds_icsr_find_plain(c, PEDS_SAY_NO_GESTATION, PEDS_AT1("G.k.6a", k));
	}
}
