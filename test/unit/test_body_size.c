/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_body_size.c
 *		Worked examples, both ends of every limit, strange numbers, and that the
 *		nearest measurement does not depend on the order or on the split of rows.
 */
#include "check.h"

#include <float.h>
#include <math.h>

#include "../../src/core/body_size.h"

static const double strange[] = {
	0, -0.0, -1, NAN, INFINITY, -INFINITY, DBL_MIN, 4.9e-324, DBL_MAX, -DBL_MAX, 1e300, 1e-300, 70
};

#define NSTRANGE ((int) (sizeof(strange) / sizeof(strange[0])))

static void
test_words(void)
{
	peds_bsa_formula formula;
	peds_creatinine_unit unit;

	CHECK_INT(peds_bsa_formula_parse("mosteller", 9, &formula), PEDS_OK);
	CHECK_INT(formula, PEDS_BSA_MOSTELLER);
	CHECK_INT(peds_bsa_formula_parse("haycock", 7, &formula), PEDS_OK);
	CHECK_INT(formula, PEDS_BSA_HAYCOCK);
	CHECK_INT(peds_bsa_formula_parse("haycock", 6, &formula), PEDS_BSA_FORMULA);
	CHECK_INT(peds_bsa_formula_parse("", 0, &formula), PEDS_BSA_FORMULA);
	CHECK_INT(peds_creatinine_unit_parse("mg/dL", 5, &unit), PEDS_OK);
	CHECK_INT(unit, PEDS_CREATININE_MG_DL);
	CHECK_INT(peds_creatinine_unit_parse("umol/L", 6, &unit), PEDS_OK);
	CHECK_INT(unit, PEDS_CREATININE_UMOL_L);
	CHECK_INT(peds_creatinine_unit_parse("mg/dl", 5, &unit), PEDS_CREATININE_UNIT);
}

static bool
same(double a, double b)
{
	return fabs(a - b) <= 1e-13 * fabs(b);
}

static void
test_formulas(void)
{
	double		x = NAN;

	/* 3600 = 60^2, so these are exact */
	CHECK_INT(peds_body_surface_area(100, 36, PEDS_BSA_MOSTELLER, &x).fault, PEDS_QUANTITY_OK);
	CHECK(x == 1);
	CHECK_INT(peds_body_surface_area(50, 4.5, PEDS_BSA_MOSTELLER, &x).fault, PEDS_QUANTITY_OK);
	CHECK_SAY(same(x, 0.25), "%.17g", x);
	/* 0.024265 * 4.5^0.5378 * 50^0.3964, to 30 digits */
	CHECK_INT(peds_body_surface_area(50, 4.5, PEDS_BSA_HAYCOCK, &x).fault, PEDS_QUANTITY_OK);
	CHECK_SAY(same(x, 0.2568914767335750766), "%.17g", x);

	CHECK_INT(peds_egfr_schwartz(100, 0.5, PEDS_CREATININE_MG_DL, &x).fault, PEDS_QUANTITY_OK);
	CHECK_SAY(same(x, 82.6), "%.17g", x);
	CHECK_INT(peds_egfr_schwartz(100, 44.2, PEDS_CREATININE_UMOL_L, &x).fault, PEDS_QUANTITY_OK);
	CHECK_SAY(same(x, 82.6), "%.17g", x);

	CHECK_INT(peds_dose_per_kg(150, 12, &x).fault, PEDS_QUANTITY_OK);
	CHECK(x == 12.5);
	CHECK_INT(peds_dose_per_kg(-0.0, 12, &x).fault, PEDS_QUANTITY_OK);
	CHECK(x == 0 && !signbit(x));
}

static void
check_status(peds_size_status status, const char *words)
{
	char		out[PEDS_SIZE_TEXT_SIZE];

	int			length = peds_size_status_print(status, out);

	CHECK_INT(length, strlen(out));
	CHECK_TEXT(out, words);
}

