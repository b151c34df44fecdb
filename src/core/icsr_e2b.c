/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_e2b.c
 *		Elements of XML, and the walk that takes the mapping's paths over them.
 *
 * A path is read as it is walked: it comes from the mapping, never from a
 * message. Its depth bounds the recursion.
 */
#include "icsr_e2b.h"

#include <string.h>

#define ICH_OBSERVATION		"2.16.840.1.113883.3.989.2.1.1.19"

#define BIT(kind)	(UINT32_C(1) << (kind))

static const char *const attr_name[PEDS_XML_ATTR_COUNT] = {
	[PEDS_XML_CODE] = "code",
	[PEDS_XML_CODE_SYSTEM] = "codeSystem",
	[PEDS_XML_CODE_SYSTEM_VERSION] = "codeSystemVersion",
	[PEDS_XML_VALUE] = "value",
	[PEDS_XML_UNIT] = "unit",
	[PEDS_XML_NULL_FLAVOR] = "nullFlavor",
	[PEDS_XML_EXTENSION] = "extension",
	[PEDS_XML_ROOT] = "root",
	[PEDS_XML_ASSIGNING_AUTHORITY] = "assigningAuthorityName",
	[PEDS_XML_LANGUAGE] = "language",
	[PEDS_XML_INCLUSIVE] = "inclusive",
	[PEDS_XML_TYPE_CODE] = "typeCode",
	[PEDS_XML_TEXT] = "text"
};

const char *
peds_xml_attr_name(peds_xml_attr_kind kind)
{
	return attr_name[kind];
}

/* ---------------------------------------------------------------- elements */

typedef enum reading
{
	READ_NOTHING,				/* only the null flavour of a leaf */
	READ_TEXT,					/* all of it, also what stands in elements in it */
	READ_CODE,
	READ_QUANTITY,				/* value, unit, and of an interval's end whether it belongs to it */
	READ_ANY,					/* an observation's value: quantity, code or text */
	READ_ID,
	READ_TYPE_CODE
} reading;

