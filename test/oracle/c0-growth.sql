-- SPDX-License-Identifier: PostgreSQL
--
-- Growth references: the published files as tables, the LMS formula written
-- out, one row looked up (or two, and the line between them) for each case.

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
\ir lib/oracle.sql

SELECT plan(13);

-- The files as they are.
CREATE TABLE oracle.who (sex text, at float8, l float8, m float8, s float8);
CREATE TABLE oracle.who2007 (LIKE oracle.who);
CREATE TABLE oracle.cdc (LIKE oracle.who);
CREATE TABLE oracle.cdc_bmi (LIKE oracle.who, sigma float8, p95 float8);
CREATE TABLE oracle.fenton (days int, sex int, wl float8, wm float8, ws float8, ll float8, lm float8, ls float8, hl float8, hm float8, hs float8);
-- All LMS rows: reference, measure, by what.
CREATE TABLE oracle.lms (reference text, measure text, by text, sex text, at float8, l float8, m float8, s float8, PRIMARY KEY (reference, measure, by, sex, at));

\copy oracle.who FROM 'data/growth_reference/who_wt_for_age.csv' CSV HEADER
INSERT INTO oracle.lms SELECT 'who', 'weight', 'day', * FROM oracle.who; TRUNCATE oracle.who;
\copy oracle.who FROM 'data/growth_reference/who_lgth_ht_for_age.csv' CSV HEADER
INSERT INTO oracle.lms SELECT 'who', CASE WHEN at < 731 THEN 'length' ELSE 'height' END, 'day', * FROM oracle.who; TRUNCATE oracle.who;
\copy oracle.who FROM 'data/growth_reference/who_bmi_for_age.csv' CSV HEADER
INSERT INTO oracle.lms SELECT 'who', 'bmi', 'day', * FROM oracle.who; TRUNCATE oracle.who;
\copy oracle.who FROM 'data/growth_reference/who_hc_for_age.csv' CSV HEADER
INSERT INTO oracle.lms SELECT 'who', 'head', 'day', * FROM oracle.who; TRUNCATE oracle.who;
\copy oracle.who FROM 'data/growth_reference/who_wt_for_lgth.csv' CSV HEADER
INSERT INTO oracle.lms SELECT 'who', 'weight', 'length', * FROM oracle.who; TRUNCATE oracle.who;
\copy oracle.who FROM 'data/growth_reference/who_wt_for_ht.csv' CSV HEADER
INSERT INTO oracle.lms SELECT 'who', 'weight', 'height', * FROM oracle.who; TRUNCATE oracle.who;
\copy oracle.who2007 FROM 'data/growth_reference/who2007_wfawho2007.csv' CSV HEADER
INSERT INTO oracle.lms SELECT 'who', 'weight', 'month', translate(sex, '12', 'MF'), at, l, m, s FROM oracle.who2007; TRUNCATE oracle.who2007;
\copy oracle.who2007 FROM 'data/growth_reference/who2007_hfawho2007.csv' CSV HEADER
INSERT INTO oracle.lms SELECT 'who', 'height', 'month', translate(sex, '12', 'MF'), at, l, m, s FROM oracle.who2007; TRUNCATE oracle.who2007;
\copy oracle.who2007 FROM 'data/growth_reference/who2007_bfawho2007.csv' CSV HEADER
INSERT INTO oracle.lms SELECT 'who', 'bmi', 'month', translate(sex, '12', 'MF'), at, l, m, s FROM oracle.who2007;
\copy oracle.cdc FROM 'data/growth_reference/cdc_wtage.csv' CSV HEADER
INSERT INTO oracle.lms SELECT 'cdc', 'weight', 'month', translate(sex, '12', 'MF'), at, l, m, s FROM oracle.cdc; TRUNCATE oracle.cdc;
\copy oracle.cdc FROM 'data/growth_reference/cdc_htage.csv' CSV HEADER
INSERT INTO oracle.lms SELECT 'cdc', 'height', 'month', translate(sex, '12', 'MF'), at, l, m, s FROM oracle.cdc;
\copy oracle.cdc_bmi FROM 'data/growth_reference/cdc_bmiage.csv' CSV HEADER
INSERT INTO oracle.lms SELECT 'cdc', 'bmi', 'month', translate(sex, '12', 'MF'), at, l, m, s FROM oracle.cdc_bmi;
\copy oracle.fenton FROM 'data/growth_reference/fenton2013_lms_by_day.csv' CSV HEADER
INSERT INTO oracle.lms SELECT 'fenton2013', measure, 'gestation', translate(sex::text, '01', 'MF'), days, l, m, s
	FROM oracle.fenton, LATERAL (VALUES ('weight', wl, wm / 1000, ws), ('length', ll, lm, ls), ('head', hl, hm, hs)) v(measure, l, m, s) WHERE m IS NOT NULL;
