/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_icsr_e2b.c
 *		The mapping says only what its reader understands; trees are put together
 *		as they were; a small case; whatever a tree holds, JSON comes out.
 */
#include "check.h"

#include <ctype.h>

#include "icsr_sink.h"

#define NODES_MAX	5000
#define below(n)		random_between(0, (int64_t) (n) - 1)

static peds_xml_node node[NODES_MAX];
static peds_xml_attr attr[4 * NODES_MAX];
static peds_xml_tree tree = {node, 0};
static int	attrs;
static char text[1 << 20];

/* ------------------------------------------------------------- the mapping */

static const char *seen[1000];
static int	n_seen;

/* Every step, condition and attribute of a path is known. */
static void
check_path(const char *id, const char *path, bool ends_in_attr)
{
	bool		attr_seen = false;

	for (const char *at = path; *at != '\0';)
	{
		size_t		length = strcspn(at, "/[]@|=!^~?#");

		if (length > 0 && !attr_seen)
			CHECK_SAY(peds_xml_name(at, length) != 0, "%s: element %.*s", id, (int) length, at);
		at += length;
		switch (*at)
		{
			case '[':
				if (at[1] == '#')
					CHECK_SAY(at[2] >= '1' && at[2] <= '9' && at[3] == ']', "%s", id);
				else if (at[1] != '=')
				{
					size_t		name = strcspn(at + 1, "@]");
					char		condition[200];

					CHECK_SAY(at[1 + name] == '@', "%s", id);
					name += 1 + strcspn(at + 2 + name, "!=^~?]");
					CHECK_SAY(at[1 + name] != ']', "%s: no comparison", id);
					snprintf(condition, sizeof condition, "%.*s", (int) name, at + 1);
					check_path(id, condition, true);
				}
				CHECK_SAY(strcspn(at, "]") < strlen(at) && strchr(at + 1, '[') != strcspn(at, "]") + at, "%s", id);
				at += strcspn(at, "]") + 1;
				CHECK_SAY(*at == '\0' || strchr("/[@|", *at) != NULL, "%s: after a condition", id);
				break;
			case '@':
				{
					int			kind = 0;

					length = strcspn(++at, "!|");
					while (kind < PEDS_XML_ATTR_COUNT && (strlen(peds_xml_attr_name(kind)) != length ||
														   strncmp(peds_xml_attr_name(kind), at, length) != 0))
						kind++;
					CHECK_SAY(kind < PEDS_XML_ATTR_COUNT || strncmp(at, "nullFlavor", length) == 0, "%s: attribute %.*s", id, (int) length, at);
					attr_seen = true;
					at += length;
					if (*at == '!')
						at++;
					CHECK_SAY(*at == '\0' || *at == '|', "%s: after an attribute", id);
				}
				break;
			case '|':
				CHECK_SAY(attr_seen, "%s: alternative without attribute", id);
				attr_seen = false;
				at++;
				break;
			case '/':
				at++;
				break;
			default:
				CHECK_SAY(*at == '\0', "%s: %s", id, at);
				at += strlen(at);
		}
	}
	CHECK_SAY(attr_seen == ends_in_attr, "%s: %s", id, path);
}

static void
check_rows(const peds_icsr_row *row, const char *group)
{
	for (; row->id != NULL; row++)
	{
		for (int i = 0; i < n_seen; i++)
			CHECK_SAY(strcmp(seen[i], row->id) != 0, "%s stands twice", row->id);
		seen[n_seen++] = row->id;
		/* ids of a group begin as the group's does, but for the FDA's */
		if (group != NULL && strncmp(row->id, "FDA.", 4) != 0)
			CHECK_SAY(strncmp(row->id, group, strlen(group)) == 0, "%s in %s", row->id, group);
		CHECK_SAY((row->kind == PEDS_E2B_GROUP) == (row->group != NULL), "%s", row->id);
		CHECK_SAY((row->kind == PEDS_E2B_ASSESSMENTS) == (row->path == NULL), "%s", row->id);
		if (row->path != NULL)
			check_path(row->id, row->path, row->kind == PEDS_E2B_VALUE || row->kind == PEDS_E2B_LIST || row->kind == PEDS_E2B_LINES);
		if (row->kind == PEDS_E2B_GROUP)
			check_rows(row->group, row->id);
	}
}

static void
mapping_is_sound(void)
{
	n_seen = 0;
	check_rows(peds_icsr_batch_rows, "N.1");
	check_rows(peds_icsr_message_rows, NULL);
	check_rows(peds_icsr_case_rows, NULL);
	check_rows(peds_icsr_assessment_rows, "G.k.9.i.2.r");
	CHECK_INT(n_seen > 250, 1);
	check_path("id", peds_icsr_id_path, true);
}

