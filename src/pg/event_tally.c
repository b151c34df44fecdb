/* SPDX-License-Identifier: PostgreSQL */
/*
 * event_tally.c
 *		The type event_tally: input and output, accessors, unnest.
 */
#include "event_tally.h"

#include "funcapi.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "utils/memutils.h"

/* How much of a text form that was refused is shown. */
#define SHOWN	40

static bool
is_text(const char *text, size_t length)
{
	return pg_verify_mbstr(GetDatabaseEncoding(), text, (int) length, true);
}

/* Check an encoding; what that takes is given back. */
static peds_status
check_encoding(const unsigned char *bytes, size_t length)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "event_tally input",
												  ALLOCSET_SMALL_SIZES);
	peds_memory memory = peds_memory_of(context);
	peds_status status = peds_event_tally_decode(NULL, &memory, bytes, length, is_text);

	MemoryContextDelete(context);
	return status;
}

static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Bytes from hexadecimal digits; the offset of what is none, or the length. */
static size_t
read_digits(const char *text, size_t length, unsigned char *bytes)
{
	for (size_t i = 0; i < length; i++)
	{
		int			d = digit(text[i]);

		if (d < 0)
			return i;
		bytes[i / 2] = (unsigned char) (i % 2 == 0 ? d << 4 : bytes[i / 2] | d);
	}
	return length;
}

PG_FUNCTION_INFO_V1(event_tally_in);
Datum
event_tally_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	size_t		length = strlen(text);
	struct varlena *result = palloc(VARHDRSZ + length / 2 + 1);
	peds_status status = PEDS_EVENT_TALLY_MALFORMED;
	int			position = 0;

	if (length >= 2 && text[0] == '\\' && text[1] == 'x')
	{
		unsigned char *bytes = (unsigned char *) VARDATA(result);

		position = (int) (2 + read_digits(text + 2, length - 2, bytes));
		if ((size_t) position == length && length % 2 == 0)
		{
			position = -1;
			status = check_encoding(bytes, (length - 2) / 2);
		}
	}
	if (status != PEDS_OK)
	{
		if (length > SHOWN)
		{
			text = psprintf("%.*s...", pg_mbcliplen(text, (int) length, SHOWN), text);
			if (position > SHOWN)
				position = -1;
		}
		peds_input_error(fcinfo->context, status, "event_tally", text, position);
		PG_RETURN_NULL();
	}
	SET_VARSIZE(result, VARHDRSZ + (length - 2) / 2);
	PG_RETURN_POINTER(result);
}

PG_FUNCTION_INFO_V1(event_tally_out);
Datum
event_tally_out(PG_FUNCTION_ARGS)
{
	static const char digits[] = "0123456789abcdef";
	struct varlena *flat = PG_GETARG_VARLENA_PP(0);
	const unsigned char *bytes = (const unsigned char *) VARDATA_ANY(flat);
	size_t		length = VARSIZE_ANY_EXHDR(flat);
	char	   *text;
	char	   *at;

	if (length > (MaxAllocSize - 3) / 2)
		peds_error(PEDS_EVENT_TALLY_TOO_LARGE, NULL, NULL, -1);
	at = text = palloc(2 * length + 3);
	*at++ = '\\';
	*at++ = 'x';
	for (size_t i = 0; i < length; i++)
	{
		*at++ = digits[bytes[i] >> 4];
		*at++ = digits[bytes[i] & 15];
	}
	*at = '\0';
	PG_RETURN_CSTRING(text);
}

PG_FUNCTION_INFO_V1(event_tally_recv);
Datum
event_tally_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			length = buf->len - buf->cursor;
	const unsigned char *bytes = (const unsigned char *) pq_getmsgbytes(buf, length);
	peds_status status = check_encoding(bytes, length);
	struct varlena *result;

	if (status == PEDS_EVENT_TALLY_MALFORMED)
		peds_binary_error("event_tally");
	if (status != PEDS_OK)
		peds_error(status, NULL, NULL, -1);
	result = palloc(VARHDRSZ + length);
	SET_VARSIZE(result, VARHDRSZ + length);
	memcpy(VARDATA(result), bytes, length);
	PG_RETURN_POINTER(result);
}

