-- SPDX-License-Identifier: PostgreSQL
--
-- What came in, what was counted and what was not, and why. Every row of the views
-- has one reason for each of the two periods; nothing is dropped.

CREATE FUNCTION dsur_reconciliation(source text, dibd date, period daterange, scheme age_scheme DEFAULT 'ich-e11',
									by_receipt boolean DEFAULT false, as_of date DEFAULT NULL)
	RETURNS TABLE (unit text, line text, reason text, n_interval bigint, n_cumulative bigint)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 40
	SET search_path = pg_catalog, pg_temp
	SET jit = off
	SET enable_mergejoin = off
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	query text;
BEGIN
	EXECUTE format('SELECT %I.dsur_check($1, $2, $3, $4, $5, ''{subject,exposure,event}'')', own) USING source, dibd, period, scheme, as_of;
	EXECUTE format('SELECT %I.dsur_query($1, ''person'', ''exposure'', ''event'', ''version'', $2)', own) INTO query USING source, $query$
	span AS (
		SELECT v.period, v.days FROM (VALUES ('interval', daterange($2, $3)), ('cumulative', daterange($4, $3))) v(period, days)),

	-- ------------------------------------------------------------- exposures
	exposure_no AS MATERIALIZED (
		SELECT x.*, row_number() OVER (PARTITION BY x.study_id, x.subject_id, x.arm, x.during) AS copy_no
		FROM   exposure_row x),
	exposure_verdict AS (
		SELECT s.period, CASE WHEN x.during && s.days AND x.subject_id IS NOT NULL AND x.copy_no = 1 THEN 'counted' ELSE 'excluded' END AS line,
			   CASE WHEN x.subject_id IS NULL THEN 'no subject_id'
					WHEN x.during IS NULL OR isempty(x.during) THEN 'no day: during is NULL or empty'
					WHEN NOT x.during && s.days THEN CASE WHEN x.during >> s.days THEN 'starts after the period' ELSE 'ended before the period' END
					WHEN x.copy_no > 1 THEN 'the same row again'
					WHEN p.known IS NULL THEN 'in the period; no row in subject, age unknown'
					WHEN lower_inf(x.during) THEN 'in the period; start unknown, from the first day of the period'
					ELSE 'in the period' END AS reason
		FROM   exposure_no x CROSS JOIN span s
		LEFT   JOIN person p ON p.study_id = x.study_id AND p.subject_id = x.subject_id),

	-- ----------------------------------------------------------- person-days
	day AS (
		SELECT s.period,
			   coalesce((SELECT sum(upper(r) - lower(r)) FROM exposure_no x, LATERAL (SELECT x.during * s.days AS r) c
						 WHERE x.subject_id IS NOT NULL AND x.copy_no = 1 AND NOT isempty(r)), 0) AS rows_days,
			   coalesce((SELECT sum(upper(r) - lower(r)) FROM exposed e, unnest(e.days * datemultirange(s.days)) r), 0) AS counted_days
		FROM   span s),

	-- -------------------------------------------------------------- subjects
	subject_key AS (
		SELECT study_id, subject_id FROM person
		UNION  SELECT study_id, subject_id FROM exposure_row WHERE subject_id IS NOT NULL
		UNION  SELECT study_id, subject_id FROM event_no WHERE subject_id IS NOT NULL),
	subject_verdict AS (
		SELECT s.period, CASE WHEN x.days && s.days THEN 'counted' ELSE 'excluded' END AS line,
			   CASE WHEN NOT coalesce(x.days && s.days, false) THEN
						 CASE WHEN x.days IS NOT NULL THEN 'exposed, but not in the period'
							  WHEN p.known IS NULL THEN 'no row in subject; exposed neither in nor before the period'
							  ELSE 'exposed neither in nor before the period' END
					WHEN p.known IS NULL THEN 'exposed; no row in subject, age unknown'
					WHEN p.birth IS NULL THEN 'exposed; birth unknown, or different in several rows'
					ELSE 'exposed' END AS reason
		FROM   subject_key k CROSS JOIN span s
		LEFT   JOIN person p ON p.study_id = k.study_id AND p.subject_id = k.subject_id
		LEFT   JOIN exposed x ON x.study_id = k.study_id AND x.subject_id = k.subject_id
		UNION  ALL
		SELECT s.period, 'excluded', CASE WHEN r.subject_id IS NULL THEN 'no subject_id' ELSE 'another row of the same subject' END
		FROM  (SELECT r.subject_id, row_number() OVER (PARTITION BY r.study_id, r.subject_id) AS copy_no FROM subject_row r) r CROSS JOIN span s
		WHERE  r.subject_id IS NULL OR r.copy_no > 1),

	-- ---------------------------------------------------------------- events
	-- What was recorded after the day is not known on it.
	event_known AS (
		SELECT e.study_id, e.subject_id, e.event_id, e.case_id, e.recorded FROM %1$I.event e
		WHERE  e.recorded IS NULL OR coalesce(lower(e.recorded::daterange) <= $7, true)),
	-- A case has the one of the least rank among its events.
	event_reason(rank, line, reason) AS (
		VALUES (21, 'excluded', 'not the version valid on that day'),
			   (20, 'excluded', 'another row of the same event stands'),
			   (19, 'excluded', 'not serious'),
			   (18, 'excluded', 'seriousness not stated'),
			   (16, 'excluded', CASE WHEN $6 THEN 'received after the period' ELSE 'onset after the period' END),
			   (15, 'excluded', CASE WHEN $6 THEN 'received before the period' ELSE 'onset before the period' END),
			   (11, 'excluded', CASE WHEN $6 THEN 'received not known' ELSE 'onset not known' END),
			   (10, 'excluded', 'onset partial: may lie in the period or not'),
			   (1, 'counted', 'serious; no subject_id'),
			   (2, 'counted', 'serious; no row in subject, age unknown'),
			   (3, 'counted', 'serious; onset before birth'),
			   (4, 'counted', CASE WHEN $6 THEN 'serious; received before dibd' ELSE 'serious; onset before dibd' END),
			   (5, 'counted', 'serious; subject not exposed'),
			   (6, 'counted', 'serious')),
	event_verdict AS MATERIALIZED (
		SELECT s.period, e.study_id, e.subject_id, coalesce('c' || e.case_id, 'e' || e.event_id, 'r' || e.row_no) AS case_key,
			   CASE WHEN NOT e.stands THEN 20
					WHEN e.serious IS NULL THEN 18
					WHEN NOT e.serious THEN 19
					WHEN c.counts IS NULL AND e.first_day IS NULL THEN 11
					WHEN c.counts IS NULL THEN 10
					WHEN NOT c.counts AND e.first_day >= $3 THEN 16
					WHEN NOT c.counts THEN 15
					WHEN e.subject_id IS NULL THEN 1
					WHEN e.known IS NULL THEN 2
					WHEN e.band::text = '(,0d)' THEN 3
					WHEN e.last_day < $4 THEN 4
					WHEN x.days IS NULL THEN 5
					ELSE 6 END AS rank
		FROM   event_version e CROSS JOIN span s
		LEFT   JOIN exposed x ON x.study_id = e.study_id AND x.subject_id = e.subject_id,
			   LATERAL (SELECT CASE s.period WHEN 'interval' THEN e.in_interval ELSE e.in_cumulative END AS counts) c
		UNION  ALL
		SELECT s.period, coalesce(o.study_id::text, ''), o.subject_id::text, coalesce('c' || o.case_id::text, 'e' || o.event_id::text, 'o' || o.no), 21
		FROM  (SELECT *, row_number() OVER () AS no FROM event_known WHERE NOT recorded::daterange @> $7) o CROSS JOIN span s),

	-- ----------------------------------------------------------------- cases
	case_verdict AS (
		SELECT e.period, min(e.rank) AS rank
		FROM   event_verdict e
		GROUP  BY e.period, e.study_id, e.subject_id, e.case_key),

	verdict AS (
		SELECT 1 AS unit_no, 'subjects' AS unit, period, line, reason, count(*) AS n FROM subject_verdict GROUP BY period, line, reason
		UNION  ALL
		SELECT 2, 'exposures', period, line, reason, count(*) FROM exposure_verdict GROUP BY period, line, reason
		UNION  ALL
		SELECT 3, 'person_days', period, 'counted', 'in the period', counted_days FROM day
		UNION  ALL
		SELECT 3, 'person_days', period, 'excluded', 'a day that another row has too', rows_days - counted_days FROM day WHERE rows_days <> counted_days
		UNION  ALL
		SELECT 4, 'events', v.period, r.line, r.reason, v.n FROM (SELECT period, rank, count(*) AS n FROM event_verdict GROUP BY period, rank) v JOIN event_reason r USING (rank)
		UNION  ALL
		SELECT 5, 'cases', v.period, r.line, r.reason, v.n FROM (SELECT period, rank, count(*) AS n FROM case_verdict GROUP BY period, rank) v JOIN event_reason r USING (rank)),
	-- What came in, counted by itself and not from the verdicts.
	input AS (
		SELECT 1 AS unit_no, 'subjects' AS unit, s.period, (SELECT count(*) FROM %1$I.subject) + (SELECT count(*) FROM subject_key k WHERE NOT EXISTS
				(SELECT FROM person p WHERE p.study_id = k.study_id AND p.subject_id = k.subject_id)) AS n FROM span s
		UNION  ALL
		SELECT 2, 'exposures', s.period, (SELECT count(*) FROM %1$I.exposure) FROM span s
		UNION  ALL
		SELECT 3, 'person_days', period, rows_days FROM day
		UNION  ALL
		SELECT 4, 'events', s.period, (SELECT count(*) FROM event_known) FROM span s
		UNION  ALL
		SELECT 5, 'cases', s.period, (SELECT count(*) FROM (SELECT DISTINCT coalesce(e.study_id::text, ''), e.subject_id::text,
				coalesce('c' || e.case_id::text, 'e' || e.event_id::text, 'r' || CASE WHEN e.case_id IS NULL AND e.event_id IS NULL THEN e.no END)
				FROM (SELECT *, row_number() OVER () AS no FROM event_known) e) d) FROM span s),
	report AS (
		SELECT unit_no, unit, 1 AS line_no, 'in' AS line, NULL AS reason, period, n FROM input
		UNION  ALL
		SELECT unit_no, unit, CASE line WHEN 'counted' THEN 2 ELSE 3 END, line, reason, period, n FROM verdict
		UNION  ALL
		SELECT i.unit_no, i.unit, 4, 'balance', NULL, i.period, i.n - coalesce((SELECT sum(v.n) FROM verdict v WHERE v.unit_no = i.unit_no AND v.period = i.period), 0)
		FROM   input i)
	SELECT r.unit, r.line, r.reason, coalesce(sum(r.n) FILTER (WHERE r.period = 'interval'), 0)::bigint,
		   coalesce(sum(r.n) FILTER (WHERE r.period = 'cumulative'), 0)::bigint
	FROM   report r
	GROUP  BY r.unit_no, r.unit, r.line_no, r.line, r.reason
	ORDER  BY r.unit_no, r.line_no, r.reason COLLATE "C"$query$;
	RETURN QUERY EXECUTE query USING source, lower(period), upper(period), dibd, scheme, coalesce(by_receipt, false), coalesce(as_of, upper(period) - 1);
END
$function$;
COMMENT ON FUNCTION dsur_reconciliation(text, date, daterange, age_scheme, boolean, date) IS
'for subjects, exposures, person_days, events and cases: how many came in, how many of them are counted and how many are not, each with its reason, in the period and cumulatively; line is in, counted, excluded or balance (in less counted less excluded: 0). Subjects: the rows of subject and whoever else the views name; counted are the exposed. Events: the rows of event that had been recorded by as_of; counted are what dsur_sae counts. A case has the best reason among its events. Errors as dsur_check';
