/* SPDX-License-Identifier: PostgreSQL */
/*
 * growth_faltering.c
 *		Change between two measurements.
 */
#include "growth_faltering.h"

#include <math.h>
#include <string.h>

bool
peds_growth_velocity(int64_t days, double change, int64_t min_days, double *result)
{
	if (days <= 0 || days < min_days)
		return false;
	*result = change * (PEDS_VELOCITY_YEAR / (double) days);
	return isfinite(*result);
}

/* ------------------------------------------------------------------- lines */

/* UK-WHO: lines 2/3 SD apart; the space between two of them is a centile space. */
#define SPACE (2.0 / 3)

/* The z of the 3rd, 5th, 10th, 15th and 25th centile; the upper ones mirror them. */
#define Z03 1.880793608151251
#define Z05 1.6448536269514727
#define Z10 1.2815515655446004
#define Z15 1.0364333894937898
#define Z25 0.6744897501960817

/*
 * UK-WHO: RCPCH, fact sheet on growth charts [secondary]. CDC: charts of 2000
 * with the 5th and 95th as outer lines [memory]. WHO: the charts' 3, 15, 50, 85
 * and 97 [memory].
 */
static const peds_centile_chart chart[] = {
	{"uk-who", "0.4, 2, 9, 25, 50, 75, 91, 98, 99.6", 9,
	{-4 * SPACE, -3 * SPACE, -2 * SPACE, -SPACE, 0, SPACE, 2 * SPACE, 3 * SPACE, 4 * SPACE}},
	{"cdc", "5, 10, 25, 50, 75, 90, 95", 7, {-Z05, -Z10, -Z25, 0, Z25, Z10, Z05}},
	{"who", "3, 15, 50, 85, 97", 5, {-Z03, -Z15, 0, Z15, Z03}}
};

static bool
same(const char *text, size_t length, const char *name)
{
	return strlen(name) == length && memcmp(text, name, length) == 0;
}

peds_status
peds_centile_chart_parse(const char *text, size_t length, const peds_centile_chart **result)
{
	for (size_t i = 0; i < sizeof(chart) / sizeof(chart[0]); i++)
		if (same(text, length, chart[i].name))
		{
			*result = &chart[i];
			return PEDS_OK;
		}
	return PEDS_CENTILE_CHART;
}

static int
lines_below(const peds_centile_chart *c, double z)
{
	int			n = 0;

	while (n < c->nlines && c->z[n] <= z)
		n++;
	return n;
}

int
peds_centile_lines(const peds_centile_chart *c, double from, double to)
{
	return lines_below(c, to) - lines_below(c, from);
}

/* --------------------------------------------------------------- faltering */

/*
 * NICE: the thresholds as reported on the day of publication by the Institute
 * of Health Visiting [secondary]; a space as of the RCPCH [secondary]; that a
 * fall counts wherever it begins, and the first z for an unknown one at birth
 * [reading]. ASPEN: a decline of 1, 2, 3 z [secondary, a review]; the citation
 * [memory].
 */
#define NICE "NICE guideline NG75 (2017), 1.2, thresholds for concern about faltering growth"
#define ASPEN "Academy of Nutrition and Dietetics and ASPEN, consensus statement (Becker and others, Nutr Clin Pract 2015;30:147), deceleration in weight for length or height"

static const peds_faltering_row definition_list[PEDS_FALTERING_COUNT] = {
	[PEDS_FALTERING_NICE] = {
		"nice-ng75",
		"weight falls by 1 centile space or more if the birth weight is below the 9th centile, 2 if from the 9th to the 91st, 3 if above the 91st; or it is now below the 2nd centile; a space is 2/3 SD",
		"weight", NICE, "secondary"
	},
	[PEDS_FALTERING_NICE_FALL] = {
		"nice-ng75-fall", "nice-ng75 without the weight below the 2nd centile", "weight", NICE, "secondary"
	},
	[PEDS_FALTERING_TWO_LINES] = {
		"two-lines", "falls across 2 or more of the lines 5, 10, 25, 50, 75, 90, 95", "weight",
		"criterion of failure to thrive in use with the CDC charts", "memory"
	},
	[PEDS_FALTERING_MILD] = {"decline-1z", "z falls by 1 or more: mild malnutrition", "weight for length or height", ASPEN, "secondary"},
	[PEDS_FALTERING_MODERATE] = {"decline-2z", "z falls by 2 or more: moderate malnutrition", "weight for length or height", ASPEN, "secondary"},
	[PEDS_FALTERING_SEVERE] = {"decline-3z", "z falls by 3 or more: severe malnutrition", "weight for length or height", ASPEN, "secondary"}
};

const peds_faltering_row *
peds_faltering_get(peds_faltering definition)
{
	return &definition_list[definition];
}

peds_status
peds_faltering_parse(const char *text, size_t length, peds_faltering *result)
{
	for (int i = 0; i < PEDS_FALTERING_COUNT; i++)
		if (same(text, length, definition_list[i].name))
		{
			*result = (peds_faltering) i;
			return PEDS_OK;
		}
	return PEDS_FALTERING_DEFINITION;
}

/* Falls computed from z carry rounding: a fall of exactly a limit is one. */
#define ROUNDING 1e-9

bool
peds_growth_faltering(peds_faltering definition, double birth, double first, double last)
{
	double		fall = first - last + ROUNDING;
	int			spaces;

	if (isnan(birth))
		birth = first;
	switch (definition)
	{
		case PEDS_FALTERING_NICE:
		case PEDS_FALTERING_NICE_FALL:
			spaces = birth < -2 * SPACE ? 1 : birth > 2 * SPACE ? 3 : 2;
			return fall >= spaces * SPACE ||
				(definition == PEDS_FALTERING_NICE && last < -3 * SPACE);
		case PEDS_FALTERING_TWO_LINES:
			return peds_centile_lines(&chart[1], first, last) <= -2;
		case PEDS_FALTERING_MILD:
			return fall >= 1;
		case PEDS_FALTERING_MODERATE:
			return fall >= 2;
		default:
			return fall >= 3;
	}
}
