/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_calendar.c
 *		Civil dates against an odometer, completed months against walking, and
 *		the bracket of a span against every start in the 400-year cycle.
 *
 * The rule that is tested: contract, principle 1 (calendar.h, head).
 */
#include "check.h"
#include "slow.h"

/* A date that is moved by one day with nothing but the leap rule. */
typedef struct odometer
{
	int64_t		year;
	int			month;
	int			day;
} odometer;

static void
forward(odometer *o)
{
	if (++o->day > slow_length(o->year, o->month))
	{
		o->day = 1;
		if (++o->month > 12)
		{
			o->month = 1;
			o->year++;
		}
	}
}

static void
backward(odometer *o)
{
	if (--o->day == 0)
	{
		if (--o->month == 0)
		{
			o->month = 12;
			o->year--;
		}
		o->day = slow_length(o->year, o->month);
	}
}

static void
check_day(peds_day day, const odometer *o)
{
	peds_civil	c = peds_civil_from_day(day);
	int64_t		month = o->year * 12 + o->month - 1;
	peds_day	back = INT64_MIN;

	CHECK_SAY(c.month == month && c.day == o->day,
			  "day %" PRId64 ", %" PRId64 "-%d-%d", day, o->year, o->month, o->day);
	CHECK_INT(peds_month_first(month), day - (o->day - 1));
	CHECK(peds_day_from_ymd(o->year, o->month, o->day, &back));
	CHECK_INT(back, day);
}

/* Day 0 is 2000-01-01 (calendar.h). */
static void
round_trip_1600_to_2400(void)
{
	odometer	o = {2000, 1, 1};
	peds_day	day;

	for (day = 0; o.year <= 2400; day++)
	{
		check_day(day, &o);
		forward(&o);
	}
	CHECK_INT(day, 146097 + 366);	/* 2401-01-01 */
	o = (odometer){2000, 1, 1};
	for (day = 0; o.year >= 1600; day--)
	{
		check_day(day, &o);
		backward(&o);
	}
	CHECK_INT(day, -146097 - 1);	/* 1599-12-31 */
}

/* The bounds of PostgreSQL's date: 4714-11-24 BC and 5874897-12-31. */
static void
round_trip_at_the_ends(void)
{
	odometer	o = {-4713, 11, 24};
	peds_day	day = PEDS_DAY_MIN;

	for (; o.year < -4300; day++)
	{
		check_day(day, &o);
		forward(&o);
	}
	/* year by year to the epoch, and on to the other end */
	for (; o.year < 2000; o.year++)
		day += slow_leap(o.year) ? 366 : 365;
	CHECK_INT(day, 0);
	for (; o.year < 5874898; o.year++)
		day += slow_leap(o.year) ? 366 : 365;
	CHECK_INT(day, PEDS_DAY_END);
	for (; o.year > 5874500; day--)
	{
		check_day(day, &o);
		backward(&o);
	}
	/* ages are reached beyond the end: at most PEDS_BOUND_MAX months later */
	o = (odometer){5874898, 1, 1};
	for (day = PEDS_DAY_END; o.year < 5874900; day++)
	{
		check_day(day, &o);
		forward(&o);
	}
}

static void
round_trip_of_years_that_are_far(void)
{
	for (int i = 0; i < 100000; i++)
	{
		odometer	o;
		peds_day	day = random_between(PEDS_DAY_MIN, PEDS_DAY_END + INT64_C(8170000000));
		peds_civil	c = peds_civil_from_day(day);

		o.year = peds_floor_div(c.month, 12);
		o.month = (int) (c.month - o.year * 12) + 1;
		o.day = c.day;
		CHECK(c.day >= 1 && c.day <= slow_length(o.year, o.month));
		check_day(day, &o);
		forward(&o);
		check_day(day + 1, &o);
	}
}

static void
lengths_of_months(void)
{
	for (int64_t year = -5000; year < 6000; year++)
		for (int month = 1; month <= 12; month++)
			CHECK_INT(peds_month_length(year * 12 + month - 1), slow_length(year, month));
}

static void
days_that_do_not_exist(void)
{
	peds_day	day = 77;

	for (int year = -4; year < 2401; year++)
		for (int month = -1; month <= 14; month++)
		{
			int			length = month < 1 || month > 12 ? 0 : slow_length(year, month);

			CHECK(!peds_day_from_ymd(year, month, 0, &day));
			CHECK(!peds_day_from_ymd(year, month, -1, &day));
			CHECK(!peds_day_from_ymd(year, month, length + 1, &day));
			CHECK(!peds_day_from_ymd(year, month, 32, &day));
			CHECK(!peds_day_from_ymd(year, month, 100, &day));
			if (length == 0)
				CHECK(!peds_day_from_ymd(year, month, 1, &day));
		}
	CHECK_INT(day, 77);
}

