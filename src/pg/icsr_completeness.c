/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_completeness.c
 *		SQL interface of what a case lacks, and of what is asked.
 */
#include "icsr.h"
#include "text_of.h"

#include "funcapi.h"
#include "miscadmin.h"

#include "../core/icsr_completeness.h"

typedef struct emit_context
{
	ReturnSetInfo *rsinfo;
	int			lang;
} emit_context;

static void
put_gap(void *context, const peds_icsr_gap *gap)
{
	emit_context *c = context;
	const peds_icsr_asked *asked = &peds_icsr_asked_table[gap->id];
	const char *lack = peds_icsr_lack_text(gap, c->lang);
	char		element[PEDS_ICSR_GAP_ELEMENT_SIZE];
	Datum		values[5];
	bool		nulls[lengthof(values)] = {false};

	CHECK_FOR_INTERRUPTS();
	(void) peds_icsr_gap_element(gap, element);
	values[0] = CStringGetTextDatum(element);
	values[1] = peds_text_of(asked->text[c->lang]);
	/* a flavour that E2B does not have is said as it is */
	if (lack != NULL)
		values[2] = peds_text_of(lack);
	else
		values[2] = PointerGetDatum(cstring_to_text_with_len(gap->value->text, gap->value->length));
	values[3] = peds_clause_of(asked->clause);
	values[4] = Int64GetDatum((int64) gap->band);
	tuplestore_putvalues(c->rsinfo->setResult, c->rsinfo->setDesc, values, nulls);
}

/* icsr_completeness(icsr jsonb, lang text) */
PG_FUNCTION_INFO_V1(pedsafety_icsr_completeness);
Datum
pedsafety_icsr_completeness(PG_FUNCTION_ARGS)
{
	emit_context context = {
		(ReturnSetInfo *) fcinfo->resultinfo,
		peds_lang_of(PG_GETARG_TEXT_PP(1), "the items of a case report")
	};
	peds_icsr	icsr;

	peds_icsr_read(PG_GETARG_JSONB_P(0), &icsr);
	InitMaterializedSRF(fcinfo, 0);
	peds_icsr_completeness(&icsr, put_gap, &context);
	return (Datum) 0;
}

/* icsr_completeness_items() */
PG_FUNCTION_INFO_V1(pedsafety_icsr_completeness_items);
Datum
pedsafety_icsr_completeness_items(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < PEDS_ASKED_COUNT; i++)
	{
		const peds_icsr_asked *asked = &peds_icsr_asked_table[i];
		Datum		values[9];
		bool		nulls[lengthof(values)] = {false};

		values[0] = Int32GetDatum(i + 1);
		values[1] = CStringGetTextDatum(asked->element);
		values[2] = peds_text_of(asked->text[PEDS_LANG_EN]);
		values[3] = peds_text_or_null(asked->text[PEDS_LANG_ZH], &nulls[3]);
		values[4] = CStringGetTextDatum(peds_icsr_each_name[asked->each]);
		values[5] = BoolGetDatum(asked->foetus);
		values[6] = Int64GetDatum((int64) peds_icsr_asked_band(asked));
		values[7] = peds_clause_of(asked->clause);
		values[8] = CStringGetTextDatum(asked->confidence);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
