/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_age_band.c
 *		Bands: text form, bits, order, and what they are called.
 */
#include "check.h"
#include "slow.h"

#include "../../src/core/age_cuts.h"

static peds_status
parse(const char *text, size_t length, peds_age_band *band, size_t *position)
{
	char	   *copy = malloc(length > 0 ? length : 1);
	peds_status status;

	memcpy(copy, text, length);
	*position = 9999;
	status = peds_age_band_parse(copy, length, band, position);
	free(copy);
	return status;
}

static peds_age_band
band_of(const char *text)
{
	peds_age_band band = 0;
	size_t		position;

	CHECK_SAY(parse(text, strlen(text), &band, &position) == PEDS_OK, "%s", text);
	return band;
}

/* Does print give what parse takes for the same band? */
static bool
round_trip(peds_age_band band)
{
	char	   *text = malloc(PEDS_BAND_TEXT_SIZE);
	int			length = peds_age_band_print(band, text);
	peds_age_band back;
	size_t		position;
	bool		same;

	CHECK(length > 0 && length < PEDS_BAND_TEXT_SIZE && text[length] == '\0');
	same = parse(text, (size_t) length, &back, &position) == PEDS_OK && back == band;
	free(text);
	return same;
}

/* What the contract prints, and other ways to write it. */
static void
text_forms(void)
{
	static const struct
	{
		const char *text;
		const char *printed;
	}			table[] =
	{
		{"[0d,28d)", "[0d,28d)"},
		{"[28d,2y)", "[28d,2y)"},
		{"[2y,12y)", "[2y,12y)"},
		{"[12y,18y)", "[12y,18y)"},
		{"[18y,)", "[18y,)"},
		{"(,0d)", "(,0d)"},
		{"(,)", "(,)"},
		{"preterm [0d,pma44w)", "preterm [0d,pma44w)"},
		{"term [0d,28d)", "term [0d,28d)"},
		{"preterm [0d,28d)", "preterm [0d,28d)"},
		{"[0d,pma44w)", "[0d,pma44w)"},
		{"[0d,)", "[0d,)"},
		{"[28d,12y)", "[28d,12y)"},
		/* months that make whole years as years, weeks as days */
		{"[0d,6w)", "[0d,42d)"},
		{"[4w,24mo)", "[28d,2y)"},
		{"[13mo,24mo)", "[13mo,2y)"},
		{"[0mo,1mo)", "[0d,1mo)"},
		{"[0y,0002y)", "[0d,2y)"},
		{"(,0y)", "(,0d)"},
		{"[27d,1mo)", "[27d,1mo)"},
		{"[1mo,32d)", "[1mo,32d)"},
		{"term [0w,1w)", "term [0d,7d)"},
		{"[268435454d,268435455d)", "[268435454d,268435455d)"},
		{"[268435454mo,268435455mo)", "[268435454mo,268435455mo)"}
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
	{
		peds_age_band band = band_of(table[i].text);
		char		text[PEDS_BAND_TEXT_SIZE];

		CHECK_INT(peds_age_band_print(band, text), strlen(table[i].printed));
		CHECK_TEXT(text, table[i].printed);
		CHECK_SAY(peds_age_band_is_sound(band), "%s", text);
		CHECK(round_trip(band));
	}
	/* (age_band.h) */
	CHECK_INT(band_of("(,)"), PEDS_BAND_UNKNOWN);
	CHECK_INT(band_of("(,0d)"), PEDS_BAND_BEFORE_BIRTH);
}

/*
 * The layout is stored, so it never changes (age_band.h). Written out, since
 * the macros of the header are what is tested.
 */
static void
layout(void)
{
	static const struct
	{
		const char *text;
		uint64_t	bits;
	}			table[] =
	{
		{"(,)", 0},
		{"(,0d)", UINT64_C(0x0000000040000000)},
		{"[0d,28d)", UINT64_C(0x400000004000001c)},
		{"[28d,2y)", UINT64_C(0x4000001c80000018)},
		{"[18y,)", UINT64_C(0x800000d800000000)},
		{"preterm [0d,pma44w)", UINT64_C(0x50000000c000002c)},
		{"preterm [0d,28d)", UINT64_C(0x500000004000001c)},
		{"term [0d,28d)", UINT64_C(0x600000004000001c)},
		{"[0d,pma44w)", UINT64_C(0x40000000c000002c)},
		{"[1mo,268435455d)", UINT64_C(0x800000014fffffff)}
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
	{
		peds_age_band band = band_of(table[i].text);

		CHECK_SAY(band == table[i].bits, "%s is %016" PRIx64, table[i].text, band);
	}
	CHECK_INT(peds_band_mark(band_of("term [0d,28d)")), PEDS_MARK_TERM);
	CHECK_INT(peds_band_mark(band_of("preterm [0d,28d)")), PEDS_MARK_PRETERM);
	CHECK_INT(peds_band_mark(band_of("[0d,28d)")), PEDS_MARK_NONE);
	CHECK_INT(peds_band_lower(band_of("term [0d,28d)")), PEDS_BOUND_BIRTH);
	CHECK_INT(peds_band_upper(band_of("preterm [0d,pma44w)")), PEDS_BOUND_PMA(44));
	CHECK_INT(peds_band_upper(band_of("[18y,)")), PEDS_BOUND_NONE);
	CHECK(PEDS_BAND(PEDS_BOUND_BIRTH, PEDS_BOUND_PMA(44), PEDS_MARK_PRETERM) ==
		  band_of("preterm [0d,pma44w)"));
}

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
		{"", PEDS_BAND_MALFORMED, 0},
		{"[", PEDS_BAND_MALFORMED, 1},
		{"(", PEDS_BAND_MALFORMED, 1},
		{"[0d", PEDS_BAND_MALFORMED, 3},
		{"[0d,", PEDS_BAND_MALFORMED, 4},
		{"[0d,28d", PEDS_BAND_MALFORMED, 7},
		{"(,", PEDS_BAND_MALFORMED, 2},
		{"0d,28d", PEDS_BAND_MALFORMED, 0},
		{"[0d,28d]", PEDS_BAND_MALFORMED, 7},
		{"(0d,28d)", PEDS_BAND_MALFORMED, 3},
		{"[,28d)", PEDS_BAND_MALFORMED, 1},
		{"[,)", PEDS_BAND_MALFORMED, 1},
		{"(0d,)", PEDS_BAND_MALFORMED, 3},
		{"[0d 28d)", PEDS_BAND_MALFORMED, 3},
		{"[0d, 28d)", PEDS_BAND_MALFORMED, 4},
		{" [0d,28d)", PEDS_BAND_MALFORMED, 0},
		{"[0d,28d) ", PEDS_BAND_MALFORMED, 7},
		{"[0d,28d))", PEDS_BAND_MALFORMED, 7},
		{"[0d,28d,2y)", PEDS_BAND_MALFORMED, 7},
		{"[0d,28)", PEDS_BAND_MALFORMED, 6},
		{"[0d,28D)", PEDS_BAND_MALFORMED, 6},
		{"[-1d,28d)", PEDS_BAND_MALFORMED, 1},
		{"[0d,infinity)", PEDS_BAND_MALFORMED, 4},
		{"()", PEDS_BAND_MALFORMED, 1},
		{"(,,)", PEDS_BAND_MALFORMED, 2},
		{"empty", PEDS_BAND_MALFORMED, 0},
		{"Term [0d,28d)", PEDS_BAND_MALFORMED, 0},
		{"term", PEDS_BAND_MALFORMED, 0},
		{"term ", PEDS_BAND_MALFORMED, 5},
		{"term[0d,28d)", PEDS_BAND_MALFORMED, 0},
		{"term  [0d,28d)", PEDS_BAND_MALFORMED, 5},
		{"preterm ", PEDS_BAND_MALFORMED, 8},
		{"preterm term [0d,28d)", PEDS_BAND_MALFORMED, 8},
		{"postterm [0d,28d)", PEDS_BAND_MALFORMED, 0},
		{"[0d,pma44)", PEDS_BAND_MALFORMED, 4},
		{"[0d,pma40w)", PEDS_BAND_MALFORMED, 4},
		{"[0d,pma44w", PEDS_BAND_MALFORMED, 10},
		{"[0d,PMA44w)", PEDS_BAND_MALFORMED, 4},
		{"[pma44w,2y)", PEDS_BAND_MALFORMED, 1},
		/* the lower bound comes before the upper one, for every birth */
		{"[0d,0d)", PEDS_BAND_ORDER, 0},
		{"[28d,28d)", PEDS_BAND_ORDER, 0},
		{"[28d,4w)", PEDS_BAND_ORDER, 0},
		{"[28d,1d)", PEDS_BAND_ORDER, 0},
		{"[28d,1mo)", PEDS_BAND_ORDER, 0},
		{"[1mo,31d)", PEDS_BAND_ORDER, 0},
		{"[2y,24mo)", PEDS_BAND_ORDER, 0},
		{"[2y,28d)", PEDS_BAND_ORDER, 0},
		{"[28d,0d)", PEDS_BAND_ORDER, 0},
		/* only (,0d) and (,) have no lower bound */
		{"(,28d)", PEDS_BAND_ORDER, 0},
		{"(,2y)", PEDS_BAND_ORDER, 0},
		{"(,pma44w)", PEDS_BAND_ORDER, 0},
		/* a maturity goes with a closed band from birth on */
		{"term (,)", PEDS_BAND_ORDER, 0},
		{"term (,0d)", PEDS_BAND_ORDER, 0},
		{"preterm (,)", PEDS_BAND_ORDER, 0},
		{"term [0d,)", PEDS_BAND_ORDER, 0},
		{"preterm [0d,)", PEDS_BAND_ORDER, 0},
		{"term [28d,2y)", PEDS_BAND_ORDER, 0},
		{"preterm [1d,28d)", PEDS_BAND_ORDER, 0},
		/* those born at term leave the newborns at 28 days, not at a PMA */
		{"term [0d,pma44w)", PEDS_BAND_ORDER, 0},
		{"[28d,pma44w)", PEDS_BAND_ORDER, 0},
		{"[268435456d,)", PEDS_AGE_TOO_LARGE, 1},
		{"[0d,99999999999y)", PEDS_AGE_TOO_LARGE, 4}
	};
	peds_age_band band;
	size_t		position;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
	{
		CHECK_SAY(parse(table[i].text, strlen(table[i].text), &band, &position) ==
				  table[i].status, "\"%s\"", table[i].text);
		CHECK_SAY(position == table[i].position, "\"%s\": %d", table[i].text, (int) position);
	}
	CHECK_INT(parse("[0d,28d)\0", 9, &band, &position), PEDS_BAND_MALFORMED);
	/* no beginning of a band is one */
	for (size_t length = 0; length < strlen("preterm [0d,pma44w)"); length++)
		CHECK_INT(parse("preterm [0d,pma44w)", length, &band, &position), PEDS_BAND_MALFORMED);
}

