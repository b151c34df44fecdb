/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_icsr.c
 *		The age of a case against trying every birth and every first onset; a
 *		complete case, and what is said when one thing is taken from it.
 */
#include "check.h"

#include "../../src/core/icsr_age.h"
#include "../../src/core/icsr_completeness.h"
#include "../../src/core/icsr_event.h"

#include <ctype.h>

#define LENGTH(a)	((int) (sizeof(a) / sizeof((a)[0])))
#define VALUE(text_)	((peds_icsr_value) {(text_), (int) strlen(text_), PEDS_ICSR_VALUE})
#define FLAVOR(text_)	((peds_icsr_value) {(text_), (int) strlen(text_), PEDS_ICSR_NULL_FLAVOR})
#define ABSENT			((peds_icsr_value) {"", 0, PEDS_ICSR_ABSENT})

static void
use_scheme(const char *text, peds_age_cuts *cuts)
{
	union
	{
		peds_age_scheme scheme;
		char		space[PEDS_AGE_SCHEME_MAX_SIZE];
	}			u;
	size_t		position;

	CHECK(peds_age_scheme_parse(text, strlen(text), &u.scheme, &position) == PEDS_OK);
	peds_age_cuts_make(&u.scheme, cuts);
}

static const char *
band_text(peds_age_band band)
{
	static char text[2][PEDS_BAND_TEXT_SIZE];
	static int	turn;

	turn = !turn;
	peds_age_band_print(band, text[turn]);
	return text[turn];
}

/* ------------------------------------------------------------------ dates */

#define ONSETS	3

/* A case of dates, and every day that they can mean. */
typedef struct dated
{
	peds_icsr	icsr;
	peds_icsr_reaction reaction[ONSETS];
	char		text[ONSETS + 1][PEDS_PARTIAL_DATE_TEXT_SIZE];
	peds_partial_date date[ONSETS + 1]; /* the birth first */
} dated;

static peds_day
some_year(int year)
{
	peds_day	day;

	CHECK(peds_day_from_ymd(year, 1, 1, &day));
	return day;
}

/* In 2011 and 2012, which has a 29 February, of any precision. */
static peds_partial_date
random_date(int years)
{
	peds_partial_date date;
	int			year;
	int			month;
	int			day;

	do
	{
		year = (int) random_between(2011, 2011 + years);
		month = (int) random_between(1, 12);
		day = (int) random_between(1, 31);
		switch (random_between(0, 7))
		{
			case 0:
				month = day = 0;
				break;
			case 1:
			case 2:
				month = 0;
				break;
			case 3:
			case 4:
				day = 0;
				break;
			default:
				break;
		}
	} while (peds_partial_date_make(year, month, day, &date) != PEDS_OK);
	return date;
}

static void
make_dated(dated *d, int onsets)
{
	int			near = random_between(0, 2) > 0;

	memset(d, 0, sizeof(*d));
	for (int i = 0; i <= onsets; i++)
	{
		d->date[i] = random_date(near ? 0 : 2);
		peds_partial_date_print(d->date[i], d->text[i]);
		if (i == 0)
			d->icsr.birth = VALUE(d->text[0]);
		else
			d->reaction[i - 1].start = VALUE(d->text[i]);
	}
	d->icsr.reactions.item = d->reaction;
	d->icsr.reactions.n = onsets;
}

static bool
means(peds_partial_date p, peds_day day)
{
	peds_day	found;

	return peds_partial_date_first_from(p, day, &found) && found == day;
}

/* Mark the days that can be the first onset, by every choice of days. */
static void
mark_first(const dated *d, int i, peds_day least, peds_day origin, bool *first)
{
	peds_day	day;

	if (i > d->icsr.reactions.n)
	{
		first[least - origin] = true;
		return;
	}
	day = peds_partial_date_earliest(d->date[i]);
	while (peds_partial_date_first_from(d->date[i], day, &day))
	{
		/* what is later than the least so far changes nothing, so once is enough */
		mark_first(d, i + 1, day < least ? day : least, origin, first);
		if (day >= least)
			break;
		day++;
	}
}

