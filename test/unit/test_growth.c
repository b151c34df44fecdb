/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_growth.c
 *		Every table at every place: z and value are each other's inverse, rise,
 *		and go on without a step; the list of tables says where they begin and
 *		end; no value leads to NaN or infinity; words and statuses.
 */
#include "check.h"

#include <float.h>
#include <math.h>

#include "../../src/core/growth_tables.h"
#include "../../src/core/quantile.h"

#define NMEASURES 5

static bool
near(double a, double b, double relative)
{
	return fabs(a - b) <= relative * fmax(1, fabs(b));
}

/* ------------------------------------------------------------ distributions */

static void
test_tails(void)
{
	/* R: pnorm(x, lower.tail = FALSE), pt(x, df, lower.tail = FALSE), qt(p, df, lower.tail = FALSE) */
	static const struct
	{
		double		x,
					df,
					tail;
	}			t[] = {
		{0, 15.4146, 0.5}, {1, 15.4146, 0.166375374675849}, {-2.5, 19.95849, 0.989373248750162},
		{6, 26.17975, 1.19728848321998e-06}, {2, 1e9, 0.0227501320831567}
	};

	CHECK(near(peds_normal_tail(1.6448536269514727), 0.05, 1e-15));
	CHECK(near(peds_normal_tail(0), 0.5, 0));
	CHECK(fabs(peds_normal_tail(10) / 7.61985302416047e-24 - 1) < 1e-12);
	CHECK(near(peds_normal_tail(-40), 1, 0));
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++)
	{
		CHECK_SAY(fabs(peds_student_tail(t[i].x, t[i].df) / t[i].tail - 1) < 1e-12,
				  "%g %g: %.15g", t[i].x, t[i].df, peds_student_tail(t[i].x, t[i].df));
		CHECK_SAY(near(peds_student_upper(t[i].tail, t[i].df), t[i].x, 1e-9),
				  "%g %g", t[i].tail, t[i].df);
	}
	/* nothing is thrown, whatever comes */
	CHECK(isnan(peds_student_tail(NAN, 5)));
	CHECK(!isfinite(peds_student_upper(0, 5)));
	CHECK(isnan(peds_student_upper(0.5, -1)));
	CHECK(isnan(peds_normal_tail(NAN)));
}

/* ---------------------------------------------------------------- one place */

static const double strange[] = {
	0, -0.0, -1, NAN, INFINITY, -INFINITY, DBL_MIN, 4.9e-324, DBL_MAX, 1e300, 1e-300, 1e-5, 1e5
};

static void
check_place(const peds_growth_at *at, const char *name, long place)
{
	double		before = -INFINITY;

	for (int i = -60; i <= 60; i++)
	{
		double		z = i / 10.0;
		double		value = -1;
		double		back = NAN;

		if (!peds_growth_value(at, z, &value))
		{
			/* 1 + L S z must be positive */
			CHECK_SAY(fabs(z) > 3.3, "%s %ld: z %g", name, place, z);
			continue;
		}
		CHECK_SAY(value > before, "%s %ld: z %g", name, place, z);
		before = value;
		CHECK(peds_growth_z(at, value, &back) == PEDS_GROWTH_OK);
		CHECK_SAY(fabs(back - z) < 1e-9 * fmax(1, fabs(z)) * (fabs(z) > 5 ? 1e3 : 1),
				  "%s %ld: z %.12g came back as %.17g", name, place, z, back);
	}
	for (size_t i = 0; i < sizeof(strange) / sizeof(strange[0]); i++)
	{
		double		z = 77,
					value = 77;
		peds_growth_status status = peds_growth_z(at, strange[i], &z);

		CHECK_INT(status == PEDS_GROWTH_NOT_POSITIVE, !(strange[i] > 0 && strange[i] <= DBL_MAX));
		if (status == PEDS_GROWTH_OK)
			CHECK_SAY(isfinite(z), "%s %ld: %g", name, place, strange[i]);
		if (peds_growth_value(at, strange[i], &value))
			CHECK_SAY(isfinite(value) && value > 0, "%s %ld: %g", name, place, strange[i]);
	}
}

