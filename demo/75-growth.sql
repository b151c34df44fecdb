-- SPDX-License-Identifier: PostgreSQL
--
-- Growth of the children treated, against WHO's references: the table, what is
-- not plausible, and one child's curve as a client would plot it.

\set head '\'contract\', \'' :dibd '\', \'' :period '\''

\echo
\echo 'Growth. Weight for age of the exposed in the period, z-scores of WHO'
\echo '   From the first day of exposure on, by the age on the day of measurement; those born preterm by'
\echo '   their corrected age, and before the expected date of delivery by Fenton 2013. Change: the last z'
\echo '   less the baseline, mean of children. Flagged: implausible, not in the means. WHO ends at 10 years'
\echo '   (no z): weight of the older ones is in the reference cdc.'
\echo
SELECT band, subjects_interval AS subjects, n_interval AS n, round(mean_z_interval::numeric, 2) AS mean, round(sd_z_interval::numeric, 2) AS sd,
       below_2_interval AS "z < -2", above_2_interval AS "z > 2", round(change_interval::numeric, 2) AS change, n_change_interval AS children,
       flagged_interval AS flagged, no_z_interval AS "no z"
FROM   dsur_growth(:head) WHERE measure = 'weight';
SELECT w.band, w.subjects_interval AS subjects, w.n_interval AS n, round(w.mean_z_interval::numeric, 2) AS "mean, cdc", round(w.change_interval::numeric, 2) AS change
FROM   dsur_growth(:head, reference => 'cdc') w WHERE w.measure = 'weight' AND band_no BETWEEN 3 AND 5;

SELECT format('%s heights below 731 days were taken as lengths (VSTESTCD does not tell lying from standing).', assumed_length_cumulative)
FROM   dsur_growth(:head) WHERE measure = 'height' AND band = 'TOTAL' \g (tuples_only=on format=unaligned)

\echo
\echo 'Implausible measurements: the first ten of the listing'
\echo
SELECT right(subject_id, 9) AS subject, measured_on AS day, measure, value, unit, age, round(z::numeric, 1) AS z, status, in_interval AS "in period"
FROM   dsur_growth_listing(:head) LIMIT 10;
SELECT format('%s in all, %s of them in the period. None is in a mean.', count(*), count(*) FILTER (WHERE in_interval))
FROM   dsur_growth_listing(:head) \g (tuples_only=on format=unaligned)
\echo 'The README of the data speaks of 42 wrong values. One that lies within the limits, which hold for'
\echo 'any child, is not flagged; the curve of the child itself shows it.'

\echo
\echo 'Values that do not fit the child''s own others, or that read as another unit: by kind'
\echo
WITH flagged AS (
       SELECT subject_id, growth_flag(measure, s.sex, s.birth::date, m.measured_on::date, value) OVER (PARTITION BY subject_id) AS flag
       FROM   contract.measurement m JOIN contract.subject s USING (study_id, subject_id)
       WHERE  is_complete(s.birth) AND is_complete(m.measured_on) AND measure IN ('weight', 'height', 'head'))
SELECT flag, l.meaning, count(*) AS values, count(DISTINCT subject_id) AS children
FROM   flagged JOIN growth_flag_list() l USING (flag) GROUP BY 1, 2 ORDER BY 3 DESC, 1;

\echo 'Who falters below 5 years (weight z down by 1 or more from first to last plausible weight)'
\echo
SELECT right(subject_id, 9) AS subject, min(day) AS first, max(day) AS last, round((array_agg(z ORDER BY day))[1]::numeric, 2) AS "first z",
       round((array_agg(z ORDER BY day DESC))[1]::numeric, 2) AS "last z"
FROM  (SELECT subject_id, measured_on::date AS day, z FROM dsur_growth_row(:head)
       WHERE measure = 'weight' AND status = 'ok' AND reference_days < 1826) w
GROUP  BY subject_id HAVING growth_faltering(day, z, 'decline-1z') ORDER BY 1;

\echo 'A child that falters: the one whose weight z falls most steadily, as rows for a chart'
\echo
WITH growth AS (
       SELECT *, measured_on::date AS day FROM dsur_growth_row(:head) WHERE measure = 'weight' AND status = 'ok')
SELECT right(subject_id, 9) AS subject, day, age, value AS kg, round(z::numeric, 2) AS z, round(growth_centile(z)::numeric, 1) AS centile,
       round(minus_2::numeric, 1) AS "z -2", round(median::numeric, 1) AS "z 0", round(plus_2::numeric, 1) AS "z 2"
FROM   growth
WHERE  subject_id = (SELECT subject_id FROM growth WHERE in_cumulative GROUP BY subject_id HAVING count(*) >= 5
                     ORDER BY regr_r2(z, day - date '2000-01-01') * (max(z) - min(z)) * sign(regr_slope(z, day - date '2000-01-01')), subject_id LIMIT 1)
ORDER  BY day;
