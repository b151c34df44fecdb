/* SPDX-License-Identifier: PostgreSQL */
/*
 * body_size.c
 *		Body surface area, filtration rate, dose per kg, and the aggregate
 *		nearest_measurement.
 *
 * The aggregate's state is a float8[]: empty before the first row, then as in
 * core/body_size.h. It is changed in place where it belongs to an aggregate.
 */
#include "pedsafety.h"

#include "../core/body_size.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/array.h"

/* The word in argument n, by its own reader. */
#define GETARG_WORD(n, reader, word) \
	do { \
		text	   *text_ = PG_GETARG_TEXT_PP(n); \
		peds_status s_ = reader(VARDATA_ANY(text_), VARSIZE_ANY_EXHDR(text_), word); \
		if (unlikely(s_ != PEDS_OK)) \
			peds_error(s_, NULL, text_to_cstring(text_), -1); \
	} while (0)

#define RETURN_IF_OK(status, number) \
	do { \
		if ((status).fault != PEDS_QUANTITY_OK) \
			PG_RETURN_NULL(); \
		PG_RETURN_FLOAT8(number); \
	} while (0)

static Datum
status_text(peds_size_status status)
{
	char		words[PEDS_SIZE_TEXT_SIZE];

	peds_size_status_print(status, words);
	return PointerGetDatum(cstring_to_text(words));
}

/* ---------------------------------------------------------------- formulas */

PG_FUNCTION_INFO_V1(pedsafety_body_surface_area);
Datum
pedsafety_body_surface_area(PG_FUNCTION_ARGS)
{
	peds_bsa_formula formula;
	peds_size_status status;
	double		area;

	GETARG_WORD(2, peds_bsa_formula_parse, &formula);
	status = peds_body_surface_area(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), formula, &area);
	RETURN_IF_OK(status, area);
}

PG_FUNCTION_INFO_V1(pedsafety_body_surface_area_status);
Datum
pedsafety_body_surface_area_status(PG_FUNCTION_ARGS)
{
	double		area;

	return status_text(peds_body_surface_area(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1),
											  PEDS_BSA_MOSTELLER, &area));
}

/* (height_cm, creatinine, unit); without the last it is mg/dL */
static peds_size_status
egfr_schwartz(FunctionCallInfo fcinfo, double *rate)
{
	peds_creatinine_unit unit = PEDS_CREATININE_MG_DL;

	if (PG_NARGS() > 2)
		GETARG_WORD(2, peds_creatinine_unit_parse, &unit);
	return peds_egfr_schwartz(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), unit, rate);
}

PG_FUNCTION_INFO_V1(pedsafety_egfr_schwartz);
Datum
pedsafety_egfr_schwartz(PG_FUNCTION_ARGS)
{
	double		rate;
	peds_size_status status = egfr_schwartz(fcinfo, &rate);

	RETURN_IF_OK(status, rate);
}

PG_FUNCTION_INFO_V1(pedsafety_egfr_schwartz_status);
Datum
pedsafety_egfr_schwartz_status(PG_FUNCTION_ARGS)
{
	double		rate;

	return status_text(egfr_schwartz(fcinfo, &rate));
}

PG_FUNCTION_INFO_V1(pedsafety_dose_per_kg);
Datum
pedsafety_dose_per_kg(PG_FUNCTION_ARGS)
{
	double		dose;
	peds_size_status status = peds_dose_per_kg(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), &dose);

	RETURN_IF_OK(status, dose);
}

PG_FUNCTION_INFO_V1(pedsafety_dose_per_kg_status);
Datum
pedsafety_dose_per_kg_status(PG_FUNCTION_ARGS)
{
	double		dose;

	return status_text(peds_dose_per_kg(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1), &dose));
}

/* ------------------------------------------------------ nearest measurement */

static double *
numbers(ArrayType *array)
{
	return (double *) ((char *) array + ARR_OVERHEAD_NONULLS(1));
}

static ArrayType *
make_state(void)
{
	Size		size = ARR_OVERHEAD_NONULLS(1) + PEDS_NEAREST_NUMBERS * sizeof(float8);
	ArrayType  *array = palloc0(size);

	SET_VARSIZE(array, size);
	array->ndim = 1;
	array->elemtype = FLOAT8OID;
	ARR_DIMS(array)[0] = PEDS_NEAREST_NUMBERS;
	ARR_LBOUND(array)[0] = 1;
	return array;
}

