-- SPDX-License-Identifier: PostgreSQL
--
-- age_band of a reported age: over all births, every completed day of age that
-- the report leaves possible, and the hull of the bands of those days.

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
\ir lib/oracle.sql
\ir lib/births.sql

SELECT plan(10);

-- n units are [n, n + 1) units, a decimal fraction is one unit of its last
-- digit. Either that is a number of days, the same for all (first and last
-- completed day), or an interval of months or years by each child's calendar.
CREATE FUNCTION oracle.span(age numeric, unit text,
	OUT first numeric, OUT last numeric, OUT months int, OUT lo numeric, OUT hi numeric)
LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE kind WHEN 'd' THEN floor(age) WHEN 'w' THEN floor(7 * age) WHEN 'h' THEN div(age, 24) END,
		CASE kind WHEN 'd' THEN ceil(over) - 1 WHEN 'w' THEN ceil(7 * over) - 1
			WHEN 'h' THEN div(over, 24) - CASE WHEN mod(over, 24) = 0 THEN 1 ELSE 0 END END,
		CASE WHEN kind = 'mo' THEN 1 WHEN kind IN ('y', '{decade}', 'dec') THEN 12 END,
		CASE WHEN kind IN ('{decade}', 'dec') THEN 10 * (age - 1) ELSE age END,
		CASE kind WHEN '{decade}' THEN 10 * age WHEN 'dec' THEN 10 * (age + 1) ELSE over END
	FROM (SELECT age + 10.0 ^ -scale(age) AS over,
			CASE WHEN lower(unit) IN ('a', 'years', 'yr') THEN 'y'
				 WHEN lower(unit) IN ('mo', 'months', 'mon') THEN 'mo'
				 WHEN lower(unit) IN ('wk', 'weeks') THEN 'w'
				 WHEN lower(unit) IN ('d', 'days', 'dy') THEN 'd'
				 WHEN lower(unit) IN ('h', 'hours', 'hr') THEN 'h'
				 ELSE lower(unit) END AS kind) u
$$;

