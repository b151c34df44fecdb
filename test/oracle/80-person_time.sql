-- SPDX-License-Identifier: PostgreSQL
--
-- person_time of one subject: each exposed day is banded by the oracle, the
-- days of a band are counted.

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
\ir lib/oracle.sql

SELECT plan(17);

-- Some ranges of days, mostly in childhood, united.
CREATE FUNCTION oracle.some_exposure(stream text, i bigint, birth date) RETURNS datemultirange LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (
	SELECT range_agg(daterange(start, start + span))
	FROM generate_series(1, 1 + oracle.rnd(stream || ' ranges', i, 4)) k,
		 LATERAL (SELECT birth + oracle.some_days(stream || ' start' || k, i),
			CASE oracle.rnd(stream || ' kind' || k, i, 4) WHEN 0 THEN oracle.rnd(stream || ' span' || k, i, 3)
				WHEN 1 THEN oracle.rnd(stream || ' span' || k, i, 60) ELSE oracle.rnd(stream || ' span' || k, i, 500) END::int) x(start, span));
END $$;

CREATE TEMP TABLE subject ON COMMIT DROP AS
SELECT i, birth, scheme, oracle.some_exposure('subject', i, birth) AS exposed
FROM (SELECT i, oracle.some_date('subject birth', i, 1600, 2200) AS birth,
		CASE i % 4 WHEN 0 THEN oracle.some_cuts('subject cuts', i)
				   ELSE (SELECT oracle.pick('subject scheme', i, array_agg(name ORDER BY name COLLATE "C")) FROM oracle.scheme WHERE name <> 'ema-p4') END AS scheme
	  FROM generate_series(1, 1600) i) s;

-- A list of cuts may be printed in another form than it was typed: what comes
-- before the subjects is the text of the scheme.
CREATE FUNCTION oracle.with_scheme(pt text, scheme text) RETURNS text LANGUAGE sql AS $$
	SELECT scheme::age_scheme || substr(pt, length(scheme) + 1)
$$;

SELECT oracle.agree('one range, named schemes', 500, $$
	SELECT concat_ws(' ', birth, during, scheme) AS input, person_time(birth, during, scheme::age_scheme) AS got,
		oracle.person_time(ARRAY[birth], NULL, datemultirange(during), scheme) AS want
	FROM (SELECT birth, scheme, range_merge(exposed) AS during FROM subject WHERE i % 4 <> 0) e
	WHERE isempty(during) OR upper(during) - lower(during) < 3000$$);

SELECT oracle.agree('several ranges, named schemes and random cuts', 1600, $$
	SELECT concat_ws(' ', birth, exposed, scheme) AS input, person_time(birth, exposed, scheme::age_scheme) AS got,
		oracle.with_scheme(oracle.person_time(ARRAY[birth], NULL, exposed, scheme), scheme) AS want
	FROM subject$$);

SELECT oracle.agree('one range as start and past', 750, $$
	SELECT concat_ws(' ', birth, start, past, scheme) AS input, person_time(birth, start, past, scheme::age_scheme) AS got,
		oracle.with_scheme(oracle.person_time(ARRAY[birth], NULL, datemultirange(daterange(start, past)), scheme), scheme) AS want
	FROM (SELECT birth, scheme, lower(exposed) AS start, lower(exposed) + oracle.rnd('past', i, 600)::int AS past
		  FROM subject WHERE NOT isempty(exposed) AND i % 2 = 0) e$$);

SELECT oracle.agree('without a scheme', 200, $$
	SELECT concat_ws(' ', birth, exposed) AS input,
		concat_ws(' ', person_time(birth, exposed), person_time(birth, range_merge(exposed)), person_time(birth, lower(exposed), upper(exposed))) AS got,
		concat_ws(' ', oracle.person_time(ARRAY[birth], NULL, exposed, 'ich-e11'),
			oracle.person_time(ARRAY[birth], NULL, datemultirange(range_merge(exposed)), 'ich-e11'),
			oracle.person_time(ARRAY[birth], NULL, datemultirange(range_merge(exposed)), 'ich-e11')) AS want
	FROM subject WHERE NOT isempty(exposed) AND upper(exposed) - lower(exposed) < 1000$$);

