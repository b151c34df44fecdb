-- SPDX-License-Identifier: PostgreSQL
--
-- The rows that are timed: two unlogged tables of :rows rows each, five rows a
-- subject. Everything follows from hashint8extended() with fixed seeds, so that
-- two runs on machines of one byte order load the same rows.
--
-- The rows come in the order of accrual (every subject's first row, then every
-- subject's second one, ...), as exposure records do, and not sorted by subject.
-- Ages at the start are 0 to 20 years, more of them low (20 y times the square of
-- a uniform number), exposures 1 to 400 days: about one row in seven crosses a
-- bound of ICH E11.

\set ON_ERROR_STOP on

-- A uniform number in [0, 1) for a row of a subject. Dropped at the end.
CREATE FUNCTION bench_uniform(subject bigint, visit int, seed int) RETURNS float8
LANGUAGE sql IMMUTABLE
RETURN (hashint8extended(subject * 8 + visit, seed) & 1073741823) / 1073741824.0::float8;

CREATE UNLOGGED TABLE exposure
(
	subject bigint NOT NULL,
	arm     smallint NOT NULL,
	birth   date NOT NULL,
	start   date NOT NULL,
	past    date NOT NULL
);

-- Each row is an exposure of its own.
INSERT INTO exposure
SELECT subject, arm, birth, start, start + 1 + floor(400 * bench_uniform(subject, visit, 4))::int
FROM  (SELECT subject, visit,
			  1 + (subject % 4)::int2 AS arm,
			  birth,
			  birth + floor(7305 * bench_uniform(subject, visit, 3) ^ 2)::int AS start
	   FROM   generate_series(0, 4) AS visit,
			  LATERAL (SELECT s AS subject, date '1995-01-01' + floor(9131 * bench_uniform(s, 0, 2))::int AS birth
					   FROM   generate_series(1, :rows / 5) AS s) AS x) AS y;

-- The same subjects; the rows of one subject lie within about 600 days and overlap.
CREATE UNLOGGED TABLE overlapping
(
	subject bigint NOT NULL,
	arm     smallint NOT NULL,
	birth   date NOT NULL,
	start   date NOT NULL,
	past    date NOT NULL,
	during  daterange NOT NULL
);

INSERT INTO overlapping
SELECT subject, arm, birth, start, past, daterange(start, past)
FROM  (SELECT subject, 1 + (subject % 4)::int2 AS arm, birth, start,
			  start + 1 + floor(400 * bench_uniform(subject, visit, 7))::int AS past
	   FROM  (SELECT subject, visit, birth,
					 birth + floor(7305 * bench_uniform(subject, 0, 5) ^ 2)::int
						   + floor(600 * bench_uniform(subject, visit, 6))::int AS start
			  FROM   generate_series(0, 4) AS visit,
					 LATERAL (SELECT s AS subject, date '1995-01-01' + floor(9131 * bench_uniform(s, 0, 2))::int AS birth
							  FROM   generate_series(1, :rows / 5) AS s) AS x) AS y) AS z;

DROP FUNCTION bench_uniform;

VACUUM (FREEZE, ANALYZE) exposure;
VACUUM (FREEZE, ANALYZE) overlapping;
