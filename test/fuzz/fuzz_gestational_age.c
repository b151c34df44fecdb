/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_gestational_age.c
 *		Text of a gestational age: what is read is printed, and read again as
 *		the same.
 *
 *	seed: 34+5
 *	seed: 34w5d
 *	seed: 34w
 *	seed: 34 5/7
 *	seed: 243d
 *	seed: 999+6
 *	seed: 34+7
 *	seed: 99999999999999999999w
 */
#include "fuzz.h"

#include "../../src/core/gestational_age.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char		printed[PEDS_GA_TEXT_SIZE];
	peds_gestational_age ga;
	peds_gestational_age again;
	size_t		position = SIZE_MAX;
	const char *category;
	int			length;

	if (peds_gestational_age_parse((const char *) data, size, &ga, &position) != PEDS_OK)
	{
		REQUIRE(position <= size);
		return 0;
	}
	REQUIRE(ga >= 0 && ga <= PEDS_GA_MAX);
	length = peds_gestational_age_print(ga, printed);
	REQUIRE(length >= 3 && length < PEDS_GA_TEXT_SIZE);
	REQUIRE(peds_gestational_age_parse(printed, (size_t) length, &again, &position) == PEDS_OK);
	REQUIRE(ga == again);
	REQUIRE((peds_ga_category(ga, &category) == PEDS_OK) ==
			(peds_gestation_at_birth_check(ga) == PEDS_OK));
	return 0;
}
