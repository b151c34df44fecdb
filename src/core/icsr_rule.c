/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_rule.c
 *		Which rules are meant, the run over them, and how a finding is put into
 *		words.
 */
#include "icsr_rule_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "word.h"

const char *const peds_icsr_region_name[PEDS_ICSR_REGIONS] = {"ICH", "EU", "FDA", "CN", "DK", "pedsafety"};
const char *const peds_icsr_severity_name[PEDS_ICSR_SEVERITIES] = {"error", "warning", "note"};

static const peds_icsr_evaluator evaluator[PEDS_ICSR_RULES] = {
	peds_icsr_r01, peds_icsr_r02, peds_icsr_r03, peds_icsr_r04, peds_icsr_r05,
	peds_icsr_r06, peds_icsr_r07, peds_icsr_r08, peds_icsr_r09, peds_icsr_r10,
	peds_icsr_r11, peds_icsr_r12, peds_icsr_r13, peds_icsr_r14, peds_icsr_r15,
	peds_icsr_r16, peds_icsr_r17, peds_icsr_r18, peds_icsr_r19, peds_icsr_r20,
	peds_icsr_r21, peds_icsr_r22, peds_icsr_r23, peds_icsr_r24, peds_icsr_r25,
	peds_icsr_r26, peds_icsr_r27, peds_icsr_r28, peds_icsr_r29, peds_icsr_r30
};

/* ------------------------------------------------------------------ which rules */

#define ALL_RULES	((UINT32_C(1) << PEDS_ICSR_RULES) - 1)

/* The rules that a word means; none if it means nothing. */
static uint32_t
rules_of_word(const char *word, size_t length)
{
	uint32_t	rules = peds_word_is(word, length, "all") ? ALL_RULES : 0;

	for (int i = 0; i < PEDS_ICSR_RULES; i++)
	{
		const peds_icsr_rule *rule = &peds_icsr_rule_table[i];

		if (peds_word_is(word, length, rule->id) || peds_word_is(word, length, rule->version) ||
			peds_word_is(word, length, peds_icsr_region_name[rule->region]) ||
			peds_word_is(word, length, peds_icsr_severity_name[rule->severity]))
			rules |= UINT32_C(1) << i;
	}
	return rules;
}

peds_status
peds_icsr_rules_parse(const char *text, size_t length, peds_icsr_rules *rules, size_t *position)
{
	static const char scheme_text[] = "0d,28d,1y,2y,8y,12y,18y,65y";	/* PEDS_CUT_... */
	_Alignas(peds_age_scheme) char scheme[PEDS_AGE_SCHEME_MAX_SIZE];
	uint32_t	in = 0;
	uint32_t	out = 0;
	bool		any_in = false;
	size_t		at = 0;
	size_t		fault;

	for (;;)
	{
		const char *comma = memchr(text + at, ',', length - at);
		size_t		end = comma != NULL ? (size_t) (comma - text) : length;
		size_t		past = end;
		bool		less;
		uint32_t	word;

		while (at < end && text[at] == ' ')
			at++;
		while (past > at && text[past - 1] == ' ')
			past--;
		less = at < past && text[at] == '-';
		*position = at;
		if (less)
			at++;
		word = rules_of_word(text + at, past - at);
		if (word == 0)
			return PEDS_ICSR_RULE_LIST;
		if (less)
			out |= word;
		else
		{
			in |= word;
			any_in = true;
		}
		if (comma == NULL)
			break;
		at = end + 1;
	}
	rules->chosen = (any_in ? in : ALL_RULES) & ~out;
	if (peds_age_scheme_parse(scheme_text, sizeof(scheme_text) - 1, (peds_age_scheme *) scheme, &fault) != PEDS_OK)
		return PEDS_ICSR_RULE_LIST; /* cannot be: test_icsr_rule.c */
	peds_age_cuts_make((peds_age_scheme *) scheme, &rules->cuts);
	return PEDS_OK;
}

void
peds_icsr_rules_check(const peds_icsr_rules *rules, const peds_icsr *icsr, int lang, bool utf8,
					  peds_icsr_emit emit, void *context)
{
	peds_icsr_check c = {.icsr = icsr, .rules = rules, .lang = lang, .utf8 = utf8, .emit = emit, .context = context};

	peds_icsr_facts(&c);
	for (c.rule = 0; c.rule < PEDS_ICSR_RULES; c.rule++)
		if ((rules->chosen >> c.rule & 1) != 0)
			evaluator[c.rule] (&c);
}

/* ------------------------------------------------------------------ places */

static bool
group_has(const peds_icsr_group *group, const char *id)
{
	if (group->nelements == 0)
		return strcmp(group->id, id) == 0;
	for (int i = 0; i < group->nelements; i++)
		if (strcmp(group->element[i].id, id) == 0)
			return true;
	/* such as E.i.3.2, of which E.i.3.2a is one */
	return strncmp(id, group->id, strlen(group->id)) == 0 && id[strlen(group->id)] == '.';
}

/* The group in which an element repeats, at that depth below. */
static const peds_icsr_group *
group_of(const peds_icsr_group *level, const char *id, int depth, const peds_icsr_group **outer)
{
	for (int g = 0; g < level->ngroups; g++)
	{
		const peds_icsr_group *group = &level->group[g];

		if (depth > 1)
		{
			const peds_icsr_group *inner = group_of(group, id, depth - 1, outer);

			if (inner != NULL)
			{
				*outer = group;
				return inner;
			}
		}
		else if (group_has(group, id))
			return group;
	}
	return NULL;
}

