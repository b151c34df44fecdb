-- SPDX-License-Identifier: PostgreSQL
-- sdtm_views: the contract views over SDTM tables.
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
SELECT plan(111);

-- Schemas with names that have to be quoted. Every column is text; '' is an empty
-- cell, as in a CSV file.
\set source 'we"ird; drop {own}'
\set target 'contract'' views"'
CREATE SCHEMA :"source";
SET LOCAL search_path = :"source", public;
CREATE TABLE dm (studyid text, domain text, usubjid text, rfstdtc text, rfendtc text, rficdtc text, rfpendtc text, brthdtc text, sex text, race text, arm text, actarm text, country text);
CREATE TABLE suppdm (studyid text, rdomain text, usubjid text, qnam text, qval text);
CREATE TABLE ex (studyid text, usubjid text, exseq text, extrt text, exdose text, exdosu text, exdosfrm text, exroute text, exstdtc text, exendtc text, exoccur text, exstat text);
CREATE TABLE ae (studyid text, usubjid text, aeseq text, aeterm text, aedecod text, aebodsys text, aesoc text, aeser text, aeacn text, aeacnoth text, aedis text, aerel text, aeout text,
	aescong text, aesdisab text, aesdth text, aeshosp text, aeslife text, aesmie text, aedtc text, aestdtc text);
CREATE TABLE ds (studyid text, usubjid text, dsterm text, dsdecod text, dscat text, dsscat text, dsdtc text, dsstdtc text);
CREATE TABLE vs (studyid text, usubjid text, vstestcd text, vsorres text, vsorresu text, vsstresc text, vsstresn text, vsstresu text, vsdtc text);

-- The mapping, a view at a time: a row in, and what comes out.
INSERT INTO dm VALUES
	('T', 'DM', 's1', '2020-01-10', '2020-06-01', '2020-01-02', '2020-07-01T09:30', '2015-03-04', 'M', 'ASIAN', 'A', 'A', 'CHN'),
	('T', 'DM', 's2', '', '2020-06-01', '', '', '2015-03', 'f', '', 'A', 'B', ''),
	('T', 'DM', 's3', '2020-01', '', '', '2020-07', '2015', 'UNDIFFERENTIATED', NULL, 'Placebo', '', NULL),
	('T', 'DM', 's4', NULL, NULL, NULL, NULL, '2013-02-30', '', 'WHITE', '', NULL, 'USA'),
	('T', 'DM', ' s5 ', '2020-01-10T08:00', '', '', '', '', 'U', '', 'Screen Failure', 'Screen Failure', '');
INSERT INTO suppdm VALUES
	('T', 'DM', 's1', 'GESTAGE', '34+5'), ('T', 'DM', 's1', 'ITT', 'Y'), ('T', 'DM', 's2', 'gestage', '34'), ('T', 'DM', 's3', 'GESTAGE', '45+0'),
	('T', 'DM', 's4', 'GESTAGE', '34+5'), ('T', 'DM', 's4', 'GESTAGE', '35+0'), ('T', 'DM', 's5', 'GESTAGE', '243d'), ('T', 'DM', 's5', 'GESTAGE', 'unknown'), ('T', 'DM', 's5', 'GESTAGE', '34w5d'),
	('U', 'DM', 's2', 'GESTAGE', '30+0');
INSERT INTO ds VALUES
	('T', 's1', 'RANDOMIZED', 'RANDOMIZED', 'PROTOCOL MILESTONE', '', '', '2020-01-09'),
	('T', 's2', 'RANDOMIZED', 'RANDOMIZED', 'PROTOCOL MILESTONE', '', '', '2020-01-10'), ('T', 's2', 'ENROLLED', 'ENROLLED', 'PROTOCOL MILESTONE', '', '2020-01-09', ''),
	('T', 's3', 'ENTERED INTO TRIAL', '', 'PROTOCOL MILESTONE', '', '', '2020-01-13'),
	('T', 's4', 'SCREEN FAILURE', 'SCREEN FAILURE', 'DISPOSITION EVENT', '', '', '2020-01-13');
SELECT results_eq(format('SELECT view_name, note FROM sdtm_views(%L, %L)', :'source', :'target'),
	$$VALUES ('subject', NULL), ('exposure', 'NULL: during where a date is partial or unreadable, the end before the start, or the dose 0 and no placebo'),
		('event', E'NULL: recorded - SDTM holds one version of each event\nNULL: withdrew where AEACN is empty - DS says who left for an adverse event, not for which'),
		('consent', E'NULL: signer where no term names one - read from DS and DM.RFICDTC, where it does not stand who signed; such a record counts for nobody (check C13)\nNULL: signer_id, form_version, recorded_at - there is no table consent'),
		('form_version', 'Empty: there is no table form_version'), ('measurement', NULL)$$, 'a row a view, with what is empty or NULL in it');
SELECT results_eq(format($$SELECT c.relname::text COLLATE "default" || ': ' || string_agg(a.attname::text COLLATE "default" || ' ' || format_type(a.atttypid, a.atttypmod), ', ' ORDER BY attnum) FROM pg_class c JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0
	WHERE relnamespace = %L::regnamespace GROUP BY c.oid ORDER BY c.oid$$, quote_ident(:'target')),
	$$VALUES ('subject: study_id text, subject_id text, birth partial_date, ga gestational_age, sex text, race text, country text, arm text, enrolled date, ended date'),
		('exposure: study_id text, subject_id text, arm text, during daterange, dose numeric, dose_unit text, route text, form text'),
		('event: study_id text, subject_id text, event_id text, case_id text, arm text, blinded boolean, soc text, pt text, onset partial_date, received date, serious boolean, related boolean, fatal boolean, life_threatening boolean, hospitalisation boolean, disabling boolean, congenital boolean, other_important boolean, outcome text, withdrew boolean, recorded daterange'),
		('consent: study_id text, subject_id text, signed_on date, signer text, signer_id text, act text, form_version text, recorded_at timestamp with time zone'),
		('form_version: study_id text, version text, effective_from date, superseded_on date, requires_reconsent boolean, approved_on date'),
		('measurement: study_id text, subject_id text, measured_on partial_date, measure text, value double precision, unit text')$$, 'the columns of the contract, in their order');
SELECT is((SELECT string_agg(DISTINCT relkind::text || ' ' || reloptions::text, '; ') FROM pg_class WHERE relnamespace = quote_ident(:'target')::regnamespace), 'v {security_invoker=true}', 'views with security_invoker');
SELECT results_eq(format($$SELECT bool_and(obj_description(oid, 'pg_class') LIKE 'pedsafety sdtm\_views: %%') FROM pg_class WHERE relnamespace = %L::regnamespace$$, quote_ident(:'target')), 'VALUES (true)', 'each says in its comment what made it');
SELECT is(obj_description(format('%I.form_version', :'target')::regclass, 'pg_class'), E'pedsafety sdtm_views: nothing\nEmpty: there is no table form_version', '... and in the lines below what is empty, and why');
SET LOCAL search_path = :"target", public, :"source";

