-- SPDX-License-Identifier: PostgreSQL
-- sum(person_time) and +: integers that add up, in any order, in windows, in place.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
SET datestyle = ISO;
BEGIN;
SELECT plan(32);

CREATE TEMP TABLE e AS
SELECT i AS id, i % 7 AS grp, date '2000-01-01' + (i * 7919) % 8000 AS birth, date '2001-01-01' + (i * 104729) % 8000 AS start,
	date '2001-01-01' + (i * 104729) % 8000 + i % 900 AS past
FROM generate_series(1, 5000) i;
CREATE TEMP VIEW p AS SELECT *, person_time(birth, start, past) AS pt FROM e;

SELECT is((SELECT sum(pt) FROM p WHERE false), NULL, 'no row: NULL');
SELECT is((SELECT sum(NULL::person_time) FROM p), NULL, 'all NULL: NULL');
SELECT is((SELECT sum(pt) FROM p WHERE id = 17), (SELECT pt FROM p WHERE id = 17), 'one row: itself');
SELECT is((SELECT sum(CASE WHEN id = 17 THEN pt END) FROM p), (SELECT pt FROM p WHERE id = 17), 'NULLs are left out');
SELECT is((SELECT subjects(sum(pt)) FROM p), 5000::bigint, 'every subject once');
SELECT is((SELECT person_days(sum(pt)) FROM p), (SELECT sum(past - start) FROM e), 'every day once');
SELECT results_eq($$SELECT band, subjects, person_days FROM p, unnest(pt) WHERE false$$, $$SELECT NULL::age_band, 0::bigint, 0::bigint WHERE false$$, 'unnest of nothing');
SELECT results_eq(
	$$SELECT t.band, t.subjects, t.person_days FROM (SELECT sum(pt) s FROM p) x, unnest(s) t$$,
	$$SELECT band, sum(subjects)::bigint, sum(person_days)::bigint FROM p, unnest(pt) GROUP BY band ORDER BY band$$,
	'the sum of the parts, band by band');
SELECT results_eq(
	$$SELECT grp, t.band, t.person_days FROM (SELECT grp, sum(pt) s FROM p GROUP BY grp) x, unnest(s) t WHERE t.subjects > 0 ORDER BY 1, 2$$,
	$$SELECT grp, band, sum(days)::bigint FROM e, age_split(birth, daterange(start, past)) GROUP BY 1, 2 ORDER BY 1, 2$$,
	'by group, against the split rows');
SELECT is((SELECT sum(pt ORDER BY id) FROM p), (SELECT sum(pt ORDER BY id DESC) FROM p), 'in any order');
SELECT is((SELECT sum(pt ORDER BY pt) FROM p), (SELECT sum(pt) FROM p), 'in its own order');
SELECT is((SELECT sum(s) FROM (SELECT sum(pt) s FROM p GROUP BY grp) x), (SELECT sum(pt) FROM p), 'sums of sums');
SELECT is((SELECT sum(pt) FILTER (WHERE grp = 3) FROM p), (SELECT sum(pt) FROM p WHERE grp = 3), 'FILTER');
SELECT is((SELECT sum(DISTINCT pt) FROM (SELECT pt FROM p UNION ALL SELECT pt FROM p) x), (SELECT sum(pt) FROM (SELECT DISTINCT pt FROM p) x), 'DISTINCT');

-- two aggregates over one input, and one state shared
SELECT is((SELECT ARRAY[sum(pt), sum(pt), sum(pt) FILTER (WHERE grp = 1)] FROM p),
	ARRAY[(SELECT sum(pt) FROM p), (SELECT sum(pt) FROM p), (SELECT sum(pt) FROM p WHERE grp = 1)], 'two aggregates in one query');

