/* SPDX-License-Identifier: PostgreSQL */
/*
 * disproportionality.c
 *		PRR, ROR, IC and chi-square of a 2 by 2 table, with intervals of 95 %.
 */
#include "disproportionality.h"

#include <math.h>

/* The normal quantile of 97.5 %. */
#define Z975	1.9599639845400545

/* exp(log(value) -/+ z se), where both are defined. */
static void
log_interval(peds_estimate *e, double variance)
{
	if (isnan(e->value) || e->value <= 0 || !isfinite(variance))
		return;
	e->lower = exp(log(e->value) - Z975 * sqrt(variance));
	e->upper = exp(log(e->value) + Z975 * sqrt(variance));
}

/* Norén et al. 2013: an approximation of the posterior's bounds [memory]. */
static void
information_component(double a, double expected, peds_estimate *ic)
{
	double		shrunk = a + 0.5;

	ic->value = log2(shrunk / (expected + 0.5));
	ic->lower = ic->value - 3.3 / sqrt(shrunk) - 2 / (shrunk * sqrt(shrunk));
	ic->upper = ic->value + 2.4 / sqrt(shrunk) - 0.5 / (shrunk * sqrt(shrunk));
}

peds_status
peds_disproportionality_of(int64_t a, int64_t b, int64_t c, int64_t d,
						   peds_disproportionality *result)
{
	const peds_estimate nothing = {NAN, NAN, NAN};
	double		x = (double) a,
				y = (double) b,
				u = (double) c,
				v = (double) d;
	double		n = x + y + u + v;
	double		margins = (x + y) * (u + v) * (x + u) * (y + v);
	double		difference = fabs(x * v - y * u);
	double		less = fmax(0, difference - n / 2);

	result->expected = result->chi2 = result->chi2_yates = NAN;
	result->prr = result->ror = result->ic = nothing;
	if (a < 0 || b < 0 || c < 0 || d < 0)
		return PEDS_RATE_COUNT;
	if (n == 0)
		return PEDS_OK;
	result->expected = (x + y) * (x + u) / n;
	if (x + y > 0 && u > 0)
		result->prr.value = x / (x + y) * ((u + v) / u);
	log_interval(&result->prr, 1 / x - 1 / (x + y) + 1 / u - 1 / (u + v));
	if (y > 0 && u > 0)
		result->ror.value = x * v / (y * u);
	log_interval(&result->ror, 1 / x + 1 / y + 1 / u + 1 / v);
	information_component(x, result->expected, &result->ic);
	if (margins > 0)
	{
		result->chi2 = n * difference * difference / margins;
		result->chi2_yates = n * less * less / margins;
	}
	return PEDS_OK;
}