-- Exposure that begins and ends round the bounds of the band.
SELECT oracle.agree('ranges that touch the bounds', 2500, $$
	SELECT concat_ws(' ', birth, start, past, scheme) AS input,
		person_time(birth, start, past, scheme::age_scheme) || ' ' || person_time(birth, daterange(start, past), scheme::age_scheme) AS got,
		want || ' ' || want AS want
	FROM (SELECT birth, scheme, a AS start, b AS past, oracle.person_time(ARRAY[birth], NULL, datemultirange(daterange(a, b)), scheme) AS want
		  FROM (SELECT i, birth, scheme, r + x AS a, r + x + y AS b
				FROM (SELECT i, oracle.some_date('touch', i, 1680, 2150) AS birth FROM generate_series(1, 60) i
					  UNION ALL SELECT 0, unnest('{2020-02-29,1896-02-29,2019-01-31}'::date[])) t,
					 unnest('{ich-e11,fda-cder}'::text[]) scheme,
					 LATERAL (SELECT DISTINCT unnest(reached) FROM oracle.worlds(ARRAY[birth], NULL, scheme)) w(r),
					 (VALUES (-1, 1), (-1, 2), (0, 1), (-2, 0), (-400, 400)) v(x, y)) c) d$$);

SELECT oracle.agree('maturity known', 800, $$
	SELECT concat_ws(' ', birth, ga, exposed, scheme) AS input,
		person_time(birth, (ga || 'd')::gestational_age, exposed, scheme::age_scheme)
			|| ' ' || person_time(birth, (ga || 'd')::gestational_age, range_merge(exposed), scheme::age_scheme) AS got,
		oracle.person_time(ARRAY[birth], ga, exposed, scheme)
			|| ' ' || oracle.person_time(ARRAY[birth], ga, datemultirange(range_merge(exposed)), scheme) AS want
	FROM (SELECT ga, birth, scheme, datemultirange(daterange(a, a + 40), daterange(a + 45, a + 45 + b)) AS exposed
		  FROM (SELECT ga, birth, scheme, birth - 10 + oracle.rnd('mature start' || scheme, ga, 160)::int AS a,
					1 + oracle.rnd('mature span' || scheme, ga, 120)::int AS b
				FROM (SELECT ga, oracle.some_date('mature', ga, 1880, 2120) AS birth FROM generate_series(140, 314) ga) b,
					 unnest('{ema-p4,fhir-ped,ctis,nichd,nmpa}'::text[]) scheme) e) f$$);

SELECT oracle.agree('maturity unknown', 200, $$
	SELECT concat_ws(' ', birth, exposed, scheme) AS input,
		concat_ws(' ', person_time(birth, exposed, scheme::age_scheme), person_time(birth, NULL::gestational_age, exposed, scheme::age_scheme),
			person_time(birth, range_merge(exposed), scheme::age_scheme)) AS got,
		concat_ws(' ', one, one, oracle.person_time(ARRAY[birth], NULL, datemultirange(range_merge(exposed)), scheme)) AS want
	FROM (SELECT *, oracle.person_time(ARRAY[birth], NULL, exposed, scheme) AS one
		  FROM (SELECT birth, scheme, datemultirange(daterange(a, a + 20), daterange(a + 24, a + 24 + b)) AS exposed
				FROM (SELECT birth, scheme, birth - 10 + oracle.rnd('unknown start' || scheme, i, 190)::int AS a,
						1 + oracle.rnd('unknown span' || scheme, i, 120)::int AS b
					  FROM (SELECT i, oracle.some_date('unknown', i, 1880, 2120) AS birth FROM generate_series(1, 70) i) b,
						   unnest('{ema-p4,ctis,nichd}'::text[]) scheme) x) e) f$$);

