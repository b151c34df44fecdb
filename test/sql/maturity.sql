-- SPDX-License-Identifier: PostgreSQL
-- Tanner stages and motor milestones.
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
SELECT plan(33);

CREATE FUNCTION pg_temp.said(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE code text; message text; hint text;
BEGIN
	EXECUTE command;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', code, message, nullif(hint, ''));
END $$;

-- ------------------------------------------------------------ Tanner stages
SELECT results_eq($$SELECT tanner_stage(s), tanner_axis(s) FROM unnest('{G3,B2,PH4,P5,3,III,giv,phI,b5}'::text[]) WITH ORDINALITY t(s, n) ORDER BY n$$,
	$$VALUES (3::smallint, 'G'), (2::smallint, 'B'), (4::smallint, 'PH'), (5::smallint, 'PH'), (3::smallint, NULL), (3::smallint, NULL), (4::smallint, 'G'), (1::smallint, 'PH'), (5::smallint, 'B')$$, 'forms');
SELECT is((SELECT count(*) FROM (VALUES ('G', 'G'), ('B', 'B'), ('PH', 'PH'), ('P', 'PH'), ('', NULL)) a(a, axis), unnest('{1,2,3,4,5,I,II,III,IV,V}'::text[]) WITH ORDINALITY s(s, n)
	WHERE tanner_stage(a || s) = (n - 1) % 5 + 1 AND tanner_stage(lower(a || s)) = tanner_stage(a || s) AND tanner_axis(a || s) IS NOT DISTINCT FROM axis), 50::bigint, 'every axis with every stage');
SELECT is(pg_temp.said(format('SELECT %s(%L)', f, s)), format('22023 | invalid Tanner stage: "%s" | Write 1 to 5 or I to V, after G (genitalia), B (breast) or PH (pubic hair) or alone: G3, PHIV, 2.', s), f || ' of ' || left(s, 10))
	FROM (VALUES ('tanner_stage', ''), ('tanner_stage', '0'), ('tanner_stage', '6'), ('tanner_stage', 'G'), ('tanner_stage', 'G 3'), ('tanner_stage', 'VI'), ('tanner_stage', 'G3P3'), ('tanner_stage', '2.5'), ('tanner_axis', 'G6'), ('tanner_axis', 'G'), ('tanner_axis', repeat('G', 100000))) t(f, s);
SELECT is(ARRAY[tanner_regression('G3', 'G2'), tanner_regression('G3', 'GIII'), tanner_regression('G3', 'G4'), tanner_regression('p3', 'PH2'), tanner_regression('III', '2'), tanner_regression('G3', 'PH2'), tanner_regression('G3', '2'), tanner_regression(NULL, '2')],
	'{t,f,f,t,t,NULL,NULL,NULL}', 'tanner_regression');
SELECT is(pg_temp.said($$SELECT tanner_regression('G3', 'x')$$), '22023 | invalid Tanner stage: "x" | Write 1 to 5 or I to V, after G (genitalia), B (breast) or PH (pubic hair) or alone: G3, PHIV, 2.', 'the second argument is read too');
SELECT results_eq($$SELECT d, tanner_regression(lag(s) OVER (PARTITION BY tanner_axis(s) ORDER BY d), s) FROM (VALUES (1, 'B2'), (2, 'PH2'), (3, 'B3'), (4, 'PH1'), (5, 'B2')) t(d, s) ORDER BY d$$,
	$$VALUES (1, NULL), (2, NULL), (3, false), (4, true), (5, true)$$, 'over a window');
SELECT results_eq($$SELECT s, x, at, tanner_status(s, x, '2012-02-29', at) FROM (VALUES
	('B2', 'F', date '2020-02-28'), ('B2', 'F', '2020-02-29'), ('B1', 'F', '2016-01-01'), ('3', 'F', '2020-02-28'), ('PHII', 'M', '2021-02-28'), ('PHII', 'M', '2021-03-01'), ('G5', 'M', '2012-02-29'), ('G1', 'F', '2024-01-01'), ('B2', 'M', '2024-01-01'), ('G2', 'M', '2012-02-28')) t(s, x, at)$$,
	$$VALUES ('B2', 'F', date '2020-02-28', 'early: stage 2 or above of a girl below 8 years'), ('B2', 'F', '2020-02-29', 'ok'), ('B1', 'F', '2016-01-01', 'ok'), ('3', 'F', '2020-02-28', 'early: stage 2 or above of a girl below 8 years'),
	('PHII', 'M', '2021-02-28', 'early: stage 2 or above of a boy below 9 years'), ('PHII', 'M', '2021-03-01', 'ok'), ('G5', 'M', '2012-02-29', 'early: stage 2 or above of a boy below 9 years'), ('G1', 'F', '2024-01-01', 'implausible: axis G of a girl'), ('B2', 'M', '2024-01-01', 'implausible: axis B of a boy'), ('G2', 'M', '2012-02-28', 'implausible: before birth')$$, 'tanner_status');
-- the birthday is that of age_years
SELECT is_empty($$SELECT b, at FROM generate_series(date '2011-12-25', '2012-03-05', '1 day') b, generate_series(-4, 4) n, LATERAL (SELECT (b + interval '8 years')::date + n) a(at)
	WHERE (tanner_status('B2', 'F', b::date, at) = 'ok') <> (age_years(b::date, at) >= 8)$$, 'the eighth birthday');
SELECT is(pg_temp.said(c), m, c) FROM (VALUES
	($$SELECT tanner_status('G2', 'U', '2012-02-28', '2020-01-01')$$, '22023 | unknown sex: "U" | Use M or F; if it is not known, pass NULL.'),
	($$SELECT tanner_status('x', 'M', '2012-02-28', '2020-01-01')$$, '22023 | invalid Tanner stage: "x" | Write 1 to 5 or I to V, after G (genitalia), B (breast) or PH (pubic hair) or alone: G3, PHIV, 2.'),
	($$SELECT tanner_status('G2', 'M', 'infinity', '2020-01-01')$$, '22008 | an age cannot be told from an infinite date | Pass a finite date, or NULL if it is not known.'),
	($$SELECT tanner_status('G2', 'M', '2020-01-01', '-infinity')$$, '22008 | an age cannot be told from an infinite date | Pass a finite date, or NULL if it is not known.')) t(c, m);

-- --------------------------------------------------------------- milestones
SELECT results_eq($$SELECT milestone, first_months::numeric, last_months::numeric FROM milestone_windows()$$,
	$$VALUES ('sitting without support', 3.8, 9.2), ('standing with assistance', 4.8, 11.4), ('hands-and-knees crawling', 5.2, 13.5), ('walking with assistance', 5.9, 13.7), ('standing alone', 6.9, 16.9), ('walking alone', 8.2, 17.6)$$, 'the windows as published');
SELECT is_empty($$SELECT * FROM milestone_windows() WHERE first_day <> ceil(first_months::numeric * 30.4375) OR last_day <> floor(last_months::numeric * 30.4375)$$, 'in days');
SELECT is((SELECT array_agg(DISTINCT source || '; ' || confidence) FROM milestone_windows()), '{"WHO Motor Development Study, Acta Paediatr Suppl 2006;450:86-95; secondary"}', 'their source');
SELECT is_empty($$SELECT milestone, age FROM milestone_windows(), generate_series(0, 700) age
	WHERE milestone_status(milestone, age) IS DISTINCT FROM CASE WHEN age < first_months::numeric * 30.4375 THEN 'early' WHEN age > last_months::numeric * 30.4375 THEN 'late' ELSE 'within' END$$, 'milestone_status at every day');
SELECT is(ARRAY[milestone_status('walking alone', 249), milestone_status('walking alone', 250), milestone_status('walking alone', 535), milestone_status('walking alone', 536), milestone_status('walking alone', 2147483647)], '{early,within,within,late,late}', 'walking alone');
SELECT is(ARRAY[milestone_status('walking alone', -1), milestone_status('walking alone', -2147483648), milestone_status(NULL, 1)], '{NULL,NULL,NULL}', 'NULL before birth');
SELECT is(pg_temp.said(format('SELECT milestone_status(%L, %s)', w, d)), format('22023 | unknown motor milestone: "%s" | Use sitting without support, standing with assistance, hands-and-knees crawling, walking with assistance, standing alone or walking alone.', w), 'milestone ' || left(w, 20))
	FROM (VALUES ('walking', 300), ('Walking alone', 300), ('', 300), ('walking alone ', -1), (repeat('w', 100000), 300)) t(w, d);
SELECT * FROM finish();
ROLLBACK;
