/* SPDX-License-Identifier: PostgreSQL */
/*
 * work_calendar_text.c
 *		Reading and writing working-day calendars.
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
#include "work_calendar_text.h"

#include <stdio.h>
#include <string.h>

static const char *const weekday[7] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/* What is read, and how far. */
typedef struct reader
{
	const char *text;
	size_t		length;
	size_t		at;
} reader;

static void
skip_blanks(reader *r)
{
	while (r->at < r->length &&
		   (r->text[r->at] == ' ' || r->text[r->at] == '\t' ||
			r->text[r->at] == '\n' || r->text[r->at] == '\r'))
		r->at++;
}

/* The next character that is no blank, or 0 at the end. */
static char
look(reader *r)
{
	skip_blanks(r);
	return r->at < r->length ? r->text[r->at] : '\0';
}

static bool
accept(reader *r, char c)
{
	if (r->at >= r->length || look(r) != c || r->at >= r->length)
		return false;
	r->at++;
	return true;
}

static bool
is_word_character(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		c == '-' || c == '_';
}

/* Is the word that is next this one? It is passed over then. */
static bool
accept_word(reader *r, const char *word)
{
	size_t		length = strlen(word);

	skip_blanks(r);
	if (r->length - r->at < length || memcmp(r->text + r->at, word, length) != 0 ||
		(r->length - r->at > length && is_word_character(r->text[r->at + length])))
		return false;
	r->at += length;
	return true;
}

/* Exactly so many digits. */
static bool
read_digits(reader *r, int n, int *value)
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
read_day(reader *r, int year, int *day)
{
	int			month;
	int			dom;
	peds_day	result;
	peds_day	first;
	size_t		from;

	skip_blanks(r);
	from = r->at;
	if (!read_digits(r, 2, &month) || r->at >= r->length || r->text[r->at] != '-')
		return PEDS_WORK_MALFORMED;
	r->at++;
	if (!read_digits(r, 2, &dom))
		return PEDS_WORK_MALFORMED;
	if (r->at < r->length && is_word_character(r->text[r->at]))
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

/* Days with commas between, marked in the year. */
static peds_status
read_days(reader *r, int year, peds_work_kind kind, uint8_t weekend, uint8_t *mark)
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

		skip_blanks(r);
		start = r->at;
		status = read_day(r, year, &from);
		if (status != PEDS_OK)
			return status;
		to = from;
		if (look(r) == '.')
		{
			if (r->length - r->at < 2 || r->text[r->at + 1] != '.')
				return PEDS_WORK_MALFORMED;
			r->at += 2;
			skip_blanks(r);
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
	} while (accept(r, ','));
	return PEDS_OK;
}

static peds_status
read_weekend(reader *r, uint8_t *weekend)
{
	*weekend = 0;
	if (accept_word(r, "none"))
		return PEDS_OK;
	do
	{
		int			day = 0;

		while (day < 7 && !accept_word(r, weekday[day]))
			day++;
		if (day == 7)
			return PEDS_WORK_WEEKEND;
		if ((*weekend >> day & 1) != 0 || (*weekend | 1 << day) == 0x7f)
		{
			r->at -= 3;
			return PEDS_WORK_WEEKEND;
		}
		*weekend |= (uint8_t) (1 << day);
	} while (accept(r, ','));
	return PEDS_OK;
}

