/* SPDX-License-Identifier: PostgreSQL */
/*
 * growth.c
 *		From a measure and a place to its distribution, and from there to z and
 *		back.
 */
#include "growth.h"

#include <float.h>
#include <math.h>

#include "growth_tables.h"
#include "quantile.h"

/* ------------------------------------------------------------------ lookup */

static inline void
set_lms(peds_growth_at *at, peds_growth_shape shape, const peds_lms *row)
{
	at->shape = shape;
	at->parameter[0] = row->l;
	at->parameter[1] = row->m;
	at->parameter[2] = row->s;
}

/* Between a row and the next, linearly in L, M and S. */
static inline void
set_between(peds_growth_at *at, peds_growth_shape shape, const peds_lms *row, double part)
{
	set_lms(at, shape, row);
	if (part > 0)
	{
		at->parameter[0] += part * (row[1].l - row[0].l);
		at->parameter[1] += part * (row[1].m - row[0].m);
		at->parameter[2] += part * (row[1].s - row[0].s);
	}
}

/* WHO restricts the tails of what is skewed: weight and BMI. */
static inline peds_growth_shape
who_shape(peds_growth_measure measure)
{
	return measure == PEDS_GROWTH_WEIGHT || measure == PEDS_GROWTH_BMI ?
		PEDS_GROWTH_LMS_RESTRICTED : PEDS_GROWTH_LMS;
}

static peds_growth_status
who_by_age(peds_growth_measure measure, peds_sex sex, int64_t age_days, peds_growth_at *at)
{
	const peds_lms *rows;
	double		months;
	int			last,
				i;

	if (measure == PEDS_GROWTH_LENGTH && age_days >= PEDS_GROWTH_STANDING_FROM)
		return PEDS_GROWTH_LYING;
	if (measure == PEDS_GROWTH_HEIGHT && age_days < PEDS_GROWTH_STANDING_FROM)
		return PEDS_GROWTH_STANDING;
	if (age_days < PEDS_WHO_DAYS)
	{
		set_lms(at, who_shape(measure), &peds_who_by_day(measure, sex)[age_days]);
		return PEDS_GROWTH_OK;
	}

	/* the last row is where the table ends: nothing lies behind it */
	rows = peds_who_by_month(measure, sex);
	last = measure == PEDS_GROWTH_WEIGHT ? PEDS_WHO_WEIGHT_MONTHS - 1 : PEDS_WHO_MONTHS - 1;
	months = (double) age_days / PEDS_GROWTH_MONTH - PEDS_WHO_MONTH_FIRST;
	if (rows == NULL || months >= last)
		return PEDS_GROWTH_TOO_OLD;
	i = (int) months;
	set_between(at, who_shape(measure), &rows[i], months - i);
	return PEDS_GROWTH_OK;
}

/*
 * The dispersion of the extended BMI above the 95th centile (CDC 2022, for ages
 * finer than a month; Wei and others, Ann Hum Biol 2020;47:514).
 */
static double
cdc_sigma(peds_sex sex, double years)
{
	return sex == PEDS_MALE ?
		0.3728 + 0.5196 * years - 0.0091 * years * years :
		0.8334 + 0.3712 * years - 0.0011 * years * years;
}

/* CDC: ages in months, rows at 24, then in the middle of each month, then at 240. */
static peds_growth_status
cdc_by_age(peds_growth_measure measure, peds_sex sex, int64_t age_days, peds_growth_at *at)
{
	const peds_lms *rows = peds_cdc(measure, sex);
	double		months = (double) age_days / PEDS_GROWTH_MONTH;
	int			i;

	if (rows == NULL)
		return PEDS_GROWTH_NO_MEASURE;
	if (months < 24)
		return PEDS_GROWTH_TOO_YOUNG;
	if (months > 240)
		return PEDS_GROWTH_TOO_OLD;
	if (months < 24.5)
		set_between(at, PEDS_GROWTH_LMS, &rows[0], (months - 24) / 0.5);
	else if (months >= 239.5)
		set_between(at, PEDS_GROWTH_LMS, &rows[PEDS_CDC_ROWS - 2], (months - 239.5) / 0.5);
	else
	{
		i = (int) (months - 23.5);
		set_between(at, PEDS_GROWTH_LMS, &rows[i], months - 23.5 - i);
	}
	if (measure == PEDS_GROWTH_BMI)
	{
		at->shape = PEDS_GROWTH_LMS_EXTENDED;
		at->parameter[3] = cdc_sigma(sex, months / 12);
	}
	return PEDS_GROWTH_OK;
}