static void
test_every_age(void)
{
	for (int reference = PEDS_GROWTH_WHO; reference <= PEDS_GROWTH_CDC; reference++)
		for (int measure = 0; measure < NMEASURES; measure++)
			for (int sex = 0; sex < 2; sex++)
				for (int age = -3; age < 7500; age += age < 735 && age > 725 ? 1 : 13)
				{
					peds_growth_at at;
					char		name[64];

					if (peds_growth_by_age(reference, measure, sex, age, &at) != PEDS_GROWTH_OK)
						continue;
					snprintf(name, sizeof(name), "%s %s %c", peds_growth_source_of(reference)->name,
							 peds_growth_measure_name(measure), sex == PEDS_MALE ? 'M' : 'F');
					check_place(&at, name, age);
				}
}

static void
test_every_gestation(void)
{
	for (int reference = PEDS_GROWTH_FENTON2013; reference <= PEDS_GROWTH_INTERGROWTH21; reference++)
		for (int measure = 0; measure < NMEASURES; measure++)
			for (int sex = 0; sex < 2; sex++)
				for (int age = 0; age <= PEDS_GA_MAX; age++)
				{
					peds_growth_at at;

					if (peds_growth_by_gestation(reference, measure, sex, age, &at) == PEDS_GROWTH_OK)
						check_place(&at, peds_growth_source_of(reference)->name, age);
				}
}

static void
test_every_length(void)
{
	for (int standing = 0; standing < 2; standing++)
		for (int sex = 0; sex < 2; sex++)
			for (int i = 4400; i <= 12100; i += 3)
			{
				peds_growth_at at;
				double		first = standing ? 65 : 45;
				double		last = standing ? 120 : 110;
				double		cm = i / 100.0;
				peds_growth_status status = peds_growth_weight_by_size(standing, sex, cm, &at);

				CHECK_INT(status, cm < first ? PEDS_GROWTH_TOO_YOUNG : cm > last ? PEDS_GROWTH_TOO_OLD : PEDS_GROWTH_OK);
				if (status == PEDS_GROWTH_OK)
					check_place(&at, standing ? "height" : "length", i);
			}
	for (size_t i = 0; i < sizeof(strange) / sizeof(strange[0]); i++)
	{
		peds_growth_at at;

		CHECK(peds_growth_weight_by_size(false, PEDS_MALE, strange[i], &at) != PEDS_GROWTH_OK);
		CHECK(peds_growth_weight_by_size(true, PEDS_FEMALE, strange[i], &at) != PEDS_GROWTH_OK);
	}
}

/* WHO's weight by height is its weight by length, 0.7 cm on. */
static void
test_length_and_height(void)
{
	for (int sex = 0; sex < 2; sex++)
		for (int i = 0; i + 7 + 200 < PEDS_WHO_LENGTHS; i++)
		{
			const peds_lms *lying = &peds_who_weight_by_size(false, sex)[200 + i + 7];
			const peds_lms *standing = &peds_who_weight_by_size(true, sex)[i];

			CHECK(lying->l == standing->l && lying->m == standing->m && lying->s == standing->s);
		}
}

/* ------------------------------------------------------------------- joins */

/* From a day to the next the value at a z moves little, over all tables. */
static void
test_no_steps(void)
{
	for (int reference = PEDS_GROWTH_WHO; reference <= PEDS_GROWTH_CDC; reference++)
		for (int measure = 0; measure < NMEASURES; measure++)
			for (int sex = 0; sex < 2; sex++)
				for (int z = -2; z <= 2; z++)
				{
					double		before = 0;

					for (int age = 0; age < 7500; age++)
					{
						peds_growth_at at;
						double		value;

						if (peds_growth_by_age(reference, measure, sex, age, &at) != PEDS_GROWTH_OK)
							continue;
						CHECK(peds_growth_value(&at, z, &value));
						if (before > 0)
							CHECK_SAY(fabs(value / before - 1) < (age < 60 ? 0.025 : age == 731 || age == 1857 ? 0.02 : 0.007),
									  "%d %d %d: z %d at day %d: %g, %g", reference, measure, sex, z, age, before, value);
						before = value;
					}
				}
}

