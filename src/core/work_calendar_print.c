/* SPDX-License-Identifier: PostgreSQL */
/*
 * work_calendar_print.c
 *		Writing working-day calendars, in the form of work_calendar_text.c.
 */
#include "work_calendar_parts.h"

#include <stdio.h>

int
peds_work_weekend_print(uint8_t weekend, char *out)
{
	int			length = 0;

	if (weekend == 0)
		return sprintf(out, "none");
	for (int day = 0; day < 7; day++)
		if ((weekend >> day & 1) != 0)
			length += sprintf(out + length, "%s%s", length > 0 ? ", " : "", peds_work_weekday[day]);
	return length;
}

/* MM-DD */
static char *
print_day(char *end, peds_day day)
{
	peds_civil	civil = peds_civil_from_day(day);
	int			month = (int) (civil.month % 12) + 1;

	*end++ = (char) ('0' + month / 10);
	*end++ = (char) ('0' + month % 10);
	*end++ = '-';
	*end++ = (char) ('0' + civil.day / 10);
	*end++ = (char) ('0' + civil.day % 10);
	return end;
}

int
peds_work_calendar_print(const peds_work_calendar *calendar, char *out)
{
	char	   *end = out;

	if (calendar->named != 0)
		end += sprintf(end, "%s", peds_named_work_calendar_get(calendar->named)->name);
	else if (calendar->weekend != PEDS_WORK_DEFAULT_WEEKEND)
	{
		end += sprintf(end, "weekend ");
		end += peds_work_weekend_print(calendar->weekend, end);
	}
	for (uint32_t i = 0; i < calendar->nitems; i++)
	{
		const peds_work_item *item = &calendar->item[i];
		const peds_work_item *previous;

		if (item->kind == PEDS_WORK_YEAR)
		{
			int			year = (int) (peds_civil_from_day(item->from).month / 12);

			end += sprintf(end, "%s%04d:", end > out ? "; " : "", year);
			if (i + 1 == calendar->nitems || item[1].kind == PEDS_WORK_YEAR)
				end += sprintf(end, " off none");
			continue;
		}
		previous = item - 1;		/* a year, at least */
		if (previous->kind == item->kind)
			end += sprintf(end, ", ");
		else
			end += sprintf(end, "%s%s ", previous->kind == PEDS_WORK_YEAR ? " " : "; ",
						   item->kind == PEDS_WORK_OFF ? "off" : "work");
		end = print_day(end, item->from);
		if (item->days > 1)
		{
			end += sprintf(end, "..");
			end = print_day(end, (peds_day) item->from + item->days - 1);
		}
	}
	*end = '\0';
	return (int) (end - out);
}