peds_growth_status
peds_growth_by_age(peds_growth_reference reference, peds_growth_measure measure,
				   peds_sex sex, int64_t age_days, peds_growth_at *at)
{
	if (age_days < 0)
		return PEDS_GROWTH_BEFORE_BIRTH;
	if (age_days > INT32_MAX)
		return PEDS_GROWTH_TOO_OLD;
	return reference == PEDS_GROWTH_WHO ? who_by_age(measure, sex, age_days, at) :
		cdc_by_age(measure, sex, age_days, at);
}

peds_growth_status
peds_growth_by_gestation(peds_growth_reference reference, peds_growth_measure measure,
						 peds_sex sex, peds_gestational_age age, peds_growth_at *at)
{
	if (reference == PEDS_GROWTH_FENTON2013)
	{
		const peds_lms *rows = peds_fenton(measure, sex);

		if (rows == NULL)
			return PEDS_GROWTH_NO_MEASURE;
		if (age < PEDS_FENTON_FIRST)
			return PEDS_GROWTH_TOO_YOUNG;
		if (age >= PEDS_FENTON_FIRST + PEDS_FENTON_DAYS)
			return PEDS_GROWTH_TOO_OLD;
		set_lms(at, PEDS_GROWTH_LMS, &rows[age - PEDS_FENTON_FIRST]);
		if (at->parameter[1] == 0)
			return PEDS_GROWTH_GAP;
		if (measure == PEDS_GROWTH_WEIGHT)
			at->parameter[1] /= 1000;	/* the table is in grams */
	}
	else
	{
		const peds_skew_t *rows = peds_intergrowth(measure, sex);

		if (rows == NULL)
			return PEDS_GROWTH_NO_MEASURE;
		if (age < PEDS_INTERGROWTH_FIRST)
			return PEDS_GROWTH_TOO_YOUNG;
		if (age >= PEDS_INTERGROWTH_FIRST + PEDS_INTERGROWTH_DAYS)
			return PEDS_GROWTH_TOO_OLD;
		rows += age - PEDS_INTERGROWTH_FIRST;
		*at = (peds_growth_at) {PEDS_GROWTH_SKEW_T, {rows->mu, rows->sigma, rows->nu, rows->tau}};
	}
	return PEDS_GROWTH_OK;
}

peds_growth_status
peds_growth_weight_by_size(bool standing, peds_sex sex, double cm, peds_growth_at *at)
{
	double		first = standing ? PEDS_WHO_HEIGHT_FIRST : PEDS_WHO_LENGTH_FIRST;
	int			last = (standing ? PEDS_WHO_HEIGHTS : PEDS_WHO_LENGTHS) - 1;
	double		place;
	int			i;

	if (!(cm > 0 && isfinite(cm)))
		return PEDS_GROWTH_NOT_POSITIVE;
	if (cm < first)
		return PEDS_GROWTH_TOO_YOUNG;
	if (cm > first + last / 10.0)
		return PEDS_GROWTH_TOO_OLD;
	place = (cm - first) * 10;
	i = place < last ? (int) place : last;
	set_between(at, PEDS_GROWTH_LMS_RESTRICTED, &peds_who_weight_by_size(standing, sex)[i],
				i < last ? place - i : 0);
	return PEDS_GROWTH_OK;
}

