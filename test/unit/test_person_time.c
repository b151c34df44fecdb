/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_person_time.c
 *		Person-time against a tally day by day; sums, differences and their
 *		limits; the text form and the binary one.
 *
 * Every value lies in exactly the room that was asked for, so that one byte
 * beside it is seen.
 */
#include "check.h"
#include "slow.h"

#include "../../src/core/person_time.h"
#include "../../src/core/person_time_quick.h"

#define COUNT(array) ((int) (sizeof(array) / sizeof((array)[0])))

static peds_age_cuts cuts;

static void
use_scheme(const char *text)
{
	CHECK_SAY(slow_scheme(text, &cuts), "%s", text);
}

/* ------------------------------------------------------------- values */

static peds_person_time *
new_value(int room)
{
	peds_person_time *pt = malloc(peds_person_time_room(&cuts, room));

	memset(pt, 0xee, peds_person_time_room(&cuts, room));
	peds_person_time_init(pt, &cuts);
	return pt;
}

/* The same value with room for more cells; the old one is gone. */
static peds_person_time *
grown(peds_person_time *pt, int room)
{
	peds_age_cuts c;
	peds_person_time *result;

	peds_person_time_cuts(pt, &c);
	result = malloc(peds_person_time_room(&c, room));
	memset(result, 0xee, peds_person_time_room(&c, room));
	memcpy(result, pt, peds_person_time_size(pt));
	free(pt);
	return result;
}

static peds_person_time *
copy_of(const peds_person_time *pt)
{
	peds_person_time *result = malloc(peds_person_time_size(pt));

	return memcpy(result, pt, peds_person_time_size(pt));
}

/* The text form, in a buffer of the size that is told. */
static char *
text_of(const peds_person_time *pt)
{
	char	   *text = malloc(peds_person_time_text_room(pt));
	size_t		length = peds_person_time_print(pt, text);

	CHECK(length < peds_person_time_text_room(pt) && text[length] == '\0');
	return text;
}

static peds_person_time *
parse(const char *text, size_t length, peds_status *status, size_t *position)
{
	size_t		room = peds_person_time_parse_room(text, length);
	peds_person_time *pt = calloc(1, room);
	char	   *copy = malloc(length > 0 ? length : 1);
	size_t		most = sizeof(peds_person_time) + 66 * sizeof(uint32_t);

	/* the longest scheme, and a cell for each semicolon; not more */
	for (size_t i = 0; i < length; i++)
		most += text[i] == ';' ? sizeof(peds_cell) : 0;
	CHECK(room <= most);
	memcpy(copy, text, length);
	*position = 99999;
	*status = peds_person_time_parse(copy, length, pt, position);
	CHECK(*status != PEDS_OK || peds_person_time_size(pt) <= room);
	free(copy);
	return pt;
}

static peds_person_time *
value_of(const char *text)
{
	peds_status status;
	size_t		position;
	peds_person_time *pt = parse(text, strlen(text), &status, &position);

	CHECK_SAY(status == PEDS_OK, "%s", text);
	return pt;
}

static unsigned char *
bytes_of(const peds_person_time *pt, size_t *length)
{
	unsigned char *bytes = malloc(peds_person_time_encode_room(pt));

	*length = peds_person_time_encode(pt, bytes);
	CHECK(*length <= peds_person_time_encode_room(pt));
	return bytes;
}

static peds_person_time *
decoded(const unsigned char *bytes, size_t length, peds_status *status)
{
	size_t		room = peds_person_time_decode_room(length);
	peds_person_time *pt = calloc(1, room);
	unsigned char *copy = malloc(length > 0 ? length : 1);

	memcpy(copy, bytes, length);
	*status = peds_person_time_decode(copy, length, pt);
	CHECK(*status != PEDS_OK || peds_person_time_size(pt) <= room);
	free(copy);
	return pt;
}

static bool
same(const peds_person_time *a, const peds_person_time *b)
{
	char	   *s = text_of(a);
	char	   *t = text_of(b);
	bool		result = strcmp(s, t) == 0;

	CHECK((peds_person_time_compare(a, b) == 0) == result);
	free(s);
	free(t);
	return result;
}

static void
check_text_of(int line, const peds_person_time *pt, const char *expected)
{
	char	   *text = text_of(pt);

	check_text(__FILE__, line, "text", text, expected);
	free(text);
}

#define CHECK_VALUE(pt, expected) check_text_of(__LINE__, pt, expected)

/* What every value keeps: cells in order, sound, and within the subjects. */
static void
check_sound(const peds_person_time *pt)
{
	const peds_cell *cell = peds_person_time_cells(pt);
	peds_age_cuts c;

	peds_person_time_cuts(pt, &c);
	CHECK_INT(pt->version, 1);
	CHECK(pt->subjects >= 0);
	for (int i = 0; i < pt->ncells; i++)
	{
		CHECK(i == 0 || peds_age_band_compare(cell[i - 1].band, cell[i].band) < 0);
		CHECK(peds_age_cuts_has_cell(&c, cell[i].band));
		CHECK(cell[i].subjects >= 1 && cell[i].subjects <= pt->subjects &&
			  cell[i].days >= cell[i].subjects);
	}
}

/* All bands that can hold time in the scheme in use. */
static int
possible_cells(peds_age_band *out)
{
	int			n = peds_age_cuts_bands(&cuts, out);

	out[n++] = PEDS_BAND_UNKNOWN;
	out[n++] = PEDS_BAND_BEFORE_BIRTH;
	for (int i = 0; i < cuts.n; i++)
		for (int j = i + 2; j <= cuts.n; j++)
			out[n++] = PEDS_BAND(peds_age_pack(cuts.cut[i]),
								 j < cuts.n ? peds_age_pack(cuts.cut[j]) : PEDS_BOUND_NONE,
								 PEDS_MARK_NONE);
	if (cuts.preterm != PEDS_PRETERM_NONE)
		out[n++] = PEDS_BAND(PEDS_BOUND_BIRTH, peds_band_upper(cuts.preterm_band), PEDS_MARK_NONE);
	return n;
}

/* Cells at random, with numbers up to `most`. */
static peds_person_time *
random_value(int64_t most)
{
	static peds_age_band band[4096];
	int			n = possible_cells(band);
	int			cells = (int) random_between(0, n < 8 ? n : 8);
	peds_person_time *pt = new_value(cells);

	pt->subjects = random_between(cells > 0, most);
	while (pt->ncells < cells)
	{
		peds_cell	cell;
		int			before = pt->ncells;
		peds_status status;

		cell.band = band[random_between(0, n - 1)];
		cell.subjects = random_between(1, pt->subjects);
		cell.days = random_between(cell.subjects, INT64_MAX / 2 < most ? most : most * 2);
		status = peds_person_time_add_read(pt, &cuts, &cell);
		CHECK(status == PEDS_OK ? pt->ncells == before + 1 :
			  status == PEDS_PERSON_TIME_BAND && pt->ncells == before);
	}
	check_sound(pt);
	return pt;
}

