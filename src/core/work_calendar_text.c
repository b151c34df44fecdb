/* SPDX-License-Identifier: PostgreSQL */
/*
 * work_calendar_text.c
 *		Reading working-day calendars.
 *
 *	calendar	name | name ; parts | parts			parts have a ; between
 *	part		weekend days-of-week | YYYY : list | list
 *	list		off days | work days | off none		a second list is of the same year
 *	days		MM-DD | MM-DD..MM-DD, with commas
 *	days-of-week	mon tue wed thu fri sat sun, with commas | none
 *
 * Blanks may stand between all of these. A named calendar has its weekend; for
 * others it is Saturday and Sunday where nothing is said.
 */
#include "work_calendar_parts.h"

#include <string.h>

/* The weekend may stand after the years that it decides on, so it is read first. */
static uint8_t
find_weekend(const char *text, size_t length)
{
	peds_work_reader r = {text, length, 0};
	uint8_t		weekend;

	for (;;)
	{
		const char *semicolon;

		if (peds_work_accept_word(&r, "weekend"))
			return peds_work_read_weekend(&r, &weekend) == PEDS_OK ? weekend : PEDS_WORK_DEFAULT_WEEKEND;
		semicolon = memchr(text + r.at, ';', length - r.at);
		if (semicolon == NULL)
			return PEDS_WORK_DEFAULT_WEEKEND;
		r.at = (size_t) (semicolon - text) + 1;
	}
}

/* The longest ranges of one kind, from marks. */
static peds_status
add_ranges(peds_work_calendar *result, peds_day first, const uint8_t *mark, peds_work_kind kind)
{
	int			day = 0;

	while (day < PEDS_WORK_YEAR_DAYS)
	{
		int			from = day;

		while (day < PEDS_WORK_YEAR_DAYS && mark[day] == kind)
			day++;
		if (day > from)
		{
			if (result->nitems == PEDS_WORK_MAX_ITEMS)
				return PEDS_WORK_TOO_MANY;
			result->item[result->nitems++] = (peds_work_item)
			{
				(int32_t) (first + from), (int16_t) (day - from), (uint8_t) kind, 0
			};
		}
		else
			day++;
	}
	return PEDS_OK;
}

/* A year with its days, put where it belongs in the order of time. */
static peds_status
add_year(peds_work_calendar *result, int year, const uint8_t *mark)
{
	uint32_t	before = result->nitems;
	uint32_t	place = 0;
	uint32_t	added;
	peds_day	first;
	peds_day	next;
	peds_status status;

	(void) peds_day_from_ymd(year, 1, 1, &first);
	(void) peds_day_from_ymd(year + 1, 1, 1, &next);
	if (before == PEDS_WORK_MAX_ITEMS)
		return PEDS_WORK_TOO_MANY;
	result->item[result->nitems++] = (peds_work_item)
	{
		(int32_t) first, (int16_t) (next - first), PEDS_WORK_YEAR, 0
	};
	status = add_ranges(result, first, mark, PEDS_WORK_OFF);
	if (status == PEDS_OK)
		status = add_ranges(result, first, mark, PEDS_WORK_ON);
	if (status != PEDS_OK)
		return status;

	/* most are written in order; the others are moved one by one */
	while (place < before && result->item[place].from < first)
		place++;
	added = result->nitems - before;
	for (uint32_t i = 0; place < before && i < added; i++)
	{
		peds_work_item item = result->item[before + i];

		memmove(&result->item[place + i + 1], &result->item[place + i],
				(before - place) * sizeof(peds_work_item));
		result->item[place + i] = item;
	}
	return PEDS_OK;
}

static bool
has_year(const peds_work_calendar *calendar, int year)
{
	peds_day	first;

	(void) peds_day_from_ymd(year, 1, 1, &first);
	for (uint32_t i = 0; i < calendar->nitems; i++)
		if (calendar->item[i].kind == PEDS_WORK_YEAR && calendar->item[i].from == first)
			return true;
	return false;
}