void
peds_growth_convert(int64_t age_days, peds_growth_measure *measure, double *value)
{
	if (*measure == PEDS_GROWTH_LENGTH && age_days >= PEDS_GROWTH_STANDING_FROM)
	{
		*measure = PEDS_GROWTH_HEIGHT;
		*value -= PEDS_GROWTH_LYING_MORE;
	}
	else if (*measure == PEDS_GROWTH_HEIGHT && age_days < PEDS_GROWTH_STANDING_FROM)
	{
		*measure = PEDS_GROWTH_LENGTH;
		*value += PEDS_GROWTH_LYING_MORE;
	}
}

/* --------------------------------------------------------------------- LMS */

/* ((x/M)^L - 1) / (L S), its limit where L is 0. */
static inline double
lms_z(double l, double m, double s, double x)
{
	double		ratio = x / m;

	if (l == 1)
		return (ratio - 1) / s;
	ratio = log(ratio);
	return l == 0 ? ratio / s : expm1(l * ratio) / (l * s);
}

/* M (1 + L S z)^(1/L); NaN where that is no number. */
static inline double
lms_value(double l, double m, double s, double z)
{
	if (l == 1)
		return m * (1 + s * z);
	return m * exp(l == 0 ? s * z : log1p(l * s * z) / l);
}

/*
 * WHO, Length/height-for-age ... methods and development (2006), chapter 7:
 * beyond 3 SD, the distance from 2 to 3 SD is that of each further one.
 */
static double
restricted_z(const double *p, double x)
{
	double		z = lms_z(p[0], p[1], p[2], x);
	double		three,
				two;

	if (z >= -3 && z <= 3)
		return z;
	three = lms_value(p[0], p[1], p[2], z > 0 ? 3 : -3);
	two = lms_value(p[0], p[1], p[2], z > 0 ? 2 : -2);
	return z > 0 ? 3 + (x - three) / (three - two) : -3 + (x - three) / (two - three);
}

static double
restricted_value(const double *p, double z)
{
	double		three,
				two;

	if (z >= -3 && z <= 3)
		return lms_value(p[0], p[1], p[2], z);
	three = lms_value(p[0], p[1], p[2], z > 0 ? 3 : -3);
	two = lms_value(p[0], p[1], p[2], z > 0 ? 2 : -2);
	return z > 0 ? three + (z - 3) * (three - two) : three + (z + 3) * (two - three);
}

/* The standard normal's 0.95 quantile. */
#define Z95 1.6448536269514727

/*
 * CDC 2022: above the 95th centile, centile = 90 + 10 Phi((x - P95) / sigma).
 * By the upper tail, so that no digits are lost near 100.
 */
static double
extended_z(const double *p, double x)
{
	double		z = lms_z(p[0], p[1], p[2], x);

	if (z <= Z95)
		return z;
	return peds_normal_upper(peds_normal_tail((x - lms_value(p[0], p[1], p[2], Z95)) / p[3]) / 10);
}

static double
extended_value(const double *p, double z)
{
	if (z <= Z95)
		return lms_value(p[0], p[1], p[2], z);
	return lms_value(p[0], p[1], p[2], Z95) +
		p[3] * peds_normal_upper(fmin(peds_normal_tail(z) * 10, 0.5));
}

/* ------------------------------------------------------------------ skew t */

/*
 * Type 3 of GAMLSS (Fernandez and Steel 1998): two halves of a t with tau
 * degrees of freedom, joined at mu, the lower one narrower by nu and the upper
 * one wider. Each half by its own tail.
 */
static double
skew_t_z(double mu, double sigma, double nu, double tau, double x)
{
	double		t = (x - mu) / sigma;

	if (t < 0)
		return -peds_normal_upper(2 * peds_student_tail(-t * nu, tau) / (1 + nu * nu));
	return peds_normal_upper(2 * nu * nu * peds_student_tail(t / nu, tau) / (1 + nu * nu));
}

static double
skew_t_value(double mu, double sigma, double nu, double tau, double z)
{
	double		lower = peds_normal_tail(-z) * (1 + nu * nu) / 2;
	double		upper = peds_normal_tail(z) * (1 + nu * nu) / (2 * nu * nu);

	/* at mu each of them is one half */
	if (lower < 0.5)
		return mu - sigma * peds_student_upper(lower, tau) / nu;
	return mu + sigma * peds_student_upper(fmin(upper, 0.5), tau) * nu;
}

