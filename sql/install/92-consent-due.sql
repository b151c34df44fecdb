-- SPDX-License-Identifier: PostgreSQL
--
-- The work list: whose signature will be needed, and by when. The settings are
-- those of consent_findings, for the same reasons.

CREATE FUNCTION consent_due(source text, from_date date, days integer, policy consent_policy DEFAULT 'CN-2025')
	RETURNS TABLE (study_id text, subject_id text, due date, reason text, who text, earliest date, message text)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 200
	SET search_path = pg_catalog, pg_temp
	SET datestyle = ISO
	SET jit = off
	SET enable_nestloop = off
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	terms record;
BEGIN
	IF from_date IS NULL OR policy IS NULL THEN
		RAISE null_value_not_allowed USING MESSAGE = format('%s must not be NULL', CASE WHEN from_date IS NULL THEN 'from_date' ELSE 'policy' END);
	ELSIF NOT isfinite(from_date) THEN
		RAISE datetime_field_overflow USING MESSAGE = 'from_date must be a finite date',
			HINT = 'It is the first day of the list.';
	ELSIF days IS NULL OR days < 0 THEN
		RAISE invalid_parameter_value USING MESSAGE = 'days must be 0 or more',
			HINT = 'The list is of the days from from_date on, so many of them.';
	END IF;
	EXECUTE format('SELECT %I.consent_source($1, $2)', own)
	USING source, '{subject.study_id,subject.subject_id,subject.birth,subject.ended,exposure.study_id,exposure.subject_id,
		exposure.during,consent.study_id,consent.subject_id,consent.signed_on,consent.signer,consent.signer_id,consent.act,
		consent.form_version,consent.recorded_at,form_version.study_id,form_version.version,form_version.effective_from,
		form_version.superseded_on,form_version.requires_reconsent,form_version.approved_on}'::text[];
	EXECUTE format('SELECT * FROM %I.consent_policy_terms($1)', own) INTO terms USING policy;

	-- $1 the list, $2 policy, $3 guardians, $4 grace, $5 assent age, $6 majority, $7 source, $8 override
	RETURN QUERY EXECUTE format($query$
	WITH
	subject AS (
		SELECT s.study_id::text AS study_id, s.subject_id::text AS subject_id, max(s.ended::date) AS ended,
			   CASE WHEN count(s.birth) = count(*) AND count(DISTINCT s.birth::%2$I.partial_date) = 1
					THEN (array_agg(s.birth::%2$I.partial_date))[1] END AS birth
		FROM   %1$I.subject s
		GROUP  BY 1, 2),
	exposure AS (
		SELECT e.study_id::text AS study_id, e.subject_id::text AS subject_id,
			   range_merge(range_agg(e.during::daterange)) AS part
		FROM   %1$I.exposure e
		GROUP  BY 1, 2),
	-- Those who take part on some day of the list or after it; from first to last
	-- exposure, and not after they have ended.
	person AS MATERIALIZED (
		SELECT e.study_id, e.subject_id, s.birth, s.study_id IS NULL AS absent,
			   e.part * daterange(NULL, CASE WHEN isfinite(s.ended) THEN s.ended + 1 END) AS part,
			   %2$I.age_reached(%2$I.earliest(s.birth), $5) AS child_from, %2$I.age_reached(%2$I.latest(s.birth), $5) AS child_sure,
			   %2$I.age_reached(%2$I.earliest(s.birth), $6) AS adult_from, %2$I.age_reached(%2$I.latest(s.birth), $6) AS adult_sure
		FROM   exposure e LEFT JOIN subject s USING (study_id, subject_id)
		WHERE  e.part && daterange(lower($1), NULL)),
	-- A record without date, signer or act is a finding (C13) and no signature.
	record AS MATERIALIZED (
		SELECT r.*, r.act IN ('consent', 'assent') AS consents,
			   min(r.signed_on) FILTER (WHERE r.signer = 'subject' AND r.act IN ('consent', 'assent'))
					OVER (PARTITION BY r.study_id, r.subject_id ORDER BY r.signed_on
						  GROUPS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_own,
			   max(r.signed_on) FILTER (WHERE r.signer = 'investigator' AND r.act = 'override') OVER (PARTITION BY r.study_id, r.subject_id) AS override
		FROM   %2$I.consent_records($7) r JOIN person p USING (study_id, subject_id)
		WHERE  isfinite(r.signed_on) AND r.signer IN ('guardian', 'subject', 'investigator', 'ethics')
		AND    r.act IN ('consent', 'assent', 'dissent', 'withdraw', 'override', 'waive')),
	-- The child's side with guardians made up who agree throughout, the guardians
	-- as of a child not yet born, as consent_findings asks.
	marked AS (
		SELECT p.study_id, p.subject_id, p.birth, r.signed_on, r.signer, r.act, r.signer_id, r.valid,
			   r.signer = 'guardian' AS guardians, r.signer <> 'guardian' AS child,
			   r.signer <> 'guardian' AND NOT (r.signer = 'subject' AND r.act IN ('dissent', 'withdraw')) AS child_signed
		FROM   person p JOIN record r USING (study_id, subject_id)
		UNION  ALL
		SELECT study_id, subject_id, birth, '0001-01-01', 'guardian', 'consent', 'made up ' || i, NULL, false, true, true
		FROM   person, generate_series(1, $3) i),
	covered AS (
		SELECT study_id, subject_id,
			   %2$I.consent_coverage($2, upper($1) + 1, signed_on, signer, act, signer_id, valid) FILTER (WHERE guardians) AS guardians,
			   %2$I.consent_coverage($2, upper($1) + 1, signed_on, signer, act, signer_id) FILTER (WHERE guardians) AS guardians_any_form,
			   %2$I.consent_coverage($2, birth, signed_on, signer, act, signer_id, valid) FILTER (WHERE child)
			   + %2$I.consent_coverage($2, birth, signed_on, signer, act, signer_id, valid) FILTER (WHERE child_signed) AS child,
			   %2$I.consent_coverage($2, birth, signed_on, signer, act, signer_id) FILTER (WHERE child)
			   + %2$I.consent_coverage($2, birth, signed_on, signer, act, signer_id) FILTER (WHERE child_signed) AS child_signed,
			   %2$I.consent_coverage_possible($2, birth, signed_on, signer, act, signer_id) FILTER (WHERE child) AS child_any_form
		FROM   marked
		GROUP  BY 1, 2),
	-- Who has withdrawn, or dissents and was not overridden, is not asked to sign.
	refused AS (
		SELECT study_id, subject_id, range_agg(daterange(signed_on, next_own)) AS days
		FROM   record
		WHERE  signer = 'subject' AND (act = 'withdraw' OR act = 'dissent' AND NOT ($8 AND coalesce(override >= signed_on, false)))
		GROUP  BY 1, 2),
	-- Ages. Of the days on which one may be reached, from and sure are the first
	-- and the last.
	age AS (
		SELECT p.study_id, p.subject_id, a.from_day + $4 AS due, a.reason || a.age AS reason, 'subject' AS who, a.from_day AS earliest,
			   'reaches ' || a.age || ' on ' || a.from_day
			   || CASE WHEN a.from_day < a.sure THEN ' at the earliest and on ' || a.sure || ' at the latest: birth is known as ' || p.birth::text || ' only' ELSE '' END
			   || '; has to sign' || CASE WHEN $4 > 0 THEN ', from that day on and by ' || a.from_day + $4 ELSE ' on that day' END AS message
		FROM   person p JOIN covered c USING (study_id, subject_id),
			   LATERAL (VALUES ('assent age ', $5, p.child_from, p.child_sure), ('majority ', $6, p.adult_from, p.adult_sure)) a(reason, age, from_day, sure)
		WHERE  (daterange(a.from_day, a.sure, '[]') && $1 OR daterange(a.from_day + $4, a.sure + $4, '[]') && $1)
		AND    p.part @> greatest(a.from_day + $4, lower($1))
		AND    NOT c.child_signed @> a.sure + $4),
	-- Forms: days in the list on which a signature that counts loses its window.
	ending AS (
		SELECT DISTINCT study_id, subject_id, signer, upper(valid) AS day
		FROM   record
		WHERE  consents AND signer IN ('guardian', 'subject') AND upper(valid) <@ $1),
	form AS (
		SELECT e.study_id, e.subject_id, e.day AS due, 'new form ' || v.version AS reason, e.signer AS who,
			   greatest(v.effective_from, v.approved_on) AS earliest,
			   'the form signed before ends on ' || e.day || CASE WHEN e.signer = 'guardian' AND $3 > 1 THEN '; guardians who have to agree: ' || $3 ELSE '' END
			   || CASE WHEN e.signer = 'subject' AND NOT %2$I.is_complete(p.birth) THEN '; birth is known as ' || p.birth::text || ' only' ELSE '' END AS message
		FROM   ending e JOIN person p USING (study_id, subject_id) JOIN covered c USING (study_id, subject_id),
			   LATERAL (SELECT f.version::text AS version, f.effective_from::date AS effective_from, f.approved_on::date AS approved_on
						FROM   %1$I.form_version f
						WHERE  f.study_id::text = e.study_id AND f.requires_reconsent::boolean
						-- the newest in use by then; if there is none yet, the next
						ORDER  BY f.effective_from::date <= e.day DESC NULLS LAST,
								  CASE WHEN f.effective_from::date <= e.day THEN e.day - f.effective_from::date ELSE f.effective_from::date - e.day END,
								  f.version::text COLLATE "C"
						LIMIT  1) v
		WHERE  p.part @> e.day
		AND    CASE e.signer WHEN 'guardian' THEN c.guardians_any_form @> e.day AND NOT c.guardians @> e.day AND coalesce(e.day < p.adult_sure, true)
							 ELSE c.child_any_form @> e.day AND NOT c.child @> e.day END),
	unknown AS (
		SELECT study_id, subject_id, NULL::date, CASE WHEN absent THEN 'no row in subject' ELSE 'birth unknown' END, NULL, NULL::date,
			   'takes part, and it cannot be told when an age is reached'
		FROM   person WHERE birth IS NULL AND part && $1)
	SELECT l.*
	FROM  (SELECT * FROM age UNION ALL SELECT * FROM form UNION ALL SELECT * FROM unknown) l
	LEFT   JOIN refused r USING (study_id, subject_id)
	WHERE  NOT coalesce(r.days @> l.due, false)
	ORDER  BY l.due, l.study_id COLLATE "C", l.subject_id COLLATE "C", l.reason COLLATE "C", l.who COLLATE "C"
	$query$, source, own)
	USING daterange(from_date, from_date + days), policy, terms.guardians, terms.grace, terms.assent, terms.majority, source, terms.override;
END
$function$;
COMMENT ON FUNCTION consent_due(text, date, integer, consent_policy) IS
'who has to sign in [from_date, from_date + days): one who reaches the assent age or majority, and guardians and subjects whose signed form ends; only of those who still take part then, have not refused and have not done so. due is the last day on which signing leaves no day uncovered (NULL: birth not known), earliest the first day from which a signature can count. 22004 for a NULL argument, 22008 for an infinite from_date, 22023 for days NULL or negative, 3F000, 42P01 and 42703 where the schema, views or columns are missing';