-- windows
SELECT is_empty($$
	SELECT id FROM (SELECT id, subjects(sum(pt) OVER w) AS a, person_days(sum(pt) OVER w) AS b, count(*) OVER w AS x, sum(past - start) OVER w AS y
	                FROM p WHERE id <= 400 WINDOW w AS (ORDER BY id)) s WHERE a <> x OR b <> y
$$, 'running sum');
SELECT is_empty($$
	SELECT id FROM (SELECT id, person_days(sum(pt) OVER w) AS b, sum(past - start) OVER w AS y, subjects(sum(pt) OVER w) a, count(*) OVER w AS x
	                FROM p WHERE id <= 400 WINDOW w AS (ORDER BY id ROWS BETWEEN 3 PRECEDING AND 2 FOLLOWING)) s WHERE a <> x OR b <> y
$$, 'moving frame, by the inverse');
SELECT is_empty($$
	SELECT o.id FROM (SELECT id, sum(pt) OVER (ORDER BY id ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS m FROM p WHERE id <= 300) o
	WHERE m IS DISTINCT FROM (SELECT sum(pt) FROM p i WHERE i.id BETWEEN o.id - 3 AND o.id - 1)
$$, 'moving frame: the very same values, none where the frame is empty');
SELECT is_empty($$
	WITH w AS MATERIALIZED (SELECT id, grp, sum(pt) OVER (PARTITION BY grp) AS s FROM p)
	SELECT id FROM w JOIN (SELECT grp, sum(pt) s FROM p GROUP BY grp) g USING (grp) WHERE w.s <> g.s
$$, 'whole partition');

-- +
SELECT is('ich-e11; subjects=1; [0d,28d)=1/2'::person_time + 'ich-e11; subjects=2; [0d,28d)=1/3; [2y,12y)=2/9',
	'ich-e11; subjects=3; [0d,28d)=2/5; [2y,12y)=2/9'::person_time, '+');
SELECT is((SELECT a.pt + b.pt FROM p a, p b WHERE a.id = 5 AND b.id = 900), (SELECT b.pt + a.pt FROM p a, p b WHERE a.id = 5 AND b.id = 900), '+ commutes');
SELECT is((SELECT pt + pt FROM p WHERE id = 5), (SELECT sum(pt) FROM p, generate_series(1, 2) WHERE id = 5), '+ leaves its arguments alone');
SELECT throws_ok($$SELECT 'ich-e11; subjects=1'::person_time + 'fda-cder; subjects=1'$$, '22023', 'cannot add person_time of different age schemes: ich-e11 and fda-cder');
SELECT throws_ok($$SELECT sum(person_time(birth, start, past, CASE WHEN id % 2 = 0 THEN 'ich-e11'::age_scheme ELSE '0d,28d,2y,12y,18y' END)) FROM e$$, '22023');
SELECT throws_ok($$SELECT 'ich-e11; subjects=9223372036854775807'::person_time + 'ich-e11; subjects=1'$$, '22003', 'person_time out of range');
SELECT throws_ok($$SELECT sum(x) FROM unnest('{"ich-e11; subjects=1; [18y,)=1/9223372036854775807","ich-e11; subjects=1; [18y,)=1/1"}'::person_time[]) x$$, '22003');
SELECT throws_ok($$SELECT person_days('ich-e11; subjects=1; [12y,18y)=1/9223372036854775807; [18y,)=1/1')$$, '22003');

-- hulls and many cells: the state grows in place
SELECT results_eq(
	$$SELECT t.band, t.subjects, t.person_days FROM (SELECT sum(person_time((2000 + i % 19 || '-0' || 1 + i % 9)::partial_date, daterange(date '2010-01-01' + i, date '2010-03-01' + 3 * i))) s FROM generate_series(1, 1000) i) x, unnest(s) t WHERE t.subjects > 0$$,
	$$SELECT age_band((2000 + i % 19 || '-0' || 1 + i % 9)::partial_date, d::date), count(DISTINCT i), count(*) FROM generate_series(1, 1000) i, generate_series(date '2010-01-01' + i, date '2010-02-28' + 3 * i, interval '1 day') d GROUP BY 1 ORDER BY 1$$,
	'partial births, day by day');
SELECT is((SELECT subjects(sum(person_time(date '2020-01-01' - i, daterange '[2020-01-01,2020-01-02)', s))) FROM (SELECT ('0d,' || string_agg(i || 'd', ',' ORDER BY i))::age_scheme s FROM generate_series(1, 63) i) x, generate_series(0, 999) i), 1000::bigint, '64 bands');

-- stored values: packed and compressed ones add up as well
CREATE TEMP TABLE stored AS SELECT grp, sum(pt) AS pt FROM p GROUP BY grp;
SELECT is((SELECT sum(pt) FROM stored), (SELECT sum(pt) FROM p), 'stored sums add up');
CREATE TEMP TABLE wide (i int, pt person_time);
INSERT INTO wide SELECT i, (SELECT sum(person_time('2019-11'::partial_date, daterange(date '2019-11-01' + j, '2020-06-01'), s)) FROM generate_series(0, 9) j) AS pt
FROM (SELECT ('0d,' || string_agg(i || 'd', ',' ORDER BY i))::age_scheme s FROM generate_series(1, 63) i) x, generate_series(1, 20) i;
SELECT ok((SELECT bool_and(pg_column_compression(pt) IS NOT NULL) FROM wide), 'a wide value is compressed');
SELECT is((SELECT sum(pt) FROM wide), (SELECT pt + pt + pt + pt FROM (SELECT pt + pt + pt + pt + pt AS pt FROM wide LIMIT 1) x), 'and adds up');
SELECT * FROM finish();
ROLLBACK;