/* ------------------------------------------------------------- z and value */

peds_growth_status
peds_growth_z(const peds_growth_at *at, double value, double *z)
{
	const double *p = at->parameter;

	if (!(value > 0 && value <= DBL_MAX))
		return PEDS_GROWTH_NOT_POSITIVE;
	switch (at->shape)
	{
		case PEDS_GROWTH_LMS:
			*z = lms_z(p[0], p[1], p[2], value);
			break;
		case PEDS_GROWTH_LMS_RESTRICTED:
			*z = restricted_z(p, value);
			break;
		case PEDS_GROWTH_LMS_EXTENDED:
			*z = extended_z(p, value);
			break;
		case PEDS_GROWTH_SKEW_T:
			*z = skew_t_z(p[0], p[1], p[2], p[3], value);
			break;
	}
	return isfinite(*z) ? PEDS_GROWTH_OK : PEDS_GROWTH_TOO_FAR;
}

bool
peds_growth_value(const peds_growth_at *at, double z, double *value)
{
	const double *p = at->parameter;

	if (!isfinite(z))
		return false;
	switch (at->shape)
	{
		case PEDS_GROWTH_LMS:
			*value = lms_value(p[0], p[1], p[2], z);
			break;
		case PEDS_GROWTH_LMS_RESTRICTED:
			*value = restricted_value(p, z);
			break;
		case PEDS_GROWTH_LMS_EXTENDED:
			*value = extended_value(p, z);
			break;
		case PEDS_GROWTH_SKEW_T:
			*value = skew_t_value(p[0], p[1], p[2], p[3], z);
			break;
	}
	return *value > 0 && *value <= DBL_MAX;
}

double
peds_growth_centile(double z)
{
	return 100 * peds_normal_tail(-z);
}

/* ----------------------------------------------------------- plausibility */

/*
 * WHO: the flags of WHO Anthro and AnthroPlus [primary, their code]. CDC: the
 * cut points of its program, for the modified z, from 2016 [primary, a copy].
 * Fenton and INTERGROWTH-21st publish none: 5 [reading].
 */
peds_growth_limits
peds_growth_limits_of(peds_growth_reference reference, peds_growth_measure measure)
{
	if (reference == PEDS_GROWTH_WHO)
		switch (measure)
		{
			case PEDS_GROWTH_WEIGHT:
				return (peds_growth_limits) {-6, 5, false};
			case PEDS_GROWTH_LENGTH:
			case PEDS_GROWTH_HEIGHT:
				return (peds_growth_limits) {-6, 6, false};
			default:
				return (peds_growth_limits) {-5, 5, false};
		}
	if (reference == PEDS_GROWTH_CDC)
		switch (measure)
		{
			case PEDS_GROWTH_WEIGHT:
				return (peds_growth_limits) {-5, 8, true};
			case PEDS_GROWTH_BMI:
				return (peds_growth_limits) {-4, 8, true};
			default:
				return (peds_growth_limits) {-5, 4, true};
		}
	return (peds_growth_limits) {-5, 5, false};
}

/* Distance from the median in halves of that to 2 SD on the same side. */
static double
modified_z(const double *p, double x)
{
	return (x - p[1]) * 2 / (x < p[1] ? p[1] - lms_value(p[0], p[1], p[2], -2) :
							 lms_value(p[0], p[1], p[2], 2) - p[1]);
}

peds_growth_status
peds_growth_plausible(peds_growth_reference reference, peds_growth_measure measure,
					  const peds_growth_at *at, double value, double z)
{
	peds_growth_limits limits = peds_growth_limits_of(reference, measure);

	if (limits.modified)
		z = modified_z(at->parameter, value);
	return z < limits.least ? PEDS_GROWTH_LOW : z > limits.greatest ? PEDS_GROWTH_HIGH : PEDS_GROWTH_OK;
}
