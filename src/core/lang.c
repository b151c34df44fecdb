/* SPDX-License-Identifier: PostgreSQL */
/*
 * lang.c
 *		Names of languages.
 */
#include "lang.h"

#include "word.h"

int
peds_lang_find(const char *name, size_t length)
{
	static const char *const known[PEDS_LANG_COUNT] = {[PEDS_LANG_EN] = "en", [PEDS_LANG_ZH] = "zh"};

	for (int lang = 0; lang < PEDS_LANG_COUNT; lang++)
		if (peds_word_is_exactly(name, length, known[lang]))
			return lang;
	return -1;
}
