/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_age_scheme.c
 *		Age schemes: the named ones, lists of cuts, and what is refused.
 */
#include "check.h"
#include "slow.h"

#include "../../src/core/age_scheme.h"

/* Into exactly the room that age_scheme.h asks for; free() it. */
static peds_age_scheme *
parse(const char *text, size_t length, peds_status *status, size_t *position)
{
	peds_age_scheme *scheme = malloc(PEDS_AGE_SCHEME_MAX_SIZE);
	char	   *copy = malloc(length > 0 ? length : 1);

	memset(scheme, 0xee, PEDS_AGE_SCHEME_MAX_SIZE);
	memcpy(copy, text, length);
	*position = 9999;
	*status = peds_age_scheme_parse(copy, length, scheme, position);
	free(copy);
	return scheme;
}

/* Cuts as text, also of a named scheme. */
static void
cuts_of(const peds_age_scheme *scheme, char *out)
{
	*out = '\0';
	for (int k = 0; k < scheme->ncuts; k++)
	{
		if (k > 0)
			*out++ = ',';
		out += peds_age_print(peds_age_unpack(scheme->cut[k]), out);
	}
}

/* rules §2.1, §9.3; the preterm band of ema-p4 ends at EDD + 28 days. */
static const struct
{
	const char *name;
	const char *cuts;
	peds_preterm preterm;
}			expected[] =
{
	{"ich-e11", "0d,28d,2y,12y,18y", PEDS_PRETERM_NONE},
	{"ich-e11-16", "0d,28d,2y,12y,16y", PEDS_PRETERM_NONE},
	{"ich-e11-17", "0d,28d,2y,12y,17y", PEDS_PRETERM_NONE},
	{"ema-p4", "0d,28d,2y,12y,18y", PEDS_PRETERM_TO_PMA},
	{"fhir-ped", "0d,28d,2y,12y,18y", PEDS_PRETERM_TO_CUT},
	{"ctis", "0d,28d,2y,12y,18y,65y,85y", PEDS_PRETERM_TO_CUT},
	{"nmpa", "0d,28d,2y,12y,18y", PEDS_PRETERM_TO_CUT},
	{"fda-cder", "0d,1mo,2y,12y,17y", PEDS_PRETERM_NONE},
	{"fda-label", "0d,17y", PEDS_PRETERM_NONE},
	{"fda-device", "0d,22y", PEDS_PRETERM_NONE},
	{"nichd", "0d,28d,13mo,2y,6y,12y,19y,22y", PEDS_PRETERM_TO_CUT},
	{"eu-ethics-2017", "0d,2y,6y,10y,18y", PEDS_PRETERM_NONE},
	{"empirica", "0d,18y", PEDS_PRETERM_NONE}
};

#define EXPECTED ((int) (sizeof(expected) / sizeof(expected[0])))

static void
named_schemes(void)
{
	/* numbers are stored, so the first ones keep theirs for ever */
	CHECK(peds_named_scheme_count() >= EXPECTED);
	CHECK(peds_named_scheme_count() <= 255);
	for (int i = 1; i <= peds_named_scheme_count(); i++)
	{
		const peds_named_scheme *row = peds_named_scheme_get(i);
		peds_status status;
		size_t		position;
		char		text[PEDS_SCHEME_TEXT_SIZE];
		peds_age_scheme *scheme = parse(row->name, strlen(row->name), &status, &position);

		CHECK_INT(status, PEDS_OK);
		CHECK_INT(scheme->version, 1);
		CHECK_INT(scheme->named, i);
		CHECK_INT(scheme->preterm, row->preterm);
		CHECK_INT(peds_age_scheme_print(scheme, text), strlen(row->name));
		CHECK_TEXT(text, row->name);
		cuts_of(scheme, text);
		CHECK_TEXT(text, row->cuts);
		if (i <= EXPECTED)
		{
			CHECK_TEXT(row->name, expected[i - 1].name);
			CHECK_TEXT(row->cuts, expected[i - 1].cuts);
			CHECK_INT(row->preterm, expected[i - 1].preterm);
		}
		/* each with its source, and how well that is confirmed */
		CHECK(strlen(row->source) > 10 && strlen(row->note) > 10);
		CHECK(strcmp(row->confidence, "primary") == 0 || strcmp(row->confidence, "secondary") == 0 ||
			  strcmp(row->confidence, "memory") == 0 || strcmp(row->confidence, "reading") == 0);
		/* the preterm band needs a newborn cut */
		CHECK(row->preterm == PEDS_PRETERM_NONE || scheme->ncuts >= 2);
		free(scheme);
		for (int j = 1; j < i; j++)
			CHECK(strcmp(peds_named_scheme_get(j)->name, row->name) != 0);
	}
}

