/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_completeness.h
 *		What a case report of a child is asked to say, and what of that a case
 *		lacks. Not a score.
 *
 * The items are rows of one table (icsr_completeness_item.c). What is asked
 * depends on the age: an item is asked of a case if one of its possible ages is
 * among the item's, so a case of unknown age is asked for everything.
 */
#ifndef PEDS_ICSR_COMPLETENESS_H
#define PEDS_ICSR_COMPLETENESS_H

#include "lang.h"
#include "icsr_age.h"

typedef enum peds_icsr_asked_id
{
	PEDS_ASKED_AGE,
	PEDS_ASKED_AGE_UNIT,
	PEDS_ASKED_AGE_GROUP,
	PEDS_ASKED_GESTATION,
	PEDS_ASKED_WEIGHT,
	PEDS_ASKED_HEIGHT,
	PEDS_ASKED_SEX,
	PEDS_ASKED_PREMATURITY,
	PEDS_ASKED_PUBERTY,
	PEDS_ASKED_MILESTONES,
	PEDS_ASKED_PARENT,
	PEDS_ASKED_REACTION,
	PEDS_ASKED_ONSET,
	PEDS_ASKED_SERIOUSNESS,
	PEDS_ASKED_OUTCOME,
	PEDS_ASKED_DRUG,
	PEDS_ASKED_INDICATION,
	PEDS_ASKED_FORM,
	PEDS_ASKED_STRENGTH,
	PEDS_ASKED_DOSE,
	PEDS_ASKED_FREQUENCY,
	PEDS_ASKED_PERIOD,
	PEDS_ASKED_DOSE_PER_KG,
	PEDS_ASKED_COUNT
} peds_icsr_asked_id;

typedef enum peds_icsr_each
{
	PEDS_EACH_CASE,
	PEDS_EACH_REACTION,
	PEDS_EACH_SUSPECT_DRUG
} peds_icsr_each;

/* case, reaction, suspect drug */
extern const char *const peds_icsr_each_name[];

/* Texts are UTF-8. */
typedef struct peds_icsr_asked
{
	const char *element;		/* where it stands, or is looked for */
	const char *text[PEDS_LANG_COUNT];
	bool		foetus;			/* asked before birth */
	const char *from;			/* and from this age on */
	const char *past;			/* to below this one; "": without end */
	peds_icsr_each each;
	const char *clause;
	const char *confidence;
} peds_icsr_asked;

/* By peds_icsr_asked_id. */
extern const peds_icsr_asked peds_icsr_asked_table[PEDS_ASKED_COUNT];

/* The ages at which it is asked, but for the foetus. */
extern peds_age_band peds_icsr_asked_band(const peds_icsr_asked *asked);

/* The scheme whose cuts are the ages of all items. */
#define PEDS_ICSR_ASKED_SCHEME "0d,28d,2y,6y,8y,18y"

typedef enum peds_icsr_lack
{
	PEDS_LACK_ABSENT,
	PEDS_LACK_NULL_FLAVOR,
	PEDS_LACK_UNKNOWN,			/* the element's own code for it */
	PEDS_LACK_UNREADABLE,
	PEDS_LACK_INCOMPLETE,		/* a date in part, a number without its unit ... */
	PEDS_LACK_OTHER_UNIT,
	PEDS_LACK_TEXT_ONLY			/* in words (G.k.4.r.8), not in its element */
} peds_icsr_lack;

typedef struct peds_icsr_gap
{
	peds_icsr_asked_id id;
	peds_age_band band;			/* of the case, by ich-e11 */
	int			index;			/* of the reaction or drug, from 0 */
	peds_icsr_lack lack;
	const peds_icsr_value *value;	/* of PEDS_LACK_NULL_FLAVOR */
} peds_icsr_gap;

typedef void (*peds_icsr_gap_emit) (void *context, const peds_icsr_gap *gap);

/* Call emit for each gap, in the order of the items, within an item in that of the message. */
extern void peds_icsr_completeness(const peds_icsr *icsr, peds_icsr_gap_emit emit, void *context);

/* absent, incomplete ...; of a null flavour its meaning, or NULL if it has none that is known. */
extern const char *peds_icsr_lack_text(const peds_icsr_gap *gap, int lang);

/* G.k[2].G.k.7.r: an element of the reaction or drug with its number from 1. */
#define PEDS_ICSR_GAP_ELEMENT_SIZE 96
extern int	peds_icsr_gap_element(const peds_icsr_gap *gap, char *out);

#endif							/* PEDS_ICSR_COMPLETENESS_H */