static void
names(void)
{
	static const char *const known[] = {
		"MCCI_IN200100UV01", "act", "actReference", "asIdentifiedEntity", "asQualifiedEntity", "assignedEntity", "comp",
		"component", "component1", "id", "outboundRelationship", "outboundRelationship1", "outboundRelationship2",
		"subject", "subject1", "subject2", "subjectOf", "subjectOf1", "subjectOf2", "value", "width"
	};
	static const char *const unknown[] = {"", "a", "acts", "componen", "component2", "subjectO", "widths", "zz", "Act", "\xC3\xA9"};
	uint16_t	last = 0;

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
	{
		uint16_t	name = peds_xml_name(known[i], strlen(known[i]));

		CHECK_SAY(name > last, "%s", known[i]);
		last = name;
		CHECK_INT(peds_xml_name(known[i], strlen(known[i]) - 1) == name, false);
	}
	for (size_t i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++)
		CHECK_SAY(peds_xml_name(unknown[i], strlen(unknown[i])) == 0, "%s", unknown[i]);
}

/* Reading comes to an end, asks nothing twice, and a null flavour last. */
static void
reading_ends(void)
{
	for (int name = 0; name < 200; name++)
		for (int trial = 0; trial < 200; trial++)
		{
			bool		leaf = below(2) == 0;
			uint32_t	asked = 0,
						found = 0,
						wanted;
			int			rounds = 0;

			if (name > 0 && name > peds_xml_name("width", 5))
				break;
			while ((wanted = peds_xml_reads((uint16_t) name, leaf, asked, found)) != 0)
			{
				CHECK_INT(wanted & asked, 0);
				CHECK_INT(wanted >> PEDS_XML_ATTR_COUNT, 0);
				asked |= wanted;
				found |= wanted & (uint32_t) below(1 << PEDS_XML_ATTR_COUNT);
				if (++rounds > 10)
					break;
			}
			CHECK_SAY(rounds <= 6, "name %d", name);
		}
}

/* ----------------------------------------------------------------- a tree */

static int32_t
add(const char *name, int children)
{
	return tree.count++, peds_xml_add(node, tree.count - 2, peds_xml_name(name, strlen(name)), children);
}

static void
with(peds_xml_attr_kind kind, const char *value)
{
	peds_xml_attr *a = &attr[attrs++];

	*a = (peds_xml_attr) {node[tree.count - 1].attr, value, strlen(value), kind};
	node[tree.count - 1].attr = a;
}

static void
clear(void)
{
	tree.count = 0;
	attrs = 0;
}

/* A random shape, and what add() must make of it: parent and end of each. */
static int32_t expected_parent[NODES_MAX];

static int32_t
grow(int32_t n, int32_t parent, int depth, int *budget)
{
	int			children = depth < 12 ? (int) below(5) : 0;
	int32_t		next = n + 1;

	if (children > *budget)
		children = *budget;
	*budget -= children;
	expected_parent[n] = parent;
	peds_xml_add(node, n - 1, 0, children);
	for (int i = 0; i < children; i++)
		next = grow(next, n, depth + 1, budget);
	CHECK_INT(node[n].end, next);
	CHECK_INT(node[n].left, 0);
	return next;
}

static void
trees(void)
{
	for (int trial = 0; trial < 300; trial++)
	{
		int			budget = 400;
		int32_t		count = grow(0, -1, 0, &budget);

		for (int32_t n = 0; n < count; n++)
			CHECK_INT(node[n].parent, expected_parent[n]);
	}
}

static const char *
written(int32_t message, int32_t icsr)
{
	static json_sink s;
	peds_icsr_sink sink;

	s = (json_sink) {.text = text,.size = sizeof text};
	sink = json_sink_of(&s);
	peds_icsr_write(&tree, message, icsr, &sink);
	CHECK_SAY(s.fault == NULL && s.depth == 0 && s.values > 0, "%s", s.fault);
	return text;
}

