/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_age_scheme.c
 *		Text of an age scheme: what is read is printed, and read again as the
 *		same; its bands are sound and in order, and a child is in the right one.
 *
 *	seed: ich-e11
 *	seed: ema-p4
 *	seed: nichd
 *	seed: 0d
 *	seed: 0d,28d,2y,6y,12y,18y
 *	seed: 0d,27d,1mo,32d,2mo,63d
 *	seed: 0d,6w,24mo
 *	seed: 0d,268435455d,268435455mo
 *	seed: 0d,28d,1mo
 *	seed: 28d,2y
 */
#include "fuzz.h"

#include "../../src/core/age_cuts.h"

static void
require_bands(const peds_age_cuts *cuts)
{
	static const peds_day births[] = {PEDS_DAY_MIN, -36494, 0, 30, 59, 8765, PEDS_DAY_END - 1};
	peds_age_band band[PEDS_SCHEME_MAX_CUTS + 1];
	int			n = peds_age_cuts_bands(cuts, band);

	REQUIRE(n == cuts->n + (cuts->preterm != PEDS_PRETERM_NONE));
	for (int i = 0; i < n; i++)
	{
		REQUIRE(peds_age_band_is_sound(band[i]));
		REQUIRE(peds_age_cuts_has_cell(cuts, band[i]));
		REQUIRE(i == 0 || peds_age_band_compare(band[i - 1], band[i]) < 0);
	}
	for (size_t b = 0; b < sizeof(births) / sizeof(births[0]); b++)
		for (int k = 0; k < cuts->n; k++)
		{
			peds_day	reached = peds_age_reached(births[b], cuts->cut[k]);

			REQUIRE(k == 0 || reached > peds_age_reached(births[b], cuts->cut[k - 1]));
			if (reached >= PEDS_DAY_END)
				break;
			REQUIRE(peds_band_no(cuts, births[b], reached) == k);
			if (k > 0)
				REQUIRE(peds_band_no(cuts, births[b], reached - 1) == k - 1);
		}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static peds_age_cuts cuts;
	peds_age_scheme *scheme = malloc(PEDS_AGE_SCHEME_MAX_SIZE);
	peds_age_scheme *again = malloc(PEDS_AGE_SCHEME_MAX_SIZE);
	char	   *printed = malloc(PEDS_SCHEME_TEXT_SIZE);
	size_t		position = SIZE_MAX;

	if (peds_age_scheme_parse((const char *) data, size, scheme, &position) != PEDS_OK)
		REQUIRE(position <= size);
	else
	{
		int			length = peds_age_scheme_print(scheme, printed);

		REQUIRE(length > 0 && length < PEDS_SCHEME_TEXT_SIZE);
		REQUIRE(peds_age_scheme_parse(printed, (size_t) length, again, &position) == PEDS_OK);
		REQUIRE(scheme->ncuts == again->ncuts && scheme->named == again->named &&
				scheme->preterm == again->preterm);
		REQUIRE(memcmp(scheme->cut, again->cut, scheme->ncuts * sizeof(uint32_t)) == 0);
		REQUIRE(peds_age_scheme_compare(scheme, again) == 0);
		peds_age_cuts_make(scheme, &cuts);
		require_bands(&cuts);
	}
	free(scheme);
	free(again);
	free(printed);
	return 0;
}
