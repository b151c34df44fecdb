-- SPDX-License-Identifier: PostgreSQL
--
-- Reported ages: VAERS, vaccine reports of 1990 (real ones).  There is no birth
-- date, only AGE_YRS with one decimal, and for some CAGE_YR + CAGE_MO, which the
-- authority computed from the birth date before it removed it.

\echo
\echo '5. VAERS reports of 1990 by age band, from reported ages'
\echo '   AGE_YRS as written: 0.1 means [0.1, 0.2) years, past 28 days. But VAERS rounds, as the ages'
\echo '   that it calculated show (CAGE_YR 1 + CAGE_MO 1 has AGE_YRS 2.0): 0.1 may be 19 days, 2.0 may be'
\echo '   23 months. What rounding leaves open goes to a wider band, such as [0d,2y). CAGE_YR counts'
\echo '   completed years, CAGE_MO is the rounded rest of the year. Best: these two, else AGE_YRS as'
\echo '   rounded. (,) is age unknown. Every column holds all reports.'
\echo

-- Age lies in [low, high), in years: the hull of the bands at both ends.
CREATE FUNCTION band_between(low numeric, high numeric) RETURNS age_band
LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN low IS NULL OR high IS NULL THEN '(,)'::age_band
	            ELSE (split_part(age_band(round(low, 2), 'a')::text, ',', 1) || ',' ||
	                  split_part(age_band(round(high, 2) - 0.01, 'a')::text, ',', 2))::age_band
	       END
$$;

CREATE VIEW report AS
SELECT vaers_id,
       'Y' IN (died, l_threat, hospital, x_stay, disable) AS serious,
       coalesce(age_band(age, 'a'), '(,)') AS written,
       CASE WHEN years IS NULL AND age = trunc(age)     -- the report's own: completed years
            THEN band_between(age, age + 1)
            ELSE band_between(greatest(age - 0.05, 0), age + 0.05)
       END AS rounded,
       band_between(years + greatest(coalesce(part - 0.05, 0), 0),
                    years + least(coalesce(part + 0.05, 1), 1)) AS calculated
FROM  (SELECT *, age_yrs::numeric AS age, cage_yr::numeric AS years, cage_mo::numeric AS part
       FROM vaers.data) d;

CREATE VIEW report_band AS
SELECT *, CASE WHEN calculated = '(,)' THEN rounded ELSE calculated END AS best FROM report;

SELECT CASE GROUPING(band) WHEN 0 THEN band::text ELSE 'TOTAL' END AS "age band",
       count(*) FILTER (WHERE written = band)    AS "AGE_YRS as written",
       count(*) FILTER (WHERE rounded = band)    AS "as rounded",
       count(*) FILTER (WHERE calculated = band) AS "CAGE_YR + CAGE_MO",
       count(*) FILTER (WHERE best = band)       AS best,
       count(*) FILTER (WHERE best = band AND serious) AS "serious of these"
FROM   report_band,
      (SELECT bands('ich-e11') AS band
       UNION SELECT written FROM report UNION SELECT rounded FROM report
       UNION SELECT calculated FROM report) b
GROUP  BY ROLLUP (band)
ORDER  BY GROUPING(band), band;
