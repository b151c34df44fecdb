/* SPDX-License-Identifier: PostgreSQL */
/*
 * body_size.h
 *		What a dose is measured by: body surface area, filtration rate by height
 *		and creatinine, dose per kg, the measurement nearest to a day.
 *
 * There is no number from a size that no child or adult has: a height in
 * metres or a weight in grams is to be found, not to be calculated with. The
 * formulas and the limits, with their sources, are in body_size.c.
 */
#ifndef PEDS_BODY_SIZE_H
#define PEDS_BODY_SIZE_H

#include "calendar.h"

typedef enum peds_bsa_formula
{
	PEDS_BSA_MOSTELLER,
	PEDS_BSA_HAYCOCK
} peds_bsa_formula;

typedef enum peds_creatinine_unit
{
	PEDS_CREATININE_MG_DL,
	PEDS_CREATININE_UMOL_L
} peds_creatinine_unit;

typedef enum peds_quantity
{
	PEDS_QUANTITY_HEIGHT,		/* cm */
	PEDS_QUANTITY_WEIGHT,		/* kg */
	PEDS_QUANTITY_CREATININE,	/* mg/dL */
	PEDS_QUANTITY_CREATININE_UMOL,	/* umol/L */
	PEDS_QUANTITY_DOSE			/* any unit */
} peds_quantity;

typedef enum peds_quantity_fault
{
	PEDS_QUANTITY_OK,
	PEDS_QUANTITY_NOT_A_SIZE,	/* zero, negative, infinite, NaN; a dose may be zero */
	PEDS_QUANTITY_LOW,			/* below the limits */
	PEDS_QUANTITY_HIGH,
	PEDS_QUANTITY_TOO_LARGE		/* the dose: no number holds the quotient */
} peds_quantity_fault;

/* Why there is no number: of which quantity, and what. */
typedef struct peds_size_status
{
	peds_quantity quantity;
	peds_quantity_fault fault;
} peds_size_status;

/* mosteller, haycock; PEDS_BSA_FORMULA for another word. */
extern peds_status peds_bsa_formula_parse(const char *text, size_t length, peds_bsa_formula *result);

/* mg/dL, umol/L; PEDS_CREATININE_UNIT for another word. */
extern peds_status peds_creatinine_unit_parse(const char *text, size_t length, peds_creatinine_unit *result);

/* m2. The result is set where the fault is PEDS_QUANTITY_OK, and then finite. */
extern peds_size_status peds_body_surface_area(double height_cm, double weight_kg,
											   peds_bsa_formula formula, double *result);

/* mL/min/1.73 m2, bedside Schwartz equation of 2009. */
extern peds_size_status peds_egfr_schwartz(double height_cm, double creatinine,
										   peds_creatinine_unit unit, double *result);

/* The unit of the dose, per kg. A dose of zero is one. */
extern peds_size_status peds_dose_per_kg(double dose, double weight_kg, double *result);

/* "ok" or "no value: ..."; returns its length. */
#define PEDS_SIZE_TEXT_SIZE 80
extern int	peds_size_status_print(peds_size_status status, char *out);

/*
 * The measurement nearest to a day: the least distance in days, of two the
 * earlier day, on one day the least value; so in any order of the rows. It is
 * kept as numbers, which hold every day exactly.
 */
enum
{
	PEDS_NEAREST_AT,			/* the day asked for */
	PEDS_NEAREST_DAY,			/* infinite: none so far */
	PEDS_NEAREST_VALUE,
	PEDS_NEAREST_NUMBERS
};

/* Could these numbers have been made here? */
extern bool peds_nearest_valid(const double *nearest);

extern void peds_nearest_init(double *nearest, peds_day at);

/*
 * One more measurement; one further than `within` days, NaN and infinity are
 * left out. PEDS_NEAREST_DAYS where `at` is another day than before.
 */
extern peds_status peds_nearest_add(double *nearest, peds_day at, peds_day day, double value, int64_t within);
extern peds_status peds_nearest_merge(double *nearest, const double *other);

static inline bool
peds_nearest_found(const double *nearest)
{
	return nearest[PEDS_NEAREST_DAY] <= PEDS_DAY_END;
}

#endif							/* PEDS_BODY_SIZE_H */
