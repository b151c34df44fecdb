/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_event_tally.c
 *		Tallies against counting by definition; order, union, bytes, limits.
 *
 * Every block is as large as was asked for, so that one byte beside it is
 * seen, and all of them must be given back.
 */
#include "check.h"

#include "../../src/core/event_tally_parts.h"

#define COUNT(array) ((int) (sizeof(array) / sizeof((array)[0])))

/* ------------------------------------------------------------------- memory */

static long live;
static long pauses;

static void *
resize(void *owner, void *memory, size_t size)
{
	(void) owner;
	if (size == 0)
	{
		live--;
		free(memory);
		return NULL;
	}
	if (memory == NULL)
	{
		live++;
		return memset(malloc(size), 0xee, size);
	}
	return realloc(memory, size);
}

static void
on_pause(void)
{
	pauses++;
}

static const peds_memory memory = {.resize = resize, .pause = on_pause};

static void
none_left(void)
{
	CHECK_INT(live, 0);
	live = 0;
}

/* --------------------------------------------------------------------- rows */

static peds_bytes
text(const char *s)
{
	return tally_bytes(s, s == NULL ? 0 : strlen(s));
}

static const char *const ids[] = {
	NULL, NULL, "", "a", "ab", "e1", "e2", "1234567", "12345678", "12345679", "123456789",
	"an id of many bytes", "an id of many bytex", "an id of many bytes and one more"
};
static const char *const subjects[] = {NULL, "", "1", "2", "3", "S-0001", "S-0002", "a long name of a subject"};
static const char *const studies[] = {NULL, "", "A", "STUDY-2"};
static const char *const socs[] = {NULL, "", "UNKNOWN", "Cardiac disorders", "Nervous system disorders", "\xe5\xbf\x83"};
static const char *const pts[] = {NULL, "", "Rash", "Rash ", "Rash maculo-papular", "UNKNOWN", "\xc3\xa9"};
static const char *const arms[] = {NULL, "", "A", "B"};
static const peds_age_band bands[] = {
	PEDS_BAND_UNKNOWN, PEDS_BAND_BEFORE_BIRTH,
	PEDS_BAND(PEDS_BOUND_BIRTH, UINT32_C(1) << 30 | 28, PEDS_MARK_NONE),
	PEDS_BAND(UINT32_C(1) << 30 | 28, UINT32_C(2) << 30 | 24, PEDS_MARK_NONE)
};
static const int32_t versions[] = {INT32_MIN, -5, 0, 1, 100, INT32_MAX};

#define ANY(array)	((array)[random_between(0, COUNT(array) - 1)])
#define OF(array, n) ((array)[random_between(0, (n) - 1)])

/* How much of each list is used: few values make many that are the same. */
static peds_event_row
random_row(int variety)
{
	peds_event_row row;

	row.study = text(OF(studies, variety < 3 ? variety : COUNT(studies)));
	row.subject = text(variety < 3 ? OF(subjects, variety + 1) : ANY(subjects));
	row.event_id = text(ANY(ids));
	row.case_id = text(ANY(ids));
	row.soc = text(ANY(socs));
	row.pt = text(ANY(pts));
	row.arm = text(ANY(arms));
	row.has_band = random_between(0, 4) > 0;
	row.band = row.has_band ? ANY(bands) : 0;
	row.has_version = random_between(0, 4) > 0;
	row.version = row.has_version ? OF(versions, variety < 4 ? variety : COUNT(versions)) : 0;
	row.in_interval = (peds_truth) random_between(0, 2);
	row.in_cumulative = (peds_truth) random_between(0, 2);
	return row;
}

static void
shuffle(peds_event_row *row, int n)
{
	for (int i = n - 1; i > 0; i--)
	{
		int			j = (int) random_between(0, i);
		peds_event_row swap = row[i];

		row[i] = row[j];
		row[j] = swap;
	}
}

static void
add_all(peds_event_tally *t, const peds_event_row *row, int n)
{
	for (int i = 0; i < n; i++)
		CHECK_INT(peds_event_tally_add(t, &row[i]), PEDS_OK);
}

static void
make(peds_event_tally *t, const peds_event_row *row, int n)
{
	peds_event_tally_init(t, &memory);
	add_all(t, row, n);
}

/* ------------------------------------------------- counting by definition */

