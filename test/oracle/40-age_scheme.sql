-- SPDX-License-Identifier: PostgreSQL
--
-- age_scheme: its bands, which lists of cuts rise for every possible birth
-- and which do not, and the order and text of bands.

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
\ir lib/oracle.sql
\ir lib/births.sql

SELECT plan(13);

-- The births that stand for all: a birth anywhere has the future of one of them.
SELECT oracle.agree('the listed births stand for every birth', 1000, $$
	WITH b AS MATERIALIZED (
		SELECT birth, ARRAY(SELECT oracle.months_on(birth, n) - birth FROM generate_series(0, 301) n ORDER BY n) AS ahead
		FROM (SELECT i, oracle.some_date('stand for', i, 1600, 2200) AS birth FROM generate_series(1, 1000) i) x)
	SELECT birth AS input, b.ahead IN (SELECT r.ahead FROM oracle.birth r) AS got, true AS want FROM b$$);

CREATE TEMP TABLE scheme ON COMMIT DROP AS
SELECT name AS scheme FROM oracle.scheme
UNION
SELECT oracle.some_cuts('cuts', i) FROM generate_series(1, 700) i
UNION
SELECT v FROM unnest('{0d}'::text[]
	|| (SELECT string_agg(n || 'y', ',' ORDER BY n) FILTER (WHERE n > 0) FROM generate_series(1, 63) n)) WITH ORDINALITY u(y, no),
	LATERAL (SELECT CASE no WHEN 1 THEN '0d' ELSE '0d,' || y END) x(v);

-- All bands and hulls that a scheme can give, with their place in the order.
CREATE TEMP TABLE band ON COMMIT DROP AS
WITH bound AS (
	SELECT scheme, preterm_end, cardinality(cuts) AS n, lo, hi::float8
	FROM (SELECT c.scheme, o.cuts, o.preterm_end FROM scheme c, oracle.scheme_of(c.scheme) o) s,
		 generate_series(1, cardinality(cuts)) lo, generate_series(lo + 1, cardinality(cuts) + 1) hi
	WHERE cardinality(cuts) <= 12),
every AS (
	SELECT scheme, n, lo::float8, hi, NULL AS mark, preterm_end IS NULL OR lo > 1 AS own FROM bound
	UNION ALL
	SELECT scheme, n, 1, 2.5, NULL, false FROM bound WHERE preterm_end = 'pma44w' AND lo = 1 AND hi = 2
	UNION ALL
	SELECT scheme, n, 1, 2, 'term', true FROM bound WHERE preterm_end IS NOT NULL AND lo = 1 AND hi = 2
	UNION ALL
	SELECT scheme, n, 1, CASE preterm_end WHEN 'pma44w' THEN 2.5 ELSE 2 END, 'preterm', true
	FROM bound WHERE preterm_end IS NOT NULL AND lo = 1 AND hi = 2
	UNION ALL
	SELECT DISTINCT scheme, n, 0, 1, NULL, false FROM bound
	UNION ALL
	SELECT DISTINCT scheme, n, NULL::float8, NULL::float8, NULL, false FROM bound)
SELECT scheme, lo, hi, mark, oracle.band_text(scheme, lo, hi, mark) AS text, own AND (hi = lo + 1 OR mark IS NOT NULL) AS certain
FROM every;

SELECT oracle.agree('bands', 600, $$
	SELECT scheme AS input, (SELECT string_agg(b::text, ' ' ORDER BY no) FROM bands(scheme::age_scheme) WITH ORDINALITY u(b, no)) AS got,
		(SELECT string_agg(text, ' ' ORDER BY lo, hi, mark NULLS LAST) FROM band b WHERE b.scheme = s.scheme AND certain) AS want
	FROM scheme s WHERE scheme !~ '40y,41y,42y'$$);

