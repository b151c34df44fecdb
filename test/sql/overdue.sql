-- SPDX-License-Identifier: PostgreSQL
-- Late safety reports: overdue, susar_reports, susar_timeliness over the view safety_report.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
SET lc_messages = 'C';
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
SET datestyle = ISO;
BEGIN;
CREATE FUNCTION pg_temp.said(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE code text; message text; detail text; hint text;
BEGIN
	EXECUTE command;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', code, message, nullif(detail, ''), CASE WHEN coalesce(hint, '') = '' THEN 'NO HINT' END);
END $$;
SELECT plan(47);

CREATE SCHEMA "Safety ""A""";
CREATE TABLE "Safety ""A""".safety_report (study_id text, case_id text, report_id text, kind text, received date, fatal_or_life_threatening boolean, first_report date, sent date);
CREATE FUNCTION pg_temp.lines(of_day date, state text DEFAULT '.') RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(concat_ws(' ', case_id, report_id, coalesce(clock, '-'), coalesce(due::text, '-'), coalesce(late_by::text, '-'), state), E'\n' ORDER BY study_id, case_id, report_id)
	FROM   susar_reports('Safety "A"', of_day) WHERE state ~ $2
$$;
CREATE FUNCTION pg_temp.late(of_day date) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(concat_ws(' ', case_id, report_id, coalesce(due::text, '-'), coalesce(late_by::text, '?')), ', ' ORDER BY case_id, report_id) FROM overdue('Safety "A"', of_day)
$$;
SELECT is(pg_temp.late('2026-02-01'), NULL, 'an empty view has no late report');
SELECT results_eq($$SELECT clock, received, sent, late, on_time_percent, median_days FROM susar_timeliness('Safety "A"', '[2026-01-01,2026-02-01)')$$,
	$$VALUES ('7-day', 0, 0, 0, NULL::float8, NULL::float8), ('8-day', 0, 0, 0, NULL, NULL), ('15-day', 0, 0, 0, NULL, NULL), ('UNKNOWN', 0, 0, 0, NULL, NULL), ('ALL', 0, 0, 0, NULL, NULL)$$, 'all clocks are there all the same');

INSERT INTO "Safety ""A""".safety_report VALUES
	('S', 'a', '1', 'initial', '2026-01-01', true, NULL, '2026-01-08'),
	('S', 'b', '1', 'initial', '2026-01-01', true, NULL, '2026-01-09'),
	('S', 'c', '1', 'initial', '2026-01-01', false, NULL, '2026-01-16'),
	('S', 'd', '1', 'initial', '2026-01-01', false, NULL, '2026-01-17'),
	('S', 'e', '1', 'initial', '2026-01-01', true, NULL, NULL),
	('S', 'f', '1', 'initial', '2026-01-01', false, NULL, NULL);
SELECT is(pg_temp.late('2026-01-08'), NULL, 'on the due day nothing is late');
SELECT is(pg_temp.late('2026-01-09'), 'b 1 2026-01-08 1, e 1 2026-01-08 1', 'on the day after those of 7 days');
SELECT is(pg_temp.late('2026-01-16'), 'b 1 2026-01-08 1, e 1 2026-01-08 8', 'what was sent late stays so, what is not sent is later each day');
SELECT is(pg_temp.late('2026-01-17'), 'b 1 2026-01-08 1, d 1 2026-01-16 1, e 1 2026-01-08 9, f 1 2026-01-16 1', 'on the day after those of 15 days');
SELECT is(pg_temp.late('2025-12-31'), NULL, 'what was received later is not known yet');
SELECT is((SELECT sent FROM overdue('Safety "A"', '2026-01-08') UNION ALL SELECT sent FROM susar_reports('Safety "A"', '2026-01-08') WHERE case_id = 'b'), NULL, 'nor what was sent later');
SELECT is((SELECT string_agg(DISTINCT rule, ' / ') FROM susar_reports('Safety "A"', '2026-01-31')), 'first report, fatal or life-threatening: 7 days from first awareness / first report, others: 15 days from first awareness', 'the rules');

-- a day by day walk: late from the day after the due day on, by one day more each day, until sent
SELECT is_empty($$SELECT g::date, case_id, o.late_by FROM generate_series(timestamp '2026-01-01', '2026-03-01', '1 day') g, "Safety ""A""".safety_report s
	LEFT JOIN LATERAL (SELECT late_by FROM overdue('Safety "A"', g::date) o WHERE o.case_id = s.case_id) o ON true
	WHERE o.late_by IS DISTINCT FROM (SELECT nullif(count(*), 0) FROM generate_series(susar_due(s.received, s.fatal_or_life_threatening) + 1, least(g, s.sent), '1 day'))$$, 'walked day by day');

-- follow-ups
TRUNCATE "Safety ""A""".safety_report;
INSERT INTO "Safety ""A""".safety_report VALUES
	('S', 'a', '1', 'initial', '2026-01-01', true, NULL, '2026-01-05'),
	('S', 'a', '2', 'follow-up', '2026-01-06', true, '2026-01-05', NULL),
	('S', 'a', '3', 'follow-up', '2026-01-13', true, '2026-01-05', NULL),
	('S', 'a', '4', 'follow-up', '2026-01-14', true, '2026-01-05', NULL),
	('S', 'b', '1', 'initial', '2026-01-01', true, NULL, '2026-01-12'),
	('S', 'b', '2', 'follow-up', '2026-01-10', true, '2026-01-12', NULL),
	('S', 'c', '2', 'follow-up', '2026-01-10', true, '2026-01-12', NULL),
	('S', 'd', '1', 'initial', '2026-01-01', true, NULL, '2026-01-05'),
	('S', 'd', '2', 'follow-up', '2026-01-06', true, NULL, NULL),
	('S', 'e', '2', 'follow-up', '2026-01-06', true, NULL, NULL),
	('S', 'f', '2', 'follow-up', '2026-01-06', false, NULL, NULL),
	('T', 'b', '2', 'follow-up', '2026-01-10', true, '2026-01-12', NULL);
SELECT is(pg_temp.lines('2026-01-20', '.'), 'a 1 7-day 2026-01-08 - in time
a 2 8-day 2026-01-13 7 late
a 3 8-day 2026-01-13 7 late
a 4 15-day 2026-01-29 - not yet due
b 1 7-day 2026-01-08 4 late
b 2 8-day 2026-01-16 4 late
c 2 8-day 2026-01-20 - not yet due
d 1 7-day 2026-01-08 - in time
d 2 8-day 2026-01-13 7 late
e 2 - - - undetermined
f 2 15-day 2026-01-21 - not yet due
b 2 8-day 2026-01-20 - not yet due', 'follow-ups: 8 days from the first report, of the initial report where it is not given, 15 from first awareness of the case; what comes later has 15 days');
SELECT is((SELECT rule FROM overdue('Safety "A"', '2026-01-20') WHERE case_id = 'e'), 'the day of the first report is not known', 'and why there is none');

-- what is not known is listed, with the reason
TRUNCATE "Safety ""A""".safety_report;
INSERT INTO "Safety ""A""".safety_report VALUES
	('S', 'a', '1', 'initial', NULL, true, NULL, NULL), ('S', 'b', '1', 'initial', 'infinity', true, NULL, NULL), ('S', 'c', '1', 'initial', '-infinity', true, NULL, NULL),
	('S', 'd', '1', NULL, '2026-01-01', true, NULL, NULL), ('S', 'e', '1', 'Initial', '2026-01-01', true, NULL, NULL), ('S', 'f', '1', 'initial', '2026-01-10', true, NULL, '2026-01-09'),
	('S', 'g', '1', 'initial', '2026-01-10', true, NULL, '-infinity'), ('S', 'h', '1', 'initial', '2026-01-10', NULL, NULL, NULL), (NULL, NULL, NULL, 'initial', '2026-01-10', false, NULL, NULL),
	('S', 'i', '1', 'initial', '5874897-12-31', true, NULL, NULL), ('S', 'j', '1', 'initial', '4714-11-24 BC', true, NULL, NULL), (NULL, NULL, NULL, 'follow-up', '2026-01-10', true, NULL, NULL);
SELECT is((SELECT string_agg(concat_ws(' ', coalesce(case_id, '-'), coalesce(due::text, '-'), coalesce(late_by::text, '-'), rule), E'\n' ORDER BY case_id, due) FROM overdue('Safety "A"', '2026-01-20')),
'a - - received is not known
b - - received is not known
c - - received is not known
d - - kind is not known
e - - kind is neither initial nor follow-up: "Initial"
f 2026-01-17 - sent before it was received
g 2026-01-17 - sent is no day of the calendar
h 2026-01-17 3 first report, fatal or life-threatening: 7 days from first awareness; not known whether fatal or life-threatening, so taken as such
i - - received is not known
j - - received is not known
- - - the day of the first report is not known', 'nothing is dropped');
SELECT is((SELECT string_agg(concat_ws(' ', coalesce(case_id, '-'), coalesce(due::text, '-'), late_by, rule), E'\n' ORDER BY case_id, due) FROM overdue('Safety "A"', '2026-01-26') WHERE case_id IS NULL),
'- 2026-01-25 1 first report, others: 15 days from first awareness
- - the day of the first report is not known', 'without ids too; the initial report of no case is that of no follow-up');
SELECT is((SELECT ARRAY[received, undetermined, sent] FROM susar_timeliness('Safety "A"', '[2026-01-01,2026-02-01)') WHERE clock = 'ALL'), '{7,10,1}', 'and counted: those without a day of receipt in no period, but as undetermined');

-- timeliness: percent and median against a count by hand
TRUNCATE "Safety ""A""".safety_report;
INSERT INTO "Safety ""A""".safety_report
SELECT 'S', i::text, '1', 'initial', date '2025-12-15' + i, i % 3 = 0, NULL, CASE WHEN i % 7 > 0 THEN date '2025-12-15' + i + i * 5 % 20 END FROM generate_series(0, 99) i;
SELECT results_eq($$SELECT clock, received, sent, in_time, late, not_yet_due, undetermined, on_time_percent, median_days FROM susar_timeliness('Safety "A"', '[2026-01-01,2026-02-01)', '2026-02-10')$$,
	$$WITH r AS (SELECT CASE WHEN fatal_or_life_threatening THEN 7 ELSE 15 END AS days, received, CASE WHEN sent <= '2026-02-10' THEN sent END AS sent FROM "Safety ""A""".safety_report WHERE received BETWEEN '2026-01-01' AND '2026-01-31'),
	j AS (SELECT *, CASE WHEN sent <= received + days THEN 1 WHEN sent IS NULL AND received + days >= '2026-02-10' THEN 3 ELSE 2 END AS s FROM r)
	SELECT c, count(received)::int, count(sent)::int, count(*) FILTER (WHERE s = 1)::int, count(*) FILTER (WHERE s = 2)::int, count(*) FILTER (WHERE s = 3)::int, 0,
		100.0::float8 * count(*) FILTER (WHERE s = 1) / nullif(count(*) FILTER (WHERE s < 3), 0), percentile_cont(0.5) WITHIN GROUP (ORDER BY (sent - received)::float8)
	FROM (VALUES (1, '7-day', 7), (2, '8-day', 8), (3, '15-day', 15), (4, 'UNKNOWN', 0), (5, 'ALL', NULL)) c(no, c, d) LEFT JOIN j ON j.days = d OR d IS NULL GROUP BY no, c ORDER BY no$$, 'timeliness');
SELECT is((SELECT received = in_time + late + not_yet_due + undetermined FROM susar_timeliness('Safety "A"', '[2025-01-01,2027-01-01)') WHERE clock = 'ALL'), true, 'the states add up');
SELECT is((SELECT not_yet_due FROM susar_timeliness('Safety "A"', '[2025-12-01,2026-02-01)') WHERE clock = 'ALL'), (SELECT not_yet_due FROM susar_timeliness('Safety "A"', '[2025-12-01,2026-02-01)', '2026-01-31') WHERE clock = 'ALL'), 'by default as of the last day of the period');

-- errors
SELECT is(pg_temp.said(q), o, q) FROM (VALUES
	($$SELECT overdue(NULL, '2026-01-01')$$, '22004 | source must not be NULL'),
	($$SELECT overdue('Safety "A"', NULL)$$, '22004 | as_of must not be NULL'),
	($$SELECT overdue('Safety "A"', 'infinity')$$, '22008 | as_of must be a finite date'),
	($$SELECT overdue('nowhere', '2026-01-01')$$, '3F000 | schema "nowhere" does not exist'),
	($$SELECT overdue('pg_catalog', '2026-01-01')$$, '42P01 | schema "pg_catalog" has no view safety_report'),
	($$SELECT susar_timeliness('Safety "A"', NULL)$$, '22004 | period must not be NULL'),
	($$SELECT susar_timeliness('Safety "A"', 'empty')$$, '22023 | the reporting period must have a first and a last day: "empty"'),
	($$SELECT susar_timeliness('Safety "A"', '[2026-01-01,)')$$, '22023 | the reporting period must have a first and a last day: "[2026-01-01,)"'),
	($$SELECT susar_timeliness('Safety "A"', '[-infinity,2026-01-01)')$$, '22008 | the bounds of period must be finite'),
	($$SELECT susar_timeliness('Safety "A"', '[2026-01-01,2027-01-01)', 'infinity')$$, '22008 | as_of must be a finite date'),
	($$SELECT susar_timeliness('nowhere', '[2026-01-01,2027-01-01)')$$, '3F000 | schema "nowhere" does not exist')) v(q, o);

-- each column, missing or of another type; a domain, an enumeration and varchar are taken
CREATE FUNCTION pg_temp.with_columns(columns text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE said text;
BEGIN
	EXECUTE 'DROP SCHEMA IF EXISTS v CASCADE; CREATE SCHEMA v; CREATE VIEW v.safety_report AS SELECT ' || columns;
	RETURN pg_temp.said('SELECT * FROM overdue(''v'', ''2026-01-01'')');
END $$;
CREATE TEMP TABLE col AS SELECT c, t, n FROM (VALUES ('study_id', 'text', 1), ('case_id', 'text', 2), ('report_id', 'text', 3), ('kind', 'text', 4), ('received', 'date', 5), ('fatal_or_life_threatening', 'boolean', 6), ('first_report', 'date', 7), ('sent', 'date', 8)) v(c, t, n);
SELECT is(pg_temp.with_columns((SELECT string_agg(format('NULL::%s AS %I', t, c), ', ') FROM col WHERE c <> o.c)), format('42703 | schema "v" lacks what is read from it | Missing columns: safety_report.%s.', o.c), 'without ' || o.c) FROM col o ORDER BY n;
SELECT is(pg_temp.with_columns((SELECT string_agg(format('NULL::%s AS %I', CASE WHEN c = o.c THEN 'timestamp' ELSE t END, c), ', ') FROM col)),
	format('42804 | schema "v" has columns of a wrong type: safety_report.%s is timestamp without time zone, expected %s', o.c, o.t), 'of another type: ' || o.c) FROM col o ORDER BY n;
CREATE DOMAIN safety_day AS date;
CREATE TYPE report_kind AS ENUM ('initial', 'follow-up');
SELECT is(pg_temp.with_columns((SELECT string_agg(format('NULL::%s AS %I', CASE c WHEN 'received' THEN 'safety_day' WHEN 'kind' THEN 'report_kind' WHEN 'case_id' THEN 'varchar(9)' ELSE t END, c), ', ') FROM col)), 'no error', 'a domain, an enumeration and varchar are taken');

-- nothing in front on the search_path takes the place of what is meant
CREATE SCHEMA evil;
CREATE FUNCTION evil.susar_due(date, boolean) RETURNS date LANGUAGE sql AS $$ SELECT date '1900-01-01' $$;
CREATE FUNCTION evil.days_late(date, date, date) RETURNS integer LANGUAGE sql AS $$ SELECT 1000 $$;
CREATE FUNCTION evil.lt(date, date) RETURNS boolean LANGUAGE sql AS $$ SELECT true $$;
CREATE OPERATOR evil.<= (FUNCTION = evil.lt, LEFTARG = date, RIGHTARG = date);
CREATE TEMP TABLE calm AS SELECT * FROM overdue('Safety "A"', '2026-02-10');
DO $$ BEGIN EXECUTE format('SET LOCAL search_path = evil, pg_catalog, %s', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'pedsafety')); END $$;
CREATE TEMP TABLE hostile AS SELECT * FROM overdue('Safety "A"', '2026-02-10');
RESET search_path;
SELECT results_eq('TABLE hostile', 'TABLE calm', 'the same behind a hostile search_path');
SELECT * FROM finish();
ROLLBACK;
