/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_work_calendar.c
 *		Text of a working-day calendar: what is read is printed, and read again
 *		as the same; counting agrees with looking at each day.
 *
 *	seed: CN
 *	seed: CN; 2027: off 01-01..01-03, 02-05..02-11; work 02-14
 *	seed: 2026: off 01-01, 12-25..12-26; weekend sat,sun
 *	seed: weekend fri, sat; 2024: off 02-29; 2026: off none
 *	seed: weekend none; 0001: off 01-01; 9999: off 12-31
 *	seed: 2026: work 01-03; off 01-01..01-02
 *	seed: weekend mon,tue,wed,thu,fri,sat; 2026: off 01-01..12-31
 *	seed: CN; 2026: off 01-01
 *	seed: 2026: off 02-29
 *	seed: 2026: work 01-02
 *	seed: FR
 */
#include "fuzz.h"

#include "../../src/core/work_calendar.h"

/* Over 800 days round the first known one, and the n-th working day of them. */
static void
require_sound(const peds_work_calendar *calendar)
{
	peds_work_table *table = peds_work_table_make(calendar, malloc(peds_work_table_size(calendar)));
	peds_day	first = table->known[0].from;
	int64_t		count = 0;
	int64_t		got;
	peds_day	unknown = 0;
	peds_day	result;

	REQUIRE(table->nknown > 0 && table->per_week >= 1 && table->per_week <= 7);
	for (int i = 0; i < table->nsegments; i++)
		REQUIRE(table->segment[i].past > table->segment[i].from &&
				table->segment[i].count_past >= table->segment[i].count_from &&
				(i == 0 || table->segment[i].from >= table->segment[i - 1].past));
	REQUIRE(peds_work_count(table, first - 1, first, NULL, 0, &got, &unknown) == PEDS_WORK_UNKNOWN_DAY);
	REQUIRE(unknown == first - 1);
	for (peds_day day = first; day < first + 800; day++)
	{
		bool		working;
		peds_status status = peds_work_is_working(table, day, &working, &unknown);

		if (status != PEDS_OK)
		{
			REQUIRE(status == PEDS_WORK_UNKNOWN_DAY && unknown == day && day == table->known[0].past);
			break;
		}
		count += working;
		REQUIRE(peds_work_count(table, first, day + 1, NULL, 0, &got, &unknown) == PEDS_OK && got == count);
		if (working)
			REQUIRE(peds_work_add(table, first - 1, count, NULL, 0, &result, &unknown) == PEDS_OK && result == day);
	}
	free(table);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	peds_work_calendar *calendar = malloc(peds_work_calendar_room(size));
	size_t		position = SIZE_MAX;

	if (peds_work_calendar_parse((const char *) data, size, calendar, &position) != PEDS_OK)
		REQUIRE(position <= size);
	else
	{
		char	   *printed = malloc(PEDS_WORK_TEXT_SIZE(calendar->nitems));
		char	   *twice = malloc(PEDS_WORK_TEXT_SIZE(calendar->nitems));
		int			length = peds_work_calendar_print(calendar, printed);
		peds_work_calendar *again = malloc(peds_work_calendar_room((size_t) length));

		REQUIRE(length > 0 && (size_t) length < PEDS_WORK_TEXT_SIZE(calendar->nitems) && printed[length] == '\0');
		REQUIRE(peds_work_calendar_parse(printed, (size_t) length, again, &position) == PEDS_OK);
		REQUIRE(again->nitems == calendar->nitems &&
				memcmp(again, calendar, PEDS_WORK_CALENDAR_SIZE(calendar->nitems)) == 0);
		REQUIRE(peds_work_calendar_print(again, twice) == length && strcmp(printed, twice) == 0);
		require_sound(calendar);
		free(again);
		free(twice);
		free(printed);
	}
	free(calendar);
	return 0;
}
