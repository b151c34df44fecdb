-- SPDX-License-Identifier: PostgreSQL
-- Scope and clauses of CDE 2025 No. 21, and that what a clause names exists; SPARK.
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
SELECT plan(42);

CREATE FUNCTION pg_temp.said(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE code text; message text; detail text; hint text;
BEGIN
	EXECUTE command;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', code, message, nullif(detail, ''), nullif(hint, ''));
END $$;

-- ------------------------------------------------------------------- scope
SELECT is(ARRAY[guideline_applies(c, '2010-02-28', '2028-02-27'), guideline_applies(c, '2010-02-28', '2028-02-28'), guideline_applies(c, '2010-02-28', '2028-02-28', 'rare disease'), guideline_applies(c, '2010-02-28', '2009-12-01')], e, c)
	FROM (VALUES ('chemical', '{t,f,t,t}'::boolean[]), ('biological', '{t,f,t,t}'), ('traditional-chinese-medicine', '{t,f,t,t}'), ('tcm', '{t,f,t,t}'), ('TCM', '{t,f,t,t}'),
		('preventive-biological', '{f,f,f,f}'), ('vaccine', '{f,f,f,f}'), ('Vaccine', '{f,f,f,f}')) v(c, e);
SELECT is_empty($$SELECT b, n FROM generate_series(date '2007-12-25', '2008-03-05', '1 day') b, generate_series(-3, 3) n, LATERAL (SELECT b::date, (b + interval '18 years')::date + n) d(birth, at)
	WHERE guideline_applies('tcm', d.birth, d.at) IS DISTINCT FROM age_years(d.birth, d.at) < 18$$, 'the eighteenth birthday is that of age_years');
SELECT is(ARRAY[guideline_applies('tcm', '2008-02-29', '2026-02-28'), guideline_applies('tcm', '2008-02-29', '2026-03-01')], '{t,f}', 'born on 29 February');
SELECT is((SELECT array_agg(guideline_applies('tcm', '2000-01-01', '2020-01-01', x) ORDER BY n) FROM unnest(ARRAY['', ' ', E' \t\n', 'x', ' 先天性疾病', NULL]) WITH ORDINALITY u(x, n)), '{f,f,f,t,t,f}', 'an extension that says nothing is none');
SELECT is(guideline_applies('tcm', '2010-01-01', '2020-01-01', NULL), true, 'nor does its absence matter to a child');
SELECT is(ARRAY[guideline_applies(NULL, '2010-01-01', '2020-01-01', 'x'), guideline_applies('tcm', NULL, '2020-01-01', 'x'), guideline_applies('tcm', '2010-01-01', NULL, 'x'), guideline_applies('no class', NULL, '2020-01-01')], '{NULL,NULL,NULL,NULL}', 'NULL');
SELECT is(guideline_applies('tcm', '1990-01-01', '2000-01-01'), true, 'whether it was in force is not asked');
SELECT is(pg_temp.said(c), m, left(c, 60)) FROM (VALUES
	($$SELECT guideline_applies('drug', '2010-01-01', '2020-01-01')$$, '22023 | unknown product class: "drug" | Use one of chemical, biological, traditional-chinese-medicine (or tcm), preventive-biological (or vaccine), in any case.'),
	($$SELECT guideline_applies('', '2010-01-01', '2020-01-01', 'x')$$, '22023 | unknown product class: "" | Use one of chemical, biological, traditional-chinese-medicine (or tcm), preventive-biological (or vaccine), in any case.'),
	($$SELECT guideline_applies('tcm', 'infinity', '2020-01-01')$$, '22008 | an age cannot be told from an infinite date | Pass a finite date, or NULL if it is not known.'),
	($$SELECT guideline_applies('vaccine', '2020-01-01', '-infinity', 'x')$$, '22008 | an age cannot be told from an infinite date | Pass a finite date, or NULL if it is not known.')) v(c, m);
SELECT is(pg_temp.said(format('SELECT guideline_applies(%L, %L, %L)', repeat('v', 100000), '2010-01-01', '2020-01-01')) LIKE '22023 | unknown product class: "vvvv%', true, 'a long word');
CREATE TEMP TABLE in_scope (class text, birth date, at date, extension text, CHECK (guideline_applies(class, birth, at, extension)));
SELECT lives_ok($$INSERT INTO in_scope VALUES ('tcm', '2015-01-01', '2025-06-01', NULL)$$, 'in a CHECK constraint');
SELECT throws_ok($$INSERT INTO in_scope VALUES ('vaccine', '2015-01-01', '2025-06-01', NULL)$$, '23514', NULL, 'which refuses');

-- ----------------------------------------------------------------- clauses
-- What is cited, one clause a row, without marks of confidence.
CREATE TEMP VIEW cited AS
SELECT 'consent' AS list, check_id, btrim(c) AS clause FROM consent_checks('CN-2025'), string_to_table(regexp_replace(clause, '\s*\[[^]]*\]', '', 'g'), ';') c
UNION ALL
SELECT 'icsr', rule, btrim(c) FROM icsr_rules(), string_to_table(regexp_replace(clause, '\s*\[[^]]*\]', '', 'g'), ';') c
UNION ALL
SELECT 'register', check_id, clause FROM risk_register_checks();
CREATE TEMP VIEW served AS
SELECT clause, cited_as, section, checks, functions, tables FROM guideline_clauses();

SELECT cmp_ok((SELECT count(*) FROM guideline_clauses()), '>=', 50::bigint, 'there are clauses');
SELECT is_empty($$SELECT clause FROM guideline_clauses() GROUP BY 1 HAVING count(*) > 1$$, 'each has its own name');
SELECT is_empty($$SELECT clause FROM guideline_clauses() WHERE clause !~ '^CDE-2025-21 §[1-4](\.[1-6])? [a-zA-Z]' OR left(section, 1) <> substr(clause, 14, 1) OR requirement = '' OR note = ''$$, 'its section and a requirement');
SELECT is_empty($$SELECT clause FROM guideline_clauses() WHERE confidence NOT IN ('primary', 'primary+secondary', 'secondary', 'memory', 'reading')$$, 'and a mark of confidence');
SELECT is_empty($$SELECT clause, f FROM served, unnest(functions) f WHERE NOT EXISTS (SELECT FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
	JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid WHERE e.extname = 'pedsafety' AND p.proname = f
	UNION SELECT FROM pg_type t WHERE t.typname = f AND t.typname IN ('age_scheme', 'gestational_age', 'consent_policy'))$$, 'every function that a clause names is one of the extension (or a type)');
SELECT is_empty($$SELECT clause, c FROM served, unnest(checks) c WHERE c NOT IN (SELECT check_id FROM consent_checks('CN-2025') UNION SELECT rule FROM icsr_rules() UNION SELECT check_id FROM risk_register_checks())$$, 'every check that it names is one of the lists');
SELECT is_empty($$SELECT clause, t FROM served, unnest(tables) t WHERE t NOT IN (SELECT view_name FROM dsur_columns() UNION VALUES ('risk_register'), ('safety_report'))$$, 'every view that it names is one that is read');
SELECT is_empty($$SELECT clause FROM served, LATERAL (VALUES (checks), (functions), (tables)) v(list) WHERE (SELECT count(*) <> count(DISTINCT x) FROM unnest(list) x)$$, 'none twice in one clause');
SELECT is_empty($$SELECT clause FROM guideline_clauses() WHERE functions = '{}' AND note IS NULL$$, 'a clause that no function serves says so');
SELECT is((SELECT array_agg(clause ORDER BY clause COLLATE "C") FROM guideline_clauses() WHERE checks = '{}' AND functions = '{}'),
	'{CDE-2025-21 §1 scope: stage,CDE-2025-21 §2.1 principles,CDE-2025-21 §2.3 events outside the site,CDE-2025-21 §2.3 paediatric expertise,CDE-2025-21 §4.3 off-label use,CDE-2025-21 §4.4 when indicated,CDE-2025-21 §4.5 topics,CDE-2025-21 §4.6 communication}', 'nothing serves these');
SELECT is_empty($$SELECT list, check_id, clause FROM cited WHERE clause ~ '^CDE-2025-21' AND clause NOT IN (SELECT clause FROM served)
	UNION ALL SELECT list, check_id, clause FROM cited WHERE clause ~ '^CDE 2025 No. 21' AND clause NOT IN (SELECT cited_as FROM served WHERE cited_as IS NOT NULL)$$, 'every clause of the guideline that a check cites is here');
SELECT is_empty($$SELECT c.list, c.check_id, c.clause FROM cited c JOIN served s ON c.clause IN (s.clause, s.cited_as) WHERE c.check_id <> ALL (s.checks)$$, '... and names that check');
SELECT is_empty($$SELECT cited_as FROM served WHERE cited_as IS NOT NULL AND cited_as NOT IN (SELECT clause FROM cited)$$, 'and is cited as it says');
SELECT is_empty($$SELECT rule FROM icsr_rules() WHERE rule NOT IN (SELECT c FROM served, unnest(checks) c)
	UNION SELECT check_id FROM risk_register_checks() WHERE check_id NOT IN (SELECT c FROM served, unnest(checks) c)$$, 'every rule of case reports and every check of the register serves a clause');
SELECT is_empty($$SELECT no, clause FROM risk_categories() WHERE clause NOT IN (SELECT clause FROM served WHERE 'risk_categories' = ANY (functions))$$, 'every risk category has its clause');

-- ------------------------------------------------------------------- SPARK
SELECT is(spark_window(), daterange('2025-05-29', '2028-05-29'), 'spark_window');
SELECT is(ARRAY[spark_window() @> date '2025-05-28', spark_window() @> date '2025-05-29', spark_window() @> date '2028-05-28', spark_window() @> date '2028-05-29'], '{f,t,t,f}', 'its first and last day');
SELECT is((SELECT array_agg(no ORDER BY no) FROM spark_checklist()), (SELECT array_agg(n) FROM generate_series(1, 16) n), 'spark_checklist: numbered');
SELECT is_empty($$SELECT no FROM spark_checklist() WHERE item = '' OR requirement = '' OR source = '' OR confidence NOT IN ('primary', 'secondary', 'memory')$$, 'each with source and confidence');
SELECT is((SELECT string_agg(item_zh, ' / ' ORDER BY no) FROM spark_checklist()), '星光计划申请 / “星光计划”项目申请表 / 儿童抗肿瘤药物研发实施框架', 'the terms of the notice in Chinese');
SELECT is((SELECT confidence FROM spark_checklist() WHERE item = 'day of the meeting'), 'memory', 'what is remembered says so');
SELECT * FROM finish();
ROLLBACK;
