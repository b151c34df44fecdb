-- SPDX-License-Identifier: PostgreSQL
--
-- The oracle of the DSUR reports: random small warehouses, and what their
-- tables must say, counted day by day and row by row. It is written from the
-- contract; of the extension it uses age_band, bands and is_certain, which have
-- oracles of their own. To be included after oracle.sql.
--
-- All warehouses lie in the same tables, parted by their number w. The schema
-- "warehouse" has the views of the contract over the one that the setting
-- oracle.w names.

-- ------------------------------------------------------------------ warehouses

-- What is asked of each warehouse.
CREATE TABLE oracle.asked (w int PRIMARY KEY, dibd date, first date, past date, scheme text,
						   by_receipt boolean, as_of date, by_column text, lock_point date);

CREATE TABLE oracle.w_subject (w int, row_no bigint, study_id text, subject_id text, birth partial_date, ga gestational_age, sex text, race text,
							   country text, arm text, enrolled date, ended date);
CREATE TABLE oracle.w_exposure (w int, row_no bigint, study_id text, subject_id text, arm text, during daterange, dose numeric, dose_unit text,
								route text, form text);
CREATE TABLE oracle.w_event (w int, row_no bigint, study_id text, subject_id text, event_id text, case_id text, arm text, blinded boolean,
							 soc text, pt text, onset partial_date, received date, serious boolean, related boolean, fatal boolean,
							 life_threatening boolean, hospitalisation boolean, disabling boolean, congenital boolean, other_important boolean,
							 outcome text, withdrew boolean, recorded daterange);

CREATE SCHEMA warehouse;
SET LOCAL oracle.w = 0;
CREATE VIEW warehouse.subject AS SELECT study_id, subject_id, birth, ga, sex, race, country, arm, enrolled, ended
	FROM oracle.w_subject WHERE w = current_setting('oracle.w')::int;
CREATE VIEW warehouse.exposure AS SELECT study_id, subject_id, arm, during, dose, dose_unit, route, form
	FROM oracle.w_exposure WHERE w = current_setting('oracle.w')::int;
CREATE VIEW warehouse.event AS SELECT study_id, subject_id, event_id, case_id, arm, blinded, soc, pt, onset, received, serious, related, fatal,
	life_threatening, hospitalisation, disabling, congenital, other_important, outcome, withdrew, recorded
	FROM oracle.w_event WHERE w = current_setting('oracle.w')::int;
CREATE VIEW warehouse.consent AS SELECT NULL::text AS study_id, NULL::text AS subject_id, NULL::date AS signed_on, NULL::text AS signer,
	NULL::text AS signer_id, NULL::text AS act, NULL::text AS form_version, NULL::timestamptz AS recorded_at WHERE false;
CREATE VIEW warehouse.form_version AS SELECT NULL::text AS study_id, NULL::text AS version, NULL::date AS effective_from,
	NULL::date AS superseded_on, NULL::boolean AS requires_reconsent, NULL::date AS approved_on WHERE false;
CREATE VIEW warehouse.measurement AS SELECT NULL::text AS study_id, NULL::text AS subject_id, NULL::partial_date AS measured_on,
	NULL::text AS measure, NULL::float8 AS value, NULL::text AS unit WHERE false;

-- The study of a subject's number; now and then none, or the empty one, which
-- is the same.
CREATE FUNCTION oracle.study(w int, n bigint, row_no bigint) RETURNS text LANGUAGE sql AS $$
	SELECT CASE oracle.pick('study', w * 100 + n, '{0,0,0,0,0,1,2}'::int[]) WHEN 0 THEN 'T' WHEN 1 THEN 'U'
		   ELSE oracle.pick('no study', row_no, ARRAY['', NULL]) END
$$;

-- The birth of subject n: at an age where bands change near the lock point, or
-- not yet; often at the end of a month or on 29 February.
CREATE FUNCTION oracle.near_birth(stream text, i bigint, lock_point date) RETURNS date LANGUAGE plpgsql AS $$
DECLARE
	b date := lock_point - oracle.pick(stream || ' age', i, '{0,20,60,60,120,200,400,730,760,1500,2300,4383,4400,6209,6575,6600,7000,12000,-60}'::int[])
			  - oracle.rnd(stream || ' days', i, 120)::int + 30;
