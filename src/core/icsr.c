/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr.c
 *		The elements of a case as tables, and a walk over a case.
 */
#include "icsr.h"

#include <string.h>

#define LENGTH(a)	((int) (sizeof(a) / sizeof((a)[0])))

/* The lists of the header as tables; CURRENT is the struct that they describe. */
#define ELEMENT(id_, member, kind_) {id_, offsetof(CURRENT, member), PEDS_ICSR_##kind_},

#define CURRENT peds_icsr_reaction
static const peds_icsr_element reaction_element[] = {PEDS_ICSR_REACTION_ELEMENTS(ELEMENT)};
#undef CURRENT
#define CURRENT peds_icsr_dose
static const peds_icsr_element dose_element[] = {PEDS_ICSR_DOSE_ELEMENTS(ELEMENT)};
#undef CURRENT
#define CURRENT peds_icsr_substance
static const peds_icsr_element substance_element[] = {PEDS_ICSR_SUBSTANCE_ELEMENTS(ELEMENT)};
#undef CURRENT
#define CURRENT peds_icsr_indication
static const peds_icsr_element indication_element[] = {PEDS_ICSR_INDICATION_ELEMENTS(ELEMENT)};
#undef CURRENT
#define CURRENT peds_icsr_drug
static const peds_icsr_element drug_element[] = {PEDS_ICSR_DRUG_ELEMENTS(ELEMENT)};
#undef CURRENT
#define CURRENT peds_icsr_history
static const peds_icsr_element history_element[] = {PEDS_ICSR_HISTORY_ELEMENTS(ELEMENT, "D.7.1.r")};
static const peds_icsr_element parent_history_element[] = {PEDS_ICSR_HISTORY_ELEMENTS(ELEMENT, "D.10.7.1.r")};
#undef CURRENT
#define CURRENT peds_icsr_past_drug
static const peds_icsr_element past_drug_element[] = {PEDS_ICSR_PAST_DRUG_ELEMENTS(ELEMENT, "D.8.r")};
static const peds_icsr_element parent_past_drug_element[] = {PEDS_ICSR_PAST_DRUG_ELEMENTS(ELEMENT, "D.10.8.r")};
#undef CURRENT
#define CURRENT peds_icsr_cause
static const peds_icsr_element death_cause_element[] = {PEDS_ICSR_CAUSE_ELEMENTS(ELEMENT, "D.9.2.r")};
static const peds_icsr_element autopsy_cause_element[] = {PEDS_ICSR_CAUSE_ELEMENTS(ELEMENT, "D.9.4.r")};
#undef CURRENT
#define CURRENT peds_icsr_test
static const peds_icsr_element test_element[] = {PEDS_ICSR_TEST_ELEMENTS(ELEMENT)};
#undef CURRENT
#define CURRENT peds_icsr_diagnosis
static const peds_icsr_element diagnosis_element[] = {PEDS_ICSR_DIAGNOSIS_ELEMENTS(ELEMENT)};
#undef CURRENT
#define CURRENT peds_icsr_summary
static const peds_icsr_element summary_element[] = {PEDS_ICSR_SUMMARY_ELEMENTS(ELEMENT)};
#undef CURRENT
#define CURRENT peds_icsr
static const peds_icsr_element case_element[] = {PEDS_ICSR_CASE_ELEMENTS(ELEMENT)};
#undef CURRENT

#define GROUP(id_, parent, member, type, elements) \
	{id_, offsetof(parent, member), sizeof(type), elements, LENGTH(elements), NULL, 0}
#define VALUES(id_, parent, member) \
	{id_, offsetof(parent, member), sizeof(peds_icsr_value), NULL, 0, NULL, 0}

static const peds_icsr_group drug_group[] = {
	GROUP("G.k.2.3.r", peds_icsr_drug, substances, peds_icsr_substance, substance_element),
	GROUP("G.k.4.r", peds_icsr_drug, doses, peds_icsr_dose, dose_element),
	GROUP("G.k.7.r", peds_icsr_drug, indications, peds_icsr_indication, indication_element),
	VALUES("G.k.10.r", peds_icsr_drug, additional),
};