/* Cuts rise for every birth: here for all the births of a cycle. */
static void
named_schemes_rise(void)
{
	for (int i = 1; i <= peds_named_scheme_count(); i++)
	{
		const char *name = peds_named_scheme_get(i)->name;
		peds_status status;
		size_t		position;
		peds_age_scheme *scheme = parse(name, strlen(name), &status, &position);

		for (int m = 0; m < PEDS_MONTHS_PER_CYCLE; m++)
			for (int d = 27; d <= slow_first[m + 1] - slow_first[m]; d++)
				for (int k = 1; k < scheme->ncuts; k++)
				{
					peds_day	birth = slow_first[m] + d - 1;

					CHECK(slow_reached(birth, peds_age_unpack(scheme->cut[k - 1])) <
						  slow_reached(birth, peds_age_unpack(scheme->cut[k])));
				}
		free(scheme);
	}
}

/* What is printed is one form of the same cuts, and is read again. */
static void
lists_of_cuts(void)
{
	static const struct
	{
		const char *text;
		const char *printed;
	}			table[] =
	{
		{"0d", "0d"},
		{"0d,28d,2y,6y,12y,18y", "0d,28d,2y,6y,12y,18y"},
		{"0d,4w,24mo,18y", "0d,28d,2y,18y"},
		{"0d,6w,12mo,13mo", "0d,42d,1y,13mo"},
		{"0d,27d,1mo,32d,2mo,63d", "0d,27d,1mo,32d,2mo,63d"},
		{"0d,1d", "0d,1d"},
		{"0d,364d,1y,367d", "0d,364d,1y,367d"},
		{"0d,268435455d,268435455mo", "0d,268435455d,268435455mo"},
		/* as the cuts of a named scheme, yet not it */
		{"0d,28d,2y,12y,18y", "0d,28d,2y,12y,18y"}
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
	{
		peds_status status;
		size_t		position;
		char		text[PEDS_SCHEME_TEXT_SIZE];
		peds_age_scheme *scheme = parse(table[i].text, strlen(table[i].text), &status, &position);

		CHECK_SAY(status == PEDS_OK, "%s", table[i].text);
		CHECK_INT(scheme->version, 1);
		CHECK_INT(scheme->named, 0);
		CHECK_INT(scheme->preterm, PEDS_PRETERM_NONE);
		CHECK_INT(peds_age_scheme_print(scheme, text), strlen(table[i].printed));
		CHECK_TEXT(text, table[i].printed);
		free(scheme);
	}
}

/* "What is malformed is refused, with the position" (contract). */
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
		{"", PEDS_SCHEME_UNKNOWN, 0},
		{"ich-e12", PEDS_SCHEME_UNKNOWN, 0},
		{"ich-e1", PEDS_SCHEME_UNKNOWN, 0},
		{"ich-e11 ", PEDS_SCHEME_UNKNOWN, 0},
		{" ich-e11", PEDS_SCHEME_UNKNOWN, 0},
		{"ICH-E11", PEDS_SCHEME_UNKNOWN, 0},
		{"ich-e11-", PEDS_SCHEME_UNKNOWN, 0},
		{" 0d,28d", PEDS_SCHEME_UNKNOWN, 0},
		{"-1d", PEDS_SCHEME_UNKNOWN, 0},
		{",0d", PEDS_SCHEME_UNKNOWN, 0},
		{"0", PEDS_SCHEME_MALFORMED, 1},
		{"0d,", PEDS_SCHEME_MALFORMED, 3},
		{"0d,,28d", PEDS_SCHEME_MALFORMED, 3},
		{"0d,28", PEDS_SCHEME_MALFORMED, 5},
		{"0d,28d,", PEDS_SCHEME_MALFORMED, 7},
		{"0d, 28d", PEDS_SCHEME_MALFORMED, 3},
		{"0d ,28d", PEDS_SCHEME_MALFORMED, 2},
		{"0d;28d", PEDS_SCHEME_MALFORMED, 2},
		{"0d,28d 2y", PEDS_SCHEME_MALFORMED, 6},
		{"0d,28dd", PEDS_SCHEME_MALFORMED, 6},
		{"0d,28x", PEDS_SCHEME_MALFORMED, 5},
		{"0d,28d,2m", PEDS_SCHEME_MALFORMED, 8},
		{"0d,28d,2Y", PEDS_SCHEME_MALFORMED, 8},
		{"0d,ich-e11", PEDS_SCHEME_MALFORMED, 3},
		/* they begin at 0d */
		{"28d,2y", PEDS_SCHEME_START, 0},
		{"1d", PEDS_SCHEME_START, 0},
		{"9d,28d", PEDS_SCHEME_START, 0},
		/* and rise for every possible birth */
		{"0d,0d", PEDS_SCHEME_ORDER, 3},
		{"0d,28d,28d", PEDS_SCHEME_ORDER, 7},
		{"0d,28d,4w", PEDS_SCHEME_ORDER, 7},
		{"0d,28d,1mo", PEDS_SCHEME_ORDER, 7},
		{"0d,29d,1mo", PEDS_SCHEME_ORDER, 7},
		{"0d,1mo,31d", PEDS_SCHEME_ORDER, 7},
		{"0d,1mo,28d", PEDS_SCHEME_ORDER, 7},
		{"0d,365d,1y", PEDS_SCHEME_ORDER, 8},
		{"0d,1y,366d", PEDS_SCHEME_ORDER, 6},
		{"0d,2y,24mo", PEDS_SCHEME_ORDER, 6},
		{"0d,2y,1y", PEDS_SCHEME_ORDER, 6},
		{"0d,18y,12y,28d", PEDS_SCHEME_ORDER, 7},
		{"0d,28d,268435456d", PEDS_AGE_TOO_LARGE, 7},
		{"0d,99999999999999999999y", PEDS_AGE_TOO_LARGE, 3}
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
	{
		peds_status status;
		size_t		position;

		free(parse(table[i].text, strlen(table[i].text), &status, &position));
		CHECK_SAY(status == table[i].status, "\"%s\": %d", table[i].text, status);
		CHECK_SAY(position == table[i].position, "\"%s\": %d", table[i].text, (int) position);
	}
}

