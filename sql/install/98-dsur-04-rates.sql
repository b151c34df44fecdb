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
	-- The events that count, on each level of the table.
	counted AS MATERIALIZED (
		SELECT s.period, e.study_id, e.subject_id, l.soc, l.pt, l.arm, e.band, e.first_day, e.last_day,
			   NOT coalesce(x.days && datemultirange(daterange(e.first_day, e.last_day, '[]')), false) AS off_exposure
		FROM   event_version e
		JOIN   span s ON CASE s.period WHEN 'interval' THEN e.in_interval ELSE e.in_cumulative END
		LEFT   JOIN exposed x ON x.study_id = e.study_id AND x.subject_id = e.subject_id,
			   LATERAL (VALUES (e.soc, e.pt, e.arm), (e.soc, e.pt, 'ALL'), (e.soc, 'ALL', e.arm), (e.soc, 'ALL', 'ALL'),
							   ('ALL', 'ALL', e.arm), ('ALL', 'ALL', 'ALL')) l(soc, pt, arm)
		WHERE  e.serious AND e.version_no = 1),
	event_count AS (
		SELECT c.period, c.soc, c.pt, c.arm, coalesce(c.band::text, 'TOTAL') AS label, count(*) AS events, count(*) FILTER (WHERE c.off_exposure) AS off_exposure
		FROM   counted c
		GROUP  BY c.period, c.soc, c.pt, c.arm, ROLLUP (c.band)),
	-- Each subject's first event in the period; its own day is still time at
	-- risk, and of a partial onset all days are.
	first AS MATERIALIZED (
		SELECT DISTINCT ON (c.period, c.soc, c.pt, c.arm, c.study_id, c.subject_id)
			   c.period, c.soc, c.pt, c.arm, c.study_id, c.subject_id, c.band, c.last_day
		FROM   counted c
		WHERE  c.subject_id IS NOT NULL
		ORDER  BY c.period, c.soc, c.pt, c.arm, c.study_id, c.subject_id, c.first_day, c.last_day, c.band),
	first_count AS (
		SELECT f.period, f.soc, f.pt, f.arm, coalesce(f.band::text, 'TOTAL') AS label, count(*) AS subjects
		FROM   first f
		GROUP  BY f.period, f.soc, f.pt, f.arm, ROLLUP (f.band)),
	-- The time after it, which is none at risk.
	lost_time AS (
		SELECT f.period, f.soc, f.pt, f.arm, %2$I.sum(%2$I.person_time(t.birth, t.ga, t.days * s.days * datemultirange(daterange(f.last_day + 1, NULL)), $5)) AS value
		FROM   first f
		JOIN   span s USING (period)
		JOIN   treated t ON t.study_id = f.study_id AND t.subject_id = f.subject_id AND t.arm = f.arm
		GROUP  BY f.period, f.soc, f.pt, f.arm),
	lost AS (
		SELECT l.period, l.soc, l.pt, l.arm, u.band::text AS label, u.person_days AS days FROM lost_time l, LATERAL %2$I.unnest(l.value) u
		UNION  ALL
		SELECT l.period, l.soc, l.pt, l.arm, 'TOTAL', %2$I.person_days(l.value) FROM lost_time l),
	sae AS MATERIALIZED (
		SELECT * FROM %2$I.dsur_sae($1, $4, daterange($2, $3), $5, false, $7)),
	seen AS (
		SELECT t.band FROM time t WHERE t.days > 0 UNION SELECT c.band FROM counted c),$query$, $query$
	cell AS MATERIALIZED (
		SELECT g.soc, g.pt, g.arm, b.label, b.band_no, s.period, coalesce(e.events, 0) AS events, coalesce(e.off_exposure, 0) AS off_exposure,
			   coalesce(t.days, 0) / 365.25::float8 AS years, coalesce(f.subjects, 0) AS subjects, (coalesce(t.days, 0) - coalesce(l.days, 0)) / 365.25::float8 AS first_years,
			   b.of_scheme OR t.days > 0 OR e.events > 0 AS shown
		FROM  (SELECT DISTINCT soc, pt, arm FROM sae) g
		CROSS  JOIN band b
		CROSS  JOIN span s
		LEFT   JOIN event_count e ON e.period = s.period AND e.soc = g.soc AND e.pt = g.pt AND e.arm = g.arm AND e.label = b.label
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
