-- SPDX-License-Identifier: PostgreSQL
--
-- age_band of an exact birth and day: every named scheme and random lists of
-- cuts, round every bound, with maturity known and unknown.

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
\ir lib/oracle.sql

SELECT plan(9);

-- The days to look at: round every bound in every world, and some others.
CREATE FUNCTION oracle.days_to_see(stream text, i bigint, birth date, ga int, scheme text) RETURNS date[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
	SELECT array_agg(DISTINCT d)
	FROM (SELECT r + g AS d FROM oracle.worlds(ARRAY[birth], coalesce(ga, 140 + i::int % 175), scheme) w,
			unnest(w.reached) r, generate_series(-1, 1) g
		  UNION ALL
		  SELECT birth + g FROM unnest('{-400,-1,0,1,27,28,49,50,51,167,168,169}'::int[]) g
		  UNION ALL
		  SELECT birth + oracle.some_days(stream || g, i) FROM generate_series(1, 6) g) x
	WHERE isfinite(d));
END $$;

CREATE FUNCTION oracle.bands_of_days(birth date, ga int, days date[], scheme text) RETURNS TABLE (day date, band text)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
	SELECT day, oracle.band_text(scheme, lo, hi, mark)
	FROM (SELECT lo, hi, mark, array_agg(day) AS all FROM oracle.day_bands(ARRAY[birth], ga, days, scheme) GROUP BY lo, hi, mark) b,
		 unnest(b.all) day;
END $$;

SELECT oracle.agree('named schemes, maturity unknown', 80000, $$
	SELECT concat_ws(' ', birth, 'at', day, scheme) AS input, age_band(birth, day, scheme::age_scheme) AS got, band AS want
	FROM (SELECT i, oracle.some_date('band birth', i, 1600, 2200) AS birth FROM generate_series(1, 250) i) b,
		 (SELECT name FROM oracle.scheme) s(scheme),
		 LATERAL oracle.days_to_see('band', i, birth, NULL, scheme) d,
		 LATERAL oracle.bands_of_days(birth, NULL, d, scheme) w$$);

SELECT oracle.agree('E11 is what goes without saying', 10000, $$
	SELECT concat_ws(' ', birth, 'at', day) AS input, age_band(birth, day) || ' ' || age_band(birth, '34+5'::gestational_age, day) AS got,
		band || ' ' || band AS want
	FROM (SELECT i, oracle.some_date('default birth', i, 1600, 2200) AS birth FROM generate_series(1, 600) i) b,
		 LATERAL oracle.days_to_see('default', i, birth, NULL, 'ich-e11') d,
		 LATERAL oracle.bands_of_days(birth, NULL, d, 'ich-e11') w$$);

SELECT oracle.agree('random lists of cuts', 50000, $$
	SELECT concat_ws(' ', birth, 'at', day, scheme) AS input, age_band(birth, day, scheme::age_scheme) AS got, band AS want
	FROM (SELECT i, oracle.some_date('cuts birth', i, 1600, 2200) AS birth, oracle.some_cuts('band cuts', i) AS scheme
		  FROM generate_series(1, 2000) i) b,
		 LATERAL oracle.days_to_see('cuts', i, birth, NULL, scheme) d,
		 LATERAL oracle.bands_of_days(birth, NULL, d, scheme) w$$);

-- Every gestation at birth from 20+0 to 44+6, in every scheme that asks for it
-- (and one that does not).
SELECT oracle.agree('maturity known: every gestation', 60000, $$
	SELECT concat_ws(' ', birth, ga, 'at', day, scheme) AS input,
		age_band(birth, (ga || 'd')::gestational_age, day, scheme::age_scheme) AS got, band AS want
	FROM (SELECT ga, k, oracle.some_date('mature birth', 10 * ga + k, 1880, 2120) AS birth FROM generate_series(140, 314) ga, generate_series(1, 3) k) b,
		 (SELECT name FROM oracle.scheme WHERE preterm_end IS NOT NULL UNION ALL SELECT 'ich-e11') s(scheme),
		 LATERAL oracle.days_to_see('mature', 10 * ga + k, birth, ga, scheme) d,
		 LATERAL oracle.bands_of_days(birth, ga, d, scheme) w$$);

