/* SPDX-License-Identifier: PostgreSQL */
/*
 * clock.h
 *		Deadlines and reporting periods: of suspected unexpected serious adverse
 *		reactions (SUSAR), of the development safety update report (DSUR), of
 *		the review of applications in China (IND, NDA).
 *
 * They are no ages: where the month of a deadline or of an anniversary lacks
 * the day, it ends on its last day (contract, principle 1).
 */
#ifndef PEDS_CLOCK_H
#define PEDS_CLOCK_H

#include "calendar.h"

/* Safety reports, in calendar days; the day of first awareness is day 0. */
typedef struct peds_susar_clock
{
	const char *clock;
	int			days;
	const char *counted_from;
	const char *source;
	const char *confidence;		/* primary, secondary, memory, as in doc/rules.md */
	const char *note;
} peds_susar_clock;

enum
{
	PEDS_SUSAR_FATAL = 0,		/* fatal or life-threatening */
	PEDS_SUSAR_OTHER,
	PEDS_SUSAR_FOLLOWUP,		/* the complete report after the first one */
	PEDS_SUSAR_LATER,			/* what is learnt later */
	PEDS_SUSAR_COUNT
};

extern const peds_susar_clock *peds_susar_clock_get(int number);

extern peds_day peds_susar_due(peds_day aware, bool fatal_or_life_threatening);
extern peds_day peds_susar_followup_due(peds_day aware, peds_day first_report);

/* Days by which a report is late, or -1: in time, or not yet due. */
extern int64_t peds_days_late(peds_day due, bool sent, peds_day sent_on, peds_day as_of);

/* The n-th anniversary: of 29 February the 28th in common years. */
extern peds_day peds_anniversary(peds_day day, int64_t n);

/* [*from, *past): the n-th period from dibd, or the one that `at` lies in. */
extern peds_status peds_dsur_period(peds_day dibd, int64_t n, peds_day *from, peds_day *past);
extern peds_status peds_dsur_period_at(peds_day dibd, peds_day at, peds_day *from, peds_day *past);

/* What the due day of a DSUR is counted from; the order is append-only. */
typedef struct peds_dsur_rule
{
	const char *rule;
	const char *counted_from;
	int			days;			/* days or months, the other is 0; both: of others */
	int			months;
	const char *source;
	const char *confidence;
	const char *note;
} peds_dsur_rule;

enum
{
	PEDS_DSUR_STRICTEST = 0,
	PEDS_DSUR_DLP60,
	PEDS_DSUR_DIBD2MO,
	PEDS_DSUR_APPROVAL2MO,
	PEDS_DSUR_RULE_COUNT
};

extern const peds_dsur_rule *peds_dsur_rule_get(int number);

/* PEDS_DSUR_RULE where there is none of that name. */
extern peds_status peds_dsur_rule_find(const char *text, size_t length, int *number);

/* The data lock point: the last day of the period, or of the month before. */
extern peds_status peds_dsur_lock_point_find(const char *text, size_t length, bool *month_end);
extern peds_status peds_dsur_lock_point(peds_day dibd, int64_t n, bool month_end, peds_day *result);

/* For approval2mo dibd is the day on which the trial was approved. */
extern peds_status peds_dsur_due(peds_day dibd, int64_t n, int rule, bool month_end, peds_day *result);

/* Review of applications, in working days. */
typedef struct peds_review_clock
{
	const char *procedure;
	const char *route;			/* as an argument, or what the row is about */
	int			working_days;	/* 0: none, the note says what */
	const char *source;
	const char *confidence;
	const char *note;
} peds_review_clock;

extern int	peds_review_clock_count(void);
extern const peds_review_clock *peds_review_clock_get(int number);	/* from 0 */

typedef enum peds_procedure
{
	PEDS_PROCEDURE_IND,
	PEDS_PROCEDURE_NDA
} peds_procedure;

/*
 * The clock of a route, in any case and with - or _ or a blank between words;
 * `reverted`: to the ordinary one of the procedure.
 */
extern peds_status peds_review_days(peds_procedure procedure, const char *route, size_t length,
									bool reverted, int *working_days);

#endif							/* PEDS_CLOCK_H */