-- The time from birth, in days, at which x months or years are reached; a
-- fraction is that part of the days of the current one.
CREATE FUNCTION oracle.point(ahead int[], step int, x numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
	SELECT ahead[floor(x)::int * step + 1]
		+ (x - floor(x)) * (ahead[(floor(x)::int + 1) * step + 1] - ahead[floor(x)::int * step + 1])
$$;

-- The last completed day of time before t.
CREATE FUNCTION oracle.eve(t numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
	SELECT ceil(t) - 1
$$;

-- The maturities that a scheme tells apart, each with the end of the newborn
-- band where that is not the second cut.
CREATE FUNCTION oracle.maturities(scheme text) RETURNS TABLE (preterm boolean, ends int) LANGUAGE sql STABLE AS $$
	SELECT DISTINCT g < 259, CASE WHEN g < 259 AND s.preterm_end = 'pma44w' THEN 308 - g END
	FROM oracle.scheme_of(scheme) s, generate_series(140, 314) g WHERE s.preterm_end IS NOT NULL
	UNION ALL
	SELECT NULL, NULL FROM oracle.scheme_of(scheme) s WHERE s.preterm_end IS NULL
$$;

-- Over all births, for ages that end by 25 years: a band is possible where
-- some birth has a possible day in it.
CREATE FUNCTION oracle.reported(age numeric, unit text, scheme text) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
	WITH s AS (SELECT * FROM oracle.scheme_of(scheme)),
	r AS (SELECT * FROM oracle.span(age, unit)),
	cut AS MATERIALIZED (
		SELECT no, rtrim(c, 'dwmoy')::int
				* CASE ltrim(c, '0123456789') WHEN 'w' THEN 7 WHEN 'y' THEN 12 ELSE 1 END AS n,
			c ~ '[dw]$' AS fixed
		FROM s, unnest(s.cuts) WITH ORDINALITY u(c, no)),
	child AS MATERIALIZED (
		SELECT b.ahead,
			CASE WHEN r.months IS NULL THEN r.first ELSE floor(oracle.point(b.ahead, r.months, r.lo)) END::int AS first,
			CASE WHEN r.months IS NULL THEN r.last ELSE oracle.eve(oracle.point(b.ahead, r.months, r.hi)) END::int AS last
		FROM oracle.birth b, r),
	bound AS MATERIALIZED (
		SELECT DISTINCT first, last, no,
			CASE WHEN fixed THEN n WHEN n <= 301 THEN ahead[n + 1] ELSE 999999999 END AS starts,
			CASE WHEN next_no IS NULL THEN 999999999 WHEN next_fixed THEN next_n WHEN next_n <= 301 THEN ahead[next_n + 1] ELSE 999999999 END AS ends
		FROM child, (SELECT *, lead(no) OVER w AS next_no, lead(n) OVER w AS next_n, lead(fixed) OVER w AS next_fixed
					 FROM cut WINDOW w AS (ORDER BY no)) c),
	possible AS (
		SELECT DISTINCT b.no AS lo, CASE WHEN b.no = 1 AND m.ends IS NOT NULL THEN 2.5 ELSE b.no + 1 END AS hi
		FROM bound b, oracle.maturities(scheme) m
		WHERE b.last >= CASE WHEN b.no = 2 AND m.ends IS NOT NULL THEN m.ends ELSE b.starts END
		  AND b.first < CASE WHEN b.no = 1 AND m.ends IS NOT NULL THEN m.ends ELSE b.ends END)
	SELECT oracle.band_text(scheme, min(lo), max(hi), NULL) FROM possible);
END $$;

-- The same with every single day looked at.
CREATE FUNCTION oracle.reported_day_by_day(age numeric, unit text, scheme text) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
	WITH s AS (SELECT * FROM oracle.scheme_of(scheme)),
	r AS (SELECT * FROM oracle.span(age, unit)),
	child AS MATERIALIZED (
		SELECT ARRAY(SELECT oracle.ahead(b.ahead, c) FROM s, unnest(s.cuts) WITH ORDINALITY u(c, no) ORDER BY no) AS reached,
			CASE WHEN r.months IS NULL THEN r.first ELSE floor(oracle.point(b.ahead, r.months, r.lo)) END::int AS first,
			CASE WHEN r.months IS NULL THEN r.last ELSE oracle.eve(oracle.point(b.ahead, r.months, r.hi)) END::int AS last
		FROM oracle.birth b, r)
	SELECT oracle.band_text(scheme, min(k), max(k) + 1, NULL)
	FROM child, generate_series(first, last) day, LATERAL (SELECT width_bucket(day, reached)) b(k));
END $$;

SELECT oracle.agree('the oracle against values worked by hand', 15, $$
	SELECT concat_ws(' ', age, unit, scheme) AS input, oracle.reported(age, unit, scheme) AS got, want
	FROM (VALUES (0::numeric, 'mo', 'ich-e11', '[0d,2y)'), (1, 'mo', 'ich-e11', '[28d,2y)'), (23, 'mo', 'ich-e11', '[28d,2y)'),
		(24, 'mo', 'ich-e11', '[2y,12y)'), (0, 'a', 'ich-e11', '[0d,2y)'), (1, 'a', 'ich-e11', '[28d,2y)'), (1.9, 'a', 'ich-e11', '[28d,2y)'),
		(3, 'wk', 'ich-e11', '[0d,28d)'), (4, 'wk', 'ich-e11', '[28d,2y)'), (671, 'h', 'ich-e11', '[0d,28d)'), (672, 'h', 'ich-e11', '[28d,2y)'),
		(2, '{decade}', 'ich-e11', '[2y,)'), (1, '{decade}', 'ich-e11', '[0d,12y)'), (1, 'dec', 'ich-e11', '[0d,)'),
		-- 0.1 of a year of 365 days is [36.5, 73) days, of 366 days [36.6, 73.2)
		(0.1, 'a', '0d,36d,37d,73d,74d', '[36d,74d)'), (0.1, 'a', '0d,35d,36d,74d', '[36d,74d)'),
		-- a month after birth is 28 to 31 days on
		(1, 'mo', '0d,27d,28d,29d', '[28d,)'), (0, 'mo', '0d,30d,31d', '[0d,31d)'), (0, 'mo', '0d,31d', '[0d,31d)'),
		(730, 'd', 'ich-e11', '[28d,12y)'), (729, 'd', 'ich-e11', '[28d,2y)'), (731, 'd', 'ich-e11', '[2y,12y)'),
		(20, 'd', 'ema-p4', '[0d,pma44w)'), (40, 'd', 'ema-p4', '[0d,2y)'), (167, 'd', 'ema-p4', '[0d,2y)'), (168, 'd', 'ema-p4', '[28d,2y)'),
		(20, 'd', 'nmpa', '[0d,28d)')) v(age, unit, scheme, want)$$);

