/* SPDX-License-Identifier: PostgreSQL */
/*
 * consent_guard_read.c
 *		Reading a guard's tables: plans kept for a trigger, the row lock that
 *		sets doses and consent one after the other, snapshots.
 *
 * The lock. A dose takes its subject's row FOR SHARE, whatever changes consent
 * takes it FOR NO KEY UPDATE; so of a dose and a change that meet, one waits
 * for the other to end and then sees it. Neither lock stands in the way of a
 * foreign key's (FOR KEY SHARE): who records an adverse event never waits.
 *
 * The snapshot. What is read is what is committed now, also in REPEATABLE READ
 * and SERIALIZABLE, where the transaction's own snapshot may be older than a
 * withdrawal: as the triggers of foreign keys do.
 */
#include "consent_guard.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/hsearch.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rls.h"
#include "utils/snapmgr.h"

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

/* ------------------------------------------------------------------ plans */

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
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_COLUMN),
					 errmsg("consent guard: table %s has no column \"%s\"",
							guard->table[role], guard->key[role][i]),
					 errhint("If it was renamed, remove the guard and add it again.")));
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

/* SELECT what FROM the table of a role WHERE it is the subject's; then `tail`. */
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
column(const peds_guard_reader *reader, peds_guard_column c, const char *cast)
{
	const char *name = reader->guard.column[c];

	return name == NULL ? psprintf("NULL%s", cast) :
		psprintf("x.%s%s", quote_identifier(name), cast);
}

static char *
consent_columns(const peds_guard_reader *reader)
{
	return psprintf("%s, %s, %s, %s, %s, x.xmin",
					column(reader, PEDS_GUARD_SIGNED_ON, ""),
					column(reader, PEDS_GUARD_SIGNER, "::pg_catalog.text"),
					column(reader, PEDS_GUARD_ACT, "::pg_catalog.text"),
					column(reader, PEDS_GUARD_SIGNER_ID, "::pg_catalog.text"),
					column(reader, PEDS_GUARD_VALID, "::pg_catalog.daterange"));
}

/* The types that the columns are read as; they may have been altered. */
static void
check_column_types(peds_guard_reader *reader, Oid function)
{
	for (int i = 0; i < PEDS_GUARD_COLUMNS; i++)
	{
		const char *name = reader->guard.column[i];
		peds_guard_role role = peds_guard_columns[i].role;
		AttrNumber	attno;
		Oid			type;
		bool		good = true;

		if (name == NULL)
			continue;
		type = peds_guard_column_type(reader->relid[role], name, &attno);
		if (i == PEDS_GUARD_DAY)
		{
			reader->day_is_range = type == DATERANGEOID;
			good = type == DATEOID || type == DATERANGEOID;
		}
		else if (i == PEDS_GUARD_BIRTH)
		{
			reader->birth_is_partial = peds_guard_is_partial_date(type, function);
			good = type == DATEOID || reader->birth_is_partial;
		}
		else if (i == PEDS_GUARD_SIGNED_ON)
			good = type == DATEOID;
		if (!OidIsValid(type) || !good)
			ereport(ERROR,
					(errcode(OidIsValid(type) ? ERRCODE_DATATYPE_MISMATCH : ERRCODE_UNDEFINED_COLUMN),
					 errmsg("consent guard: column \"%s\" of table %s is missing or of another type than it was",
							name, reader->guard.table[role]),
					 errhint("If it was renamed or altered, remove the guard and add it again.")));
	}
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

static void
fill_reader(peds_guard_reader *reader, int nargs, char **args)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "pedsafety consent guard",
												  ALLOCSET_SMALL_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);

	reader->nargs = nargs;
	reader->args = palloc(nargs * sizeof(char *));
	for (int i = 0; i < nargs; i++)
		reader->args[i] = pstrdup(args[i]);
	peds_guard_parse(nargs, reader->args, &reader->guard);
	MemoryContextSwitchTo(old);
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
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_COLUMN),
					 errmsg("consent guard: table %s has no column \"%s\"",
							RelationGetRelationName(relation), guard->key[guard->role][i]),
					 errhint("If it was renamed, remove the guard and add it again.")));
	}
	check_column_types(reader, function);
	birth = column(reader, PEDS_GUARD_BIRTH, "");
	reader->subject = prepare_select(reader, PEDS_SUBJECTS, birth, "");
	reader->subject_share = prepare_select(reader, PEDS_SUBJECTS, birth, " FOR SHARE OF x");
	reader->subject_update = prepare_select(reader, PEDS_SUBJECTS, birth, " FOR NO KEY UPDATE OF x");
	reader->consents = prepare_select(reader, PEDS_CONSENTS, consent_columns(reader), "");
	reader->doses = prepare_select(reader, PEDS_GUARDED, column(reader, PEDS_GUARD_DAY, ""), "");
	reader->any_dose =
		prepare(reader, psprintf("SELECT 1 FROM %s x WHERE %s IS NOT NULL LIMIT 1",
								 peds_guard_table_name(reader->relid[PEDS_GUARDED]),
								 column(reader, PEDS_GUARD_DAY, "")), 0);
}

