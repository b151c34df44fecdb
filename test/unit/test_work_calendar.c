/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_work_calendar.c
 *		Working-day calendars: their one form, what is refused and where, the
 *		named ones, and counting against a walk from day to day.
 */
#include "check.h"
#include "slow.h"

#include "../../src/core/work_calendar.h"

/* Not a byte past the text is looked at, nor past the room that is asked for. */
static peds_status
parse(const char *text, size_t length, peds_work_calendar **calendar, size_t *position)
{
	char	   *copy = malloc(length > 0 ? length : 1);
	size_t		room = peds_work_calendar_room(length);
	peds_status status;

	*calendar = malloc(room);
	memset(*calendar, 0xee, room);
	memcpy(copy, text, length);
	*position = 9999;
	status = peds_work_calendar_parse(copy, length, *calendar, position);
	free(copy);
	return status;
}

static peds_work_calendar *
good(const char *text)
{
	peds_work_calendar *calendar;
	size_t		position;
	peds_status status = parse(text, strlen(text), &calendar, &position);

	CHECK_SAY(status == PEDS_OK, "%s: %d at %zu", text, (int) status, position);
	return calendar;
}

static peds_work_table *
table_of(const peds_work_calendar *calendar)
{
	return peds_work_table_make(calendar, malloc(peds_work_table_size(calendar)));
}

/* Printed into exactly the room that the header asks for, and read again. */
static void
check_form(const char *text, const char *expected)
{
	peds_work_calendar *calendar = good(text);
	peds_work_calendar *again;
	size_t		position;
	char	   *printed = malloc(PEDS_WORK_TEXT_SIZE(calendar->nitems));

	CHECK_INT(peds_work_calendar_print(calendar, printed), strlen(expected));
	CHECK_TEXT(printed, expected);
	CHECK(parse(printed, strlen(printed), &again, &position) == PEDS_OK);
	calendar->host = again->host = 0;
	CHECK(calendar->nitems == again->nitems &&
		  memcmp(calendar, again, PEDS_WORK_CALENDAR_SIZE(calendar->nitems)) == 0);
	free(printed);
	free(calendar);
	free(again);
}

static void
test_forms(void)
{
	check_form("CN", "CN");
	check_form("  CN\t\n", "CN");
	check_form("CN;2027:off 01-01..01-03,02-05..02-11;work 02-14", "CN; 2027: off 01-01..01-03, 02-05..02-11; work 02-14");
	check_form("CN ; 2027 : work 02-14 ; off 02-05 .. 02-11 , 01-01..01-03",
			   "CN; 2027: off 01-01..01-03, 02-05..02-11; work 02-14");
	check_form("2026: off 01-01, 12-25..12-26; weekend sat,sun", "2026: off 01-01, 12-25..12-26");
	check_form("weekend sun,sat;2026: off none", "2026: off none");
	check_form("2026: off none", "2026: off none");
	check_form("2026: off none; work 01-03", "2026: work 01-03");
	check_form("2026: off 01-03, 01-01, 01-02", "2026: off 01-01..01-03");
	check_form("2026: off 01-01..01-02, 01-03..01-05", "2026: off 01-01..01-05");
	check_form("2028: off 02-29; 2024: off 02-29; 2026: work 02-28; 2025: off 12-31",
			   "2024: off 02-29; 2025: off 12-31; 2026: work 02-28; 2028: off 02-29");
	check_form("2026: off 01-01..12-31", "2026: off 01-01..12-31");
	check_form("weekend none; 0001: off 01-01; 9999: off 12-31", "weekend none; 0001: off 01-01; 9999: off 12-31");
	check_form("2026: work 01-02; weekend fri,thu", "weekend thu, fri; 2026: work 01-02");
	check_form("weekend mon,tue,wed,thu,fri,sat; 2026: off none", "weekend mon, tue, wed, thu, fri, sat; 2026: off none");
	/* a year of the named calendar, written out */
	check_form("CN; 2026: off 01-01", "CN; 2026: off 01-01");
	/* days off of the weekend stay as they are written */
	check_form("2026: off 01-03..01-04", "2026: off 01-03..01-04");
}

