/* SPDX-License-Identifier: PostgreSQL */
/*
 * errors.c
 *		The one map from a core status to SQLSTATE, message and hint.
 *
 * In the table %s of a message stands for the literal that was refused. A
 * message of NULL is PostgreSQL's own "invalid input syntax for type …".
 * Messages hold no other data of a subject, since server logs are widely read.
 */
#include "pedsafety.h"

#include "../core/consent_policy.h"
#include "../core/follow_up.h"
#include "../core/growth_faltering.h"
#include "../core/guideline.h"
#include "../core/maturity.h"
#include "../core/reported_age.h"
#include "../core/work_calendar.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/datetime.h"

typedef struct error_row
{
	int			sqlstate;
	const char *message;
	const char *hint;			/* NULL for none; may be made by hint_for() */
} error_row;

#define AGE_FORMS \
	"An age is digits and a unit, d, w, mo or y, without blanks or sign: 28d, 6w, 24mo, 8y."

#define POLICY_FORM \
	"A policy is a name, then amendments, each after a semicolon: CN-2025; guardians=2; grace=14d; majority=16y; assent=7y. No blanks round the equals sign, nothing after the last value."

#define WORK_FORM \
	"Write a name, years, or both: CN, or 2026: off 01-01, 12-25..12-26, or CN; 2027: off 01-01..01-03; work 01-09. A weekend that is not Saturday and Sunday comes first: weekend fri, sat; 2026: off 01-01."

