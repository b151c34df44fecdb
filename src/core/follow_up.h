/* SPDX-License-Identifier: PostgreSQL */
/*
 * follow_up.h
 *		Long-term follow-up after a cell or gene therapy: for how many years, by
 *		what, on which days.
 */
#ifndef PEDS_FOLLOW_UP_H
#define PEDS_FOLLOW_UP_H

#include "calendar.h"

typedef struct peds_follow_up
{
	const char *kind;
	const char *also;			/* other words for it, with ", " between */
	const char *rule;			/* CN, FDA */
	int			examinations;	/* years with an examination, the first ones */
	int			queries;		/* years with a query, after them; none at all: case by case */
	const char *bound;			/* "at least" or "up to" so many years; NULL: so many, or case by case */
	const char *source;
	const char *confidence;		/* as in doc/rules.md */
	const char *note;			/* or NULL */
} peds_follow_up;

extern int	peds_follow_up_count(void);
extern const peds_follow_up *peds_follow_up_get(int i);

/*
 * By kind and rule, in any case: PEDS_FOLLOW_UP_KIND, PEDS_FOLLOW_UP_RULE for
 * other words.
 */
extern peds_status peds_follow_up_parse(const char *kind, size_t kind_length,
										const char *rule, size_t rule_length,
										const peds_follow_up **result);

/*
 * The day of the n-th yearly visit. A deadline is no age: where the month lacks
 * the day it is the last of the month.
 */
extern peds_day peds_follow_up_day(peds_day dosed, int n);

#endif							/* PEDS_FOLLOW_UP_H */