static bool
same(peds_bytes a, peds_bytes b)
{
	if (a.at == NULL || b.at == NULL)
		return a.at == b.at;
	return a.length == b.length && memcmp(a.at, b.at, a.length) == 0;
}

static bool
same_subject(const peds_event_row *a, const peds_event_row *b)
{
	return same(a->study, b->study) && same(a->subject, b->subject);
}

static bool
same_event(const peds_event_row *a, const peds_event_row *b)
{
	return a == b ||
		(same_subject(a, b) && a->event_id.at != NULL && same(a->event_id, b->event_id));
}

static bool
same_case(const peds_event_row *a, const peds_event_row *b)
{
	return a == b ||
		(same_subject(a, b) && a->case_id.at != NULL && same(a->case_id, b->case_id));
}

static int
compare_text(peds_bytes a, peds_bytes b)
{
	size_t		i = 0;

	if (a.at == NULL || b.at == NULL)
		return (a.at != NULL) - (b.at != NULL);
	while (i < a.length && i < b.length && a.at[i] == b.at[i])
		i++;
	if (i < a.length && i < b.length)
		return (unsigned char) a.at[i] < (unsigned char) b.at[i] ? -1 : 1;
	return (a.length > b.length) - (a.length < b.length);
}

/* Which of two rows of one event stands: > 0 the first one. */
static int
compare_standing(const peds_event_row *a, const peds_event_row *b)
{
	int			c;

	if (a->has_version != b->has_version)
		return a->has_version ? 1 : -1;
	if (a->has_version && a->version != b->version)
		return a->version > b->version ? 1 : -1;
	if ((c = compare_text(a->soc, b->soc)) != 0 || (c = compare_text(a->pt, b->pt)) != 0 ||
		(c = compare_text(a->arm, b->arm)) != 0)
		return c;
	if (a->has_band != b->has_band)
		return a->has_band ? 1 : -1;
	if (a->has_band && (c = peds_age_band_compare(a->band, b->band)) != 0)
		return c;
	if ((c = compare_text(a->case_id, b->case_id)) != 0)
		return c;
	if (a->in_interval != b->in_interval)
		return a->in_interval > b->in_interval ? 1 : -1;
	return (a->in_cumulative > b->in_cumulative) - (a->in_cumulative < b->in_cumulative);
}

/* The rows that stand, to the front; how many. */
static int
standing(peds_event_row *row, int n)
{
	bool	   *drop = calloc((size_t) n + 1, 1);
	int			kept = 0;

	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			if (i != j && !drop[j] && same_event(&row[i], &row[j]))
			{
				int			c = compare_standing(&row[i], &row[j]);

				if (c < 0 || (c == 0 && i > j))
					drop[i] = true;
			}
	for (int i = 0; i < n; i++)
		if (!drop[i])
			row[kept++] = row[i];
	free(drop);
	return kept;
}

static peds_bytes
shown(peds_bytes name)
{
	return name.at == NULL || name.length == 0 ? text("UNKNOWN") : name;
}

/* Is a row in a cell of a level? A NULL text, a NULL band is the total. */
static bool
in_cell(const peds_event_row *row, peds_bytes soc, peds_bytes pt, peds_bytes arm,
		const peds_age_band *band)
{
	return (soc.at == NULL || same(shown(row->soc), soc)) &&
		(pt.at == NULL || same(shown(row->pt), pt)) &&
		(arm.at == NULL || same(shown(row->arm), arm)) &&
		(band == NULL || (row->has_band ? row->band : PEDS_BAND_UNKNOWN) == *band);
}

static void
slow_count(const peds_event_row *row, int n, const bool *in, peds_tally_count *c)
{
	memset(c, 0, sizeof(*c));
	for (int p = 0; p < 2; p++)
		for (int i = 0; i < n; i++)
		{
			peds_truth	truth = p == 0 ? row[i].in_interval : row[i].in_cumulative;
			bool		new_case = true;
			bool		new_subject = row[i].subject.at != NULL;

			if (!in[i])
				continue;
			c->undetermined[p] += truth == PEDS_UNDETERMINED;
			if (truth != PEDS_TRUE)
				continue;
			for (int j = 0; j < i; j++)
				if (in[j] && (p == 0 ? row[j].in_interval : row[j].in_cumulative) == PEDS_TRUE)
				{
					new_case &= !same_case(&row[i], &row[j]);
					new_subject &= !same_subject(&row[i], &row[j]);
				}
			c->events[p]++;
			c->cases[p] += new_case;
			c->subjects[p] += new_subject;
		}
	for (int i = 0; i < n; i++)
		c->undetermined_any += in[i] && (row[i].in_interval == PEDS_UNDETERMINED ||
										 row[i].in_cumulative == PEDS_UNDETERMINED);
}

