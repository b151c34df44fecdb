/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_path.h
 *		Where an element stands in a case: D.2.1, E.i[1].E.i.4,
 *		G.k[1].G.k.4.r[2].G.k.4.r.1a, C.1.10.r[1].
 *
 * An id itself says in which groups it stands, so that a path which leaves one
 * out is a mistake and can be told from an element that is not there.
 */
#ifndef PEDS_ICSR_PATH_H
#define PEDS_ICSR_PATH_H

#include <stddef.h>

typedef struct peds_icsr_span
{
	const char *text;
	int			length;
} peds_icsr_span;

typedef struct peds_icsr_step
{
	peds_icsr_span key;
	int			item;			/* from 1; 0: not an item of a group */
} peds_icsr_step;

#define PEDS_ICSR_STEPS_MAX	8

typedef struct peds_icsr_path
{
	peds_icsr_step step[PEDS_ICSR_STEPS_MAX];
	int			nsteps;
} peds_icsr_path;

typedef enum peds_icsr_path_fault
{
	PEDS_ICSR_PATH_OK,
	PEDS_ICSR_PATH_MALFORMED,	/* at *position */
	PEDS_ICSR_PATH_REPEATS,		/* *part is a group, or repeats: an item is wanted */
	PEDS_ICSR_PATH_GROUP_MISSING,	/* the element at *position stands in the group *part */
	PEDS_ICSR_PATH_NO_GROUP		/* the element at *position does not stand where it is put */
} peds_icsr_path_fault;

extern peds_icsr_path_fault peds_icsr_path_parse(const char *text, size_t length, peds_icsr_path *path,
												 size_t *position, peds_icsr_span *part);

#endif							/* PEDS_ICSR_PATH_H */
