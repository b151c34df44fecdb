-- SPDX-License-Identifier: PostgreSQL
--
-- The plain SQL that person_time is compared with, as psql variables: lists of sums
-- for a SELECT, and the two ways to make overlapping rows disjoint. Used by check.sql
-- and queries.sql.

-- Plain SQL, five bands. The bounds in days are those of an average year; they are
-- wrong by a day for many children. The exact bounds follow the calendar: the two
-- branches of greatest() differ only for a birth on 29 February (in a common year
-- its birthday is 1 March), and for a birth on 1 March, where the first one is right.
\set y2  'greatest((birth + interval ''2 years'')::date, (birth - 1 + interval ''2 years'')::date + 1)'
\set y12 'greatest((birth + interval ''12 years'')::date, (birth - 1 + interval ''12 years'')::date + 1)'
\set y18 'greatest((birth + interval ''18 years'')::date, (birth - 1 + interval ''18 years'')::date + 1)'

-- What people write: five sums of overlaps.
\set five 'sum(greatest(0, least(past, birth + 28) - greatest(start, birth))), sum(greatest(0, least(past, birth + 731) - greatest(start, birth + 28))), sum(greatest(0, least(past, birth + 4383) - greatest(start, birth + 731))), sum(greatest(0, least(past, birth + 6575) - greatest(start, birth + 4383))), sum(greatest(0, past - greatest(start, birth + 6575)))'
\set five_exact 'sum(greatest(0, least(past, birth + 28) - greatest(start, birth))), sum(greatest(0, least(past, ' :y2 ') - greatest(start, birth + 28))), sum(greatest(0, least(past, ' :y12 ') - greatest(start, ' :y2 '))), sum(greatest(0, least(past, ' :y18 ') - greatest(start, ' :y12 '))), sum(greatest(0, past - greatest(start, ' :y18 ')))'

-- The fastest that we found: the days below each bound, skipping who has none; the
-- difference of two such sums is a band. It relies on birth <= start < past.
\set below 'sum(least(past, birth + 28) - start) FILTER (WHERE start < birth + 28), sum(least(past, birth + 731) - start) FILTER (WHERE start < birth + 731), sum(least(past, birth + 4383) - start) FILTER (WHERE start < birth + 4383), sum(least(past, birth + 6575) - start) FILTER (WHERE start < birth + 6575), sum(past - start)'
-- The same, exact: the calendar is asked only where the bound may lie in the interval
-- (2 years have 730 or 731 days, 12 years 4382 to 4384, 18 years 6573 to 6575).
\set below2  'sum(CASE WHEN past <= birth + 730 THEN past - start WHEN start < birth + 731 THEN greatest(0, least(past, ' :y2 ') - start) END)'
\set below12 'sum(CASE WHEN past <= birth + 4382 THEN past - start WHEN start < birth + 4384 THEN greatest(0, least(past, ' :y12 ') - start) END)'
\set below18 'sum(CASE WHEN past <= birth + 6573 THEN past - start WHEN start < birth + 6575 THEN greatest(0, least(past, ' :y18 ') - start) END)'
\set below_exact 'sum(least(past, birth + 28) - start) FILTER (WHERE start < birth + 28), ' :below2 ', ' :below12 ', ' :below18 ', sum(past - start)'
-- How many start below a bound and how many end by it: with these, the subjects of
-- each band too, that is, all that person_time holds.
\set from2  'CASE WHEN start < birth + 730 THEN true WHEN start >= birth + 731 THEN false ELSE start < ' :y2 ' END'
\set from12 'CASE WHEN start < birth + 4382 THEN true WHEN start >= birth + 4384 THEN false ELSE start < ' :y12 ' END'
\set from18 'CASE WHEN start < birth + 6573 THEN true WHEN start >= birth + 6575 THEN false ELSE start < ' :y18 ' END'
\set to2  'CASE WHEN past <= birth + 730 THEN true WHEN past > birth + 731 THEN false ELSE past <= ' :y2 ' END'
\set to12 'CASE WHEN past <= birth + 4382 THEN true WHEN past > birth + 4384 THEN false ELSE past <= ' :y12 ' END'
\set to18 'CASE WHEN past <= birth + 6573 THEN true WHEN past > birth + 6575 THEN false ELSE past <= ' :y18 ' END'
\set heads 'count(*), count(*) FILTER (WHERE start < birth + 28), count(*) FILTER (WHERE past <= birth + 28), count(*) FILTER (WHERE ' :from2 '), count(*) FILTER (WHERE ' :to2 '), count(*) FILTER (WHERE ' :from12 '), count(*) FILTER (WHERE ' :to12 '), count(*) FILTER (WHERE ' :from18 '), count(*) FILTER (WHERE ' :to18 ')'

-- Overlapping rows made disjoint. Clipped: each row keeps what lies past all earlier
-- ones (one window). Islands: the textbook way (two windows and a grouping).
\set clipped '(SELECT birth, greatest(start, max(past) OVER w) AS start, past FROM overlapping WINDOW w AS (PARTITION BY subject ORDER BY start ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS x WHERE past > start'
\set islands '(SELECT birth, min(start) AS start, max(past) AS past FROM (SELECT subject, birth, start, past, count(*) FILTER (WHERE fresh) OVER (PARTITION BY subject ORDER BY start) AS island FROM (SELECT subject, birth, start, past, start > coalesce(max(past) OVER (PARTITION BY subject ORDER BY start ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), ''-infinity'') AS fresh FROM overlapping) AS a) AS b GROUP BY subject, birth, island) AS x'