SELECT is((SELECT string_agg(b::text, ' ' ORDER BY no) FROM scheme, bands(scheme::age_scheme) WITH ORDINALITY u(b, no) WHERE scheme ~ '40y,41y,42y'),
	(SELECT '[0d,1y) ' || string_agg(format('[%sy,%s)', n, CASE WHEN n < 63 THEN n + 1 || 'y' END), ' ' ORDER BY n) FROM generate_series(1, 63) n),
	'64 cuts make 64 bands');

SELECT oracle.agree('age_schemes lists the named schemes', 1, $$
	SELECT 'names' AS input, (SELECT string_agg(s.name, ' ' ORDER BY s.name COLLATE "C") FROM age_schemes() s) AS got,
		(SELECT string_agg(name, ' ' ORDER BY name COLLATE "C") FROM oracle.scheme) AS want$$);

SELECT oracle.agree('text, age_band, text', 9000, $$
	SELECT text AS input, text::age_band AS got, text AS want FROM (SELECT DISTINCT text FROM band) b$$);

SELECT oracle.agree('is_certain: one band of that scheme', 10000, $$
	SELECT scheme || ' ' || text AS input, is_certain(text::age_band, scheme::age_scheme) AS got, certain AS want FROM band$$);

SELECT oracle.agree('a band of another scheme is certain only if both have it', 1000, $$
	SELECT a.name || ' ' || b.text AS input, is_certain(b.text::age_band, a.name::age_scheme) AS got,
		EXISTS (SELECT FROM band o WHERE o.scheme = a.name AND o.text = b.text AND o.certain) AS want
	FROM oracle.scheme a, (SELECT DISTINCT text FROM band JOIN oracle.scheme s ON s.name = band.scheme) b$$);

SELECT oracle.agree('order: lower bound, upper bound, maturity; (,0d) first, (,) last', 10000, $$
	SELECT scheme || ' ' || text AS input, row_number() OVER (PARTITION BY scheme ORDER BY text::age_band) AS got,
		row_number() OVER (PARTITION BY scheme ORDER BY lo NULLS LAST, hi, mark NULLS LAST) AS want
	FROM band$$);

-- Bands of different schemes: where one lower bound comes before the other for
-- every birth, the order must say so. (The average lengths of months and years
-- decide it here where they are more than 4 days apart.)
CREATE FUNCTION oracle.length(age text) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
	SELECT rtrim(age, 'dwmoy')::numeric
		* CASE ltrim(age, '0123456789') WHEN 'd' THEN 1 WHEN 'w' THEN 7 WHEN 'mo' THEN 30.436875 ELSE 365.2425 END
$$;
SELECT oracle.agree('order across schemes', 10000, $$
	SELECT a.text || ' < ' || b.text AS input, a.text::age_band < b.text::age_band AS got, a.low < b.low AS want
	FROM (SELECT i, oracle.rnd('across a', i, n) AS x, oracle.rnd('across b', i, n) AS y
		  FROM generate_series(1, 15000) i, (SELECT count(*) FROM band WHERE lo > 0) c(n)) r
	JOIN (SELECT row_number() OVER (ORDER BY scheme, lo, hi, mark) - 1 AS no, text, oracle.length(oracle.bound(scheme, lo)) AS low FROM band WHERE lo > 0) a ON a.no = r.x
	JOIN (SELECT row_number() OVER (ORDER BY scheme, lo, hi, mark) - 1 AS no, text, oracle.length(oracle.bound(scheme, lo)) AS low FROM band WHERE lo > 0) b ON b.no = r.y
	WHERE abs(a.low - b.low) > 4$$);

-- Cuts must rise for every possible birth. Days against months, near the
-- shortest and the longest that so many months can be.
CREATE TEMP TABLE span ON COMMIT DROP AS
SELECT n, min(ahead[n + 1]) AS shortest, max(ahead[n + 1]) AS longest
FROM oracle.birth, generate_series(1, 300) n GROUP BY n;

