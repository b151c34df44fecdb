/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_consent.c
 *		Bytes as a log of consent records. The order of the records does not
 *		matter; coverage is in order and apart; what is sure is covered for
 *		every birth, what is covered for one is possible, and that is possible
 *		for some birth of which nothing is known; a day lacks something just if
 *		it is not covered.
 *
 *	Three bytes: the policy, the birth, and how long a step of a date is and how
 *	much of the birth is known. Then four for each record: the signer and the
 *	act, the id and the window, the date, and an end of the window. The seeds: a
 *	guardian and then the child; a dissent and an override; two guardians, the
 *	child, a waiver and a withdrawal over years, the birth known to the month;
 *	windows; ages beyond the calendar, the year of birth alone known.
 *
 *	seed: \0\050\0\000\001\050\0\001\001\0100\0
 *	seed: \004\050\0\000\001\050\0\015\001\060\0\006\001\064\0
 *	seed: \001\050\013\000\001\050\0\000\004\051\0\001\0\061\0\013\002\062\0\021\001\063\0
 *	seed: \0\050\0\000\021\050\056\000\031\056\064\0\0\0376\0\001\010\0100\0\001\020\0110\0120
 *	seed: \005\050\015\000\001\050\0\000\004\061\0\001\001\0377\0
 */
#include "fuzz.h"

#include "../../src/core/consent.h"

static const char *const policies[] = {
	"CN-2025; majority=40d; assent=20d",
	"CN-2025; guardians=2; grace=14d",
	"EU-CTR; grace=30d; majority=2mo; assent=none",
	"US-404; grace=400d; majority=3mo; assent=1mo",
	"CN-2016; grace=3d; majority=30d; assent=0d",
	"US-406; grace=268435455d; majority=268435455mo"
};

#define POLICIES (sizeof(policies) / sizeof(policies[0]))

#define RECORD_BYTES 4

static const char id_bytes[] = "mmf";	/* ids: m, mm, m again, f, and none at all */

typedef struct history
{
	size_t		n;
	peds_consent_state *state;
} history;

static int32_t
day_from(uint8_t byte, int step, peds_day birth)
{
	/* 40 is near birth, the last bytes are near the ends of what a record can hold */
	if (byte == 254)
		return INT32_MIN + 1;
	if (byte == 255)
		return INT32_MAX - 1;
	return (int32_t) (birth + (byte - 40) * step);
}

static peds_consent_record
record_from(const uint8_t *bytes, int step, peds_day birth)
{
	static const uint32_t at[] = {PEDS_NO_ID, 0, 0, 1, 2, 3, PEDS_NO_ID, 2};
	static const uint32_t length[] = {0, 1, 2, 1, 1, 0, 0, 0};
	peds_consent_record r;
	int			id = bytes[1] & 7;

	memset(&r, 0, sizeof(r));
	r.signer = bytes[0] % PEDS_SIGNER_COUNT;
	r.act = bytes[0] / PEDS_SIGNER_COUNT % (PEDS_WITHDRAW + 1);
	r.id = at[id];
	r.id_length = length[id];
	r.signed_on = day_from(bytes[2], step, birth);
	r.valid_from = r.signed_on;
	r.valid_past = PEDS_WINDOW_FOREVER;
	switch (bytes[1] >> 3 & 3)
	{
		case 1:
			r.valid_from = PEDS_WINDOW_ALWAYS;
			break;
		case 2:
			r.valid_past = day_from(bytes[3], step, birth);
			break;
		case 3:
			r.valid_from = day_from(bytes[3], step, birth);
			break;
	}
	return r;
}

/* In the order given, backwards, or with the middle first. */
static history
history_of(const uint8_t *bytes, size_t n, int order, int step, peds_day birth,
		   bool allows_override)
{
	peds_consent_record *record = malloc(n * sizeof(*record) + 1);
	void	   *work = malloc(PEDS_CONSENT_WORK(n));
	history		h = {0, malloc(PEDS_CONSENT_STATES(n) * sizeof(peds_consent_state))};

	for (size_t i = 0; i < n; i++)
	{
		size_t		from = order == 0 ? i : order == 1 ? n - 1 - i : (i + n / 2) % n;

		record[i] = record_from(bytes + RECORD_BYTES * from, step, birth);
	}
	h.n = peds_consent_states(record, n, id_bytes, allows_override, work, h.state);
	REQUIRE(h.n <= PEDS_CONSENT_STATES(n));
	for (size_t i = 1; i < h.n; i++)
		REQUIRE(h.state[i - 1].from < h.state[i].from);
	free(record);
	free(work);
	return h;
}

