/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_consent_policy.c
 *		Text of a consent policy: what is read is printed, and read again as
 *		the same; its ages are in order for every birth, and so are its regimes.
 *
 *	seed: CN-2025
 *	seed: CN-2025; guardians=2; grace=14d; majority=16y; assent=7y
 *	seed: US-406;guardians=1
 *	seed: EU-CTR; assent=none
 *	seed: ICH-E11; assent=0d; majority=1d
 *	seed: JP-GCP; grace=268435455d; majority=268435455mo; assent=268435453mo
 *	seed: AT; assent=27d; majority=1mo
 *	seed: CN-2016; assent=18y
 *	seed: CN-2025; grace=2w
 *	seed: US-404; guardians=0
 *	seed: EU-CTR
 */
#include "fuzz.h"

#include "../../src/core/consent_policy.h"

static bool
same(const peds_consent_policy *a, const peds_consent_policy *b)
{
	return a->version == b->version && a->named == b->named && a->guardians == b->guardians &&
		a->allows_override == b->allows_override && a->grace == b->grace &&
		a->assent == b->assent && a->majority == b->majority;
}

static void
require_sound(const peds_consent_policy *policy)
{
	static const peds_day births[] = {PEDS_DAY_MIN, -36494, 0, 30, 59, 1519, PEDS_DAY_END - 1};

	REQUIRE(policy->version == 1);
	REQUIRE(policy->named >= 1 && policy->named <= peds_named_policy_count());
	REQUIRE(policy->guardians >= 1 && policy->guardians <= PEDS_POLICY_MAX_GUARDIANS);
	REQUIRE(policy->grace >= 0 && policy->grace <= PEDS_BOUND_MAX);
	for (size_t i = 0; i < sizeof(births) / sizeof(births[0]); i++)
	{
		peds_thresholds t = peds_consent_thresholds(policy, births[i]);

		REQUIRE(t.majority > births[i]);
		REQUIRE(policy->assent == 0 ? t.assent == PEDS_NEVER :
				t.assent >= births[i] && t.assent < t.majority);
		REQUIRE(peds_consent_required(policy, births[i], births[i] - 1) == PEDS_REGIME_GUARDIAN);
		REQUIRE(peds_consent_required(policy, births[i], t.majority) == PEDS_REGIME_SUBJECT);
		REQUIRE(peds_consent_required(policy, births[i], t.majority - 1) ==
				(policy->assent == 0 ? PEDS_REGIME_GUARDIAN : PEDS_REGIME_BOTH));
		if (policy->assent != 0)
			REQUIRE(peds_consent_required(policy, births[i], t.assent - 1) == PEDS_REGIME_GUARDIAN);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	peds_consent_policy policy,
				again,
				plain;
	size_t		position = SIZE_MAX;
	char	   *printed = malloc(PEDS_POLICY_TEXT_SIZE);

	if (peds_consent_policy_parse((const char *) data, size, &policy, &position) != PEDS_OK)
		REQUIRE(position <= size);
	else
	{
		int			length = peds_consent_policy_print(&policy, printed);

		REQUIRE(length > 0 && length < PEDS_POLICY_TEXT_SIZE && printed[length] == '\0');
		REQUIRE(peds_consent_policy_parse(printed, (size_t) length, &again, &position) == PEDS_OK);
		REQUIRE(same(&policy, &again));
		REQUIRE(peds_consent_policy_compare(&policy, &again) == 0);
		REQUIRE(peds_consent_policy_parse("US-404", 6, &plain, &position) == PEDS_OK);
		REQUIRE((peds_consent_policy_compare(&policy, &plain) == 0) == same(&policy, &plain));
		require_sound(&policy);
	}
	free(printed);
	return 0;
}
