-- SPDX-License-Identifier: PostgreSQL
-- dsur_growth, dsur_growth_row, dsur_growth_listing: growth of the subjects exposed.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
SET lc_messages = 'C';
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
SET datestyle = ISO;
SET timezone = 'UTC';
SET extra_float_digits = 1;
BEGIN;
SELECT no_plan();

CREATE SCHEMA w;
DO $$
DECLARE v record;
BEGIN
	FOR v IN SELECT view_name, string_agg(column_name || ' ' || column_type || CASE column_name WHEN 'study_id' THEN ' DEFAULT ''T''' ELSE '' END, ', ' ORDER BY column_no) AS cols
			 FROM dsur_columns() WHERE view_name IN ('subject', 'exposure', 'measurement') GROUP BY 1 LOOP
		EXECUTE format('CREATE TABLE w.%I (%s)', v.view_name, v.cols);
	END LOOP;
END $$;

CREATE FUNCTION pg_temp.report(period daterange DEFAULT '[2024-01-01,2025-01-01)', scheme age_scheme DEFAULT 'ich-e11', reference text DEFAULT 'who', corrected boolean DEFAULT true, lying boolean DEFAULT true)
	RETURNS TABLE (no bigint, measure text, band text, band_no int, si bigint, ni bigint, mi float8, di float8, li bigint, lsi float8, hi bigint, hsi float8, ci float8, nci bigint, fi bigint, zi bigint, ui bigint, ai bigint,
				   sc bigint, nc bigint, mc float8, dc float8, lc bigint, lsc float8, hc bigint, hsc float8, cc float8, ncc bigint, fc bigint, zc bigint, uc bigint, ac bigint) LANGUAGE sql AS $$
	SELECT row_number() OVER (), * FROM dsur_growth('w', '2023-01-01', period, scheme, reference, corrected, lying) $$;

-- ------------------------------------------------------------------ nothing
SELECT is((SELECT string_agg(concat_ws(' ', measure, band, band_no), ', ' ORDER BY no) FROM pg_temp.report()),
	(SELECT string_agg(concat_ws(' ', m, b), ', ') FROM unnest('{weight,height}'::text[]) m, unnest('{"[0d,28d) 1","[28d,2y) 2","[2y,12y) 3","[12y,18y) 4","[18y,) 5",TOTAL 999}'::text[]) b),
	'empty views: weight and height by every band');
SELECT is((SELECT count(*) FROM pg_temp.report() WHERE si + ni + li + hi + nci + fi + zi + ui + ai + sc + nc + lc + hc + ncc + fc + zc + uc + ac <> 0
	OR num_nonnulls(mi, di, lsi, hsi, ci, mc, dc, lsc, hsc, cc) > 0), 0::bigint, 'counts are 0, means and shares NULL');
SELECT is((SELECT count(*) FROM dsur_growth_listing('w', '2023-01-01', '[2024-01-01,2025-01-01)')), 0::bigint, 'nothing to list');

-- ------------------------------------------------------------------ data
-- s1 is 2 to 4 years old; s2 turns 2 on 2024-05-10, its 731st day; s3 was born
-- somewhen in 2022; s4 has no row; s5 is born at 30+0, expected on 2024-03-11;
-- s6 is 13 and 14; s7 is never exposed; s8's sex is not known.
INSERT INTO w.subject (subject_id, birth, ga, sex) VALUES
	('s1', '2020-03-01', NULL, 'F'), ('s2', '2022-05-10', '39+0', 'M'), ('s3', '2022', NULL, 'M'),
	('s5', '2024-01-01', '30+0', 'M'), ('s6', '2010-01-01', NULL, 'F'), ('s7', '2020-03-01', NULL, 'F'),
	('s8', '2020-03-01', NULL, 'M'), ('s8', '2020-03-01', NULL, 'F');
INSERT INTO w.exposure (subject_id, arm, during) VALUES
	('s1', 'A', '[2024-02-01,2024-06-01)'), ('s1', 'B', '[2023-06-01,2023-09-01)'), ('s2', 'A', '[2024-01-10,)'), ('s3', 'A', '[2024-01-10,)'),
	('s4', 'A', '[2024-01-10,)'), ('s5', 'A', '[2024-01-05,2024-02-01)'), ('s6', 'A', '[2023-02-01,2023-03-01)'), ('s7', 'A', '[2025-01-01,)'), ('s8', 'A', '[2024-01-10,)');
-- A value is that of a z, so that each z is known.
CREATE FUNCTION pg_temp.put(child text, at date, as_measure text, z float8, table_measure text, sex text, age int, more float8 DEFAULT 0) RETURNS void LANGUAGE sql AS $$
	INSERT INTO w.measurement (subject_id, measured_on, measure, value, unit)
	SELECT child, at::partial_date, as_measure, growth_value(table_measure, sex, age, z) + more, CASE table_measure WHEN 'weight' THEN 'kg' WHEN 'bmi' THEN 'kg/m2' ELSE 'cm' END $$;
