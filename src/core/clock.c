/* SPDX-License-Identifier: PostgreSQL */
/*
 * clock.c
 *		Deadlines and reporting periods; each number of a regulation stands once,
 *		in the tables here, with its source and confidence (as in
 *		age_scheme_named.c).
 */
#include "clock.h"
#include "word.h"

#include <string.h>

/* ----------------------------------------------------------------- SUSAR */

static const peds_susar_clock susar_clock[PEDS_SUSAR_COUNT] = {
	[PEDS_SUSAR_FATAL] = {
		"fatal or life-threatening", 7, "first awareness, which is day 0",
		"CDE 2018-04-27, rapid reporting during trials; ICH E2A (1994-10-27)", "primary",
		"calendar days, holidays are not considered [reading]; as soon as possible, at the latest then"
	},
	[PEDS_SUSAR_OTHER] = {
		"other", 15, "first awareness, which is day 0",
		"CDE 2018-04-27, rapid reporting during trials; ICH E2A (1994-10-27)", "primary",
		"calendar days, holidays are not considered [reading]"
	},
	[PEDS_SUSAR_FOLLOWUP] = {
		"complete report, fatal or life-threatening", 8, "first report",
		"CDE Q&A on rapid reporting 2.0 (2023-03-17); GVP-CN (2021 No. 65) art. 124", "primary",
		"the text of 2018 and ICH E2A can be read as day 15 from first awareness; the earlier of the two is taken"
	},
	[PEDS_SUSAR_LATER] = {
		"information received later", 15, "receipt of that information",
		"CDE 2018-04-27, rapid reporting during trials", "primary",
		"calendar days"
	}
};

const peds_susar_clock *
peds_susar_clock_get(int number)
{
	return &susar_clock[number];
}

peds_day
peds_susar_due(peds_day aware, bool fatal_or_life_threatening)
{
	return aware + susar_clock[fatal_or_life_threatening ? PEDS_SUSAR_FATAL : PEDS_SUSAR_OTHER].days;
}

peds_day
peds_susar_followup_due(peds_day aware, peds_day first_report)
{
	peds_day	from_report = first_report + susar_clock[PEDS_SUSAR_FOLLOWUP].days;
	peds_day	from_aware = aware + susar_clock[PEDS_SUSAR_OTHER].days;

	return from_report < from_aware ? from_report : from_aware;
}

int64_t
peds_days_late(peds_day due, bool sent, peds_day sent_on, peds_day as_of)
{
	/* what is sent after as_of is not sent yet */
	peds_day	until = sent && sent_on < as_of ? sent_on : as_of;

	return until > due ? until - due : -1;
}

/* ------------------------------------------------------------------ DSUR */

static const peds_dsur_rule dsur_rule[PEDS_DSUR_RULE_COUNT] = {
	[PEDS_DSUR_STRICTEST] = {
		"strictest", "the earlier of dlp60 and dibd2mo", 0, 0,
		"a choice made here: sources differ", "reading",
		"the default; approval2mo is counted from another date and so is not among them"
	},
	[PEDS_DSUR_DLP60] = {
		"dlp60", "the data lock point", 60, 0,
		"ICH E2F (2010) 2.2; CDE questions and answers on the DSUR (2026-02-24)", "primary",
		"calendar days; in the Chinese text the number is restored"
	},
	[PEDS_DSUR_DIBD2MO] = {
		"dibd2mo", "the anniversary of the development international birth date", 0, 2,
		"CDE 2020 No. 7 (in force 2020-07-01) art. 6", "secondary",
		"the first report in China is due after the first anniversary that follows the domestic trial approval"
	},
	[PEDS_DSUR_APPROVAL2MO] = {
		"approval2mo", "the anniversary of the trial approval, which is the date to be given", 0, 2,
		"Drug Registration Measures (SAMR Order 27, 2020) art. 28", "primary",
		"counted from another date than the DIBD, so it can differ by months"
	}
};

const peds_dsur_rule *
peds_dsur_rule_get(int number)
{
	return &dsur_rule[number];
}

peds_status
peds_dsur_rule_find(const char *text, size_t length, int *number)
{
	for (int i = 0; i < PEDS_DSUR_RULE_COUNT; i++)
		if (peds_word_is_exactly(text, length, dsur_rule[i].rule))
		{
			*number = i;
			return PEDS_OK;
		}
	return PEDS_DSUR_RULE;
}

