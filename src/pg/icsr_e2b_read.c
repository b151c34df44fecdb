/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_e2b_read.c
 *		The elements of an XML document.
 *
 * PostgreSQL's own XMLTABLE is called here as the executor calls it, so libxml2
 * reads the document once and nothing of it is linked. Its rows are all
 * elements in document order; of each the core says what else it needs.
 */
#include "icsr_e2b.h"

#include "catalog/pg_type.h"
#include "executor/tablefunc.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "nodes/execnodes.h"
#include "utils/fmgroids.h"
#include "utils/memutils.h"

/*
 * libxml2's sets hold ten million nodes; more would be an internal error. An
 * element takes at least four bytes.
 */
#define ELEMENTS_MAX	9000000

/* The columns of the table. */
enum
{
	COLUMN_ATTR,				/* those of peds_xml_attr_kind */
	COLUMN_HEAD = PEDS_XML_ATTR_COUNT,	/* number of children, blank, name */
	COLUMN_NAMESPACE,
	COLUMN_FOREIGN,				/* "true": there are elements of another namespace than HL7's and none */
	COLUMN_COUNT
};

static const char *
column_path(int column)
{
	return column == COLUMN_HEAD ? "concat(count(*),' ',local-name())" :
		column == COLUMN_NAMESPACE ? "namespace-uri()" :
		column == COLUMN_FOREIGN ? "boolean(//*[namespace-uri()!='' and namespace-uri()!='" PEDS_HL7_NAMESPACE "'])" :
		column == PEDS_XML_TEXT ? "string()" :
		psprintf("@%s", peds_xml_attr_name(column));
}

void
peds_not_a_message(const char *what, const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_XML_DOCUMENT),
			 errmsg("%s", what),
			 detail == NULL ? 0 : errdetail_internal("%s", detail),
			 errhint("An E2B(R3) message is one XML document with the root element MCCI_IN200100UV01 (a batch) or PORR_IN049016UV (a message by itself).")));
}

/* The characters before an offset of a text in the server's encoding. */
static int
characters(const char *text, size_t offset)
{
	return pg_mbstrlen_with_len(text, offset);
}

static void
check_prolog(const char *text, size_t length)
{
	size_t		offset;

	switch (peds_xml_prolog_read(text, length, &offset))
	{
		case PEDS_XML_ELEMENT:
			break;
		case PEDS_XML_DOCTYPE:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_XML_DOCUMENT),
					 errmsg("E2B(R3) message must not have a document type declaration"),
					 errdetail("It has one at offset %d.", characters(text, offset)),
					 errhint("Take the <!DOCTYPE ...> away; no entity of it is expanded here.")));
			break;
		case PEDS_XML_NO_ELEMENT:
			peds_not_a_message("XML value is not a document",
							   psprintf("There is no root element at offset %d.", characters(text, offset)));
	}
	if (length / 4 > ELEMENTS_MAX)
	{
		size_t		elements = 0;

		for (const char *at = text; (at = memchr(at, '<', text + length - 1 - at)) != NULL; at++)
			if (at[1] != '/' && ++elements > ELEMENTS_MAX)
				ereport(ERROR,
						(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
						 errmsg("E2B(R3) batch is too large"),
						 errhint("Split it: at most %d elements.", ELEMENTS_MAX)));
	}
}

/* ------------------------------------------------------------ the elements */

typedef struct reader
{
	peds_xml_document *out;
	TableFuncScanState *table;
	MemoryContext row;			/* for what one row needs */
	peds_xml_node *node;
	int32_t		count,
				size;
	bool		foreign;		/* COLUMN_FOREIGN */
} reader;

/* A column of the present row, in the server's encoding; NULL for none, or blanks. */
static const char *
read_value(reader *r, int column, size_t *length)
{
	MemoryContext keep = MemoryContextSwitchTo(r->row);
	bool		isnull;
	Datum		datum = r->table->routine->GetValue(r->table, column, CSTRINGOID, -1, &isnull);
	const char *value = NULL;

	if (!isnull)
	{
		value = pg_any_to_server(DatumGetCString(datum), strlen(DatumGetCString(datum)), PG_UTF8);
		*length = strlen(value);
		peds_xml_trim(&value, length);
	}
	MemoryContextSwitchTo(keep);
	return isnull || *length == 0 ? NULL : pnstrdup(value, *length);
}

