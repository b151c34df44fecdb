-- SPDX-License-Identifier: PostgreSQL
-- A report of a past data lock point stays what it was, to the byte, whatever is recorded later.
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
SELECT plan(27);

CREATE SCHEMA trial;
SET LOCAL search_path = trial, public;
CREATE TABLE subject (study_id text, subject_id text, birth partial_date, ga gestational_age, sex text, race text, country text, arm text, enrolled date, ended date);
CREATE TABLE exposure (study_id text, subject_id text, arm text, during daterange, dose numeric, dose_unit text, route text, form text);
CREATE TABLE event (study_id text, subject_id text, event_id text, case_id text, arm text, blinded boolean, soc text, pt text, onset partial_date, received date,
	serious boolean, related boolean, fatal boolean, life_threatening boolean, hospitalisation boolean, disabling boolean, congenital boolean, other_important boolean,
	outcome text, withdrew boolean, recorded daterange);
CREATE TABLE consent (study_id text, subject_id text, signed_on date, signer text, signer_id text, act text, form_version text, recorded_at timestamptz);
CREATE TABLE form_version (study_id text, version text, effective_from date, superseded_on date, requires_reconsent boolean, approved_on date);
CREATE TABLE measurement (study_id text, subject_id text, measured_on partial_date, measure text, value float8, unit text);

-- An event: its keys, then what differs from a serious, related one of arm A that
-- was received and recorded on 2014-02-01.
CREATE FUNCTION pg_temp.ev(subject text, event text, onset text, other text DEFAULT '{}') RETURNS void LANGUAGE sql AS $$
	INSERT INTO event SELECT r.* FROM jsonb_populate_record(NULL::event, jsonb_build_object('study_id', 'S', 'subject_id', subject, 'event_id', event,
		'case_id', event, 'arm', 'A', 'blinded', false, 'soc', 'Skin', 'pt', 'Rash', 'onset', onset, 'received', '2014-02-01', 'serious', true, 'related', true,
		'fatal', false, 'withdrew', false, 'recorded', '[2014-02-01,)') || other::jsonb) r
$$;

-- The state at the lock point, 2014-06-30.
INSERT INTO subject SELECT 'S', 's' || n, ('{2013-05-01,2006-02-28,2001-12,1999,NULL}'::text[])[n]::partial_date, NULL, CASE n % 2 WHEN 0 THEN 'F' ELSE 'M' END FROM generate_series(1, 5) n;
INSERT INTO exposure SELECT 'S', 's' || n, CASE n % 2 WHEN 0 THEN 'A' ELSE 'B' END, d::daterange FROM generate_series(1, 5) n, unnest('{"[2012-09-01,2013-01-01)","[2014-01-01,)"}'::text[]) d;
INSERT INTO measurement SELECT 'S', 's' || n, '2014-01-15', m, v, u FROM generate_series(1, 5) n, (VALUES ('weight', 9, 'kg'), ('height', 999, 'cm')) x(m, v, u);
SELECT pg_temp.ev('s1', 'e1', '2014-01-10'), pg_temp.ev('s1', 'e2', '2013-08', '{"fatal": true, "pt": "Shock"}'), pg_temp.ev('s2', 'e3', '2014-01-10', '{"withdrew": true}'),
	pg_temp.ev('s3', 'e4', '2014', '{"soc": "Eye"}'), pg_temp.ev('s4', 'e5', '2012-10-01', '{"arm": "B", "recorded": "[2012-11-01,2014-03-01)"}'),
	pg_temp.ev('s4', 'e5', '2012-10-02', '{"arm": "B", "recorded": "[2014-03-01,)"}'), pg_temp.ev('s5', 'e6', '2014-06-30', '{"recorded": "[2014-06-30,)", "received": "2014-06-30"}'),
	pg_temp.ev('s2', 'e7', '2014-05-05', '{"blinded": true}'), pg_temp.ev('s2', 'e8', '2014-05-06', '{"serious": false}') \g /dev/null

-- Every report of the extension with the common head; by onset, by receipt. What
-- dsur_explain prints of the row itself is left out: closing a version alters it.
CREATE TEMP TABLE call AS
SELECT p.proname || a.other AS name, a.as_of IS NOT NULL AS versioned,
	   format('SELECT coalesce(string_agg((to_jsonb(r) - ''source_row'')::text, E''\n'' ORDER BY r.ordinality), '''') FROM %s(''trial'', ''2012-07-01'', ''[2013-07-01,2014-07-01)''%s%%s) WITH ORDINALITY r', p.oid::regproc, a.other) AS command
FROM  (SELECT p.*, array_position(p.proargnames, 'as_of') AS as_of, array_position(p.proargnames, 'by_receipt') AS by_receipt
	   FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
	   JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND e.oid = d.refobjid AND e.extname = 'pedsafety'
	   WHERE p.proretset AND p.proargnames[1:4] = '{source,dibd,period,scheme}') p,
	  LATERAL (SELECT p.as_of, o FROM unnest(ARRAY['', CASE WHEN p.by_receipt IS NOT NULL THEN ', by_receipt => true' END,
											   CASE p.proname WHEN 'dsur_explain' THEN ', report => ''dsur_exposure''' END]) o WHERE o IS NOT NULL) a(as_of, other);
