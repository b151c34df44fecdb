/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_e2b.h
 *		An XML document as the tree that the core reads.
 */
#ifndef PEDSAFETY_ICSR_E2B_H
#define PEDSAFETY_ICSR_E2B_H

#include "pedsafety.h"
#include "utils/xml.h"

#include "../core/icsr_e2b.h"

typedef struct peds_xml_document
{
	peds_xml_tree tree;
	const char *name;			/* of the root */
	const char *namespace;		/* of the root, or NULL */
} peds_xml_document;

/* In memory of the current context; 2200M where it is no document, 54000 where it is too large. */
extern void peds_xml_read(xmltype *document, peds_xml_document *out);

/* 2200M with the hint what a message is; detail may be NULL. */
pg_noreturn extern void peds_not_a_message(const char *what, const char *detail);

#endif							/* PEDSAFETY_ICSR_E2B_H */
