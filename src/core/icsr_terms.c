/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_terms.c
 *		Terms in the texts of a case.
 *
 * The list is ours, of common wording [reading]; no coded term is looked at.
 */
#include "icsr_terms.h"

#include <string.h>

static const peds_icsr_term term[] = {
	{PEDS_CONCEPT_PREGNANCY_LOSS, "abortion spontaneous"},
	{PEDS_CONCEPT_GESTATIONAL_AGE, "born at term"},
	{PEDS_CONCEPT_BIRTH_WEIGHT, "birth weight"},
	{PEDS_CONCEPT_BIRTH_WEIGHT, "birthweight"},
	{PEDS_CONCEPT_CONGENITAL, "birth defect"},
	{PEDS_CONCEPT_FEEDING, "bottle-fed"},
	{PEDS_CONCEPT_FEEDING, "bottle fed"},
	{PEDS_CONCEPT_FEEDING, "breast fe"},
	{PEDS_CONCEPT_FEEDING, "breast-fe"},
	{PEDS_CONCEPT_FEEDING, "breastfe"},
	{PEDS_CONCEPT_FEEDING, "breast milk"},
	{PEDS_CONCEPT_CONGENITAL, "congenital"},
	{PEDS_CONCEPT_DEVELOPMENT, "development"},
	{PEDS_CONCEPT_PREGNANCY_LOSS, "early abortion"},
	{PEDS_CONCEPT_FEEDING, "feeding"},
	{PEDS_CONCEPT_PREGNANCY_LOSS, "fetal death"},
	{PEDS_CONCEPT_PREGNANCY_LOSS, "foetal death"},
	{PEDS_CONCEPT_FEEDING, "formula fe"},
	{PEDS_CONCEPT_FEEDING, "formula milk"},
	{PEDS_CONCEPT_FEEDING, "formula-fe"},
	{PEDS_CONCEPT_GESTATIONAL_AGE, "full term"},
	{PEDS_CONCEPT_GESTATIONAL_AGE, "full-term"},
	{PEDS_CONCEPT_GESTATIONAL_AGE, "gestation"},
	{PEDS_CONCEPT_DEVELOPMENT, "growth retard"},
	{PEDS_CONCEPT_VACCINES, "immunisation"},
	{PEDS_CONCEPT_VACCINES, "immunization"},
	{PEDS_CONCEPT_PREGNANCY_LOSS, "intrauterine death"},
	{PEDS_CONCEPT_CONGENITAL, "malformation"},
	{PEDS_CONCEPT_MATERNAL_DRUGS, "maternal drug"},
	{PEDS_CONCEPT_MATERNAL_DRUGS, "maternal exposure"},
	{PEDS_CONCEPT_MATERNAL_DRUGS, "maternal medic"},
	{PEDS_CONCEPT_MATERNAL_DRUGS, "maternal use"},
	{PEDS_CONCEPT_PUBERTY, "menarche"},
	{PEDS_CONCEPT_MILESTONES, "milestone"},
	{PEDS_CONCEPT_PREGNANCY_LOSS, "miscarriage"},
	{PEDS_CONCEPT_MATERNAL_DRUGS, "mother received"},
	{PEDS_CONCEPT_MATERNAL_DRUGS, "mother took"},
	{PEDS_CONCEPT_MATERNAL_DRUGS, "mother was treated"},
	{PEDS_CONCEPT_MILESTONES, "motor skill"},
	{PEDS_CONCEPT_GESTATIONAL_AGE, "premature birth"},
	{PEDS_CONCEPT_GESTATIONAL_AGE, "prematurely"},
	{PEDS_CONCEPT_GESTATIONAL_AGE, "prematurity"},
	{PEDS_CONCEPT_GESTATIONAL_AGE, "premature baby"},
	{PEDS_CONCEPT_GESTATIONAL_AGE, "premature infant"},
	{PEDS_CONCEPT_GESTATIONAL_AGE, "preterm"},
	{PEDS_CONCEPT_GESTATIONAL_AGE, "pre-term"},
	{PEDS_CONCEPT_MILESTONES, "psychomotor"},
	{PEDS_CONCEPT_PUBERTY, "pubert"},
	{PEDS_CONCEPT_PUBERTY, "pubescen"},
	{PEDS_CONCEPT_PREGNANCY_LOSS, "spontaneous abortion"},
	{PEDS_CONCEPT_PREGNANCY_LOSS, "still birth"},
	{PEDS_CONCEPT_PREGNANCY_LOSS, "stillb"},
	{PEDS_CONCEPT_PUBERTY, "tanner"},
	{PEDS_CONCEPT_VACCINES, "vaccin"},
	{PEDS_CONCEPT_BIRTH_WEIGHT, "weight at birth"},
	{PEDS_CONCEPT_GESTATIONAL_AGE, "weeks' gestation"},
	{PEDS_CONCEPT_BIRTH_WEIGHT, "weighed at birth"},
	{PEDS_CONCEPT_FEEDING, "人工喂养"},
	{PEDS_CONCEPT_BIRTH_WEIGHT, "出生体重"},
	{PEDS_CONCEPT_BIRTH_WEIGHT, "出生时体重"},
	{PEDS_CONCEPT_CONGENITAL, "先天"},
	{PEDS_CONCEPT_DEVELOPMENT, "发育"},
	{PEDS_CONCEPT_FEEDING, "喂养"},
	{PEDS_CONCEPT_GESTATIONAL_AGE, "孕周"},
	{PEDS_CONCEPT_MATERNAL_DRUGS, "孕期用药"},
	{PEDS_CONCEPT_VACCINES, "接种"},
	{PEDS_CONCEPT_GESTATIONAL_AGE, "早产"},
	{PEDS_CONCEPT_FEEDING, "母乳"},
	{PEDS_CONCEPT_MATERNAL_DRUGS, "母亲服用"},
	{PEDS_CONCEPT_MATERNAL_DRUGS, "母亲用药"},
	{PEDS_CONCEPT_PREGNANCY_LOSS, "死产"},
	{PEDS_CONCEPT_PREGNANCY_LOSS, "死胎"},
	{PEDS_CONCEPT_PREGNANCY_LOSS, "流产"},
	{PEDS_CONCEPT_VACCINES, "疫苗"},
	{PEDS_CONCEPT_CONGENITAL, "畸形"},
	{PEDS_CONCEPT_GESTATIONAL_AGE, "胎龄"},
	{PEDS_CONCEPT_GESTATIONAL_AGE, "足月"},
	{PEDS_CONCEPT_MILESTONES, "运动里程碑"},
	{PEDS_CONCEPT_MILESTONES, "里程碑"},
	{PEDS_CONCEPT_PUBERTY, "青春期"},
};

