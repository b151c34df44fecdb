-- SPDX-License-Identifier: PostgreSQL
-- Body surface area, filtration rate, dose per kg, the nearest measurement.
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
SELECT plan(47);

CREATE FUNCTION pg_temp.said(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE code text; message text; hint text;
BEGIN
	EXECUTE command;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', code, message, nullif(hint, ''));
END $$;

-- ------------------------------------------------------- body surface area
SELECT is(body_surface_area(100, 36), 1::float8, 'mosteller: 100 cm, 36 kg');
SELECT is(body_surface_area(100, 36, 'mosteller'), body_surface_area(100, 36), 'it is the default');
SELECT is(round(body_surface_area(50, 4.5, 'haycock')::numeric, 10), 0.2568914767, 'haycock: 50 cm, 4.5 kg');
-- the same formulas in numeric, over the whole range
SELECT is_empty($$SELECT h, w FROM generate_series(20, 250, 23) h, unnest('{0.2,0.5,1,3.3,9,27.5,70,140,300}'::numeric[]) w
	WHERE abs(body_surface_area(h, w::float8)::numeric / sqrt(h * w / 3600) - 1) > 1e-14
	   OR abs(body_surface_area(h, w::float8, 'haycock')::numeric / (0.024265 * w ^ 0.5378 * h::numeric ^ 0.3964) - 1) > 1e-13$$, 'both formulas in numeric');
SELECT is_empty($$SELECT h, w, f FROM unnest('{20,250}'::float8[]) h, unnest('{0.2,300}'::float8[]) w, unnest('{mosteller,haycock}'::text[]) f
	WHERE body_surface_area(h, w, f) IS NULL OR body_surface_area_status(h, w) <> 'ok'$$, 'both ends of the limits are in them');
SELECT is_empty($$SELECT h, w, f FROM (VALUES (19.9, 10), (250.1, 10), (100, 0.19), (100, 300.1), (0, 10), (-100, 10), (100, 0), (100, -1),
	('NaN', 10), (100, 'NaN'), ('Infinity', 10), (100, 'Infinity'), ('-Infinity', 10), (1e308, 1e308), (1.1, 20), (110, 20000)) t(h, w), unnest('{mosteller,haycock}'::text[]) f
	WHERE body_surface_area(h, w, f) IS NOT NULL OR body_surface_area_status(h, w) = 'ok'$$, 'NULL outside, and a status that says why');
SELECT is((SELECT array_agg(body_surface_area_status(h, w) ORDER BY n) FROM (VALUES (1, 1.1, 20::float8), (2, 251, 20), (3, 110, 20000), (4, 50, 0.1), (5, 0, 20), (6, 110, 'NaN')) t(n, h, w)),
	'{"no value: height below 20 cm","no value: height above 250 cm","no value: weight above 300 kg","no value: weight below 0.2 kg","no value: height is not a positive finite number","no value: weight is not a positive finite number"}', 'body_surface_area_status says which');
SELECT is(body_surface_area(NULL, 10), NULL, 'strict');
SELECT is(pg_temp.said(c), m, c) FROM (VALUES
	($$SELECT body_surface_area(100, 20, 'Mosteller')$$, '22023 | unknown formula of body surface area: "Mosteller" | Use mosteller or haycock.'),
	($$SELECT body_surface_area(100, 20, '')$$, '22023 | unknown formula of body surface area: "" | Use mosteller or haycock.'),
	-- the word is looked at even where there is no area
	($$SELECT body_surface_area('NaN', 20, 'dubois')$$, '22023 | unknown formula of body surface area: "dubois" | Use mosteller or haycock.')) t(c, m);

-- --------------------------------------------------------- filtration rate
SELECT is(round(egfr_schwartz(100, 0.5)::numeric, 10), 82.6, 'bedside Schwartz: 100 cm, 0.5 mg/dL');
SELECT is(egfr_schwartz(100, 0.5, 'mg/dL'), egfr_schwartz(100, 0.5), 'mg/dL is what is meant without a unit');
SELECT is(round(egfr_schwartz(100, 44.2, 'umol/L')::numeric, 10), 82.6, '44.2 umol/L are 0.5 mg/dL');
-- 0.413 * 88.4 is the 36.5 of the equation in SI units
SELECT is(round((egfr_schwartz(120, 60, 'umol/L') * 60 / 120)::numeric, 1), 36.5, 'k in umol/L');
SELECT is((SELECT array_agg(egfr_schwartz_status(h, c) ORDER BY n) FROM (VALUES (1, 100, 0.05::float8), (2, 100, 25), (3, 100, 0.049), (4, 100, 44), (5, 1, 0.5), (6, 100, 0), (7, 'Infinity'::float8, 1)) t(n, h, c)),
	'{ok,ok,"no value: creatinine below 0.05 mg/dL","no value: creatinine above 25 mg/dL","no value: height below 20 cm","no value: creatinine is not a positive finite number","no value: height is not a positive finite number"}', 'egfr_schwartz_status');
SELECT is((SELECT array_agg(egfr_schwartz_status(100, c, 'umol/L') ORDER BY n) FROM (VALUES (1, 4.42::float8), (2, 2210), (3, 0.5), (4, 2211), (5, 'NaN')) t(n, c)),
	'{ok,ok,"no value: creatinine below 4.42 umol/L","no value: creatinine above 2210 umol/L","no value: creatinine is not a positive finite number"}', 'and in umol/L');
SELECT is(egfr_schwartz_status(100, 30, 'mg/dL'), egfr_schwartz_status(100, 30), 'the same of mg/dL');
SELECT is_empty($$SELECT h, c, u FROM unnest('{-1,0,5e-324,0.04,0.5,30,300,1e308,NaN,Infinity,-Infinity}'::float8[]) h, unnest('{-1,0,5e-324,0.04,0.5,30,300,1e308,NaN,Infinity,-Infinity}'::float8[]) c, unnest('{mg/dL,umol/L}'::text[]) u
	WHERE (egfr_schwartz(h, c, u) IS NULL) = (egfr_schwartz_status(h, c, u) = 'ok') OR egfr_schwartz(h, c, u) IN ('NaN', 'Infinity')$$, 'NULL where the status is not ok, and only there');
SELECT is(pg_temp.said(c), m, c) FROM (VALUES
	($$SELECT egfr_schwartz(100, 1, 'mg/dl')$$, '22023 | unknown unit of creatinine: "mg/dl" | Use mg/dL or umol/L.'),
	($$SELECT egfr_schwartz_status(100, 1, 'mmol/L')$$, '22023 | unknown unit of creatinine: "mmol/L" | Use mg/dL or umol/L.')) t(c, m);

-- -------------------------------------------------------------- dose per kg
SELECT is(dose_per_kg(150, 12), 12.5::float8, 'dose per kg');
SELECT is(dose_per_kg(150::numeric, 12), 12.5::float8, 'of a numeric, as in view exposure');
SELECT is(dose_per_kg('-0', 12)::text, '0', 'zero is a dose');
SELECT is((SELECT array_agg(dose_per_kg_status(d, w) ORDER BY n) FROM (VALUES (1, 0::float8, 12::float8), (2, -1, 12), (3, 'NaN', 12), (4, 5, 3500), (5, 5, 0), (6, 1e308, 0.2)) t(n, d, w)),
	'{ok,"no value: dose is not a non-negative finite number","no value: dose is not a non-negative finite number","no value: weight above 300 kg","no value: weight is not a positive finite number","no value: dose too large"}', 'dose_per_kg_status');
SELECT is_empty($$SELECT d, w FROM unnest('{-1,0,5e-324,0.5,300,1e308,NaN,Infinity,-Infinity}'::float8[]) d, unnest('{-1,0,5e-324,0.2,30,300,1e308,NaN,Infinity,-Infinity}'::float8[]) w
	WHERE (dose_per_kg(d, w) IS NULL) = (dose_per_kg_status(d, w) = 'ok') OR dose_per_kg(d, w) IN ('NaN', 'Infinity')$$, 'NULL where the status is not ok, and only there');

-- ----------------------------------------------------- nearest measurement
CREATE TEMP TABLE weight(subject_id int, measured_on date, value float8);
INSERT INTO weight VALUES (1, '2024-01-01', 10), (1, '2024-01-08', 10.2), (1, '2024-01-14', 10.4), (1, '2024-01-14', 10.3), (1, '2024-03-01', 11),
	(1, '2024-01-11', 'NaN'), (1, '2024-01-11', 'Infinity'), (1, '2024-01-11', NULL), (1, NULL, 10.1), (2, '2024-01-01', 20);
SELECT is((SELECT nearest_measurement('2024-01-11', measured_on, value) FROM weight WHERE subject_id = 1), (10.2, '2024-01-08', 3)::nearest_value, 'of two as near the earlier');
SELECT is((SELECT nearest_measurement('2024-01-12', measured_on, value) FROM weight WHERE subject_id = 1), (10.3, '2024-01-14', 2)::nearest_value, 'of two on one day the least');
SELECT is((SELECT nearest_measurement('2024-01-08', measured_on, value) FROM weight WHERE subject_id = 1), (10.2, '2024-01-08', 0)::nearest_value, 'on the day itself');
SELECT is((SELECT nearest_measurement('2024-01-29', measured_on, value, 15) FROM weight WHERE subject_id = 1), (10.3, '2024-01-14', 15)::nearest_value, 'at most within_days');
SELECT is((SELECT nearest_measurement('2024-01-29', measured_on, value, 14) FROM weight WHERE subject_id = 1), NULL, 'none within them');
SELECT is((SELECT nearest_measurement('2024-01-29', measured_on, value) FROM weight WHERE subject_id = 3), NULL, 'none at all');
SELECT is((SELECT nearest_measurement('2024-01-29', measured_on, value, NULL) FROM weight), NULL, 'a row with a NULL is left out');
SELECT is((SELECT nearest_measurement(date '4714-11-24 BC', d, 1) FROM (VALUES (date '5874897-12-31')) t(d)), (1, '5874897-12-31', date '5874897-12-31' - date '4714-11-24 BC')::nearest_value, 'from one end of the calendar to the other');
SELECT is((SELECT array_agg(n.value ORDER BY subject_id) FROM (SELECT subject_id, (nearest_measurement('2024-01-11', measured_on, value)).value FROM weight GROUP BY 1) n), '{10.2,20}', 'by group');
-- by ORDER BY, over random rows
CREATE TEMP TABLE many AS SELECT i % 400 AS g, date '2024-01-01' + (i * 7919 % 61) AS at, date '2024-01-01' + (i * 104729 % 97) AS d, (i * 31337 % 7)::float8 AS v FROM generate_series(1, 8000) i;
UPDATE many SET at = date '2024-01-01' + g % 90;
SELECT results_eq($$SELECT g, nearest_measurement(at, d, v, 3) FROM many GROUP BY g ORDER BY g$$,
	$$SELECT g, (SELECT (v, d, abs(d - m.at))::nearest_value FROM many WHERE many.g = m.g AND abs(d - many.at) <= 3 ORDER BY abs(d - many.at), d, v LIMIT 1)
	FROM (SELECT DISTINCT g, at FROM many) m ORDER BY g$$, 'as the first in the order of distance, day, value');
SELECT is_empty($$SELECT g FROM many GROUP BY g HAVING nearest_measurement(at, d, v ORDER BY v, d) <> nearest_measurement(at, d, v ORDER BY d DESC, v DESC)$$, 'in any order');
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL enable_sort = off;
CREATE TABLE many_shared AS SELECT * FROM many;
CREATE FUNCTION pg_temp.plan(command text) RETURNS SETOF text LANGUAGE plpgsql AS $$ BEGIN RETURN QUERY EXECUTE 'EXPLAIN (COSTS OFF) ' || command; END $$;
SELECT ok(EXISTS (SELECT FROM pg_temp.plan('SELECT g, nearest_measurement(at, d, v) FROM many_shared GROUP BY g') p WHERE p ~ 'Partial'), 'it is computed in parallel');
SELECT results_eq($$SELECT g, nearest_measurement(at, d, v) FROM many_shared GROUP BY g ORDER BY g$$, $$SELECT g, nearest_measurement(at, d, v) FROM many GROUP BY g ORDER BY g$$, 'in parallel the same');
-- the state
SELECT is(nearest_measurement_final(nearest_measurement_combine(nearest_measurement_add('{}', '2024-01-11', '2024-01-14', 1), nearest_measurement_add('{}', '2024-01-11', '2024-01-08', 2))),
	(2, '2024-01-08', 3)::nearest_value, 'combined');
SELECT ok(nearest_measurement_combine('{}', s) = s AND nearest_measurement_combine(s, '{}') = s AND nearest_measurement_combine('{}', '{}') = '{}', 'with an empty state')
	FROM (SELECT nearest_measurement_add('{}', '2024-01-11', '2024-01-14', 1) AS s) t;
SELECT ok(nearest_measurement_add(s, '2024-01-11', '2024-01-11', 5) <> s AND nearest_measurement_combine(s, ARRAY[s[1], s[1], 7]) <> s, 'a state that belongs to no aggregate is not changed')
	FROM (SELECT nearest_measurement_add('{}', '2024-01-11', '2024-01-14', 1) AS s OFFSET 0) t;
SELECT is(pg_temp.said(c), m, c) FROM (VALUES
	($$SELECT nearest_measurement(measured_on, measured_on, value) FROM weight$$, '22023 | the day to be near to differs within one call of the aggregate | Pass the same day with every measurement, or group by it.'),
	($$SELECT nearest_measurement('2024-01-01', measured_on, value, -1) FROM weight$$, '22023 | within_days must not be negative: -1 | It is the greatest distance in days; 0 is the day itself.'),
	($$SELECT nearest_measurement('infinity', measured_on, value) FROM weight$$, '22008 | date out of range'),
	($$SELECT nearest_measurement('2024-01-01', '-infinity', value) FROM weight$$, '22008 | date out of range')) t(c, m);
SELECT is(array_agg(DISTINCT pg_temp.said('SELECT nearest_measurement_final(' || quote_literal(s) || ')')), '{"22023 | array is not a state of nearest_measurement | Call the aggregate and not the functions that it is made of."}', 'what is no state')
	FROM unnest(ARRAY['{1}', '{1,2}', '{1,2,3,4}', '{{1,2,3}}', '{1,NULL,3}', '{NaN,1,1}', '{1,NaN,1}', '{1,1,NaN}', '{1,1,Infinity}', '{1,1.5,1}', '{1,-Infinity,1}', '{1,1e300,1}', '{Infinity,Infinity,0}']) s;
SELECT * FROM finish();
ROLLBACK;