int
peds_icsr_place_print(peds_icsr_place place, char *out)
{
	const peds_icsr_group *outer = NULL;
	const peds_icsr_group *group = place.depth > 0 ? group_of(&peds_icsr_case, place.id, place.depth, &outer) : NULL;
	size_t		size = PEDS_ICSR_ELEMENT_SIZE;

	if (group == NULL)
		return snprintf(out, size, "%s", place.id);
	if (outer != NULL)
		return snprintf(out, size, group->nelements == 0 ? "%s[%d].%s[%d]" : "%s[%d].%s[%d].%s",
						outer->id, place.index[0] + 1, group->id, place.index[1] + 1, place.id);
	return snprintf(out, size, group->nelements == 0 ? "%s[%d]" : "%s[%d].%s",
					group->id, place.index[0] + 1, place.id);
}

/* ------------------------------------------------------------------ words */

peds_icsr_word
peds_word(const peds_icsr_value *v)
{
	return (peds_icsr_word) {.text = v->state == PEDS_ICSR_ABSENT ? "" : v->text, .length = v->length};
}

peds_icsr_word
peds_word_text(const char *text)
{
	return (peds_icsr_word) {.text = text, .length = (int) strlen(text)};
}

peds_icsr_word
peds_word_day(const peds_icsr_day *day)
{
	peds_icsr_word word = {.text = NULL};

	_Static_assert(sizeof(word.own) >= PEDS_PARTIAL_DATE_TEXT_SIZE, "a date fits");
	word.length = peds_partial_date_print(day->date, word.own);
	return word;
}

peds_icsr_word
peds_word_printed(const char *format,...)
{
	peds_icsr_word word = {.text = NULL};
	va_list		args;

	va_start(args, format);
	word.length = vsnprintf(word.own, sizeof(word.own), format, args);
	va_end(args);
	if (word.length >= (int) sizeof(word.own))
		word.length = (int) sizeof(word.own) - 1;
	return word;
}

/* Bytes of a value that a message repeats. */
#define WORD_MAX	48

typedef struct text_out
{
	char	   *text;
	int			length;
	int			room;			/* not counting the end */
} text_out;

static void
put(text_out *out, const char *text, int length)
{
	if (length > out->room - out->length)
		length = out->room - out->length;
	memcpy(out->text + out->length, text, (size_t) length);
	out->length += length;
}

static void
put_word(text_out *out, const peds_icsr_word *word, bool utf8)
{
	const char *text = word->text != NULL ? word->text : word->own;
	int			length = word->length;
	bool		cut = length > WORD_MAX;

	if (cut)
	{
		length = WORD_MAX;
		while (utf8 && length > 0 && ((unsigned char) text[length] & 0xc0) == 0x80)
			length--;
	}
	for (int i = 0; i < length; i++)
	{
		unsigned char byte = (unsigned char) text[i];

		put(out, byte < ' ' || byte == 0x7f ? " " : byte >= 0x80 && !utf8 ? "?" : text + i, 1);
	}
	if (cut)
		put(out, "...", 3);
}

/* No template and no word is so long that the room could end: test_icsr_rule.c. */
static void
put_message(text_out *out, const char *template, int nwords, const peds_icsr_word *word, bool utf8)
{
	for (const char *p = template; *p != '\0'; p++)
	{
		if (p[0] == '%' && p[1] >= '1' && p[1] <= '9')
		{
			int			n = p[1] - '1';

			if (n < nwords)
				put_word(out, &word[n], utf8);
			p++;
		}
		else
			put(out, p, 1);
	}
}

static void
emit(peds_icsr_check *c, peds_icsr_place place, text_out *out)
{
	char		element[PEDS_ICSR_ELEMENT_SIZE];
	peds_icsr_finding finding = {&peds_icsr_rule_table[c->rule], element, out->text};

	out->text[out->length] = '\0';
	(void) peds_icsr_place_print(place, element);
	c->emit(c->context, &finding);
}

void
peds_icsr_find_words(peds_icsr_check *c, peds_icsr_message message, peds_icsr_place place,
					 int nwords, const peds_icsr_word *word)
{
	char		text[PEDS_ICSR_MESSAGE_SIZE];
	text_out	out = {text, 0, sizeof(text) - 1};

	put_message(&out, peds_icsr_message_text[message][c->lang], nwords, word, c->utf8);
	emit(c, place, &out);
}

void
peds_icsr_find_items(peds_icsr_check *c, peds_icsr_message message, peds_icsr_place place, uint32_t items)
{
	static const char *const comma[PEDS_LANG_COUNT] = {", ", "、"};
	char		text[PEDS_ICSR_MESSAGE_SIZE];
	text_out	out = {text, 0, sizeof(text) - 1};
	bool		first = true;

	put_message(&out, peds_icsr_message_text[message][c->lang], 0, NULL, c->utf8);
	for (int i = 0; i < PEDS_ITEM_COUNT; i++)
		if ((items >> i & 1) != 0)
		{
			const char *item = peds_icsr_item_text[i][c->lang];

			if (!first)
				put(&out, comma[c->lang], (int) strlen(comma[c->lang]));
			put(&out, item, (int) strlen(item));
			first = false;
		}
	emit(c, place, &out);
}
