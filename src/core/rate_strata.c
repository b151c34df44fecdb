/* SPDX-License-Identifier: PostgreSQL */
/*
 * rate_strata.c
 *		Exact sums over strata, and the estimates from them.
 */
#include "rate_strata.h"

#include <math.h>
#include <string.h>

#include "quantile.h"

/* ------------------------------------------------------------------- sums */

static double *
sum_of(const peds_strata *state, int i)
{
	return state->number + PEDS_STRATA_HEAD + i * state->room;
}

bool
peds_sum_has_room(double *sum, int room)
{
	int			i = room - 1;
	int			kept = room;
	double		high;

	if (sum[i] == 0)
		return true;

	/* from the greatest on, each takes up of the next what fits its digits */
	for (high = sum[i]; i-- > 0;)
	{
		double		larger = high;
		double		low;

		high = larger + sum[i];
		low = sum[i] - (high - larger);
		if (low != 0)
		{
			sum[--kept] = high;
			high = low;
		}
	}
	sum[--kept] = high;
	memmove(sum, sum + kept, (room - kept) * sizeof(double));
	for (i = room - kept; i < room; i++)
		sum[i] = 0;
	return kept > 0;
}

bool
peds_sum_add(double *sum, double term)
{
	/* rounded by now: a product must not be fused with the additions below */
	volatile double rounded = term;
	double		high = rounded;
	int			kept = 0;
	int			i;

	for (i = 0; sum[i] != 0; i++)
	{
		double		part = sum[i];
		double		larger = fabs(high) < fabs(part) ? part : high;
		double		smaller = fabs(high) < fabs(part) ? high : part;
		double		low;

		high = larger + smaller;
		low = smaller - (high - larger);
		if (low != 0)
			sum[kept++] = low;
	}
	if (high != 0)
		sum[kept++] = high;
	for (; kept < i; kept++)
		sum[kept] = 0;
	return isfinite(high);
}

double
peds_sum_value(const double *sum, int room)
{
	int			i = 0;
	double		high;
	double		low = 0;

	while (i < room && sum[i] != 0)
		i++;
	if (i == 0)
		return 0;
	high = sum[--i];
	while (i > 0 && low == 0)
	{
		double		larger = high;
		double		smaller = sum[--i];

		high = larger + smaller;
		low = smaller - (high - larger);
	}

	/* low was half a unit, and what follows takes it beyond */
	if (i > 0 && (low < 0) == (sum[i - 1] < 0))
	{
		double		twice = low * 2;
		double		away = high + twice;

		if (twice == away - high)
			high = away;
	}
	return high;
}

/* -------------------------------------------------------------- the state */

bool
peds_strata_fits(peds_strata *state, int n)
{
	n -= PEDS_STRATA_HEAD;
	state->room = n / state->sums;
	return n > 0 && n % state->sums == 0 && state->room <= PEDS_STRATA_ROOM_MAX;
}

peds_status
peds_strata_init(peds_strata *state, double conf)
{
	state->number[PEDS_STRATA_CONF] = conf;
	return peds_conf_check(conf);
}

void
peds_strata_move(peds_strata *to, const peds_strata *from)
{
	memcpy(to->number, from->number, PEDS_STRATA_HEAD * sizeof(double));
	for (int i = 0; i < from->sums; i++)
		memcpy(sum_of(to, i), sum_of(from, i), from->room * sizeof(double));
}

static peds_status
check_conf(const peds_strata *state, double conf)
{
	if (conf == state->number[PEDS_STRATA_CONF])
		return PEDS_OK;
	return peds_conf_check(conf) == PEDS_OK ? PEDS_STRATA_CONFS : PEDS_RATE_CONF;
}

/* A term to each sum, or to none if there is no space. */
static peds_status
add_terms(peds_strata *state, const double *term)
{
	for (int i = 0; i < state->sums; i++)
	{
		if (term[i] != 0 && !peds_sum_has_room(sum_of(state, i), state->room))
			return state->room < PEDS_STRATA_ROOM_MAX ? PEDS_NO_SPACE : PEDS_STRATA_STATE;
	}
	for (int i = 0; i < state->sums; i++)
	{
		if (term[i] != 0 && !peds_sum_add(sum_of(state, i), term[i]))
			return PEDS_STRATA_RANGE;
	}
	return PEDS_OK;
}

static void
add_head(peds_strata *state, double undefined, double largest)
{
	double	   *head = state->number;

	head[PEDS_STRATA_UNDEFINED] = fmax(head[PEDS_STRATA_UNDEFINED], undefined);
	head[PEDS_STRATA_LARGEST] = fmax(head[PEDS_STRATA_LARGEST], largest);
}

