/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_band_set.c
 *		The band or hull of a child whose birth or gestation is known in part,
 *		against trying every birth, every day and every gestation.
 */
#include "check.h"
#include "slow.h"

#include "../../src/core/band_set.h"

/* Gestation at birth is 20+0 to 44+6; unknown where it is 0 (contract). */
#define GA_UNKNOWN	0
#define GA_FIRST	140
#define GA_LAST		314
#define GA_TERM		259

static peds_age_cuts cuts;

/* The one band of a child of whom everything is known, at >= birth. */
static slow_set
band_bit(peds_day birth, int ga, peds_day at)
{
	if (cuts.preterm != PEDS_PRETERM_NONE && ga < GA_TERM)
	{
		/*
		 * P.IV: through EDD + 27 days (rules §2.1); EDD is birth + 280 - ga.
		 * In the other schemes as those born at term.
		 */
		peds_day	end = cuts.preterm == PEDS_PRETERM_TO_PMA ? birth + 280 - ga + 28 :
			slow_reached(birth, cuts.cut[1]);

		if (at < end)
			return SLOW_PRETERM;
	}
	return UINT64_C(1) << slow_band_no(&cuts, birth, at);
}

/* All bands of a birth; `few` tries the gestations at both ends only. */
static slow_set
bands_of_birth(peds_day birth, int ga, peds_day at, bool few)
{
	slow_set	result = 0;

	if (ga != GA_UNKNOWN)
		return band_bit(birth, ga, at);
	if (cuts.preterm == PEDS_PRETERM_NONE)
		return band_bit(birth, GA_LAST, at);
	if (few)
		return band_bit(birth, GA_FIRST, at) | band_bit(birth, GA_TERM - 1, at) |
			band_bit(birth, GA_TERM, at) | band_bit(birth, GA_LAST, at);
	for (ga = GA_FIRST; ga <= GA_LAST; ga++)
		result |= band_bit(birth, ga, at);
	return result;
}

/* A birth, known in whatever way, with all its possible days. */
typedef struct child
{
	char		text[40];
	peds_birth	birth;
	int			ga;
	int			n;
	peds_day	day[366];
} child;

static int
possible_days(peds_partial_date p, peds_day *out)
{
	int			n = 0;
	peds_day	day;

	for (int m = 1; m <= 12; m++)
		for (int d = 1; d <= 31; d++)
			if ((peds_partial_date_month(p) == 0 || peds_partial_date_month(p) == m) &&
				(peds_partial_date_day(p) == 0 || peds_partial_date_day(p) == d) &&
				peds_day_from_ymd(peds_partial_date_year(p), m, d, &day))
				out[n++] = day;
	return n;
}

static peds_partial_date
partial(const char *text)
{
	peds_partial_date p = 0;
	size_t		position;

	CHECK_SAY(peds_partial_date_parse(text, strlen(text), &p, &position) == PEDS_OK, "%s", text);
	return p;
}

static void
make_child(const char *text, int ga, child *c)
{
	peds_gestational_age known = ga;
	peds_partial_date p = partial(text);

	sprintf(c->text, "%s ga %d", text, ga);
	c->ga = ga;
	c->n = possible_days(p, c->day);
	memset(&c->birth, 0xee, sizeof(c->birth));
	if (c->n == 1)
		CHECK_INT(peds_birth_exact(c->day[0], ga == GA_UNKNOWN ? NULL : &known, &c->birth), PEDS_OK);
	else
		CHECK_INT(peds_birth_partial(p, ga == GA_UNKNOWN ? NULL : &known, &c->birth), PEDS_OK);
}

static peds_age_band
slow_band_on(const child *c, peds_day at)
{
	slow_set	set = 0;

	for (int i = 0; i < c->n && c->day[i] <= at; i++)
		set |= bands_of_birth(c->day[i], c->ga, at, false);
	return slow_hull(&cuts, set);
}

