-- SPDX-License-Identifier: PostgreSQL
--
-- The oracle against values worked by hand, before it judges anything. It
-- needs pgTAP only.

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
\ir lib/oracle.sql

SELECT plan(19);

-- The harness itself must be able to fail. (What it reports is kept away from
-- the TAP output, and the test counter is put back.)
CREATE TEMP TABLE trial AS
	SELECT 'difference' AS name, max(line) FILTER (WHERE line ~ '^not ok') IS NOT NULL AS caught
	FROM oracle.agree('x', 1, 'SELECT 1 AS input, 1 AS got, 2 AS want') a(line)
	UNION ALL
	SELECT 'null', max(line) FILTER (WHERE line ~ '^not ok') IS NOT NULL
	FROM oracle.agree('x', 1, 'SELECT 1 AS input, NULL::int AS got, 2 AS want') a(line)
	UNION ALL
	SELECT 'too few', max(line) FILTER (WHERE line ~ '^not ok') IS NOT NULL
	FROM oracle.agree('x', 2, 'SELECT 1 AS input, 2 AS got, 2 AS want') a(line)
	UNION ALL
	SELECT 'sound', max(line) FILTER (WHERE line ~ '^not ok') IS NULL
	FROM oracle.agree('x', 1, 'SELECT 1 AS input, 2 AS got, 2 AS want') a(line);
SELECT _cleanup() \g /dev/null
SELECT plan(19) \g /dev/null

SELECT is_empty('SELECT name FROM trial WHERE NOT caught', 'the harness sees a difference, a NULL and a lack of cases');

SELECT is(oracle.outcome('1 + 1') || ' ' || oracle.outcome('1 / 0'), '2 22012', 'outcome: a value or a state');

SELECT is((SELECT md5(string_agg(oracle.rnd('s', i, 1000)::text, ' ' ORDER BY i)) FROM generate_series(1, 100) i),
	'fd2ee3a9daadc4ce4c5ff7da6cdb2de9', 'the random cases are the same everywhere');

SELECT oracle.agree('an age is reached', 26, $$
	SELECT birth || ' + ' || age AS input, oracle.reached(birth, age) AS got, want
	FROM (VALUES
		(date '2019-05-17', '0d', date '2019-05-17'),
		('2019-05-17', '28d', '2019-06-14'),
		('2019-05-17', '6w', '2019-06-28'),
		('2019-05-17', '1mo', '2019-06-17'),
		('2019-05-17', '0y', '2019-05-17'),
		('2019-12-17', '1mo', '2020-01-17'),
		('2019-01-28', '1mo', '2019-02-28'),
		('2019-01-29', '1mo', '2019-03-01'),
		('2020-01-29', '1mo', '2020-02-29'),
		('2019-01-30', '1mo', '2019-03-01'),
		('2019-01-31', '1mo', '2019-03-01'),
		('2020-01-31', '1mo', '2020-03-01'),
		('2019-01-31', '2mo', '2019-03-31'),
		('2019-03-31', '1mo', '2019-05-01'),
		('2019-12-31', '2mo', '2020-03-01'),
		('2019-08-31', '6mo', '2020-03-01'),
		('2004-02-29', '1y', '2005-03-01'),
		('2004-02-29', '12mo', '2005-03-01'),
		('2004-02-29', '4y', '2008-02-29'),
		('2003-02-28', '1y', '2004-02-28'),
		('2003-03-01', '1y', '2004-03-01'),
		('1896-02-29', '4y', '1900-03-01'),
		('1996-02-29', '4y', '2000-02-29'),
		('0001-01-31 BC', '1mo', '0001-03-01 BC'),
		('0001-12-31 BC', '2mo', '0001-03-01'),
		('5874896-02-29', '1y', '5874897-03-01'),
		('5874897-12-01', '1mo', 'infinity'),
		('2000-01-01', '9999999y', 'infinity')) v(birth, age, want)$$);

SELECT oracle.agree('completed months', 10, $$
	SELECT birth || ' at ' || at AS input, oracle.completed_months(birth, at) AS got, want
	FROM (VALUES
		(date '2019-01-31', date '2019-02-28', 0),
		('2019-01-31', '2019-03-01', 1),
		('2019-01-31', '2019-03-30', 1),
		('2019-01-31', '2019-03-31', 2),
		('2019-05-17', '2019-05-17', 0),
		('2019-05-17', '2019-05-16', -1),
		('2019-03-31', '2019-03-01', -1),
		('2019-03-31', '2019-02-28', -2),
		('2004-02-29', '2005-02-28', 11),
		('2004-02-29', '2005-03-01', 12)) v(birth, at, want)$$);