static const peds_icsr_group case_group[] = {
	VALUES("C.1.10.r", peds_icsr, linked),
	GROUP("D.7.1.r", peds_icsr, history, peds_icsr_history, history_element),
	GROUP("D.8.r", peds_icsr, past_drugs, peds_icsr_past_drug, past_drug_element),
	GROUP("D.9.2.r", peds_icsr, death_causes, peds_icsr_cause, death_cause_element),
	GROUP("D.9.4.r", peds_icsr, autopsy_causes, peds_icsr_cause, autopsy_cause_element),
	GROUP("D.10.7.1.r", peds_icsr, parent_history, peds_icsr_history, parent_history_element),
	GROUP("D.10.8.r", peds_icsr, parent_past_drugs, peds_icsr_past_drug, parent_past_drug_element),
	GROUP("E.i", peds_icsr, reactions, peds_icsr_reaction, reaction_element),
	GROUP("F.r", peds_icsr, tests, peds_icsr_test, test_element),
	{"G.k", offsetof(peds_icsr, drugs), sizeof(peds_icsr_drug), drug_element, LENGTH(drug_element),
	drug_group, LENGTH(drug_group)},
	GROUP("H.3.r", peds_icsr, diagnoses, peds_icsr_diagnosis, diagnosis_element),
	GROUP("H.5.r", peds_icsr, summaries, peds_icsr_summary, summary_element),
};

const peds_icsr_group peds_icsr_case =
{NULL, 0, sizeof(peds_icsr), case_element, LENGTH(case_element), case_group, LENGTH(case_group)};

#define DEPTH_MAX 2				/* G.k, G.k.4.r */

static peds_status
visit_item(const peds_icsr_group *level, const char *base, int *index, int depth,
		   peds_icsr_visitor visit, void *context)
{
	peds_status status;

	for (int i = 0; i < level->nelements; i++)
	{
		const peds_icsr_element *e = &level->element[i];
		const peds_icsr_value *v = (const peds_icsr_value *) (base + e->offset);

		if (v->state != PEDS_ICSR_ABSENT &&
			(status = visit(context, e->id, e->kind, index, depth, v)) != PEDS_OK)
			return status;
	}
	for (int g = 0; g < level->ngroups; g++)
	{
		const peds_icsr_group *group = &level->group[g];
		const peds_icsr_list *list = (const peds_icsr_list *) (base + group->offset);

		for (int i = 0; i < list->n; i++)
		{
			const char *item = (const char *) list->item + (size_t) i * group->size;

			index[depth] = i;
			if (group->nelements > 0)
				status = visit_item(group, item, index, depth + 1, visit, context);
			else if (((const peds_icsr_value *) item)->state != PEDS_ICSR_ABSENT)
				status = visit(context, group->id, PEDS_ICSR_CODE, index, depth + 1,
							   (const peds_icsr_value *) item);
			else
				status = PEDS_OK;
			if (status != PEDS_OK)
				return status;
		}
	}
	return PEDS_OK;
}

peds_status
peds_icsr_visit(const peds_icsr *icsr, peds_icsr_visitor visit, void *context)
{
	int			index[DEPTH_MAX];

	return visit_item(&peds_icsr_case, (const char *) icsr, index, 0, visit, context);
}

static bool
same(const peds_icsr_value *v, const char *text)
{
	size_t		length = strlen(text);

	return (size_t) v->length == length && memcmp(v->text, text, length) == 0;
}

bool
peds_icsr_is(const peds_icsr_value *v, const char *text)
{
	return v->state == PEDS_ICSR_VALUE && same(v, text);
}

bool
peds_icsr_is_flavor(const peds_icsr_value *v, const char *flavor)
{
	return v->state == PEDS_ICSR_NULL_FLAVOR && same(v, flavor);
}
