/* SPDX-License-Identifier: PostgreSQL */
/*
 * work_calendar_days.c
 *		Reading the lists of days in a working-day calendar, and the words that
 *		they are made of.
 */
#include "work_calendar_parts.h"

#include <string.h>

const char *const peds_work_weekday[7] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

void
peds_work_skip_blanks(peds_work_reader *r)
{
	while (r->at < r->length &&
		   (r->text[r->at] == ' ' || r->text[r->at] == '\t' ||
			r->text[r->at] == '\n' || r->text[r->at] == '\r'))
		r->at++;
}

char
peds_work_look(peds_work_reader *r)
{
	peds_work_skip_blanks(r);
	return r->at < r->length ? r->text[r->at] : '\0';
}

bool
peds_work_accept(peds_work_reader *r, char c)
{
	if (r->at >= r->length || peds_work_look(r) != c || r->at >= r->length)
		return false;
	r->at++;
	return true;
}

bool
peds_work_is_word_character(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		c == '-' || c == '_';
}

bool
peds_work_accept_word(peds_work_reader *r, const char *word)
{
	size_t		length = strlen(word);

	peds_work_skip_blanks(r);
	if (r->length - r->at < length || memcmp(r->text + r->at, word, length) != 0 ||
		(r->length - r->at > length && peds_work_is_word_character(r->text[r->at + length])))
		return false;
	r->at += length;
	return true;
}

bool
peds_work_read_digits(peds_work_reader *r, int n, int *value)
{
	if (r->length - r->at < (size_t) n)
		return false;
	*value = 0;
	for (int i = 0; i < n; i++)
	{
		char		c = r->text[r->at + i];

		if (c < '0' || c > '9')
			return false;
		*value = *value * 10 + (c - '0');
	}
	r->at += n;
	return true;
}

/* MM-DD as the number of the day in the year, from 0. */
static peds_status
read_day(peds_work_reader *r, int year, int *day)
{
	int			month;
	int			dom;
	peds_day	result;
	peds_day	first;
	size_t		from;

	peds_work_skip_blanks(r);
	from = r->at;
	if (!peds_work_read_digits(r, 2, &month) || r->at >= r->length || r->text[r->at] != '-')
		return PEDS_WORK_MALFORMED;
	r->at++;
	if (!peds_work_read_digits(r, 2, &dom))
		return PEDS_WORK_MALFORMED;
	if (r->at < r->length && peds_work_is_word_character(r->text[r->at]))
		return PEDS_WORK_MALFORMED;
	(void) peds_day_from_ymd(year, 1, 1, &first);
	if (!peds_day_from_ymd(year, month, dom, &result))
	{
		r->at = from;
		return PEDS_WORK_NO_SUCH_DAY;
	}
	*day = (int) (result - first);
	return PEDS_OK;
}

static bool
is_weekend(uint8_t weekend, peds_day day)
{
	/* 2000-01-01 was a Saturday */
	int			dow = (int) ((day + 5) - peds_floor_div(day + 5, 7) * 7);

	return (weekend >> dow & 1) != 0;
}

peds_status
peds_work_read_days(peds_work_reader *r, int year, peds_work_kind kind, uint8_t weekend, uint8_t *mark)
{
	peds_day	first;

	(void) peds_day_from_ymd(year, 1, 1, &first);
	do
	{
		int			from;
		int			to;
		size_t		start;
		size_t		second;
		peds_status status;

		peds_work_skip_blanks(r);
		start = r->at;
		status = read_day(r, year, &from);
		if (status != PEDS_OK)
			return status;
		to = from;
		if (peds_work_look(r) == '.')
		{
			if (r->length - r->at < 2 || r->text[r->at + 1] != '.')
				return PEDS_WORK_MALFORMED;
			r->at += 2;
			peds_work_skip_blanks(r);
			second = r->at;
			status = read_day(r, year, &to);
			if (status != PEDS_OK)
				return status;
			if (to < from)
			{
				r->at = second;
				return PEDS_WORK_DAY_ORDER;
			}
		}
		for (int day = from; day <= to; day++)
		{
			status = PEDS_OK;
			if (mark[day] == kind)
				status = PEDS_WORK_DAY_TWICE;
			else if (mark[day] != 0)
				status = PEDS_WORK_CONTRADICTION;
			else if (kind == PEDS_WORK_ON && !is_weekend(weekend, first + day))
				status = PEDS_WORK_NOT_WEEKEND;
			if (status != PEDS_OK)
			{
				r->at = start;
				return status;
			}
			mark[day] = (uint8_t) kind;
		}
	} while (peds_work_accept(r, ','));
	return PEDS_OK;
}

peds_status
peds_work_read_weekend(peds_work_reader *r, uint8_t *weekend)
{
	*weekend = 0;
	if (peds_work_accept_word(r, "none"))
		return PEDS_OK;
	do
	{
		int			day = 0;

		while (day < 7 && !peds_work_accept_word(r, peds_work_weekday[day]))
			day++;
		if (day == 7)
			return PEDS_WORK_WEEKEND;
		if ((*weekend >> day & 1) != 0 || (*weekend | 1 << day) == 0x7f)
		{
			r->at -= 3;
			return PEDS_WORK_WEEKEND;
		}
		*weekend |= (uint8_t) (1 << day);
	} while (peds_work_accept(r, ','));
	return PEDS_OK;
}

void
peds_named_work_year_marks(const peds_named_work_calendar *named, int number, uint8_t *mark)
{
	const peds_named_work_year *row = &named->year[number];

	memset(mark, 0, PEDS_WORK_YEAR_DAYS);
	if (row->off != NULL)
	{
		peds_work_reader r = {row->off, strlen(row->off), 0};

		(void) peds_work_read_days(&r, row->year, PEDS_WORK_OFF, named->weekend, mark);
	}
	if (row->work != NULL)
	{
		peds_work_reader r = {row->work, strlen(row->work), 0};

		(void) peds_work_read_days(&r, row->year, PEDS_WORK_ON, named->weekend, mark);
	}
}
