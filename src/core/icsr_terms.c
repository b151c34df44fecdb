/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_terms.c
 *		Terms in the texts of a case.
 *
 * The list is ours, of common wording that says little else [reading]; no
 * coded term is looked at, since the dictionary is not ours to carry.
 */
#include "icsr_terms.h"

#include <string.h>

static const peds_icsr_term term[] = {
	{PEDS_CONCEPT_GESTATION, "gestation 2"},
	{PEDS_CONCEPT_GESTATION, "gestation 3"},
	{PEDS_CONCEPT_GESTATION, "gestation 4"},
	{PEDS_CONCEPT_GESTATION, "gestation at"},
	{PEDS_CONCEPT_GESTATION, "gestation of"},
	{PEDS_CONCEPT_GESTATION, "gestation was"},
	{PEDS_CONCEPT_GESTATION, "gestation:"},
	{PEDS_CONCEPT_GESTATION, "gestational age"},
	{PEDS_CONCEPT_GESTATION, "gestational week"},
	{PEDS_CONCEPT_GESTATION, "week gestation"},
	{PEDS_CONCEPT_GESTATION, "week of gestation"},
	{PEDS_CONCEPT_GESTATION, "weeks gestation"},
	{PEDS_CONCEPT_GESTATION, "weeks of gestation"},
	{PEDS_CONCEPT_GESTATION, "weeks' gestation"},
	{PEDS_CONCEPT_GESTATION, "孕周"},
	{PEDS_CONCEPT_GESTATION, "胎龄"},

	{PEDS_CONCEPT_PREMATURITY, "born at term"},
	{PEDS_CONCEPT_PREMATURITY, "born prematurely"},
	{PEDS_CONCEPT_PREMATURITY, "delivered prematurely"},
	{PEDS_CONCEPT_PREMATURITY, "full term"},
	{PEDS_CONCEPT_PREMATURITY, "full-term"},
	{PEDS_CONCEPT_PREMATURITY, "pre-term"},
	{PEDS_CONCEPT_PREMATURITY, "premature bab"},
	{PEDS_CONCEPT_PREMATURITY, "premature birth"},
	{PEDS_CONCEPT_PREMATURITY, "premature deliver"},
	{PEDS_CONCEPT_PREMATURITY, "premature infant"},
	{PEDS_CONCEPT_PREMATURITY, "premature newborn"},
	{PEDS_CONCEPT_PREMATURITY, "premature neonate"},
	{PEDS_CONCEPT_PREMATURITY, "prematurity"},
	{PEDS_CONCEPT_PREMATURITY, "preterm"},
	{PEDS_CONCEPT_PREMATURITY, "term infant"},
	{PEDS_CONCEPT_PREMATURITY, "term neonate"},
	{PEDS_CONCEPT_PREMATURITY, "term newborn"},
	{PEDS_CONCEPT_PREMATURITY, "早产"},
	{PEDS_CONCEPT_PREMATURITY, "足月"},

	{PEDS_CONCEPT_BIRTH_WEIGHT, "birth weight"},
	{PEDS_CONCEPT_BIRTH_WEIGHT, "birthweight"},
	{PEDS_CONCEPT_BIRTH_WEIGHT, "weighed at birth"},
	{PEDS_CONCEPT_BIRTH_WEIGHT, "weight at birth"},
	{PEDS_CONCEPT_BIRTH_WEIGHT, "出生体重"},
	{PEDS_CONCEPT_BIRTH_WEIGHT, "出生时体重"},

	{PEDS_CONCEPT_DEVELOPMENT, "development"},
	{PEDS_CONCEPT_DEVELOPMENT, "growth retard"},
	{PEDS_CONCEPT_DEVELOPMENT | PEDS_CONCEPT_MILESTONES, "neurodevelopment"},
	{PEDS_CONCEPT_DEVELOPMENT, "发育"},

	{PEDS_CONCEPT_PUBERTY, "menarche"},
	{PEDS_CONCEPT_PUBERTY, "prepubert"},
	{PEDS_CONCEPT_PUBERTY, "prepubescen"},
	{PEDS_CONCEPT_PUBERTY, "pubert"},
	{PEDS_CONCEPT_PUBERTY, "pubescen"},
	{PEDS_CONCEPT_PUBERTY, "tanner"},
	{PEDS_CONCEPT_PUBERTY, "初潮"},
	{PEDS_CONCEPT_PUBERTY, "性发育"},
	{PEDS_CONCEPT_PUBERTY, "青春发育"},
	{PEDS_CONCEPT_PUBERTY, "青春期"},

	{PEDS_CONCEPT_MILESTONES, "cognitive development"},
	{PEDS_CONCEPT_MILESTONES, "developmental delay"},
	{PEDS_CONCEPT_MILESTONES, "language development"},
	{PEDS_CONCEPT_MILESTONES, "milestone"},
	{PEDS_CONCEPT_MILESTONES, "motor development"},
	{PEDS_CONCEPT_MILESTONES, "motor skill"},
	{PEDS_CONCEPT_MILESTONES, "psychomotor"},
	{PEDS_CONCEPT_MILESTONES, "发育迟缓"},
	{PEDS_CONCEPT_MILESTONES, "智力发育"},
	{PEDS_CONCEPT_MILESTONES, "认知发育"},
	{PEDS_CONCEPT_MILESTONES, "语言发育"},
	{PEDS_CONCEPT_MILESTONES, "运动发育"},
	{PEDS_CONCEPT_MILESTONES, "里程碑"},

	{PEDS_CONCEPT_VACCINES, "immunisation"},
	{PEDS_CONCEPT_VACCINES, "immunization"},
	{PEDS_CONCEPT_VACCINES, "vaccin"},
	{PEDS_CONCEPT_VACCINES, "接种"},
	{PEDS_CONCEPT_VACCINES, "疫苗"},

	{PEDS_CONCEPT_FEEDING, "bottle fed"},
	{PEDS_CONCEPT_FEEDING, "bottle-fed"},
	{PEDS_CONCEPT_FEEDING, "feeding"},
	{PEDS_CONCEPT_FEEDING, "formula fe"},
	{PEDS_CONCEPT_FEEDING, "formula milk"},
	{PEDS_CONCEPT_FEEDING, "formula-fe"},
	{PEDS_CONCEPT_FEEDING, "喂养"},

	{PEDS_CONCEPT_FEEDING | PEDS_CONCEPT_PARENTAL_EXPOSURE, "breast fe"},
	{PEDS_CONCEPT_FEEDING | PEDS_CONCEPT_PARENTAL_EXPOSURE, "breast milk"},
	{PEDS_CONCEPT_FEEDING | PEDS_CONCEPT_PARENTAL_EXPOSURE, "breast-fe"},
	{PEDS_CONCEPT_FEEDING | PEDS_CONCEPT_PARENTAL_EXPOSURE, "breastfe"},
	{PEDS_CONCEPT_FEEDING | PEDS_CONCEPT_PARENTAL_EXPOSURE, "母乳"},

	{PEDS_CONCEPT_MATERNAL_DRUGS | PEDS_CONCEPT_PARENTAL_EXPOSURE, "maternal drug"},
	{PEDS_CONCEPT_MATERNAL_DRUGS | PEDS_CONCEPT_PARENTAL_EXPOSURE, "maternal exposure"},
	{PEDS_CONCEPT_MATERNAL_DRUGS | PEDS_CONCEPT_PARENTAL_EXPOSURE, "maternal medic"},
	{PEDS_CONCEPT_MATERNAL_DRUGS | PEDS_CONCEPT_PARENTAL_EXPOSURE, "maternal use"},
	{PEDS_CONCEPT_MATERNAL_DRUGS | PEDS_CONCEPT_PARENTAL_EXPOSURE, "mother received"},
	{PEDS_CONCEPT_MATERNAL_DRUGS | PEDS_CONCEPT_PARENTAL_EXPOSURE, "mother took"},
	{PEDS_CONCEPT_MATERNAL_DRUGS | PEDS_CONCEPT_PARENTAL_EXPOSURE, "mother was treated"},
	{PEDS_CONCEPT_MATERNAL_DRUGS | PEDS_CONCEPT_PARENTAL_EXPOSURE, "孕期用药"},
	{PEDS_CONCEPT_MATERNAL_DRUGS | PEDS_CONCEPT_PARENTAL_EXPOSURE, "母亲服用"},
	{PEDS_CONCEPT_MATERNAL_DRUGS | PEDS_CONCEPT_PARENTAL_EXPOSURE, "母亲用药"},

	{PEDS_CONCEPT_PARENTAL_EXPOSURE, "conception"},
	{PEDS_CONCEPT_PARENTAL_EXPOSURE, "in utero"},
	{PEDS_CONCEPT_PARENTAL_EXPOSURE, "lactation"},
	{PEDS_CONCEPT_PARENTAL_EXPOSURE, "maternal"},
	{PEDS_CONCEPT_PARENTAL_EXPOSURE, "paternal"},
	{PEDS_CONCEPT_PARENTAL_EXPOSURE, "pregnan"},
	{PEDS_CONCEPT_PARENTAL_EXPOSURE, "transplacental"},
	{PEDS_CONCEPT_PARENTAL_EXPOSURE, "哺乳"},
	{PEDS_CONCEPT_PARENTAL_EXPOSURE, "妊娠"},
	{PEDS_CONCEPT_PARENTAL_EXPOSURE, "孕期"},
	{PEDS_CONCEPT_PARENTAL_EXPOSURE, "宫内"},
	{PEDS_CONCEPT_PARENTAL_EXPOSURE, "怀孕"},

	{PEDS_CONCEPT_CONGENITAL, "birth defect"},
	{PEDS_CONCEPT_CONGENITAL, "congenital"},
	{PEDS_CONCEPT_CONGENITAL, "malformation"},
	{PEDS_CONCEPT_CONGENITAL, "先天"},
	{PEDS_CONCEPT_CONGENITAL, "畸形"},

	{PEDS_CONCEPT_PREGNANCY_LOSS, "abortion spontaneous"},
	{PEDS_CONCEPT_PREGNANCY_LOSS, "early abortion"},
	{PEDS_CONCEPT_PREGNANCY_LOSS, "fetal death"},
	{PEDS_CONCEPT_PREGNANCY_LOSS, "foetal death"},
	{PEDS_CONCEPT_PREGNANCY_LOSS, "intrauterine death"},
	{PEDS_CONCEPT_PREGNANCY_LOSS, "miscarriage"},
	{PEDS_CONCEPT_PREGNANCY_LOSS, "spontaneous abortion"},
	{PEDS_CONCEPT_PREGNANCY_LOSS, "still birth"},
	{PEDS_CONCEPT_PREGNANCY_LOSS, "stillb"},
	{PEDS_CONCEPT_PREGNANCY_LOSS, "死产"},
	{PEDS_CONCEPT_PREGNANCY_LOSS, "死胎"},
	{PEDS_CONCEPT_PREGNANCY_LOSS, "流产"}
};

