-- SPDX-License-Identifier: PostgreSQL
-- partial_date: reading, writing, order, imputation only when asked.
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
SELECT plan(61);

SELECT is(p::partial_date::text, o, 'reads ' || p) FROM (VALUES
	('2019-03-14', '2019-03-14'), ('2019-03', '2019-03'), ('2019', '2019'), ('2019---14', '2019---14'),
	('20190314', '2019-03-14'), ('201903', '2019-03'),
	('2019-03-14T11:45', '2019-03-14'), ('2019-03-14T11:45:30.25+08:00', '2019-03-14'),
	('2019-03-14T-:45', '2019-03-14'), ('201903141145', '2019-03-14'),
	('20190314114530.123-0500', '2019-03-14'), ('2019---14T10', '2019---14'),
	('2020-02-29', '2020-02-29'), ('0001-01-01', '0001-01-01'), ('9999-12-31', '9999-12-31')) v(p, o);

SELECT throws_ok(format('SELECT %L::partial_date', p), '22P02', NULL, 'refuses "' || p || '"') FROM (VALUES
	('2019-3-14'), ('2019-03-4'), ('2019-03-14T'), ('2019T10:00'), ('2019-03T10:00'), ('2019-073'),
	('2019-W11'), ('2019-W11-4'), (' 2019'), ('2019 '), ('2019-03-14 11:45'), ('infinity'), ('-infinity'),
	('today'), (''), ('190314a'), ('2019-'), ('2019---'), ('--03-14'), ('2019--14'), ('2019031'),
	('2019-03-14T25:00'), ('2019-03-14t10:00'), ('03/14/2019')) v(p);

SELECT throws_ok(format('SELECT %L::partial_date', p), '22008', NULL, 'no such day: ' || p) FROM (VALUES
	('2019-02-29'), ('2019-04-31'), ('2019-13'), ('2019-00'), ('2019-01-00'), ('2019---32'), ('0000-01-01')) v(p);

-- hull, precision, casts
SELECT is(array_agg(daterange(p) || '' ORDER BY p)::text,
	'{"[2019-01-01,2020-01-01)","[2019-01-14,2019-12-15)","[2019-02-01,2019-03-01)","[2019-03-14,2019-03-15)"}',
	'the hull, half-open')
FROM unnest('{2019-03-14,2019-02,2019,2019---14}'::partial_date[]) p;
SELECT is(string_agg(date_precision(p), ' ' ORDER BY p), 'year day-of-month month day', 'date_precision')
FROM unnest('{2019-03-14,2019-02,2019,2019---14}'::partial_date[]) p;
SELECT is(earliest('2020---31'), date '2020-01-31', 'the 31st: from January');
SELECT is(latest('2020---30'), date '2020-12-30', 'to December');
SELECT is((date '2019-03-14')::partial_date::date, date '2019-03-14', 'date and back');
SELECT throws_ok($$SELECT '2019-03'::partial_date::date$$, '22023', 'partial_date "2019-03" is not complete');
SELECT throws_ok($$SELECT 'infinity'::date::partial_date$$, '22008');
SELECT throws_ok($$SELECT '10000-01-01'::date::partial_date$$, '22008');

-- order: earliest, then latest
SELECT is(array_agg(p ORDER BY p)::text, '{2019-01-01,2019-01,2019---01,2019,2019-01-02,2019---02}', 'sort order')
FROM unnest('{2019,2019-01-02,2019-01,2019---02,2019-01-01,2019---01}'::partial_date[]) p;
SELECT ok(surely_before('2019-02', '2019-03-01') AND NOT surely_before('2019-03', '2019-03-31'), 'surely_before');
SELECT ok(possibly_before('2019', '2019') AND NOT possibly_before('2019-03-02', '2019-03-02'), 'possibly_before');

-- impute: said aloud, bounds strict
SELECT is(array[impute('2019-02', 'first'), impute('2019-02', 'middle'), impute('2019-02', 'last'), impute('2019', 'middle'), impute('2019---31', 'middle')],
	array['2019-02-01', '2019-02-15', '2019-02-28', '2019-07-01', '2019-07-31']::date[], 'impute');
SELECT is(array[impute('2019', 'first', '2019-03-05', '2019-06-01'), impute('2019', 'last', '2019-03-05', '2019-06-01'), impute('2019---31', 'last', '2019-03-05', '2019-06-30')],
	array['2019-03-05', '2019-06-01', '2019-05-31']::date[], 'first and last within the bounds');
SELECT throws_ok($$SELECT impute('2019', 'middle', '2019-07-02', '2019-12-31')$$, '22023', NULL, 'middle outside the bounds');
SELECT throws_ok($$SELECT impute('2019---14', 'first', '2019-03-15', '2019-04-13')$$, '22023', NULL, 'no possible day within the bounds');
SELECT * FROM finish();
ROLLBACK;
