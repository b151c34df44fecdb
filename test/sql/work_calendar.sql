-- SPDX-License-Identifier: PostgreSQL
-- work_calendar: its one form, what is refused, counting with it, where it may stand.
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
	RETURN concat_ws(' | ', code, message, nullif(detail, ''), nullif(hint, ''));
END $$;
SELECT plan(116);

-- one form
SELECT is(i::work_calendar::text, o, 'reads ' || i) FROM (VALUES
	('CN', 'CN'), (' CN ', 'CN'), (E'CN\n;\t2027: off 01-01', 'CN; 2027: off 01-01'),
	('CN; 2027: off 01-01..01-03, 02-05..02-11; work 02-14', 'CN; 2027: off 01-01..01-03, 02-05..02-11; work 02-14'),
	('CN;2027:work 02-14;off 02-05 .. 02-11,01-01,01-02,01-03', 'CN; 2027: off 01-01..01-03, 02-05..02-11; work 02-14'),
	('2026: off 01-01, 12-25..12-26; weekend sat,sun', '2026: off 01-01, 12-25..12-26'),
	('2026: off 01-01; weekend sat, fri', 'weekend fri, sat; 2026: off 01-01'),
	('2027: off none; 2026: work 01-03', '2026: work 01-03; 2027: off none'),
	('weekend none; 2028: off 02-29', 'weekend none; 2028: off 02-29'),
	('CN; 2026: off 01-01', 'CN; 2026: off 01-01')) v(i, o);

-- refused, with the place and what to do
SELECT is(pg_temp.said(format('SELECT %L::work_calendar', i)), o, 'refuses "' || i || '"') FROM (VALUES
	('', '22P02 | invalid input syntax for type work_calendar: "" | Write a name, years, or both: CN, or 2026: off 01-01, 12-25..12-26, or CN; 2027: off 01-01..01-03; work 01-09. A weekend that is not Saturday and Sunday comes first: weekend fri, sat; 2026: off 01-01.'),
	('CN;', '22P02 | invalid input syntax for type work_calendar: "CN;" | The fault is at character 4. | Write a name, years, or both: CN, or 2026: off 01-01, 12-25..12-26, or CN; 2027: off 01-01..01-03; work 01-09. A weekend that is not Saturday and Sunday comes first: weekend fri, sat; 2026: off 01-01.'),
	('FR', '22023 | unknown work calendar: "FR" | Named calendars: CN. Or write years out: 2026: off 01-01, 12-25..12-26.'),
	('2026: holiday 01-01', '22023 | unknown word in work calendar "2026: holiday 01-01" | The fault is at character 7. | After a year come off and work, each with its days; besides there is weekend. All in lower case.'),
	('2026: off 02-29', '22023 | there is no such day in work calendar "2026: off 02-29" | The fault is at character 11. | A year is 0001 to 9999, and a day MM-DD is of the year that stands before it.'),
	('2026: off 12-31..01-02', '22023 | a range ends before it begins in work calendar "2026: off 12-31..01-02" | The fault is at character 18. | What passes the turn of the year is written in two parts, each with its year: 12-30..12-31 and 01-01..01-02.'),
	('2026: off 01-01, 01-01', '22023 | a day stands twice in work calendar "2026: off 01-01, 01-01" | The fault is at character 18. | Write each day once, alone or in one range.'),
	('2026: off 01-01..01-03; work 01-03', '22023 | a day is both off and worked in work calendar "2026: off 01-01..01-03; work 01-03" | The fault is at character 30. | Take it out of one of the two lists.'),
	('2026: work 01-05', '22023 | a day listed as worked is no weekend day in work calendar "2026: work 01-05" | The fault is at character 12. | It is worked without being listed; only days of the weekend that are worked are.'),
	('2026: off 01-01; off 02-01', '22023 | a year has two lists of the same kind in work calendar "2026: off 01-01; off 02-01" | The fault is at character 18. | Put the days into one list, with commas: off 01-01, 05-01..05-05.'),
	('2026: off 01-01; 2026: off 02-01', '22023 | a year stands twice in work calendar "2026: off 01-01; 2026: off 02-01" | The fault is at character 18. | Write all its days off and days worked after one year.'),
	('weekend fri', '22023 | work calendar "weekend fri" has no year | Write out the years it is to know; one without days off is 2026: off none.'),
	('weekend friday; 2026: off none', '22023 | invalid weekend in work calendar "weekend friday; 2026: off none" | The fault is at character 9. | Write mon, tue, wed, thu, fri, sat or sun, each once and not all of them, or none.'),
	('CN; weekend fri', '22023 | the weekend of work calendar "CN; weekend fri" is given already | The fault is at character 5. | It stands once, and a named calendar has its own.')) v(i, o);
