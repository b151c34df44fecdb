/* SPDX-License-Identifier: PostgreSQL */
/*
 * follow_up.c
 *		SQL interface of long-term follow-up: the kinds, and the visits of one
 *		child with its age band and consent regime.
 */
#include "programme.h"

#include "../core/follow_up.h"
#include "consent.h"

PG_FUNCTION_INFO_V1(pedsafety_follow_up_kinds);
Datum
pedsafety_follow_up_kinds(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < peds_follow_up_count(); i++)
	{
		const peds_follow_up *kind = peds_follow_up_get(i);
		int			years = kind->examinations + kind->queries;
		Datum		values[10];
		bool		nulls[10] = {false};

		values[0] = peds_text_of(kind->kind);
		values[1] = peds_words(kind->also, ", ");
		values[2] = peds_text_of(kind->rule);
		nulls[3] = nulls[5] = nulls[6] = years == 0;
		values[3] = Int32GetDatum(years);
		values[4] = peds_text_or_null(kind->bound, &nulls[4]);
		values[5] = Int32GetDatum(kind->examinations);
		values[6] = Int32GetDatum(kind->queries);
		values[7] = peds_text_of(kind->source);
		values[8] = peds_text_of(kind->confidence);
		values[9] = peds_text_or_null(kind->note, &nulls[9]);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* The days after `from`, up to `to`, on which the band changes. */
static Datum
band_changes(const peds_age_cuts *cuts, const peds_birth *birth, peds_day from, peds_day to)
{
	int			room = 8;
	int			n = 0;
	peds_day   *day = palloc(room * sizeof(peds_day));

	for (;;)
	{
		from = peds_next_band_change(cuts, birth, from);
		if (from > to)
			return peds_dates(day, n);
		if (n == room)
			day = repalloc(day, (room *= 2) * sizeof(peds_day));
		day[n++] = from;
	}
}

/* The same of the consent regime. */
static Datum
consent_changes(const peds_consent_policy *policy, peds_day birth, peds_day from, peds_day to)
{
	peds_thresholds thresholds = peds_consent_thresholds(policy, birth);
	peds_day	day[2];
	int			n = 0;

	if (thresholds.assent > from && thresholds.assent <= to)
		day[n++] = thresholds.assent;
	if (thresholds.majority > from && thresholds.majority <= to)
		day[n++] = thresholds.majority;
	return peds_dates(day, n);
}

/*
 * product_kind, dosed, birth, policy, scheme, rule. Not strict in birth: the
 * days of the visits do not hang on it.
 */
PG_FUNCTION_INFO_V1(pedsafety_follow_up_schedule);
Datum
pedsafety_follow_up_schedule(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	bool		has_birth = !PG_ARGISNULL(2);
	text	   *word;
	text	   *rule;
	const peds_follow_up *kind;
	const peds_consent_policy *policy;
	const peds_age_cuts *cuts;
	peds_birth	birth;
	peds_day	dosed;
	peds_day	previous;
	peds_status status;
	int			years;

	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(3) || PG_ARGISNULL(4) || PG_ARGISNULL(5))
		return (Datum) 0;

	word = PG_GETARG_TEXT_PP(0);
	rule = PG_GETARG_TEXT_PP(5);
	status = peds_follow_up_parse(VARDATA_ANY(word), VARSIZE_ANY_EXHDR(word),
								  VARDATA_ANY(rule), VARSIZE_ANY_EXHDR(rule), &kind);
	if (status != PEDS_OK)
		peds_error(status, NULL, text_to_cstring(status == PEDS_FOLLOW_UP_RULE ? rule : word), -1);
	dosed = PEDS_GETARG_DAY(1);
	if (has_birth)
		peds_getarg_birth(fcinfo, 2, false, -1, &birth);
	policy = PEDS_GETARG_POLICY(3);
	cuts = PEDS_GETARG_CUTS(4);

	years = kind->examinations + kind->queries;
	previous = dosed;
	/* case by case: one row without a day, so that the child is not lost */
	for (int visit = years == 0 ? 0 : 1; visit <= years; visit++)
	{
		peds_day	day = peds_follow_up_day(dosed, visit);
		Datum		values[10];
		bool		nulls[10] = {false};

		values[0] = Int32GetDatum(visit);
		values[1] = DateADTGetDatum(peds_date(day));
		nulls[0] = nulls[1] = years == 0;
		values[2] = CStringGetTextDatum(years == 0 ? "case by case" :
										visit <= kind->examinations ? "examination" : "query");
		nulls[3] = nulls[4] = nulls[5] = nulls[6] = nulls[7] = !has_birth || years == 0;
		if (!nulls[3])
		{
			values[3] = Int32GetDatum((int32) peds_floor_div(peds_months_completed(birth.earliest, day), 12));
			values[4] = Int64GetDatum((int64) peds_age_band_on(cuts, &birth, day));
			values[5] = PointerGetDatum(peds_regime_array(peds_consent_required(policy, birth.earliest, day)));
			values[6] = consent_changes(policy, birth.earliest, previous, day);
			values[7] = band_changes(cuts, &birth, previous, day);
		}
		/* what is not known adds up as a band */
		if (!has_birth && years > 0)
		{
			nulls[4] = false;
			values[4] = Int64GetDatum((int64) PEDS_BAND_UNKNOWN);
		}
		values[8] = peds_text_of(kind->source);
		values[9] = peds_text_of(kind->confidence);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
		previous = day;
	}
	return (Datum) 0;
}
