/* SPDX-License-Identifier: PostgreSQL */
/*
 * consent_guard.h
 *		The guard that keeps the rows of a dosing table inside consent: what a
 *		guard is, and how its three tables are read.
 *
 * A guard has no table of its own. Everything about it stands in the arguments
 * of its triggers, as key=value, so a dump carries it.
 */
#ifndef PEDSAFETY_CONSENT_GUARD_H
#define PEDSAFETY_CONSENT_GUARD_H

#include "consent.h"

#include "executor/spi.h"
#include "utils/rel.h"
#include "utils/snapshot.h"

/* The tables of a guard; each trigger knows on which of them it sits. */
typedef enum peds_guard_role
{
	PEDS_GUARDED,				/* the dosing or procedure table */
	PEDS_SUBJECTS,
	PEDS_CONSENTS
} peds_guard_role;

#define PEDS_GUARD_TABLES	3
#define PEDS_GUARD_MAX_KEYS	8

extern const char *const peds_guard_role_name[PEDS_GUARD_TABLES];

/* Columns other than keys, with the table that they belong to. */
typedef enum peds_guard_column
{
	PEDS_GUARD_DAY,				/* date or daterange */
	PEDS_GUARD_BIRTH,			/* date or partial_date */
	PEDS_GUARD_SIGNED_ON,
	PEDS_GUARD_SIGNER,
	PEDS_GUARD_ACT,
	PEDS_GUARD_SIGNER_ID,		/* optional */
	PEDS_GUARD_VALID			/* optional */
} peds_guard_column;

#define PEDS_GUARD_COLUMNS	7

typedef struct peds_guard_column_info
{
	const char *name;			/* of the argument, and of the column by default */
	peds_guard_role role;
	bool		optional;
} peds_guard_column_info;

extern const peds_guard_column_info peds_guard_columns[PEDS_GUARD_COLUMNS];

typedef struct peds_guard
{
	peds_guard_role role;
	bool		enforce;
	char	   *id;				/* the same in all triggers of a guard; or NULL */
	peds_consent_policy policy;
	int			nkeys;
	char	   *table[PEDS_GUARD_TABLES];	/* qualified and quoted, at set-up */
	char	   *key[PEDS_GUARD_TABLES][PEDS_GUARD_MAX_KEYS];
	char	   *column[PEDS_GUARD_COLUMNS]; /* NULL: there is none */
} peds_guard;

/*
 * consent_guard_spec.c: the arguments of a trigger. Reading them answers NULL,
 * or the argument that is wrong or missing.
 */
extern const char *peds_guard_parse(int nargs, char **args, peds_guard *guard);
extern char *peds_guard_arguments(const peds_guard *guard, peds_guard_role role);

/* "schema"."table", quoted where it must be. */
extern char *peds_guard_table_name(Oid relid);

/* The type of a column; InvalidOid, and attno 0, if there is none of that name. */
extern Oid	peds_guard_column_type(Oid relid, const char *column, AttrNumber *attno);

/* 42703: a column that the guard reads is gone. */
pg_noreturn extern void peds_guard_no_column(const char *table, const char *column);

/* Is it the partial_date of the extension that `function` is of? */
extern bool peds_guard_is_partial_date(Oid type, Oid function);

/* A word of any string type, without the blanks that char(n) adds. */
extern text *peds_guard_word(Datum value, Oid type);

/*
 * consent_guard_catalog.c: the tables of a guard, by the triggers that they
 * have, so that none is lost when it is renamed. InvalidOid if one is not there.
 */
extern void peds_guard_tables(const peds_guard *guard, Oid function, Oid *relid);

/* consent_guard_tables.c: an ordinary or partitioned table, or 42809. */
extern void peds_guard_check_kind(Oid relid);
extern bool peds_guard_column_type_is_good(peds_guard_column column, Oid type, Oid function);

