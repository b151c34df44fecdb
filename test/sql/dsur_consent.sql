-- SPDX-License-Identifier: PostgreSQL
-- dsur_consent: consent completeness of the exposed, by age at the data lock point.
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
SELECT plan(32);

-- The source: a schema with a name that has to be quoted. Columns that nothing
-- here reads are filled by their defaults.
\set source 'we"ird; drop'
CREATE SCHEMA :"source";
CREATE TABLE :"source".subject (study_id text DEFAULT 'T', subject_id text, birth partial_date, ga gestational_age, sex text DEFAULT 'F', race text, country text, arm text, enrolled date, ended date);
CREATE TABLE :"source".exposure (study_id text DEFAULT 'T', subject_id text, arm text DEFAULT 'A', during daterange, dose numeric, dose_unit text, route text, form text);
CREATE TABLE :"source".consent (study_id text DEFAULT 'T', subject_id text, signed_on date, signer text, signer_id text, act text, form_version text, recorded_at timestamptz);
CREATE TABLE :"source".form_version (study_id text, version text, effective_from date, superseded_on date, requires_reconsent boolean, approved_on date);
-- 90 days after 2024-12-31 is 2025-03-31
\set args '\'2023-01-01\', \'[2024-01-01,2025-01-01)\''

SELECT is((SELECT string_agg(concat_ws(' ', band, band_no, subjects_interval, exposed_days_interval, subjects_cumulative, exposed_days_cumulative, due_assent_90d), ', ')
	FROM dsur_consent(:'source', :args)), '[0d,28d) 1 0 0 0 0 0, [28d,2y) 2 0 0 0 0 0, [2y,12y) 3 0 0 0 0 0, [12y,18y) 4 0 0 0 0 0, [18y,) 5 0 0 0 0 0, TOTAL 999 0 0 0 0 0',
	'empty views: the bands of the scheme and TOTAL, all 0');

INSERT INTO :"source".form_version VALUES
	('T', 'v1', '2022-01-01', '2024-07-01', true, '2022-01-01'), ('T', 'v2', '2024-06-01', '2025-02-01', true, '2024-06-01'),
	('T', 'v3', '2025-01-15', NULL, true, '2025-01-15');

