-- SPDX-License-Identifier: PostgreSQL
--
-- next_band_change: the days after the given one are walked, one by one, until
-- the band is another.

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
\ir lib/oracle.sql

SELECT plan(6);

-- The first of "walked" days after "at" whose band is not that of "at".
CREATE FUNCTION oracle.next_band_change(birth date, ga int, at date, scheme text, walked int) RETURNS date
LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
	WITH walk AS (
		SELECT day, oracle.band_text(scheme, lo, hi, mark) AS band
		FROM oracle.day_bands(ARRAY[birth], ga, (SELECT array_agg(at + g) FROM generate_series(0, walked) g), scheme))
	SELECT min(w.day) FROM walk w, walk now WHERE now.day = at AND w.band <> now.band);
END $$;

-- Some days are not far from the next bound, so that the walk is short.
SELECT oracle.agree('to the next bound of random cuts', 3000, $$
	SELECT concat_ws(' ', birth, 'at', at, scheme) AS input, next_band_change(birth, at, scheme::age_scheme) AS got,
		oracle.next_band_change(birth, NULL, at, scheme, 70) AS want
	FROM (SELECT *, oracle.pick('next cut', i, oracle_reached) - oracle.pick('next shift', i, '{-1,0,1,1,1,2,3,20,60}'::int[]) AS at
		  FROM (SELECT i, birth, scheme, (SELECT reached FROM oracle.worlds(ARRAY[birth], NULL, scheme)) AS oracle_reached
				FROM (SELECT i, oracle.some_date('next birth', i, 1600, 2200) AS birth, oracle.some_cuts('next cuts', i) AS scheme
					  FROM generate_series(1, 6000) i) b) w) n
	WHERE at < oracle_reached[cardinality(oracle_reached)]
	  AND (SELECT min(r) FROM unnest(oracle_reached) r WHERE r > at) <= at + 70$$);

SELECT oracle.agree('through whole childhoods', 900, $$
	SELECT concat_ws(' ', birth, 'at', at, scheme) AS input, next_band_change(birth, at, scheme::age_scheme) AS got,
		oracle.next_band_change(birth, NULL, at, scheme, CASE scheme WHEN 'ctis' THEN 32000 ELSE 8100 END) AS want
	FROM (SELECT i, birth, scheme, birth + oracle.some_days('whole', i) AS at
		  FROM (SELECT i, oracle.some_date('whole birth', i, 1680, 2120) AS birth,
					(SELECT oracle.pick('whole scheme', i, array_agg(name ORDER BY name COLLATE "C")) FROM oracle.scheme WHERE name <> 'ema-p4') AS scheme
				FROM generate_series(1, 1100) i) b) w
	WHERE at > birth - 60 AND (scheme <> 'ctis' OR i % 5 = 0)$$);

SELECT oracle.agree('without a scheme', 200, $$
	SELECT concat_ws(' ', birth, 'at', at) AS input, next_band_change(birth, at) AS got,
		oracle.next_band_change(birth, NULL, at, 'ich-e11', 4400) AS want
	FROM (SELECT birth, birth + oracle.some_days('plain', i) AS at
		  FROM (SELECT i, oracle.some_date('plain birth', i, 1680, 2120) AS birth FROM generate_series(1, 300) i) b) w
	WHERE at > birth - 4000$$);

SELECT oracle.agree('maturity known', 900, $$
	SELECT concat_ws(' ', birth, ga, 'at', at, scheme) AS input,
		next_band_change(birth, at, scheme::age_scheme, (ga || 'd')::gestational_age) AS got,
		oracle.next_band_change(birth, ga, at, scheme, 800) AS want
	FROM (SELECT ga, scheme, birth, birth + oracle.pick('known days' || scheme, ga, '{-30,-1,0,1,26,27,28,48,49,50,100,167,168,169,400}'::int[]) AS at
		  FROM (SELECT ga, oracle.some_date('known birth', ga, 1880, 2120) AS birth FROM generate_series(140, 314) ga) b,
			   unnest('{ema-p4,ema-p4,nichd,fhir-ped,ctis,nmpa}'::text[]) scheme) w$$);

-- Unknown maturity by the EMA bands: at 28 days the preterm hull widens, at
-- 168 days nobody is a newborn any more.
SELECT oracle.agree('maturity unknown', 200, $$
	SELECT concat_ws(' ', birth, 'at', at, scheme) AS input,
		concat_ws(' ', next_band_change(birth, at, scheme::age_scheme), next_band_change(birth, at, scheme::age_scheme, NULL)) AS got,
		concat_ws(' ', change, change) AS want
	FROM (SELECT birth, at, scheme, oracle.next_band_change(birth, NULL, at, scheme, 720) AS change
		  FROM unnest('{2019-05-17,2020-02-29,2018-12-31,1900-01-31}'::date[]) birth,
			   LATERAL (SELECT birth + g FROM unnest('{-100,-2,-1,0,1,26,27,28,29,49,50,51,166,167,168,169,300}'::int[]) g) a(at),
			   unnest('{ema-p4,nichd,fhir-ped}'::text[]) scheme) w$$);

SELECT oracle.agree('ends, NULL and infinity', 8, $$
	SELECT expression AS input, oracle.outcome(expression) AS got, want
	FROM (VALUES ($e$next_band_change(date '2000-01-01', date '2018-01-01')$e$, NULL),
		($e$next_band_change(date '2000-01-01', date '2017-12-31')$e$, '2018-01-01'),
		($e$next_band_change(date '2000-01-01', date '5874897-12-31')$e$, NULL),
		($e$next_band_change(date '2000-01-01', date '1999-01-01', '0d')$e$, '2000-01-01'),
		($e$next_band_change(date '2000-01-01', date '2000-01-01', '0d')$e$, NULL),
		($e$next_band_change(date '5874897-12-31', date '5874897-12-30')$e$, '5874897-12-31'),
		($e$next_band_change(date '4714-11-24 BC', date '4714-11-24 BC')$e$, '4714-12-22 BC'),
		($e$next_band_change(NULL, date '2000-01-01')$e$, NULL),
		($e$next_band_change(date '2000-01-01', NULL)$e$, NULL),
		($e$next_band_change(date '-infinity', date '2000-01-01')$e$, '22008'),
		($e$next_band_change(date '2000-01-01', date 'infinity')$e$, '22008')) v(expression, want)$$);

SELECT * FROM finish();
ROLLBACK;