CREATE FUNCTION pg_temp.put(child text, at date, as_measure text, z float8) RETURNS void LANGUAGE sql AS $$
	SELECT pg_temp.put(child, at, as_measure, z, as_measure, s.sex, at - s.birth::date) FROM w.subject s WHERE s.subject_id = child LIMIT 1 $$;
SELECT pg_temp.put('s1', d::date, 'weight', z) FROM (VALUES
	('2023-05-01', 0.5),	-- before the first exposure
	('2023-05-20', 1),		-- the last before it: the baseline
	('2023-07-01', -1),
	('2024-03-01', -2.5),
	('2024-06-15', -1), ('2024-06-15', -2),		-- after the last exposure, twice on a day; -2 is not below -2
	('2024-07-01', 6),		-- implausible, not the last
	('2025-01-01', 3)		-- after the period
	) v(d, z) \g /dev/null
SELECT pg_temp.put('s2', '2024-01-10', 'height', 0, 'length', 'M', 610), pg_temp.put('s2', '2024-03-01', 'length', 1),
	pg_temp.put('s2', '2024-06-01', 'height', 2.5), pg_temp.put('s2', '2024-07-01', 'length', -1, 'height', 'M', 783, 0.7) \g /dev/null
INSERT INTO w.measurement (subject_id, measured_on, measure, value, unit) VALUES
	('s3', '2024-03-01', 'weight', 11, 'kg'), ('s3', '2024-04-01', 'pulse', 90, '/min'), ('s4', '2024-03-01', 'weight', 11, 'kg'), ('s8', '2024-03-01', 'weight', 15, 'kg'), ('s9', '2024-03-01', 'weight', 15, 'kg');
INSERT INTO w.measurement (subject_id, measured_on, measure, value, unit)
SELECT 's5', '2024-01-15', m, growth_value(t, 'M', '32+0'::gestational_age, z, 'fenton2013'), u FROM (VALUES ('weight', 'weight', 0, 'kg'), ('height', 'length', -0.5, 'cm')) v(m, t, z, u);
SELECT pg_temp.put('s5', '2024-04-11', 'weight', 1, 'weight', 'M', 31) \g /dev/null
SELECT pg_temp.put('s6', '2024-02-01', 'bmi', 2.25), pg_temp.put('s7', '2024-03-01', 'weight', 0) \g /dev/null
-- s6, one a day in June: the same height in all units; days in part; what is no value
INSERT INTO w.measurement (subject_id, measured_on, measure, value, unit)
SELECT 's6', ('2024-06-' || lpad(n::text, 2, '0'))::partial_date, 'height', v, u
FROM  (VALUES (1, 160.02, 'cm'), (2, 1600.2, 'mm'), (3, 1.6002, 'm'), (4, 63, 'in'), (5, 63, '[IN_I]'), (6, 5.25, 'ft'), (7, 160.02, NULL), (8, 160.02, ''), (9, 160.02, 'furlong'), (10, NULL, 'cm'), (11, 'NaN', 'cm'), (12, 1e308, 'm')) x(n, v, u);
INSERT INTO w.measurement (subject_id, measured_on, measure, value, unit) VALUES
	('s6', '2024', 'height', 160, 'cm'), ('s6', '2024-03', 'height', 160, 'cm'), ('s6', '2023', 'height', 160, 'cm'), ('s6', NULL, 'height', 160, 'cm'),
	('s6', '2023---15', 'height', 160, 'cm'), ('s6', '2025', 'height', 160, 'cm'), ('s6', '2023-01', 'height', 160, 'cm');

CREATE FUNCTION pg_temp.show(m text, period daterange DEFAULT '[2024-01-01,2025-01-01)', reference text DEFAULT 'who', corrected boolean DEFAULT true, lying boolean DEFAULT true) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(format('%s %s/%s %s(%s) <%s(%s) >%s(%s) %s/%s f%s z%s u%s a%s', band, si, ni, round(mi::numeric, 6), round(di::numeric, 6), li, round(lsi::numeric, 3), hi, round(hsi::numeric, 3), round(ci::numeric, 6), nci, fi, zi, ui, ai)
		|| format(' | %s/%s %s(%s) <%s(%s) >%s(%s) %s/%s f%s z%s u%s a%s', sc, nc, round(mc::numeric, 6), round(dc::numeric, 6), lc, round(lsc::numeric, 3), hc, round(hsc::numeric, 3), round(cc::numeric, 6), ncc, fc, zc, uc, ac), E'\n' ORDER BY no)
	FROM pg_temp.report(period, reference => reference, corrected => corrected, lying => lying) WHERE measure = m AND nc + fc + zc + uc > 0 $$;

