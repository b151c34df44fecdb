/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_completeness.c
 *		SQL interface of what a case lacks, and of what is asked.
 */
#include "icsr.h"

#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"

#include "../core/icsr_completeness.h"

/* Texts are kept in UTF-8; 22P05 where the database cannot hold them. */
static Datum
text_of(const char *utf8)
{
	return CStringGetTextDatum(pg_any_to_server(utf8, strlen(utf8), PG_UTF8));
}

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
	values[1] = text_of(asked->text[c->lang]);
	/* a flavour that E2B does not have is said as it is */
	if (lack != NULL)
		values[2] = text_of(lack);
	else
		values[2] = PointerGetDatum(cstring_to_text_with_len(gap->value->text, gap->value->length));
	values[3] = text_of(asked->clause);
	values[4] = Int64GetDatum((int64) gap->band);
	tuplestore_putvalues(c->rsinfo->setResult, c->rsinfo->setDesc, values, nulls);
}

/* icsr_completeness(icsr jsonb, lang text) */
PG_FUNCTION_INFO_V1(pedsafety_icsr_completeness);
Datum
pedsafety_icsr_completeness(PG_FUNCTION_ARGS)
{
	static const char *const lang_name[PEDS_LANG_COUNT] = {"en", "zh"};
	char	   *name = text_to_cstring(PG_GETARG_TEXT_PP(1));
	emit_context context = {(ReturnSetInfo *) fcinfo->resultinfo};
	peds_icsr	icsr;

	while (context.lang < PEDS_LANG_COUNT && strcmp(name, lang_name[context.lang]) != 0)
		context.lang++;
	if (context.lang == PEDS_LANG_COUNT)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown language of the items of a case report: \"%s\"", name),
				 errhint("Use en or zh.")));

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
		Datum		values[] = {
			Int32GetDatum(i + 1),
			CStringGetTextDatum(asked->element),
			text_of(asked->text[PEDS_LANG_EN]),
			text_of(asked->text[PEDS_LANG_ZH]),
			CStringGetTextDatum(peds_icsr_each_name[asked->each]),
			BoolGetDatum(asked->foetus),
			Int64GetDatum((int64) peds_icsr_asked_band(asked)),
			text_of(asked->clause),
			CStringGetTextDatum(asked->confidence)
		};
		bool		nulls[lengthof(values)] = {false};

		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
