/* SPDX-License-Identifier: PostgreSQL */
/*
 * rate.h
 *		Rates, proportions and their intervals (rules §11.1 and §11.2).
 *
 * An interval is two-sided with confidence `conf`, 0 < conf < 1. What has no
 * defined value is NaN here and NULL in SQL; no bound is negative where the
 * quantity cannot be.
 */
#ifndef PEDS_RATE_H
#define PEDS_RATE_H

#include "status.h"

typedef struct peds_estimate
{
	double		value;
	double		lower;
	double		upper;
} peds_estimate;

typedef enum peds_rate_method
{
	PEDS_RATE_EXACT,			/* Garwood 1936 */
	PEDS_RATE_BYAR
} peds_rate_method;

typedef enum peds_proportion_method
{
	PEDS_PROPORTION_CLOPPER_PEARSON,
	PEDS_PROPORTION_WILSON
} peds_proportion_method;

typedef enum peds_ratio_method
{
	PEDS_RATIO_EXACT			/* conditional on the total */
} peds_ratio_method;

typedef enum peds_difference_method
{
	PEDS_DIFFERENCE_MIETTINEN_NURMINEN,
	PEDS_DIFFERENCE_MEE,
	PEDS_DIFFERENCE_NEWCOMBE
} peds_difference_method;

extern peds_status peds_rate_method_parse(const char *text, size_t length, peds_rate_method *result);
extern peds_status peds_proportion_method_parse(const char *text, size_t length,
												peds_proportion_method *result);
extern peds_status peds_ratio_method_parse(const char *text, size_t length, peds_ratio_method *result);
extern peds_status peds_difference_method_parse(const char *text, size_t length,
												peds_difference_method *result);

/* PEDS_RATE_CONF unless 0 < conf < 1. */
extern peds_status peds_conf_check(double conf);

/* Events over time; all NaN where the time is 0. PEDS_RATE_COUNT, PEDS_RATE_TIME. */
extern peds_status peds_rate(int64_t events, double time, double conf,
							 peds_rate_method method, peds_estimate *result);

/* x of n; all NaN where n is 0. PEDS_RATE_COUNT, PEDS_RATE_MORE_THAN_ALL. */
extern peds_status peds_proportion(int64_t x, int64_t n, double conf,
								   peds_proportion_method method, peds_estimate *result);

/*
 * x1/t1 over x0/t0, conditional on x1 + x0. Without events in the reference
 * ratio and upper bound are NaN, without any event or without time all is.
 */
extern peds_status peds_rate_ratio(int64_t x1, double t1, int64_t x0, double t0, double conf,
								   peds_estimate *result);

/* x1/n1 - x0/n0; all NaN where n1 or n0 is 0. */
extern peds_status peds_risk_difference(int64_t x1, int64_t n1, int64_t x0, int64_t n0, double conf,
										peds_difference_method method, peds_estimate *result);

#endif							/* PEDS_RATE_H */