static const struct refused
{
	const char *text;
	peds_status status;
	size_t		position;
}			refused[] =
{
	{"", PEDS_WORK_MALFORMED, 0},
	{"  ", PEDS_WORK_MALFORMED, 2},
	{"FR", PEDS_WORK_UNKNOWN, 0},
	{" cn", PEDS_WORK_UNKNOWN, 1},
	{"CN-2025", PEDS_WORK_UNKNOWN, 0},
	{"CN;", PEDS_WORK_MALFORMED, 3},
	{"CN 2027: off none", PEDS_WORK_MALFORMED, 3},
	{"CN; FR", PEDS_WORK_WORD, 4},
	{"CN; weekend sat", PEDS_WORK_WEEKEND_GIVEN, 4},
	{"CN; 2027", PEDS_WORK_MALFORMED, 8},
	{"CN; 2027:", PEDS_WORK_MALFORMED, 9},
	{"CN; 2027: off", PEDS_WORK_MALFORMED, 13},
	{"2026: off 01-01;", PEDS_WORK_MALFORMED, 16},
	{"2026: off 01-01; ; work 01-03", PEDS_WORK_MALFORMED, 17},
	{"2026: off 01-01,", PEDS_WORK_MALFORMED, 16},
	{"2026: off 01-01 02-01", PEDS_WORK_MALFORMED, 16},
	{"2026: off 1-1", PEDS_WORK_MALFORMED, 10},
	{"2026: off 01-011", PEDS_WORK_MALFORMED, 15},
	{"2026: off 01-01.01-02", PEDS_WORK_MALFORMED, 15},
	{"2026: off 01-01..", PEDS_WORK_MALFORMED, 17},
	{"2026: off 2026-01-01", PEDS_WORK_MALFORMED, 12},
	{"2026: holiday 01-01", PEDS_WORK_WORD, 6},
	{"2026: Off 01-01", PEDS_WORK_WORD, 6},
	{"2026: off 01-01; holiday 02-01", PEDS_WORK_WORD, 17},
	{"2026: off none, 01-01", PEDS_WORK_MALFORMED, 14},
	{"2026: work none", PEDS_WORK_MALFORMED, 11},
	{"20260: off none", PEDS_WORK_MALFORMED, 4},
	{"202: off none", PEDS_WORK_MALFORMED, 0},
	{"0000: off none", PEDS_WORK_NO_SUCH_DAY, 0},
	{"2026: off 02-29", PEDS_WORK_NO_SUCH_DAY, 10},
	{"2026: off 01-01, 13-01", PEDS_WORK_NO_SUCH_DAY, 17},
	{"2026: off 00-01", PEDS_WORK_NO_SUCH_DAY, 10},
	{"2026: off 01-00", PEDS_WORK_NO_SUCH_DAY, 10},
	{"2026: off 04-28..04-31", PEDS_WORK_NO_SUCH_DAY, 17},
	{"2026: off 12-31..01-02", PEDS_WORK_DAY_ORDER, 17},
	{"2026: off 01-01, 01-01", PEDS_WORK_DAY_TWICE, 17},
	{"2026: off 01-01..01-05, 01-03..01-07", PEDS_WORK_DAY_TWICE, 24},
	{"2026: work 01-03, 01-03", PEDS_WORK_DAY_TWICE, 18},
	{"2026: off 01-01..01-03; work 01-03", PEDS_WORK_CONTRADICTION, 29},
	{"2026: work 01-03; off 01-01..01-03", PEDS_WORK_CONTRADICTION, 22},
	{"2026: work 01-02", PEDS_WORK_NOT_WEEKEND, 11},
	{"2026: work 01-03..01-05", PEDS_WORK_NOT_WEEKEND, 11},
	{"weekend fri; 2026: work 01-03", PEDS_WORK_NOT_WEEKEND, 24},
	{"2026: work 01-03; weekend fri", PEDS_WORK_NOT_WEEKEND, 11},
	{"2026: off 01-01; off 02-01", PEDS_WORK_LIST_TWICE, 17},
	{"2026: work 01-03; off 02-01; work 01-04", PEDS_WORK_LIST_TWICE, 29},
	{"2026: off 01-01; 2026: work 01-03", PEDS_WORK_YEAR_TWICE, 17},
	{"weekend sat,sun", PEDS_WORK_NO_YEAR, 0},
	{"weekend; 2026: off none", PEDS_WORK_WEEKEND, 7},
	{"weekend sat,sat; 2026: off none", PEDS_WORK_WEEKEND, 12},
	{"weekend sat,Sun; 2026: off none", PEDS_WORK_WEEKEND, 12},
	{"weekend saturday; 2026: off none", PEDS_WORK_WEEKEND, 8},
	{"weekend sat,none; 2026: off none", PEDS_WORK_WEEKEND, 12},
	{"weekend mon,tue,wed,thu,fri,sat,sun; 2026: off none", PEDS_WORK_WEEKEND, 32},
	{"weekend sat; 2026: off none; weekend sun", PEDS_WORK_WEEKEND_GIVEN, 29},
	{";", PEDS_WORK_MALFORMED, 0},
	{"\xe4\xb8\xad", PEDS_WORK_MALFORMED, 0}
};

