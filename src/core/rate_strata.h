/* SPDX-License-Identifier: PostgreSQL */
/*
 * rate_strata.h
 *		Rates over strata (rules §11.1): the ratio and the difference of Mantel
 *		and Haenszel, and the directly standardized rate.
 *
 * Strata are added to a state one by one, states to each other, and the
 * estimate is read from the state. The state holds sums, and a sum is exact: it
 * is kept as doubles that do not overlap (Shewchuk 1997) and rounded once, when
 * it is read. So the same strata give the same bits, in whatever order they
 * come and however they are split among states.
 */
#ifndef PEDS_RATE_STRATA_H
#define PEDS_RATE_STRATA_H

#include "rate.h"

/*
 * A sum: its components from the least on, none 0, then zeros. They do not
 * overlap. A term makes at most one component more, for which there must be
 * room; has_room makes it, if it can, by joining components. Adding answers
 * false if the sum is too large for a double. The value is the nearest double,
 * of two as near the even one.
 */
extern bool peds_sum_has_room(double *sum, int room);
extern bool peds_sum_add(double *sum, double term);
extern double peds_sum_value(const double *sum, int room);

/* What precedes the sums in a state. */
enum
{
	PEDS_STRATA_CONF,
	PEDS_STRATA_UNDEFINED,		/* 1 if a stratum has no rate that is needed */
	PEDS_STRATA_LARGEST,		/* weight over time, of the strata */
	PEDS_STRATA_HEAD
};

/* Sums of Mantel and Haenszel, T = t1 + t0 of the stratum. */
enum
{
	PEDS_MH_EVENTS1,			/* x1 t0/T */
	PEDS_MH_EVENTS0,			/* x0 t1/T */
	PEDS_MH_RATIO_VARIANCE,		/* (x1 + x0) t1 t0/T^2 */
	PEDS_MH_DIFFERENCE_VARIANCE,	/* (x1 t0^2 + x0 t1^2)/T^2 */
	PEDS_MH_WEIGHT,				/* t1 t0/T */
	PEDS_MH_SUMS
};

/* Sums of a standardized rate. */
enum
{
	PEDS_STANDARDIZED_RATE,		/* x weight/t */
	PEDS_STANDARDIZED_VARIANCE, /* x (weight/t)^2 */
	PEDS_STANDARDIZED_WEIGHT,
	PEDS_STANDARDIZED_SUMS
};

#define PEDS_STRATA_SUMS_MAX	PEDS_MH_SUMS

/*
 * Components of a sum: enough for most, and for any (once joined, each is
 * below 2^-52 of the next, so 42 span what a double can be).
 */
#define PEDS_STRATA_ROOM		4
#define PEDS_STRATA_ROOM_MAX	64

/* A state where it lies: the head, then `sums` sums of `room` doubles each. */
typedef struct peds_strata
{
	double	   *number;
	int			sums;
	int			room;
} peds_strata;

static inline int
peds_strata_numbers(int sums, int room)
{
	return PEDS_STRATA_HEAD + sums * room;
}

/* Whether n doubles can be a state of so many sums; their room is set. */
extern bool peds_strata_fits(peds_strata *state, int n);

/* No stratum yet; the numbers are zeros. PEDS_RATE_CONF. */
extern peds_status peds_strata_init(peds_strata *state, double conf);

/* Into another one of more room, whose numbers are zeros. */
extern void peds_strata_move(peds_strata *to, const peds_strata *from);

/*
 * One stratum more. PEDS_NO_SPACE leaves the sums as they were: give it
 * double the room and call again. PEDS_RATE_COUNT, PEDS_RATE_TIME, PEDS_RATE_WEIGHT,
 * PEDS_RATE_CONF, PEDS_STRATA_CONFS, PEDS_STRATA_RANGE.
 */
extern peds_status peds_mh_add(peds_strata *state, int64_t x1, double t1, int64_t x0, double t0,
							   double conf);
extern peds_status peds_standardized_add(peds_strata *state, int64_t x, double t, double weight,
										 double conf);

/* The strata of another state; *next is 0, and kept where there is no space. */
extern peds_status peds_strata_merge(peds_strata *state, const peds_strata *other, int *next);

/*
 * The estimate, NaN where it or a bound is not defined. PEDS_STRATA_RANGE;
 * PEDS_STRATA_STATE if the numbers cannot have come from strata.
 */
extern peds_status peds_mh_rate_ratio(const peds_strata *state, peds_estimate *result);
extern peds_status peds_mh_rate_difference(const peds_strata *state, peds_estimate *result);
extern peds_status peds_standardized_rate(const peds_strata *state, peds_estimate *result);

#endif							/* PEDS_RATE_STRATA_H */
