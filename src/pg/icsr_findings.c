/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_findings.c
 *		SQL interface of the rules on case reports.
 */
#include "icsr.h"

#include "catalog/namespace.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"

#include "../core/icsr_rule.h"

/* Texts of the core are UTF-8; 22P05 where the database cannot hold them. */
static Datum
text_of(const char *utf8)
{
	return CStringGetTextDatum(pg_any_to_server(utf8, strlen(utf8), PG_UTF8));
}

/* Can the database hold a text of the core? */
static bool
can_hold(const char *utf8)
{
	int			encoding = GetDatabaseEncoding();
	int			length = strlen(utf8);
	int			room = length * MAX_CONVERSION_GROWTH + 1;
	Oid			conversion;

	if (encoding == PG_UTF8 || encoding == PG_SQL_ASCII)
		return true;
	conversion = FindDefaultConversionProc(PG_UTF8, encoding);
	return OidIsValid(conversion) &&
		pg_do_encoding_conversion_buf(conversion, PG_UTF8, encoding, (unsigned char *) unconstify(char *, utf8), length,
									  palloc(room), room, true) == length;
}

/* A clause; its section sign, which not every encoding has, is "s." outside UTF8. */
static Datum
clause_of(const peds_icsr_rule *rule)
{
	static const char sign[] = "\xc2\xa7";
	const char *from = rule->clause;
	const char *found;
	StringInfoData plain;

	if (GetDatabaseEncoding() == PG_UTF8)
		return text_of(rule->clause);
	initStringInfo(&plain);
	for (; (found = strstr(from, sign)) != NULL; from = found + strlen(sign))
		appendStringInfo(&plain, "%.*ss.", (int) (found - from), from);
	appendStringInfoString(&plain, from);
	return text_of(plain.data);
}

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

		values[0] = text_of(rule->id);
		values[1] = text_of(peds_icsr_region_name[rule->region]);
		values[2] = text_of(rule->version);
		values[3] = text_of(peds_icsr_severity_name[rule->severity]);
		values[4] = text_of(rule->element);
		values[5] = clause_of(rule);
		values[6] = text_of(rule->text[PEDS_LANG_EN]);
		nulls[7] = !can_hold(rule->text[PEDS_LANG_ZH]);
		if (!nulls[7])
			values[7] = text_of(rule->text[PEDS_LANG_ZH]);
		values[8] = text_of(rule->confidence);
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

static int
read_lang(text *name)
{
	static const char *const lang_name[PEDS_LANG_COUNT] = {"en", "zh"};

	for (int lang = 0; lang < PEDS_LANG_COUNT; lang++)
		if (is_last(name, lang_name[lang], strlen(lang_name[lang])))
			return lang;
	peds_error(PEDS_ICSR_LANG, NULL, text_to_cstring(name), -1);
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
		cache->lang = read_lang(lang);
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
	values[3] = text_of(finding->message);
	values[4] = clause_of(finding->rule);
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
