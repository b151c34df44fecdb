-- SPDX-License-Identifier: PostgreSQL
--
-- Rates of serious adverse events by age band. An event counts in the band of the
-- age at its onset, a day of exposure in that of the age attained on it; there is
-- no option that would set one kind of age over the other.

CREATE FUNCTION dsur_rates(source text, dibd date, period daterange, scheme age_scheme DEFAULT 'ich-e11',
						   reference text DEFAULT NULL, as_of date DEFAULT NULL)
	RETURNS TABLE (soc text, pt text, arm text, band text, band_no integer,
				   events_interval bigint, off_exposure_interval bigint, person_years_interval double precision,
				   rate_interval double precision, rate_lower_interval double precision, rate_upper_interval double precision,
				   ratio_interval double precision, ratio_lower_interval double precision, ratio_upper_interval double precision,
				   first_subjects_interval bigint, first_person_years_interval double precision,
				   first_rate_interval double precision, first_rate_lower_interval double precision, first_rate_upper_interval double precision,
				   first_ratio_interval double precision, first_ratio_lower_interval double precision, first_ratio_upper_interval double precision,
				   events_cumulative bigint, off_exposure_cumulative bigint, person_years_cumulative double precision,
				   rate_cumulative double precision, rate_lower_cumulative double precision, rate_upper_cumulative double precision,
				   ratio_cumulative double precision, ratio_lower_cumulative double precision, ratio_upper_cumulative double precision,
				   first_subjects_cumulative bigint, first_person_years_cumulative double precision,
				   first_rate_cumulative double precision, first_rate_lower_cumulative double precision, first_rate_upper_cumulative double precision,
				   first_ratio_cumulative double precision, first_ratio_lower_cumulative double precision, first_ratio_upper_cumulative double precision)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 5000
	SET search_path = pg_catalog, pg_temp
	SET jit = off
	SET enable_mergejoin = off
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	query text;
	choice text;
	reference_band text;
