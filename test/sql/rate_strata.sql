-- SPDX-License-Identifier: PostgreSQL
-- Rates over strata: Mantel-Haenszel and direct standardization. Values of R 4.2 and of published tables.
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
SELECT plan(124);

-- equal to 1e-9, relatively; NULL is equal to NULL only
CREATE FUNCTION pg_temp.near(a float8, b float8, relative float8 DEFAULT 1e-9) RETURNS boolean LANGUAGE sql AS $$
	SELECT CASE WHEN a IS NULL OR b IS NULL THEN a IS NULL AND b IS NULL ELSE abs(a - b) <= relative * abs(b) END
$$;

CREATE TEMP TABLE strata (name text, x1 bigint, t1 float8, x0 bigint, t0 float8, weight float8);
INSERT INTO strata VALUES
	('rules', 5, 1000, 3, 1200, 3), ('rules', 12, 800, 6, 900, 6),
	('one', 1, 10, 1, 10, 1),
	('tiny', 1, 1e-9, 2, 1e-7, 1), ('tiny', 2, 3e-8, 1, 5e-9, 0), ('tiny', 0, 2e-9, 4, 1e-6, 7),
	('huge', 1e15, 2e6, 2e15, 3e6, 1), ('huge', 3e15, 5e6, 1e15, 4e6, 2), ('huge', 7, 1e-3, 11, 2e-3, 3),
	('zeros', 0, 10, 2, 15, 1), ('zeros', 3, 20, 0, 25, 0), ('zeros', 0, 30, 0, 35, 2), ('zeros', 2, 40, 1, 45, 5);
INSERT INTO strata SELECT 'series', i * 7919 % 13, (i * 104729 % 1009 + 1) / 7.0, i * 31 % 11, (i * 65537 % 997 + 1) / 3.0, i * 17 % 101 FROM generate_series(1, 10000) i;
-- births with Down's syndrome in Michigan 1950-1964 by the mother's age and the order of birth: Fleiss 1981, p. 249; Fay and Feuer 1997, table 1
INSERT INTO strata SELECT 'order ' || o, x, t, NULL, NULL, avg(t) OVER (PARTITION BY age)
FROM (SELECT o, age, x, t FROM unnest('{107,141,60,40,39,25,25,150,110,84,82,39,3,71,114,103,108,75,1,26,64,89,137,96,0,8,63,112,262,295}'::bigint[],
	'{230061,329449,114920,39487,14208,3052,72202,326701,208667,83228,28466,5375,15050,175702,207081,117300,45026,8660,2293,68800,132424,98301,46075,9834,327,30666,123419,149919,104088,34392}'::float8[])
	WITH ORDINALITY u(x, t, n), LATERAL (SELECT (n - 1) / 6 + 1 AS o, (n - 1) % 6 AS age) l) b;

