/* SPDX-License-Identifier: PostgreSQL */
/*
 * age_band.c
 *		Reading, writing and ordering bands. Which band a child is in is
 *		decided in age_cuts.c and band_set.c.
 */
#include "age_band.h"

#include <stdio.h>
#include <string.h>

#define KIND(bound)		((bound) >> 30)
#define KIND_PMA		3

static const char *const mark_text[] = {
	[PEDS_MARK_NONE] = "",
	[PEDS_MARK_PRETERM] = "preterm ",
	[PEDS_MARK_TERM] = "term "
};

/* The rules that every band keeps; see age_band.h. */
static bool
bounds_are_sound(uint32_t lower, uint32_t upper, peds_maturity_mark mark)
{
	if (mark != PEDS_MARK_NONE &&
		(lower != PEDS_BOUND_BIRTH || upper == PEDS_BOUND_NONE))
		return false;
	if (lower == PEDS_BOUND_NONE)
		return upper == PEDS_BOUND_NONE || upper == PEDS_BOUND_BIRTH;
	if (KIND(lower) == KIND_PMA)
		return false;
	if (upper == PEDS_BOUND_NONE)
		return true;
	if (KIND(upper) == KIND_PMA)
		return upper == PEDS_BOUND_PMA(PEDS_PRETERM_PMA_WEEKS) &&
			lower == PEDS_BOUND_BIRTH && mark != PEDS_MARK_TERM;
	return peds_age_surely_less(peds_age_unpack(lower), peds_age_unpack(upper));
}

static bool
bound_is_canonical(uint32_t bound)
{
	uint32_t	n = bound & PEDS_BOUND_MAX;

	if (bound >> 28 & 3)
		return false;
	if (n == 0)
		return bound == PEDS_BOUND_NONE || bound == PEDS_BOUND_BIRTH;
	return KIND(bound) != 0;
}

bool
peds_age_band_is_sound(peds_age_band band)
{
	return peds_band_mark(band) <= PEDS_MARK_TERM &&
		bound_is_canonical(peds_band_lower(band)) &&
		bound_is_canonical(peds_band_upper(band)) &&
		bounds_are_sound(peds_band_lower(band), peds_band_upper(band),
						 peds_band_mark(band));
}

/* A bound from text[*at]; none where the closing character follows. */
static peds_status
parse_bound(const char *text, size_t length, size_t *at, char closing,
			uint32_t *bound)
{
	peds_age	age;
	size_t		used;
	peds_status status;

	*bound = PEDS_BOUND_NONE;
	if (*at < length && text[*at] == closing)
		return PEDS_OK;
	if (closing == ')' && length - *at >= 6 && memcmp(text + *at, "pma44w", 6) == 0)
	{
		*bound = PEDS_BOUND_PMA(PEDS_PRETERM_PMA_WEEKS);
		*at += 6;
		return PEDS_OK;
	}
	status = peds_age_parse(text + *at, length - *at, &age, &used);
	if (status == PEDS_OK && age.n > PEDS_BOUND_MAX)
		return PEDS_AGE_TOO_LARGE;
	*at += used;
	if (status == PEDS_OK)
		*bound = peds_age_pack(age);
	return status == PEDS_AGE_MALFORMED ? PEDS_BAND_MALFORMED : status;
}

