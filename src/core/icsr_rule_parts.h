/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_rule_parts.h
 *		What the evaluators of the rules share.
 */
#ifndef PEDS_ICSR_RULE_PARTS_H
#define PEDS_ICSR_RULE_PARTS_H

#include "icsr_age.h"
#include "icsr_rule.h"
#include "icsr_terms.h"

/* What a finding says: icsr_rule_message.c. %1, %2 ... stand for values. */
typedef enum peds_icsr_message
{
	/* form */
	PEDS_SAY_PAIR,
	PEDS_SAY_NOT_NUMBER,
	PEDS_SAY_NOT_DECIMAL,
	PEDS_SAY_NOT_INTEGER,
	PEDS_SAY_NOT_ONE_OF,
	PEDS_SAY_NOT_DATE,
	PEDS_SAY_NOT_TO_DAY,
	PEDS_SAY_FUTURE,
	/* patient */
	PEDS_SAY_NO_PATIENT,
	PEDS_SAY_NONE,
	PEDS_SAY_ABOVE,
	PEDS_SAY_BEFORE_TREATMENT,
	PEDS_SAY_DEATH_BEFORE_TREATMENT,
	PEDS_SAY_LIGHT,
	PEDS_SAY_HEAVY,
	PEDS_SAY_NO_WEIGHT,
	PEDS_SAY_PERIOD_MALE,
	PEDS_SAY_PERIOD_YOUNG,
	PEDS_SAY_PERIOD_CHILD,
	/* age */
	PEDS_SAY_FOETAL_WITH_AGE,
	PEDS_SAY_FOETAL_GROUP,
	PEDS_SAY_FOETAL_BORN,
	PEDS_SAY_GROUP_WITH,
	PEDS_SAY_LATER_ONSET,
	PEDS_SAY_AGE_DIFFERS,
	PEDS_SAY_BEFORE_BIRTH,
	PEDS_SAY_LONG_BEFORE_BIRTH,
	PEDS_SAY_GROUP_DIFFERS,
	/* parent */
	PEDS_SAY_NO_PARENT_SEX,
	PEDS_SAY_PARENT_YOUNGER,
	PEDS_SAY_PARENT_OF_ADULT,
	PEDS_SAY_PARENT_TWICE,
	PEDS_SAY_PARENT_LINKED,
	PEDS_SAY_MOTHER_ONLY,
	PEDS_SAY_NO_PARENT_ROUTE,
	PEDS_SAY_NO_GESTATION,
	/* reaction and report */
	PEDS_SAY_CONGENITAL,
	PEDS_SAY_FLAG,
	PEDS_SAY_FLAG_FLAVOR,
	PEDS_SAY_FLAGS_ABSENT,
	PEDS_SAY_NO_STUDY_TYPE,
	PEDS_SAY_MEDDRA,
	/* completeness */
	PEDS_SAY_NEWBORN,
	PEDS_SAY_HISTORY,
	PEDS_SAY_MISSING,
	PEDS_SAY_COUNT
} peds_icsr_message;

extern const char *const peds_icsr_message_text[PEDS_SAY_COUNT][PEDS_LANG_COUNT];

/* Things that can be missing, as a list in a message names them. */
typedef enum peds_icsr_item
{
	PEDS_ITEM_GESTATION,
	PEDS_ITEM_BIRTH_WEIGHT,
	PEDS_ITEM_VACCINES,
	PEDS_ITEM_FEEDING,
	PEDS_ITEM_MATERNAL_DRUGS,
	PEDS_ITEM_AGE,
	PEDS_ITEM_SEX,
	PEDS_ITEM_WEIGHT,
	PEDS_ITEM_ONSET,
	PEDS_ITEM_DOSE_PER_KG,
	PEDS_ITEM_FORM,
	PEDS_ITEM_DEVELOPMENT,
	PEDS_ITEM_OUTCOME,
	PEDS_ITEM_FOLLOW_UP,
	PEDS_ITEM_COUNT
} peds_icsr_item;

extern const char *const peds_icsr_item_text[PEDS_ITEM_COUNT][PEDS_LANG_COUNT];

