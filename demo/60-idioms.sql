-- SPDX-License-Identifier: PostgreSQL
--
-- What the usual short cuts make of the same data, day by day.  Only subjects
-- whose birth date is complete, so that nothing else differs.

\echo '4. The same exposure by the usual short cuts'
\echo '   "frozen": age at first dose, days / 365.25, kept for the whole of treatment.'
\echo '   "year subtraction": year of the day less year of birth. Newborns are told by days in both.'
\echo

CREATE FUNCTION band_of(days int, years numeric) RETURNS age_band
LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN days  < 28 THEN '[0d,28d)'::age_band
	            WHEN years < 2  THEN '[28d,2y)'
	            WHEN years < 12 THEN '[2y,12y)'
	            WHEN years < 18 THEN '[12y,18y)'
	            ELSE '[18y,)' END
$$;

CREATE TABLE treated_day AS
SELECT subject_id,
       age_band(birth, day) AS exact,
       band_of(first - birth, floor((first - birth) / 365.25)) AS frozen,
       band_of(day - birth, extract(year FROM day) - extract(year FROM birth)) AS subtracted
FROM  (SELECT subject_id, birth::date AS birth, lower(exposed) AS first, exposed
       FROM treated WHERE is_complete(birth)) s,
      unnest(s.exposed * :'cumulative') r,
      generate_series(0, upper(r) - lower(r) - 1) n,
      LATERAL (SELECT lower(r) + n AS day) d;

\echo '           |      exact       |           frozen          |     year subtraction'
SELECT band,
       count(DISTINCT subject_id) FILTER (WHERE exact = band)      AS subjects,
       count(*) FILTER (WHERE exact = band)                        AS days,
       count(DISTINCT subject_id) FILTER (WHERE frozen = band)     AS subjects,
       count(*) FILTER (WHERE frozen = band)                       AS days,
       count(*) FILTER (WHERE frozen = band)
       - count(*) FILTER (WHERE exact = band)                      AS "off by",
       count(DISTINCT subject_id) FILTER (WHERE subtracted = band) AS subjects,
       count(*) FILTER (WHERE subtracted = band)                   AS days,
       count(*) FILTER (WHERE subtracted = band)
       - count(*) FILTER (WHERE exact = band)                      AS "off by"
FROM   treated_day, bands('ich-e11') b(band)
GROUP  BY band
ORDER  BY band;

SELECT format('%s: %s of %s person-days, of %s subjects, are in a wrong band (%s %%).', idiom,
              count(*) FILTER (WHERE band <> exact), count(*),
              count(DISTINCT subject_id) FILTER (WHERE band <> exact),
              round(100.0 * count(*) FILTER (WHERE band <> exact) / count(*), 1))
FROM   treated_day, LATERAL (VALUES ('Frozen', frozen), ('Year subtraction', subtracted)) v(idiom, band)
GROUP  BY idiom
ORDER  BY idiom \g (tuples_only=on format=unaligned)
