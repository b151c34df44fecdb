-- SPDX-License-Identifier: PostgreSQL
-- Text to a value, NULL where the text is not one.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
SET datestyle = ISO;
BEGIN;
SELECT plan(19);

-- what each of them makes of each text; - is NULL
CREATE FUNCTION pg_temp.read(f text, VARIADIC texts text[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE r text;
BEGIN
	EXECUTE format('SELECT string_agg(coalesce(%I(t)::text, ''-''), '' '' ORDER BY n) FROM unnest($1) WITH ORDINALITY u(t, n)', f) INTO r USING texts;
	RETURN r;
END $$;

SELECT is(pg_temp.read('partial_date_or_null', '2013-01-05', '2013-01', '2013', '2013---05', '20130105', '201301', '2013-01-05T11:45', '20130105114500'),
	'2013-01-05 2013-01 2013 2013---05 2013-01-05 2013-01 2013-01-05 2013-01-05', 'partial_date_or_null: what the type reads');
SELECT is(pg_temp.read('partial_date_or_null', '2013-02-30', '2013-2-3', '', ' ', ' 2013', '2013 ', 'UNK', '-', '0000', '13', 'infinity', '2013-01-05T', '2013-01-05 11:45', '2013-13'),
	'- - - - - - - - - - - - - -', '... and NULL for what it refuses');
SELECT is(pg_temp.read('date_or_null', '2013-01-05', '20130105', '2013-01-05T11:45', '0001-01-01', '9999-12-31', '2016-02-29'),
	'2013-01-05 2013-01-05 2013-01-05 0001-01-01 9999-12-31 2016-02-29', 'date_or_null: complete dates');
SELECT is(pg_temp.read('date_or_null', '2013-01', '2013', '2013---05', '2013-02-30', '2015-02-29', '', 'today', 'infinity', '05/01/2013'),
	'- - - - - - - - -', '... and NULL for partial ones and what is none');
SELECT is(pg_temp.read('gestational_age_or_null', '34+5', '34w5d', '34w', '34 5/7', '243d', '0+0', '999+6'), '34+5 34+5 34+0 34+5 34+5 0+0 999+6', 'gestational_age_or_null: what the type reads');
SELECT is(pg_temp.read('gestational_age_or_null', '34', '34+7', 'unknown', '', '1000+0', '-1+0', '34.5'), '- - - - - - -', '... and NULL for what it refuses');
SELECT is(pg_temp.read('gestation_at_birth_or_null', '20+0', '44+6', '243d'), '20+0 44+6 34+5', 'gestation_at_birth_or_null');
SELECT is(pg_temp.read('gestation_at_birth_or_null', '19+6', '45+0', '0+0', '34', ''), '- - - - -', '... and NULL for what is none at birth');
SELECT is(pg_temp.read('boolean_or_null', 'Y', 'y', 'YES', 'true', '1', 'on', 'N', 'no', 'FALSE', '0', 'off'), 'true true true true true true false false false false false', 'boolean_or_null');
SELECT is(pg_temp.read('boolean_or_null', '', ' Y', 'U', 'NA', 'o', '2', 'yess'), '- - - - - - -', '... and NULL for what is none');
SELECT is(pg_temp.read('numeric_or_null', '54', '-1.5', '+2', '.5', '5.', '1e3', '1.5E-3', '0', '00012.10'), '54 -1.5 2 0.5 5 1000 0.0015 0 12.10', 'numeric_or_null');
SELECT is(pg_temp.read('numeric_or_null', '', ' 1', '1 ', '1,5', '<5', 'NaN', 'Infinity', '-inf', '0x10', '1e', '1e+', 'e5', '.', '+', '-', '1e301', '1e-301', '1e9999999999', '1_000', '5mg', '1.2.3', '--1'),
	'- - - - - - - - - - - - - - - - - - - - - -', '... and NULL for what is no decimal number');
SELECT is(length(numeric_or_null(repeat('9', 1000))::text) || ' ' || coalesce(numeric_or_null(repeat('9', 1001))::text, '-'), '1000 -', '... or a very long one');
SELECT is(numeric_or_null('1e300') > 0 AND numeric_or_null('1e-300') > 0, true, '... up to the 300th power');
SELECT is(pg_temp.read('float8_or_null', '54', '-1.5', '+2', '.5', '5.', '1e3', '16.5779328715278', '1e300', '-0'), '54 -1.5 2 0.5 5 1000 16.5779328715278 1e+300 -0', 'float8_or_null');
SELECT is(pg_temp.read('float8_or_null', '', ' 1', '1,5', '<5', 'NaN', 'Infinity', 'inf', 'nan(1)', '0x10', '1e', '.', '1e309', '1e-400', repeat('9', 400), '5 kg'), '- - - - - - - - - - - - - - -', '... and NULL for what is no finite one');
SELECT is(float8_or_null(repeat('9', 300)) < 'infinity' AND float8_or_null('0.' || repeat('0', 400) || '1') = 0, true, '... long ones too');

-- the same as the types, over every text of three characters of an alphabet
SELECT is_empty($$
	WITH c AS (SELECT regexp_split_to_table('0 1 + - . e', ' ') AS c)
	SELECT t FROM (SELECT a.c || b.c || d.c AS t FROM c a, c b, c d) x
	WHERE (numeric_or_null(t) IS NOT NULL) <> (t ~ '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)(e[+-]?[0-9]+)?$') OR numeric_or_null(t)::float8 IS DISTINCT FROM float8_or_null(t)$$, 'numbers of three characters, one by one');
SELECT is_empty($$
	SELECT d FROM generate_series(date '2015-12-25', '2017-01-05', interval '1 day') g, LATERAL (SELECT g::date AS d) x
	WHERE date_or_null(d::text) IS DISTINCT FROM d OR partial_date_or_null(d::text)::text IS DISTINCT FROM d::text$$, 'dates of a year, one by one');
SELECT * FROM finish();
ROLLBACK;
