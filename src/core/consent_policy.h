/* SPDX-License-Identifier: PostgreSQL */
/*
 * consent_policy.h
 *		Whose agreement a child's taking part needs: a named policy, or one
 *		amended by keys, such as CN-2025; guardians=2; grace=14d.
 *
 * Two ages part three regimes: below the assent age the guardians agree; from
 * it on the child besides; from majority on the subject alone. A policy
 * without an assent age asks for no child's agreement.
 */
#ifndef PEDS_CONSENT_POLICY_H
#define PEDS_CONSENT_POLICY_H

#include "age.h"

#define PEDS_POLICY_MAX_GUARDIANS	99

/*
 * The stored value: flat, self-contained. `host` belongs to whoever stores it
 * (PostgreSQL's length word) and is not looked at here.
 */
typedef struct peds_consent_policy
{
	int32_t		host;
	uint8_t		version;		/* 1 */
	uint8_t		named;			/* number of the named policy */
	uint8_t		guardians;		/* how many have to agree, 1 or more */
	uint8_t		allows_override;	/* of a child's dissent: bool */
	int32_t		grace;			/* days from a threshold, 0 or more */
	uint32_t	assent;			/* peds_age_pack(), or 0: no such age */
	uint32_t	majority;		/* peds_age_pack() */
} peds_consent_policy;

#define PEDS_POLICY_TEXT_SIZE	128

/* *position is the offset of the fault in text. */
extern peds_status peds_consent_policy_parse(const char *text, size_t length,
											 peds_consent_policy *result, size_t *position);

/* The name, then what differs from it: guardians, grace, majority, assent. */
extern int	peds_consent_policy_print(const peds_consent_policy *policy, char *out);

/* Order and equality of the text form, byte by byte. */
extern int	peds_consent_policy_compare(const peds_consent_policy *a,
										const peds_consent_policy *b);

/* The days on which a policy's regimes change for one birth. */
typedef struct peds_thresholds
{
	peds_day	assent;			/* PEDS_NEVER without an assent age */
	peds_day	majority;
} peds_thresholds;

#define PEDS_NEVER	INT64_MAX

extern peds_thresholds peds_consent_thresholds(const peds_consent_policy *policy, peds_day birth);

/* Who must have agreed on a day; inside a grace the new regime. */
typedef enum peds_consent_regime
{
	PEDS_REGIME_GUARDIAN,
	PEDS_REGIME_BOTH,
	PEDS_REGIME_SUBJECT
} peds_consent_regime;

#define PEDS_REGIME_COUNT 3

extern peds_consent_regime peds_consent_required(const peds_consent_policy *policy,
												 peds_day birth, peds_day at);

/* The named policies, numbered from 1; the order is append-only. */
typedef struct peds_named_policy
{
	const char *name;
	int			guardians;
	const char *assent;			/* NULL: the source sets none, it must be given */
	const char *majority;
	bool		allows_override;
	const char *effective_from; /* ISO 8601, NULL where not known */
	const char *effective_past; /* the first day after, or NULL */
	const char *source;
	const char *confidence;		/* primary, secondary, memory, as in doc/rules.md */
	const char *note;
} peds_named_policy;

extern int	peds_named_policy_count(void);
extern const peds_named_policy *peds_named_policy_get(int number);

#endif							/* PEDS_CONSENT_POLICY_H */
