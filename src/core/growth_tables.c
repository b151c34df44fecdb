/* SPDX-License-Identifier: PostgreSQL */
/*
 * growth_tables.c
 *		The numbers of the growth references: growth_tables.inc is made from
 *		data/growth_reference by growth_tables.awk.
 */
#include "growth_tables.h"

#include "growth_tables.inc"

#define ROWS(table) ((int) (sizeof((table)[0]) / sizeof((table)[0][0])))

_Static_assert(ROWS(who_weight_by_day) == PEDS_WHO_DAYS &&
			   ROWS(who_length_by_day) == PEDS_WHO_DAYS &&
			   ROWS(who_bmi_by_day) == PEDS_WHO_DAYS &&
			   ROWS(who_head_by_day) == PEDS_WHO_DAYS, "WHO by day");
_Static_assert(ROWS(who_weight_by_month) == PEDS_WHO_WEIGHT_MONTHS &&
			   ROWS(who_height_by_month) == PEDS_WHO_MONTHS &&
			   ROWS(who_bmi_by_month) == PEDS_WHO_MONTHS, "WHO by month");
_Static_assert(ROWS(who_weight_by_length) == PEDS_WHO_LENGTHS &&
			   ROWS(who_weight_by_height) == PEDS_WHO_HEIGHTS, "WHO weight by length");
_Static_assert(ROWS(cdc_weight) == PEDS_CDC_ROWS && ROWS(cdc_height) == PEDS_CDC_ROWS &&
			   ROWS(cdc_bmi) == PEDS_CDC_ROWS, "CDC");
_Static_assert(ROWS(fenton_weight) == PEDS_FENTON_DAYS && ROWS(fenton_length) == PEDS_FENTON_DAYS &&
			   ROWS(fenton_head) == PEDS_FENTON_DAYS, "Fenton");
_Static_assert(ROWS(intergrowth_weight) == PEDS_INTERGROWTH_DAYS &&
			   ROWS(intergrowth_length) == PEDS_INTERGROWTH_DAYS &&
			   ROWS(intergrowth_head) == PEDS_INTERGROWTH_DAYS, "INTERGROWTH-21st");

const peds_lms *
peds_who_by_day(peds_growth_measure measure, peds_sex sex)
{
	switch (measure)
	{
		case PEDS_GROWTH_WEIGHT:
			return who_weight_by_day[sex];
		case PEDS_GROWTH_LENGTH:
		case PEDS_GROWTH_HEIGHT:
			return who_length_by_day[sex];
		case PEDS_GROWTH_BMI:
			return who_bmi_by_day[sex];
		case PEDS_GROWTH_HEAD:
			return who_head_by_day[sex];
	}
	return NULL;
}

const peds_lms *
peds_who_by_month(peds_growth_measure measure, peds_sex sex)
{
	switch (measure)
	{
		case PEDS_GROWTH_WEIGHT:
			return who_weight_by_month[sex];
		case PEDS_GROWTH_HEIGHT:
			return who_height_by_month[sex];
		case PEDS_GROWTH_BMI:
			return who_bmi_by_month[sex];
		default:
			return NULL;
	}
}

const peds_lms *
peds_who_weight_by_size(bool standing, peds_sex sex)
{
	return standing ? who_weight_by_height[sex] : who_weight_by_length[sex];
}

const peds_lms *
peds_cdc(peds_growth_measure measure, peds_sex sex)
{
	switch (measure)
	{
		case PEDS_GROWTH_WEIGHT:
			return cdc_weight[sex];
		case PEDS_GROWTH_HEIGHT:
			return cdc_height[sex];
		case PEDS_GROWTH_BMI:
			return cdc_bmi[sex];
		default:
			return NULL;
	}
}

const peds_lms *
peds_fenton(peds_growth_measure measure, peds_sex sex)
{
	switch (measure)
	{
		case PEDS_GROWTH_WEIGHT:
			return fenton_weight[sex];
		case PEDS_GROWTH_LENGTH:
			return fenton_length[sex];
		case PEDS_GROWTH_HEAD:
			return fenton_head[sex];
		default:
			return NULL;
	}
}

const peds_skew_t *
peds_intergrowth(peds_growth_measure measure, peds_sex sex)
{
	switch (measure)
	{
		case PEDS_GROWTH_WEIGHT:
			return intergrowth_weight[sex];
		case PEDS_GROWTH_LENGTH:
			return intergrowth_length[sex];
		case PEDS_GROWTH_HEAD:
			return intergrowth_head[sex];
		default:
			return NULL;
	}
}
