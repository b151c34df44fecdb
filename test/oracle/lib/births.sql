-- SPDX-License-Identifier: PostgreSQL
--
-- "All births", made affordable without leaving one out. What a birth can
-- expect is the list of days from it to each later month. That list depends on
-- the month, on the day, and on which of the coming years are leap years. Days
-- 1 to 28 exist in every month, so they share one list (the sum of the lengths
-- of the months between); the 29th, 30th and 31st have their own. So one start
-- year for each different sequence of leap years within the calendar's cycle
-- of 400 years, times the months, times the days 1, 29, 30, 31, is every birth
-- there is. Over 25 years that is 1278 births with 301 months each.

-- One year for each sequence of leap years over the next "years" years.
CREATE FUNCTION oracle.start_years(years int) RETURNS SETOF int LANGUAGE sql IMMUTABLE AS $$
	SELECT min(y)
	FROM (SELECT y, string_agg((extract(day FROM make_date(y + g, 3, 1) - 1))::text, '' ORDER BY g) AS leaps
		  FROM generate_series(2000, 2399) y, generate_series(0, years + 1) g GROUP BY y) s
	GROUP BY leaps
$$;

-- Every kind of birth over that time.
CREATE FUNCTION oracle.births(years int) RETURNS SETOF date LANGUAGE sql IMMUTABLE AS $$
	SELECT make_date(y, m, 1) + d
	FROM oracle.start_years(years) y, generate_series(1, 12) m, unnest('{0,28,29,30}'::int[]) d
	WHERE extract(month FROM make_date(y, m, 1) + d) = m
$$;

-- ahead[n + 1]: the days from birth to n months, for 25 years and a month.
CREATE TABLE oracle.birth AS
SELECT b AS birth, ARRAY(SELECT oracle.months_on(b, n) - b FROM generate_series(0, 301) n ORDER BY n) AS ahead
FROM oracle.births(25) b;
ANALYZE oracle.birth;

-- The days from one of these births to an age of up to 25 years.
CREATE FUNCTION oracle.ahead(ahead int[], age text) RETURNS int LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE unit WHEN 'd' THEN n WHEN 'w' THEN 7 * n WHEN 'mo' THEN ahead[n + 1] ELSE ahead[12 * n + 1] END
	FROM (SELECT rtrim(age, 'dwmoy')::int, ltrim(age, '0123456789')) a(n, unit)
$$;
