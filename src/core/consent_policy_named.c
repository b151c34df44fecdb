/* SPDX-License-Identifier: PostgreSQL */
/*
 * consent_policy_named.c
 *		The named consent policies: the one table of their numbers and sources.
 *
 * Where a source leaves a number to the protocol, the ethics committee or
 * national law, the note says so, and the number here is a default that a key
 * amends. Confidence as in age_scheme_named.c; doc/rules.md says more of each.
 *
 * A policy that has been released is never changed, since stored values name
 * it; a correction is a new name. New rows go to the end.
 */
#include "consent_policy.h"

static const peds_named_policy named_policy[] = {
	{
		"CN-2025", 1, "8y", "18y", true, "2025-05-29", NULL,
		"CDE 2025 No. 21, section on consent; GCP-CN (2020 No. 57) art. 23; Civil Code art. 17-19",
		"primary+secondary",
		"8 inclusive; one or all guardians as the protocol says (guardians=2); 16 with own income (majority=16y); art. 23, with the override of a dissent, seen in commentary only"
	},
	{
		"CN-2016", 1, "10y", "18y", true, "2016-03-01", "2025-05-29",
		"CFDA 2016 No. 48, March 2016; GCP-CN art. 23",
		"secondary",
		"the day in March 2016 is not known to us; GCP-CN art. 23 has been in force from 2020-07-01"
	},
	{
		"US-404", 1, "7y", "18y", false, NULL, NULL,
		"45 CFR 46.404, 46.408; 21 CFR 50.51, 50.55: minimal risk",
		"primary",
		"the IRB judges who can assent, 7 is common practice [secondary]; majority 19 in AL and NE, 21 in MS [memory]"
	},
	{
		"US-405", 1, "7y", "18y", false, NULL, NULL,
		"45 CFR 46.405, 46.408; 21 CFR 50.52, 50.55: prospect of direct benefit",
		"primary",
		"as US-404; the IRB may waive assent where the benefit is to be had in the research only"
	},
	{
		"US-406", 2, "7y", "18y", false, NULL, NULL,
		"45 CFR 46.406, 46.408; 21 CFR 50.53, 50.55: minor increase over minimal risk",
		"primary",
		"both parents, save the exceptions of 46.408(b) (guardians=1); the rest as US-404"
	},
	{
		"US-407", 2, "7y", "18y", false, NULL, NULL,
		"45 CFR 46.407, 46.408; 21 CFR 50.54, 50.55: after review by a federal panel",
		"primary",
		"both parents, save the exceptions of 46.408(b) (guardians=1); the rest as US-404"
	},
	{
		"EU-CTR", 1, NULL, "18y", false, "2022-01-31", NULL,
		"Regulation (EU) 536/2014, art. 32, art. 29(8)",
		"primary",
		"national law sets the ages and the number of guardians: write assent=; in application from 2022-01-31 [memory]"
	},
	{
		"JP-GCP", 1, NULL, "18y", false, "2022-04-01", NULL,
		"Japanese GCP; JPMA Q&A 2021-31; majority 18 from 2022-04-01",
		"secondary",
		"no fixed age of assent, practice about 7: write assent=; majority was 20 before (majority=20y)"
	},
	{
		"AT", 1, "14y", "18y", false, NULL, NULL,
		"Austria, in surveys of national consent law (Lepola 2016, EnprEMA 2017)",
		"secondary",
		"written consent of the child from 14; assent from 8 (assent=8y) is not asked for; one guardian in the 2016 update, both in the 2014 data (guardians=2)"
	},
	{
		"ICH-E11", 1, NULL, "18y", false, NULL, NULL,
		"ICH E11 (2000), 2.6.3",
		"primary",
		"assent of those who are able; ages and number of guardians are local: write assent="
	}
};

int
peds_named_policy_count(void)
{
	return (int) (sizeof(named_policy) / sizeof(named_policy[0]));
}

const peds_named_policy *
peds_named_policy_get(int number)
{
	return &named_policy[number - 1];
}
