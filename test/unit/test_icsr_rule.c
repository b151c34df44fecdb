/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_icsr_rule.c
 *		The table of rules and of messages; lists of rules; a case against each
 *		rule; every age in every unit; terms.
 */
#include "check.h"

#include "../../src/core/icsr_rule_parts.h"
#include "icsr_case.h"

static void
make_rules(const char *list, peds_icsr_rules *rules)
{
	size_t		position;

	CHECK_SAY(peds_icsr_rules_parse(list, strlen(list), rules, &position) == PEDS_OK, "%s", list);
}

/* ------------------------------------------------------------------ tables */

/* Values in a text, as bits. */
static unsigned
values_in(const char *text)
{
	unsigned	values = 0;

	for (; *text != '\0'; text++)
		if (text[0] == '%')
		{
			CHECK(text[1] >= '1' && text[1] < '1' + PEDS_WORDS_MAX);
			values |= 1u << (text[1] - '1');
		}
	return values;
}

static void
test_tables(void)
{
	char		id[16];
	peds_icsr_rules rules;

	for (int i = 0; i < PEDS_ICSR_RULES; i++)
	{
		const peds_icsr_rule *rule = &peds_icsr_rule_table[i];

		snprintf(id, sizeof(id), "R%02d", i + 1);
		CHECK_TEXT(rule->id, id);
		CHECK(rule->region < PEDS_ICSR_REGIONS && rule->severity < PEDS_ICSR_SEVERITIES);
		for (int lang = 0; lang < PEDS_LANG_COUNT; lang++)
			CHECK(rule->text[lang] != NULL && rule->text[lang][0] != '\0');
		make_rules(id, &rules);
		CHECK_INT(rules.chosen, 1 << i);
	}
	for (int m = 0; m < PEDS_SAY_COUNT; m++)
	{
		const char *const *text = peds_icsr_message_text[m];

		CHECK_SAY(text[PEDS_LANG_EN] != NULL && text[PEDS_LANG_ZH] != NULL, "message %d", m);
		CHECK_INT(values_in(text[PEDS_LANG_EN]), values_in(text[PEDS_LANG_ZH]));
		/* the longest words fit, and the longest list */
		for (int lang = 0; lang < PEDS_LANG_COUNT; lang++)
			CHECK(strlen(text[lang]) + 500 < PEDS_ICSR_MESSAGE_SIZE);
	}
	for (int i = 0; i < PEDS_ITEM_COUNT; i++)
		CHECK(peds_icsr_item_text[i][PEDS_LANG_EN] != NULL && peds_icsr_item_text[i][PEDS_LANG_ZH] != NULL);

	/* the cuts are those that the rules number */
	make_rules("all", &rules);
	CHECK_INT(rules.cuts.n, PEDS_CUT_COUNT);
	CHECK_INT(rules.cuts.cut[PEDS_CUT_28D].n, 28);
	CHECK_INT(rules.cuts.cut[PEDS_CUT_1Y].n, 12);
	CHECK_INT(rules.cuts.cut[PEDS_CUT_2Y].n, 24);
	CHECK_INT(rules.cuts.cut[PEDS_CUT_8Y].n, 96);
	CHECK_INT(rules.cuts.cut[PEDS_CUT_12Y].n, 144);
	CHECK_INT(rules.cuts.cut[PEDS_CUT_18Y].n, 216);
	CHECK_INT(rules.cuts.cut[PEDS_CUT_65Y].n, 780);
}

static void
check_list(const char *list, int64_t chosen)
{
	peds_icsr_rules rules;

	make_rules(list, &rules);
	CHECK_SAY((int64_t) rules.chosen == chosen, "%s", list);
}

static void
check_refused(const char *list, size_t length, size_t at)
{
	peds_icsr_rules rules;
	size_t		position = 999;

	CHECK_SAY(peds_icsr_rules_parse(list, length, &rules, &position) == PEDS_ICSR_RULE_LIST, "%s", list);
	CHECK_INT(position, at);
}

#define RULE(n)	(INT64_C(1) << ((n) - 1))
#define ALL		(RULE(31) - 1)

