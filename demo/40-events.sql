-- SPDX-License-Identifier: PostgreSQL
--
-- Serious adverse events by the age at their onset.  A partial onset counts in a
-- period only if all its possible days lie in it; cumulative is all up to the data
-- lock point, whatever lies before the first dose.

\echo '2. Serious adverse events by age band at onset'
\echo '   The age is that of the onset, not of enrolment; a case is one subject and one onset.'
\echo '   Partial dates go to the one band that all possible days give, else to a wider one; (,0d) is an'
\echo '   onset before birth (medical history of the adults whose trial this was). Cumulative: all up to'
\echo '   the data lock point.'
\echo

CREATE TABLE event_total AS
SELECT age_band(birth, onset) AS band, subject_id, case_id,
       daterange(onset) <@ :'interval'::datemultirange   AS in_interval,
       latest(onset) <= :'dlp'                           AS in_cumulative
FROM   event JOIN subject USING (subject_id);

\echo '           |    reporting period       |        cumulative         | all time'
SELECT CASE GROUPING(band) WHEN 0 THEN band::text ELSE 'TOTAL' END AS "at onset",
       count(case_id) FILTER (WHERE in_interval)               AS events,
       count(DISTINCT case_id) FILTER (WHERE in_interval)      AS cases,
       count(DISTINCT subject_id) FILTER (WHERE in_interval)   AS subjects,
       count(case_id) FILTER (WHERE in_cumulative)             AS events,
       count(DISTINCT case_id) FILTER (WHERE in_cumulative)    AS cases,
       count(DISTINCT subject_id) FILTER (WHERE in_cumulative) AS subjects,
       count(case_id)                                          AS events
FROM   bands('ich-e11') b(band) FULL JOIN event_total USING (band)
GROUP  BY GROUPING SETS ((band), ())
ORDER  BY GROUPING(band), band;
