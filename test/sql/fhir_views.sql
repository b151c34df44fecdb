-- SPDX-License-Identifier: PostgreSQL
-- fhir_views: the contract views over FHIR R4 resources.
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
SELECT plan(64);

\set fhir 'we"ird; drop {source} $Patient'
\set views 'vi"ews; {own}'
CREATE SCHEMA :"fhir";
SET LOCAL search_path = :"fhir", public;

-- What is required.
CREATE FUNCTION pg_temp.failure(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE m text; d text; h text; BEGIN EXECUTE statement; RETURN NULL;
EXCEPTION WHEN OTHERS THEN GET STACKED DIAGNOSTICS m = MESSAGE_TEXT, d = PG_EXCEPTION_DETAIL, h = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', SQLSTATE, m, d, left(h, 18)); END $$;
CREATE SCHEMA poor;
SELECT is(pg_temp.failure($$SELECT fhir_views('poor', 't')$$), '42P01 | schema "poor" lacks what is read from it | Missing tables: patient or resource. | Resources are read', 'no patients');
CREATE TABLE poor.patient (id text, content text);
CREATE TABLE poor.consent (id text, a jsonb, b jsonb);
CREATE TABLE poor.observation (id text, anything json);
SELECT is(pg_temp.failure($$SELECT fhir_views('poor', 't')$$), '42703 | schema "poor" lacks what is read from it | Missing columns: consent.content, patient.content (json or jsonb). | Resources are read', 'no JSON, or not clear which');
SELECT throws_ok($$SELECT fhir_views('nowhere', 't')$$, '3F000', 'schema "nowhere" does not exist');
SELECT throws_ok($$SELECT fhir_views(NULL, 't')$$, '22004');
SELECT throws_ok($$SELECT fhir_views('poor', NULL)$$, '42703');
SELECT ok(NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 't'), 'and nothing is made');

CREATE TABLE resource (id text, resource_type text, content jsonb);
-- A resource: type, id, the rest as JSON.
CREATE FUNCTION pg_temp.add(type text, id text, rest jsonb) RETURNS void LANGUAGE sql AS
	$$INSERT INTO resource VALUES ($2, $1, jsonb_build_object('resourceType', $1, 'id', $2) || $3)$$;
SELECT throws_ok(format('SELECT fhir_views(%L, NULL)', :'fhir'), '22004');
SELECT results_eq(format('SELECT v.view_name FROM fhir_views(%L, %L) v', :'fhir', :'views'),
	ARRAY['subject', 'exposure', 'event', 'consent', 'form_version', 'measurement'], 'six views, in a schema that is made');
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
SELECT is_empty(format('SELECT FROM %I.%I', :'views', v), v || ': empty') FROM unnest('{subject,exposure,event,consent,form_version,measurement}'::text[]) v;

-- Patients, before there is any ResearchSubject.
SELECT pg_temp.add('Patient', 'p1', '{"birthDate": "2015-03-09", "gender": "female", "address": [{"use": "old", "country": "US"}, {"use": "home", "country": "CN"}],
	"extension": [{"url": "http://hl7.org/fhir/us/core/StructureDefinition/us-core-race", "extension": [{"url": "ombCategory"}, {"url": "text", "valueString": "Asian"}]}]}'),
	pg_temp.add('Patient', 'p2', '{"birthDate": "2016-02", "gender": "male", "address": {"country": "NZ"}}'), pg_temp.add('Patient', 'p3', '{"birthDate": "2017", "gender": "other"}'),
	pg_temp.add('Patient', 'p4', '{"birthDate": "2015-02-30", "gender": 1, "address": "here"}'), pg_temp.add('Patient', 'p5', '{"birthDate": {"x": [1]}, "extension": {}}'), pg_temp.add('Patient', 'p6', '{}') \g /dev/null
SELECT pg_temp.add('MedicationAdministration', 'm1', '{"status": "completed", "subject": {"reference": "Patient/p1"}, "effectiveDateTime": "2020-01-01T23:30:00-11:00",
	"dosage": {"route": {"text": "by mouth"}, "dose": {"value": 1.50, "unit": "milligram", "code": "mg"}}}') \g /dev/null
