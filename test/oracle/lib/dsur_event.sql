-- SPDX-License-Identifier: PostgreSQL
--
-- The oracle of the DSUR reports, continued: what they must say of events. To be
-- included after dsur.sql.

-- The band of an event: what is possible of all pairs of birth and onset, with
-- the gestation where it can matter.
CREATE FUNCTION oracle.onset_band(birth text, ga text, onset text, scheme text) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
	IF birth IS NULL OR onset IS NULL THEN
		RETURN '(,)';
	ELSIF length(birth) = 10 AND length(onset) = 10 THEN
		RETURN age_band(birth::date, ga::gestational_age, onset::date, scheme::age_scheme);
	ELSIF ga IS NULL OR scheme NOT IN ('ema-p4', 'nichd') OR earliest(onset::partial_date) > latest(birth::partial_date) + 200
		OR latest(onset::partial_date) < earliest(birth::partial_date)
	THEN
		RETURN age_band(birth::partial_date, onset::partial_date, scheme::age_scheme);
	ELSE
		RETURN oracle.band(oracle.possible(birth), split_part(ga, '+', 1)::int * 7 + split_part(ga, '+', 2)::int, oracle.possible(onset), scheme);
	END IF;
END $$;

-- Every row of event that is valid on the day asked for: where its possible days
-- lie (NULL: some do, some do not), its band, and whether it is the one of its
-- event's rows that stands. By receipt where that is asked; by onset always.
CREATE TABLE oracle.event_at (w int, receipt boolean, row_no bigint, study text, subject text, event_id text, case_id text, soc text, pt text, arm text,
							  band text, serious boolean, first_day date, last_day date, in_interval boolean, in_cumulative boolean, stands boolean);
CREATE INDEX ON oracle.event_at (w);

