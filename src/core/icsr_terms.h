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

/* Sets of them are asked for and answered. */
typedef enum peds_icsr_concept
{
	PEDS_CONCEPT_GESTATION = 1 << 0,	/* at birth, as a number */
	PEDS_CONCEPT_PREMATURITY = 1 << 1,	/* born before term, or at term */
	PEDS_CONCEPT_BIRTH_WEIGHT = 1 << 2,
	PEDS_CONCEPT_DEVELOPMENT = 1 << 3,	/* in whatever words */
	PEDS_CONCEPT_PUBERTY = 1 << 4,
	PEDS_CONCEPT_MILESTONES = 1 << 5,
	PEDS_CONCEPT_VACCINES = 1 << 6,
	PEDS_CONCEPT_FEEDING = 1 << 7,
	PEDS_CONCEPT_MATERNAL_DRUGS = 1 << 8,
	PEDS_CONCEPT_PARENTAL_EXPOSURE = 1 << 9,
	PEDS_CONCEPT_CONGENITAL = 1 << 10,
	PEDS_CONCEPT_PREGNANCY_LOSS = 1 << 11,
	PEDS_CONCEPTS = (1 << 12) - 1
} peds_icsr_concept;

typedef struct peds_icsr_term
{
	uint32_t	concepts;
	const char *text;			/* lower case, UTF-8 */
} peds_icsr_term;

extern int	peds_icsr_term_count(void);
extern const peds_icsr_term *peds_icsr_term_get(int i);

/* The concepts that a text mentions. */
extern uint32_t peds_icsr_concepts_of(const char *text, int length);

/*
 * Those of history (D.7, D.8), parent's history (D.10.7, D.10.8), tests (F.r)
 * and narrative (H.1, H.2, H.4, H.5.r): one pass over the texts.
 */
extern uint32_t peds_icsr_concepts(const peds_icsr *icsr);

#endif							/* PEDS_ICSR_TERMS_H */
