/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_partial_date.c
 *		Partial dates: text forms, possible days by enumeration, order, and
 *		imputation.
 */
#include "check.h"
#include "slow.h"

#include "../../src/core/partial_date.h"

static peds_status
parse(const char *text, size_t length, peds_partial_date *p, size_t *position)
{
	char	   *copy = malloc(length > 0 ? length : 1);
	peds_status status;

	memcpy(copy, text, length);
	*p = -1;
	*position = 999;
	status = peds_partial_date_parse(copy, length, p, position);
	free(copy);
	return status;
}

/* Is there such a day in some year, or in this one? 0 is unknown. */
static bool
exists(int year, int month, int day)
{
	return day <= (month == 0 ? 31 : slow_length(year, month));
}

static char *
put(char *at, int value, int digits)
{
	for (int i = digits - 1; i >= 0; i--, value /= 10)
		at[i] = (char) ('0' + value % 10);
	return at + digits;
}

/* The ISO/SDTM form (contract): 2019-03-14, 2019-03, 2019, 2019---14. */
static size_t
write_iso(char *text, int year, int month, int day)
{
	char	   *at = put(text, year, 4);

	if (month > 0 || day > 0)
	{
		*at++ = '-';
		if (month > 0)
			at = put(at, month, 2);
		else
			*at++ = '-';
	}
	if (day > 0)
	{
		*at++ = '-';
		at = put(at, day, 2);
	}
	*at = '\0';
	return (size_t) (at - text);
}

/* All years, months and days, 0 for unknown: those that exist, and the others. */
static void
every_value(void)
{
	for (int year = 1; year <= 9999; year++)
		for (int month = 0; month <= 12; month++)
			for (int day = 0; day <= 31; day++)
			{
				char		text[16];
				char		printed[PEDS_PARTIAL_DATE_TEXT_SIZE];
				size_t		length = write_iso(text, year, month, day);
				size_t		position;
				peds_partial_date p = -1;
				peds_partial_date q = -1;
				peds_status made = peds_partial_date_make(year, month, day, &p);
				peds_status read = peds_partial_date_parse(text, length, &q, &position);

				if (!exists(year, month, day))
				{
					CHECK_SAY(made == PEDS_PARTIAL_DATE_NO_SUCH_DAY, "%s", text);
					CHECK_SAY(read == PEDS_PARTIAL_DATE_NO_SUCH_DAY, "%s", text);
					continue;
				}
				CHECK_SAY(made == PEDS_OK && read == PEDS_OK && p == q, "%s", text);
				CHECK_SAY(peds_partial_date_year(p) == year && peds_partial_date_month(p) == month &&
						  peds_partial_date_day(p) == day, "%s", text);
				CHECK_INT(peds_partial_date_precision(p),
						  month > 0 && day > 0 ? PEDS_PRECISION_DAY :
						  month > 0 ? PEDS_PRECISION_MONTH :
						  day > 0 ? PEDS_PRECISION_DAY_OF_MONTH : PEDS_PRECISION_YEAR);
				if (year % 7 == 0 || year < 100 || year > 9900)
				{
					CHECK_INT(peds_partial_date_print(p, printed), length);
					CHECK_TEXT(printed, text);
				}
				if (month > 0 && year % 31 == 1)
				{
					char		compact[16];
					char	   *at = put(put(compact, year, 4), month, 2);

					if (day > 0)
						at = put(at, day, 2);
					CHECK_SAY(parse(compact, (size_t) (at - compact), &q, &position) == PEDS_OK &&
							  p == q, "%s", text);
				}
			}
}