SELECT results_eq(format('SELECT study_id, subject_id, birth::text, sex, race, country, arm FROM %I.subject ORDER BY 2', :'views'), $$VALUES
	('FHIR', 'p1', '2015-03-09', 'F', 'Asian', 'CN', NULL::text), ('FHIR', 'p2', '2016-02', 'M', NULL, 'NZ', NULL), ('FHIR', 'p3', '2017', 'U', NULL, NULL, NULL),
	('FHIR', 'p4', NULL, 'U', NULL, NULL, NULL), ('FHIR', 'p5', NULL, 'U', NULL, NULL, NULL), ('FHIR', 'p6', NULL, 'U', NULL, NULL, NULL)$$, 'without ResearchSubject every patient is one; birth as it is known');
SELECT results_eq(format('SELECT study_id, subject_id, during::text, dose, dose_unit, route FROM %I.exposure', :'views'),
	$$VALUES ('FHIR', 'p1', '[01/01/2020,02/01/2020)', 1.50, 'mg', 'by mouth')$$, 'and their doses count; the day is the one written');

SELECT pg_temp.add('ResearchSubject', 'r1', '{"study": {"reference": "ResearchStudy/S1"}, "individual": {"reference": "Patient/p1"}, "assignedArm": "A", "actualArm": "B", "period": {"start": "2019-12-01", "end": "2020-06-30"}}'),
	pg_temp.add('ResearchSubject', 'r2', '{"study": {"reference": "http://x.org/fhir/ResearchStudy/S2/_history/3"}, "individual": {"reference": "http://x.org/fhir/Patient/p1/_history/9"}, "assignedArm": "C", "period": {"start": "2020-07-01"}}'),
	pg_temp.add('ResearchSubject', 'r3', '{"study": {"reference": "ResearchStudy/S1"}, "individual": {"reference": "urn:uuid:p2"}}'),
	pg_temp.add('ResearchSubject', 'r4', '{"study": {"reference": "ResearchStudy/S1"}, "individual": {"reference": "Patient/unknown"}, "period": {"start": "2020", "end": "2019-01-01"}}'),
	pg_temp.add('ResearchSubject', 'r5', '{"study": {"reference": "ResearchStudy/S1"}, "individual": {"reference": "Group/p3"}}') \g /dev/null
SELECT results_eq(format('SELECT study_id, subject_id, birth::text, arm, enrolled, ended FROM %I.subject ORDER BY 2, 1', :'views'), $$VALUES
	('S1', 'p1', '2015-03-09', 'A', date '2019-12-01', date '2020-06-30'), ('S2', 'p1', '2015-03-09', 'C', '2020-07-01', NULL), ('S1', 'p2', '2016-02', NULL, NULL, NULL),
	('S1', 'unknown', NULL, NULL, NULL, '2019-01-01')$$, 'a subject of each study; the planned arm; a patient who is nowhere stays; no group');

-- Exposure.
CREATE FUNCTION pg_temp.dose(id text, patient text, rest jsonb) RETURNS void LANGUAGE sql AS
	$$SELECT pg_temp.add('MedicationAdministration', $1, jsonb_build_object('subject', jsonb_build_object('reference', $2), 'dosage', jsonb_build_object('dose', jsonb_build_object('value', substr($1, 2)::int))) || $3)$$;
