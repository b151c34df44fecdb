/* SPDX-License-Identifier: PostgreSQL */
/*
 * event_tally_state.c
 *		event_tally as an expanded object, and what adds to it: the aggregates
 *		event_tally and sum, and the operator +.
 *
 * The state of both aggregates is event_tally itself. It is expanded in a
 * context below that of the aggregate, so it is added to in place and goes flat
 * only where it travels between processes or is stored.
 */
#include "event_tally.h"

#include "miscadmin.h"
#include "utils/memutils.h"

/* ---------------------------------------------------------------- the object */

static void *
resize(void *context, void *memory, size_t size)
{
	if (memory == NULL)
		return MemoryContextAllocHuge(context, size);
	if (size > 0)
		return repalloc_huge(memory, size);
	pfree(memory);
	return NULL;
}

static void
check_interrupts(void)
{
	CHECK_FOR_INTERRUPTS();
}

peds_memory
peds_memory_of(MemoryContext context)
{
	peds_memory memory = {.resize = resize, .pause = check_interrupts, .owner = context};

	return memory;
}

static Size
get_flat_size(ExpandedObjectHeader *header)
{
	peds_event_tally_object *object = (peds_event_tally_object *) header;
	size_t		length;
	peds_status status;

	if (object->flat_size == 0)
	{
		status = peds_event_tally_encode(&object->tally, VARHDRSZ, PEDS_EVENT_TALLY_LIMIT,
										 &object->flat, &length);
		if (status != PEDS_OK)
			peds_error(status, NULL, NULL, -1);
		object->flat_size = VARHDRSZ + length;
		SET_VARSIZE(object->flat, object->flat_size);
	}
	return object->flat_size;
}

/* The encoding is kept from get_flat_size() to here, and not longer. */
static void
flatten_into(ExpandedObjectHeader *header, void *result, Size size)
{
	peds_event_tally_object *object = (peds_event_tally_object *) header;

	if (object->flat == NULL)
		object->flat_size = 0;
	if (get_flat_size(header) != size)
		elog(ERROR, "event_tally has changed while it was copied");
	memcpy(result, object->flat, object->flat_size);
	pfree(object->flat);
	object->flat = NULL;
}

static const ExpandedObjectMethods methods = {get_flat_size, flatten_into};

peds_event_tally_object *
peds_event_tally_new(MemoryContext parent)
{
	MemoryContext context = AllocSetContextCreate(parent, "event_tally", ALLOCSET_START_SMALL_SIZES);
	peds_event_tally_object *object = MemoryContextAllocZero(context, sizeof(*object));
	peds_memory memory = peds_memory_of(context);

	EOH_init_header(&object->header, &methods, context);
	peds_event_tally_init(&object->tally, &memory);
	return object;
}

peds_event_tally_object *
peds_event_tally_expanded(Datum datum)
{
	ExpandedObjectHeader *header;

	if (!VARATT_IS_EXTERNAL_EXPANDED(DatumGetPointer(datum)))
		return NULL;
	header = DatumGetEOHP(datum);
	/* another extension's object cannot come here, but let it not be ours by mistake */
	if (header->eoh_methods != &methods)
		elog(ERROR, "expanded object is not an event_tally");
	return (peds_event_tally_object *) header;
}

/* Add the rows of a value in either form. */
static void
add_value(peds_event_tally_object *object, Datum value)
{
	peds_event_tally_object *other = peds_event_tally_expanded(value);
	peds_status status;

	if (object->flat != NULL)
		pfree(object->flat);
	object->flat = NULL;
	object->flat_size = 0;
	if (other != NULL)
		status = peds_event_tally_merge(&object->tally, &other->tally);
	else
	{
		struct varlena *flat = (struct varlena *) DatumGetPointer(value);
		struct varlena *detoasted = pg_detoast_datum_packed(flat);

		status = peds_event_tally_decode(&object->tally, &object->tally.memory,
										 (unsigned char *) VARDATA_ANY(detoasted),
										 VARSIZE_ANY_EXHDR(detoasted), NULL);
		if (detoasted != flat)
			pfree(detoasted);
	}
	if (status != PEDS_OK)
		peds_error(status, "event_tally", "...", -1);
}

peds_event_tally_object *
peds_datum_event_tally(Datum datum)
{
	peds_event_tally_object *object = peds_event_tally_expanded(datum);

	if (object == NULL)
	{
		object = peds_event_tally_new(CurrentMemoryContext);
		add_value(object, datum);
	}
	return object;
}

/* ------------------------------------------------------------- adding to it */

/*
 * Argument 0 as an object that may be added to. In an aggregate that is its
 * state, in place; elsewhere a copy unless it is the caller's to change.
 */
