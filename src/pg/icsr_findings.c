/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_findings.c
 *		SQL interface of the rules on case reports.
 */
#include "icsr.h"
#include "text_of.h"

#include "funcapi.h"
#include "mb/pg_wchar.h"

#include "../core/icsr_rule.h"

PG_FUNCTION_INFO_V1(pedsafety_icsr_rules);
Datum
pedsafety_icsr_rules(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < PEDS_ICSR_RULES; i++)
	{
		const peds_icsr_rule *rule = &peds_icsr_rule_table[i];
		Datum		values[9];
		bool		nulls[9] = {false};

		values[0] = peds_text_of(rule->id);
		values[1] = peds_text_of(peds_icsr_region_name[rule->region]);
		values[2] = peds_text_of(rule->version);
		values[3] = peds_text_of(peds_icsr_severity_name[rule->severity]);
		values[4] = peds_text_of(rule->element);
		values[5] = peds_clause_of(rule->clause);
		values[6] = peds_text_of(rule->text[PEDS_LANG_EN]);
		values[7] = peds_text_or_null(rule->text[PEDS_LANG_ZH], &nulls[7]);
		values[8] = peds_text_of(rule->confidence);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* What a call site keeps: the lists last read, and what they mean. */
typedef struct rules_cache
{
	peds_icsr_rules rules;
	int			lang;
	int			list_length;
	int			lang_length;
	char		list[200];
	char		lang_name[8];
} rules_cache;

static bool
is_last(const text *arg, const char *last, int length)
{
	return (int) VARSIZE_ANY_EXHDR(arg) == length && memcmp(VARDATA_ANY(arg), last, length) == 0;
}

static void
read_rules(text *list, peds_icsr_rules *rules)
{
	size_t		position;
	peds_status status = peds_icsr_rules_parse(VARDATA_ANY(list), VARSIZE_ANY_EXHDR(list), rules, &position);

	if (status != PEDS_OK)
		peds_error(status, NULL, text_to_cstring(list), (int) position);
}

/* Arguments 1 and 2, read once for a call site unless the list is longer than any sensible one. */
static const rules_cache *
get_rules(FunctionCallInfo fcinfo)
{
	text	   *list = PG_GETARG_TEXT_PP(1);
	text	   *lang = PG_GETARG_TEXT_PP(2);
	rules_cache *cache = fcinfo->flinfo->fn_extra;

	if (cache == NULL)
	{
		cache = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(rules_cache));
		cache->list_length = cache->lang_length = -1;
		fcinfo->flinfo->fn_extra = cache;
	}
	if (!is_last(list, cache->list, cache->list_length))
	{
		int			length = VARSIZE_ANY_EXHDR(list);

		cache->list_length = -1;
		read_rules(list, &cache->rules);
		if (length <= (int) sizeof(cache->list))
		{
			memcpy(cache->list, VARDATA_ANY(list), length);
			cache->list_length = length;
		}
	}
	if (!is_last(lang, cache->lang_name, cache->lang_length))
	{
		cache->lang_length = -1;
		cache->lang = peds_lang_of(lang, "findings");
		cache->lang_length = VARSIZE_ANY_EXHDR(lang);
		memcpy(cache->lang_name, VARDATA_ANY(lang), cache->lang_length);
	}
	return cache;
}

static void
put_finding(void *context, const peds_icsr_finding *finding)
{
	ReturnSetInfo *rsinfo = context;
	Datum		values[5];
	bool		nulls[5] = {false};

	values[0] = CStringGetTextDatum(finding->rule->id);
	values[1] = CStringGetTextDatum(peds_icsr_severity_name[finding->rule->severity]);
	values[2] = CStringGetTextDatum(finding->element);
	values[3] = peds_text_of(finding->message);
	values[4] = peds_clause_of(finding->rule->clause);
	tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	for (int i = 0; i < 5; i++)
		pfree(DatumGetPointer(values[i]));
}

/* (icsr, rules, lang) */
PG_FUNCTION_INFO_V1(pedsafety_icsr_findings);
Datum
pedsafety_icsr_findings(PG_FUNCTION_ARGS)
{
	const rules_cache *cache = get_rules(fcinfo);
	peds_icsr	icsr;

	peds_icsr_read(PG_GETARG_JSONB_P(0), &icsr);
	InitMaterializedSRF(fcinfo, 0);
	peds_icsr_rules_check(&cache->rules, &icsr, cache->lang, GetDatabaseEncoding() == PG_UTF8,
						  put_finding, fcinfo->resultinfo);
	return (Datum) 0;
}