BEGIN
	EXECUTE format('SELECT %I.dsur_check($1, $2, $3, $4, $5, ''{subject,exposure,event}'')', own) USING source, dibd, period, scheme, as_of;
	-- The reference: by default the band of those who are 17.
	EXECUTE format('SELECT min(b::text) FILTER (WHERE b::text = coalesce($2::%1$I.age_band::text, %1$I.age_band(date ''2000-01-01'', date ''2017-01-01'', $1)::text)), string_agg(b::text, '' '' ORDER BY b)
					FROM %1$I.bands($1) b', own)
	INTO reference_band, choice USING scheme, reference;
	IF reference_band IS NULL THEN
		RAISE invalid_parameter_value USING MESSAGE = format('reference "%s" is not a band of the scheme %s', reference, scheme),
			HINT = format('The bands of this scheme are %s.', choice);
	END IF;

	EXECUTE format('SELECT %I.dsur_query($1, ''person'', ''exposure'', ''event'', ''version'', $2, ''band'', $3)', own) INTO query USING source, $query$
	span AS (
		SELECT v.period, datemultirange(v.days) AS days
		FROM  (VALUES ('interval', daterange($2, $3)), ('cumulative', daterange($4, $3))) v(period, days)),
	-- The time of every arm, and of all.
	treated AS MATERIALIZED (
		SELECT a.study_id, a.subject_id, a.arm, a.days, p.birth, p.ga
		FROM  (SELECT study_id, subject_id, arm, days FROM exposed_arm UNION ALL SELECT study_id, subject_id, 'ALL', days FROM exposed) a
		LEFT   JOIN person p USING (study_id, subject_id)),
	arm_time AS (
		SELECT s.period, t.arm, %2$I.sum(%2$I.person_time(t.birth, t.ga, t.days * s.days, $5)) AS value
		FROM   treated t JOIN span s ON t.days && s.days
		GROUP  BY s.period, t.arm),
	time AS MATERIALIZED (
		SELECT a.period, a.arm, u.band, u.band::text AS label, u.person_days AS days
		FROM   arm_time a, LATERAL %2$I.unnest(a.value) u
		UNION  ALL
		SELECT a.period, a.arm, NULL, 'TOTAL', %2$I.person_days(a.value)
		FROM   arm_time a),
	-- The events that count. Subjects, and terms with arm, have numbers: there
	-- are many rows, and texts would be compared all the time.
	counted AS MATERIALIZED (
		SELECT e.study_id, e.subject_id, e.soc, e.pt, e.arm, e.band, e.onset, e.in_interval, e.in_cumulative,
			   NOT coalesce(x.days && datemultirange(daterange(e.first_day, e.last_day, '[]')), false) AS off_exposure
		FROM   event_version e
		LEFT   JOIN exposed x ON x.study_id = e.study_id AND x.subject_id = e.subject_id
		WHERE  e.serious AND e.stands AND (e.in_interval OR e.in_cumulative)),
	subject_no AS MATERIALIZED (
		SELECT s.*, row_number() OVER ()::integer AS subject_no FROM (SELECT DISTINCT study_id, subject_id FROM counted WHERE subject_id IS NOT NULL) s),
	term_no AS MATERIALIZED (
		SELECT t.*, row_number() OVER ()::integer AS term_no FROM (SELECT DISTINCT soc, pt, arm FROM counted) t),
	-- Each term with arm, and the six rows of the table that it counts in.
	term_level AS MATERIALIZED (
		SELECT t.term_no, l.soc, l.pt, l.arm, dense_rank() OVER (ORDER BY l.soc COLLATE "C", l.pt COLLATE "C", l.arm COLLATE "C")::integer AS level_no
		FROM   term_no t,
			   LATERAL (VALUES (t.soc, t.pt, t.arm), (t.soc, t.pt, 'ALL'), (t.soc, 'ALL', t.arm), (t.soc, 'ALL', 'ALL'),
							   ('ALL', 'ALL', t.arm), ('ALL', 'ALL', 'ALL')) l(soc, pt, arm)),
	level AS MATERIALIZED (
		SELECT DISTINCT level_no, soc, pt, arm FROM term_level),
	off_count AS (
		SELECT s.period, c.soc, c.pt, c.arm, c.band, count(*) AS n
		FROM   counted c JOIN span s ON CASE s.period WHEN 'interval' THEN c.in_interval ELSE c.in_cumulative END
		WHERE  c.off_exposure
		GROUP  BY s.period, c.soc, c.pt, c.arm, c.band),
	off AS (
		SELECT o.period, l.soc, l.pt, l.arm, coalesce(o.band::text, 'TOTAL') AS label, sum(o.n) AS n
		FROM   off_count o JOIN term_no t USING (soc, pt, arm) JOIN term_level l ON l.term_no = t.term_no
		GROUP  BY o.period, l.soc, l.pt, l.arm, ROLLUP (o.band)),
	-- Each subject's first event of a row in the period.
	first_term AS (
		SELECT s.period, n.subject_no, t.term_no, %2$I.min(c.onset) AS onset
		FROM   counted c JOIN span s ON CASE s.period WHEN 'interval' THEN c.in_interval ELSE c.in_cumulative END
		JOIN   subject_no n ON n.study_id = c.study_id AND n.subject_id = c.subject_id
		JOIN   term_no t ON t.soc = c.soc AND t.pt = c.pt AND t.arm = c.arm
		GROUP  BY s.period, n.subject_no, t.term_no),
	first AS MATERIALIZED (
		SELECT f.period, f.subject_no, l.level_no, %2$I.min(f.onset) AS onset
		FROM   first_term f JOIN term_level l ON l.term_no = f.term_no
		GROUP  BY f.period, f.subject_no, l.level_no),
	-- Its band, and the subject's time after it, which is none at risk: its own
	-- day still is, and of a partial onset all possible days are.
	stop AS MATERIALIZED (
		SELECT d.period, d.subject_no, d.arm, d.onset,
			   CASE WHEN p.birth IS NULL THEN '(,)'
					WHEN %2$I.is_complete(p.birth) AND %2$I.is_complete(d.onset) THEN %2$I.age_band(p.birth::date, p.ga, d.onset::date, $5)
					ELSE %2$I.dsur_band(p.birth, p.ga, d.onset, $5) END AS band,
			   %2$I.person_time(t.birth, t.ga, t.days * s.days * datemultirange(daterange(%2$I.latest(d.onset) + 1, NULL)), $5) AS value
		FROM  (SELECT DISTINCT f.period, f.subject_no, l.arm, f.onset FROM first f JOIN level l ON l.level_no = f.level_no) d
		JOIN   subject_no n ON n.subject_no = d.subject_no
		JOIN   span s ON s.period = d.period
		LEFT   JOIN person p ON p.study_id = n.study_id AND p.subject_id = n.subject_id
		LEFT   JOIN treated t ON t.study_id = n.study_id AND t.subject_id = n.subject_id AND t.arm = d.arm),
	first_level AS MATERIALIZED (
		SELECT f.period, l.soc, l.pt, l.arm, x.band, x.value
		FROM   first f JOIN level l ON l.level_no = f.level_no
		JOIN   stop x ON x.period = f.period AND x.subject_no = f.subject_no AND x.arm = l.arm AND x.onset OPERATOR(%2$I.=) f.onset),
	first_count AS (
		SELECT f.period, f.soc, f.pt, f.arm, coalesce(f.band::text, 'TOTAL') AS label, count(*) AS subjects
		FROM   first_level f
		GROUP  BY f.period, f.soc, f.pt, f.arm, ROLLUP (f.band)),
	lost_time AS (
		SELECT f.period, f.soc, f.pt, f.arm, %2$I.sum(f.value) AS value
		FROM   first_level f
		GROUP  BY f.period, f.soc, f.pt, f.arm),
	lost AS (
		SELECT l.period, l.soc, l.pt, l.arm, u.band::text AS label, u.person_days AS days FROM lost_time l, LATERAL %2$I.unnest(l.value) u
		UNION  ALL
		SELECT l.period, l.soc, l.pt, l.arm, 'TOTAL', %2$I.person_days(l.value) FROM lost_time l),
	sae AS MATERIALIZED (
		SELECT * FROM %2$I.dsur_sae($1, $4, daterange($2, $3), $5, false, $7)),
	seen AS (
		SELECT t.band FROM time t WHERE t.days > 0 UNION SELECT c.band FROM counted c),$query$, $query$
	event_count AS (
		SELECT s.period, e.soc, e.pt, e.arm, e.band AS label, CASE s.period WHEN 'interval' THEN e.events_interval ELSE e.events_cumulative END AS events
		FROM   sae e CROSS JOIN span s),
	cell AS MATERIALIZED (
		SELECT g.soc, g.pt, g.arm, b.label, b.band_no, s.period, coalesce(e.events, 0) AS events, coalesce(o.n, 0)::bigint AS off_exposure,
			   coalesce(t.days, 0) / 365.25::float8 AS years, coalesce(f.subjects, 0) AS subjects, (coalesce(t.days, 0) - coalesce(l.days, 0)) / 365.25::float8 AS first_years,
			   b.of_scheme OR t.days > 0 OR e.events > 0 AS shown
		FROM  (SELECT DISTINCT soc, pt, arm FROM sae) g
		CROSS  JOIN band b
		CROSS  JOIN span s
		LEFT   JOIN event_count e ON e.period = s.period AND e.soc = g.soc AND e.pt = g.pt AND e.arm = g.arm AND e.label = b.label
		LEFT   JOIN off o ON o.period = s.period AND o.soc = g.soc AND o.pt = g.pt AND o.arm = g.arm AND o.label = b.label
		LEFT   JOIN first_count f ON f.period = s.period AND f.soc = g.soc AND f.pt = g.pt AND f.arm = g.arm AND f.label = b.label
		LEFT   JOIN lost l ON l.period = s.period AND l.soc = g.soc AND l.pt = g.pt AND l.arm = g.arm AND l.label = b.label
		LEFT   JOIN time t ON t.period = s.period AND t.arm = g.arm AND t.label = b.label),
	measured AS MATERIALIZED (
		SELECT c.*, a.rate * 100 AS rate, a.lower * 100 AS lower, a.upper * 100 AS upper, ar.ratio, ar.lower AS ratio_lower, ar.upper AS ratio_upper,
			   f.rate * 100 AS first_rate, f.lower * 100 AS first_lower, f.upper * 100 AS first_upper,
			   fr.ratio AS first_ratio, fr.lower AS first_ratio_lower, fr.upper AS first_ratio_upper
		FROM   cell c
		CROSS  JOIN LATERAL %2$I.rate_ci(c.events, c.years) a
		CROSS  JOIN LATERAL %2$I.rate_ci(c.subjects, c.first_years) f
		LEFT   JOIN cell r ON r.soc = c.soc AND r.pt = c.pt AND r.arm = c.arm AND r.period = c.period AND r.label = $8 AND c.label NOT IN ($8, 'TOTAL')
		LEFT   JOIN LATERAL %2$I.rate_ratio_ci(c.events, c.years, r.events, r.years) ar ON true
		LEFT   JOIN LATERAL %2$I.rate_ratio_ci(c.subjects, c.first_years, r.subjects, r.first_years) fr ON true)
	SELECT i.soc, i.pt, i.arm, i.label, i.band_no,
		   i.events, i.off_exposure, i.years, i.rate, i.lower, i.upper, i.ratio, i.ratio_lower, i.ratio_upper,
		   i.subjects, i.first_years, i.first_rate, i.first_lower, i.first_upper, i.first_ratio, i.first_ratio_lower, i.first_ratio_upper,
		   c.events, c.off_exposure, c.years, c.rate, c.lower, c.upper, c.ratio, c.ratio_lower, c.ratio_upper,
		   c.subjects, c.first_years, c.first_rate, c.first_lower, c.first_upper, c.first_ratio, c.first_ratio_lower, c.first_ratio_upper
	FROM   measured i JOIN measured c ON c.soc = i.soc AND c.pt = i.pt AND c.arm = i.arm AND c.label = i.label
	WHERE  i.period = 'interval' AND c.period = 'cumulative' AND (i.shown OR c.shown)
	ORDER  BY i.soc = 'ALL', i.soc COLLATE "C", i.pt = 'ALL', i.pt COLLATE "C",
		   CASE i.arm WHEN 'BLINDED' THEN 1 WHEN 'UNKNOWN' THEN 2 WHEN 'ALL' THEN 3 ELSE 0 END, i.arm COLLATE "C", i.band_no$query$;
	RETURN QUERY EXECUTE query USING source, lower(period), upper(period), dibd, scheme, false, coalesce(as_of, upper(period) - 1), reference_band;
END
$function$;
COMMENT ON FUNCTION dsur_rates(text, date, daterange, age_scheme, text, date) IS
'rates of serious adverse events by soc, pt, arm and age band, in the period and cumulatively, per 100 person-years with exact (Garwood) 95 % intervals: rate of all events over all time, and first_rate of subjects with a first event in the period over the time to it (its day included); events stand in the band at onset, time in the band attained, so both are of one kind of age; off_exposure: of the events, those on a day without exposure; ratio: to the rate of the band reference (by default that of the age of 17), conditional exact interval. NULL where there is no time, or no ratio. Rows: the terms and arms of dsur_sae, the bands of the scheme, others that hold time or an event. Errors as dsur_check; 22023 if reference is not a band of the scheme';