peds_status
peds_strata_merge(peds_strata *state, const peds_strata *other, int *next)
{
	peds_status status = check_conf(state, other->number[PEDS_STRATA_CONF]);
	double		term[PEDS_STRATA_SUMS_MAX];

	add_head(state, other->number[PEDS_STRATA_UNDEFINED], other->number[PEDS_STRATA_LARGEST]);
	for (; status == PEDS_OK && *next < other->room; ++*next)
	{
		for (int i = 0; i < other->sums; i++)
			term[i] = sum_of(other, i)[*next];
		status = add_terms(state, term);
		if (status != PEDS_OK)
			break;
	}
	return status;
}

/* ----------------------------------------------------------------- strata */

static bool
finite_from_0(double number)
{
	return number >= 0 && isfinite(number);
}

/* What is above 0 must neither overflow nor lose digits near 0. */
static bool
is_exact(double term, bool is_zero)
{
	return is_zero || isnormal(term);
}

peds_status
peds_mh_add(peds_strata *state, int64_t x1, double t1, int64_t x0, double t0, double conf)
{
	peds_status status = check_conf(state, conf);
	double		term[PEDS_MH_SUMS];
	double		a = (double) x1,
				b = (double) x0;
	double		share1,
				share0;
	bool		no_event = x1 == 0 && x0 == 0;

	if (status != PEDS_OK)
		return status;
	if (x1 < 0 || x0 < 0)
		return PEDS_RATE_COUNT;
	if (!finite_from_0(t1) || !finite_from_0(t0))
		return PEDS_RATE_TIME;
	if (t1 == 0 || t0 == 0)
	{
		/* nothing to compare; but events without time are no rate */
		add_head(state, (t1 == 0 && x1 > 0) || (t0 == 0 && x0 > 0), 0);
		return PEDS_OK;
	}
	share1 = t1 / (t1 + t0);
	share0 = t0 / (t1 + t0);
	term[PEDS_MH_EVENTS1] = a * share0;
	term[PEDS_MH_EVENTS0] = b * share1;
	term[PEDS_MH_RATIO_VARIANCE] = (a + b) * share1 * share0;
	term[PEDS_MH_DIFFERENCE_VARIANCE] = a * share0 * share0 + b * share1 * share1;
	term[PEDS_MH_WEIGHT] = t1 * share0;
	if (!is_exact(term[PEDS_MH_EVENTS1], x1 == 0) ||
		!is_exact(term[PEDS_MH_EVENTS0], x0 == 0) ||
		!is_exact(term[PEDS_MH_RATIO_VARIANCE], no_event) ||
		!is_exact(term[PEDS_MH_DIFFERENCE_VARIANCE], no_event) ||
		!isnormal(term[PEDS_MH_WEIGHT]))
		return PEDS_STRATA_RANGE;
	return add_terms(state, term);
}

peds_status
peds_standardized_add(peds_strata *state, int64_t x, double t, double weight, double conf)
{
	peds_status status = check_conf(state, conf);
	double		term[PEDS_STANDARDIZED_SUMS];
	double		ratio;

	if (status != PEDS_OK)
		return status;
	if (x < 0)
		return PEDS_RATE_COUNT;
	if (!finite_from_0(t))
		return PEDS_RATE_TIME;
	if (!finite_from_0(weight))
		return PEDS_RATE_WEIGHT;
	if (t == 0 || weight == 0)
	{
		/* what has no weight does not count; what has, must have a rate */
		add_head(state, weight > 0, 0);
		return PEDS_OK;
	}
	ratio = weight / t;
	term[PEDS_STANDARDIZED_RATE] = (double) x * ratio;
	term[PEDS_STANDARDIZED_VARIANCE] = (double) x * ratio * ratio;
	term[PEDS_STANDARDIZED_WEIGHT] = weight;
	if (!isnormal(ratio) || !is_exact(term[PEDS_STANDARDIZED_RATE], x == 0) ||
		!is_exact(term[PEDS_STANDARDIZED_VARIANCE], x == 0) || !isnormal(weight))
		return PEDS_STRATA_RANGE;
	status = add_terms(state, term);
	if (status == PEDS_OK)
		add_head(state, 0, ratio);
	return status;
}

/* -------------------------------------------------------------- estimates */