-- Partial births: each day goes to its band or hull.
CREATE TEMP TABLE partial ON COMMIT DROP AS
SELECT i, birth, dates, scheme, exposed
FROM (SELECT i, oracle.blur('partial blur', i, d, CASE WHEN i % 12 = 0 THEN '{2}' ELSE '{0,1,1,3,3}' END::int[]) AS birth, scheme,
		datemultirange(daterange(d + a, d + a + b), daterange(d + a + b + 3, d + a + b + 3 + b)) AS exposed
	  FROM (SELECT i, oracle.some_date('partial', i, 1700, 2150) AS d,
				oracle.pick('partial start', i, '{-400,-40,-10,0,5,20,28,300,390,700,720,4360,4380,6540,6570,7000}'::int[]) AS a,
				oracle.pick('partial span', i, '{1,2,30,60,90,200}'::int[]) AS b,
				CASE i % 4 WHEN 0 THEN oracle.some_cuts('partial cuts', i)
						   ELSE (SELECT oracle.pick('partial scheme', i, array_agg(name ORDER BY name COLLATE "C")) FROM oracle.scheme WHERE name <> 'ema-p4') END AS scheme
			FROM generate_series(1, 400) i) x) y,
	 LATERAL oracle.possible(birth) dates;

SELECT oracle.agree('partial births', 400, $$
	SELECT concat_ws(' ', birth, exposed, scheme) AS input, person_time(birth::partial_date, exposed, scheme::age_scheme) AS got,
		oracle.with_scheme(oracle.person_time(dates, NULL, exposed, scheme), scheme) AS want
	FROM partial$$);

SELECT oracle.agree('partial births, one range', 130, $$
	SELECT concat_ws(' ', birth, during, scheme) AS input,
		person_time(birth::partial_date, during, scheme::age_scheme) AS got,
		oracle.with_scheme(oracle.person_time(dates, NULL, datemultirange(during), scheme), scheme) AS want
	FROM (SELECT birth, dates, scheme, range_merge(exposed) AS during FROM partial WHERE i % 3 = 1) p$$);

SELECT oracle.agree('partial births by the EMA bands', 40, $$
	SELECT concat_ws(' ', birth, ga, during) AS input, person_time(birth::partial_date, (ga || 'd')::gestational_age, during, 'ema-p4') AS got,
		oracle.person_time(oracle.possible(birth), ga, datemultirange(during), 'ema-p4') AS want
	FROM (SELECT birth, ga, daterange((birth || '-01')::date + a, (birth || '-01')::date + a + 60) AS during
		  FROM unnest('{2019-02,2020-02,2019-12}'::text[]) birth, unnest('{140,200,258,259,314}'::int[]) ga, unnest('{-10,10,70,150}'::int[]) a
		  UNION ALL
		  SELECT birth, NULL, daterange((birth || '-01')::date - 10, (birth || '-01')::date + 40)
		  FROM unnest('{2019-02,2019-12}'::text[]) birth
		  UNION ALL
		  SELECT birth, NULL, daterange((birth || '-01')::date + 150, (birth || '-01')::date + 210)
		  FROM unnest('{2019-02,2019-12}'::text[]) birth) p$$);

SELECT oracle.agree('an unknown birth', 300, $$
	SELECT concat_ws(' ', exposed, scheme) AS input,
		concat_ws(' ', person_time(NULL::date, exposed, scheme::age_scheme), person_time(NULL::partial_date, exposed, scheme::age_scheme),
			person_time(NULL::date, '34+5'::gestational_age, exposed, scheme::age_scheme)) AS got,
		concat_ws(' ', one, one, one) AS want
	FROM (SELECT *, oracle.with_scheme(oracle.person_time(NULL, NULL, exposed, scheme), scheme) AS one FROM subject WHERE i % 5 = 0) s$$);

