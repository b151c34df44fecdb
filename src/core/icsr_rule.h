/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr_rule.h
 *		Rules on what a case report says of a child, and what it breaks of them.
 *
 * The rules are rows of one table (icsr_rule_table.c); each has an evaluator in
 * the file of its topic. A rule that holds says nothing. What cannot be read is
 * a finding of the rule on its form, and is not compared with anything; of
 * partial dates and reported ages a rule says only what is sure.
 */
#ifndef PEDS_ICSR_RULE_H
#define PEDS_ICSR_RULE_H

#include "age_cuts.h"
#include "lang.h"
#include "icsr.h"

#define PEDS_ICSR_RULES	30

typedef enum peds_icsr_region
{
	PEDS_ICSR_ICH,
	PEDS_ICSR_EU,
	PEDS_ICSR_FDA,
	PEDS_ICSR_CN,
	PEDS_ICSR_DK,
	PEDS_ICSR_PEDSAFETY,		/* of no authority: ours */
	PEDS_ICSR_REGIONS
} peds_icsr_region;

typedef enum peds_icsr_severity
{
	PEDS_ICSR_ERROR,
	PEDS_ICSR_WARNING,
	PEDS_ICSR_NOTE,
	PEDS_ICSR_SEVERITIES
} peds_icsr_severity;

extern const char *const peds_icsr_region_name[PEDS_ICSR_REGIONS];
extern const char *const peds_icsr_severity_name[PEDS_ICSR_SEVERITIES];

/* Texts are UTF-8. */
typedef struct peds_icsr_rule
{
	const char *id;
	peds_icsr_region region;
	const char *version;
	peds_icsr_severity severity;
	const char *element;
	const char *clause;
	const char *text[PEDS_LANG_COUNT];
	const char *confidence;
} peds_icsr_rule;

/* By number, from 0. */
extern const peds_icsr_rule peds_icsr_rule_table[PEDS_ICSR_RULES];

/* Which rules, and what they need: made once, read only. */
typedef struct peds_icsr_rules
{
	uint32_t	chosen;			/* bit i: rule i */
	peds_age_cuts cuts;
} peds_icsr_rules;

/*
 * A list of words with commas between, no blanks: all, the id, region, version
 * or severity of rules; with a leading "-" they are left out, wherever that
 * stands. Without a word that takes in, all are. PEDS_ICSR_RULE_LIST with
 * *position at the word.
 */
extern peds_status peds_icsr_rules_parse(const char *text, size_t length,
										 peds_icsr_rules *rules, size_t *position);

#define PEDS_ICSR_ELEMENT_SIZE	64
#define PEDS_ICSR_MESSAGE_SIZE	1024

typedef struct peds_icsr_finding
{
	const peds_icsr_rule *rule;
	const char *element;		/* E.i[2].E.i.4: the second reaction's; terminated */
	const char *message;		/* terminated */
} peds_icsr_finding;

typedef void (*peds_icsr_emit) (void *context, const peds_icsr_finding *finding);

/*
 * Call emit for each finding, in the order of the rules, within a rule in that
 * of the message. utf8: the texts of the case are UTF-8; else what is not ASCII
 * in a value that a message repeats is "?", so that the message is UTF-8.
 */
extern void peds_icsr_rules_check(const peds_icsr_rules *rules, const peds_icsr *icsr, int lang, bool utf8,
								  peds_icsr_emit emit, void *context);

#endif							/* PEDS_ICSR_RULE_H */