/* a + b, grown as often as it must, from the room that a has. */
static peds_person_time *
sum_of(const peds_person_time *a, const peds_person_time *b)
{
	peds_person_time *state = copy_of(a);
	int			room = state->ncells;
	int			next = 0;
	int			asked = 0;
	peds_status status;

	while ((status = peds_person_time_merge(state, room, b, &next)) == PEDS_NO_SPACE)
	{
		CHECK_INT(state->ncells, room);
		CHECK(next < b->ncells && asked++ < b->ncells);
		state = grown(state, ++room);
	}
	CHECK_INT(status, PEDS_OK);
	CHECK_INT(next, b->ncells);
	return state;
}

/* --------------------------------------------------- exposure of a subject */

typedef struct tally
{
	int			n;
	peds_age_band band[64];
	int64_t		days[64];
} tally;

static void
count_day(tally *t, peds_age_band band)
{
	int			i = 0;

	while (i < t->n && t->band[i] != band)
		i++;
	if (i == t->n)
	{
		t->band[t->n] = band;
		t->days[t->n++] = 0;
	}
	t->days[i]++;
}

/*
 * Day by day. The band of a day is that of peds_age_band_on, which has its own
 * tests; that of one known to the day and free of maturity is found here.
 */
static void
tally_days(tally *t, const peds_birth *birth, peds_day start, peds_day past)
{
	for (peds_day day = start; day < past; day++)
	{
		if (birth == NULL)
			count_day(t, PEDS_BAND_UNKNOWN);
		else if (birth->earliest == birth->latest && cuts.preterm == PEDS_PRETERM_NONE)
			count_day(t, day < birth->earliest ? PEDS_BAND_BEFORE_BIRTH :
					  cuts.band[slow_band_no(&cuts, birth->earliest, day)]);
		else
			count_day(t, peds_age_band_on(&cuts, birth, day));
	}
}

/* Expose with room for so many cells at first, and one more when it is full. */
static peds_person_time *
expose(peds_person_time *pt, int *room, const peds_birth *birth, peds_day start, peds_day past)
{
	peds_status status;

	while ((status = peds_person_time_expose(pt, *room, &cuts, birth, &start, past)) ==
		   PEDS_NO_SPACE)
	{
		CHECK_INT(pt->ncells, *room);
		CHECK(start < past);
		pt = grown(pt, ++*room);
	}
	CHECK_INT(status, PEDS_OK);
	CHECK(start >= past);
	return pt;
}

static void
check_tally(const peds_person_time *pt, const tally *t)
{
	int64_t		total = 0;
	int64_t		days;

	check_sound(pt);
	CHECK_INT(pt->ncells, t->n);
	for (int i = 0; i < t->n; i++)
	{
		const peds_cell *cell = peds_person_time_cell(pt, t->band[i]);

		CHECK_SAY(cell != NULL && cell->subjects == 1 && cell->days == t->days[i],
				  "%s %" PRId64, slow_text(t->band[i]), t->days[i]);
		total += t->days[i];
	}
	/* nothing is lost (contract, principle 2) */
	CHECK_INT(peds_person_time_days(pt, &days), PEDS_OK);
	CHECK_INT(days, total);
}

static const char *const schemes[] = {
	"ich-e11", "ema-p4", "ctis", "nichd", "fda-cder", "0d", "0d,1d,7d,2y",
	"0d,27d,1mo,32d,2mo,63d", "0d,1mo,2mo,3mo,4mo,5mo,6mo,7mo,8mo,9mo,10mo,11mo,1y"
};

/* A birth to the day or in part, with or without gestation. */
static void
random_birth(peds_birth *birth)
{
	peds_gestational_age ga = (peds_gestational_age) random_between(140, 314);
	const		peds_gestational_age *known = random_between(0, 2) ? &ga : NULL;
	peds_partial_date p;

	if (random_between(0, 1))
	{
		CHECK_INT(peds_birth_exact(slow_ymd(2015, 1, 1) + random_between(0, 2000), known, birth),
				  PEDS_OK);
		return;
	}
	while (peds_partial_date_make((int) random_between(2015, 2020), random_between(0, 2) ?
								  (int) random_between(1, 12) : 0, random_between(0, 3) ?
								  (int) random_between(1, 31) : 0, &p) != PEDS_OK)
		;
	CHECK_INT(peds_birth_partial(p, known, birth), PEDS_OK);
}

static void
exposure_by_tally(void)
{
	for (int s = 0; s < COUNT(schemes); s++)
	{
		use_scheme(schemes[s]);
		for (int i = 0; i < 400; i++)
		{
			peds_birth	birth;
			bool		known = i % 10 != 0;
			int			room = i % 3 == 0 ? 0 : i % 3 == 1 ? 1 : 20;
			peds_person_time *pt = new_value(room);
			tally		t = {0};
			peds_day	start;

			random_birth(&birth);
			start = birth.earliest + random_between(-60, i % 4 == 0 ? 900 : 60);
			/* ranges that do not overlap: one subject, one row */
			for (int range = (int) random_between(1, 3); range > 0; range--)
			{
				peds_day	past = start + random_between(0, i % 7 == 0 ? 4800 : 200);

				pt = expose(pt, &room, known ? &birth : NULL, start, past);
				tally_days(&t, known ? &birth : NULL, start, past);
				start = past + random_between(0, 40);
			}
			pt->subjects = 1;
			check_tally(pt, &t);
			free(pt);
		}
	}
}

/* Each newborn: all gestations, exposed for the first year. */
static void
exposure_of_newborns(void)
{
	static const char *const list[] = {"ema-p4", "nmpa", "ich-e11"};

	for (int s = 0; s < COUNT(list); s++)
	{
		use_scheme(list[s]);
		for (peds_gestational_age ga = 139; ga <= 314; ga++)
		{
			peds_birth	birth;
			int			room = 1;
			tally		t = {0};
			peds_person_time *pt = new_value(room);
			peds_day	day = slow_ymd(2023, 1, 31);

			CHECK_INT(peds_birth_exact(day, ga < 140 ? NULL : &ga, &birth), PEDS_OK);
			pt = expose(pt, &room, &birth, day - 3, day + 366);
			tally_days(&t, &birth, day - 3, day + 366);
			pt->subjects = 1;
			check_tally(pt, &t);
			free(pt);
		}
	}
}

