/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_completeness.c
 *		What of the items a case lacks, and in which way.
 *
 * A value in a place that can hold it is enough; whether it is plausible is
 * for the rules. Of several records of a dose the best one counts.
 */
#include "icsr_completeness_parts.h"

#include "icsr_event.h"
#include "icsr_terms.h"
#include "reported_age.h"

#include <string.h>

bool
peds_icsr_lacks(peds_icsr_asking *c, peds_icsr_lack lack)
{
	c->gap.lack = lack;
	return false;
}

bool
peds_icsr_lacks_values(peds_icsr_asking *c, int n, const peds_icsr_value *const *value)
{
	for (int i = 0; i < n; i++)
		if (value[i]->state == PEDS_ICSR_NULL_FLAVOR)
		{
			c->gap.value = value[i];
			return peds_icsr_lacks(c, PEDS_LACK_NULL_FLAVOR);
		}
	return peds_icsr_lacks(c, PEDS_LACK_ABSENT);
}

bool
peds_icsr_is_positive(const peds_icsr_value *v)
{
	bool		positive = false;
	int			points = 0;

	for (int i = 0; i < v->length; i++)
	{
		if (v->text[i] == '.')
			points++;
		else if (v->text[i] < '0' || v->text[i] > '9')
			return false;
		else
			positive |= v->text[i] != '0';
	}
	return peds_icsr_has(v) && points <= 1 && positive;
}

static bool
has_measure(peds_icsr_asking *c, const peds_icsr_value *v)
{
	if (peds_icsr_is_positive(v))
		return PEDS_HAS;
	return peds_icsr_has(v) ? peds_icsr_lacks(c, PEDS_LACK_UNREADABLE) : PEDS_LACKS_VALUES(c, v);
}

bool
peds_icsr_is_day(const peds_icsr_value *v)
{
	peds_partial_date date;

	return peds_icsr_date(v, &date) && peds_partial_date_precision(date) == PEDS_PRECISION_DAY;
}

/* ------------------------------------------------------------------ the patient */

static bool
has_age(peds_icsr_asking *c)
{
	const peds_icsr *icsr = c->icsr;
	peds_age_ucum least;
	peds_age_ucum greatest;

	if (peds_icsr_reported_age(icsr))
		return PEDS_HAS;
	if (c->age.basis == PEDS_ICSR_AGE_DATES)
	{
		if (peds_icsr_age_ucum(&c->age, &least, &greatest) &&
			(least.value != greatest.value || strcmp(least.unit, greatest.unit) != 0))
			return peds_icsr_lacks(c, PEDS_LACK_INCOMPLETE);
		return PEDS_HAS;
	}
	if (peds_icsr_has(&icsr->age))
		return peds_icsr_lacks(c, peds_icsr_has(&icsr->age_unit) ? PEDS_LACK_UNREADABLE : PEDS_LACK_INCOMPLETE);
	if (peds_icsr_has(&icsr->age_unit))
		return peds_icsr_lacks(c, PEDS_LACK_INCOMPLETE);
	if (peds_icsr_has(&icsr->birth) && icsr->age.state == PEDS_ICSR_ABSENT)
		return peds_icsr_lacks(c, PEDS_LACK_INCOMPLETE);
	return PEDS_LACKS_VALUES(c, &icsr->age, &icsr->birth);
}

/* Is there an age in both? */
static bool
meet(peds_age_band a, peds_age_band b)
{
	uint32_t	ends[2][2] = {{peds_band_upper(a), peds_band_lower(b)}, {peds_band_upper(b), peds_band_lower(a)}};

	for (int i = 0; i < 2; i++)
		if (ends[i][0] != PEDS_BOUND_NONE &&
			peds_age_surely_at_most(peds_age_unpack(ends[i][0]), peds_age_unpack(ends[i][1])))
			return false;
	return true;
}

