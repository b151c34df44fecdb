-- SPDX-License-Identifier: PostgreSQL
-- What the catalog says of the extension: every object declares what it is, and has a comment.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
BEGIN;
SELECT plan(18);

CREATE TEMP VIEW member AS
SELECT d.classid, d.objid FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND e.extname = 'pedsafety';
CREATE TEMP VIEW func AS SELECT p.* FROM pg_proc p JOIN member m ON m.objid = p.oid AND m.classid = 'pg_proc'::regclass;

SELECT cmp_ok((SELECT count(*) FROM func), '>', 100::bigint, 'there are functions to look at');
-- what reads tables or changes the catalog; all the rest is a function of its values
CREATE TEMP VIEW reads_tables AS SELECT * FROM func WHERE proname ~ '^consent_(guard|guards|guard_.*|source|findings|due|records)$'
	OR proname ~ '^dsur_' AND proname NOT IN ('dsur_band', 'dsur_columns', 'dsur_day_within', 'dsur_method_text', 'dsur_period', 'dsur_data_lock_point', 'dsur_due', 'dsur_due_rules')
	OR proname IN ('overdue', 'susar_reports', 'susar_timeliness', 'safety_report_source', 'icsr_reconciliation') OR proname ~ '^(sdtm|adam|omop|fhir|icsr)_views$' OR proname = 'risk_register_findings' OR proname ~ '^adapter_' AND provolatile <> 'i';
SELECT is_empty($$SELECT oid::regprocedure FROM func WHERE provolatile <> 'i' EXCEPT SELECT oid::regprocedure FROM reads_tables$$, 'every function of values is IMMUTABLE');
SELECT is_empty($$SELECT oid::regprocedure FROM func WHERE proparallel <> 's' EXCEPT SELECT oid::regprocedure FROM reads_tables$$, 'and PARALLEL SAFE');
SELECT is_empty($$SELECT oid::regprocedure FROM reads_tables WHERE provolatile = 'i'$$, 'what reads tables is not');
SELECT is_empty($$SELECT oid::regprocedure FROM func WHERE prosecdef OR proconfig IS NOT NULL AND oid NOT IN (SELECT oid FROM reads_tables) AND proname !~ '^adapter_'$$, 'no SECURITY DEFINER; no SET, but for a safe search_path');
SELECT is_empty($$SELECT oid::regprocedure FROM func WHERE prokind = 'f' AND prolang NOT IN (SELECT oid FROM pg_language WHERE lanname = 'c')
	AND proname NOT IN ('consent_gaps', 'consent_checks', 'dsur_columns', 'dsur_band', 'dsur_day_within') AND proname !~ '^adapter_' EXCEPT SELECT oid::regprocedure FROM reads_tables$$, 'in C, but for what reads tables or writes a query, one difference of multiranges, two look-ups and two lists');
SELECT results_eq($$SELECT DISTINCT proname::text COLLATE "default" FROM func WHERE NOT proisstrict AND prokind = 'f' AND proname !~ '^(consent_coverage_|adapter_)' AND oid NOT IN (SELECT oid FROM reads_tables) ORDER BY 1$$,
	$$VALUES ('age_band'), ('age_split'), ('days_late'), ('dsur_band'), ('event_tally_add'), ('event_tally_sum'), ('follow_up_schedule'), ('growth_faltering'), ('growth_faltering_add'), ('guideline_applies'), ('next_band_change'), ('person_time')$$, 'not strict: only those to which a NULL birth or gestation means something');
SELECT is_empty($$SELECT pg_describe_object(classid, objid, 0) FROM member WHERE obj_description(objid, classid::regclass::name) IS NULL
	AND classid NOT IN ('pg_amop'::regclass, 'pg_amproc'::regclass)
	AND NOT (classid = 'pg_type'::regclass AND (SELECT typelem <> 0 AND typcategory = 'A' FROM pg_type WHERE oid = objid))$$, 'every object has a COMMENT');
