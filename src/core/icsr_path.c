/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_path.c
 *		Where an element stands in a case.
 *
 * In the ids of ICH E2B(R3) the parts r, i and k stand for a number: what comes
 * up to one of them repeats. Sections N have none in a case (one message, one case).
 */
#include "icsr_path.h"

#include <stdbool.h>
#include <string.h>

#define ITEM_DIGITS_MAX	8

static inline bool
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Whether the part [start, end) of the id stands for a number. */
static inline bool
is_number(const char *id, int start, int end)
{
	return start > 0 && end - start == 1 && (id[start] == 'r' || id[start] == 'i' || id[start] == 'k');
}

/*
 * The group that an id stands in: the longest that is a part of it and not all
 * of it. A regional element such as FDA.E.i.3.2h stands in E.i.
 */
static peds_icsr_span
group_of(peds_icsr_span id)
{
	peds_icsr_span group = {id.text, 0};
	int			start = 0;

	if (id.length > 2 && memcmp(id.text, "N.", 2) == 0)
		return group;
	for (int i = 0; i < id.length; i++)
	{
		if (id.text[i] != '.')
			continue;
		if (is_number(id.text, start, i))
			group.length = i;
		start = i + 1;
	}
	if (group.length > 4 &&
		(memcmp(group.text + group.length - 4, ".E.i", 4) == 0 || memcmp(group.text + group.length - 4, ".G.k", 4) == 0))
	{
		group.text += group.length - 3;
		group.length = 3;
	}
	return group;
}

/* Whether the id is that of a group, or of an element that repeats. */
static bool
repeats(peds_icsr_span id)
{
	return id.length > 2 && id.text[id.length - 2] == '.' && memcmp(id.text, "N.", 2) != 0 &&
		is_number(id.text, id.length - 1, id.length);
}

static bool
same(peds_icsr_span a, peds_icsr_span b)
{
	return a.length == b.length && memcmp(a.text, b.text, a.length) == 0;
}

peds_icsr_path_fault
peds_icsr_path_parse(const char *text, size_t length, peds_icsr_path *path, size_t *position, peds_icsr_span *part)
{
	size_t		i = 0;

	path->nsteps = 0;
	for (;;)
	{
		peds_icsr_step *step = &path->step[path->nsteps];
		peds_icsr_span in = {NULL, 0};
		peds_icsr_span group;
		size_t		start = i;

		*position = i;
		if (path->nsteps == PEDS_ICSR_STEPS_MAX)
			return PEDS_ICSR_PATH_MALFORMED;
		while (i < length && (is_letter(text[i]) || is_digit(text[i]) || text[i] == '.'))
		{
			/* a part is not empty */
			if (text[i] == '.' && (i == start || text[i - 1] == '.'))
			{
				*position = i;
				return PEDS_ICSR_PATH_MALFORMED;
			}
			i++;
		}
		if (i == start || text[i - 1] == '.' || i - start > 100)
		{
			*position = i;
			return PEDS_ICSR_PATH_MALFORMED;
		}
		step->key.text = text + start;
		step->key.length = (int) (i - start);
		step->item = 0;
		if (i < length && text[i] == '[')
		{
			size_t		digits = ++i;

			while (i < length && is_digit(text[i]) && i - digits < ITEM_DIGITS_MAX)
				step->item = step->item * 10 + (text[i++] - '0');
			*position = i;
			if (step->item == 0 || text[digits] == '0' || i == length || text[i] != ']')
				return PEDS_ICSR_PATH_MALFORMED;
			i++;
		}

		*position = start;
		if (path->nsteps > 0)
			in = step[-1].key;
		group = group_of(step->key);
		if (group.length > 0 && !same(group, in))
		{
			*part = group;
			return PEDS_ICSR_PATH_GROUP_MISSING;
		}
		if (group.length == 0 && in.length > 0)
			return PEDS_ICSR_PATH_NO_GROUP;
		path->nsteps++;
		if (step->item == 0 && repeats(step->key))
		{
			*part = step->key;
			return PEDS_ICSR_PATH_REPEATS;
		}
		if (i == length)
			return PEDS_ICSR_PATH_OK;
		*position = i;
		if (text[i] != '.' || step->item == 0)
			return PEDS_ICSR_PATH_MALFORMED;
		i++;
	}
}
