/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_case.h
 *		A case from lines "id value": the n-th line of an element that repeats is
 *		of the n-th item, "id ~NI" is a null flavour. Each value has memory of
 *		its own, not terminated, so that a sanitizer sees what is read beyond it.
 */
#ifndef PEDS_ICSR_CASE_H
#define PEDS_ICSR_CASE_H

#include <stdlib.h>
#include <string.h>

#include "../../src/core/icsr.h"

#define CASE_ITEMS	3			/* of each group */
#define CASE_BLOCKS	4096

typedef struct icsr_case
{
	peds_icsr	icsr;
	void	   *block[CASE_BLOCKS];
	int			blocks;
} icsr_case;

static inline void *
case_block(icsr_case *c, size_t size)
{
	void	   *block = c->blocks < CASE_BLOCKS ? calloc(1, size) : NULL;

	if (block == NULL)
		abort();
	return c->block[c->blocks++] = block;
}

/* The value of an element that is filled next, or NULL: no such element, or all items are filled. */
static inline peds_icsr_value *
case_slot(icsr_case *c, const peds_icsr_group *level, char *base, const char *id, size_t length)
{
	for (int i = 0; i < level->nelements; i++)
		if (strlen(level->element[i].id) == length && memcmp(level->element[i].id, id, length) == 0)
		{
			peds_icsr_value *v = (peds_icsr_value *) (base + level->element[i].offset);

			return v->state == PEDS_ICSR_ABSENT ? v : NULL;
		}
	for (int g = 0; g < level->ngroups; g++)
	{
		const peds_icsr_group *group = &level->group[g];
		peds_icsr_list *list = (peds_icsr_list *) (base + group->offset);

		for (int i = 0; i < CASE_ITEMS; i++)
		{
			peds_icsr_list trial = *list;
			int			blocks = c->blocks;
			peds_icsr_value *v;

			if (trial.item == NULL)
				trial.item = case_block(c, group->size * CASE_ITEMS);
			if (group->nelements > 0)
				v = case_slot(c, group, (char *) trial.item + (size_t) i * group->size, id, length);
			else
			{
				v = (peds_icsr_value *) ((char *) trial.item + (size_t) i * group->size);
				if (strlen(group->id) != length || memcmp(group->id, id, length) != 0 || v->state != PEDS_ICSR_ABSENT)
					v = NULL;
			}
			if (v != NULL)
			{
				if (trial.n <= i)
					trial.n = i + 1;
				*list = trial;
				return v;
			}
			while (c->blocks > blocks)
				free(c->block[--c->blocks]);
		}
	}
	return NULL;
}

static inline void
case_line(icsr_case *c, const char *line, size_t length)
{
	const char *blank = memchr(line, ' ', length);
	peds_icsr_value *v;
	const char *text;
	size_t		left;

	if (blank == NULL || blank + 1 == line + length || c->blocks > CASE_BLOCKS / 2)
		return;
	v = case_slot(c, &peds_icsr_case, (char *) &c->icsr, line, (size_t) (blank - line));
	if (v == NULL)
		return;
	text = blank + 1;
	left = (size_t) (line + length - text);
	v->state = *text == '~' && left > 1 ? PEDS_ICSR_NULL_FLAVOR : PEDS_ICSR_VALUE;
	if (v->state == PEDS_ICSR_NULL_FLAVOR)
	{
		text++;
		left--;
	}
	v->length = (int) left;
	v->text = memcpy(case_block(c, left), text, left);
}

static inline void
case_read(icsr_case *c, const char *text, size_t length)
{
	const char *end = text + length;

	memset(&c->icsr, 0, sizeof(c->icsr));
	c->blocks = 0;
	while (text < end)
	{
		const char *newline = memchr(text, '\n', (size_t) (end - text));
		const char *stop = newline != NULL ? newline : end;

		case_line(c, text, (size_t) (stop - text));
		text = stop + 1;
	}
}

static inline void
case_free(icsr_case *c)
{
	while (c->blocks > 0)
		free(c->block[--c->blocks]);
}

#endif							/* PEDS_ICSR_CASE_H */
