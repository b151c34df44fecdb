/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_age_cuts.c
 *		The quick way from an age in days to its band, against asking for each
 *		cut whether it is reached.
 */
#include "check.h"
#include "slow.h"

#include "../../src/core/age_cuts.h"

/* A random scheme of n cuts; close ones have brackets that overlap. */
static void
random_scheme(int n, bool close, char *text)
{
	peds_age	previous = {PEDS_AGE_DAYS, 0};
	int			day = 0;

	text += sprintf(text, "0d");
	for (int made = 1; made < n;)
	{
		peds_age	age;
		char		printed[PEDS_AGE_TEXT_SIZE];

		day += close ? (int) random_between(1, 6) : (int) random_between(1, 400);
		age.unit = random_between(0, 1) ? PEDS_AGE_DAYS : PEDS_AGE_MONTHS;
		age.n = age.unit == PEDS_AGE_DAYS ? day : day * 4800 / 146097 + 1;
		if (!peds_age_surely_less(previous, age))
			continue;
		peds_age_print(age, printed);
		text += sprintf(text, ",%s", printed);
		previous = age;
		made++;
	}
}

/* Births at the ends of months, and any. */
static peds_day
random_birth(void)
{
	int			month = (int) random_between(290 * 12, 520 * 12);

	if (random_between(0, 2) == 0)
		return random_between(slow_first[month], slow_first[month] + 500);
	return slow_first[month + 1] - random_between(-2, 4);
}

/* Every age around a cut, and any age, by all the ways to ask. */
static void
check_birth(const peds_age_cuts *cuts, const char *text, peds_day birth)
{
	int			k = (int) random_between(0, cuts->n - 1);
	peds_day	middle = slow_reached(birth, cuts->cut[k]);

	for (int i = -9; i <= 12; i++)
	{
		peds_day	at = i < 9 ? middle + i : birth + random_between(0, 9000);
		int			no;

		if (at < birth)
			continue;
		no = slow_band_no(cuts, birth, at);
		CHECK_SAY(peds_band_no(cuts, birth, at) == no, "%s: %" PRId64 " %" PRId64,
				  text, birth, at);
		CHECK(peds_cut_reached(cuts, k, birth, at) == (at >= middle));
		CHECK(peds_band_end(cuts, no, birth) ==
			  (no + 1 < cuts->n ? slow_reached(birth, cuts->cut[no + 1]) : INT64_MAX));
	}
}

static void
band_number(void)
{
	static const char *const list[] = {
		"ich-e11", "ctis", "fda-cder", "nichd", "0d", "0d,28d,2y,6y,12y,18y",
		"0d,27d,1mo,32d,2mo,63d", "0d,1d,2d,27d,1mo,32d,58d,2mo,63d,88d,3mo,93d,4mo",
		"0d,364d,1y,367d,730d,25mo,36mo", "0d,1mo,2mo,3mo,4mo,5mo,6mo,7mo,8mo,9mo",
		"0d,1d,2d,3d,4d,5d,6d,7d", "0d,1d,2d,3d,4d,5d,6d,7d,8d",
		"0d,1d,2d,3d,4d,5d,27d,1mo,32d", "0d,1d,2d,3d,4d,5d,6d,27d,1mo,32d",
		"0d,1d,2d,3d,4d,5d,6d,7d,8d,9d,10d,11d,12d,13d,27d,1mo,32d,58d,2mo",
		"0d,1d,2d,3d,4d,5d,6d,7d,8d,9d,10d,11d,12d,13d,14d,27d,1mo,32d,58d,2mo"
	};
	static peds_age_cuts cuts;
	char		text[PEDS_SCHEME_TEXT_SIZE];

	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
	{
		CHECK_SAY(slow_scheme(list[i], &cuts), "%s", list[i]);
		for (int b = 0; b < 2000; b++)
			check_birth(&cuts, list[i], random_birth());
	}
	for (int i = 0; i < 120; i++)
	{
		int			n = i % 8 == 0 ? 64 : (int) random_between(1, 30);

		random_scheme(n, i % 4 < 2, text);
		CHECK_SAY(slow_scheme(text, &cuts), "%s", text);
		CHECK_INT(cuts.n, n);
		for (int b = 0; b < 200; b++)
			check_birth(&cuts, text, random_birth());
	}
}

