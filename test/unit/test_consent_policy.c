/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_consent_policy.c
 *		Consent policies: the named ones, amendments and their one form, what
 *		is refused, and whose agreement a day needs.
 */
#include "check.h"
#include "slow.h"

#include "../../src/core/consent_policy.h"

/* Not a byte past the text is looked at. */
static peds_status
parse(const char *text, size_t length, peds_consent_policy *policy, size_t *position)
{
	char	   *copy = malloc(length > 0 ? length : 1);
	peds_status status;

	memset(policy, 0xee, sizeof(*policy));
	memcpy(copy, text, length);
	*position = 9999;
	status = peds_consent_policy_parse(copy, length, policy, position);
	free(copy);
	return status;
}

static peds_consent_policy
good(const char *text)
{
	peds_consent_policy policy;
	size_t		position;

	CHECK_SAY(parse(text, strlen(text), &policy, &position) == PEDS_OK, "%s", text);
	return policy;
}

/* Into exactly the room that the header asks for. */
static void
check_printed(const peds_consent_policy *policy, const char *expected)
{
	char	   *printed = malloc(PEDS_POLICY_TEXT_SIZE);

	memset(printed, 0xee, PEDS_POLICY_TEXT_SIZE);
	CHECK_INT(peds_consent_policy_print(policy, printed), strlen(expected));
	CHECK_TEXT(printed, expected);
	free(printed);
}

/* rules, section 6.5, and the defaults of the contract; NULL: an assent age is wanted. */
static const struct named
{
	const char *name;
	int			guardians;
	const char *assent;
	const char *majority;
	bool		allows_override;
}			expected[] =
{
	{"CN-2025", 1, "8y", "18y", true},
	{"CN-2016", 1, "10y", "18y", true},
	{"US-404", 1, "7y", "18y", false},
	{"US-405", 1, "7y", "18y", false},
	{"US-406", 2, "7y", "18y", false},
	{"US-407", 2, "7y", "18y", false},
	{"EU-CTR", 1, NULL, "18y", false},
	{"JP-GCP", 1, NULL, "18y", false},
	{"AT", 1, "14y", "18y", false},
	{"ICH-E11", 1, NULL, "18y", false}
};

#define EXPECTED ((int) (sizeof(expected) / sizeof(expected[0])))

/* YYYY-MM-DD or nothing */
static bool
is_date(const char *text)
{
	if (text == NULL)
		return true;
	return strlen(text) == 10 && strspn(text, "0123456789-") == 10 &&
		text[4] == '-' && text[7] == '-';
}

static void
check_named(const peds_named_policy *row)
{
	const char *first = row->confidence;

	/* each with its source, and how well that is confirmed */
	CHECK(strlen(row->source) > 10 && strlen(row->note) > 10);
	while (first != NULL)
	{
		size_t		length = strcspn(first, "+");

		CHECK_SAY(length > 0 && (strncmp(first, "primary", length) == 0 ||
								 strncmp(first, "secondary", length) == 0 ||
								 strncmp(first, "memory", length) == 0), "%s", row->confidence);
		first = first[length] == '+' ? first + length + 1 : NULL;
	}
	CHECK(is_date(row->effective_from) && is_date(row->effective_past));
	CHECK(row->effective_from == NULL || row->effective_past == NULL ||
		  strcmp(row->effective_from, row->effective_past) < 0);
}