/* All bands and hulls that the schemes can give. */
static int
bands_of_all_schemes(peds_age_band *out)
{
	int			n = 0;

	out[n++] = PEDS_BAND_UNKNOWN;
	out[n++] = PEDS_BAND_BEFORE_BIRTH;
	for (int s = 1; s <= peds_named_scheme_count(); s++)
	{
		static peds_age_cuts cuts;
		peds_age_band one[PEDS_SCHEME_MAX_CUTS + 1];

		peds_age_cuts_make_named(s, &cuts);
		for (int i = peds_age_cuts_bands(&cuts, one) - 1; i >= 0; i--)
			out[n++] = one[i];
		for (int i = 0; i < cuts.n; i++)
			for (int j = i + 1; j <= cuts.n; j++)
				out[n++] = PEDS_BAND(peds_age_pack(cuts.cut[i]),
									 j < cuts.n ? peds_age_pack(cuts.cut[j]) : PEDS_BOUND_NONE,
									 PEDS_MARK_NONE);
	}
	return n;
}

static void
bands_of_schemes_are_sound(void)
{
	static peds_age_band band[4096];
	int			n = bands_of_all_schemes(band);

	for (int i = 0; i < n; i++)
		CHECK(peds_age_band_is_sound(band[i]) && round_trip(band[i]));
}

