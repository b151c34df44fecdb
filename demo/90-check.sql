-- SPDX-License-Identifier: PostgreSQL
--
-- Compares the totals with those published with the data, all of them, and
-- fails if one differs, is missing or is not expected.

\echo '7. Check'
\echo

CREATE TABLE total AS
SELECT period, measure, coalesce(band::text, 'TOTAL') AS band, value
FROM   exposure_total t,
       LATERAL (VALUES ('interval', t.interval), ('cumulative', t.cumulative)) p(period, pt),
       LATERAL (SELECT 'subjects' AS measure, band, subjects AS value FROM unnest(pt) WHERE subjects > 0
                UNION ALL SELECT 'person_days', band, person_days FROM unnest(pt) WHERE subjects > 0
                UNION ALL SELECT 'subjects', NULL, subjects(pt)
                UNION ALL SELECT 'person_days', NULL, person_days(pt)) r
WHERE  arm IS NULL
UNION  ALL
SELECT period, measure, 'TOTAL', value
FROM   (VALUES ('interval'), ('cumulative'), ('all')) p(period),
       LATERAL (SELECT count(*) AS events, count(DISTINCT case_id) AS cases,
                       count(DISTINCT subject_id) AS subjects
                FROM   event_total
                WHERE  period = 'all' OR (period = 'interval' AND in_interval)
                       OR (period = 'cumulative' AND in_cumulative)) e,
       LATERAL (VALUES ('sae_events', e.events), ('sae_cases', e.cases),
                       ('sae_subjects', e.subjects)) m(measure, value)
WHERE  period <> 'all' OR measure = 'sae_events';

CREATE VIEW comparison AS
SELECT period, measure, band, e.value::bigint AS published, t.value AS here,
       e.value::bigint IS NOT DISTINCT FROM t.value AS equal
FROM   trial.expected_totals e FULL JOIN total t USING (period, measure, band);

SELECT count(*) FILTER (WHERE published IS NOT NULL) AS published,
       count(*) FILTER (WHERE equal) AS equal,
       coalesce(bool_and(equal), false) AND count(*) > 0 AS ok
FROM   comparison \gset

\if :ok
	\echo 'All totals equal the published ones:' :equal of :published rows of expected_totals.csv
	\echo
\else
	SELECT * FROM comparison WHERE NOT equal ORDER BY period, measure, band;
	\echo 'Totals differ from the published ones:' :equal of :published rows of expected_totals.csv agree
	DO $$ BEGIN RAISE 'the totals differ from expected_totals.csv'; END $$;
\endif