static bool
same_count(const peds_tally_count *a, const peds_tally_count *b)
{
	return memcmp(a, b, sizeof(*a)) == 0;
}

/* The order of rows: soc, pt, arm, band, totals last. */
static int
compare_total(peds_bytes a, peds_bytes b)
{
	if (a.at == NULL || b.at == NULL)
		return (a.at == NULL) - (b.at == NULL);
	return compare_text(a, b);
}

static peds_bytes
level_name(const peds_event_tally *t, uint32_t name)
{
	return name == PEDS_TALLY_TOTAL ? text(NULL) : peds_tally_name_bytes(t, name);
}

/* All rows of a tally against the rows that it was made of (which are changed). */
static void
check_counts(peds_event_tally *t, peds_event_row *row, int n)
{
	peds_tally_counts counts;
	bool	   *in = malloc((size_t) n + 1);
	int			kept = standing(row, n);
	int64_t		total = 0;
	int64_t		slow_total = 0;
	const peds_tally_level *previous = NULL;

	CHECK_INT(peds_event_tally_count(t, &counts), PEDS_OK);
	CHECK_INT(peds_event_tally_events(t), kept);
	CHECK_INT(peds_event_tally_duplicates(t), n - kept);
	for (size_t i = 0; i < counts.n; i++)
	{
		const peds_tally_level *l = &counts.level[counts.order[i]];
		const peds_tally_count *c = &counts.count[counts.order[i]];
		peds_tally_count slow;
		peds_bytes	soc = level_name(t, l->soc);
		peds_bytes	pt = level_name(t, l->pt);
		peds_bytes	arm = level_name(t, l->arm);

		for (int j = 0; j < kept; j++)
			in[j] = in_cell(&row[j], soc, pt, arm, l->all_bands ? NULL : &l->band);
		slow_count(row, kept, in, &slow);
		CHECK_SAY(same_count(c, &slow), "row %zu of %zu", i, counts.n);
		CHECK(c->events[0] + c->events[1] + c->undetermined_any > 0);
		CHECK(pt.at == NULL || soc.at != NULL);
		total += c->events[0] + c->events[1] + c->undetermined_any;
		if (previous != NULL)
		{
			int			order = compare_total(level_name(t, previous->soc), soc);

			if (order == 0)
				order = compare_total(level_name(t, previous->pt), pt);
			if (order == 0)
				order = compare_total(level_name(t, previous->arm), arm);
			if (order == 0)
				order = (int) previous->all_bands - (int) l->all_bands;
			if (order == 0)
				order = peds_age_band_compare(previous->band, l->band);
			CHECK_SAY(order < 0, "row %zu", i);
		}
		previous = l;
	}
	/* none is missing: each event is in twelve cells */
	for (int j = 0; j < kept; j++)
		slow_total += 12 * ((row[j].in_interval == PEDS_TRUE) + (row[j].in_cumulative == PEDS_TRUE) +
							(row[j].in_interval == PEDS_UNDETERMINED || row[j].in_cumulative == PEDS_UNDETERMINED));
	CHECK_INT(total, slow_total);
	peds_tally_counts_free(t, &counts);
	free(in);
}

static void
test_counts(void)
{
	peds_event_row row[150];

	for (int round = 0; round < 120; round++)
	{
		int			n = (int) random_between(0, round < 60 ? 12 : COUNT(row));
		peds_event_tally t;

		for (int i = 0; i < n; i++)
			row[i] = random_row(1 + round % 8);
		make(&t, row, n);
		check_counts(&t, row, n);
		peds_event_tally_free(&t);
		none_left();
	}
}

/* Counting in between changes nothing. */
static void
test_counts_go_on(void)
{
	peds_event_row row[90];
	peds_event_row copy[90];
	peds_event_tally t;

	peds_event_tally_init(&t, &memory);
	for (int n = 0; n < COUNT(row); n++)
	{
		row[n] = random_row(3);
		CHECK_INT(peds_event_tally_add(&t, &row[n]), PEDS_OK);
		if (n % 7 == 0)
		{
			memcpy(copy, row, sizeof(row));
			check_counts(&t, copy, n + 1);
		}
	}
	peds_event_tally_free(&t);
	none_left();
}