SELECT pg_temp.dose('m2', 'Patient/p1', '{"status": "completed", "effectivePeriod": {"start": "2020-02-01T10:00:00Z", "end": "2020-02-03"}}'),
	pg_temp.dose('m3', 'Patient/p1', '{"status": "completed", "effectivePeriod": {"start": "2020-03-01"}}'), pg_temp.dose('m4', 'Patient/p1', '{"status": "in-progress", "effectivePeriod": {"start": "2020-08-01"}}'),
	pg_temp.dose('m5', 'Patient/p1', '{"status": "stopped", "effectivePeriod": {"start": "2020-08-02", "end": "2020-08"}}'), pg_temp.dose('m6', 'Patient/p2', '{"status": "completed", "effectiveDateTime": "2020-08"}'),
	pg_temp.dose('m7', 'Patient/p2', '{"status": "not-done", "effectiveDateTime": "2020-08-01"}'), pg_temp.dose('m8', 'Patient/p2', '{"status": "entered-in-error", "effectiveDateTime": "2020-08-01"}'),
	pg_temp.dose('m9', 'Patient/p2', '{"effectivePeriod": {"start": "2020-03-01", "end": "2020-02-01"}}'), pg_temp.dose('m10', 'Patient/p6', '{"effectiveDateTime": "2020-08-01"}'),
	pg_temp.dose('m11', 'Group/p2', '{"effectiveDateTime": "2020-08-01"}'), pg_temp.dose('m12', 'Patient/p2', '{"status": "completed"}'), pg_temp.dose('m13', 'Patient/p2', '{"status": "completed", "effectivePeriod": {"end": "2020-02-01"}}'),
	pg_temp.dose('m14', 'Patient/p2', '{"effectiveDateTime": "9999-12-31", "dosage": {"dose": {"value": 1e2000, "unit": "IU"}, "route": {"coding": [{"code": "PO"}, {"code": "26643006", "display": "Oral route"}]}},
		"contained": [{"resourceType": "Practitioner"}, {"resourceType": "Medication", "form": {"coding": {"code": "TAB"}}}]}') \g /dev/null
SELECT results_eq(format('SELECT study_id, subject_id, arm, during::text, dose, dose_unit, route, form FROM %I.exposure ORDER BY 2, dose, 1', :'views'), $$VALUES
	('S1', 'p1', 'B', '[01/01/2020,02/01/2020)', 1.50, 'mg', 'by mouth', NULL::text), ('S1', 'p1', 'B', '[01/02/2020,04/02/2020)', 2, NULL, NULL, NULL), ('S1', 'p1', 'B', '[01/03/2020,02/03/2020)', 3, NULL, NULL, NULL),
	('S2', 'p1', 'C', '[01/08/2020,)', 4, NULL, NULL, NULL), ('S2', 'p1', 'C', NULL, 5, NULL, NULL, NULL), ('S1', 'p2', NULL, NULL, 6, NULL, NULL, NULL), ('S1', 'p2', NULL, NULL, 9, NULL, NULL, NULL),
	('S1', 'p2', NULL, NULL, 12, NULL, NULL, NULL), ('S1', 'p2', NULL, NULL, 13, NULL, NULL, NULL), ('S1', 'p2', NULL, '[31/12/9999,01/01/10000)', NULL, 'IU', 'Oral route', 'TAB')$$,
	'in the study of that time, in the actual arm; the end is included, the bound is not; over without end: one day; not known to the day: NULL; nobody''s doses are left out');

-- Events.
CREATE FUNCTION pg_temp.event(id text, serious text, outcome text, causality text[] DEFAULT '{}', rest jsonb DEFAULT '{}') RETURNS void LANGUAGE sql AS
	$$SELECT pg_temp.add('AdverseEvent', $1, jsonb_build_object('actuality', 'actual', 'subject', jsonb_build_object('reference', 'Patient/p1'), 'date', '2020-02-01', 'event', jsonb_build_object('text', 'Rash'),
		'seriousness', jsonb_build_object('coding', jsonb_build_array(jsonb_build_object('code', $2))), 'outcome', jsonb_build_object('coding', jsonb_build_array(jsonb_build_object('code', $3))),
		'suspectEntity', (SELECT jsonb_agg(jsonb_build_object('causality', jsonb_build_array(jsonb_build_object('assessment', jsonb_build_object('coding', jsonb_build_array(jsonb_build_object('code', c))))))) FROM unnest($4) c)) || $5)$$;
SELECT pg_temp.event('e01', 'Non-serious', 'resolved', '{Unlikely}'), pg_temp.event('e02', 'Serious', 'ongoing', '{Unlikely,Possible}'), pg_temp.event('e03', 'SeriousResultsInDeath', NULL, '{Unlikely,Unassessable-Unclassifiable}'),
	pg_temp.event('e04', 'SeriousIsLifeThreatening', 'recovering', '{certain}'), pg_temp.event('e05', 'SeriousResultsInHospitalization', 'resolvedWithSequelae', '{Probably-Likely}'), pg_temp.event('e06', 'SeriousResultsInDisability', 'unknown'),
	pg_temp.event('e07', 'SeriousIsBirthDefect', NULL), pg_temp.event('e08', 'SeriousRequiresPreventImpairment', NULL), pg_temp.event('e09', NULL, 'fatal'), pg_temp.event('e10', 'seriousness-unknown', 'x'),
	pg_temp.event('e11', 'Serious', NULL, '{}', '{"actuality": "potential"}') \g /dev/null
