/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_event_tally.c
 *		The encoding of event_tally. What is taken is encoded again as the very
 *		same bytes, can be counted, and united with itself.
 *
 *	seed: \001\0\0\0\0\0
 *	seed: \001\0\007\0\0\0
 *	seed: \001\001\0\0\001\0\0\0\0\001\0\0\001\0\0\0\0
 *	seed: \001\001\0\0\001\0\0\0\001\0\0\0\0\0\0\0\0\001\0\0\001\0\032\0\001\0
 *	seed: \001\002\001\005\001A\002AF\004Card\002MI\001X\002\003\002\0\0\003\004\005\001\0100\0\0\0\0100\0\0\034\001\001\0021\002\003e1\030\001\0224\003c1\022e2long-identifier\032\0\0224\003c1
 *	seed: \001\002\0\0\001\0\0\0\0\002\0\002a\001\0\012\0\0\0\002b\001\002x\012\0\002c
 *	seed: \001\004\0\001\001A\002\0\0\0\0\0\0\001\0\001\0\0\004\0\0\0\0\0\0\001\0\002p\002\0\0\002q\010\001\002p
 */
#include "fuzz.h"

#include "../../src/core/event_tally.h"

static void *
resize(void *owner, void *memory, size_t size)
{
	(void) owner;
	if (size > 0)
		return realloc(memory, size);
	free(memory);
	return NULL;
}

static const peds_memory memory = {.resize = resize};

/* No count can be more than that of the events, and totals hold all. */
static void
require_sound(peds_event_tally *t)
{
	peds_tally_counts counts;
	uint32_t	greatest = 0;
	uint32_t	all = 0;

	REQUIRE(peds_event_tally_count(t, &counts) == PEDS_OK);
	for (size_t i = 0; i < counts.n; i++)
	{
		const peds_tally_count *c = &counts.count[counts.order[i]];
		const peds_tally_level *l = &counts.level[counts.order[i]];

		for (int p = 0; p < 2; p++)
			REQUIRE(c->subjects[p] <= c->cases[p] && c->cases[p] <= c->events[p] &&
					c->events[p] + c->undetermined[p] <= peds_event_tally_events(t));
		REQUIRE(c->undetermined_any <= peds_event_tally_events(t));
		if (c->events[0] > greatest)
			greatest = c->events[0];
		if (l->soc == PEDS_TALLY_TOTAL && l->arm == PEDS_TALLY_TOTAL && l->all_bands)
		{
			REQUIRE(i + 1 == counts.n);
			all = c->events[0];
		}
	}
	REQUIRE(greatest == all);
	peds_tally_counts_free(t, &counts);
}

static void
require_bytes(peds_event_tally *t, const uint8_t *data, size_t size)
{
	unsigned char *bytes;
	size_t		length;

	REQUIRE(peds_event_tally_encode(t, 0, SIZE_MAX, &bytes, &length) == PEDS_OK);
	REQUIRE(length == size && memcmp(bytes, data, size) == 0);
	free(bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	peds_event_tally t;
	peds_status status;
	int64_t		events;
	int64_t		duplicates;

	peds_event_tally_init(&t, &memory);
	status = peds_event_tally_decode(&t, &memory, data, size, NULL);
	REQUIRE(status == PEDS_OK || status == PEDS_EVENT_TALLY_MALFORMED);
	REQUIRE(peds_event_tally_decode(NULL, &memory, data, size, NULL) == status);
	if (status == PEDS_OK)
	{
		REQUIRE(peds_event_tally_head(data, size, &events, &duplicates) == PEDS_OK);
		REQUIRE(events == peds_event_tally_events(&t));
		REQUIRE(duplicates == peds_event_tally_duplicates(&t));
		require_sound(&t);
		require_bytes(&t, data, size);
		status = peds_event_tally_decode(&t, &memory, data, size, NULL);
		REQUIRE(status == PEDS_OK || status == PEDS_EVENT_TALLY_TOO_LARGE);
		if (status == PEDS_OK)
			require_sound(&t);
	}
	peds_event_tally_free(&t);
	return 0;
}
