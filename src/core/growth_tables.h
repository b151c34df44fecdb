/* SPDX-License-Identifier: PostgreSQL */
/*
 * growth_tables.h
 *		Rows of the growth references, by direct index.
 */
#ifndef PEDS_GROWTH_TABLES_H
#define PEDS_GROWTH_TABLES_H

#include "growth.h"

typedef struct peds_lms
{
	double		l;				/* power of Box and Cox */
	double		m;				/* median */
	double		s;				/* coefficient of variation */
} peds_lms;

typedef struct peds_skew_t
{
	double		mu;
	double		sigma;
	double		nu;
	double		tau;
} peds_skew_t;

/* First place and number of rows. */
#define PEDS_WHO_DAYS			1857	/* from day 0 */
#define PEDS_WHO_MONTH_FIRST	61
#define PEDS_WHO_MONTHS			169
#define PEDS_WHO_WEIGHT_MONTHS	61
#define PEDS_WHO_LENGTH_FIRST	45	/* cm, by 0.1 */
#define PEDS_WHO_LENGTHS		651
#define PEDS_WHO_HEIGHT_FIRST	65
#define PEDS_WHO_HEIGHTS		551
#define PEDS_CDC_ROWS			218	/* months 24, 24.5, 25.5 ... 239.5, 240 */
#define PEDS_FENTON_FIRST		157	/* days; M is 0 where there is no row */
#define PEDS_FENTON_DAYS		194
#define PEDS_INTERGROWTH_FIRST	231
#define PEDS_INTERGROWTH_DAYS	70

/* A sex's rows, or NULL. Length and height are one table by day. */
extern const peds_lms *peds_who_by_day(peds_growth_measure measure, peds_sex sex);
extern const peds_lms *peds_who_by_month(peds_growth_measure measure, peds_sex sex);
extern const peds_lms *peds_who_weight_by_size(bool standing, peds_sex sex);
extern const peds_lms *peds_cdc(peds_growth_measure measure, peds_sex sex);
extern const peds_lms *peds_fenton(peds_growth_measure measure, peds_sex sex);
extern const peds_skew_t *peds_intergrowth(peds_growth_measure measure, peds_sex sex);

#endif							/* PEDS_GROWTH_TABLES_H */