/* ------------------------------------------------------------ bytes, unions */

static unsigned char *
encoded(peds_event_tally *t, size_t *length)
{
	unsigned char *bytes;
	unsigned char *exact;

	CHECK_INT(peds_event_tally_encode(t, 4, SIZE_MAX, &bytes, length), PEDS_OK);
	exact = malloc(*length);
	memcpy(exact, bytes + 4, *length);
	resize(NULL, bytes, 0);
	return exact;
}

static void
check_same_bytes(peds_event_tally *t, const unsigned char *bytes, size_t length)
{
	size_t		n;
	unsigned char *other = encoded(t, &n);

	CHECK_SAY(n == length && memcmp(bytes, other, n) == 0, "%zu and %zu bytes", n, length);
	free(other);
}

static void
test_order_and_union(void)
{
	peds_event_row row[150];

	for (int round = 0; round < 60; round++)
	{
		int			n = (int) random_between(1, COUNT(row));
		peds_event_tally t;
		peds_event_tally part[4];
		peds_event_tally sum;
		unsigned char *bytes;
		unsigned char *part_bytes;
		size_t		length;
		size_t		part_length;

		for (int i = 0; i < n; i++)
			row[i] = random_row(1 + round % 8);
		make(&t, row, n);
		bytes = encoded(&t, &length);
		check_same_bytes(&t, bytes, length);

		shuffle(row, n);
		for (int i = 0; i < 4; i++)
			make(&part[i], row + n * i / 4, n * (i + 1) / 4 - n * i / 4);
		make(&sum, row, n);
		check_same_bytes(&sum, bytes, length);
		peds_event_tally_free(&sum);

		/* objects, bytes, and both */
		peds_event_tally_init(&sum, &memory);
		for (int i = 3; i >= 0; i--)
		{
			if (round % 3 == 0)
				CHECK_INT(peds_event_tally_settle(&part[i]), PEDS_OK);
			if ((round + i) % 2 == 0)
				CHECK_INT(peds_event_tally_merge(&sum, &part[i]), PEDS_OK);
			else
			{
				part_bytes = encoded(&part[i], &part_length);
				CHECK_INT(peds_event_tally_decode(&sum, &memory, part_bytes, part_length, NULL), PEDS_OK);
				free(part_bytes);
			}
			peds_event_tally_free(&part[i]);
		}
		check_same_bytes(&sum, bytes, length);
		check_counts(&sum, row, n);
		peds_event_tally_free(&sum);
		peds_event_tally_free(&t);
		free(bytes);
		none_left();
	}
}

/* A value and itself: the events with an id once, those without twice. */
static void
test_union_with_itself(void)
{
	peds_event_row row[60];
	peds_event_row twice[120];
	peds_event_tally t;
	peds_event_tally u;

	for (int i = 0; i < 60; i++)
		twice[i] = twice[60 + i] = row[i] = random_row(4);
	make(&t, row, 60);
	make(&u, row, 60);
	CHECK_INT(peds_event_tally_merge(&u, &t), PEDS_OK);
	check_counts(&u, twice, 120);
	peds_event_tally_free(&t);
	peds_event_tally_free(&u);
	none_left();
}

static void
test_empty(void)
{
	peds_event_tally t;
	peds_event_tally u;
	unsigned char *bytes;
	size_t		length;
	int64_t		events = -1;
	int64_t		duplicates = -1;

	make(&t, NULL, 0);
	check_counts(&t, NULL, 0);
	bytes = encoded(&t, &length);
	CHECK_INT(length, 6);
	CHECK_INT(peds_event_tally_head(bytes, length, &events, &duplicates), PEDS_OK);
	CHECK_INT(events, 0);
	CHECK_INT(duplicates, 0);
	peds_event_tally_init(&u, &memory);
	CHECK_INT(peds_event_tally_decode(&u, &memory, bytes, length, NULL), PEDS_OK);
	CHECK_INT(peds_event_tally_merge(&u, &t), PEDS_OK);
	check_same_bytes(&u, bytes, length);
	peds_event_tally_free(&t);
	peds_event_tally_free(&u);
	free(bytes);
	none_left();
}

