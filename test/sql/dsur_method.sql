-- SPDX-License-Identifier: PostgreSQL
-- dsur_method, dsur_method_text: how the tables are calculated, in words.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
SET lc_messages = 'C';
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
SET datestyle = SQL, DMY;
SET timezone = 'UTC';
BEGIN;
SELECT plan(59);

-- The source: a schema with a name that has to be quoted.
\set source 'we"ird; %1$s'
CREATE SCHEMA :"source";
CREATE TABLE :"source".subject (study_id text DEFAULT 'T', subject_id text, birth partial_date, ga gestational_age, sex text, race text, country text, arm text, enrolled date, ended date);
CREATE TABLE :"source".exposure (study_id text DEFAULT 'T', subject_id text, arm text, during daterange, dose numeric, dose_unit text, route text, form text);
CREATE TABLE :"source".event (study_id text DEFAULT 'T', subject_id text DEFAULT 's1', event_id text, case_id text, arm text, blinded boolean, soc text, pt text, onset partial_date, received date,
	serious boolean, related boolean, fatal boolean, life_threatening boolean, hospitalisation boolean, disabling boolean, congenital boolean, other_important boolean,
	outcome text, withdrew boolean, recorded daterange);
CREATE TEMP TABLE report (item_no int, item text, statement text);
CREATE FUNCTION pg_temp.report(by_receipt boolean DEFAULT false, scheme age_scheme DEFAULT 'ich-e11', as_of date DEFAULT NULL, lang text DEFAULT 'en') RETURNS void LANGUAGE sql AS $$
	DELETE FROM report;
	INSERT INTO report SELECT * FROM dsur_method('we"ird; %1$s', '2023-01-01', '[2024-01-01,2025-01-01)', scheme, by_receipt, as_of, lang) $$;
-- Whether the statement of an item ends so.
CREATE FUNCTION pg_temp.says(what text, tail text) RETURNS text LANGUAGE sql AS $$
	SELECT is((SELECT right(statement, length(tail)) FROM report WHERE item = what), tail, what) $$;

-- ------------------------------------------------------------------ the texts
SELECT is((SELECT count(*) FROM dsur_method_text()), 22::bigint, 'dsur_method_text: all of them');
SELECT is_empty($$SELECT key FROM dsur_method_text() GROUP BY key HAVING count(*) > 1$$, 'each key once');
SELECT set_eq($$SELECT key FROM dsur_method_text('en')$$, $$SELECT key FROM dsur_method_text('zh')$$, 'both languages have the same keys');
SELECT is_empty($$SELECT e.key FROM dsur_method_text('en') e JOIN dsur_method_text('zh') z USING (key)
	WHERE (SELECT array_agg(DISTINCT m[1] ORDER BY m[1]) FROM regexp_matches(e.statement, '%(\d\$s|%)', 'g') m)
	IS DISTINCT FROM (SELECT array_agg(DISTINCT m[1] ORDER BY m[1]) FROM regexp_matches(z.statement, '%(\d\$s|%)', 'g') m)$$, 'and the same values in each');
SELECT is_empty($$SELECT l, key FROM unnest('{en,zh}'::text[]) l, dsur_method_text(l) WHERE regexp_replace(statement, '%(\d\$s|%)', '', 'g') LIKE '%\%%'$$, 'no lone % in them');
SELECT is_empty($$SELECT key FROM dsur_method_text('en') WHERE item || statement ~ '[^ -~]'$$, 'English is ASCII');
SELECT is_empty($$SELECT key FROM dsur_method_text('zh') WHERE item !~ '[^ -~]' OR statement !~ '[^ -~]'$$, 'Chinese is Chinese');
SELECT is((SELECT count(*) FROM dsur_method_text(NULL)), 0::bigint, 'strict');
SELECT throws_ok($$SELECT dsur_method_text('fr')$$, '22023', 'unknown language of the statement of method: "fr"');
SELECT throws_ok($$SELECT dsur_method_text('')$$, '22023', 'unknown language of the statement of method: ""');

-- ------------------------------------------------------------------ nothing
SELECT lives_ok($$SELECT pg_temp.report()$$, 'empty views');
SELECT is((SELECT string_agg(item_no || ' ' || item, ', ' ORDER BY item_no) FROM report),
	'1 Source, 2 Reporting period, 3 Age groups, 4 Age, 5 Exposure, 6 Exposure not counted, 7 Person-time, 8 Subjects, 9 Incomplete birth dates, 10 Events: placing in time, '
	'11 Events: age, 12 Incomplete onset dates, 13 Events before the development international birth date, 14 Events, cases, subjects, 15 Versions and duplicates, 16 Seriousness, '
	'17 Arms and blinding, 18 Rates', 'the items, numbered');