static const char *const schemes[] = {
	"ich-e11", "ema-p4", "ctis", "nichd", "fda-cder", "0d", "0d,1d,7d,2y",
	"0d,27d,1mo,32d,2mo,63d", "0d,1mo,2mo,3mo,6mo,1y"
};

static const char *const births[] = {
	"2019-01-31", "2020-02-29", "2019-12-31", "2019-06-15", "2020-01-30",
	"2019-02", "2020-02", "2019-12", "2020-01", "2019-04",
	"2019---01", "2019---15", "2019---28", "2019---29", "2020---29", "2019---30", "2019---31",
	"2019", "2020"
};

static const int gestations[] = {
	GA_UNKNOWN, GA_FIRST, 196, GA_TERM - 1, GA_TERM, 280, GA_LAST
};

#define COUNT(array) ((int) (sizeof(array) / sizeof((array)[0])))

/* A day at which something may change: births, cuts, ends of preterm bands. */
static peds_day
interesting_day(const child *c)
{
	peds_day	birth = c->day[random_between(0, c->n - 1)];
	peds_day	near = random_between(-2, 2);

	switch (random_between(0, 4))
	{
		case 0:
			return birth + near;
		case 1:
			return slow_reached(birth, cuts.cut[random_between(0, cuts.n - 1)]) + near;
		case 2:
			return slow_reached(birth, cuts.cut[cuts.n > 1]) + near;
		case 3:
			return birth + 308 - (c->ga == GA_UNKNOWN ? random_between(GA_FIRST, GA_LAST) : c->ga) +
				near;
		default:
			return birth + random_between(-100, 1200);
	}
}

static void
on_a_day(void)
{
	static child c;

	for (int s = 0; s < COUNT(schemes); s++)
	{
		CHECK(slow_scheme(schemes[s], &cuts));
		for (int b = 0; b < COUNT(births); b++)
			for (int g = 0; g < COUNT(gestations); g++)
			{
				int			tries = 60;

				make_child(births[b], gestations[g], &c);
				if (c.n > 31 && c.ga == GA_UNKNOWN && cuts.preterm != PEDS_PRETERM_NONE)
					tries = 15;
				for (int i = 0; i < tries; i++)
				{
					peds_day	at = interesting_day(&c);
					peds_age_band band = peds_age_band_on(&cuts, &c.birth, at);

					CHECK_SAY(band == slow_band_on(&c, at), "%s %s at %" PRId64 ": %s not %s",
							  schemes[s], c.text, at, slow_text(band), slow_text(slow_band_on(&c, at)));
				}
			}
	}
}

/* Of one known to the day, each day of the first seven months and each gestation. */
static void
newborns(void)
{
	static const char *const list[] = {"ema-p4", "ctis", "nichd", "ich-e11"};
	static child c;

	for (int s = 0; s < COUNT(list); s++)
	{
		CHECK(slow_scheme(list[s], &cuts));
		for (int ga = GA_FIRST - 1; ga <= GA_LAST; ga++)
		{
			make_child("2023-11-17", ga < GA_FIRST ? GA_UNKNOWN : ga, &c);
			for (int age = -2; age < 210; age++)
			{
				peds_day	at = c.day[0] + age;
				peds_age_band band = peds_age_band_on(&cuts, &c.birth, at);

				CHECK_SAY(band == slow_band_on(&c, at), "%s %s, %d days: %s", list[s], c.text,
						  age, slow_text(band));
			}
		}
	}
}

