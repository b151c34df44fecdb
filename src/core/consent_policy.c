/* SPDX-License-Identifier: PostgreSQL */
/*
 * consent_policy.c
 *		Reading, writing and comparing consent policies; whose agreement a day
 *		needs.
 */
#include "consent_policy.h"

#include <stdio.h>
#include <string.h>

#include "word.h"

/* An age of the named table, which is known to be good. */
static uint32_t
table_age(const char *text)
{
	peds_age	age = {PEDS_AGE_DAYS, 0};
	size_t		used;

	(void) peds_age_parse(text, strlen(text), &age, &used);
	return peds_age_pack(age);
}

static void
use_named(int number, peds_consent_policy *policy)
{
	const peds_named_policy *named = peds_named_policy_get(number);

	memset(policy, 0, sizeof(*policy));
	policy->version = 1;
	policy->named = (uint8_t) number;
	policy->guardians = (uint8_t) named->guardians;
	policy->allows_override = named->allows_override;
	policy->assent = named->assent != NULL ? table_age(named->assent) : 0;
	policy->majority = table_age(named->majority);
}

static int
find_named(const char *name, size_t length)
{
	for (int i = peds_named_policy_count(); i > 0; i--)
	{
		const char *candidate = peds_named_policy_get(i)->name;

		if (strlen(candidate) == length && memcmp(candidate, name, length) == 0)
			return i;
	}
	return 0;
}

/* The whole of text[0..length) as an age that a bound can hold. */
static bool
parse_bound(const char *text, size_t length, peds_age *age)
{
	size_t		used;

	return peds_age_parse(text, length, age, &used) == PEDS_OK &&
		used == length && age->n <= PEDS_BOUND_MAX;
}

static peds_status
parse_guardians(const char *text, size_t length, peds_consent_policy *policy)
{
	int			n = 0;

	for (size_t i = 0; i < length; i++)
	{
		if (text[i] < '0' || text[i] > '9')
			return PEDS_POLICY_GUARDIANS;
		n = n * 10 + (text[i] - '0');
		if (n > PEDS_POLICY_MAX_GUARDIANS)
			return PEDS_POLICY_GUARDIANS;
	}
	if (n < 1)
		return PEDS_POLICY_GUARDIANS;
	policy->guardians = (uint8_t) n;
	return PEDS_OK;
}

static peds_status
parse_grace(const char *text, size_t length, peds_consent_policy *policy)
{
	peds_age	age;

	if (length < 2 || text[length - 1] != 'd' || !parse_bound(text, length, &age))
		return PEDS_POLICY_GRACE;
	policy->grace = age.n;
	return PEDS_OK;
}

static peds_status
parse_majority(const char *text, size_t length, peds_consent_policy *policy)
{
	peds_age	age;

	if (!parse_bound(text, length, &age) || age.n == 0)
		return PEDS_POLICY_AGE;
	policy->majority = peds_age_pack(age);
	return PEDS_OK;
}

static peds_status
parse_assent(const char *text, size_t length, peds_consent_policy *policy)
{
	peds_age	age;

	if (peds_word_is_exactly(text, length, "none"))
		policy->assent = 0;
	else if (parse_bound(text, length, &age))
		policy->assent = peds_age_pack(age);
	else
		return PEDS_POLICY_AGE;
	return PEDS_OK;
}

/* The keys, in the order in which they are written out. */
enum
{
	KEY_GUARDIANS, KEY_GRACE, KEY_MAJORITY, KEY_ASSENT, KEY_COUNT
};

static const struct
{
	const char *name;
	peds_status (*parse) (const char *text, size_t length, peds_consent_policy *policy);
}			key[KEY_COUNT] = {
	[KEY_GUARDIANS] = {"guardians", parse_guardians},
	[KEY_GRACE] = {"grace", parse_grace},
	[KEY_MAJORITY] = {"majority", parse_majority},
	[KEY_ASSENT] = {"assent", parse_assent}
};