#define TERMS	((int) (sizeof(term) / sizeof(term[0])))

int
peds_icsr_term_count(void)
{
	return TERMS;
}

const peds_icsr_term *
peds_icsr_term_get(int i)
{
	return &term[i];
}

static inline unsigned char
lower(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static bool
begins(const char *text, int length, const char *what)
{
	int			i = 0;

	while (what[i] != '\0' && i < length && lower((unsigned char) text[i]) == (unsigned char) what[i])
		i++;
	return what[i] == '\0';
}

uint32_t
peds_icsr_concepts_of(const char *text, int length)
{
	uint32_t	found = 0;
	uint32_t	first_bytes[8] = {0};
	bool		in_word = false;

	for (int t = 0; t < TERMS; t++)
	{
		unsigned char c = (unsigned char) term[t].text[0];

		first_bytes[c >> 5] |= UINT32_C(1) << (c & 31);
	}
	for (int i = 0; i < length; i++)
	{
		unsigned char c = lower((unsigned char) text[i]);
		bool		letter = c >= 'a' && c <= 'z';

		if (!(letter && in_word) && (first_bytes[c >> 5] >> (c & 31) & 1) != 0)
			for (int t = 0; t < TERMS; t++)
				if ((unsigned char) term[t].text[0] == c && (found >> term[t].concept & 1) == 0 &&
					begins(text + i, length - i, term[t].text))
					found |= UINT32_C(1) << term[t].concept;
		in_word = letter;
	}
	return found;
}

static uint32_t
of(const peds_icsr_value *v)
{
	return peds_icsr_has(v) ? peds_icsr_concepts_of(v->text, v->length) : 0;
}

static uint32_t
of_history(const peds_icsr_list *list)
{
	uint32_t	found = 0;

	for (int i = 0; i < list->n; i++)
		found |= of(&PEDS_ICSR_ITEM(peds_icsr_history, *list, i)->comments);
	return found;
}

static uint32_t
of_past_drugs(const peds_icsr_list *list)
{
	uint32_t	found = 0;

	for (int i = 0; i < list->n; i++)
		found |= of(&PEDS_ICSR_ITEM(peds_icsr_past_drug, *list, i)->name);
	return found;
}

uint32_t
peds_icsr_concepts(const peds_icsr *icsr)
{
	uint32_t	found = of(&icsr->history_text) | of(&icsr->parent_history_text) |
		of(&icsr->narrative) | of(&icsr->reporter_comments) | of(&icsr->sender_comments);

	found |= of_history(&icsr->history) | of_history(&icsr->parent_history);
	found |= of_past_drugs(&icsr->past_drugs) | of_past_drugs(&icsr->parent_past_drugs);
	for (int i = 0; i < icsr->tests.n; i++)
	{
		const peds_icsr_test *test = PEDS_ICSR_ITEM(peds_icsr_test, icsr->tests, i);

		found |= of(&test->name) | of(&test->result_text) | of(&test->comments);
	}
	for (int i = 0; i < icsr->summaries.n; i++)
		found |= of(&PEDS_ICSR_ITEM(peds_icsr_summary, icsr->summaries, i)->text);
	return found;
}
