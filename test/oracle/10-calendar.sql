-- SPDX-License-Identifier: PostgreSQL
--
-- age_days, age_months, age_years, age_reached and age_ucum against the
-- oracle: random pairs from 1600 to 2200, walks day by day over childhoods
-- round leap days and centuries, and dates at both ends of the calendar.

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
\ir lib/oracle.sql

SELECT plan(18);

CREATE TEMP TABLE pair ON COMMIT DROP AS
SELECT birth, CASE WHEN i % 4 = 0 THEN oracle.some_date('calendar at', i, 1600, 2200)
				   ELSE birth + oracle.some_days('calendar span', i) END AS at
FROM (SELECT i, oracle.some_date('calendar birth', i, 1600, 2200) AS birth
	  FROM generate_series(1, 16000) i) b;

-- Every day near the ends of February round centuries and leap years, as birth
-- and as day.
CREATE TEMP TABLE corner ON COMMIT DROP AS
WITH day AS (
	SELECT make_date(y, m, 1) + k AS d
	FROM unnest('{1699,1700,1800,1896,1899,1900,1904,1999,2000,2001,2003,2004,2005,2096,2100,2104}'::int[]) y,
		 (VALUES (1, 27), (1, 29), (1, 30), (2, 26), (2, 27), (2, 28), (2, 29), (4, 29), (12, 30)) v(m, k))
SELECT b.d AS birth, a.d AS at FROM day b, day a;

SELECT oracle.agree('age_days: random pairs', 16000, $$
	SELECT birth || ' at ' || at AS input, age_days(birth, at) AS got,
		CASE WHEN at < birth THEN -1 ELSE 1 END
			* (SELECT count(*) FROM generate_series(least(birth, at)::timestamp, greatest(birth, at)::timestamp - interval '1 day', '1 day')) AS want
	FROM pair WHERE abs(at - birth) < 1000
	UNION ALL
	SELECT birth || ' at ' || at, age_days(birth, at), at - birth FROM pair$$);

SELECT oracle.agree('age_months: random pairs', 16000, $$
	SELECT birth || ' at ' || at AS input, age_months(birth, at) AS got, oracle.completed_months(birth, at) AS want
	FROM pair$$);

SELECT oracle.agree('age_years: random pairs', 16000, $$
	SELECT birth || ' at ' || at AS input, age_years(birth, at) AS got, oracle.completed_years(birth, at) AS want
	FROM pair$$);

SELECT oracle.agree('age_months: ends of months round leap years', 20000, $$
	SELECT birth || ' at ' || at AS input, age_months(birth, at) AS got, oracle.completed_months(birth, at) AS want
	FROM corner$$);

SELECT oracle.agree('age_years: ends of months round leap years', 20000, $$
	SELECT birth || ' at ' || at AS input, age_years(birth, at) AS got, oracle.completed_years(birth, at) AS want
	FROM corner$$);

-- A childhood walked day by day: the ages are counters that rise by one on the
-- days on which the next one is reached.
CREATE TEMP TABLE walk ON COMMIT DROP AS
WITH child AS (
	SELECT unnest('{1699-12-31,1896-02-29,1899-01-31,1900-02-28,1900-03-01,1999-08-30,2000-02-29,2001-12-31,2003-03-31,2083-05-29,2096-02-29}'::date[]) AS birth),
mark AS (
	SELECT birth, oracle.months_on(birth, n) AS day, 1 AS month, (n % 12 = 0)::int AS year
	FROM child, generate_series(1, 19 * 12) n),
day AS (SELECT birth, birth + g AS day, g FROM child, generate_series(0, 6900) g)
SELECT birth, day AS at, g AS days,
	sum(coalesce(month, 0)) OVER (PARTITION BY birth ORDER BY day) AS months,
	sum(coalesce(year, 0)) OVER (PARTITION BY birth ORDER BY day) AS years
FROM day LEFT JOIN mark USING (birth, day);

SELECT oracle.agree('days, months and years: childhoods day by day', 75000, $$
	SELECT birth || ' at ' || at AS input,
		concat_ws(' ', age_days(birth, at), age_months(birth, at), age_years(birth, at)) AS got,
		concat_ws(' ', days, months, years) AS want
	FROM walk$$);

-- CDE 2025-21: days until both 28 days and 1 month are reached, months below
-- 2 years, years from then on; nothing before birth.
CREATE FUNCTION oracle.ucum(birth date, at date, months bigint, years bigint) RETURNS text
LANGUAGE sql AS $$
	SELECT CASE WHEN at < birth THEN NULL
		WHEN at < birth + 28 OR at < oracle.months_on(birth, 1) THEN at - birth || ' d'
		WHEN at < oracle.months_on(birth, 24) THEN months || ' mo'
		ELSE years || ' a' END
