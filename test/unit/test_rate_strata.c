/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_rate_strata.c
 *		Exact sums against integers of 128 bits; states that do not depend on
 *		the order of the strata nor on how they are split; what has no value,
 *		what is refused, and numbers that no stratum makes.
 */
#include "check.h"

#include <float.h>
#include <math.h>

#include "../../src/core/rate_strata.h"

#define COUNT(array) ((int) (sizeof(array) / sizeof((array)[0])))

__extension__ typedef __int128 int128;

/* --------------------------------------------------------------- sums */

static bool
same_bits(double a, double b)
{
	return memcmp(&a, &b, sizeof(a)) == 0;
}

static double
sum_of(const double *term, int n)
{
	double		sum[PEDS_STRATA_ROOM_MAX] = {0};

	for (int i = 0; i < n; i++)
	{
		CHECK(peds_sum_has_room(sum, PEDS_STRATA_ROOM_MAX));
		CHECK(peds_sum_add(sum, term[i]));
	}
	return peds_sum_value(sum, PEDS_STRATA_ROOM_MAX);
}

static void
shuffle(double *term, int n)
{
	for (int i = n - 1; i > 0; i--)
	{
		int			j = (int) random_between(0, i);
		double		t = term[i];

		term[i] = term[j];
		term[j] = t;
	}
}

/* A whole number of up to 53 bits, at some place of the 60 below the point. */
static void
sums_by_integers(void)
{
	for (int round = 0; round < 3000; round++)
	{
		double		term[200];
		int			n = (int) random_between(1, COUNT(term));
		int			bits = (int) random_between(1, 53);
		int			lowest = (int) random_between(0, 60);
		bool		negative = round % 3 == 0;
		int128		exact = 0;
		double		expected;

		for (int i = 0; i < n; i++)
		{
			int64_t		m = random_between(negative ? -(INT64_C(1) << bits) : 0, INT64_C(1) << bits);
			int			place = (int) random_between(lowest, 60);

			exact += (int128) m * ((int128) 1 << place);
			term[i] = ldexp((double) m, place - 60);
		}
		expected = ldexp((double) exact, -60);
		for (int i = 0; i < 3; i++, shuffle(term, n))
			CHECK_SAY(sum_of(term, n) == expected, "round %d: %.17g, not %.17g", round, sum_of(term, n), expected);
	}
}

/* What lies in the middle of two doubles goes to the even one, unless more follows. */
static void
sums_that_are_rounded(void)
{
	const double half = DBL_EPSILON / 2,
				crumb = ldexp(1, -200);
	const struct
	{
		double		term[4];
		double		sum;
	}			example[] = {
		{{1, half}, 1},
		{{1, half, crumb}, 1 + DBL_EPSILON},
		{{1, half, -crumb}, 1},
		{{1 + DBL_EPSILON, half}, 1 + 2 * DBL_EPSILON},
		{{1 + DBL_EPSILON, half, -crumb}, 1 + DBL_EPSILON},
		{{1 + DBL_EPSILON, half, crumb}, 1 + 2 * DBL_EPSILON},
		{{1, half / 2, half / 2, crumb}, 1 + DBL_EPSILON},
		{{1, crumb, crumb, crumb}, 1},
		{{1e300, 1, -1e300, crumb}, 1},
		{{1e300, crumb, -1e300}, ldexp(1, -200)},
		{{1, -1}, 0},
		{{DBL_MAX, -DBL_MAX, DBL_TRUE_MIN}, DBL_TRUE_MIN},
		{{0}, 0}
	};

	for (int i = 0; i < COUNT(example); i++)
	{
		double		term[4],
					negative[4];

		memcpy(term, example[i].term, sizeof(term));
		for (int j = 0; j < 8; j++, shuffle(term, 4))
		{
			for (int k = 0; k < 4; k++)
				negative[k] = -term[k];
			CHECK_SAY(sum_of(term, 4) == example[i].sum, "example %d", i);
			CHECK_SAY(sum_of(negative, 4) == -example[i].sum, "example %d, negative", i);
		}
	}
}

