/* SPDX-License-Identifier: PostgreSQL */
/*
 * consent_guard_setup.c
 *		consent_guard_add, consent_guard_set, consent_guard_drop and
 *		consent_guards: the triggers of a guard are created, replaced, removed
 *		and listed.
 */
#include "consent_guard_setup.h"

#include "access/xact.h"
#include "catalog/dependency.h"
#include "catalog/pg_class.h"
#include "catalog/pg_trigger.h"
#include "catalog/pg_type.h"
#include "commands/defrem.h"
#include "commands/trigger.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "utils/array.h"
#include "utils/lsyscache.h"
#include "utils/tuplestore.h"

/* One on the guarded table, two (rows, TRUNCATE) on each of the others. */
#define GUARD_TRIGGERS	5

static void
connect_spi(void)
{
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
}

static void
execute(const char *command)
{
	int			result = SPI_execute(command, false, 0);

	if (result != SPI_OK_UTILITY)
		elog(ERROR, "consent guard: %s", SPI_result_code_string(result));
}

/* A name that no other trigger of the table has. */
static char *
free_name(Oid relid, const char *name1, const char *name2)
{
	char	   *name = name2 == NULL ? pstrdup(name1) : makeObjectName(name1, name2, NULL);

	for (int i = 1; OidIsValid(get_trigger_oid(relid, name, true)); i++)
		name = makeObjectName(name1, name2, psprintf("%d", i));
	return name;
}

static void
depend(Oid trigger, Oid relid, DependencyType how)
{
	ObjectAddress from = {TriggerRelationId, trigger, 0};
	ObjectAddress to = {RelationRelationId, relid, 0};

	recordDependencyOn(&from, &to, how);
}

static Oid
create_trigger(const peds_guard *guard, peds_guard_role role, Oid relid, const char *events,
			   bool for_row, const char *timing, const char *name, Oid function)
{
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfo(&buf, "CREATE %sTRIGGER %s AFTER %s ON %s %s FOR EACH %s EXECUTE FUNCTION %s(%s)",
					 for_row ? "CONSTRAINT " : "", quote_identifier(name), events,
					 guard->table[role], timing, for_row ? "ROW" : "STATEMENT",
					 quote_qualified_identifier(get_namespace_name(get_func_namespace(function)),
												get_func_name(function)),
					 peds_guard_arguments(guard, role));
	execute(buf.data);
	return get_trigger_oid(relid, name, false);
}

/*
 * The triggers, in one order, so that two set-ups do not wait for each other.
 * If the guarded table is dropped, those on the other tables go with it; these
 * cannot be dropped from under the guard.
 */
static void
create_triggers(const peds_guard *guard, const Oid *relid, bool deferred, Oid function)
{
	const char *timing = deferred ? "DEFERRABLE INITIALLY DEFERRED" : "DEFERRABLE INITIALLY IMMEDIATE";
	const char *guarded = get_rel_name(relid[PEDS_GUARDED]);
	Oid			trigger;

	trigger = create_trigger(guard, PEDS_GUARDED, relid[PEDS_GUARDED], "INSERT OR UPDATE", true, timing,
							 free_name(relid[PEDS_GUARDED], "consent_guard", NULL), function);
	depend(trigger, relid[PEDS_SUBJECTS], DEPENDENCY_NORMAL);
	depend(trigger, relid[PEDS_CONSENTS], DEPENDENCY_NORMAL);
	for (int role = PEDS_SUBJECTS; role < PEDS_GUARD_TABLES; role++)
	{
		trigger = create_trigger(guard, (peds_guard_role) role, relid[role],
								 role == PEDS_CONSENTS ? "INSERT OR UPDATE OR DELETE" : "UPDATE OR DELETE",
								 true, timing, free_name(relid[role], "consent_guard", guarded), function);
		depend(trigger, relid[PEDS_GUARDED], DEPENDENCY_AUTO);
		trigger = create_trigger(guard, (peds_guard_role) role, relid[role], "TRUNCATE", false, "",
								 free_name(relid[role], "consent_guard_truncate", guarded), function);
		depend(trigger, relid[PEDS_GUARDED], DEPENDENCY_AUTO);
	}
	CommandCounterIncrement();
}

static void
drop_triggers(List *triggers, const peds_guard_trigger *of)
{
	ListCell   *cell;

	foreach(cell, triggers)
	{
		peds_guard_trigger *t = lfirst(cell);

		if (peds_guard_same(&t->guard, &of->guard))
			execute(psprintf("DROP TRIGGER %s ON %s", quote_identifier(t->name),
							 peds_guard_table_name(t->relid)));
	}
	CommandCounterIncrement();
}

