-- SPDX-License-Identifier: PostgreSQL
--
-- The checks of consent_checks() over the contract views.
--
-- Whether a day of exposure lacks one kind of agreement is asked of
-- consent_coverage too, with everything else given: the child's side with
-- guardians made up who agree throughout, dissents with a waiver besides, the
-- guardians as of a child not yet born. So every rule of thresholds, grace,
-- waiver, override, windows and partial births stands in the core alone.
--
-- SET datestyle = ISO is for the dates in messages; the order of day and month
-- in which a view may read text stays the caller's. SET jit = off: a query of
-- this size takes longer to compile than to run. SET enable_nestloop = off: how
-- many records of how many subjects there are is not known to the planner, who
-- guesses so few that it would compare all with all.

CREATE FUNCTION consent_findings(source text, as_of date, policy consent_policy DEFAULT 'CN-2025', entry_days integer DEFAULT 7)
	RETURNS TABLE (check_id text, study_id text, subject_id text, during daterange,
				   outcome text, severity text, message text, clause text)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 5000
	SET search_path = pg_catalog, pg_temp
	SET datestyle = ISO
	SET jit = off
	SET enable_nestloop = off
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	terms record;
BEGIN
	IF as_of IS NULL OR policy IS NULL THEN
		RAISE null_value_not_allowed USING MESSAGE = format('%s must not be NULL', CASE WHEN as_of IS NULL THEN 'as_of' ELSE 'policy' END);
	ELSIF NOT isfinite(as_of) THEN
		RAISE datetime_field_overflow USING MESSAGE = 'as_of must be a finite date',
			HINT = 'as_of is the last day that is looked at.';
	ELSIF entry_days IS NULL OR entry_days < 0 THEN
		RAISE invalid_parameter_value USING MESSAGE = 'entry_days must be 0 or more',
			HINT = 'It is the number of days within which a signature has to be recorded.';
	END IF;
	EXECUTE format('SELECT %I.consent_source($1, $2)', own)
	USING source, '{subject.study_id,subject.subject_id,subject.birth,subject.enrolled,exposure.study_id,exposure.subject_id,
		exposure.during,consent.study_id,consent.subject_id,consent.signed_on,consent.signer,consent.signer_id,consent.act,
		consent.form_version,consent.recorded_at,form_version.study_id,form_version.version,form_version.effective_from,
		form_version.superseded_on,form_version.requires_reconsent,form_version.approved_on}'::text[];
	EXECUTE format('SELECT * FROM %I.consent_policy_terms($1)', own) INTO terms USING policy;

	RETURN QUERY EXECUTE format($query$
	WITH
	-- ------------------------------------------------------------ what there is
	subject AS (
		SELECT s.study_id::text AS study_id, s.subject_id::text AS subject_id, count(*) AS rows,
			   CASE WHEN count(s.birth) = count(*) AND count(DISTINCT s.birth::%2$I.partial_date) = 1
					THEN (array_agg(s.birth::%2$I.partial_date))[1] END AS birth,
			   count(DISTINCT s.birth::%2$I.partial_date) > 1 AS births_differ,
			   min(s.enrolled::date) AS enrolled
		FROM   %1$I.subject s
		GROUP  BY 1, 2),
	exposure AS (
		SELECT e.study_id::text AS study_id, e.subject_id::text AS subject_id, count(*) AS rows,
			   coalesce(range_agg(e.during::daterange * daterange(NULL, $1 + 1)), '{}') AS part,
			   bool_or(e.during IS NULL) AS undated
		FROM   %1$I.exposure e
		GROUP  BY 1, 2),
	version AS (
		SELECT v.study_id::text AS study_id, v.version::text AS version, count(*) AS rows,
			   min(v.effective_from::date) AS effective_from,
			   CASE WHEN count(v.superseded_on) = count(*) THEN max(v.superseded_on::date) END AS superseded_on,
			   CASE WHEN count(v.approved_on) = count(*) THEN max(v.approved_on::date) END AS approved_on
		FROM   %1$I.form_version v
		GROUP  BY 1, 2),
	-- What was signed and recorded by then. A record from the future is kept to
	-- be reported, a row with no date, signer and act is no record.
	record AS MATERIALIZED (
		SELECT r.*, v.rows AS versions, v.effective_from, v.superseded_on, v.approved_on,
			   r.act IN ('consent', 'assent') AS consents,
			   CASE WHEN r.signed_on IS NULL THEN 'no date'
					WHEN NOT isfinite(r.signed_on) THEN 'an infinite date'
					WHEN r.signer IS NULL THEN 'no signer'
					WHEN r.signer NOT IN ('guardian', 'subject', 'investigator', 'ethics') THEN 'the unknown signer "' || r.signer || '"'
					WHEN r.act IS NULL THEN 'no act'
					WHEN r.act NOT IN ('consent', 'assent', 'dissent', 'withdraw', 'override', 'waive') THEN 'the unknown act "' || r.act || '"'
			   END AS fault,
			   r.act || ' of ' || r.signed_on || ' (' || r.signer || ')' AS name
		FROM   %2$I.consent_records($9) r
		LEFT   JOIN version v ON v.study_id = r.study_id AND v.version = r.form_version
		WHERE  coalesce(r.recorded_at::date <= $1, true)
		AND    (coalesce(r.signed_on <= $1, true) OR r.recorded_at IS NOT NULL OR NOT isfinite(r.signed_on))
		AND    NOT (r.signed_on IS NULL AND r.signer IS NULL AND r.act IS NULL)),
	act AS MATERIALIZED (
		SELECT r.*,
			   min(r.signed_on) FILTER (WHERE r.signer = 'subject' AND r.consents)
					OVER (PARTITION BY r.study_id, r.subject_id ORDER BY r.signed_on
						  GROUPS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_own,
			   min(r.signed_on) FILTER (WHERE r.signer = 'subject' AND r.act = 'dissent')
					OVER (PARTITION BY r.study_id, r.subject_id) AS first_dissent,
			   min(r.signed_on) OVER (PARTITION BY r.study_id, r.subject_id, r.signer, CASE WHEN r.signer <> 'subject' THEN r.signer_id END
						  ORDER BY r.signed_on GROUPS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_act,
			   max(r.effective_from) FILTER (WHERE r.consents)
					OVER (PARTITION BY r.study_id, r.subject_id, r.signer, CASE WHEN r.signer <> 'subject' THEN r.signer_id END
						  ORDER BY r.signed_on GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS newest_before
		FROM   record r
		WHERE  r.fault IS NULL AND r.signed_on <= $1 AND r.study_id IS NOT NULL AND r.subject_id IS NOT NULL),

	-- ---------------------------------------------------------------- who it is
	person AS MATERIALIZED (
		SELECT k.study_id, k.subject_id, s.birth, s.enrolled, s.births_differ,
			   coalesce(e.part, '{}') AS part,
			   CASE WHEN lower_inf(e.part) THEN '-infinity' ELSE lower(e.part) END AS first,
			   -- the days on which the ages may be and surely are reached
			   CASE WHEN s.birth IS NULL THEN NULL WHEN $5 IS NULL THEN 'infinity' ELSE %2$I.age_reached(%2$I.earliest(s.birth), $5) END AS child_from,
			   CASE WHEN s.birth IS NULL THEN NULL WHEN $5 IS NULL THEN 'infinity' ELSE %2$I.age_reached(%2$I.latest(s.birth), $5) END AS child_sure,
			   %2$I.age_reached(%2$I.earliest(s.birth), $6) AS adult_from,
			   %2$I.age_reached(%2$I.latest(s.birth), $6) AS adult_sure,
			   CASE WHEN s.rows IS NULL THEN 'the subject has no row in subject'
					WHEN e.undated THEN 'an exposure has no dates'
					WHEN e.part <> '{}' AND r.faults > 0 THEN 'a consent record cannot be read, see C13' END AS why
		FROM  (SELECT study_id, subject_id FROM subject UNION SELECT study_id, subject_id FROM exposure
			   UNION SELECT study_id, subject_id FROM record) k
		LEFT   JOIN subject s USING (study_id, subject_id)
		LEFT   JOIN exposure e USING (study_id, subject_id)
		LEFT   JOIN (SELECT study_id, subject_id, count(*) AS faults FROM record WHERE fault IS NOT NULL GROUP BY 1, 2) r
			   USING (study_id, subject_id)
		WHERE  k.study_id IS NOT NULL AND k.subject_id IS NOT NULL),
	input AS (
		SELECT study_id, subject_id, p.birth, a.signed_on, a.signer, a.act, a.signer_id, a.valid, 'record' AS kind
		FROM   person p JOIN act a USING (study_id, subject_id)
		UNION  ALL
		SELECT study_id, subject_id, birth, '0001-01-01', 'guardian', 'consent', 'made up ' || i, NULL, 'guardian'
		FROM   person, generate_series(1, $3) i
		UNION  ALL
		SELECT study_id, subject_id, birth, '0001-01-01', 'ethics', 'waive', 'made up', NULL, 'waiver'
		FROM   person),
	marked AS (
		SELECT *, kind = 'record' AND signer = 'guardian' AS guardians,
			   kind = 'guardian' OR kind = 'record' AND signer <> 'guardian' AS child,
			   kind = 'guardian' OR kind = 'record' AND signer <> 'guardian'
					AND NOT (signer = 'subject' AND act IN ('dissent', 'withdraw')) AS child_signed
		FROM   input),
	-- Each as a pair, surely and possibly, where the birth matters.
	covered AS MATERIALIZED (
		SELECT study_id, subject_id,
			   %2$I.consent_coverage($2, birth, signed_on, signer, act, signer_id, valid) FILTER (WHERE kind = 'record') AS consented,
			   %2$I.consent_coverage_possible($2, birth, signed_on, signer, act, signer_id, valid) FILTER (WHERE kind = 'record') AS consented_maybe,
			   %2$I.consent_coverage($2, $1 + 1, signed_on, signer, act, signer_id, valid) FILTER (WHERE guardians) AS guardians,
			   %2$I.consent_coverage($2, $1 + 1, signed_on, signer, act, signer_id) FILTER (WHERE guardians) AS guardians_any_form,
			   %2$I.consent_coverage($2, $1 + 1, signed_on, signer, act, signer_id)
					FILTER (WHERE guardians AND act NOT IN ('dissent', 'withdraw')) AS guardians_signed,
			   %2$I.consent_coverage($2, birth, signed_on, signer, act, signer_id, valid) FILTER (WHERE child)
			   + %2$I.consent_coverage($2, birth, signed_on, signer, act, signer_id, valid) FILTER (WHERE child_signed) AS child,
			   %2$I.consent_coverage_possible($2, birth, signed_on, signer, act, signer_id, valid) FILTER (WHERE child)
			   + %2$I.consent_coverage_possible($2, birth, signed_on, signer, act, signer_id, valid) FILTER (WHERE child_signed) AS child_maybe,
			   %2$I.consent_coverage($2, birth, signed_on, signer, act, signer_id) FILTER (WHERE child) AS child_any_form,
			   %2$I.consent_coverage_possible($2, birth, signed_on, signer, act, signer_id) FILTER (WHERE child) AS child_any_form_maybe,
			   %2$I.consent_coverage($2, birth, signed_on, signer, act, signer_id) FILTER (WHERE child_signed) AS child_signed,
			   %2$I.consent_coverage_possible($2, birth, signed_on, signer, act, signer_id) FILTER (WHERE child_signed) AS child_signed_maybe,
			   %2$I.consent_coverage($2, birth, signed_on, signer, act, signer_id) FILTER (WHERE kind <> 'record'
					OR signer = 'investigator' OR signer = 'subject' AND act <> 'withdraw') AS undisputed,
			   %2$I.consent_coverage_possible($2, birth, signed_on, signer, act, signer_id) FILTER (WHERE kind <> 'record'
					OR signer = 'investigator' OR signer = 'subject' AND act <> 'withdraw') AS undisputed_maybe
		FROM   marked
		GROUP  BY 1, 2),
	signed AS (
		SELECT study_id, subject_id,
			   min(a.signed_on) FILTER (WHERE a.consents AND a.signer = 'guardian') AS guardian,
			   count(DISTINCT a.signer_id) FILTER (WHERE a.consents AND a.signer = 'guardian' AND a.signed_on <= p.first)
			   + count(DISTINCT 1) FILTER (WHERE a.consents AND a.signer = 'guardian' AND a.signed_on <= p.first AND a.signer_id IS NULL) AS guardians,
			   min(a.signed_on) FILTER (WHERE a.consents AND a.signer = 'subject' AND a.signed_on >= p.child_from) AS child,
			   min(a.signed_on) FILTER (WHERE a.consents AND a.signer = 'subject' AND a.signed_on >= p.adult_from) AS adult,
			   min(a.signed_on) FILTER (WHERE a.consents AND a.signer = 'subject' AND a.signed_on >= p.adult_sure) AS adult_surely,
			   datemultirange(range_merge(range_agg(daterange(a.signed_on, NULL))
					FILTER (WHERE a.consents AND a.signer = 'subject' AND a.signed_on >= p.child_sure))) AS own,
			   min(a.signed_on) FILTER (WHERE a.signer = 'subject' AND a.act = 'withdraw') AS withdrawn,
			   min(a.signed_on) FILTER (WHERE a.signer = 'subject' AND a.act = 'dissent') AS dissented,
			   coalesce(range_agg(daterange(a.signed_on, a.next_own)) FILTER (WHERE a.signer = 'subject' AND a.act = 'withdraw'), '{}') AS withdrawals,
			   coalesce(range_agg(daterange(a.signed_on, a.next_own)) FILTER (WHERE a.signer = 'subject' AND a.act = 'dissent'), '{}') AS dissents
		FROM   person p JOIN act a USING (study_id, subject_id)
		GROUP  BY 1, 2),
	-- The days at fault: surely, and possibly.
	fault AS MATERIALIZED (
		SELECT f.*, withdrawal + dissent + guardian_withdrawal * minor AS refused
		FROM  (SELECT p.*, m.minor, m.minor_maybe, s.guardian, coalesce(s.guardians, 0) AS guardians, s.child, s.adult, s.adult_surely, coalesce(s.own, '{}') AS own, s.withdrawn, s.dissented,
				   c.guardians_signed, p.part - c.guardians AS unguarded,
				   p.part * '{[0001-01-01,)}' - c.child_signed_maybe - c.child_any_form_maybe AS unsigned,
				   p.part * '{[0001-01-01,)}' - c.child_signed - c.child_any_form AS unsigned_maybe,
				   p.part * (c.guardians_any_form - c.guardians) AS guardian_lapsed,
				   p.part * (c.child_any_form - c.child_maybe) AS child_lapsed,
				   p.part * ((c.child_any_form_maybe - c.child_maybe) + (c.child_any_form - c.child)) AS child_lapsed_maybe,
				   p.part * coalesce(s.withdrawals, '{}') AS withdrawal,
				   p.part * (c.guardians_signed - c.guardians_any_form) AS guardian_withdrawal,
				   p.part * coalesce(s.dissents, '{}') - c.undisputed_maybe AS dissent,
				   p.part * coalesce(s.dissents, '{}') - c.undisputed AS dissent_maybe,
				   %2$I.consent_gaps(c.consented_maybe, p.part) AS gap,
				   %2$I.consent_gaps(c.consented, p.part) AS gap_maybe,
				   CASE WHEN p.births_differ THEN 'the rows of the subject differ in birth'
						WHEN p.birth IS NULL THEN 'birth is not known'
						ELSE 'birth is known as ' || p.birth::text || ' only' END AS vague
			FROM   person p
			JOIN   covered c USING (study_id, subject_id)
			LEFT   JOIN signed s USING (study_id, subject_id),
				   LATERAL (SELECT CASE WHEN p.birth IS NULL THEN '{}' ELSE datemultirange(daterange(NULL, p.adult_from)) END AS minor,
								   datemultirange(daterange(NULL, p.adult_sure)) AS minor_maybe) m
			WHERE  p.why IS NULL AND p.part <> '{}') f),

	-- --------------------------------------------------------------- the checks
	hit AS (
		-- What cannot be judged at all.
		SELECT c AS check_id, study_id, subject_id, NULL::daterange AS during, 'undetermined' AS outcome, NULL AS severity, why AS message
		FROM   person, unnest('{C01,C02,C03,C04,C07,C10,C16,C17,C19}'::text[]) c
		WHERE  why IS NOT NULL
		UNION  ALL
		SELECT 'C13', study_id, NULL, NULL, 'fail', NULL, 'rows of ' || what || ' without study_id or subject_id: ' || sum(n)
		FROM  (SELECT 'consent', study_id, 1, subject_id FROM record UNION ALL SELECT 'exposure', study_id, rows, subject_id FROM exposure
			   UNION ALL SELECT 'subject', study_id, rows, subject_id FROM subject) r(what, study_id, n, subject_id)
		WHERE  study_id IS NULL OR subject_id IS NULL
		GROUP  BY what, study_id
		UNION  ALL
		SELECT 'C19', study_id, NULL, range_merge(part), 'undetermined', NULL, 'exposure of nobody that is named: rows without study_id or subject_id'
		FROM   exposure WHERE study_id IS NULL OR subject_id IS NULL
		UNION  ALL
		-- C01
		SELECT 'C01', study_id, subject_id, range_merge(part * datemultirange(daterange(NULL, guardian)) * minor_maybe),
			   CASE WHEN first < adult_from THEN 'fail' ELSE 'undetermined' END, NULL,
			   'no guardian''s consent on or before the first day of exposure, ' || first
			   || coalesce('; the first is of ' || guardian, '; nor later') || CASE WHEN first < adult_from THEN '' ELSE '; ' || vague END
		FROM   fault
		WHERE  (guardian IS NULL OR guardian > first) AND coalesce(first < adult_sure, true)
		UNION  ALL
		SELECT 'C01', study_id, subject_id, daterange(enrolled, coalesce(least(guardian, first), $1 + 1)), 'fail', 'warning',
			   'enrolled on ' || enrolled || ' without a guardian''s consent' || coalesce('; the first is of ' || guardian, '')
		FROM   person LEFT JOIN (SELECT study_id, subject_id, guardian FROM signed) s USING (study_id, subject_id)
		WHERE  why IS NULL AND enrolled <= $1 AND isfinite(enrolled) AND enrolled < adult_from AND (guardian IS NULL OR guardian > enrolled)
		AND    coalesce(first > enrolled, true)
		UNION  ALL
		-- C02 to C04: whose side is missing, and since when the age was there; after
		-- a refusal C16 and C17 alone. One who is of age may go on in a grace as
		-- long as the guardians agree
		SELECT v.check_id, study_id, subject_id, range_merge(v.days), v.outcome, NULL,
			   v.what || coalesce('; signed on ' || v.later, '; never signed') || CASE WHEN v.outcome = 'fail' THEN '' ELSE '; ' || vague END
		FROM   fault,
			   LATERAL (SELECT unsigned * minor AS child, unsigned_maybe * minor_maybe - own AS child_maybe,
							   unsigned + unguarded * datemultirange(daterange(NULL, fault.adult)) - minor_maybe AS adult,
							   unsigned_maybe + unguarded * datemultirange(daterange(NULL, adult_surely)) - minor AS adult_maybe) d,
			   LATERAL (VALUES
				('C02', 'fail', d.child, child_sure + $4 <= first, 'had the assent age (' || $5 || ') on ' || child_sure || ', before the first exposure on ' || first, fault.child),
				('C02', 'fail', d.adult, adult_sure + $4 <= first, 'of age (' || $6 || ') on ' || adult_sure || ', before the first exposure on ' || first, fault.adult),
				('C02', 'undetermined', d.child_maybe, coalesce(child_from + $4 <= first, true), 'may have had the assent age (' || $5 || ') before the first exposure on ' || first, fault.child),
				('C02', 'undetermined', d.adult_maybe, coalesce(adult_from + $4 <= first, true), 'may have been of age (' || $6 || ') before the first exposure on ' || first, fault.adult),
				('C03', 'fail', d.child - refused, child_from + $4 > first, 'reached the assent age (' || $5 || ') on ' || child_from, fault.child),
				('C03', 'undetermined', d.child_maybe - refused, coalesce(child_sure + $4 > first, true), 'may have reached the assent age while taking part', fault.child),
				('C04', 'fail', d.adult - refused, adult_from + $4 > first, 'came of age (' || $6 || ') on ' || adult_from, fault.adult),
				('C04', 'undetermined', d.adult_maybe - refused, coalesce(adult_sure + $4 > first, true), 'may have come of age while taking part', fault.adult)
			   ) v(check_id, outcome, days, applies, what, later)
		WHERE  v.applies AND v.days <> '{}'
		UNION  ALL
		-- C05: own signature before the guardian's on the same version, and with no
		-- guardian's consent in force then; one who is of age signs alone
		SELECT 'C05', study_id, subject_id, daterange(s.child, s.guardian), CASE WHEN p.birth IS NULL THEN 'undetermined' ELSE 'fail' END, NULL,
			   'child signed ' || coalesce('version ' || s.form_version, 'a form without version') || ' on ' || s.child || ', guardian on ' || s.guardian
			   || CASE WHEN p.birth IS NULL THEN '; whether it was of age cannot be told: birth is not known' ELSE '' END
		FROM  (SELECT study_id, subject_id, a.form_version, min(a.signed_on) FILTER (WHERE a.signer = 'subject') AS child,
					  min(a.signed_on) FILTER (WHERE a.signer = 'guardian') AS guardian
			   FROM   act a JOIN person p USING (study_id, subject_id)
			   WHERE  a.consents AND NOT (a.signer = 'subject' AND coalesce(a.signed_on >= p.adult_from, false))
			   GROUP  BY study_id, subject_id, a.form_version) s
		JOIN   person p USING (study_id, subject_id)
		JOIN   covered c USING (study_id, subject_id)
		WHERE  s.child < s.guardian AND NOT c.guardians @> s.child
		UNION  ALL
		-- C06, C08
		SELECT v.check_id, study_id, subject_id, daterange(a.signed_on, a.signed_on, '[]'), v.outcome, NULL, a.name || v.what
		FROM   act a,
			   LATERAL (VALUES
				('C06', 'undetermined', a.form_version IS NULL, ' names no version'),
				('C06', 'undetermined', a.form_version IS NOT NULL AND a.versions IS NULL, ' is on version ' || a.form_version || ', which form_version does not hold'),
				('C06', 'undetermined', a.versions > 1, ' is on version ' || a.form_version || ', which form_version holds more than once'),
				('C06', 'undetermined', a.versions = 1 AND a.effective_from IS NULL, ' is on version ' || a.form_version || ', of which effective_from is not known'),
				('C06', 'fail', a.signed_on < a.effective_from, ' is on version ' || a.form_version || ', in use only from ' || a.effective_from),
				('C06', 'fail', a.signed_on >= a.superseded_on, ' is on version ' || a.form_version || ', superseded on ' || a.superseded_on),
				('C08', 'undetermined', a.approved_on IS NULL, coalesce(' is on version ' || a.form_version || ', of which approved_on is not known', ' names no version')),
				('C08', 'fail', a.signed_on < a.approved_on, ' is on version ' || a.form_version || ', approved only on ' || a.approved_on)
			   ) v(check_id, outcome, applies, what)
		WHERE  a.consents AND a.signer IN ('guardian', 'subject') AND v.applies
		UNION  ALL
		-- C07
		SELECT 'C07', study_id, subject_id, r, v.outcome, NULL,
			   v.who || ': the form that was signed had ended by ' || coalesce(lower(r)::text, 'then') || ', the new one is not signed'
			   || CASE WHEN v.outcome = 'fail' THEN '' ELSE '; ' || vague END
		FROM   fault,
			   LATERAL (VALUES
				('guardian', 'fail', guardian_lapsed * minor), ('guardian', 'undetermined', guardian_lapsed * minor_maybe),
				('subject', 'fail', child_lapsed), ('subject', 'undetermined', child_lapsed_maybe)) v(who, outcome, days),
			   unnest(v.days - refused) r
		UNION  ALL
		-- C10
		SELECT 'C10', study_id, subject_id, range_merge((part - guardians_signed) * minor_maybe),
			   CASE WHEN first < adult_from THEN 'fail' ELSE 'undetermined' END, NULL,
			   'guardians who consented on or before the first day of exposure, ' || first || ': ' || guardians || ' of ' || $3
			   || CASE WHEN first < adult_from THEN '' ELSE '; ' || vague END
		FROM   fault
		WHERE  $3 > 1 AND guardians < $3 AND coalesce(first < adult_sure, true)
		UNION  ALL
		-- C13
		SELECT 'C13', study_id, subject_id, CASE WHEN isfinite(signed_on) THEN daterange(signed_on, signed_on, '[]') END, 'fail', NULL,
			   'a consent record has ' || fault
		FROM   record WHERE fault IS NOT NULL
		UNION  ALL
		-- No place on earth is more than 14 hours ahead of UTC.
		SELECT 'C13', study_id, subject_id, daterange(r.signed_on, r.signed_on, '[]'), v.outcome, NULL, r.name || v.what
		FROM   record r LEFT JOIN person p USING (study_id, subject_id),
			   LATERAL (VALUES
				('fail', r.signed_on > (r.recorded_at AT TIME ZONE 'UTC' + interval '14 hours')::date, ' was recorded before that day, on ' || r.recorded_at::date),
				('fail', r.consents AND r.signed_on < r.effective_from, ' is on version ' || r.form_version || ', in use only from ' || r.effective_from),
				('fail', r.signer = 'subject' AND r.signed_on < %2$I.earliest(p.birth), ' is before birth, ' || p.birth::text),
				('fail', r.signer = 'guardian' AND r.signed_on < %2$I.earliest(p.birth) - 314, ' is more than 314 days before birth, ' || p.birth::text),
				('undetermined', r.signer = 'subject' AND r.signed_on >= %2$I.earliest(p.birth) AND r.signed_on < %2$I.latest(p.birth),
					' may be before birth, ' || p.birth::text),
				('undetermined', p.birth IS NULL AND r.signer IN ('subject', 'guardian'),
					CASE WHEN p.births_differ THEN ': the rows of the subject differ in birth' ELSE ': birth is not known' END)
			   ) v(outcome, applies, what)
		WHERE  r.fault IS NULL AND v.applies
		UNION  ALL
		SELECT 'C13', study_id, NULL, NULL, 'fail', NULL,
			   'version ' || version || ' is superseded on ' || superseded_on || ', but in use only from ' || effective_from
		FROM   version WHERE superseded_on <= effective_from
		UNION  ALL
		-- C14
		SELECT 'C14', study_id, subject_id, daterange(signed_on, coalesce(recorded_at::date, signed_on), '[]'),
			   CASE WHEN recorded_at IS NULL THEN 'undetermined' ELSE 'fail' END, NULL,
			   name || coalesce(' was recorded ' || (recorded_at::date - signed_on) || ' days later, on ' || recorded_at::date || ' (limit ' || $8 || ')',
				' has no recorded_at')
		FROM   act WHERE recorded_at IS NULL OR recorded_at::date - signed_on > $8
		UNION  ALL
		-- C16, C17
		SELECT v.check_id, study_id, subject_id, range_merge(v.days), v.outcome, NULL,
			   v.what || ', exposed ' || (SELECT sum(upper(r) - lower(r)) || ' days' FROM unnest(v.days) r WHERE NOT lower_inf(r))
			   || ' while it stood' || CASE WHEN v.outcome = 'fail' THEN '' ELSE '; ' || vague END
		FROM   fault,
			   LATERAL (VALUES
				('C16', 'fail', withdrawal, 'subject withdrew on ' || withdrawn),
				('C16', 'fail', guardian_withdrawal * minor, 'guardian withdrew or dissented by ' || lower(guardian_withdrawal * minor)),
				('C16', 'undetermined', guardian_withdrawal * minor_maybe, 'guardian withdrew or dissented by ' || lower(guardian_withdrawal * minor_maybe)),
				('C17', 'fail', dissent, 'child dissented on ' || dissented),
				('C17', 'undetermined', dissent_maybe, 'child dissented on ' || dissented)) v(check_id, outcome, days, what)
		WHERE  v.days <> '{}'
		UNION  ALL
		-- C19
		SELECT 'C19', study_id, subject_id, r, 'fail', NULL,
			   'exposed without valid consent' || coalesce(', ' || (upper(r) - lower(r)) || ' days', '')
			   || coalesce('; to agree: ' || array_to_string(%2$I.consent_required($2, CASE WHEN %2$I.is_complete(birth) THEN birth::date END, lower(r)), ' and '), '')
		FROM   fault, unnest(gap) r
		UNION  ALL
		SELECT 'C19', study_id, subject_id, range_merge(gap_maybe), 'undetermined', NULL, 'may be exposed without valid consent on ' || gap_maybe::text || '; ' || vague
		FROM   fault WHERE gap = '{}' AND gap_maybe <> '{}'
		UNION  ALL
		-- C20: by one signer; and by two whose newest forms are both in force,
		-- though one of them is no longer in use
		SELECT 'C20', study_id, subject_id, daterange(signed_on, signed_on, '[]'), 'fail', NULL,
			   signer || ' signed more than one version on ' || signed_on || ': ' || string_agg(DISTINCT form_version, ', ')
		FROM   act WHERE consents
		GROUP  BY study_id, subject_id, signer, CASE WHEN signer <> 'subject' THEN signer_id END, signed_on
		HAVING count(DISTINCT form_version) > 1
		UNION  ALL
		SELECT 'C20', study_id, subject_id, daterange(signed_on, signed_on, '[]'), 'fail', NULL,
			   name || ' is on version ' || form_version || ', though a later one had been signed before'
		FROM   act WHERE consents AND effective_from < newest_before
		UNION  ALL
		SELECT 'C20', study_id, subject_id, range_merge(p.part * d.days), 'fail', NULL,
			   'consents of ' || o.signer || 's are in force on versions ' || o.form_version || ' and ' || n.form_version || ' at once'
		FROM   act o JOIN act n USING (study_id, subject_id, signer) JOIN person p USING (study_id, subject_id),
			   LATERAL (SELECT datemultirange(daterange(o.signed_on, o.next_act) * daterange(n.signed_on, n.next_act) * o.valid * n.valid
							   * daterange(o.superseded_on, NULL)) AS days) d
		WHERE  signer = 'guardian' AND o.consents AND n.consents AND o.signer_id IS DISTINCT FROM n.signer_id
		AND    o.effective_from < n.effective_from AND o.superseded_on IS NOT NULL AND p.part && d.days
		UNION  ALL
		SELECT 'C20', study_id, subject_id, daterange(min(signed_on), max(signed_on), '[]'), 'undetermined', NULL,
			   signer || ' signed versions ' || string_agg(DISTINCT form_version, ', ') || ', of which one is not known to form_version or has no effective_from'
		FROM   act WHERE consents
		GROUP  BY study_id, subject_id, signer
		HAVING count(DISTINCT form_version) > 1 AND count(effective_from) < count(form_version)
		UNION  ALL
		-- C22, C24
		SELECT v.check_id, study_id, subject_id, daterange(a.signed_on, a.signed_on, '[]'), v.outcome, NULL, a.name || v.what
		FROM   act a JOIN person p USING (study_id, subject_id),
			   LATERAL (VALUES
				('C22', 'fail', a.act = 'override' AND a.signer <> 'investigator', ' is none: only an investigator''s counts'),
				('C22', 'fail', a.act = 'override' AND NOT $7, ' is one that the policy does not know'),
				('C22', 'fail', a.act = 'override' AND coalesce(a.signed_on < a.first_dissent, true), ' follows no dissent of the child'),
				('C22', 'undetermined', a.act = 'override', ': code and document of the exception are not in the views'),
				('C24', 'fail', a.act = 'waive' AND a.signer <> 'ethics', ' is none: only an ethics committee''s counts'),
				('C24', 'fail', a.act = 'waive' AND a.signed_on >= p.adult_sure, ' is for one who was of age from ' || p.adult_sure || ' on'),
				('C24', 'undetermined', a.act = 'waive', ': reason and capacity are not in the views')
			   ) v(check_id, outcome, applies, what)
		WHERE  a.act IN ('override', 'waive') AND v.applies),

	-- ------------------------------------------------------------------ the rows
	checks AS (SELECT * FROM %2$I.consent_checks($2)),
	-- Fails, each; else one row that says what is not known; else a pass.
	ranked AS (
		SELECT h.*, bool_or(h.outcome = 'fail') OVER w AS failed,
			   bool_or(h.outcome = 'fail' AND h.severity IS NULL) OVER w AS failed_in_full,
			   row_number() OVER (PARTITION BY h.check_id, h.study_id, h.subject_id, h.outcome
						ORDER BY h.during, h.message COLLATE "C") AS no,
			   count(*) OVER (PARTITION BY h.check_id, h.study_id, h.subject_id, h.outcome) AS of
		FROM  (SELECT DISTINCT * FROM hit) h
		WINDOW w AS (PARTITION BY h.check_id, h.study_id, h.subject_id)),
	finding AS (
		SELECT check_id, study_id, subject_id, during, outcome, severity,
			   message || CASE WHEN outcome = 'undetermined' AND of > 1 THEN ' (and ' || of - 1 || ' more)' ELSE '' END AS message
		FROM   ranked
		WHERE  CASE WHEN outcome = 'fail' THEN severity IS NULL OR NOT failed_in_full ELSE NOT failed AND no = 1 END),
	line AS (
		SELECT c.check_id, p.study_id, p.subject_id, f.during, coalesce(f.outcome, 'pass') AS outcome,
			   coalesce(f.severity, c.severity) AS severity, coalesce(f.message, c.title) AS message, c.clause
		FROM   person p CROSS JOIN checks c
		LEFT   JOIN finding f ON f.study_id = p.study_id AND f.subject_id = p.subject_id AND f.check_id = c.check_id
		WHERE  c.evaluated
		UNION  ALL
		SELECT f.check_id, f.study_id, f.subject_id, f.during, f.outcome, c.severity, f.message, c.clause
		FROM   finding f JOIN checks c USING (check_id)
		WHERE  f.study_id IS NULL OR f.subject_id IS NULL
		UNION  ALL
		SELECT c.check_id, s.study_id, NULL, NULL, 'undetermined', c.severity, 'not in the views: ' || c.needs, c.clause
		FROM  (SELECT study_id FROM person UNION SELECT study_id FROM version) s CROSS JOIN checks c
		WHERE  NOT c.evaluated)
	SELECT l.check_id, l.study_id, l.subject_id, l.during, l.outcome, l.severity, l.message, l.clause
	FROM   line l
	ORDER  BY l.study_id COLLATE "C", l.subject_id COLLATE "C", l.check_id COLLATE "C", l.during, l.message COLLATE "C"
	$query$, source, own)
	USING as_of, policy, terms.guardians, terms.grace, terms.assent, terms.majority, terms.override, entry_days, source;
END
$function$;
COMMENT ON FUNCTION consent_findings(text, date, consent_policy, integer) IS
'the checks of consent_checks() over the views subject, exposure, consent and form_version of a schema, as they stood on as_of (that day included): for each subject and check one row a failure (outcome fail), else one row undetermined or pass; what the views cannot tell is undetermined, once a study (subject_id NULL); during is half-open, NULL if no day is meant; entry_days: within how many days a signature is recorded (C14). 22004 for a NULL argument, 22008 for an infinite as_of, 22023 for entry_days NULL or negative, 3F000, 42P01 and 42703 where the schema, views or columns are missing';