static bool
can_be(const peds_icsr_asking *c, peds_age_band band, bool foetus)
{
	if (c->band == PEDS_BAND_UNKNOWN)
		return true;
	if (c->band == PEDS_BAND_BEFORE_BIRTH)
		return foetus;
	return meet(c->band, band);
}

#define YEARS(n)	(UINT32_C(2) << 30 | (n) * 12)
#define NEWBORN		PEDS_BAND(PEDS_BOUND_BIRTH, UINT32_C(1) << 30 | 28, PEDS_MARK_NONE)
#define INFANT		PEDS_BAND(UINT32_C(1) << 30 | 28, YEARS(2), PEDS_MARK_NONE)
#define OLDER		PEDS_BAND(YEARS(2), YEARS(18), PEDS_MARK_NONE)

/* Newborns in days, infants and toddlers in days or months, then months or years. */
static bool
has_age_unit(peds_icsr_asking *c)
{
	const peds_icsr_value *v = &c->icsr->age_unit;
	const char *unit;

	if (!peds_icsr_has(v))
		return peds_icsr_has(&c->icsr->age) ? peds_icsr_lacks(c, PEDS_LACK_INCOMPLETE) : PEDS_HAS;
	unit = peds_reported_age_ucum(v->text, (size_t) v->length);
	if (unit == NULL)
		return peds_icsr_lacks(c, PEDS_LACK_UNREADABLE);
	if ((strcmp(unit, "d") == 0 && (can_be(c, NEWBORN, false) || can_be(c, INFANT, false))) ||
		(strcmp(unit, "mo") == 0 && (can_be(c, INFANT, false) || can_be(c, OLDER, false))) ||
		(strcmp(unit, "a") == 0 && can_be(c, OLDER, false)))
		return PEDS_HAS;
	return peds_icsr_lacks(c, PEDS_LACK_OTHER_UNIT);
}

static bool
has_age_group(peds_icsr_asking *c)
{
	const peds_icsr_value *v = &c->icsr->age_group;

	if (c->age.basis != PEDS_ICSR_AGE_UNKNOWN)
		return PEDS_HAS;
	return peds_icsr_has(v) ? peds_icsr_lacks(c, PEDS_LACK_UNREADABLE) : PEDS_LACKS_VALUES(c, v);
}

static bool
mentions(peds_icsr_asking *c, uint32_t concepts)
{
	if (!c->looked)
	{
		c->mentions = peds_icsr_concepts(c->icsr);
		c->looked = true;
	}
	return (c->mentions & concepts) != 0 ? PEDS_HAS : peds_icsr_lacks(c, PEDS_LACK_ABSENT);
}

static bool
has_gestation(peds_icsr_asking *c)
{
	return mentions(c, PEDS_CONCEPT_GESTATION);
}

static bool
has_prematurity(peds_icsr_asking *c)
{
	return mentions(c, PEDS_CONCEPT_PREMATURITY | PEDS_CONCEPT_GESTATION);
}

static bool
has_puberty(peds_icsr_asking *c)
{
	return mentions(c, PEDS_CONCEPT_PUBERTY);
}

static bool
has_milestones(peds_icsr_asking *c)
{
	return mentions(c, PEDS_CONCEPT_MILESTONES);
}

static bool
has_weight(peds_icsr_asking *c)
{
	return has_measure(c, &c->icsr->weight);
}

static bool
has_height(peds_icsr_asking *c)
{
	return has_measure(c, &c->icsr->height);
}

static bool
has_sex(peds_icsr_asking *c)
{
	const peds_icsr_value *v = &c->icsr->sex;

	if (peds_icsr_is(v, "1") || peds_icsr_is(v, "2"))
		return PEDS_HAS;
	/* ISO 5218: 0 not known */
	if (peds_icsr_is(v, "0"))
		return peds_icsr_lacks(c, PEDS_LACK_UNKNOWN);
	return peds_icsr_has(v) ? peds_icsr_lacks(c, PEDS_LACK_UNREADABLE) : PEDS_LACKS_VALUES(c, v);
}