-- R: T <- t1 + t0; z <- qnorm((1 - conf) / 2, lower.tail = FALSE)
-- R <- sum(x1 * t0 / T); S <- sum(x0 * t1 / T); s <- sqrt(sum((x1 + x0) * t1 * t0 / T^2) / (R * S)); R / S * exp(c(0, -z, z) * s)
-- w <- t1 * t0 / T; d <- sum(w * (x1 / t1 - x0 / t0)) / sum(w); d + c(0, -z, z) * sqrt(sum(w^2 * (x1 / t1^2 + x0 / t0^2))) / sum(w)
CREATE TEMP TABLE mh (name text, conf float8, ratio float8, r_lower float8, r_upper float8, difference float8, d_lower float8, d_upper float8);
INSERT INTO mh VALUES
	('rules', 0.5, 2.1685823754789268, 1.6419407830332646, 2.8641407582008704, 0.0050496688741721845, 0.0032345853979255995, 0.0068647523504187695),
	('one', 0.5, 1, 0.38524624474498997, 2.5957423690448698, 0, -0.095387255240893962, 0.095387255240893962),
	('tiny', 0.5, 1.4417128199892806, 0.96270715770257476, 2.1590530813977815, 53753304.888322935, -69159370.008986756, 176665979.78563261),
	('huge', 0.5, 1.4262295081967209, 1.4262294836409983, 1.4262295327524441, 168831168.79827994, 168831160.96100113, 168831176.63555875),
	('zeros', 0.5, 2.1450617283950617, 1.2900513861071765, 3.5667492536944088, 0.026724169775774811, 0.0090811617350055641, 0.044367177816544062),
	('series', 0.5, 2.2888519280743118, 2.2806518745632149, 2.2970814647688504, 0.052864671968167548, 0.05255376535239159, 0.053175578583943506),
	('rules', 0.80000000000000004, 2.1685823754789268, 1.2782539132766846, 3.6790417540618092, 0.0050496688741721845, 0.0016009536492162576, 0.0084983840991281114),
	('one', 0.80000000000000004, 1, 0.16326386148510871, 6.1250541969522745, 0, -0.1812387604873647, 0.1812387604873647),
	('tiny', 0.80000000000000004, 1.4417128199892806, 0.66933359919352586, 3.1053810205043542, 53753304.888322935, -179784611.57983583, 287291221.35648167),
	('huge', 0.80000000000000004, 1.4262295081967209, 1.4262294615400823, 1.4262295548533608, 168831168.79827994, 168831153.90720573, 168831183.68935415),
	('zeros', 0.80000000000000004, 2.1450617283950617, 0.81630153813146578, 5.6367526014439155, 0.026724169775774811, -0.0067980958613096734, 0.060246435412859296),
	('series', 0.80000000000000004, 2.2888519280743118, 2.2732966927048954, 2.3045136015290759, 0.052864671968167548, 0.05227393969970829, 0.053455404236626806),
	('rules', 0.94999999999999996, 2.1685823754789268, 0.96626454991643274, 4.86693785842039, 0.0050496688741721845, -0.00022468591230583642, 0.010324023660650206),
	('one', 0.94999999999999996, 1, 0.062548836166112412, 15.987507702689729, 0, -0.27718076486993548, 0.27718076486993548),
	('tiny', 0.94999999999999996, 1.4417128199892806, 0.44590061637961331, 4.6614330166162006, 53753304.888322935, -303412116.78365016, 410918726.56029606),
	('huge', 0.94999999999999996, 1.4262295081967209, 1.4262294368415502, 1.4262295795518951, 168831168.79827994, 168831146.02434719, 168831191.5722127),
	('zeros', 0.94999999999999996, 2.1450617283950617, 0.48947838704020585, 9.4003942573408423, 0.026724169775774811, -0.024543711357786671, 0.077992050909336294),
	('series', 0.94999999999999996, 2.2888519280743118, 2.2651050874860683, 2.3128477250756769, 0.052864671968167548, 0.051961224926460901, 0.053768119009874195),
	('rules', 0.999, 2.1685823754789268, 0.55815920649310202, 8.4254626001514197, 0.0050496688741721845, -0.0038052925195959549, 0.013904630267940324),
	('one', 0.999, 1, 0.0095281230635098392, 104.95246475454671, 0, -0.46535075310270491, 0.46535075310270491),
	('tiny', 0.999, 1.4417128199892806, 0.20102856839096961, 10.339504837337406, 53753304.888322935, -545881370.4661845, 653387980.2428304),
	('huge', 0.999, 1.4262295081967209, 1.4262293884005952, 1.4262296279928568, 168831168.79827994, 168831130.56378427, 168831207.03277561),
	('zeros', 0.999, 2.1450617283950617, 0.1795137536598955, 25.631962592363564, 0.026724169775774811, -0.059347990053489397, 0.11279632960503902),
	('series', 0.999, 2.2888519280743118, 2.2491246025611384, 2.3292809756666588, 0.052864671968167548, 0.05134790091284603, 0.054381443023489066),
	('rules', 0.99990000000000001, 2.1685823754789268, 0.43578373311840446, 10.791475591770348, 0.0050496688741721845, -0.0054200959277311122, 0.015519433676075481),
	('one', 0.99990000000000001, 1, 0.0040780848045462743, 245.21314487751548, 0, -0.55021278114241579, 0.55021278114241579),
	('tiny', 0.99990000000000001, 1.4417128199892806, 0.14035423315755183, 14.809213862386502, 53753304.888322935, -655231606.37799013, 762738216.15463603),
	('huge', 0.99990000000000001, 1.4262295081967209, 1.4262293665544035, 1.4262296498390521, 168831168.79827994, 168831123.59128702, 168831214.00527287),
	('zeros', 0.99990000000000001, 2.1450617283950617, 0.11419105624573718, 40.294660281653876, 0.026724169775774811, -0.075044232064851141, 0.12849257161640076),
	('series', 0.99990000000000001, 2.2888519280743118, 2.2419545637678131, 2.3367302947679418, 0.052864671968167548, 0.051071300376651974, 0.054658043559683123);
CREATE TEMP VIEW mh_here AS SELECT name, conf, (m).estimate AS ratio, (m).lower AS r_lower, (m).upper AS r_upper, (d).estimate AS difference, (d).lower AS d_lower, (d).upper AS d_upper
FROM (SELECT name, conf, mh_rate_ratio(x1, t1, x0, t0, conf) AS m, mh_rate_difference(x1, t1, x0, t0, conf) AS d FROM strata JOIN mh USING (name) GROUP BY name, conf) x;
SELECT is((SELECT count(*) FROM mh_here JOIN mh USING (name, conf)), 30::bigint, '30 data sets and confidences');
SELECT is_empty($$SELECT * FROM mh_here h JOIN mh r USING (name, conf) WHERE NOT (pg_temp.near(h.ratio, r.ratio) AND pg_temp.near(h.r_lower, r.r_lower) AND pg_temp.near(h.r_upper, r.r_upper))$$, 'Mantel-Haenszel ratios agree with R');
SELECT is_empty($$SELECT * FROM mh_here h JOIN mh r USING (name, conf) WHERE NOT (pg_temp.near(h.difference, r.difference) AND pg_temp.near(h.d_lower, r.d_lower) AND pg_temp.near(h.d_upper, r.d_upper))$$, 'and differences');
-- rules 11.4
SELECT ok(abs((r).estimate - 2.168582) < 5e-7 AND abs((r).lower - 0.966265) < 5e-7 AND abs((r).upper - 4.866938) < 5e-7, 'ratio: rules 11.4') FROM (SELECT mh_rate_ratio(x1, t1, x0, t0) AS r FROM strata WHERE name = 'rules') x;
SELECT ok(abs((d).estimate - 0.00504967) < 5e-9 AND abs((d).lower + 0.00022469) < 5e-9 AND abs((d).upper - 0.01032402) < 5e-9, 'difference: rules 11.4') FROM (SELECT mh_rate_difference(x1, t1, x0, t0) AS d FROM strata WHERE name = 'rules') x;
SELECT is((SELECT mh_rate_ratio(x1, t1, x0, t0) FROM strata WHERE name = 'rules'), (SELECT mh_rate_ratio(x1, t1, x0, t0, 0.95) FROM strata WHERE name = 'rules'), 'without conf it is 0.95');
SELECT ok(pg_temp.near((a).estimate, 1 / (b).estimate, 1e-15) AND pg_temp.near((a).lower, 1 / (b).upper, 1e-14) AND (d).estimate = -(e).estimate AND (d).lower = -(e).upper, 'the groups exchanged: the inverse, the negative')
FROM (SELECT mh_rate_ratio(x1, t1, x0, t0) a, mh_rate_ratio(x0, t0, x1, t1) b, mh_rate_difference(x1, t1, x0, t0) d, mh_rate_difference(x0, t0, x1, t1) e FROM strata WHERE name = 'series') x;