static void
require_same(const history *a, const history *b)
{
	REQUIRE(a->n == b->n);
	for (size_t i = 0; i < a->n; i++)
	{
		const peds_consent_state *x = &a->state[i];
		const peds_consent_state *y = &b->state[i];

		REQUIRE(x->from == y->from && x->guardians == y->guardians && x->agrees == y->agrees);
		REQUIRE(!x->agrees || x->agreed_on == y->agreed_on);
		REQUIRE(x->withdrew == y->withdrew && x->dissents == y->dissents);
		REQUIRE(x->overridden == y->overridden && x->waived == y->waived);
	}
}

/* What the core lets grow, to be freed all at once. */
static void *grown[16];

static void *
grow(void *memory, size_t size)
{
	int			i = 0;

	while (grown[i] != memory)
		i++;
	grown[i] = realloc(memory, size);
	REQUIRE(grown[i] != NULL);
	return grown[i];
}

static void
require_sound(const peds_day_set *set)
{
	for (size_t i = 0; i < set->n; i++)
	{
		REQUIRE(set->item[i].from < set->item[i].past);
		REQUIRE(i == 0 || set->item[i - 1].past < set->item[i].from);
	}
}

static bool
is_within(const peds_day_set *a, const peds_day_set *b)
{
	peds_day_set rest = {.grow = grow};

	peds_day_set_subtract(&rest, a, b);
	return rest.n == 0;
}

/* About the ends of coverage and the beginnings of states. */
static void
require_lacks(const peds_consent_policy *policy, peds_day birth, const history *h,
			  const peds_day_set *covered, peds_day day)
{
	peds_consent_lack lack;
	bool		lacks = peds_consent_lacks(policy, birth, h->state, h->n, day, &lack);

	REQUIRE(lacks == !peds_day_set_contains(covered, day, day + 1));
	if (lacks)
		REQUIRE(lack.guardians_lack || lack.subject_lacks || lack.withdrew || lack.dissents);
}

static void
require_coverage(const peds_consent_policy *policy, peds_partial_date birth, const history *h)
{
	peds_day	latest = peds_partial_date_latest(birth);
	peds_day	b = peds_partial_date_earliest(birth);
	int			step = latest - b > 31 || h->n > 20 ? 13 : 1;	/* not each of a year */
	peds_day_set sure = {.grow = grow};
	peds_day_set possible = {.grow = grow};
	peds_day_set any = {.grow = grow};
	peds_day_set one = {.grow = grow};

	peds_consent_cover_partial(policy, birth, false, h->state, h->n, &sure);
	peds_consent_cover_partial(policy, birth, true, h->state, h->n, &possible);
	peds_consent_cover_any(policy, h->state, h->n, &any);
	require_sound(&sure);
	require_sound(&possible);
	require_sound(&any);
	REQUIRE(is_within(&sure, &possible));
	REQUIRE(is_within(&possible, &any));
	for (;;)
	{
		one.n = 0;
		peds_consent_cover(policy, b, h->state, h->n, &one);
		require_sound(&one);
		REQUIRE(is_within(&sure, &one));
		REQUIRE(is_within(&one, &possible));
		for (size_t i = 0; i < h->n; i++)
			for (int d = -1; d <= 0; d++)
				require_lacks(policy, b, h, &one, h->state[i].from + (peds_day) d);
		for (size_t i = 0; i < one.n; i++)
			for (int d = -1; d <= 0; d++)
			{
				require_lacks(policy, b, h, &one, one.item[i].from + d);
				if (one.item[i].past != PEDS_NO_END)
					require_lacks(policy, b, h, &one, one.item[i].past + d);
			}
		if (b == latest)
			break;
		if (!peds_partial_date_first_from(birth, b + step, &b))
			b = latest;
	}
	for (int i = 0; i < 16; i++)
	{
		free(grown[i]);
		grown[i] = NULL;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int steps[] = {1, 7, 90, 365};
	const char *text;
	peds_consent_policy policy;
	peds_partial_date birth;
	size_t		position,
				n;
	history		h[3];
	int			step,
				month,
				day;

	if (size < 3)
		return 0;
	n = (size - 3) / RECORD_BYTES;
	text = policies[data[0] % POLICIES];
	REQUIRE(peds_consent_policy_parse(text, strlen(text), &policy, &position) == PEDS_OK);
	step = steps[data[2] & 3];
	month = data[2] & 4 ? 0 : 1 + data[1] % 12;
	day = data[2] & 8 ? 0 : 1 + data[1] % 28;
	REQUIRE(peds_partial_date_make(2004 + data[2] / 128, month, day, &birth) == PEDS_OK);
	for (int order = 0; order < 3; order++)
		h[order] = history_of(data + 3, n, order, step, peds_partial_date_earliest(birth),
							  policy.allows_override);
	require_same(&h[0], &h[1]);
	require_same(&h[0], &h[2]);
	require_coverage(&policy, birth, &h[0]);
	for (int order = 0; order < 3; order++)
		free(h[order].state);
	return 0;
}
