-- SPDX-License-Identifier: PostgreSQL
-- Growth references: published values, both ends of every table, tails, what has no z.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
SET extra_float_digits = 1;
BEGIN;
SELECT plan(73);

-- equal to a tolerance; NULL is equal to NULL only
CREATE FUNCTION pg_temp.near(a float8, b float8, tolerance float8 DEFAULT 1e-9) RETURNS boolean LANGUAGE sql AS $$
	SELECT CASE WHEN a IS NULL OR b IS NULL THEN a IS NULL AND b IS NULL ELSE abs(a - b) <= tolerance END
$$;

-- ---------------------------------------------------------------- published

-- WHO, tables of length/height-for-age percentiles (girls and boys, 0 to 13
-- weeks; 2 to 5 years): 1st, 50th, 99th, one decimal
SELECT is_empty($$SELECT * FROM (VALUES
	('F', 0, 44.8, 49.1, 53.5), ('F', 7, 45.9, 50.3, 54.7), ('F', 14, 47.1, 51.5, 55.9), ('F', 21, 48.0, 52.5, 56.9),
	('F', 28, 48.9, 53.4, 57.9), ('F', 974, 83.8, 92.2, 100.6), ('F', 1461, 92.7, 102.7, 112.8),
	('M', 0, 45.5, 49.9, 54.3), ('M', 7, 46.7, 51.1, 55.5), ('M', 14, 47.9, 52.3, 56.8), ('M', 21, 48.9, 53.4, 57.9),
	('M', 28, 49.9, 54.4, 58.9), ('M', 974, 85.2, 93.4, 101.5), ('M', 1461, 93.6, 103.3, 113.1)) t(sex, age, p1, p50, p99)
	WHERE ARRAY[p1, p50, p99] IS DISTINCT FROM (SELECT array_agg(round(growth_value(
		CASE WHEN age < 731 THEN 'length' ELSE 'height' END, sex, age, z)::numeric, 1) ORDER BY z)
		FROM unnest('{-2.3263478740408408,0,2.3263478740408408}'::float8[]) z)$$, 'WHO: centiles of length and height as printed');
-- WHO, girls' length: -3 SD in the first weeks
SELECT is((SELECT array_agg(round(growth_value('length', 'F', d, -3)::numeric, 1) ORDER BY d) FROM unnest('{0,7,14,21,28}'::int[]) d),
	'{43.6,44.7,45.8,46.7,47.5}', 'WHO: -3 SD of length as printed');
-- WHO Anthro (its tests), two decimals
SELECT is((SELECT array_agg(round(z::numeric, 2)) FROM (VALUES (growth_z('weight', 'F', 1522, 17)), (growth_z('length', 'M', 44, 50)),
	(growth_z('length', 'M', 987, 72.86, 'who', true)), (growth_z('height', 'F', 731, 77.5))) t(z)),
	'{0.24,-3.29,-6.09,-2.55}', 'WHO: examples of WHO Anthro');

-- CDC's program (SAS, 2022) at 48, 96, 144 and 192 months, which are whole days
SELECT is_empty($$SELECT *, growth_z(measure, sex, age, value, 'cdc') FROM (VALUES
	('weight', 'M', 1461, 40, 5.1494195825), ('height', 'M', 1461, 102, -0.053046153),
	('weight', 'M', 2922, 35, 1.633513761), ('height', 'M', 2922, 130, 0.3664031863), ('bmi', 'M', 2922, 20.7, 1.7143356985),
	('weight', 'F', 4383, 95, 2.9775623041), ('height', 'F', 4383, 175, 3.299761784), ('bmi', 'F', 4383, 31, 2.227674562),
	('weight', 'F', 5844, 55, 0.1197098587), ('height', 'F', 5844, 162, -0.084789198), ('bmi', 'F', 5844, 21, 0.178384529)) t(measure, sex, age, value, z)
	WHERE NOT pg_temp.near(growth_z(measure, sex, age, value, 'cdc'), z, 2e-9)$$, 'CDC: values of its program, BMI above the 95th centile too');
-- CDC, data file of the extended charts: ages in half months, so to the days next to them
SELECT is_empty($$SELECT * FROM (VALUES ('F', 114.5, 21.2, 1.4215), ('M', 50.5, 22.6, 2.83)) t(sex, months, bmi, z)
	WHERE NOT pg_temp.near(growth_z('bmi', sex, round(months * 30.4375)::int, bmi, 'cdc'), z, 0.003)$$, 'CDC: examples of the data file, BMI');