-- 2y: -2.5, -1, -2 in the period, mean -11/6; sum of squares about it 7/6, SD sqrt(7/12);
-- -1 before it. Change: the last day's mean -1.5, less 1. s8 has no z.
-- Newborn: s5 at 32+0 by Fenton, its first z, so the baseline. 28d: s5 corrected, 1 less 0.
SELECT is(pg_temp.show('weight'), concat_ws(E'\n',
	'[0d,28d) 1/1 0.000000() <0(0.000) >0(0.000) /0 f0 z0 u0 a0 | 1/1 0.000000() <0(0.000) >0(0.000) /0 f0 z0 u0 a0',
	'[28d,2y) 1/1 1.000000() <0(0.000) >0(0.000) 1.000000/1 f0 z0 u0 a0 | 1/1 1.000000() <0(0.000) >0(0.000) 1.000000/1 f0 z0 u0 a0',
	'[2y,12y) 1/3 -1.833333(0.763763) <1(0.333) >0(0.000) -2.500000/1 f1 z1 u0 a0 | 1/4 -1.625000(0.750000) <1(0.250) >0(0.000) -2.500000/1 f1 z1 u0 a0',
	'[28d,12y) 0/0 () <0() >0() /0 f0 z1 u0 a0 | 0/0 () <0() >0() /0 f0 z1 u0 a0',
	'(,) 0/0 () <0() >0() /0 f0 z1 u0 a0 | 0/0 () <0() >0() /0 f0 z1 u0 a0',
	'TOTAL 2/5 -0.900000(1.431782) <1(0.200) >0(0.000) -0.750000/2 f1 z3 u0 a0 | 2/6 -0.916667(1.281275) <1(0.167) >0(0.000) -0.750000/2 f1 z3 u0 a0'), 'weight');
-- s2: 0 (a height, taken as length) and 1; then 2.5 and, lying, -1: one measure, one baseline. s5: -0.5 before term.
-- s6: six units of one height; no unit, none, unknown; NULL, NaN, too great; two days in part that are surely in the period,
-- two of 2023 that may lie before the exposure, one without a day; 2023-01 is before it.
SELECT is(pg_temp.show('height'), (SELECT format(concat_ws(E'\n',
	'[0d,28d) 1/1 -0.500000() <0(0.000) >0(0.000) /0 f0 z0 u0 a1 | 1/1 -0.500000() <0(0.000) >0(0.000) /0 f0 z0 u0 a1',
	'[28d,2y) 1/2 0.500000(0.707107) <0(0.000) >0(0.000) 1.000000/1 f0 z0 u0 a1 | 1/2 0.500000(0.707107) <0(0.000) >0(0.000) 1.000000/1 f0 z0 u0 a1',
	'[2y,12y) 1/2 0.750000(2.474874) <0(0.000) >1(0.500) -1.000000/1 f0 z0 u0 a0 | 1/2 0.750000(2.474874) <0(0.000) >1(0.500) -1.000000/1 f0 z0 u0 a0',
	'[12y,18y) 1/6 %1$s(%2$s) <0(0.000) >0(0.000) %3$s/1 f1 z7 u0 a0 | 1/6 %1$s(%2$s) <0(0.000) >0(0.000) %3$s/1 f1 z7 u2 a0',
	'(,) 0/0 () <0() >0() /0 f0 z0 u1 a0 | 0/0 () <0() >0() /0 f0 z0 u1 a0'), round(avg(z), 6), round(stddev_samp(z), 6), round(max(z) FILTER (WHERE d = 6) - max(z) FILTER (WHERE d = 1), 6))
	FROM (SELECT d, round(growth_z('height', 'F', date '2024-05-31' + d - date '2010-01-01', 160.02)::numeric, 6) AS z FROM generate_series(1, 6) d) x)
	|| (SELECT E'\n' || show FROM regexp_split_to_table(pg_temp.show('height'), E'\n') show WHERE show LIKE 'TOTAL%'), 'height: lengths and heights');
SELECT is((SELECT (si, ni, fi, zi, ui, ai, sc, nc, fc, zc, uc, ac)::text FROM pg_temp.report() WHERE measure = 'height' AND band = 'TOTAL'), '(3,11,1,7,1,2,3,11,1,7,3,2)', 'height: TOTAL');
SELECT is(pg_temp.show('bmi'), concat_ws(E'\n', '[12y,18y) 1/1 2.250000() <0(0.000) >1(1.000) /0 f0 z0 u0 a0 | 1/1 2.250000() <0(0.000) >1(1.000) /0 f0 z0 u0 a0',
	'TOTAL 1/1 2.250000() <0(0.000) >1(1.000) /0 f0 z0 u0 a0 | 1/1 2.250000() <0(0.000) >1(1.000) /0 f0 z0 u0 a0'), 'bmi, which occurs');
SELECT is((SELECT string_agg(concat_ws(' ', measure, band, band_no), ', ' ORDER BY no) FROM pg_temp.report()),
	'weight [0d,28d) 1, weight [28d,2y) 2, weight [2y,12y) 3, weight [12y,18y) 4, weight [18y,) 5, weight [28d,12y) 6, weight (,) 998, weight TOTAL 999, '
	'height [0d,28d) 1, height [28d,2y) 2, height [2y,12y) 3, height [12y,18y) 4, height [18y,) 5, height (,) 998, height TOTAL 999, '
	'bmi [0d,28d) 1, bmi [28d,2y) 2, bmi [2y,12y) 3, bmi [12y,18y) 4, bmi [18y,) 5, bmi TOTAL 999', 'rows and their order; head does not occur');
