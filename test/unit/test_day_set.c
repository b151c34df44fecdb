/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_day_set.c
 *		Sets of days against a row of bits, one for each day and one for the
 *		days without end.
 */
#include "check.h"

#include "../../src/core/day_set.h"

/* Days DAYS and later have one bit, the last. */
#define DAYS 70

typedef struct bits
{
	bool		day[DAYS + 1];
} bits;

/* So that bit 0 may be any day. */
static peds_day day_zero;

static peds_day
as_day(int bit)
{
	return bit > DAYS ? PEDS_NO_END : day_zero + bit;
}

static const char *
set_text(const peds_day_set *set)
{
	static char buffer[4][400];
	static int	next;
	char	   *text = buffer[next++ % 4];
	char	   *end = text;

	*end = '\0';
	for (size_t i = 0; i < set->n && end - text < 300; i++)
	{
		end += sprintf(end, i > 0 ? " [%" PRId64 "," : "[%" PRId64 ",", set->item[i].from);
		if (set->item[i].past == PEDS_NO_END)
			end += sprintf(end, ")");
		else
			end += sprintf(end, "%" PRId64 ")", set->item[i].past);
	}
	return text;
}

/* In order, apart, and none without days. */
static bool
is_sound(const peds_day_set *set)
{
	if (set->n > set->room)
		return false;
	for (size_t i = 0; i < set->n; i++)
		if (set->item[i].from >= set->item[i].past ||
			(i > 0 && set->item[i].from <= set->item[i - 1].past))
			return false;
	return true;
}

static bool
has(const peds_day_set *set, peds_day day)
{
	for (size_t i = 0; i < set->n; i++)
		if (set->item[i].from <= day && day < set->item[i].past)
			return true;
	return false;
}

static bool
is(const peds_day_set *set, const bits *b)
{
	for (int i = 0; i <= DAYS; i++)
		if (has(set, as_day(i)) != b->day[i])
			return false;
	return is_sound(set) && !has(set, as_day(-1)) &&
		has(set, as_day(DAYS) + 1000000) == b->day[DAYS] &&
		has(set, PEDS_NO_END - 1) == b->day[DAYS];
}

/* One interval for each run of days, without the function that is tested. */
static peds_day_set
set_of(const bits *b)
{
	peds_day_set set = {.grow = realloc};

	set.item = malloc((DAYS + 1) * sizeof(peds_interval));
	set.room = DAYS + 1;
	for (int i = 0; i <= DAYS; i++)
	{
		if (!b->day[i])
			continue;
		set.item[set.n].from = as_day(i);
		while (i <= DAYS && b->day[i])
			i++;
		set.item[set.n++].past = as_day(i);
	}
	return set;
}

/* Runs of days: few or many, short or long; sometimes none, sometimes all. */
static bits
random_set(void)
{
	bits		b;
	int			stays = (int) random_between(0, 12);
	bool		now = random_between(0, 1) == 1;

	for (int i = 0; i <= DAYS; i++)
	{
		if (stays < 12 && random_between(0, stays) == 0)
			now = !now;
		b.day[i] = now;
	}
	return b;
}

static void
place(void)
{
	static const peds_day zero[] = {0, -35, PEDS_DAY_MIN, PEDS_DAY_END - DAYS, INT32_MIN};

	day_zero = zero[random_between(0, 4)];
}

/* Intervals that begin one after the other, overlap, touch, or have no days. */
static void
append(void)
{
	for (int round = 0; round < 20000; round++)
	{
		bits		b = {{false}};
		peds_day_set set = {.grow = realloc};
		int			from = (int) random_between(0, 20);
		int			apart = (int) random_between(0, 12);

		place();
		while (from <= DAYS)
		{
			int			past = from + (int) random_between(-3, random_between(1, 15));

			if (random_between(0, 60) == 0)
				past = DAYS + 1;
			peds_day_set_append(&set, as_day(from), past > DAYS ? PEDS_NO_END : as_day(past));
			for (int i = from; i < past && i <= DAYS; i++)
				b.day[i] = true;
			if (past > DAYS)
				b.day[DAYS] = true;
			from += (int) random_between(0, apart);
			if (random_between(0, 99) == 0)
				break;
		}
		CHECK_SAY(is(&set, &b), "%s", set_text(&set));
		free(set.item);
	}
}

/* Memory grows as it is needed, and what was there stays. */
static void
append_grows(void)
{
	peds_day_set set = {.grow = realloc};

	day_zero = 0;
	for (int i = 0; i < 5000; i++)
	{
		peds_day_set_append(&set, 3 * i, 3 * i + 2);
		CHECK(set.n == (size_t) i + 1 && set.room >= set.n);
	}
	CHECK(is_sound(&set));
	for (int i = 0; i < 5000; i++)
		CHECK(set.item[i].from == 3 * i && set.item[i].past == 3 * i + 2);
	free(set.item);
}

