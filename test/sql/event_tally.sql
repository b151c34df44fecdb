-- SPDX-License-Identifier: PostgreSQL
-- event_tally: exact counts at twelve levels against plain SQL; union, order, workers, storage, damaged values.
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
BEGIN;
CREATE FUNCTION pg_temp.said(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE code text; message text; detail text; hint text;
BEGIN
	EXECUTE command;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', code, message, nullif(detail, ''), nullif(hint, ''));
END $$;
SELECT plan(64);

-- ------------------------------------------------------------ a few rows by hand
CREATE TEMP TABLE few (study_id text, subject_id text, event_id text, case_id text, version date, soc text, pt text, arm text, band age_band, in_interval boolean, in_cumulative boolean);
INSERT INTO few VALUES
	('A', '1', 'e1', 'c1', '2024-01-01', 'Skin', 'Rash', 'X', '[2y,12y)', true, true),
	('A', '1', 'e1', 'c1', '2024-02-01', 'Skin', 'Urticaria', 'X', '[2y,12y)', false, true),
	('A', '1', 'e2', 'c1', '2024-01-01', 'Skin', 'Rash', 'X', '[2y,12y)', NULL, true),
	('A', '2', NULL, NULL, NULL, 'Skin', 'Rash', NULL, NULL, true, true),
	('A', NULL, 'e1', NULL, NULL, NULL, '', 'X', NULL, NULL, NULL);
SELECT results_eq($$SELECT u.* FROM (SELECT event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative) t FROM few) x, unnest(t) u WHERE u.band IS NULL$$, $$VALUES
	('Skin', 'Rash', 'UNKNOWN', NULL::age_band, 1::bigint, 1::bigint, 1::bigint, 0::bigint, 1::bigint, 1::bigint, 1::bigint, 0::bigint, 0::bigint),
	('Skin', 'Rash', 'X', NULL, 0, 0, 0, 1, 1, 1, 1, 0, 1),
	('Skin', 'Rash', NULL, NULL, 1, 1, 1, 1, 2, 2, 2, 0, 1),
	('Skin', 'Urticaria', 'X', NULL, 0, 0, 0, 0, 1, 1, 1, 0, 0),
	('Skin', 'Urticaria', NULL, NULL, 0, 0, 0, 0, 1, 1, 1, 0, 0),
	('Skin', NULL, 'UNKNOWN', NULL, 1, 1, 1, 0, 1, 1, 1, 0, 0),
	('Skin', NULL, 'X', NULL, 0, 0, 0, 1, 2, 1, 1, 0, 1),
	('Skin', NULL, NULL, NULL, 1, 1, 1, 1, 3, 2, 2, 0, 1),
	('UNKNOWN', 'UNKNOWN', 'X', NULL, 0, 0, 0, 1, 0, 0, 0, 1, 1),
	('UNKNOWN', 'UNKNOWN', NULL, NULL, 0, 0, 0, 1, 0, 0, 0, 1, 1),
	('UNKNOWN', NULL, 'X', NULL, 0, 0, 0, 1, 0, 0, 0, 1, 1),
	('UNKNOWN', NULL, NULL, NULL, 0, 0, 0, 1, 0, 0, 0, 1, 1),
	(NULL, NULL, 'UNKNOWN', NULL, 1, 1, 1, 0, 1, 1, 1, 0, 0),
	(NULL, NULL, 'X', NULL, 0, 0, 0, 2, 2, 1, 1, 1, 2),
	(NULL, NULL, NULL, NULL, 1, 1, 1, 2, 3, 2, 2, 1, 2)$$, 'the newest version stands; unknown, undetermined, nobody');
SELECT is((SELECT concat_ws(' ', events(t), duplicates(t)) FROM (SELECT event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative) t FROM few) x), '4 1', 'events, duplicates');
SELECT is((SELECT event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative)::text FROM few WHERE false), NULL, 'no row: NULL');
SELECT is_empty('SELECT unnest(NULL::event_tally)', 'unnest of NULL');
SELECT is((SELECT count(*) FROM (SELECT event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, false, false) t FROM few) x, unnest(t)), 0::bigint, 'rows that count in no period: no cell');
SELECT is((SELECT events(t) FROM (SELECT event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, false, false) t FROM few) x), 4::bigint, 'but they are held');
SELECT results_eq($$SELECT u.* FROM (SELECT event_tally(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL) t) x, unnest(t) u WHERE u.soc IS NOT NULL AND u.pt IS NOT NULL AND u.arm IS NOT NULL AND u.band IS NOT NULL$$,
	$$VALUES ('UNKNOWN', 'UNKNOWN', 'UNKNOWN', '(,)'::age_band, 0::bigint, 0::bigint, 0::bigint, 1::bigint, 0::bigint, 0::bigint, 0::bigint, 1::bigint, 1::bigint)$$, 'all NULL');