static void
small_case(void)
{
	int32_t		message;
	const peds_xml_attr *id;
	json_sink	s = {.text = text,.size = sizeof text};
	peds_icsr_sink sink = json_sink_of(&s);

	clear();
	add("PORR_IN049016UV", 2);
	add("id", 0), with(PEDS_XML_EXTENSION, "M-1");
	add("controlActProcess", 1);
	add("subject", 1);
	add("investigationEvent", 2);
	add("id", 0), with(PEDS_XML_ROOT, "2.16.840.1.113883.3.989.2.1.3.2"), with(PEDS_XML_EXTENSION, "W-1");
	add("component", 1);
	add("adverseEventAssessment", 1);
	add("subject1", 1);
	add("primaryRole", 5);
	add("player1", 2);
	add("name", 0), with(PEDS_XML_NULL_FLAVOR, "MSK");
	add("birthTime", 0), with(PEDS_XML_VALUE, "20240229");
	for (int i = 0; i < 2; i++)
	{
		add("subjectOf2", 1);
		add("observation", 2);
		add("code", 0), with(PEDS_XML_CODE, "29"), with(PEDS_XML_CODE_SYSTEM, i == 0 ? "2.16.840.1.113883.3.989.2.1.1.19" : "1.2.3");
		add("effectiveTime", 1);
		add("low", 0), with(PEDS_XML_VALUE, "202403");
	}
	add("subjectOf2", 1);
	add("observation", 2);
	add("code", 0), with(PEDS_XML_CODE, "29");
	add("effectiveTime", 0), with(PEDS_XML_NULL_FLAVOR, "UNK");
	add("subjectOf2", 1);
	add("observation", 2);
	add("code", 0), with(PEDS_XML_CODE, "3");
	add("value", 0), with(PEDS_XML_VALUE, "1"), with(PEDS_XML_UNIT, "d");

	CHECK(peds_icsr_document_of(&tree) == PEDS_ICSR_MESSAGE);
	message = peds_icsr_next_message(&tree, -1);
	CHECK_INT(message, 0);
	CHECK_INT(peds_icsr_next_message(&tree, 0), -1);
	CHECK_INT(peds_icsr_next_case(&tree, 0, -1), 4);
	CHECK_INT(peds_icsr_next_case(&tree, 0, 4), -1);
	id = peds_icsr_write(&tree, 0, 4, &sink);
	CHECK(id != NULL && strcmp(id->value, "W-1") == 0);
	CHECK_TEXT(text, "{N.2.r.1:M-1,C.1.8.1:W-1,D.1:{nullFlavor:MSK},D.2.1:20240229,D.2.2a:1,D.2.2b:d,"
				 "E.i:[{E.i.4:202403},{E.i.4:{nullFlavor:UNK},E.i.5:{nullFlavor:UNK}}]}");
	CHECK(s.fault == NULL);
}

