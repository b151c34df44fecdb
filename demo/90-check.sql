-- SPDX-License-Identifier: PostgreSQL
--
-- Compares the totals with those published with the data, all of them, and
-- fails if one differs, is missing or is not expected.

\echo '7. Check'
\echo

CREATE TABLE total AS
SELECT period, measure, band, value
FROM   dsur_exposure('contract', :'dibd', :'period'),
       LATERAL (VALUES ('interval', 'subjects', subjects_interval), ('interval', 'person_days', person_days_interval),
                       ('cumulative', 'subjects', subjects_cumulative), ('cumulative', 'person_days', person_days_cumulative)) m(period, measure, value)
WHERE  arm = 'ALL' AND sex = 'ALL'
UNION  ALL
SELECT period, measure, band, value
FROM   dsur_sae('contract', :'dibd', :'period'),
       LATERAL (VALUES ('interval', 'sae_events', events_interval), ('interval', 'sae_cases', cases_interval), ('interval', 'sae_subjects', subjects_interval),
                       ('cumulative', 'sae_events', events_cumulative), ('cumulative', 'sae_cases', cases_cumulative), ('cumulative', 'sae_subjects', subjects_cumulative)) m(period, measure, value)
WHERE  soc = 'ALL' AND arm = 'ALL' AND band = 'TOTAL'
UNION  ALL
SELECT 'all', 'sae_events', 'TOTAL', count(*) FROM contract.event WHERE serious;

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