/*
 * Bits are sound iff parse could have made them: iff what they print is read
 * as the same bits. (The mark 3 is none, and has no text.)
 */
static void
random_bits_are_sound_or_not(void)
{
	static peds_age_band from[4096];
	int			n = bands_of_all_schemes(from);
	int			sound = 0;
	int			unsound = 0;

	for (int i = 0; i < 300000; i++)
	{
		peds_age_band band;

		if (i % 4 == 0)
			band = from[random_between(0, n - 1)] ^ UINT64_C(1) << random_between(0, 63);
		else if (i % 4 == 1)
			band = random_bits();
		else
		{
			/* bounds that are likely, with kind and mark at random */
			uint32_t	a = (uint32_t) random_between(0, 50);
			uint32_t	b = (uint32_t) random_between(0, i % 8 == 2 ? 50 : 1500);

			a |= (uint32_t) random_between(0, 15) << 28;
			b |= (uint32_t) (random_between(0, 3) << 30 | (random_between(0, 9) == 0) << 28);
			if (random_between(0, 2) == 0)
				a &= ~UINT32_C(0xff);
			if (random_between(0, 4) == 0)
				b = (b & ~UINT32_C(0xffff)) | (random_between(0, 1) ? 44 : 0);
			band = (uint64_t) a << 32 | b;
		}
		if ((band >> 60 & 3) == 3)
		{
			CHECK_SAY(!peds_age_band_is_sound(band), "%016" PRIx64, band);
			continue;
		}
		CHECK_SAY(peds_age_band_is_sound(band) == round_trip(band), "%016" PRIx64, band);
		if (peds_age_band_is_sound(band))
			sound++;
		else
			unsound++;
	}
	CHECK(sound > 10000 && unsound > 10000);
}

