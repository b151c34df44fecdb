-- SPDX-License-Identifier: PostgreSQL
-- age_band(age, unit): what a reported age can mean, over all births.
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
SELECT plan(64);

SELECT is(age_band(a::numeric, u)::text, b, a || ' ' || u || ': ' || b) FROM (VALUES
	('27', 'd', '[0d,28d)'), ('28', 'd', '[28d,2y)'), ('27.9', 'DAYS', '[0d,28d)'),
	('3', 'wk', '[0d,28d)'), ('4', 'WK', '[28d,2y)'), ('3.9', 'WEEKS', '[0d,28d)'),
	('0', 'mo', '[0d,2y)'), ('1', 'MON', '[28d,2y)'), ('23', 'Months', '[28d,2y)'), ('24', 'mo', '[2y,12y)'), ('23.9', 'mo', '[28d,2y)'),
	('0', 'YR', '[0d,2y)'), ('0.0', 'a', '[0d,2y)'), ('0.1', 'a', '[28d,2y)'), ('0.07', 'a', '[0d,2y)'), ('0.076', 'a', '[0d,2y)'), ('0.06', 'a', '[0d,28d)'), ('0.08', 'a', '[28d,2y)'),
	('1', 'YEARS', '[28d,2y)'), ('2', 'years', '[2y,12y)'), ('11', 'A', '[2y,12y)'), ('11.9', 'a', '[2y,12y)'), ('12', 'yr', '[12y,18y)'), ('17', 'yr', '[12y,18y)'), ('18', 'yr', '[18y,)'),
	('671', 'h', '[0d,28d)'), ('672', 'HOURS', '[28d,2y)'), ('671.9', 'HR', '[0d,28d)'),
	('1', '{decade}', '[0d,12y)'), ('2', '{DECADE}', '[2y,)'), ('3', '{decade}', '[18y,)'), ('1.0', '{decade}', '[0d,12y)'),
	('1', 'DEC', '[0d,)'), ('2', 'dec', '[2y,)'), ('3', 'DEC', '[18y,)'),
	('14', 'DY', '[0d,28d)'), ('1e6', 'a', '[18y,)'), ('1e30', 'd', '[18y,)')) v(a, u, b);

SELECT is(age_band(a::numeric, u, s::age_scheme)::text, b, a || ' ' || u || ' in ' || s || ': ' || b) FROM (VALUES
	('30', 'd', 'fda-cder', '[0d,2y)'), ('27', 'd', 'fda-cder', '[0d,1mo)'), ('31', 'd', 'fda-cder', '[1mo,2y)'), ('0', 'mo', 'fda-cder', '[0d,1mo)'),
	('1', 'mo', '0d,30d,2y', '[0d,2y)'), ('2', 'mo', '0d,59d,2y', '[59d,2y)'), ('1', 'a', '0d,18mo', '[0d,)'), ('1.3', 'a', '0d,18mo', '[0d,18mo)'), ('1.5', 'a', '0d,18mo', '[0d,)'), ('1.6', 'a', '0d,18mo', '[18mo,)'),
	('5', 'd', 'ema-p4', '[0d,pma44w)'), ('28', 'd', 'ema-p4', '[0d,2y)'), ('167', 'd', 'ema-p4', '[0d,2y)'), ('168', 'd', 'ema-p4', '[28d,2y)'),
	('5', 'd', 'ctis', '[0d,28d)'), ('6', 'mo', 'ctis', '[28d,2y)')) v(a, u, s, b);

SELECT throws_ok(format('SELECT age_band(%L::numeric, %L)', a, u), '22023', NULL, 'refuses ' || a || ' ' || u) FROM (VALUES
	('-1', 'a'), ('NaN', 'a'), ('Infinity', 'a'), ('-Infinity', 'a'), ('1', 'year'), ('1', ''), ('1', ' a'), ('0', '{decade}'), ('1.5', 'DEC')) v(a, u);
SELECT throws_like($$SELECT age_band(1, 'fortnight')$$, 'unknown unit of age: "fortnight"', 'the unit is named');
SELECT * FROM finish();
ROLLBACK;