static void
exposure_by_example(void)
{
	peds_birth	birth;
	int			room = 8;
	peds_person_time *pt;
	peds_gestational_age ga = 196;

	use_scheme("ich-e11");
	pt = new_value(room);
	CHECK_VALUE(pt, "ich-e11; subjects=0");
	/* an empty exposure is one subject with no day, in the total only */
	CHECK_INT(peds_birth_exact(slow_ymd(2023, 1, 31), NULL, &birth), PEDS_OK);
	pt = expose(pt, &room, &birth, slow_ymd(2023, 2, 1), slow_ymd(2023, 2, 1));
	pt->subjects = 1;
	CHECK_VALUE(pt, "ich-e11; subjects=1");
	pt = expose(pt, &room, &birth, slow_ymd(2023, 1, 1), slow_ymd(2025, 2, 1));
	CHECK_VALUE(pt, "ich-e11; subjects=1; (,0d)=1/30; [0d,28d)=1/28; [28d,2y)=1/703; [2y,12y)=1/1");
	/* a NULL birth puts the days into (,) */
	pt = expose(pt, &room, NULL, slow_ymd(2025, 2, 1), slow_ymd(2025, 2, 11));
	CHECK_VALUE(pt, "ich-e11; subjects=1; (,0d)=1/30; [0d,28d)=1/28; [28d,2y)=1/703; [2y,12y)=1/1; "
				"(,)=1/10");
	free(pt);

	/* worked bounds (rules §2.1): 111 days as preterm newborn after the birth */
	use_scheme("ema-p4");
	pt = new_value(room);
	CHECK_INT(peds_birth_exact(slow_ymd(2025, 1, 1), &ga, &birth), PEDS_OK);
	pt = expose(pt, &room, &birth, slow_ymd(2025, 1, 1), slow_ymd(2025, 5, 1));
	pt->subjects = 1;
	CHECK_VALUE(pt, "ema-p4; subjects=1; preterm [0d,pma44w)=1/112; [28d,2y)=1/8");
	free(pt);
	pt = new_value(room);
	CHECK_INT(peds_birth_exact(slow_ymd(2025, 1, 1), NULL, &birth), PEDS_OK);
	pt = expose(pt, &room, &birth, slow_ymd(2025, 1, 1), slow_ymd(2025, 7, 1));
	pt->subjects = 1;
	CHECK_VALUE(pt, "ema-p4; subjects=1; [0d,pma44w)=1/28; [0d,2y)=1/140; [28d,2y)=1/13");
	free(pt);

	/* all days that there are */
	use_scheme("ich-e11");
	pt = new_value(room);
	CHECK_INT(peds_birth_exact(0, NULL, &birth), PEDS_OK);
	pt = expose(pt, &room, &birth, PEDS_DAY_MIN, PEDS_DAY_END);
	pt->subjects = 1;
	CHECK_VALUE(pt, "ich-e11; subjects=1; (,0d)=1/2451545; [0d,28d)=1/28; [28d,2y)=1/703; "
				"[2y,12y)=1/3652; [12y,18y)=1/2192; [18y,)=1/2145025374");
	free(pt);
}

/*
 * One interval written at once: the same value as the slow way's, and never
 * refused without a reason.
 */
static void
quick_interval(void)
{
	static const char *const scheme[] = {
		"ich-e11", "fda-cder", "empirica", "nichd", "0d", "0d,28d,2y,12y,18y", "0d,27d,1mo,32d,2mo,63d", "0d,1mo,2mo,3mo,4mo"
	};
	int			written = 0;
	int			refused = 0;

	for (int i = 0; i < 40000; i++)
	{
		peds_day	birth = random_between(-40000, 10000);
		peds_day	start = birth + random_between(-3, i % 3 == 0 ? 100 : 7000);
		peds_day	past = start + random_between(0, i % 4 == 0 ? 1200 : 90);
		peds_day	from = start;
		peds_birth	known;
		peds_person_time *pt;
		peds_person_time *slow;
		bool		done;

		if (i % 500 == 0)
			use_scheme(scheme[i / 500 % COUNT(scheme)]);
		pt = malloc(peds_person_time_room(&cuts, PEDS_QUICK_CELLS));
		slow = malloc(peds_person_time_room(&cuts, 20));
		memset(pt, 0xee, peds_person_time_room(&cuts, PEDS_QUICK_CELLS));
		CHECK_INT(peds_birth_exact(birth, NULL, &known), PEDS_OK);
		peds_person_time_init(slow, &cuts);
		slow->subjects = 1;
		CHECK_INT(peds_person_time_expose(slow, 20, &cuts, &known, &from, past), PEDS_OK);
		done = peds_person_time_quick(pt, &cuts, birth, start, past);
		if (done)
			CHECK(same(pt, slow));
		else if (cuts.preterm == PEDS_PRETERM_NONE && start >= birth && start < past)
		{
			/* it leaves out only what is or may be in three bands */
			int			k = peds_band_no(&cuts, birth, start);

			CHECK(slow->ncells > PEDS_QUICK_CELLS ||
				  (k + 2 < cuts.n && past > peds_band_end(&cuts, k + 1, birth) - 10));
		}
		written += done;
		refused += !done;
		free(pt);
		free(slow);
	}
	CHECK(written > 20000 && refused > 1000);
}

/* -------------------------------------------------- sums and differences */

static void
sums(void)
{
	for (int i = 0; i < 3000; i++)
	{
		peds_person_time *a;
		peds_person_time *b;
		peds_person_time *c;
		peds_person_time *zero;
		peds_person_time *x;
		peds_person_time *y;
		peds_person_time *z;
		int64_t		days[3];

		if (i % 50 == 0)
			use_scheme(schemes[i / 50 % COUNT(schemes)]);
		a = random_value(i % 2 ? 5 : 1000000000000);
		b = random_value(i % 3 ? 5 : 1000000000000);
		c = random_value(5);
		zero = new_value(0);

		/* a + b = b + a */
		x = sum_of(a, b);
		y = sum_of(b, a);
		check_sound(x);
		CHECK(same(x, y));
		CHECK_INT(x->subjects, a->subjects + b->subjects);
		CHECK(peds_person_time_days(a, &days[0]) == PEDS_OK &&
			  peds_person_time_days(b, &days[1]) == PEDS_OK &&
			  peds_person_time_days(x, &days[2]) == PEDS_OK);
		CHECK_INT(days[2], days[0] + days[1]);
		for (int k = 0; k < x->ncells; k++)
		{
			const peds_cell *cell = &peds_person_time_cells(x)[k];
			const peds_cell *p = peds_person_time_cell(a, cell->band);
			const peds_cell *q = peds_person_time_cell(b, cell->band);

			CHECK(p != NULL || q != NULL);
			CHECK_INT(cell->subjects, (p ? p->subjects : 0) + (q ? q->subjects : 0));
			CHECK_INT(cell->days, (p ? p->days : 0) + (q ? q->days : 0));
		}

		/* (a + b) + c = a + (b + c) */
		z = sum_of(x, c);
		free(y);
		y = sum_of(b, c);
		free(x);
		x = sum_of(a, y);
		CHECK(same(x, z));
		free(x);
		free(y);
		free(z);

		/* a + 0 = a = 0 + a */
		x = sum_of(a, zero);
		y = sum_of(zero, a);
		CHECK(same(x, a) && same(y, a));
		free(x);
		free(y);

		/* (a + b) - b = a, and a - a = 0 */
		x = sum_of(a, b);
		CHECK_INT(peds_person_time_subtract(x, b), PEDS_OK);
		CHECK(same(x, a));
		CHECK_INT(peds_person_time_subtract(x, a), PEDS_OK);
		CHECK(same(x, zero));
		free(x);

		free(a);
		free(b);
		free(c);
		free(zero);
	}
}

