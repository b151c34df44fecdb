-- SPDX-License-Identifier: PostgreSQL
--
-- The oracle: ages, bands and person-time decided the slow and obvious way,
-- by listing dates and looking at each of them, with nothing but PostgreSQL's
-- own date type. It is written from the rules, not from the C code, and shares
-- nothing with it. To be included inside a transaction that is rolled back;
-- everything lives in the schema "oracle".
--
-- Conventions: a scheme is its text, a partial date its ISO text or the array
-- of the dates it may be, a gestation its completed days at birth, a band its
-- text. Random cases come from md5, so that they are the same everywhere.

SET LOCAL jit = off;
SET LOCAL max_parallel_workers_per_gather = 0;
SET LOCAL work_mem = '64MB';

CREATE SCHEMA oracle;

-- ---------------------------------------------------------------- the harness

-- Compare "got" with "want" in all rows of a query that gives (input, got,
-- want). Fewer rows than "least_cases" fail too: no case is no proof.
CREATE FUNCTION oracle.agree(description text, least_cases int, query text)
RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	cases bigint;
	wrong bigint;
	shown text[];
	line  text;
BEGIN
	EXECUTE 'SELECT count(*), count(*) FILTER (WHERE got IS DISTINCT FROM want),'
		' (array_agg(format(''%s: got %s, want %s'', input, coalesce(got, ''NULL''), coalesce(want, ''NULL''))'
		' ORDER BY length(input), input) FILTER (WHERE got IS DISTINCT FROM want))[1:5]'
		' FROM (SELECT input::text, got::text, want::text FROM (' || query || ') q OFFSET 0) c'
		INTO cases, wrong, shown;
	RETURN NEXT ok(wrong = 0 AND cases >= least_cases,
				   description || ' (' || cases || ' cases)');
	IF wrong > 0 THEN
		RETURN NEXT diag(wrong || ' of ' || cases || ' differ, such as');
		FOREACH line IN ARRAY shown LOOP
			RETURN NEXT diag('  ' || line);
		END LOOP;
	ELSIF cases < least_cases THEN
		RETURN NEXT diag('only ' || cases || ' cases, at least ' || least_cases || ' are wanted');
	END IF;
END $$;