static inline peds_event_tally_object *
getarg_state(FunctionCallInfo fcinfo)
{
	MemoryContext context = CurrentMemoryContext;
	peds_event_tally_object *object;

	if (likely(!PG_ARGISNULL(0) &&
			   VARATT_IS_EXTERNAL_EXPANDED_RW(DatumGetPointer(PG_GETARG_DATUM(0)))))
		return peds_event_tally_expanded(PG_GETARG_DATUM(0));
	(void) AggCheckCallContext(fcinfo, &context);
	object = peds_event_tally_new(context != NULL ? context : CurrentMemoryContext);
	if (!PG_ARGISNULL(0))
		add_value(object, PG_GETARG_DATUM(0));
	return object;
}

static inline peds_bytes
getarg_bytes(FunctionCallInfo fcinfo, int n)
{
	peds_bytes	bytes = {NULL, 0};

	if (likely(!PG_ARGISNULL(n)))
	{
		text	   *t = PG_GETARG_TEXT_PP(n);

		bytes.at = VARDATA_ANY(t);
		bytes.length = VARSIZE_ANY_EXHDR(t);
	}
	return bytes;
}

static inline peds_truth
getarg_truth(FunctionCallInfo fcinfo, int n)
{
	if (PG_ARGISNULL(n))
		return PEDS_UNDETERMINED;
	return PG_GETARG_BOOL(n) ? PEDS_TRUE : PEDS_FALSE;
}

/*
 * The transition function of event_tally(): state, study_id, subject_id,
 * event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative.
 */
PG_FUNCTION_INFO_V1(event_tally_add);
Datum
event_tally_add(PG_FUNCTION_ARGS)
{
	peds_event_tally_object *object = getarg_state(fcinfo);
	peds_event_row row;
	peds_status status;

	row.study = getarg_bytes(fcinfo, 1);
	row.subject = getarg_bytes(fcinfo, 2);
	row.event_id = getarg_bytes(fcinfo, 3);
	row.case_id = getarg_bytes(fcinfo, 4);
	row.has_version = !PG_ARGISNULL(5);
	row.version = row.has_version ? PG_GETARG_DATEADT(5) : 0;
	row.soc = getarg_bytes(fcinfo, 6);
	row.pt = getarg_bytes(fcinfo, 7);
	row.arm = getarg_bytes(fcinfo, 8);
	row.has_band = !PG_ARGISNULL(9);
	row.band = row.has_band ? PEDS_GETARG_BAND(9) : 0;
	row.in_interval = getarg_truth(fcinfo, 10);
	row.in_cumulative = getarg_truth(fcinfo, 11);
	object->flat_size = 0;
	status = peds_event_tally_add(&object->tally, &row);
	if (unlikely(status != PEDS_OK))
		peds_error(status, NULL, NULL, -1);
	PG_RETURN_DATUM(EOHPGetRWDatum(&object->header));
}

/* The transition function of sum(), and the combine function of both. */
PG_FUNCTION_INFO_V1(event_tally_sum);
Datum
event_tally_sum(PG_FUNCTION_ARGS)
{
	peds_event_tally_object *object;

	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	object = getarg_state(fcinfo);
	/* what is added is not the state itself, unless somebody calls it so */
	if (peds_event_tally_expanded(PG_GETARG_DATUM(1)) == object)
		PG_RETURN_DATUM(OidFunctionCall2(fcinfo->flinfo->fn_oid, PG_GETARG_DATUM(0),
										 PointerGetDatum(PG_DETOAST_DATUM_COPY(PG_GETARG_DATUM(1)))));
	add_value(object, PG_GETARG_DATUM(1));
	PG_RETURN_DATUM(EOHPGetRWDatum(&object->header));
}

PG_FUNCTION_INFO_V1(event_tally_pl);
Datum
event_tally_pl(PG_FUNCTION_ARGS)
{
	peds_event_tally_object *object = peds_event_tally_new(CurrentMemoryContext);

	add_value(object, PG_GETARG_DATUM(0));
	add_value(object, PG_GETARG_DATUM(1));
	PG_RETURN_DATUM(EOHPGetRWDatum(&object->header));
}

/*
 * The state as the result: a pointer to it that must not be written through.
 * The pointer lies in the current context, since before 16 a result that lies
 * elsewhere is copied, which would flatten it.
 */
PG_FUNCTION_INFO_V1(event_tally_final);
Datum
event_tally_final(PG_FUNCTION_ARGS)
{
	peds_event_tally_object *object;
	char	   *pointer;

	object = peds_event_tally_expanded(PG_GETARG_DATUM(0));
	if (object == NULL)
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	pointer = palloc(EXPANDED_POINTER_SIZE);
	memcpy(pointer, DatumGetPointer(EOHPGetRODatum(&object->header)), EXPANDED_POINTER_SIZE);
	PG_RETURN_POINTER(pointer);
}
