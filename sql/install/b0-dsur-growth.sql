-- SPDX-License-Identifier: PostgreSQL
--
-- Growth of the children treated: z-scores by attained age, and what is not
-- plausible. dsur_growth_row holds the rules, a row a measurement; the table
-- and the listing read it.

CREATE FUNCTION dsur_growth_row(source text, dibd date, period daterange, scheme age_scheme DEFAULT 'ich-e11', reference text DEFAULT 'who',
								corrected boolean DEFAULT true, lying_below_2y boolean DEFAULT true)
	RETURNS TABLE (study_id text, subject_id text, sex text, measure text, measured_as text, measured_on text, value double precision, unit text,
				   age text, band text, reference_name text, reference_days integer, size double precision, minus_2 double precision, median double precision, plus_2 double precision,
				   z double precision, status text, assumed_length boolean, baseline_on date, baseline_z double precision, in_interval boolean, in_cumulative boolean)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 2000
	SET search_path = pg_catalog, pg_temp
	SET jit = off
	SET enable_nestloop = off
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	query text;
BEGIN
	EXECUTE format('SELECT %I.dsur_check($1, $2, $3, $4, NULL, ''{subject,exposure,measurement}'')', own) USING source, dibd, period, scheme;
	IF reference IS NULL OR corrected IS NULL OR lying_below_2y IS NULL THEN
		RAISE null_value_not_allowed USING
			MESSAGE = format('%s must not be NULL', CASE WHEN reference IS NULL THEN 'reference' WHEN corrected IS NULL THEN 'corrected' ELSE 'lying_below_2y' END),
			HINT = 'reference is who or cdc; corrected and lying_below_2y are true or false.';
	END IF;
	-- An unknown reference is an error, whatever there is to look up.
	EXECUTE format('SELECT %I.growth_z(''weight'', ''M'', 731, 12, $1)', own) USING reference;

	EXECUTE format('SELECT %I.dsur_query($1, ''person'', ''exposure'', $2)', own) INTO query USING source, $query$
	-- Units and what one of them is in kg, cm or kg/m2, by definition; the
	-- case of letters does not matter.
	unit (kind, name, factor) AS (VALUES
		('weight', 'kg', 1::float8), ('weight', 'g', 0.001), ('weight', 'lb', 0.45359237), ('weight', 'lbs', 0.45359237), ('weight', '[lb_av]', 0.45359237),
		('weight', 'oz', 0.028349523125), ('weight', '[oz_av]', 0.028349523125),
		('size', 'cm', 1), ('size', 'mm', 0.1), ('size', 'm', 100), ('size', 'in', 2.54), ('size', '[in_i]', 2.54), ('size', 'ft', 30.48), ('size', '[ft_i]', 30.48),
		('bmi', 'kg/m2', 1), ('bmi', 'kg/m^2', 1), ('bmi', 'kg.m-2', 1)),
	measured AS (
		SELECT e.study_id, e.subject_id, p.birth, p.ga, p.sex, m.measure::text AS measured_as,
			   CASE m.measure::text WHEN 'length' THEN 'height' ELSE m.measure::text END AS measure,
			   m.measured_on::%2$I.partial_date AS measured_on, m.value::float8 AS value, nullif(m.unit::text, '') AS unit,
			   lower(e.days) AS first_exposed, greatest(lower(e.days), $2) AS first_interval
		FROM   %1$I.measurement m
		JOIN   exposed e ON e.study_id = coalesce(m.study_id::text, '') AND e.subject_id = m.subject_id::text
		LEFT   JOIN person p ON p.study_id = e.study_id AND p.subject_id = e.subject_id
		WHERE  m.measure::text IN ('weight', 'length', 'height', 'bmi', 'head')),
	-- Placed as events are; what may lie before the first exposure is not sure.
	placed AS (
		SELECT m.*, %2$I.earliest(m.measured_on) AS first_day, %2$I.latest(m.measured_on) AS last_day,
			   CASE WHEN %2$I.is_complete(m.measured_on) THEN m.measured_on::date END AS at,
			   CASE WHEN %2$I.is_complete(m.birth) THEN m.birth::date END AS born
		FROM   measured m
		WHERE  m.measured_on IS NULL OR %2$I.earliest(m.measured_on) < $3),
	aged AS MATERIALIZED (
		SELECT m.*, m.at - m.born AS age_days,
			   CASE WHEN m.birth IS NULL OR m.measured_on IS NULL THEN '(,)'
					WHEN m.born IS NOT NULL AND m.at IS NOT NULL THEN %2$I.age_band(m.born, m.ga, m.at, $5)
					ELSE %2$I.dsur_band(m.birth, m.ga, m.measured_on, $5) END AS band,
			   -- the age by which the table is read: negative before the expected date of delivery
			   CASE WHEN m.at < m.born OR m.ga IS NULL OR NOT $9 THEN m.at - m.born
					ELSE %2$I.corrected_age_days(m.ga, m.born, m.at) END AS table_days,
			   CASE WHEN m.first_day >= m.first_interval AND m.last_day < $3 THEN true
					WHEN m.first_day >= $3 OR m.last_day < m.first_interval THEN false
					WHEN %2$I.date_precision(m.measured_on) = 'day-of-month' AND NOT %2$I.dsur_day_within(m.first_day, m.last_day, m.first_interval, $3)
						THEN false END AS in_interval,
			   CASE WHEN m.first_day >= m.first_exposed AND m.last_day < $3 THEN true
					WHEN m.first_day >= $3 OR m.last_day < m.first_exposed THEN false
					WHEN %2$I.date_precision(m.measured_on) = 'day-of-month' AND NOT %2$I.dsur_day_within(m.first_day, m.last_day, m.first_exposed, $3)
						THEN false END AS in_cumulative
		FROM   placed m),
	-- What is looked up, and if it cannot be, why. Nobody stands before term.
	looked_up AS (
		SELECT m.*, x.before_term, x.lying, CASE WHEN x.lying THEN 'length' ELSE m.measured_as END AS table_measure,
			   CASE WHEN abs(m.value) BETWEEN 1e-300 AND 1e300 THEN m.value * u.factor ELSE m.value END AS size,
			   CASE WHEN m.value IS NULL THEN 'no z: no value'
					WHEN m.unit IS NULL THEN 'no z: no unit'
					WHEN u.factor IS NULL THEN format('no z: unknown unit of %%s: "%%s"', m.measured_as, m.unit)
					WHEN m.measured_on IS NULL THEN 'no z: the day of measurement is not known'
					WHEN m.at IS NULL THEN 'no z: the day of measurement is known in part'
					WHEN m.birth IS NULL THEN 'no z: birth is not known'
					WHEN m.born IS NULL THEN 'no z: birth is known in part'
					WHEN (m.sex IN ('M', 'F')) IS NOT TRUE THEN 'no z: sex is not known' END AS why_not
		FROM   aged m LEFT JOIN unit u ON u.kind = CASE WHEN m.measure IN ('height', 'head') THEN 'size' ELSE m.measure END AND u.name = lower(m.unit)
		CROSS  JOIN LATERAL (
			SELECT m.age_days >= 0 AND m.table_days < 0 AS before_term,
				   m.measured_as = 'height' AND ($10 AND m.age_days < 731 OR m.age_days >= 0 AND m.table_days < 0) AS lying) x),
	found AS (
		SELECT l.*, CASE WHEN l.before_term THEN %2$I.postmenstrual_age(l.ga, l.born, l.at) END AS postmenstrual,
			   -- for the values at a z only: growth_z makes this choice itself, and converts
			   CASE WHEN l.before_term OR $8 <> 'who' OR l.measure <> 'height' THEN l.table_measure WHEN l.table_days < 731 THEN 'length' ELSE 'height' END AS drawn
		FROM   looked_up l),
	scored AS (
		SELECT f.*,
			   CASE WHEN f.why_not IS NOT NULL THEN f.why_not
					WHEN f.before_term THEN %2$I.growth_status(f.table_measure, f.sex, f.postmenstrual, f.size, 'fenton2013')
					ELSE %2$I.growth_status(f.table_measure, f.sex, f.table_days, f.size, $8, true) END AS status,
			   -- six decimals, added up as numeric, so that no sum depends on the order of rows
			   round(CASE WHEN f.why_not IS NOT NULL THEN NULL
						  WHEN f.before_term THEN %2$I.growth_z(f.table_measure, f.sex, f.postmenstrual, f.size, 'fenton2013')
						  ELSE %2$I.growth_z(f.table_measure, f.sex, f.table_days, f.size, $8, true) END::numeric, 6) AS z
		FROM   found f),
	-- One z a day: the mean of those of the day.
	by_day AS (
		SELECT s.study_id, s.subject_id, s.measure, s.at, s.first_exposed, round(avg(s.z), 6) AS z
		FROM   scored s
		WHERE  s.status = 'ok' AND s.at < $3
		GROUP  BY s.study_id, s.subject_id, s.measure, s.at, s.first_exposed),
	baseline AS (
		SELECT DISTINCT ON (d.study_id, d.subject_id, d.measure) d.study_id, d.subject_id, d.measure, d.at, d.z
		FROM   by_day d
		ORDER  BY d.study_id, d.subject_id, d.measure, d.at > d.first_exposed, abs(d.at - d.first_exposed))
	SELECT nullif(s.study_id, ''), s.subject_id, coalesce(s.sex, 'U'), s.measure, s.measured_as, s.measured_on::text, s.value, s.unit,
		   coalesce(a.value || ' ' || a.unit, s.band::text), s.band::text, r.name, r.days, CASE WHEN r.name IS NOT NULL THEN s.size END,
		   CASE r.name WHEN 'fenton2013' THEN %2$I.growth_value(s.drawn, s.sex, s.postmenstrual, -2, r.name) ELSE %2$I.growth_value(s.drawn, s.sex, r.days, -2, r.name) END,
		   CASE r.name WHEN 'fenton2013' THEN %2$I.growth_value(s.drawn, s.sex, s.postmenstrual, 0, r.name) ELSE %2$I.growth_value(s.drawn, s.sex, r.days, 0, r.name) END,
		   CASE r.name WHEN 'fenton2013' THEN %2$I.growth_value(s.drawn, s.sex, s.postmenstrual, 2, r.name) ELSE %2$I.growth_value(s.drawn, s.sex, r.days, 2, r.name) END,
		   s.z::float8, s.status, s.lying IS TRUE AND s.why_not IS NULL,
		   b.at, b.z::float8, s.in_interval, s.in_cumulative
	FROM   scored s
	LEFT   JOIN LATERAL %2$I.age_ucum(s.born, s.at) a ON true
	CROSS  JOIN LATERAL (
		SELECT CASE WHEN s.why_not IS NOT NULL THEN NULL WHEN s.before_term THEN 'fenton2013' ELSE $8 END AS name,
			   CASE WHEN s.why_not IS NOT NULL THEN NULL WHEN s.before_term THEN %2$I.gestation_days(s.postmenstrual) ELSE s.table_days END AS days) r
	LEFT   JOIN baseline b ON b.study_id = s.study_id AND b.subject_id = s.subject_id AND b.measure = s.measure
	ORDER  BY s.study_id COLLATE "C", s.subject_id COLLATE "C", array_position('{weight,height,bmi,head}', s.measure), s.measured_on,
		   s.measured_as COLLATE "C", s.value, s.unit COLLATE "C"$query$;
	RETURN QUERY EXECUTE query USING source, lower(period), upper(period), dibd, scheme, false, NULL::date, reference, corrected, lying_below_2y;
