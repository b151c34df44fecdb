/* SPDX-License-Identifier: PostgreSQL */
/*
 * text_of.h
 *		Texts of the core, which are UTF-8, as values of SQL.
 */
#ifndef PEDSAFETY_TEXT_OF_H
#define PEDSAFETY_TEXT_OF_H

#include "pedsafety.h"

#include "../core/lang.h"

/* 22P05 where the database cannot hold it. */
extern Datum peds_text_of(const char *utf8);

/* The same; *isnull where it is NULL, or the database cannot hold it. */
extern Datum peds_text_or_null(const char *utf8, bool *isnull);

/* A clause; its section sign, which not every encoding has, is "s." outside UTF8. */
extern Datum peds_clause_of(const char *utf8);

/* A language by its name; 22023 if it is none of `what`, such as "band labels". */
extern int	peds_lang_of(text *name, const char *what);

#endif							/* PEDSAFETY_TEXT_OF_H */