static void
make_from_bad_parts(void)
{
	static const struct
	{
		int			year;
		int			month;
		int			day;
		peds_status status;
	}			table[] =
	{
		{0, 1, 1, PEDS_PARTIAL_DATE_YEAR},
		{-1, 0, 0, PEDS_PARTIAL_DATE_YEAR},
		{10000, 0, 0, PEDS_PARTIAL_DATE_YEAR},
		{INT32_MAX, 0, 0, PEDS_PARTIAL_DATE_YEAR},
		{INT32_MIN, 0, 0, PEDS_PARTIAL_DATE_YEAR},
		{2019, -1, 0, PEDS_PARTIAL_DATE_NO_SUCH_DAY},
		{2019, 13, 0, PEDS_PARTIAL_DATE_NO_SUCH_DAY},
		{2019, 13, 1, PEDS_PARTIAL_DATE_NO_SUCH_DAY},
		{2019, 0, 32, PEDS_PARTIAL_DATE_NO_SUCH_DAY},
		{2019, 1, 32, PEDS_PARTIAL_DATE_NO_SUCH_DAY},
		{2019, 1, -1, PEDS_PARTIAL_DATE_NO_SUCH_DAY},
		{2019, 0, -1, PEDS_PARTIAL_DATE_NO_SUCH_DAY},
		{2019, INT32_MAX, 1, PEDS_PARTIAL_DATE_NO_SUCH_DAY},
		{2019, 1, INT32_MAX, PEDS_PARTIAL_DATE_NO_SUCH_DAY}
	};
	peds_partial_date p;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		CHECK_INT(peds_partial_date_make(table[i].year, table[i].month, table[i].day, &p),
				  table[i].status);
}

/* Years are 1 to 9999 (partial_date.h). */
static void
made_from_a_day(void)
{
	peds_day	first;
	peds_day	past;
	peds_partial_date p;

	CHECK(peds_day_from_ymd(1, 1, 1, &first) && peds_day_from_ymd(10000, 1, 1, &past));
	for (peds_day day = slow_first[0]; day < slow_first[0] + SLOW_DAYS; day += 13)
	{
		int			m = slow_month[day - slow_first[0]];

		CHECK_INT(peds_partial_date_from_day(day, &p), PEDS_OK);
		CHECK_INT(peds_partial_date_year(p), SLOW_YEAR + m / 12);
		CHECK_INT(peds_partial_date_month(p), m % 12 + 1);
		CHECK_INT(peds_partial_date_day(p), slow_dom[day - slow_first[0]]);
		CHECK_INT(peds_partial_date_earliest(p), day);
		CHECK_INT(peds_partial_date_latest(p), day);
	}
	CHECK_INT(peds_partial_date_from_day(first, &p), PEDS_OK);
	CHECK_INT(peds_partial_date_earliest(p), first);
	CHECK_INT(peds_partial_date_from_day(past - 1, &p), PEDS_OK);
	CHECK_INT(peds_partial_date_latest(p), past - 1);
	CHECK_INT(peds_partial_date_from_day(first - 1, &p), PEDS_PARTIAL_DATE_YEAR);
	CHECK_INT(peds_partial_date_from_day(past, &p), PEDS_PARTIAL_DATE_YEAR);
	CHECK_INT(peds_partial_date_from_day(PEDS_DAY_MIN, &p), PEDS_PARTIAL_DATE_YEAR);
	CHECK_INT(peds_partial_date_from_day(PEDS_DAY_END - 1, &p), PEDS_PARTIAL_DATE_YEAR);
}

