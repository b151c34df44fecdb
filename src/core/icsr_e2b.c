/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_e2b.c
 *		Documents, their messages, and the cases of these.
 */
#include "icsr_e2b_parts.h"

peds_icsr_document
peds_icsr_document_of(const peds_xml_tree *tree)
{
	return peds_xml_is_named(tree, 0, "MCCI_IN200100UV01") ? PEDS_ICSR_BATCH :
		peds_xml_is_named(tree, 0, "PORR_IN049016UV") ? PEDS_ICSR_MESSAGE :
		peds_xml_is_named(tree, 0, "MCCI_IN200101UV01") ? PEDS_ICSR_ACKNOWLEDGEMENT : PEDS_ICSR_OTHER;
}

int32_t
peds_icsr_next_message(const peds_xml_tree *tree, int32_t after)
{
	int32_t		n;

	if (peds_xml_is_named(tree, 0, "PORR_IN049016UV"))
		return after < 0 ? 0 : -1;
	for (n = after < 0 ? 1 : tree->node[after].end; n < tree->node[0].end; n = tree->node[n].end)
		if (peds_xml_is_named(tree, n, "PORR_IN049016UV"))
			return n;
	return -1;
}

/* Stops at the first case after found[0]. */
static bool
visit_case(peds_e2b_walk *w, int32_t n, const char *rest)
{
	int32_t    *found = w->arg;

	(void) rest;
	if (n <= found[0])
		return false;
	found[1] = n;
	return true;
}

int32_t
peds_icsr_next_case(const peds_xml_tree *tree, int32_t message, int32_t after)
{
	int32_t		found[2] = {after, -1};
	peds_e2b_walk w = {tree, visit_case, NULL, NULL, found};

	peds_e2b_go(&w, message, "controlActProcess/subject/investigationEvent");
	return found[1];
}

const peds_xml_attr *
peds_icsr_write(const peds_xml_tree *tree, int32_t message, int32_t icsr, const peds_icsr_sink *sink)
{
	peds_e2b_writer out = {.tree = tree,.sink = sink,.icsr = icsr,.drug = -1};
	const peds_xml_attr *id;

	sink->begin_object(sink->arg);
	if (message != 0)
		peds_e2b_write_rows(&out, peds_icsr_batch_rows, 0);
	peds_e2b_write_rows(&out, peds_icsr_message_rows, message);
	peds_e2b_write_rows(&out, peds_icsr_case_rows, icsr);
	sink->end_object(sink->arg);

	id = peds_e2b_find(tree, icsr, peds_icsr_id_path, NULL);
	return id != NULL ? id : peds_e2b_find(tree, message, "id@extension", NULL);
}