/* A value either side of 3 SD, and of CDC's 95th centile, has nearly one z. */
static void
test_tails_join(void)
{
	static const double join[] = {-3, 3, 1.6448536269514727};

	for (int reference = PEDS_GROWTH_WHO; reference <= PEDS_GROWTH_CDC; reference++)
		for (int age = 731; age < 6900; age += 7)
			for (int j = 0; j < 3; j++)
			{
				peds_growth_at at;
				double		below,
							above,
							back;

				CHECK_INT(peds_growth_by_age(reference, PEDS_GROWTH_BMI, age % 2, age, &at), PEDS_GROWTH_OK);
				CHECK(peds_growth_value(&at, join[j] - 1e-7, &below));
				CHECK(peds_growth_value(&at, join[j] + 1e-7, &above));
				CHECK(above > below && above / below < 1 + 1e-6);
				CHECK(peds_growth_z(&at, (below + above) / 2, &back) == PEDS_GROWTH_OK);
				CHECK(fabs(back - join[j]) < 1e-6);
			}
}

/* ------------------------------------------------------------------- the list */

static peds_growth_measure
measure_of(const char *name)
{
	peds_growth_measure measure = PEDS_GROWTH_HEAD;

	CHECK_INT(peds_growth_measure_parse(name, strlen(name), &measure), PEDS_OK);
	return measure;
}

/* Both ends of each table are in it; what lies outside all of a measure is not. */
static void
test_list(void)
{
	for (int i = 0; i < peds_growth_table_count(); i++)
	{
		const peds_growth_table *t = peds_growth_table_get(i);
		peds_growth_measure measure = measure_of(t->measure);

		for (int end = 0; end < 2; end++)
			for (int out = 0; out < 2; out++)
			{
				double		place = end == 0 ? t->first - out : t->last + out;
				bool		inside = false;
				peds_growth_at at;
				peds_growth_status status[2];

				for (int j = 0; j < peds_growth_table_count(); j++)
				{
					const peds_growth_table *u = peds_growth_table_get(j);

					if (u->reference == t->reference && strcmp(u->measure, t->measure) == 0 &&
						strcmp(u->by, t->by) == 0 && place >= u->first && place <= u->last)
						inside = true;
				}
				for (int sex = 0; sex < 2; sex++)
				{
					if (strcmp(t->unit, "cm") == 0)
						status[sex] = peds_growth_weight_by_size(strcmp(t->by, "height") == 0, sex, place, &at);
					else if (strcmp(t->by, "age") == 0)
						status[sex] = peds_growth_by_age(t->reference, measure, sex, (int64_t) place, &at);
					else
						status[sex] = peds_growth_by_gestation(t->reference, measure, sex, (int) place, &at);
				}
				CHECK_SAY((status[0] == PEDS_GROWTH_OK || status[1] == PEDS_GROWTH_OK) == inside,
						  "%s %s by %s at %g", peds_growth_source_of(t->reference)->name, t->measure, t->by, place);
			}
	}
}

static void
test_status(void)
{
	char		text[PEDS_GROWTH_TEXT_SIZE];

	for (int status = PEDS_GROWTH_OK; status <= PEDS_GROWTH_HIGH; status++)
		for (int reference = PEDS_GROWTH_WHO; reference <= PEDS_GROWTH_INTERGROWTH21; reference++)
			for (int measure = 0; measure < NMEASURES; measure++)
			{
				int			length = peds_growth_status_print(status, reference, measure, text);

				CHECK(length > 0 && length < PEDS_GROWTH_TEXT_SIZE);
				CHECK((strcmp(text, "ok") == 0) + (strncmp(text, "no z: ", 6) == 0) +
					  (strncmp(text, "implausible: ", 13) == 0) == 1);
			}
	peds_growth_status_print(PEDS_GROWTH_TOO_OLD, PEDS_GROWTH_WHO, PEDS_GROWTH_HEIGHT, text);
	CHECK_TEXT(text, "no z: height of who ends at 6970 days");
	peds_growth_status_print(PEDS_GROWTH_TOO_YOUNG, PEDS_GROWTH_FENTON2013, PEDS_GROWTH_HEAD, text);
	CHECK_TEXT(text, "no z: head of fenton2013 begins at 23+3");
}

