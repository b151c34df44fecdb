/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_rule_patient.c
 *		The patient: identified (R01, R28), size (R13, R15), limits of the Danish
 *		agency (R14), last menstrual period (R23).
 */
#include "icsr_rule_parts.h"

#include <math.h>
#include <string.h>

#include "growth.h"

static peds_status
visit_patient(void *context, const char *id, peds_icsr_kind kind, const int *index, int depth,
			  const peds_icsr_value *v)
{
	(void) kind;
	(void) index;
	(void) depth;
	if (strncmp(id, "D.", 2) == 0 && strncmp(id, "D.10.", 5) != 0 &&
		(peds_icsr_has(v) || peds_icsr_is_flavor(v, "MSK")))
		*(bool *) context = true;
	return PEDS_OK;
}

void
peds_icsr_r01(peds_icsr_check *c)
{
	bool		any = false;

	(void) peds_icsr_visit(c->icsr, visit_patient, &any);
	if (!any)
		peds_icsr_find_plain(c, PEDS_SAY_NO_PATIENT, PEDS_AT("D.1"));
}

void
peds_icsr_r13(peds_icsr_check *c)
{
	const peds_icsr_value *weight = &c->icsr->weight;
	const peds_icsr_value *height = &c->icsr->height;
	peds_icsr_number number;

	if (peds_icsr_has(weight) && !(peds_icsr_read_number(weight, &number) && number.length <= 6))
		peds_icsr_find(c, PEDS_SAY_NOT_DECIMAL, PEDS_AT("D.3"), peds_word(weight));
	if (peds_icsr_has(height) && !(peds_icsr_read_number(height, &number) && number.whole && number.length <= 3))
		peds_icsr_find(c, PEDS_SAY_NOT_INTEGER, PEDS_AT("D.4"), peds_word(height));
}

/* ------------------------------------------------------------------ R14 */

/* Limits of the Danish list of 2010. */
#define DK_AGE_MOST		120		/* completed years */
#define DK_WEIGHT_MOST	500		/* kg */
#define DK_HEIGHT_MOST	300		/* cm */

/* Years, by the mean length of the units. */
static bool
years_reported(const peds_icsr_check *c, double *years)
{
	static const double per_year[PEDS_UNITS] = {8765.82, 365.2425, 52.1775, 12, 4, 1, 0.1};
	peds_icsr_number number;
	peds_icsr_unit unit;

	if (!peds_icsr_read_number(&c->icsr->age, &number) || !peds_icsr_read_unit(&c->icsr->age_unit, &unit))
		return false;
	*years = (unit == PEDS_UNIT_DECADE ? number.value - 1 : number.value) / per_year[unit];
	return true;
}

static void
check_limit(peds_icsr_check *c, const char *id, const peds_icsr_value *v, int most, const char *unit)
{
	peds_icsr_number number;

	if (peds_icsr_read_number(v, &number) && number.value > most)
		peds_icsr_find(c, PEDS_SAY_ABOVE, PEDS_AT(id), peds_word(v), peds_word_text(unit),
					   peds_word_printed("%d", most), peds_word_text(unit));
}

/*
 * The first day of treatment with suspect drugs: the dose that can be the
 * earliest. Not known unless each drug has a start.
 */
static bool
treatment_start(const peds_icsr_check *c, peds_icsr_day *start)
{
	const peds_icsr_list *drugs = &c->icsr->drugs;

	start->known = false;
	for (int k = 0; k < drugs->n; k++)
	{
		const peds_icsr_drug *drug = PEDS_ICSR_ITEM(peds_icsr_drug, *drugs, k);
		bool		any = false;

		if (!peds_icsr_suspect(drug))
			continue;
		for (int r = 0; r < drug->doses.n; r++)
		{
			peds_icsr_day day;

			if (!peds_icsr_read_date(&PEDS_ICSR_ITEM(peds_icsr_dose, drug->doses, r)->start, &day))
				continue;
			any = true;
			if (!start->known || day.earliest < start->earliest)
				*start = day;
		}
		if (!any)
			return false;
	}
	return start->known;
}