static void
test_lists(void)
{
	check_list("all", ALL);
	check_list("R01", RULE(1));
	check_list("R30,R01", RULE(1) | RULE(30));
	check_list("CN,EU,FDA,DK", RULE(24) | RULE(25) | RULE(28) | RULE(14));
	check_list("note", RULE(24) | RULE(26) | RULE(29) | RULE(30));
	check_list("-R30", ALL - RULE(30));
	check_list("-ICH,-pedsafety,-CN", RULE(25) | RULE(28) | RULE(14));
	check_list("-R24,CN,R01", RULE(1));
	check_list("all,-all", 0);
	check_list("r01 , cn,  -Note", RULE(1));
	check_refused("", 0, 0);
	check_refused("R01,", 4, 4);
	check_refused("R01,-", 5, 4);
	check_refused("R01,R31,R02", 11, 4);
	check_refused("R01\0", 4, 0);
	/* the text does not end after its length */
	check_refused("R01", 2, 0);
}

/* ------------------------------------------------------------------ cases */

typedef struct found
{
	char		text[16384];	/* rule element; rule element; ... */
	int			count;
	int			utf8_broken;
} found;

static bool
is_utf8(const char *text)
{
	for (const unsigned char *p = (const unsigned char *) text; *p != 0; p++)
	{
		int			more = *p < 0x80 ? 0 : *p >= 0xf0 ? 3 : *p >= 0xe0 ? 2 : *p >= 0xc2 ? 1 : -1;

		if (more < 0 || *p < ' ')
			return false;
		while (more-- > 0)
			if ((*++p & 0xc0) != 0x80)
				return false;
	}
	return true;
}

static void
take(void *context, const peds_icsr_finding *finding)
{
	found	   *f = context;
	size_t		length = strlen(f->text);

	f->count++;
	f->utf8_broken += !is_utf8(finding->message);
	snprintf(f->text + length, sizeof(f->text) - length, "%s%s %s", length > 0 ? "; " : "",
			 finding->rule->id, finding->element);
}

static void
check_case(const char *list, const char *text, const char *expected)
{
	static peds_icsr_rules rules;
	static icsr_case c;
	static found f;
	static found again;

	make_rules(list, &rules);
	case_read(&c, text, strlen(text));
	f = (found) {{0}, 0, 0};
	peds_icsr_rules_check(&rules, &c.icsr, PEDS_LANG_EN, true, take, &f);
	CHECK_SAY(strcmp(f.text, expected) == 0, "%s\nis:       %s\nexpected: %s", text, f.text, expected);
	again = (found) {{0}, 0, 0};
	peds_icsr_rules_check(&rules, &c.icsr, PEDS_LANG_ZH, false, take, &again);
	CHECK_TEXT(again.text, f.text);
	CHECK_INT(f.utf8_broken + again.utf8_broken, 0);
	case_free(&c);
}

#define FLAGS(v) "E.i.3.2a " v "\nE.i.3.2b " v "\nE.i.3.2c " v "\nE.i.3.2d " v "\nE.i.3.2e " v "\nE.i.3.2f " v "\n"