SELECT ok(pg_temp.near(growth_value('bmi', 'F', 5616, 1.5, 'cdc'), 27.2, 0.05) AND pg_temp.near(growth_value('bmi', 'M', 2815, 2.226, 'cdc'), 24.1, 0.05),
	'CDC: examples of the data file, BMI at a z');

-- INTERGROWTH-21st, published centiles of newborns at 33+1 and 42+6, two decimals (3rd, 10th, 50th, 90th, 97th)
SELECT is_empty($$SELECT *, growth_value(measure, sex, ga::gestational_age, z, 'intergrowth21') FROM (
	SELECT measure, sex, ga, unnest(p) AS p, unnest('{-1.880793608151251,-1.6448536269514727,-1.2815515655446004,0,1.2815515655446004,1.6448536269514727,1.880793608151251}'::float8[]) z
	FROM (VALUES
	('length', 'M', '33+1', '{39.89,40.45,41.28,43.98,46.70,47.54,48.11}'::float8[]), ('length', 'M', '42+6', '{48.49,48.89,49.49,51.44,53.40,54.01,54.42}'),
	('length', 'F', '33+1', '{39.98,40.46,41.19,43.57,45.87,46.55,47.01}'), ('length', 'F', '42+6', '{47.59,48.00,48.60,50.58,52.50,53.07,53.45}'),
	('weight', 'M', '33+1', '{1.22,1.32,1.47,1.99,2.56,2.74,2.86}'), ('weight', 'M', '42+6', '{2.96,3.06,3.21,3.71,4.25,4.43,4.54}'),
	('weight', 'F', '33+1', '{1.24,1.33,1.45,1.90,2.40,2.55,2.66}'), ('weight', 'F', '42+6', '{2.80,2.90,3.04,3.53,4.08,4.26,4.37}'),
	('head', 'M', '33+1', '{28.35,28.69,29.21,30.97,32.78,33.33,33.69}'), ('head', 'M', '42+6', '{33.33,33.60,34.00,35.38,36.80,37.23,37.51}'),
	('head', 'F', '33+1', '{28.03,28.36,28.86,30.55,32.32,32.86,33.22}'), ('head', 'F', '42+6', '{32.67,32.93,33.31,34.60,35.95,36.36,36.63}')) t(measure, sex, ga, p)) u
	WHERE NOT pg_temp.near(growth_value(measure, sex, ga::gestational_age, z, 'intergrowth21'), p, 0.015)$$, 'INTERGROWTH-21st: centiles as printed');
