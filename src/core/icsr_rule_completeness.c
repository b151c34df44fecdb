/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_rule_completeness.c
 *		What a paediatric case lacks: of newborns (R24), below 2 years (R26), at
 *		all (R30).
 *
 * The weights of a score have no source, so there is none: what is missing is
 * listed.
 */
#include "icsr_rule_parts.h"

#define ITEM(i)	(UINT32_C(1) << PEDS_ITEM_##i)

void
peds_icsr_r24(peds_icsr_check *c)
{
	uint32_t	missing = 0;

	if (c->foetal || !peds_icsr_surely_within(&c->age, PEDS_CUT_28D))
		return;
	if (!peds_icsr_says(c, PEDS_CONCEPTS_OF_TERM))
		missing |= ITEM(GESTATION);
	if (!peds_icsr_says(c, PEDS_CONCEPT_BIRTH_WEIGHT))
		missing |= ITEM(BIRTH_WEIGHT);
	if (missing != 0)
		peds_icsr_find_items(c, PEDS_SAY_NEWBORN, PEDS_AT("D.7.1.r"), missing);
}

static bool
any_name(const peds_icsr_list *past_drugs)
{
	for (int r = 0; r < past_drugs->n; r++)
		if (peds_icsr_has(&PEDS_ICSR_ITEM(peds_icsr_past_drug, *past_drugs, r)->name))
			return true;
	return false;
}

void
peds_icsr_r26(peds_icsr_check *c)
{
	uint32_t	missing = 0;

	if (c->foetal || !peds_icsr_surely_within(&c->age, PEDS_CUT_2Y))
		return;
	if (!peds_icsr_says(c, PEDS_CONCEPT_VACCINES))
		missing |= ITEM(VACCINES);
	if (!peds_icsr_says(c, PEDS_CONCEPT_FEEDING))
		missing |= ITEM(FEEDING);
	if (!any_name(&c->icsr->parent_past_drugs) && !peds_icsr_says(c, PEDS_CONCEPT_MATERNAL_DRUGS))
		missing |= ITEM(MATERNAL_DRUGS);
	if (missing != 0)
		peds_icsr_find_items(c, PEDS_SAY_HISTORY, PEDS_AT("D.7.2"), missing);
}

/* ------------------------------------------------------------------ R30 */

/* Outcomes after which nothing has to follow: recovered, with sequelae, fatal. */
static bool
is_final(const peds_icsr_value *outcome)
{
	return peds_icsr_is(outcome, "1") || peds_icsr_is(outcome, "4") || peds_icsr_is(outcome, "5");
}

static uint32_t
missing_of_reactions(const peds_icsr *icsr)
{
	uint32_t	missing = 0;
	bool		open = icsr->reactions.n == 0;
	peds_icsr_day first;
	peds_icsr_day recent;

	if (icsr->reactions.n == 0)
		missing |= ITEM(ONSET) | ITEM(OUTCOME);
	for (int i = 0; i < icsr->reactions.n; i++)
	{
		const peds_icsr_reaction *reaction = PEDS_ICSR_ITEM(peds_icsr_reaction, icsr->reactions, i);

		if (!peds_icsr_has(&reaction->start))
			missing |= ITEM(ONSET);
		if (!peds_icsr_has(&reaction->outcome) || peds_icsr_is(&reaction->outcome, "0"))
			missing |= ITEM(OUTCOME);
		open |= !is_final(&reaction->outcome);
	}
	/* not ended, and nothing has been heard since the first report */
	if (open && !(peds_icsr_read_date(&icsr->first_received, &first) && peds_icsr_read_date(&icsr->most_recent, &recent) &&
				  recent.earliest > first.latest))
		missing |= ITEM(FOLLOW_UP);
	return missing;
}

/* Of each suspect drug: a dose that can be told per kg, and a dosage form. */
static uint32_t
missing_of_drugs(const peds_icsr *icsr)
{
	uint32_t	missing = 0;
	bool		any = false;

	for (int k = 0; k < icsr->drugs.n; k++)
	{
		const peds_icsr_drug *drug = PEDS_ICSR_ITEM(peds_icsr_drug, icsr->drugs, k);
		bool		dose = false;
		bool		form = false;

		if (!peds_icsr_suspect(drug))
			continue;
		any = true;
		for (int r = 0; r < drug->doses.n; r++)
		{
			const peds_icsr_dose *d = PEDS_ICSR_ITEM(peds_icsr_dose, drug->doses, r);

			dose |= peds_icsr_has(&d->dose) && peds_icsr_has(&d->dose_unit) &&
				(peds_icsr_has(&icsr->weight) || peds_icsr_by_weight(&d->dose_unit));
			form |= peds_icsr_has(&d->form) || peds_icsr_has(&d->form_term);
		}
		if (!dose)
			missing |= ITEM(DOSE_PER_KG);
		if (!form)
			missing |= ITEM(FORM);
	}
	return any ? missing : ITEM(DOSE_PER_KG) | ITEM(FORM);
}

void
peds_icsr_r30(peds_icsr_check *c)
{
	const peds_icsr *icsr = c->icsr;
	uint32_t	missing = 0;

	if (peds_icsr_surely_from(&c->age, PEDS_CUT_18Y))
		return;
	if (!peds_icsr_has(&icsr->birth) && !(peds_icsr_has(&icsr->age) && peds_icsr_has(&icsr->age_unit)))
		missing |= ITEM(AGE);
	if (!peds_icsr_has(&icsr->sex))
		missing |= ITEM(SEX);
	if (!peds_icsr_has(&icsr->weight))
		missing |= ITEM(WEIGHT);
	if (peds_icsr_surely_below(&c->age, PEDS_CUT_2Y) && !c->foetal && !peds_icsr_says(c, PEDS_CONCEPTS_OF_TERM))
		missing |= ITEM(GESTATION);
	if (!peds_icsr_says(c, PEDS_CONCEPT_DEVELOPMENT | PEDS_CONCEPT_PUBERTY | PEDS_CONCEPT_MILESTONES))
		missing |= ITEM(DEVELOPMENT);
	missing |= missing_of_reactions(icsr) | missing_of_drugs(icsr);
	if (missing != 0)
		peds_icsr_find_items(c, PEDS_SAY_MISSING, PEDS_AT("D"), missing);
}
