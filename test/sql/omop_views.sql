-- SPDX-License-Identifier: PostgreSQL
-- omop_views: the contract views over an OMOP common data model.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
SET lc_messages = 'C';
SET jit = off;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
SET datestyle = 'SQL, DMY';
SET timezone = 'Pacific/Kiritimati';
BEGIN;
SELECT plan(47);

-- As the DDL of the model makes the tables, in a schema that has to be quoted;
-- columns that are not read left out.
\set cdm 'we"ird; drop'
\set views 'vi"ews; drop'
CREATE SCHEMA :"cdm";
SET LOCAL search_path = :"cdm", public;
CREATE TABLE person (person_id int, gender_concept_id int, year_of_birth int, month_of_birth int, day_of_birth int, birth_datetime timestamp,
	race_concept_id int, location_id int, race_source_value varchar(50));
CREATE TABLE drug_exposure (drug_exposure_id int, person_id int, drug_concept_id int, drug_exposure_start_date date, drug_exposure_end_date date,
	verbatim_end_date date, days_supply int, route_concept_id int, route_source_value varchar(50));
CREATE TABLE condition_occurrence (condition_occurrence_id int, person_id int, condition_concept_id int, condition_start_date date, condition_source_value varchar(50));
INSERT INTO person VALUES
	(1, 8507, 2015, 3, 9, '2015-03-09 10:00', 8515, 7, 'asian'),
	(2, 8532, 2016, 2, NULL, '2016-02-01', 0, 8, 'mixed'),
	(3, 0, 2017, NULL, NULL, '2017-01-01', NULL, NULL, ' '),
	(4, 8521, 2015, 2, 30, NULL, 0, NULL, NULL),
	(5, NULL, 2015, NULL, 14, NULL, 99, NULL, NULL),
	(6, 8507, 12015, 3, 9, NULL, NULL, NULL, NULL),
	(7, 8507, NULL, 3, 9, '2015-03-09', NULL, NULL, NULL);
INSERT INTO drug_exposure VALUES
	(1, 1, 40, '2020-01-01', '2020-01-05', '2020-01-03', 30, 4132161, 'PO'),
	(2, 1, 40, '2020-02-01', NULL, '2020-02-03', 30, 0, 'PO'),
	(3, 1, 40, '2020-03-01', NULL, NULL, 30, NULL, NULL),
	(4, 1, 40, '2020-04-01', NULL, NULL, NULL, NULL, NULL),
	(5, 2, 40, '2020-05-01', '2020-05-01', NULL, NULL, 77, 'IV'),
	(6, 2, 40, '2020-06-01', '2020-05-31', NULL, NULL, NULL, NULL),
	(7, 2, 40, '2020-07-01', 'infinity', NULL, NULL, NULL, NULL),
	(8, 2, 40, NULL, '2020-08-01', NULL, NULL, NULL, NULL),
	(9, 2, 40, '-infinity', '2020-09-01', NULL, NULL, NULL, NULL),
	(10, 2, 40, '9999-12-31', '9999-12-31', NULL, NULL, NULL, NULL),
	(11, 2, 40, '2020-10-01', NULL, NULL, -3, NULL, NULL),
	(12, 2, 40, '4713-01-01 BC', '2020-11-01', NULL, NULL, NULL, NULL);
INSERT INTO condition_occurrence VALUES (100, 1, 312437, '2020-01-04', 'R06.0'), (101, 1, 0, '2020-01-04', 'X1'), (102, 2, 434490, NULL, NULL), (103, 9, 378253, 'infinity', 'R51');

-- What is required: all that is missing, at once.
CREATE SCHEMA poor;
CREATE TABLE poor.person (person_id int, birth_datetime timestamp);
CREATE FUNCTION pg_temp.failure(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE m text; d text; h text; BEGIN EXECUTE statement; RETURN NULL;
EXCEPTION WHEN OTHERS THEN GET STACKED DIAGNOSTICS m = MESSAGE_TEXT, d = PG_EXCEPTION_DETAIL, h = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', SQLSTATE, m, d, left(h, 12)); END $$;
SELECT is(pg_temp.failure($$SELECT omop_views('poor', 't')$$),
	'42P01 | schema "poor" lacks what is read from it | Missing tables: condition_occurrence, drug_exposure. Missing columns: person.year_of_birth, person.gender_concept_id. | Tables and c',
	'missing tables and columns in one error');
CREATE TABLE poor.drug_exposure (person_id int, drug_exposure_start_date date);
CREATE TABLE poor.condition_occurrence (person_id int, condition_start_date date);
SELECT is(pg_temp.failure($$SELECT omop_views('poor', 't')$$),
	'42703 | schema "poor" lacks what is read from it | Missing columns: person.year_of_birth, person.gender_concept_id, drug_exposure.drug_exposure_end_date, condition_occurrence.condition_occurrence_id, condition_occurrence.condition_concept_id. | Tables and c',
	'missing columns alone');
SELECT ok(NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 't'), 'and nothing is made');
SELECT throws_ok($$SELECT omop_views('nowhere', 't')$$, '3F000', 'schema "nowhere" does not exist');
SELECT throws_ok($$SELECT omop_views(NULL, 't')$$, '22004');
SELECT throws_ok($$SELECT omop_views('we"ird; drop', NULL)$$, '22004');

