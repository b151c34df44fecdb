/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_e2b_drug.c
 *		What a message says of a drug and a reaction in other places than the
 *		drug's own, by what refers to them.
 */
#include "icsr_e2b_parts.h"

#define CASE_ASSESSMENT	"component/adverseEventAssessment/component/causalityAssessment"
#define TO_DRUG			"subject2/productUseReference/id"
#define TO_REACTION		"subject1/adverseEffectReference/id"

static bool
same_attr(const peds_xml_attr *a, const peds_xml_attr *b)
{
	return a == NULL || b == NULL ? a == b : peds_e2b_equal(a, b->value, b->length);
}

/* Two ids; -1 is none, and the same as no id. A reference may leave out the root of an extension. */
static bool
same_id(const peds_xml_tree *tree, int32_t a, int32_t b)
{
	const peds_xml_attr *extension,
			   *root_a,
			   *root_b;

	if (a < 0 || b < 0)
		return a == b;
	extension = peds_e2b_get(tree, a, PEDS_XML_EXTENSION);
	root_a = peds_e2b_get(tree, a, PEDS_XML_ROOT);
	root_b = peds_e2b_get(tree, b, PEDS_XML_ROOT);
	return same_attr(extension, peds_e2b_get(tree, b, PEDS_XML_EXTENSION)) &&
		(same_attr(root_a, root_b) || (extension != NULL && (root_a == NULL || root_b == NULL)));
}

/* An assessment of the drug that is being written? */
static bool
is_of_drug(const peds_e2b_writer *out, int32_t assessment)
{
	int32_t		drug = peds_e2b_first(out->tree, out->drug, "id");

	return drug >= 0 && same_id(out->tree, drug, peds_e2b_first(out->tree, assessment, TO_DRUG));
}

/* Of the assessments of a drug the first with a value counts, else the first null flavour. */
typedef struct of_drug
{
	const peds_e2b_writer *out;
	const peds_xml_attr *flavor;
} of_drug;

static bool
visit_of_drug(peds_e2b_walk *w, int32_t n, const char *rest)
{
	of_drug    *of = w->arg;
	const peds_xml_attr *flavor = NULL;

	(void) rest;
	if (!is_of_drug(of->out, n))
		return false;
	w->value = peds_e2b_find(w->tree, n, "value@code", &flavor);
	if (of->flavor == NULL)
		of->flavor = flavor;
	return w->value != NULL;
}

void
peds_e2b_write_of_drug(peds_e2b_writer *out, const char *key, const char *path)
{
	of_drug		of = {out, NULL};
	peds_e2b_walk w = {out->tree, visit_of_drug, NULL, NULL, &of};

	peds_e2b_go(&w, out->icsr, path);
	peds_e2b_put(out, key, w.value, of.flavor);
}

/*
 * Each mention of a reaction with the drug: by what the drug has of intervals
 * and recurrence, then by assessments. id is -1 where an assessment names none.
 */
typedef struct mentions
{
	peds_e2b_writer *out;
	bool		(*visit) (struct mentions *m, int32_t n, int32_t id);
	int32_t		upto;			/* a mention; look no further */
	int32_t		id;
	bool		last;			/* intervals from the last dose, not the first */
} mentions;

static bool
visit_interval(peds_e2b_walk *w, int32_t n, const char *rest)
{
	mentions   *m = w->arg;

	(void) rest;
	return m->visit(m, n, peds_e2b_first(w->tree, n, "actReference/id"));
}

static bool
visit_recurrence(peds_e2b_walk *w, int32_t n, const char *rest)
{
	mentions   *m = w->arg;

	(void) rest;
	return m->visit(m, n, peds_e2b_first(w->tree, n, "outboundRelationship1/actReference/id"));
}

static bool
visit_assessment(peds_e2b_walk *w, int32_t n, const char *rest)
{
	mentions   *m = w->arg;

	(void) rest;
	return is_of_drug(m->out, n) && m->visit(m, n, peds_e2b_first(w->tree, n, TO_REACTION));
}

