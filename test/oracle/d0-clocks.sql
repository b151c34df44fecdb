-- SPDX-License-Identifier: PostgreSQL
--
-- Working days, deadlines and reporting periods against calendars that are
-- tables with a row a day, and counting that looks at each.

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
\ir lib/oracle.sql

SELECT plan(17);

-- ------------------------------------------------------ calendars, day by day

-- Calendar 0 is China's; a row of it for each day.
CREATE TEMP TABLE named (no int PRIMARY KEY, text text, cal work_calendar) ON COMMIT DROP;
CREATE TEMP TABLE calendar (no int, day date, working boolean, PRIMARY KEY (no, day)) ON COMMIT DROP;

-- China, from the notices: the days off, and the weekend days that are worked.
INSERT INTO named VALUES (0, 'CN', 'CN');
INSERT INTO calendar
SELECT 0, d::date, d::date = ANY (worked) OR extract(isodow FROM d) < 6 AND NOT d::date = ANY (off)
FROM (SELECT
	ARRAY(SELECT g::date FROM (VALUES ('2025-01-01', '2025-01-01'), ('2025-01-28', '2025-02-04'), ('2025-04-04', '2025-04-06'), ('2025-05-01', '2025-05-05'), ('2025-05-31', '2025-06-02'), ('2025-10-01', '2025-10-08'),
		('2026-01-01', '2026-01-03'), ('2026-02-15', '2026-02-23'), ('2026-04-04', '2026-04-06'), ('2026-05-01', '2026-05-05'), ('2026-06-19', '2026-06-21'), ('2026-09-25', '2026-09-27'), ('2026-10-01', '2026-10-07')) v(a, b),
		generate_series(a::timestamp, b::timestamp, '1 day') g) AS off,
	'{2025-01-26,2025-02-08,2025-04-27,2025-09-28,2025-10-11,2026-01-04,2026-02-14,2026-02-28,2026-05-09,2026-09-20,2026-10-10}'::date[] AS worked) x,
	generate_series(timestamp '2025-01-01', '2026-12-31', '1 day') d;

-- Others, made by chance: a weekend, years with gaps between them, days off
-- (some of them of the weekend) and weekend days that are worked; every fourth
-- is China's with years of its own. The text names each day by itself, in no
-- order, so that reading has to put it together.
CREATE TEMP TABLE made_day ON COMMIT DROP AS
SELECT no, d::date AS day, extract(year FROM d)::int AS year, extract(isodow FROM d)::int = ANY (weekend) AS weekend,
	   CASE oracle.rnd('day' || no, d::date - date '2000-01-01', (ARRAY[400, 40, 12, 3])[1 + no / 4 % 4]) WHEN 0 THEN 'off' WHEN 1 THEN 'work' END AS mark
FROM (SELECT no, CASE WHEN no % 4 = 0 THEN '{6,7}' ELSE ARRAY(SELECT d FROM generate_series(1, 6) d WHERE oracle.rnd('weekend' || no, d, 3) = 0) END AS weekend,
		ARRAY(SELECT y FROM generate_series(2023, 2030) y WHERE oracle.rnd('year' || no, y, 4) > 0 AND (no % 4 > 0 OR y > 2026)) AS years
	  FROM generate_series(1, 32) no) m,
	unnest(years) y, generate_series(make_timestamp(y, 1, 1, 0, 0, 0), make_timestamp(y, 12, 31, 0, 0, 0), '1 day') d;
UPDATE made_day SET mark = NULL WHERE mark = 'work' AND NOT weekend;
INSERT INTO calendar SELECT no, day, CASE mark WHEN 'off' THEN false WHEN 'work' THEN true ELSE NOT weekend END FROM made_day;
INSERT INTO calendar SELECT n.no, c.day, c.working FROM (SELECT DISTINCT no FROM made_day WHERE no % 4 = 0) n, calendar c WHERE c.no = 0;
INSERT INTO named
SELECT no, text, text::work_calendar
FROM (SELECT no, CASE WHEN no % 4 = 0 THEN 'CN; ' ELSE 'weekend '
			|| coalesce((SELECT string_agg(w, ',') FROM (SELECT DISTINCT left(lower(to_char(day, 'dy')), 3) AS w FROM made_day d WHERE d.no = y.no AND weekend) z), 'none') || '; ' END
		|| string_agg(year || ':' || coalesce(' off ' || off || '; work ' || work, ' off ' || off, 'work ' || work, ' off none'), ';' ORDER BY md5(year::text)) AS text
	  FROM (SELECT no, year, string_agg(to_char(day, 'MM-DD'), ',' ORDER BY md5(day::text)) FILTER (WHERE mark = 'off') AS off,
				string_agg(to_char(day, 'MM-DD'), ' , ' ORDER BY md5(day::text)) FILTER (WHERE mark = 'work') AS work
			FROM made_day GROUP BY no, year) y
	  GROUP BY no) x;