CREATE FUNCTION pg_temp.out(command text, other text DEFAULT '') RETURNS text LANGUAGE plpgsql AS $$
DECLARE result text;
BEGIN
	EXECUTE format(command, other) INTO result;
	RETURN result;
END $$;

CREATE TEMP TABLE kept AS SELECT *, pg_temp.out(command) AS said FROM call;
SELECT cmp_ok((SELECT count(*) FROM kept WHERE versioned), '>=', 10::bigint, 'there are reports of versions to keep');
SELECT is_empty($$SELECT name FROM kept WHERE length(said) < 10 AND name !~ 'consent|missing|method'$$, 'each has something to say');
SELECT is_empty($$SELECT name FROM kept WHERE versioned AND pg_temp.out(command, ', as_of => ''2014-06-30''') <> said$$, 'the lock point is the day by default');

-- The totals of serious events, as of a day.
CREATE FUNCTION pg_temp.totals(as_of text DEFAULT NULL, other text DEFAULT '') RETURNS text LANGUAGE plpgsql AS $$
DECLARE result text;
BEGIN
	EXECUTE format('SELECT concat_ws('' '', events_interval, cases_interval, subjects_interval, events_cumulative, cases_cumulative, subjects_cumulative, undetermined)
		FROM dsur_sae(''trial'', ''2012-07-01'', ''[2013-07-01,2014-07-01)'', as_of => %L%s) WHERE (soc, pt, arm, band) = (''ALL'', ''ALL'', ''ALL'', ''TOTAL'')', as_of, other) INTO result;
	RETURN result;
END $$;
SELECT is(pg_temp.totals(), '5 5 3 6 6 4 1', 'totals at the lock point');

-- After it: each is followed by whether all reports of the past still say the
-- same, and what a later day sees. Exposure has no recorded: the reconciliation
-- and the method tell of all its rows, and what they count stays.
CREATE FUNCTION pg_temp.changed() RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(name, ', ' ORDER BY name) FROM kept WHERE (pg_temp.out(command) <> said OR versioned AND pg_temp.out(command, ', as_of => ''2014-06-30''') <> said)
$$;
CREATE FUNCTION pg_temp.counted() RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(r::text, E'\n' ORDER BY r::text) FROM dsur_reconciliation('trial', '2012-07-01', '[2013-07-01,2014-07-01)') r WHERE line IN ('counted', 'balance')
$$;
CREATE TEMP TABLE kept_method AS SELECT * FROM dsur_method('trial', '2012-07-01', '[2013-07-01,2014-07-01)');
CREATE TEMP TABLE kept_count AS SELECT pg_temp.counted() AS said;

-- a follow-up: the term, the onset and the seriousness of an event are others
UPDATE event SET recorded = '[2014-02-01,2014-08-01)' WHERE event_id = 'e1';
SELECT pg_temp.ev('s1', 'e1', '2013-06-30', '{"recorded": "[2014-08-01,)", "soc": "Eye", "pt": "Iritis", "related": false}') \g /dev/null
SELECT is(pg_temp.changed(), NULL, 'a follow-up changes nothing of the past');
SELECT is(pg_temp.totals('2014-07-31'), '5 5 3 6 6 4 1', 'nor on the day before it');
SELECT is(pg_temp.totals('2014-08-01'), '4 4 3 6 6 4 1', 'from its day on it is seen');
UPDATE event SET recorded = '[2014-02-01,2014-08-02)' WHERE event_id = 'e7';
SELECT pg_temp.ev('s2', 'e7', '2014-05-05', '{"recorded": "[2014-08-02,)", "blinded": false, "serious": false}') \g /dev/null
SELECT is(pg_temp.changed(), NULL, 'nor do unblinding and downgrading');
SELECT is(pg_temp.totals('2014-08-02'), '3 3 3 5 5 4 1', 'later it is not serious');
SELECT is((SELECT string_agg(arm || ' ' || events_cumulative, ', ') FROM dsur_sae('trial', '2012-07-01', '[2013-07-01,2014-07-01)') WHERE (soc, pt, band) = ('ALL', 'ALL', 'TOTAL')), 'A 4, B 1, BLINDED 1, ALL 6', 'blinded still, on the past day');

-- a nullification: the last version ends, and nothing follows
UPDATE event SET recorded = '[2014-02-01,2014-09-01)' WHERE event_id = 'e2';
SELECT is(pg_temp.changed(), NULL, 'a nullification changes nothing of the past');
SELECT is(pg_temp.totals('2014-08-31') || ', ' || pg_temp.totals('2014-09-01'), '3 3 3 5 5 4 1, 2 2 2 4 4 4 1', 'from its day on the case is gone');
SELECT is((SELECT count(*) FROM dsur_deaths('trial', '2012-07-01', '[2013-07-01,2014-07-01)', as_of => '2014-09-01')), 0::bigint, 'from the list of deaths too');
SELECT is((SELECT count(*) FROM dsur_deaths('trial', '2012-07-01', '[2013-07-01,2014-07-01)')), 1::bigint, 'which has it as of the lock point');

-- later events: of the past period received late, and of the time after it
SELECT pg_temp.ev('s3', 'e9', '2014-03-03', '{"received": "2014-09-02", "recorded": "[2014-09-02,)"}'), pg_temp.ev('s4', 'e10', '2014-09-03', '{"received": "2014-09-03", "recorded": "[2014-09-03,)", "fatal": true}'),
	pg_temp.ev('s6', 'e11', '2014-01-01', '{"received": "2014-09-04", "recorded": "[2014-09-04,)", "arm": "C", "soc": "Heart"}'),
	pg_temp.ev(NULL, NULL, '2014-01-01', '{"received": "2014-09-05", "recorded": "[2014-09-05,)", "withdrew": true}') \g /dev/null
SELECT is(pg_temp.changed(), NULL, 'later events change nothing of the past: no arm, no term, no row more');
SELECT is(pg_temp.totals('2014-12-31'), '5 5 4 7 7 6 1', 'what came late is in the past period, as of later');
SELECT is(pg_temp.totals('2014-12-31', ', by_receipt => true'), '5 5 5 5 5 5 0', 'but was not received in it');

-- later exposure: of subjects who are there, and of new ones
INSERT INTO exposure VALUES ('S', 's1', 'A', '[2014-07-01,2014-10-01)'), ('S', 's7', 'D', '[2014-07-01,)'), ('S', 's8', 'D', '[2014-12-01,)');
SELECT is((SELECT string_agg(name, ', ' ORDER BY name) FROM kept WHERE name !~ 'dsur_reconciliation|dsur_method' AND pg_temp.out(command) <> said), NULL, 'later exposure changes nothing of the past');
SELECT is((SELECT count(*) FROM dsur_exposure('trial', '2012-07-01', '[2013-07-01,2014-07-02)') WHERE arm = 'D' AND subjects_cumulative > 0), 4::bigint, 'a later lock point sees it');
-- an end of what was ongoing at the lock point: listings and explanations print it, and it is missing no more
UPDATE exposure SET during = '[2014-01-01,2014-10-01)' WHERE upper_inf(during) AND subject_id < 's6';
SELECT is((SELECT string_agg(name, ', ' ORDER BY name) FROM kept WHERE name !~ 'dsur_reconciliation|dsur_method|dsur_missing|listing|deaths|withdrawals|explain' AND pg_temp.out(command) <> said), NULL, 'an end after the lock point changes no table');

SELECT is((SELECT string_agg(m.item, ', ' ORDER BY m.item_no) FROM dsur_method('trial', '2012-07-01', '[2013-07-01,2014-07-01)') m JOIN kept_method k USING (item_no) WHERE m.statement <> k.statement), 'Exposure, Exposure not counted', 'of the method, what tells of all rows of exposure');
SELECT is(pg_temp.counted(), (SELECT said FROM kept_count), 'what the reconciliation counted stays, and its balance');
SELECT cmp_ok((SELECT n_cumulative FROM dsur_reconciliation('trial', '2012-07-01', '[2013-07-01,2014-07-01)') WHERE (unit, reason) = ('events', 'not the version valid on that day')), '=', 1::bigint, 'it tells of the versions that had ended, not of those to come');

-- versions without dates, and none at all
SELECT pg_temp.ev('s1', 'e12', '2014-02-02', '{"recorded": "empty"}') \g /dev/null
SELECT is(pg_temp.totals(), '5 5 3 6 6 4 1', 'an empty recorded is never valid');
SELECT pg_temp.ev('s1', 'e13', '2014-02-02', '{"recorded": null}') \g /dev/null
SELECT is(pg_temp.totals() || ', ' || pg_temp.totals('2000-01-01'), '6 6 3 7 7 4 1, 1 1 1 1 1 1 0', 'a NULL one always is');
SELECT pg_temp.ev('s1', 'e14', '2014-02-03', '{"recorded": "(,)"}'), pg_temp.ev('s1', 'e15', '2014-02-03', '{"recorded": "(,2014-07-01)"}'), pg_temp.ev('s1', 'e16', '2014-02-03', '{"recorded": "(,2014-06-30)"}') \g /dev/null
SELECT is(pg_temp.totals(), '8 8 3 9 9 4 1', 'so is an unbounded one, and one that ends after the day');
SELECT is(pg_temp.totals('2014-06-29'), '8 8 2 9 9 3 1', 'the upper bound is the day from which it is not valid; the day before the lock point lacks what was recorded on it');

SELECT * FROM finish();
ROLLBACK;