static void
check_dated(const dated *d, const peds_age_cuts *cuts)
{
	static bool first[366 * 6];
	peds_day	origin = some_year(2010);
	peds_icsr_age age;
	peds_band_set set = {false, 1, 0};
	peds_age_band band;
	peds_age_ucum least = {INT32_MAX, "a"};
	peds_age_ucum greatest = {-1, "d"};
	peds_age_ucum said[2];
	bool		any = false;
	peds_day	earliest = INT64_MAX;
	peds_day	latest = INT64_MIN;

	memset(first, 0, sizeof(first));
	mark_first(d, 1, INT64_MAX, origin, first);
	for (peds_day at = origin; at < origin + LENGTH(first); at++)
	{
		if (!first[at - origin])
			continue;
		earliest = at < earliest ? at : earliest;
		latest = at > latest ? at : latest;
		for (peds_day b = peds_partial_date_earliest(d->date[0]); b <= at; b++)
		{
			peds_age_ucum ucum;
			int			no;

			if (!means(d->date[0], b))
				continue;
			no = peds_band_no(cuts, b, at);
			set.preterm |= (cuts->preterm == PEDS_PRETERM_TO_PMA && at < b + 168) ||
				(cuts->preterm == PEDS_PRETERM_TO_CUT && at < peds_age_reached(b, cuts->cut[1]));
			set.first = !any || no < set.first ? no : set.first;
			set.last = !any || no > set.last ? no : set.last;
			CHECK(peds_age_in_ucum(b, at, &ucum) == PEDS_OK);
#define RANK(u)		(strcmp((u).unit, "d") == 0 ? 0 : strcmp((u).unit, "mo") == 0 ? 1000 : 2000)
			if (!any || RANK(ucum) + ucum.value < RANK(least) + least.value)
				least = ucum;
			if (!any || RANK(ucum) + ucum.value > RANK(greatest) + greatest.value)
				greatest = ucum;
			any = true;
		}
	}

	peds_icsr_age_of(&d->icsr, &age);
	CHECK_INT(age.basis, PEDS_ICSR_AGE_DATES);
	CHECK_INT(age.onset.earliest, earliest);
	CHECK_INT(age.onset.latest, latest);
	for (peds_day at = earliest; at <= latest; at++)
		CHECK_SAY(!first[at - origin] || means(age.onset.date, at), "%s %s %s: onset %d", d->text[1], d->text[2],
				  d->text[3], (int) age.onset.date);
	band = peds_icsr_age_band(&age, cuts);
	CHECK_SAY(band == (any ? peds_band_set_hull(cuts, set) : PEDS_BAND_BEFORE_BIRTH), "birth %s onsets %s %s %s: %s, expected %s",
			  d->text[0], d->text[1], d->text[2], d->text[3], band_text(band), band_text(peds_band_set_hull(cuts, set)));
	CHECK(peds_icsr_age_before_birth(&age) == !any);
	CHECK(peds_icsr_age_ucum(&age, &said[0], &said[1]) == any);
	if (any)
	{
		CHECK_SAY(said[0].value == least.value && strcmp(said[0].unit, least.unit) == 0, "birth %s onsets %s %s %s: least %d %s",
				  d->text[0], d->text[1], d->text[2], d->text[3], said[0].value, said[0].unit);
		CHECK_SAY(said[1].value == greatest.value && strcmp(said[1].unit, greatest.unit) == 0, "birth %s onsets %s %s %s: greatest %d %s",
				  d->text[0], d->text[1], d->text[2], d->text[3], said[1].value, said[1].unit);
	}
}

static void
test_dates(void)
{
	static const char *const scheme[] = {
		"ich-e11", "ema-p4", "nichd", "0d,7d,28d,2mo,3mo,6mo,1y,18mo,2y", "0d,1d,2d,30d,31d,1y"
	};
	peds_age_cuts cuts;
	dated		d;

	for (int s = 0; s < LENGTH(scheme); s++)
	{
		use_scheme(scheme[s], &cuts);
		for (int i = 0; i < 700; i++)
		{
			make_dated(&d, (int) random_between(1, ONSETS));
			check_dated(&d, &cuts);
		}
	}
}

/* What the onset is called where dates leave it open. */
static void
test_onset(void)
{
	static const struct
	{
		const char *onset[ONSETS];
		const char *first;
	}			table[] =
	{
		{{"20141010"}, "2014-10-10"},
		{{"20141010", "20141009"}, "2014-10-09"},
		{{"201410", "20141009"}, "2014-10"},
		{{"201410", "20141001"}, "2014-10-01"},
		{{"2014", "20141009"}, "2014"},
		{{"2014", "20140101"}, "2014-01-01"},
		{{"2015", "20141009"}, "2014-10-09"},
		{{"2014", "2015", "2014"}, "2014"},
		{{"201411", "201410"}, "2014-10"},
		{{"2019---14", "2019---14"}, "2019---14"},
		{{"2019---14", "201902"}, "2019"},
		{{"2019---14", "20191215"}, "2019---14"},
		{{"20141010101010-0500", "x"}, "2014-10-10"},
	};
	peds_icsr_reaction reaction[ONSETS];
	peds_icsr	icsr = {.reactions = {reaction, ONSETS}};
	peds_icsr_onset onset;
	char		text[PEDS_PARTIAL_DATE_TEXT_SIZE];

	for (int i = 0; i < LENGTH(table); i++)
	{
		memset(reaction, 0, sizeof(reaction));
		for (int r = 0; r < ONSETS; r++)
			if (table[i].onset[r] != NULL)
				reaction[r].start = VALUE(table[i].onset[r]);
		CHECK(peds_icsr_first_onset(&icsr, &onset));
		peds_partial_date_print(onset.date, text);
		CHECK_TEXT(text, table[i].first);
	}
	memset(reaction, 0, sizeof(reaction));
	reaction[0].start = FLAVOR("MSK");
	reaction[1].start = VALUE("20141301");
	CHECK(!peds_icsr_first_onset(&icsr, &onset));
	icsr.reactions.n = 0;
	CHECK(!peds_icsr_first_onset(&icsr, &onset));
}

/* ------------------------------------------------------------------ a reported age */