SELECT is((SELECT statement FROM report WHERE item = 'Source'), format('Calculated with pedsafety %s from the views subject, exposure and event of schema "we"ird; %%1$s".',
	(SELECT extversion FROM pg_extension WHERE extname = 'pedsafety')), 'version and schema');
SELECT is((SELECT statement FROM report WHERE item_no = 2),
	'The reporting period is 2024-01-01 to 2024-12-31, both days included. 2024-12-31 is the data lock point; what happened on a later day does not count. '
	'Cumulative figures run from the development international birth date, 2023-01-01, to the data lock point, both days included.', 'the periods, in ISO dates under any DateStyle');
SELECT pg_temp.says('Exposure', ': 0 of 0 rows.');
SELECT pg_temp.says('Person-time', 'Person-days in the period: 0; cumulatively: 0.');

-- ------------------------------------------------------------------ counts, each different
INSERT INTO :"source".subject (subject_id, birth, ga) VALUES
	('s1', '2020-01-01', '39+0'), ('s2', '2019', NULL), ('s3', '2018-05', '50+0'), ('s4', NULL, NULL), ('s5', '2010-01-01', NULL), ('s5', '2011-01-01', NULL),
	('s6', '2012-01-01', '30+0'), ('s8', '2012', NULL);
INSERT INTO :"source".exposure (subject_id, during) VALUES
	('s1', '[2024-01-01,2024-01-11)'), ('s1', '[2024-01-06,2024-01-16)'),	-- 15 days
	('s2', '[2023-12-31,2024-01-02)'),	-- 2, of them 1
	('s3', '[2024-12-30,)'), ('s4', '[2024-12-31,infinity)'),	-- 2 and 1, ongoing
	('s5', '[2023-01-01,2023-01-03)'),	-- 2, before the period
	('s6', '[2023-02-01,2023-02-04)'),	-- 3
	('s7', '[2024-02-01,2024-02-05)'),	-- 4; without a row in subject
	('s8', '[2025-01-01,)'), ('s1', '[2025-01-01,2025-02-01)'), ('s1', '[2025-02-01,)'), ('s2', '[2025-02-01,)'),	-- after: 4
	('s1', '(,2023-01-01)'), ('s1', '[2022-01-01,2022-02-01)'), ('s2', '[2022-01-01,2022-02-01)'),	-- before: 3
	('s1', NULL), ('s1', 'empty'),	-- no day: 2
	(NULL, '[2024-01-01,)');	-- nobody: 1
INSERT INTO :"source".event (event_id, onset, received, serious, blinded, recorded) VALUES
	('e1', '2024-02-01', '2024-02-02', true, true, NULL), ('e1', '2024-02-01', '2024-02-01', true, NULL, NULL),	-- a duplicate
	('e2', '2024-02-01', '2024-02-02', true, true, '[2024-02-02,2025-01-01)'), ('e2', '2024-02-01', '2024-02-02', true, NULL, '[2025-01-01,)'),
	('e3', '2024', NULL, true, NULL, NULL),	-- surely in
	('e4', NULL, '2024-01-01', true, NULL, NULL), ('e5', NULL, NULL, true, NULL, NULL),	-- no onset: 2
	('e6', '2022-12-31', '2023-01-01', true, NULL, NULL), ('e7', '2022', '2022-12-31', true, NULL, NULL), ('e8', '1999-01-01', NULL, true, NULL, NULL),	-- before: 3, by receipt 1
	('e9', '2024-02-01', '2024-02-02', NULL, NULL, NULL), ('e10', '2024-02-01', NULL, false, true, NULL), ('e11', NULL, NULL, false, NULL, NULL),
	('e12', '2024-02-01', '2024-02-02', NULL, NULL, NULL), ('e13', '2024-02-01', '2024-02-02', NULL, NULL, NULL), ('e14', '2024-02-01', '2024-02-02', NULL, NULL, NULL);
SELECT pg_temp.report() \g /dev/null
SELECT pg_temp.says('Age groups', 'of the scheme ich-e11: [0d,28d), [28d,2y), [2y,12y), [12y,18y), [18y,). Source: ICH E11 (2000), categories; upper bound 18 as CDE 2025 No. 21 [secondary].'
	' A group begins on the day on which its lower bound is reached and ends on the day before its upper bound is reached.');
