-- SPDX-License-Identifier: PostgreSQL
-- age_split and person_time: exposure split as a child grows.
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
SELECT plan(53);

CREATE FUNCTION pg_temp.split(date, daterange, age_scheme DEFAULT 'ich-e11', gestational_age DEFAULT NULL) RETURNS text LANGUAGE sql AS
$$ SELECT string_agg(band || ' ' || during || ' ' || days, '; ' ORDER BY n) FROM age_split($1, $2, $3, $4) WITH ORDINALITY s(band, during, days, n) $$;

SELECT is(pg_temp.split('2020-01-01', '[2020-01-10,2022-03-01)'),
	'[0d,28d) [2020-01-10,2020-01-29) 19; [28d,2y) [2020-01-29,2022-01-01) 703; [2y,12y) [2022-01-01,2022-03-01) 59', 'one row a band');
SELECT is(pg_temp.split('2020-01-01', '[2019-12-30,2020-01-03)'), '(,0d) [2019-12-30,2020-01-01) 2; [0d,28d) [2020-01-01,2020-01-03) 2', 'time before birth');
SELECT is(pg_temp.split('2012-02-29', '[2014-02-27,2014-03-03)'), '[28d,2y) [2014-02-27,2014-03-01) 2; [2y,12y) [2014-03-01,2014-03-03) 2', '29 February');
SELECT is(pg_temp.split('2020-01-01', '[2020-01-28,2020-01-29)'), '[0d,28d) [2020-01-28,2020-01-29) 1', 'day 27');
SELECT is(pg_temp.split('2020-01-01', '[2020-01-29,2020-01-30)'), '[28d,2y) [2020-01-29,2020-01-30) 1', 'day 28');
SELECT is(pg_temp.split(NULL, '[2020-01-01,2020-02-01)'), '(,) [2020-01-01,2020-02-01) 31', 'birth unknown');
SELECT is(pg_temp.split('2020-01-01', 'empty'), NULL, 'no days, no rows');
SELECT is(pg_temp.split('2020-01-01', NULL), NULL, 'no range, no rows');
SELECT is(pg_temp.split('2025-01-01', '[2025-01-01,2025-07-01)', 'ema-p4', '28+0'), 'preterm [0d,pma44w) [2025-01-01,2025-04-23) 112; [28d,2y) [2025-04-23,2025-07-01) 69', 'preterm');
SELECT is(pg_temp.split('2025-01-01', '[2025-01-01,2025-07-01)', 'ema-p4', '40+0'), 'term [0d,28d) [2025-01-01,2025-01-29) 28; [28d,2y) [2025-01-29,2025-07-01) 153', 'term');
SELECT is(pg_temp.split('2025-01-01', '[2025-01-01,2025-07-01)', 'ema-p4'), '[0d,pma44w) [2025-01-01,2025-01-29) 28; [0d,2y) [2025-01-29,2025-06-18) 140; [28d,2y) [2025-06-18,2025-07-01) 13', 'maturity unknown');
SELECT throws_ok(format('SELECT * FROM age_split(%L, %L::daterange)', '2020-01-01', r), '22023') FROM unnest('{"[2020-01-01,)","(,2020-01-01)","(,)"}'::text[]) r;
SELECT throws_ok($$SELECT * FROM age_split('2020-01-01', '[2020-01-01,infinity)')$$, '22008');
SELECT throws_ok($$SELECT * FROM age_split('-infinity', '[2020-01-01,2021-01-01)')$$, '22008');

-- one subject's time
SELECT is(person_time(date '2020-01-01', daterange '[2020-01-10,2022-03-01)')::text,
	'ich-e11; subjects=1; [0d,28d)=1/19; [28d,2y)=1/703; [2y,12y)=1/59', 'a range');
SELECT is(person_time(date '2020-01-01', date '2020-01-10', date '2022-03-01'), person_time(date '2020-01-01', daterange '[2020-01-10,2022-03-01)'), 'two columns');
SELECT is(person_time(date '2020-01-01', datemultirange '{[2020-01-10,2020-01-12),[2020-01-20,2020-02-01),[2022-01-01,2022-01-02)}')::text,
	'ich-e11; subjects=1; [0d,28d)=1/11; [28d,2y)=1/3; [2y,12y)=1/1', 'a multirange: a subject once in a band');
