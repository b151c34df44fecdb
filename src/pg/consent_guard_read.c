/* SPDX-License-Identifier: PostgreSQL */
/*
 * consent_guard_read.c
 *		Reading a guard's tables: the row lock that sets doses and consent one
 *		after the other, and the snapshots.
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
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

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

static text *
word_field(uint64 row, int column_number)
{
	bool		isnull;
	Datum		value = SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc,
									  column_number, &isnull);

	return isnull ? NULL :
		peds_guard_word(value, SPI_gettypeid(SPI_tuptable->tupdesc, column_number));
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
			  const peds_guard_view *view, peds_guard_facts *facts)
{
	TypeCacheEntry *ranges = lookup_type_cache(DATERANGEOID, TYPECACHE_RANGE_INFO);

	run(reader->consents, key, snapshot, false, 0);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		peds_consent_row row = {0};
		Datum		value;
		TransactionId xmin;
		bool		isnull;

		value = field(i, 1, &isnull);
		row.has_signed_on = !isnull;
		row.signed_on = isnull ? 0 : DatumGetDateADT(value);
		row.signer = word_field(i, 2);
		row.act = word_field(i, 3);
		row.signer_id = word_field(i, 4);
		value = field(i, 5, &isnull);
		row.valid = isnull ? NULL : DatumGetRangeTypeP(value);
		xmin = DatumGetTransactionId(field(i, 6, &isnull));
		if (view->faulty && !peds_consent_row_is_good(&row))
		{
			facts->faulty++;
			continue;
		}
		peds_consent_log_add(&facts->log, &row, ranges, CurrentMemoryContext);
		if (!view->own_refusals && facts->log.n > 0 &&
			facts->log.record[facts->log.n - 1].act >= PEDS_DISSENT &&
			TransactionIdIsCurrentTransactionId(xmin))
			facts->log.n--;
	}
	SPI_freetuptable(SPI_tuptable);
}

void
peds_guard_read(peds_guard_reader *reader, const peds_guard_key *key,
				const peds_guard_view *view, peds_guard_facts *facts)
{
	Snapshot	snapshot;

	memset(facts, 0, sizeof(*facts));
	if (!key->whole)
		return;
	snapshot = snapshot_now(view->before);
	if (view->lock != PEDS_LOCK_NONE)
	{
		read_subject(reader, key,
					 view->lock == PEDS_LOCK_SHARE ? reader->subject_share : reader->subject_update,
					 snapshot, true, facts);
		/* whoever was waited for is to be seen */
		UnregisterSnapshot(snapshot);
		snapshot = snapshot_now(view->before);
	}
	else
		read_subject(reader, key, reader->subject, snapshot, false, facts);
	read_consents(reader, key, snapshot, view, facts);
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
		if (DATE_NOT_FINITE(DatumGetDateADT(value)))
			ereport(ERROR,
					(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
					 errmsg("consent guard: the day must be a finite date"),
					 errhint("Leave it NULL if it is not known.")));
		*from = DatumGetDateADT(value);
		*past = *from + 1;
		return true;
	}
	ranges = lookup_type_cache(DATERANGEOID, TYPECACHE_RANGE_INFO);
	range_deserialize(ranges, DatumGetRangeTypeP(value), &lower, &upper, &empty);
	if (empty)
		return false;
	*from = lower.infinite || DATE_IS_NOBEGIN(DatumGetDateADT(lower.val)) ?
		PEDS_NO_BEGINNING : DatumGetDateADT(lower.val);
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
