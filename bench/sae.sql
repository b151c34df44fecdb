-- SPDX-License-Identifier: PostgreSQL
--
-- Tables and statements of bench/sae. Schema trial: the tables that somebody has,
-- :events rows of serious adverse events, as many a subject; schema report: the
-- views of the contract over them; flat: the events once more with band and
-- periods computed. Everything follows from hashint8extended() with fixed seeds.
--
-- Events come in the order of receipt (every subject's first, then every subject's
-- second, ...). 27 system organ classes, 2000 terms, few of them frequent (the
-- square of a uniform number); four arms; ages at enrolment 0 to 20 years, more
-- of them low; two events a case, on one day within 500 days of enrolment; no
-- partial date, one version, every id given and unique in all studies: what makes
-- the plain SQL right and short.
--
-- Each view from x_sae on is one way to be timed. Its answer has the columns soc,
-- pt, arm, band (NULL, or ALL and TOTAL, in totals) and six counts.

\set ON_ERROR_STOP on

-- A uniform number in [0, 1). Dropped at the end.
CREATE FUNCTION bench_uniform(n bigint, seed int) RETURNS float8
LANGUAGE sql IMMUTABLE
RETURN (hashint8extended(n, seed) & 1073741823) / 1073741824.0::float8;

CREATE SCHEMA trial;
CREATE SCHEMA report;

CREATE UNLOGGED TABLE trial.subject AS
SELECT 'PED-' || 301 + s % 4 AS study_id, format('%s-%s-%s', 301 + s % 4, lpad((s % 97)::text, 3, '0'), lpad(s::text, 7, '0')) AS subject_id,
	   enrolled - floor(7305 * bench_uniform(s, 2) ^ 2)::int AS birth, CASE WHEN bench_uniform(s, 3) < 0.5 THEN 'F' ELSE 'M' END AS sex,
	   ('{Comparator,High dose,Low dose,Placebo}'::text[])[1 + s / 4 % 4] AS arm, enrolled
FROM   generate_series(0, :subjects - 1) s, LATERAL (SELECT date '2018-01-01' + floor(2600 * bench_uniform(s, 1))::int AS enrolled) x;

CREATE UNLOGGED TABLE trial.exposure AS
SELECT study_id, subject_id, arm, enrolled AS start, enrolled + 1 + floor(400 * bench_uniform(row_number() OVER (), 4))::int AS past
FROM   trial.subject;

CREATE TEMP TABLE subject_number AS SELECT row_number() OVER () - 1 AS s, * FROM trial.subject;
CREATE TEMP TABLE term AS
SELECT t, format('System organ class %s disorders', t % 27 + 1) AS soc,
	   format('%s preferred term %s', ('{Acute,Chronic,Device related,Injection site}'::text[])[t % 4 + 1], lpad(t::text, 4, '0')) AS pt
FROM   generate_series(0, 1999) t;
ANALYZE subject_number, term;

CREATE UNLOGGED TABLE trial.event AS
SELECT s.study_id, s.subject_id, 'AE' || lpad(x.e::text, 8, '0') AS event_id, 'CASE-' || s.s || '-' || x.e / :subjects / 2 AS case_id,
	   s.arm, t.soc, t.pt, s.enrolled + floor(500 * bench_uniform(s.s * 64 + x.e / :subjects / 2, 6))::int AS onset, true AS serious,
	   bench_uniform(x.e, 7) < 0.5 AS related, bench_uniform(x.e, 8) < 0.02 AS fatal, 'recovered' AS outcome
FROM  (SELECT e, e % :subjects AS s, floor(2000 * bench_uniform(e, 5) ^ 2)::int AS t FROM generate_series(0, :events - 1) e) x
JOIN   subject_number s USING (s)
JOIN   term t USING (t)
ORDER  BY x.e;

CREATE VIEW report.subject AS
SELECT study_id, subject_id, birth::partial_date AS birth, NULL::gestational_age AS ga, sex, NULL AS race, NULL AS country, arm, enrolled, NULL::date AS ended
FROM   trial.subject;
CREATE VIEW report.exposure AS
SELECT study_id, subject_id, arm, daterange(start, past) AS during, NULL::numeric AS dose, NULL AS dose_unit, NULL AS route, NULL AS form
FROM   trial.exposure;
CREATE VIEW report.event AS
SELECT study_id, subject_id, event_id, case_id, arm, false AS blinded, soc, pt, onset::partial_date AS onset, NULL::date AS received, serious, related, fatal,
	   NULL::boolean AS life_threatening, NULL::boolean AS hospitalisation, NULL::boolean AS disabling, NULL::boolean AS congenital,
	   NULL::boolean AS other_important, outcome, NULL::boolean AS withdrew, NULL::daterange AS recorded
FROM   trial.event;

CREATE UNLOGGED TABLE flat AS
SELECT e.study_id, e.subject_id, e.event_id, e.case_id, e.soc, e.pt, e.arm, age_band(s.birth, e.onset) AS band,
	   e.onset >= '2024-06-01' AND e.onset < '2025-06-01' AS in_interval, e.onset < '2025-06-01' AS in_cumulative
FROM   trial.event e JOIN trial.subject s USING (study_id, subject_id)
ORDER  BY event_id COLLATE "C";

DROP FUNCTION bench_uniform;
VACUUM (FREEZE, ANALYZE) trial.subject;
VACUUM (FREEZE, ANALYZE) trial.exposure;
VACUUM (FREEZE, ANALYZE) trial.event;
VACUUM (FREEZE, ANALYZE) flat;

