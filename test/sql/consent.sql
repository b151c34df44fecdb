-- SPDX-License-Identifier: PostgreSQL
-- consent_coverage: the contract's sentences, one by one. test/oracle compares thousands of logs.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
SET datestyle = ISO;
BEGIN;
SELECT plan(80);

-- A log is written "day signer[/id] act [window]; ..."; signers and acts by
-- their first letters: g s i e, consent assent dissent withdraw override waive.
CREATE FUNCTION pg_temp.log(log text) RETURNS TABLE (signed_on date, signer text, signer_id text, act text, valid daterange)
LANGUAGE sql IMMUTABLE AS $$
	SELECT m[1]::date, CASE m[2] WHEN 'g' THEN 'guardian' WHEN 's' THEN 'subject' WHEN 'i' THEN 'investigator' ELSE 'ethics' END,
		m[3], m[4], m[5]::daterange
	FROM regexp_matches(log, '(\d+-\d+-\d+) ([gsie])(?:/(\w+))? (\w+)(?: ([\[(][^;]*))?', 'g') m
$$;
CREATE FUNCTION pg_temp.covers(policy text, birth date, log text) RETURNS text LANGUAGE sql AS $$
	SELECT consent_coverage(policy::consent_policy, birth, signed_on, signer, act, signer_id, valid)::text FROM pg_temp.log(log)
$$;

