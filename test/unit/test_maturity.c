/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_maturity.c
 *		Every text of up to three letters against the grammar of a Tanner stage;
 *		birthdays; the days of the windows.
 */
#include "check.h"

#include "../../src/core/maturity.h"

static peds_tanner
tanner(const char *text)
{
	peds_tanner result = {PEDS_TANNER_NO_AXIS, 0};

	CHECK_SAY(peds_tanner_parse(text, strlen(text), &result) == PEDS_OK, "%s", text);
	return result;
}

static void
test_forms(void)
{
	static const char *const axis[] = {"", "G", "B", "PH", "P", "g", "b", "pH", "p"};
	static const peds_tanner_axis is[] = {
		PEDS_TANNER_NO_AXIS, PEDS_TANNER_GENITALIA, PEDS_TANNER_BREAST, PEDS_TANNER_PUBIC_HAIR, PEDS_TANNER_PUBIC_HAIR,
		PEDS_TANNER_GENITALIA, PEDS_TANNER_BREAST, PEDS_TANNER_PUBIC_HAIR, PEDS_TANNER_PUBIC_HAIR
	};
	static const char *const stage[] = {"1", "2", "3", "4", "5", "I", "II", "III", "IV", "V", "i", "iI", "iii", "iv", "v"};
	static const char *const wrong[] = {
		"", "0", "6", "G", "PH", "G0", "G6", "G33", "IIII", "VI", "VV", "IVI", "PHIIII", "PHIIIII", "H3", "A3", "G 3", " G3",
		"G3 ", "3G", "GG3", "PHH3", "-1", "1.", "1.5", "G3P3", "Tanner 3", "\xef\xbc\x93", "\xe2\x85\xa2"
	};
	char		text[16];
	peds_tanner result;

	for (size_t i = 0; i < sizeof(axis) / sizeof(axis[0]); i++)
		for (size_t j = 0; j < sizeof(stage) / sizeof(stage[0]); j++)
		{
			snprintf(text, sizeof(text), "%s%s", axis[i], stage[j]);
			result = tanner(text);
			CHECK_INT(result.axis, is[i]);
			CHECK_INT(result.stage, j % 5 + 1);
		}
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		CHECK_SAY(peds_tanner_parse(wrong[i], strlen(wrong[i]), &result) == PEDS_TANNER_MALFORMED, "\"%s\"", wrong[i]);
	CHECK_INT(peds_tanner_parse("3\0", 2, &result), PEDS_TANNER_MALFORMED);
	/* the text does not end after its length */
	CHECK_INT(peds_tanner_parse("G3x", 2, &result), PEDS_OK);
	CHECK(peds_tanner_axis_name(PEDS_TANNER_NO_AXIS) == NULL);
	CHECK_TEXT(peds_tanner_axis_name(tanner("p1").axis), "PH");
}

/* Of all texts of at most three printable letters so many are stages. */
static void
test_every_text(void)
{
	long		count = 0;
	peds_tanner result;
	char		text[3];

	for (int length = 0; length <= 3; length++)
		for (int a = length > 0 ? 1 : 255; a < 256; a++)
			for (int b = length > 1 ? 1 : 255; b < 256; b++)
				for (int c = length > 2 ? 1 : 255; c < 256; c++)
				{
					text[0] = (char) a;
					text[1] = (char) b;
					text[2] = (char) c;
					count += peds_tanner_parse(text, length, &result) == PEDS_OK;
				}

	/*
	 * 1 letter: 5 digits, I and V in two cases. 2: II (4), IV (4); g, b, p in
	 * two cases before each of the 9. 3: III (8); those 6 before the 8; ph (4)
	 * before the 9.
	 */
	CHECK_INT(count, 9 + 8 + 6 * 9 + 8 + 6 * 8 + 4 * 9);
}

static void
check_regression(const char *previous, const char *next, int expected)
{
	bool		result = false;
	peds_status status = peds_tanner_regression(tanner(previous), tanner(next), &result);

	CHECK_INT(status, expected < 0 ? PEDS_NO_VALUE : PEDS_OK);
	if (status == PEDS_OK)
		CHECK_INT(result, expected);
}

static void
test_regression(void)
{
	check_regression("G3", "G2", 1);
	check_regression("G3", "GIII", 0);
	check_regression("G3", "g4", 0);
	check_regression("3", "II", 1);
	check_regression("P3", "PH2", 1);
	check_regression("G3", "PH2", -1);
	check_regression("G3", "2", -1);
	check_regression("3", "B2", -1);
}