static void
named_policies(void)
{
	/* numbers are stored, so the first ones keep theirs for ever */
	CHECK(peds_named_policy_count() >= EXPECTED);
	CHECK(peds_named_policy_count() <= 255);
	for (int i = 1; i <= peds_named_policy_count(); i++)
	{
		const peds_named_policy *row = peds_named_policy_get(i);
		peds_consent_policy policy;
		size_t		position;
		char		text[PEDS_POLICY_TEXT_SIZE];
		char		age[PEDS_AGE_TEXT_SIZE];

		check_named(row);
		sprintf(text, "%s%s", row->name, row->assent == NULL ? "; assent=7y" : "");
		CHECK_SAY(parse(text, strlen(text), &policy, &position) == PEDS_OK, "%s", text);
		CHECK_INT(policy.version, 1);
		CHECK_INT(policy.named, i);
		CHECK_INT(policy.guardians, row->guardians);
		CHECK_INT(policy.allows_override, row->allows_override);
		CHECK_INT(policy.grace, 0);
		peds_age_print(peds_age_unpack(policy.assent), age);
		CHECK_TEXT(age, row->assent == NULL ? "7y" : row->assent);
		peds_age_print(peds_age_unpack(policy.majority), age);
		CHECK_TEXT(age, row->majority);
		check_printed(&policy, text);
		if (row->assent == NULL)
		{
			CHECK_INT(parse(row->name, strlen(row->name), &policy, &position),
					  PEDS_POLICY_NO_ASSENT_AGE);
			CHECK_INT(position, 0);
		}
		for (int j = 1; j < i; j++)
			CHECK(strcmp(peds_named_policy_get(j)->name, row->name) != 0);
		if (i > EXPECTED)
			continue;
		CHECK_TEXT(row->name, expected[i - 1].name);
		CHECK_TEXT(row->majority, expected[i - 1].majority);
		CHECK_INT(row->guardians, expected[i - 1].guardians);
		CHECK_INT(row->allows_override, expected[i - 1].allows_override);
		CHECK_INT(row->assent == NULL, expected[i - 1].assent == NULL);
		if (row->assent != NULL && expected[i - 1].assent != NULL)
			CHECK_TEXT(row->assent, expected[i - 1].assent);
	}
}