SELECT oracle.agree('completed years', 6, $$
	SELECT birth || ' at ' || at AS input, oracle.completed_years(birth, at) AS got, want
	FROM (VALUES
		(date '2004-02-29', date '2005-02-28', 0),
		('2004-02-29', '2005-03-01', 1),
		('2004-02-29', '2008-02-28', 3),
		('2004-02-29', '2008-02-29', 4),
		('2019-05-17', '2019-05-16', -1),
		('2019-05-17', '2018-05-16', -2)) v(birth, at, want)$$);

SELECT oracle.agree('the dates that a partial date may be', 7, $$
	SELECT partial AS input, cardinality(d) || ' ' || d[1] || ' ' || d[cardinality(d)] AS got, want
	FROM (VALUES
		('2019-03-14', '1 2019-03-14 2019-03-14'),
		('2019-02', '28 2019-02-01 2019-02-28'),
		('2020-02', '29 2020-02-01 2020-02-29'),
		('1900', '365 1900-01-01 1900-12-31'),
		('2000', '366 2000-01-01 2000-12-31'),
		('2019---31', '7 2019-01-31 2019-12-31'),
		('2019---29', '11 2019-01-29 2019-12-29'),
		('2020---29', '12 2020-01-29 2020-12-29')) v(partial, want),
		LATERAL oracle.possible(partial) d$$);

SELECT is(string_agg(oracle.bound(s, n), ' ' ORDER BY n), '0d 42d 2y 25mo 30mo 100y ',
	'weeks print as days, whole years as years, the last band is open')
FROM (VALUES ('0d,6w,24mo,25mo,30mo,1200mo')) v(s), generate_series(1, 7) n;

-- The bands of E11: "28 days to 23 months" ends on the eve of the second birthday.
SELECT oracle.agree('the band of a date', 12, $$
	SELECT birth || ' at ' || at || ' by ' || scheme AS input, oracle.band(ARRAY[birth], NULL, ARRAY[at], scheme) AS got, want
	FROM (VALUES
		(date '2019-05-17', date '2019-05-16', 'ich-e11', '(,0d)'),
		('2019-05-17', '2019-05-17', 'ich-e11', '[0d,28d)'),
		('2019-05-17', '2019-06-13', 'ich-e11', '[0d,28d)'),
		('2019-05-17', '2019-06-14', 'ich-e11', '[28d,2y)'),
		('2019-05-17', '2021-05-16', 'ich-e11', '[28d,2y)'),
		('2019-05-17', '2021-05-17', 'ich-e11', '[2y,12y)'),
		('2019-05-17', '2031-05-17', 'ich-e11', '[12y,18y)'),
		('2019-05-17', '2037-05-16', 'ich-e11', '[12y,18y)'),
		('2019-05-17', '2037-05-17', 'ich-e11', '[18y,)'),
		('2004-02-29', '2022-02-28', 'ich-e11', '[12y,18y)'),
		('2004-02-29', '2022-03-01', 'ich-e11', '[18y,)'),
		('2019-01-31', '2019-03-01', 'fda-cder', '[1mo,2y)'),
		('2019-01-31', '2019-02-28', 'fda-cder', '[0d,1mo)'),
		('2019-05-17', '2050-01-01', '0d', '[0d,)')) v(birth, at, scheme, want)$$);