/* The weekend may stand after the years that it decides on, so it is read first. */
static uint8_t
find_weekend(const char *text, size_t length)
{
	reader		r = {text, length, 0};
	uint8_t		weekend;

	for (;;)
	{
		const char *semicolon;

		if (accept_word(&r, "weekend"))
			return read_weekend(&r, &weekend) == PEDS_OK ? weekend : PEDS_WORK_DEFAULT_WEEKEND;
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
read_year(reader *r, peds_work_calendar *result, int *nyears)
{
	uint8_t		mark[PEDS_WORK_YEAR_DAYS] = {0};
	bool		seen[3] = {false};
	size_t		start = r->at;
	int			year;
	peds_status status;

	if (!read_digits(r, 4, &year))
		return PEDS_WORK_MALFORMED;
	if (year == 0)
	{
		r->at = start;
		return PEDS_WORK_NO_SUCH_DAY;
	}
	if (!accept(r, ':'))
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

		skip_blanks(r);
		start = r->at;
		if (accept_word(r, "off"))
			kind = PEDS_WORK_OFF;
		else if (accept_word(r, "work"))
			kind = PEDS_WORK_ON;
		else
			return r->at < r->length && is_word_character(r->text[r->at]) ?
				PEDS_WORK_WORD : PEDS_WORK_MALFORMED;
		if (seen[kind])
		{
			r->at = start;
			return PEDS_WORK_LIST_TWICE;
		}
		seen[kind] = true;
		if (kind != PEDS_WORK_OFF || !accept_word(r, "none"))
		{
			status = read_days(r, year, kind, result->weekend, mark);
			if (status != PEDS_OK)
				return status;
		}

		/* another list of this year? */
		end = r->at;
		if (!accept(r, ';'))
			break;
		skip_blanks(r);
		start = r->at;
		if (!accept_word(r, "off") && !accept_word(r, "work"))
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
find_named(reader *r)
{
	for (int i = 1; i <= peds_named_work_calendar_count(); i++)
		if (accept_word(r, peds_named_work_calendar_get(i)->name))
			return i;
	return 0;
}

static peds_status
read_calendar(reader *r, peds_work_calendar *result)
{
	bool		weekend_seen = false;
	int			nyears = 0;
	char		c = look(r);
	peds_status status;

	if (r->at >= r->length)
		return PEDS_WORK_MALFORMED;
	result->named = (uint8_t) find_named(r);
	if (result->named != 0)
	{
		result->weekend = peds_named_work_calendar_get(result->named)->weekend;
		skip_blanks(r);
		if (r->at == r->length)
			return PEDS_OK;
		if (!accept(r, ';'))
			return PEDS_WORK_MALFORMED;
	}
	else
		result->weekend = find_weekend(r->text, r->length);
	for (;;)
	{
		size_t		start;

		c = look(r);
		start = r->at;
		if (c >= '0' && c <= '9')
			status = read_year(r, result, &nyears);
		else if (accept_word(r, "weekend"))
		{
			uint8_t		weekend;

			status = read_weekend(r, &weekend);
			if (weekend_seen || result->named != 0)
			{
				r->at = start;
				status = PEDS_WORK_WEEKEND_GIVEN;
			}
			weekend_seen = true;
		}
		else if (r->at < r->length && is_word_character(c))
			return result->named == 0 && nyears == 0 && !weekend_seen ? PEDS_WORK_UNKNOWN : PEDS_WORK_WORD;
		else
			return PEDS_WORK_MALFORMED;
		if (status != PEDS_OK)
			return status;
		skip_blanks(r);
		if (r->at == r->length)
			break;
		if (!accept(r, ';'))
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
	reader		r = {text, length, 0};
	peds_status status;

	memset(result, 0, offsetof(peds_work_calendar, item));
	result->version = 1;
	status = read_calendar(&r, result);
	*position = status == PEDS_OK ? 0 : r.at;
	return status;
}

void
peds_named_work_year_marks(const peds_named_work_calendar *named, int number, uint8_t *mark)
{
	const peds_named_work_year *row = &named->year[number];

	memset(mark, 0, PEDS_WORK_YEAR_DAYS);
	if (row->off != NULL)
	{
		reader		r = {row->off, strlen(row->off), 0};

		(void) read_days(&r, row->year, PEDS_WORK_OFF, named->weekend, mark);
	}
	if (row->work != NULL)
	{
		reader		r = {row->work, strlen(row->work), 0};

		(void) read_days(&r, row->year, PEDS_WORK_ON, named->weekend, mark);
	}
}

int
peds_work_weekend_print(uint8_t weekend, char *out)
{
	int			length = 0;

	if (weekend == 0)
		return sprintf(out, "none");
	for (int day = 0; day < 7; day++)
		if ((weekend >> day & 1) != 0)
			length += sprintf(out + length, "%s%s", length > 0 ? ", " : "", weekday[day]);
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
