/* SPDX-License-Identifier: PostgreSQL */
/*
 * age_band_term.c
 *		What a band is called: the guideline's terms and E2B(R3)'s age groups.
 */
#include "band_set.h"

#include <string.h>

/*
 * CDE 2025 No. 21 names five groups [primary]: preterm newborns, term
 * newborns, infants and toddlers, children, adolescents. The Chinese wording
 * of the labels is [memory], to be compared with the guideline's own. A newborn
 * band that does not part maturity is "newborns"; the open band from 18 years
 * on is "adults", which is no group of the guideline.
 */
static const struct
{
	const char *band;
	const char *label[2];
}			term[] =
{
	{"preterm [0d,pma44w)", {"preterm newborns", "早产新生儿"}},
	{"preterm [0d,28d)", {"preterm newborns", "早产新生儿"}},
	{"term [0d,28d)", {"term newborns", "足月新生儿"}},
	{"[0d,28d)", {"newborns", "新生儿"}},
	{"[28d,2y)", {"infants and toddlers", "婴幼儿"}},
	{"[2y,12y)", {"children", "儿童"}},
	{"[12y,18y)", {"adolescents", "青少年"}},
	{"[18y,)", {"adults", "成人"}}
};

const char *
peds_age_band_label(peds_age_band band, int lang)
{
	char		text[PEDS_BAND_TEXT_SIZE];

	peds_age_band_print(band, text);
	for (size_t i = 0; i < sizeof(term) / sizeof(term[0]); i++)
		if (strcmp(term[i].band, text) == 0)
			return term[i].label[lang];
	return NULL;
}

/*
 * D.2.3: 0 foetus, 1 neonate (preterm and term), 2 infant, 3 child,
 * 4 adolescent, 5 adult, 6 elderly (E2B(R3) guide [primary]). E2B gives no
 * bounds; those of ICH E11 are used, with 65 years for the elderly (CTIS
 * [memory]). A band has a code if it lies within one group.
 */
#define MONTHS(n)	{PEDS_AGE_MONTHS, (n)}
#define YEARS(n)	{PEDS_AGE_MONTHS, (n) * 12}
#define DAYS(n)		{PEDS_AGE_DAYS, (n)}

enum
{
	E2B_FOETUS = 0,
	E2B_NEONATE = 1,
	E2B_ADULT = 5,
	E2B_ELDERLY = 6
};

static const struct
{
	int			code;
	peds_age	lower;
	peds_age	upper;
}			e2b_group[] =
{
	{E2B_NEONATE, DAYS(0), DAYS(28)},
	{E2B_NEONATE, DAYS(0), MONTHS(1)},	/* FDA's neonate, below one month */
	{2, DAYS(28), YEARS(2)},
	{3, YEARS(2), YEARS(12)},
	{4, YEARS(12), YEARS(18)},
	{E2B_ADULT, YEARS(18), YEARS(65)}
};

static const char *const e2b_name[] = {"foetus", "neonate", "infant", "child", "adolescent", "adult", "elderly"};

static const peds_age adult_from = YEARS(18);
static const peds_age elderly_from = YEARS(65);

int
peds_e2b_age_group(peds_age_band band)
{
	peds_age	lower;
	peds_age	upper;

	if (band == PEDS_BAND_UNKNOWN)
		return -1;
	if (band == PEDS_BAND_BEFORE_BIRTH)
		return E2B_FOETUS;
	if (peds_band_upper(band) == PEDS_BOUND_PMA(PEDS_PRETERM_PMA_WEEKS))
		return E2B_NEONATE;

	lower = peds_age_unpack(peds_band_lower(band));
	if (peds_age_surely_at_most(elderly_from, lower))
		return E2B_ELDERLY;
	if (peds_band_upper(band) == PEDS_BOUND_NONE)
		/* the open last band of a paediatric scheme: of age */
		return peds_age_surely_at_most(adult_from, lower) ? E2B_ADULT : -1;

	upper = peds_age_unpack(peds_band_upper(band));
	for (size_t i = 0; i < sizeof(e2b_group) / sizeof(e2b_group[0]); i++)
		if (peds_age_surely_at_most(e2b_group[i].lower, lower) &&
			peds_age_surely_at_most(upper, e2b_group[i].upper))
			return e2b_group[i].code;
	return -1;
}

const char *
peds_e2b_age_group_name(int code)
{
	return code >= E2B_FOETUS && code <= E2B_ELDERLY ? e2b_name[code] : NULL;
}

/* Can some child be in both the band and the group? */
static bool
meets_group(peds_age_band band, int code)
{
	uint32_t	upper = peds_band_upper(band);
	peds_age	lower = peds_age_unpack(peds_band_lower(band));

	if (code == E2B_ELDERLY)
		return upper == PEDS_BOUND_NONE ||
			!peds_age_surely_at_most(peds_age_unpack(upper), elderly_from);
	if (upper != PEDS_BOUND_NONE && peds_e2b_age_group(band) >= 0)
		return peds_e2b_age_group(band) == code;
	for (size_t i = 0; i < sizeof(e2b_group) / sizeof(e2b_group[0]); i++)
		if (e2b_group[i].code == code)
			return !peds_age_surely_at_most(e2b_group[i].upper, lower) &&
				(upper == PEDS_BOUND_NONE ||
				 !peds_age_surely_at_most(peds_age_unpack(upper), e2b_group[i].lower));
	return false;
}

peds_age_band
peds_e2b_age_group_band(const peds_age_cuts *cuts, int code)
{
	peds_band_set set = {false, 1, 0};

	if (code == E2B_FOETUS)
		return PEDS_BAND_BEFORE_BIRTH;
	if (code < E2B_FOETUS || code > E2B_ELDERLY)
		return PEDS_BAND_UNKNOWN;
	for (int k = 0; k < cuts->n; k++)
		if (meets_group(cuts->band[k], code))
		{
			if (set.first > set.last)
				set.first = k;
			set.last = k;
		}
	set.preterm = code == E2B_NEONATE && cuts->preterm != PEDS_PRETERM_NONE;
	return peds_band_set_hull(cuts, set);
}
