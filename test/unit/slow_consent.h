/* SPDX-License-Identifier: PostgreSQL */
/*
 * slow_consent.h
 *		Consent as the contract says it: the whole log is read anew for each
 *		day that is asked about. Nothing is sorted and nothing is carried from
 *		one day to the next.
 */
#ifndef PEDS_SLOW_CONSENT_H
#define PEDS_SLOW_CONSENT_H

#include "slow.h"

#include "../../src/core/consent.h"

#define SLOW_NEVER	INT64_MAX
#define SLOW_ALWAYS INT64_MIN

/* Who signs: 0 is no id, the others are different ids. */
#define SLOW_WHO	6

typedef struct slow_entry
{
	peds_signer signer;
	int			who;
	peds_act	act;
	peds_day	on;
	peds_day	from;			/* the window: SLOW_ALWAYS, SLOW_NEVER without bounds */
	peds_day	past;
} slow_entry;

#define SLOW_ENTRIES 2000

typedef struct slow_log
{
	int			n;
	slow_entry	entry[SLOW_ENTRIES];
} slow_log;

/* "The subject is one signer whatever its signer_id" */
static inline bool
slow_is(const slow_entry *e, peds_signer signer, int who)
{
	return e->signer == signer && (signer == PEDS_SUBJECT || e->who == who);
}

/* The last day on or before `day` of such an act; SLOW_ALWAYS if there is none. */
static inline peds_day
slow_last(const slow_log *log, peds_signer signer, peds_act act, peds_day day)
{
	peds_day	last = SLOW_ALWAYS;

	for (int i = 0; i < log->n; i++)
		if (log->entry[i].signer == signer && log->entry[i].act == act &&
			log->entry[i].on <= day && log->entry[i].on > last)
			last = log->entry[i].on;
	return last;
}

/*
 * "Each signer's newest act on or before a day decides, from that day on; on
 * the same day, dissent and withdrawal win." Does the signer's amount to this
 * act? Of several forms of that day, any in whose window the day is will do.
 */
static inline bool
slow_says(const slow_log *log, peds_signer signer, int who, peds_act act, peds_day day,
		  peds_day *since)
{
	bool		says = false;

	*since = SLOW_ALWAYS;
	for (int i = 0; i < log->n; i++)
		if (slow_is(&log->entry[i], signer, who) && log->entry[i].on <= day &&
			log->entry[i].on > *since)
			*since = log->entry[i].on;
	for (int i = 0; i < log->n; i++)
	{
		const slow_entry *e = &log->entry[i];

		if (!slow_is(e, signer, who) || e->on != *since)
			continue;
		if (e->act == PEDS_DISSENT || e->act == PEDS_WITHDRAW)
			return false;
		if (e->act == act && (act != PEDS_CONSENT || (e->from <= day && day < e->past)))
			says = true;
	}
	return says;
}

/* What everyone says on a day, whatever the child's age. */
typedef struct slow_facts
{
	uint32_t	guardians;
	bool		agrees;			/* the subject, by a consent of ... */
	peds_day	agreed_on;
	bool		withdrew;
	bool		dissents;
	bool		overridden;		/* a dissent that stands */
	bool		waived;
} slow_facts;

/*
 * "an investigator's override on or after a dissent takes its place", until
 * that investigator's next act or any investigator's refusal.
 */
static inline bool
slow_overridden(const slow_log *log, peds_day dissent, peds_day day)
{
	for (int who = 0; who < SLOW_WHO; who++)
	{
		peds_day	since;

		if (slow_says(log, PEDS_INVESTIGATOR, who, PEDS_OVERRIDE, day, &since) &&
			since >= dissent &&
			slow_last(log, PEDS_INVESTIGATOR, PEDS_DISSENT, day) < since &&
			slow_last(log, PEDS_INVESTIGATOR, PEDS_WITHDRAW, day) < since)
			return true;
	}
	return false;
}

static inline slow_facts
slow_facts_on(const slow_log *log, bool allows_override, peds_day day)
{
	slow_facts	f = {0};
	peds_day	consent = slow_last(log, PEDS_SUBJECT, PEDS_CONSENT, day);
	peds_day	dissent = slow_last(log, PEDS_SUBJECT, PEDS_DISSENT, day);
	peds_day	withdrawal = slow_last(log, PEDS_SUBJECT, PEDS_WITHDRAW, day);
	peds_day	since;

	for (int who = 0; who < SLOW_WHO; who++)
	{
		f.guardians += slow_says(log, PEDS_GUARDIAN, who, PEDS_CONSENT, day, &since);
		f.waived = f.waived || slow_says(log, PEDS_ETHICS, who, PEDS_WAIVE, day, &since);
	}
	f.agrees = slow_says(log, PEDS_SUBJECT, 0, PEDS_CONSENT, day, &f.agreed_on);
	/* only a consent of a later day lifts a refusal */
	f.withdrew = withdrawal != SLOW_ALWAYS && withdrawal >= consent;
	f.dissents = dissent != SLOW_ALWAYS && dissent >= consent;
	f.overridden = allows_override && f.dissents && slow_overridden(log, dissent, day);
	return f;
}

