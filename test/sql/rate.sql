-- SPDX-License-Identifier: PostgreSQL
-- Rates, proportions, their comparison and disproportionality: values of R 4.2 and of published tables.
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
SELECT plan(42);

-- equal to 1e-9, relatively; NULL is equal to NULL only
CREATE FUNCTION pg_temp.near(a float8, b float8, relative float8 DEFAULT 1e-9) RETURNS boolean LANGUAGE sql AS $$
	SELECT CASE WHEN a IS NULL OR b IS NULL THEN a IS NULL AND b IS NULL ELSE abs(a - b) <= relative * abs(b) END
$$;

-- R: qgamma((1 - conf) / 2, x) / t, qgamma(1 - (1 - conf) / 2, x + 1) / t, that is Garwood 1936
CREATE TEMP TABLE garwood (x bigint, t float8, conf float8, lower float8, upper float8);
INSERT INTO garwood VALUES
	(0, 1, 0.5, 0, 1.3862943611198906),
	(1, 0.5, 0.5, 0.57536414490356191, 5.3852690577793911),
	(2, 1000, 0.5, 0.00096127876311477719, 0.0039204020602925608),
	(7, 12.25, 0.5, 0.41491076756641054, 0.79056572328916386),
	(33, 7, 0.5, 4.1379284808027901, 5.3900884049111939),
	(250, 365.25, 0.5, 0.65478852867048898, 0.71593855706193221),
	(4000, 3, 0.5, 1319.0539258171327, 1347.826728858874),
	(99999, 1, 0.5, 99785.527379633713, 100213.11031141601),
	(100001, 1, 0.5, 99787.525246705962, 100215.11244433308),
	(12345678, 10000, 0.5, 1234.3307903034145, 1234.8048733686121),
	(0, 1, 0.90000000000000002, 0, 2.99573227355399),
	(1, 0.5, 0.90000000000000002, 0.10258658877510105, 9.487729036781154),
	(2, 1000, 0.90000000000000002, 0.00035536151069866196, 0.0062957936218719888),
	(7, 12.25, 0.90000000000000002, 0.26818903607303446, 1.0733154124434381),
	(33, 7, 0.90000000000000002, 3.4503841382122675, 6.3035831729910097),
	(250, 365.25, 0.90000000000000002, 0.61484840023645337, 0.76006952117917792),
	(4000, 3, 0.90000000000000002, 1298.8473105355288, 1368.5360284261233),
	(99999, 1, 0.90000000000000002, 99479.423347540258, 100520.7162815659),
	(100001, 1, 0.90000000000000002, 99481.418146050171, 100522.72148302998),
	(12345678, 10000, 0.90000000000000002, 1233.9899142275331, 1235.1458994987699),
	(0, 1, 0.94999999999999996, 0, 3.6888794541139354),
	(1, 0.5, 0.94999999999999996, 0.050635615968579795, 11.143286781877798),
	(2, 1000, 0.94999999999999996, 0.000242209278543965, 0.0072246876677239582),
	(7, 12.25, 0.94999999999999996, 0.22974392257305037, 1.1773612540165206),
	(33, 7, 0.94999999999999996, 3.2450973675328334, 6.6206098955956127),
	(250, 365.25, 0.94999999999999996, 0.60223954998203222, 0.774778110998812),
	(4000, 3, 0.94999999999999996, 1292.3302827574967, 1375.3063059355538),
	(99999, 1, 0.94999999999999996, 99380.155762730355, 100620.74164077373),
	(100001, 1, 0.94999999999999996, 99382.149564774605, 100622.74783869852),
	(12345678, 10000, 0.94999999999999996, 1233.8792336014176, 1235.2566558570602),
	(0, 1, 0.98999999999999999, 0, 5.2983173665480354),
	(1, 0.5, 0.98999999999999999, 0.010025083647088573, 14.860259000560244),
	(2, 1000, 0.98999999999999999, 0.00010349454674809109, 0.0092737920892555434),
	(7, 12.25, 0.98999999999999999, 0.16631326356732012, 1.3986606750133346),
	(33, 7, 0.98999999999999999, 2.8684454046751675, 7.2697089155759906),
	(250, 365.25, 0.98999999999999999, 0.57810179994842936, 0.80406485510589965),
	(4000, 3, 0.98999999999999999, 1279.6563040194599, 1388.6026492879164),
	(99999, 1, 0.98999999999999999, 99186.33370591914, 100816.42696055658),
	(100001, 1, 0.98999999999999999, 99188.325560430894, 100818.43510600418),
	(12345678, 10000, 0.98999999999999999, 1233.6629337051781, 1235.4731419912468),
	(0, 1, 0.99990000000000001, 0, 9.9034875525362374),
	(1, 0.5, 0.99990000000000001, 0.00010000250008332544, 25.013342570385465),
	(2, 1000, 0.99990000000000001, 1.0033486911883226e-05, 0.014724862470708162),
	(7, 12.25, 0.99990000000000001, 0.075162049425690117, 1.9533909682367723),
	(33, 7, 0.99990000000000001, 2.1681944785588114, 8.7890443832060345),
	(250, 365.25, 0.99990000000000001, 0.52878023635470472, 0.86900101200757807),
	(4000, 3, 0.99990000000000001, 1252.8784843631001, 1417.2730971498179),
	(99999, 1, 0.99990000000000001, 98773.40241555644, 101235.02818696891),
	(100001, 1, 0.99990000000000001, 98775.390112452631, 101237.04049001158),
	(12345678, 10000, 0.99990000000000001, 1233.2012566092721, 1235.9353858930915);