/* Close cuts, for all births of two years and all ages. */
static void
close_cuts(void)
{
	/* 2mo is 59 to 62 days, so 62d cannot follow it, and 63d can */
	static const char text[] = "0d,27d,1mo,32d,2mo,63d";
	static peds_age_cuts cuts;

	CHECK(!slow_scheme("0d,27d,1mo,32d,2mo,62d", &cuts));
	CHECK(slow_scheme(text, &cuts));
	for (int b = 0; b < 731; b++)
	{
		peds_day	birth = slow_ymd(2023, 1, 1) + b;

		for (int age = 0; age < 100; age++)
			CHECK_SAY(peds_band_no(&cuts, birth, birth + age) ==
					  slow_band_no(&cuts, birth, birth + age), "birth %" PRId64 ", %d days",
					  birth, age);
	}
}

/* Cuts at which nobody arrives, up to the greatest that can be written. */
static void
cuts_that_are_far(void)
{
	static peds_age_cuts cuts;
	peds_day	birth = PEDS_DAY_MIN;
	peds_day	end = PEDS_DAY_END - 1;

	CHECK(slow_scheme("0d,100y,268435455d,70000000mo,70554511mo,268435455mo", &cuts));
	CHECK_INT(peds_band_no(&cuts, birth, birth), 0);
	/* at 2147483493 days, the greatest age; 70554511 months are 2147483472 or so */
	CHECK_INT(peds_band_no(&cuts, birth, end), 4);
	CHECK_INT(peds_band_no(&cuts, birth, birth + 268435455), 2);
	CHECK_INT(peds_band_no(&cuts, birth, birth + 268435454), 1);
	CHECK_INT(peds_band_no(&cuts, end, end), 0);
	CHECK_INT(peds_band_end(&cuts, 5, birth), INT64_MAX);
	CHECK_INT(peds_band_end(&cuts, 1, birth), birth + 268435455);
	for (int i = 0; i < 2000; i++)
	{
		peds_day	at = random_between(birth, end);
		int			k = 0;

		while (k + 1 < cuts.n && peds_age_reached(birth, cuts.cut[k + 1]) <= at)
			k++;
		CHECK_INT(peds_band_no(&cuts, birth, at), k);
	}
}

/* Brackets (age_cuts.h): surely reached from one on, surely not before the other. */
static void
brackets(void)
{
	static peds_age_cuts cuts;
	char		text[PEDS_SCHEME_TEXT_SIZE];

	for (int i = 0; i < 30; i++)
	{
		random_scheme(1 + 2 * i, i % 4 == 0, text);
		CHECK(slow_scheme(text, &cuts));
		CHECK(cuts.reached[0] == 0 && cuts.open[0] == 0);
		for (int b = 0; b < 500; b++)
		{
			peds_day	birth = random_birth();
			int			k = (int) random_between(0, cuts.n - 1);
			int64_t		age = slow_reached(birth, cuts.cut[k]) - birth;

			CHECK_SAY(cuts.open[k] <= age && age <= cuts.reached[k], "%s: %d", text, k);
			/* else the calendar is asked too often */
			CHECK(cuts.reached[k] - cuts.open[k] <= PEDS_SPAN_BELOW + PEDS_SPAN_ABOVE);
		}
	}
}

/* Band i is [cut i, cut i+1), the last one is open (age_scheme.h). */
static void
bands_of_schemes(void)
{
	static const struct
	{
		const char *scheme;
		const char *bands[9];
	}			table[] =
	{
		{"0d", {"[0d,)"}},
		{"0d,6w,24mo", {"[0d,42d)", "[42d,2y)", "[2y,)"}},
		{"ich-e11", {"[0d,28d)", "[28d,2y)", "[2y,12y)", "[12y,18y)", "[18y,)"}},
		{"ema-p4", {"preterm [0d,pma44w)", "term [0d,28d)", "[28d,2y)", "[2y,12y)",
		"[12y,18y)", "[18y,)"}},
		{"nmpa", {"preterm [0d,28d)", "term [0d,28d)", "[28d,2y)", "[2y,12y)",
		"[12y,18y)", "[18y,)"}},
		{"fda-cder", {"[0d,1mo)", "[1mo,2y)", "[2y,12y)", "[12y,17y)", "[17y,)"}},
		{"nichd", {"preterm [0d,28d)", "term [0d,28d)", "[28d,13mo)", "[13mo,2y)",
		"[2y,6y)", "[6y,12y)", "[12y,19y)", "[19y,22y)", "[22y,)"}}
	};
	static peds_age_cuts cuts;
	peds_age_band out[PEDS_SCHEME_MAX_CUTS + 1];

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
	{
		/* in band order, which is not that of the table */
		bool		seen[9] = {false};
		int			n;

		CHECK(slow_scheme(table[i].scheme, &cuts));
		n = peds_age_cuts_bands(&cuts, out);
		CHECK(n <= 9 && (n == 9 || table[i].bands[n] == NULL));
		for (int k = 0; k < n; k++)
		{
			char		text[PEDS_BAND_TEXT_SIZE];

			peds_age_band_print(out[k], text);
			for (int j = 0; j < n; j++)
				seen[j] |= strcmp(text, table[i].bands[j]) == 0;
			CHECK(k == 0 || peds_age_band_compare(out[k - 1], out[k]) < 0);
		}
		for (int k = 0; k < n; k++)
			CHECK_SAY(seen[k], "%s: %s", table[i].scheme, table[i].bands[k]);
	}
	for (int number = 1; number <= peds_named_scheme_count(); number++)
	{
		static peds_age_cuts again;

		CHECK(slow_scheme(peds_named_scheme_get(number)->name, &cuts));
		memset(&again, 0xee, sizeof(again));
		peds_age_cuts_make_named(number, &again);
		CHECK_INT(again.named, number);
		CHECK(memcmp(&cuts, &again, sizeof(cuts)) == 0);
	}
	CHECK(slow_scheme("0d,28d", &cuts));
	CHECK_INT(cuts.named, 0);
}