CREATE FUNCTION oracle.all_or_none(yes bigint, no bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN yes > 0 AND no = 0 THEN true WHEN yes = 0 AND no > 0 THEN false END
$$;

CREATE FUNCTION oracle.list_events() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	CREATE TEMP TABLE valid AS
	SELECT a.w, m.receipt, e.row_no, coalesce(e.study_id, '') AS study, e.subject_id AS subject, e.event_id, e.case_id,
		   oracle.label(e.soc) AS soc, oracle.label(e.pt) AS pt, CASE WHEN e.blinded THEN 'BLINDED' ELSE oracle.label(e.arm) END AS arm,
		   oracle.onset_band(p.birth, p.ga, e.onset::text, a.scheme)::age_band AS band, e.serious,
		   d.first_day, d.last_day, d.in_interval, d.in_cumulative, coalesce(lower(e.recorded), e.received) AS version
	FROM   oracle.asked a JOIN oracle.w_event e ON e.w = a.w AND coalesce(e.recorded @> coalesce(a.as_of, a.lock_point), true)
	JOIN  (VALUES (false), (true)) m(receipt) ON a.by_receipt OR NOT m.receipt
	LEFT   JOIN oracle.w_person p ON p.w = e.w AND p.study = coalesce(e.study_id, '') AND p.subject = e.subject_id,
		   LATERAL (SELECT min(d) AS first_day, max(d) AS last_day,
						   oracle.all_or_none(count(*) FILTER (WHERE d >= a.first AND d < a.past), count(*) FILTER (WHERE d < a.first OR d >= a.past)) AS in_interval,
						   oracle.all_or_none(count(*) FILTER (WHERE d < a.past), count(*) FILTER (WHERE d >= a.past)) AS in_cumulative
					FROM   unnest(CASE WHEN m.receipt THEN ARRAY[e.received] ELSE oracle.possible(e.onset::text) END) d) d;
	CREATE INDEX ON valid (w);
	ANALYZE valid;

	-- One row of an event is better than another if it is a later version, or of the
	-- same version and blinded; then by what it says, so that the order of the rows
	-- has no part in it.
	INSERT INTO oracle.event_at
	SELECT v.w, v.receipt, v.row_no, v.study, v.subject, v.event_id, v.case_id, v.soc, v.pt, v.arm, v.band, v.serious, v.first_day, v.last_day, v.in_interval, v.in_cumulative,
		   NOT EXISTS (
			SELECT FROM valid o
			WHERE  o.w = v.w AND o.receipt = v.receipt AND o.study = v.study AND o.subject IS NOT DISTINCT FROM v.subject AND o.event_id = v.event_id
			AND    (o.version IS NOT NULL, coalesce(o.version, '-infinity'), o.arm = 'BLINDED', o.soc COLLATE "C", o.pt COLLATE "C", o.arm COLLATE "C", o.band,
					o.case_id IS NOT NULL, coalesce(o.case_id, '') COLLATE "C", oracle.worth(o.serious, o.in_interval), oracle.worth(o.serious, o.in_cumulative), o.serious IS NOT NULL, coalesce(o.serious, false), o.row_no)
				 > (v.version IS NOT NULL, coalesce(v.version, '-infinity'), v.arm = 'BLINDED', v.soc COLLATE "C", v.pt COLLATE "C", v.arm COLLATE "C", v.band,
					v.case_id IS NOT NULL, coalesce(v.case_id, '') COLLATE "C", oracle.worth(v.serious, v.in_interval), oracle.worth(v.serious, v.in_cumulative), v.serious IS NOT NULL, coalesce(v.serious, false), v.row_no))
	FROM   valid v;
	DROP TABLE valid;
	ANALYZE oracle.event_at;
END $$;

-- Of rows that say the same, one that counts is better than one that does not,
-- and that than one that may count.
CREATE FUNCTION oracle.worth(serious boolean, counts boolean) RETURNS int LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN serious AND counts IS NULL THEN 0 WHEN serious AND counts THEN 2 ELSE 1 END
$$;

-- The events of one warehouse that count or may count, once for each level of
-- soc and pt and of arm at which they are shown.
CREATE FUNCTION oracle.leveled(w int, receipt boolean)
RETURNS TABLE (soc text, pt text, arm text, band text, study text, subject text, event text, "case" text, first_day date, last_day date,
			   in_interval boolean, in_cumulative boolean) LANGUAGE sql STABLE AS $$
	SELECT l.soc, l.pt, l.arm, e.band, e.study, e.subject, coalesce('e' || event_id, 'r' || row_no), coalesce('c' || case_id, 'e' || event_id, 'r' || row_no),
		   e.first_day, e.last_day, e.in_interval, e.in_cumulative
	FROM   oracle.event_at e,
		   LATERAL (VALUES (e.soc, e.pt, e.arm), (e.soc, 'ALL', e.arm), ('ALL', 'ALL', e.arm), (e.soc, e.pt, 'ALL'), (e.soc, 'ALL', 'ALL'), ('ALL', 'ALL', 'ALL')) l(soc, pt, arm)
	WHERE  e.w = leveled.w AND e.receipt = leveled.receipt AND e.stands AND e.serious AND (in_interval IS DISTINCT FROM false OR in_cumulative IS DISTINCT FROM false)
$$;

-- What dsur_sae must return.
CREATE FUNCTION oracle.sae(w int, receipt boolean)
RETURNS TABLE (soc text, pt text, arm text, band text, band_no integer,
			   events_interval bigint, cases_interval bigint, subjects_interval bigint, undetermined_interval bigint,
			   events_cumulative bigint, cases_cumulative bigint, subjects_cumulative bigint, undetermined_cumulative bigint, undetermined bigint)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
	a oracle.asked := (SELECT a FROM oracle.asked a WHERE a.w = sae.w);
BEGIN
	RETURN QUERY
	WITH cell AS MATERIALIZED (
		SELECT e.soc, e.pt, e.arm, b.band,
			   count(DISTINCT (study, subject, event)) FILTER (WHERE in_interval) AS ei, count(DISTINCT (study, subject, "case")) FILTER (WHERE in_interval) AS ci,
			   count(DISTINCT (study, subject)) FILTER (WHERE in_interval AND subject IS NOT NULL) AS si, count(*) FILTER (WHERE in_interval IS NULL) AS ui,
			   count(DISTINCT (study, subject, event)) FILTER (WHERE in_cumulative) AS ec, count(DISTINCT (study, subject, "case")) FILTER (WHERE in_cumulative) AS cc,
			   count(DISTINCT (study, subject)) FILTER (WHERE in_cumulative AND subject IS NOT NULL) AS sc, count(*) FILTER (WHERE in_cumulative IS NULL) AS uc,
			   count(*) FILTER (WHERE in_interval IS NULL OR in_cumulative IS NULL) AS u
		FROM   oracle.leveled(a.w, receipt) e, LATERAL (VALUES (e.band), ('TOTAL')) b(band)
		GROUP  BY 1, 2, 3, 4),
	grid AS (
		SELECT * FROM (SELECT DISTINCT soc, pt FROM cell UNION SELECT 'ALL', 'ALL') t,
			   (SELECT arm FROM cell UNION SELECT arm FROM oracle.exposed_day d WHERE d.w = a.w UNION SELECT 'ALL') r,
			   oracle.band_rows(a.scheme, ARRAY(SELECT DISTINCT band FROM cell)) b)
	SELECT soc, pt, arm, band, no, coalesce(ei, 0), coalesce(ci, 0), coalesce(si, 0), coalesce(ui, 0), coalesce(ec, 0), coalesce(cc, 0), coalesce(sc, 0), coalesce(uc, 0), coalesce(u, 0)
	FROM   grid LEFT JOIN cell USING (soc, pt, arm, band)
	WHERE  of_scheme OR u IS NOT NULL
	ORDER  BY oracle.place(soc, '{ALL}') COLLATE "C", oracle.place(pt, '{ALL}') COLLATE "C", oracle.place(arm) COLLATE "C", no;
END $$;

-- What dsur_rates must return: first the days and events, then the rates from them.
CREATE FUNCTION oracle.counts(w int, cumulative boolean)
RETURNS TABLE (soc text, pt text, arm text, band text, no int, shown boolean, events bigint, off_exposure bigint, years float8, subjects bigint, first_years float8)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
	a oracle.asked := (SELECT a FROM oracle.asked a WHERE a.w = counts.w);
BEGIN
	RETURN QUERY
	WITH event AS MATERIALIZED (
		SELECT * FROM oracle.leveled(a.w, false) e WHERE CASE WHEN cumulative THEN e.in_cumulative ELSE e.in_interval END),
	-- a subject's first event of each level: no other is before it
	first AS MATERIALIZED (
		SELECT DISTINCT e.soc, e.pt, e.arm, e.study, e.subject, e.band, e.last_day FROM event e
		WHERE  e.subject IS NOT NULL AND NOT EXISTS (
			SELECT FROM event o WHERE o.soc = e.soc AND o.pt = e.pt AND o.arm = e.arm AND o.study = e.study AND o.subject = e.subject
			AND    (o.first_day, o.last_day, o.band::age_band) < (e.first_day, e.last_day, e.band::age_band))),
	day AS MATERIALIZED (
		SELECT d.*, b.row_band FROM oracle.exposed_day d, LATERAL (VALUES (d.band), ('TOTAL')) b(row_band) WHERE d.w = a.w AND (cumulative OR d.in_interval)),
	times AS (
		SELECT arm, row_band AS band, count(*) AS days FROM day GROUP BY 1, 2),
	after AS (
		SELECT f.soc, f.pt, d.arm, d.row_band AS band, count(*) AS days
		FROM   first f JOIN day d ON d.arm = f.arm AND d.study = f.study AND d.subject = f.subject AND d.day > f.last_day GROUP BY 1, 2, 3, 4),
	firsts AS (
		SELECT soc, pt, arm, b.band, count(*) AS subjects FROM first f, LATERAL (VALUES (f.band), ('TOTAL')) b(band) GROUP BY 1, 2, 3, 4),
	happened AS (
		SELECT soc, pt, arm, b.band, count(*) AS events,
			   count(*) FILTER (WHERE NOT EXISTS (SELECT FROM oracle.exposed_day d WHERE d.w = a.w AND d.arm = 'ALL' AND d.study = e.study AND d.subject = e.subject
												  AND d.day BETWEEN e.first_day AND e.last_day)) AS off
		FROM   event e, LATERAL (VALUES (e.band), ('TOTAL')) b(band) GROUP BY 1, 2, 3, 4),
	grid AS (
		SELECT * FROM (SELECT l.soc, l.pt FROM oracle.leveled(a.w, false) l UNION SELECT 'ALL', 'ALL') g,
			   (SELECT l.arm FROM oracle.leveled(a.w, false) l UNION SELECT d.arm FROM oracle.exposed_day d WHERE d.w = a.w UNION SELECT 'ALL') r,
			   oracle.band_rows(a.scheme, ARRAY(SELECT band FROM oracle.exposed_day d WHERE d.w = a.w UNION SELECT band FROM oracle.leveled(a.w, false) l WHERE l.in_cumulative)) b)
	SELECT soc, pt, arm, band, no, of_scheme OR coalesce(t.days, h.events) IS NOT NULL, coalesce(h.events, 0), coalesce(h.off, 0), coalesce(t.days, 0) / 365.25::float8,
		   coalesce(f.subjects, 0), (coalesce(t.days, 0) - coalesce(n.days, 0)) / 365.25::float8
	FROM   grid LEFT JOIN times t USING (arm, band) LEFT JOIN happened h USING (soc, pt, arm, band) LEFT JOIN firsts f USING (soc, pt, arm, band) LEFT JOIN after n USING (soc, pt, arm, band);
END $$;
CREATE FUNCTION oracle.rates(w int)
RETURNS TABLE (soc text, pt text, arm text, band text, band_no integer,
			   events_interval bigint, off_exposure_interval bigint, person_years_interval double precision, rate_interval double precision, rate_lower_interval double precision,
			   rate_upper_interval double precision, ratio_interval double precision, ratio_lower_interval double precision, ratio_upper_interval double precision,
			   first_subjects_interval bigint, first_person_years_interval double precision, first_rate_interval double precision, first_rate_lower_interval double precision,
			   first_rate_upper_interval double precision, first_ratio_interval double precision, first_ratio_lower_interval double precision, first_ratio_upper_interval double precision,
			   events_cumulative bigint, off_exposure_cumulative bigint, person_years_cumulative double precision, rate_cumulative double precision, rate_lower_cumulative double precision,
			   rate_upper_cumulative double precision, ratio_cumulative double precision, ratio_lower_cumulative double precision, ratio_upper_cumulative double precision,
			   first_subjects_cumulative bigint, first_person_years_cumulative double precision, first_rate_cumulative double precision, first_rate_lower_cumulative double precision,
			   first_rate_upper_cumulative double precision, first_ratio_cumulative double precision, first_ratio_lower_cumulative double precision, first_ratio_upper_cumulative double precision)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
	s text := (SELECT a.scheme FROM oracle.asked a WHERE a.w = rates.w);
	own text := (SELECT b FROM bands(s::age_scheme) b WHERE b::text = age_band(date '1990-05-05', date '2007-09-09', s::age_scheme)::text);
BEGIN
	RETURN QUERY
	WITH count AS MATERIALIZED (
		SELECT 'i' AS period, c.* FROM oracle.counts(rates.w, false) c UNION ALL SELECT 'c', c.* FROM oracle.counts(rates.w, true) c),
	rated AS MATERIALIZED (
		SELECT c.*, (a.r).rate * 100 AS rate, (a.r).lower * 100 AS lower, (a.r).upper * 100 AS upper, (a.q).ratio, (a.q).lower AS ratio_lower, (a.q).upper AS ratio_upper,
			   (f.r).rate * 100 AS first_rate, (f.r).lower * 100 AS first_lower, (f.r).upper * 100 AS first_upper,
			   (f.q).ratio AS first_ratio, (f.q).lower AS first_ratio_lower, (f.q).upper AS first_ratio_upper
		FROM   count c LEFT JOIN count o ON o.period = c.period AND o.soc = c.soc AND o.pt = c.pt AND o.arm = c.arm AND o.band = own AND c.band NOT IN (own, 'TOTAL'),
			   LATERAL (SELECT rate_ci(c.events, c.years) AS r, rate_ratio_ci(c.events, c.years, o.events, o.years) AS q OFFSET 0) a,
			   LATERAL (SELECT rate_ci(c.subjects, c.first_years) AS r, rate_ratio_ci(c.subjects, c.first_years, o.subjects, o.first_years) AS q OFFSET 0) f)
	SELECT i.soc, i.pt, i.arm, i.band, i.no,
		   i.events, i.off_exposure, i.years, i.rate, i.lower, i.upper, i.ratio, i.ratio_lower, i.ratio_upper,
		   i.subjects, i.first_years, i.first_rate, i.first_lower, i.first_upper, i.first_ratio, i.first_ratio_lower, i.first_ratio_upper,
		   c.events, c.off_exposure, c.years, c.rate, c.lower, c.upper, c.ratio, c.ratio_lower, c.ratio_upper,
		   c.subjects, c.first_years, c.first_rate, c.first_lower, c.first_upper, c.first_ratio, c.first_ratio_lower, c.first_ratio_upper
	FROM   rated i JOIN rated c USING (soc, pt, arm, band)
	WHERE  i.period = 'i' AND c.period = 'c' AND c.shown
	ORDER  BY oracle.place(soc, '{ALL}') COLLATE "C", oracle.place(pt, '{ALL}') COLLATE "C", oracle.place(arm) COLLATE "C", i.no;
END $$;

-- What dsur_age_flow must return.
CREATE FUNCTION oracle.age_flow(w int)
RETURNS TABLE (band_entry text, band_entry_no integer, band_dlp text, band_dlp_no integer,
			   subjects_interval bigint, person_days_interval bigint, subjects_cumulative bigint, person_days_cumulative bigint) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
	a oracle.asked := (SELECT a FROM oracle.asked a WHERE a.w = age_flow.w);
BEGIN
	RETURN QUERY
	WITH subject AS MATERIALIZED (
		SELECT d.study, d.subject, (array_agg(d.band ORDER BY d.day))[1] AS entry, min(x.band) AS dlp,
			   count(*) FILTER (WHERE d.in_interval) AS di, count(*) AS dc
		FROM   oracle.exposed_day d LEFT JOIN oracle.w_person p ON p.w = d.w AND p.study = d.study AND p.subject = d.subject,
			   LATERAL oracle.bands_on(p.birth, p.ga, ARRAY[a.lock_point], a.scheme) x
		WHERE  d.w = a.w AND d.arm = 'ALL' GROUP BY 1, 2),
	cell AS (
		SELECT e.entry, l.dlp, count(*) FILTER (WHERE di > 0) AS si, sum(di) AS di, count(*) AS sc, sum(dc) AS dc
		FROM   subject s, LATERAL (VALUES (s.entry), ('TOTAL')) e(entry), LATERAL (VALUES (s.dlp), ('TOTAL')) l(dlp) GROUP BY 1, 2),
	band AS MATERIALIZED (
		SELECT * FROM oracle.band_rows(a.scheme, ARRAY(SELECT entry FROM subject UNION SELECT dlp FROM subject)))
	SELECT e.band, e.no, l.band, l.no, coalesce(si, 0), coalesce(di, 0)::bigint, coalesce(sc, 0), coalesce(dc, 0)::bigint
	FROM   band e CROSS JOIN band l LEFT JOIN cell c ON c.entry = e.band AND c.dlp = l.band
	WHERE  e.of_scheme AND l.of_scheme OR sc > 0
	ORDER  BY e.no, l.no;
END $$;

-- ---------------------------------------------------- nothing is lost, and why

-- What dsur_reconciliation must return: each row of the views gets its reason,
-- the first of the list that applies; then they are counted.
CREATE FUNCTION oracle.reconciliation(w int)
RETURNS TABLE (unit text, line text, reason text, n_interval bigint, n_cumulative bigint) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
	a oracle.asked := (SELECT a FROM oracle.asked a WHERE a.w = reconciliation.w);
	word text := CASE WHEN a.by_receipt THEN 'received' ELSE 'onset' END;
BEGIN
	RETURN QUERY
	WITH period AS (
		SELECT * FROM (VALUES ('i', a.first), ('c', a.dibd)) p(period, start)),
	row_of_subject AS (
		SELECT coalesce(study_id, '') AS study, subject_id AS subject, row_number() OVER (PARTITION BY coalesce(study_id, ''), subject_id) AS copy
		FROM   oracle.w_subject s WHERE s.w = a.w),
	row_of_exposure AS MATERIALIZED (
		SELECT coalesce(study_id, '') AS study, subject_id AS subject, during, row_number() OVER (PARTITION BY coalesce(study_id, ''), subject_id, oracle.label(arm), during) AS copy
		FROM   oracle.w_exposure e WHERE e.w = a.w),
	person AS (
		SELECT p.study, p.subject, p.birth FROM oracle.w_person p WHERE p.w = a.w),
	exposed AS (
		SELECT study, subject, bool_or(in_interval) AS in_interval, count(*) FILTER (WHERE in_interval) AS di, count(*) AS dc
		FROM   oracle.exposed_day d WHERE d.w = a.w AND arm = 'ALL' GROUP BY 1, 2),
	subjects AS (
		SELECT known, period, CASE WHEN i THEN 'counted' ELSE 'excluded' END AS line,
			   CASE WHEN i AND NOT known THEN 'exposed; no row in subject, age unknown'
					WHEN i AND birth IS NULL THEN 'exposed; birth unknown, or different in several rows'
					WHEN i THEN 'exposed'
					WHEN x.dc > 0 THEN 'exposed, but not in the period'
					WHEN NOT known THEN 'no row in subject; exposed neither in nor before the period'
					ELSE 'exposed neither in nor before the period' END AS reason
		FROM  (SELECT study, subject FROM row_of_subject WHERE subject IS NOT NULL UNION SELECT study, subject FROM row_of_exposure WHERE subject IS NOT NULL
			   UNION SELECT study, subject FROM oracle.event_at e WHERE e.w = a.w AND subject IS NOT NULL) k
		LEFT   JOIN exposed x USING (study, subject) LEFT JOIN person p USING (study, subject) CROSS JOIN period,
			   LATERAL (SELECT coalesce(CASE period WHEN 'i' THEN x.di ELSE x.dc END, 0) > 0 AS i, p.study IS NOT NULL AS known) v
		UNION  ALL
		SELECT true, period, 'excluded', CASE WHEN subject IS NULL THEN 'no subject_id' ELSE 'another row of the same subject' END
		FROM   row_of_subject, period WHERE subject IS NULL OR copy > 1),
	exposures AS (
		SELECT period, CASE WHEN reason LIKE 'in the period%' THEN 'counted' ELSE 'excluded' END AS line, reason
		FROM   row_of_exposure r LEFT JOIN person p USING (study, subject) CROSS JOIN period,
			   LATERAL (SELECT count(*) AS days FROM generate_series(0, a.past - start - 1) g WHERE during @> start + g) d,
			   LATERAL (SELECT CASE WHEN r.subject IS NULL THEN 'no subject_id'
							WHEN during IS NULL OR isempty(during) THEN 'no day: during is NULL or empty'
							WHEN days = 0 AND lower(during) >= a.past THEN 'starts after the period'
							WHEN days = 0 THEN 'ended before the period'
							WHEN copy > 1 THEN 'the same row again'
							WHEN p.study IS NULL THEN 'in the period; no row in subject, age unknown'
							WHEN lower(during) IS NULL THEN 'in the period; start unknown, from the first day of the period'
							ELSE 'in the period' END AS reason) v),
	days AS (
		SELECT period, (SELECT count(*) FROM row_of_exposure, generate_series(0, a.past - start - 1) g WHERE during @> start + g AND copy = 1 AND subject IS NOT NULL) AS n,
			   coalesce((SELECT sum(CASE period WHEN 'i' THEN di ELSE dc END) FROM exposed), 0)::bigint AS counted
		FROM   period),
	events AS MATERIALIZED (
		SELECT period, coalesce(e.study_id, '') AS study, e.subject_id AS subject, e.row_no,
			   coalesce('c' || e.case_id, 'e' || e.event_id, 'r' || e.row_no) AS "case", CASE WHEN o <= 6 THEN 'counted' ELSE 'excluded' END AS line, reason, o
		FROM   oracle.w_event e CROSS JOIN period LEFT JOIN oracle.event_at v ON v.w = a.w AND v.receipt = a.by_receipt AND v.row_no = e.row_no
		LEFT   JOIN person p ON p.study = v.study AND p.subject = v.subject
		LEFT   JOIN exposed x ON x.study = v.study AND x.subject = v.subject,
			   LATERAL (SELECT CASE period WHEN 'i' THEN v.in_interval ELSE v.in_cumulative END AS counts) c,
			   LATERAL (SELECT CASE WHEN v.row_no IS NULL THEN '21not the version valid on that day'
							WHEN NOT v.stands THEN '20another row of the same event stands'
							WHEN v.serious IS NULL THEN '18seriousness not stated'
							WHEN NOT v.serious THEN '19not serious'
							WHEN v.first_day IS NULL THEN '11' || word || ' not known'
							WHEN counts IS NULL THEN '10onset partial: may lie in the period or not'
							WHEN NOT counts AND v.first_day >= a.past THEN '16' || word || ' after the period'
							WHEN NOT counts THEN '15' || word || ' before the period'
							WHEN v.subject IS NULL THEN '01serious; no subject_id'
							WHEN p.study IS NULL THEN '02serious; no row in subject, age unknown'
							WHEN v.band = '(,0d)' THEN '03serious; onset before birth'
							WHEN v.last_day < a.dibd THEN '04serious; ' || word || ' before dibd'
							WHEN x.study IS NULL THEN '05serious; subject not exposed'
							ELSE '06serious' END AS found) f,
			   LATERAL (SELECT left(found, 2)::int AS o, substr(found, 3) AS reason) g
		WHERE  e.w = a.w AND (e.recorded IS NULL OR coalesce(lower(e.recorded) <= coalesce(a.as_of, a.lock_point), true))),
	cases AS (
		SELECT DISTINCT ON (period, study, subject, "case") period, line, reason FROM events ORDER BY period, study, subject, "case", o),
	verdict AS (
		SELECT 1 AS no, 'subjects' AS unit, period, line, reason FROM subjects UNION ALL SELECT 2, 'exposures', * FROM exposures
		UNION ALL SELECT 4, 'events', period, line, reason FROM events UNION ALL SELECT 5, 'cases', * FROM cases),
	counted AS (
		SELECT no, unit, 2 AS line_no, line, reason, period, count(*) AS n FROM verdict GROUP BY 1, 2, 4, 5, 6
		UNION ALL SELECT 3, 'person_days', 2, 'counted', 'in the period', period, counted FROM days
		UNION ALL SELECT 3, 'person_days', 3, 'excluded', 'a day that another row has too', period, n - counted FROM days WHERE n > counted),
	came AS (
		SELECT 1 AS no, 'subjects' AS unit, period, (SELECT count(*) FROM oracle.w_subject s WHERE s.w = a.w) + (SELECT count(*) FROM subjects s WHERE s.period = p.period AND NOT known) AS n FROM period p
		UNION ALL SELECT 2, 'exposures', period, (SELECT count(*) FROM oracle.w_exposure e WHERE e.w = a.w) FROM period
		UNION ALL SELECT 3, 'person_days', period, n FROM days
		UNION ALL SELECT 4, 'events', period, (SELECT count(*) FROM oracle.w_event e WHERE e.w = a.w AND (e.recorded IS NULL OR coalesce(lower(e.recorded) <= coalesce(a.as_of, a.lock_point), true))) FROM period
		UNION ALL SELECT 5, 'cases', period, (SELECT count(DISTINCT (study, subject, "case")) FROM events e WHERE e.period = p.period) FROM period p),
	report AS (
		SELECT no, unit, CASE line WHEN 'counted' THEN 2 ELSE 3 END AS line_no, line, reason, period, n FROM counted
		UNION ALL SELECT no, unit, 1, 'in', NULL, period, n FROM came
		UNION ALL SELECT no, unit, 4, 'balance', NULL, period, 0 FROM came)
	SELECT unit, line, reason, coalesce(sum(n) FILTER (WHERE period = 'i'), 0)::bigint, coalesce(sum(n) FILTER (WHERE period = 'c'), 0)::bigint
	FROM   report GROUP BY no, unit, line_no, line, reason ORDER BY no, line_no, reason COLLATE "C";
END $$;
