-- SPDX-License-Identifier: PostgreSQL
-- Ages between two dates: the project's one calendar rule, at its edges.
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
SELECT plan(36);

-- completed units, floor before birth
SELECT is(age_days('2020-01-01', '2020-01-01'), 0, 'born today');
SELECT is(age_days('2020-01-01', '2019-12-31'), -1, 'the day before birth');
SELECT is(age_days('4713-01-01 BC', '5874897-12-31'), date '5874897-12-31' - date '4713-01-01 BC', 'the whole range of date in days');
SELECT is(age_months('2020-01-15', '2020-02-14'), 0, 'one day short of a month');
SELECT is(age_months('2020-01-15', '2020-02-15'), 1, 'a month counts from its own day');
SELECT is(age_months('2020-01-15', '2020-01-14'), -1, 'floor: a day before birth is month -1');
SELECT is(age_years('2020-01-15', '2020-01-14'), -1, 'floor: a day before birth is year -1');
SELECT is(age_years('2020-01-15', '2019-01-15'), -1, 'a whole year before birth');
SELECT is(age_years('2020-01-15', '2019-01-14'), -2, 'a year and a day before birth');
SELECT is(age_years('2010-12-31', '2011-01-01'), 0, 'not year subtraction');

-- 29 February, the 31st: reached on the first day of the next month
SELECT is(age_years('2020-02-29', '2021-02-28'), 0, '29 February: not on 28 February');
SELECT is(age_years('2020-02-29', '2021-03-01'), 1, '29 February: on 1 March in common years');
SELECT is(age_years('2020-02-29', '2024-02-28'), 3, '29 February: on its own day in leap years (28th)');
SELECT is(age_years('2020-02-29', '2024-02-29'), 4, '29 February: on its own day in leap years (29th)');
SELECT is(age_years('1896-02-29', '1900-02-28'), 3, '1900 is a common year');
SELECT is(age_years('1896-02-29', '1900-03-01'), 4, 'so the birthday is 1 March');
SELECT is(age_years('1996-02-29', '2000-02-29'), 4, '2000 is a leap year');
SELECT is(age_months('2021-01-31', '2021-02-28'), 0, '31 January: February lacks the day');
SELECT is(age_months('2021-01-31', '2021-03-01'), 1, 'so one month is reached on 1 March');
SELECT is(age_months('2021-01-31', '2021-03-30'), 1, 'two months not on 30 March');
SELECT is(age_months('2021-01-31', '2021-03-31'), 2, 'two months on 31 March');

SELECT is(age_reached('2020-02-29', '1y'), date '2021-03-01', 'age_reached: 29 February');
SELECT is(age_reached('2021-01-31', '1mo'), date '2021-03-01', 'age_reached: the 31st');
SELECT is(age_reached('2021-01-31', '2mo'), date '2021-03-31', 'age_reached does not drift');
SELECT is(age_reached('2021-01-01', '28d'), date '2021-01-29', 'age_reached: days');
SELECT is(age_reached('2021-01-01', '6w'), date '2021-02-12', 'age_reached: weeks');
SELECT is(age_reached('2021-01-01', '0mo'), date '2021-01-01', 'age_reached: birth');
SELECT is(age_reached('2012-05-17', '18y'), age_reached('2012-05-17', '216mo'), '18y and 216mo are one age');

-- an age agrees with the day on which it is reached
SELECT is_empty($$
	SELECT b, n FROM (SELECT date '1899-12-25' + i * 37 AS b, i % 260 AS n FROM generate_series(0, 3000) i) s
	WHERE age_months(b, age_reached(b, n || 'mo')) <> n
	   OR age_months(b, age_reached(b, n || 'mo') - 1) <> n - 1
$$, 'the day reached is the first one with that many months');

-- CDE 2025-21: days until both 28 days and one month, months below 2 years, then years
SELECT is(age_ucum('2021-02-01', '2021-02-28')::text, '(27,d)', 'UCUM: 27 days');
SELECT is(age_ucum('2021-02-01', '2021-03-01')::text, '(1,mo)', 'UCUM: 28 days and a month at once in February');
SELECT is(age_ucum('2020-01-01', '2020-01-31')::text, '(30,d)', 'UCUM: 28 days but no month yet');
SELECT is(age_ucum('2020-01-01', '2021-12-31')::text, '(23,mo)', 'UCUM: months below two years');
SELECT is(age_ucum('2020-01-01', '2022-01-01')::text, '(2,a)', 'UCUM: years from two');
SELECT ok(age_ucum('2020-01-01', '2019-12-31') IS NULL, 'UCUM: NULL before birth');
SELECT ok(age_days(NULL, '2020-01-01') IS NULL AND age_reached('2020-01-01', NULL) IS NULL, 'strict');
SELECT * FROM finish();
ROLLBACK;
