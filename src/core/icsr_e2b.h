/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_e2b.h
 *		From the elements of an E2B(R3) message, read by PostgreSQL's own XML
 *		support, to the elements of the ICH guide by their ids.
 *
 * The caller makes a peds_xml_tree: the elements in document order, of each
 * what peds_xml_reads() asks for. The mapping is a table (icsr_e2b_map.c); its
 * results go to a sink, one value after another. Nothing is allocated here.
 */
#ifndef PEDS_ICSR_E2B_H
#define PEDS_ICSR_E2B_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PEDS_HL7_NAMESPACE	"urn:hl7-org:v3"

/* What is read of an element. */
typedef enum peds_xml_attr_kind
{
	PEDS_XML_CODE,
	PEDS_XML_CODE_SYSTEM,
	PEDS_XML_CODE_SYSTEM_VERSION,
	PEDS_XML_VALUE,
	PEDS_XML_UNIT,
	PEDS_XML_NULL_FLAVOR,
	PEDS_XML_EXTENSION,
	PEDS_XML_ROOT,
	PEDS_XML_ASSIGNING_AUTHORITY,
	PEDS_XML_LANGUAGE,
	PEDS_XML_INCLUSIVE,
	PEDS_XML_TYPE_CODE,
	PEDS_XML_TEXT,				/* no attribute: what stands in the element */
	PEDS_XML_ATTR_COUNT
} peds_xml_attr_kind;

/* The attribute's name, "text" for the text. */
extern const char *peds_xml_attr_name(peds_xml_attr_kind kind);

typedef struct peds_xml_attr
{
	const struct peds_xml_attr *next;
	const char *value;
	size_t		length;
	peds_xml_attr_kind kind;
} peds_xml_attr;

/*
 * An element. Its children begin at the next node of the tree; each one's
 * `end` is the node of the next one, up to the `end` of the parent.
 */
typedef struct peds_xml_node
{
	const peds_xml_attr *attr;
	int32_t		parent;			/* -1 of the root */
	int32_t		left;			/* children not seen yet while the tree is made */
	int32_t		end;
	uint16_t	name;			/* peds_xml_name() */
} peds_xml_node;

typedef struct peds_xml_tree
{
	const peds_xml_node *node;
	int32_t		count;
} peds_xml_tree;

/* The number of an element's name; 0 if the mapping has no use for it. */
extern uint16_t peds_xml_name(const char *name, size_t length);

/*
 * What to ask of an element next, given what was found: a set of bits
 * (1 << kind), 0 at the end. Asked until then, it reads few attributes of few
 * elements.
 */
extern uint32_t peds_xml_reads(uint16_t name, bool leaf, uint32_t asked, uint32_t found);

/*
 * Adds a node with `children` children to nodes whose last one is `last` (-1:
 * none yet), answers its number.
 */
extern int32_t peds_xml_add(peds_xml_node *node, int32_t last, uint16_t name, int32_t children);

/* Trims white space as XML counts it. */
extern void peds_xml_trim(const char **value, size_t *length);

/* What stands before the root element of a text that may be an XML document. */
typedef enum peds_xml_prolog
{
	PEDS_XML_ELEMENT,			/* the root element begins at the offset */
	PEDS_XML_DOCTYPE,			/* a document type declaration does */
	PEDS_XML_NO_ELEMENT			/* something else: text, or nothing */
} peds_xml_prolog;

extern peds_xml_prolog peds_xml_prolog_read(const char *text, size_t length, size_t *offset);

/* Where values go. */
typedef struct peds_icsr_sink
{
	void	   *arg;
	void		(*begin_object) (void *arg);
	void		(*end_object) (void *arg);
	void		(*begin_array) (void *arg);
	void		(*end_array) (void *arg);
	void		(*key) (void *arg, const char *key);
	void		(*append) (void *arg, const char *value, size_t length);	/* the beginning of a string */
	void		(*string) (void *arg, const char *value, size_t length);	/* its end, or all of it */
	void		(*poll) (void *arg);	/* now and then, in between */
} peds_icsr_sink;

/* What a document is, by its root element. */
typedef enum peds_icsr_document
{
	PEDS_ICSR_BATCH,
	PEDS_ICSR_MESSAGE,
	PEDS_ICSR_ACKNOWLEDGEMENT,
	PEDS_ICSR_OTHER
} peds_icsr_document;

extern peds_icsr_document peds_icsr_document_of(const peds_xml_tree *tree);

/*
 * The next message of a batch after node `after` (-1: the first); a message by
 * itself is its own first. -1: there is no more.
 */
extern int32_t peds_icsr_next_message(const peds_xml_tree *tree, int32_t after);

/* Likewise, the next case of a message. */
extern int32_t peds_icsr_next_case(const peds_xml_tree *tree, int32_t message, int32_t after);

/* Writes a case as one object; answers its identifier, NULL if it has none. */
extern const peds_xml_attr *peds_icsr_write(const peds_xml_tree *tree, int32_t message, int32_t icsr,
											const peds_icsr_sink *sink);

/* ------------------------------------------------------------- the mapping */

typedef enum peds_e2b_kind
{
	PEDS_E2B_VALUE,			/* the first that has a value, else the first null flavour */
	PEDS_E2B_LINES,			/* all of them, one a line */
	PEDS_E2B_LIST,				/* all of them, an array */
	PEDS_E2B_GROUP,			/* of each element an object, an array */
	PEDS_E2B_RESULT,			/* F.r.3.2: a number with its comparison */
	PEDS_E2B_OF_DRUG,			/* of the assessments that refer to this drug */
	PEDS_E2B_ASSESSMENTS		/* G.k.9.i: what refers to this drug and a reaction */
} peds_e2b_kind;

/*
 * A row of the mapping. The path goes from the element of the group, or from
 * the message or the case:
 *
 *	a/b[cond]@attr	steps down; then an attribute ("text" is the text). With
 *					"!" after it a null flavour does not count
 *	[=29]			the child code has this code, of ICH's observation codes
 *	[=C17049@*]		of whatever code system but a region's; [=7@2.16] of that one
 *	[#2]			the second of this name
 *	[p@a=x]			an attribute of a child, or of the element itself if p is
 *					empty: = equal, ^= begins with, != and !^= not, ? is there
 *	x|y				if x has no value, y
 */
typedef struct peds_icsr_row
{
	const char *id;
	const char *path;
	peds_e2b_kind kind;
	const struct peds_icsr_row *group;	/* ends with an id of NULL */
} peds_icsr_row;

extern const peds_icsr_row peds_icsr_batch_rows[];	/* from the root, if it is a batch */
extern const peds_icsr_row peds_icsr_message_rows[];
extern const peds_icsr_row peds_icsr_case_rows[];
extern const peds_icsr_row peds_icsr_drug_rows[];	/* G.k */
extern const peds_icsr_row peds_icsr_assessment_rows[];	/* G.k.9.i.2.r */
extern const char peds_icsr_id_path[];	/* C.1.1, else C.1.8.1 */

#endif							/* PEDS_ICSR_E2B_H */