/* Rows that are there already must be covered too, or are reported. */
static void
check_existing(Oid guarded, Oid function)
{
	peds_guard_trigger *t = peds_guard_need(peds_guard_triggers(function), guarded);
	List	   *uncovered = peds_guard_existing(t, function);

	if (uncovered == NIL)
		return;
	ereport(t->guard.enforce ? ERROR : WARNING,
			(errcode(ERRCODE_CHECK_VIOLATION),
			 errmsg("table %s has rows outside consent, of %d subject(s)",
					t->guard.table[PEDS_GUARDED], list_length(uncovered)),
			 errdetail("%s", ((peds_guard_uncovered *) linitial(uncovered))->detail),
			 errhint("With check_existing => false they are left as they are; consent_guard_check() then lists them.")));
}

/* ------------------------------------------------------------- arguments */

static bool
parse_mode(const text *mode)
{
	char	   *word = text_to_cstring(mode);

	if (strcmp(word, "enforce") == 0)
		return true;
	if (strcmp(word, "warn") == 0)
		return false;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown mode of a consent guard: \"%s\"", word),
			 errhint("A mode is enforce (the row is refused) or warn (it goes in, with a warning).")));
}

static int
parse_keys(ArrayType *array, char **key)
{
	Datum	   *names;
	bool	   *nulls;
	int			n;

	deconstruct_array(array, NAMEOID, NAMEDATALEN, false, TYPALIGN_CHAR, &names, &nulls, &n);
	if (ARR_NDIM(array) != 1 || n < 1 || n > PEDS_GUARD_MAX_KEYS || ARR_HASNULL(array))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a key of a subject must be 1 to %d column names", PEDS_GUARD_MAX_KEYS),
				 errhint("Write it as '{subject_id}' or '{study_id,subject_id}'.")));
	for (int i = 0; i < n; i++)
		key[i] = pstrdup(NameStr(*DatumGetName(names[i])));
	return n;
}

/* Arguments of consent_guard_add, by position. */
enum
{
	ARG_GUARDED, ARG_DAY, ARG_SUBJECTS, ARG_CONSENTS, ARG_POLICY, ARG_MODE,
	ARG_KEY, ARG_SUBJECTS_KEY, ARG_CONSENTS_KEY,
	ARG_BIRTH, ARG_SIGNED_ON, ARG_SIGNER, ARG_ACT, ARG_SIGNER_ID, ARG_VALID,
	ARG_INITIALLY_DEFERRED, ARG_CHECK_EXISTING, ARG_EVENT_TABLE
};

static const int column_arg[PEDS_GUARD_COLUMNS] = {
	[PEDS_GUARD_DAY] = ARG_DAY,
	[PEDS_GUARD_BIRTH] = ARG_BIRTH,
	[PEDS_GUARD_SIGNED_ON] = ARG_SIGNED_ON,
	[PEDS_GUARD_SIGNER] = ARG_SIGNER,
	[PEDS_GUARD_ACT] = ARG_ACT,
	[PEDS_GUARD_SIGNER_ID] = ARG_SIGNER_ID,
	[PEDS_GUARD_VALID] = ARG_VALID
};

static void
check_arguments(FunctionCallInfo fcinfo)
{
	static const char *const needed[] = {
		[ARG_GUARDED] = "guarded", [ARG_DAY] = "day", [ARG_SUBJECTS] = "subjects",
		[ARG_CONSENTS] = "consents", [ARG_POLICY] = "policy", [ARG_MODE] = "mode",
		[ARG_KEY] = "key", [ARG_BIRTH] = "birth", [ARG_SIGNED_ON] = "signed_on",
		[ARG_SIGNER] = "signer", [ARG_ACT] = "act",
		[ARG_INITIALLY_DEFERRED] = "initially_deferred", [ARG_CHECK_EXISTING] = "check_existing"
	};

	for (int i = 0; i < (int) lengthof(needed); i++)
		if (needed[i] != NULL && PG_ARGISNULL(i))
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("argument \"%s\" of consent_guard_add must not be NULL", needed[i])));
}

/* What ties the triggers of a guard together, in other databases too. */
static char *
new_id(void)
{
	uint8		bytes[8];
	char	   *id = palloc(2 * sizeof(bytes) + 1);

	if (!pg_strong_random(bytes, sizeof(bytes)))
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("could not generate a random number")));
	id[hex_encode((const char *) bytes, sizeof(bytes), id)] = '\0';
	return id;
}

