-- SPDX-License-Identifier: PostgreSQL
-- The DSUR reports with names that want to be code, a hostile search_path, the caller's rights.
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
SELECT plan(45);

-- The reports: all functions of the extension with the common head.
CREATE TEMP TABLE report AS
SELECT p.proname::text AS name, p.oid AS function
FROM   pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
JOIN   pg_extension e ON d.refclassid = 'pg_extension'::regclass AND e.oid = d.refobjid AND e.extname = 'pedsafety'
WHERE  p.proretset AND p.proargnames[1:4] = '{source,dibd,period,scheme}';
SELECT cmp_ok((SELECT count(*) FROM report), '>=', 9::bigint, 'there are reports');
SELECT is_empty('SELECT p.oid::regprocedure FROM pg_proc p JOIN report r ON r.function = p.oid WHERE p.prosecdef', 'none is SECURITY DEFINER');
SELECT is_empty($$SELECT p.oid::regprocedure FROM pg_proc p JOIN report r ON r.function = p.oid WHERE NOT coalesce('search_path=pg_catalog, pg_temp' = ANY (p.proconfig), false)$$, 'all fix the search_path');

-- A small warehouse in a schema of that name: tables, named as the views.
CREATE FUNCTION pg_temp.fill(schema text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	own text := (SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'pedsafety');
BEGIN
	EXECUTE format('CREATE SCHEMA %I', schema);
	PERFORM set_config('search_path', format('%I, %s', schema, own), true);
	CREATE TABLE subject (study_id text, subject_id text, birth partial_date, ga gestational_age, sex text, race text, country text, arm text, enrolled date, ended date,
						  "we""ird; drop" text, "%s" text, "%1$I" text, "x'y" text, "$1" text, "100%" text, "select" text, " " text, "s.race" text, "$q$" text);
	CREATE TABLE exposure (study_id text, subject_id text, arm text, during daterange, dose numeric, dose_unit text, route text, form text);
	CREATE TABLE event (study_id text, subject_id text, event_id text, case_id text, arm text, blinded boolean, soc text, pt text, onset partial_date, received date,
		serious boolean, related boolean, fatal boolean, life_threatening boolean, hospitalisation boolean, disabling boolean, congenital boolean, other_important boolean,
		outcome text, withdrew boolean, recorded daterange);
	CREATE TABLE consent (study_id text, subject_id text, signed_on date, signer text, signer_id text, act text, form_version text, recorded_at timestamptz);
	CREATE TABLE form_version (study_id text, version text, effective_from date, superseded_on date, requires_reconsent boolean, approved_on date);
	CREATE TABLE measurement (study_id text, subject_id text, measured_on partial_date, measure text, value float8, unit text);
	-- values that look like code are values
	INSERT INTO subject SELECT 'S', 's' || n, ('{2013-05-01,2006-02-28,2001-12,1999,NULL,2013-08-20}'::text[])[n]::partial_date, CASE n WHEN 6 THEN '30+0' END::gestational_age, CASE n % 2 WHEN 0 THEN 'F' ELSE 'M' END,
		r, 'CN', 'A', '2012-09-01', NULL, r, r, r, r, r, r, r, r, r, r
		FROM generate_series(1, 6) n, LATERAL (SELECT (ARRAY['%s', 'x''y', '"; DROP', '$1', 'ALL', '%1$I'])[n]) x(r);
	INSERT INTO exposure SELECT 'S', 's' || n, (ARRAY['A', '%s', 'x''y'])[n % 3 + 1], d::daterange, 1, 'mg', 'oral', 'tablet' FROM generate_series(1, 6) n, unnest('{"[2012-09-01,2013-01-01)","[2013-12-01,)"}'::text[]) d;
	INSERT INTO event SELECT 'S', 's' || n % 7, 'e' || n, 'c' || n % 10, (ARRAY['A', '%s', 'x''y'])[n % 3 + 1], n % 11 = 0, (ARRAY['Skin', '%s', 'x''y'])[n % 3 + 1], (ARRAY['Rash', '%1$I', '$1', '"'])[n % 4 + 1],
		(date '2013-01-01' + n * 20)::partial_date, date '2013-01-01' + n * 21, n % 5 > 0, n % 4 > 0, n % 6 = 0, false, true, false, false, false, '%s', n % 5 = 1, NULL FROM generate_series(1, 30) n;
	INSERT INTO consent SELECT 'S', 's' || n, '2012-08-01', 'guardian', 'm', 'consent', 'v1', '2012-08-01' FROM generate_series(1, 6) n;
	INSERT INTO form_version VALUES ('S', 'v1', '2012-01-01', NULL, false, '2012-01-01');
	INSERT INTO measurement SELECT 'S', 's' || n, '2014-01-15', m, v, u FROM generate_series(1, 6) n, (VALUES ('weight', 9, 'kg'), ('height', 999, 'cm'), ('bmi', 17, '%1$I')) x(m, v, u);
	PERFORM set_config('search_path', '"$user", public', true);
END $$;
-- What a report says, in one text; without the line of dsur_method that names the schema.
CREATE FUNCTION pg_temp.out(function regproc, source text, other text DEFAULT '') RETURNS text LANGUAGE plpgsql AS $$
DECLARE result text;
BEGIN
	EXECUTE format('SELECT string_agg(r::text, E''\n'' ORDER BY r.ordinality) FROM %s(%L, ''2012-07-01'', ''[2013-07-01,2014-07-01)''%s) WITH ORDINALITY r WHERE (to_jsonb(r) ->> ''item_no'') IS DISTINCT FROM ''1''', function, source, other) INTO result;
	RETURN result;
END $$;
SELECT pg_temp.fill('plain') \g /dev/null
CREATE TEMP TABLE expected AS SELECT name, function, pg_temp.out(function, 'plain') AS said FROM report;
SELECT is_empty('SELECT name FROM expected WHERE said IS NULL', 'every report finds something');

-- ----------------------------------------------------------------- names of schemas
SELECT pg_temp.fill(s) FROM unnest(ARRAY['we"ird; drop', '%s', 'x''y', '$1', '%1$I', '100%', 'a.b', 'Upper Case', ' ', '"', 'pg."', '$q$', '\', 'select', repeat('x', 63)]) s \g /dev/null
SELECT is((SELECT string_agg(name, ', ') FROM expected WHERE said IS DISTINCT FROM pg_temp.out(function, s)), NULL, 'a schema of the name ' || s)
FROM   unnest(ARRAY['we"ird; drop', '%s', 'x''y', '$1', '%1$I', '100%', 'a.b', 'Upper Case', ' ', '"', 'pg."', '$q$', '\', 'select', repeat('x', 63)]) s;
SELECT is((SELECT string_agg(s, ', ') FROM unnest(ARRAY['plain', 'we"ird; drop', '%s', 'x''y', '$1', '%1$I', '100%', ' ', '"', '\']) s WHERE strpos((SELECT statement FROM dsur_method(s, '2012-07-01', '[2013-07-01,2014-07-01)') WHERE item_no = 1), s) = 0), NULL, 'dsur_method prints it as it is');
SELECT is((SELECT count(*) FROM pg_namespace WHERE nspname IN ('plain', 'we"ird; drop')), 2::bigint, 'nothing was dropped');

-- ----------------------------------------------------------------- names of columns
CREATE TEMP TABLE by_race AS SELECT pg_temp.out('dsur_exposure', 'plain', ', by => ''race''') AS said;
SELECT isnt((SELECT said FROM by_race), (SELECT said FROM expected WHERE name = 'dsur_exposure'), 'by another column there are other rows');
SELECT is((SELECT string_agg(c, ', ') FROM unnest(ARRAY['we"ird; drop', '%s', '%1$I', 'x''y', '$1', '100%', 'select', ' ', 's.race', '$q$']) c
		   WHERE pg_temp.out('dsur_exposure', 'plain', format(', by => %L', c)) IS DISTINCT FROM (SELECT said FROM by_race)), NULL, 'by: columns whose names are like code');
SELECT is((SELECT string_agg(DISTINCT by_value, ' | ' ORDER BY by_value) FROM dsur_exposure('plain', '2012-07-01', '[2013-07-01,2014-07-01)', by => '%s')),
	(SELECT string_agg(v, ' | ' ORDER BY v) FROM unnest(ARRAY['%s', 'x''y', '"; DROP', '$1', '"ALL"', '%1$I', 'ALL']) v), 'values like code are printed as they are');
SELECT is((SELECT string_agg(DISTINCT arm, ' | ' ORDER BY arm) FROM dsur_sae('plain', '2012-07-01', '[2013-07-01,2014-07-01)')), (SELECT string_agg(v, ' | ' ORDER BY v) FROM unnest(ARRAY['%s', 'A', 'ALL', 'BLINDED', 'x''y']) v), 'in arms too');
SELECT is((SELECT count(*) FROM dsur_explain('plain', '2012-07-01', '[2013-07-01,2014-07-01)', soc => '%s', pt => '''; DROP SCHEMA plain; --', arm => 'x''y')), 0::bigint, 'coordinates are values');
SELECT cmp_ok((SELECT count(*) FROM dsur_explain('plain', '2012-07-01', '[2013-07-01,2014-07-01)', soc => 'x''y', pt => '$1')), '>', 0::bigint, 'whatever they look like');

-- ------------------------------------------------------------ a hostile search_path
-- Each function of the extension but the reports, functions, operators and
-- aggregates of pg_catalog of exactly the types at hand: by their place in the
-- path they come first. All raise an alarm.
CREATE SCHEMA evil;
DO $do$
DECLARE
	own oid := (SELECT extnamespace FROM pg_extension WHERE extname = 'pedsafety');
	member oid[] := ARRAY(SELECT objid FROM pg_depend WHERE classid = 'pg_proc'::regclass AND deptype = 'e' AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'pedsafety'));
	f record;
	n int := 0;
BEGIN
	FOR f IN
		SELECT DISTINCT x.name, x.types FROM (
			SELECT p.proname::text, (SELECT string_agg(format_type(t, NULL), ', ' ORDER BY o) FROM unnest(p.proargtypes) WITH ORDINALITY u(t, o))
			FROM   pg_proc p
			WHERE  p.prorettype NOT IN ('internal'::regtype, 'trigger'::regtype) AND NOT EXISTS (SELECT FROM pg_type t WHERE t.oid = ANY (p.proargtypes) AND t.typtype = 'p')
			AND   (p.oid = ANY (member) AND p.oid NOT IN (SELECT function FROM report)
				   OR p.pronamespace = 'pg_catalog'::regnamespace AND p.proname IN ('quote_ident', 'quote_literal', 'replace', 'format_type', 'strpos', 'split_part', 'string_to_table', 'isfinite', 'daterange', 'datemultirange', 'substr',
					'length', 'left', 'string_agg', 'min', 'max', 'sum', 'generate_series', 'obj_description'))
			UNION  VALUES ('min', 'partial_date'), ('sum', 'bigint'), ('sum', 'numeric'), ('count', 'bigint'), ('count', 'text'), ('count', 'boolean'), ('count', 'integer'), ('range_agg', 'daterange'), ('range_agg', 'datemultirange'),
				('isempty', 'daterange'), ('lower', 'daterange'), ('upper', 'daterange'), ('lower', 'datemultirange'), ('lower_inf', 'daterange'), ('upper_inf', 'daterange'), ('unnest', 'datemultirange'), ('unnest', 'text[]'),
				('array_agg', 'text'), ('array_agg', 'age_band'), ('bool_or', 'boolean'), ('bool_and', 'boolean'), ('coalesce', 'text, text'), ('nullif', 'text, text'), ('greatest', 'date, date'), ('array_position', 'text[], text'),
				('format', 'text, text'), ('format', 'text, name'), ('format', 'text, text, text'), ('format', 'text, text, name'), ('concat_ws', 'text, text, text')) x(name, types)
		WHERE  x.types IS NOT NULL
	LOOP
		EXECUTE format('CREATE FUNCTION evil.%I(%s) RETURNS int LANGUAGE plpgsql AS $x$ BEGIN RAISE EXCEPTION ''hijacked''; END $x$', f.name, f.types);
	END LOOP;
	FOR f IN
		SELECT o.oprname AS name, format_type(o.oprleft, NULL) AS l, format_type(o.oprright, NULL) AS r FROM pg_operator o
		WHERE  o.oprleft <> 0
		AND   (o.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_operator'::regclass AND deptype = 'e' AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'pedsafety'))
			   OR o.oprnamespace = 'pg_catalog'::regnamespace AND ARRAY[o.oprleft, o.oprright] <@ '{text,name,oid,date,integer,bigint,numeric,float8,boolean,jsonb}'::regtype[]::oid[])
		UNION  SELECT o, l, r FROM unnest('{&&,*,+,-,=,@>,<@,>>,<<,<>}'::text[]) o, (VALUES ('daterange', 'daterange'), ('datemultirange', 'datemultirange'), ('datemultirange', 'daterange'), ('daterange', 'date')) t(l, r)
	LOOP
		n := n + 1;
		EXECUTE format('CREATE FUNCTION evil.op_%s(%s, %s) RETURNS boolean LANGUAGE plpgsql AS $x$ BEGIN RAISE EXCEPTION ''hijacked''; END $x$', n, f.l, f.r);
		EXECUTE format('CREATE OPERATOR evil.%s (FUNCTION = evil.op_%s, LEFTARG = %s, RIGHTARG = %s)', f.name, n, f.l, f.r);
	END LOOP;
END $do$;
SELECT cmp_ok((SELECT count(*) FROM pg_proc WHERE pronamespace = 'evil'::regnamespace), '>', 400::bigint, 'there is much to fall for');
CREATE TABLE evil.pg_extension (extname name, extnamespace oid);
CREATE TABLE evil.pg_namespace (oid oid, nspname name);
CREATE TABLE evil.pg_class (oid oid, relname name);
CREATE TABLE evil.subject (study_id text);
CREATE FUNCTION pg_temp.falls() RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM 'a'::pg_catalog.text = 'b'; RETURN 'fine'; EXCEPTION WHEN raise_exception THEN RETURN SQLERRM; END $$;
CREATE FUNCTION pg_temp.text_of(relation text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE result text;
BEGIN
	EXECUTE format('SELECT string_agg(r::text, E''\n'' ORDER BY r.ordinality) FROM %I r WHERE (to_jsonb(r) ->> ''item_no'') IS DISTINCT FROM ''1''', relation) INTO result;
	RETURN result;
END $$;
CREATE TEMP TABLE statement AS
SELECT format('CREATE TEMP TABLE %I AS SELECT * FROM %s(''plain'', ''2012-07-01'', ''[2013-07-01,2014-07-01)'') WITH ORDINALITY', 'hostile_' || r.name, n.nspname || '.' || p.proname) AS s
FROM   report r JOIN pg_proc p ON p.oid = r.function JOIN (SELECT oid, quote_ident(nspname) AS nspname FROM pg_namespace) n ON n.oid = p.pronamespace;
CREATE DOMAIN evil.date AS text; CREATE DOMAIN evil.text AS int; CREATE DOMAIN evil.daterange AS int; CREATE DOMAIN evil.partial_date AS int; CREATE DOMAIN evil.age_scheme AS int; CREATE DOMAIN evil.boolean AS int;
DO $$ BEGIN PERFORM set_config('search_path', format('evil, pg_catalog, %s', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'pedsafety')), true); END $$;
SELECT s FROM statement \gexec
SELECT pg_temp.falls() AS fallen \gset
SET LOCAL search_path = "$user", public;
SELECT is(:'fallen'::text, 'hijacked', 'the search_path is a hostile one');
SELECT is((SELECT string_agg(name, ', ') FROM expected WHERE said IS DISTINCT FROM pg_temp.text_of('hostile_' || name)), NULL, 'but changes nothing');
-- temporary tables come last too
CREATE TEMP TABLE person (x int); CREATE TEMP TABLE event_row (x int); CREATE TEMP TABLE band (x int); CREATE TEMP TABLE subject (x int); CREATE TEMP TABLE exposure (x int); CREATE TEMP TABLE event (x int);
CREATE TEMP TABLE pg_extension (extname name, extnamespace oid);
CREATE TEMP TABLE pg_namespace (nspname name, oid oid);
CREATE TEMP TABLE with_temp AS SELECT name, pg_temp.out(function, 'plain') AS said FROM expected;
DROP TABLE pg_temp.pg_extension, pg_temp.pg_namespace, pg_temp.person, pg_temp.event_row, pg_temp.band, pg_temp.subject, pg_temp.exposure, pg_temp.event;
SELECT is((SELECT string_agg(name, ', ') FROM expected e JOIN with_temp t USING (name) WHERE e.said IS DISTINCT FROM t.said), NULL, 'nor do temporary tables');

-- ------------------------------------------------------------ the caller's rights
CREATE ROLE pedsafety_nobody;
CREATE ROLE pedsafety_one;
CREATE ROLE pedsafety_two;
DO $$ BEGIN EXECUTE format('GRANT USAGE ON SCHEMA %s TO pedsafety_nobody, pedsafety_one, pedsafety_two', (SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'pedsafety')); END $$;
GRANT SELECT ON report, expected TO pedsafety_nobody, pedsafety_one, pedsafety_two;
CREATE FUNCTION pg_temp.code(function regproc, source text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_temp.out(function, source);
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END $$;
CREATE FUNCTION pg_temp.codes(source text) RETURNS text LANGUAGE sql AS $$ SELECT string_agg(DISTINCT pg_temp.code(function, source), ', ') FROM report $$;
SET LOCAL ROLE pedsafety_nobody;
SELECT is(pg_temp.codes('plain'), '42501', 'without USAGE on the schema nobody reads it');
RESET ROLE;
GRANT USAGE ON SCHEMA plain TO pedsafety_nobody;
SET LOCAL ROLE pedsafety_nobody;
SELECT is(pg_temp.codes('plain'), '42501', 'nor without SELECT');
RESET ROLE;
GRANT SELECT ON plain.exposure, plain.event, plain.consent, plain.form_version, plain.measurement TO pedsafety_nobody;
SET LOCAL ROLE pedsafety_nobody;
SELECT is(pg_temp.codes('plain'), '42501', 'nor without SELECT on one of the views');
RESET ROLE;
GRANT SELECT ON plain.subject TO pedsafety_nobody;
SET LOCAL ROLE pedsafety_nobody;
SELECT is((SELECT string_agg(name, ', ') FROM expected WHERE said IS DISTINCT FROM pg_temp.out(function, 'plain')), NULL, 'with both, the reports are the same');
RESET ROLE;

-- Row security on tables under views that are the caller's: each role has the
-- report of its own part, as if there were nothing else.
CREATE SCHEMA secured;
CREATE SCHEMA of_one;
CREATE SCHEMA of_two;
DO $do$
DECLARE
	t text;
BEGIN
	FOREACH t IN ARRAY '{subject,exposure,event,consent,form_version,measurement}'::text[] LOOP
		EXECUTE format('CREATE VIEW secured.%I WITH (security_invoker) AS SELECT * FROM plain.%I', t, t);
		EXECUTE format('CREATE VIEW of_one.%I AS SELECT * FROM plain.%I %s', t, t, CASE WHEN t <> 'form_version' THEN 'WHERE subject_id IN (''s1'', ''s3'', ''s6'')' END);
		EXECUTE format('CREATE VIEW of_two.%I AS SELECT * FROM plain.%I %s', t, t, CASE WHEN t <> 'form_version' THEN 'WHERE subject_id IN (''s2'', ''s3'')' END);
		IF t <> 'form_version' THEN
			EXECUTE format('CREATE POLICY one ON plain.%I TO pedsafety_one USING (subject_id IN (''s1'', ''s3'', ''s6''))', t);
			EXECUTE format('CREATE POLICY two ON plain.%I TO pedsafety_two USING (subject_id IN (''s2'', ''s3''))', t);
		END IF;
	END LOOP;
END $do$;
CREATE TEMP TABLE part AS
SELECT name, function, pg_temp.out(function, 'of_one') AS one, pg_temp.out(function, 'of_two') AS two FROM report;
ALTER TABLE plain.subject ENABLE ROW LEVEL SECURITY; ALTER TABLE plain.exposure ENABLE ROW LEVEL SECURITY; ALTER TABLE plain.event ENABLE ROW LEVEL SECURITY;
ALTER TABLE plain.consent ENABLE ROW LEVEL SECURITY; ALTER TABLE plain.measurement ENABLE ROW LEVEL SECURITY;
GRANT USAGE ON SCHEMA plain, secured TO pedsafety_one, pedsafety_two;
GRANT SELECT ON ALL TABLES IN SCHEMA plain TO pedsafety_one, pedsafety_two;
GRANT SELECT ON ALL TABLES IN SCHEMA secured TO pedsafety_one, pedsafety_two, pedsafety_nobody;
GRANT USAGE ON SCHEMA secured TO pedsafety_nobody;
GRANT SELECT ON part TO pedsafety_one, pedsafety_two;
SELECT is((SELECT string_agg(name, ', ') FROM part WHERE one IS NOT DISTINCT FROM two), NULL, 'the two parts have other reports');
SET LOCAL ROLE pedsafety_one;
SELECT is((SELECT string_agg(name, ', ') FROM part WHERE one IS DISTINCT FROM pg_temp.out(function, 'secured')), NULL, 'row security: one role sees its part');
SELECT is((SELECT subjects_cumulative FROM dsur_exposure('secured', '2012-07-01', '[2013-07-01,2014-07-01)') WHERE (arm, sex, band) = ('ALL', 'ALL', 'TOTAL')), 3::bigint, 'of three subjects');
SET LOCAL ROLE pedsafety_two;
SELECT is((SELECT string_agg(name, ', ') FROM part WHERE two IS DISTINCT FROM pg_temp.out(function, 'secured')), NULL, 'another role, in the same session, sees its own');
SELECT is((SELECT subjects_cumulative FROM dsur_exposure('secured', '2012-07-01', '[2013-07-01,2014-07-01)') WHERE (arm, sex, band) = ('ALL', 'ALL', 'TOTAL')), 2::bigint, 'of two');
SELECT is((SELECT string_agg(DISTINCT subject_id, ' ' ORDER BY subject_id) FROM dsur_explain('secured', '2012-07-01', '[2013-07-01,2014-07-01)', 'ich-e11', 'dsur_exposure')), 's2 s3', 'and no row of others behind a cell');
SET LOCAL ROLE pedsafety_nobody;
SELECT is((SELECT subjects_cumulative FROM dsur_exposure('secured', '2012-07-01', '[2013-07-01,2014-07-01)') WHERE (arm, sex, band) = ('ALL', 'ALL', 'TOTAL')), 0::bigint, 'without a policy there is nobody');
RESET ROLE;
ALTER TABLE plain.subject DISABLE ROW LEVEL SECURITY; ALTER TABLE plain.exposure DISABLE ROW LEVEL SECURITY; ALTER TABLE plain.event DISABLE ROW LEVEL SECURITY;
ALTER TABLE plain.consent DISABLE ROW LEVEL SECURITY; ALTER TABLE plain.measurement DISABLE ROW LEVEL SECURITY;

-- ------------------------------------------------------------ read only
SAVEPOINT r;
SET TRANSACTION READ ONLY;
SELECT throws_ok('CREATE TABLE plain.written ()', '25006', NULL, 'the transaction is read only');
SELECT is((SELECT string_agg(name, ', ') FROM expected WHERE said IS DISTINCT FROM pg_temp.out(function, 'plain')), NULL, 'the reports write nothing');
SELECT is(pg_temp.out('dsur_exposure', 'plain', ', by => ''race'''), (SELECT said FROM by_race), 'nor with by');

SELECT * FROM finish();
ROLLBACK;
