-- SPDX-License-Identifier: PostgreSQL
-- Long-term follow-up: kinds, yearly visits with age band and consent regime.
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

SELECT is((SELECT string_agg(concat_ws(' ', kind, rule, years, bound, examinations, queries, confidence), '; ' ORDER BY n) FROM follow_up_kinds() WITH ORDINALITY k(kind, also, rule, years, bound, examinations, queries, source, confidence, note, n)),
	'integrating CN 15 at least 5 10 memory; integrating FDA 15 5 10 secondary; genome-editing CN 15 at least 5 10 memory; genome-editing FDA 15 up to 5 10 memory; herpes CN 15 up to 5 10 memory; herpes FDA 15 up to 5 10 memory; aav CN 5 at least 5 0 memory; aav FDA 5 up to 5 0 memory; non-integrating CN memory; non-integrating FDA memory', 'follow_up_kinds');
SELECT is_empty($$SELECT kind FROM follow_up_kinds() WHERE years <> examinations + queries OR (years IS NULL) <> (examinations IS NULL)$$, 'years are examinations and queries');
SELECT is_empty($$SELECT kind, rule, w FROM follow_up_kinds() k, unnest(kind || also) w, LATERAL (SELECT count(visit) AS n, array_agg(DISTINCT confidence) AS c FROM follow_up_schedule(w, '2020-01-01', '2015-01-01', rule => k.rule)) s
	WHERE s.n <> coalesce(k.years, 0) OR s.c <> ARRAY[k.confidence]$$, 'each word for a kind has as many visits');
SELECT is_empty($$SELECT kind, rule FROM follow_up_kinds() k WHERE years IS NOT NULL AND (SELECT array_agg(what ORDER BY visit) FROM follow_up_schedule(upper(kind), '2020-01-01', '2015-01-01', rule => lower(k.rule)))
	IS DISTINCT FROM array_fill('examination'::text, ARRAY[examinations]) || CASE WHEN queries > 0 THEN array_fill('query'::text, ARRAY[queries]) END$$, 'examinations first, then queries; words in any case');

-- Dosed at 4 years: 8, 12 and 18 are crossed in fifteen years.
SELECT results_eq($$SELECT visit, visit_on, what, age_years, band::text, consent, consent_changes_on, band_changes_on FROM follow_up_schedule('lentiviral', '2024-06-30', '2020-03-15')$$, $$VALUES
	(1, date '2025-06-30', 'examination', 5, '[2y,12y)', '{guardian}'::text[], '{}'::date[], '{}'::date[]),
	(2, '2026-06-30', 'examination', 6, '[2y,12y)', '{guardian}', '{}', '{}'),
	(3, '2027-06-30', 'examination', 7, '[2y,12y)', '{guardian}', '{}', '{}'),
	(4, '2028-06-30', 'examination', 8, '[2y,12y)', '{guardian,subject}', '{2028-03-15}', '{}'),
	(5, '2029-06-30', 'examination', 9, '[2y,12y)', '{guardian,subject}', '{}', '{}'),
	(6, '2030-06-30', 'query', 10, '[2y,12y)', '{guardian,subject}', '{}', '{}'),
	(7, '2031-06-30', 'query', 11, '[2y,12y)', '{guardian,subject}', '{}', '{}'),
	(8, '2032-06-30', 'query', 12, '[12y,18y)', '{guardian,subject}', '{}', '{2032-03-15}'),
	(9, '2033-06-30', 'query', 13, '[12y,18y)', '{guardian,subject}', '{}', '{}'),
	(10, '2034-06-30', 'query', 14, '[12y,18y)', '{guardian,subject}', '{}', '{}'),
	(11, '2035-06-30', 'query', 15, '[12y,18y)', '{guardian,subject}', '{}', '{}'),
	(12, '2036-06-30', 'query', 16, '[12y,18y)', '{guardian,subject}', '{}', '{}'),
	(13, '2037-06-30', 'query', 17, '[12y,18y)', '{guardian,subject}', '{}', '{}'),
	(14, '2038-06-30', 'query', 18, '[18y,)', '{subject}', '{2038-03-15}', '{2038-03-15}'),
	(15, '2039-06-30', 'query', 19, '[18y,)', '{subject}', '{}', '{}')$$, 'a child dosed at 4');