-- What can be read from the value.
SELECT oracle.agree('unnest: every band, the empty ones too, in band order', 1600, $$
	SELECT concat_ws(' ', birth, exposed, scheme) AS input,
		(SELECT string_agg(concat_ws(' ', u.band, u.subjects, u.person_days, u.person_years), '; ' ORDER BY no)
		 FROM unnest(person_time(birth, exposed, scheme::age_scheme)) WITH ORDINALITY u(band, subjects, person_days, person_years, no)) AS got,
		(SELECT string_agg(concat_ws(' ', band, coalesce((t.days > 0)::int, 0), coalesce(t.days, 0), coalesce(t.days, 0) / 365.25::float8), '; '
			ORDER BY coalesce(t.lo, b.no) NULLS LAST, coalesce(t.hi, b.no + 1), coalesce(t.mark, b.mark) NULLS LAST)
		 FROM (SELECT k AS no, m AS mark, oracle.band_text(scheme, k, k + 1, m) AS band
			   FROM oracle.scheme_of(scheme) o, generate_series(1, cardinality(o.cuts)) k,
					unnest(CASE WHEN k = 1 AND o.preterm_end IS NOT NULL THEN '{preterm,term}' ELSE '{NULL}' END::text[]) m) b
		 FULL JOIN oracle.tally(ARRAY[birth], NULL, exposed, scheme) t USING (band)) AS want
	FROM subject$$);

SELECT oracle.agree('totals', 1600, $$
	SELECT concat_ws(' ', birth, exposed, scheme) AS input, concat_ws(' ', subjects(pt), person_days(pt), person_years(pt)) AS got,
		concat_ws(' ', 1, days, days / 365.25::float8) AS want
	FROM (SELECT *, person_time(birth, exposed, scheme::age_scheme) AS pt, cardinality(oracle.days(exposed)) AS days FROM subject) s$$);

SELECT oracle.agree('one band', 1600, $$
	SELECT concat_ws(' ', birth, exposed, scheme, band) AS input,
		concat_ws(' ', subjects(pt, band::age_band), person_days(pt, band::age_band), person_years(pt, band::age_band)) AS got,
		concat_ws(' ', (days > 0)::int, days, days / 365.25::float8) AS want
	FROM (SELECT s.birth, s.exposed, s.scheme, t.band, t.days, person_time(birth, exposed, scheme::age_scheme) AS pt
		  FROM subject s, LATERAL oracle.tally(ARRAY[birth], NULL, exposed, scheme) t
		  UNION ALL
		  -- a band of the scheme without a day
		  SELECT birth, exposed, scheme, '[18y,)', 0, person_time(birth, exposed, scheme::age_scheme)
		  FROM subject WHERE scheme = 'ich-e11' AND NOT exposed && daterange(oracle.reached(birth, '18y'), NULL)) x$$);

SELECT oracle.agree('text, person_time, text', 1600, $$
	SELECT concat_ws(' ', birth, exposed, scheme) AS input, pt::text::person_time AS got, pt AS want
	FROM (SELECT *, person_time(birth, exposed, scheme::age_scheme) AS pt FROM subject) s$$);

SELECT oracle.agree('dates far from here', 300, $$
	SELECT concat_ws(' ', birth, exposed, shift) AS input,
		(SELECT person_time(birth + shift, range_agg(daterange(lower(r) + shift, upper(r) + shift))) FROM unnest(exposed) r) AS got,
		oracle.person_time(ARRAY[birth], NULL, exposed, 'ich-e11') AS want
	FROM (SELECT birth, exposed, 146097 * (-15 + oracle.rnd('far', i, 14690)::int) AS shift FROM subject
		  WHERE birth BETWEEN '1640-01-01' AND '1850-01-01' AND NOT isempty(exposed) AND lower(exposed) > '1620-01-01') s$$);