/* YYYY: and its lists, up to the part that is of something else. */
static peds_status
read_year(peds_work_reader *r, peds_work_calendar *result, int *nyears)
{
	uint8_t		mark[PEDS_WORK_YEAR_DAYS] = {0};
	bool		seen[3] = {false};
	size_t		start = r->at;
	int			year;
	peds_status status;

	if (!peds_work_read_digits(r, 4, &year))
		return PEDS_WORK_MALFORMED;
	if (year == 0)
	{
		r->at = start;
		return PEDS_WORK_NO_SUCH_DAY;
	}
	if (!peds_work_accept(r, ':'))
		return PEDS_WORK_MALFORMED;
	if (has_year(result, year) || *nyears == PEDS_WORK_MAX_YEARS)
	{
		r->at = start;
		return *nyears == PEDS_WORK_MAX_YEARS ? PEDS_WORK_TOO_MANY : PEDS_WORK_YEAR_TWICE;
	}
	for (;;)
	{
		peds_work_kind kind;
		size_t		end;

		peds_work_skip_blanks(r);
		start = r->at;
		if (peds_work_accept_word(r, "off"))
			kind = PEDS_WORK_OFF;
		else if (peds_work_accept_word(r, "work"))
			kind = PEDS_WORK_ON;
		else
			return r->at < r->length && peds_work_is_word_character(r->text[r->at]) ?
				PEDS_WORK_WORD : PEDS_WORK_MALFORMED;
		if (seen[kind])
		{
			r->at = start;
			return PEDS_WORK_LIST_TWICE;
		}
		seen[kind] = true;
		if (kind != PEDS_WORK_OFF || !peds_work_accept_word(r, "none"))
		{
			status = peds_work_read_days(r, year, kind, result->weekend, mark);
			if (status != PEDS_OK)
				return status;
		}

		/* another list of this year? */
		end = r->at;
		if (!peds_work_accept(r, ';'))
			break;
		peds_work_skip_blanks(r);
		start = r->at;
		if (!peds_work_accept_word(r, "off") && !peds_work_accept_word(r, "work"))
		{
			r->at = end;
			break;
		}
		r->at = start;
	}
	(*nyears)++;
	return add_year(result, year, mark);
}

static int
find_named(peds_work_reader *r)
{
	for (int i = 1; i <= peds_named_work_calendar_count(); i++)
		if (peds_work_accept_word(r, peds_named_work_calendar_get(i)->name))
			return i;
	return 0;
}

static peds_status
read_calendar(peds_work_reader *r, peds_work_calendar *result)
{
	bool		weekend_seen = false;
	int			nyears = 0;
	char		c = peds_work_look(r);
	peds_status status;

	if (r->at >= r->length)
		return PEDS_WORK_MALFORMED;
	result->named = (uint8_t) find_named(r);
	if (result->named != 0)
	{
		result->weekend = peds_named_work_calendar_get(result->named)->weekend;
		peds_work_skip_blanks(r);
		if (r->at == r->length)
			return PEDS_OK;
		if (!peds_work_accept(r, ';'))
			return PEDS_WORK_MALFORMED;
	}
	else
		result->weekend = find_weekend(r->text, r->length);
	for (;;)
	{
		size_t		start;

		c = peds_work_look(r);
		start = r->at;
		if (c >= '0' && c <= '9')
			status = read_year(r, result, &nyears);
		else if (peds_work_accept_word(r, "weekend"))
		{
			uint8_t		weekend;

			status = peds_work_read_weekend(r, &weekend);
			if (weekend_seen || result->named != 0)
			{
				r->at = start;
				status = PEDS_WORK_WEEKEND_GIVEN;
			}
			weekend_seen = true;
		}
		else if (r->at < r->length && peds_work_is_word_character(c))
			return result->named == 0 && nyears == 0 && !weekend_seen ? PEDS_WORK_UNKNOWN : PEDS_WORK_WORD;
		else
			return PEDS_WORK_MALFORMED;
		if (status != PEDS_OK)
			return status;
		peds_work_skip_blanks(r);
		if (r->at == r->length)
			break;
		if (!peds_work_accept(r, ';'))
			return PEDS_WORK_MALFORMED;
	}
	if (nyears == 0)
	{
		r->at = 0;
		return PEDS_WORK_NO_YEAR;
	}
	return PEDS_OK;
}

peds_status
peds_work_calendar_parse(const char *text, size_t length,
						 peds_work_calendar *result, size_t *position)
{
	peds_work_reader r = {text, length, 0};
	peds_status status;

	memset(result, 0, offsetof(peds_work_calendar, item));
	result->version = 1;
	status = read_calendar(&r, result);
	*position = status == PEDS_OK ? 0 : r.at;
	return status;
}
