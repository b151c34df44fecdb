-- SPDX-License-Identifier: PostgreSQL
--
-- Consent completeness of those exposed, by the age attained at the data lock
-- point. Whether a day is consented is asked of consent_coverage; no rule of
-- consent stands here.
--
-- SET enable_nestloop = off: as in 91-consent-findings.sql.

CREATE FUNCTION dsur_consent(source text, dibd date, period daterange, scheme age_scheme DEFAULT 'ich-e11', policy consent_policy DEFAULT 'CN-2025')
	RETURNS TABLE (band text, band_no integer,
				   subjects_interval bigint, covered_interval bigint, uncovered_interval bigint, undetermined_interval bigint,
				   exposed_days_interval bigint, uncovered_days_interval bigint, undetermined_days_interval bigint,
				   subjects_cumulative bigint, covered_cumulative bigint, uncovered_cumulative bigint, undetermined_cumulative bigint,
				   exposed_days_cumulative bigint, uncovered_days_cumulative bigint, undetermined_days_cumulative bigint,
				   due_assent_90d bigint, due_majority_90d bigint, form_due_90d bigint)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 10
	SET search_path = pg_catalog, pg_temp
	SET jit = off
	SET enable_nestloop = off
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	query text;
	terms record;
BEGIN
	EXECUTE format('SELECT %I.dsur_check($1, $2, $3, $4, NULL, ''{subject,exposure,consent,form_version}'')', own) USING source, dibd, period, scheme;
	IF policy IS NULL THEN
		RAISE null_value_not_allowed USING MESSAGE = 'policy must not be NULL',
			HINT = 'policy says whose agreement is needed, such as CN-2025; consent_policies() lists the named ones.';
	END IF;
	EXECUTE format('SELECT * FROM %I.consent_policy_terms($1)', own) INTO terms USING policy;

	-- $8 policy, $9 assent age, $10 majority
	EXECUTE format('SELECT %I.dsur_query($1, ''person'', ''exposure'', $2, ''band'', $3)', own) INTO query USING source, $query$
	-- What was signed by the lock point. A row that is empty but for its keys is
	-- no record; one that cannot be read may be anything.
	signed AS MATERIALIZED (
		SELECT coalesce(r.study_id, '') AS study_id, r.subject_id, r.signed_on, r.signer, r.act, r.signer_id, r.valid,
			   (isfinite(r.signed_on) AND r.signer IN ('guardian', 'subject', 'investigator', 'ethics')
				AND r.act IN ('consent', 'assent', 'dissent', 'withdraw', 'override', 'waive')) IS NOT TRUE AS unreadable
		FROM   %2$I.consent_records($1) r
		WHERE  r.subject_id IS NOT NULL AND (r.signed_on < $3 OR NOT isfinite(r.signed_on)) IS NOT FALSE
		AND    NOT (r.signed_on IS NULL AND r.signer IS NULL AND r.act IS NULL)),
	-- The days surely and possibly consented; with the window of the forms, and
	-- as if no form ended.
	consented AS MATERIALIZED (
		SELECT s.study_id, s.subject_id, bool_or(s.unreadable) AS unreadable,
			   %2$I.consent_coverage($8, p.birth, s.signed_on, s.signer, s.act, s.signer_id, s.valid) FILTER (WHERE NOT s.unreadable) AS sure,
			   %2$I.consent_coverage_possible($8, p.birth, s.signed_on, s.signer, s.act, s.signer_id, s.valid) FILTER (WHERE NOT s.unreadable) AS maybe,
			   %2$I.consent_coverage($8, p.birth, s.signed_on, s.signer, s.act, s.signer_id) FILTER (WHERE NOT s.unreadable) AS sure_any_form,
			   %2$I.consent_coverage_possible($8, p.birth, s.signed_on, s.signer, s.act, s.signer_id) FILTER (WHERE NOT s.unreadable) AS maybe_any_form
		FROM   exposed e JOIN signed s USING (study_id, subject_id) LEFT JOIN person p USING (study_id, subject_id)
		GROUP  BY s.study_id, s.subject_id),
	treated AS MATERIALIZED (
		SELECT %2$I.dsur_band(p.birth, p.ga, ($3 - 1)::%2$I.partial_date, $5) AS band,
			   e.days * datemultirange(daterange($2, $3)) AS interval_days, e.days AS cumulative_days,
			   CASE WHEN c.unreadable THEN '{}' ELSE coalesce(c.sure, '{}') END AS sure,
			   CASE WHEN c.unreadable THEN e.days ELSE coalesce(c.maybe, '{}') END AS maybe,
			   coalesce(e.days @> ($3 - 1) AND %2$I.age_reached(%2$I.earliest(p.birth), $9) < $3 + 90
						AND %2$I.age_reached(%2$I.latest(p.birth), $9) >= $3, false) AS due_assent,
			   coalesce(e.days @> ($3 - 1) AND %2$I.age_reached(%2$I.earliest(p.birth), $10) < $3 + 90
						AND %2$I.age_reached(%2$I.latest(p.birth), $10) >= $3, false) AS due_majority,
			   coalesce(e.days @> ($3 - 1) AND NOT c.unreadable
						AND daterange($3, $3 + 90) && ((c.sure_any_form - c.sure) + (c.maybe_any_form - c.maybe)), false) AS form_due
		FROM   exposed e LEFT JOIN person p USING (study_id, subject_id) LEFT JOIN consented c USING (study_id, subject_id)),
	day AS MATERIALIZED (
		SELECT t.band, i.n AS exposed_interval, i.never AS uncovered_interval, i.not_sure - i.never AS undetermined_interval,
			   c.n AS exposed_cumulative, c.never AS uncovered_cumulative, c.not_sure - c.never AS undetermined_cumulative,
			   t.due_assent, t.due_majority, t.form_due
		FROM   treated t,
			   LATERAL (SELECT coalesce((SELECT sum(upper(r) - lower(r)) FROM unnest(t.interval_days) r), 0) AS n,
							   coalesce((SELECT sum(upper(r) - lower(r)) FROM unnest(t.interval_days - t.maybe) r), 0) AS never,
							   coalesce((SELECT sum(upper(r) - lower(r)) FROM unnest(t.interval_days - t.sure) r), 0) AS not_sure) i,
			   LATERAL (SELECT (SELECT sum(upper(r) - lower(r)) FROM unnest(t.cumulative_days) r) AS n,
							   coalesce((SELECT sum(upper(r) - lower(r)) FROM unnest(t.cumulative_days - t.maybe) r), 0) AS never,
							   coalesce((SELECT sum(upper(r) - lower(r)) FROM unnest(t.cumulative_days - t.sure) r), 0) AS not_sure) c),
	seen AS (SELECT d.band FROM day d),$query$, $query$
	cell AS (
		SELECT CASE WHEN GROUPING(d.band) = 1 THEN 'TOTAL' ELSE d.band::text END AS label,
			   count(*) FILTER (WHERE exposed_interval > 0) AS subjects_interval,
			   count(*) FILTER (WHERE exposed_interval > 0 AND uncovered_interval = 0 AND undetermined_interval = 0) AS covered_interval,
			   count(*) FILTER (WHERE uncovered_interval > 0) AS uncovered_interval,
			   count(*) FILTER (WHERE uncovered_interval = 0 AND undetermined_interval > 0) AS undetermined_interval,
			   sum(exposed_interval) AS exposed_days_interval, sum(d.uncovered_interval) AS uncovered_days_interval,
			   sum(d.undetermined_interval) AS undetermined_days_interval,
			   count(*) AS subjects_cumulative,
			   count(*) FILTER (WHERE uncovered_cumulative = 0 AND undetermined_cumulative = 0) AS covered_cumulative,
			   count(*) FILTER (WHERE uncovered_cumulative > 0) AS uncovered_cumulative,
			   count(*) FILTER (WHERE uncovered_cumulative = 0 AND undetermined_cumulative > 0) AS undetermined_cumulative,
			   sum(exposed_cumulative) AS exposed_days_cumulative, sum(d.uncovered_cumulative) AS uncovered_days_cumulative,
			   sum(d.undetermined_cumulative) AS undetermined_days_cumulative,
			   count(*) FILTER (WHERE d.due_assent) AS due_assent, count(*) FILTER (WHERE d.due_majority) AS due_majority,
			   count(*) FILTER (WHERE d.form_due) AS form_due
		FROM   day d
		GROUP  BY ROLLUP (d.band))
	SELECT b.label, b.band_no,
		   coalesce(c.subjects_interval, 0), coalesce(c.covered_interval, 0), coalesce(c.uncovered_interval, 0), coalesce(c.undetermined_interval, 0),
		   coalesce(c.exposed_days_interval, 0)::bigint, coalesce(c.uncovered_days_interval, 0)::bigint, coalesce(c.undetermined_days_interval, 0)::bigint,
		   coalesce(c.subjects_cumulative, 0), coalesce(c.covered_cumulative, 0), coalesce(c.uncovered_cumulative, 0), coalesce(c.undetermined_cumulative, 0),
		   coalesce(c.exposed_days_cumulative, 0)::bigint, coalesce(c.uncovered_days_cumulative, 0)::bigint, coalesce(c.undetermined_days_cumulative, 0)::bigint,
		   coalesce(c.due_assent, 0), coalesce(c.due_majority, 0), coalesce(c.form_due, 0)
	FROM   band b LEFT JOIN cell c ON c.label = b.label
	ORDER  BY b.band_no$query$;
	RETURN QUERY EXECUTE query USING source, lower(period), upper(period), dibd, scheme, false, NULL::date, policy, terms.assent, terms.majority;
END
$function$;
COMMENT ON FUNCTION dsur_consent(text, date, daterange, age_scheme, consent_policy) IS
'consent completeness of the subjects exposed in the period and from dibd to its end, by the age band at the data lock point (its last day): subjects = covered (every day of exposure surely consented) + uncovered (some day surely not) + undetermined (the rest: birth partial or unknown, or a consent record that cannot be read); exposed, surely uncovered and undetermined days; of those exposed at the lock point, who reaches (or may reach) the assent age or majority of the policy in the 90 days after it, and whose form has ended or ends by then (form_due_90d). Only what was signed by the lock point is looked at. Every band of the scheme has its row, other bands where they hold somebody, TOTAL. Errors as dsur_check; 22004 for a NULL policy';