#define TERMS	((int) (sizeof(term) / sizeof(term[0])))

_Static_assert(sizeof(term) / sizeof(term[0]) < 256, "a term has its number in a byte");

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

/* Terms by their first byte: chains from first[byte], ended by TERMS. */
typedef struct term_index
{
	uint8_t		first[256];
	uint8_t		next[TERMS];
} term_index;

static void
make_index(term_index *index)
{
	memset(index->first, TERMS, sizeof(index->first));
	for (int t = TERMS - 1; t >= 0; t--)
	{
		uint8_t		byte = (uint8_t) term[t].text[0];

		index->next[t] = index->first[byte];
		index->first[byte] = (uint8_t) t;
	}
}

static inline uint8_t
lower(char c)
{
	return (uint8_t) (c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static bool
begins_with(const char *text, int length, const char *what)
{
	int			i = 0;

	while (what[i] != '\0' && i < length && lower(text[i]) == (uint8_t) what[i])
		i++;
	return what[i] == '\0';
}

static uint32_t
look(const term_index *index, const char *text, int length)
{
	uint32_t	found = 0;
	bool		in_word = false;

	for (int i = 0; i < length; i++)
	{
		uint8_t		c = lower(text[i]);
		bool		letter = c >= 'a' && c <= 'z';

		if (!(letter && in_word))
			for (int t = index->first[c]; t < TERMS; t = index->next[t])
				if ((term[t].concepts & ~found) != 0 && begins_with(text + i, length - i, term[t].text))
					found |= term[t].concepts;
		in_word = letter;
	}
	return found;
}

uint32_t
peds_icsr_concepts_of(const char *text, int length)
{
	term_index	index;

	make_index(&index);
	return look(&index, text, length);
}

static uint32_t
of(const term_index *index, const peds_icsr_value *v)
{
	return peds_icsr_has(v) ? look(index, v->text, v->length) : 0;
}

static uint32_t
of_history(const term_index *index, const peds_icsr_list *list)
{
	uint32_t	found = 0;

	for (int i = 0; i < list->n; i++)
		found |= of(index, &PEDS_ICSR_ITEM(peds_icsr_history, *list, i)->comments);
	return found;
}

static uint32_t
of_past_drugs(const term_index *index, const peds_icsr_list *list)
{
	uint32_t	found = 0;

	for (int i = 0; i < list->n; i++)
		found |= of(index, &PEDS_ICSR_ITEM(peds_icsr_past_drug, *list, i)->name);
	return found;
}

uint32_t
peds_icsr_concepts(const peds_icsr *icsr)
{
	const peds_icsr_value *single[] = {
		&icsr->history_text, &icsr->parent_history_text, &icsr->narrative, &icsr->reporter_comments, &icsr->sender_comments
	};
	term_index	index;
	uint32_t	found = 0;

	make_index(&index);
	for (size_t i = 0; i < sizeof(single) / sizeof(single[0]); i++)
		found |= of(&index, single[i]);
	found |= of_history(&index, &icsr->history) | of_history(&index, &icsr->parent_history);
	found |= of_past_drugs(&index, &icsr->past_drugs) | of_past_drugs(&index, &icsr->parent_past_drugs);
	for (int i = 0; i < icsr->tests.n; i++)
	{
		const peds_icsr_test *test = PEDS_ICSR_ITEM(peds_icsr_test, icsr->tests, i);

		found |= of(&index, &test->name) | of(&index, &test->result_text) | of(&index, &test->comments);
	}
	for (int i = 0; i < icsr->summaries.n; i++)
		found |= of(&index, &PEDS_ICSR_ITEM(peds_icsr_summary, icsr->summaries, i)->text);
	return found;
}