-- ------------------------------------------------------------- the extension

CREATE VIEW x_sae AS SELECT * FROM dsur_sae('report', '2018-01-01', '[2024-06-01,2025-06-01)');

CREATE VIEW x_tally AS
SELECT u.*
FROM  (SELECT event_tally(study_id, subject_id, event_id, case_id, NULL, soc, pt, arm, band, in_interval, in_cumulative) AS tally FROM flat) t,
	   LATERAL unnest(t.tally) u;

-- ----------------------------------------------------------------- plain SQL

CREATE VIEW placed AS
SELECT e.soc, e.pt, e.arm, age_band(s.birth, e.onset) AS band, e.event_id, e.case_id, e.subject_id,
	   e.onset >= '2024-06-01' AS in_interval
FROM   trial.event e JOIN trial.subject s USING (study_id, subject_id)
WHERE  e.serious AND e.onset < '2025-06-01';
CREATE VIEW flat_placed AS SELECT * FROM flat WHERE in_cumulative;

\set subjects_and_cases 'count(DISTINCT case_id) FILTER (WHERE in_interval) AS cases_interval, count(DISTINCT subject_id) FILTER (WHERE in_interval) AS subjects_interval, count(DISTINCT case_id) AS cases_cumulative, count(DISTINCT subject_id) AS subjects_cumulative'
\set three 'count(DISTINCT event_id) FILTER (WHERE in_interval) AS events_interval, count(DISTINCT event_id) AS events_cumulative, ' :subjects_and_cases
\set star 'count(*) FILTER (WHERE in_interval) AS events_interval, count(*) AS events_cumulative, ' :subjects_and_cases

CREATE VIEW s_cells AS SELECT soc, pt, arm, band, :three FROM placed GROUP BY soc, pt, arm, band;
CREATE VIEW s_cells_star AS SELECT soc, pt, arm, band, :star FROM placed GROUP BY soc, pt, arm, band;
-- the twelve levels of the table
CREATE VIEW s_levels AS SELECT soc, pt, arm, band, :three FROM placed GROUP BY CUBE (arm, band), ROLLUP (soc, pt);

CREATE VIEW s_flat AS SELECT soc, pt, arm, band, :three FROM flat_placed GROUP BY soc, pt, arm, band;
CREATE VIEW s_flat_star AS SELECT soc, pt, arm, band, :star FROM flat_placed GROUP BY soc, pt, arm, band;
CREATE VIEW s_flat_levels AS SELECT soc, pt, arm, band, :star FROM flat_placed GROUP BY CUBE (arm, band), ROLLUP (soc, pt);

-- Without DISTINCT, by hashing: what is counted is first made one row each.
CREATE VIEW s_flat_hash AS
SELECT soc, pt, arm, band, sum(events_interval) AS events_interval, sum(cases_interval) AS cases_interval,
	   count(*) FILTER (WHERE events_interval > 0) AS subjects_interval,
	   sum(events) AS events_cumulative, sum(cases) AS cases_cumulative, count(*) AS subjects_cumulative
FROM  (SELECT soc, pt, arm, band, subject_id, sum(events_interval) AS events_interval, count(*) FILTER (WHERE events_interval > 0) AS cases_interval,
			  sum(events) AS events, count(*) AS cases
	   FROM  (SELECT soc, pt, arm, band, subject_id, case_id, count(*) FILTER (WHERE in_interval) AS events_interval, count(*) AS events
			  FROM flat_placed GROUP BY soc, pt, arm, band, subject_id, case_id) c
	   GROUP  BY soc, pt, arm, band, subject_id) s
GROUP  BY soc, pt, arm, band;

-- ---------------------------------------------------------------- comparison

-- Two answers in one form; rows of a zero grid are left out.
CREATE FUNCTION bench_answer(way regclass) RETURNS TABLE (soc text, pt text, arm text, band text,
	events_interval bigint, cases_interval bigint, subjects_interval bigint, events_cumulative bigint, cases_cumulative bigint, subjects_cumulative bigint)
LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE format($q$
		SELECT coalesce(soc, 'ALL'), coalesce(pt, 'ALL'), coalesce(arm, 'ALL'), coalesce(band::text, 'TOTAL'), events_interval::bigint, cases_interval::bigint,
			   subjects_interval::bigint, events_cumulative::bigint, cases_cumulative::bigint, subjects_cumulative::bigint
		FROM   %s WHERE events_cumulative > 0$q$, way);
END $$;

CREATE UNLOGGED TABLE expected AS SELECT * FROM bench_answer('x_sae');
CREATE TABLE duckdb (soc text, pt text, arm text, band text,
	events_interval bigint, cases_interval bigint, subjects_interval bigint, events_cumulative bigint, cases_cumulative bigint, subjects_cumulative bigint);

-- Rows in which an answer and the expected one differ; all levels, or only the cells.
CREATE FUNCTION bench_differences(way regclass) RETURNS bigint
LANGUAGE sql AS $$
	WITH a AS MATERIALIZED (SELECT * FROM bench_answer(way)),
	e AS MATERIALIZED (SELECT * FROM expected WHERE way::text ~ 'x_|levels' OR (pt <> 'ALL' AND arm <> 'ALL' AND band <> 'TOTAL'))
	SELECT (SELECT count(*) FROM (TABLE a EXCEPT ALL TABLE e) x) + (SELECT count(*) FROM (TABLE e EXCEPT ALL TABLE a) x)
$$;
