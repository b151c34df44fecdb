/* SPDX-License-Identifier: PostgreSQL */
/*
 * consent_guard.c
 *		The trigger function: doses are kept inside consent, and changes of
 *		consent are held against the doses that are there.
 *
 * On the guarded table a row is refused whose days are not all covered. On the
 * other two a change is refused that takes coverage from days with a dose:
 * days that were covered before the statement and are not any more. A refusal
 * that someone records (withdraw, dissent) is a fact and is never refused; the
 * doses that it leaves uncovered are reported. Nor is anything refused in mode
 * warn, which also takes no lock.
 */
#include "consent_guard.h"

#include "access/tableam.h"
#include "access/xact.h"
#include "commands/trigger.h"
#include "miscadmin.h"
#include "utils/combocid.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

/* One call of the trigger. */
typedef struct guard_call
{
	FunctionCallInfo fcinfo;
	TriggerData *trigger;
	Relation	relation;
	peds_guard_reader *reader;
	bool		binding;		/* enforce, and the row is no fact */
	bool		rewritten;		/* an UPDATE has left a refusal */
} guard_call;

static bool
is_update(const guard_call *call)
{
	return TRIGGER_FIRED_BY_UPDATE(call->trigger->tg_event);
}

static bool
is_delete(const guard_call *call)
{
	return TRIGGER_FIRED_BY_DELETE(call->trigger->tg_event);
}

/* The row as it is after the change; that before it, for DELETE. */
static TupleTableSlot *
row_of(const guard_call *call)
{
	return is_update(call) ? call->trigger->tg_newslot : call->trigger->tg_trigslot;
}

static Datum
attribute(const guard_call *call, TupleTableSlot *row, const char *column, bool *isnull)
{
	int			attno = SPI_fnumber(RelationGetDescr(call->relation), column);

	if (attno <= 0)
		peds_guard_no_column(RelationGetRelationName(call->relation), column);
	return slot_getattr(row, attno, isnull);
}

static void
key_of(const guard_call *call, TupleTableSlot *row, peds_guard_key *key)
{
	const peds_guard *guard = &call->reader->guard;

	key->whole = true;
	for (int i = 0; i < guard->nkeys; i++)
	{
		bool		isnull;

		key->value[i] = attribute(call, row, guard->key[guard->role][i], &isnull);
		if (isnull)
			key->whole = false;
	}
}

static bool
same_attribute(const guard_call *call, const char *column)
{
	int			attno = SPI_fnumber(RelationGetDescr(call->relation), column);
	Form_pg_attribute attribute_form;
	bool		was_null,
				is_null;
	Datum		was,
				is;

	was = attribute(call, call->trigger->tg_trigslot, column, &was_null);
	is = attribute(call, call->trigger->tg_newslot, column, &is_null);
	attribute_form = TupleDescAttr(RelationGetDescr(call->relation), attno - 1);
	if (was_null || is_null)
		return was_null && is_null;
	return datumIsEqual(was, is, attribute_form->attbyval, attribute_form->attlen);
}

static bool
same_key(const guard_call *call)
{
	for (int i = 0; i < call->reader->guard.nkeys; i++)
		if (!same_attribute(call, call->reader->guard.key[call->reader->guard.role][i]))
			return false;
	return true;
}

/*
 * Has an UPDATE left the keys, and the columns that the guard reads, as they
 * were? A guarded row that this transaction wrote before is looked at anew,
 * since the event of the older version does nothing.
 */
static bool
nothing_changed(const guard_call *call)
{
	const peds_guard *guard = &call->reader->guard;

	if (guard->role == PEDS_GUARDED &&
		TransactionIdIsCurrentTransactionId(HeapTupleHeaderGetXmin(call->trigger->tg_trigtuple->t_data)))
		return false;
	if (!same_key(call))
		return false;
	for (int i = 0; i < PEDS_GUARD_COLUMNS; i++)
		if (peds_guard_columns[i].role == guard->role && guard->column[i] != NULL &&
			!same_attribute(call, guard->column[i]))
			return false;
	return true;
}