ANALYZE calendar;
ANALYZE named;

SELECT oracle.agree('every day of the calendars', 50000, $$
	SELECT no || ' ' || day AS input, is_working_day(day, cal) AS got, working AS want FROM calendar JOIN named USING (no)$$);
SELECT oracle.agree('what they know', 33, $$
	SELECT text AS input, known_days(cal) AS got, (SELECT range_agg(daterange(day, day + 1)) FROM calendar c WHERE c.no = n.no) AS want FROM named n$$);
SELECT oracle.agree('printed and read again they are the same', 33, $$
	SELECT text AS input, cal::text::work_calendar = cal AND cal::text !~ '  |,[^ ]|;[^ ]' AND cal::text::work_calendar::text = cal::text AS got, true AS want FROM named$$);

-- ---------------------------------------------------------------- the counting

-- Days that may stop the clock: none, some, before all, without an end.
CREATE FUNCTION oracle.some_stops(i bigint) RETURNS datemultirange LANGUAGE plpgsql AS $$
DECLARE
	stops datemultirange := '{}';
	at date := date '2020-10-01' + oracle.rnd('stop at', i, 2500)::int;
BEGIN
	IF oracle.rnd('stops', i, 3) = 0 THEN
		RETURN stops;
	END IF;
	FOR n IN 0 .. oracle.rnd('stops n', i, 12) LOOP
		stops := stops + datemultirange(daterange(at, at + 1 + oracle.rnd('stop' || n, i, CASE WHEN oracle.rnd('long' || n, i, 5) = 0 THEN 500 ELSE 30 END)::int));
		at := at + oracle.rnd('gap' || n, i, 120)::int;
	END LOOP;
	IF oracle.rnd('stop low', i, 6) = 0 THEN
		stops := stops + '{(,2025-02-10)}';
	END IF;
	IF oracle.rnd('stop high', i, 5) = 0 THEN
		stops := stops + datemultirange(daterange(at, NULL));
	END IF;
	RETURN stops;
END $$;

-- The n-th working day: day after day, past those that are stopped, until it
-- is reached, or the calendar ends (22023 and that day), or the clock stands.
CREATE FUNCTION oracle.add_working_days(d date, n int, cal int, stopped datemultirange) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	at date := CASE WHEN n = 0 THEN d - 1 ELSE d END;
	done int := 0;
	works boolean;
BEGIN
	LOOP
		at := at + 1;
		IF upper_inf(stopped) AND daterange(at, NULL) <@ stopped THEN
			RETURN NULL;
		END IF;
		CONTINUE WHEN at <@ stopped;
		SELECT c.working INTO works FROM calendar c WHERE c.no = cal AND c.day = at;
		IF NOT FOUND THEN
			RETURN '22023 ' || at;
		END IF;
		done := done + works::int;
		IF done = greatest(n, 1) THEN
			RETURN at;
		END IF;
	END LOOP;
END $$;
CREATE FUNCTION oracle.working_days(during daterange, cal int, stopped datemultirange) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	at date := lower(during);
	done int := 0;
	works boolean;
BEGIN
	WHILE at < upper(during) LOOP
		IF NOT at <@ stopped THEN
			SELECT c.working INTO works FROM calendar c WHERE c.no = cal AND c.day = at;
			IF NOT FOUND THEN
				RETURN '22023 ' || at;
			END IF;
			done := done + works::int;
		END IF;
		at := at + 1;
	END LOOP;
	RETURN done;
END $$;

