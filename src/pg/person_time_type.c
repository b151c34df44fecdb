/* SPDX-License-Identifier: PostgreSQL */
/*
 * person_time_type.c
 *		The type person_time: input and output, order, accessors, unnest.
 */
#include "person_time.h"

#include "access/htup_details.h"
#include "common/hashfn.h"
#include "funcapi.h"
#include "libpq/pqformat.h"

PG_FUNCTION_INFO_V1(person_time_in);
Datum
person_time_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	size_t		length = strlen(text);
	peds_person_time *pt = palloc0(peds_person_time_parse_room(text, length));
	const char *type = "person_time";
	size_t		position = 0;
	peds_status status;

	status = peds_person_time_parse(text, length, pt, &position);
	if (status != PEDS_OK)
	{
		/* what is wrong with the scheme is said of the scheme alone */
		if (status >= PEDS_SCHEME_MALFORMED && status <= PEDS_SCHEME_TOO_MANY)
		{
			type = "age_scheme";
			text = pnstrdup(text, strcspn(text, ";"));
		}
		peds_input_error(fcinfo->context, status, type, text, (int) position);
		PG_RETURN_NULL();
	}
	peds_person_time_set_size(pt);
	PEDS_RETURN_PERSON_TIME(pt);
}

PG_FUNCTION_INFO_V1(person_time_out);
Datum
person_time_out(PG_FUNCTION_ARGS)
{
	peds_person_time *pt = PEDS_GETARG_PERSON_TIME(0);
	char	   *text = palloc(peds_person_time_text_room(pt));

	peds_person_time_print(pt, text);
	PG_RETURN_CSTRING(text);
}

PG_FUNCTION_INFO_V1(person_time_recv);
Datum
person_time_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			length = buf->len - buf->cursor;
	const unsigned char *bytes = (const unsigned char *) pq_getmsgbytes(buf, length);
	peds_person_time *pt = palloc0(peds_person_time_decode_room(length));

	if (peds_person_time_decode(bytes, length, pt) != PEDS_OK)
		peds_binary_error("person_time");
	peds_person_time_set_size(pt);
	PEDS_RETURN_PERSON_TIME(pt);
}

PG_FUNCTION_INFO_V1(person_time_send);
Datum
person_time_send(PG_FUNCTION_ARGS)
{
	peds_person_time *pt = PEDS_GETARG_PERSON_TIME(0);
	bytea	   *result = palloc(VARHDRSZ + peds_person_time_encode_room(pt));
	size_t		length = peds_person_time_encode(pt, (unsigned char *) VARDATA(result));

	SET_VARSIZE(result, VARHDRSZ + length);
	PG_RETURN_BYTEA_P(result);
}

/* Sorts and index builds call this without end, so no copy may stay behind. */
static int
compare(FunctionCallInfo fcinfo)
{
	peds_person_time *a = PEDS_GETARG_PERSON_TIME(0);
	peds_person_time *b = PEDS_GETARG_PERSON_TIME(1);
	int			result = peds_person_time_compare(a, b);

	PG_FREE_IF_COPY(a, 0);
	PG_FREE_IF_COPY(b, 1);
	return result;
}

PEDS_COMPARISONS(person_time)

/* The binary form is hashed, since equal values have one. */
static uint64
hash(FunctionCallInfo fcinfo, uint64 seed, bool extended)
{
	peds_person_time *pt = PEDS_GETARG_PERSON_TIME(0);
	unsigned char *bytes = palloc(peds_person_time_encode_room(pt));
	int			length = (int) peds_person_time_encode(pt, bytes);
	uint64		result;

	if (extended)
		result = hash_bytes_extended(bytes, length, seed);
	else
		result = hash_bytes(bytes, length);
	pfree(bytes);
	PG_FREE_IF_COPY(pt, 0);
	return result;
}

PG_FUNCTION_INFO_V1(person_time_hash);
Datum
person_time_hash(PG_FUNCTION_ARGS)
{
	PG_RETURN_UINT32((uint32) hash(fcinfo, 0, false));
}

PG_FUNCTION_INFO_V1(person_time_hash_extended);
Datum
person_time_hash_extended(PG_FUNCTION_ARGS)
{
	PG_RETURN_UINT64(hash(fcinfo, PG_GETARG_INT64(1), true));
}

