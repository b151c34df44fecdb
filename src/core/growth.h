/* SPDX-License-Identifier: PostgreSQL */
/*
 * growth.h
 *		Size of a child against a growth reference: z-score, centile, the value
 *		at a z, and why there is none.
 *
 * A lookup finds the distribution of a measure at a place (an age, a
 * postmenstrual age, a length); z and value are then read from it. The tables
 * are constants of the program, made from data/growth_reference. Sources and
 * confidence: doc/rules.md and growth_reference.c.
 */
#ifndef PEDS_GROWTH_H
#define PEDS_GROWTH_H

#include "gestational_age.h"

typedef enum peds_sex
{
	PEDS_MALE,
	PEDS_FEMALE
} peds_sex;

typedef enum peds_growth_measure
{
	PEDS_GROWTH_WEIGHT,			/* kg */
	PEDS_GROWTH_LENGTH,			/* lying, cm */
	PEDS_GROWTH_HEIGHT,			/* standing, cm */
	PEDS_GROWTH_BMI,			/* kg/m2 */
	PEDS_GROWTH_HEAD			/* circumference, cm */
} peds_growth_measure;

typedef enum peds_growth_reference
{
	PEDS_GROWTH_WHO,
	PEDS_GROWTH_CDC,
	PEDS_GROWTH_FENTON2013,
	PEDS_GROWTH_INTERGROWTH21
} peds_growth_reference;

/* Why there is no z, or what is implausible. */
typedef enum peds_growth_status
{
	PEDS_GROWTH_OK,
	PEDS_GROWTH_NOT_POSITIVE,	/* the value: zero, negative, infinite, NaN */
	PEDS_GROWTH_BEFORE_BIRTH,
	PEDS_GROWTH_BEFORE_TERM,	/* corrected age below zero */
	PEDS_GROWTH_TOO_YOUNG,
	PEDS_GROWTH_TOO_OLD,
	PEDS_GROWTH_GAP,			/* the table lacks this day */
	PEDS_GROWTH_LYING,			/* length, but of an age that is measured standing */
	PEDS_GROWTH_STANDING,
	PEDS_GROWTH_NO_MEASURE,		/* not in this reference */
	PEDS_GROWTH_TOO_FAR,		/* no number holds the z */
	PEDS_GROWTH_LOW,			/* there is a z, but it is implausible */
	PEDS_GROWTH_HIGH
} peds_growth_status;

/* WHO: measured lying below this age, standing from it on; the difference. */
#define PEDS_GROWTH_STANDING_FROM	731
#define PEDS_GROWTH_LYING_MORE		0.7

/* Days in a month of the tables. */
#define PEDS_GROWTH_MONTH	30.4375

typedef enum peds_growth_shape
{
	PEDS_GROWTH_LMS,
	PEDS_GROWTH_LMS_RESTRICTED,	/* WHO: normal tails beyond 3 SD */
	PEDS_GROWTH_LMS_EXTENDED,	/* CDC: half-normal above the 95th centile */
	PEDS_GROWTH_SKEW_T			/* type 3: mu, sigma, nu, tau */
} peds_growth_shape;

/* The distribution at a place. */
typedef struct peds_growth_at
{
	peds_growth_shape shape;
	double		parameter[4];	/* L, M, S, and sigma above the 95th centile; or mu, sigma, nu, tau */
} peds_growth_at;

/* A plausible range of z, both ends in it. */
typedef struct peds_growth_limits
{
	double		least;
	double		greatest;
	bool		modified;		/* of CDC's modified z */
} peds_growth_limits;

extern peds_status peds_growth_measure_parse(const char *text, size_t length, peds_growth_measure *result);
extern peds_status peds_growth_sex_parse(const char *text, size_t length, peds_sex *result);

/* who, cdc; fenton2013, intergrowth21; who. */
extern peds_status peds_growth_reference_by_age(const char *text, size_t length, peds_growth_reference *result);
extern peds_status peds_growth_reference_by_gestation(const char *text, size_t length, peds_growth_reference *result);
extern peds_status peds_growth_reference_by_size(const char *text, size_t length, peds_growth_reference *result);

extern peds_growth_status peds_growth_by_age(peds_growth_reference reference, peds_growth_measure measure,
											 peds_sex sex, int64_t age_days, peds_growth_at *at);
extern peds_growth_status peds_growth_by_gestation(peds_growth_reference reference, peds_growth_measure measure,
												   peds_sex sex, peds_gestational_age age, peds_growth_at *at);

/* Weight by length (lying) or by height (standing), WHO. */
extern peds_growth_status peds_growth_weight_by_size(bool standing, peds_sex sex, double cm, peds_growth_at *at);

/*
 * A length where WHO's table has height, or the other way: the measure that
 * the table has, and the value 0.7 cm more or less. Else as they are.
 */
extern void peds_growth_convert(int64_t age_days, peds_growth_measure *measure, double *value);

/* PEDS_GROWTH_OK, PEDS_GROWTH_NOT_POSITIVE, PEDS_GROWTH_TOO_FAR; z is finite. */
extern peds_growth_status peds_growth_z(const peds_growth_at *at, double value, double *z);

/* The value at z, finite and positive; false if there is none. */
extern bool peds_growth_value(const peds_growth_at *at, double z, double *value);

/* 0 to 100. */
extern double peds_growth_centile(double z);

/* PEDS_GROWTH_OK, _LOW or _HIGH of a value whose z is given. */
extern peds_growth_status peds_growth_plausible(peds_growth_reference reference, peds_growth_measure measure,
												const peds_growth_at *at, double value, double z);
extern peds_growth_limits peds_growth_limits_of(peds_growth_reference reference, peds_growth_measure measure);

/* A status in words, "ok", "no z: ..." or "implausible: ...". */
#define PEDS_GROWTH_TEXT_SIZE 128
extern int	peds_growth_status_print(peds_growth_status status, peds_growth_reference reference,
									 peds_growth_measure measure, char *out);

/* The tables, for the list of them. */
typedef struct peds_growth_table
{
	peds_growth_reference reference;
	const char *measure;
	const char *by;				/* age, postmenstrual age, length, height */
	const char *unit;			/* d, cm */
	double		first;			/* both ends are in the table */
	double		last;
	const char *step;
	const char *note;
} peds_growth_table;

typedef struct peds_growth_source
{
	const char *name;
	const char *source;
	const char *license;
	const char *confidence;
} peds_growth_source;

extern int	peds_growth_table_count(void);
extern const peds_growth_table *peds_growth_table_get(int i);
extern const peds_growth_source *peds_growth_source_of(peds_growth_reference reference);
extern const char *peds_growth_measure_name(peds_growth_measure measure);

#endif							/* PEDS_GROWTH_H */