/* What is taken is written again just so; all else is refused. */
static bool
taken_as_it_is(const unsigned char *bytes, size_t length)
{
	unsigned char *exact = malloc(length > 0 ? length : 1);
	peds_event_tally t;
	peds_tally_counts counts;
	peds_status look;
	peds_status status;
	int64_t		events;
	int64_t		duplicates;

	if (length > 0)
		memcpy(exact, bytes, length);
	peds_event_tally_init(&t, &memory);
	look = peds_event_tally_decode(NULL, &memory, exact, length, NULL);
	status = peds_event_tally_decode(&t, &memory, exact, length, NULL);
	CHECK_INT(look, status);
	if (status == PEDS_OK)
	{
		check_same_bytes(&t, bytes, length);
		CHECK_INT(peds_event_tally_head(exact, length, &events, &duplicates), PEDS_OK);
		CHECK_INT(events, peds_event_tally_events(&t));
		CHECK_INT(duplicates, peds_event_tally_duplicates(&t));
		CHECK_INT(peds_event_tally_count(&t, &counts), PEDS_OK);
		peds_tally_counts_free(&t, &counts);
	}
	else
		CHECK_INT(status, PEDS_EVENT_TALLY_MALFORMED);
	free(exact);
	peds_event_tally_free(&t);
	return status == PEDS_OK;
}

static void
test_damage(void)
{
	for (int round = 0; round < 5; round++)
	{
		peds_event_row row[10];
		int			n = 1 + 2 * round;
		peds_event_tally t;
		unsigned char *bytes;
		size_t		length;
		int			taken = 0;

		for (int i = 0; i < n; i++)
			row[i] = random_row(1 + round);
		make(&t, row, n);
		bytes = encoded(&t, &length);
		peds_event_tally_free(&t);
		CHECK(taken_as_it_is(bytes, length));
		for (size_t i = 0; i < length; i++)
		{
			unsigned char whole = bytes[i];

			CHECK_SAY(!taken_as_it_is(bytes, i), "cut to %zu of %zu bytes", i, length);
			for (int k = 0; k < 24; k++)
			{
				/* each bit, its neighbours, and some others */
				int			b = k < 8 ? whole ^ 1 << k : k < 10 ? (whole + 2 * k - 17) & 255 :
					(int) random_between(0, 255);

				bytes[i] = (unsigned char) b;
				taken += b != whole && taken_as_it_is(bytes, length);
			}
			bytes[i] = whole;
		}
		/* another letter of a text, another version: most are of another length or order */
		CHECK_SAY(taken > 0, "of %zu bytes", length);
		bytes = realloc(bytes, length + 1);
		bytes[length] = 0;
		CHECK(!taken_as_it_is(bytes, length + 1));
		free(bytes);
		none_left();
	}
}

#define REFUSED(literal) CHECK_SAY(!taken_as_it_is((const unsigned char *) literal, sizeof(literal) - 1), "%s", #literal)
#define TAKEN(literal) CHECK_SAY(taken_as_it_is((const unsigned char *) literal, sizeof(literal) - 1), "%s", #literal)