static bool
has_parent(peds_icsr_asking *c)
{
	const peds_icsr *icsr = c->icsr;
	const peds_icsr_value *parent[] = {
		&icsr->parent, &icsr->parent_birth, &icsr->parent_age, &icsr->parent_last_period, &icsr->parent_weight,
		&icsr->parent_height, &icsr->parent_sex, &icsr->parent_history_text
	};

	for (size_t i = 0; i < sizeof(parent) / sizeof(parent[0]); i++)
		if (peds_icsr_has(parent[i]))
			return PEDS_HAS;
	if (icsr->parent_history.n > 0 || icsr->parent_past_drugs.n > 0)
		return PEDS_HAS;
	for (int k = 0; k < icsr->drugs.n; k++)
	{
		const peds_icsr_drug *drug = PEDS_ICSR_ITEM(peds_icsr_drug, icsr->drugs, k);

		if (peds_icsr_has(&drug->gestation))
			return PEDS_HAS;
		for (int i = 0; i < drug->additional.n; i++)
			if (peds_icsr_is(PEDS_ICSR_ITEM(peds_icsr_value, drug->additional, i), "3"))	/* taken by the father */
				return PEDS_HAS;
		for (int i = 0; i < drug->doses.n; i++)
		{
			const peds_icsr_dose *dose = PEDS_ICSR_ITEM(peds_icsr_dose, drug->doses, i);

			if (peds_icsr_has(&dose->parent_route) || peds_icsr_has(&dose->parent_route_term))
				return PEDS_HAS;
		}
	}
	return mentions(c, PEDS_CONCEPT_PARENTAL_EXPOSURE);
}

/* ------------------------------------------------------------------ a reaction */

static bool
has_reaction(peds_icsr_asking *c)
{
	return c->icsr->reactions.n > 0 ? PEDS_HAS : peds_icsr_lacks(c, PEDS_LACK_ABSENT);
}

static bool
has_onset(peds_icsr_asking *c)
{
	const peds_icsr_value *v = &c->reaction->start;
	peds_partial_date date;

	if (peds_icsr_is_day(v))
		return PEDS_HAS;
	if (peds_icsr_date(v, &date))
		return peds_icsr_lacks(c, PEDS_LACK_INCOMPLETE);
	return peds_icsr_has(v) ? peds_icsr_lacks(c, PEDS_LACK_UNREADABLE) : PEDS_LACKS_VALUES(c, v);
}

static bool
has_seriousness(peds_icsr_asking *c)
{
	const peds_icsr_reaction *r = c->reaction;
	const peds_icsr_value *v[] = {
		&r->death, &r->life_threatening, &r->hospitalisation, &r->disabling, &r->congenital, &r->other_important
	};
	int			n = sizeof(v) / sizeof(v[0]);
	int			known = 0;

	for (int i = 0; i < n; i++)
	{
		if (peds_icsr_criterion(v[i]) != PEDS_ICSR_NOT_KNOWN)
			known++;
		else if (peds_icsr_has(v[i]))
			return peds_icsr_lacks(c, PEDS_LACK_UNREADABLE);
	}
	if (known == n)
		return PEDS_HAS;
	return known > 0 ? peds_icsr_lacks(c, PEDS_LACK_INCOMPLETE) : peds_icsr_lacks_values(c, n, v);
}

static bool
has_outcome(peds_icsr_asking *c)
{
	const peds_icsr_value *v = &c->reaction->outcome;

	if (peds_icsr_is(v, "0"))
		return peds_icsr_lacks(c, PEDS_LACK_UNKNOWN);
	if (peds_icsr_outcome(v) != NULL)
		return PEDS_HAS;
	return peds_icsr_has(v) ? peds_icsr_lacks(c, PEDS_LACK_UNREADABLE) : PEDS_LACKS_VALUES(c, v);
}

/* ------------------------------------------------------------------ suspect drugs */