SELECT oracle.agree('days and months rise for every birth, or are refused', 4000, $$
	SELECT text AS input, oracle.outcome(format('%L::age_scheme IS NOT NULL', text)) !~ '^22' AS got, rises AS want
	FROM (SELECT '0d,' || day || 'd,' || n || 'mo' AS text, day < shortest AS rises
		  FROM span, generate_series(shortest - 2, longest + 2) day
		  UNION ALL
		  SELECT '0d,' || n || 'mo,' || day || 'd', longest < day
		  FROM span, generate_series(shortest - 2, longest + 2) day
		  UNION ALL
		  SELECT '0d,' || day || 'd,' || n / 12 || 'y', day < shortest
		  FROM span, generate_series(shortest - 2, longest + 2) day WHERE n % 12 = 0
		  UNION ALL
		  SELECT '0d,' || week || 'w,' || n || 'mo', 7 * week < shortest
		  FROM span, generate_series(shortest / 7 - 1, longest / 7 + 1) week
		  UNION ALL
		  SELECT '0d,' || n || 'mo,' || m || 'y', n < 12 * m
		  FROM span, generate_series(n / 12, n / 12 + 1) m WHERE m > 0) t$$);

-- The same over lifetimes and whole cycles, with all births of 400 years.
CREATE TEMP TABLE long_span ON COMMIT DROP AS
SELECT y, min(oracle.reached(b, y || 'y') - b) AS shortest, max(oracle.reached(b, y || 'y') - b) AS longest
FROM (SELECT make_date(c, m, 1) + d AS b FROM generate_series(2000, 2399) c, unnest('{1,2,3}'::int[]) m, unnest('{0,28,29,30}'::int[]) d
	  WHERE extract(month FROM make_date(c, m, 1) + d) = m) births,
	 unnest('{40,65,85,96,97,99,100,101,104,120,200,399,400,800,1001}'::int[]) y
GROUP BY y;

SELECT oracle.agree('days and years over lifetimes', 100, $$
	SELECT text AS input, oracle.outcome(format('%L::age_scheme IS NOT NULL', text)) !~ '^22' AS got, rises AS want
	FROM (SELECT '0d,' || day || 'd,' || y || 'y' AS text, day < shortest AS rises
		  FROM long_span, generate_series(shortest - 2, longest + 2) day
		  UNION ALL
		  SELECT '0d,' || y || 'y,' || day || 'd', longest < day
		  FROM long_span, generate_series(shortest - 2, longest + 2) day) t$$);

SELECT oracle.agree('lists that are no scheme', 15, $$
	SELECT quote_literal(text) AS input, oracle.outcome(format('%L::age_scheme IS NOT NULL', text)) ~ '^22|^54' AS got, want
	FROM (VALUES ('', true), ('1d', true), ('28d,2y', true), ('0d,', true), (',0d', true), ('0d,,2y', true), ('0d;2y', true),
		('0d,2Y', true), ('0d,2', true), ('0d,2y,2y', true), ('0d,24mo,2y', true), ('0d,7d,1w', true), ('0d,2y,1y', true), ('0d,0d', true),
		('0d,0w', true), ('0d,28d,1mo', true), ('0d,-1d', true), ('0d,1y6mo', true), ('ich-e12', true), ('ICH-E11', true), ('0d,27d,1mo', false),
		('0d', false)) v(text, want)$$);

SELECT oracle.agree('at most 64 cuts', 5, $$
	SELECT n || ' cuts' AS input, oracle.outcome(format('%L::age_scheme IS NOT NULL', '0d,' || string_agg(y || 'y', ',' ORDER BY y))) AS got,
		CASE WHEN n > 64 THEN '54000' ELSE 'true' END AS want
	FROM unnest('{2,63,64,65,66,1000}'::int[]) n, generate_series(1, n - 1) y GROUP BY n$$);

SELECT * FROM finish();
ROLLBACK;
