/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_rule_reaction.c
 *		Reactions and the report as a whole: congenital anomalies (R21),
 *		seriousness (R22), type of study (R25), MedDRA version (R27).
 */
#include "icsr_rule_parts.h"

#include <string.h>

void
peds_icsr_r21(peds_icsr_check *c)
{
	const peds_icsr_list *reactions = &c->icsr->reactions;

	if (c->foetal || c->parent)
		return;
	for (int i = 0; i < reactions->n; i++)
	{
		const peds_icsr_reaction *reaction = PEDS_ICSR_ITEM(peds_icsr_reaction, *reactions, i);
		peds_icsr_bands bands = c->age;
		peds_icsr_age age;

		if (!peds_icsr_is(&reaction->congenital, "true"))
			continue;
		/* at this reaction, else at the first */
		if (peds_icsr_age_at(c->icsr, i, &age))
			bands = peds_icsr_bands_of(c, &age);
		if (peds_icsr_surely_from(&bands, PEDS_CUT_1Y) && !peds_icsr_says(c, PEDS_CONCEPT_CONGENITAL))
			peds_icsr_find_plain(c, PEDS_SAY_CONGENITAL, PEDS_AT1("E.i.3.2e", i));
	}
}

void
peds_icsr_r22(peds_icsr_check *c)
{
	static const struct
	{
		const char *id;
		size_t		offset;
	}			flag[] =
	{
		{"E.i.3.2a", offsetof(peds_icsr_reaction, death)},
		{"E.i.3.2b", offsetof(peds_icsr_reaction, life_threatening)},
		{"E.i.3.2c", offsetof(peds_icsr_reaction, hospitalisation)},
		{"E.i.3.2d", offsetof(peds_icsr_reaction, disabling)},
		{"E.i.3.2e", offsetof(peds_icsr_reaction, congenital)},
		{"E.i.3.2f", offsetof(peds_icsr_reaction, other_important)}
	};
	const int	flags = (int) (sizeof(flag) / sizeof(flag[0]));
	const peds_icsr_list *reactions = &c->icsr->reactions;

	for (int i = 0; i < reactions->n; i++)
	{
		char		absent[2 * sizeof(flag) / sizeof(flag[0]) + 1];
		int			nabsent = 0;

		for (int f = 0; f < flags; f++)
		{
			const peds_icsr_value *v = (const peds_icsr_value *)
				((const char *) PEDS_ICSR_ITEM(peds_icsr_reaction, *reactions, i) + flag[f].offset);

			if (v->state == PEDS_ICSR_ABSENT)
			{
				absent[2 * nabsent] = flag[f].id[strlen(flag[f].id) - 1];
				absent[2 * nabsent + 1] = ' ';
				nabsent++;
			}
			else if (!peds_icsr_is(v, "true") && !peds_icsr_is_flavor(v, "NI"))
				peds_icsr_find(c, peds_icsr_has(v) ? PEDS_SAY_FLAG : PEDS_SAY_FLAG_FLAVOR, PEDS_AT1(flag[f].id, i), peds_word(v));
		}
		if (nabsent > 0)
		{
			absent[2 * nabsent - 1] = '\0';
			peds_icsr_find(c, PEDS_SAY_FLAGS_ABSENT, PEDS_AT1("E.i.3.2", i), peds_word_printed("%d", nabsent), peds_word_text(absent));
		}
	}
}

void
peds_icsr_r25(peds_icsr_check *c)
{
	if (peds_icsr_is(&c->icsr->report_type, "2") && !peds_icsr_has(&c->icsr->study_type))
		peds_icsr_find_plain(c, PEDS_SAY_NO_STUDY_TYPE, PEDS_AT("C.5.4"));
}

/* ------------------------------------------------------------------ R27 */

/* Versions that are told apart; of more there are no findings. */
#define VERSIONS_MAX	8

typedef struct versions
{
	peds_icsr_check *c;
	peds_icsr_place first;
	const peds_icsr_value *seen[VERSIONS_MAX];
	int			n;
} versions;

static peds_status
visit_version(void *context, const char *id, peds_icsr_kind kind, const int *index, int depth,
			  const peds_icsr_value *v)
{
	versions   *s = context;
	peds_icsr_place place = {id, depth, {depth > 0 ? index[0] : 0, depth > 1 ? index[1] : 0}};
	char		first[PEDS_ICSR_ELEMENT_SIZE];

	if (kind != PEDS_ICSR_MEDDRA_VERSION || !peds_icsr_has(v) || s->n == VERSIONS_MAX)
		return PEDS_OK;
	for (int i = 0; i < s->n; i++)
		if (s->seen[i]->length == v->length && memcmp(s->seen[i]->text, v->text, (size_t) v->length) == 0)
			return PEDS_OK;
	if (s->n == 0)
		s->first = place;
	else
	{
		(void) peds_icsr_place_print(s->first, first);
		peds_icsr_find(s->c, PEDS_SAY_MEDDRA, place, peds_word(v), peds_word(s->seen[0]), peds_word_text(first));
	}
	s->seen[s->n++] = v;
	return PEDS_OK;
}

void
peds_icsr_r27(peds_icsr_check *c)
{
	versions	s = {.c = c};

	(void) peds_icsr_visit(c->icsr, visit_version, &s);
}
