/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_gestational_age.c
 *		Gestation: its forms, and what follows from it.
 */
#include "check.h"
#include "slow.h"

#include "../../src/core/gestational_age.h"

static peds_status
parse(const char *text, size_t length, peds_gestational_age *ga, size_t *position)
{
	char	   *copy = malloc(length > 0 ? length : 1);
	peds_status status;

	memcpy(copy, text, length);
	*ga = -1;
	*position = 999;
	status = peds_gestational_age_parse(copy, length, ga, position);
	free(copy);
	return status;
}

/* 34+5, 34w5d, 34w, 34 5/7, 243d; printed as 34+5 (contract). */
static void
every_value_in_every_form(void)
{
	static const char *const form[] = {"%d+%d", "%dw%dd", "%d %d/7", "00%d+%d"};

	for (int n = 0; n <= PEDS_GA_MAX; n++)
	{
		char		text[32];
		char		printed[PEDS_GA_TEXT_SIZE];
		char		expected[16];
		peds_gestational_age ga;
		size_t		position;
		int			length;

		sprintf(expected, "%d+%d", n / 7, n % 7);
		length = peds_gestational_age_print(n, printed);
		CHECK_TEXT(printed, expected);
		CHECK_INT(length, strlen(expected));
		for (int f = 0; f < 4; f++)
		{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
			length = sprintf(text, form[f], n / 7, n % 7);
#pragma GCC diagnostic pop
			CHECK_SAY(parse(text, (size_t) length, &ga, &position) == PEDS_OK && ga == n,
					  "%s", text);
		}
		length = sprintf(text, "%dd", n);
		CHECK_SAY(parse(text, (size_t) length, &ga, &position) == PEDS_OK && ga == n,
				  "%s", text);
		if (n % 7 == 0)
		{
			length = sprintf(text, "%dw", n / 7);
			CHECK_SAY(parse(text, (size_t) length, &ga, &position) == PEDS_OK && ga == n,
					  "%s", text);
		}
	}
}

static void
what_is_refused(void)
{
	static const struct
	{
		const char *text;
		peds_status status;
		size_t		position;
	}			table[] =
	{
		{"", PEDS_GA_MALFORMED, 0},
		/* a bare 34 and 34+7 are refused (contract) */
		{"34", PEDS_GA_MALFORMED, 2},
		{"34+7", PEDS_GA_MALFORMED, 3},
		{"34+8", PEDS_GA_MALFORMED, 3},
		{"34+", PEDS_GA_MALFORMED, 3},
		{"34+10", PEDS_GA_MALFORMED, 4},
		{"34+5d", PEDS_GA_MALFORMED, 4},
		{"34 + 5", PEDS_GA_MALFORMED, 3},
		{" 34+5", PEDS_GA_MALFORMED, 0},
		{"34+5 ", PEDS_GA_MALFORMED, 4},
		{"-34+5", PEDS_GA_MALFORMED, 0},
		{"+34+5", PEDS_GA_MALFORMED, 0},
		{"34-5", PEDS_GA_MALFORMED, 2},
		{"34.5", PEDS_GA_MALFORMED, 2},
		{"34w5", PEDS_GA_MALFORMED, 4},
		{"34w7d", PEDS_GA_MALFORMED, 3},
		{"34w 5d", PEDS_GA_MALFORMED, 3},
		{"34w5d ", PEDS_GA_MALFORMED, 4},
		{"34w5/7", PEDS_GA_MALFORMED, 4},
		{"34W5D", PEDS_GA_MALFORMED, 2},
		{"34wd", PEDS_GA_MALFORMED, 3},
		{"34ww", PEDS_GA_MALFORMED, 3},
		{"34 7/7", PEDS_GA_MALFORMED, 3},
		{"34 5/8", PEDS_GA_MALFORMED, 4},
		{"34 5/", PEDS_GA_MALFORMED, 4},
		{"34 5", PEDS_GA_MALFORMED, 4},
		{"34 5/7d", PEDS_GA_MALFORMED, 4},
		{"34 ", PEDS_GA_MALFORMED, 3},
		{"243dd", PEDS_GA_MALFORMED, 3},
		{"243d1", PEDS_GA_MALFORMED, 3},
		{"d", PEDS_GA_MALFORMED, 0},
		{"w", PEDS_GA_MALFORMED, 0},
		{"34y", PEDS_GA_MALFORMED, 2},
		{"34\xc2\xbd", PEDS_GA_MALFORMED, 2},
		/* 0+0 to 999+6 */
		{"1000+0", PEDS_GA_TOO_LARGE, 0},
		{"1000w", PEDS_GA_TOO_LARGE, 0},
		{"7000d", PEDS_GA_TOO_LARGE, 0},
		{"69990d", PEDS_GA_TOO_LARGE, 0},
		{"1000 0/7", PEDS_GA_TOO_LARGE, 0},
		{"4294967330d", PEDS_GA_TOO_LARGE, 0},
		{"18446744073709551650w", PEDS_GA_TOO_LARGE, 0},
		{"99999999999999999999999999999999d", PEDS_GA_TOO_LARGE, 0},
		{"99999999999999999999999999999999", PEDS_GA_MALFORMED, 32}
	};
	peds_gestational_age ga;
	size_t		position;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
	{
		CHECK_SAY(parse(table[i].text, strlen(table[i].text), &ga, &position) == table[i].status,
				  "\"%s\"", table[i].text);
		CHECK_SAY(position == table[i].position, "\"%s\": %d", table[i].text, (int) position);
	}
	/* a zero byte is no end */
	CHECK_INT(parse("34+5\0", 5, &ga, &position), PEDS_GA_MALFORMED);
	CHECK_INT(parse("34w\0", 4, &ga, &position), PEDS_GA_MALFORMED);
	CHECK_INT(parse("999+6", 5, &ga, &position), PEDS_OK);
	CHECK_INT(ga, 6999);
}

