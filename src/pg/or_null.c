/* SPDX-License-Identifier: PostgreSQL */
/*
 * or_null.c
 *		Text to a value, NULL where the text is not one.
 *
 * What the views over tables of text need: one malformed cell must not make a
 * whole report fail. Blanks are part of the text, so '' and ' 1' give NULL.
 */
#include "pedsafety.h"

#include <math.h>

/* Long enough for any number that was measured, short enough for type numeric. */
#define NUMBER_MAX_LENGTH	1000
#define EXPONENT_MAX		300

PG_FUNCTION_INFO_V1(partial_date_or_null);
Datum
partial_date_or_null(PG_FUNCTION_ARGS)
{
	text	   *t = PG_GETARG_TEXT_PP(0);
	peds_partial_date result;
	size_t		position;

	if (peds_partial_date_parse(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t), &result, &position) != PEDS_OK)
		PG_RETURN_NULL();
	PG_RETURN_INT32(result);
}

/* A partial date that is complete. */
PG_FUNCTION_INFO_V1(date_or_null);
Datum
date_or_null(PG_FUNCTION_ARGS)
{
	text	   *t = PG_GETARG_TEXT_PP(0);
	peds_partial_date result;
	size_t		position;

	if (peds_partial_date_parse(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t), &result, &position) != PEDS_OK ||
		peds_partial_date_precision(result) != PEDS_PRECISION_DAY)
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(peds_date(peds_partial_date_earliest(result)));
}

PG_FUNCTION_INFO_V1(gestational_age_or_null);
Datum
gestational_age_or_null(PG_FUNCTION_ARGS)
{
	text	   *t = PG_GETARG_TEXT_PP(0);
	peds_gestational_age result;
	size_t		position;

	if (peds_gestational_age_parse(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t), &result, &position) != PEDS_OK)
		PG_RETURN_NULL();
	PG_RETURN_INT32(result);
}

/* A gestational age that can be one at birth. */
PG_FUNCTION_INFO_V1(gestation_at_birth_or_null);
Datum
gestation_at_birth_or_null(PG_FUNCTION_ARGS)
{
	text	   *t = PG_GETARG_TEXT_PP(0);
	peds_gestational_age result;
	size_t		position;

	if (peds_gestational_age_parse(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t), &result, &position) != PEDS_OK ||
		peds_gestation_at_birth_check(result) != PEDS_OK)
		PG_RETURN_NULL();
	PG_RETURN_INT32(result);
}

/* y, yes, t, true, on, 1 and their opposites in any case, as type boolean reads them. */
PG_FUNCTION_INFO_V1(boolean_or_null);
Datum
boolean_or_null(PG_FUNCTION_ARGS)
{
	text	   *t = PG_GETARG_TEXT_PP(0);
	bool		result;

	if (!parse_bool_with_len(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t), &result))
		PG_RETURN_NULL();
	PG_RETURN_BOOL(result);
}

static const char *
skip_digits(const char *p)
{
	while (*p >= '0' && *p <= '9')
		p++;
	return p;
}

/*
 * The text as a C string where it is a decimal number: sign, digits with or
 * without a point, exponent; NULL otherwise. No NaN, infinity or hexadecimal.
 */
static char *
decimal_number(text *t)
{
	char	   *number;
	const char *p,
			   *whole,
			   *point;

	if (VARSIZE_ANY_EXHDR(t) > NUMBER_MAX_LENGTH)
		return NULL;
	number = text_to_cstring(t);
	p = number;
	if (*p == '+' || *p == '-')
		p++;
	whole = p;
	p = skip_digits(p);
	point = p;
	if (*p == '.')
		p = skip_digits(p + 1);
	/* a digit before or behind the point */
	if (point == whole && p - point < 2)
		return NULL;
	if (*p == 'e' || *p == 'E')
	{
		const char *exponent = ++p;

		if (*p == '+' || *p == '-')
			exponent = ++p;
		p = skip_digits(p);
		if (p == exponent || p - exponent > 3 || atoi(exponent) > EXPONENT_MAX)
			return NULL;
	}
	return *p == '\0' ? number : NULL;
}

PG_FUNCTION_INFO_V1(numeric_or_null);
Datum
numeric_or_null(PG_FUNCTION_ARGS)
{
	char	   *number = decimal_number(PG_GETARG_TEXT_PP(0));

	if (number == NULL)
		PG_RETURN_NULL();
	return DirectFunctionCall3(numeric_in, CStringGetDatum(number),
							   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
}

PG_FUNCTION_INFO_V1(float8_or_null);
Datum
float8_or_null(PG_FUNCTION_ARGS)
{
	char	   *number = decimal_number(PG_GETARG_TEXT_PP(0));
	double		result;

	if (number == NULL)
		PG_RETURN_NULL();
	result = strtod(number, NULL);
	if (!isfinite(result))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(result);
}
