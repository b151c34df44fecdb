-- SPDX-License-Identifier: PostgreSQL
-- A safety database beside a trial: one element of a case, the tables that messages
-- go to, and the contract views over them.
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
SELECT plan(141);

CREATE FUNCTION pg_temp.failure(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE m text; d text; h text; BEGIN EXECUTE statement; RETURN NULL;
EXCEPTION WHEN OTHERS THEN GET STACKED DIAGNOSTICS m = MESSAGE_TEXT, d = PG_EXCEPTION_DETAIL, h = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', SQLSTATE, m, nullif(d, ''), h); END $$;

-- ---------------------------------------------------------------- one element
\set case '{"D.2.1": "20150310", "D.2.2a": 10, "D.7.3": true, "D.1": {"nullFlavor": "MSK"}, "D.5": "", "D.3": null, "D.4": [1], "D.6": {"x": "y"}, "C.1.10.r": ["A", {"nullFlavor": "ASKU"}, ""], "N.2.r.1": "M1", "E.i": [{"E.i.4": "2025"}, {"E.i.4": {"nullFlavor": "NASK"}, "FDA.E.i.3.2h": "true"}, 7], "G.k": {"G.k.4.r": [{"G.k.4.r.1a": "2.5"}, {"G.k.4.r.1a": "5"}], "G.k.9.i": [{"G.k.9.i.2.r": [{"G.k.9.i.2.r.3": "related"}]}], "G.k.10.r": "3", "FDA.G.k.12.r": [{"FDA.G.k.12.r.1": "z"}]}, "FDA.D.11.r": [{"FDA.D.11.r.1": "C41259"}]}'
SELECT is(icsr_value(:'case', e), v, 'value of ' || e), is(icsr_null_flavor(:'case', e), f, 'null flavour of ' || e)
FROM (VALUES ('D.2.1', '20150310', NULL), ('D.2.2a', '10', NULL), ('D.7.3', 'true', NULL), ('D.1', NULL, 'MSK'), ('D.5', NULL, NULL), ('D.3', NULL, NULL),
	('D.4', NULL, NULL), ('D.6', NULL, NULL), ('D.99', NULL, NULL), ('N.2.r.1', 'M1', NULL),
	('C.1.10.r[1]', 'A', NULL), ('C.1.10.r[2]', NULL, 'ASKU'), ('C.1.10.r[3]', NULL, NULL), ('C.1.10.r[4]', NULL, NULL),
	('E.i[1].E.i.4', '2025', NULL), ('E.i[2].E.i.4', NULL, 'NASK'), ('E.i[3].E.i.4', NULL, NULL), ('E.i[4].E.i.4', NULL, NULL), ('E.i[99999999].E.i.4', NULL, NULL),
	('E.i[2].FDA.E.i.3.2h', 'true', NULL), ('E.i[1]', NULL, NULL),
	('G.k[1].G.k.4.r[2].G.k.4.r.1a', '5', NULL), ('G.k[2].G.k.4.r[1].G.k.4.r.1a', NULL, NULL), ('G.k[1].G.k.9.i[1].G.k.9.i.2.r[1].G.k.9.i.2.r.3', 'related', NULL),
	('G.k[1].G.k.10.r[1]', '3', NULL), ('G.k[1].G.k.10.r[2]', NULL, NULL), ('G.k[1].FDA.G.k.12.r[1].FDA.G.k.12.r.1', 'z', NULL), ('FDA.D.11.r[1].FDA.D.11.r.1', 'C41259', NULL)) x(e, v, f);
SELECT is(pg_temp.failure(format('SELECT icsr_value(%L, %L)', :'case', e)), '22023 | ' || f, 'not a path: ' || e)
FROM (VALUES
	('E.i.4', '"E.i.4" stands in the group E.i, which repeats | Write the group with the number of the item before the element: E.i[1].E.i.4.'),
	('G.k[1].G.k.4.r.1a', '"G.k.4.r.1a" stands in the group G.k.4.r, which repeats | Write the group with the number of the item before the element: G.k.4.r[1].G.k.4.r.1a.'),
	('G.k[1].E.i.4', '"E.i.4" stands in the group E.i, which repeats | Write the group with the number of the item before the element: E.i[1].E.i.4.'),
	('E.i[1].D.2.1', '"D.2.1" stands in no group, but is given in one: "E.i[1].D.2.1" | Write the id of the element alone.'),
	('C.1.10.r', '"C.1.10.r" repeats: "C.1.10.r" does not say which is meant | Write the number of the item, from 1: C.1.10.r[1]; of a group, then its element.'),
	('E.i', '"E.i" repeats: "E.i" does not say which is meant | Write the number of the item, from 1: E.i[1]; of a group, then its element.'),
	('FDA.E.i.3.2h', '"FDA.E.i.3.2h" stands in the group E.i, which repeats | Write the group with the number of the item before the element: E.i[1].FDA.E.i.3.2h.')) x(e, f);
SELECT is(pg_temp.failure(format('SELECT icsr_value(%L, %L)', :'case', e)),
	format('22023 | invalid element of a case report: "%s" | The fault is at character %s. | Write the id of the element, such as D.2.1; in a group with the number of the item: E.i[1].E.i.4.', e, at), 'malformed: ' || e)
FROM (VALUES ('', 1), ('.D', 1), ('D..1', 3), ('D.', 3), ('D 1', 2), ('E.i[0].E.i.4', 6), ('E.i[01].E.i.4', 7), ('E.i[].E.i.4', 5), ('E.i[1', 6), ('E.i[1]E.i.4', 7), ('E.i[-1].E.i.4', 5),
	('E.i[123456789].E.i.4', 13), ('E.i[1].', 8), (E'D.2.1\n', 6), (U&'\00e9D', 1), ('a.r[1].a.r.r[1].a.r.r.r[1].a.r.r.r.r[1].a.r.r.r.r.r[1].a.r.r.r.r.r.r[1].a.r.r.r.r.r.r.r[1].a.r.r.r.r.r.r.r.r[1].a.r.r.r.r.r.r.r.r.r[1]', 113)) x(e, at);
SELECT is(pg_temp.failure($$SELECT icsr_value('[]', 'D.1')$$), pg_temp.failure($$SELECT icsr_age_band('[]')$$), 'no object: the error of all readers of a case');
SELECT is(icsr_value(NULL, 'D.1'), NULL, 'strict'), is(icsr_null_flavor('{}', NULL), NULL, 'strict');

-- ------------------------------------------------- from messages to a table of cases
CREATE SCHEMA base;
SET LOCAL search_path = base, public;
CREATE TABLE e2b_message (
	message_no  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	received_on date NOT NULL,
	file_name   text,
	content     bytea NOT NULL,
	sha256      bytea GENERATED ALWAYS AS (sha256(content)) STORED UNIQUE,
	loaded_at   timestamptz NOT NULL DEFAULT now(),
	refused     text);
CREATE TABLE icsr (
	message_no  bigint REFERENCES e2b_message,
	case_no     bigint,
	report_id   text,
	received_on date NOT NULL,
	sent        date,
	icsr        jsonb NOT NULL,
	onset       partial_date GENERATED ALWAYS AS (icsr_onset(icsr)) STORED,
	band        age_band     GENERATED ALWAYS AS (icsr_age_band(icsr)) STORED,
	age         text         GENERATED ALWAYS AS (icsr_age_text(icsr)) STORED,
	serious     boolean      GENERATED ALWAYS AS (icsr_serious(icsr)) STORED,
	study_id    text         GENERATED ALWAYS AS (icsr_value(icsr, 'C.5.3')) STORED,
	subject_id  text         GENERATED ALWAYS AS (icsr_value(icsr, 'D.1.1.4')) STORED,
	nullified   boolean      GENERATED ALWAYS AS (coalesce(icsr_value(icsr, 'C.1.11.1') = '1', false)) STORED,
	PRIMARY KEY (message_no, case_no));
CREATE INDEX ON icsr (band);
CREATE INDEX ON icsr ((icsr_value(icsr, 'C.1.8.1')));
CREATE FUNCTION e2b_load(content bytea, received_on date, file_name text DEFAULT NULL) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	no bigint;
	cases integer;
BEGIN
	INSERT INTO e2b_message (content, received_on, file_name) VALUES ($1, $2, $3)
	ON CONFLICT (sha256) DO NOTHING RETURNING message_no INTO no;
	IF no IS NULL THEN RETURN 'already there'; END IF;
	BEGIN
		INSERT INTO icsr (message_no, case_no, report_id, received_on, icsr)
		SELECT no, c.case_no, c.report_id, $2, c.icsr
		FROM   icsr_from_e2b(xmlparse(DOCUMENT ltrim(convert_from($1,
					coalesce(substring(encode(substr($1, 1, 200), 'escape'), 'encoding=["'']([^"'']+)'), 'UTF8')), chr(65279))))
			   WITH ORDINALITY c(report_id, icsr, case_no);
		GET DIAGNOSTICS cases = ROW_COUNT;
		RETURN format('%s loaded', cases);
	EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
		UPDATE e2b_message SET refused = SQLSTATE || ' ' || SQLERRM WHERE message_no = no;
		RETURN 'refused';
	END;
END $$;

-- A message of one case: id, day of the newest information, birth, onset.
CREATE FUNCTION pg_temp.part(id text, informed text, birth text, onset text, name text DEFAULT 'X') RETURNS text LANGUAGE sql AS $$
	SELECT format('<PORR_IN049016UV><controlActProcess><subject><investigationEvent><id root="2.16.840.1.113883.3.989.2.1.3.1" extension="%1$s"/>'
		'<id root="2.16.840.1.113883.3.989.2.1.3.2" extension="W-%1$s"/><effectiveTime><low value="20250301"/></effectiveTime><availabilityTime value="%2$s"/>'
		'<component><adverseEventAssessment><subject1><primaryRole><player1><name>%5$s</name><birthTime value="%3$s"/></player1>'
		'<subjectOf2><observation><code code="29" codeSystem="2.16.840.1.113883.3.989.2.1.1.19"/><effectiveTime xsi:type="IVL_TS"><low value="%4$s"/></effectiveTime>'
		'<value xsi:type="CE" code="10016558" codeSystem="2.16.840.1.113883.6.163" codeSystemVersion="27.1"/></observation></subjectOf2>'
		'</primaryRole></subject1></adverseEventAssessment></component></investigationEvent></subject></controlActProcess></PORR_IN049016UV>', $1, $2, $3, $4, $5) $$;
CREATE FUNCTION pg_temp.message(parts text, encoding text DEFAULT 'UTF-8') RETURNS bytea LANGUAGE sql AS $$
	SELECT convert_to(format('<?xml version="1.0" encoding="%s"?><MCCI_IN200100UV01 xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">%s</MCCI_IN200100UV01>',
		encoding, parts), encoding) $$;
SELECT is(e2b_load(pg_temp.message(pg_temp.part('A', '20250302', '20150310', '20250228')), '2025-03-03', 'a.xml'), '1 loaded', 'a message'),
	is(e2b_load(pg_temp.message(pg_temp.part('A', '20250302', '20150310', '20250228')), '2025-03-04', 'a again.xml'), 'already there', 'the same bytes again'),
	is(e2b_load(pg_temp.message(pg_temp.part('B', '20250302', '20250201', '20250228') || pg_temp.part('C', '20250302', '2007', '202502')), '2025-03-03'), '2 loaded', 'a batch of two'),
	is(e2b_load('\xefbbbf' || pg_temp.message(pg_temp.part('D', '20250302', '20150310', '20250228')), '2025-03-03'), '1 loaded', 'a byte order mark'),
	is(e2b_load(pg_temp.message(pg_temp.part('E', '20250302', '20150310', '20250228', U&'\00c9lodie'), 'ISO-8859-1'), '2025-03-03'), '1 loaded', 'another encoding'),
	is(e2b_load('<MCCI_IN200101UV01/>', '2025-03-03'), 'refused', 'an acknowledgement'), is(e2b_load('<a', '2025-03-03'), 'refused', 'no XML'),
	is(e2b_load('\xff', '2025-03-03'), 'refused', 'no text'), is(e2b_load('', '2025-03-03'), 'refused', 'nothing'),
	is(e2b_load('<?xml version="1.0" encoding="klingon"?><a/>', '2025-03-03'), 'refused', 'an unknown encoding'),
	is(e2b_load('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', '2025-03-03'), 'refused', 'an external entity');
SELECT results_eq('SELECT file_name, left(refused, 5), count(i) FROM e2b_message m LEFT JOIN icsr i USING (message_no) GROUP BY message_no ORDER BY message_no', $$VALUES
	('a.xml', NULL, 1::bigint), (NULL, NULL, 2), (NULL, NULL, 1), (NULL, NULL, 1), (NULL, '2200M', 0), (NULL, '2200M', 0), (NULL, '22021', 0), (NULL, '2200M', 0), (NULL, '22023', 0), (NULL, '2200M', 0)$$,
	'what came in is there, with its cases or the reason why it has none');
SELECT results_eq('SELECT case_no, report_id, onset::text, band::text, age, icsr ->> ''D.1'' FROM icsr ORDER BY report_id', $$VALUES
	(1::bigint, 'A', '2025-02-28', '[2y,12y)', '9 a', 'X'), (1, 'B', '2025-02-28', '[0d,28d)', '27 d', 'X'), (2, 'C', '2025-02', '[12y,)', '17-18 a', 'X'),
	(1, 'D', '2025-02-28', '[2y,12y)', '9 a', 'X'), (1, 'E', '2025-02-28', '[2y,12y)', '9 a', U&'\00c9lodie')$$, 'the columns that are computed');
SET LOCAL enable_seqscan = off;
SELECT is((SELECT report_id FROM icsr WHERE band = '[0d,28d)'), 'B', 'by an index of bands'), is((SELECT report_id FROM icsr WHERE icsr_value(icsr, 'C.1.8.1') = 'W-B'), 'B', '... of an element');
RESET enable_seqscan;
DELETE FROM icsr;

-- ------------------------------------------------------------------------ views
SELECT is(pg_temp.failure($$SELECT icsr_views('nowhere', 'v')$$) LIKE '3F000 | schema "nowhere" does not exist%', true, 'no schema'),
	throws_ok($$SELECT icsr_views(NULL, 'v')$$, '22004'), throws_ok($$SELECT icsr_views('base', NULL)$$, '22004');
CREATE SCHEMA poor;
SELECT is(left(pg_temp.failure($$SELECT icsr_views('poor', 'v')$$), 78), '42P01 | schema "poor" lacks what is read from it | Missing tables: icsr. | Tab', 'no table');
CREATE TABLE poor.icsr (a int);
CREATE TABLE poor.meddra (a int);
SELECT is(left(pg_temp.failure($$SELECT icsr_views('poor', 'v')$$), 115), '42703 | schema "poor" lacks what is read from it | Missing columns: icsr.icsr, meddra.llt_code, meddra.pt. | Tables', 'no columns: all named');
DROP TABLE poor.meddra;
ALTER TABLE poor.icsr ADD icsr text;
SELECT is(pg_temp.failure($$SELECT icsr_views('poor', 'v')$$), '42804 | schema "poor" has columns of a wrong type: icsr.icsr is text, expected jsonb | The column holds what icsr_from_e2b makes.', 'text is no jsonb');
ALTER TABLE poor.icsr ALTER icsr TYPE json USING icsr::json;
SELECT lives_ok($$SELECT icsr_views('poor', 'v')$$, 'json will do, and nothing else is needed');
INSERT INTO poor.icsr VALUES (1, NULL), (2, '3'), (3, '[]'), (4, '{}'), (5, '{"C.1.1": "R"}');
SELECT results_eq('SELECT case_id, report_id, version_no::int, recorded::text, event_no, pt, serious FROM v.icsr_event ORDER BY 1, 2', $$VALUES
	('R', 'R', 1, '(,)', 0, NULL::text, NULL::boolean), (NULL, NULL, 1, '(,)', 0, NULL, NULL), (NULL, NULL, 1, '(,)', 0, NULL, NULL), (NULL, NULL, 1, '(,)', 0, NULL, NULL), (NULL, NULL, 1, '(,)', 0, NULL, NULL)$$,
	'nothing is lost: what is no report, and one without anything in it; what has no id is a case by itself');
SELECT is((SELECT count(*) FROM v.event), 5::bigint, '... nor in event'), is((SELECT count(*) FROM v.safety_report WHERE kind = 'initial'), 5::bigint, '... nor in safety_report'),
	is((SELECT count(DISTINCT report_id) FROM v.icsr_finding), 1::bigint, 'findings of what stands'), is_empty('SELECT FROM v.exposure', 'no exposure');
CREATE VIEW public.dependent AS SELECT * FROM v.subject;
SELECT is((SELECT count(*) FROM icsr_views('poor', 'v')), 9::bigint, 'made again, under what depends on it');
CREATE SCHEMA w; CREATE VIEW w.event AS SELECT 1 AS x;
SELECT throws_ok($$SELECT icsr_views('poor', 'w')$$, '42P07'), is((SELECT count(*) FROM pg_class WHERE relnamespace = 'w'::regnamespace), 1::bigint, 'another''s view stays, and nothing is made');
SELECT is((SELECT string_agg(attname || ' ' || format_type(atttypid, NULL), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = format('v.%I', view_name)::regclass AND attnum > 0),
	string_agg(column_name || ' ' || format_type(column_type::regtype, NULL), ', ' ORDER BY column_no), 'columns of ' || view_name || ' as the contract has them')
FROM dsur_columns() GROUP BY view_name ORDER BY view_name;
SELECT is((SELECT count(*) FROM pg_class WHERE relnamespace = 'v'::regnamespace AND reloptions = '{security_invoker=true}'), 9::bigint, 'they read with the rights of who reads them');

-- Versions. A report, its follow-up, and the follow-up to it that came in before it.
CREATE FUNCTION pg_temp.report(id text, informed text, received date, rest jsonb DEFAULT '{}') RETURNS void LANGUAGE sql AS $$
	INSERT INTO base.e2b_message (content, received_on) VALUES (convert_to($1 || $2 || $3 || $4, 'UTF8'), $3);
	INSERT INTO base.icsr (message_no, case_no, report_id, received_on, icsr)
	SELECT max(message_no), 1, $1, $3, jsonb_build_object('C.1.1', $1, 'C.1.8.1', 'W' || $1, 'C.1.4', '20250101', 'C.1.5', $2, 'C.5.3', 'ST', 'D.1.1.4', 'S' || $1, 'D.2.1', '20150310',
		'E.i', jsonb_build_array(jsonb_build_object('E.i.2.1b', '10016558', 'E.i.4', '20241231', 'E.i.3.2a', '{"nullFlavor": "NI"}'::jsonb, 'E.i.3.2b', '{"nullFlavor": "NI"}'::jsonb, 'E.i.3.2c', 'true',
			'E.i.3.2d', '{"nullFlavor": "NI"}'::jsonb, 'E.i.3.2e', '{"nullFlavor": "NI"}'::jsonb, 'E.i.3.2f', '{"nullFlavor": "NI"}'::jsonb))) || $4 FROM base.e2b_message $$;
SELECT is((SELECT count(*) FROM icsr_views('base', 'reports')), 9::bigint, 'the views over the table');
SELECT pg_temp.report('1', '20250101', '2025-01-02'), pg_temp.report('1', '20250301', '2025-03-02', '{"E.i": [{"E.i.2.1b": "1"}, {"E.i.2.1b": "2"}]}'), pg_temp.report('1', '20250201', '2025-03-05'),
	pg_temp.report('2', '20250101', '2025-01-02'), pg_temp.report('2', '20250110', '2025-01-12', '{"C.1.11.1": "1"}'),
	pg_temp.report('3', '20250101', '2025-01-02'), pg_temp.report('3', '20250101', '2025-01-02', '{"C.1.2": "20250103"}'),
	pg_temp.report('4', '20250101', '2025-01-02', '{"C.1.8.1": "W1", "C.1.2": "20250102"}'), pg_temp.report('5', '20250101', '2025-01-02', '{"C.1.11.1": "2"}'),
	pg_temp.report('6', '20250101', '2025-01-02', '{"C.1.8.1": {"nullFlavor": "NI"}}'), pg_temp.report('6', '20250105', '2025-01-06') \g /dev/null
SELECT results_eq('SELECT case_id, report_id, version_no::int, event_no, nullified, recorded::text FROM reports.icsr_event ORDER BY case_id, version_no, event_no', $$VALUES
	('W1', '1', 1, 1, false, 'empty'), ('W1', '4', 2, 1, false, '[02/01/2025,02/03/2025)'), ('W1', '1', 3, 1, false, 'empty'), ('W1', '1', 4, 1, false, '[02/03/2025,)'), ('W1', '1', 4, 2, false, '[02/03/2025,)'),
	('W2', '2', 1, 1, false, '[02/01/2025,12/01/2025)'), ('W2', '2', 2, 1, true, 'empty'), ('W3', '3', 1, 1, false, 'empty'), ('W3', '3', 2, 1, false, '[02/01/2025,)'), ('W5', '5', 1, 1, false, '[02/01/2025,)'),
	('W6', '6', 1, 1, false, '[02/01/2025,06/01/2025)'), ('W6', '6', 2, 1, false, '[06/01/2025,)')$$,
	'later information supersedes, whenever it came; a nullification ends, an amendment does not; one case under two report ids, and under one whose worldwide id came later');
SELECT is((SELECT count(*) FROM reports.event WHERE recorded @> d), n, 'events known on ' || d::text)
FROM (VALUES (date '2025-01-01', 0::bigint), ('2025-01-02', 5), ('2025-01-12', 4), ('2025-03-01', 4), ('2025-03-02', 5), ('2025-03-06', 5)) x(d, n);
SELECT is((SELECT count(*) FROM reports.event), 12::bigint, 'every reaction of every version is there');
ALTER TABLE icsr ADD version numeric;
UPDATE icsr SET version = CASE WHEN icsr ->> 'C.1.5' = '20250201' THEN 9 ELSE 1 END WHERE report_id = '1';
SELECT icsr_views('base', 'reports') \g /dev/null
SELECT is((SELECT recorded::text FROM reports.icsr_event WHERE report_id = '1' ORDER BY version_no DESC LIMIT 1), '[05/03/2025,)', 'a version number in the table decides');
UPDATE icsr SET version = NULL;

SELECT pg_temp.report('A', '20250101', '2025-01-08', '{"C.1.2": "20250103"}'), pg_temp.report('A', '20250101', '2025-01-06', '{"C.1.2": "20250105"}') \g /dev/null
SELECT is((SELECT string_agg(recorded::text, ' ' ORDER BY version_no) FROM reports.icsr_event WHERE report_id = 'A'), 'empty [06/01/2025,)', 'of the same information, as they were created');
DELETE FROM icsr WHERE report_id = 'A';

-- safety_report, and what is late
UPDATE icsr SET sent = '2025-01-20' WHERE report_id = '2' AND NOT nullified;
SELECT pg_temp.report('7', '20250101', '2025-01-02', '{"C.1.7": "false"}'), pg_temp.report('7', '20250201', '2025-02-02', '{"C.1.7": "true", "E.i": [{"E.i.3.2a": "true"}]}'),
	pg_temp.report('8', '20250101', '2025-01-02', '{"C.1.7": "false"}'), pg_temp.report('9', '202501', '2025-01-03', '{"C.1.4": {"nullFlavor": "NASK"}}') \g /dev/null
SELECT results_eq('SELECT case_id, kind, received, fatal_or_life_threatening, first_report, sent FROM reports.safety_report WHERE report_id IN (''2'', ''7'', ''8'', ''9'') ORDER BY case_id, kind DESC', $$VALUES
	('W2', 'initial', date '2025-01-01', false, NULL::date, date '2025-01-20'), ('W2', 'follow-up', '2025-01-10', false, '2025-01-20', NULL),
	('W7', 'initial', '2025-02-01', true, NULL, NULL), ('W9', 'initial', '2025-01-03', false, NULL, NULL)$$, 'a row of each version to be expedited; the first of them is the initial report; day 0');
SELECT results_eq('SELECT case_id, kind, due, late_by FROM overdue(''reports'', ''2025-02-10'') WHERE report_id IN (''2'', ''7'', ''8'', ''9'') ORDER BY due', $$VALUES
	('W2', 'initial', date '2025-01-16', 4), ('W9', 'initial', '2025-01-18', 23), ('W2', 'follow-up', '2025-01-25', 16), ('W7', 'initial', '2025-02-08', 2)$$, 'and overdue reads it');

-- Beside a trial: its subjects and exposure, its arms, the terms of a dictionary.
CREATE SCHEMA trial;
CREATE TABLE trial.subject (study_id text, subject_id text, birth partial_date, ga gestational_age, sex text, race text, country text, arm text, enrolled date, ended date);
CREATE TABLE trial.exposure (study_id text, subject_id text, arm text, during daterange, dose numeric, dose_unit text, route text, form text);
INSERT INTO trial.subject (study_id, subject_id, birth, sex, arm) VALUES ('ST', 'S3', '2015-03-10', 'F', 'A'), ('ST', 'S5', '2015-03-10', 'M', 'B');
INSERT INTO trial.exposure (study_id, subject_id, arm, during) VALUES ('ST', 'S3', 'A', '[2024-06-01,2025-06-01)'), ('ST', 'S5', 'B', '[2024-06-01,2025-06-01)');
CREATE TABLE meddra (llt_code int, pt text, soc text);
INSERT INTO meddra VALUES (10016558, 'Pyrexia', 'General disorders'), (1, 'One', NULL);
SELECT is(pg_temp.failure($$SELECT icsr_views('base', 'trial', 'trial')$$) LIKE '22023 | target_schema and trial_schema are both "trial"%', true, 'not among the trial''s own views'),
	throws_ok($$SELECT icsr_views('base', 'reports', 'poor')$$, '42P01'), throws_ok($$SELECT icsr_views('base', 'reports', 'nowhere')$$, '3F000');
SELECT results_eq($$SELECT view_name, note FROM icsr_views('base', 'reports', 'trial') WHERE view_name IN ('icsr_event', 'subject', 'exposure', 'consent') ORDER BY 1$$, $$VALUES
	('consent', 'Empty: there is no consent in trial'), ('exposure', NULL), ('icsr_event', 'NULL: arm - icsr has no column arm'), ('subject', NULL)$$, 'the trial''s views beside the events of the reports');
SELECT results_eq('SELECT subject_id, soc, pt, arm FROM reports.event WHERE subject_id IN (''S1'', ''S3'', ''S5'') AND NOT isempty(recorded) AND upper_inf(recorded) ORDER BY 1, 3', $$VALUES
	('S1', NULL::text, '2', NULL::text), ('S1', NULL, 'One', NULL), ('S3', 'General disorders', 'Pyrexia', 'A'), ('S5', 'General disorders', 'Pyrexia', 'B')$$, 'terms and arms; a code that the dictionary lacks stays');
SELECT results_eq($$SELECT arm, band, events_interval, subjects_interval FROM dsur_sae('reports', '2024-06-01', '[2024-06-01,2025-06-01)') WHERE pt = 'Pyrexia' AND arm IN ('A', 'B') AND events_interval > 0 AND band <> 'TOTAL'$$,
	$$VALUES ('A', '[2y,12y)', 1::bigint, 1::bigint), ('B', '[2y,12y)', 1, 1)$$, 'a report of the DSUR over them');
SELECT is((SELECT person_days_interval FROM dsur_exposure('reports', '2024-06-01', '[2024-06-01,2025-06-01)') WHERE arm = 'ALL' AND sex = 'ALL' AND band = 'TOTAL'), 730::bigint, '... over the trial''s exposure'),
	is((SELECT sum(n_interval) FROM dsur_reconciliation('reports', '2024-06-01', '[2024-06-01,2025-06-01)') WHERE line = 'balance'), 0::numeric, '... and its balance');

-- Causality, action, blinding
SELECT pg_temp.report('c' || no, '20250101', '2025-01-02', jsonb_build_object('E.i', jsonb_build_array('{"E.i.id": "e1"}'::jsonb), 'G.k', drugs::jsonb)) FROM (VALUES
	(1, '[{"G.k.1": "1", "G.k.8": "1", "G.k.2.5": "true", "G.k.9.i": [{"G.k.9.i.1": "e1", "G.k.9.i.2.r": [{"G.k.9.i.2.r.3": "Not related"}, {"G.k.9.i.2.r.3": " possibly related "}]}]}]'),
	(2, '[{"G.k.1": "1", "G.k.8": "4", "G.k.9.i": [{"G.k.9.i.1": "e1", "G.k.9.i.2.r": [{"G.k.9.i.2.r.3": "NOT RELATED"}]}]}, {"G.k.1": "2", "G.k.8": "1"}]'),
	(3, '{"G.k.1": 1, "G.k.8": "0", "G.k.9.i": {"G.k.9.i.1": "e1", "G.k.9.i.2.r": {"G.k.9.i.2.r.3": "perhaps"}}}'),
	(4, '[{"G.k.1": "3", "G.k.9.i": [{"G.k.9.i.1": "e2", "G.k.9.i.2.r": [{"G.k.9.i.2.r.3": "related"}]}]}]'),
	(5, U&'[{"G.k.1": "1", "G.k.9.i": [{"G.k.9.i.1": "e1", "G.k.9.i.2.r": [{"G.k.9.i.2.r.3": "\53EF\80FD\65E0\5173"}]}]}]'),
	(6, U&'[{"G.k.1": "1", "G.k.9.i": [{"G.k.9.i.1": "e1", "G.k.9.i.2.r": [{"G.k.9.i.2.r.3": "\5F88\53EF\80FD\6709\5173"}]}]}]'),
	(7, '[{"G.k.1": "1", "G.k.9.i": [{"G.k.9.i.1": "e1", "G.k.9.i.2.r": [{"G.k.9.i.2.r.3": "unrelated"}, {"G.k.9.i.2.r.3": "?"}, {"G.k.9.i.2.r.3": {"nullFlavor": "NI"}}]}]}]'), (8, '7')) x(no, drugs) \g /dev/null
SELECT results_eq('SELECT report_id, related, withdrew, blinded FROM reports.icsr_event WHERE report_id LIKE ''c%'' ORDER BY 1', $$VALUES
	('c1', true, true, true), ('c2', false, false, NULL::boolean), ('c3', NULL, NULL, NULL), ('c4', NULL, NULL, NULL), ('c5', false, NULL, NULL), ('c6', true, NULL, NULL), ('c7', NULL, NULL, NULL), ('c8', NULL, NULL, NULL)$$,
	'causality of the suspect drugs for this reaction, words that are not known leave it open; action; blinding');
SELECT * FROM finish();
ROLLBACK;