SELECT results_eq($$SELECT status, string_agg(coalesce(r.measured_on, '-'), ',' ORDER BY r.measured_on COLLATE "C") COLLATE "default" FROM dsur_growth_row('w', '2023-01-01', '[2024-01-01,2025-01-01)') r WHERE subject_id = 's6' AND status <> 'ok' GROUP BY 1 ORDER BY status COLLATE "C"$$,
	$$VALUES ('implausible: z above 6', '2024-06-12'), ('no z: no unit', '2024-06-07,2024-06-08'), ('no z: no value', '2024-06-10'), ('no z: the day of measurement is known in part', '2023,2023---15,2023-01,2024,2024-03'),
	('no z: the day of measurement is not known', '-'), ('no z: the value is not a positive finite number', '2024-06-11'), ('no z: unknown unit of height: "furlong"', '2024-06-09')$$, 'why there is no z');
SELECT is((SELECT string_agg(concat_ws(' ', subject_id, status), ', ' ORDER BY subject_id) FROM dsur_growth_row('w', '2023-01-01', '[2024-01-01,2025-01-01)') WHERE subject_id IN ('s3', 's4', 's7', 's8', 's9')),
	's3 no z: birth is known in part, s4 no z: birth is not known, s8 no z: sex is not known', 'of those exposed, growth measures only');
SELECT is((SELECT string_agg(DISTINCT concat_ws(' ', baseline_on, baseline_z), ', ') FROM dsur_growth_row('w', '2023-01-01', '[2024-01-01,2025-01-01)') WHERE subject_id = 's1'), '2023-05-20 1', 'the baseline: the last before the exposure');
SELECT is((SELECT count(*) FROM dsur_growth_row('w', '2023-01-01', '[2024-01-01,2025-01-01)') WHERE subject_id = 's1'), 7::bigint, 'what is measured after the period is not yet known');
SELECT is((SELECT string_agg(concat_ws(' ', measured_on, measured_as, age, reference_name, reference_days, round(z::numeric, 3), assumed_length, round(growth_centile(z)::numeric, 1), round((size - (CASE WHEN z < 0 THEN minus_2 ELSE median END))::numeric, 2) > -0.01), '; ' ORDER BY measured_on, measured_as)
	FROM dsur_growth_row('w', '2023-01-01', '[2024-01-01,2025-01-01)') WHERE subject_id IN ('s2', 's5')),
	'2024-01-10 height 20 mo who 610 0.000 t 50.0 t; 2024-01-15 height 14 d fenton2013 224 -0.500 t 30.9 t; 2024-01-15 weight 14 d fenton2013 224 0.000 f 50.0 t; 2024-03-01 length 21 mo who 661 1.000 f 84.1 t; '
	'2024-04-11 weight 3 mo who 31 1.000 f 84.1 t; 2024-06-01 height 2 a who 753 2.500 f 99.4 t; 2024-07-01 length 2 a who 783 -1.000 f 15.9 t', 'by which table, at which age');
SELECT is((SELECT (minus_2, median, plus_2) FROM dsur_growth_row('w', '2023-01-01', '[2024-01-01,2025-01-01)') WHERE subject_id = 's2' AND measured_on = '2024-07-01'),
	(growth_value('height', 'M', 783, -2), growth_value('height', 'M', 783, 0), growth_value('height', 'M', 783, 2)), 'the curve of that day');
SELECT is((SELECT (minus_2, median, plus_2) FROM dsur_growth_row('w', '2023-01-01', '[2024-01-01,2025-01-01)') WHERE subject_id = 's5' AND measured_as = 'height'),
	(SELECT (growth_value('length', 'M', p, -2, 'fenton2013'), growth_value('length', 'M', p, 0, 'fenton2013'), growth_value('length', 'M', p, 2, 'fenton2013')) FROM (SELECT '32+0'::gestational_age) x(p)), 'also before term');

-- ------------------------------------------------------------------ listing
SELECT results_eq($$SELECT study_id, subject_id, measured_on, measure, unit, age, band, band_no, round(least(z, 1e6)::numeric, 6), status, in_interval, in_cumulative FROM dsur_growth_listing('w', '2023-01-01', '[2024-01-01,2025-01-01)')$$,
	$$VALUES ('T', 's1', '2024-07-01', 'weight', 'kg', '4 a', '[2y,12y)', 3, 6.000000, 'implausible: z above 5', true, true),
	('T', 's6', '2024-06-12', 'height', 'm', '14 a', '[12y,18y)', 4, 1e6, 'implausible: z above 6', true, true)$$, 'the implausible ones');
