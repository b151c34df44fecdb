/* SPDX-License-Identifier: PostgreSQL */
/*
 * age_cuts.h
 *		A scheme made ready for use: its bands, and for each cut the bracket of
 *		days within which alone the calendar has to be asked.
 *
 * An age in days that is below or above the bracket of a cut decides without
 * any civil date; that is all but about one day in four hundred.
 */
#ifndef PEDS_AGE_CUTS_H
#define PEDS_AGE_CUTS_H

#include "age_band.h"

typedef struct peds_age_cuts
{
	int			n;				/* number of bands */
	peds_preterm preterm;
	uint8_t		named;

	/* cut k is surely reached at reached[k] days, surely not before open[k] */
	int32_t		reached[PEDS_SCHEME_MAX_CUTS];
	int32_t		open[PEDS_SCHEME_MAX_CUTS];
	peds_age	cut[PEDS_SCHEME_MAX_CUTS];
	peds_age_band band[PEDS_SCHEME_MAX_CUTS];
	peds_age_band preterm_band; /* where preterm is not PEDS_PRETERM_NONE */
} peds_age_cuts;

extern void peds_age_cuts_make(const peds_age_scheme *scheme, peds_age_cuts *cuts);

/* A scheme that is named, by its number. */
extern void peds_age_cuts_make_named(int number, peds_age_cuts *cuts);

/* Is cut k reached on day `at` by one born on `birth`? */
extern bool peds_cut_reached(const peds_age_cuts *cuts, int k, peds_day birth, peds_day at);

/*
 * How many cuts are surely reached at an age in days, birth included. Cuts are
 * few: comparing with all of them costs less than a branch that is missed.
 * (Close cuts can have brackets that overlap; then this may say one too few.)
 */
static inline int
peds_cuts_surely_reached(const peds_age_cuts *cuts, int32_t age)
{
	int			k = 1;

	for (int i = 1; i < cuts->n; i++)
		k += age >= cuts->reached[i];
	return k;
}

/*
 * The number of the band of the attained age, at >= birth: the last cut that
 * is reached, maturity left aside.
 */
static inline int
peds_band_no(const peds_age_cuts *cuts, peds_day birth, peds_day at)
{
	int32_t		age = (int32_t) (at - birth);
	int			k = peds_cuts_surely_reached(cuts, age);

	while (k < cuts->n && age >= cuts->open[k] && peds_cut_reached(cuts, k, birth, at))
		k++;
	return k - 1;
}

/* The day on which band k ends for one born on `birth`; INT64_MAX for the last. */
extern peds_day peds_band_end(const peds_age_cuts *cuts, int k, peds_day birth);

/* All bands in band order; out has room for PEDS_SCHEME_MAX_CUTS + 1. */
extern int	peds_age_cuts_bands(const peds_age_cuts *cuts, peds_age_band *out);

/* Is it one band of the scheme? */
extern bool peds_age_cuts_has_band(const peds_age_cuts *cuts, peds_age_band band);

/* One band, (,0d), (,), or a hull that the scheme can give? */
extern bool peds_age_cuts_has_cell(const peds_age_cuts *cuts, peds_age_band band);

#endif							/* PEDS_AGE_CUTS_H */