/* From the first to the last (contract: lower bound, upper bound; (,) last). */
static void
order_by_example(void)
{
	static const char *const text[] = {
		"(,0d)",
		"[0d,1d)",
		"[0d,27d)",
		"preterm [0d,28d)",
		"term [0d,28d)",
		"[0d,28d)",
		"preterm [0d,1mo)",
		"[0d,1mo)",
		"[0d,31d)",
		"[0d,5mo)",
		"[0d,168d)",			/* where a PMA of 44 weeks is reached at the latest */
		"preterm [0d,pma44w)",
		"[0d,pma44w)",
		"[0d,169d)",
		"[0d,13mo)",
		"term [0d,2y)",
		"[0d,2y)",
		"[0d,17y)",
		"[0d,18y)",
		"[0d,)",
		"[28d,13mo)",
		"[28d,2y)",
		"[28d,12y)",
		"[28d,)",
		"[30d,2y)",
		"[1mo,2y)",
		"[31d,2y)",
		"[13mo,2y)",
		"[2y,6y)",
		"[2y,12y)",
		"[12y,18y)",
		"[12y,)",
		"[18y,65y)",
		"[18y,)",
		"[65y,85y)",
		"(,)"
	};
	enum
	{
		TEXTS = sizeof(text) / sizeof(text[0])
	};

	for (int i = 0; i < TEXTS; i++)
		for (int j = 0; j < TEXTS; j++)
			CHECK_SAY(peds_age_band_compare(band_of(text[i]), band_of(text[j])) ==
					  (i > j) - (i < j), "%s, %s", text[i], text[j]);
}