static void
test_each_rule(void)
{
	static const struct
	{
		const char *rule;
		const char *broken;
		const char *where;
		const char *near;
	}			one[] =
	{
		{"R01", "C.1.1 x\n", "R01 D.1", "D.4 50\n"},
		{"R02", "D.2.2a 1\n", "R02 D.2.2b", "D.2.2a 1\nD.2.2b a\n"},
		{"R03", "D.2.2b y\n", "R03 D.2.2b", "D.2.2b {decade}\n"},
		{"R04", "D.2.2.1a 1\nD.2.2.1b a\n", "R04 D.2.2.1b", "D.2.2.1a 1\nD.2.2.1b {trimester}\n"},
		{"R05", "D.2.2.1a 1\nD.2.2a 1\n", "R05 D.2.2a", "D.2.2.1a 1\nD.2.3 0\n"},
		{"R06", "D.2.3 1\nD.2.1 2020\n", "R06 D.2.3", "D.2.3 1\nD.2.1 ~MSK\n"},
		{"R07", "D.2.3 7\n", "R07 D.2.3", "D.2.3 6\n"},
		{"R08", "C.1.2 20200101\nE.i.4 2020\nE.i.4 2021\n", "R08 E.i[2].E.i.4", "C.1.2 20200101\nE.i.4 2020\n"},
		{"R09", "E.i.4 2020\nE.i.4 ?\n", "R09 E.i[2].E.i.4", "E.i.4 2020\n"},
		{"R10", "D.2.1 20000101\nD.2.2a 9\nD.2.2b a\nE.i.4 2005\nE.i.4 2010\n", "R10 D.2.2a", "D.2.1 20000101\nD.2.2a 9\nD.2.2b a\nE.i.4 2009\nE.i.4 2010\n"},
		{"R11", "D.2.1 20000101\nD.2.2a 7\nD.2.2b a\nE.i.4 2005\n", "R11 D.2.2a", "D.2.1 20000101\nD.2.2a 6\nD.2.2b a\nE.i.4 2005\n"},
		{"R12", "D.2.1 20000201\nE.i.4 20000131\n", "R12 E.i[1].E.i.4", "D.2.1 20000201\nE.i.4 20000131\nG.k.6a 3\n"},
		{"R13", "D.3 1,5\n", "R13 D.3", "D.3 1.5\nD.4 50\n"},
		{"R14", "G.k.1 1\nG.k.4.r.4 2020\nE.i.4 2019\n", "R14 E.i[1].E.i.4", "G.k.1 1\nG.k.4.r.4 2020\nE.i.4 2020\n"},
		{"R15", "D.5 2\nD.2.2a 3\nD.2.2b mo\nD.4 200\n", "R15 D.4", "D.5 2\nD.2.2a 3\nD.2.2b mo\nD.4 60\n"},
		{"R16", "D.10.3 2020\n", "R16 D.10.6", "D.10.3 2020\nD.10.6 ~UNK\n"},
		{"R17", "D.10.2.1 1990\nD.10.2.2a 30\nD.10.2.2b a\n", "R17 D.10.2.2a", "D.10.2.2a 30\nD.10.2.2b a\n"},
		{"R18", "D.10.1 x\nC.1.10.r a\nC.1.10.r b\n", "R18 C.1.10.r[1]", "C.1.10.r a\n"},
		{"R19", "D.10.1 x\nE.i.1.2 rash\nE.i.1.2 Stillbirth\n", "R19 E.i[2].E.i.1.2", "E.i.1.2 Stillbirth\n"},
		{"R20", "D.10.1 x\nG.k.1 1\nG.k.4.r.11.1 oral\n", "R20 G.k[1].G.k.6a", "D.10.1 x\nG.k.1 1\nG.k.4.r.11.1 oral\nG.k.6a 3\n"},
		{"R21", "D.2.3 4\nE.i.3.2e true\n", "R21 E.i[1].E.i.3.2e", "D.2.3 4\nE.i.3.2e true\nH.1 congenital\n"},
		{"R22", FLAGS("~NI") "E.i.3.2a true\nE.i.3.2b false\nE.i.3.2c true\nE.i.3.2d true\nE.i.3.2e true\nE.i.3.2f true\n", "R22 E.i[2].E.i.3.2b", FLAGS("~NI") FLAGS("true")},
		{"R23", "D.5 1\nD.6 2020\n", "R23 D.6", "D.5 2\nD.6 2020\n"},
		{"R24", "D.2.3 1\nH.1 birth weight\n", "R24 D.7.1.r", "D.2.3 1\nH.1 birth weight\nF.r.2.1 gestational age\n"},
		{"R25", "C.1.3 2\n", "R25 C.5.4", "C.1.3 2\nC.5.4 1\n"},
		{"R26", "D.2.3 2\n", "R26 D.7.2", "D.2.3 2\nD.7.2 vaccines, feeding\nD.10.8.r.1 iron\n"},
		{"R27", "E.i.2.1a 1\nG.k.7.r.2a 2\n", "R27 G.k[1].G.k.7.r[1].G.k.7.r.2a", "E.i.2.1a 1\nG.k.7.r.2a 1\n"},
		{"R28", "D.1 NONE\n", "R28 D.1", "D.1 ~NA\n"},
		{"R29", "D.2.3 5\nD.2.1 2010\nE.i.4 2020\n", "R29 D.2.3", "D.2.3 3\nD.2.1 2010\nE.i.4 2020\n"},
		{"R30", "D.2.3 3\n", "R30 D", "D.2.3 5\n"}
	};

	CHECK_INT(sizeof(one) / sizeof(one[0]), PEDS_ICSR_RULES);
	for (int i = 0; i < PEDS_ICSR_RULES; i++)
	{
		CHECK_TEXT(one[i].rule, peds_icsr_rule_table[i].id);
		check_case(one[i].rule, one[i].broken, one[i].where);
		check_case(one[i].rule, one[i].near, "");
	}
}