-- R: skew t of type 3 by pt() and qt(), the smaller tail through qnorm()
SELECT is_empty($$SELECT *, growth_z(measure, sex, (ga || 'd')::gestational_age, value, 'intergrowth21') FROM (VALUES
	('weight', 'F', 231, 0.24674, -4.00000473785958),
	('weight', 'F', 300, 1.7351, -3.99994153684074),
	('weight', 'M', 280, 1.4696, -3.99998041667174),
	('length', 'F', 259, 38.94, -3.99987488265274),
	('length', 'M', 232, 33.056, -3.99993199299356),
	('head', 'F', 231, 24.173, -3.99999013625461),
	('head', 'F', 300, 29.82, -4.00018817661445),
	('head', 'M', 280, 29.114, -4.00006668029966),
	('weight', 'F', 259, 2.11, -1.88068413151696),
	('weight', 'M', 232, 1.2241, -1.88075071108562),
	('length', 'F', 231, 39.792, -1.88059195365194),
	('length', 'F', 300, 47.589, -1.88091943762338),
	('length', 'M', 280, 46.752, -1.88067857390246),
	('head', 'F', 259, 30.396, -1.88047906696921),
	('head', 'M', 232, 28.346, -1.88085186997888),
	('weight', 'F', 231, 1.5054, -1.00007395891615),
	('weight', 'F', 300, 3.1448, -0.999877470685628),
	('weight', 'M', 280, 2.9932, -1.00003318259649),
	('length', 'F', 259, 45.609, -0.999883945559645),
	('length', 'M', 232, 41.895, -0.999866668036408),
	('head', 'F', 231, 29.143, -1.00013098107754),
	('head', 'F', 300, 33.596, -0.999891285719259),
	('head', 'M', 280, 33.182, -0.999741743557887),
	('weight', 'F', 259, 2.7991, 7.18302515308941e-05),
	('weight', 'M', 232, 1.9927, 8.53995484348864e-05),
	('length', 'F', 231, 43.395, -2.18922898019181e-05),
	('length', 'F', 300, 50.579, -0.00031164059949563),
	('length', 'M', 280, 49.924, 0.000169646735838014),
	('head', 'F', 259, 32.605, -0.000372551857212747),
	('head', 'M', 232, 30.966, 7.12641757689803e-07),
	('weight', 'F', 231, 2.0338, 0.500002299946677),
	('weight', 'F', 300, 3.7365, 0.499956524090547),
	('weight', 'M', 280, 3.5904, 0.500051881799539),
	('length', 'F', 259, 48.099, 0.499872696975886),
	('length', 'M', 232, 45.017, 0.50021822826888),
	('head', 'F', 231, 31.136, 0.49992693770988),
	('head', 'F', 300, 35.11, 0.500193020041911),
	('head', 'M', 280, 34.884, 0.49994557173678),
	('weight', 'F', 259, 3.5972, 1.88077591388448),
	('weight', 'M', 232, 2.8539, 1.880727188668),
	('length', 'F', 231, 46.855, 1.88072442318768),
	('length', 'F', 300, 53.451, 1.88095218053164),
	('length', 'M', 280, 53.126, 1.88060459614344),
	('head', 'F', 259, 34.941, 1.88078718406554),
	('head', 'M', 232, 33.692, 1.88093999718588),
	('weight', 'F', 231, 3.8034, 3.99996254016614),
	('weight', 'F', 300, 5.7185, 4.00005400292615),
	('weight', 'M', 280, 5.6182, 3.99994353796537),
	('length', 'F', 259, 55.19, 4.00008623843783),
	('length', 'M', 232, 55.05, 4.00009713769805),
	('head', 'F', 231, 37.237, 3.99997017146116),
	('head', 'F', 300, 39.744, 3.99981021774456),
	('head', 'M', 280, 39.791, 4.00016048390076)) t(measure, sex, ga, value, z)
	WHERE NOT pg_temp.near(growth_z(measure, sex, (ga || 'd')::gestational_age, value, 'intergrowth21'), z, 1e-8)$$, 'INTERGROWTH-21st: z as R gives it');
-- Fenton's tables: the median is z 0, in kg
SELECT is((SELECT array_agg(growth_z(m, s, g::gestational_age, v, 'fenton2013')) FROM (VALUES ('weight', 'M', '22+3', 0.533), ('weight', 'F', '40+0', 3.415), ('length', 'M', '23+3', 30.2244516923077),
	('head', 'M', '50+0', 39.4968517045455), ('weight', 'M', '50+0', 5.835)) t(m, s, g, v)), '{0,0,0,0,0}', 'Fenton: medians, the first and the last row');
-- R: pnorm(z) * 100
SELECT is_empty($$SELECT z, c, growth_centile(z) FROM (VALUES (0, 50::float8), (-1.880793608151251, 3), (1.6448536269514727, 95), (3, 99.865010196837), (-3, 0.13498980316301), (-10, 7.61985302416053e-22), (40, 100)) t(z, c)
	WHERE NOT pg_temp.near(growth_centile(z), c, 1e-12)$$, 'centiles as R gives them');

-- ------------------------------------------------------------- ends, joins

SELECT is_empty($$SELECT * FROM (VALUES
	('weight', -1, false), ('weight', 0, true), ('weight', 1856, true), ('weight', 1857, true), ('weight', 3682, true), ('weight', 3683, false),
	('length', -1, false), ('length', 0, true), ('length', 730, true), ('length', 731, false), ('length', 1857, false),
	('height', 730, false), ('height', 731, true), ('height', 1856, true), ('height', 1857, true), ('height', 6940, true), ('height', 6970, true), ('height', 6971, false),
	('bmi', -1, false), ('bmi', 0, true), ('bmi', 1856, true), ('bmi', 1857, true), ('bmi', 6970, true), ('bmi', 6971, false),
	('head', -1, false), ('head', 0, true), ('head', 1856, true), ('head', 1857, false),
	('weight', 2147483647, false), ('weight', -2147483648, false)) t(measure, age, has), unnest('{M,F}'::text[]) sex
	WHERE (growth_z(measure, sex, age, 20) IS NOT NULL) <> has OR (growth_value(measure, sex, age, 0) IS NOT NULL) <> has
	   OR (growth_status(measure, sex, age, growth_value(measure, sex, age, 0)) = 'ok') IS DISTINCT FROM nullif(has, false)$$, 'WHO: the ends of each table, both sexes');
