/* SPDX-License-Identifier: PostgreSQL */
/*
 * consent.h
 *		What the consent functions share: policies as arguments, the log of one
 *		subject's records.
 */
#ifndef PEDSAFETY_CONSENT_H
#define PEDSAFETY_CONSENT_H

#include "pedsafety.h"
#include "utils/array.h"

#include "../core/consent.h"

#define PEDS_GETARG_POLICY(n)	((peds_consent_policy *) PG_GETARG_VARLENA_P(n))

/* An age of a policy as it is written. */
extern char *peds_age_text(uint32 packed);

/* What is known of a birth: a day, a partial date, or nothing. */
typedef struct peds_consent_birth
{
	bool		known;
	bool		partial;
	int32		value;			/* DateADT or peds_partial_date */
} peds_consent_birth;

/* One subject's records, with the bytes of the signers' ids. */
typedef struct peds_consent_log
{
	peds_consent_record *record;
	char	   *ids;
	uint32		n;
	uint32		room;
	uint32		ids_length;
	uint32		ids_room;
} peds_consent_log;

/* Columns of a record, as values of SQL. */
typedef struct peds_consent_row
{
	DateADT		signed_on;
	text	   *signer;
	text	   *act;
	text	   *signer_id;		/* NULL if there is none */
	RangeType  *valid;			/* NULL: [signed_on,) */
	bool		has_signed_on;
} peds_consent_row;

/*
 * Add a record; memory grows in `context`. `ranges` is the type cache's entry
 * of daterange, needed where `valid` is given. A row without date, signer and
 * act is none; 22004 if it has one or two of them, 22023 for unknown words,
 * 22008 for an infinite date.
 */
extern void peds_consent_log_add(peds_consent_log *log, const peds_consent_row *row,
								 TypeCacheEntry *ranges, MemoryContext context);

/* Would peds_consent_log_add take it, as a record or as none? */
extern bool peds_consent_row_is_good(const peds_consent_row *row);

/* Room for so many more records and bytes of ids. */
extern void peds_consent_log_reserve(peds_consent_log *log, uint32 records, Size ids,
									 MemoryContext context);

/*
 * The covered days (possible: the days that may be covered), in memory of the
 * current context.
 */
extern void peds_consent_log_cover(peds_consent_log *log, const peds_consent_policy *policy,
								   const peds_consent_birth *birth, bool possible,
								   peds_day_set *coverage);

/* What is lacking on a day that is not surely covered; false if it is covered. */
extern bool peds_consent_log_lacks(peds_consent_log *log, const peds_consent_policy *policy,
								   const peds_consent_birth *birth, peds_day day,
								   peds_consent_lack *lack);

/* text[]: who must agree under a regime. */
extern ArrayType *peds_regime_array(peds_consent_regime regime);

extern Datum peds_make_datemultirange(const peds_day_set *days);

/* For the `grow` of a peds_day_set: memory of the current context. */
extern void *peds_grow_memory(void *memory, size_t size);

#endif							/* PEDSAFETY_CONSENT_H */