SELECT pg_temp.put('s1', '2023-05-31', 'weight', -7) \g /dev/null
SELECT is((SELECT string_agg(concat_ws(' ', measured_on, z, in_interval, in_cumulative), ', ') FROM dsur_growth_listing('w', '2023-01-01', '[2024-01-01,2025-01-01)') WHERE subject_id = 's1'), '2023-05-31 -7 f f, 2024-07-01 6 t t', 'also one before the exposure');
SELECT is((SELECT string_agg(DISTINCT concat_ws(' ', baseline_on, baseline_z), ', ') FROM dsur_growth_row('w', '2023-01-01', '[2024-01-01,2025-01-01)') WHERE subject_id = 's1'), '2023-05-20 1', 'which is no baseline');
SELECT is((SELECT count(*) FILTER (WHERE in_cumulative AND status LIKE 'implausible%') || ' ' || count(*) FILTER (WHERE in_cumulative AND status LIKE 'no z%') || ' ' || count(*) FILTER (WHERE in_cumulative IS NULL) || ' ' || count(*) FILTER (WHERE NOT in_cumulative)
	FROM dsur_growth_listing('w', '2023-01-01', '[2024-01-01,2025-01-01)', no_z => true)), (SELECT sum(fc) || ' ' || sum(zc) || ' ' || sum(uc) || ' 2' FROM pg_temp.report() WHERE band = 'TOTAL'), 'no_z: all that the table counts apart');

-- The 730th and the 731st day, on which s2 turns 2: lying, standing.
INSERT INTO w.measurement (subject_id, measured_on, measure, value, unit) VALUES ('s2', '2024-05-09', 'height', 87, 'cm'), ('s2', '2024-05-10', 'height', 87, 'cm');
SELECT is((SELECT string_agg(concat_ws(' ', measured_on, assumed_length, age, z), ', ') FROM dsur_growth_row('w', '2023-01-01', '[2024-01-01,2025-01-01)') WHERE subject_id = 's2' AND value = 87),
	format('2024-05-09 t 23 mo %s, 2024-05-10 f 2 a %s', round(growth_z('length', 'M', 730, 87)::numeric, 6)::float8, round(growth_z('height', 'M', 731, 87)::numeric, 6)::float8), 'lying below 731 days, standing from then on');
DELETE FROM w.measurement WHERE subject_id = 's2' AND value = 87;

-- ------------------------------------------------------------------ arguments
-- Standing: 0.7 cm are added below 731 days; before term nobody stands.
SELECT is((SELECT string_agg(concat_ws(' ', measured_on, round(z::numeric, 6), assumed_length), ', ' ORDER BY measured_on) FROM dsur_growth_row('w', '2023-01-01', '[2024-01-01,2025-01-01)', lying_below_2y => false) WHERE measured_as = 'height' AND subject_id IN ('s2', 's5')),
	format('2024-01-10 %s f, 2024-01-15 -0.500000 t, 2024-06-01 2.500000 f', round(growth_z('length', 'M', 610, growth_value('length', 'M', 610, 0) + 0.7)::numeric, 6)), 'lying_below_2y => false');
SELECT is((SELECT string_agg(concat_ws(' ', measured_on, reference_name, reference_days, round(z::numeric, 6)), ', ' ORDER BY measured_on) FROM dsur_growth_row('w', '2023-01-01', '[2024-01-01,2025-01-01)', corrected => false) WHERE measured_as = 'weight' AND subject_id = 's5'),
	format('2024-01-15 who 14 %s, 2024-04-11 who 101 %s', round(growth_z('weight', 'M', 14, growth_value('weight', 'M', '32+0'::gestational_age, 0, 'fenton2013'))::numeric, 6), round(growth_z('weight', 'M', 101, growth_value('weight', 'M', 31, 1))::numeric, 6)), 'corrected => false');
SELECT is((SELECT concat_ws(' ', round(ni, 0), zi, fi, round(mi::numeric, 6)) FROM pg_temp.report(reference => 'cdc') WHERE measure = 'weight' AND band = '[2y,12y)'),
	(SELECT concat_ws(' ', 4, 1, 0, round(avg(round(growth_z('weight', 'F', (d::date - date '2020-03-01'), growth_value('weight', 'F', (d::date - date '2020-03-01'), z), 'cdc')::numeric, 6)), 6))
	 FROM (VALUES ('2024-03-01', -2.5), ('2024-06-15', -1), ('2024-06-15', -2), ('2024-07-01', 6)) v(d, z)), 'reference => cdc, whose limits are others');
SELECT is((SELECT string_agg(concat_ws(' ', band, ni), ', ' ORDER BY no) FROM pg_temp.report(scheme => '0d,4y') WHERE measure = 'weight' AND ni + zi > 0), '[0d,4y) 2, [4y,) 3, (,) 0, TOTAL 5', 'another scheme');
SELECT is((SELECT concat_ws(' ', ni, round(mi::numeric, 6), round(ci::numeric, 6), nc, round(cc::numeric, 6)) FROM pg_temp.report('[2023-03-01,2023-08-01)') WHERE measure = 'weight' AND band = 'TOTAL'), '1 -1.000000 -2.000000 1 -2.000000', 'another period: from the first exposure on');