static bool
has_drug(peds_icsr_asking *c)
{
	const peds_icsr_value *role = NULL;

	for (int k = 0; k < c->icsr->drugs.n; k++)
	{
		const peds_icsr_drug *drug = PEDS_ICSR_ITEM(peds_icsr_drug, c->icsr->drugs, k);

		if (peds_icsr_suspect(drug))
			return PEDS_HAS;
		if (role == NULL && drug->role.state == PEDS_ICSR_NULL_FLAVOR)
			role = &drug->role;
	}
	return role != NULL ? PEDS_LACKS_VALUES(c, role) : peds_icsr_lacks(c, PEDS_LACK_ABSENT);
}

static const peds_icsr_asker asker[PEDS_ASKED_COUNT] = {
	[PEDS_ASKED_AGE] = has_age,
	[PEDS_ASKED_AGE_UNIT] = has_age_unit,
	[PEDS_ASKED_AGE_GROUP] = has_age_group,
	[PEDS_ASKED_GESTATION] = has_gestation,
	[PEDS_ASKED_WEIGHT] = has_weight,
	[PEDS_ASKED_HEIGHT] = has_height,
	[PEDS_ASKED_SEX] = has_sex,
	[PEDS_ASKED_PREMATURITY] = has_prematurity,
	[PEDS_ASKED_PUBERTY] = has_puberty,
	[PEDS_ASKED_MILESTONES] = has_milestones,
	[PEDS_ASKED_PARENT] = has_parent,
	[PEDS_ASKED_REACTION] = has_reaction,
	[PEDS_ASKED_ONSET] = has_onset,
	[PEDS_ASKED_SERIOUSNESS] = has_seriousness,
	[PEDS_ASKED_OUTCOME] = has_outcome,
	[PEDS_ASKED_DRUG] = has_drug
};

static void
look(peds_icsr_asking *c, int id, int index, peds_icsr_gap_emit emit, void *context)
{
	c->gap.index = index;
	c->gap.value = NULL;
	if (!(asker[id] != NULL ? asker[id] : peds_icsr_drug_asker[id]) (c))
		emit(context, &c->gap);
}

static peds_age_band
band_by(const peds_icsr_age *age, const char *scheme)
{
	union
	{
		peds_age_scheme scheme;
		char		space[PEDS_AGE_SCHEME_MAX_SIZE];
	}			u;
	peds_age_cuts cuts;
	size_t		position;

	(void) peds_age_scheme_parse(scheme, strlen(scheme), &u.scheme, &position);
	peds_age_cuts_make(&u.scheme, &cuts);
	return peds_icsr_age_band(age, &cuts);
}

void
peds_icsr_completeness(const peds_icsr *icsr, peds_icsr_gap_emit emit, void *context)
{
	peds_icsr_asking c = {.icsr = icsr};

	peds_icsr_age_of(icsr, &c.age);
	c.band = band_by(&c.age, PEDS_ICSR_ASKED_SCHEME);
	c.gap.band = band_by(&c.age, "ich-e11");

	for (int id = 0; id < PEDS_ASKED_COUNT; id++)
	{
		const peds_icsr_asked *asked = &peds_icsr_asked_table[id];

		if (!can_be(&c, peds_icsr_asked_band(asked), asked->foetus))
			continue;
		c.gap.id = (peds_icsr_asked_id) id;
		switch (asked->each)
		{
			case PEDS_EACH_CASE:
				look(&c, id, 0, emit, context);
				break;
			case PEDS_EACH_REACTION:
				for (int i = 0; i < icsr->reactions.n; i++)
				{
					c.reaction = PEDS_ICSR_ITEM(peds_icsr_reaction, icsr->reactions, i);
					look(&c, id, i, emit, context);
				}
				break;
			case PEDS_EACH_SUSPECT_DRUG:
				for (int i = 0; i < icsr->drugs.n; i++)
				{
					c.drug = PEDS_ICSR_ITEM(peds_icsr_drug, icsr->drugs, i);
					if (peds_icsr_suspect(c.drug))
						look(&c, id, i, emit, context);
				}
				break;
		}
	}
}
