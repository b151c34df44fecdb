/* SPDX-License-Identifier: PostgreSQL */
/*
 * programme.h
 *		Texts and lists of the tables round the guideline, as values of SQL.
 */
#ifndef PEDSAFETY_PROGRAMME_H
#define PEDSAFETY_PROGRAMME_H

#include "pedsafety.h"

#include "funcapi.h"
#include "utils/array.h"

/* A text of core, in UTF-8; 22P05 where the database cannot hold it. */
extern Datum peds_text_of(const char *utf8);

/* The same; *isnull where it is NULL, or the database cannot hold it. */
extern Datum peds_text_or_null(const char *utf8, bool *isnull);

/* text[] of words that are parted by `separator`; {} for "". */
extern Datum peds_words(const char *words, const char *separator);

/* date[] */
extern Datum peds_dates(const peds_day *day, int n);

#endif							/* PEDSAFETY_PROGRAMME_H */
