-- SPDX-License-Identifier: PostgreSQL
-- icsr_reconciliation: a trial's serious events against the reports.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
\pset fieldsep '\n'
SET client_min_messages = warning;
SET lc_messages = 'C';
SET jit = off;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
SET datestyle = 'SQL, DMY';
SET timezone = 'Pacific/Kiritimati';
BEGIN;
SELECT plan(73);

CREATE FUNCTION pg_temp.failure(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE m text; d text; h text; BEGIN EXECUTE statement; RETURN NULL;
EXCEPTION WHEN OTHERS THEN GET STACKED DIAGNOSTICS m = MESSAGE_TEXT, d = PG_EXCEPTION_DETAIL, h = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', SQLSTATE, m, nullif(d, ''), left(h, 28)); END $$;

\set base 'ba"se %1$I {own}'
\set reports 're"ports $5 %s {own}'
\set trial 'tri"al %I $pt {own}'
CREATE SCHEMA :"base"; CREATE SCHEMA :"trial"; CREATE SCHEMA other;
SET LOCAL search_path = :"base", public;
CREATE TABLE icsr (report_id text, received_on date, icsr jsonb);
CREATE TABLE meddra (llt_code text, pt text);
INSERT INTO meddra VALUES ('1', 'Pyrexia'), ('2', 'Rash'), ('3', 'Seizure'), ('4', 'Sepsis');
CREATE TABLE :"trial".subject (study_id text, subject_id text, birth partial_date, ga gestational_age, sex text, race text, country text, arm text, enrolled date, ended date);
CREATE TABLE :"trial".exposure (study_id text, subject_id text, arm text, during daterange, dose numeric, dose_unit text, route text, form text);
CREATE TABLE :"trial".event (study_id text, subject_id text, event_id text, case_id text, arm text, blinded boolean, soc text, pt text, onset partial_date, received date,
	serious boolean, related boolean, fatal boolean, life_threatening boolean, hospitalisation boolean, disabling boolean, congenital boolean, other_important boolean, outcome text,
	withdrew boolean, recorded daterange);
INSERT INTO :"trial".subject (study_id, subject_id, birth) SELECT 'ST', 'S' || n, '2015-03-10' FROM generate_series(1, 40) n;
SELECT icsr_views(:'base', :'reports', :'trial') \g /dev/null

CREATE FUNCTION pg_temp.event(subject text, id text, case_id text, pt text, onset text, rest jsonb DEFAULT '{}') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('INSERT INTO %1$I.event SELECT * FROM jsonb_populate_record(NULL::%1$I.event, $1)', 'tri"al %I $pt {own}')
	USING jsonb_build_object('study_id', 'ST', 'subject_id', subject, 'event_id', id, 'case_id', case_id, 'pt', pt, 'onset', onset, 'serious', true) || rest;
END $$;
-- A reaction: code, onset; the criteria that are not given are NI.
CREATE FUNCTION pg_temp.reaction(code text, onset text, rest jsonb DEFAULT '{"E.i.3.2f": "true"}') RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_build_object('E.i.2.1b', $1, 'E.i.4', $2) || (SELECT jsonb_object_agg('E.i.3.2' || c, '{"nullFlavor": "NI"}'::jsonb) FROM unnest('{a,b,c,d,e,f}'::text[]) c) || $3 $$;
CREATE FUNCTION pg_temp.report(id text, subject text, reactions jsonb, rest jsonb DEFAULT '{}', received date DEFAULT '2025-01-02') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('INSERT INTO %I.icsr VALUES ($1, $2, $3)', 'ba"se %1$I {own}') USING id, received,
		jsonb_strip_nulls(jsonb_build_object('C.1.1', id, 'C.1.4', '20250101', 'C.1.5', '20250101', 'C.5.3', 'ST', 'D.1.1.4', subject, 'D.2.1', '20150310', 'E.i', reactions) || rest);
END $$;
\set call 'SELECT * FROM icsr_reconciliation(' :'trial' ', reports => ' :'reports' ')'
CREATE TEMP VIEW line AS SELECT * FROM icsr_reconciliation(:'trial', reports => :'reports');

-- ------------------------------------------------------------------- arguments
SELECT is(pg_temp.failure(s), f, s) FROM (VALUES
	($$SELECT icsr_reconciliation(NULL)$$, '22004 | source must not be NULL | source is the name of the sc'),
	($$SELECT icsr_reconciliation('nowhere')$$, '3F000 | schema "nowhere" does not exist | source is the name of the sc'),
	($$SELECT icsr_reconciliation('other')$$, '42P01 | schema "other" lacks what is read from it | Missing views: event, subject. | These views are described un'),
	(format($$SELECT icsr_reconciliation(%L, reports => 'other')$$, :'trial'), '42P01 | schema "other" lacks what is read from it | Missing views: icsr_event. | These views are described un'),
	(format($$SELECT icsr_reconciliation(%L)$$, :'trial'), '42P01 | schema "tri"al %I $pt {own}" lacks what is read from it | Missing views: icsr_event. | These views are described un'),
	(format($$SELECT icsr_reconciliation(%L, -1, %L)$$, :'trial', :'reports'), '22023 | within_days must be a number of days from 0 to 36525: -1 | Onsets that may lie so many '),
	(format($$SELECT icsr_reconciliation(%L, NULL, %L)$$, :'trial', :'reports'), '22004 | within_days must be a number of days from 0 to 36525: NULL | Onsets that may lie so many '),
	(format($$SELECT icsr_reconciliation(%L, 7, %L, 'infinity')$$, :'trial', :'reports'), '22008 | as_of must be finite | Give the dates themselves; i'),
	(format($$SELECT icsr_reconciliation(%L)$$, :'reports'), '22023 | the view event of schema "re"ports $5 %s {own}" is made of the reports themselves | Give the schema of the trial')) x(s, f);
CREATE VIEW other.icsr_event AS SELECT e.*, NULL::text AS x FROM :"reports".icsr_event e;
SELECT is_empty(format($$SELECT * FROM icsr_reconciliation(%L, reports => 'other')$$, :'trial'), 'nothing, and a view of one''s own');
DROP VIEW other.icsr_event;
CREATE VIEW other.icsr_event AS SELECT study_id, subject_id, event_id, case_id, report_id, worldwide_id, event_no::text, pt, code, reported, onset::text, first_onset, received, serious::text, fatal,
	life_threatening, hospitalisation, disabling, congenital, other_important, outcome, band, nullified FROM :"reports".icsr_event;
SELECT is(pg_temp.failure(format($$SELECT icsr_reconciliation(%L, reports => 'other')$$, :'trial')), '42703 | schema "other" lacks what is read from it | Missing columns: icsr_event.recorded. | These views are described un', 'a missing column');
DROP VIEW other.icsr_event;
CREATE VIEW other.icsr_event AS SELECT study_id, subject_id, event_id, case_id, report_id, worldwide_id, event_no::text, pt, code, reported, onset::text, first_onset, received, serious::text, fatal,
	life_threatening, hospitalisation, disabling, congenital, other_important, outcome, band, nullified, recorded FROM :"reports".icsr_event;
SELECT is(pg_temp.failure(format($$SELECT icsr_reconciliation(%L, reports => 'other')$$, :'trial')),
	'42804 | schema "other" has columns of a wrong type: icsr_event.event_no is text, expected integer; icsr_event.onset is text, expected partial_date; icsr_event.serious is text, expected boolean | icsr_views makes such a view', 'wrong types, all named');

-- ---------------------------------------------------------------------- states
-- by case: C.1.1, C.1.8.1
SELECT pg_temp.event('S1', '1', 'R1', 'Pyrexia', '2024-12-30'), pg_temp.report('R1', 'S1', jsonb_build_array(pg_temp.reaction('1', '20241230'))),
	pg_temp.event('S2', '1', 'W2', 'PYREXIA', '2024-12'), pg_temp.report('R2', 'S2', jsonb_build_array(pg_temp.reaction('1', '20241230')), '{"C.1.8.1": "W2"}'),
-- by case, another day far away; two of one case, told apart by their terms, then by their days
	pg_temp.event('S3', '1', 'R3', 'Pyrexia', '2024-10-01'), pg_temp.report('R3', 'S3', jsonb_build_array(pg_temp.reaction('1', '20241230'))),
	pg_temp.event('S4', '1', 'R4', 'Rash', '2024-12-30'), pg_temp.event('S4', '2', 'R4', 'Pyrexia', '2024-12-30'),
	pg_temp.report('R4', 'S4', jsonb_build_array(pg_temp.reaction('1', '20241230'), pg_temp.reaction('2', '20241230'))),
	pg_temp.event('S5', '1', 'R5', 'Rash', '2024-12-30'), pg_temp.event('S5', '2', 'R5', 'Rash', '2024-11-30'),
	pg_temp.report('R5', 'S5', jsonb_build_array(pg_temp.reaction('2', '20241130'), pg_temp.reaction('2', '20241230'))),
-- one event, one reaction, another term; of two, one is left
	pg_temp.event('S6', '1', 'R6', 'Rash', '2024-12-30'), pg_temp.report('R6', 'S6', jsonb_build_array(pg_temp.reaction('1', '20241230'))),
	pg_temp.event('S7', '1', 'R7', 'Rash', '2024-12-30'), pg_temp.event('S7', '2', 'R7', 'Seizure', '2024-12-30'),
	pg_temp.report('R7', 'S7', jsonb_build_array(pg_temp.reaction('1', '20241230'), pg_temp.reaction('2', '20241230'))),
-- no case in common: by subject, term and onset, within 7 days, partial dates, 8 days
	pg_temp.event('S8', '1', 'x', 'Rash', '2024-12-30'), pg_temp.report('R8', 'S8', jsonb_build_array(pg_temp.reaction('2', '20241230'))),
	pg_temp.event('S9', '1', 'x', 'Rash', '2024-12-23'), pg_temp.report('R9', 'S9', jsonb_build_array(pg_temp.reaction('2', '20241230'))),
	pg_temp.event('S10', '1', NULL, 'Rash', '2024-12-22'), pg_temp.report('R10', 'S10', jsonb_build_array(pg_temp.reaction('2', '20241230'))),
	pg_temp.event('S11', '1', NULL, 'Rash', '2024'), pg_temp.report('R11', 'S11', jsonb_build_array(pg_temp.reaction('2', '202412'))),
	pg_temp.event('S12', '1', NULL, 'Rash', '2024-11'), pg_temp.report('R12', 'S12', jsonb_build_array(pg_temp.reaction('2', '20241207'))),
-- another term; no term; no onset
	pg_temp.event('S13', '1', NULL, 'Rash', '2024-12-30'), pg_temp.report('R13', 'S13', jsonb_build_array(pg_temp.reaction('1', '20241230'))),
	pg_temp.event('S14', '1', NULL, 'Rash', '2024-12-30'), pg_temp.report('R14', 'S14', jsonb_build_array(pg_temp.reaction(NULL, '20241230'))),
	pg_temp.event('S15', '1', NULL, 'Rash', NULL), pg_temp.report('R15', 'S15', jsonb_build_array(pg_temp.reaction('2', '20241230'))),
	pg_temp.event('S16', '1', NULL, 'Rash', NULL), pg_temp.report('R16', 'S16', jsonb_build_array(pg_temp.reaction('1', '20241230'))),
-- words instead of codes; a code in the trial
	pg_temp.event('S17', '1', NULL, 'itchy skin', '2024-12-30'), pg_temp.report('R17', 'S17', jsonb_build_array(pg_temp.reaction('99', '20241230', '{"E.i.1.2": "Itchy skin", "E.i.3.2f": "true"}'))),
	pg_temp.event('S18', '1', NULL, '2', '2024-12-30'), pg_temp.report('R18', 'S18', jsonb_build_array(pg_temp.reaction('2', '20241230'))),
-- another study, another subject; a report of nobody
	pg_temp.event('S19', '1', 'R19', 'Rash', '2024-12-30'), pg_temp.report('R19', 'S19', jsonb_build_array(pg_temp.reaction('2', '20241230')), '{"C.5.3": "OTHER"}'),
	pg_temp.event('S20', '1', 'R20', 'Rash', '2024-12-30'), pg_temp.report('R20', 'S99', jsonb_build_array(pg_temp.reaction('2', '20241230'))),
	pg_temp.event('S21', '1', 'R21', 'Rash', '2024-12-30'), pg_temp.report('R21', NULL, jsonb_build_array(pg_temp.reaction('2', '20241230')), '{"C.5.3": null}'),
-- a nullified report; an event that stands no more
	pg_temp.event('S22', '1', 'R22', 'Rash', '2024-12-30'), pg_temp.report('R22', 'S22', jsonb_build_array(pg_temp.reaction('2', '20241230')), '{"C.1.11.1": "1"}'),
	pg_temp.event('S23', '1', 'R23', 'Rash', '2024-12-30', '{"recorded": "[2025-01-01,2025-01-05)"}'), pg_temp.report('R23', 'S23', jsonb_build_array(pg_temp.reaction('2', '20241230'))),
-- not serious on one side; a report without a serious reaction, and one without any
	pg_temp.event('S24', '1', 'R24', 'Rash', '2024-12-30', '{"serious": false}'), pg_temp.report('R24', 'S24', jsonb_build_array(pg_temp.reaction('2', '20241230'))),
	pg_temp.event('S25', '1', 'R25', 'Rash', '2024-12-30'), pg_temp.report('R25', 'S25', jsonb_build_array(pg_temp.reaction('2', '20241230', '{}'))),
	pg_temp.report('R26', 'S26', jsonb_build_array(pg_temp.reaction('2', '20241230', '{}'), pg_temp.reaction('1', '20241230', '{}'))), pg_temp.report('R27', 'S27', NULL),
	pg_temp.event('S28', '1', 'R28', 'Rash', '2024-12-30', '{"serious": false}'), pg_temp.report('R28', 'S28', jsonb_build_array(pg_temp.reaction('2', '20241230', '{}'))),
	pg_temp.event('S29', '1', 'R29', 'Rash', '2024-12-30', '{"serious": false}'),
	pg_temp.event('S31', '1', 'R31', 'Rash', '2024-12-30'), pg_temp.report('R31', 'S31', jsonb_build_array(pg_temp.reaction('2', '20241230')), '{"C.1.8.1": "W31"}'),
	pg_temp.event('S30', '1', 'R30', 'Rash', '2024-12-30', '{"serious": null}'), pg_temp.report('R30', 'S30', jsonb_build_array('{"E.i.2.1b": "2", "E.i.4": "20241230"}'::jsonb))
	\g /dev/null
CREATE TEMP TABLE seen AS SELECT * FROM line;
SELECT is((SELECT string_agg(concat_ws(' ', state, coalesce(event_id, '-'), coalesce(event_no::text, '-'), nullif(differs, '{}'), '(' || basis || ')'), '; ' ORDER BY event_id, event_no) FROM seen WHERE subject_id = s OR report_id = r), want, s)
FROM (VALUES
	('S1', 'R1', 'matched 1 1 (case, term and onset)'), ('S2', 'R2', 'matched 1 1 (case, term and onset)'), ('S3', 'R3', 'differs 1 1 {onset} (case and term)'),
	('S4', 'R4', 'matched 1 2 (case, term and onset); matched 2 1 (case, term and onset)'), ('S5', 'R5', 'matched 1 2 (case, term and onset); matched 2 1 (case, term and onset)'),
	('S6', 'R6', 'differs 1 1 {term} (case)'), ('S7', 'R7', 'matched 1 2 (case, term and onset); possible 2 1 {term} (case and onset)'),
	('S8', 'R8', 'matched 1 1 (subject, term and onset)'), ('S9', 'R9', 'differs 1 1 {onset} (subject, term and onset)'),
	('S10', 'R10', 'only in trial 1 -; only in reports - 1'), ('S11', 'R11', 'matched 1 1 (subject, term and onset)'), ('S12', 'R12', 'differs 1 1 {onset} (subject, term and onset)'),
	('S13', 'R13', 'possible 1 1 {term} (subject and onset, another term)'), ('S14', 'R14', 'possible 1 1 (subject and onset)'), ('S15', 'R15', 'possible 1 1 (subject and term)'),
	('S16', 'R16', 'only in trial 1 -; only in reports - 1'), ('S17', 'R17', 'matched 1 1 (subject, term and onset)'), ('S18', 'R18', 'matched 1 1 (subject, term and onset)'),
	('S19', 'R19', 'only in trial 1 -; only in reports - 1'), ('S20', 'R20', 'differs 1 1 {subject_id} (case, term and onset)'), ('S21', 'R21', 'matched 1 1 (case, term and onset)'),
	('S22', 'R22', 'only in trial 1 - (the report was nullified)'), ('S23', 'R23', 'only in reports - 1'), ('S24', 'R24', 'differs 1 1 {serious} (case, term and onset)'),
	('S25', 'R25', 'differs 1 1 {serious} (case, term and onset)'), ('S26', 'R26', 'only in reports - 1'), ('S27', 'R27', 'only in reports - 0'), ('S28', 'R28', 'matched 1 1 (case, term and onset)'),
	('S29', 'R29', NULL), ('S30', 'R30', 'matched 1 1 (case, term and onset)'), ('S31', 'R31', 'matched 1 1 (case, term and onset)')) x(s, r, want);
SELECT is((SELECT count(*) FROM icsr_reconciliation(:'trial', 8, :'reports') WHERE subject_id = 'S10'), 1::bigint, 'within 8 days'),
	is((SELECT count(*) FROM icsr_reconciliation(:'trial', 0, :'reports') WHERE subject_id = 'S9'), 2::bigint, 'on the same day');
SELECT is((SELECT string_agg(state, ' ') FROM icsr_reconciliation(:'trial', 7, :'reports', '2025-01-04') WHERE subject_id = 'S23'), 'matched', 'as it stood'),
	is((SELECT count(*) FROM icsr_reconciliation(:'trial', 7, :'reports', '2025-01-01') WHERE report_id IS NOT NULL), 0::bigint, '... before the reports came in');
SELECT results_eq('SELECT study_id, subject_id, case_id, report_id, event_id, event_no, trial_term, report_term, trial_onset, report_onset FROM seen WHERE report_id IN (''R2'', ''R27'') OR subject_id = ''S22'' ORDER BY report_id', $$VALUES
	('ST', 'S2', 'W2', 'R2', '1', 1, 'PYREXIA', 'Pyrexia', '2024-12', '2024-12-30'), ('ST', 'S27', 'R27', 'R27', NULL, 0, NULL, NULL, NULL, NULL), ('ST', 'S22', 'R22', NULL, '1', NULL, 'Rash', NULL, '2024-12-30', NULL)$$, 'the other columns');

-- What differs, one at a time; what is not known on one side does not.
DELETE FROM icsr; DELETE FROM :"trial".event;
SELECT pg_temp.event('S' || no, '1', 'R' || no, 'Rash', '2024-12-30', e::jsonb), pg_temp.report('R' || no, 'S' || no, jsonb_build_array(pg_temp.reaction('2', '20241230', r::jsonb)), c::jsonb)
FROM (VALUES (1, '{"fatal": true}', '{"E.i.3.2b": "true"}', '{}', '{fatal}'), (2, '{"life_threatening": false}', '{"E.i.3.2b": "true"}', '{}', ''), (3, '{"received": "2025-01-02"}', '{}', '{}', ''),
	(4, '{"fatal": null}', '{"E.i.3.2a": "true"}', '{}', ''), (5, '{"outcome": "RECOVERED/RESOLVED"}', '{"E.i.7": "1", "E.i.3.2c": "true"}', '{}', ''), (6, '{"outcome": "NOT RECOVERED/NOT RESOLVED"}', '{"E.i.7": "1", "E.i.3.2c": "true"}', '{}', ''),
	(7, '{"outcome": "UNKNOWN"}', '{"E.i.7": "1", "E.i.3.2c": "true"}', '{}', ''), (8, '{"outcome": "FATAL"}', '{"E.i.7": "5", "E.i.3.2c": "true"}', '{}', ''), (9, '{"outcome": "RECOVERED/RESOLVED WITH SEQUELAE"}', '{"E.i.7": "4", "E.i.3.2c": "true"}', '{}', ''),
	(10, '{"outcome": "RECOVERING/RESOLVING"}', '{"E.i.7": "2", "E.i.3.2c": "true"}', '{}', ''), (11, '{}', '{"E.i.3.2c": "true"}', '{"D.2.1": "20010310"}', ''), (12, '{}', '{"E.i.3.2c": "true"}', '{"D.2.1": "20140310"}', ''),
	(13, '{}', '{"E.i.3.2c": "true"}', '{"D.2.1": null, "D.2.2a": "48", "D.2.2b": "a"}', ''), (14, '{"hospitalisation": false, "disabling": true, "congenital": true, "other_important": true}', '{"E.i.3.2c": "true"}', '{}', '')) x(no, e, r, c, want) \g /dev/null
TRUNCATE seen; INSERT INTO seen SELECT * FROM line;
SELECT is((SELECT differs::text FROM seen WHERE subject_id = s), want, 'differs: ' || s)
FROM (VALUES ('S1', '{fatal}'), ('S2', '{life_threatening}'), ('S3', '{received,serious}'), ('S4', '{}'), ('S5', '{}'), ('S6', '{outcome}'), ('S7', '{}'), ('S8', '{}'), ('S9', '{}'), ('S10', '{}'),
	('S11', '{"age band"}'), ('S12', '{}'), ('S13', '{"age band"}'), ('S14', '{hospitalisation,disabling,congenital,other_important}')) x(s, want);

-- ---------------------------------------------------------------------- totals
-- Some hundreds of events and reports that nearly agree, few subjects and days.
DELETE FROM icsr; DELETE FROM :"trial".event;
CREATE FUNCTION pg_temp.pick(n int, salt text, m int) RETURNS int LANGUAGE sql AS $$ SELECT abs(hashtext($1 || $2)) % $3 $$;
SELECT pg_temp.event('S' || pg_temp.pick(n, 'subject', 12), n / 2 || (ARRAY['ST', 'ST', 'TS', '-'])[1 + pg_temp.pick(n, 'study', 4)], CASE WHEN pg_temp.pick(n, 'c', 3) > 0 THEN 'R' || pg_temp.pick(n, 'case', 80) END, (ARRAY['Pyrexia', 'Rash', 'Seizure', '2', 'spots', NULL])[1 + pg_temp.pick(n, 'pt', 6)],
	CASE WHEN pg_temp.pick(n, 'o', 6) > 0 THEN to_char(date '2024-12-01' + pg_temp.pick(n, 'day', 60), CASE WHEN pg_temp.pick(n, 'part', 5) = 0 THEN 'YYYY-MM' ELSE 'YYYY-MM-DD' END) END,
	jsonb_build_object('serious', (ARRAY[true, true, false, NULL])[1 + pg_temp.pick(n, 'serious', 4)], 'study_id', (ARRAY['ST', 'ST', 'TS', NULL])[1 + pg_temp.pick(n, 'study', 4)],
		'recorded', (ARRAY[NULL, NULL, '[2025-01-01,)', '[2025-01-02,)', 'empty', '[2025-01-01,2025-01-02)'])[1 + pg_temp.pick(n, 'recorded', 6)])) FROM generate_series(1, 400) n \g /dev/null
SELECT pg_temp.report('R' || pg_temp.pick(n, 'id', 120), CASE WHEN pg_temp.pick(n, 'nobody', 6) > 0 THEN 'S' || pg_temp.pick(n, 'subject.', 12) END,
	(SELECT jsonb_agg(pg_temp.reaction((pg_temp.pick(n * 10 + i, 'code', 5))::text, CASE WHEN pg_temp.pick(n * 10 + i, 'o.', 6) > 0 THEN to_char(date '2024-12-01' + pg_temp.pick(n * 10 + i, 'day', 60), 'YYYYMMDD') END,
		CASE WHEN pg_temp.pick(n * 10 + i, 's', 3) > 0 THEN '{"E.i.3.2f": "true"}' ELSE '{}' END::jsonb)) FROM generate_series(1, pg_temp.pick(n, 'reactions', 4)) i),
	jsonb_build_object('C.1.8.1', CASE WHEN pg_temp.pick(n, 'w', 3) = 0 THEN 'R' || pg_temp.pick(n, 'world', 120) END, 'C.5.3', (ARRAY['ST', 'ST', 'TS', NULL])[1 + pg_temp.pick(n, 'study', 4)],
		'C.1.11.1', CASE WHEN pg_temp.pick(n, 'null', 15) = 0 THEN '1' END, 'C.1.2', (20250000 + n)::text)) FROM generate_series(1, 200) n \g /dev/null
ANALYZE icsr;
CREATE TEMP TABLE result AS SELECT * FROM line;
SELECT is((SELECT count(DISTINCT state) FROM result), 5::bigint, 'every state occurs');
CREATE TEMP TABLE trial_side AS SELECT DISTINCT ON (coalesce(study_id, ''), subject_id, event_id) coalesce(study_id, '') AS study_id, subject_id, event_id, serious FROM :"trial".event
	WHERE recorded IS NULL OR upper_inf(recorded) AND NOT isempty(recorded)
	ORDER BY coalesce(study_id, ''), subject_id, event_id, coalesce(lower(recorded), received) DESC NULLS LAST;
SELECT is((SELECT count(*) FROM result WHERE event_id IS NOT NULL), (SELECT count(*) FROM (SELECT DISTINCT subject_id, event_id FROM result WHERE event_id IS NOT NULL) d), 'no event twice');
-- Of rows of one event that came in on one day either may stand.
SELECT is_empty($$SELECT subject_id, event_id FROM trial_side t WHERE serious AND (subject_id, event_id) NOT IN (SELECT subject_id, event_id FROM result WHERE event_id IS NOT NULL)
	AND (subject_id, event_id) NOT IN (SELECT subject_id, event_id FROM "tri""al %I $pt {own}".event GROUP BY 1, 2 HAVING count(*) > 1)$$, 'every serious event is there');
SELECT is((SELECT count(*) FROM result WHERE event_no IS NOT NULL), (SELECT count(*) FROM (SELECT DISTINCT report_id, event_no FROM result WHERE event_no IS NOT NULL) d), 'no reaction twice');
SELECT is((SELECT count(*) FROM :"reports".icsr_event e WHERE e.serious IS NOT FALSE AND upper_inf(recorded) AND NOT isempty(recorded) AND (report_id, event_no) NOT IN (SELECT report_id, event_no FROM result WHERE event_no IS NOT NULL)), 0::bigint, 'every serious reaction is there');
SELECT set_eq('SELECT DISTINCT report_id FROM result WHERE report_id IS NOT NULL', $$SELECT DISTINCT report_id FROM "re""ports $5 %s {own}".icsr_event WHERE upper_inf(recorded) AND NOT isempty(recorded)$$, 'every report that stands is there, and no other');
SELECT is((SELECT count(*) FROM result), (SELECT count(*) FROM result WHERE event_id IS NOT NULL) + (SELECT count(*) FROM result WHERE report_id IS NOT NULL) - (SELECT count(*) FROM result WHERE event_id IS NOT NULL AND report_id IS NOT NULL), 'a row is an event, a reaction, or both');
SELECT is((SELECT count(*) FROM result WHERE state LIKE 'only%' AND (event_id IS NOT NULL AND report_id IS NOT NULL OR differs <> '{}')), 0::bigint, '... as its state says'),
	is((SELECT count(*) FROM result WHERE state = 'matched' AND differs <> '{}' OR state = 'differs' AND differs = '{}'), 0::bigint, '... and so does differs');
SELECT is_empty($$(SELECT * FROM line EXCEPT ALL SELECT * FROM result) UNION ALL (SELECT * FROM result EXCEPT ALL SELECT * FROM line)$$, 'the same each time');
SET LOCAL enable_hashjoin = off; SET LOCAL enable_hashagg = off; SET LOCAL enable_sort = off; SET LOCAL work_mem = '64kB';
SELECT is_empty($$(SELECT * FROM line EXCEPT ALL SELECT * FROM result) UNION ALL (SELECT * FROM result EXCEPT ALL SELECT * FROM line)$$, '... by another plan');
SELECT * FROM finish();
ROLLBACK;