/* The age that a rule goes by: of the reaction, before birth, as reported, of the group. */
static void
test_whose_age(void)
{
	check_case("R21", "D.2.1 20200101\nE.i.4 20200201\nE.i.4 20220301\nE.i.3.2e false\nE.i.3.2e true\n", "R21 E.i[2].E.i.3.2e");
	check_case("R21", "D.2.1 20200101\nE.i.4 20200201\nE.i.4 20220301\nE.i.3.2e true\nE.i.3.2e false\n", "");
	check_case("R21", "D.2.1 20200101\nE.i.4 20191101\nE.i.3.2e true\n", "");
	check_case("R24", "D.2.1 20200101\nE.i.4 20200120\n", "R24 D.7.1.r");
	check_case("R24", "D.2.1 20200101\nE.i.4 20191201\n", "");
	check_case("R24", "D.2.2a 27\nD.2.2b d\nD.2.3 3\n", "R24 D.7.1.r");
	check_case("R24", "D.2.2a 28\nD.2.2b d\nD.2.3 1\n", "");
	check_case("R29", "D.2.1 20200101\nE.i.4 20191101\nD.2.3 1\n", "R29 D.2.3");
	check_case("R29", "D.2.1 20200101\nE.i.4 20191101\nD.2.3 0\n", "");
}

static void
test_places(void)
{
	static const struct
	{
		peds_icsr_place place;
		const char *text;
	}			one[] =
	{
		{{"D.2.1", 0, {0, 0}}, "D.2.1"},
		{{"E.i.4", 1, {1, 0}}, "E.i[2].E.i.4"},
		{{"E.i.3.2", 1, {0, 0}}, "E.i[1].E.i.3.2"},
		{{"G.k.6a", 1, {2, 0}}, "G.k[3].G.k.6a"},
		{{"G.k.4.r.11", 1, {0, 0}}, "G.k[1].G.k.4.r.11"},
		{{"G.k.4.r.1b", 2, {0, 1}}, "G.k[1].G.k.4.r[2].G.k.4.r.1b"},
		{{"G.k.10.r", 2, {0, 1}}, "G.k[1].G.k.10.r[2]"},
		{{"C.1.10.r", 1, {4, 0}}, "C.1.10.r[5]"},
		{{"D.10.8.r.6a", 1, {99999, 0}}, "D.10.8.r[100000].D.10.8.r.6a"},
		{{"G.k.4.r.10.2b", 2, {99999, 99999}}, "G.k[100000].G.k.4.r[100000].G.k.4.r.10.2b"}
	};
	char		out[PEDS_ICSR_ELEMENT_SIZE];

	for (size_t i = 0; i < sizeof(one) / sizeof(one[0]); i++)
	{
		CHECK_INT(peds_icsr_place_print(one[i].place, out), strlen(one[i].text));
		CHECK_TEXT(out, one[i].text);
	}
}

static void
take_message(void *context, const peds_icsr_finding *finding)
{
	snprintf(context, PEDS_ICSR_MESSAGE_SIZE, "%s", finding->message);
}

static void
check_message(const char *value, bool utf8, const char *expected)
{
	static icsr_case c;
	peds_icsr_rules rules;
	char		text[200];
	char		message[PEDS_ICSR_MESSAGE_SIZE] = "";

	make_rules("R07", &rules);
	snprintf(text, sizeof(text), "D.2.3 %s\n", value);
	case_read(&c, text, strlen(text));
	peds_icsr_rules_check(&rules, &c.icsr, PEDS_LANG_EN, utf8, take_message, message);
	CHECK_TEXT(message, expected);
	case_free(&c);
}