BEGIN
	CASE oracle.rnd(stream || ' end', i, 6)
		WHEN 0 THEN RETURN (date_trunc('month', b::timestamp) + '1 month')::date - 1;
		WHEN 1 THEN RETURN make_date(extract(year FROM b)::int / 4 * 4, 3, 1) - 1;
		ELSE RETURN b;
	END CASE;
END $$;

-- Warehouses from .. past - 1, of about so many subjects.
CREATE FUNCTION oracle.make_warehouses(first_w int, last_w int, subjects int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO oracle.asked
	SELECT w, dibd, start, past,
		   oracle.pick('scheme', w, '{ich-e11,ich-e11,ema-p4,ema-p4,fda-cder,nichd,fda-device,"0d,28d,6mo,2y,18y","0d,6w,13mo,30mo,150mo","0d"}'::text[]),
		   oracle.rnd('by receipt', w, 4) = 0,
		   CASE oracle.rnd('as of', w, 4) WHEN 0 THEN past - 200 + oracle.rnd('as of day', w, 400)::int END,
		   oracle.pick('by', w, '{NULL,race,country,sex,birth,study_id,arm,enrolled}'::text[]), past - 1
	FROM  (SELECT w, dibd, dibd + lead AS start,
				  dibd + lead + oracle.pick('length', w, ARRAY[1, 1 + oracle.rnd('days', w, 40)::int, 1 + oracle.rnd('days', w, 400)::int, 365, 366]) AS past
		   FROM  (SELECT w, oracle.some_date('dibd', w, 2008, 2024) AS dibd,
						 oracle.pick('lead', w, ARRAY[0, oracle.rnd('lead days', w, 50)::int, 365, oracle.rnd('lead days', w, 600)::int]) AS lead
				  FROM generate_series(first_w, last_w) w) d) p;

	-- Subjects: some twice, with a value missing or another; some without an id.
	INSERT INTO oracle.w_subject
	SELECT w, i, oracle.study(w, n, i), CASE WHEN oracle.rnd('nobody', i, 25) > 0 THEN 'S' || n END,
		   (CASE WHEN oracle.rnd('no birth', kb, 9) > 0
				 THEN oracle.blur('birth blur', kb, oracle.near_birth('birth', kb, lock_point), '{0,0,0,0,0,0,0,1,1,3,2}') END)::partial_date,
		   (CASE WHEN oracle.rnd('no ga', kg, 3) > 0 THEN oracle.pick('ga', kg, '{28+0,30+3,35+6,36+6,37+0,39+2,40+0,42+1,20+0,44+6,19+6,45+0}'::text[]) END)::gestational_age,
		   oracle.pick('sex', ks, '{M,F,M,F,M,F,U,NULL,"",m,X}'::text[]), oracle.pick('race', kr, '{White,Asian,"ALL",NULL,"",UNKNOWN}'::text[]),
		   oracle.pick('country', kr, '{CN,DE,NULL}'::text[]), oracle.pick('planned', kr, '{A,B,NULL}'::text[]),
		   CASE WHEN oracle.rnd('enrolled', i, 4) > 0 THEN dibd + oracle.rnd('enrolled', kr, 5)::int END, NULL
	FROM  (SELECT a.*, i, n,
				  CASE WHEN twin AND oracle.rnd('same birth', i, 2) = 0 THEN i ELSE key END AS kb,
				  CASE WHEN twin AND oracle.rnd('same ga', i, 2) = 0 THEN i ELSE key END AS kg,
				  CASE WHEN twin AND oracle.rnd('same sex', i, 2) = 0 THEN i ELSE key END AS ks,
				  CASE WHEN twin AND oracle.rnd('same race', i, 2) = 0 THEN i ELSE key END AS kr
		   FROM   oracle.asked a,
				  LATERAL (SELECT r, a.w * 1000 + r AS i, CASE WHEN r <= subjects THEN r ELSE 1 + oracle.rnd('twin', a.w * 1000 + r, subjects) END AS n, r > subjects AS twin
						   FROM generate_series(1, subjects + 1 + oracle.rnd('twins', a.w, subjects / 2 + 1)) r) s,
				  LATERAL (SELECT a.w * 1000 + n AS key) k
		   WHERE  a.w BETWEEN first_w AND last_w AND oracle.rnd('left out', i, 14) > 0) s;

	-- Exposures: of bounds on a few days, so that many overlap or adjoin.
	INSERT INTO oracle.w_exposure
	SELECT w, i, oracle.study(w, n, i), CASE WHEN oracle.rnd('nobody exposed', i, 30) > 0 THEN 'S' || n END,
		   oracle.pick('exposed arm', i, '{A,A,A,B,B,C,NULL,"","ALL",UNKNOWN}'::text[]),
		   CASE oracle.rnd('exposure kind', i, 22)
			   WHEN 0 THEN NULL WHEN 1 THEN 'empty' WHEN 2 THEN daterange(NULL, start + days) WHEN 3 THEN daterange(start, NULL) WHEN 4 THEN daterange(NULL, NULL)
			   WHEN 5 THEN daterange(start, 'infinity') WHEN 6 THEN daterange('-infinity', start) WHEN 7 THEN daterange(start, start + 1)
			   WHEN 8 THEN daterange(past, past + 10) WHEN 9 THEN daterange(dibd - 10, dibd) WHEN 10 THEN daterange(dibd - 10, dibd + 1)
			   WHEN 11 THEN daterange(past - 1, NULL) WHEN 12 THEN daterange(first - 5, first) WHEN 13 THEN daterange(start, 'infinity', '[]')
			   ELSE daterange(start, start + days) END, 1, 'mg', 'oral', 'tablet'
	FROM  (SELECT a.*, i, 1 + oracle.rnd('exposed', i, subjects + 2) AS n,
				  past + oracle.pick('exposure start', i, '{-900,-400,-365,-300,-210,-180,-150,-120,-90,-60,-30,-30,-1,0,60}'::int[]) + oracle.pick('off', i, '{0,0,1}'::int[]) AS start,
				  oracle.pick('exposure days', i, ARRAY[1, 30, 30, 60, 90, 180, 400, oracle.rnd('how long', i, 200)::int]) AS days
		   FROM   oracle.asked a, generate_series(1, oracle.rnd('exposures', a.w, 3 * subjects)) r, LATERAL (SELECT a.w * 1000 + r AS i) k
		   WHERE  a.w BETWEEN first_w AND last_w) e;

	-- Events: some the copy of another row, or but for something.
	INSERT INTO oracle.w_event
	SELECT w, i, oracle.study(w, n, i), CASE oracle.rnd('nobody''s event', key, 18) WHEN 0 THEN NULL WHEN 1 THEN '' ELSE 'S' || n END,
		   CASE WHEN oracle.rnd('no id', key, 9) > 0 THEN 'e' || oracle.rnd('event id', key, 12) END,
		   CASE WHEN oracle.rnd('no case', kc, 8) > 0 THEN 'c' || oracle.rnd('case id', kc, 4) END,
		   oracle.pick('event arm', ka, '{A,A,A,B,B,D,NULL,"","ALL",BLINDED}'::text[]), oracle.pick('blinded', ka, '{t,f,f,f,f,f,NULL,NULL}'::boolean[]),
		   oracle.pick('soc', kt, '{Cardiac,Cardiac,Infections,eye,"ALL",NULL,"","\"ALL\""}'::text[]), oracle.pick('pt', kt, '{p1,p1,P2,"ALL",NULL,""}'::text[]),
		   (CASE WHEN oracle.rnd('no onset', ko, 14) > 0 THEN oracle.blur('onset blur', ko, onset, '{0,0,0,0,0,0,1,1,2,3}') END)::partial_date,
		   CASE oracle.rnd('received kind', i, 40) WHEN 0 THEN 'infinity'::date WHEN 1 THEN '-infinity' WHEN 2 THEN NULL WHEN 3 THEN NULL
				ELSE onset + oracle.rnd('received', kr, 60)::int END,
		   oracle.pick('serious', ks, '{t,t,t,t,f,NULL}'::boolean[]), oracle.pick('related', ks, '{t,f,NULL}'::boolean[]), oracle.pick('fatal', ks, '{t,f,f,NULL}'::boolean[]),
		   false, false, false, false, false, 'x', oracle.pick('withdrew', ks, '{t,f,NULL}'::boolean[]),
		   CASE oracle.rnd('recorded', i, 14) WHEN 0 THEN 'empty'::daterange WHEN 1 THEN daterange(NULL, since) WHEN 2 THEN daterange(past - 1, past)
				WHEN 3 THEN daterange(past, NULL) WHEN 4 THEN daterange(since, since + 90) WHEN 5 THEN daterange(NULL, NULL) WHEN 6 THEN daterange('-infinity', NULL)
				WHEN 7 THEN daterange(since, NULL) WHEN 8 THEN daterange(since, NULL) END
	FROM  (SELECT a.*, i, key, 1 + oracle.rnd('whose event', key, subjects + 2) AS n,
				  CASE WHEN oracle.rnd('other case', i, 6) = 0 THEN i ELSE key END AS kc,
				  CASE WHEN oracle.rnd('other arm', i, 6) = 0 THEN i ELSE key END AS ka,
				  CASE WHEN oracle.rnd('other term', i, 6) = 0 THEN i ELSE key END AS kt,
				  CASE WHEN oracle.rnd('other onset', i, 6) = 0 THEN i ELSE key END AS ko,
				  CASE WHEN oracle.rnd('other received', i, 3) = 0 THEN i ELSE key END AS kr,
				  CASE WHEN oracle.rnd('other serious', i, 5) = 0 THEN i ELSE key END AS ks
		   FROM   oracle.asked a, generate_series(1, oracle.rnd('events', a.w, 6 * subjects)) r, LATERAL (SELECT a.w * 1000 + r AS i) k,
				  LATERAL (SELECT CASE WHEN r > 6 AND oracle.rnd('copy', i, 3) = 0 THEN i - 1 - oracle.rnd('of', i, 6) ELSE i END AS key) c
		   WHERE  a.w BETWEEN first_w AND last_w) e,
		   LATERAL (SELECT past + oracle.pick('onset', ko, ARRAY[-1, 0, first - past, first - past - 1, dibd - past, dibd - past - 1,
						   -oracle.rnd('onset days', ko, 90)::int, -oracle.rnd('onset days', ko, 400)::int, -oracle.rnd('onset days', ko, 1200)::int, 300]) AS onset,
						   past - 100 + oracle.rnd('since', i, 130)::int AS since) o;
	ANALYZE oracle.w_subject, oracle.w_exposure, oracle.w_event;
END $$;

-- -------------------------------------------------- labels, persons, the bands

CREATE FUNCTION oracle.label(value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN value IS NULL OR value = '' THEN 'UNKNOWN' WHEN value = 'ALL' THEN '"ALL"' ELSE value END
$$;

-- One subject: what its rows agree on.
CREATE VIEW oracle.w_person AS
SELECT w, coalesce(study_id, '') AS study, subject_id AS subject,
	   CASE WHEN count(DISTINCT birth::text) = 1 THEN min(birth::text) END AS birth,
	   CASE WHEN count(DISTINCT ga) FILTER (WHERE ga::text BETWEEN '20+0' AND '44+6') = 1
			THEN min(ga::text) FILTER (WHERE ga::text BETWEEN '20+0' AND '44+6') END AS ga,
	   CASE WHEN count(DISTINCT sex) FILTER (WHERE sex IN ('M', 'F')) = 1 THEN min(sex) FILTER (WHERE sex IN ('M', 'F')) ELSE 'U' END AS sex
FROM   oracle.w_subject WHERE subject_id IS NOT NULL GROUP BY 1, 2, 3;

-- The bands of some days of one subject. Of a partial birth with a gestation
-- that can matter, the hull is the oracle's own.
CREATE FUNCTION oracle.bands_on(birth text, ga text, days date[], scheme text) RETURNS TABLE (day date, band text) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
	newborn date[] := '{}';
	s text := scheme;
BEGIN
	IF birth IS NULL THEN
		RETURN QUERY SELECT d, '(,)' FROM unnest(days) d;
	ELSIF length(birth) = 10 THEN
		RETURN QUERY SELECT d, age_band(birth::date, ga::gestational_age, d, s::age_scheme)::text FROM unnest(days) d;
	ELSE
		IF ga IS NOT NULL AND s IN ('ema-p4', 'nichd') THEN
			SELECT coalesce(array_agg(d), '{}') INTO newborn FROM unnest(days) d WHERE d BETWEEN earliest(birth::partial_date) AND latest(birth::partial_date) + 200;
		END IF;
		RETURN QUERY SELECT d, age_band(birth::partial_date, d, s::age_scheme)::text FROM unnest(days) d WHERE d <> ALL (newborn)
			UNION ALL
			SELECT b.day, oracle.band_text(s, b.lo, b.hi, b.mark)
			FROM oracle.day_bands(oracle.possible(birth), split_part(ga, '+', 1)::int * 7 + split_part(ga, '+', 2)::int, newborn, s) b;
	END IF;
END $$;

-- The rows of bands: the scheme's, and "others", those that were met, by their
-- number; hulls after the scheme's bands in their order.
CREATE FUNCTION oracle.band_rows(scheme text, others text[]) RETURNS TABLE (band text, no int, of_scheme boolean) LANGUAGE plpgsql STABLE AS $$
DECLARE
	n int := 0;
	b text;
BEGIN
	FOR b IN SELECT u.b FROM bands(band_rows.scheme::age_scheme) WITH ORDINALITY u(b, o) ORDER BY o LOOP
		n := n + 1;
		RETURN QUERY SELECT b, n, true;
		others := array_remove(others, b);
	END LOOP;
	FOR b IN SELECT o::age_band FROM (SELECT DISTINCT unnest(others)) x(o) WHERE o <> 'TOTAL' ORDER BY 1 LOOP
		IF b = '(,0d)' THEN
			RETURN QUERY SELECT b, 0, false;
		ELSIF b = '(,)' THEN
			RETURN QUERY SELECT b, 998, false;
		ELSE
			n := n + 1;
			RETURN QUERY SELECT b, n, false;
		END IF;
	END LOOP;
	RETURN QUERY SELECT 'TOTAL', 999, true;
END $$;

-- The place of an arm, soc, pt, sex or value among those of a report.
CREATE FUNCTION oracle.place(label text, special text[] DEFAULT '{BLINDED,UNKNOWN,ALL}') RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT coalesce(array_position(special, label), 0) || ' ' || label
$$;

-- -------------------------------------------------------------------- exposure

-- Every day of exposure of every subject, in each arm and in "ALL".
CREATE TABLE oracle.exposed_day (w int, study text, subject text, arm text, day date, in_interval boolean, band text);
CREATE INDEX ON oracle.exposed_day (w, study, subject, day);

CREATE FUNCTION oracle.list_days() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	WITH exposed_on AS (
		SELECT DISTINCT a.w, coalesce(e.study_id, '') AS study, e.subject_id AS subject, oracle.label(e.arm) AS arm, a.dibd + g AS day
		FROM   oracle.asked a JOIN oracle.w_exposure e ON e.w = a.w AND e.subject_id IS NOT NULL, generate_series(0, a.past - a.dibd - 1) g
		WHERE  e.during @> a.dibd + g),
	subject AS (
		SELECT d.w, d.study, d.subject, a.scheme, p.birth, p.ga, d.days
		FROM  (SELECT w, study, subject, array_agg(DISTINCT day) AS days FROM exposed_on GROUP BY 1, 2, 3) d
		JOIN   oracle.asked a ON a.w = d.w
		LEFT   JOIN oracle.w_person p ON p.w = d.w AND p.study = d.study AND p.subject = d.subject),
	banded AS MATERIALIZED (
		SELECT s.w, s.study, s.subject, b.day, b.band FROM subject s, LATERAL oracle.bands_on(s.birth, s.ga, s.days, s.scheme) b)
	INSERT INTO oracle.exposed_day
	SELECT w, study, subject, e.arm, day, day >= a.first, b.band
	FROM  (SELECT * FROM exposed_on UNION ALL SELECT DISTINCT w, study, subject, 'ALL', day FROM exposed_on) e
	JOIN   banded b USING (w, study, subject, day) JOIN oracle.asked a USING (w);
	ANALYZE oracle.exposed_day;
END $$;

-- What dsur_exposure must return.
CREATE FUNCTION oracle.exposure(w int)
RETURNS TABLE (arm text, sex text, band text, band_no int, subjects_interval bigint, person_days_interval bigint, person_years_interval float8,
			   subjects_cumulative bigint, person_days_cumulative bigint, person_years_cumulative float8, by_value text)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
	a oracle.asked := (SELECT a FROM oracle.asked a WHERE a.w = exposure.w);
BEGIN
	RETURN QUERY
	WITH valued AS (
		SELECT coalesce(s.study_id, '') AS study, s.subject_id AS subject, CASE WHEN count(DISTINCT v) = 1 THEN oracle.label(min(v)) ELSE 'UNKNOWN' END AS v
		FROM   oracle.w_subject s, LATERAL nullif(to_jsonb(s) ->> a.by_column, '') v
		WHERE  s.w = a.w AND a.by_column IS NOT NULL GROUP BY 1, 2),
	-- each subject in each arm: its days by band, and all of them
	part AS (
		SELECT study, subject, arm, CASE WHEN GROUPING(band) = 1 THEN 'TOTAL' ELSE band END AS band, count(*) FILTER (WHERE in_interval) AS di, count(*) AS dc
		FROM   oracle.exposed_day d WHERE d.w = a.w GROUP BY study, subject, arm, ROLLUP (band)),
	cell AS MATERIALIZED (
		SELECT d.arm, s.sex, v.v AS by_value, d.band,
			   count(DISTINCT (d.study, d.subject)) FILTER (WHERE di > 0) AS si, sum(di)::bigint AS di, count(DISTINCT (d.study, d.subject)) AS sc, sum(dc)::bigint AS dc
		FROM   part d
		LEFT   JOIN oracle.w_person p ON p.w = a.w AND p.study = d.study AND p.subject = d.subject
		LEFT   JOIN valued b ON b.study = d.study AND b.subject = d.subject,
			   LATERAL (VALUES (coalesce(p.sex, 'U')), ('ALL')) s(sex),
			   LATERAL (SELECT coalesce(b.v, 'UNKNOWN') WHERE a.by_column IS NOT NULL UNION ALL SELECT 'ALL') v(v)
		GROUP  BY 1, 2, 3, 4),
	grid AS (
		SELECT * FROM (SELECT arm FROM cell UNION SELECT 'ALL') r, (SELECT sex FROM cell UNION SELECT unnest('{F,M,ALL}'::text[])) x,
			   (SELECT by_value FROM cell UNION SELECT 'ALL') v, oracle.band_rows(a.scheme, ARRAY(SELECT DISTINCT band FROM cell)) b)
	SELECT arm, sex, band, no, coalesce(si, 0), coalesce(di, 0), coalesce(di, 0) / 365.25::float8, coalesce(sc, 0), coalesce(dc, 0), coalesce(dc, 0) / 365.25::float8, by_value
	FROM   grid LEFT JOIN cell USING (arm, sex, by_value, band)
	WHERE  of_scheme OR sc > 0
	ORDER  BY oracle.place(arm) COLLATE "C", oracle.place(sex, '{U,ALL}') COLLATE "C", oracle.place(by_value, '{UNKNOWN,ALL}') COLLATE "C", no;
END $$;