static void
test_refused(void)
{
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
	{
		peds_work_calendar *calendar;
		size_t		position;
		peds_status status = parse(refused[i].text, strlen(refused[i].text), &calendar, &position);

		CHECK_SAY(status == refused[i].status && position == refused[i].position, "%s: %d at %zu, expected %d at %zu",
				  refused[i].text, (int) status, position, (int) refused[i].status, refused[i].position);
		free(calendar);
	}
}

/* 100 years are read, one more is not; nor are too many ranges. */
static void
test_limits(void)
{
	char	   *text = malloc(200000);
	char	   *end = text;
	peds_work_calendar *calendar;
	size_t		position;

	for (int year = 2199; year >= 2100; year--)
		end += sprintf(end, "%s%d: off 01-01", end > text ? "; " : "", year);
	calendar = good(text);
	CHECK_INT(calendar->nitems, 200);
	for (uint32_t i = 1; i < calendar->nitems; i++)
		CHECK(calendar->item[i].from >= calendar->item[i - 1].from);
	free(calendar);
	sprintf(end, "; 2200: off none");
	CHECK_INT(parse(text, strlen(text), &calendar, &position), PEDS_WORK_TOO_MANY);
	CHECK_INT(position, end - text + 2);
	free(calendar);

	end = text;
	for (int year = 2100; year < 2140; year++)
	{
		end += sprintf(end, "%s%d: off 01-01", end > text ? "; " : "", year);
		for (int i = 1; i < 110; i++)	/* every third day */
		{
			peds_civil	civil = peds_civil_from_day(peds_month_first(2100 * 12) + 3 * i);

			end += sprintf(end, ", %02d-%02d", (int) (civil.month % 12) + 1, civil.day);
		}
	}
	CHECK_INT(parse(text, strlen(text), &calendar, &position), PEDS_WORK_TOO_MANY);
	free(calendar);
	free(text);
}

static peds_day
ymd(int year, int month, int day)
{
	peds_day	result = 0;

	CHECK(peds_day_from_ymd(year, month, day, &result));
	return result;
}

/* rules, section 8: working days of the years, and reference values. */
static void
test_china(void)
{
	static const struct
	{
		int			accepted[3];
		int			n;
		int			due[3];
	}			reference[] = {
		{{2025, 9, 12}, 20, {2025, 10, 16}},
		{{2025, 9, 12}, 30, {2025, 10, 30}},
		{{2025, 9, 12}, 60, {2025, 12, 11}},
		{{2025, 9, 15}, 20, {2025, 10, 17}},
		{{2025, 9, 15}, 30, {2025, 10, 31}},
		{{2025, 9, 15}, 60, {2025, 12, 12}},
		{{2026, 1, 30}, 20, {2026, 3, 5}},
		{{2026, 1, 30}, 30, {2026, 3, 19}},
		{{2026, 1, 30}, 60, {2026, 5, 6}},
		{{2024, 12, 31}, 1, {2025, 1, 2}}
	};
	peds_work_calendar *calendar = good("CN");
	peds_work_table *table = table_of(calendar);
	peds_day	result;
	peds_day	unknown;
	int64_t		count;

	for (size_t i = 0; i < sizeof(reference) / sizeof(reference[0]); i++)
	{
		const int  *a = reference[i].accepted;
		const int  *d = reference[i].due;

		CHECK(peds_work_add(table, ymd(a[0], a[1], a[2]), reference[i].n, NULL, 0, &result, &unknown) == PEDS_OK);
		CHECK_INT(result, ymd(d[0], d[1], d[2]));
	}
	for (int year = 2025; year <= 2026; year++)
	{
		CHECK(peds_work_count(table, ymd(year, 1, 1), ymd(year + 1, 1, 1), NULL, 0, &count, &unknown) == PEDS_OK);
		CHECK_INT(count, 248);
	}
	CHECK_INT(peds_work_add(table, ymd(2026, 12, 31), 1, NULL, 0, &result, &unknown), PEDS_WORK_UNKNOWN_DAY);
	CHECK_INT(unknown, ymd(2027, 1, 1));
	CHECK_INT(peds_work_add(table, ymd(2024, 12, 31), 0, NULL, 0, &result, &unknown), PEDS_WORK_UNKNOWN_DAY);
	CHECK_INT(unknown, ymd(2024, 12, 31));
	CHECK_INT(peds_work_add(table, ymd(2025, 5, 1), -1, NULL, 0, &result, &unknown), PEDS_WORK_NEGATIVE);
	free(table);
	free(calendar);
}

