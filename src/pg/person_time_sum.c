/* SPDX-License-Identifier: PostgreSQL */
/*
 * person_time_sum.c
 *		Adding person-time: the operator + and the aggregate sum.
 *
 * The state of sum() is person_time itself. It belongs to the aggregate, so it
 * is added to in place; only a band that is new to a group makes a new copy,
 * which happens a few times for each group whatever the number of rows.
 */
#include "person_time.h"

#include "../core/person_time_quick.h"

/* state + value; state is changed, and moved where it has to grow. */
static peds_person_time *
merge(peds_person_time *state, int room, const peds_person_time *value)
{
	int			next = 0;
	peds_status status;

	while ((status = peds_person_time_merge(state, room, value, &next)) == PEDS_NO_SPACE)
	{
		room = state->ncells + (value->ncells - next);
		state = peds_person_time_grow(state, room);
	}
	if (status == PEDS_PERSON_TIME_SCHEMES)
	{
		char		a[PEDS_SCHEME_TEXT_SIZE];
		char		b[PEDS_SCHEME_TEXT_SIZE];

		peds_person_time_scheme_text(state, a);
		peds_person_time_scheme_text(value, b);
		peds_error(status, NULL, psprintf(": %s and %s", a, b), -1);
	}
	if (status != PEDS_OK)
		peds_error(status, NULL, NULL, -1);
	peds_person_time_set_size(state);
	return state;
}

PG_FUNCTION_INFO_V1(person_time_pl);
Datum
person_time_pl(PG_FUNCTION_ARGS)
{
	peds_person_time *a = PEDS_GETARG_PERSON_TIME(0);
	peds_person_time *b = PEDS_GETARG_PERSON_TIME(1);
	int			room = a->ncells + b->ncells;

	PEDS_RETURN_PERSON_TIME(merge(peds_person_time_grow(a, room), room, b));
}

/*
 * The transition and the combine function: strict, so that the first value of
 * a group becomes its state as it is. That may be packed; it is unpacked with
 * the first value that follows.
 */
PG_FUNCTION_INFO_V1(person_time_sum);
Datum
person_time_sum(PG_FUNCTION_ARGS)
{
	peds_person_time *state = PEDS_GETARG_PERSON_TIME(0);
	peds_person_time *value = PEDS_GETARG_PERSON_TIME(1);

	if (!AggCheckCallContext(fcinfo, NULL))
		return person_time_pl(fcinfo);
	if (peds_person_time_merge_quick(state, value))
		PEDS_RETURN_PERSON_TIME(state);
	PEDS_RETURN_PERSON_TIME(merge(state, state->ncells, value));
}

/* Taking a row out of a moving window frame. */
PG_FUNCTION_INFO_V1(person_time_sum_inverse);
Datum
person_time_sum_inverse(PG_FUNCTION_ARGS)
{
	peds_person_time *state = PEDS_GETARG_PERSON_TIME(0);
	peds_status status;

	if (!AggCheckCallContext(fcinfo, NULL))
		state = peds_person_time_grow(state, state->ncells);
	status = peds_person_time_subtract(state, PEDS_GETARG_PERSON_TIME(1));
	if (status != PEDS_OK)
		peds_error(status, NULL, "", -1);
	peds_person_time_set_size(state);
	PEDS_RETURN_PERSON_TIME(state);
}