/* Is it one value whatever the birth? Births of eight years, which hold a year without 29 February at a century. */
static void
check_reported(const char *number, const char *unit, int64_t days, int64_t past_days, int64_t months, int64_t past_months)
{
	peds_icsr	icsr = {.age = VALUE(number),.age_unit = VALUE(unit)};
	peds_icsr_age age;
	peds_age_ucum least;
	peds_age_ucum greatest;
	peds_age_ucum one = {-1, NULL};
	bool		certain = true;

	for (peds_day b = some_year(1896); b < some_year(1905) && certain; b++)
	{
		peds_day	ends[2] = {b + days, b + past_days - 1};

		if (past_months > 0)
		{
			ends[0] = peds_months_reached(b, months);
			ends[1] = peds_months_reached(b, past_months) - 1;
		}
		for (int i = 0; i < 2; i++)
		{
			peds_age_ucum ucum;

			CHECK(peds_age_in_ucum(b, ends[i], &ucum) == PEDS_OK);
			if (one.unit == NULL)
				one = ucum;
			certain &= ucum.value == one.value && strcmp(ucum.unit, one.unit) == 0;
		}
	}
	peds_icsr_age_of(&icsr, &age);
	CHECK_INT(age.basis, PEDS_ICSR_AGE_REPORTED);
	CHECK_SAY(peds_icsr_age_ucum(&age, &least, &greatest) == certain, "%s %s", number, unit);
	if (certain && peds_icsr_age_ucum(&age, &least, &greatest))
	{
		CHECK_SAY(least.value == one.value && strcmp(least.unit, one.unit) == 0, "%s %s is %d %s", number, unit, least.value, least.unit);
		CHECK(greatest.value == least.value && greatest.unit == least.unit);
	}
}

static void
test_reported(void)
{
	char		number[16];

	for (int n = 0; n < 800; n++)
	{
		snprintf(number, sizeof(number), "%d", n);
		if (n < 100 || n % 7 < 2)
			check_reported(number, n % 2 ? "d" : "DAYS", n, n + 1, 0, 0);
		if (n < 140)
			check_reported(number, "wk", n * 7, n * 7 + 7, 0, 0);
		if (n < 60 || n % 50 == 0)
			check_reported(number, "mo", 0, 0, n, n + 1);
		if (n < 120)
			check_reported(number, "a", 0, 0, n * 12, n * 12 + 12);
		check_reported(number, "h", n / 24, n / 24 + 1, 0, 0);
	}
}

/* ------------------------------------------------------------------ which source */

static void
test_sources(void)
{
	static const struct
	{
		peds_icsr_value birth;
		peds_icsr_value onset;
		peds_icsr_value age;
		peds_icsr_value unit;
		peds_icsr_value group;
		peds_icsr_age_basis basis;
		const char *band;
	}			table[] =
	{
#define V(t)	{t, sizeof(t) - 1, PEDS_ICSR_VALUE}
#define F(t)	{t, sizeof(t) - 1, PEDS_ICSR_NULL_FLAVOR}
#define A		{"", 0, PEDS_ICSR_ABSENT}
		{V("20010615"), V("20141010"), V("48"), V("a"), V("5"), PEDS_ICSR_AGE_DATES, "[12y,18y)"},
		{V("20141001"), V("20090101"), V("10"), V("a"), F("NI"), PEDS_ICSR_AGE_DATES, "(,0d)"},
		{F("MSK"), V("20141010"), V("48"), V("a"), V("3"), PEDS_ICSR_AGE_REPORTED, "[18y,)"},
		{V("20010615"), F("ASKU"), V("13"), V("a"), V("5"), PEDS_ICSR_AGE_REPORTED, "[12y,18y)"},
		{V("20010631"), V("20141010"), V("13"), V("YR"), A, PEDS_ICSR_AGE_REPORTED, "[12y,18y)"},
		{A, A, V("27"), V("d"), A, PEDS_ICSR_AGE_REPORTED, "[0d,28d)"},
		{A, A, V("28"), V("d"), A, PEDS_ICSR_AGE_REPORTED, "[28d,2y)"},
		{A, A, V("2"), V("{decade}"), A, PEDS_ICSR_AGE_REPORTED, "[2y,)"},
		{A, A, V("-1"), V("a"), V("2"), PEDS_ICSR_AGE_GROUP, "[28d,2y)"},
		{A, A, V("1"), V("ms"), V("2"), PEDS_ICSR_AGE_GROUP, "[28d,2y)"},
		{A, A, V("1"), A, V("3"), PEDS_ICSR_AGE_GROUP, "[2y,12y)"},
		{A, A, A, V("a"), V("0"), PEDS_ICSR_AGE_GROUP, "(,0d)"},
		{A, A, V("NaN"), V("a"), V("6"), PEDS_ICSR_AGE_GROUP, "[18y,)"},
		{A, A, V("1e2"), V("a"), V("1"), PEDS_ICSR_AGE_GROUP, "[0d,28d)"},
		{A, A, A, A, V("7"), PEDS_ICSR_AGE_UNKNOWN, "(,)"},
		{A, A, A, A, V("/"), PEDS_ICSR_AGE_UNKNOWN, "(,)"},
		{A, A, A, A, V("33"), PEDS_ICSR_AGE_UNKNOWN, "(,)"},
		{A, A, A, A, F("3"), PEDS_ICSR_AGE_UNKNOWN, "(,)"},
		{F("20010615"), F("20141010"), F("48"), F("a"), A, PEDS_ICSR_AGE_UNKNOWN, "(,)"},
		{A, A, A, A, A, PEDS_ICSR_AGE_UNKNOWN, "(,)"},
	};
	peds_age_cuts cuts;

	use_scheme("ich-e11", &cuts);
	for (int i = 0; i < LENGTH(table); i++)
	{
		peds_icsr_reaction reaction = {.start = table[i].onset};
		peds_icsr	icsr = {
			.birth = table[i].birth,.age = table[i].age,.age_unit = table[i].unit,.age_group = table[i].group,
			.reactions = {&reaction, 1}
		};
		peds_icsr_age age;

		peds_icsr_age_of(&icsr, &age);
		CHECK_SAY(age.basis == table[i].basis, "row %d", i);
		CHECK_TEXT(band_text(peds_icsr_age_band(&age, &cuts)), table[i].band);
	}
}