static int
components(const double *sum)
{
	int			n = 0;

	while (n < PEDS_STRATA_ROOM_MAX && sum[n] != 0)
		n++;
	for (int j = 1; j < n; j++)
		CHECK_SAY(fabs(sum[j - 1]) < fabs(sum[j]), "component %d", j);
	for (int j = n; j < PEDS_STRATA_ROOM_MAX; j++)
		CHECK_SAY(sum[j] == 0, "component %d", j);
	return n;
}

/* Every bit that a double can have: the room that is promised is enough. */
static void
sums_of_all_magnitudes(void)
{
	double		term[2 * 2098];
	double		sum[PEDS_STRATA_ROOM_MAX];
	double		first = 0;
	int			n = 0;
	int			joined = 0;

	for (int e = -1074; e < 1020; e++)
	{
		term[n++] = ldexp(1, e);
		if (e % 2 == 0)
			term[n++] = ldexp(-1, e);
	}
	for (int round = 0; round < 20; round++, shuffle(term, n))
	{
		memset(sum, 0, sizeof(sum));
		for (int i = 0; i < n; i++)
		{
			int			before = components(sum);
			double		value = peds_sum_value(sum, PEDS_STRATA_ROOM_MAX);

			CHECK(peds_sum_has_room(sum, PEDS_STRATA_ROOM_MAX));
			CHECK(same_bits(peds_sum_value(sum, PEDS_STRATA_ROOM_MAX), value));
			if (before == PEDS_STRATA_ROOM_MAX)
			{
				CHECK_SAY(components(sum) <= 42, "%d joined components", components(sum));
				joined++;
			}
			CHECK(peds_sum_add(sum, term[i]));
		}
		components(sum);
		if (round == 0)
			first = peds_sum_value(sum, PEDS_STRATA_ROOM_MAX);
		CHECK(same_bits(peds_sum_value(sum, PEDS_STRATA_ROOM_MAX), first));
	}
	CHECK(joined > 0);
	memset(sum, 0, sizeof(sum));
	CHECK(peds_sum_add(sum, DBL_MAX));
	CHECK(!peds_sum_add(sum, DBL_MAX));
}

/* ------------------------------------------------------------- states */

typedef struct stratum
{
	int64_t		x1,
				x0;
	double		t1,
				t0,
				weight;
} stratum;

/* In exactly the room that it has, so that one number beside it is seen. */
static peds_strata
new_state(int sums, int room, double conf)
{
	peds_strata state = {calloc(peds_strata_numbers(sums, room), sizeof(double)), sums, room};

	CHECK_INT(peds_strata_init(&state, conf), PEDS_OK);
	return state;
}

static void
grow(peds_strata *state)
{
	peds_strata larger = new_state(state->sums, 2 * state->room, 0.5);

	peds_strata_move(&larger, state);
	free(state->number);
	*state = larger;
}

static void
sums_of(const peds_strata *state, double *value)
{
	memset(value, 0, PEDS_STRATA_SUMS_MAX * sizeof(double));
	for (int i = 0; i < state->sums; i++)
		value[i] = peds_sum_value(state->number + PEDS_STRATA_HEAD + i * state->room, state->room);
}

static peds_status
add(peds_strata *state, const stratum *s, double conf)
{
	peds_status status;

	for (;; grow(state))
	{
		double		before[PEDS_STRATA_SUMS_MAX];

		sums_of(state, before);
		status = state->sums == PEDS_MH_SUMS ?
			peds_mh_add(state, s->x1, s->t1, s->x0, s->t0, conf) :
			peds_standardized_add(state, s->x1, s->t1, s->weight, conf);
		if (status != PEDS_OK && status != PEDS_STRATA_RANGE)
		{
			double		after[PEDS_STRATA_SUMS_MAX];

			sums_of(state, after);
			CHECK_SAY(memcmp(before, after, sizeof(after)) == 0, "status %d changed the sums", status);
		}
		if (status != PEDS_NO_SPACE)
			return status;
	}
}

