/* SPDX-License-Identifier: PostgreSQL */
/*
 * age_band.c
 *		The type age_band: input and output, order, names.
 */
#include "text_of.h"

#include "common/hashfn.h"
#include "libpq/pqformat.h"
#include "port/pg_bswap.h"

static char *
print(peds_age_band band)
{
	char	   *text = palloc(PEDS_BAND_TEXT_SIZE);

	peds_age_band_print(band, text);
	return text;
}

PG_FUNCTION_INFO_V1(age_band_in);
Datum
age_band_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	peds_age_band band = 0;
	size_t		position;
	peds_status status;

	status = peds_age_band_parse(text, strlen(text), &band, &position);
	if (status != PEDS_OK)
	{
		peds_input_error(fcinfo->context, status, "age_band", text, (int) position);
		PG_RETURN_NULL();
	}
	PEDS_RETURN_BAND(band);
}

PG_FUNCTION_INFO_V1(age_band_out);
Datum
age_band_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(print(PEDS_GETARG_BAND(0)));
}

/* The 64 bits of age_band.h in core, in network byte order. */
PG_FUNCTION_INFO_V1(age_band_recv);
Datum
age_band_recv(PG_FUNCTION_ARGS)
{
	peds_age_band band = (peds_age_band) pq_getmsgint64((StringInfo) PG_GETARG_POINTER(0));

	if (!peds_age_band_is_sound(band))
		peds_binary_error("age_band");
	PEDS_RETURN_BAND(band);
}

PG_FUNCTION_INFO_V1(age_band_send);
Datum
age_band_send(PG_FUNCTION_ARGS)
{
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint64(&buf, PEDS_GETARG_BAND(0));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* One band has one representation, so equality is that of the bits. */
PG_FUNCTION_INFO_V1(age_band_eq);
Datum
age_band_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PEDS_GETARG_BAND(0) == PEDS_GETARG_BAND(1));
}

PG_FUNCTION_INFO_V1(age_band_ne);
Datum
age_band_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PEDS_GETARG_BAND(0) != PEDS_GETARG_BAND(1));
}

#define COMPARISON(name, operator) \
PG_FUNCTION_INFO_V1(age_band_##name); \
Datum \
age_band_##name(PG_FUNCTION_ARGS) \
{ \
	PG_RETURN_BOOL(peds_age_band_compare(PEDS_GETARG_BAND(0), PEDS_GETARG_BAND(1)) operator 0); \
}

COMPARISON(lt, <)
COMPARISON(le, <=)
COMPARISON(gt, >)
COMPARISON(ge, >=)

PG_FUNCTION_INFO_V1(age_band_cmp);
Datum
age_band_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(peds_age_band_compare(PEDS_GETARG_BAND(0), PEDS_GETARG_BAND(1)));
}

/* For max and min. */
PG_FUNCTION_INFO_V1(age_band_larger);
Datum
age_band_larger(PG_FUNCTION_ARGS)
{
	peds_age_band a = PEDS_GETARG_BAND(0);
	peds_age_band b = PEDS_GETARG_BAND(1);

	PEDS_RETURN_BAND(peds_age_band_compare(a, b) >= 0 ? a : b);
}

PG_FUNCTION_INFO_V1(age_band_smaller);
Datum
age_band_smaller(PG_FUNCTION_ARGS)
{
	peds_age_band a = PEDS_GETARG_BAND(0);
	peds_age_band b = PEDS_GETARG_BAND(1);

	PEDS_RETURN_BAND(peds_age_band_compare(a, b) >= 0 ? b : a);
}

/* The eight bytes in network order, as they are sent. */
PG_FUNCTION_INFO_V1(age_band_hash);
Datum
age_band_hash(PG_FUNCTION_ARGS)
{
	uint64		bytes = pg_hton64(PEDS_GETARG_BAND(0));

	return hash_any((unsigned char *) &bytes, sizeof(bytes));
}

PG_FUNCTION_INFO_V1(age_band_hash_extended);
Datum
age_band_hash_extended(PG_FUNCTION_ARGS)
{
	uint64		bytes = pg_hton64(PEDS_GETARG_BAND(0));

	return hash_any_extended((unsigned char *) &bytes, sizeof(bytes), PG_GETARG_INT64(1));
}

PG_FUNCTION_INFO_V1(pedsafety_is_certain);
Datum
pedsafety_is_certain(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(peds_age_cuts_has_band(PEDS_GETARG_CUTS(1), PEDS_GETARG_BAND(0)));
}

PG_FUNCTION_INFO_V1(pedsafety_band_label);
Datum
pedsafety_band_label(PG_FUNCTION_ARGS)
{
	peds_age_band band = PEDS_GETARG_BAND(0);
	const char *label = peds_age_band_label(band, peds_lang_of(PG_GETARG_TEXT_PP(1), "band labels"));

	if (label == NULL)
		PG_RETURN_TEXT_P(cstring_to_text(print(band)));
	return peds_text_of(label);
}

PG_FUNCTION_INFO_V1(pedsafety_e2b_age_group);
Datum
pedsafety_e2b_age_group(PG_FUNCTION_ARGS)
{
	int			code = peds_e2b_age_group(PEDS_GETARG_BAND(0));

	if (code < 0)
		PG_RETURN_NULL();
	PG_RETURN_INT32(code);
}
