-- SPDX-License-Identifier: PostgreSQL
--
-- gestational_age and what follows from it: category, expected delivery,
-- postmenstrual age, corrected age, for every gestation at birth.

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
\ir lib/oracle.sql

SELECT plan(11);

-- A gestation counted up week by week: w weeks and d days.
CREATE TEMP TABLE gestation ON COMMIT DROP AS
SELECT 7 * w + d AS days, w, d, w || '+' || d AS text, (w || '+' || d)::gestational_age AS ga
FROM generate_series(0, 999) w, generate_series(0, 6) d;

SELECT oracle.agree('text forms of every gestation', 7000, $$
	SELECT text AS input, concat_ws(' ', ga, (w || 'w' || d || 'd')::gestational_age, (w || ' ' || d || '/7')::gestational_age,
			(days || 'd')::gestational_age, CASE WHEN d = 0 THEN (w || 'w')::gestational_age END) AS got,
		concat_ws(' ', text, text, text, text, CASE WHEN d = 0 THEN text END) AS want
	FROM gestation$$);

SELECT oracle.agree('order is that of the days', 7000, $$
	SELECT text AS input, row_number() OVER (ORDER BY ga) AS got, row_number() OVER (ORDER BY days) AS want FROM gestation$$);

SELECT oracle.agree('what is no gestation', 15, $$
	SELECT quote_literal(text) AS input, oracle.outcome(format('%L::gestational_age', text)) AS got, want
	FROM (VALUES ('34', '22P02'), ('34+7', '22P02'), ('34+', '22P02'), ('+5', '22P02'), ('', '22P02'), ('34w7d', '22P02'),
		('34 7/7', '22P02'), ('34 5/8', '22P02'), ('-1+0', '22P02'), ('34.5', '22P02'), ('34w 5d', '22P02'), ('d', '22P02'),
		(' 34+5', '22P02'), ('34+5 ', '22P02'), ('34 + 5', '22P02'), ('0+0', '0+0'), ('999+6', '999+6'), ('6999d', '999+6')) v(text, want)
	UNION ALL
	-- beyond the last: refused, whichever way
	SELECT text, (oracle.outcome(format('%L::gestational_age', text)) ~ '^22')::text, 'true'
	FROM unnest('{1000+0,7000d,1000w}'::text[]) text$$);

-- WHO: extremely preterm below 28 weeks, very 28 to below 32, moderate to late
-- 32 to below 37; term 37 to below 42; post-term from 42.
SELECT oracle.agree('category of every gestation at birth', 175, $$
	SELECT text AS input, ga_category(ga) AS got,
		CASE WHEN w < 28 THEN 'extremely preterm' WHEN w < 32 THEN 'very preterm'
			 WHEN w < 37 THEN 'moderate to late preterm' WHEN w < 42 THEN 'term' ELSE 'post-term' END AS want
	FROM gestation WHERE days BETWEEN 140 AND 314$$);

-- Births with a gestation, and a day up to some years later or a little earlier.
CREATE TEMP TABLE child ON COMMIT DROP AS
SELECT i, birth, 140 + (i % 175)::int AS days, (140 + i % 175 || 'd')::gestational_age AS ga,
	birth + CASE i % 4 WHEN 0 THEN oracle.rnd('gestation', i, 30) - 10
					   WHEN 1 THEN oracle.rnd('gestation', i, 400)
					   ELSE oracle.rnd('gestation', i, 1500) END::int AS at
FROM (SELECT i, oracle.some_date('gestation birth', i, 1890, 2110) AS birth FROM generate_series(1, 10000) i) b;

-- Counting on from the day of birth with the gestation then: 40+0 is the day.
SELECT oracle.agree('expected_delivery', 10000, $$
	SELECT ga || ' ' || birth AS input, expected_delivery(ga, birth) AS got,
		(SELECT birth + g FROM generate_series(-34, 140) g WHERE days + g = 40 * 7) AS want
	FROM child$$);

