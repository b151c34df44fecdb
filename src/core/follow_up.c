/* SPDX-License-Identifier: PostgreSQL */
/*
 * follow_up.c
 *		Long-term follow-up after a cell or gene therapy.
 *
 * CN: CDE, technical guideline on clinical studies of long-term follow-up of
 * gene therapy products, published 2021-12-03, in force at once [secondary]; its
 * numbers [memory]. FDA: Long Term Follow-Up After Administration of Human Gene
 * Therapy Products, January 2020; 15 years as 5 of yearly examinations and 10 of
 * yearly queries [secondary], the other kinds [memory]. That the CN rule and
 * the other kinds part examinations and queries in the same way is a reading.
 */
#include "clock.h"
#include "follow_up.h"
#include "word.h"

#define CN "CDE guideline on long-term follow-up for gene therapy, 2021-12"
#define FDA "FDA guidance on long term follow-up, 2020-01"

#define SPLIT "that 5 years of examinations come before the queries is taken from the FDA [reading]"

#define INTEGRATING "integrating", "retroviral, lentiviral, transposon"
#define EDITING "genome-editing", ""
#define HERPES "herpes", "latency-capable, replicating"
#define AAV "aav", ""
#define NON_INTEGRATING "non-integrating", "plasmid, poxvirus, adenovirus"

static const peds_follow_up kind[] = {
	{INTEGRATING, "CN", 5, 10, "at least", CN, "memory", SPLIT},
	{INTEGRATING, "FDA", 5, 10, NULL, FDA, "secondary", "at least 5 years of examinations, then 10 of queries"},
	{EDITING, "CN", 5, 10, "at least", CN, "memory", "commentary says up to 15 years; " SPLIT},
	{EDITING, "FDA", 5, 10, "up to", FDA, "memory", SPLIT},
	{HERPES, "CN", 5, 10, "up to", CN, "memory", SPLIT},
	{HERPES, "FDA", 5, 10, "up to", FDA, "memory", SPLIT},
	{AAV, "CN", 5, 0, "at least", CN, "memory", NULL},
	{AAV, "FDA", 5, 0, "up to", FDA, "memory", NULL},
	{NON_INTEGRATING, "CN", 0, 0, NULL, CN, "memory", "case by case"},
	{NON_INTEGRATING, "FDA", 0, 0, NULL, FDA, "memory", "none needed unless there is a risk"}
};

int
peds_follow_up_count(void)
{
	return sizeof(kind) / sizeof(kind[0]);
}

const peds_follow_up *
peds_follow_up_get(int i)
{
	return &kind[i];
}

peds_status
peds_follow_up_parse(const char *text, size_t length, const char *rule, size_t rule_length,
					 const peds_follow_up **result)
{
	bool		found = false;

	for (int i = 0; i < peds_follow_up_count(); i++)
		if (peds_word_among(text, length, kind[i].kind) || peds_word_among(text, length, kind[i].also))
		{
			found = true;
			if (peds_word_is(rule, rule_length, kind[i].rule))
			{
				*result = &kind[i];
				return PEDS_OK;
			}
		}
	return found ? PEDS_FOLLOW_UP_RULE : PEDS_FOLLOW_UP_KIND;
}

peds_day
peds_follow_up_day(peds_day dosed, int n)
{
	return peds_anniversary(dosed, n);
}