/* The groups in every named scheme: a band that has a code is in the answer for it. */
static void
test_groups(void)
{
	static const char *const e11[] = {"(,0d)", "[0d,28d)", "[28d,2y)", "[2y,12y)", "[12y,18y)", "[18y,)", "[18y,)"};
	peds_age_cuts cuts;

	use_scheme("ich-e11", &cuts);
	for (int code = 0; code < LENGTH(e11); code++)
		CHECK_TEXT(band_text(peds_e2b_age_group_band(&cuts, code)), e11[code]);
	CHECK(peds_e2b_age_group_band(&cuts, -1) == PEDS_BAND_UNKNOWN);
	CHECK(peds_e2b_age_group_band(&cuts, 7) == PEDS_BAND_UNKNOWN);
	CHECK(peds_e2b_age_group_name(-1) == NULL && peds_e2b_age_group_name(7) == NULL);
	CHECK_TEXT(peds_e2b_age_group_name(0), "foetus");
	CHECK_TEXT(peds_e2b_age_group_name(6), "elderly");
	use_scheme("ema-p4", &cuts);
	CHECK_TEXT(band_text(peds_e2b_age_group_band(&cuts, 1)), "[0d,pma44w)");
	use_scheme("ctis", &cuts);
	CHECK_TEXT(band_text(peds_e2b_age_group_band(&cuts, 5)), "[18y,65y)");
	CHECK_TEXT(band_text(peds_e2b_age_group_band(&cuts, 6)), "[65y,)");
	/* newborns of a month: an infant is older */
	use_scheme("0d,1mo,2y,12y,17y", &cuts);
	CHECK_TEXT(band_text(peds_e2b_age_group_band(&cuts, 1)), "[0d,1mo)");
	CHECK_TEXT(band_text(peds_e2b_age_group_band(&cuts, 2)), "[1mo,2y)");
	CHECK_TEXT(band_text(peds_e2b_age_group_band(&cuts, 4)), "[12y,)");
	/* bands that part a group, and one that holds several */
	use_scheme("0d,1d,1y,30y,70y", &cuts);
	CHECK_TEXT(band_text(peds_e2b_age_group_band(&cuts, 1)), "[0d,1y)");
	CHECK_TEXT(band_text(peds_e2b_age_group_band(&cuts, 2)), "[1d,30y)");
	CHECK_TEXT(band_text(peds_e2b_age_group_band(&cuts, 3)), "[1y,30y)");
	CHECK_TEXT(band_text(peds_e2b_age_group_band(&cuts, 5)), "[1y,70y)");
	CHECK_TEXT(band_text(peds_e2b_age_group_band(&cuts, 6)), "[30y,)");

	for (int number = 1; number <= peds_named_scheme_count(); number++)
	{
		peds_age_cuts_make_named(number, &cuts);
		for (int code = 0; code <= 6; code++)
		{
			peds_age_band band = peds_e2b_age_group_band(&cuts, code);

			CHECK(peds_age_cuts_has_cell(&cuts, band) && band != PEDS_BAND_UNKNOWN);
			for (int k = 0; code > 0 && k < cuts.n; k++)
				if (peds_e2b_age_group(cuts.band[k]) == code)
				{
					uint32_t	upper = peds_band_upper(cuts.band[k]);

					CHECK_SAY(peds_age_surely_at_most(peds_age_unpack(peds_band_lower(band)), peds_age_unpack(peds_band_lower(cuts.band[k]))),
							  "scheme %d code %d", number, code);
					CHECK_SAY(peds_band_upper(band) == PEDS_BOUND_NONE || peds_band_upper(band) == PEDS_BOUND_PMA(44) ||
							  (upper != PEDS_BOUND_NONE && peds_age_surely_at_most(peds_age_unpack(upper), peds_age_unpack(peds_band_upper(band)))),
							  "scheme %d code %d", number, code);
				}
		}
	}
}

static void
test_union(void)
{
	static const peds_band_set set[][3] = {
		{{false, 1, 1}, {false, 3, 4}, {false, 1, 4}},
		{{false, 1, 4}, {true, 2, 3}, {true, 1, 4}},
		{{false, 1, 0}, {false, 2, 3}, {false, 2, 3}},
		{{true, 1, 0}, {false, 0, 0}, {true, 0, 0}},
		{{true, 1, 0}, {true, 1, 0}, {true, 1, 0}}
	};

	for (int i = 0; i < LENGTH(set); i++)
		for (int turn = 0; turn < 2; turn++)
		{
			peds_band_set either = peds_band_set_union(set[i][turn], set[i][!turn]);

			CHECK(either.preterm == set[i][2].preterm && either.first == set[i][2].first && either.last == set[i][2].last);
		}
}

/* ------------------------------------------------------------------ events */

