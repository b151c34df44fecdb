/* SPDX-License-Identifier: PostgreSQL */
/*
 * growth_flags.h
 *		Measurements of a child that cannot be right or do not agree with each
 *		other: units, decimal points, exchanged values, jumps, shrinking.
 *
 * A flag is a suspicion. No value is changed.
 */
#ifndef PEDS_GROWTH_FLAGS_H
#define PEDS_GROWTH_FLAGS_H

#include "growth.h"

/* In the order in which they are looked for; a value gets one. */
typedef enum peds_growth_flag
{
	PEDS_FLAG_NONE,
	PEDS_FLAG_NOT_POSITIVE,
	PEDS_FLAG_SWAPPED,			/* weight and size of a day, one for the other */
	PEDS_FLAG_POUNDS,
	PEDS_FLAG_GRAMS,
	PEDS_FLAG_INCHES,
	PEDS_FLAG_METRES,
	PEDS_FLAG_TENFOLD,
	PEDS_FLAG_TENTH,
	PEDS_FLAG_OTHER_MEASURE,	/* a weight that fits as a size, or the other way */
	PEDS_FLAG_IMPLAUSIBLE,
	PEDS_FLAG_SHRANK,
	PEDS_FLAG_JUMP,
	PEDS_FLAG_SAME_DAY,
	PEDS_FLAG_COUNT
} peds_growth_flag;

/* A row of the list of flags. */
typedef struct peds_growth_flag_row
{
	const char *name;
	const char *meaning;
	const char *threshold;
	const char *source;
	const char *confidence;
} peds_growth_flag_row;

/* PEDS_FLAG_NONE has none. */
extern const peds_growth_flag_row *peds_growth_flag_get(peds_growth_flag flag);

/*
 * What a single value that is implausible would fit: one of the readings, or
 * PEDS_FLAG_NONE if it is plausible, has no table, or fits none.
 */
extern peds_growth_flag peds_growth_suspicion(peds_growth_reference reference, peds_growth_measure measure,
											  peds_sex sex, int64_t age_days, double value);

/* The same for a weight and a size of one day: PEDS_FLAG_SWAPPED or PEDS_FLAG_NONE. */
extern peds_growth_flag peds_growth_swap(peds_growth_reference reference, peds_sex sex, int64_t age_days,
										 double weight, double size);

/* One measurement; the caller sets the first six, peds_growth_flags() the others. */
typedef struct peds_growth_point
{
	int			row;			/* the caller's */
	peds_growth_reference reference;
	peds_growth_measure measure;
	peds_sex	sex;
	int64_t		age_days;
	double		value;

	peds_growth_flag flag;
	peds_growth_status status;
	double		z;				/* NaN if there is none */
	double		expected_z;		/* by the neighbours, or NaN */
	double		expected;		/* a value, or NaN */
	double		other;			/* the value as it is read, or of the other day; or NaN */
	double		other_z;		/* or NaN */
	int64_t		other_days;		/* to the other day */
	bool		sides;			/* neighbours on both sides */
	int			neighbours;
} peds_growth_point;

#define PEDS_GROWTH_POINTS_MAX 1000000

/*
 * Flags the measurements of one child, of whatever measures, in any order; they
 * are sorted. `room` has place for n.
 */
extern void peds_growth_flags(peds_growth_point *point, int n, int *room);

/* The measure that a reference has at an age: length and height are one series. */
extern peds_growth_measure peds_growth_measure_at(peds_growth_reference reference, peds_growth_measure measure,
												  int64_t age_days);

/* Why it is flagged; empty if it is not. */
#define PEDS_FLAG_TEXT_SIZE 160
extern int	peds_growth_flag_print(const peds_growth_point *point, char *out);

#endif							/* PEDS_GROWTH_FLAGS_H */