/* In the order of strcmp(). */
static const struct
{
	const char *name;
	reading		reads;
}			element[] = {
	{"MCCI_IN200100UV01", READ_NOTHING},
	{"MCCI_IN200101UV01", READ_NOTHING},
	{"PORR_IN049016UV", READ_NOTHING},
	{"act", READ_NOTHING},
	{"actReference", READ_NOTHING},
	{"addr", READ_NOTHING},
	{"administrativeGenderCode", READ_CODE},
	{"adverseEffectReference", READ_NOTHING},
	{"adverseEventAssessment", READ_NOTHING},
	{"approval", READ_NOTHING},
	{"asIdentifiedEntity", READ_NOTHING},
	{"asLocatedEntity", READ_NOTHING},
	{"asManufacturedProduct", READ_NOTHING},
	{"asQualifiedEntity", READ_NOTHING},
	{"assignedEntity", READ_NOTHING},
	{"assignedPerson", READ_NOTHING},
	{"associatedPerson", READ_NOTHING},
	{"author", READ_NOTHING},
	{"authorization", READ_NOTHING},
	{"availabilityTime", READ_QUANTITY},
	{"bibliographicDesignationText", READ_TEXT},
	{"birthTime", READ_QUANTITY},
	{"causalityAssessment", READ_NOTHING},
	{"center", READ_QUANTITY},
	{"characteristic", READ_NOTHING},
	{"city", READ_TEXT},
	{"code", READ_CODE},
	{"comp", READ_NOTHING},
	{"component", READ_NOTHING},
	{"component1", READ_NOTHING},
	{"consumable", READ_NOTHING},
	{"controlActEvent", READ_NOTHING},
	{"controlActProcess", READ_NOTHING},
	{"country", READ_TEXT},
	{"creationTime", READ_QUANTITY},
	{"deceasedTime", READ_QUANTITY},
	{"device", READ_NOTHING},
	{"document", READ_NOTHING},
	{"doseQuantity", READ_QUANTITY},
	{"effectiveTime", READ_QUANTITY},
	{"family", READ_TEXT},
	{"formCode", READ_CODE},
	{"given", READ_TEXT},
	{"governingPlace", READ_NOTHING},
	{"high", READ_QUANTITY},
	{"holder", READ_NOTHING},
	{"id", READ_ID},
	{"inboundRelationship", READ_NOTHING},
	{"ingredient", READ_NOTHING},
	{"ingredientSubstance", READ_NOTHING},
	{"instanceOfKind", READ_NOTHING},
	{"interpretationCode", READ_CODE},
	{"investigationCharacteristic", READ_NOTHING},
	{"investigationEvent", READ_NOTHING},
	{"kindOfProduct", READ_NOTHING},
	{"locatedEntity", READ_NOTHING},
	{"locatedPlace", READ_NOTHING},
	{"location", READ_NOTHING},
	{"lotNumberText", READ_TEXT},
	{"low", READ_QUANTITY},
	{"manufacturerOrganization", READ_NOTHING},
	{"methodCode", READ_NOTHING},
	{"name", READ_CODE},		/* N.1.1 is a code, the others are texts */
	{"numerator", READ_QUANTITY},
	{"observation", READ_NOTHING},
	{"observationEvent", READ_NOTHING},
	{"observationRange", READ_NOTHING},
	{"organizer", READ_NOTHING},
	{"originalText", READ_TEXT},
	{"outboundRelationship", READ_NOTHING},
	{"outboundRelationship1", READ_TYPE_CODE},
	{"outboundRelationship2", READ_NOTHING},
	{"part", READ_NOTHING},
	{"partProduct", READ_NOTHING},
	{"pauseQuantity", READ_QUANTITY},
	{"performer", READ_NOTHING},
	{"period", READ_QUANTITY},
	{"player1", READ_NOTHING},
	{"playingOrganization", READ_NOTHING},
	{"postalCode", READ_TEXT},
	{"prefix", READ_TEXT},
	{"primaryRole", READ_NOTHING},
	{"priorityNumber", READ_QUANTITY},
	{"productEvent", READ_NOTHING},
	{"productInstanceInstance", READ_NOTHING},
	{"productUseReference", READ_NOTHING},
	{"quantity", READ_NOTHING},
	{"receiver", READ_NOTHING},
	{"reference", READ_NOTHING},
	{"referenceRange", READ_NOTHING},
	{"relatedInvestigation", READ_NOTHING},
	{"representedOrganization", READ_NOTHING},
	{"researchStudy", READ_NOTHING},
	{"role", READ_NOTHING},
	{"routeCode", READ_CODE},
	{"sender", READ_NOTHING},
	{"state", READ_TEXT},
	{"streetAddressLine", READ_TEXT},
	{"studyRegistration", READ_NOTHING},
	{"subject", READ_NOTHING},
	{"subject1", READ_NOTHING},
	{"subject2", READ_NOTHING},
	{"subjectOf", READ_NOTHING},
	{"subjectOf1", READ_NOTHING},
	{"subjectOf2", READ_NOTHING},
	{"substanceAdministration", READ_NOTHING},
	{"telecom", READ_QUANTITY},
	{"territorialAuthority", READ_NOTHING},
	{"territory", READ_NOTHING},
	{"text", READ_TEXT},
	{"title", READ_TEXT},
	{"value", READ_ANY},
	{"width", READ_QUANTITY}
};

#define ELEMENTS	((int) (sizeof(element) / sizeof(element[0])))

