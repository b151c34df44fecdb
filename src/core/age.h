/* SPDX-License-Identifier: PostgreSQL */
/*
 * age.h
 *		An age as it is written: digits and d, w, mo or y, such as 28d or 8y.
 *
 * Only two units are kept, since only they differ: days (a week is 7 days)
 * and months (a year is 12 months). "24mo" and "2y" are one age, so are "4w"
 * and "28d"; "0d", "0w", "0mo" and "0y" are birth.
 */
#ifndef PEDS_AGE_H
#define PEDS_AGE_H

#include "calendar.h"

typedef enum peds_age_unit
{
	PEDS_AGE_DAYS = 1,
	PEDS_AGE_MONTHS = 2
} peds_age_unit;

typedef struct peds_age
{
	peds_age_unit unit;
	int32_t		n;				/* 0 or more */
} peds_age;

/* A cut of a scheme and a bound of a band have 28 bits: 734 000 years in days. */
#define PEDS_BOUND_MAX 268435455

#define PEDS_AGE_TEXT_SIZE 16

/* A cut or bound in 32 bits: unit << 30 | n, n at most PEDS_BOUND_MAX. */
static inline uint32_t
peds_age_pack(peds_age age)
{
	return (uint32_t) age.unit << 30 | (uint32_t) age.n;
}

static inline peds_age
peds_age_unpack(uint32_t code)
{
	peds_age	age = {(peds_age_unit) (code >> 30), (int32_t) (code & PEDS_BOUND_MAX)};

	return age;
}

/*
 * Read an age from the start of text[0..length); *used is the number of bytes
 * taken. PEDS_AGE_MALFORMED or PEDS_AGE_TOO_LARGE with *used at the fault.
 */
extern peds_status peds_age_parse(const char *text, size_t length,
								  peds_age *result, size_t *used);

/* Write an age, months that make whole years as years; returns its length. */
extern int	peds_age_print(peds_age age, char *out);

/* The day on which the age is reached; it may lie beyond PEDS_DAY_END. */
extern peds_day peds_age_reached(peds_day birth, peds_age age);

/*
 * Is a reached before b (not after b), whatever the birth? Exact, over the
 * 400-year cycle.
 */
extern bool peds_age_surely_less(peds_age a, peds_age b);
extern bool peds_age_surely_at_most(peds_age a, peds_age b);

/*
 * A total order for sorting: mean length, days before months where that is
 * equal. Says nothing of a given birth: see peds_age_surely_less.
 */
extern int	peds_age_compare(peds_age a, peds_age b);

typedef struct peds_age_ucum
{
	int32_t		value;
	const char *unit;			/* UCUM: d, mo, a */
} peds_age_ucum;

/*
 * Age in the unit that CDE 2025-21 asks for in case reports (section on
 * ICSRs; [primary]): newborns in days, infants and toddlers in months,
 * then years. Days are used until both 28 days and one month are reached.
 * PEDS_NO_VALUE before birth.
 */
extern peds_status peds_age_in_ucum(peds_day birth, peds_day at,
									peds_age_ucum *result);

#endif							/* PEDS_AGE_H */