/* "a time part is cut off in both" (contract) */
static void
time_is_cut_off(void)
{
	static const struct
	{
		const char *text;
		const char *printed;
	}			table[] =
	{
		{"2019-03-14T10", "2019-03-14"},
		{"2019-03-14T10:30", "2019-03-14"},
		{"2019-03-14T10:30:59", "2019-03-14"},
		{"2019-03-14T10:30:60", "2019-03-14"},	/* a leap second */
		{"2019-03-14T24:00:00", "2019-03-14"},
		{"2019-03-14T00:00:00", "2019-03-14"},
		{"2019-03-14T10:30:15.5", "2019-03-14"},
		{"2019-03-14T10:30:15.123456789012345678901", "2019-03-14"},
		{"2019-03-14T10:30:15,5", "2019-03-14"},
		{"2019-03-14T10:30Z", "2019-03-14"},
		{"2019-03-14T10:30:15Z", "2019-03-14"},
		{"2019-03-14T23:30:15+08:00", "2019-03-14"},	/* not moved to another day */
		{"2019-03-14T00:30:15-08:00", "2019-03-14"},
		{"2019-03-14T10:30+0800", "2019-03-14"},
		{"2019-03-14T10+08", "2019-03-14"},
		{"2019-03-14T-:30", "2019-03-14"},	/* SDTM: the hour is not known */
		{"2019-03-14T10:-:15", "2019-03-14"},
		{"2019---14T10:30", "2019---14"},
		{"2019031410", "2019-03-14"},
		{"201903141030", "2019-03-14"},
		{"20190314103059", "2019-03-14"},
		{"20190314103059.1234", "2019-03-14"},
		{"20190314103059.1234+0800", "2019-03-14"},
		{"20190314103059-0500", "2019-03-14"},
		{"201903141030+0800", "2019-03-14"},
		{"20190314+0800", "2019-03-14"}
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
	{
		peds_partial_date p;
		size_t		position;
		char		printed[PEDS_PARTIAL_DATE_TEXT_SIZE];

		CHECK_SAY(parse(table[i].text, strlen(table[i].text), &p, &position) == PEDS_OK,
				  "%s", table[i].text);
		peds_partial_date_print(p, printed);
		CHECK_TEXT(printed, table[i].printed);
	}
}

/*
 * Refused (contract): one-digit months or days, a bare T, ordinal and week
 * dates, blanks, infinity, days that do not exist. A position of 99 is any.
 */
static void
what_is_refused(void)
{
	static const struct
	{
		const char *text;
		peds_status status;
		size_t		position;
	}			table[] =
	{
		{"", PEDS_PARTIAL_DATE_MALFORMED, 0},
		{"2", PEDS_PARTIAL_DATE_MALFORMED, 0},
		{"201", PEDS_PARTIAL_DATE_MALFORMED, 0},
		{"20193", PEDS_PARTIAL_DATE_MALFORMED, 99},
		{"2019-3", PEDS_PARTIAL_DATE_MALFORMED, 5},
		{"2019-3-14", PEDS_PARTIAL_DATE_MALFORMED, 5},
		{"2019-03-1", PEDS_PARTIAL_DATE_MALFORMED, 8},
		{"2019-3-4", PEDS_PARTIAL_DATE_MALFORMED, 5},
		{"2019-03-14T", PEDS_PARTIAL_DATE_MALFORMED, 11},
		{"2019-03T", PEDS_PARTIAL_DATE_MALFORMED, 7},
		{"2019T", PEDS_PARTIAL_DATE_MALFORMED, 4},
		{"2019T10", PEDS_PARTIAL_DATE_MALFORMED, 4},
		{"2019-03T10", PEDS_PARTIAL_DATE_MALFORMED, 7},
		{"2019---14T", PEDS_PARTIAL_DATE_MALFORMED, 10},
		{"2019-073", PEDS_PARTIAL_DATE_MALFORMED, 5},
		{"2019073", PEDS_PARTIAL_DATE_MALFORMED, 99},
		{"2019-W11", PEDS_PARTIAL_DATE_MALFORMED, 5},
		{"2019-W11-4", PEDS_PARTIAL_DATE_MALFORMED, 5},
		{"2019W114", PEDS_PARTIAL_DATE_MALFORMED, 4},
		{" 2019-03-14", PEDS_PARTIAL_DATE_MALFORMED, 0},
		{"2019-03-14 ", PEDS_PARTIAL_DATE_MALFORMED, 10},
		{"2019- 3-14", PEDS_PARTIAL_DATE_MALFORMED, 5},
		{"2019-03-14 10:30", PEDS_PARTIAL_DATE_MALFORMED, 10},
		{"2019-03-14T10:30 Z", PEDS_PARTIAL_DATE_MALFORMED, 16},
		{"infinity", PEDS_PARTIAL_DATE_MALFORMED, 0},
		{"-infinity", PEDS_PARTIAL_DATE_MALFORMED, 0},
		{"epoch", PEDS_PARTIAL_DATE_MALFORMED, 0},
		{"2019-02-29", PEDS_PARTIAL_DATE_NO_SUCH_DAY, 0},
		{"2019-02-30", PEDS_PARTIAL_DATE_NO_SUCH_DAY, 0},
		{"2019-04-31", PEDS_PARTIAL_DATE_NO_SUCH_DAY, 0},
		{"1900-02-29", PEDS_PARTIAL_DATE_NO_SUCH_DAY, 0},
		{"2019-13", PEDS_PARTIAL_DATE_NO_SUCH_DAY, 0},
		{"2019-13-01", PEDS_PARTIAL_DATE_NO_SUCH_DAY, 0},
		{"2019-00", PEDS_PARTIAL_DATE_NO_SUCH_DAY, 0},
		{"2019-00-01", PEDS_PARTIAL_DATE_NO_SUCH_DAY, 0},
		{"2019-03-00", PEDS_PARTIAL_DATE_NO_SUCH_DAY, 0},
		{"2019---00", PEDS_PARTIAL_DATE_NO_SUCH_DAY, 0},
		{"2019---32", PEDS_PARTIAL_DATE_NO_SUCH_DAY, 0},
		{"2019-03-32", PEDS_PARTIAL_DATE_NO_SUCH_DAY, 0},
		{"20190229", PEDS_PARTIAL_DATE_NO_SUCH_DAY, 0},
		{"201900", PEDS_PARTIAL_DATE_NO_SUCH_DAY, 0},
		{"201913", PEDS_PARTIAL_DATE_NO_SUCH_DAY, 0},
		{"20190300", PEDS_PARTIAL_DATE_NO_SUCH_DAY, 0},
		{"0000", PEDS_PARTIAL_DATE_YEAR, 0},
		{"0000-01-01", PEDS_PARTIAL_DATE_YEAR, 0},
		{"00000101", PEDS_PARTIAL_DATE_YEAR, 0},
		{"10000-01-01", PEDS_PARTIAL_DATE_MALFORMED, 99},
		{"+2019-03-14", PEDS_PARTIAL_DATE_MALFORMED, 0},
		{"-2019-03-14", PEDS_PARTIAL_DATE_MALFORMED, 0},
		{"2019-", PEDS_PARTIAL_DATE_MALFORMED, 5},
		{"2019--", PEDS_PARTIAL_DATE_MALFORMED, 6},
		{"2019---", PEDS_PARTIAL_DATE_MALFORMED, 7},
		{"2019----", PEDS_PARTIAL_DATE_MALFORMED, 7},
		{"2019--14", PEDS_PARTIAL_DATE_MALFORMED, 6},
		{"2019---1", PEDS_PARTIAL_DATE_MALFORMED, 7},
		{"2019-03-", PEDS_PARTIAL_DATE_MALFORMED, 8},
		{"2019-03--", PEDS_PARTIAL_DATE_MALFORMED, 8},
		{"--03-14", PEDS_PARTIAL_DATE_MALFORMED, 0},
		{"2019/03/14", PEDS_PARTIAL_DATE_MALFORMED, 4},
		{"2019.03.14", PEDS_PARTIAL_DATE_MALFORMED, 4},
		{"14-03-2019", PEDS_PARTIAL_DATE_MALFORMED, 0},
		{"2019-0314", PEDS_PARTIAL_DATE_MALFORMED, 5},
		{"201903-14", PEDS_PARTIAL_DATE_MALFORMED, 6},
		{"2019-03-14-", PEDS_PARTIAL_DATE_MALFORMED, 10},
		{"2019-03-14BC", PEDS_PARTIAL_DATE_MALFORMED, 10},
		{"2019-03-14t10:30", PEDS_PARTIAL_DATE_MALFORMED, 10},
		{"2019-03-14T1", PEDS_PARTIAL_DATE_MALFORMED, 99},
		{"2019-03-14T1:", PEDS_PARTIAL_DATE_MALFORMED, 99},
		{"2019-03-14T1-", PEDS_PARTIAL_DATE_MALFORMED, 99},
		{"2019-03-14T1 ", PEDS_PARTIAL_DATE_MALFORMED, 99},
		{"2019-03-14T10:3 ", PEDS_PARTIAL_DATE_MALFORMED, 99},
		{"2019-03-14T10:30:1.", PEDS_PARTIAL_DATE_MALFORMED, 99},
		{"2019-03-14T10:30+0-", PEDS_PARTIAL_DATE_MALFORMED, 99},
		{"2019-03-14T10:30Z+08:00", PEDS_PARTIAL_DATE_MALFORMED, 17},
		{"2019-03-14T25:00", PEDS_PARTIAL_DATE_MALFORMED, 11},
		{"2019-03-14T10:60", PEDS_PARTIAL_DATE_MALFORMED, 14},
		{"2019-03-14T10:30:61", PEDS_PARTIAL_DATE_MALFORMED, 17},
		{"2019-03-14T10:", PEDS_PARTIAL_DATE_MALFORMED, 14},
		{"2019-03-14T10:30:", PEDS_PARTIAL_DATE_MALFORMED, 17},
		{"2019-03-14T10:30:15.", PEDS_PARTIAL_DATE_MALFORMED, 20},
		{"2019-03-14T10:30:15.x", PEDS_PARTIAL_DATE_MALFORMED, 20},
		{"2019-03-14T10.5", PEDS_PARTIAL_DATE_MALFORMED, 13},
		{"2019-03-14T10:30+", PEDS_PARTIAL_DATE_MALFORMED, 17},
		{"2019-03-14T10:30+8", PEDS_PARTIAL_DATE_MALFORMED, 99},
		{"2019-03-14T10:30+16:00", PEDS_PARTIAL_DATE_MALFORMED, 17},
		{"2019-03-14T10:30+08:60", PEDS_PARTIAL_DATE_MALFORMED, 20},
		{"2019-03-14T10:30+08:", PEDS_PARTIAL_DATE_MALFORMED, 20},
		{"2019-03-14T10:30ZZ", PEDS_PARTIAL_DATE_MALFORMED, 17},
		{"2019-03-14T10:30+08:000", PEDS_PARTIAL_DATE_MALFORMED, 22},
		{"2019-03-14T1030", PEDS_PARTIAL_DATE_MALFORMED, 13},
		{"201903141", PEDS_PARTIAL_DATE_MALFORMED, 99},
		{"20190314103", PEDS_PARTIAL_DATE_MALFORMED, 99},
		{"2019031410301", PEDS_PARTIAL_DATE_MALFORMED, 99},
		{"201903141030591", PEDS_PARTIAL_DATE_MALFORMED, 99},
		{"2019031425", PEDS_PARTIAL_DATE_MALFORMED, 8},
		{"201903141060", PEDS_PARTIAL_DATE_MALFORMED, 10},
		{"20190314103061", PEDS_PARTIAL_DATE_MALFORMED, 12},
		{"20190314T1030", PEDS_PARTIAL_DATE_MALFORMED, 8},
		{"20190314.5", PEDS_PARTIAL_DATE_MALFORMED, 8},
		{"20190314103059.", PEDS_PARTIAL_DATE_MALFORMED, 15},
		{"201903+0800", PEDS_PARTIAL_DATE_MALFORMED, 6},
		{"99999999999999999999999999", PEDS_PARTIAL_DATE_MALFORMED, 99}
	};
	peds_partial_date p;
	size_t		position;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
	{
		size_t		length = strlen(table[i].text);

		CHECK_SAY(parse(table[i].text, length, &p, &position) == table[i].status,
				  "\"%s\"", table[i].text);
		CHECK_SAY(table[i].position == 99 ? position <= length : position == table[i].position,
				  "\"%s\": %d", table[i].text, (int) position);
	}
	CHECK_INT(parse("2019\0", 5, &p, &position), PEDS_PARTIAL_DATE_MALFORMED);
	CHECK_INT(parse("2019-03-14\0", 11, &p, &position), PEDS_PARTIAL_DATE_MALFORMED);
}

/* Whatever is typed is refused with a position in the text, or is a value. */
static void
random_text(void)
{
	static const char alphabet[] = "0123456789-T:.Z+ ";
	int			read = 0;

	for (int i = 0; i < 400000; i++)
	{
		char		text[24] = "2019-03-14T10:30:15";
		int			length = (int) random_between(0, 19);
		char		printed[PEDS_PARTIAL_DATE_TEXT_SIZE];
		peds_partial_date p;
		peds_partial_date q;
		size_t		position;

		if (i % 2 == 0)
			memcpy(text, "20190314103015.123+0800", 23);
		for (int k = (int) random_between(0, 3); k > 0; k--)
			text[random_between(0, 10)] = alphabet[random_between(0, 16)];
		if (parse(text, (size_t) length, &p, &position) != PEDS_OK)
		{
			CHECK_SAY(position <= (size_t) length, "%.*s", length, text);
			continue;
		}
		read++;
		peds_partial_date_print(p, printed);
		CHECK_SAY(parse(printed, strlen(printed), &q, &position) == PEDS_OK && p == q,
				  "%.*s", length, text);
		CHECK_SAY(peds_partial_date_make(peds_partial_date_year(p), peds_partial_date_month(p),
										 peds_partial_date_day(p), &q) == PEDS_OK && p == q,
				  "%.*s", length, text);
	}
	CHECK(read > 1000);
}

static void
names_of_precision(void)
{
	CHECK_TEXT(peds_date_precision_name[PEDS_PRECISION_DAY], "day");
	CHECK_TEXT(peds_date_precision_name[PEDS_PRECISION_MONTH], "month");
	CHECK_TEXT(peds_date_precision_name[PEDS_PRECISION_YEAR], "year");
	CHECK_TEXT(peds_date_precision_name[PEDS_PRECISION_DAY_OF_MONTH], "day-of-month");
}

/* The days that a partial date can mean, in order: at most 366. */
static int
possible_days(int year, int month, int day, peds_day *out)
{
	int			n = 0;
	peds_day	first;

	CHECK(peds_day_from_ymd(year, 1, 1, &first));
	for (int m = 1; m <= 12; m++)
		for (int d = 1; d <= slow_length(year, m); d++, first++)
			if ((month == 0 || m == month) && (day == 0 || d == day))
				out[n++] = first;
	return n;
}

static const int some_years[] = {1, 1899, 1900, 1999, 2000, 2019, 2024, 9999};

static void
possible_days_by_enumeration(void)
{
	peds_day	possible[366];

	for (size_t y = 0; y < sizeof(some_years) / sizeof(some_years[0]); y++)
		for (int month = 0; month <= 12; month++)
			for (int day = 0; day <= 31; day++)
			{
				int			year = some_years[y];
				peds_partial_date p;
				int			n;
				int			before = -1;	/* the last possible day up to now */
				char		text[16];

				if (!exists(year, month, day))
					continue;
				write_iso(text, year, month, day);
				CHECK_INT(peds_partial_date_make(year, month, day, &p), PEDS_OK);
				n = possible_days(year, month, day, possible);
				CHECK_INT(peds_partial_date_earliest(p), possible[0]);
				CHECK_INT(peds_partial_date_latest(p), possible[n - 1]);
				for (peds_day at = possible[0] - 3; at <= possible[n - 1] + 3; at++)
				{
					peds_day	found = 77;
					bool		is = before + 1 < n && possible[before + 1] == at;

					before += is;
					CHECK_SAY(peds_partial_date_last_upto(p, at, &found) == (before >= 0) &&
							  found == (before >= 0 ? possible[before] : 77),
							  "%s %" PRId64, text, at);
					found = 77;
					CHECK_SAY(peds_partial_date_first_from(p, at, &found) ==
							  (is || before + 1 < n) &&
							  found == (is ? at : before + 1 < n ? possible[before + 1] : 77),
							  "%s %" PRId64, text, at);
				}
			}
}

/* By (earliest, latest), equal only where identical. */
static void
order(void)
{
	peds_partial_date p[1400];
	int			n = 0;

	for (int year = 2019; year <= 2020; year++)
		for (int month = 0; month <= 12; month++)
			for (int day = 0; day <= 31; day++)
				if (exists(year, month, day))
				{
					CHECK(n < 1400);
					CHECK_INT(peds_partial_date_make(year, month, day, &p[n++]), PEDS_OK);
				}
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
		{
			peds_day	a = peds_partial_date_earliest(p[i]);
			peds_day	b = peds_partial_date_earliest(p[j]);
			peds_day	c = peds_partial_date_latest(p[i]);
			peds_day	d = peds_partial_date_latest(p[j]);
			int			expected = a != b ? (a > b) - (a < b) : (c > d) - (c < d);

			CHECK(peds_partial_date_compare(p[i], p[j]) == expected);
			CHECK((expected == 0) == (i == j));
		}
}

static void
rule_of_imputation(void)
{
	peds_impute_rule rule;

	CHECK(peds_impute_rule_parse("first", 5, &rule) == PEDS_OK && rule == PEDS_IMPUTE_FIRST);
	CHECK(peds_impute_rule_parse("middle", 6, &rule) == PEDS_OK && rule == PEDS_IMPUTE_MIDDLE);
	CHECK(peds_impute_rule_parse("last", 4, &rule) == PEDS_OK && rule == PEDS_IMPUTE_LAST);
	CHECK_INT(peds_impute_rule_parse("", 0, &rule), PEDS_IMPUTE_RULE);
	CHECK_INT(peds_impute_rule_parse("First", 5, &rule), PEDS_IMPUTE_RULE);
	CHECK_INT(peds_impute_rule_parse("first ", 6, &rule), PEDS_IMPUTE_RULE);
	CHECK_INT(peds_impute_rule_parse("firs", 4, &rule), PEDS_IMPUTE_RULE);
	CHECK_INT(peds_impute_rule_parse("mid", 3, &rule), PEDS_IMPUTE_RULE);
	CHECK_INT(peds_impute_rule_parse("lost", 4, &rule), PEDS_IMPUTE_RULE);
}

/*
 * Contract, impute: first and last within the bounds, which are inclusive; the
 * middle is the 15th, 1 July, or that day in July; an empty choice or a middle
 * outside the bounds is an error.
 */
static void
imputation_by_enumeration(void)
{
	peds_day	possible[366];

	for (size_t y = 0; y < sizeof(some_years) / sizeof(some_years[0]); y++)
		for (int month = 0; month <= 12; month++)
			for (int day = 0; day <= 31; day++)
			{
				int			year = some_years[y];
				peds_partial_date p;
				peds_day	middle;
				int			n;
				char		text[16];

				if (!exists(year, month, day))
					continue;
				write_iso(text, year, month, day);
				CHECK_INT(peds_partial_date_make(year, month, day, &p), PEDS_OK);
				n = possible_days(year, month, day, possible);
				CHECK(peds_day_from_ymd(year, month > 0 ? month : 7,
										day > 0 ? day : month > 0 ? 15 : 1, &middle));
				for (int i = 0; i < 24; i++)
				{
					peds_day	lower = PEDS_DAY_MIN;
					peds_day	upper = PEDS_DAY_END - 1;
					peds_day	first = INT64_MAX;
					peds_day	last = INT64_MIN;
					peds_day	got = 77;
					peds_status none = PEDS_IMPUTE_NONE_WITHIN;

					/* the bounds may also stand the wrong way round */
					if (i & 1)
						lower = possible[random_between(0, n - 1)] + random_between(-1, 1);
					if (i & 2)
						upper = possible[random_between(0, n - 1)] + random_between(-1, 1);
					if (i & 4)
						lower = middle + random_between(-1, 1);
					if (i & 8)
						upper = middle + random_between(-1, 1);
					for (int k = 0; k < n; k++)
						if (possible[k] >= lower && possible[k] <= upper)
						{
							if (possible[k] < first)
								first = possible[k];
							last = possible[k];
						}
					CHECK_INT(peds_partial_date_impute(p, PEDS_IMPUTE_FIRST, lower, upper, &got),
							  last == INT64_MIN ? none : PEDS_OK);
					if (last != INT64_MIN)
						CHECK_SAY(got == first, "%s", text);
					CHECK_INT(peds_partial_date_impute(p, PEDS_IMPUTE_LAST, lower, upper, &got),
							  last == INT64_MIN ? none : PEDS_OK);
					if (last != INT64_MIN)
						CHECK_SAY(got == last, "%s", text);
					CHECK_INT(peds_partial_date_impute(p, PEDS_IMPUTE_MIDDLE, lower, upper, &got),
							  last == INT64_MIN ? none :
							  middle < lower || middle > upper ? PEDS_IMPUTE_MIDDLE_OUTSIDE : PEDS_OK);
					if (last != INT64_MIN && middle >= lower && middle <= upper)
						CHECK_SAY(got == middle, "%s", text);
				}
			}
}

int
main(void)
{
	slow_begin();
	RUN(every_value);
	RUN(make_from_bad_parts);
	RUN(made_from_a_day);
	RUN(time_is_cut_off);
	RUN(what_is_refused);
	RUN(random_text);
	RUN(names_of_precision);
	RUN(possible_days_by_enumeration);
	RUN(order);
	RUN(rule_of_imputation);
	RUN(imputation_by_enumeration);
	return check_end("test_partial_date");
}
