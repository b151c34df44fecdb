/* SPDX-License-Identifier: PostgreSQL */
/*
 * rate.c
 *		Rates and proportions, each with its interval.
 */
#include "rate.h"

#include <math.h>
#include <string.h>

#include "quantile.h"
#include "word.h"

peds_status
peds_rate_method_parse(const char *text, size_t length, peds_rate_method *result)
{
	if (peds_word_is_exactly(text, length, "exact"))
		*result = PEDS_RATE_EXACT;
	else if (peds_word_is_exactly(text, length, "byar"))
		*result = PEDS_RATE_BYAR;
	else
		return PEDS_RATE_METHOD;
	return PEDS_OK;
}

peds_status
peds_proportion_method_parse(const char *text, size_t length, peds_proportion_method *result)
{
	if (peds_word_is_exactly(text, length, "clopper-pearson"))
		*result = PEDS_PROPORTION_CLOPPER_PEARSON;
	else if (peds_word_is_exactly(text, length, "wilson"))
		*result = PEDS_PROPORTION_WILSON;
	else
		return PEDS_PROPORTION_METHOD;
	return PEDS_OK;
}

peds_status
peds_ratio_method_parse(const char *text, size_t length, peds_ratio_method *result)
{
	*result = PEDS_RATIO_EXACT;
	return peds_word_is_exactly(text, length, "exact") ? PEDS_OK : PEDS_RATIO_METHOD;
}

peds_status
peds_conf_check(double conf)
{
	return conf > 0 && conf < 1 ? PEDS_OK : PEDS_RATE_CONF;
}

static const peds_estimate nothing = {NAN, NAN, NAN};

static peds_status
check_time(double time)
{
	return time >= 0 && isfinite(time) ? PEDS_OK : PEDS_RATE_TIME;
}

/* Garwood 1936, by the gamma distribution: half a chi-square. */
static void
exact_events(double x, double tail, double *lower, double *upper)
{
	*lower = x == 0 ? 0 : peds_gamma_lower(tail, x);
	*upper = peds_gamma_upper(tail, x + 1);
}

/* Byar's approximation (Rothman and Boice 1979). */
static void
byar_events(double x, double tail, double *lower, double *upper)
{
	double		z = peds_normal_upper(tail);
	double		root = x == 0 ? 0 : 1 - 1 / (9 * x) - z / (3 * sqrt(x));

	*lower = root <= 0 ? 0 : x * root * root * root;
	root = 1 - 1 / (9 * (x + 1)) + z / (3 * sqrt(x + 1));
	*upper = (x + 1) * root * root * root;
}

peds_status
peds_rate(int64_t events, double time, double conf, peds_rate_method method, peds_estimate *result)
{
	peds_status status = peds_conf_check(conf);
	double		tail = (1 - conf) / 2;

	*result = nothing;
	if (status == PEDS_OK)
		status = events < 0 ? PEDS_RATE_COUNT : check_time(time);
	if (status != PEDS_OK || time == 0)
		return status;
	if (method == PEDS_RATE_EXACT)
		exact_events((double) events, tail, &result->lower, &result->upper);
	else
		byar_events((double) events, tail, &result->lower, &result->upper);
	result->value = (double) events / time;
	result->lower /= time;
	result->upper /= time;
	return PEDS_OK;
}

static peds_status
check_counts(int64_t x, int64_t n)
{
	if (x < 0 || n < 0)
		return PEDS_RATE_COUNT;
	return x > n ? PEDS_RATE_MORE_THAN_ALL : PEDS_OK;
}

/* Wilson 1927: the score interval. */
static void
wilson(double x, double n, double z, double *lower, double *upper)
{
	double		middle = (x + z * z / 2) / (n + z * z);
	double		half = z / (n + z * z) * sqrt(x * (n - x) / n + z * z / 4);

	*lower = x == 0 ? 0 : fmax(0, middle - half);
	*upper = x == n ? 1 : fmin(1, middle + half);
}

peds_status
peds_proportion(int64_t x, int64_t n, double conf, peds_proportion_method method,
				peds_estimate *result)
{
	peds_status status = peds_conf_check(conf);
	double		tail = (1 - conf) / 2;
	double		dx = (double) x,
				dn = (double) n;

	*result = nothing;
	if (status == PEDS_OK)
		status = check_counts(x, n);
	if (status != PEDS_OK || n == 0)
		return status;
	result->value = dx / dn;
	if (method == PEDS_PROPORTION_WILSON)
		wilson(dx, dn, peds_normal_upper(tail), &result->lower, &result->upper);
	else
	{
		result->lower = x == 0 ? 0 : peds_beta_lower(tail, dx, dn - dx + 1);
		result->upper = x == n ? 1 : peds_beta_upper(tail, dx + 1, dn - dx);
	}
	return PEDS_OK;
}

peds_status
peds_rate_ratio(int64_t x1, double t1, int64_t x0, double t0, double conf, peds_estimate *result)
{
	peds_status status = peds_conf_check(conf);
	double		tail = (1 - conf) / 2;
	double		a = (double) x1,
				b = (double) x0;

	*result = nothing;
	if (status == PEDS_OK)
		status = x1 < 0 || x0 < 0 ? PEDS_RATE_COUNT : check_time(t1);
	if (status == PEDS_OK)
		status = check_time(t0);
	if (status != PEDS_OK || t1 == 0 || t0 == 0 || (x1 == 0 && x0 == 0))
		return status;

	/* the odds of Clopper and Pearson's bounds for x1 of x1 + x0 */
	if (x1 == 0)
		result->lower = 0;
	else
	{
		double		p = peds_beta_lower(tail, a, b + 1);
		double		q = peds_beta_upper(tail, b + 1, a);	/* 1 - p */

		result->lower = p / q * (t0 / t1);
	}
	if (x0 > 0)
	{
		double		p = peds_beta_upper(tail, a + 1, b);
		double		q = peds_beta_lower(tail, b, a + 1);

		result->value = (a / b) * (t0 / t1);
		result->upper = p / q * (t0 / t1);
	}
	return PEDS_OK;
}