static void
test_messages(void)
{
	check_message("9", true, "\"9\" is not one of 0, 1, 2, 3, 4, 5, 6");
	check_message("a\xe5\xb2\x81z", true, "\"a\xe5\xb2\x81z\" is not one of 0, 1, 2, 3, 4, 5, 6");
	check_message("a\xe5\xb2\x81z", false, "\"a???z\" is not one of 0, 1, 2, 3, 4, 5, 6");
	check_message("%1 %2", true, "\"%1 %2\" is not one of 0, 1, 2, 3, 4, 5, 6");
	check_message("123456789 123456789 123456789 123456789 12345678", true,
				  "\"123456789 123456789 123456789 123456789 12345678\" is not one of 0, 1, 2, 3, 4, 5, 6");
	check_message("123456789 123456789 123456789 123456789 123456789", true,
				  "\"123456789 123456789 123456789 123456789 12345678...\" is not one of 0, 1, 2, 3, 4, 5, 6");
	check_message("123456789 123456789 123456789 123456789 1234567\xe5\xb2\x81", true,
				  "\"123456789 123456789 123456789 123456789 1234567...\" is not one of 0, 1, 2, 3, 4, 5, 6");
}

/* ------------------------------------------------------------------ ages */

/*
 * Every age in a unit against one birth and onset: just those within one unit
 * of the completed ones agree.
 */
static void
test_ages(void)
{
	static const struct
	{
		const char *unit;
		int			least;		/* that agree: birth 2010-05-17, onset 2012-02-29 */
		int			greatest;
		int			most;
	}			one[] =
	{
		{"h", 652 * 24 - 1, 653 * 24 + 24, 20000},
		{"d", 652, 654, 2000},
		{"wk", 92, 94, 300},
		{"mo", 20, 22, 100},
		{"a", 0, 2, 130},
		{"{decade}", 0, 2, 20}
	};
	char		text[200];

	for (size_t i = 0; i < sizeof(one) / sizeof(one[0]); i++)
		for (int n = 0; n <= one[i].most; n += one[i].most > 1000 && (n < one[i].least - 30 || n > one[i].greatest + 30) ? 29 : 1)
		{
			snprintf(text, sizeof(text), "D.2.1 20100517\nE.i.4 20120229\nD.2.2b %s\nD.2.2a %d\n", one[i].unit, n);
			check_case("R11", text, n < one[i].least || n > one[i].greatest ? "R11 D.2.2a" : "");
		}
}

static void
test_numbers(void)
{
	static const struct
	{
		const char *text;
		int			digits;		/* -1: not a number */
		double		value;
		bool		whole;
	}			one[] =
	{
		{"0", 1, 0, true}, {"10", 2, 10, true}, {"007", 3, 7, true}, {"0.5", 2, 0.5, false}, {"12.25", 4, 12.25, false},
		{".", -1, 0, false}, {".5", -1, 0, false}, {"5.", -1, 0, false}, {"1..2", -1, 0, false}, {"+1", -1, 0, false},
		{"1e3", -1, 0, false}, {" 1", -1, 0, false},
		{"1234567890123456789012345678901234567890", 40, 1234567890123456789012345678901234567890.0, true},
		{"12345678901234567890123456789012345678901", -1, 0, false}
	};
	peds_icsr_number number;

	for (size_t i = 0; i < sizeof(one) / sizeof(one[0]); i++)
	{
		peds_icsr_value v = {one[i].text, (int) strlen(one[i].text), PEDS_ICSR_VALUE};

		CHECK_SAY(peds_icsr_read_number(&v, &number) == (one[i].digits >= 0), "%s", one[i].text);
		if (one[i].digits >= 0)
		{
			CHECK_INT(number.digits, one[i].digits);
			CHECK_INT(number.whole, one[i].whole);
			CHECK(number.value >= one[i].value * (1 - 1e-15) && number.value <= one[i].value * (1 + 1e-15));
		}
		v.state = PEDS_ICSR_NULL_FLAVOR;
		CHECK(!peds_icsr_read_number(&v, &number));
	}
}

