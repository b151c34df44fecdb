/* SPDX-License-Identifier: PostgreSQL */
/*
 * rate.c
 *		Rates, proportions, their comparison, and disproportionality.
 */
#include "rate.h"

#include "../core/disproportionality.h"
#include "funcapi.h"

#include <math.h>

/* A value that is not defined is NULL. */
static void
put(Datum *value, bool *isnull, double number)
{
	*isnull = isnan(number);
	*value = *isnull ? (Datum) 0 : Float8GetDatum(number);
}

static Datum
make_row(FunctionCallInfo fcinfo, const double *number, int n)
{
	Datum		values[16];
	bool		nulls[16];

	for (int i = 0; i < n; i++)
		put(&values[i], &nulls[i], number[i]);
	return HeapTupleGetDatum(heap_form_tuple(peds_row_descriptor(fcinfo), values, nulls));
}

Datum
peds_estimate_row(FunctionCallInfo fcinfo, peds_status status, const peds_estimate *e)
{
	double		number[] = {e->value, e->lower, e->upper};

	if (status != PEDS_OK)
		peds_error(status, NULL, NULL, -1);
	return make_row(fcinfo, number, lengthof(number));
}

/* The method in argument n, by its own reader. */
#define GETARG_METHOD(n, reader, method) \
	do { \
		text	   *word_ = PG_GETARG_TEXT_PP(n); \
		peds_status s_ = reader(VARDATA_ANY(word_), VARSIZE_ANY_EXHDR(word_), method); \
		if (s_ != PEDS_OK) \
			peds_error(s_, NULL, text_to_cstring(word_), -1); \
	} while (0)

PG_FUNCTION_INFO_V1(pedsafety_rate_ci);
Datum
pedsafety_rate_ci(PG_FUNCTION_ARGS)
{
	peds_rate_method method;
	peds_estimate e;

	GETARG_METHOD(3, peds_rate_method_parse, &method);
	return peds_estimate_row(fcinfo, peds_rate(PG_GETARG_INT64(0), PG_GETARG_FLOAT8(1),
											   PG_GETARG_FLOAT8(2), method, &e), &e);
}

PG_FUNCTION_INFO_V1(pedsafety_proportion_ci);
Datum
pedsafety_proportion_ci(PG_FUNCTION_ARGS)
{
	peds_proportion_method method;
	peds_estimate e;

	GETARG_METHOD(3, peds_proportion_method_parse, &method);
	return peds_estimate_row(fcinfo, peds_proportion(PG_GETARG_INT64(0), PG_GETARG_INT64(1),
													 PG_GETARG_FLOAT8(2), method, &e), &e);
}

PG_FUNCTION_INFO_V1(pedsafety_rate_ratio_ci);
Datum
pedsafety_rate_ratio_ci(PG_FUNCTION_ARGS)
{
	peds_ratio_method method;
	peds_estimate e;

	GETARG_METHOD(5, peds_ratio_method_parse, &method);
	return peds_estimate_row(fcinfo, peds_rate_ratio(PG_GETARG_INT64(0), PG_GETARG_FLOAT8(1),
													 PG_GETARG_INT64(2), PG_GETARG_FLOAT8(3),
													 PG_GETARG_FLOAT8(4), &e), &e);
}

PG_FUNCTION_INFO_V1(pedsafety_risk_difference_ci);
Datum
pedsafety_risk_difference_ci(PG_FUNCTION_ARGS)
{
	peds_difference_method method;
	peds_estimate e;

	GETARG_METHOD(5, peds_difference_method_parse, &method);
	return peds_estimate_row(fcinfo, peds_risk_difference(PG_GETARG_INT64(0), PG_GETARG_INT64(1),
														  PG_GETARG_INT64(2), PG_GETARG_INT64(3),
														  PG_GETARG_FLOAT8(4), method, &e), &e);
}

PG_FUNCTION_INFO_V1(pedsafety_disproportionality);
Datum
pedsafety_disproportionality(PG_FUNCTION_ARGS)
{
	peds_disproportionality r;
	peds_status status = peds_disproportionality_of(PG_GETARG_INT64(0), PG_GETARG_INT64(1),
													PG_GETARG_INT64(2), PG_GETARG_INT64(3), &r);
	double		number[] = {
		r.expected, r.prr.value, r.prr.lower, r.prr.upper, r.ror.value, r.ror.lower, r.ror.upper,
		r.ic.value, r.ic.lower, r.ic.upper, r.chi2, r.chi2_yates
	};

	if (status != PEDS_OK)
		peds_error(status, NULL, NULL, -1);
	return make_row(fcinfo, number, lengthof(number));
}
