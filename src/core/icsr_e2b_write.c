/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_e2b_write.c
 *		What the mapping finds, as values of a case.
 */
#include "icsr_e2b_parts.h"

void
peds_e2b_open(peds_e2b_writer *out, const char *key, bool array)
{
	out->open[out->depth].key = key;
	out->open[out->depth].array = array;
	out->depth++;
}

void
peds_e2b_close(peds_e2b_writer *out)
{
	out->depth--;
	if (out->opened > out->depth)
	{
		out->opened--;
		if (out->open[out->depth].array)
			out->sink->end_array(out->sink->arg);
		else
			out->sink->end_object(out->sink->arg);
	}
}

static void
begin_value(peds_e2b_writer *out, const char *key)
{
	const peds_icsr_sink *sink = out->sink;

	for (; out->opened < out->depth; out->opened++)
	{
		if (out->open[out->opened].key != NULL)
			sink->key(sink->arg, out->open[out->opened].key);
		if (out->open[out->opened].array)
			sink->begin_array(sink->arg);
		else
			sink->begin_object(sink->arg);
	}
	if (key != NULL)
		sink->key(sink->arg, key);
}

static void
put(peds_e2b_writer *out, const char *key, const char *value, size_t length)
{
	begin_value(out, key);
	out->sink->string(out->sink->arg, value, length);
}

static void
put_flavor(peds_e2b_writer *out, const char *key, const peds_xml_attr *flavor)
{
	const peds_icsr_sink *sink = out->sink;

	begin_value(out, key);
	sink->begin_object(sink->arg);
	sink->key(sink->arg, peds_xml_attr_name(PEDS_XML_NULL_FLAVOR));
	sink->string(sink->arg, flavor->value, flavor->length);
	sink->end_object(sink->arg);
}

void
peds_e2b_put(peds_e2b_writer *out, const char *key, const peds_xml_attr *value, const peds_xml_attr *flavor)
{
	if (value != NULL)
		put(out, key, value->value, value->length);
	else if (flavor != NULL)
		put_flavor(out, key, flavor);
}

void
peds_e2b_write_value(peds_e2b_writer *out, const char *key, int32_t n, const char *path)
{
	const peds_xml_attr *flavor = NULL;
	const peds_xml_attr *value = peds_e2b_find(out->tree, n, path, &flavor);

	peds_e2b_put(out, key, value, flavor);
}

/* All values of a path, of which the caller has opened the array. */
static bool
visit_list(peds_e2b_walk *w, int32_t n, const char *rest)
{
	peds_e2b_write_value(w->arg, NULL, n, rest);
	return false;
}

static bool
visit_group(peds_e2b_walk *w, int32_t n, const char *rest)
{
	const void **arg = w->arg;
	peds_e2b_writer *out = (peds_e2b_writer *) arg[0];
	const peds_icsr_row *rows = arg[1];

	(void) rest;
	out->sink->poll(out->sink->arg);
	if (rows == peds_icsr_drug_rows)
		out->drug = n;
	peds_e2b_open(out, NULL, false);
	peds_e2b_write_rows(out, rows, n);
	peds_e2b_close(out);
	return false;
}

/* Several texts as one, a line each. */
typedef struct lines
{
	peds_e2b_writer *out;
	const char *key;
	const peds_xml_attr *last;	/* not written yet */
} lines;

static bool
visit_line(peds_e2b_walk *w, int32_t n, const char *rest)
{
	lines	   *all = w->arg;
	const peds_icsr_sink *sink = all->out->sink;
	const peds_xml_attr *line = peds_e2b_get(w->tree, n, PEDS_XML_TEXT);

	(void) rest;
	if (line == NULL && w->flavor == NULL)
		w->flavor = peds_e2b_get(w->tree, n, PEDS_XML_NULL_FLAVOR);
	if (line == NULL)
		return false;
	if (all->last == NULL)
		begin_value(all->out, all->key);
	else
	{
		sink->append(sink->arg, all->last->value, all->last->length);
		sink->append(sink->arg, "\n", 1);
	}
	all->last = line;
	return false;
}

