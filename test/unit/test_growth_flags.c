/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_growth_flags.c
 *		Flags of a series: each planted error is found, a clean child has none,
 *		the order of the measurements does not matter, nothing prints NaN; lines
 *		crossed and faltering at their limits.
 */
#include "check.h"

#include <float.h>
#include <math.h>

#include "../../src/core/growth_faltering.h"
#include "../../src/core/growth_flags.h"

#define N 10

/* A boy on z 0.3 (weight) and -0.5 (size), ten visits 30 days apart from `age` on. */
static void
make_child(peds_growth_point *p, int age)
{
	for (int i = 0; i < 2 * N; i++)
	{
		peds_growth_measure measure = i < N ? PEDS_GROWTH_WEIGHT : PEDS_GROWTH_HEIGHT;
		int64_t		days = age + 30 * (i % N);
		peds_growth_at at;

		p[i] = (peds_growth_point)
		{
			.row = i, .reference = PEDS_GROWTH_WHO, .measure = measure, .sex = PEDS_MALE, .age_days = days
		};
		CHECK(peds_growth_by_age(PEDS_GROWTH_WHO, peds_growth_measure_at(PEDS_GROWTH_WHO, measure, days),
								 PEDS_MALE, days, &at) == PEDS_GROWTH_OK);
		CHECK(peds_growth_value(&at, i < N ? 0.3 : -0.5, &p[i].value));
	}
}

/* Flags by row. */
static void
flags_of(peds_growth_point *p, int n, peds_growth_flag *flag)
{
	int			room[2 * N];

	peds_growth_flags(p, n, room);
	for (int i = 0; i < n; i++)
		flag[p[i].row] = p[i].flag;
}

/* One value is changed: it alone is flagged, and so. */
static void
check_planted(int age, int row, double factor, double add, peds_growth_flag expected)
{
	peds_growth_point p[2 * N];
	peds_growth_flag flag[2 * N];

	make_child(p, age);
	p[row].value = p[row].value * factor + add;
	flags_of(p, 2 * N, flag);
	for (int i = 0; i < 2 * N; i++)
		CHECK_SAY(flag[i] == (i == row ? expected : PEDS_FLAG_NONE), "age %d, row %d: %d has flag %d, not %d",
				  age, row, i, flag[i], expected);
}

static void
test_planted(void)
{
	static const int ages[] = {30, 200, 600, 1200, 2500};

	for (size_t a = 0; a < sizeof(ages) / sizeof(ages[0]); a++)
		for (int row = 0; row < N; row++)
		{
			int			age = ages[a];

			check_planted(age, row, 1, 0, PEDS_FLAG_NONE);
			check_planted(age, row, 2.20462262, 0, PEDS_FLAG_POUNDS);
			check_planted(age, row, 1000, 0, PEDS_FLAG_GRAMS);
			check_planted(age, row, 10, 0, PEDS_FLAG_TENFOLD);
			check_planted(age, row, 0.1, 0, PEDS_FLAG_TENTH);
			check_planted(age, row, -1, 0, PEDS_FLAG_NOT_POSITIVE);
			check_planted(age, row, 0, 0, PEDS_FLAG_NOT_POSITIVE);
			check_planted(age, row, NAN, 0, PEDS_FLAG_NOT_POSITIVE);
			check_planted(age, row, 1, INFINITY, PEDS_FLAG_NOT_POSITIVE);
			check_planted(age, row, 1, DBL_MAX, PEDS_FLAG_IMPLAUSIBLE);
			check_planted(age, N + row, 1 / 2.54, 0, PEDS_FLAG_INCHES);
			check_planted(age, N + row, 0.01, 0, PEDS_FLAG_METRES);
			check_planted(age, N + row, 10, 0, PEDS_FLAG_TENFOLD);
			check_planted(age, N + row, 0.1, 0, PEDS_FLAG_TENTH);
			check_planted(age, N + row, 1.7, 0, PEDS_FLAG_IMPLAUSIBLE);
			check_planted(age, N + row, 1, 8.5 + age / 200.0, PEDS_FLAG_JUMP);
			/* beyond what it grew before */
			if (row > 0 && age < 2000 && age > 100)
				check_planted(age, N + row, 1, -10, PEDS_FLAG_SHRANK);
		}
}