static void
merge(peds_strata *state, const peds_strata *other)
{
	int			next = 0;
	peds_status status;

	while ((status = peds_strata_merge(state, other, &next)) == PEDS_NO_SPACE)
		grow(state);
	CHECK_INT(status, PEDS_OK);
}

static peds_strata
state_of(int sums, const stratum *s, int n)
{
	peds_strata state = new_state(sums, 1, 0.95);

	for (int i = 0; i < n; i++)
		CHECK_INT(add(&state, &s[i], 0.95), PEDS_OK);
	return state;
}

/* All estimates, 3 numbers each. */
static void
estimates(const peds_strata *state, double *number)
{
	peds_estimate e[2] = {{0, 0, 0}, {0, 0, 0}};

	if (state->sums == PEDS_MH_SUMS)
	{
		CHECK_INT(peds_mh_rate_ratio(state, &e[0]), PEDS_OK);
		CHECK_INT(peds_mh_rate_difference(state, &e[1]), PEDS_OK);
	}
	else
		CHECK_INT(peds_standardized_rate(state, &e[0]), PEDS_OK);
	memcpy(number, e, sizeof(e));
}

static void
any_order_and_split(void)
{
	enum
	{
		N = 3000, PARTS = 9
	};
	static stratum s[N];
	static const int sums[] = {PEDS_MH_SUMS, PEDS_STANDARDIZED_SUMS};

	for (int round = 0; round < 6; round++)
	{
		double		spread = round < 4 ? 8 : 60;

		for (int i = 0; i < N; i++)
		{
			s[i].x1 = random_between(0, 20);
			s[i].x0 = random_between(0, 20);
			s[i].t1 = exp((double) random_between(-1000, 1000) / 1000 * spread);
			s[i].t0 = exp((double) random_between(-1000, 1000) / 1000 * spread);
			s[i].weight = exp((double) random_between(-1000, 1000) / 1000 * spread);
		}
		for (int k = 0; k < COUNT(sums); k++)
		{
			peds_strata state = state_of(sums[k], s, N);
			double		expected[6],
						actual[6];

			estimates(&state, expected);
			free(state.number);
			for (int again = 0; again < 5; again++)
			{
				peds_strata part[PARTS];

				for (int i = N - 1; i > 0; i--)
				{
					int			j = (int) random_between(0, i);
					stratum		t = s[i];

					s[i] = s[j];
					s[j] = t;
				}
				state = state_of(sums[k], s, N);
				estimates(&state, actual);
				free(state.number);
				CHECK(memcmp(actual, expected, sizeof(actual)) == 0);

				for (int p = 0; p < PARTS; p++)
					part[p] = new_state(sums[k], PEDS_STRATA_ROOM, 0.95);
				for (int i = 0; i < N; i++)
					CHECK_INT(add(&part[random_between(0, PARTS - 2)], &s[i], 0.95), PEDS_OK);
				for (int p = PARTS - 1; p > 0; p--)
				{
					merge(&part[p - 1], &part[p]);
					free(part[p].number);
				}
				estimates(&part[0], actual);
				free(part[0].number);
				CHECK(memcmp(actual, expected, sizeof(actual)) == 0);
			}
		}
	}
}

/* ------------------------------------------------------------ answers */

static void
check_estimate(int i, const char *what, peds_status status, const peds_estimate *actual,
			   const peds_estimate *expected)
{
	const double a[] = {actual->value, actual->lower, actual->upper};
	const double e[] = {expected->value, expected->lower, expected->upper};

	CHECK_SAY(status == PEDS_OK, "example %d, %s: status %d", i, what, status);
	for (int k = 0; k < 3; k++)
		CHECK_SAY(isnan(e[k]) ? isnan(a[k]) : fabs(a[k] - e[k]) <= 1e-6 * fabs(e[k]),
				  "example %d, %s: %.9g, not %.9g", i, what, a[k], e[k]);
}