/* A policy and a birth, as days. */
typedef struct slow_rules
{
	uint32_t	guardians;
	peds_day	grace;
	peds_day	assent;			/* SLOW_NEVER: no such age */
	peds_day	majority;
} slow_rules;

static inline slow_rules
slow_rules_of(const peds_consent_policy *policy, peds_day birth)
{
	slow_rules	r;

	r.guardians = policy->guardians;
	r.grace = policy->grace;
	r.assent = policy->assent == 0 ? SLOW_NEVER :
		slow_reached(birth, peds_age_unpack(policy->assent));
	r.majority = slow_reached(birth, peds_age_unpack(policy->majority));
	return r;
}

/* Whose agreement a day needs. */
static inline peds_consent_regime
slow_regime(const slow_rules *r, peds_day day)
{
	return day >= r->majority ? PEDS_REGIME_SUBJECT :
		day >= r->assent ? PEDS_REGIME_BOTH : PEDS_REGIME_GUARDIAN;
}

/*
 * "in the n days from a threshold, [T, T+n), the former regime serves as well
 * as the new one"
 */
static inline bool
slow_serves(const slow_rules *r, peds_consent_regime regime, peds_day day)
{
	const peds_day threshold[] = {r->assent, r->majority};

	if (slow_regime(r, day) == regime)
		return true;
	for (int i = 0; i < 2; i++)
		if (threshold[i] != SLOW_NEVER && threshold[i] <= day && day - threshold[i] < r->grace &&
			slow_regime(r, threshold[i] - 1) == regime)
			return true;
	return false;
}

/* What stands in for the child's signature, "below majority" */
static inline bool
slow_stands_in(const slow_facts *f, const slow_rules *r, peds_day day)
{
	return day < r->majority && (f->waived || f->overridden);
}

static inline bool
slow_covered(const slow_facts *f, const slow_rules *r, peds_day day)
{
	bool		guardians = f->guardians >= r->guardians;

	if (f->withdrew || (f->dissents && !(f->overridden && day < r->majority)))
		return false;
	if (slow_serves(r, PEDS_REGIME_GUARDIAN, day) && guardians)
		return true;
	if (slow_serves(r, PEDS_REGIME_BOTH, day) && guardians &&
		((f->agrees && f->agreed_on >= r->assent) || slow_stands_in(f, r, day)))
		return true;
	return slow_serves(r, PEDS_REGIME_SUBJECT, day) && f->agrees && f->agreed_on >= r->majority;
}

/* What a day that is not covered lacks. */
static inline peds_consent_lack
slow_lack(const slow_facts *f, const slow_rules *r, peds_day day)
{
	peds_consent_lack lack = {0};

	lack.regime = slow_regime(r, day);
	lack.guardians = f->guardians;
	if (lack.regime != PEDS_REGIME_SUBJECT)
		lack.guardians_lack = f->guardians < r->guardians;
	if (lack.regime == PEDS_REGIME_BOTH)
		lack.subject_lacks = !(f->agrees && f->agreed_on >= r->assent) && !slow_stands_in(f, r, day);
	if (lack.regime == PEDS_REGIME_SUBJECT)
		lack.subject_lacks = !(f->agrees && f->agreed_on >= r->majority);
	lack.withdrew = f->withdrew;
	lack.dissents = f->dissents && !(f->overridden && day < r->majority);
	return lack;
}

/* For messages: "3 guardian1 consent [3,); 5 subject0 dissent" */
static inline const char *
slow_log_text(const slow_log *log)
{
	static const char *const signer[] = {"guardian", "subject", "investigator", "ethics"};
	static const char *const act[] = {"consent", "override", "waive", "dissent", "withdraw"};
	static char text[1500];
	char	   *end = text;

	*end = '\0';
	for (int i = 0; i < log->n && end - text < 1300; i++)
	{
		const slow_entry *e = &log->entry[i];

		end += sprintf(end, "%s%lld %s%d %s", i > 0 ? "; " : "", (long long) e->on,
					   signer[e->signer], e->who, act[e->act]);
		if (e->act != PEDS_CONSENT)
			continue;
		end += sprintf(end, e->from == SLOW_ALWAYS ? " (" : " [%lld", (long long) e->from);
		end += sprintf(end, e->past == SLOW_NEVER ? ",)" : ",%lld)", (long long) e->past);
	}
	return text;
}

#endif							/* PEDS_SLOW_CONSENT_H */