static void
report(const guard_call *call, const peds_guard_key *key, peds_guard_facts *facts,
	   const peds_day_set *uncovered, const char *message, const char *hint)
{
	ereport(call->binding ? ERROR : WARNING,
			(errcode(ERRCODE_CHECK_VIOLATION),
			 errmsg("%s", message),
			 errdetail("%s", peds_guard_detail(call->reader, key, facts, uncovered)),
			 errhint("%s", hint),
			 err_generic_string(PG_DIAG_SCHEMA_NAME,
								get_namespace_name(RelationGetNamespace(call->relation))),
			 err_generic_string(PG_DIAG_TABLE_NAME, RelationGetRelationName(call->relation)),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, call->trigger->tg_trigger->tgname)));
}

/* Where nothing is refused, records that cannot be read are left out, and said to be. */
static void
report_faulty(const guard_call *call, const peds_guard_facts *facts)
{
	if (facts->faulty > 0)
		ereport(WARNING,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("consent guard: %d consent record(s) of the subject cannot be read, and are left out",
						facts->faulty),
				 errdetail("A record has a finite signed_on, a signer and an act, both of the known words.")));
}

/* A row of the guarded table was written. */
static void
check_dose(guard_call *call)
{
	peds_guard_reader *reader = call->reader;
	TupleTableSlot *row = row_of(call);
	const peds_guard_view now = {
		.lock = call->binding ? PEDS_LOCK_SHARE : PEDS_LOCK_NONE,
		.before = InvalidCommandId, .own_refusals = true, .faulty = !call->binding
	};
	peds_guard_key key;
	peds_guard_facts facts;
	peds_interval days;
	peds_day_set dose = {.item = &days, .n = 1, .room = 1};
	peds_day_set coverage = {0};
	peds_day_set uncovered = {.grow = peds_grow_memory};
	Datum		day;
	bool		isnull;

	day = attribute(call, row, reader->guard.column[PEDS_GUARD_DAY], &isnull);
	if (isnull || !peds_guard_days_of(day, reader->day_is_range, &days.from, &days.past))
		return;					/* no day, no dose */
	key_of(call, row, &key);
	if (peds_guard_cache_covers(call->fcinfo->flinfo, reader, &key, &days))
		return;
	peds_guard_read(reader, &key, &now, &facts);
	report_faulty(call, &facts);
	peds_guard_cover(reader, &facts, &coverage);
	peds_guard_cache_keep(call->fcinfo->flinfo, reader, &key, &coverage);
	if (peds_day_set_contains(&coverage, days.from, days.past))
		return;
	peds_day_set_subtract(&uncovered, &dose, &coverage);
	report(call, &key, &facts, &uncovered,
		   psprintf("row of table \"%s\" is outside the subject's consent",
					RelationGetRelationName(call->relation)),
		   "Record the missing agreement first, or correct the date.");
}

/* The command of this transaction that made the change. */
static CommandId
changing_command(const guard_call *call)
{
	HeapTuple	tuple = is_update(call) ? call->trigger->tg_newtuple : call->trigger->tg_trigtuple;

	return is_delete(call) ? HeapTupleHeaderGetCmax(tuple->t_data) :
		HeapTupleHeaderGetCmin(tuple->t_data);
}

static bool
is_refusal(const guard_call *call, TupleTableSlot *row)
{
	const char *column = call->reader->guard.column[PEDS_GUARD_ACT];
	Oid			type = SPI_gettypeid(RelationGetDescr(call->relation),
									 SPI_fnumber(RelationGetDescr(call->relation), column));
	bool		isnull;
	Datum		value = attribute(call, row, column, &isnull);
	text	   *word;
	peds_act	act;

	if (isnull)
		return false;
	word = peds_guard_word(value, type);
	return peds_act_parse(VARDATA_ANY(word), VARSIZE_ANY_EXHDR(word), &act) == PEDS_OK &&
		act >= PEDS_DISSENT;
}

/*
 * A dissent or withdrawal that is recorded, or one that is corrected: not a
 * consent that is rewritten as a refusal.
 */
static bool
is_fact(const guard_call *call)
{
	if (call->reader->guard.role != PEDS_CONSENTS || is_delete(call) ||
		!TRIGGER_FIRED_FOR_ROW(call->trigger->tg_event) || !is_refusal(call, row_of(call)))
		return false;
	return !is_update(call) || (is_refusal(call, call->trigger->tg_trigslot) && same_key(call));
}