#define NOTHING		{NAN, NAN, NAN}
#define GARWOOD_0	{0, 0, 0.36888794541139363}

/* rules 11.4, and what has no value */
static void
answers_by_example(void)
{
	const struct
	{
		stratum		s[2];		/* x1, x0, t1, t0, weight */
		int			n;
		peds_estimate ratio,
					difference,
					standardized;
	}			example[] = {
		{{{5, 3, 1000, 1200, 3}, {12, 6, 800, 900, 6}}, 2,
			{2.1685823754789268, 0.96626454991643274, 4.86693785842039},
			{0.0050496688741721845, -0.00022468591230583642, 0.010324023660650206},
		{0.011666666666666667, 0.0065743865707736963, 0.019258091495021116}},
		{{{0, 0, 10, 10, 1}}, 1, NOTHING, {0, NAN, NAN}, GARWOOD_0},
		{{{0, 4, 10, 10, 0}}, 1, {0, 0, NAN}, {-0.4, -0.791992797, -0.008007203}, NOTHING},
		{{{4, 0, 10, 10, 0}}, 1, NOTHING, {0.4, 0.008007203, 0.791992797}, NOTHING},
		{{{0, 0, 0, 0, 0}}, 1, NOTHING, NOTHING, NOTHING},
		{{{0, 9, 0, 10, 1}}, 1, NOTHING, NOTHING, NOTHING},
		{{{0, 4, 10, 10, 1}, {1, 0, 0, 10, 0}}, 2, NOTHING, NOTHING, GARWOOD_0},
		{{{0, 4, 10, 10, 1}, {0, 1, 10, 0, 0}}, 2, NOTHING, NOTHING, GARWOOD_0},
		{{{0, 4, 10, 10, 1}, {0, 1, 0, 10, 0}}, 2, {0, 0, NAN}, {-0.4, -0.791992797, -0.008007203}, GARWOOD_0},
		{{{0, 4, 10, 10, 1}, {0, 0, 0, 0, 1}}, 2, {0, 0, NAN}, {-0.4, -0.791992797, -0.008007203}, NOTHING}
	};

	for (int i = 0; i < COUNT(example); i++)
	{
		peds_strata mh = state_of(PEDS_MH_SUMS, example[i].s, example[i].n);
		peds_strata st = state_of(PEDS_STANDARDIZED_SUMS, example[i].s, example[i].n);
		peds_estimate e;
		peds_status status;

		status = peds_mh_rate_ratio(&mh, &e);
		check_estimate(i, "ratio", status, &e, &example[i].ratio);
		status = peds_mh_rate_difference(&mh, &e);
		check_estimate(i, "difference", status, &e, &example[i].difference);
		status = peds_standardized_rate(&st, &e);
		check_estimate(i, "standardized", status, &e, &example[i].standardized);
		free(mh.number);
		free(st.number);
	}
}