-- The value, or the SQLSTATE with the day that the message names.
CREATE FUNCTION oracle.outcome_day(expression text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
	message text;
BEGIN
	EXECUTE 'SELECT (' || expression || ')::text' INTO result;
	RETURN result;
EXCEPTION WHEN others THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
	RETURN SQLSTATE || ' ' || substring(message FROM 'the year of (.*)$');
END $$;

CREATE TEMP TABLE asked ON COMMIT DROP AS
SELECT *, oracle.add_working_days(d, n, no, stopped) AS answer
FROM (SELECT i, n.no, n.text, CASE WHEN i % 3 = 0 THEN date '2024-12-20' + oracle.rnd('from', i, 745)::int ELSE date '2022-12-20' + oracle.rnd('from', i, 2950)::int END AS d,
		CASE oracle.rnd('n kind', i, 4) WHEN 0 THEN 0 WHEN 1 THEN oracle.rnd('n', i, 6) WHEN 2 THEN oracle.rnd('n', i, 70) ELSE oracle.rnd('n', i, 220) END::int AS n,
		oracle.some_stops(i) AS stopped
	  FROM generate_series(1, 4000) i JOIN named n ON n.no = CASE WHEN i % 3 = 0 THEN 0 ELSE 1 + i * 7 % 32 END OFFSET 0) x;

SELECT oracle.agree('add_working_days', 4000, $$
	SELECT concat_ws(' ', d, n, stopped, left(text, 100)) AS input, oracle.outcome_day(format('add_working_days(%L, %s, %L, %L)', d, n, text, stopped)) AS got, answer AS want
	FROM asked$$);
SELECT cmp_ok((SELECT count(*) FROM asked WHERE answer ~ '^\d{4}-'), '>', 1500::bigint, 'many of them have an answer');
SELECT cmp_ok((SELECT count(*) FROM asked WHERE answer ~ '^22023'), '>', 300::bigint, 'some end in a year that is not known');
SELECT cmp_ok((SELECT count(*) FROM asked WHERE answer IS NULL), '>', 50::bigint, 'in some the clock stands');
SELECT oracle.agree('working_days', 4000, $$
	SELECT concat_ws(' ', r, stopped, left(text, 100)) AS input, oracle.outcome_day(format('working_days(%L, %L, %L)', r, text, stopped)) AS got, oracle.working_days(r, no, stopped) AS want
	FROM (SELECT *, daterange(d, d + n * (1 + i % 3)::int) AS r FROM asked) a$$);

-- Counted forth and back: the n-th working day is worked, and has n - 1 before it.
SELECT oracle.agree('forth and back', 1000, $$
	SELECT concat_ws(' ', d, n, left(text, 100)) AS input, working_days(daterange(d + 1, due), cal, stopped) || ' ' || is_working_day(due, cal) AS got, n - 1 || ' true' AS want
	FROM (SELECT *, CASE WHEN answer ~ '^\d{4}-' THEN answer::date END AS due FROM asked JOIN named USING (no, text) WHERE n > 0) a
	WHERE due IS NOT NULL$$);

-- ------------------------------------------------------- review of applications

SELECT oracle.agree('ind_due and nda_due', 1300, $$
	SELECT concat_ws(' ', d, route, reverted, stopped) AS input,
		oracle.outcome_day(format(CASE WHEN procedure = 'IND' THEN 'ind_due(%L, %L, %L, %L, %L)' ELSE 'nda_due(%L, %L, %L, %L)' END, d, route, 'CN', stopped, reverted)) AS got,
		oracle.add_working_days(d, CASE WHEN procedure = 'IND' AND reverted THEN 60 ELSE days END, 0, stopped) AS want
	FROM (SELECT *, oracle.rnd('reverted', i, 3) = 0 AS reverted FROM asked WHERE i % 3 = 0) a
	JOIN (VALUES (0, 'IND', 'ordinary', 60), (1, 'IND', 'fast', 30), (2, 'IND', 'SPARK', 30), (3, 'IND', 'care', 30), (4, 'IND', 'global', 30), (5, 'IND', 'key variety', 30),
		(6, 'NDA', 'ordinary', 200), (7, 'NDA', 'priority', 130), (8, 'NDA', 'urgent', 70)) r(no, procedure, route, days) ON r.no = oracle.rnd('route', i, 9)$$);

-- ---------------------------------------------------------------- DSUR, SUSAR

-- The same day so many months on, or the last of the month: PostgreSQL's own rule.
CREATE FUNCTION oracle.months_clamped(d date, n int) RETURNS date LANGUAGE sql IMMUTABLE AS $$ SELECT (d::timestamp + make_interval(months => n))::date $$;
CREATE TEMP TABLE birth_date ON COMMIT DROP AS
SELECT i, oracle.some_date('dibd', i, 1890, 2110) AS b, 1 + oracle.rnd('period', i, 25)::int AS n FROM generate_series(1, 6000) i;

SELECT oracle.agree('dsur_period: by number', 6000, $$
	SELECT b || ' ' || n AS input, dsur_period(b, n) AS got, daterange(oracle.months_clamped(b, 12 * (n - 1)), oracle.months_clamped(b, 12 * n)) AS want FROM birth_date$$);
SELECT oracle.agree('dsur_period: the days of each period lie in it', 6000, $$
	SELECT b || ' at ' || at AS input, dsur_period(b, at) AS got, daterange(oracle.months_clamped(b, 12 * (n - 1)), oracle.months_clamped(b, 12 * n)) AS want
	FROM birth_date, LATERAL (SELECT oracle.pick('at', i, ARRAY[oracle.months_clamped(b, 12 * (n - 1)), oracle.months_clamped(b, 12 * n) - 1, oracle.months_clamped(b, 12 * (n - 1)) + oracle.rnd('within', i, 365)::int]) AS at) x$$);
SELECT oracle.agree('dsur_data_lock_point', 12000, $$
	SELECT concat_ws(' ', b, n, dlp) AS input, dsur_data_lock_point(b, n, dlp) AS got,
		CASE dlp WHEN 'anniversary' THEN oracle.months_clamped(b, 12 * n) ELSE date_trunc('month', oracle.months_clamped(b, 12 * n)::timestamp)::date END - 1 AS want
	FROM birth_date, unnest('{anniversary,month-end}'::text[]) dlp$$);
SELECT oracle.agree('dsur_due', 48000, $$
	SELECT concat_ws(' ', b, n, rule, dlp) AS input, dsur_due(b, n, rule, dlp) AS got,
		CASE rule WHEN 'dlp60' THEN lock + 60 WHEN 'strictest' THEN least(lock + 60, two) ELSE two END AS want
	FROM birth_date, unnest('{anniversary,month-end}'::text[]) dlp, unnest('{strictest,dlp60,dibd2mo,approval2mo}'::text[]) rule,
		LATERAL (SELECT oracle.months_clamped(oracle.months_clamped(b, 12 * n), 2) AS two,
			CASE dlp WHEN 'anniversary' THEN oracle.months_clamped(b, 12 * n) ELSE date_trunc('month', oracle.months_clamped(b, 12 * n)::timestamp)::date END - 1 AS lock) x$$);
SELECT oracle.agree('the periods of ten years follow one another', 3652, $$
	SELECT b AS input, (SELECT range_agg(dsur_period(b, n)) FROM generate_series(1, 10) n) AS got, datemultirange(daterange(b, oracle.months_clamped(b, 120))) AS want
	FROM (SELECT d::date AS b FROM generate_series(timestamp '1996-01-01', '2006-01-01', '1 day') d) x$$);
SELECT oracle.agree('susar_due, susar_followup_due', 6000, $$
	SELECT b || ' ' || n AS input, susar_due(b, n % 2 = 0) || ' ' || susar_followup_due(b, b + n) AS got,
		(SELECT max(g)::date FROM generate_series(b::timestamp, b::timestamp + make_interval(days => CASE WHEN n % 2 = 0 THEN 7 ELSE 15 END), '1 day') g) || ' ' || least(b + n + 8, b + 15) AS want
	FROM birth_date$$);
SELECT oracle.agree('days_late', 6000, $$
	SELECT concat_ws(' ', due, coalesce(sent::text, '-'), as_of) AS input, days_late(due, sent, as_of) AS got,
		(SELECT nullif(count(*), 0) FROM generate_series(due + 1, as_of::timestamp, '1 day') g WHERE sent IS NULL OR g <= sent) AS want
	FROM (SELECT b AS due, b + n * 3 - 30 AS as_of, CASE WHEN i % 4 > 0 THEN b + oracle.rnd('sent', i, 60)::int - 20 END AS sent FROM birth_date) x$$);

SELECT * FROM finish();
ROLLBACK;