-- R: w <- w / sum(w); y <- sum(w * x / t); v <- sum(w^2 * x / t^2); wM <- max(w / t); a <- 1 - conf
-- v / (2 * y) * qchisq(a / 2, 2 * y^2 / v); (v + wM^2) / (2 * (y + wM)) * qchisq(a / 2, 2 * (y + wM)^2 / (v + wM^2), lower.tail = FALSE)
CREATE TEMP TABLE standardized (name text, conf float8, rate float8, lower float8, upper float8);
INSERT INTO standardized VALUES
	('rules', 0.5, 0.011666666666666667, 0.0095420067963561828, 0.014426097905956448),
	('one', 0.5, 0.10000000000000001, 0.028768207245178087, 0.26926345288896963),
	('tiny', 0.5, 124999999.99999999, 35960259.056472607, 769586103.3958056),
	('huge', 0.5, 283336833.33333331, 283335941.06097126, 283338287.2094388),
	('zeros', 0.5, 0.03125, 0.015019980673668394, 0.061256282192071257),
	('series', 0.5, 0.32139423418241758, 0.31565161643560719, 0.32853282829899799),
	('order 1', 0.5, 0.00092304525533199453, 0.00088008521501005594, 0.00097184137989098942),
	('order 5', 0.5, 0.00075529007445256796, 0.00072723209197437708, 0.0013126272490676259),
	('rules', 0.80000000000000004, 0.011666666666666667, 0.0080458541623982475, 0.016595034896783427),
	('one', 0.80000000000000004, 0.10000000000000001, 0.010536051565782632, 0.38897201698674305),
	('tiny', 0.80000000000000004, 124999999.99999999, 13170064.457228281, 1166810491.7505436),
	('huge', 0.80000000000000004, 283336833.33333331, 283335137.9914664, 283339145.73163742),
	('zeros', 0.80000000000000004, 0.03125, 0.0083095563810876866, 0.083161255278659543),
	('series', 0.80000000000000004, 0.32139423418241758, 0.31060724596540101, 0.33382518318499294),
	('order 1', 0.80000000000000004, 0.00092304525533199453, 0.00084378179073820109, 0.0010117580272982563),
	('order 5', 0.80000000000000004, 0.00075529007445256796, 0.00070321984350487699, 0.0015654432597349622),
	('rules', 0.94999999999999996, 0.011666666666666667, 0.0065743865707736963, 0.019258091495021116),
	('one', 0.94999999999999996, 0.10000000000000001, 0.0025317807984289904, 0.55716433909388996),
	('tiny', 0.94999999999999996, 124999999.99999999, 3164725.998036236, 1739751973.5614815),
	('huge', 0.94999999999999996, 283336833.33333331, 283334240.53552085, 283340105.1617192),
	('zeros', 0.94999999999999996, 0.03125, 0.0037845199772494533, 0.11288574480818685),
	('series', 0.94999999999999996, 0.32139423418241758, 0.30503408808122895, 0.33980628378925509),
	('order 1', 0.94999999999999996, 0.00092304525533199453, 0.00080441749850704248, 0.0010576334574926118),
	('order 5', 0.94999999999999996, 0.00075529007445256796, 0.00067702120417646695, 0.0018830017272777584),
	('rules', 0.999, 0.011666666666666667, 0.0042547784552344481, 0.025243522997108168),
	('one', 0.999, 0.10000000000000001, 5.0012504168229878e-05, 0.99986774976238058),
	('tiny', 0.999, 124999999.99999999, 62515.630210287243, 3287460724.0861139),
	('huge', 0.999, 283336833.33333331, 283332480.3706401, 283341986.88757861),
	('zeros', 0.999, 0.03125, 0.00049939097274935725, 0.1883031171483085),
	('series', 0.999, 0.32139423418241758, 0.29429882395169749, 0.35174257781543083),
	('order 1', 0.999, 0.00092304525533199453, 0.00073084971085363095, 0.0011515452460726179),
	('order 5', 0.999, 0.00075529007445256796, 0.00062756238682447492, 0.0026182491451116259),
	('rules', 0.99990000000000001, 0.011666666666666667, 0.0034313839076948469, 0.028284568343204558),
	('one', 0.99990000000000001, 0.10000000000000001, 5.0001250041662796e-06, 1.2506671285192734),
	('tiny', 0.99990000000000001, 124999999.99999999, 6250.1562552078331, 4177457882.4701476),
	('huge', 0.99990000000000001, 283336833.33333331, 283331686.56332761, 283342835.52230012),
	('zeros', 0.99990000000000001, 0.03125, 0.00015677323299817541, 0.23007597610481503),
	('series', 0.99990000000000001, 0.32139423418241758, 0.28954150706585519, 0.35721528669854313),
	('order 1', 0.99990000000000001, 0.00092304525533199453, 0.00069922137965226219, 0.0011956264349590434),
	('order 5', 0.99990000000000001, 0.00075529007445256796, 0.00060608018415063501, 0.0030004456042365016);