static void
one_both_only_a(void)
{
	peds_day_set united = {.grow = realloc};
	peds_day_set common = {.grow = realloc};
	peds_day_set rest = {.grow = realloc};

	for (int round = 0; round < 30000; round++)
	{
		bits		a = random_set();
		bits		b = random_set();
		bits		want_united,
					want_common,
					want_rest;
		peds_day_set x,
					y;

		place();
		x = set_of(&a);
		y = set_of(&b);
		for (int i = 0; i <= DAYS; i++)
		{
			want_united.day[i] = a.day[i] || b.day[i];
			want_common.day[i] = a.day[i] && b.day[i];
			want_rest.day[i] = a.day[i] && !b.day[i];
		}
		/* what the results held before does not matter */
		peds_day_set_unite(&united, &x, &y);
		peds_day_set_intersect(&common, &x, &y);
		peds_day_set_subtract(&rest, &x, &y);
		CHECK_SAY(is(&united, &want_united), "%s of %s and %s",
				  set_text(&united), set_text(&x), set_text(&y));
		CHECK_SAY(is(&common, &want_common), "%s of %s and %s",
				  set_text(&common), set_text(&x), set_text(&y));
		CHECK_SAY(is(&rest, &want_rest), "%s of %s and %s",
				  set_text(&rest), set_text(&x), set_text(&y));
		CHECK(is(&x, &a) && is(&y, &b));

		/* one set twice, which the results alone may not be */
		peds_day_set_unite(&united, &x, &x);
		peds_day_set_intersect(&common, &x, &x);
		peds_day_set_subtract(&rest, &x, &x);
		CHECK(is(&united, &a) && is(&common, &a) && rest.n == 0);
		free(x.item);
		free(y.item);
	}
	free(united.item);
	free(common.item);
	free(rest.item);
}

static void
contains(void)
{
	for (int round = 0; round < 600; round++)
	{
		bits		b = random_set();
		peds_day_set set;

		place();
		set = set_of(&b);
		for (int from = 0; from <= DAYS; from++)
		{
			bool		all = true;

			for (int past = from + 1; past <= DAYS + 1; past++)
			{
				all = all && b.day[past - 1];
				CHECK_SAY(peds_day_set_contains(&set, as_day(from), as_day(past)) == all,
						  "[%d,%d) in %s from %" PRId64, from, past, set_text(&set), day_zero);
			}
			CHECK(!peds_day_set_contains(&set, as_day(-1), as_day(from)));
		}
		CHECK(peds_day_set_contains(&set, as_day(DAYS), as_day(DAYS) + 1) == b.day[DAYS]);
		CHECK(peds_day_set_contains(&set, as_day(DAYS) + 99, PEDS_NO_END) == b.day[DAYS]);
		free(set.item);
	}
}

/* Sets as text: "[1,3) [5,)" */
static peds_day_set
read_set(const char *text)
{
	peds_day_set set = {.grow = realloc};

	while (*text == '[')
	{
		char	   *end;
		peds_day	from = strtoll(text + 1, &end, 10);
		peds_day	past = end[1] == ')' ? PEDS_NO_END : strtoll(end + 1, &end, 10);

		peds_day_set_append(&set, from, past);
		text = strchr(end, ')') + 1;
		text += *text == ' ';
	}
	return set;
}

/* Worked out by hand. */
static void
examples(void)
{
	static const struct
	{
		const char *a;
		const char *b;
		const char *united;
		const char *common;
		const char *only_a;
	}			table[] =
	{
		{"", "", "", "", ""},
		{"[1,3)", "", "[1,3)", "", "[1,3)"},
		{"", "[1,3)", "[1,3)", "", ""},
		{"[1,)", "", "[1,)", "", "[1,)"},
		{"", "[1,)", "[1,)", "", ""},
		{"[1,3)", "[3,5)", "[1,5)", "", "[1,3)"},
		{"[1,3)", "[4,5)", "[1,3) [4,5)", "", "[1,3)"},
		{"[1,4)", "[3,5)", "[1,5)", "[3,4)", "[1,3)"},
		{"[1,9)", "[3,5)", "[1,9)", "[3,5)", "[1,3) [5,9)"},
		{"[3,5)", "[1,9)", "[1,9)", "[3,5)", ""},
		{"[1,)", "[3,5)", "[1,)", "[3,5)", "[1,3) [5,)"},
		{"[3,5)", "[1,)", "[1,)", "[3,5)", ""},
		{"[1,)", "[3,)", "[1,)", "[3,)", "[1,3)"},
		{"[3,)", "[1,)", "[1,)", "[3,)", ""},
		{"[3,)", "[3,)", "[3,)", "[3,)", ""},
		{"[1,3) [5,7) [9,)", "[2,6)", "[1,7) [9,)", "[2,3) [5,6)", "[1,2) [6,7) [9,)"},
		{"[1,9)", "[1,2) [3,4) [5,6) [8,9)", "[1,9)", "[1,2) [3,4) [5,6) [8,9)",
		"[2,3) [4,5) [6,8)"},
		{"[-9,-3)", "[-4,1)", "[-9,1)", "[-4,-3)", "[-9,-4)"},
		{"[-2451545,2145031949)", "[2145031948,)", "[-2451545,)", "[2145031948,2145031949)",
		"[-2451545,2145031948)"}
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
	{
		peds_day_set a = read_set(table[i].a);
		peds_day_set b = read_set(table[i].b);
		peds_day_set result = {.grow = realloc};

		CHECK_TEXT(set_text(&a), table[i].a);
		CHECK_TEXT(set_text(&b), table[i].b);
		peds_day_set_unite(&result, &a, &b);
		CHECK_TEXT(set_text(&result), table[i].united);
		peds_day_set_unite(&result, &b, &a);
		CHECK_TEXT(set_text(&result), table[i].united);
		peds_day_set_intersect(&result, &a, &b);
		CHECK_TEXT(set_text(&result), table[i].common);
		peds_day_set_intersect(&result, &b, &a);
		CHECK_TEXT(set_text(&result), table[i].common);
		peds_day_set_subtract(&result, &a, &b);
		CHECK_TEXT(set_text(&result), table[i].only_a);
		free(a.item);
		free(b.item);
		free(result.item);
	}
}

int
main(void)
{
	RUN(append);
	RUN(append_grows);
	RUN(one_both_only_a);
	RUN(contains);
	RUN(examples);
	return check_end("test_day_set");
}