static void
read_arguments(FunctionCallInfo fcinfo, peds_guard *guard, Oid *relid)
{
	int			n[PEDS_GUARD_TABLES];

	check_arguments(fcinfo);
	relid[PEDS_GUARDED] = PG_GETARG_OID(ARG_GUARDED);
	relid[PEDS_SUBJECTS] = PG_GETARG_OID(ARG_SUBJECTS);
	relid[PEDS_CONSENTS] = PG_GETARG_OID(ARG_CONSENTS);
	for (int role = 0; role < PEDS_GUARD_TABLES; role++)
	{
		if (get_rel_name(relid[role]) == NULL)
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_TABLE),
					 errmsg("table with OID %u does not exist", relid[role])));
		guard->table[role] = peds_guard_table_name(relid[role]);
	}
	guard->id = new_id();
	guard->policy = *PEDS_GETARG_POLICY(ARG_POLICY);
	guard->enforce = parse_mode(PG_GETARG_TEXT_PP(ARG_MODE));

	n[PEDS_GUARDED] = parse_keys(PG_GETARG_ARRAYTYPE_P(ARG_KEY), guard->key[PEDS_GUARDED]);
	n[PEDS_SUBJECTS] = parse_keys(PG_GETARG_ARRAYTYPE_P(PG_ARGISNULL(ARG_SUBJECTS_KEY) ? ARG_KEY : ARG_SUBJECTS_KEY),
								  guard->key[PEDS_SUBJECTS]);
	n[PEDS_CONSENTS] = parse_keys(PG_GETARG_ARRAYTYPE_P(PG_ARGISNULL(ARG_CONSENTS_KEY) ? ARG_KEY : ARG_CONSENTS_KEY),
								  guard->key[PEDS_CONSENTS]);
	guard->nkeys = n[PEDS_GUARDED];
	if (n[PEDS_SUBJECTS] != guard->nkeys || n[PEDS_CONSENTS] != guard->nkeys)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("key, subjects_key and consents_key must have as many columns")));

	for (int i = 0; i < PEDS_GUARD_COLUMNS; i++)
	{
		const peds_guard_column_info *info = &peds_guard_columns[i];
		AttrNumber	attno;

		if (!PG_ARGISNULL(column_arg[i]))
			guard->column[i] = pstrdup(NameStr(*PG_GETARG_NAME(column_arg[i])));
		else if (OidIsValid(peds_guard_column_type(relid[info->role], info->name, &attno)))
			guard->column[i] = pstrdup(info->name); /* optional, and there is one */
	}
}

/* ------------------------------------------------------------- functions */

PG_FUNCTION_INFO_V1(consent_guard_add);
Datum
consent_guard_add(PG_FUNCTION_ARGS)
{
	Oid			function = peds_guard_function(fcinfo->flinfo->fn_oid);
	peds_guard	guard = {0};
	Oid			relid[PEDS_GUARD_TABLES];

	connect_spi();
	read_arguments(fcinfo, &guard, relid);
	peds_guard_check_event_table(relid[PEDS_GUARDED],
								 PG_ARGISNULL(ARG_EVENT_TABLE) ? InvalidOid : PG_GETARG_OID(ARG_EVENT_TABLE),
								 guard.enforce);
	peds_guard_check_tables(&guard, relid, function);
	if (peds_guard_find(peds_guard_triggers(function), relid[PEDS_GUARDED]) != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_DUPLICATE_OBJECT),
				 errmsg("table %s has a consent guard already", guard.table[PEDS_GUARDED]),
				 errhint("consent_guard_set() changes its policy or mode, consent_guard_drop() removes it.")));
	create_triggers(&guard, relid, PG_GETARG_BOOL(ARG_INITIALLY_DEFERRED), function);
	if (PG_GETARG_BOOL(ARG_CHECK_EXISTING))
		check_existing(relid[PEDS_GUARDED], function);
	SPI_finish();
	PG_RETURN_VOID();
}