uint16_t
peds_xml_name(const char *name, size_t length)
{
	int			low = 0,
				high = ELEMENTS;

	while (low < high)
	{
		int			middle = (low + high) / 2;
		int			order = strncmp(name, element[middle].name, length);

		if (order == 0 && element[middle].name[length] != '\0')
			order = -1;
		if (order == 0)
			return (uint16_t) (middle + 1);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}

uint32_t
peds_xml_reads(uint16_t name, bool leaf, uint32_t asked, uint32_t found)
{
	reading		reads = name == 0 ? READ_NOTHING : element[name - 1].reads;
	uint32_t	wanted = 0;

	if (name == 0)
		return 0;
	switch (reads)
	{
		case READ_NOTHING:
			break;
		case READ_TEXT:
			wanted = BIT(PEDS_XML_TEXT);
			if (found & BIT(PEDS_XML_TEXT))
				wanted |= BIT(PEDS_XML_LANGUAGE);
			break;
		case READ_CODE:
			wanted = BIT(PEDS_XML_CODE);
			if (leaf && strcmp(element[name - 1].name, "name") == 0)
				wanted |= BIT(PEDS_XML_TEXT);
			if (found & BIT(PEDS_XML_CODE))
				wanted |= BIT(PEDS_XML_CODE_SYSTEM) | BIT(PEDS_XML_CODE_SYSTEM_VERSION);
			break;
		case READ_QUANTITY:
			wanted = BIT(PEDS_XML_VALUE);
			if (found & BIT(PEDS_XML_VALUE))
				wanted |= BIT(PEDS_XML_UNIT) | BIT(PEDS_XML_INCLUSIVE);
			break;
		case READ_ANY:
			wanted = BIT(PEDS_XML_VALUE);
			if (found & BIT(PEDS_XML_VALUE))
				wanted |= BIT(PEDS_XML_UNIT);
			else if (asked & BIT(PEDS_XML_VALUE))
			{
				wanted |= BIT(PEDS_XML_CODE);
				if (found & BIT(PEDS_XML_CODE))
					wanted |= BIT(PEDS_XML_CODE_SYSTEM) | BIT(PEDS_XML_CODE_SYSTEM_VERSION);
				else if (asked & BIT(PEDS_XML_CODE))
				{
					wanted |= BIT(PEDS_XML_NULL_FLAVOR) | BIT(PEDS_XML_CODE_SYSTEM);
					if ((asked & BIT(PEDS_XML_NULL_FLAVOR)) && !(found & BIT(PEDS_XML_NULL_FLAVOR)))
						wanted |= BIT(PEDS_XML_TEXT);
					if (found & BIT(PEDS_XML_TEXT))
						wanted |= BIT(PEDS_XML_LANGUAGE);
				}
			}
			break;
		case READ_ID:
			wanted = BIT(PEDS_XML_ROOT) | BIT(PEDS_XML_EXTENSION) | BIT(PEDS_XML_ASSIGNING_AUTHORITY);
			break;
		case READ_TYPE_CODE:
			return BIT(PEDS_XML_TYPE_CODE) & ~asked;
	}
	/* A null flavour only where there is nothing else. */
	if ((wanted & ~asked) == 0 && (wanted & found & ~(BIT(PEDS_XML_ROOT) | BIT(PEDS_XML_ASSIGNING_AUTHORITY))) == 0 &&
		(leaf || wanted != 0))
		wanted |= BIT(PEDS_XML_NULL_FLAVOR);
	return wanted & ~asked;
}

int32_t
peds_xml_add(peds_xml_node *node, int32_t last, uint16_t name, int32_t children)
{
	int32_t		n = last + 1;
	int32_t		up = last;

	/* The parent is the nearest one that waits for a child. */
	while (up >= 0 && node[up].left == 0)
		up = node[up].parent;
	node[n].attr = NULL;
	node[n].name = name;
	node[n].parent = up;
	node[n].left = children;
	node[n].end = n + 1;
	if (up >= 0)
		node[up].left--;
	for (up = node[n].parent; children == 0 && up >= 0; up = node[up].parent)
	{
		node[up].end = n + 1;
		if (node[up].left > 0)
			break;
	}
	return n;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void
peds_xml_trim(const char **value, size_t *length)
{
	while (*length > 0 && is_space((*value)[0]))
		(*value)++, (*length)--;
	while (*length > 0 && is_space((*value)[*length - 1]))
		(*length)--;
}

/* The offset after the first `mark` from `at` on; the length if there is none. */
static size_t
skip_past(const char *text, size_t length, size_t at, const char *mark)
{
	size_t		size = strlen(mark);

	for (; at + size <= length; at++)
	{
		const char *found = memchr(text + at, mark[0], length - size + 1 - at);

		if (found == NULL)
			break;
		at = (size_t) (found - text);
		if (memcmp(found, mark, size) == 0)
			return at + size;
	}
	return length;
}

peds_xml_prolog
peds_xml_prolog_read(const char *text, size_t length, size_t *offset)
{
	size_t		at = 0;

	if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		at = 3;
	for (;;)
	{
		while (at < length && is_space(text[at]))
			at++;
		*offset = at;
		if (at + 1 >= length || text[at] != '<')
			return PEDS_XML_NO_ELEMENT;
		if (text[at + 1] == '?')
			at = skip_past(text, length, at + 2, "?>");
		else if (length - at >= 4 && memcmp(text + at, "<!--", 4) == 0)
			at = skip_past(text, length, at + 4, "-->");
		else if (length - at >= 9 && memcmp(text + at, "<!DOCTYPE", 9) == 0)
			return PEDS_XML_DOCTYPE;
		else
			return text[at + 1] == '!' ? PEDS_XML_NO_ELEMENT : PEDS_XML_ELEMENT;
	}
}

/* ------------------------------------------------------------------ a walk */

static const peds_xml_attr *
get(const peds_xml_tree *tree, int32_t n, peds_xml_attr_kind kind)
{
	for (const peds_xml_attr *a = tree->node[n].attr; a != NULL; a = a->next)
		if (a->kind == kind)
			return a;
	return NULL;
}

static bool
equal(const peds_xml_attr *a, const char *text, size_t length)
{
	return a != NULL && a->length == length && memcmp(a->value, text, length) == 0;
}

static peds_xml_attr_kind
kind_of(const char *name, size_t length)
{
	for (int kind = 0; kind < PEDS_XML_ATTR_COUNT; kind++)
		if (strncmp(attr_name[kind], name, length) == 0 && attr_name[kind][length] == '\0')
			return (peds_xml_attr_kind) kind;
	return PEDS_XML_ATTR_COUNT;
}

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

/*
 * What a walk finds. visit() is called of each node at a path's end and may
 * stop the walk by answering true.
 */
typedef struct walk
{
	const peds_xml_tree *tree;
	bool		(*visit) (struct walk *walk, int32_t n, const char *rest);
	const peds_xml_attr *flavor;	/* the first null flavour on the way */
	const peds_xml_attr *value;
	void	   *arg;
} walk;

/* One alternative of a path, from node n; depth 0 at its beginning. */
static bool
go(walk *w, int32_t n, int depth, const char *path)
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
		w->flavor = get(tree, n, PEDS_XML_NULL_FLAVOR);
	return false;
}

/* rest is "@attr", perhaps with "!" */
static bool
visit_value(walk *w, int32_t n, const char *rest)
{
	peds_xml_attr_kind kind = kind_of(rest + 1, before(rest + 1, "!|]=^~?"));

	w->value = get(w->tree, n, kind);
	if (w->value == NULL && w->flavor == NULL)
		w->flavor = get(w->tree, n, PEDS_XML_NULL_FLAVOR);
	return w->value != NULL;
}

/* "path@attr=value]", "=code]", "=code@system]" */
static bool
holds(const peds_xml_tree *tree, int32_t n, const char *condition)
{
	walk		w = {tree, visit_value, NULL, NULL, NULL};
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

			if (strcmp(element[tree->node[child].name > 0 ? tree->node[child].name - 1 : 0].name, "code") != 0 ||
				!equal(get(tree, child, PEDS_XML_CODE), condition + 1, code))
				continue;
			found = get(tree, child, PEDS_XML_CODE_SYSTEM);
			if (*system == ']')
				return found == NULL || equal(found, ICH_OBSERVATION, sizeof(ICH_OBSERVATION) - 1);
			return system[1] == '*' || equal(found, system + 1, before(system + 1, "]"));
		}
		return false;
	}

	op = condition + before(condition, "@") + 1;
	op += before(op, "!=^~?");
	go(&w, n, 0, condition);
	if (*op == '?')
		return w.value != NULL;
	if (*op == '!')
		negated = true, op++;
	operand = op + (*op == '^' ? 2 : 1);
	length = before(operand, "]");
	if (w.value == NULL)
		result = false;
	else if (*op == '=')
		result = equal(w.value, operand, length);
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

