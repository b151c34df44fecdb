-- SPDX-License-Identifier: PostgreSQL
-- dsur_sar_listing, dsur_deaths, dsur_withdrawals: line listings over the contract views.
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
SELECT plan(122);

-- The source: a schema with a name that has to be quoted. Everything is of the
-- interval [2013-07-01,2014-07-01), dibd 2012-07-01, unless said.
\set source 'we"ird; drop'
CREATE SCHEMA :"source";
SET LOCAL search_path = :"source", public;
CREATE TABLE subject (study_id text, subject_id text, birth partial_date, ga gestational_age, sex text, race text, country text, arm text, enrolled date, ended date);
CREATE TABLE exposure (study_id text, subject_id text, arm text, during daterange, dose float8, dose_unit text, route text, form text);
CREATE TABLE event (study_id text, subject_id text, event_id text, case_id text, arm text, blinded boolean, soc text, pt text, onset partial_date, received date,
	serious boolean, related boolean, fatal boolean, life_threatening boolean, hospitalisation boolean, disabling boolean, congenital boolean, other_important boolean,
	outcome text, withdrew boolean, recorded daterange);

-- An event: subject, case and term, then what differs from a serious and related
-- one of arm A in 2014-01, received on the 31st.
CREATE SEQUENCE pg_temp.no;
CREATE FUNCTION pg_temp.ev(subject text, case_ text, pt text, onset text, other text DEFAULT '{}') RETURNS SETOF void LANGUAGE sql AS $$
	INSERT INTO event SELECT r.* FROM jsonb_populate_record(NULL::event, jsonb_build_object('study_id', 'S', 'subject_id', subject, 'event_id', 'e' || nextval('pg_temp.no'),
		'case_id', case_, 'arm', 'A', 'blinded', false, 'soc', 'Skin', 'pt', pt, 'onset', onset, 'received', '2014-01-31', 'serious', true, 'related', true) || other::jsonb) r