PG_FUNCTION_INFO_V1(consent_guard_set);
Datum
consent_guard_set(PG_FUNCTION_ARGS)
{
	Oid			function = peds_guard_function(fcinfo->flinfo->fn_oid);
	List	   *triggers;
	peds_guard_trigger *t;
	peds_guard	guard;
	Oid			relid[PEDS_GUARD_TABLES];

	if (PG_ARGISNULL(0) || PG_ARGISNULL(3))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("arguments guarded and check_existing of consent_guard_set must not be NULL")));
	connect_spi();
	triggers = peds_guard_triggers(function);
	t = peds_guard_need(triggers, PG_GETARG_OID(0));
	guard = t->guard;
	peds_guard_tables(&guard, function, relid);
	for (int role = 0; role < PEDS_GUARD_TABLES; role++)
	{
		if (!OidIsValid(relid[role]))
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_TABLE),
					 errmsg("consent guard: table %s does not exist, or has lost its trigger", guard.table[role]),
					 errhint("Remove the guard and add it again.")));
		guard.table[role] = peds_guard_table_name(relid[role]);
	}
	if (!PG_ARGISNULL(1))
		guard.policy = *PEDS_GETARG_POLICY(1);
	if (!PG_ARGISNULL(2))
		guard.enforce = parse_mode(PG_GETARG_TEXT_PP(2));
	peds_guard_check_event_table(t->relid, guard.enforce ? InvalidOid : t->relid, guard.enforce);
	peds_guard_check_tables(&guard, relid, function);
	drop_triggers(triggers, t);
	create_triggers(&guard, relid, t->initially_deferred, function);
	if (PG_GETARG_BOOL(3))
		check_existing(relid[PEDS_GUARDED], function);
	SPI_finish();
	PG_RETURN_VOID();
}

PG_FUNCTION_INFO_V1(consent_guard_drop);
Datum
consent_guard_drop(PG_FUNCTION_ARGS)
{
	Oid			guarded = PG_GETARG_OID(0);
	List	   *triggers;

	connect_spi();
	triggers = peds_guard_triggers(peds_guard_function(fcinfo->flinfo->fn_oid));
	drop_triggers(triggers, peds_guard_need(triggers, guarded));
	SPI_finish();
	PG_RETURN_VOID();
}

/* Are all triggers of a guard there and enabled? */
static bool
is_enabled(List *triggers, const peds_guard_trigger *guarded)
{
	int			enabled = 0;
	ListCell   *cell;

	foreach(cell, triggers)
	{
		peds_guard_trigger *t = lfirst(cell);

		if (t->enabled && peds_guard_same(&t->guard, &guarded->guard))
			enabled++;
	}
	return enabled == GUARD_TRIGGERS;
}

static Datum
keys_datum(const peds_guard *guard)
{
	Datum		name[PEDS_GUARD_MAX_KEYS];

	for (int i = 0; i < guard->nkeys; i++)
		name[i] = CStringGetTextDatum(guard->key[PEDS_GUARDED][i]);
	return PointerGetDatum(construct_array(name, guard->nkeys, TEXTOID, -1, false, TYPALIGN_INT));
}

PG_FUNCTION_INFO_V1(consent_guards);
Datum
consent_guards(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	Oid			function = peds_guard_function(fcinfo->flinfo->fn_oid);
	List	   *triggers;
	ListCell   *cell;

	InitMaterializedSRF(fcinfo, 0);
	triggers = peds_guard_triggers(function);
	foreach(cell, triggers)
	{
		peds_guard_trigger *t = lfirst(cell);
		Oid			relid[PEDS_GUARD_TABLES];
		Datum		values[9];
		bool		nulls[9] = {false};
		peds_consent_policy *policy;

		if (t->guard.role != PEDS_GUARDED)
			continue;
		peds_guard_tables(&t->guard, function, relid);
		policy = palloc(sizeof(peds_consent_policy));
		*policy = t->guard.policy;
		SET_VARSIZE(policy, sizeof(peds_consent_policy));
		values[0] = ObjectIdGetDatum(t->relid);
		values[1] = CStringGetTextDatum(t->guard.column[PEDS_GUARD_DAY]);
		values[2] = keys_datum(&t->guard);
		values[3] = ObjectIdGetDatum(relid[PEDS_SUBJECTS]);
		nulls[3] = !OidIsValid(relid[PEDS_SUBJECTS]);
		values[4] = ObjectIdGetDatum(relid[PEDS_CONSENTS]);
		nulls[4] = !OidIsValid(relid[PEDS_CONSENTS]);
		values[5] = PointerGetDatum(policy);
		values[6] = CStringGetTextDatum(t->guard.enforce ? "enforce" : "warn");
		values[7] = BoolGetDatum(t->initially_deferred);
		values[8] = BoolGetDatum(is_enabled(triggers, t));
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
