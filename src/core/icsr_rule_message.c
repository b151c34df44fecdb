/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_rule_message.c
 *		What findings say, in English and Chinese; %1, %2 ... stand for values.
 *
 * Both texts of a message have the same values.
 */
#include "icsr_rule_parts.h"

const char *const peds_icsr_message_text[PEDS_SAY_COUNT][PEDS_LANG_COUNT] = {
	[PEDS_SAY_PAIR] = {
		"%1 has a value (%2), but %3 has none",
		"%1 有值（%2），%3 无值"
	},
	[PEDS_SAY_NOT_NUMBER] = {
		"\"%1\" is not a number of at most %2 digits",
		"“%1”不是至多 %2 位的数字"
	},
	[PEDS_SAY_NOT_DECIMAL] = {
		"\"%1\" is not a weight in kg of at most 6 characters, decimals after a point",
		"“%1”不是以 kg 计、至多 6 个字符、以小数点分隔的体重"
	},
	[PEDS_SAY_NOT_INTEGER] = {
		"\"%1\" is not a height in whole cm of at most 3 digits",
		"“%1”不是以 cm 计、至多 3 位整数的身高"
	},
	[PEDS_SAY_NOT_ONE_OF] = {
		"\"%1\" is not one of %2",
		"“%1”不在允许值 %2 之内"
	},
	[PEDS_SAY_NOT_DATE] = {
		"\"%1\" is not a date that is known at least to the year",
		"“%1”不是至少精确到年的日期"
	},
	[PEDS_SAY_NOT_TO_DAY] = {
		"birth date %1 is not known to the day; report the age instead",
		"出生日期 %1 未精确到日，应改报年龄"
	},
	[PEDS_SAY_FUTURE] = {
		"%1 is after the report was sent (%2: %3)",
		"%1 晚于报告发送时间（%2：%3）"
	},
	[PEDS_SAY_NO_PATIENT] = {
		"no element of section D has a value or is masked: the patient cannot be identified",
		"D 部分没有任何要素有值或被屏蔽，无法识别患者"
	},
	[PEDS_SAY_NONE] = {
		"the text \"%1\" stands where the null flavour NA belongs",
		"此处应使用空值类型 NA，而非文本“%1”"
	},
	[PEDS_SAY_ABOVE] = {
		"%1 %2 is above %3 %4",
		"%1 %2 超过 %3 %4"
	},
	[PEDS_SAY_BEFORE_TREATMENT] = {
		"reaction of %1 began before treatment, which began on %2",
		"反应起始日期 %1 早于治疗开始日期 %2"
	},
	[PEDS_SAY_DEATH_BEFORE_TREATMENT] = {
		"death on %1 is before treatment, which began on %2",
		"死亡日期 %1 早于治疗开始日期 %2"
	},
	[PEDS_SAY_LIGHT] = {
		"%1 %2 is more than 6 SD below the median for age and sex (z %3, %4)",
		"%1 %2 比同年龄同性别中位数低 6 个标准差以上（z %3，%4）"
	},
	[PEDS_SAY_HEAVY] = {
		"%1 %2 is more than 6 SD above the median for age and sex (z %3, %4)",
		"%1 %2 比同年龄同性别中位数高 6 个标准差以上（z %3，%4）"
	},
	[PEDS_SAY_NO_WEIGHT] = {
		"dose in %1 of a patient below 18 years, but no weight in D.3",
		"患者不满 18 岁且剂量单位为 %1，但 D.3 无体重"
	},
	[PEDS_SAY_PERIOD_MALE] = {
		"last menstrual period %1 of a male patient",
		"男性患者填有末次月经日期 %1"
	},
	[PEDS_SAY_PERIOD_YOUNG] = {
		"last menstrual period %1 of a patient below 8 years",
		"不满 8 岁的患者填有末次月经日期 %1"
	},
	[PEDS_SAY_PERIOD_CHILD] = {
		"last menstrual period %1 in the case of a foetus or of a parent's child: the mother's belongs in D.10.3",
		"胎儿或父母-子女报告中填有末次月经日期 %1：母亲的末次月经应填入 D.10.3"
	},
	[PEDS_SAY_FOETAL_WITH_AGE] = {
		"gestation at the reaction (%1 %2) is for a foetus, but an age is given too: %3 %4",
		"发生反应时的孕周（%1 %2）仅用于胎儿，但同时填有年龄：%3 %4"
	},
	[PEDS_SAY_FOETAL_GROUP] = {
		"gestation at the reaction (%1 %2) is for a foetus, but the age group is %3",
		"发生反应时的孕周（%1 %2）仅用于胎儿，但年龄组为 %3"
	},
	[PEDS_SAY_FOETAL_BORN] = {
		"gestation at the reaction (%1 %2) is for a foetus, but the reaction began after birth %3",
		"发生反应时的孕周（%1 %2）仅用于胎儿，但反应起始晚于出生日期 %3"
	},
	[PEDS_SAY_GROUP_WITH] = {
		"age group %1 beside %2 (%3): it is for cases without birth date and age",
		"已有 %2（%3），不应再填年龄组 %1"
	},
	[PEDS_SAY_LATER_ONSET] = {
		"age %1 %2 is that at reaction %3, but by the first reaction it is %4",
		"年龄 %1 %2 与第 %3 个反应相符，但按首个反应推算为 %4"
	},
	[PEDS_SAY_AGE_DIFFERS] = {
		"age %1 %2, but by the dates %3",
		"年龄 %1 %2，但按日期推算为 %3"
	},
	[PEDS_SAY_BEFORE_BIRTH] = {
		"onset %1 is before birth %2, and nothing says that the case is of a foetus",
		"起始日期 %1 早于出生日期 %2，且无任何内容表明为胎儿病例"
	},
	[PEDS_SAY_LONG_BEFORE_BIRTH] = {
		"onset %1 is before birth %2 by more than any pregnancy",
		"起始日期 %1 早于出生日期 %2，且超过任何孕期"
	},
	[PEDS_SAY_GROUP_DIFFERS] = {
		"age group %1, but by the dates the age is %2",
		"年龄组为 %1，但按日期推算的年龄段为 %2"
	},
	[PEDS_SAY_NO_PARENT_SEX] = {
		"the section of the parent is filled, but not the parent's sex",
		"已填写父母信息，但未填写父母性别"
	},
	[PEDS_SAY_PARENT_YOUNGER] = {
		"parent born %1, patient born %2: a parent is older",
		"父母出生日期 %1，患者出生日期 %2：父母应年长于患者"
	},
	[PEDS_SAY_PARENT_OF_ADULT] = {
		"a parent is described, but the patient is of age and no drug has a parent's route, a gestation or a parent's exposure",
		"填有父母信息，但患者已成年，且没有任何药物填有父母给药途径、孕周或父母暴露"
	},
	[PEDS_SAY_PARENT_TWICE] = {
		"parent's birth date %1 and age %2: only one of them is to be given",
		"父母的出生日期 %1 与年龄 %2 只应填写其一"
	},
	[PEDS_SAY_PARENT_LINKED] = {
		"the section of the parent is filled and report %1 is linked: if that is the parent's own, this one carries no D.10",
		"已填写父母信息且关联有报告 %1：若其为父母本人的报告，本报告不应填写 D.10"
	},
	[PEDS_SAY_MOTHER_ONLY] = {
		"reaction \"%1\" of a foetus or of a parent's child: loss of a pregnancy is the mother's report only",
		"胎儿或父母-子女报告中出现反应“%1”：妊娠丢失只应报告母亲"
	},
	[PEDS_SAY_NO_PARENT_ROUTE] = {
		"report of a parent's child, but no dose of this drug has the parent's route",
		"父母-子女报告，但该药物没有任何剂量填有父母给药途径"
	},
	[PEDS_SAY_NO_GESTATION] = {
		"report of a parent's child, but the gestation at the time of exposure is not given",
		"父母-子女报告，但未填写暴露时孕周"
	},
	[PEDS_SAY_CONGENITAL] = {
		"congenital anomaly, but the patient is 1 year or older and no text explains it",
		"先天性异常，但患者已满 1 岁且文本中无说明"
	},
	[PEDS_SAY_FLAG] = {
		"\"%1\": a criterion of seriousness is true or has the null flavour NI",
		"“%1”：严重性标准只能为 true 或空值类型 NI"
	},
	[PEDS_SAY_FLAG_FLAVOR] = {
		"null flavour %1: a criterion of seriousness is true or has the null flavour NI",
		"空值类型 %1：严重性标准只能为 true 或空值类型 NI"
	},
	[PEDS_SAY_FLAGS_ABSENT] = {
		"%1 of 6 criteria of seriousness are absent (%2)",
		"6 项严重性标准中缺 %1 项（%2）"
	},
	[PEDS_SAY_NO_STUDY_TYPE] = {
		"report from a study without the type of study",
		"来自研究的报告未填写研究类型"
	},
	[PEDS_SAY_MEDDRA] = {
		"MedDRA version %1, but %2 in %3",
		"MedDRA 版本为 %1，而 %3 中为 %2"
	},
	[PEDS_SAY_NEWBORN] = {
		"newborn, but no history, test or narrative mentions: ",
		"新生儿病例，但病史、检查和叙述中均未提及："
	},
	[PEDS_SAY_HISTORY] = {
		"patient below 2 years, but no history or narrative mentions: ",
		"患者不满 2 岁，但病史和叙述中均未提及："
	},
	[PEDS_SAY_MISSING] = {
		"missing: ",
		"缺："
	},
};

