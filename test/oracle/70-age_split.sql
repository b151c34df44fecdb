-- SPDX-License-Identifier: PostgreSQL
--
-- age_split: every day of the range is banded by the oracle; each run of days
-- of one band is one row, the rows come in the order of time and fill the
-- range.

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
\ir lib/oracle.sql

SELECT plan(8);

CREATE FUNCTION oracle.age_split(birth date, ga int, during daterange, scheme text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
		WITH run AS (
			SELECT day, lo, hi, mark, day - (row_number() OVER (PARTITION BY lo, hi, mark ORDER BY day))::int AS start
			FROM oracle.day_bands(CASE WHEN birth IS NOT NULL THEN ARRAY[birth] END, ga, oracle.days(datemultirange(during)), scheme)),
		part AS (
			SELECT lo, hi, mark, daterange(min(day), max(day) + 1) AS part, count(*) AS days
			FROM run GROUP BY lo, hi, mark, start)
		SELECT string_agg(oracle.band_text(scheme, lo, hi, mark) || ' ' || part || ' ' || days, '; ' ORDER BY part) FROM part);
END $$;

CREATE TEMP TABLE exposure ON COMMIT DROP AS
SELECT i, birth, scheme, daterange(start, start + span) AS during
FROM (SELECT i, birth, scheme, birth + oracle.some_days('split start', i) AS start,
		CASE i % 4 WHEN 0 THEN oracle.rnd('split span', i, 4)
				   WHEN 1 THEN oracle.rnd('split span', i, 60)
				   WHEN 2 THEN oracle.rnd('split span', i, 900)
				   ELSE oracle.rnd('split span', i, CASE i % 5 WHEN 0 THEN 8000 ELSE 1200 END) END::int AS span
	  FROM (SELECT i, oracle.some_date('split birth', i, 1600, 2200) AS birth,
				CASE i % 3 WHEN 0 THEN oracle.some_cuts('split cuts', i)
						   ELSE (SELECT oracle.pick('split scheme', i, array_agg(name ORDER BY name COLLATE "C")) FROM oracle.scheme WHERE name <> 'ema-p4') END AS scheme
			FROM generate_series(1, 1500) i) b) s;

SELECT oracle.agree('named schemes and random cuts', 1500, $$
	SELECT concat_ws(' ', birth, during, scheme) AS input,
		(SELECT string_agg(s.band || ' ' || s.during || ' ' || s.days, '; ' ORDER BY no)
		 FROM age_split(birth, e.during, scheme::age_scheme) WITH ORDINALITY s(band, during, days, no)) AS got,
		oracle.age_split(birth, NULL, during, scheme) AS want
	FROM exposure e$$);

SELECT oracle.agree('without a scheme', 300, $$
	SELECT concat_ws(' ', birth, during) AS input,
		(SELECT string_agg(s.band || ' ' || s.during || ' ' || s.days, '; ' ORDER BY no)
		 FROM age_split(birth, e.during) WITH ORDINALITY s(band, during, days, no)) AS got,
		oracle.age_split(birth, NULL, during, 'ich-e11') AS want
	FROM exposure e WHERE i % 5 = 1$$);

-- Ranges that begin or end on a bound, or on the eve or the morrow of it.
SELECT oracle.agree('ranges that touch the bounds', 3000, $$
	SELECT concat_ws(' ', birth, during) AS input,
		(SELECT string_agg(s.band || ' ' || s.during || ' ' || s.days, '; ' ORDER BY no)
		 FROM age_split(birth, e.during, 'nichd') WITH ORDINALITY s(band, during, days, no)) AS got,
		oracle.age_split(birth, NULL, during, 'nichd') AS want
	FROM (SELECT birth, daterange(r + a, r + a + n) AS during
		  FROM unnest('{2019-05-17,2020-02-29,2019-01-31,1899-03-30,2000-12-31}'::date[]) birth,
			   LATERAL (SELECT DISTINCT unnest(reached) FROM oracle.worlds(ARRAY[birth], NULL, 'nichd')) w(r),
			   generate_series(-2, 2) a, unnest('{0,1,2,3,29,30,40}'::int[]) n
		  UNION ALL
		  SELECT birth, daterange(r + a, r + a + n)
		  FROM (SELECT i, oracle.some_date('touch birth', i, 1700, 2150) AS birth FROM generate_series(1, 100) i) b,
			   LATERAL (SELECT DISTINCT unnest(reached) FROM oracle.worlds(ARRAY[birth], NULL, 'nichd')) w(r),
			   (VALUES (-1, 1), (-1, 2), (0, 1)) v(a, n)) e$$);

