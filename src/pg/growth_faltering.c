/* SPDX-License-Identifier: PostgreSQL */
/*
 * growth_faltering.c
 *		Change between two measurements; faltering growth, of two z and as an
 *		aggregate.
 */
#include "pedsafety.h"

#include "../core/growth_faltering.h"
#include "../core/growth_flags.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/array.h"

#include <math.h>

/* The word in argument n, by its own reader. */
#define GETARG_WORD(n, reader, word) \
	do { \
		text	   *text_ = PG_GETARG_TEXT_PP(n); \
		peds_status s_ = reader(VARDATA_ANY(text_), VARSIZE_ANY_EXHDR(text_), word); \
		if (unlikely(s_ != PEDS_OK)) \
			peds_error(s_, NULL, text_to_cstring(text_), -1); \
	} while (0)

static Datum
answer_velocity(FunctionCallInfo fcinfo, peds_day earlier, peds_day later, double change, int32 min_days)
{
	double		result;

	if (!peds_growth_velocity((int64) later - earlier, change, min_days, &result))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(result);
}

/* (earlier, value, later, value, min_days) */
PG_FUNCTION_INFO_V1(pedsafety_growth_velocity);
Datum
pedsafety_growth_velocity(PG_FUNCTION_ARGS)
{
	return answer_velocity(fcinfo, PEDS_GETARG_DAY(0), PEDS_GETARG_DAY(2),
						   PG_GETARG_FLOAT8(3) - PG_GETARG_FLOAT8(1), PG_GETARG_INT32(4));
}

/* (measure, sex, birth, earlier, value, later, value, reference, min_days) */
PG_FUNCTION_INFO_V1(pedsafety_growth_z_change);
Datum
pedsafety_growth_z_change(PG_FUNCTION_ARGS)
{
	peds_growth_measure measure;
	peds_sex	sex;
	peds_growth_reference reference;
	peds_day	birth = PEDS_GETARG_DAY(2);
	peds_day	day[2] = {PEDS_GETARG_DAY(3), PEDS_GETARG_DAY(5)};
	double		value[2] = {PG_GETARG_FLOAT8(4), PG_GETARG_FLOAT8(6)};
	double		z[2];

	GETARG_WORD(0, peds_growth_measure_parse, &measure);
	GETARG_WORD(1, peds_growth_sex_parse, &sex);
	GETARG_WORD(7, peds_growth_reference_by_age, &reference);
	for (int i = 0; i < 2; i++)
	{
		int64		age = (int64) day[i] - birth;
		peds_growth_at at;

		if (peds_growth_by_age(reference, peds_growth_measure_at(reference, measure, age), sex, age, &at) != PEDS_GROWTH_OK ||
			peds_growth_z(&at, value[i], &z[i]) != PEDS_GROWTH_OK)
			PG_RETURN_NULL();
	}
	return answer_velocity(fcinfo, day[0], day[1], z[1] - z[0], PG_GETARG_INT32(8));
}

PG_FUNCTION_INFO_V1(pedsafety_growth_centile_lines);
Datum
pedsafety_growth_centile_lines(PG_FUNCTION_ARGS)
{
	double		from = PG_GETARG_FLOAT8(0);
	double		to = PG_GETARG_FLOAT8(1);
	const peds_centile_chart *chart;

	GETARG_WORD(2, peds_centile_chart_parse, &chart);
	if (isnan(from) || isnan(to))
		PG_RETURN_NULL();
	PG_RETURN_INT32(peds_centile_lines(chart, from, to));
}

/* (first_z, last_z, definition, birth_z); only birth_z may be NULL */
PG_FUNCTION_INFO_V1(pedsafety_growth_faltering);
Datum
pedsafety_growth_faltering(PG_FUNCTION_ARGS)
{
	peds_faltering definition;
	double		birth = NAN;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	GETARG_WORD(2, peds_faltering_parse, &definition);
	if (!PG_ARGISNULL(3))
		birth = PG_GETARG_FLOAT8(3);
	if (!isfinite(PG_GETARG_FLOAT8(0)) || !isfinite(PG_GETARG_FLOAT8(1)))
		PG_RETURN_NULL();
	PG_RETURN_BOOL(peds_growth_faltering(definition, birth, PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1)));
}

/* --------------------------------------------------------------- aggregate */

/*
 * The state is a float8[]: empty before the first measurement, then these. Of
 * several z of the first day the least stands, of the last the greatest, so
 * that their order does not matter.
 */
typedef struct faltering
{
	float8		definition;
	float8		has_birth;		/* 0 or 1 */
	float8		birth;
	float8		first_day;
	float8		first;
	float8		last_day;
	float8		last;
} faltering;

#define NUMBERS ((int) (sizeof(faltering) / sizeof(float8)))