ANALYZE oracle.lms;

-- L, M and S at a place: the row, or on the line between the two next to it;
-- no row where there is none on one side.
CREATE FUNCTION oracle.lms_at(reference text, measure text, by text, sex text, at float8)
RETURNS TABLE (l float8, m float8, s float8) LANGUAGE sql STABLE AS $$
	SELECT a.l + part * (b.l - a.l), a.m + part * (b.m - a.m), a.s + part * (b.s - a.s)
	FROM (SELECT * FROM oracle.lms t WHERE (t.reference, t.measure, t.by, t.sex) = ($1, $2, $3, $4) AND t.at <= $5 ORDER BY t.at DESC LIMIT 1) a,
		 (SELECT * FROM oracle.lms t WHERE (t.reference, t.measure, t.by, t.sex) = ($1, $2, $3, $4) AND t.at >= $5 ORDER BY t.at LIMIT 1) b,
		 LATERAL (SELECT CASE WHEN a.at = b.at THEN 0 ELSE ($5 - a.at) / (b.at - a.at) END) p(part)
$$;

CREATE FUNCTION oracle.lms_z(l float8, m float8, s float8, x float8) RETURNS float8 LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN l = 0 THEN ln(x / m) / s ELSE ((x / m) ^ l - 1) / (l * s) END
$$;
CREATE FUNCTION oracle.lms_value(l float8, m float8, s float8, z float8) RETURNS float8 LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN l = 0 THEN m * exp(s * z) ELSE m * (1 + l * s * z) ^ (1 / l) END
$$;

-- WHO's rule for what is skewed.
CREATE FUNCTION oracle.restricted_z(l float8, m float8, s float8, x float8) RETURNS float8 LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN z > 3 THEN 3 + (x - oracle.lms_value(l, m, s, 3)) / (oracle.lms_value(l, m, s, 3) - oracle.lms_value(l, m, s, 2))
				WHEN z < -3 THEN -3 + (x - oracle.lms_value(l, m, s, -3)) / (oracle.lms_value(l, m, s, -2) - oracle.lms_value(l, m, s, -3))
				ELSE z END
	FROM (SELECT oracle.lms_z(l, m, s, x)) t(z)
$$;

-- The standard normal's distribution function, by its series.
CREATE FUNCTION oracle.normal(x float8) RETURNS float8 LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	term float8 := x;
	sum float8 := x;
	k int := 1;
BEGIN
	WHILE abs(term) > 1e-17 * abs(sum) LOOP
		k := k + 2;
		term := term * x * x / k;
		sum := sum + term;
	END LOOP;
	RETURN 0.5 + sum * exp(-x * x / 2) / sqrt(2 * pi());
END $$;

-- "want" if the two are one number to some digits, else "got".
CREATE FUNCTION oracle.as_wanted(got float8, want float8, digits float8 DEFAULT 1e-9) RETURNS float8 LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN abs(got - want) <= digits * greatest(1, abs(want)) THEN want ELSE got END
$$;

-- ------------------------------------------------------------------ every row

