/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_e2b_parts.h
 *		What reading a message is made of.
 */
#ifndef PEDS_ICSR_E2B_PARTS_H
#define PEDS_ICSR_E2B_PARTS_H

#include "icsr_e2b.h"

#include <string.h>

/* ------------------------------------------------------------ icsr_e2b_tree.c */

/* By its name; PEDS_XML_ATTR_COUNT if it is another. */
extern peds_xml_attr_kind peds_xml_attr_find(const char *name, size_t length);

extern bool peds_xml_is_named(const peds_xml_tree *tree, int32_t n, const char *name);

static inline const peds_xml_attr *
peds_e2b_get(const peds_xml_tree *tree, int32_t n, peds_xml_attr_kind kind)
{
	for (const peds_xml_attr *a = tree->node[n].attr; a != NULL; a = a->next)
		if (a->kind == kind)
			return a;
	return NULL;
}

static inline bool
peds_e2b_equal(const peds_xml_attr *a, const char *text, size_t length)
{
	return a != NULL && a->length == length && memcmp(a->value, text, length) == 0;
}

/* ------------------------------------------------------------ icsr_e2b_walk.c */

/*
 * What a walk finds. visit() is called of each node at a path's end and may
 * stop the walk by answering true.
 */
typedef struct peds_e2b_walk
{
	const peds_xml_tree *tree;
	bool		(*visit) (struct peds_e2b_walk *w, int32_t n, const char *rest);
	const peds_xml_attr *flavor;	/* the first null flavour on the way */
	const peds_xml_attr *value;
	void	   *arg;
} peds_e2b_walk;

/* Along the first alternative of a path; true if a visit stopped it. */
extern bool peds_e2b_go(peds_e2b_walk *w, int32_t n, const char *path);

/* The value of a path; else a null flavour in *flavor, or NULL. */
extern const peds_xml_attr *peds_e2b_find(const peds_xml_tree *tree, int32_t n, const char *path,
										  const peds_xml_attr **flavor);

/* The first node at the end of a path, or -1. */
extern int32_t peds_e2b_first(const peds_xml_tree *tree, int32_t n, const char *path);

/* ----------------------------------------------------------- icsr_e2b_write.c */

/*
 * Objects and arrays are begun when the first value comes, so that none is
 * empty. What waits is a stack; it is as deep as groups nest, twice.
 */
#define PEDS_E2B_WAITING_MAX	16

typedef struct peds_e2b_writer
{
	const peds_xml_tree *tree;
	const peds_icsr_sink *sink;
	int32_t		icsr;			/* the case */
	int32_t		drug;			/* the drug that is being written, or -1 */
	struct
	{
		const char *key;		/* NULL in an array */
		bool		array;
	}			open[PEDS_E2B_WAITING_MAX];
	int			opened,			/* those that the sink knows */
				depth;
} peds_e2b_writer;

extern void peds_e2b_open(peds_e2b_writer *out, const char *key, bool array);
extern void peds_e2b_close(peds_e2b_writer *out);
/* A value; where it is NULL the null flavour, where that is too nothing. */
extern void peds_e2b_put(peds_e2b_writer *out, const char *key, const peds_xml_attr *value, const peds_xml_attr *flavor);
extern void peds_e2b_write_value(peds_e2b_writer *out, const char *key, int32_t n, const char *path);
extern void peds_e2b_write_rows(peds_e2b_writer *out, const peds_icsr_row *rows, int32_t n);

/* ------------------------------------------------------------ icsr_e2b_drug.c */

/* What the assessments at the path say of the drug that is being written. */
extern void peds_e2b_write_of_drug(peds_e2b_writer *out, const char *key, const char *path);

/* G.k.9.i of that drug, into an array that is open. */
extern void peds_e2b_write_reactions(peds_e2b_writer *out);

#endif							/* PEDS_ICSR_E2B_PARTS_H */
