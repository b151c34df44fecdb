/* SPDX-License-Identifier: PostgreSQL */
/*
 * work_calendar_type.c
 *		The type work_calendar: input and output, order.
 */
#include "work_calendar.h"

#include "common/hashfn.h"
#include "libpq/pqformat.h"

/* Texts up to this size need no memory of their own. */
#define SMALL_TEXT	1024

static peds_work_calendar *
parse(const char *text, size_t length, peds_status *status, size_t *position)
{
	peds_work_calendar *calendar = palloc0(peds_work_calendar_room(length));

	*status = peds_work_calendar_parse(text, length, calendar, position);
	if (*status == PEDS_OK)
		SET_VARSIZE(calendar, PEDS_WORK_CALENDAR_SIZE(calendar->nitems));
	return calendar;
}

PG_FUNCTION_INFO_V1(work_calendar_in);
Datum
work_calendar_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	peds_status status;
	size_t		position;
	peds_work_calendar *calendar = parse(text, strlen(text), &status, &position);

	if (status != PEDS_OK)
	{
		peds_input_error(fcinfo->context, status, "work_calendar", text, (int) position);
		PG_RETURN_NULL();
	}
	PG_RETURN_POINTER(calendar);
}

char *
peds_work_calendar_text(const peds_work_calendar *calendar)
{
	char	   *text = palloc(PEDS_WORK_TEXT_SIZE(calendar->nitems));

	peds_work_calendar_print(calendar, text);
	return text;
}

PG_FUNCTION_INFO_V1(work_calendar_out);
Datum
work_calendar_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(peds_work_calendar_text(PEDS_GETARG_CALENDAR(0)));
}

/* uint8 version, then the text form: it is exact, and short. */
PG_FUNCTION_INFO_V1(work_calendar_recv);
Datum
work_calendar_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			version = pq_getmsgbyte(buf);
	int			length = buf->len - buf->cursor;
	const char *text = pq_getmsgbytes(buf, length);
	peds_status status;
	size_t		position;
	peds_work_calendar *calendar = parse(text, length, &status, &position);

	if (version != 1 || status != PEDS_OK)
		peds_binary_error("work_calendar");
	PG_RETURN_POINTER(calendar);
}

PG_FUNCTION_INFO_V1(work_calendar_send);
Datum
work_calendar_send(PG_FUNCTION_ARGS)
{
	char	   *text = peds_work_calendar_text(PEDS_GETARG_CALENDAR(0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint8(&buf, 1);
	pq_sendbytes(&buf, text, strlen(text));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* The text form, in `small` if it has room for it. */
static char *
text_form(const peds_work_calendar *calendar, char *small, int *length)
{
	Size		size = PEDS_WORK_TEXT_SIZE(calendar->nitems);
	char	   *text = size <= SMALL_TEXT ? small : palloc(size);

	*length = peds_work_calendar_print(calendar, text);
	return text;
}

/*
 * Byte by byte of the text form; there is one stored form for each, so equal
 * bytes are enough. Sorts and index builds call this without end, so no copy
 * may stay behind.
 */
static int
compare(FunctionCallInfo fcinfo)
{
	peds_work_calendar *a = PEDS_GETARG_CALENDAR(0);
	peds_work_calendar *b = PEDS_GETARG_CALENDAR(1);
	int			result = 0;

	if (VARSIZE(a) != VARSIZE(b) || memcmp(a, b, VARSIZE(a)) != 0)
	{
		char		small_a[SMALL_TEXT];
		char		small_b[SMALL_TEXT];
		int			length;
		char	   *text_a = text_form(a, small_a, &length);
		char	   *text_b = text_form(b, small_b, &length);

		result = strcmp(text_a, text_b);
		if (text_a != small_a)
			pfree(text_a);
		if (text_b != small_b)
			pfree(text_b);
	}
	PG_FREE_IF_COPY(a, 0);
	PG_FREE_IF_COPY(b, 1);
	return result < 0 ? -1 : result > 0;
}

PEDS_COMPARISONS(work_calendar)

/* The hash is that of the text form. */
static uint64
hash(FunctionCallInfo fcinfo, bool extended, uint64 seed)
{
	peds_work_calendar *calendar = PEDS_GETARG_CALENDAR(0);
	char		small[SMALL_TEXT];
	int			length;
	char	   *text = text_form(calendar, small, &length);
	uint64		result = extended ?
		DatumGetUInt64(hash_any_extended((unsigned char *) text, length, seed)) :
		DatumGetUInt32(hash_any((unsigned char *) text, length));

	if (text != small)
		pfree(text);
	PG_FREE_IF_COPY(calendar, 0);
	return result;
}

PG_FUNCTION_INFO_V1(work_calendar_hash);
Datum
work_calendar_hash(PG_FUNCTION_ARGS)
{
	PG_RETURN_UINT32((uint32) hash(fcinfo, false, 0));
}

PG_FUNCTION_INFO_V1(work_calendar_hash_extended);
Datum
work_calendar_hash_extended(PG_FUNCTION_ARGS)
{
	PG_RETURN_UINT64(hash(fcinfo, true, PG_GETARG_INT64(1)));
}
