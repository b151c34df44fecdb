-- SPDX-License-Identifier: PostgreSQL
--
-- age_band of partial dates: every possible pair of birth and day is listed,
-- those with birth after the day are left out, and the hull of the bands of
-- the rest is taken.

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
\ir lib/oracle.sql

SELECT plan(8);

-- A birth, and a day near one of the scheme's bounds for one of its possible
-- dates; or any day; or one round birth.
CREATE TEMP TABLE near ON COMMIT DROP AS
SELECT i, birth, dates, scheme,
	CASE i % 5 WHEN 0 THEN oracle.pick('near any', i, dates) + oracle.some_days('near any days', i)
			   WHEN 1 THEN oracle.pick('near birth', i, dates) + oracle.pick('near birth days', i, '{-366,-31,-1,0,0,1,27,28,29,31}'::int[])
			   ELSE oracle.reached(oracle.pick('near', i, dates), oracle.pick('near cut', i, (oracle.scheme_of(scheme)).cuts))
					+ oracle.pick('near shift', i, '{-32,-2,-1,-1,0,0,0,1,2,31}'::int[]) END::date AS at
FROM (SELECT i, birth, scheme, oracle.possible(birth) AS dates
	  FROM (SELECT i, oracle.blur('near blur', i, oracle.some_date('near birth', i, 1700, 2150), '{0,1,1,2,3,3}') AS birth,
			CASE i % 3 WHEN 0 THEN oracle.some_cuts('near cuts', i)
					   ELSE (SELECT oracle.pick('near scheme', i, array_agg(name ORDER BY name COLLATE "C")) FROM oracle.scheme WHERE name <> 'ema-p4') END AS scheme
			FROM generate_series(1, 2500) i) b) x;

SELECT oracle.agree('partial birth at a date', 2500, $$
	SELECT concat_ws(' ', birth, 'at', at, scheme) AS input,
		age_band(birth::partial_date, at, scheme::age_scheme) AS got, oracle.band(dates, NULL, ARRAY[at], scheme) AS want
	FROM near$$);

SELECT oracle.agree('partial birth at a date, without a scheme', 500, $$
	SELECT concat_ws(' ', birth, 'at', at) AS input,
		age_band(birth::partial_date, at) AS got, oracle.band(dates, NULL, ARRAY[at], 'ich-e11') AS want
	FROM near WHERE i % 5 = 0$$);

SELECT oracle.agree('a complete birth bands as a date does', 2500, $$
	SELECT concat_ws(' ', d, 'at', at, scheme) AS input,
		age_band(d::partial_date, at, scheme::age_scheme) AS got, age_band(d, at, scheme::age_scheme) AS want
	FROM (SELECT *, oracle.pick('complete', i, dates) AS d FROM near) n$$);

-- Every day round birth of each kind of partial date.
SELECT oracle.agree('partial births, day by day', 8000, $$
	SELECT concat_ws(' ', birth, 'at', day) AS input, age_band(birth::partial_date, day, 'ich-e11') AS got, oracle.band_text('ich-e11', lo, hi, mark) AS want
	FROM unnest('{2019-02,2020-02,2019-12,1900-02,2019---01,2019---29,2020---31,2019,2020,2020-02-29}'::text[]) birth,
		 LATERAL oracle.day_bands(oracle.possible(birth), NULL,
			(SELECT array_agg((oracle.possible(birth))[1] + g) FROM generate_series(-5, 900) g), 'ich-e11') w$$);

-- Both partial: the days lie near a bound of the births.
CREATE TEMP TABLE two_partial ON COMMIT DROP AS
SELECT i, birth, dates, scheme, oracle.blur('both at', i, at, '{0,1,1,1,2,3,3}') AS at
FROM near
WHERE at BETWEEN '1600-01-01' AND '2300-12-31'
  AND (cardinality(dates) < 100 OR i % 10 = 0);

SELECT oracle.agree('partial birth at a partial date', 1200, $$
	SELECT concat_ws(' ', birth, 'at', at, scheme) AS input,
		age_band(birth::partial_date, at::partial_date, scheme::age_scheme) AS got,
		oracle.band(dates, NULL, oracle.possible(at), scheme) AS want
	FROM two_partial WHERE i % 4 <> 0$$);

SELECT oracle.agree('year and year, year and month', 40, $$
	SELECT concat_ws(' ', birth, 'at', at, scheme) AS input,
		age_band(birth::partial_date, at::partial_date, scheme::age_scheme) AS got,
		oracle.band(oracle.possible(birth), NULL, oracle.possible(at), scheme) AS want
	FROM (VALUES ('2019', '2018'), ('2019', '2019'), ('2019', '2020'), ('2019', '2021'), ('2019', '2037'), ('2000', '2018'),
			('2019', '2019-01'), ('2019', '2019-12'), ('2019', '2021-01'), ('2019', '2021-12'), ('2019', '2018-12'),
			('2019-12', '2019'), ('2019-01', '2019'), ('2019---31', '2019---01'), ('2019---15', '2019---16'), ('2019---31', '2019-12'), ('2019---31', '2019-01')) v(birth, at),
		 unnest('{ich-e11,nichd,"0d,1d,1mo,365d,24mo"}'::text[]) scheme$$);

SELECT oracle.agree('by the EMA bands: maturity unknown too', 80, $$
	SELECT concat_ws(' ', birth, 'at', at) AS input,
		age_band(birth::partial_date, at::partial_date, 'ema-p4') AS got,
		oracle.band(dates, NULL, oracle.possible(at), 'ema-p4') AS want
	FROM (SELECT birth, dates, oracle.blur('ema at', i, at, CASE WHEN cardinality(dates) < 20 THEN '{0,0,0,1,3}' ELSE '{0}' END::int[]) AS at
		  FROM (SELECT i, birth, dates, oracle.pick('ema', i, dates) + oracle.pick('ema days', i, '{-20,0,10,20,27,28,29,50,100,150,167,168,169,180,300,730,731}'::int[]) AS at
				FROM near WHERE i <= 130 AND (cardinality(dates) < 100 OR i % 8 = 0)) x) y$$);

SELECT oracle.agree('NULL', 4, $$
	SELECT expression AS input, oracle.outcome(expression) AS got, want
	FROM (VALUES ($e$age_band(NULL::partial_date, date '2000-01-01')$e$, NULL), ($e$age_band('2000'::partial_date, NULL::date)$e$, NULL),
		($e$age_band('2000'::partial_date, NULL::partial_date)$e$, NULL), ($e$age_band('2000'::partial_date, date 'infinity')$e$, '22008')) v(expression, want)$$);

SELECT * FROM finish();
ROLLBACK;
