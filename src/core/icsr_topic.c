/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_topic.c
 *		Terms by which gestation, maturity and development are spoken of.
 *
 * The list is a reading: terms that say little else, in English and Chinese.
 * MedDRA codes are not looked at, since the dictionary is not ours to carry.
 * Letters of ASCII match in either case; a term of letters begins a word.
 */
#include "icsr_topic.h"

#include <string.h>

static const struct
{
	peds_icsr_topic topic;
	const char *text;			/* lower case */
}			term[] =
{
	{PEDS_TOPIC_GESTATION, "gestational age"},
	{PEDS_TOPIC_GESTATION, "gestational week"},
	{PEDS_TOPIC_GESTATION, "gestation at birth"},
	{PEDS_TOPIC_GESTATION, "weeks gestation"},
	{PEDS_TOPIC_GESTATION, "weeks' gestation"},
	{PEDS_TOPIC_GESTATION, "weeks of gestation"},
	{PEDS_TOPIC_GESTATION, "week gestation"},
	{PEDS_TOPIC_GESTATION, "胎龄"},
	{PEDS_TOPIC_GESTATION, "孕周"},

	{PEDS_TOPIC_PREMATURITY, "prematurity"},
	{PEDS_TOPIC_PREMATURITY, "preterm"},
	{PEDS_TOPIC_PREMATURITY, "pre-term"},
	{PEDS_TOPIC_PREMATURITY, "premature bab"},
	{PEDS_TOPIC_PREMATURITY, "premature birth"},
	{PEDS_TOPIC_PREMATURITY, "premature deliver"},
	{PEDS_TOPIC_PREMATURITY, "premature infant"},
	{PEDS_TOPIC_PREMATURITY, "premature newborn"},
	{PEDS_TOPIC_PREMATURITY, "premature neonate"},
	{PEDS_TOPIC_PREMATURITY, "born prematurely"},
	{PEDS_TOPIC_PREMATURITY, "born at term"},
	{PEDS_TOPIC_PREMATURITY, "full term"},
	{PEDS_TOPIC_PREMATURITY, "full-term"},
	{PEDS_TOPIC_PREMATURITY, "term infant"},
	{PEDS_TOPIC_PREMATURITY, "term newborn"},
	{PEDS_TOPIC_PREMATURITY, "term neonate"},
	{PEDS_TOPIC_PREMATURITY, "早产"},
	{PEDS_TOPIC_PREMATURITY, "足月"},

	{PEDS_TOPIC_PUBERTY, "tanner"},
	{PEDS_TOPIC_PUBERTY, "puberty"},
	{PEDS_TOPIC_PUBERTY, "pubertal"},
	{PEDS_TOPIC_PUBERTY, "prepubertal"},
	{PEDS_TOPIC_PUBERTY, "menarche"},
	{PEDS_TOPIC_PUBERTY, "青春期"},
	{PEDS_TOPIC_PUBERTY, "青春发育"},
	{PEDS_TOPIC_PUBERTY, "性发育"},
	{PEDS_TOPIC_PUBERTY, "初潮"},

	{PEDS_TOPIC_MILESTONES, "milestone"},
	{PEDS_TOPIC_MILESTONES, "developmental delay"},
	{PEDS_TOPIC_MILESTONES, "psychomotor"},
	{PEDS_TOPIC_MILESTONES, "motor development"},
	{PEDS_TOPIC_MILESTONES, "cognitive development"},
	{PEDS_TOPIC_MILESTONES, "language development"},
	{PEDS_TOPIC_MILESTONES, "neurodevelopment"},
	{PEDS_TOPIC_MILESTONES, "里程碑"},
	{PEDS_TOPIC_MILESTONES, "运动发育"},
	{PEDS_TOPIC_MILESTONES, "智力发育"},
	{PEDS_TOPIC_MILESTONES, "认知发育"},
	{PEDS_TOPIC_MILESTONES, "语言发育"},
	{PEDS_TOPIC_MILESTONES, "发育迟缓"},

	{PEDS_TOPIC_PARENTAL_EXPOSURE, "in utero"},
	{PEDS_TOPIC_PARENTAL_EXPOSURE, "transplacental"},
	{PEDS_TOPIC_PARENTAL_EXPOSURE, "pregnan"},
	{PEDS_TOPIC_PARENTAL_EXPOSURE, "maternal"},
	{PEDS_TOPIC_PARENTAL_EXPOSURE, "paternal"},
	{PEDS_TOPIC_PARENTAL_EXPOSURE, "conception"},
	{PEDS_TOPIC_PARENTAL_EXPOSURE, "lactation"},
	{PEDS_TOPIC_PARENTAL_EXPOSURE, "breast milk"},
	{PEDS_TOPIC_PARENTAL_EXPOSURE, "breastfe"},
	{PEDS_TOPIC_PARENTAL_EXPOSURE, "breast-fe"},
	{PEDS_TOPIC_PARENTAL_EXPOSURE, "breast fe"},
	{PEDS_TOPIC_PARENTAL_EXPOSURE, "妊娠"},
	{PEDS_TOPIC_PARENTAL_EXPOSURE, "怀孕"},
	{PEDS_TOPIC_PARENTAL_EXPOSURE, "孕期"},
	{PEDS_TOPIC_PARENTAL_EXPOSURE, "宫内"},
	{PEDS_TOPIC_PARENTAL_EXPOSURE, "母乳"},
	{PEDS_TOPIC_PARENTAL_EXPOSURE, "哺乳"}
};