static bool
at_birth(int ga)
{
	return ga >= 20 * 7 && ga <= 44 * 7 + 6;	/* 20+0 to 44+6 (contract) */
}

/* WHO (rules §9.2): < 28, 28 to < 32, 32 to < 37 weeks; term 37 to 41. */
static void
category_by_weeks(void)
{
	for (int ga = 0; ga <= PEDS_GA_MAX; ga++)
	{
		const char *category = "none";
		int			weeks = ga / 7;
		peds_status status = peds_ga_category(ga, &category);

		CHECK_INT(peds_gestation_at_birth_check(ga), at_birth(ga) ? PEDS_OK : PEDS_GA_NOT_AT_BIRTH);
		if (!at_birth(ga))
		{
			CHECK_INT(status, PEDS_GA_NOT_AT_BIRTH);
			continue;
		}
		CHECK_INT(status, PEDS_OK);
		CHECK_TEXT(category, weeks < 28 ? "extremely preterm" : weeks < 32 ? "very preterm" :
				   weeks < 37 ? "moderate to late preterm" : weeks < 42 ? "term" : "post-term");
	}
}

/* EDD = birth + 280 days - GA (rules §2.1, worked bounds). */
static void
delivery_is_expected(void)
{
	static const struct
	{
		int			ga;
		int			expected[3];
	}			table[] =
	{
		{28 * 7, {2025, 3, 26}},
		{36 * 7 + 6, {2025, 1, 23}},
		{40 * 7, {2025, 1, 1}},
		{42 * 7, {2024, 12, 18}}
	};
	peds_day	birth = slow_ymd(2025, 1, 1);
	peds_day	delivery;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
	{
		CHECK_INT(peds_expected_delivery(table[i].ga, birth, &delivery), PEDS_OK);
		CHECK_INT(delivery, slow_ymd(table[i].expected[0], table[i].expected[1],
									 table[i].expected[2]));
	}
	for (int ga = 0; ga < 400; ga++)
	{
		CHECK_INT(peds_expected_delivery(ga, birth, &delivery),
				  at_birth(ga) ? PEDS_OK : PEDS_GA_NOT_AT_BIRTH);
		if (at_birth(ga))
			CHECK_INT(delivery - birth, 280 - ga);
	}
}

/* Gestational plus chronological age (rules §9.1), NULL before birth. */
static void
postmenstrual(void)
{
	peds_gestational_age result;

	for (int ga = 130; ga < 330; ga++)
		for (int age = -3; age < 7000; age += age < 3 || age > 6600 ? 1 : 97)
		{
			peds_status status = peds_postmenstrual_age(ga, 500, 500 + age, &result);

			if (!at_birth(ga))
				CHECK_INT(status, PEDS_GA_NOT_AT_BIRTH);
			else if (age < 0)
				CHECK_INT(status, PEDS_NO_VALUE);
			else if (ga + age > 999 * 7 + 6)
				CHECK_INT(status, PEDS_PMA_TOO_LARGE);
			else
			{
				CHECK_INT(status, PEDS_OK);
				CHECK_INT(result, ga + age);
			}
		}
	CHECK_INT(peds_postmenstrual_age(280, PEDS_DAY_MIN, PEDS_DAY_END - 1, &result),
			  PEDS_PMA_TOO_LARGE);
	CHECK_INT(peds_postmenstrual_age(280, PEDS_DAY_END - 1, PEDS_DAY_MIN, &result),
			  PEDS_NO_VALUE);
}

/*
 * Contract: for preterm birth at - expected delivery; for term birth, and from
 * the day on which the corrected age reaches `until`, chronological days.
 */
static void
corrected(void)
{
	static const peds_age until[] = {
		{PEDS_AGE_MONTHS, 36}, {PEDS_AGE_MONTHS, 24}, {PEDS_AGE_DAYS, 0}, {PEDS_AGE_DAYS, 42},
		{PEDS_AGE_MONTHS, 1}
	};
	int64_t		result;

	for (int ga = 130; ga < 330; ga++)
		for (size_t u = 0; u < sizeof(until) / sizeof(until[0]); u++)
			for (int i = 0; i < 60; i++)
			{
				peds_day	birth = slow_ymd(2020, 1, 1) + random_between(0, 1500);
				peds_day	delivery = birth + 280 - ga;
				peds_day	end = slow_reached(delivery, until[u]);
				peds_day	at = i % 3 == 0 ? birth + random_between(-2, 1600) :
					i % 3 == 1 ? end + random_between(-2, 2) : birth + random_between(-1, 1);
				peds_status status = peds_corrected_age_days(ga, birth, at, until[u], &result);

				if (!at_birth(ga))
					CHECK_INT(status, PEDS_GA_NOT_AT_BIRTH);
				else if (at < birth)
					CHECK_INT(status, PEDS_NO_VALUE);
				else
				{
					CHECK_INT(status, PEDS_OK);
					CHECK_INT(result, ga < 37 * 7 && at < end ? at - delivery : at - birth);
				}
			}
	/* negative before the expected delivery: born at 28+0, four weeks old */
	CHECK_INT(peds_corrected_age_days(196, 0, 28, until[0], &result), PEDS_OK);
	CHECK_INT(result, -56);
}

int
main(void)
{
	slow_begin();
	RUN(every_value_in_every_form);
	RUN(what_is_refused);
	RUN(category_by_weeks);
	RUN(delivery_is_expected);
	RUN(postmenstrual);
	RUN(corrected);
	return check_end("test_gestational_age");
}