SELECT is_empty($$SELECT g.*, r FROM garwood g, rate_ci(x, t, conf) r WHERE NOT (pg_temp.near(r.rate, x / t) AND pg_temp.near(r.lower, g.lower) AND pg_temp.near(r.upper, g.upper))$$, 'exact intervals of rates agree with R');
SELECT is((SELECT count(*) FROM garwood), 50::bigint, '50 of them');
-- rules 11.4
SELECT ok(pg_temp.near(r.lower, l, 1e-7) AND pg_temp.near(r.upper, u, 1e-7), format('Garwood %s/%s', x, t)) FROM (VALUES
	(0, 1, 0, 3.688879454), (1, 1, 0.025317808, 5.571643391), (5, 1, 1.623486390, 11.668332079), (10, 1, 4.795388696, 18.390356042), (14, 400, 0.019134826, 0.058724053)) v(x, t, l, u), rate_ci(x, t) r;
SELECT ok(pg_temp.near(lower, 999999938020497.75) AND pg_temp.near(upper, 1000000061979505.1, 1e-14), '1e15 events') FROM rate_ci(1000000000000000, 1);
SELECT ok(pg_temp.near(lower, (10 * (1 - 1 / 90.0 - 1.959963984540054 / (3 * sqrt(10::float8))) ^ 3)::float8) AND pg_temp.near(upper, (11 * (1 - 1 / 99.0 + 1.959963984540054 / (3 * sqrt(11::float8))) ^ 3)::float8), 'Byar, by its formula') FROM rate_ci(10, 1, 0.95, 'byar');
SELECT is_empty($$SELECT x, conf FROM generate_series(0, 60) x, unnest('{0.01,0.5,0.95,0.9999,0.9999999}'::float8[]) conf, unnest('{exact,byar}'::text[]) m, rate_ci(x, 2, conf, m) r
	WHERE NOT (r.lower >= 0 AND r.lower <= r.rate AND r.rate <= r.upper AND r.upper < 'infinity')$$, 'lower <= rate <= upper, never negative');
SELECT is((SELECT r FROM rate_ci(3, 0) r)::text, '(,,)', 'no time: no rate');

-- R: binom.test(x, n, conf.level)$conf.int; prop.test(x, n, conf.level, correct = FALSE)$conf.int (Wilson)
CREATE TEMP TABLE proportions (x bigint, n bigint, conf float8, cp_lower float8, cp_upper float8, w_lower float8, w_upper float8);
INSERT INTO proportions VALUES
	(0, 5, 0.5, 0, 0.24214171674480078, 0, 0.083399033065064285),
	(1, 29, 0.5, 0.0098710298543232579, 0.090177727328022206, 0.017883620067890342, 0.065461880592999219),
	(3, 3, 0.5, 0.6299605249474366, 1, 0.86832278010233355, 1),
	(17, 100, 0.5, 0.1421289755110384, 0.20265234170555901, 0.14617174025700469, 0.19681724216586224),
	(50, 101, 0.5, 0.45673109958555713, 0.53343665704653409, 0.4615915397307937, 0.528551867428524),
	(1000, 2500, 0.5, 0.39321837252038039, 0.40683365262859661, 0.39341014741847213, 0.4066262408736338),
	(123456, 1000000, 0.5, 0.12323386002375794, 0.12367862018238118, 0.12323429120680743, 0.12367805140019769),
	(0, 5, 0.94999999999999996, 0, 0.52182375010498139, 0, 0.43448246478317465),
	(1, 29, 0.94999999999999996, 0.0008726468835799228, 0.17764429548872285, 0.006113214292762661, 0.17175521879320282),
	(3, 3, 0.94999999999999996, 0.29240177382128668, 1, 0.43850296824495466, 1),
	(17, 100, 0.94999999999999996, 0.10226491003552825, 0.25817541063215876, 0.1089356611405993, 0.25548004767601118),
	(50, 101, 0.94999999999999996, 0.3940399605228716, 0.59635693249049315, 0.39952668051022933, 0.59093510806798699),
	(1000, 2500, 0.94999999999999996, 0.38072296738639794, 0.41951162410622123, 0.38096389959689331, 0.4193429456154632),
	(123456, 1000000, 0.94999999999999996, 0.12281184162962973, 0.12410234027680267, 0.12281269653142285, 0.12410219641400438),
	(0, 5, 0.99990000000000001, 0, 0.86202703385388157, 0, 0.75169721442864024),
	(1, 29, 0.99990000000000001, 1.7241795495201354e-06, 0.35543492767174989, 0.002022754377135613, 0.38624150636987209),
	(3, 3, 0.99990000000000001, 0.036840314986402521, 1, 0.16541041840367887, 1),
	(17, 100, 0.99990000000000001, 0.057038957587687802, 0.3511259281772583, 0.070442887690009295, 0.35632549281825532),
	(50, 101, 0.99990000000000001, 0.30500580855363479, 0.68610047610665825, 0.31519256306396576, 0.67619689474742428),
	(1000, 2500, 0.99990000000000001, 0.36216048830769076, 0.4386781041108968, 0.3625920803140239, 0.43861156839383109),
	(123456, 1000000, 0.99990000000000001, 0.12217958073067514, 0.12474027421866862, 0.12218184782515566, 0.12474155127336525);
