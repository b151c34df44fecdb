-- SPDX-License-Identifier: PostgreSQL
-- dsur_missing: what is complete, partial and missing, by field and age band.
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
SET timezone = 'UTC';
BEGIN;
SELECT plan(48);

-- The source: a schema with a name that has to be quoted.
\set source 'we"ird; drop'
CREATE SCHEMA :"source";
CREATE TABLE :"source".subject (study_id text DEFAULT 'T', subject_id text, birth partial_date, ga gestational_age, sex text, race text, country text, arm text, enrolled date, ended date);
CREATE TABLE :"source".exposure (study_id text DEFAULT 'T', subject_id text, arm text, during daterange, dose numeric, dose_unit text, route text, form text);
CREATE TABLE :"source".event (study_id text DEFAULT 'T', subject_id text, event_id text, case_id text, arm text, blinded boolean, soc text, pt text, onset partial_date, received date,
	serious boolean, related boolean, fatal boolean, life_threatening boolean, hospitalisation boolean, disabling boolean, congenital boolean, other_important boolean,
	outcome text, withdrew boolean, recorded daterange);
CREATE TABLE :"source".consent (study_id text DEFAULT 'T', subject_id text, signed_on date, signer text, signer_id text, act text, form_version text, recorded_at timestamptz);
CREATE TABLE :"source".form_version (study_id text, version text, effective_from date, superseded_on date, requires_reconsent boolean, approved_on date);
CREATE TABLE :"source".measurement (study_id text DEFAULT 'T', subject_id text, measured_on partial_date, measure text, value float8, unit text);

CREATE FUNCTION pg_temp.report(period daterange DEFAULT '[2024-01-01,2025-01-01)', scheme age_scheme DEFAULT 'ich-e11', as_of date DEFAULT NULL)
	RETURNS TABLE (no bigint, view_name text, field text, band text, band_no int, ci bigint, pi bigint, mi bigint, cc bigint, pc bigint, mc bigint, note text) LANGUAGE sql AS $$
	SELECT row_number() OVER (), * FROM dsur_missing('we"ird; drop', '2023-01-01', period, scheme, as_of) $$;

-- ------------------------------------------------------------------ nothing
SELECT is((SELECT count(*) FROM pg_temp.report() WHERE field IS NOT NULL), 18 * 6::bigint, 'empty views: every field by every band and TOTAL');
SELECT is((SELECT sum(ci + pi + mi + cc + pc + mc)::bigint FROM pg_temp.report()), 0::bigint, 'all 0');
SELECT is((SELECT string_agg(concat_ws(' ', view_name, coalesce(field, '-')), ', ' ORDER BY no) FROM pg_temp.report() WHERE band = 'TOTAL'),
	'subject -, subject birth, subject ga, subject sex, subject country, subject race, exposure -, exposure during, exposure arm, '
	'event -, event onset, event received, event serious, event related, event outcome, event case_id, event soc, event pt, '
	'consent -, consent signed_on, consent form_version, form_version -, measurement -, measurement weight', 'the order of the fields, the note of a view before them');
SELECT is((SELECT string_agg(DISTINCT concat_ws(' ', band, band_no, note), ', ') FROM pg_temp.report() WHERE field IS NULL), 'TOTAL 999 no rows', 'an empty view says so');
COMMENT ON TABLE :"source".consent IS 'kept on paper';
SELECT is((SELECT note FROM pg_temp.report() WHERE view_name = 'consent' AND field IS NULL), 'no rows: kept on paper', 'and why, if its comment does');
COMMENT ON TABLE :"source".consent IS NULL;

-- ------------------------------------------------------------------ data
-- On the lock point, 2024-12-31: s1, s2, s7 are 2 years and older, s5 is 14, s6
-- an infant; s3 has two birth dates, s4 and s8 no row.
INSERT INTO :"source".subject (subject_id, birth, ga, sex, country, race) VALUES
	('s1', '2022-06-01', '39+0', 'M', 'CN', 'Asian'),
	('s2', '2022',       NULL,   'U', NULL, ''),
	('s3', '2010-01-01', NULL,   'M', 'CN', 'A'), ('s3', '2011-01-01', NULL, 'M', NULL, 'B'),
	('s5', '2010-05-05', NULL,   'F', 'CN', 'A'),
	('s6', '2024-06-01', '19+6', 'F', 'CN', 'A'),
	('s7', '2021-06-01', NULL,   'M', 'CN', 'A'),
	('s9', NULL,         NULL,   NULL, NULL, NULL);