static void
order_is_total(void)
{
	static peds_age_band all[8192];
	static peds_age_band band[260];
	int			nall = bands_of_all_schemes(all);
	int			n = 0;

	static const uint32_t equal_in_the_mean[] = {
		/* 1600 months are 48699 days in the mean; a PMA counts as 168 days */
		UINT32_C(2) << 30 | 1600, UINT32_C(1) << 30 | 48699, UINT32_C(1) << 30 | 168,
		UINT32_C(3) << 30 | 44, UINT32_C(1) << 30 | 167, UINT32_C(1) << 30 | 169
	};

	for (int i = 0; i < 6; i++)
		for (int mark = 0; mark <= 2; mark++)
		{
			peds_age_band x = PEDS_BAND(PEDS_BOUND_BIRTH, equal_in_the_mean[i], mark);

			if (peds_age_band_is_sound(x))
				band[n++] = x;
		}
	band[n++] = PEDS_BAND(UINT32_C(2) << 30 | 1600, PEDS_BOUND_NONE, PEDS_MARK_NONE);
	band[n++] = PEDS_BAND(UINT32_C(1) << 30 | 48699, PEDS_BOUND_NONE, PEDS_MARK_NONE);
	for (int i = 0; i < nall && n < 200; i++)
	{
		bool		known = false;

		for (int j = 0; j < n; j++)
			known |= band[j] == all[i];
		if (!known)
			band[n++] = all[i];
	}
	for (int tries = 0; n < 260 && tries < 100000; tries++)
	{
		peds_age_band x = PEDS_BAND((uint32_t) (random_between(1, 2) << 30 | random_between(0, 70)),
									(uint32_t) (random_between(1, 2) << 30 | random_between(0, 90)),
									random_between(0, 2));

		if (peds_age_band_is_sound(x))
			band[n++] = x;
	}
	CHECK(n > 150);
	for (int i = 0; i < n; i++)
	{
		CHECK_INT(peds_age_band_compare(band[i], band[i]), 0);
		for (int j = 0; j < n; j++)
		{
			int			c = peds_age_band_compare(band[i], band[j]);

			CHECK(c >= -1 && c <= 1);
			CHECK((c == 0) == (band[i] == band[j]));
			CHECK(peds_age_band_compare(band[j], band[i]) == -c);
			for (int k = 0; k < n; k++)
				if (c < 0 && peds_age_band_compare(band[j], band[k]) < 0 &&
					peds_age_band_compare(band[i], band[k]) >= 0)
					CHECK_SAY(false, "%d, %d, %d", i, j, k);
		}
	}
}

/* The lower bound decides first, then the upper one, then the mark. */
static void
order_by_bounds(void)
{
	static peds_age_band band[8192];
	int			n = bands_of_all_schemes(band);

	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
		{
			uint32_t	a = peds_band_lower(band[i]);
			uint32_t	b = peds_band_lower(band[j]);
			uint32_t	x = peds_band_upper(band[i]);
			uint32_t	y = peds_band_upper(band[j]);
			int			c = peds_age_band_compare(band[i], band[j]);

			if (band[i] == PEDS_BAND_UNKNOWN || band[j] == PEDS_BAND_UNKNOWN)
				CHECK((c > 0) == (band[j] != PEDS_BAND_UNKNOWN));
			else if (a == PEDS_BOUND_NONE || b == PEDS_BOUND_NONE)
				CHECK((c < 0) == (b != PEDS_BOUND_NONE));
			else if (peds_age_surely_less(peds_age_unpack(a), peds_age_unpack(b)))
				CHECK(c < 0);
			else if (a == b && x != y && (x == PEDS_BOUND_NONE || y == PEDS_BOUND_NONE))
				CHECK((c > 0) == (x == PEDS_BOUND_NONE));
			else if (a == b && x != y && x >> 30 != 3 && y >> 30 != 3 &&
					 peds_age_surely_less(peds_age_unpack(x), peds_age_unpack(y)))
				CHECK(c < 0);
			else if (a == b && x == y)
			{
				static const int order[] = {2, 0, 1};	/* preterm, term, none */

				CHECK((c < 0) == (order[peds_band_mark(band[i])] < order[peds_band_mark(band[j])]));
			}
		}
}

