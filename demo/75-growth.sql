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
SELECT right(subject_id, 9) AS subject, measured_on AS day, measure, value, unit, age, round(z::numeric, 1) AS z, status
FROM   dsur_growth_listing(:head) LIMIT 10;
SELECT format('%s in all, %s of them in the period. None is in a mean.', count(*), count(*) FILTER (WHERE in_interval))
FROM   dsur_growth_listing(:head) \g (tuples_only=on format=unaligned)
\echo 'These limits hold for any child; a wrong value within them shows beside the child''s own others.'

\echo
\echo 'Values that do not fit the child''s own others, or that read as another unit: by kind'
\echo
-- Those born preterm from their expected date of delivery on; WHO has no weight beyond 10 years.
CREATE TABLE measured AS
SELECT subject_id, sex, ga, birth, due, day, measure, value,
       growth_flag(measure, sex, due, day, value, CASE WHEN oldest > 3600 THEN 'cdc' ELSE 'who' END) OVER (PARTITION BY subject_id) AS flag
FROM  (SELECT *, CASE WHEN ga < '37+0' THEN expected_delivery(ga, birth) ELSE birth END AS due,
              max(day - birth) OVER (PARTITION BY subject_id) AS oldest
       FROM  (SELECT subject_id, sex, ga, s.birth::date AS birth, measured_on::date AS day, measure, value
              FROM   contract.measurement JOIN contract.subject s USING (study_id, subject_id)
              WHERE  is_complete(s.birth) AND is_complete(measured_on)) m) d;

SELECT flag, left(l.meaning, 60) AS meaning, count(*) AS values, count(DISTINCT subject_id) AS children
FROM   measured JOIN growth_flag_list() l USING (flag) GROUP BY 1, 2 ORDER BY 3 DESC, 1;
SELECT format('%s of the 42 values that are wrong on purpose are named, and %s others.', least(count(flag), 42), greatest(count(flag) - 42, 0))
FROM   measured \g (tuples_only=on format=unaligned)

\echo
\echo 'Who falters below 5 years: z of weight down by 1 or more, from first to last; nothing flagged'
\echo
SELECT right(subject_id, 9) AS subject, min(day) AS first, max(day) AS last, round((array_agg(z ORDER BY day))[1]::numeric, 2) AS "first z",
       round((array_agg(z ORDER BY day DESC))[1]::numeric, 2) AS "last z", growth_faltering(day, z, 'nice-ng75') AS "NICE NG75"
FROM  (SELECT *, CASE WHEN day < due + 70 AND due > birth THEN growth_z('weight', sex, postmenstrual_age(ga, birth, day), value, 'fenton2013')
                      WHEN day - birth < 731 THEN growth_z('weight', sex, day - due, value)
                      ELSE growth_z('weight', sex, day - birth, value) END AS z
       FROM measured WHERE measure = 'weight' AND flag IS NULL) w
GROUP  BY subject_id HAVING min(day - birth) < 1826 AND growth_faltering(day, z, 'decline-1z')
ORDER  BY 1;

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