/* One band's cell; an empty one where the band is possible but holds nobody. */
static peds_cell
cell_of(const peds_person_time *pt, peds_age_band band)
{
	static const peds_cell nobody = {0, 0, 0};
	const peds_cell *cell = peds_person_time_cell(pt, band);

	if (cell == NULL)
	{
		peds_age_cuts cuts;

		peds_person_time_cuts(pt, &cuts);
		if (!peds_age_cuts_has_cell(&cuts, band))
		{
			char		text[PEDS_BAND_TEXT_SIZE];
			char		scheme[PEDS_SCHEME_TEXT_SIZE];

			peds_age_band_print(band, text);
			peds_person_time_scheme_text(pt, scheme);
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("age band %s is not of age scheme %s", text, scheme),
					 errhint("bands('%s') lists its bands.", scheme)));
		}
		return nobody;
	}
	return *cell;
}

static int64
total_days(const peds_person_time *pt)
{
	int64		days;

	if (peds_person_time_days(pt, &days) != PEDS_OK)
		peds_error(PEDS_PERSON_TIME_OVERFLOW, NULL, NULL, -1);
	return days;
}

PG_FUNCTION_INFO_V1(pedsafety_subjects);
Datum
pedsafety_subjects(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(PEDS_GETARG_PERSON_TIME(0)->subjects);
}

PG_FUNCTION_INFO_V1(pedsafety_subjects_band);
Datum
pedsafety_subjects_band(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(cell_of(PEDS_GETARG_PERSON_TIME(0), PEDS_GETARG_BAND(1)).subjects);
}

PG_FUNCTION_INFO_V1(pedsafety_person_days);
Datum
pedsafety_person_days(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(total_days(PEDS_GETARG_PERSON_TIME(0)));
}

PG_FUNCTION_INFO_V1(pedsafety_person_days_band);
Datum
pedsafety_person_days_band(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(cell_of(PEDS_GETARG_PERSON_TIME(0), PEDS_GETARG_BAND(1)).days);
}

PG_FUNCTION_INFO_V1(pedsafety_person_years);
Datum
pedsafety_person_years(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(peds_person_years(total_days(PEDS_GETARG_PERSON_TIME(0))));
}

PG_FUNCTION_INFO_V1(pedsafety_person_years_band);
Datum
pedsafety_person_years_band(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(peds_person_years(cell_of(PEDS_GETARG_PERSON_TIME(0), PEDS_GETARG_BAND(1)).days));
}

PG_FUNCTION_INFO_V1(pedsafety_unnest);
Datum
pedsafety_unnest(PG_FUNCTION_ARGS)
{
	FuncCallContext *funcctx;
	peds_cell	row;
	Datum		values[4];
	bool		nulls[4] = {false};

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext old;
		peds_person_time_rows *rows;

		funcctx = SRF_FIRSTCALL_INIT();
		old = MemoryContextSwitchTo(funcctx->multi_call_memory_ctx);
		if (get_call_result_type(fcinfo, NULL, &funcctx->tuple_desc) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "return type must be a row type");
		funcctx->tuple_desc = BlessTupleDesc(funcctx->tuple_desc);
		rows = palloc(sizeof(peds_person_time_rows));
		/* the argument may not outlive this call, so a copy is walked */
		peds_person_time_rows_init(rows, (peds_person_time *) PG_DETOAST_DATUM_COPY(PG_GETARG_DATUM(0)));
		funcctx->user_fctx = rows;
		MemoryContextSwitchTo(old);
	}

	funcctx = SRF_PERCALL_SETUP();
	if (!peds_person_time_rows_next(funcctx->user_fctx, &row))
		SRF_RETURN_DONE(funcctx);
	values[0] = Int64GetDatum((int64) row.band);
	values[1] = Int64GetDatum(row.subjects);
	values[2] = Int64GetDatum(row.days);
	values[3] = Float8GetDatum(peds_person_years(row.days));
	SRF_RETURN_NEXT(funcctx, HeapTupleGetDatum(heap_form_tuple(funcctx->tuple_desc, values, nulls)));
}