static void
by_example(void)
{
	static const struct
	{
		const char *scheme;
		const char *birth;
		int			ga;
		int			at[3];
		const char *band;
	}			table[] =
	{
		{"ich-e11", "2023-01-10", GA_UNKNOWN, {2023, 1, 9}, "(,0d)"},
		{"ich-e11", "2023-01-10", GA_UNKNOWN, {2023, 1, 10}, "[0d,28d)"},
		{"ich-e11", "2023-01-10", GA_UNKNOWN, {2023, 2, 6}, "[0d,28d)"},
		{"ich-e11", "2023-01-10", GA_UNKNOWN, {2023, 2, 7}, "[28d,2y)"},
		{"ich-e11", "2023-01-10", GA_UNKNOWN, {2041, 1, 10}, "[18y,)"},
		/* worked bounds (rules §2.1): 28+0 to 2025-04-22, 36+6 to 2025-02-19 */
		{"ema-p4", "2025-01-01", 196, {2025, 4, 22}, "preterm [0d,pma44w)"},
		{"ema-p4", "2025-01-01", 196, {2025, 4, 23}, "[28d,2y)"},
		{"ema-p4", "2025-01-01", 258, {2025, 2, 19}, "preterm [0d,pma44w)"},
		{"ema-p4", "2025-01-01", 258, {2025, 2, 20}, "[28d,2y)"},
		{"ema-p4", "2025-01-01", 259, {2025, 1, 28}, "term [0d,28d)"},
		{"ema-p4", "2025-01-01", 259, {2025, 1, 29}, "[28d,2y)"},
		{"nmpa", "2025-01-01", 196, {2025, 1, 28}, "preterm [0d,28d)"},
		{"nmpa", "2025-01-01", 196, {2025, 1, 29}, "[28d,2y)"},
		/* unknown is not term: gestation is 20+0 at least, so PMA 44 in 168 days */
		{"ema-p4", "2025-01-01", GA_UNKNOWN, {2025, 1, 28}, "[0d,pma44w)"},
		{"ema-p4", "2025-01-01", GA_UNKNOWN, {2025, 1, 29}, "[0d,2y)"},
		{"ema-p4", "2025-01-01", GA_UNKNOWN, {2025, 6, 17}, "[0d,2y)"},
		{"ema-p4", "2025-01-01", GA_UNKNOWN, {2025, 6, 18}, "[28d,2y)"},
		{"ctis", "2025-01-01", GA_UNKNOWN, {2025, 1, 28}, "[0d,28d)"},
		{"ctis", "2025-01-01", GA_UNKNOWN, {2025, 1, 29}, "[28d,2y)"},
		/* the hull of all that are possible, such as [28d,12y) (contract) */
		{"ich-e11", "2019", GA_UNKNOWN, {2018, 12, 31}, "(,0d)"},
		{"ich-e11", "2019", GA_UNKNOWN, {2019, 1, 1}, "[0d,28d)"},
		{"ich-e11", "2019", GA_UNKNOWN, {2019, 1, 29}, "[0d,2y)"},
		{"ich-e11", "2019", GA_UNKNOWN, {2021, 1, 1}, "[28d,12y)"},
		{"ich-e11", "2019", GA_UNKNOWN, {2021, 12, 30}, "[28d,12y)"},
		{"ich-e11", "2019", GA_UNKNOWN, {2021, 12, 31}, "[2y,12y)"},
		{"ich-e11", "2019---31", GA_UNKNOWN, {2019, 1, 30}, "(,0d)"},
		{"ich-e11", "2019---31", GA_UNKNOWN, {2019, 2, 28}, "[28d,2y)"},
		{"ich-e11", "2019---31", GA_UNKNOWN, {2019, 2, 27}, "[0d,28d)"},
		{"ich-e11", "2019---31", GA_UNKNOWN, {2019, 3, 31}, "[0d,2y)"},
		{"ema-p4", "2025-01", 280, {2025, 1, 31}, "[0d,2y)"},
		{"ema-p4", "2025-01", 280, {2025, 1, 15}, "term [0d,28d)"},
		{"ema-p4", "2025-01", 196, {2025, 4, 1}, "preterm [0d,pma44w)"},
		{"ema-p4", "2025-01", 196, {2025, 4, 23}, "[0d,2y)"}
	};
	static child c;

	for (int i = 0; i < COUNT(table); i++)
	{
		peds_day	at = slow_ymd(table[i].at[0], table[i].at[1], table[i].at[2]);

		CHECK(slow_scheme(table[i].scheme, &cuts));
		make_child(table[i].birth, table[i].ga, &c);
		CHECK_TEXT(slow_text(peds_age_band_on(&cuts, &c.birth, at)), table[i].band);
		CHECK_TEXT(slow_text(slow_band_on(&c, at)), table[i].band);
	}
}

