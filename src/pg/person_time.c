/* SPDX-License-Identifier: PostgreSQL */
/*
 * person_time.c
 *		person_time(…): one subject's exposure as a value.
 */
#include "person_time.h"

#include "../core/person_time_quick.h"
#include "utils/multirangetypes.h"
#include "utils/typcache.h"

/* Cells that most subjects need: the bands before and after a birthday. */
#define FIRST_ROOM	PEDS_QUICK_CELLS

peds_person_time *
peds_person_time_grow(const peds_person_time *pt, int ncells)
{
	Size		offset = peds_person_time_cells_offset(pt);
	peds_person_time *bigger = palloc(offset + ncells * sizeof(peds_cell));

	memcpy(bigger, pt, offset + pt->ncells * sizeof(peds_cell));
	return bigger;
}

/* A value that is being filled, and for how many cells there is room. */
typedef struct filling
{
	peds_person_time *pt;
	int			room;
	const peds_age_cuts *cuts;
	const peds_birth *birth;	/* NULL: unknown */
} filling;

static void
begin(filling *f, const peds_age_cuts *cuts, const peds_birth *birth)
{
	f->room = FIRST_ROOM;
	f->pt = palloc(peds_person_time_room(cuts, FIRST_ROOM));
	f->cuts = cuts;
	f->birth = birth;
	peds_person_time_init(f->pt, cuts);
	f->pt->subjects = 1;
}

static void
expose(filling *f, peds_day start, peds_day past)
{
	while (peds_person_time_expose(f->pt, f->room, f->cuts, f->birth, &start, past) != PEDS_OK)
	{
		f->room *= 2;
		f->pt = peds_person_time_grow(f->pt, f->room);
	}
}

static void
expose_bounds(filling *f, const RangeBound *lower, const RangeBound *upper)
{
	peds_day	start;
	peds_day	past;

	if (peds_range_days(lower, upper, &start, &past))
		expose(f, start, past);
}

static Datum
finish(filling *f)
{
	peds_person_time_set_size(f->pt);
	return PointerGetDatum(f->pt);
}

/*
 * The overloads with a range share this: birth (date or partial_date), ga
 * where there is one, the range or multirange, the scheme.
 */
static Datum
person_time_of(FunctionCallInfo fcinfo, bool partial, bool has_ga, bool multi)
{
	int			exposed = has_ga ? 2 : 1;
	bool		known = !PG_ARGISNULL(0);
	peds_birth	birth;
	filling		f;
	RangeBound	lower;
	RangeBound	upper;

	if (PG_ARGISNULL(exposed) || PG_ARGISNULL(exposed + 1))
		PG_RETURN_NULL();
	if (known)
		peds_getarg_birth(fcinfo, 0, partial, has_ga ? 1 : -1, &birth);
	else if (has_ga && !PG_ARGISNULL(1))
		peds_check_gestation(PEDS_GETARG_GA(1));
	begin(&f, PEDS_GETARG_CUTS(exposed + 1), known ? &birth : NULL);

	if (multi)
	{
		MultirangeType *ranges = PG_GETARG_MULTIRANGE_P(exposed);
		TypeCacheEntry *typcache = lookup_type_cache(MultirangeTypeGetOid(ranges),
													 TYPECACHE_MULTIRANGE_INFO)->rngtype;

		for (uint32 i = 0; i < ranges->rangeCount; i++)
		{
			multirange_get_bounds(typcache, ranges, i, &lower, &upper);
			expose_bounds(&f, &lower, &upper);
		}
	}
	else
	{
		RangeType  *range = PG_GETARG_RANGE_P(exposed);
		TypeCacheEntry *typcache = lookup_type_cache(RangeTypeGetOid(range), TYPECACHE_RANGE_INFO);
		bool		empty;

		range_deserialize(typcache, range, &lower, &upper, &empty);
		if (!empty)
			expose_bounds(&f, &lower, &upper);
	}
	return finish(&f);
}

#define OVERLOAD(name, partial, has_ga, multi) \
PG_FUNCTION_INFO_V1(name); \
Datum \
name(PG_FUNCTION_ARGS) \
{ \
	return person_time_of(fcinfo, partial, has_ga, multi); \
}

OVERLOAD(pedsafety_person_time, false, false, false)
OVERLOAD(pedsafety_person_time_multi, false, false, true)
OVERLOAD(pedsafety_person_time_ga, false, true, false)
OVERLOAD(pedsafety_person_time_ga_multi, false, true, true)
OVERLOAD(pedsafety_person_time_partial, true, false, false)
OVERLOAD(pedsafety_person_time_partial_multi, true, false, true)
OVERLOAD(pedsafety_person_time_partial_ga, true, true, false)
OVERLOAD(pedsafety_person_time_partial_ga_multi, true, true, true)

/*
 * person_time(birth date, start date, past date, scheme): [start, past). Both
 * NULL is no exposure; one NULL would be an exposure without end.
 */
PG_FUNCTION_INFO_V1(pedsafety_person_time_dates);
Datum
pedsafety_person_time_dates(PG_FUNCTION_ARGS)
{
	bool		known = !PG_ARGISNULL(0);
	const peds_age_cuts *cuts;
	peds_birth	birth;
	peds_day	start;
	peds_day	past;
	filling		f;

	if (PG_ARGISNULL(3) || (PG_ARGISNULL(1) && PG_ARGISNULL(2)))
		PG_RETURN_NULL();
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
	{
		DateADT		known_bound = PG_GETARG_DATEADT(PG_ARGISNULL(1) ? 2 : 1);

		peds_unbounded_exposure(PG_ARGISNULL(1) ? NULL : &known_bound,
								PG_ARGISNULL(2) ? NULL : &known_bound);
	}
	start = PEDS_GETARG_DAY(1);
	past = PEDS_GETARG_DAY(2);
	if (unlikely(start > past))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_EXCEPTION),
				 errmsg("exposure must not end before it begins"),
				 errhint("An exposure is [start, past): the day past is the first one without it.")));
	cuts = PEDS_GETARG_CUTS(3);
	if (known)
	{
		peds_day	day = PEDS_GETARG_DAY(0);
		peds_person_time *pt = palloc(peds_person_time_room(cuts, PEDS_QUICK_CELLS));

		if (likely(peds_person_time_quick(pt, cuts, day, start, past)))
		{
			peds_person_time_set_size(pt);
			PEDS_RETURN_PERSON_TIME(pt);
		}
		peds_getarg_birth(fcinfo, 0, false, -1, &birth);
	}
	begin(&f, cuts, known ? &birth : NULL);
	expose(&f, start, past);
	return finish(&f);
}