/* The guideline's five groups (rules §1.3), else NULL: the notation. */
static void
labels(void)
{
	static const struct
	{
		const char *band;
		const char *en;
		const char *zh;
	}			table[] =
	{
		{"preterm [0d,pma44w)", "preterm newborns", "早产新生儿"},
		{"preterm [0d,28d)", "preterm newborns", "早产新生儿"},
		{"term [0d,28d)", "term newborns", "足月新生儿"},
		{"[0d,28d)", "newborns", "新生儿"},
		{"[28d,2y)", "infants and toddlers", "婴幼儿"},
		{"[2y,12y)", "children", "儿童"},
		{"[12y,18y)", "adolescents", "青少年"},
		{"[18y,)", "adults", "成人"},
		{"(,)", NULL, NULL},
		{"(,0d)", NULL, NULL},
		{"[0d,pma44w)", NULL, NULL},
		{"[28d,12y)", NULL, NULL},
		{"[12y,17y)", NULL, NULL},
		{"[18y,65y)", NULL, NULL}
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
	{
		const char *en = peds_age_band_label(band_of(table[i].band), 0);
		const char *zh = peds_age_band_label(band_of(table[i].band), 1);

		CHECK_TEXT(en ? en : "NULL", table[i].en ? table[i].en : "NULL");
		CHECK_TEXT(zh ? zh : "NULL", table[i].zh ? table[i].zh : "NULL");
	}
}

/*
 * E2B(R3) D.2.3: 0 foetus, 1 neonate, 2 infant, 3 child, 4 adolescent,
 * 5 adult, 6 elderly; a band that is not within one group has none.
 */
static void
e2b_groups(void)
{
	static const struct
	{
		const char *band;
		int			code;
	}			table[] =
	{
		{"(,)", -1},
		{"(,0d)", 0},
		{"[0d,28d)", 1},
		{"preterm [0d,28d)", 1},
		{"term [0d,28d)", 1},
		{"preterm [0d,pma44w)", 1},
		{"[0d,pma44w)", 1},
		{"[0d,1mo)", 1},
		{"[0d,27d)", 1},
		{"[0d,29d)", -1},
		{"[0d,2y)", -1},
		{"[28d,2y)", 2},
		{"[1mo,2y)", 2},
		{"[28d,13mo)", 2},
		{"[27d,2y)", -1},
		{"[13mo,2y)", 2},
		{"[28d,25mo)", -1},
		{"[2y,12y)", 3},
		{"[2y,6y)", 3},
		{"[6y,12y)", 3},
		{"[23mo,12y)", -1},
		{"[2y,145mo)", -1},
		{"[12y,18y)", 4},
		{"[12y,16y)", 4},
		{"[12y,17y)", 4},
		{"[12y,19y)", -1},
		{"[143mo,18y)", -1},
		{"[18y,65y)", 5},
		{"[18y,)", 5},
		{"[22y,)", 5},
		{"[18y,66y)", -1},
		{"[17y,)", -1},
		{"[16y,)", -1},
		{"[65y,85y)", 6},
		{"[65y,)", 6},
		{"[85y,)", 6},
		{"[64y,85y)", -1},
		{"[0d,18y)", -1},
		{"[0d,)", -1},
		{"[28d,12y)", -1}
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		CHECK_SAY(peds_e2b_age_group(band_of(table[i].band)) == table[i].code, "%s is %d",
				  table[i].band, peds_e2b_age_group(band_of(table[i].band)));
}

int
main(void)
{
	slow_begin();
	RUN(text_forms);
	RUN(layout);
	RUN(what_is_refused);
	RUN(bands_of_schemes_are_sound);
	RUN(random_bits_are_sound_or_not);
	RUN(order_by_example);
	RUN(order_is_total);
	RUN(order_by_bounds);
	RUN(labels);
	RUN(e2b_groups);
	return check_end("test_age_band");
}