-- a child born on 2016-05-10: 8 on 2024-05-10, 18 on 2034-05-10
SELECT is(pg_temp.covers(p, '2016-05-10', l), w, t) FROM (VALUES
	('CN-2025', '2023-01-01 g consent', '{[2023-01-01,2024-05-10)}', 'guardians alone, below the age'),
	('CN-2025', '2015-01-01 g consent', '{[2015-01-01,2024-05-10)}', 'before birth too'),
	('CN-2025', '2023-01-01 g consent; 2024-06-01 s assent', '{[2023-01-01,2024-05-10),[2024-06-01,2034-05-10)}', 'the child signs after its birthday'),
	('CN-2025', '2023-01-01 g consent; 2024-05-10 s consent', '{[2023-01-01,2034-05-10)}', '... on it; assent and consent are one act'),
	('CN-2025', '2023-01-01 g consent; 2024-05-09 s assent', '{[2023-01-01,2024-05-10)}', 'signed on the eve of the age: does not count'),
	('CN-2025', '2024-06-01 s assent', '{}', 'the child alone'),
	('CN-2025', '2023-01-01 g consent; 2034-05-10 s consent', '{[2023-01-01,2024-05-10),[2034-05-10,)}', 'from majority the subject alone'),
	('CN-2025', '2034-05-09 s consent; 2034-05-01 g consent', '{[2034-05-09,2034-05-10)}', 'signed on the eve of majority: not as an adult'),
	-- grace
	('CN-2025; grace=14d', '2023-01-01 g consent', '{[2023-01-01,2024-05-24)}', 'grace: the former regime serves for n days'),
	('CN-2025; grace=14d', '2024-05-20 g consent', '{[2024-05-20,2024-05-24)}', '... even for one who begins inside it'),
	('CN-2025; grace=14d', '2024-05-12 g consent; 2024-05-13 s assent', '{[2024-05-12,2034-05-24)}', '... and so does the new one'),
	('CN-2025; grace=14d', '2033-01-01 g consent; 2033-01-02 s assent; 2034-06-01 s consent', '{[2033-01-02,2034-05-24),[2034-06-01,)}', 'grace at majority'),
	('CN-2025; grace=14d', '2033-01-01 g consent; 2034-05-11 s consent', '{[2034-05-11,)}', 'guardians alone do not serve at majority'),
	('CN-2025; grace=14d; assent=none', '2033-01-01 g consent', '{[2033-01-01,2034-05-24)}', '... where no child agrees they do'),
	-- windows
	('CN-2025', '2023-01-01 g consent [2023-01-01,2023-06-01)', '{[2023-01-01,2023-06-01)}', 'the window of the form'),
	('CN-2025', '2023-01-01 g consent [2023-02-01,2023-06-01)', '{[2023-02-01,2023-06-01)}', '... that opens later'),
	('CN-2025', '2023-01-01 g consent (,)', '{[2023-01-01,2024-05-10)}', '... without bounds: not before it is signed'),
	('CN-2025', '2023-01-01 g consent [2022-01-01,2022-02-01)', '{}', '... that was over'),
	('CN-2025', '2023-01-01 g consent [2023-01-01,infinity)', '{[2023-01-01,2024-05-10)}', '... to infinity'),
	('CN-2025', '2023-01-01 g consent; 2023-03-01 g consent [2023-04-01,2023-05-01)', '{[2023-01-01,2023-03-01),[2023-04-01,2023-05-01)}', 'older forms do not come back'),
	('CN-2025', '2023-01-01 g consent [2023-01-01,2023-02-01); 2023-01-01 g consent [2023-01-15,2023-03-01)', '{[2023-01-01,2023-03-01)}', 'two forms of one day: either window will do'),
	('CN-2025', '2023-01-01 g consent; 2023-03-01 g withdraw [2023-03-01,2023-04-01)', '{[2023-01-01,2023-03-01)}', 'refusals ignore the window'),
	-- newest act; one day
	('CN-2025', '2023-01-01 g consent; 2023-02-01 g withdraw; 2023-03-01 g consent', '{[2023-01-01,2023-02-01),[2023-03-01,2024-05-10)}', 'each signer''s newest act decides'),
	('CN-2025', '2023-01-01 g consent; 2023-02-01 g dissent', '{[2023-01-01,2023-02-01)}', 'a guardian''s dissent'),
	('CN-2025', '2023-01-01 g consent; 2023-01-01 g withdraw', '{}', 'on one day withdrawal wins'),
	('CN-2025', '2023-01-01 g consent; 2023-01-01 g dissent', '{}', '... and dissent'),
	('CN-2025', '2023-01-01 g consent; 2023-02-01 g waive', '{[2023-01-01,2023-02-01)}', 'an act that means nothing for its signer is the newest all the same'),
	-- guardians
	('CN-2025', '2023-01-01 g/a consent; 2023-02-01 g/b consent; 2023-03-01 g/a withdraw', '{[2023-01-01,2024-05-10)}', 'only the count matters when one of several leaves'),
	('CN-2025; guardians=2', '2023-01-01 g/a consent; 2023-02-01 g/b consent', '{[2023-02-01,2024-05-10)}', 'two guardians'),
	('CN-2025; guardians=2', '2023-01-01 g/a consent; 2023-02-01 g/a consent', '{}', '... distinct ones'),
	('CN-2025; guardians=2', '2023-01-01 g consent; 2023-02-01 g consent', '{}', 'ids that are NULL are one signer'),
	('CN-2025; guardians=2', '2023-01-01 g consent; 2023-02-01 g/a consent', '{[2023-02-01,2024-05-10)}', '... and another one than a'),
	('CN-2025; guardians=2', '2023-01-01 g/a consent; 2023-02-01 g/b consent; 2023-03-01 g/c consent; 2023-04-01 g/a withdraw', '{[2023-02-01,2024-05-10)}', 'any two of three'),
	('US-406', '2023-01-01 g/a consent; 2023-03-10 s assent', '{}', 'both parents, 45 CFR 46.406'),
	('US-404', '2023-01-01 g/a consent; 2023-06-01 s assent', '{[2023-01-01,2023-05-10),[2023-06-01,2034-05-10)}', 'assent at 7'),
	-- the subject''s refusal
	('CN-2025', '2023-01-01 g consent; 2023-02-01 s dissent', '{[2023-01-01,2023-02-01)}', 'a dissent counts at any age'),
	('CN-2025', '2023-01-01 g consent; 2023-02-01 s withdraw; 2023-03-01 s assent', '{[2023-01-01,2023-02-01),[2023-03-01,2024-05-10)}', '... until the subject consents'),
	('CN-2025', '2023-01-01 g consent; 2023-02-01 s withdraw; 2023-03-01 s assent [2022-01-01,2022-02-01)', '{[2023-01-01,2023-02-01),[2023-03-01,2024-05-10)}', '... whatever that consent''s window'),
	('CN-2025', '2023-01-01 g consent; 2023-02-01 s withdraw; 2023-02-01 s assent', '{[2023-01-01,2023-02-01)}', '... on a later day'),
	('CN-2025', '2023-01-01 g consent; 2023-02-01 s/x withdraw; 2023-03-01 s/y assent', '{[2023-01-01,2023-02-01),[2023-03-01,2024-05-10)}', 'the subject is one signer whatever its id'),
	('CN-2025', '2034-06-01 s consent; 2035-01-01 s withdraw', '{[2034-06-01,2035-01-01)}', 'an adult''s withdrawal'),
	-- override
	('CN-2025', '2023-01-01 g consent; 2023-02-01 s dissent; 2023-02-10 i override', '{[2023-01-01,2023-02-01),[2023-02-10,2024-05-10),[2024-05-10,2034-05-10)}'::datemultirange::text, 'an override takes the place of the dissent, and of the signature, to majority'),
	('CN-2025', '2024-06-01 g consent; 2024-06-01 s dissent; 2024-06-01 i override', '{[2024-06-01,2034-05-10)}', '... on the day of the dissent'),
	('CN-2025', '2023-01-01 g consent; 2023-02-01 s dissent; 2023-01-10 i override', '{[2023-01-01,2023-02-01)}', '... not before it'),
	('CN-2025', '2023-01-01 g consent; 2023-02-01 s withdraw; 2023-02-10 i override', '{[2023-01-01,2023-02-01)}', 'it does not lift a withdrawal'),
	('CN-2025', '2023-01-01 g consent; 2023-02-01 s withdraw; 2023-02-05 s dissent; 2023-02-10 i override', '{[2023-01-01,2023-02-01)}', 'an earlier withdrawal still stands after an overridden dissent'),
	('CN-2025', '2023-01-01 g consent; 2023-02-01 s dissent; 2023-02-10 i override; 2023-03-01 s dissent', '{[2023-01-01,2023-02-01),[2023-02-10,2023-03-01)}', '... until the next dissent'),
	('CN-2025', '2024-06-01 g consent; 2024-06-02 s dissent; 2024-06-10 i override; 2024-07-01 s assent [2024-07-01,2024-08-01)', '{[2024-06-10,2024-08-01)}', '... or consent'),
	('CN-2025', '2023-01-01 g consent; 2023-02-01 s dissent; 2023-02-10 i override; 2023-03-01 i withdraw', '{[2023-01-01,2023-02-01),[2023-02-10,2023-03-01)}', 'an investigator''s withdraw ends it'),
	('CN-2025', '2023-01-01 g consent; 2023-02-01 s dissent; 2023-02-10 i/a override; 2023-03-01 i/b withdraw', '{[2023-01-01,2023-02-01),[2023-02-10,2023-03-01)}', '... any investigator''s'),
	('CN-2025', '2023-01-01 g consent; 2023-02-01 s dissent; 2023-02-10 i override; 2023-03-01 g withdraw', '{[2023-01-01,2023-02-01),[2023-02-10,2023-03-01)}', '... while the guardians agree'),
	('CN-2025; grace=14d', '2033-01-01 g consent; 2033-02-01 s dissent; 2033-02-10 i override', '{[2033-02-10,2034-05-10)}', '... and ends at majority; grace does not prolong it'),
	('US-405', '2023-01-01 g consent; 2023-02-01 s dissent; 2023-02-10 i override', '{[2023-01-01,2023-02-01)}', 'no override outside China'),
	-- waiver
	('CN-2025', '2024-06-01 g consent; 2024-07-01 e waive', '{[2024-07-01,2034-05-10)}', 'a waiver stands in for the child''s signature, from its date to majority'),
	('CN-2025', '2023-01-01 g consent; 2022-01-01 e waive', '{[2023-01-01,2034-05-10)}', '... even if given before that age'),
	('CN-2025; grace=14d', '2023-01-01 g consent; 2022-01-01 e waive', '{[2023-01-01,2034-05-10)}', '... grace does not prolong it'),
	('CN-2025', '2023-01-01 g consent; 2022-01-01 e waive; 2024-08-01 s dissent', '{[2023-01-01,2024-08-01)}', '... it does not lift a dissent'),
	('CN-2025', '2024-06-01 g consent; 2024-06-01 e/a waive; 2024-06-01 e/b waive; 2024-07-01 e/a withdraw', '{[2024-06-01,2034-05-10)}', 'one ethics waiver suffices'),
	('CN-2025', '2024-06-01 g consent; 2024-06-01 e waive; 2024-07-01 e withdraw', '{[2024-06-01,2024-07-01)}', '... and can be taken back')) v(p, l, w, t);

