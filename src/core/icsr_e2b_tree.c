/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_e2b_tree.c
 *		Elements of XML: their names, what is read of them, the tree they make.
 */
#include "icsr_e2b_parts.h"

#include <string.h>

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

peds_xml_attr_kind
peds_xml_attr_find(const char *name, size_t length)
{
	for (int kind = 0; kind < PEDS_XML_ATTR_COUNT; kind++)
		if (strncmp(attr_name[kind], name, length) == 0 && attr_name[kind][length] == '\0')
			return (peds_xml_attr_kind) kind;
	return PEDS_XML_ATTR_COUNT;
}

/* ---------------------------------------------------------------- elements */

typedef enum reading
{
	READ_NOTHING,				/* only the null flavour of a leaf */
	READ_TEXT,					/* all of it, also what stands in elements in it */
	READ_CODE,
	READ_QUANTITY,				/* value, unit, and of an interval's end whether it belongs to it */
	READ_PERIOD,				/* value and unit; "as necessary" is a unit without a value */
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
	{"period", READ_PERIOD},
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
		case READ_PERIOD:
			wanted = BIT(PEDS_XML_VALUE) | BIT(PEDS_XML_UNIT);
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

bool
peds_xml_is_named(const peds_xml_tree *tree, int32_t n, const char *name)
{
	return tree->node[n].name != 0 && strcmp(element[tree->node[n].name - 1].name, name) == 0;
}
