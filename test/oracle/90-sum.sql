-- SPDX-License-Identifier: PostgreSQL
--
-- sum(person_time) against plain counting: one row for each subject and
-- exposed day with its band, then count(DISTINCT subject) and count(*) of
-- them; and the algebra of +.

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
\ir lib/oracle.sql

SELECT plan(12);

-- A trial: subjects of three arms, some of unknown birth; exposure rows that
-- overlap, touch and leave gaps, some empty, some missing.
CREATE TEMP TABLE subject ON COMMIT DROP AS
SELECT i AS subject_id, oracle.pick('sum arm', i, '{A,A,B,C}'::text[]) AS arm, d AS onset,
	CASE WHEN i % 23 <> 0 THEN d END AS birth, CASE WHEN i % 3 <> 0 THEN 140 + oracle.rnd('sum ga', i, 175)::int END AS ga
FROM (SELECT i, oracle.some_date('sum birth', i, 2002, 2024) AS d FROM generate_series(1, 500) i) s;

CREATE TEMP TABLE exposure ON COMMIT DROP AS
SELECT subject_id, CASE WHEN (subject_id + k) % 31 = 0 THEN NULL WHEN (subject_id + k) % 17 = 0 THEN 'empty'
						ELSE daterange(start, start + span) END AS during
FROM subject, generate_series(1, 4) k,
	 LATERAL (SELECT onset + CASE k WHEN 1 THEN oracle.rnd('sum near', subject_id, 60) - 5 ELSE oracle.rnd('sum start' || k, subject_id, 7500) END::int,
		oracle.rnd('sum span' || k, subject_id, 300)::int) x(start, span)
WHERE oracle.rnd('sum has' || k, subject_id, 4) > 0;

CREATE TEMP TABLE exposed ON COMMIT DROP AS
SELECT subject_id, arm, birth, ga, range_agg(during) AS exposed
FROM exposure JOIN subject USING (subject_id) GROUP BY 1, 2, 3, 4;

-- The long way: a row for each day on which a subject was exposed.
CREATE TEMP TABLE day ON COMMIT DROP AS
SELECT scheme, subject_id, arm, d.day, lo, hi, mark
FROM unnest('{ich-e11,fda-cder,nichd,ema-p4}'::text[]) scheme, exposed e,
	 LATERAL oracle.day_bands(CASE WHEN birth IS NOT NULL THEN ARRAY[birth] END,
		CASE WHEN scheme = 'ema-p4' THEN coalesce(ga, 280) ELSE ga END,
		(SELECT array_agg(DISTINCT x.day) FROM exposure s, LATERAL (SELECT lower(s.during) + g AS day FROM generate_series(0, upper(s.during) - lower(s.during) - 1) g) x
		 WHERE s.subject_id = e.subject_id AND NOT isempty(s.during)), scheme) d;

-- Counted by scheme and arm, and over all arms (NULL).
CREATE TEMP TABLE counted ON COMMIT DROP AS
SELECT scheme, arm, scheme || '; subjects=' || (SELECT count(*) FROM exposed e WHERE e.exposed IS NOT NULL AND e.arm = coalesce(b.arm, e.arm))
	|| string_agg('; ' || oracle.band_text(scheme, lo, hi, mark) || '=' || subjects || '/' || days, '' ORDER BY lo NULLS LAST, hi, mark NULLS LAST) AS text
FROM (SELECT scheme, arm, lo, hi, mark, count(DISTINCT subject_id) AS subjects, count(*) AS days
	  FROM day GROUP BY GROUPING SETS ((scheme, arm, lo, hi, mark), (scheme, lo, hi, mark))) b
GROUP BY scheme, arm;

CREATE TEMP TABLE value ON COMMIT DROP AS
SELECT scheme, subject_id, arm,
	CASE WHEN scheme = 'ema-p4' THEN person_time(birth, (coalesce(ga, 280) || 'd')::gestational_age, exposed, scheme::age_scheme)
		 ELSE person_time(birth, (ga || 'd')::gestational_age, exposed, scheme::age_scheme) END AS pt
FROM unnest('{ich-e11,fda-cder,nichd,ema-p4}'::text[]) scheme, exposed;
CREATE UNIQUE INDEX ON value (scheme, subject_id);
ANALYZE value;

SELECT cmp_ok((SELECT count(*) FROM day), '>', 100000::bigint, 'there is something to count');

SELECT oracle.agree('all subjects', 4, $$
	SELECT scheme AS input, got, c.text AS want FROM (SELECT scheme, sum(pt) AS got FROM value GROUP BY scheme) v
	FULL JOIN (SELECT * FROM counted WHERE arm IS NULL) c USING (scheme)$$);

SELECT oracle.agree('by arm', 12, $$
	SELECT scheme || ' ' || arm AS input, got, c.text AS want FROM (SELECT scheme, arm, sum(pt) AS got FROM value GROUP BY scheme, arm) v
	FULL JOIN (SELECT * FROM counted WHERE arm IS NOT NULL) c USING (scheme, arm)$$);

