/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_programme.c
 *		Yearly deadlines over the 400-year cycle; the words for kinds and rules;
 *		scope of the guideline at the birthday; age subgroups of a register.
 */
#include "check.h"

#include "../../src/core/follow_up.h"
#include "../../src/core/guideline.h"
#include "../../src/core/risk_category.h"
#include "../../src/core/spark.h"

/* The day of n years later, by the date's parts: 28 February where there is no 29th. */
static void
test_days(void)
{
	for (peds_day dosed = -146097; dosed < 146097; dosed += 1)
	{
		peds_civil	civil = peds_civil_from_day(dosed);
		int64_t		year = peds_floor_div(civil.month, 12);
		int			month = (int) (civil.month - 12 * year) + 1;

		for (int n = 1; n <= 15; n += 7)
		{
			peds_day	expected;

			if (!peds_day_from_ymd(year + n, month, civil.day, &expected))
				peds_day_from_ymd(year + n, month, civil.day - 1, &expected);
			if (peds_follow_up_day(dosed, n) != expected)
				CHECK_INT(peds_follow_up_day(dosed, n), expected);
		}
		if (peds_follow_up_day(dosed, 0) != dosed)
			CHECK_INT(peds_follow_up_day(dosed, 0), dosed);
	}
	CHECK(true);
}

static peds_status
parse(const char *kind, const char *rule, const peds_follow_up **result)
{
	return peds_follow_up_parse(kind, strlen(kind), rule, strlen(rule), result);
}

static void
test_words(void)
{
	static const char *const wrong[] = {"", " ", "aa", "aavv", "aav ", "retro", "retroviral,", "retroviral, lentiviral", ",", "plasmid poxvirus", "CN"};
	const peds_follow_up *found;

	/* every word of every row finds its row, in any case */
	for (int i = 0; i < peds_follow_up_count(); i++)
	{
		const peds_follow_up *kind = peds_follow_up_get(i);
		char		words[200];

		snprintf(words, sizeof(words), "%s, %s", kind->kind, kind->also);
		for (char *word = strtok(words, ", "); word != NULL; word = strtok(NULL, ", "))
		{
			CHECK_INT(parse(word, kind->rule, &found), PEDS_OK);
			CHECK(found == kind);
			word[0] = (char) (word[0] - 32);
			CHECK_INT(parse(word, kind->rule, &found), PEDS_OK);
			CHECK(found == kind);
			CHECK_INT(parse(word, "EU", &found), PEDS_FOLLOW_UP_RULE);
			CHECK_INT(parse(word, "", &found), PEDS_FOLLOW_UP_RULE);
		}
		CHECK((kind->examinations > 0) == (kind->examinations + kind->queries > 0));
	}
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		CHECK_SAY(parse(wrong[i], "CN", &found) == PEDS_FOLLOW_UP_KIND, "%s", wrong[i]);
	CHECK_INT(peds_follow_up_parse("aav\0", 4, "CN", 2, &found), PEDS_FOLLOW_UP_KIND);
	CHECK_INT(parse("aav", "fda", &found), PEDS_OK);
	CHECK_TEXT(found->rule, "FDA");
}

static bool
applies(const char *product_class, peds_day birth, peds_day at, bool extended)
{
	bool		result = false;

	CHECK_INT(peds_guideline_applies(product_class, strlen(product_class), birth, at, extended, &result), PEDS_OK);
	return result;
}

static void
test_applies(void)
{
	static const char *const within[] = {"chemical", "biological", "tcm", "Traditional Chinese medicine", "gene_therapy", "CHEMICAL"};
	static const char *const outside[] = {"preventive-biological", "vaccine", "VACCINE"};
	static const char *const wrong[] = {"", "vaccines", "vaccin", "chemical ", "drug", "chemical, chemical-drug", "traditionalchinese-medicine"};
	bool		result;

	for (int i = 0; i < 2000; i++)
	{
		peds_day	birth = random_between(-146097, 146097);
		peds_day	adult = peds_months_reached(birth, 216);
		size_t		n = (size_t) random_between(0, 5);

		CHECK(applies(within[n], birth, adult - 1, false));
		CHECK(!applies(within[n], birth, adult, false));
		CHECK(applies(within[n], birth, birth - 300, false));
		CHECK(applies(within[n], birth, adult + random_between(0, 20000), true));
		CHECK(!applies(outside[n % 3], birth, adult - 1, n > 2));
	}
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		CHECK_SAY(peds_guideline_applies(wrong[i], strlen(wrong[i]), 0, 0, true, &result) == PEDS_PRODUCT_CLASS, "%s", wrong[i]);
	CHECK(peds_text_is_blank("", 0));
	CHECK(peds_text_is_blank(" \t\n\r", 4));
	CHECK(!peds_text_is_blank(" x ", 3));
}

