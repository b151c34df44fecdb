/* SPDX-License-Identifier: PostgreSQL */
/*
 * icsr.h
 *		One individual case safety report, by the elements of ICH E2B(R3).
 *
 * The lists below are the one place that knows which elements are looked at:
 * they make the structs, and the tables by which a reader fills them and a
 * check walks over them. Ids and kinds: ICH E2B(R3) implementation guide
 * (rules.md §4). A value is the text of the message; nothing is converted here.
 */
#ifndef PEDS_ICSR_H
#define PEDS_ICSR_H

#include "status.h"

typedef enum peds_icsr_state
{
	PEDS_ICSR_ABSENT = 0,		/* not in the message, or empty */
	PEDS_ICSR_VALUE,
	PEDS_ICSR_NULL_FLAVOR		/* text is the flavour: NI, MSK, UNK, NA, ASKU, NASK, ... */
} peds_icsr_state;

typedef struct peds_icsr_value
{
	const char *text;			/* not terminated */
	int			length;
	peds_icsr_state state;
} peds_icsr_value;

typedef enum peds_icsr_kind
{
	PEDS_ICSR_TEXT,
	PEDS_ICSR_CODE,
	PEDS_ICSR_NUMBER,
	PEDS_ICSR_UNIT,
	PEDS_ICSR_DATE,
	PEDS_ICSR_BOOLEAN,
	PEDS_ICSR_MEDDRA_VERSION
} peds_icsr_kind;

/* E2B id, name of the member, kind. */
#define PEDS_ICSR_REACTION_ELEMENTS(X) \
	X("E.i.id",     id,               TEXT) \
	X("E.i.1.1a",   reported_native,  TEXT) \
	X("E.i.1.2",    reported,         TEXT) \
	X("E.i.2.1a",   meddra_version,   MEDDRA_VERSION) \
	X("E.i.2.1b",   meddra,           CODE) \
	X("E.i.3.1",    highlighted,      CODE) \
	X("E.i.3.2a",   death,            BOOLEAN) \
	X("E.i.3.2b",   life_threatening, BOOLEAN) \
	X("E.i.3.2c",   hospitalisation,  BOOLEAN) \
	X("E.i.3.2d",   disabling,        BOOLEAN) \
	X("E.i.3.2e",   congenital,       BOOLEAN) \
	X("E.i.3.2f",   other_important,  BOOLEAN) \
	X("E.i.4",      start,            DATE) \
	X("E.i.5",      end,              DATE) \
	X("E.i.6a",     duration,         NUMBER) \
	X("E.i.6b",     duration_unit,    UNIT) \
	X("E.i.7",      outcome,          CODE) \
	X("E.i.9",      country,          CODE)

#define PEDS_ICSR_DOSE_ELEMENTS(X) \
	X("G.k.4.r.1a",   dose,              NUMBER) \
	X("G.k.4.r.1b",   dose_unit,         UNIT) \
	X("G.k.4.r.2",    units_in_interval, NUMBER) \
	X("G.k.4.r.3",    interval_unit,     UNIT) \
	X("G.k.4.r.4",    start,             DATE) \
	X("G.k.4.r.5",    end,               DATE) \
	X("G.k.4.r.6a",   duration,          NUMBER) \
	X("G.k.4.r.6b",   duration_unit,     UNIT) \
	X("G.k.4.r.8",    dosage_text,       TEXT) \
	X("G.k.4.r.9.1",  form,              TEXT) \
	X("G.k.4.r.9.2b", form_term,         CODE) \
	X("G.k.4.r.10.1", route,             TEXT) \
	X("G.k.4.r.10.2b", route_term,       CODE) \
	X("G.k.4.r.11.1", parent_route,      TEXT) \
	X("G.k.4.r.11.2b", parent_route_term, CODE)

#define PEDS_ICSR_SUBSTANCE_ELEMENTS(X) \
	X("G.k.2.3.r.1",  name,          TEXT) \
	X("G.k.2.3.r.2b", term,          CODE) \
	X("G.k.2.3.r.3a", strength,      NUMBER) \
	X("G.k.2.3.r.3b", strength_unit, UNIT)

#define PEDS_ICSR_INDICATION_ELEMENTS(X) \
	X("G.k.7.r.1",  reported,       TEXT) \
	X("G.k.7.r.2a", meddra_version, MEDDRA_VERSION) \
	X("G.k.7.r.2b", meddra,         CODE)

#define PEDS_ICSR_DRUG_ELEMENTS(X) \
	X("G.k.id",    id,             TEXT) \
	X("G.k.1",     role,           CODE) \
	X("G.k.2.2",   name,           TEXT) \
	X("G.k.2.5",   blinded,        BOOLEAN) \
	X("G.k.3.1",   authorisation,  TEXT) \
	X("G.k.5a",    cumulative,     NUMBER) \
	X("G.k.5b",    cumulative_unit, UNIT) \
	X("G.k.6a",    gestation,      NUMBER) \
	X("G.k.6b",    gestation_unit, UNIT) \
	X("G.k.8",     action,         CODE)