#define TERMS	((int) (sizeof(term) / sizeof(term[0])))

const char *
peds_icsr_topic_term(peds_icsr_topic topic, int i)
{
	for (int t = 0; t < TERMS; t++)
		if (term[t].topic == topic && i-- == 0)
			return term[t].text;
	return NULL;
}

/* Terms by their first byte: chains from first[byte], ended by TERMS. */
typedef struct term_index
{
	uint8_t		first[256];
	uint8_t		next[TERMS];
} term_index;

_Static_assert(TERMS < 256, "a term has its number in a byte");

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

static unsigned char
lower(char c)
{
	return (unsigned char) (c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static bool
is_letter(char c)
{
	return lower(c) >= 'a' && lower(c) <= 'z';
}

static bool
begins_with(const char *text, int length, const char *what)
{
	int			i = 0;

	while (what[i] != '\0' && i < length && lower(text[i]) == (unsigned char) what[i])
		i++;
	return what[i] == '\0';
}

static unsigned
look(const term_index *index, const peds_icsr_value *v)
{
	unsigned	found = 0;

	if (!peds_icsr_has(v))
		return 0;
	for (int i = 0; i < v->length; i++)
	{
		int			t = index->first[lower(v->text[i])];

		if (t == TERMS || (i > 0 && is_letter(v->text[i]) && is_letter(v->text[i - 1])))
			continue;
		for (; t < TERMS; t = index->next[t])
			if (begins_with(v->text + i, v->length - i, term[t].text))
				found |= 1u << term[t].topic;
	}
	return found;
}

unsigned
peds_icsr_topics(const peds_icsr *icsr)
{
	term_index	index;
	unsigned	found;

	make_index(&index);
	found = look(&index, &icsr->history_text) | look(&index, &icsr->narrative);
	for (int i = 0; i < icsr->history.n; i++)
		found |= look(&index, &PEDS_ICSR_ITEM(peds_icsr_history, icsr->history, i)->comments);
	for (int i = 0; i < icsr->tests.n; i++)
	{
		const peds_icsr_test *test = PEDS_ICSR_ITEM(peds_icsr_test, icsr->tests, i);

		found |= look(&index, &test->name) | look(&index, &test->result_text) | look(&index, &test->comments);
	}
	for (int i = 0; i < icsr->summaries.n; i++)
		found |= look(&index, &PEDS_ICSR_ITEM(peds_icsr_summary, icsr->summaries, i)->text);
	return found;
}