void
peds_icsr_r14(peds_icsr_check *c)
{
	const peds_icsr *icsr = c->icsr;
	peds_icsr_day start;
	peds_icsr_day day;
	double		years;

	if (years_reported(c, &years) && years >= DK_AGE_MOST + 1)
		peds_icsr_find(c, PEDS_SAY_ABOVE, PEDS_AT("D.2.2a"), peds_word(&icsr->age), peds_word(&icsr->age_unit),
					   peds_word_printed("%d", DK_AGE_MOST), peds_word_text("a"));
	if (c->birth.known && c->onset.known && c->onset.earliest > c->birth.latest)
	{
		int64_t		by_dates = peds_months_completed(c->birth.latest, c->onset.earliest) / 12;

		if (by_dates > DK_AGE_MOST)
			peds_icsr_find(c, PEDS_SAY_ABOVE, PEDS_AT("D.2.1"), peds_word_printed("%d", (int) by_dates),
						   peds_word_text("a"), peds_word_printed("%d", DK_AGE_MOST), peds_word_text("a"));
	}
	check_limit(c, "D.3", &icsr->weight, DK_WEIGHT_MOST, "kg");
	check_limit(c, "D.4", &icsr->height, DK_HEIGHT_MOST, "cm");
	if (!treatment_start(c, &start))
		return;
	if (peds_icsr_read_date(&icsr->death_date, &day) && day.latest < start.earliest)
		peds_icsr_find(c, PEDS_SAY_DEATH_BEFORE_TREATMENT, PEDS_AT("D.9.1"), peds_word_day(&day), peds_word_day(&start));
	for (int i = 0; i < icsr->reactions.n; i++)
		if (peds_icsr_read_date(&PEDS_ICSR_ITEM(peds_icsr_reaction, icsr->reactions, i)->start, &day) &&
			day.latest < start.earliest)
			peds_icsr_find(c, PEDS_SAY_BEFORE_TREATMENT, PEDS_AT1("E.i.4", i), peds_word_day(&day), peds_word_day(&start));
}

/* ------------------------------------------------------------------ R15 */

#define SD_LIMIT	6
#define AGE_STEP	30			/* days between the ages that are tried */
#define AGE_TRIED	20.0		/* years: no reference goes further */

/* Days of age, both ends possible. */
typedef struct day_range
{
	int64_t		least;
	int64_t		greatest;
} day_range;

/*
 * By the dates; else by the age as reported, n units being up to n + 1 whatever
 * its decimals.
 */
static bool
age_in_days(const peds_icsr_check *c, day_range *range)
{
	static const double days[PEDS_UNITS] = {1 / 24.0, 1, 7, 30.436875, 91.310625, 365.2425, 3652.425};
	peds_icsr_number number;
	peds_icsr_unit unit;

	if (c->birth.known && c->onset.known)
	{
		if (c->onset.latest < c->birth.earliest)
			return false;
		range->least = c->onset.earliest > c->birth.latest ? c->onset.earliest - c->birth.latest : 0;
		range->greatest = c->onset.latest - c->birth.earliest;
	}
	else
	{
		if (!peds_icsr_read_number(&c->icsr->age, &number) || !peds_icsr_read_unit(&c->icsr->age_unit, &unit))
			return false;
		if (unit == PEDS_UNIT_DECADE)
			number.value -= 1;
		if (number.value < 0 || number.value * days[unit] > AGE_TRIED * days[PEDS_UNIT_YEAR])
			return false;
		range->least = (int64_t) (number.value * days[unit]);
		range->greatest = (int64_t) ((number.value + 1) * days[unit]) + 1;
		if (unit == PEDS_UNIT_MONTH || unit == PEDS_UNIT_YEAR || unit == PEDS_UNIT_DECADE)
			range->least -= range->least > 0 ? 1 : 0;
	}
	return range->greatest <= (int64_t) (AGE_TRIED * days[PEDS_UNIT_YEAR]) + 1;
}

/*
 * In SD of half the distance from the median to 2 SD, as CDC does for what is
 * far out: its LMS curves of weight never reach 6.
 */
static bool
modified_z(const peds_growth_at *at, double value, double *z)
{
	double		median;
	double		two;

	if (!(value > 0) || !peds_growth_value(at, 0, &median) ||
		!peds_growth_value(at, value < median ? -2 : 2, &two))
		return false;
	*z = (value - median) / (fabs(two - median) / 2);
	return true;
}

/* WHO up to the end of its table, then CDC; a height below 2 years is a length. */
static bool
z_at(peds_growth_measure measure, peds_sex sex, int64_t age_days, double value, double *z, const char **reference)
{
	peds_growth_at at;

	if (measure == PEDS_GROWTH_HEIGHT && age_days < PEDS_GROWTH_STANDING_FROM)
		measure = PEDS_GROWTH_LENGTH;
	*reference = "WHO";
	if (peds_growth_by_age(PEDS_GROWTH_WHO, measure, sex, age_days, &at) == PEDS_GROWTH_OK)
		return peds_growth_z(&at, value, z) == PEDS_GROWTH_OK;
	*reference = "CDC";
	return peds_growth_by_age(PEDS_GROWTH_CDC, measure, sex, age_days, &at) == PEDS_GROWTH_OK &&
		modified_z(&at, value, z);
}