static void
test_shrunk(void)
{
	peds_growth_point p[2 * N];
	peds_growth_flag flag[2 * N];

	/* a fall of what is allowed, and a little more */
	for (int more = 0; more < 2; more++)
	{
		make_child(p, 2500);
		p[N + 5].value = p[N + 4].value - 2.5 - (more ? 0.001 : -0.001);
		flags_of(p, 2 * N, flag);
		CHECK_INT(flag[N + 5], more ? PEDS_FLAG_SHRANK : PEDS_FLAG_NONE);
		CHECK_INT(flag[N + 4], PEDS_FLAG_NONE);
	}

	/* the earlier value is the one that does not fit */
	make_child(p, 2500);
	p[N + 4].value += 4;
	flags_of(p, 2 * N, flag);
	CHECK_INT(flag[N + 4], PEDS_FLAG_SHRANK);
	for (int i = 5; i < N; i++)
		CHECK_INT(flag[N + i], PEDS_FLAG_NONE);
}

static void
test_pairs(void)
{
	static const int ages[] = {200, 600, 1200, 2500};
	peds_growth_point p[2 * N];
	peds_growth_flag flag[2 * N];

	for (size_t a = 0; a < sizeof(ages) / sizeof(ages[0]); a++)
		for (int row = 0; row < N; row++)
		{
			double		weight;

			make_child(p, ages[a]);
			weight = p[row].value;
			CHECK_INT(peds_growth_swap(PEDS_GROWTH_WHO, PEDS_MALE, p[row].age_days, weight, p[N + row].value), PEDS_FLAG_NONE);
			CHECK_INT(peds_growth_swap(PEDS_GROWTH_WHO, PEDS_MALE, p[row].age_days, p[N + row].value, weight), PEDS_FLAG_SWAPPED);
			p[row].value = p[N + row].value;
			p[N + row].value = weight;
			flags_of(p, 2 * N, flag);
			for (int i = 0; i < 2 * N; i++)
				CHECK_INT(flag[i], i % N == row ? PEDS_FLAG_SWAPPED : PEDS_FLAG_NONE);
		}

	/* twice on a day */
	make_child(p, 1200);
	p[5].age_days = p[4].age_days;
	flags_of(p, 2 * N, flag);
	CHECK_INT(flag[4], PEDS_FLAG_SAME_DAY);
	CHECK_INT(flag[5], PEDS_FLAG_SAME_DAY);
	make_child(p, 1200);
	p[5].age_days = p[4].age_days;
	p[5].value = p[4].value;
	flags_of(p, 2 * N, flag);
	CHECK_INT(flag[4], PEDS_FLAG_NONE);
	CHECK_INT(flag[5], PEDS_FLAG_NONE);
}