$$;

SELECT oracle.agree('age_ucum: childhoods day by day', 75000, $$
	SELECT birth || ' at ' || at AS input, (age_ucum(birth, at)).value || ' ' || (age_ucum(birth, at)).unit AS got,
		oracle.ucum(birth, at, months, years) AS want
	FROM walk$$);

SELECT oracle.agree('age_ucum: random pairs', 16000, $$
	SELECT birth || ' at ' || at AS input, (age_ucum(birth, at)).value || ' ' || (age_ucum(birth, at)).unit AS got,
		oracle.ucum(birth, at, oracle.completed_months(birth, at), oracle.completed_years(birth, at)) AS want
	FROM pair
	UNION ALL
	SELECT birth || ' at ' || at, (age_ucum(birth, at)).value || ' ' || (age_ucum(birth, at)).unit,
		oracle.ucum(birth, at, 0, 0)
	FROM (SELECT birth, birth + g AS at FROM pair, generate_series(-1, 0) g LIMIT 2000) b$$);

CREATE TEMP TABLE due ON COMMIT DROP AS
SELECT oracle.some_date('reached birth', i, 1600, 2200) AS birth,
	CASE i % 5 WHEN 0 THEN oracle.rnd('reached', i, 40000) || 'd'
			   WHEN 1 THEN oracle.rnd('reached', i, 2000) || 'w'
			   WHEN 2 THEN oracle.rnd('reached', i, 60) || 'mo'
			   WHEN 3 THEN oracle.rnd('reached', i, 6000) || 'mo'
			   ELSE oracle.rnd('reached', i, 500) || 'y' END AS age
FROM generate_series(1, 20000) i;

SELECT oracle.agree('age_reached: random births and ages', 20000, $$
	SELECT birth || ' + ' || age AS input, age_reached(birth, age) AS got, oracle.reached(birth, age) AS want FROM due$$);

SELECT oracle.agree('age_reached is the first day of that age', 20000, $$
	SELECT birth || ' + ' || n || ' months' AS input,
		age_months(birth, age_reached(birth, n || 'mo')) || ' ' || age_months(birth, age_reached(birth, n || 'mo') - 1)
		|| ' ' || age_years(birth, age_reached(birth, n || 'y')) || ' ' || age_years(birth, age_reached(birth, n || 'y') - 1) AS got,
		n || ' ' || n - 1 || ' ' || n || ' ' || n - 1 AS want
	FROM (SELECT birth, oracle.rnd('first day', row_number() OVER (), 300) AS n FROM due) d$$);

-- The calendar repeats after 400 years: what holds from 1600 to 2200 holds
-- shifted to 4714 BC and to the year 5874897.
CREATE TEMP TABLE far ON COMMIT DROP AS
SELECT birth, at,
	CASE i % 3 WHEN 0 THEN -15 + oracle.rnd('far', i, 16)
			   WHEN 1 THEN oracle.rnd('far', i, 100)
			   ELSE 14680 - oracle.rnd('far', i, 14000) END::int * 146097 AS shift
FROM (SELECT row_number() OVER () AS i, birth, at FROM pair
	  WHERE birth BETWEEN '1600-01-01' AND '1999-12-31' AND at BETWEEN '1600-01-01' AND '1999-12-31') p
WHERE i <= 6000;

SELECT oracle.agree('ages before Christ and in the far future', 6000, $$
	SELECT birth + shift || ' at ' || at + shift AS input,
		concat_ws(' ', age_days(birth + shift, at + shift), age_months(birth + shift, at + shift), age_years(birth + shift, at + shift)) AS got,
		concat_ws(' ', at - birth, oracle.completed_months(birth, at), oracle.completed_years(birth, at)) AS want
	FROM far$$);

SELECT oracle.agree('age_reached before Christ and in the far future', 6000, $$
	SELECT birth + shift || ' + ' || n || 'mo' AS input, age_reached(birth + shift, n || 'mo') AS got,
		oracle.months_on(birth, n) + shift AS want
	FROM (SELECT *, oracle.rnd('far months', row_number() OVER (), 400)::int AS n FROM far) f$$);

SELECT oracle.agree('ages of millions of years', 2000, $$
	SELECT birth || ' at ' || at + k * 146097 AS input,
		concat_ws(' ', age_days(birth, at + k * 146097), age_months(birth, at + k * 146097), age_years(birth, at + k * 146097),
			age_reached(birth, 400 * k || 'y'), age_reached(birth, 4800 * k || 'mo')) AS got,
		concat_ws(' ', at - birth + k * 146097, oracle.completed_months(birth, at) + 4800 * k, oracle.completed_years(birth, at) + 400 * k,
			birth + 146097 * k, birth + 146097 * k) AS want
	FROM (SELECT *, oracle.rnd('millions', row_number() OVER (), 14680)::int AS k FROM pair
		  WHERE birth < '2000-01-01' AND at < '2000-01-01' LIMIT 2000) p$$);

