/* SPDX-License-Identifier: PostgreSQL */
/*
 * maturity.c
 *		Tanner stages and motor milestones.
 */
#include "pedsafety.h"

#include "../core/maturity.h"
#include "funcapi.h"

/* The word in argument n, by its own reader. */
#define GETARG_WORD(n, reader, word) \
	do { \
		text	   *text_ = PG_GETARG_TEXT_PP(n); \
		peds_status s_ = reader(VARDATA_ANY(text_), VARSIZE_ANY_EXHDR(text_), word); \
		if (unlikely(s_ != PEDS_OK)) \
			peds_error(s_, NULL, text_to_cstring(text_), -1); \
	} while (0)

PG_FUNCTION_INFO_V1(pedsafety_tanner_stage);
Datum
pedsafety_tanner_stage(PG_FUNCTION_ARGS)
{
	peds_tanner tanner;

	GETARG_WORD(0, peds_tanner_parse, &tanner);
	PG_RETURN_INT16(tanner.stage);
}

PG_FUNCTION_INFO_V1(pedsafety_tanner_axis);
Datum
pedsafety_tanner_axis(PG_FUNCTION_ARGS)
{
	peds_tanner tanner;

	GETARG_WORD(0, peds_tanner_parse, &tanner);
	if (tanner.axis == PEDS_TANNER_NO_AXIS)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(peds_tanner_axis_name(tanner.axis)));
}

PG_FUNCTION_INFO_V1(pedsafety_tanner_regression);
Datum
pedsafety_tanner_regression(PG_FUNCTION_ARGS)
{
	peds_tanner previous;
	peds_tanner next;
	bool		regression;

	GETARG_WORD(0, peds_tanner_parse, &previous);
	GETARG_WORD(1, peds_tanner_parse, &next);
	PEDS_NULL_OR_ERROR(peds_tanner_regression(previous, next, &regression), NULL, NULL);
	PG_RETURN_BOOL(regression);
}

PG_FUNCTION_INFO_V1(pedsafety_tanner_status);
Datum
pedsafety_tanner_status(PG_FUNCTION_ARGS)
{
	peds_tanner tanner;
	peds_sex	sex;
	char		words[PEDS_TANNER_TEXT_SIZE];

	GETARG_WORD(0, peds_tanner_parse, &tanner);
	GETARG_WORD(1, peds_growth_sex_parse, &sex);
	peds_tanner_status_print(peds_tanner_plausible(tanner, sex, PEDS_GETARG_DAY(2), PEDS_GETARG_DAY(3)),
							 tanner, sex, words);
	PG_RETURN_TEXT_P(cstring_to_text(words));
}

PG_FUNCTION_INFO_V1(pedsafety_milestone_status);
Datum
pedsafety_milestone_status(PG_FUNCTION_ARGS)
{
	const peds_milestone *milestone;
	const char *status;

	GETARG_WORD(0, peds_milestone_parse, &milestone);
	status = peds_milestone_status(milestone, PG_GETARG_INT32(1));
	if (status == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(status));
}

PG_FUNCTION_INFO_V1(pedsafety_milestone_windows);
Datum
pedsafety_milestone_windows(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < peds_milestone_count(); i++)
	{
		const peds_milestone *milestone = peds_milestone_get(i);
		Datum		values[] = {
			CStringGetTextDatum(milestone->name),
			Float8GetDatum(milestone->first / 10.0),
			Float8GetDatum(milestone->last / 10.0),
			Int32GetDatum(peds_milestone_first_day(milestone)),
			Int32GetDatum(peds_milestone_last_day(milestone)),
			CStringGetTextDatum(milestone->source),
			CStringGetTextDatum(milestone->confidence)
		};
		bool		nulls[lengthof(values)] = {false};

		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
