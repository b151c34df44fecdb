-- SPDX-License-Identifier: PostgreSQL
-- What the DSUR reports refuse, and that an empty warehouse is none of it.
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
SELECT plan(89);

-- The reports: all functions of the extension with the common head.
CREATE TEMP TABLE report AS
SELECT p.proname::text AS name, 'as_of' = ANY (p.proargnames) AS versioned
FROM   pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
JOIN   pg_extension e ON d.refclassid = 'pg_extension'::regclass AND e.oid = d.refobjid AND e.extname = 'pedsafety'
WHERE  p.proretset AND p.proargnames[1:4] = '{source,dibd,period,scheme}';
SELECT cmp_ok((SELECT count(*) FROM report WHERE name IN ('dsur_exposure', 'dsur_sae', 'dsur_rates', 'dsur_age_flow', 'dsur_reconciliation', 'dsur_explain', 'dsur_sar_listing', 'dsur_deaths', 'dsur_withdrawals',
	'dsur_consent', 'dsur_missing', 'dsur_method')), '=', 12::bigint, 'the reports are there');

-- A warehouse of the types of the contract, and of nothing else.
CREATE SCHEMA warehouse;
CREATE FUNCTION pg_temp.own() RETURNS text LANGUAGE sql AS $$ SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'pedsafety' $$;
CREATE FUNCTION pg_temp.make(schema text, leave_out text DEFAULT '', wrong text DEFAULT '', wrong_type text DEFAULT 'point', only_view text DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	v record;
BEGIN
	FOR v IN SELECT view_name, string_agg(format('NULL::%s AS %I', CASE WHEN view_name || '.' || column_name = wrong THEN wrong_type
				WHEN column_type IN ('partial_date', 'gestational_age') THEN pg_temp.own() || '.' || column_type ELSE column_type END, column_name), ', ' ORDER BY column_no) AS columns
			 FROM dsur_columns() WHERE view_name || '.' || column_name <> leave_out AND view_name <> leave_out AND view_name = coalesce(only_view, view_name) GROUP BY view_name
	LOOP
		EXECUTE format('DROP VIEW IF EXISTS %I.%I', schema, v.view_name);
		EXECUTE format('CREATE VIEW %I.%I AS SELECT %s WHERE false', schema, v.view_name, v.columns);
	END LOOP;
END $$;
SELECT pg_temp.make('warehouse') \g /dev/null

CREATE FUNCTION pg_temp.said(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE code text; message text; detail text;
BEGIN
	EXECUTE command;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
	RETURN concat_ws(' | ', code, message, nullif(detail, ''));
END $$;
CREATE FUNCTION pg_temp.hint(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE hint text;
BEGIN
	EXECUTE command;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
	RETURN hint;
END $$;
-- The one answer of all the reports (or, where they differ, all of them).
CREATE FUNCTION pg_temp.all_say(arguments text, which text DEFAULT '.') RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(DISTINCT pg_temp.said(format('SELECT * FROM %I(%s)', name, arguments)), E'\n') FROM report WHERE name ~ which
$$;
CREATE FUNCTION pg_temp.no_hint(arguments text) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(name, ', ' ORDER BY name) FROM report WHERE coalesce(pg_temp.hint(format('SELECT * FROM %I(%s)', name, arguments)), '') = ''
$$;

-- ------------------------------------------------------------------- arguments
CREATE TEMP TABLE refused (arguments text, message text);
INSERT INTO refused VALUES
	($$NULL, '2012-07-01', '[2013-07-01,2014-07-01)'$$, '22004 | source must not be NULL'),
	($$'warehouse', NULL, '[2013-07-01,2014-07-01)'$$, '22004 | dibd must not be NULL'),
	($$'warehouse', '2012-07-01', NULL$$, '22004 | period must not be NULL'),
	($$'warehouse', '2012-07-01', '[2013-07-01,2014-07-01)', NULL$$, '22004 | scheme must not be NULL'),
	($$'nowhere', NULL, NULL, NULL$$, '22004 | dibd must not be NULL'),
	($$'warehouse', '2012-07-01', 'empty'$$, '22023 | the reporting period must have a first and a last day: "empty"'),
	($$'warehouse', '2012-07-01', '[2013-07-01,2013-07-01)'$$, '22023 | the reporting period must have a first and a last day: "empty"'),
	($$'warehouse', '2012-07-01', '[2013-07-01,)'$$, '22023 | the reporting period must have a first and a last day: "[2013-07-01,)"'),
	($$'warehouse', '2012-07-01', '(,2013-07-01)'$$, '22023 | the reporting period must have a first and a last day: "(,2013-07-01)"'),
	($$'warehouse', '2012-07-01', '(,)'$$, '22023 | the reporting period must have a first and a last day: "(,)"'),
	($$'warehouse', '2012-07-01', '[2013-07-01,infinity)'$$, '22008 | the bounds of period must be finite'),
	($$'warehouse', '2012-07-01', '[2013-07-01,infinity]'$$, '22008 | the bounds of period must be finite'),
	($$'warehouse', '2012-07-01', '[-infinity,2013-07-01)'$$, '22008 | the bounds of period must be finite'),
	($$'warehouse', '-infinity', '[2013-07-01,2014-07-01)'$$, '22008 | dibd must be finite'),
	($$'warehouse', 'infinity', '[2013-07-01,2014-07-01)'$$, '22008 | dibd must be finite'),
	($$'warehouse', '2013-07-02', '[2013-07-01,2014-07-01)'$$, '22023 | the reporting period "[2013-07-01,2014-07-01)" starts before dibd 2013-07-02'),
	($$'warehouse', '2020-01-01', '[2013-07-01,2014-07-01]'$$, '22023 | the reporting period "[2013-07-01,2014-07-02)" starts before dibd 2020-01-01'),
	($$'nowhere', '2012-07-01', '[2013-07-01,2014-07-01)'$$, '3F000 | schema "nowhere" does not exist'),
	($$'WAREHOUSE', '2012-07-01', '[2013-07-01,2014-07-01)'$$, '3F000 | schema "WAREHOUSE" does not exist'),
	($$'"warehouse"', '2012-07-01', '[2013-07-01,2014-07-01)'$$, '3F000 | schema ""warehouse"" does not exist'),
	($$'', '2012-07-01', '[2013-07-01,2014-07-01)'$$, '3F000 | schema "" does not exist'),
	($$'warehouse; DROP SCHEMA warehouse CASCADE', '2012-07-01', '[2013-07-01,2014-07-01)'$$, '3F000 | schema "warehouse; DROP SCHEMA warehouse CASCADE" does not exist'),
	($$'%s %I %1$s %', '2012-07-01', '[2013-07-01,2014-07-01)'$$, '3F000 | schema "%s %I %1$s %" does not exist'),
	($$'warehouse', '2012-07-01', '[2013-07-01,2014-07-01)', 'no-such-scheme'$$, NULL);
SELECT is(pg_temp.all_say(arguments), message, 'all reports: ' || arguments) FROM refused WHERE message IS NOT NULL;
SELECT is(pg_temp.no_hint(arguments), NULL, 'with a hint: ' || arguments) FROM refused WHERE message IS NOT NULL;
SELECT matches(pg_temp.all_say($$'warehouse', '2012-07-01', '[2013-07-01,2014-07-01)', 'no-such-scheme'$$), '^22[0-9A-Z]{3} \| [^\n]*$', 'a scheme that there is not');
SELECT is((SELECT string_agg(DISTINCT pg_temp.said(format('SELECT * FROM %I(''warehouse'', ''2012-07-01'', ''[2013-07-01,2014-07-01)'', as_of => %L)', name, d)), E'\n') FROM report, unnest('{infinity,-infinity}'::text[]) d WHERE versioned),
	'22008 | as_of must be finite', 'as_of');
-- a DateStyle of the session has no part in what is printed
SET LOCAL datestyle = 'SQL, DMY';
SELECT is(pg_temp.all_say($$'warehouse', '2013-07-02', '[2013-07-01,2014-07-01)'$$), '22023 | the reporting period "[2013-07-01,2014-07-01)" starts before dibd 2013-07-02', 'in ISO dates');
SET LOCAL datestyle = ISO;

-- ------------------------------------------------------------ views and columns
CREATE SCHEMA bare;
CREATE TEMP TABLE needs AS
SELECT name, pg_temp.said(format('SELECT * FROM %I(''bare'', ''2012-07-01'', ''[2013-07-01,2014-07-01)'')', name)) AS said FROM report;
SELECT is((SELECT string_agg(name || ': ' || said, E'\n' ORDER BY name) FROM needs WHERE name IN ('dsur_exposure', 'dsur_sae', 'dsur_rates', 'dsur_age_flow', 'dsur_reconciliation', 'dsur_explain', 'dsur_sar_listing', 'dsur_deaths', 'dsur_withdrawals', 'dsur_consent', 'dsur_missing', 'dsur_method')),
	(SELECT string_agg(n || ': 42P01 | schema "bare" lacks what is read from it | Missing views: ' || v || 'subject.', E'\n' ORDER BY n) FROM (VALUES ('dsur_exposure', 'exposure, '), ('dsur_sae', 'event, exposure, '), ('dsur_rates', 'event, exposure, '), ('dsur_age_flow', 'exposure, '),
		('dsur_reconciliation', 'event, exposure, '), ('dsur_explain', 'event, exposure, '), ('dsur_sar_listing', 'event, exposure, '), ('dsur_deaths', 'event, exposure, '), ('dsur_withdrawals', 'event, exposure, '),
		('dsur_consent', 'consent, exposure, form_version, '), ('dsur_missing', 'consent, event, exposure, form_version, measurement, '), ('dsur_method', 'event, exposure, ')) e(n, v)), 'no view: all that are read are named');
SELECT is_empty($$SELECT name, said FROM needs WHERE said !~ '^42P01 \| schema "bare" lacks what is read from it \| Missing views: [a-z_, ]+\.$'$$, 'by all reports');
CREATE TEMP TABLE reads AS
SELECT n.name, v AS view_name FROM needs n, string_to_table(substring(said FROM 'Missing views: (.*)\.$'), ', ') v;
-- other things of such a name are no views
CREATE SEQUENCE bare.subject;
CREATE TYPE bare.exposure AS (x int);
CREATE INDEX event ON report (name);
SELECT is_empty($$SELECT name FROM needs WHERE said IS DISTINCT FROM pg_temp.said(format('SELECT * FROM %I(''bare'', ''2012-07-01'', ''[2013-07-01,2014-07-01)'')', name))$$, 'a sequence, a type is no view');

CREATE SCHEMA one_less;

-- Each view, then each column of each view, left out: it is named. (Each column by
-- the report that reads all views; by all reports the last of each view.) And a
-- view that a report does not read may be missing.
CREATE FUNCTION pg_temp.without(what text, wrong text DEFAULT '', wrong_type text DEFAULT 'point', which text DEFAULT '.') RETURNS TABLE (name text, said text) LANGUAGE plpgsql AS $$
DECLARE
	v text := nullif(split_part(CASE WHEN strpos(what, '.') > 0 THEN what WHEN strpos(wrong, '.') > 0 THEN wrong ELSE '' END, '.', 1), '');
BEGIN
	IF v IS NULL THEN
		EXECUTE format('DROP VIEW one_less.%I', what);
	ELSE
		PERFORM pg_temp.make('one_less', what, wrong, wrong_type, v);
	END IF;
	RETURN QUERY SELECT r.name, pg_temp.said(format('SELECT * FROM %I(''one_less'', ''2012-07-01'', ''[2013-07-01,2014-07-01)'')', r.name)) FROM report r
		WHERE r.name ~ which AND (v IS NULL OR EXISTS (SELECT FROM reads x WHERE x.name = r.name AND x.view_name = v));
	PERFORM pg_temp.make('one_less', only_view => coalesce(v, what));
END $$;
SELECT pg_temp.make('one_less') \g /dev/null
SELECT is_empty($$
	SELECT v, w.name, w.said FROM (SELECT DISTINCT view_name FROM dsur_columns()) c(v), LATERAL pg_temp.without(v) w
	WHERE  w.said <> CASE WHEN EXISTS (SELECT FROM reads r WHERE r.name = w.name AND r.view_name = v)
						  THEN format('42P01 | schema "one_less" lacks what is read from it | Missing views: %s.', v) ELSE 'no error' END$$, 'each view that is missing is named, by those that read it');
SELECT is_empty($$
	SELECT c.view_name, c.column_name, w.name, w.said FROM (SELECT *, column_no = max(column_no) OVER (PARTITION BY view_name) AS last FROM dsur_columns()) c, LATERAL pg_temp.without(c.view_name || '.' || c.column_name, which => CASE WHEN last THEN '.' ELSE 'dsur_missing' END) w
	WHERE  w.said <> format('42703 | schema "one_less" lacks what is read from it | Missing columns: %s.%s.', c.view_name, c.column_name)$$, 'each column that is missing is named');
SELECT is_empty($$
	SELECT c.view_name, c.column_name, w.name, w.said FROM (SELECT *, column_no = max(column_no) OVER (PARTITION BY view_name) AS last FROM dsur_columns()) c, LATERAL pg_temp.without('', c.view_name || '.' || c.column_name, which => CASE WHEN last THEN '.' ELSE 'dsur_missing' END) w
	WHERE  w.said <> format('42804 | schema "one_less" has columns of a wrong type: %s.%s is point, expected %s', c.view_name, c.column_name, replace(c.column_type, 'float8', 'double precision'))$$, 'each column of a wrong type is named, with its type and the one expected');
SELECT is_empty($$
	SELECT w.name, w.said FROM pg_temp.without('', 'event.serious', 'text') w JOIN reads r USING (name)
	WHERE  r.view_name = 'event' AND w.said <> '42804 | schema "one_less" has columns of a wrong type: event.serious is text, expected boolean'$$, 'a flag that is text');
SELECT is_empty($$
	SELECT t, w.name, w.said FROM unnest('{event.onset,event.recorded,event.received,exposure.during,subject.birth,subject.ga,subject.enrolled,exposure.dose}'::text[]) t, LATERAL pg_temp.without('', t, 'text', 'sae|missing') w JOIN reads r USING (name)
	WHERE  r.view_name = split_part(t, '.', 1) AND w.said NOT LIKE '42804 | schema "one_less" has columns of a wrong type: ' || t || ' is text, expected %'$$, 'a date, a range, a number that is text');
SELECT is_empty($$
	SELECT t, w.name, w.said FROM (VALUES ('event.recorded', 'tstzrange'), ('event.recorded', 'datemultirange'), ('exposure.during', 'datemultirange'), ('exposure.during', 'tsrange'), ('event.received', 'timestamptz'), ('event.received', 'timestamp'),
		('event.onset', 'timestamp'), ('event.serious', 'int'), ('event.case_id', 'int'), ('subject.subject_id', 'bigint'), ('subject.subject_id', 'text[]'), ('event.pt', 'json')) v(t, y), LATERAL pg_temp.without('', t, y, 'sae|explain|consent') w JOIN reads r USING (name)
	WHERE  r.view_name = split_part(t, '.', 1) AND w.said NOT LIKE '42804 | %' || t || ' is %'$$, 'and others that are near');
SELECT pg_temp.make('one_less', 'subject.birth', 'event.onset') \g /dev/null
SELECT is(pg_temp.said($$SELECT * FROM dsur_sae('one_less', '2012-07-01', '[2013-07-01,2014-07-01)')$$), '42703 | schema "one_less" lacks what is read from it | Missing columns: subject.birth.', 'what is missing comes before what is wrong');
SELECT matches(pg_temp.hint($$SELECT * FROM dsur_sae('one_less', '2012-07-01', '[2013-07-01,2014-07-01)')$$), '[.]', 'with a hint');
SELECT pg_temp.make('one_less') \g /dev/null

-- accepted: what is the same in substance
CREATE DOMAIN pg_temp.a_range AS daterange;
CREATE DOMAIN pg_temp.a_narrower_range AS pg_temp.a_range CHECK (NOT isempty(VALUE));
CREATE TYPE pg_temp.a_word AS ENUM ('M', 'F');
SELECT is_empty($$
	SELECT t, y, w.name, w.said FROM (VALUES ('exposure.during', 'pg_temp.a_narrower_range'), ('subject.sex', 'pg_temp.a_word'), ('subject.sex', 'char(1)'), ('event.soc', 'name'), ('event.pt', 'varchar(40)'),
		('subject.birth', 'date'), ('event.onset', 'date'), ('exposure.dose', 'int'), ('exposure.dose', 'float8'), ('exposure.dose', 'real'), ('exposure.dose', 'smallint')) v(t, y), LATERAL pg_temp.without('', t, y, 'sae|missing|deaths') w
	WHERE  w.said <> 'no error'$$, 'domains, enums, other strings and numbers, complete dates are accepted');

-- ------------------------------------------------------------- their own options
SELECT is(pg_temp.said(c), m, c) FROM (VALUES
	($$SELECT * FROM dsur_exposure('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)', by => 'site')$$, '42703 | view subject of schema "warehouse" has no column "site"'),
	($$SELECT * FROM dsur_exposure('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)', by => '')$$, '42703 | view subject of schema "warehouse" has no column ""'),
	($$SELECT * FROM dsur_exposure('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)', by => 'RACE')$$, '42703 | view subject of schema "warehouse" has no column "RACE"'),
	($$SELECT * FROM dsur_exposure('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)', by => 'ctid')$$, '42703 | view subject of schema "warehouse" has no column "ctid"'),
	($$SELECT * FROM dsur_exposure('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)', by => 's.race')$$, '42703 | view subject of schema "warehouse" has no column "s.race"'),
	($$SELECT * FROM dsur_exposure('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)', by => 'race; DROP SCHEMA warehouse')$$, '42703 | view subject of schema "warehouse" has no column "race; DROP SCHEMA warehouse"'),
	($$SELECT * FROM dsur_rates('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)', reference => '[2y,13y)')$$, '22023 | reference "[2y,13y)" is not a band of the scheme ich-e11'),
	($$SELECT * FROM dsur_rates('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)', reference => '(,)')$$, '22023 | reference "(,)" is not a band of the scheme ich-e11'),
	($$SELECT * FROM dsur_explain('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)', report => 'dsur_deaths')$$, '22023 | no report "dsur_deaths" can be explained'),
	($$SELECT * FROM dsur_explain('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)', report => 'dsur_exposure', soc => 'Eye')$$, '22023 | dsur_exposure has no rows by soc and pt'),
	($$SELECT * FROM dsur_explain('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)', sex => 'M')$$, '22023 | dsur_sae has no rows by sex')) v(c, m);
SELECT matches(pg_temp.said($$SELECT * FROM dsur_rates('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)', reference => 'children')$$), '^22P02 ', 'a reference that is no band at all');
SELECT matches(pg_temp.said($$SELECT * FROM dsur_explain('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)', report => NULL)$$), '^22023 ', 'no report named');
SELECT is(pg_temp.hint($$SELECT * FROM dsur_exposure('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)', by => 'site')$$),
	'by is one of its columns: study_id, subject_id, birth, ga, sex, race, country, arm, enrolled, ended.', 'the columns that there are');
SELECT is(pg_temp.hint($$SELECT * FROM dsur_rates('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)', reference => '[2y,13y)')$$),
	'The bands of this scheme are [0d,28d) [28d,2y) [2y,12y) [12y,18y) [18y,).', 'the bands that there are');

-- ------------------------------------------------------- nothing in: the zero grid
SELECT is(pg_temp.all_say($$'warehouse', '2012-07-01', '[2013-07-01,2014-07-01)'$$), 'no error', 'an empty warehouse is no error');
SELECT is(pg_temp.all_say($$'warehouse', '2013-07-01', '[2013-07-01,2013-07-02)', 'ema-p4'$$), 'no error', 'nor a period of one day, from dibd on');
SELECT is(pg_temp.all_say($$'warehouse', '0001-01-01', '[0001-01-01,9999-12-31)'$$), 'no error', 'nor one of ten thousand years');
SELECT matches(pg_temp.all_say($$'warehouse', '4714-11-24 BC', '[4714-11-24 BC,5874897-12-31)'$$), '^(22008[^\n]*\n)?no error$', 'the longest that there is: nothing but that a date is out of range');
SELECT is((SELECT string_agg(e::text, E'\n' ORDER BY ordinality) FROM dsur_exposure('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)', '0d,18y') WITH ORDINALITY e),
	(SELECT string_agg(format('(ALL,%s,%s,%s,0,0,0,0,0,0,ALL,%s)', s, CASE b WHEN 3 THEN 'TOTAL' ELSE '"' || ('{"[0d,18y)","[18y,)"}'::text[])[b] || '"' END, CASE b WHEN 3 THEN 999 ELSE b END, (n - 1) * 3 + b), E'\n' ORDER BY n, b)
	 FROM unnest('{F,M,ALL}'::text[]) WITH ORDINALITY u(s, n), generate_series(1, 3) b), 'dsur_exposure: both sexes, every band');
SELECT is((SELECT string_agg(s::text, E'\n' ORDER BY ordinality) FROM dsur_sae('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)', '0d,18y') WITH ORDINALITY s),
	E'(ALL,ALL,ALL,"[0d,18y)",1,0,0,0,0,0,0,0,0,0,1)\n(ALL,ALL,ALL,"[18y,)",2,0,0,0,0,0,0,0,0,0,2)\n(ALL,ALL,ALL,TOTAL,999,0,0,0,0,0,0,0,0,0,3)', 'dsur_sae: every band');
SELECT is((SELECT string_agg(concat_ws(' ', soc, pt, arm, band, events_interval, person_years_cumulative, rate_interval, rate_lower_cumulative, ratio_interval, first_subjects_cumulative), ', ' ORDER BY ordinality) FROM dsur_rates('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)', '0d,18y') WITH ORDINALITY r),
	'ALL ALL ALL [0d,18y) 0 0 0, ALL ALL ALL [18y,) 0 0 0, ALL ALL ALL TOTAL 0 0 0', 'dsur_rates: every band, without time no rate');
SELECT is((SELECT string_agg(concat_ws(' ', band_entry, band_dlp, subjects_interval, person_days_interval, subjects_cumulative, person_days_cumulative), ', ' ORDER BY ordinality) FROM dsur_age_flow('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)', '0d,18y') WITH ORDINALITY f),
	(SELECT string_agg(e || ' ' || l || ' 0 0 0 0', ', ' ORDER BY ne, nl) FROM unnest('{"[0d,18y)","[18y,)",TOTAL}'::text[]) WITH ORDINALITY x(e, ne), unnest('{"[0d,18y)","[18y,)",TOTAL}'::text[]) WITH ORDINALITY y(l, nl)), 'dsur_age_flow: the square of the bands');
SELECT is((SELECT string_agg(DISTINCT unit || ' ' || line, ', ' ORDER BY unit || ' ' || line) FROM dsur_reconciliation('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)') WHERE line IN ('in', 'balance') AND n_interval = 0 AND n_cumulative = 0),
	'cases balance, cases in, events balance, events in, exposures balance, exposures in, person_days balance, person_days in, subjects balance, subjects in', 'dsur_reconciliation: every unit');
SELECT is((SELECT count(*) FROM dsur_reconciliation('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)') WHERE n_interval <> 0 OR n_cumulative <> 0), 0::bigint, 'nothing in, nothing out');
SELECT is_empty($$SELECT * FROM dsur_explain('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)')$$, 'dsur_explain: no row');

-- NULL options are the defaults
SELECT results_eq($$SELECT * FROM dsur_sae('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)', by_receipt => NULL, as_of => NULL)$$, $$SELECT * FROM dsur_sae('warehouse', '2012-07-01', '[2013-07-01,2014-07-01)')$$, 'by_receipt and as_of NULL');

SELECT * FROM finish();
ROLLBACK;