/* NULL for an empty one. Any array may come here, since anybody may call the functions. */
static ArrayType *
get_state(FunctionCallInfo fcinfo, int argno)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(argno);

	if (ARR_NDIM(array) == 0)
		return NULL;
	if (ARR_NDIM(array) != 1 || ARR_HASNULL(array) || ARR_ELEMTYPE(array) != FLOAT8OID ||
		ARR_DIMS(array)[0] != PEDS_NEAREST_NUMBERS || !peds_nearest_valid(numbers(array)))
		peds_error(PEDS_NEAREST_STATE, NULL, NULL, -1);
	return array;
}

/* The state in argument 0, to be changed; NULL for an empty one. */
static ArrayType *
get_own_state(FunctionCallInfo fcinfo)
{
	ArrayType  *state = get_state(fcinfo, 0);

	if (state != NULL && !AggCheckCallContext(fcinfo, NULL))
	{
		ArrayType  *copy = make_state();

		memcpy(numbers(copy), numbers(state), PEDS_NEAREST_NUMBERS * sizeof(float8));
		return copy;
	}
	return state;
}

static peds_day
getarg_day(FunctionCallInfo fcinfo, int argno)
{
	DateADT		day = PG_GETARG_DATEADT(argno);

	if (unlikely(DATE_NOT_FINITE(day)))
		peds_error(PEDS_DATE_OUT_OF_RANGE, NULL, NULL, -1);
	return day;
}

/* nearest_measurement_add(float8[], at, measured_on, value [, within_days]) */
PG_FUNCTION_INFO_V1(nearest_measurement_add);
Datum
nearest_measurement_add(PG_FUNCTION_ARGS)
{
	ArrayType  *state = get_own_state(fcinfo);
	peds_day	at = getarg_day(fcinfo, 1);
	peds_day	day = getarg_day(fcinfo, 2);
	int64		within = PG_NARGS() > 4 ? PG_GETARG_INT32(4) : PG_INT64_MAX;
	peds_status status;

	if (within < 0)
		peds_error(PEDS_NEAREST_WITHIN, NULL, psprintf(INT64_FORMAT, within), -1);
	if (state == NULL)
	{
		state = make_state();
		peds_nearest_init(numbers(state), at);
	}
	status = peds_nearest_add(numbers(state), at, day, PG_GETARG_FLOAT8(3), within);
	if (status != PEDS_OK)
		peds_error(status, NULL, NULL, -1);
	PG_RETURN_ARRAYTYPE_P(state);
}

PG_FUNCTION_INFO_V1(nearest_measurement_combine);
Datum
nearest_measurement_combine(PG_FUNCTION_ARGS)
{
	ArrayType  *other = get_state(fcinfo, 1);
	ArrayType  *state = get_own_state(fcinfo);
	peds_status status;

	if (other == NULL)
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	if (state == NULL)
		PG_RETURN_DATUM(PG_GETARG_DATUM(1));
	status = peds_nearest_merge(numbers(state), numbers(other));
	if (status != PEDS_OK)
		peds_error(status, NULL, NULL, -1);
	PG_RETURN_ARRAYTYPE_P(state);
}

PG_FUNCTION_INFO_V1(nearest_measurement_final);
Datum
nearest_measurement_final(PG_FUNCTION_ARGS)
{
	ArrayType  *state = get_state(fcinfo, 0);
	Datum		values[3];
	bool		nulls[3] = {false};
	const double *nearest;
	int64		day;
	int64		at;

	if (state == NULL || !peds_nearest_found(numbers(state)))
		PG_RETURN_NULL();
	nearest = numbers(state);
	day = (int64) nearest[PEDS_NEAREST_DAY];
	at = (int64) nearest[PEDS_NEAREST_AT];
	values[0] = Float8GetDatum(nearest[PEDS_NEAREST_VALUE]);
	values[1] = DateADTGetDatum((DateADT) day);
	/* the first and the last date are less than 2^31 days apart */
	values[2] = Int32GetDatum((int32) (day < at ? at - day : day - at));
	return HeapTupleGetDatum(heap_form_tuple(peds_row_descriptor(fcinfo), values, nulls));
}
