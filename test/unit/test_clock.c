/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_clock.c
 *		Deadlines and reporting periods against a table of the calendar.
 */
#include "check.h"
#include "slow.h"

#include "../../src/core/clock.h"

static peds_day
ymd(int year, int month, int day)
{
	peds_day	result = 0;

	CHECK(peds_day_from_ymd(year, month, day, &result));
	return result;
}

/* The same day of another month, or its last one; by the table. */
static peds_day
slow_months_after(peds_day day, int months)
{
	int			month = slow_month[day - slow_first[0]] + months;
	int			dom = slow_dom[day - slow_first[0]];
	int			length = slow_first[month + 1] - slow_first[month];

	return slow_first[month] + (dom < length ? dom : length) - 1;
}

static void
test_susar(void)
{
	peds_day	aware = ymd(2026, 2, 25);

	CHECK_INT(peds_susar_due(aware, true), ymd(2026, 3, 4));
	CHECK_INT(peds_susar_due(aware, false), ymd(2026, 3, 12));
	/* in time: from the first report; late: from awareness */
	CHECK_INT(peds_susar_followup_due(aware, aware + 3), aware + 11);
	CHECK_INT(peds_susar_followup_due(aware, aware + 7), aware + 15);
	CHECK_INT(peds_susar_followup_due(aware, aware + 8), aware + 15);
	CHECK_INT(peds_susar_followup_due(aware, aware - 30), aware - 22);
	for (int i = 0; i < PEDS_SUSAR_COUNT; i++)
		CHECK(peds_susar_clock_get(i)->days > 0 && peds_susar_clock_get(i)->source != NULL &&
			  peds_susar_clock_get(i)->confidence != NULL);
}

static void
test_days_late(void)
{
	CHECK_INT(peds_days_late(10, true, 10, 20), -1);
	CHECK_INT(peds_days_late(10, true, 11, 20), 1);
	CHECK_INT(peds_days_late(10, false, 0, 10), -1);
	CHECK_INT(peds_days_late(10, false, 0, 11), 1);
	/* sent after as_of is not sent yet */
	CHECK_INT(peds_days_late(10, true, 30, 20), 10);
	CHECK_INT(peds_days_late(10, true, 30, 10), -1);
	CHECK_INT(peds_days_late(PEDS_DAY_MIN, false, 0, PEDS_DAY_END - 1), PEDS_DAY_END - 1 - PEDS_DAY_MIN);
	CHECK(PEDS_DAY_END - 1 - PEDS_DAY_MIN <= INT32_MAX);
}

static void
test_periods(void)
{
	peds_day	from;
	peds_day	past;
	peds_day	again_from;
	peds_day	again_past;

	slow_begin();
	CHECK_INT(peds_dsur_period(0, 0, &from, &past), PEDS_DSUR_NUMBER);
	CHECK_INT(peds_dsur_period(0, INT32_MIN, &from, &past), PEDS_DSUR_NUMBER);
	CHECK_INT(peds_dsur_period_at(0, -1, &from, &past), PEDS_DSUR_BEFORE);
	for (int i = 0; i < 20000; i++)
	{
		peds_day	dibd = slow_first[0] + random_between(0, SLOW_DAYS - 40 * 366);
		int			n = (int) random_between(1, 30);
		peds_day	lock;
		peds_day	due;
		peds_day	dlp60;
		peds_day	two;

		/* half of them at ends of months */
		if (i % 2 == 0)
			dibd = slow_first[slow_month[dibd - slow_first[0]] + 1] - 1;
		CHECK(peds_dsur_period(dibd, n, &from, &past) == PEDS_OK);
		CHECK_INT(from, slow_months_after(dibd, 12 * (n - 1)));
		CHECK_INT(past, slow_months_after(dibd, 12 * n));
		for (int k = 0; k < 4; k++)
		{
			peds_day	at = k == 0 ? from : k == 1 ? past - 1 : random_between(from, past - 1);

			CHECK(peds_dsur_period_at(dibd, at, &again_from, &again_past) == PEDS_OK);
			CHECK_INT(again_from, from);
			CHECK_INT(again_past, past);
		}
		CHECK(peds_dsur_lock_point(dibd, n, false, &lock) == PEDS_OK);
		CHECK_INT(lock, past - 1);
		CHECK(peds_dsur_due(dibd, n, PEDS_DSUR_DLP60, false, &dlp60) == PEDS_OK);
		CHECK_INT(dlp60, past + 59);
		CHECK(peds_dsur_due(dibd, n, PEDS_DSUR_DIBD2MO, false, &two) == PEDS_OK);
		CHECK_INT(two, slow_months_after(slow_months_after(dibd, 12 * n), 2));
		CHECK(peds_dsur_due(dibd, n, PEDS_DSUR_APPROVAL2MO, true, &due) == PEDS_OK);
		CHECK_INT(due, two);
		CHECK(peds_dsur_due(dibd, n, PEDS_DSUR_STRICTEST, false, &due) == PEDS_OK);
		CHECK_INT(due, two < dlp60 ? two : dlp60);
		CHECK(peds_dsur_lock_point(dibd, n, true, &lock) == PEDS_OK);
		CHECK_INT(lock, slow_first[slow_month[past - slow_first[0]]] - 1);
		CHECK(peds_dsur_due(dibd, n, PEDS_DSUR_DLP60, true, &dlp60) == PEDS_OK);
		CHECK_INT(dlp60, lock + 60);
		CHECK(peds_dsur_due(dibd, n, PEDS_DSUR_STRICTEST, true, &due) == PEDS_OK);
		CHECK_INT(due, two < dlp60 ? two : dlp60);
	}
	CHECK_INT(peds_dsur_due(0, 0, PEDS_DSUR_DLP60, false, &from), PEDS_DSUR_NUMBER);
	CHECK_INT(peds_dsur_lock_point(0, -5, true, &from), PEDS_DSUR_NUMBER);
}

