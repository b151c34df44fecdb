-- SPDX-License-Identifier: PostgreSQL
-- Whatever happens to the rows of a warehouse, dsur_reconciliation balances and its counted lines are the totals of the tables.
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
SELECT plan(7);
SET LOCAL jit = off;

CREATE SCHEMA trial;
SET LOCAL search_path = trial, public;
CREATE TABLE subject (study_id text, subject_id text, birth partial_date, ga gestational_age, sex text, race text, country text, arm text, enrolled date, ended date);
CREATE TABLE exposure (study_id text, subject_id text, arm text, during daterange, dose numeric, dose_unit text, route text, form text);
CREATE TABLE event (study_id text, subject_id text, event_id text, case_id text, arm text, blinded boolean, soc text, pt text, onset partial_date, received date,
	serious boolean, related boolean, fatal boolean, life_threatening boolean, hospitalisation boolean, disabling boolean, congenital boolean, other_important boolean,
	outcome text, withdrew boolean, recorded daterange);

-- Random numbers that are the same everywhere: the n-th of a named stream, in [0, below).
CREATE FUNCTION pg_temp.rnd(stream text, n int, below int) RETURNS int LANGUAGE sql IMMUTABLE AS $$
	SELECT (('x' || left(md5(stream || ' ' || n), 12))::bit(48)::bigint % below)::int