/* The quick way adds what the slow one does, or nothing. */
static void
merge_quick(void)
{
	int			added = 0;
	int			refused = 0;

	for (int i = 0; i < 20000; i++)
	{
		peds_person_time *a;
		peds_person_time *b;
		peds_person_time *sum;
		peds_person_time *quick;

		if (i % 50 == 0)
			use_scheme(schemes[i / 50 % COUNT(schemes)]);
		a = random_value(9);
		b = random_value(9);
		if (b->ncells > 1 && i % 5 != 0)
			b->ncells = 1 + i % 2;
		sum = sum_of(a, b);
		quick = copy_of(a);
		if (peds_person_time_merge_quick(quick, b))
		{
			CHECK(same(quick, sum));
			added++;
		}
		else
		{
			CHECK(same(quick, a));
			CHECK(b->ncells == 0 || b->ncells > 2 ||
				  peds_person_time_cell(a, peds_person_time_cells(b)[0].band) == NULL ||
				  peds_person_time_cell(a, peds_person_time_cells(b)[b->ncells - 1].band) == NULL);
			refused++;
		}
		free(a);
		free(b);
		free(sum);
		free(quick);
	}
	CHECK(added > 1000 && refused > 1000);
}

/* Different schemes do not add up; nothing is changed. */
static void
different_schemes(void)
{
	static const char *const text[] = {
		"ich-e11; subjects=3; [0d,28d)=1/5",
		"ich-e11-16; subjects=3; [0d,28d)=1/5",
		"nmpa; subjects=3; [0d,28d)=1/5",
		"0d,28d,2y,12y,18y; subjects=3; [0d,28d)=1/5",
		"0d,28d,2y,12y,17y; subjects=3; [0d,28d)=1/5",
		"0d,28d,2y,12y; subjects=3; [0d,28d)=1/5",
		"0d,28d,2y; subjects=3; [0d,28d)=1/5",
		"0d,28d; subjects=3; [0d,28d)=1/5",
		"0d; subjects=3; [0d,)=1/5"
	};

	for (int i = 0; i < COUNT(text); i++)
		for (int j = 0; j < COUNT(text); j++)
		{
			peds_person_time *a = value_of(text[i]);
			peds_person_time *b = value_of(text[j]);
			int			next = 0;

			CHECK_INT(peds_person_time_merge(a, a->ncells, b, &next),
					  i == j ? PEDS_OK : PEDS_PERSON_TIME_SCHEMES);
			CHECK(i == j || !peds_person_time_merge_quick(a, b));
			if (i != j)
				CHECK_VALUE(a, text[i]);
			CHECK_INT(peds_person_time_subtract(a, b),
					  i == j ? PEDS_OK : PEDS_PERSON_TIME_SCHEMES);
			CHECK_VALUE(a, text[i]);
			free(a);
			free(b);
		}
}

/* What is not part of the state cannot be taken away. */
static void
differences_that_are_none(void)
{
	static const struct
	{
		const char *state;
		const char *value;
	}			table[] =
	{
		{"ich-e11; subjects=1", "ich-e11; subjects=2"},
		{"ich-e11; subjects=2", "ich-e11; subjects=1; [0d,28d)=1/1"},
		{"ich-e11; subjects=5; [0d,28d)=2/9", "ich-e11; subjects=3; [0d,28d)=3/3"},
		{"ich-e11; subjects=5; [0d,28d)=2/9", "ich-e11; subjects=2; [0d,28d)=1/10"},
		{"ich-e11; subjects=5; [0d,28d)=2/9", "ich-e11; subjects=2; [28d,2y)=1/1"},
		/* what is left would be no value */
		{"ich-e11; subjects=5; [0d,28d)=2/9", "ich-e11; subjects=2; [0d,28d)=2/8"},
		{"ich-e11; subjects=5; [0d,28d)=2/9", "ich-e11; subjects=2; [0d,28d)=1/9"},
		{"ich-e11; subjects=5; [0d,28d)=3/9", "ich-e11; subjects=2; [0d,28d)=1/8"},
		{"ich-e11; subjects=5; [0d,28d)=3/9", "ich-e11; subjects=3"},
		{"ich-e11; subjects=5; [0d,28d)=3/9; [28d,2y)=5/5", "ich-e11; subjects=3; [0d,28d)=3/9"}
	};

	for (int i = 0; i < COUNT(table); i++)
	{
		peds_person_time *a = value_of(table[i].state);
		peds_person_time *b = value_of(table[i].value);

		CHECK_SAY(peds_person_time_subtract(a, b) == PEDS_PERSON_TIME_NOT_PART, "%s - %s",
				  table[i].state, table[i].value);
		free(a);
		free(b);
	}
}

/* The numbers are int8; beyond them there is an error, not a wrong sum. */
static void
overflow(void)
{
	static const struct
	{
		const char *a;
		const char *b;
		const char *sum;		/* NULL where it overflows */
	}			table[] =
	{
		{"ich-e11; subjects=9223372036854775806", "ich-e11; subjects=1",
		"ich-e11; subjects=9223372036854775807"},
		{"ich-e11; subjects=9223372036854775807", "ich-e11; subjects=1", NULL},
		{"ich-e11; subjects=1; [0d,28d)=1/9223372036854775806",
			"ich-e11; subjects=1; [0d,28d)=1/1",
		"ich-e11; subjects=2; [0d,28d)=2/9223372036854775807"},
		{"ich-e11; subjects=1; [0d,28d)=1/9223372036854775806",
		"ich-e11; subjects=1; [0d,28d)=1/2", NULL},
		{"ich-e11; subjects=9223372036854775807; [0d,28d)=9223372036854775807/9223372036854775807",
		"ich-e11; subjects=1; [28d,2y)=1/1", NULL},
		{"ich-e11; subjects=9223372036854775806; [0d,28d)=9223372036854775806/9223372036854775806",
			"ich-e11; subjects=1; [0d,28d)=1/1",
		"ich-e11; subjects=9223372036854775807; [0d,28d)=9223372036854775807/9223372036854775807"},
		{"ich-e11; subjects=9223372036854775807; [0d,28d)=9223372036854775807/9223372036854775807",
		"ich-e11; subjects=1; [0d,28d)=1/1", NULL}
	};
	int64_t		days;
	peds_person_time *pt;

	for (int i = 0; i < COUNT(table); i++)
		for (int turn = 0; turn <= 1; turn++)
		{
			peds_person_time *a = value_of(turn ? table[i].b : table[i].a);
			peds_person_time *b = value_of(turn ? table[i].a : table[i].b);
			peds_person_time *quick = copy_of(a);
			char	   *before = text_of(a);
			int			next = 0;
			bool		added;

			a = grown(a, a->ncells + b->ncells);
			CHECK_INT(peds_person_time_merge(a, a->ncells + b->ncells, b, &next),
					  table[i].sum ? PEDS_OK : PEDS_PERSON_TIME_OVERFLOW);
			if (table[i].sum)
				CHECK_VALUE(a, table[i].sum);
			added = peds_person_time_merge_quick(quick, b);
			CHECK(!added || table[i].sum != NULL);
			CHECK_VALUE(quick, added ? table[i].sum : before);
			free(a);
			free(b);
			free(quick);
			free(before);
		}
	pt = value_of("ich-e11; subjects=1; [0d,28d)=1/9223372036854775806; [28d,2y)=1/1");
	CHECK(peds_person_time_days(pt, &days) == PEDS_OK && days == INT64_MAX);
	free(pt);
	pt = value_of("ich-e11; subjects=1; [0d,28d)=1/9223372036854775806; [28d,2y)=1/2");
	CHECK_INT(peds_person_time_days(pt, &days), PEDS_PERSON_TIME_OVERFLOW);
	free(pt);
}

