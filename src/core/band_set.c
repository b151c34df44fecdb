/* SPDX-License-Identifier: PostgreSQL */
/*
 * band_set.c
 *		The possible bands of a child.
 *
 * An attained age falls as the birth is later and rises with the day, so the
 * oldest and the youngest possible child bound all others. The preterm band
 * is the one exception to the order of the bands and is kept beside them.
 */
#include "band_set.h"

#define PRETERM_PMA_DAYS	(PEDS_PRETERM_PMA_WEEKS * 7)

int
peds_preterm_days_most(void)
{
	return PRETERM_PMA_DAYS - PEDS_GA_BIRTH_MIN;
}

static peds_status
set_maturity(peds_birth *birth, const peds_gestational_age *ga)
{
	birth->maturity = PEDS_MATURITY_UNKNOWN;
	birth->preterm_days = peds_preterm_days_most();
	if (ga == NULL)
		return PEDS_OK;
	birth->maturity = *ga < PEDS_GA_TERM ? PEDS_MATURITY_PRETERM : PEDS_MATURITY_TERM;
	birth->preterm_days = PRETERM_PMA_DAYS - *ga;
	return peds_gestation_at_birth_check(*ga);
}

peds_status
peds_birth_exact(peds_day birth, const peds_gestational_age *ga, peds_birth *result)
{
	result->earliest = birth;
	result->latest = birth;
	result->partial = 0;
	return set_maturity(result, ga);
}

peds_status
peds_birth_partial(peds_partial_date birth, const peds_gestational_age *ga,
				   peds_birth *result)
{
	result->earliest = peds_partial_date_earliest(birth);
	result->latest = peds_partial_date_latest(birth);
	result->partial = birth;
	return set_maturity(result, ga);
}

/* The day on which the preterm band ends for one born on `day`. */
static peds_day
preterm_end(const peds_age_cuts *cuts, const peds_birth *birth, peds_day day)
{
	if (cuts->preterm == PEDS_PRETERM_TO_PMA)
		return day + birth->preterm_days;
	return peds_band_end(cuts, 0, day);
}

static bool
preterm_counts(const peds_age_cuts *cuts, const peds_birth *birth)
{
	return cuts->preterm != PEDS_PRETERM_NONE && birth->maturity != PEDS_MATURITY_TERM;
}

/* The youngest possible child on a day not before the earliest birth. */
static peds_day
youngest_on(const peds_birth *birth, peds_day at)
{
	peds_day	youngest = birth->latest;

	if (at < birth->latest)
		(void) peds_partial_date_last_upto(birth->partial, at, &youngest);
	return youngest;
}

/*
 * The set between the youngest child on one day and the oldest on another
 * (the same day, unless the day is known in part only).
 */
static peds_band_set
set_between(const peds_age_cuts *cuts, const peds_birth *birth,
			peds_day young_birth, peds_day young_at,
			peds_day old_birth, peds_day old_at)
{
	peds_band_set set;

	set.preterm = preterm_counts(cuts, birth) &&
		young_at < preterm_end(cuts, birth, young_birth);
	set.first = peds_band_no(cuts, young_birth, young_at);
	set.last = peds_band_no(cuts, old_birth, old_at);

	/* surely preterm: no other band as long as the oldest is in it */
	if (birth->maturity == PEDS_MATURITY_PRETERM && set.preterm &&
		old_at < preterm_end(cuts, birth, old_birth))
	{
		set.first = 1;
		set.last = 0;
	}
	return set;
}

peds_age_band
peds_band_set_hull(const peds_age_cuts *cuts, peds_band_set set)
{
	uint32_t	upper;

	if (set.first > set.last)
		return cuts->preterm_band;
	if (!set.preterm && set.first == set.last)
		return cuts->band[set.first];
	upper = peds_band_upper(cuts->band[set.last]);
	if (!set.preterm)
		return PEDS_BAND(peds_band_lower(cuts->band[set.first]), upper, PEDS_MARK_NONE);
	/* the preterm band begins at birth and ends after the newborn cut */
	if (set.last == 0)
		upper = peds_band_upper(cuts->preterm_band);
	return PEDS_BAND(PEDS_BOUND_BIRTH, upper, PEDS_MARK_NONE);
}

peds_band_set
peds_band_set_on(const peds_age_cuts *cuts, const peds_birth *birth, peds_day at)
{
	return set_between(cuts, birth, youngest_on(birth, at), at, birth->earliest, at);
}

peds_band_set
peds_band_set_union(peds_band_set a, peds_band_set b)
{
	peds_band_set either = a.first > a.last ? b : a;

	if (a.first <= a.last && b.first <= b.last)
	{
		either.first = a.first < b.first ? a.first : b.first;
		either.last = a.last > b.last ? a.last : b.last;
	}
	either.preterm = a.preterm || b.preterm;
	return either;
}

