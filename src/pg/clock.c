/* SPDX-License-Identifier: PostgreSQL */
/*
 * clock.c
 *		SQL interface of deadlines and reporting periods.
 */
#include "work_calendar.h"

#include "funcapi.h"

#include "../core/clock.h"

/* A text argument's bytes. */
typedef struct word
{
	text	   *datum;
	const char *bytes;
	size_t		length;
} word;

static word
get_word(FunctionCallInfo fcinfo, int argno)
{
	word		w;

	w.datum = PG_GETARG_TEXT_PP(argno);
	w.bytes = VARDATA_ANY(w.datum);
	w.length = VARSIZE_ANY_EXHDR(w.datum);
	return w;
}

static void
check_word(peds_status status, const word *w)
{
	if (unlikely(status != PEDS_OK))
		peds_error(status, NULL, text_to_cstring(w->datum), -1);
}

/* A status that blames a number. */
static void
check_number(peds_status status, int64 n)
{
	if (unlikely(status != PEDS_OK))
		peds_error(status, NULL, psprintf(INT64_FORMAT, n), -1);
}

/* ---------------------------------------------------------------- SUSAR */

PG_FUNCTION_INFO_V1(pedsafety_susar_due);
Datum
pedsafety_susar_due(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(peds_date(peds_susar_due(PEDS_GETARG_DEADLINE_DAY(0), PG_GETARG_BOOL(1))));
}

PG_FUNCTION_INFO_V1(pedsafety_susar_followup_due);
Datum
pedsafety_susar_followup_due(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(peds_date(peds_susar_followup_due(PEDS_GETARG_DEADLINE_DAY(0),
														PEDS_GETARG_DEADLINE_DAY(1))));
}