static void
test_instants(void)
{
	/* seconds after 2020-01-01T00:00Z */
	static const struct
	{
		const char *text;
		int64_t		earliest;
		int64_t		latest;		/* -1: no instant */
	}			one[] =
	{
		{"20200101000000Z", 0, 0}, {"20200101000000+0000", 0, 0}, {"202001010000+0000", 0, 59}, {"2020010100+0000", 0, 3599},
		{"20200101080000+0800", 0, 0}, {"20191231190000-0500", 0, 0}, {"20200101053000+0530", 0, 0},
		{"20200101053000.1234+0530", 0, 0}, {"2020-01-01T00:00:07Z", 7, 7}, {"2020-01-01T08:00+08:00", 0, 59},
		{"20200101000000+00", 0, 0}, {"20200101", 0, -1}, {"20200101000000", 0, -1}, {"202001", 0, -1},
		{"20200101+0800", 0, -1}, {"2020", 0, -1}, {"2020-01-01", 0, -1}, {"2020-01-01T00:00", 0, -1}, {"20200101000000+", 0, -1}
	};
	peds_day	first;

	CHECK(peds_day_from_ymd(2020, 1, 1, &first));
	for (size_t i = 0; i < sizeof(one) / sizeof(one[0]); i++)
	{
		peds_icsr_value v = {one[i].text, (int) strlen(one[i].text), PEDS_ICSR_VALUE};
		peds_icsr_instant instant = peds_icsr_read_instant(&v);

		CHECK_SAY(instant.known == (one[i].latest >= 0), "%s", one[i].text);
		if (instant.known)
		{
			CHECK_INT(instant.earliest - first * 86400, one[i].earliest);
			CHECK_INT(instant.latest - first * 86400, one[i].latest);
		}
	}
}

/* ------------------------------------------------------------------ terms */

static bool
says_all(const peds_icsr_term *term, const char *text, int length)
{
	return (term->concepts & ~peds_icsr_concepts_of(text, length)) == 0;
}

static void
test_terms(void)
{
	static const struct
	{
		const char *id;
		bool		looked_for;
	}			place[] =
	{
		{"D.7.1.r.5", true}, {"D.7.2", true}, {"D.8.r.1", true}, {"D.10.7.1.r.5", true}, {"D.10.7.2", true}, {"D.10.8.r.1", true},
		{"F.r.2.1", true}, {"F.r.3.4", true}, {"F.r.6", true}, {"H.1", true}, {"H.2", true}, {"H.4", true}, {"H.5.r.1a", true},
		{"D.1", false}, {"E.i.1.2", false}, {"G.k.2.2", false}, {"G.k.7.r.1", false}
	};
	char		text[200];

	for (int i = 0; i < peds_icsr_term_count(); i++)
	{
		const peds_icsr_term *term = peds_icsr_term_get(i);
		bool		ascii = (unsigned char) term->text[0] < 0x80;
		int			length = (int) strlen(term->text);

		CHECK_SAY(term->concepts != 0 && (term->concepts & ~(uint32_t) PEDS_CONCEPTS) == 0, "%s", term->text);
		CHECK_SAY(says_all(term, term->text, length), "%s", term->text);
		CHECK_SAY(!says_all(term, term->text, length - 1), "%s cut off", term->text);
		snprintf(text, sizeof(text), "It is (%s).", term->text);
		for (char *c = text; *c != '\0'; c++)
			*c = (char) (*c >= 'a' && *c <= 'z' ? *c - 32 : *c);
		CHECK_SAY(says_all(term, text, (int) strlen(text)), "%s", text);
		/* not the tail of another word */
		snprintf(text, sizeof(text), "x%s", term->text);
		CHECK_SAY(says_all(term, text, length + 1) == !ascii, "%s", text);
	}
	/* where texts are looked for, and where not */
	for (size_t i = 0; i < sizeof(place) / sizeof(place[0]); i++)
	{
		static icsr_case c;

		snprintf(text, sizeof(text), "%s It was preterm.\n", place[i].id);
		case_read(&c, text, strlen(text));
		CHECK_SAY(peds_icsr_concepts(&c.icsr) == (place[i].looked_for ? PEDS_CONCEPT_PREMATURITY : 0), "%s", place[i].id);
		case_free(&c);
		/* no value, so no text */
		snprintf(text, sizeof(text), "%s ~preterm\n", place[i].id);
		case_read(&c, text, strlen(text));
		CHECK_SAY(peds_icsr_concepts(&c.icsr) == 0, "%s", place[i].id);
		case_free(&c);
	}
	CHECK_INT(peds_icsr_concepts_of("", 0), 0);
	CHECK_INT(peds_icsr_concepts_of("xpreterm", 8), 0);
	CHECK_INT(peds_icsr_concepts_of("preter", 6), 0);
	CHECK_INT(peds_icsr_concepts_of("x-preterm", 9), PEDS_CONCEPT_PREMATURITY);
	CHECK_INT(peds_icsr_concepts_of("the child is well", 17), 0);
	CHECK_INT(peds_icsr_concepts_of("Vaccination; milestones reached", 31), PEDS_CONCEPT_VACCINES | PEDS_CONCEPT_MILESTONES);
	/* what says something else */
	CHECK_INT(peds_icsr_concepts_of("gestational diabetes; stopped prematurely", 41), 0);
	CHECK_INT(peds_icsr_concepts_of("after 32 weeks of gestation", 27), PEDS_CONCEPT_GESTATION);
	CHECK_INT(peds_icsr_concepts_of("breastfed", 9), PEDS_CONCEPT_FEEDING | PEDS_CONCEPT_PARENTAL_EXPOSURE);
	for (uint32_t concept = 1; concept < PEDS_CONCEPTS; concept <<= 1)
	{
		int			terms[2] = {0, 0};

		for (int i = 0; i < peds_icsr_term_count(); i++)
			if ((peds_icsr_term_get(i)->concepts & concept) != 0)
				terms[(unsigned char) peds_icsr_term_get(i)->text[0] >= 0x80]++;
		CHECK_SAY(terms[0] > 0 && terms[1] > 0, "concept %x", (unsigned) concept);
	}
}