SELECT is(person_time(date '2020-01-01', datemultirange '{}')::text, 'ich-e11; subjects=1', 'an empty exposure is one subject with no day');
SELECT is(person_time(date '2020-01-01', daterange 'empty')::text, 'ich-e11; subjects=1', 'an empty range too');
SELECT is(person_time(date '2020-01-01', date '2020-01-10', date '2020-01-10')::text, 'ich-e11; subjects=1', 'and start = past');
SELECT is(person_time(NULL::date, daterange '[2020-01-10,2020-01-20)')::text, 'ich-e11; subjects=1; (,)=1/10', 'birth unknown: (,)');
SELECT is(person_time(NULL::date, date '2020-01-10', date '2020-01-20')::text, 'ich-e11; subjects=1; (,)=1/10', 'in two columns too');
SELECT is(person_time(NULL::date, daterange 'empty')::text, 'ich-e11; subjects=1', 'birth unknown and no day');
SELECT ok(person_time(date '2020-01-01', NULL::daterange) IS NULL AND person_time(date '2020-01-01', NULL::datemultirange) IS NULL AND person_time(date '2020-01-01', NULL::date, NULL::date) IS NULL, 'no exposure: NULL');
SELECT throws_ok($$SELECT person_time(date '2020-01-01', date '2020-01-10', NULL::date)$$, '22023');
SELECT throws_ok($$SELECT person_time(date '2020-01-01', NULL::date, date '2020-01-10')$$, '22023');
SELECT throws_ok($$SELECT person_time(date '2020-01-01', date '2020-01-11', date '2020-01-10')$$, '22000');
SELECT throws_ok(format('SELECT person_time(date %L, %L::daterange)', '2020-01-01', r), '22023') FROM unnest('{"[2020-01-01,)","(,2020-01-01)","(,)"}'::text[]) r;
SELECT throws_ok($$SELECT person_time(date '2020-01-01', datemultirange '{[2020-01-01,2020-01-02),[2021-01-01,)}')$$, '22023');
SELECT throws_ok($$SELECT person_time(NULL::date, daterange '[2020-01-01,)')$$, '22023');
SELECT throws_ok($$SELECT person_time(date '2020-01-01', daterange '[2020-01-01,infinity)')$$, '22008');
SELECT throws_ok($$SELECT person_time(date '2020-01-01', date '2020-01-01', date 'infinity')$$, '22008');
SELECT throws_ok($$SELECT person_time(date 'infinity', daterange '[2020-01-01,2020-02-01)')$$, '22008');
SELECT throws_ok($$SELECT person_time(date '2020-01-01', '45+0'::gestational_age, daterange '[2020-01-01,2020-02-01)')$$, '22023');
SELECT throws_ok($$SELECT person_time(NULL::date, '45+0'::gestational_age, daterange '[2020-01-01,2020-02-01)')$$, '22023');

-- partial births and gestation
SELECT is(person_time('2020-01'::partial_date, daterange '[2020-01-01,2020-03-15)')::text,
	'ich-e11; subjects=1; [0d,28d)=1/28; [0d,2y)=1/30; [28d,2y)=1/16', 'partial birth: each day to its band or hull');
SELECT is(person_time('2020-01'::partial_date, datemultirange '{[2020-01-01,2020-01-03),[2020-03-01,2020-03-15)}')::text,
	'ich-e11; subjects=1; [0d,28d)=1/2; [28d,2y)=1/14', 'over a multirange');
SELECT is(person_time(date '2025-01-01', '28+0'::gestational_age, daterange '[2025-01-01,2025-07-01)', 'ema-p4')::text,
	'ema-p4; subjects=1; preterm [0d,pma44w)=1/112; [28d,2y)=1/69', 'preterm');
SELECT is(person_time(date '2025-01-01', NULL::gestational_age, datemultirange '{[2025-01-01,2025-07-01)}', 'ema-p4')::text,
	'ema-p4; subjects=1; [0d,pma44w)=1/28; [0d,2y)=1/140; [28d,2y)=1/13', 'a NULL ga is maturity unknown');
SELECT is(person_time('2025-01'::partial_date, '40+0'::gestational_age, daterange '[2025-01-01,2025-03-01)', 'ema-p4')::text,
	'ema-p4; subjects=1; term [0d,28d)=1/28; [0d,2y)=1/30; [28d,2y)=1/1', 'partial and term');
SELECT is(person_time('2025-01'::partial_date, '36+6'::gestational_age, datemultirange '{[2025-01-01,2025-04-01)}', 'ema-p4')::text,
	'ema-p4; subjects=1; preterm [0d,pma44w)=1/50; [0d,2y)=1/30; [28d,2y)=1/10', 'partial and preterm');
SELECT is(person_time(date '2020-01-01', daterange '[2020-01-01,2020-03-15)', '0d,1mo,2y')::text, '0d,1mo,2y; subjects=1; [0d,1mo)=1/31; [1mo,2y)=1/43', 'cuts spelt out');

-- accessors
SELECT is(subjects(p), 3::bigint, 'subjects') FROM (SELECT 'ich-e11; subjects=3; [0d,28d)=1/19; [28d,2y)=2/703'::person_time p) s;
SELECT is(person_days(p), 722::bigint, 'person_days') FROM (SELECT 'ich-e11; subjects=3; [0d,28d)=1/19; [28d,2y)=2/703'::person_time p) s;
SELECT is(person_years(p), 722 / 365.25::float8, 'person_years of 365.25 days') FROM (SELECT 'ich-e11; subjects=3; [0d,28d)=1/19; [28d,2y)=2/703'::person_time p) s;
SELECT is(subjects(p, '[28d,2y)') || ' ' || person_days(p, '[28d,2y)') || ' ' || person_days(p, '[2y,12y)') || ' ' || subjects(p, '(,)'), '2 703 0 0', 'one band''s') FROM (SELECT 'ich-e11; subjects=3; [0d,28d)=1/19; [28d,2y)=2/703'::person_time p) s;
SELECT throws_ok($$SELECT subjects('ich-e11; subjects=3'::person_time, '[0d,1mo)')$$, '22023', 'age band [0d,1mo) is not of age scheme ich-e11');
SELECT is((SELECT string_agg(format('%s %s %s', band, subjects, person_days), '; ' ORDER BY n) FROM unnest('ich-e11; subjects=3; [0d,2y)=1/5; [28d,2y)=2/703; (,)=1/9'::person_time) WITH ORDINALITY t(band, subjects, person_days, person_years, n)),
	'[0d,28d) 0 0; [0d,2y) 1 5; [28d,2y) 2 703; [2y,12y) 0 0; [12y,18y) 0 0; [18y,) 0 0; (,) 1 9', 'unnest: every band, hulls and (,) where they hold a subject');
SELECT is((SELECT sum(person_years) FROM unnest('ich-e11; subjects=1; [28d,2y)=1/1461'::person_time)), 4::float8, 'unnest: person-years');
SELECT * FROM finish();
ROLLBACK;
