/* SPDX-License-Identifier: PostgreSQL */
/*
 * spark.h
 *		SPARK, the CDE's pilot programme for paediatric anti-tumour drugs: when
 *		one can apply, and what an application needs.
 */
#ifndef PEDS_SPARK_H
#define PEDS_SPARK_H

#include "calendar.h"

/* The days on which one can apply: [*start, *past). */
extern void peds_spark_window(peds_day *start, peds_day *past);

/* One item of the list; its number is its place from 1. Texts are UTF-8. */
typedef struct peds_spark_item
{
	const char *item;
	const char *item_zh;		/* a term of the notice, or NULL */
	const char *requirement;
	const char *source;
	const char *confidence;		/* as in doc/rules.md */
} peds_spark_item;

extern int	peds_spark_count(void);
extern const peds_spark_item *peds_spark_get(int i);

#endif							/* PEDS_SPARK_H */
