-- SPDX-License-Identifier: PostgreSQL
--
-- Whether all that is timed gives the same numbers; stops at the first difference.
-- Prints the days by arm and band (bounds in days, then exact), for the comparison
-- with other programs. Variable extension: off to compare the forms of plain SQL only.

\set ON_ERROR_STOP on
\pset tuples_only on
\pset format unaligned
\ir sums.sql
SET client_min_messages = warning;

-- must(): an error that says what differs.
CREATE FUNCTION pg_temp.must(holds boolean, what text) RETURNS void LANGUAGE plpgsql AS
$$BEGIN IF holds IS NOT TRUE THEN RAISE EXCEPTION 'bench: %', what; END IF; END$$;

\o /dev/null
SELECT pg_temp.must(count(*) = :rows AND bool_and(birth <= start AND start < past AND past - birth < 100000),
					'the rows are not those that plain SQL relies on') FROM exposure;
SELECT pg_temp.must(count(*) = :rows AND bool_and(birth <= start AND start < past AND past - birth < 100000),
					'the overlapping rows are not those that plain SQL relies on') FROM overlapping;

-- Each form in the same shape: arm, days of the five bands.
CREATE TEMP TABLE in_days AS SELECT * FROM (SELECT arm, :five FROM exposure GROUP BY arm) AS t (arm, b1, b2, b3, b4, b5);
CREATE TEMP TABLE exact AS SELECT * FROM (SELECT arm, :five_exact FROM exposure GROUP BY arm) AS t (arm, b1, b2, b3, b4, b5);
CREATE TEMP TABLE in_days_below AS SELECT arm, u1 AS b1, u2 - u1 AS b2, u3 - u2 AS b3, u4 - u3 AS b4, u5 - u4 AS b5
FROM (SELECT arm, :below FROM exposure GROUP BY arm) AS t (arm, u1, u2, u3, u4, u5);
CREATE TEMP TABLE exact_below AS SELECT arm, u1 AS b1, u2 - u1 AS b2, u3 - u2 AS b3, u4 - u3 AS b4, u5 - u4 AS b5,
	n1 AS s1, n2 - p1 AS s2, n3 - p2 AS s3, n4 - p3 AS s4, n - p4 AS s5, n
FROM (SELECT arm, :below_exact, :heads FROM exposure GROUP BY arm)
	 AS t (arm, u1, u2, u3, u4, u5, n, n1, p1, n2, p2, n3, p3, n4, p4);

SELECT pg_temp.must(count(*) = 4 AND count(b.arm) = 4, 'two forms of plain SQL differ (bounds in days)')
FROM in_days AS a LEFT JOIN in_days_below AS b ON (a.*) = (b.*);
SELECT pg_temp.must(count(*) = 4 AND count(b.arm) = 4, 'two forms of plain SQL differ (exact)')
FROM exact AS a LEFT JOIN exact_below AS b
	 ON (a.arm, a.b1, a.b2, a.b3, a.b4, a.b5) = (b.arm, b.b1, b.b2, b.b3, b.b4, b.b5);
SELECT pg_temp.must((a.*) <> (b.*), 'bounds in days and exact bounds cannot be told apart by these rows')
FROM in_days AS a JOIN exact AS b USING (arm);

-- The overlapping rows: islands and clipped rows hold the same days, fewer than the rows.
CREATE TEMP TABLE islands AS SELECT * FROM (SELECT :below_exact FROM :islands) AS t (u1, u2, u3, u4, u5);
CREATE TEMP TABLE clipped AS SELECT * FROM (SELECT :below_exact FROM :clipped) AS t (u1, u2, u3, u4, u5);
SELECT pg_temp.must((a.*) = (b.*), 'islands and clipped rows differ') FROM islands AS a, clipped AS b;
SELECT pg_temp.must(u5 < (SELECT sum(past - start) FROM overlapping), 'no rows overlap') FROM islands;

\if :extension
-- person_time, by arm: days and subjects of each band, and the total of subjects.
CREATE TEMP TABLE tallied AS SELECT arm, sum(person_time(birth, start, past)) AS pt FROM exposure GROUP BY arm;
SELECT pg_temp.must(count(*) = 4 AND bool_and(found = wanted), 'plain SQL and person_time differ')
FROM  (SELECT arm, array_agg(person_days ORDER BY band) || array_agg(subjects ORDER BY band) || subjects(pt) AS found
	   FROM   tallied, unnest(pt) AS u GROUP BY arm, pt) AS t
	  JOIN (SELECT arm, ARRAY[b1, b2, b3, b4, b5, s1, s2, s3, s4, s5, n] AS wanted FROM exact_below) AS p USING (arm);

-- By subject and then together, and ungrouped: the same value.
SELECT pg_temp.must(a.pt::text = b.pt::text AND a.pt::text = c.pt::text, 'person_time grouped and ungrouped differ')
FROM  (SELECT sum(pt) AS pt FROM tallied) AS a,
	  (SELECT sum(person_time(birth, start, past)) AS pt FROM exposure) AS b,
	  (SELECT sum(pt) AS pt FROM (SELECT sum(person_time(birth, start, past)) AS pt FROM exposure GROUP BY subject) AS s) AS c;

-- In two workers too (and there are two).
CREATE TEMP TABLE alone AS SELECT sum(person_time(birth, start, past))::text AS pt FROM exposure;
SET max_parallel_workers_per_gather = 2;
SET parallel_leader_participation = off;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT pg_temp.must(sum(person_time(birth, start, past))::text = (SELECT pt FROM alone), 'serial and parallel person_time differ')
FROM exposure;
DO $$
DECLARE line text; launched boolean := false;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) SELECT sum(person_time(birth, start, past)) FROM exposure' LOOP
		launched := launched OR line ~ 'Workers Launched: 2';
	END LOOP;
	IF NOT launched THEN RAISE EXCEPTION 'bench: sum(person_time) did not get two workers'; END IF;
END$$;
RESET max_parallel_workers_per_gather;

-- The whole way.
SELECT pg_temp.must(found = wanted, 'plain SQL and person_time differ on overlapping rows')
FROM  (SELECT array_agg(person_days ORDER BY band) AS found
	   FROM   (SELECT sum(person_time(birth, exposed)) AS pt
			   FROM   (SELECT subject, birth, range_agg(during) AS exposed FROM overlapping GROUP BY subject, birth) AS s) AS x,
			  unnest(pt)) AS t,
	  (SELECT ARRAY[u1, u2 - u1, u3 - u2, u4 - u3, u5 - u4] AS wanted FROM islands) AS p;
\endif
\o

SELECT * FROM in_days ORDER BY arm;
SELECT * FROM exact ORDER BY arm;
