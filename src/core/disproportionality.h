/* SPDX-License-Identifier: PostgreSQL */
/*
 * disproportionality.h
 *		Measures of a drug and an event in a table of reports (rules §11.3).
 */
#ifndef PEDS_DISPROPORTIONALITY_H
#define PEDS_DISPROPORTIONALITY_H

#include "rate.h"

/* NaN: not defined, since a cell or a margin is 0. */
typedef struct peds_disproportionality
{
	double		expected;		/* of reports with drug and event */
	peds_estimate prr;			/* proportional reporting ratio */
	peds_estimate ror;			/* reporting odds ratio */
	peds_estimate ic;			/* information component; bounds after Noren 2013 */
	double		chi2;			/* Pearson */
	double		chi2_yates;
} peds_disproportionality;

/* a drug and event, b drug only, c event only, d neither. PEDS_RATE_COUNT. */
extern peds_status peds_disproportionality_of(int64_t a, int64_t b, int64_t c, int64_t d,
											  peds_disproportionality *result);

#endif							/* PEDS_DISPROPORTIONALITY_H */
