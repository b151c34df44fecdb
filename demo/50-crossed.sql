-- SPDX-License-Identifier: PostgreSQL
--
-- Who grew into another age band between first and last dose.

\echo '3. Subjects who crossed into another age band under treatment'
\echo '   From first to last dose, up to the data lock point; birth dates known to the day.'
\echo

CREATE VIEW crossing AS
SELECT subject_id, birth::date AS birth, lower(during) AS crossed_on, from_band, band AS to_band
FROM  (SELECT s.subject_id, s.birth, a.band, a.during,
              lag(a.band) OVER (PARTITION BY s.subject_id ORDER BY a.during) AS from_band
       FROM   treated s,
              age_split(s.birth::date, range_merge(s.exposed * :'cumulative')) a
       WHERE  is_complete(s.birth)) t
WHERE  from_band IS NOT NULL;

SELECT from_band AS "from", to_band AS "to", count(*) AS subjects,
       min(crossed_on) AS first, max(crossed_on) AS last
FROM   crossing
GROUP  BY from_band, to_band
ORDER  BY to_band;

\echo 'Of these, all who turned 18 (consent changes hands) and all born on 29 February or on a 31st:'
\echo

SELECT subject_id, birth, crossed_on, from_band AS "from", to_band AS "to",
       age_days(birth, crossed_on) AS days
FROM   crossing
WHERE  to_band = '[18y,)' OR to_char(birth, 'MM-DD') = '02-29' OR extract(day FROM birth) = 31
ORDER  BY to_band, crossed_on;

\echo 'Next: who, still under treatment at the data lock point, will cross in the 90 days after it'
\echo

SELECT subject_id, birth, age_band(birth, :'dlp') AS "from",
       next_band_change(birth::date, :'dlp') AS crosses_on,
       age_band(birth, next_band_change(birth::date, :'dlp')) AS "to"
FROM   treated
WHERE  exposed @> :'dlp'::date AND is_complete(birth)
       AND next_band_change(birth::date, :'dlp') <= :'dlp'::date + 90
ORDER  BY crosses_on;