/* --------------------------------------------------------- looking inside */

/* unnest (contract): every band of the scheme, and the others that hold a subject. */
static void
rows(void)
{
	for (int i = 0; i < 2000; i++)
	{
		peds_person_time *pt;
		peds_person_time_rows r;
		peds_cell	row;
		peds_age_band previous = 0;
		peds_age_band one[PEDS_SCHEME_MAX_CUTS + 1];
		int			n = 0;
		int			cells = 0;
		int			bands = 0;

		if (i % 50 == 0)
			use_scheme(schemes[i / 50 % COUNT(schemes)]);
		pt = random_value(9);
		peds_person_time_rows_init(&r, pt);
		while (peds_person_time_rows_next(&r, &row))
		{
			const peds_cell *cell = peds_person_time_cell(pt, row.band);

			CHECK(n++ == 0 || peds_age_band_compare(previous, row.band) < 0);
			previous = row.band;
			if (cell != NULL)
			{
				CHECK(row.subjects == cell->subjects && row.days == cell->days);
				cells++;
			}
			else
				CHECK(row.subjects == 0 && row.days == 0);
			CHECK(cell != NULL || peds_age_cuts_has_band(&cuts, row.band));
			bands += peds_age_cuts_has_band(&cuts, row.band);
		}
		CHECK_INT(cells, pt->ncells);
		CHECK_INT(bands, peds_age_cuts_bands(&cuts, one));
		CHECK(!peds_person_time_rows_next(&r, &row));
		free(pt);
	}
	/* a person-year is 365.25 days (contract) */
	CHECK(peds_person_years(1461) == 4.0);
	CHECK(peds_person_years(0) == 0.0);
}

/* The scheme comes back out of the value. */
static void
scheme_of_a_value(void)
{
	char		long_list[PEDS_SCHEME_TEXT_SIZE];
	char	   *at = long_list + sprintf(long_list, "0d");

	for (int k = 1; k < PEDS_SCHEME_MAX_CUTS; k++)
		at += sprintf(at, ",%dmo", 268435440 + 12 * (k - PEDS_SCHEME_MAX_CUTS) + 7);
	for (int s = 0; s <= COUNT(schemes); s++)
	{
		static peds_age_cuts back;
		char		text[PEDS_SCHEME_TEXT_SIZE];
		peds_person_time *pt;

		use_scheme(s < COUNT(schemes) ? schemes[s] : long_list);
		pt = new_value(0);
		memset(&back, 0xee, sizeof(back));
		peds_person_time_cuts(pt, &back);
		CHECK(memcmp(&back, &cuts, sizeof(cuts)) == 0);
		peds_person_time_scheme_text(pt, text);
		CHECK_TEXT(text, s < COUNT(schemes) ? schemes[s] : long_list);
		CHECK_INT(peds_person_time_size(pt), peds_person_time_room(&cuts, 0));
		CHECK_INT(peds_person_time_room(&cuts, 3), peds_person_time_size(pt) + 3 * 24);
		CHECK_INT(peds_person_time_cells_offset(pt) % 8, 0);
		free(pt);
	}
}

/* Scheme, subjects, then cell by cell (person_time.h). */
static void
order(void)
{
	static const char *const text[] = {
		"0d; subjects=9",
		"0d,28d; subjects=1",
		"0d,28d,2y; subjects=1",
		"ich-e11; subjects=0",
		"ich-e11; subjects=1",
		"ich-e11; subjects=2",
		"ich-e11; subjects=2; (,0d)=1/1",
		"ich-e11; subjects=2; [0d,28d)=1/1",
		"ich-e11; subjects=2; [0d,28d)=1/1; [28d,2y)=1/1",
		"ich-e11; subjects=2; [0d,28d)=1/1; [18y,)=2/9",
		"ich-e11; subjects=2; [0d,28d)=1/2",
		"ich-e11; subjects=2; [0d,28d)=2/2",
		"ich-e11; subjects=2; [28d,2y)=1/1",
		"ich-e11; subjects=2; (,)=1/1",
		"ich-e11; subjects=3",
		"ich-e11; subjects=10",
		"ich-e11-16; subjects=1",
		"nichd; subjects=0"
	};

	for (int i = 0; i < COUNT(text); i++)
		for (int j = 0; j < COUNT(text); j++)
		{
			peds_person_time *a = value_of(text[i]);
			peds_person_time *b = value_of(text[j]);

			CHECK_SAY(peds_person_time_compare(a, b) == (i > j) - (i < j), "%s, %s",
					  text[i], text[j]);
			free(a);
			free(b);
		}
}

/* -------------------------------------------------------------- text form */

