/* SPDX-License-Identifier: PostgreSQL */
/*
 * consent_guard_reader.c
 *		A guard made ready for use by a trigger: checked once, its queries
 *		planned, and kept until one of the tables changes.
 */
#include "consent_guard.h"

#include "catalog/partition.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/hsearch.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rls.h"

static HTAB *readers = NULL;

peds_guard_user
peds_guard_become(Oid owner)
{
	peds_guard_user saved;

	GetUserIdAndSecContext(&saved.user, &saved.context);
	SetUserIdAndSecContext(owner, saved.context | SECURITY_LOCAL_USERID_CHANGE |
						   SECURITY_NOFORCE_RLS);
	return saved;
}

void
peds_guard_return(peds_guard_user saved)
{
	SetUserIdAndSecContext(saved.user, saved.context);
}

static void
relation_changed(Datum arg, Oid relid)
{
	HASH_SEQ_STATUS all;
	peds_guard_reader *reader;

	hash_seq_init(&all, readers);
	while ((reader = hash_seq_search(&all)) != NULL)
		for (int role = 0; role < PEDS_GUARD_TABLES; role++)
			if (relid == InvalidOid || relid == reader->relid[role])
				reader->valid = false;
}

static void
make_readers(void)
{
	HASHCTL		control = {.keysize = sizeof(Oid), .entrysize = sizeof(peds_guard_reader)};

	readers = hash_create("pedsafety consent guards", 16, &control, HASH_ELEM | HASH_BLOBS);
	CacheRegisterRelcacheCallback(relation_changed, (Datum) 0);
}

static bool
same_arguments(const peds_guard_reader *reader, int nargs, char **args)
{
	if (reader->nargs != nargs)
		return false;
	for (int i = 0; i < nargs; i++)
		if (strcmp(reader->args[i], args[i]) != 0)
			return false;
	return true;
}

/* "WHERE x.key = $1 AND …", by each type's own equality. */
static void
append_where(StringInfo buf, const peds_guard_reader *reader, peds_guard_role role)
{
	const peds_guard *guard = &reader->guard;

	for (int i = 0; i < guard->nkeys; i++)
	{
		AttrNumber	attno;
		Oid			type = peds_guard_column_type(reader->relid[role], guard->key[role][i], &attno);
		TypeCacheEntry *entry;
		char		left[NAMEDATALEN * 2 + 16];
		char		right[16];

		if (!OidIsValid(type))
			peds_guard_no_column(guard->table[role], guard->key[role][i]);
		entry = lookup_type_cache(type, TYPECACHE_EQ_OPR);
		if (!OidIsValid(entry->eq_opr))
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_FUNCTION),
					 errmsg("consent guard: type %s of a key has no equality", format_type_be(type))));
		snprintf(left, sizeof(left), "x.%s", quote_identifier(guard->key[role][i]));
		snprintf(right, sizeof(right), "$%d", i + 1);
		appendStringInfoString(buf, i == 0 ? " WHERE " : " AND ");
		generate_operator_clause(buf, left, type, entry->eq_opr, right, reader->key_type[i]);
	}
}

static SPIPlanPtr
prepare(const peds_guard_reader *reader, const char *query, int nargs)
{
	SPIPlanPtr	plan = SPI_prepare(query, nargs, (Oid *) reader->key_type);

	if (plan == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("consent guard: %s", SPI_result_code_string(SPI_result))));
	SPI_keepplan(plan);
	return plan;
}

/* SELECT … FROM the table of a role WHERE it is the subject's; then `tail`. */
static SPIPlanPtr
prepare_select(const peds_guard_reader *reader, peds_guard_role role,
			   const char *what, const char *tail)
{
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfo(&buf, "SELECT %s FROM %s x", what, peds_guard_table_name(reader->relid[role]));
	append_where(&buf, reader, role);
	appendStringInfoString(&buf, tail);
	return prepare(reader, buf.data, reader->guard.nkeys);
}

static char *
column(const peds_guard_reader *reader, peds_guard_column c)
{
	const char *name = reader->guard.column[c];

	return name == NULL ? pstrdup("NULL") : psprintf("x.%s", quote_identifier(name));
}

