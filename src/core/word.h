/* SPDX-License-Identifier: PostgreSQL */
/*
 * word.h
 *		Words that users type for a choice: in any case; a hyphen, an underscore
 *		and a blank are the same.
 */
#ifndef PEDS_WORD_H
#define PEDS_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static inline char
peds_word_fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c == '_' || c == ' ' ? '-' : c;
}

static inline bool
peds_word_is_n(const char *text, size_t length, const char *word, size_t word_length)
{
	if (length != word_length)
		return false;
	for (size_t i = 0; i < length; i++)
		if (peds_word_fold(text[i]) != peds_word_fold(word[i]))
			return false;
	return true;
}

static inline bool
peds_word_is(const char *text, size_t length, const char *word)
{
	return peds_word_is_n(text, length, word, strlen(word));
}

/* For words of a notation, which have one spelling. */
static inline bool
peds_word_is_exactly(const char *text, size_t length, const char *word)
{
	return strlen(word) == length && memcmp(text, word, length) == 0;
}

/* Is it one of the words, which have ", " between them? */
static inline bool
peds_word_among(const char *text, size_t length, const char *words)
{
	while (*words != '\0')
	{
		size_t		n = strcspn(words, ",");

		if (peds_word_is_n(text, length, words, n))
			return true;
		words += n + (words[n] == ',' ? 2 : 0);
	}
	return false;
}

#endif							/* PEDS_WORD_H */