CREATE FUNCTION pg_temp.row_of(tab text, columns text, condition text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE r text;
BEGIN
	EXECUTE format('SELECT string_agg(r, ''; '' ORDER BY r COLLATE "C") FROM (SELECT concat_ws('' '', %s) AS r FROM %s WHERE %s) x',
		(SELECT string_agg(format('coalesce(%s::text, ''-'')', c), ', ') FROM regexp_split_to_table(columns, ',\s*') c), tab, condition) INTO r;
	RETURN r;
END $$;

\set cols 'birth, ga, sex, race, country, arm, enrolled, ended'
SELECT is(pg_temp.row_of('subject', :'cols', $$subject_id = 's1'$$), '2015-03-04 34+5 M ASIAN CHN A 2020-01-10 2020-07-01', 'subject: all there; a time part is cut off');
SELECT is(pg_temp.row_of('subject', :'cols', $$subject_id = 's2'$$), '2015-03 - F - - A 2020-01-09 2020-06-01', 'partial birth kept; bare weeks are no gestation; planned arm; the first milestone where RFSTDTC is empty, RFENDTC where RFPENDTC is');
SELECT is(pg_temp.row_of('subject', :'cols', $$subject_id = 's3'$$), '2015 - U - - Placebo 2020-01-13 -', 'a gestation that is none at birth; a partial RFSTDTC is not enrolment; DSTERM where DSDECOD is empty');
SELECT is(pg_temp.row_of('subject', :'cols', $$subject_id = 's4'$$), '- - U WHITE USA - - -', 'a birth date that does not exist is NULL, its row stays; gestations that differ do not tell; empty is NULL');
SELECT is(pg_temp.row_of('subject', :'cols', $$subject_id = 's5'$$), '- 34+5 U - - Screen Failure 2020-01-10 -', 'blanks round a value; gestations that agree, beside one that cannot be read');
SELECT is(pg_temp.row_of('subject', 'study_id, subject_id', 'true'), 'T s1; T s2; T s3; T s4; T s5', 'a row of DM, a row of subject');

INSERT INTO ex VALUES
	('T', 's1', '1', 'DRUG', '54', 'mg', 'PATCH', 'ORAL', '2020-01-10', '2020-01-24', '', ''),
	('T', 's2', '2', 'DRUG', '1e-1', 'mg', '', '', '2020-01-10T08:30', '2020-01-10T08:30', 'Y', NULL),
	('T', 's1', '3', 'DRUG', '', '', '', '', '2020-02-01', '', NULL, NULL),
	('T', 's1', '4', 'DRUG', '5', '', '', '', '2020-03-02', '2020-03-01', NULL, NULL),
	('T', 's1', '5', 'DRUG', '5', '', '', '', '2020-03', '2020-03-10', NULL, NULL),
	('T', 's1', '6', 'DRUG', '5', '', '', '', '2020-03-01', '2020-03', NULL, NULL),
	('T', 's1', '7', 'DRUG', '5', '', '', '', '2020-03-01', '2020-02-30', NULL, NULL),
	('T', 's1', '8', 'DRUG', '5', '', '', '', '', '2020-03-01', NULL, NULL),
	('T', 's1', '9', 'PLACEBO', '0', '', '', '', '2020-04-01', '2020-04-02', NULL, NULL),
	('T', 's3', '10', 'MASKED', '0.0', '', '', '', '2020-04-01', '2020-04-02', NULL, NULL),
	('T', 's1', '11', 'DRUG', '0', '', '', '', '2020-04-01', '2020-04-02', NULL, NULL),
	('T', 's1', '12', 'DRUG', 'five', '', '', '', '2020-04-01', '2020-04-02', NULL, NULL),
	('T', 's1', '13', 'DRUG', '5', '', '', '', '2020-04-01', '2020-04-02', 'N', NULL),
	('T', 's1', '14', 'DRUG', '5', '', '', '', '2020-04-01', '2020-04-02', NULL, 'Not Done'),
	('T', 'nobody', '15', 'DRUG', '5', '', '', '', '2020-04-01', '9999-12-31', NULL, NULL),
	('T', 's1', '17', 'DRUG', '5', '', '', '', '2020-03', '', NULL, NULL),
	('U', 's1', '16', 'DRUG', '5', '', '', '', '2020-04-01', '2020-04-02', NULL, NULL);
-- EXSEQ is not in the view: count through the rest
CREATE FUNCTION pg_temp.exposed(seq text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE r text; kept text[];
BEGIN
	CREATE TEMP TABLE kept ON COMMIT DROP AS TABLE ex;
	DELETE FROM ex WHERE exseq <> seq;
	r := pg_temp.row_of('exposure', 'study_id, subject_id, arm, during, dose, dose_unit, route, form', 'true');
	DELETE FROM ex;
	INSERT INTO ex TABLE kept;
	DROP TABLE kept;
	RETURN r;
END $$;
SELECT is(pg_temp.exposed('1'), 'T s1 A [2020-01-10,2020-01-25) 54 mg ORAL PATCH', 'exposure: the inclusive end becomes half-open');
SELECT is(pg_temp.exposed('2'), 'T s2 B [2020-01-10,2020-01-11) 0.1 mg - -', 'one day; the actual arm; a small number');
SELECT is(pg_temp.exposed('3'), 'T s1 A [2020-02-01,) - - - -', 'a missing end is ongoing');
SELECT is(pg_temp.exposed('4'), 'T s1 A - 5 - - -', 'an end before the start: no interval, no error');
SELECT is(pg_temp.exposed('5'), 'T s1 A - 5 - - -', 'a partial start: none');
SELECT is(pg_temp.exposed('6'), 'T s1 A - 5 - - -', 'a partial end: none, and not ongoing');
SELECT is(pg_temp.exposed('7'), 'T s1 A - 5 - - -', 'an end that does not exist: none, and not ongoing');
SELECT is(pg_temp.exposed('8'), 'T s1 A - 5 - - -', 'no start: none');
SELECT is(pg_temp.exposed('9'), 'T s1 A [2020-04-01,2020-04-03) 0 - - -', 'a placebo, by EXTRT');
SELECT is(pg_temp.exposed('10'), 'T s3 Placebo [2020-04-01,2020-04-03) 0.0 - - -', 'a placebo, by the arm; the planned arm where the actual one is empty');
SELECT is(pg_temp.exposed('11'), 'T s1 A - 0 - - -', 'a dose of 0 that is no placebo is no exposure');
SELECT is(pg_temp.exposed('12'), 'T s1 A [2020-04-01,2020-04-03) - - - -', 'a dose that is no number is NULL');
SELECT is(pg_temp.exposed('13'), 'T s1 A - 5 - - -', 'not given');
SELECT is(pg_temp.exposed('14'), 'T s1 A - 5 - - -', 'not done');
SELECT is(pg_temp.exposed('15'), 'T nobody - [2020-04-01,10000-01-01) 5 - - -', 'no row in DM: no arm, but a row; the last day there is');
SELECT is(pg_temp.exposed('17'), 'T s1 A - 5 - - -', 'a partial start without an end: none, and not all time');
SELECT is(pg_temp.exposed('16'), 'U s1 - [2020-04-01,2020-04-03) 5 - - -', 'the subject of another study is another');
SELECT is((SELECT count(*) FROM exposure), 17::bigint, 'a row of EX, a row of exposure');

-- events
INSERT INTO ae (studyid, usubjid, aeseq, aeterm, aedecod, aebodsys, aesoc, aeser, aerel, aeout, aedtc, aestdtc) VALUES
	('T', 's2', '1', 'ache', 'HEADACHE', 'NERVOUS', 'Nervous system disorders', 'Y', 'PROBABLE', 'RECOVERED/RESOLVED', '2020-02-03', '2020-02-01'),
	('T', 's2', '2', 'rash', '', 'SKIN', '', 'N', 'REMOTE', '', '2020-02', '2020-02'),
	('T', 's2', '3', '', '', '', '', '', '', '', '', ''),
	('T', 's2', '4', 'x', 'X', '', '', 'maybe', 'SOMEHOW', '', '2020-02-30', '2020-02-30'),
	('T', 's2', '5', 'x', 'X', '', '', 'y', '', '', '2020-02-03T10:00', '2020-02-01T12:00'),
	('T', 'nobody', '6', 'x', 'X', '', '', '1', '', '', '', '2020');
\set cols 'study_id, subject_id, event_id, case_id, arm, blinded, soc, pt, onset, received, serious, related, outcome, recorded'
SELECT is(pg_temp.row_of('event', :'cols', $$event_id = '1'$$), 'T s2 1 s2 2020-02-01 B false Nervous system disorders HEADACHE 2020-02-01 2020-02-03 true true RECOVERED/RESOLVED -', 'event: all there');
SELECT is(pg_temp.row_of('event', :'cols', $$event_id = '2'$$), 'T s2 2 s2 2020-02 B false SKIN rash 2020-02 - false false - -', 'partial onset kept, partial AEDTC not; AEBODSYS and AETERM where AESOC and AEDECOD are empty');
SELECT is(pg_temp.row_of('event', :'cols', $$event_id = '3'$$), 'T s2 3 - B false - - - - - - - -', 'empty is NULL; without an onset there is no case');
SELECT is(pg_temp.row_of('event', :'cols', $$event_id = '4'$$), 'T s2 4 s2 2020-02-30 B false - X - - - - - -', 'what cannot be read is NULL; the case keeps the text');
SELECT is(pg_temp.row_of('event', :'cols', $$event_id = '5'$$), 'T s2 5 s2 2020-02-01 B false - X 2020-02-01 2020-02-03 true - - -', 'a time does not make another case');
SELECT is(pg_temp.row_of('event', :'cols', $$event_id = '6'$$), 'T nobody 6 nobody 2020 - false - X 2020 - true - - -', 'no row in DM');
SELECT is((SELECT count(*) FROM event), 6::bigint, 'a row of AE, a row of event');

DELETE FROM ae;
INSERT INTO ae (usubjid, aeseq, aerel) SELECT 's1', n, r FROM unnest('{Y,Yes,RELATED,POSSIBLE,POSSIBLY RELATED,Probable,PROBABLY RELATED,LIKELY,LIKELY RELATED,DEFINITE,DEFINITELY RELATED,CERTAIN}'::text[]) WITH ORDINALITY u(r, n);
SELECT is((SELECT count(*) || ' ' || bool_and(related) FROM event), '12 true', 'related');
DELETE FROM ae;
INSERT INTO ae (usubjid, aeseq, aerel) SELECT 's1', n, r FROM unnest('{N,No,NONE,NOT RELATED,UNRELATED,Unlikely,UNLIKELY RELATED,REMOTE,NOT LIKELY RELATED}'::text[]) WITH ORDINALITY u(r, n);
SELECT is((SELECT count(*) || ' ' || bool_or(related) FROM event), '9 false', 'not related');
DELETE FROM ae;
INSERT INTO ae (usubjid, aeseq, aerel) SELECT 's1', n, r FROM unnest('{UNKNOWN,NOT ASSESSED,CONDITIONAL,?,RELATEDNESS}'::text[]) WITH ORDINALITY u(r, n);
SELECT is((SELECT count(*) || ' ' || count(related) FROM event), '5 0', 'other words do not tell');

DELETE FROM ae;
INSERT INTO ae (usubjid, aeseq, aesdth, aeout, aeslife, aeshosp, aesdisab, aescong, aesmie) VALUES
	('s1', '1', 'Y', '', 'Y', 'N', '', 'N', ''), ('s1', '2', '', 'Fatal', '', 'Y', 'N', '', 'Y'), ('s1', '3', 'N', 'FATAL', 'N', '', 'Y', 'Y', 'N'), ('s1', '4', 'N', 'RECOVERED/RESOLVED', '', '', '', '', ''), ('s1', '5', '', 'NOT RECOVERED/NOT RESOLVED', '', '', '', '', '');
SELECT results_eq('SELECT concat_ws('' '', event_id, coalesce(fatal::text, ''-''), coalesce(life_threatening::text, ''-''), coalesce(hospitalisation::text, ''-''), coalesce(disabling::text, ''-''), coalesce(congenital::text, ''-''), coalesce(other_important::text, ''-'')) FROM event ORDER BY event_id',
	$$VALUES ('1 true true false - false -'), ('2 true - true false - true'), ('3 true false - true true false'), ('4 false - - - - -'), ('5 - - - - - -')$$, 'criteria of seriousness; fatal by AESDTH or AEOUT');

DELETE FROM ae;
INSERT INTO ae (usubjid, aeseq, aeacn, aeacnoth, aedis) VALUES
	('s1', '01', 'DRUG WITHDRAWN', '', ''), ('s1', '02', 'Drug withdrawn', '', 'N'), ('s1', '03', 'DOSE NOT CHANGED', '', ''), ('s1', '04', 'DRUG INTERRUPTED', '', ''), ('s1', '05', 'NOT APPLICABLE', '', ''),
	('s1', '06', '', '', ''), ('s1', '07', 'UNKNOWN', '', ''), ('s1', '08', 'NOT EVALUABLE', '', ''), ('s1', '09', 'MULTIPLE', '', ''), ('s1', '10', '', 'SUBJECT WITHDRAWN FROM THE STUDY', ''),
	('s1', '11', 'DOSE NOT CHANGED', 'Discontinued from study', ''), ('s1', '12', '', 'NOT WITHDRAWN FROM STUDY', ''), ('s1', '13', '', 'CONCOMITANT MEDICATION DISCONTINUED', ''), ('s1', '14', 'DOSE REDUCED', '', 'Y'),
	('s1', '15', '', '', 'N'), ('s1', '16', 'TEMPORARILY DISCONTINUED', '', ''), ('s1', '17', 'PERMANENTLY DISCONTINUED', '', ''), ('s1', '18', 'UNKNOWN', '', 'N');
SELECT is((SELECT string_agg(event_id || coalesce(left(withdrew::text, 1), '-'), ' ' ORDER BY event_id) FROM event), '01t 02t 03f 04f 05f 06- 07- 08- 09- 10t 11t 12- 13- 14t 15f 16f 17t 18f', 'withdrew, by AEACN, AEACNOTH and AEDIS');
DELETE FROM ae;

-- measurements
INSERT INTO vs VALUES
	('T', 's1', 'WEIGHT', '22', 'lb', '10', '10', 'kg', '2020-01-10'), ('T', 's1', 'HEIGHT', '80', 'cm', '', '', '', '2020-01'), ('T', 's1', 'LENGTH', '<50', 'cm', '50.5', '', 'cm', '2020'),
	('T', 's1', 'BODYLGTH', '', '', '', '51', 'cm', ''), ('T', 's1', 'hdcirc', 'NOT DONE', '', '', '', 'cm', '2020-02-30'), ('T', 's1', 'BMI', '', '', '', '16.5779328715278', 'kg/m2', '2020-01-10T10:00'),
	('T', 's1', 'SYSBP', '', '', '', '1e999', 'mmHg', '2020-01-10'), ('U', 'nobody', '', '', '', '', '1', '', '2020-01-10');
SELECT results_eq('SELECT concat_ws('' '', study_id, subject_id, coalesce(measured_on::text, ''-''), coalesce(measure, ''-''), coalesce(value::text, ''-''), coalesce(unit, ''-'')) FROM measurement ORDER BY value',
	$$VALUES ('U nobody 2020-01-10 - 1 -'), ('T s1 2020-01-10 weight 10 kg'), ('T s1 2020-01-10 bmi 16.5779328715278 kg/m2'), ('T s1 2020 length 50.5 cm'), ('T s1 - length 51 cm'), ('T s1 2020-01 height 80 cm'), ('T s1 - head - cm'), ('T s1 2020-01-10 sysbp - mmHg')$$,
	'measurement: the standard value with its unit, else the original one with its own; what cannot be read is NULL');

-- consent from DS and DM
INSERT INTO ds (studyid, usubjid, dsterm, dsdecod, dsscat, dsdtc, dsstdtc) VALUES
	('T', 'd01', 'INFORMED CONSENT OBTAINED', 'INFORMED CONSENT OBTAINED', '', '', '2020-01-01'), ('T', 'd02', 'CONSENT SIGNED BY MOTHER', 'INFORMED CONSENT OBTAINED', '', '2020-01-02', ''),
	('T', 'd03', '', 'PARENTAL CONSENT OBTAINED', '', '', '2020-01-03T10:00'), ('T', 'd04', '', 'ASSENT OBTAINED', '', '', '2020-01'), ('T', 'd05', 'Informed consent', '', '', '', '2020-01-05'),
	('T', 'd06', '', 'INFORMED RE-CONSENT OBTAINED', '', '', '2020-01-06'), ('T', 'd07', '', 'INFORMED CONSENT NOT OBTAINED', '', '', '2020-01-07'), ('T', 'd08', '', 'GENETIC CONSENT OBTAINED', '', '', '2020-01-08'),
	('T', 'd09', 'MOVED', 'WITHDRAWAL BY SUBJECT', '', '', '2020-01-09'), ('T', 'd10', '', 'WITHDRAWAL BY PARENT/GUARDIAN', '', '', '2020-01-10'), ('T', 'd11', '', 'WITHDRAWAL OF CONSENT', '', '', '2020-01-11'),
	('T', 'd12', 'WITHDRAWAL BY SUBJECT', 'WITHDRAWAL BY SUBJECT', 'STUDY TREATMENT', '', '2020-01-12'), ('T', 'd13', '', 'WITHDRAWAL BY SUBJECT', 'STUDY PARTICIPATION', '', '2020-01-13'),
	('T', 'd14', 'FATHER WITHDREW CONSENT', 'WITHDRAWAL BY SUBJECT', '', '', '2020-01-14'), ('T', 'd15', '', 'CONSENT WITHDRAWN', 'STUDY TREATMENT', '', '2020-01-15'), ('T', 'd16', '', 'ASSENT WITHDRAWN', '', '', '2020-01-16'),
	('T', 'd17', '', 'ADVERSE EVENT', '', '', '2020-01-17'), ('T', 'd18', '', 'PHYSICIAN DECISION', '', '', '2020-01-18'), ('T', 'd19', '', 'INFORMED ASSENT OBTAINED', '', '', '2020-01-19');
INSERT INTO dm (studyid, usubjid, rficdtc) VALUES ('T', 'd01', '2019-12-31'), ('T', 'd09', '2019-12-30'), ('T', 'd17', ''), ('T', 'd18', '2019-13-01'), ('T', 'd19', '2019-12-29');
\set cols 'subject_id, signed_on, signer, act'
SELECT is(pg_temp.row_of('consent', :'cols', $$act = 'consent' AND subject_id ~ '^d0[1-8]'$$), 'd01 2020-01-01 - consent; d02 2020-01-02 guardian consent; d03 2020-01-03 guardian consent; d05 2020-01-05 - consent; d06 2020-01-06 - consent', 'consent from DS: who signed only where a term says so; other milestones are not the consent');
SELECT is(pg_temp.row_of('consent', :'cols', $$act = 'assent'$$), 'd04 - subject assent; d19 2020-01-19 subject assent', 'assent; a partial date is none');
SELECT is(pg_temp.row_of('consent', :'cols', $$act = 'consent' AND subject_id !~ '^d0[1-8]'$$), 'd09 2019-12-30 - consent; d18 - - consent; d19 2019-12-29 - consent; s1 2020-01-02 - consent', 'DM.RFICDTC where DS has no consent');
SELECT is(pg_temp.row_of('consent', :'cols', $$act = 'withdraw'$$), 'd09 2020-01-09 subject withdraw; d10 2020-01-10 guardian withdraw; d11 2020-01-11 - withdraw; d13 2020-01-13 subject withdraw; d14 2020-01-14 guardian withdraw; d15 2020-01-15 - withdraw; d16 2020-01-16 subject withdraw', 'withdrawal; leaving the treatment is none');
SELECT is((SELECT count(*) FROM consent WHERE act IS NULL OR signer_id IS NOT NULL OR form_version IS NOT NULL OR recorded_at IS NOT NULL OR study_id <> 'T'), 0::bigint, 'nothing else');
SELECT is((SELECT string_agg(DISTINCT outcome, ' ') FROM consent_findings(:'target', '2021-01-01') WHERE subject_id = 's1' AND study_id = 'T' AND check_id IN ('C01', 'C19')), 'undetermined', 'the checks leave open what a signature without a signer would decide');
SELECT is((SELECT string_agg(DISTINCT outcome, ' ') FROM consent_findings(:'target', '2021-01-01') WHERE subject_id = 's1' AND study_id = 'T' AND check_id = 'C13'), 'fail', '... and report the record');

-- consent and form_version as tables
CREATE TABLE :"source".consent (subject_id text, signed_on text, signer text, signer_id text, act text, form_version text, recorded_at text);
CREATE TABLE :"source".form_version (version text, effective_from text, superseded_on text, requires_reconsent text, approved_on text);
INSERT INTO :"source".consent VALUES
	('s1', '2020-01-02', 'Guardian', 'm', 'CONSENT', 'v1', '2020-01-02T10:30:00Z'), ('s2', '2020-01-03', 'subject', '', 'assent', '', '2020-01-03 23:30:00+08:00'),
	('s3', '2020-13-01', '', '', 'dissent', '', '2020-01-03'), ('nobody', '', 'guardian', '', '', '', '2020-02-30T10:00'), ('s4', '2020-01-03', 'guardian', '', 'withdraw', '', 'yesterday'), ('s5', '2020-01-03', 'ethics', '', 'waive', '', '2020-01-03T24:30Z');
INSERT INTO :"source".form_version VALUES ('v1', '2019-01-01', '2020-06-01', 'Y', '2018-12-01'), ('v2', '2020', '', 'false', ''), ('v3', '', 'x', '?', '');
SELECT results_eq(format('SELECT view_name, note FROM sdtm_views(%L, %L) WHERE view_name IN (''consent'', ''form_version'')', :'source', :'target'), $$VALUES ('consent', NULL::text), ('form_version', NULL)$$, 'with tables consent and form_version');
SELECT is(pg_temp.row_of('consent', 'study_id, subject_id, signed_on, signer, signer_id, act, form_version, recorded_at', 'true'),
	'T nobody - guardian - - - -; T s1 2020-01-02 guardian m consent v1 2020-01-02 10:30:00+00; T s2 2020-01-03 subject - assent - 2020-01-03 15:30:00+00; T s3 - - - dissent - 2020-01-03 00:00:00+00; T s4 2020-01-03 guardian - withdraw - -; T s5 2020-01-03 ethics - waive - -',
	'consent as it is; what cannot be read is NULL, its row stays; the only study is that of all');
SELECT is(pg_temp.row_of('form_version', 'study_id, version, effective_from, superseded_on, requires_reconsent, approved_on', 'true'), 'T v1 2019-01-01 2020-06-01 true 2018-12-01; T v2 - - false -; T v3 - - - -', 'form_version');
INSERT INTO dm (studyid, usubjid, arm) VALUES ('U', 's1', 'A'), ('U', 'u1', 'A');
SELECT is(pg_temp.row_of('consent', 'subject_id, study_id', 'true'), 'nobody -; s1 -; s2 T; s3 T; s4 T; s5 T', 'with two studies: that of the subject, NULL if it is in both');
SELECT is(pg_temp.row_of('form_version', 'version, study_id', 'true'), 'v1 -; v2 -; v3 -', '... and none for a form');
ALTER TABLE :"source".consent ADD studyid text DEFAULT 'U', ADD usubjid text;
ALTER TABLE :"source".form_version ADD study_id text DEFAULT 'T';
ALTER TABLE :"source".consent DROP recorded_at CASCADE, DROP signer_id CASCADE;
ALTER TABLE :"source".form_version DROP approved_on CASCADE, DROP superseded_on CASCADE;
UPDATE :"source".consent SET usubjid = upper(subject_id) WHERE subject_id = 's2';
SELECT results_eq(format('SELECT view_name, note FROM sdtm_views(%L, %L) WHERE view_name IN (''consent'', ''form_version'')', :'source', :'target'),
	$$VALUES ('consent', E'NULL: signer_id - consent has no column signer_id\nNULL: recorded_at - consent has no column recorded_at'), ('form_version', E'NULL: superseded_on - form_version has no column superseded_on\nNULL: approved_on - form_version has no column approved_on')$$, 'columns that may be missing, by their names');
SELECT is(pg_temp.row_of('consent', 'subject_id, study_id', 'true'), 'S2 U; nobody U; s1 U; s3 U; s4 U; s5 U', 'STUDYID and USUBJID of their own');
SELECT is(pg_temp.row_of('form_version', 'version, study_id', 'true'), 'v1 T; v2 T; v3 T', 'a study of its own');

-- two studies, one subject identifier; rows of DM that differ
DELETE FROM ex; DELETE FROM dm;
INSERT INTO dm (studyid, usubjid, arm, actarm, sex, brthdtc) VALUES ('T', 'a', 'A', 'A', 'F', '2015'), ('U', 'a', 'B', 'B', 'F', '2015'), ('T', 'b', 'A', 'A', 'F', '2015'), ('T', 'b', 'B', 'B', 'F', '2016'), ('T', 'c', 'A', 'A', 'F', '2015'), ('T', 'c', 'A', '', 'M', '2015');
INSERT INTO ex (studyid, usubjid, exstdtc, exendtc) VALUES ('T', 'a', '2020-01-01', ''), ('U', 'a', '2020-01-01', ''), ('T', 'b', '2020-01-01', ''), ('T', 'c', '2020-01-01', '');
SELECT is(pg_temp.row_of('exposure', 'subject_id, study_id, arm', 'true'), 'a T A; a U B; b T -; c T A', 'the arm in that study; rows of DM that differ do not tell; no row doubles');
SELECT is((SELECT count(*) FROM subject), 6::bigint, 'each row of DM is in subject');

-- tables without STUDYID
ALTER TABLE ex DROP studyid CASCADE; ALTER TABLE ae DROP studyid CASCADE; ALTER TABLE vs DROP studyid CASCADE; ALTER TABLE ds DROP studyid CASCADE; ALTER TABLE suppdm DROP studyid CASCADE;
SELECT lives_ok(format('SELECT sdtm_views(%L, %L)', :'source', :'target'), 'only DM needs STUDYID');
INSERT INTO ae (usubjid, aeseq) VALUES ('a', '1'), ('b', '1'), ('c', '1');
DELETE FROM vs; INSERT INTO vs (usubjid, vstestcd) VALUES ('a', 'BMI'), ('b', 'BMI'), ('d', 'BMI');
SELECT is(pg_temp.row_of('exposure', 'subject_id, study_id, arm', 'true'), 'a - -; a - -; b T -; c T A', 'then the study of the subject, NULL if it is in two');
SELECT is(pg_temp.row_of('event', 'subject_id, study_id, arm', 'true'), 'a - -; b T -; c T A', '... for events');
SELECT is(pg_temp.row_of('measurement', 'subject_id, study_id', 'true'), 'a -; b T; d -', '... and measurements');

-- what may be missing
DROP TABLE :"source".consent, :"source".form_version CASCADE;
DROP TABLE suppdm, vs, ds CASCADE;
ALTER TABLE dm DROP race CASCADE, DROP country CASCADE, DROP rfstdtc CASCADE, DROP rficdtc CASCADE, DROP rfpendtc CASCADE, DROP rfendtc CASCADE, DROP actarm CASCADE, DROP domain;
ALTER TABLE ex DROP extrt CASCADE, DROP exdose CASCADE, DROP exdosu CASCADE, DROP exdosfrm CASCADE, DROP exroute CASCADE, DROP exoccur CASCADE, DROP exstat CASCADE;
ALTER TABLE ae DROP aesoc CASCADE, DROP aebodsys CASCADE, DROP aedtc CASCADE, DROP aerel CASCADE, DROP aesdth CASCADE, DROP aeout CASCADE, DROP aeslife CASCADE, DROP aeshosp CASCADE, DROP aesdisab CASCADE,
	DROP aescong CASCADE, DROP aesmie CASCADE, DROP aeacn CASCADE, DROP aeacnoth CASCADE, DROP aedis CASCADE, DROP aedecod CASCADE;
SELECT results_eq(format('SELECT view_name, note FROM sdtm_views(%L, %L)', :'source', :'target'), $$VALUES
	('subject', E'NULL: race - dm has no column race\nNULL: country - dm has no column country\nNULL: enrolled - dm has no column rfstdtc, there is no table ds\nNULL: ended - dm has no column rfpendtc or rfendtc\nNULL: ga - there is no table suppdm'),
	('exposure', E'NULL: dose - ex has no column exdose\nNULL: dose_unit - ex has no column exdosu\nNULL: route - ex has no column exroute\nNULL: form - ex has no column exdosfrm\nNULL: during where a date is partial or unreadable, the end before the start, or the dose 0 and no placebo'),
	('event', E'NULL: soc - ae has no column aesoc or aebodsys\nNULL: received - ae has no column aedtc\nNULL: related - ae has no column aerel\nNULL: fatal - ae has no column aesdth or aeout\nNULL: life_threatening - ae has no column aeslife\nNULL: hospitalisation - ae has no column aeshosp\nNULL: disabling - ae has no column aesdisab\nNULL: congenital - ae has no column aescong\nNULL: other_important - ae has no column aesmie\nNULL: outcome - ae has no column aeout\nNULL: withdrew - ae has no column aeacn or aeacnoth or aedis\nNULL: recorded - SDTM holds one version of each event'),
	('consent', 'Empty: there is no table consent, no table ds, and dm has no column rficdtc'), ('form_version', 'Empty: there is no table form_version'), ('measurement', 'Empty: there is no table vs')$$, 'all that may be missing, with the reason');
SELECT is((SELECT concat_ws(' ', (SELECT count(*) FROM subject), (SELECT count(*) FROM exposure), (SELECT count(*) FROM event), (SELECT count(*) FROM consent), (SELECT count(*) FROM form_version), (SELECT count(*) FROM measurement))), '6 4 3 0 0 0', '... and the views can be read');
SELECT is(pg_temp.row_of('exposure', 'subject_id, arm, during', $$subject_id = 'c'$$), 'c A [2020-01-01,)', 'without ACTARM the planned arm');
CREATE TABLE :"source".vs (usubjid text, vsdtc text); CREATE TABLE :"source".suppdm (usubjid text, qval text); CREATE TABLE :"source".ds (usubjid text, dsdecod text);
SELECT results_eq(format('SELECT note FROM sdtm_views(%L, %L) WHERE view_name IN (''subject'', ''consent'', ''measurement'')', :'source', :'target'), $$VALUES
	(E'NULL: race - dm has no column race\nNULL: country - dm has no column country\nNULL: enrolled - dm has no column rfstdtc, ds has no column dsstdtc or dsdtc\nNULL: ended - dm has no column rfpendtc or rfendtc\nNULL: ga - suppdm lacks one of usubjid, qnam, qval'),
	('Empty: there is no table consent, ds lacks usubjid, a term or a date, and dm has no column rficdtc'), ('Empty: vs lacks one of usubjid, vstestcd')$$, 'tables that lack what makes them useful');

-- errors
SELECT throws_ok($$SELECT sdtm_views(NULL, 'x')$$, '22004', NULL, 'no source');
SELECT throws_ok(format('SELECT sdtm_views(%L, NULL)', :'source'), '22004', NULL, 'no target');
SELECT throws_ok($$SELECT sdtm_views('no such schema', 'x')$$, '3F000', 'schema "no such schema" does not exist', 'no such source');
SELECT throws_ok(format('SELECT sdtm_views(%L, repeat(''x'', 64))', :'source'), '42622', NULL, 'a name that is too long');
SELECT throws_ok(format('SELECT sdtm_views(%L, ''pg_mine'')', :'source'), '42939', NULL, 'a name that is reserved');
SELECT throws_ok(format('SELECT sdtm_views(%L, '''')', :'source'), '42601', NULL, 'an empty name');
CREATE FUNCTION pg_temp.fault(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE detail text; hint text;
BEGIN
	EXECUTE query;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', SQLSTATE, SQLERRM, detail, hint);
END $$;
CREATE SCHEMA bare;
CREATE TABLE bare."DM" (studyid text); CREATE TABLE bare.ae (usubjid text, "AESER" text); CREATE TABLE bare.consent (usubjid text, act text);
SELECT is(pg_temp.fault($$SELECT sdtm_views('bare', 'x')$$),
	'42P01 | schema "bare" lacks what is read from it | Missing tables: dm, ex. Missing columns: ae.aeseq, ae.aeser, ae.aestdtc, ae.aedecod or ae.aeterm, consent.signed_on, consent.signer. | Tables and columns bear the names of the standard in lower case; load them so, or make views of such names.',
	'all that is missing in one error; names in lower case');
CREATE TABLE bare.dm (studyid text, usubjid text, brthdtc text, sex text); CREATE VIEW bare.ex AS SELECT ''::text AS usubjid, ''::text AS exstdtc;
SELECT is(pg_temp.fault($$SELECT sdtm_views('bare', 'x')$$),
	'42703 | schema "bare" lacks what is read from it | Missing columns: dm.arm, ex.exendtc, ae.aeseq, ae.aeser, ae.aestdtc, ae.aedecod or ae.aeterm, consent.signed_on, consent.signer. | Tables and columns bear the names of the standard in lower case; load them so, or make views of such names.',
	'only columns are missing');
SELECT is(to_regnamespace('x'), NULL, 'nothing was made');

-- real dates and numbers, a domain, columns with collations of their own: the same
-- whatever DateStyle is
CREATE SCHEMA typed;
CREATE DOMAIN typed.day AS date;
CREATE TABLE typed.dm (studyid varchar(8), usubjid char(4), brthdtc date, sex "char", arm text COLLATE "C", actarm text COLLATE "POSIX", rfstdtc timestamp, rfpendtc timestamptz, rfendtc typed.day);
CREATE TABLE typed.ex (studyid name, usubjid text COLLATE "C", exstdtc date, exendtc typed.day, exdose float8, exdosu text COLLATE "POSIX");
CREATE TABLE typed.ae (studyid text, usubjid text, aeseq numeric, aeser boolean, aestdtc date, aedtc timestamptz, aedecod text, aesdth int, aerel text COLLATE "C");
CREATE TABLE typed.vs (studyid text, usubjid text, vstestcd text, vsstresn float8, vsorres numeric, vsdtc timestamptz);
CREATE TABLE typed.consent (usubjid text, signed_on date, signer text, act text, recorded_at timestamptz);
CREATE TABLE typed.form_version (version int, effective_from date, requires_reconsent boolean);
INSERT INTO typed.dm VALUES ('T', 'a', '2015-03-04', 'M', 'A', 'B', '2020-01-10 08:00', '2020-07-01 23:30-05', '2020-06-01'), ('T', 'b', 'infinity', 'F', 'A', 'B', '-infinity', 'infinity', 'infinity'), ('T', 'c', '0044-03-15 BC', 'F', 'A', 'B', NULL, NULL, NULL);
INSERT INTO typed.ex VALUES ('T', 'a', '2020-01-10', '2020-02-03', 1.5, 'mg'), ('T', 'a', '2020-01-10', 'infinity', 'NaN', 'mg');
INSERT INTO typed.ae VALUES ('T', 'a', 1, true, '2020-02-01', '2020-02-03 00:00Z', 'X', 1, 'POSSIBLE');
INSERT INTO typed.vs VALUES ('T', 'a', 'WEIGHT', 'NaN', 12.5, '2020-02-03 00:00Z'), ('T', 'a', 'BMI', '-Infinity', 'NaN', NULL);
INSERT INTO typed.consent VALUES ('a', '2020-01-09', 'guardian', 'consent', '2020-01-09 10:00Z'), ('a', 'infinity', 'guardian', 'consent', 'infinity');
INSERT INTO typed.form_version VALUES (1, '2019-05-06', true);
SELECT lives_ok($$SELECT sdtm_views('typed', 'typed_views')$$, 'columns of any type');
SET LOCAL search_path = typed_views, public;
SET LOCAL datestyle = 'SQL, DMY'; SET LOCAL timezone = 'America/New_York'; SET LOCAL extra_float_digits = 0;
SELECT results_eq($$SELECT concat_ws(' ', subject_id, coalesce(birth::text, '-'), sex, arm, coalesce(enrolled - '2020-01-01'::date, -1), coalesce(ended - '2020-07-01'::date, -1)) FROM subject ORDER BY 1$$, $$VALUES ('a 2015-03-04 M A 9 1'), ('b - F A -1 -1'), ('c - F A -1 -1')$$, 'dates as they are, a timestamptz by its date in UTC; infinite and BC is NULL');
SELECT results_eq($$SELECT arm, during = daterange('2020-01-10', '2020-02-04'), dose FROM exposure ORDER BY dose$$, $$VALUES ('B', true, 1.5::numeric), ('B', false, NULL)$$, '... also for exposure');
SELECT is((SELECT upper_inf(during) FROM exposure WHERE dose IS NULL), true, '... where an infinite end is none: ongoing');
SELECT results_eq('SELECT event_id, case_id, arm, onset::text, received = make_date(2020, 2, 3), serious, fatal, related FROM event', $$VALUES ('1', 'a 2020-02-01', 'B', '2020-02-01', true, true, true, true)$$, '... for events');
SELECT results_eq('SELECT measure, value, measured_on::text FROM measurement ORDER BY 1', $$VALUES ('bmi', NULL::float8, NULL), ('weight', 12.5, '2020-02-03')$$, '... measurements');
SELECT results_eq('SELECT study_id, signed_on = make_date(2020, 1, 9), recorded_at = make_timestamptz(2020, 1, 9, 10, 0, 0, ''UTC'') FROM consent ORDER BY 2', $$VALUES ('T', true, true), ('T', NULL, false)$$, '... consent');
SELECT results_eq('SELECT version, effective_from = make_date(2019, 5, 6), requires_reconsent FROM form_version', $$VALUES ('1', true, true)$$, '... and forms');
SELECT is((SELECT count(*) FROM subject s JOIN exposure e USING (study_id, subject_id, arm)), 0::bigint, 'their collations do not get in the way of a join');
SET LOCAL datestyle = ISO; SET LOCAL timezone = 'UTC'; SET LOCAL extra_float_digits = 1;
SET LOCAL search_path = public;

-- replaced, or left alone
CREATE TABLE typed.memo AS SELECT oid FROM pg_class WHERE relnamespace = 'typed_views'::regnamespace;
GRANT SELECT ON typed_views.subject TO PUBLIC;
SELECT lives_ok($$SELECT sdtm_views('typed', 'typed_views')$$, 'again');
SELECT results_eq($$SELECT count(*), count(relacl) FROM pg_class JOIN typed.memo USING (oid)$$, 'VALUES (6::bigint, 1::bigint)', 'views are replaced in place, and keep their privileges');
SELECT is(pg_temp.fault($$SELECT adam_views('typed', 'typed_views')$$) ~ '^42P01', true, '(no ADaM tables)');
CREATE VIEW typed.on_top AS SELECT race FROM typed_views.subject;
SELECT lives_ok($$SELECT sdtm_views('typed', 'typed_views')$$, 'what depends on them does not mind');
ALTER VIEW typed_views.subject RENAME COLUMN race TO colour;
SELECT is(pg_temp.fault($$SELECT sdtm_views('typed', 'typed_views')$$),
	'2BP01 | view "subject" of schema "typed_views" has other columns now, and other objects depend on it | view typed.on_top depends on view typed_views.subject | Drop them first, make the views, then create them again: view typed.on_top depends on view typed_views.subject', 'columns that changed: not without what depends on them');
SELECT is((SELECT count(*) FROM pg_views WHERE schemaname = 'typed' AND viewname = 'on_top'), 1::bigint, '... which stays');
DROP VIEW typed.on_top;
SELECT lives_ok($$SELECT sdtm_views('typed', 'typed_views')$$, '... and made anew when nothing does');
SELECT has_column('typed_views'::name, 'subject'::name, 'race'::name, '... with its columns');
COMMENT ON VIEW typed_views.event IS 'mine';
SELECT is(pg_temp.fault($$SELECT sdtm_views('typed', 'typed_views')$$),
	'42P07 | schema "typed_views" holds something else under the name of a view | event is a view that sdtm_views did not make. | Name another target_schema, or rename or drop what is in the way. Only views that sdtm_views made are replaced.', 'a view without the mark is left alone');
COMMENT ON VIEW typed_views.event IS NULL;
SELECT throws_ok($$SELECT sdtm_views('typed', 'typed_views')$$, '42P07', NULL, '... or without a comment');
COMMENT ON VIEW typed_views.event IS 'pedsafety adam_views: a row of ADAE each';
SELECT throws_ok($$SELECT sdtm_views('typed', 'typed_views')$$, '42P07', NULL, '... or of another adapter');
DROP VIEW typed_views.event, typed_views.subject;
CREATE TABLE typed_views.event (x int);
COMMENT ON TABLE typed_views.event IS 'pedsafety sdtm_views: no';
CREATE MATERIALIZED VIEW typed_views.subject AS SELECT 1 AS x;
SELECT is(pg_temp.fault($$SELECT sdtm_views('typed', 'typed_views')$$),
	'42809 | schema "typed_views" holds something else under the name of a view | event is a table, subject is a materialized view. | Name another target_schema, or rename or drop what is in the way. Only views that sdtm_views made are replaced.', 'tables are left alone, all of them named');
DROP TABLE typed_views.event; DROP MATERIALIZED VIEW typed_views.subject;
CREATE SEQUENCE typed_views.event; CREATE TYPE typed_views.subject AS (x int);
SELECT throws_ok($$SELECT sdtm_views('typed', 'typed_views')$$, '42809', NULL, 'sequences and types too');
SELECT is((SELECT count(*) FROM pg_class WHERE relnamespace = 'typed_views'::regnamespace AND relkind = 'v'), 4::bigint, 'nothing was made meanwhile');

-- source and target in one schema
SELECT is(pg_temp.fault($$SELECT sdtm_views('typed', 'typed')$$) ~ '^42809.*consent is a table, form_version is a table', true, 'one schema: not over the tables');
DROP TABLE typed.consent, typed.form_version CASCADE;
SELECT lives_ok($$SELECT sdtm_views('typed', 'typed')$$, '... but beside them');
SELECT lives_ok($$SELECT sdtm_views('typed', 'typed')$$, '... and again: the views are not taken for tables');
SELECT is((SELECT count(*) FROM typed.consent), 0::bigint, '... and can be read');
CREATE SCHEMA typed2;
ALTER VIEW typed.form_version SET SCHEMA typed2;
ALTER VIEW typed2.form_version RENAME TO ae;
SELECT throws_ok($$SELECT sdtm_views('typed2', 'typed3')$$, '42P01', NULL, 'what an adapter made is no source');

-- privileges: to create is enough; the views have the rights of who reads them
CREATE ROLE pedsafety_maker; CREATE ROLE pedsafety_reader;
DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO pedsafety_maker', current_database()); END $$;
GRANT USAGE ON SCHEMA typed TO pedsafety_maker;
SET LOCAL ROLE pedsafety_maker;
SELECT lives_ok($$SELECT sdtm_views('typed', 'of_maker')$$, 'an ordinary role makes them');
SELECT throws_ok('SELECT * FROM of_maker.subject', '42501', NULL, '... but reads them only if it may read the tables');
RESET ROLE;
GRANT SELECT ON typed.dm TO pedsafety_reader; GRANT USAGE ON SCHEMA typed, of_maker TO pedsafety_reader; GRANT SELECT ON of_maker.subject, of_maker.exposure TO pedsafety_reader;
SET LOCAL ROLE pedsafety_reader;
SELECT is((SELECT count(*) FROM of_maker.subject), 3::bigint, 'who may read the tables and the view reads it');
SELECT throws_ok('SELECT * FROM of_maker.exposure', '42501', NULL, '... and no other');
SELECT throws_ok($$SELECT sdtm_views('typed', 'of_maker')$$, '42501', NULL, '... and replaces none');
RESET ROLE;

-- a search_path with traps
CREATE SCHEMA traps;
CREATE FUNCTION traps.btrim(text) RETURNS text LANGUAGE sql AS $$ SELECT 'trapped' $$;
CREATE FUNCTION traps.format(text, text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE FUNCTION traps.partial_date_or_null(text) RETURNS partial_date LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE FUNCTION traps.eq(text, text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;
CREATE OPERATOR traps.= (LEFTARG = text, RIGHTARG = text, FUNCTION = traps.eq);
CREATE TABLE traps.dm (studyid text);
SET LOCAL search_path = traps, pg_catalog, public;
SELECT pg_catalog.count(*) AS made FROM public.sdtm_views('typed', 'untrapped') \gset
SELECT pg_catalog.concat(pg_catalog.min(subject_id), ' ', pg_catalog.count(birth)) AS read FROM untrapped.subject \gset
SELECT pg_catalog.count(during) AS exposed FROM untrapped.exposure \gset
SET LOCAL search_path = public;
SELECT is(:made, 6, 'what lies in the search_path is not called');
SELECT is(:'read' || ', ' || :exposed, 'a 1, 2', '... nor by the views');
SELECT * FROM finish();
ROLLBACK;