CREATE TEMP VIEW standardized_here AS SELECT name, conf, (s).* FROM (SELECT name, conf, standardized_rate(x1, t1, weight, conf) AS s FROM strata JOIN standardized USING (name) GROUP BY name, conf) x;
SELECT is((SELECT count(*) FROM standardized_here JOIN standardized USING (name, conf)), 40::bigint, '40 data sets and confidences');
SELECT is_empty($$SELECT * FROM standardized_here h JOIN standardized r USING (name, conf) WHERE NOT (pg_temp.near(h.estimate, r.rate) AND pg_temp.near(h.lower, r.lower) AND pg_temp.near(h.upper, r.upper))$$, 'standardized rates agree with R');
SELECT results_eq($$SELECT name, round(1e5 * (s).estimate::numeric, 1), round(1e5 * (s).lower::numeric, 1), round(1e5 * (s).upper::numeric, 1) FROM (SELECT name, standardized_rate(x1, t1, weight) s FROM strata WHERE name LIKE 'order%' GROUP BY name) x ORDER BY 1$$,
	$$VALUES ('order 1', 92.3, 80.4, 105.8), ('order 2', 91.2, 82.4, 100.9), ('order 3', 85.1, 77.2, 94.2), ('order 4', 92.7, 80.0, 114.7), ('order 5', 75.5, 67.7, 188.3)$$, 'Fay and Feuer''s example: as epitools::ageadjust.direct');
SELECT ok(pg_temp.near((s).estimate, rate) AND pg_temp.near((s).lower, r.lower) AND pg_temp.near((s).upper, r.upper), 'one stratum: its rate, and Garwood''s interval, whatever its weight')
FROM (SELECT standardized_rate(7, 12.25, 1e-5) AS s) x, rate_ci(7, 12.25) r;
SELECT is((SELECT standardized_rate(x1, t1, weight * 1024) FROM strata WHERE name = 'series'), (SELECT standardized_rate(x1, t1, weight) FROM strata WHERE name = 'series'), 'only the ratio of the weights matters');
SELECT ok((s).estimate = 0 AND (s).lower = 0 AND pg_temp.near((s).upper, 0.005 / 2 * 7.3777589082278725), 'no events: 0, 0, wM/2 qchisq(0.975, 2)') FROM (SELECT standardized_rate(0, t, w) s FROM (VALUES (100, 1), (50, 1), (400, 2)) v(t, w)) x;

-- what has no value
CREATE FUNCTION pg_temp.said(r rate_estimate) RETURNS text LANGUAGE sql STRICT AS $$
	SELECT format('(%s,%s,%s)', trim_scale(round(r.estimate::numeric, 9)), trim_scale(round(r.lower::numeric, 9)), trim_scale(round(r.upper::numeric, 9)))
$$;
CREATE FUNCTION pg_temp.all_three(VARIADIC rows text[]) RETURNS text LANGUAGE sql AS $$
	SELECT concat_ws(' ', pg_temp.said(mh_rate_ratio(v[1]::bigint, v[2]::float8, v[3]::bigint, v[4]::float8)), pg_temp.said(mh_rate_difference(v[1]::bigint, v[2]::float8, v[3]::bigint, v[4]::float8)),
		pg_temp.said(standardized_rate(v[1]::bigint, v[2]::float8, v[5]::float8)))
	FROM unnest(rows) r, string_to_array(r, ' ') v
$$;
SELECT ok(mh_rate_ratio(x1, t1, x0, t0) IS NULL AND mh_rate_difference(x1, t1, x0, t0) IS NULL AND standardized_rate(x1, t1, weight) IS NULL, 'no row: NULL') FROM strata WHERE false;
SELECT is(pg_temp.all_three(VARIADIC '{}'), '', 'and not a row of NULLs');
SELECT ok(bool_and(n IS NULL), 'a row with any NULL is skipped') FROM (SELECT unnest(ARRAY[mh_rate_ratio(NULL, 1, 1, 1), mh_rate_ratio(1, NULL, 1, 1), mh_rate_ratio(1, 1, NULL, 1), mh_rate_ratio(1, 1, 1, NULL), mh_rate_ratio(1, 1, 1, 1, NULL),
	mh_rate_difference(1, 1, 1, NULL), standardized_rate(NULL, 1, 1), standardized_rate(1, NULL, 1), standardized_rate(1, 1, NULL), standardized_rate(1, 1, 1, NULL)]) n) x;
