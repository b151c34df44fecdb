/* SPDX-License-Identifier: PostgreSQL */
/*
 * growth_flags.c
 *		Measurements that cannot be right or do not agree with each other.
 *
 * A value is compared with what its neighbours lead to expect: the median z of
 * the nearest ones, carried to its own age. Values that are implausible by
 * themselves are nobody's neighbours. Of two middle z the one nearer to the
 * value counts, so that one wrong neighbour accuses nobody.
 */
#include "growth_flags.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------- thresholds */

/* Ours, but for SHRINK_SIZE, which is growthcleanr's height.tolerance.cm. */
#define READ_Z			3.0		/* a value read otherwise fits within this z, */
#define READ_WEIGHT		0.2		/* or within this of the expected, as a logarithm */
#define READ_SIZE		0.1
#define READ_BARE		2.0		/* below 2 years without a z: factors beyond e^2 only */
#define NEIGHBOURS		3		/* on each side */
#define NEIGHBOUR_DAYS	365
#define JUMP_BETWEEN	1.5		/* z */
#define JUMP_END		2.0		/* z, where all neighbours are on one side */
#define SHRINK_SIZE		2.5		/* cm */
#define SHRINK_HEAD		1.5		/* cm */

#define POUND	0.45359237		/* kg, by definition */
#define INCH	2.54			/* cm, by definition */

#define READING "z beyond the limits of the reference and, read so, within 3; in a series: read so within 20 % (weight, bmi; length, height, head 10 %, as logarithms) of what the neighbours lead to expect, and nearer to the median"
#define DEFINITION "the unit's definition; when it is suspected: this program"
#define OURS "this program"

static const peds_growth_flag_row list[PEDS_FLAG_COUNT] = {
	[PEDS_FLAG_NOT_POSITIVE] = {
		"not-positive", "zero, negative, infinite or NaN", "0", OURS, "reading"
	},
	[PEDS_FLAG_SWAPPED] = {
		"swapped", "weight and length or height of one day stand one for the other",
		"both fit when exchanged, as for a reading, and do not as they are", OURS, "reading"
	},
	[PEDS_FLAG_POUNDS] = {"pounds", "a weight that fits as pounds, 0.45359237 kg", READING, DEFINITION, "reading"},
	[PEDS_FLAG_GRAMS] = {"grams", "a weight that fits as grams", READING, DEFINITION, "reading"},
	[PEDS_FLAG_INCHES] = {"inches", "a length, height or head that fits as inches, 2.54 cm", READING, DEFINITION, "reading"},
	[PEDS_FLAG_METRES] = {"metres", "a length, height or head that fits as metres", READING, DEFINITION, "reading"},
	[PEDS_FLAG_TENFOLD] = {
		"tenfold", "fits when divided by 10: a decimal point that slipped, or millimetres", READING, OURS, "reading"
	},
	[PEDS_FLAG_TENTH] = {"tenth", "fits when multiplied by 10: a decimal point that slipped", READING, OURS, "reading"},
	[PEDS_FLAG_OTHER_MEASURE] = {
		"other-measure", "a weight that fits as length or height, or the other way",
		"z beyond the limits of the reference and, read so, within 3, and no other reading nearer to the median or to what the neighbours lead to expect", OURS, "reading"
	},
	[PEDS_FLAG_IMPLAUSIBLE] = {
		"implausible", "beyond the limits of the reference, and no reading fits",
		"who: z of weight -6 to 5, length and height -6 to 6, bmi and head -5 to 5; cdc: modified z of weight -5 to 8, height -5 to 4, bmi -4 to 8",
		"WHO Anthro and AnthroPlus; CDC growth chart program (2016)", "primary"
	},
	[PEDS_FLAG_SHRANK] = {
		"shrank", "length or height, or head, falls; of two values the one that agrees less with its neighbours",
		"length, height: more than 2.5 cm; head: more than 1.5 cm",
		"length, height: growthcleanr 2.2, height.tolerance.cm [primary, its documentation]; head: this program", "reading"
	},
	[PEDS_FLAG_JUMP] = {
		"jump", "far from its neighbours: perhaps another child's",
		"z differs from the median z of the 3 nearest on each side, within 365 days, at least 2 in all, by more than 1.5; by more than 2 where all are on one side",
		OURS, "reading"
	},
	[PEDS_FLAG_SAME_DAY] = {"same-day", "values of one measure and day differ", "0", OURS, "reading"}
};