-- The least that is needed.
SELECT results_eq(format('SELECT v.view_name FROM omop_views(%L, %L) v', :'cdm', :'views'),
	ARRAY['subject', 'exposure', 'event', 'measurement', 'consent', 'form_version'], 'six views, in a schema that is made');
SELECT is((SELECT string_agg(attname || ' ' || format_type(atttypid, NULL), ', ' ORDER BY attnum) FROM pg_attribute a
		   WHERE attrelid = format('%I.%I', :'views', v)::regclass AND attnum > 0), columns, 'columns of ' || v)
FROM (VALUES
	('subject', 'study_id text, subject_id text, birth partial_date, ga gestational_age, sex text, race text, country text, arm text, enrolled date, ended date'),
	('exposure', 'study_id text, subject_id text, arm text, during daterange, dose numeric, dose_unit text, route text, form text'),
	('event', 'study_id text, subject_id text, event_id text, case_id text, arm text, blinded boolean, soc text, pt text, onset partial_date, received date, '
		'serious boolean, related boolean, fatal boolean, life_threatening boolean, hospitalisation boolean, disabling boolean, congenital boolean, '
		'other_important boolean, outcome text, withdrew boolean, recorded daterange'),
	('consent', 'study_id text, subject_id text, signed_on date, signer text, signer_id text, act text, form_version text, recorded_at timestamp with time zone'),
	('form_version', 'study_id text, version text, effective_from date, superseded_on date, requires_reconsent boolean, approved_on date'),
	('measurement', 'study_id text, subject_id text, measured_on partial_date, measure text, value double precision, unit text')) c(v, columns);
SELECT is((SELECT count(*) FROM pg_class WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = :'views') AND reloptions = '{security_invoker=true}'), 6::bigint, 'they read with the rights of who reads them');
SELECT results_eq(format('SELECT subject_id, birth::text, sex, race, country FROM %I.subject ORDER BY 1', :'views'), $$VALUES
	('1', '2015-03-09', 'M', 'asian', NULL::text), ('2', '2016-02', 'F', 'mixed', NULL), ('3', '2017', 'U', NULL, NULL), ('4', NULL, 'U', NULL, NULL),
	('5', '2015---14', 'U', NULL, NULL), ('6', NULL, 'M', NULL, NULL), ('7', NULL, 'M', NULL, NULL)$$,
	'birth as it is known; birth_datetime, which may be filled in, is not taken; a day that is none is NULL');
SELECT results_eq(format('SELECT during::text, route FROM %I.exposure ORDER BY exposure.during, route', :'views'), $$VALUES
	('[01/01/2020,06/01/2020)', 'PO'), ('[01/02/2020,04/02/2020)', 'PO'), ('[01/03/2020,31/03/2020)', NULL), ('[01/04/2020,02/04/2020)', NULL),
	('[01/05/2020,02/05/2020)', 'IV'), ('[01/07/2020,)', NULL), ('[01/10/2020,02/10/2020)', NULL), ('[31/12/9999,01/01/10000)', NULL),
	(NULL, NULL), (NULL, NULL), (NULL, NULL), (NULL, NULL)$$,
	'the end is included, the bound is not; without end: verbatim, days of supply, one day; nothing before its start');
SELECT results_eq(format('SELECT subject_id, event_id, case_id, soc, pt, onset::text, serious, fatal FROM %I.event ORDER BY 2', :'views'), $$VALUES
	('1', '100', '1 2020-01-04', NULL::text, 'R06.0', '2020-01-04', NULL::boolean, NULL::boolean), ('1', '101', '1 2020-01-04', NULL, 'X1', '2020-01-04', NULL, NULL),
	('2', '102', NULL, NULL, NULL, NULL, NULL, NULL), ('9', '103', NULL, NULL, 'R51', NULL, NULL, NULL)$$, 'a condition each, whether anybody knows the person; seriousness is not guessed');
