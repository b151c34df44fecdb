/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_reported_age.c
 *		A reported age, as "number unit scheme" with one blank between: the
 *		band is one that the scheme can give, and comes back from its text.
 *
 *	seed: 3 d ich-e11
 *	seed: 0.1 a ich-e11
 *	seed: 11 MON nichd
 *	seed: 3.99 wk ema-p4
 *	seed: 671.5 HOURS ctis
 *	seed: 7 {decade} ctis
 *	seed: 2 DEC fda-label
 *	seed: 0.0767123287671232876712328767 YR 0d,28d,2y
 *	seed: 99999999999999999999 a 0d,268435455d,268435455mo
 *	seed: -1 a ich-e11
 *	seed: NaN a ich-e11
 */
#include "fuzz.h"

#include "../../src/core/reported_age.h"

static bool
use_scheme(const char *text, size_t length, peds_age_cuts *cuts)
{
	peds_age_scheme *scheme = malloc(PEDS_AGE_SCHEME_MAX_SIZE);
	size_t		position;
	bool		ok = peds_age_scheme_parse(text, length, scheme, &position) == PEDS_OK;

	if (ok)
		peds_age_cuts_make(scheme, cuts);
	free(scheme);
	return ok;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static peds_age_cuts cuts;
	const char *number = (const char *) data;
	const char *end = number + size;
	const char *unit = memchr(number, ' ', size);
	const char *scheme;
	peds_age_band band;
	peds_age_band again;
	char		printed[PEDS_BAND_TEXT_SIZE];
	size_t		position;
	int			length;

	if (unit == NULL || (scheme = memchr(unit + 1, ' ', (size_t) (end - unit - 1))) == NULL)
		return 0;
	if (!use_scheme(scheme + 1, (size_t) (end - scheme - 1), &cuts) ||
		peds_age_band_reported(&cuts, number, (size_t) (unit - number),
							   unit + 1, (size_t) (scheme - unit - 1), &band) != PEDS_OK)
		return 0;
	REQUIRE(band != PEDS_BAND_UNKNOWN && band != PEDS_BAND_BEFORE_BIRTH);
	REQUIRE(peds_age_band_is_sound(band));
	REQUIRE(peds_age_cuts_has_cell(&cuts, band));
	length = peds_age_band_print(band, printed);
	REQUIRE(peds_age_band_parse(printed, (size_t) length, &again, &position) == PEDS_OK);
	REQUIRE(band == again);
	return 0;
}