static void
test_events(void)
{
	static const struct
	{
		peds_icsr_value value;
		peds_icsr_answer answer;
	}			table[] =
	{
		{V("true"), PEDS_ICSR_YES}, {V("1"), PEDS_ICSR_YES}, {F("NI"), PEDS_ICSR_NO}, {V("false"), PEDS_ICSR_NO}, {V("0"), PEDS_ICSR_NO},
		{A, PEDS_ICSR_NOT_KNOWN}, {F("MSK"), PEDS_ICSR_NOT_KNOWN}, {F("UNK"), PEDS_ICSR_NOT_KNOWN}, {F("true"), PEDS_ICSR_NOT_KNOWN},
		{V("NI"), PEDS_ICSR_NOT_KNOWN}, {V("yes"), PEDS_ICSR_NOT_KNOWN}, {V("TRUE"), PEDS_ICSR_NOT_KNOWN},
	};
	static const char *const word[] = {
		"unknown", "recovered", "recovering", "not recovered", "recovered with sequelae", "fatal"
	};
	peds_icsr_reaction reaction[2];
	peds_icsr_value *criterion[] = {
		&reaction[0].death, &reaction[0].life_threatening, &reaction[0].hospitalisation, &reaction[0].disabling,
		&reaction[0].congenital, &reaction[0].other_important
	};
	peds_icsr	icsr = {.reactions = {reaction, 1}};

	for (int i = 0; i < LENGTH(table); i++)
	{
		CHECK_SAY(peds_icsr_criterion(&table[i].value) == table[i].answer, "row %d", i);
		for (int c = 0; c < LENGTH(criterion); c++)
		{
			/* one of the six, the others not met; then the others not known */
			for (int rest = 0; rest < 2; rest++)
			{
				peds_icsr_answer expected = table[i].answer;

				if (rest == 1 && expected == PEDS_ICSR_NO)
					expected = PEDS_ICSR_NOT_KNOWN;
				memset(reaction, 0, sizeof(reaction));
				for (int o = 0; o < LENGTH(criterion); o++)
					*criterion[o] = rest == 0 ? FLAVOR("NI") : ABSENT;
				*criterion[c] = table[i].value;
				CHECK_INT(peds_icsr_reaction_serious(&reaction[0]), expected);
				CHECK_INT(peds_icsr_serious(&icsr), expected);
				if (c >= 2)
					expected = rest == 0 ? PEDS_ICSR_NO : PEDS_ICSR_NOT_KNOWN;
				CHECK_INT(peds_icsr_fatal_or_life_threatening(&icsr), expected);
			}
		}
	}
	memset(reaction, 0, sizeof(reaction));
	reaction[1].death = VALUE("true");
	icsr.reactions.n = 2;
	CHECK_INT(peds_icsr_serious(&icsr), PEDS_ICSR_YES);
	icsr.reactions.n = 0;
	CHECK_INT(peds_icsr_serious(&icsr), PEDS_ICSR_NOT_KNOWN);

	for (int i = 0; i < LENGTH(word); i++)
	{
		char		code[2] = {(char) ('0' + i), '\0'};
		peds_icsr_value v = VALUE(code);

		CHECK_TEXT(peds_icsr_outcome(&v), word[i]);
		v.state = PEDS_ICSR_NULL_FLAVOR;
		CHECK(peds_icsr_outcome(&v) == NULL);
	}
	CHECK(peds_icsr_outcome(&(peds_icsr_value) V("6")) == NULL);
	CHECK(peds_icsr_outcome(&(peds_icsr_value) V("/")) == NULL);
	CHECK(peds_icsr_outcome(&(peds_icsr_value) V("11")) == NULL);
	CHECK(peds_icsr_outcome(&(peds_icsr_value) A) == NULL);
}

/* ------------------------------------------------------------------ completeness */

/* A newborn's case that lacks nothing. */
typedef struct whole_case
{
	peds_icsr	icsr;
	peds_icsr_reaction reaction[2];
	peds_icsr_drug drug[2];
	peds_icsr_substance substance;
	peds_icsr_dose dose;
	peds_icsr_indication indication;
} whole_case;

static void
make_whole(whole_case *w)
{
	memset(w, 0, sizeof(*w));
	w->icsr.birth = VALUE("20240101");
	w->icsr.age = VALUE("17");
	w->icsr.age_unit = VALUE("d");
	w->icsr.weight = VALUE("3.2");
	w->icsr.height = VALUE("51");
	w->icsr.sex = VALUE("2");
	w->icsr.narrative = VALUE("Born at 39 weeks of gestation, breast-fed; milestones normal; Tanner 1");
	w->icsr.reactions = (peds_icsr_list) {w->reaction, 2};
	for (int i = 0; i < 2; i++)
	{
		peds_icsr_reaction *r = &w->reaction[i];

		r->start = VALUE("20240118");
		r->death = r->life_threatening = r->disabling = r->congenital = r->other_important = FLAVOR("NI");
		r->hospitalisation = VALUE("true");
		r->outcome = VALUE("1");
	}
	w->icsr.drugs = (peds_icsr_list) {w->drug, 2};
	w->drug[0].role = VALUE("2");	/* concomitant: nothing is asked */
	w->drug[1].role = VALUE("1");
	w->drug[1].substances = (peds_icsr_list) {&w->substance, 1};
	w->drug[1].doses = (peds_icsr_list) {&w->dose, 1};
	w->drug[1].indications = (peds_icsr_list) {&w->indication, 1};
	w->substance.strength = VALUE("50");
	w->substance.strength_unit = VALUE("mg/mL");
	w->dose.dose = VALUE("5");
	w->dose.dose_unit = VALUE("mg");
	w->dose.units_in_interval = VALUE("12");
	w->dose.interval_unit = VALUE("h");
	w->dose.start = VALUE("20240110");
	w->dose.end = VALUE("20240112");
	w->dose.form = VALUE("solution");
	w->indication.reported = VALUE("sepsis");
}

/* "element: state; ..." */
static char said[4096];
static uint32_t said_ids;