static void
what_is_refused(void)
{
	const struct
	{
		stratum		s;
		double		conf;
		peds_status mh,
					standardized;
	}			example[] = {
		{{-1, 0, 1, 1, 1}, 0.95, PEDS_RATE_COUNT, PEDS_RATE_COUNT},
		{{0, -1, 1, 1, 1}, 0.95, PEDS_RATE_COUNT, PEDS_OK},
		{{1, 1, -1, 1, 1}, 0.95, PEDS_RATE_TIME, PEDS_RATE_TIME},
		{{1, 1, NAN, 1, 1}, 0.95, PEDS_RATE_TIME, PEDS_RATE_TIME},
		{{1, 1, 0, INFINITY, 1}, 0.95, PEDS_RATE_TIME, PEDS_OK},
		{{1, 1, 1, 1, -1}, 0.95, PEDS_OK, PEDS_RATE_WEIGHT},
		{{1, 1, 1, 1, NAN}, 0.95, PEDS_OK, PEDS_RATE_WEIGHT},
		{{1, 1, 0, 1, INFINITY}, 0.95, PEDS_OK, PEDS_RATE_WEIGHT},
		{{1, 1, 1, 1, 1}, 0.9, PEDS_STRATA_CONFS, PEDS_STRATA_CONFS},
		{{1, 1, 1, 1, 1}, 95, PEDS_RATE_CONF, PEDS_RATE_CONF},
		{{1, 1, 1, 1, 1}, NAN, PEDS_RATE_CONF, PEDS_RATE_CONF},
		{{1, 1, 1e308, 1e308, 1}, 0.95, PEDS_STRATA_RANGE, PEDS_STRATA_RANGE},
		{{1, 1, 1e-200, 1e200, 1e200}, 0.95, PEDS_STRATA_RANGE, PEDS_STRATA_RANGE},
		{{1, 1, 1, 1, DBL_TRUE_MIN}, 0.95, PEDS_OK, PEDS_STRATA_RANGE}
	};

	for (int i = 0; i < COUNT(example); i++)
	{
		peds_strata mh = new_state(PEDS_MH_SUMS, PEDS_STRATA_ROOM, 0.95);
		peds_strata st = new_state(PEDS_STANDARDIZED_SUMS, PEDS_STRATA_ROOM, 0.95);

		CHECK_SAY(add(&mh, &example[i].s, example[i].conf) == example[i].mh, "example %d", i);
		CHECK_SAY(add(&st, &example[i].s, example[i].conf) == example[i].standardized, "example %d", i);
		free(mh.number);
		free(st.number);
	}
}

/* No NaN but for what is not defined, no infinity, the estimate within its bounds. */
static void
check_sane(peds_status status, const peds_estimate *e, const char *what)
{
	if (status != PEDS_OK)
	{
		CHECK_SAY(status == PEDS_STRATA_RANGE, "%s: status %d", what, status);
		return;
	}
	CHECK_SAY(!isinf(e->value) && !isinf(e->lower) && !isinf(e->upper), "%s", what);
	CHECK_SAY(!(e->lower > e->value) && !(e->upper < e->value), "%s: %.17g (%.17g to %.17g)", what, e->value, e->lower, e->upper);
	CHECK_SAY(!isnan(e->value) || (isnan(e->lower) && isnan(e->upper)), "%s", what);
}

static void
extremes(void)
{
	for (int round = 0; round < 60000; round++)
	{
		stratum		s[3];
		double		conf[] = {1e-300, 1e-9, 0.5, 0.95, 0.9999, 1 - DBL_EPSILON / 2};
		double		c = conf[random_between(0, COUNT(conf) - 1)];
		int			widest = (int) random_between(1, 320);
		peds_strata mh = new_state(PEDS_MH_SUMS, PEDS_STRATA_ROOM, c);
		peds_strata st = new_state(PEDS_STANDARDIZED_SUMS, PEDS_STRATA_ROOM, c);
		bool		mh_ok = true,
					st_ok = true;
		peds_estimate e;
		peds_status status;

		for (int i = 0; i < 3; i++)
		{
			double	   *number[] = {&s[i].t1, &s[i].t0, &s[i].weight};
			int64_t    *count[] = {&s[i].x1, &s[i].x0};

			for (int j = 0; j < 3; j++)
				*number[j] = random_between(0, 9) == 0 ? 0 :
					pow(10, (double) random_between(-widest, widest > 308 ? 308 : widest));
			for (int j = 0; j < 2; j++)
				*count[j] = random_between(0, 2) == 0 ? 0 : random_between(0, INT64_MAX) >> random_between(0, 62);
			mh_ok = mh_ok && add(&mh, &s[i], c) == PEDS_OK;
			st_ok = st_ok && add(&st, &s[i], c) == PEDS_OK;
		}
		if (mh_ok)
		{
			status = peds_mh_rate_ratio(&mh, &e);
			check_sane(status, &e, "ratio");
			CHECK_SAY(!(e.lower < 0), "ratio");
			status = peds_mh_rate_difference(&mh, &e);
			check_sane(status, &e, "difference");
		}
		if (st_ok)
		{
			status = peds_standardized_rate(&st, &e);
			check_sane(status, &e, "standardized");
			CHECK_SAY(!(e.lower < 0), "standardized");
		}
		/* nobody's trial is near the limits */
		CHECK_SAY(widest > 40 || (mh_ok && st_ok), "10^%d is refused", widest);
		free(mh.number);
		free(st.number);
	}
}

