-- SPDX-License-Identifier: PostgreSQL
-- adam_views: the contract views over ADaM tables.
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
SELECT plan(37);

\set source 'we"ird; drop {own}'
CREATE SCHEMA :"source";
SET LOCAL search_path = :"source", public;
CREATE TABLE adsl (studyid text, usubjid text, brthdtc text, brthdt text, brthdtf text, gestage text, sex text, race text, country text, arm text, actarm text, trt01p text, trt01a text,
	rfstdtc text, enrldt text, randdt text, eosdt text, rfpendtc text, rfendtc text, trtsdt text, trtsdtf text, trtedt text, trtedtf text, rficdtc text, rficdt text);
CREATE TABLE adae (studyid text, usubjid text, aeseq text, aseq text, aeterm text, aedecod text, aebodsys text, aesoc text, aeser text, aestdtc text, astdt text, astdtf text, aedtc text,
	aerel text, arel text, aeout text, aeacn text, aesdth text, trtemfl text);
CREATE FUNCTION pg_temp.row_of(tab text, columns text, condition text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE r text;
BEGIN
	EXECUTE format('SELECT string_agg(r, ''; '' ORDER BY r COLLATE "C") FROM (SELECT concat_ws('' '', %s) AS r FROM %s WHERE %s) x',
		(SELECT string_agg(format('coalesce(%s::text, ''-'')', c), ', ') FROM regexp_split_to_table(columns, ',\s*') c), tab, condition) INTO r;
	RETURN r;
END $$;

SELECT results_eq(format('SELECT view_name, note FROM adam_views(%L, ''v'')', :'source'), $$VALUES ('subject', NULL),
	('exposure', E'NULL: dose - there is no table adex\nNULL: dose_unit - there is no table adex\nNULL: route - there is no table adex\nNULL: form - there is no table adex\nNULL: during where a date is partial or unreadable, the end before the start, or the dose 0 and no placebo'),
	('event', E'NULL: life_threatening - adae has no column aeslife\nNULL: hospitalisation - adae has no column aeshosp\nNULL: disabling - adae has no column aesdisab\nNULL: congenital - adae has no column aescong\nNULL: other_important - adae has no column aesmie\nNULL: recorded - ADaM holds one version of each event\nNULL: withdrew where AEACN is empty - ADSL says who left for an adverse event, not for which'),
	('consent', E'NULL: signer - read from ADSL, where it does not stand who signed; such a record counts for nobody (check C13)\nNULL: signer_id, form_version, recorded_at - there is no table consent'),
	('form_version', 'Empty: there is no table form_version'), ('measurement', 'Empty: there is no table advs')$$, 'a row a view, with what is empty or NULL in it');
SELECT is_empty($$SELECT relname FROM pg_class WHERE relnamespace = 'v'::regnamespace AND NOT (relkind = 'v' AND reloptions::text = '{security_invoker=true}' AND obj_description(oid, 'pg_class') LIKE 'pedsafety adam\_views: %')$$, 'views with security_invoker; each says what made it');
-- the columns are those of sdtm_views
CREATE SCHEMA sdtm;
CREATE TABLE sdtm.dm (studyid text, usubjid text, brthdtc text, sex text, arm text); CREATE TABLE sdtm.ex (usubjid text, exstdtc text, exendtc text); CREATE TABLE sdtm.ae (usubjid text, aeseq text, aeser text, aestdtc text, aeterm text);
SELECT lives_ok($$SELECT sdtm_views('sdtm', 'of_sdtm')$$, '(sdtm_views)');
SELECT set_eq($$SELECT c.relname, attnum, attname, atttypid, attcollation FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid AND relnamespace = 'v'::regnamespace$$,
	$$SELECT c.relname, attnum, attname, atttypid, attcollation FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid AND relnamespace = 'of_sdtm'::regnamespace$$, 'columns, their order and types are those of sdtm_views');
SET LOCAL search_path = v, public, :"source";

-- subjects: a birth date in each of its forms
INSERT INTO adsl (studyid, usubjid, brthdtc, brthdt, brthdtf) VALUES
	('T', 'a', '2015-03', '2015-03-15', 'D'), ('T', 'b', '', '2015-03-15', ''), ('T', 'c', NULL, '2015-03-15', 'D'), ('T', 'd', '', '2015-03-15', 'm'), ('T', 'e', '', '2015-07-01', 'Y'),
	('T', 'f', '', '20162', ''), ('T', 'g', '', '20162.0', 'D'), ('T', 'h', '', '-1', ''), ('T', 'i', '', '2013', ''), ('T', 'j', '', '1899', ''), ('T', 'k', '', '20150315', ''), ('T', 'l', '', '201503', ''),
	('T', 'm', '', '15MAR2015', ''), ('T', 'n', '', '1711220512', ''), ('T', 'o', '', '20162.5', ''), ('T', 'p', '2015-02-30', '2015-03-01', ''), ('T', 'q', '', '20150315', 'M'), ('T', 'r', '', '0', '');
SELECT is(pg_temp.row_of('subject', 'subject_id, birth', 'true'),
	'a 2015-03; b 2015-03-15; c 2015-03; d 2015; e -; f 2015-03-15; g 2015-03; h 1959-12-31; i -; j 1965-03-14; k 2015-03-15; l -; m -; n -; o -; p -; q 2015; r 1960-01-01',
	'birth: BRTHDTC first; an imputed part is cut off; days since 1960-01-01; what can be a year or is none is NULL');
DELETE FROM adsl;
INSERT INTO adsl (studyid, usubjid, gestage, sex, race, country, arm, actarm, trt01p, trt01a, rfstdtc, enrldt, randdt, eosdt, rfpendtc, rfendtc) VALUES
	('T', 'a', '34+5', 'F', 'ASIAN', 'CHN', 'A', 'B', 'Drug A', 'Drug B', '2020-01-10', '2020-01-09', '2020-01-08', '2020-07-01', '2020-07-02', '2020-07-03'),
	('T', 'b', '34', 'm', '', '', 'A', 'B', '', '', '', '21923', '2020-01-08', '', '2020-07-02T10:00', '2020-07-03'),
	('T', 'c', '50+0', '', '', '', 'A', '', '', '', '2020-01', '', '2020-01-08', '', '', '2020-07-03');
SELECT is(pg_temp.row_of('subject', 'subject_id, ga, sex, race, country, arm, enrolled, ended', 'true'), 'a 34+5 F ASIAN CHN Drug A 2020-01-10 2020-07-01; b - M - - A 2020-01-09 2020-07-02; c - U - - A 2020-01-08 2020-07-03', 'subject: planned arm, enrolment and end, each by its first date that is complete');

-- exposure from ADSL
INSERT INTO adae (studyid, usubjid, aeseq) VALUES ('T', 'a', '1'), ('T', 'b', '1'), ('T', 'c', '1'), ('T', 'z', '1');
SELECT is(pg_temp.row_of('event', 'subject_id, arm', 'true'), 'a Drug B; b B; c A; z -', 'the actual arm, the planned one where there is none');
UPDATE adsl SET trtsdt = '2020-01-10', trtedt = '2020-02-03' WHERE usubjid = 'a';
UPDATE adsl SET trtsdt = '21924', trtedt = '' WHERE usubjid = 'b';
SELECT is(pg_temp.row_of('exposure', 'study_id, subject_id, arm, during, dose, dose_unit, route, form', 'true'), 'T a Drug B [2020-01-10,2020-02-04) - - - -; T b B [2020-01-10,) - - - -', 'exposure: from TRTSDT to the day after TRTEDT; ongoing without one; nothing for who was not treated');
UPDATE adsl SET trtsdtf = 'D' WHERE usubjid = 'a'; UPDATE adsl SET trtedt = '2020-02-03', trtedtf = 'D' WHERE usubjid = 'b'; UPDATE adsl SET trtsdt = '2020-01-10', trtedt = '2020-01-09' WHERE usubjid = 'c';
SELECT is(pg_temp.row_of('exposure', 'subject_id, during', 'true'), 'a -; b -; c -', 'an imputed start or end, or an end before the start: no interval');
UPDATE adsl SET trtsdtf = 'Y' WHERE usubjid = 'a'; UPDATE adsl SET trtedtf = 'Y' WHERE usubjid = 'b'; UPDATE adsl SET trtsdt = 'x', trtedt = '2020-01-11' WHERE usubjid = 'c';
SELECT is(pg_temp.row_of('exposure', 'subject_id, during', 'true'), 'a -; b [2020-01-10,); c -', 'a start that is imputed in full or cannot be read: no interval, but a row; an end that is imputed in full: ongoing');

-- events
DELETE FROM adae;
INSERT INTO adae VALUES
	('T', 'a', '1', '11', 'ache', 'HEADACHE', 'NERVOUS', 'Nervous', 'Y', '2020-01', '2020-01-15', 'D', '2020-02-01', 'POSSIBLE', 'NOT RELATED', 'FATAL', 'DRUG WITHDRAWN', 'N', 'Y'),
	('T', 'a', '', '12', 'ache', '', 'NERVOUS', '', 'N', '', '2020-01-15', 'D', '', '', 'RELATED', '', '', '', ''),
	('T', 'a', '3', '13', '', '', '', '', '', '', '21929', '', '', 'NONE', '', '', '', '', ''),
	('T', 'a', '4', '14', '', '', '', '', '', '', '2020-01-15', 'Y', '', '', '', '', '', '', '');
SELECT is(pg_temp.row_of('event', 'study_id, subject_id, event_id, case_id, arm, blinded, soc, pt, onset, received, serious, related, fatal, outcome, withdrew, recorded', 'true'),
	'T a 1 a 2020-01 Drug B false Nervous HEADACHE 2020-01 2020-02-01 true true true FATAL true -; T a 12 a 2020-01 Drug B false NERVOUS ache 2020-01 - false - - - - -; T a 3 a 2020-01-15 Drug B false - - 2020-01-15 - - false - - - -; T a 4 - Drug B false - - - - - - - - - -',
	'event: AESTDTC before ASTDT, of which what was imputed is cut off; AEREL and not AREL; not only the treatment-emergent');
ALTER TABLE adae DROP aerel CASCADE;
SELECT adam_views(:'source', 'v') \g /dev/null
SELECT is(pg_temp.row_of('event', 'event_id, related', 'true'), '1 false; 12 true; 3 -; 4 -', 'AREL where there is no AEREL');

-- exposure from ADEX
CREATE TABLE :"source".adex (studyid text, usubjid text, exseq text, paramcd text, extrt text, exdose text, exdosu text, exdosfrm text, exroute text, exstdtc text, exendtc text, astdt text, astdtf text, aendt text, aendtf text);
INSERT INTO adex VALUES
	('T', 'a', '1', 'DURD', 'DRUG', '5', 'mg', 'PILL', 'ORAL', '2020-01-10', '2020-01-20', '2020-01-10', '', '2020-01-20', ''), ('T', 'a', '1', 'DOSE', 'DRUG', '5', 'mg', 'PILL', 'ORAL', '2020-01-10', '2020-01-20', '2020-01-10', '', '2020-01-20', ''),
	('T', 'a', '2', 'DURD', 'DRUG', '5', 'mg', 'PILL', 'ORAL', '2020-02-10', '2020-02-20', '2020-02-10', '', '2020-02-20', ''), ('T', 'a', '', 'TDURD', '', '', '', '', '', '', '', '2020-01-10', '', '2020-02-20', ''),
	('T', 'b', '1', 'DURD', 'DRUG', '5', 'mg', 'PILL', 'ORAL', '2020-01', '', '2020-01-01', 'D', '', ''), ('T', 'b', '2', 'DURD', 'DRUG', '5', 'mg', 'PILL', 'ORAL', '', '', '21924', '', '2020-01-31', 'D'),
	('T', 'b', '3', 'DURD', 'DRUG', '0', 'mg', 'PILL', 'ORAL', '', '', '21924', '', '21925', ''), ('T', 'b', '4', 'DURD', 'PLACEBO', '0', 'mg', 'PILL', 'ORAL', '', '', '21924', '', '21925', '');
SELECT results_eq(format('SELECT note FROM adam_views(%L, ''v'') WHERE view_name = ''exposure''', :'source'), $$VALUES ('NULL: during where a date is partial or unreadable, the end before the start, or the dose 0 and no placebo')$$, 'with ADEX');
SELECT is(pg_temp.row_of('exposure', 'study_id, subject_id, arm, during, dose, dose_unit, route, form', $$subject_id = 'a'$$), 'T a Drug B [2020-01-10,2020-01-21) 5 mg ORAL PILL; T a Drug B [2020-02-10,2020-02-21) 5 mg ORAL PILL', 'each record of ADEX once, whatever parameters it has; no summary of several');
SELECT is(pg_temp.row_of('exposure', 'during, dose', $$subject_id = 'b'$$), '- 0; - 5; - 5; [2020-01-10,2020-01-12) 0', 'partial and imputed dates; doses of 0');
ALTER TABLE adex DROP exseq CASCADE;
SELECT adam_views(:'source', 'v') \g /dev/null
SELECT is(pg_temp.row_of('exposure', 'during', $$subject_id = 'a'$$), '[2020-01-10,2020-01-21); [2020-02-10,2020-02-21)', 'without EXSEQ the records are those with EXSTDTC');
ALTER TABLE adex DROP paramcd CASCADE, DROP exstdtc CASCADE, DROP exendtc CASCADE, DROP studyid CASCADE;
DELETE FROM adex WHERE exdose <> '5'; DELETE FROM adex WHERE usubjid = 'a' AND astdt = '2020-02-10';
SELECT adam_views(:'source', 'v') \g /dev/null
SELECT is(pg_temp.row_of('exposure', 'study_id, subject_id, during', 'true'), 'T a [2020-01-10,2020-01-21); T a [2020-01-10,2020-01-21); T b -; T b -', 'ASTDT and AENDT alone; the study of the subject; a row of ADEX, a row of exposure');

-- measurements
CREATE TABLE :"source".advs (studyid text, usubjid text, paramcd text, param text, aval text, avalu text, adt text, adtf text, vsdtc text, dtype text, vsstresn text, vsstresu text);
INSERT INTO advs VALUES
	('T', 'a', 'WEIGHT', 'Weight (kg)', '10.5', '', '21924', '', '', '', '', ''), ('T', 'a', 'WEIGHT', 'Weight (kg)', '11', 'g', '2020-01-15', 'D', '2020-01', '', '', 'kg'), ('T', 'a', 'WEIGHT', 'Weight (kg)', '10.75', '', '2020-01-15', '', '', 'AVERAGE', '', ''),
	('T', 'a', 'HEIGHT', 'Height', '', '', '2020-01-15', 'D', '', '', '80', 'cm'), ('T', 'a', 'HDCIRC', 'Head', '45', '', '', '', '', '', '', 'cm'), ('T', 'a', 'PULSE', 'Pulse Rate (beats/min)', 'x', '', '', '', '', '', '', '');
SELECT results_eq(format('SELECT note FROM adam_views(%L, ''v'') WHERE view_name = ''measurement''', :'source'), 'VALUES (NULL::text)', 'with ADVS');
SELECT is(pg_temp.row_of('measurement', 'study_id, subject_id, measure, value, unit, measured_on', 'true'), 'T a head 45 cm -; T a height 80 cm 2020-01; T a pulse - beats/min -; T a weight 10.5 kg 2020-01-10; T a weight 11 g 2020-01', 'measurement: AVAL, its unit of AVALU, PARAM or VSSTRESU; VSSTRESN without AVAL; nothing that was computed');
ALTER TABLE advs DROP studyid CASCADE, DROP vsdtc CASCADE, DROP adt CASCADE, DROP adtf CASCADE, DROP dtype CASCADE;
SELECT results_eq(format('SELECT note FROM adam_views(%L, ''v'') WHERE view_name = ''measurement''', :'source'), $$VALUES ('NULL: measured_on - advs has no column vsdtc or adt')$$, 'without dates');
SELECT is((SELECT string_agg(DISTINCT study_id, ' ') || count(measured_on) FROM measurement), 'T0', '... and without STUDYID: that of the subject');

-- consent
UPDATE adsl SET rficdtc = '2020-01-02' WHERE usubjid = 'a'; UPDATE adsl SET rficdt = '21916' WHERE usubjid = 'b';
SELECT is(pg_temp.row_of('consent', 'study_id, subject_id, signed_on, signer, act', 'true'), 'T a 2020-01-02 - consent; T b 2020-01-02 - consent', 'consent: RFICDTC or RFICDT, without a signer');
CREATE TABLE :"source".consent (usubjid text, signed_on text, signer text, act text); CREATE TABLE :"source".form_version (version text, effective_from text);
INSERT INTO :"source".consent VALUES ('a', '2020-01-03', 'guardian', 'consent'); INSERT INTO :"source".form_version VALUES ('v1', '2019-01-01');
SELECT adam_views(:'source', 'v') \g /dev/null
SELECT is(pg_temp.row_of('consent', 'study_id, subject_id, signed_on, signer, act', 'true') || '; ' || pg_temp.row_of('form_version', 'study_id, version', 'true'), 'T a 2020-01-03 guardian consent; T v1', '... or tables consent and form_version');

-- real dates and numbers
CREATE SCHEMA typed;
CREATE TABLE typed.adsl (studyid text, usubjid text, brthdt date, sex text, trt01p text, randdt numeric, eosdt float8, trtsdt int, trtedt date);
CREATE TABLE typed.adae (usubjid text, aseq int, aeser boolean, astdt numeric(10, 2), astdtf text, aedecod text);
CREATE TABLE typed.advs (usubjid text, paramcd text, aval float8, adt timestamp);
INSERT INTO typed.adsl VALUES ('T', 'a', '2015-03-15', 'F', 'A', 2013, 22000, 21924, '2020-02-03'), ('T', 'b', 'infinity', 'F', 'A', 20150315, 'NaN', NULL, NULL);
INSERT INTO typed.adae VALUES ('a', 1, true, 21924.00, 'D', 'X'), ('a', 2, true, 21924.5, NULL, 'X');
INSERT INTO typed.advs VALUES ('a', 'BMI', 'Infinity', '2020-02-03 10:00'), ('a', 'WEIGHT', 12.5, NULL);
SELECT adam_views('typed', 'typed_views') \g /dev/null
SET LOCAL datestyle = 'SQL, DMY';
SELECT results_eq($$SELECT concat_ws(' ', subject_id, coalesce(birth::text, '-'), enrolled - make_date(1965, 1, 1), ended - make_date(2020, 1, 1)) FROM typed_views.subject ORDER BY 1$$, $$VALUES ('a 2015-03-15 186 85'), ('b -')$$, 'dates and numbers as columns: a number is a day, also 2013');
SELECT results_eq($$SELECT subject_id, during = daterange(make_date(2020, 1, 10), make_date(2020, 2, 4)) FROM typed_views.exposure$$, $$VALUES ('a', true)$$, '... for exposure');
SELECT is(pg_temp.row_of('typed_views.event', $$event_id, case_id, serious, onset$$, 'true'), '1 a 2020-01 true 2020-01; 2 - true -', '... for events');
SELECT is(pg_temp.row_of('typed_views.measurement', $$measure, value, measured_on$$, 'true'), 'bmi - 2020-02-03; weight 12.5 -', '... and measurements');
SET LOCAL datestyle = ISO;
SELECT is(obj_description('typed_views.subject'::regclass, 'pg_class'), E'pedsafety adam_views: a row of ADSL each\nNULL: ga - adsl has no column gestage\nNULL: race - adsl has no column race\nNULL: country - adsl has no column country', 'birth by BRTHDT alone');
ALTER TABLE typed.adsl DROP brthdt CASCADE, ADD age int;
SELECT adam_views('typed', 'typed_views') \g /dev/null
SELECT matches(obj_description('typed_views.subject'::regclass, 'pg_class'), E'\nNULL: birth - adsl has no column brthdtc or brthdt, and age is that at one day\n', 'no birth date: NULL, and why');
SELECT is((SELECT count(*) || ' ' || count(birth) FROM typed_views.subject), '2 0', '... but every row');

-- errors
SELECT throws_ok($$SELECT adam_views(NULL, 'x')$$, '22004', NULL, 'no source');
SELECT throws_ok($$SELECT adam_views('typed', NULL)$$, '22004', NULL, 'no target');
SELECT throws_ok($$SELECT adam_views('no such schema', 'x')$$, '3F000', 'schema "no such schema" does not exist', 'no such source');
CREATE FUNCTION pg_temp.fault(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE detail text;
BEGIN
	EXECUTE query;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN concat_ws(' | ', SQLSTATE, SQLERRM, detail);
END $$;
CREATE SCHEMA bare; CREATE TABLE bare.adsl (usubjid text); CREATE TABLE bare.adex (usubjid text, astdt text);
SELECT is(pg_temp.fault($$SELECT adam_views('bare', 'x')$$), '42P01 | schema "bare" lacks what is read from it | Missing tables: adae. Missing columns: adsl.studyid, adsl.sex, adsl.trt01p or adsl.arm, adsl.trtsdt, adsl.trtedt.', 'all that is missing in one error; an ADEX that is of no use leaves the dates of ADSL');
ALTER TABLE bare.adex ADD aendt text; CREATE TABLE bare.adae (usubjid text);
SELECT is(pg_temp.fault($$SELECT adam_views('bare', 'x')$$), '42703 | schema "bare" lacks what is read from it | Missing columns: adsl.studyid, adsl.sex, adsl.trt01p or adsl.arm, adae.aeseq or adae.aseq, adae.aeser, adae.aestdtc or adae.astdt, adae.aedecod or adae.aeterm.', 'with a good one they need not be there');
SELECT throws_ok($$SELECT adam_views('typed', 'of_sdtm')$$, '42P07', NULL, 'views of sdtm_views are left alone');
SELECT lives_ok($$SELECT adam_views('typed', 'typed_views')$$, 'its own are replaced');
SELECT * FROM finish();
ROLLBACK;
