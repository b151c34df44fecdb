/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_icsr.c
 *		A case as lines "element=value", a value after "?" being a null flavour:
 *		its band is one that the scheme can give, its ages are in order, what it
 *		lacks can be said.
 *
 *	seed: D.2.1=20010615\012E.i.4=20141010\012D.2.2a=48\012D.2.2b=a\012D.2.3=5
 *	seed: D.2.1=2014---31\012E.i.4=2014---30\012E.i.4=2014\012E.i.3.2a=true
 *	seed: D.2.1=201402\012E.i.4=20140301101010-0500\012E.i.4=201403
 *	seed: D.2.2a=0.0767123287671\012D.2.2b=YR\012D.3=3.2\012D.4=50
 *	seed: D.2.2a=104\012D.2.2b=wk\012H.1=born at 32 weeks of gestation
 *	seed: D.2.1=?MSK\012D.2.3=2\012G.k.1=1\012G.k.4.r.1a=5\012G.k.4.r.1b=mg/kg
 *	seed: D.2.1=99991231\012E.i.4=0001\012E.i.4=9999---31
 */
#include "fuzz.h"

#include "../../src/core/icsr_age.h"
#include "../../src/core/icsr_completeness.h"
#include "../../src/core/icsr_event.h"

#define REACTIONS	4

typedef struct fuzz_case
{
	peds_icsr	icsr;
	peds_icsr_reaction reaction[REACTIONS];
	peds_icsr_drug drug;
	peds_icsr_substance substance;
	peds_icsr_dose dose;
	peds_icsr_indication indication;
	peds_icsr_history history;
	peds_icsr_test test;
} fuzz_case;

static bool
set_element(const peds_icsr_group *level, void *item, const char *id, size_t length, peds_icsr_value v)
{
	for (int i = 0; i < level->nelements; i++)
		if (strlen(level->element[i].id) == length && memcmp(level->element[i].id, id, length) == 0)
		{
			*(peds_icsr_value *) ((char *) item + level->element[i].offset) = v;
			return true;
		}
	return false;
}

static const peds_icsr_group *
group_of(const peds_icsr_group *level, const char *id)
{
	for (int g = 0; g < level->ngroups; g++)
		if (strcmp(level->group[g].id, id) == 0)
			return &level->group[g];
	abort();
}

static void
set_line(fuzz_case *c, const char *line, size_t length)
{
	const char *equals = memchr(line, '=', length);
	const peds_icsr_group *reaction = group_of(&peds_icsr_case, "E.i");
	const peds_icsr_group *drug = group_of(&peds_icsr_case, "G.k");
	peds_icsr_value v = {.state = PEDS_ICSR_VALUE};
	size_t		n;

	if (equals == NULL)
		return;
	n = (size_t) (equals - line);
	v.text = equals + 1;
	v.length = (int) (length - n - 1);
	if (v.length > 0 && v.text[0] == '?')
	{
		v.text++;
		v.length--;
		v.state = PEDS_ICSR_NULL_FLAVOR;
	}
	if (v.length == 0)
		return;
	/* an onset begins a reaction */
	if (n == 5 && memcmp(line, "E.i.4", 5) == 0 && c->icsr.reactions.n < REACTIONS)
		c->icsr.reactions.n++;
	(void) (set_element(&peds_icsr_case, &c->icsr, line, n, v) ||
			(c->icsr.reactions.n > 0 && set_element(reaction, &c->reaction[c->icsr.reactions.n - 1], line, n, v)) ||
			set_element(drug, &c->drug, line, n, v) ||
			set_element(group_of(drug, "G.k.2.3.r"), &c->substance, line, n, v) ||
			set_element(group_of(drug, "G.k.4.r"), &c->dose, line, n, v) ||
			set_element(group_of(drug, "G.k.7.r"), &c->indication, line, n, v) ||
			set_element(group_of(&peds_icsr_case, "D.7.1.r"), &c->history, line, n, v) ||
			set_element(group_of(&peds_icsr_case, "F.r"), &c->test, line, n, v));
}

static void
say(void *context, const peds_icsr_gap *gap)
{
	char		element[PEDS_ICSR_GAP_ELEMENT_SIZE];

	(void) context;
	REQUIRE(peds_icsr_gap_element(gap, element) < PEDS_ICSR_GAP_ELEMENT_SIZE);
	REQUIRE(peds_icsr_lack_text(gap, PEDS_LANG_EN) != NULL || gap->value->state == PEDS_ICSR_NULL_FLAVOR);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const scheme[] = {"ich-e11", "ema-p4", "nichd", "0d,1d,1mo,40y"};
	static peds_age_cuts cuts[4];
	static bool ready;
	static fuzz_case c;
	const char *line = (const char *) data;
	const char *end = line + size;
	peds_icsr_age age;
	peds_icsr_onset onset;
	peds_age_ucum least;
	peds_age_ucum greatest;

	for (int i = 0; i < 4 && !ready; i++)
	{
		peds_age_scheme *s = malloc(PEDS_AGE_SCHEME_MAX_SIZE);
		size_t		position;

		REQUIRE(peds_age_scheme_parse(scheme[i], strlen(scheme[i]), s, &position) == PEDS_OK);
		peds_age_cuts_make(s, &cuts[i]);
		free(s);
	}
	ready = true;

	memset(&c, 0, sizeof(c));
	c.icsr.reactions.item = c.reaction;
	c.icsr.drugs = (peds_icsr_list) {&c.drug, 1};
	c.drug.substances = (peds_icsr_list) {&c.substance, 1};
	c.drug.doses = (peds_icsr_list) {&c.dose, 1};
	c.drug.indications = (peds_icsr_list) {&c.indication, 1};
	c.icsr.history = (peds_icsr_list) {&c.history, 1};
	c.icsr.tests = (peds_icsr_list) {&c.test, 1};
	while (line < end)
	{
		const char *stop = memchr(line, '\n', (size_t) (end - line));

		if (stop == NULL)
			stop = end;
		set_line(&c, line, (size_t) (stop - line));
		line = stop + 1;
	}

	peds_icsr_age_of(&c.icsr, &age);
	for (int i = 0; i < 4; i++)
	{
		peds_age_band band = peds_icsr_age_band(&age, &cuts[i]);

		REQUIRE(peds_age_band_is_sound(band) && peds_age_cuts_has_cell(&cuts[i], band));
		REQUIRE((band == PEDS_BAND_UNKNOWN) == (age.basis == PEDS_ICSR_AGE_UNKNOWN));
		REQUIRE((band == PEDS_BAND_BEFORE_BIRTH) == peds_icsr_age_before_birth(&age));
	}
	if (peds_icsr_age_ucum(&age, &least, &greatest))
		REQUIRE(least.value >= 0 && (least.unit[0] != greatest.unit[0] || least.value <= greatest.value));
	if (peds_icsr_first_onset(&c.icsr, &onset))
		REQUIRE(onset.earliest <= onset.latest && peds_partial_date_earliest(onset.date) <= onset.earliest &&
				onset.latest <= peds_partial_date_latest(onset.date));
	(void) peds_icsr_serious(&c.icsr);
	(void) peds_icsr_fatal_or_life_threatening(&c.icsr);
	peds_icsr_completeness(&c.icsr, say, NULL);
	return 0;
}
