/* SPDX-License-Identifier: PostgreSQL */
/*
 * dsur_method.c
 *		SQL interface of the statements of method.
 */
#include "pedsafety.h"

#include "funcapi.h"
#include "mb/pg_wchar.h"

#include "../core/dsur_method.h"

/* Texts are kept in UTF-8; 22P05 where the database cannot hold them. */
static Datum
text_of(const char *utf8)
{
	return CStringGetTextDatum(pg_any_to_server(utf8, strlen(utf8), PG_UTF8));
}

PG_FUNCTION_INFO_V1(pedsafety_dsur_method_text);
Datum
pedsafety_dsur_method_text(PG_FUNCTION_ARGS)
{
	static const char *const lang_name[PEDS_LANG_COUNT] = {"en", "zh"};
	char	   *name = text_to_cstring(PG_GETARG_TEXT_PP(0));
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	int			lang = 0;

	while (lang < PEDS_LANG_COUNT && strcmp(name, lang_name[lang]) != 0)
		lang++;
	if (lang == PEDS_LANG_COUNT)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown language of the statement of method: \"%s\"", name),
				 errhint("Use en or zh.")));

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < peds_method_text_count(); i++)
	{
		const peds_method_text *text = peds_method_text_get(i);
		Datum		values[3];
		bool		nulls[3] = {false};

		values[0] = CStringGetTextDatum(text->key);
		values[1] = text_of(text->item[lang]);
		values[2] = text_of(text->statement[lang]);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
