/* SPDX-License-Identifier: PostgreSQL */
/*
 * args.c
 *		Fetching arguments that several wrappers take: an age, a scheme, a birth,
 *		a range of days.
 */
#include "pedsafety.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "nodes/primnodes.h"

/* What peds_getarg_age keeps for a call site: the text last read. */
typedef struct age_cache
{
	peds_age	age;
	int			length;
	char		text[24];
} age_cache;

peds_age
peds_getarg_age(FunctionCallInfo fcinfo, int argno)
{
	text	   *arg = PG_GETARG_TEXT_PP(argno);
	int			length = VARSIZE_ANY_EXHDR(arg);
	age_cache  *cache = fcinfo->flinfo->fn_extra;
	peds_age	age;
	size_t		used;
	peds_status status;

	if (cache != NULL && cache->length == length &&
		memcmp(cache->text, VARDATA_ANY(arg), length) == 0)
		return cache->age;

	status = peds_age_parse(VARDATA_ANY(arg), length, &age, &used);
	if (status == PEDS_OK && used != (size_t) length)
		status = PEDS_AGE_MALFORMED;
	if (status != PEDS_OK)
		peds_error(status, "age", text_to_cstring(arg), (int) used);

	if (length <= (int) sizeof(cache->text))
	{
		if (cache == NULL)
			cache = fcinfo->flinfo->fn_extra =
				MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, sizeof(age_cache));
		cache->age = age;
		cache->length = length;
		memcpy(cache->text, VARDATA_ANY(arg), length);
	}
	return age;
}

/*
 * Is the argument a constant of the query? A parameter is not enough: a
 * PL/pgSQL variable can take another value at the same address.
 */
bool
peds_arg_is_const(FmgrInfo *flinfo, int argno)
{
	List	   *args;

	if (flinfo->fn_expr == NULL || !IsA(flinfo->fn_expr, FuncExpr))
		return false;
	args = ((FuncExpr *) flinfo->fn_expr)->args;
	return argno < list_length(args) && IsA(list_nth(args, argno), Const);
}

peds_scheme_cache *
peds_scheme_cache_look(FunctionCallInfo fcinfo, int argno, Size size)
{
	peds_scheme_cache *cache = fcinfo->flinfo->fn_extra;
	peds_age_scheme *scheme = (peds_age_scheme *) PG_GETARG_VARLENA_P(argno);
	Size		length = VARSIZE(scheme);

	if (cache == NULL)
		cache = fcinfo->flinfo->fn_extra =
			MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, size);
	else if (cache->scheme != NULL && VARSIZE(cache->scheme) == length &&
			 memcmp(cache->scheme, scheme, length) == 0)
		return cache;

	if (cache->scheme == NULL)
		cache->scheme = MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, PEDS_AGE_SCHEME_MAX_SIZE);
	memcpy(cache->scheme, scheme, length);
	peds_age_cuts_make(cache->scheme, &cache->cuts);
	cache->generation++;
	/* a constant stays where it is, so its address will do from now on */
	cache->datum = NULL;
	if (peds_arg_is_const(fcinfo->flinfo, argno))
		cache->datum = DatumGetPointer(PG_GETARG_DATUM(argno));
	return cache;
}

void
peds_getarg_birth(FunctionCallInfo fcinfo, int argno, bool partial, int ga_argno,
				  peds_birth *birth)
{
	peds_gestational_age ga = 0;
	bool		has_ga = ga_argno >= 0 && !PG_ARGISNULL(ga_argno);
	peds_status status;

	if (has_ga)
		ga = PEDS_GETARG_GA(ga_argno);
	if (partial)
		status = peds_birth_partial(PEDS_GETARG_PARTIAL_DATE(argno), has_ga ? &ga : NULL, birth);
	else
		status = peds_birth_exact(PEDS_GETARG_DAY(argno), has_ga ? &ga : NULL, birth);
	if (status != PEDS_OK)
		peds_gestation_error(status, ga);
}

bool
peds_range_days(const RangeBound *lower, const RangeBound *upper,
				peds_day *start, peds_day *past)
{
	if (lower->infinite || upper->infinite)
	{
		DateADT		first = lower->infinite ? 0 : DatumGetDateADT(lower->val);
		DateADT		end = upper->infinite ? 0 : DatumGetDateADT(upper->val);

		peds_unbounded_exposure(lower->infinite ? NULL : &first, upper->infinite ? NULL : &end);
	}
	/* a daterange is canonical: [lower, upper) */
	*start = peds_finite_day(DatumGetDateADT(lower->val));
	*past = peds_finite_day(DatumGetDateADT(upper->val));
	return *start < *past;
}

RangeType *
peds_make_range_of(TypeCacheEntry *typcache, peds_day start, peds_day past)
{
	RangeBound	lower = {.lower = true};
	RangeBound	upper = {.lower = false};

	if (start == PEDS_NO_BEGINNING)
		lower.infinite = true;
	else
	{
		lower.val = DateADTGetDatum(peds_date(start));
		lower.inclusive = true;
	}
	if (past == PEDS_NO_END)
		upper.infinite = true;
	else
		upper.val = DateADTGetDatum(peds_date(past));
	return peds_make_range(typcache, &lower, &upper);
}

Datum
peds_make_daterange(peds_day start, peds_day past)
{
	return RangeTypePGetDatum(peds_make_range_of(lookup_type_cache(DATERANGEOID, TYPECACHE_RANGE_INFO),
												 start, past));
}

TupleDesc
peds_row_descriptor(FunctionCallInfo fcinfo)
{
	if (fcinfo->flinfo->fn_extra == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
		TupleDesc	descriptor;

		if (get_call_result_type(fcinfo, NULL, &descriptor) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "return type must be a row type");
		fcinfo->flinfo->fn_extra = BlessTupleDesc(descriptor);
		MemoryContextSwitchTo(old);
	}
	return fcinfo->flinfo->fn_extra;
}
