/* SPDX-License-Identifier: PostgreSQL */
/*
 * risk_difference.c
 *		The difference of two proportions: Miettinen and Nurminen 1985, Mee
 *		1984, Newcombe 1998 (method 10).
 */
#include "rate.h"

#include <math.h>
#include <string.h>

#include "quantile.h"

#define PI	3.14159265358979323846

peds_status
peds_difference_method_parse(const char *text, size_t length, peds_difference_method *result)
{
	static const char *const word[] = {
		[PEDS_DIFFERENCE_MIETTINEN_NURMINEN] = "miettinen-nurminen",
		[PEDS_DIFFERENCE_MEE] = "mee",
		[PEDS_DIFFERENCE_NEWCOMBE] = "newcombe"
	};

	for (int i = 0; i < 3; i++)
		if (strlen(word[i]) == length && memcmp(text, word[i], length) == 0)
		{
			*result = (peds_difference_method) i;
			return PEDS_OK;
		}
	return PEDS_DIFFERENCE_METHOD;
}

typedef struct two_groups
{
	double		x1,
				n1,
				x0,
				n0;
	double		correction;		/* N / (N - 1), or 1 */
} two_groups;

static double
within(double low, double value, double high)
{
	return value < low ? low : value > high ? high : value;
}

/*
 * The maximum likelihood of the second proportion where the first is larger by
 * delta: the root of a cubic (Miettinen and Nurminen 1985, appendix 1).
 */
static double
restricted(const two_groups *g, double delta)
{
	double		n = g->n1 + g->n0;
	double		l3 = n;
	double		l2 = (g->n1 + 2 * g->n0) * delta - n - (g->x1 + g->x0);
	double		l1 = (g->n0 * delta - n - 2 * g->x0) * delta + (g->x1 + g->x0);
	double		l0 = g->x0 * delta * (1 - delta);
	double		m = l2 / (3 * l3);
	double		q = m * m * m - l1 * l2 / (6 * l3 * l3) + l0 / (2 * l3);
	double		p = copysign(sqrt(fmax(0, m * m - l1 / (3 * l3))), q);
	double		ratio;

	if (p == 0)
		return within(fmax(0, -delta), -m, fmin(1, 1 - delta));
	ratio = within(-1, q / (p * p * p), 1);
	return within(fmax(0, -delta),
				  2 * p * cos((PI + acos(ratio)) / 3) - m, fmin(1, 1 - delta));
}

/* The score statistic of the hypothesis that the difference is delta. */
static double
score(const two_groups *g, double delta)
{
	double		p0 = restricted(g, delta);
	double		p1 = within(0, p0 + delta, 1);
	double		variance = (p1 * (1 - p1) / g->n1 + p0 * (1 - p0) / g->n0) * g->correction;
	double		distance = g->x1 / g->n1 - g->x0 / g->n0 - delta;

	if (variance <= 0)
		return distance == 0 ? 0 : copysign(INFINITY, distance);
	return distance / sqrt(variance);
}

/* Where the score, which falls with delta, passes z; between low and high. */
static double
solve(const two_groups *g, double z, double low, double high)
{
	for (int i = 0; i < 200; i++)
	{
		double		middle = low + (high - low) / 2;

		if (middle <= low || middle >= high)
			break;
		if (score(g, middle) > z)
			low = middle;
		else
			high = middle;
	}
	return low + (high - low) / 2;
}

static void
wilson_bounds(double x, double n, double conf, double *lower, double *upper)
{
	peds_estimate e;

	(void) peds_proportion((int64_t) x, (int64_t) n, conf, PEDS_PROPORTION_WILSON, &e);
	*lower = e.lower;
	*upper = e.upper;
}

/* Square-and-add of two Wilson intervals. */
static void
newcombe(const two_groups *g, double conf, peds_estimate *result)
{
	double		p1 = g->x1 / g->n1,
				p0 = g->x0 / g->n0;
	double		l1,
				u1,
				l0,
				u0;

	wilson_bounds(g->x1, g->n1, conf, &l1, &u1);
	wilson_bounds(g->x0, g->n0, conf, &l0, &u0);
	result->lower = result->value - sqrt((p1 - l1) * (p1 - l1) + (u0 - p0) * (u0 - p0));
	result->upper = result->value + sqrt((u1 - p1) * (u1 - p1) + (p0 - l0) * (p0 - l0));
}

peds_status
peds_risk_difference(int64_t x1, int64_t n1, int64_t x0, int64_t n0, double conf,
					 peds_difference_method method, peds_estimate *result)
{
	two_groups	g = {(double) x1, (double) n1, (double) x0, (double) n0, 1};
	peds_status status = peds_conf_check(conf);
	double		z;

	result->value = result->lower = result->upper = NAN;
	if (status == PEDS_OK && (x1 < 0 || n1 < 0 || x0 < 0 || n0 < 0))
		status = PEDS_RATE_COUNT;
	if (status == PEDS_OK && (x1 > n1 || x0 > n0))
		status = PEDS_RATE_MORE_THAN_ALL;
	if (status != PEDS_OK || n1 == 0 || n0 == 0)
		return status;
	result->value = g.x1 / g.n1 - g.x0 / g.n0;
	if (method == PEDS_DIFFERENCE_NEWCOMBE)
	{
		newcombe(&g, conf, result);
		return PEDS_OK;
	}
	if (method == PEDS_DIFFERENCE_MIETTINEN_NURMINEN)
		g.correction = (g.n1 + g.n0) / (g.n1 + g.n0 - 1);
	z = peds_normal_upper((1 - conf) / 2);
	result->lower = result->value <= -1 ? -1 : solve(&g, z, -1, result->value);
	result->upper = result->value >= 1 ? 1 : solve(&g, -z, result->value, 1);
	return PEDS_OK;
}