static void
test_words(void)
{
	peds_growth_measure measure;
	peds_sex	sex;
	peds_growth_reference reference;
	static const char *const no[] = {"", "w", "Weight", "weight ", "weigh", "heads", "m", "MF", "whoo", "wh", "cd", "fenton", "intergrowth"};

	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
	{
		size_t		n = strlen(no[i]);

		CHECK_INT(peds_growth_measure_parse(no[i], n, &measure), PEDS_GROWTH_MEASURE);
		CHECK_INT(peds_growth_sex_parse(no[i], n, &sex), PEDS_GROWTH_SEX);
		CHECK_INT(peds_growth_reference_by_age(no[i], n, &reference), PEDS_GROWTH_REFERENCE_BY_AGE);
		CHECK_INT(peds_growth_reference_by_gestation(no[i], n, &reference), PEDS_GROWTH_REFERENCE_BY_GESTATION);
		CHECK_INT(peds_growth_reference_by_size(no[i], n, &reference), PEDS_GROWTH_REFERENCE_BY_SIZE);
	}
	for (int m = 0; m < NMEASURES; m++)
		CHECK_INT(measure_of(peds_growth_measure_name(m)), m);
	CHECK(peds_growth_sex_parse("F", 1, &sex) == PEDS_OK && sex == PEDS_FEMALE);
	CHECK(peds_growth_sex_parse("M", 1, &sex) == PEDS_OK && sex == PEDS_MALE);
	CHECK(peds_growth_reference_by_age("cdc", 3, &reference) == PEDS_OK && reference == PEDS_GROWTH_CDC);
	CHECK_INT(peds_growth_reference_by_age("fenton2013", 10, &reference), PEDS_GROWTH_REFERENCE_BY_AGE);
	CHECK_INT(peds_growth_reference_by_gestation("who", 3, &reference), PEDS_GROWTH_REFERENCE_BY_GESTATION);
	CHECK_INT(peds_growth_reference_by_size("cdc", 3, &reference), PEDS_GROWTH_REFERENCE_BY_SIZE);
}

static void
test_ages_far_away(void)
{
	static const int64_t far[] = {INT64_MIN, INT32_MIN, -1, 7306, INT32_MAX, INT64_C(4294967296), INT64_MAX};

	for (size_t i = 0; i < sizeof(far) / sizeof(far[0]); i++)
		for (int reference = PEDS_GROWTH_WHO; reference <= PEDS_GROWTH_CDC; reference++)
			for (int measure = 0; measure < NMEASURES; measure++)
			{
				peds_growth_at at;

				CHECK(peds_growth_by_age(reference, measure, PEDS_MALE, far[i], &at) != PEDS_GROWTH_OK);
			}
}

static void
test_convert(void)
{
	peds_growth_measure measure = PEDS_GROWTH_LENGTH;
	double		value = 80;

	peds_growth_convert(730, &measure, &value);
	CHECK(measure == PEDS_GROWTH_LENGTH && value == 80);
	peds_growth_convert(731, &measure, &value);
	CHECK(measure == PEDS_GROWTH_HEIGHT && near(value, 79.3, 1e-15));
	peds_growth_convert(731, &measure, &value);
	CHECK(measure == PEDS_GROWTH_HEIGHT && near(value, 79.3, 1e-15));
	peds_growth_convert(730, &measure, &value);
	CHECK(measure == PEDS_GROWTH_LENGTH && near(value, 80, 1e-15));
	measure = PEDS_GROWTH_WEIGHT;
	peds_growth_convert(731, &measure, &value);
	CHECK(measure == PEDS_GROWTH_WEIGHT && near(value, 80, 1e-15));
}

int
main(void)
{
	RUN(test_tails);
	RUN(test_every_age);
	RUN(test_every_gestation);
	RUN(test_every_length);
	RUN(test_length_and_height);
	RUN(test_no_steps);
	RUN(test_tails_join);
	RUN(test_list);
	RUN(test_status);
	RUN(test_words);
	RUN(test_ages_far_away);
	RUN(test_convert);
	return check_end("test_growth");
}