/* ---------------------------------------------------------------- writing */

/*
 * Objects and arrays are begun when the first value comes, so that none is
 * empty. What waits is a stack; it is as deep as groups nest, twice.
 */
#define WAITING_MAX		16

typedef struct writer
{
	const peds_xml_tree *tree;
	const peds_icsr_sink *sink;
	int32_t		icsr;			/* the case */
	int32_t		drug;			/* the drug that is being written, or -1 */
	struct
	{
		const char *key;		/* NULL in an array */
		bool		array;
	}			open[WAITING_MAX];
	int			opened,			/* those that the sink knows */
				depth;
} writer;

static void
open_container(writer *out, const char *key, bool array)
{
	out->open[out->depth].key = key;
	out->open[out->depth].array = array;
	out->depth++;
}

static void
close_container(writer *out)
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
begin_value(writer *out, const char *key)
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
put(writer *out, const char *key, const char *value, size_t length)
{
	begin_value(out, key);
	out->sink->string(out->sink->arg, value, length);
}

static void
put_flavor(writer *out, const char *key, const peds_xml_attr *flavor)
{
	const peds_icsr_sink *sink = out->sink;

	begin_value(out, key);
	sink->begin_object(sink->arg);
	sink->key(sink->arg, attr_name[PEDS_XML_NULL_FLAVOR]);
	sink->string(sink->arg, flavor->value, flavor->length);
	sink->end_object(sink->arg);
}

