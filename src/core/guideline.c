/* SPDX-License-Identifier: PostgreSQL */
/*
 * guideline.c
 *		CDE 2025 No. 21, technical guideline for safety information assessment
 *		and reporting in pediatric drug clinical trials (interim), in force from
 *		2025-05-29.
 *
 * Its text was read in a republished copy that had lost isolated digits. It says
 * of itself that it has no compulsory legal force [primary]. Requirements are
 * restated. The names of clauses are ours; main sections are numbered as in the
 * text, parts of section 2 in the order in which it has them, and scope and age
 * groups stand under 1, which is a reading.
 */
#include "guideline.h"
#include "word.h"

#include <string.h>

/* ------------------------------------------------------------------- scope */

/* Scope: adolescents under 18 full years and younger [primary+secondary]. */
#define SCOPE_YEARS 18

/* Products of the scope [primary]; the words are ours, the first of each row the one that hints name. */
static const struct
{
	const char *words;			/* with ", " between */
	bool		within;
}			product_class[] =
{
	{"chemical, chemical-drug, small-molecule", true},
	{"biological, biologic, biological-product, therapeutic-biological, cell-therapy, gene-therapy", true},
	{"traditional-chinese-medicine, tcm", true},
	{"preventive-biological, preventive-biologic, preventive-biological-product, vaccine", false}
};

const char *const peds_product_classes =
	"chemical, biological, traditional-chinese-medicine (or tcm), preventive-biological (or vaccine)";

peds_status
peds_guideline_applies(const char *text, size_t length, peds_day birth, peds_day at, bool extended, bool *result)
{
	for (size_t i = 0; i < sizeof(product_class) / sizeof(product_class[0]); i++)
		if (peds_word_among(text, length, product_class[i].words))
		{
			*result = product_class[i].within &&
				(extended || at < peds_months_reached(birth, 12 * SCOPE_YEARS));
			return PEDS_OK;
		}
	return PEDS_PRODUCT_CLASS;
}

bool
peds_text_is_blank(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] != ' ' && (text[i] < '\t' || text[i] > '\r'))
			return false;
	return true;
}

/* ----------------------------------------------------------------- clauses */

#define C(name) "CDE-2025-21 §" name

#define S1	"1 Background"
#define S21 "2 General considerations: principles"
#define S22 "2 General considerations: informed consent"
#define S23 "2 General considerations: responsibilities"
#define S3	"3 Risks needing special attention"
#define S31 "3 (1) Important missing information"
#define S32 "3 (2) Child-specific adverse reactions"
#define S33 "3 (3) Other risks"
#define S41 "4 (1) Risk management plan"
#define S42 "4 (2) Individual case safety reports"
#define S43 "4 (3) Development safety update report"
#define S44 "4 (4) Post-marketing safety studies"
#define S45 "4 (5) Safety communication"
#define S46 "4 (6) Communication with the regulator"

#define NOTHING	""