-- what is not known
SELECT is((SELECT consent_coverage('CN-2025', NULL::date, d, 'guardian', 'consent') FROM unnest('{2023-01-01}'::date[]) d), '{}', 'a NULL birth makes nothing sure');
SELECT is((SELECT consent_coverage_possible('CN-2025', NULL::date, d, 'guardian', 'consent') FROM unnest('{2023-01-01}'::date[]) d), '{[2023-01-01,)}', 'and much possible');
SELECT is((SELECT consent_coverage('CN-2025', partial_date '2016-05', d, 'guardian', 'consent') || ' ' || consent_coverage_possible('CN-2025', partial_date '2016-05', d, 'guardian', 'consent') FROM unnest('{2023-01-01}'::date[]) d),
	'{[2023-01-01,2024-05-01)} {[2023-01-01,2024-05-31)}', 'a partial birth: surely, and possibly');
SELECT is((SELECT consent_coverage('CN-2025', partial_date '2016', d, s, a) || ' ' || consent_coverage_possible('CN-2025', partial_date '2016', d, s, a) FROM (VALUES (date '2024-06-01', 'guardian', 'consent'), ('2024-07-01', 'subject', 'assent')) v(d, s, a)),
	'{[2024-07-01,2024-07-02)} {[2024-06-01,2034-07-01)}', 'a signature inside the doubtful year');
