/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_age.c
 *		The age of a case, its first onset, birth and receipt; its reactions as
 *		rows of events.
 */
#include "icsr.h"

#include "funcapi.h"
#include "miscadmin.h"

#include "../core/icsr_age.h"
#include "../core/icsr_event.h"

PG_FUNCTION_INFO_V1(pedsafety_icsr_age_band);
Datum
pedsafety_icsr_age_band(PG_FUNCTION_ARGS)
{
	peds_icsr	icsr;
	peds_icsr_age age;

	peds_icsr_read(PG_GETARG_JSONB_P(0), &icsr);
	peds_icsr_age_of(&icsr, &age);
	PEDS_RETURN_BAND(peds_icsr_age_band(&age, PEDS_GETARG_CUTS(1)));
}

PG_FUNCTION_INFO_V1(pedsafety_icsr_age_basis);
Datum
pedsafety_icsr_age_basis(PG_FUNCTION_ARGS)
{
	peds_icsr	icsr;
	peds_icsr_age age;

	peds_icsr_read(PG_GETARG_JSONB_P(0), &icsr);
	peds_icsr_age_of(&icsr, &age);
	PG_RETURN_TEXT_P(cstring_to_text(peds_icsr_age_basis_name[age.basis]));
}

PG_FUNCTION_INFO_V1(pedsafety_icsr_age_text);
Datum
pedsafety_icsr_age_text(PG_FUNCTION_ARGS)
{
	peds_icsr	icsr;
	peds_icsr_age age;
	peds_age_ucum least;
	peds_age_ucum greatest;
	char	   *text;

	peds_icsr_read(PG_GETARG_JSONB_P(0), &icsr);
	peds_icsr_age_of(&icsr, &age);
	if (peds_icsr_age_ucum(&age, &least, &greatest))
	{
		if (strcmp(least.unit, greatest.unit) != 0)
			text = psprintf("%d %s-%d %s", least.value, least.unit, greatest.value, greatest.unit);
		else if (least.value != greatest.value)
			text = psprintf("%d-%d %s", least.value, greatest.value, least.unit);
		else
			text = psprintf("%d %s", least.value, least.unit);
	}
	else if (age.basis == PEDS_ICSR_AGE_DATES)
		text = "before birth";
	else if (age.basis == PEDS_ICSR_AGE_REPORTED)
		text = psprintf("%.*s %.*s", icsr.age.length, icsr.age.text, icsr.age_unit.length, icsr.age_unit.text);
	else if (age.basis == PEDS_ICSR_AGE_GROUP)
		text = unconstify(char *, peds_e2b_age_group_name(age.group));
	else
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(text));
}

PG_FUNCTION_INFO_V1(pedsafety_icsr_birth);
Datum
pedsafety_icsr_birth(PG_FUNCTION_ARGS)
{
	peds_icsr	icsr;
	peds_partial_date date;

	peds_icsr_read(PG_GETARG_JSONB_P(0), &icsr);
	if (!peds_icsr_date(&icsr.birth, &date))
		PG_RETURN_NULL();
	PG_RETURN_INT32(date);
}

PG_FUNCTION_INFO_V1(pedsafety_icsr_onset);
Datum
pedsafety_icsr_onset(PG_FUNCTION_ARGS)
{
	peds_icsr	icsr;
	peds_icsr_onset onset;

	peds_icsr_read(PG_GETARG_JSONB_P(0), &icsr);
	if (!peds_icsr_first_onset(&icsr, &onset))
		PG_RETURN_NULL();
	PG_RETURN_INT32(onset.date);
}

/* C.1.4, which names the day. */
static bool
received_on(const peds_icsr *icsr, DateADT *day)
{
	peds_partial_date date;

	if (!peds_icsr_date(&icsr->first_received, &date) ||
		peds_partial_date_precision(date) != PEDS_PRECISION_DAY)
		return false;
	*day = (DateADT) peds_partial_date_earliest(date);
	return true;
}

