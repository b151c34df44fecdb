-- SPDX-License-Identifier: PostgreSQL
-- consent_guard: what is refused, what is reported, what goes in; set-up and its errors. test/t has the concurrent sessions.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
SET datestyle = ISO;
SET lc_messages = 'C';
BEGIN;
-- warnings are part of what is expected
\set VERBOSITY terse
SELECT plan(110);

CREATE FUNCTION pg_temp.said(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE code text; message text; detail text;
BEGIN
	EXECUTE command;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
	RETURN concat_ws(' | ', code, message, nullif(detail, ''));
END $$;

CREATE SCHEMA trial;
CREATE TABLE trial.subject (subject_id text PRIMARY KEY, birth date, arm text);
CREATE TABLE trial.consent (consent_id serial PRIMARY KEY, subject_id text, signed_on date, signer text, signer_id text, act text, valid daterange);
CREATE TABLE trial.dose (dose_id serial PRIMARY KEY, subject_id text, given_on date, mg int);
CREATE INDEX ON trial.consent (subject_id);
CREATE INDEX ON trial.dose (subject_id);
-- A turns 8 on 2024-02-29; B has no birth date; C turns 18 on 2022-06-01
INSERT INTO trial.subject VALUES ('A', '2016-02-29'), ('B', NULL), ('C', '2004-06-01'), ('D', '2015-01-01');
INSERT INTO trial.consent (subject_id, signed_on, signer, act) VALUES
	('A', '2023-01-01', 'guardian', 'consent'), ('B', '2023-01-01', 'guardian', 'consent'), ('C', '2022-06-01', 'subject', 'consent');
SELECT lives_ok($$SELECT consent_guard_add('trial.dose', 'given_on', 'trial.subject', 'trial.consent', 'CN-2025')$$, 'set up by one call');
SELECT results_eq($$SELECT guarded::text, day, key, subjects::text, consents::text, policy::text, mode, initially_deferred, enabled FROM consent_guards()$$,
	$$VALUES ('trial.dose', 'given_on', '{subject_id}'::text[], 'trial.subject', 'trial.consent', 'CN-2025', 'enforce', false, true)$$, 'and listed');
SELECT is((SELECT string_agg(tgrelid::regclass || ' ' || tgname, ', ' ORDER BY tgrelid::regclass::text, tgname) FROM pg_trigger WHERE tgfoid = 'consent_guard'::regproc),
	'trial.consent consent_guard_dose, trial.consent consent_guard_truncate_dose, trial.dose consent_guard, trial.subject consent_guard_dose, trial.subject consent_guard_truncate_dose', 'its triggers');

-- doses
SELECT is(pg_temp.said(format('INSERT INTO trial.dose (subject_id, given_on) VALUES (%L, %L)', s, d)), m, concat_ws(' ', s, d)) FROM (VALUES
	('A', '2022-12-31', '23514 | row of table "dose" is outside the subject''s consent | Subject (subject_id)=(A) is not covered on {[2022-12-31,2023-01-01)}: the agreement of a guardian is missing (0 of 1).'),
	('A', '2023-01-01', 'no error'), ('A', '2024-02-28', 'no error'),
	('A', '2024-02-29', '23514 | row of table "dose" is outside the subject''s consent | Subject (subject_id)=(A) is not covered on {[2024-02-29,2024-03-01)}: the child''s own agreement, from 8y on, is missing.'),
	('B', '2024-02-28', '23514 | row of table "dose" is outside the subject''s consent | Subject (subject_id)=(B) is not covered on {[2024-02-28,2024-02-29)}: the birth date is not known.'),
	('Z', '2024-02-28', '23514 | row of table "dose" is outside the subject''s consent | Subject (subject_id)=(Z) is not covered on {[2024-02-28,2024-02-29)}: table trial.subject has no row, or more than one, of this subject.'),
	(NULL, '2024-02-28', '23514 | row of table "dose" is outside the subject''s consent | Subject (subject_id)=(null) is not covered on {[2024-02-28,2024-02-29)}: table trial.subject has no row, or more than one, of this subject.'),
	('C', '2022-05-31', '23514 | row of table "dose" is outside the subject''s consent | Subject (subject_id)=(C) is not covered on {[2022-05-31,2022-06-01)}: the agreement of a guardian is missing (0 of 1), the child''s own agreement, from 8y on, is missing.'),
	('C', '2022-06-01', 'no error'), ('D', '2022-06-01', '23514 | row of table "dose" is outside the subject''s consent | Subject (subject_id)=(D) is not covered on {[2022-06-01,2022-06-02)}: the agreement of a guardian is missing (0 of 1).'),
	('D', NULL, 'no error')) v(s, d, m);
SELECT is(pg_temp.said($$UPDATE trial.dose SET given_on = '2024-03-01' WHERE given_on = '2024-02-28'$$), '23514 | row of table "dose" is outside the subject''s consent | Subject (subject_id)=(A) is not covered on {[2024-03-01,2024-03-02)}: the child''s own agreement, from 8y on, is missing.', 'a dose cannot be moved out');
SELECT is(pg_temp.said($$UPDATE trial.dose SET subject_id = 'D' WHERE given_on = '2024-02-28'$$), '23514 | row of table "dose" is outside the subject''s consent | Subject (subject_id)=(D) is not covered on {[2024-02-28,2024-02-29)}: the agreement of a guardian is missing (0 of 1), the child''s own agreement, from 8y on, is missing.', 'nor given to another subject');
SELECT lives_ok($$UPDATE trial.dose SET mg = 5$$, 'other columns can change');
SELECT lives_ok($$INSERT INTO trial.dose (subject_id, given_on) SELECT 'A', date '2023-01-01' + i FROM generate_series(1, 300) i$$, 'many doses at once');
SELECT is(pg_temp.said($$INSERT INTO trial.dose (subject_id, given_on) SELECT 'A', date '2024-02-01' + i FROM generate_series(1, 40) i$$), '23514 | row of table "dose" is outside the subject''s consent | Subject (subject_id)=(A) is not covered on {[2024-02-29,2024-03-01)}: the child''s own agreement, from 8y on, is missing.', 'the one among them that is not covered');
DELETE FROM trial.dose WHERE given_on NOT IN ('2024-02-28', '2022-06-01');

-- changes of consent and birth that would uncover a dose
SELECT matches(pg_temp.said(c), '^23514 \| change of table "' || t || '" would leave rows of table "dose" outside the subject''s consent \| Subject \(subject_id\)=\(A\) is not covered on \{\[2024-02-28,2024-02-29\)\}: ' || why, c) FROM (VALUES
	($$DELETE FROM trial.consent WHERE subject_id = 'A'$$, 'consent', 'the agreement of a guardian is missing'),
	($$UPDATE trial.consent SET signed_on = '2024-02-29' WHERE subject_id = 'A'$$, 'consent', 'the agreement of a guardian'),
	($$UPDATE trial.consent SET valid = '[2023-01-01,2024-02-28)' WHERE subject_id = 'A'$$, 'consent', 'the agreement of a guardian'),
	($$UPDATE trial.consent SET subject_id = 'D' WHERE subject_id = 'A'$$, 'consent', 'the agreement of a guardian'),
	($$UPDATE trial.consent SET signer = 'ethics' WHERE subject_id = 'A'$$, 'consent', 'the agreement of a guardian'),
	($$INSERT INTO trial.consent (subject_id, signed_on, signer, act, valid) VALUES ('A', '2023-06-01', 'guardian', 'consent', '[2023-06-01,2023-07-01)')$$, 'consent', 'the agreement of a guardian'),
	($$UPDATE trial.subject SET birth = '2016-02-28' WHERE subject_id = 'A'$$, 'subject', 'the child''s own agreement'),
	($$UPDATE trial.subject SET birth = NULL WHERE subject_id = 'A'$$, 'subject', 'the birth date is not known'),
	($$UPDATE trial.subject SET subject_id = 'E' WHERE subject_id = 'A'$$, 'subject', 'table trial.subject has no row'),
	($$DELETE FROM trial.subject WHERE subject_id = 'A'$$, 'subject', 'table trial.subject has no row')) v(c, t, why);
SELECT is(pg_temp.said('TRUNCATE trial.consent'), '23514 | TRUNCATE of table "consent" leaves rows of table "dose" outside consent', 'TRUNCATE of consent');
SELECT is(pg_temp.said('TRUNCATE trial.subject'), '23514 | TRUNCATE of table "subject" leaves rows of table "dose" outside consent', 'TRUNCATE of subjects');
SELECT lives_ok($$UPDATE trial.subject SET arm = 'B', birth = '2016-06-01' WHERE subject_id = 'A'$$, 'a birth that leaves the dose covered');
SELECT lives_ok($$INSERT INTO trial.consent (subject_id, signed_on, signer, signer_id, act) VALUES ('A', '2023-06-01', 'guardian', 'G2', 'consent')$$, 'a second guardian');
SELECT lives_ok($$DELETE FROM trial.consent WHERE subject_id = 'A' AND signer_id IS NULL$$, 'then the first is not needed');
SELECT is(pg_temp.said($$INSERT INTO trial.consent (subject_id, signed_on, act) VALUES ('A', '2023-06-01', 'consent')$$), '22004 | consent record has no signer', 'a record without signer');
SELECT is(pg_temp.said($$INSERT INTO trial.consent (subject_id, signed_on, signer, act) VALUES ('A', '2023-06-01', 'mother', 'consent')$$), '22023 | unknown signer: "mother"', 'a signer that is none');
UPDATE trial.subject SET birth = '2016-02-29' WHERE subject_id = 'A';

-- a withdrawal is a fact: it is recorded, and only doses on or after it are reported
SAVEPOINT fact;
INSERT INTO trial.consent (subject_id, signed_on, signer, act) VALUES ('A', '2024-02-29', 'subject', 'withdraw');
SELECT is((SELECT count(*) FROM consent_guard_check('trial.dose')), 0::bigint, 'a withdrawal after the dose reports nothing');
INSERT INTO trial.consent (subject_id, signed_on, signer, act) VALUES ('A', '2024-02-28', 'subject', 'withdraw');
SELECT results_eq($$SELECT * FROM consent_guard_check('trial.dose')$$, $$VALUES ('A', '{[2024-02-28,2024-02-29)}'::datemultirange, 'the subject has withdrawn')$$, 'one on its day is recorded all the same');
SELECT is(pg_temp.said($$INSERT INTO trial.dose (subject_id, given_on) VALUES ('A', '2024-02-28')$$), '23514 | row of table "dose" is outside the subject''s consent | Subject (subject_id)=(A) is not covered on {[2024-02-28,2024-02-29)}: the subject has withdrawn.', 'no further dose');
SELECT lives_ok($$UPDATE trial.consent SET valid = '[2023-01-01,2024-06-01)' WHERE act = 'consent' AND subject_id = 'A'$$, 'what does not uncover more is let in');
SELECT throws_ok($$DELETE FROM trial.consent WHERE act = 'consent' AND subject_id = 'A'$$, '23514', NULL, 'a withdrawal of this transaction excuses no deletion');
ROLLBACK TO fact;
INSERT INTO trial.consent (subject_id, signed_on, signer, signer_id, act) VALUES ('A', '2024-02-01', 'guardian', 'G2', 'dissent');
SELECT is((SELECT reason FROM consent_guard_check('trial.dose')), 'the agreement of a guardian is missing (0 of 1)', 'a guardian''s dissent likewise');
ROLLBACK TO fact;
SELECT throws_ok($$DELETE FROM trial.consent WHERE subject_id = 'A'; INSERT INTO trial.consent (subject_id, signed_on, signer, act) VALUES ('A', '2024-02-01', 'subject', 'withdraw')$$, '23514', NULL, 'a deletion does not hide behind a withdrawal');

-- what is rewritten is no fact; what was recorded with it in one transaction does not hide it
SAVEPOINT rewritten;
SELECT throws_ok($$UPDATE trial.consent SET act = 'withdraw' WHERE subject_id = 'A'$$, '23514', NULL, 'a consent is not rewritten as a withdrawal');
SELECT throws_ok($$UPDATE trial.consent SET act = 'withdraw', subject_id = 'D' WHERE subject_id = 'A'$$, '23514', NULL, 'nor as one of another subject');
SELECT lives_ok($$INSERT INTO trial.consent (subject_id, signed_on, signer, act) VALUES ('A', '2024-02-20', 'subject', 'dissent')$$, 'a dissent is recorded');
SELECT lives_ok($$UPDATE trial.consent SET act = 'withdraw', signed_on = '2024-02-19' WHERE act = 'dissent'$$, 'and corrected');
SELECT throws_ok($$DELETE FROM trial.consent WHERE act = 'consent' AND subject_id = 'A'$$, '23514', NULL, 'it does not hide a deletion in the same transaction');
ROLLBACK TO rewritten;

-- a guard goes with its tables, whatever they are called
ALTER TABLE trial.dose RENAME TO administration;
ALTER TABLE trial.consent RENAME TO signature;
ALTER TABLE trial.subject RENAME TO participant;
ALTER SCHEMA trial RENAME TO study;
SELECT throws_ok($$INSERT INTO study.administration (subject_id, given_on) VALUES ('A', '2024-03-01')$$, '23514', NULL, 'renamed: doses');
SELECT throws_ok($$DELETE FROM study.signature WHERE subject_id = 'A'$$, '23514', NULL, 'renamed: consents');
SELECT throws_ok($$UPDATE study.participant SET birth = NULL WHERE subject_id = 'A'$$, '23514', NULL, 'renamed: subjects');
SELECT is((SELECT concat_ws(' ', guarded, subjects, consents, enabled) FROM consent_guards()), 'study.administration study.participant study.signature t', 'renamed: listed');
SELECT lives_ok($$SELECT consent_guard_set('study.administration', 'CN-2025')$$, 'renamed: set anew');
ALTER SCHEMA study RENAME TO trial;
ALTER TABLE trial.administration RENAME TO dose;
ALTER TABLE trial.signature RENAME TO consent;
ALTER TABLE trial.participant RENAME TO subject;
ALTER TABLE trial.consent DISABLE TRIGGER consent_guard_truncate_administration;
SELECT is((SELECT enabled FROM consent_guards()), false, 'a disabled trigger is told');
ALTER TABLE trial.consent ENABLE TRIGGER consent_guard_truncate_administration;

-- two guardians are needed, and go in one statement
SAVEPOINT two;
SELECT lives_ok($$SELECT consent_guard_set('trial.dose', 'CN-2016; guardians=1')$$, 'another policy');
SELECT is((SELECT policy::text || ' ' || mode FROM consent_guards()), 'CN-2016; guardians=1'::consent_policy::text || ' enforce', 'is listed');
SELECT is(left(pg_temp.said($$SELECT consent_guard_set('trial.dose', 'CN-2025; guardians=2')$$), 200), '23514 | table trial.dose has rows outside consent, of 1 subject(s) | Subject (subject_id)=(A) is not covered on {[2024-02-28,2024-02-29)}: the agreement of a guardian is missing (1 of 2).', 'a policy that would uncover doses is refused');
INSERT INTO trial.consent (subject_id, signed_on, signer, signer_id, act) VALUES ('A', '2023-06-01', 'guardian', 'G3', 'consent');
SELECT lives_ok($$SELECT consent_guard_set('trial.dose', 'CN-2025; guardians=2')$$, 'now there are two');
SELECT throws_ok($$DELETE FROM trial.consent WHERE subject_id = 'A'$$, '23514', NULL, 'both cannot go');
SELECT throws_ok($$DELETE FROM trial.consent WHERE signer_id = 'G3'$$, '23514', NULL, 'nor one');
SELECT lives_ok($$WITH gone AS (DELETE FROM trial.consent WHERE signer_id = 'G3') INSERT INTO trial.consent (subject_id, signed_on, signer, signer_id, act) VALUES ('A', '2023-06-01', 'guardian', 'G4', 'consent')$$, 'one can be replaced in one statement');
SELECT lives_ok($$DELETE FROM trial.dose WHERE subject_id = 'A'; DELETE FROM trial.consent WHERE subject_id = 'A'$$, 'without doses all can go');
ROLLBACK TO two;

-- deferred: doses may come before consent
SET CONSTRAINTS ALL DEFERRED;
INSERT INTO trial.dose (subject_id, given_on) VALUES ('D', '2020-02-01');
INSERT INTO trial.consent (subject_id, signed_on, signer, act) VALUES ('D', '2020-01-01', 'guardian', 'consent');
SELECT lives_ok('SET CONSTRAINTS ALL IMMEDIATE', 'a load that brings doses first');
SET CONSTRAINTS ALL DEFERRED;
INSERT INTO trial.dose (subject_id, given_on) VALUES ('D', '2023-02-01');
SELECT throws_ok('SET CONSTRAINTS ALL IMMEDIATE', '23514', NULL, 'is checked in the end');
DELETE FROM trial.dose WHERE given_on = '2023-02-01';
SELECT lives_ok('SET CONSTRAINTS ALL IMMEDIATE', 'a row that is gone by then is not');
SET CONSTRAINTS ALL DEFERRED;
INSERT INTO trial.dose (subject_id, given_on) VALUES ('D', '2023-02-01');
UPDATE trial.dose SET mg = 1 WHERE given_on = '2023-02-01';
SELECT throws_ok('SET CONSTRAINTS ALL IMMEDIATE', '23514', NULL, 'one that was changed since is');
DELETE FROM trial.dose WHERE given_on = '2023-02-01';
INSERT INTO trial.consent (subject_id, signed_on, signer, act, valid) VALUES ('D', '2020-01-15', 'guardian', 'consent', '[2020-01-15,2020-01-20)');
UPDATE trial.consent SET signer_id = NULL WHERE signed_on = '2020-01-15';
SELECT throws_ok('SET CONSTRAINTS ALL IMMEDIATE', '23514', NULL, 'a narrower consent, touched again');
DELETE FROM trial.consent WHERE signed_on = '2020-01-15';
SET CONSTRAINTS ALL IMMEDIATE;

-- warn
SELECT lives_ok($$SELECT consent_guard_set('trial.dose', mode => 'warn')$$, 'mode warn');
SET client_min_messages = error;
SELECT lives_ok($$INSERT INTO trial.dose (subject_id, given_on) VALUES ('A', '2024-06-01')$$, 'the row goes in');
SELECT lives_ok($$DELETE FROM trial.consent WHERE subject_id = 'D'$$, 'and so does the change');
SELECT lives_ok($$INSERT INTO trial.consent (subject_id, signer, act) VALUES ('A', 'guardian', 'consent')$$, 'even what cannot be checked');
SELECT lives_ok($$INSERT INTO trial.dose (subject_id, given_on) VALUES ('A', '2024-06-02')$$, 'and a dose beside it');
SELECT lives_ok($$INSERT INTO trial.consent (subject_id, signed_on, signer, act) VALUES ('A', '2024-02-01', 'nobody', 'withdraw')$$, 'a refusal of nobody');
DELETE FROM trial.consent WHERE signer = 'nobody';
SET client_min_messages = warning;
SELECT is(pg_temp.said($$SELECT consent_guard_set('trial.dose', mode => 'enforce')$$), '22004 | consent record has no signed_on', 'a faulty record stands in the way of enforcing');
SELECT lives_ok($$SELECT consent_guard_set('trial.dose', mode => 'enforce', check_existing => false)$$, 'unless nothing is checked');
SELECT lives_ok($$DELETE FROM trial.consent WHERE signed_on IS NULL$$, 'it can be taken away');
SELECT is((SELECT string_agg(subject || ' ' || uncovered, ', ' ORDER BY subject) FROM consent_guard_check('trial.dose')), 'A {[2024-06-01,2024-06-03)}, D {[2020-02-01,2020-02-02)}', 'what is uncovered is listed');

-- a range of days; partial birth dates; a composite key of other names; quoted names
CREATE TABLE trial."my ""child""" (study int, no int, born partial_date, PRIMARY KEY (study, no));
CREATE TABLE trial."Form" (study int, child int, "On" date, who varchar, what char(12));
CREATE TABLE trial."Infusion" (study int, child int, "During" daterange);
CREATE INDEX ON trial."Form" (study, child);
CREATE INDEX ON trial."Infusion" (study, child);
SELECT lives_ok($$SELECT consent_guard_add('trial."Infusion"', 'During', 'trial."my ""child"""', 'trial."Form"', 'CN-2025; grace=7d', key => '{study,child}', subjects_key => '{study,no}',
	birth => 'born', signed_on => 'On', signer => 'who', act => 'what', initially_deferred => true)$$, 'names to quote, a key of two columns');
INSERT INTO trial."my ""child""" VALUES (1, 1, '2016-05');
INSERT INTO trial."Form" VALUES (1, 1, '2023-01-01', 'guardian', 'consent');
SET CONSTRAINTS ALL IMMEDIATE;
SELECT is(pg_temp.said(format('INSERT INTO trial."Infusion" VALUES (1, 1, %L)', d)), m, 'range ' || d) FROM (VALUES
	('[2023-01-01,2024-05-08)', 'no error'), ('empty', 'no error'), (NULL, 'no error'),
	('[2024-05-01,2024-05-09)', '23514 | row of table "Infusion" is outside the subject''s consent | Subject (study, child)=(1, 1) is not covered on {[2024-05-08,2024-05-09)}: the child''s own agreement, from 8y on, is missing, the birth date is partial and does not tell.'),
	('(,2023-01-05)', '23514 | row of table "Infusion" is outside the subject''s consent | Subject (study, child)=(1, 1) is not covered on {(,2023-01-01)}: the agreement of a guardian is missing (0 of 1).'),
	('[2023-01-01,)', '23514 | row of table "Infusion" is outside the subject''s consent | Subject (study, child)=(1, 1) is not covered on {[2024-05-08,)}: the child''s own agreement, from 8y on, is missing, the birth date is partial and does not tell.')) v(d, m);
SELECT throws_ok($$UPDATE trial."my ""child""" SET born = '2016-04'$$, '23514', NULL, 'a partial birth that may be earlier');
SELECT lives_ok($$UPDATE trial."my ""child""" SET born = '2016-05-20'$$, 'a birth that is made precise');
SELECT throws_ok($$DELETE FROM trial."Form"$$, '23514', NULL, 'consent is needed');
SELECT lives_ok($$INSERT INTO trial."Form" VALUES (1, 1, '2024-06-01', 'guardian', 'withdraw')$$, 'a withdrawal in a column of char(n)');
SELECT lives_ok($$SELECT consent_guard_drop('trial."Infusion"')$$, 'removed');
SELECT is((SELECT count(*) FROM pg_trigger WHERE tgrelid IN ('trial."Infusion"'::regclass, 'trial."Form"'::regclass, 'trial."my ""child"""'::regclass) AND NOT tgisinternal), 0::bigint, 'with all its triggers');

-- set-up says what is missing
CREATE TABLE trial.other (sid int, "day" text);
CREATE VIEW trial.dose_view AS SELECT * FROM trial.dose;
CREATE TABLE trial.ae (subject_id text, onset date);
CREATE TABLE trial.reaction (subject_id text, onset date);
CREATE VIEW trial.event AS SELECT * FROM trial.reaction;
CREATE TABLE trial.keyless (subject_id text, birth date);
SELECT is(pg_temp.said('SELECT consent_guard_add(' || c || ')'), m, c) FROM (VALUES
	($$'trial.dose', 'given_on', 'trial.subject', 'trial.consent', 'CN-2025'$$, '42710 | table trial.dose has a consent guard already'),
	($$'trial.other', 'given', 'trial.consent', 'trial.subject', 'CN-2025'$$, E'42703 | cannot guard table trial.other: columns are missing | Table trial.other has no column "subject_id" (key of the subject).\nTable trial.other has no column "given" (day).\nTable trial.consent has no column "birth" (birth).\nTable trial.subject has no column "signed_on" (signed_on).\nTable trial.subject has no column "signer" (signer).\nTable trial.subject has no column "act" (act).'),
	($$'trial.other', 'day', 'trial.subject', 'trial.consent', 'CN-2025', key => '{sid}', subjects_key => '{subject_id}', consents_key => '{subject_id}'$$, E'42804 | cannot guard table trial.other: columns have another type | Column "day" of table trial.other is text, it must be date or daterange.\nColumn "subject_id" of table trial.subject is text, but "sid" of table trial.other is integer.\nColumn "subject_id" of table trial.consent is text, but "sid" of table trial.other is integer.'),
	($$'trial.dose_view', 'given_on', 'trial.subject', 'trial.consent', 'CN-2025'$$, '42809 | trial.dose_view is not a table'),
	($$'trial.reaction', 'onset', 'trial.keyless', 'trial.consent', 'CN-2025', mode => 'warn', event_table => 'trial.reaction'$$, '42830 | cannot guard table trial.reaction: the key of table trial.keyless is not unique'),
	($$'trial.ae', 'onset', 'trial.subject', 'trial.consent', 'CN-2025'$$, '22023 | table trial.ae looks like one of adverse events | Safety events are recorded whatever the consent; a guard is for doses and procedures.'),
	($$'trial.reaction', 'onset', 'trial.subject', 'trial.consent', 'CN-2025'$$, '22023 | table trial.reaction looks like one of adverse events | Safety events are recorded whatever the consent; a guard is for doses and procedures.'),
	($$'trial.ae', 'onset', 'trial.subject', 'trial.consent', 'CN-2025', event_table => 'trial.ae'$$, '22023 | a table of adverse events can be guarded in mode warn only | No mode stands in the way of recording a safety event.'),
	($$'trial.dose', 'given_on', 'trial.subject', 'trial.consent', 'CN-2025', mode => 'refuse'$$, '22023 | unknown mode of a consent guard: "refuse"'),
	($$'trial.dose', 'given_on', 'trial.subject', 'trial.consent', NULL$$, '22004 | argument "policy" of consent_guard_add must not be NULL'),
	($$'trial.dose', 'given_on', 'trial.subject', 'trial.consent', 'CN-2025', key => '{}'$$, '22023 | a key of a subject must be 1 to 8 column names')) v(c, m);
SELECT lives_ok($$SELECT consent_guard_add('trial.ae', 'onset', 'trial.subject', 'trial.consent', 'CN-2025', mode => 'warn', event_table => 'trial.ae')$$, 'a table of events, told twice, in mode warn');
SET client_min_messages = error;
SELECT lives_ok($$INSERT INTO trial.ae VALUES ('Z', '2020-01-01')$$, 'and no event is held up');
SET client_min_messages = warning;
SELECT is(pg_temp.said($$SELECT consent_guard_drop('trial.subject')$$), '42704 | table trial.subject has no consent guard', 'no guard to remove');
SELECT throws_ok('SELECT ' || f || '(0)', '42P01', NULL, f || ' of a table that is not there') FROM unnest('{consent_guard_drop,consent_guard_check,consent_guard_set}'::text[]) f;
SELECT throws_ok('SELECT consent_guard()', '39P01', NULL, 'not to be called by hand');
SELECT throws_ok('DROP TABLE trial.consent', '2BP01', NULL, 'the consent table is not dropped from under a guard');
DROP TABLE trial.dose CASCADE;
SELECT is((SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'consent\_guard%administration'), 0::bigint, 'a guarded table takes its guard with it');
SELECT * FROM finish();
ROLLBACK;