SELECT is_empty(format('SELECT FROM %I.%I', :'views', v), v || ': empty') FROM unnest('{consent,form_version,measurement}'::text[]) v;
SELECT is(obj_description(format('%I.%I', :'views', v)::regclass, 'pg_class'), c, 'comment of ' || v) FROM (VALUES
	('subject', E'pedsafety omop_views: a row of person each\nNULL: arm, enrolled, ended - the model has no trial\nNULL: ga - there is no table measurement or observation with it\nNULL: country - there is no table location'),
	('exposure', E'pedsafety omop_views: a row of drug_exposure each, of every drug\nNULL: arm - the model has no trial\nNULL: dose, dose_unit, form - a quantity is not a dose'),
	('consent', E'pedsafety omop_views: nothing\nEmpty: there is no table consent; the model has none'),
	('measurement', E'pedsafety omop_views: nothing\nEmpty: there is no table measurement with person_id, measurement_concept_id, measurement_date and value_as_number')) x(v, c);
SELECT matches(obj_description(format('%I.event', :'views')::regclass, 'pg_class'), p, 'comment of event: ' || p)
FROM unnest('{serious,No deaths,"NULL: soc","pt is condition_source_value"}'::text[]) p;
SELECT results_eq(format('SELECT DISTINCT study_id FROM %I.subject', :'views'), ARRAY['OMOP'], 'a study must have some name');

-- All that is read.
CREATE TABLE concept (concept_id int, concept_name varchar(255), vocabulary_id varchar(20), concept_class_id varchar(20), concept_code varchar(50));
CREATE TABLE concept_ancestor (ancestor_concept_id int, descendant_concept_id int);
CREATE TABLE location (location_id int, country_concept_id int, country_source_value varchar(80));
CREATE TABLE death (person_id int, death_date date, cause_concept_id int, cause_source_value varchar(50));
CREATE TABLE cdm_source (cdm_source_abbreviation varchar(25));
CREATE TABLE observation (person_id int, observation_concept_id int, value_as_number numeric, unit_concept_id int);
CREATE TABLE measurement (person_id int, measurement_concept_id int, measurement_date date, value_as_number numeric, unit_concept_id int, unit_source_value varchar(50));
INSERT INTO concept VALUES (0, 'No matching concept', 'None', 'Undefined', 'x'), (8515, 'Asian', 'Race', 'Race', '2'), (4132161, 'Oral', 'SNOMED', 'Qualifier Value', '26643006'),
	(312437, 'Dyspnea', 'SNOMED', 'Clinical Finding', '267036007'), (378253, 'Headache', 'SNOMED', 'Clinical Finding', '25064002'),
	(434490, 'Cardiac arrest', 'SNOMED', 'Clinical Finding', '410429000'), (1, 'Respiratory disorders', 'MedDRA', 'SOC', '10038738'),
	(2, 'Cardiac disorders', 'MedDRA', 'SOC', '10007541'), (3, 'General disorders', 'MedDRA', 'HLT', '10018065'), (4, 'Respiratory', 'SNOMED', 'SOC', '9'),
	(42035286, 'China', 'SNOMED', 'Location', '1'), (500, 'Body height --lying', 'LOINC', 'Clinical Observation', '8306-3'), (501, 'Head Occipital-frontal circumference', 'LOINC', 'Clinical Observation', '9843-4'),
	(502, 'ounce', 'UCUM', 'Unit', '[oz_av]'), (503, 'no LOINC', 'SNOMED', 'x', '29463-7');
INSERT INTO concept_ancestor VALUES (1, 312437), (3, 312437), (4, 312437), (312437, 312437), (1, 434490), (2, 434490);
INSERT INTO location VALUES (7, 42035286, 'CN'), (8, NULL, 'NZ');
INSERT INTO death VALUES (1, '2020-01-09', 434490, 'I46'), (2, '2020-02-09', NULL, 'I99'), (3, '2020-03-09', 0, NULL);
INSERT INTO observation VALUES (1, 46234792, 34, 8511), (1, 4260747, 238, 8512), (2, 46234792, 40.2857142857, NULL), (3, 46234792, 34.5, 8511), (4, 46234792, 39, 8511), (4, 46234792, 40, 8511),
	(5, 46234792, 45, NULL), (5, 46234792, 30, 8512), (5, 46234792, 'NaN', NULL), (6, 3012266, 30, 8511), (7, 46234792, NULL, 8511);