$$;
-- Columns of a listing, a line for a row: NULL is -, columns are parted by |.
CREATE FUNCTION pg_temp.show(listing text, subject text, cols text, args text DEFAULT '') RETURNS text LANGUAGE plpgsql AS $$
DECLARE r text;
BEGIN
	EXECUTE format('SELECT string_agg((SELECT string_agg(coalesce(v, ''-''), ''|'' ORDER BY no) FROM unnest(ARRAY[%s]) WITH ORDINALITY u(v, no)), E''\n'' ORDER BY l.ordinality)
		FROM %s(''we"ird; drop'', ''2012-07-01'', ''[2013-07-01,2014-07-01)''%s) WITH ORDINALITY l WHERE subject_id IS NOT DISTINCT FROM $1',
		(SELECT string_agg(trim(c) || '::text', ', ') FROM string_to_table(cols, ',') c), listing, args) INTO r USING subject;
	RETURN r;
END $$;
CREATE FUNCTION pg_temp.sar(subject text, cols text, args text DEFAULT '') RETURNS text LANGUAGE sql AS $$ SELECT pg_temp.show('dsur_sar_listing', subject, cols, args) $$;

-- ------------------------------------------------------------ an empty source
SELECT is_empty(format('SELECT * FROM %s(%L, %L, %L)', f, 'we"ird; drop', '2012-07-01', '[2013-07-01,2014-07-01)'), f || ': nothing in, nothing out')
FROM   unnest('{dsur_sar_listing,dsur_deaths,dsur_withdrawals}'::text[]) f;

-- ------------------------------------------------------------------- one case
INSERT INTO subject VALUES ('S', 'one', '2005-03-01', '40+0', 'F', NULL, 'CHN', 'A', '2013-08-01', NULL);
INSERT INTO exposure VALUES ('S', 'one', 'A', '[2013-08-01,2014-01-11)', 50, 'mg', 'ORAL', 'TABLET');
SELECT pg_temp.ev('one', 'c1', 'Rash', '2014-01-05', '{"outcome": "RECOVERED", "hospitalisation": true}');
CREATE TEMP TABLE found AS SELECT * FROM dsur_sar_listing('we"ird; drop', '2012-07-01', '[2013-07-01,2014-07-01)');
SELECT is((SELECT to_jsonb(f) FROM found f), '{"study_id": "S", "soc": "Skin", "case_id": "c1", "subject_id": "one", "country": "CHN", "sex": "F", "age": "8 a", "band": "[2y,12y)", "band_no": 3,
	"ga": null, "arm": "A", "reactions": "Rash", "seriousness": "hospitalisation", "onset": "2014-01-05", "days_to_onset": 157, "dose": 50, "dose_unit": "mg", "route": "ORAL", "form": "TABLET",
	"treatment_start": "2013-08-01", "treatment_end": "2014-01-10", "outcome": "RECOVERED", "received": "2014-01-31", "related": true, "in_interval": true, "in_cumulative": true}'::jsonb, 'one case, all columns');
SELECT is((SELECT string_agg(a.attname, ' ' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = 'found'::regclass AND a.attnum > 0),
	'study_id soc case_id subject_id country sex age band band_no ga arm reactions seriousness onset days_to_onset dose dose_unit route form treatment_start treatment_end outcome received related in_interval in_cumulative', 'in this order');

-- ------------------------------------- which reactions, and how they are joined
SELECT pg_temp.ev('which', 'serious', 'Rash', '2014-01-05');
SELECT pg_temp.ev('which', 'not serious', 'Rash', '2014-01-05', '{"serious": false}');
SELECT pg_temp.ev('which', 'serious not stated', 'Rash', '2014-01-05', '{"serious": null}');
SELECT pg_temp.ev('which', 'unrelated', 'Rash', '2014-01-05', '{"related": false}');
SELECT pg_temp.ev('which', 'not assessed', 'Rash', '2014-01-05', '{"related": null}');
SELECT pg_temp.ev('which', NULL, 'Rash', '2014-01-05');
SELECT pg_temp.ev('which', NULL, 'Rash', '2014-01-05');
SELECT pg_temp.ev('which', NULL, 'Rash', '2014-01-05', '{"event_id": null}');
SELECT pg_temp.ev('which', NULL, 'Rash', '2014-01-05', '{"event_id": null}');
SELECT is(pg_temp.sar('which', 'case_id, related'), E'not assessed|-\nserious|true\n-|true\n-|true\n-|true\n-|true', 'serious, and not assessed as unrelated; without case_id or event_id each for itself');

SELECT pg_temp.ev('lead', 'k1', 'Other', '2014-01-01', '{"other_important": true, "soc": "S6", "outcome": "o6"}');
SELECT pg_temp.ev('lead', 'k1', 'None', '2013-12-31', '{"soc": "S7", "outcome": "o7"}');
SELECT is(pg_temp.sar('lead', 'soc, reactions, seriousness, outcome, onset'), 'S6|Other; None|other important|o6|2013-12-31', 'lead: a criterion before none; onset is the first');
SELECT pg_temp.ev('lead', 'k1', 'Congenital', '2014-01-02', '{"congenital": true, "soc": "S5", "outcome": "o5"}');
SELECT is(pg_temp.sar('lead', 'soc, reactions, outcome'), 'S5|Congenital; Other; None|o5', 'lead: congenital before other important');
SELECT pg_temp.ev('lead', 'k1', 'Hospital', '2014-01-03', '{"hospitalisation": true, "soc": "S4", "outcome": "o4"}');
SELECT is(pg_temp.sar('lead', 'soc, reactions, outcome'), 'S4|Hospital; Congenital; Other; None|o4', 'lead: hospitalisation before congenital');
SELECT pg_temp.ev('lead', 'k1', 'Disabling', '2014-01-04', '{"disabling": true, "soc": "S3", "outcome": null}');
SELECT is(pg_temp.sar('lead', 'soc, reactions, outcome'), 'S3|Disabling; Hospital; Congenital; Other; None|-', 'lead: disabling before hospitalisation; the outcome is its own');
SELECT pg_temp.ev('lead', 'k1', 'Life', '2014-01-05', '{"life_threatening": true, "soc": "S2", "outcome": "o2"}');
SELECT is(pg_temp.sar('lead', 'soc, reactions, outcome'), 'S2|Life; Disabling; Hospital; Congenital; Other; None|o2', 'lead: life-threatening before disabling');
SELECT pg_temp.ev('lead', 'k1', 'Fatal', '2014-01-06', '{"fatal": true, "soc": "S1", "outcome": "o1", "received": "2014-01-07"}');
SELECT pg_temp.ev('lead', 'k1', 'Fatal also', '2014-01-07', '{"fatal": true, "life_threatening": true, "hospitalisation": true, "received": "2014-02-07"}');
SELECT pg_temp.ev('lead', 'k1', 'Rash', '2013-01-01', '{"fatal": true, "related": false}');
SELECT pg_temp.ev('lead', 'k1', 'Other', '2014-01-08', '{"other_important": true}');
SELECT is(pg_temp.sar('lead', 'soc, reactions, seriousness, outcome, onset, received'),
	'S1|Fatal; Fatal also; Life; Disabling; Hospital; Congenital; Other; None|fatal; life-threatening; disabling; hospitalisation; congenital; other important|o1|2013-12-31|2014-01-07',
	'lead: fatal first, then by onset; a term once; all criteria; unrelated ones stay out; earliest receipt');
SELECT pg_temp.ev('tie', 'k', p, o, '{"soc": "' || s || '"}') FROM (VALUES ('b', NULL, 'S1'), ('a', NULL, 'S2'), ('c', '2014', 'S3'), ('d', '2014-01', 'S2'), ('B', '2014-01', 'S2'), ('e', '2014-01-01', 'S9')) v(p, o, s);
SELECT is(pg_temp.sar('tie', 'soc, reactions, onset'), 'S9|e; B; d; c; b; a|2014-01-01', 'among equals by onset (unknown last), soc, pt');
SELECT pg_temp.ev('labels', 'k', NULL, '2014-01-01', '{"soc": ""}'), pg_temp.ev('labels', 'l', 'ALL', '2014-01-01', '{"soc": "ALL"}');
SELECT is(pg_temp.sar('labels', 'soc, reactions'), E'"ALL"|"ALL"\nUNKNOWN|UNKNOWN', 'labels of the other reports');
SELECT pg_temp.ev('assessed', 'k', 'Rash', '2014-01-01', '{"related": null}'), pg_temp.ev('assessed', 'k', 'Fever', '2014-01-01');
SELECT is(pg_temp.sar('assessed', 'reactions, related'), 'Fever; Rash|true', 'related: if one of them is assessed so');

-- -------------------------------------------------------------------- periods
SELECT pg_temp.ev('period', onset, 'Rash', onset) FROM unnest('{2012-06-30,2013-06-30,2013-07-01,2014-06-30,2014-07-01,2012,2013,2013-06,2013-07,2014,2014-06,2014-07,2015}'::text[]) onset;
SELECT pg_temp.ev('period', 'none', 'Rash', NULL);
SELECT is(pg_temp.sar('period', 'case_id, in_interval, in_cumulative'),
	E'2012|false|true\n2012-06-30|false|true\n2013|-|true\n2013-06|false|true\n2013-06-30|false|true\n2013-07-01|true|true\n2013-07|true|true\n2014|-|-\n2014-06|true|true\n2014-06-30|true|true\nnone|-|-',
	'in the interval and by its end: yes, no, perhaps; what begins after it is not listed');
SELECT pg_temp.ev('joined', 'k', 'Later', '2014-09-01', '{"fatal": true, "soc": "S9"}'), pg_temp.ev('joined', 'k', 'First', '2012-12-01'), pg_temp.ev('joined', 'k', 'Then', '2013-12-01'),
	pg_temp.ev('joined', 'perhaps', 'First', '2012-12-01'), pg_temp.ev('joined', 'perhaps', 'Then', NULL), pg_temp.ev('joined', 'perhaps not yet', 'Perhaps', '2014', '{"life_threatening": true}');
SELECT is(pg_temp.sar('joined', 'case_id, reactions, in_interval, in_cumulative, seriousness'), E'k|First; Then|true|true|-\nperhaps|First; Then|-|true|-\nperhaps not yet|Perhaps|-|-|life-threatening',
	'a case is where one of its reactions is, else perhaps where one may be; later reactions do not show');
SELECT pg_temp.ev('receipt', id, 'Rash', '2013-01-01', jsonb_build_object('received', r)::text) FROM (VALUES ('a', '2013-06-30'), ('b', '2013-07-01'), ('c', '2014-06-30'), ('d', '2014-07-01'), ('e', NULL)) v(id, r);
SELECT is(pg_temp.sar('receipt', 'case_id, in_interval, in_cumulative', ', by_receipt => true'), E'a|false|true\nb|true|true\nc|true|true\ne|-|-', 'by receipt');
SELECT is(pg_temp.sar('receipt', 'case_id, in_interval', ', by_receipt => NULL'), E'a|false\nb|false\nc|false\nd|false\ne|false', 'by onset, else');
SELECT is(pg_temp.sar('receipt', 'case_id', ', by_receipt => true'), pg_temp.sar('receipt', 'case_id', ', ''ich-e11'', true'), 'by_receipt stands after the scheme');

-- ------------------------------------------------------------------- versions
SELECT pg_temp.ev('version', 'k', pt, '2014-01-01', o) FROM (VALUES
	('First', '{"event_id": "v", "recorded": "[2014-01-31,2014-03-01)", "outcome": "open"}'),
	('Second', '{"event_id": "v", "recorded": "[2014-03-01,2014-07-01)", "hospitalisation": true, "received": "2014-03-01"}'),
	('Third', '{"event_id": "v", "recorded": "[2014-07-01,)", "fatal": true}'),
	('Always', '{"event_id": "w", "recorded": null, "hospitalisation": true}'),
	('Never', '{"event_id": "x", "recorded": "empty"}')) v(pt, o);
SELECT is(pg_temp.sar('version', 'reactions, outcome, seriousness, received', a), w, 'versions ' || a)
FROM  (VALUES ('', 'Always; Second|-|hospitalisation|2014-01-31'), (', as_of => NULL', 'Always; Second|-|hospitalisation|2014-01-31'), (', as_of => ''2014-02-28''', 'Always; First|-|hospitalisation|2014-01-31'),
	(', as_of => ''2014-03-01''', 'Always; Second|-|hospitalisation|2014-01-31'), (', as_of => ''2014-06-30''', 'Always; Second|-|hospitalisation|2014-01-31'),
	(', as_of => ''2014-07-01''', 'Third; Always|-|fatal; hospitalisation|2014-01-31'), (', as_of => ''2013-01-01''', 'Always|-|hospitalisation|2014-01-31')) v(a, w);
SELECT pg_temp.ev('twice', 'k', pt, o, x) FROM (VALUES
	('Rash', '2014-01-01', '{"event_id": "v", "received": "2014-01-05"}'), ('Rash', '2014-01-02', '{"event_id": "v", "received": "2014-01-06"}'),
	('Fall', '2014-01-01', '{"event_id": "w", "received": "2014-01-06", "serious": false}'), ('Fall', '2014-01-01', '{"event_id": "w", "received": "2014-01-05"}'),
	('Fit', '2014-01-01', '{"event_id": "x", "received": null}'), ('Fit', '2014-01-03', '{"event_id": "x", "received": "2014-01-08"}')) v(pt, o, x);
SELECT is(pg_temp.sar('twice', 'reactions, onset, received'), 'Rash; Fit|2014-01-02|2014-01-06', 'of several valid rows of an event the newest stands, and is asked whether it is serious');

-- ------------------------------------------------------------------------ age
INSERT INTO subject SELECT 'S', 'birth ' || b, b::partial_date, g::gestational_age, 'M', NULL, 'JPN', NULL, NULL, NULL
FROM (VALUES ('2013-08-01', '30+1'), ('2012-01-15', '36+6'), ('2013-07-31', NULL), ('2013-08', '40+0'), ('2012', '30+0')) v(b, g);
SELECT pg_temp.ev('birth ' || b, onset, 'Rash', onset) FROM (VALUES
	('2013-08-01', '{2013-07-31,2013-08-01,2013-08-28,2013-08-29,2013-08-31,2013-09-01,2013-08,2013-07}'::text[]), ('2012-01-15', '{2014-01-14,2014-01-15,2014-01,2014-02,2013}'),
	('2013-07-31', '{2013-08-27,2013-08-28,2013-08-30,2013-08-31}'), ('2013-08', '{2013-08-15,2013-08-31,2013-10-01}'), ('2012', '{2013-12-31,2014-01-01,2015}')) v(b, o), unnest(o) onset;
SELECT pg_temp.ev('birth 2013-08-01', 'unknown', 'Rash', NULL);
SELECT is(pg_temp.sar('birth 2013-08-01', 'onset, age, band, band_no, ga'), E'2013-07|(,0d)|(,0d)|0|30+1\n2013-07-31|(,0d)|(,0d)|0|30+1\n2013-08-01|0 d|[0d,28d)|1|30+1\n2013-08|[0d,2y)|[0d,2y)|6|30+1\n2013-08-28|27 d|[0d,28d)|1|30+1\n'
	'2013-08-29|28 d|[28d,2y)|2|30+1\n2013-08-31|30 d|[28d,2y)|2|30+1\n2013-09-01|1 mo|[28d,2y)|2|30+1\n-|(,)|(,)|998|30+1', 'age: days until 28 of them and a month are reached, then months; the band where onset is not known');
SELECT is(pg_temp.sar('birth 2012-01-15', 'onset, age, band, ga'), E'2013|[28d,2y)|[28d,2y)|36+6\n2014-01|[28d,12y)|[28d,12y)|36+6\n2014-01-14|23 mo|[28d,2y)|36+6\n2014-01-15|2 a|[2y,12y)|-\n2014-02|[2y,12y)|[2y,12y)|-',
	'age: months below two years; gestation where the age may be below');
SELECT is(pg_temp.sar('birth 2013-07-31', 'onset, age, band, ga'), E'2013-08-27|27 d|[0d,28d)|-\n2013-08-28|28 d|[28d,2y)|-\n2013-08-30|30 d|[28d,2y)|-\n2013-08-31|1 mo|[28d,2y)|-', 'age: a month that ends on the 31st; no gestation known');
SELECT is(pg_temp.sar('birth 2013-08', 'onset, age, ga'), E'2013-08-15|[0d,28d)|40+0\n2013-08-31|[0d,2y)|40+0\n2013-10-01|[28d,2y)|40+0', 'age: birth partial, one band or the hull');
SELECT is(pg_temp.sar('birth 2012', 'onset, age, band_no, ga'), E'2013-12-31|[28d,2y)|2|30+0\n2014-01-01|[28d,12y)|7|30+0', 'age: hulls come after the bands; a year of birth');
SELECT is(pg_temp.sar('birth 2013-08-01', 'onset, age, band, band_no', ', ''ema-p4'''), E'2013-07|(,0d)|(,0d)|0\n2013-07-31|(,0d)|(,0d)|0\n2013-08-01|0 d|preterm [0d,pma44w)|2\n2013-08|preterm [0d,pma44w)|preterm [0d,pma44w)|2\n2013-08-28|27 d|preterm [0d,pma44w)|2\n2013-08-29|28 d|preterm [0d,pma44w)|2\n2013-08-31|30 d|preterm [0d,pma44w)|2\n2013-09-01|1 mo|preterm [0d,pma44w)|2\n-|(,)|(,)|998', 'another scheme, by gestation');
INSERT INTO subject (study_id, subject_id, sex, birth, ga, country) VALUES ('S', 'no birth', 'F', NULL, '39+0', NULL), ('S', 'two births', 'F', '2010-01-01', NULL, 'USA'), ('S', 'two births', 'M', '2010-01-02', NULL, 'CAN'),
	('S', 'two rows', 'F', NULL, NULL, NULL), ('S', 'two rows', NULL, '2010-01-02', '10+0', 'CAN'), ('T', 'no row', 'F', '2010-01-01', NULL, 'CAN');
SELECT pg_temp.ev(s, 'k', 'Rash', '2014-01-01', '{"hospitalisation": true, "fatal": true, "withdrew": true}') FROM unnest('{no birth,two births,two rows,no row}'::text[]) s;
SELECT is(pg_temp.sar(s, 'country, sex, age, band, band_no, ga'), w, 'age of ' || s)
FROM  (VALUES ('no birth', '-|F|(,)|(,)|998|39+0'), ('two births', '-|U|(,)|(,)|998|-'), ('two rows', 'CAN|F|3 a|[2y,12y)|3|-'), ('no row', '-|U|(,)|(,)|998|-')) v(s, w);
SELECT is(pg_temp.show('dsur_deaths', 'no row', 'case_ids, arm, country, sex, age, band, band_no, cause'), 'k|A|-|U|(,)|(,)|998|Rash', 'without a row in subject: death');
SELECT is(pg_temp.show('dsur_withdrawals', 'no row', 'case_ids, arm, country, sex, age, band, band_no, terms, ended'), 'k|A|-|U|(,)|(,)|998|Rash|-', 'without a row in subject: withdrawal');
INSERT INTO subject (study_id, subject_id, birth, ga) VALUES ('S', 'lead age', '2012-01-15', '36+6');
SELECT pg_temp.ev('lead age', 'k', 'Fatal', '2014-02-01', '{"fatal": true}'), pg_temp.ev('lead age', 'k', 'Rash', '2014-01'), pg_temp.ev('lead age', 'k', 'Fit', NULL);
SELECT is(pg_temp.sar('lead age', 'reactions, onset, age, band, ga'), 'Fatal; Rash; Fit|2014-01|[28d,12y)|[28d,12y)|36+6', 'age is that at the first onset known, not of the lead');
DELETE FROM event WHERE subject_id IN ('birth 2013-08-01', 'birth 2013-08');

-- ------------------------------------------------------------------ treatment
INSERT INTO exposure VALUES ('S', 'dose', 'A', '[2013-07-10,2013-08-10)', 10, 'mg', 'ORAL', 'TABLET'), ('S', 'dose', 'A', '[2013-08-10,2013-09-10)', 20, 'mg', 'ORAL', 'SYRUP'), ('S', 'dose', 'A', 'empty', 99, 'g', 'x', 'x'), ('S', 'dose', 'A', NULL, 99, 'g', 'x', 'x');
SELECT pg_temp.ev('dose', onset, 'Rash', onset) FROM unnest('{2013-07-01,2013-07-10,2013-08-09,2013-08-10,2013-09-09,2013-09-10,2014-02-01,2013-06,2013-07,2013-08,2013-09,2014}'::text[]) onset;
SELECT pg_temp.ev('dose', 'none', 'Rash', NULL);
SELECT is(pg_temp.sar('dose', 'onset, days_to_onset, dose, dose_unit, route, form'), E'2013-06|-|-|-|-|-\n2013-07-01|-9|-|-|-|-\n2013-07|-|10|mg|ORAL|TABLET\n2013-07-10|0|10|mg|ORAL|TABLET\n2013-08|-|-|-|ORAL|-\n2013-08-09|30|10|mg|ORAL|TABLET\n'
	'2013-08-10|31|20|mg|ORAL|SYRUP\n2013-09|-|20|mg|ORAL|SYRUP\n2013-09-09|61|20|mg|ORAL|SYRUP\n2013-09-10|62|20|mg|ORAL|SYRUP\n2014|-|20|mg|ORAL|SYRUP\n2014-02-01|206|20|mg|ORAL|SYRUP\n-|-|-|-|-|-',
	'the row in force at onset, else the last before; of a partial onset what is the same on all its days; days from the first dose');
SELECT is((SELECT string_agg(DISTINCT concat_ws(' ', treatment_start, treatment_end), '; ') FROM dsur_sar_listing('we"ird; drop', '2012-07-01', '[2013-07-01,2014-07-01)') WHERE subject_id = 'dose'), '2013-07-10 2013-09-09', 'treatment: from the first day to the last');
INSERT INTO exposure VALUES
	('S', 'dose2', 'A', '[2013-08-01,2013-10-01)', 1, 'mg', 'a', NULL), ('S', 'dose2', 'B', '[2013-09-01,2013-11-01)', 2, 'g', 'b', ''), ('S', 'dose2', 'C', '[2013-09-05,2013-09-08)', 3, 'g', 'b', 'f'),
	('S', 'dose2', 'A', '[2013-12-01,2013-12-05)', 4, NULL, NULL, NULL), ('S', 'dose2', 'A', '[2013-12-02,2013-12-04)', 5, NULL, NULL, NULL);
SELECT pg_temp.ev('dose2', id, 'Rash', onset, jsonb_build_object('arm', arm)::text) FROM (VALUES
	('01', '2013-09-15', 'A'), ('02', '2013-09-15', 'B'), ('03', '2013-09-15', 'X'), ('04', '2013-09-15', NULL), ('05', '2013-10-15', 'A'), ('06', '2013-11-15', 'A'), ('07', '2013-09', 'A'), ('08', '2013-09', 'X'),
	('09', '2013-11', 'X'), ('10', '2013-12-10', 'A'), ('11', '2013-12-03', 'A')) v(id, onset, arm);
SELECT is((SELECT string_agg(concat_ws(' ', case_id, dose, dose_unit, route, form), '; ' ORDER BY case_id) FROM dsur_sar_listing('we"ird; drop', '2012-07-01', '[2013-07-01,2014-07-01)') WHERE subject_id = 'dose2'),
	'01 1 mg a; 02 2 g b; 03 2 g b; 04 2 g b; 05 2 g b; 06 2 g b; 07 1 mg a; 08 b; 09 2 g b; 10 4; 11 5', 'two rows in force: that of the arm, else the later; none: the one that ended last');
INSERT INTO exposure VALUES ('S', 'dose3', 'A', '[2014-01-01,2014-03-01)', 1, 'mg', 'a', 'f'), ('S', 'dose3', 'A', '[2014-01-10,2014-02-10)', 1, 'mg', 'b', 'f'), ('S', 'dose3', 'A', '[2014-03-31,2014-05-01)', 2, 'mg', 'a', 'f'), ('S', 'dose3', 'A', '[2014-05-01,2014-06-01)', 2, 'g', 'a', NULL);
SELECT pg_temp.ev('dose3', onset, 'Rash', onset) FROM unnest('{2014-01,2014-02,2014-03,2014-04,2014-05,2014-06,2013-12}'::text[]) onset;
SELECT is((SELECT string_agg(concat_ws(' ', onset, dose, dose_unit, route, form), '; ') FROM dsur_sar_listing('we"ird; drop', '2012-07-01', '[2013-07-01,2014-07-01)') WHERE subject_id = 'dose3'),
	'2013-12; 2014-01 1 mg f; 2014-02 1 mg f; 2014-03 a f; 2014-04 2 mg a f; 2014-05 2 g a; 2014-06 2 g a', 'partial onset: a row that ends in it, one that starts on its last day');
INSERT INTO exposure VALUES ('S', 'dose4', 'A', '[2014-01-01,2014-03-01)', 1, NULL, NULL, NULL), ('S', 'dose4', NULL, '[2014-01-02,2014-03-01)', 2, NULL, NULL, NULL);
SELECT pg_temp.ev('dose4', 'k', 'Rash', '2014-01-05');
SELECT is(pg_temp.sar('dose4', 'dose'), '1', 'the row of the arm before one without an arm');
INSERT INTO exposure SELECT 'S', 'end ' || d, 'A', d::daterange, 1, 'mg', NULL, NULL FROM unnest('{"[2014-01-01,)","(,2014-03-01)","[2014-01-01,2014-07-01)","[2014-01-01,2014-07-02)","[2014-07-01,2014-08-01)","[-infinity,2014-03-01)","[2014-01-01,infinity)","(,)"}'::text[]) d;
SELECT pg_temp.ev(subject_id, 'k', 'Rash', '2014-01-03') FROM exposure WHERE subject_id LIKE 'end%';
SELECT is(pg_temp.sar('end ' || d, 'treatment_start, treatment_end, days_to_onset, dose'), w, 'treatment ' || d)
FROM  (VALUES ('[2014-01-01,)', '2014-01-01|-|2|1'), ('(,2014-03-01)', '-|2014-02-28|-|1'), ('[2014-01-01,2014-07-01)', '2014-01-01|2014-06-30|2|1'), ('[2014-01-01,2014-07-02)', '2014-01-01|-|2|1'),
	('[2014-07-01,2014-08-01)', '-|-|-|-'), ('[-infinity,2014-03-01)', '-|2014-02-28|-|1'), ('[2014-01-01,infinity)', '2014-01-01|-|2|1'), ('(,)', '-|-|-|1')) v(d, w);
SELECT pg_temp.ev('untreated', 'k', 'Rash', '2014-01-03');
SELECT is(pg_temp.sar('untreated', 'treatment_start, treatment_end, days_to_onset, dose'), '-|-|-|-', 'never exposed, listed all the same');

-- ------------------------------------------------------------------- blinding
INSERT INTO exposure VALUES ('S', 'blind', 'SECRET', '[2013-08-01,2013-10-01)', 777, 'mg/SECRET', 'SECRET', 'SECRET');
SELECT pg_temp.ev('blind', 'a', 'Rash', '2013-08-05', '{"arm": "SECRET", "blinded": true}'), pg_temp.ev('blind', 'b', 'Rash', '2013-08-05', '{"arm": null, "blinded": true}'),
	pg_temp.ev('blind', 'c', 'Rash', '2013-08-05', '{"arm": "SECRET", "fatal": true}'), pg_temp.ev('blind', 'c', 'Fall', '2013-08-05', '{"arm": "SECRET", "blinded": true, "withdrew": true}'),
	pg_temp.ev('blind', 'd', 'Fall', '2013-08-05', '{"arm": "SECRET", "blinded": true, "fatal": true}'), pg_temp.ev('blind', 'e', 'Fall', '2013-08-05', '{"arm": "SECRET", "withdrew": true}');
SELECT is(pg_temp.sar('blind', 'case_id, arm, days_to_onset, dose, dose_unit, route, form'), E'a|BLINDED|4|-|-|-|-\nb|BLINDED|4|-|-|-|-\nc|BLINDED|4|-|-|-|-\nd|BLINDED|4|-|-|-|-\ne|SECRET|4|777|mg/SECRET|SECRET|SECRET',
	'BLINDED stays, with one blinded event too; the dose would tell, so it is not shown');
SELECT is(pg_temp.show('dsur_deaths', 'blind', 'case_ids, arm'), 'c; d|BLINDED', 'nor does a death tell');
SELECT is(pg_temp.show('dsur_withdrawals', 'blind', 'case_ids, arm'), 'c; e|BLINDED', 'or a withdrawal');
SELECT is((SELECT count(*) FROM (SELECT to_jsonb(l) FROM dsur_sar_listing('we"ird; drop', '2012-07-01', '[2013-07-01,2014-07-01)') l WHERE case_id <> 'e' UNION ALL SELECT to_jsonb(l) FROM dsur_deaths('we"ird; drop', '2012-07-01', '[2013-07-01,2014-07-01)') l
	UNION ALL SELECT to_jsonb(l) FROM dsur_withdrawals('we"ird; drop', '2012-07-01', '[2013-07-01,2014-07-01)') l) x(j) WHERE j::text ~ 'SECRET|777'), 0::bigint, 'the arm stands nowhere else');
SELECT pg_temp.ev('arms', 'k', p, '2014-01-01', jsonb_build_object('arm', a)::text) FROM (VALUES ('1', 'B'), ('2', 'A'), ('3', NULL), ('4', 'B'), ('5', '')) v(p, a);
SELECT pg_temp.ev('arms', 'l', 'Rash', '2014-01-01', '{"arm": null}'), pg_temp.ev('arms', 'm', 'Rash', '2014-01-01', '{"arm": "ALL"}');
SELECT is(pg_temp.sar('arms', 'case_id, arm'), E'k|A; B\nl|UNKNOWN\nm|"ALL"', 'arms that differ are all named; UNKNOWN where there is none');

-- --------------------------------------------------------------------- deaths
INSERT INTO subject VALUES ('S', 'death', '2012-01-15', '36+6', 'F', NULL, 'CHN', 'A', NULL, '2014-01-20');
SELECT pg_temp.ev('death', 'k2', 'Sepsis', '2014-01-14', '{"fatal": true, "outcome": "FATAL", "received": "2014-01-16"}'), pg_temp.ev('death', 'k1', 'Shock', '2014-01-15', '{"fatal": true, "serious": false, "related": false, "outcome": "x", "received": "2014-01-15"}'),
	pg_temp.ev('death', 'k1', 'Rash', '2013-01-15', '{"fatal": false, "life_threatening": true}'), pg_temp.ev('death', 'k1', 'Rash', '2013-01-15', '{"fatal": null}');
CREATE TEMP TABLE found_death AS SELECT * FROM dsur_deaths('we"ird; drop', '2012-07-01', '[2013-07-01,2014-07-01)') WHERE subject_id = 'death';
SELECT is((SELECT to_jsonb(f) FROM found_death f), '{"study_id": "S", "subject_id": "death", "case_ids": "k1; k2", "arm": "A", "country": "CHN", "sex": "F", "age": "23 mo", "band": "[28d,2y)", "band_no": 2, "cause": "Sepsis; Shock", "onset": "2014-01-14",
	"outcome": "FATAL", "received": "2014-01-15", "serious": false, "in_interval": true, "in_cumulative": true}'::jsonb, 'a row a subject; not serious is a fault that shows; causality is not asked');
SELECT is((SELECT string_agg(a.attname, ' ' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = 'found_death'::regclass AND a.attnum > 0),
	'study_id subject_id case_ids arm country sex age band band_no cause onset outcome received serious in_interval in_cumulative', 'its columns');
SELECT pg_temp.ev('d-' || s, NULL, 'Rash', o, '{"fatal": true, "serious": ' || x || ', "received": "2014-07-01"}') FROM (VALUES ('old', '2013-06-30', 'true'), ('perhaps', '2013', 'null'), ('perhaps', '2012', 'true'), ('unknown', NULL, 'true'), ('later', '2014-07-01', 'true')) v(s, o, x);
SELECT is((SELECT string_agg(concat_ws(' ', subject_id, onset, coalesce(case_ids, '-'), coalesce(serious::text, '?'), coalesce(in_interval::text, '?'), coalesce(in_cumulative::text, '?')), '; ') FROM dsur_deaths('we"ird; drop', '2012-07-01', '[2013-07-01,2014-07-01)') WHERE subject_id LIKE 'd-%'),
	'd-old 2013-06-30 - true false true; d-perhaps 2012 - ? ? true; d-unknown - true ? ?', 'deaths and periods');
SELECT is((SELECT string_agg(concat_ws(' ', subject_id, in_interval), '; ') FROM dsur_deaths('we"ird; drop', '2012-07-01', '[2014-07-01,2015-07-01)', by_receipt => true) WHERE subject_id LIKE 'd-%'), 'd-later t; d-old t; d-perhaps t; d-unknown t', 'deaths by receipt');
SELECT is(pg_temp.show('dsur_deaths', 'version', 'case_ids', a), w, 'deaths ' || a) FROM (VALUES ('', NULL), (', as_of => ''2014-07-01''', 'k')) v(a, w);
SELECT pg_temp.ev('d-twice', 'k', 'Rash', '2014-01-01', x) FROM unnest('{"{\"event_id\": \"v\", \"fatal\": true, \"received\": \"2014-01-02\"}","{\"event_id\": \"v\", \"fatal\": false, \"received\": \"2014-01-03\"}"}'::text[]) x;
SELECT is(pg_temp.show('dsur_deaths', 'd-twice', 'case_ids'), NULL, 'a newer row says that it was not fatal');

-- ---------------------------------------------------------------- withdrawals
SELECT pg_temp.ev('death', 'k3', 'Cough', '2014-01-10', '{"withdrew": true, "serious": false, "related": false}');
CREATE TEMP TABLE found_with AS SELECT * FROM dsur_withdrawals('we"ird; drop', '2012-07-01', '[2013-07-01,2014-07-01)') WHERE subject_id = 'death';
SELECT is((SELECT to_jsonb(f) FROM found_with f), '{"study_id": "S", "subject_id": "death", "case_ids": "k3", "arm": "A", "country": "CHN", "sex": "F", "age": "23 mo", "band": "[28d,2y)", "band_no": 2, "terms": "Cough", "onset": "2014-01-10",
	"serious": false, "ended": "2014-01-20", "in_interval": true, "in_cumulative": true}'::jsonb, 'withdrew: serious or not, related or not');
SELECT is((SELECT string_agg(a.attname, ' ' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = 'found_with'::regclass AND a.attnum > 0),
	'study_id subject_id case_ids arm country sex age band band_no terms onset serious ended in_interval in_cumulative', 'its columns');
INSERT INTO subject (study_id, subject_id, birth, ended) VALUES ('S', 'w-any', NULL, '2014-06-30'), ('S', 'w-null', NULL, '2014-07-01'), ('S', 'w-diff', NULL, '2014-01-01'), ('S', 'w-diff', NULL, '2014-01-02'),
	('S', 'w-same', NULL, '2014-01-01'), ('S', 'w-same', NULL, '2014-01-01'), ('S', 'w-same', NULL, NULL), ('S', 'w-inf', NULL, 'infinity');
SELECT pg_temp.ev('w-' || s, NULL, p, o, '{"withdrew": true, "serious": ' || x || '}') FROM (VALUES ('any', 'Rash', '2014-01-02', 'false'), ('any', 'Fall', '2014-01-03', 'true'), ('any', 'Fit', '2014-01-01', 'null'), ('null', 'Fit', '2014-01-01', 'null'),
	('null', 'Fall', '2013-01-01', 'false'), ('diff', 'Fit', '2014', 'false'), ('same', 'Fit', '2013-06-30', 'false'), ('inf', 'Fit', NULL, 'true'), ('later', 'Fit', '2014-07-01', 'true')) v(s, p, o, x);
SELECT pg_temp.ev('w-any', NULL, 'Not', '2014-01-02', '{"withdrew": false}');
SELECT is((SELECT string_agg(concat_ws(' ', subject_id, terms, coalesce(onset, '-'), coalesce(serious::text, '?'), coalesce(ended::text, '-'), coalesce(in_interval::text, '?'), coalesce(in_cumulative::text, '?')), E'\n')
	FROM dsur_withdrawals('we"ird; drop', '2012-07-01', '[2013-07-01,2014-07-01)') WHERE subject_id LIKE 'w-%'),
	E'w-any Fall; Fit; Rash 2014-01-01 true 2014-06-30 true true\nw-diff Fit 2014 false - ? ?\nw-inf Fit - true - ? ?\nw-null Fall; Fit 2013-01-01 ? - true true\nw-same Fit 2013-06-30 false 2014-01-01 false true',
	'serious ones lead; serious if one is; ended if it is known, the same in all rows and in the period');
SELECT is(pg_temp.show('dsur_withdrawals', 'w-any', 'case_ids', ', by_receipt => true'), '-', 'withdrawals by receipt');
SELECT is((SELECT count(*) FROM dsur_withdrawals('we"ird; drop', '2012-07-01', '[2012-07-01,2013-07-01)', as_of => '2020-01-01') WHERE subject_id LIKE 'w-%'), 3::bigint, 'withdrawals of another period');

-- ----------------------------------------------- without study or subject, order
SELECT pg_temp.ev(NULL, 'k', 'Rash', '2014-01-01', '{"fatal": true, "withdrew": true}'), pg_temp.ev(NULL, 'k', 'Fall', '2014-01-02', '{"fatal": true, "withdrew": true}'), pg_temp.ev(NULL, NULL, 'Fit', '2014-01-02', '{"fatal": true, "withdrew": true}'),
	pg_temp.ev(NULL, NULL, 'Fit', '2014-01-02', '{"fatal": true, "withdrew": true, "event_id": null}');
INSERT INTO exposure (study_id, during, dose) VALUES ('S', '[2013-07-01,2014-07-01)', 1), (NULL, '[2013-07-01,2014-07-01)', 1);
INSERT INTO subject (study_id, subject_id, birth, sex, ended) VALUES ('S', NULL, '2013-12-01', 'F', '2014-01-01');
SELECT is(pg_temp.sar(NULL, 'case_id, reactions, sex, age, dose'), E'k|Rash; Fall|U|(,)|-\n-|Fit|U|(,)|-\n-|Fit|U|(,)|-', 'nobody''s reactions by case');
SELECT is(pg_temp.show('dsur_deaths', NULL, 'case_ids, cause, sex, age'), E'k|Rash; Fall|U|(,)\n-|Fit|U|(,)\n-|Fit|U|(,)', 'and deaths');
SELECT is(pg_temp.show('dsur_withdrawals', NULL, 'case_ids, terms, sex, age, ended'), E'k|Rash; Fall|U|(,)|-\n-|Fit|U|(,)|-\n-|Fit|U|(,)|-', 'and withdrawals');
INSERT INTO exposure (study_id, subject_id, during, dose) VALUES ('a', 'other study', '[2013-12-03,2014-02-01)', 1), ('Z', 'other study', '[2013-12-02,2014-02-01)', 2), ('b', 'other study', '[2013-12-01,2014-02-01)', 3);
INSERT INTO subject (study_id, subject_id, birth) VALUES (NULL, 'other study', '2013-12-01'), ('a', 'other study', '2003-12-01');
SELECT pg_temp.ev('other study', 'k', 'Rash', '2014-01-01', x) FROM unnest('{"{\"study_id\": null}","{\"study_id\": \"a\"}","{\"study_id\": \"Z\"}"}'::text[]) x;
SELECT is(pg_temp.sar('other study', 'study_id, age, days_to_onset, dose'), E'-|1 mo|-|-\nZ|(,)|30|2\na|10 a|29|1', 'one subject_id in three studies, one without a name');
DELETE FROM event WHERE subject_id <> 'tie' OR subject_id IS NULL;
SELECT pg_temp.ev(s, c, p, o, jsonb_build_object('soc', x, 'study_id', y)::text) FROM (VALUES
	('b', 'k', 'p', '2014-01-01', 'B', 'T'), ('a', 'k', 'p', '2014-01-01', 'b', 'T'), ('a', 'k1', 'p', '2014-01-02', 'a', 'T'), ('a', 'k2', 'p', '2014-01-02', 'a', 'T'), ('a', 'k3', 'p', '2014-01-01', 'a', 'T'), ('a', 'k4', 'p', '2014', 'a', 'T'),
	('a', 'k5', 'p', NULL, 'a', 'T'), ('B', 'k', 'p', '2014-02-01', 'a', 'T'), (NULL, 'k', 'p', '2014-01-01', 'a', 'T'), ('a', NULL, 'p', '2014-01-02', 'a', 'T'), ('a', 'k6', 'p', '2014-01-01', 'A', 's'), ('a', 'k7', 'p', '2014-01-01', 'A', 'U')) v(s, c, p, o, x, y);
SELECT is((SELECT string_agg(concat_ws(' ', study_id, soc, coalesce(subject_id, '-'), coalesce(onset, '-'), coalesce(case_id, '-')), E'\n') FROM dsur_sar_listing('we"ird; drop', '2012-07-01', '[2013-07-01,2014-07-01)')),
	E'S S9 tie 2014-01-01 k\nT B b 2014-01-01 k\nT a B 2014-02-01 k\nT a a 2014-01-01 k3\nT a a 2014 k4\nT a a 2014-01-02 k1\nT a a 2014-01-02 k2\nT a a 2014-01-02 -\nT a a - k5\nT a - 2014-01-01 k\nT b a 2014-01-01 k\nU A a 2014-01-01 k7\ns A a 2014-01-01 k6',
	'order: study, soc, subject, onset, case; unknown last');
UPDATE event SET fatal = true, withdrew = true;
SELECT is((SELECT string_agg(concat_ws(' ', study_id, coalesce(subject_id, '-'), case_ids), E'\n') FROM dsur_deaths('we"ird; drop', '2012-07-01', '[2013-07-01,2014-07-01)')),
	E'S tie k\nT B k\nT a k; k1; k2; k3; k4; k5\nT b k\nT - k\nU a k7\ns a k6', 'deaths: study, subject');
SELECT is((SELECT string_agg(concat_ws(' ', study_id, coalesce(subject_id, '-'), case_ids), E'\n') FROM dsur_withdrawals('we"ird; drop', '2012-07-01', '[2013-07-01,2014-07-01)')),
	E'S tie k\nT B k\nT a k; k1; k2; k3; k4; k5\nT b k\nT - k\nU a k7\ns a k6', 'withdrawals: the same');

-- ---------------------------------------- the order of rows in the views, other types
CREATE TEMP TABLE before AS SELECT 1 AS f, to_jsonb(l) AS j, ordinality FROM dsur_sar_listing('we"ird; drop', '2012-07-01', '[2013-07-01,2014-07-01)') WITH ORDINALITY l
	UNION ALL SELECT 2, to_jsonb(l), ordinality FROM dsur_deaths('we"ird; drop', '2012-07-01', '[2013-07-01,2014-07-01)') WITH ORDINALITY l;
CREATE SCHEMA turned;
CREATE VIEW turned.subject AS SELECT * FROM subject ORDER BY subject DESC;
CREATE VIEW turned.exposure AS SELECT study_id, subject_id, arm, during, dose::int, dose_unit, route, form FROM exposure ORDER BY exposure DESC;
CREATE VIEW turned.event AS SELECT * FROM event ORDER BY event_id DESC, pt;
SELECT results_eq($$SELECT 1 AS f, to_jsonb(l), ordinality FROM dsur_sar_listing('turned', '2012-07-01', '[2013-07-01,2014-07-01)') WITH ORDINALITY l
	UNION ALL SELECT 2, to_jsonb(l), ordinality FROM dsur_deaths('turned', '2012-07-01', '[2013-07-01,2014-07-01)') WITH ORDINALITY l ORDER BY 1, 3$$, 'SELECT * FROM before ORDER BY 1, 3', 'rows may come in any order; a dose may be an integer');

-- --------------------------------------------------------------------- errors
CREATE FUNCTION pg_temp.error(command text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE command; RETURN 'none';
EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE || ' | ' || SQLERRM;
END $$;
CREATE SCHEMA lacking; CREATE VIEW lacking.subject AS SELECT * FROM subject; CREATE VIEW lacking.event AS SELECT * FROM event;
CREATE SCHEMA column_; CREATE VIEW column_.subject AS SELECT * FROM subject; CREATE VIEW column_.exposure AS SELECT study_id, subject_id, arm, during FROM exposure; CREATE VIEW column_.event AS SELECT * FROM event;
CREATE SCHEMA typed; CREATE VIEW typed.subject AS SELECT * FROM subject; CREATE VIEW typed.exposure AS SELECT * FROM exposure;
CREATE VIEW typed.event AS SELECT study_id, subject_id, event_id, case_id, arm, blinded, soc, pt, onset::text AS onset, received, serious, related, fatal, life_threatening, hospitalisation, disabling, congenital, other_important, outcome, withdrew, recorded FROM event;
SELECT is(pg_temp.error(format('SELECT * FROM %s(%s)', f, a)), m, f || ': ' || m)
FROM  (VALUES
	($$NULL, '2012-07-01', '[2013-07-01,2014-07-01)'$$, '22004 | source must not be NULL'),
	($$'typed', NULL, '[2013-07-01,2014-07-01)'$$, '22004 | dibd must not be NULL'),
	($$'typed', '2012-07-01', NULL$$, '22004 | period must not be NULL'),
	($$'typed', '2012-07-01', '[2013-07-01,2014-07-01)', NULL$$, '22004 | scheme must not be NULL'),
	($$'typed', '2012-07-01', 'empty'$$, '22023 | the reporting period must have a first and a last day: "empty"'),
	($$'typed', '2012-07-01', '[2013-07-01,)'$$, '22023 | the reporting period must have a first and a last day: "[2013-07-01,)"'),
	($$'typed', '2013-07-02', '[2013-07-01,2014-07-01)'$$, '22023 | the reporting period "[2013-07-01,2014-07-01)" starts before dibd 2013-07-02'),
	($$'typed', '2012-07-01', '[2013-07-01,2014-07-01)', as_of => 'infinity'$$, '22008 | as_of must be finite'),
	($$'nowhere', '2012-07-01', '[2013-07-01,2014-07-01)'$$, '3F000 | schema "nowhere" does not exist'),
	($$'lacking', '2012-07-01', '[2013-07-01,2014-07-01)'$$, '42P01 | schema "lacking" lacks what is read from it'),
	($$'column_', '2012-07-01', '[2013-07-01,2014-07-01)'$$, '42703 | schema "column_" lacks what is read from it'),
	($$'typed', '2012-07-01', '[2013-07-01,2014-07-01)'$$, '42804 | schema "typed" has columns of a wrong type: event.onset is text, expected partial_date')) e(a, m),
	unnest('{dsur_sar_listing,dsur_deaths,dsur_withdrawals}'::text[]) WITH ORDINALITY f(f, no)
ORDER  BY f.no, m COLLATE "C";
SELECT is(pg_temp.error(format($$SELECT * FROM dsur_listing(%L, 'turned', '2012-07-01', '[2013-07-01,2014-07-01)', 'ich-e11', false, NULL)$$, l)), '22023 | unknown listing: ' || coalesce(quote_literal(l), 'NULL'), 'dsur_listing ' || coalesce(l, 'NULL'))
FROM  unnest('{NULL,births}'::text[]) l;
RESET search_path;

-- an ordinary role: its own rights, row security
CREATE ROLE pedsafety_reader;
DO $$ BEGIN EXECUTE format('GRANT USAGE ON SCHEMA %I TO pedsafety_reader', (SELECT extnamespace::regnamespace::name FROM pg_extension WHERE extname = 'pedsafety')); END $$;
SET LOCAL ROLE pedsafety_reader;
SELECT throws_ok($$SELECT * FROM dsur_deaths('we"ird; drop', '2012-07-01', '[2013-07-01,2014-07-01)')$$, '42501', NULL, 'no right, no listing');
RESET ROLE;
GRANT USAGE ON SCHEMA :"source" TO pedsafety_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA :"source" TO pedsafety_reader;
ALTER TABLE :"source".event ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON :"source".event USING (study_id = 'S');
SET LOCAL ROLE pedsafety_reader;
SELECT is((SELECT string_agg(subject_id, ' ') FROM dsur_sar_listing('we"ird; drop', '2012-07-01', '[2013-07-01,2014-07-01)')), 'tie', 'row security holds');
RESET ROLE;

-- a hostile search_path, another schema for the extension
CREATE SCHEMA evil;
CREATE FUNCTION evil.never(text, text) RETURNS boolean LANGUAGE sql AS $$ SELECT false $$;
CREATE OPERATOR evil.= (FUNCTION = evil.never, LEFTARG = text, RIGHTARG = text);
CREATE FUNCTION evil.dsur_listing(text, text, date, daterange, text, boolean, date) RETURNS SETOF int LANGUAGE plpgsql AS $$ BEGIN RAISE 'hijacked'; END $$;
CREATE FUNCTION evil.dsur_query(text, VARIADIC text[]) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE 'hijacked'; END $$;
CREATE TABLE evil.pg_extension (extname name, extnamespace oid);
DO $$ BEGIN PERFORM set_config('search_path', format('evil, pg_catalog, %I', (SELECT extnamespace::regnamespace::name FROM pg_catalog.pg_extension WHERE extname OPERATOR(pg_catalog.=) 'pedsafety')), true); END $$;
CREATE TEMP TABLE found2 AS SELECT * FROM dsur_sar_listing('we"ird; drop', '2012-07-01', '[2013-07-01,2014-07-01)') WITH ORDINALITY;
RESET search_path;
SELECT results_eq('SELECT to_jsonb(f), ordinality FROM found2 f ORDER BY ordinality', 'SELECT j, ordinality FROM before WHERE f = 1 ORDER BY ordinality', 'a hostile search_path changes nothing');
CREATE SCHEMA "other ""place";
ALTER EXTENSION pedsafety SET SCHEMA "other ""place";
SELECT results_eq($$SELECT to_jsonb(l), ordinality FROM "other ""place".dsur_sar_listing('we"ird; drop', '2012-07-01', '[2013-07-01,2014-07-01)') WITH ORDINALITY l$$, 'SELECT j, ordinality FROM before WHERE f = 1 ORDER BY ordinality', 'the extension can move');

SELECT * FROM finish();
ROLLBACK;