SELECT results_eq(format('SELECT event_id, serious, fatal, life_threatening, hospitalisation, disabling, congenital, other_important, related FROM %I.event ORDER BY 1', :'views'), $$VALUES
	('e01', false, false, false, false, false, false, false, false), ('e02', true, false, NULL, NULL, NULL, NULL, NULL, true), ('e03', true, true, NULL, NULL, NULL, NULL, NULL, NULL),
	('e04', true, false, true, NULL, NULL, NULL, NULL, true), ('e05', true, false, NULL, true, NULL, NULL, NULL, true), ('e06', true, NULL, NULL, NULL, true, NULL, NULL, NULL),
	('e07', true, NULL, NULL, NULL, NULL, true, NULL, NULL), ('e08', true, NULL, NULL, NULL, NULL, NULL, true, NULL), ('e09', true, true, NULL, NULL, NULL, NULL, NULL, NULL), ('e10', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)$$,
	'seriousness, outcome and causality by their codes; what is potential has not happened');
DELETE FROM resource WHERE resource_type = 'AdverseEvent';
SELECT pg_temp.event('f1', NULL, NULL, '{}', '{"date": "2020-08-01T00:10:00+08:00", "recordedDate": "2020-08-04", "event": {"text": "red arm", "coding": [{"system": "http://snomed.info/sct", "display": "Eruption"}, {"system": "http://terminology.hl7.org/CodeSystem/mdr", "display": "Rash macular"}]}}'),
	pg_temp.event('f2', NULL, NULL, '{}', '{"date": "2020-08", "study": [{"reference": "ResearchStudy/S1"}], "event": {"coding": {"code": "271807003"}}, "outcome": {"text": "gone"}}'),
	pg_temp.event('f3', NULL, NULL, '{}', '{"date": "August", "study": [{"reference": "ResearchStudy/S9"}], "recordedDate": "2020", "event": "Rash"}'), pg_temp.event('f4', NULL, NULL, '{}', '{"subject": {"reference": "Patient/p6"}}'),
	pg_temp.event('f5', NULL, NULL, '{}', '{"subject": {"reference": "Practitioner/p1"}, "study": [{"reference": "ResearchStudy/S1"}]}'), pg_temp.event('f6', NULL, NULL, '{}', '{"date": null, "suspectEntity": 3, "seriousness": [], "outcome": "x"}') \g /dev/null
SELECT results_eq(format('SELECT study_id, subject_id, event_id, case_id, arm, pt, onset::text, received, outcome FROM %I.event ORDER BY 3', :'views'), $$VALUES
	('S2', 'p1', 'f1', 'p1 2020-08-01', 'C', 'Rash macular', '2020-08-01', date '2020-08-04', NULL::text), ('S1', 'p1', 'f2', 'p1 2020-08', 'B', '271807003', '2020-08', NULL, 'gone'),
	('S9', 'p1', 'f3', 'p1 August', NULL, NULL, NULL, NULL, NULL), ('S1', NULL, 'f5', NULL, NULL, 'Rash', '2020-02-01', NULL, NULL), ('S2', 'p1', 'f6', NULL, 'C', 'Rash', NULL, NULL, NULL)$$,
	'the study it names, else that of its day, else the latest; the term of MedDRA first; a date that cannot be read is unknown');

-- Consent: only where signer, act and day are clear.
CREATE FUNCTION pg_temp.consent(id text, rest jsonb) RETURNS void LANGUAGE sql AS
	$$SELECT pg_temp.add('Consent', $1, '{"status": "active", "scope": {"coding": [{"code": "research"}]}, "patient": {"reference": "Patient/p1"}, "dateTime": "2019-12-01", "performer": [{"reference": "RelatedPerson/mother"}]}'::jsonb || $2)$$;