static const error_row row[PEDS_STATUS_COUNT] = {
	[PEDS_AGE_MALFORMED] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "invalid age: \"%s\"", AGE_FORMS
	},
	[PEDS_AGE_TOO_LARGE] = {
		ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE, "age out of range: \"%s\"",
		"An age has at most 2147483647 days or months, as a cut or bound 268435455."
	},
	[PEDS_DATE_OUT_OF_RANGE] = {
		ERRCODE_DATETIME_VALUE_OUT_OF_RANGE, "date out of range", NULL
	},
	[PEDS_PARTIAL_DATE_MALFORMED] = {
		ERRCODE_INVALID_TEXT_REPRESENTATION, NULL,
		"Write 2019-03-14, 2019-03, 2019 or 2019---14 (month unknown), or as E2B does 20190314 or 201903; a time may follow a day."
	},
	[PEDS_PARTIAL_DATE_NO_SUCH_DAY] = {
		ERRCODE_DATETIME_VALUE_OUT_OF_RANGE, "there is no such date: \"%s\"",
		"Leave out the part that is not known: 2019-03 or 2019."
	},
	[PEDS_PARTIAL_DATE_YEAR] = {
		ERRCODE_DATETIME_VALUE_OUT_OF_RANGE, "year of a partial_date must be from 0001 to 9999: \"%s\"", NULL
	},
	[PEDS_IMPUTE_RULE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown imputation rule: \"%s\"",
		"Use first, middle or last."
	},
	[PEDS_IMPUTE_NONE_WITHIN] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "no possible day of partial_date \"%s\" lies within the bounds",
		"Widen the bounds, or leave the date as it is and work with its earliest and latest day."
	},
	[PEDS_IMPUTE_MIDDLE_OUTSIDE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "the middle of partial_date \"%s\" lies outside the bounds",
		"Use first or last, which are taken within the bounds, or widen them."
	},
	[PEDS_GA_MALFORMED] = {
		ERRCODE_INVALID_TEXT_REPRESENTATION, NULL,
		"Write completed weeks and days of gestation as 34+5, 34w5d, 34w, 34 5/7 or 243d; the days are 0 to 6."
	},
	[PEDS_GA_TOO_LARGE] = {
		ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE, "gestational age out of range: \"%s\"",
		"It lies between 0+0 and 999+6."
	},
	[PEDS_PMA_TOO_LARGE] = {
		ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE, "postmenstrual age out of range",
		"It ends at 999+6, some 19 years after birth."
	},
	[PEDS_GA_NOT_AT_BIRTH] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "gestational age at birth must be from 20+0 to 44+6, not %s",
		"If the gestation at birth is not known, pass NULL."
	},
	[PEDS_SCHEME_MALFORMED] = {
		ERRCODE_INVALID_TEXT_REPRESENTATION, NULL,
		"A list of cuts is ages with commas between and no blanks: 0d,28d,2y,12y,18y. " AGE_FORMS
	},
	[PEDS_SCHEME_UNKNOWN] = {
		ERRCODE_INVALID_TEXT_REPRESENTATION, "unknown age scheme: \"%s\"", NULL
	},
	[PEDS_SCHEME_START] = {
		ERRCODE_INVALID_TEXT_REPRESENTATION, "age scheme \"%s\" does not begin at 0d",
		"The first cut is birth, written 0d: 0d,28d,2y."
	},
	[PEDS_SCHEME_ORDER] = {
		ERRCODE_INVALID_TEXT_REPRESENTATION, "cuts of age scheme \"%s\" do not rise for every birth",
		"Each cut must be later than the one before it whatever the birth date: 28d and 1mo are the same day for a birth in February."
	},
	[PEDS_SCHEME_TOO_MANY] = {
		ERRCODE_PROGRAM_LIMIT_EXCEEDED, "age scheme has more than 64 cuts: \"%s\"", NULL
	},
	[PEDS_BAND_MALFORMED] = {
		ERRCODE_INVALID_TEXT_REPRESENTATION, NULL,
		"Write a band as [28d,2y), [18y,), (,0d) before birth, (,) unknown, or with a maturity: term [0d,28d), preterm [0d,pma44w)."
	},
	[PEDS_BAND_ORDER] = {
		ERRCODE_INVALID_TEXT_REPRESENTATION, "there is no such age band: \"%s\"",
		"The lower bound must come before the upper one for every birth; only (,0d) and (,) have no lower bound; a maturity goes with a band from 0d on."
	},
	[PEDS_AGE_NEGATIVE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "reported age must not be negative: %s", NULL
	},
	[PEDS_AGE_NOT_FINITE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "reported age must be a finite number, not %s",
		"If the age is not known, pass NULL."
	},
	[PEDS_AGE_UNIT] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown unit of age: \"%s\"", NULL
	},
	[PEDS_DECADE_NOT_WHOLE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "a decade of age must be a whole number from 1, not %s",
		"The first decade is [0y,10y), the seventh [60y,70y)."
	},
	[PEDS_PERSON_TIME_MALFORMED] = {
		ERRCODE_INVALID_TEXT_REPRESENTATION, NULL,
		"Write the scheme, the subjects in all, and for each band subjects/person-days: ich-e11; subjects=2; [0d,28d)=1/5; [28d,2y)=2/40"
	},
	[PEDS_PERSON_TIME_BAND] = {
		ERRCODE_INVALID_TEXT_REPRESENTATION, "a band of person_time \"%s\" is not of its scheme or stands there twice",
		"Only bands of the scheme, hulls of them, (,0d) and (,) can hold time; bands() lists a scheme's bands."
	},
	[PEDS_PERSON_TIME_COUNTS] = {
		ERRCODE_INVALID_TEXT_REPRESENTATION, "counts of person_time \"%s\" do not agree",
		"In each band there is at least one subject, not more than in all, and each has at least one day."
	},
	[PEDS_PERSON_TIME_COUNT_RANGE] = {
		ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE, "a count of person_time is out of range: \"%s\"",
		"Counts end at 9223372036854775807."
	},
	[PEDS_PERSON_TIME_SCHEMES] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "cannot add person_time of different age schemes%s",
		"Make both with the same scheme; the default is ich-e11."
	},
	[PEDS_PERSON_TIME_OVERFLOW] = {
		ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE, "person_time out of range", NULL
	},
	[PEDS_PERSON_TIME_NOT_PART] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "person_time to take away is not part of the other", NULL
	},
	[PEDS_POLICY_MALFORMED] = {
		ERRCODE_INVALID_TEXT_REPRESENTATION, NULL, POLICY_FORM
	},
	[PEDS_POLICY_UNKNOWN] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown consent policy: \"%s\"", NULL
	},
	[PEDS_POLICY_KEY] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown key in consent policy \"%s\"",
		"The keys are guardians, grace, majority and assent, in lower case."
	},
	[PEDS_POLICY_KEY_TWICE] = {
		ERRCODE_INVALID_TEXT_REPRESENTATION, "a key stands twice in consent policy \"%s\"",
		"Write each key once."
	},
	[PEDS_POLICY_GUARDIANS] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "guardians must be a number from 1 to 99 in consent policy \"%s\"",
		"It is how many guardians have to agree: guardians=2."
	},
	[PEDS_POLICY_GRACE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "grace must be in days in consent policy \"%s\"",
		"Write it as 14d."
	},
	[PEDS_POLICY_AGE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "majority and assent must be ages in consent policy \"%s\"",
		"Majority is an age above 0, such as 18y; assent an age, or none. " AGE_FORMS
	},
	[PEDS_POLICY_AGE_ORDER] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "the assent age is not below majority in consent policy \"%s\"",
		"It must be reached before majority whatever the birth date; write assent=none if no child has to agree."
	},
	[PEDS_POLICY_NO_ASSENT_AGE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "consent policy \"%s\" sets no age from which the child agrees too",
		"National law or the protocol does: write it, as in EU-CTR; assent=12y, or assent=none if no child has to agree."
	},
	[PEDS_CONSENT_SIGNER] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown signer: \"%s\"",
		"A signer is one of guardian, subject, investigator, ethics."
	},
	[PEDS_CONSENT_ACT] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown act: \"%s\"",
		"An act is one of consent, assent, dissent, withdraw, override, waive."
	},
	[PEDS_CONSENT_TOO_MANY] = {
		ERRCODE_PROGRAM_LIMIT_EXCEEDED, "too many consent records of one subject",
		"There can be 10 million; group the records by subject."
	},
	[PEDS_RATE_METHOD] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown method for the interval of a rate: \"%s\"",
		"Use exact or byar."
	},
	[PEDS_PROPORTION_METHOD] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown method for the interval of a proportion: \"%s\"",
		"Use clopper-pearson or wilson."
	},
	[PEDS_RATIO_METHOD] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown method for the interval of a ratio: \"%s\"",
		"Use exact."
	},
	[PEDS_DIFFERENCE_METHOD] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown method for the interval of a difference: \"%s\"",
		"Use miettinen-nurminen, mee or newcombe."
	},
	[PEDS_RATE_CONF] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "confidence must lie between 0 and 1",
		"Write 95 % as 0.95."
	},
	[PEDS_RATE_COUNT] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "a count must not be negative", NULL
	},
	[PEDS_RATE_TIME] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "a time must be finite and not negative", NULL
	},
	[PEDS_RATE_MORE_THAN_ALL] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "there cannot be more cases than subjects", NULL
	},
	[PEDS_RATE_WEIGHT] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "a weight must be finite and not negative", NULL
	},
	[PEDS_STRATA_CONFS] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "confidence differs within one call of the aggregate",
		"Pass the same confidence with every stratum, or group by it."
	},
	[PEDS_STRATA_RANGE] = {
		ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE, "times or weights of strata are too large, too small or too far apart to compute a rate",
		"Are they all in the same unit?"
	},
	[PEDS_STRATA_STATE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "array is not a state of an aggregate over strata",
		"Call the aggregate and not the functions that it is made of."
	},

	/* event_tally */
	[PEDS_EVENT_TALLY_MALFORMED] = {
		ERRCODE_INVALID_TEXT_REPRESENTATION, NULL,
		"The text form is \\x and hexadecimal digits as event_tally prints them; a value is made by the aggregate event_tally()."
	},
	[PEDS_EVENT_TALLY_ENCODING] = {
		ERRCODE_CHARACTER_NOT_IN_REPERTOIRE, "a text in event_tally is not valid in the encoding of this database",
		"The value holds texts in the encoding of the database that made it; make it again from the rows."
	},
	[PEDS_EVENT_TALLY_TOO_LARGE] = {
		ERRCODE_PROGRAM_LIMIT_EXCEEDED, "event_tally is too large",
		"A value that is stored or sent ends at 1 GB, its text form at half of that. Tally by study or by period and keep the parts, or unnest without storing."
	},

	/* growth references */
	[PEDS_GROWTH_MEASURE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown measure: \"%s\"",
		"Use weight (kg), length (lying, cm), height (standing, cm), bmi (kg/m2) or head (circumference, cm)."
	},
	[PEDS_GROWTH_SEX] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown sex: \"%s\"",
		"Use M or F; if it is not known, pass NULL."
	},
	[PEDS_GROWTH_REFERENCE_BY_AGE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown growth reference by age: \"%s\"",
		"Use who or cdc; fenton2013 and intergrowth21 take a postmenstrual age, of type gestational_age."
	},
	[PEDS_GROWTH_REFERENCE_BY_GESTATION] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown growth reference by postmenstrual age: \"%s\"",
		"Use fenton2013 or intergrowth21; who and cdc take an age in days."
	},
	[PEDS_GROWTH_REFERENCE_BY_SIZE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown growth reference of weight by length: \"%s\"",
		"Use who."
	},

	/* body size and dose */
	[PEDS_BSA_FORMULA] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown formula of body surface area: \"%s\"",
		"Use mosteller or haycock."
	},
	[PEDS_CREATININE_UNIT] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown unit of creatinine: \"%s\"",
		"Use mg/dL or umol/L."
	},
	[PEDS_NEAREST_DAYS] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "the day to be near to differs within one call of the aggregate",
		"Pass the same day with every measurement, or group by it."
	},
	[PEDS_NEAREST_WITHIN] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "within_days must not be negative: %s",
		"It is the greatest distance in days; 0 is the day itself."
	},
	[PEDS_NEAREST_STATE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "array is not a state of nearest_measurement",
		"Call the aggregate and not the functions that it is made of."
	},

	/* maturity */
	[PEDS_TANNER_MALFORMED] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "invalid Tanner stage: \"%s\"",
		"Write 1 to 5 or I to V, after G (genitalia), B (breast) or PH (pubic hair) or alone: G3, PHIV, 2."
	},
	[PEDS_MILESTONE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown motor milestone: \"%s\"", NULL
	},

	/* growth of one child */
	[PEDS_GROWTH_ARRAYS] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "arrays of measurements must have one dimension and be equally long",
		"Aggregate the columns in one query: array_agg(measured_on ORDER BY measured_on), array_agg(value ORDER BY measured_on)."
	},
	[PEDS_GROWTH_TOO_MANY] = {
		ERRCODE_PROGRAM_LIMIT_EXCEEDED, "too many measurements of one child",
		"There can be 1 million; group, or partition, by child."
	},
	[PEDS_CENTILE_CHART] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown chart of centile lines: \"%s\"",
		"Use uk-who (0.4, 2, 9, 25, 50, 75, 91, 98, 99.6), cdc (5, 10, 25, 50, 75, 90, 95) or who (3, 15, 50, 85, 97)."
	},
	[PEDS_FALTERING_DEFINITION] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown definition of faltering growth: \"%s\"", NULL
	},
	[PEDS_FALTERING_DIFFERS] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "definition of faltering growth, or z at birth, differs within one call of the aggregate",
		"Pass the same with every measurement of a child, and group by child."
	},
	[PEDS_FALTERING_STATE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "array is not a state of growth_faltering",
		"Call the aggregate and not the functions that it is made of."
	},

	/* findings in a case report */
	[PEDS_ICSR_RULE_LIST] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown word in a list of rules: \"%s\"",
		"Write with commas between, in any case: all, rule ids (R01 to R30), regions (ICH, EU, FDA, CN, DK, pedsafety), severities (error, warning, note) or versions as icsr_rules() has them; a hyphen in front leaves out: ICH,CN or -R14,-note."
	},

	/* the programme round the guideline */
	[PEDS_PRODUCT_CLASS] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown product class: \"%s\"", NULL
	},
	[PEDS_FOLLOW_UP_KIND] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown kind of cell or gene therapy: \"%s\"", NULL
	},
	[PEDS_FOLLOW_UP_RULE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown rule of long-term follow-up: \"%s\"",
		"Use CN or FDA."
	},

	/* work_calendar */
	[PEDS_WORK_MALFORMED] = {
		ERRCODE_INVALID_TEXT_REPRESENTATION, NULL, WORK_FORM
	},
	[PEDS_WORK_UNKNOWN] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown work calendar: \"%s\"", NULL
	},
	[PEDS_WORK_WORD] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown word in work calendar \"%s\"",
		"After a year come off and work, each with its days; besides there is weekend. All in lower case."
	},
	[PEDS_WORK_NO_SUCH_DAY] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "there is no such day in work calendar \"%s\"",
		"A year is 0001 to 9999, and a day MM-DD is of the year that stands before it."
	},
	[PEDS_WORK_DAY_ORDER] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "a range ends before it begins in work calendar \"%s\"",
		"What passes the turn of the year is written in two parts, each with its year: 12-30..12-31 and 01-01..01-02."
	},
	[PEDS_WORK_DAY_TWICE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "a day stands twice in work calendar \"%s\"",
		"Write each day once, alone or in one range."
	},
	[PEDS_WORK_CONTRADICTION] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "a day is both off and worked in work calendar \"%s\"",
		"Take it out of one of the two lists."
	},
	[PEDS_WORK_NOT_WEEKEND] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "a day listed as worked is no weekend day in work calendar \"%s\"",
		"It is worked without being listed; only days of the weekend that are worked are."
	},
	[PEDS_WORK_LIST_TWICE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "a year has two lists of the same kind in work calendar \"%s\"",
		"Put the days into one list, with commas: off 01-01, 05-01..05-05."
	},
	[PEDS_WORK_YEAR_TWICE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "a year stands twice in work calendar \"%s\"",
		"Write all its days off and days worked after one year."
	},
	[PEDS_WORK_NO_YEAR] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "work calendar \"%s\" has no year",
		"Write out the years it is to know; one without days off is 2026: off none."
	},
	[PEDS_WORK_WEEKEND] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "invalid weekend in work calendar \"%s\"",
		"Write mon, tue, wed, thu, fri, sat or sun, each once and not all of them, or none."
	},
	[PEDS_WORK_WEEKEND_GIVEN] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "the weekend of work calendar \"%s\" is given already",
		"It stands once, and a named calendar has its own."
	},
	[PEDS_WORK_TOO_MANY] = {
		ERRCODE_PROGRAM_LIMIT_EXCEEDED, "too many years or days in work calendar \"%s\"",
		"There can be 100 years, and 4000 years and ranges of days together."
	},
	[PEDS_WORK_NEGATIVE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "the number of working days must not be negative: %s",
		"0 is the first working day from the day on; days back are not counted here."
	},

	/* clocks */
	[PEDS_CLOCK_IND_ROUTE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown route of an IND: \"%s\"",
		"Use ordinary (60 working days), or fast (30) or its ground: key-variety, spark, care, global-synchronous. review_clocks() lists them."
	},
	[PEDS_CLOCK_NDA_ROUTE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown route of an NDA: \"%s\"",
		"Use ordinary (200 working days), priority (130) or urgent (70). review_clocks() lists them."
	},
	[PEDS_DSUR_NUMBER] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "the number of a DSUR period must be 1 or more: %s",
		"The first period begins on the development international birth date."
	},
	[PEDS_DSUR_BEFORE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "%s lies before the development international birth date",
		"There is no DSUR period before it."
	},
	[PEDS_DSUR_RULE] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown rule for the due day of a DSUR: \"%s\"",
		"Use strictest, dlp60, dibd2mo or approval2mo. dsur_due_rules() lists them."
	},
	[PEDS_DSUR_LOCK_POINT] = {
		ERRCODE_INVALID_PARAMETER_VALUE, "unknown data lock point: \"%s\"",
		"Use anniversary (the last day of the period) or month-end (the last day of the month before)."
	}
};

