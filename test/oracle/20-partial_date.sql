-- SPDX-License-Identifier: PostgreSQL
--
-- partial_date against the list of the dates that it may be: bounds, order,
-- before, imputation.

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
\ir lib/oracle.sql

SELECT plan(13);

-- Random partial dates, and all forms of some years round leap days.
CREATE TEMP TABLE partial ON COMMIT DROP AS
SELECT row_number() OVER () AS i, text, oracle.possible(text) AS dates
FROM (SELECT oracle.blur('partial blur', i, oracle.some_date('partial', i, 1600, 2200)) AS text FROM generate_series(1, 3000) i
	  UNION
	  SELECT oracle.blur('all', i, d::date, ARRAY[k])
	  FROM unnest('{1900,2000,2019}'::int[]) y, generate_series(0, 3) k,
		   generate_series(make_timestamp(y, 1, 1, 0, 0, 0), make_timestamp(y, 12, 31, 0, 0, 0), '1 day') WITH ORDINALITY g(d, i)
	  UNION
	  SELECT v FROM unnest('{0001,0001-01-01,0001---31,0004-02,0100-02,9999,9999-12-31,9999-12,9999---31}'::text[]) v) p;

SELECT oracle.agree('earliest and latest, hull, completeness', 3500, $$
	SELECT text AS input, concat_ws(' ', earliest(p), latest(p), daterange(p), is_complete(p)) AS got,
		concat_ws(' ', dates[1], dates[cardinality(dates)], daterange(dates[1], dates[cardinality(dates)], '[]'), cardinality(dates) = 1) AS want
	FROM (SELECT *, text::partial_date AS p FROM partial) x$$);

SELECT oracle.agree('precision', 3500, $$
	SELECT text AS input, date_precision(text::partial_date) AS got,
		CASE WHEN cardinality(dates) = 1 AND length(text) = 10 THEN 'day'
			 WHEN cardinality(dates) BETWEEN 28 AND 31 THEN 'month'
			 WHEN cardinality(dates) >= 365 THEN 'year'
			 WHEN cardinality(dates) BETWEEN 7 AND 12 THEN 'day-of-month' END AS want
	FROM partial$$);

SELECT oracle.agree('the text is the ISO form, under every DateStyle', 3500, $$
	SELECT style || ' ' || text AS input, (set_config('DateStyle', style, true) = style)::text || text::partial_date AS got, 'true' || text AS want
	FROM partial, unnest('{"ISO, MDY","SQL, DMY","German, DMY","Postgres, MDY"}'::text[]) style$$);
SELECT set_config('DateStyle', 'ISO, MDY', true) \g /dev/null

SELECT oracle.agree('a date that exists, and none that does not', 4000, $$
	SELECT text AS input, oracle.outcome(format('%L::partial_date', text)) AS got,
		CASE WHEN (SELECT count(*) FROM generate_series(0, 365) g,
				LATERAL (SELECT make_date(y, 1, 1) + g) x(day)
				WHERE to_char(day, 'YYYY-MM-DD') = text) = 1 THEN text ELSE '22008' END AS want
	FROM unnest('{1900,2000,2019,2020}'::int[]) y, generate_series(0, 13) m, generate_series(0, 32) d,
		 LATERAL (SELECT y || to_char(m, '"-"FM00') || to_char(d, '"-"FM00')) t(text)
	WHERE m IN (0, 2, 4, 12, 13) OR d IN (0, 31, 32)
	UNION ALL
	SELECT text, oracle.outcome(format('%L::partial_date', text)), text FROM partial$$);

-- Two of them each, near enough that their dates meet.
CREATE TEMP TABLE two ON COMMIT DROP AS
SELECT i, a, oracle.possible(a) AS as, b, oracle.possible(b) AS bs
FROM (SELECT i, oracle.blur('two a', i, d, '{0,1,1,1,1,2,3,3,3}') AS a,
		oracle.blur('two b', i, (d + oracle.pick('two gap', i, '{-400,-200,-60,-32,-31,-2,-1,0,0,1,2,28,31,60,200,400}'::int[])), '{0,1,1,1,1,2,3,3,3}') AS b
	  FROM (SELECT i, oracle.some_date('two', i, 1880, 2120) AS d FROM generate_series(1, 2500) i) x) y;

SELECT oracle.agree('surely_before: in every pair', 2500, $$
	SELECT a || ' before ' || b AS input, surely_before(a::partial_date, b::partial_date) AS got,
		(SELECT bool_and(x < y) FROM unnest(t.as) x, unnest(bs) y) AS want
	FROM two t$$);

SELECT oracle.agree('possibly_before: in some pair', 2500, $$
	SELECT a || ' before ' || b AS input, possibly_before(a::partial_date, b::partial_date) AS got,
		(SELECT bool_or(x < y) FROM unnest(t.as) x, unnest(bs) y) AS want
	FROM two t$$);

SELECT oracle.agree('comparison: earliest, then latest', 2500, $$
	SELECT a || ' ' || b AS input,
		concat_ws(' ', a::partial_date < b::partial_date, a::partial_date <= b::partial_date, a::partial_date = b::partial_date,
			a::partial_date <> b::partial_date, a::partial_date >= b::partial_date, a::partial_date > b::partial_date) AS got,
		concat_ws(' ', x < y, x <= y, x = y, x <> y, x >= y, x > y) AS want
	FROM (SELECT a, b, ARRAY[t.as[1], t.as[cardinality(t.as)]] AS x, ARRAY[bs[1], bs[cardinality(bs)]] AS y FROM two t) z$$);

