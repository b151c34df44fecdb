/* SPDX-License-Identifier: PostgreSQL */
/*
 * consent_guard_existing.c
 *		The rows that a guarded table already has, held against consent.
 */
#include "consent_guard_setup.h"

#include "access/table.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"
#include "utils/tuplestore.h"

/* Each subject's key that has a dose; those with a NULL in it are one. */
static void
select_subjects(const peds_guard_reader *reader)
{
	const peds_guard *guard = &reader->guard;
	StringInfoData buf;
	SPIPlanPtr	plan;
	Snapshot	snapshot;

	initStringInfo(&buf);
	appendStringInfoString(&buf, "SELECT DISTINCT ");
	for (int i = 0; i < guard->nkeys; i++)
		appendStringInfo(&buf, "%sx.%s", i > 0 ? ", " : "",
						 quote_identifier(guard->key[PEDS_GUARDED][i]));
	appendStringInfo(&buf, " FROM %s x WHERE x.%s IS NOT NULL ORDER BY ",
					 peds_guard_table_name(reader->relid[PEDS_GUARDED]),
					 quote_identifier(guard->column[PEDS_GUARD_DAY]));
	for (int i = 0; i < guard->nkeys; i++)
		appendStringInfo(&buf, "%s%d", i > 0 ? ", " : "", i + 1);
	/* what is committed now: set-up has waited for those who were writing */
	plan = SPI_prepare(buf.data, 0, NULL);
	snapshot = RegisterSnapshot(GetLatestSnapshot());
	if (plan == NULL ||
		SPI_execute_snapshot(plan, NULL, NULL, snapshot, InvalidSnapshot, true, false, 0) != SPI_OK_SELECT)
		elog(ERROR, "consent guard: cannot read %s", guard->table[PEDS_GUARDED]);
	UnregisterSnapshot(snapshot);
}

/* The uncovered days of one subject, or NULL. */
static peds_guard_uncovered *
look_at_subject(peds_guard_reader *reader, const peds_guard_key *key)
{
	const peds_guard_view now = {.before = InvalidCommandId, .own_refusals = true};
	peds_guard_uncovered *result;
	peds_guard_facts facts;
	peds_day_set doses = {0};
	peds_day_set coverage = {0};
	peds_day_set uncovered = {.grow = peds_grow_memory};

	peds_guard_read(reader, key, &now, &facts);
	peds_guard_read_doses(reader, key, &doses);
	peds_guard_cover(reader, &facts, &coverage);
	peds_day_set_subtract(&uncovered, &doses, &coverage);
	if (uncovered.n == 0 && key->whole)
		return NULL;
	result = palloc0(sizeof(peds_guard_uncovered));
	result->subject = peds_guard_key_text(reader, key, false);
	result->days = peds_make_datemultirange(&uncovered);
	if (key->whole)
	{
		result->reason = peds_guard_reason(reader, &facts, uncovered.item[0].from);
		result->detail = peds_guard_detail(reader, key, &facts, &uncovered);
	}
	else
	{
		result->reason = pstrdup("the row names no subject");
		result->detail = pstrdup("There are rows that name no subject.");
	}
	return result;
}

static peds_guard_uncovered *
copy_uncovered(const peds_guard_uncovered *u)
{
	peds_guard_uncovered *copy = palloc(sizeof(peds_guard_uncovered));

	copy->subject = pstrdup(u->subject);
	copy->reason = pstrdup(u->reason);
	copy->detail = pstrdup(u->detail);
	copy->days = datumCopy(u->days, false, -1);
	return copy;
}

List *
peds_guard_existing(const peds_guard_trigger *t, Oid function)
{
	MemoryContext context = CurrentMemoryContext;
	MemoryContext subject_context = AllocSetContextCreate(CurrentMemoryContext,
														  "consent guard: a subject",
														  ALLOCSET_DEFAULT_SIZES);
	Relation	relation = table_open(t->relid, AccessShareLock);
	peds_guard_reader *reader = peds_guard_reader_find(t->oid, t->nargs, t->args);
	SPITupleTable *subjects;
	uint64		n;
	List	   *result = NIL;

	peds_guard_reader_prepare(reader, relation, function);
	select_subjects(reader);
	subjects = SPI_tuptable;
	n = SPI_processed;
	for (uint64 i = 0; i < n; i++)
	{
		peds_guard_key key = {.whole = true};
		peds_guard_uncovered *u;

		CHECK_FOR_INTERRUPTS();
		MemoryContextSwitchTo(subject_context);
		for (int k = 0; k < reader->guard.nkeys; k++)
		{
			bool		isnull;

			key.value[k] = SPI_getbinval(subjects->vals[i], subjects->tupdesc, k + 1, &isnull);
			if (isnull)
				key.whole = false;
		}
		u = look_at_subject(reader, &key);
		MemoryContextSwitchTo(context);
		if (u != NULL)
			result = lappend(result, copy_uncovered(u));
		MemoryContextReset(subject_context);
	}
	table_close(relation, NoLock);
	MemoryContextDelete(subject_context);
	return result;
}

PG_FUNCTION_INFO_V1(consent_guard_check);
Datum
consent_guard_check(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	Oid			guarded = PG_GETARG_OID(0);
	Oid			function = peds_guard_function(fcinfo->flinfo->fn_oid);
	peds_guard_trigger *t;
	ListCell   *cell;

	InitMaterializedSRF(fcinfo, 0);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	t = peds_guard_need(peds_guard_triggers(function), guarded);
	foreach(cell, peds_guard_existing(t, function))
	{
		peds_guard_uncovered *u = lfirst(cell);
		Datum		values[3];
		bool		nulls[3] = {false};

		values[0] = CStringGetTextDatum(u->subject);
		values[1] = u->days;
		values[2] = CStringGetTextDatum(u->reason);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	SPI_finish();
	return (Datum) 0;
}
