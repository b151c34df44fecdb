/* SPDX-License-Identifier: PostgreSQL */
/*
 * status.h
 *		What a core function may answer. src/pg/errors.c holds the one map from
 *		here to SQLSTATE, message and hint.
 *
 * New members go before PEDS_STATUS_COUNT, with a row in that map.
 */
#ifndef PEDS_STATUS_H
#define PEDS_STATUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum peds_status
{
	PEDS_OK = 0,
	PEDS_NO_VALUE,				/* no error: the answer is SQL NULL */
	PEDS_NO_SPACE,				/* no error: call again with a larger buffer */

	/* ages and dates */
	PEDS_AGE_MALFORMED,
	PEDS_AGE_TOO_LARGE,
	PEDS_DATE_OUT_OF_RANGE,

	/* partial_date */
	PEDS_PARTIAL_DATE_MALFORMED,
	PEDS_PARTIAL_DATE_NO_SUCH_DAY,
	PEDS_PARTIAL_DATE_YEAR,
	PEDS_IMPUTE_RULE,
	PEDS_IMPUTE_NONE_WITHIN,
	PEDS_IMPUTE_MIDDLE_OUTSIDE,

	/* gestational_age */
	PEDS_GA_MALFORMED,
	PEDS_GA_TOO_LARGE,
	PEDS_GA_NOT_AT_BIRTH,
	PEDS_PMA_TOO_LARGE,

	/* age_scheme */
	PEDS_SCHEME_MALFORMED,
	PEDS_SCHEME_UNKNOWN,
	PEDS_SCHEME_START,
	PEDS_SCHEME_ORDER,
	PEDS_SCHEME_TOO_MANY,

	/* age_band and reported ages */
	PEDS_BAND_MALFORMED,
	PEDS_BAND_ORDER,
	PEDS_AGE_NEGATIVE,
	PEDS_AGE_NOT_FINITE,
	PEDS_AGE_UNIT,
	PEDS_DECADE_NOT_WHOLE,

	/* person_time */
	PEDS_PERSON_TIME_MALFORMED,
	PEDS_PERSON_TIME_BAND,
	PEDS_PERSON_TIME_COUNTS,
	PEDS_PERSON_TIME_COUNT_RANGE,
	PEDS_PERSON_TIME_SCHEMES,
	PEDS_PERSON_TIME_OVERFLOW,
	PEDS_PERSON_TIME_NOT_PART,

	/* consent_policy */
	PEDS_POLICY_MALFORMED,
	PEDS_POLICY_UNKNOWN,
	PEDS_POLICY_KEY,
	PEDS_POLICY_KEY_TWICE,
	PEDS_POLICY_GUARDIANS,
	PEDS_POLICY_GRACE,
	PEDS_POLICY_AGE,
	PEDS_POLICY_AGE_ORDER,
	PEDS_POLICY_NO_ASSENT_AGE,

	/* consent records */
	PEDS_CONSENT_SIGNER,
	PEDS_CONSENT_ACT,
	PEDS_CONSENT_TOO_MANY,

	PEDS_STATUS_COUNT
} peds_status;

#endif							/* PEDS_STATUS_H */
