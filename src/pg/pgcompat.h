/* SPDX-License-Identifier: PostgreSQL */
/*
 * pgcompat.h
 *		What differs between PostgreSQL's majors; the only place that looks at
 *		PG_VERSION_NUM.
 */
#ifndef PEDSAFETY_PGCOMPAT_H
#define PEDSAFETY_PGCOMPAT_H

#if PG_VERSION_NUM < 150000
#error "pedsafety needs PostgreSQL 15 or later"
#endif

/* 16 has soft errors for input functions and moved the varlena macros. */
#if PG_VERSION_NUM >= 160000
#include "nodes/miscnodes.h"
#include "varatt.h"
#define peds_errsave(context, ...)	errsave(context, __VA_ARGS__)
#else
#define peds_errsave(context, ...) \
	do { \
		(void) (context); \
		ereport(ERROR, __VA_ARGS__); \
	} while (0)
#endif

/*
 * A range of bounds that are canonical already. 16 gave range_serialize() an
 * argument for soft errors.
 */
#if PG_VERSION_NUM >= 160000
#define peds_make_range(typcache, lower, upper) range_serialize(typcache, lower, upper, false, NULL)
#else
#define peds_make_range(typcache, lower, upper) range_serialize(typcache, lower, upper, false)
#endif

/* 18 has pg_noreturn, to stand in front, and no pg_attribute_noreturn(). */
#if PG_VERSION_NUM < 180000
#define pg_noreturn __attribute__((noreturn))
#endif

/* 18 lets a module say its name and version. */
#if PG_VERSION_NUM >= 180000
#define PEDSAFETY_MODULE_MAGIC \
	PG_MODULE_MAGIC_EXT(.name = "pedsafety", .version = PEDSAFETY_VERSION)
#else
#define PEDSAFETY_MODULE_MAGIC	PG_MODULE_MAGIC
#endif

#endif							/* PEDSAFETY_PGCOMPAT_H */