/* Cuts of ages that rules ask for; bands of the cuts are 0 .. PEDS_CUT_COUNT - 1. */
enum
{
	PEDS_CUT_BIRTH,
	PEDS_CUT_28D,
	PEDS_CUT_1Y,
	PEDS_CUT_2Y,
	PEDS_CUT_8Y,
	PEDS_CUT_12Y,
	PEDS_CUT_18Y,
	PEDS_CUT_65Y,
	PEDS_CUT_COUNT
};

/* A day known in part. */
typedef struct peds_icsr_day
{
	bool		known;
	peds_partial_date date;
	peds_day	earliest;
	peds_day	latest;
} peds_icsr_day;

/* The bands that an age can be in, by number; -1 is before birth. */
typedef struct peds_icsr_bands
{
	bool		known;
	int			least;
	int			greatest;
} peds_icsr_bands;

/* One check of one case. */
typedef struct peds_icsr_check
{
	const peds_icsr *icsr;
	const peds_icsr_rules *rules;
	int			lang;
	bool		utf8;
	peds_icsr_emit emit;
	void	   *context;
	int			rule;			/* being evaluated */

	/* facts that several rules need */
	peds_icsr_day birth;
	peds_icsr_day onset;		/* the first */
	peds_icsr_bands by_dates;
	peds_icsr_bands age;		/* of icsr_age.h */
	bool		foetal;			/* the case is of a foetus */
	bool		parent;			/* the section of the parent has a value */
	uint32_t	concepts;		/* see peds_icsr_says */
	bool		concepts_known;
} peds_icsr_check;

/* ------------------------------------------------------------------ reading: icsr_rule_read.c */

typedef struct peds_icsr_number
{
	double		value;
	int			digits;
	int			length;			/* characters */
	bool		whole;			/* has no decimal point */
} peds_icsr_number;

/* Digits with at most one point between; false for anything else and beyond 40 characters. */
extern bool peds_icsr_read_number(const peds_icsr_value *v, peds_icsr_number *out);
extern bool peds_icsr_read_date(const peds_icsr_value *v, peds_icsr_day *out);

typedef enum peds_icsr_unit
{
	PEDS_UNIT_HOUR,
	PEDS_UNIT_DAY,
	PEDS_UNIT_WEEK,
	PEDS_UNIT_MONTH,
	PEDS_UNIT_TRIMESTER,
	PEDS_UNIT_YEAR,
	PEDS_UNIT_DECADE,
	PEDS_UNITS
} peds_icsr_unit;

/* A UCUM unit as E2B writes it, exactly. */
extern bool peds_icsr_read_unit(const peds_icsr_value *v, peds_icsr_unit *out);

/* A unit of a dose with /kg in it: mg/kg, ug/kg/h. */
extern bool peds_icsr_by_weight(const peds_icsr_value *unit);

/* An instant that has at least the hour and an offset, in seconds. */
typedef struct peds_icsr_instant
{
	bool		known;
	int64_t		earliest;
	int64_t		latest;
} peds_icsr_instant;

extern peds_icsr_instant peds_icsr_read_instant(const peds_icsr_value *v);

/* The case's facts. */
extern void peds_icsr_facts(peds_icsr_check *c);
extern peds_icsr_bands peds_icsr_bands_of(const peds_icsr_check *c, const peds_icsr_age *age);

/* Gestational age, in a number or as before or at term. */
#define PEDS_CONCEPTS_OF_TERM	(PEDS_CONCEPT_GESTATION | PEDS_CONCEPT_PREMATURITY)

/* Does a text mention one of these, of icsr_terms.h? */
extern bool peds_icsr_says(peds_icsr_check *c, uint32_t concepts);

static inline bool
peds_icsr_surely_below(const peds_icsr_bands *age, int cut)
{
	return age->known && age->greatest < cut;
}

static inline bool
peds_icsr_surely_from(const peds_icsr_bands *age, int cut)
{
	return age->known && age->least >= cut;
}

/* Born, and below the cut. */
static inline bool
peds_icsr_surely_within(const peds_icsr_bands *age, int cut)
{
	return peds_icsr_surely_from(age, PEDS_CUT_BIRTH) && peds_icsr_surely_below(age, cut);
}