SELECT is((SELECT max(cases_interval) FROM (SELECT event_tally('A', '1', 'e' || i, 'c', v, 'S', 'P', 'X', NULL, v = 'infinity', true) t FROM generate_series(1, 2) i, unnest('{-infinity,2024-01-01,infinity}'::date[]) v) x, unnest(t)), 1::bigint, 'infinite versions are the first and the last');

-- ------------------------------------------------------- thousands of rows, drawn
SELECT setseed(0.271828);
CREATE TABLE event_tally_rows AS SELECT i,
	(ARRAY['S1', 'A-STUDY-OF-LONG-NAME', NULL, ''])[1 + floor(random() * 4)] AS study_id,
	CASE WHEN random() < 0.05 THEN NULL WHEN random() < 0.1 THEN 'subject with a name of thirty bytes ' || floor(random() * 9) ELSE 'subj' || floor(random() * 50) END AS subject_id,
	CASE WHEN random() < 0.1 THEN NULL WHEN random() < 0.5 THEN 'e' || floor(random() * 20) WHEN random() < 0.02 THEN repeat('长', 90) || floor(random() * 3) ELSE 'event of a long id ' || floor(random() * 20) END AS event_id,
	CASE WHEN random() < 0.2 THEN NULL WHEN random() < 0.5 THEN 'c' || floor(random() * 8) ELSE '病例 number ' || floor(random() * 8) END AS case_id,
	CASE WHEN random() < 0.1 THEN NULL ELSE date '2020-01-01' + floor(random() * 4)::int END AS version,
	(ARRAY['Cardiac disorders', 'Nervous', '心脏器官疾病', '', NULL, 'UNKNOWN'])[1 + floor(random() * 6)] AS soc,
	(ARRAY['p1', 'p2', 'Preferred term number three', '', NULL, 'UNKNOWN', 'é'])[1 + floor(random() * 7)] AS pt,
	(ARRAY['X', 'Y', '', NULL])[1 + floor(random() * 4)] AS arm,
	(ARRAY['[0d,28d)', '[28d,2y)', '(,)', '(,0d)', 'preterm [0d,pma44w)', NULL])[1 + floor(random() * 6)]::age_band AS band,
	(ARRAY[true, false, NULL])[1 + floor(random() * 3)] AS in_interval,
	(ARRAY[true, false, NULL])[1 + floor(random() * 3)] AS in_cumulative
FROM generate_series(1, 9000) i;
CREATE FUNCTION pg_temp.tally_of(which text) RETURNS event_tally LANGUAGE plpgsql AS $$
DECLARE t event_tally;
BEGIN
	EXECUTE 'SELECT event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative) FROM ' || which INTO t;
	RETURN t;
END $$;
CREATE TEMP VIEW plain AS
WITH standing AS (
	SELECT DISTINCT ON (study_id, subject_id, event_id, own) * FROM (SELECT *, CASE WHEN event_id IS NULL THEN i END AS own FROM event_tally_rows) r
	ORDER BY study_id, subject_id, event_id, own, version DESC NULLS LAST, soc COLLATE "C" DESC NULLS LAST, pt COLLATE "C" DESC NULLS LAST, arm COLLATE "C" DESC NULLS LAST,
		band DESC NULLS LAST, case_id COLLATE "C" DESC NULLS LAST, in_interval DESC NULLS LAST, in_cumulative DESC NULLS LAST),
labelled AS (
	SELECT study_id, subject_id, (study_id, subject_id, case_id, CASE WHEN case_id IS NULL THEN i END) AS a_case, (study_id, subject_id) AS a_subject,
		coalesce(nullif(soc, ''), 'UNKNOWN') AS soc, coalesce(nullif(pt, ''), 'UNKNOWN') AS pt, coalesce(nullif(arm, ''), 'UNKNOWN') AS arm, coalesce(band, '(,)') AS band, in_interval, in_cumulative
	FROM standing)
