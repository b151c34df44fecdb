-- SPDX-License-Identifier: PostgreSQL
--
-- Exposure by arm, sex and attained age: one value per subject, added up.

\echo
\echo '1. Exposure by arm, sex and age band: reporting period and cumulative'
\echo '   Reporting period' :interval, 'cumulative' :cumulative, 'scheme ICH E11.'
\echo '   A child who grows into another band under treatment adds days to both, so subjects do not add'
\echo '   up to the TOTAL; days do. [2y,18y) holds the days on which a birth date known only to the month'
\echo '   or year leaves two bands possible.'
\echo

-- Kept for the check at the end.
CREATE TABLE exposure_total AS
SELECT arm, sex,
       sum(person_time(birth, exposed * :'interval'))
           FILTER (WHERE exposed && :'interval'::datemultirange) AS interval,
       sum(person_time(birth, exposed * :'cumulative'))
           FILTER (WHERE exposed && :'cumulative'::datemultirange) AS cumulative
FROM   treated
GROUP  BY GROUPING SETS ((arm, sex), ());

\echo '                                         |     reporting period     |        cumulative'
SELECT coalesce(arm, 'ALL') AS arm, coalesce(sex, 'ALL') AS sex,
       coalesce(band::text, 'TOTAL') AS band,
       n_i AS subjects, days_i AS days, round(years_i::numeric, 2) AS years,
       n_c AS subjects, days_c AS days, round(years_c::numeric, 2) AS years
FROM   exposure_total t, LATERAL (
       SELECT c.band, coalesce(i.subjects, 0) AS n_i, coalesce(i.person_days, 0) AS days_i,
              coalesce(i.person_years, 0) AS years_i,
              c.subjects AS n_c, c.person_days AS days_c, c.person_years AS years_c
       FROM   unnest(t.cumulative) c LEFT JOIN unnest(t.interval) i USING (band)
       UNION  ALL
       SELECT NULL, coalesce(subjects(t.interval), 0), coalesce(person_days(t.interval), 0),
              coalesce(person_years(t.interval), 0),
              subjects(t.cumulative), person_days(t.cumulative), person_years(t.cumulative)
       ) r
ORDER  BY t.arm, t.sex, r.band;         -- nulls last: ALL, TOTAL
