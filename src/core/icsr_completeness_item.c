/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_completeness_item.c
 *		What a case report of a child is asked to say: items, ages, clauses.
 *
 * CDE 2025 No. 21 on case reports (rules.md §1.8) [primary]; the ages of
 * puberty (from 8 years, as in maturity.c) and milestones (28 days to 6 years),
 * and where that is looked for which has no element, are readings. Below 18
 * years the guideline asks; what E2B(R3) asks of every case is marked ICH.
 */
#include "icsr_completeness.h"

#include <stdio.h>
#include <string.h>

#define CDE(what)	"CDE-2025-21 §4.2 " what
#define ICH(what)	"ICH E2B(R3) IG " what

/* Where what has no element of its own is looked for (icsr_terms.h). */
#define IN_WORDS	"D.7, D.8.r, D.10.7, D.10.8.r, F.r, H"

const char *const peds_icsr_each_name[] = {
	[PEDS_EACH_CASE] = "case",
	[PEDS_EACH_REACTION] = "reaction",
	[PEDS_EACH_SUSPECT_DRUG] = "suspect drug"
};

const peds_icsr_asked peds_icsr_asked_table[PEDS_ASKED_COUNT] = {
	[PEDS_ASKED_AGE] = {
		"D.2.2a", {"age at onset", "发病年龄"},
		false, "0d", "18y", PEDS_EACH_CASE, CDE("age at onset"), "primary"
	},
	[PEDS_ASKED_AGE_UNIT] = {
		"D.2.2b", {"unit of age: days for newborns, days or months for infants and toddlers, then months or years", "年龄单位：新生儿用日，婴幼儿用日或月，其后用月或岁"},
		false, "0d", "18y", PEDS_EACH_CASE, CDE("unit of age"), "primary"
	},
	[PEDS_ASKED_AGE_GROUP] = {
		"D.2.3", {"age group, at the least", "至少应有年龄组"},
		true, "0d", "18y", PEDS_EACH_CASE, CDE("age group"), "primary"
	},
	[PEDS_ASKED_GESTATION] = {
		IN_WORDS, {"gestational age at birth", "出生胎龄"},
		false, "0d", "2y", PEDS_EACH_CASE, CDE("gestational age"), "primary"
	},
	[PEDS_ASKED_WEIGHT] = {
		"D.3", {"body weight at the event", "事件发生时的体重"},
		false, "0d", "18y", PEDS_EACH_CASE, CDE("weight and height"), "primary"
	},
	[PEDS_ASKED_HEIGHT] = {
		"D.4", {"height or length at the event", "事件发生时的身高（长）"},
		false, "0d", "18y", PEDS_EACH_CASE, CDE("weight and height"), "primary"
	},
	[PEDS_ASKED_SEX] = {
		"D.5", {"sex", "性别"},
		true, "0d", "", PEDS_EACH_CASE, ICH("D.5"), "primary"
	},
	[PEDS_ASKED_PREMATURITY] = {
		IN_WORDS, {"development: born preterm or at term", "发育：早产或足月"},
		false, "0d", "2y", PEDS_EACH_CASE, CDE("development"), "primary; ages: reading"
	},
	[PEDS_ASKED_PUBERTY] = {
		IN_WORDS, {"development: stage of puberty", "发育：青春期阶段"},
		false, "8y", "18y", PEDS_EACH_CASE, CDE("development"), "primary; ages: reading"
	},
	[PEDS_ASKED_MILESTONES] = {
		IN_WORDS, {"development: cognitive or motor milestones", "发育：认知或运动里程碑"},
		false, "28d", "6y", PEDS_EACH_CASE, CDE("development"), "primary; ages: reading"
	},
	[PEDS_ASKED_PARENT] = {
		"D.10, G.k.4.r.11, G.k.6a, G.k.10.r, " IN_WORDS, {"exposure through a parent: around conception, in pregnancy, through breast milk", "经父母的暴露：受孕前后、妊娠期、母乳"},
		true, "0d", "28d", PEDS_EACH_CASE, CDE("parental exposure"), "primary; ages: reading"
	},
	[PEDS_ASKED_REACTION] = {
		"E.i", {"reaction", "不良反应/事件"},
		true, "0d", "", PEDS_EACH_CASE, ICH("E.i"), "primary"
	},
	[PEDS_ASKED_ONSET] = {
		"E.i.4", {"onset, to the day", "发生日期（精确到日）"},
		true, "0d", "18y", PEDS_EACH_REACTION, CDE("age at onset"), "reading"
	},
	[PEDS_ASKED_SERIOUSNESS] = {
		"E.i.3.2", {"seriousness, each criterion", "严重性（各项标准）"},
		true, "0d", "", PEDS_EACH_REACTION, ICH("E.i.3.2"), "primary"
	},
	[PEDS_ASKED_OUTCOME] = {
		"E.i.7", {"outcome", "转归"},
		true, "0d", "", PEDS_EACH_REACTION, ICH("E.i.7"), "primary"
	},
	[PEDS_ASKED_DRUG] = {
		"G.k.1", {"suspect drug", "怀疑药物"},
		true, "0d", "", PEDS_EACH_CASE, ICH("G.k.1"), "primary"
	},
	[PEDS_ASKED_INDICATION] = {
		"G.k.7.r", {"indication", "适应症"},
		true, "0d", "18y", PEDS_EACH_SUSPECT_DRUG, CDE("drug"), "primary"
	},
	[PEDS_ASKED_FORM] = {
		"G.k.4.r.9", {"dosage form", "剂型"},
		true, "0d", "18y", PEDS_EACH_SUSPECT_DRUG, CDE("drug"), "primary"
	},
	[PEDS_ASKED_STRENGTH] = {
		"G.k.2.3.r.3", {"strength", "规格"},
		true, "0d", "18y", PEDS_EACH_SUSPECT_DRUG, CDE("drug"), "primary"
	},
	[PEDS_ASKED_DOSE] = {
		"G.k.4.r.1", {"dose", "剂量"},
		true, "0d", "18y", PEDS_EACH_SUSPECT_DRUG, CDE("drug"), "primary"
	},
	[PEDS_ASKED_FREQUENCY] = {
		"G.k.4.r.2, G.k.4.r.3", {"frequency", "用药频次"},
		true, "0d", "18y", PEDS_EACH_SUSPECT_DRUG, CDE("drug"), "primary"
	},
	[PEDS_ASKED_PERIOD] = {
		"G.k.4.r.4, G.k.4.r.5", {"treatment period", "用药起止时间"},
		true, "0d", "18y", PEDS_EACH_SUSPECT_DRUG, CDE("drug"), "primary"
	},
	[PEDS_ASKED_DOSE_PER_KG] = {
		"G.k.4.r.1, D.3", {"dose per kilogram: a dose with its unit, and the weight", "每公斤体重剂量：剂量及单位、体重"},
		false, "0d", "18y", PEDS_EACH_SUSPECT_DRUG, CDE("drug"), "reading"
	}
};

