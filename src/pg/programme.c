/* SPDX-License-Identifier: PostgreSQL */
/*
 * programme.c
 *		SQL interface of the tables round the guideline: scope, clauses, risks,
 *		SPARK.
 */
#include "programme.h"

#include "../core/guideline.h"
#include "../core/risk_category.h"
#include "../core/spark.h"
#include "catalog/pg_type.h"
#include "utils/lsyscache.h"

/* ------------------------------------------------------------------- lists */

Datum
peds_words(const char *words, const char *separator)
{
	size_t		step = strlen(separator);
	int			room = 1;
	int			n = 0;
	Datum	   *word;

	for (const char *at = words; (at = strstr(at, separator)) != NULL; at += step)
		room++;
	word = palloc(room * sizeof(Datum));
	while (*words != '\0')
	{
		const char *end = strstr(words, separator);

		if (end == NULL)
			end = words + strlen(words);
		word[n++] = peds_text_of(pnstrdup(words, end - words));
		words = *end == '\0' ? end : end + step;
	}
	return PointerGetDatum(construct_array(word, n, TEXTOID, -1, false, TYPALIGN_INT));
}

Datum
peds_dates(const peds_day *day, int n)
{
	Datum	   *date = palloc((n + 1) * sizeof(Datum));

	for (int i = 0; i < n; i++)
		date[i] = DateADTGetDatum(peds_date(day[i]));
	return PointerGetDatum(construct_array(date, n, DATEOID, sizeof(DateADT), true, TYPALIGN_INT));
}

/* --------------------------------------------------------------- guideline */

/* Not strict in the extension: NULL is none. */
PG_FUNCTION_INFO_V1(pedsafety_guideline_applies);
Datum
pedsafety_guideline_applies(PG_FUNCTION_ARGS)
{
	text	   *product_class;
	bool		extended = false;
	bool		applies;
	peds_status status;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	product_class = PG_GETARG_TEXT_PP(0);
	if (!PG_ARGISNULL(3))
	{
		text	   *extension = PG_GETARG_TEXT_PP(3);

		extended = !peds_text_is_blank(VARDATA_ANY(extension), VARSIZE_ANY_EXHDR(extension));
	}
	status = peds_guideline_applies(VARDATA_ANY(product_class), VARSIZE_ANY_EXHDR(product_class),
									PEDS_GETARG_DAY(1), PEDS_GETARG_DAY(2), extended, &applies);
	if (status != PEDS_OK)
		peds_error(status, NULL, text_to_cstring(product_class), -1);
	PG_RETURN_BOOL(applies);
}

PG_FUNCTION_INFO_V1(pedsafety_guideline_clauses);
Datum
pedsafety_guideline_clauses(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < peds_clause_count(); i++)
	{
		const peds_clause *clause = peds_clause_get(i);
		Datum		values[9];
		bool		nulls[9] = {false};

		values[0] = peds_clause_of(clause->clause);
		values[1] = peds_text_of(clause->section);
		values[2] = peds_text_of(clause->requirement);
		values[3] = peds_words(clause->checks, " ");
		values[4] = peds_words(clause->functions, " ");
		values[5] = peds_words(clause->tables, " ");
		values[6] = peds_text_or_null(clause->cited_as, &nulls[6]);
		values[7] = peds_text_of(clause->confidence);
		values[8] = peds_text_or_null(clause->note, &nulls[8]);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* ------------------------------------------------------------------- risks */

PG_FUNCTION_INFO_V1(pedsafety_risk_categories);
Datum
pedsafety_risk_categories(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < peds_risk_category_count(); i++)
	{
		const peds_risk_category *category = peds_risk_category_get(i);
		Datum		values[] = {
			Int32GetDatum(i + 1),
			peds_text_of(category->heading),
			peds_text_of(category->item),
			CStringGetTextDatum(PEDS_RISK_CONFIDENCE),
			peds_text_of(category->commentary_class),
			CStringGetTextDatum(PEDS_RISK_CLASS_CONFIDENCE),
			CStringGetTextDatum(PEDS_RISK_MAPPING_CONFIDENCE),
			peds_clause_of(category->clause)
		};
		bool		nulls[lengthof(values)] = {false};

		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(pedsafety_risk_register_checks);
Datum
pedsafety_risk_register_checks(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < peds_risk_check_count(); i++)
	{
		const peds_risk_check *check = peds_risk_check_get(i);
		Datum		values[] = {
			CStringGetTextDatum(check->check_id),
			peds_text_of(check->title),
			CStringGetTextDatum(check->severity),
			peds_clause_of(check->clause),
			CStringGetTextDatum(check->confidence)
		};
		bool		nulls[lengthof(values)] = {false};

		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* NULL if a part cannot be read, or says nothing. */
PG_FUNCTION_INFO_V1(pedsafety_risk_age_bands);
Datum
pedsafety_risk_age_bands(PG_FUNCTION_ARGS)
{
	text	   *t = PG_GETARG_TEXT_PP(0);
	size_t		length = VARSIZE_ANY_EXHDR(t);
	size_t		position = 0;
	Oid			element = get_element_type(get_fn_expr_rettype(fcinfo->flinfo));
	ArrayBuildState *state;

	if (!OidIsValid(element))
		element = get_element_type(get_func_rettype(fcinfo->flinfo->fn_oid));
	state = initArrayResult(element, CurrentMemoryContext, false);
	do
	{
		peds_age_band band;

		if (!peds_risk_age_band_next(VARDATA_ANY(t), length, &position, &band))
			PG_RETURN_NULL();
		state = accumArrayResult(state, Int64GetDatum((int64) band), false, element, CurrentMemoryContext);
	} while (position < length);
	PG_RETURN_DATUM(makeArrayResult(state, CurrentMemoryContext));
}

/* ------------------------------------------------------------------- SPARK */

PG_FUNCTION_INFO_V1(pedsafety_spark_window);
Datum
pedsafety_spark_window(PG_FUNCTION_ARGS)
{
	peds_day	start;
	peds_day	past;

	peds_spark_window(&start, &past);
	PG_RETURN_DATUM(peds_make_daterange(start, past));
}

PG_FUNCTION_INFO_V1(pedsafety_spark_checklist);
Datum
pedsafety_spark_checklist(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < peds_spark_count(); i++)
	{
		const peds_spark_item *item = peds_spark_get(i);
		Datum		values[6];
		bool		nulls[6] = {false};

		values[0] = Int32GetDatum(i + 1);
		values[1] = peds_text_of(item->item);
		values[2] = peds_text_or_null(item->item_zh, &nulls[2]);
		values[3] = peds_text_of(item->requirement);
		values[4] = peds_text_of(item->source);
		values[5] = CStringGetTextDatum(item->confidence);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