/* rules, section 3.1 */
static void
test_worked(void)
{
	peds_day	dibd = ymd(2023, 3, 17);
	peds_day	day;
	peds_day	from;
	peds_day	past;

	CHECK(peds_dsur_lock_point(dibd, 1, false, &day) == PEDS_OK);
	CHECK_INT(day, ymd(2024, 3, 16));
	CHECK(peds_dsur_due(dibd, 1, PEDS_DSUR_DLP60, false, &day) == PEDS_OK);
	CHECK_INT(day, ymd(2024, 5, 15));
	CHECK(peds_dsur_lock_point(dibd, 1, true, &day) == PEDS_OK);
	CHECK_INT(day, ymd(2024, 2, 29));
	CHECK(peds_dsur_due(dibd, 1, PEDS_DSUR_DLP60, true, &day) == PEDS_OK);
	CHECK_INT(day, ymd(2024, 4, 29));
	CHECK(peds_dsur_due(dibd, 1, PEDS_DSUR_DIBD2MO, false, &day) == PEDS_OK);
	CHECK_INT(day, ymd(2024, 5, 17));
	CHECK(peds_dsur_due(dibd, 1, PEDS_DSUR_STRICTEST, false, &day) == PEDS_OK);
	CHECK_INT(day, ymd(2024, 5, 15));

	/* 29 February, in common years the 28th; in a leap year the 29th again */
	dibd = ymd(2024, 2, 29);
	CHECK(peds_dsur_period(dibd, 1, &from, &past) == PEDS_OK);
	CHECK_INT(from, dibd);
	CHECK_INT(past, ymd(2025, 2, 28));
	CHECK(peds_dsur_period(dibd, 5, &from, &past) == PEDS_OK);
	CHECK_INT(from, ymd(2028, 2, 29));
	CHECK(peds_dsur_due(dibd, 1, PEDS_DSUR_DIBD2MO, false, &day) == PEDS_OK);
	CHECK_INT(day, ymd(2025, 4, 28));
	/* two months after 31 December */
	CHECK(peds_dsur_due(ymd(2022, 12, 31), 1, PEDS_DSUR_DIBD2MO, false, &day) == PEDS_OK);
	CHECK_INT(day, ymd(2024, 2, 29));
	CHECK(peds_dsur_due(ymd(2021, 12, 31), 1, PEDS_DSUR_DIBD2MO, false, &day) == PEDS_OK);
	CHECK_INT(day, ymd(2023, 2, 28));
	/* far away, without overflow */
	CHECK(peds_dsur_period(PEDS_DAY_END - 1, INT32_MAX, &from, &past) == PEDS_OK);
	CHECK(from < past && from > PEDS_DAY_END);
}