INSERT INTO measurement VALUES
	(1, 3025315, '2020-01-02', 12.5, 9529, NULL), (1, 3013762, '2020-01-02', 27.5, 8739, NULL), (1, 3036277, '2020-01-02', 99, 8582, NULL), (1, 3023540, '2020-01-02', 0.99, 9546, NULL),
	(1, 3038553, NULL, 15.1, 9531, NULL), (1, 3001537, '2020-01-02', 49, 0, 'cm'), (1, 500, '2020-01-02', 98, 9330, NULL), (1, 501, 'infinity', 48, 777, NULL),
	(1, 3025315, '2020-01-03', 'NaN', 502, 'oz'), (1, 503, '2020-01-02', 1, 9529, NULL), (1, 3004249, '2020-01-02', 100, NULL, NULL), (1, 3025315, '2020-01-04', NULL, 8504, NULL), (6, 4260747, '2015-03-09', 266, NULL, NULL);
INSERT INTO cdm_source VALUES ('PEDNET'), ('PEDNET'), (NULL);
SELECT lives_ok(format('SELECT omop_views(%L, %L)', :'cdm', :'views'), 'made again, in the place of the former');
SELECT results_eq(format('SELECT study_id, subject_id, ga::text, race, country FROM %I.subject ORDER BY 2', :'views'), $$VALUES
	('PEDNET', '1', '34+0', 'Asian', 'China'), ('PEDNET', '2', '40+2', 'mixed', 'NZ'), ('PEDNET', '3', NULL, NULL, NULL), ('PEDNET', '4', NULL, NULL, NULL),
	('PEDNET', '5', NULL, NULL, NULL), ('PEDNET', '6', '38+0', NULL, NULL), ('PEDNET', '7', NULL, NULL, NULL)$$,
	'gestation at birth in weeks or days, if it makes whole days and agrees; names of concepts; the name of the source');
SELECT results_eq(format('SELECT route FROM %I.exposure ORDER BY during LIMIT 2', :'views'), ARRAY['Oral', 'PO'], 'route by its concept');
SELECT results_eq(format('SELECT subject_id, event_id, soc, pt, onset::text, serious, fatal FROM %I.event ORDER BY 2, 1', :'views'), $$VALUES
	('1', '100', 'Respiratory disorders', 'Dyspnea', '2020-01-04', NULL::boolean, NULL::boolean), ('1', '101', NULL, 'X1', '2020-01-04', NULL, NULL),
	('2', '102', NULL, 'Cardiac arrest', NULL, NULL, NULL), ('9', '103', NULL, 'Headache', NULL, NULL, NULL),
	('1', 'death', NULL, 'Cardiac arrest', '2020-01-09', true, true), ('2', 'death', NULL, 'I99', '2020-02-09', true, true), ('3', 'death', NULL, 'Death', '2020-03-09', true, true)$$,
	'the system organ class where there is one and no more; a death is a serious and fatal event');
SELECT results_eq(format('SELECT measured_on::text, measure, value::text, unit FROM %I.measurement ORDER BY 2, 1, 3', :'views'), $$VALUES
	(NULL, 'bmi', '15.1', 'kg/m2'), ('2020-01-02', 'head', '49', 'cm'), (NULL, 'head', '48', NULL), ('2020-01-02', 'height', '0.99', 'm'), ('2020-01-02', 'height', '99', 'cm'),
	('2020-01-02', 'length', '98', '[in_i]'), ('2020-01-02', 'weight', '12.5', 'kg'), ('2020-01-02', 'weight', '27.5', '[lb_av]'),
	('2020-01-03', 'weight', NULL, '[oz_av]'), ('2020-01-04', 'weight', NULL, 'g')$$, 'body size by concept or LOINC code, in its unit');
SELECT ok(obj_description(format('%I.event', :'views')::regclass, 'pg_class') !~ 'soc|No deaths|pt is', 'comments follow');
CREATE TABLE consent (subject_id text, signed_on date, signer text, act text);
INSERT INTO consent VALUES ('1', '2019-12-30', 'Guardian', 'consent');
SELECT omop_views(:'cdm', :'views') \g /dev/null
SELECT results_eq(format('SELECT study_id, subject_id, signed_on, signer, act FROM %I.consent', :'views'), $$VALUES ('PEDNET', '1', date '30/12/2019', 'guardian', 'consent')$$, 'consent from a table of that name, which the model has not');
INSERT INTO cdm_source VALUES ('OTHER');
SELECT results_eq(format('SELECT DISTINCT study_id FROM %I.event', :'views'), ARRAY['OMOP'], 'of two names none');