/* Any array may come here, since anybody may call the functions. */
static faltering *
get_state(ArrayType *array)
{
	faltering  *state;

	if (ARR_NDIM(array) == 0)
		return NULL;
	if (ARR_NDIM(array) != 1 || ARR_HASNULL(array) || ARR_ELEMTYPE(array) != FLOAT8OID || ARR_DIMS(array)[0] != NUMBERS)
		peds_error(PEDS_FALTERING_STATE, NULL, NULL, -1);
	/* there is no NULL, so no bitmap either */
	state = (faltering *) ((char *) array + ARR_OVERHEAD_NONULLS(1));
	if (!(state->definition >= 0 && state->definition < PEDS_FALTERING_COUNT))
		peds_error(PEDS_FALTERING_STATE, NULL, NULL, -1);
	return state;
}

static Datum
make_state(const faltering *state)
{
	Datum		number[NUMBERS];

	for (int i = 0; i < NUMBERS; i++)
		number[i] = Float8GetDatum(((const float8 *) state)[i]);
	PG_RETURN_ARRAYTYPE_P(construct_array(number, NUMBERS, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

static void
merge(faltering *state, const faltering *more)
{
	if (state->definition != more->definition || state->has_birth != more->has_birth ||
		(state->has_birth != 0 && state->birth != more->birth))
		peds_error(PEDS_FALTERING_DIFFERS, NULL, NULL, -1);
	if (more->first_day < state->first_day)
		state->first = more->first;
	else if (more->first_day == state->first_day)
		state->first = Min(state->first, more->first);
	if (more->last_day > state->last_day)
		state->last = more->last;
	else if (more->last_day == state->last_day)
		state->last = Max(state->last, more->last);
	state->first_day = Min(state->first_day, more->first_day);
	state->last_day = Max(state->last_day, more->last_day);
}

/* (state, measured_on, z, definition, birth_z), the last two left out or not */
PG_FUNCTION_INFO_V1(growth_faltering_add);
Datum
growth_faltering_add(PG_FUNCTION_ARGS)
{
	faltering  *state;
	faltering	one = {PEDS_FALTERING_NICE};
	peds_faltering definition;

	if (PG_ARGISNULL(0))
		peds_error(PEDS_FALTERING_STATE, NULL, NULL, -1);
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || (PG_NARGS() > 3 && PG_ARGISNULL(3)) || !isfinite(PG_GETARG_FLOAT8(2)))
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	if (PG_NARGS() > 3)
	{
		GETARG_WORD(3, peds_faltering_parse, &definition);
		one.definition = definition;
	}
	if (PG_NARGS() > 4 && !PG_ARGISNULL(4) && isfinite(PG_GETARG_FLOAT8(4)))
	{
		one.has_birth = 1;
		one.birth = PG_GETARG_FLOAT8(4);
	}
	one.first_day = one.last_day = PEDS_GETARG_DAY(1);
	one.first = one.last = PG_GETARG_FLOAT8(2);

	state = get_state(PG_GETARG_ARRAYTYPE_P(0));
	if (state != NULL)
		merge(&one, state);
	return make_state(&one);
}

PG_FUNCTION_INFO_V1(growth_faltering_combine);
Datum
growth_faltering_combine(PG_FUNCTION_ARGS)
{
	faltering  *a = get_state(PG_GETARG_ARRAYTYPE_P(0));
	faltering  *b = get_state(PG_GETARG_ARRAYTYPE_P(1));
	faltering	both;

	if (a == NULL || b == NULL)
		PG_RETURN_DATUM(PG_GETARG_DATUM(a == NULL ? 1 : 0));
	both = *a;
	merge(&both, b);
	return make_state(&both);
}

/* NULL where one day cannot tell. */
PG_FUNCTION_INFO_V1(growth_faltering_final);
Datum
growth_faltering_final(PG_FUNCTION_ARGS)
{
	const faltering *state = get_state(PG_GETARG_ARRAYTYPE_P(0));
	bool		result;

	if (state == NULL)
		PG_RETURN_NULL();
	result = peds_growth_faltering((peds_faltering) state->definition, state->has_birth != 0 ? state->birth : NAN,
								   state->first, state->last);
	if (!result && !(state->first_day < state->last_day))
		PG_RETURN_NULL();
	PG_RETURN_BOOL(result);
}

PG_FUNCTION_INFO_V1(pedsafety_growth_faltering_list);
Datum
pedsafety_growth_faltering_list(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < PEDS_FALTERING_COUNT; i++)
	{
		const peds_faltering_row *row = peds_faltering_get((peds_faltering) i);
		Datum		values[] = {
			CStringGetTextDatum(row->name),
			CStringGetTextDatum(row->meaning),
			CStringGetTextDatum(row->measure),
			CStringGetTextDatum(row->source),
			CStringGetTextDatum(row->confidence)
		};
		bool		nulls[lengthof(values)] = {false};

		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
