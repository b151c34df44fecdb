-- SPDX-License-Identifier: PostgreSQL
-- Flags of a child's measurements, velocity, centile lines, faltering growth.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
SET lc_messages = 'C';
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
SET extra_float_digits = 1;
BEGIN;
SELECT plan(49);

CREATE FUNCTION pg_temp.said(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE code text; message text; hint text;
BEGIN
	EXECUTE command;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', code, message, nullif(hint, ''));
END $$;

-- ------------------------------------------------------------- single values

SELECT is_empty($$SELECT *, growth_suspicion(measure, sex, age, value, reference) FROM (VALUES
	('weight', 'M', 365, 9.6::float8, 'who', NULL), ('weight', 'M', 365, 21.2, 'who', 'pounds'), ('weight', 'F', 4000, 88, 'cdc', NULL), ('weight', 'M', 365, 9600, 'who', 'grams'),
	('weight', 'M', 365, 98, 'who', 'tenfold'), ('weight', 'M', 365, 0.98, 'who', 'tenth'), ('weight', 'M', 365, 76, 'who', 'other-measure'), ('weight', 'M', 365, 41, 'who', NULL),
	('length', 'M', 365, 0.76, 'who', 'metres'), ('height', 'M', 365, 0.76, 'who', 'metres'), ('length', 'F', 1500, 40.2, 'who', 'inches'), ('height', 'F', 1500, 1025, 'who', 'tenfold'),
	('height', 'F', 1500, 16.4, 'cdc', 'other-measure'), ('head', 'F', 100, 0.40, 'who', 'metres'), ('head', 'F', 100, 15.7, 'who', 'inches'), ('head', 'F', 100, 400, 'who', 'tenfold'),
	('bmi', 'F', 3000, 1.6, 'who', 'tenth'), ('bmi', 'F', 3000, 160, 'cdc', 'tenfold'), ('weight', 'M', 365, 'NaN', 'who', NULL), ('weight', 'M', 365, 'Infinity', 'who', NULL), ('weight', 'M', 365, -9, 'who', NULL),
	('weight', 'M', 365, 1e308, 'who', NULL), ('weight', 'M', -5, 3, 'who', NULL), ('weight', 'M', 5000, 999, 'who', NULL)) t(measure, sex, age, value, reference, expected)
	WHERE growth_suspicion(measure, sex, age, value, reference) IS DISTINCT FROM expected$$, 'growth_suspicion: the reading that is nearest to the median, of implausible values only');
SELECT is(growth_suspicion('M', 224, 70.8, 8.2), 'swapped', 'weight and size exchanged');
SELECT is(growth_suspicion('M', 224, 8.2, 70.8), NULL, '... not as they should be');
SELECT is(growth_suspicion('M', 224, 'NaN', 70.8), NULL, '... not NaN');
SELECT is(growth_suspicion('F', 5132, 155.9, 54.9, 'cdc'), 'swapped', '... by another reference');
SELECT is(growth_suspicion('weight', 'M', 365, NULL), NULL, 'strict');

-- ------------------------------------------------------------------- series

-- A girl, 1 to 3 years, on her own centiles, at 12 visits, one error of each kind
CREATE TEMP TABLE visit AS
SELECT n, day, date '2020-02-29' + 0 AS birth, 'F'::text AS sex, m.measure,
	growth_value(CASE WHEN m.measure = 'weight' THEN 'weight' WHEN m.measure = 'head' THEN 'head' WHEN day - date '2020-02-29' < 731 THEN 'length' ELSE 'height' END, 'F', day - date '2020-02-29', m.z) AS value
FROM generate_series(1, 24) n, LATERAL (SELECT date '2021-02-28' + 30 * n AS day) d, (VALUES ('weight', 0.4), ('height', -0.6), ('head', 0.1)) m(measure, z);
SELECT is((SELECT count(f) FROM (SELECT growth_flag(measure, sex, birth, day, value) OVER () f FROM visit) t), 0::bigint, 'a child that follows its centiles, over the change from length to height, has no flag');
CREATE TEMP TABLE wrong AS SELECT n, measure, flag, 'n' || n AS what FROM (VALUES (3, 'weight', 'pounds'), (5, 'height', 'metres'), (7, 'weight', 'swapped'), (7, 'height', 'swapped'),
	(9, 'weight', 'tenfold'), (11, 'weight', 'tenth'), (13, 'weight', 'grams'), (15, 'height', 'inches'), (17, 'head', 'inches'), (19, 'height', 'shrank'), (21, 'weight', 'jump'), (21, 'height', 'jump'),
	(22, 'head', 'not-positive'), (23, 'head', 'implausible')) v(n, measure, flag);
UPDATE visit v SET value = CASE flag WHEN 'pounds' THEN value / 0.45359237 WHEN 'metres' THEN value / 100 WHEN 'tenfold' THEN value * 10 WHEN 'tenth' THEN value / 10 WHEN 'grams' THEN value * 1000
	WHEN 'inches' THEN value / 2.54 WHEN 'shrank' THEN value - 8 WHEN 'jump' THEN value * CASE w.measure WHEN 'weight' THEN 1.45 ELSE 1.15 END WHEN 'not-positive' THEN 0 WHEN 'implausible' THEN value * 1.3
	WHEN 'swapped' THEN (SELECT o.value FROM visit o WHERE o.n = v.n AND o.measure = CASE v.measure WHEN 'weight' THEN 'height' ELSE 'weight' END) END
FROM wrong w WHERE w.n = v.n AND w.measure = v.measure;
SELECT set_eq($$SELECT n, measure, f FROM (SELECT n, measure, growth_flag(measure, sex, birth, day, value) OVER () f FROM visit) t WHERE f IS NOT NULL$$, 'SELECT n, measure, flag FROM wrong', 'each error is found, and nothing else');
SELECT set_eq($$SELECT n, measure, f FROM (SELECT n, measure, growth_flag(measure, sex, birth, day, value) OVER (ORDER BY md5(n || measure) ROWS BETWEEN CURRENT ROW AND CURRENT ROW) f FROM visit) t WHERE f IS NOT NULL$$,
	'SELECT n, measure, flag FROM wrong', '... whatever the order and the frame');
SELECT set_eq($$SELECT v.n, f.measure, f.flag FROM (SELECT array_agg(measure ORDER BY n, measure) m, array_agg(day ORDER BY n, measure) d, array_agg(value ORDER BY n, measure) v FROM visit) a,
	growth_flags(m, 'F', '2020-02-29', d, v) WITH ORDINALITY f(measure, measured_on, value, z, flag, detail, no), (SELECT n, measure, row_number() OVER (ORDER BY n, measure) no FROM visit) v WHERE v.no = f.no AND flag IS NOT NULL$$,
	'SELECT n, measure, flag FROM wrong', 'growth_flags of several measures: the same');
SELECT set_eq($$SELECT n, f.flag FROM (SELECT array_agg(day ORDER BY n DESC) d, array_agg(value ORDER BY n DESC) v FROM visit WHERE measure = 'weight') a, growth_flags('weight', 'F', '2020-02-29', d, v) f, visit
	WHERE visit.day = f.measured_on AND visit.measure = 'weight' AND flag IS NOT NULL$$,
	$$SELECT n, flag FROM wrong WHERE measure = 'weight' AND flag <> 'swapped' UNION ALL SELECT 7, 'other-measure'$$, 'growth_flags of one measure: the exchanged one is read otherwise');
SELECT is((SELECT string_agg(concat_ws(' ', n, measure, d), E'\n' ORDER BY n, measure) FROM (SELECT n, measure, growth_flag_detail(measure, sex, birth, day, value) OVER (PARTITION BY sex) d FROM visit) t WHERE d IS NOT NULL),
$$3 weight read as pounds: 10.08 kg, z 0.40; expected 10.08 kg
5 height read as metres: 77.88 cm, z -0.60; expected 77.88 cm
7 height exchanged with that of the day: 79.84 cm, z -0.60; expected 79.84 cm
7 weight exchanged with that of the day: 10.95 kg, z 0.40; expected 10.95 kg
9 weight divided by 10: 11.38 kg, z 0.40; expected 11.38 kg
11 weight multiplied by 10: 11.81 kg, z 0.40; expected 11.81 kg
13 weight read as grams: 12.24 kg, z 0.40; expected 12.24 kg
15 height read as inches: 86.08 cm, z -0.60; expected 86.08 cm
17 head read as inches: 47.93 cm, z 0.10; expected 47.93 cm
19 height 7.272 cm below the value of 30 days before; expected 89.09 cm
21 height z +3.71 from the neighbours; expected 90.5 cm
21 weight z +2.72 from the neighbours; expected 13.92 kg
23 head z above 5; expected 48.54 cm$$, 'the details');
SELECT is((SELECT count(*) FROM (SELECT growth_flag(measure, sex, birth, day, value) OVER w f, growth_flag_detail(measure, sex, birth, day, value) OVER w d FROM visit WINDOW w AS (PARTITION BY sex ORDER BY day)) t WHERE (f IS NULL OR f = 'not-positive') <> (d IS NULL)), 0::bigint, 'a detail for each flag but not-positive');
SELECT is((SELECT count(f) FROM (SELECT growth_flag(measure, sex, birth, day, CASE WHEN n % 2 = 0 THEN value END) OVER () f FROM visit WHERE n < 22) t), 0::bigint, 'rows with a NULL have no flag and are nobody''s neighbours');
SELECT is((SELECT growth_flag('weight', NULL, '2020-01-01', '2021-01-01', 900) OVER ()), NULL, 'NULL of a NULL');
SELECT is((SELECT growth_flag('weight', 'M', '2020-01-01', '2021-01-01', 9600) OVER ()), 'grams', 'a child with one measurement');

SELECT results_eq($$SELECT * FROM growth_flags('weight', 'M', '2020-01-01', '{2021-01-01,NULL,2021-02-01,2019-12-01,2021-03-01}', '{9.6,10,NULL,3,NaN}')$$,
	$$VALUES (date '2021-01-01', 9.6::float8, growth_z('weight', 'M', 366, 9.6), NULL::text, NULL::text), (NULL, 10, NULL, NULL, NULL), ('2021-02-01', NULL, NULL, NULL, NULL), ('2019-12-01', 3, NULL, NULL, NULL), ('2021-03-01', 'NaN', NULL, 'not-positive', NULL)$$, 'a row for each place of the arrays, NULL, before birth and NaN too');
SELECT is((SELECT count(*) FROM growth_flags('weight', 'M', '2020-01-01', '{}', '{}')), 0::bigint, 'no measurement, no row');
SELECT is((SELECT array_agg(flag ORDER BY no) FROM growth_flags('weight', 'M', '2020-01-01', '{2021-01-01,2021-01-01,2021-02-01,2021-02-01,2021-03-01}', '{9.6,9.9,10,10,10.3}') WITH ORDINALITY f(d, v, z, flag, detail, no)), '{same-day,same-day,NULL,NULL,NULL}', 'two values of a day: the same is none, another one is');
SELECT is((SELECT array_agg(flag ORDER BY no) FROM growth_flags('weight', 'M', '2008-01-01', '{2020-01-01,2020-02-01,2020-03-01,2020-04-01}', '{40,88.5,411,41.5}') WITH ORDINALITY f(d, v, z, flag, detail, no)), '{NULL,pounds,tenfold,NULL}', 'where there is no z, the neighbours'' values');
SELECT is((SELECT array_agg(flag ORDER BY no) FROM growth_flags('weight', 'F', '2021-03-01', '{2021-01-05,2021-01-10,2021-01-15,2021-01-20,2021-02-20}', '{1.1,1.2,13,1.3,2.75}') WITH ORDINALITY f(d, v, z, flag, detail, no)), '{NULL,NULL,tenfold,NULL,NULL}', 'before the expected date of delivery, taken for birth, growth is not a unit');
SELECT is((SELECT count(flag) FROM growth_flags('weight', 'M', '0001-01-01', '{4713-01-01 BC,5874897-12-31}', '{10,10}')), 0::bigint, 'the ends of date');

-- ------------------------------------------------------------------ velocity

SELECT is(growth_velocity('2020-01-01', 80, '2024-01-01', 108), 7::float8, 'cm a year of 365.25 days');
SELECT is(growth_velocity('2020-01-01', 10, '2020-03-31', 9.5, 90), -0.5 * (365.25::float8 / 90), 'a gap as long as min_days');
SELECT is(growth_velocity('2020-01-01', 10, '2020-03-30', 9.5, 90), NULL, 'a shorter one');
SELECT is(growth_velocity('2020-01-01', 10, '2020-01-01', 9.5), NULL, 'no gap');
SELECT is(growth_velocity('2020-01-02', 10, '2020-01-01', 9.5, -5), NULL, 'backwards');
SELECT is(growth_velocity('2020-01-01', -1e308, '2020-01-02', 1e308), NULL, 'no number holds it');
SELECT is(growth_velocity('2020-01-01', 'NaN', '2020-01-02', 1), NULL, 'NaN');
SELECT results_eq($$SELECT round(growth_velocity(lag(day) OVER w, lag(value) OVER w, day, value)::numeric, 2) FROM (VALUES (date '2020-01-01', 80::float8), ('2020-07-01', 85), ('2021-01-01', 88)) t(day, value) WINDOW w AS (ORDER BY day)$$, 'VALUES (NULL), (10.03), (5.96)', 'over a window');
SELECT is(growth_z_change('weight', 'F', '2020-01-01', '2021-01-01', 9, '2023-01-01', 14), (growth_z('weight', 'F', 1096, 14) - growth_z('weight', 'F', 366, 9)) * (365.25::float8 / 730), 'change of z a year');
SELECT is(growth_z_change('height', 'F', '2020-01-01', '2021-01-01', 74, '2023-01-01', 95), (growth_z('height', 'F', 1096, 95) - growth_z('length', 'F', 366, 74)) * (365.25::float8 / 730), '... of length and height, one series');
SELECT is(growth_z_change('weight', 'F', '2020-01-01', '2021-01-01', 9, '2023-01-01', 14, 'cdc'), NULL, '... without a z');
SELECT is(growth_z_change('weight', 'F', '2020-01-01', '2021-01-01', 9, '2023-01-01', 14, min_days => 731), NULL, '... in less than min_days');

-- --------------------------------------------------------- lines, faltering

SELECT is((SELECT array_agg(growth_centile_lines(a, b) ORDER BY no) FROM (VALUES (1, 0.1::float8, -0.1::float8), (2, -0.1, 0.1), (3, 0, -0.0001), (4, 0, 0.5), (5, 3, -3), (6, -3, 3), (7, 0.5, 0.1), (8, 'Infinity', 0), (9, 'NaN', 0)) t(no, a, b)), '{-1,1,-1,0,-9,9,0,-4,NULL}', 'lines of UK-WHO crossed');
SELECT is((SELECT array_agg(growth_centile_lines(3, -3, c) ORDER BY c) FROM unnest('{uk-who,cdc,who}'::text[]) c), '{-7,-9,-5}', 'the charts');
SELECT is((SELECT array_agg(growth_centile_lines(0.5, -1.1, c) ORDER BY c) FROM unnest('{uk-who,cdc,who}'::text[]) c), '{-2,-2,-2}', '... have their own lines');
SELECT is_empty($$SELECT *, growth_faltering(f, l, d, b) FROM (VALUES
	(0::float8, -1.34::float8, 'nice-ng75', NULL::float8, true), (0, -1.33, 'nice-ng75', NULL, false), (0, -1, 'nice-ng75', -1.4, true), (0, -0.66, 'nice-ng75', -1.4, false), (0, -1.9, 'nice-ng75', 1.4, false), (1.5, -0.45, 'nice-ng75', NULL, false), (1.5, -0.51, 'nice-ng75', NULL, true),
	(-2.1, -2.1, 'nice-ng75', NULL, true), (-2.1, -2.1, 'nice-ng75-fall', NULL, false), (0, -1, 'decline-1z', NULL, true), (0, -1.99, 'decline-2z', NULL, false), (0, -3, 'decline-3z', NULL, true), (0, -0.7, 'two-lines', NULL, true), (-0.1, -0.7, 'two-lines', NULL, false),
	(NULL, -3, 'nice-ng75', NULL, NULL), (0, 'NaN', 'nice-ng75', NULL, NULL), (0, -3, NULL, NULL, NULL)) t(f, l, d, b, expected)
	WHERE growth_faltering(f, l, d, b) IS DISTINCT FROM expected$$, 'growth_faltering: both sides of each threshold');
CREATE TEMP TABLE series(child int, day date, z float8);
INSERT INTO series VALUES (1, '2020-01-01', 0), (1, '2020-03-01', -0.4), (1, '2020-06-01', -1.4), (2, '2020-01-01', -1.4), (2, '2020-06-01', 0), (3, '2020-01-01', 0), (4, '2020-01-01', -2.5),
	(5, '2020-01-01', 0), (5, '2020-02-01', NULL), (5, NULL, -9), (5, '2020-03-01', 'NaN'), (5, '2020-02-01', -0.1), (6, NULL, NULL), (7, '2020-01-01', 0), (7, '2020-01-01', 0.2), (7, '2020-02-01', -1.2), (7, '2020-02-01', -1.4);
SELECT results_eq('SELECT child, growth_faltering(day, z), growth_faltering(day, z, ''nice-ng75-fall''), growth_faltering(day, z, ''nice-ng75-fall'', CASE WHEN child = 7 THEN -2 END) FROM series GROUP BY child ORDER BY child',
	'VALUES (1, true, true, true), (2, false, false, false), (3, NULL, NULL, NULL), (4, true, NULL, NULL), (5, false, false, false), (6, NULL, NULL, NULL), (7, false, false, true)', 'the aggregate, over the first and the last day');
SELECT is((SELECT count(DISTINCT (SELECT growth_faltering(day, z, 'decline-1z' ORDER BY md5(seed::text || z || day)) FROM series WHERE child = 1)) FROM generate_series(1, 20) seed), 1::bigint, '... in any order');
SELECT results_eq($$SELECT child, growth_faltering_final(growth_faltering_combine(growth_faltering_combine(c.a, '{}'), c.b)) FROM (SELECT child, '{}'::float8[] || (SELECT growth_faltering_add('{}', min(day), min(z) FILTER (WHERE day = '2020-01-01')) FROM series t WHERE t.child = s.child) a,
	(SELECT growth_faltering_add('{}', max(day), min(z) FILTER (WHERE day = '2020-06-01')) FROM series t WHERE t.child = s.child) b FROM (VALUES (1), (2)) s(child)) c ORDER BY child$$, 'VALUES (1, true), (2, false)', '... in parts');
SELECT is(growth_faltering_final('{}'), NULL, 'nothing, no answer');
SELECT is_empty($$SELECT * FROM growth_flag_list() l WHERE '' IN (flag, meaning, threshold, source) OR confidence NOT IN ('primary', 'secondary', 'memory', 'reading') OR flag IS NULL OR threshold IS NULL$$, 'each flag has a meaning, a threshold, a source and a confidence');
SELECT is((SELECT array_agg(flag) FROM growth_flag_list()), '{not-positive,swapped,pounds,grams,inches,metres,tenfold,tenth,other-measure,implausible,shrank,jump,same-day}', 'the flags in their order');
SELECT is((SELECT array_agg(definition) FROM growth_faltering_list()), '{nice-ng75,nice-ng75-fall,two-lines,decline-1z,decline-2z,decline-3z}', 'the definitions');

-- -------------------------------------------------------------------- errors

SELECT is(pg_temp.said($$SELECT growth_faltering(0, -1, 'nice')$$), '22023 | unknown definition of faltering growth: "nice" | Use one of nice-ng75, nice-ng75-fall, two-lines, decline-1z, decline-2z, decline-3z.', 'definition');
SELECT is(pg_temp.said($$SELECT growth_centile_lines(0, -1, 'uk')$$), '22023 | unknown chart of centile lines: "uk" | Use uk-who (0.4, 2, 9, 25, 50, 75, 91, 98, 99.6), cdc (5, 10, 25, 50, 75, 90, 95) or who (3, 15, 50, 85, 97).', 'chart');
SELECT is_empty($$SELECT c, pg_temp.said('SELECT ' || c) FROM (VALUES
	('growth_flags(''weight'', ''M'', ''2020-01-01'', ''{2021-01-01}'', ''{1,2}'')', '22023 | arrays of measurements must have one dimension%'),
	('growth_flags(''weight'', ''M'', ''2020-01-01'', ''{{2021-01-01}}'', ''{1}'')', '22023 | arrays of measurements must have one dimension%'),
	('growth_flags(''{weight,height}''::text[], ''M'', ''2020-01-01'', ''{2021-01-01}'', ''{1}'')', '22023 | arrays of measurements must have one dimension%'),
	('growth_flags(''wt'', ''M'', ''2020-01-01'', ''{2021-01-01}'', ''{1}'')', '22023 | unknown measure: "wt"%'),
	('growth_flags(''{wt}''::text[], ''M'', ''2020-01-01'', ''{2021-01-01}'', ''{1}'')', '22023 | unknown measure: "wt"%'),
	('growth_flags(''weight'', ''M'', ''2020-01-01'', ''{infinity}'', ''{1}'')', '22008 | %'),
	('growth_flags(''weight'', ''M'', ''2020-01-01'', array_fill(date ''2021-01-01'', ARRAY[1000001]), array_fill(1::float8, ARRAY[1000001]))', '54000 | too many measurements of one child%'),
	('growth_flag(''weight'', ''x'', ''2020-01-01'', ''2021-01-01'', 9) OVER ()', '22023 | unknown sex: "x"%'),
	('growth_flag(''weight'', ''M'', ''-infinity'', ''2021-01-01'', 9) OVER ()', '22008 | %'),
	('growth_flag(''weight'', ''M'', ''2020-01-01'', ''2021-01-01'', 9, ''fenton2013'') OVER ()', '22023 | unknown growth reference by age%'),
	('growth_flag(''weight'', ''M'', ''2020-01-01'', ''2021-01-01'', 9)', '42809 | %'),
	('growth_velocity(''2020-01-01'', 1, ''infinity'', 1)', '22008 | %'),
	('growth_faltering(day, z, CASE z WHEN 0 THEN ''nice-ng75'' ELSE ''decline-1z'' END) FROM series WHERE child = 1', '22023 | definition of faltering growth, or z at birth, differs%'),
	('growth_faltering(day, z, ''nice-ng75'', z) FROM series WHERE child = 1', '22023 | definition of faltering growth, or z at birth, differs%'),
	('growth_faltering_final(''{1,2}'')', '22023 | array is not a state of growth_faltering%'),
	('growth_faltering_final(''{NaN,0,0,0,0,0,0}'')', '22023 | array is not a state of growth_faltering%'),
	('growth_faltering_final(''{6,0,0,0,0,0,0}'')', '22023 | array is not a state of growth_faltering%'),
	('growth_faltering_final(''{0,NULL,0,0,0,0,0}'')', '22023 | array is not a state of growth_faltering%'),
	('growth_faltering_add(NULL, ''2020-01-01'', 0, ''nice-ng75'', NULL)', '22023 | array is not a state of growth_faltering%'),
	('growth_faltering_combine(''{0,0,0,0,0,0,0}'', ''{{0,0,0,0,0,0,0}}'')', '22023 | array is not a state of growth_faltering%')) t(c, expected)
	WHERE pg_temp.said('SELECT ' || c) NOT LIKE expected$$, 'errors');
SELECT is(growth_faltering_final('{0,1,NaN,NaN,NaN,NaN,NaN}'), NULL, 'a state of NaN has no answer');

SELECT * FROM finish();
ROLLBACK;
