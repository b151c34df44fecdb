/* SPDX-License-Identifier: PostgreSQL */
/*
 * dsur_method.c
 *		The statements of how the tables of a DSUR are calculated, in words.
 *
 * CDE 2025 No. 21 asks that the DSUR says how exposure by age subgroup was
 * calculated or estimated [primary]; in China the report is in Chinese
 * (CDE 2020 No. 7, art. 11 [secondary]), and the Chinese terms are those of that
 * rule and of E2F where they have one [secondary]. The values that a statement
 * holds are put in by dsur_method. Both languages say the same, with the same
 * values.
 */
#include "dsur_method.h"

static const peds_method_text method_text[] = {
	{
		"source",
		{"Source", "数据来源"},
		{
			"Calculated with pedsafety %1$s from the views subject, exposure and event of schema \"%2$s\".",
			"由 pedsafety %1$s 根据模式“%2$s”中的视图 subject、exposure 和 event 计算。"
		}
	},
	{
		"period",
		{"Reporting period", "报告周期"},
		{
			"The reporting period is %1$s to %2$s, both days included. %2$s is the data lock point; what happened on a later day does not count. Cumulative figures run from the development international birth date, %3$s, to the data lock point, both days included.",
			"报告周期为 %1$s 至 %2$s，含首尾两日。%2$s 为数据锁定点，此后发生的不计入。累计数据自国际研发诞生日 %3$s 起至数据锁定点止，含首尾两日。"
		}
	},
	{
		"scheme_named",
		{"Age groups", "年龄组"},
		{
			"Age groups are those of the scheme %1$s: %2$s. Source: %3$s [%4$s]. A group begins on the day on which its lower bound is reached and ends on the day before its upper bound is reached.",
			"年龄组按方案 %1$s 划分：%2$s。出处：%3$s [%4$s]。每组自达到其下限之日起，至达到其上限的前一日止。"
		}
	},
	{
		"scheme_own",
		{"Age groups", "年龄组"},
		{
			"Age groups were set for this report by their lower bounds, %1$s: %2$s. A group begins on the day on which its lower bound is reached and ends on the day before its upper bound is reached.",
			"年龄组由本报告自行设定，各组下限为 %1$s：%2$s。每组自达到其下限之日起，至达到其上限的前一日止。"
		}
	},
	{
		"maturity",
		{"Preterm newborns", "早产新生儿"},
		{
			"Newborns are parted by gestation at birth, preterm being below 37+0 weeks. It is not known (not on record, or outside 20+0 to 44+6 weeks) for %2$s of the %1$s subjects exposed cumulatively; their days as newborns are in a group that spans preterm and term.",
			"新生儿按出生胎龄划分，不足 37+0 周为早产。累计暴露的 %1$s 名受试者中，%2$s 名出生胎龄不详（未记录，或不在 20+0 至 44+6 周之间）；其新生儿期的暴露日计入横跨早产与足月的组。"
		}
	},
	{
		"age",
		{"Age", "年龄"},
		{
			"Age is attained age in completed days, months and years of the calendar; no age is a number of days divided by a constant. A birthday counts from its own day. A day that the month does not have (29 February in common years, the 31st) is reached on the first day of the next month.",
			"年龄为实足年龄，按日历计算已满的日、月、年；任何年龄均不以天数除以常数求得。生日当日即计为已满。当月没有的日期（平年的 2 月 29 日、小月的 31 日）在次月 1 日达到。"
		}
	},
	{
		"exposure",
		{"Exposure", "暴露"},
		{
			"A subject is exposed on every day of its rows of exposure, which are half-open intervals: the first day counts, the end is the day after the last one. Rows of one subject are united: a day counts once, however many rows hold it (in figures by arm, once in each arm). Days before the development international birth date and after the data lock point do not count. Exposure without an end is taken as going on, and ends in the figures with the data lock point: %1$s of %2$s rows.",
			"受试者在其各条暴露记录所含的每一天均为暴露。记录为半开区间：首日计入，终点为末日的次日。同一受试者的记录先行合并：同一天无论出现在几条记录中只计一次（分组别统计时，每个组别各计一次）。国际研发诞生日之前和数据锁定点之后的日子不计入。没有终点的暴露视为仍在进行，统计时截至数据锁定点：%2$s 条记录中有 %1$s 条。"
		}
	},
	{
		"exposure_left_out",
		{"Exposure not counted", "未计入的暴露"},
		{
			"Rows of exposure that are in no figure: %1$s of %2$s. Without subject number: %3$s; without dates or empty: %4$s; wholly before the development international birth date: %5$s; wholly after the data lock point: %6$s.",
			"未计入任何数据的暴露记录：%2$s 条中有 %1$s 条。无受试者编号：%3$s；无日期或为空：%4$s；全部在国际研发诞生日之前：%5$s；全部在数据锁定点之后：%6$s。"
		}
	},
	{
		"person_time",
		{"Person-time", "人时"},
		{
			"Each day of exposure counts in the age group attained on that day; a subject who grows out of a group adds days to the next one. Person-years are person-days / 365.25. Person-days in the period: %1$s; cumulatively: %2$s.",
			"每个暴露日计入当日所达到的年龄组；受试者长大而离开一组后，其后的日子计入下一组。人年 = 人日 / 365.25。本周期人日：%1$s；累计人日：%2$s。"
		}
	},
	{
		"subjects",
		{"Subjects", "受试者"},
		{
			"A subject is one subject number of one study. It counts once in every age group in which it was exposed and once in the total, so the groups can add up to more than the total. Subjects exposed in the period: %1$s; cumulatively: %2$s.",
			"一名受试者即一项试验的一个受试者编号。受试者在其有暴露的每个年龄组各计一次，在合计中只计一次，因此各组之和可大于合计。本周期暴露受试者：%1$s；累计：%2$s。"
		}
	},
	{
		"births",
		{"Incomplete birth dates", "不完整的出生日期"},
		{
			"No birth date is imputed. Where an incomplete birth date leaves several age groups possible, the day or event is in a group of its own that spans them, such as [28d,12y); (,) is age unknown, (,0d) before birth. Of the %1$s subjects exposed cumulatively, the birth date of %2$s is incomplete and that of %3$s not known (of these, %4$s without a row in subject); a value in which rows of one subject differ is not known.",
			"不对出生日期作任何填补。出生日期不完整而可能属于几个年龄组时，该暴露日或事件计入横跨这些组的单独一组，如 [28d,12y)；(,) 为年龄不详，(,0d) 为出生前。累计暴露的 %1$s 名受试者中，%2$s 名出生日期不完整，%3$s 名出生日期不详（其中 %4$s 名在 subject 中没有记录）；同一受试者各条记录不一致的值视为不详。"
		}
	},
	{
		"placing_onset",
		{"Events: placing in time", "事件：时间归属"},
		{
			"An event counts in the period, and cumulatively, by its day of onset.",
			"事件按发生日计入本周期和累计。"
		}
	},
	{
		"placing_receipt",
		{"Events: placing in time", "事件：时间归属"},
		{
			"An event counts in the period, and cumulatively, by the day on which it was received. Rates are by onset nevertheless.",
			"事件按收到日计入本周期和累计。发生率仍按发生日计算。"
		}
	},
	{
		"age_at_onset",
		{"Events: age", "事件：年龄"},
		{
			"The age group of an event is that of the age attained on the day of onset.",
			"事件的年龄组为发生日所达到年龄的组。"
		}
	},
	{
		"undetermined_onset",
		{"Incomplete onset dates", "不完整的发生日期"},
		{
			"No onset date is imputed. An event with an incomplete onset counts if all its possible days are in the period; if only some are, or onset is not known, it is undetermined and shown apart. Serious events undetermined in the period: %1$s; cumulatively: %2$s; of these without any onset: %3$s.",
			"不对发生日期作任何填补。发生日期不完整的事件，其所有可能的日子都在周期内时才计入；仅部分在周期内或发生日期不详时，归属未定，单独列出。归属未定的严重事件，本周期：%1$s；累计：%2$s；其中完全没有发生日期的：%3$s。"
		}
	},
	{
		"undetermined_receipt",
		{"Unknown days of receipt", "不详的收到日期"},
		{
			"No day of receipt is imputed. An event without one is undetermined and shown apart. Serious events undetermined in the period: %1$s; cumulatively: %2$s.",
			"不对收到日期作任何填补。没有收到日期的事件，归属未定，单独列出。归属未定的严重事件，本周期：%1$s；累计：%2$s。"
		}
	},
	{
		"before_dibd",
		{"Events before the development international birth date", "国际研发诞生日之前的事件"},
		{
			"What lies before the development international birth date counts cumulatively, since it is on record. Serious events: %1$s.",
			"国际研发诞生日之前的事件既已记录，即计入累计。严重事件：%1$s。"
		}
	},
	{
		"units",
		{"Events, cases, subjects", "事件、病例、受试者"},
		{
			"An event is one event number of one subject, a case one case number of one subject; an event without case number is a case of its own. Tables say which of events, cases and subjects they count; each counts once in every row that it belongs to and once in the totals. An event without subject number is counted as event and case, and as no subject.",
			"一个事件即一名受试者的一个事件编号，一个病例即一名受试者的一个病例编号；没有病例编号的事件自成一个病例。各表标明所计为事件、病例还是受试者；每一个在其所属的每一行各计一次，在合计中只计一次。没有受试者编号的事件计为事件和病例，不计为受试者。"
		}
	},
	{
		"versions",
		{"Versions and duplicates", "版本与重复"},
		{
			"The rows of event that were valid on %1$s are used: %2$s of %3$s. Where several of them are one event, the one recorded last stands; the others, %4$s, are duplicates and do not count.",
			"采用在 %1$s 有效的事件记录：%3$s 条中有 %2$s 条。其中若干条同属一个事件时，以最后记录的一条为准；其余 %4$s 条为重复，不计入。"
		}
	},
	{
		"serious",
		{"Seriousness", "严重性"},
		{
			"Tables of serious events hold the events recorded as serious, %1$s of %2$s on record. For %3$s seriousness is not recorded; they are not in these tables.",
			"严重事件的各表包含记录为严重的事件，即所记录的 %2$s 个事件中的 %1$s 个。%3$s 个事件未记录严重性，不在这些表中。"
		}
	},
	{
		"arms",
		{"Arms and blinding", "组别与盲态"},
		{
			"Arms are those on record. Events marked as blinded stand under BLINDED, whatever arm is recorded (serious events: %1$s); without a recorded arm it is UNKNOWN.",
			"组别以记录为准。标记为盲态的事件，无论记录的组别为何，均列于 BLINDED 之下（严重事件：%1$s）；没有记录组别的列于 UNKNOWN 之下。"
		}
	},
	{
		"rates",
		{"Rates", "发生率"},
		{
			"Rates are serious events per 100 person-years, events by the age at onset and person-years by the age attained, so that both are of one kind. First-event rates are of subjects with a first event in the period, over the person-time up to that event, its day included. Confidence intervals are exact, 95 %%: Garwood for rates, conditional for ratios of rates.",
			"发生率为每 100 人年的严重事件数，事件按发生时年龄、人年按所达到的年龄归组，二者口径一致。首次事件发生率为周期内发生首次事件的受试者数除以至该事件（含当日）为止的人时。置信区间均为精确 95%% 区间：发生率用 Garwood 法，率比用条件精确法。"
		}
	}
};

int
peds_method_text_count(void)
{
	return sizeof(method_text) / sizeof(method_text[0]);
}

const peds_method_text *
peds_method_text_get(int i)
{
	return &method_text[i];
}
