/* SPDX-License-Identifier: PostgreSQL */
/*
 * consent.c
 *		The words of the records, and coverage: the days on which everyone's
 *		agreement is valid whose agreement is needed.
 */
#include "consent.h"

#include <string.h>

#define IS(word) (length == sizeof(word) - 1 && memcmp(text, word, sizeof(word) - 1) == 0)

peds_status
peds_signer_parse(const char *text, size_t length, peds_signer *result)
{
	if (IS("guardian"))
		*result = PEDS_GUARDIAN;
	else if (IS("subject"))
		*result = PEDS_SUBJECT;
	else if (IS("investigator"))
		*result = PEDS_INVESTIGATOR;
	else if (IS("ethics"))
		*result = PEDS_ETHICS;
	else
		return PEDS_CONSENT_SIGNER;
	return PEDS_OK;
}

peds_status
peds_act_parse(const char *text, size_t length, peds_act *result)
{
	if (IS("consent") || IS("assent"))
		*result = PEDS_CONSENT;
	else if (IS("dissent"))
		*result = PEDS_DISSENT;
	else if (IS("withdraw"))
		*result = PEDS_WITHDRAW;
	else if (IS("override"))
		*result = PEDS_OVERRIDE;
	else if (IS("waive"))
		*result = PEDS_WAIVE;
	else
		return PEDS_CONSENT_ACT;
	return PEDS_OK;
}

/*
 * The windows of the regimes for one birth. Within a grace two of them
 * overlap, and either serves.
 */
typedef struct regimes
{
	peds_day	guardian_past;	/* guardians alone, to here */
	peds_day	assent;			/* guardians and child, from here */
	peds_day	both_past;		/* ... to here */
	peds_day	majority;		/* the subject alone, from here */
} regimes;

static regimes
regimes_of(const peds_consent_policy *policy, peds_day birth)
{
	peds_thresholds t = peds_consent_thresholds(policy, birth);
	regimes		r;

	r.assent = t.assent;
	r.majority = t.majority;
	r.both_past = t.majority + policy->grace;
	r.guardian_past = t.assent == PEDS_NEVER ? r.both_past : t.assent + policy->grace;
	return r;
}

static inline peds_day
earlier(peds_day a, peds_day b)
{
	return a < b ? a : b;
}

static inline peds_day
later(peds_day a, peds_day b)
{
	return a > b ? a : b;
}

/* Add the covered days of [from, past), in which one state holds. */
static inline void
cover_state(const peds_consent_policy *policy, const regimes *r,
			const peds_consent_state *state, peds_day from, peds_day past,
			peds_day_set *coverage)
{
	bool		guardians = state->guardians >= policy->guardians;

	if ((!guardians && !state->agrees) || state->withdrew ||
		(state->dissents && !state->overridden))
		return;
	if (state->dissents)
	{
		/* overridden, and so is the need for the child's agreement: to majority */
		if (guardians)
		{
			peds_day_set_append(coverage, from, earlier(past, earlier(r->guardian_past, r->majority)));
			peds_day_set_append(coverage, later(from, r->assent), earlier(past, r->majority));
		}
		return;
	}
	if (guardians)
	{
		peds_day_set_append(coverage, from, earlier(past, r->guardian_past));
		if (state->agrees && state->agreed_on >= r->assent)
			peds_day_set_append(coverage, from, earlier(past, r->both_past));
		if (state->waived)
			peds_day_set_append(coverage, later(from, r->assent), earlier(past, r->majority));
	}
	if (state->agrees && state->agreed_on >= r->majority)
		peds_day_set_append(coverage, from, past);
}

static inline peds_day
state_past(const peds_consent_state *state, size_t i, size_t n)
{
	return i + 1 < n ? state[i + 1].from : PEDS_NO_END;
}

static void
cover(const peds_consent_policy *policy, const regimes *r,
	  const peds_consent_state *state, size_t n, peds_day_set *coverage)
{
	for (size_t i = 0; i < n; i++)
		cover_state(policy, r, &state[i], state[i].from, state_past(state, i, n), coverage);
}