SELECT is_empty($$SELECT * FROM (VALUES
	('weight', 730, false), ('weight', 731, true), ('weight', 7305, true), ('weight', 7306, false), ('height', 730, false), ('height', 731, true), ('height', 7305, true), ('height', 7306, false),
	('bmi', 730, false), ('bmi', 731, true), ('bmi', 7305, true), ('bmi', 7306, false), ('head', 1000, false), ('length', 1000, false)) t(measure, age, has), unnest('{M,F}'::text[]) sex
	WHERE (growth_z(measure, sex, age, 20, 'cdc') IS NOT NULL) <> has OR (growth_value(measure, sex, age, 0, 'cdc') IS NOT NULL) <> has$$, 'CDC: from 2 to 20 years, both sexes');
SELECT is_empty($$SELECT * FROM (VALUES
	('fenton2013', 'weight', 156, false, false), ('fenton2013', 'weight', 157, true, true), ('fenton2013', 'weight', 158, true, false), ('fenton2013', 'weight', 350, true, true), ('fenton2013', 'weight', 351, false, false),
	('fenton2013', 'length', 163, false, false), ('fenton2013', 'length', 164, true, false), ('fenton2013', 'length', 165, true, true), ('fenton2013', 'length', 350, true, true), ('fenton2013', 'length', 351, false, false),
	('fenton2013', 'head', 163, false, false), ('fenton2013', 'head', 164, true, false), ('fenton2013', 'head', 165, true, true), ('fenton2013', 'head', 351, false, false),
	('fenton2013', 'height', 280, false, false), ('fenton2013', 'bmi', 280, false, false),
	('intergrowth21', 'weight', 230, false, false), ('intergrowth21', 'weight', 231, true, true), ('intergrowth21', 'weight', 300, true, true), ('intergrowth21', 'weight', 301, false, false),
	('intergrowth21', 'length', 230, false, false), ('intergrowth21', 'length', 300, true, true), ('intergrowth21', 'head', 231, true, true), ('intergrowth21', 'head', 301, false, false),
	('intergrowth21', 'height', 280, false, false), ('intergrowth21', 'bmi', 280, false, false)) t(reference, measure, days, boys, girls)
	WHERE (growth_z(measure, 'M', (days || 'd')::gestational_age, 3, reference) IS NOT NULL) <> boys OR (growth_z(measure, 'F', (days || 'd')::gestational_age, 3, reference) IS NOT NULL) <> girls
	   OR (growth_status(measure, 'M', (days || 'd')::gestational_age, 3, reference) LIKE 'no z:%') = boys$$, 'Fenton, INTERGROWTH-21st: the ends of each table');
-- The table's own rows on either side of the join of 5 years
SELECT ok(growth_z('weight', 'M', 1856, 18.5057) IS NOT NULL AND pg_temp.near(growth_value('height', 'M', 1857, 0), 110.2647 + (1857 / 30.4375 - 61) * (110.8006 - 110.2647)),
	'WHO: from day 1857 on by the month of 30.4375 days, linearly');
SELECT ok(pg_temp.near(growth_value('height', 'M', 6970, 0), 176.5432, 1e-9) OR growth_value('height', 'M', 6970, 0) = growth_value('height', 'M', 6940, 0), 'WHO: the last month is flat');

-- --------------------------------------------------------------------- tails

-- WHO restricts weight, BMI and weight for length beyond 3 SD, not length, height, head
SELECT is_empty($$SELECT *, growth_z('weight', 'M', 0, x) FROM (VALUES (6.0::float8), (8), (1.5), (1.0)) t(x), LATERAL (SELECT 0.3487::float8, 3.3464::float8, 0.14602::float8) p(l, m, s),
	LATERAL (SELECT m * (1 + l * s * 3) ^ (1 / l), m * (1 + l * s * 2) ^ (1 / l), m * (1 - l * s * 3) ^ (1 / l), m * (1 - l * s * 2) ^ (1 / l)) q(p3, p2, n3, n2)
	WHERE NOT pg_temp.near(growth_z('weight', 'M', 0, x), CASE WHEN x > m THEN 3 + (x - p3) / (p3 - p2) ELSE -3 + (x - n3) / (n2 - n3) END, 1e-12)$$, 'WHO: restricted tails');
