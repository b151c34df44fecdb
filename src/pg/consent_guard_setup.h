/* SPDX-License-Identifier: PostgreSQL */
/*
 * consent_guard_setup.h
 *		Setting up, changing, removing and listing guards.
 */
#ifndef PEDSAFETY_CONSENT_GUARD_SETUP_H
#define PEDSAFETY_CONSENT_GUARD_SETUP_H

#include "consent_guard.h"

#include "nodes/pg_list.h"

/* A trigger of a guard, as the catalog has it. */
typedef struct peds_guard_trigger
{
	Oid			oid;
	Oid			relid;
	char	   *name;
	bool		enabled;
	bool		for_row;
	bool		initially_deferred;
	int			nargs;
	char	  **args;
	peds_guard	guard;
} peds_guard_trigger;

/* consent_guard_catalog.c; `sibling` is any function of the extension. */
extern Oid	peds_guard_function(Oid sibling);
extern List *peds_guard_triggers(Oid function);
extern bool peds_guard_same(const peds_guard *a, const peds_guard *b);
extern peds_guard_trigger *peds_guard_find(List *triggers, Oid guarded);
extern peds_guard_trigger *peds_guard_need(List *triggers, Oid guarded);

/* consent_guard_existing.c: one subject with uncovered rows. */
typedef struct peds_guard_uncovered
{
	char	   *subject;
	char	   *detail;
	char	   *reason;
	Datum		days;			/* datemultirange */
} peds_guard_uncovered;

/*
 * The subjects with uncovered rows in the guarded table, in memory of the
 * current context; connected to SPI.
 */
extern List *peds_guard_existing(const peds_guard_trigger *t, Oid function);

/* consent_guard_tables.c: errors name everything that is missing. */
extern void peds_guard_check_tables(const peds_guard *guard, const Oid *relid, Oid function);
extern void peds_guard_check_event_table(Oid guarded, Oid event_table, bool enforce);

#endif							/* PEDSAFETY_CONSENT_GUARD_SETUP_H */