PG_FUNCTION_INFO_V1(pedsafety_susar_clocks);
Datum
pedsafety_susar_clocks(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < PEDS_SUSAR_COUNT; i++)
	{
		const peds_susar_clock *clock = peds_susar_clock_get(i);
		Datum		values[6];
		bool		nulls[6] = {false};

		values[0] = CStringGetTextDatum(clock->clock);
		values[1] = Int32GetDatum(clock->days);
		values[2] = CStringGetTextDatum(clock->counted_from);
		values[3] = CStringGetTextDatum(clock->source);
		values[4] = CStringGetTextDatum(clock->confidence);
		values[5] = CStringGetTextDatum(clock->note);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* Not strict: sent is NULL of what is not sent. */
PG_FUNCTION_INFO_V1(pedsafety_days_late);
Datum
pedsafety_days_late(PG_FUNCTION_ARGS)
{
	bool		sent = !PG_ARGISNULL(1);
	int64		late;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	late = peds_days_late(PEDS_GETARG_DEADLINE_DAY(0), sent, sent ? PEDS_GETARG_DEADLINE_DAY(1) : 0,
						  PEDS_GETARG_DEADLINE_DAY(2));
	if (late < 0)
		PG_RETURN_NULL();
	/* no two dates are 2^31 days apart */
	PG_RETURN_INT32((int32) late);
}

/* ----------------------------------------------------------------- DSUR */

PG_FUNCTION_INFO_V1(pedsafety_dsur_period);
Datum
pedsafety_dsur_period(PG_FUNCTION_ARGS)
{
	peds_day	dibd = PEDS_GETARG_DEADLINE_DAY(0);
	int32		n = PG_GETARG_INT32(1);
	peds_day	from;
	peds_day	past;

	check_number(peds_dsur_period(dibd, n, &from, &past), n);
	return peds_make_daterange(from, past);
}

PG_FUNCTION_INFO_V1(pedsafety_dsur_period_at);
Datum
pedsafety_dsur_period_at(PG_FUNCTION_ARGS)
{
	peds_day	dibd = PEDS_GETARG_DEADLINE_DAY(0);
	peds_day	at = PEDS_GETARG_DEADLINE_DAY(1);
	peds_day	from;
	peds_day	past;
	peds_status status = peds_dsur_period_at(dibd, at, &from, &past);

	if (status != PEDS_OK)
		peds_error(status, NULL, peds_iso_date((DateADT) at), -1);
	return peds_make_daterange(from, past);
}

static bool
get_month_end(FunctionCallInfo fcinfo, int argno)
{
	word		w = get_word(fcinfo, argno);
	bool		month_end;

	check_word(peds_dsur_lock_point_find(w.bytes, w.length, &month_end), &w);
	return month_end;
}

PG_FUNCTION_INFO_V1(pedsafety_dsur_data_lock_point);
Datum
pedsafety_dsur_data_lock_point(PG_FUNCTION_ARGS)
{
	peds_day	dibd = PEDS_GETARG_DEADLINE_DAY(0);
	int32		n = PG_GETARG_INT32(1);
	bool		month_end = get_month_end(fcinfo, 2);
	peds_day	result;

	check_number(peds_dsur_lock_point(dibd, n, month_end, &result), n);
	PG_RETURN_DATEADT(peds_date(result));
}

PG_FUNCTION_INFO_V1(pedsafety_dsur_due);
Datum
pedsafety_dsur_due(PG_FUNCTION_ARGS)
{
	peds_day	dibd = PEDS_GETARG_DEADLINE_DAY(0);
	int32		n = PG_GETARG_INT32(1);
	word		rule = get_word(fcinfo, 2);
	bool		month_end = get_month_end(fcinfo, 3);
	int			number;
	peds_day	result;

	check_word(peds_dsur_rule_find(rule.bytes, rule.length, &number), &rule);
	check_number(peds_dsur_due(dibd, n, number, month_end, &result), n);
	PG_RETURN_DATEADT(peds_date(result));
}

PG_FUNCTION_INFO_V1(pedsafety_dsur_due_rules);
Datum
pedsafety_dsur_due_rules(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < PEDS_DSUR_RULE_COUNT; i++)
	{
		const peds_dsur_rule *rule = peds_dsur_rule_get(i);
		Datum		values[7];
		bool		nulls[7] = {false};

		values[0] = CStringGetTextDatum(rule->rule);
		values[1] = CStringGetTextDatum(rule->counted_from);
		nulls[2] = rule->days == 0;
		values[2] = Int32GetDatum(rule->days);
		nulls[3] = rule->months == 0;
		values[3] = Int32GetDatum(rule->months);
		values[4] = CStringGetTextDatum(rule->source);
		values[5] = CStringGetTextDatum(rule->confidence);
		values[6] = CStringGetTextDatum(rule->note);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* ------------------------------------------------ review of applications */

/* accepted, route, calendar, stopped */
static Datum
review_due(FunctionCallInfo fcinfo, peds_procedure procedure, bool reverted)
{
	peds_day	accepted = PEDS_GETARG_DEADLINE_DAY(0);
	word		route = get_word(fcinfo, 1);
	int			days;

	check_word(peds_review_days(procedure, route.bytes, route.length, reverted, &days), &route);
	return peds_add_working_days(fcinfo, accepted, days, 2, 3);
}

PG_FUNCTION_INFO_V1(pedsafety_ind_due);
Datum
pedsafety_ind_due(PG_FUNCTION_ARGS)
{
	return review_due(fcinfo, PEDS_PROCEDURE_IND, PG_GETARG_BOOL(4));
}

PG_FUNCTION_INFO_V1(pedsafety_nda_due);
Datum
pedsafety_nda_due(PG_FUNCTION_ARGS)
{
	return review_due(fcinfo, PEDS_PROCEDURE_NDA, false);
}

PG_FUNCTION_INFO_V1(pedsafety_review_clocks);
Datum
pedsafety_review_clocks(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < peds_review_clock_count(); i++)
	{
		const peds_review_clock *clock = peds_review_clock_get(i);
		Datum		values[6];
		bool		nulls[6] = {false};

		values[0] = CStringGetTextDatum(clock->procedure);
		values[1] = CStringGetTextDatum(clock->route);
		nulls[2] = clock->working_days == 0;
		values[2] = Int32GetDatum(clock->working_days);
		values[3] = CStringGetTextDatum(clock->source);
		values[4] = CStringGetTextDatum(clock->confidence);
		values[5] = CStringGetTextDatum(clock->note);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