/* n cuts: 0d and then ages of the greatest length, in months */
static size_t
long_list(char *text, int n)
{
	char	   *at = text + sprintf(text, "0d");

	for (int k = 1; k < n; k++)
		at += sprintf(at, ",%dmo", 268435447 - 12 * (n - k));
	return (size_t) (at - text);
}

/* Up to 64 cuts (age_scheme.h), and their text fits. */
static void
number_of_cuts(void)
{
	for (int n = 1; n <= 70; n++)
	{
		char		text[80 * 12];
		char	   *printed = malloc(PEDS_SCHEME_TEXT_SIZE);
		size_t		length = long_list(text, n);
		size_t		sixty_five = 2 + 12 * 63 + 1;	/* where the 65th begins */
		peds_status status;
		size_t		position;
		peds_age_scheme *scheme = parse(text, length, &status, &position);

		if (n > 64)
		{
			CHECK_INT(status, PEDS_SCHEME_TOO_MANY);
			CHECK_INT(position, sixty_five);
		}
		else
		{
			CHECK_INT(status, PEDS_OK);
			CHECK_INT(scheme->ncuts, n);
			CHECK_INT(peds_age_scheme_print(scheme, printed), length);
			CHECK_TEXT(printed, text);
		}
		free(printed);
		free(scheme);
	}
}

/* Each beginning of a list is a list if it ends with an age, and else refused. */
static void
beginnings_of_lists(void)
{
	static const char *const text[] = {
		"0d,28d,13mo,2y,6y,12y,19y,22y", "0d,1d,2d,3d,1w,2w,27d,1mo,2mo"
	};

	for (int i = 0; i < 2; i++)
		for (size_t length = 1; length <= strlen(text[i]); length++)
		{
			peds_status status;
			size_t		position;
			char		last = text[i][length - 1];

			free(parse(text[i], length, &status, &position));
			CHECK_SAY((status == PEDS_OK) == (strchr("dwyo", last) != NULL), "%.*s",
					  (int) length, text[i]);
			CHECK(position <= length);
		}
}