static const peds_clause clause[] = {
	{
		C("1 standing"), S1,
		"To be read with GCP, the ICH guidelines and China's other guidelines, none of which it replaces; without compulsory force.",
		NOTHING, "consent_policies age_schemes", NOTHING, NULL, "primary",
		"Nothing is refused for its sake unless the owner of the data chooses so (consent_guard_add); checks report."
	},
	{
		C("1 scope: products"), S1,
		"Traditional Chinese medicines, chemical drugs and biological products; not preventive biological products.",
		NOTHING, "guideline_applies", NOTHING, NULL, "primary", NULL
	},
	{
		C("1 scope: age"), S1,
		"Children are those under 18 full years, down to term and preterm newborns.",
		NOTHING, "guideline_applies age_years age_reached gestational_age", "subject", NULL, "primary+secondary", NULL
	},
	{
		C("1 scope: relaxation"), S1,
		"The upper age may be relaxed for diseases that need continued treatment or long follow-up: congenital diseases, tumours, rare diseases.",
		NOTHING, "guideline_applies", NOTHING, NULL, "primary",
		"Which disease justifies it is not judged here: the extension has to be on record, in words."
	},
	{
		C("1 scope: stage"), S1,
		"Clinical trials chiefly; post-marketing safety studies in a section of their own.",
		NOTHING, NOTHING, NOTHING, NULL, "primary", "The contract views are those of trials."
	},
	{
		C("1 age groups"), S1,
		"Preterm newborns, term newborns, infants and toddlers, children, adolescents; age subgroups besides, without numeric bounds.",
		NOTHING, "age_scheme age_schemes age_band bands band_label", "subject", NULL, "primary",
		"The bounds of the scheme nmpa are those of E11 [reading]; the text points to CDE 2023 No. 22, commentary to E11."
	},
	{
		C("2.1 principles"), S21,
		"Paediatric trials face gaps in data of their own; risk is assessed with the development of the child in view.",
		NOTHING, NOTHING, NOTHING, NULL, "primary", "A principle, which no check can decide."
	},
	{
		C("2.2 consent"), S22,
		"The guardian consents, and the child besides where it can decide: the section as a whole.",
		"C01 C18 C19 C21", "consent_coverage consent_gaps consent_findings consent_guard_add dsur_consent",
		"subject exposure consent form_version", "CDE 2025 No. 21, section on consent", "primary",
		"C18 (scope of optional parts) and C21 (change of site or guardian) are listed and not evaluated: no view has what they need."
	},
	{
		C("2.2 consent: child of 8"), S22,
		"A child of 8 full years or older generally agrees and signs besides the guardian.",
		"C02 C03 C04 C05", "consent_required consent_coverage consent_findings consent_due consent_guard_add dsur_consent",
		"subject exposure consent form_version", "CDE 2025 No. 21 (consent, child of 8 or older)", "primary+secondary", NULL
	},
	{
		C("2.2 consent: not able to decide"), S22,
		"\"Generally\": a child of 8 or older who cannot decide is an exception, to be documented.",
		"C24", "consent_coverage consent_findings", "subject consent", "CDE 2025 No. 21 (\"generally\" from 8)", "reading",
		"Read from the wording [primary]; here an ethics committee's act waive. Reason and capacity are not in the views."
	},
	{
		C("2.2 consent: number of guardians"), S22,
		"The written documents say whether one guardian is enough or all agree and sign; the ethics committee approves that.",
		"C10", "consent_policies consent_coverage consent_findings", "subject exposure consent",
		"CDE 2025 No. 21 (one guardian or all, as the protocol says)", "primary",
		"The policy CN-2025 has one guardian unless it is amended: guardians=2."
	},
	{
		C("2.2 consent: guardian's state"), S22,
		"The guardian's awareness and emotional state are watched while consent is sought.",
		"C11", NOTHING, NOTHING, "CDE 2025 No. 21 (guardian's state)", "primary",
		"C11 is listed and not evaluated: no view records it."
	},
	{
		C("2.2 consent: GCP"), S22,
		"GCP applies besides: the child's refusal or leaving prevails, save where life would be endangered and investigator and guardian agree; who reaches the age signs before going on.",
		"C03 C16 C17 C22", "consent_coverage consent_findings consent_guard_add", "subject exposure consent", NULL, "secondary",
		"Article 23 was seen in exam keys that repeat it; that a child who reaches the age signs before going on is [memory]."
	},
	{
		C("2.3 from the start"), S23,
		"Risk management begins no later than the trial.",
		NOTHING, "risk_register_findings", "risk_register", NULL, "primary",
		"The register has the day on which each risk was identified; the start of a trial is in no view."
	},
	{
		C("2.3 paediatric expertise"), S23,
		"The sponsor is advised to have people with knowledge or experience of paediatrics review case reports.",
		NOTHING, NOTHING, NOTHING, NULL, "primary", "Advice on staff; nothing to compute."
	},
	{
		C("2.3 events outside the site"), S23,
		"Guardians are told how to act on events outside the site.",
		NOTHING, NOTHING, NOTHING, NULL, "primary", "Nothing here serves it."
	},
	{
		C("3 risk categories"), S3,
		"Risks fall under important missing information, child-specific adverse reactions, other risks.",
		"RR06", "risk_categories risk_register_findings", "risk_register", NULL, "primary",
		"Commentary has another taxonomy: information deficiency, development-related, formulation compatibility [secondary]; the mapping is ours [reading]."
	},
	{
		C("3.1 data to start or widen"), S31,
		"Whether existing safety data support starting or widening the paediatric trial.",
		NOTHING, "risk_categories", "risk_register", NULL, "primary", "A judgement; kept in the register."
	},
	{
		C("3.1 dose by age subgroup"), S31,
		"Pharmacokinetic and dose-response data for each age subgroup: under- and overdose, type A reactions.",
		NOTHING, "risk_categories dose_per_kg body_surface_area nearest_measurement", "exposure measurement risk_register", NULL, "primary",
		"Doses can be put in relation to size; pharmacokinetics are not covered."
	},
	{
		C("3.1 signals in routine data"), S31,
		"Whether routinely collected safety data can show signals.",
		NOTHING, "risk_categories dsur_missing", "subject exposure event risk_register", NULL, "primary",
		"dsur_missing shows what is not on record; whether that is enough is a judgement."
	},
	{
		C("3.1 dosage form"), S31,
		"Dosage form, strength and palatability for the age: dosing errors, local reactions.",
		NOTHING, "risk_categories", "exposure risk_register", NULL, "primary",
		"exposure.form is on record and no function judges it."
	},
	{
		C("3.2 pharmacology and interactions"), S32,
		"Pharmacokinetics, pharmacodynamics and interactions other than in adults.",
		NOTHING, "risk_categories", "risk_register", NULL, "primary", "Kept in the register; nothing is computed."
	},
	{
		C("3.2 excipients"), S32,
		"Excipients.",
		NOTHING, "risk_categories", "risk_register", NULL, "primary", "Kept in the register; no view lists excipients."
	},
	{
		C("3.2 differences by age subgroup"), S32,
		"Reactions whose kind or degree differs by age subgroup; exposure in utero through the mother.",
		"RR05", "risk_categories risk_register_findings dsur_sae dsur_rates rate_ratio_ci", "subject exposure event risk_register", NULL, "primary",
		"Exposure in utero is time before birth, (,0d), if the views have it."
	},
	{
		C("3.2 growth and development"), S32,
		"Effects on growth and development; delayed reactions that need long follow-up (bone, behaviour, cognition, sexual organs, immunity).",
		NOTHING, "risk_categories dsur_growth growth_z growth_velocity growth_faltering tanner_status milestone_status", "subject exposure measurement risk_register", NULL, "primary",
		"Growth, puberty and motor milestones are covered; bone, behaviour, cognition and immunity are not."
	},
	{
		C("3.2 critical period"), S32,
		"Exposure in a critical period of development, with a permanent effect (foetus, newborn).",
		NOTHING, "risk_categories dsur_exposure age_split", "subject exposure risk_register", NULL, "primary",
		"Exposure by band shows who was exposed when; which period is critical is a judgement."
	},
	{
		C("3.2 only in children"), S32,
		"Reactions that are seen in children only, without effect on present growth.",
		NOTHING, "risk_categories", "risk_register", NULL, "primary", "Kept in the register; nothing is computed."
	},
	{
		C("3.2 chronic disease"), S32,
		"Chronic disease, lifelong treatment.",
		NOTHING, "risk_categories dsur_age_flow", "subject exposure risk_register", NULL, "primary",
		"dsur_age_flow shows who grew from one band into another under treatment."
	},
	{
		C("3.3 few subjects"), S33,
		"Few subjects and rare serious reactions; gaps are judged by length of exposure, number of subjects, age range and subgroups, indication.",
		NOTHING, "risk_categories dsur_exposure dsur_rates rate_ci person_time", "subject exposure event risk_register", NULL, "primary",
		"The indication is in no view."
	},
	{
		C("3.3 long-term follow-up"), S33,
		"Long-term follow-up; psychological development.",
		NOTHING, "risk_categories follow_up_schedule follow_up_kinds", "risk_register", NULL, "primary",
		"The guideline gives no period. follow_up_schedule has those of cell and gene therapy, from other documents, most of them [memory]. Psychological development is not covered."
	},
	{
		C("4.1 risk management plan"), S41,
		"A preliminary plan lists important identified risks, important potential risks and important missing information.",
		"RR01 RR02 RR03 RR04 RR07 RR08 RR09 RR10", "risk_categories risk_register_checks risk_register_findings", "risk_register", NULL, "primary",
		"The form of the register and its checks are ours [reading]."
	},
	{
		C("4.2 basis"), S42,
		"Case reports follow ICH E2B(R3) and the regional guide.",
		"R01 R04 R08 R09 R12 R14 R21 R22 R25 R27 R28", "icsr_from_e2b icsr_findings icsr_rules", "event", NULL, "primary",
		"China's regional guide was not seen."
	},
	{
		C("4.2 age at onset"), S42,
		"The first thing to fill in: in the coded field and in the narrative.",
		"R02 R03 R10 R11 R30", "icsr_findings icsr_completeness icsr_age_band icsr_age_text age_band", "subject event", NULL, "primary",
		"Whether the narrative has it is not read."
	},
	{
		C("4.2 unit of age"), S42,
		"Newborns in days; infants and toddlers in days or months; children and adolescents in months or years.",
		"R03", "age_ucum icsr_age_text icsr_findings", "subject event", NULL, "primary", NULL
	},
	{
		C("4.2 gestational age"), S42,
		"To be given for preterm and newborn cases and infants.",
		"R24", "icsr_completeness icsr_findings gestational_age ga_category dsur_missing", "subject", NULL, "primary",
		"E2B(R3) has no element for gestation at birth."
	},
	{
		C("4.2 age group"), S42,
		"The least that is given where the exact age cannot be had, for example for data protection.",
		"R06 R07 R29", "icsr_age_band e2b_age_group icsr_findings", "subject", NULL, "primary", NULL
	},
	{
		C("4.2 weight and height"), S42,
		"Weight and height or length at the time of the reaction.",
		"R13 R15", "icsr_findings icsr_completeness nearest_measurement growth_z growth_status", "measurement", NULL, "primary", NULL
	},
	{
		C("4.2 development"), S42,
		"Important indicators of development: prematurity, stage of puberty, key cognitive or motor milestones.",
		"R24 R30", "icsr_completeness tanner_stage tanner_status milestone_status ga_category", "subject measurement", NULL, "primary",
		"Tanner is not named by the guideline. Cognitive milestones are not covered."
	},
	{
		C("4.2 parental exposure"), S42,
		"Exposure of the parents around conception, in pregnancy, through breast milk.",
		"R05 R16 R17 R18 R19 R20 R23 R26", "icsr_findings icsr_from_e2b", NOTHING, NULL, "primary",
		"No contract view has parents."
	},
	{
		C("4.2 drug"), S42,
		"Indication, dosage form, strength, dose, frequency, period of treatment.",
		"R20 R30", "icsr_from_e2b icsr_completeness dose_per_kg", "exposure", NULL, "primary",
		"Indication, strength and frequency are in the case report, not in the contract views."
	},
	{
		C("4.2 follow-up"), S42,
		"The regulator may ask for further information.",
		NOTHING, "susar_followup_due overdue", "safety_report", NULL, "primary", NULL
	},
	{
		C("4.2 analysis by age subgroup"), S42,
		"Cases are analysed by age subgroup where numbers allow.",
		NOTHING, "icsr_age_band dsur_sae dsur_rates rate_ci", "subject exposure event", NULL, "primary", NULL
	},
	{
		C("4.2 clocks"), S42,
		"Sets no time limits of its own; those of the rule on rapid reports of 2018 apply.",
		NOTHING, "susar_due susar_followup_due overdue", "safety_report", NULL, "primary", "By absence."
	},
	{
		C("4.3 basis"), S43,
		"Follows ICH E2F and the regional rule, and sets out what is new in the safety of children or age subgroups.",
		NOTHING, "dsur_exposure dsur_sae dsur_rates dsur_sar_listing dsur_deaths dsur_withdrawals dsur_reconciliation dsur_growth", "subject exposure event", NULL, "primary",
		"What is new is for the author to say; interval and cumulative figures stand side by side."
	},
	{
		C("4.3 off-label use"), S43,
		"Use outside the label, with a form that does not fit the age or in an age subgroup that is not approved.",
		NOTHING, NOTHING, "exposure", NULL, "primary",
		"Nothing here serves it: approved forms and subgroups are in no view. dsur_exposure shows the bands that were exposed."
	},
	{
		C("4.3 confirmed signals"), S43,
		"Confirmed paediatric signals.",
		NOTHING, "dsur_rates rate_ratio_ci mh_rate_ratio disproportionality", "subject exposure event risk_register", NULL, "primary",
		"Figures for the assessment; that a signal is confirmed is a judgement, kept in the register."
	},
	{
		C("4.3 exposure by age subgroup"), S43,
		"Paediatric exposure in the period, by age subgroup.",
		NOTHING, "dsur_exposure dsur_age_flow person_time age_split", "subject exposure", NULL, "primary", NULL
	},
	{
		C("4.3 how exposure was calculated"), S43,
		"How exposure was calculated or estimated.",
		NOTHING, "dsur_method dsur_explain dsur_reconciliation", "subject exposure event", NULL, "primary", NULL
	},
	{
		C("4.3 period"), S43,
		"The regulator may ask for, and the sponsor propose, another reporting period.",
		NOTHING, "dsur_period dsur_due dsur_exposure", NOTHING, NULL, "primary",
		"Reports take any period; dsur_period gives the yearly one."
	},
	{
		C("4.4 when indicated"), S44,
		"Where effects may show after years only, extrapolation carried much of the evidence, use is long (infants in particular) or off-label use is likely.",
		NOTHING, NOTHING, NOTHING, NULL, "primary",
		"Nothing here serves it. The age of those infants is lost in the copy that was read; GVP P.IV says under 6 years."
	},
	{
		C("4.5 children"), S45,
		"Communication with children may use pictures and video.",
		"C25", NOTHING, NOTHING, NULL, "primary",
		"C25 is listed and not evaluated: no view records what was given. That it belongs to this section is [reading]."
	},
	{
		C("4.5 topics"), S45,
		"Brochure and consent speak of correct use, school and sport, alcohol, not passing the drug on, and effects on reproduction, growth, cognition and pregnancy.",
		NOTHING, NOTHING, NOTHING, NULL, "primary",
		"Texts, which nothing here reads. That it belongs to this section is [reading]."
	},
	{
		C("4.6 communication"), S46,
		"A part on communication with the regulator.",
		NOTHING, NOTHING, NOTHING, NULL, "primary",
		"Known by its heading only. Deadlines of review (ind_due, nda_due) and SPARK come from other documents."
	}
};

int
peds_clause_count(void)
{
	return sizeof(clause) / sizeof(clause[0]);
}

const peds_clause *
peds_clause_get(int i)
{
	return &clause[i];
}