SELECT oracle.agree('WHO by day: every day, sex and measure, the value at -2.5 SD', 14856, $$
	SELECT concat_ws(' ', measure, sex, at) AS input, oracle.as_wanted(growth_value(measure, sex, at::int, -2.5), oracle.lms_value(l, m, s, -2.5)) AS got, oracle.lms_value(l, m, s, -2.5) AS want
	FROM oracle.lms WHERE by = 'day'$$);
SELECT oracle.agree('the median of every row has z 0', 15000, $$
	SELECT concat_ws(' ', measure, sex, at) AS input, growth_z(measure, sex, at::int, m) AS got, 0::float8 AS want FROM oracle.lms WHERE by = 'day'
	UNION ALL
	SELECT concat_ws(' ', measure, sex, at), oracle.as_wanted(growth_z(measure, sex, (at || 'd')::gestational_age, m, reference), 0, 1e-12), 0 FROM oracle.lms WHERE by = 'gestation'$$);
SELECT oracle.agree('Fenton: every row, at 1.5 SD and back', 1000, $$
	SELECT concat_ws(' ', measure, sex, at) AS input,
		concat_ws(' ', oracle.as_wanted(growth_value(measure, sex, (at || 'd')::gestational_age, 1.5, reference), want), oracle.as_wanted(growth_z(measure, sex, (at || 'd')::gestational_age, want, reference), 1.5)) AS got,
		concat_ws(' ', want, 1.5) AS want
	FROM (SELECT *, oracle.lms_value(l, m, s, 1.5) AS want FROM oracle.lms WHERE by = 'gestation') f$$);

-- --------------------------------------------------------------- random cases

-- An age in days anywhere, a number of SD.
CREATE TEMP TABLE child ON COMMIT DROP AS
SELECT i, measure, sex, age, (oracle.rnd('growth z', i, 2000) - 1000) / 150::float8 AS sd
FROM (SELECT i, oracle.pick('growth measure', i, '{weight,length,height,bmi,head}'::text[]) AS measure, oracle.pick('growth sex', i, '{M,F}'::text[]) AS sex,
			 CASE i % 5 WHEN 0 THEN oracle.rnd('growth age', i, 1900) WHEN 1 THEN 1840 + oracle.rnd('growth age', i, 40) WHEN 2 THEN 715 + oracle.rnd('growth age', i, 40)
						ELSE oracle.rnd('growth age', i, 7400) - 10 END::int AS age
	  FROM generate_series(1, 20000) i) r;

-- The place in WHO's tables: the day to 1856, then the month of 30.4375 days;
-- length ends at 730 days, height begins then; nothing is behind the last row.
CREATE TEMP TABLE who_child ON COMMIT DROP AS
SELECT c.*, l.l, l.m, l.s, CASE WHEN abs(oracle.lms_z(l.l, l.m, l.s, v.x)) < 1e6 THEN v.x END AS x
FROM child c
LEFT JOIN LATERAL oracle.lms_at('who', measure, CASE WHEN age <= 1856 THEN 'day' ELSE 'month' END, sex, CASE WHEN age <= 1856 THEN age ELSE age / 30.4375 END) l ON true
LEFT JOIN LATERAL (SELECT l.m * exp(l.s * sd)) v(x) ON true;

SELECT oracle.agree('WHO: z', 20000, $$
	SELECT concat_ws(' ', measure, sex, age, x) AS input, CASE WHEN l IS NULL THEN growth_z(measure, sex, age, 20) ELSE oracle.as_wanted(growth_z(measure, sex, age, x), want) END AS got, want
	FROM (SELECT *, CASE WHEN measure IN ('weight', 'bmi') THEN oracle.restricted_z(l, m, s, x) ELSE oracle.lms_z(l, m, s, x) END AS want FROM who_child) c$$);
SELECT oracle.agree('WHO: there and back', 13000, $$
	SELECT concat_ws(' ', measure, sex, age, sd) AS input, oracle.as_wanted(growth_z(measure, sex, age, growth_value(measure, sex, age, sd)), sd, 1e-8) AS got, sd AS want
	FROM who_child WHERE l IS NOT NULL AND growth_value(measure, sex, age, sd) IS NOT NULL$$);