SELECT is((SELECT mh_rate_ratio(x1, t1, x0, t0) FROM (SELECT x1, t1, x0, t0 FROM strata WHERE name = 'rules' UNION ALL VALUES (NULL, 3, 4, 5), (3, 4, 5, NULL)) x), (SELECT mh_rate_ratio(x1, t1, x0, t0) FROM strata WHERE name = 'rules'), 'beside others too');
SELECT is(pg_temp.all_three('0 10 0 10 1'), '(,,) (0,,) (0,0,0.368887945)', 'no events: no ratio, a difference without bounds');
SELECT is(pg_temp.all_three('0 10 4 10 0'), '(0,0,) (-0.4,-0.791992797,-0.008007203) (,,)', 'ratio 0: no upper bound by this method; no weight: nothing');
SELECT is(pg_temp.all_three('4 10 0 10 0', '1 10 0 20 0'), '(,,) (0.228571429,0.026664267,0.43047859) (,,)', 'no events in the reference: no ratio');
SELECT is(pg_temp.all_three('5 1000 3 1200 3', '12 800 6 900 6', '0 0 9 10 0', '0 0 0 0 0', '0 10 0 0 0'), pg_temp.all_three('5 1000 3 1200 3', '12 800 6 900 6', '0 10 0 0 0'), 'where only one side has time there is nothing to compare; where there is neither, nothing at all');
SELECT is(pg_temp.all_three('0 0 0 10 1', '3 10 0 0 1'), '(,,) (,,) (,,)', 'no stratum with time on both sides; weight without time');
SELECT is(pg_temp.all_three('5 1000 3 1200 3', '1 0 0 10 0', '12 800 6 900 6'), '(,,) (,,) ' || (SELECT pg_temp.said(standardized_rate(x1, t1, weight)) FROM strata WHERE name = 'rules'), 'events without time: no rate there, so none over the strata; without weight they do not matter');
SELECT is(pg_temp.all_three('5 1000 3 1200 3', '12 800 1 0 6'), '(,,) (,,) ' || (SELECT pg_temp.said(standardized_rate(x1, t1, weight)) FROM strata WHERE name = 'rules'), 'on the other side too');
SELECT is(pg_temp.all_three('5 1000 3 1200 3', '0 0 6 900 6'), (SELECT concat_ws(' ', pg_temp.said(mh_rate_ratio(x1, t1, x0, t0)), pg_temp.said(mh_rate_difference(x1, t1, x0, t0)), '(,,)') FROM strata WHERE t1 = 1000), 'weight without time: no standardized rate');

-- bounds
SELECT is_empty($$SELECT * FROM (SELECT a, b, c, d, conf, m, s, dd FROM generate_series(0, 4) a, generate_series(0, 4) b, generate_series(0, 4) c, generate_series(0, 4) d, unnest('{1e-9,0.5,0.95,0.99999999}'::float8[]) conf,
	LATERAL (SELECT mh_rate_ratio(x1, t1, x0, t0, conf) m, mh_rate_difference(x1, t1, x0, t0, conf) dd, standardized_rate(x1, t1, t0, conf) s FROM (VALUES (a, 1, b, 2), (c, 3, d, 5)) v(x1, t1, x0, t0)) x) y
	WHERE NOT ((m).lower >= 0 AND (m).lower <= (m).estimate OR (m).lower IS NULL) OR (m).upper < (m).estimate OR (dd).lower > (dd).estimate OR (dd).upper < (dd).estimate
		OR NOT ((s).lower >= 0 AND (s).lower <= (s).estimate AND (s).estimate <= (s).upper AND (s).upper < 'infinity')
		OR (m).estimate IS NULL <> (b + d = 0) OR (m).upper IS NULL <> (b + d = 0 OR a + c = 0) OR (dd).estimate IS NULL OR (dd).lower IS NULL <> (a + b + c + d = 0)$$, 'lower <= estimate <= upper, none negative; NULL where it is said');
