/* SPDX-License-Identifier: PostgreSQL */
/*
 * consent_guard_tables.c
 *		What set-up asks of the three tables; an error names all that is missing.
 */
#include "consent_guard_setup.h"

#include "access/genam.h"
#include "access/relation.h"
#include "access/table.h"
#include "catalog/pg_class.h"
#include "catalog/pg_index.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/lsyscache.h"
#include "utils/rls.h"

void
peds_guard_check_kind(Oid relid)
{
	char		kind = get_rel_relkind(relid);

	if (kind != RELKIND_RELATION && kind != RELKIND_PARTITIONED_TABLE)
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("%s is not a table", peds_guard_table_name(relid)),
				 errhint("A guard works by row triggers, which views and foreign tables do not have: name the tables behind them.")));
}

static void
append_line(StringInfo buf, const char *line)
{
	appendStringInfo(buf, "%s%s", buf->len > 0 ? "\n" : "", line);
}

static Oid
base_type(Oid type)
{
	Oid			base = getBaseType(type);

	return base == VARCHAROID ? TEXTOID : base;
}

static void
find_missing_columns(const peds_guard *guard, const Oid *relid, StringInfo missing)
{
	AttrNumber	attno;

	for (int role = 0; role < PEDS_GUARD_TABLES; role++)
	{
		for (int k = 0; k < guard->nkeys; k++)
			if (!OidIsValid(peds_guard_column_type(relid[role], guard->key[role][k], &attno)))
				append_line(missing, psprintf("Table %s has no column \"%s\" (key of the subject).",
											  guard->table[role], guard->key[role][k]));
		for (int i = 0; i < PEDS_GUARD_COLUMNS; i++)
			if (peds_guard_columns[i].role == (peds_guard_role) role && guard->column[i] != NULL &&
				!OidIsValid(peds_guard_column_type(relid[role], guard->column[i], &attno)))
				append_line(missing, psprintf("Table %s has no column \"%s\" (%s).",
											  guard->table[role], guard->column[i],
											  peds_guard_columns[i].name));
	}
}

bool
peds_guard_column_type_is_good(peds_guard_column column, Oid type, Oid function)
{
	switch (column)
	{
		case PEDS_GUARD_DAY:
			return type == DATEOID || type == DATERANGEOID;
		case PEDS_GUARD_BIRTH:
			return type == DATEOID || peds_guard_is_partial_date(type, function);
		case PEDS_GUARD_SIGNED_ON:
			return type == DATEOID;
		case PEDS_GUARD_VALID:
			return type == DATERANGEOID;
		default:
			return true;		/* read as text */
	}
}

static const char *const column_type[PEDS_GUARD_COLUMNS] = {
	[PEDS_GUARD_DAY] = "date or daterange",
	[PEDS_GUARD_BIRTH] = "date or partial_date",
	[PEDS_GUARD_SIGNED_ON] = "date",
	[PEDS_GUARD_SIGNER] = "text",
	[PEDS_GUARD_ACT] = "text",
	[PEDS_GUARD_SIGNER_ID] = "text",
	[PEDS_GUARD_VALID] = "daterange"
};

static void
find_wrong_types(const peds_guard *guard, const Oid *relid, Oid function, StringInfo wrong)
{
	AttrNumber	attno;

	for (int i = 0; i < PEDS_GUARD_COLUMNS; i++)
	{
		Oid			type;

		if (guard->column[i] == NULL)
			continue;
		type = peds_guard_column_type(relid[peds_guard_columns[i].role], guard->column[i], &attno);
		if (!peds_guard_column_type_is_good((peds_guard_column) i, type, function))
			append_line(wrong, psprintf("Column \"%s\" of table %s is %s, it must be %s.",
										guard->column[i], guard->table[peds_guard_columns[i].role],
										format_type_be(type), column_type[i]));
	}
	for (int k = 0; k < guard->nkeys; k++)
	{
		Oid			type = peds_guard_column_type(relid[PEDS_GUARDED], guard->key[PEDS_GUARDED][k], &attno);

		for (int role = PEDS_SUBJECTS; role < PEDS_GUARD_TABLES; role++)
		{
			Oid			other = peds_guard_column_type(relid[role], guard->key[role][k], &attno);

			if (base_type(other) != base_type(type))
				append_line(wrong, psprintf("Column \"%s\" of table %s is %s, but \"%s\" of table %s is %s.",
											guard->key[role][k], guard->table[role], format_type_be(other),
											guard->key[PEDS_GUARDED][k], guard->table[PEDS_GUARDED],
											format_type_be(type)));
		}
	}
}

