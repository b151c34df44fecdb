-- SPDX-License-Identifier: PostgreSQL
--
-- The tables of the DSUR in the order of its sections. Each is a query on one
-- report function; what is left out here stands in its rows.

\set head '\'contract\', \'' :dibd '\', \'' :period '\''

\echo
\echo '2. Development safety update report PEDPILOT01'
\echo '   Reporting period' :period', cumulative from' :dibd
\echo '   Data lock point' :dlp', age scheme ICH E11'
\echo
SELECT format('   N = %s subjects exposed in the period, %s cumulatively; %s with a serious adverse event (%s).',
              subjects_interval, subjects_cumulative, s_i, s_c)
FROM   dsur_exposure(:head),
      (SELECT subjects_interval AS s_i, subjects_cumulative AS s_c FROM dsur_sae(:head)
       WHERE soc = 'ALL' AND arm = 'ALL' AND band = 'TOTAL') s
WHERE  arm = 'ALL' AND sex = 'ALL' AND band = 'TOTAL' \g (tuples_only=on format=unaligned)

\echo
\echo 'Section 6.1, table 1. Exposure by arm'
\echo
SELECT arm, subjects_interval AS subjects, person_days_interval AS days, round(person_years_interval::numeric, 2) AS years,
       subjects_cumulative AS "cumul. subjects", person_days_cumulative AS days, round(person_years_cumulative::numeric, 2) AS years
FROM   dsur_exposure(:head) WHERE sex = 'ALL' AND band = 'TOTAL';

\echo 'Section 6.1, table 2. Cumulative exposure by age and sex, all arms: subjects, and days'
\echo '   A child who grows into another band under treatment is a subject of both, so subjects do not add'
\echo '   up to the TOTAL; days do. [2y,18y) holds the days on which a birth date known only to the month'
\echo '   or year leaves two bands possible.'
\echo
SELECT band, sum(subjects_cumulative) FILTER (WHERE sex = 'M') AS male,
       sum(subjects_cumulative) FILTER (WHERE sex = 'F') AS female,
       sum(subjects_cumulative) FILTER (WHERE sex = 'ALL') AS total,
       sum(person_days_cumulative) FILTER (WHERE sex = 'M') AS "days male",
       sum(person_days_cumulative) FILTER (WHERE sex = 'F') AS "days female",
       sum(person_days_cumulative) FILTER (WHERE sex = 'ALL') AS "days total"
FROM   dsur_exposure(:head) WHERE arm = 'ALL' GROUP BY band, band_no ORDER BY band_no;

\echo 'Section 6.1, table 3. Cumulative exposure by race'
\echo
SELECT by_value AS race, subjects_cumulative AS subjects, person_days_cumulative AS days
FROM   dsur_exposure(:head, by => 'race') WHERE arm = 'ALL' AND sex = 'ALL' AND band = 'TOTAL';

\echo 'Section 6.1, table 4. Growing up in the programme: band at first dose and at the data lock point'
\echo
SELECT band_entry AS "at entry", band_dlp AS "at lock", subjects_cumulative AS subjects, person_days_cumulative AS days
FROM   dsur_age_flow(:head) WHERE subjects_cumulative > 0 ORDER BY band_entry_no, band_dlp_no;

\echo 'Section 7.2. Serious adverse reactions of the period (the first eight of the listing)'
\echo
SELECT right(subject_id, 9) AS subject, sex, age, ga AS "ga birth", arm, reactions, onset, days_to_onset AS day
FROM   dsur_sar_listing(:head) WHERE in_interval LIMIT 8;
SELECT format('%s cases in the period, %s cumulatively.', count(*) FILTER (WHERE in_interval), count(*) FILTER (WHERE in_cumulative))
FROM   dsur_sar_listing(:head) \g (tuples_only=on format=unaligned)

\echo
\echo 'Section 7.3. Serious adverse events by class and arm: events in the period / cumulatively'
\echo
SELECT soc, arm, events_interval || ' / ' || events_cumulative AS events
FROM   dsur_sae(:head) WHERE pt = 'ALL' AND band = 'TOTAL' \crosstabview soc arm events

