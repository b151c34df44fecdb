/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_partial_date.c
 *		Text of a partial date: what is read is printed, and read again as the
 *		same; its days are in order.
 *
 *	seed: 2019-03-14
 *	seed: 2019-03
 *	seed: 2019
 *	seed: 2019---14
 *	seed: 20190314
 *	seed: 201903
 *	seed: 2019-03-14T10:30:15.5+08:00
 *	seed: 2019-03-14T-:30
 *	seed: 20190314103059.1234-0500
 *	seed: 2024-02-29
 *	seed: 0001---31
 */
#include "fuzz.h"

#include "../../src/core/partial_date.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *) data;
	char		printed[PEDS_PARTIAL_DATE_TEXT_SIZE];
	peds_partial_date p;
	peds_partial_date again;
	size_t		position = SIZE_MAX;
	peds_day	earliest;
	peds_day	latest;
	peds_day	day;
	int			length;

	if (peds_partial_date_parse(text, size, &p, &position) != PEDS_OK)
	{
		REQUIRE(position <= size);
		return 0;
	}
	length = peds_partial_date_print(p, printed);
	REQUIRE(length >= 4 && length < PEDS_PARTIAL_DATE_TEXT_SIZE);
	REQUIRE(peds_partial_date_parse(printed, (size_t) length, &again, &position) == PEDS_OK);
	REQUIRE(p == again);
	REQUIRE(peds_partial_date_make(peds_partial_date_year(p), peds_partial_date_month(p),
								   peds_partial_date_day(p), &again) == PEDS_OK);
	REQUIRE(p == again);

	earliest = peds_partial_date_earliest(p);
	latest = peds_partial_date_latest(p);
	REQUIRE(earliest <= latest && latest - earliest < 366);
	REQUIRE(peds_partial_date_first_from(p, earliest, &day) && day == earliest);
	REQUIRE(peds_partial_date_last_upto(p, latest, &day) && day == latest);
	REQUIRE(!peds_partial_date_first_from(p, latest + 1, &day));
	REQUIRE(!peds_partial_date_last_upto(p, earliest - 1, &day));
	if (earliest == latest)
		REQUIRE(peds_partial_date_from_day(earliest, &again) == PEDS_OK && p == again);
	return 0;
}
