/* SPDX-License-Identifier: PostgreSQL */
/*
 * risk_category.c
 *		Two taxonomies of paediatric risks in one table; the checks of a risk
 *		register.
 *
 * Headings and items: CDE 2025 No. 21, section 3 [primary]. Classes: commentary
 * (Cisema; Chinese health press, 2025-06-03) [secondary]. Which class an item
 * is of is ours [reading].
 */
#include "risk_category.h"

#include <string.h>

#define MISSING		"important missing information"
#define REACTIONS	"child-specific adverse reactions"
#define OTHER		"other risks"

#define INFORMATION "information deficiency"
#define DEVELOPMENT "development-related"
#define FORMULATION "formulation compatibility"

#define C(name) "CDE-2025-21 §" name

static const peds_risk_category category[] = {
	{MISSING, "whether existing safety data support starting or widening the paediatric trial", INFORMATION, C("3.1 data to start or widen")},
	{MISSING, "pharmacokinetic and dose-response data for each age subgroup (under- and overdose, type A reactions)", INFORMATION, C("3.1 dose by age subgroup")},
	{MISSING, "whether routinely collected safety data can show signals", INFORMATION, C("3.1 signals in routine data")},
	{MISSING, "dosage form, strength and palatability for the age (dosing errors, local reactions)", FORMULATION, C("3.1 dosage form")},
	{REACTIONS, "pharmacokinetics, pharmacodynamics and interactions other than in adults", DEVELOPMENT, C("3.2 pharmacology and interactions")},
	{REACTIONS, "excipients", FORMULATION, C("3.2 excipients")},
	{REACTIONS, "kind or degree differs by age subgroup; exposure in utero through the mother", DEVELOPMENT, C("3.2 differences by age subgroup")},
	{REACTIONS, "effect on growth and development; delayed reactions that need long follow-up (bone, behaviour, cognition, sexual organs, immunity)", DEVELOPMENT, C("3.2 growth and development")},
	{REACTIONS, "exposure in a critical period of development with a permanent effect (foetus, newborn)", DEVELOPMENT, C("3.2 critical period")},
	{REACTIONS, "reactions seen in children only, without effect on present growth", DEVELOPMENT, C("3.2 only in children")},
	{REACTIONS, "chronic disease, lifelong treatment", DEVELOPMENT, C("3.2 chronic disease")},
	{OTHER, "few subjects and rare serious reactions; gaps by length of exposure, number of subjects, age range and subgroups, indication", INFORMATION, C("3.3 few subjects")},
	{OTHER, "long-term follow-up, psychological development", DEVELOPMENT, C("3.3 long-term follow-up")}
};

int
peds_risk_category_count(void)
{
	return sizeof(category) / sizeof(category[0]);
}

const peds_risk_category *
peds_risk_category_get(int i)
{
	return &category[i];
}

/* That a plan lists risks, by category and age subgroup, is of the guideline; the form of a register is ours. */
static const peds_risk_check check[] = {
	{"RR01", "the register holds a risk", "warning", C("4.1 risk management plan"), "primary"},
	{"RR02", "the risk has an id", "error", C("4.1 risk management plan"), "reading"},
	{"RR03", "the id stands once in its study", "error", C("4.1 risk management plan"), "reading"},
	{"RR04", "the risk is described", "error", C("4.1 risk management plan"), "reading"},
	{"RR05", "an age subgroup is named", "error", C("3.2 differences by age subgroup"), "reading"},
	{"RR06", "the category is one of risk_categories()", "error", C("3 risk categories"), "reading"},
	{"RR07", "the status is open, monitored, mitigated or closed", "error", C("4.1 risk management plan"), "reading"},
	{"RR08", "dates are known and in order", "error", C("4.1 risk management plan"), "reading"},
	{"RR09", "status and day of closing agree", "warning", C("4.1 risk management plan"), "reading"},
	{"RR10", "a source is named", "note", C("4.1 risk management plan"), "reading"}
};

int
peds_risk_check_count(void)
{
	return sizeof(check) / sizeof(check[0]);
}

const peds_risk_check *
peds_risk_check_get(int i)
{
	return &check[i];
}

bool
peds_risk_age_band_next(const char *text, size_t length, size_t *position, peds_age_band *band)
{
	size_t		first = *position;
	size_t		past;
	size_t		fault;

	for (past = first; past < length && text[past] != ';'; past++)
		;
	*position = past < length ? past + 1 : length;
	/* nothing may follow the last semicolon */
	if (past < length && past + 1 == length)
		return false;
	while (first < past && text[first] == ' ')
		first++;
	while (past > first && text[past - 1] == ' ')
		past--;

	if (past - first == 3 && memcmp(text + first, "all", 3) == 0)
	{
		*band = PEDS_BAND(PEDS_BOUND_BIRTH, PEDS_BOUND_NONE, PEDS_MARK_NONE);
		return true;
	}
	return peds_age_band_parse(text + first, past - first, band, &fault) == PEDS_OK &&
		*band != PEDS_BAND_UNKNOWN;
}