SELECT is(pg_temp.said(format('SELECT %L::work_calendar', (SELECT string_agg(y || ': off none', '; ') FROM generate_series(2000, 2100) y))) ~ '^54000 \| too many years or days in work calendar "', true, 'refuses 101 years');
SELECT lives_ok(format('SELECT %L::work_calendar', (SELECT string_agg(y || ': off none', '; ') FROM generate_series(2000, 2099) y)), 'reads 100');

-- the list
SELECT results_eq('SELECT name, year, working_days, weekend, confidence FROM work_calendars()',
	$$VALUES ('CN', 2025, 248, 'sat, sun', 'secondary'), ('CN', 2026, 248, 'sat, sun', 'secondary')$$, 'the years, 248 working days each');
SELECT is((SELECT off || ' / ' || work || ' / ' || source FROM work_calendars() WHERE year = 2025), '01-01, 01-28..02-04, 04-04..04-06, 05-01..05-05, 05-31..06-02, 10-01..10-08 / 01-26, 02-08, 04-27, 09-28, 10-11 / State Council, General Office, notice of 2024-11-12 on the holidays of 2025', '2025');
SELECT is((SELECT off || ' / ' || work || ' / ' || source FROM work_calendars() WHERE year = 2026), '01-01..01-03, 02-15..02-23, 04-04..04-06, 05-01..05-05, 06-19..06-21, 09-25..09-27, 10-01..10-07 / 01-04, 02-14, 02-28, 05-09, 09-20, 10-10 / State Council, General Office, notice of 2025-11-04 on the holidays of 2026', '2026');
SELECT is_empty($$SELECT name FROM work_calendars() w WHERE NOT known_days(name::work_calendar) @> daterange(make_date(year, 1, 1), make_date(year + 1, 1, 1))$$, 'what is listed is known');
SELECT is(known_days(c::work_calendar)::text, d, 'known: ' || c) FROM (VALUES ('CN', '{[2025-01-01,2027-01-01)}'), ('CN; 2027: off 01-01', '{[2025-01-01,2028-01-01)}'),
	('CN; 2028: off none', '{[2025-01-01,2027-01-01),[2028-01-01,2029-01-01)}'), ('9999: off none', '{[9999-01-01,10000-01-01)}')) v(c, d);

-- reference values, the day of acceptance not counted
SELECT is(add_working_days(a::date, n, 'CN'), d::date, concat_ws(' ', a, n)) FROM (VALUES
	('2025-09-12', 20, '2025-10-16'), ('2025-09-12', 30, '2025-10-30'), ('2025-09-12', 60, '2025-12-11'),
	('2025-09-15', 20, '2025-10-17'), ('2025-09-15', 30, '2025-10-31'), ('2025-09-15', 60, '2025-12-12'),
	('2026-01-30', 20, '2026-03-05'), ('2026-01-30', 30, '2026-03-19'), ('2026-01-30', 60, '2026-05-06'),
	-- round a transfer day: Saturday 14 February 2026 is worked, the nine days after it are not
	('2026-02-13', 0, '2026-02-13'), ('2026-02-13', 1, '2026-02-14'), ('2026-02-13', 2, '2026-02-24'), ('2026-02-14', 0, '2026-02-14'), ('2026-02-14', 1, '2026-02-24'),
	('2026-02-15', 0, '2026-02-24'), ('2026-02-28', 0, '2026-02-28'), ('2026-03-01', 0, '2026-03-02'),
	('2024-12-31', 1, '2025-01-02'), ('2026-12-31', 0, '2026-12-31'), ('2026-12-30', 1, '2026-12-31'), ('2024-12-31', 496, '2026-12-31')) v(a, n, d);
SELECT is(working_days(r::daterange, 'CN'), n, r) FROM (VALUES ('[2025-01-01,2026-01-01)', 248), ('[2026-01-01,2027-01-01)', 248), ('empty', 0), ('[2025-01-01,2025-01-01]', 0),
	('[2025-01-02,2025-01-03)', 1), ('(2025-09-15,2025-12-12]', 60), ('[2026-02-14,2026-02-24)', 1), ('[2024-12-31,2024-12-31)', 0)) v(r, n);
SELECT is(is_working_day(d::date, 'CN'), w, d) FROM (VALUES ('2025-01-26', true), ('2025-01-28', false), ('2025-09-28', true), ('2025-10-08', false), ('2025-10-09', true), ('2025-10-11', true), ('2025-10-12', false)) v(d, w);

