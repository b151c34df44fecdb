/* SPDX-License-Identifier: PostgreSQL */
/*
 * maturity.c
 *		Tanner stages and motor milestones.
 */
#include "maturity.h"

#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------ Tanner stages */

/*
 * Marshall WA, Tanner JM: girls, Arch Dis Child 1969;44:291-303 (B, PH); boys,
 * 1970;45:13-23 (G, PH). [secondary]
 */
static const char *const axis_name[] = {
	[PEDS_TANNER_NO_AXIS] = NULL,
	[PEDS_TANNER_GENITALIA] = "G",
	[PEDS_TANNER_BREAST] = "B",
	[PEDS_TANNER_PUBIC_HAIR] = "PH"
};

/*
 * Years below which a stage from 2 on is precocious: the usual definition, in
 * clinical summaries of it. [secondary]
 */
static const int precocious_years[] = {
	[PEDS_MALE] = 9,
	[PEDS_FEMALE] = 8
};

static const char *const sex_name[] = {
	[PEDS_MALE] = "boy",
	[PEDS_FEMALE] = "girl"
};

#define TANNER_TEXT_MAX 5		/* PHIII */

peds_status
peds_tanner_parse(const char *text, size_t length, peds_tanner *result)
{
	static const struct
	{
		const char *text;
		peds_tanner_axis axis;
	}			prefix[] =
	{
		{"PH", PEDS_TANNER_PUBIC_HAIR}, {"P", PEDS_TANNER_PUBIC_HAIR},
		{"G", PEDS_TANNER_GENITALIA}, {"B", PEDS_TANNER_BREAST}, {"", PEDS_TANNER_NO_AXIS}
	};
	static const char *const roman[] = {"I", "II", "III", "IV", "V"};
	char		upper[TANNER_TEXT_MAX + 1];
	const char *stage = upper;

	if (length > TANNER_TEXT_MAX)
		return PEDS_TANNER_MALFORMED;
	for (size_t i = 0; i < length; i++)
		upper[i] = text[i] >= 'a' && text[i] <= 'z' ? (char) (text[i] - 32) : text[i];
	upper[length] = '\0';
	if (strlen(upper) != length)
		return PEDS_TANNER_MALFORMED;

	for (size_t i = 0; i < sizeof(prefix) / sizeof(prefix[0]); i++)
		if (strncmp(upper, prefix[i].text, strlen(prefix[i].text)) == 0)
		{
			result->axis = prefix[i].axis;
			stage = upper + strlen(prefix[i].text);
			break;
		}
	for (int i = 0; i < 5; i++)
		if (strcmp(stage, roman[i]) == 0 || (stage[0] == '1' + i && stage[1] == '\0'))
		{
			result->stage = i + 1;
			return PEDS_OK;
		}
	return PEDS_TANNER_MALFORMED;
}

const char *
peds_tanner_axis_name(peds_tanner_axis axis)
{
	return axis_name[axis];
}

peds_status
peds_tanner_regression(peds_tanner previous, peds_tanner next, bool *result)
{
	if (previous.axis != next.axis)
		return PEDS_NO_VALUE;
	*result = next.stage < previous.stage;
	return PEDS_OK;
}

peds_tanner_status
peds_tanner_plausible(peds_tanner tanner, peds_sex sex, peds_day birth, peds_day at)
{
	if (at < birth)
		return PEDS_TANNER_BEFORE_BIRTH;
	if (tanner.axis == (sex == PEDS_MALE ? PEDS_TANNER_BREAST : PEDS_TANNER_GENITALIA))
		return PEDS_TANNER_OTHER_SEX;
	if (tanner.stage >= 2 && at < peds_months_reached(birth, 12 * precocious_years[sex]))
		return PEDS_TANNER_EARLY;
	return PEDS_TANNER_OK;
}

int
peds_tanner_status_print(peds_tanner_status status, peds_tanner tanner, peds_sex sex, char *out)
{
	switch (status)
	{
		case PEDS_TANNER_OK:
			break;
		case PEDS_TANNER_EARLY:
			return snprintf(out, PEDS_TANNER_TEXT_SIZE, "early: stage 2 or above of a %s below %d years",
							sex_name[sex], precocious_years[sex]);
		case PEDS_TANNER_OTHER_SEX:
			return snprintf(out, PEDS_TANNER_TEXT_SIZE, "implausible: axis %s of a %s",
							axis_name[tanner.axis], sex_name[sex]);
		case PEDS_TANNER_BEFORE_BIRTH:
			return snprintf(out, PEDS_TANNER_TEXT_SIZE, "implausible: before birth");
	}
	return snprintf(out, PEDS_TANNER_TEXT_SIZE, "ok");
}

/* --------------------------------------------------------------- milestones */

/*
 * WHO Multicentre Growth Reference Study Group, WHO Motor Development Study:
 * windows of achievement for six gross motor development milestones, Acta
 * Paediatr Suppl 2006;450:86-95, abstract: 1st and 99th centile in months, 816
 * children. A month of 30.4375 days is that of the WHO's growth standards.
 */
#define WHO_SOURCE "WHO Motor Development Study, Acta Paediatr Suppl 2006;450:86-95"

static const peds_milestone milestone[] = {
	{"sitting without support", 38, 92, WHO_SOURCE, "secondary"},
	{"standing with assistance", 48, 114, WHO_SOURCE, "secondary"},
	{"hands-and-knees crawling", 52, 135, WHO_SOURCE, "secondary"},
	{"walking with assistance", 59, 137, WHO_SOURCE, "secondary"},
	{"standing alone", 69, 169, WHO_SOURCE, "secondary"},
	{"walking alone", 82, 176, WHO_SOURCE, "secondary"}
};

/* A tenth of a month is TENTH / PER days; 30.4375 is 487/16. */
#define TENTH	487
#define PER		160

int
peds_milestone_count(void)
{
	return sizeof(milestone) / sizeof(milestone[0]);
}

const peds_milestone *
peds_milestone_get(int i)
{
	return &milestone[i];
}

peds_status
peds_milestone_parse(const char *text, size_t length, const peds_milestone **result)
{
	for (int i = 0; i < peds_milestone_count(); i++)
		if (strlen(milestone[i].name) == length && memcmp(milestone[i].name, text, length) == 0)
		{
			*result = &milestone[i];
			return PEDS_OK;
		}
	return PEDS_MILESTONE;
}

int
peds_milestone_first_day(const peds_milestone *m)
{
	return (m->first * TENTH + PER - 1) / PER;
}

int
peds_milestone_last_day(const peds_milestone *m)
{
	return m->last * TENTH / PER;
}

const char *
peds_milestone_status(const peds_milestone *m, int64_t age_days)
{
	if (age_days < 0)
		return NULL;
	if (age_days < peds_milestone_first_day(m))
		return "early";
	return age_days > peds_milestone_last_day(m) ? "late" : "within";
}