/* ------------------------------------------------------------------ saying: icsr_rule.c */

/* An element and, where it repeats, which of its group and of the group in that, from 0. */
typedef struct peds_icsr_place
{
	const char *id;
	int			depth;
	int			index[2];
} peds_icsr_place;

#define PEDS_AT(id_)		((peds_icsr_place) {(id_), 0, {0, 0}})
#define PEDS_AT1(id_, i)	((peds_icsr_place) {(id_), 1, {(i), 0}})

/* A value in a message; printed texts are own. */
typedef struct peds_icsr_word
{
	const char *text;			/* NULL: own */
	int			length;
	char		own[40];
} peds_icsr_word;

extern peds_icsr_word peds_word(const peds_icsr_value *v);
extern peds_icsr_word peds_word_text(const char *text);
extern peds_icsr_word peds_word_day(const peds_icsr_day *day);
extern peds_icsr_word peds_word_printed(const char *format,...) __attribute__((format(printf, 1, 2)));

#define PEDS_WORDS_MAX 4

/* A finding of the rule that is evaluated; up to PEDS_WORDS_MAX words. */
extern void peds_icsr_find_words(peds_icsr_check *c, peds_icsr_message message, peds_icsr_place place,
								 int nwords, const peds_icsr_word *word);
#define peds_icsr_find(c, message, place, ...) \
	peds_icsr_find_words(c, message, place, \
						 (int) (sizeof((peds_icsr_word[]) {__VA_ARGS__}) / sizeof(peds_icsr_word)), \
						 (peds_icsr_word[]) {__VA_ARGS__})
#define peds_icsr_find_plain(c, message, place) peds_icsr_find_words(c, message, place, 0, NULL)

/* A finding whose message lists items. */
extern void peds_icsr_find_items(peds_icsr_check *c, peds_icsr_message message, peds_icsr_place place, uint32_t items);

/* E.i[2].E.i.4; returns its length, less than PEDS_ICSR_ELEMENT_SIZE. */
extern int	peds_icsr_place_print(peds_icsr_place place, char *out);

/* ------------------------------------------------------------------ evaluators */

typedef void (*peds_icsr_evaluator) (peds_icsr_check *c);

extern void peds_icsr_r01(peds_icsr_check *c);
extern void peds_icsr_r02(peds_icsr_check *c);
extern void peds_icsr_r03(peds_icsr_check *c);
extern void peds_icsr_r04(peds_icsr_check *c);
extern void peds_icsr_r05(peds_icsr_check *c);
extern void peds_icsr_r06(peds_icsr_check *c);
extern void peds_icsr_r07(peds_icsr_check *c);
extern void peds_icsr_r08(peds_icsr_check *c);
extern void peds_icsr_r09(peds_icsr_check *c);
extern void peds_icsr_r10(peds_icsr_check *c);
extern void peds_icsr_r11(peds_icsr_check *c);
extern void peds_icsr_r12(peds_icsr_check *c);
extern void peds_icsr_r13(peds_icsr_check *c);
extern void peds_icsr_r14(peds_icsr_check *c);
extern void peds_icsr_r15(peds_icsr_check *c);
extern void peds_icsr_r16(peds_icsr_check *c);
extern void peds_icsr_r17(peds_icsr_check *c);
extern void peds_icsr_r18(peds_icsr_check *c);
extern void peds_icsr_r19(peds_icsr_check *c);
extern void peds_icsr_r20(peds_icsr_check *c);
extern void peds_icsr_r21(peds_icsr_check *c);
extern void peds_icsr_r22(peds_icsr_check *c);
extern void peds_icsr_r23(peds_icsr_check *c);
extern void peds_icsr_r24(peds_icsr_check *c);
extern void peds_icsr_r25(peds_icsr_check *c);
extern void peds_icsr_r26(peds_icsr_check *c);
extern void peds_icsr_r27(peds_icsr_check *c);
extern void peds_icsr_r28(peds_icsr_check *c);
extern void peds_icsr_r29(peds_icsr_check *c);
extern void peds_icsr_r30(peds_icsr_check *c);

#endif							/* PEDS_ICSR_RULE_PARTS_H */
