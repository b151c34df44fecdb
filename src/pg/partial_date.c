/* SPDX-License-Identifier: PostgreSQL */
/*
 * partial_date.c
 *		The type partial_date and its functions.
 */
#include "pedsafety.h"

#include "common/hashfn.h"
#include "libpq/pqformat.h"

static char *
print(peds_partial_date p)
{
	char	   *text = palloc(PEDS_PARTIAL_DATE_TEXT_SIZE);

	peds_partial_date_print(p, text);
	return text;
}

PG_FUNCTION_INFO_V1(partial_date_in);
Datum
partial_date_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	peds_partial_date result = 0;
	size_t		position;
	peds_status status;

	status = peds_partial_date_parse(text, strlen(text), &result, &position);
	if (status != PEDS_OK)
	{
		peds_input_error(fcinfo->context, status, "partial_date", text, (int) position);
		PG_RETURN_NULL();
	}
	PG_RETURN_INT32(result);
}

PG_FUNCTION_INFO_V1(partial_date_out);
Datum
partial_date_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(print(PEDS_GETARG_PARTIAL_DATE(0)));
}

/* int16 year, uint8 month, uint8 day; 0 is unknown. */
PG_FUNCTION_INFO_V1(partial_date_recv);
Datum
partial_date_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			year = (int16) pq_getmsgint(buf, 2);
	int			month = pq_getmsgbyte(buf);
	int			day = pq_getmsgbyte(buf);
	peds_partial_date result;

	if (peds_partial_date_make(year, month, day, &result) != PEDS_OK)
		peds_binary_error("partial_date");
	PG_RETURN_INT32(result);
}

PG_FUNCTION_INFO_V1(partial_date_send);
Datum
partial_date_send(PG_FUNCTION_ARGS)
{
	peds_partial_date p = PEDS_GETARG_PARTIAL_DATE(0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint16(&buf, peds_partial_date_year(p));
	pq_sendint8(&buf, peds_partial_date_month(p));
	pq_sendint8(&buf, peds_partial_date_day(p));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

#define COMPARISON(name, operator) \
PG_FUNCTION_INFO_V1(partial_date_##name); \
Datum \
partial_date_##name(PG_FUNCTION_ARGS) \
{ \
	PG_RETURN_BOOL(peds_partial_date_compare(PEDS_GETARG_PARTIAL_DATE(0), \
											 PEDS_GETARG_PARTIAL_DATE(1)) operator 0); \
}

COMPARISON(eq, ==)
COMPARISON(ne, !=)
COMPARISON(lt, <)
COMPARISON(le, <=)
COMPARISON(gt, >)
COMPARISON(ge, >=)

PG_FUNCTION_INFO_V1(partial_date_cmp);
Datum
partial_date_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(peds_partial_date_compare(PEDS_GETARG_PARTIAL_DATE(0),
											  PEDS_GETARG_PARTIAL_DATE(1)));
}

/* For max and min. */
PG_FUNCTION_INFO_V1(partial_date_larger);
Datum
partial_date_larger(PG_FUNCTION_ARGS)
{
	peds_partial_date a = PEDS_GETARG_PARTIAL_DATE(0);
	peds_partial_date b = PEDS_GETARG_PARTIAL_DATE(1);

	PG_RETURN_INT32(peds_partial_date_compare(a, b) >= 0 ? a : b);
}

PG_FUNCTION_INFO_V1(partial_date_smaller);
Datum
partial_date_smaller(PG_FUNCTION_ARGS)
{
	peds_partial_date a = PEDS_GETARG_PARTIAL_DATE(0);
	peds_partial_date b = PEDS_GETARG_PARTIAL_DATE(1);

	PG_RETURN_INT32(peds_partial_date_compare(a, b) >= 0 ? b : a);
}

PG_FUNCTION_INFO_V1(partial_date_hash);
Datum
partial_date_hash(PG_FUNCTION_ARGS)
{
	return hash_uint32((uint32) PEDS_GETARG_PARTIAL_DATE(0));
}

PG_FUNCTION_INFO_V1(partial_date_hash_extended);
Datum
partial_date_hash_extended(PG_FUNCTION_ARGS)
{
	return hash_uint32_extended((uint32) PEDS_GETARG_PARTIAL_DATE(0), PG_GETARG_INT64(1));
}

/* The cast from date. */
PG_FUNCTION_INFO_V1(partial_date_from_date);
Datum
partial_date_from_date(PG_FUNCTION_ARGS)
{
	DateADT		date = PG_GETARG_DATEADT(0);
	peds_partial_date result;

	if (DATE_NOT_FINITE(date) ||
		peds_partial_date_from_day(date, &result) != PEDS_OK)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("date out of range for type partial_date"),
				 errhint("A partial_date is finite and of the years 0001 to 9999.")));
	PG_RETURN_INT32(result);
}