static uint32_t
bound_of(const char *text)
{
	peds_age	age;
	size_t		used;

	/* "" is the open end of the last band */
	if (peds_age_parse(text, strlen(text), &age, &used) != PEDS_OK)
		return PEDS_BOUND_NONE;
	return peds_age_pack(age);
}

peds_age_band
peds_icsr_asked_band(const peds_icsr_asked *asked)
{
	return PEDS_BAND(bound_of(asked->from), bound_of(asked->past), PEDS_MARK_NONE);
}

const char *
peds_icsr_lack_text(const peds_icsr_gap *gap, int lang)
{
	static const char *const lack[][PEDS_LANG_COUNT] = {
		[PEDS_LACK_ABSENT] = {"absent", "缺失"},
		[PEDS_LACK_NULL_FLAVOR] = {NULL, NULL},
		[PEDS_LACK_UNKNOWN] = {"unknown", "不详"},
		[PEDS_LACK_UNREADABLE] = {"unreadable", "无法识别"},
		[PEDS_LACK_INCOMPLETE] = {"incomplete", "不完整"},
		[PEDS_LACK_OTHER_UNIT] = {"other unit", "单位不符"},
		[PEDS_LACK_TEXT_ONLY] = {"text only", "仅有文字描述"}
	};
	/* HL7 null flavours as E2B(R3) explains them [primary] */
	static const struct
	{
		const char *flavor;
		const char *text[PEDS_LANG_COUNT];
	}			flavor[] =
	{
		{"NI", {"no information", "无信息"}},
		{"MSK", {"masked", "已屏蔽"}},
		{"UNK", {"unknown", "不详"}},
		{"NA", {"not applicable", "不适用"}},
		{"ASKU", {"asked but unknown", "已询问但不详"}},
		{"NASK", {"not asked", "未询问"}},
		{"NINF", {"negative infinity", "负无穷"}},
		{"PINF", {"positive infinity", "正无穷"}}
	};

	if (gap->lack != PEDS_LACK_NULL_FLAVOR)
		return lack[gap->lack][lang];
	for (size_t i = 0; i < sizeof(flavor) / sizeof(flavor[0]); i++)
		if (peds_icsr_is_flavor(gap->value, flavor[i].flavor))
			return flavor[i].text[lang];
	return NULL;
}

int
peds_icsr_gap_element(const peds_icsr_gap *gap, char *out)
{
	const peds_icsr_asked *asked = &peds_icsr_asked_table[gap->id];
	const char *group = asked->each == PEDS_EACH_REACTION ? "E.i" : "G.k";
	const char *element = asked->element;
	int			length = 0;

	if (asked->each == PEDS_EACH_CASE)
		return snprintf(out, PEDS_ICSR_GAP_ELEMENT_SIZE, "%s", element);
	/* each of a list that is of the group has its place before it */
	while (*element != '\0')
	{
		int			n = (int) strcspn(element, ",");
		size_t		room = (size_t) (PEDS_ICSR_GAP_ELEMENT_SIZE - length);

		if (strncmp(element, group, strlen(group)) == 0)
			length += snprintf(out + length, room, "%s[%d].%.*s", group, gap->index + 1, n, element);
		else
			length += snprintf(out + length, room, "%.*s", n, element);
		element += n;
		if (*element == ',')
		{
			length += snprintf(out + length, (size_t) (PEDS_ICSR_GAP_ELEMENT_SIZE - length), ", ");
			element += 2;
		}
	}
	return length;
}
