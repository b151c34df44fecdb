/* SPDX-License-Identifier: PostgreSQL */
/*
 * gestational_age.c
 *		The type gestational_age and its functions.
 */
#include "pedsafety.h"

#include "common/hashfn.h"
#include "libpq/pqformat.h"

PG_FUNCTION_INFO_V1(gestational_age_in);
Datum
gestational_age_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	peds_gestational_age result = 0;
	size_t		position;
	peds_status status;

	status = peds_gestational_age_parse(text, strlen(text), &result, &position);
	if (status != PEDS_OK)
	{
		peds_input_error(fcinfo->context, status, "gestational_age", text, (int) position);
		PG_RETURN_NULL();
	}
	PG_RETURN_INT32(result);
}

PG_FUNCTION_INFO_V1(gestational_age_out);
Datum
gestational_age_out(PG_FUNCTION_ARGS)
{
	char	   *text = palloc(PEDS_GA_TEXT_SIZE);

	peds_gestational_age_print(PEDS_GETARG_GA(0), text);
	PG_RETURN_CSTRING(text);
}

/* int32 days. */
PG_FUNCTION_INFO_V1(gestational_age_recv);
Datum
gestational_age_recv(PG_FUNCTION_ARGS)
{
	int32		days = (int32) pq_getmsgint((StringInfo) PG_GETARG_POINTER(0), 4);

	if (days < 0 || days > PEDS_GA_MAX)
		peds_binary_error("gestational_age");
	PG_RETURN_INT32(days);
}

PG_FUNCTION_INFO_V1(gestational_age_send);
Datum
gestational_age_send(PG_FUNCTION_ARGS)
{
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint32(&buf, PEDS_GETARG_GA(0));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

#define COMPARISON(name, operator) \
PG_FUNCTION_INFO_V1(gestational_age_##name); \
Datum \
gestational_age_##name(PG_FUNCTION_ARGS) \
{ \
	PG_RETURN_BOOL(PEDS_GETARG_GA(0) operator PEDS_GETARG_GA(1)); \
}

COMPARISON(eq, ==)
COMPARISON(ne, !=)
COMPARISON(lt, <)
COMPARISON(le, <=)
COMPARISON(gt, >)
COMPARISON(ge, >=)

PG_FUNCTION_INFO_V1(gestational_age_cmp);
Datum
gestational_age_cmp(PG_FUNCTION_ARGS)
{
	int32		a = PEDS_GETARG_GA(0);
	int32		b = PEDS_GETARG_GA(1);

	PG_RETURN_INT32(a < b ? -1 : a > b);
}

/* For max and min. */
PG_FUNCTION_INFO_V1(gestational_age_larger);
Datum
gestational_age_larger(PG_FUNCTION_ARGS)
{
	peds_gestational_age a = PEDS_GETARG_GA(0);
	peds_gestational_age b = PEDS_GETARG_GA(1);

	PG_RETURN_INT32(a >= b ? a : b);
}

PG_FUNCTION_INFO_V1(gestational_age_smaller);
Datum
gestational_age_smaller(PG_FUNCTION_ARGS)
{
	peds_gestational_age a = PEDS_GETARG_GA(0);
	peds_gestational_age b = PEDS_GETARG_GA(1);

	PG_RETURN_INT32(a >= b ? b : a);
}

PG_FUNCTION_INFO_V1(gestational_age_hash);
Datum
gestational_age_hash(PG_FUNCTION_ARGS)
{
	return hash_uint32((uint32) PEDS_GETARG_GA(0));
}

PG_FUNCTION_INFO_V1(gestational_age_hash_extended);
Datum
gestational_age_hash_extended(PG_FUNCTION_ARGS)
{
	return hash_uint32_extended((uint32) PEDS_GETARG_GA(0), PG_GETARG_INT64(1));
}

/* The cast to integer: completed days. */
PG_FUNCTION_INFO_V1(gestational_age_to_days);
Datum
gestational_age_to_days(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(PEDS_GETARG_GA(0));
}

void
peds_gestation_error(peds_status status, peds_gestational_age ga)
{
	char		text[PEDS_GA_TEXT_SIZE];

	peds_gestational_age_print(ga, text);
	peds_error(status, "gestational_age", text, -1);
}

void
peds_check_gestation(peds_gestational_age ga)
{
	peds_status status = peds_gestation_at_birth_check(ga);

	if (status != PEDS_OK)
		peds_gestation_error(status, ga);
}

/* Go on if there is a value, with the gestation in the message if not. */
#define NULL_OR_ERROR(status, ga) \
	do { \
		peds_status s_ = (status); \
		if (s_ == PEDS_NO_VALUE) \
			PG_RETURN_NULL(); \
		if (s_ != PEDS_OK) \
			peds_gestation_error(s_, ga); \
	} while (0)

PG_FUNCTION_INFO_V1(pedsafety_ga_category);
Datum
pedsafety_ga_category(PG_FUNCTION_ARGS)
{
	peds_gestational_age ga = PEDS_GETARG_GA(0);
	const char *result;

	NULL_OR_ERROR(peds_ga_category(ga, &result), ga);
	PG_RETURN_TEXT_P(cstring_to_text(result));
}

PG_FUNCTION_INFO_V1(pedsafety_expected_delivery);
Datum
pedsafety_expected_delivery(PG_FUNCTION_ARGS)
{
	peds_gestational_age ga = PEDS_GETARG_GA(0);
	peds_day	result;

	NULL_OR_ERROR(peds_expected_delivery(ga, PEDS_GETARG_DAY(1), &result), ga);
	PG_RETURN_DATEADT(peds_date(result));
}

PG_FUNCTION_INFO_V1(pedsafety_postmenstrual_age);
Datum
pedsafety_postmenstrual_age(PG_FUNCTION_ARGS)
{
	peds_gestational_age ga = PEDS_GETARG_GA(0);
	peds_gestational_age result;

	NULL_OR_ERROR(peds_postmenstrual_age(ga, PEDS_GETARG_DAY(1), PEDS_GETARG_DAY(2), &result), ga);
	PG_RETURN_INT32(result);
}

PG_FUNCTION_INFO_V1(pedsafety_corrected_age_days);
Datum
pedsafety_corrected_age_days(PG_FUNCTION_ARGS)
{
	peds_gestational_age ga = PEDS_GETARG_GA(0);
	int64		result;

	NULL_OR_ERROR(peds_corrected_age_days(ga, PEDS_GETARG_DAY(1), PEDS_GETARG_DAY(2),
										  peds_getarg_age(fcinfo, 3), &result), ga);
	PG_RETURN_INT32((int32) result);
}