static void
read_element(reader *r)
{
	size_t		length;
	const char *head = read_value(r, COLUMN_HEAD, &length);
	const char *blank = strchr(head, ' ');
	int32_t		children = atoi(head);
	uint16_t	name = peds_xml_name(blank + 1, strlen(blank + 1));
	uint32_t	asked = 0,
				found = 0,
				wanted;
	peds_xml_node *node;
	const peds_xml_attr **link;

	if (r->count == 0)
	{
		r->out->name = pstrdup(blank + 1);
		r->out->namespace = read_value(r, COLUMN_NAMESPACE, &length);
		r->foreign = strcmp(read_value(r, COLUMN_FOREIGN, &length), "true") == 0;
	}
	else if (r->foreign && name != 0)
	{
		const char *namespace = read_value(r, COLUMN_NAMESPACE, &length);

		if (namespace != NULL)
		{
			if (strcmp(namespace, PEDS_HL7_NAMESPACE) != 0)
				name = 0;		/* of no use, whatever it is called */
			pfree(unconstify(char *, namespace));
		}
	}
	pfree(unconstify(char *, head));

	if (r->count == r->size)
	{
		r->size *= 2;
		r->node = repalloc_huge(r->node, r->size * sizeof(peds_xml_node));
	}
	node = &r->node[peds_xml_add(r->node, r->count - 1, name, children)];
	r->count++;

	link = &node->attr;
	while ((wanted = peds_xml_reads(name, children == 0, asked, found)) != 0)
	{
		for (int kind = 0; kind < PEDS_XML_ATTR_COUNT; kind++)
		{
			const char *value;

			if (!(wanted & (UINT32_C(1) << kind)))
				continue;
			asked |= UINT32_C(1) << kind;
			value = read_value(r, kind, &length);
			if (value != NULL)
			{
				peds_xml_attr *attr = palloc(sizeof(peds_xml_attr));

				found |= UINT32_C(1) << kind;
				attr->kind = kind;
				attr->value = value;
				attr->length = length;
				attr->next = NULL;
				*link = attr;
				link = &attr->next;
			}
		}
	}
}

/* Of libxml2's message the first line only: lines of the document follow. */
static void
parse_document(TableFuncScanState *table, xmltype *document)
{
	MemoryContext context = CurrentMemoryContext;

	PG_TRY();
	{
		table->routine->SetDocument(table, XmlPGetDatum(document));
	}
	PG_CATCH();
	{
		ErrorData  *error;

		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		if (error->sqlerrcode != ERRCODE_INVALID_XML_DOCUMENT)
			PG_RE_THROW();
		FlushErrorState();
		peds_not_a_message("XML value cannot be read as a document",
						   error->detail == NULL ? NULL : psprintf("%.*s", (int) strcspn(error->detail, "\n"), error->detail));
	}
	PG_END_TRY();
}

/* All elements of a document; what libxml2 holds of it is freed on every way out. */
static void
read_document(reader *r, xmltype *document)
{
	TableFuncScanState *table = makeNode(TableFuncScanState);
	const TableFuncRoutine *routine = &XmlTableRoutine;
	FmgrInfo   *in = palloc(COLUMN_COUNT * sizeof(FmgrInfo));

	r->table = table;
	r->row = AllocSetContextCreate(CurrentMemoryContext, "icsr_from_e2b element", ALLOCSET_DEFAULT_SIZES);
	r->size = 1024;
	r->node = palloc(r->size * sizeof(peds_xml_node));
	table->routine = routine;
	table->in_functions = in;
	table->typioparams = palloc0(COLUMN_COUNT * sizeof(Oid));
	fmgr_info(F_CSTRING_IN, &in[0]);
	for (int i = 1; i < COLUMN_COUNT; i++)
		in[i] = in[0];

	PG_TRY();
	{
		routine->InitOpaque(table, COLUMN_COUNT);
		parse_document(table, document);
		routine->SetRowFilter(table, "//*");
		for (int i = 0; i < COLUMN_COUNT; i++)
			routine->SetColumnFilter(table, column_path(i), i);
		while (routine->FetchRow(table))
		{
			CHECK_FOR_INTERRUPTS();
			read_element(r);
			MemoryContextReset(r->row);
		}
	}
	PG_FINALLY();
	{
		if (table->opaque != NULL)
			routine->DestroyOpaque(table);
	}
	PG_END_TRY();
}

void
peds_xml_read(xmltype *document, peds_xml_document *out)
{
	const char *text = VARDATA_ANY(document);
	size_t		length = VARSIZE_ANY_EXHDR(document);
	reader		r = {.out = out};

	check_prolog(text, length);

	/* libxml2 is told nothing of the server's encoding and takes UTF-8. */
	if (GetDatabaseEncoding() != PG_UTF8)
	{
		char	   *utf8 = pg_server_to_any(text, length, PG_UTF8);

		if (utf8 != text)
			document = (xmltype *) cstring_to_text(utf8);
	}
	read_document(&r, document);
	out->tree.node = r.node;
	out->tree.count = r.count;
}
