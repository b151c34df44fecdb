/* SPDX-License-Identifier: PostgreSQL */
/*
 * rate_strata.c
 *		Aggregates over strata: mh_rate_ratio, mh_rate_difference,
 *		standardized_rate.
 *
 * Their state is a float8[]: empty before the first stratum, then as in
 * core/rate_strata.h. It is changed in place where it belongs to an aggregate,
 * and moved to twice the room in the rare case that a sum needs it.
 */
#include "rate.h"

#include "../core/rate_strata.h"
#include "catalog/pg_type.h"
#include "utils/array.h"

#define CONF_DEFAULT	0.95

typedef struct strata_state
{
	ArrayType  *array;
	peds_strata strata;			/* number is NULL: no stratum yet */
} strata_state;

static void
check(peds_status status)
{
	if (status != PEDS_OK)
		peds_error(status, NULL, NULL, -1);
}

/* Those of an array that has one dimension and no NULL. */
static double *
numbers(ArrayType *array)
{
	return (double *) ((char *) array + ARR_OVERHEAD_NONULLS(1));
}

static void
make_state(strata_state *state, int sums, int room)
{
	int			n = peds_strata_numbers(sums, room);
	Size		size = ARR_OVERHEAD_NONULLS(1) + n * sizeof(float8);

	state->array = palloc0(size);
	SET_VARSIZE(state->array, size);
	state->array->ndim = 1;
	state->array->elemtype = FLOAT8OID;
	ARR_DIMS(state->array)[0] = n;
	ARR_LBOUND(state->array)[0] = 1;
	state->strata.number = numbers(state->array);
	state->strata.sums = sums;
	state->strata.room = room;
}

/* Any array may come here, since anybody may call the functions. */
static strata_state
get_state(FunctionCallInfo fcinfo, int argno, int sums)
{
	strata_state state = {PG_GETARG_ARRAYTYPE_P(argno), {NULL, sums, 0}};

	if (ARR_NDIM(state.array) == 0)
		return state;
	if (ARR_NDIM(state.array) != 1 || ARR_HASNULL(state.array) ||
		ARR_ELEMTYPE(state.array) != FLOAT8OID ||
		!peds_strata_fits(&state.strata, ARR_DIMS(state.array)[0]))
		check(PEDS_STRATA_STATE);
	state.strata.number = numbers(state.array);
	return state;
}

static void
move_state(strata_state *state, int room)
{
	strata_state moved;

	make_state(&moved, state->strata.sums, room);
	peds_strata_move(&moved.strata, &state->strata);
	*state = moved;
}

/* The state in argument 0, to be changed. */
static strata_state
get_own_state(FunctionCallInfo fcinfo, int sums, double conf)
{
	strata_state state = get_state(fcinfo, 0, sums);

	if (state.strata.number == NULL)
	{
		make_state(&state, sums, PEDS_STRATA_ROOM);
		check(peds_strata_init(&state.strata, conf));
	}
	else if (!AggCheckCallContext(fcinfo, NULL))
		move_state(&state, state.strata.room);
	return state;
}

/* ADDED again, with more room, for as long as there is none. */
#define ADD_TO(state, added) \
	do { \
		peds_status s_; \
		while ((s_ = (added)) == PEDS_NO_SPACE) \
			move_state(&(state), 2 * (state).strata.room); \
		check(s_); \
	} while (0)

/* mh_rate_add(float8[], x1, t1, x0, t0 [, conf]) */
PG_FUNCTION_INFO_V1(mh_rate_add);
Datum
mh_rate_add(PG_FUNCTION_ARGS)
{
	double		conf = PG_NARGS() > 5 ? PG_GETARG_FLOAT8(5) : CONF_DEFAULT;
	strata_state state = get_own_state(fcinfo, PEDS_MH_SUMS, conf);

	ADD_TO(state, peds_mh_add(&state.strata, PG_GETARG_INT64(1), PG_GETARG_FLOAT8(2),
							  PG_GETARG_INT64(3), PG_GETARG_FLOAT8(4), conf));
	PG_RETURN_ARRAYTYPE_P(state.array);
}

/* standardized_rate_add(float8[], x, t, weight [, conf]) */
PG_FUNCTION_INFO_V1(standardized_rate_add);
Datum
standardized_rate_add(PG_FUNCTION_ARGS)
{
	double		conf = PG_NARGS() > 4 ? PG_GETARG_FLOAT8(4) : CONF_DEFAULT;
	strata_state state = get_own_state(fcinfo, PEDS_STANDARDIZED_SUMS, conf);

	ADD_TO(state, peds_standardized_add(&state.strata, PG_GETARG_INT64(1), PG_GETARG_FLOAT8(2),
										PG_GETARG_FLOAT8(3), conf));
	PG_RETURN_ARRAYTYPE_P(state.array);
}

static Datum
combine(FunctionCallInfo fcinfo, int sums)
{
	strata_state other = get_state(fcinfo, 1, sums);
	strata_state state;
	int			next = 0;

	if (other.strata.number == NULL)
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	state = get_own_state(fcinfo, sums, other.strata.number[PEDS_STRATA_CONF]);
	ADD_TO(state, peds_strata_merge(&state.strata, &other.strata, &next));
	PG_RETURN_ARRAYTYPE_P(state.array);
}

PG_FUNCTION_INFO_V1(mh_rate_combine);
Datum
mh_rate_combine(PG_FUNCTION_ARGS)
{
	return combine(fcinfo, PEDS_MH_SUMS);
}

PG_FUNCTION_INFO_V1(standardized_rate_combine);
Datum
standardized_rate_combine(PG_FUNCTION_ARGS)
{
	return combine(fcinfo, PEDS_STANDARDIZED_SUMS);
}

/* A rate_estimate; NULL where there was no stratum. */
static Datum
estimate(FunctionCallInfo fcinfo, int sums,
		 peds_status (*read) (const peds_strata *, peds_estimate *))
{
	strata_state state = get_state(fcinfo, 0, sums);
	peds_estimate e;

	if (state.strata.number == NULL)
		PG_RETURN_NULL();
	return peds_estimate_row(fcinfo, read(&state.strata, &e), &e);
}

PG_FUNCTION_INFO_V1(mh_rate_ratio_final);
Datum
mh_rate_ratio_final(PG_FUNCTION_ARGS)
{
	return estimate(fcinfo, PEDS_MH_SUMS, peds_mh_rate_ratio);
}

PG_FUNCTION_INFO_V1(mh_rate_difference_final);
Datum
mh_rate_difference_final(PG_FUNCTION_ARGS)
{
	return estimate(fcinfo, PEDS_MH_SUMS, peds_mh_rate_difference);
}

PG_FUNCTION_INFO_V1(standardized_rate_final);
Datum
standardized_rate_final(PG_FUNCTION_ARGS)
{
	return estimate(fcinfo, PEDS_STANDARDIZED_SUMS, peds_standardized_rate);
}