SELECT oracle.agree('postmenstrual_age', 10000, $$
	SELECT concat_ws(' ', ga, birth, at) AS input, postmenstrual_age(ga, birth, at) AS got,
		CASE WHEN at >= birth THEN (days + (at - birth)) / 7 || '+' || (days + (at - birth)) % 7 END AS want
	FROM child$$);

SELECT oracle.agree('postmenstrual_age ends at 999+6', 500, $$
	SELECT concat_ws(' ', ga, birth, n) AS input,
		oracle.outcome(format('postmenstrual_age(%L::gestational_age, date %L, date %L)', ga, birth, birth + n - days)) AS got,
		CASE WHEN n <= 6999 THEN n / 7 || '+' || n % 7 ELSE '22003' END AS want
	FROM child, unnest('{6992,6999,7000,9000}'::int[]) n WHERE i <= 175$$);

-- Corrected age: preterm children only, until it reaches the age given.
CREATE FUNCTION oracle.corrected(days int, birth date, at date, until text) RETURNS int
LANGUAGE sql AS $$
	SELECT CASE WHEN at < birth THEN NULL
		WHEN days >= 37 * 7 THEN at - birth
		WHEN at >= oracle.reached(birth + 280 - days, until) THEN at - birth
		ELSE at - (birth + 280 - days) END
$$;

SELECT oracle.agree('corrected_age_days', 10000, $$
	SELECT concat_ws(' ', ga, birth, at) AS input, corrected_age_days(ga, birth, at) AS got,
		oracle.corrected(days, birth, at, '3y') AS want
	FROM child$$);

SELECT oracle.agree('corrected_age_days until another age', 10000, $$
	SELECT concat_ws(' ', ga, birth, at, until) AS input, corrected_age_days(ga, birth, at, until) AS got,
		oracle.corrected(days, birth, at, until) AS want
	FROM (SELECT *, oracle.pick('until', i, '{0d,1d,28d,40w,1mo,11mo,12mo,24mo,1y,2y,3y,18y}'::text[]) AS until FROM child) c$$);

SELECT oracle.agree('corrected_age_days round the day on which correction ends', 5000, $$
	SELECT concat_ws(' ', ga, birth, at, until) AS input, corrected_age_days(ga, birth, at, until) AS got,
		oracle.corrected(days, birth, at, until) AS want
	FROM (SELECT *, oracle.reached(birth + 280 - days, until) + g AS at
		  FROM (SELECT i, ga, birth, days FROM child WHERE i <= 1000) c, unnest('{1mo,2y,3y}'::text[]) until, generate_series(-1, 1) g) c$$);

SELECT oracle.agree('as gestation at birth, only 20+0 to 44+6', 100, $$
	SELECT replace(call, '$', text) AS input,
		oracle.outcome(replace(call, '$', quote_literal(text) || '::gestational_age')) ~ '^22023$' AS got, days NOT BETWEEN 140 AND 314 AS want
	FROM gestation, unnest(ARRAY[
		$e$expected_delivery($, date '2020-01-01')$e$,
		$e$postmenstrual_age($, date '2020-01-01', date '2020-02-01')$e$,
		$e$corrected_age_days($, date '2020-01-01', date '2020-02-01')$e$,
		$e$corrected_age_days($, date '2020-01-01', date '2020-02-01', '2y')$e$,
		$e$age_band(date '2020-01-01', $, date '2020-02-01')$e$,
		$e$age_band(date '2020-01-01', $, date '2020-02-01', 'ema-p4'::age_scheme)$e$,
		$e$person_time(date '2020-01-01', $, daterange '[2020-01-01,2020-02-01)')$e$,
		$e$person_time(date '2020-01-01', $, datemultirange '{[2020-01-01,2020-02-01)}', 'ema-p4'::age_scheme)$e$]) call
	WHERE days IN (0, 100, 139, 140, 141, 258, 259, 313, 314, 315, 316, 343, 6999)$$);

SELECT * FROM finish();
ROLLBACK;