/* All pairs of a birth and a day not before it. */
static peds_age_band
slow_band_on_partial(const child *c, peds_partial_date at)
{
	peds_day	day[366];
	int			n = possible_days(at, day);
	slow_set	set = 0;
	bool		few = c->n * n > 400;

	for (int i = 0; i < c->n; i++)
		for (int j = 0; j < n; j++)
			if (c->day[i] <= day[j])
				set |= bands_of_birth(c->day[i], c->ga, day[j], few);
	return slow_hull(&cuts, set);
}

static void
on_a_partial_day(void)
{
	static const char *const days[] = {
		"2018", "2019", "2020", "2021", "2031", "2018-12", "2019-01", "2019-02", "2019-03",
		"2020-01", "2020-02", "2021-01", "2021-02", "2032-01", "2019---01", "2019---31",
		"2019---30", "2020---29", "2020---15", "2021---31", "2021---01", "2037---15",
		"2019-01-31", "2019-03-01", "2020-02-29", "2021-12-31", "2018-12-31"
	};
	static const int some_gestations[] = {GA_UNKNOWN, GA_FIRST, GA_TERM - 1, GA_TERM};
	static child c;

	for (int s = 0; s < COUNT(schemes); s++)
	{
		CHECK(slow_scheme(schemes[s], &cuts));
		for (int b = 0; b < COUNT(births); b++)
			for (int g = 0; g < COUNT(some_gestations); g++)
			{
				/* without a preterm band gestation changes nothing */
				if (g > 1 && cuts.preterm == PEDS_PRETERM_NONE)
					continue;
				make_child(births[b], some_gestations[g], &c);
				for (int d = 0; d < COUNT(days); d++)
				{
					peds_age_band band = peds_age_band_on_partial(&cuts, &c.birth, partial(days[d]));
					peds_age_band slow;

					/* a year and a year are many pairs: only for some */
					if (c.n > 31 && strlen(days[d]) == 4 && (d + s) % 3 != 0)
						continue;
					slow = slow_band_on_partial(&c, partial(days[d]));
					CHECK_SAY(band == slow, "%s %s at %s: %s not %s", schemes[s], c.text, days[d],
							  slow_text(band), slow_text(slow));
				}
			}
	}
}

/* Any two partial dates, within three years or at the age of the second band. */
static void
on_a_random_partial_day(void)
{
	static child c;

	for (int i = 0; i < 12000; i++)
	{
		char		birth[16];
		char		at[16];
		peds_partial_date p;
		peds_partial_date q;
		int			ga = random_between(0, 1) ? GA_UNKNOWN : (int) random_between(GA_FIRST, GA_LAST);
		peds_age_band band;
		peds_age_band slow;

		if (i % 100 == 0)
			CHECK(slow_scheme(schemes[random_between(0, COUNT(schemes) - 1)], &cuts));
		if (peds_partial_date_make((int) random_between(2019, 2021), (int) random_between(-8, 12) < 0 ?
								   0 : (int) random_between(1, 12),
								   random_between(0, 3) == 0 ? 0 : (int) random_between(1, 31),
								   &p) != PEDS_OK ||
			peds_partial_date_make((int) random_between(2019, 2023), (int) random_between(-8, 12) < 0 ?
								   0 : (int) random_between(1, 12),
								   random_between(0, 3) == 0 ? 0 : (int) random_between(1, 31),
								   &q) != PEDS_OK)
			continue;
		/* years are tried above */
		if (peds_partial_date_precision(p) == PEDS_PRECISION_YEAR &&
			peds_partial_date_precision(q) == PEDS_PRECISION_YEAR)
			continue;
		peds_partial_date_print(p, birth);
		peds_partial_date_print(q, at);
		make_child(birth, ga, &c);
		band = peds_age_band_on_partial(&cuts, &c.birth, q);
		slow = slow_band_on_partial(&c, q);
		CHECK_SAY(band == slow, "%s at %s: %s not %s", c.text, at, slow_text(band), slow_text(slow));
	}
}