/* format, events, duplicates, names, cells, subjects */
static void
test_forms(void)
{
	TAKEN("\1\0\0\0\0\0");
	TAKEN("\1\0\7\0\0\0");
	REFUSED("");
	REFUSED("\2\0\0\0\0\0");
	REFUSED("\1\0\x87\0\0\0\0");	/* a number longer than it must be */
	REFUSED("\1\1\0\0\0\0");	/* an event is missing */
	REFUSED("\1\0\0\1\1A\0\0");	/* a name that nothing uses */
	REFUSED("\1\0\0\0\1\0\0\0\0\0");	/* a cell that nothing uses */

	/* one event of nobody, in no study, without anything */
	TAKEN("\1\1\0\0\1\0\0\0\0\1\0\0\1\0\0\0\0");
	REFUSED("\1\1\0\0\1\0\0\0\0\1\0\0\1\0\0\1\0");	/* no such cell */
	REFUSED("\1\1\0\0\1\0\0\0\2\1\0\0\1\0\0\0\0");	/* a band is there or not */
	REFUSED("\1\1\0\0\1\1\0\0\0\1\0\0\1\0\0\0\0");	/* no such name */
	REFUSED("\1\1\0\0\1\0\0\0\0\1\0\0\1\0\3\0\0");	/* no such truth value */
	REFUSED("\1\1\0\0\1\0\0\0\0\1\0\0\1\0\x0c\0\0");
	REFUSED("\1\1\0\0\1\0\0\0\0\1\0\0\1\0\x20\0\0");	/* nor flag */
	TAKEN("\1\1\0\0\1\0\0\0\0\1\0\0\1\0\x1a\0\1\0");	/* a version, -1 */
	REFUSED("\1\1\0\0\1\0\0\0\0\1\0\0\1\0\x1a\0\x81\0\0");
	REFUSED("\1\1\0\0\1\0\0\0\0\1\0\0\1\0\x10\0\xff\xff\xff\xff\x1f\0");	/* of 33 bits */
	TAKEN("\1\1\0\0\1\0\0\0\0\1\0\0\1\0\x10\0\xff\xff\xff\xff\x0f\0");
	TAKEN("\1\1\0\0\1\0\0\0\1\0\0\0\0\0\0\0\0\1\0\0\1\0\0\0\0");	/* the band (,) */
	REFUSED("\1\1\0\0\1\0\0\0\1\0\0\0\0\0\0\0\1\1\0\0\1\0\0\0\0");	/* no band */

	/* names, cells, subjects, events in their order */
	TAKEN("\1\1\0\2\1A\1B\1\1\2\0\0\1\0\0\1\0\0\0\0");
	REFUSED("\1\1\0\2\1B\1A\1\1\2\0\0\1\0\0\1\0\0\0\0");
	REFUSED("\1\1\0\2\1A\1A\1\1\2\0\0\1\0\0\1\0\0\0\0");
	TAKEN("\1\2\0\1\1A\2\0\0\0\0\0\0\1\0\1\0\0\2\0\0\0\0\0\0\1\0");
	REFUSED("\1\2\0\1\1A\2\0\0\1\0\0\0\0\0\1\0\0\2\0\0\0\0\0\0\1\0");
	REFUSED("\1\2\0\0\2\0\0\0\0\0\0\0\0\1\0\0\2\0\0\0\0\0\0\1\0");
	TAKEN("\1\2\0\0\1\0\0\0\0\2\0\2a\1\0\0\0\0\0\2b\1\0\0\0\0");
	REFUSED("\1\2\0\0\1\0\0\0\0\2\0\2b\1\0\0\0\0\0\2a\1\0\0\0\0");
	REFUSED("\1\2\0\0\1\0\0\0\0\2\0\2a\1\0\0\0\0\0\2a\1\0\0\0\0");
	REFUSED("\1\1\0\0\1\0\0\0\0\2\0\2a\1\0\0\0\0\0\2b\0");	/* a subject without events */
	TAKEN("\1\2\0\0\1\0\0\0\0\1\0\0\2\0\0\0\0\0\0\0\0");	/* two that are alike, without ids */
	TAKEN("\1\2\0\0\1\0\0\0\0\1\0\0\2\2a\0\0\0\2b\0\0\0");
	REFUSED("\1\2\0\0\1\0\0\0\0\1\0\0\2\2b\0\0\0\2a\0\0\0");
	REFUSED("\1\2\0\0\1\0\0\0\0\1\0\0\2\2a\0\0\0\2a\0\0\0");	/* one id twice */
	REFUSED("\1\2\0\0\1\0\0\0\0\1\0\0\2\2a\0\0\0\2a\1\0\0");

	/* counts that the bytes cannot hold */
	REFUSED("\1\0\0\xff\xff\xff\xff\x0f\0\0");
	REFUSED("\1\0\0\0\xff\xff\xff\xff\x0f\0");
	REFUSED("\1\0\0\0\0\xff\xff\xff\xff\x0f");
	REFUSED("\1\0\0\0\0\x80\x80\x80\x80\x80\x80\x80\x80\x80\2");
	none_left();
}

static bool
no_x(const char *at, size_t length)
{
	return memchr(at, 'x', length) == NULL;
}

