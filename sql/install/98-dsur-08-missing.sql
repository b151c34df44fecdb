-- SPDX-License-Identifier: PostgreSQL
--
-- What is not on record: each field that a report rests on, by age band. A row
-- of the views is asked about in a period unless it surely lies outside, since
-- what has no date would otherwise be missing from the count of what is missing.

CREATE FUNCTION dsur_missing(source text, dibd date, period daterange, scheme age_scheme DEFAULT 'ich-e11', as_of date DEFAULT NULL)
	RETURNS TABLE (view_name text, field text, band text, band_no integer,
				   complete_interval bigint, partial_interval bigint, missing_interval bigint,
				   complete_cumulative bigint, partial_cumulative bigint, missing_cumulative bigint, note text)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 120
	SET search_path = pg_catalog, pg_temp
	SET jit = off
	SET enable_nestloop = off
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	query text;
BEGIN
	EXECUTE format('SELECT %I.dsur_check($1, $2, $3, $4, $5, ''{subject,exposure,event,consent,form_version,measurement}'')', own)
	USING source, dibd, period, scheme, as_of;
	EXECUTE format('SELECT %I.dsur_query($1, ''person'', ''exposure'', ''event'', ''version'', $2, ''band'', $3)', own) INTO query USING source, $query$
	-- The subjects exposed, with the band at the lock point.
	treated AS MATERIALIZED (
		SELECT e.study_id, e.subject_id, p.birth, p.ga, p.sex, p.race, p.country,
			   %2$I.dsur_band(p.birth, p.ga, ($3 - 1)::%2$I.partial_date, $5) AS band,
			   e.days && daterange($2, $3) AS in_interval, lower(e.days) AS first_cumulative,
			   lower(e.days * datemultirange(daterange($2, $3))) AS first_interval,
			   %2$I.age_reached(%2$I.latest(p.birth), '2y') AS surely_two
		FROM   exposed e LEFT JOIN person p USING (study_id, subject_id)),
	version_known AS (
		SELECT DISTINCT v.study_id::text AS study_id, v.version::text AS version FROM %1$I.form_version v),
	weighed AS (
		SELECT coalesce(m.study_id::text, '') AS study_id, m.subject_id::text AS subject_id,
			   bool_or(w.first_day >= $2 AND w.last_day < $3) AS sure_interval, bool_or(w.first_day < $3 AND w.last_day >= $2) AS maybe_interval,
			   bool_or(w.first_day >= $4 AND w.last_day < $3) AS sure_cumulative, bool_or(w.first_day < $3 AND w.last_day >= $4) AS maybe_cumulative
		FROM   %1$I.measurement m,
			   LATERAL (SELECT %2$I.earliest(m.measured_on::%2$I.partial_date) AS first_day, %2$I.latest(m.measured_on::%2$I.partial_date) AS last_day) w
		WHERE  m.measure::text = 'weight' AND m.value::float8 > 0 AND m.value::float8 < 'Infinity'
		GROUP  BY 1, 2),
	-- Rows alike in all that is asked, counted, before they are parted by field.
	exposure_kind AS (
		SELECT %2$I.dsur_band(p.birth, p.ga, CASE WHEN isfinite(lower(e.during)) THEN lower(e.during)::%2$I.partial_date END, $5) AS band,
			   isempty(e.during) OR e.during && daterange($2, $3) AS in_interval, isempty(e.during) OR e.during && daterange($4, $3) AS in_cumulative,
			   CASE WHEN e.during IS NULL OR isempty(e.during) THEN 'm'
					WHEN isfinite(lower(e.during)) AND isfinite(upper(e.during)) THEN 'c' ELSE 'p' END AS during,
			   CASE WHEN e.arm = 'UNKNOWN' THEN 'm' ELSE 'c' END AS arm, count(*) AS n
		FROM   exposure_row e LEFT JOIN person p USING (study_id, subject_id)
		GROUP  BY 1, 2, 3, 4, 5),
	event_kind AS (
		SELECT e.band, e.in_interval, e.in_cumulative, e.serious, e.related IS NULL AS no_related, e.outcome IS NULL AS no_outcome,
			   CASE WHEN e.onset IS NULL THEN 'm' WHEN %2$I.is_complete(e.onset) THEN 'c' ELSE 'p' END AS onset,
			   isfinite(e.received) IS NOT TRUE AS no_received, coalesce(e.case_id, '') = '' AS no_case,
			   e.soc = 'UNKNOWN' AS no_soc, e.pt = 'UNKNOWN' AS no_pt, count(*) AS n
		FROM   event_version e
		WHERE  e.stands
		GROUP  BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
	-- One row for each time (n times) a field is asked for. state: c complete,
	-- p partial, m missing; that of the interval is another one for weight alone.
	asked AS (
		SELECT 1::bigint AS n, f.field, t.band, t.in_interval AND f.asked_interval AS in_interval, f.asked_cumulative AS in_cumulative,
			   f.state AS state_interval, f.state AS state_cumulative
		FROM   treated t,
			   LATERAL (VALUES
				('subject.birth', true, true, CASE WHEN t.birth IS NULL THEN 'm' WHEN %2$I.is_complete(t.birth) THEN 'c' ELSE 'p' END),
				('subject.ga', coalesce(t.first_interval < t.surely_two, true), coalesce(t.first_cumulative < t.surely_two, true),
					CASE WHEN t.ga IS NULL THEN 'm' ELSE 'c' END),
				('subject.sex', true, true, CASE WHEN t.sex IN ('M', 'F') THEN 'c' ELSE 'm' END),
				('subject.country', true, true, CASE WHEN t.country IS NULL THEN 'm' ELSE 'c' END),
				('subject.race', true, true, CASE WHEN t.race IS NULL THEN 'm' ELSE 'c' END)
				) f(field, asked_interval, asked_cumulative, state)
		UNION  ALL
		SELECT e.n, f.field, e.band, e.in_interval, e.in_cumulative, f.state, f.state
		FROM   exposure_kind e, LATERAL (VALUES ('exposure.during', e.during), ('exposure.arm', e.arm)) f(field, state)
		UNION  ALL
		SELECT e.n, f.field, e.band, e.in_interval, e.in_cumulative, f.state, f.state
		FROM   event_kind e,
			   LATERAL (VALUES
				('event.onset', e.serious, e.onset),
				('event.received', true, CASE WHEN e.no_received THEN 'm' ELSE 'c' END),
				('event.serious', true, CASE WHEN e.serious IS NULL THEN 'm' ELSE 'c' END),
				('event.related', e.serious, CASE WHEN e.no_related THEN 'm' ELSE 'c' END),
				('event.outcome', true, CASE WHEN e.no_outcome THEN 'm' ELSE 'c' END),
				('event.case_id', true, CASE WHEN e.no_case THEN 'm' ELSE 'c' END),
				('event.soc', true, CASE WHEN e.no_soc THEN 'm' ELSE 'c' END),
				('event.pt', true, CASE WHEN e.no_pt THEN 'm' ELSE 'c' END)) f(field, asked, state)
		WHERE  f.asked
		UNION  ALL
		SELECT 1, f.field, t.band, t.in_interval, true, f.state, f.state
		FROM   treated t JOIN %1$I.consent c ON coalesce(c.study_id::text, '') = t.study_id AND c.subject_id::text = t.subject_id
			   LEFT JOIN version_known v ON v.study_id = c.study_id::text AND v.version = c.form_version::text,
			   LATERAL (VALUES
				('consent.signed_on', true, CASE WHEN isfinite(c.signed_on::date) THEN 'c' ELSE 'm' END),
				('consent.form_version', c.act::text IN ('consent', 'assent'),
					CASE WHEN coalesce(c.form_version::text, '') = '' THEN 'm' WHEN v.version IS NULL THEN 'p' ELSE 'c' END)) f(field, asked, state)
		WHERE  f.asked AND (c.signed_on::date < $3 OR NOT isfinite(c.signed_on::date)) IS NOT FALSE
		AND    NOT (c.signed_on IS NULL AND c.signer IS NULL AND c.act IS NULL)
		UNION  ALL
		SELECT 1, 'measurement.weight', t.band, t.in_interval, true,
			   CASE WHEN w.sure_interval THEN 'c' WHEN w.maybe_interval THEN 'p' ELSE 'm' END,
			   CASE WHEN w.sure_cumulative THEN 'c' WHEN w.maybe_cumulative THEN 'p' ELSE 'm' END
		FROM   treated t LEFT JOIN weighed w USING (study_id, subject_id)),
	tally AS MATERIALIZED (
		SELECT a.field, a.band,
			   sum(a.n) FILTER (WHERE a.in_interval IS NOT FALSE AND a.state_interval = 'c') AS complete_interval,
			   sum(a.n) FILTER (WHERE a.in_interval IS NOT FALSE AND a.state_interval = 'p') AS partial_interval,
			   sum(a.n) FILTER (WHERE a.in_interval IS NOT FALSE AND a.state_interval = 'm') AS missing_interval,
			   sum(a.n) FILTER (WHERE a.in_cumulative IS NOT FALSE AND a.state_cumulative = 'c') AS complete_cumulative,
			   sum(a.n) FILTER (WHERE a.in_cumulative IS NOT FALSE AND a.state_cumulative = 'p') AS partial_cumulative,
			   sum(a.n) FILTER (WHERE a.in_cumulative IS NOT FALSE AND a.state_cumulative = 'm') AS missing_cumulative
		FROM   asked a
		WHERE  a.in_interval IS NOT FALSE OR a.in_cumulative IS NOT FALSE
		GROUP  BY a.field, a.band),
	cell AS (
		SELECT t.field, CASE WHEN GROUPING(t.band) = 1 THEN 'TOTAL' ELSE t.band::text END AS label,
			   sum(t.complete_interval)::bigint AS complete_interval, sum(t.partial_interval)::bigint AS partial_interval,
			   sum(t.missing_interval)::bigint AS missing_interval, sum(t.complete_cumulative)::bigint AS complete_cumulative,
			   sum(t.partial_cumulative)::bigint AS partial_cumulative, sum(t.missing_cumulative)::bigint AS missing_cumulative
		FROM   tally t
		GROUP  BY t.field, ROLLUP (t.band)),
	seen AS (SELECT t.band FROM tally t),
	field (field_no, field, note) AS (VALUES
		(11, 'subject.birth', 'of subjects exposed; partial: month or day not known; missing also where rows of a subject differ'),
		(12, 'subject.ga', 'of subjects exposed who were, or may have been, under 2 years on their first day of exposure in the period; missing also outside 20+0 to 44+6'),
		(13, 'subject.sex', 'of subjects exposed; complete: M or F'),
		(14, 'subject.country', 'of subjects exposed'),
		(15, 'subject.race', 'of subjects exposed'),
		(21, 'exposure.during', 'of rows of exposure; partial: no first or no last day, as where it goes on; missing also where empty'),
		(22, 'exposure.arm', 'of rows of exposure'),
		(31, 'event.onset', 'of serious events; partial: month or day not known'),
		(32, 'event.received', 'of events'),
		(33, 'event.serious', 'of events'),
		(34, 'event.related', 'of serious events'),
		(35, 'event.outcome', 'of events'),
		(36, 'event.case_id', 'of events'),
		(37, 'event.soc', 'of events'),
		(38, 'event.pt', 'of events'),
		(41, 'consent.signed_on', 'of consent records of subjects exposed'),
		(42, 'consent.form_version', 'of consents and assents of subjects exposed; partial: a version that is not in form_version'),
		(61, 'measurement.weight', 'of subjects exposed; complete: a weight measured in the period; partial: one that may be')),
	-- What a view's comment says, and which of them are empty.
	view_note (field_no, view_name, note) AS (
		SELECT v.field_no, v.view_name, nullif(concat_ws(': ', CASE WHEN v.empty THEN 'no rows' END, nullif(obj_description(c.oid, 'pg_class'), '')), '')
		FROM  (VALUES (10, 'subject', NOT EXISTS (SELECT FROM %1$I.subject)), (20, 'exposure', NOT EXISTS (SELECT FROM %1$I.exposure)),
					  (30, 'event', NOT EXISTS (SELECT FROM %1$I.event)), (40, 'consent', NOT EXISTS (SELECT FROM %1$I.consent)),
					  (50, 'form_version', NOT EXISTS (SELECT FROM %1$I.form_version)),
					  (60, 'measurement', NOT EXISTS (SELECT FROM %1$I.measurement))) v(field_no, view_name, empty)
		JOIN   pg_class c ON c.relname = v.view_name AND c.relnamespace = (SELECT n.oid FROM pg_namespace n WHERE n.nspname = $1)),$query$, $query$
	line AS (
		SELECT f.field_no, split_part(f.field, '.', 1) AS view_name, split_part(f.field, '.', 2) AS field, b.label, b.band_no,
			   coalesce(c.complete_interval, 0) AS complete_interval, coalesce(c.partial_interval, 0) AS partial_interval,
			   coalesce(c.missing_interval, 0) AS missing_interval, coalesce(c.complete_cumulative, 0) AS complete_cumulative,
			   coalesce(c.partial_cumulative, 0) AS partial_cumulative, coalesce(c.missing_cumulative, 0) AS missing_cumulative,
			   CASE WHEN b.band_no = 999 THEN f.note END AS note
		FROM   field f CROSS JOIN band b LEFT JOIN cell c ON c.field = f.field AND c.label = b.label
		WHERE  b.of_scheme OR c.field IS NOT NULL
		UNION  ALL
		SELECT n.field_no, n.view_name, NULL, 'TOTAL', 999, 0, 0, 0, 0, 0, 0, n.note
		FROM   view_note n
		WHERE  n.note IS NOT NULL)
	SELECT l.view_name, l.field, l.label, l.band_no, l.complete_interval, l.partial_interval, l.missing_interval,
		   l.complete_cumulative, l.partial_cumulative, l.missing_cumulative, l.note
	FROM   line l
	ORDER  BY l.field_no, l.band_no$query$;
	RETURN QUERY EXECUTE query USING source, lower(period), upper(period), dibd, scheme, false, coalesce(as_of, upper(period) - 1);
END
$function$;
COMMENT ON FUNCTION dsur_missing(text, date, daterange, age_scheme, date) IS
'for each field that the reports rest on, how often it is complete, partial or missing, in the period and cumulatively, by age band: of subjects and their consent records and weights at the data lock point, of rows of exposure at their start, of events at onset. Asked of subjects exposed in the period, and of rows of exposure and events that are not surely outside it; gestation only below 2 years; onset and causality of serious events. note says what is asked, on TOTAL rows. Every field has a row for every band of the scheme. A view that is empty, or has a comment, has a row with field NULL and that in note. as_of: the day whose versions of events are valid, by default the data lock point. Errors as dsur_check';
