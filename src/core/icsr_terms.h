/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_terms.h
 *		Whether the texts of a case speak of something that has no element.
 *
 * A term is looked for, nothing is understood: "no vaccination" mentions
 * vaccines. English in any case and at the beginning of a word; Chinese as it
 * is written, in UTF-8.
 */
#ifndef PEDS_ICSR_TERMS_H
#define PEDS_ICSR_TERMS_H

#include "icsr.h"

typedef enum peds_icsr_concept
{
	PEDS_CONCEPT_GESTATIONAL_AGE,
	PEDS_CONCEPT_BIRTH_WEIGHT,
	PEDS_CONCEPT_DEVELOPMENT,
	PEDS_CONCEPT_PUBERTY,
	PEDS_CONCEPT_MILESTONES,
	PEDS_CONCEPT_VACCINES,
	PEDS_CONCEPT_FEEDING,
	PEDS_CONCEPT_MATERNAL_DRUGS,
	PEDS_CONCEPT_CONGENITAL,
	PEDS_CONCEPT_PREGNANCY_LOSS,
	PEDS_CONCEPT_COUNT
} peds_icsr_concept;

typedef struct peds_icsr_term
{
	peds_icsr_concept concept;
	const char *text;			/* lower case, UTF-8 */
} peds_icsr_term;

extern int	peds_icsr_term_count(void);
extern const peds_icsr_term *peds_icsr_term_get(int i);

/* Concepts that a text mentions: bit i is concept i. */
extern uint32_t peds_icsr_concepts_of(const char *text, int length);

/*
 * Those of history (D.7, D.8), parent's history (D.10.7, D.10.8), tests (F.r)
 * and narrative (H.1, H.2, H.4, H.5.r): one pass over the texts.
 */
extern uint32_t peds_icsr_concepts(const peds_icsr *icsr);

static inline bool
peds_icsr_mentions(const peds_icsr *icsr, peds_icsr_concept concept)
{
	return (peds_icsr_concepts(icsr) >> concept & 1) != 0;
}

#endif							/* PEDS_ICSR_TERMS_H */
