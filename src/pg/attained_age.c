/* SPDX-License-Identifier: PostgreSQL */
/*
 * attained_age.c
 *		Which band on which day: age_band(…), next_band_change, age_split.
 */
#include "pedsafety.h"

#include "access/htup_details.h"
#include "common/hashfn.h"
#include "funcapi.h"
#include "utils/numeric.h"
#include "utils/typcache.h"

#include "../core/reported_age.h"

/*
 * age_band(birth date, at date, scheme). A maturity that the scheme asks for
 * is not known here; where it asks for none, the band number is the answer.
 */
PG_FUNCTION_INFO_V1(pedsafety_age_band);
Datum
pedsafety_age_band(PG_FUNCTION_ARGS)
{
	peds_day	birth = PEDS_GETARG_DAY(0);
	peds_day	at = PEDS_GETARG_DAY(1);
	const peds_age_cuts *cuts = PEDS_GETARG_CUTS(2);
	peds_birth	known;

	if (at >= birth && cuts->preterm == PEDS_PRETERM_NONE)
		PEDS_RETURN_BAND(cuts->band[peds_band_no(cuts, birth, at)]);
	peds_getarg_birth(fcinfo, 0, false, -1, &known);
	PEDS_RETURN_BAND(peds_age_band_on(cuts, &known, at));
}

/* age_band(birth date, ga gestational_age, at date, scheme); ga may be NULL. */
PG_FUNCTION_INFO_V1(pedsafety_age_band_ga);
Datum
pedsafety_age_band_ga(PG_FUNCTION_ARGS)
{
	peds_birth	birth;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		PG_RETURN_NULL();
	peds_getarg_birth(fcinfo, 0, false, 1, &birth);
	PEDS_RETURN_BAND(peds_age_band_on(PEDS_GETARG_CUTS(3), &birth, PEDS_GETARG_DAY(2)));
}

/* age_band(birth partial_date, at date, scheme) */
PG_FUNCTION_INFO_V1(pedsafety_age_band_partial);
Datum
pedsafety_age_band_partial(PG_FUNCTION_ARGS)
{
	peds_birth	birth;

	peds_getarg_birth(fcinfo, 0, true, -1, &birth);
	PEDS_RETURN_BAND(peds_age_band_on(PEDS_GETARG_CUTS(2), &birth, PEDS_GETARG_DAY(1)));
}

/* age_band(birth partial_date, at partial_date, scheme) */
PG_FUNCTION_INFO_V1(pedsafety_age_band_partial_at);
Datum
pedsafety_age_band_partial_at(PG_FUNCTION_ARGS)
{
	peds_birth	birth;

	peds_getarg_birth(fcinfo, 0, true, -1, &birth);
	PEDS_RETURN_BAND(peds_age_band_on_partial(PEDS_GETARG_CUTS(2), &birth,
											  PEDS_GETARG_PARTIAL_DATE(1)));
}

/*
 * Reported ages recur (there are few of them in a table), and a hull over all
 * births costs more than remembering it: a small cache beside the scheme's.
 */
#define REPORTED_SLOTS	512
#define REPORTED_TEXT	24

typedef struct reported_slot
{
	char		age[REPORTED_TEXT]; /* empty: not used */
	char		unit[REPORTED_TEXT];
	peds_age_band band;
} reported_slot;

typedef struct reported_cache
{
	peds_scheme_cache scheme;
	uint32		generation;		/* of the scheme that the slots are for */
	reported_slot slot[REPORTED_SLOTS];
} reported_cache;

static reported_slot *
find_slot(reported_cache *cache, const char *age, const char *unit)
{
	uint32		h;

	if (strlen(age) >= REPORTED_TEXT || strlen(unit) >= REPORTED_TEXT)
		return NULL;
	h = hash_combine(string_hash(age, REPORTED_TEXT), string_hash(unit, REPORTED_TEXT));
	return &cache->slot[h % REPORTED_SLOTS];
}