SELECT pg_temp.consent('c01', '{"performer": [{"reference": "RelatedPerson/mother"}, {"reference": "Patient/p1"}, {"reference": "Practitioner/d"}, {"reference": "Patient/p2"}]}'), pg_temp.consent('c02', '{"status": "rejected", "dateTime": "2019-12-02T10:00:00Z"}'),
	pg_temp.consent('c03', '{"dateTime": "2019-12-03", "policyRule": {"coding": [{"code": "OPTOUT"}]}}'), pg_temp.consent('c04', '{"dateTime": "2019-12-04", "policyRule": {"coding": [{"code": "OPTIN"}]}}'),
	pg_temp.consent('c05', '{"dateTime": "2019-12-05", "policyRule": {"coding": [{"code": "cric"}]}, "scope": {}, "category": [{"coding": [{"code": "research"}]}]}'), pg_temp.consent('x1', '{"status": "inactive"}'), pg_temp.consent('x2', '{"status": "draft"}'),
	pg_temp.consent('x3', '{"scope": {"coding": [{"code": "patient-privacy"}]}}'), pg_temp.consent('x4', '{"dateTime": "2019-12"}'), pg_temp.consent('x5', '{"performer": []}'), pg_temp.consent('x6', '{"performer": [{"reference": "Organization/o"}]}'),
	pg_temp.consent('x7', '{"policyRule": {"coding": [{"code": "OPTINR"}]}}'), pg_temp.consent('x8', '{"provision": {"type": "deny"}}'), pg_temp.consent('x9', '{"patient": {"reference": "Group/g"}}'), pg_temp.consent('y1', '{"patient": {"reference": "Patient/p6"}}') \g /dev/null
SELECT results_eq(format('SELECT study_id, subject_id, signed_on, signer, signer_id, act FROM %I.consent ORDER BY 3, 4', :'views'), $$VALUES
	('S1', 'p1', date '2019-12-01', 'guardian', 'mother', 'consent'), ('S1', 'p1', '2019-12-01', 'subject', 'p1', 'consent'), ('S1', 'p1', '2019-12-02', 'guardian', 'mother', 'dissent'),
	('S1', 'p1', '2019-12-03', 'guardian', 'mother', 'dissent'), ('S1', 'p1', '2019-12-04', 'guardian', 'mother', 'consent'), ('S1', 'p1', '2019-12-05', 'guardian', 'mother', 'consent')$$,
	'consents to research of the patient and of related persons, and refusals; nothing that is not clear');
SELECT results_eq(format('SELECT consent_coverage(''CN-2025'', date ''2015-03-09'', signed_on, signer, act, signer_id)::text FROM %I.consent', :'views'),
	ARRAY['{[01/12/2019,02/12/2019),[04/12/2019,09/03/2023)}'], 'which consent_coverage takes');

-- Observations.
CREATE FUNCTION pg_temp.observe(id text, codes text[], rest jsonb) RETURNS void LANGUAGE sql AS
	$$SELECT pg_temp.add('Observation', $1, jsonb_build_object('status', 'final', 'subject', '{"reference": "Patient/p1"}'::jsonb, 'effectiveDateTime', '2020-02-01', 'code',
		jsonb_build_object('coding', (SELECT jsonb_agg(jsonb_build_object('system', 'http://loinc.org', 'code', c)) FROM unnest($2) c))) || $3)$$;