/* The form of D.7.1.r and D.10.7.1.r, of D.8.r and D.10.8.r, of D.9.2.r and D.9.4.r. */
#define PEDS_ICSR_HISTORY_ELEMENTS(X, P) \
	X(P ".1a", meddra_version, MEDDRA_VERSION) \
	X(P ".1b", meddra,         CODE) \
	X(P ".2",  start,          DATE) \
	X(P ".3",  continuing,     BOOLEAN) \
	X(P ".4",  end,            DATE) \
	X(P ".5",  comments,       TEXT)

#define PEDS_ICSR_PAST_DRUG_ELEMENTS(X, P) \
	X(P ".1",  name,               TEXT) \
	X(P ".4",  start,              DATE) \
	X(P ".5",  end,                DATE) \
	X(P ".6a", indication_version, MEDDRA_VERSION) \
	X(P ".6b", indication,         CODE) \
	X(P ".7a", reaction_version,   MEDDRA_VERSION) \
	X(P ".7b", reaction,           CODE)

#define PEDS_ICSR_CAUSE_ELEMENTS(X, P) \
	X(P ".1a", meddra_version, MEDDRA_VERSION) \
	X(P ".1b", meddra,         CODE) \
	X(P ".2",  reported,       TEXT)

#define PEDS_ICSR_TEST_ELEMENTS(X) \
	X("F.r.1",    date,           DATE) \
	X("F.r.2.1",  name,           TEXT) \
	X("F.r.2.2a", meddra_version, MEDDRA_VERSION) \
	X("F.r.2.2b", meddra,         CODE) \
	X("F.r.3.1",  result_code,    CODE) \
	X("F.r.3.2",  result,         NUMBER) \
	X("F.r.3.3",  result_unit,    UNIT) \
	X("F.r.3.4",  result_text,    TEXT) \
	X("F.r.6",    comments,       TEXT)

#define PEDS_ICSR_DIAGNOSIS_ELEMENTS(X) \
	X("H.3.r.1a", meddra_version, MEDDRA_VERSION) \
	X("H.3.r.1b", meddra,         CODE)

#define PEDS_ICSR_SUMMARY_ELEMENTS(X) \
	X("H.5.r.1a", text,     TEXT) \
	X("H.5.r.1b", language, CODE)

#define PEDS_ICSR_CASE_ELEMENTS(X) \
	X("N.1.5",    batch_sent,        DATE) \
	X("N.2.r.3",  receiver,          TEXT) \
	X("N.2.r.4",  message_created,   DATE) \
	X("C.1.1",    report_id,         TEXT) \
	X("C.1.2",    created,           DATE) \
	X("C.1.3",    report_type,       CODE) \
	X("C.1.4",    first_received,    DATE) \
	X("C.1.5",    most_recent,       DATE) \
	X("C.1.8.1",  worldwide_id,      TEXT) \
	X("C.1.11.1", nullification,     CODE) \
	X("C.5.4",    study_type,        CODE) \
	X("D.1",      patient,           TEXT) \
	X("D.1.1.1",  gp_record,         TEXT) \
	X("D.1.1.2",  specialist_record, TEXT) \
	X("D.1.1.3",  hospital_record,   TEXT) \
	X("D.1.1.4",  investigation_no,  TEXT) \
	X("D.2.1",    birth,             DATE) \
	X("D.2.2a",   age,               NUMBER) \
	X("D.2.2b",   age_unit,          UNIT) \
	X("D.2.2.1a", foetal_age,        NUMBER) \
	X("D.2.2.1b", foetal_age_unit,   UNIT) \
	X("D.2.3",    age_group,         CODE) \
	X("D.3",      weight,            NUMBER) \
	X("D.4",      height,            NUMBER) \
	X("D.5",      sex,               CODE) \
	X("D.6",      last_period,       DATE) \
	X("D.7.2",    history_text,      TEXT) \
	X("D.7.3",    concomitant,       BOOLEAN) \
	X("D.9.1",    death_date,        DATE) \
	X("D.9.3",    autopsy,           BOOLEAN) \
	X("D.10.1",   parent,            TEXT) \
	X("D.10.2.1", parent_birth,      DATE) \
	X("D.10.2.2a", parent_age,       NUMBER) \
	X("D.10.2.2b", parent_age_unit,  UNIT) \
	X("D.10.3",   parent_last_period, DATE) \
	X("D.10.4",   parent_weight,     NUMBER) \
	X("D.10.5",   parent_height,     NUMBER) \
	X("D.10.6",   parent_sex,        CODE) \
	X("D.10.7.2", parent_history_text, TEXT) \
	X("H.1",      narrative,         TEXT) \
	X("H.2",      reporter_comments, TEXT) \
	X("H.4",      sender_comments,   TEXT)

#define PEDS_ICSR_MEMBER(id_, member, kind) peds_icsr_value member;

typedef struct peds_icsr_list
{
	void	   *item;			/* of the struct that the group names */
	int			n;
} peds_icsr_list;

typedef struct peds_icsr_reaction
{
	PEDS_ICSR_REACTION_ELEMENTS(PEDS_ICSR_MEMBER)
} peds_icsr_reaction;