static void
each_mention(mentions *m)
{
	peds_e2b_walk w = {m->out->tree, visit_interval, NULL, NULL, m};

	if (peds_e2b_go(&w, m->out->drug, "outboundRelationship1"))
		return;
	w.visit = visit_recurrence;
	if (peds_e2b_go(&w, m->out->drug, "outboundRelationship2/observation[=31]"))
		return;
	w.visit = visit_assessment;
	peds_e2b_go(&w, m->out->icsr, CASE_ASSESSMENT "[=39]");
}

/* Stops at the first mention of the reaction. */
static bool
visit_earlier(mentions *m, int32_t n, int32_t id)
{
	if (!same_id(m->out->tree, id, m->id))
		return false;
	m->upto = n;
	return true;
}

/* Intervals: SAS is from the start of administration, SAE from the last dose. */
static bool
visit_times(peds_e2b_walk *w, int32_t n, const char *rest)
{
	mentions   *m = w->arg;
	const peds_xml_attr *type = peds_e2b_get(w->tree, n, PEDS_XML_TYPE_CODE);
	bool		last = peds_e2b_equal(type, "SAE", 3);

	(void) rest;
	if (last != m->last || !same_id(w->tree, m->id, peds_e2b_first(w->tree, n, "actReference/id")))
		return false;
	peds_e2b_write_value(m->out, last ? "G.k.9.i.3.2a" : "G.k.9.i.3.1a", n, "pauseQuantity@value");
	peds_e2b_write_value(m->out, last ? "G.k.9.i.3.2b" : "G.k.9.i.3.1b", n, "pauseQuantity@unit!");
	return true;
}

static bool
visit_again(peds_e2b_walk *w, int32_t n, const char *rest)
{
	mentions   *m = w->arg;

	(void) rest;
	if (!same_id(w->tree, m->id, peds_e2b_first(w->tree, n, "outboundRelationship1/actReference/id")))
		return false;
	peds_e2b_write_value(m->out, "G.k.9.i.4", n, "value@code");
	return true;
}

static bool
visit_opinion(peds_e2b_walk *w, int32_t n, const char *rest)
{
	mentions   *m = w->arg;

	(void) rest;
	if (!is_of_drug(m->out, n) || !same_id(w->tree, m->id, peds_e2b_first(w->tree, n, TO_REACTION)))
		return false;
	peds_e2b_open(m->out, NULL, false);
	peds_e2b_write_rows(m->out, peds_icsr_assessment_rows, n);
	peds_e2b_close(m->out);
	return false;
}

/* One reaction of the drug, at its first mention. */
static bool
visit_mention(mentions *m, int32_t n, int32_t id)
{
	peds_e2b_writer *out = m->out;
	mentions	earlier = {out, visit_earlier, -1, id, false};
	peds_e2b_walk w = {out->tree, visit_opinion, NULL, NULL, &earlier};

	out->sink->poll(out->sink->arg);
	each_mention(&earlier);
	if (earlier.upto != n)
		return false;
	peds_e2b_open(out, NULL, false);
	if (id >= 0)
		peds_e2b_write_value(out, "G.k.9.i.1", id, "@extension!|@root!");
	peds_e2b_open(out, "G.k.9.i.2.r", true);
	peds_e2b_go(&w, out->icsr, CASE_ASSESSMENT "[=39]");
	peds_e2b_close(out);
	w.visit = visit_times;
	peds_e2b_go(&w, out->drug, "outboundRelationship1");
	earlier.last = true;
	peds_e2b_go(&w, out->drug, "outboundRelationship1");
	w.visit = visit_again;
	peds_e2b_go(&w, out->drug, "outboundRelationship2/observation[=31]");
	peds_e2b_close(out);
	return false;
}

void
peds_e2b_write_reactions(peds_e2b_writer *out)
{
	mentions	m = {out, visit_mention, -1, -1, false};

	each_mention(&m);
}