INSERT INTO :"source".exposure (subject_id, arm, during) VALUES
	('s1', 'A', '[2024-02-01,2024-03-01)'), ('s1', 'A', 'empty'), ('s1', '', '(,2023-02-01)'), ('s1', 'A', '[-infinity,2023-01-15)'),
	('s2', NULL, '[2023-06-01,)'),
	('s3', 'A', '[2023-03-01,2023-04-01)'),
	('s4', 'A', NULL),
	('s5', 'B', '[2024-05-01,2024-05-02)'), ('s5', 'UNKNOWN', '[2024-05-05,infinity)'), ('s5', 'B', '[2025-02-01,2025-03-01)'),
	('s6', 'B', '[2024-06-10,2024-06-20)'),
	('s7', 'A', '[2023-02-01,2023-03-01)'), ('s7', 'A', '[2024-02-01,2024-02-11)');
INSERT INTO :"source".event (subject_id, event_id, case_id, soc, pt, onset, received, serious, related, outcome, recorded) VALUES
	('s1', 'e1', 'c1', 'S',  'P', '2024-02-10', '2024-02-12', true,  true,  'recovered', NULL),
	('s1', 'e1', 'c1', NULL, 'P', '2024-02-10', '2024-02-11', true,  NULL,  NULL,        NULL),	-- an older row of it
	('s1', 'e2', NULL, NULL, '',  '2024-03',    NULL,         true,  NULL,  '',          NULL),
	('s5', 'e3', 'c3', 'S',  'P', NULL,         '2024-05-01', true,  true,  'fatal',     NULL),
	('s5', 'e4', 'c4', 'S',  'P', '2024-05-01', '2024-05-02', NULL,  NULL,  'recovered', NULL),
	('s5', 'e5', 'c5', 'S',  'P', '2023-05-01', '2024-05-02', false, NULL,  'recovered', NULL),
	('s5', 'e6', 'c6', NULL, 'P', '2025-02-01', NULL,         true,  NULL,  NULL,        NULL),	-- after the lock point
	('s5', 'e8', '',   NULL, 'P', '2024-06-01', 'infinity',   true,  NULL,  NULL,        '[2025-01-01,)');	-- recorded after it
INSERT INTO :"source".form_version VALUES ('T', 'v1', '2022-01-01', NULL, false, '2022-01-01');
INSERT INTO :"source".consent (subject_id, signed_on, signer, act, form_version) VALUES
	('s1', '2024-01-15', 'guardian', 'consent', 'v1'), ('s1', '2024-01-16', 'guardian', 'assent', 'v9'), ('s1', NULL, NULL, NULL, NULL),
	('s2', NULL,         'guardian', 'consent', ''),
	('s3', '2023-02-01', 'guardian', 'withdraw', NULL),
	('s5', '2025-01-01', 'guardian', 'consent', NULL), ('s5', 'infinity', 'guardian', 'withdraw', NULL),
	('s9', '2024-01-15', 'guardian', 'consent', NULL);
INSERT INTO :"source".measurement (subject_id, measured_on, measure, value) VALUES
	('s1', '2024-02-05', 'weight', 12), ('s2', '2024-03', 'weight', 11), ('s5', '2024-05-01', 'height', 150),
	('s6', '2024-06-10', 'weight', NULL), ('s6', '2024-06-11', 'weight', 'NaN'), ('s6', '2024-06-12', 'weight', 0), ('s6', NULL, 'weight', 4),
	('s7', '2023-02-05', 'weight', 9);
COMMENT ON TABLE :"source".measurement IS 'without those of visit 9';