/* What is printed is one form of the same policy. */
static void
one_form(void)
{
	static const struct
	{
		const char *text;
		const char *printed;
	}			table[] =
	{
		/* the contract's own */
		{"CN-2025; guardians=2; grace=14d; majority=16y; assent=7y",
		"CN-2025; guardians=2; grace=14d; majority=16y; assent=7y"},
		/* keys in one order, one blank before each */
		{"CN-2025; assent=7y; majority=16y; grace=14d; guardians=2",
		"CN-2025; guardians=2; grace=14d; majority=16y; assent=7y"},
		{"CN-2025;guardians=2;grace=14d", "CN-2025; guardians=2; grace=14d"},
		{"CN-2025;    guardians=2;  grace=14d", "CN-2025; guardians=2; grace=14d"},
		/* what the name says anyway is left out */
		{"CN-2025; guardians=1; grace=0d; majority=18y; assent=8y", "CN-2025"},
		{"CN-2025; majority=216mo; assent=96mo", "CN-2025"},
		{"CN-2016; assent=8y", "CN-2016; assent=8y"},
		{"CN-2016; assent=10y", "CN-2016"},
		{"US-406; guardians=2", "US-406"},
		{"US-406; guardians=1", "US-406; guardians=1"},
		{"US-404; assent=none", "US-404; assent=none"},
		{"AT; assent=14y", "AT"},
		/* where the name sets none, it is always said */
		{"EU-CTR; assent=none", "EU-CTR; assent=none"},
		{"JP-GCP; assent=7y", "JP-GCP; assent=7y"},
		{"ICH-E11; assent=0d", "ICH-E11; assent=0d"},
		{"ICH-E11; assent=none; guardians=2", "ICH-E11; guardians=2; assent=none"},
		/* ages as they are written elsewhere */
		{"EU-CTR; assent=0y", "EU-CTR; assent=0d"},
		{"EU-CTR; assent=4w; majority=30mo", "EU-CTR; majority=30mo; assent=28d"},
		{"EU-CTR; assent=24mo; majority=008y", "EU-CTR; majority=8y; assent=2y"},
		{"CN-2025; guardians=99; grace=268435455d", "CN-2025; guardians=99; grace=268435455d"},
		{"CN-2025; guardians=007; grace=007d", "CN-2025; guardians=7; grace=7d"},
		/* below majority, whatever the birth */
		{"CN-2025; assent=27d; majority=1mo", "CN-2025; majority=1mo; assent=27d"},
		{"CN-2025; assent=1mo; majority=32d", "CN-2025; majority=32d; assent=1mo"},
		{"CN-2025; assent=364d; majority=1y", "CN-2025; majority=1y; assent=364d"},
		{"CN-2025; assent=215mo", "CN-2025; assent=215mo"},
		{"CN-2025; assent=0d; majority=1d", "CN-2025; majority=1d; assent=0d"},
		{"CN-2025; assent=none; majority=1d", "CN-2025; majority=1d; assent=none"},
		/* the longest */
		{"ICH-E11; guardians=99; grace=268435455d; majority=268435455mo; assent=268435453mo",
		"ICH-E11; guardians=99; grace=268435455d; majority=268435455mo; assent=268435453mo"}
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
	{
		peds_consent_policy policy = good(table[i].text);
		peds_consent_policy again = good(table[i].printed);

		CHECK_INT(policy.host, 0);
		CHECK_INT(policy.version, 1);
		check_printed(&policy, table[i].printed);
		CHECK_SAY(memcmp(&policy, &again, sizeof(policy)) == 0, "%s", table[i].text);
		CHECK_INT(peds_consent_policy_compare(&policy, &again), 0);
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
		{"", PEDS_POLICY_MALFORMED, 0},
		{";", PEDS_POLICY_MALFORMED, 0},
		{"; guardians=2", PEDS_POLICY_MALFORMED, 0},
		{" ", PEDS_POLICY_UNKNOWN, 0},
		{"CN-2024", PEDS_POLICY_UNKNOWN, 0},
		{"CN-202", PEDS_POLICY_UNKNOWN, 0},
		{"CN-20255", PEDS_POLICY_UNKNOWN, 0},
		{"cn-2025", PEDS_POLICY_UNKNOWN, 0},
		{"CN-2025 ", PEDS_POLICY_UNKNOWN, 0},
		{" CN-2025", PEDS_POLICY_UNKNOWN, 0},
		{"CN-2025 ; guardians=2", PEDS_POLICY_UNKNOWN, 0},
		{"CN-2025, guardians=2", PEDS_POLICY_UNKNOWN, 0},
		{"guardians=2", PEDS_POLICY_UNKNOWN, 0},
		/* the name first, and only once */
		{"XX; guardians=0", PEDS_POLICY_UNKNOWN, 0},
		{"CN-2025; CN-2016", PEDS_POLICY_MALFORMED, 9},
		/* key=value, with blanks after ; alone */
		{"CN-2025;", PEDS_POLICY_MALFORMED, 8},
		{"CN-2025; ", PEDS_POLICY_MALFORMED, 9},
		{"CN-2025;;", PEDS_POLICY_MALFORMED, 8},
		{"CN-2025; guardians=2;", PEDS_POLICY_MALFORMED, 21},
		{"CN-2025; guardians=2; ", PEDS_POLICY_MALFORMED, 22},
		{"CN-2025; guardians=2;; grace=1d", PEDS_POLICY_MALFORMED, 21},
		{"CN-2025; guardians", PEDS_POLICY_MALFORMED, 9},
		{"CN-2025; guardians; grace=1d", PEDS_POLICY_MALFORMED, 9},
		{"CN-2025; =2", PEDS_POLICY_MALFORMED, 9},
		{"CN-2025; =", PEDS_POLICY_MALFORMED, 9},
		{"CN-2025; guardians =2", PEDS_POLICY_MALFORMED, 18},
		{"CN-2025; guardians= 2", PEDS_POLICY_MALFORMED, 19},
		{"CN-2025; guardians=2 ", PEDS_POLICY_MALFORMED, 20},
		{"CN-2025; guardians=2 ; grace=1d", PEDS_POLICY_MALFORMED, 20},
		{"CN-2025; guardians==2", PEDS_POLICY_MALFORMED, 19},
		{"CN-2025; guardians=2=2", PEDS_POLICY_MALFORMED, 20},
		{"CN-2025; guardians=2 grace=1d", PEDS_POLICY_MALFORMED, 20},
		{"CN-2025; grace=1 d", PEDS_POLICY_MALFORMED, 16},
		/* keys, exact, each once */
		{"CN-2025; Guardians=2", PEDS_POLICY_KEY, 9},
		{"CN-2025; guardian=2", PEDS_POLICY_KEY, 9},
		{"CN-2025; guardianss=2", PEDS_POLICY_KEY, 9},
		{"CN-2025; override=1", PEDS_POLICY_KEY, 9},
		{"CN-2025;\tguardians=2", PEDS_POLICY_KEY, 8},
		{"CN-2025; guardians=2; x=", PEDS_POLICY_KEY, 22},
		{"CN-2025; guardians=2; guardians=2", PEDS_POLICY_KEY_TWICE, 22},
		{"CN-2025; grace=1d; assent=7y;  grace=0", PEDS_POLICY_KEY_TWICE, 31},
		{"CN-2025; majority=17y; majority=18y", PEDS_POLICY_KEY_TWICE, 23},
		{"CN-2025; assent=none; assent=7y", PEDS_POLICY_KEY_TWICE, 22},
		/* one guardian to 99 */
		{"CN-2025; guardians=", PEDS_POLICY_GUARDIANS, 19},
		{"CN-2025; guardians=0", PEDS_POLICY_GUARDIANS, 19},
		{"CN-2025; guardians=00", PEDS_POLICY_GUARDIANS, 19},
		{"CN-2025; guardians=100", PEDS_POLICY_GUARDIANS, 19},
		{"CN-2025; guardians=257", PEDS_POLICY_GUARDIANS, 19},
		{"CN-2025; guardians=4294967297", PEDS_POLICY_GUARDIANS, 19},
		{"CN-2025; guardians=99999999999999999999999", PEDS_POLICY_GUARDIANS, 19},
		{"CN-2025; guardians=-1", PEDS_POLICY_GUARDIANS, 19},
		{"CN-2025; guardians=+1", PEDS_POLICY_GUARDIANS, 19},
		{"CN-2025; guardians=2d", PEDS_POLICY_GUARDIANS, 19},
		{"CN-2025; guardians=all", PEDS_POLICY_GUARDIANS, 19},
		/* a grace in days */
		{"CN-2025; grace=", PEDS_POLICY_GRACE, 15},
		{"CN-2025; grace=d", PEDS_POLICY_GRACE, 15},
		{"CN-2025; grace=14", PEDS_POLICY_GRACE, 15},
		{"CN-2025; grace=2w", PEDS_POLICY_GRACE, 15},
		{"CN-2025; grace=1mo", PEDS_POLICY_GRACE, 15},
		{"CN-2025; grace=1y", PEDS_POLICY_GRACE, 15},
		{"CN-2025; grace=0", PEDS_POLICY_GRACE, 15},
		{"CN-2025; grace=14D", PEDS_POLICY_GRACE, 15},
		{"CN-2025; grace=14dd", PEDS_POLICY_GRACE, 15},
		{"CN-2025; grace=-1d", PEDS_POLICY_GRACE, 15},
		{"CN-2025; grace=1y1d", PEDS_POLICY_GRACE, 15},
		{"CN-2025; grace=none", PEDS_POLICY_GRACE, 15},
		{"CN-2025; grace=268435456d", PEDS_POLICY_GRACE, 15},
		{"CN-2025; grace=99999999999999999999d", PEDS_POLICY_GRACE, 15},
		/* ages */
		{"CN-2025; majority=", PEDS_POLICY_AGE, 18},
		{"CN-2025; majority=16", PEDS_POLICY_AGE, 18},
		{"CN-2025; majority=16Y", PEDS_POLICY_AGE, 18},
		{"CN-2025; majority=16y6mo", PEDS_POLICY_AGE, 18},
		{"CN-2025; majority=none", PEDS_POLICY_AGE, 18},
		{"CN-2025; majority=0d", PEDS_POLICY_AGE, 18},
		{"CN-2025; majority=0y", PEDS_POLICY_AGE, 18},
		{"CN-2025; majority=268435456mo", PEDS_POLICY_AGE, 18},
		{"CN-2025; majority=99999999999y", PEDS_POLICY_AGE, 18},
		{"CN-2025; assent=", PEDS_POLICY_AGE, 16},
		{"CN-2025; assent=7", PEDS_POLICY_AGE, 16},
		{"CN-2025; assent=None", PEDS_POLICY_AGE, 16},
		{"CN-2025; assent=nonee", PEDS_POLICY_AGE, 16},
		{"CN-2025; assent=non", PEDS_POLICY_AGE, 16},
		{"CN-2025; assent=-7y", PEDS_POLICY_AGE, 16},
		{"CN-2025; assent=268435456d", PEDS_POLICY_AGE, 16},
		/* assent surely below majority, given or not, in either order */
		{"CN-2025; assent=18y", PEDS_POLICY_AGE_ORDER, 0},
		{"CN-2025; assent=19y", PEDS_POLICY_AGE_ORDER, 0},
		{"CN-2025; majority=8y", PEDS_POLICY_AGE_ORDER, 0},
		{"CN-2025; majority=7y", PEDS_POLICY_AGE_ORDER, 0},
		{"CN-2025; majority=7y; assent=7y", PEDS_POLICY_AGE_ORDER, 0},
		{"CN-2025; assent=16y; majority=16y", PEDS_POLICY_AGE_ORDER, 0},
		{"CN-2025; assent=28d; majority=1mo", PEDS_POLICY_AGE_ORDER, 0},
		{"CN-2025; assent=1mo; majority=31d", PEDS_POLICY_AGE_ORDER, 0},
		{"CN-2025; assent=365d; majority=1y", PEDS_POLICY_AGE_ORDER, 0},
		{"CN-2025; assent=6574d", PEDS_POLICY_AGE_ORDER, 0},
		{"CN-2025; assent=1d; majority=1d", PEDS_POLICY_AGE_ORDER, 0},
		/* an assent age has to be said where the source sets none */
		{"EU-CTR", PEDS_POLICY_NO_ASSENT_AGE, 0},
		{"JP-GCP", PEDS_POLICY_NO_ASSENT_AGE, 0},
		{"ICH-E11", PEDS_POLICY_NO_ASSENT_AGE, 0},
		{"EU-CTR; guardians=2; grace=14d; majority=16y", PEDS_POLICY_NO_ASSENT_AGE, 0},
		/* the first fault is the one that is told */
		{"EU-CTR; guardians=0", PEDS_POLICY_GUARDIANS, 18},
		{"CN-2025; assent=18y; grace=1w", PEDS_POLICY_GRACE, 27},
		{"CN-2025; assent=x; guardians=0", PEDS_POLICY_AGE, 16},
		{"CN-2025; x=1; grace", PEDS_POLICY_KEY, 9}
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
	{
		peds_consent_policy policy;
		size_t		position;
		peds_status status = parse(table[i].text, strlen(table[i].text), &policy, &position);

		CHECK_SAY(status == table[i].status, "\"%s\": %d", table[i].text, status);
		CHECK_SAY(position == table[i].position, "\"%s\": %d", table[i].text, (int) position);
	}
}

/* A byte that is no text is no more than any other wrong byte. */
static void
bytes_of_nothing(void)
{
	peds_consent_policy policy;
	size_t		position;

	CHECK_INT(parse("CN-2025\0", 8, &policy, &position), PEDS_POLICY_UNKNOWN);
	CHECK_INT(parse("\0", 1, &policy, &position), PEDS_POLICY_UNKNOWN);
	CHECK_INT(parse("CN-2025; \0guardians=2", 21, &policy, &position), PEDS_POLICY_KEY);
	CHECK_INT(parse("CN-2025; guardians=2\0", 21, &policy, &position), PEDS_POLICY_GUARDIANS);
	CHECK_INT(parse("CN-2025; grace=2d\0", 18, &policy, &position), PEDS_POLICY_GRACE);
	CHECK_INT(parse("CN-2025; assent=none\0", 21, &policy, &position), PEDS_POLICY_AGE);
	/* each beginning of a text by itself: no byte after it is read */
	for (size_t n = 0; n <= 44; n++)
	{
		static const char text[] = "CN-2025; guardians=22; grace=14d; assent=7mo";
		peds_status status = parse(text, n, &policy, &position);
		bool		whole = n == 7 || n == 20 || n == 21 || n == 32 || n == 44;

		CHECK_SAY((status == PEDS_OK) == whole, "%d bytes: %d", (int) n, status);
		CHECK(position <= n);
	}
}

/* --------------------------------------------------- amendments at random */

typedef struct amended
{
	int			named;			/* of expected[] */
	int			guardians;		/* 0: not said; else as below */
	int			grace;			/* -1: not said */
	peds_age	majority;		/* n 0: not said */
	peds_age	assent;			/* n -1: not said, -2: none */
} amended;

static peds_age
random_age(void)
{
	static const int32_t days[] = {1, 7, 28, 31, 365, 366, 6574, PEDS_BOUND_MAX};
	peds_age	age;

	age.unit = random_between(0, 2) == 0 ? PEDS_AGE_DAYS : PEDS_AGE_MONTHS;
	if (age.unit == PEDS_AGE_DAYS && random_between(0, 1) == 0)
		age.n = days[random_between(0, 7)];
	else if (age.unit == PEDS_AGE_DAYS)
		age.n = (int32_t) random_between(1, 8000);
	else if (random_between(0, 1) == 0)
		age.n = (int32_t) (12 * random_between(1, 21));
	else
		age.n = (int32_t) random_between(1, random_between(0, 9) == 0 ? PEDS_BOUND_MAX : 300);
	return age;
}

/* Weeks and years where that is possible and chance wants it, and zeros. */
static void
write_age(char *out, const char *key, peds_age age)
{
	bool		months = age.unit == PEDS_AGE_MONTHS;
	int			larger = months ? 12 : 7;
	const char *zeros = random_between(0, 3) == 0 ? "00" : "";

	if (age.n % larger == 0 && random_between(0, 1) == 0)
		sprintf(out, "%s%s%d%s", key, zeros, (int) (age.n / larger), months ? "y" : "w");
	else
		sprintf(out, "%s%s%d%s", key, zeros, (int) age.n, months ? "mo" : "d");
}

/* The amendment in any order of keys, blanks as chance wants them. */
static size_t
write_any(char *out, const amended *a)
{
	char		part[4][48];
	int			n = 0;
	size_t		length = (size_t) sprintf(out, "%s", expected[a->named].name);

	if (a->guardians > 0)
		sprintf(part[n++], "guardians=%s%d", random_between(0, 3) == 0 ? "0" : "", a->guardians);
	if (a->grace >= 0)
		sprintf(part[n++], "grace=%dd", a->grace);
	if (a->majority.n > 0)
		write_age(part[n++], "majority=", a->majority);
	if (a->assent.n == -2)
		sprintf(part[n++], "assent=none");
	else if (a->assent.n >= 0)
		write_age(part[n++], "assent=", a->assent);
	while (n > 0)
	{
		int			k = (int) random_between(0, n - 1);

		length += (size_t) sprintf(out + length, ";%.*s%s", (int) random_between(0, 3), "   ",
								   part[k]);
		memmove(part[k], part[n - 1], sizeof(part[k]));
		n--;
	}
	return length;
}

static bool
same_age(peds_age a, peds_age b)
{
	return a.unit == b.unit && a.n == b.n;
}

static peds_age
years(const char *text)
{
	peds_age	age = {PEDS_AGE_MONTHS, 12 * atoi(text)};

	return age;
}

/* The one form, from what was meant. */
static void
write_form(char *out, const amended *a)
{
	const struct named *name = &expected[a->named];
	char		age[PEDS_AGE_TEXT_SIZE];

	out += sprintf(out, "%s", name->name);
	if (a->guardians > 0 && a->guardians != name->guardians)
		out += sprintf(out, "; guardians=%d", a->guardians);
	if (a->grace > 0)
		out += sprintf(out, "; grace=%dd", a->grace);
	if (a->majority.n > 0 && !same_age(a->majority, years(name->majority)))
	{
		peds_age_print(a->majority, age);
		out += sprintf(out, "; majority=%s", age);
	}
	if (a->assent.n == -2)
		out += sprintf(out, "; assent=none");
	else if (a->assent.n >= 0 && (name->assent == NULL || !same_age(a->assent, years(name->assent))))
	{
		peds_age_print(a->assent, age);
		out += sprintf(out, "; assent=%s", age);
	}
}

/* What comes first: no assent age, then assent not below majority. */
static peds_status
expected_status(const amended *a)
{
	const struct named *name = &expected[a->named];
	peds_age	majority = a->majority.n > 0 ? a->majority : years(name->majority);

	if (name->assent == NULL && a->assent.n == -1)
		return PEDS_POLICY_NO_ASSENT_AGE;
	if (a->assent.n == -2)
		return PEDS_OK;
	return peds_age_surely_less(a->assent.n >= 0 ? a->assent : years(name->assent), majority) ?
		PEDS_OK : PEDS_POLICY_AGE_ORDER;
}

static amended
random_amended(void)
{
	static const int graces[] = {0, 1, 14, 30, 365, PEDS_BOUND_MAX};
	amended		a = {.guardians = 0, .grace = -1, .majority = {PEDS_AGE_DAYS, 0},
	.assent = {PEDS_AGE_DAYS, -1}};

	a.named = (int) random_between(0, EXPECTED - 1);
	if (random_between(0, 1) == 0)
		a.guardians = (int) random_between(1, random_between(0, 1) == 0 ? 3 : 99);
	if (random_between(0, 1) == 0)
		a.grace = graces[random_between(0, 5)];
	if (random_between(0, 1) == 0)
		a.majority = random_age();
	switch (random_between(0, 3))
	{
		case 0:
			a.assent.n = -2;
			break;
		case 1:
			a.assent = random_age();
			break;
		case 2:
			if (random_between(0, 3) == 0)
				a.assent.n = 0;
			else
				a.assent = years("8");
			break;
	}
	return a;
}

static void
random_amendments(void)
{
	char		previous_form[PEDS_POLICY_TEXT_SIZE] = "AT";
	peds_consent_policy previous = good("AT");
	int			taken = 0;

	for (int round = 0; round < 40000; round++)
	{
		amended		a = random_amended();
		char		text[256];
		char		form[PEDS_POLICY_TEXT_SIZE + 64];
		size_t		length = write_any(text, &a);
		size_t		position;
		peds_consent_policy policy,
					again;
		peds_status status = parse(text, length, &policy, &position);
		int			order;

		CHECK_SAY(status == expected_status(&a), "%s: %d", text, status);
		if (status != PEDS_OK)
		{
			CHECK_INT(position, 0);
			continue;
		}
		taken++;
		write_form(form, &a);
		CHECK(strlen(form) < PEDS_POLICY_TEXT_SIZE);
		check_printed(&policy, form);
		CHECK_INT(parse(form, strlen(form), &again, &position), PEDS_OK);
		CHECK_SAY(memcmp(&policy, &again, sizeof(policy)) == 0, "%s", form);

		/* the order is that of the text forms */
		order = peds_consent_policy_compare(&policy, &previous);
		CHECK_SAY((order < 0) == (strcmp(form, previous_form) < 0) &&
				  (order > 0) == (strcmp(form, previous_form) > 0),
				  "%s and %s: %d", form, previous_form, order);
		CHECK((peds_consent_policy_compare(&previous, &policy) < 0) == (order > 0));
		if (random_between(0, 2) == 0)
		{
			previous = policy;
			strcpy(previous_form, form);
		}
	}
	CHECK(taken > 10000);
}

/* Equal where the form is, unequal elsewhere, in the order of the bytes. */
static void
compare(void)
{
	static const char *const rising[] = {
		"AT", "AT; assent=none", "AT; grace=10d", "AT; grace=9d", "AT; guardians=10",
		"AT; guardians=2", "AT; majority=19y", "CN-2016", "CN-2016; assent=8y", "CN-2025",
		"CN-2025; assent=10y", "EU-CTR; assent=7y", "EU-CTR; assent=none", "ICH-E11; assent=7y",
		"JP-GCP; assent=7y", "US-404", "US-404; guardians=2", "US-405", "US-406",
		"US-406; guardians=1", "US-407"
	};
	const int	n = (int) (sizeof(rising) / sizeof(rising[0]));

	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
		{
			peds_consent_policy a = good(rising[i]);
			peds_consent_policy b = good(rising[j]);
			int			c = peds_consent_policy_compare(&a, &b);

			/* what belongs to whoever stores it is not looked at */
			a.host = 4711;
			CHECK_INT(peds_consent_policy_compare(&a, &b), c);
			CHECK_SAY((c < 0) == (i < j) && (c > 0) == (i > j), "%s and %s: %d",
					  rising[i], rising[j], c);
		}
}

/*
 * {guardian} (before birth too), {guardian,subject} or {subject}; inside a
 * grace the new one is named. Ages as the one calendar has them.
 */
static void
required(void)
{
	static const char *const texts[] = {
		"CN-2025", "CN-2025; grace=14d", "CN-2016", "US-406", "AT", "EU-CTR; assent=none",
		"EU-CTR; assent=0d", "CN-2025; majority=16y; assent=15mo", "US-404; majority=28d; assent=1w",
		"CN-2025; majority=1d; assent=0d", "JP-GCP; assent=none; majority=20y; grace=400d"
	};
	const peds_day births[] = {
		slow_ymd(2003, 5, 31), slow_ymd(2004, 2, 29), slow_ymd(2005, 2, 28), 0, -1
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		for (size_t b = 0; b < sizeof(births) / sizeof(births[0]); b++)
		{
			peds_consent_policy policy = good(texts[i]);
			peds_thresholds t = peds_consent_thresholds(&policy, births[b]);
			peds_day	adult = slow_reached(births[b], peds_age_unpack(policy.majority));
			peds_day	asked = policy.assent == 0 ? adult :
				slow_reached(births[b], peds_age_unpack(policy.assent));

			CHECK_INT(t.majority, adult);
			CHECK_INT(t.assent, policy.assent == 0 ? PEDS_NEVER : asked);
			for (peds_day d = births[b] - 400; d < births[b] + 7500; d += d < births[b] + 40 ? 1 : 3)
				CHECK_INT(peds_consent_required(&policy, births[b], d),
						  d < asked ? PEDS_REGIME_GUARDIAN :
						  d < adult ? PEDS_REGIME_BOTH : PEDS_REGIME_SUBJECT);
			CHECK_INT(peds_consent_required(&policy, births[b], adult), PEDS_REGIME_SUBJECT);
			CHECK(peds_consent_required(&policy, births[b], adult - 1) != PEDS_REGIME_SUBJECT);
			CHECK_INT(peds_consent_required(&policy, births[b], asked - 1), PEDS_REGIME_GUARDIAN);
			CHECK_INT(peds_consent_required(&policy, births[b], PEDS_DAY_MIN),
					  PEDS_REGIME_GUARDIAN);
			CHECK_INT(peds_consent_required(&policy, births[b], PEDS_DAY_END), PEDS_REGIME_SUBJECT);
		}
}

int
main(void)
{
	slow_begin();
	RUN(named_policies);
	RUN(one_form);
	RUN(what_is_refused);
	RUN(bytes_of_nothing);
	RUN(random_amendments);
	RUN(compare);
	RUN(required);
	return check_end("test_consent_policy");
}