/* A random list is accepted iff each cut is later than the one before it. */
static void
random_lists(void)
{
	int			accepted = 0;

	for (int i = 0; i < 3000; i++)
	{
		char		text[256];
		char		printed[PEDS_SCHEME_TEXT_SIZE];
		char	   *at = text + sprintf(text, "0d");
		int			n = (int) random_between(1, 5);
		peds_age	previous = {PEDS_AGE_DAYS, 0};
		bool		rises = true;
		peds_status status;
		size_t		position;
		size_t		used;
		peds_age_scheme *scheme;

		for (int k = 0; k < n; k++)
		{
			char	   *start = at + 1;
			peds_age	age;
			int			more = (int) random_between(0, 9);

			if (random_between(0, 1))
				at += sprintf(at, ",%dd", previous.unit == PEDS_AGE_DAYS ? previous.n + more :
							  previous.n * 30 + more);
			else
				at += sprintf(at, ",%dmo", previous.unit == PEDS_AGE_DAYS ?
							  (previous.n + 16) / 30 + more / 5 : previous.n + more / 3);
			CHECK_INT(peds_age_parse(start, (size_t) (at - start), &age, &used), PEDS_OK);
			for (int m = 0; m < PEDS_MONTHS_PER_CYCLE && rises; m++)
				for (int d = 28; d <= slow_first[m + 1] - slow_first[m]; d++)
					rises &= slow_reached(slow_first[m] + d - 1, previous) <
						slow_reached(slow_first[m] + d - 1, age);
			previous = age;
		}
		scheme = parse(text, (size_t) (at - text), &status, &position);
		CHECK_SAY(status == (rises ? PEDS_OK : PEDS_SCHEME_ORDER), "%s", text);
		if (status == PEDS_OK)
		{
			peds_age_scheme *again;

			accepted++;
			peds_age_scheme_print(scheme, printed);
			again = parse(printed, strlen(printed), &status, &position);
			CHECK_SAY(status == PEDS_OK && peds_age_scheme_compare(scheme, again) == 0,
					  "%s", text);
			CHECK(again->ncuts == scheme->ncuts &&
				  memcmp(again->cut, scheme->cut, scheme->ncuts * sizeof(uint32_t)) == 0);
			free(again);
		}
		free(scheme);
	}
	CHECK(accepted > 300 && accepted < 2700);
}

/* Order and equality of the text form, byte by byte (age_scheme.h). */
static void
order(void)
{
	static const char *const list[] = {
		"0d", "0d,1d", "0d,28d", "0d,4w", "0d,28d,2y", "0d,28d,24mo", "0d,2y", "0d,3d",
		"0d,28d,2y,12y,18y", "0d,10d", "0d,9d", "0d,1mo", "0d,13mo"
	};
	enum
	{
		LISTS = sizeof(list) / sizeof(list[0])
	};
	peds_age_scheme *scheme[64];
	char		text[64][PEDS_SCHEME_TEXT_SIZE];
	int			n = 0;

	for (int i = 0; i < LISTS + peds_named_scheme_count(); i++)
	{
		const char *from = i < LISTS ? list[i] : peds_named_scheme_get(i - LISTS + 1)->name;
		peds_status status;
		size_t		position;

		scheme[n] = parse(from, strlen(from), &status, &position);
		CHECK_INT(status, PEDS_OK);
		peds_age_scheme_print(scheme[n], text[n]);
		n++;
	}
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
		{
			int			c = strcmp(text[i], text[j]);

			CHECK_SAY(peds_age_scheme_compare(scheme[i], scheme[j]) == (c > 0) - (c < 0),
					  "%s, %s", text[i], text[j]);
		}
	for (int i = 0; i < n; i++)
		free(scheme[i]);
}

int
main(void)
{
	slow_begin();
	RUN(named_schemes);
	RUN(named_schemes_rise);
	RUN(lists_of_cuts);
	RUN(what_is_refused);
	RUN(number_of_cuts);
	RUN(beginnings_of_lists);
	RUN(random_lists);
	RUN(order);
	return check_end("test_age_scheme");
}