-- Loaded as text, with what such files hold.
CREATE SCHEMA csv;
CREATE TABLE csv.person (person_id text, gender_concept_id text, year_of_birth text, month_of_birth text, day_of_birth text, race_concept_id text);
CREATE TABLE csv.drug_exposure (person_id text, drug_exposure_start_date text, drug_exposure_end_date text, days_supply text);
CREATE TABLE csv.condition_occurrence (condition_occurrence_id text, person_id text, condition_concept_id text, condition_start_date text);
CREATE TABLE csv.concept (concept_id text, concept_name text, concept_code text, vocabulary_id text);
CREATE TABLE csv.measurement (person_id text, measurement_concept_id text, measurement_date text, value_as_number text);
INSERT INTO csv.person VALUES ('a1', '8507', '2015.0', '3.0', '9.0', '8515'), ('a2', 'x', 'MMXV', 'March', '-1', ''), ('a3', '', '', '', '', NULL);
INSERT INTO csv.drug_exposure VALUES ('a1', '2020-01-01', '2020-01-05', ''), ('a1', '2020-02-01', 'soon', '5'), ('a1', '2020-03-01', '', '5.0'), ('a1', '2020-03-01', '', 'many'), ('a1', '2020-13-01', '', '1');
INSERT INTO csv.condition_occurrence VALUES ('1', 'a1', '312437', '2020-02-30'), ('2', 'a1', '', '2020-02-01');
INSERT INTO csv.concept VALUES ('8515', 'Asian', '2', 'Race'), ('312437', 'Dyspnea', '1', 'SNOMED');
INSERT INTO csv.measurement VALUES ('a1', '3025315', '2020-01-01', '12,5'), ('a1', '3025315', '2020-01-01', '1e400'), ('a1', '3025315', '2020-01', '12.5');
SELECT omop_views('csv', 'csv_views') \g /dev/null
SELECT results_eq('SELECT subject_id, birth::text, sex, race FROM csv_views.subject ORDER BY 1', $$VALUES ('a1', '2015-03-09', 'M', 'Asian'), ('a2', NULL, 'U', NULL), ('a3', NULL, 'U', NULL)$$, 'text: persons');
SELECT results_eq('SELECT during::text FROM csv_views.exposure', $$VALUES ('[01/01/2020,06/01/2020)'), (NULL), ('[01/03/2020,06/03/2020)'), ('[01/03/2020,02/03/2020)'), (NULL)$$, 'text: an end that cannot be read is unknown');
SELECT results_eq('SELECT pt, onset::text FROM csv_views.event ORDER BY event_id', $$VALUES ('Dyspnea', NULL), (NULL, '2020-02-01')$$, 'text: conditions');
SELECT results_eq('SELECT measured_on::text, value::text FROM csv_views.measurement ORDER BY 1, 2', $$VALUES ('2020-01', '12.5'), ('2020-01-01', NULL), ('2020-01-01', NULL)$$, 'text: measurements');

-- What is not ours stays.
CREATE SCHEMA taken;
CREATE TABLE taken.measurement (x int);
CREATE VIEW taken.subject AS SELECT 1 AS x;
SELECT is(left(pg_temp.failure($$SELECT omop_views('csv', 'taken')$$), 5), '42809', 'a table is in the way');
DROP TABLE taken.measurement;
SELECT is(left(pg_temp.failure($$SELECT omop_views('csv', 'taken')$$), 5), '42P07', 'a view that we did not make');
SELECT is(left(pg_temp.failure($$SELECT omop_views('csv', 'csv')$$), 5), '42809', 'the model has a table measurement itself');
SELECT ok((SELECT array_agg(relname::text) FROM pg_class WHERE relnamespace = 'taken'::regnamespace) = '{subject}', 'and nothing is made');

-- With no right to the tables there is no reading through the views.
CREATE ROLE pedsafety_reader;
GRANT USAGE ON SCHEMA csv_views, csv, public TO pedsafety_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA csv_views TO pedsafety_reader;
SET LOCAL ROLE pedsafety_reader;
SELECT throws_ok('SELECT count(*) FROM csv_views.subject', '42501');
RESET ROLE;
GRANT SELECT ON csv.drug_exposure TO pedsafety_reader;
SET LOCAL ROLE pedsafety_reader;
SELECT lives_ok('SELECT count(*) FROM csv_views.exposure', 'the rights of the reader are what counts');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