/* The sums; PEDS_NO_VALUE if a stratum has no rate. */
static peds_status
read_sums(const peds_strata *state, double *value, peds_estimate *result)
{
	const double *head = state->number;

	result->value = result->lower = result->upper = NAN;
	if (peds_conf_check(head[PEDS_STRATA_CONF]) != PEDS_OK ||
		!finite_from_0(head[PEDS_STRATA_LARGEST]))
		return PEDS_STRATA_STATE;
	for (int i = 0; i < state->sums; i++)
	{
		value[i] = peds_sum_value(sum_of(state, i), state->room);
		if (!finite_from_0(value[i]))
			return PEDS_STRATA_STATE;
	}
	return head[PEDS_STRATA_UNDEFINED] == 0 ? PEDS_OK : PEDS_NO_VALUE;
}

static double
tail_of(const peds_strata *state)
{
	return (1 - state->number[PEDS_STRATA_CONF]) / 2;
}

/* Greenland and Robins 1985: symmetric in the logarithm. */
peds_status
peds_mh_rate_ratio(const peds_strata *state, peds_estimate *result)
{
	double		sum[PEDS_MH_SUMS];
	peds_status status = read_sums(state, sum, result);
	double		events1,
				events0,
				half;

	if (status != PEDS_OK)
		return status == PEDS_NO_VALUE ? PEDS_OK : status;
	events1 = sum[PEDS_MH_EVENTS1];
	events0 = sum[PEDS_MH_EVENTS0];
	if (events0 == 0)
		return PEDS_OK;
	result->value = events1 / events0;
	if (events1 == 0)
	{
		result->lower = 0;
		return PEDS_OK;
	}
	half = peds_normal_upper(tail_of(state)) *
		sqrt(sum[PEDS_MH_RATIO_VARIANCE] / events1 / events0);
	result->lower = result->value * exp(-half);
	result->upper = result->value * exp(half);
	if (isinf(result->upper))
		result->upper = NAN;
	return isnormal(result->value) && isfinite(half) ? PEDS_OK : PEDS_STRATA_RANGE;
}

/* Greenland and Robins 1985. */
peds_status
peds_mh_rate_difference(const peds_strata *state, peds_estimate *result)
{
	double		sum[PEDS_MH_SUMS];
	peds_status status = read_sums(state, sum, result);
	double		half;

	if (status != PEDS_OK)
		return status == PEDS_NO_VALUE ? PEDS_OK : status;
	if (sum[PEDS_MH_WEIGHT] == 0)
		return PEDS_OK;
	result->value = (sum[PEDS_MH_EVENTS1] - sum[PEDS_MH_EVENTS0]) / sum[PEDS_MH_WEIGHT];
	if (!isfinite(result->value))
		return PEDS_STRATA_RANGE;
	if (sum[PEDS_MH_DIFFERENCE_VARIANCE] == 0)
		return PEDS_OK;			/* no events: no variance to go by */
	half = peds_normal_upper(tail_of(state)) *
		(sqrt(sum[PEDS_MH_DIFFERENCE_VARIANCE]) / sum[PEDS_MH_WEIGHT]);
	result->lower = result->value - half;
	result->upper = result->value + half;
	return isfinite(result->lower) && isfinite(result->upper) ? PEDS_OK : PEDS_STRATA_RANGE;
}

/*
 * Fay and Feuer 1997: gamma distributions whose mean and variance are those of
 * the rate y and, for the upper bound, of y with one event more where it weighs
 * most. The latter in units of that weight.
 */
peds_status
peds_standardized_rate(const peds_strata *state, peds_estimate *result)
{
	double		sum[PEDS_STANDARDIZED_SUMS];
	peds_status status = read_sums(state, sum, result);
	double		tail = tail_of(state);
	double		rate,
				variance,
				weight,
				largest,
				mean,
				spread;

	if (status != PEDS_OK)
		return status == PEDS_NO_VALUE ? PEDS_OK : status;
	rate = sum[PEDS_STANDARDIZED_RATE];
	variance = sum[PEDS_STANDARDIZED_VARIANCE];
	weight = sum[PEDS_STANDARDIZED_WEIGHT];
	largest = state->number[PEDS_STRATA_LARGEST];
	if (weight == 0)
		return PEDS_OK;

	result->value = rate / weight;
	result->lower = rate == 0 ? 0 :
		variance / rate / weight * peds_gamma_lower(tail, rate * (rate / variance));
	mean = rate / largest + 1;
	spread = variance / largest / largest + 1;
	result->upper = largest / weight * (spread / mean) *
		peds_gamma_upper(tail, mean * (mean / spread));
	/* of huge counts they differ from the rate by no more than a rounding */
	if (result->lower > result->value)
		result->lower = result->value;
	if (result->upper < result->value)
		result->upper = result->value;
	return is_exact(result->value, rate == 0) && isfinite(result->lower) && isfinite(result->upper) ?
		PEDS_OK : PEDS_STRATA_RANGE;
}
