/* SPDX-License-Identifier: PostgreSQL */
/*
 * growth_reference.c
 *		The growth references by name: words of arguments, the list with its
 *		sources, and a status in words.
 *
 * Confidence as in doc/rules.md: primary, the document was read; secondary, the
 * numbers come from somebody's copy.
 */
#include <stdio.h>
#include <string.h>

#include "growth_tables.h"

/* --------------------------------------------------------------- arguments */

#define IS(word) (length == sizeof(word) - 1 && memcmp(text, word, sizeof(word) - 1) == 0)

static const char *const measure_name[] = {"weight", "length", "height", "bmi", "head"};

peds_status
peds_growth_measure_parse(const char *text, size_t length, peds_growth_measure *result)
{
	if (IS("weight"))
		*result = PEDS_GROWTH_WEIGHT;
	else if (IS("length"))
		*result = PEDS_GROWTH_LENGTH;
	else if (IS("height"))
		*result = PEDS_GROWTH_HEIGHT;
	else if (IS("bmi"))
		*result = PEDS_GROWTH_BMI;
	else if (IS("head"))
		*result = PEDS_GROWTH_HEAD;
	else
		return PEDS_GROWTH_MEASURE;
	return PEDS_OK;
}

peds_status
peds_growth_sex_parse(const char *text, size_t length, peds_sex *result)
{
	if (length != 1 || (*text != 'M' && *text != 'F'))
		return PEDS_GROWTH_SEX;
	*result = *text == 'M' ? PEDS_MALE : PEDS_FEMALE;
	return PEDS_OK;
}

peds_status
peds_growth_reference_by_age(const char *text, size_t length, peds_growth_reference *result)
{
	if (IS("who"))
		*result = PEDS_GROWTH_WHO;
	else if (IS("cdc"))
		*result = PEDS_GROWTH_CDC;
	else
		return PEDS_GROWTH_REFERENCE_BY_AGE;
	return PEDS_OK;
}

peds_status
peds_growth_reference_by_gestation(const char *text, size_t length, peds_growth_reference *result)
{
	if (IS("fenton2013"))
		*result = PEDS_GROWTH_FENTON2013;
	else if (IS("intergrowth21"))
		*result = PEDS_GROWTH_INTERGROWTH21;
	else
		return PEDS_GROWTH_REFERENCE_BY_GESTATION;
	return PEDS_OK;
}

peds_status
peds_growth_reference_by_size(const char *text, size_t length, peds_growth_reference *result)
{
	*result = PEDS_GROWTH_WHO;
	return IS("who") ? PEDS_OK : PEDS_GROWTH_REFERENCE_BY_SIZE;
}

const char *
peds_growth_measure_name(peds_growth_measure measure)
{
	return measure_name[measure];
}

/* -------------------------------------------------------------------- list */

static const peds_growth_source source[] = {
	[PEDS_GROWTH_WHO] = {
		"who",
		"WHO Child Growth Standards (2006, 2007), 0 to 5 years; WHO Reference 2007, 5 to 19 years",
		"WHO asks for attribution; copies: admiralpeds 0.4.0 (Apache-2.0), growthstandards 0.1.6 (MIT)",
		"secondary"
	},
	[PEDS_GROWTH_CDC] = {
		"cdc",
		"CDC 2000 growth charts; extended BMI of 2022",
		"public domain (U.S. government); copy: admiralpeds 0.4.0 (Apache-2.0)",
		"secondary"
	},
	[PEDS_GROWTH_FENTON2013] = {
		"fenton2013",
		"Fenton and Kim, BMC Pediatrics 2013;13:59",
		"CC BY 2.0; copy: growthcleanr 2.2.1 (MIT)",
		"secondary"
	},
	[PEDS_GROWTH_INTERGROWTH21] = {
		"intergrowth21",
		"INTERGROWTH-21st newborn size, Villar and others, Lancet 2014;384:857",
		"the publisher asks for attribution; copy: growthstandards 0.1.6 (MIT)",
		"secondary"
	}
};

#define FENTON_ROUNDED \
	"girls: L and S are rounded to one decimal in the copy, so z is coarse; no row for girls at 22+4"
#define RESTRICTED	"tails beyond 3 SD as WHO restricts them"
#define LAST_DAY	(PEDS_WHO_DAYS - 1)