static void
test_limits(void)
{
	double		x;

#define BSA(h, w) peds_body_surface_area(h, w, PEDS_BSA_MOSTELLER, &x)
#define MG(h, c) peds_egfr_schwartz(h, c, PEDS_CREATININE_MG_DL, &x)
#define UMOL(h, c) peds_egfr_schwartz(h, c, PEDS_CREATININE_UMOL_L, &x)
#define DOSE(d, w) peds_dose_per_kg(d, w, &x)
	check_status(BSA(20, 0.2), "ok");
	check_status(BSA(250, 300), "ok");
	check_status(BSA(nextafter(20, 0), 0.2), "no value: height below 20 cm");
	check_status(BSA(nextafter(250, 300), 0.2), "no value: height above 250 cm");
	check_status(BSA(20, nextafter(0.2, 0)), "no value: weight below 0.2 kg");
	check_status(BSA(20, nextafter(300, 400)), "no value: weight above 300 kg");
	check_status(BSA(0, 10), "no value: height is not a positive finite number");
	check_status(BSA(100, NAN), "no value: weight is not a positive finite number");
	check_status(MG(100, 0.05), "ok");
	check_status(MG(100, 25), "ok");
	check_status(MG(100, 0.0499), "no value: creatinine below 0.05 mg/dL");
	check_status(MG(100, 25.01), "no value: creatinine above 25 mg/dL");
	check_status(MG(100, -INFINITY), "no value: creatinine is not a positive finite number");
	check_status(MG(1, 1), "no value: height below 20 cm");
	check_status(UMOL(100, 4.42), "ok");
	check_status(UMOL(100, 2210), "ok");
	check_status(UMOL(100, 4.41), "no value: creatinine below 4.42 umol/L");
	check_status(UMOL(100, 2210.1), "no value: creatinine above 2210 umol/L");
	check_status(DOSE(0, 0.2), "ok");
	check_status(DOSE(5, 300), "ok");
	check_status(DOSE(-1, 10), "no value: dose is not a non-negative finite number");
	check_status(DOSE(INFINITY, 10), "no value: dose is not a non-negative finite number");
	check_status(DOSE(5, 3500), "no value: weight above 300 kg");
	check_status(DOSE(DBL_MAX, 0.5), "no value: dose too large");
	check_status(DOSE(DBL_MAX, 1), "ok");
}

static void
test_strange(void)
{
	for (int i = 0; i < NSTRANGE; i++)
		for (int j = 0; j < NSTRANGE; j++)
			for (int word = 0; word < 2; word++)
			{
				double		x = 77;

				if (peds_body_surface_area(strange[i], strange[j], word, &x).fault == PEDS_QUANTITY_OK)
					CHECK(isfinite(x) && x > 0 && x < 10);
				if (peds_egfr_schwartz(strange[i], strange[j], word, &x).fault == PEDS_QUANTITY_OK)
					CHECK(isfinite(x) && x > 0);
				if (peds_dose_per_kg(strange[i], strange[j], &x).fault == PEDS_QUANTITY_OK)
					CHECK(isfinite(x) && x >= 0 && !signbit(x));
			}
}

/* ------------------------------------------------------ nearest measurement */

typedef struct row
{
	int64_t		day;
	double		value;
} row;

static void
check_nearest(const row *rows, int n, int64_t at, int64_t within, int64_t day, double value)
{
	double		state[PEDS_NEAREST_NUMBERS];

	peds_nearest_init(state, at);
	for (int i = 0; i < n; i++)
		CHECK_INT(peds_nearest_add(state, at, rows[i].day, rows[i].value, within), PEDS_OK);
	CHECK(peds_nearest_valid(state));
	CHECK(peds_nearest_found(state));
	CHECK_INT(state[PEDS_NEAREST_DAY], day);
	CHECK_SAY(state[PEDS_NEAREST_VALUE] == value, "%g", state[PEDS_NEAREST_VALUE]);
}

static void
test_nearest(void)
{
	static const row rows[] = {{90, 1}, {97, 2}, {103, 3}, {103, 2.5}, {110, 4}};
	double		state[PEDS_NEAREST_NUMBERS];
	double		other[PEDS_NEAREST_NUMBERS];

	check_nearest(rows, 5, 100, INT64_MAX, 97, 2);	/* as near: the earlier */
	check_nearest(rows, 5, 101, INT64_MAX, 103, 2.5);	/* one day: the least */
	check_nearest(rows, 5, 90, 0, 90, 1);
	check_nearest(rows, 5, 1000, 890, 110, 4);	/* just within */
	check_nearest(rows + 2, 2, PEDS_DAY_MIN, INT64_MAX, 103, 2.5);
	check_nearest(rows, 5, PEDS_DAY_END - 1, INT64_MAX, 110, 4);

	peds_nearest_init(state, 1000);
	for (int i = 0; i < 5; i++)
		CHECK_INT(peds_nearest_add(state, 1000, rows[i].day, rows[i].value, 889), PEDS_OK);
	CHECK(!peds_nearest_found(state) && peds_nearest_valid(state));
	CHECK_INT(peds_nearest_add(state, 1000, 1000, NAN, 889), PEDS_OK);
	CHECK_INT(peds_nearest_add(state, 1000, 1000, INFINITY, 889), PEDS_OK);
	CHECK(!peds_nearest_found(state));
	CHECK_INT(peds_nearest_add(state, 1000, 1000, -0.0, 889), PEDS_OK);
	CHECK(peds_nearest_found(state) && !signbit(state[PEDS_NEAREST_VALUE]));
	CHECK_INT(peds_nearest_add(state, 1001, 1000, 1, 889), PEDS_NEAREST_DAYS);
	peds_nearest_init(other, 1001);
	CHECK_INT(peds_nearest_merge(state, other), PEDS_NEAREST_DAYS);
	peds_nearest_init(other, 1000);
	CHECK_INT(peds_nearest_merge(state, other), PEDS_OK);
	CHECK(peds_nearest_found(state));
}

