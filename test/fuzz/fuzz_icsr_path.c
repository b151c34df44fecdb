/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_icsr_path.c
 *		Path of an element: its steps are parts of the text, put together again
 *		they are the text; what is refused is refused at a place in it.
 *
 *	seed: D.2.1
 *	seed: E.i[2].E.i.4
 *	seed: G.k[1].G.k.9.i[12].G.k.9.i.2.r[3].G.k.9.i.2.r.3
 *	seed: E.i[1].FDA.E.i.3.2h
 *	seed: C.1.10.r[1]
 *	seed: N.2.r.1
 *	seed: E.i.4
 *	seed: E.i[0]
 */
#include "fuzz.h"

#include "../../src/core/icsr_path.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *) data;
	peds_icsr_path path;
	peds_icsr_span part = {NULL, 0};
	size_t		position = SIZE_MAX;
	peds_icsr_path_fault fault = peds_icsr_path_parse(text, size, &path, &position, &part);
	char		again[2000];
	size_t		n = 0;

	if (fault == PEDS_ICSR_PATH_REPEATS || fault == PEDS_ICSR_PATH_GROUP_MISSING)
		REQUIRE(part.length > 0 && part.text >= text && part.text + part.length <= text + size);
	if (fault != PEDS_ICSR_PATH_OK)
	{
		REQUIRE(position <= size);
		return 0;
	}
	REQUIRE(path.nsteps >= 1 && path.nsteps <= PEDS_ICSR_STEPS_MAX);
	for (int i = 0; i < path.nsteps; i++)
	{
		const peds_icsr_step *s = &path.step[i];

		REQUIRE(s->item > 0 || i == path.nsteps - 1);
		n += (size_t) snprintf(again + n, sizeof(again) - n, i > 0 ? ".%.*s" : "%.*s", s->key.length, s->key.text);
		if (s->item > 0)
			n += (size_t) snprintf(again + n, sizeof(again) - n, "[%d]", s->item);
	}
	REQUIRE(n == size && memcmp(again, text, n) == 0);
	return 0;
}
