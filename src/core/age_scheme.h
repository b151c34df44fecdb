/* SPDX-License-Identifier: PostgreSQL */
/*
 * age_scheme.h
 *		Age schemes: which ages part one band from the next.
 *
 * A scheme is a list of cuts, the first of which is birth (0d); band i is
 * [cut i, cut i+1), the last one is open. A named scheme may besides part
 * newborns by maturity: its first band then holds those born at term, and a
 * band of its own those born preterm.
 */
#ifndef PEDS_AGE_SCHEME_H
#define PEDS_AGE_SCHEME_H

#include "age.h"

#define PEDS_SCHEME_MAX_CUTS	64

/* How long a child born preterm stays in the preterm band. */
typedef enum peds_preterm
{
	PEDS_PRETERM_NONE = 0,		/* the scheme does not part newborns */
	PEDS_PRETERM_TO_CUT = 1,	/* to the second cut, as those born at term */
	PEDS_PRETERM_TO_PMA = 2		/* to a postmenstrual age of 44+0 */
} peds_preterm;

/*
 * P.IV: the day of birth through EDD + 27 days, so up to a postmenstrual age
 * of 40 + 4 completed weeks (rules §2.1 [primary]).
 */
#define PEDS_PRETERM_PMA_WEEKS	44

/*
 * The stored value: flat, self-contained. `host` belongs to whoever stores it
 * (PostgreSQL's length word) and is not looked at here.
 */
typedef struct peds_age_scheme
{
	int32_t		host;
	uint8_t		version;		/* 1 */
	uint8_t		named;			/* number of the named scheme, or 0 */
	uint8_t		ncuts;			/* 1 .. PEDS_SCHEME_MAX_CUTS */
	uint8_t		preterm;		/* peds_preterm */
	uint32_t	cut[];			/* peds_age_pack() */
} peds_age_scheme;

#define PEDS_AGE_SCHEME_SIZE(ncuts) \
	(offsetof(peds_age_scheme, cut) + (size_t) (ncuts) * sizeof(uint32_t))
#define PEDS_AGE_SCHEME_MAX_SIZE	PEDS_AGE_SCHEME_SIZE(PEDS_SCHEME_MAX_CUTS)

/* A name, or cuts of at most 11 bytes each with commas between. */
#define PEDS_SCHEME_TEXT_SIZE	(PEDS_SCHEME_MAX_CUTS * 12 + 1)

/*
 * Read a name or a list of cuts into *result, which has room for
 * PEDS_AGE_SCHEME_MAX_SIZE. *position is the offset of the fault.
 */
extern peds_status peds_age_scheme_parse(const char *text, size_t length,
										 peds_age_scheme *result, size_t *position);
extern int	peds_age_scheme_print(const peds_age_scheme *scheme, char *out);

/* Order and equality of the text form, byte by byte. */
extern int	peds_age_scheme_compare(const peds_age_scheme *a, const peds_age_scheme *b);

/* The named schemes, numbered from 1; the order is append-only. */
typedef struct peds_named_scheme
{
	const char *name;
	const char *cuts;
	peds_preterm preterm;
	const char *source;
	const char *confidence;		/* primary, secondary, memory, as in doc/rules.md */
	const char *note;
} peds_named_scheme;

extern int	peds_named_scheme_count(void);
extern const peds_named_scheme *peds_named_scheme_get(int number);

#endif							/* PEDS_AGE_SCHEME_H */