/* key=value in text[*position..end); *position is moved to a fault. */
static peds_status
parse_amendment(const char *text, size_t end, peds_consent_policy *policy,
				bool *seen, size_t *position)
{
	size_t		from = *position;
	const char *equals = memchr(text + from, '=', end - from);
	size_t		name_length;
	peds_status status;

	if (equals == NULL || equals == text + from)
		return PEDS_POLICY_MALFORMED;
	name_length = (size_t) (equals - text) - from;
	for (size_t i = from; i < end; i++)
		if (text[i] == ' ' || (i > from + name_length && text[i] == '='))
		{
			*position = i;
			return PEDS_POLICY_MALFORMED;
		}
	for (int k = 0; k < KEY_COUNT; k++)
	{
		if (!peds_word_is_exactly(text + from, name_length, key[k].name))
			continue;
		if (seen[k])
			return PEDS_POLICY_KEY_TWICE;
		seen[k] = true;
		status = key[k].parse(equals + 1, end - (from + name_length + 1), policy);
		if (status != PEDS_OK)
			*position = from + name_length + 1;
		return status;
	}
	return PEDS_POLICY_KEY;
}

peds_status
peds_consent_policy_parse(const char *text, size_t length,
						  peds_consent_policy *result, size_t *position)
{
	const char *semicolon = memchr(text, ';', length);
	size_t		end = semicolon != NULL ? (size_t) (semicolon - text) : length;
	bool		seen[KEY_COUNT] = {false};
	peds_status status;
	int			number = find_named(text, end);

	*position = 0;
	if (number == 0)
		return end == 0 ? PEDS_POLICY_MALFORMED : PEDS_POLICY_UNKNOWN;
	use_named(number, result);
	while (end < length)
	{
		size_t		from = end + 1;

		while (from < length && text[from] == ' ')
			from++;
		semicolon = memchr(text + from, ';', length - from);
		end = semicolon != NULL ? (size_t) (semicolon - text) : length;
		*position = from;
		status = parse_amendment(text, end, result, seen, position);
		if (status != PEDS_OK)
			return status;
	}
	*position = 0;
	if (peds_named_policy_get(number)->assent == NULL && !seen[KEY_ASSENT])
		return PEDS_POLICY_NO_ASSENT_AGE;
	if (result->assent != 0 &&
		!peds_age_surely_less(peds_age_unpack(result->assent), peds_age_unpack(result->majority)))
		return PEDS_POLICY_AGE_ORDER;
	return PEDS_OK;
}

int
peds_consent_policy_print(const peds_consent_policy *policy, char *out)
{
	const peds_named_policy *named = peds_named_policy_get(policy->named);
	peds_consent_policy plain;
	char	   *end = out;

	use_named(policy->named, &plain);
	end += sprintf(end, "%s", named->name);
	if (policy->guardians != plain.guardians)
		end += sprintf(end, "; %s=%d", key[KEY_GUARDIANS].name, policy->guardians);
	if (policy->grace != 0)
		end += sprintf(end, "; %s=%dd", key[KEY_GRACE].name, (int) policy->grace);
	if (policy->majority != plain.majority)
	{
		end += sprintf(end, "; %s=", key[KEY_MAJORITY].name);
		end += peds_age_print(peds_age_unpack(policy->majority), end);
	}
	if (policy->assent != plain.assent || named->assent == NULL)
	{
		end += sprintf(end, "; %s=", key[KEY_ASSENT].name);
		if (policy->assent == 0)
			end += sprintf(end, "none");
		else
			end += peds_age_print(peds_age_unpack(policy->assent), end);
	}
	return (int) (end - out);
}

int
peds_consent_policy_compare(const peds_consent_policy *a, const peds_consent_policy *b)
{
	char		x[PEDS_POLICY_TEXT_SIZE];
	char		y[PEDS_POLICY_TEXT_SIZE];

	peds_consent_policy_print(a, x);
	peds_consent_policy_print(b, y);
	return strcmp(x, y);
}

/* As peds_age_reached, for a birth that is civil already. */
static inline peds_day
reached(peds_day birth, peds_civil civil, uint32_t packed)
{
	peds_age	age = peds_age_unpack(packed);

	return age.unit == PEDS_AGE_DAYS ? birth + age.n : peds_months_reached_civil(civil, age.n);
}

peds_thresholds
peds_consent_thresholds(const peds_consent_policy *policy, peds_day birth)
{
	peds_civil	civil = peds_civil_from_day(birth);
	peds_thresholds t;

	t.assent = policy->assent == 0 ? PEDS_NEVER : reached(birth, civil, policy->assent);
	t.majority = reached(birth, civil, policy->majority);
	return t;
}

peds_consent_regime
peds_consent_required(const peds_consent_policy *policy, peds_day birth, peds_day at)
{
	peds_thresholds t = peds_consent_thresholds(policy, birth);

	if (at >= t.majority)
		return PEDS_REGIME_SUBJECT;
	return at >= t.assent ? PEDS_REGIME_BOTH : PEDS_REGIME_GUARDIAN;
}