/* Every day of both years, from the notices: month * 100 + day. */
static void
test_china_days(void)
{
	static const int off[2][33] = {
		{101, 128, 129, 130, 131, 201, 202, 203, 204, 404, 405, 406, 501, 502, 503, 504, 505, 531, 601, 602,
		1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008},
		{101, 102, 103, 215, 216, 217, 218, 219, 220, 221, 222, 223, 404, 405, 406, 501, 502, 503, 504, 505,
		619, 620, 621, 925, 926, 927, 1001, 1002, 1003, 1004, 1005, 1006, 1007}
	};
	static const int work[2][6] = {{126, 208, 427, 928, 1011}, {104, 214, 228, 509, 920, 1010}};
	peds_work_calendar *calendar = good("CN");
	peds_work_table *table = table_of(calendar);
	peds_day	day = ymd(2025, 1, 1);

	slow_begin();
	for (int y = 0; y < 2; y++)
		for (; day < ymd(2026 + y, 1, 1); day++)
		{
			int			number = (slow_month[day - slow_first[0]] % 12 + 1) * 100 + slow_dom[day - slow_first[0]];
			bool		expected = (day - slow_first[0] + 5) % 7 < 5;
			bool		working;
			peds_day	unknown;

			for (int i = 0; i < 33; i++)
				if (off[y][i] == number)
					expected = false;
			for (int i = 0; i < 6; i++)
				if (work[y][i] == number)
					expected = true;
			CHECK(peds_work_is_working(table, day, &working, &unknown) == PEDS_OK);
			CHECK_SAY(working == expected, "year %d, day %d", 2025 + y, number);
		}
	free(table);
	free(calendar);
}

/* Each named year is good: its lists can be read, without contradiction. */
static void
test_named(void)
{
	CHECK(peds_named_work_calendar_count() > 0);
	for (int i = 1; i <= peds_named_work_calendar_count(); i++)
	{
		const peds_named_work_calendar *named = peds_named_work_calendar_get(i);
		char		text[4096];
		char		printed[4096];
		char	   *end = text;
		peds_work_calendar *calendar;
		peds_work_calendar *own = good(named->name);
		peds_work_table *a;
		peds_work_table *b;

		for (int y = 0; y < named->nyears; y++)
		{
			const peds_named_work_year *year = &named->year[y];

			CHECK(y == 0 || year->year > named->year[y - 1].year);
			CHECK(strlen(year->source) > 0 && strlen(year->confidence) > 0);
			end += sprintf(end, "%s%04d: off %s", y > 0 ? "; " : "", year->year, year->off ? year->off : "none");
			if (year->work != NULL)
				end += sprintf(end, "; work %s", year->work);
		}
		calendar = good(text);
		peds_work_calendar_print(calendar, printed);
		CHECK_TEXT(printed, text);

		/* written out it counts as by its name */
		CHECK_INT(own->weekend, calendar->weekend);
		a = table_of(calendar);
		b = table_of(own);
		CHECK_INT(a->nknown, b->nknown);
		CHECK_INT(a->nsegments, b->nsegments);
		CHECK(memcmp(a->segment, b->segment, (size_t) a->nsegments * sizeof(peds_work_segment)) == 0);
		CHECK(memcmp(a->known, b->known, (size_t) a->nknown * sizeof(peds_interval)) == 0);
		free(a);
		free(b);
		free(calendar);
		free(own);
	}
}

