/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_rule_table.c
 *		The rules R01 to R30.
 *
 * Regions change their rules from year to year: a rule is a row, and version
 * says of which edition. Sources, short names and confidence: doc/rules.md.
 * [primary]: the element pages of the ICH guide; the row-level sheets of EU, FDA
 * and the Danish agency were seen in commentary [secondary].
 */
#include "icsr_rule_parts.h"

#define ICH		PEDS_ICSR_ICH, "E2B(R3)-2013"
#define EU		PEDS_ICSR_EU, "EU-ICSR-IG-2"
#define FDA		PEDS_ICSR_FDA, "FDA-1.1"
#define CN		PEDS_ICSR_CN, "CDE-2025-21"
#define DK		PEDS_ICSR_DK, "DKMA-2010"
#define OURS	PEDS_ICSR_PEDSAFETY, "1"

#define ERROR	PEDS_ICSR_ERROR
#define WARNING	PEDS_ICSR_WARNING
#define NOTE	PEDS_ICSR_NOTE

const peds_icsr_rule peds_icsr_rule_table[PEDS_ICSR_RULES] = {
	{"R01", ICH, ERROR, "D", "ICH E2B(R3) IG D",
		{"at least one element of section D (but the parent's) has a value or the null flavour MSK",
		"D 部分（父母信息除外）至少有一个要素有值或空值类型为 MSK"}, "secondary"},
	{"R02", ICH, ERROR, "D.2.2", "ICH E2B(R3) IG D.2.2",
		{"age and its unit, both or none; the age is a number of at most 5 digits",
		"年龄与单位须同时填写或同时不填；年龄为至多 5 位的数字"}, "primary"},
	{"R03", ICH, ERROR, "D.2.2b", "ICH E2B(R3) IG D.2.2b",
		{"unit of the age is a, mo, wk, d, h or {decade} (UCUM)",
		"年龄单位为 a、mo、wk、d、h 或 {decade}（UCUM）"}, "primary"},
	{"R04", ICH, ERROR, "D.2.2.1", "ICH E2B(R3) IG D.2.2.1",
		{"gestation at the reaction and its unit, both or none; a number of at most 3 digits in mo, wk, d or {trimester}",
		"发生反应时的孕周与单位须同时填写或同时不填；为至多 3 位的数字，单位为 mo、wk、d 或 {trimester}"}, "primary"},
	{"R05", ICH, WARNING, "D.2.2.1", "ICH E2B(R3) IG D.2.2.1",
		{"gestation at the reaction only where the reaction was the foetus's; then no age",
		"仅胎儿发生反应时填写孕周，且不再填写年龄"}, "primary"},
	{"R06", ICH, WARNING, "D.2.3", "ICH E2B(R3) IG D.2.3",
		{"age group only where neither birth date nor age is given",
		"仅在未填出生日期和年龄时填写年龄组"}, "primary"},
	{"R07", ICH, ERROR, "D.2.3", "ICH E2B(R3) IG D.2.3",
		{"age group is 0 to 6", "年龄组为 0 至 6"}, "primary"},
	{"R08", ICH, ERROR, "all dates", "ICH E2B(R3) IG, no future dates",
		{"no date is after the report was sent or made: the latest of N.1.5, N.2.r.4, C.1.2",
		"任何日期不得晚于报告的发送或创建时间（N.1.5、N.2.r.4、C.1.2 中最晚者）"}, "primary"},
	{"R09", ICH, ERROR, "all dates", "ICH E2B(R3) IG D.2.1, D.6, D.7.1.r, D.10, E.i.4",
		{"dates are known at least to the year, the birth date to the day",
		"日期至少精确到年，出生日期精确到日"}, "primary; day of birth: memory"},
	{"R10", ICH, WARNING, "D.2.2", "ICH E2B(R3) IG D.2.2",
		{"with several reactions the age is that at the first one",
		"有多个反应时，年龄为首个反应发生时的年龄"}, "primary"},
	{"R11", ICH, WARNING, "D.2.2", "ICH E2B(R3) IG D.2.1, D.2.2, E.i.4",
		{"the age agrees with birth date and first onset, to 1 of its units",
		"年龄与出生日期及首个反应起始日期推算的结果相差不超过 1 个单位"}, "secondary; tolerance: reading"},
	{"R12", ICH, ERROR, "E.i.4", "ICH E2B(R3) IG D.2.1, E.i.4",
		{"no reaction begins before birth, unless the case is of a foetus",
		"除胎儿病例外，反应起始日期不早于出生日期"}, "secondary"},
	{"R13", ICH, ERROR, "D.3, D.4", "ICH E2B(R3) IG D.3, D.4",
		{"weight in kg, at most 6 characters, decimals after a point; height in whole cm, at most 3 digits",
		"体重以 kg 计，至多 6 个字符，以小数点分隔；身高以 cm 计，为至多 3 位的整数"}, "primary"},
	{"R14", DK, ERROR, "D.2.2, D.3, D.4, D.9.1, E.i.4", "DKMA validation list 2010 (E2B(R2))",
		{"age at most 120 years, weight at most 500 kg, height at most 300 cm; neither reaction nor death before treatment",
		"年龄不超过 120 岁，体重不超过 500 kg，身高不超过 300 cm；反应与死亡均不早于治疗开始"}, "secondary"},
	{"R15", OURS, WARNING, "D.3, D.4", "pedsafety R15; WHO 2006, 2007; CDC 2000",
		{"weight and height within 6 SD of the reference for age and sex; weight given if below 18 years and a dose is by weight",
		"体重、身高在同年龄同性别参考值的 6 个标准差以内；不满 18 岁且按体重给药时须有体重"}, "reading"},
	{"R16", ICH, ERROR, "D.10", "ICH E2B(R3) IG D.10",
		{"parent's section only in the case of a parent's child or foetus, and then with the parent's sex",
		"仅父母-子女或胎儿病例填写父母信息，且须填写父母性别"}, "primary"},
	{"R17", ICH, WARNING, "D.10.2", "ICH E2B(R3) IG D.10.2",
		{"parent's birth date or age, not both; age of at most 3 digits in a or {decade}",
		"父母的出生日期与年龄只填其一；年龄为至多 3 位的数字，单位为 a 或 {decade}"}, "primary"},
	{"R18", ICH, WARNING, "D.10, C.1.10.r", "ICH E2B(R3) IG D.10, C.1.10.r",
		{"where parent and child both had reactions there are two linked reports, and the child's has no parent's section",
		"父母与子女均发生反应时分别报告并相互关联，子女的报告不填父母信息"}, "primary"},
	{"R19", ICH, WARNING, "E.i.1", "ICH E2B(R3) IG, parent-child reports",
		{"miscarriage, stillbirth and early abortion are the mother's report only",
		"流产、死产和早期终止妊娠只报告母亲"}, "primary"},
	{"R20", ICH, WARNING, "G.k.4.r.11, G.k.6", "ICH E2B(R3) IG G.k.4.r.11, G.k.6",
		{"in the case of a parent's child each suspect drug has the parent's route and the gestation at exposure",
		"父母-子女病例中，每个怀疑药物均填有父母给药途径和暴露时孕周"}, "primary; G.k.6: memory"},
	{"R21", OURS, WARNING, "E.i.3.2e", "pedsafety R21",
		{"a congenital anomaly is of a foetus or of a child below 1 year, or explained",
		"先天性异常见于胎儿或不满 1 岁者，否则应有说明"}, "reading"},
	{"R22", ICH, ERROR, "E.i.3.2", "ICH E2B(R3) IG E.i.3.2",
		{"each criterion of seriousness of each reaction is true or has the null flavour NI",
		"每个反应的每项严重性标准为 true 或空值类型 NI"}, "primary"},
	{"R23", ICH, WARNING, "D.6", "ICH E2B(R3) IG D.6, D.10.3",
		{"last menstrual period: not of a male, not below 8 years; the mother's stands in D.10.3",
		"末次月经日期不用于男性和不满 8 岁者；母亲的填入 D.10.3"}, "primary; 8 years: reading"},
	{"R24", CN, NOTE, "D.7.1.r, F.r, H.1", "CDE-2025-21 §4.2 gestational age",
		{"newborns: gestational age at birth and birth weight in history, tests or narrative",
		"新生儿：病史、检查或叙述中有出生胎龄和出生体重"}, "primary; place: reading"},
	{"R25", EU, ERROR, "C.5.4", "EU ICSR IG, C.1.3 and C.5.4",
		{"a report from a study has the type of study", "来自研究的报告填有研究类型"}, "secondary"},
	{"R26", OURS, NOTE, "D.7, D.8, D.10.8.r", "pedsafety R26",
		{"below 2 years: vaccines, feeding and the mother's drugs in history or narrative",
		"不满 2 岁：病史或叙述中有疫苗接种、喂养和母亲用药"}, "reading"},
	{"R27", ICH, ERROR, "all MedDRA versions", "ICH E2B(R3) IG, one MedDRA version",
		{"one MedDRA version in a report", "一份报告只用一个 MedDRA 版本"}, "primary"},
	{"R28", FDA, ERROR, "D.1", "FDA regional business rules 1.1, D.1",
		{"after marketing: null flavour NA, not the text NONE, where there is no patient",
		"上市后报告：无患者时用空值类型 NA，而非文本 NONE"}, "secondary"},
	{"R29", OURS, NOTE, "D.2.3", "pedsafety R29; ICH E11 bounds",
		{"the age group is one that the dates allow, by the bounds of ICH E11",
		"年龄组与按日期推算的年龄段（ICH E11 界限）一致"}, "reading"},
	{"R30", OURS, NOTE, "case", "pedsafety R30; CDE-2025-21 §4.2 age at onset; CDE-2025-21 §4.2 development; CDE-2025-21 §4.2 drug",
		{"a paediatric case has age, sex, weight, onset, dose per kg, dosage form, development, outcome, follow-up; gestational age below 2 years",
		"儿科病例有年龄、性别、体重、起病日期、每公斤剂量、剂型、发育状况、转归和随访；不满 2 岁者有出生胎龄"}, "reading"},
};