END
$function$;
COMMENT ON FUNCTION dsur_growth_row(text, date, daterange, age_scheme, text, boolean, boolean) IS
'every measurement of weight, length, height, bmi and head of the subjects exposed from dibd to the end of the period, up to that end: z-score (six decimals) by reference, status as growth_status has it or why nothing could be looked up, the value in kg, cm or kg/m2 and the values at z -2, 0 and 2 on that day, the baseline, and whether it belongs to the period: measured in it, from the first day of exposure on; NULL where only some of its possible days do. measure is height for lengths too. corrected: age from the expected date of delivery up to 3 years for those born preterm, and before that date fenton2013; lying_below_2y: a height below 731 days is a length (assumed_length), else it was measured standing and 0.7 cm are added. Errors as dsur_check; 22023 for a reference other than who or cdc';

CREATE FUNCTION dsur_growth(source text, dibd date, period daterange, scheme age_scheme DEFAULT 'ich-e11', reference text DEFAULT 'who',
							corrected boolean DEFAULT true, lying_below_2y boolean DEFAULT true)
	RETURNS TABLE (measure text, band text, band_no integer,
				   subjects_interval bigint, n_interval bigint, mean_z_interval double precision, sd_z_interval double precision,
				   below_2_interval bigint, below_2_share_interval double precision, above_2_interval bigint, above_2_share_interval double precision,
				   change_interval double precision, n_change_interval bigint, flagged_interval bigint, no_z_interval bigint,
				   undetermined_interval bigint, assumed_length_interval bigint,
				   subjects_cumulative bigint, n_cumulative bigint, mean_z_cumulative double precision, sd_z_cumulative double precision,
				   below_2_cumulative bigint, below_2_share_cumulative double precision, above_2_cumulative bigint, above_2_share_cumulative double precision,
				   change_cumulative double precision, n_change_cumulative bigint, flagged_cumulative bigint, no_z_cumulative bigint,
				   undetermined_cumulative bigint, assumed_length_cumulative bigint)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 20
	SET search_path = pg_catalog, pg_temp
	SET jit = off
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	query text;
BEGIN
	EXECUTE format('SELECT %I.dsur_check($1, $2, $3, $4, NULL, ''{subject,exposure,measurement}'')', own) USING source, dibd, period, scheme;
	EXECUTE format('SELECT %I.dsur_query($1, $2, ''band'', $3)', own) INTO query USING source, $query$
	measurement AS MATERIALIZED (
		SELECT dense_rank() OVER (ORDER BY m.study_id COLLATE "C", m.subject_id COLLATE "C") AS subject_no, m.measure, m.band::%2$I.age_band AS band, m.z::numeric AS z, m.status = 'ok' AS ok,
			   m.status LIKE 'implausible%%' AS flagged, m.assumed_length, m.in_interval, m.in_cumulative, m.baseline_on, m.baseline_z::numeric AS baseline_z,
			   CASE WHEN m.status = 'ok' THEN m.measured_on::date END AS at
		FROM   %2$I.dsur_growth_row($1, $4, daterange($2, $3), $5, $8, $9, $10) m
		WHERE  m.in_interval IS NOT FALSE OR m.in_cumulative IS NOT FALSE),
	-- Each in its band and in TOTAL (NULL), in either period.
	sorted AS MATERIALIZED (
		SELECT p.no, t.band, m.subject_no, m.measure, m.z, m.ok, m.flagged, m.assumed_length, m.baseline_on, m.baseline_z, m.at, p.belongs
		FROM   measurement m,
			   LATERAL (VALUES (1, m.in_interval), (2, m.in_cumulative)) p(no, belongs),
			   LATERAL (VALUES (m.band), (NULL)) t(band)
		WHERE  p.belongs IS NOT FALSE),
	tally AS (
		SELECT s.no, s.measure, s.band,
			   count(DISTINCT s.subject_no) FILTER (WHERE s.belongs AND s.ok) AS subjects, count(*) FILTER (WHERE s.belongs AND s.ok) AS n,
			   avg(s.z) FILTER (WHERE s.belongs AND s.ok)::float8 AS mean_z, stddev_samp(s.z) FILTER (WHERE s.belongs AND s.ok)::float8 AS sd_z,
			   count(*) FILTER (WHERE s.belongs AND s.ok AND s.z < -2) AS below_2, count(*) FILTER (WHERE s.belongs AND s.ok AND s.z > 2) AS above_2,
			   count(*) FILTER (WHERE s.belongs AND s.flagged) AS flagged, count(*) FILTER (WHERE s.belongs AND NOT s.ok AND NOT s.flagged) AS no_z,
			   count(*) FILTER (WHERE s.belongs IS NULL) AS undetermined, count(*) FILTER (WHERE s.belongs AND s.assumed_length) AS assumed_length
		FROM   sorted s
		GROUP  BY s.no, s.measure, s.band),
	-- A subject's last z of the cell less its baseline: days with several count by their mean.
	last_day AS (
		SELECT DISTINCT ON (s.no, s.measure, s.band, s.subject_no) s.no, s.measure, s.band, round(avg(s.z), 6) - min(s.baseline_z) AS change
		FROM   sorted s
		WHERE  s.belongs AND s.ok AND s.at > s.baseline_on
		GROUP  BY s.no, s.measure, s.band, s.subject_no, s.at
		ORDER  BY s.no, s.measure, s.band, s.subject_no, s.at DESC),
	changed AS (
		SELECT l.no, l.measure, coalesce(l.band::text, 'TOTAL') AS label, avg(l.change)::float8 AS change, count(*) AS n_change
		FROM   last_day l
		GROUP  BY l.no, l.measure, l.band),
	cell AS MATERIALIZED (
		SELECT t.*, t.below_2 / nullif(t.n, 0)::float8 AS below_2_share, t.above_2 / nullif(t.n, 0)::float8 AS above_2_share,
			   c.change, coalesce(c.n_change, 0) AS n_change
		FROM  (SELECT *, coalesce(band::text, 'TOTAL') AS label FROM tally) t
		LEFT   JOIN changed c ON c.no = t.no AND c.measure = t.measure AND c.label = t.label),
	seen AS (SELECT c.band FROM cell c),$query$, $query$
	-- The zero grid: weight, height and every other measure that occurs, with every band of the scheme.
	grid AS (
		SELECT m.measure, b.label, b.band_no, b.of_scheme
		FROM  (SELECT unnest('{weight,height}'::text[]) AS measure UNION SELECT c.measure FROM cell c) m, band b)
	SELECT g.measure, g.label, g.band_no,
		   coalesce(i.subjects, 0), coalesce(i.n, 0), i.mean_z, i.sd_z, coalesce(i.below_2, 0), i.below_2_share, coalesce(i.above_2, 0), i.above_2_share,
		   i.change, coalesce(i.n_change, 0), coalesce(i.flagged, 0), coalesce(i.no_z, 0), coalesce(i.undetermined, 0), coalesce(i.assumed_length, 0),
		   coalesce(c.subjects, 0), coalesce(c.n, 0), c.mean_z, c.sd_z, coalesce(c.below_2, 0), c.below_2_share, coalesce(c.above_2, 0), c.above_2_share,
		   c.change, coalesce(c.n_change, 0), coalesce(c.flagged, 0), coalesce(c.no_z, 0), coalesce(c.undetermined, 0), coalesce(c.assumed_length, 0)
	FROM   grid g
	LEFT   JOIN cell i ON i.no = 1 AND i.measure = g.measure AND i.label = g.label
	LEFT   JOIN cell c ON c.no = 2 AND c.measure = g.measure AND c.label = g.label
	WHERE  g.of_scheme OR i.measure IS NOT NULL OR c.measure IS NOT NULL
	ORDER  BY array_position('{weight,height,bmi,head}', g.measure), g.band_no$query$;
	RETURN QUERY EXECUTE query USING source, lower(period), upper(period), dibd, scheme, false, NULL::date, reference, corrected, lying_below_2y;