/* A year written out stands in place of the named calendar's own. */
static void
test_in_place(void)
{
	peds_work_calendar *calendar = good("CN; 2026: off 01-01; 2028: off none");
	peds_work_table *table = table_of(calendar);
	int64_t		count;
	peds_day	unknown;

	CHECK(peds_work_count(table, ymd(2026, 1, 1), ymd(2027, 1, 1), NULL, 0, &count, &unknown) == PEDS_OK);
	CHECK_INT(count, 260);
	CHECK(peds_work_count(table, ymd(2025, 1, 1), ymd(2026, 1, 1), NULL, 0, &count, &unknown) == PEDS_OK);
	CHECK_INT(count, 248);
	CHECK_INT(table->nknown, 2);
	CHECK_INT(table->known[0].from, ymd(2025, 1, 1));
	CHECK_INT(table->known[0].past, ymd(2027, 1, 1));
	CHECK_INT(table->known[1].past, ymd(2029, 1, 1));
	free(table);
	free(calendar);
}

/* -------------------------------------------------- the walk from day to day */

#define WALK_FIRST	2019
#define WALK_YEARS	8
#define WALK_DAYS	(WALK_YEARS * 366)

typedef enum day_kind
{
	DAY_UNKNOWN, DAY_FREE, DAY_WORKING
} day_kind;

typedef struct walk
{
	peds_day	first;
	int			ndays;
	uint8_t		kind[WALK_DAYS];
	char		text[60000];
} walk;

/* Monday is 0; from the slow calendar's own start, Saturday 1600-01-01. */
static int
day_of_week(peds_day day)
{
	return (int) (((day - slow_first[0]) % 7 + 5 + 7) % 7);
}

static void
make_walk(walk *w)
{
	static const char *const name[7] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
	bool		off[7] = {false};
	int			free_days = (int) random_between(0, 6);
	char	   *end = w->text;
	int			i = 0;
	bool		some = false;

	w->first = slow_first[(WALK_FIRST - SLOW_YEAR) * 12];
	w->ndays = slow_first[(WALK_FIRST + WALK_YEARS - SLOW_YEAR) * 12] - slow_first[(WALK_FIRST - SLOW_YEAR) * 12];
	if (random_between(0, 1) == 0)
		off[5] = off[6] = true;
	else
		while (free_days-- > 0)
			off[random_between(0, 6)] = true;
	off[random_between(0, 4)] = false;	/* never all of them */
	end += sprintf(end, "weekend ");
	for (int d = 0, n = 0; d < 7; d++)
		if (off[d])
			end += sprintf(end, "%s%s", n++ > 0 ? "," : "", name[d]);
		else if (d == 6 && n == 0)
			end += sprintf(end, "none");

	for (int year = WALK_FIRST; year < WALK_FIRST + WALK_YEARS; year++)
	{
		int			length = slow_leap(year) ? 366 : 365;
		bool		known = random_between(0, 5) > 0;
		char		lists[2][20000];
		size_t		used[2] = {0, 0};
		int			dense = (int) random_between(0, 3);

		if (year == WALK_FIRST + WALK_YEARS - 1 && !some)
			known = true;
		some |= known;
		for (int d = 0; d < length; d++)
			w->kind[i + d] = !known ? DAY_UNKNOWN : off[day_of_week(w->first + i + d)] ? DAY_FREE : DAY_WORKING;
		if (known)
		{
			for (int d = 0; d < length;)
			{
				static const int gap[] = {400, 60, 20, 2};
				int			from;
				int			past;

				d += (int) random_between(0, gap[dense]);
				if (d >= length)
					break;
				from = d;
				past = d + (int) random_between(1, 9);
				if (past > length)
					past = length;
				if (w->kind[i + d] == DAY_FREE && random_between(0, 1) == 0)
				{
					w->kind[i + d] = DAY_WORKING;
					used[1] += (size_t) sprintf(lists[1] + used[1], "%s%02d-%02d", used[1] > 0 ? "," : "",
												slow_month[w->first + i + d - slow_first[0]] % 12 + 1,
												slow_dom[w->first + i + d - slow_first[0]]);
					d++;
					continue;
				}
				for (int k = from; k < past; k++)
					w->kind[i + k] = DAY_FREE;
				used[0] += (size_t) sprintf(lists[0] + used[0], "%s%02d-%02d..%02d-%02d", used[0] > 0 ? "," : "",
											slow_month[w->first + i + from - slow_first[0]] % 12 + 1,
											slow_dom[w->first + i + from - slow_first[0]],
											slow_month[w->first + i + past - 1 - slow_first[0]] % 12 + 1,
											slow_dom[w->first + i + past - 1 - slow_first[0]]);
				d = past;
			}
			end += sprintf(end, "; %04d: off %s", year, used[0] > 0 ? lists[0] : "none");
			if (used[1] > 0)
				end += sprintf(end, "; work %s", lists[1]);
		}
		i += length;
	}
}