-- Ages round the bounds of the schemes, in every unit.
CREATE TEMP TABLE report ON COMMIT DROP AS
SELECT age, unit FROM (
	SELECT n::numeric AS age, 'a' AS unit FROM generate_series(0, 23) n
	UNION SELECT n, 'MONTHS' FROM generate_series(0, 27) n
	UNION SELECT n, 'MON' FROM unnest('{71,72,119,120,143,144,145,192,203,204,215,216,217,227,228,263,264}'::int[]) n
	UNION SELECT n, 'wk' FROM unnest('{0,3,4,5,56,57,104,105,625,626,627,834,886,887,938,939,940,1147,1148}'::int[]) n
	UNION SELECT n, 'DY' FROM unnest('{0,26,27,28,29,30,31,32,49,50,167,168,365,366,394,395,396,397,398,728,729,730,731,732,2189,2190,2191,2192,4381,4382,4383,4384,6573,6574,6575,6576,6937,6938,6939,6940,8034,8035,8036}'::int[]) n
	UNION SELECT n, 'h' FROM unnest('{0,23,24,671,672,673,743,744,17519,17520,17543,17544,17545,157775,157776,157777,157800}'::int[]) n
	UNION SELECT n, '{decade}' FROM generate_series(1, 2) n
	UNION SELECT 1, 'DEC'
	UNION SELECT n, 'YEARS' FROM unnest('{0.0,0.1,0.07,0.076,0.077,0.08,0.0765,0.9,0.99,1.9,1.99,1.997,1.998,1.999,2.0,2.00,11.9,11.99,11.997,12.0,17.9,17.99,17.9999,18.0,18.00}'::numeric[]) n
	UNION SELECT n, 'mo' FROM unnest('{0.0,0.9,0.90,0.903,0.904,0.92,0.93,0.96,0.97,0.99,1.0,1.00,12.9,12.99,13.0,23.9,23.96,23.97,23.99,24.0,215.9,216.0}'::numeric[]) n
	UNION SELECT n, 'WEEKS' FROM unnest('{3.9,3.99,3.999,4.0,3.8,3.85,3.86,104.2,104.28,104.29,104.3,104.4,104.5,939.1,939.2}'::numeric[]) n
	UNION SELECT n, 'd' FROM unnest('{27.9,27.99,28.0,28.1,0.0,729.9,730.0,730.9,731.0,6574.9}'::numeric[]) n
	UNION SELECT n, 'HR' FROM unnest('{671.9,671.99,672.0,0.5,23.9,23.99}'::numeric[]) n) r;

SELECT oracle.agree('named schemes', 800, $$
	SELECT concat_ws(' ', age, unit, scheme) AS input, age_band(age, unit, scheme::age_scheme) AS got, oracle.reported(age, unit, scheme) AS want
	FROM report, unnest('{ema-p4,ctis,fda-cder,nichd}'::text[]) scheme$$);

SELECT oracle.agree('without a scheme', 200, $$
	SELECT concat_ws(' ', age, unit) AS input, age_band(age, unit) AS got, oracle.reported(age, unit, 'ich-e11') AS want FROM report$$);