static void
test_words(void)
{
	int			number;
	bool		month_end;

	for (int i = 0; i < PEDS_DSUR_RULE_COUNT; i++)
	{
		CHECK(peds_dsur_rule_find(peds_dsur_rule_get(i)->rule, strlen(peds_dsur_rule_get(i)->rule), &number) == PEDS_OK);
		CHECK_INT(number, i);
		CHECK(peds_dsur_rule_get(i)->source != NULL && peds_dsur_rule_get(i)->confidence != NULL);
	}
	CHECK_INT(peds_dsur_rule_find("DLP60", 5, &number), PEDS_DSUR_RULE);
	CHECK_INT(peds_dsur_rule_find("", 0, &number), PEDS_DSUR_RULE);
	CHECK(peds_dsur_lock_point_find("anniversary", 11, &month_end) == PEDS_OK && !month_end);
	CHECK(peds_dsur_lock_point_find("month-end", 9, &month_end) == PEDS_OK && month_end);
	CHECK_INT(peds_dsur_lock_point_find("month-en", 8, &month_end), PEDS_DSUR_LOCK_POINT);
}

static void
test_routes(void)
{
	static const struct
	{
		peds_procedure procedure;
		const char *route;
		int			days;		/* 0: there is none */
		int			reverted;
	}			route[] = {
		{PEDS_PROCEDURE_IND, "ordinary", 60, 60}, {PEDS_PROCEDURE_IND, "Standard", 60, 60},
		{PEDS_PROCEDURE_IND, "default", 60, 60}, {PEDS_PROCEDURE_IND, "60", 60, 60},
		{PEDS_PROCEDURE_IND, "fast", 30, 60}, {PEDS_PROCEDURE_IND, "30", 30, 60},
		{PEDS_PROCEDURE_IND, "SPARK", 30, 60}, {PEDS_PROCEDURE_IND, "care", 30, 60},
		{PEDS_PROCEDURE_IND, "CARE", 30, 60}, {PEDS_PROCEDURE_IND, "global-synchronous", 30, 60},
		{PEDS_PROCEDURE_IND, "Global synchronous", 30, 60}, {PEDS_PROCEDURE_IND, "global", 30, 60},
		{PEDS_PROCEDURE_IND, "key_variety", 30, 60}, {PEDS_PROCEDURE_IND, "", 0, 0},
		{PEDS_PROCEDURE_IND, "priority", 0, 0}, {PEDS_PROCEDURE_IND, "45", 0, 0},
		{PEDS_PROCEDURE_IND, "reversion", 0, 0}, {PEDS_PROCEDURE_IND, " fast", 0, 0},
		{PEDS_PROCEDURE_NDA, "ordinary", 200, 200}, {PEDS_PROCEDURE_NDA, "200", 200, 200},
		{PEDS_PROCEDURE_NDA, "priority", 130, 200}, {PEDS_PROCEDURE_NDA, "Priority", 130, 200},
		{PEDS_PROCEDURE_NDA, "130", 130, 200}, {PEDS_PROCEDURE_NDA, "urgent", 70, 200},
		{PEDS_PROCEDURE_NDA, "70", 70, 200}, {PEDS_PROCEDURE_NDA, "rare disease", 70, 200},
		{PEDS_PROCEDURE_NDA, "spark", 0, 0}, {PEDS_PROCEDURE_NDA, "60", 0, 0},
		{PEDS_PROCEDURE_NDA, "extension after it", 0, 0}
	};

	for (size_t i = 0; i < sizeof(route) / sizeof(route[0]); i++)
	{
		int			days = -1;
		size_t		length = strlen(route[i].route);
		peds_status status = peds_review_days(route[i].procedure, route[i].route, length, false, &days);

		if (route[i].days == 0)
		{
			CHECK_SAY(status == (route[i].procedure == PEDS_PROCEDURE_IND ? PEDS_CLOCK_IND_ROUTE : PEDS_CLOCK_NDA_ROUTE),
					  "%s", route[i].route);
			continue;
		}
		CHECK_SAY(status == PEDS_OK && days == route[i].days, "%s: %d", route[i].route, days);
		CHECK(peds_review_days(route[i].procedure, route[i].route, length, true, &days) == PEDS_OK);
		CHECK_INT(days, route[i].reverted);
	}
	for (int i = 0; i < peds_review_clock_count(); i++)
		CHECK(peds_review_clock_get(i)->source != NULL && peds_review_clock_get(i)->confidence != NULL);
}

int
main(void)
{
	RUN(test_susar);
	RUN(test_days_late);
	RUN(test_periods);
	RUN(test_worked);
	RUN(test_words);
	RUN(test_routes);
	return check_end("test_clock");
}
