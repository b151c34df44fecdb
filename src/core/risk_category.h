/* SPDX-License-Identifier: PostgreSQL */
/*
 * risk_category.h
 *		The risks that CDE 2025 No. 21 wants attention for, in its own taxonomy
 *		and in that of the commentary; the checks of a risk register.
 */
#ifndef PEDS_RISK_CATEGORY_H
#define PEDS_RISK_CATEGORY_H

#include "age_band.h"

/* One item; its number is its place from 1. */
typedef struct peds_risk_category
{
	const char *heading;		/* of the guideline */
	const char *item;			/* restated */
	const char *commentary_class;
	const char *clause;			/* of peds_clause */
} peds_risk_category;

/* How well headings and items, the classes, and the one put to the other are confirmed. */
#define PEDS_RISK_CONFIDENCE			"primary"
#define PEDS_RISK_CLASS_CONFIDENCE		"secondary"
#define PEDS_RISK_MAPPING_CONFIDENCE	"reading"

extern int	peds_risk_category_count(void);
extern const peds_risk_category *peds_risk_category_get(int i);

typedef struct peds_risk_check
{
	const char *check_id;
	const char *title;
	const char *severity;		/* error, warning, note */
	const char *clause;
	const char *confidence;
} peds_risk_check;

extern int	peds_risk_check_count(void);
extern const peds_risk_check *peds_risk_check_get(int i);

/*
 * The next age subgroup of a register's text: bands as age_band writes them,
 * parted by semicolons, or the word all, which is [0d,). *position goes on to
 * what follows, and is `length` after the last one. False if it cannot be read,
 * or says nothing: empty, or (,).
 */
extern bool peds_risk_age_band_next(const char *text, size_t length, size_t *position,
									peds_age_band *band);

#endif							/* PEDS_RISK_CATEGORY_H */
