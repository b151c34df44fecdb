/* SPDX-License-Identifier: PostgreSQL */
/*
 * band_set.h
 *		Which bands a child can be in, given what is known of its birth: the
 *		date to the day or in part, the gestation or nothing.
 *
 * The answer is the one band if all possibilities give it, else the hull of
 * all of them (contract, age_band). Possibilities with birth after the day
 * asked for do not count; if no other is left the answer is (,0d).
 */
#ifndef PEDS_BAND_SET_H
#define PEDS_BAND_SET_H

#include "age_cuts.h"
#include "gestational_age.h"
#include "partial_date.h"

typedef enum peds_maturity
{
	PEDS_MATURITY_UNKNOWN,
	PEDS_MATURITY_PRETERM,
	PEDS_MATURITY_TERM
} peds_maturity;

typedef struct peds_birth
{
	peds_day	earliest;
	peds_day	latest;			/* = earliest where the day is known */
	peds_partial_date partial;	/* used where they differ */
	peds_maturity maturity;
	int			preterm_days;	/* postmenstrual bound, in days from birth */
} peds_birth;

/* Gestation: NULL where it is unknown. PEDS_GA_NOT_AT_BIRTH. */
extern peds_status peds_birth_exact(peds_day birth, const peds_gestational_age *ga,
									peds_birth *result);
extern peds_status peds_birth_partial(peds_partial_date birth, const peds_gestational_age *ga,
									  peds_birth *result);

/* What is possible; a hull is made of it by peds_band_set_hull. */
typedef struct peds_band_set
{
	bool		preterm;		/* the preterm band */
	int			first;			/* bands first .. last; none if first > last */
	int			last;
} peds_band_set;

extern peds_age_band peds_band_set_hull(const peds_age_cuts *cuts, peds_band_set set);

/* On a day not before the earliest birth; what is in the one or the other. */
extern peds_band_set peds_band_set_on(const peds_age_cuts *cuts, const peds_birth *birth,
									  peds_day at);
extern peds_band_set peds_band_set_union(peds_band_set a, peds_band_set b);

extern peds_age_band peds_age_band_on(const peds_age_cuts *cuts, const peds_birth *birth,
									  peds_day at);
extern peds_age_band peds_age_band_on_partial(const peds_age_cuts *cuts, const peds_birth *birth,
											  peds_partial_date at);

/* The first day after `at` with another band; INT64_MAX if there is none. */
extern peds_day peds_next_band_change(const peds_age_cuts *cuts, const peds_birth *birth,
									  peds_day at);

/* An unmatured scheme knows no maturity; where it does, how long unknown lasts. */
extern int	peds_preterm_days_most(void);

/*
 * The hull of the bands that the E2B(R3) age group can mean: those that meet
 * its bounds and do not lie within another group (an infant is no newborn,
 * even where newborns last a month). (,) where there is no such group.
 */
extern peds_age_band peds_e2b_age_group_band(const peds_age_cuts *cuts, int code);

#endif							/* PEDS_BAND_SET_H */