-- The value of an expression as text, or the SQLSTATE that it raises.
CREATE FUNCTION oracle.outcome(expression text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
BEGIN
	EXECUTE 'SELECT (' || expression || ')::text' INTO result;
	RETURN result;
EXCEPTION WHEN others THEN
	RETURN SQLSTATE;
END $$;

-- ------------------------------------------------------------- random cases

-- (Those that take time are not declared immutable, so that a subquery that
-- makes cases makes each of them once.)

-- Case number i of a named stream: an integer in [0, n).
CREATE FUNCTION oracle.rnd(stream text, i bigint, n bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
	SELECT ('x' || left(md5(stream || ' ' || i), 12))::bit(48)::bigint % n
$$;

CREATE FUNCTION oracle.pick(stream text, i bigint, choices anyarray) RETURNS anyelement
LANGUAGE sql IMMUTABLE AS $$
	SELECT choices[1 + oracle.rnd(stream, i, cardinality(choices))]
$$;

-- A date in [from_year, to_year]: every second one anywhere, the others round
-- the ends of months (mostly of January, February, March and December), often
-- in a century or leap year.
CREATE FUNCTION oracle.some_date(stream text, i bigint, from_year int, to_year int) RETURNS date
LANGUAGE plpgsql AS $$
DECLARE
	y int := from_year + oracle.rnd(stream || ' year', i, to_year - from_year + 1);
BEGIN
	IF oracle.rnd(stream || ' kind', i, 2) = 0 THEN
		RETURN make_date(y, 1, 1) + oracle.rnd(stream || ' day', i, 365)::int;
	END IF;
	CASE oracle.rnd(stream || ' year kind', i, 4)
		WHEN 0 THEN y := greatest(from_year, y / 100 * 100);
		WHEN 1 THEN y := greatest(from_year, y / 4 * 4);
		ELSE NULL;
	END CASE;
	RETURN make_date(y, oracle.pick(stream || ' month', i, '{1,1,2,2,2,3,4,5,6,7,8,9,10,11,12,12}'::int[]), 1)
		 + oracle.pick(stream || ' shift', i, '{-1,0,27,28,29,30}'::int[]);
END $$;

-- A span of days: mostly childhood, sometimes days, sometimes a life, now and
-- then before birth.
CREATE FUNCTION oracle.some_days(stream text, i bigint) RETURNS int
LANGUAGE plpgsql AS $$
BEGIN
	RETURN CASE oracle.rnd(stream || ' kind', i, 8)
		WHEN 0 THEN oracle.rnd(stream, i, 40)
		WHEN 1 THEN oracle.rnd(stream, i, 200)
		WHEN 2 THEN oracle.rnd(stream, i, 800)
		WHEN 3 THEN -oracle.rnd(stream, i, 400)
		WHEN 4 THEN oracle.rnd(stream, i, 36500)
		ELSE oracle.rnd(stream, i, 8200) END;
END $$;

-- --------------------------------------------------------------- the calendar

-- The first day of the n-th month after that of d.
CREATE FUNCTION oracle.month_start(d date, n int) RETURNS date
LANGUAGE sql IMMUTABLE AS $$
	SELECT (date_trunc('month', d::timestamp) + make_interval(months => n))::date
$$;

-- The one rule: the same day n months on; where that month lacks the day, the
-- first of the next month. (For dates that a timestamp can hold.)
CREATE FUNCTION oracle.months_on(birth date, n int) RETURNS date
LANGUAGE sql IMMUTABLE AS $$
	SELECT least(oracle.month_start(birth, n) + (extract(day FROM birth)::int - 1),
				 oracle.month_start(birth, n + 1))
$$;

-- The day on which an age is reached, for every date: the calendar repeats
-- after 400 years, which are 4800 months or 146097 days. Beyond the last date
-- of PostgreSQL: infinity (never reached).
CREATE FUNCTION oracle.reached(birth date, age text) RETURNS date
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	origin CONSTANT date := '2000-01-01';
	n      bigint := rtrim(age, 'dwmoy');
	unit   text := ltrim(age, '0123456789');
	day    bigint := birth - origin;
	cycle  bigint := (day + 146097 * 100) / 146097 - 100;
BEGIN
	IF unit = 'd' THEN
		day := day + n;
	ELSIF unit = 'w' THEN
		day := day + 7 * n;
	ELSE
		IF unit = 'y' THEN
			n := 12 * n;
		END IF;
		day := 146097 * (cycle + n / 4800)
			+ (oracle.months_on((birth - 146097 * cycle::int)::date, (n % 4800)::int) - origin);
	END IF;
	IF day > date '5874897-12-31' - origin THEN
		RETURN 'infinity';
	END IF;
	RETURN origin + day::int;
END $$;

-- Completed months: the last n whose day is reached, stepping month by month
-- through those near the calendar's own count of months.
CREATE FUNCTION oracle.completed_months(birth date, at date) RETURNS int
LANGUAGE sql IMMUTABLE AS $$
	SELECT max(n)
	FROM  (SELECT 12 * (extract(year FROM at) - extract(year FROM birth))::int
				+ (extract(month FROM at) - extract(month FROM birth))::int) e(near),
		  generate_series(near - 3, near + 3) n
	WHERE oracle.months_on(birth, n) <= at
$$;

-- Completed years in the same way. (Never for a year BC with one AD.)
CREATE FUNCTION oracle.completed_years(birth date, at date) RETURNS int
LANGUAGE sql IMMUTABLE AS $$
	SELECT max(n)
	FROM  (SELECT (extract(year FROM at) - extract(year FROM birth))::int) e(near),
		  generate_series(near - 2, near + 2) n
	WHERE oracle.months_on(birth, 12 * n) <= at
$$;

-- -------------------------------------------------------------- partial dates

-- Every date that a partial date may be, in order: all months and days that
-- the text leaves open, if there is such a day.
CREATE FUNCTION oracle.possible(partial text) RETURNS date[]
LANGUAGE plpgsql AS $$
DECLARE
	year  int := left(partial, 4);
	month int := substring(partial FROM '^\d{4}-(\d\d)');
	day   int := substring(partial FROM '^\d{4}-(?:\d\d|-)-(\d\d)$');
BEGIN
	RETURN (SELECT array_agg(start + d - 1 ORDER BY start, d)
			FROM (SELECT m, make_date(year, m, 1) AS start
				  FROM generate_series(coalesce(month, 1), coalesce(month, 12)) m) s,
				 generate_series(coalesce(day, 1), coalesce(day, 31)) d
			WHERE extract(month FROM start + d - 1) = m);
END $$;

-- A date blurred to a random precision: 0 day, 1 month, 2 year, 3 day of an
-- unknown month; "precisions" says which may come.
CREATE FUNCTION oracle.blur(stream text, i bigint, d date, precisions int[] DEFAULT '{0,1,2,3}')
RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	RETURN to_char(d, CASE oracle.pick(stream, i, precisions)
		WHEN 0 THEN 'YYYY-MM-DD' WHEN 1 THEN 'YYYY-MM' WHEN 2 THEN 'YYYY' ELSE 'YYYY---DD' END);
END $$;

-- ---------------------------------------------------------- schemes and bands

-- The named schemes. "preterm_end" is set where newborns are split: at 28 days
-- as for term, or at 44 weeks of postmenstrual age (expected delivery + 28).
CREATE TABLE oracle.scheme (name text PRIMARY KEY, cuts text[] NOT NULL, preterm_end text);

INSERT INTO oracle.scheme VALUES
	('ich-e11',        '{0d,28d,2y,12y,18y}', NULL),
	('ich-e11-16',     '{0d,28d,2y,12y,16y}', NULL),
	('ich-e11-17',     '{0d,28d,2y,12y,17y}', NULL),
	('ema-p4',         '{0d,28d,2y,12y,18y}', 'pma44w'),
	('fhir-ped',       '{0d,28d,2y,12y,18y}', '28d'),
	('ctis',           '{0d,28d,2y,12y,18y,65y,85y}', '28d'),
	('nmpa',           '{0d,28d,2y,12y,18y}', '28d'),
	('fda-cder',       '{0d,1mo,2y,12y,17y}', NULL),
	('fda-label',      '{0d,17y}', NULL),
	('fda-device',     '{0d,22y}', NULL),
	('nichd',          '{0d,28d,13mo,2y,6y,12y,19y,22y}', '28d'),
	('eu-ethics-2017', '{0d,2y,6y,10y,18y}', NULL),
	('empirica',       '{0d,18y}', NULL);

-- A scheme by its name, or from a list of cuts.
CREATE FUNCTION oracle.scheme_of(scheme text) RETURNS oracle.scheme
LANGUAGE plpgsql STABLE AS $$
DECLARE
	known oracle.scheme;
BEGIN
	SELECT * INTO known FROM oracle.scheme s WHERE s.name = scheme;
	IF NOT FOUND THEN
		known := ROW(scheme, string_to_array(scheme, ','), NULL);
	END IF;
	RETURN known;
END $$;

-- A random list of cuts, days, weeks, months and years mixed. Each is at least
-- 40 days above the longest that the one before can be, so that they rise for
-- every birth.
CREATE FUNCTION oracle.some_cuts(stream text, i bigint) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	cuts text := '0d';
	days int := 0;
BEGIN
	IF oracle.rnd(stream || ' newborn', i, 3) = 0 THEN
		cuts := cuts || ',' || oracle.pick(stream || ' first', i, '{1d,7d,28d,4w,1mo,6w,10w}'::text[]);
		days := 70;
	END IF;
	FOR n IN 1 .. oracle.rnd(stream || ' count', i, 9) LOOP
		days := days + 40 + oracle.rnd(stream || ' gap' || n, i,
									   oracle.pick(stream || ' size' || n, i, '{30,400,3000}'::int[]));
		CASE oracle.rnd(stream || ' unit' || n, i, 4)
			WHEN 0 THEN
				cuts := cuts || ',' || days || 'd';
			WHEN 1 THEN
				days := (days / 7 + 1) * 7;
				cuts := cuts || ',' || days / 7 || 'w';
			WHEN 2 THEN
				days := ceil(days / 30.0) * 31;
				cuts := cuts || ',' || ceil(days / 31.0) || 'mo';
			ELSE
				days := ceil(days / 365.0) * 366;
				cuts := cuts || ',' || days / 366 || 'y';
		END CASE;
	END LOOP;
	RETURN cuts;
END $$;

-- A bound of a scheme as a band prints it: 1, 2, … are the cuts, 2.5 is the
-- end of the preterm band that comes after the second cut; past the last cut
-- the band is open. Weeks are written as days, whole years of months as years.
CREATE FUNCTION oracle.bound(scheme text, rank float8) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
	s    oracle.scheme := oracle.scheme_of(scheme);
	age  text;
	n    int;
	unit text;
BEGIN
	IF rank = 2.5 THEN
		RETURN s.preterm_end;
	END IF;
	age := s.cuts[rank::int];
	n := rtrim(age, 'dwmoy');
	unit := ltrim(age, '0123456789');
	RETURN CASE WHEN unit = 'w' THEN 7 * n || 'd'
		WHEN unit = 'mo' AND n % 12 = 0 THEN n / 12 || 'y'
		ELSE coalesce(age, '') END;
END $$;

-- A band as text: from bound lo to bound hi. Bound 0 is "before birth"; no
-- bounds at all is "unknown".
CREATE FUNCTION oracle.band_text(scheme text, lo float8, hi float8, mark text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN CASE WHEN lo IS NULL THEN '(,)' WHEN lo = 0 THEN '(,0d)'
		ELSE coalesce(mark || ' ', '') || '[' || oracle.bound(scheme, lo) || ','
			|| oracle.bound(scheme, hi) || ')' END;
END $$;

-- Every world that is possible: a birth date, a maturity where the scheme asks
-- for it (every gestation from 20+0 to 44+6 if it is not known), and the days
-- on which the bounds are reached in it.
CREATE FUNCTION oracle.worlds(births date[], ga int, scheme text)
RETURNS TABLE (birth date, preterm boolean, reached date[])
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
	s oracle.scheme := oracle.scheme_of(scheme);
BEGIN
	RETURN QUERY
	WITH maturity AS (
		SELECT DISTINCT g.days < 259 AS preterm,
			CASE WHEN g.days < 259 AND s.preterm_end = 'pma44w' THEN 308 - g.days END AS ends
		FROM generate_series(coalesce(ga, 140), coalesce(ga, 314)) g(days)
		WHERE s.preterm_end IS NOT NULL
		UNION ALL
		SELECT NULL, NULL WHERE s.preterm_end IS NULL),
	child AS MATERIALIZED (
		SELECT b, ARRAY(SELECT oracle.reached(b, c.age) FROM unnest(s.cuts) WITH ORDINALITY c(age, no)
						ORDER BY c.no) AS reached
		FROM unnest(births) b)
	SELECT b, m.preterm,
		CASE WHEN m.ends IS NULL THEN c.reached
			ELSE c.reached[:1] || oracle.reached(b, m.ends || 'd') || c.reached[3:] END
	FROM child c, maturity m;
END $$;

-- The band of each of the days: that of the one world, or the hull of the
-- bands in all worlds in which the child is born by then. With births NULL the
-- age is unknown.
CREATE FUNCTION oracle.day_bands(births date[], ga int, days date[], scheme text)
RETURNS TABLE (day date, lo float8, hi float8, mark text)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
	s oracle.scheme := oracle.scheme_of(scheme);
BEGIN
	RETURN QUERY
	WITH seen AS (
		SELECT d.day, w.preterm, width_bucket(d.day, w.reached) AS k
		FROM oracle.worlds(births, ga, scheme) w, unnest(days) d(day)
		WHERE w.birth <= d.day),
	band AS (
		SELECT seen.day, k AS lo, CASE WHEN k = 1 THEN preterm END AS preterm,
			CASE WHEN k = 1 AND preterm AND s.preterm_end = 'pma44w' THEN 2.5::float8 ELSE k + 1 END AS hi
		FROM seen),
	hull AS (
		SELECT band.day, min(band.lo) AS lo, max(band.hi) AS hi,
			CASE WHEN max(band.lo) = 1 AND bool_and(preterm) THEN 'preterm'
				 WHEN max(band.lo) = 1 AND NOT bool_or(preterm) THEN 'term' END AS mark
		FROM band GROUP BY band.day)
	SELECT d.day,
		CASE WHEN births IS NOT NULL THEN coalesce(hull.lo, 0) END::float8,
		CASE WHEN births IS NOT NULL THEN coalesce(hull.hi, 1) END, hull.mark
	FROM unnest(days) d(day) LEFT JOIN hull ON hull.day = d.day;
END $$;

-- The band of one day that is one of "days", whichever.
CREATE FUNCTION oracle.band(births date[], ga int, days date[], scheme text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
		SELECT CASE WHEN count(*) = 0 THEN '(,0d)'
			ELSE oracle.band_text(scheme, min(lo), max(hi), CASE WHEN count(*) = 1 THEN min(mark) END) END
		FROM (SELECT DISTINCT lo, hi, mark FROM oracle.day_bands(births, ga, days, scheme) WHERE lo > 0) born);
END $$;

-- ---------------------------------------------------------------- person-time

-- The single days of an exposure.
CREATE FUNCTION oracle.days(exposed datemultirange) RETURNS date[]
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN (SELECT coalesce(array_agg(lower(r) + g ORDER BY lower(r) + g), '{}')
			FROM unnest(exposed) r, generate_series(0, upper(r) - lower(r) - 1) g);
END $$;

-- Days by band, in band order.
CREATE FUNCTION oracle.tally(births date[], ga int, exposed datemultirange, scheme text)
RETURNS TABLE (band text, days bigint, lo float8, hi float8, mark text)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
	SELECT oracle.band_text(scheme, lo, hi, mark), count(*), lo, hi, mark
	FROM oracle.day_bands(births, ga, oracle.days(exposed), scheme)
	GROUP BY lo, hi, mark
	ORDER BY lo NULLS LAST, hi, mark NULLS LAST;
END $$;

-- One subject's person-time as text.
CREATE FUNCTION oracle.person_time(births date[], ga int, exposed datemultirange, scheme text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
		SELECT scheme || '; subjects=1'
			|| coalesce(string_agg('; ' || band || '=1/' || days, '' ORDER BY lo NULLS LAST, hi, mark NULLS LAST), '')
		FROM oracle.tally(births, ga, exposed, scheme));
END $$;
