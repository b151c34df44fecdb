-- SPDX-License-Identifier: PostgreSQL
--
-- next_band_change: time is walked day by day, and for each day of the walk
-- the next one whose band is another is remembered.

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
\ir lib/oracle.sql

SELECT plan(6);

-- Every day from "before" days before birth to "after" days after it, with the
-- next day in that time on which the band is not what it was the day before.
CREATE FUNCTION oracle.walk(birth date, ga int, scheme text, before int, after int)
RETURNS TABLE (at date, change date) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
	WITH day AS (
		SELECT b.day, (b.lo, b.hi, b.mark) IS DISTINCT FROM lag((b.lo, b.hi, b.mark)) OVER (ORDER BY b.day) AS new
		FROM oracle.day_bands(ARRAY[birth], ga, (SELECT array_agg(birth + g) FROM generate_series(-before, after) g), scheme) b)
	SELECT d.day, min(d.day) FILTER (WHERE d.new) OVER (ORDER BY d.day DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
	FROM day d;
END $$;

-- As many days as it takes to be in the last band.
CREATE FUNCTION oracle.days_to_last(birth date, scheme text) RETURNS int LANGUAGE plpgsql STABLE AS $$
DECLARE
	cuts text[] := (oracle.scheme_of(scheme)).cuts;
BEGIN
	RETURN oracle.reached(birth, cuts[cardinality(cuts)]) - birth;
END $$;

SELECT oracle.agree('every day of childhood, named schemes', 200000, $$
	SELECT concat_ws(' ', birth, 'at', at, scheme) AS input, next_band_change(birth, at, scheme::age_scheme) AS got, change AS want
	FROM (SELECT scheme, oracle.some_date('next birth' || scheme, k, 1620, 2150) AS birth
		  FROM (SELECT name FROM oracle.scheme WHERE name NOT IN ('ema-p4', 'ctis')) s(scheme), generate_series(1, 3) k
		  UNION ALL VALUES ('ctis', date '1996-02-29'), ('ich-e11', '1896-02-29'), ('nichd', '2019-01-31'), ('fda-cder', '2018-12-30')) b,
		 LATERAL oracle.walk(birth, NULL, scheme, 30, oracle.days_to_last(birth, scheme) + 10) w$$);

SELECT oracle.agree('every day, random cuts', 150000, $$
	SELECT concat_ws(' ', birth, 'at', at, scheme) AS input, next_band_change(birth, at, scheme::age_scheme) AS got, change AS want
	FROM (SELECT oracle.some_date('next birth', i, 1600, 2200) AS birth, oracle.some_cuts('next cuts', i) AS scheme
		  FROM generate_series(1, 60) i) b,
		 LATERAL oracle.walk(birth, NULL, scheme, 5, oracle.days_to_last(birth, scheme) + 5) w$$);

SELECT oracle.agree('every day, without a scheme', 20000, $$
	SELECT concat_ws(' ', birth, 'at', at) AS input, next_band_change(birth, at) AS got, change AS want
	FROM (SELECT oracle.some_date('plain birth', i, 1600, 2200) AS birth FROM generate_series(1, 5) i) b,
		 LATERAL oracle.walk(birth, NULL, 'ich-e11', 400, oracle.days_to_last(birth, 'ich-e11') + 400) w$$);

SELECT oracle.agree('maturity known: every gestation, every day of the first year', 80000, $$
	SELECT concat_ws(' ', birth, ga, 'at', at, scheme) AS input,
		next_band_change(birth, at, scheme::age_scheme, (ga || 'd')::gestational_age) AS got, change AS want
	FROM (SELECT ga, scheme, oracle.some_date('known birth' || scheme, ga, 1880, 2120) AS birth
		  FROM generate_series(140, 314) ga, unnest('{ema-p4,nichd,fhir-ped,ctis,nmpa}'::text[]) scheme
		  WHERE scheme = 'ema-p4' OR ga % 20 = 0 OR ga BETWEEN 257 AND 260) b,
		 LATERAL oracle.walk(birth, ga, scheme, 5, 735) w
	WHERE at < birth + 360$$);

-- Unknown maturity by the EMA bands: at 28 days the preterm hull widens, at
-- 168 days nobody is a newborn any more.
SELECT oracle.agree('maturity unknown', 3500, $$
	SELECT concat_ws(' ', birth, 'at', at, scheme) AS input,
		concat_ws(' ', next_band_change(birth, at, scheme::age_scheme), next_band_change(birth, at, scheme::age_scheme, NULL)) AS got,
		concat_ws(' ', change, change) AS want
	FROM unnest('{2019-05-17,2020-02-29,1900-01-31}'::date[]) birth, unnest('{ema-p4,nichd,fhir-ped}'::text[]) scheme,
		 LATERAL oracle.walk(birth, NULL, scheme, 30, 735) w
	WHERE at < birth + 390$$);

SELECT oracle.agree('ends, NULL and infinity', 8, $$
	SELECT expression AS input, oracle.outcome(expression) AS got, want
	FROM (VALUES ($e$next_band_change(date '2000-01-01', date '2018-01-01')$e$, NULL),
		($e$next_band_change(date '2000-01-01', date '2017-12-31')$e$, '2018-01-01'),
		($e$next_band_change(date '2000-01-01', date '5874897-12-31')$e$, NULL),
		($e$next_band_change(date '2000-01-01', date '1999-01-01', '0d')$e$, '2000-01-01'),
		($e$next_band_change(date '2000-01-01', date '2000-01-01', '0d')$e$, NULL),
		($e$next_band_change(date '5874897-12-31', date '5874897-12-30')$e$, '5874897-12-31'),
		($e$next_band_change(date '5874897-12-31', date '5874897-12-31')$e$, '22008'),
		($e$next_band_change(date '4714-11-24 BC', date '4714-11-24 BC')$e$, '4714-12-22 BC'),
		($e$next_band_change(NULL, date '2000-01-01')$e$, NULL),
		($e$next_band_change(date '2000-01-01', NULL)$e$, NULL),
		($e$next_band_change(date '-infinity', date '2000-01-01')$e$, '22008'),
		($e$next_band_change(date '2000-01-01', date 'infinity')$e$, '22008')) v(expression, want)$$);

SELECT * FROM finish();
ROLLBACK;