-- another weekend, and a year of its own
SELECT is(add_working_days(d::date, n, c::work_calendar), w::date, concat_ws(' ', d, n, c)) FROM (VALUES
	('2026-01-01', 1, 'weekend fri, sat; 2026: off 01-01', '2026-01-04'), ('2026-01-01', 1, '2026: off 01-01', '2026-01-02'),
	('2026-12-24', 1, '2026: off 12-25..12-26', '2026-12-28'), ('2026-01-03', 0, 'weekend none; 2026: off 01-01', '2026-01-03'),
	('2026-12-31', 1, 'CN; 2027: off 01-01..01-03', '2027-01-04'), ('2026-12-31', 4, 'CN; 2027: off 01-01..01-03, 01-06; work 01-09', '2027-01-08'),
	('2026-12-31', 5, 'CN; 2027: off 01-01..01-03, 01-06; work 01-09', '2027-01-09'), ('2026-02-15', 0, 'CN; 2026: off 01-01', '2026-02-16')) v(d, n, c, w);

-- days that are stopped
SELECT is(add_working_days(d::date, n, 'CN', s::datemultirange), w::date, concat_ws(' ', d, n, s)) FROM (VALUES
	('2026-03-02', 3, '{}', '2026-03-05'), ('2026-03-02', 3, '{[2026-03-03,2026-03-04)}', '2026-03-06'), ('2026-03-02', 3, '{[2026-03-03,2026-03-04),[2026-03-06,2026-03-10)}', '2026-03-10'),
	('2026-03-02', 3, '{(,2026-03-04)}', '2026-03-06'), ('2026-03-02', 3, '{[2025-01-01,2026-03-03)}', '2026-03-05'), ('2026-03-02', 3, '{[2026-03-06,)}', '2026-03-05'),
	('2026-03-02', 3, '{[2026-03-05,)}', NULL), ('2026-03-02', 0, '{[2026-03-02,2026-03-03)}', '2026-03-03'), ('2026-03-02', 3, '{(,)}', NULL)) v(d, n, s, w);
SELECT is(working_days('[2026-03-02,2026-03-07)', 'CN', s::datemultirange), n, s) FROM (VALUES ('{}', 5), ('{[2026-03-03,2026-03-04)}', 4), ('{(,)}', 0), ('{(,2026-03-03),[2026-03-06,)}', 3)) v(s, n);
SELECT is(add_working_days('2026-12-30', 2, 'CN; 2028: off none', '{[2027-01-01,2028-01-01)}'), '2028-01-03', 'a year that is stopped need not be known');
SELECT is(working_days('[2026-12-30,2028-01-04)', 'CN; 2028: off none', '{[2027-01-01,2028-01-01)}'), 3, 'nor to count');

-- errors of counting
SELECT is(pg_temp.said(q), o, q) FROM (VALUES
	($$SELECT add_working_days('2026-12-31', 1, 'CN')$$, '22023 | work calendar "CN" does not know the year of 2027-01-01 | It knows 2025 to 2026. | Once its days off are announced write the year out: CN; 2027: off MM-DD, MM-DD..MM-DD; work MM-DD.'),
	($$SELECT add_working_days('2024-12-31', 0, 'CN')$$, '22023 | work calendar "CN" does not know the year of 2024-12-31 | It knows 2025 to 2026. | Once its days off are announced write the year out: CN; 2024: off MM-DD, MM-DD..MM-DD; work MM-DD.'),
	($$SELECT working_days('[2026-12-31,2027-01-02)', 'CN; 2029: off none')$$, '22023 | work calendar "CN; 2029: off none" does not know the year of 2027-01-01 | It knows 2025 to 2026, 2029. | Once its days off are announced write the year out: CN; 2029: off none; 2027: off MM-DD, MM-DD..MM-DD; work MM-DD.'),
	($$SELECT is_working_day('0001-12-31 BC', 'CN')$$, '22023 | work calendar "CN" does not know the year of 0001-12-31 BC | It knows 2025 to 2026. | A calendar knows years from 0001 to 9999.'),
	($$SELECT add_working_days('5874897-12-31', 1, 'CN')$$, '22008 | date out of range'),
	($$SELECT add_working_days('2026-01-01', 2147483647, 'CN')$$, '22023 | work calendar "CN" does not know the year of 2027-01-01 | It knows 2025 to 2026. | Once its days off are announced write the year out: CN; 2027: off MM-DD, MM-DD..MM-DD; work MM-DD.'),
	($$SELECT add_working_days('2026-01-01', -1, 'CN')$$, '22023 | the number of working days must not be negative: -1 | 0 is the first working day from the day on; days back are not counted here.'),
	($$SELECT add_working_days('infinity', 1, 'CN')$$, '22008 | no day can be counted from an infinite date | Pass a finite date, or NULL if it is not known.'),
	($$SELECT add_working_days('2026-01-01', 1, 'CN', '{[2026-02-01,infinity)}')$$, '22008 | no day can be counted from an infinite date | Pass a finite date, or NULL if it is not known.'),
	($$SELECT is_working_day('-infinity', 'CN')$$, '22008 | no day can be counted from an infinite date | Pass a finite date, or NULL if it is not known.'),
	($$SELECT working_days('[2026-01-01,)', 'CN')$$, '22023 | working days can be counted only between two bounds: "[2026-01-01,)" | Give both; the upper one is the day after the last: [2026-01-01,2026-04-01).'),
	($$SELECT working_days('(,2026-01-01)', 'CN')$$, '22023 | working days can be counted only between two bounds: "(,2026-01-01)" | Give both; the upper one is the day after the last: [2026-01-01,2026-04-01).'),
	($$SELECT working_days('(,)', 'CN')$$, '22023 | working days can be counted only between two bounds: "(,)" | Give both; the upper one is the day after the last: [2026-01-01,2026-04-01).'),
	($$SELECT working_days('[2026-01-01,infinity)', 'CN')$$, '22008 | no day can be counted from an infinite date | Pass a finite date, or NULL if it is not known.')) v(q, o);
