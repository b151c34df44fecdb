-- SPDX-License-Identifier: PostgreSQL
-- Case reports: age, dates, seriousness, events.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
SET lc_messages = 'C';
SET datestyle = SQL, DMY;
SET timezone = 'Asia/Shanghai';
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
BEGIN;
SELECT plan(174);

CREATE FUNCTION pg_temp.said(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE code text; message text; hint text;
BEGIN
	EXECUTE command;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', code, message, nullif(hint, ''));
END $$;
-- A case of one reaction.
CREATE FUNCTION pg_temp.dated(birth text, onset text) RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_build_object('D.2.1', birth, 'E.i', jsonb_build_array(jsonb_build_object('E.i.4', onset))) $$;

-- ------------------------------------------------------------ messages of the FDA, by their values
CREATE TEMP TABLE fda (scenario text, icsr jsonb);
INSERT INTO fda VALUES
	('1', '{"D.2.1":"20010615","D.2.2a":"48","D.2.2b":"a","D.2.3":"5","E.i":[{"E.i.3.2a":{"nullFlavor":"NI"},"E.i.3.2b":{"nullFlavor":"NI"},"E.i.3.2c":{"nullFlavor":"NI"},"E.i.3.2d":"true","E.i.3.2e":{"nullFlavor":"NI"},"E.i.3.2f":"true","E.i.4":"20141010"},{"E.i.3.2f":"true","E.i.4":"20141010"}]}'),
	('5-1', '{"D.2.1":"19800615","D.2.2a":"48","D.2.2b":"a","D.2.3":"5","E.i":[{"E.i.3.2d":"true","E.i.4":"20141010"},{"E.i.3.2f":"true","E.i.4":"20141010"}]}'),
	('6', '{"D.2.1":"20141001","D.2.2a":"10","D.2.2b":"a","D.2.2.1a":"10","D.2.2.1b":"wk","D.2.3":{"nullFlavor":"NI"},"D.3":"48.2","D.4":"152","E.i":[{"E.i.3.2a":"true","E.i.3.2c":"true","E.i.4":"20090101"},{"E.i.3.2d":"true"}]}'),
	('7', '{"D.2.1":"20010615","D.2.2a":"48","D.2.2b":"a","D.2.3":"5","E.i":[{"E.i.3.2a":{"nullFlavor":"NI"},"E.i.3.2b":{"nullFlavor":"NI"},"E.i.3.2c":{"nullFlavor":"NI"},"E.i.3.2d":{"nullFlavor":"NI"},"E.i.3.2e":{"nullFlavor":"NI"},"E.i.3.2f":{"nullFlavor":"NI"},"E.i.4":"20141010"}]}');
SELECT results_eq($$SELECT scenario, icsr_age_band(icsr)::text, icsr_age_basis(icsr), icsr_age_text(icsr), icsr_birth(icsr)::text, icsr_onset(icsr)::text, icsr_serious(icsr), icsr_fatal_or_life_threatening(icsr) FROM fda ORDER BY 1$$,
	$$VALUES ('1', '[12y,18y)', 'dates', '13 a', '2001-06-15', '2014-10-10', true, NULL), ('5-1', '[18y,)', 'dates', '34 a', '1980-06-15', '2014-10-10', true, NULL),
	('6', '(,0d)', 'dates', 'before birth', '2014-10-01', '2009-01-01', true, true), ('7', '[12y,18y)', 'dates', '13 a', '2001-06-15', '2014-10-10', false, false)$$, 'the FDA''s messages');

-- ------------------------------------------------------------ edges of bands
SELECT is(icsr_age_band(pg_temp.dated(b, o)) || ' ' || icsr_age_text(pg_temp.dated(b, o)), e, b || ' ' || o) FROM (VALUES
	('20240101', '20240101', '[0d,28d) 0 d'), ('20240101', '20240128', '[0d,28d) 27 d'), ('20240101', '20240129', '[28d,2y) 28 d'),
	('20240131', '20240229', '[28d,2y) 29 d'), ('20240131', '20240301', '[28d,2y) 1 mo'), ('20240201', '20240229', '[28d,2y) 28 d'),
	('20230201', '20230301', '[28d,2y) 1 mo'), ('20220314', '20240313', '[28d,2y) 23 mo'), ('20220314', '20240314', '[2y,12y) 2 a'),
	('20120229', '20240228', '[2y,12y) 11 a'), ('20120229', '20240229', '[12y,18y) 12 a'), ('20080229', '20200229', '[12y,18y) 12 a'),
	('20060301', '20240229', '[12y,18y) 17 a'), ('20060301', '20240301', '[18y,) 18 a'), ('20040229', '20220228', '[12y,18y) 17 a'), ('20040229', '20220301', '[18y,) 18 a'),
	('20240102', '20240101', '(,0d) before birth'), ('19000101', '20240101', '[18y,) 124 a'), ('00010101', '99991231', '[18y,) 9998 a'),
	-- the day alone counts of what has a time
	('20240101235959+0800', '20240128000000.0000-1200', '[0d,28d) 27 d'), ('2024-01-01', '2024-01-28T23:59', '[0d,28d) 27 d')) t(b, o, e);
-- partial dates: every possible pair
SELECT is(icsr_age_band(pg_temp.dated(b, o)) || ' ' || icsr_age_text(pg_temp.dated(b, o)), e, b || ' ' || o) FROM (VALUES
	('2001', '2014', '[12y,18y) 12-13 a'), ('2002', '2014', '[2y,18y) 11-12 a'), ('202401', '20240131', '[0d,2y) 0-30 d'), ('202401', '20240128', '[0d,28d) 0-27 d'),
	('2024', '2024', '[0d,2y) 0 d-11 mo'), ('202402', '202401', '(,0d) before birth'), ('202401', '202401', '[0d,2y) 0-30 d'), ('202201', '202401', '[28d,12y) 23 mo-2 a'),
	('20240131', '202402', '[0d,2y) 1-29 d'), ('2006', '20240101', '[12y,) 17-18 a'), ('2006', '20231231', '[12y,18y) 17 a'), ('2005---31', '20231231', '[18y,) 18 a'), ('2005---31', '20231230', '[12y,) 17-18 a')) t(b, o, e);

-- ------------------------------------------------------------ the sources in their order
CREATE TEMP TABLE source (n serial, icsr jsonb, band text, basis text, says text);
INSERT INTO source (icsr, band, basis, says) VALUES
	('{}', '(,)', 'unknown', NULL),
	('{"D.2.1":"20010615"}', '(,)', 'unknown', NULL),
	('{"E.i":[{"E.i.4":"20141010"}]}', '(,)', 'unknown', NULL),
	('{"D.2.1":{"nullFlavor":"MSK"},"D.2.2a":"13","D.2.2b":"a","E.i":[{"E.i.4":"20141010"}]}', '[12y,18y)', 'reported', '13 a'),
	('{"D.2.1":"20010615","D.2.2a":"13","D.2.2b":"a","E.i":[{"E.i.4":{"nullFlavor":"ASKU"}}]}', '[12y,18y)', 'reported', '13 a'),
	('{"D.2.1":"20010615","D.2.2a":"13","D.2.2b":"a","E.i":[{"E.i.4":{"nullFlavor":"ASKU"}},{"E.i.4":"20031010"}]}', '[2y,12y)', 'dates', '2 a'),
	('{"D.2.1":"15.06.2001","D.2.2a":"13","D.2.2b":"a","E.i":[{"E.i.4":"20141010"}]}', '[12y,18y)', 'reported', '13 a'),
	('{"D.2.1":"20010631","D.2.3":"3","E.i":[{"E.i.4":"20141010"}]}', '[2y,12y)', 'group', 'child'),
	('{"D.2.1":"","D.2.3":"3","E.i":[{"E.i.4":"20141010"}]}', '[2y,12y)', 'group', 'child'),
	('{"D.2.2a":"48","D.2.2b":"wk"}', '[28d,2y)', 'reported', '48 wk'),
	('{"D.2.2a":"30","D.2.2b":"mo"}', '[2y,12y)', 'reported', '2 a'),
	('{"D.2.2a":"14","D.2.2b":"mo"}', '[28d,2y)', 'reported', '14 mo'),
	('{"D.2.2a":"17","D.2.2b":"d"}', '[0d,28d)', 'reported', '17 d'),
	('{"D.2.2a":"36","D.2.2b":"h"}', '[0d,28d)', 'reported', '1 d'),
	('{"D.2.2a":"1","D.2.2b":"a"}', '[28d,2y)', 'reported', '1 a'),
	('{"D.2.2a":"1.5","D.2.2b":"a"}', '[28d,2y)', 'reported', '1.5 a'),
	('{"D.2.2a":"2.5","D.2.2b":"a"}', '[2y,12y)', 'reported', '2 a'),
	('{"D.2.2a":"8","D.2.2b":"YR"}', '[2y,12y)', 'reported', '8 a'),
	('{"D.2.2a":"2","D.2.2b":"WK"}', '[0d,28d)', 'reported', '2 WK'),
	('{"D.2.2a":"2","D.2.2b":"{decade}"}', '[2y,)', 'reported', '2 {decade}'),
	('{"D.2.2a":"0","D.2.2b":"{decade}","D.2.3":"3"}', '[2y,12y)', 'group', 'child'),
	('{"D.2.2a":"-1","D.2.2b":"a","D.2.3":"1"}', '[0d,28d)', 'group', 'neonate'),
	('{"D.2.2a":"five","D.2.2b":"a","D.2.3":"4"}', '[12y,18y)', 'group', 'adolescent'),
	('{"D.2.2a":"5","D.2.2b":"yrs","D.2.3":"4"}', '[12y,18y)', 'group', 'adolescent'),
	('{"D.2.2a":"5","D.2.3":"4"}', '[12y,18y)', 'group', 'adolescent'),
	('{"D.2.2a":{"nullFlavor":"MSK"},"D.2.2b":"a","D.2.3":"5"}', '[18y,)', 'group', 'adult'),
	('{"D.2.3":"0"}', '(,0d)', 'group', 'foetus'), ('{"D.2.3":"2"}', '[28d,2y)', 'group', 'infant'), ('{"D.2.3":"6"}', '[18y,)', 'group', 'elderly'),
	('{"D.2.3":"7"}', '(,)', 'unknown', NULL), ('{"D.2.3":"1.0"}', '(,)', 'unknown', NULL), ('{"D.2.3":{"nullFlavor":"NASK"}}', '(,)', 'unknown', NULL),
	-- a gestation at the reaction of a foetus is no gestation at birth
	('{"D.2.2.1a":"10","D.2.2.1b":"wk"}', '(,)', 'unknown', NULL);
SELECT is(concat_ws(' ', icsr_age_band(icsr), icsr_age_basis(icsr), icsr_age_text(icsr)), concat_ws(' ', band, basis, says), icsr::text) FROM source ORDER BY n;
-- every null flavour in every source leads to the next one
SELECT is((SELECT count(*) FROM unnest('{NI,MSK,UNK,NA,ASKU,NASK,NINF,PINF,OTH,x}'::text[]) f,
	LATERAL (VALUES (jsonb_build_object('nullFlavor', f))) n(n),
	LATERAL (VALUES (jsonb_build_object('D.2.1', n, 'D.2.2a', '13', 'D.2.2b', 'a', 'E.i', '[{"E.i.4":"20141010"}]'::jsonb), 'reported'),
		(jsonb_build_object('D.2.1', '2001', 'D.2.2a', '13', 'D.2.2b', 'a', 'E.i', jsonb_build_object('E.i.4', n)), 'reported'),
		(jsonb_build_object('D.2.1', n, 'D.2.2a', n, 'D.2.2b', 'a', 'D.2.3', '4'), 'group'), (jsonb_build_object('D.2.1', n, 'D.2.2a', '13', 'D.2.2b', n, 'D.2.3', '4'), 'group'),
		(jsonb_build_object('D.2.1', n, 'D.2.2a', n, 'D.2.2b', n, 'D.2.3', n), 'unknown')) c(c, basis)
	WHERE icsr_age_basis(c) = basis AND icsr_age_band(c) = CASE basis WHEN 'unknown' THEN '(,)' ELSE '[12y,18y)' END::age_band), 50::bigint, 'null flavours');

-- ------------------------------------------------------------ other schemes
SELECT is((SELECT string_agg(icsr_age_band(jsonb_build_object('D.2.3', g::text), s)::text, ' ' ORDER BY g) FROM generate_series(0, 6) g), e, s::text) FROM (VALUES
	('ich-e11'::age_scheme, '(,0d) [0d,28d) [28d,2y) [2y,12y) [12y,18y) [18y,) [18y,)'), ('ctis', '(,0d) [0d,28d) [28d,2y) [2y,12y) [12y,18y) [18y,65y) [65y,)'),
	('ema-p4', '(,0d) [0d,pma44w) [28d,2y) [2y,12y) [12y,18y) [18y,) [18y,)'), ('eu-ethics-2017', '(,0d) [0d,2y) [0d,2y) [2y,18y) [10y,18y) [18y,) [18y,)'),
	('0d,1mo,2y,12y,17y', '(,0d) [0d,1mo) [1mo,2y) [2y,12y) [12y,) [17y,) [17y,)')) t(s, e);
-- where each band has an age group, and it alone, it is the band of the group
CREATE TEMP TABLE coded AS SELECT name::age_scheme AS scheme, band, e2b_age_group(band) AS code, count(*) OVER (PARTITION BY name, e2b_age_group(band)) AS alike, count(*) FILTER (WHERE e2b_age_group(band) IS NULL) OVER (PARTITION BY name) AS others FROM age_schemes(), LATERAL bands(name::age_scheme) band;
SELECT cmp_ok((SELECT count(*) FROM coded WHERE alike = 1 AND others = 0), '>=', 15::bigint, 'schemes to look at');
SELECT is_empty($$SELECT * FROM coded WHERE alike = 1 AND others = 0 AND icsr_age_band(jsonb_build_object('D.2.3', code), scheme) <> band$$, 'there and back');
-- maturity is not known
SELECT is(icsr_age_band(pg_temp.dated('20240101', o), 'ema-p4')::text, e, o) FROM (VALUES ('20240110', '[0d,pma44w)'), ('20240210', '[0d,2y)'), ('20240616', '[0d,2y)'), ('20240617', '[28d,2y)')) t(o, e);
SELECT is(icsr_age_band('{"D.2.2a":"2","D.2.2b":"mo"}', 'ema-p4'), '[0d,2y)'::age_band, 'nor of a reported age');
SELECT is(icsr_age_band(i, s), NULL, 'strict') FROM (VALUES (NULL::jsonb, 'ich-e11'::age_scheme), ('{}', NULL)) t(i, s);
-- the scheme may differ from row to row
SELECT results_eq($$SELECT icsr_age_band('{"D.2.2a":"20","D.2.2b":"d"}', s)::text FROM unnest('{ich-e11,"0d,7d,21d",ich-e11}'::age_scheme[]) WITH ORDINALITY t(s, n) ORDER BY n$$, $$VALUES ('[0d,28d)'), ('[7d,21d)'), ('[0d,28d)')$$, 'a scheme a row');

-- ------------------------------------------------------------ lenient
SELECT is(icsr_age_band(i) || ' ' || coalesce(icsr_age_text(i), '-'), e, i::text) FROM (VALUES
	('{"D.2.1":20010615,"E.i":{"E.i.4":20141010}}'::jsonb, '[12y,18y) 13 a'), ('{"D.2.2a":13,"D.2.2b":"a"}', '[12y,18y) 13 a'), ('{"D.2.2a":1e1,"D.2.2b":"a"}', '[2y,12y) 10 a'), ('{"D.2.3":4}', '[12y,18y) adolescent'),
	('{"D.2.1":["20010615"],"D.2.3":4,"E.i":[{"E.i.4":"20141010"}]}', '[12y,18y) adolescent'), ('{"D.2.1":{"value":"20010615"},"D.2.3":4,"E.i":[{"E.i.4":"20141010"}]}', '[12y,18y) adolescent'),
	('{"D.2.1":"20010615","E.i":[7,null,"x",[],[{"E.i.4":"2002"}],{"E.i.4":"20141010"},{}]}', '[12y,18y) 13 a'), ('{"D.2.1":"20010615","D.2.3":"3","E.i":"20141010"}', '[2y,12y) child'),
	('{"D.2.1":null,"D.2.2a":null,"D.2.3":null,"E.i":null}', '(,) -'), ('{"D.2.1":true,"D.2.2a":false,"D.2.2b":{},"D.2.3":[],"E.i":[]}', '(,) -'), ('{"d.2.3":"3"}', '(,) -')) t(i, e);
SELECT is(pg_temp.said(format('SELECT %s(%L::jsonb)', f, i)), '22023 | a case report must be a JSON object, not ' || CASE i WHEN '[]' THEN 'an array' ELSE 'a scalar' END || ' | The object has the ids of E2B(R3) elements for keys; icsr_from_e2b makes it.', f || ' of ' || i)
	FROM unnest('{icsr_age_band,icsr_age_basis,icsr_age_text,icsr_birth,icsr_onset,icsr_received,icsr_serious,icsr_fatal_or_life_threatening,icsr_events}'::text[]) f, unnest('{[],1,"\"x\"","null",true}'::text[]) i;
SELECT is(pg_temp.said($$SELECT icsr_age_band(jsonb_build_object('E.i', (SELECT jsonb_agg('{}'::jsonb) FROM generate_series(1, 100001))))$$), '54000 | the groups of a case report have more than 100000 items', 'too many items');
SELECT is(icsr_age_text(jsonb_build_object('D.2.1', '2001', 'E.i', (SELECT jsonb_agg(jsonb_build_object('E.i.4', '2014')) FROM generate_series(1, 100000)))), '12-13 a', 'as many as there may be');
SELECT is(icsr_age_text(jsonb_build_object('D.2.2a', repeat('1', 100000), 'D.2.2b', 'a')), repeat('1', 100000) || ' a', 'a long number');

-- ------------------------------------------------------------ the first onset
SELECT is(icsr_onset(jsonb_build_object('E.i', (SELECT jsonb_agg(jsonb_build_object('E.i.4', o)) FROM unnest(i) o)))::text, e, i::text) FROM (VALUES
	('{20141010}'::text[], '2014-10-10'), ('{20141010,20141009}', '2014-10-09'), ('{201410,20141009}', '2014-10'), ('{2014,201410}', '2014'), ('{2015,201410}', '2014-10'), ('{2014,20140101}', '2014-01-01'),
	('{2014---31,2014---31}', '2014---31'), ('{2014---31,20140601}', '2014'), ('{x,20141010,20141301}', '2014-10-10'), ('{x}', NULL), ('{}', NULL)) t(i, e);

-- ------------------------------------------------------------ receipt, seriousness, events
SELECT is(icsr_received(jsonb_build_object('C.1.4', c)), e, c) FROM (VALUES ('20240229', date '2024-02-29'), ('20240229235959.999-1200', '2024-02-29'), ('202402', NULL), ('2024', NULL), ('20230229', NULL), ('', NULL)) t(c, e);
SELECT is(icsr_received('{"C.1.4":{"nullFlavor":"UNK"}}'), NULL, 'no receipt');
SELECT results_eq($$SELECT * FROM icsr_events('{"C.1.4":"20240301101010+0800","E.i":[
	{"E.i.id":"u-1","E.i.1.1a":"皮疹","E.i.1.2":"rash","E.i.2.1a":"26.1","E.i.2.1b":"10037844","E.i.3.2a":{"nullFlavor":"NI"},"E.i.3.2b":{"nullFlavor":"NI"},"E.i.3.2c":"true","E.i.3.2d":false,"E.i.3.2e":"0","E.i.3.2f":{"nullFlavor":"UNK"},"E.i.4":"202402","E.i.5":"20240229","E.i.7":"4"},
	{"E.i.1.1a":"fever","E.i.4":"x","E.i.7":{"nullFlavor":"NI"}},
	{"E.i.2.1b":10016558,"E.i.3.2a":true,"E.i.7":"resolved"}]}')$$,
	$$VALUES (1, 'u-1', '10037844', '26.1', 'rash', partial_date '2024-02', partial_date '2024-02-29', date '2024-03-01', true, false, false, true, false, false, NULL::boolean, 'recovered with sequelae'),
	(2, NULL, NULL, NULL, 'fever', NULL, NULL, date '2024-03-01', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(3, NULL, '10016558', NULL, NULL, NULL, NULL, date '2024-03-01', true, true, NULL, NULL, NULL, NULL, NULL, 'resolved')$$, 'events');
SELECT results_eq($$SELECT outcome FROM icsr_events(jsonb_build_object('E.i', (SELECT jsonb_agg(jsonb_build_object('E.i.7', o)) FROM generate_series(0, 6) o)))$$,
	$$VALUES ('unknown'), ('recovered'), ('recovering'), ('not recovered'), ('recovered with sequelae'), ('fatal'), ('6')$$, 'outcomes');
SELECT is_empty($$SELECT * FROM icsr_events('{}')$$, 'no reaction, no event');
SELECT is_empty($$SELECT * FROM icsr_events(NULL)$$, 'strict');
-- three values of three-valued logic over all criteria
CREATE TEMP TABLE criteria AS SELECT v, (SELECT jsonb_strip_nulls(jsonb_object_agg('E.i.3.2' || substr('abcdef', n::int, 1), CASE x WHEN 1 THEN '"true"'::jsonb WHEN 0 THEN '{"nullFlavor":"NI"}' END)) FROM unnest(v) WITH ORDINALITY u(x, n)) AS reaction
	FROM (SELECT ARRAY[a, b, c, d, e, f] AS v FROM (VALUES (1), (0), (NULL)) a(a), (VALUES (1), (0), (NULL)) b(b), (VALUES (1), (0), (NULL)) c(c), (VALUES (1), (0), (NULL)) d(d), (VALUES (1), (0), (NULL)) e(e), (VALUES (1), (0), (NULL)) f(f)) t;
SELECT is((SELECT count(*) FROM criteria, LATERAL icsr_events(jsonb_build_object('E.i', reaction)) e
	WHERE e.serious IS NOT DISTINCT FROM (SELECT CASE WHEN bool_or(x = 1) THEN true WHEN bool_and(x IS NOT NULL) THEN false END FROM unnest(v) x)
	AND e.serious IS NOT DISTINCT FROM icsr_serious(jsonb_build_object('E.i', reaction))
	AND icsr_fatal_or_life_threatening(jsonb_build_object('E.i', reaction)) IS NOT DISTINCT FROM ((v[1] = 1) OR (v[2] = 1))
	AND ARRAY[e.fatal, e.life_threatening, e.hospitalisation, e.disabling, e.congenital, e.other_important] = ARRAY[v[1] = 1, v[2] = 1, v[3] = 1, v[4] = 1, v[5] = 1, v[6] = 1]), 729::bigint, 'criteria');
SELECT is(ARRAY[icsr_serious('{"E.i":[{"E.i.3.2a":"true"},{}]}'), icsr_serious('{"E.i":[]}'), icsr_serious('{}')], '{true,NULL,NULL}', 'over the reactions');

-- ------------------------------------------------------------ in a schema
CREATE TEMP TABLE staged (icsr jsonb, band age_band GENERATED ALWAYS AS (icsr_age_band(icsr)) STORED, age text GENERATED ALWAYS AS (icsr_age_text(icsr)) STORED,
	onset partial_date GENERATED ALWAYS AS (icsr_onset(icsr)) STORED, received date GENERATED ALWAYS AS (icsr_received(icsr)) STORED, serious boolean GENERATED ALWAYS AS (icsr_serious(icsr)) STORED);
CREATE INDEX ON staged (icsr_age_basis(icsr));
INSERT INTO staged SELECT icsr FROM fda;
SELECT results_eq($$SELECT band::text, age, onset::text, received, serious FROM staged ORDER BY age$$, $$VALUES ('[12y,18y)', '13 a', '2014-10-10', NULL::date, true), ('[12y,18y)', '13 a', '2014-10-10', NULL, false), ('[18y,)', '34 a', '2014-10-10', NULL, true), ('(,0d)', 'before birth', '2009-01-01', NULL, true)$$, 'generated columns and an index') ;

-- ------------------------------------------------------------ against age_band() over all pairs
SELECT setseed(0.6);
CREATE FUNCTION pg_temp.random_date(first int, past int, whole_year float8) RETURNS text LANGUAGE sql VOLATILE AS $$
	SELECT CASE WHEN p < whole_year THEN to_char(d, 'YYYY') WHEN p < 0.5 THEN to_char(d, 'YYYYMM') ELSE to_char(d, 'YYYYMMDD') END
	FROM (SELECT random() AS p, date '2020-02-25' + first + floor(random() * (past - first))::int AS d OFFSET 0) t $$;
CREATE FUNCTION pg_temp.days(d text) RETURNS SETOF date LANGUAGE sql IMMUTABLE AS $$
	SELECT generate_series(f, f + CASE length(d) WHEN 8 THEN interval '0' WHEN 6 THEN interval '1 month' - interval '1 day' ELSE interval '1 year' - interval '1 day' END, '1 day')::date
	FROM (SELECT to_timestamp(rpad(d, 8, '0101'), 'YYYYMMDD')::timestamp AS f) t $$;
-- births about the edges: newborns, 2, 12 and 18 years before
CREATE TEMP TABLE random_case AS SELECT n, pg_temp.random_date(-40 - edge, 40 - edge, CASE WHEN n % 300 = 7 THEN 1 ELSE 0 END) AS birth,
	ARRAY[pg_temp.random_date(-35, 35, CASE WHEN n % 300 = 1 THEN 1 ELSE 0 END)] || CASE WHEN n % 3 > 0 THEN ARRAY[pg_temp.random_date(-35, 35, 0)] ELSE '{}' END AS onset
	FROM generate_series(1, 2000) n, LATERAL (SELECT (ARRAY[0, 28, 731, 4383, 6575])[1 + floor(random() * 5 + n * 0)::int] AS edge) e;
CREATE TEMP TABLE first_onset AS SELECT n, min(a) AS at FROM (SELECT DISTINCT n, least(a, coalesce(b, a)) AS a FROM random_case CROSS JOIN LATERAL pg_temp.days(onset[1]) a LEFT JOIN LATERAL pg_temp.days(onset[2]) b ON onset[2] IS NOT NULL) t GROUP BY n, a;
CREATE TEMP TABLE expected AS SELECT n, s, CASE WHEN count(band) = 0 THEN '(,0d)' ELSE split_part(min(band)::text, ',', 1) || ',' || split_part(max(band)::text, ',', 2) END::age_band AS band
	FROM (SELECT DISTINCT n, s, CASE WHEN b <= at THEN age_band(b, at, s) END AS band
		FROM random_case JOIN first_onset USING (n), LATERAL pg_temp.days(birth) b, unnest('{ich-e11,"0d,7d,28d,18mo,2y,12y,18y"}'::age_scheme[]) s) t GROUP BY n, s;
CREATE TEMP VIEW made AS SELECT *, jsonb_build_object('D.2.1', birth, 'D.2.2a', '99', 'D.2.2b', 'a', 'E.i', (SELECT jsonb_agg(jsonb_build_object('E.i.4', o)) FROM unnest(onset) o)) AS icsr FROM random_case;
SELECT is((SELECT count(*) FROM expected), 4000::bigint, 'random cases');
SELECT cmp_ok((SELECT count(DISTINCT band) FROM expected), '>', 15::bigint, 'of many bands and hulls');
SELECT is_empty($$SELECT birth, onset, s, band, icsr_age_band(icsr, s) FROM made JOIN expected USING (n) WHERE icsr_age_band(icsr, s) <> band$$, 'icsr_age_band is the hull over all pairs');
-- the text, by age_ucum over the same pairs
CREATE TEMP TABLE expected_text AS SELECT n, CASE WHEN a IS NULL THEN 'before birth' WHEN a[1] = z[1] AND a[2] = z[2] THEN concat_ws(' ', a[2], u[a[1]]) WHEN a[1] = z[1] THEN format('%s-%s %s', a[2], z[2], u[a[1]]) ELSE format('%s %s-%s %s', a[2], u[a[1]], z[2], u[z[1]]) END AS says
	FROM (SELECT n, min(o) AS a, max(o) AS z, '{d,mo,a}'::text[] AS u FROM (SELECT DISTINCT n, CASE WHEN b <= at THEN (SELECT ARRAY[array_position('{d,mo,a}', unit), value] FROM age_ucum(b, at)) END AS o
		FROM random_case JOIN first_onset USING (n), LATERAL pg_temp.days(birth) b) t GROUP BY n) t;
SELECT is_empty($$SELECT birth, onset, says, icsr_age_text(icsr) FROM made JOIN expected_text USING (n) WHERE icsr_age_text(icsr) <> says$$, 'icsr_age_text is the least and the greatest over all pairs');
SELECT is_empty($$SELECT birth, onset, icsr_onset(icsr) FROM made JOIN (SELECT n, min(at) AS a, max(at) AS z FROM first_onset GROUP BY n) f USING (n)
	WHERE earliest(icsr_onset(icsr)) > a OR latest(icsr_onset(icsr)) < z OR (a = z AND icsr_onset(icsr)::text <> to_char(a, 'YYYY-MM-DD'))
	OR (a < z AND icsr_onset(icsr)::text <> CASE WHEN to_char(a, 'YYYY-MM') = to_char(z, 'YYYY-MM') THEN to_char(a, 'YYYY-MM') ELSE to_char(a, 'YYYY') END)$$, 'icsr_onset holds every possible day');
-- a reported age, by age_band() of it
SELECT is_empty($$SELECT n, u, s FROM (SELECT n, u, s, jsonb_build_object('D.2.2a', n, 'D.2.2b', u) AS icsr FROM generate_series(0, 130) n, unnest('{a,mo,wk,d,h,YR,MONTHS}'::text[]) u, unnest('{ich-e11,ema-p4}'::age_scheme[]) s) t
	WHERE icsr_age_band(icsr, s) <> age_band(n, u, s)$$, 'a reported age has its band');
SELECT * FROM finish();
ROLLBACK;
