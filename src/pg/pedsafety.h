/* SPDX-License-Identifier: PostgreSQL */
/*
 * pedsafety.h
 *		What the fmgr wrappers share: arguments, results, errors.
 *
 * A wrapper does four things: fetch, refuse what is infinite, call core, map
 * the status. No rule lives in src/pg.
 */
#ifndef PEDSAFETY_H
#define PEDSAFETY_H

#include "postgres.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/rangetypes.h"
#include "utils/typcache.h"

#include "pgcompat.h"

#include "../core/band_set.h"
#include "../core/day_set.h"

/*
 * errors.c: a status as an error. `type` is the SQL type or the argument that
 * was read, `literal` what was refused, `position` the offset of the fault in
 * it or -1. The first is soft where the context of an input function allows
 * it (16 and later), and returns then.
 */
extern void peds_input_error(Node *context, peds_status status, const char *type,
							 const char *literal, int position);
pg_noreturn extern void peds_error(peds_status status, const char *type,
					   const char *literal, int position);
pg_noreturn extern void peds_binary_error(const char *type);
pg_noreturn extern void peds_gestation_error(peds_status status, peds_gestational_age ga);
pg_noreturn extern void peds_unknown_language(const char *what, const char *name);
pg_noreturn extern void peds_infinite_date(void);
pg_noreturn extern void peds_infinite_deadline(void);
pg_noreturn extern void peds_unbounded_days(const peds_day *from, const peds_day *past);
pg_noreturn extern void peds_unknown_work_day(peds_day day, const char *calendar, const char *years);
pg_noreturn extern void peds_unbounded_exposure(const DateADT *start, const DateADT *past);

/* A date in ISO style, whatever DateStyle is. */
extern const char *peds_iso_date(DateADT date);

/* A core day from a date, 22008 where it is infinite; and back. */
static inline peds_day
peds_finite_day(DateADT date)
{
	if (unlikely(DATE_NOT_FINITE(date)))
		peds_infinite_date();
	return date;
}

static inline DateADT
peds_date(peds_day day)
{
	if (unlikely(day < PEDS_DAY_MIN || day >= PEDS_DAY_END))
		peds_error(PEDS_DATE_OUT_OF_RANGE, NULL, NULL, -1);
	return (DateADT) day;
}

#define PEDS_GETARG_DAY(n)	peds_finite_day(PG_GETARG_DATEADT(n))

/* Go on if the status is PEDS_OK, answer NULL if there is no value. */
#define PEDS_NULL_OR_ERROR(status, type, literal) \
	do { \
		peds_status s_ = (status); \
		if (s_ == PEDS_NO_VALUE) \
			PG_RETURN_NULL(); \
		if (s_ != PEDS_OK) \
			peds_error(s_, type, literal, -1); \
	} while (0)

/* Types that travel by value. */
#define PEDS_GETARG_PARTIAL_DATE(n)	((peds_partial_date) PG_GETARG_INT32(n))
#define PEDS_GETARG_GA(n)			((peds_gestational_age) PG_GETARG_INT32(n))
#define PEDS_GETARG_BAND(n)			((peds_age_band) PG_GETARG_INT64(n))
#define PEDS_RETURN_BAND(band)		PG_RETURN_INT64((int64) (band))

/* The six operators and the order of a type, by compare(fcinfo), which answers below, at or above 0. */
#define PEDS_COMPARISON(name, operator) \
PG_FUNCTION_INFO_V1(name); \
Datum \
name(PG_FUNCTION_ARGS) \
{ \
	PG_RETURN_BOOL(compare(fcinfo) operator 0); \
}

#define PEDS_COMPARISONS(type) \
PEDS_COMPARISON(type##_eq, ==) \
PEDS_COMPARISON(type##_ne, !=) \
PEDS_COMPARISON(type##_lt, <) \
PEDS_COMPARISON(type##_le, <=) \
PEDS_COMPARISON(type##_gt, >) \
PEDS_COMPARISON(type##_ge, >=) \
PG_FUNCTION_INFO_V1(type##_cmp); \
Datum \
type##_cmp(PG_FUNCTION_ARGS) \
{ \
	PG_RETURN_INT32(compare(fcinfo)); \
}

/* Is the argument a constant of the query, so that it stays where it is? */
extern bool peds_arg_is_const(FmgrInfo *flinfo, int argno);

/* An age argument (text), read once for a call site: 22023 if malformed. */
extern peds_age peds_getarg_age(FunctionCallInfo fcinfo, int argno);

/*
 * A scheme argument made ready for use, kept in fn_extra of the call site. A
 * function that keeps more there embeds this struct at its head and says so
 * by `size`; the rest begins as zeros.
 */
typedef struct peds_scheme_cache
{
	Pointer		datum;			/* the argument as last seen, where it is a constant */
	peds_age_scheme *scheme;	/* a copy of it */
	uint32		generation;		/* counts the schemes seen one after another */
	peds_age_cuts cuts;
} peds_scheme_cache;

extern peds_scheme_cache *peds_scheme_cache_look(FunctionCallInfo fcinfo, int argno, Size size);

static inline peds_scheme_cache *
peds_scheme_cache_get(FunctionCallInfo fcinfo, int argno, Size size)
{
	peds_scheme_cache *cache = fcinfo->flinfo->fn_extra;

	if (likely(cache != NULL && cache->datum == DatumGetPointer(PG_GETARG_DATUM(argno))))
		return cache;
	return peds_scheme_cache_look(fcinfo, argno, size);
}

#define PEDS_GETARG_CUTS(n) \
	(&peds_scheme_cache_get(fcinfo, n, sizeof(peds_scheme_cache))->cuts)

/* Of the row that the function returns; kept in fn_extra, which must not hold anything else. */
extern TupleDesc peds_row_descriptor(FunctionCallInfo fcinfo);

/* 22023 where it cannot be a gestation at birth. */
extern void peds_check_gestation(peds_gestational_age ga);

/* A daterange [start, past) as a Datum; PEDS_NO_BEGINNING and PEDS_NO_END are unbounded. */
extern Datum peds_make_daterange(peds_day start, peds_day past);
extern RangeType *peds_make_range_of(TypeCacheEntry *typcache, peds_day start, peds_day past);

/*
 * What is known of a birth: a date, or a partial_date where `partial`, and the
 * gestation in argument ga_argno, which may be NULL (or -1: there is no such
 * argument).
 */
extern void peds_getarg_birth(FunctionCallInfo fcinfo, int argno, bool partial,
							  int ga_argno, peds_birth *birth);

/*
 * The two days of a daterange [start, past); false if it is empty.
 * Unbounded: 22023, infinite: 22008.
 */
extern bool peds_range_days(const RangeBound *lower, const RangeBound *upper,
							peds_day *start, peds_day *past);

#endif							/* PEDSAFETY_H */