-- Random ages with a fraction of some digits against random cuts, of which
-- one lies within days of the age reported.
CREATE TEMP TABLE random_report ON COMMIT DROP AS
SELECT i, unit, age,
	CASE WHEN i % 3 = 0 THEN oracle.some_cuts('reported cuts', i)
		 ELSE (SELECT '0d,' || string_agg(d || 'd', ',' ORDER BY d)
			   FROM (SELECT DISTINCT greatest(1, CASE unit WHEN 'a' THEN age * 365.25 WHEN 'mo' THEN age * 30.4375 WHEN 'wk' THEN age * 7 WHEN 'd' THEN age ELSE age / 24 END
						+ oracle.rnd('cut near' || k, i, 9) - 3)::int AS d FROM generate_series(1, 2) k) x) END AS scheme
FROM (SELECT i, unit, (oracle.rnd('reported age', i,
			(CASE WHEN i % 2 = 0 THEN 1 ELSE 10 END * CASE unit WHEN 'a' THEN 2.4 WHEN 'mo' THEN 29 WHEN 'wk' THEN 125 WHEN 'd' THEN 880 ELSE 21000 END * 10 ^ digits)::bigint)
			/ 10.0 ^ digits)::numeric(12, 4) AS raw, digits
	  FROM (SELECT i, oracle.pick('reported unit', i, '{a,a,mo,mo,wk,d,h}'::text[]) AS unit,
				oracle.pick('reported digits', i, '{0,0,1,1,2,3,4}'::int[]) AS digits FROM generate_series(1, 700) i) u) r,
	 LATERAL (SELECT round(raw, digits)) a(age);

SELECT oracle.agree('random ages and cuts', 700, $$
	SELECT concat_ws(' ', age, unit, scheme) AS input, age_band(age, unit, scheme::age_scheme) AS got, oracle.reported(age, unit, scheme) AS want
	FROM random_report$$);

SELECT oracle.agree('every possible completed day of every birth', 30, $$
	SELECT concat_ws(' ', age, unit, scheme) AS input, age_band(age, unit, scheme::age_scheme) AS got, oracle.reported_day_by_day(age, unit, scheme) AS want
	FROM (SELECT age, unit, scheme FROM random_report WHERE i % 20 = 1 AND i % 3 <> 0
		  UNION ALL
		  SELECT n, unit, 'ich-e11' FROM (VALUES (0, 'mo'), (1, 'mo'), (23, 'mo'), (24, 'mo'), (0, 'a'), (1, 'a'), (12, 'a'), (104, 'wk')) v(n, unit)
		  UNION ALL
		  SELECT 1.9, 'a', 'ich-e11' UNION ALL SELECT 0.07, 'a', 'ich-e11' UNION ALL SELECT 23.9, 'mo', 'fda-cder') c$$);

-- Adults: whole years from birth depend only on the coming leap years and on
-- whether the birth is before, on or after 29 February. Cuts of less than
-- years do not matter here.
CREATE TABLE oracle.grown AS
SELECT b AS birth, ARRAY(SELECT oracle.months_on(b, 12 * n) - b FROM generate_series(0, 131) n ORDER BY n) AS ahead
FROM generate_series(2000, 2399) y, (VALUES (1, 0), (2, 28), (3, 0)) v(m, d), LATERAL (SELECT make_date(y, m, 1) + d) x(b)
WHERE extract(month FROM b) = m;

CREATE FUNCTION oracle.reported_grown(age numeric, unit text, scheme text) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
	WITH s AS (SELECT * FROM oracle.scheme_of(scheme)),
	r AS (SELECT * FROM oracle.span(age, unit)),
	child AS MATERIALIZED (
		SELECT ARRAY(SELECT CASE WHEN c ~ 'y$' THEN b.ahead[rtrim(c, 'y')::int + 1] ELSE no END
					 FROM s, unnest(s.cuts) WITH ORDINALITY u(c, no) ORDER BY no) AS reached,
			CASE WHEN r.months IS NULL THEN r.first ELSE floor(oracle.point(b.ahead, 1, r.lo)) END::int AS first,
			CASE WHEN r.months IS NULL THEN r.last ELSE oracle.eve(oracle.point(b.ahead, 1, r.hi)) END::int AS last
		FROM oracle.grown b, r)
	SELECT oracle.band_text(scheme, min(width_bucket(first, reached)), max(width_bucket(last, reached)) + 1, NULL) FROM child);
END $$;