SELECT oracle.agree('WHO: status', 20000, $$
	SELECT concat_ws(' ', measure, sex, age, x) AS input, growth_status(measure, sex, age, coalesce(x, 20)) AS got,
		CASE WHEN z IS NOT NULL THEN CASE
				WHEN measure = 'weight' AND z < -6 OR measure IN ('length', 'height') AND z < -6 OR measure IN ('bmi', 'head') AND z < -5 THEN 'implausible: z below ' || CASE WHEN measure IN ('bmi', 'head') THEN -5 ELSE -6 END
				WHEN measure IN ('length', 'height') AND z > 6 OR measure NOT IN ('length', 'height') AND z > 5 THEN 'implausible: z above ' || CASE WHEN measure IN ('length', 'height') THEN 6 ELSE 5 END
				ELSE 'ok' END
			WHEN age < 0 THEN 'no z: the age is negative'
			WHEN measure = 'length' THEN 'no z: length is measured lying, below 731 days; from then on it is height'
			WHEN measure = 'height' AND age < 731 THEN 'no z: height is measured standing, from 731 days on; below it is length'
			ELSE 'no z: ' || measure || ' of who ends at ' || CASE measure WHEN 'head' THEN 1856 WHEN 'weight' THEN 3682 ELSE 6970 END || ' days' END AS want
	FROM (SELECT *, CASE WHEN measure IN ('weight', 'bmi') THEN oracle.restricted_z(l, m, s, x) ELSE oracle.lms_z(l, m, s, x) END AS z FROM who_child) c$$);

-- CDC, from 24 to 240 months; above the 95th centile BMI is another distribution.
CREATE TEMP TABLE cdc_child ON COMMIT DROP AS
SELECT c.*, l.l, l.m, l.s, v.x, p95, sigma
FROM child c
LEFT JOIN LATERAL (SELECT * FROM oracle.lms_at('cdc', measure, 'month', sex, age / 30.4375) WHERE age / 30.4375 <= 240) l ON true
LEFT JOIN LATERAL (SELECT l.m * exp(l.s * sd * 0.7), oracle.lms_value(l.l, l.m, l.s, 1.6448536269514722),
	CASE sex WHEN 'M' THEN 0.3728 + 0.5196 * y - 0.0091 * y * y ELSE 0.8334 + 0.3712 * y - 0.0011 * y * y END FROM (SELECT age / 30.4375 / 12) a(y)) v(x, p95, sigma) ON true;
SELECT oracle.agree('CDC: z below the 95th centile of BMI', 15000, $$
	SELECT concat_ws(' ', measure, sex, age, x) AS input, CASE WHEN l IS NULL THEN growth_z(measure, sex, age, 20, 'cdc') ELSE oracle.as_wanted(growth_z(measure, sex, age, x, 'cdc'), want) END AS got, want
	FROM (SELECT *, oracle.lms_z(l, m, s, x) AS want FROM cdc_child WHERE measure <> 'bmi' OR l IS NULL OR x <= p95) c$$);
SELECT oracle.agree('CDC: centile above the 95th of BMI', 800, $$
	SELECT concat_ws(' ', sex, age, x) AS input, oracle.as_wanted(growth_centile(growth_z(measure, sex, age, x, 'cdc')), want, 1e-12) AS got, want
	FROM (SELECT *, 90 + 10 * oracle.normal((x - p95) / sigma) AS want FROM cdc_child WHERE measure = 'bmi' AND x > p95) c$$);
SELECT oracle.agree('CDC: there and back', 7000, $$
	SELECT concat_ws(' ', measure, sex, age, sd) AS input, oracle.as_wanted(growth_z(measure, sex, age, growth_value(measure, sex, age, sd, 'cdc'), 'cdc'), sd, 1e-7) AS got, sd AS want
	FROM cdc_child WHERE l IS NOT NULL AND growth_value(measure, sex, age, sd, 'cdc') IS NOT NULL$$);