/* Few neighbours, and wrong ones. */
static void
test_few(void)
{
	peds_growth_point p[2 * N];
	peds_growth_flag flag[2 * N];

	/* of two, the one that is farther from the median */
	make_child(p, 2500);
	p[1].value *= 2.2;
	flags_of(p, 2, flag);
	CHECK_INT(flag[0], PEDS_FLAG_NONE);
	CHECK_INT(flag[1], PEDS_FLAG_POUNDS);

	p[0] = p[1] = (peds_growth_point) {.reference = PEDS_GROWTH_CDC, .age_days = 5000, .value = 40};
	p[1].row = 1;
	p[1].age_days += 100;
	p[1].value = 90;
	flags_of(p, 2, flag);
	CHECK_INT(p[1].status, PEDS_GROWTH_OK);
	CHECK_INT(flag[0], PEDS_FLAG_NONE);
	CHECK_INT(flag[1], PEDS_FLAG_POUNDS);

	/* two wrong of three */
	make_child(p, 2500);
	p[N].value /= 100;
	p[N + 1].value /= 100;
	flags_of(p + N, 3, flag);
	for (int i = 0; i < 3; i++)
		CHECK_INT(p[N + i].flag, i < 2 ? PEDS_FLAG_METRES : PEDS_FLAG_NONE);

	/* one wrong of three accuses nobody else; of two that differ, neither jumps */
	for (int wrong = 0; wrong < 3; wrong++)
	{
		make_child(p, 1200);
		p[wrong].value *= 1.5;
		flags_of(p, 3, flag);
		for (int i = 0; i < 3; i++)
			CHECK_INT(flag[i], i == wrong ? PEDS_FLAG_JUMP : PEDS_FLAG_NONE);
		make_child(p, 1200);
		p[1].value *= 1.5;
		flags_of(p, 2, flag);
		CHECK_INT(flag[0], PEDS_FLAG_NONE);
		CHECK_INT(flag[1], PEDS_FLAG_NONE);
	}

	/* a neighbour of more than a year away is none */
	for (int far = 0; far < 2; far++)
	{
		make_child(p, 1200);
		p[1].age_days = p[0].age_days + 1;
		p[2].age_days = p[0].age_days + 365 + far;
		p[2].value *= 1.6;
		flags_of(p, 3, flag);
		CHECK_INT(flag[2], far ? PEDS_FLAG_NONE : PEDS_FLAG_JUMP);
	}
}

static void
test_alone(void)
{
	/* no table: the neighbours' values decide */
	peds_growth_point p[2 * N];
	peds_growth_flag flag[2 * N];

	make_child(p, 2500);
	for (int i = 0; i < N; i++)
		p[i].age_days += 3000;
	p[3].value *= 2.2;
	p[7].value *= 10;
	flags_of(p, N, flag);
	for (int i = 0; i < N; i++)
		CHECK_INT(flag[i], i == 3 ? PEDS_FLAG_POUNDS : i == 7 ? PEDS_FLAG_TENFOLD : PEDS_FLAG_NONE);

	CHECK_INT(peds_growth_suspicion(PEDS_GROWTH_WHO, PEDS_GROWTH_WEIGHT, PEDS_MALE, 365, 9.6), PEDS_FLAG_NONE);
	CHECK_INT(peds_growth_suspicion(PEDS_GROWTH_WHO, PEDS_GROWTH_WEIGHT, PEDS_MALE, 365, 21.2), PEDS_FLAG_POUNDS);
	CHECK_INT(peds_growth_suspicion(PEDS_GROWTH_WHO, PEDS_GROWTH_WEIGHT, PEDS_MALE, 365, 9600), PEDS_FLAG_GRAMS);
	CHECK_INT(peds_growth_suspicion(PEDS_GROWTH_WHO, PEDS_GROWTH_WEIGHT, PEDS_MALE, 365, 76), PEDS_FLAG_OTHER_MEASURE);
	CHECK_INT(peds_growth_suspicion(PEDS_GROWTH_WHO, PEDS_GROWTH_LENGTH, PEDS_MALE, 365, 0.76), PEDS_FLAG_METRES);
	CHECK_INT(peds_growth_suspicion(PEDS_GROWTH_WHO, PEDS_GROWTH_LENGTH, PEDS_MALE, 365, 29.9), PEDS_FLAG_INCHES);
	CHECK_INT(peds_growth_suspicion(PEDS_GROWTH_WHO, PEDS_GROWTH_BMI, PEDS_MALE, 365, 170), PEDS_FLAG_TENFOLD);
	CHECK_INT(peds_growth_suspicion(PEDS_GROWTH_WHO, PEDS_GROWTH_HEAD, PEDS_MALE, 365, 4.6), PEDS_FLAG_TENTH);
	CHECK_INT(peds_growth_suspicion(PEDS_GROWTH_WHO, PEDS_GROWTH_WEIGHT, PEDS_MALE, 365, 41), PEDS_FLAG_NONE);
	CHECK_INT(peds_growth_suspicion(PEDS_GROWTH_WHO, PEDS_GROWTH_WEIGHT, PEDS_MALE, -1, 41), PEDS_FLAG_NONE);
	CHECK_INT(peds_growth_suspicion(PEDS_GROWTH_CDC, PEDS_GROWTH_HEAD, PEDS_MALE, 900, 41), PEDS_FLAG_NONE);
	CHECK_INT(peds_growth_suspicion(PEDS_GROWTH_WHO, PEDS_GROWTH_WEIGHT, PEDS_MALE, 365, NAN), PEDS_FLAG_NONE);
}