static void
results(void)
{
	static const struct
	{
		const char *low,
				   *low_inclusive,
				   *high,
				   *high_inclusive,
				   *expected;
	}			row[] = {
		{"10", NULL, NULL, NULL, ">=10"},
		{"10", "true", NULL, NULL, ">=10"},
		{"10", "false", NULL, NULL, ">10"},
		{NULL, NULL, "10", "false", "<10"},
		{NULL, NULL, "10", NULL, "<=10"},
		{"1", "false", "10", "false", "1..10"},
		{NULL, NULL, NULL, NULL, NULL}
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
	{
		char		expected[100];

		clear();
		add("PORR_IN049016UV", 1);
		add("controlActProcess", 1);
		add("subject", 1);
		add("investigationEvent", 1);
		add("component", 1);
		add("adverseEventAssessment", 1);
		add("subject1", 1);
		add("primaryRole", 1);
		add("subjectOf2", 1);
		add("organizer", 2);
		add("code", 0), with(PEDS_XML_CODE, "3");
		add("component", 1);
		add("observation", 1);
		add("value", 2);
		add("low", 0), with(row[i].low != NULL ? PEDS_XML_VALUE : PEDS_XML_NULL_FLAVOR, row[i].low != NULL ? row[i].low : "NINF");
		if (row[i].low_inclusive != NULL)
			with(PEDS_XML_INCLUSIVE, row[i].low_inclusive);
		add("high", 0), with(row[i].high != NULL ? PEDS_XML_VALUE : PEDS_XML_NULL_FLAVOR, row[i].high != NULL ? row[i].high : "PINF");
		if (row[i].high_inclusive != NULL)
			with(PEDS_XML_INCLUSIVE, row[i].high_inclusive);
		snprintf(expected, sizeof expected, "{F.r:[{F.r.3.2:%s}]}", row[i].expected);
		CHECK_TEXT(written(0, 3), row[i].expected != NULL ? expected : "{}");
	}
}

static void
prologs(void)
{
	static const struct
	{
		const char *text;
		peds_xml_prolog expected;
		size_t		offset;
	}			row[] = {
		{"", PEDS_XML_NO_ELEMENT, 0},
		{" \n", PEDS_XML_NO_ELEMENT, 2},
		{"text", PEDS_XML_NO_ELEMENT, 0},
		{"<", PEDS_XML_NO_ELEMENT, 0},
		{"<a/>", PEDS_XML_ELEMENT, 0},
		{"\xEF\xBB\xBF<a/>", PEDS_XML_ELEMENT, 3},
		{"<?xml version=\"1.0\"?><a/>", PEDS_XML_ELEMENT, 21},
		{"<?xml version=\"1.0\"?>\r\n<!-- <!DOCTYPE a> --><?b <!DOCTYPE c> ?><a/>", PEDS_XML_ELEMENT, 63},
		{"<!DOCTYPE a><a/>", PEDS_XML_DOCTYPE, 0},
		{"<!-- - -- > --><!DOCTYPE a>", PEDS_XML_DOCTYPE, 15},
		{"<!--> --><!DOCTYPE a><!-- -->", PEDS_XML_DOCTYPE, 9},
		{"<!--", PEDS_XML_NO_ELEMENT, 4},
		{"<!-", PEDS_XML_NO_ELEMENT, 0},
		{"<!-- --", PEDS_XML_NO_ELEMENT, 7},
		{"<?a?", PEDS_XML_NO_ELEMENT, 4},
		{"<![CDATA[<!DOCTYPE]]>", PEDS_XML_NO_ELEMENT, 0},
		{"<a><!DOCTYPE", PEDS_XML_ELEMENT, 0}
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
	{
		size_t		length = strlen(row[i].text),
					offset;
		char	   *exact = malloc(length + 1);	/* ASan sees a byte past it */

		memcpy(exact, row[i].text, length);
		exact = realloc(exact, length > 0 ? length : 1);
		CHECK_SAY(peds_xml_prolog_read(exact, length, &offset) == row[i].expected, "%s", row[i].text);
		CHECK_SAY(offset == row[i].offset, "%s: %zu", row[i].text, offset);
		free(exact);
	}
}

/* ------------------------------------------------------------ random trees */

/* Elements along a path of the mapping below `up`, some of them left out or repeated. */
static const char *const word[] = {
	"1", "2", "3", "4", "20", "29", "39", "31", "9", "true", "false", "PRN", "tel:1", "mailto:a", "SAE", "L", "H",
	"2.16.840.1.113883.3.989.2.1.1.19", "2.16.840.1.113883.3.989.2.1.3.1", "2.16.840.1.113883.3.989.2.1.3.2",
	"2.16.840.1.113883.3.989.5.1.2.1.1.7", "PhPID", "x"
};

static void
random_node(int depth, int32_t *budget)
{
	static const char *const common[] = {
		"observation", "code", "value", "id", "subjectOf2", "organizer", "component", "substanceAdministration",
		"causalityAssessment", "adverseEventAssessment", "outboundRelationship1", "outboundRelationship2", "actReference",
		"subject2", "productUseReference", "subject1", "adverseEffectReference", "effectiveTime", "low", "primaryRole"
	};
	static const char *const down[] = {
		"PORR_IN049016UV", "controlActProcess", "subject", "investigationEvent", "component", "adverseEventAssessment"
	};
	int			children = depth < 6 ? 1 + (int) below(3) : depth < 14 ? (int) below(4) : 0;
	const char *name = depth < 6 && below(10) > 0 ? down[depth] : common[below(sizeof(common) / sizeof(common[0]))];

	if (children > *budget)
		children = (int) *budget;
	*budget -= children;
	add(name, children);
	for (int i = (int) below(4); i > 0; i--)
		with((peds_xml_attr_kind) below(PEDS_XML_ATTR_COUNT), word[below(sizeof(word) / sizeof(word[0]))]);
	for (int i = 0; i < children; i++)
		random_node(depth + 1, budget);
}

static void
random_trees(void)
{
	long		cases = 0;

	for (int trial = 0; trial < 2000; trial++)
	{
		int32_t		budget = 300;

		clear();
		random_node(0, &budget);
		for (int32_t message = -1; (message = peds_icsr_next_message(&tree, message)) >= 0;)
			for (int32_t icsr = -1; (icsr = peds_icsr_next_case(&tree, message, icsr)) >= 0; cases++)
				written(message, icsr);
	}
	CHECK_SAY(cases > 1000, "%ld", cases);
}

int
main(void)
{
	RUN(mapping_is_sound);
	RUN(names);
	RUN(reading_ends);
	RUN(trees);
	RUN(small_case);
	RUN(results);
	RUN(prologs);
	RUN(random_trees);
	return check_end("test_icsr_e2b");
}