static void
check_status(const char *text, peds_sex sex, peds_day birth, peds_day at, const char *words)
{
	char		out[PEDS_TANNER_TEXT_SIZE];
	peds_tanner t = tanner(text);
	int			length = peds_tanner_status_print(peds_tanner_plausible(t, sex, birth, at), t, sex, out);

	CHECK_INT(length, strlen(out));
	CHECK_TEXT(out, words);
}

static peds_day
ymd(int year, int month, int day)
{
	peds_day	result = 0;

	CHECK(peds_day_from_ymd(year, month, day, &result));
	return result;
}

static void
test_status(void)
{
	static const char *const girl = "early: stage 2 or above of a girl below 8 years";
	static const char *const boy = "early: stage 2 or above of a boy below 9 years";
	peds_day	birth = ymd(2010, 5, 17);
	peds_day	leap = ymd(2012, 2, 29);

	check_status("B2", PEDS_FEMALE, birth, ymd(2018, 5, 16), girl);
	check_status("B2", PEDS_FEMALE, birth, ymd(2018, 5, 17), "ok");
	check_status("B1", PEDS_FEMALE, birth, ymd(2013, 5, 16), "ok");
	check_status("PH3", PEDS_FEMALE, birth, ymd(2018, 5, 16), girl);
	check_status("5", PEDS_FEMALE, birth, birth, girl);
	check_status("G2", PEDS_MALE, birth, ymd(2019, 5, 16), boy);
	check_status("G2", PEDS_MALE, birth, ymd(2019, 5, 17), "ok");
	check_status("PH2", PEDS_MALE, birth, ymd(2018, 5, 17), boy);
	/* the ninth birthday of a leap day is the first of March */
	check_status("G2", PEDS_MALE, leap, ymd(2021, 2, 28), boy);
	check_status("G2", PEDS_MALE, leap, ymd(2021, 3, 1), "ok");
	check_status("B2", PEDS_FEMALE, leap, ymd(2020, 2, 29), "ok");
	check_status("G1", PEDS_FEMALE, birth, ymd(2018, 5, 16), "implausible: axis G of a girl");
	check_status("B4", PEDS_MALE, birth, ymd(2025, 5, 16), "implausible: axis B of a boy");
	check_status("B2", PEDS_MALE, birth, birth - 1, "implausible: before birth");
	check_status("2", PEDS_MALE, PEDS_DAY_MIN, PEDS_DAY_END - 1, "ok");
	check_status("2", PEDS_MALE, PEDS_DAY_END - 1, PEDS_DAY_MIN, "implausible: before birth");
	check_status("2", PEDS_MALE, PEDS_DAY_END - 1, PEDS_DAY_END - 1, boy);
}

static void
test_milestones(void)
{
	CHECK_INT(peds_milestone_count(), 6);
	for (int i = 0; i < peds_milestone_count(); i++)
	{
		const peds_milestone *m = peds_milestone_get(i);
		const peds_milestone *found = NULL;
		int			counted[3] = {0, 0, 0};

		CHECK_INT(peds_milestone_parse(m->name, strlen(m->name), &found), PEDS_OK);
		CHECK(found == m);
		CHECK_INT(peds_milestone_parse(m->name, strlen(m->name) - 1, &found), PEDS_MILESTONE);
		CHECK(peds_milestone_status(m, -1) == NULL);
		CHECK(peds_milestone_status(m, INT32_MIN) == NULL);
		for (int day = 0; day < 1000; day++)
		{
			/* a tenth of a month is 487/160 days */
			const char *status = peds_milestone_status(m, day);
			bool		early = day * 160 < m->first * 487;
			bool		late = day * 160 > m->last * 487;

			CHECK_TEXT(status, early ? "early" : late ? "late" : "within");
			counted[early ? 0 : late ? 2 : 1]++;
		}
		CHECK_INT(counted[0], peds_milestone_first_day(m));
		CHECK_INT(counted[0] + counted[1] - 1, peds_milestone_last_day(m));
		CHECK_TEXT(peds_milestone_status(m, INT32_MAX), "late");
		/* they follow each other at both ends */
		if (i > 0)
			CHECK(m->first > m[-1].first && m->last > m[-1].last);
	}
	/* 9.2 months are 280.025 days, 3.8 are 115.6625 */
	CHECK_INT(peds_milestone_first_day(peds_milestone_get(0)), 116);
	CHECK_INT(peds_milestone_last_day(peds_milestone_get(0)), 280);
}

int
main(void)
{
	RUN(test_forms);
	RUN(test_every_text);
	RUN(test_regression);
	RUN(test_status);
	RUN(test_milestones);
	return check_end("test_maturity");
}