static void
division_is_floored(void)
{
	for (int64_t b = 1; b < 20; b++)
		for (int64_t a = -200; a < 200; a++)
		{
			int64_t		q = peds_floor_div(a, b);

			CHECK_SAY(q * b <= a && a < (q + 1) * b, "%" PRId64 "/%" PRId64, a, b);
		}
}

/*
 * Walk from a birth to a day, counting: a month is completed on the same day
 * of the month, and on the 1st if the month before did not have that day.
 */
static void
walk_months(peds_day birth, int days)
{
	odometer	o;
	int			dom;
	int			completed = 0;
	peds_civil	c = peds_civil_from_day(birth);

	o.year = peds_floor_div(c.month, 12);
	o.month = (int) (c.month - o.year * 12) + 1;
	dom = o.day = c.day;
	for (int i = 0; i <= days; i++)
	{
		bool		counts = i > 0 && o.day == dom;

		if (o.day == 1 && i > 0)
		{
			odometer	before = o;

			backward(&before);
			counts |= before.day < dom;
		}
		if (counts)
		{
			completed++;
			CHECK_SAY(peds_months_reached(birth, completed) == birth + i,
					  "birth %" PRId64 ", month %d", birth, completed);
		}
		CHECK_SAY(peds_months_completed(birth, birth + i) == completed,
				  "birth %" PRId64 ", %d days", birth, i);
		forward(&o);
	}
}

static void
months_by_walking(void)
{
	static const int around[] = {1600, 1700, 1900, 2000, 2004, 2023, 2100, 2399};
	peds_day	birth;

	/* all births of two years, for the two years that follow */
	for (size_t i = 0; i < sizeof(around) / sizeof(around[0]); i++)
	{
		CHECK(peds_day_from_ymd(around[i] - 1, 3, 1, &birth));
		for (int d = 0; d < 731; d++)
			walk_months(birth + d, 800);
	}
	/* and some for a life */
	for (int d = 25; d <= 31; d++)
	{
		CHECK(peds_day_from_ymd(1896, 1, d, &birth));
		walk_months(birth, 115 * 366);
	}
	CHECK(peds_day_from_ymd(1896, 2, 29, &birth));
	walk_months(birth, 115 * 366);
}

/*
 * Completed months are the largest n whose reaching day is not after the day
 * asked for (calendar.h), before birth too: there the count is floored.
 */
static void
completed_is_the_largest_reached(void)
{
	for (int i = 0; i < 300000; i++)
	{
		peds_day	birth = random_between(PEDS_DAY_MIN, PEDS_DAY_END - 1);
		peds_day	day = i % 2 == 0 ? random_between(PEDS_DAY_MIN, PEDS_DAY_END - 1) :
			birth + random_between(-1000, 1000);
		int64_t		n = peds_months_completed(birth, day);

		CHECK_SAY(peds_months_reached(birth, n) <= day, "%" PRId64 " %" PRId64, birth, day);
		CHECK_SAY(peds_months_reached(birth, n + 1) > day, "%" PRId64 " %" PRId64, birth, day);
	}
}

