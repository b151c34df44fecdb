/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_e2b_walk.c
 *		The walk that takes the mapping's paths over a tree.
 *
 * A path is read as it is walked: it comes from the mapping, never from a
 * message. Its depth bounds the recursion.
 */
#include "icsr_e2b_parts.h"

#include <string.h>

#define ICH_OBSERVATION		"2.16.840.1.113883.3.989.2.1.1.19"
#define REGION				"2.16.840.1.113883.3.989.5."	/* code lists of the regions */

/* The length of what stands before one of the marks. */
static size_t
before(const char *text, const char *marks)
{
	return strcspn(text, marks);
}

static bool holds(const peds_xml_tree *tree, int32_t n, const char *condition);

/* The end of the conditions of a step: its brackets do not nest. */
static const char *
past_conditions(const char *at)
{
	while (*at == '[')
		at += before(at, "]") + 1;
	return at;
}

/* Whether the conditions hold of node n, which is the nth of its name. */
static bool
all_hold(const peds_xml_tree *tree, int32_t n, int nth, const char *at)
{
	for (; *at == '['; at += before(at, "]") + 1)
	{
		if (at[1] == '#' ? nth != at[2] - '0' : !holds(tree, n, at + 1))
			return false;
	}
	return true;
}

/* One alternative of a path, from node n; depth 0 at its beginning. */
static bool
go(peds_e2b_walk *w, int32_t n, int depth, const char *path)
{
	const peds_xml_tree *tree = w->tree;
	size_t		length = before(path, "/[@|]");
	const char *conditions = path + length;
	const char *rest;
	uint16_t	name;
	int			nth = 0;
	bool		any = false;

	if (length == 0)
		return w->visit(w, n, path);
	/* the name is looked up only where a child can have it */
	name = tree->node[n].end > n + 1 ? peds_xml_name(path, length) : 0;
	rest = past_conditions(conditions);
	if (*rest == '/')
		rest++;
	for (int32_t child = n + 1; child < tree->node[n].end; child = tree->node[child].end)
	{
		if (tree->node[child].name != name)
			continue;
		if (!all_hold(tree, child, ++nth, conditions))
			continue;
		any = true;
		if (go(w, child, depth + 1, rest))
			return true;
	}
	if (!any && depth > 0 && w->flavor == NULL)
		w->flavor = peds_e2b_get(tree, n, PEDS_XML_NULL_FLAVOR);
	return false;
}

/* rest is "@attr", perhaps with "!" */
static bool
visit_value(peds_e2b_walk *w, int32_t n, const char *rest)
{
	peds_xml_attr_kind kind = peds_xml_attr_find(rest + 1, before(rest + 1, "!|]=^~?"));

	w->value = peds_e2b_get(w->tree, n, kind);
	if (w->value == NULL && w->flavor == NULL)
		w->flavor = peds_e2b_get(w->tree, n, PEDS_XML_NULL_FLAVOR);
	return w->value != NULL;
}

/* "path@attr=value]", "=code]", "=code@system]" */
static bool
holds(const peds_xml_tree *tree, int32_t n, const char *condition)
{
	peds_e2b_walk w = {tree, visit_value, NULL, NULL, NULL};
	bool		negated = false;
	const char *op;
	const char *operand;
	size_t		length;
	bool		result;

	if (condition[0] == '=')
	{
		size_t		code = before(condition + 1, "@]");
		const char *system = condition + 1 + code;

		for (int32_t child = n + 1; child < tree->node[n].end; child = tree->node[child].end)
		{
			const peds_xml_attr *found;

			if (!peds_xml_is_named(tree, child, "code") ||
				!peds_e2b_equal(peds_e2b_get(tree, child, PEDS_XML_CODE), condition + 1, code))
				continue;
			found = peds_e2b_get(tree, child, PEDS_XML_CODE_SYSTEM);
			if (*system == ']')
				return found == NULL || peds_e2b_equal(found, ICH_OBSERVATION, sizeof(ICH_OBSERVATION) - 1);
			if (system[1] == '*')
				return found == NULL || found->length < sizeof(REGION) - 1 ||
					memcmp(found->value, REGION, sizeof(REGION) - 1) != 0;
			return peds_e2b_equal(found, system + 1, before(system + 1, "]"));
		}
		return false;
	}

	op = condition + before(condition, "@") + 1;
	op += before(op, "!=^~?");
	peds_e2b_go(&w, n, condition);
	if (*op == '?')
		return w.value != NULL;
	if (*op == '!')
		negated = true, op++;
	operand = op + (*op == '^' ? 2 : 1);
	length = before(operand, "]");
	if (w.value == NULL)
		result = false;
	else if (*op == '=')
		result = peds_e2b_equal(w.value, operand, length);
	else if (*op == '^')
		result = w.value->length >= length && memcmp(w.value->value, operand, length) == 0;
	else
	{
		result = false;
		for (size_t at = 0; at + length <= w.value->length && !result; at++)
			result = memcmp(w.value->value + at, operand, length) == 0;
	}
	return result != negated;
}

bool
peds_e2b_go(peds_e2b_walk *w, int32_t n, const char *path)
{
	return go(w, n, 0, path);
}

/* The next alternative of a path; NULL if there is none. */
static const char *
alternative(const char *path)
{
	path += before(path, "|");
	return *path == '|' ? path + 1 : NULL;
}

static bool
is_strict(const char *path)
{
	size_t		length = before(path, "|");

	return length > 0 && path[length - 1] == '!';
}

const peds_xml_attr *
peds_e2b_find(const peds_xml_tree *tree, int32_t n, const char *path, const peds_xml_attr **flavor)
{
	const peds_xml_attr *first = NULL;

	for (; path != NULL; path = alternative(path))
	{
		peds_e2b_walk w = {tree, visit_value, NULL, NULL, NULL};

		if (peds_e2b_go(&w, n, path))
			return w.value;
		if (first == NULL && !is_strict(path))
			first = w.flavor;
	}
	if (flavor != NULL)
		*flavor = first;
	return NULL;
}

static bool
visit_first(peds_e2b_walk *w, int32_t n, const char *rest)
{
	(void) rest;
	*(int32_t *) w->arg = n;
	return true;
}

int32_t
peds_e2b_first(const peds_xml_tree *tree, int32_t n, const char *path)
{
	int32_t		found = -1;
	peds_e2b_walk w = {tree, visit_first, NULL, NULL, &found};

	peds_e2b_go(&w, n, path);
	return found;
}
