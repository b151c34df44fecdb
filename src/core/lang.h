/* SPDX-License-Identifier: PostgreSQL */
/*
 * lang.h
 *		The languages that texts are kept in.
 */
#ifndef PEDS_LANG_H
#define PEDS_LANG_H

#include <stddef.h>

enum
{
	PEDS_LANG_EN,
	PEDS_LANG_ZH,
	PEDS_LANG_COUNT
};

/* By its name, en or zh; -1 if it is another. */
extern int	peds_lang_find(const char *name, size_t length);

#endif							/* PEDS_LANG_H */