static bool
is_key_column(const peds_guard *guard, peds_guard_role role, Oid relid, AttrNumber attno)
{
	for (int k = 0; k < guard->nkeys; k++)
		if (get_attnum(relid, guard->key[role][k]) == attno)
			return true;
	return false;
}

/*
 * Is there an index that begins with a key column; if unique, one that makes
 * the key unique?
 */
static bool
has_index(const peds_guard *guard, peds_guard_role role, Oid relid, bool unique)
{
	Relation	relation = table_open(relid, AccessShareLock);
	List	   *indexes = RelationGetIndexList(relation);
	ListCell   *cell;
	bool		found = false;

	foreach(cell, indexes)
	{
		Relation	index = relation_open(lfirst_oid(cell), AccessShareLock);
		Form_pg_index form = index->rd_index;
		bool		good = form->indisvalid && RelationGetIndexPredicate(index) == NIL &&
			(!unique || (form->indisunique && form->indimmediate));

		for (int i = 0; good && i < (unique ? form->indnkeyatts : 1); i++)
			good = is_key_column(guard, role, relid, form->indkey.values[i]);
		found |= good;
		relation_close(index, AccessShareLock);
	}
	table_close(relation, AccessShareLock);
	return found;
}

static Oid
owner_of(Oid relid)
{
	Relation	relation = table_open(relid, AccessShareLock);
	Oid			owner = RelationGetForm(relation)->relowner;

	table_close(relation, AccessShareLock);
	return owner;
}

/* Each table's owner reads the other two, and locks the subject's row. */
static void
find_missing_rights(const peds_guard *guard, const Oid *relid, StringInfo missing)
{
	for (int role = 0; role < PEDS_GUARD_TABLES; role++)
	{
		Oid			owner = owner_of(relid[role]);
		char	   *name = GetUserNameFromId(owner, false);

		for (int other = 0; other < PEDS_GUARD_TABLES; other++)
		{
			AclMode		mode = other == PEDS_SUBJECTS ? ACL_SELECT | ACL_UPDATE : ACL_SELECT;

			if (pg_class_aclmask(relid[other], owner, mode, ACLMASK_ALL) != mode)
				append_line(missing, psprintf("GRANT %s ON %s TO %s;",
											  other == PEDS_SUBJECTS ? "SELECT, UPDATE" : "SELECT",
											  guard->table[other], quote_identifier(name)));
			if (check_enable_rls(relid[other], owner, true) == RLS_ENABLED)
				append_line(missing, psprintf("Role %s is subject to row level security on %s.",
											  quote_identifier(name), guard->table[other]));
		}
	}
}