SELECT oracle.agree('adults', 300, $$
	SELECT concat_ws(' ', age, unit, scheme) AS input, age_band(age, unit, scheme::age_scheme) AS got, oracle.reported_grown(age, unit, scheme) AS want
	FROM (SELECT n::numeric AS age, 'YR' AS unit FROM generate_series(17, 129) n
		  UNION ALL SELECT n, '{decade}' FROM generate_series(3, 12) n
		  UNION ALL SELECT n, 'dec' FROM generate_series(2, 12) n
		  UNION ALL SELECT n, 'a' FROM unnest('{17.9,17.99,64.9,64.99,64.997,64.998,64.9999,65.0,84.9,84.99,85.00,100.5}'::numeric[]) n
		  UNION ALL SELECT n, 'd' FROM unnest('{6573,6574,6575,23740,23741,23742,23743,31045,31046,31047}'::int[]) n
		  UNION ALL SELECT n, 'h' FROM unnest('{569783,569784,569808,569807,569831,569832,745103,745128}'::int[]) n
		  UNION ALL SELECT n, 'wk' FROM unnest('{3391,3392,4434,4435,4436}'::int[]) n) a,
		 unnest('{ctis,"0d,20y,40y,64y,66y,99y,100y,120y"}'::text[]) scheme$$);

SELECT oracle.agree('very old', 8, $$
	SELECT concat_ws(' ', age, unit) AS input, oracle.outcome(format('age_band(%s::numeric, %L)', age, unit)) AS got, '[18y,)' AS want
	FROM (VALUES ('900', 'a'), ('7000000', 'a'), ('99999999999999', 'a'), ('99999999999999999999999999', 'mo'), ('1e100', 'd'), ('1e100', 'wk'),
		('1e100', 'h'), ('1e30', '{decade}'), ('1e30', 'DEC'), ('1e1000', 'a')) v(age, unit)$$);

SELECT oracle.agree('units in any case', 60, $$
	SELECT concat_ws(' ', age, word) AS input, age_band(age, word) AS got, age_band(age, unit) AS want
	FROM (VALUES ('a', '{a,A,YEARS,years,Years,YR,yr}'::text[]), ('mo', '{mo,MO,Mo,MONTHS,months,MON,mon}'), ('wk', '{wk,WK,WEEKS,weeks}'),
			('d', '{d,D,DAYS,days,DY,dy}'), ('h', '{h,H,HOURS,hours,HR,hr}'), ('{decade}', '{"{decade}","{DECADE}","{Decade}"}'), ('DEC', '{DEC,dec}')) v(unit, words),
		 unnest(words) word, unnest('{1,2,3}'::numeric[]) age$$);

SELECT oracle.agree('the units say different things', 7, $$
	SELECT unit AS input, age_band(age, unit, '0d,2d,7d,15d,31d,63d,24mo,9y,11y') AS got, want
	FROM (VALUES (2, 'a', '[2y,9y)'), (2, 'mo', '[31d,2y)'), (2, 'wk', '[7d,31d)'), (2, 'd', '[2d,7d)'), (48, 'h', '[2d,7d)'),
		(2, '{decade}', '[9y,)'), (2, 'DEC', '[9y,)'), (1, '{decade}', '[0d,11y)'), (1, 'DEC', '[0d,)')) v(age, unit, want)$$);

SELECT oracle.agree('what is no age', 12, $$
	SELECT concat_ws(' ', age, quote_literal(unit)) AS input, oracle.outcome(format('age_band(%L::numeric, %L)', age, unit)) AS got, '22023' AS want
	FROM (VALUES ('-1', 'a'), ('-0.1', 'd'), ('1', ''), ('1', 'y'), ('1', 'm'), ('1', 'year'), ('1', ' a'), ('1', 'a '), ('1', 'decade'),
		('0', '{decade}'), ('1.5', '{decade}'), ('0', 'DEC'), ('0.5', 'DEC'), ('-1', 'DEC'), ('NaN', 'a'), ('Infinity', 'a'), ('-Infinity', 'a'),
		('1', 'fortnights'), ('1', 'min')) v(age, unit)$$);

SELECT * FROM finish();
ROLLBACK;