SELECT soc, pt, arm, band,
	count(*) FILTER (WHERE in_interval) AS events_interval, count(DISTINCT a_case) FILTER (WHERE in_interval) AS cases_interval,
	count(DISTINCT a_subject) FILTER (WHERE in_interval AND subject_id IS NOT NULL) AS subjects_interval, count(*) FILTER (WHERE in_interval IS NULL) AS undetermined_interval,
	count(*) FILTER (WHERE in_cumulative) AS events_cumulative, count(DISTINCT a_case) FILTER (WHERE in_cumulative) AS cases_cumulative,
	count(DISTINCT a_subject) FILTER (WHERE in_cumulative AND subject_id IS NOT NULL) AS subjects_cumulative, count(*) FILTER (WHERE in_cumulative IS NULL) AS undetermined_cumulative,
	count(*) FILTER (WHERE in_interval IS NULL OR in_cumulative IS NULL) AS undetermined
FROM labelled
GROUP BY GROUPING SETS ((soc, pt, arm, band), (soc, pt, arm), (soc, pt, band), (soc, pt), (soc, arm, band), (soc, arm), (soc, band), (soc), (arm, band), (arm), (band), ())
HAVING count(*) FILTER (WHERE in_interval OR in_cumulative OR in_interval IS NULL OR in_cumulative IS NULL) > 0
ORDER BY soc COLLATE "C", pt COLLATE "C", arm COLLATE "C", band;
CREATE TEMP TABLE expected_rows AS SELECT row_number() OVER () AS n, * FROM plain;
CREATE TEMP TABLE whole AS SELECT pg_temp.tally_of('event_tally_rows') AS t;
SELECT cmp_ok((SELECT count(*) FROM expected_rows), '>', 400::bigint, 'plain SQL has hundreds of cells');
SELECT results_eq('SELECT row_number() OVER (), u.* FROM whole, unnest(t) u', 'SELECT * FROM expected_rows ORDER BY n', 'twelve levels: the rows of plain SQL, in their order');
SELECT results_eq($$SELECT row_number() OVER (), u.* FROM (SELECT event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative) t FROM event_tally_rows) x, unnest(t) u$$,
	'SELECT * FROM expected_rows ORDER BY n', 'and straight from the aggregate');
SELECT results_eq($$SELECT row_number() OVER (), (u).* FROM (SELECT unnest(event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative)) u FROM event_tally_rows) x$$,
	'SELECT * FROM expected_rows ORDER BY n', 'unnest in the list of results');
SELECT is((SELECT events(t) FROM whole), (SELECT count(*) FROM (SELECT DISTINCT study_id, subject_id, event_id, CASE WHEN event_id IS NULL THEN i END FROM event_tally_rows) x), 'events');
SELECT is((SELECT events(t) + duplicates(t) FROM whole), 9000::bigint, 'events and duplicates are all rows');
SELECT is_empty($$SELECT events_interval FROM whole, unnest(t) WHERE cases_interval > events_interval OR subjects_interval > cases_interval OR undetermined < greatest(undetermined_interval, undetermined_cumulative)$$, 'subjects <= cases <= events');

-- ---------------------------------------------------------------------- the order
SELECT is(pg_temp.tally_of('(SELECT * FROM event_tally_rows ORDER BY ' || o || ') r')::text, (SELECT t::text FROM whole), 'rows in the order of ' || o)
FROM unnest('{i DESC,subject_id,"event_id, version DESC","pt, arm DESC, i % 7",md5(i::text)}'::text[]) o;
SELECT is((SELECT event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative ORDER BY md5(i::text || 'x'))::text FROM event_tally_rows), (SELECT t::text FROM whole), 'ORDER BY inside the call');
SELECT is(duplicates(pg_temp.tally_of('(SELECT * FROM event_tally_rows WHERE event_id IS NOT NULL UNION ALL SELECT * FROM event_tally_rows WHERE event_id IS NOT NULL) r')),
	2 * duplicates(pg_temp.tally_of('event_tally_rows')) + events(pg_temp.tally_of('(SELECT * FROM event_tally_rows WHERE event_id IS NOT NULL) r')), 'each row twice: only duplicates grow');

