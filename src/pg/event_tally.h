/* SPDX-License-Identifier: PostgreSQL */
/*
 * event_tally.h
 *		The type event_tally in its two forms: flat, which is the encoding of
 *		core/event_tally_wire.c behind a length word, and expanded, to be added
 *		to in place.
 */
#ifndef PEDSAFETY_EVENT_TALLY_H
#define PEDSAFETY_EVENT_TALLY_H

#include "pedsafety.h"

#include "utils/expandeddatum.h"

#include "../core/event_tally.h"

/* Of a flat value behind its length word. */
#define PEDS_EVENT_TALLY_LIMIT	(MaxAllocSize - VARHDRSZ)

typedef struct peds_event_tally_object
{
	ExpandedObjectHeader header;
	peds_event_tally tally;
	unsigned char *flat;		/* length word and encoding, or NULL */
	Size		flat_size;		/* 0: not known */
} peds_event_tally_object;

/* An empty one in a new context below the parent. */
extern peds_event_tally_object *peds_event_tally_new(MemoryContext parent);

/* The object if the datum is an expanded one, else NULL. */
extern peds_event_tally_object *peds_event_tally_expanded(Datum datum);

/* The datum's object, which may be settled but not added to; a flat one is read first. */
extern peds_event_tally_object *peds_datum_event_tally(Datum datum);

/* Memory of a context for core. */
extern peds_memory peds_memory_of(MemoryContext context);

#endif							/* PEDSAFETY_EVENT_TALLY_H */