/* Last days are those before month 121 and month 229 begin. */
static const peds_growth_table list[] = {
	{PEDS_GROWTH_WHO, "weight", "age", "d", 0, LAST_DAY, "day", RESTRICTED},
	{PEDS_GROWTH_WHO, "weight", "age", "d", PEDS_WHO_DAYS, 3682, "month", RESTRICTED},
	{PEDS_GROWTH_WHO, "length", "age", "d", 0, PEDS_GROWTH_STANDING_FROM - 1, "day", "measured lying"},
	{PEDS_GROWTH_WHO, "height", "age", "d", PEDS_GROWTH_STANDING_FROM, LAST_DAY, "day", "measured standing"},
	{PEDS_GROWTH_WHO, "height", "age", "d", PEDS_WHO_DAYS, 6970, "month", "measured standing"},
	{PEDS_GROWTH_WHO, "bmi", "age", "d", 0, LAST_DAY, "day", RESTRICTED},
	{PEDS_GROWTH_WHO, "bmi", "age", "d", PEDS_WHO_DAYS, 6970, "month", RESTRICTED},
	{PEDS_GROWTH_WHO, "head", "age", "d", 0, LAST_DAY, "day", ""},
	{PEDS_GROWTH_WHO, "weight", "length", "cm", 45, 110, "0.1 cm", RESTRICTED},
	{PEDS_GROWTH_WHO, "weight", "height", "cm", 65, 120, "0.1 cm", RESTRICTED},
	{PEDS_GROWTH_CDC, "weight", "age", "d", 731, 7305, "month", ""},
	{PEDS_GROWTH_CDC, "height", "age", "d", 731, 7305, "month", "measured standing"},
	{PEDS_GROWTH_CDC, "bmi", "age", "d", 731, 7305, "month", "half-normal above the 95th centile (2022)"},
	{PEDS_GROWTH_FENTON2013, "weight", "postmenstrual age", "d", 157, 350, "day", FENTON_ROUNDED},
	{PEDS_GROWTH_FENTON2013, "length", "postmenstrual age", "d", 164, 350, "day", "girls from 165"},
	{PEDS_GROWTH_FENTON2013, "head", "postmenstrual age", "d", 164, 350, "day", "girls from 165"},
	{PEDS_GROWTH_INTERGROWTH21, "weight", "postmenstrual age", "d", 231, 300, "day", "at birth; skew t"},
	{PEDS_GROWTH_INTERGROWTH21, "length", "postmenstrual age", "d", 231, 300, "day", "at birth; skew t"},
	{PEDS_GROWTH_INTERGROWTH21, "head", "postmenstrual age", "d", 231, 300, "day", "at birth; skew t"}
};

int
peds_growth_table_count(void)
{
	return (int) (sizeof(list) / sizeof(list[0]));
}

const peds_growth_table *
peds_growth_table_get(int i)
{
	return &list[i];
}

const peds_growth_source *
peds_growth_source_of(peds_growth_reference reference)
{
	return &source[reference];
}

/* The first or last place of a measure in a reference, over all its tables. */
static int
end_of(peds_growth_reference reference, const char *measure, bool last)
{
	int			result = -1;

	for (int i = 0; i < peds_growth_table_count(); i++)
		if (list[i].reference == reference && strcmp(list[i].unit, "d") == 0 &&
			strcmp(list[i].measure, measure) == 0 && (last || result < 0))
			result = (int) (last ? list[i].last : list[i].first);
	return result;
}

/* ------------------------------------------------------------------ status */

int
peds_growth_status_print(peds_growth_status status, peds_growth_reference reference,
						 peds_growth_measure measure, char *out)
{
	const char *of = source[reference].name;
	const char *name = measure_name[measure];
	peds_growth_limits limits = peds_growth_limits_of(reference, measure);
	bool		by_gestation = reference == PEDS_GROWTH_FENTON2013 || reference == PEDS_GROWTH_INTERGROWTH21;
	bool		last = status == PEDS_GROWTH_TOO_OLD;
	char		end[PEDS_GA_TEXT_SIZE + 16];

	switch (status)
	{
		case PEDS_GROWTH_OK:
			return snprintf(out, PEDS_GROWTH_TEXT_SIZE, "ok");
		case PEDS_GROWTH_NOT_POSITIVE:
			return snprintf(out, PEDS_GROWTH_TEXT_SIZE, "no z: the value is not a positive finite number");
		case PEDS_GROWTH_BEFORE_BIRTH:
			return snprintf(out, PEDS_GROWTH_TEXT_SIZE, "no z: the age is negative");
		case PEDS_GROWTH_BEFORE_TERM:
			return snprintf(out, PEDS_GROWTH_TEXT_SIZE,
							"no z: before the expected date of delivery; use fenton2013 and the postmenstrual age");
		case PEDS_GROWTH_TOO_YOUNG:
		case PEDS_GROWTH_TOO_OLD:
			if (by_gestation)
				peds_gestational_age_print(end_of(reference, name, last), end);
			else
				snprintf(end, sizeof(end), "%d days", end_of(reference, name, last));
			return snprintf(out, PEDS_GROWTH_TEXT_SIZE, "no z: %s of %s %s %s",
							name, of, last ? "ends at" : "begins at", end);
		case PEDS_GROWTH_GAP:
			return snprintf(out, PEDS_GROWTH_TEXT_SIZE, "no z: %s of %s has no row for this age and sex", name, of);
		case PEDS_GROWTH_LYING:
			return snprintf(out, PEDS_GROWTH_TEXT_SIZE,
							"no z: length is measured lying, below %d days; from then on it is height",
							PEDS_GROWTH_STANDING_FROM);
		case PEDS_GROWTH_STANDING:
			return snprintf(out, PEDS_GROWTH_TEXT_SIZE,
							"no z: height is measured standing, from %d days on; below it is length",
							PEDS_GROWTH_STANDING_FROM);
		case PEDS_GROWTH_NO_MEASURE:
			return snprintf(out, PEDS_GROWTH_TEXT_SIZE, "no z: %s is not in %s", name, of);
		case PEDS_GROWTH_TOO_FAR:
			return snprintf(out, PEDS_GROWTH_TEXT_SIZE, "implausible: the value is too far from the table for a z");
		case PEDS_GROWTH_LOW:
			return snprintf(out, PEDS_GROWTH_TEXT_SIZE, "implausible: %s below %g",
							limits.modified ? "modified z" : "z", limits.least);
		case PEDS_GROWTH_HIGH:
			return snprintf(out, PEDS_GROWTH_TEXT_SIZE, "implausible: %s above %g",
							limits.modified ? "modified z" : "z", limits.greatest);
	}
	out[0] = '\0';
	return 0;
}
