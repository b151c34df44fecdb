/* SPDX-License-Identifier: PostgreSQL */
/*
 * growth_faltering.h
 *		Change between two measurements: velocity, centile lines crossed, growth
 *		that falters by a published definition.
 */
#ifndef PEDS_GROWTH_FALTERING_H
#define PEDS_GROWTH_FALTERING_H

#include "calendar.h"
#include "growth.h"

/* Days in a year of a velocity. */
#define PEDS_VELOCITY_YEAR	365.25

/*
 * Change per year; false if the later day is not later, the gap is less than
 * min_days, or there is no number.
 */
extern bool peds_growth_velocity(int64_t days, double change, int64_t min_days, double *result);

/* The lines of a chart that lie between two z. */
typedef struct peds_centile_chart
{
	const char *name;
	const char *lines;			/* as they are printed */
	int			nlines;
	double		z[9];
} peds_centile_chart;

extern peds_status peds_centile_chart_parse(const char *text, size_t length, const peds_centile_chart **result);

/*
 * Lines crossed from one z to another: negative downwards. A z on a line is
 * above it. Neither may be NaN.
 */
extern int	peds_centile_lines(const peds_centile_chart *chart, double from, double to);

typedef enum peds_faltering
{
	PEDS_FALTERING_NICE,
	PEDS_FALTERING_NICE_FALL,
	PEDS_FALTERING_TWO_LINES,
	PEDS_FALTERING_MILD,
	PEDS_FALTERING_MODERATE,
	PEDS_FALTERING_SEVERE,
	PEDS_FALTERING_COUNT
} peds_faltering;

typedef struct peds_faltering_row
{
	const char *name;
	const char *meaning;
	const char *measure;
	const char *source;
	const char *confidence;
} peds_faltering_row;

extern const peds_faltering_row *peds_faltering_get(peds_faltering definition);
extern peds_status peds_faltering_parse(const char *text, size_t length, peds_faltering *result);

/* Of finite z; where birth is NaN the first stands for it. */
extern bool peds_growth_faltering(peds_faltering definition, double birth, double first, double last);

#endif							/* PEDS_GROWTH_FALTERING_H */
