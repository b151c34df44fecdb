-- SPDX-License-Identifier: PostgreSQL
--
-- Exposure: ICH E2F section 6.1 and appendix 4, by arm, sex and attained age.

CREATE FUNCTION dsur_exposure(source text, dibd date, period daterange, scheme age_scheme DEFAULT 'ich-e11', by text DEFAULT NULL)
	RETURNS TABLE (arm text, sex text, band text, band_no integer,
				   subjects_interval bigint, person_days_interval bigint, person_years_interval double precision,
				   subjects_cumulative bigint, person_days_cumulative bigint, person_years_cumulative double precision,
				   by_value text)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 200
	SET search_path = pg_catalog, pg_temp
	SET jit = off
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	query text;
	columns text;
BEGIN
	EXECUTE format('SELECT %I.dsur_check($1, $2, $3, $4, NULL, ''{subject,exposure}'')', own) USING source, dibd, period, scheme;
	IF by IS NOT NULL THEN
		SELECT string_agg(a.attname, ', ' ORDER BY a.attnum) INTO columns
		FROM   pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE  n.nspname = source AND c.relname = 'subject' AND a.attnum > 0 AND NOT a.attisdropped
		HAVING count(*) FILTER (WHERE a.attname = by) = 0;
		IF columns IS NOT NULL THEN
			RAISE undefined_column USING MESSAGE = format('view subject of schema "%s" has no column "%s"', source, by),
				HINT = format('by is one of its columns: %s.', columns);
		END IF;
	END IF;

	EXECUTE format('SELECT %I.dsur_query($1, ''person'', ''exposure'', $2, ''band'', $3)', own) INTO query USING source, $query$
	by_row AS (
		SELECT coalesce(s.study_id::text, '') AS study_id, s.subject_id::text AS subject_id, nullif(s.$query$ || CASE WHEN by IS NULL THEN 'study_id' ELSE replace(quote_ident(by), '%', '%%') END || $query$::text, '') AS v
		FROM   %1$I.subject s WHERE $8),
	by_subject AS (
		SELECT study_id, subject_id, CASE WHEN min(v) = max(v) THEN CASE min(v) WHEN 'ALL' THEN '"ALL"' ELSE min(v) END END AS by_value
		FROM   by_row GROUP BY study_id, subject_id),
	treated AS (
		SELECT a.arm, coalesce(p.sex, 'U') AS sex, CASE WHEN $8 THEN coalesce(b.by_value, 'UNKNOWN') ELSE 'ALL' END AS by_value, p.birth, p.ga, a.days
		FROM  (SELECT study_id, subject_id, arm, days FROM exposed_arm UNION ALL SELECT study_id, subject_id, 'ALL', days FROM exposed) a
		LEFT   JOIN person p USING (study_id, subject_id)
		LEFT   JOIN by_subject b USING (study_id, subject_id)),
	subject_time AS (
		SELECT t.arm, t.sex, t.by_value,
			   CASE WHEN t.days && daterange($2, $3) THEN %2$I.person_time(t.birth, t.ga, t.days * datemultirange(daterange($2, $3)), $5) END AS in_interval,
			   %2$I.person_time(t.birth, t.ga, t.days, $5) AS in_cumulative
		FROM   treated t),
	total AS MATERIALIZED (
		SELECT s.arm, CASE WHEN GROUPING(s.sex) = 1 THEN 'ALL' ELSE s.sex END AS sex, CASE WHEN GROUPING(s.by_value) = 1 THEN 'ALL' ELSE s.by_value END AS by_value,
			   %2$I.sum(s.in_interval) AS in_interval, %2$I.sum(s.in_cumulative) AS in_cumulative
		FROM   subject_time s
		GROUP  BY $query$ || CASE WHEN by IS NULL THEN 's.arm, s.by_value, ROLLUP (s.sex)' ELSE 's.arm, CUBE (s.sex, s.by_value)' END || $query$),
	cell AS MATERIALIZED (
		SELECT t.arm, t.sex, t.by_value, c.band, c.band::text AS label, c.subjects AS subjects_cumulative, c.person_days AS person_days_cumulative,
			   c.person_years AS person_years_cumulative, i.subjects AS subjects_interval, i.person_days AS person_days_interval, i.person_years AS person_years_interval
		FROM   total t,
			   LATERAL %2$I.unnest(t.in_cumulative) c LEFT JOIN LATERAL %2$I.unnest(t.in_interval) i ON i.band OPERATOR(%2$I.=) c.band
		WHERE  c.subjects > 0
		UNION  ALL
		SELECT t.arm, t.sex, t.by_value, NULL, 'TOTAL', %2$I.subjects(t.in_cumulative), %2$I.person_days(t.in_cumulative), %2$I.person_years(t.in_cumulative),
			   %2$I.subjects(t.in_interval), %2$I.person_days(t.in_interval), %2$I.person_years(t.in_interval)
		FROM   total t),
	seen AS (SELECT c.band FROM cell c),$query$,
	-- The zero grid: every arm, sex and value with every band of the scheme.
	$query$
	grid AS (
		SELECT a.arm, s.sex, v.by_value, b.label, b.band_no, b.of_scheme
		FROM  (SELECT DISTINCT c.arm FROM cell c UNION SELECT 'ALL') a,
			  (SELECT DISTINCT c.sex FROM cell c UNION SELECT unnest('{F,M,ALL}'::text[])) s,
			  (SELECT DISTINCT c.by_value FROM cell c UNION SELECT 'ALL') v,
			   band b)
	SELECT g.arm, g.sex, g.label, g.band_no,
		   coalesce(c.subjects_interval, 0), coalesce(c.person_days_interval, 0), coalesce(c.person_years_interval, 0),
		   coalesce(c.subjects_cumulative, 0), coalesce(c.person_days_cumulative, 0), coalesce(c.person_years_cumulative, 0), g.by_value
	FROM   grid g LEFT JOIN cell c ON c.arm = g.arm AND c.sex = g.sex AND c.by_value = g.by_value AND c.label = g.label
	WHERE  g.of_scheme OR c.subjects_cumulative > 0
	ORDER  BY CASE g.arm WHEN 'BLINDED' THEN 1 WHEN 'UNKNOWN' THEN 2 WHEN 'ALL' THEN 3 ELSE 0 END, g.arm COLLATE "C",
		   CASE g.sex WHEN 'U' THEN 1 WHEN 'ALL' THEN 2 ELSE 0 END, g.sex COLLATE "C",
		   CASE g.by_value WHEN 'UNKNOWN' THEN 1 WHEN 'ALL' THEN 2 ELSE 0 END, g.by_value COLLATE "C", g.band_no$query$;
	RETURN QUERY EXECUTE query USING source, lower(period), upper(period), dibd, scheme, false, NULL::date, by IS NOT NULL;
END
$function$;
COMMENT ON FUNCTION dsur_exposure(text, date, daterange, age_scheme, text) IS
'exposure by arm, sex and attained age, in the period and cumulatively from dibd to its end: subjects with a day of exposure, person-days, person-years (days / 365.25); period is half-open, its end the day after the data lock point; ALL and TOTAL rows count each subject once; every band of the scheme has its row, (,0d), hulls and (,) where they hold somebody; by: a column of the view subject, whose values part the rows (by_value), ALL without it. Errors as dsur_check; 42703 for an unknown by. ICH E2F 6.1, appendix 4';