SELECT pg_temp.says('Exposure', ': 2 of 8 rows.');
SELECT pg_temp.says('Exposure not counted', 'in no figure: 10 of 18. Without subject number: 1; without dates or empty: 2; wholly before the development international birth date: 3; wholly after the data lock point: 4.');
SELECT pg_temp.says('Person-time', 'Person-days in the period: 23; cumulatively: 29.');
SELECT pg_temp.says('Subjects', 'Subjects exposed in the period: 5; cumulatively: 7.');
SELECT pg_temp.says('Incomplete birth dates', 'Of the 7 subjects exposed cumulatively, the birth date of 2 is incomplete and that of 3 not known (of these, 1 without a row in subject); a value in which rows of one subject differ is not known.');
SELECT pg_temp.says('Events: placing in time', 'by its day of onset.');
SELECT pg_temp.says('Incomplete onset dates', 'in the period: 2; cumulatively: 2; of these without any onset: 2.');
SELECT pg_temp.says('Events before the development international birth date', 'Serious events: 3.');
SELECT pg_temp.says('Versions and duplicates', 'valid on 2024-12-31 are used: 15 of 15. Where several of them are one event, the one recorded last stands; the others, 1, are duplicates and do not count.');
SELECT pg_temp.says('Seriousness', 'recorded as serious, 8 of 14 on record. For 4 seriousness is not recorded; they are not in these tables.');
SELECT pg_temp.says('Arms and blinding', '(serious events: 2); without a recorded arm it is UNKNOWN.');
SELECT pg_temp.says('Rates', 'Confidence intervals are exact, 95 %: Garwood for rates, conditional for ratios of rates.');
-- the counts are those of the tables
SELECT is((SELECT format('%s %s %s %s', subjects_interval, person_days_interval, subjects_cumulative, person_days_cumulative)
	FROM dsur_exposure(:'source', '2023-01-01', '[2024-01-01,2025-01-01)') WHERE arm = 'ALL' AND sex = 'ALL' AND band = 'TOTAL'), '5 23 7 29', 'as dsur_exposure has them');
DELETE FROM report;
INSERT INTO report SELECT * FROM dsur_method(:'source', '2022-06-01', '[2024-01-01,2025-01-01)');
SELECT pg_temp.says('Events before the development international birth date', 'Serious events: 1.');	-- surely before: not "2022"
UPDATE :"source".event SET onset = '2023' WHERE event_id = 'e3';
SELECT pg_temp.report() \g /dev/null
SELECT pg_temp.says('Incomplete onset dates', 'in the period: 2; cumulatively: 2; of these without any onset: 2.');
UPDATE :"source".event SET onset = '2024---31' WHERE event_id = 'e3';	-- surely in
UPDATE :"source".event SET onset = '2025' WHERE event_id = 'e8';	-- surely out
SELECT pg_temp.report() \g /dev/null
SELECT pg_temp.says('Incomplete onset dates', 'in the period: 2; cumulatively: 2; of these without any onset: 2.');
SELECT pg_temp.says('Events before the development international birth date', 'Serious events: 2.');
DELETE FROM report;
INSERT INTO report SELECT * FROM dsur_method(:'source', '2023-01-01', '[2024-01-01,2024-12-01)');
SELECT pg_temp.says('Incomplete onset dates', 'in the period: 3; cumulatively: 3; of these without any onset: 2.');
INSERT INTO :"source".event (event_id, onset, serious) VALUES ('e15', '2023', true);
DELETE FROM report;
INSERT INTO report SELECT * FROM dsur_method(:'source', '2023-01-01', '[2023-06-01,2024-12-01)');
SELECT pg_temp.says('Incomplete onset dates', 'in the period: 4; cumulatively: 3; of these without any onset: 2.');