-- Worked bounds of the EMA preterm band (28+0: expected delivery 2025-03-26,
-- newborn through 2025-04-22; 36+6: 2025-01-23, 2025-02-19; the 27-day rule:
-- through 2025-01-28).
SELECT oracle.agree('maturity', 18, $$
	SELECT scheme || ' ' || coalesce(ga::text, 'NULL') || ' ' || at AS input,
		oracle.band(ARRAY[date '2025-01-01'], ga, ARRAY[at], scheme) AS got, want
	FROM (VALUES
		('ema-p4', 196, date '2025-01-01', 'preterm [0d,pma44w)'),
		('ema-p4', 196, '2025-04-22', 'preterm [0d,pma44w)'),
		('ema-p4', 196, '2025-04-23', '[28d,2y)'),
		('ema-p4', 258, '2025-02-19', 'preterm [0d,pma44w)'),
		('ema-p4', 258, '2025-02-20', '[28d,2y)'),
		('ema-p4', 259, '2025-01-28', 'term [0d,28d)'),
		('ema-p4', 259, '2025-01-29', '[28d,2y)'),
		('ema-p4', 314, '2025-01-28', 'term [0d,28d)'),
		('ema-p4', 140, '2025-06-17', 'preterm [0d,pma44w)'),
		('ema-p4', 140, '2025-06-18', '[28d,2y)'),
		('ema-p4', NULL, '2024-12-31', '(,0d)'),
		('ema-p4', NULL, '2025-01-28', '[0d,pma44w)'),
		('ema-p4', NULL, '2025-01-29', '[0d,2y)'),
		('ema-p4', NULL, '2025-06-17', '[0d,2y)'),
		('ema-p4', NULL, '2025-06-18', '[28d,2y)'),
		('fhir-ped', 196, '2025-01-28', 'preterm [0d,28d)'),
		('fhir-ped', 196, '2025-01-29', '[28d,2y)'),
		('ctis', NULL, '2025-01-28', '[0d,28d)'),
		('ich-e11', 196, '2025-01-28', '[0d,28d)')) v(scheme, ga, at, want)$$);

SELECT oracle.agree('hulls', 7, $$
	SELECT birth || ' at ' || at AS input,
		oracle.band(oracle.possible(birth), NULL, oracle.possible(at), 'ich-e11') AS got, want
	FROM (VALUES
		('2019', '2021-06-01', '[28d,12y)'),
		('2019-05', '2019-05-10', '[0d,28d)'),
		('2019-05', '2019-06-10', '[0d,2y)'),
		('2019-05', '2019-04-30', '(,0d)'),
		('2019', '2019', '[0d,2y)'),
		('2019', '2018', '(,0d)'),
		('2019-05', '2021-05', '[28d,12y)'),
		('2000---29', '2018-01-31', '[12y,)'),
		('2000', '2017-12-31', '[12y,18y)')) v(birth, at, want)$$);

SELECT is(oracle.person_time(ARRAY[date '2019-05-17'], NULL, '{[2019-05-15,2019-06-20)}', 'ich-e11'),
	'ich-e11; subjects=1; (,0d)=1/2; [0d,28d)=1/28; [28d,2y)=1/6', 'person-time of one range');
SELECT is(oracle.person_time(ARRAY[date '2019-05-17'], NULL, '{[2019-06-13,2019-06-14),[2019-06-20,2019-06-22)}', 'ich-e11'),
	'ich-e11; subjects=1; [0d,28d)=1/1; [28d,2y)=1/2', 'person-time of two ranges');
SELECT is(oracle.person_time(ARRAY[date '2019-05-17'], NULL, '{}', 'ich-e11'), 'ich-e11; subjects=1', 'person-time of no day');
SELECT is(oracle.person_time(NULL, NULL, '{[2019-05-15,2019-06-20)}', 'ich-e11'), 'ich-e11; subjects=1; (,)=1/36',
	'person-time of an unknown birth');
SELECT is(oracle.person_time(ARRAY[date '2025-01-01'], 196, '{[2025-01-01,2025-05-01)}', 'ema-p4'),
	'ema-p4; subjects=1; preterm [0d,pma44w)=1/112; [28d,2y)=1/8', 'person-time of a preterm child');
SELECT is(oracle.person_time(ARRAY[date '2025-01-01'], NULL, '{[2025-01-01,2025-06-20)}', 'ema-p4'),
	'ema-p4; subjects=1; [0d,pma44w)=1/28; [0d,2y)=1/140; [28d,2y)=1/2', 'person-time of unknown maturity');
-- Born in May 2019: until all are born, only those that are count;
-- 28 days are possible from 29 May, sure from 28 June.
SELECT is(oracle.person_time(oracle.possible('2019-05'), NULL, '{[2019-04-30,2019-07-01)}', 'ich-e11'),
	'ich-e11; subjects=1; (,0d)=1/1; [0d,28d)=1/28; [0d,2y)=1/30; [28d,2y)=1/3', 'person-time of a partial birth');

-- The 400-year cycle on which the far dates rest.
SELECT is((SELECT count(*) FROM generate_series(date '1600-01-01' - date '1600-01-01', 400 * 365, 97) g,
		LATERAL (SELECT date '1600-01-01' + g) d(d)
		WHERE extract(day FROM d + 146097) <> extract(day FROM d) OR extract(month FROM d + 146097) <> extract(month FROM d)),
	0::bigint, 'the calendar repeats after 146097 days');

SELECT * FROM finish();
ROLLBACK;