peds_guard_reader *
peds_guard_reader_find(Oid trigger, int nargs, char **args)
{
	peds_guard_reader *reader;
	bool		found;

	if (readers == NULL)
		make_readers();
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
		for (int role = 0; role < PEDS_GUARD_TABLES; role++)
		{
			reader->relid[role] = peds_guard_table_oid(&reader->guard, (peds_guard_role) role);
			/* renamed: the trigger is where it was */
			if (!OidIsValid(reader->relid[role]) && role == (int) reader->guard.role)
				reader->relid[role] = RelationGetRelid(relation);
			if (OidIsValid(reader->relid[role]))
				continue;
			if (role == PEDS_GUARDED)
				return false;
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_TABLE),
					 errmsg("consent guard: table %s does not exist", reader->guard.table[role]),
					 errhint("If it was renamed, remove the guard and add it again.")));
		}
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

/* ---------------------------------------------------------------- reading */

/*
 * What is committed now, with this transaction's changes: all of them, or
 * those before a command of it.
 */
static Snapshot
snapshot_now(CommandId before)
{
	Snapshot	snapshot;

	CommandCounterIncrement();
	snapshot = RegisterSnapshot(GetLatestSnapshot());
	if (before != InvalidCommandId)
		snapshot->curcid = before;
	return snapshot;
}

static void
run(SPIPlanPtr plan, const peds_guard_key *key, Snapshot snapshot, bool locks, long limit)
{
	int			result = SPI_execute_snapshot(plan, key != NULL ? (Datum *) key->value : NULL, NULL,
											  snapshot, InvalidSnapshot, !locks, false, limit);

	if (result != SPI_OK_SELECT)
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("consent guard: %s", SPI_result_code_string(result))));
}

static Datum
field(uint64 row, int column_number, bool *isnull)
{
	return SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column_number, isnull);
}

static void
read_subject(peds_guard_reader *reader, const peds_guard_key *key, SPIPlanPtr plan,
			 Snapshot snapshot, bool locks, peds_guard_facts *facts)
{
	bool		isnull;
	Datum		birth;

	/* all rows are locked; the key is unique, unless its index was dropped */
	run(plan, key, snapshot, locks, 0);
	facts->has_subject = SPI_processed == 1;
	facts->birth.partial = reader->birth_is_partial;
	if (facts->has_subject)
	{
		birth = field(0, 1, &isnull);
		facts->birth.known = !isnull;
		facts->birth.value = isnull ? 0 : DatumGetInt32(birth);
		if (!isnull && !reader->birth_is_partial)
			(void) peds_finite_day(facts->birth.value);
	}
	SPI_freetuptable(SPI_tuptable);
}

static void
read_consents(peds_guard_reader *reader, const peds_guard_key *key, Snapshot snapshot,
			  CommandId before, bool own_refusals, peds_guard_facts *facts)
{
	TypeCacheEntry *ranges = lookup_type_cache(DATERANGEOID, TYPECACHE_RANGE_INFO);

	run(reader->consents, key, snapshot, false, 0);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		peds_consent_row row = {0};
		Datum		value[6];
		bool		isnull[6];

		for (int c = 0; c < 6; c++)
			value[c] = field(i, c + 1, &isnull[c]);
		row.has_signed_on = !isnull[0];
		row.signed_on = isnull[0] ? 0 : DatumGetDateADT(value[0]);
		row.signer = isnull[1] ? NULL : DatumGetTextPP(value[1]);
		row.act = isnull[2] ? NULL : DatumGetTextPP(value[2]);
		row.signer_id = isnull[3] ? NULL : DatumGetTextPP(value[3]);
		row.valid = isnull[4] ? NULL : DatumGetRangeTypeP(value[4]);
		/* a faulty record that is being mended covered nothing */
		if (before != InvalidCommandId && !peds_consent_row_is_good(&row))
			continue;
		peds_consent_log_add(&facts->log, &row, ranges, CurrentMemoryContext);
		if (!own_refusals && facts->log.n > 0 &&
			facts->log.record[facts->log.n - 1].act >= PEDS_DISSENT &&
			TransactionIdIsCurrentTransactionId(DatumGetTransactionId(value[5])))
			facts->log.n--;
	}
	SPI_freetuptable(SPI_tuptable);
}