void
peds_consent_cover(const peds_consent_policy *policy, peds_day birth,
				   const peds_consent_state *state, size_t n, peds_day_set *coverage)
{
	regimes		r = regimes_of(policy, birth);

	cover(policy, &r, state, n, coverage);
}

static void
exchange(peds_day_set *a, peds_day_set *b)
{
	peds_day_set c = *a;

	*a = *b;
	*b = c;
}

void
peds_consent_cover_partial(const peds_consent_policy *policy, peds_partial_date birth,
						   bool possible, const peds_consent_state *state, size_t n,
						   peds_day_set *coverage)
{
	peds_day	latest = peds_partial_date_latest(birth);
	peds_day	day = peds_partial_date_earliest(birth);
	peds_day_set one = {.grow = coverage->grow};
	peds_day_set sum = {.grow = coverage->grow};

	peds_consent_cover(policy, day, state, n, coverage);
	while (day < latest && (possible || coverage->n > 0))
	{
		peds_partial_date_first_from(birth, day + 1, &day);
		one.n = 0;
		peds_consent_cover(policy, day, state, n, &one);
		if (possible)
			peds_day_set_unite(&sum, coverage, &one);
		else
			peds_day_set_intersect(&sum, coverage, &one);
		exchange(&sum, coverage);
	}
}

void
peds_consent_cover_any(const peds_consent_policy *policy, const peds_consent_state *state,
					   size_t n, peds_day_set *coverage)
{
	/* young enough for guardians alone, old enough to agree alone */
	const regimes r = {
		.guardian_past = PEDS_NO_END, .assent = PEDS_NEVER,
		.both_past = PEDS_NO_END, .majority = INT64_MIN
	};

	for (size_t i = 0; i < n; i++)
	{
		regimes		alive = r;

		/* an override serves below majority, and there is a birth for which it is */
		if (state[i].dissents)
			alive.majority = PEDS_NO_END;
		cover_state(policy, &alive, &state[i], state[i].from, state_past(state, i, n), coverage);
	}
}

/* The state that holds on a day. */
static peds_consent_state
state_on(const peds_consent_state *state, size_t n, peds_day day)
{
	const peds_consent_state silence = {0};
	size_t		low = 0,
				high = n;

	while (low < high)
	{
		size_t		middle = (low + high) / 2;

		if (state[middle].from <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? state[low - 1] : silence;
}

bool
peds_consent_lacks(const peds_consent_policy *policy, peds_day birth,
				   const peds_consent_state *state, size_t n, peds_day day,
				   peds_consent_lack *lack)
{
	regimes		r = regimes_of(policy, birth);
	peds_consent_state now = state_on(state, n, day);
	peds_interval room[4];		/* one day, which at most four regimes add */
	peds_day_set covered = {.item = room, .room = 4};
	bool		stands_in;

	cover_state(policy, &r, &now, day, day + 1, &covered);
	if (covered.n > 0)
		return false;
	stands_in = now.waived || (now.dissents && now.overridden);
	lack->regime = peds_consent_required(policy, birth, day);
	lack->guardians = now.guardians;
	lack->guardians_lack = lack->regime != PEDS_REGIME_SUBJECT &&
		now.guardians < policy->guardians;
	lack->subject_lacks =
		(lack->regime == PEDS_REGIME_SUBJECT &&
		 !(now.agrees && now.agreed_on >= r.majority)) ||
		(lack->regime == PEDS_REGIME_BOTH && !stands_in &&
		 !(now.agrees && now.agreed_on >= r.assent));
	lack->withdrew = now.withdrew;
	lack->dissents = now.dissents && !(now.overridden && day < r.majority);
	return true;
}

bool
peds_consent_lacks_partial(const peds_consent_policy *policy, peds_partial_date birth,
						   const peds_consent_state *state, size_t n, peds_day day,
						   peds_consent_lack *lack)
{
	peds_day	latest = peds_partial_date_latest(birth);
	peds_day	b = peds_partial_date_earliest(birth);

	while (!peds_consent_lacks(policy, b, state, n, day, lack))
	{
		if (b == latest)
			return false;
		peds_partial_date_first_from(birth, b + 1, &b);
	}
	return true;
}