PG_FUNCTION_INFO_V1(pedsafety_icsr_received);
Datum
pedsafety_icsr_received(PG_FUNCTION_ARGS)
{
	peds_icsr	icsr;
	DateADT		day;

	peds_icsr_read(PG_GETARG_JSONB_P(0), &icsr);
	if (!received_on(&icsr, &day))
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(day);
}

PG_FUNCTION_INFO_V1(pedsafety_icsr_serious);
Datum
pedsafety_icsr_serious(PG_FUNCTION_ARGS)
{
	peds_icsr	icsr;
	peds_icsr_answer answer;

	peds_icsr_read(PG_GETARG_JSONB_P(0), &icsr);
	answer = peds_icsr_serious(&icsr);
	if (answer == PEDS_ICSR_NOT_KNOWN)
		PG_RETURN_NULL();
	PG_RETURN_BOOL(answer == PEDS_ICSR_YES);
}

PG_FUNCTION_INFO_V1(pedsafety_icsr_fatal_or_life_threatening);
Datum
pedsafety_icsr_fatal_or_life_threatening(PG_FUNCTION_ARGS)
{
	peds_icsr	icsr;
	peds_icsr_answer answer;

	peds_icsr_read(PG_GETARG_JSONB_P(0), &icsr);
	answer = peds_icsr_fatal_or_life_threatening(&icsr);
	if (answer == PEDS_ICSR_NOT_KNOWN)
		PG_RETURN_NULL();
	PG_RETURN_BOOL(answer == PEDS_ICSR_YES);
}

static Datum
text_or_null(const peds_icsr_value *v, bool *null)
{
	*null = !peds_icsr_has(v);
	return *null ? (Datum) 0 : PointerGetDatum(cstring_to_text_with_len(v->text, v->length));
}

static Datum
date_or_null(const peds_icsr_value *v, bool *null)
{
	peds_partial_date date = 0;

	*null = !peds_icsr_date(v, &date);
	return Int32GetDatum(date);
}

static Datum
answer_or_null(peds_icsr_answer answer, bool *null)
{
	*null = answer == PEDS_ICSR_NOT_KNOWN;
	return BoolGetDatum(answer == PEDS_ICSR_YES);
}

PG_FUNCTION_INFO_V1(pedsafety_icsr_events);
Datum
pedsafety_icsr_events(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	peds_icsr	icsr;
	DateADT		received = 0;
	bool		no_receipt;

	peds_icsr_read(PG_GETARG_JSONB_P(0), &icsr);
	no_receipt = !received_on(&icsr, &received);
	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < icsr.reactions.n; i++)
	{
		const peds_icsr_reaction *r = PEDS_ICSR_ITEM(peds_icsr_reaction, icsr.reactions, i);
		const peds_icsr_value *criterion[] = {
			&r->death, &r->life_threatening, &r->hospitalisation, &r->disabling, &r->congenital, &r->other_important
		};
		const char *outcome = peds_icsr_outcome(&r->outcome);
		Datum		values[16];
		bool		nulls[16] = {false};
		int			n = 0;

		CHECK_FOR_INTERRUPTS();
		values[n++] = Int32GetDatum(i + 1);
		values[n] = text_or_null(&r->id, &nulls[n]), n++;
		values[n] = text_or_null(&r->meddra, &nulls[n]), n++;
		values[n] = text_or_null(&r->meddra_version, &nulls[n]), n++;
		values[n] = text_or_null(peds_icsr_has(&r->reported) ? &r->reported : &r->reported_native, &nulls[n]), n++;
		values[n] = date_or_null(&r->start, &nulls[n]), n++;
		values[n] = date_or_null(&r->end, &nulls[n]), n++;
		nulls[n] = no_receipt;
		values[n++] = DateADTGetDatum(received);
		values[n] = answer_or_null(peds_icsr_reaction_serious(r), &nulls[n]), n++;
		for (int c = 0; c < (int) lengthof(criterion); c++)
			values[n] = answer_or_null(peds_icsr_criterion(criterion[c]), &nulls[n]), n++;
		if (outcome != NULL)
			values[n] = CStringGetTextDatum(outcome);
		else
			values[n] = text_or_null(&r->outcome, &nulls[n]);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