-- Bands that hold something, as complete/partial/missing in the period and cumulatively.
CREATE FUNCTION pg_temp.show(f text, period daterange DEFAULT '[2024-01-01,2025-01-01)', scheme age_scheme DEFAULT 'ich-e11', as_of date DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(format('%s %s/%s/%s %s/%s/%s', band, ci, pi, mi, cc, pc, mc), ', ' ORDER BY no) FROM pg_temp.report(period, scheme, as_of)
	WHERE  view_name || '.' || field = f AND ci + pi + mi + cc + pc + mc > 0 $$;

SELECT is(pg_temp.show('subject.birth'), '[28d,2y) 1/0/0 1/0/0, [2y,12y) 2/1/0 2/1/0, [12y,18y) 1/0/0 1/0/0, (,) 0/0/0 0/0/1, TOTAL 4/1/0 4/1/1', 'birth: a date, a year, two dates that differ');
SELECT is(pg_temp.show('subject.ga'), '[28d,2y) 0/0/1 0/0/1, [2y,12y) 1/0/1 1/0/2, (,) 0/0/0 0/0/1, TOTAL 1/0/2 1/0/4', 'gestation: of those under 2 years on the first day in the period; not 19+6');
SELECT is(pg_temp.show('subject.sex'), '[28d,2y) 1/0/0 1/0/0, [2y,12y) 2/0/1 2/0/1, [12y,18y) 1/0/0 1/0/0, (,) 0/0/0 1/0/0, TOTAL 4/0/1 5/0/1', 'sex: U is missing');
SELECT is(pg_temp.show('subject.country'), '[28d,2y) 1/0/0 1/0/0, [2y,12y) 2/0/1 2/0/1, [12y,18y) 1/0/0 1/0/0, (,) 0/0/0 1/0/0, TOTAL 4/0/1 5/0/1', 'country: beside a NULL it stands');
SELECT is(pg_temp.show('subject.race'), '[28d,2y) 1/0/0 1/0/0, [2y,12y) 2/0/1 2/0/1, [12y,18y) 1/0/0 1/0/0, (,) 0/0/0 0/0/1, TOTAL 4/0/1 4/0/2', 'race: empty, and rows that differ, are missing');
SELECT is(pg_temp.show('exposure.during'), '[0d,28d) 1/0/0 1/0/0, [28d,2y) 1/1/0 2/1/0, [2y,12y) 1/0/0 1/0/0, [12y,18y) 1/1/0 1/1/0, (,) 0/0/2 1/2/2, TOTAL 4/2/2 6/4/2',
	'exposure: by the age at its start; unbounded and infinite are partial, NULL and empty missing');
SELECT is(pg_temp.show('exposure.arm'), '[0d,28d) 1/0/0 1/0/0, [28d,2y) 1/0/1 2/0/1, [2y,12y) 1/0/0 1/0/0, [12y,18y) 1/0/1 1/0/1, (,) 2/0/0 4/0/1, TOTAL 6/0/2 9/0/3', 'arm: NULL, empty and UNKNOWN are missing');
SELECT is(pg_temp.show('event.onset'), '[28d,2y) 1/1/0 1/1/0, (,) 0/0/1 0/0/1, TOTAL 1/1/1 1/1/1', 'onset: of serious events, the rows that stand; without one it is asked in every period');
SELECT is(pg_temp.show('event.received'), '[28d,2y) 1/0/1 1/0/1, [12y,18y) 1/0/0 2/0/0, (,) 1/0/0 1/0/0, TOTAL 3/0/1 4/0/1', 'received');
SELECT is(pg_temp.show('event.serious'), '[28d,2y) 2/0/0 2/0/0, [12y,18y) 0/0/1 1/0/1, (,) 1/0/0 1/0/0, TOTAL 3/0/1 4/0/1', 'serious');
SELECT is(pg_temp.show('event.related'), '[28d,2y) 1/0/1 1/0/1, (,) 1/0/0 1/0/0, TOTAL 2/0/1 2/0/1', 'related: of serious events');
SELECT is(pg_temp.show(f), '[28d,2y) 1/0/1 1/0/1, [12y,18y) 1/0/0 2/0/0, (,) 1/0/0 1/0/0, TOTAL 3/0/1 4/0/1', f)
FROM   unnest('{event.outcome,event.case_id,event.soc,event.pt}'::text[]) f;
SELECT is(pg_temp.show('consent.signed_on'), '[2y,12y) 2/0/1 2/0/1, [12y,18y) 0/0/1 0/0/1, (,) 0/0/0 1/0/0, TOTAL 2/0/2 3/0/2', 'signed_on: of the exposed, up to the lock point; infinite is missing');
SELECT is(pg_temp.show('consent.form_version'), '[2y,12y) 1/1/1 1/1/1, TOTAL 1/1/1 1/1/1', 'form_version: of consents and assents; partial if it is not in form_version');
SELECT is(pg_temp.show('measurement.weight'), '[28d,2y) 0/0/1 0/0/1, [2y,12y) 2/0/1 3/0/0, [12y,18y) 0/0/1 0/0/1, (,) 0/0/0 0/0/1, TOTAL 2/0/3 3/0/3', 'weight: one with a value and a date, in the period');

-- ------------------------------------------------------------------ rows and notes
SELECT is((SELECT count(*) FROM pg_temp.report() WHERE field IS NOT NULL), 18 * 6 + 17::bigint, 'every field by every band; (,) where there is something');
SELECT is((SELECT string_agg(band || ' ' || band_no, ', ' ORDER BY no) FROM pg_temp.report() WHERE field = 'ga'), '[0d,28d) 1, [28d,2y) 2, [2y,12y) 3, [12y,18y) 4, [18y,) 5, (,) 998, TOTAL 999', 'the order of the bands');
SELECT is((SELECT string_agg(concat_ws(' ', view_name, note), ', ') FROM pg_temp.report() WHERE field IS NULL), 'measurement without those of visit 9', 'the comment of a view is its note');
SELECT is((SELECT count(*) FROM pg_temp.report() WHERE (note IS NOT NULL) <> (band = 'TOTAL')), 0::bigint, 'what a field is asked of: on its TOTAL row');
SELECT is((SELECT count(*) FROM pg_temp.report() a JOIN pg_temp.report() t USING (view_name, field) WHERE t.band = 'TOTAL' GROUP BY view_name, field
	HAVING (sum(a.ci), sum(a.pi), sum(a.mi), sum(a.cc), sum(a.pc), sum(a.mc)) <> (2 * min(t.ci), 2 * min(t.pi), 2 * min(t.mi), 2 * min(t.cc), 2 * min(t.pc), 2 * min(t.mc)) LIMIT 1), NULL, 'the bands add up to TOTAL');

-- ------------------------------------------------------------------ other arguments
SELECT is(pg_temp.show('measurement.weight', '[2024-03-15,2025-01-01)'), '[28d,2y) 0/0/1 0/0/1, [2y,12y) 0/1/0 3/0/0, [12y,18y) 0/0/1 0/0/1, (,) 0/0/0 0/0/1, TOTAL 0/1/2 3/0/3', 'a weight that may be in the period is partial');
SELECT is(pg_temp.show('event.onset', '[2024-03-15,2025-01-01)'), '[28d,2y) 0/1/0 1/1/0, (,) 0/0/1 0/0/1, TOTAL 0/1/1 1/1/1', 'an event that may be in it is asked about');
SELECT is(pg_temp.show('event.received', as_of => '2025-01-01'), '[28d,2y) 1/0/1 1/0/1, [12y,18y) 1/0/1 2/0/1, (,) 1/0/0 1/0/0, TOTAL 3/0/2 4/0/2', 'as_of: a version recorded later; an infinite day is missing');
SELECT is(pg_temp.show('event.case_id', as_of => '2025-01-01'), '[28d,2y) 1/0/1 1/0/1, [12y,18y) 1/0/1 2/0/1, (,) 1/0/0 1/0/0, TOTAL 3/0/2 4/0/2', 'as_of: an empty case is missing');
SELECT is(pg_temp.show('subject.birth', scheme => '0d,18mo'), '[0d,18mo) 1/0/0 1/0/0, [18mo,) 3/1/0 3/1/0, (,) 0/0/0 0/0/1, TOTAL 4/1/0 4/1/1', 'subjects by the age at the lock point');
SELECT is(pg_temp.show('exposure.during', scheme => '0d,18mo'), '[0d,18mo) 1/1/0 1/1/0, [18mo,) 3/1/0 4/1/0, (,) 0/0/2 1/2/2, TOTAL 4/2/2 6/4/2', 'exposures by the age at their start');
UPDATE :"source".subject SET birth = '2021' WHERE subject_id = 's2';
SELECT is(pg_temp.show('exposure.during', scheme => '0d,18mo'), '[0d,18mo) 1/0/0 1/0/0, [18mo,) 3/1/0 4/1/0, [0d,) 0/1/0 0/1/0, (,) 0/0/2 1/2/2, TOTAL 4/2/2 6/4/2', 'or its hull');
SELECT is((SELECT string_agg(format('%s %s', band, band_no), ', ' ORDER BY band_no) FROM (SELECT DISTINCT band, band_no FROM pg_temp.report(scheme => '0d,18mo')) b), '[0d,18mo) 1, [18mo,) 2, [0d,) 3, (,) 998, TOTAL 999', 'bands of another scheme, and the hull');
SELECT is(pg_temp.show('subject.ga'), '[28d,2y) 0/0/1 0/0/1, [2y,12y) 1/0/0 1/0/2, (,) 0/0/0 0/0/1, TOTAL 1/0/1 1/0/4', 'gestation: surely 2 years old is not asked');
INSERT INTO :"source".event (subject_id, event_id, onset) VALUES ('s5', 'e20', '2024-07-01'), ('s5', 'e21', '2024-07-01'), ('s5', 'e22', '2024-07-01');
SELECT is(pg_temp.show('event.outcome'), '[28d,2y) 1/0/1 1/0/1, [12y,18y) 1/0/3 2/0/3, (,) 1/0/0 1/0/0, TOTAL 3/0/4 4/0/4', 'events alike count each');
UPDATE :"source".subject SET birth = '2023-01-01' WHERE subject_id = 's6';
SELECT is(pg_temp.show('subject.sex'), '[28d,2y) 1/0/0 1/0/0, [2y,12y) 2/0/1 2/0/1, [12y,18y) 1/0/0 1/0/0, (,) 0/0/0 1/0/0, TOTAL 4/0/1 5/0/1', '2 years old on the day after the lock point');
UPDATE :"source".subject SET birth = '2024-12-25', ga = '30+0' WHERE subject_id = 's6';
UPDATE :"source".exposure SET during = '[2024-12-26,2024-12-28)' WHERE subject_id = 's6';
SELECT is((SELECT string_agg(concat_ws(' ', view_name, field, ci), ', ' ORDER BY no) FROM pg_temp.report(scheme => 'ema-p4') WHERE band = 'preterm [0d,pma44w)' AND ci > 0),
	'subject birth 1, subject ga 1, subject sex 1, subject country 1, subject race 1, exposure during 1, exposure arm 1', 'gestation parts the bands that the scheme parts by it');

-- ------------------------------------------------------------------ errors
SELECT throws_ok($$SELECT * FROM dsur_missing(NULL, '2023-01-01', '[2024-01-01,2025-01-01)')$$, '22004', 'source must not be NULL');
SELECT throws_ok($$SELECT * FROM dsur_missing('we"ird; drop', '2023-01-01', NULL)$$, '22004', 'period must not be NULL');
SELECT throws_ok($$SELECT * FROM dsur_missing('nowhere', '2023-01-01', '[2024-01-01,2025-01-01)')$$, '3F000', 'schema "nowhere" does not exist');
SELECT throws_ok($$SELECT * FROM dsur_missing('we"ird; drop', '2023-01-01', '[2024-01-01,)')$$, '22023', 'the reporting period must have a first and a last day: "[2024-01-01,)"');
SELECT throws_ok($$SELECT * FROM dsur_missing('we"ird; drop', '2023-01-01', '[2024-01-01,2025-01-01)', as_of => 'infinity')$$, '22008', 'as_of must be finite');
ALTER TABLE :"source".measurement ALTER value TYPE text;
SELECT throws_ok($$SELECT * FROM dsur_missing('we"ird; drop', '2023-01-01', '[2024-01-01,2025-01-01)')$$, '42804', 'schema "we"ird; drop" has columns of a wrong type: measurement.value is text, expected double precision');
ALTER TABLE :"source".measurement DROP value;
SELECT throws_ok($$SELECT * FROM dsur_missing('we"ird; drop', '2023-01-01', '[2024-01-01,2025-01-01)')$$, '42703', 'schema "we"ird; drop" lacks what is read from it');
DROP TABLE :"source".measurement;
SELECT throws_ok($$SELECT * FROM dsur_missing('we"ird; drop', '2023-01-01', '[2024-01-01,2025-01-01)')$$, '42P01', 'schema "we"ird; drop" lacks what is read from it');
SELECT * FROM finish();
ROLLBACK;