-- ------------------------------------------------------------------ the same to the byte
CREATE TEMP TABLE first_said AS SELECT string_agg(r::text, E'\n' ORDER BY no) AS said FROM pg_temp.report() r;
CREATE TEMP TABLE again AS SELECT * FROM w.measurement ORDER BY md5(coalesce(subject_id, '') || coalesce(measured_on::text, '') || coalesce(value, 0));
TRUNCATE w.measurement;
INSERT INTO w.measurement SELECT * FROM again ORDER BY md5(value::text) DESC;
SELECT is((SELECT string_agg(r::text, E'\n' ORDER BY no) FROM pg_temp.report() r), (SELECT said FROM first_said), 'whatever the order of rows');

-- ------------------------------------------------------------------ an oracle
CREATE SCHEMA o;
CREATE TABLE o.subject AS TABLE w.subject WITH NO DATA;
CREATE TABLE o.exposure AS TABLE w.exposure WITH NO DATA;
CREATE TABLE o.measurement AS TABLE w.measurement WITH NO DATA;
CREATE FUNCTION pg_temp.rnd(key text, n int) RETURNS int LANGUAGE sql AS $$ SELECT ('x' || substr(md5(key), 1, 7))::bit(28)::int % n $$;
INSERT INTO o.subject (study_id, subject_id, birth, ga, sex)
SELECT 'T', 's' || i, (date '2024-06-01' - CASE WHEN pg_temp.rnd('a' || i, 3) = 0 THEN pg_temp.rnd('b' || i, 200) ELSE pg_temp.rnd('b' || i, 6000) END)::partial_date,
	CASE pg_temp.rnd('c' || i, 3) WHEN 0 THEN (180 + pg_temp.rnd('d' || i, 120) || 'd')::gestational_age END, (ARRAY['M', 'F', 'M', 'F', 'U'])[1 + pg_temp.rnd('e' || i, 5)] FROM generate_series(1, 60) i;
INSERT INTO o.exposure (study_id, subject_id, arm, during)
SELECT 'T', 's' || i, 'A', daterange(d, d + 1 + pg_temp.rnd('g' || i || j, 60)) FROM generate_series(1, 55) i, generate_series(1, 2) j, LATERAL (SELECT date '2023-06-01' + pg_temp.rnd('f' || i || j, 700)) x(d);
INSERT INTO o.measurement
SELECT 'T', 's' || i, (date '2023-03-01' + pg_temp.rnd('h' || i || j, 750))::partial_date, m, size * (0.7 + pg_temp.rnd('k' || i || j, 600) / 1000.0), CASE m WHEN 'weight' THEN 'kg' WHEN 'bmi' THEN 'kg/m2' ELSE 'cm' END
FROM generate_series(1, 60) i, generate_series(1, 18) j, LATERAL (SELECT (ARRAY['weight', 'weight', 'height', 'length', 'head', 'bmi'])[1 + pg_temp.rnd('l' || i || j, 6)]) y(m),
	LATERAL (SELECT age_days(s.birth::date, '2024-04-01') FROM o.subject s WHERE subject_id = 's' || i) a(age),
	LATERAL (SELECT coalesce(growth_value(m, 'M', greatest(age, 200), 0), growth_value('weight', 'M', 3600, 0))) v(size);
-- One row a measurement, straight from the words of the documentation; the z by another road.
CREATE FUNCTION pg_temp.oracle(from_day date, past date) RETURNS TABLE (subject_id text, measure text, at date, band text, z numeric, state text, baseline_on date, baseline numeric, inside boolean, assumed boolean) LANGUAGE sql AS $$
	WITH row AS (
		SELECT m.subject_id, CASE m.measure WHEN 'length' THEN 'height' ELSE m.measure END AS measure, m.measured_on::date AS at, s.birth::date AS born, s.ga, s.sex, m.value,
			   m.measure = 'height' AND m.measured_on::date - s.birth::date < 731 AS assumed,
			   CASE WHEN m.measure = 'height' AND m.measured_on::date - s.birth::date < 731 THEN 'length' ELSE m.measure END AS asked,
			   (SELECT min(lower(e.during)) FROM o.exposure e WHERE e.subject_id = m.subject_id AND lower(e.during) < past) AS first
		FROM   o.measurement m JOIN o.subject s USING (subject_id)
		WHERE  m.measured_on::date < past),
	z AS (
		SELECT r.*, CASE WHEN sex = 'U' THEN 'no z' WHEN at >= born AND ga < '37+0' AND at < expected_delivery(ga, born)
						 THEN growth_status(asked, sex, postmenstrual_age(ga, born, at), value, 'fenton2013')
						 ELSE growth_status(asked, sex, CASE WHEN ga IS NULL OR at < born THEN at - born ELSE corrected_age_days(ga, born, at) END, value, 'who', true) END AS status,
			   CASE WHEN sex = 'U' THEN NULL WHEN at >= born AND ga < '37+0' AND at < expected_delivery(ga, born)
					THEN growth_z(asked, sex, postmenstrual_age(ga, born, at), value, 'fenton2013')
					ELSE growth_z(asked, sex, CASE WHEN ga IS NULL OR at < born THEN at - born ELSE corrected_age_days(ga, born, at) END, value, 'who', true) END AS z
		FROM   row r WHERE first IS NOT NULL),
	base AS (
		SELECT k.subject_id, k.measure, coalesce(
				(SELECT max(z.at) FROM z WHERE z.subject_id = k.subject_id AND z.measure = k.measure AND z.status = 'ok' AND z.at <= z.first),
				(SELECT min(z.at) FROM z WHERE z.subject_id = k.subject_id AND z.measure = k.measure AND z.status = 'ok')) AS day
		FROM  (SELECT DISTINCT z.subject_id, z.measure FROM z) k)
	SELECT z.subject_id, z.measure, z.at, age_band(z.born, z.ga, z.at, 'ich-e11')::text, round(z.z::numeric, 6), substr(z.status, 1, 2), b.day,
		   (SELECT avg(x.z)::numeric FROM z x WHERE x.subject_id = z.subject_id AND x.measure = z.measure AND x.at = b.day AND x.status = 'ok'), z.at >= z.first AND z.at >= from_day, z.assumed AND z.sex <> 'U'
	FROM   z JOIN base b USING (subject_id, measure) $$;
