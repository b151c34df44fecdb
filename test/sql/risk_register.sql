-- SPDX-License-Identifier: PostgreSQL
-- Risk categories; a risk register and what its checks find.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
SET lc_messages = 'C';
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
SET datestyle = SQL, DMY;
BEGIN;
SELECT plan(30);

CREATE FUNCTION pg_temp.said(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE code text; message text; detail text; hint text;
BEGIN
	EXECUTE command;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', code, message, nullif(detail, ''), nullif(hint, ''));
END $$;

-- -------------------------------------------------------------- categories
SELECT is((SELECT array_agg(no ORDER BY no) FROM risk_categories()), (SELECT array_agg(n) FROM generate_series(1, 13) n), 'thirteen items, numbered');
SELECT results_eq($$SELECT heading, count(*)::int FROM risk_categories() GROUP BY 1 ORDER BY min(no)$$, $$VALUES ('important missing information', 4), ('child-specific adverse reactions', 7), ('other risks', 2)$$, 'under the headings of the guideline');
SELECT results_eq($$SELECT commentary_class, array_agg(no ORDER BY no) FROM risk_categories() GROUP BY 1 ORDER BY commentary_class COLLATE "C"$$,
	$$VALUES ('development-related', '{5,7,8,9,10,11,13}'::int[]), ('formulation compatibility', '{4,6}'), ('information deficiency', '{1,2,3,12}')$$, 'and in the classes of the commentary');
SELECT is((SELECT array_agg(DISTINCT concat_ws(' ', confidence, class_confidence, mapping_confidence)) FROM risk_categories()), '{"primary secondary reading"}', 'the mapping is a reading');
SELECT results_eq($$SELECT check_id, severity FROM risk_register_checks()$$, $$VALUES ('RR01', 'warning'), ('RR02', 'error'), ('RR03', 'error'), ('RR04', 'error'), ('RR05', 'error'), ('RR06', 'error'), ('RR07', 'error'), ('RR08', 'error'), ('RR09', 'warning'), ('RR10', 'note')$$, 'checks');
SELECT is_empty($$SELECT check_id FROM risk_register_checks() WHERE clause NOT IN (SELECT clause FROM guideline_clauses()) OR confidence NOT IN ('primary', 'reading')$$, 'with a clause');

-- ----------------------------------------------------------- age subgroups
SELECT results_eq($$SELECT s, risk_age_bands(s)::text FROM unnest('{all," all ","[0d,28d)","[0d,28d); [28d,2y)","[0d,28d);[28d,2y);[2y,12y)","(,0d)","preterm [0d,pma44w)","[12mo,24mo)"}'::text[]) s$$,
	$$VALUES ('all', '{"[0d,)"}'), (' all ', '{"[0d,)"}'), ('[0d,28d)', '{"[0d,28d)"}'), ('[0d,28d); [28d,2y)', '{"[0d,28d)","[28d,2y)"}'), ('[0d,28d);[28d,2y);[2y,12y)', '{"[0d,28d)","[28d,2y)","[2y,12y)"}'), ('(,0d)', '{"(,0d)"}'), ('preterm [0d,pma44w)', '{"preterm [0d,pma44w)"}'), ('[12mo,24mo)', '{"[1y,2y)"}')$$, 'risk_age_bands');
SELECT is_empty($$SELECT s FROM unnest('{"",";"," ","[0d,28d);",";[0d,28d)","(,)","all;(,)",children,ALL,"[2y,28d)","[0d,28d),[28d,2y)","[0d,28d) [28d,2y)"}'::text[]) s WHERE risk_age_bands(s) IS NOT NULL$$, 'NULL where it cannot be read, or is age unknown');
SELECT is(cardinality(risk_age_bands(string_agg(b::text, ';'))), 9, 'a whole scheme') FROM bands('nichd') b;
SELECT is(cardinality(risk_age_bands(repeat('[0d,28d);', 20000) || 'all')), 20001, 'many');
SELECT is(risk_age_bands(repeat('[', 100000)), NULL, 'a long one that cannot be read');
SELECT is(risk_age_bands(NULL), NULL, 'NULL');
SELECT results_eq($$SELECT s FROM unnest('{"[2y,12y)","[12y,18y);all","[28d,2y)"}'::text[]) s WHERE '[2y,12y)'::age_band = ANY (risk_age_bands(s)) OR '[0d,)'::age_band = ANY (risk_age_bands(s))$$, $$VALUES ('[2y,12y)'), ('[12y,18y);all')$$, 'to look for the risks of a band');

-- ---------------------------------------------------------------- register
\set source 'we"ird; %1$s'
CREATE SCHEMA :"source";
CREATE TYPE risk_state AS ENUM ('open', 'monitored', 'mitigated', 'closed', 'forgotten');
CREATE DOMAIN risk_day AS date;
CREATE TABLE :"source".risk_register (study_id text DEFAULT 'T', risk_id varchar, risk text DEFAULT 'a risk', category text DEFAULT 'other risks', age_band text DEFAULT 'all',
	status risk_state DEFAULT 'open', identified_on risk_day DEFAULT '2025-06-01', closed_on date, source text DEFAULT 'IB 3.1');
CREATE FUNCTION pg_temp.found(source text) RETURNS SETOF text LANGUAGE sql AS $$ SELECT concat_ws(' | ', coalesce(study_id, '-'), coalesce(risk_id, '-'), check_id, severity, message) FROM risk_register_findings(source) $$;
SELECT results_eq(format('SELECT * FROM risk_register_findings(%L)', :'source'), $$VALUES (NULL::text, NULL::text, 'RR01', 'warning', 'the register holds no risk', 'CDE-2025-21 §4.1 risk management plan')$$, 'an empty register');
INSERT INTO :"source".risk_register (risk_id, category, age_band, status, closed_on) SELECT 'good ' || n, c, (ARRAY['all', '[0d,28d);[28d,2y)', 'term [0d,28d)'])[n % 3 + 1], (ARRAY['open', 'monitored', 'mitigated', 'closed']::risk_state[])[n % 4 + 1], CASE WHEN n % 4 = 3 THEN date '2025-06-01' + n::int END
FROM (SELECT row_number() OVER () AS n, c FROM (SELECT DISTINCT unnest(ARRAY[heading, commentary_class, upper(heading)]) FROM risk_categories()) c(c)) x;
SELECT is((SELECT count(*) FROM :"source".risk_register), 9::bigint, 'risks of both taxonomies');
SELECT is_empty(format('SELECT * FROM pg_temp.found(%L)', :'source'), 'a register in order has no findings');
INSERT INTO :"source".risk_register (study_id, risk_id, risk, category, age_band, status, identified_on, closed_on, source) VALUES
	('U', NULL, 'x', 'other risks', 'all', 'open', '2025-06-01', NULL, 's'), ('U', ' ', 'x', 'other risks', 'all', 'open', '2025-06-01', NULL, 's'),
	('U', 'a', 'x', 'other risks', 'all', 'open', '2025-06-01', NULL, 's'), ('U', 'a', 'y', 'other risks', 'all', 'monitored', '2025-06-02', NULL, 't'), ('V', 'a', 'x', 'other risks', 'all', 'open', '2025-06-01', NULL, 's'),
	(NULL, 'n', 'x', 'other risks', 'all', 'open', '2025-06-01', NULL, 's'), ('', 'n', 'x', 'other risks', 'all', 'open', '2025-06-01', NULL, 's'),
	('U', 'b', ' ', NULL, NULL, NULL, NULL, NULL, NULL), ('U', 'c', 'x', 'serious', 'children', 'forgotten', '2025-06-01', NULL, ''),
	('U', 'd', 'x', 'other risks', '(,)', 'closed', '2025-06-01', '2025-05-31', 's'), ('U', 'e', 'x', 'other risks', ' ', 'closed', '2025-06-01', NULL, 's'),
	('U', 'f', 'x', 'other risks', 'all', 'open', '2025-06-01', '2025-06-01', 's'), ('U', 'g', 'x', 'other risks', 'all', 'closed', 'infinity', 'infinity', 's'), ('U', 'h', 'x', 'other risks', 'all', 'closed', '2025-06-01', '-infinity', 's');
SELECT results_eq(format('SELECT * FROM pg_temp.found(%L)', :'source'), $$VALUES
	('U | a | RR03 | error | risk_id stands 2 times'),
	('U | b | RR04 | error | no description'), ('U | b | RR05 | error | no age subgroup'), ('U | b | RR06 | error | no category'), ('U | b | RR07 | error | no status'), ('U | b | RR08 | error | no identified_on'), ('U | b | RR10 | note | no source'),
	('U | c | RR05 | error | age subgroup cannot be read: "children"'), ('U | c | RR06 | error | unknown category: "serious"'), ('U | c | RR07 | error | unknown status: "forgotten"'), ('U | c | RR10 | note | no source'),
	('U | d | RR05 | error | age subgroup cannot be read: "(,)"'), ('U | d | RR08 | error | closed on 2025-05-31, identified on 2025-06-01'),
	('U | e | RR05 | error | no age subgroup'), ('U | e | RR09 | warning | closed, without closed_on'),
	('U | f | RR09 | warning | closed on 2025-06-01, status "open"'),
	('U | g | RR08 | error | identified_on is infinity'), ('U | h | RR08 | error | closed_on is -infinity'),
	('U | - | RR02 | error | no risk_id'), ('U | - | RR02 | error | no risk_id'),
	('- | n | RR03 | error | risk_id stands 2 times')$$, 'what each check finds');
SELECT is_empty(format('SELECT f.* FROM risk_register_findings(%L) f LEFT JOIN risk_register_checks() c USING (check_id) WHERE (f.severity, f.clause) IS DISTINCT FROM (c.severity, c.clause)', :'source'), 'severity and clause are those of the list');
SELECT is((SELECT array_agg(DISTINCT check_id ORDER BY check_id) FROM risk_register_findings(:'source')) || 'RR01'::text, (SELECT array_agg(check_id ORDER BY check_id) FILTER (WHERE check_id <> 'RR01') || 'RR01'::text FROM risk_register_checks()), 'every check can fail');

-- ------------------------------------------- arguments, view, columns, types
SELECT is(pg_temp.said(format('SELECT * FROM risk_register_findings(%L)', s)), m, coalesce(s, 'NULL')) FROM (VALUES
	(NULL, '22004 | source must not be NULL | source is the name of the schema that holds the view risk_register.'),
	('nowhere', '3F000 | schema "nowhere" does not exist | source is the name of the schema that holds the view risk_register, as it is, without quotes.'),
	('information_schema', '42P01 | schema "information_schema" lacks what is read from it | Missing views: risk_register. | It is described under "A risk register" in the reference.')) v(s, m);
CREATE SCHEMA lacking;
CREATE TABLE lacking.risk_register (study_id text, risk_id text, gone text, age_band text, category text, identified_on date, status text);
ALTER TABLE lacking.risk_register DROP COLUMN gone;
SELECT is(pg_temp.said($$SELECT * FROM risk_register_findings('lacking')$$), '42703 | schema "lacking" lacks what is read from it | Missing columns: risk_register.risk, risk_register.closed_on, risk_register.source. | They are described under "A risk register" in the reference; a column that nobody has recorded can be NULL in the view.', 'missing columns, all of them');
ALTER TABLE lacking.risk_register ADD risk text, ADD closed_on text, ADD source text, ALTER status TYPE integer USING 1;
SELECT is(pg_temp.said($$SELECT * FROM risk_register_findings('lacking')$$), '42804 | schema "lacking" has columns of a wrong type: risk_register.status is integer, expected text; risk_register.closed_on is text, expected date | Convert them in the view.', 'wrong types, all of them');
CREATE VIEW lacking.risks AS SELECT 1;
CREATE SCHEMA shown;
CREATE VIEW shown.risk_register AS SELECT 'S'::text AS study_id, 'r1'::text AS risk_id, 'x'::text AS risk, 'excipients'::text AS category, 'all'::text AS age_band, 'open'::text AS status, date '2025-01-01' AS identified_on, NULL::date AS closed_on, 'p'::text AS source, 1 AS more;
SELECT results_eq($$SELECT pg_temp.found('shown')$$, $$VALUES ('S | r1 | RR06 | error | unknown category: "excipients"')$$, 'a view, with a column more; an item is no category');

-- ------------------------------------------------------------------ privileges
CREATE ROLE pedsafety_register_reader;
GRANT USAGE ON SCHEMA shown TO pedsafety_register_reader;
SET LOCAL ROLE pedsafety_register_reader;
SELECT is(pg_temp.said($$SELECT * FROM risk_register_findings('shown')$$), '42501 | permission denied for view risk_register', 'with the rights of the caller');
RESET ROLE;
-- a hostile search_path
CREATE SCHEMA hostile;
CREATE FUNCTION hostile.lower(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RAISE 'hostile'; END $$;
CREATE FUNCTION hostile.btrim(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RAISE 'hostile'; END $$;
CREATE FUNCTION hostile.risk_age_bands(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RAISE 'hostile'; END $$;
SELECT current_schema() AS here \gset
SET LOCAL search_path = hostile, pg_catalog, :"here";
SELECT :"here".is((SELECT count(*) FROM :"here".risk_register_findings('shown')), 1::bigint, 'a search_path of the caller''s does not matter');
RESET search_path;
-- relocated
CREATE SCHEMA elsewhere;
ALTER EXTENSION pedsafety SET SCHEMA elsewhere;
SELECT is((SELECT count(*) FROM elsewhere.risk_register_findings('shown')), 1::bigint, 'in another schema');
SELECT is((SELECT count(*) FROM elsewhere.follow_up_schedule('aav', '2024-01-01', '2020-01-01')), 5::bigint, '... and its neighbours');
ALTER EXTENSION pedsafety SET SCHEMA :"here";

-- size
INSERT INTO :"source".risk_register (risk_id) SELECT 'r' || n FROM generate_series(1, 20000) n;
SELECT is((SELECT count(*) FROM risk_register_findings(:'source')), 21::bigint, 'a large register');
SELECT * FROM finish();
ROLLBACK;
