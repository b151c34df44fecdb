/* SPDX-License-Identifier: PostgreSQL */
/*
 * age_scheme.c
 *		The type age_scheme, and the list of the named ones.
 */
#include "pedsafety.h"

#include "common/hashfn.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "libpq/pqformat.h"

#define GETARG_SCHEME(n)	((peds_age_scheme *) PG_GETARG_VARLENA_P(n))

static peds_age_scheme *
parse(Node *context, const char *text, size_t length, peds_status *status, size_t *position)
{
	peds_age_scheme *scheme = palloc0(PEDS_AGE_SCHEME_MAX_SIZE);

	*status = peds_age_scheme_parse(text, length, scheme, position);
	if (*status == PEDS_OK)
		SET_VARSIZE(scheme, PEDS_AGE_SCHEME_SIZE(scheme->ncuts));
	return scheme;
}

PG_FUNCTION_INFO_V1(age_scheme_in);
Datum
age_scheme_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	peds_status status;
	size_t		position;
	peds_age_scheme *scheme = parse(fcinfo->context, text, strlen(text), &status, &position);

	if (status != PEDS_OK)
	{
		peds_input_error(fcinfo->context, status, "age_scheme", text, (int) position);
		PG_RETURN_NULL();
	}
	PG_RETURN_POINTER(scheme);
}

PG_FUNCTION_INFO_V1(age_scheme_out);
Datum
age_scheme_out(PG_FUNCTION_ARGS)
{
	char	   *text = palloc(PEDS_SCHEME_TEXT_SIZE);

	peds_age_scheme_print(GETARG_SCHEME(0), text);
	PG_RETURN_CSTRING(text);
}

/* uint8 version, then the text form: it is exact, and short. */
PG_FUNCTION_INFO_V1(age_scheme_recv);
Datum
age_scheme_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			version = pq_getmsgbyte(buf);
	int			length = buf->len - buf->cursor;
	const char *text = pq_getmsgbytes(buf, length);
	peds_status status;
	size_t		position;
	peds_age_scheme *scheme = parse(NULL, text, length, &status, &position);

	if (version != 1 || status != PEDS_OK)
		peds_binary_error("age_scheme");
	PG_RETURN_POINTER(scheme);
}

PG_FUNCTION_INFO_V1(age_scheme_send);
Datum
age_scheme_send(PG_FUNCTION_ARGS)
{
	char		text[PEDS_SCHEME_TEXT_SIZE];
	int			length = peds_age_scheme_print(GETARG_SCHEME(0), text);
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
	peds_age_scheme *a = GETARG_SCHEME(0);
	peds_age_scheme *b = GETARG_SCHEME(1);
	int			result = peds_age_scheme_compare(a, b);

	PG_FREE_IF_COPY(a, 0);
	PG_FREE_IF_COPY(b, 1);
	return result;
}

PEDS_COMPARISONS(age_scheme)

/* The hash is that of the text form. */
static int
text_to_hash(FunctionCallInfo fcinfo, char *text)
{
	peds_age_scheme *scheme = GETARG_SCHEME(0);
	int			length = peds_age_scheme_print(scheme, text);

	PG_FREE_IF_COPY(scheme, 0);
	return length;
}

PG_FUNCTION_INFO_V1(age_scheme_hash);
Datum
age_scheme_hash(PG_FUNCTION_ARGS)
{
	char		text[PEDS_SCHEME_TEXT_SIZE];

	return hash_any((unsigned char *) text, text_to_hash(fcinfo, text));
}

PG_FUNCTION_INFO_V1(age_scheme_hash_extended);
Datum
age_scheme_hash_extended(PG_FUNCTION_ARGS)
{
	char		text[PEDS_SCHEME_TEXT_SIZE];

	return hash_any_extended((unsigned char *) text, text_to_hash(fcinfo, text),
							 PG_GETARG_INT64(1));
}

/* The bands of a named scheme, with commas between. */
static char *
bounds_text(int number)
{
	peds_age_cuts cuts;
	peds_age_band band[PEDS_SCHEME_MAX_CUTS + 1];
	char		text[PEDS_BAND_TEXT_SIZE];
	StringInfoData buf;
	int			n;

	initStringInfo(&buf);
	peds_age_cuts_make_named(number, &cuts);
	n = peds_age_cuts_bands(&cuts, band);
	for (int i = 0; i < n; i++)
	{
		peds_age_band_print(band[i], text);
		appendStringInfo(&buf, "%s%s", i == 0 ? "" : ", ", text);
	}
	return buf.data;
}

PG_FUNCTION_INFO_V1(pedsafety_age_schemes);
Datum
pedsafety_age_schemes(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 1; i <= peds_named_scheme_count(); i++)
	{
		const peds_named_scheme *named = peds_named_scheme_get(i);
		Datum		values[5];
		bool		nulls[5] = {false};

		values[0] = CStringGetTextDatum(named->name);
		values[1] = CStringGetTextDatum(bounds_text(i));
		values[2] = CStringGetTextDatum(named->source);
		values[3] = CStringGetTextDatum(named->confidence);
		values[4] = CStringGetTextDatum(named->note);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(pedsafety_bands);
Datum
pedsafety_bands(PG_FUNCTION_ARGS)
{
	FuncCallContext *funcctx;
	peds_age_band *band;
	Datum		result;

	if (SRF_IS_FIRSTCALL())
	{
		peds_age_cuts cuts;

		funcctx = SRF_FIRSTCALL_INIT();
		band = MemoryContextAlloc(funcctx->multi_call_memory_ctx,
								  (PEDS_SCHEME_MAX_CUTS + 1) * sizeof(peds_age_band));
		peds_age_cuts_make(GETARG_SCHEME(0), &cuts);
		funcctx->max_calls = peds_age_cuts_bands(&cuts, band);
		funcctx->user_fctx = band;
	}
	funcctx = SRF_PERCALL_SETUP();
	band = funcctx->user_fctx;
	if (funcctx->call_cntr >= funcctx->max_calls)
		SRF_RETURN_DONE(funcctx);
	result = Int64GetDatum((int64) band[funcctx->call_cntr]);
	SRF_RETURN_NEXT(funcctx, result);
}