/*
 * The first day after `at` with another band, by walking; each band on the way
 * is that of peds_age_band_on, which is tested above.
 */
static void
next_change_by_walking(void)
{
	static child c;

	for (int s = 0; s < COUNT(schemes); s++)
	{
		CHECK(slow_scheme(schemes[s], &cuts));
		for (int b = 0; b < COUNT(births); b++)
			for (int g = 0; g < COUNT(gestations); g++)
			{
				peds_day	first;
				peds_day	last;
				peds_day	expected = 0;

				if (g > 1 && cuts.preterm == PEDS_PRETERM_NONE)
					continue;
				make_child(births[b], gestations[g], &c);

				/* all days from before the birth to beyond the cuts near it */
				first = c.day[0] - 20;
				last = c.day[c.n - 1] + 780;
				for (peds_day at = last; at >= first; at--)
				{
					peds_age_band band = peds_age_band_on(&cuts, &c.birth, at);
					peds_day	next = peds_next_band_change(&cuts, &c.birth, at);

					if (peds_age_band_on(&cuts, &c.birth, at + 1) != band)
						expected = at + 1;
					if (expected != 0)
						CHECK_SAY(next == expected, "%s %s at %" PRId64 ": %" PRId64 " not %" PRId64,
								  schemes[s], c.text, at, next, expected);
					else
						CHECK_SAY(next > last, "%s %s at %" PRId64 ": %" PRId64,
								  schemes[s], c.text, at, next);
				}
			}
	}
}

/* Over a whole life: to the next change, and to that after it, up to the last. */
static void
changes_of_a_life(void)
{
	static child c;

	for (int s = 0; s < COUNT(schemes); s++)
	{
		CHECK(slow_scheme(schemes[s], &cuts));
		for (int b = 0; b < COUNT(births); b++)
		{
			peds_day	at;
			int			changes = 0;

			make_child(births[b], gestations[b % COUNT(gestations)], &c);
			for (at = c.day[0] - 1;;)
			{
				peds_age_band band = peds_age_band_on(&cuts, &c.birth, at);
				peds_day	next = peds_next_band_change(&cuts, &c.birth, at);

				if (next == INT64_MAX)
					break;
				CHECK(next > at);
				for (int i = 0; i < 40 && next > at; i++)
					CHECK(peds_age_band_on(&cuts, &c.birth, random_between(at, next - 1)) == band);
				CHECK(peds_age_band_on(&cuts, &c.birth, next - 1) == band);
				CHECK(peds_age_band_on(&cuts, &c.birth, next) != band);
				at = next;
				changes++;
			}
			/* then there is none: the oldest band, that of every birth */
			CHECK_INT(peds_age_band_on(&cuts, &c.birth, at), cuts.band[cuts.n - 1]);
			CHECK_INT(peds_age_band_on(&cuts, &c.birth, PEDS_DAY_END - 1), cuts.band[cuts.n - 1]);
			CHECK(changes >= cuts.n);
		}
	}
}

