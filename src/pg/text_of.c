/* SPDX-License-Identifier: PostgreSQL */
/*
 * text_of.c
 *		Texts of the core in the encoding of the database.
 */
#include "text_of.h"

#include "catalog/namespace.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"

Datum
peds_text_of(const char *utf8)
{
	return CStringGetTextDatum(pg_any_to_server(utf8, strlen(utf8), PG_UTF8));
}

Datum
peds_text_or_null(const char *utf8, bool *isnull)
{
	int			length = utf8 != NULL ? strlen(utf8) : 0;
	int			room = length * MAX_CONVERSION_GROWTH + 1;
	int			encoding = GetDatabaseEncoding();
	Oid			conversion;
	unsigned char *out;

	*isnull = utf8 == NULL;
	if (*isnull)
		return (Datum) 0;
	if (encoding == PG_UTF8 || encoding == PG_SQL_ASCII)
		return CStringGetTextDatum(utf8);

	conversion = FindDefaultConversionProc(PG_UTF8, encoding);
	out = palloc(room);
	*isnull = !OidIsValid(conversion) ||
		pg_do_encoding_conversion_buf(conversion, PG_UTF8, encoding, (unsigned char *) unconstify(char *, utf8), length,
									  out, room, true) < length;
	return *isnull ? (Datum) 0 : CStringGetTextDatum((char *) out);
}

Datum
peds_clause_of(const char *utf8)
{
	static const char sign[] = "\xc2\xa7";
	const char *found;
	StringInfoData plain;

	if (GetDatabaseEncoding() == PG_UTF8)
		return CStringGetTextDatum(utf8);
	initStringInfo(&plain);
	for (; (found = strstr(utf8, sign)) != NULL; utf8 = found + strlen(sign))
		appendStringInfo(&plain, "%.*ss.", (int) (found - utf8), utf8);
	appendStringInfoString(&plain, utf8);
	return peds_text_of(plain.data);
}

int
peds_lang_of(text *name, const char *what)
{
	int			lang = peds_lang_find(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name));

	if (lang < 0)
		peds_unknown_language(what, text_to_cstring(name));
	return lang;
}