-- A subject, its exposures, and its log as "date signer act[/version]; ...";
-- version v9, which no one ends, unless said; "-" is NULL.
CREATE FUNCTION pg_temp.add(id text, birth partial_date, exposed text, log text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "we""ird; drop".subject (subject_id, birth) SELECT id, birth WHERE id NOT LIKE 'x%';
	INSERT INTO "we""ird; drop".exposure (subject_id, during) SELECT id, d FROM unnest(exposed::daterange[]) d;
	INSERT INTO "we""ird; drop".consent (subject_id, signed_on, signer, act, form_version)
	SELECT id, nullif(f[1], '-')::date, nullif(f[2], '-'), nullif(split_part(f[3], '/', 1), '-'), coalesce(nullif(split_part(f[3], '/', 2), ''), 'v9')
	FROM  (SELECT string_to_array(l, ' ') AS f FROM string_to_table(log, '; ') l) r;
END $$;
SELECT pg_temp.add(i, b::partial_date, e, l) FROM (VALUES
	-- [28d,2y): the guardian signed on the fifth of ten days
	('late',     '2023-12-20', '{"[2024-03-01,2024-03-11)"}', '2024-03-05 guardian consent'),
	-- [2y,12y)
	('ok',       '2020-05-05', '{"[2024-03-01,2024-03-11)"}', '2024-02-20 guardian consent/v1'),
	('perhaps8', '2016',       '{"[2024-03-01,2024-03-11)"}', '2024-02-20 guardian consent'),
	('uncle',    '2020-01-01', '{"[2024-03-01,2024-03-11)"}', '2024-02-20 guardian consent; 2024-03-10 uncle consent'),
	('after',    '2020-01-01', '{"[2024-03-01,2024-03-11)"}', '2024-02-20 guardian consent; 2025-01-01 uncle consent; 2025-01-02 guardian withdraw'),
	('soon8',    '2017-03-31', '{"[2024-12-01,)"}',           '2024-11-20 guardian consent/v2'),
	('later8',   '2017-04-01', '{"[2024-12-01,)"}',           '2024-11-20 guardian consent; - - -'),
	('oldform',  '2020-02-02', '{"[2024-06-26,2024-07-06)"}', '2024-06-01 guardian consent/v1'),
	('overlap',  '2020-02-02', '{"[2023-12-30,2024-01-03)","[2024-01-01,2024-01-05)"}', '2024-01-01 guardian consent'),
	-- [12y,18y)
	('unsigned', '2012-03-06', '{"[2024-03-01,2024-03-11)"}', '2024-02-20 guardian consent'),
	('soon18',   '2007-01-01', '{"[2024-12-22,)"}',           '2024-12-01 guardian consent; 2024-12-01 subject assent'),
	('left',     '2007-01',    '{"[2024-12-22,2024-12-31)"}', '2024-12-01 guardian consent; 2024-12-01 subject assent'),
	-- [18y,), on the lock point itself: exposed before the period, nobody signed
	('never',    '2006-12-31', '{"[2023-06-01,2023-06-06)"}', NULL),
	-- (,)
	('x-norow',  NULL,         '{"[2024-12-22,)"}',           '2024-12-23 guardian consent'),
	-- not exposed in either
	('notyet',   '2020-01-01', '{"[2025-01-01,)"}',           NULL)
	) v(i, b, e, l) \g /dev/null

CREATE FUNCTION pg_temp.show(b text, policy consent_policy DEFAULT 'CN-2025', scheme age_scheme DEFAULT 'ich-e11') RETURNS text LANGUAGE sql AS $$
	SELECT concat_ws(' ', band_no, '|', subjects_interval, covered_interval, uncovered_interval, undetermined_interval, '|', exposed_days_interval, uncovered_days_interval, undetermined_days_interval,
		'|', subjects_cumulative, covered_cumulative, uncovered_cumulative, undetermined_cumulative, '|', exposed_days_cumulative, uncovered_days_cumulative, undetermined_days_cumulative,
		'|', due_assent_90d, due_majority_90d, form_due_90d)
	FROM dsur_consent('we"ird; drop', '2023-01-01', '[2024-01-01,2025-01-01)', scheme, policy) WHERE band = b $$;
SELECT is(pg_temp.show('[0d,28d)'), '1 | 0 0 0 0 | 0 0 0 | 0 0 0 0 | 0 0 0 | 0 0 0', 'nobody: the row stays');
SELECT is(pg_temp.show('[28d,2y)'), '2 | 1 0 1 0 | 10 4 0 | 1 0 1 0 | 10 4 0 | 0 0 0', 'signed on the fifth day: four days uncovered');
SELECT is(pg_temp.show('[2y,12y)'), '3 | 8 5 1 2 | 116 5 20 | 8 4 2 2 | 118 7 20 | 1 0 1',
	'covered, a birth and a record that leave it open, records after the lock point, a form that ended, united exposure, the 90th day and the 91st');
SELECT is(pg_temp.show('[12y,18y)'), '4 | 3 2 1 0 | 29 10 0 | 3 2 1 0 | 29 10 0 | 0 1 0', 'own signature missing; majority on the day after the lock point, of one exposed on it');
SELECT is(pg_temp.show('[18y,)'), '5 | 0 0 0 0 | 0 0 0 | 1 0 1 0 | 5 5 0 | 0 0 0', 'no record at all: uncovered, and before the period only');
SELECT is(pg_temp.show('(,)'), '998 | 1 0 1 0 | 10 1 9 | 1 0 1 0 | 10 1 9 | 0 0 0', 'no row in subject: days undetermined, one surely uncovered, which decides; not due');
SELECT is(pg_temp.show('TOTAL'), '999 | 13 7 4 2 | 165 20 29 | 14 6 6 2 | 172 27 29 | 1 1 1', 'TOTAL');
SELECT is((SELECT string_agg(band, ' ') FROM dsur_consent(:'source', :args)), '[0d,28d) [28d,2y) [2y,12y) [12y,18y) [18y,) (,) TOTAL', 'the order of the bands');
SELECT is((SELECT count(DISTINCT subject_id) FROM consent_findings(:'source', '2024-12-31') WHERE check_id = 'C19' AND outcome = 'fail'), 5::bigint, 'as C19 of consent_findings has them');

-- ------------------------------------------------------------------ policies
-- without the child's agreement "unsigned" and "perhaps8" are covered
SELECT is(pg_temp.show('TOTAL', 'EU-CTR; assent=none'), '999 | 13 9 3 1 | 165 10 19 | 14 8 5 1 | 172 17 19 | 0 1 1', 'no assent age: nobody is due');
SELECT is(pg_temp.show('TOTAL', 'CN-2025; guardians=2'), '999 | 13 0 12 1 | 165 155 10 | 14 0 13 1 | 172 162 10 | 1 1 0', 'two guardians: nobody has them');
SELECT is(pg_temp.show('TOTAL', 'CN-2025; assent=7y; majority=17y'), '999 | 13 5 7 1 | 165 92 19 | 14 4 9 1 | 172 99 19 | 0 0 0', 'other ages: "perhaps8", "soon8" and "later8" should have signed, and are not due');

-- ------------------------------------------------------------------ bands
-- born in 2016: 96 to 107 months at the lock point
SELECT is((SELECT string_agg(concat_ws(' ', band, band_no, subjects_interval), ', ') FROM dsur_consent(:'source', :args, '0d,100mo')),
	'[0d,100mo) 1 8, [100mo,) 2 3, [0d,) 3 1, (,) 998 1, TOTAL 999 13', 'a birth that leaves two bands: their hull');
SELECT is((SELECT string_agg(concat_ws(' ', band, subjects_interval), ', ') FROM dsur_consent(:'source', '2023-01-01', '[2023-12-01,2024-01-01)') WHERE subjects_cumulative > 0),
	'[2y,12y) 1, [12y,18y) 0, TOTAL 1', 'another lock point: other bands, and nobody who came later');
UPDATE :"source".subject SET birth = '2024-12-30', ga = '30+0' WHERE subject_id = 'late';
SELECT is((SELECT string_agg(concat_ws(' ', band, subjects_interval), ', ') FROM dsur_consent(:'source', :args, 'ema-p4') WHERE subjects_interval > 0),
	'preterm [0d,pma44w) 1, [2y,12y) 8, [12y,18y) 3, (,) 1, TOTAL 13', 'gestation parts the bands that the scheme parts by it');
UPDATE :"source".subject SET birth = '2023-12-20', ga = NULL WHERE subject_id = 'late';

-- ------------------------------------------------------------------ the ninety days
UPDATE :"source".subject SET birth = '2017-01' WHERE subject_id = 'later8';
SELECT is(pg_temp.show('TOTAL'), '999 | 13 7 4 2 | 165 20 29 | 14 6 6 2 | 172 27 29 | 2 1 1', 'a birth in a month: due if it may be');
UPDATE :"source".subject SET birth = '2017-03-31' WHERE subject_id = 'later8';
UPDATE :"source".exposure SET during = '[2024-12-01,2024-12-31)' WHERE subject_id = 'later8';
SELECT is(pg_temp.show('TOTAL'), '999 | 13 7 4 2 | 164 20 29 | 14 6 6 2 | 171 27 29 | 1 1 1', 'not exposed on the lock point: not due');
UPDATE :"source".subject SET birth = '2019-03-31' WHERE subject_id = 'soon8';
UPDATE :"source".form_version SET superseded_on = '2025-04-01' WHERE version = 'v2';
SELECT is(pg_temp.show('TOTAL'), '999 | 13 7 4 2 | 164 20 29 | 14 6 6 2 | 171 27 29 | 0 1 0', 'a form that ends on the 91st day: not due');
UPDATE :"source".form_version SET superseded_on = '2025-03-31' WHERE version = 'v2';
SELECT is(pg_temp.show('TOTAL'), '999 | 13 7 4 2 | 164 20 29 | 14 6 6 2 | 171 27 29 | 0 1 1', 'on the 90th: due');
UPDATE :"source".form_version SET superseded_on = '2024-12-31' WHERE version = 'v2';
SELECT is(pg_temp.show('TOTAL'), '999 | 13 6 5 2 | 164 21 29 | 14 5 7 2 | 171 28 29 | 0 1 1', 'on the lock point: due, and that day uncovered');

-- ------------------------------------------------------------------ subjects
INSERT INTO :"source".exposure (study_id, subject_id, during) VALUES ('U', 'ok', '[2024-03-01,2024-03-02)'), ('T', NULL, '[2024-03-01,2024-03-02)'), ('T', 'ok', NULL), ('T', 'ok', 'empty');
INSERT INTO :"source".subject (study_id, subject_id, birth) VALUES ('U', 'ok', '2020-01-01');
SELECT is(pg_temp.show('TOTAL'), '999 | 14 6 6 2 | 165 22 29 | 15 5 8 2 | 172 29 29 | 0 1 1', 'the same number in another study is another subject, without its records');

-- ------------------------------------------------------------------ errors
SELECT throws_ok($$SELECT * FROM dsur_consent(NULL, '2023-01-01', '[2024-01-01,2025-01-01)')$$, '22004', 'source must not be NULL');
SELECT throws_ok($$SELECT * FROM dsur_consent('we"ird; drop', '2023-01-01', '[2024-01-01,2025-01-01)', policy => NULL)$$, '22004', 'policy must not be NULL');
SELECT throws_ok($$SELECT * FROM dsur_consent('we"ird; drop', NULL, '[2024-01-01,2025-01-01)')$$, '22004', 'dibd must not be NULL');
SELECT throws_ok($$SELECT * FROM dsur_consent('nowhere', '2023-01-01', '[2024-01-01,2025-01-01)')$$, '3F000', 'schema "nowhere" does not exist');
SELECT throws_ok($$SELECT * FROM dsur_consent('pg_catalog', '2023-01-01', '[2024-01-01,2025-01-01)')$$, '42P01', 'schema "pg_catalog" lacks what is read from it');
SELECT throws_ok($$SELECT * FROM dsur_consent('we"ird; drop', '2023-01-01', 'empty')$$, '22023', 'the reporting period must have a first and a last day: "empty"');
SELECT throws_ok($$SELECT * FROM dsur_consent('we"ird; drop', '2024-01-02', '[2024-01-01,2025-01-01)')$$, '22023', 'the reporting period "[2024-01-01,2025-01-01)" starts before dibd 2024-01-02');
SELECT throws_ok($$SELECT * FROM dsur_consent('we"ird; drop', '-infinity', '[2024-01-01,2025-01-01)')$$, '22008', 'dibd must be finite');
ALTER TABLE :"source".consent ALTER signed_on TYPE text;
SELECT throws_ok($$SELECT * FROM dsur_consent('we"ird; drop', '2023-01-01', '[2024-01-01,2025-01-01)')$$, '42804', 'schema "we"ird; drop" has columns of a wrong type: consent.signed_on is text, expected date');
ALTER TABLE :"source".consent DROP signed_on;
SELECT throws_ok($$SELECT * FROM dsur_consent('we"ird; drop', '2023-01-01', '[2024-01-01,2025-01-01)')$$, '42703', 'schema "we"ird; drop" lacks what is read from it');
SELECT * FROM finish();
ROLLBACK;