static void write_rows(writer *out, const peds_icsr_row *rows, int32_t n);

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

/* The value of a path; else a null flavour in *flavor, or NULL. */
static const peds_xml_attr *
find(const peds_xml_tree *tree, int32_t n, const char *path, const peds_xml_attr **flavor)
{
	const peds_xml_attr *first = NULL;

	for (; path != NULL; path = alternative(path))
	{
		walk		w = {tree, visit_value, NULL, NULL, NULL};

		if (go(&w, n, 0, path))
			return w.value;
		if (first == NULL && !is_strict(path))
			first = w.flavor;
	}
	if (flavor != NULL)
		*flavor = first;
	return NULL;
}

static void
write_value(writer *out, const char *key, int32_t n, const char *path)
{
	const peds_xml_attr *flavor = NULL;
	const peds_xml_attr *value = find(out->tree, n, path, &flavor);

	if (value != NULL)
		put(out, key, value->value, value->length);
	else if (flavor != NULL)
		put_flavor(out, key, flavor);
}

/* All values of a path, of which the caller has opened the array. */
static bool
visit_list(walk *w, int32_t n, const char *rest)
{
	write_value(w->arg, NULL, n, rest);
	return false;
}

static bool
visit_group(walk *w, int32_t n, const char *rest)
{
	const void **arg = w->arg;
	writer	   *out = (writer *) arg[0];
	const peds_icsr_row *rows = arg[1];

	(void) rest;
	out->sink->poll(out->sink->arg);
	if (rows == peds_icsr_drug_rows)
		out->drug = n;
	open_container(out, NULL, false);
	write_rows(out, rows, n);
	close_container(out);
	return false;
}