SELECT is_empty($$SELECT p.*, r FROM proportions p, proportion_ci(x, n, conf) r WHERE NOT (pg_temp.near(r.proportion, x::float8 / n) AND pg_temp.near(r.lower, cp_lower) AND pg_temp.near(r.upper, cp_upper))$$, 'Clopper-Pearson agrees with R');
SELECT is_empty($$SELECT p.*, r FROM proportions p, proportion_ci(x, n, conf, 'wilson') r WHERE NOT (pg_temp.near(r.lower, w_lower) AND pg_temp.near(r.upper, w_upper)) AND x > 0 AND x < n$$, 'Wilson agrees with R');
SELECT is_empty($$SELECT n, x FROM generate_series(1, 30) n, generate_series(0, n) x, unnest('{clopper-pearson,wilson}'::text[]) m, proportion_ci(x, n, 0.95, m) r, proportion_ci(n - x, n, 0.95, m) o
	WHERE NOT (r.lower >= 0 AND r.lower <= r.proportion AND r.proportion <= r.upper AND r.upper <= 1 AND abs(r.lower - (1 - o.upper)) < 1e-12)$$, 'within 0 and 1; the counterpart mirrors it');
SELECT is((SELECT r FROM proportion_ci(0, 0) r)::text, '(,,)', 'of nobody: none');

-- R: p <- binom.test(x1, x1 + x0, conf.level)$conf.int; p / (1 - p) * t0 / t1
CREATE TEMP TABLE ratios (x1 bigint, t1 float8, x0 bigint, t0 float8, conf float8, ratio float8, lower float8, upper float8);
INSERT INTO ratios VALUES
	(5, 1000, 3, 1200, 0.8, 2, 0.63100771331790662, 6.9713292212007829),
	(1, 10, 1, 10, 0.8, 1, 0.054092553389459772, 18.486832980505127),
	(40, 33.5, 12, 50, 0.8, 4.9751243781094523, 3.1340164879281809, 8.0999363647724056),
	(0, 5, 7, 5, 0.8, 0, 0, 0.3894954943731378),
	(250, 1000, 100, 1500, 0.8, 3.75, 3.202916234703769, 4.3982091580993519),
	(5, 1000, 3, 1200, 0.95, 2, 0.38911607275443366, 12.878985479422523),
	(1, 10, 1, 10, 0.95, 1, 0.012739367083666625, 78.496835316262846),
	(40, 33.5, 12, 50, 0.95, 4.9751243781094523, 2.5588364229262583, 10.417642006974107),
	(0, 5, 7, 5, 0.95, 0, 0, 0.69381398009645256),
	(250, 1000, 100, 1500, 0.95, 3.75, 2.9623032646138285, 4.7775292404560332),
	(5, 1000, 3, 1200, 0.999, 2, 0.13803190939485543, 55.114217411782604),
	(1, 10, 1, 10, 0.999, 1, 0.00025009378907959773, 3998.4999374856147),
	(40, 33.5, 12, 50, 0.999, 4.9751243781094523, 1.7402028782428103, 17.822394644098786),
	(0, 5, 7, 5, 0.999, 0, 0, 1.9619362959452205),
	(250, 1000, 100, 1500, 0.999, 3.75, 2.546780909073064, 5.6380024201451109);
