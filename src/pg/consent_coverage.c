/* SPDX-License-Identifier: PostgreSQL */
/*
 * consent_coverage.c
 *		The aggregates consent_coverage and consent_coverage_possible: one
 *		subject's consent records to the days that they cover.
 *
 * The state holds the records as they come, in memory of the aggregate; the
 * final function sorts them, which changes nothing that they mean, so it may
 * be called again after further rows.
 */
#include "consent.h"

#include "libpq/pqformat.h"
#include "utils/memutils.h"

/* A new group has room for the records and ids of most subjects. */
#define FIRST_RECORDS	4
#define FIRST_IDS		64

typedef struct coverage_state
{
	MemoryContext context;		/* of the aggregate */
	peds_consent_policy policy;
	peds_consent_birth birth;
	peds_consent_log log;
	peds_consent_record first[FIRST_RECORDS];
	char		first_ids[FIRST_IDS];
} coverage_state;

static MemoryContext
aggregate_context(FunctionCallInfo fcinfo)
{
	MemoryContext context;

	if (!AggCheckCallContext(fcinfo, &context))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("function can be called by an aggregate only")));
	return context;
}

static coverage_state *
new_state(MemoryContext context, const peds_consent_policy *policy, const peds_consent_birth *birth)
{
	coverage_state *state = MemoryContextAlloc(context, sizeof(coverage_state));

	state->context = context;
	state->policy = *policy;
	state->birth = *birth;
	memset(&state->log, 0, sizeof(peds_consent_log));
	state->log.record = state->first;
	state->log.room = FIRST_RECORDS;
	state->log.ids = state->first_ids;
	state->log.ids_room = FIRST_IDS;
	return state;
}

/* One call is about one subject under one policy. */
static inline void
check_same(const coverage_state *state, const peds_consent_policy *policy,
		   const peds_consent_birth *birth)
{
	if (memcmp((const char *) &state->policy + VARHDRSZ, (const char *) policy + VARHDRSZ,
			   sizeof(peds_consent_policy) - VARHDRSZ) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("consent policies differ within one call of the aggregate"),
				 errhint("Judge each subject under one policy: group by subject and policy, or filter.")));
	if (state->birth.known != birth->known || state->birth.value != birth->value)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("birth dates differ within one call of the aggregate"),
				 errhint("The records of one call are of one subject: group by subject.")));
}

/* policy, birth, signed_on, signer, act [, signer_id [, valid]] */
static Datum
transition(FunctionCallInfo fcinfo, bool partial)
{
	coverage_state *state = PG_ARGISNULL(0) ? NULL : (coverage_state *) PG_GETARG_POINTER(0);
	TypeCacheEntry *ranges = NULL;
	peds_consent_policy *policy;
	peds_consent_birth birth = {.known = !PG_ARGISNULL(2), .partial = partial};
	peds_consent_row row = {.has_signed_on = !PG_ARGISNULL(3)};

	if (unlikely(PG_ARGISNULL(1)))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("consent policy must not be NULL"),
				 errhint("Name one: 'CN-2025'. consent_policies() lists them.")));
	policy = PEDS_GETARG_POLICY(1);
	if (birth.known)
	{
		birth.value = PG_GETARG_INT32(2);
		if (!partial)
			(void) peds_finite_day(birth.value);
	}
	if (state == NULL)
		state = new_state(aggregate_context(fcinfo), policy, &birth);
	else
		check_same(state, policy, &birth);

	if (row.has_signed_on)
		row.signed_on = PG_GETARG_DATEADT(3);
	if (!PG_ARGISNULL(4))
		row.signer = PG_GETARG_TEXT_PP(4);
	if (!PG_ARGISNULL(5))
		row.act = PG_GETARG_TEXT_PP(5);
	if (PG_NARGS() > 6 && !PG_ARGISNULL(6))
		row.signer_id = PG_GETARG_TEXT_PP(6);
	if (PG_NARGS() > 7 && !PG_ARGISNULL(7))
	{
		row.valid = PG_GETARG_RANGE_P(7);
		ranges = range_get_typcache(fcinfo, RangeTypeGetOid(row.valid));
	}
	peds_consent_log_add(&state->log, &row, ranges, state->context);
	PG_RETURN_POINTER(state);
}

PG_FUNCTION_INFO_V1(consent_coverage_add);
Datum
consent_coverage_add(PG_FUNCTION_ARGS)
{
	return transition(fcinfo, false);
}

PG_FUNCTION_INFO_V1(consent_coverage_add_partial);
Datum
consent_coverage_add_partial(PG_FUNCTION_ARGS)
{
	return transition(fcinfo, true);
}

