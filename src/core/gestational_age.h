/* SPDX-License-Identifier: PostgreSQL */
/*
 * gestational_age.h
 *		Completed days of gestation, 0+0 to 999+6, and what follows from them.
 *
 * Terms and the 40-week expected delivery: AAP, "Age terminology during the
 * perinatal period", Pediatrics 2004;114:1362 [primary table]. Weeks are
 * completed, never rounded.
 */
#ifndef PEDS_GESTATIONAL_AGE_H
#define PEDS_GESTATIONAL_AGE_H

#include "age.h"

typedef int32_t peds_gestational_age;	/* days */

#define PEDS_GA_MAX			6999	/* 999+6 */
#define PEDS_GA_DELIVERY	280		/* 40+0: the expected date of delivery */

/* Gestation at birth that is accepted: 20+0 to 44+6 (rules §9.2 [memory]). */
#define PEDS_GA_BIRTH_MIN	140
#define PEDS_GA_BIRTH_MAX	314
/* Preterm is birth before 37+0 (WHO; rules §9.2 [secondary]). */
#define PEDS_GA_TERM		259

#define PEDS_GA_TEXT_SIZE 12

extern peds_status peds_gestational_age_parse(const char *text, size_t length,
											  peds_gestational_age *result, size_t *position);
extern int	peds_gestational_age_print(peds_gestational_age ga, char *out);

/* PEDS_GA_NOT_AT_BIRTH outside 20+0 .. 44+6. */
extern peds_status peds_gestation_at_birth_check(peds_gestational_age ga);

/* All below take the gestation at birth and check it. */
extern peds_status peds_ga_category(peds_gestational_age ga, const char **result);
extern peds_status peds_expected_delivery(peds_gestational_age ga, peds_day birth,
										  peds_day *result);

/* PEDS_NO_VALUE before birth, PEDS_PMA_TOO_LARGE beyond 999+6. */
extern peds_status peds_postmenstrual_age(peds_gestational_age ga, peds_day birth,
										  peds_day at, peds_gestational_age *result);

/*
 * Days since the expected delivery for those born preterm, until the corrected
 * age reaches `until`; from then on, and for all others, days since birth.
 * PEDS_NO_VALUE before birth.
 */
extern peds_status peds_corrected_age_days(peds_gestational_age ga, peds_day birth,
										   peds_day at, peds_age until, int64_t *result);

#endif							/* PEDS_GESTATIONAL_AGE_H */