SELECT is(num_nonnulls(add_working_days(NULL, 1, 'CN'), add_working_days('2026-01-01', NULL, 'CN'), add_working_days('2026-01-01', 1, NULL), add_working_days('2026-01-01', 1, 'CN', NULL),
	working_days(NULL, 'CN'), working_days('empty', NULL), is_working_day(NULL, 'CN'), known_days(NULL)), 0, 'NULL in, NULL out');

-- calendars that change from row to row, constants, parameters, and stops in a column
CREATE TEMP TABLE case_of AS SELECT i, (ARRAY['CN', '2026: off 03-03', 'weekend none; 2026: off 03-04', 'CN; 2026: off none'])[1 + i % 4]::work_calendar AS c, date '2026-03-01' + i % 5 AS d FROM generate_series(1, 400) i;
SELECT is((SELECT string_agg(DISTINCT add_working_days(d, 2, c)::text, ' ') FROM case_of WHERE d = '2026-03-02'), '2026-03-04 2026-03-05', 'calendars of a column');
SELECT is_empty($$SELECT i FROM case_of WHERE add_working_days(d, 2, c) IS DISTINCT FROM CASE i % 4 WHEN 0 THEN add_working_days(d, 2, 'CN') WHEN 1 THEN add_working_days(d, 2, '2026: off 03-03')
	WHEN 2 THEN add_working_days(d, 2, 'weekend none; 2026: off 03-04') ELSE add_working_days(d, 2, 'CN; 2026: off none') END$$, 'as by constants');
DO $$
DECLARE c work_calendar; r text := '';
BEGIN
	FOREACH c IN ARRAY '{"CN","2026: off 03-03","weekend none; 2026: off 03-04","CN"}'::work_calendar[] LOOP
		r := concat_ws(' ', r, add_working_days('2026-03-02', 1, c));
	END LOOP;
	PERFORM set_config('test.loop', r, true);
END $$;
SELECT is(current_setting('test.loop'), ' 2026-03-03 2026-03-04 2026-03-03 2026-03-03', 'calendars of a variable');

-- where rules stand
CREATE TABLE dossier (id int PRIMARY KEY, accepted date NOT NULL, calendar work_calendar NOT NULL DEFAULT 'CN', due date GENERATED ALWAYS AS (add_working_days(accepted, 60, calendar)) STORED,
	CHECK (is_working_day(accepted, calendar)));
CREATE INDEX ON dossier (add_working_days(accepted, 20, 'CN'));
INSERT INTO dossier VALUES (1, '2025-09-15', DEFAULT), (2, '2026-03-02', '2026: off 04-06');
SELECT results_eq('SELECT due FROM dossier ORDER BY id', $$VALUES ('2025-12-12'::date), ('2026-05-26')$$, 'generated column, default, index');
SELECT is(pg_temp.said($$INSERT INTO dossier VALUES (3, '2025-10-01')$$) ~ '^23514', true, 'CHECK');
SELECT is(work_calendar_send('CN; 2027: off 01-01'), '\x01'::bytea || convert_to('CN; 2027: off 01-01', 'UTF8'), 'the wire form');
SELECT is((SELECT string_agg(c::text, ' < ' ORDER BY c) FROM unnest('{"weekend fri; 2026: off none","CN; 2027: off none","2026: off 01-02","2026: off none","CN","2026: off 01-01"}'::work_calendar[]) c),
	'2026: off 01-01 < 2026: off 01-02 < 2026: off none < CN < CN; 2027: off none < weekend fri; 2026: off none', 'sorts by its text');
SELECT is((SELECT count(DISTINCT c)::int FROM unnest('{"CN","CN ","CN;2027:off none","CN; 2027: off none","2026: off 01-01,01-02","2026: off 01-01..01-02"}'::work_calendar[]) c), 3, 'what means the same is the same');
SELECT * FROM finish();
ROLLBACK;