static day_kind
kind_of(const walk *w, peds_day day)
{
	if (day < w->first || day >= w->first + w->ndays)
		return DAY_UNKNOWN;
	return (day_kind) w->kind[day - w->first];
}

static int
make_stops(const walk *w, peds_interval *stop)
{
	int			n = 0;
	peds_day	at = w->first - 100;

	if (random_between(0, 2) == 0)
		return 0;
	while (n < 12)
	{
		at += random_between(1, random_between(0, 1) == 0 ? 40 : 900);
		stop[n].from = at;
		at += random_between(1, random_between(0, 2) == 0 ? 700 : 60);
		stop[n++].past = at++;
		if (random_between(0, 3) == 0)
			break;
	}
	if (random_between(0, 5) == 0)
		stop[0].from = PEDS_NO_BEGINNING;
	if (random_between(0, 5) == 0)
		stop[n - 1].past = PEDS_NO_END;
	return n;
}

static bool
is_stopped(const peds_interval *stop, int n, peds_day day)
{
	for (int i = 0; i < n; i++)
		if (stop[i].from <= day && day < stop[i].past)
			return true;
	return false;
}

static void
test_against_walk(void)
{
	walk	   *w = malloc(sizeof(walk));

	slow_begin();
	for (int round = 0; round < 300; round++)
	{
		peds_work_calendar *calendar;
		peds_work_table *table;
		peds_interval stop[12];

		make_walk(w);
		calendar = good(w->text);
		table = table_of(calendar);
		for (int i = 0; i < w->ndays; i += 7)
		{
			bool		working;
			peds_day	unknown = -1;
			peds_status status = peds_work_is_working(table, w->first + i, &working, &unknown);

			CHECK(w->kind[i] == DAY_UNKNOWN ? status == PEDS_WORK_UNKNOWN_DAY && unknown == w->first + i :
				  status == PEDS_OK && working == (w->kind[i] == DAY_WORKING));
		}
		for (int i = 0; i < 60; i++)
		{
			int			n = make_stops(w, stop);
			peds_day	from = w->first + random_between(-20, w->ndays + 20);
			peds_day	past = from + random_between(0, random_between(0, 1) ? 60 : 2000);
			int64_t		want = 0;
			int64_t		got = -1;
			peds_day	unknown = -1;
			peds_status expected = PEDS_OK;
			peds_status status = peds_work_count(table, from, past, stop, n, &got, &unknown);
			peds_day	day;

			for (day = from; day < past && expected == PEDS_OK; day++)
				if (!is_stopped(stop, n, day))
				{
					if (kind_of(w, day) == DAY_UNKNOWN)
						expected = PEDS_WORK_UNKNOWN_DAY;
					want += kind_of(w, day) == DAY_WORKING;
				}
			CHECK_INT(status, expected);
			if (expected == PEDS_OK)
				CHECK_INT(got, want);
			else
				CHECK_INT(unknown, day - 1);
		}
		for (int i = 0; i < 60; i++)
		{
			int			n = make_stops(w, stop);
			peds_day	from = w->first + random_between(-20, w->ndays + 20);
			int64_t		add = random_between(0, random_between(0, 1) ? 5 : 300);
			int64_t		left = add > 0 ? add : 1;
			peds_day	got = -1;
			peds_day	unknown = -1;
			peds_status expected = PEDS_OK;
			peds_status status = peds_work_add(table, from, add, stop, n, &got, &unknown);
			peds_day	day;

			for (day = add > 0 ? from + 1 : from;; day++)
			{
				if (n > 0 && stop[n - 1].past == PEDS_NO_END && day >= stop[n - 1].from)
				{
					expected = PEDS_NO_VALUE;
					break;
				}
				if (is_stopped(stop, n, day))
					continue;
				if (kind_of(w, day) == DAY_UNKNOWN)
				{
					expected = PEDS_WORK_UNKNOWN_DAY;
					break;
				}
				if (kind_of(w, day) == DAY_WORKING && --left == 0)
					break;
			}
			CHECK_INT(status, expected);
			if (expected == PEDS_OK)
				CHECK_INT(got, day);
			else if (expected == PEDS_WORK_UNKNOWN_DAY)
				CHECK_INT(unknown, day);
		}
		free(table);
		free(calendar);
	}
	free(w);
}