SELECT ok(pg_temp.near(growth_z('head', 'M', 0, 34.4618 * (1 + 0.03686 * 7)), 7) AND pg_temp.near(growth_z('length', 'F', 0, growth_value('length', 'F', 0, -5)), -5), 'WHO: length and head are not restricted');
SELECT ok(growth_value('weight', 'M', 0, -20) IS NULL AND growth_value('bmi', 'F', 3000, 8, 'cdc') > 50 AND growth_value('weight', 'M', 2400, 8, 'cdc') IS NULL, 'a value at a z far away: a number or NULL');
SELECT ok(pg_temp.near(growth_z('bmi', 'M', 1461, 38.2, 'cdc'), 9.083666221801, 1e-9), 'CDC: digits are not lost near the 100th centile');

-- there and back
SELECT is_empty($$SELECT measure, sex, age, reference, z, growth_z(measure, sex, age, growth_value(measure, sex, age, z, reference), reference)
	FROM unnest('{weight,length,height,bmi,head}'::text[]) measure, unnest('{M,F}'::text[]) sex, unnest('{0,1,365,730,731,1000,1856,1857,2500,3682,5000,6970,7305}'::int[]) age,
		unnest('{who,cdc}'::text[]) reference, unnest('{-6,-3.5,-3,-1,0,0.5,1.6448,1.6449,2,3,3.5,6}'::float8[]) z
	WHERE growth_value(measure, sex, age, z, reference) IS NOT NULL AND NOT pg_temp.near(growth_z(measure, sex, age, growth_value(measure, sex, age, z, reference), reference), z, 1e-8)$$, 'z of the value at z is z');
SELECT is_empty($$SELECT measure, sex, ga, reference, z, growth_z(measure, sex, ga, growth_value(measure, sex, ga, z, reference), reference)
	FROM unnest('{weight,length,head}'::text[]) measure, unnest('{M,F}'::text[]) sex, unnest('{22+3,30+0,33+0,36+6,40+0,42+6,50+0}'::gestational_age[]) ga,
		unnest('{fenton2013,intergrowth21}'::text[]) reference, unnest('{-4,-3,-1,0,0.5,2,3,4}'::float8[]) z
	WHERE growth_value(measure, sex, ga, z, reference) IS NOT NULL AND NOT pg_temp.near(growth_z(measure, sex, ga, growth_value(measure, sex, ga, z, reference), reference), z, 1e-8)$$, '... by postmenstrual age too');

-- ----------------------------------------------------------- weight for length

SELECT ok(weight_for_length_z('M', 45, 2.441) = 0 AND weight_for_length_z('F', 45, 2.4607) = 0 AND weight_for_length_z('M', 110, 18.2689) = 0, 'weight for length: medians');
SELECT ok(weight_for_height_z('M', 65, 7.4327) = 0 AND weight_for_height_z('F', 120, 22.8173) = 0 AND pg_temp.near(weight_for_height_z('M', 87, 13), weight_for_length_z('M', 87.7, 13)), 'weight for height is weight for a length 0.7 cm more');
SELECT is((SELECT array_agg(weight_for_length_z('M', l, 10) IS NULL ORDER BY l) FROM unnest('{44.99,45,110,110.01}'::float8[]) l), '{t,f,f,t}', 'length from 45 to 110 cm');
SELECT is((SELECT array_agg(weight_for_height_z('M', l, 10) IS NULL ORDER BY l) FROM unnest('{64.99,65,120,120.01}'::float8[]) l), '{t,f,f,t}', 'height from 65 to 120 cm');
SELECT ok(pg_temp.near(weight_for_length_z('F', 45.05, 2.4), (SELECT ((2.4 / ((m1 + m2) / 2)) ^ l - 1) / (l * (s1 + s2) / 2) FROM (SELECT -0.3833::float8, 2.4607::float8, 2.4777::float8, 0.09029::float8, 0.09030::float8) t(l, m1, m2, s1, s2)), 1e-9), 'between two lengths linearly');
SELECT is((SELECT count(*) FROM unnest('{0,-1,NaN,Infinity,-Infinity}'::float8[]) x WHERE weight_for_length_z('M', x, 10) IS NOT NULL OR weight_for_length_z('M', 80, x) IS NOT NULL OR weight_for_height_z('M', x, 10) IS NOT NULL), 0::bigint, 'no length, no weight: NULL');