-- What the columns say is what the functions say, for many children, policies and schemes.
CREATE TEMP TABLE child AS
SELECT (date '2000-01-01' + (n * 37) % 9000) AS birth, (date '2000-01-01' + (n * 37) % 9000 + (n * 101) % 6500 - 200) AS dosed,
	('{CN-2025,CN-2016,US-404,"CN-2025; assent=15y; majority=16y","EU-CTR; assent=none"}'::consent_policy[])[n % 5 + 1] AS policy,
	('{ich-e11,nichd,ema-p4,fda-cder,"0d,1d,2d,3d,1mo,3mo,5mo,7mo,9mo,11mo,13mo,18y"}'::age_scheme[])[n % 5 + 1] AS scheme
FROM generate_series(1, 200) n;
INSERT INTO child SELECT b, d, 'CN-2025', 'ich-e11' FROM unnest('{2020-02-29,2020-01-31,2019-12-31,2016-02-29}'::date[]) b, unnest('{2020-02-29,2020-03-31,2024-02-29}'::date[]) d;
INSERT INTO child SELECT b, age_reached(b, a), p, 'ich-e11' FROM unnest('{2001-05-17,2004-02-29,2010-12-31}'::date[]) b, unnest('{0d,4y,7y,17y}'::text[]) a, unnest('{CN-2025,US-404}'::consent_policy[]) p; -- dosed on a birthday
INSERT INTO child VALUES ('2019-06-01', '2019-06-01', 'CN-2025', '0d,1d,2d,3d,1mo,3mo,5mo,7mo,9mo,11mo,13mo,18y');
CREATE TEMP TABLE visit AS SELECT c.*, s.* FROM child c, LATERAL (SELECT v.*, lag(v.visit_on, 1, c.dosed) OVER (ORDER BY v.visit) AS previous FROM follow_up_schedule('integrating', c.dosed, c.birth, c.policy, c.scheme) v) s;
SELECT is((SELECT count(*) FROM visit), (SELECT 15 * count(*) FROM child), 'fifteen visits a child');
SELECT is_empty($$SELECT * FROM visit WHERE visit_on <> (dosed + make_interval(years => visit))::date$$, 'the day is that of date + interval: the last of the month where it lacks the day');
SELECT is_empty($$SELECT * FROM visit WHERE age_years <> age_years(birth, visit_on)$$, 'age_years');
SELECT is_empty($$SELECT * FROM visit WHERE band <> age_band(birth, visit_on, scheme)$$, 'age_band');
SELECT is_empty($$SELECT * FROM visit WHERE consent <> consent_required(policy, birth, visit_on)$$, 'consent_required');
SELECT is_empty($$SELECT v.visit FROM visit v, LATERAL (SELECT coalesce(array_agg(d::date ORDER BY d) FILTER (WHERE consent_required(policy, birth, d::date) <> consent_required(policy, birth, d::date - 1)), '{}') AS changes
	FROM generate_series(previous + 1, visit_on, '1 day') d) l WHERE v.consent_changes_on <> l.changes$$, 'consent_changes_on, day by day');
SELECT is_empty($$SELECT v.visit FROM visit v, LATERAL (SELECT coalesce(array_agg(d::date ORDER BY d) FILTER (WHERE age_band(birth, d::date, scheme) <> age_band(birth, d::date - 1, scheme)), '{}') AS changes
	FROM generate_series(previous + 1, visit_on, '1 day') d) l WHERE v.band_changes_on <> l.changes$$, 'band_changes_on, day by day');
SELECT cmp_ok((SELECT max(cardinality(band_changes_on)) FROM visit), '>', 8, 'with many changes in one year among them');
SELECT cmp_ok((SELECT count(*) FROM visit WHERE visit_on < birth OR birth > dosed), '>', 5::bigint, 'and doses before birth');

SELECT results_eq($$SELECT visit, visit_on, what, age_years, band::text, consent, consent_changes_on, band_changes_on, confidence FROM follow_up_schedule('Plasmid', '2024-02-29', '2020-02-29')$$,
	$$VALUES (NULL::int, NULL::date, 'case by case', NULL::int, NULL::text, NULL::text[], NULL::date[], NULL::date[], 'memory')$$, 'case by case: one row without a day');