/* The flat form is what is sent. */
PG_FUNCTION_INFO_V1(event_tally_send);
Datum
event_tally_send(PG_FUNCTION_ARGS)
{
	PG_RETURN_BYTEA_P(PG_GETARG_BYTEA_P_COPY(0));
}

/* Events and duplicates: of a flat value they stand in its head. */
static void
read_head(Datum datum, int64 *events, int64 *duplicates)
{
	peds_event_tally_object *object = peds_event_tally_expanded(datum);
	struct varlena *head;
	peds_status status;

	if (object != NULL)
	{
		status = peds_event_tally_settle(&object->tally);
		if (status != PEDS_OK)
			peds_error(status, NULL, NULL, -1);
		*events = peds_event_tally_events(&object->tally);
		*duplicates = peds_event_tally_duplicates(&object->tally);
		return;
	}
	head = PG_DETOAST_DATUM_SLICE(datum, 0, PEDS_EVENT_TALLY_HEAD);
	status = peds_event_tally_head((unsigned char *) VARDATA_ANY(head), VARSIZE_ANY_EXHDR(head),
								   events, duplicates);
	if (status != PEDS_OK)
		peds_error(status, "event_tally", "...", -1);
}

PG_FUNCTION_INFO_V1(pedsafety_events);
Datum
pedsafety_events(PG_FUNCTION_ARGS)
{
	int64		events;
	int64		duplicates;

	read_head(PG_GETARG_DATUM(0), &events, &duplicates);
	PG_RETURN_INT64(events);
}

PG_FUNCTION_INFO_V1(pedsafety_duplicates);
Datum
pedsafety_duplicates(PG_FUNCTION_ARGS)
{
	int64		events;
	int64		duplicates;

	read_head(PG_GETARG_DATUM(0), &events, &duplicates);
	PG_RETURN_INT64(duplicates);
}

/* ------------------------------------------------------------------- unnest */

#define COLUMNS 13

/* The text of each name, made when it is first needed. */
static Datum
name_datum(const peds_event_tally *t, Datum *cache, uint32 name)
{
	if (cache[name] == (Datum) 0)
	{
		peds_bytes	bytes = peds_tally_name_bytes(t, name);

		cache[name] = PointerGetDatum(cstring_to_text_with_len(bytes.at, (int) bytes.length));
	}
	return cache[name];
}

static void
put_counts(const peds_tally_count *c, Datum *values)
{
	for (int p = 0; p < 2; p++)
	{
		values[4 * p] = Int64GetDatum(c->events[p]);
		values[4 * p + 1] = Int64GetDatum(c->cases[p]);
		values[4 * p + 2] = Int64GetDatum(c->subjects[p]);
		values[4 * p + 3] = Int64GetDatum(c->undetermined[p]);
	}
	values[8] = Int64GetDatum(c->undetermined_any);
}

PG_FUNCTION_INFO_V1(pedsafety_unnest_event_tally);
Datum
pedsafety_unnest_event_tally(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	peds_event_tally_object *object;
	peds_event_tally *t;
	peds_tally_counts counts;
	peds_status status;
	Datum	   *names;

	InitMaterializedSRF(fcinfo, 0);
	object = peds_datum_event_tally(PG_GETARG_DATUM(0));
	t = &object->tally;
	status = peds_event_tally_count(t, &counts);
	if (status != PEDS_OK)
		peds_error(status, NULL, NULL, -1);
	names = palloc_extended((t->nnames + 1) * sizeof(Datum), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	for (size_t i = 0; i < counts.n; i++)
	{
		const peds_tally_level *l = &counts.level[counts.order[i]];
		Datum		values[COLUMNS] = {0};
		bool		nulls[COLUMNS] = {false};

		nulls[0] = l->soc == PEDS_TALLY_TOTAL;
		nulls[1] = l->pt == PEDS_TALLY_TOTAL;
		nulls[2] = l->arm == PEDS_TALLY_TOTAL;
		nulls[3] = l->all_bands;
		if (!nulls[0])
			values[0] = name_datum(t, names, l->soc);
		if (!nulls[1])
			values[1] = name_datum(t, names, l->pt);
		if (!nulls[2])
			values[2] = name_datum(t, names, l->arm);
		if (!nulls[3])
			values[3] = Int64GetDatum((int64) l->band);
		put_counts(&counts.count[counts.order[i]], values + 4);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	peds_tally_counts_free(t, &counts);
	return (Datum) 0;
}