const peds_growth_flag_row *
peds_growth_flag_get(peds_growth_flag flag)
{
	return &list[flag];
}

/* ---------------------------------------------------------------- readings */

/* What is one series: weight; length and height; BMI; head. */
typedef enum series
{
	WEIGHT,
	SIZE,
	BMI,
	HEAD
} series;

static series
series_of(peds_growth_measure measure)
{
	switch (measure)
	{
		case PEDS_GROWTH_WEIGHT:
			return WEIGHT;
		case PEDS_GROWTH_LENGTH:
		case PEDS_GROWTH_HEIGHT:
			return SIZE;
		case PEDS_GROWTH_BMI:
			return BMI;
		default:
			return HEAD;
	}
}

#define IN(s)	(1 << (s))

/* Another way to read a value, and for which series. */
static const struct reading
{
	peds_growth_flag flag;
	int			series;
	double		factor;
}			reading[] = {
	{PEDS_FLAG_POUNDS, IN(WEIGHT), POUND},
	{PEDS_FLAG_GRAMS, IN(WEIGHT), 0.001},
	{PEDS_FLAG_INCHES, IN(SIZE) | IN(HEAD), INCH},
	{PEDS_FLAG_METRES, IN(SIZE) | IN(HEAD), 100},
	{PEDS_FLAG_TENFOLD, IN(WEIGHT) | IN(SIZE) | IN(BMI) | IN(HEAD), 0.1},
	{PEDS_FLAG_TENTH, IN(WEIGHT) | IN(SIZE) | IN(BMI) | IN(HEAD), 10}
};

#define NREADINGS ((int) (sizeof(reading) / sizeof(reading[0])))

static double
tolerance(series s)
{
	return s == WEIGHT || s == BMI ? READ_WEIGHT : READ_SIZE;
}

peds_growth_measure
peds_growth_measure_at(peds_growth_reference reference, peds_growth_measure measure, int64_t age_days)
{
	if (series_of(measure) != SIZE)
		return measure;
	return reference == PEDS_GROWTH_WHO && age_days < PEDS_GROWTH_STANDING_FROM ?
		PEDS_GROWTH_LENGTH : PEDS_GROWTH_HEIGHT;
}

/* z of a value, and whether it is plausible; the status of the place if there is no table. */
static peds_growth_status
look(peds_growth_reference reference, peds_growth_measure measure, peds_sex sex, int64_t age_days,
	 double value, peds_growth_at *at, double *z)
{
	peds_growth_status status;

	*z = NAN;
	measure = peds_growth_measure_at(reference, measure, age_days);
	status = peds_growth_by_age(reference, measure, sex, age_days, at);
	if (status != PEDS_GROWTH_OK)
		return status;
	status = peds_growth_z(at, value, z);
	if (status != PEDS_GROWTH_OK)
	{
		*z = NAN;
		return status;
	}
	return peds_growth_plausible(reference, measure, at, value, *z);
}

static bool
implausible(peds_growth_status status)
{
	return status == PEDS_GROWTH_LOW || status == PEDS_GROWTH_HIGH || status == PEDS_GROWTH_TOO_FAR;
}

static bool
has_table(peds_growth_status status)
{
	return status == PEDS_GROWTH_OK || status == PEDS_GROWTH_NOT_POSITIVE || implausible(status);
}

/* z of a value read otherwise; NaN if there is none. */
static double
z_of(const peds_growth_point *p, peds_growth_measure measure, double value)
{
	peds_growth_at at;
	double		z;

	(void) look(p->reference, measure, p->sex, p->age_days, value, &at, &z);
	return z;
}