-- ------------------------------------------------------------------ sums and union
CREATE TEMP TABLE part AS SELECT i % 13 AS site, event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative) AS t FROM event_tally_rows GROUP BY 1;
SELECT is((SELECT sum(t)::text FROM part), (SELECT t::text FROM whole), 'the sum of parts that share events');
SELECT is((SELECT sum(t ORDER BY site DESC)::text FROM part), (SELECT t::text FROM whole), 'in another order');
SELECT is((SELECT sum(t)::text FROM (SELECT sum(t) t FROM part GROUP BY site % 3) x), (SELECT t::text FROM whole), 'sums of sums');
SELECT is((SELECT sum(t)::text FROM (SELECT event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative) t FROM event_tally_rows GROUP BY subject_id) x), (SELECT t::text FROM whole), 'by subject, not stored in between');
SELECT is((SELECT sum(t)::text FROM part WHERE false), NULL, 'no value: NULL');
SELECT is((SELECT sum(CASE WHEN site = 3 THEN t END)::text FROM part), (SELECT t::text FROM part WHERE site = 3), 'NULLs are left out');
SELECT is((SELECT sum(NULL::event_tally)::text FROM part), NULL, 'all NULL: NULL');
SELECT is((SELECT (a.t + b.t)::text FROM part a, part b WHERE a.site = 1 AND b.site = 2), pg_temp.tally_of('event_tally_rows WHERE i % 13 IN (1, 2)')::text, '+');
SELECT is((SELECT (a.t + b.t)::text FROM part a, part b WHERE a.site = 1 AND b.site = 2), (SELECT (b.t + a.t)::text FROM part a, part b WHERE a.site = 1 AND b.site = 2), '+ commutes');
SELECT is((SELECT (a.t + (b.t + c.t))::text FROM part a, part b, part c WHERE a.site = 1 AND b.site = 2 AND c.site = 3), (SELECT (a.t + b.t + c.t)::text FROM part a, part b, part c WHERE a.site = 1 AND b.site = 2 AND c.site = 3), '+ associates');
SELECT is((SELECT (t + NULL)::text FROM part WHERE site = 1), NULL, '+ NULL');
SELECT results_eq($$SELECT events(t + t), duplicates(t + t), events(t), duplicates(t) FROM (SELECT event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative) t FROM few) x$$,
	$$VALUES (5::bigint, 5::bigint, 4::bigint, 1::bigint)$$, 'a value and itself: events with an id once; + leaves its arguments alone');

-- ------------------------------------------------- windows, FILTER, shared states
SELECT is_empty($$SELECT i FROM (SELECT i, events(event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative) OVER (ORDER BY i)) AS n FROM event_tally_rows WHERE i <= 150) w
	WHERE n <> (SELECT count(*) FROM (SELECT DISTINCT study_id, subject_id, event_id, CASE WHEN event_id IS NULL THEN i END FROM event_tally_rows r WHERE r.i <= w.i) x)$$, 'running, row by row');
SELECT is_empty($$SELECT i FROM (SELECT i, (event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative) OVER (ORDER BY i))::text AS t FROM event_tally_rows WHERE i <= 120) w
	WHERE t <> pg_temp.tally_of('event_tally_rows WHERE i <= ' || i)::text$$, 'and the value of each row, gone flat in between');
SELECT is_empty($$SELECT site FROM (SELECT site, (sum(t) OVER (ORDER BY site ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING))::text AS s FROM part) w
	WHERE s <> (SELECT sum(t)::text FROM part p WHERE p.site BETWEEN w.site - 1 AND w.site + 1)$$, 'a moving frame');
SELECT is((SELECT ARRAY[event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative)::text,
	event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative)::text,
	(event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative) FILTER (WHERE i % 13 = 4))::text] FROM event_tally_rows),
	(SELECT ARRAY[w.t::text, w.t::text, p.t::text] FROM whole w, part p WHERE site = 4), 'two aggregates in one query, FILTER');
SELECT is_empty($$SELECT g FROM (SELECT i % 13 AS g, event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative) t FROM event_tally_rows GROUP BY ROLLUP (i % 13)) x
	WHERE t::text <> coalesce((SELECT p.t::text FROM part p WHERE site = g), (SELECT w.t::text FROM whole w))$$, 'grouping sets');
SELECT is((SELECT event_tally(DISTINCT study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative)::text FROM few), (SELECT event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative)::text FROM few), 'DISTINCT rows');
SELECT is((SELECT sum(n) FROM (SELECT events(event_tally(study_id, subject_id, i::text, NULL, NULL, soc, pt, arm, band, true, true)) n FROM event_tally_rows GROUP BY i) x), 9000::numeric, 'very many groups');

-- -------------------------------------------------------------------------- workers
SET LOCAL max_parallel_workers_per_gather = 3;
SET LOCAL parallel_leader_participation = off;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
CREATE FUNCTION pg_temp.plan_of(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE line text; whole text := '';
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) ' || command LOOP
		whole := whole || line || E'\n';
	END LOOP;
	RETURN whole;