void
peds_guard_read(peds_guard_reader *reader, const peds_guard_key *key,
				peds_guard_lock lock, CommandId before, bool own_refusals,
				peds_guard_facts *facts)
{
	Snapshot	snapshot;

	memset(facts, 0, sizeof(*facts));
	if (!key->whole)
		return;
	snapshot = snapshot_now(before);
	if (lock != PEDS_LOCK_NONE)
	{
		read_subject(reader, key,
					 lock == PEDS_LOCK_SHARE ? reader->subject_share : reader->subject_update,
					 snapshot, true, facts);
		/* whoever was waited for is to be seen */
		UnregisterSnapshot(snapshot);
		snapshot = snapshot_now(before);
	}
	else
		read_subject(reader, key, reader->subject, snapshot, false, facts);
	read_consents(reader, key, snapshot, before, own_refusals, facts);
	UnregisterSnapshot(snapshot);
}

bool
peds_guard_days_of(Datum value, bool is_range, peds_day *from, peds_day *past)
{
	TypeCacheEntry *ranges;
	RangeBound	lower;
	RangeBound	upper;
	bool		empty;

	if (!is_range)
	{
		*from = DatumGetDateADT(value);
		*past = *from + 1;
		return true;
	}
	ranges = lookup_type_cache(DATERANGEOID, TYPECACHE_RANGE_INFO);
	range_deserialize(ranges, DatumGetRangeTypeP(value), &lower, &upper, &empty);
	if (empty)
		return false;
	*from = lower.infinite ? INT32_MIN : DatumGetDateADT(lower.val);
	*past = upper.infinite ? PEDS_NO_END : DatumGetDateADT(upper.val);
	if (*past == INT32_MAX)
		*past = PEDS_NO_END;
	return *from < *past;
}

static int
compare_intervals(const void *a, const void *b)
{
	const peds_interval *x = a;
	const peds_interval *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

void
peds_guard_read_doses(peds_guard_reader *reader, const peds_guard_key *key, peds_day_set *days)
{
	Snapshot	snapshot;
	peds_interval *interval;
	size_t		n = 0;

	days->grow = peds_grow_memory;
	if (!key->whole)
		return;
	snapshot = snapshot_now(InvalidCommandId);
	run(reader->doses, key, snapshot, false, 0);
	interval = MemoryContextAllocHuge(CurrentMemoryContext,
									  Max(SPI_processed, 1) * sizeof(peds_interval));
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		bool		isnull;
		Datum		value = field(i, 1, &isnull);

		if (!isnull &&
			peds_guard_days_of(value, reader->day_is_range, &interval[n].from, &interval[n].past))
			n++;
	}
	SPI_freetuptable(SPI_tuptable);
	UnregisterSnapshot(snapshot);
	qsort(interval, n, sizeof(peds_interval), compare_intervals);
	for (size_t i = 0; i < n; i++)
		peds_day_set_append(days, interval[i].from, interval[i].past);
	pfree(interval);
}

bool
peds_guard_has_doses(peds_guard_reader *reader)
{
	Snapshot	snapshot = snapshot_now(InvalidCommandId);
	bool		result;

	run(reader->any_dose, NULL, snapshot, false, 1);
	result = SPI_processed > 0;
	UnregisterSnapshot(snapshot);
	return result;
}

void
peds_guard_cover(const peds_guard_reader *reader, peds_guard_facts *facts, peds_day_set *coverage)
{
	coverage->grow = peds_grow_memory;
	if (facts->has_subject)
		peds_consent_log_cover(&facts->log, &reader->guard.policy, &facts->birth, false, coverage);
}
