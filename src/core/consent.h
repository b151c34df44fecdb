/* SPDX-License-Identifier: PostgreSQL */
/*
 * consent.h
 *		One subject's consent records, and the days on which taking part is
 *		validly consented (contract, section Consent; rules §6).
 *
 * records -> states (what everyone says, day by day, whatever the child's age)
 * -> coverage under a policy and a birth. The order of the records does not
 * matter.
 */
#ifndef PEDS_CONSENT_H
#define PEDS_CONSENT_H

#include "consent_policy.h"
#include "day_set.h"
#include "partial_date.h"

typedef enum peds_signer
{
	PEDS_GUARDIAN,
	PEDS_SUBJECT,
	PEDS_INVESTIGATOR,
	PEDS_ETHICS
} peds_signer;

#define PEDS_SIGNER_COUNT 4

typedef enum peds_act
{
	PEDS_CONSENT,				/* "assent" is the same */
	PEDS_OVERRIDE,
	PEDS_WAIVE,
	PEDS_DISSENT,
	PEDS_WITHDRAW
} peds_act;

/* The words, exact: PEDS_CONSENT_SIGNER, PEDS_CONSENT_ACT if there is none. */
extern peds_status peds_signer_parse(const char *text, size_t length, peds_signer *result);
extern peds_status peds_act_parse(const char *text, size_t length, peds_act *result);

/* Bounds of a form's window: without a beginning, without an end. */
#define PEDS_WINDOW_ALWAYS	INT32_MIN
#define PEDS_WINDOW_FOREVER	INT32_MAX

#define PEDS_NO_ID	UINT32_MAX

typedef struct peds_consent_record
{
	int32_t		signed_on;
	int32_t		valid_from;		/* the window of the form, for consents only */
	int32_t		valid_past;
	uint32_t	id;				/* offset of the signer's id, or PEDS_NO_ID */
	uint32_t	id_length;
	uint8_t		signer;			/* peds_signer */
	uint8_t		act;			/* peds_act */
} peds_consent_record;

/* More records of one subject than this (28 bits) are refused by whoever collects them. */
#define PEDS_CONSENT_MAX_RECORDS	10000000

/*
 * What holds from a day on, until the day of the next state. Before the first
 * state nobody has said anything.
 */
typedef struct peds_consent_state
{
	int32_t		from;
	uint32_t	guardians;		/* how many agree */
	int32_t		agreed_on;		/* day of the subject's consent that holds */
	bool		agrees;			/* ... if one does */
	bool		withdrew;		/* the subject, and has not consented since */
	bool		dissents;		/* the subject, and has not consented since */
	bool		overridden;		/* the dissent, by an investigator */
	bool		waived;			/* the child's agreement, by an ethics committee */
} peds_consent_state;

/*
 * Room that peds_consent_states needs for n records: that many states, and
 * bytes to work in.
 */
#define PEDS_CONSENT_STATES(n)	(4 * (size_t) (n) + 1)
#define PEDS_CONSENT_WORK(n)	(64 * (size_t) (n) + 64)

/*
 * Sort the records (their order is not part of their meaning) and write the
 * states that follow from them; returns how many. `ids` holds the bytes of the
 * signers' ids. `work` has PEDS_CONSENT_WORK(n) bytes, aligned as an int64_t.
 */
extern size_t peds_consent_states(peds_consent_record *record, size_t n, const char *ids,
								  bool policy_allows_override, void *work,
								  peds_consent_state *state);

/* Add to coverage the days that are consented, for a birth known to the day. */
extern void peds_consent_cover(const peds_consent_policy *policy, peds_day birth,
							   const peds_consent_state *state, size_t n,
							   peds_day_set *coverage);

/*
 * The days that are consented for every birth that the date can mean, or for
 * at least one of them; coverage is empty at first.
 */
extern void peds_consent_cover_partial(const peds_consent_policy *policy, peds_partial_date birth,
									   bool possible, const peds_consent_state *state, size_t n,
									   peds_day_set *coverage);

/* The days that are consented for some birth, about which nothing is known. */
extern void peds_consent_cover_any(const peds_consent_policy *policy,
								   const peds_consent_state *state, size_t n,
								   peds_day_set *coverage);

/* What is lacking on a day, for one birth. */
typedef struct peds_consent_lack
{
	peds_consent_regime regime; /* whose agreement the day needs */
	uint32_t	guardians;		/* how many agree */
	bool		guardians_lack; /* and are too few */
	bool		subject_lacks;	/* the subject's agreement is needed and missing */
	bool		withdrew;		/* the subject, which ends coverage at any age */
	bool		dissents;		/* the subject, without an override */
} peds_consent_lack;

/*
 * What is lacking on a day that is not covered for some birth that the date
 * can mean: that of the earliest such birth. False if the day is surely covered.
 */
extern bool peds_consent_lacks(const peds_consent_policy *policy, peds_day birth,
							   const peds_consent_state *state, size_t n, peds_day day,
							   peds_consent_lack *lack);
extern bool peds_consent_lacks_partial(const peds_consent_policy *policy, peds_partial_date birth,
									   const peds_consent_state *state, size_t n, peds_day day,
									   peds_consent_lack *lack);

#endif							/* PEDS_CONSENT_H */