/* The cast to date, which never guesses. */
PG_FUNCTION_INFO_V1(partial_date_to_date);
Datum
partial_date_to_date(PG_FUNCTION_ARGS)
{
	peds_partial_date p = PEDS_GETARG_PARTIAL_DATE(0);

	if (peds_partial_date_precision(p) != PEDS_PRECISION_DAY)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("partial_date \"%s\" is not complete", print(p)),
				 errhint("Use earliest(), latest() or impute(), which say what they do.")));
	PG_RETURN_DATEADT(peds_date(peds_partial_date_earliest(p)));
}

PG_FUNCTION_INFO_V1(pedsafety_earliest);
Datum
pedsafety_earliest(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(peds_date(peds_partial_date_earliest(PEDS_GETARG_PARTIAL_DATE(0))));
}

PG_FUNCTION_INFO_V1(pedsafety_latest);
Datum
pedsafety_latest(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(peds_date(peds_partial_date_latest(PEDS_GETARG_PARTIAL_DATE(0))));
}

PG_FUNCTION_INFO_V1(pedsafety_daterange);
Datum
pedsafety_daterange(PG_FUNCTION_ARGS)
{
	peds_partial_date p = PEDS_GETARG_PARTIAL_DATE(0);

	return peds_make_daterange(peds_partial_date_earliest(p), peds_partial_date_latest(p) + 1);
}

PG_FUNCTION_INFO_V1(pedsafety_is_complete);
Datum
pedsafety_is_complete(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(peds_partial_date_precision(PEDS_GETARG_PARTIAL_DATE(0)) == PEDS_PRECISION_DAY);
}

PG_FUNCTION_INFO_V1(pedsafety_date_precision);
Datum
pedsafety_date_precision(PG_FUNCTION_ARGS)
{
	peds_date_precision precision = peds_partial_date_precision(PEDS_GETARG_PARTIAL_DATE(0));

	PG_RETURN_TEXT_P(cstring_to_text(peds_date_precision_name[precision]));
}

PG_FUNCTION_INFO_V1(pedsafety_surely_before);
Datum
pedsafety_surely_before(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(peds_partial_date_latest(PEDS_GETARG_PARTIAL_DATE(0)) <
				   peds_partial_date_earliest(PEDS_GETARG_PARTIAL_DATE(1)));
}

PG_FUNCTION_INFO_V1(pedsafety_possibly_before);
Datum
pedsafety_possibly_before(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(peds_partial_date_earliest(PEDS_GETARG_PARTIAL_DATE(0)) <
				   peds_partial_date_latest(PEDS_GETARG_PARTIAL_DATE(1)));
}

/* impute(p, rule) and impute(p, rule, lower, upper); an infinite bound bounds nothing. */
PG_FUNCTION_INFO_V1(pedsafety_impute);
Datum
pedsafety_impute(PG_FUNCTION_ARGS)
{
	peds_partial_date p = PEDS_GETARG_PARTIAL_DATE(0);
	text	   *name = PG_GETARG_TEXT_PP(1);
	peds_day	lower = PG_NARGS() > 2 ? PG_GETARG_DATEADT(2) : DATEVAL_NOBEGIN;
	peds_day	upper = PG_NARGS() > 2 ? PG_GETARG_DATEADT(3) : DATEVAL_NOEND;
	peds_impute_rule rule;
	peds_day	result;
	peds_status status;

	status = peds_impute_rule_parse(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name), &rule);
	if (status != PEDS_OK)
		peds_error(status, NULL, text_to_cstring(name), -1);
	status = peds_partial_date_impute(p, rule, lower, upper, &result);
	if (status != PEDS_OK)
		peds_error(status, NULL, print(p), -1);
	PG_RETURN_DATEADT(peds_date(result));
}