/* Hints that read from a table of core. */
static const char *
hint_for(peds_status status)
{
	if (status == PEDS_AGE_UNIT)
		return psprintf("Use one of %s, in any case.", peds_reported_age_units);
	if (status == PEDS_SCHEME_UNKNOWN)
	{
		StringInfoData names;

		initStringInfo(&names);
		appendStringInfoString(&names, "Named schemes: ");
		for (int i = 1; i <= peds_named_scheme_count(); i++)
			appendStringInfo(&names, "%s%s", i == 1 ? "" : ", ",
							 peds_named_scheme_get(i)->name);
		appendStringInfoString(&names, ". Or spell the cuts out: 0d,28d,2y,12y,18y.");
		return names.data;
	}
	if (status == PEDS_POLICY_UNKNOWN)
	{
		StringInfoData names;

		initStringInfo(&names);
		appendStringInfoString(&names, "Named policies: ");
		for (int i = 1; i <= peds_named_policy_count(); i++)
			appendStringInfo(&names, "%s%s", i == 1 ? "" : ", ", peds_named_policy_get(i)->name);
		appendStringInfoString(&names, ". Names are exact.");
		return names.data;
	}
	if (status == PEDS_WORK_UNKNOWN)
	{
		StringInfoData names;

		initStringInfo(&names);
		appendStringInfoString(&names, "Named calendars: ");
		for (int i = 1; i <= peds_named_work_calendar_count(); i++)
			appendStringInfo(&names, "%s%s", i == 1 ? "" : ", ", peds_named_work_calendar_get(i)->name);
		appendStringInfoString(&names, ". Or write years out: 2026: off 01-01, 12-25..12-26.");
		return names.data;
	}
	if (status == PEDS_MILESTONE)
	{
		StringInfoData names;

		initStringInfo(&names);
		appendStringInfoString(&names, "Use ");
		for (int i = 0; i < peds_milestone_count(); i++)
			appendStringInfo(&names, "%s%s", i == 0 ? "" : i == peds_milestone_count() - 1 ? " or " : ", ",
							 peds_milestone_get(i)->name);
		appendStringInfoChar(&names, '.');
		return names.data;
	}
	if (status == PEDS_FALTERING_DEFINITION)
	{
		StringInfoData names;

		initStringInfo(&names);
		appendStringInfoString(&names, "Use one of ");
		for (int i = 0; i < PEDS_FALTERING_COUNT; i++)
			appendStringInfo(&names, "%s%s", i == 0 ? "" : ", ", peds_faltering_get((peds_faltering) i)->name);
		appendStringInfoString(&names, ".");
		return names.data;
	}
	if (status == PEDS_PRODUCT_CLASS)
		return psprintf("Use one of %s, in any case.", peds_product_classes);
	if (status == PEDS_FOLLOW_UP_KIND)
	{
		StringInfoData names;

		initStringInfo(&names);
		appendStringInfoString(&names, "Use one of ");
		for (int i = 0; i < peds_follow_up_count(); i++)
		{
			const peds_follow_up *kind = peds_follow_up_get(i);

			if (i > 0 && strcmp(kind->kind, peds_follow_up_get(i - 1)->kind) == 0)
				continue;
			appendStringInfo(&names, "%s%s", i == 0 ? "" : ", ", kind->kind);
			if (kind->also[0] != '\0')
				appendStringInfo(&names, " (%s)", kind->also);
		}
		appendStringInfoString(&names, ", in any case.");
		return names.data;
	}
	return row[status].hint;
}

