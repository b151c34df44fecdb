/* SPDX-License-Identifier: PostgreSQL */
/*
 * age_band.h
 *		A half-open interval of attained age in 64 bits.
 *
 * Layout (it is stored, so it never changes): lower bound in the high 32 bits,
 * upper bound in the low ones. A bound is kind << 30 | mark << 28 | n:
 *
 *	kind	0 no bound, 1 days, 2 months, 3 weeks of postmenstrual age
 *	mark	maturity, in the lower bound only: 0 none, 1 preterm, 2 term
 *	n		0 .. PEDS_BOUND_MAX, 0 where the kind is 0
 *
 * (,) is age unknown, (,0d) before birth; every other band has a lower bound.
 * Birth is always 0 days. One band has one representation, so equality is
 * that of the bits.
 */
#ifndef PEDS_AGE_BAND_H
#define PEDS_AGE_BAND_H

#include "age_scheme.h"

typedef uint64_t peds_age_band;

typedef enum peds_maturity_mark
{
	PEDS_MARK_NONE = 0,
	PEDS_MARK_PRETERM = 1,
	PEDS_MARK_TERM = 2
} peds_maturity_mark;

#define PEDS_BOUND_NONE		UINT32_C(0)
#define PEDS_BOUND_BIRTH	(UINT32_C(1) << 30)
#define PEDS_BOUND_PMA(weeks) (UINT32_C(3) << 30 | (uint32_t) (weeks))

#define PEDS_BAND(lower, upper, mark) \
	((peds_age_band) ((lower) | (uint32_t) (mark) << 28) << 32 | (upper))

#define PEDS_BAND_UNKNOWN		UINT64_C(0)
#define PEDS_BAND_BEFORE_BIRTH	PEDS_BAND(PEDS_BOUND_NONE, PEDS_BOUND_BIRTH, PEDS_MARK_NONE)

static inline uint32_t
peds_band_lower(peds_age_band band)
{
	return (uint32_t) (band >> 32) & ~(UINT32_C(3) << 28);
}

static inline uint32_t
peds_band_upper(peds_age_band band)
{
	return (uint32_t) band;
}

static inline peds_maturity_mark
peds_band_mark(peds_age_band band)
{
	return (peds_maturity_mark) ((uint32_t) (band >> 32) >> 28 & 3);
}

#define PEDS_BAND_TEXT_SIZE 48

extern peds_status peds_age_band_parse(const char *text, size_t length,
									   peds_age_band *result, size_t *position);
extern int	peds_age_band_print(peds_age_band band, char *out);

/* Could parse have made these bits? (For what arrives in binary.) */
extern bool peds_age_band_is_sound(peds_age_band band);

/* Lower bound, upper bound, mark (preterm, term, none); (,) comes last. */
extern int	peds_age_band_compare(peds_age_band a, peds_age_band b);

/*
 * The term of the guideline for a standard band (lang: 0 English, 1 Chinese),
 * or NULL: then the notation is the label.
 */
extern const char *peds_age_band_label(peds_age_band band, int lang);

/* E2B(R3) D.2.3 code 0 .. 6, or -1. */
extern int	peds_e2b_age_group(peds_age_band band);

/* Its word, foetus .. elderly; NULL for another code. */
extern const char *peds_e2b_age_group_name(int code);

#endif							/* PEDS_AGE_BAND_H */