-- --------------------------------------------------------------- corrected age

SELECT is_empty($$SELECT ga, at, until FROM unnest('{24+0,34+5,36+6,37+0,40+0}'::gestational_age[]) ga, generate_series(date '2020-01-01', '2023-12-31', '17 days') d(t), LATERAL (SELECT d.t::date AS at) e, unnest('{3y,2y,0d}'::text[]) until
	WHERE growth_z('weight', 'F', ga, '2020-01-01', at, 9.5, 'who', until) IS DISTINCT FROM growth_z('weight', 'F', corrected_age_days(ga, '2020-01-01', at, until), 9.5)$$, 'corrected age is that of corrected_age_days');
SELECT is(growth_z('weight', 'M', '34+5', '2020-01-01', '2019-12-31', 3), NULL, 'before birth: NULL');
SELECT ok(growth_z('weight', 'M', '34+5', '2020-01-01', '2020-01-10', 3) IS NULL AND growth_status('weight', 'M', '34+5', '2020-01-01', '2020-01-10', 3)
	= 'no z: before the expected date of delivery; use fenton2013 and the postmenstrual age', 'before the expected delivery: NULL, and what to use');
SELECT is(growth_z('bmi', 'M', '34+5', '2018-01-01', '2022-01-01', 16, 'cdc'), growth_z('bmi', 'M', 1461, 16, 'cdc'), 'corrected no longer: the age itself');

-- ------------------------------------------------------------- lying, standing

SELECT ok(growth_z('height', 'M', 730, 85) IS NULL AND growth_z('length', 'M', 731, 85) IS NULL, 'never converted silently');
SELECT ok(pg_temp.near(growth_z('height', 'M', 730, 85, 'who', true), growth_z('length', 'M', 730, 85.7)) AND pg_temp.near(growth_z('length', 'M', 731, 85, 'who', true), growth_z('height', 'M', 731, 84.3))
	AND growth_z('length', 'M', 730, 85, 'who', true) = growth_z('length', 'M', 730, 85) AND growth_z('length', 'M', 731, 85, 'who', false) IS NULL, 'converted where it is asked for');
SELECT ok(growth_z('length', 'M', 1000, 95, 'cdc', true) IS NULL AND growth_z('height', 'M', 100, -0.5, 'who', true) IS NULL AND growth_z('length', 'M', 800, 0.5, 'who', true) IS NULL
	AND growth_z('length', 'M', 2000, 110.7, 'who', true) = growth_z('height', 'M', 2000, 110.7 - 0.7::float8), 'WHO only; no value stays no value');

-- --------------------------------------------------------------------- status

SELECT is(growth_status(measure, 'M', age, value, reference), status, concat_ws(' ', measure, age, value, reference)) FROM (VALUES
	('weight', 0, 3.3::float8, 'who', 'ok'),
	('weight', -1, 3.3, 'who', 'no z: the age is negative'),
	('weight', 4000, 30, 'who', 'no z: weight of who ends at 3682 days'),
	('height', 7000, 170, 'who', 'no z: height of who ends at 6970 days'),
	('head', 1857, 50, 'who', 'no z: head of who ends at 1856 days'),
	('length', 731, 87, 'who', 'no z: length is measured lying, below 731 days; from then on it is height'),
	('height', 730, 87, 'who', 'no z: height is measured standing, from 731 days on; below it is length'),
	('head', 1000, 50, 'cdc', 'no z: head is not in cdc'),
	('bmi', 730, 16, 'cdc', 'no z: bmi of cdc begins at 731 days'),
	('bmi', 7306, 16, 'cdc', 'no z: bmi of cdc ends at 7305 days'),
	('weight', 0, 0, 'who', 'no z: the value is not a positive finite number'),
	('weight', 0, -3, 'who', 'no z: the value is not a positive finite number'),
	('weight', 0, 'NaN', 'who', 'no z: the value is not a positive finite number'),
	('weight', 0, 'Infinity', 'who', 'no z: the value is not a positive finite number'),
	('weight', 0, 10, 'who', 'implausible: z above 5'),
	('weight', 1000, 2, 'who', 'implausible: z below -6'),
	('length', 300, 45, 'who', 'implausible: z below -6'),
	('head', 300, 54, 'who', 'implausible: z above 5'),
	('bmi', 3000, 8, 'who', 'implausible: z below -5'),
	('weight', 1461, 40, 'cdc', 'implausible: modified z above 8'),
	('bmi', 2192, 9, 'cdc', 'implausible: modified z below -4'),
	('height', 1826, 155, 'cdc', 'implausible: modified z above 4'),
	('bmi', 1000, 1e-300, 'cdc', 'implausible: the value is too far from the table for a z'),
	('bmi', 1000, 1e5, 'cdc', 'implausible: the value is too far from the table for a z')) t(measure, age, value, reference, status);
