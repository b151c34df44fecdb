/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_age_band.c
 *		A band as text and as bits. What is read is printed, and read again as
 *		the same; bits are sound iff the text that they give is read as them.
 *		Sixteen bytes are taken as two bands, anything else as text.
 *
 *	seed: [0d,28d)
 *	seed: [28d,2y)
 *	seed: [18y,)
 *	seed: (,0d)
 *	seed: (,)
 *	seed: preterm [0d,pma44w)
 *	seed: term [0d,28d)
 *	seed: [0d,pma44w)
 *	seed: [268435454mo,268435455mo)
 *	seed: \034\0\0\0100\0\0\0100\030\0\0\0200\034\0\0\0100
 *	seed: \054\0\0\0300\0\0\0120\034\0\0\0100\0\0\0140
 */
#include "fuzz.h"

#include "../../src/core/age_band.h"

/* Is what the band prints read as the band? */
static bool
comes_back(peds_age_band band)
{
	char	   *printed = malloc(PEDS_BAND_TEXT_SIZE);
	int			length = peds_age_band_print(band, printed);
	peds_age_band again;
	size_t		position;
	bool		same;

	REQUIRE(length >= 3 && length < PEDS_BAND_TEXT_SIZE && printed[length] == '\0');
	same = peds_age_band_parse(printed, (size_t) length, &again, &position) == PEDS_OK &&
		again == band;
	free(printed);
	return same;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 16)
	{
		peds_age_band band[2];

		memcpy(band, data, 16);
		for (int i = 0; i < 2; i++)
		{
			/* a mark of 3 has no text */
			if ((band[i] >> 60 & 3) == 3)
				REQUIRE(!peds_age_band_is_sound(band[i]));
			else
				REQUIRE(peds_age_band_is_sound(band[i]) == comes_back(band[i]));
		}
		if (peds_age_band_is_sound(band[0]) && peds_age_band_is_sound(band[1]))
		{
			int			c = peds_age_band_compare(band[0], band[1]);

			REQUIRE((c == 0) == (band[0] == band[1]));
			REQUIRE(peds_age_band_compare(band[1], band[0]) == -c);
		}
	}
	else
	{
		peds_age_band band;
		size_t		position = SIZE_MAX;

		if (peds_age_band_parse((const char *) data, size, &band, &position) != PEDS_OK)
			REQUIRE(position <= size);
		else
		{
			int			group = peds_e2b_age_group(band);

			REQUIRE(peds_age_band_is_sound(band));
			REQUIRE(comes_back(band));
			REQUIRE(group >= -1 && group <= 6);
			REQUIRE((peds_age_band_label(band, 0) == NULL) == (peds_age_band_label(band, 1) == NULL));
		}
	}
	return 0;
}