SELECT is_empty($$SELECT q.*, r FROM ratios q, rate_ratio_ci(x1, t1, x0, t0, conf) r WHERE NOT (pg_temp.near(r.ratio, q.ratio) AND pg_temp.near(r.lower, q.lower) AND pg_temp.near(r.upper, q.upper))$$, 'rate ratios agree with R');
SELECT is((SELECT r FROM rate_ratio_ci(0, 1, 0, 1) r)::text, '(,,)', 'no events: nothing');
SELECT ok(ratio IS NULL AND lower > 0 AND upper IS NULL, 'no events in the reference: a lower bound only') FROM rate_ratio_ci(3, 1, 0, 1);
SELECT is((SELECT r FROM rate_ratio_ci(1, 0, 1, 1) r)::text, '(,,)', 'no time: nothing');

-- Newcombe 1998, as in rules 11.4
SELECT ok(abs(r.lower - l) < 0.00006 AND abs(r.upper - u) < 0.00006, format('%s: %s/%s - %s/%s', m, a, b, c, d)) FROM (VALUES
	('miettinen-nurminen', 56, 70, 48, 80, 0.0528, 0.3382), ('mee', 56, 70, 48, 80, 0.0533, 0.3377), ('newcombe', 56, 70, 48, 80, 0.0524, 0.3339),
	('miettinen-nurminen', 9, 10, 3, 10, 0.1700, 0.8406), ('mee', 9, 10, 3, 10, 0.1821, 0.8370), ('newcombe', 9, 10, 3, 10, 0.1705, 0.8090),
	('miettinen-nurminen', 5, 56, 0, 29, -0.0326, 0.1933), ('mee', 5, 56, 0, 29, -0.0313, 0.1926), ('newcombe', 5, 56, 0, 29, -0.0381, 0.1926),
	('miettinen-nurminen', 10, 10, 0, 20, 0.7156, 1), ('mee', 10, 10, 0, 20, 0.7225, 1), ('newcombe', 10, 10, 0, 20, 0.6791, 1)) v(m, a, b, c, d, l, u), risk_difference_ci(a, b, c, d, 0.95, m) r;
SELECT is_empty($$SELECT a, b, c, d, m FROM generate_series(1, 7) b, generate_series(0, b) a, generate_series(1, 7) d, generate_series(0, d) c, unnest('{miettinen-nurminen,mee,newcombe}'::text[]) m,
	risk_difference_ci(a, b, c, d, 0.95, m) r, risk_difference_ci(c, d, a, b, 0.95, m) o
	WHERE NOT (r.lower >= -1 AND r.lower <= r.difference + 1e-12 AND r.difference <= r.upper + 1e-12 AND r.upper <= 1 AND abs(r.lower + o.upper) < 1e-9)$$, 'differences lie within -1 and 1, and change sign with the groups');

SELECT ok(expected = 1.025 AND abs(prr - 24.975) < 1e-9 AND abs(prr_lower - 17.687245) < 1e-6 AND abs(prr_upper - 35.265561) < 1e-6 AND abs(ror - 32.966667) < 1e-6 AND abs(ror_lower - 20.875921) < 1e-6 AND abs(ror_upper - 52.060031) < 1e-6
	AND abs(ic - 4.063616) < 1e-6 AND abs(ic025 - 3.394587) < 1e-6 AND abs(ic975 - 4.535004) < 1e-6 AND abs(chi2 - 567.155787) < 1e-6 AND abs(chi2_yates - 543.746329) < 1e-6, 'disproportionality: rules 11.4')
FROM disproportionality(25, 75, 1000, 98900);
SELECT is((SELECT d FROM disproportionality(0, 0, 0, 0) d)::text, '(,,,,,,,,,,,)', 'an empty table');
SELECT is_empty($$SELECT a, b, c, d FROM generate_series(0, 3) a, generate_series(0, 3) b, generate_series(0, 3) c, generate_series(0, 3) d, disproportionality(a, b, c, d) r
	WHERE r::text ~ 'NaN|Infinity' OR prr_lower > prr OR ror_lower > ror OR ic025 > ic OR prr < 0 OR ror < 0$$, 'never NaN or infinite');

SELECT throws_ok(c, '22023', NULL, c) FROM unnest(ARRAY['SELECT rate_ci(-1, 1)', 'SELECT rate_ci(1, -1)', 'SELECT rate_ci(1, ''NaN'')', 'SELECT rate_ci(1, 1, 0)', 'SELECT rate_ci(1, 1, 0.95, ''garwood'')',
	'SELECT proportion_ci(2, 1)', 'SELECT rate_ratio_ci(1, 1, 1, ''infinity'')']) c;
SELECT * FROM finish();
ROLLBACK;
