/* SPDX-License-Identifier: PostgreSQL */
/*
 * consent_guard_catalog.c
 *		Finding guards: they are triggers, and nothing else.
 */
#include "consent_guard_setup.h"

#include "access/genam.h"
#include "access/table.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_trigger.h"
#include "catalog/namespace.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"
#include "utils/varlena.h"

Oid
peds_guard_function(Oid sibling)
{
	oidvector  *no_arguments = buildoidvector(NULL, 0);
	Oid			oid = GetSysCacheOid3(PROCNAMEARGSNSP, Anum_pg_proc_oid,
									  CStringGetDatum("consent_guard"),
									  PointerGetDatum(no_arguments),
									  ObjectIdGetDatum(get_func_namespace(sibling)));

	if (!OidIsValid(oid))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_FUNCTION),
				 errmsg("function consent_guard() of extension pedsafety does not exist")));
	return oid;
}

/* The arguments of a trigger: strings, each with its end. */
static char **
split_arguments(Datum tgargs, int n)
{
	bytea	   *bytes = DatumGetByteaPCopy(tgargs);
	char	   *next = VARDATA_ANY(bytes);
	char	  **args = palloc(Max(n, 1) * sizeof(char *));

	for (int i = 0; i < n; i++)
	{
		args[i] = next;
		next += strlen(next) + 1;
	}
	return args;
}

/*
 * Every trigger that calls the function, but for the copies on partitions; in
 * the order of their creation.
 */
List *
peds_guard_triggers(Oid function)
{
	Relation	catalog = table_open(TriggerRelationId, AccessShareLock);
	List	   *result = NIL;
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;

	ScanKeyInit(&key, Anum_pg_trigger_tgfoid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(function));
	scan = systable_beginscan(catalog, InvalidOid, false, NULL, 1, &key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_trigger form = (Form_pg_trigger) GETSTRUCT(tuple);
		peds_guard_trigger *t = palloc0(sizeof(peds_guard_trigger));
		bool		isnull;
		Datum		tgargs = heap_getattr(tuple, Anum_pg_trigger_tgargs,
										  RelationGetDescr(catalog), &isnull);

		if (OidIsValid(form->tgparentid))
			continue;
		t->oid = form->oid;
		t->relid = form->tgrelid;
		t->name = pstrdup(NameStr(form->tgname));
		t->enabled = form->tgenabled == TRIGGER_FIRES_ON_ORIGIN ||
			form->tgenabled == TRIGGER_FIRES_ALWAYS;
		t->for_row = TRIGGER_FOR_ROW(form->tgtype);
		t->initially_deferred = form->tginitdeferred;
		t->nargs = form->tgnargs;
		t->args = split_arguments(tgargs, t->nargs);
		/* one that was made by hand, and is none */
		if (peds_guard_parse(t->nargs, t->args, &t->guard) != NULL)
			continue;
		result = lappend(result, t);
	}
	systable_endscan(scan);
	table_close(catalog, AccessShareLock);
	return result;
}

/* Are the two of one guard? */
bool
peds_guard_same(const peds_guard *a, const peds_guard *b)
{
	if (a->id == NULL || b->id == NULL)
		return a->id == b->id &&
			strcmp(a->table[PEDS_GUARDED], b->table[PEDS_GUARDED]) == 0;
	return strcmp(a->id, b->id) == 0;
}

void
peds_guard_tables(const peds_guard *guard, Oid function, Oid *relid)
{
	List	   *triggers = guard->id != NULL ? peds_guard_triggers(function) : NIL;
	ListCell   *cell;

	for (int role = 0; role < PEDS_GUARD_TABLES; role++)
		relid[role] = InvalidOid;
	foreach(cell, triggers)
	{
		peds_guard_trigger *t = lfirst(cell);

		if (t->for_row && peds_guard_same(&t->guard, guard))
			relid[t->guard.role] = t->relid;
	}
	/* one that was made by hand has names and no id */
	for (int role = 0; role < PEDS_GUARD_TABLES && guard->id == NULL; role++)
	{
		List	   *names = textToQualifiedNameList(cstring_to_text(guard->table[role]));

		relid[role] = RangeVarGetRelid(makeRangeVarFromNameList(names), NoLock, true);
	}
}

/* The trigger on the guarded table itself, or NULL. */
peds_guard_trigger *
peds_guard_find(List *triggers, Oid guarded)
{
	ListCell   *cell;

	foreach(cell, triggers)
	{
		peds_guard_trigger *t = lfirst(cell);

		if (t->guard.role == PEDS_GUARDED && t->relid == guarded)
			return t;
	}
	return NULL;
}

peds_guard_trigger *
peds_guard_need(List *triggers, Oid guarded)
{
	peds_guard_trigger *t = peds_guard_find(triggers, guarded);

	if (t == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("table %s has no consent guard", peds_guard_table_name(guarded)),
				 errhint("consent_guards() lists the guarded tables; a partition is guarded with its partitioned table.")));
	return t;
}
