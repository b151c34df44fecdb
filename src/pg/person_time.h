/* SPDX-License-Identifier: PostgreSQL */
/*
 * person_time.h
 *		Person-time as a varlena: what its wrappers share.
 */
#ifndef PEDSAFETY_PERSON_TIME_H
#define PEDSAFETY_PERSON_TIME_H

#include "pedsafety.h"

#include "../core/person_time.h"

/* Flat and aligned; a call is made only for what is stored packed. */
static inline peds_person_time *
peds_datum_person_time(Datum datum)
{
	struct varlena *v = (struct varlena *) DatumGetPointer(datum);

	return (peds_person_time *) (unlikely(VARATT_IS_EXTENDED(v)) ? pg_detoast_datum(v) : v);
}

#define PEDS_GETARG_PERSON_TIME(n)	peds_datum_person_time(PG_GETARG_DATUM(n))
#define PEDS_RETURN_PERSON_TIME(pt)	PG_RETURN_POINTER(pt)

static inline void
peds_person_time_set_size(peds_person_time *pt)
{
	SET_VARSIZE(pt, peds_person_time_size(pt));
}

/* A copy in the current context with room for ncells cells. */
extern peds_person_time *peds_person_time_grow(const peds_person_time *pt, int ncells);

#endif							/* PEDSAFETY_PERSON_TIME_H */