static void
months_by_example(void)
{
	static const struct
	{
		int			birth[3];
		int			months;
		int			reached[3];
	}			table[] =
	{
		/* 29 February, and the 31st: the 1st of the next month */
		{{2024, 2, 29}, 12, {2025, 3, 1}},
		{{2024, 2, 29}, 48, {2028, 2, 29}},
		{{2024, 1, 31}, 1, {2024, 3, 1}},
		{{2023, 1, 31}, 1, {2023, 3, 1}},
		{{2024, 1, 30}, 1, {2024, 3, 1}},
		{{2024, 1, 29}, 1, {2024, 2, 29}},
		{{2023, 1, 28}, 1, {2023, 2, 28}},
		{{2023, 3, 31}, 1, {2023, 5, 1}},
		{{2023, 12, 31}, 2, {2024, 3, 1}},
		{{2023, 12, 31}, 1, {2024, 1, 31}},
		{{2023, 2, 28}, 12, {2024, 2, 28}},
		{{2023, 3, 1}, 12, {2024, 3, 1}},
		{{2000, 2, 29}, 1200, {2100, 3, 1}},
		{{2024, 3, 31}, -1, {2024, 3, 1}},
		{{2024, 3, 31}, 0, {2024, 3, 31}},
		{{2024, 5, 15}, -17, {2022, 12, 15}}
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
	{
		peds_day	birth = slow_ymd(table[i].birth[0], table[i].birth[1], table[i].birth[2]);
		peds_day	reached = slow_ymd(table[i].reached[0], table[i].reached[1],
									   table[i].reached[2]);

		CHECK_INT(peds_months_reached(birth, table[i].months), reached);
		CHECK_INT(peds_months_reached_civil(peds_civil_from_day(birth), table[i].months), reached);
		CHECK_INT(peds_months_completed(birth, reached), table[i].months);
		CHECK_INT(peds_months_completed(birth, reached - 1), table[i].months - 1);
	}
}

/* Least and greatest span of n months over all births of a cycle. */
static void
slow_span(int n, int64_t *least, int64_t *greatest)
{
	*least = INT64_MAX;
	*greatest = INT64_MIN;
	for (int m = 0; m < PEDS_MONTHS_PER_CYCLE; m++)
	{
		int			length = slow_first[m + 1] - slow_first[m];

		/* days up to the 28th exist in every month and span what the 28th does */
		for (int d = 28; d <= length; d++)
		{
			int64_t		reached = slow_first[m + n] + d > slow_first[m + n + 1] ?
				slow_first[m + n + 1] : slow_first[m + n] + d - 1;
			int64_t		span = reached - (slow_first[m] + d - 1);

			if (span < *least)
				*least = span;
			if (span > *greatest)
				*greatest = span;
		}
	}
}

/*
 * No span lies outside the bracket: all numbers of months of a cycle, all
 * months of birth, all days from the 28th on. Beyond a cycle all repeats.
 */
static void
bracket_holds_every_span(void)
{
	int64_t		least;
	int64_t		greatest;

	for (int n = 0; n <= PEDS_MONTHS_PER_CYCLE; n++)
	{
		int64_t		mean = peds_months_mean_days(n);

		slow_span(n, &least, &greatest);
		CHECK_SAY(mean - PEDS_SPAN_BELOW <= least && greatest <= mean + PEDS_SPAN_ABOVE,
				  "%d months span %" PRId64 " to %" PRId64 " days", n, least, greatest);
	}
	for (int64_t k = 1; k < 60000; k += 7)
	{
		int64_t		n = random_between(0, PEDS_MONTHS_PER_CYCLE - 1);

		CHECK_INT(peds_months_mean_days(n + k * PEDS_MONTHS_PER_CYCLE),
				  peds_months_mean_days(n) + k * PEDS_DAYS_PER_CYCLE);
	}
}

static void
span_is_exact(void)
{
	int64_t		least;
	int64_t		greatest;
	int64_t		a;
	int64_t		b;

	for (int n = 0; n <= PEDS_MONTHS_PER_CYCLE; n += n < 260 ? 1 : 29)
	{
		slow_span(n, &least, &greatest);
		peds_months_span(n, &a, &b);
		CHECK_SAY(a == least && b == greatest, "%d months", n);
		if (n % 12 == 1)
		{
			int64_t		cycles = random_between(1, PEDS_BOUND_MAX / PEDS_MONTHS_PER_CYCLE - 1);

			peds_months_span(n + cycles * PEDS_MONTHS_PER_CYCLE, &a, &b);
			CHECK_INT(a, least + cycles * PEDS_DAYS_PER_CYCLE);
			CHECK_INT(b, greatest + cycles * PEDS_DAYS_PER_CYCLE);
		}
	}
	/* one month has 28 to 31 days, a year 365 or 366 */
	peds_months_span(1, &a, &b);
	CHECK(a == 28 && b == 31);
	peds_months_span(12, &a, &b);
	CHECK(a == 365 && b == 366);
}

/* The table of one cycle for questions about every birth. */
static void
table_of_a_cycle(void)
{
	static peds_cycle cycle;

	/* it begins with the year 0, and so as the table from 1600 on does */
	peds_cycle_init(&cycle);
	for (int m = 0; m < PEDS_MONTHS_PER_CYCLE; m++)
	{
		CHECK_INT(cycle.first[m], slow_first[m] - slow_first[0]);
		CHECK_INT(peds_cycle_length(&cycle, m), slow_first[m + 1] - slow_first[m]);
		for (int d = 1; d <= peds_cycle_length(&cycle, m); d++)
			for (int i = 0; i < 5; i++)
			{
				peds_age	age = {PEDS_AGE_MONTHS, (int32_t) random_between(0, i < 3 ? 30 : 9999)};

				CHECK_INT(peds_cycle_reached(&cycle, m, d, age.n),
						  slow_reached(slow_first[m] + d - 1, age) - slow_first[0]);
			}
	}
	CHECK_INT(cycle.first[PEDS_MONTHS_PER_CYCLE], 146097);
	CHECK_INT(peds_cycle_reached(&cycle, 1, 29, INT64_C(4800) * 55924), /* of a 29 February */
			  31 + 28 + INT64_C(146097) * 55924);
}

int
main(void)
{
	slow_begin();
	RUN(round_trip_1600_to_2400);
	RUN(round_trip_at_the_ends);
	RUN(round_trip_of_years_that_are_far);
	RUN(lengths_of_months);
	RUN(days_that_do_not_exist);
	RUN(division_is_floored);
	RUN(months_by_walking);
	RUN(completed_is_the_largest_reached);
	RUN(months_by_example);
	RUN(bracket_holds_every_span);
	RUN(span_is_exact);
	RUN(table_of_a_cycle);
	return check_end("test_calendar");
}
