/* SPDX-License-Identifier: PostgreSQL */
/*
 * consent_guard_report.c
 *		What a guard says: the subject, the uncovered days, whose agreement is
 *		missing.
 */
#include "consent_guard.h"

#include "lib/stringinfo.h"
#include "utils/lsyscache.h"

char *
peds_guard_key_text(const peds_guard_reader *reader, const peds_guard_key *key, bool with_names)
{
	const peds_guard *guard = &reader->guard;
	StringInfoData buf;

	initStringInfo(&buf);
	if (with_names)
	{
		for (int i = 0; i < guard->nkeys; i++)
			appendStringInfo(&buf, "%s%s", i == 0 ? "(" : ", ", guard->key[guard->role][i]);
		appendStringInfoString(&buf, ")=");
	}
	if (!key->whole)
		appendStringInfoString(&buf, "(null)");
	for (int i = 0; key->whole && i < guard->nkeys; i++)
	{
		Oid			output;
		bool		varlena;

		getTypeOutputInfo(reader->key_type[i], &output, &varlena);
		appendStringInfo(&buf, "%s%s", i > 0 ? ", " : with_names ? "(" : "",
						 OidOutputFunctionCall(output, key->value[i]));
	}
	if (with_names && key->whole)
		appendStringInfoChar(&buf, ')');
	return buf.data;
}

static void
append_part(StringInfo buf, const char *part)
{
	appendStringInfo(buf, "%s%s", buf->len > 0 ? ", " : "", part);
}

static bool
may_be_covered(const peds_consent_policy *policy, peds_guard_facts *facts, peds_day day)
{
	peds_day_set possible = {0};

	peds_consent_log_cover(&facts->log, policy, &facts->birth, true, &possible);
	return peds_day_set_contains(&possible, day, day + 1);
}

char *
peds_guard_reason(const peds_guard_reader *reader, peds_guard_facts *facts, peds_day day)
{
	const peds_consent_policy *policy = &reader->guard.policy;
	peds_consent_lack lack;
	StringInfoData buf;

	if (!facts->has_subject)
		return psprintf("table %s has no row, or more than one, of this subject",
						peds_guard_table_name(reader->relid[PEDS_SUBJECTS]));
	if (!facts->birth.known)
		return pstrdup("the birth date is not known");
	if (!peds_consent_log_lacks(&facts->log, policy, &facts->birth, day, &lack))
		return pstrdup("");

	initStringInfo(&buf);
	if (lack.withdrew)
		append_part(&buf, "the subject has withdrawn");
	if (lack.dissents)
		append_part(&buf, "the subject dissents");
	if (lack.guardians_lack)
		append_part(&buf, psprintf("the agreement of a guardian is missing (%u of %d)",
								   lack.guardians, policy->guardians));
	if (lack.subject_lacks && lack.regime == PEDS_REGIME_SUBJECT)
		append_part(&buf, psprintf("the subject's own agreement as an adult, from %s on, is missing",
								   peds_age_text(policy->majority)));
	else if (lack.subject_lacks)
		append_part(&buf, psprintf("the child's own agreement, from %s on, is missing",
								   peds_age_text(policy->assent)));
	if (facts->birth.partial && may_be_covered(policy, facts, day))
		append_part(&buf, "the birth date is partial and does not tell");
	return buf.data;
}

/* So many intervals are named; the message says if there are more. */
#define SHOWN_INTERVALS	5

/* As datemultirange writes them, in ISO style. */
static char *
days_text(const peds_day_set *days)
{
	StringInfoData buf;

	initStringInfo(&buf);
	for (size_t i = 0; i < days->n && i < SHOWN_INTERVALS; i++)
	{
		const peds_interval *part = &days->item[i];

		appendStringInfoString(&buf, i == 0 ? "{" : ",");
		if (part->from == PEDS_NO_BEGINNING)
			appendStringInfoString(&buf, "(,");
		else
			appendStringInfo(&buf, "[%s,", peds_iso_date((DateADT) part->from));
		if (part->past < PEDS_DAY_END)
			appendStringInfoString(&buf, peds_iso_date((DateADT) part->past));
		appendStringInfoChar(&buf, ')');
	}
	appendStringInfo(&buf, "}%s", days->n > SHOWN_INTERVALS ? " and later" : "");
	return buf.data;
}

char *
peds_guard_detail(const peds_guard_reader *reader, const peds_guard_key *key,
				  peds_guard_facts *facts, const peds_day_set *uncovered)
{
	return psprintf("Subject %s is not covered on %s: %s.",
					peds_guard_key_text(reader, key, true), days_text(uncovered),
					peds_guard_reason(reader, facts, uncovered->item[0].from));
}