CREATE FUNCTION pg_temp.said(past date) RETURNS TABLE (measure text, band text, subjects bigint, n bigint, mean numeric, sd numeric, below bigint, above bigint, flagged bigint, no_z bigint, assumed bigint, change numeric, n_change bigint, period int) LANGUAGE sql AS $$
	WITH o AS (
		SELECT p.period, o.*, t.label FROM (VALUES (1, date '2024-02-01'), (2, '-infinity')) p(period, from_day), LATERAL pg_temp.oracle(p.from_day, past) o, LATERAL (VALUES (o.band), ('TOTAL')) t(label) WHERE o.inside),
	last AS (
		SELECT o.period, o.measure, o.label, o.subject_id, avg(o.z) - min(o.baseline) AS change FROM o
		WHERE o.state = 'ok' AND o.at > o.baseline_on AND o.at = (SELECT max(x.at) FROM o x WHERE x.state = 'ok' AND x.period = o.period AND x.measure = o.measure AND x.label = o.label AND x.subject_id = o.subject_id)
		GROUP BY 1, 2, 3, 4)
	SELECT o.measure, o.label, count(DISTINCT o.subject_id) FILTER (WHERE state = 'ok'), count(*) FILTER (WHERE state = 'ok'), round(avg(o.z) FILTER (WHERE state = 'ok'), 4), round(stddev_samp(o.z) FILTER (WHERE state = 'ok'), 4),
		   count(*) FILTER (WHERE state = 'ok' AND o.z < -2), count(*) FILTER (WHERE state = 'ok' AND o.z > 2), count(*) FILTER (WHERE state = 'im'), count(*) FILTER (WHERE state = 'no'), count(*) FILTER (WHERE assumed),
		   (SELECT round(avg(l.change), 4) FROM last l WHERE (l.period, l.measure, l.label) = (o.period, o.measure, o.label)), (SELECT count(*) FROM last l WHERE (l.period, l.measure, l.label) = (o.period, o.measure, o.label)), o.period
	FROM o GROUP BY o.period, o.measure, o.label $$;
CREATE TEMP TABLE expected AS SELECT * FROM pg_temp.said('2025-01-01');
CREATE TEMP TABLE actual AS
SELECT r.measure, r.band, v.* FROM dsur_growth('o', '2023-01-01', '[2024-02-01,2025-01-01)') r, LATERAL (VALUES
	(subjects_interval, n_interval, round(mean_z_interval::numeric, 4), round(sd_z_interval::numeric, 4), below_2_interval, above_2_interval, flagged_interval, no_z_interval, assumed_length_interval, round(change_interval::numeric, 4), n_change_interval, 1),
	(subjects_cumulative, n_cumulative, round(mean_z_cumulative::numeric, 4), round(sd_z_cumulative::numeric, 4), below_2_cumulative, above_2_cumulative, flagged_cumulative, no_z_cumulative, assumed_length_cumulative, round(change_cumulative::numeric, 4), n_change_cumulative, 2)) v
WHERE v.column2 + v.column7 + v.column8 > 0;
SELECT is((SELECT count(*) > 30 AND sum(n) FILTER (WHERE band = 'TOTAL') > 300 AND sum(flagged) > 200 AND sum(no_z) > 200 AND sum(n_change) > 200 AND sum(assumed) > 50 AND sum(below) > 100 AND sum(above) > 100 FROM expected), true, 'the oracle has something to say');
SELECT is_empty('(TABLE expected EXCEPT TABLE actual) UNION ALL (TABLE actual EXCEPT TABLE expected)', 'the oracle, in plain SQL over random data, agrees');
SELECT is_empty($$SELECT measure FROM dsur_growth('o', '2023-01-01', '[2024-02-01,2025-01-01)') GROUP BY measure
	HAVING 2 * sum(n_cumulative) FILTER (WHERE band = 'TOTAL') <> sum(n_cumulative) OR 2 * sum(flagged_interval) FILTER (WHERE band = 'TOTAL') <> sum(flagged_interval) OR 2 * sum(no_z_cumulative) FILTER (WHERE band = 'TOTAL') <> sum(no_z_cumulative)$$, 'bands add up to TOTAL');