static void
test_nearest_order(void)
{
	for (int round = 0; round < 3000; round++)
	{
		row			rows[8];
		int			n = (int) random_between(1, 8);
		int64_t		at = random_between(-5, 5);
		int64_t		within = random_between(0, 6);
		double		all[PEDS_NEAREST_NUMBERS];
		int			best = -1;

		/* the nearest by its definition */
		for (int i = 0; i < n; i++)
		{
			rows[i].day = random_between(-5, 5);
			rows[i].value = (double) random_between(-2, 2) * (random_between(0, 1) ? 1 : -1);
			if (llabs(rows[i].day - at) > within)
				continue;
			if (best < 0 || llabs(rows[i].day - at) < llabs(rows[best].day - at) ||
				(llabs(rows[i].day - at) == llabs(rows[best].day - at) &&
				 (rows[i].day < rows[best].day ||
				  (rows[i].day == rows[best].day && rows[i].value < rows[best].value))))
				best = i;
		}
		for (int again = 0; again < 4; again++)
		{
			double		part[3][PEDS_NEAREST_NUMBERS];

			for (int i = 0; i < 3; i++)
				peds_nearest_init(part[i], at);
			peds_nearest_init(all, at);
			for (int i = n - 1; i > 0; i--)
			{
				int			j = (int) random_between(0, i);
				row			r = rows[i];

				if (best == i)
					best = j;
				else if (best == j)
					best = i;
				rows[i] = rows[j];
				rows[j] = r;
			}
			for (int i = 0; i < n; i++)
				CHECK_INT(peds_nearest_add(part[random_between(0, 2)], at, rows[i].day, rows[i].value, within), PEDS_OK);
			for (int i = 0; i < 3; i++)
				CHECK_INT(peds_nearest_merge(all, part[i]), PEDS_OK);
			CHECK_INT(peds_nearest_found(all), best >= 0);
			if (best >= 0)
			{
				CHECK_INT(all[PEDS_NEAREST_DAY], rows[best].day);
				CHECK(all[PEDS_NEAREST_VALUE] == rows[best].value && !(all[PEDS_NEAREST_VALUE] == 0 && signbit(all[PEDS_NEAREST_VALUE])));
			}
		}
	}
}

static void
test_nearest_valid(void)
{
	static const struct
	{
		double		number[PEDS_NEAREST_NUMBERS];
		bool		valid;
	}			t[] = {
		{{0, 0, 0}, true}, {{0, INFINITY, 0}, true}, {{PEDS_DAY_MIN, PEDS_DAY_END - 1, -1}, true},
		{{0.5, 0, 0}, false}, {{0, 0.5, 0}, false}, {{0, 0, NAN}, false}, {{0, 0, INFINITY}, false},
		{{NAN, 0, 0}, false}, {{0, NAN, 0}, false}, {{0, -INFINITY, 0}, false}, {{INFINITY, INFINITY, 0}, false},
		{{PEDS_DAY_END, 0, 0}, false}, {{0, PEDS_DAY_END, 0}, false}, {{PEDS_DAY_MIN - 1, 0, 0}, false}
	};

	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		CHECK_SAY(peds_nearest_valid(t[i].number) == t[i].valid, "row %zu", i);
}

int
main(void)
{
	RUN(test_words);
	RUN(test_formulas);
	RUN(test_limits);
	RUN(test_strange);
	RUN(test_nearest);
	RUN(test_nearest_order);
	RUN(test_nearest_valid);
	return check_end("test_body_size");
}