SELECT is((SELECT consent_coverage('CN-2025', date '2016-05-10', NULL, NULL, NULL)), '{}', 'no record at all, of an outer join');
SELECT is((SELECT consent_coverage('CN-2025', date '2016-05-10', d, 'guardian', 'consent') FROM unnest('{}'::date[]) d), '{}', 'no row: {}, not NULL');
SELECT throws_ok($$SELECT consent_coverage('CN-2025', b, d, s, s) FROM (VALUES (date '2016-05-10', NULL::date, NULL), (NULL, NULL, NULL)) v(b, d, s)$$, '22023', NULL, 'a birth that is NULL in one row differs');
SELECT throws_ok(format($$SELECT consent_coverage('CN-2025', date '2016-05-10', %s, %s, %s)$$, d, s, a), '22004', NULL, 'a record without ' || n) FROM (VALUES
	('NULL', '''guardian''', '''consent''', 'signed_on'), ('''2020-01-01''', 'NULL', '''consent''', 'signer'), ('''2020-01-01''', '''guardian''', 'NULL', 'act')) v(d, s, a, n);
SELECT throws_ok($$SELECT consent_coverage('CN-2025', date 'infinity', '2020-01-01', 'guardian', 'consent')$$, '22008', NULL, 'an infinite birth');

-- as an aggregate
CREATE TEMP TABLE logs AS
SELECT i % 500 AS subject, date '2016-01-01' + (i % 500) AS birth, date '2023-01-01' + (i * 37 % 900) AS signed_on,
	(ARRAY['guardian', 'subject', 'guardian', 'investigator', 'ethics'])[1 + i * 7 % 5] AS signer,
	(ARRAY['consent', 'dissent', 'consent', 'withdraw', 'override', 'waive', 'assent'])[1 + i / 500 % 7] AS act, 'id' || i % 3 AS signer_id
FROM generate_series(1, 20000) i;
CREATE TEMP TABLE serial AS SELECT subject, consent_coverage('CN-2025; grace=7d', birth, signed_on, signer, act, signer_id) AS covered FROM logs GROUP BY subject;
SELECT isnt_empty($$SELECT 1 FROM serial WHERE covered <> '{}' HAVING count(*) > 100$$, 'many of the random logs cover something');
SELECT is_empty($$SELECT s.subject FROM serial s JOIN (SELECT subject, consent_coverage('CN-2025; grace=7d', birth, signed_on, signer, act, signer_id ORDER BY signed_on DESC, signer, act) AS covered FROM logs GROUP BY subject) o USING (subject) WHERE o.covered <> s.covered$$, 'the order of the rows does not matter');
SELECT is((SELECT consent_coverage('CN-2025; guardians=99', date '2020-01-01', date '2021-01-01' + (i / 100), 'guardian', 'consent', 'g' || i) FROM generate_series(1, 100000) i),
	'{[2021-01-01,2028-01-01)}', 'a group of 100 000 records');
SELECT is((SELECT string_agg(c::text, ' ' ORDER BY d) FROM (SELECT d, consent_coverage('CN-2025', date '2016-05-10', d, 'guardian', a) OVER (ORDER BY d) AS c FROM (VALUES (date '2023-01-01', 'consent'), ('2023-02-01', 'withdraw')) v(d, a)) s),
	'{[2023-01-01,2024-05-10)} {[2023-01-01,2023-02-01)}', 'as a window function');
SELECT ok(record_image_eq(ROW(c), ROW(w)) AND multirange_send(c) = multirange_send(w), 'stored as PostgreSQL stores ' || w)
FROM  (SELECT n, consent_coverage('CN-2025', birth, signed_on, signer, 'consent', NULL::text, valid) AS c FROM (VALUES
	(1, date '2016-05-10', date '2023-01-01', 'guardian', NULL::daterange), (2, '2000-01-01', '2023-01-01', 'subject', NULL),
	(3, '2016-05-10', '2023-01-01', 'guardian', '[2022-01-01,2022-02-01)'), (4, '1900-01-01', '0044-03-15 BC', 'guardian', NULL)) x(n, birth, signed_on, signer, valid)
	GROUP BY n) q
JOIN  (VALUES (1, datemultirange(daterange('2023-01-01', '2024-05-10'))), (2, datemultirange(daterange('2023-01-01', NULL))), (3, datemultirange()), (4, datemultirange(daterange('0044-03-15 BC', '1908-01-01')))) r(n, w) USING (n);
SELECT is(consent_gaps('{[2023-01-01,2024-05-10)}', '{[2022-12-30,2023-02-01),[2024-05-01,2024-06-01)}'), '{[2022-12-30,2023-01-01),[2024-05-10,2024-06-01)}', 'consent_gaps');
SELECT is(consent_gaps('{[2023-01-01,)}', '{[2023-02-01,)}'), '{}', 'no gap: {}');
SELECT * FROM finish();
ROLLBACK;
