/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_rule_date.c
 *		Dates: none in the future (R08), known well enough (R09), no onset before
 *		birth (R12).
 */
#include "icsr_rule_parts.h"

#include <string.h>

#include "gestational_age.h"

/* When the report was sent or made: the latest of what is known to the day. */
typedef struct sent
{
	peds_icsr_check *c;
	const char *id;				/* NULL: not known */
	const peds_icsr_value *value;
	peds_day	day;
	peds_icsr_instant instant;
} sent;

static void
take_sent(sent *s, const char *id, const peds_icsr_value *v)
{
	peds_icsr_day day;
	peds_icsr_instant instant;

	if (!peds_icsr_read_date(v, &day) || day.earliest != day.latest)
		return;
	instant = peds_icsr_read_instant(v);
	if (s->id != NULL)
	{
		if (instant.known && s->instant.known)
		{
			if (instant.latest <= s->instant.latest)
				return;
		}
		else if (day.latest <= s->day)
			return;
	}
	s->id = id;
	s->value = v;
	s->day = day.latest;
	s->instant = instant;
}

static peds_icsr_place
place_of(const char *id, const int *index, int depth)
{
	peds_icsr_place place = {id, depth, {depth > 0 ? index[0] : 0, depth > 1 ? index[1] : 0}};

	return place;
}

static peds_status
visit_future(void *context, const char *id, peds_icsr_kind kind, const int *index, int depth,
			 const peds_icsr_value *v)
{
	const sent *s = context;
	peds_icsr_day day;
	peds_icsr_instant instant;
	bool		future;

	/* offsets of at most 15:59 cannot make up for more than two days */
	if (kind != PEDS_ICSR_DATE || !peds_icsr_read_date(v, &day) || day.earliest < s->day - 2)
		return PEDS_OK;
	if (v == &s->c->icsr->batch_sent || v == &s->c->icsr->message_created || v == &s->c->icsr->created)
		return PEDS_OK;
	instant = peds_icsr_read_instant(v);
	future = instant.known && s->instant.known ? instant.earliest > s->instant.latest : day.earliest > s->day;
	if (future)
		peds_icsr_find(s->c, PEDS_SAY_FUTURE, place_of(id, index, depth), peds_word(v),
					   peds_word_text(s->id), peds_word(s->value));
	return PEDS_OK;
}

void
peds_icsr_r08(peds_icsr_check *c)
{
	sent		s = {.c = c};

	take_sent(&s, "N.1.5", &c->icsr->batch_sent);
	take_sent(&s, "N.2.r.4", &c->icsr->message_created);
	take_sent(&s, "C.1.2", &c->icsr->created);
	if (s.id != NULL)
		(void) peds_icsr_visit(c->icsr, visit_future, &s);
}

static peds_status
visit_precision(void *context, const char *id, peds_icsr_kind kind, const int *index, int depth,
				const peds_icsr_value *v)
{
	peds_icsr_check *c = context;
	peds_icsr_day day;

	if (kind != PEDS_ICSR_DATE || !peds_icsr_has(v))
		return PEDS_OK;
	if (!peds_icsr_read_date(v, &day))
		peds_icsr_find(c, PEDS_SAY_NOT_DATE, place_of(id, index, depth), peds_word(v));
	else if (day.earliest != day.latest && strcmp(id, "D.2.1") == 0)
		peds_icsr_find(c, PEDS_SAY_NOT_TO_DAY, place_of(id, index, depth), peds_word_day(&day));
	return PEDS_OK;
}

void
peds_icsr_r09(peds_icsr_check *c)
{
	(void) peds_icsr_visit(c->icsr, visit_precision, c);
}

/*
 * In the case of a foetus the onset may be before birth, but not by more than
 * the longest gestation.
 */
void
peds_icsr_r12(peds_icsr_check *c)
{
	const peds_icsr_list *reactions = &c->icsr->reactions;
	bool		foetal = c->foetal || peds_icsr_has(&c->icsr->parent_last_period);

	if (!c->birth.known)
		return;
	for (int k = 0; k < c->icsr->drugs.n; k++)
		foetal |= peds_icsr_has(&PEDS_ICSR_ITEM(peds_icsr_drug, c->icsr->drugs, k)->gestation);
	for (int i = 0; i < reactions->n; i++)
	{
		peds_icsr_day day;
		bool		long_before;

		if (!peds_icsr_read_date(&PEDS_ICSR_ITEM(peds_icsr_reaction, *reactions, i)->start, &day) ||
			day.latest >= c->birth.earliest)
			continue;
		long_before = day.latest < c->birth.earliest - PEDS_GA_BIRTH_MAX;
		if (long_before || !foetal)
			peds_icsr_find(c, long_before ? PEDS_SAY_LONG_BEFORE_BIRTH : PEDS_SAY_BEFORE_BIRTH,
						   PEDS_AT1("E.i.4", i), peds_word_day(&day), peds_word_day(&c->birth));
	}
}