$$;
CREATE FUNCTION pg_temp.pick(stream text, n int, choices text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT choices[1 + pg_temp.rnd(stream, n, cardinality(choices))]
$$;
CREATE FUNCTION pg_temp.a_date(stream text, n int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT to_char(date '2012-01-01' + pg_temp.rnd(stream, n, 1200), pg_temp.pick(stream || ' precision', n, '{YYYY-MM-DD,YYYY-MM-DD,YYYY-MM-DD,YYYY-MM,YYYY,YYYY---DD}'))
$$;
CREATE FUNCTION pg_temp.a_range(stream text, n int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE pg_temp.rnd(stream || ' kind', n, 12) WHEN 0 THEN NULL WHEN 1 THEN 'empty' WHEN 2 THEN '(,)' WHEN 3 THEN format('(,%s)', a) WHEN 4 THEN format('[%s,)', a) WHEN 5 THEN format('[%s,infinity)', a)
		   WHEN 6 THEN format('[-infinity,%s)', a) ELSE format('[%s,%s)', a, a + pg_temp.rnd(stream || ' days', n, 400)) END
	FROM  (SELECT date '2012-01-01' + 30 * pg_temp.rnd(stream, n, 40)) x(a)
$$;

-- One value of a column, right or damaged.
CREATE FUNCTION pg_temp.a_value(col text, n int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE col
		WHEN 'study_id' THEN pg_temp.pick(col, n, ARRAY['T', 'T', 'T', 'U', '', NULL])
		WHEN 'subject_id' THEN pg_temp.pick(col, n, ARRAY['s1', 's2', 's3', 's4', 's5', 's6', 's7', '', NULL])
		WHEN 'event_id' THEN pg_temp.pick(col, n, ARRAY['e1', 'e2', 'c1', 'c1', '', NULL])
		WHEN 'case_id' THEN pg_temp.pick(col, n, ARRAY['c1', 'e1', '1', '1', NULL, NULL])
		WHEN 'birth' THEN pg_temp.pick(col, n, ARRAY['2012-02-29', '2012-08', '2006---31', '1995', '2000-05-31', '2014-05-05', NULL])
		WHEN 'ga' THEN pg_temp.pick(col, n, ARRAY['30+0', '40+0', '99+0', NULL])
		WHEN 'sex' THEN pg_temp.pick(col, n, ARRAY['M', 'F', 'U', 'x', NULL])
		WHEN 'arm' THEN pg_temp.pick(col, n, ARRAY['A', 'B', 'ALL', 'BLINDED', '', NULL])
		WHEN 'soc' THEN pg_temp.pick(col, n, ARRAY['Skin', 'Eye', 'ALL', '', NULL])
		WHEN 'pt' THEN pg_temp.pick(col, n, ARRAY['p', 'q', 'ALL', NULL])
		WHEN 'onset' THEN pg_temp.a_date(col, n)
		WHEN 'received' THEN pg_temp.pick(col, n, ARRAY['2013-01-01', '2013-09-09', '2014-02-02', '2014-12-31', 'infinity', '-infinity', NULL])
		WHEN 'serious' THEN pg_temp.pick(col, n, ARRAY['t', 't', 't', 'f', NULL])
		WHEN 'blinded' THEN pg_temp.pick(col, n, ARRAY['t', 'f', NULL])
		WHEN 'during' THEN pg_temp.a_range(col, n)
		WHEN 'recorded' THEN CASE WHEN n % 2 = 0 THEN pg_temp.a_range(col, n) END END
$$;

-- One step: a row is added, removed, doubled, or damaged in one column.
CREATE TEMP TABLE done (step int, what text, table_name text);
CREATE FUNCTION pg_temp.step(n int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	t text := pg_temp.pick('table', n, '{subject,exposure,exposure,event,event,event}');
	what text := pg_temp.pick('what', n, '{add,add,add,remove,double,double,damage,damage,damage}');
	cols text[] := CASE t WHEN 'subject' THEN '{study_id,subject_id,birth,ga,sex}' WHEN 'exposure' THEN '{study_id,subject_id,arm,during}'
						  ELSE '{study_id,subject_id,event_id,case_id,arm,blinded,soc,pt,onset,received,serious,recorded}' END;
	col text := pg_temp.pick('column', n, cols);
	victim tid;
	count int;
BEGIN
	EXECUTE format('SELECT (array_agg(ctid ORDER BY ctid))[1 + %s %% greatest(count(*), 1)] FROM %I', pg_temp.rnd('victim', n, 1000000), t) INTO victim;
	CASE what
		WHEN 'add' THEN
			EXECUTE format('INSERT INTO %I SELECT r.* FROM jsonb_populate_record(NULL::%I, $1) r', t, t)
			USING (SELECT jsonb_object_agg(c, pg_temp.a_value(c, n * 20 + i::int)) FROM unnest(cols) WITH ORDINALITY u(c, i));
		WHEN 'remove' THEN EXECUTE format('DELETE FROM %I WHERE ctid = $1', t) USING victim;
		WHEN 'double' THEN EXECUTE format('INSERT INTO %I SELECT * FROM %I WHERE ctid = $1', t, t) USING victim;
		WHEN 'damage' THEN EXECUTE format('UPDATE %I SET %I = (jsonb_populate_record(NULL::%I, $2)).%I WHERE ctid = $1', t, col, t, col) USING victim, jsonb_build_object(col, pg_temp.a_value(col, n));
	END CASE;
	GET DIAGNOSTICS count = ROW_COUNT;
	INSERT INTO done SELECT n, what, t WHERE count = 1;
END $$;

-- What is wrong after it: every unit balances, and what is counted is what the
-- tables say.
CREATE FUNCTION pg_temp.faults(dibd date, period daterange, scheme age_scheme, by_receipt boolean, as_of date) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
BEGIN
	WITH line AS MATERIALIZED (
		SELECT * FROM dsur_reconciliation('trial', dibd, period, scheme, by_receipt => by_receipt, as_of => as_of)),
	seen AS (
		INSERT INTO saw SELECT unit, line, reason, n_interval + n_cumulative FROM line WHERE n_interval + n_cumulative > 0),
	sae AS MATERIALIZED (
		SELECT * FROM dsur_sae('trial', dibd, period, scheme, by_receipt => by_receipt, as_of => as_of) WHERE (soc, pt, arm, band) = ('ALL', 'ALL', 'ALL', 'TOTAL')),
	unit AS (
		SELECT unit, coalesce(sum(n_interval) FILTER (WHERE line = 'counted'), 0) AS i, coalesce(sum(n_cumulative) FILTER (WHERE line = 'counted'), 0) AS c,
			   coalesce(sum(n_interval) FILTER (WHERE line = 'excluded'), 0) AS ei, coalesce(sum(n_cumulative) FILTER (WHERE line = 'excluded'), 0) AS ec,
			   sum(n_interval) FILTER (WHERE line = 'in') AS ii, sum(n_cumulative) FILTER (WHERE line = 'in') AS ic,
			   sum(abs(n_interval) + abs(n_cumulative)) FILTER (WHERE line = 'balance') AS balance, min(least(n_interval, n_cumulative)) AS least
		FROM   line GROUP BY unit),
	total AS (
		SELECT u.* FROM dsur_exposure('trial', dibd, period, scheme) e, LATERAL (VALUES ('subjects', subjects_interval, subjects_cumulative), ('person_days', person_days_interval, person_days_cumulative)) u(unit, i, c)
		WHERE  (arm, sex, band) = ('ALL', 'ALL', 'TOTAL')
		UNION  ALL
		SELECT u.* FROM sae, LATERAL (VALUES ('events', events_interval, events_cumulative), ('cases', cases_interval, cases_cumulative), ('undetermined', undetermined_interval, undetermined_cumulative)) u(unit, i, c)),
	-- a row of exposure counts once
	span AS (
		SELECT coalesce(sum((during && period)::int), 0) AS i, coalesce(sum((during && daterange(dibd, upper(period)))::int), 0) AS c
		FROM   (SELECT DISTINCT coalesce(study_id, ''), subject_id, coalesce(nullif(arm, ''), 'UNKNOWN'), during FROM exposure WHERE subject_id IS NOT NULL) d),
	-- the undetermined of dsur_sae are lines of their own
	may_be AS (
		SELECT coalesce(sum(n_interval), 0) AS i, coalesce(sum(n_cumulative), 0) AS c FROM line WHERE unit = 'events' AND reason ~ 'not known|onset partial'),
	came AS (
		SELECT 'exposures' AS unit, (SELECT count(*) FROM exposure) AS n UNION ALL SELECT 'events', (SELECT count(*) FROM event WHERE recorded IS NULL OR coalesce(lower(recorded) <= coalesce(as_of, upper(period) - 1), true)))
	SELECT string_agg(f, '; ') INTO result FROM (
		SELECT 'units: ' || count(*) FROM unit HAVING count(*) <> 5
		UNION ALL SELECT unit || ' does not balance: ' || balance FROM unit WHERE balance <> 0
		UNION ALL SELECT unit || ': in is not counted and excluded' FROM unit WHERE ii <> i + ei OR ic <> c + ec
		UNION ALL SELECT unit || ': less than nothing' FROM unit WHERE least < 0
		UNION ALL SELECT unit || format(': counted %s %s, the table says %s %s', u.i, u.c, t.i, t.c) FROM unit u JOIN total t USING (unit) WHERE (u.i, u.c) <> (t.i, t.c)
		UNION ALL SELECT format('undetermined %s %s, the table says %s %s', m.i, m.c, t.i, t.c) FROM may_be m, total t WHERE t.unit = 'undetermined' AND (m.i, m.c) <> (t.i, t.c)
		UNION ALL SELECT format('exposures: counted %s %s of %s %s', u.i, u.c, s.i, s.c) FROM unit u, span s WHERE unit = 'exposures' AND (u.i, u.c) <> (s.i, s.c)
		UNION ALL SELECT unit || ': in ' || u.ii || ' of ' || c.n FROM unit u JOIN came c USING (unit) WHERE (u.ii, u.ic) <> (c.n, c.n)
		UNION ALL SELECT 'subjects: in less than the rows' FROM unit WHERE unit = 'subjects' AND ii < (SELECT count(*) FROM subject)
		UNION ALL SELECT 'a reason is missing' FROM line WHERE (reason IS NULL) <> (line IN ('in', 'balance'))) x(f);
	RETURN result;
END $$;
CREATE TEMP TABLE saw (unit text, line text, reason text, n numeric);
CREATE TEMP TABLE fault (step int, what text, fault text);
DO $$
BEGIN
	FOR n IN 1 .. 200 LOOP
		PERFORM pg_temp.step(n);
		INSERT INTO fault SELECT n, d.what || ' ' || d.table_name, f FROM done d,
			LATERAL pg_temp.faults('2012-07-01', pg_temp.pick('period', n, '{"[2013-07-01,2014-07-01)","[2012-07-01,2013-07-01)","[2013-09-01,2013-09-02)"}')::daterange,
				pg_temp.pick('scheme', n, '{ich-e11,ema-p4,"0d,18y"}')::age_scheme, n % 4 = 0, CASE WHEN n % 5 = 0 THEN date '2013-01-01' + n * 3 END) f
		WHERE d.step = n AND f IS NOT NULL;
	END LOOP;
END $$;
SELECT is_empty('SELECT * FROM fault ORDER BY step', 'after each step all is balanced, and equal to the tables');
SELECT cmp_ok((SELECT count(*) FROM done), '>=', 170::bigint, 'so many steps did something');
SELECT is((SELECT string_agg(DISTINCT what || ' ' || table_name, ', ' ORDER BY what || ' ' || table_name) FROM done),
	(SELECT string_agg(w || ' ' || t, ', ' ORDER BY w || ' ' || t) FROM unnest('{add,remove,double,damage}'::text[]) w, unnest('{subject,exposure,event}'::text[]) t), 'of each kind, in each table');
SELECT is((SELECT count(DISTINCT unit) FROM saw WHERE line = 'counted'), 5::bigint, 'something was counted in every unit');
SELECT is((SELECT count(DISTINCT unit) FROM saw WHERE line = 'excluded'), 5::bigint, 'and something was not');
SELECT cmp_ok((SELECT count(DISTINCT (unit, reason)) FROM saw WHERE reason IS NOT NULL), '>=', 35::bigint, 'for many reasons');
-- all taken away again
TRUNCATE subject, exposure, event;
SELECT is(pg_temp.faults('2012-07-01', '[2013-07-01,2014-07-01)', 'ich-e11', false, NULL), NULL, 'nothing is left');

SELECT * FROM finish();
ROLLBACK;