static void
say(void *context, const peds_icsr_gap *gap)
{
	char		element[PEDS_ICSR_GAP_ELEMENT_SIZE];
	const char *state = peds_icsr_lack_text(gap, PEDS_LANG_EN);
	size_t		used = strlen(said);

	(void) context;
	said_ids |= UINT32_C(1) << gap->id;
	CHECK(peds_icsr_gap_element(gap, element) == (int) strlen(element));
	CHECK((state == NULL) == (peds_icsr_lack_text(gap, PEDS_LANG_ZH) == NULL));
	snprintf(said + used, sizeof(said) - used, "%s%s: %s", used > 0 ? "; " : "", element, state != NULL ? state : "?");
}

static const char *
lacking(const peds_icsr *icsr)
{
	said[0] = '\0';
	said_ids = 0;
	peds_icsr_completeness(icsr, say, NULL);
	return said;
}

#define WITH(change, expected) \
	do { \
		make_whole(&w); \
		change; \
		CHECK_TEXT(lacking(&w.icsr), expected); \
	} while (0)

static void
test_completeness(void)
{
	whole_case	w;
	static const char words[] = "D.7, D.8.r, D.10.7, D.10.8.r, F.r, H";
	char		expected[512];

	WITH((void) 0, "");
	/* the patient */
	WITH(w.icsr.age = ABSENT; w.icsr.age_unit = ABSENT, "");
	WITH(w.icsr.age = ABSENT, "");
	WITH(w.icsr.age_unit = ABSENT, "D.2.2b: incomplete");
	WITH(w.icsr.age_unit = FLAVOR("UNK"), "D.2.2b: incomplete");
	WITH(w.icsr.age_unit = VALUE("moon"), "D.2.2b: unreadable");
	WITH(w.icsr.age_unit = VALUE("wk"), "D.2.2b: other unit");
	WITH(w.icsr.age_unit = VALUE("mo"), "D.2.2b: other unit");
	WITH(w.icsr.birth = VALUE("202401"), "");
	WITH(w.icsr.birth = VALUE("202401"); w.icsr.age = ABSENT; w.icsr.age_unit = ABSENT, "D.2.2a: incomplete");
	WITH(w.icsr.birth = FLAVOR("MSK"); w.icsr.age = ABSENT; w.icsr.age_unit = ABSENT; w.icsr.age_group = VALUE("1"), "D.2.2a: masked");
	WITH(w.icsr.birth = FLAVOR("MSK"); w.icsr.age = FLAVOR("ASKU"); w.icsr.age_unit = ABSENT; w.icsr.age_group = VALUE("1"), "D.2.2a: asked but unknown");
	WITH(w.icsr.birth = ABSENT; w.icsr.age_unit = ABSENT; w.icsr.age_group = VALUE("1"), "D.2.2a: incomplete; D.2.2b: incomplete");
	WITH(w.icsr.birth = ABSENT; w.icsr.age = VALUE("x"); w.icsr.age_group = VALUE("1"), "D.2.2a: unreadable");
	WITH(w.icsr.birth = ABSENT; w.icsr.age = ABSENT; w.icsr.age_unit = ABSENT, "D.2.2a: absent; D.2.3: absent");
	WITH(w.icsr.birth = ABSENT; w.icsr.age = ABSENT; w.icsr.age_unit = ABSENT; w.icsr.age_group = FLAVOR("NASK"), "D.2.2a: absent; D.2.3: not asked");
	WITH(w.icsr.birth = ABSENT; w.icsr.age = ABSENT; w.icsr.age_unit = ABSENT; w.icsr.age_group = VALUE("9"), "D.2.2a: absent; D.2.3: unreadable");
	WITH(w.icsr.weight = ABSENT, "D.3: absent; G.k[2].G.k.4.r.1, D.3: incomplete");
	WITH(w.icsr.weight = VALUE("0.0"), "D.3: unreadable; G.k[2].G.k.4.r.1, D.3: incomplete");
	WITH(w.icsr.weight = VALUE("3,2"), "D.3: unreadable; G.k[2].G.k.4.r.1, D.3: incomplete");
	WITH(w.icsr.weight = VALUE("3.2.1"), "D.3: unreadable; G.k[2].G.k.4.r.1, D.3: incomplete");
	WITH(w.icsr.weight = ABSENT; w.dose.dose_unit = VALUE("mg/kg"), "D.3: absent");
	WITH(w.icsr.height = FLAVOR("UNK"), "D.4: unknown");
	WITH(w.icsr.height = VALUE("-51"), "D.4: unreadable");
	WITH(w.icsr.sex = FLAVOR("MSK"), "D.5: masked");
	WITH(w.icsr.sex = VALUE("0"), "D.5: unknown");
	WITH(w.icsr.sex = VALUE("F"), "D.5: unreadable");
	WITH(w.icsr.sex = FLAVOR("OTH"), "D.5: ?");
	snprintf(expected, sizeof(expected), "%s: absent", words);
	WITH(w.icsr.narrative = VALUE("born at term; maternal drugs: none"), expected);
	snprintf(expected, sizeof(expected), "D.10, G.k.4.r.11, G.k.6a, G.k.10.r, %s: absent", words);
	WITH(w.icsr.narrative = VALUE("gestational age 39+1"), expected);
	WITH(w.icsr.narrative = VALUE("gestational age 39+1"); w.icsr.parent_age = VALUE("30"), "");
	WITH(w.icsr.narrative = VALUE("gestational age 39+1"); w.icsr.parent_sex = FLAVOR("MSK"), expected);
	{
		peds_icsr_past_drug past = {.name = ABSENT};

		WITH(w.icsr.narrative = VALUE("gestational age 39+1"); w.icsr.parent_past_drugs = ((peds_icsr_list) {&past, 1}), "");
	}
	WITH(w.icsr.narrative = VALUE("gestational age 39+1"); w.drug[0].gestation = VALUE("30"), "");
	WITH(w.icsr.narrative = VALUE("gestational age 39+1"); w.dose.parent_route_term = VALUE("048"), "");
	{
		peds_icsr_value father = VALUE("3");

		WITH(w.icsr.narrative = VALUE("gestational age 39+1"); w.drug[1].additional = ((peds_icsr_list) {&father, 1}), "");
		father = VALUE("7");
		WITH(w.icsr.narrative = VALUE("gestational age 39+1"); w.drug[1].additional = ((peds_icsr_list) {&father, 1}), expected);
	}
	/* reactions */
	WITH(w.icsr.reactions.n = 0, "E.i: absent");
	WITH(w.reaction[1].start = ABSENT, "E.i[2].E.i.4: absent");
	WITH(w.reaction[1].start = VALUE("202401"), "E.i[2].E.i.4: incomplete");
	WITH(w.reaction[1].start = VALUE("20240199"), "E.i[2].E.i.4: unreadable");
	WITH(w.reaction[0].start = FLAVOR("ASKU"), "E.i[1].E.i.4: asked but unknown");
	WITH(w.reaction[0].death = ABSENT, "E.i[1].E.i.3.2: incomplete");
	WITH(w.reaction[0].death = VALUE("no"), "E.i[1].E.i.3.2: unreadable");
	WITH(w.reaction[0].death = w.reaction[0].life_threatening = w.reaction[0].disabling = w.reaction[0].congenital =
		 w.reaction[0].other_important = w.reaction[0].hospitalisation = ABSENT, "E.i[1].E.i.3.2: absent");
	WITH(w.reaction[0].death = w.reaction[0].life_threatening = w.reaction[0].disabling = w.reaction[0].congenital =
		 w.reaction[0].other_important = w.reaction[0].hospitalisation = FLAVOR("UNK"), "E.i[1].E.i.3.2: unknown");
	WITH(w.reaction[0].outcome = VALUE("0"); w.reaction[1].outcome = VALUE("8"), "E.i[1].E.i.7: unknown; E.i[2].E.i.7: unreadable");
	WITH(w.reaction[0].outcome = FLAVOR("NI"), "E.i[1].E.i.7: no information");
	/* drugs */
	WITH(w.drug[1].role = VALUE("4"), "G.k.1: absent");
	WITH(w.drug[1].role = FLAVOR("UNK"), "G.k.1: unknown");
	WITH(w.icsr.drugs.n = 0, "G.k.1: absent");
	WITH(w.drug[1].role = VALUE("3"), "");
	WITH(w.indication.reported = ABSENT, "G.k[2].G.k.7.r: absent");
	WITH(w.indication.reported = FLAVOR("ASKU"), "G.k[2].G.k.7.r: asked but unknown");
	WITH(w.indication.reported = FLAVOR("ASKU"); w.indication.meddra = VALUE("10040047"), "");
	WITH(w.drug[1].indications.n = 0, "G.k[2].G.k.7.r: absent");
	WITH(w.dose.form = ABSENT, "G.k[2].G.k.4.r.9: absent");
	WITH(w.dose.form = ABSENT; w.dose.form_term = VALUE("50060000"), "");
	WITH(w.substance.strength = ABSENT, "G.k[2].G.k.2.3.r.3: incomplete");
	WITH(w.substance.strength_unit = ABSENT, "G.k[2].G.k.2.3.r.3: incomplete");
	WITH(w.drug[1].substances.n = 0, "G.k[2].G.k.2.3.r.3: absent");
	WITH(w.dose.dose = ABSENT, "G.k[2].G.k.4.r.1: incomplete; G.k[2].G.k.4.r.1, D.3: incomplete");
	WITH(w.dose.dose = VALUE("some"), "G.k[2].G.k.4.r.1: incomplete; G.k[2].G.k.4.r.1, D.3: incomplete");
	WITH(w.dose.dose = w.dose.dose_unit = ABSENT, "G.k[2].G.k.4.r.1: absent; G.k[2].G.k.4.r.1, D.3: absent");
	WITH(w.dose.dose = w.dose.dose_unit = ABSENT; w.dose.dosage_text = VALUE("5 mg bd"), "G.k[2].G.k.4.r.1: text only; G.k[2].G.k.4.r.1, D.3: text only");
	WITH(w.dose.units_in_interval = ABSENT, "G.k[2].G.k.4.r.2, G.k[2].G.k.4.r.3: incomplete");
	WITH(w.dose.units_in_interval = w.dose.interval_unit = ABSENT; w.dose.dosage_text = VALUE("once"), "G.k[2].G.k.4.r.2, G.k[2].G.k.4.r.3: text only");
	WITH(w.dose.end = ABSENT, "G.k[2].G.k.4.r.4, G.k[2].G.k.4.r.5: incomplete");
	WITH(w.dose.end = VALUE("202401"), "G.k[2].G.k.4.r.4, G.k[2].G.k.4.r.5: incomplete");
	WITH(w.dose.end = ABSENT; w.dose.duration = VALUE("2"), "G.k[2].G.k.4.r.4, G.k[2].G.k.4.r.5: incomplete");
	WITH(w.dose.end = ABSENT; w.dose.duration = VALUE("2"); w.dose.duration_unit = VALUE("d"), "");
	WITH(w.dose.start = FLAVOR("MSK"); w.dose.end = FLAVOR("ASKU"), "G.k[2].G.k.4.r.4, G.k[2].G.k.4.r.5: masked");
	{
		/* of several records the best one counts */
		peds_icsr_dose dose[3] = {{.dosage_text = VALUE("5 mg")}, {.dose = VALUE("5")}, {.dose = FLAVOR("UNK")}};

		make_whole(&w);
		dose[0].form = VALUE("solution");
		w.drug[1].doses = (peds_icsr_list) {dose, 3};
		CHECK_TEXT(lacking(&w.icsr), "G.k[2].G.k.4.r.1: incomplete; G.k[2].G.k.4.r.2, G.k[2].G.k.4.r.3: text only; "
				   "G.k[2].G.k.4.r.4, G.k[2].G.k.4.r.5: text only; G.k[2].G.k.4.r.1, D.3: incomplete");
		dose[2] = w.dose;
		CHECK_TEXT(lacking(&w.icsr), "");
	}
}