END $$;
SELECT matches(pg_temp.plan_of('SELECT event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative) FROM event_tally_rows'),
	'Finalize Aggregate.*Gather.*Workers Launched: [1-3].*Partial Aggregate', 'workers tally parts, the leader unites them');
SELECT is((SELECT event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative)::text FROM event_tally_rows), (SELECT t::text FROM whole), 'the same value');
SELECT results_eq($$SELECT row_number() OVER (), u.* FROM (SELECT event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative) t FROM event_tally_rows) x, unnest(t) u$$,
	'SELECT * FROM expected_rows ORDER BY n', 'and the same rows');
SELECT is_empty($$SELECT site FROM (SELECT i % 13 AS g, event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative) t FROM event_tally_rows GROUP BY 1) x JOIN part ON site = g WHERE x.t::text <> part.t::text$$, 'by group');
CREATE TABLE event_tally_parts AS SELECT * FROM part;
SELECT is((SELECT sum(t)::text FROM event_tally_parts), (SELECT t::text FROM whole), 'sum of stored values');
SET LOCAL max_parallel_workers_per_gather = 0;

-- -------------------------------------------------------------- stored and sent
SELECT ok((SELECT bool_and(pg_column_compression(t) IS NOT NULL) FROM event_tally_parts), 'stored values are compressed');
CREATE TEMP TABLE small AS SELECT i, event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative) AS t FROM event_tally_rows WHERE i <= 50 GROUP BY 1;
SELECT is((SELECT sum(t)::text FROM small), pg_temp.tally_of('event_tally_rows WHERE i <= 50')::text, 'and so are packed ones');
SELECT is((SELECT string_agg(t::text::event_tally::text, ',' ORDER BY site) FROM part), (SELECT string_agg(t::text, ',' ORDER BY site) FROM part), 'text: read as it was written');
SELECT is((SELECT upper(substr(t::text, 3))::text FROM part WHERE site = 1), (SELECT upper(substr(('\x' || upper(substr(t::text, 3)))::event_tally::text, 3)) FROM part WHERE site = 1), 'digits in either case');
SELECT is((SELECT string_agg(event_tally_send(t)::text, ',' ORDER BY site) FROM part), (SELECT string_agg(t::text, ',' ORDER BY site) FROM part), 'what is sent is what the text shows');
COPY part TO PROGRAM 'cat > pedsafety_event_tally.copy' (FORMAT binary);
CREATE TEMP TABLE received (LIKE part);
COPY received FROM PROGRAM 'cat pedsafety_event_tally.copy && rm pedsafety_event_tally.copy' (FORMAT binary);
SELECT is((SELECT string_agg(t::text, ',' ORDER BY site) FROM received), (SELECT string_agg(t::text, ',' ORDER BY site) FROM part), 'binary: received as it was sent');

-- ------------------------------------------------------------------ in a variable
CREATE FUNCTION pg_temp.step_by_step() RETURNS event_tally LANGUAGE plpgsql AS $$
DECLARE t event_tally; u event_tally; r record;
BEGIN
	FOR r IN SELECT * FROM event_tally_rows WHERE i <= 200 ORDER BY i LOOP
		t := event_tally_add(t, r.study_id, r.subject_id, r.event_id, r.case_id, r.version, r.soc, r.pt, r.arm, r.band, r.in_interval, r.in_cumulative);
		IF r.i = 100 THEN
			u := t;
		END IF;
	END LOOP;
	IF events(u) <> events(pg_temp.tally_of('event_tally_rows WHERE i <= 100')) THEN
		RAISE 'the copy has changed';
	END IF;
	RETURN event_tally_sum(u, t + u);
END $$;
SELECT is(pg_temp.step_by_step()::text, pg_temp.tally_of('(SELECT * FROM event_tally_rows WHERE i <= 200 UNION ALL SELECT * FROM event_tally_rows WHERE i <= 100 UNION ALL SELECT * FROM event_tally_rows WHERE i <= 100) r')::text, 'added to outside an aggregate');

