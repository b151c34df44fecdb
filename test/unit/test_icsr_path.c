/* SPDX-License-Identifier: PostgreSQL */
/*
 * test_icsr_path.c
 *		Where an element stands: every element of the tables by its path, and
 *		without its group; what is refused, and where.
 */
#include "check.h"

#include "../../src/core/icsr.h"
#include "../../src/core/icsr_path.h"

static peds_icsr_path path;
static size_t position;
static peds_icsr_span part;

static peds_icsr_path_fault
parse(const char *text)
{
	return peds_icsr_path_parse(text, strlen(text), &path, &position, &part);
}

/* All elements of a level, whose items stand in `in`. */
static void
check_level(const peds_icsr_group *level, const char *in)
{
	char		text[400];

	for (int i = 0; i < level->nelements; i++)
	{
		const char *id = level->element[i].id;

		snprintf(text, sizeof(text), "%s%s", in, id);
		CHECK(parse(text) == PEDS_ICSR_PATH_OK);
		CHECK(path.step[path.nsteps - 1].key.length == (int) strlen(id));
		CHECK(strncmp(path.step[path.nsteps - 1].key.text, id, strlen(id)) == 0);
		if (in[0] != '\0')
		{
			CHECK(parse(id) == PEDS_ICSR_PATH_GROUP_MISSING);
			CHECK(part.length == (int) strlen(level->id) && strncmp(part.text, level->id, strlen(level->id)) == 0);
		}
	}
	for (int g = 0; g < level->ngroups; g++)
	{
		snprintf(text, sizeof(text), "%s%s", in, level->group[g].id);
		CHECK(parse(text) == PEDS_ICSR_PATH_REPEATS);
		snprintf(text, sizeof(text), "%s%s[12]", in, level->group[g].id);
		CHECK(parse(text) == PEDS_ICSR_PATH_OK);
		CHECK(path.step[path.nsteps - 1].item == 12);
		strcat(text, ".");
		check_level(&level->group[g], text);
	}
}

static void
every_element(void)
{
	check_level(&peds_icsr_case, "");
}

static void
what_is_refused(void)
{
	static const struct
	{
		const char *text;
		peds_icsr_path_fault fault;
		int			position;
	}			wrong[] = {
		{"", PEDS_ICSR_PATH_MALFORMED, 0}, {".", PEDS_ICSR_PATH_MALFORMED, 0}, {"D.", PEDS_ICSR_PATH_MALFORMED, 2},
		{"D..1", PEDS_ICSR_PATH_MALFORMED, 2}, {"D.1 ", PEDS_ICSR_PATH_MALFORMED, 3}, {"E.i[", PEDS_ICSR_PATH_MALFORMED, 4},
		{"E.i[1", PEDS_ICSR_PATH_MALFORMED, 5}, {"E.i[1].", PEDS_ICSR_PATH_MALFORMED, 7}, {"E.i[0]", PEDS_ICSR_PATH_MALFORMED, 5},
		{"E.i[1]x", PEDS_ICSR_PATH_MALFORMED, 6}, {"E.i[999999999]", PEDS_ICSR_PATH_MALFORMED, 12}, {"E.i[01]", PEDS_ICSR_PATH_MALFORMED, 6},
		{"E.i.4", PEDS_ICSR_PATH_GROUP_MISSING, 0}, {"G.k[1].G.k.9.i.2.r.1", PEDS_ICSR_PATH_GROUP_MISSING, 7},
		{"FDA.E.i.3.2h", PEDS_ICSR_PATH_GROUP_MISSING, 0}, {"E.i[1].D.1", PEDS_ICSR_PATH_NO_GROUP, 7}, {"E.i[1].N.1.2", PEDS_ICSR_PATH_NO_GROUP, 7},
		{"E.i", PEDS_ICSR_PATH_REPEATS, 0}, {"C.1.10.r", PEDS_ICSR_PATH_REPEATS, 0},
	};

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
	{
		CHECK_SAY(parse(wrong[i].text) == wrong[i].fault, "%s", wrong[i].text);
		CHECK_SAY((int) position == wrong[i].position, "%s: %d", wrong[i].text, (int) position);
	}
}

static void
what_is_read(void)
{
	static const char *const right[] = {
		"D.1", "N.2.r.1", "N.1.2", "E.i[1].E.i.id", "E.i[99999999].E.i.4", "E.i[2].FDA.E.i.3.2h", "FDA.D.11.r[1].FDA.D.11.r.1", "G.k[1].FDA.G.k.12.r[3].FDA.G.k.12.r.3a",
		"G.k[1].G.k.9.i[1].G.k.9.i.2.r[1].G.k.9.i.2.r.3", "C.5.1.r[1].C.5.1.r.2", "r", "i.1", "k"
	};

	for (size_t i = 0; i < sizeof(right) / sizeof(right[0]); i++)
		CHECK_SAY(parse(right[i]) == PEDS_ICSR_PATH_OK, "%s", right[i]);
}

int
main(void)
{
	RUN(every_element);
	RUN(what_is_refused);
	RUN(what_is_read);
	return check_end("test_icsr_path");
}