/* Anybody may call the functions with any array. */
static void
numbers_of_no_strata(void)
{
	static const double odd[] = {0, -0.0, 1, -1, 0.95, DBL_MAX, -DBL_MAX, DBL_MIN, DBL_TRUE_MIN, NAN, INFINITY, -INFINITY, 1e200, 1e-200};
	peds_status (*const read[]) (const peds_strata *, peds_estimate *) = {
		peds_mh_rate_ratio, peds_mh_rate_difference, peds_standardized_rate
	};
	peds_strata state = {NULL, PEDS_MH_SUMS, 0};

	CHECK(!peds_strata_fits(&state, 0));
	CHECK(!peds_strata_fits(&state, PEDS_STRATA_HEAD));
	CHECK(!peds_strata_fits(&state, PEDS_STRATA_HEAD + 4));
	CHECK(peds_strata_fits(&state, PEDS_STRATA_HEAD + 5));
	CHECK_INT(state.room, 1);
	CHECK(peds_strata_fits(&state, PEDS_STRATA_HEAD + 5 * PEDS_STRATA_ROOM_MAX));
	CHECK(!peds_strata_fits(&state, PEDS_STRATA_HEAD + 5 * PEDS_STRATA_ROOM_MAX + 5));
	CHECK(!peds_strata_fits(&state, INT32_MAX));
	CHECK(!peds_strata_fits(&state, INT32_MIN + PEDS_STRATA_HEAD));

	for (int round = 0; round < 60000; round++)
	{
		int			which = round % 3;
		int			sums = which < 2 ? PEDS_MH_SUMS : PEDS_STANDARDIZED_SUMS;
		int			room = (int) random_between(1, round % 100 == 0 ? PEDS_STRATA_ROOM_MAX : 4);
		peds_strata other = new_state(sums, room, 0.95);
		stratum		s = {1, 2, 3, 4, 5};
		peds_estimate e;

		state = new_state(sums, room, 0.95);
		for (int i = PEDS_STRATA_UNDEFINED; i < peds_strata_numbers(sums, room); i++)
		{
			state.number[i] = random_between(0, 3) > 0 ? 0 : odd[random_between(0, COUNT(odd) - 1)];
			other.number[i] = random_between(0, 3) > 0 ? 0 : odd[random_between(0, COUNT(odd) - 1)];
		}
		if (read[which] (&state, &e) == PEDS_OK)
			CHECK_SAY(!isinf(e.value) && !isinf(e.lower) && !isinf(e.upper), "infinite");
		else
			CHECK(true);
		while ((sums == PEDS_MH_SUMS ? peds_mh_add(&state, s.x1, s.t1, s.x0, s.t0, 0.95) :
				peds_standardized_add(&state, s.x1, s.t1, s.weight, 0.95)) == PEDS_NO_SPACE)
			grow(&state);
		for (int next = 0; peds_strata_merge(&state, &other, &next) == PEDS_NO_SPACE;)
			grow(&state);
		free(state.number);
		free(other.number);
	}
}

int
main(void)
{
	RUN(sums_by_integers);
	RUN(sums_that_are_rounded);
	RUN(sums_of_all_magnitudes);
	RUN(any_order_and_split);
	RUN(answers_by_example);
	RUN(what_is_refused);
	RUN(extremes);
	RUN(numbers_of_no_strata);
	return check_end("test_rate_strata");
}
