/* SPDX-License-Identifier: PostgreSQL */
/*
 * spark.c
 *		SPARK: 儿童抗肿瘤药物研发鼓励试点计划(星光计划).
 *
 * Notice of the CDE of 2025-05-29, in force the same day, with the guide to
 * applying and the framework, read in reposts, the last two in part.
 */
#include "spark.h"

/*
 * Three years from the formal start [primary]; that the last day is 2028-05-28
 * is worked out, not stated [computed].
 */
void
peds_spark_window(peds_day *start, peds_day *past)
{
	peds_day_from_ymd(2025, 5, 29, start);
	peds_day_from_ymd(2028, 5, 29, past);
}

#define NOTICE "CDE notice on SPARK, 2025-05-29"
#define GUIDE NOTICE ", guide to applying"

static const peds_spark_item item[] = {
	{
		"applicant", NULL,
		"Plans paediatric tumour indications in China, those shared by adults and children or of children only. Taking part is voluntary, without a quota.",
		NOTICE, "primary"
	},
	{
		"indications", NULL,
		"One application may hold several; a further one can be added later in the window.",
		NOTICE, "primary"
	},
	{
		"time", NULL,
		"Within three years from the start: spark_window(). The last day is worked out from that.",
		NOTICE, "primary"
	},
	{
		"route", NULL,
		"A Class I communication meeting, through the applicants' portal, not merged with other matters.",
		GUIDE, "primary"
	},
	{
		"mark", "星光计划申请",
		"Stands in the purpose and in the remarks of the request.",
		GUIDE, "primary"
	},
	{
		"rules", NULL,
		"The measures on communication (2020 No. 48), the detailed rules on paediatric Class I meetings (trial) and the rule on accelerated review of innovative drugs (trial).",
		GUIDE, "primary"
	},
	{
		"meeting papers", NULL,
		"Those that are usual for such a meeting.",
		GUIDE, "primary"
	},
	{
		"application form", "“星光计划”项目申请表",
		"Filled in.",
		GUIDE, "primary"
	},
	{
		"framework of implementation", "儿童抗肿瘤药物研发实施框架",
		"Enclosed, with the parts that follow.",
		GUIDE, "primary"
	},
	{
		"framework I: disease and product", NULL,
		"Diagnosis, prevention, treatment and unmet need; rationale; likely benefit; how far child and adult are alike; the product.",
		NOTICE ", framework, read in part", "primary"
	},
	{
		"framework II: clinical data", NULL,
		"What supports the study of children: clinical pharmacology, pharmacokinetics and -dynamics, use; efficacy; safety. Later parts were not seen.",
		NOTICE ", framework, read in part", "primary"
	},
	{
		"missing data", NULL,
		"Are said to be not obtained, with a plan to obtain them, or with the reason why they are not needed.",
		NOTICE ", framework, read in part", "primary"
	},
	{
		"topics of advice", NULL,
		"Strategy, study design, dose, extrapolation and modelling, paediatric formulation.",
		NOTICE, "primary"
	},
	{
		"after admission", NULL,
		"Filing and registration go by the ordinary rules.",
		NOTICE, "primary"
	},
	{
		"fast review of the trial application", NULL,
		"Products of the programme qualify for the route of 30 working days: ind_due.",
		"NMPA announcement 2025 No. 86", "secondary"
	},
	{
		"day of the meeting", NULL,
		"A Class I meeting is held within 30 working days of the request.",
		"measures on communication, 2020 No. 48", "memory"
	}
};

int
peds_spark_count(void)
{
	return sizeof(item) / sizeof(item[0]);
}

const peds_spark_item *
peds_spark_get(int i)
{
	return &item[i];
}