/*
 * The days of doses that were covered before the command and are not now. If
 * the call binds, refusals that this transaction records do not count, neither
 * then nor now: what they uncover is reported by their own rows. But for the
 * refusal that a consent was rewritten as.
 */
static void
lost_days(guard_call *call, const peds_guard_key *key, peds_guard_lock lock,
		  peds_guard_facts *now, peds_day_set *lost)
{
	peds_guard_view view = {.lock = lock, .before = InvalidCommandId, .faulty = !call->binding};
	peds_guard_facts before;
	peds_day_set doses = {0};
	peds_day_set covered_now = {0};
	peds_day_set covered_before = {0};
	peds_day_set uncovered = {.grow = peds_grow_memory};

	lost->grow = peds_grow_memory;
	view.own_refusals = !call->binding || call->rewritten;
	peds_guard_read(call->reader, key, &view, now);
	report_faulty(call, now);
	peds_guard_read_doses(call->reader, key, &doses);
	if (doses.n == 0)
		return;
	peds_guard_cover(call->reader, now, &covered_now);
	peds_day_set_subtract(&uncovered, &doses, &covered_now);
	if (uncovered.n == 0)
		return;
	/* a faulty record that is being mended covered nothing */
	view.lock = PEDS_LOCK_NONE;
	view.before = changing_command(call);
	view.faulty = true;
	peds_guard_read(call->reader, key, &view, &before);
	peds_guard_cover(call->reader, &before, &covered_before);
	peds_day_set_intersect(lost, &uncovered, &covered_before);
}

static void
check_subject(guard_call *call, const peds_guard_key *key, peds_guard_lock lock)
{
	const char *guarded = get_rel_name(call->reader->relid[PEDS_GUARDED]);
	peds_guard_facts now;
	peds_day_set lost = {0};

	lost_days(call, key, lock, &now, &lost);
	if (lost.n == 0)
		return;
	if (call->binding)
		report(call, key, &now, &lost,
			   psprintf("change of table \"%s\" would leave rows of table \"%s\" outside the subject's consent",
						RelationGetRelationName(call->relation), guarded),
			   "Correct those rows first, or record what makes up for the change in the same transaction, with the constraint deferred.");
	else
		report(call, key, &now, &lost,
			   psprintf("change of table \"%s\" leaves rows of table \"%s\" outside the subject's consent",
						RelationGetRelationName(call->relation), guarded),
			   "The change is recorded. Look at those rows.");
}

/* Consent, or a birth date, was changed. */
static void
check_change(guard_call *call)
{
	peds_guard_lock lock = PEDS_LOCK_NONE;
	peds_guard_key key;
	peds_guard_key old;

	/* an UPDATE or DELETE of the subject's row has locked it */
	if (call->reader->guard.enforce && call->reader->guard.role == PEDS_CONSENTS)
		lock = PEDS_LOCK_UPDATE;
	key_of(call, row_of(call), &key);
	if (is_update(call))
	{
		call->rewritten = call->reader->guard.role == PEDS_CONSENTS &&
			is_refusal(call, call->trigger->tg_newslot);
		key_of(call, call->trigger->tg_trigslot, &old);
		if (!same_key(call))
			check_subject(call, &old, lock);
	}
	check_subject(call, &key, lock);
}

/* TRUNCATE leaves no row to cover any dose. */
static void
check_truncate(guard_call *call)
{
	if (!peds_guard_has_doses(call->reader))
		return;
	ereport(call->binding ? ERROR : WARNING,
			(errcode(ERRCODE_CHECK_VIOLATION),
			 errmsg("TRUNCATE of table \"%s\" leaves rows of table \"%s\" outside consent",
					RelationGetRelationName(call->relation),
					get_rel_name(call->reader->relid[PEDS_GUARDED])),
			 errhint("Truncate both tables in one command.")));
}

/* A guarded row that was changed or deleted since: its own event looks at it. */
static bool
row_is_gone(const guard_call *call)
{
	return call->reader->guard.role == PEDS_GUARDED &&
		!table_tuple_satisfies_snapshot(call->relation, row_of(call), SnapshotSelf);
}