PG_FUNCTION_INFO_V1(consent_coverage_combine);
Datum
consent_coverage_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = aggregate_context(fcinfo);
	coverage_state *state = PG_ARGISNULL(0) ? NULL : (coverage_state *) PG_GETARG_POINTER(0);
	coverage_state *other = PG_ARGISNULL(1) ? NULL : (coverage_state *) PG_GETARG_POINTER(1);
	peds_consent_log *log;

	if (other == NULL)
	{
		if (state == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(state);
	}
	if (state == NULL)
		state = new_state(context, &other->policy, &other->birth);
	else
		check_same(state, &other->policy, &other->birth);

	log = &state->log;
	peds_consent_log_reserve(log, other->log.n, other->log.ids_length, context);
	for (uint32 i = 0; i < other->log.n; i++)
	{
		log->record[log->n] = other->log.record[i];
		if (log->record[log->n].id != PEDS_NO_ID)
			log->record[log->n].id += log->ids_length;
		log->n++;
	}
	memcpy(log->ids + log->ids_length, other->log.ids, other->log.ids_length);
	log->ids_length += other->log.ids_length;
	PG_RETURN_POINTER(state);
}

/*
 * Between the processes of one query: uint8 version, policy, birth, counts,
 * records, ids, as they lie in memory.
 */
#define SERIAL_VERSION	1

PG_FUNCTION_INFO_V1(consent_coverage_serial);
Datum
consent_coverage_serial(PG_FUNCTION_ARGS)
{
	coverage_state *state = (coverage_state *) PG_GETARG_POINTER(0);
	peds_consent_log *log = &state->log;
	StringInfoData buf;

	(void) aggregate_context(fcinfo);
	if ((uint64) log->n * sizeof(peds_consent_record) + log->ids_length + 256 > MaxAllocSize)
		peds_error(PEDS_CONSENT_TOO_MANY, NULL, NULL, -1);
	pq_begintypsend(&buf);
	pq_sendbyte(&buf, SERIAL_VERSION);
	pq_sendbytes(&buf, (char *) &state->policy, sizeof(state->policy));
	pq_sendbytes(&buf, (char *) &state->birth, sizeof(state->birth));
	pq_sendint32(&buf, log->n);
	pq_sendint32(&buf, log->ids_length);
	pq_sendbytes(&buf, (char *) log->record, log->n * sizeof(peds_consent_record));
	pq_sendbytes(&buf, log->ids, log->ids_length);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

PG_FUNCTION_INFO_V1(consent_coverage_deserial);
Datum
consent_coverage_deserial(PG_FUNCTION_ARGS)
{
	bytea	   *bytes = PG_GETARG_BYTEA_PP(0);
	StringInfoData buf;
	peds_consent_policy policy;
	peds_consent_birth birth;
	coverage_state *state;
	uint32		n;
	uint32		ids_length;

	(void) aggregate_context(fcinfo);
	buf.data = VARDATA_ANY(bytes);
	buf.len = VARSIZE_ANY_EXHDR(bytes);
	buf.maxlen = buf.len;
	buf.cursor = 0;
	if (pq_getmsgbyte(&buf) != SERIAL_VERSION)
		peds_binary_error("consent_coverage");
	memcpy(&policy, pq_getmsgbytes(&buf, sizeof(policy)), sizeof(policy));
	memcpy(&birth, pq_getmsgbytes(&buf, sizeof(birth)), sizeof(birth));
	n = pq_getmsgint(&buf, 4);
	ids_length = pq_getmsgint(&buf, 4);
	state = new_state(CurrentMemoryContext, &policy, &birth);
	peds_consent_log_reserve(&state->log, n, ids_length, CurrentMemoryContext);
	pq_copymsgbytes(&buf, (char *) state->log.record, n * sizeof(peds_consent_record));
	pq_copymsgbytes(&buf, state->log.ids, ids_length);
	pq_getmsgend(&buf);
	state->log.n = n;
	state->log.ids_length = ids_length;
	PG_RETURN_POINTER(state);
}

static Datum
coverage(FunctionCallInfo fcinfo, bool possible)
{
	peds_interval first[8];
	peds_day_set days = {.item = first, .room = lengthof(first), .lent = true};

	(void) aggregate_context(fcinfo);
	if (!PG_ARGISNULL(0))
	{
		coverage_state *state = (coverage_state *) PG_GETARG_POINTER(0);

		peds_consent_log_cover(&state->log, &state->policy, &state->birth, possible, &days);
	}
	return peds_make_datemultirange(&days);
}

PG_FUNCTION_INFO_V1(consent_coverage_final);
Datum
consent_coverage_final(PG_FUNCTION_ARGS)
{
	return coverage(fcinfo, false);
}

PG_FUNCTION_INFO_V1(consent_coverage_possible_final);
Datum
consent_coverage_possible_final(PG_FUNCTION_ARGS)
{
	return coverage(fcinfo, true);
}
