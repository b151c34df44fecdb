/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_event.c
 *		Seriousness and outcome of reactions.
 */
#include "icsr_event.h"

peds_icsr_answer
peds_icsr_criterion(const peds_icsr_value *v)
{
	if (peds_icsr_is(v, "true") || peds_icsr_is(v, "1"))
		return PEDS_ICSR_YES;
	if (peds_icsr_is_flavor(v, "NI") || peds_icsr_is(v, "false") || peds_icsr_is(v, "0"))
		return PEDS_ICSR_NO;
	return PEDS_ICSR_NOT_KNOWN;
}

/* One yes is a yes, all no is a no. */
static peds_icsr_answer
either(peds_icsr_answer a, peds_icsr_answer b)
{
	if (a == PEDS_ICSR_YES || b == PEDS_ICSR_YES)
		return PEDS_ICSR_YES;
	return a == PEDS_ICSR_NO && b == PEDS_ICSR_NO ? PEDS_ICSR_NO : PEDS_ICSR_NOT_KNOWN;
}

static peds_icsr_answer
fatal_or_life_threatening(const peds_icsr_reaction *r)
{
	return either(peds_icsr_criterion(&r->death), peds_icsr_criterion(&r->life_threatening));
}

peds_icsr_answer
peds_icsr_reaction_serious(const peds_icsr_reaction *r)
{
	return either(either(fatal_or_life_threatening(r),
						 either(peds_icsr_criterion(&r->hospitalisation), peds_icsr_criterion(&r->disabling))),
				  either(peds_icsr_criterion(&r->congenital), peds_icsr_criterion(&r->other_important)));
}

static peds_icsr_answer
of_reactions(const peds_icsr *icsr, peds_icsr_answer (*of) (const peds_icsr_reaction *))
{
	peds_icsr_answer answer = icsr->reactions.n > 0 ? PEDS_ICSR_NO : PEDS_ICSR_NOT_KNOWN;

	for (int i = 0; i < icsr->reactions.n; i++)
		answer = either(answer, of(PEDS_ICSR_ITEM(peds_icsr_reaction, icsr->reactions, i)));
	return answer;
}

peds_icsr_answer
peds_icsr_serious(const peds_icsr *icsr)
{
	return of_reactions(icsr, peds_icsr_reaction_serious);
}

peds_icsr_answer
peds_icsr_fatal_or_life_threatening(const peds_icsr *icsr)
{
	return of_reactions(icsr, fatal_or_life_threatening);
}

const char *
peds_icsr_outcome(const peds_icsr_value *v)
{
	/* E2B(R3) E.i.7 [primary] */
	static const char *const word[] = {
		"unknown", "recovered", "recovering", "not recovered", "recovered with sequelae", "fatal"
	};

	if (peds_icsr_has(v) && v->length == 1 && v->text[0] >= '0' && v->text[0] <= '5')
		return word[v->text[0] - '0'];
	return NULL;
}
