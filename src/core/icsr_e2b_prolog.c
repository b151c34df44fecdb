/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_e2b_prolog.c
 *		White space of XML, and what stands before the root element.
 */
#include "icsr_e2b.h"

#include <string.h>

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void
peds_xml_trim(const char **value, size_t *length)
{
	while (*length > 0 && is_space((*value)[0]))
		(*value)++, (*length)--;
	while (*length > 0 && is_space((*value)[*length - 1]))
		(*length)--;
}

/* The offset after the first `mark` from `at` on; the length if there is none. */
static size_t
skip_past(const char *text, size_t length, size_t at, const char *mark)
{
	size_t		size = strlen(mark);

	for (; at + size <= length; at++)
	{
		const char *found = memchr(text + at, mark[0], length - size + 1 - at);

		if (found == NULL)
			break;
		at = (size_t) (found - text);
		if (memcmp(found, mark, size) == 0)
			return at + size;
	}
	return length;
}

peds_xml_prolog
peds_xml_prolog_read(const char *text, size_t length, size_t *offset)
{
	size_t		at = 0;

	if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		at = 3;
	for (;;)
	{
		while (at < length && is_space(text[at]))
			at++;
		*offset = at;
		if (at + 1 >= length || text[at] != '<')
			return PEDS_XML_NO_ELEMENT;
		if (text[at + 1] == '?')
			at = skip_past(text, length, at + 2, "?>");
		else if (length - at >= 4 && memcmp(text + at, "<!--", 4) == 0)
			at = skip_past(text, length, at + 4, "-->");
		else if (length - at >= 9 && memcmp(text + at, "<!DOCTYPE", 9) == 0)
			return PEDS_XML_DOCTYPE;
		else
			return text[at + 1] == '!' ? PEDS_XML_NO_ELEMENT : PEDS_XML_ELEMENT;
	}
}