/* Dates end, and so do changes: a later one is not looked for. */
static void
at_the_ends_of_the_calendar(void)
{
	peds_birth	birth;

	CHECK(slow_scheme("ich-e11", &cuts));
	CHECK_INT(peds_birth_exact(PEDS_DAY_END - 10, NULL, &birth), PEDS_OK);
	CHECK_INT(peds_age_band_on(&cuts, &birth, PEDS_DAY_END - 11), PEDS_BAND_BEFORE_BIRTH);
	CHECK_INT(peds_next_band_change(&cuts, &birth, PEDS_DAY_MIN), PEDS_DAY_END - 10);
	CHECK_INT(peds_age_band_on(&cuts, &birth, PEDS_DAY_END - 1), cuts.band[0]);
	CHECK(peds_next_band_change(&cuts, &birth, PEDS_DAY_END - 1) >= PEDS_DAY_END);
	CHECK_INT(peds_birth_exact(PEDS_DAY_MIN, NULL, &birth), PEDS_OK);
	CHECK_INT(peds_age_band_on(&cuts, &birth, PEDS_DAY_MIN), cuts.band[0]);
	CHECK_INT(peds_next_band_change(&cuts, &birth, PEDS_DAY_MIN), PEDS_DAY_MIN + 28);
	CHECK_INT(peds_age_band_on(&cuts, &birth, PEDS_DAY_END - 1), cuts.band[4]);
	CHECK_INT(peds_next_band_change(&cuts, &birth, PEDS_DAY_END - 1), INT64_MAX);
	CHECK_INT(peds_birth_partial(partial("9999"), NULL, &birth), PEDS_OK);
	CHECK_INT(peds_age_band_on(&cuts, &birth, birth.latest), PEDS_BAND(PEDS_BOUND_BIRTH,
																	   peds_band_upper(cuts.band[1]), 0));
	CHECK_INT(peds_birth_partial(partial("0001---31"), NULL, &birth), PEDS_OK);
	CHECK_INT(peds_age_band_on(&cuts, &birth, birth.earliest - 1), PEDS_BAND_BEFORE_BIRTH);
	CHECK_INT(peds_age_band_on_partial(&cuts, &birth, partial("0001-01")), cuts.band[0]);

	CHECK(slow_scheme("0d,268435455mo", &cuts));
	CHECK_INT(peds_birth_exact(PEDS_DAY_MIN, NULL, &birth), PEDS_OK);
	CHECK_INT(peds_age_band_on(&cuts, &birth, PEDS_DAY_END - 1), cuts.band[0]);
	CHECK(peds_next_band_change(&cuts, &birth, PEDS_DAY_MIN) >= PEDS_DAY_END);
}

/* Outside 20+0 to 44+6 gestation at birth is refused (contract). */
static void
gestation_is_checked(void)
{
	peds_birth	birth;

	for (peds_gestational_age ga = 0; ga < 500; ga++)
	{
		peds_status expected = ga >= GA_FIRST && ga <= GA_LAST ? PEDS_OK : PEDS_GA_NOT_AT_BIRTH;

		CHECK_INT(peds_birth_exact(0, &ga, &birth), expected);
		CHECK_INT(peds_birth_partial(partial("2019"), &ga, &birth), expected);
		if (expected == PEDS_OK)
		{
			CHECK_INT(birth.maturity, ga < GA_TERM ? PEDS_MATURITY_PRETERM : PEDS_MATURITY_TERM);
			CHECK_INT(birth.preterm_days, 44 * 7 - ga);
		}
	}
	CHECK_INT(peds_birth_exact(77, NULL, &birth), PEDS_OK);
	CHECK(birth.maturity == PEDS_MATURITY_UNKNOWN && birth.earliest == 77 && birth.latest == 77);
	CHECK_INT(peds_preterm_days_most(), 168);
}

int
main(void)
{
	slow_begin();
	RUN(on_a_day);
	RUN(newborns);
	RUN(by_example);
	RUN(on_a_partial_day);
	RUN(on_a_random_partial_day);
	RUN(next_change_by_walking);
	RUN(changes_of_a_life);
	RUN(at_the_ends_of_the_calendar);
	RUN(gestation_is_checked);
	return check_end("test_band_set");
}
