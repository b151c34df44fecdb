/* SPDX-License-Identifier: PostgreSQL */
/*
 * guideline.h
 *		CDE 2025 No. 21: whom it concerns, and what it asks for, clause by
 *		clause, with what serves it here.
 */
#ifndef PEDS_GUIDELINE_H
#define PEDS_GUIDELINE_H

#include "calendar.h"

/*
 * Is a child of this age, on a product of this class, in its scope? A recorded
 * extension stands in for the age; nothing does for the class. The class in any
 * case: PEDS_PRODUCT_CLASS for another word.
 */
extern peds_status peds_guideline_applies(const char *product_class, size_t length, peds_day birth,
										  peds_day at, bool extended, bool *result);

/* What a product class is called, for the hint of an error. */
extern const char *const peds_product_classes;

/* Does the text say anything? One of blanks alone is no record of an extension. */
extern bool peds_text_is_blank(const char *text, size_t length);

/*
 * A clause. Texts are UTF-8. Lists are words with a blank between; cited_as is
 * one text or NULL.
 */
typedef struct peds_clause
{
	const char *clause;			/* its name here, unique */
	const char *section;		/* heading of the guideline, restated */
	const char *requirement;	/* restated */
	const char *checks;			/* of consent_checks, icsr_rules, risk_register_checks */
	const char *functions;
	const char *tables;
	const char *cited_as;		/* by consent_checks, where it is not by the name */
	const char *confidence;		/* as in doc/rules.md */
	const char *note;			/* or NULL */
} peds_clause;

extern int	peds_clause_count(void);
extern const peds_clause *peds_clause_get(int i);

#endif							/* PEDS_GUIDELINE_H */