peds_age_band
peds_age_band_on(const peds_age_cuts *cuts, const peds_birth *birth, peds_day at)
{
	if (at < birth->earliest)
		return PEDS_BAND_BEFORE_BIRTH;
	return peds_band_set_hull(cuts, peds_band_set_on(cuts, birth, at));
}

/*
 * The pair (birth, day) with the least age among those with birth <= day,
 * given that there is one. At most one of the two may have gaps: a partial
 * date without its month has at most 12 days, so they are walked.
 */
static void
youngest_pair(const peds_age_cuts *cuts, const peds_birth *birth, peds_partial_date at,
			  peds_day *young_birth, peds_day *young_at)
{
	peds_day	first_at = peds_partial_date_earliest(at);
	peds_day	last_at = peds_partial_date_latest(at);
	int			least = INT32_MAX;
	bool		preterm = false;
	peds_day	day;

	*young_birth = birth->latest;
	*young_at = first_at;
	if (birth->latest <= first_at)
		return;

	if (peds_partial_date_precision(at) == PEDS_PRECISION_DAY_OF_MONTH ||
		birth->earliest == birth->latest ||
		peds_partial_date_precision(birth->partial) != PEDS_PRECISION_DAY_OF_MONTH)
	{
		/* walk the days asked for (or the first one on which a birth can be) */
		day = first_at > birth->earliest ? first_at : birth->earliest;
		while (peds_partial_date_first_from(at, day, &day))
		{
			peds_day	b = youngest_on(birth, day);
			int			no = peds_band_no(cuts, b, day);
			bool		p = preterm_counts(cuts, birth) && day < preterm_end(cuts, birth, b);

			if (no < least || (p && !preterm))
			{
				least = no;
				preterm = p;
				*young_birth = b;
				*young_at = day;
			}
			/* without gaps the first day has a birth on that very day */
			if (b == day || peds_partial_date_precision(at) != PEDS_PRECISION_DAY_OF_MONTH)
				break;
			day++;
		}
		return;
	}

	/* births with gaps, days without: each birth on the first day from it */
	day = birth->earliest;
	while (peds_partial_date_first_from(birth->partial, day, &day) && day <= last_at)
	{
		peds_day	a = day > first_at ? day : first_at;
		int			no = peds_band_no(cuts, day, a);
		bool		p = preterm_counts(cuts, birth) && a < preterm_end(cuts, birth, day);

		if (no < least || (p && !preterm))
		{
			least = no;
			preterm = p;
			*young_birth = day;
			*young_at = a;
		}
		day++;
	}
}

peds_age_band
peds_age_band_on_partial(const peds_age_cuts *cuts, const peds_birth *birth,
						 peds_partial_date at)
{
	peds_day	latest = peds_partial_date_latest(at);
	peds_day	young_birth;
	peds_day	young_at;

	if (latest < birth->earliest)
		return PEDS_BAND_BEFORE_BIRTH;
	youngest_pair(cuts, birth, at, &young_birth, &young_at);
	return peds_band_set_hull(cuts, set_between(cuts, birth, young_birth, young_at,
												birth->earliest, latest));
}

static void
consider(peds_day event, peds_day after, peds_day *next)
{
	if (event > after && event < *next)
		*next = event;
}

/* The days after `at` on which one born on `day` changes its band. */
static void
consider_child(const peds_age_cuts *cuts, const peds_birth *birth,
			   peds_day day, peds_day at, peds_day *next)
{
	int			no = at < day ? 0 : peds_band_no(cuts, day, at);

	consider(peds_band_end(cuts, no, day), at, next);
	if (preterm_counts(cuts, birth))
		consider(preterm_end(cuts, birth, day), at, next);
}

/* A day after `at` before which the set cannot change. */
static peds_day
next_event(const peds_age_cuts *cuts, const peds_birth *birth, peds_day at)
{
	peds_day	next = INT64_MAX;

	if (at < birth->earliest)
		return birth->earliest;
	consider_child(cuts, birth, birth->earliest, at, &next);
	if (birth->earliest == birth->latest)
		return next;

	if (at >= birth->latest ||
		peds_partial_date_precision(birth->partial) != PEDS_PRECISION_DAY_OF_MONTH)
		/* before the latest birth the youngest is always one born that day */
		consider_child(cuts, birth, birth->latest, at, &next);
	else
	{
		peds_day	day;

		consider_child(cuts, birth, youngest_on(birth, at), at, &next);
		if (peds_partial_date_first_from(birth->partial, at + 1, &day))
			consider(day, at, &next);
	}
	return next;
}

peds_day
peds_next_band_change(const peds_age_cuts *cuts, const peds_birth *birth, peds_day at)
{
	peds_age_band band = peds_age_band_on(cuts, birth, at);
	peds_day	next = next_event(cuts, birth, at);

	/* dates end there, and so do changes */
	while (next < PEDS_DAY_END && peds_age_band_on(cuts, birth, next) == band)
		next = next_event(cuts, birth, next);
	return next;
}