/* Beyond the limit on one side at every possible age; the z nearest to it. */
static bool
beyond(peds_growth_measure measure, peds_sex sex, const day_range *age, double value, double *nearest, const char **reference)
{
	double		first;
	double		last;
	const char *name;

	if (!z_at(measure, sex, age->least, value, &first, reference) ||
		!z_at(measure, sex, age->greatest, value, &last, &name) ||
		fabs(first) <= SD_LIMIT || fabs(last) <= SD_LIMIT || (first < 0) != (last < 0))
		return false;
	*nearest = first;
	for (int64_t day = age->least; day <= age->greatest; day += AGE_STEP)
	{
		double		z;

		if (!z_at(measure, sex, day, value, &z, &name) || fabs(z) <= SD_LIMIT || (z < 0) != (first < 0))
			return false;
		if (fabs(z) < fabs(*nearest))
		{
			*nearest = z;
			*reference = name;
		}
	}
	if (fabs(last) < fabs(*nearest))
	{
		*nearest = last;
		(void) z_at(measure, sex, age->greatest, value, &last, reference);
	}
	return true;
}

static void
check_size(peds_icsr_check *c, const char *id, const peds_icsr_value *v, const char *unit, peds_growth_measure measure,
		   peds_sex sex, const day_range *age)
{
	peds_icsr_number number;
	const char *reference;
	double		z;

	if (!peds_icsr_read_number(v, &number) || !beyond(measure, sex, age, number.value, &z, &reference))
		return;
	/* those born before term may be as small */
	if (z < 0 && age->least < PEDS_GROWTH_STANDING_FROM && peds_icsr_says(c, PEDS_CONCEPTS_OF_TERM))
		return;
	peds_icsr_find(c, z < 0 ? PEDS_SAY_LIGHT : PEDS_SAY_HEAVY, PEDS_AT(id), peds_word(v), peds_word_text(unit),
				   fabs(z) < 100 ? peds_word_printed("%.1f", z) : peds_word_text(z < 0 ? "< -100" : "> 100"),
				   peds_word_text(reference));
}

void
peds_icsr_r15(peds_icsr_check *c)
{
	const peds_icsr *icsr = c->icsr;
	bool		male = peds_icsr_is(&icsr->sex, "1");
	day_range	age;

	if ((male || peds_icsr_is(&icsr->sex, "2")) && !c->foetal && age_in_days(c, &age))
	{
		peds_sex	sex = male ? PEDS_MALE : PEDS_FEMALE;

		check_size(c, "D.3", &icsr->weight, "kg", PEDS_GROWTH_WEIGHT, sex, &age);
		check_size(c, "D.4", &icsr->height, "cm", PEDS_GROWTH_HEIGHT, sex, &age);
	}
	if (peds_icsr_has(&icsr->weight) || c->parent || !peds_icsr_surely_within(&c->age, PEDS_CUT_18Y))
		return;
	for (int k = 0; k < icsr->drugs.n; k++)
	{
		const peds_icsr_drug *drug = PEDS_ICSR_ITEM(peds_icsr_drug, icsr->drugs, k);

		for (int r = 0; r < drug->doses.n; r++)
		{
			const peds_icsr_value *unit = &PEDS_ICSR_ITEM(peds_icsr_dose, drug->doses, r)->dose_unit;

			if (peds_icsr_by_weight(unit))
			{
				peds_icsr_find(c, PEDS_SAY_NO_WEIGHT, PEDS_AT("D.3"), peds_word(unit));
				return;
			}
		}
	}
}

/* ------------------------------------------------------------------ R23, R28 */

void
peds_icsr_r23(peds_icsr_check *c)
{
	const peds_icsr *icsr = c->icsr;
	peds_icsr_word period = peds_word(&icsr->last_period);

	if (!peds_icsr_has(&icsr->last_period))
		return;
	if (peds_icsr_is(&icsr->sex, "1"))
		peds_icsr_find(c, PEDS_SAY_PERIOD_MALE, PEDS_AT("D.6"), period);
	if (c->foetal || c->parent)
		peds_icsr_find(c, PEDS_SAY_PERIOD_CHILD, PEDS_AT("D.6"), period);
	else if (peds_icsr_surely_below(&c->age, PEDS_CUT_8Y))
		peds_icsr_find(c, PEDS_SAY_PERIOD_YOUNG, PEDS_AT("D.6"), period);
}

void
peds_icsr_r28(peds_icsr_check *c)
{
	const peds_icsr_value *v = &c->icsr->patient;
	static const char none[] = "none";

	if (!peds_icsr_has(v) || v->length != (int) strlen(none) || peds_icsr_is(&c->icsr->report_type, "2"))
		return;
	for (int i = 0; i < v->length; i++)
		if ((v->text[i] | 0x20) != none[i])
			return;
	peds_icsr_find(c, PEDS_SAY_NONE, PEDS_AT("D.1"), peds_word(v));
}