SELECT oracle.agree('a NULL gestation is maturity unknown, not term', 8000, $$
	SELECT concat_ws(' ', birth, 'at', day, scheme) AS input,
		age_band(birth, NULL::gestational_age, day, scheme::age_scheme) AS got, band AS want
	FROM (SELECT i, oracle.some_date('null birth', i, 1880, 2120) AS birth FROM generate_series(1, 60) i) b,
		 (SELECT name FROM oracle.scheme WHERE preterm_end IS NOT NULL UNION ALL SELECT 'ich-e11') s(scheme),
		 LATERAL oracle.days_to_see('null', i, birth, NULL, scheme) d,
		 LATERAL oracle.bands_of_days(birth, NULL, d, scheme) w$$);

SELECT oracle.agree('the first half year by the EMA bands, day by day', 1000, $$
	SELECT concat_ws(' ', birth, ga, 'at', day) AS input, age_band(birth, (ga || 'd')::gestational_age, day, 'ema-p4') AS got, band AS want
	FROM (VALUES (date '2019-05-17', NULL::int), ('2020-02-29', NULL), ('2019-05-17', 140), ('2019-05-17', 258), ('2020-02-29', 259), ('1900-01-31', 230)) v(birth, ga),
		 LATERAL oracle.bands_of_days(birth, ga, (SELECT array_agg(birth + g) FROM generate_series(-3, 180) g), 'ema-p4') w$$);

-- Far from here: the calendar repeats after 146097 days.
SELECT oracle.agree('bands before Christ and in the far future', 30000, $$
	SELECT concat_ws(' ', birth + shift, 'at', day + shift, scheme) AS input,
		age_band(birth + shift, day + shift, scheme::age_scheme) AS got, band AS want
	FROM (SELECT i, oracle.some_date('far birth', i, 1640, 1940) AS birth, 146097 * (-15 + oracle.rnd('far shift', i, 14690)::int) AS shift
		  FROM generate_series(1, 200) i
		  UNION ALL
		  SELECT i, oracle.some_date('far birth', i, 1640, 1940), 146097 * oracle.pick('far end', i, '{-15,14681}'::int[])
		  FROM generate_series(201, 250) i) b,
		 (SELECT name FROM oracle.scheme) s(scheme),
		 LATERAL oracle.days_to_see('far', i, birth, NULL, scheme) d,
		 LATERAL oracle.bands_of_days(birth, NULL, d, scheme) w
	WHERE (day - date '2000-01-01')::bigint + shift BETWEEN date '4714-11-24 BC' - date '2000-01-01' AND date '5874897-12-31' - date '2000-01-01'
	  AND (birth - date '2000-01-01')::bigint + shift BETWEEN date '4714-11-24 BC' - date '2000-01-01' AND date '5874897-12-31' - date '2000-01-01'$$);

-- A bound that lies beyond the last date is never reached.
SELECT oracle.agree('bounds beyond the last date', 250, $$
	SELECT concat_ws(' ', birth, 'at', day, scheme) AS input, age_band(birth, day, scheme::age_scheme) AS got, band AS want
	FROM unnest('{5874897-12-31,5874897-12-15,5874897-03-01,5874896-02-29,5874890-01-31,4714-11-24 BC,4714-12-31 BC}'::date[]) birth,
		 (SELECT name FROM oracle.scheme UNION ALL SELECT '0d,9999y,100000y' UNION ALL SELECT '0d,5000000y') s(scheme),
		 LATERAL (SELECT array_agg(DISTINCT d) FROM unnest(ARRAY[birth, date '5874897-12-31', date '5874897-01-01', date '2000-01-01']) d WHERE d >= birth) x(d),
		 LATERAL oracle.bands_of_days(birth, NULL, d, scheme) w$$);

SELECT oracle.agree('NULL and infinity', 6, $$
	SELECT expression AS input, oracle.outcome(expression) AS got, want
	FROM (VALUES ($e$age_band(NULL::date, date '2000-01-01')$e$, NULL), ($e$age_band(date '2000-01-01', NULL::date)$e$, NULL),
		($e$age_band(date '2000-01-01', date '2000-01-01', NULL::age_scheme)$e$, NULL),
		($e$age_band(date 'infinity', date '2000-01-01')$e$, '22008'), ($e$age_band(date '2000-01-01', date '-infinity')$e$, '22008'),
		($e$age_band(date '2000-01-01', NULL::gestational_age, date 'infinity')$e$, '22008')) v(expression, want)$$);

SELECT * FROM finish();
ROLLBACK;