static void
check(guard_call *call)
{
	const char *name = call->trigger->tg_trigger->tgname;

	if (TRIGGER_FIRED_FOR_ROW(call->trigger->tg_event) &&
		(row_is_gone(call) || (is_update(call) && nothing_changed(call))))
		return;
	if (!peds_guard_reader_prepare(call->reader, call->relation, call->fcinfo->flinfo->fn_oid))
		ereport(WARNING,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("trigger \"%s\": the guarded table %s does not exist any more",
						name, call->reader->guard.table[PEDS_GUARDED]),
				 errhint("Drop this trigger, or add the guard again if the table is there and has lost its own.")));
	else if (call->reader->guard.role == PEDS_GUARDED)
		check_dose(call);
	else if (TRIGGER_FIRED_BY_TRUNCATE(call->trigger->tg_event))
		check_truncate(call);
	else
		check_change(call);
}

/*
 * What must be recorded is recorded even where it cannot be checked: an error
 * becomes a warning. Not those that end the transaction anyhow.
 */
static void
check_without_refusing(guard_call *call)
{
	MemoryContext context = CurrentMemoryContext;
	ResourceOwner owner = CurrentResourceOwner;
	Oid			user;
	int			security;

	GetUserIdAndSecContext(&user, &security);
	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(context);
	PG_TRY();
	{
		check(call);
		ReleaseCurrentSubTransaction();
		MemoryContextSwitchTo(context);
		CurrentResourceOwner = owner;
	}
	PG_CATCH();
	{
		ErrorData  *error;
		int			class;

		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		FlushErrorState();
		/* in any case: an exception block around it ends its own one only */
		RollbackAndReleaseCurrentSubTransaction();
		MemoryContextSwitchTo(context);
		CurrentResourceOwner = owner;
		SetUserIdAndSecContext(user, security);
		class = ERRCODE_TO_CATEGORY(error->sqlerrcode);
		if (class == ERRCODE_TRANSACTION_ROLLBACK ||
			class == ERRCODE_TO_CATEGORY(ERRCODE_OPERATOR_INTERVENTION) ||
			class == ERRCODE_TO_CATEGORY(ERRCODE_INSUFFICIENT_RESOURCES) ||
			error->sqlerrcode == ERRCODE_LOCK_NOT_AVAILABLE)
			ReThrowError(error);
		ereport(WARNING,
				(errcode(error->sqlerrcode),
				 errmsg("consent guard could not check a row of table \"%s\": %s",
						RelationGetRelationName(call->relation), error->message),
				 errdetail("The row is recorded nevertheless.")));
	}
	PG_END_TRY();
}

static void
expect_trigger(FunctionCallInfo fcinfo)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_AFTER(trigger->tg_event) ||
		(TRIGGER_FIRED_FOR_STATEMENT(trigger->tg_event) &&
		 !TRIGGER_FIRED_BY_TRUNCATE(trigger->tg_event)))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("consent_guard() must be called by an AFTER trigger for each row, or one of TRUNCATE"),
				 errhint("Let consent_guard_add() create the triggers.")));
}

PG_FUNCTION_INFO_V1(consent_guard);
Datum
consent_guard(PG_FUNCTION_ARGS)
{
	guard_call	call = {.fcinfo = fcinfo, .trigger = (TriggerData *) fcinfo->context};
	Trigger    *trigger;
	peds_guard_user saved;

	expect_trigger(fcinfo);
	trigger = call.trigger->tg_trigger;
	call.relation = call.trigger->tg_relation;
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	saved = peds_guard_become(RelationGetForm(call.relation)->relowner);
	call.reader = peds_guard_reader_find(trigger->tgoid, trigger->tgnargs, trigger->tgargs);
	if (call.reader->guard.role != PEDS_GUARDED)
		peds_guard_cache_forget();
	else if (TRIGGER_FIRED_FOR_STATEMENT(call.trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("consent_guard() must not be called by a TRUNCATE trigger of the guarded table"),
				 errhint("Let consent_guard_add() create the triggers.")));
	call.binding = call.reader->guard.enforce && !is_fact(&call);
	if (call.binding)
		check(&call);
	else
		check_without_refusing(&call);
	peds_guard_return(saved);
	SPI_finish();
	return PointerGetDatum(NULL);
}