SELECT oracle.agree('maturity known and unknown', 700, $$
	SELECT concat_ws(' ', birth, ga, during, scheme) AS input,
		(SELECT string_agg(s.band || ' ' || s.during || ' ' || s.days, '; ' ORDER BY no)
		 FROM age_split(birth, e.during, scheme::age_scheme, (ga || 'd')::gestational_age) WITH ORDINALITY s(band, during, days, no)) AS got,
		oracle.age_split(birth, ga, during, scheme) AS want
	FROM (SELECT birth, ga, scheme, daterange(start, start + oracle.rnd('mature span' || scheme, g, 300)::int) AS during
		  FROM (SELECT g, CASE WHEN g < 315 THEN g END AS ga, scheme, birth, birth - 20 + oracle.rnd('mature start' || scheme, g, 250)::int AS start
				FROM (SELECT g, oracle.some_date('mature birth', g, 1880, 2120) AS birth FROM generate_series(140, 330) g) b,
					 unnest('{ema-p4,ema-p4,ctis,nichd,fhir-ped,ich-e11}'::text[]) scheme) x) e$$);

-- What the parts are: together the range, one after the other, no two
-- neighbours of one band.
SELECT oracle.agree('the parts fill the range, each day once', 1500, $$
	SELECT concat_ws(' ', birth, during, scheme) AS input,
		(SELECT concat_ws(' ', range_agg(s.during), sum(s.days), sum(upper(s.during) - lower(s.during)))
		 FROM age_split(birth, e.during, scheme::age_scheme) s) AS got,
		CASE WHEN isempty(during) THEN '' ELSE concat_ws(' ', datemultirange(during), upper(during) - lower(during), upper(during) - lower(during)) END AS want
	FROM exposure e$$);

SELECT oracle.agree('each part has the band of its days', 1500, $$
	SELECT concat_ws(' ', birth, e.during, scheme) AS input,
		(SELECT bool_and(age_band(birth, lower(s.during), scheme::age_scheme) = s.band
			AND age_band(birth, upper(s.during) - 1, scheme::age_scheme) = s.band) FROM age_split(birth, e.during, scheme::age_scheme) s) AS got,
		CASE WHEN NOT isempty(during) THEN true END AS want
	FROM exposure e$$);

SELECT oracle.agree('unknown birth, empty, unbounded, the ends of the calendar', 8, $$
	SELECT expression AS input, oracle.outcome('SELECT string_agg(s.band || '' '' || s.during || '' '' || s.days, ''; '') FROM ' || expression || ' s') AS got, want
	FROM (VALUES ($e$age_split(NULL::date, daterange '[2020-01-01,2020-03-01)')$e$, '(,) [2020-01-01,2020-03-01) 60'),
		($e$age_split(NULL::date, daterange 'empty')$e$, NULL),
		($e$age_split(date '2019-05-17', daterange 'empty')$e$, NULL),
		($e$age_split(date '2019-05-17', NULL::daterange)$e$, NULL),
		($e$age_split(date '2019-05-17', daterange '[2020-01-01,)')$e$, '22023'),
		($e$age_split(date '2019-05-17', daterange '(,2020-01-01)')$e$, '22023'),
		($e$age_split(date '2019-05-17', daterange '(,)')$e$, '22023'),
		($e$age_split(date 'infinity', daterange '[2020-01-01,2020-03-01)')$e$, '22008'),
		($e$age_split(date '2019-05-17', daterange '[2020-01-01,infinity)')$e$, '22008'),
		($e$age_split(date '2019-05-17', daterange '[2020-01-01,2020-01-31]')$e$, '[28d,2y) [2020-01-01,2020-02-01) 31'),
		($e$age_split(date '5874897-12-01', daterange '[5874897-11-30,5874897-12-31)')$e$,
			'(,0d) [5874897-11-30,5874897-12-01) 1; [0d,28d) [5874897-12-01,5874897-12-29) 28; [28d,2y) [5874897-12-29,5874897-12-31) 2')) v(expression, want)$$);

SELECT oracle.agree('a lifetime in bands of one year', 50, $$
	SELECT concat_ws(' ', birth, during) AS input,
		(SELECT string_agg(s.band || ' ' || s.during || ' ' || s.days, '; ' ORDER BY no)
		 FROM age_split(birth, e.during, years::age_scheme) WITH ORDINALITY s(band, during, days, no)) AS got,
		oracle.age_split(birth, NULL, during, years) AS want
	FROM (SELECT birth, daterange(birth - 10, birth + 25000) AS during
		  FROM (SELECT oracle.some_date('life birth', i, 1600, 2150) AS birth FROM generate_series(1, 15) i) b
		  UNION ALL
		  SELECT birth, daterange(birth + 100, birth + 3000)
		  FROM (SELECT oracle.some_date('life birth', i, 1600, 2150) AS birth FROM generate_series(31, 70) i) b) e,
		 (SELECT '0d,' || string_agg(y || 'y', ',' ORDER BY y) FROM generate_series(1, 63) y) s(years)$$);

SELECT * FROM finish();
ROLLBACK;