static void
test_text_check(void)
{
	for (int field = 0; field < 7; field++)
	{
		peds_event_row row = {.event_id = {NULL, 0}};
		peds_bytes *place[] = {&row.study, &row.subject, &row.event_id, &row.case_id, &row.soc, &row.pt, &row.arm};
		peds_event_tally t;
		unsigned char *bytes;
		size_t		length;

		for (int i = 0; i < 7; i++)
			*place[i] = text(i == field ? "x" : "y");
		make(&t, &row, 1);
		bytes = encoded(&t, &length);
		CHECK_INT(peds_event_tally_decode(NULL, &memory, bytes, length, NULL), PEDS_OK);
		CHECK_INT(peds_event_tally_decode(NULL, &memory, bytes, length, no_x), PEDS_EVENT_TALLY_ENCODING);
		free(bytes);
		peds_event_tally_free(&t);
	}
	none_left();
}

/* ------------------------------------------------------------------- limits */

static void
test_limits(void)
{
	peds_event_row row[20];
	peds_event_tally t;
	unsigned char *bytes;
	size_t		length;
	size_t		n;

	for (int i = 0; i < 20; i++)
		row[i] = random_row(5);
	make(&t, row, 20);
	bytes = encoded(&t, &length);
	free(bytes);
	for (size_t limit = 0; limit < length; limit++)
	{
		CHECK_INT(peds_event_tally_encode(&t, 4, limit, &bytes, &n), PEDS_EVENT_TALLY_TOO_LARGE);
		CHECK(bytes == NULL);
	}
	peds_event_tally_free(&t);

	/* duplicates: 2^63 - 2^32 are taken once, and not added to */
	{
		static const unsigned char most[] = "\1\0\x80\x80\x80\x80\xf0\xff\xff\xff\x7f\0\0\0";
		static const unsigned char more[] = "\1\0\x81\x80\x80\x80\xf0\xff\xff\xff\x7f\0\0\0";
		static const unsigned char one[] = "\1\0\1\0\0\0";
		peds_event_tally u;

		CHECK_INT(peds_event_tally_decode(NULL, &memory, more, sizeof(more) - 1, NULL), PEDS_EVENT_TALLY_MALFORMED);
		peds_event_tally_init(&t, &memory);
		peds_event_tally_init(&u, &memory);
		CHECK_INT(peds_event_tally_decode(&t, &memory, most, sizeof(most) - 1, NULL), PEDS_OK);
		CHECK_INT(peds_event_tally_duplicates(&t), INT64_MAX - UINT32_MAX);
		CHECK_INT(peds_event_tally_decode(&t, &memory, one, sizeof(one) - 1, NULL), PEDS_EVENT_TALLY_TOO_LARGE);
		CHECK_INT(peds_event_tally_decode(&u, &memory, one, sizeof(one) - 1, NULL), PEDS_OK);
		CHECK_INT(peds_event_tally_merge(&t, &u), PEDS_EVENT_TALLY_TOO_LARGE);
		peds_event_tally_free(&t);
		peds_event_tally_free(&u);
	}
	none_left();
}

/* Ids of one 32-bit hash are kept apart, and so are those that differ at their end. */
static void
test_long_ids(void)
{
	enum
	{
		N = 300000
	};
	static char name[N][24];
	tally_item *item = malloc(N * sizeof(tally_item));
	peds_event_row row[64];
	static char vast[8][400];
	peds_event_tally t;
	int			n = 0;

	for (int i = 0; i < N; i++)
	{
		snprintf(name[i], sizeof(name[i]), "event %d", 100 + i);
		item[i].key = tally_hash(0, text(name[i])) & UINT32_MAX;
		item[i].index = (uint32_t) i;
	}
	tally_sort(&memory, item, N, NULL, NULL);
	for (int i = 1; i < N; i++)
		CHECK(item[i - 1].key <= item[i].key);
	for (int i = 1; i < N && n < 20; i++)
		if (item[i - 1].key == item[i].key)
			for (int k = 0; k < 4; k++)
			{
				row[n] = random_row(1);
				row[n].subject = text("1");
				row[n].in_cumulative = PEDS_TRUE;
				row[n].event_id = text(name[item[i - k % 2].index]);
				row[n++].case_id = text(name[item[i - k / 2].index]);
			}
	CHECK_SAY(n > 0, "no two names of one hash");
	for (int i = 0; i < 8; i++)
	{
		int			length = 252 + i / 2;

		memset(vast[i], 'v', (size_t) length);
		vast[i][length - 1] = (char) ('a' + i % 2);
		row[n] = random_row(1);
		row[n].subject = text("1");
		row[n].in_cumulative = PEDS_TRUE;
		row[n].event_id = text(vast[i]);
		row[n++].case_id = text(vast[i / 2 * 2]);
	}
	for (int round = 0; round < 4; round++)
	{
		peds_event_row copy[64];
		unsigned char *bytes;
		size_t		length;

		shuffle(row, n);
		memcpy(copy, row, sizeof(row));
		make(&t, row, n);
		check_counts(&t, copy, n);
		bytes = encoded(&t, &length);
		CHECK(taken_as_it_is(bytes, length));
		free(bytes);
		peds_event_tally_free(&t);
	}
	free(item);
	none_left();
}

