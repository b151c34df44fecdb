/* SPDX-License-Identifier: PostgreSQL */
/*
 * age_scheme.c
 *		Reading and writing age schemes; the named ones stand in
 *		age_scheme_named.c.
 */
#include "age_scheme.h"

#include <string.h>

static int
find_named(const char *text, size_t length)
{
	for (int i = 1; i <= peds_named_scheme_count(); i++)
	{
		const char *name = peds_named_scheme_get(i)->name;

		if (strlen(name) == length && memcmp(name, text, length) == 0)
			return i;
	}
	return 0;
}

static peds_status
parse_cuts(const char *text, size_t length, peds_age_scheme *result, size_t *position)
{
	size_t		at = 0;
	int			n = 0;
	peds_age	previous = {PEDS_AGE_DAYS, 0};

	for (;;)
	{
		peds_age	age;
		size_t		used;
		peds_status status;

		status = peds_age_parse(text + at, length - at, &age, &used);
		if (status != PEDS_OK)
		{
			*position = at + used;
			return status == PEDS_AGE_MALFORMED ? PEDS_SCHEME_MALFORMED : status;
		}
		*position = at;
		if (age.n > PEDS_BOUND_MAX)
			return PEDS_AGE_TOO_LARGE;
		if (n == PEDS_SCHEME_MAX_CUTS)
			return PEDS_SCHEME_TOO_MANY;
		if (n == 0 && (used != 2 || memcmp(text, "0d", 2) != 0))
			return PEDS_SCHEME_START;
		if (n > 0 && !peds_age_surely_less(previous, age))
			return PEDS_SCHEME_ORDER;
		result->cut[n++] = peds_age_pack(age);
		previous = age;
		at += used;
		*position = at;
		if (at == length)
			break;
		if (text[at] != ',')
			return PEDS_SCHEME_MALFORMED;
		at++;
	}
	result->ncuts = (uint8_t) n;
	return PEDS_OK;
}

peds_status
peds_age_scheme_parse(const char *text, size_t length,
					  peds_age_scheme *result, size_t *position)
{
	int			named = find_named(text, length);

	*position = 0;
	result->version = 1;
	result->named = (uint8_t) named;
	result->preterm = PEDS_PRETERM_NONE;
	if (named)
	{
		const peds_named_scheme *row = peds_named_scheme_get(named);

		result->preterm = (uint8_t) row->preterm;
		text = row->cuts;
		length = strlen(text);
	}
	else if (length == 0 || text[0] < '0' || text[0] > '9')
		return PEDS_SCHEME_UNKNOWN;
	return parse_cuts(text, length, result, position);
}

int
peds_age_scheme_print(const peds_age_scheme *scheme, char *out)
{
	int			length = 0;

	if (scheme->named)
	{
		const char *name = peds_named_scheme_get(scheme->named)->name;

		strcpy(out, name);
		return (int) strlen(name);
	}
	for (int i = 0; i < scheme->ncuts; i++)
	{
		if (i > 0)
			out[length++] = ',';
		length += peds_age_print(peds_age_unpack(scheme->cut[i]), out + length);
	}
	return length;
}

int
peds_age_scheme_compare(const peds_age_scheme *a, const peds_age_scheme *b)
{
	char		x[PEDS_SCHEME_TEXT_SIZE];
	char		y[PEDS_SCHEME_TEXT_SIZE];
	int			c;

	if (a->named && a->named == b->named)
		return 0;
	peds_age_scheme_print(a, x);
	peds_age_scheme_print(b, y);
	c = strcmp(x, y);
	return c < 0 ? -1 : c > 0;
}