SELECT is((SELECT count(*) FILTER (WHERE in_interval) || ' ' || count(*) FILTER (WHERE in_cumulative) FROM dsur_growth_listing('o', '2023-01-01', '[2024-02-01,2025-01-01)')),
	(SELECT sum(flagged_interval) || ' ' || sum(flagged_cumulative) FROM dsur_growth('o', '2023-01-01', '[2024-02-01,2025-01-01)') WHERE band = 'TOTAL'), 'as many are listed as are counted');

-- ------------------------------------------------------------------ rights
CREATE ROLE pedsafety_growth_reader;
GRANT USAGE ON SCHEMA o TO pedsafety_growth_reader;
GRANT SELECT ON o.subject, o.exposure TO pedsafety_growth_reader;
CREATE TEMP TABLE by_owner AS SELECT string_agg(r::text, E'\n') AS said FROM dsur_growth('o', '2023-01-01', '[2024-02-01,2025-01-01)') r;
GRANT SELECT ON by_owner TO pedsafety_growth_reader;
SET LOCAL ROLE pedsafety_growth_reader;
SELECT throws_ok($$SELECT * FROM dsur_growth('o', '2023-01-01', '[2024-02-01,2025-01-01)')$$, '42501', 'permission denied for table measurement', 'the caller''s rights');
RESET ROLE;
GRANT SELECT ON o.measurement TO pedsafety_growth_reader;
SET LOCAL ROLE pedsafety_growth_reader;
SELECT is((SELECT string_agg(r::text, E'\n') FROM dsur_growth('o', '2023-01-01', '[2024-02-01,2025-01-01)') r), (SELECT said FROM by_owner), 'who may read gets the same');
RESET ROLE;

-- ------------------------------------------------------------------ errors
SELECT throws_ok(format('SELECT * FROM %s(NULL, ''2023-01-01'', ''[2024-01-01,2025-01-01)'')', f), '22004', 'source must not be NULL', f) FROM unnest('{dsur_growth,dsur_growth_row,dsur_growth_listing}'::text[]) f;
SELECT throws_ok(format('SELECT * FROM %s(''w'', NULL, ''[2024-01-01,2025-01-01)'')', f), '22004', 'dibd must not be NULL', f) FROM unnest('{dsur_growth,dsur_growth_row,dsur_growth_listing}'::text[]) f;
SELECT throws_ok(format('SELECT * FROM %s(''w'', ''2023-01-01'', ''empty'')', f), '22023', 'the reporting period must have a first and a last day: "empty"', f) FROM unnest('{dsur_growth,dsur_growth_row,dsur_growth_listing}'::text[]) f;
SELECT throws_ok(format('SELECT * FROM %s(''w'', ''2023-01-01'', ''[2024-01-01,2025-01-01)'', reference => NULL)', f), '22004', 'reference must not be NULL', f) FROM unnest('{dsur_growth,dsur_growth_row,dsur_growth_listing}'::text[]) f;
SELECT throws_ok(format('SELECT * FROM %s(''w'', ''2023-01-01'', ''[2024-01-01,2025-01-01)'', reference => ''fenton2013'')', f), '22023', 'unknown growth reference by age: "fenton2013"', f) FROM unnest('{dsur_growth,dsur_growth_row,dsur_growth_listing}'::text[]) f;
SELECT throws_ok($$SELECT * FROM dsur_growth('w', '2023-01-01', '[2024-01-01,2025-01-01)', corrected => NULL)$$, '22004', 'corrected must not be NULL');
SELECT throws_ok($$SELECT * FROM dsur_growth('w', '2023-01-01', '[2024-01-01,2025-01-01)', lying_below_2y => NULL)$$, '22004', 'lying_below_2y must not be NULL');
SELECT throws_ok($$SELECT * FROM dsur_growth('nowhere', '2023-01-01', '[2024-01-01,2025-01-01)')$$, '3F000', 'schema "nowhere" does not exist');
TRUNCATE w.measurement;
SELECT throws_ok($$SELECT * FROM dsur_growth('w', '2023-01-01', '[2024-01-01,2025-01-01)', reference => 'nhanes')$$, '22023', 'unknown growth reference by age: "nhanes"', 'with nothing to look up too');
ALTER TABLE w.measurement ALTER value TYPE text;
SELECT throws_ok($$SELECT * FROM dsur_growth('w', '2023-01-01', '[2024-01-01,2025-01-01)')$$, '42804', 'schema "w" has columns of a wrong type: measurement.value is text, expected double precision');
DROP TABLE w.measurement;
SELECT throws_ok($$SELECT * FROM dsur_growth('w', '2023-01-01', '[2024-01-01,2025-01-01)')$$, '42P01', 'schema "w" lacks what is read from it');
SELECT * FROM finish();
ROLLBACK;