static void
text_forms(void)
{
	static const struct
	{
		const char *text;
		const char *printed;	/* NULL: the same */
	}			table[] =
	{
		{"ich-e11; subjects=252; [0d,28d)=19/234; [28d,2y)=64/5538", NULL},
		{"ich-e11; subjects=0", NULL},
		{"ich-e11; subjects=1; (,0d)=1/1; [0d,12y)=1/2; (,)=1/3", NULL},
		{"ema-p4; subjects=4; term [0d,28d)=2/2; preterm [0d,pma44w)=1/1; [0d,pma44w)=1/7", NULL},
		{"0d,42d,2y; subjects=2; [42d,2y)=1/2", NULL},
		{"0d,6w,24mo; subjects=2; [6w,24mo)=1/2", "0d,42d,2y; subjects=2; [42d,2y)=1/2"},
		/* cells in another order are put in order */
		{"ich-e11; subjects=2; (,)=1/1; [28d,2y)=1/2; [0d,28d)=1/3; (,0d)=2/4",
		"ich-e11; subjects=2; (,0d)=2/4; [0d,28d)=1/3; [28d,2y)=1/2; (,)=1/1"},
		{"ich-e11; subjects=9223372036854775807; [0d,28d)=9223372036854775807/9223372036854775807", NULL},
		{"ich-e11; subjects=002; [0d,28d)=01/0000000000000000000000003",
		"ich-e11; subjects=2; [0d,28d)=1/3"}
	};

	for (int i = 0; i < COUNT(table); i++)
	{
		peds_person_time *pt = value_of(table[i].text);

		check_sound(pt);
		CHECK_VALUE(pt, table[i].printed ? table[i].printed : table[i].text);
		free(pt);
	}
}

static void
text_that_is_refused(void)
{
	static const struct
	{
		const char *text;
		peds_status status;
		size_t		position;
	}			table[] =
	{
		{"", PEDS_SCHEME_UNKNOWN, 0},
		{"ich-e11", PEDS_PERSON_TIME_MALFORMED, 7},
		{"ich-e12; subjects=1", PEDS_SCHEME_UNKNOWN, 0},
		{"ich-e11 ; subjects=1", PEDS_SCHEME_UNKNOWN, 0},
		{"0d,1mo,28d; subjects=1", PEDS_SCHEME_ORDER, 7},
		{"0d,28x; subjects=1", PEDS_SCHEME_MALFORMED, 5},
		{"ich-e11;", PEDS_PERSON_TIME_MALFORMED, 7},
		{"ich-e11; ", PEDS_PERSON_TIME_MALFORMED, 7},
		{"ich-e11; subjects", PEDS_PERSON_TIME_MALFORMED, 7},
		{"ich-e11; subjects=", PEDS_PERSON_TIME_MALFORMED, 18},
		{"ich-e11; subjects=x", PEDS_PERSON_TIME_MALFORMED, 18},
		{"ich-e11; subjects=-1", PEDS_PERSON_TIME_MALFORMED, 18},
		{"ich-e11; subjects= 1", PEDS_PERSON_TIME_MALFORMED, 18},
		{"ich-e11; subjects=1.5", PEDS_PERSON_TIME_MALFORMED, 19},
		{"ich-e11;subjects=1", PEDS_PERSON_TIME_MALFORMED, 7},
		{"ich-e11;  subjects=1", PEDS_PERSON_TIME_MALFORMED, 7},
		{"ich-e11; subjects=9223372036854775808", PEDS_PERSON_TIME_COUNT_RANGE, 18},
		{"ich-e11; subjects=99999999999999999999999", PEDS_PERSON_TIME_COUNT_RANGE, 18},
		{"ich-e11; subjects=1;", PEDS_PERSON_TIME_MALFORMED, 19},
		{"ich-e11; subjects=1; ", PEDS_PERSON_TIME_MALFORMED, 21},
		{"ich-e11; subjects=1 ", PEDS_PERSON_TIME_MALFORMED, 19},
		{"ich-e11; subjects=1;[0d,28d)=1/1", PEDS_PERSON_TIME_MALFORMED, 19},
		{"ich-e11; subjects=1; [0d,28d)", PEDS_PERSON_TIME_MALFORMED, 29},
		{"ich-e11; subjects=1; [0d,28d]=1/1", PEDS_PERSON_TIME_MALFORMED, 28},
		{"ich-e11; subjects=1; [0d,28d)=", PEDS_PERSON_TIME_MALFORMED, 30},
		{"ich-e11; subjects=1; [0d,28d)=1", PEDS_PERSON_TIME_MALFORMED, 31},
		{"ich-e11; subjects=1; [0d,28d)=1/", PEDS_PERSON_TIME_MALFORMED, 32},
		{"ich-e11; subjects=1; [0d,28d)=/1", PEDS_PERSON_TIME_MALFORMED, 30},
		{"ich-e11; subjects=1; [0d,28d)=1/1;", PEDS_PERSON_TIME_MALFORMED, 33},
		{"ich-e11; subjects=1[0d,28d)=1/1", PEDS_PERSON_TIME_MALFORMED, 19},
		{"ich-e11; subjects=1; [0d,28d)=1/1[28d,2y)=1/1", PEDS_PERSON_TIME_MALFORMED, 33},
		{"ich-e11; subjects=1; [0d,28d)=1/1, [28d,2y)=1/1", PEDS_PERSON_TIME_MALFORMED, 33},
		{"ich-e11; subjects=1; [0d,28d)=1/1x", PEDS_PERSON_TIME_MALFORMED, 33},
		{"ich-e11; subjects=1; [0d,28d)=1/-1", PEDS_PERSON_TIME_MALFORMED, 32},
		{"ich-e11; subjects=1; [28d,1d)=1/1", PEDS_BAND_ORDER, 21},
		{"ich-e11; subjects=1; [0d,28d)=9223372036854775808/1", PEDS_PERSON_TIME_COUNT_RANGE, 30},
		{"ich-e11; subjects=1; [0d,28d)=1/9223372036854775808", PEDS_PERSON_TIME_COUNT_RANGE, 32},
		{"ich-e11; subjects=1; [0d,28d)=1/92233720368547758070", PEDS_PERSON_TIME_COUNT_RANGE, 32},
		/* bands of another scheme, or there twice */
		{"ich-e11; subjects=1; [0d,27d)=1/1", PEDS_PERSON_TIME_BAND, 21},
		{"ich-e11; subjects=1; [0d,28d)=1/1; [28d,6y)=1/1", PEDS_PERSON_TIME_BAND, 35},
		{"ich-e11; subjects=1; term [0d,28d)=1/1", PEDS_PERSON_TIME_BAND, 21},
		{"ich-e11; subjects=1; [0d,pma44w)=1/1", PEDS_PERSON_TIME_BAND, 21},
		{"ema-p4; subjects=1; [0d,28d)=1/1", PEDS_PERSON_TIME_BAND, 20},
		{"ich-e11; subjects=1; [0d,28d)=1/1; [0d,28d)=1/1", PEDS_PERSON_TIME_BAND, 35},
		{"ich-e11; subjects=1; [0d,28d)=1/1; [0d,4w)=1/1", PEDS_PERSON_TIME_BAND, 35},
		/* at least one subject, not more than in all, each with at least one day */
		{"ich-e11; subjects=1; [0d,28d)=0/0", PEDS_PERSON_TIME_COUNTS, 21},
		{"ich-e11; subjects=1; [0d,28d)=0/5", PEDS_PERSON_TIME_COUNTS, 21},
		{"ich-e11; subjects=1; [0d,28d)=1/0", PEDS_PERSON_TIME_COUNTS, 21},
		{"ich-e11; subjects=5; [0d,28d)=3/2", PEDS_PERSON_TIME_COUNTS, 21},
		{"ich-e11; subjects=1; [0d,28d)=2/5", PEDS_PERSON_TIME_COUNTS, 21},
		{"ich-e11; subjects=0; [0d,28d)=1/1", PEDS_PERSON_TIME_COUNTS, 21}
	};
	static const char whole[] = "ich-e11; subjects=25; [0d,28d)=19/234; [28d,2y)=24/5538";

	for (int i = 0; i < COUNT(table); i++)
	{
		peds_status status;
		size_t		position;

		free(parse(table[i].text, strlen(table[i].text), &status, &position));
		CHECK_SAY(status == table[i].status, "\"%s\": %d", table[i].text, status);
		CHECK_SAY(position == table[i].position, "\"%s\": %d", table[i].text, (int) position);
	}

	/* a beginning is a value only where a number is complete */
	for (size_t length = 0; length < sizeof(whole); length++)
	{
		peds_status status;
		size_t		position;
		peds_person_time *pt = parse(whole, length, &status, &position);

		CHECK(position <= length);
		if (length == strlen("ich-e11; subjects=25"))
			CHECK_VALUE(pt, "ich-e11; subjects=25");
		else if (length == strlen("ich-e11; subjects=25; [0d,28d)=19/234"))
			CHECK_VALUE(pt, "ich-e11; subjects=25; [0d,28d)=19/234");
		else if (length < strlen("ich-e11; subjects=2"))
			CHECK(status != PEDS_OK);
		else if (length > 0 && strchr("0123456789", whole[length - 1]) == NULL)
			CHECK_SAY(status != PEDS_OK, "%.*s", (int) length, whole);
		free(pt);
	}
}