void
peds_guard_check_tables(const peds_guard *guard, const Oid *relid, Oid function)
{
	const char *name = guard->table[PEDS_GUARDED];
	StringInfoData found;

	for (int role = 0; role < PEDS_GUARD_TABLES; role++)
		peds_guard_check_kind(relid[role]);
	if (relid[PEDS_GUARDED] == relid[PEDS_CONSENTS] || relid[PEDS_GUARDED] == relid[PEDS_SUBJECTS])
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the guarded table %s cannot be its own subject or consent table", name)));

	initStringInfo(&found);
	find_missing_columns(guard, relid, &found);
	if (found.len > 0)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("cannot guard table %s: columns are missing", name),
				 errdetail("%s", found.data),
				 errhint("Name the columns as they are called: key, subjects_key and consents_key => '{study_id,subject_id}', birth => 'birth_date', signed_on, signer, act, signer_id, valid.")));
	find_wrong_types(guard, relid, function, &found);
	if (found.len > 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("cannot guard table %s: columns have another type", name),
				 errdetail("%s", found.data)));
	if (!has_index(guard, PEDS_SUBJECTS, relid[PEDS_SUBJECTS], true))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_FOREIGN_KEY),
				 errmsg("cannot guard table %s: the key of table %s is not unique",
						name, guard->table[PEDS_SUBJECTS]),
				 errhint("Give it a primary key or a unique constraint, not deferrable: the subject's one row is what doses and consent wait for.")));
	find_missing_rights(guard, relid, &found);
	if (found.len > 0)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("cannot guard table %s: owners of the tables cannot read the others", name),
				 errdetail("%s", found.data),
				 errhint("The owner of the table that changes reads the other two: let one role own all three, or grant this.")));
	for (int role = 0; role < PEDS_GUARD_TABLES; role++)
		if (role != PEDS_SUBJECTS && !has_index(guard, (peds_guard_role) role, relid[role], false))
			ereport(NOTICE,
					(errmsg("table %s has no index on the key of the subject: each check reads all of it",
							guard->table[role])));
}

/* Names under which tables of adverse events go, in lower case. */
static const char *const event_names[] = {
	"ae", "aes", "sae", "saes", "susar", "event", "events", "icsr", "icsrs",
	"adverse_event", "adverse_events", "serious_adverse_event", "serious_adverse_events",
	"adverseevent", "adverseevents", "safety_event", "safety_events"
};

static bool
is_event_name(const char *name)
{
	for (int i = 0; i < (int) lengthof(event_names); i++)
		if (pg_strcasecmp(name, event_names[i]) == 0)
			return true;
	return false;
}

/* Does a view named event (the contract view, or the like) read it? */
static bool
is_behind_event_view(Oid relid)
{
	Oid			type = OIDOID;
	Datum		value = ObjectIdGetDatum(relid);
	bool		found = false;

	if (SPI_execute_with_args(
			"SELECT v.relname::pg_catalog.text FROM pg_catalog.pg_depend d"
			" JOIN pg_catalog.pg_rewrite r ON d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_rewrite'::pg_catalog.regclass"
			" AND d.objid OPERATOR(pg_catalog.=) r.oid"
			" JOIN pg_catalog.pg_class v ON r.ev_class OPERATOR(pg_catalog.=) v.oid"
			" WHERE d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass"
			" AND d.refobjid OPERATOR(pg_catalog.=) $1 AND v.oid OPERATOR(pg_catalog.<>) $1",
			1, &type, &value, NULL, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "consent guard: cannot look up views");
	for (uint64 i = 0; i < SPI_processed && !found; i++)
		found = is_event_name(SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1));
	return found;
}

void
peds_guard_check_event_table(Oid guarded, Oid event_table, bool enforce)
{
	bool		is_event = is_event_name(get_rel_name(guarded)) || is_behind_event_view(guarded);

	if (OidIsValid(event_table) && event_table != guarded)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("event_table names another table than the one to be guarded"),
				 errhint("It is there to say a second time that a table of adverse events is to be guarded.")));
	if (is_event && !OidIsValid(event_table))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("table %s looks like one of adverse events", peds_guard_table_name(guarded)),
				 errdetail("Safety events are recorded whatever the consent; a guard is for doses and procedures."),
				 errhint("If it is to be guarded nevertheless, name it a second time, and let it warn: event_table => %s, mode => 'warn'.",
						 quote_literal_cstr(peds_guard_table_name(guarded)))));
	if (OidIsValid(event_table) && enforce)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a table of adverse events can be guarded in mode warn only"),
				 errdetail("No mode stands in the way of recording a safety event."),
				 errhint("Add mode => 'warn'.")));
}
