/* SPDX-License-Identifier: PostgreSQL */
/*
 * maturity.h
 *		Tanner stages as they are written and whether they are plausible; the
 *		windows of achievement of the WHO's six gross motor milestones.
 *
 * The numbers, with their sources, are in maturity.c.
 */
#ifndef PEDS_MATURITY_H
#define PEDS_MATURITY_H

#include "calendar.h"
#include "growth.h"

/* What was staged. */
typedef enum peds_tanner_axis
{
	PEDS_TANNER_NO_AXIS,		/* the stage alone was written */
	PEDS_TANNER_GENITALIA,		/* G, boys */
	PEDS_TANNER_BREAST,			/* B, girls */
	PEDS_TANNER_PUBIC_HAIR		/* PH, both */
} peds_tanner_axis;

typedef struct peds_tanner
{
	peds_tanner_axis axis;
	int			stage;			/* 1 .. 5 */
} peds_tanner;

/*
 * G, B, PH, P (for PH) or nothing, then 1 to 5 or I to V, letters in any case:
 * G3, PH4, biii, 3. PEDS_TANNER_MALFORMED for anything else.
 */
extern peds_status peds_tanner_parse(const char *text, size_t length, peds_tanner *result);

/* G, B, PH; NULL for no axis. */
extern const char *peds_tanner_axis_name(peds_tanner_axis axis);

/*
 * Is the next stage below the one before? PEDS_NO_VALUE if they are not of one
 * axis, so that they cannot be compared.
 */
extern peds_status peds_tanner_regression(peds_tanner previous, peds_tanner next, bool *result);

typedef enum peds_tanner_status
{
	PEDS_TANNER_OK,
	PEDS_TANNER_EARLY,			/* stage 2 or more below the age of precocious puberty */
	PEDS_TANNER_OTHER_SEX,		/* G of a girl, B of a boy */
	PEDS_TANNER_BEFORE_BIRTH
} peds_tanner_status;

extern peds_tanner_status peds_tanner_plausible(peds_tanner tanner, peds_sex sex, peds_day birth, peds_day at);

/* "ok", "early: ..." or "implausible: ..."; returns its length. */
#define PEDS_TANNER_TEXT_SIZE 80
extern int	peds_tanner_status_print(peds_tanner_status status, peds_tanner tanner, peds_sex sex, char *out);

/* A window of achievement, from the 1st to the 99th centile. */
typedef struct peds_milestone
{
	const char *name;
	int			first;			/* tenths of a month */
	int			last;
	const char *source;
	const char *confidence;
} peds_milestone;

extern int	peds_milestone_count(void);
extern const peds_milestone *peds_milestone_get(int i);

/* PEDS_MILESTONE for another word. */
extern peds_status peds_milestone_parse(const char *text, size_t length, const peds_milestone **result);

/* The days that lie in the window: first and last. */
extern int	peds_milestone_first_day(const peds_milestone *milestone);
extern int	peds_milestone_last_day(const peds_milestone *milestone);

/* early, within, late; NULL before birth. */
extern const char *peds_milestone_status(const peds_milestone *milestone, int64_t age_days);

#endif							/* PEDS_MATURITY_H */
