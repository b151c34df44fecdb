/* SPDX-License-Identifier: PostgreSQL */
/*
 * reported_age.h
 *		The bands that a reported age can mean: a number and a unit, no dates.
 *
 * n units mean [n, n+1) units, a decimal fraction one unit of its last digit.
 * A fraction of a year or month is that part of the days of the year or month
 * of life that is running. Time is continuous: 0.1 years of 365 days are
 * [36.5, 73) days, so 36 to 72 completed days. The hull is taken over all
 * births.
 */
#ifndef PEDS_REPORTED_AGE_H
#define PEDS_REPORTED_AGE_H

#include "band_set.h"

/* "a, mo, wk, …": what a hint lists. */
extern const char *const peds_reported_age_units;

/*
 * number: decimal digits with at most one point, as numeric prints it; a
 * leading minus is PEDS_AGE_NEGATIVE, anything else PEDS_AGE_NOT_FINITE. unit:
 * UCUM, SDTM AGEU or FAERS AGE_COD, in any case; PEDS_AGE_UNIT.
 * PEDS_DECADE_NOT_WHOLE for a decade that is no whole number from 1.
 */
extern peds_status peds_age_band_reported(const peds_age_cuts *cuts,
										  const char *number, size_t number_length,
										  const char *unit, size_t unit_length,
										  peds_age_band *result);

/* h, d, wk, mo, a, {decade} for a unit in any of its forms; NULL for another one. */
extern const char *peds_reported_age_ucum(const char *unit, size_t length);

#endif							/* PEDS_REPORTED_AGE_H */