CREATE FUNCTION pg_temp.attempt(call text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE r text;
BEGIN EXECUTE call INTO r; RETURN r; EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE; END $$;
CREATE TEMP TABLE extreme AS SELECT a, b, t, u, pg_temp.attempt(format('SELECT mh_rate_ratio(x, %1$s, y, %2$s) FROM (VALUES (%3$s::bigint, %4$s::bigint), (%4$s, 1)) v(x, y)', t, u, a, b)) AS m,
	pg_temp.attempt(format('SELECT mh_rate_difference(x, %1$s, y, %2$s) FROM (VALUES (%3$s::bigint, %4$s::bigint), (%4$s, 1)) v(x, y)', t, u, a, b)) AS d,
	pg_temp.attempt(format('SELECT standardized_rate(x, %s, %s) FROM (VALUES (%s::bigint), (%s)) v(x)', t, u, a, b)) AS s
FROM unnest('{0,1,1000000,9223372036854775807}'::bigint[]) a, unnest('{0,1,9223372036854775807}'::bigint[]) b,
	unnest('{0,5e-324,2.3e-308,1e-300,1e-160,1e-9,1,1e160,1e300,1.7e308}'::float8[]) t, unnest('{0,5e-324,2.3e-308,1e-300,1e-160,1e-9,1,1e160,1e300,1.7e308}'::float8[]) u;
SELECT is_empty($$SELECT * FROM extreme, unnest(ARRAY[m, d, s]) r WHERE r ~ 'NaN|Inf' OR r !~ '^(\(.*\)|22003)$'$$, 'never NaN or infinite: a row, or 22003');
SELECT is_empty($$SELECT * FROM extreme WHERE least(t, u) BETWEEN 1e-9 AND 1 AND greatest(t, u) <= 1 AND '22003' IN (m, d, s)$$, 'an answer for all that can be times and weights');
SELECT is((SELECT mh_rate_ratio(x1, t1, x0, t0)::text FROM (VALUES (1, 1, 0, 1e-6), (0, 1e-6, 1, 1)) v(x1, t1, x0, t0)), '(1,0,)', 'an upper bound beyond what a double can be is NULL');

-- exact sums
CREATE TABLE many AS SELECT i, i % 7 AS part, hashint4(i) & 15 AS x1, exp((hashint4(i + 1) & 1023) / 40.0 - 12)::float8 AS t1, hashint4(i + 2) & 7 AS x0, exp((hashint4(i + 3) & 1023) / 40.0 - 12)::float8 AS t0, exp((hashint4(i + 4) & 1023) / 40.0 - 12)::float8 AS weight FROM generate_series(1, 10000) i;
CREATE FUNCTION pg_temp.in_order(by text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE r text;
BEGIN
	EXECUTE format('SELECT concat_ws('' '', mh_rate_ratio(x1, t1, x0, t0 ORDER BY %s), mh_rate_difference(x1, t1, x0, t0, 0.9 ORDER BY %1$s), standardized_rate(x1, t1, weight ORDER BY %1$s)) FROM many', by) INTO r;
	RETURN r;
END $$;
SELECT isnt((SELECT sum(weight ORDER BY weight) FROM many), (SELECT sum(weight ORDER BY weight DESC) FROM many), 'a plain sum of these depends on the order');
SELECT is(pg_temp.in_order(o), pg_temp.in_order('i'), 'bit for bit the same by ' || o) FROM unnest(ARRAY['i DESC', 't1', 't1 DESC', 'weight', 'x1 / t1 DESC', 'weight / t1', 'md5(i::text)', 'hashint4(i), x0']) o;
SELECT is((SELECT mh_rate_ratio(x1, t1, x0, t0) FROM many), (SELECT mh_rate_ratio(x1, t1, x0, t0) FROM (SELECT * FROM many ORDER BY md5(i::text)) x), 'nor does the order of the scan matter');
-- 37 magnitudes that do not overlap, so that the state has to grow
CREATE TEMP TABLE wide AS SELECT i, 10::float8 ^ (16.5 * i) AS w FROM generate_series(-18, 18) i;
SELECT is((SELECT standardized_rate(1, w, w ORDER BY i DESC) FROM wide), (SELECT standardized_rate(1, w, w ORDER BY i) FROM wide), 'magnitudes from 1e-297 to 1e297, either way');
SELECT is((SELECT standardized_rate(1, w, w ORDER BY md5(i::text)) FROM wide), (SELECT standardized_rate(1, w, w ORDER BY i) FROM wide), 'and shuffled');
SELECT is((SELECT array_length(standardized_rate_combine(standardized_rate_add('{}', 1, 1, 1), standardized_rate_add('{}', 1, 1, 1)), 1)), 15, 'a state has 15 numbers where so many do');

-- combining
CREATE AGGREGATE mh_state(bigint, float8, bigint, float8) (SFUNC = mh_rate_add, STYPE = float8[], INITCOND = '{}', COMBINEFUNC = mh_rate_combine);
CREATE AGGREGATE mh_join(float8[]) (SFUNC = mh_rate_combine, STYPE = float8[], INITCOND = '{}', FINALFUNC = mh_rate_ratio_final);
CREATE AGGREGATE standardized_state(bigint, float8, float8) (SFUNC = standardized_rate_add, STYPE = float8[], INITCOND = '{}');
CREATE AGGREGATE standardized_join(float8[]) (SFUNC = standardized_rate_combine, STYPE = float8[], INITCOND = '{}', FINALFUNC = standardized_rate_final);
SELECT is((SELECT mh_join(s) FROM (SELECT mh_state(x1, t1, x0, t0) s FROM many GROUP BY part) x), (SELECT mh_rate_ratio(x1, t1, x0, t0) FROM many), 'states of seven parts');
SELECT is((SELECT mh_join(s) FROM (SELECT mh_state(x1, t1, x0, t0) s FROM many GROUP BY i UNION ALL SELECT '{}') x), (SELECT mh_rate_ratio(x1, t1, x0, t0) FROM many), 'a state a stratum, and an empty one');
SELECT is((SELECT standardized_join(s ORDER BY part) FROM (SELECT part, standardized_state(x1, t1, weight) s FROM many GROUP BY part) x), (SELECT standardized_rate(x1, t1, weight) FROM many), 'standardized: states of seven parts');
SELECT is((SELECT standardized_join(s ORDER BY i) FROM (SELECT i, standardized_state(1, w, w) s FROM wide GROUP BY i) x), (SELECT standardized_rate(1, w, w) FROM wide), 'states that have to grow');
SELECT is(standardized_rate_final(standardized_rate_combine(a, b)), standardized_rate_final(standardized_rate_combine(b, a)), 'either way round') FROM (SELECT standardized_state(1, w, w) FILTER (WHERE i % 2 = 0) a, standardized_state(1, w, w) FILTER (WHERE i % 2 <> 0) b FROM wide) x;
SELECT is(mh_rate_combine('{}', '{}')::text || standardized_rate_combine('{}', '{}')::text || coalesce(mh_rate_ratio_final('{}')::text, 'NULL'), '{}{}NULL', 'empty states');
SELECT is(mh_rate_add(s, 1, 1, 1, 1) IS DISTINCT FROM s AND s = again, true, 'called by hand, a state is not changed in place') FROM (SELECT s, s AS again FROM (SELECT mh_state(x1, t1, x0, t0) AS s FROM many) x OFFSET 0) y;

-- in parallel, and partition by partition
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 3;
SET LOCAL parallel_leader_participation = off;
ALTER TABLE many SET (parallel_workers = 3);
CREATE FUNCTION pg_temp.plan_of(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$ BEGIN RETURN QUERY EXECUTE 'EXPLAIN (COSTS OFF) ' || query; END $$;
\set three 'SELECT concat_ws('' '', mh_rate_ratio(x1, t1, x0, t0), mh_rate_difference(x1, t1, x0, t0, 0.9), standardized_rate(x1, t1, weight)) FROM many'
SELECT ok(bool_or(line LIKE '%Partial Aggregate%'), 'the plan is parallel') FROM pg_temp.plan_of(:'three') line;
CREATE TEMP TABLE in_parallel AS :three;
SELECT is((SELECT concat_ws FROM in_parallel), pg_temp.in_order('i'), 'bit for bit the same from three workers');
SET LOCAL max_parallel_workers_per_gather = 0;
SET LOCAL enable_partitionwise_aggregate = on;
CREATE TABLE parted (LIKE many) PARTITION BY HASH (i);
SELECT format('CREATE TABLE parted_%s PARTITION OF parted FOR VALUES WITH (MODULUS 3, REMAINDER %1$s)', n) FROM generate_series(0, 2) n \gexec
INSERT INTO parted SELECT * FROM many;
ANALYZE parted;
SELECT ok(count(*) FILTER (WHERE line LIKE '%Partial HashAggregate%') = 3, 'the plan is by partition') FROM pg_temp.plan_of('SELECT part, standardized_rate(x1, t1, weight) FROM parted GROUP BY part') line;
SELECT results_eq('SELECT part, standardized_rate(x1, t1, weight), mh_rate_ratio(x1, t1, x0, t0) FROM parted GROUP BY part ORDER BY part', 'SELECT part, standardized_rate(x1, t1, weight ORDER BY i), mh_rate_ratio(x1, t1, x0, t0 ORDER BY i) FROM many GROUP BY part ORDER BY part', 'bit for bit the same from three partitions');

-- windows, FILTER, DISTINCT, several in one query
SELECT is_empty($$SELECT o.i FROM (SELECT i, mh_rate_ratio(x1, t1, x0, t0) OVER w AS m, standardized_rate(x1, t1, weight) OVER w AS s FROM many WHERE i <= 60 WINDOW w AS (ORDER BY i ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING)) o
	WHERE (m::text, s::text) IS DISTINCT FROM (SELECT (mh_rate_ratio(x1, t1, x0, t0)::text, standardized_rate(x1, t1, weight)::text) FROM many j WHERE j.i BETWEEN o.i - 3 AND o.i - 1)$$, 'moving frame: NULL where it is empty');
SELECT is_empty($$SELECT o.i FROM (SELECT i, mh_rate_ratio(x1, t1, x0, t0) OVER w AS m, mh_rate_difference(x1, t1, x0, t0) OVER w AS d FROM many WHERE i <= 60 WINDOW w AS (ORDER BY i)) o
	WHERE (m::text, d::text) IS DISTINCT FROM (SELECT (mh_rate_ratio(x1, t1, x0, t0)::text, mh_rate_difference(x1, t1, x0, t0)::text) FROM many j WHERE j.i <= o.i)$$, 'running frame: the final function leaves the state as it is');
SELECT is((SELECT mh_rate_ratio(x1, t1, x0, t0) FILTER (WHERE part = 3) FROM many), (SELECT mh_rate_ratio(x1, t1, x0, t0) FROM many WHERE part = 3), 'FILTER');
SELECT is((SELECT mh_rate_ratio(DISTINCT x1, t1, x0, t0) FROM (TABLE many UNION ALL TABLE many) x), (SELECT mh_rate_ratio(x1, t1, x0, t0) FROM (SELECT DISTINCT x1, t1, x0, t0 FROM many) x), 'DISTINCT');
SELECT is((SELECT ARRAY[mh_rate_ratio(x1, t1, x0, t0), mh_rate_ratio(x1, t1, x0, t0, 0.5), mh_rate_difference(x1, t1, x0, t0), mh_rate_ratio(x0, t0, x1, t1)] FROM many),
	ARRAY[(SELECT mh_rate_ratio(x1, t1, x0, t0) FROM many), (SELECT mh_rate_ratio(x1, t1, x0, t0, 0.5) FROM many), (SELECT mh_rate_difference(x1, t1, x0, t0) FROM many), (SELECT mh_rate_ratio(x0, t0, x1, t1) FROM many)], 'several in one query');

-- the result
SELECT results_eq('SELECT (mh_rate_ratio(x1, t1, x0, t0)).* FROM many', 'SELECT (m).estimate, (m).lower, (m).upper FROM (SELECT mh_rate_ratio(x1, t1, x0, t0) AS m FROM many) x', 'the columns of the result');
CREATE TABLE kept (part int, rate rate_estimate);
INSERT INTO kept SELECT part, standardized_rate(x1, t1, weight) FROM many GROUP BY part;
SELECT is((SELECT array_agg(format('%s %s %s', (rate).estimate, (rate).lower, (rate).upper) ORDER BY part) FROM kept), (SELECT array_agg(format('%s %s %s', estimate, lower, upper) ORDER BY part) FROM (SELECT part, (s).* FROM (SELECT part, standardized_rate(x1, t1, weight) AS s FROM many GROUP BY part) x) y), 'kept in a table');

-- errors
SELECT throws_ok('SELECT ' || c, s, m, c) FROM (VALUES
	('mh_rate_ratio(-1, 1, 1, 1)', '22023', 'a count must not be negative'), ('mh_rate_difference(1, 1, -1, 1)', '22023', 'a count must not be negative'), ('standardized_rate(-1, 1, 1)', '22023', 'a count must not be negative'),
	('mh_rate_ratio(1, -1, 1, 1)', '22023', 'a time must be finite and not negative'), ('mh_rate_ratio(1, 1, 1, ''infinity'')', '22023', 'a time must be finite and not negative'), ('mh_rate_difference(1, ''NaN'', 1, 1)', '22023', 'a time must be finite and not negative'),
	('mh_rate_ratio(1, 0, 1, -1)', '22023', 'a time must be finite and not negative'), ('standardized_rate(1, ''-infinity'', 1)', '22023', 'a time must be finite and not negative'),
	('standardized_rate(1, 1, -1)', '22023', 'a weight must be finite and not negative'), ('standardized_rate(1, 0, ''NaN'')', '22023', 'a weight must be finite and not negative'), ('standardized_rate(1, 1, ''infinity'')', '22023', 'a weight must be finite and not negative'),
	('mh_rate_ratio(1, 1, 1, 1, 95)', '22023', 'confidence must lie between 0 and 1'), ('mh_rate_difference(1, 1, 1, 1, 0)', '22023', 'confidence must lie between 0 and 1'), ('standardized_rate(1, 1, 1, ''NaN'')', '22023', 'confidence must lie between 0 and 1'),
	('standardized_rate(1, 1, 1, c) FROM unnest(''{0.9,1}''::float8[]) c', '22023', 'confidence must lie between 0 and 1'),
	('mh_rate_ratio(1, 1, 1, 1, c) FROM unnest(''{0.9,0.95}''::float8[]) c', '22023', 'confidence differs within one call of the aggregate'), ('standardized_rate(1, 1, 1, c) FROM unnest(''{0.9,0.95}''::float8[]) c', '22023', 'confidence differs within one call of the aggregate'),
	('mh_rate_combine(mh_rate_add(''{}'', 1, 1, 1, 1, 0.9), mh_rate_add(''{}'', 1, 1, 1, 1))', '22023', 'confidence differs within one call of the aggregate'),
	('standardized_rate(1, 1e-200, 1e200)', '22003', 'times or weights of strata are too large, too small or too far apart to compute a rate'),
	('standardized_rate(0, 1e308, 1e308) FROM generate_series(1, 2)', '22003', 'times or weights of strata are too large, too small or too far apart to compute a rate'),
	('mh_rate_ratio(1, 1e308, 1, 1e308)', '22003', 'times or weights of strata are too large, too small or too far apart to compute a rate')) v(c, s, m);
SELECT throws_ok(format('SELECT %s(%L%s)', f, s, CASE WHEN f LIKE 'mh%add' THEN ', 1, 1, 1, 1' WHEN f LIKE '%add' THEN ', 1, 1, 1' WHEN f LIKE '%combine' THEN format(', %L', s) END), '22023', NULL, f || ' of ' || left(s, 30))
FROM unnest('{mh_rate_add,mh_rate_combine,mh_rate_ratio_final,mh_rate_difference_final,standardized_rate_add,standardized_rate_combine,standardized_rate_final}'::text[]) f,
	unnest(ARRAY['{0.95}', '{0.95,0,0}', '{0.95,0,0,1}', '{{0.95,0},{0,1}}', '{0.95,0,0,1,1,1,1,1,1,1,1,1,1,1,1,1,1,NULL}', (SELECT array_fill(0.95::float8, ARRAY[3 + 15 * 65])::text)]) s;
SELECT is_empty($$SELECT f, s, r FROM unnest('{mh_rate_ratio_final,mh_rate_difference_final,standardized_rate_final}'::text[]) f, unnest('{NaN,-1,Infinity,0,1e308,5e-324}'::text[]) a, unnest('{NaN,-1,Infinity,0,1e308,0.5}'::text[]) b,
	LATERAL (SELECT '{' || concat_ws(',', c, '0', l, repeat(a || ',' || b || ',', 7) || b) || '}' AS s FROM unnest('{0.95,NaN}'::text[]) c, unnest('{1,-1,NaN,0}'::text[]) l) x, pg_temp.attempt(format('SELECT %s(%L)', f, s)) r
	WHERE r !~ '^(\([^NI]*\)|22003|22023)$'$$, 'arrays of any numbers: a row without NaN, or an error');
SELECT * FROM finish();
ROLLBACK;
