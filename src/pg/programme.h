/* SPDX-License-Identifier: PostgreSQL */
/*
 * programme.h
 *		Lists of the tables round the guideline, as values of SQL.
 */
#ifndef PEDSAFETY_PROGRAMME_H
#define PEDSAFETY_PROGRAMME_H

#include "text_of.h"

#include "funcapi.h"
#include "utils/array.h"

/* text[] of words that are parted by `separator`; {} for "". */
extern Datum peds_words(const char *words, const char *separator);

/* date[] */
extern Datum peds_dates(const peds_day *day, int n);

#endif							/* PEDSAFETY_PROGRAMME_H */
