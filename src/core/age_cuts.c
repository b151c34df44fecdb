/* SPDX-License-Identifier: PostgreSQL */
/*
 * age_cuts.c
 *		Making a scheme ready, and asking it for its bands.
 */
#include "age_cuts.h"

#include <string.h>

static int32_t
clamp(int64_t days)
{
	return days > INT32_MAX ? INT32_MAX : (int32_t) days;
}

void
peds_age_cuts_make(const peds_age_scheme *scheme, peds_age_cuts *cuts)
{
	int			n = scheme->ncuts;

	cuts->n = n;
	cuts->preterm = (peds_preterm) scheme->preterm;
	cuts->named = scheme->named;
	for (int k = 0; k < n; k++)
	{
		peds_age	age = peds_age_unpack(scheme->cut[k]);
		uint32_t	upper = k + 1 < n ? scheme->cut[k + 1] : PEDS_BOUND_NONE;
		peds_maturity_mark mark = PEDS_MARK_NONE;

		cuts->cut[k] = age;
		if (age.unit == PEDS_AGE_DAYS)
			cuts->reached[k] = cuts->open[k] = age.n;
		else
		{
			int64_t		mean = peds_months_mean_days(age.n);

			cuts->open[k] = clamp(mean - PEDS_SPAN_BELOW);
			cuts->reached[k] = clamp(mean + PEDS_SPAN_ABOVE);
		}
		if (k == 0 && cuts->preterm != PEDS_PRETERM_NONE)
			mark = PEDS_MARK_TERM;
		cuts->band[k] = PEDS_BAND(scheme->cut[k], upper, mark);
	}

	cuts->preterm_band = PEDS_BAND_UNKNOWN;
	if (cuts->preterm == PEDS_PRETERM_TO_CUT)
		cuts->preterm_band = PEDS_BAND(PEDS_BOUND_BIRTH, scheme->cut[1], PEDS_MARK_PRETERM);
	else if (cuts->preterm == PEDS_PRETERM_TO_PMA)
		cuts->preterm_band = PEDS_BAND(PEDS_BOUND_BIRTH,
									   PEDS_BOUND_PMA(PEDS_PRETERM_PMA_WEEKS),
									   PEDS_MARK_PRETERM);
}

void
peds_age_cuts_make_named(int number, peds_age_cuts *cuts)
{
	union
	{
		peds_age_scheme scheme;
		char		space[PEDS_AGE_SCHEME_MAX_SIZE];
	}			u;
	const char *name = peds_named_scheme_get(number)->name;
	size_t		position;

	(void) peds_age_scheme_parse(name, strlen(name), &u.scheme, &position);
	peds_age_cuts_make(&u.scheme, cuts);
}

bool
peds_cut_reached(const peds_age_cuts *cuts, int k, peds_day birth, peds_day at)
{
	return peds_age_reached(birth, cuts->cut[k]) <= at;
}

peds_day
peds_band_end(const peds_age_cuts *cuts, int k, peds_day birth)
{
	if (k + 1 >= cuts->n)
		return INT64_MAX;
	return peds_age_reached(birth, cuts->cut[k + 1]);
}

int
peds_age_cuts_bands(const peds_age_cuts *cuts, peds_age_band *out)
{
	int			n = 0;
	bool		preterm_first = cuts->preterm != PEDS_PRETERM_NONE &&
		peds_age_band_compare(cuts->preterm_band, cuts->band[0]) < 0;

	if (preterm_first)
		out[n++] = cuts->preterm_band;
	for (int k = 0; k < cuts->n; k++)
	{
		out[n++] = cuts->band[k];
		if (k == 0 && cuts->preterm != PEDS_PRETERM_NONE && !preterm_first)
			out[n++] = cuts->preterm_band;
	}
	return n;
}

bool
peds_age_cuts_has_band(const peds_age_cuts *cuts, peds_age_band band)
{
	if (cuts->preterm != PEDS_PRETERM_NONE && band == cuts->preterm_band)
		return true;
	for (int k = 0; k < cuts->n; k++)
		if (band == cuts->band[k])
			return true;
	return false;
}

bool
peds_age_cuts_has_cell(const peds_age_cuts *cuts, peds_age_band band)
{
	int			lower = -1;
	int			upper = -1;

	if (band == PEDS_BAND_UNKNOWN || band == PEDS_BAND_BEFORE_BIRTH ||
		peds_age_cuts_has_band(cuts, band))
		return true;

	/* what is left are hulls, and they have no mark */
	if (peds_band_mark(band) != PEDS_MARK_NONE)
		return false;
	for (int k = 0; k < cuts->n; k++)
	{
		uint32_t	code = peds_age_pack(cuts->cut[k]);

		if (code == peds_band_lower(band))
			lower = k;
		if (code == peds_band_upper(band))
			upper = k;
	}
	if (peds_band_upper(band) == PEDS_BOUND_NONE)
		upper = cuts->n;
	if (lower >= 0 && upper > lower + 1)
		return true;
	/* a newborn of unknown maturity: term and preterm in one */
	return lower == 0 && cuts->preterm != PEDS_PRETERM_NONE &&
		peds_band_upper(band) == peds_band_upper(cuts->preterm_band);
}
