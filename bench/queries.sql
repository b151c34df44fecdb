-- SPDX-License-Identifier: PostgreSQL
--
-- The timed statements, one a line, each announced by "\mark key|label" (rewritten by
-- bench/run: to an \echo of the mark and of the processor time so far). Keys: f_ built-in floor, g_ one function a row, s_ plain SQL,
-- p_ person_time, w_ the whole way from overlapping rows.
-- Variables: extension (off: time only the built-in and plain SQL), slow (off: leave
-- out the slow statements, which get fewer passes).
--
-- OFFSET beyond the last row: every group is computed, none is sent to the client.

\set ON_ERROR_STOP on
\pset pager off

\ir sums.sql

SELECT pg_backend_pid() AS pid \gset
\o /dev/null
-- Warm-up, twice, so that no page and no code is touched for the first time below.
SELECT count(*), max(past) FROM exposure;
SELECT count(*), max(past) FROM exposure;
SELECT count(*), max(past) FROM overlapping;
SELECT count(*), max(past) FROM overlapping;
\if :extension
SELECT count(age_band(birth, start)), count(age_years(birth, start)), sum(person_time(birth, start, past)) FROM exposure;
\endif
\timing on

\mark f_count|count(*)
SELECT count(*) FROM exposure;
\mark f_sum|sum(past - start)
SELECT sum(past - start) FROM exposure;
\if :extension
\mark p_sum|sum(person_time(birth, start, past))
SELECT sum(person_time(birth, start, past)) FROM exposure;
\endif
\mark s_five|five sums of overlaps, bounds in days
SELECT :five FROM exposure;
\mark s_below|fastest plain SQL, bounds in days
SELECT :below FROM exposure;
\mark s_below_exact|fastest plain SQL, exact
SELECT :below_exact FROM exposure;

\mark f_arm|sum(past - start) by arm
SELECT arm, sum(past - start) FROM exposure GROUP BY arm;
\if :extension
\mark p_arm|sum(person_time(birth, start, past)) by arm
SELECT arm, sum(person_time(birth, start, past)) FROM exposure GROUP BY arm;
\endif
\mark s_five_arm|five sums by arm, bounds in days
SELECT arm, :five FROM exposure GROUP BY arm;
\mark s_below_arm|fastest plain SQL by arm, bounds in days
SELECT arm, :below FROM exposure GROUP BY arm;
\mark s_below_exact_arm|fastest plain SQL by arm, exact
SELECT arm, :below_exact FROM exposure GROUP BY arm;

\mark g_birth|count(birth)
SELECT count(birth) FROM exposure;
\mark g_minus|count(start - birth)
SELECT count(start - birth) FROM exposure;
\if :extension
\mark g_band|count(age_band(birth, start))
SELECT count(age_band(birth, start)) FROM exposure;
\mark g_band_cuts|the same, scheme '0d,28d,2y,6y,12y,18y'
SELECT count(age_band(birth, start, '0d,28d,2y,6y,12y,18y')) FROM exposure;
\mark g_years|count(age_years(birth, start))
SELECT count(age_years(birth, start)) FROM exposure;
\mark p_count|count(person_time(birth, start, past))
SELECT count(person_time(birth, start, past)) FROM exposure;
\mark p_cuts|sum(person_time()), scheme '0d,28d,2y,6y,12y,18y'
SELECT sum(person_time(birth, start, past, '0d,28d,2y,6y,12y,18y')) FROM exposure;
\endif

\if :slow
\mark g_case|count(CASE ... END), five bands, bounds in days
SELECT count(CASE WHEN start < birth + 28 THEN 1 WHEN start < birth + 731 THEN 2 WHEN start < birth + 4383 THEN 3 WHEN start < birth + 6575 THEN 4 ELSE 5 END) FROM exposure;
\mark g_age|count(extract(year FROM age(start, birth)))
SELECT count(extract(year FROM age(start, birth))) FROM exposure;

\mark s_five_exact|five sums of overlaps, exact
SELECT :five_exact FROM exposure;
\mark s_heads|fastest plain SQL, exact, with the subjects
SELECT :below_exact, :heads FROM exposure;
\mark s_lateral|LATERAL VALUES by band, bounds in days
SELECT band, sum(least(past, birth + upper) - greatest(start, birth + lower)) FROM exposure, LATERAL (VALUES (1, 0, 28), (2, 28, 731), (3, 731, 4383), (4, 4383, 6575), (5, 6575, 100000)) AS v (band, lower, upper) WHERE start < birth + upper AND past > birth + lower GROUP BY band;

\mark f_subject|sum(past - start) by subject
SELECT subject, sum(past - start) FROM exposure GROUP BY subject OFFSET 1000000000;
\if :extension
\mark p_subject|sum(person_time(birth, start, past)) by subject
SELECT subject, sum(person_time(birth, start, past)) FROM exposure GROUP BY subject OFFSET 1000000000;
\endif
\mark s_five_subject|five sums by subject, bounds in days
SELECT subject, :five FROM exposure GROUP BY subject OFFSET 1000000000;
\mark s_below_exact_subject|fastest plain SQL by subject, exact
SELECT subject, :below_exact FROM exposure GROUP BY subject OFFSET 1000000000;

\mark w_union|range_agg(during) by subject alone
SELECT count(exposed) FROM (SELECT subject, birth, range_agg(during) AS exposed FROM overlapping GROUP BY subject, birth) AS s;
\if :extension
\mark w_person_time|range_agg, person_time(), sum()
SELECT sum(person_time(birth, exposed)) FROM (SELECT subject, birth, range_agg(during) AS exposed FROM overlapping GROUP BY subject, birth) AS s;
\endif
SET enable_hashagg = off;
\mark w_union_sorted|range_agg alone, enable_hashagg off
SELECT count(exposed) FROM (SELECT subject, birth, range_agg(during) AS exposed FROM overlapping GROUP BY subject, birth) AS s;
\if :extension
\mark w_person_time_sorted|range_agg, person_time(), sum(), enable_hashagg off
SELECT sum(person_time(birth, exposed)) FROM (SELECT subject, birth, range_agg(during) AS exposed FROM overlapping GROUP BY subject, birth) AS s;
\endif
RESET enable_hashagg;
\mark w_islands|gaps and islands, five sums, bounds in days
SELECT :five FROM :islands;
\mark w_islands_exact|gaps and islands, fastest exact sums
SELECT :below_exact FROM :islands;
\mark w_clipped_exact|rows clipped in one window, fastest exact sums
SELECT :below_exact FROM :clipped;
\endif
\mark end|end