/*
 * One band, (,0d), (,), or a hull of two or more bands next to each other; and
 * in a scheme that parts newborns, both of them in one. Nothing else.
 */
static void
cells_of_schemes(void)
{
	static const char *const list[] = {
		"ich-e11", "ema-p4", "ctis", "nichd", "fda-cder", "0d", "0d,28d", "0d,1mo,2y"
	};
	static const char *const bound[] = {
		"", "0d", "27d", "28d", "1mo", "13mo", "2y", "6y", "12y", "17y", "18y", "19y",
		"22y", "65y", "85y", "pma44w"
	};
	static const char *const mark[] = {"", "preterm ", "term "};
	enum
	{
		BOUNDS = sizeof(bound) / sizeof(bound[0])
	};
	static peds_age_cuts cuts;

	for (size_t s = 0; s < sizeof(list) / sizeof(list[0]); s++)
	{
		int			bands = 0;
		int			cells = 0;

		CHECK(slow_scheme(list[s], &cuts));
		for (int m = 0; m < 3; m++)
			for (int i = 0; i < BOUNDS; i++)
				for (int j = 0; j < BOUNDS; j++)
				{
					char		text[PEDS_BAND_TEXT_SIZE];
					peds_age_band band;
					peds_age_band one[PEDS_SCHEME_MAX_CUTS + 1];
					size_t		position;
					bool		is_band = false;
					bool		is_cell;
					int			lower = -1;
					int			upper = -1;

					sprintf(text, "%s%c%s,%s)", mark[m], i == 0 ? '(' : '[', bound[i], bound[j]);
					if (peds_age_band_parse(text, strlen(text), &band, &position) != PEDS_OK)
						continue;
					for (int k = peds_age_cuts_bands(&cuts, one) - 1; k >= 0; k--)
						is_band |= one[k] == band;
					for (int k = 0; k < cuts.n; k++)
					{
						char		cut[PEDS_AGE_TEXT_SIZE];

						peds_age_print(cuts.cut[k], cut);
						if (strcmp(cut, bound[i]) == 0)
							lower = k;
						if (strcmp(cut, bound[j]) == 0)
							upper = k;
					}
					if (j == 0)
						upper = cuts.n;
					is_cell = is_band || strcmp(text, "(,)") == 0 || strcmp(text, "(,0d)") == 0 ||
						(m == 0 && lower >= 0 && upper >= lower + 2) ||
						(cuts.preterm == PEDS_PRETERM_TO_PMA && strcmp(text, "[0d,pma44w)") == 0) ||
						(cuts.preterm == PEDS_PRETERM_TO_CUT && strcmp(text, "[0d,28d)") == 0);
					CHECK_SAY(peds_age_cuts_has_band(&cuts, band) == is_band, "%s: %s", list[s], text);
					CHECK_SAY(peds_age_cuts_has_cell(&cuts, band) == is_cell, "%s: %s", list[s], text);
					bands += is_band;
					cells += is_cell;
				}
		CHECK_INT(bands, cuts.n + (cuts.preterm != PEDS_PRETERM_NONE));
		/* pairs of cuts, and the open end; (,) and (,0d); the newborns */
		CHECK_INT(cells, cuts.n * (cuts.n + 1) / 2 + 2 + 2 * (cuts.preterm != PEDS_PRETERM_NONE));
	}
}

int
main(void)
{
	slow_begin();
	RUN(band_number);
	RUN(close_cuts);
	RUN(cuts_that_are_far);
	RUN(brackets);
	RUN(bands_of_schemes);
	RUN(cells_of_schemes);
	return check_end("test_age_cuts");
}