/* As they are: a cast could be a function of whoever made the type. */
static char *
consent_columns(const peds_guard_reader *reader)
{
	return psprintf("%s, %s, %s, %s, %s, x.xmin",
					column(reader, PEDS_GUARD_SIGNED_ON), column(reader, PEDS_GUARD_SIGNER),
					column(reader, PEDS_GUARD_ACT), column(reader, PEDS_GUARD_SIGNER_ID),
					column(reader, PEDS_GUARD_VALID));
}

/*
 * The types that the columns are read as; they may have been altered, or the
 * trigger made by hand.
 */
static void
check_column_types(peds_guard_reader *reader, Relation relation, Oid function)
{
	for (int i = 0; i < PEDS_GUARD_COLUMNS; i++)
	{
		const char *name = reader->guard.column[i];
		peds_guard_role role = peds_guard_columns[i].role;
		AttrNumber	attno;
		Oid			type;

		if (name == NULL)
			continue;
		type = peds_guard_column_type(reader->relid[role], name, &attno);
		if (!OidIsValid(type) ||
			!peds_guard_column_type_is_good((peds_guard_column) i, type, function) ||
			(role == reader->guard.role &&
			 peds_guard_column_type(RelationGetRelid(relation), name, &attno) != type))
			ereport(ERROR,
					(errcode(OidIsValid(type) ? ERRCODE_DATATYPE_MISMATCH : ERRCODE_UNDEFINED_COLUMN),
					 errmsg("consent guard: column \"%s\" of table %s is missing or of another type than it was",
							name, reader->guard.table[role]),
					 errhint("If it was renamed or altered, remove the guard and add it again.")));
		if (i == PEDS_GUARD_DAY)
			reader->day_is_range = type == DATERANGEOID;
		else if (i == PEDS_GUARD_BIRTH)
			reader->birth_is_partial = type != DATEOID;
	}
}

/* The trigger is on the table that it names, or a partition of it. */
static void
check_place(const peds_guard_reader *reader, Relation relation)
{
	Oid			named = reader->relid[reader->guard.role];
	Oid			relid = RelationGetRelid(relation);

	if (relid != named &&
		!(relation->rd_rel->relispartition && list_member_oid(get_partition_ancestors(relid), named)))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("consent guard: the trigger is on table %s, but its arguments name %s",
						peds_guard_table_name(relid), reader->guard.table[reader->guard.role]),
				 errhint("Let consent_guard_add() create the triggers.")));
	for (int role = 0; role < PEDS_GUARD_TABLES; role++)
		peds_guard_check_kind(reader->relid[role]);
}

/* Rows that a policy hides would be judged as if they were not there. */
static void
check_row_security(const peds_guard_reader *reader)
{
	for (int role = 0; role < PEDS_GUARD_TABLES; role++)
		if (check_enable_rls(reader->relid[role], GetUserId(), true) == RLS_ENABLED)
			ereport(ERROR,
					(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
					 errmsg("consent guard: row level security hides rows of table %s from role \"%s\"",
							reader->guard.table[role], GetUserNameFromId(GetUserId(), false)),
					 errhint("The tables of a guard are read by the owner of the table that changes; let one role own all three, or give it BYPASSRLS.")));
}

static void
free_plans(peds_guard_reader *reader)
{
	SPIPlanPtr *plan[] = {&reader->subject, &reader->subject_share, &reader->subject_update,
		&reader->consents, &reader->doses, &reader->any_dose};

	for (int i = 0; i < (int) lengthof(plan); i++)
	{
		if (*plan[i] != NULL)
			SPI_freeplan(*plan[i]);
		*plan[i] = NULL;
	}
}

static void
free_reader(peds_guard_reader *reader)
{
	free_plans(reader);
	reader->valid = false;
	if (reader->context != NULL)
		MemoryContextDelete(reader->context);
	reader->context = NULL;
}

/* Triggers come and go: what is left of those that went is freed. */
#define MANY_READERS	64

