-- SPDX-License-Identifier: PostgreSQL
-- Case reports: what they are asked to say, and what they lack.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
SET lc_messages = 'C';
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
BEGIN;
SELECT plan(107);

CREATE FUNCTION pg_temp.said(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE code text; message text; hint text;
BEGIN
	EXECUTE command;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', code, message, nullif(hint, ''));
END $$;

-- ------------------------------------------------------------ a newborn's case that lacks nothing
\set whole '''{"D.2.1":"20240101","D.2.2a":"17","D.2.2b":"d","D.3":"3.2","D.4":"51","D.5":"2","H.1":"Born at 39 weeks of gestation, breast-fed.","E.i":[{"E.i.3.2a":{"nullFlavor":"NI"},"E.i.3.2b":{"nullFlavor":"NI"},"E.i.3.2c":"true","E.i.3.2d":{"nullFlavor":"NI"},"E.i.3.2e":{"nullFlavor":"NI"},"E.i.3.2f":{"nullFlavor":"NI"},"E.i.4":"20240118","E.i.7":"1"}],"G.k":[{"G.k.1":"2"},{"G.k.1":"1","G.k.2.3.r":[{"G.k.2.3.r.3a":"50","G.k.2.3.r.3b":"mg/mL"}],"G.k.4.r":[{"G.k.4.r.1a":"5","G.k.4.r.1b":"mg","G.k.4.r.2":"12","G.k.4.r.3":"h","G.k.4.r.4":"20240110","G.k.4.r.5":"20240112","G.k.4.r.9.1":"solution"}],"G.k.7.r":[{"G.k.7.r.1":"sepsis"}]}]}'''
CREATE TEMP TABLE whole AS SELECT :whole::jsonb AS icsr;
-- What it lacks with a path changed (NULL: taken out).
CREATE FUNCTION pg_temp.lacks(path text[], value jsonb, lang text DEFAULT 'en') RETURNS text LANGUAGE sql AS $$
	SELECT coalesce(string_agg(c.element || ': ' || c.state, '; '), '') FROM whole, LATERAL icsr_completeness(CASE WHEN value IS NULL THEN icsr #- path ELSE jsonb_set(icsr, path, value) END, lang) c $$;
SELECT is(pg_temp.lacks('{x}', NULL), '', 'nothing');
SELECT is(pg_temp.lacks(p::text[], v::jsonb), e, p || coalesce(' ' || v, '')) FROM (VALUES
	('{D.2.2b}', NULL, 'D.2.2b: incomplete'), ('{D.2.2b}', '"wk"', 'D.2.2b: other unit'), ('{D.2.2b}', '"x"', 'D.2.2b: unreadable'), ('{D.2.1}', NULL, ''), ('{D.2.1}', '"202401"', ''),
	('{D.3}', NULL, 'D.3: absent; G.k[2].G.k.4.r.1, D.3: incomplete'), ('{D.3}', '3.2', ''), ('{D.3}', '"x"', 'D.3: unreadable; G.k[2].G.k.4.r.1, D.3: incomplete'), ('{D.4}', NULL, 'D.4: absent'),
	('{D.5}', NULL, 'D.5: absent'), ('{D.5}', '"0"', 'D.5: unknown'), ('{D.5}', 'null', 'D.5: absent'), ('{D.5}', '[]', 'D.5: absent'),
	('{H.1}', NULL, 'D.7, D.8.r, D.10.7, D.10.8.r, F.r, H: absent; D.7, D.8.r, D.10.7, D.10.8.r, F.r, H: absent; D.10, G.k.4.r.11, G.k.6a, G.k.10.r, D.7, D.8.r, D.10.7, D.10.8.r, F.r, H: absent'),
	('{H.1}', '"早产，孕周 32 周，母乳喂养"', ''), ('{H.1}', '"GESTATIONAL AGE 39; PREGNANCY normal"', ''), ('{H.1}', '"preterm, breastfed"', 'D.7, D.8.r, D.10.7, D.10.8.r, F.r, H: absent'),
	('{E.i}', NULL, 'E.i: absent'), ('{E.i}', '[]', 'E.i: absent'), ('{E.i,0,E.i.4}', '"202401"', 'D.7, D.8.r, D.10.7, D.10.8.r, F.r, H: absent; E.i[1].E.i.4: incomplete'), ('{E.i,0,E.i.7}', '"0"', 'E.i[1].E.i.7: unknown'), ('{E.i,0,E.i.3.2c}', NULL, 'E.i[1].E.i.3.2: incomplete'),
	('{G.k}', NULL, 'G.k.1: absent'), ('{G.k,1,G.k.1}', '"3"', ''), ('{G.k,1,G.k.1}', '"4"', 'G.k.1: absent'), ('{G.k,0,G.k.1}', '"1"', 'G.k[1].G.k.7.r: absent; G.k[1].G.k.4.r.9: absent; G.k[1].G.k.2.3.r.3: absent; G.k[1].G.k.4.r.1: absent; G.k[1].G.k.4.r.2, G.k[1].G.k.4.r.3: absent; G.k[1].G.k.4.r.4, G.k[1].G.k.4.r.5: absent; G.k[1].G.k.4.r.1, D.3: absent'),
	('{G.k,1,G.k.7.r}', NULL, 'G.k[2].G.k.7.r: absent'), ('{G.k,1,G.k.2.3.r,0,G.k.2.3.r.3b}', NULL, 'G.k[2].G.k.2.3.r.3: incomplete'), ('{G.k,1,G.k.4.r,0,G.k.4.r.9.1}', NULL, 'G.k[2].G.k.4.r.9: absent'),
	('{G.k,1,G.k.4.r,0,G.k.4.r.1b}', NULL, 'G.k[2].G.k.4.r.1: incomplete; G.k[2].G.k.4.r.1, D.3: incomplete'), ('{G.k,1,G.k.4.r,0,G.k.4.r.3}', NULL, 'G.k[2].G.k.4.r.2, G.k[2].G.k.4.r.3: incomplete'), ('{G.k,1,G.k.4.r,0,G.k.4.r.5}', NULL, 'G.k[2].G.k.4.r.4, G.k[2].G.k.4.r.5: incomplete'),
	('{G.k,1,G.k.4.r}', '[{"G.k.4.r.8":"5 mg bd","G.k.4.r.9.2b":"1"}]', 'G.k[2].G.k.4.r.1: text only; G.k[2].G.k.4.r.2, G.k[2].G.k.4.r.3: text only; G.k[2].G.k.4.r.4, G.k[2].G.k.4.r.5: text only; G.k[2].G.k.4.r.1, D.3: text only')) t(p, v, e);
-- null flavours, each with its meaning
SELECT is(pg_temp.lacks(p::text[], jsonb_build_object('nullFlavor', f)), format('%s: %s', e, m), p || ' ' || f) FROM (VALUES ('{D.5}', 'D.5'), ('{E.i,0,E.i.4}', 'E.i[1].E.i.4'), ('{E.i,0,E.i.7}', 'E.i[1].E.i.7'), ('{D.4}', 'D.4'), ('{G.k,1,G.k.7.r,0,G.k.7.r.1}', 'G.k[2].G.k.7.r')) p(p, e),
	(VALUES ('NI', 'no information'), ('MSK', 'masked'), ('UNK', 'unknown'), ('NA', 'not applicable'), ('ASKU', 'asked but unknown'), ('NASK', 'not asked'), ('OTH', 'OTH')) f(f, m);
SELECT is(pg_temp.lacks('{D.5}', v::jsonb, 'zh'), 'D.5: ' || m, 'zh ' || v) FROM (VALUES ('""', '缺失'), ('{"nullFlavor":"MSK"}', '已屏蔽'), ('{"nullFlavor":"ASKU"}', '已询问但不详'), ('{"nullFlavor":"NASK"}', '未询问'), ('{"nullFlavor":"UNK"}', '不详'), ('"0"', '不详'), ('"x"', '无法识别'), ('{"nullFlavor":"未知"}', '未知')) t(v, m);
-- no exact age: the group at the least
SELECT is((SELECT string_agg(element || ': ' || state, '; ') FROM icsr_completeness(i::jsonb) WHERE element LIKE 'D.2.%'), e, i) FROM (VALUES
	('{}', 'D.2.2a: absent; D.2.3: absent'), ('{"D.2.1":{"nullFlavor":"MSK"}}', 'D.2.2a: masked; D.2.3: absent'), ('{"D.2.1":{"nullFlavor":"MSK"},"D.2.3":"2"}', 'D.2.2a: masked'), ('{"D.2.1":{"nullFlavor":"MSK"},"D.2.2a":{"nullFlavor":"ASKU"},"D.2.3":{"nullFlavor":"NASK"}}', 'D.2.2a: asked but unknown; D.2.3: not asked'),
	('{"D.2.1":"2014","E.i":[{"E.i.4":"2020"}]}', 'D.2.2a: incomplete'), ('{"D.2.1":"20140101","E.i":[{"E.i.4":"2020"}]}', NULL), ('{"D.2.1":"20140101"}', 'D.2.2a: incomplete; D.2.3: absent'), ('{"D.2.1":"20140101","E.i":[{"E.i.4":"20200101"}]}', NULL), ('{"D.2.2a":"5","D.2.2b":"a"}', NULL), ('{"D.2.2a":"5"}', 'D.2.2a: incomplete; D.2.2b: incomplete; D.2.3: absent')) t(i, e);

-- ------------------------------------------------------------ by age: an item is asked where a possible age is among its ages
CREATE TEMP TABLE aged AS SELECT jsonb_build_object('D.2.2a', a, 'D.2.2b', u) AS icsr, age_band(a, u, '0d,28d,2y,6y,8y,18y') AS fine
	FROM (VALUES (0, 'd'), (27, 'd'), (28, 'd'), (1, 'mo'), (3, 'wk'), (4, 'wk'), (23, 'mo'), (24, 'mo'), (5, 'a'), (6, 'a'), (7, 'a'), (8, 'a'), (11, 'a'), (12, 'a'), (17, 'a'), (18, 'a'), (90, 'a'), (0, 'mo'), (0, 'a'), (1, '{decade}'), (2, '{decade}')) t(a, u)
	UNION ALL SELECT '{}', '(,)' UNION ALL SELECT '{"D.2.3":"0"}', '(,0d)' UNION ALL SELECT '{"D.2.1":"2006","E.i":[{"E.i.4":"2024"}]}', '[8y,)';
CREATE TEMP TABLE asked AS SELECT *, (SELECT array_agg(f) FROM bands('0d,28d,2y,6y,8y,18y') WITH ORDINALITY b(f, n) WHERE n >= (SELECT n FROM bands('0d,28d,2y,6y,8y,18y') WITH ORDINALITY b(f, n) WHERE split_part(f::text, ',', 1) = split_part(band::text, ',', 1)) AND n <= (SELECT n FROM bands('0d,28d,2y,6y,8y,18y') WITH ORDINALITY b(f, n) WHERE split_part(f::text, ',', 2) = split_part(band::text, ',', 2))) AS fine FROM icsr_completeness_items() i;
SELECT results_eq($$SELECT a.icsr, i.item FROM aged a, asked i WHERE i.asked_for_each = 'case' AND i.element NOT LIKE 'D.2.%' AND (a.fine = '(,)' OR (a.fine = '(,0d)' AND i.foetus) OR EXISTS (
		SELECT FROM unnest(i.fine) f WHERE f = a.fine OR (f >= ANY (SELECT b FROM bands('0d,28d,2y,6y,8y,18y') b WHERE split_part(b::text, ',', 1) = split_part(a.fine::text, ',', 1)) AND f <= ANY (SELECT b FROM bands('0d,28d,2y,6y,8y,18y') b WHERE split_part(b::text, ',', 2) = split_part(a.fine::text, ',', 2)))))
		AND NOT (i.element = 'E.i' AND a.icsr ? 'E.i') ORDER BY 1, i.item_no$$,
	$$SELECT a.icsr, c.item FROM aged a, LATERAL icsr_completeness(a.icsr) WITH ORDINALITY c JOIN icsr_completeness_items() i USING (item) WHERE i.asked_for_each = 'case' AND i.element NOT LIKE 'D.2.%' ORDER BY 1, i.item_no$$, 'what is asked at which age');
SELECT is((SELECT string_agg(DISTINCT band::text, ' ') FROM icsr_completeness(i::jsonb)), e, 'band of ' || i) FROM (VALUES ('{}', '(,)'), ('{"D.2.2a":"17","D.2.2b":"d"}', '[0d,28d)'), ('{"D.2.3":"0"}', '(,0d)'), ('{"D.2.2a":"2","D.2.2b":"{decade}"}', '[2y,)')) t(i, e);

-- ------------------------------------------------------------ the items
SELECT is((SELECT count(*) FROM icsr_completeness_items()), 23::bigint, 'items');
SELECT is((SELECT array_agg(item_no) FROM icsr_completeness_items()), (SELECT array_agg(n) FROM generate_series(1, 23) n), 'numbered');
SELECT is_empty($$SELECT * FROM icsr_completeness_items() WHERE item = item_zh OR asked_by !~ '^(CDE-2025-21 §4\.2 [a-z]|ICH E2B\(R3\) IG [EDG]\.)' OR confidence !~ '^(primary|secondary|reading|memory)' OR asked_for_each NOT IN ('case', 'reaction', 'suspect drug')$$, 'in two languages, by clause');
SELECT is((SELECT string_agg(DISTINCT asked_by, '; ' ORDER BY asked_by) FROM icsr_completeness_items() WHERE asked_by LIKE 'CDE%'), 'CDE-2025-21 §4.2 age at onset; CDE-2025-21 §4.2 age group; CDE-2025-21 §4.2 development; CDE-2025-21 §4.2 drug; CDE-2025-21 §4.2 gestational age; CDE-2025-21 §4.2 parental exposure; CDE-2025-21 §4.2 unit of age; CDE-2025-21 §4.2 weight and height', 'every clause of the guideline on what a case says');
-- both languages say the same of one case, of its items and clauses
SELECT results_eq($$SELECT i.item_no, c.element, c.asked_by, c.band FROM aged, icsr_completeness(icsr) c JOIN icsr_completeness_items() i USING (item) ORDER BY icsr, 1, 2$$, $$SELECT i.item_no, c.element, c.asked_by, c.band FROM aged, icsr_completeness(icsr, 'zh') c JOIN icsr_completeness_items() i ON i.item_zh = c.item ORDER BY icsr, 1, 2$$, 'both languages');
SELECT is_empty($$SELECT c.asked_by, i.asked_by FROM aged, icsr_completeness(icsr) c JOIN icsr_completeness_items() i USING (item) WHERE c.asked_by <> i.asked_by$$, 'the clause is that of the item');

-- ------------------------------------------------------------ arguments
SELECT is(pg_temp.said(c), m, c) FROM (VALUES
	($$SELECT * FROM icsr_completeness('{}', 'de')$$, '22023 | unknown language of the items of a case report: "de" | Use en or zh.'),
	($$SELECT * FROM icsr_completeness('{}', '')$$, '22023 | unknown language of the items of a case report: "" | Use en or zh.'),
	($$SELECT * FROM icsr_completeness('[]')$$, '22023 | a case report must be a JSON object, not an array | The object has the ids of E2B(R3) elements for keys; icsr_from_e2b makes it.'),
	($$SELECT * FROM icsr_completeness('"x"')$$, '22023 | a case report must be a JSON object, not a scalar | The object has the ids of E2B(R3) elements for keys; icsr_from_e2b makes it.'),
	($$SELECT * FROM icsr_completeness(jsonb_build_object('G.k', jsonb_build_object('G.k.4.r', (SELECT jsonb_agg(1) FROM generate_series(1, 100000)))))$$, '54000 | the groups of a case report have more than 100000 items'),
	($$SELECT * FROM icsr_completeness(NULL)$$, 'no error')) t(c, m);
SELECT is_empty($$SELECT c.* FROM (VALUES (NULL::jsonb, 'en'), ('{}', NULL)) t(i, l), icsr_completeness(i, l) c$$, 'strict');
SELECT is((SELECT count(*) FROM icsr_completeness(jsonb_build_object('E.i', (SELECT jsonb_agg('{}'::jsonb) FROM generate_series(1, 1000)), 'D.2.3', '3'))), 3007::bigint, 'a row a reaction');
SELECT is((SELECT count(*) FROM icsr_completeness('{"E.i":[1,"x",[]],"G.k":{"G.k.1":1,"G.k.4.r":"x","G.k.7.r":[[]],"G.k.2.3.r":{}},"F.r":true,"D.7.1.r":[{"D.7.1.r.5":[1]}],"H.5.r":7,"D.2.2a":{},"D.2.1":[1],"D.2.3":"4"}')
	WHERE element LIKE 'G.k[1]%' OR element LIKE 'E.i[_]%'), 16::bigint, 'wrong shapes are absent');
SELECT * FROM finish();
ROLLBACK;
