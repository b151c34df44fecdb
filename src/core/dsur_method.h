/* SPDX-License-Identifier: PostgreSQL */
/*
 * dsur_method.h
 *		The statements of how the tables of a DSUR are calculated, in words.
 */
#ifndef PEDS_DSUR_METHOD_H
#define PEDS_DSUR_METHOD_H

#include "lang.h"

/* Texts are UTF-8; in statements %1$s, %2$s ... stand for values, %% for %. */
typedef struct peds_method_text
{
	const char *key;			/* what it speaks of; never shown */
	const char *item[PEDS_LANG_COUNT];
	const char *statement[PEDS_LANG_COUNT];
} peds_method_text;

extern int	peds_method_text_count(void);
extern const peds_method_text *peds_method_text_get(int i);

#endif							/* PEDS_DSUR_METHOD_H */