SELECT pg_temp.observe('o01', '{29463-7,3141-9}', '{"valueQuantity": {"value": 12.5, "unit": "kilogram", "code": "kg"}}'), pg_temp.observe('o02', '{8302-2}', '{"effectiveDateTime": "2020", "valueQuantity": {"value": 39, "unit": "in"}}'),
	pg_temp.observe('o03', '{8302-2,8306-3}', '{"effectiveDateTime": null, "effectivePeriod": {"start": "2020-08-01T10:00:00Z"}, "valueQuantity": {"value": 98, "code": "cm"}}'), pg_temp.observe('o04', '{39156-5}', '{"valueQuantity": {"value": 1e999}}'),
	pg_temp.observe('o05', '{9843-4}', '{"valueQuantity": {"value": 49, "comparator": ">", "code": "cm"}}'), pg_temp.observe('o06', '{8287-5}', '{"valueQuantity": {"value": "49"}}'), pg_temp.observe('o07', '{29463-7}', '{"dataAbsentReason": {}}'),
	pg_temp.observe('o08', '{29463-7}', '{"status": "entered-in-error", "valueQuantity": {"value": 1}}'), pg_temp.observe('o09', '{29463-7}', '{"subject": {"reference": "Patient/p6"}, "valueQuantity": {"value": 1}}'),
	pg_temp.observe('o10', '{8480-6}', '{"valueQuantity": {"value": 100}}'), pg_temp.observe('o11', '{x}', '{"code": {"coding": [{"system": "http://snomed.info/sct", "code": "29463-7"}]}, "valueQuantity": {"value": 1}}') \g /dev/null
SELECT results_eq(format('SELECT study_id, subject_id, measured_on::text, measure, value::text, unit FROM %I.measurement ORDER BY 4, 5, 3', :'views'), $$VALUES
	('S1', 'p1', '2020-02-01', 'bmi', NULL, NULL), ('S1', 'p1', '2020-02-01', 'head', '49', NULL), ('S1', 'p1', '2020-02-01', 'head', NULL, 'cm'), ('S2', 'p1', '2020', 'height', '39', 'in'),
	('S2', 'p1', '2020-08-01', 'length', '98', 'cm'), ('S1', 'p1', '2020-02-01', 'weight', '12.5', 'kg'), ('S1', 'p1', '2020-02-01', 'weight', NULL, NULL)$$, 'body size by LOINC code, in its unit; more than 49 is no 49');
SELECT pg_temp.observe('g1', '{76516-4}', '{"valueQuantity": {"value": 34, "code": "wk"}}'), pg_temp.observe('g2', '{76516-4}', '{"valueQuantity": {"value": 238, "code": "d"}}'), pg_temp.observe('g3', '{76516-4}', '{"valueString": "34+0"}'),
	pg_temp.observe('g4', '{76516-4}', '{"valueQuantity": {"value": 34.5, "code": "wk"}}'), pg_temp.observe('g5', '{76516-4}', '{"valueString": "40+2", "focus": [{"reference": "Patient/child"}]}'), pg_temp.observe('g6', '{76516-4}', '{"valueString": "early"}'),
	pg_temp.observe('g7', '{76516-4}', '{"subject": {"reference": "Patient/p2"}, "valueQuantity": {"value": 40.2857}}'), pg_temp.observe('g8', '{11884-4}', '{"subject": {"reference": "Patient/unknown"}, "valueQuantity": {"value": 30, "code": "wk"}}') \g /dev/null
SELECT results_eq(format('SELECT DISTINCT subject_id, ga::text FROM %I.subject ORDER BY 1', :'views'), $$VALUES ('p1', '34+0'), ('p2', '40+2'), ('unknown', NULL)$$, 'gestation at birth, in weeks, days or both; not that of a pregnancy');
SELECT pg_temp.observe('g9', '{76516-4}', '{"valueString": "34+1"}') \g /dev/null
SELECT is_empty(format('SELECT FROM %I.subject WHERE subject_id = %L AND ga IS NOT NULL', :'views', 'p1'), 'values that differ do not tell');