SELECT is_empty($$SELECT c.relname FROM member JOIN pg_class c ON c.oid = objid AND classid = 'pg_class'::regclass$$, 'no table, view or sequence');
SELECT is_empty($$SELECT oprname FROM member JOIN pg_operator o ON o.oid = objid AND classid = 'pg_operator'::regclass
	WHERE oprcom = 0 OR (oprresult = 'bool'::regtype AND (oprnegate = 0 OR oprrest = 0 OR oprjoin = 0))
	   OR (oprname = '=' AND NOT (oprcanhash AND oprcanmerge))$$, 'operators: commutator, negator, estimators, hash and merge');
SELECT results_eq($$SELECT (typname::text || ' ' || amname) COLLATE "default" FROM pg_opclass o JOIN member m ON m.objid = o.oid AND m.classid = 'pg_opclass'::regclass JOIN pg_am a ON a.oid = opcmethod JOIN pg_type t ON t.oid = opcintype WHERE opcdefault ORDER BY 1$$,
	$$SELECT t || ' ' || a FROM unnest('{age_band,age_scheme,consent_policy,gestational_age,partial_date,person_time,work_calendar}'::text[]) t, unnest('{btree,hash}'::text[]) a ORDER BY 1$$, 'btree and hash classes, the default ones');
SELECT is((SELECT string_agg(concat_ws(' ', typname, typlen, typbyval, typalign, typstorage), ', ' ORDER BY typname) FROM pg_type JOIN member ON objid = oid AND classid = 'pg_type'::regclass WHERE typcategory <> 'A'),
	'age_band 8 t d p, age_scheme -1 f i x, consent_policy -1 f i x, event_tally -1 f i x, gestational_age 4 t i p, nearest_value -1 f d x, partial_date 4 t i p, person_time -1 f d x, rate_estimate -1 f d x, work_calendar -1 f i x', 'the types'' layout, which never changes');
SELECT is_empty($$SELECT typname FROM pg_type JOIN member ON objid = oid AND classid = 'pg_type'::regclass WHERE typcategory <> 'A' AND (typsend = 0 OR typreceive = 0)$$, 'binary input and output');
SELECT is((SELECT concat_ws(' ', aggtransfn::regproc, aggcombinefn::regproc, aggmtransfn::regproc, aggminvtransfn::regproc, aggtranstype::regtype, aggtransspace, proparallel) FROM pg_aggregate a JOIN func p ON p.oid = a.aggfnoid WHERE proname = 'sum' AND aggtranstype = (SELECT oid FROM pg_type JOIN member ON objid = oid AND classid = 'pg_type'::regclass WHERE typname = 'person_time')),
	'person_time_sum person_time_sum person_time_sum person_time_sum_inverse person_time 160 s', 'sum(person_time): combine, moving, a state that is no pseudo-type');
SELECT is_empty($$SELECT aggfnoid::regprocedure FROM pg_aggregate a JOIN func p ON p.oid = a.aggfnoid WHERE aggcombinefn = 0 OR (proname IN ('min', 'max') AND aggsortop = 0)
	OR CASE WHEN aggtranstype = 'internal'::regtype THEN aggserialfn = 0 OR aggdeserialfn = 0 OR aggtransspace = 0 ELSE aggtranstype IN (SELECT oid FROM pg_type WHERE typtype = 'p') END$$, 'every aggregate combines; an internal state has its size and its serial form');
SELECT is_empty($$SELECT oid::regprocedure FROM func WHERE proretset AND prorows IN (0, 1000)$$, 'set-returning functions say how many rows');
SELECT is((SELECT extrelocatable FROM pg_extension WHERE extname = 'pedsafety'), true, 'relocatable');

-- trusted: a role that may create in the database is enough
DROP EXTENSION pedsafety CASCADE;
CREATE ROLE pedsafety_ordinary_user;
DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO pedsafety_ordinary_user', current_database()); END $$;
CREATE SCHEMA of_ordinary_user AUTHORIZATION pedsafety_ordinary_user;
SET LOCAL ROLE pedsafety_ordinary_user;
SELECT lives_ok('CREATE EXTENSION pedsafety SCHEMA of_ordinary_user', 'trusted: an ordinary role creates it');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
