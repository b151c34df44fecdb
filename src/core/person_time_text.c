/* SPDX-License-Identifier: PostgreSQL */
/*
 * person_time_text.c
 *		The text form of person-time: exact, and whole for dump and restore.
 *
 *		ich-e11; subjects=252; [0d,28d)=19/234; [28d,2y)=64/5538
 *
 * The scheme, the subjects in all, then band=subjects/person-days for each
 * band in which somebody spent a day.
 */
#include "person_time.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define SEPARATOR	"; "
#define SUBJECTS	"subjects="

/* two numbers of 19 digits, the separator, "=" and "/" */
#define CELL_ROOM	(PEDS_BAND_TEXT_SIZE + 2 * 20 + 4)

size_t
peds_person_time_text_room(const peds_person_time *pt)
{
	return PEDS_SCHEME_TEXT_SIZE + sizeof(SEPARATOR SUBJECTS) + 20 +
		pt->ncells * (size_t) CELL_ROOM;
}

size_t
peds_person_time_print(const peds_person_time *pt, char *out)
{
	const peds_cell *cell = peds_person_time_cells(pt);
	char	   *at = out;

	peds_person_time_scheme_text(pt, at);
	at += strlen(at);
	at += sprintf(at, SEPARATOR SUBJECTS "%" PRId64, pt->subjects);
	for (int i = 0; i < pt->ncells; i++)
	{
		at += sprintf(at, SEPARATOR);
		at += peds_age_band_print(cell[i].band, at);
		at += sprintf(at, "=%" PRId64 "/%" PRId64, cell[i].subjects, cell[i].days);
	}
	return (size_t) (at - out);
}

size_t
peds_person_time_parse_room(const char *text, size_t length)
{
	size_t		parts = 0;

	for (size_t i = 0; i < length; i++)
		parts += text[i] == ';';
	return sizeof(peds_person_time) + (PEDS_SCHEME_MAX_CUTS + 2) * sizeof(uint32_t) +
		parts * sizeof(peds_cell);
}

static bool
take_word(const char *text, size_t length, size_t *at, const char *word)
{
	size_t		n = strlen(word);

	if (length - *at < n || memcmp(text + *at, word, n) != 0)
		return false;
	*at += n;
	return true;
}

static peds_status
take_count(const char *text, size_t length, size_t *at, int64_t *count)
{
	size_t		i = *at;

	*count = 0;
	for (; i < length && text[i] >= '0' && text[i] <= '9'; i++)
		if (__builtin_mul_overflow(*count, 10, count) ||
			__builtin_add_overflow(*count, text[i] - '0', count))
			return PEDS_PERSON_TIME_COUNT_RANGE;
	if (i == *at)
		return PEDS_PERSON_TIME_MALFORMED;
	*at = i;
	return PEDS_OK;
}

/* The part of text from `at` up to the character c, or to the end. */
static size_t
length_upto(const char *text, size_t length, size_t at, char c)
{
	const char *end = memchr(text + at, c, length - at);

	return end == NULL ? length - at : (size_t) (end - text) - at;
}

static peds_status
take_cell(const char *text, size_t length, size_t *at, peds_cell *cell)
{
	size_t		n = length_upto(text, length, *at, '=');
	size_t		position;
	peds_status status;

	status = peds_age_band_parse(text + *at, n, &cell->band, &position);
	if (status != PEDS_OK)
	{
		*at += position;
		return status == PEDS_BAND_MALFORMED ? PEDS_PERSON_TIME_MALFORMED : status;
	}
	*at += n;
	if (!take_word(text, length, at, "="))
		return PEDS_PERSON_TIME_MALFORMED;
	status = take_count(text, length, at, &cell->subjects);
	if (status != PEDS_OK)
		return status;
	if (!take_word(text, length, at, "/"))
		return PEDS_PERSON_TIME_MALFORMED;
	return take_count(text, length, at, &cell->days);
}

peds_status
peds_person_time_parse(const char *text, size_t length,
					   peds_person_time *result, size_t *position)
{
	union
	{
		peds_age_scheme scheme;
		char		space[PEDS_AGE_SCHEME_MAX_SIZE];
	}			u;
	peds_age_cuts cuts;
	size_t		at = length_upto(text, length, 0, ';');
	int64_t		subjects;
	peds_status status;

	status = peds_age_scheme_parse(text, at, &u.scheme, position);
	if (status != PEDS_OK)
		return status;
	peds_age_cuts_make(&u.scheme, &cuts);

	*position = at;
	if (!take_word(text, length, &at, SEPARATOR SUBJECTS))
		return PEDS_PERSON_TIME_MALFORMED;
	status = take_count(text, length, &at, &subjects);
	*position = at;
	if (status != PEDS_OK)
		return status;
	peds_person_time_init(result, &cuts);
	result->subjects = subjects;

	while (at < length)
	{
		peds_cell	cell;
		size_t		begin;

		*position = at;
		if (!take_word(text, length, &at, SEPARATOR))
			return PEDS_PERSON_TIME_MALFORMED;
		begin = at;
		status = take_cell(text, length, &at, &cell);
		*position = at;
		if (status != PEDS_OK)
			return status;
		*position = begin;
		status = peds_person_time_add_read(result, &cuts, &cell);
		if (status != PEDS_OK)
			return status;
	}
	return PEDS_OK;
}
