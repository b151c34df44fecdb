/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_age.c
 *		Ages as they are written, when they are reached, and their order.
 */
#include "check.h"
#include "slow.h"

static peds_age
days(int n)
{
	return (peds_age){PEDS_AGE_DAYS, n};
}

static peds_age
months(int n)
{
	return (peds_age){PEDS_AGE_MONTHS, n};
}

static bool
same(peds_age a, peds_age b)
{
	return a.unit == b.unit && a.n == b.n;
}

/* Parse a copy of just these bytes, so that reading past them is seen. */
static peds_status
parse(const char *text, peds_age *age, size_t *used)
{
	size_t		length = strlen(text);
	char	   *copy = malloc(length > 0 ? length : 1);
	peds_status status;

	*used = 999;
	memcpy(copy, text, length);
	status = peds_age_parse(copy, length, age, used);
	free(copy);
	return status;
}

/* Contract, Ages: [0-9]+(d|w|mo|y), lower case, no sign and no sum. */
static void
what_is_an_age(void)
{
	static const struct
	{
		const char *text;
		int			used;
		peds_age	age;
		const char *printed;
	}			table[] =
	{
		{"0d", 2, {PEDS_AGE_DAYS, 0}, "0d"},
		{"0w", 2, {PEDS_AGE_DAYS, 0}, "0d"},
		{"0mo", 3, {PEDS_AGE_DAYS, 0}, "0d"},
		{"0y", 2, {PEDS_AGE_DAYS, 0}, "0d"},
		{"1d", 2, {PEDS_AGE_DAYS, 1}, "1d"},
		{"28d", 3, {PEDS_AGE_DAYS, 28}, "28d"},
		{"028d", 4, {PEDS_AGE_DAYS, 28}, "28d"},
		{"00000000000000000000028d", 24, {PEDS_AGE_DAYS, 28}, "28d"},
		{"6w", 2, {PEDS_AGE_DAYS, 42}, "42d"},
		{"4w", 2, {PEDS_AGE_DAYS, 28}, "28d"},
		{"1mo", 3, {PEDS_AGE_MONTHS, 1}, "1mo"},
		{"11mo", 4, {PEDS_AGE_MONTHS, 11}, "11mo"},
		{"12mo", 4, {PEDS_AGE_MONTHS, 12}, "1y"},
		{"13mo", 4, {PEDS_AGE_MONTHS, 13}, "13mo"},
		{"24mo", 4, {PEDS_AGE_MONTHS, 24}, "2y"},
		{"2y", 2, {PEDS_AGE_MONTHS, 24}, "2y"},
		{"8y", 2, {PEDS_AGE_MONTHS, 96}, "8y"},
		{"365d", 4, {PEDS_AGE_DAYS, 365}, "365d"},
		{"268435455d", 10, {PEDS_AGE_DAYS, 268435455}, "268435455d"},
		{"268435455mo", 11, {PEDS_AGE_MONTHS, 268435455}, "268435455mo"},
		{"38347922w", 9, {PEDS_AGE_DAYS, 268435454}, "268435454d"},
		{"22369621y", 9, {PEDS_AGE_MONTHS, 268435452}, "22369621y"},
		{"2147483647d", 11, {PEDS_AGE_DAYS, INT32_MAX}, "2147483647d"},
		{"306783378w", 10, {PEDS_AGE_DAYS, 2147483646}, "2147483646d"},
		{"178956970y", 10, {PEDS_AGE_MONTHS, 2147483640}, "178956970y"},
		/* an age at the start of a text is taken, no more */
		{"28d,2y", 3, {PEDS_AGE_DAYS, 28}, "28d"},
		{"2y)", 2, {PEDS_AGE_MONTHS, 24}, "2y"},
		{"1mox", 3, {PEDS_AGE_MONTHS, 1}, "1mo"},
		{"1dd", 2, {PEDS_AGE_DAYS, 1}, "1d"},
		{"7d ", 2, {PEDS_AGE_DAYS, 7}, "7d"}
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
	{
		peds_age	age;
		size_t		used;
		char		text[PEDS_AGE_TEXT_SIZE];

		CHECK_SAY(parse(table[i].text, &age, &used) == PEDS_OK, "%s", table[i].text);
		CHECK_SAY(same(age, table[i].age), "%s", table[i].text);
		CHECK_INT(used, table[i].used);
		CHECK_INT(peds_age_print(age, text), strlen(table[i].printed));
		CHECK_TEXT(text, table[i].printed);
	}
}

/* The fault is at *used (age.h). */
static void
what_is_none(void)
{
	static const struct
	{
		const char *text;
		peds_status status;
		size_t		used;
	}			table[] =
	{
		{"", PEDS_AGE_MALFORMED, 0},
		{"d", PEDS_AGE_MALFORMED, 0},
		{"28", PEDS_AGE_MALFORMED, 2},
		{"28 d", PEDS_AGE_MALFORMED, 2},
		{" 28d", PEDS_AGE_MALFORMED, 0},
		{"-1d", PEDS_AGE_MALFORMED, 0},
		{"+1d", PEDS_AGE_MALFORMED, 0},
		{"1.5y", PEDS_AGE_MALFORMED, 1},
		{"1,5y", PEDS_AGE_MALFORMED, 1},
		{"28D", PEDS_AGE_MALFORMED, 2},
		{"2Y", PEDS_AGE_MALFORMED, 1},
		{"1MO", PEDS_AGE_MALFORMED, 1},
		{"1W", PEDS_AGE_MALFORMED, 1},
		{"1m", PEDS_AGE_MALFORMED, 1},
		{"1min", PEDS_AGE_MALFORMED, 1},
		{"1a", PEDS_AGE_MALFORMED, 1},
		{"3h", PEDS_AGE_MALFORMED, 1},
		{"0x1d", PEDS_AGE_MALFORMED, 1},
		{"1e2d", PEDS_AGE_MALFORMED, 1},
		{"\xd9\xa1" "d", PEDS_AGE_MALFORMED, 0},
		{"1\xff", PEDS_AGE_MALFORMED, 1},
		{"2147483648d", PEDS_AGE_TOO_LARGE, 0},
		{"2147483648mo", PEDS_AGE_TOO_LARGE, 0},
		{"306783379w", PEDS_AGE_TOO_LARGE, 0},
		{"178956971y", PEDS_AGE_TOO_LARGE, 0},
		{"4294967324d", PEDS_AGE_TOO_LARGE, 0},
		{"18446744073709551644d", PEDS_AGE_TOO_LARGE, 0},
		{"99999999999999999999999999999999999999y", PEDS_AGE_TOO_LARGE, 0},
		{"2684354560000000000000000w", PEDS_AGE_TOO_LARGE, 0},
		{"99999999999999999999", PEDS_AGE_MALFORMED, 20}
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
	{
		peds_age	age;
		size_t		used;

		CHECK_SAY(parse(table[i].text, &age, &used) == table[i].status, "%s", table[i].text);
		CHECK_SAY(used == table[i].used, "%s: %d", table[i].text, (int) used);
	}
}

/* Of two ways to write an age one is printed, and that is read again. */
static void
print_and_parse(void)
{
	for (int i = 0; i < 40000; i++)
	{
		peds_age	age;
		peds_age	back;
		size_t		used;
		char		text[PEDS_AGE_TEXT_SIZE];
		int			length;

		age.unit = i % 2 == 0 ? PEDS_AGE_DAYS : PEDS_AGE_MONTHS;
		age.n = i < 10000 ? i / 2 : i < 10010 ? PEDS_BOUND_MAX - (i - 10000) / 2 :
			(int32_t) random_between(0, PEDS_BOUND_MAX);
		if (age.n == 0)
			age.unit = PEDS_AGE_DAYS;	/* birth has one form */
		length = peds_age_print(age, text);
		CHECK(length > 0 && length < PEDS_AGE_TEXT_SIZE && text[length] == '\0');
		CHECK(parse(text, &back, &used) == PEDS_OK);
		CHECK_SAY(same(age, back) && used == (size_t) length, "%s", text);
		back = peds_age_unpack(peds_age_pack(age));
		CHECK_SAY(same(age, back), "%s", text);
		/* the layout is stored (age_band.h): unit << 30 | n */
		CHECK_INT(peds_age_pack(age), (int64_t) age.unit * 1073741824 + age.n);
	}
}

static void
age_is_reached(void)
{
	for (int i = 0; i < 400000; i++)
	{
		peds_day	birth = random_between(slow_first[0], slow_first[0] + SLOW_DAYS - 1);
		peds_age	age = i % 2 == 0 ? days((int) random_between(0, 50000)) :
			months((int) random_between(0, i % 4 == 1 ? 60 : 1500));

		CHECK_INT(peds_age_reached(birth, age), slow_reached(birth, age));
	}
	/* beyond the last date, without overflow */
	CHECK_INT(peds_age_reached(PEDS_DAY_END - 1, days(PEDS_BOUND_MAX)),
			  PEDS_DAY_END - 1 + PEDS_BOUND_MAX);
	CHECK_INT(peds_age_reached(PEDS_DAY_END, months(4800 * 55924)),
			  PEDS_DAY_END + INT64_C(146097) * 55924);
}

static int64_t span_least[4801];
static int64_t span_greatest[4801];

/* What each number of months spans, over all births. */
static void
fill_spans(void)
{
	for (int n = 0; n <= 4800; n++)
	{
		span_least[n] = INT64_MAX;
		for (int m = 0; m < PEDS_MONTHS_PER_CYCLE; m++)
			for (int d = 28; d <= slow_first[m + 1] - slow_first[m]; d++)
			{
				peds_day	birth = slow_first[m] + d - 1;
				int64_t		span = slow_reached(birth, months(n)) - birth;

				if (span < span_least[n])
					span_least[n] = span;
				if (span > span_greatest[n])
					span_greatest[n] = span;
			}
		if (n >= 300 && n < 4790)
			n += 7;
	}
}

static void
order_that_holds_for_every_birth(void)
{
	static const int number[] = {
		0, 1, 2, 3, 4, 6, 11, 12, 13, 18, 23, 24, 25, 36, 48, 72, 144, 204, 216, 299, 4800
	};

	fill_spans();
	for (size_t i = 0; i < sizeof(number) / sizeof(number[0]); i++)
	{
		int			n = number[i];
		int64_t		least = span_least[n];
		int64_t		greatest = span_greatest[n];

		for (int64_t d = least > 8 ? least - 8 : 0; d <= greatest + 8; d++)
		{
			peds_age	a = days((int) d);
			peds_age	b = months(n);

			CHECK_SAY(peds_age_surely_less(a, b) == (d < least), "%dd, %dmo", a.n, n);
			CHECK_SAY(peds_age_surely_at_most(a, b) == (d <= least), "%dd, %dmo", a.n, n);
			CHECK_SAY(peds_age_surely_less(b, a) == (greatest < d), "%dd, %dmo", a.n, n);
			CHECK_SAY(peds_age_surely_at_most(b, a) == (greatest <= d), "%dd, %dmo", a.n, n);
		}
	}
	/* "28d,1mo is refused: equal for a birth in February" (contract) */
	CHECK(!peds_age_surely_less(days(28), months(1)));
	CHECK(peds_age_surely_at_most(days(28), months(1)));
	CHECK(peds_age_surely_less(days(27), months(1)));
	CHECK(!peds_age_surely_at_most(months(1), days(30)));
	CHECK(peds_age_surely_at_most(months(1), days(31)));
	CHECK(!peds_age_surely_less(months(1), days(31)));
	CHECK(peds_age_surely_less(months(1), days(32)));
}

/* Far from one another the brackets decide; and in one unit the numbers do. */
static void
order_that_is_plain(void)
{
	for (int i = 0; i < 200000; i++)
	{
		int			n = (int) random_between(0, 300);
		int64_t		d = random_between(0, 12000);
		peds_age	a = days((int) d);
		peds_age	b = months(n);
		int			x = (int) random_between(0, PEDS_BOUND_MAX);
		int			y = i % 3 == 0 ? x : i % 3 == 1 && x < PEDS_BOUND_MAX ? x + 1 :
			(int) random_between(0, PEDS_BOUND_MAX);

		/* the slow way is asked above */
		if (d < span_least[n] - 10 || d > span_greatest[n] + 10)
		{
			CHECK_SAY(peds_age_surely_less(a, b) == (d < span_least[n]), "%dd, %dmo", a.n, n);
			CHECK_SAY(peds_age_surely_at_most(a, b) == (d < span_least[n]), "%dd, %dmo", a.n, n);
			CHECK_SAY(peds_age_surely_less(b, a) == (span_greatest[n] < d), "%dd, %dmo", a.n, n);
			CHECK_SAY(peds_age_surely_at_most(b, a) == (span_greatest[n] < d), "%dd, %dmo", a.n, n);
		}
		CHECK(peds_age_surely_less(days(x), days(y)) == (x < y));
		CHECK(peds_age_surely_at_most(days(x), days(y)) == (x <= y));
		CHECK(peds_age_surely_less(months(x), months(y)) == (x < y));
		CHECK(peds_age_surely_at_most(months(x), months(y)) == (x <= y));
	}
	/* 268435455 months are 8170331230 days, more than any number of days */
	CHECK(peds_age_surely_less(days(PEDS_BOUND_MAX), months(PEDS_BOUND_MAX)));
	CHECK(!peds_age_surely_at_most(months(PEDS_BOUND_MAX), days(PEDS_BOUND_MAX)));
}

/*
 * A total order by mean length, days before months where that is equal, that
 * never contradicts what holds for every birth.
 */
static void
order_for_sorting(void)
{
	peds_age	age[160];
	int			n = 0;

	for (int i = 0; i < 20; i++)
	{
		age[n++] = days(i * 3);
		age[n++] = months(i);
		age[n++] = days((int) random_between(0, 8000));
		age[n++] = months((int) random_between(0, 260));
		age[n++] = days((int) random_between(PEDS_BOUND_MAX - 5, PEDS_BOUND_MAX));
		age[n++] = months((int) random_between(PEDS_BOUND_MAX - 5, PEDS_BOUND_MAX));
		/* as long in the mean: 4800 months are 146097 days, 1600 are 48699 */
		age[n++] = days(48699 * i);
		age[n++] = months(1600 * i);
	}
	for (int i = 0; i < n; i++)
	{
		CHECK_INT(peds_age_compare(age[i], age[i]), 0);
		for (int j = 0; j < n; j++)
		{
			int			c = peds_age_compare(age[i], age[j]);

			/* in units of 1/4800 day, as double: exact below 2^53 */
			double		x = (double) age[i].n * (age[i].unit == PEDS_AGE_DAYS ? 4800.0 : 146097.0);
			double		y = (double) age[j].n * (age[j].unit == PEDS_AGE_DAYS ? 4800.0 : 146097.0);

			CHECK((c == 0) == same(age[i], age[j]));
			CHECK((c < 0) == (peds_age_compare(age[j], age[i]) > 0));
			CHECK((c < 0) == (x < y || (x == y && age[i].unit < age[j].unit)));
			if (c >= 0 && i != j)
				CHECK(!peds_age_surely_less(age[i], age[j]));
			if (i % 8 == 0 || c == 0)
				for (int k = 0; k < n; k++)
					if (c <= 0 && peds_age_compare(age[j], age[k]) <= 0)
						CHECK(peds_age_compare(age[i], age[k]) <= 0);
		}
	}
}

/*
 * Days until both 28 days and 1 month are reached, months below 2 years,
 * years above; nothing before birth (contract, age_ucum).
 */
static void
age_in_ucum(void)
{
	peds_age_ucum ucum;

	for (int i = 0; i < 60000; i++)
	{
		peds_day	birth = slow_ymd(1999, 1, 1) + i % 3000;
		int64_t		d = i < 30000 ? random_between(0, 70) : random_between(0, 30000);
		peds_day	at = birth + d;
		int			m = 0;

		if (i >= 30000)
			m = (int) (d / 32);
		while (slow_reached(birth, months(m + 1)) <= at)
			m++;
		CHECK_INT(peds_age_in_ucum(birth, at, &ucum), PEDS_OK);
		if (d < 28 || m < 1)
		{
			CHECK_TEXT(ucum.unit, "d");
			CHECK_INT(ucum.value, d);
		}
		else if (m < 24)
		{
			CHECK_TEXT(ucum.unit, "mo");
			CHECK_INT(ucum.value, m);
		}
		else
		{
			CHECK_TEXT(ucum.unit, "a");
			CHECK_INT(ucum.value, m / 12);
		}
	}
	CHECK_INT(peds_age_in_ucum(10, 9, &ucum), PEDS_NO_VALUE);
	CHECK_INT(peds_age_in_ucum(PEDS_DAY_END - 1, PEDS_DAY_MIN, &ucum), PEDS_NO_VALUE);
	CHECK_INT(peds_age_in_ucum(10, 10, &ucum), PEDS_OK);
	CHECK_INT(ucum.value, 0);
	CHECK_TEXT(ucum.unit, "d");
	CHECK_INT(peds_age_in_ucum(PEDS_DAY_MIN, PEDS_DAY_END - 1, &ucum), PEDS_OK);
	CHECK_INT(ucum.value, 5879610);	/* -4713-11-24 to 5874897-12-31 */
}

int
main(void)
{
	slow_begin();
	RUN(what_is_an_age);
	RUN(what_is_none);
	RUN(print_and_parse);
	RUN(age_is_reached);
	RUN(order_that_holds_for_every_birth);
	RUN(order_that_is_plain);
	RUN(order_for_sorting);
	RUN(age_in_ucum);
	return check_end("test_age");
}
