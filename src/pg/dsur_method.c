/* SPDX-License-Identifier: PostgreSQL */
/*
 * dsur_method.c
 *		SQL interface of the statements of method.
 */
#include "text_of.h"

#include "funcapi.h"

#include "../core/dsur_method.h"

PG_FUNCTION_INFO_V1(pedsafety_dsur_method_text);
Datum
pedsafety_dsur_method_text(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	int			lang = peds_lang_of(PG_GETARG_TEXT_PP(0), "the statement of method");

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < peds_method_text_count(); i++)
	{
		const peds_method_text *text = peds_method_text_get(i);
		Datum		values[3];
		bool		nulls[3] = {false};

		values[0] = CStringGetTextDatum(text->key);
		values[1] = peds_text_of(text->item[lang]);
		values[2] = peds_text_of(text->statement[lang]);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
