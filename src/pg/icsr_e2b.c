/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_e2b.c
 *		icsr_from_e2b(): E2B(R3) messages as jsonb, a row a case.
 */
#include "icsr_e2b.h"

#include "funcapi.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"
#include "utils/tuplestore.h"

typedef struct writer
{
	JsonbParseState *state;
	JsonbValue *result;
	StringInfoData buf;			/* the beginning of a string */
} writer;

static void
put(writer *w, JsonbIteratorToken token, const char *value, size_t length)
{
	JsonbValue	v;

	if (value == NULL)
	{
		w->result = pushJsonbValue(&w->state, token, NULL);
		return;
	}
	v.type = jbvString;
	v.val.string.val = unconstify(char *, value);
	v.val.string.len = length;
	/* elements of an array and values of an object have different tokens */
	if (token != WJB_KEY && w->state->contVal.type == jbvArray)
		token = WJB_ELEM;
	w->result = pushJsonbValue(&w->state, token, &v);
}

static void
put_begin_object(void *arg)
{
	put(arg, WJB_BEGIN_OBJECT, NULL, 0);
}

static void
put_end_object(void *arg)
{
	put(arg, WJB_END_OBJECT, NULL, 0);
}

static void
put_begin_array(void *arg)
{
	put(arg, WJB_BEGIN_ARRAY, NULL, 0);
}

static void
put_end_array(void *arg)
{
	put(arg, WJB_END_ARRAY, NULL, 0);
}

static void
put_key(void *arg, const char *key)
{
	put(arg, WJB_KEY, key, strlen(key));
}

static void
put_append(void *arg, const char *value, size_t length)
{
	writer	   *w = arg;

	if (w->buf.data == NULL)
		initStringInfo(&w->buf);
	appendBinaryStringInfo(&w->buf, value, length);
}

static void
put_string(void *arg, const char *value, size_t length)
{
	writer	   *w = arg;

	if (w->buf.data != NULL)
	{
		put_append(w, value, length);
		value = w->buf.data;
		length = w->buf.len;
		w->buf.data = NULL;
	}
	put(w, WJB_VALUE, value, length);
}

static void
poll_interrupts(void *arg)
{
	CHECK_FOR_INTERRUPTS();
}

static void
put_case(ReturnSetInfo *rsinfo, const peds_xml_tree *tree, int32_t message, int32_t icsr)
{
	writer		w = {0};
	peds_icsr_sink sink = {
		.arg = &w,
		.begin_object = put_begin_object,
		.end_object = put_end_object,
		.begin_array = put_begin_array,
		.end_array = put_end_array,
		.key = put_key,
		.append = put_append,
		.string = put_string,
		.poll = poll_interrupts
	};
	const peds_xml_attr *id = peds_icsr_write(tree, message, icsr, &sink);
	Datum		values[2] = {0};
	bool		nulls[2] = {id == NULL, false};

	if (id != NULL)
		values[0] = PointerGetDatum(cstring_to_text_with_len(id->value, id->length));
	values[1] = JsonbPGetDatum(JsonbValueToJsonb(w.result));
	tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
}

/* The beginning of a name, which a document can make very long. */
static const char *
clip(const char *name)
{
	return pnstrdup(name, pg_mbcliplen(name, strlen(name), 100));
}

PG_FUNCTION_INFO_V1(pedsafety_icsr_from_e2b);
Datum
pedsafety_icsr_from_e2b(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	xmltype    *document = PG_GETARG_XML_P(0);
	peds_xml_document read = {0};
	peds_icsr_document kind;
	MemoryContext outer,
				inner;
	int			cases = 0,
				number = 0;

	InitMaterializedSRF(fcinfo, 0);
	outer = MemoryContextSwitchTo(AllocSetContextCreate(CurrentMemoryContext, "icsr_from_e2b", ALLOCSET_DEFAULT_SIZES));
	peds_xml_read(document, &read);
	kind = peds_icsr_document_of(&read.tree);
	if (kind == PEDS_ICSR_OTHER || kind == PEDS_ICSR_ACKNOWLEDGEMENT)
		peds_not_a_message(psprintf("XML document is not an E2B(R3) message: root element is \"%s\"", clip(read.name)),
						   kind == PEDS_ICSR_ACKNOWLEDGEMENT ? "This is an acknowledgement of one." : NULL);
	if (read.namespace != NULL && strcmp(read.namespace, PEDS_HL7_NAMESPACE) != 0)
		peds_not_a_message(psprintf("XML document is not an E2B(R3) message: namespace of the root element is \"%s\"", clip(read.namespace)),
						   psprintf("It must be \"%s\" or none.", PEDS_HL7_NAMESPACE));

	inner = AllocSetContextCreate(CurrentMemoryContext, "icsr_from_e2b case", ALLOCSET_DEFAULT_SIZES);
	for (int32_t message = -1; (message = peds_icsr_next_message(&read.tree, message)) >= 0;)
	{
		int			before = cases;

		number++;
		for (int32_t icsr = -1; (icsr = peds_icsr_next_case(&read.tree, message, icsr)) >= 0; cases++)
		{
			MemoryContext old = MemoryContextSwitchTo(inner);

			put_case(rsinfo, &read.tree, message, icsr);
			MemoryContextSwitchTo(old);
			MemoryContextReset(inner);
		}
		if (cases == before)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_XML_DOCUMENT),
					 errmsg("message %d of E2B(R3) batch has no case", number),
					 errdetail("There is no controlActProcess/subject/investigationEvent in PORR_IN049016UV.")));
	}
	if (number == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_XML_DOCUMENT),
				 errmsg("E2B(R3) batch has no message"),
				 errdetail("There is no PORR_IN049016UV in MCCI_IN200100UV01.")));

	inner = MemoryContextSwitchTo(outer);
	MemoryContextDelete(inner);
	return (Datum) 0;
}