-- An age in days or weeks has no limit but that of the dates.
SELECT oracle.agree('age_reached: billions of days', 500, $$
	SELECT birth || ' + ' || age AS input, oracle.outcome(format('age_reached(date %L, %L)', birth, age)) AS got,
		CASE WHEN isfinite(oracle.reached(birth, age)) THEN oracle.reached(birth, age)::text ELSE '22008' END AS want
	FROM (SELECT oracle.some_date('billions', i, 1600, 2200) AS birth,
			CASE i % 2 WHEN 0 THEN oracle.rnd('billions of days', i, 2147483647) || 'd' ELSE oracle.rnd('billions of days', i, 306783378) || 'w' END AS age
		  FROM generate_series(1, 500) i) b$$);

SELECT oracle.agree('the ends of the calendar', 9, $$
	SELECT expression AS input, oracle.outcome(expression) AS got, want
	FROM (VALUES
		($e$age_reached(date '5874897-12-31', '0d')$e$, '5874897-12-31'),
		($e$age_reached(date '5874897-12-01', '30d')$e$, '5874897-12-31'),
		($e$age_reached(date '5874897-12-01', '31d')$e$, '22008'),
		($e$age_reached(date '5874897-11-30', '1mo')$e$, '5874897-12-30'),
		($e$age_reached(date '5874897-12-01', '1mo')$e$, '22008'),
		($e$age_reached(date '5874896-12-31', '1y')$e$, '5874897-12-31'),
		($e$age_reached(date '5874897-01-01', '1y')$e$, '22008'),
		($e$age_reached(date '4714-11-24 BC', '1d')$e$, '4714-11-25 BC'),
		($e$age_days(date '4714-11-24 BC', date '5874897-12-31')$e$, '2147483493'),
		($e$age_years(date '4714-11-24 BC', date '5874897-12-31')$e$, '5879610'),
		($e$age_months(date '4714-11-24 BC', date '5874897-12-31')$e$, '70555321'),
		($e$age_days(date '5874897-12-31', date '4714-11-24 BC')$e$, '-2147483493'),
		($e$age_years(date '5874897-12-31', date '4714-11-24 BC')$e$, '-5879611'),
		($e$age_days(date '-infinity', date '2000-01-01')$e$, '22008'),
		($e$age_months(date '2000-01-01', date 'infinity')$e$, '22008'),
		($e$age_years(date 'infinity', date 'infinity')$e$, '22008'),
		($e$age_reached(date 'infinity', '1d')$e$, '22008'),
		($e$age_ucum(date '-infinity', date '2000-01-01')$e$, '22008'),
		($e$age_days(NULL, date '2000-01-01')$e$, NULL),
		($e$age_reached(date '2000-01-01', NULL)$e$, NULL)) v(expression, want)$$);

SELECT oracle.agree('an age is a number and a unit', 14, $$
	SELECT quote_literal(age) AS input, oracle.outcome(format('age_reached(date %L, %L)', '2000-01-01', age)) AS got, want
	FROM (VALUES ('28d', '2000-01-29'), ('6w', '2000-02-12'), ('24mo', '2002-01-01'), ('8y', '2008-01-01'),
		('', '22023'), ('d', '22023'), ('28', '22023'), ('28D', '22023'), ('1Y', '22023'), ('-1d', '22023'), ('+1d', '22023'),
		(' 1d', '22023'), ('1d ', '22023'), ('1 d', '22023'), ('1.5y', '22023'), ('1y6mo', '22023'), ('1m', '22023'),
		('1a', '22023'), ('1wk', '22023'), ('1mon', '22023'), (E'1d\n', '22023')) v(age, want)$$);

SELECT oracle.agree('one rule: before birth, months and years round down', 4000, $$
	SELECT birth || ' at ' || at AS input, age_years(birth, at) AS got, floor(age_months(birth, at) / 12.0) AS want FROM pair$$);

SELECT oracle.agree('an age is never below that of the day before', 4000, $$
	SELECT birth || ' at ' || at AS input, age_months(birth, at) - age_months(birth, at - 1) IN (0, 1)
		AND age_years(birth, at) - age_years(birth, at - 1) IN (0, 1) AS got, true AS want FROM pair$$);

SELECT * FROM finish();
ROLLBACK;
