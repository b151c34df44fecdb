/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_icsr_e2b.c
 *		Elements of E2B(R3) in any order and depth: what comes out is JSON. The
 *		bytes are elements in document order, two each: name, and children and
 *		attributes; then the same bytes as the beginning of a document.
 *
 *	seed: \0003\0001\0041\0001\0144\0001\0066\0001
 *	seed: <?xml version="1.0"?><!-- --><!DOCTYPE a><a/>
 *	seed: <!--
 */
#include "fuzz.h"

#include "../unit/icsr_sink.h"

static const char *const word[] = {
	"29", "1", "39", "20", "2.16.840.1.113883.3.989.2.1.1.19", "2.16.840.1.113883.3.989.2.1.3.1", "PRN", "tel:1"
};

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t		nodes = size / 2;
	peds_xml_node *node = malloc((nodes + 1) * sizeof(peds_xml_node));
	peds_xml_attr *attr = malloc((2 * nodes + 1) * sizeof(peds_xml_attr));
	peds_xml_tree tree = {node, (int32_t) nodes};
	char	   *head = malloc(size + 1);
	size_t		offset,
				waiting = 1,
				attrs = 0;
	int32_t		last = -1;

	/* Names are numbered in their order, "width" is the last one. The children are as many as there are nodes left for them. */
	for (size_t i = 0; i < nodes && waiting > 0; i++)
	{
		size_t		children = data[2 * i + 1] % 4;
		size_t		left = nodes - i - 1;

		waiting--;
		if (waiting + children > left)
			children = left > waiting ? left - waiting : 0;
		waiting += children;
		last = peds_xml_add(node, last, data[2 * i] % (peds_xml_name("width", 5) + 1), (int32_t) children);
		for (int bit = 0; bit < 2; bit++)
			if (data[2 * i + 1] & (4 << bit))
			{
				attr[attrs] = (peds_xml_attr) {node[last].attr, word[(data[2 * i + 1] >> 4) % 8], 0, (peds_xml_attr_kind) ((data[2 * i] + bit) % PEDS_XML_ATTR_COUNT)};
				attr[attrs].length = strlen(attr[attrs].value);
				node[last].attr = &attr[attrs++];
			}
	}
	tree.count = last + 1;
	for (int32_t n = 0; n < tree.count; n++)
		REQUIRE(node[n].end > n && node[n].end <= tree.count && node[n].parent < n);
	for (int32_t n = 0; n < tree.count; n++)
	{
		char		text[64];
		json_sink	s = {.text = text,.size = sizeof text};
		peds_icsr_sink sink = json_sink_of(&s);

		if (n % 7 != 0)
			continue;
		peds_icsr_write(&tree, 0, n, &sink);
		REQUIRE(s.fault == NULL && s.depth == 0);
	}
	if (tree.count > 0)
		for (int32_t message = -1; (message = peds_icsr_next_message(&tree, message)) >= 0;)
			REQUIRE(peds_icsr_next_case(&tree, message, -1) < tree.count);

	memcpy(head, data, size);
	head = realloc(head, size > 0 ? size : 1);
	switch (peds_xml_prolog_read(head, size, &offset))
	{
		case PEDS_XML_ELEMENT:
			REQUIRE(offset < size && head[offset] == '<' && head[offset + 1] != '!');
			break;
		case PEDS_XML_DOCTYPE:
			REQUIRE(offset + 9 <= size && memcmp(head + offset, "<!DOCTYPE", 9) == 0);
			break;
		case PEDS_XML_NO_ELEMENT:
			REQUIRE(offset <= size);
	}
	free(head);
	free(attr);
	free(node);
	return 0;
}
