/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_completeness_parts.h
 *		What the checks of the items share. Each answers whether the case has the
 *		item, and if not leaves in the gap in which way it lacks it.
 */
#ifndef PEDS_ICSR_COMPLETENESS_PARTS_H
#define PEDS_ICSR_COMPLETENESS_PARTS_H

#include "icsr_completeness.h"

typedef struct peds_icsr_asking
{
	const peds_icsr *icsr;
	peds_icsr_age age;
	peds_age_band band;			/* of PEDS_ICSR_ASKED_SCHEME */
	bool		looked;			/* mentions are known */
	uint32_t	mentions;
	const peds_icsr_reaction *reaction;
	const peds_icsr_drug *drug;
	peds_icsr_gap gap;
} peds_icsr_asking;

/* Nothing is lacking. */
#define PEDS_HAS	true

/* For "return": the gap, which is false. */
extern bool peds_icsr_lacks(peds_icsr_asking *c, peds_icsr_lack lack);

/* Of values of which none is there: the first null flavour, else absent. */
extern bool peds_icsr_lacks_values(peds_icsr_asking *c, int n, const peds_icsr_value *const *value);

#define PEDS_LACKS_VALUES(c, ...) \
	peds_icsr_lacks_values(c, (int) (sizeof((const peds_icsr_value *[]) {__VA_ARGS__}) / sizeof(peds_icsr_value *)), \
						   (const peds_icsr_value *[]) {__VA_ARGS__})

/* Digits with at most one point, above zero. */
extern bool peds_icsr_is_positive(const peds_icsr_value *v);

/* Is it a date to the day? */
extern bool peds_icsr_is_day(const peds_icsr_value *v);

typedef bool (*peds_icsr_asker) (peds_icsr_asking *c);

/* By peds_icsr_asked_id, for items of a suspect drug. */
extern const peds_icsr_asker peds_icsr_drug_asker[PEDS_ASKED_COUNT];

#endif							/* PEDS_ICSR_COMPLETENESS_PARTS_H */