-- ------------------------------------------------------------------ other arguments
SELECT pg_temp.report(by_receipt => true) \g /dev/null
SELECT is((SELECT string_agg(item, ', ' ORDER BY item_no) FROM report WHERE item_no BETWEEN 10 AND 13), 'Events: placing in time, Events: age, Unknown days of receipt, Events before the development international birth date', 'by receipt: other items');
SELECT pg_temp.says('Events: placing in time', 'by the day on which it was received. Rates are by onset nevertheless.');
SELECT pg_temp.says('Unknown days of receipt', 'in the period: 4; cumulatively: 4.');	-- e3, e5, e8, e15
SELECT pg_temp.says('Events before the development international birth date', 'Serious events: 1.');
SELECT pg_temp.report(by_receipt => NULL) \g /dev/null
SELECT pg_temp.says('Events: placing in time', 'by its day of onset.');
SELECT pg_temp.report(as_of => '2025-01-01') \g /dev/null
SELECT pg_temp.says('Versions and duplicates', 'valid on 2025-01-01 are used: 16 of 17. Where several of them are one event, the one recorded last stands; the others, 1, are duplicates and do not count.');
SELECT pg_temp.says('Arms and blinding', '(serious events: 1); without a recorded arm it is UNKNOWN.');
SELECT pg_temp.report(scheme => '0d,6y,18y') \g /dev/null
SELECT pg_temp.says('Age groups', 'set for this report by their lower bounds, 0d,6y,18y: [0d,6y), [6y,18y), [18y,). A group begins on the day on which its lower bound is reached and ends on the day before its upper bound is reached.');
SELECT is((SELECT count(*) FROM report WHERE item = 'Preterm newborns'), 0::bigint, 'nothing of gestation where the scheme has none');
SELECT pg_temp.report(scheme => 'ema-p4') \g /dev/null
SELECT pg_temp.says('Preterm newborns', '(not on record, or outside 20+0 to 44+6 weeks) for 5 of the 7 subjects exposed cumulatively; their days as newborns are in a group that spans preterm and term.');
SELECT pg_temp.report(lang => 'zh') \g /dev/null
SELECT is((SELECT count(*) FROM report WHERE statement ~ '%\d\$s'), 1::bigint, 'Chinese: all values are put in (the schema is called so)');
SELECT pg_temp.says('受试者', '本周期暴露受试者：5；累计：7。');
SELECT pg_temp.says('未计入的暴露', '未计入任何数据的暴露记录：18 条中有 10 条。无受试者编号：1；无日期或为空：2；全部在国际研发诞生日之前：3；全部在数据锁定点之后：4。');

-- ------------------------------------------------------------------ errors
SELECT throws_ok($$SELECT * FROM dsur_method(NULL, '2023-01-01', '[2024-01-01,2025-01-01)')$$, '22004', 'source must not be NULL');
SELECT throws_ok($$SELECT * FROM dsur_method('we"ird; %1$s', '2023-01-01', '[2024-01-01,2025-01-01)', lang => NULL)$$, '22004', 'lang must not be NULL');
SELECT throws_ok($$SELECT * FROM dsur_method('we"ird; %1$s', '2023-01-01', '[2024-01-01,2025-01-01)', lang => 'ZH')$$, '22023', 'unknown language of the statement of method: "ZH"');
SELECT throws_ok($$SELECT * FROM dsur_method('we"ird; %1$s', '2023-01-01', '[2024-01-01,2025-01-01)', NULL)$$, '22004', 'scheme must not be NULL');
SELECT throws_ok($$SELECT * FROM dsur_method('nowhere', '2023-01-01', '[2024-01-01,2025-01-01)')$$, '3F000', 'schema "nowhere" does not exist');
SELECT throws_ok($$SELECT * FROM dsur_method('we"ird; %1$s', '2023-01-01', '[2024-01-01,2024-01-01)')$$, '22023', 'the reporting period must have a first and a last day: "empty"');
SELECT throws_ok($$SELECT * FROM dsur_method('we"ird; %1$s', '2023-01-01', '[2024-01-01,2025-01-01)', as_of => '-infinity')$$, '22008', 'as_of must be finite');
ALTER TABLE :"source".event ALTER serious TYPE text;
SELECT throws_ok($$SELECT * FROM dsur_method('we"ird; %1$s', '2023-01-01', '[2024-01-01,2025-01-01)')$$, '42804', 'schema "we"ird; %1$s" has columns of a wrong type: event.serious is text, expected boolean');
ALTER TABLE :"source".event DROP serious;
SELECT throws_ok($$SELECT * FROM dsur_method('we"ird; %1$s', '2023-01-01', '[2024-01-01,2025-01-01)')$$, '42703', 'schema "we"ird; %1$s" lacks what is read from it');
DROP TABLE :"source".event;
SELECT throws_ok($$SELECT * FROM dsur_method('we"ird; %1$s', '2023-01-01', '[2024-01-01,2025-01-01)')$$, '42P01', 'schema "we"ird; %1$s" lacks what is read from it');
SELECT * FROM finish();
ROLLBACK;