-- The same resources as other loaders lay them out.
CREATE FUNCTION pg_temp.same(target text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE v text;
BEGIN
	FOREACH v IN ARRAY '{subject,exposure,event,consent,measurement}'::text[] LOOP
		RETURN QUERY EXECUTE format('SELECT is((SELECT count(*) FROM %1$I.%2$I), (SELECT count(*) FROM %3$I.%2$I), %4$L) || E''\n'' || is_empty(''TABLE %1$I.%2$I EXCEPT TABLE %5$s'', %4$L)',
			target, v, 'vi"ews; {own}', target || ': ' || v, replace(format('%I.%I', 'vi"ews; {own}', v), '''', ''''''));
	END LOOP;
END $$;
CREATE SCHEMA gateway;
CREATE TABLE gateway.resources (id serial, fhir_id varchar(64), type varchar(64), data json, is_deleted boolean);
INSERT INTO gateway.resources (fhir_id, type, data, is_deleted) SELECT id, resource_type, (content - 'id' - 'resourceType')::json, false FROM resource;
INSERT INTO gateway.resources (fhir_id, type, data, is_deleted) VALUES ('p9', 'Patient', '{}', true), ('r9', 'ResearchSubject', '{"individual": {"reference": "Patient/p9"}}', true);
SELECT fhir_views('gateway', 'gateway_views') \g /dev/null
SELECT pg_temp.same('gateway_views');
-- a table a type, and references and choices as these servers store them
CREATE SCHEMA base;
DO $$ DECLARE t text; BEGIN
	FOREACH t IN ARRAY '{Patient,ResearchSubject,MedicationAdministration,AdverseEvent,Consent,Observation}'::text[] LOOP
		EXECUTE format('CREATE TABLE base.%I (id text, txid bigint, resource_type text, resource jsonb)', lower(t));
		EXECUTE format('INSERT INTO base.%I SELECT id, 1, resource_type, regexp_replace(regexp_replace((content - ''id'' - ''resourceType'')::text,
				''"reference": "(?:http://x.org/fhir/)?([A-Z][A-Za-z]+)/([^"/]+)(/_history/[0-9])?"'', ''"resourceType": "\1", "id": "\2"'', ''g''),
				''"(value|effective)(Quantity|Period)": (\{[^}]*\})'', ''"\1": {"\2": \3}'', ''g'')::jsonb FROM resource WHERE resource_type = %L', lower(t), t);
	END LOOP;
END $$;
SELECT fhir_views('base', 'base_views') \g /dev/null
SELECT pg_temp.same('base_views');
CREATE SCHEMA mimic;
CREATE TABLE mimic."Patient" AS SELECT id, content AS fhir FROM resource WHERE resource_type = 'Patient';
CREATE TABLE mimic.medication_administration AS SELECT id, content AS anything FROM resource WHERE resource_type = 'MedicationAdministration';
SELECT fhir_views('mimic', 'mimic_views') \g /dev/null
SELECT is((SELECT count(*) FROM mimic_views.subject WHERE study_id = 'FHIR'), 6::bigint, 'without a table of ResearchSubject every patient is a subject');
SELECT is((SELECT count(*) FROM mimic_views.exposure WHERE study_id = 'FHIR'), 12::bigint, 'and every dose is one');
SELECT is(obj_description(format('mimic_views.%I', v)::regclass, 'pg_class'), c, 'comment of ' || v) FROM (VALUES
	('subject', E'pedsafety fhir_views: a row of ResearchSubject each, of Patient where there is none\nNULL: ga - there is no table observation\nstudy_id is FHIR, arm NULL: there is no table researchsubject'),
	('event', E'pedsafety fhir_views: a row of AdverseEvent each\nEmpty: there is no table adverseevent'),
	('form_version', E'pedsafety fhir_views: nothing\nEmpty: FHIR has no versions of a form')) x(v, c);

-- What is not ours stays; what is ours is replaced.
SELECT lives_ok(format('SELECT fhir_views(%L, %L)', :'fhir', :'views'), 'made again, in the place of the former');
SELECT is(left(pg_temp.failure($$SELECT fhir_views('base', 'base')$$), 5), '42809', 'the table consent is in the way');
SELECT lives_ok($$SELECT fhir_views('gateway', 'gateway')$$, 'views beside the resources');
SELECT lives_ok($$SELECT fhir_views('gateway', 'gateway')$$, 'which are no resources themselves');
SELECT is(left(pg_temp.failure($$SELECT omop_views('gateway', 'gateway')$$), 5), '42P01', 'nor a source for another function');
CREATE VIEW mimic.subject AS SELECT 1 AS x;
SELECT is(left(pg_temp.failure($$SELECT fhir_views('mimic', 'mimic')$$), 5), '42P07', 'a view that we did not make');

CREATE ROLE pedsafety_reader;
GRANT USAGE ON SCHEMA base_views, base, public TO pedsafety_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA base_views TO pedsafety_reader;
SET LOCAL ROLE pedsafety_reader;
SELECT throws_ok('SELECT count(*) FROM base_views.subject', '42501');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