/* Number of bands, or -1. */
static int
age_bands(const char *text, peds_age_band *band)
{
	size_t		length = strlen(text);
	size_t		position = 0;
	int			n = 0;

	do
	{
		if (!peds_risk_age_band_next(text, length, &position, &band[n++]))
			return -1;
	} while (position < length);
	return n;
}

static void
test_age_bands(void)
{
	static const char *const wrong[] = {"", " ", ";", ";;", "all;", ";all", "(,)", "all;(,)", "children", "ALL", "[2y,12y),[12y,18y)", "[2y,12y)[12y,18y)", "[28d,1mo)", "all; "};
	peds_age_band band[8];
	char		text[PEDS_BAND_TEXT_SIZE];

	CHECK_INT(age_bands("all", band), 1);
	peds_age_band_print(band[0], text);
	CHECK_TEXT(text, "[0d,)");
	CHECK_INT(age_bands(" [0d,28d) ;[28d,2y);all;(,0d);preterm [0d,pma44w)", band), 5);
	peds_age_band_print(band[1], text);
	CHECK_TEXT(text, "[28d,2y)");
	peds_age_band_print(band[4], text);
	CHECK_TEXT(text, "preterm [0d,pma44w)");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		CHECK_SAY(age_bands(wrong[i], band) == -1, "%s", wrong[i]);
}

/* Random texts of its letters end, within the text. */
static void
test_age_bands_end(void)
{
	static const char letter[] = "al;[]()0d28my, ";

	for (int i = 0; i < 20000; i++)
	{
		char		text[16];
		size_t		length = (size_t) random_between(0, 15);
		size_t		position = 0;
		int			n = 0;
		peds_age_band band;

		for (size_t k = 0; k < length; k++)
			text[k] = letter[random_between(0, (int64_t) sizeof(letter) - 2)];
		while (peds_risk_age_band_next(text, length, &position, &band) && position < length && n < 20)
			n++;
		CHECK(position <= length && n < 20);
	}
}

static void
test_spark(void)
{
	peds_day	start;
	peds_day	past;
	peds_day	expected;

	peds_spark_window(&start, &past);
	peds_day_from_ymd(2025, 5, 29, &expected);
	CHECK_INT(start, expected);
	CHECK_INT(past, peds_months_reached(expected, 36));
	CHECK(peds_spark_count() > 10);
}

/* The tables: no text missing, no name twice. */
static void
test_tables(void)
{
	for (int i = 0; i < peds_clause_count(); i++)
	{
		const peds_clause *clause = peds_clause_get(i);

		CHECK(clause->clause != NULL && clause->section != NULL && clause->requirement != NULL && clause->checks != NULL &&
			  clause->functions != NULL && clause->tables != NULL && clause->confidence != NULL);
		CHECK(clause->functions[0] != '\0' || clause->note != NULL);
		for (int k = 0; k < i; k++)
			CHECK_SAY(strcmp(clause->clause, peds_clause_get(k)->clause) != 0, "%s", clause->clause);
	}
	for (int i = 0; i < peds_risk_category_count(); i++)
	{
		const peds_risk_category *category = peds_risk_category_get(i);
		int			found = 0;

		for (int k = 0; k < peds_clause_count(); k++)
			found += strcmp(category->clause, peds_clause_get(k)->clause) == 0;
		CHECK_INT(found, 1);
		CHECK(category->heading != NULL && category->item != NULL && category->commentary_class != NULL);
	}
	for (int i = 0; i < peds_risk_check_count(); i++)
	{
		int			found = 0;

		for (int k = 0; k < peds_clause_count(); k++)
			found += strcmp(peds_risk_check_get(i)->clause, peds_clause_get(k)->clause) == 0;
		CHECK_INT(found, 1);
	}
}

int
main(void)
{
	RUN(test_days);
	RUN(test_words);
	RUN(test_applies);
	RUN(test_age_bands);
	RUN(test_age_bands_end);
	RUN(test_spark);
	RUN(test_tables);
	return check_end("test_programme");
}