void
peds_input_error(Node *context, peds_status status, const char *type,
				 const char *literal, int position)
{
	const error_row *r = &row[status];
	const char *hint = hint_for(status);

	peds_errsave(context,
				 (errcode(r->sqlstate),
				  r->message == NULL ?
				  errmsg("invalid input syntax for type %s: \"%s\"", type, literal) :
				  errmsg(r->message, literal != NULL ? literal : ""),
				  position > 0 ?
				  errdetail("The fault is at character %d.",
							pg_mbstrlen_with_len(literal, position) + 1) : 0,
				  hint != NULL ? errhint("%s", hint) : 0));
}

void
peds_error(peds_status status, const char *type, const char *literal, int position)
{
	peds_input_error(NULL, status, type, literal, position);
	pg_unreachable();
}

void
peds_binary_error(const char *type)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid external binary value for type %s", type)));
}

void
peds_unknown_language(const char *what, const char *name)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown language of %s: \"%s\"", what, name),
			 errhint("Use en or zh.")));
}

void
peds_infinite_date(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
			 errmsg("an age cannot be told from an infinite date"),
			 errhint("Pass a finite date, or NULL if it is not known.")));
}

void
peds_infinite_deadline(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
			 errmsg("no day can be counted from an infinite date"),
			 errhint("Pass a finite date, or NULL if it is not known.")));
}