/* consent_guard_reader.c: a guard made ready for use by a trigger. */
typedef struct peds_guard_reader
{
	Oid			trigger;		/* hash key */
	bool		valid;			/* false: a table has changed, make it anew */
	int			nargs;
	char	  **args;
	MemoryContext context;
	peds_guard	guard;
	Oid			relid[PEDS_GUARD_TABLES];
	Oid			key_type[PEDS_GUARD_MAX_KEYS];	/* of the trigger's own table */
	bool		birth_is_partial;
	bool		day_is_range;
	SPIPlanPtr	subject;		/* birth */
	SPIPlanPtr	subject_share;	/* ... FOR SHARE: consent stays as it is */
	SPIPlanPtr	subject_update; /* ... FOR NO KEY UPDATE: consent changes */
	SPIPlanPtr	consents;
	SPIPlanPtr	doses;
	SPIPlanPtr	any_dose;
} peds_guard_reader;

/* The reader of a trigger, which knows its guard and has not looked at tables. */
extern peds_guard_reader *peds_guard_reader_find(Oid trigger, int nargs, char **args);

/*
 * Look up the tables and plan the queries, if that has to be done; connected
 * to SPI, as the owner of the relation that the trigger is on. False if the
 * guarded table is not there.
 */
extern bool peds_guard_reader_prepare(peds_guard_reader *reader, Relation relation, Oid function);

/* A subject's key, and whether it has no NULL. */
typedef struct peds_guard_key
{
	Datum		value[PEDS_GUARD_MAX_KEYS];
	bool		whole;
} peds_guard_key;

/* What the subject and consent tables say of one subject. */
typedef struct peds_guard_facts
{
	bool		has_subject;
	int			faulty;			/* records left out */
	peds_consent_birth birth;
	peds_consent_log log;
} peds_guard_facts;

typedef enum peds_guard_lock
{
	PEDS_LOCK_NONE,
	PEDS_LOCK_SHARE,
	PEDS_LOCK_UPDATE
} peds_guard_lock;

/*
 * consent_guard_read.c. Lock the subject's row, as `lock` says, and read birth and records: as they
 * are now, whatever the transaction's snapshot, with all own changes; or as
 * they were before command `before` of this transaction, unless it is
 * InvalidCommandId. `own_refusals` false leaves out dissents and withdrawals
 * that this transaction has recorded; `faulty` leaves out, and counts, records
 * that cannot be read, which are an error otherwise.
 */
typedef struct peds_guard_view
{
	peds_guard_lock lock;
	CommandId	before;
	bool		own_refusals;
	bool		faulty;
} peds_guard_view;

extern void peds_guard_read(peds_guard_reader *reader, const peds_guard_key *key,
							const peds_guard_view *view, peds_guard_facts *facts);

/* The days on which the subject has rows in the guarded table. */
extern void peds_guard_read_doses(peds_guard_reader *reader, const peds_guard_key *key,
								  peds_day_set *days);

/* Has the guarded table any row with a day? */
extern bool peds_guard_has_doses(peds_guard_reader *reader);

/* The surely covered days. */
extern void peds_guard_cover(const peds_guard_reader *reader, peds_guard_facts *facts,
							 peds_day_set *coverage);

/* The days of a value of the day column; false if there is none. */
extern bool peds_guard_days_of(Datum value, bool is_range, peds_day *from, peds_day *past);

/* consent_guard_report.c: what is not covered, and why. */
extern char *peds_guard_detail(const peds_guard_reader *reader, const peds_guard_key *key,
							   peds_guard_facts *facts, const peds_day_set *uncovered);
extern char *peds_guard_reason(const peds_guard_reader *reader, peds_guard_facts *facts,
							   peds_day day);
extern char *peds_guard_key_text(const peds_guard_reader *reader, const peds_guard_key *key,
								 bool with_names);

/* consent_guard_cache.c: the subjects of one statement, for bulk loads. */
typedef struct peds_guard_cache peds_guard_cache;

extern bool peds_guard_cache_covers(FmgrInfo *flinfo, peds_guard_reader *reader,
									const peds_guard_key *key, const peds_interval *days);
extern void peds_guard_cache_keep(FmgrInfo *flinfo, peds_guard_reader *reader,
								  const peds_guard_key *key, const peds_day_set *coverage);

/* This session changes consent: nothing that is remembered holds any more. */
extern void peds_guard_cache_forget(void);

/* The tables are read with the rights of whoever owns the trigger's table. */
typedef struct peds_guard_user
{
	Oid			user;
	int			context;
} peds_guard_user;

extern peds_guard_user peds_guard_become(Oid owner);
extern void peds_guard_return(peds_guard_user saved);

#endif							/* PEDSAFETY_CONSENT_GUARD_H */