/* A weight as a size, or the other way, if nearer to the median than best. */
static void
read_other(peds_growth_point *p, double best)
{
	series		s = series_of(p->measure);
	double		z;

	if (s != WEIGHT && s != SIZE)
		return;
	z = z_of(p, s == WEIGHT ? PEDS_GROWTH_HEIGHT : PEDS_GROWTH_WEIGHT, p->value);
	if (fabs(z) < best)
	{
		p->flag = PEDS_FLAG_OTHER_MEASURE;
		p->other = p->value;
		p->other_z = z;
	}
}

/* The reading nearest to the median, for a value that is implausible. */
static void
read_alone(peds_growth_point *p)
{
	series		s = series_of(p->measure);
	double		best = READ_Z;

	for (int i = 0; i < NREADINGS; i++)
	{
		double		z;

		if (!(reading[i].series & IN(s)))
			continue;
		z = z_of(p, p->measure, p->value * reading[i].factor);
		if (fabs(z) <= best)
		{
			best = fabs(z);
			p->flag = reading[i].flag;
			p->other = p->value * reading[i].factor;
			p->other_z = z;
		}
	}
	read_other(p, best);
}

/* The reading nearest to what is expected. */
static void
read_expected(peds_growth_point *p)
{
	series		s = series_of(p->measure);
	double		best = tolerance(s);

	for (int i = 0; i < NREADINGS; i++)
	{
		double		value = p->value * reading[i].factor;
		double		distance = fabs(log(value / p->expected));
		double		z = NAN;

		if (!(reading[i].series & IN(s)) || !(distance <= best))
			continue;
		if (has_table(p->status))
		{
			/* of two values that disagree, the one that is farther from the median */
			z = z_of(p, p->measure, value);
			if (isnan(z) || (!isnan(p->z) && !(fabs(z) < fabs(p->z))))
				continue;
		}
		else if (p->age_days < PEDS_GROWTH_STANDING_FROM && fabs(log(reading[i].factor)) < READ_BARE)
			continue;
		best = distance;
		p->flag = reading[i].flag;
		p->other = value;
		p->other_z = z;
	}
}

peds_growth_flag
peds_growth_suspicion(peds_growth_reference reference, peds_growth_measure measure,
					  peds_sex sex, int64_t age_days, double value)
{
	peds_growth_point p = {.reference = reference, .measure = measure, .sex = sex, .age_days = age_days, .value = value};
	peds_growth_at at;

	if (implausible(look(reference, measure, sex, age_days, value, &at, &p.z)))
		read_alone(&p);
	return p.flag;
}

/* --------------------------------------------------------------- exchanged */

/* Whether a value fits the place of p, by what is expected there or else by the table. */
static bool
fits(const peds_growth_point *p, double value)
{
	if (!isnan(p->expected))
		return fabs(log(value / p->expected)) <= tolerance(series_of(p->measure));
	return fabs(z_of(p, p->measure, value)) <= READ_Z;
}

static bool
exchanged(const peds_growth_point *weight, const peds_growth_point *size)
{
	if (!(weight->value > 0 && size->value > 0) || !isfinite(weight->value) || !isfinite(size->value))
		return false;
	return fits(weight, size->value) && fits(size, weight->value) &&
		!(fits(weight, weight->value) && fits(size, size->value));
}

peds_growth_flag
peds_growth_swap(peds_growth_reference reference, peds_sex sex, int64_t age_days, double weight, double size)
{
	peds_growth_point a = {
		.reference = reference, .measure = PEDS_GROWTH_WEIGHT, .sex = sex, .age_days = age_days,
		.value = weight, .expected = NAN
	};
	peds_growth_point b = a;

	b.measure = PEDS_GROWTH_HEIGHT;
	b.value = size;
	return exchanged(&a, &b) ? PEDS_FLAG_SWAPPED : PEDS_FLAG_NONE;
}

/* ------------------------------------------------------------------ series */