/* What is asked at which age. */
static void
test_asked(void)
{
	static const struct
	{
		const char *age;
		const char *unit;
		const char *lacks;
	}			table[] =
	{
		{"27", "d", "gestation,prematurity,parent"},
		{"28", "d", "gestation,prematurity,milestones"},
		{"23", "mo", "gestation,prematurity,milestones"},
		{"24", "mo", "milestones"},
		{"5", "a", "milestones"},
		{"6", "a", ""},
		{"7", "a", ""},
		{"8", "a", "puberty"},
		{"17", "a", "puberty"},
		{"18", "a", ""},
		{"0", "mo", "gestation,prematurity,milestones,parent"},
		{"1", "{decade}", "gestation,prematurity,puberty,milestones,parent"},
	};
	static const peds_icsr_asked_id id[] = {
		PEDS_ASKED_GESTATION, PEDS_ASKED_PREMATURITY, PEDS_ASKED_PUBERTY, PEDS_ASKED_MILESTONES, PEDS_ASKED_PARENT
	};
	static const char *const name[] = {"gestation", "prematurity", "puberty", "milestones", "parent"};

	for (int i = 0; i < LENGTH(table); i++)
	{
		peds_icsr	icsr = {.age = VALUE(table[i].age),.age_unit = VALUE(table[i].unit)};

		(void) lacking(&icsr);
		for (int k = 0; k < LENGTH(id); k++)
			CHECK_SAY((said_ids >> id[k] & 1) == (strstr(table[i].lacks, name[k]) != NULL), "%s %s: %s",
					  table[i].age, table[i].unit, name[k]);
	}
	{
		/* an adult is asked for what E2B asks of all, a foetus not for its height */
		peds_icsr	icsr = {.age = VALUE("40"),.age_unit = VALUE("a")};

		CHECK_TEXT(lacking(&icsr), "D.5: absent; E.i: absent; G.k.1: absent");
		icsr = (peds_icsr) {.age_group = VALUE("0")};
		CHECK_TEXT(lacking(&icsr), "D.5: absent; D.10, G.k.4.r.11, G.k.6a, G.k.10.r, D.7, D.8.r, D.10.7, D.10.8.r, F.r, H: absent; E.i: absent; G.k.1: absent");
	}
	/* units: "a" is one of a child, not of an infant */
	{
		static const struct
		{
			const char *age;
			const char *unit;
			bool		other;
		}			unit[] =
		{
			{"3", "d", false}, {"3", "h", true}, {"100", "d", false}, {"20", "wk", true}, {"1", "mo", false}, {"0", "mo", false},
			{"1", "a", true}, {"2", "a", false}, {"30", "mo", false}, {"800", "d", true}, {"1", "{decade}", true}, {"20", "h", true},
			{"17", "YR", false}, {"20", "wk", true}, {"18", "{decade}", false}, {"300", "mo", false}
		};

		for (int i = 0; i < LENGTH(unit); i++)
		{
			peds_icsr	icsr = {.age = VALUE(unit[i].age),.age_unit = VALUE(unit[i].unit)};

			CHECK_SAY((strstr(lacking(&icsr), "D.2.2b: other unit") != NULL) == unit[i].other, "%s %s", unit[i].age, unit[i].unit);
		}
	}
	/* the table: every age of it is a cut of the scheme */
	{
		peds_age_cuts cuts;

		use_scheme(PEDS_ICSR_ASKED_SCHEME, &cuts);
		for (int i = 0; i < PEDS_ASKED_COUNT; i++)
		{
			const peds_icsr_asked *asked = &peds_icsr_asked_table[i];
			peds_icsr_gap gap = {.id = (peds_icsr_asked_id) i,.index = 99999};
			char		element[PEDS_ICSR_GAP_ELEMENT_SIZE];

			CHECK(peds_age_cuts_has_cell(&cuts, peds_icsr_asked_band(asked)) && peds_age_band_is_sound(peds_icsr_asked_band(asked)));
			CHECK(asked->text[PEDS_LANG_EN][0] != '\0' && asked->text[PEDS_LANG_ZH][0] != '\0' && asked->clause != NULL && asked->confidence != NULL);
			CHECK(peds_icsr_gap_element(&gap, element) < PEDS_ICSR_GAP_ELEMENT_SIZE);
		}
	}
}

int
main(void)
{
	RUN(test_dates);
	RUN(test_onset);
	RUN(test_reported);
	RUN(test_sources);
	RUN(test_groups);
	RUN(test_union);
	RUN(test_events);
	RUN(test_completeness);
	RUN(test_asked);
	return check_end("test_icsr");
}