peds_status
peds_age_band_parse(const char *text, size_t length,
					peds_age_band *result, size_t *position)
{
	peds_maturity_mark mark = PEDS_MARK_NONE;
	uint32_t	lower;
	uint32_t	upper;
	size_t		at = 0;
	char		opening;
	peds_status status;

	for (int m = PEDS_MARK_PRETERM; m <= PEDS_MARK_TERM; m++)
	{
		size_t		n = strlen(mark_text[m]);

		if (length >= n && memcmp(text, mark_text[m], n) == 0)
		{
			mark = (peds_maturity_mark) m;
			at = n;
		}
	}
	*position = at;
	if (at == length || (text[at] != '[' && text[at] != '('))
		return PEDS_BAND_MALFORMED;
	opening = text[at++];

	status = parse_bound(text, length, &at, ',', &lower);
	*position = at;
	if (status != PEDS_OK)
		return status;
	/* no bound is written with "(", a bound with "[" */
	if ((lower == PEDS_BOUND_NONE) != (opening == '(') ||
		at == length || text[at] != ',')
		return PEDS_BAND_MALFORMED;
	at++;

	status = parse_bound(text, length, &at, ')', &upper);
	*position = at;
	if (status != PEDS_OK)
		return status;
	if (at + 1 != length || text[at] != ')')
		return PEDS_BAND_MALFORMED;

	*position = 0;
	if (!bounds_are_sound(lower, upper, mark))
		return PEDS_BAND_ORDER;
	*result = PEDS_BAND(lower, upper, mark);
	return PEDS_OK;
}

static int
print_bound(uint32_t bound, char *out)
{
	if (bound == PEDS_BOUND_NONE)
		return 0;
	if (KIND(bound) == KIND_PMA)
		return snprintf(out, PEDS_AGE_TEXT_SIZE, "pma%uw",
						(unsigned) (bound & PEDS_BOUND_MAX));
	return peds_age_print(peds_age_unpack(bound), out);
}

int
peds_age_band_print(peds_age_band band, char *out)
{
	uint32_t	lower = peds_band_lower(band);
	int			length;

	length = snprintf(out, PEDS_BAND_TEXT_SIZE, "%s%c",
					  mark_text[peds_band_mark(band)],
					  lower == PEDS_BOUND_NONE ? '(' : '[');
	length += print_bound(lower, out + length);
	out[length++] = ',';
	length += print_bound(peds_band_upper(band), out + length);
	out[length++] = ')';
	out[length] = '\0';
	return length;
}

/*
 * Both bounds are there. A postmenstrual bound stands where it can be reached
 * at the latest, which is all that the order needs: behind every newborn cut
 * and before two years.
 */
static int
compare_bound(uint32_t a, uint32_t b)
{
	/* 44+0 weeks for a birth at 20+0: 168 days */
	static const peds_age latest_pma = {PEDS_AGE_DAYS, (PEDS_PRETERM_PMA_WEEKS - 20) * 7};
	int			c;

	if (a == b)
		return 0;
	c = peds_age_compare(KIND(a) == KIND_PMA ? latest_pma : peds_age_unpack(a),
						 KIND(b) == KIND_PMA ? latest_pma : peds_age_unpack(b));
	return c != 0 ? c : (int) KIND(a) - (int) KIND(b);
}

int
peds_age_band_compare(peds_age_band a, peds_age_band b)
{
	static const int mark_order[] = {
		[PEDS_MARK_PRETERM] = 0,
		[PEDS_MARK_TERM] = 1,
		[PEDS_MARK_NONE] = 2
	};
	uint32_t	x;
	uint32_t	y;
	int			c;

	if (a == b)
		return 0;
	if (a == PEDS_BAND_UNKNOWN || b == PEDS_BAND_UNKNOWN)
		return a == PEDS_BAND_UNKNOWN ? 1 : -1;

	x = peds_band_lower(a);
	y = peds_band_lower(b);
	if (x == PEDS_BOUND_NONE || y == PEDS_BOUND_NONE)
		return x == PEDS_BOUND_NONE ? -1 : 1;
	c = compare_bound(x, y);
	if (c != 0)
		return c < 0 ? -1 : 1;

	x = peds_band_upper(a);
	y = peds_band_upper(b);
	if (x != y)
	{
		if (x == PEDS_BOUND_NONE || y == PEDS_BOUND_NONE)
			return x == PEDS_BOUND_NONE ? 1 : -1;
		return compare_bound(x, y) < 0 ? -1 : 1;
	}
	return mark_order[peds_band_mark(a)] < mark_order[peds_band_mark(b)] ? -1 : 1;
}
