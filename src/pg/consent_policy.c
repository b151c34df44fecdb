/* SPDX-License-Identifier: PostgreSQL */
/*
 * consent_policy.c
 *		The type consent_policy, the list of the named ones, and whose agreement
 *		a day needs.
 */
#include "consent.h"

#include "common/hashfn.h"
#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "libpq/pqformat.h"

static peds_consent_policy *
parse(Node *context, const char *text, size_t length, peds_status *status, size_t *position)
{
	peds_consent_policy *policy = palloc0(sizeof(peds_consent_policy));

	*status = peds_consent_policy_parse(text, length, policy, position);
	SET_VARSIZE(policy, sizeof(peds_consent_policy));
	return policy;
}

PG_FUNCTION_INFO_V1(consent_policy_in);
Datum
consent_policy_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	peds_status status;
	size_t		position;
	peds_consent_policy *policy = parse(fcinfo->context, text, strlen(text), &status, &position);

	if (status != PEDS_OK)
	{
		peds_input_error(fcinfo->context, status, "consent_policy", text, (int) position);
		PG_RETURN_NULL();
	}
	PG_RETURN_POINTER(policy);
}

PG_FUNCTION_INFO_V1(consent_policy_out);
Datum
consent_policy_out(PG_FUNCTION_ARGS)
{
	char	   *text = palloc(PEDS_POLICY_TEXT_SIZE);

	peds_consent_policy_print(PEDS_GETARG_POLICY(0), text);
	PG_RETURN_CSTRING(text);
}

/* uint8 version, then the text form: it is exact, and short. */
PG_FUNCTION_INFO_V1(consent_policy_recv);
Datum
consent_policy_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			version = pq_getmsgbyte(buf);
	int			length = buf->len - buf->cursor;
	const char *text = pq_getmsgbytes(buf, length);
	peds_status status;
	size_t		position;
	peds_consent_policy *policy = parse(NULL, text, length, &status, &position);

	if (version != 1 || status != PEDS_OK)
		peds_binary_error("consent_policy");
	PG_RETURN_POINTER(policy);
}

PG_FUNCTION_INFO_V1(consent_policy_send);
Datum
consent_policy_send(PG_FUNCTION_ARGS)
{
	char		text[PEDS_POLICY_TEXT_SIZE];
	int			length = peds_consent_policy_print(PEDS_GETARG_POLICY(0), text);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint8(&buf, 1);
	pq_sendbytes(&buf, text, length);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* Sorts and index builds call this without end, so no copy may stay behind. */
static int
compare(FunctionCallInfo fcinfo)
{
	peds_consent_policy *a = PEDS_GETARG_POLICY(0);
	peds_consent_policy *b = PEDS_GETARG_POLICY(1);
	int			result = peds_consent_policy_compare(a, b);

	PG_FREE_IF_COPY(a, 0);
	PG_FREE_IF_COPY(b, 1);
	return result;
}

PEDS_COMPARISONS(consent_policy)

/* The hash is that of the text form. */
static int
text_to_hash(FunctionCallInfo fcinfo, char *text)
{
	peds_consent_policy *policy = PEDS_GETARG_POLICY(0);
	int			length = peds_consent_policy_print(policy, text);

	PG_FREE_IF_COPY(policy, 0);
	return length;
}

PG_FUNCTION_INFO_V1(consent_policy_hash);
Datum
consent_policy_hash(PG_FUNCTION_ARGS)
{
	char		text[PEDS_POLICY_TEXT_SIZE];

	return hash_any((unsigned char *) text, text_to_hash(fcinfo, text));
}

PG_FUNCTION_INFO_V1(consent_policy_hash_extended);
Datum
consent_policy_hash_extended(PG_FUNCTION_ARGS)
{
	char		text[PEDS_POLICY_TEXT_SIZE];

	return hash_any_extended((unsigned char *) text, text_to_hash(fcinfo, text),
							 PG_GETARG_INT64(1));
}

/* A day of the named table, which is known to be good. */
static peds_day
table_day(const char *text)
{
	peds_partial_date date = 0;
	size_t		position;

	(void) peds_partial_date_parse(text, strlen(text), &date, &position);
	return peds_partial_date_earliest(date);
}

PG_FUNCTION_INFO_V1(pedsafety_consent_policies);
Datum
pedsafety_consent_policies(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 1; i <= peds_named_policy_count(); i++)
	{
		const peds_named_policy *named = peds_named_policy_get(i);
		Datum		values[9];
		bool		nulls[9] = {false};

		values[0] = CStringGetTextDatum(named->name);
		values[1] = Int32GetDatum(named->guardians);
		nulls[2] = named->assent == NULL;
		values[2] = nulls[2] ? 0 : CStringGetTextDatum(named->assent);
		values[3] = CStringGetTextDatum(named->majority);
		values[4] = BoolGetDatum(named->allows_override);
		nulls[5] = named->effective_from == NULL;
		values[5] = nulls[5] ? 0 :
			peds_make_daterange(table_day(named->effective_from),
								named->effective_past != NULL ?
								table_day(named->effective_past) : PEDS_NO_END);
		values[6] = CStringGetTextDatum(named->source);
		values[7] = CStringGetTextDatum(named->confidence);
		values[8] = CStringGetTextDatum(named->note);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

char *
peds_age_text(uint32 packed)
{
	char	   *text = palloc(PEDS_AGE_TEXT_SIZE);

	peds_age_print(peds_age_unpack(packed), text);
	return text;
}

PG_FUNCTION_INFO_V1(pedsafety_consent_policy_terms);
Datum
pedsafety_consent_policy_terms(PG_FUNCTION_ARGS)
{
	const peds_consent_policy *policy = PEDS_GETARG_POLICY(0);
	Datum		values[5];
	bool		nulls[5] = {false};

	values[0] = Int32GetDatum(policy->guardians);
	values[1] = Int32GetDatum(policy->grace);
	nulls[2] = policy->assent == 0;
	values[2] = nulls[2] ? 0 : CStringGetTextDatum(peds_age_text(policy->assent));
	values[3] = CStringGetTextDatum(peds_age_text(policy->majority));
	values[4] = BoolGetDatum(policy->allows_override);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(peds_row_descriptor(fcinfo), values, nulls)));
}

ArrayType *
peds_regime_array(peds_consent_regime regime)
{
	Datum		words[2];
	int			n = 0;

	if (regime != PEDS_REGIME_SUBJECT)
		words[n++] = CStringGetTextDatum("guardian");
	if (regime != PEDS_REGIME_GUARDIAN)
		words[n++] = CStringGetTextDatum("subject");
	return construct_array(words, n, TEXTOID, -1, false, TYPALIGN_INT);
}

/* The arrays that it can answer are made once for a call site. */
PG_FUNCTION_INFO_V1(pedsafety_consent_required);
Datum
pedsafety_consent_required(PG_FUNCTION_ARGS)
{
	peds_consent_regime regime = peds_consent_required(PEDS_GETARG_POLICY(0),
													   PEDS_GETARG_DAY(1), PEDS_GETARG_DAY(2));
	ArrayType **answer = fcinfo->flinfo->fn_extra;

	if (answer == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);

		answer = palloc(PEDS_REGIME_COUNT * sizeof(ArrayType *));
		for (int i = 0; i < PEDS_REGIME_COUNT; i++)
			answer[i] = peds_regime_array((peds_consent_regime) i);
		fcinfo->flinfo->fn_extra = answer;
		MemoryContextSwitchTo(old);
	}
	PG_RETURN_ARRAYTYPE_P(answer[regime]);
}