static int
compare_points(const void *a, const void *b)
{
	const peds_growth_point *x = a;
	const peds_growth_point *y = b;
	series		s = series_of(x->measure);
	series		t = series_of(y->measure);

	if (s != t)
		return s < t ? -1 : 1;
	if (x->age_days != y->age_days)
		return x->age_days < y->age_days ? -1 : 1;
	if (x->measure != y->measure)
		return x->measure < y->measure ? -1 : 1;
	/* NaN last, so that this is an order */
	if (isnan(x->value) || isnan(y->value))
		return !!isnan(x->value) - !!isnan(y->value);
	if (x->value != y->value)
		return x->value < y->value ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

/* The median of few numbers; of two middle ones that nearer to `to`. */
static double
median(double *number, int n, double to)
{
	for (int i = 1; i < n; i++)
		for (int j = i; j > 0 && number[j - 1] > number[j]; j--)
		{
			double		t = number[j];

			number[j] = number[j - 1];
			number[j - 1] = t;
		}
	if (n % 2 == 1)
		return number[n / 2];
	return fabs(number[n / 2] - to) < fabs(number[n / 2 - 1] - to) ? number[n / 2] : number[n / 2 - 1];
}

static bool
positive(const peds_growth_point *p)
{
	return p->value > 0 && isfinite(p->value);
}

/*
 * What is expected of each point of one series. By z, where there is a table;
 * else by value.
 */
static void
expect(peds_growth_point *p, int n, int *room, bool by_z)
{
	int			m = 0;
	int			k = 0;

	for (int i = 0; i < n; i++)
		if (by_z ? p[i].status == PEDS_GROWTH_OK : positive(&p[i]))
			room[m++] = i;
	for (int i = 0; i < n; i++)
	{
		double		number[2 * NEIGHBOURS];
		int			before = 0,
					after = 0;

		/* room[k] is the first that is not before i */
		while (k < m && room[k] < i)
			k++;
		if (!positive(&p[i]) || has_table(p[i].status) != by_z)
			continue;
		for (int j = k - 1; j >= 0 && before < NEIGHBOURS; j--)
		{
			if (p[i].age_days - p[room[j]].age_days > NEIGHBOUR_DAYS)
				break;
			number[before++] = by_z ? p[room[j]].z : p[room[j]].value;
		}
		for (int j = k + (k < m && room[k] == i); j < m && after < NEIGHBOURS; j++)
		{
			if (p[room[j]].age_days - p[i].age_days > NEIGHBOUR_DAYS)
				break;
			number[before + after++] = by_z ? p[room[j]].z : p[room[j]].value;
		}
		p[i].neighbours = before + after;
		p[i].sides = before > 0 && after > 0;
		if (p[i].neighbours == 0)
			continue;
		if (by_z)
		{
			peds_growth_at at;
			double		value;

			/* a z that no number holds is far from both alike */
			p[i].expected_z = median(number, before + after, isnan(p[i].z) ? 0 : p[i].z);
			if (peds_growth_by_age(p[i].reference,
								   peds_growth_measure_at(p[i].reference, p[i].measure, p[i].age_days),
								   p[i].sex, p[i].age_days, &at) == PEDS_GROWTH_OK &&
				peds_growth_value(&at, p[i].expected_z, &value))
				p[i].expected = value;
		}
		else
			p[i].expected = median(number, before + after, p[i].value);
	}
}

static bool
swapped_with(peds_growth_point *weight, peds_growth_point *size)
{
	if (weight->flag != PEDS_FLAG_NONE || size->flag != PEDS_FLAG_NONE || !exchanged(weight, size))
		return false;
	weight->flag = size->flag = PEDS_FLAG_SWAPPED;
	weight->other = size->value;
	weight->other_z = z_of(weight, weight->measure, size->value);
	size->other = weight->value;
	size->other_z = z_of(size, size->measure, weight->value);
	return true;
}

/* Pairs of one day; of several on a day each is taken once. */
static void
find_swapped(peds_growth_point *weight, int nweights, peds_growth_point *size, int nsizes)
{
	int			j = 0;

	for (int i = 0; i < nweights; i++)
	{
		while (j < nsizes && size[j].age_days < weight[i].age_days)
			j++;
		for (int k = j; k < nsizes && k < j + NEIGHBOURS && size[k].age_days == weight[i].age_days; k++)
			if (swapped_with(&weight[i], &size[k]))
				break;
	}
}

/* Readings, limits, jumps: each point for itself. */
static void
flag_each(peds_growth_point *p)
{
	if (p->flag != PEDS_FLAG_NONE)
		return;
	if (!isnan(p->expected))
		read_expected(p);
	else if (implausible(p->status))
		read_alone(p);
	if (p->flag == PEDS_FLAG_NONE && implausible(p->status))
		read_other(p, READ_Z);
	if (p->flag != PEDS_FLAG_NONE)
		return;
	if (implausible(p->status))
		p->flag = PEDS_FLAG_IMPLAUSIBLE;
	else if (!isnan(p->expected_z) && p->neighbours >= 2 &&
			 fabs(p->z - p->expected_z) > (p->sides ? JUMP_BETWEEN : JUMP_END))
		p->flag = PEDS_FLAG_JUMP;
}

static double
distance(const peds_growth_point *p)
{
	return isnan(p->expected) ? 0 : fabs(log(p->value / p->expected));
}

static void
set_shrank(peds_growth_point *p, const peds_growth_point *other)
{
	p->flag = PEDS_FLAG_SHRANK;
	p->other = other->value;
	p->other_days = other->age_days - p->age_days;
}

/*
 * room is a stack of those that stand, none below an earlier one by more than
 * is allowed. A jump downwards is said to have shrunk, if it has.
 */
static void
find_shrunk(peds_growth_point *p, int n, int *room, double allowed)
{
	int			m = 0;

	for (int i = 0; i < n; i++)
	{
		bool		jump = p[i].flag == PEDS_FLAG_JUMP;

		if (p[i].flag != PEDS_FLAG_NONE && !(jump && p[i].z < p[i].expected_z))
			continue;
		if (jump)
		{
			if (m > 0 && p[i].value < p[room[m - 1]].value - allowed)
				set_shrank(&p[i], &p[room[m - 1]]);
			continue;
		}
		while (m > 0 && p[i].value < p[room[m - 1]].value - allowed && p[room[m - 1]].age_days < p[i].age_days &&
			   distance(&p[room[m - 1]]) > distance(&p[i]))
		{
			set_shrank(&p[room[m - 1]], &p[i]);
			m--;
		}
		if (m > 0 && p[i].value < p[room[m - 1]].value - allowed && p[room[m - 1]].age_days < p[i].age_days)
		{
			set_shrank(&p[i], &p[room[m - 1]]);
			continue;
		}
		room[m++] = i;
	}
}

/* Values of one measure and day that stand side by side in order. */
static void
find_same_day(peds_growth_point *p, int n)
{
	int			end;

	for (int i = 0; i < n; i = end)
	{
		double		least = INFINITY,
					greatest = -INFINITY;

		for (end = i; end < n && p[end].age_days == p[i].age_days && p[end].measure == p[i].measure; end++)
			if (p[end].flag == PEDS_FLAG_NONE)
			{
				least = fmin(least, p[end].value);
				greatest = fmax(greatest, p[end].value);
			}
		if (!(least < greatest))
			continue;
		for (int j = i; j < end; j++)
			if (p[j].flag == PEDS_FLAG_NONE)
			{
				p[j].flag = PEDS_FLAG_SAME_DAY;
				p[j].other = p[j].value == least ? greatest : least;
			}
	}
}

void
peds_growth_flags(peds_growth_point *point, int n, int *room)
{
	int			first[HEAD + 2] = {0};

	for (int i = 0; i < n; i++)
	{
		peds_growth_point *p = &point[i];
		peds_growth_at at;

		p->status = look(p->reference, p->measure, p->sex, p->age_days, p->value, &at, &p->z);
		p->flag = positive(p) ? PEDS_FLAG_NONE : PEDS_FLAG_NOT_POSITIVE;
		p->expected_z = p->expected = p->other = p->other_z = NAN;
		p->other_days = 0;
		p->neighbours = 0;
		p->sides = false;
	}
	qsort(point, n, sizeof(*point), compare_points);
	for (int s = WEIGHT, i = 0; s <= HEAD; s++)
	{
		while (i < n && (int) series_of(point[i].measure) == s)
			i++;
		first[s + 1] = i;
		expect(point + first[s], i - first[s], room, true);
		expect(point + first[s], i - first[s], room, false);
	}
	find_swapped(point + first[WEIGHT], first[WEIGHT + 1] - first[WEIGHT],
				 point + first[SIZE], first[SIZE + 1] - first[SIZE]);
	for (int i = 0; i < n; i++)
		flag_each(&point[i]);
	find_shrunk(point + first[SIZE], first[SIZE + 1] - first[SIZE], room, SHRINK_SIZE);
	find_shrunk(point + first[HEAD], first[HEAD + 1] - first[HEAD], room, SHRINK_HEAD);
	for (int s = WEIGHT; s <= HEAD; s++)
		find_same_day(point + first[s], first[s + 1] - first[s]);
}

/* ------------------------------------------------------------------- words */

static const char *
unit_of(peds_growth_measure measure)
{
	series		s = series_of(measure);

	return s == WEIGHT ? "kg" : s == BMI ? "kg/m2" : "cm";
}

int
peds_growth_flag_print(const peds_growth_point *p, char *out)
{
	const char *unit = unit_of(p->measure);
	char		z[32] = "";
	char		expected[48] = "";
	char		status[PEDS_GROWTH_TEXT_SIZE];
	int64_t		days = llabs((long long) p->other_days);

	if (!isnan(p->other_z))
		snprintf(z, sizeof(z), ", z %.2f", p->other_z);
	if (!isnan(p->expected))
		snprintf(expected, sizeof(expected), "; expected %.4g %s", p->expected, unit);
	switch (p->flag)
	{
		case PEDS_FLAG_SWAPPED:
			return snprintf(out, PEDS_FLAG_TEXT_SIZE, "exchanged with that of the day: %.4g %s%s%s", p->other, unit, z, expected);
		case PEDS_FLAG_POUNDS:
		case PEDS_FLAG_GRAMS:
		case PEDS_FLAG_INCHES:
		case PEDS_FLAG_METRES:
			return snprintf(out, PEDS_FLAG_TEXT_SIZE, "read as %s: %.4g %s%s%s", list[p->flag].name, p->other, unit, z, expected);
		case PEDS_FLAG_TENFOLD:
			return snprintf(out, PEDS_FLAG_TEXT_SIZE, "divided by 10: %.4g %s%s%s", p->other, unit, z, expected);
		case PEDS_FLAG_TENTH:
			return snprintf(out, PEDS_FLAG_TEXT_SIZE, "multiplied by 10: %.4g %s%s%s", p->other, unit, z, expected);
		case PEDS_FLAG_OTHER_MEASURE:
			return snprintf(out, PEDS_FLAG_TEXT_SIZE, "read as %s: %.4g %s%s",
							series_of(p->measure) == WEIGHT ? "length or height" : "weight", p->other,
							series_of(p->measure) == WEIGHT ? "cm" : "kg", z);
		case PEDS_FLAG_IMPLAUSIBLE:
			peds_growth_status_print(p->status, p->reference,
									 peds_growth_measure_at(p->reference, p->measure, p->age_days), status);
			return snprintf(out, PEDS_FLAG_TEXT_SIZE, "%s%s", strchr(status, ':') + 2, expected);
		case PEDS_FLAG_SHRANK:
			return snprintf(out, PEDS_FLAG_TEXT_SIZE, "%.4g cm %s the value of %lld days %s%s",
							fabs(p->other - p->value), p->other > p->value ? "below" : "above", (long long) days,
							p->other_days < 0 ? "before" : "after", expected);
		case PEDS_FLAG_JUMP:
			return snprintf(out, PEDS_FLAG_TEXT_SIZE, "z %+.2f from the neighbours%s", p->z - p->expected_z, expected);
		case PEDS_FLAG_SAME_DAY:
			return snprintf(out, PEDS_FLAG_TEXT_SIZE, "another value of the day: %.4g %s", p->other, unit);
		default:
			out[0] = '\0';
			return 0;
	}
}