static void
write_lines(peds_e2b_writer *out, const char *key, int32_t n, const char *path)
{
	lines		all = {out, key, NULL};
	peds_e2b_walk w = {out->tree, visit_line, NULL, NULL, &all};

	peds_e2b_go(&w, n, path);
	if (all.last != NULL)
		out->sink->string(out->sink->arg, all.last->value, all.last->length);
	else if (w.flavor != NULL)
		put_flavor(out, key, w.flavor);
}

/*
 * F.r.3.2: a number, or one end of an interval whose other end is not known,
 * with the comparison that it means: "<10". An end belongs to the interval
 * unless the message says otherwise.
 */
static bool
visit_result(peds_e2b_walk *w, int32_t n, const char *rest)
{
	const void **arg = w->arg;
	peds_e2b_writer *out = (peds_e2b_writer *) arg[0];
	const char *key = arg[1];
	const peds_icsr_sink *sink = out->sink;
	const peds_xml_attr *flavor = NULL;
	const peds_xml_attr *number = peds_e2b_find(w->tree, n, "@value|center@value", &flavor);
	const peds_xml_attr *low,
			   *high,
			   *inclusive;

	(void) rest;
	if (number != NULL)
	{
		put(out, key, number->value, number->length);
		return true;
	}
	low = peds_e2b_find(w->tree, n, "low@value", NULL);
	high = peds_e2b_find(w->tree, n, "high@value", NULL);
	if (low == NULL && high == NULL)
	{
		if (flavor != NULL)
			put_flavor(out, key, flavor);
		return flavor != NULL;
	}
	begin_value(out, key);
	if (low != NULL && high != NULL)
	{
		sink->append(sink->arg, low->value, low->length);
		sink->append(sink->arg, "..", 2);
	}
	else
	{
		inclusive = peds_e2b_find(w->tree, n, low != NULL ? "low@inclusive" : "high@inclusive", NULL);
		sink->append(sink->arg, low != NULL ? ">" : "<", 1);
		if (!peds_e2b_equal(inclusive, "false", 5))
			sink->append(sink->arg, "=", 1);
	}
	if (high == NULL)
		high = low;
	sink->string(sink->arg, high->value, high->length);
	return true;
}

void
peds_e2b_write_rows(peds_e2b_writer *out, const peds_icsr_row *rows, int32_t n)
{
	for (const peds_icsr_row *row = rows; row->id != NULL; row++)
	{
		switch (row->kind)
		{
			case PEDS_E2B_VALUE:
				peds_e2b_write_value(out, row->id, n, row->path);
				break;
			case PEDS_E2B_LINES:
				write_lines(out, row->id, n, row->path);
				break;
			case PEDS_E2B_LIST:
				{
					peds_e2b_walk w = {out->tree, visit_list, NULL, NULL, out};

					peds_e2b_open(out, row->id, true);
					peds_e2b_go(&w, n, row->path);
					peds_e2b_close(out);
				}
				break;
			case PEDS_E2B_GROUP:
				{
					const void *arg[] = {out, row->group};
					peds_e2b_walk w = {out->tree, visit_group, NULL, NULL, arg};

					peds_e2b_open(out, row->id, true);
					peds_e2b_go(&w, n, row->path);
					peds_e2b_close(out);
				}
				break;
			case PEDS_E2B_RESULT:
				{
					const void *arg[] = {out, row->id};
					peds_e2b_walk w = {out->tree, visit_result, NULL, NULL, arg};

					peds_e2b_go(&w, n, row->path);
				}
				break;
			case PEDS_E2B_OF_DRUG:
				peds_e2b_write_of_drug(out, row->id, row->path);
				break;
			case PEDS_E2B_ASSESSMENTS:
				peds_e2b_open(out, row->id, true);
				peds_e2b_write_reactions(out);
				peds_e2b_close(out);
				break;
		}
	}
}