-- CDC prints P95 and sigma beside L, M and S: what the formulas give.
SELECT oracle.agree('CDC: the columns P95 and sigma', 438, $$
	SELECT concat_ws(' ', sex, at) AS input, concat_ws(' ', oracle.as_wanted(oracle.lms_value(l, m, s, 1.6448536269514722), p95, 1e-7), oracle.as_wanted(f, sigma, 1e-6)) AS got, concat_ws(' ', p95, sigma) AS want
	FROM oracle.cdc_bmi, LATERAL (SELECT at / 12) a(y), LATERAL (SELECT CASE sex WHEN '1' THEN 0.3728 + 0.5196 * y - 0.0091 * y * y ELSE 0.8334 + 0.3712 * y - 0.0011 * y * y END) g(f)$$);

-- Weight by length and by height, to a hundredth of a centimetre.
SELECT oracle.agree('WHO: weight by length and by height', 10000, $$
	SELECT concat_ws(' ', by, sex, cm, x) AS input,
		CASE WHEN l IS NULL THEN CASE by WHEN 'length' THEN weight_for_length_z(sex, cm, 10) ELSE weight_for_height_z(sex, cm, 10) END
			 ELSE oracle.as_wanted(CASE by WHEN 'length' THEN weight_for_length_z(sex, cm, x) ELSE weight_for_height_z(sex, cm, x) END, want) END AS got, want
	FROM (SELECT r.*, l.l, x, oracle.restricted_z(l.l, l.m, l.s, x) AS want
		  FROM (SELECT i, oracle.pick('size by', i, '{length,height}'::text[]) AS by, oracle.pick('size sex', i, '{M,F}'::text[]) AS sex, (4300 + oracle.rnd('size', i, 7900)) / 100.0::float8 AS cm FROM generate_series(1, 10000) i) r
		  LEFT JOIN LATERAL oracle.lms_at('who', 'weight', by, sex, cm) l ON true
		  LEFT JOIN LATERAL (SELECT l.m * exp(l.s * (oracle.rnd('size z', i, 2000) - 1000) / 150.0)) v(x) ON true) c$$);

-- Corrected age: the contract's words, from the dates.
SELECT oracle.agree('corrected age', 10000, $$
	SELECT concat_ws(' ', sex, ga, age, until) AS input, growth_z('weight', sex, (ga || 'd')::gestational_age, date '2019-02-28', date '2019-02-28' + age, 8, 'who', until || 'y') AS got,
		growth_z('weight', sex, CASE WHEN ga < 259 AND date '2019-02-28' + age < oracle.months_on(date '2019-02-28' + (280 - ga), until * 12) THEN age - (280 - ga) ELSE age END, 8) AS want
	FROM (SELECT i, oracle.pick('corrected sex', i, '{M,F}'::text[]) AS sex, (154 + oracle.rnd('corrected ga', i, 160))::int AS ga, (oracle.rnd('corrected age', i, 1400))::int AS age, (1 + oracle.rnd('until', i, 3))::int AS until FROM generate_series(1, 10000) i) c$$);

-- The words of the list are those of the rows.
SELECT oracle.agree('growth_references: first and last', 15, $$
	SELECT concat_ws(' ', reference, measure, by, step) AS input, concat_ws(' ', first, last) AS got,
		(SELECT CASE WHEN r.by = 'age' AND r.step = 'month' AND r.reference = 'who' THEN concat_ws(' ', 1857, ceil(max(at) * 30.4375) - 1)
					 WHEN r.reference = 'cdc' THEN concat_ws(' ', 731, (240 * 30.4375)::float8)
					 ELSE concat_ws(' ', min(at), max(at)) END
		 FROM oracle.lms t WHERE (t.reference, t.measure) = (r.reference, r.measure)
			AND t.by = CASE r.by WHEN 'age' THEN r.step WHEN 'postmenstrual age' THEN 'gestation' ELSE r.by END) AS want
	FROM growth_references() r WHERE reference <> 'intergrowth21'$$);

SELECT * FROM finish();
ROLLBACK;