peds_status
peds_dsur_lock_point_find(const char *text, size_t length, bool *month_end)
{
	*month_end = peds_word_is_exactly(text, length, "month-end");
	return *month_end || peds_word_is_exactly(text, length, "anniversary") ? PEDS_OK : PEDS_DSUR_LOCK_POINT;
}

/* The same day of another month, or its last one. */
static peds_day
months_after(peds_day day, int64_t months)
{
	peds_civil	civil = peds_civil_from_day(day);
	int			length = peds_month_length(civil.month + months);

	return peds_month_first(civil.month + months) + (civil.day < length ? civil.day : length) - 1;
}

peds_day
peds_anniversary(peds_day day, int64_t n)
{
	return months_after(day, n * 12);
}

peds_status
peds_dsur_period(peds_day dibd, int64_t n, peds_day *from, peds_day *past)
{
	if (n < 1)
		return PEDS_DSUR_NUMBER;
	*from = peds_anniversary(dibd, n - 1);
	*past = peds_anniversary(dibd, n);
	return PEDS_OK;
}

peds_status
peds_dsur_period_at(peds_day dibd, peds_day at, peds_day *from, peds_day *past)
{
	int64_t		n;

	if (at < dibd)
		return PEDS_DSUR_BEFORE;
	n = (peds_civil_from_day(at).month - peds_civil_from_day(dibd).month) / 12 + 1;
	if (peds_anniversary(dibd, n - 1) > at)
		n--;
	return peds_dsur_period(dibd, n, from, past);
}

peds_status
peds_dsur_lock_point(peds_day dibd, int64_t n, bool month_end, peds_day *result)
{
	peds_day	from;
	peds_day	past;
	peds_status status = peds_dsur_period(dibd, n, &from, &past);

	if (status == PEDS_OK)
		*result = (month_end ? peds_month_first(peds_civil_from_day(past).month) : past) - 1;
	return status;
}

peds_status
peds_dsur_due(peds_day dibd, int64_t n, int rule, bool month_end, peds_day *result)
{
	peds_day	lock_point;
	peds_status status = peds_dsur_lock_point(dibd, n, month_end, &lock_point);
	peds_day	from_lock_point;
	peds_day	from_anniversary;

	if (status != PEDS_OK)
		return status;
	from_lock_point = lock_point + dsur_rule[PEDS_DSUR_DLP60].days;
	/* the two anniversary rules differ in the date that is given */
	from_anniversary = months_after(peds_anniversary(dibd, n),
									dsur_rule[rule == PEDS_DSUR_APPROVAL2MO ? PEDS_DSUR_APPROVAL2MO :
											  PEDS_DSUR_DIBD2MO].months);
	if (rule == PEDS_DSUR_STRICTEST)
		*result = from_lock_point < from_anniversary ? from_lock_point : from_anniversary;
	else
		*result = rule == PEDS_DSUR_DLP60 ? from_lock_point : from_anniversary;
	return PEDS_OK;
}

/* ------------------------------------------------- review of applications */

#define DRM		"Drug Registration Measures (SAMR Order 27, 2020)"
#define CN86	"NMPA announcement 2025 No. 86 (2025-09-12)"

