/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_age.h
 *		How old the patient of a case was at the first reaction.
 *
 * From the birth (D.2.1) and the first onset (E.i.4), else the reported age
 * (D.2.2), else the age group (D.2.3): the first source that can be read, even
 * where it tells less than a later one. Nothing that a case holds is an error.
 */
#ifndef PEDS_ICSR_AGE_H
#define PEDS_ICSR_AGE_H

#include "band_set.h"
#include "icsr.h"

typedef enum peds_icsr_age_basis
{
	PEDS_ICSR_AGE_UNKNOWN,
	PEDS_ICSR_AGE_DATES,
	PEDS_ICSR_AGE_REPORTED,
	PEDS_ICSR_AGE_GROUP
} peds_icsr_age_basis;

/* unknown, dates, reported, group */
extern const char *const peds_icsr_age_basis_name[];

/*
 * The first onset: the earliest of the reactions'. Where dates are partial it
 * is one of the possible days of an onset that are not after `latest`, the
 * least of the latest days.
 */
typedef struct peds_icsr_onset
{
	peds_day	earliest;
	peds_day	latest;
	peds_partial_date date;		/* the day, month or year that holds all of them */
} peds_icsr_onset;

/* False: no reaction has an onset that can be read. */
extern bool peds_icsr_first_onset(const peds_icsr *icsr, peds_icsr_onset *onset);

/* False: absent, a null flavour, or no date. */
extern bool peds_icsr_date(const peds_icsr_value *v, peds_partial_date *date);

typedef struct peds_icsr_age
{
	peds_icsr_age_basis basis;
	const peds_icsr *icsr;
	peds_partial_date birth;	/* of dates */
	peds_icsr_onset onset;
	peds_icsr_list reactions;	/* whose onsets there are */
	int			group;			/* D.2.3 */
} peds_icsr_age;

extern void peds_icsr_age_of(const peds_icsr *icsr, peds_icsr_age *age);

/* By the birth and the onset of one reaction; false if one of them cannot be read. */
extern bool peds_icsr_age_at(const peds_icsr *icsr, int reaction, peds_icsr_age *age);

/*
 * The hull over all possible pairs of birth and first onset; those with birth
 * after the onset do not count, and if no other is left it is (,0d).
 */
extern peds_age_band peds_icsr_age_band(const peds_icsr_age *age, const peds_age_cuts *cuts);

/*
 * The least and the greatest age in completed days, months or years, by the
 * rule of peds_age_in_ucum. False: none (no age, before birth, an age group),
 * or a reported age that can be several in that unit.
 */
extern bool peds_icsr_age_ucum(const peds_icsr_age *age, peds_age_ucum *least, peds_age_ucum *greatest);

/* Does the basis put all of it before birth? */
extern bool peds_icsr_age_before_birth(const peds_icsr_age *age);

/* Can D.2.2 be read? */
extern bool peds_icsr_reported_age(const peds_icsr *icsr);

#endif							/* PEDS_ICSR_AGE_H */
