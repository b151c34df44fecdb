/* SPDX-License-Identifier: PostgreSQL */
/*
 * body_size.c
 *		Formulas of size and dose, their limits, and the nearest measurement.
 */
#include "body_size.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define IS(word) (length == sizeof(word) - 1 && memcmp(text, word, sizeof(word) - 1) == 0)

/*
 * Mosteller RD, N Engl J Med 1987;317:1098: sqrt(cm * kg / 3600). [secondary]
 */
#define MOSTELLER	3600.0

/*
 * Haycock GB, Schwartz GJ, Wisotsky DH, J Pediatr 1978;93:62-66:
 * 0.024265 * kg^0.5378 * cm^0.3964. [secondary]
 */
#define HAYCOCK			0.024265
#define HAYCOCK_WEIGHT	0.5378
#define HAYCOCK_HEIGHT	0.3964

/*
 * Schwartz GJ and others, J Am Soc Nephrol 2009;20:629-637, abstract:
 * 0.413 * cm / (mg/dL), from 349 children of 1 to 16 years. [secondary]
 */
#define SCHWARTZ	0.413

/* umol/L in 1 mg/dL of creatinine, 113.12 g/mol. [secondary] */
#define CREATININE_UMOL_L	88.4

/*
 * What is taken for a size; both ends are. The limits are the project's own
 * [reading]: wider than any patient, narrower than a mistaken unit.
 */
static const struct
{
	const char *name;
	const char *unit;
	double		least;
	double		greatest;
}			limit[] =
{
	[PEDS_QUANTITY_HEIGHT] = {"height", "cm", 20, 250},
	[PEDS_QUANTITY_WEIGHT] = {"weight", "kg", 0.2, 300},
	[PEDS_QUANTITY_CREATININE] = {"creatinine", "mg/dL", 0.05, 25},
	[PEDS_QUANTITY_CREATININE_UMOL] = {"creatinine", "umol/L", 4.42, 2210},
	[PEDS_QUANTITY_DOSE] = {"dose", "", 0, INFINITY}
};

/* --------------------------------------------------------------- arguments */

peds_status
peds_bsa_formula_parse(const char *text, size_t length, peds_bsa_formula *result)
{
	if (IS("mosteller"))
		*result = PEDS_BSA_MOSTELLER;
	else if (IS("haycock"))
		*result = PEDS_BSA_HAYCOCK;
	else
		return PEDS_BSA_FORMULA;
	return PEDS_OK;
}

peds_status
peds_creatinine_unit_parse(const char *text, size_t length, peds_creatinine_unit *result)
{
	if (IS("mg/dL"))
		*result = PEDS_CREATININE_MG_DL;
	else if (IS("umol/L"))
		*result = PEDS_CREATININE_UMOL_L;
	else
		return PEDS_CREATININE_UNIT;
	return PEDS_OK;
}

/* false with *status set if the number is none to calculate with */
static bool
usable(peds_quantity quantity, double number, peds_size_status *status)
{
	status->quantity = quantity;
	status->fault = PEDS_QUANTITY_OK;
	if (!isfinite(number) || number < 0 || (number == 0 && quantity != PEDS_QUANTITY_DOSE))
		status->fault = PEDS_QUANTITY_NOT_A_SIZE;
	else if (number < limit[quantity].least)
		status->fault = PEDS_QUANTITY_LOW;
	else if (number > limit[quantity].greatest)
		status->fault = PEDS_QUANTITY_HIGH;
	return status->fault == PEDS_QUANTITY_OK;
}

/* ---------------------------------------------------------------- formulas */

peds_size_status
peds_body_surface_area(double height_cm, double weight_kg, peds_bsa_formula formula, double *result)
{
	peds_size_status status;

	if (usable(PEDS_QUANTITY_HEIGHT, height_cm, &status) &&
		usable(PEDS_QUANTITY_WEIGHT, weight_kg, &status))
	{
		if (formula == PEDS_BSA_MOSTELLER)
			*result = sqrt(height_cm * weight_kg / MOSTELLER);
		else
			*result = HAYCOCK * pow(weight_kg, HAYCOCK_WEIGHT) * pow(height_cm, HAYCOCK_HEIGHT);
	}
	return status;
}