/* Whatever comes: the same flags in any order, words without NaN or infinity. */
static void
test_random(void)
{
	static const double strange[] = {0, -1, NAN, INFINITY, -INFINITY, DBL_MIN, 4.9e-324, DBL_MAX, 1e-5, 1e5};
	char		words[PEDS_FLAG_TEXT_SIZE];

	for (int round = 0; round < 4000; round++)
	{
		peds_growth_point p[2 * N],
					q[2 * N];
		peds_growth_flag flag[2 * N],
					again[2 * N];
		int			n = (int) random_between(0, 2 * N);

		for (int i = 0; i < n; i++)
		{
			p[i] = (peds_growth_point)
			{
				.row = i, .reference = (peds_growth_reference) random_between(0, 1),
				.measure = (peds_growth_measure) random_between(0, 4), .sex = (peds_sex) random_between(0, 1),
				.age_days = round % 8 == 0 ? random_between(-INT64_C(5000000000), INT64_C(5000000000)) : random_between(-100, 8000),
				.value = exp(random_between(-300, 700) / 100.0)
			};
			if (random_between(0, 9) == 0)
				p[i].value = strange[random_between(0, 9)];
			if (i > 0 && random_between(0, 3) == 0)
				p[i].age_days = p[i - 1].age_days;
			q[i] = p[i];
		}
		for (int i = n - 1; i > 0; i--)
		{
			int			j = (int) random_between(0, i);
			peds_growth_point t = q[i];

			q[i] = q[j];
			q[j] = t;
		}
		flags_of(p, n, flag);
		flags_of(q, n, again);
		CHECK(true);
		for (int i = 0; i < n; i++)
		{
			CHECK_INT(again[i], flag[i]);
			CHECK((unsigned) p[i].flag < PEDS_FLAG_COUNT);
			CHECK(isnan(p[i].z) || isfinite(p[i].z));
			CHECK(peds_growth_flag_print(&p[i], words) < PEDS_FLAG_TEXT_SIZE);
			CHECK_SAY(strstr(words, "nan") == NULL && strstr(words, "inf") == NULL, "%s", words);
			CHECK((words[0] == '\0') == (p[i].flag == PEDS_FLAG_NONE || p[i].flag == PEDS_FLAG_NOT_POSITIVE));
		}
	}
}

static void
test_list(void)
{
	for (int i = 1; i < PEDS_FLAG_COUNT; i++)
	{
		const peds_growth_flag_row *row = peds_growth_flag_get((peds_growth_flag) i);

		CHECK(row->name != NULL && row->meaning != NULL && row->threshold != NULL && row->source != NULL && row->confidence != NULL);
	}
	for (int i = 0; i < PEDS_FALTERING_COUNT; i++)
	{
		const peds_faltering_row *row = peds_faltering_get((peds_faltering) i);
		peds_faltering back;

		CHECK(row->name != NULL && row->meaning != NULL && row->measure != NULL && row->source != NULL && row->confidence != NULL);
		CHECK_INT(peds_faltering_parse(row->name, strlen(row->name), &back), PEDS_OK);
		CHECK_INT(back, i);
		CHECK_INT(peds_faltering_parse(row->name, strlen(row->name) - 1, &back), PEDS_FALTERING_DEFINITION);
	}
}

/* --------------------------------------------------------------- faltering */

static void
test_velocity(void)
{
	double		v;

	CHECK(peds_growth_velocity(1461, 8, 0, &v) && v == 2);
	CHECK(!peds_growth_velocity(0, 8, 0, &v));
	CHECK(!peds_growth_velocity(-10, 8, -20, &v));
	CHECK(!peds_growth_velocity(89, 8, 90, &v));
	CHECK(peds_growth_velocity(90, 8, 90, &v));
	CHECK(!peds_growth_velocity(1, DBL_MAX, 0, &v));
	CHECK(!peds_growth_velocity(10, NAN, 0, &v));
}