/* Several texts as one, a line each. */
typedef struct lines
{
	writer	   *out;
	const char *key;
	const peds_xml_attr *last;	/* not written yet */
} lines;

static bool
visit_line(walk *w, int32_t n, const char *rest)
{
	lines	   *all = w->arg;
	const peds_icsr_sink *sink = all->out->sink;
	const peds_xml_attr *line = get(w->tree, n, PEDS_XML_TEXT);

	(void) rest;
	if (line == NULL && w->flavor == NULL)
		w->flavor = get(w->tree, n, PEDS_XML_NULL_FLAVOR);
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
write_lines(writer *out, const char *key, int32_t n, const char *path)
{
	lines		all = {out, key, NULL};
	walk		w = {out->tree, visit_line, NULL, NULL, &all};

	go(&w, n, 0, path);
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
visit_result(walk *w, int32_t n, const char *rest)
{
	const void **arg = w->arg;
	writer	   *out = (writer *) arg[0];
	const char *key = arg[1];
	const peds_icsr_sink *sink = out->sink;
	const peds_xml_attr *flavor = NULL;
	const peds_xml_attr *number = find(w->tree, n, "@value|center@value", &flavor);
	const peds_xml_attr *low,
			   *high,
			   *inclusive;

	(void) rest;
	if (number != NULL)
	{
		put(out, key, number->value, number->length);
		return true;
	}
	low = find(w->tree, n, "low@value", NULL);
	high = find(w->tree, n, "high@value", NULL);
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
		inclusive = find(w->tree, n, low != NULL ? "low@inclusive" : "high@inclusive", NULL);
		sink->append(sink->arg, low != NULL ? ">" : "<", 1);
		if (!equal(inclusive, "false", 5))
			sink->append(sink->arg, "=", 1);
	}
	if (high == NULL)
		high = low;
	sink->string(sink->arg, high->value, high->length);
	return true;
}

/* --------------------------------------------- what refers to drugs, reactions */

#define CASE_ASSESSMENT	"component/adverseEventAssessment/component/causalityAssessment"
#define TO_DRUG			"subject2/productUseReference/id"
#define TO_REACTION		"subject1/adverseEffectReference/id"

static bool
same_attr(const peds_xml_attr *a, const peds_xml_attr *b)
{
	return a == NULL || b == NULL ? a == b : equal(a, b->value, b->length);
}

/* Two ids; -1 is none, and the same as no id. */
static bool
same_id(const peds_xml_tree *tree, int32_t a, int32_t b)
{
	if (a < 0 || b < 0)
		return a == b;
	return same_attr(get(tree, a, PEDS_XML_ROOT), get(tree, b, PEDS_XML_ROOT)) &&
		same_attr(get(tree, a, PEDS_XML_EXTENSION), get(tree, b, PEDS_XML_EXTENSION));
}

static bool
visit_first(walk *w, int32_t n, const char *rest)
{
	(void) rest;
	*(int32_t *) w->arg = n;
	return true;
}

/* The first node at the end of a path, or -1. */
static int32_t
first(const peds_xml_tree *tree, int32_t n, const char *path)
{
	int32_t		found = -1;
	walk		w = {tree, visit_first, NULL, NULL, &found};

	go(&w, n, 0, path);
	return found;
}

/* An assessment of the drug that is being written? */
static bool
is_of_drug(const writer *out, int32_t assessment)
{
	int32_t		drug = first(out->tree, out->drug, "id");

	return drug >= 0 && same_id(out->tree, drug, first(out->tree, assessment, TO_DRUG));
}

static bool
visit_of_drug(walk *w, int32_t n, const char *rest)
{
	const void **arg = w->arg;
	writer	   *out = (writer *) arg[0];

	(void) rest;
	if (!is_of_drug(out, n))
		return false;
	write_value(out, arg[1], n, "value@code");
	return true;
}

/*
 * Each mention of a reaction with the drug: by what the drug has of intervals
 * and recurrence, then by assessments. id is -1 where an assessment names none.
 */
typedef struct mentions
{
	writer	   *out;
	bool		(*visit) (struct mentions *m, int32_t n, int32_t id);
	int32_t		upto;			/* a mention; look no further */
	int32_t		id;
	bool		last;			/* intervals from the last dose, not the first */
} mentions;

static bool
visit_interval(walk *w, int32_t n, const char *rest)
{
	mentions   *m = w->arg;

	(void) rest;
	return m->visit(m, n, first(w->tree, n, "actReference/id"));
}

static bool
visit_recurrence(walk *w, int32_t n, const char *rest)
{
	mentions   *m = w->arg;

	(void) rest;
	return m->visit(m, n, first(w->tree, n, "outboundRelationship1/actReference/id"));
}

static bool
visit_assessment(walk *w, int32_t n, const char *rest)
{
	mentions   *m = w->arg;

	(void) rest;
	return is_of_drug(m->out, n) && m->visit(m, n, first(w->tree, n, TO_REACTION));
}

static void
each_mention(mentions *m)
{
	walk		w = {m->out->tree, visit_interval, NULL, NULL, m};

	if (go(&w, m->out->drug, 0, "outboundRelationship1"))
		return;
	w.visit = visit_recurrence;
	if (go(&w, m->out->drug, 0, "outboundRelationship2/observation[=31]"))
		return;
	w.visit = visit_assessment;
	go(&w, m->out->icsr, 0, CASE_ASSESSMENT "[=39]");
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
visit_times(walk *w, int32_t n, const char *rest)
{
	mentions   *m = w->arg;
	const peds_xml_attr *type = get(w->tree, n, PEDS_XML_TYPE_CODE);
	bool		last = equal(type, "SAE", 3);

	(void) rest;
	if (last != m->last || !same_id(w->tree, m->id, first(w->tree, n, "actReference/id")))
		return false;
	write_value(m->out, last ? "G.k.9.i.3.2a" : "G.k.9.i.3.1a", n, "pauseQuantity@value");
	write_value(m->out, last ? "G.k.9.i.3.2b" : "G.k.9.i.3.1b", n, "pauseQuantity@unit!");
	return true;
}

static bool
visit_again(walk *w, int32_t n, const char *rest)
{
	mentions   *m = w->arg;

	(void) rest;
	if (!same_id(w->tree, m->id, first(w->tree, n, "outboundRelationship1/actReference/id")))
		return false;
	write_value(m->out, "G.k.9.i.4", n, "value@code");
	return true;
}

static bool
visit_opinion(walk *w, int32_t n, const char *rest)
{
	mentions   *m = w->arg;

	(void) rest;
	if (!is_of_drug(m->out, n) || !same_id(w->tree, m->id, first(w->tree, n, TO_REACTION)))
		return false;
	open_container(m->out, NULL, false);
	write_rows(m->out, peds_icsr_assessment_rows, n);
	close_container(m->out);
	return false;
}

/* One reaction of the drug, at its first mention. */
static bool
visit_mention(mentions *m, int32_t n, int32_t id)
{
	writer	   *out = m->out;
	mentions	earlier = {out, visit_earlier, -1, id, false};
	walk		w = {out->tree, visit_opinion, NULL, NULL, &earlier};

	out->sink->poll(out->sink->arg);
	each_mention(&earlier);
	if (earlier.upto != n)
		return false;
	open_container(out, NULL, false);
	if (id >= 0)
		write_value(out, "G.k.9.i.1", id, "@root!");
	open_container(out, "G.k.9.i.2.r", true);
	go(&w, out->icsr, 0, CASE_ASSESSMENT "[=39]");
	close_container(out);
	w.visit = visit_times;
	go(&w, out->drug, 0, "outboundRelationship1");
	earlier.last = true;
	go(&w, out->drug, 0, "outboundRelationship1");
	w.visit = visit_again;
	go(&w, out->drug, 0, "outboundRelationship2/observation[=31]");
	close_container(out);
	return false;
}

/* ------------------------------------------------------------------- cases */

static void
write_rows(writer *out, const peds_icsr_row *rows, int32_t n)
{
	for (const peds_icsr_row *row = rows; row->id != NULL; row++)
	{
		switch (row->kind)
		{
			case PEDS_ICSR_VALUE:
				write_value(out, row->id, n, row->path);
				break;
			case PEDS_ICSR_LINES:
				write_lines(out, row->id, n, row->path);
				break;
			case PEDS_ICSR_LIST:
				{
					walk		w = {out->tree, visit_list, NULL, NULL, out};

					open_container(out, row->id, true);
					go(&w, n, 0, row->path);
					close_container(out);
				}
				break;
			case PEDS_ICSR_GROUP:
				{
					const void *arg[] = {out, row->group};
					walk		w = {out->tree, visit_group, NULL, NULL, arg};

					open_container(out, row->id, true);
					go(&w, n, 0, row->path);
					close_container(out);
				}
				break;
			case PEDS_ICSR_RESULT:
			case PEDS_ICSR_OF_DRUG:
				{
					const void *arg[] = {out, row->id};
					bool		result = row->kind == PEDS_ICSR_RESULT;
					walk		w = {out->tree, result ? visit_result : visit_of_drug, NULL, NULL, arg};

					go(&w, result ? n : out->icsr, 0, row->path);
				}
				break;
			case PEDS_ICSR_ASSESSMENTS:
				{
					mentions	m = {out, visit_mention, -1, -1, false};

					open_container(out, row->id, true);
					each_mention(&m);
					close_container(out);
				}
				break;
		}
	}
}

static bool
is_named(const peds_xml_tree *tree, int32_t n, const char *name)
{
	return tree->node[n].name != 0 && strcmp(element[tree->node[n].name - 1].name, name) == 0;
}

peds_icsr_document
peds_icsr_document_of(const peds_xml_tree *tree)
{
	return is_named(tree, 0, "MCCI_IN200100UV01") ? PEDS_ICSR_BATCH :
		is_named(tree, 0, "PORR_IN049016UV") ? PEDS_ICSR_MESSAGE :
		is_named(tree, 0, "MCCI_IN200101UV01") ? PEDS_ICSR_ACKNOWLEDGEMENT : PEDS_ICSR_OTHER;
}

int32_t
peds_icsr_next_message(const peds_xml_tree *tree, int32_t after)
{
	int32_t		n;

	if (is_named(tree, 0, "PORR_IN049016UV"))
		return after < 0 ? 0 : -1;
	for (n = after < 0 ? 1 : tree->node[after].end; n < tree->node[0].end; n = tree->node[n].end)
		if (is_named(tree, n, "PORR_IN049016UV"))
			return n;
	return -1;
}

/* Stops at the first case after m->upto. */
static bool
visit_case(walk *w, int32_t n, const char *rest)
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
	walk		w = {tree, visit_case, NULL, NULL, found};

	go(&w, message, 0, "controlActProcess/subject/investigationEvent");
	return found[1];
}

const peds_xml_attr *
peds_icsr_write(const peds_xml_tree *tree, int32_t message, int32_t icsr, const peds_icsr_sink *sink)
{
	writer		out = {.tree = tree,.sink = sink,.icsr = icsr,.drug = -1};
	const peds_xml_attr *id;

	sink->begin_object(sink->arg);
	if (message != 0)
		write_rows(&out, peds_icsr_batch_rows, 0);
	write_rows(&out, peds_icsr_message_rows, message);
	write_rows(&out, peds_icsr_case_rows, icsr);
	sink->end_object(sink->arg);

	id = find(tree, icsr, peds_icsr_id_path, NULL);
	return id != NULL ? id : find(tree, message, "id@extension", NULL);
}