static const peds_review_clock review_clock[] = {
	{
		"IND", "ordinary", 60, DRM " art. 23, 96", "primary",
		"no answer is approval; working days, art. 125; an IND supplement has 60 too"
	},
	{
		"IND", "fast", 30, CN86, "secondary",
		"class 1 innovative drug with one of the four grounds below; reverts to 60 where CDE says so within 20 working days of acceptance"
	},
	{
		"IND", "key-variety", 30, CN86, "secondary",
		"key variety under the State's support of the full chain"
	},
	{
		"IND", "spark", 30, CN86, "secondary",
		"listed paediatric innovative drug (SPARK)"
	},
	{
		"IND", "care", 30, CN86, "secondary",
		"listed rare-disease drug (CARE)"
	},
	{
		"IND", "global-synchronous", 30, CN86, "secondary",
		"multi-regional trial of phase I/II or III, developed synchronously"
	},
	{
		"NDA", "ordinary", 200, DRM, "primary",
		"working days, art. 125"
	},
	{
		"NDA", "priority", 130, DRM " art. 68-71", "primary",
		"among others new children's varieties, forms and strengths that fit children's physiology (art. 68)"
	},
	{
		"NDA", "urgent", 70, DRM, "primary",
		"marketed overseas, urgently needed, rare disease"
	},

	/* for information: no function counts these by itself */
	{
		"IND", "reversion", 20, CN86, "secondary",
		"within these days of acceptance CDE says that the ordinary limit applies (ind_due, reverted)"
	},
	{
		"supplement of data", "time of the applicant", 80, DRM, "primary",
		"once; these days are not counted: pass them as stopped"
	},
	{
		"supplement of data", "extension after it", 0, DRM, "primary",
		"one third of the limit, one quarter under priority review"
	},
	{
		"review", "special extension", 0, DRM, "primary",
		"at most half of the limit"
	},
	{
		"decision", "after the review", 20, DRM, "primary",
		"administrative decision"
	},
	{
		"delivery", "after the decision", 10, DRM, "primary",
		"delivery of the decision"
	}
};

int
peds_review_clock_count(void)
{
	return (int) (sizeof(review_clock) / sizeof(review_clock[0]));
}

const peds_review_clock *
peds_review_clock_get(int number)
{
	return &review_clock[number];
}

/* Other words for a route, the number of days among them. */
static const struct
{
	peds_procedure procedure;
	const char *word;
	const char *route;
}			other_word[] = {
	{PEDS_PROCEDURE_IND, "standard", "ordinary"},
	{PEDS_PROCEDURE_IND, "default", "ordinary"},
	{PEDS_PROCEDURE_IND, "normal", "ordinary"},
	{PEDS_PROCEDURE_IND, "60", "ordinary"},
	{PEDS_PROCEDURE_IND, "30", "fast"},
	{PEDS_PROCEDURE_IND, "fast-track", "fast"},
	{PEDS_PROCEDURE_IND, "key", "key-variety"},
	{PEDS_PROCEDURE_IND, "global", "global-synchronous"},
	{PEDS_PROCEDURE_IND, "synchronous", "global-synchronous"},
	{PEDS_PROCEDURE_NDA, "standard", "ordinary"},
	{PEDS_PROCEDURE_NDA, "default", "ordinary"},
	{PEDS_PROCEDURE_NDA, "normal", "ordinary"},
	{PEDS_PROCEDURE_NDA, "200", "ordinary"},
	{PEDS_PROCEDURE_NDA, "130", "priority"},
	{PEDS_PROCEDURE_NDA, "priority-review", "priority"},
	{PEDS_PROCEDURE_NDA, "70", "urgent"},
	{PEDS_PROCEDURE_NDA, "urgently-needed", "urgent"},
	{PEDS_PROCEDURE_NDA, "rare-disease", "urgent"}
};

static const char *const procedure_name[] = {"IND", "NDA"};

static bool
days_of(peds_procedure procedure, const char *route, size_t length, int *working_days)
{
	/* the rows that are routes stand before those for information */
	for (int i = 0; strcmp(review_clock[i].route, "reversion") != 0; i++)
		if (strcmp(review_clock[i].procedure, procedure_name[procedure]) == 0 &&
			peds_word_is(route, length, review_clock[i].route))
		{
			*working_days = review_clock[i].working_days;
			return true;
		}
	return false;
}

peds_status
peds_review_days(peds_procedure procedure, const char *route, size_t length,
				 bool reverted, int *working_days)
{
	for (size_t i = 0; i < sizeof(other_word) / sizeof(other_word[0]); i++)
		if (other_word[i].procedure == procedure && peds_word_is(route, length, other_word[i].word))
		{
			route = other_word[i].route;
			length = strlen(route);
			break;
		}
	if (!days_of(procedure, route, length, working_days))
		return procedure == PEDS_PROCEDURE_IND ? PEDS_CLOCK_IND_ROUTE : PEDS_CLOCK_NDA_ROUTE;
	if (reverted)
		(void) days_of(procedure, "ordinary", strlen("ordinary"), working_days);
	return PEDS_OK;
}