peds_size_status
peds_egfr_schwartz(double height_cm, double creatinine, peds_creatinine_unit unit, double *result)
{
	peds_size_status status;
	bool		umol = unit == PEDS_CREATININE_UMOL_L;

	if (usable(PEDS_QUANTITY_HEIGHT, height_cm, &status) &&
		usable(umol ? PEDS_QUANTITY_CREATININE_UMOL : PEDS_QUANTITY_CREATININE, creatinine, &status))
		*result = SCHWARTZ * height_cm / (umol ? creatinine / CREATININE_UMOL_L : creatinine);
	return status;
}

peds_size_status
peds_dose_per_kg(double dose, double weight_kg, double *result)
{
	peds_size_status status;

	if (usable(PEDS_QUANTITY_DOSE, dose, &status) &&
		usable(PEDS_QUANTITY_WEIGHT, weight_kg, &status))
	{
		double		quotient = dose / weight_kg;

		if (isfinite(quotient))
			*result = quotient + 0.0;	/* not -0 */
		else
			status = (peds_size_status) {PEDS_QUANTITY_DOSE, PEDS_QUANTITY_TOO_LARGE};
	}
	return status;
}

int
peds_size_status_print(peds_size_status status, char *out)
{
	const char *name = limit[status.quantity].name;
	const char *unit = limit[status.quantity].unit;

	switch (status.fault)
	{
		case PEDS_QUANTITY_OK:
			break;
		case PEDS_QUANTITY_NOT_A_SIZE:
			return snprintf(out, PEDS_SIZE_TEXT_SIZE, "no value: %s is not a %s finite number", name,
							status.quantity == PEDS_QUANTITY_DOSE ? "non-negative" : "positive");
		case PEDS_QUANTITY_LOW:
			return snprintf(out, PEDS_SIZE_TEXT_SIZE, "no value: %s below %g %s", name,
							limit[status.quantity].least, unit);
		case PEDS_QUANTITY_HIGH:
			return snprintf(out, PEDS_SIZE_TEXT_SIZE, "no value: %s above %g %s", name,
							limit[status.quantity].greatest, unit);
		case PEDS_QUANTITY_TOO_LARGE:
			return snprintf(out, PEDS_SIZE_TEXT_SIZE, "no value: %s too large", name);
	}
	return snprintf(out, PEDS_SIZE_TEXT_SIZE, "ok");
}

/* ------------------------------------------------------ nearest measurement */

static bool
is_day(double number)
{
	return number >= PEDS_DAY_MIN && number < PEDS_DAY_END && number == floor(number);
}

bool
peds_nearest_valid(const double *nearest)
{
	return is_day(nearest[PEDS_NEAREST_AT]) &&
		(is_day(nearest[PEDS_NEAREST_DAY]) || nearest[PEDS_NEAREST_DAY] == INFINITY) &&
		isfinite(nearest[PEDS_NEAREST_VALUE]);
}

void
peds_nearest_init(double *nearest, peds_day at)
{
	nearest[PEDS_NEAREST_AT] = (double) at;
	nearest[PEDS_NEAREST_DAY] = INFINITY;
	nearest[PEDS_NEAREST_VALUE] = 0;
}

/* All numbers are whole and below 2^33, so differences are exact. */
static void
take_nearer(double *nearest, double day, double value)
{
	double		kept = fabs(nearest[PEDS_NEAREST_DAY] - nearest[PEDS_NEAREST_AT]);
	double		distance = fabs(day - nearest[PEDS_NEAREST_AT]);

	if (distance > kept)
		return;
	if (distance == kept)
	{
		if (day > nearest[PEDS_NEAREST_DAY])
			return;
		if (day == nearest[PEDS_NEAREST_DAY] && value >= nearest[PEDS_NEAREST_VALUE])
			return;
	}
	nearest[PEDS_NEAREST_DAY] = day;
	nearest[PEDS_NEAREST_VALUE] = value + 0.0;	/* not -0, which is equal to 0 */
}

peds_status
peds_nearest_add(double *nearest, peds_day at, peds_day day, double value, int64_t within)
{
	int64_t		distance = day < at ? at - day : day - at;

	if (nearest[PEDS_NEAREST_AT] != (double) at)
		return PEDS_NEAREST_DAYS;
	if (distance <= within && isfinite(value))
		take_nearer(nearest, (double) day, value);
	return PEDS_OK;
}

peds_status
peds_nearest_merge(double *nearest, const double *other)
{
	if (nearest[PEDS_NEAREST_AT] != other[PEDS_NEAREST_AT])
		return PEDS_NEAREST_DAYS;
	if (peds_nearest_found(other))
		take_nearer(nearest, other[PEDS_NEAREST_DAY], other[PEDS_NEAREST_VALUE]);
	return PEDS_OK;
}