SELECT results_eq($$SELECT visit, visit_on, age_years, band::text, consent, consent_changes_on, band_changes_on FROM follow_up_schedule('aav', '2024-02-29', NULL)$$,
	$$SELECT n, (date '2024-02-29' + make_interval(years => n))::date, NULL::int, '(,)', NULL::text[], NULL::date[], NULL::date[] FROM generate_series(1, 5) n$$, 'without a birth: the days, age unknown');
SELECT is((SELECT count(*) FROM follow_up_schedule('plasmid', '2024-02-29', NULL)), 1::bigint, '... and case by case');
SELECT is((SELECT count(*) FROM (SELECT FROM follow_up_schedule(NULL, '2024-02-29', '2020-01-01') UNION ALL SELECT FROM follow_up_schedule('aav', NULL, '2020-01-01') UNION ALL SELECT FROM follow_up_schedule('aav', '2024-02-29', '2020-01-01', NULL)
	UNION ALL SELECT FROM follow_up_schedule('aav', '2024-02-29', '2020-01-01', 'CN-2025', NULL) UNION ALL SELECT FROM follow_up_schedule('aav', '2024-02-29', '2020-01-01', 'CN-2025', 'ich-e11', NULL)) n), 0::bigint, 'another NULL: no row');
SELECT is((SELECT array_agg(DISTINCT source) FROM follow_up_schedule('aav', '2024-02-29', '2020-01-01', rule => 'FDA')), '{"FDA guidance on long term follow-up, 2020-01"}', 'source by rule');
SELECT is(pg_temp.said(c), m, left(c, 90)) FROM (VALUES
	($$SELECT * FROM follow_up_schedule('CAR-T', '2024-01-01', '2020-01-01')$$, '22023 | unknown kind of cell or gene therapy: "CAR-T" | Use one of integrating (retroviral, lentiviral, transposon), genome-editing, herpes (latency-capable, replicating), aav, non-integrating (plasmid, poxvirus, adenovirus), in any case.'),
	($$SELECT * FROM follow_up_schedule('', '2024-01-01', '2020-01-01')$$, '22023 | unknown kind of cell or gene therapy: "" | Use one of integrating (retroviral, lentiviral, transposon), genome-editing, herpes (latency-capable, replicating), aav, non-integrating (plasmid, poxvirus, adenovirus), in any case.'),
	($$SELECT * FROM follow_up_schedule('retroviral, lentiviral', '2024-01-01', '2020-01-01')$$, '22023 | unknown kind of cell or gene therapy: "retroviral, lentiviral" | Use one of integrating (retroviral, lentiviral, transposon), genome-editing, herpes (latency-capable, replicating), aav, non-integrating (plasmid, poxvirus, adenovirus), in any case.'),
	($$SELECT * FROM follow_up_schedule('aav', '2024-01-01', '2020-01-01', rule => 'EMA')$$, '22023 | unknown rule of long-term follow-up: "EMA" | Use CN or FDA.'),
	($$SELECT * FROM follow_up_schedule('aav', 'infinity', '2020-01-01')$$, '22008 | an age cannot be told from an infinite date | Pass a finite date, or NULL if it is not known.'),
	($$SELECT * FROM follow_up_schedule('plasmid', '-infinity', '2020-01-01')$$, '22008 | an age cannot be told from an infinite date | Pass a finite date, or NULL if it is not known.'),
	($$SELECT * FROM follow_up_schedule('aav', '2024-01-01', 'infinity')$$, '22008 | an age cannot be told from an infinite date | Pass a finite date, or NULL if it is not known.'),
	($$SELECT * FROM follow_up_schedule('aav', '5874897-12-31', '2020-01-01')$$, '22008 | date out of range')) v(c, m);
SELECT is((SELECT count(*) FROM follow_up_schedule('integrating', '4714-11-24 BC', '5874897-12-31')), 15::bigint, 'the ends of the calendar');
-- one call site, changing arguments
SELECT is((SELECT array_agg(DISTINCT band::text ORDER BY band::text) FROM (VALUES ('ich-e11'::age_scheme), ('fda-label'), ('ich-e11')) s(s), LATERAL follow_up_schedule('aav', '2024-01-01', '2020-01-01', scheme => s)), '{"[0d,17y)","[2y,12y)"}', 'scheme by scheme');
SELECT is((SELECT proisstrict FROM pg_proc WHERE oid = 'follow_up_kinds()'::regprocedure), true, 'lists are strict');
SELECT * FROM finish();
ROLLBACK;