/* A whole year off, and years at both ends of what can be written. */
static void
test_edges(void)
{
	peds_work_calendar *calendar = good("weekend none; 0001: off none; 2026: off 01-01..12-31; 2027: off none; 9999: off 12-31");
	peds_work_table *table = table_of(calendar);
	peds_day	result;
	peds_day	unknown;
	int64_t		count;

	CHECK(peds_work_add(table, ymd(2026, 1, 1), 1, NULL, 0, &result, &unknown) == PEDS_OK);
	CHECK_INT(result, ymd(2027, 1, 1));
	CHECK(peds_work_add(table, ymd(2026, 1, 1) - 1, 365, NULL, 0, &result, &unknown) == PEDS_OK);
	CHECK_INT(result, ymd(2027, 12, 31));
	CHECK(peds_work_add(table, ymd(2026, 1, 1) - 1, 366, NULL, 0, &result, &unknown) == PEDS_WORK_UNKNOWN_DAY);
	CHECK_INT(unknown, ymd(2028, 1, 1));
	CHECK(peds_work_count(table, ymd(1, 1, 1), ymd(2, 1, 1), NULL, 0, &count, &unknown) == PEDS_OK);
	CHECK_INT(count, 365);
	CHECK(peds_work_add(table, ymd(9999, 12, 29), 1, NULL, 0, &result, &unknown) == PEDS_OK);
	CHECK_INT(result, ymd(9999, 12, 30));
	CHECK(peds_work_add(table, ymd(9999, 12, 30), 1, NULL, 0, &result, &unknown) == PEDS_WORK_UNKNOWN_DAY);
	CHECK_INT(unknown, ymd(9999, 12, 31) + 1);
	CHECK(peds_work_add(table, PEDS_DAY_END - 1, INT32_MAX, NULL, 0, &result, &unknown) == PEDS_WORK_UNKNOWN_DAY);
	CHECK_INT(unknown, PEDS_DAY_END);
	CHECK(peds_work_add(table, PEDS_DAY_MIN, INT32_MAX, NULL, 0, &result, &unknown) == PEDS_WORK_UNKNOWN_DAY);
	CHECK(peds_work_count(table, ymd(2028, 5, 1), ymd(2028, 5, 1), NULL, 0, &count, &unknown) == PEDS_OK);
	CHECK_INT(count, 0);
	free(table);
	free(calendar);
}

static void
test_weekend_print(void)
{
	char		out[40];

	CHECK_INT(peds_work_weekend_print(0x60, out), 8);
	CHECK_TEXT(out, "sat, sun");
	peds_work_weekend_print(0, out);
	CHECK_TEXT(out, "none");
	peds_work_weekend_print(0x3f, out);
	CHECK_TEXT(out, "mon, tue, wed, thu, fri, sat");
}

int
main(void)
{
	RUN(test_forms);
	RUN(test_refused);
	RUN(test_limits);
	RUN(test_china);
	RUN(test_china_days);
	RUN(test_named);
	RUN(test_in_place);
	RUN(test_against_walk);
	RUN(test_edges);
	RUN(test_weekend_print);
	return check_end("test_work_calendar");
}
