/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_consent.c
 *		Consent records, states and coverage: examples worked out by hand, and
 *		every day of small and random logs against the contract read anew for
 *		that day (slow_consent.h).
 */
#include "check.h"
#include "slow_consent.h"

/* ------------------------------------------------------------------ words */

/* Not a byte past the word is looked at. */
static peds_status
parse_word(const char *text, size_t length, bool signer, int *result)
{
	char	   *copy = malloc(length > 0 ? length : 1);
	peds_signer s = 99;
	peds_act	a = 99;
	peds_status status;

	memcpy(copy, text, length);
	status = signer ? peds_signer_parse(copy, length, &s) : peds_act_parse(copy, length, &a);
	*result = signer ? (int) s : (int) a;
	free(copy);
	return status;
}

static void
words(void)
{
	static const struct
	{
		const char *word;
		bool		signer;
		int			value;
	}			table[] =
	{
		{"guardian", true, PEDS_GUARDIAN},
		{"subject", true, PEDS_SUBJECT},
		{"investigator", true, PEDS_INVESTIGATOR},
		{"ethics", true, PEDS_ETHICS},
		{"consent", false, PEDS_CONSENT},
		{"assent", false, PEDS_CONSENT},
		{"dissent", false, PEDS_DISSENT},
		{"withdraw", false, PEDS_WITHDRAW},
		{"override", false, PEDS_OVERRIDE},
		{"waive", false, PEDS_WAIVE}
	};
	static const char *const wrong[] = {
		"", " ", "Guardian", "guardian ", " guardian", "guardians", "guardia", "parent", "SUBJECT",
		"subjec", "investigators", "ethic", "Consent", "consents", "consen", "assents", "Assent",
		"dissents", "withdrawal", "withdra", "overrides", "overrid", "waiver", "waiv", "0"
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
	{
		char		longer[32];
		size_t		length = strlen(table[i].word);
		int			value;

		CHECK_INT(parse_word(table[i].word, length, table[i].signer, &value), PEDS_OK);
		CHECK_INT(value, table[i].value);
		/* with a byte more or less, be it NUL, and in the other's place */
		strcpy(longer, table[i].word);
		CHECK(parse_word(longer, length + 1, table[i].signer, &value) != PEDS_OK);
		CHECK(parse_word(longer, length - 1, table[i].signer, &value) != PEDS_OK);
		CHECK(parse_word(longer, length, !table[i].signer, &value) != PEDS_OK);
	}
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
	{
		int			value;

		CHECK_INT(parse_word(wrong[i], strlen(wrong[i]), true, &value), PEDS_CONSENT_SIGNER);
		CHECK_INT(parse_word(wrong[i], strlen(wrong[i]), false, &value), PEDS_CONSENT_ACT);
	}
}

/* --------------------------------------------------------- sets of days */

/* What the core lets grow, to be freed all at once. */
static void *grown[16];

static void *
grow(void *memory, size_t size)
{
	int			i = 0;

	while (grown[i] != memory)
		i++;
	return grown[i] = realloc(memory, size);
}

static void
free_grown(void)
{
	for (int i = 0; i < 16; i++)
	{
		free(grown[i]);
		grown[i] = NULL;
	}
}

static bool
has(const peds_day_set *set, peds_day day)
{
	for (size_t i = 0; i < set->n; i++)
		if (set->item[i].from <= day && day < set->item[i].past)
			return true;
	return false;
}

static const char *
set_text(const peds_day_set *set)
{
	static char text[1000];
	char	   *end = text;

	*end = '\0';
	for (size_t i = 0; i < set->n && end - text < 900; i++)
	{
		end += sprintf(end, "%s[%" PRId64, i > 0 ? " " : "", set->item[i].from);
		if (set->item[i].past == PEDS_NO_END)
			end += sprintf(end, ",)");
		else
			end += sprintf(end, ",%" PRId64 ")", set->item[i].past);
	}
	return text;
}

static bool
is_sound(const peds_day_set *set)
{
	for (size_t i = 0; i < set->n; i++)
		if (set->item[i].from >= set->item[i].past ||
			(i > 0 && set->item[i].from <= set->item[i - 1].past))
			return false;
	return true;
}

/* -------------------------------------------------------- logs to the core */

static peds_consent_policy
policy_of(const char *text)
{
	peds_consent_policy policy;
	size_t		position;

	CHECK_SAY(peds_consent_policy_parse(text, strlen(text), &policy, &position) == PEDS_OK,
			  "%s", text);
	return policy;
}

/* Ids as bytes: empty, one a beginning of another, with a NUL in it. */
static const struct
{
	const char *bytes;
	uint32_t	length;
}			id_of[SLOW_WHO] =
{
	{NULL, 0}, {"", 0}, {"m", 1}, {"mm", 2}, {"m\0", 2}, {"f", 1}
};

/* Where each id stands; twice, since the same bytes are the same id. */
static uint32_t id_at[2][SLOW_WHO];

static char *
make_ids(void)
{
	char	   *ids = malloc(2 * 6);
	uint32_t	at = 0;

	for (int copy = 0; copy < 2; copy++)
		for (int who = 1; who < SLOW_WHO; who++)
		{
			id_at[copy][who] = at;
			memcpy(ids + at, id_of[who].bytes, id_of[who].length);
			at += id_of[who].length;
		}
	return ids;
}

static peds_consent_record
record_of(const slow_entry *e)
{
	peds_consent_record r;

	memset(&r, 0xee, sizeof(r));
	r.signed_on = (int32_t) e->on;
	r.valid_from = e->from == SLOW_ALWAYS ? PEDS_WINDOW_ALWAYS :
		e->from == SLOW_NEVER ? PEDS_WINDOW_FOREVER : (int32_t) e->from;
	r.valid_past = e->past == SLOW_NEVER ? PEDS_WINDOW_FOREVER :
		e->past == SLOW_ALWAYS ? PEDS_WINDOW_ALWAYS : (int32_t) e->past;
	r.id = e->who == 0 ? PEDS_NO_ID : id_at[random_bits() % 2][e->who];
	r.id_length = e->who == 0 ? 0 : id_of[e->who].length;
	r.signer = (uint8_t) e->signer;
	r.act = (uint8_t) e->act;
	return r;
}

/*
 * The states of a log, its records in some order; into exactly the room that
 * consent.h asks for, of which nothing is zero at first.
 */
static peds_consent_state *
make_states(const slow_log *log, bool allows_override, size_t *n)
{
	size_t		records = (size_t) log->n;
	peds_consent_record *record = malloc(records > 0 ? records * sizeof(*record) : 1);
	peds_consent_state *state = malloc(PEDS_CONSENT_STATES(records) * sizeof(*state));
	void	   *work = malloc(PEDS_CONSENT_WORK(records));
	char	   *ids = make_ids();

	for (size_t i = 0; i < records; i++)
	{
		size_t		j = (size_t) random_between(0, (int64_t) i);

		record[i] = record[j];
		record[j] = record_of(&log->entry[i]);
	}
	memset(state, 0xee, PEDS_CONSENT_STATES(records) * sizeof(*state));
	memset(work, 0xee, PEDS_CONSENT_WORK(records));
	*n = peds_consent_states(record, records, ids, allows_override, work, state);
	CHECK_SAY(*n <= PEDS_CONSENT_STATES(records), "%s", slow_log_text(log));
	free(record);
	free(work);
	free(ids);
	return state;
}

static bool
same_state(const peds_consent_state *a, const peds_consent_state *b)
{
	return a->from == b->from && a->guardians == b->guardians && a->agrees == b->agrees &&
		(!a->agrees || a->agreed_on == b->agreed_on) && a->withdrew == b->withdrew &&
		a->dissents == b->dissents && a->overridden == b->overridden && a->waived == b->waived;
}

/* Does what holds from the last state on or before the day agree with the facts? */
static bool
state_is(const peds_consent_state *state, size_t n, peds_day day, const slow_facts *f)
{
	peds_consent_state s = {0};

	for (size_t i = 0; i < n && state[i].from <= day; i++)
		s = state[i];
	return s.guardians == f->guardians && s.agrees == f->agrees &&
		(!s.agrees || s.agreed_on == f->agreed_on) && s.withdrew == f->withdrew &&
		s.dissents == f->dissents && (s.dissents && s.overridden) == f->overridden &&
		s.waived == f->waived;
}

/* --------------------------------------------------------- days to look at */

#define MAX_DAYS 60000

static peds_day day_of[MAX_DAYS];
static slow_facts fact_of[MAX_DAYS];
static int	ndays;

/* A day on which something may change, and its eve. */
static void
look_at(peds_day day)
{
	if (day == SLOW_ALWAYS || day == SLOW_NEVER || ndays + 2 > MAX_DAYS)
		return;
	day_of[ndays++] = day - 1;
	day_of[ndays++] = day;
}

static void
look_at_rules(const slow_rules *r)
{
	look_at(r->assent);
	look_at(r->majority);
	look_at(r->majority + r->grace);
	if (r->assent != SLOW_NEVER)
		look_at(r->assent + r->grace);
}

static void
look_at_set(const peds_day_set *set)
{
	for (size_t i = 0; i < set->n; i++)
	{
		look_at(set->item[i].from);
		look_at(set->item[i].past);
	}
}

/* A random choice of what a long log has. */
static void
look_at_log(const slow_log *log)
{
	for (int i = 0; i < log->n; i++)
	{
		if (log->n > 60 && random_between(0, log->n / 20) > 0)
			continue;
		look_at(log->entry[i].on);
		look_at(log->entry[i].from);
		look_at(log->entry[i].past);
	}
}

static int
compare_days(const void *a, const void *b)
{
	peds_day	x = *(const peds_day *) a;
	peds_day	y = *(const peds_day *) b;

	return (x > y) - (x < y);
}

/* Each day once, and what everyone says on it. */
static void
find_facts(const slow_log *log, bool allows_override)
{
	int			n = 0;

	qsort(day_of, (size_t) ndays, sizeof(peds_day), compare_days);
	for (int i = 0; i < ndays; i++)
		if (n == 0 || day_of[i] != day_of[n - 1])
			day_of[n++] = day_of[i];
	ndays = n;
	for (int i = 0; i < ndays; i++)
		fact_of[i] = slow_facts_on(log, allows_override, day_of[i]);
}

/* -------------------------------------------------------------- the checks */

static bool
same_lack(const peds_consent_lack *a, const peds_consent_lack *b)
{
	return a->regime == b->regime && a->guardians == b->guardians &&
		a->guardians_lack == b->guardians_lack && a->subject_lacks == b->subject_lacks &&
		a->withdrew == b->withdrew && a->dissents == b->dissents;
}

#define FACTS "%s; %s; birth %" PRId64 ", day %" PRId64

static void
check_states(const slow_log *log, const peds_consent_policy *policy, const char *text,
			 const peds_consent_state *state, size_t n)
{
	size_t		again_n;
	peds_consent_state *again = make_states(log, policy->allows_override, &again_n);
	bool		same = again_n == n;

	for (size_t i = 0; i < n && same; i++)
		same = same_state(&state[i], &again[i]);
	CHECK_SAY(same, "order of the records: %s", slow_log_text(log));
	for (size_t i = 1; i < n; i++)
		CHECK_SAY(state[i - 1].from < state[i].from, "%s", slow_log_text(log));
	for (int d = 0; d < ndays; d++)
		CHECK_SAY(state_is(state, n, day_of[d], &fact_of[d]), FACTS, text, slow_log_text(log),
				  (peds_day) 0, day_of[d]);
	free(again);
}

/* What is lacking where the days are not covered, and nothing elsewhere. */
static void
check_lack(const slow_log *log, const peds_consent_policy *policy, const char *text,
		   peds_day birth, const slow_rules *r, const peds_consent_state *state, size_t n, int d)
{
	peds_consent_lack lack,
				expected;
	bool		lacks;

	memset(&lack, 0xee, sizeof(lack));
	lacks = peds_consent_lacks(policy, birth, state, n, day_of[d], &lack);
	CHECK_SAY(lacks == !slow_covered(&fact_of[d], r, day_of[d]), FACTS, text, slow_log_text(log),
			  birth, day_of[d]);
	if (!lacks)
		return;
	expected = slow_lack(&fact_of[d], r, day_of[d]);
	CHECK_SAY(same_lack(&lack, &expected), FACTS, text, slow_log_text(log), birth, day_of[d]);
	/* there is always something to tell */
	CHECK_SAY(lack.guardians_lack || lack.subject_lacks || lack.withdrew || lack.dissents,
			  FACTS, text, slow_log_text(log), birth, day_of[d]);
}

/*
 * A log under a policy and two births. Every day on which something may change
 * is looked at with its eve, those of the core's answer too: between them
 * neither answer changes. [first, past) are looked at besides, all of them.
 */
static void
check_log(const slow_log *log, const char *text, const peds_day *birth,
		  peds_day first, peds_day past)
{
	peds_consent_policy policy = policy_of(text);
	size_t		n;
	peds_consent_state *state = make_states(log, policy.allows_override, &n);
	peds_day_set covered[2] = {{.grow = grow}, {.grow = grow}};
	slow_rules	r[2];

	ndays = 0;
	look_at_log(log);
	for (peds_day d = first; d < past; d++)
		look_at(d);
	for (int b = 0; b < 2; b++)
	{
		r[b] = slow_rules_of(&policy, birth[b]);
		look_at_rules(&r[b]);
		peds_consent_cover(&policy, birth[b], state, n, &covered[b]);
		if (log->n <= 60)
			look_at_set(&covered[b]);
	}
	look_at(PEDS_DAY_END + 1000000000);
	find_facts(log, policy.allows_override);
	check_states(log, &policy, text, state, n);
	for (int b = 0; b < 2; b++)
	{
		CHECK_SAY(is_sound(&covered[b]), "%s: %s", slow_log_text(log), set_text(&covered[b]));
		for (int d = 0; d < ndays; d++)
		{
			CHECK_SAY(has(&covered[b], day_of[d]) == slow_covered(&fact_of[d], &r[b], day_of[d]),
					  FACTS, text, slow_log_text(log), birth[b], day_of[d]);
			check_lack(log, &policy, text, birth[b], &r[b], state, n, d);
		}
	}
	free(state);
	free_grown();
}

/* ---------------------------------------------------------------- examples */

/*
 * A log as text: day, signer (g, s, i or e, and an id), act; consents may have
 * a window: "0 gm consent [0,9); 3 s dissent; 4 i override"
 */
static peds_day
read_bound(const char **text, peds_day none)
{
	char	   *end;
	peds_day	day = strtoll(*text + 1, &end, 10);

	if (end == *text + 1)
		day = none;
	*text = end;
	return day;
}

static void
read_log(const char *text, slow_log *log)
{
	log->n = 0;
	while (*text != '\0')
	{
		slow_entry *e = &log->entry[log->n++];
		char	   *end;
		char		word[16];
		size_t		length;
		peds_status status;

		e->on = strtoll(text, &end, 10);
		text = end + 1;
		e->signer = (peds_signer) (strchr("gsie", *text) - "gsie");
		text++;
		for (e->who = SLOW_WHO - 1; e->who > 0; e->who--)
			if (id_of[e->who].length == strcspn(text, " ") && id_of[e->who].length > 0 &&
				memcmp(text, id_of[e->who].bytes, id_of[e->who].length) == 0)
				break;
		text += strcspn(text, " ") + 1;
		length = strcspn(text, " ;");
		sprintf(word, "%.*s", (int) length, text);
		status = peds_act_parse(word, length, &e->act);
		CHECK_SAY(status == PEDS_OK, "%s", word);
		text += length;
		e->from = e->on;
		e->past = SLOW_NEVER;
		if (*text == ' ')
		{
			text++;
			e->from = read_bound(&text, SLOW_ALWAYS);
			e->past = read_bound(&text, SLOW_NEVER);
			text++;
		}
		text += strspn(text, "; ");
	}
}

/* Of one born on day 0, a child from day 100 on, an adult from day 200 on. */
#define CHINA	"CN-2025; majority=200d; assent=100d"
#define TWO		"CN-2025; guardians=2; majority=200d; assent=100d"
#define GRACE	"CN-2025; grace=10d; majority=200d; assent=100d"
#define LONG	"CN-2025; grace=150d; majority=200d; assent=100d"
#define US		"US-404; majority=200d; assent=100d"
#define NONE	"EU-CTR; majority=200d; assent=none"
#define NONE10	"EU-CTR; grace=10d; majority=200d; assent=none"

static void
examples(void)
{
	static const struct
	{
		const char *policy;
		const char *log;
		const char *covered;
	}			table[] =
	{
		{US, "", ""},
		/* the guardians below the child's age, and before birth */
		{US, "0 gm consent", "[0,100)"},
		{US, "-9 gm assent", "[-9,100)"},
		{US, "100 gm consent", ""},
		{US, "0 gm consent; 50 gm withdraw", "[0,50)"},
		{US, "0 gm consent; 50 gm dissent; 60 gm consent", "[0,50) [60,100)"},
		{US, "0 gm consent; 0 gm withdraw", ""},
		{US, "0 gm consent; 20 gm waive", "[0,20)"},
		/* ... as many as the policy wants, each counted once */
		{TWO, "0 gm consent", ""},
		{TWO, "0 gm consent; 5 gm consent", ""},
		{TWO, "0 gm consent; 5 gf consent", "[5,100)"},
		{TWO, "0 gm consent; 5 gf consent; 9 gm withdraw", "[5,9)"},
		{TWO, "0 gm consent; 5 gf consent; 7 gmm consent; 9 gm withdraw", "[5,100)"},
		{TWO, "0 g consent; 5 gf consent", "[5,100)"},
		{TWO, "0 g consent; 5 g consent", ""},
		/* the child, who signed at or after reaching that age */
		{US, "0 gm consent; 100 s assent", "[0,200)"},
		{US, "0 gm consent; 99 s assent", "[0,100)"},
		{US, "0 gm consent; 120 s assent", "[0,100) [120,200)"},
		{US, "0 s assent; 120 s assent", ""},
		{US, "120 s assent; 130 gm consent", "[130,200)"},
		/* the adult alone, who signed as one */
		{US, "0 gm consent; 100 s assent; 200 s consent", "[0,)"},
		{US, "0 gm consent; 100 s assent; 199 s consent", "[0,200)"},
		{US, "250 s consent", "[250,)"},
		{US, "250 s consent; 300 gm withdraw", "[250,)"},
		{US, "250 s consent; 300 s withdraw; 300 s consent", "[250,300)"},
		{US, "250 s consent; 300 s withdraw; 301 s consent", "[250,300) [301,)"},
		/* the window of the form */
		{US, "0 gm consent [0,30)", "[0,30)"},
		{US, "0 gm consent [10,30)", "[10,30)"},
		{US, "20 gm consent (,30)", "[20,30)"},
		{US, "20 gm consent (,)", "[20,100)"},
		{US, "20 gm consent [0,20)", ""},
		{US, "0 gm consent (,); 20 gm consent [30,40)", "[0,20) [30,40)"},
		{US, "0 gm consent [0,10); 0 gm consent [20,30)", "[0,10) [20,30)"},
		{US, "0 gm consent [20,30); 0 gm consent [0,20)", "[0,30)"},
		{US, "0 gm consent [0,50); 0 gm consent [10,20)", "[0,50)"},
		{US, "0 gm consent [0,50); 0 gm consent [10,20); 15 gm withdraw", "[0,15)"},
		{US, "0 gm consent; 100 s assent [150,160)", "[0,100) [150,160)"},
		/* a refusal of the subject at any age, until the subject consents */
		{US, "0 gm consent; 10 s dissent", "[0,10)"},
		{US, "0 gm consent; 10 s dissent; 20 s consent", "[0,10) [20,100)"},
		{US, "0 gm consent; 10 s withdraw; 20 s consent", "[0,10) [20,100)"},
		{US, "0 gm consent; 10 s withdraw; 20 s consent [1,2)", "[0,10) [20,100)"},
		{US, "0 gm consent; 10 s withdraw; 20 s waive", "[0,10)"},
		{US, "0 gm consent; 10 s withdraw; 20 s dissent; 20 s consent", "[0,10)"},
		{US, "0 gm consent; 10 s dissent; 20 gm consent", "[0,10)"},
		{US, "-20 s dissent; 0 gm consent", ""},
		/* the exception: an override of a dissent */
		{CHINA, "0 gm consent; 120 s dissent; 130 i override", "[0,100) [130,200)"},
		{US, "0 gm consent; 120 s dissent; 130 i override", "[0,100)"},
		{CHINA, "0 gm consent; 120 s dissent; 120 i override", "[0,100) [120,200)"},
		{CHINA, "0 gm consent; 120 s dissent; 119 i override", "[0,100)"},
		{CHINA, "0 gm consent; 20 s dissent; 30 i override", "[0,20) [30,200)"},
		{CHINA, "0 gm consent; 120 s dissent; 130 i override; 140 i withdraw", "[0,100) [130,140)"},
		{CHINA, "0 gm consent; 120 s dissent; 130 im override; 140 if withdraw",
		"[0,100) [130,140)"},
		{CHINA, "0 gm consent; 120 s dissent; 130 im override; 130 if withdraw", "[0,100)"},
		{CHINA, "0 gm consent; 120 s dissent; 125 if withdraw; 130 im override",
		"[0,100) [130,200)"},
		{CHINA, "0 gm consent; 120 s dissent; 130 im override; 140 if override; 150 im waive",
		"[0,100) [130,200)"},
		{CHINA, "0 gm consent; 120 s dissent; 130 i override; 150 i consent", "[0,100) [130,150)"},
		{CHINA, "0 gm consent; 120 s dissent; 130 i override; 140 s dissent", "[0,100) [130,140)"},
		{CHINA, "0 gm consent; 120 s dissent; 130 i override; 140 gm withdraw",
		"[0,100) [130,140)"},
		{CHINA, "0 gm consent; 120 s dissent; 130 i override; 140 s consent; 150 s withdraw",
		"[0,100) [130,150)"},
		{CHINA, "0 gm consent; 20 s dissent; 30 i override; 40 s consent", "[0,20) [30,100)"},
		{CHINA, "0 gm consent; 100 s consent; 110 i override", "[0,200)"},
		{CHINA, "0 gm consent; 120 i override", "[0,100)"},
		/* not of a withdrawal, and not of one before the dissent */
		{CHINA, "0 gm consent; 120 s withdraw; 130 i override", "[0,100)"},
		{CHINA, "0 gm consent; 50 s withdraw; 120 s dissent; 130 i override", "[0,50)"},
		{CHINA, "0 gm consent; 50 s withdraw; 120 s dissent; 120 s consent; 130 i override",
		"[0,50) [130,200)"},
		{CHINA, "0 gm consent; 120 s dissent; 130 i override; 140 s withdraw", "[0,100) [130,140)"},
		/* a waiver, from its date to majority */
		{US, "0 gm consent; 50 e waive", "[0,200)"},
		{US, "0 gm consent; 150 e waive", "[0,100) [150,200)"},
		{US, "150 e waive", ""},
		{US, "0 gm consent; 50 em waive; 60 ef waive; 150 em withdraw", "[0,200)"},
		{US, "0 gm consent; 50 em waive; 150 em withdraw", "[0,150)"},
		{US, "0 gm consent; 50 em waive; 150 ef withdraw", "[0,200)"},
		{US, "0 gm consent; 50 em waive; 150 em consent", "[0,150)"},
		{US, "0 gm consent; 50 e waive; 120 s dissent", "[0,120)"},
		/* grace: the former regime serves as well */
		{GRACE, "0 gm consent", "[0,110)"},
		{GRACE, "105 gm consent", "[105,110)"},
		{GRACE, "0 gm consent; 105 s consent", "[0,210)"},
		{GRACE, "0 gm consent; 105 s consent; 205 s consent", "[0,)"},
		{GRACE, "205 gm consent; 105 s consent", "[205,210)"},
		{GRACE, "205 s consent", "[205,)"},
		{GRACE, "0 gm consent; 50 e waive", "[0,200)"},
		{GRACE, "0 gm consent; 120 s dissent; 130 i override", "[0,110) [130,200)"},
		{LONG, "0 gm consent", "[0,250)"},
		{LONG, "0 gm consent; 50 s dissent; 60 i override", "[0,50) [60,200)"},
		{LONG, "0 gm consent; 120 s consent", "[0,350)"},
		/* no child's agreement at all */
		{NONE, "0 gm consent", "[0,200)"},
		{NONE, "0 gm consent; 200 s consent", "[0,)"},
		{NONE, "0 gm consent; 150 s consent", "[0,200)"},
		{NONE, "0 gm consent; 150 s dissent; 160 e waive", "[0,150)"},
		{NONE, "0 e waive; 150 s consent", ""},
		{NONE10, "0 gm consent", "[0,210)"},
		{NONE10, "0 gm consent; 205 gm withdraw", "[0,205)"}
	};
	static slow_log log;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
	{
		const peds_day births[] = {0, 57};
		peds_consent_policy policy = policy_of(table[i].policy);
		size_t		n;
		peds_day_set covered = {.grow = grow};
		peds_consent_state *state;

		read_log(table[i].log, &log);
		state = make_states(&log, policy.allows_override, &n);
		peds_consent_cover(&policy, 0, state, n, &covered);
		CHECK_SAY(strcmp(set_text(&covered), table[i].covered) == 0, "%s: %s: %s, expected %s",
				  table[i].policy, table[i].log, set_text(&covered), table[i].covered);
		free(state);
		free_grown();
		/* and the oracle is held against the examples */
		check_log(&log, table[i].policy, births, -100, 500);
	}
}

/* ------------------------------------------------------------- random logs */

static const char *const short_policy[] = {
	/* ages that a month or two of days have room for */
	"CN-2025; majority=40d; assent=20d",
	"CN-2025; grace=5d; majority=40d; assent=20d",
	"CN-2025; guardians=2; grace=1d; majority=40d; assent=20d",
	"CN-2025; grace=30d; majority=40d; assent=20d",
	"CN-2025; grace=70d; majority=1d; assent=0d",
	"CN-2016; guardians=2; majority=2mo; assent=27d",
	"CN-2016; grace=3d; majority=30d; assent=none",
	"US-404; majority=40d; assent=20d",
	"US-404; grace=15d; majority=3mo; assent=1mo",
	"US-406; grace=2d; majority=32d; assent=1mo",
	"US-407; guardians=3; majority=50d; assent=10d",
	"EU-CTR; majority=30d; assent=none",
	"EU-CTR; grace=7d; majority=30d; assent=none",
	"JP-GCP; grace=400d; majority=30d; assent=0d",
	"AT; guardians=1; majority=14d; assent=13d"
};

static const char *const long_policy[] = {
	"CN-2025", "CN-2016", "US-404", "US-405", "US-406", "US-407", "AT", "EU-CTR; assent=none",
	"JP-GCP; assent=7y", "ICH-E11; assent=6y", "CN-2025; grace=1000d",
	"CN-2025; guardians=2; grace=14d; majority=16y; assent=7y", "US-404; grace=30d; majority=19y",
	"JP-GCP; majority=20y; assent=15mo"
};

#define ANY(table) table[random_between(0, (int64_t) (sizeof(table) / sizeof(table[0])) - 1)]

/* Who does what: more of what means something, all of what there is. */
static void
random_words(slow_entry *e, int ids)
{
	static const peds_act guardian[] = {
		PEDS_CONSENT, PEDS_CONSENT, PEDS_CONSENT, PEDS_CONSENT, PEDS_WITHDRAW, PEDS_DISSENT,
		PEDS_WAIVE, PEDS_OVERRIDE
	};
	static const peds_act subject[] = {
		PEDS_CONSENT, PEDS_CONSENT, PEDS_CONSENT, PEDS_DISSENT, PEDS_DISSENT, PEDS_WITHDRAW,
		PEDS_WAIVE, PEDS_OVERRIDE
	};
	static const peds_act investigator[] = {
		PEDS_OVERRIDE, PEDS_OVERRIDE, PEDS_OVERRIDE, PEDS_OVERRIDE, PEDS_WITHDRAW, PEDS_DISSENT,
		PEDS_CONSENT, PEDS_WAIVE
	};
	static const peds_act ethics[] = {
		PEDS_WAIVE, PEDS_WAIVE, PEDS_WAIVE, PEDS_WITHDRAW, PEDS_DISSENT, PEDS_CONSENT, PEDS_OVERRIDE
	};
	static const peds_signer signers[] = {
		PEDS_GUARDIAN, PEDS_GUARDIAN, PEDS_GUARDIAN, PEDS_SUBJECT, PEDS_SUBJECT, PEDS_SUBJECT,
		PEDS_INVESTIGATOR, PEDS_ETHICS
	};

	e->signer = ANY(signers);
	e->who = (int) random_between(0, ids);
	switch (e->signer)
	{
		case PEDS_GUARDIAN:
			e->act = ANY(guardian);
			break;
		case PEDS_SUBJECT:
			e->act = ANY(subject);
			break;
		case PEDS_INVESTIGATOR:
			e->act = ANY(investigator);
			break;
		case PEDS_ETHICS:
			e->act = ANY(ethics);
			break;
	}
}

/* [signed_on,), a window of its own, open on a side or two, or an empty one. */
static void
random_window(slow_entry *e, peds_day first, peds_day last)
{
	e->from = e->on;
	e->past = SLOW_NEVER;
	switch (random_between(0, 7))
	{
		case 0:
			e->from = SLOW_ALWAYS;
			break;
		case 1:
			e->from = SLOW_ALWAYS;
			e->past = random_between(first, last);
			break;
		case 2:
			e->from = random_between(first, last);
			break;
		case 3:
		case 4:
			e->from = random_between(first, last);
			e->past = random_between(e->from, last);
			break;
		case 5:
			if (random_between(0, 3) == 0)
			{
				e->from = SLOW_NEVER;
				e->past = SLOW_ALWAYS;
			}
			break;
	}
}

/* All within [first, last]; on few different days if there are to be few. */
static void
random_log(slow_log *log, int n, peds_day first, peds_day last)
{
	int			ids = (int) random_between(0, SLOW_WHO - 1);
	peds_day	step = random_between(0, 1) == 0 ? 1 : (last - first) / 5 + 1;

	log->n = n;
	for (int i = 0; i < n; i++)
	{
		slow_entry *e = &log->entry[i];

		random_words(e, ids);
		e->on = first + random_between(0, (last - first) / step) * step;
		if (random_between(0, 9) == 0 && i > 0)
			e->on = log->entry[random_between(0, i - 1)].on;
		random_window(e, first, last);
	}
}

/* Mostly few; some where the records, and some where the events, are sorted by other means. */
static int
random_size(void)
{
	switch (random_between(0, 15))
	{
		case 0:
			return (int) random_between(17, 40);
		case 1:
			return (int) random_between(9, 24);
		default:
			return (int) random_between(0, 9);
	}
}

static void
random_logs(void)
{
	static slow_log log;

	for (int round = 0; round < 10000; round++)
	{
		peds_day	zero = slow_ymd(2003, (int) random_between(1, 12), (int) random_between(1, 28));
		peds_day	births[2];
		const char *text = ANY(short_policy);

		random_log(&log, random_size(), zero, zero + random_between(0, 60));
		births[0] = zero + random_between(-70, 70);
		births[1] = zero + random_between(-45, 15);
		check_log(&log, text, births, zero - 5, zero + 65);
	}
}

/* Whole childhoods under the policies as they are named; births at the ends of months. */
static void
random_childhoods(void)
{
	static slow_log log;

	for (int round = 0; round < 6000; round++)
	{
		const peds_day some[] = {
			slow_ymd(2004, 2, 29), slow_ymd(2003, 8, 31), slow_ymd(2005, 12, 31),
			slow_ymd(2001, 3, 1), slow_ymd(2000, 1, 1)
		};
		peds_day	births[2];
		peds_day	first;

		births[0] = ANY(some);
		births[1] = births[0] + random_between(-400, 400);
		first = births[0] + random_between(-300, 6000);
		random_log(&log, random_size(), first, first + random_between(1, 8000));
		/* on the days of thresholds themselves */
		for (int i = 0; i < log.n; i++)
			if (random_between(0, 2) == 0)
			{
				peds_age	age = {PEDS_AGE_MONTHS, 12 * (int32_t) random_between(6, 20)};

				log.entry[i].on = slow_reached(births[0], age) + random_between(-1, 1);
			}
		check_log(&log, ANY(long_policy), births, 0, 0);
	}
}

/* ------------------------------------------------------ all of what is small */

/* Each signer, act and window, in the first place with the default one. */
static void
every_record(const char *policy, const peds_day *births)
{
	static slow_log log;
	static const struct
	{
		peds_day	from;
		peds_day	past;
	}			window[] =
	{
		{0, SLOW_NEVER}, {SLOW_ALWAYS, SLOW_NEVER}, {-3, 0}, {3, 5}, {SLOW_ALWAYS, 1}, {2, 2},
		{SLOW_NEVER, SLOW_ALWAYS}
	};

	log.n = 1;
	for (int signer = 0; signer < PEDS_SIGNER_COUNT; signer++)
		for (int act = PEDS_CONSENT; act <= PEDS_WITHDRAW; act++)
			for (int w = 0; w < (act == PEDS_CONSENT ? 7 : 1); w++)
			{
				const slow_entry e = {
					.signer = (peds_signer) signer, .who = w % 3, .act = (peds_act) act,
					.from = window[w].from, .past = window[w].past
				};

				log.entry[0] = e;
				check_log(&log, policy, births, 0, 0);
			}
}

static void
no_record_or_one(void)
{
	static const slow_log none;
	const peds_day births[][2] = {{-50, -30}, {-25, -10}, {0, 5}, {-41, -19}};

	for (size_t p = 0; p < sizeof(short_policy) / sizeof(short_policy[0]); p++)
		for (int b = 0; b < 4; b++)
		{
			check_log(&none, short_policy[p], births[b], -60, 120);
			every_record(short_policy[p], births[b]);
		}
}

/*
 * A guardian agrees all the time; then any three acts on any of three days. By
 * the one birth the child's age is reached on day 1 and majority on day 2, by
 * the other a day earlier.
 */
static void
every_three_acts(void)
{
	static slow_log log;
	const peds_day births[] = {-1, -2};
	static slow_entry any[64];
	int			n = 0;

	for (int signer = 0; signer < PEDS_SIGNER_COUNT; signer++)
		for (int act = PEDS_CONSENT; act <= PEDS_WITHDRAW; act++)
			for (int on = 0; on < 3; on++)
			{
				const slow_entry e = {
					(peds_signer) signer, 2, (peds_act) act, on, on, SLOW_NEVER
				};

				any[n++] = e;
			}
	for (int i = 0; i < n; i++)
		for (int j = i; j < n; j++)
			for (int k = j; k < n; k++)
			{
				const slow_entry agrees = {PEDS_GUARDIAN, 1, PEDS_CONSENT, -9, -9, SLOW_NEVER};

				log.n = 4;
				log.entry[0] = agrees;
				log.entry[1] = any[i];
				log.entry[2] = any[j];
				log.entry[3] = any[k];
				check_log(&log, "CN-2025; majority=3d; assent=2d", births, 0, 0);
			}
}

/* What the subject and two investigators can do to one another, four acts of it. */
static void
every_override(void)
{
	static slow_log log;
	const peds_day births[] = {-40, 10};
	static const struct
	{
		peds_signer signer;
		int			who;
		peds_act	act;
	}			does[] =
	{
		{PEDS_SUBJECT, 0, PEDS_CONSENT}, {PEDS_SUBJECT, 3, PEDS_DISSENT},
		{PEDS_SUBJECT, 0, PEDS_WITHDRAW}, {PEDS_INVESTIGATOR, 1, PEDS_OVERRIDE},
		{PEDS_INVESTIGATOR, 1, PEDS_DISSENT}, {PEDS_INVESTIGATOR, 4, PEDS_OVERRIDE}
	};
	slow_entry	any[18];

	for (int i = 0; i < 18; i++)
	{
		const slow_entry e = {
			does[i / 3].signer, does[i / 3].who, does[i / 3].act, i % 3, SLOW_ALWAYS, SLOW_NEVER
		};

		any[i] = e;
	}
	for (int i = 0; i < 18; i++)
		for (int j = i; j < 18; j++)
			for (int k = j; k < 18; k++)
				for (int l = k; l < 18; l++)
				{
					const slow_entry agrees = {PEDS_GUARDIAN, 0, PEDS_CONSENT, -1, -1, SLOW_NEVER};

					log.n = 5;
					log.entry[0] = agrees;
					log.entry[1] = any[i];
					log.entry[2] = any[j];
					log.entry[3] = any[k];
					log.entry[4] = any[l];
					check_log(&log, "CN-2016; majority=100d; assent=30d", births, 0, 0);
				}
}

/* ---------------------------------------------------------- partial births */

static int
possible_births(int year, int month, int day, peds_day *births)
{
	int			n = 0;

	for (int m = 1; m <= 12; m++)
		for (int d = 1; d <= slow_length(year, m); d++)
			if ((month == 0 || m == month) && (day == 0 || d == day))
				births[n++] = slow_ymd(year, m, d);
	return n;
}

/* Surely: for every birth that the date can mean; possibly: for at least one. */
static void
check_partial(const slow_log *log, const char *text, int year, int month, int day,
			  peds_day first, peds_day past)
{
	static slow_rules r[366];
	peds_day	birth[366];
	int			nbirths = possible_births(year, month, day, birth);
	peds_consent_policy policy = policy_of(text);
	peds_partial_date p;
	size_t		n;
	peds_consent_state *state = make_states(log, policy.allows_override, &n);
	peds_day_set sure = {.grow = grow};
	peds_day_set possible = {.grow = grow};

	CHECK_INT(peds_partial_date_make(year, month, day, &p), PEDS_OK);
	peds_consent_cover_partial(&policy, p, false, state, n, &sure);
	peds_consent_cover_partial(&policy, p, true, state, n, &possible);
	CHECK_SAY(is_sound(&sure) && is_sound(&possible), "%s", slow_log_text(log));

	ndays = 0;
	look_at_log(log);
	look_at_set(&sure);
	look_at_set(&possible);
	for (int b = 0; b < nbirths; b++)
	{
		r[b] = slow_rules_of(&policy, birth[b]);
		if (b == 0 || b == nbirths - 1 || random_between(0, 15) == 0)
			look_at_rules(&r[b]);
	}
	for (peds_day d = first; d < past; d++)
		look_at(d);
	find_facts(log, policy.allows_override);
	for (int d = 0; d < ndays; d++)
	{
		int			ncovered = 0;
		int			lacking = -1;
		peds_consent_lack lack;
		bool		lacks = peds_consent_lacks_partial(&policy, p, state, n, day_of[d], &lack);

		for (int b = 0; b < nbirths; b++)
			if (slow_covered(&fact_of[d], &r[b], day_of[d]))
				ncovered++;
			else if (lacking < 0)
				lacking = b;
		CHECK_SAY(has(&sure, day_of[d]) == (ncovered == nbirths), FACTS ": sure %s", text,
				  slow_log_text(log), birth[0], day_of[d], set_text(&sure));
		CHECK_SAY(has(&possible, day_of[d]) == (ncovered > 0), FACTS ": possible %s", text,
				  slow_log_text(log), birth[0], day_of[d], set_text(&possible));
		CHECK_SAY(lacks == (lacking >= 0), FACTS, text, slow_log_text(log), birth[0], day_of[d]);
		if (lacks && lacking >= 0)
		{
			/* of the earliest of the births for which something is lacking */
			peds_consent_lack expected = slow_lack(&fact_of[d], &r[lacking], day_of[d]);

			CHECK_SAY(same_lack(&lack, &expected), FACTS, text, slow_log_text(log),
					  birth[lacking], day_of[d]);
		}
	}
	free(state);
	free_grown();
}

static void
partial_births(void)
{
	static slow_log log;

	for (int round = 0; round < 1500; round++)
	{
		int			month = (int) random_between(1, 12);
		int			day = (int) random_between(1, 28);
		peds_day	zero = slow_ymd(2004, month, 1);

		random_log(&log, (int) random_between(0, 7), zero, zero + 90);
		check_partial(&log, ANY(short_policy), 2004, month, 0, zero - 5, zero + 100);
		if (round % 3 == 0)
			check_partial(&log, ANY(short_policy), 2004, month, day, 0, 0);
		random_log(&log, (int) random_between(1, 7), zero - 400, zero + 400);
		if (round % 3 == 0)
			check_partial(&log, ANY(short_policy), 2004, 0, (int) random_between(1, 31),
						  zero - 50, zero + 50);
		if (round % 50 == 0)
			check_partial(&log, ANY(short_policy), 2003 + (int) random_between(0, 1), 0, 0,
						  zero - 50, zero + 50);
	}
}

/* By years, with named policies, and years without 29 February. */
static void
partial_childhoods(void)
{
	static slow_log log;

	for (int round = 0; round < 600; round++)
	{
		int			year = (int) random_between(2000, 2008);
		peds_day	first = slow_ymd(year + (int) random_between(0, 17), 1, 1);

		random_log(&log, (int) random_between(1, 8), first, first + random_between(300, 4000));
		check_partial(&log, ANY(long_policy), year, (int) random_between(1, 12), 0, 0, 0);
		if (round % 10 == 0)
			check_partial(&log, ANY(long_policy), year, 0, 0, 0, 0);
		if (round % 5 == 0)
			check_partial(&log, ANY(long_policy), year, 0, (int) random_between(27, 31), 0, 0);
	}
}

/* Days that some birth whatever makes valid: here all births for which anything differs. */
static void
unknown_birth(void)
{
	static slow_log log;

	for (int round = 0; round < 1200; round++)
	{
		const char *text = ANY(short_policy);
		peds_day	zero = slow_ymd(2010, 1, 1);
		peds_consent_policy policy = policy_of(text);
		size_t		n;
		peds_consent_state *state;
		peds_day_set any = {.grow = grow};

		random_log(&log, (int) random_between(0, 9), zero, zero + 30);
		state = make_states(&log, policy.allows_override, &n);
		peds_consent_cover_any(&policy, state, n, &any);
		CHECK_SAY(is_sound(&any), "%s", slow_log_text(&log));
		ndays = 0;
		look_at_log(&log);
		look_at_set(&any);
		for (peds_day d = zero - 2; d < zero + 35; d++)
			look_at(d);
		find_facts(&log, policy.allows_override);
		for (int d = 0; d < ndays; d++)
		{
			bool		covered = false;

			for (peds_day birth = zero + 60; birth > zero - 200 && !covered; birth--)
			{
				slow_rules	r = slow_rules_of(&policy, birth);

				covered = slow_covered(&fact_of[d], &r, day_of[d]);
			}
			CHECK_SAY(has(&any, day_of[d]) == covered, FACTS, text, slow_log_text(&log),
					  (peds_day) 0, day_of[d]);
		}
		free(state);
		free_grown();
	}
}

/* ------------------------------------------------------------------- sizes */

static void
long_logs(void)
{
	static const int sizes[] = {
		16, 17, 18, 24, 25, 26, 31, 32, 33, 63, 64, 100, 257, 500, 1000, 2000
	};
	static slow_log log;
	const peds_day zero = slow_ymd(2005, 1, 1);

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		for (int round = 0; round < (sizes[i] < 100 ? 60 : 3); round++)
		{
			const char *text = round % 3 == 0 ? "CN-2025; guardians=3; grace=20d" : ANY(long_policy);
			peds_day	births[2];

			births[0] = zero + random_between(-3000, 0);
			births[1] = zero + random_between(-7000, 0);
			/* close together, so that much is on the same day; or over ten years */
			random_log(&log, sizes[i], zero, zero + (round % 2 == 0 ? 40 : 3650));
			check_log(&log, text, births, 0, 0);
		}
}

/*
 * Records of one kind of signer, so that each makes as many changes as one
 * can. By shape: the day between one and the next; all on one day, in windows
 * of their own; a refusal after each.
 */
#define SHAPES 3

static slow_entry
shaped_entry(peds_signer signer, int shape, int i)
{
	static const peds_act does[] = {
		[PEDS_GUARDIAN] = PEDS_CONSENT, [PEDS_SUBJECT] = PEDS_CONSENT,
		[PEDS_INVESTIGATOR] = PEDS_OVERRIDE, [PEDS_ETHICS] = PEDS_WAIVE
	};
	slow_entry	e = {.signer = signer, .who = 2, .act = does[signer]};

	e.on = shape == 1 ? 0 : 9 * i;
	e.from = 9 * i + 1;
	e.past = e.from + 3;
	if (shape == 2 && i % 2 == 1)
		e.act = i % 4 == 1 ? PEDS_DISSENT : PEDS_WITHDRAW;
	return e;
}

static void
shaped_log(slow_log *log, int n, peds_signer signer, int shape)
{
	log->n = n;
	for (int i = 0; i < n; i++)
		log->entry[i] = shaped_entry(signer, shape, i);
}

static void
logs_of_one_signer(void)
{
	static slow_log log;
	const peds_day births[] = {-6570, -2920};

	for (int n = 0; n <= 60; n += n < 30 ? 1 : 10)
		for (int signer = 0; signer < PEDS_SIGNER_COUNT; signer++)
			for (int shape = 0; shape < SHAPES; shape++)
			{
				shaped_log(&log, n, (peds_signer) signer, shape);
				check_log(&log, "CN-2025", births, 0, 0);
			}
}

#define GUARD_BYTES 64

/* Room, and behind it what has to stay. */
static unsigned char *
guarded(size_t size)
{
	unsigned char *room = malloc(size + GUARD_BYTES);

	memset(room, 0xa5, size + GUARD_BYTES);
	return room;
}

static bool
is_whole(const unsigned char *room, size_t size)
{
	for (size_t i = 0; i < GUARD_BYTES; i++)
		if (room[size + i] != 0xa5)
			return false;
	return true;
}

static void
check_room(const slow_log *log)
{
	size_t		n = (size_t) log->n;
	size_t		size = PEDS_CONSENT_STATES(n) * sizeof(peds_consent_state);
	unsigned char *state = guarded(size);
	unsigned char *work = guarded(PEDS_CONSENT_WORK(n));
	unsigned char *record = guarded(n * sizeof(peds_consent_record));
	char	   *ids = make_ids();
	size_t		nstates;

	for (size_t i = 0; i < n; i++)
		((peds_consent_record *) record)[i] = record_of(&log->entry[i]);
	nstates = peds_consent_states((peds_consent_record *) record, n, ids, true, work,
								  (peds_consent_state *) state);
	CHECK_SAY(nstates <= PEDS_CONSENT_STATES(n), "%d of %s", (int) nstates, slow_log_text(log));
	CHECK_SAY(is_whole(state, size), "%s", slow_log_text(log));
	CHECK_SAY(is_whole(work, PEDS_CONSENT_WORK(n)), "%s", slow_log_text(log));
	CHECK_SAY(is_whole(record, n * sizeof(peds_consent_record)), "%s", slow_log_text(log));
	free(state);
	free(work);
	free(record);
	free(ids);
}

/* PEDS_CONSENT_STATES and PEDS_CONSENT_WORK are enough. */
static void
promised_room(void)
{
	static slow_log log;

	for (int n = 0; n <= SLOW_ENTRIES; n += n < 40 ? 1 : 490)
	{
		for (int signer = 0; signer < PEDS_SIGNER_COUNT; signer++)
			for (int shape = 0; shape < SHAPES; shape++)
			{
				shaped_log(&log, n, (peds_signer) signer, shape);
				check_room(&log);
			}
		for (int round = 0; round < 10; round++)
		{
			random_log(&log, n, 0, round % 2 == 0 ? 3 : 3000);
			check_room(&log);
		}
	}
}

/* --------------------------------------------------- the ends of the calendar */

/* The days of int32 that are no bounds of windows, and those of a date. */
static void
ends_of_the_calendar(void)
{
	static const peds_day ends[] = {
		(peds_day) INT32_MIN + 1, PEDS_DAY_MIN, 0, PEDS_DAY_END - 41, (peds_day) INT32_MAX - 41
	};
	static const char *const policies[] = {
		"CN-2025; majority=40d; assent=20d",
		"CN-2025; grace=268435455d; majority=40d; assent=20d",
		"CN-2025; grace=5d; majority=268435455d; assent=20d",
		"US-406; guardians=1; majority=268435455d; assent=268435454d",
		"EU-CTR; grace=100d; majority=40d; assent=none",
		"CN-2025; guardians=2; grace=3d; majority=1d; assent=0d"
	};
	static slow_log log;

	for (int round = 0; round < 4000; round++)
	{
		peds_day	births[2];
		peds_day	first = ANY(ends);

		random_log(&log, random_size(), first, first + 40);
		/* some far from the others, windows that span everything */
		for (int i = 0; i < log.n && round % 2 == 0; i++)
		{
			slow_entry *e = &log.entry[i];

			if (random_between(0, 2) == 0)
				e->on = ANY(ends) + random_between(0, 40);
			if (random_between(0, 3) == 0)
				e->from = ANY(ends) + random_between(0, 40);
			if (random_between(0, 3) == 0)
				e->past = ANY(ends) + random_between(0, 40);
		}
		births[0] = first + random_between(-45, 45);
		births[1] = round % 3 == 0 ? PEDS_DAY_MIN : round % 3 == 1 ? PEDS_DAY_END - 1 : 0;
		check_log(&log, ANY(policies), births, 0, 0);
	}
}

int
main(void)
{
	slow_begin();
	RUN(words);
	RUN(examples);
	RUN(no_record_or_one);
	RUN(every_three_acts);
	RUN(every_override);
	RUN(random_logs);
	RUN(random_childhoods);
	RUN(partial_births);
	RUN(partial_childhoods);
	RUN(unknown_birth);
	RUN(long_logs);
	RUN(logs_of_one_signer);
	RUN(promised_room);
	RUN(ends_of_the_calendar);
	return check_end("test_consent");
}