/* Many subjects (several radix passes), and very many events of nobody. */
static void
test_many(void)
{
	enum
	{
		SUBJECTS = 5000, EACH = 3, NOBODY = 3000
	};
	peds_event_tally t;
	peds_event_tally u;
	peds_tally_counts counts;
	unsigned char *bytes;
	size_t		length;
	char		subject[16];
	char		event[24];
	long		was = pauses;

	peds_event_tally_init(&t, &memory);
	for (int i = 0; i < SUBJECTS * EACH + NOBODY; i++)
	{
		/* 5000 and 7 have no common factor, so each subject comes three times */
		bool		nobody = i >= SUBJECTS * EACH;
		peds_event_row row = {
			.study = text("A"), .soc = text("soc"), .pt = text("pt"), .arm = text("arm"),
			.in_interval = PEDS_FALSE, .in_cumulative = PEDS_TRUE
		};

		snprintf(subject, sizeof(subject), "s%d", (int) ((long) i * 7 % SUBJECTS));
		/* nobody's events: each id twice, four to a case */
		snprintf(event, sizeof(event), "a long event %d", nobody ? i * 7 % (NOBODY / 2) : i / SUBJECTS);
		row.subject = nobody ? text(NULL) : text(subject);
		row.event_id = text(event);
		row.case_id = nobody ? tally_bytes(event, strlen(event) - 1) : text("one case");
		CHECK_INT(peds_event_tally_add(&t, &row), PEDS_OK);
	}
	CHECK_INT(t.nsubjects, SUBJECTS + 1);
	bytes = encoded(&t, &length);
	CHECK_INT(peds_event_tally_events(&t), SUBJECTS * EACH + NOBODY / 2);
	CHECK_INT(peds_event_tally_duplicates(&t), NOBODY / 2);
	CHECK_INT(peds_event_tally_count(&t, &counts), PEDS_OK);
	/* (soc, pt), soc and all, each by arm and all, band (,) and all */
	CHECK_INT(counts.n, 12);
	for (size_t i = 0; i < counts.n; i++)
	{
		const peds_tally_count *c = &counts.count[counts.order[i]];

		CHECK_INT(c->events[1], SUBJECTS * EACH + NOBODY / 2);
		CHECK_INT(c->subjects[1], SUBJECTS);
		/* cases of nobody: "a long event " and all but the last digit of 0 .. 1499 */
		CHECK_INT(c->cases[1], SUBJECTS + NOBODY / 2 / 10);
		CHECK_INT(c->events[0] + c->cases[0] + c->subjects[0] + c->undetermined_any, 0);
	}
	peds_tally_counts_free(&t, &counts);
	CHECK(pauses > was);

	peds_event_tally_init(&u, &memory);
	CHECK_INT(peds_event_tally_decode(&u, &memory, bytes, length, NULL), PEDS_OK);
	CHECK(u.settled);
	check_same_bytes(&u, bytes, length);
	CHECK_INT(peds_event_tally_merge(&u, &t), PEDS_OK);
	CHECK_INT(peds_event_tally_settle(&u), PEDS_OK);
	CHECK_INT(peds_event_tally_events(&u), peds_event_tally_events(&t));
	CHECK_INT(peds_event_tally_duplicates(&u), NOBODY + SUBJECTS * EACH + NOBODY / 2);
	free(bytes);
	peds_event_tally_free(&t);
	peds_event_tally_free(&u);
	none_left();
}

int
main(void)
{
	RUN(test_counts);
	RUN(test_counts_go_on);
	RUN(test_order_and_union);
	RUN(test_union_with_itself);
	RUN(test_empty);
	RUN(test_damage);
	RUN(test_forms);
	RUN(test_text_check);
	RUN(test_limits);
	RUN(test_long_ids);
	RUN(test_many);
	return check_end("test_event_tally");
}