END
$function$;
COMMENT ON FUNCTION dsur_growth(text, date, daterange, age_scheme, text, boolean, boolean) IS
'growth of the subjects exposed, by measure and age at the measurement, in the period and cumulatively, from the first day of exposure on: subjects and measurements (n) with a z, its mean and standard deviation, z below -2 and above 2 with their share of n, the mean over n_change subjects of the last z less the baseline (the last z on or before the first day of exposure, else the first one). Apart from these: flagged (implausible by growth_status), no_z, undetermined (only some of the possible days lie in the period); assumed_length are heights below 731 days taken as lengths. height holds lengths too. Every band of the scheme has its row for weight, height and every other measure that occurs. Arguments and errors as dsur_growth_row';

CREATE FUNCTION dsur_growth_listing(source text, dibd date, period daterange, scheme age_scheme DEFAULT 'ich-e11', reference text DEFAULT 'who',
									corrected boolean DEFAULT true, lying_below_2y boolean DEFAULT true, no_z boolean DEFAULT false)
	RETURNS TABLE (study_id text, subject_id text, measured_on text, measure text, value double precision, unit text, age text, band text, band_no integer,
				   z double precision, status text, in_interval boolean, in_cumulative boolean)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 100
	SET search_path = pg_catalog, pg_temp
	SET jit = off
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	query text;
BEGIN
	EXECUTE format('SELECT %I.dsur_check($1, $2, $3, $4, NULL, ''{subject,exposure,measurement}'')', own) USING source, dibd, period, scheme;
	EXECUTE format('SELECT %I.dsur_query($1, $2, ''band'', $3)', own) INTO query USING source, $query$
	listed AS MATERIALIZED (
		SELECT m.*, m.band::%2$I.age_band AS in_band
		FROM   %2$I.dsur_growth_row($1, $4, daterange($2, $3), $5, $8, $9, $10) m
		WHERE  m.status LIKE 'implausible%%' OR $11 AND m.status LIKE 'no z%%'),
	seen AS (SELECT l.in_band AS band FROM listed l),$query$, $query$
	sorted AS (
		SELECT l.*, b.band_no FROM listed l JOIN band b ON b.label = l.band)
	SELECT l.study_id, l.subject_id, l.measured_on, l.measured_as, l.value, l.unit, l.age, l.band, l.band_no, l.z, l.status, l.in_interval, l.in_cumulative
	FROM   sorted l
	ORDER  BY l.study_id COLLATE "C" NULLS FIRST, l.subject_id COLLATE "C", l.measured_on::%2$I.partial_date,
		   array_position('{weight,length,height,bmi,head}', l.measured_as), l.value, l.unit COLLATE "C"$query$;
	RETURN QUERY EXECUTE query
	USING source, lower(period), upper(period), dibd, scheme, false, NULL::date, reference, corrected, lying_below_2y, coalesce(no_z, false);
END
$function$;
COMMENT ON FUNCTION dsur_growth_listing(text, date, daterange, age_scheme, text, boolean, boolean, boolean) IS
'the implausible measurements of the subjects exposed, a row each, with the reason in status; no_z: those without a z too. Those before the first exposure stand here as well, with in_cumulative false; of the rest there are as many as dsur_growth counts as flagged (and no_z, undetermined). Arguments and errors as dsur_growth_row';