SELECT oracle.agree('order: earliest, then latest', 3500, $$
	SELECT text AS input, row_number() OVER (ORDER BY text::partial_date) AS got,
		row_number() OVER (ORDER BY dates[1], dates[cardinality(dates)]) AS want
	FROM partial$$);

-- Imputation without bounds, and within random bounds near the dates.
CREATE FUNCTION oracle.middle(dates date[]) RETURNS date LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
	SELECT CASE
		WHEN cardinality(dates) = 1 THEN dates[1]
		WHEN cardinality(dates) BETWEEN 28 AND 31 THEN (SELECT d FROM unnest(dates) d WHERE extract(day FROM d) = 15)
		WHEN cardinality(dates) >= 365 THEN (SELECT d FROM unnest(dates) d WHERE to_char(d, 'MM-DD') = '07-01')
		ELSE (SELECT d FROM unnest(dates) d WHERE extract(month FROM d) = 7) END);
END $$;

CREATE FUNCTION oracle.impute(dates date[], rule text, lo date, hi date) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
	SELECT coalesce(CASE rule
		WHEN 'first' THEN (SELECT min(d) FROM unnest(dates) d WHERE d BETWEEN lo AND hi)
		WHEN 'last' THEN (SELECT max(d) FROM unnest(dates) d WHERE d BETWEEN lo AND hi)
		WHEN 'middle' THEN (SELECT d FROM oracle.middle(dates) d WHERE d BETWEEN lo AND hi) END::text, '22023'));
END $$;

SELECT oracle.agree('impute without bounds', 10000, $$
	SELECT text || ' ' || rule AS input, impute(text::partial_date, rule) AS got,
		oracle.impute(dates, rule, '-infinity', 'infinity') AS want
	FROM partial, unnest('{first,middle,last}'::text[]) rule$$);

SELECT oracle.agree('impute within bounds', 9000, $$
	SELECT concat_ws(' ', text, rule, lo, hi) AS input,
		oracle.outcome(format('impute(%L::partial_date, %L, date %L, date %L)', text, rule, lo, hi)) AS got,
		oracle.impute(dates, rule, lo, hi) AS want
	FROM (SELECT i, text, dates,
			(oracle.pick('bound lo', i, dates) + oracle.pick('bound lo gap', i, '{-400,-20,-1,0,0,0,1,3,40}'::int[]))::date AS lo,
			(oracle.pick('bound hi', i, dates) + oracle.pick('bound hi gap', i, '{400,20,1,0,0,0,-1,-3,-40}'::int[]))::date AS hi
		  FROM partial WHERE i % 2 = 0) b, unnest('{first,middle,last}'::text[]) rule
	UNION ALL
	-- bounds that touch the choices
	SELECT concat_ws(' ', text, rule, lo, hi),
		oracle.outcome(format('impute(%L::partial_date, %L, date %L, date %L)', text, rule, lo, hi)),
		oracle.impute(dates, rule, lo, hi)
	FROM (SELECT text, dates, m + a AS lo, m + b AS hi
		  FROM (SELECT text, dates, oracle.middle(dates) AS m FROM partial WHERE i % 16 = 1) p,
			   (VALUES (0, 0), (1, 400), (-400, -1), (1, 0), (-1, 1), (2, 3)) v(a, b)) t, unnest('{first,middle,last}'::text[]) rule$$);

SELECT oracle.agree('from and to date', 3500, $$
	SELECT text AS input, oracle.outcome(format('(%L::partial_date)::date', text)) AS got,
		CASE WHEN cardinality(dates) = 1 AND length(text) = 10 THEN text ELSE '22023' END AS want
	FROM partial
	UNION ALL
	SELECT d::text, d::partial_date::text || earliest(d::partial_date) || latest(d::partial_date), d::text || d || d
	FROM partial, unnest(dates) d WHERE i % 100 = 0$$);

SELECT oracle.agree('other forms of input', 20, $$
	SELECT quote_literal(text) AS input, oracle.outcome(format('%L::partial_date', text)) AS got, want
	FROM (VALUES ('20190314', '2019-03-14'), ('201903', '2019-03'), ('2019-03-14T10:20', '2019-03-14'),
		('2019-03-14T10:20:30', '2019-03-14'), ('201903141020', '2019-03-14'), ('20190314102030', '2019-03-14'),
		('2019---14', '2019---14'), ('2020---29', '2020---29'), ('2019---31', '2019---31'),
		('2019-3', '22P02'), ('2019-03-1', '22P02'), ('2019-3-14', '22P02'), ('2019-03-14T', '22P02'), ('T10:20', '22P02'),
		('2019-073', '22P02'), ('2019-W10', '22P02'), ('2019-W10-4', '22P02'), (' 2019', '22P02'), ('2019 ', '22P02'), ('', '22P02'),
		('infinity', '22P02'), ('-infinity', '22P02'), ('2019-02-29', '22008'), ('2019-02-30', '22008'), ('2019-13', '22008'),
		('2019-00', '22008'), ('20190229', '22008'), ('201913', '22008'), ('2019---32', '22008'), ('2019---00', '22008'),
		('2019-', '22P02'), ('2019--', '22P02'), ('2019---', '22P02'), ('2019---1', '22P02'), ('190', '22P02')) v(text, want)$$);

SELECT oracle.agree('text, partial_date, text', 3500, $$
	SELECT text AS input, text::partial_date::text::partial_date = text::partial_date AS got, true AS want FROM partial$$);

SELECT * FROM finish();
ROLLBACK;
