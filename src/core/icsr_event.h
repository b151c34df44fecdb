/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_event.h
 *		What the reactions of a case say besides their age: seriousness, outcome.
 */
#ifndef PEDS_ICSR_EVENT_H
#define PEDS_ICSR_EVENT_H

#include "icsr.h"

typedef enum peds_icsr_answer
{
	PEDS_ICSR_NO,
	PEDS_ICSR_YES,
	PEDS_ICSR_NOT_KNOWN
} peds_icsr_answer;

/*
 * A criterion of seriousness is true or NI (E2B(R3) E.i.3.2), so NI is no; so
 * is "false", which senders write. Absent, or another null flavour: not known.
 */
extern peds_icsr_answer peds_icsr_criterion(const peds_icsr_value *v);

/* Yes if one of them is met, no if all six are not. */
extern peds_icsr_answer peds_icsr_reaction_serious(const peds_icsr_reaction *reaction);

/* Over the reactions of a case; not known if it has none. */
extern peds_icsr_answer peds_icsr_serious(const peds_icsr *icsr);
extern peds_icsr_answer peds_icsr_fatal_or_life_threatening(const peds_icsr *icsr);

/* The word of an E.i.7 code; NULL for another one. */
extern const char *peds_icsr_outcome(const peds_icsr_value *v);

#endif							/* PEDS_ICSR_EVENT_H */
