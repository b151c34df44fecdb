/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_icsr_rule.c
 *		A list of rules on the first line, then a case, "id value" a line: each
 *		finding is of a rule that was chosen, its texts end where they should, and
 *		the same is found in both languages.
 *
 *	seed: all\nD.2.1 20010615\nD.2.2a 48\nD.2.2b a\nD.2.3 5\nE.i.4 20141010
 *	seed: -R30,-note\nN.1.5 20220614101010-0500\nE.i.4 20220614101010.5+1400\nD.2.1 201\nE.i.3.2a false
 *	seed: ICH,CN\nD.2.2.1a 10\nD.2.2.1b {trimester}\nD.10.1 x\nG.k.1 1\nG.k.4.r.1b mg/kg\nG.k.6a 3\nC.1.10.r y
 *	seed: pedsafety\nD.5 1\nD.2.2a 0.5\nD.2.2b {decade}\nD.3 3.5\nD.4 50\nH.1 Preterm, 34 weeks' gestation
 *	seed: error\nD.2.1 0001\nE.i.4 9999\nD.2.2a 99999\nD.2.2b h\nE.i.2.1a 26.1\nE.i.2.1a 27.0
 *	seed: all\nD.2.3 1\nE.i.3.2e true\nE.i.1.2 \0345\0255\0220stillbirth\nD.6 ~MSK\nD.1 NONE
 */
#include "fuzz.h"

#include "../../src/core/icsr_rule.h"
#include "../unit/icsr_case.h"

/* Of BMI and intergrowth21 only, which no rule asks for. */
double		peds_normal_upper(double p);
double		peds_normal_tail(double x);
double		peds_student_upper(double p, double freedom);
double		peds_student_tail(double x, double freedom);

double
peds_normal_upper(double p)
{
	(void) p;
	abort();
}

double
peds_normal_tail(double x)
{
	(void) x;
	abort();
}

double
peds_student_upper(double p, double freedom)
{
	(void) p;
	(void) freedom;
	abort();
}

double
peds_student_tail(double x, double freedom)
{
	(void) x;
	(void) freedom;
	abort();
}

typedef struct seen
{
	uint32_t	chosen;
	int			count;
	uint32_t	hash;			/* of rules and elements */
} seen;

static void
take(void *context, const peds_icsr_finding *finding)
{
	seen	   *s = context;

	REQUIRE((s->chosen >> (finding->rule - peds_icsr_rule_table) & 1) != 0);
	REQUIRE(strlen(finding->element) < PEDS_ICSR_ELEMENT_SIZE);
	REQUIRE(strlen(finding->message) > 0 && strlen(finding->message) < PEDS_ICSR_MESSAGE_SIZE - 1);
	s->count++;
	for (const char *p = finding->element; *p != '\0'; p++)
		s->hash = s->hash * 31 + (unsigned char) *p;
	s->hash = s->hash * 31 + (uint32_t) (finding->rule - peds_icsr_rule_table);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static icsr_case c;
	static peds_icsr_rules rules;
	const char *text = (const char *) data;
	const char *newline = memchr(text, '\n', size);
	size_t		list = newline != NULL ? (size_t) (newline - text) : size;
	size_t		position;
	seen		en;
	seen		zh;

	if (peds_icsr_rules_parse(text, list, &rules, &position) != PEDS_OK)
	{
		REQUIRE(position <= list);
		return 0;
	}
	if (newline == NULL)
		return 0;
	case_read(&c, newline + 1, size - list - 1);
	en = zh = (seen) {rules.chosen, 0, 0};
	peds_icsr_rules_check(&rules, &c.icsr, PEDS_LANG_EN, true, take, &en);
	peds_icsr_rules_check(&rules, &c.icsr, PEDS_LANG_ZH, false, take, &zh);
	REQUIRE(en.count == zh.count && en.hash == zh.hash);
	case_free(&c);
	return 0;
}