-- -------------------------------------------------------------------------- errors
SELECT is(pg_temp.said(c), m, c) FROM (VALUES
	($$SELECT 'tally'::event_tally$$, E'22P02 | invalid input syntax for type event_tally: "tally" | The text form is \\x and hexadecimal digits as event_tally prints them; a value is made by the aggregate event_tally().'),
	($$SELECT '\x010'::event_tally$$, E'22P02 | invalid input syntax for type event_tally: "\\x010" | The fault is at character 6. | The text form is \\x and hexadecimal digits as event_tally prints them; a value is made by the aggregate event_tally().'),
	($$SELECT '\x01z0'::event_tally$$, E'22P02 | invalid input syntax for type event_tally: "\\x01z0" | The fault is at character 5. | The text form is \\x and hexadecimal digits as event_tally prints them; a value is made by the aggregate event_tally().'),
	($$SELECT '\x'::event_tally$$, E'22P02 | invalid input syntax for type event_tally: "\\x" | The text form is \\x and hexadecimal digits as event_tally prints them; a value is made by the aggregate event_tally().'),
	($$SELECT ('\x' || repeat('00', 100))::event_tally$$, E'22P02 | invalid input syntax for type event_tally: "\\x00000000000000000000000000000000000000..." | The text form is \\x and hexadecimal digits as event_tally prints them; a value is made by the aggregate event_tally().'),
	($$SELECT '\x01010001024100010100000001000001000000 00'::event_tally$$, E'22P02 | invalid input syntax for type event_tally: "\\x01010001024100010100000001000001000000..." | The fault is at character 41. | The text form is \\x and hexadecimal digits as event_tally prints them; a value is made by the aggregate event_tally().'),
	($$SELECT '\x01010001024100010100000001000001000000'::event_tally$$, E'22021 | a text in event_tally is not valid in the encoding of this database | The value holds texts in the encoding of the database that made it; make it again from the rows.'),
	($$SELECT t < t FROM whole$$, '42883 | operator does not exist: event_tally < event_tally | No operator matches the given name and argument types. You might need to add explicit type casts.')) v(c, m);
SELECT matches(pg_temp.said('SELECT DISTINCT t FROM whole'), '^42883 ', 'no equality');

-- damage: each byte of a small value, by four masks, is refused or read as another value that is sound
CREATE FUNCTION pg_temp.damage(t event_tally, OUT refused bigint, OUT taken bigint, OUT wrong bigint) LANGUAGE plpgsql AS $$
DECLARE bytes bytea := event_tally_send(t); other bytea; u event_tally;
BEGIN
	refused := 0; taken := 0; wrong := 0;
	FOR i IN 0 .. length(bytes) - 1 LOOP
		FOR m IN 0 .. 4 LOOP
			other := CASE WHEN m = 4 THEN substr(bytes, 1, i) ELSE set_byte(bytes, i, get_byte(bytes, i) # (ARRAY[1, 2, 128, 255])[m + 1]) END;
			BEGIN
				u := other::text::event_tally;
				taken := taken + 1;
				IF u::text <> other::text OR events(u) IS NULL OR (SELECT count(*) FROM unnest(u)) IS NULL OR events(u + t) IS NULL THEN
					wrong := wrong + 1;
				END IF;
			EXCEPTION WHEN SQLSTATE '22P02' OR SQLSTATE '22021' THEN
				refused := refused + 1;
			END;
		END LOOP;
	END LOOP;
END $$;
SELECT is((SELECT concat_ws(' ', refused > 100, taken > 10, wrong) FROM pg_temp.damage((SELECT event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative) FROM few))), 't t 0', 'damaged text: refused, or another value');
CREATE FUNCTION pg_temp.damaged_binary() RETURNS text LANGUAGE plpgsql AS $$
DECLARE code text; said text := '';
BEGIN
	CREATE TEMP TABLE raw (b bytea);
	CREATE TEMP TABLE cooked (t event_tally);
	FOR m IN 0 .. 2 LOOP
		TRUNCATE raw;
		INSERT INTO raw SELECT CASE m WHEN 0 THEN b WHEN 1 THEN substr(b, 1, length(b) - 1) ELSE set_byte(b, length(b) - 1, 255) END
			FROM (SELECT event_tally_send(event_tally(study_id, subject_id, event_id, case_id, version, soc, pt, arm, band, in_interval, in_cumulative)) b FROM few) x;
		COPY raw TO PROGRAM 'cat > pedsafety_event_tally.copy' (FORMAT binary);
		BEGIN
			COPY cooked FROM PROGRAM 'cat pedsafety_event_tally.copy && rm pedsafety_event_tally.copy' (FORMAT binary);
			said := said || 'taken ';
		EXCEPTION WHEN OTHERS THEN
			said := said || SQLSTATE || ' ';
		END;
	END LOOP;
	RETURN said;
END $$;
SELECT is(pg_temp.damaged_binary(), 'taken 22P03 22P03 ', 'damaged in binary');
SELECT * FROM finish();
ROLLBACK;