\echo 'Section 7.3 by age at onset, cumulatively: events / cases / subjects'
\echo '   Three counts of their own: a case is one subject and one onset. (,0d) is an onset before birth'
\echo '   (medical history of the adults whose trial this was). Events before the dibd are cumulative.'
\echo
SELECT CASE WHEN length(soc) > 28 THEN left(soc, 25) || '...' ELSE soc END AS soc, band,
       concat_ws('/', events_cumulative, cases_cumulative, subjects_cumulative) AS n, band_no
FROM   dsur_sae(:head) WHERE pt = 'ALL' AND arm = 'ALL' \crosstabview soc band n band_no

\echo 'Section 7.3, terms of one class by band: events in the period / cumulatively; zeros are kept'
\echo
SELECT pt, band, events_interval || ' / ' || events_cumulative AS events, band_no
FROM   dsur_sae(:head) WHERE soc = 'NERVOUS SYSTEM DISORDERS' AND arm = 'ALL' \crosstabview pt band events band_no

\echo 'Paediatric rates, cumulatively: per 100 person-years, exact 95 % intervals; ratio to [12y,18y)'
\echo '   All events by age at onset over all time by attained age; then subjects with a first event over'
\echo '   the time to it.'
\echo
SELECT 'all' AS events, band, events_cumulative AS n, round(person_years_cumulative::numeric, 2) AS years,
       round(rate_cumulative::numeric, 1) AS rate, round(rate_lower_cumulative::numeric, 1) AS lower, round(rate_upper_cumulative::numeric, 1) AS upper,
       round(ratio_cumulative::numeric, 2) AS ratio, round(ratio_lower_cumulative::numeric, 2) AS lower, round(ratio_upper_cumulative::numeric, 2) AS upper
FROM   dsur_rates(:head) WHERE soc = 'ALL' AND arm = 'ALL'
UNION  ALL
SELECT 'first', band, first_subjects_cumulative, round(first_person_years_cumulative::numeric, 2),
       round(first_rate_cumulative::numeric, 1), round(first_rate_lower_cumulative::numeric, 1), round(first_rate_upper_cumulative::numeric, 1),
       round(first_ratio_cumulative::numeric, 2), round(first_ratio_lower_cumulative::numeric, 2), round(first_ratio_upper_cumulative::numeric, 2)
FROM   dsur_rates(:head) WHERE soc = 'ALL' AND arm = 'ALL';

\echo 'Region: China, annex 2. Subjects who died in the period'
\echo
SELECT right(subject_id, 9) AS subject, arm, country, age, cause, onset FROM dsur_deaths(:head) WHERE in_interval;

\echo 'Region: China, annex 3. Subjects who left for an adverse event in the period'
\echo '   None can be named: AEACN is empty in the source (see the note of the view event above).'
\echo
SELECT right(subject_id, 9) AS subject, arm, country, age, terms, onset FROM dsur_withdrawals(:head) WHERE in_interval;

\echo 'Consent of the exposed, by age at the data lock point'
\echo
SELECT band, subjects_cumulative AS exposed, covered_cumulative AS covered, uncovered_cumulative AS uncovered,
       undetermined_cumulative AS undetermined, uncovered_days_cumulative AS "uncovered days"
FROM   dsur_consent(:head);

\echo 'What is missing, cumulatively (all bands; fields with something missing or partial)'
\echo
SELECT view_name AS view, field, complete_cumulative AS complete, partial_cumulative AS partial, missing_cumulative AS missing, note
FROM   dsur_missing(:head) WHERE (band = 'TOTAL' OR field IS NULL) AND (partial_cumulative + missing_cumulative > 0 OR field IS NULL);

\echo 'Reconciliation: what came in, what is counted, what is not and why'
\echo
SELECT * FROM dsur_reconciliation(:head);

\echo 'The rows behind one cell: serious events with onset in the age of a newborn'
\echo
SELECT right(subject_id, 9) AS subject, row_id AS event, in_interval AS "in period", reason
FROM   dsur_explain(:head, band => '[0d,28d)');

\echo 'How it was calculated'
\echo
SELECT item_no AS no, item, statement FROM dsur_method(:head);
\pset format aligned