/* Random values in random elements, whatever they are: messages are sound. */
static void
test_random(void)
{
	static const char *const id[] = {
		"N.1.5", "C.1.2", "C.1.3", "D.1", "D.2.1", "D.2.2a", "D.2.2b", "D.2.2.1a", "D.2.2.1b", "D.2.3", "D.3", "D.4", "D.5", "D.6",
		"D.10.1", "D.10.2.1", "D.10.2.2a", "D.10.2.2b", "D.9.1", "E.i.4", "E.i.4", "E.i.3.2e", "E.i.2.1a", "G.k.1", "G.k.4.r.1b",
		"G.k.4.r.4", "G.k.6a", "G.k.10.r", "C.1.10.r", "H.1", "E.i.1.2"
	};
	static const char *const value[] = {
		"1", "2", "0", "12", "2020", "20200101", "20200101120000+0800", "202002", "a", "mo", "d", "h", "wk", "{decade}", "mg/kg", "x",
		"~NI", "~MSK", "true", "false", "26.1", "9999", "99991231", "0001", "00010101", "stillbirth",
		"\xe5\xb2\x81\xe5\xb2\x81\xe5\xb2\x81\xe5\xb2\x81\xe5\xb2\x81\xe5\xb2\x81\xe5\xb2\x81\xe5\xb2\x81\xe5\xb2\x81\xe5\xb2\x81\xe5\xb2\x81\xe5\xb2\x81\xe5\xb2\x81\xe5\xb2\x81\xe5\xb2\x81\xe5\xb2\x81\xe5\xb2\x81\xe5\xb2\x81",
		"9999999999999999999999999999999999999999", "\t\x01\x7f"
	};
	static peds_icsr_rules rules;
	static icsr_case c;
	static found f;
	long		findings = 0;

	make_rules("all", &rules);
	for (int n = 0; n < 20000; n++)
	{
		char		text[4096] = "";
		size_t		length = 0;

		for (int k = (int) random_between(0, 20); k > 0; k--)
			length += (size_t) snprintf(text + length, sizeof(text) - length, "%s %s\n",
										id[random_between(0, (int64_t) (sizeof(id) / sizeof(id[0])) - 1)],
										value[random_between(0, (int64_t) (sizeof(value) / sizeof(value[0])) - 1)]);
		case_read(&c, text, length);
		f = (found) {{0}, 0, 0};
		peds_icsr_rules_check(&rules, &c.icsr, n & 1, (n & 2) != 0, take, &f);
		CHECK_SAY(f.utf8_broken == 0, "%s", text);
		findings += f.count;
		case_free(&c);
	}
	CHECK(findings > 20000);
}

int
main(void)
{
	RUN(test_tables);
	RUN(test_lists);
	RUN(test_each_rule);
	RUN(test_whose_age);
	RUN(test_places);
	RUN(test_messages);
	RUN(test_ages);
	RUN(test_numbers);
	RUN(test_instants);
	RUN(test_terms);
	RUN(test_random);
	return check_end("test_icsr_rule");
}