/* Random changes to a text are refused, or are a value with a text of its own. */
static void
text_that_is_changed(void)
{
	static const char *const from[] = {
		"ich-e11; subjects=252; [0d,28d)=19/234; [28d,2y)=64/5538; (,)=2/9",
		"ema-p4; subjects=12; preterm [0d,pma44w)=2/3; [0d,2y)=1/9; [18y,)=12/12",
		"0d,6d,13mo,18y; subjects=9; [0d,6d)=1/2; [0d,18y)=3/4; [13mo,)=9/9"
	};
	static const char alphabet[] = "0123456789dwmoy[](),;= /-pretm";
	int			read = 0;

	for (int i = 0; i < 60000; i++)
	{
		char		text[128];
		size_t		length = strlen(from[i % 3]);
		peds_status status;
		size_t		position;
		peds_person_time *pt;

		strcpy(text, from[i % 3]);
		for (int k = (int) random_between(1, 2); k > 0; k--)
			text[random_between(0, (int64_t) length - 1)] =
				alphabet[random_between(0, (int) sizeof(alphabet) - 2)];
		pt = parse(text, length, &status, &position);
		CHECK_SAY(status == PEDS_OK || position <= length, "%s", text);
		if (status == PEDS_OK)
		{
			char	   *printed = text_of(pt);
			peds_person_time *again = value_of(printed);

			read++;
			check_sound(pt);
			CHECK_SAY(same(pt, again), "%s", text);
			free(printed);
			free(again);
		}
		free(pt);
	}
	CHECK(read > 1000);
}

/* ------------------------------------------------------------ binary form */

/* The layout is sent to other machines, so it never changes (person_time_wire.c). */
static void
layout(void)
{
	static const unsigned char expected[] = {
		1,						/* version */
		0, 7, 'i', 'c', 'h', '-', 'e', '1', '1',
		0, 0, 0, 0, 0, 0, 0, 252,	/* subjects */
		0, 2,					/* cells */
		0x40, 0, 0, 0, 0x40, 0, 0, 28,	/* [0d,28d) */
		0, 0, 0, 0, 0, 0, 0, 19,
		0, 0, 0, 0, 0, 0, 0, 234,
		0x40, 0, 0, 28, 0x80, 0, 0, 24, /* [28d,2y) */
		0, 0, 0, 0, 0, 0, 0, 64,
		0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef
	};
	peds_person_time *pt = value_of("ich-e11; subjects=252; [0d,28d)=19/234; "
									"[28d,2y)=64/81985529216486895");
	size_t		length;
	unsigned char *bytes = bytes_of(pt, &length);

	CHECK_INT(length, sizeof(expected));
	CHECK(memcmp(bytes, expected, sizeof(expected)) == 0);
	free(bytes);
	free(pt);
}

static void
there_and_back(void)
{
	for (int i = 0; i < 3000; i++)
	{
		peds_person_time *pt;
		peds_person_time *back;
		size_t		length;
		unsigned char *bytes;
		char	   *text;
		peds_status status;

		if (i % 50 == 0)
			use_scheme(schemes[i / 50 % COUNT(schemes)]);
		pt = random_value(i % 2 ? INT64_MAX : 9);
		bytes = bytes_of(pt, &length);
		back = decoded(bytes, length, &status);
		CHECK_INT(status, PEDS_OK);
		CHECK(same(pt, back));
		free(back);
		text = text_of(pt);
		back = value_of(text);
		CHECK(same(pt, back));
		free(back);
		free(text);
		free(bytes);
		free(pt);
	}
}

/* As many cells as a scheme can have: 64 bands, 2016 hulls, (,0d) and (,). */
static void
the_largest_value(void)
{
	char		scheme[PEDS_SCHEME_TEXT_SIZE];
	char	   *at = scheme + sprintf(scheme, "0d");
	static peds_age_band band[4096];
	int			n;
	peds_person_time *pt;
	peds_person_time *back;
	char	   *text;
	unsigned char *bytes;
	size_t		length;
	peds_status status;

	for (int k = 1; k < PEDS_SCHEME_MAX_CUTS; k++)
		at += sprintf(at, ",%dmo", 268435440 + 12 * (k - PEDS_SCHEME_MAX_CUTS) + 7);
	use_scheme(scheme);
	n = possible_cells(band);
	CHECK_INT(n, 64 + 2016 + 2);
	pt = new_value(n);
	pt->subjects = INT64_MAX;
	for (int i = 0; i < n; i++)
	{
		peds_cell	cell = {band[i], INT64_MAX, INT64_MAX};

		CHECK_INT(peds_person_time_add_read(pt, &cuts, &cell), PEDS_OK);
		CHECK_INT(peds_person_time_add_read(pt, &cuts, &cell), PEDS_PERSON_TIME_BAND);
	}
	check_sound(pt);
	text = text_of(pt);
	back = value_of(text);
	CHECK(same(pt, back));
	free(back);
	bytes = bytes_of(pt, &length);
	back = decoded(bytes, length, &status);
	CHECK_INT(status, PEDS_OK);
	CHECK(same(pt, back));
	free(back);
	free(bytes);
	free(text);
	free(pt);
}