/* The bound that there is, is named, so that the row can be found. */
void
peds_unbounded_days(const peds_day *from, const peds_day *past)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("working days can be counted only between two bounds: \"%c%s,%s)\"", from != NULL ? '[' : '(',
					from != NULL ? peds_iso_date((DateADT) *from) : "",
					past != NULL ? peds_iso_date((DateADT) *past) : ""),
			 errhint("Give both; the upper one is the day after the last: [2026-01-01,2026-04-01).")));
}

/* What the calendar knows, and how it comes to know the day's year. */
void
peds_unknown_work_day(peds_day day, const char *calendar, const char *years)
{
	DateADT		date = peds_date(day);
	int64		year = peds_civil_from_day(day).month / 12;

	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("work calendar \"%s\" does not know the year of %s", calendar, peds_iso_date(date)),
			 errdetail("It knows %s.", years),
			 year >= 1 && year <= 9999 ?
			 errhint("Once its days off are announced write the year out: %s; %04d: off MM-DD, MM-DD..MM-DD; work MM-DD.",
					 calendar, (int) year) :
			 errhint("A calendar knows years from 0001 to 9999.")));
}

const char *
peds_iso_date(DateADT date)
{
	struct pg_tm tm;
	char		text[MAXDATELEN + 1];

	if (DATE_NOT_FINITE(date))
		return DATE_IS_NOBEGIN(date) ? "-infinity" : "infinity";
	j2date(date + POSTGRES_EPOCH_JDATE, &tm.tm_year, &tm.tm_mon, &tm.tm_mday);
	EncodeDateOnly(&tm, USE_ISO_DATES, text);
	return pstrdup(text);
}

static const char *
bound_text(const DateADT *bound)
{
	return bound == NULL ? "" : peds_iso_date(*bound);
}

/* The bounds are named, so that the row can be found; NULL is the one missing. */
void
peds_unbounded_exposure(const DateADT *start, const DateADT *past)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("exposure must have a beginning and an end: \"%c%s,%s)\"",
					start != NULL ? '[' : '(', bound_text(start), bound_text(past)),
			 errhint("Intersect it with the reporting period: exposed * daterange '[2024-06-01,2025-06-01)'.")));
}