SELECT oracle.agree('NULL, empty, unbounded, turned round, infinite', 30, $$
	SELECT expression AS input, oracle.outcome(expression) AS got, want
	FROM (VALUES ($e$person_time(date '2019-05-17', NULL::daterange)$e$, NULL),
		($e$person_time(date '2019-05-17', NULL::datemultirange)$e$, NULL),
		($e$person_time(NULL::date, NULL::daterange)$e$, NULL),
		($e$person_time(date '2019-05-17', daterange '[2020-01-01,2020-01-03)', NULL::age_scheme)$e$, NULL),
		($e$person_time(date '2019-05-17', daterange 'empty')$e$, 'ich-e11; subjects=1'),
		($e$person_time(date '2019-05-17', datemultirange '{}')$e$, 'ich-e11; subjects=1'),
		($e$person_time(NULL::date, datemultirange '{}')$e$, 'ich-e11; subjects=1'),
		($e$person_time('2019'::partial_date, daterange 'empty')$e$, 'ich-e11; subjects=1'),
		($e$person_time(date '2019-05-17', '34+5'::gestational_age, daterange 'empty', 'ema-p4')$e$, 'ema-p4; subjects=1'),
		($e$person_time(date '2019-05-17', date '2020-01-01', date '2020-01-01')$e$, 'ich-e11; subjects=1'),
		($e$person_time(NULL::date, date '2020-01-01', date '2020-01-03')$e$, 'ich-e11; subjects=1; (,)=1/2'),
		($e$person_time(date '2019-05-17', daterange '[2020-01-01,)')$e$, '22023'),
		($e$person_time(date '2019-05-17', daterange '(,2020-01-01)')$e$, '22023'),
		($e$person_time(NULL::date, daterange '[2020-01-01,)')$e$, '22023'),
		($e$person_time(date '2019-05-17', datemultirange '{[2019-01-01,2019-02-01),[2020-01-01,)}')$e$, '22023'),
		($e$person_time('2019'::partial_date, datemultirange '{[2020-01-01,)}')$e$, '22023'),
		($e$person_time(date '2019-05-17', date '2020-01-01', NULL)$e$, '22023'),
		($e$person_time(date '2019-05-17', NULL, date '2020-01-01')$e$, '22023'),
		($e$person_time(date '2019-05-17', NULL::date, NULL::date)$e$, NULL),
		($e$person_time(date '2019-05-17', date '2020-01-02', date '2020-01-01')$e$, '22000'),
		($e$person_time(date '2019-05-17', date '2020-01-02', date 'infinity')$e$, '22008'),
		($e$person_time(date '2019-05-17', date '-infinity', date '2020-01-02')$e$, '22008'),
		($e$person_time(date 'infinity', date '2020-01-01', date '2020-01-02')$e$, '22008'),
		($e$person_time(date '-infinity', daterange '[2020-01-01,2020-01-02)')$e$, '22008'),
		($e$person_time(date '2019-05-17', daterange '[2020-01-01,infinity)')$e$, '22008'),
		($e$person_time(date '2019-05-17', date '2020-01-01', date '2020-01-02', NULL)$e$, NULL),
		($e$person_time(date '2019-05-17', date '4714-11-24 BC', date '5874897-12-31')$e$,
			'ich-e11; subjects=1; (,0d)=1/2458621; [0d,28d)=1/28; [28d,2y)=1/703; [2y,12y)=1/3652; [12y,18y)=1/2192; [18y,)=1/2145018297'),
		($e$subjects(NULL::person_time)$e$, NULL), ($e$person_days(NULL::person_time)$e$, NULL),
		($e$NULL::person_time + person_time(date '2019-05-17', daterange 'empty')$e$, NULL)) v(expression, want)$$);

SELECT * FROM finish();
ROLLBACK;