typedef struct peds_icsr_dose
{
	PEDS_ICSR_DOSE_ELEMENTS(PEDS_ICSR_MEMBER)
} peds_icsr_dose;

typedef struct peds_icsr_substance
{
	PEDS_ICSR_SUBSTANCE_ELEMENTS(PEDS_ICSR_MEMBER)
} peds_icsr_substance;

typedef struct peds_icsr_indication
{
	PEDS_ICSR_INDICATION_ELEMENTS(PEDS_ICSR_MEMBER)
} peds_icsr_indication;

typedef struct peds_icsr_drug
{
	PEDS_ICSR_DRUG_ELEMENTS(PEDS_ICSR_MEMBER)
	peds_icsr_list substances;	/* peds_icsr_substance */
	peds_icsr_list doses;		/* peds_icsr_dose */
	peds_icsr_list indications;	/* peds_icsr_indication */
	peds_icsr_list additional;	/* peds_icsr_value: G.k.10.r */
} peds_icsr_drug;

typedef struct peds_icsr_history
{
	PEDS_ICSR_HISTORY_ELEMENTS(PEDS_ICSR_MEMBER, "")
} peds_icsr_history;

typedef struct peds_icsr_past_drug
{
	PEDS_ICSR_PAST_DRUG_ELEMENTS(PEDS_ICSR_MEMBER, "")
} peds_icsr_past_drug;

typedef struct peds_icsr_cause
{
	PEDS_ICSR_CAUSE_ELEMENTS(PEDS_ICSR_MEMBER, "")
} peds_icsr_cause;

typedef struct peds_icsr_test
{
	PEDS_ICSR_TEST_ELEMENTS(PEDS_ICSR_MEMBER)
} peds_icsr_test;

typedef struct peds_icsr_diagnosis
{
	PEDS_ICSR_DIAGNOSIS_ELEMENTS(PEDS_ICSR_MEMBER)
} peds_icsr_diagnosis;

typedef struct peds_icsr_summary
{
	PEDS_ICSR_SUMMARY_ELEMENTS(PEDS_ICSR_MEMBER)
} peds_icsr_summary;

typedef struct peds_icsr
{
	PEDS_ICSR_CASE_ELEMENTS(PEDS_ICSR_MEMBER)
	peds_icsr_list linked;		/* peds_icsr_value: C.1.10.r */
	peds_icsr_list history;		/* peds_icsr_history */
	peds_icsr_list past_drugs;	/* peds_icsr_past_drug */
	peds_icsr_list death_causes;	/* peds_icsr_cause: reported */
	peds_icsr_list autopsy_causes;	/* peds_icsr_cause */
	peds_icsr_list parent_history;	/* peds_icsr_history */
	peds_icsr_list parent_past_drugs;	/* peds_icsr_past_drug */
	peds_icsr_list reactions;	/* peds_icsr_reaction */
	peds_icsr_list tests;		/* peds_icsr_test */
	peds_icsr_list drugs;		/* peds_icsr_drug */
	peds_icsr_list diagnoses;	/* peds_icsr_diagnosis */
	peds_icsr_list summaries;	/* peds_icsr_summary */
} peds_icsr;

/* The i-th item of a group, from 0. */
#define PEDS_ICSR_ITEM(type, list, i)	(&((const type *) (list).item)[i])

typedef struct peds_icsr_element
{
	const char *id;
	size_t		offset;			/* of its peds_icsr_value */
	peds_icsr_kind kind;
} peds_icsr_element;

/* A level of the message: the case itself, or a group that repeats in it. */
typedef struct peds_icsr_group
{
	const char *id;				/* NULL: the case */
	size_t		offset;			/* of its peds_icsr_list in the level above */
	size_t		size;			/* of an item */
	const peds_icsr_element *element;
	int			nelements;		/* 0: the item is a value itself */
	const struct peds_icsr_group *group;
	int			ngroups;
} peds_icsr_group;

extern const peds_icsr_group peds_icsr_case;

/*
 * Call visit for every element of the message that is there, in the order of
 * the lists above; stops at, and answers, the first status that is not PEDS_OK.
 * index: of the items that it stands in, from 0, outermost first.
 */
typedef peds_status (*peds_icsr_visitor) (void *context, const char *id, peds_icsr_kind kind,
										  const int *index, int depth, const peds_icsr_value *value);
extern peds_status peds_icsr_visit(const peds_icsr *icsr, peds_icsr_visitor visit, void *context);

static inline bool
peds_icsr_has(const peds_icsr_value *v)
{
	return v->state == PEDS_ICSR_VALUE;
}

extern bool peds_icsr_is(const peds_icsr_value *v, const char *text);
extern bool peds_icsr_is_flavor(const peds_icsr_value *v, const char *flavor);

/* Suspect or interacting. */
static inline bool
peds_icsr_suspect(const peds_icsr_drug *drug)
{
	return peds_icsr_is(&drug->role, "1") || peds_icsr_is(&drug->role, "3");
}

#endif							/* PEDS_ICSR_H */
