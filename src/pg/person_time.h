/* SPDX-License-Identifier: PostgreSQL */
/*
 * person_time.h
 *		Person-time as a varlena: what its wrappers share.
 */
#ifndef PEDSAFETY_PERSON_TIME_H
#define PEDSAFETY_PERSON_TIME_H

#include "pedsafety.h"

#include "../core/person_time.h"

#define PEDS_GETARG_PERSON_TIME(n)	((peds_person_time *) PG_GETARG_VARLENA_P(n))
#define PEDS_RETURN_PERSON_TIME(pt)	PG_RETURN_POINTER(pt)

static inline void
peds_person_time_set_size(peds_person_time *pt)
{
	SET_VARSIZE(pt, peds_person_time_size(pt));
}

/* A copy in the current context with room for ncells cells. */
extern peds_person_time *peds_person_time_grow(const peds_person_time *pt, int ncells);

#endif							/* PEDSAFETY_PERSON_TIME_H */