const char *const peds_icsr_item_text[PEDS_ITEM_COUNT][PEDS_LANG_COUNT] = {
	[PEDS_ITEM_GESTATION] = {"gestational age at birth", "出生胎龄"},
	[PEDS_ITEM_BIRTH_WEIGHT] = {"birth weight", "出生体重"},
	[PEDS_ITEM_VACCINES] = {"vaccines", "疫苗接种"},
	[PEDS_ITEM_FEEDING] = {"feeding", "喂养"},
	[PEDS_ITEM_MATERNAL_DRUGS] = {"mother's drugs", "母亲用药"},
	[PEDS_ITEM_AGE] = {"birth date or age", "出生日期或年龄"},
	[PEDS_ITEM_SEX] = {"sex", "性别"},
	[PEDS_ITEM_WEIGHT] = {"weight", "体重"},
	[PEDS_ITEM_ONSET] = {"onset", "起病日期"},
	[PEDS_ITEM_DOSE_PER_KG] = {"dose per kg", "每公斤剂量"},
	[PEDS_ITEM_FORM] = {"dosage form", "剂型"},
	[PEDS_ITEM_DEVELOPMENT] = {"development", "发育状况"},
	[PEDS_ITEM_OUTCOME] = {"outcome", "转归"},
	[PEDS_ITEM_FOLLOW_UP] = {"follow-up", "随访"},
};