static void
forget_stale(void)
{
	HASH_SEQ_STATUS all;
	peds_guard_reader *reader;

	if (hash_get_num_entries(readers) < MANY_READERS)
		return;
	hash_seq_init(&all, readers);
	while ((reader = hash_seq_search(&all)) != NULL)
		if (!reader->valid)
		{
			free_reader(reader);
			hash_search(readers, &reader->trigger, HASH_REMOVE, NULL);
		}
}

static void
fill_reader(peds_guard_reader *reader, int nargs, char **args)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "pedsafety consent guard",
												  ALLOCSET_SMALL_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	const char *fault;

	reader->nargs = nargs;
	reader->args = palloc(nargs * sizeof(char *));
	for (int i = 0; i < nargs; i++)
		reader->args[i] = pstrdup(args[i]);
	fault = peds_guard_parse(nargs, reader->args, &reader->guard);
	MemoryContextSwitchTo(old);
	if (fault != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument of a consent_guard trigger is wrong or missing: \"%s\"", fault),
				 errhint("Let consent_guard_add() create the triggers.")));
	/* it is good, so it may stay */
	MemoryContextSetParent(context, CacheMemoryContext);
	reader->context = context;
}

static void
prepare_reader(peds_guard_reader *reader, Relation relation, Oid function)
{
	const peds_guard *guard = &reader->guard;
	char	   *birth;

	for (int i = 0; i < guard->nkeys; i++)
	{
		AttrNumber	attno;

		reader->key_type[i] = peds_guard_column_type(RelationGetRelid(relation),
													 guard->key[guard->role][i], &attno);
		if (!OidIsValid(reader->key_type[i]))
			peds_guard_no_column(RelationGetRelationName(relation), guard->key[guard->role][i]);
	}
	check_place(reader, relation);
	check_column_types(reader, relation, function);
	birth = column(reader, PEDS_GUARD_BIRTH);
	reader->subject = prepare_select(reader, PEDS_SUBJECTS, birth, "");
	reader->subject_share = prepare_select(reader, PEDS_SUBJECTS, birth, " FOR SHARE OF x");
	reader->subject_update = prepare_select(reader, PEDS_SUBJECTS, birth, " FOR NO KEY UPDATE OF x");
	reader->consents = prepare_select(reader, PEDS_CONSENTS, consent_columns(reader), "");
	reader->doses = prepare_select(reader, PEDS_GUARDED, column(reader, PEDS_GUARD_DAY), "");
	reader->any_dose =
		prepare(reader, psprintf("SELECT 1 FROM %s x WHERE %s IS NOT NULL LIMIT 1",
								 peds_guard_table_name(reader->relid[PEDS_GUARDED]),
								 column(reader, PEDS_GUARD_DAY)), 0);
}

peds_guard_reader *
peds_guard_reader_find(Oid trigger, int nargs, char **args)
{
	peds_guard_reader *reader;
	bool		found;

	if (readers == NULL)
		make_readers();
	forget_stale();
	reader = hash_search(readers, &trigger, HASH_ENTER, &found);
	if (!found)
		memset((char *) reader + sizeof(Oid), 0, sizeof(*reader) - sizeof(Oid));
	if (reader->context == NULL || !same_arguments(reader, nargs, args))
	{
		free_reader(reader);
		fill_reader(reader, nargs, args);
	}
	return reader;
}

bool
peds_guard_reader_prepare(peds_guard_reader *reader, Relation relation, Oid function)
{
	if (!reader->valid)
	{
		free_plans(reader);
		peds_guard_tables(&reader->guard, function, reader->relid);
		if (!OidIsValid(reader->relid[PEDS_GUARDED]))
			return false;
		for (int role = 0; role < PEDS_GUARD_TABLES; role++)
			if (!OidIsValid(reader->relid[role]))
				ereport(ERROR,
						(errcode(ERRCODE_UNDEFINED_TABLE),
						 errmsg("consent guard: table %s does not exist, or has lost its trigger",
								reader->guard.table[role]),
						 errhint("Remove the guard and add it again.")));
		reader->valid = true;	/* before the plans: a change meanwhile counts */
		PG_TRY();
		{
			prepare_reader(reader, relation, function);
		}
		PG_CATCH();
		{
			reader->valid = false;
			PG_RE_THROW();
		}
		PG_END_TRY();
	}
	check_row_security(reader);
	return true;
}