SELECT is(growth_status('weight', 'F', ga::gestational_age, value, reference), status, concat_ws(' ', ga, value, reference)) FROM (VALUES
	('40+0', 3.4::float8, 'fenton2013', 'ok'), ('20+0', 0.3, 'fenton2013', 'no z: weight of fenton2013 begins at 22+3'),
	('22+4', 0.5, 'fenton2013', 'no z: weight of fenton2013 has no row for this age and sex'),
	('50+1', 5, 'fenton2013', 'no z: weight of fenton2013 ends at 50+0'), ('32+6', 2, 'intergrowth21', 'no z: weight of intergrowth21 begins at 33+0'),
	('43+0', 4, 'intergrowth21', 'no z: weight of intergrowth21 ends at 42+6'), ('40+0', 7, 'intergrowth21', 'implausible: z above 5'),
	('40+0', 'NaN', 'intergrowth21', 'no z: the value is not a positive finite number')) t(ga, value, reference, status);

-- ---------------------------------------------------------- never NaN, NULLs

SELECT is_empty($$SELECT measure, age, value, reference FROM unnest('{weight,length,height,bmi,head}'::text[]) measure, unnest('{0,730,731,1857,3000,7305}'::int[]) age, unnest('{who,cdc}'::text[]) reference,
	unnest('{0,-1,NaN,Infinity,-Infinity,1e-300,5e-324,1e-10,1,1e10,1e300,1.7976931348623157e308}'::float8[]) value,
	LATERAL (VALUES (growth_z(measure, 'F', age, value, reference)), (growth_value(measure, 'F', age, value, reference)), (growth_value(measure, 'F', age, -value, reference))) r(x)
	WHERE x IN ('NaN', 'Infinity', '-Infinity')$$, 'neither NaN nor infinity comes out');
SELECT is_empty($$SELECT measure, value, reference FROM unnest('{weight,length,head}'::text[]) measure, unnest('{fenton2013,intergrowth21}'::text[]) reference,
	unnest('{0,-1,NaN,Infinity,-Infinity,1e-300,5e-324,1e-10,1,1e10,1e300,1.7976931348623157e308}'::float8[]) value,
	LATERAL (VALUES (growth_z(measure, 'F', '40+0'::gestational_age, value, reference)), (growth_value(measure, 'F', '40+0'::gestational_age, value, reference)), (growth_value(measure, 'F', '40+0'::gestational_age, -value, reference))) r(x)
	WHERE x IN ('NaN', 'Infinity', '-Infinity')$$, '... by postmenstrual age either');
SELECT is((SELECT array_agg(growth_centile(z)) FROM unnest('{NaN,Infinity,-Infinity,NULL}'::float8[]) z), '{NULL,NULL,NULL,NULL}', 'no centile of what is no z');
SELECT ok(growth_z(NULL, 'M', 0, 3) IS NULL AND growth_z('weight', NULL, 0, 3) IS NULL AND growth_z('weight', 'M', NULL::int, 3) IS NULL AND growth_z('weight', 'M', 0, NULL) IS NULL
	AND growth_z('weight', 'M', 0, 3, NULL) IS NULL AND growth_status('weight', 'M', 0, NULL) IS NULL, 'strict');
SELECT is((SELECT count(*) FROM growth_references()), 19::bigint, 'the list');
SELECT is_empty($$SELECT * FROM growth_references() WHERE source = '' OR license = '' OR confidence NOT IN ('primary', 'secondary', 'memory', 'reading') OR last <= first$$, 'each with source, license, confidence');
CREATE TABLE pg_temp.measured (sex text, age int, kg float8, z float8 GENERATED ALWAYS AS (growth_z('weight', sex, age, kg)) STORED);
INSERT INTO measured VALUES ('M', 0, 3.3464);
SELECT is(z, 0::float8, 'in a generated column') FROM measured;

SELECT * FROM finish();
ROLLBACK;