/* age_band(age numeric, unit text, scheme) */
PG_FUNCTION_INFO_V1(pedsafety_age_band_reported);
Datum
pedsafety_age_band_reported(PG_FUNCTION_ARGS)
{
	reported_cache *cache;
	reported_slot *slot;
	char	   *age = DatumGetCString(DirectFunctionCall1(numeric_out, PG_GETARG_DATUM(0)));
	char	   *unit = text_to_cstring(PG_GETARG_TEXT_PP(1));
	peds_age_band band;
	peds_status status;

	cache = (reported_cache *) peds_scheme_cache_get(fcinfo, 2, sizeof(reported_cache));
	if (cache->generation != cache->scheme.generation)
	{
		memset(cache->slot, 0, sizeof(cache->slot));
		cache->generation = cache->scheme.generation;
	}

	slot = find_slot(cache, age, unit);
	if (slot != NULL && slot->age[0] != '\0' &&
		strcmp(slot->age, age) == 0 && strcmp(slot->unit, unit) == 0)
		PEDS_RETURN_BAND(slot->band);

	status = peds_age_band_reported(&cache->scheme.cuts, age, strlen(age),
									unit, strlen(unit), &band);
	if (status != PEDS_OK)
		peds_error(status, NULL, status == PEDS_AGE_UNIT ? unit : age, -1);
	if (slot != NULL)
	{
		strcpy(slot->age, age);
		strcpy(slot->unit, unit);
		slot->band = band;
	}
	PEDS_RETURN_BAND(band);
}

/* next_band_change(birth date, at date, scheme, ga); ga may be NULL. */
PG_FUNCTION_INFO_V1(pedsafety_next_band_change);
Datum
pedsafety_next_band_change(PG_FUNCTION_ARGS)
{
	peds_birth	birth;
	peds_day	next;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	peds_getarg_birth(fcinfo, 0, false, 3, &birth);
	next = peds_next_band_change(PEDS_GETARG_CUTS(2), &birth, PEDS_GETARG_DAY(1));
	if (next == INT64_MAX)
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(peds_date(next));
}

/* What age_split keeps between its rows. */
typedef struct split_state
{
	peds_age_cuts cuts;
	peds_birth	birth;
	bool		birth_known;
	peds_day	start;
	peds_day	past;
} split_state;

/*
 * age_split(birth date, during daterange, scheme, ga). A NULL birth gives its
 * days to (,), so that no day is lost; without a range or a scheme there is
 * nothing to split.
 */
PG_FUNCTION_INFO_V1(pedsafety_age_split);
Datum
pedsafety_age_split(PG_FUNCTION_ARGS)
{
	FuncCallContext *funcctx;
	split_state *state;
	peds_age_band band = PEDS_BAND_UNKNOWN;
	peds_day	end;
	Datum		values[3];
	bool		nulls[3] = {false, false, false};

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext old;

		funcctx = SRF_FIRSTCALL_INIT();
		old = MemoryContextSwitchTo(funcctx->multi_call_memory_ctx);
		state = palloc0(sizeof(split_state));
		funcctx->user_fctx = state;
		if (get_call_result_type(fcinfo, NULL, &funcctx->tuple_desc) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "return type must be a row type");
		funcctx->tuple_desc = BlessTupleDesc(funcctx->tuple_desc);
		if (!PG_ARGISNULL(1) && !PG_ARGISNULL(2))
		{
			RangeType  *range = PG_GETARG_RANGE_P(1);
			TypeCacheEntry *typcache = lookup_type_cache(RangeTypeGetOid(range), TYPECACHE_RANGE_INFO);
			RangeBound	lower;
			RangeBound	upper;
			bool		empty;

			peds_age_cuts_make((peds_age_scheme *) PG_GETARG_VARLENA_P(2), &state->cuts);
			state->birth_known = !PG_ARGISNULL(0);
			if (state->birth_known)
				peds_getarg_birth(fcinfo, 0, false, 3, &state->birth);
			else if (!PG_ARGISNULL(3))
				peds_check_gestation(PEDS_GETARG_GA(3));
			range_deserialize(typcache, range, &lower, &upper, &empty);
			if (!empty)
				(void) peds_range_days(&lower, &upper, &state->start, &state->past);
		}
		MemoryContextSwitchTo(old);
	}

	funcctx = SRF_PERCALL_SETUP();
	state = funcctx->user_fctx;
	if (state->start >= state->past)
		SRF_RETURN_DONE(funcctx);

	end = state->past;
	if (state->birth_known)
	{
		band = peds_age_band_on(&state->cuts, &state->birth, state->start);
		end = Min(end, peds_next_band_change(&state->cuts, &state->birth, state->start));
	}
	values[0] = Int64GetDatum((int64) band);
	values[1] = peds_make_daterange(state->start, end);
	values[2] = Int32GetDatum((int32) (end - state->start));
	state->start = end;
	SRF_RETURN_NEXT(funcctx, HeapTupleGetDatum(heap_form_tuple(funcctx->tuple_desc, values, nulls)));
}