SELECT oracle.agree('the usual query: rows by arm and band', 15, $$
	SELECT arm || ' ' || band AS input, got.n AS got, want.n AS want
	FROM (SELECT arm, t.band::text, t.subjects || ' ' || t.person_days AS n
		  FROM (SELECT arm, sum(person_time(birth, exposed * '{[2010-06-01,2020-06-01)}')) AS pt FROM exposed GROUP BY arm) x, unnest(pt) t
		  WHERE t.subjects > 0) got
	FULL JOIN (SELECT arm, oracle.band_text(scheme, lo, hi, mark) AS band, count(DISTINCT subject_id) || ' ' || count(*) AS n
			   FROM day WHERE scheme = 'ich-e11' AND day >= '2010-06-01' AND day < '2020-06-01'
			   GROUP BY arm, scheme, lo, hi, mark) want USING (arm, band)$$);

SELECT oracle.agree('unnest keeps empty cells: every band in every arm', 12, $$
	SELECT scheme || ' ' || arm AS input, (SELECT string_agg(t.band::text, ' ' ORDER BY no) FROM unnest(sum(pt)) WITH ORDINALITY t(band, a, b, c, no) WHERE t.band::text !~ '^\(') AS got,
		(SELECT string_agg(b::text, ' ' ORDER BY b) FROM (SELECT b FROM bands(scheme::age_scheme) b UNION
			SELECT oracle.band_text(scheme, lo, hi, mark)::age_band FROM (SELECT DISTINCT lo, hi, mark FROM day d WHERE d.scheme = v.scheme AND d.arm = v.arm AND lo > 0) d) u(b)) AS want
	FROM value v GROUP BY scheme, arm$$);

SELECT oracle.agree('a running sum is the sum of the rows up to here', 400, $$
	SELECT subject_id AS input, sum(person_days) OVER w AS got, person_days(running) AS want
	FROM (SELECT subject_id, person_days(pt) AS person_days, sum(pt) OVER (ORDER BY subject_id) AS running
		  FROM value WHERE scheme = 'ich-e11') v WINDOW w AS (ORDER BY subject_id)$$);

SELECT oracle.agree('sums of sums, in any order', 20, $$
	SELECT concat_ws(' ', scheme, k) AS input,
		(SELECT sum(part) FROM (SELECT sum(pt ORDER BY md5(subject_id::text || k)) AS part FROM value w WHERE w.scheme = v.scheme
								GROUP BY oracle.rnd('part' || k, subject_id, 1 + 3 * k)) p) AS got,
		text AS want
	FROM (SELECT scheme, text FROM counted WHERE arm IS NULL) v, generate_series(0, 4) k$$);

CREATE TEMP TABLE three ON COMMIT DROP AS
SELECT i, scheme,
	(SELECT pt FROM value v WHERE v.scheme = t.scheme AND subject_id = 1 + oracle.rnd('three a', i, 500)) AS a,
	(SELECT pt FROM value v WHERE v.scheme = t.scheme AND subject_id = 1 + oracle.rnd('three b', i, 500)) AS b,
	(SELECT sum(pt) FROM value v WHERE v.scheme = t.scheme AND subject_id BETWEEN i % 100 AND i % 100 + i % 13) AS c
FROM (SELECT i, oracle.pick('three', i, '{ich-e11,fda-cder,nichd,ema-p4}'::text[]) AS scheme FROM generate_series(1, 1500) i) t;

SELECT oracle.agree('a + b = b + a', 1500, $$
	SELECT concat_ws(' | ', a, b) AS input, a + b AS got, b + a AS want FROM three$$);
SELECT oracle.agree('(a + b) + c = a + (b + c)', 1500, $$
	SELECT concat_ws(' | ', a, b, c) AS input, (a + b) + c AS got, a + (b + c) AS want FROM three$$);
SELECT oracle.agree('a + b = sum of both, and adds up', 1000, $$
	SELECT concat_ws(' | ', a, b) AS input, concat_ws(' ', a + b, subjects(a + b), person_days(a + b)) AS got,
		concat_ws(' ', (SELECT sum(x) FROM (VALUES (a), (b)) v(x)), subjects(a) + subjects(b), person_days(a) + person_days(b)) AS want
	FROM three WHERE a IS NOT NULL AND b IS NOT NULL$$);
SELECT oracle.agree('text of sums', 400, $$
	SELECT c AS input, c::text::person_time AS got, c AS want FROM three WHERE c IS NOT NULL$$);

SELECT oracle.agree('no rows, NULL, different schemes', 5, $$
	SELECT expression AS input, oracle.outcome(expression) AS got, want
	FROM (VALUES ('SELECT sum(pt) FROM value WHERE false', NULL),
		('SELECT sum(NULL::person_time) FROM value', NULL),
		($e$SELECT sum(pt) FROM value WHERE scheme IN ('ich-e11', 'nichd')$e$, '22023'),
		($e$person_time(date '2020-01-01', daterange 'empty') + person_time(date '2020-01-01', daterange 'empty', 'nichd')$e$, '22023'),
		($e$person_time(date '2020-01-01', daterange 'empty') + person_time(date '2020-01-01', daterange 'empty')$e$, 'ich-e11; subjects=2')) v(expression, want)$$);

SELECT * FROM finish();
ROLLBACK;