static void
test_lines(void)
{
	static const char *names[] = {"uk-who", "cdc", "who"};

	for (int c = 0; c < 3; c++)
	{
		const peds_centile_chart *chart = NULL;

		CHECK_INT(peds_centile_chart_parse(names[c], strlen(names[c]), &chart), PEDS_OK);
		CHECK_INT(peds_centile_lines(chart, -10, 10), chart->nlines);
		for (int i = 0; i < chart->nlines; i++)
		{
			double		z = chart->z[i];
			double		centile = peds_growth_centile(z);
			double		printed = strtod(chart->lines, NULL);
			const char *s = chart->lines;

			for (int j = 0; j < i; j++)
				s = strchr(s, ',') + 1;
			printed = strtod(s, NULL);
			CHECK_SAY(fabs(centile - printed) < (c == 0 ? 0.5 : 1e-9), "%s %g: %g", names[c], printed, centile);
			CHECK_INT(peds_centile_lines(chart, z, nextafter(z, -10)), -1);
			CHECK_INT(peds_centile_lines(chart, nextafter(z, -10), z), 1);
			CHECK_INT(peds_centile_lines(chart, z, nextafter(z, 10)), 0);
		}
		for (int i = 0; i < 200; i++)
		{
			double		x = random_between(-400, 400) / 100.0;
			double		y = random_between(-400, 400) / 100.0;

			CHECK_INT(peds_centile_lines(chart, x, y), -peds_centile_lines(chart, y, x));
		}
	}
}

static void
test_faltering(void)
{
	static const struct
	{
		double		birth;
		int			spaces;
	}			nice[] = {
		{-1.34, 1}, {-1.33, 2}, {0, 2}, {1.33, 2}, {1.34, 3}, {3, 3}
	};

	for (size_t i = 0; i < sizeof(nice) / sizeof(nice[0]); i++)
	{
		double		fall = nice[i].spaces * 2 / 3.0;

		CHECK(peds_growth_faltering(PEDS_FALTERING_NICE_FALL, nice[i].birth, 1, 1 - fall));
		CHECK(!peds_growth_faltering(PEDS_FALTERING_NICE_FALL, nice[i].birth, 1, 1 - fall + 0.001));
		CHECK(peds_growth_faltering(PEDS_FALTERING_NICE_FALL, NAN, nice[i].birth, nice[i].birth - fall));
		CHECK(!peds_growth_faltering(PEDS_FALTERING_NICE_FALL, NAN, nice[i].birth, nice[i].birth - fall + 0.001));
	}
	CHECK(peds_growth_faltering(PEDS_FALTERING_NICE, NAN, -2.01, -2.01));
	CHECK(!peds_growth_faltering(PEDS_FALTERING_NICE, NAN, -1.99, -1.99));
	CHECK(!peds_growth_faltering(PEDS_FALTERING_NICE_FALL, NAN, -2.01, -2.01));
	for (int i = 1; i <= 3; i++)
	{
		CHECK(peds_growth_faltering(PEDS_FALTERING_MILD + i - 1, NAN, 0.3, 0.3 - i));
		CHECK(!peds_growth_faltering(PEDS_FALTERING_MILD + i - 1, NAN, 0.3, 0.301 - i));
	}
	CHECK(peds_growth_faltering(PEDS_FALTERING_TWO_LINES, NAN, 0, -0.68));
	CHECK(!peds_growth_faltering(PEDS_FALTERING_TWO_LINES, NAN, -0.1, -0.68));
	CHECK(!peds_growth_faltering(PEDS_FALTERING_TWO_LINES, NAN, -0.68, 0));
}

int
main(void)
{
	RUN(test_planted);
	RUN(test_shrunk);
	RUN(test_pairs);
	RUN(test_few);
	RUN(test_alone);
	RUN(test_random);
	RUN(test_list);
	RUN(test_velocity);
	RUN(test_lines);
	RUN(test_faltering);
	return check_end("test_growth_flags");
}
