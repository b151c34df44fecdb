/* SPDX-License-Identifier: PostgreSQL */
/*
 * age_scheme_named.c
 *		The named age schemes: the one table of their bounds and sources.
 *
 * Confidence: primary, the document was read; secondary, a commentary or a
 * transposing text was read; memory, not confirmed; reading, the bounds are
 * closed half-open by the note. doc/rules.md says more of each.
 *
 * A scheme that has been released is never changed, since stored values name
 * it; a correction is a new name. New rows go to the end.
 */
#include "age_scheme.h"

static const peds_named_scheme named_scheme[] = {
	{
		"ich-e11", "0d,28d,2y,12y,18y", PEDS_PRETERM_NONE,
		"ICH E11 (2000), categories; upper bound 18 as CDE 2025 No. 21",
		"secondary",
		"E11 gives preterm newborns no day bounds of their own; its adolescents end at 16 to 18 years by region"
	},
	{
		"ich-e11-16", "0d,28d,2y,12y,16y", PEDS_PRETERM_NONE,
		"ICH E11 (2000), categories; upper bound 16",
		"secondary",
		"for regions where adolescents end at 16"
	},
	{
		"ich-e11-17", "0d,28d,2y,12y,17y", PEDS_PRETERM_NONE,
		"ICH E11 (2000), categories; upper bound 17",
		"secondary",
		"for regions where adolescents end at 17"
	},
	{
		"ema-p4", "0d,28d,2y,12y,18y", PEDS_PRETERM_TO_PMA,
		"EMA GVP, product- or population-specific considerations IV: paediatric population (in force 2018-11-08)",
		"primary",
		"preterm newborns from birth through the expected date of delivery + 27 days; preterm is birth before 37+0"
	},
	{
		"fhir-ped", "0d,28d,2y,12y,18y", PEDS_PRETERM_TO_CUT,
		"HL7 FHIR code system medicinal-product-pediatric-use (EMA SPOR list)",
		"primary",
		"preterm and term newborns 0 to 27 days after birth"
	},
	{
		"ctis", "0d,28d,2y,12y,18y,65y,85y", PEDS_PRETERM_TO_CUT,
		"EudraCT/CTIS age ranges",
		"memory",
		"agrees with FHIR's list below 18 years; in utero is (,0d)"
	},
	{
		"nmpa", "0d,28d,2y,12y,18y", PEDS_PRETERM_TO_CUT,
		"CDE 2025 No. 21, five groups, under 18 years; bounds of ICH E11",
		"reading",
		"the guideline names preterm newborns, term newborns, infants and toddlers, children, adolescents [primary] and gives no bounds"
	},
	{
		"fda-cder", "0d,1mo,2y,12y,17y", PEDS_PRETERM_NONE,
		"FDA CDER, Office of New Drugs: neonate, infant, child, adolescent",
		"primary",
		"neonates to below one month; adolescents 12 to below 17 years"
	},
	{
		"fda-label", "0d,17y", PEDS_PRETERM_NONE,
		"21 CFR 201.57, paediatric use in labelling",
		"secondary",
		"paediatric is birth to below 17 years"
	},
	{
		"fda-device", "0d,22y", PEDS_PRETERM_NONE,
		"FDA, medical devices: paediatric through 21 years",
		"secondary",
		"to 21 [secondary], below 22 [memory]"
	},
	{
		"nichd", "0d,28d,13mo,2y,6y,12y,19y,22y", PEDS_PRETERM_TO_CUT,
		"NICHD paediatric terminology (2011-07-06)",
		"primary",
		"its table overlaps; closed half-open: infancy [28d,13mo), toddler [13mo,2y), early childhood [2y,6y), early adolescence [12y,19y) [reading]"
	},
	{
		"eu-ethics-2017", "0d,2y,6y,10y,18y", PEDS_PRETERM_NONE,
		"EU expert group, ethical considerations for clinical trials with minors (2017), bands for assent",
		"secondary",
		"written 0-2, 2-5, 6-9, 10-18; closed half-open [reading]"
	},
	{
		"empirica", "0d,18y", PEDS_PRETERM_NONE,
		"MedDRA/Empirica paediatric stratum 00-17 years",
		"secondary",
		"one paediatric stratum"
	}
};

int
peds_named_scheme_count(void)
{
	return (int) (sizeof(named_scheme) / sizeof(named_scheme[0]));
}

const peds_named_scheme *
peds_named_scheme_get(int number)
{
	return &named_scheme[number - 1];
}
