/* SPDX-License-Identifier: PostgreSQL */
/*
 * age.c
 *		age_days, age_months, age_years, age_reached, age_ucum.
 */
#include "pedsafety.h"

#include "access/htup_details.h"
#include "funcapi.h"

PG_FUNCTION_INFO_V1(pedsafety_age_days);
Datum
pedsafety_age_days(PG_FUNCTION_ARGS)
{
	/* the whole range of date has fewer days than int4 */
	PG_RETURN_INT32((int32) (PEDS_GETARG_DAY(1) - PEDS_GETARG_DAY(0)));
}

PG_FUNCTION_INFO_V1(pedsafety_age_months);
Datum
pedsafety_age_months(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32((int32) peds_months_completed(PEDS_GETARG_DAY(0), PEDS_GETARG_DAY(1)));
}

PG_FUNCTION_INFO_V1(pedsafety_age_years);
Datum
pedsafety_age_years(PG_FUNCTION_ARGS)
{
	int64		months = peds_months_completed(PEDS_GETARG_DAY(0), PEDS_GETARG_DAY(1));

	PG_RETURN_INT32((int32) peds_floor_div(months, 12));
}

PG_FUNCTION_INFO_V1(pedsafety_age_reached);
Datum
pedsafety_age_reached(PG_FUNCTION_ARGS)
{
	peds_day	birth = PEDS_GETARG_DAY(0);

	PG_RETURN_DATEADT(peds_date(peds_age_reached(birth, peds_getarg_age(fcinfo, 1))));
}

PG_FUNCTION_INFO_V1(pedsafety_age_ucum);
Datum
pedsafety_age_ucum(PG_FUNCTION_ARGS)
{
	peds_age_ucum age;
	Datum		values[2];
	bool		nulls[2] = {false, false};

	PEDS_NULL_OR_ERROR(peds_age_in_ucum(PEDS_GETARG_DAY(0), PEDS_GETARG_DAY(1), &age), NULL, NULL);
	values[0] = Int32GetDatum(age.value);
	values[1] = CStringGetTextDatum(age.unit);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(peds_row_descriptor(fcinfo), values, nulls)));
}