static const char *const values[] = {
	"ich-e11; subjects=252; [0d,28d)=19/234; [28d,2y)=64/5538",
	"ich-e11-16; subjects=0",
	"ema-p4; subjects=4; term [0d,28d)=2/2; preterm [0d,pma44w)=1/1; [0d,pma44w)=1/7; (,)=1/1",
	"0d,6d,2mo,13mo; subjects=2; (,0d)=1/9; [0d,6d)=1/2; [6d,13mo)=2/6",
	"0d,1y,3y; subjects=1; [1y,)=1/1",
	/* cuts that no cell needs */
	"0d,6d,2y; subjects=3; (,)=1/9",
	"0d,15d,10mo; subjects=0",
	"0d,10d,10mo; subjects=0",
	"0d; subjects=9; [0d,)=1/9"
};

/* No beginning of a message is one, nor is more than it. */
static void
bytes_that_are_cut(void)
{
	for (int v = 0; v < COUNT(values); v++)
	{
		peds_person_time *pt = value_of(values[v]);
		size_t		length;
		unsigned char *bytes = bytes_of(pt, &length);
		unsigned char *more = calloc(1, length + 30);
		peds_status status;

		memcpy(more, bytes, length);
		for (size_t n = 0; n <= length + 30; n++)
		{
			free(decoded(more, n, &status));
			CHECK_SAY((status == PEDS_OK) == (n == length), "%s: %d of %d", values[v], (int) n,
					  (int) length);
		}
		free(more);
		free(bytes);
		free(pt);
	}
}

/* Every change of one byte is refused, or makes a value with just these bytes. */
static void
bytes_that_are_changed(void)
{
	for (int v = 0; v < COUNT(values); v++)
	{
		peds_person_time *pt = value_of(values[v]);
		size_t		length;
		unsigned char *bytes = bytes_of(pt, &length);

		for (size_t i = 0; i < length; i++)
			for (int change = 1; change < 256; change++)
			{
				peds_person_time *other;
				peds_status status;

				bytes[i] ^= (unsigned char) change;
				other = decoded(bytes, length, &status);
				if (status == PEDS_OK)
				{
					size_t		n;
					unsigned char *again = bytes_of(other, &n);
					char	   *text = text_of(other);

					check_sound(other);
					CHECK_SAY(n == length && memcmp(again, bytes, n) == 0,
							  "%s, byte %d by %02x: %s", values[v], (int) i, change, text);
					CHECK(!same(other, pt));
					free(text);
					free(again);
				}
				else
					CHECK_SAY(status > PEDS_NO_SPACE, "%s", values[v]);
				free(other);
				bytes[i] ^= (unsigned char) change;
			}
		free(bytes);
		free(pt);
	}
}

static void
bytes_that_are_refused(void)
{
	static const unsigned char good[] = {
		1, 0, 7, 'i', 'c', 'h', '-', 'e', '1', '1', 0, 0, 0, 0, 0, 0, 0, 9, 0, 2,
		0x40, 0, 0, 0, 0x40, 0, 0, 28, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1,
		0x40, 0, 0, 28, 0x80, 0, 0, 24, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1
	};
	unsigned char bytes[sizeof(good)];
	peds_status status;

	free(decoded(good, sizeof(good), &status));
	CHECK_INT(status, PEDS_OK);

	/* another version, and a scheme that is longer than the message */
	for (int version = 0; version < 256; version++)
	{
		memcpy(bytes, good, sizeof(good));
		bytes[0] = (unsigned char) version;
		free(decoded(bytes, sizeof(good), &status));
		CHECK_INT(status, version == 1 ? PEDS_OK : PEDS_PERSON_TIME_MALFORMED);
	}
	for (int n = 0; n < 65536; n += 5)
	{
		memcpy(bytes, good, sizeof(good));
		bytes[1] = (unsigned char) (n >> 8);
		bytes[2] = (unsigned char) n;
		free(decoded(bytes, sizeof(good), &status));
		CHECK_INT(status, PEDS_PERSON_TIME_MALFORMED);
	}
	/* fewer than no subjects, and more in a band than there are */
	memcpy(bytes, good, sizeof(good));
	bytes[10] = 0x80;
	free(decoded(bytes, sizeof(good), &status));
	CHECK_INT(status, PEDS_PERSON_TIME_COUNTS);
	memcpy(bytes, good, sizeof(good));
	bytes[17] = 0;
	free(decoded(bytes, sizeof(good), &status));
	CHECK_INT(status, PEDS_PERSON_TIME_COUNTS);
	memcpy(bytes, good, sizeof(good));
	bytes[28] = 0x80;
	free(decoded(bytes, sizeof(good), &status));
	CHECK_INT(status, PEDS_PERSON_TIME_COUNTS);
	memcpy(bytes, good, sizeof(good));
	bytes[36] = 0x80;
	free(decoded(bytes, sizeof(good), &status));
	CHECK_INT(status, PEDS_PERSON_TIME_COUNTS);
	/* the cells the wrong way round, and one of them twice */
	memcpy(bytes, good, sizeof(good));
	memcpy(bytes + 20, good + 44, 24);
	memcpy(bytes + 44, good + 20, 24);
	free(decoded(bytes, sizeof(good), &status));
	CHECK_INT(status, PEDS_PERSON_TIME_BAND);
	memcpy(bytes, good, sizeof(good));
	memcpy(bytes + 44, good + 20, 24);
	free(decoded(bytes, sizeof(good), &status));
	CHECK_INT(status, PEDS_PERSON_TIME_BAND);
	/* a band of no scheme, and one with bits that parse never sets */
	memcpy(bytes, good, sizeof(good));
	bytes[20] = 0x70;
	free(decoded(bytes, sizeof(good), &status));
	CHECK_INT(status, PEDS_PERSON_TIME_BAND);
	memcpy(bytes, good, sizeof(good));
	bytes[24] = 0x50;
	free(decoded(bytes, sizeof(good), &status));
	CHECK_INT(status, PEDS_PERSON_TIME_BAND);
}

int
main(void)
{
	slow_begin();
	RUN(exposure_by_tally);
	RUN(exposure_of_newborns);
	RUN(exposure_by_example);
	RUN(quick_interval);
	RUN(sums);
	RUN(merge_quick);
	RUN(different_schemes);
	RUN(differences_that_are_none);
	RUN(overflow);
	RUN(rows);
	RUN(scheme_of_a_value);
	RUN(order);
	RUN(text_forms);
	RUN(text_that_is_refused);
	RUN(text_that_is_changed);
	RUN(layout);
	RUN(there_and_back);
	RUN(the_largest_value);
	RUN(bytes_that_are_cut);
	RUN(bytes_that_are_changed);
	RUN(bytes_that_are_refused);
	return check_end("test_person_time");
}
