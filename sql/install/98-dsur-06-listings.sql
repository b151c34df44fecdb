-- SPDX-License-Identifier: PostgreSQL
--
-- Line listings: serious adverse reactions (ICH E2F section 7.2, appendix 5),
-- subjects who died and who withdrew for an adverse event (regional appendices;
-- China: CDE 2020 No. 7 article 12, annexes 2 and 3). They differ in the events
-- that they take and in what makes a line; all else is dsur_listing.

CREATE FUNCTION dsur_listing(listing text, source text, dibd date, period daterange, scheme age_scheme, by_receipt boolean, as_of date)
	RETURNS TABLE (line_no bigint, study_id text, soc text, case_ids text, subject_id text, country text, sex text,
				   age text, band text, band_no integer, ga text, arm text, terms text, seriousness text, onset text, days_to_onset integer,
				   dose numeric, dose_unit text, route text, form text, treatment_start date, treatment_end date,
				   outcome text, received date, any_serious boolean, all_serious boolean, related boolean, ended date,
				   in_interval boolean, in_cumulative boolean)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 500
	SET search_path = pg_catalog, pg_temp
	SET jit = off
	SET enable_mergejoin = off
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	query text;
BEGIN
	EXECUTE format('SELECT %I.dsur_check($1, $2, $3, $4, $5, ''{subject,exposure,event}'')', own) USING source, dibd, period, scheme, as_of;
	IF listing IS NULL OR listing NOT IN ('reactions', 'deaths', 'withdrawals') THEN
		RAISE invalid_parameter_value USING MESSAGE = format('unknown listing: %s', coalesce(quote_literal(listing), 'NULL')),
			HINT = 'listing is reactions, deaths or withdrawals.';
	END IF;
	EXECUTE format('SELECT %I.dsur_query($1, ''person'', ''event'', ''version'', $2, ''band'', $3)', own) INTO query USING source, $query$
	-- Which events, and which line each belongs to: its case, or its subject. One
	-- without subject_id is never joined with others but by its case.
	listed AS (
		SELECT e.*, CASE WHEN $8 = 'reactions' OR e.subject_id IS NULL THEN coalesce('c' || e.case_id, 'r' || e.row_no) ELSE '' END AS line,
			   CASE WHEN e.fatal THEN 1 WHEN e.life_threatening THEN 2 WHEN e.disabling THEN 3 WHEN e.hospitalisation THEN 4
					WHEN e.congenital THEN 5 WHEN e.other_important THEN 6 WHEN e.serious THEN 7 ELSE 8 END AS rank
		FROM   event_version e
		WHERE  e.stands AND e.in_cumulative IS NOT FALSE
		AND    CASE $8 WHEN 'reactions' THEN e.serious AND e.related IS NOT FALSE WHEN 'deaths' THEN e.fatal ELSE e.withdrew END),
	ordered AS (
		SELECT l.*, row_number() OVER (PARTITION BY l.study_id, l.subject_id, l.line ORDER BY l.rank, l.onset, l.soc COLLATE "C", l.pt COLLATE "C",
				l.event_id COLLATE "C", l.outcome COLLATE "C", l.row_no) AS no
		FROM   listed l),
	term AS (
		SELECT o.*, row_number() OVER (PARTITION BY o.study_id, o.subject_id, o.line, o.pt ORDER BY o.no) = 1 AS new_term
		FROM   ordered o),
	-- Age is that at the first onset that is known. A line is blinded if one of
	-- its events is.
	line AS (
		SELECT t.study_id, t.subject_id, min(t.soc) FILTER (WHERE t.no = 1) AS soc, min(t.outcome) FILTER (WHERE t.no = 1) AS outcome,
			   string_agg(DISTINCT t.case_id COLLATE "C", '; ' ORDER BY t.case_id COLLATE "C") AS case_ids,
			   CASE WHEN bool_or(t.arm = 'BLINDED') THEN 'BLINDED'
					ELSE coalesce(string_agg(DISTINCT t.arm COLLATE "C", '; ' ORDER BY t.arm COLLATE "C") FILTER (WHERE t.arm <> 'UNKNOWN'), 'UNKNOWN') END AS arm,
			   string_agg(t.pt, '; ' ORDER BY t.no) FILTER (WHERE t.new_term) AS terms,
			   concat_ws('; ', CASE WHEN bool_or(t.fatal) THEN 'fatal' END, CASE WHEN bool_or(t.life_threatening) THEN 'life-threatening' END,
						 CASE WHEN bool_or(t.disabling) THEN 'disabling' END, CASE WHEN bool_or(t.hospitalisation) THEN 'hospitalisation' END,
						 CASE WHEN bool_or(t.congenital) THEN 'congenital' END, CASE WHEN bool_or(t.other_important) THEN 'other important' END) AS seriousness,
			   %2$I.min(t.onset) AS onset, (array_agg(t.band ORDER BY t.onset))[1] AS band, min(t.received) AS received,
			   %2$I.min(t.birth) AS birth, %2$I.min(t.ga) AS ga, min(t.sex) AS sex, min(t.country) AS country,
			   CASE WHEN bool_or(t.serious) THEN true WHEN count(t.serious) = count(*) THEN false END AS any_serious,
			   CASE WHEN NOT bool_and(t.serious) THEN false WHEN count(t.serious) = count(*) THEN true END AS all_serious,
			   CASE WHEN bool_or(t.related) THEN true WHEN count(t.related) = count(*) THEN false END AS related,
			   CASE WHEN bool_or(t.in_interval) THEN true WHEN count(t.in_interval) = count(*) THEN false END AS in_interval,
			   CASE WHEN bool_or(t.in_cumulative) THEN true WHEN count(t.in_cumulative) = count(*) THEN false END AS in_cumulative
		FROM   term t
		GROUP  BY t.study_id, t.subject_id, t.line),
	numbered AS MATERIALIZED (
		SELECT l.*, row_number() OVER (ORDER BY l.study_id COLLATE "C", CASE WHEN $8 = 'reactions' THEN l.soc END COLLATE "C", l.subject_id COLLATE "C",
				l.onset, l.case_ids COLLATE "C", l.terms COLLATE "C", l.received, l.arm COLLATE "C", l.outcome COLLATE "C", l.seriousness, l.related) AS line_no
		FROM   line l),
	seen AS (SELECT n.band FROM numbered n),$query$,
	-- Treatment, as it is known at the end of the period. first is the first day
	-- of a row (-infinity: not known), past the day after its last.
	$query$
	dosing AS MATERIALIZED (
		SELECT coalesce(x.study_id::text, '') AS study_id, x.subject_id::text AS subject_id, x.arm::text AS arm,
			   coalesce(lower(x.during::daterange), '-infinity') AS first, coalesce(upper(x.during::daterange), 'infinity') AS past,
			   x.dose::numeric AS dose, nullif(x.dose_unit::text, '') AS dose_unit, nullif(x.route::text, '') AS route, nullif(x.form::text, '') AS form
		FROM   %1$I.exposure x
		WHERE  x.during::daterange && daterange(NULL, $3)),
	treatment AS (
		SELECT x.study_id, x.subject_id, CASE WHEN isfinite(min(x.first)) THEN min(x.first) END AS first,
			   CASE WHEN max(x.past) <= $3 THEN max(x.past) - 1 END AS last
		FROM   dosing x GROUP BY x.study_id, x.subject_id),
	-- The days on which the row in force may change within the possible days of
	-- onset: where it is the same on all of them, it is known.
	possible AS (
		SELECT n.line_no, n.study_id, n.subject_id, n.arm, %2$I.earliest(n.onset) AS day
		FROM   numbered n WHERE n.onset IS NOT NULL
		UNION
		SELECT n.line_no, n.study_id, n.subject_id, n.arm, d.day
		FROM   numbered n JOIN dosing x ON x.study_id = n.study_id AND x.subject_id = n.subject_id, LATERAL (VALUES (x.first), (x.past)) d(day)
		WHERE  NOT %2$I.is_complete(n.onset) AND d.day > %2$I.earliest(n.onset) AND d.day <= %2$I.latest(n.onset)),
	in_force AS (
		SELECT DISTINCT ON (p.line_no, p.day) p.line_no, x.dose, x.dose_unit, x.route, x.form
		FROM   possible p JOIN dosing x ON x.study_id = p.study_id AND x.subject_id = p.subject_id AND x.first <= p.day
		WHERE  p.arm <> 'BLINDED'
		ORDER  BY p.line_no, p.day, x.past > p.day DESC, CASE WHEN x.past > p.day THEN coalesce(x.arm = p.arm, false) END DESC,
			   CASE WHEN x.past > p.day THEN x.first ELSE x.past END DESC, x.first DESC,
			   x.dose DESC NULLS LAST, x.dose_unit COLLATE "C", x.route COLLATE "C", x.form COLLATE "C"),
	given AS (
		SELECT f.line_no, CASE WHEN count(DISTINCT ROW(f.dose, f.dose_unit)) = 1 THEN min(f.dose) END AS dose,
			   CASE WHEN count(DISTINCT ROW(f.dose, f.dose_unit)) = 1 THEN min(f.dose_unit) END AS dose_unit,
			   CASE WHEN count(DISTINCT ROW(f.route)) = 1 THEN min(f.route) END AS route,
			   CASE WHEN count(DISTINCT ROW(f.form)) = 1 THEN min(f.form) END AS form
		FROM   in_force f GROUP BY f.line_no),
	leaving AS (
		SELECT coalesce(s.study_id::text, '') AS study_id, s.subject_id::text AS subject_id,
			   CASE WHEN min(s.ended::date) = max(s.ended::date) AND max(s.ended::date) < $3 THEN min(s.ended::date) END AS ended
		FROM   %1$I.subject s GROUP BY 1, 2)
	SELECT n.line_no, nullif(n.study_id, ''), n.soc, n.case_ids, n.subject_id, n.country, coalesce(n.sex, 'U'),
		   coalesce(a.value || ' ' || a.unit, b.label), b.label, b.band_no,
		   -- the gestation at birth, of those who may be under 2 years
		   CASE WHEN %2$I.age_reached(%2$I.latest(n.birth), '2y') <= %2$I.earliest(n.onset) THEN NULL ELSE n.ga::text END,
		   n.arm, n.terms, nullif(n.seriousness, ''), n.onset::text, o.onset - t.first,
		   g.dose, g.dose_unit, g.route, g.form, t.first, t.last,
		   n.outcome, n.received, n.any_serious, n.all_serious, n.related, e.ended, n.in_interval, n.in_cumulative
	FROM   numbered n JOIN band b ON b.label = n.band::text
	CROSS  JOIN LATERAL (SELECT CASE WHEN %2$I.is_complete(n.birth) THEN n.birth::date END AS birth,
								CASE WHEN %2$I.is_complete(n.onset) THEN n.onset::date END AS onset) o
	LEFT   JOIN LATERAL %2$I.age_ucum(o.birth, o.onset) a ON true
	LEFT   JOIN treatment t ON t.study_id = n.study_id AND t.subject_id = n.subject_id
	LEFT   JOIN leaving e ON e.study_id = n.study_id AND e.subject_id = n.subject_id
	LEFT   JOIN given g ON g.line_no = n.line_no
	ORDER  BY n.line_no$query$;
	RETURN QUERY EXECUTE query
	USING source, lower(period), upper(period), dibd, scheme, coalesce(by_receipt, false), coalesce(as_of, upper(period) - 1), listing;
END
$function$;
COMMENT ON FUNCTION dsur_listing(text, text, date, daterange, age_scheme, boolean, date) IS
'what dsur_sar_listing, dsur_deaths and dsur_withdrawals share: the lines of the listing reactions, deaths or withdrawals in their order, with the columns of all three. Errors as dsur_check; 22023 for another listing';

CREATE FUNCTION dsur_sar_listing(source text, dibd date, period daterange, scheme age_scheme DEFAULT 'ich-e11',
								 by_receipt boolean DEFAULT false, as_of date DEFAULT NULL)
	RETURNS TABLE (study_id text, soc text, case_id text, subject_id text, country text, sex text,
				   age text, band text, band_no integer, ga text, arm text, reactions text, seriousness text, onset text, days_to_onset integer,
				   dose numeric, dose_unit text, route text, form text, treatment_start date, treatment_end date,
				   outcome text, received date, related boolean, in_interval boolean, in_cumulative boolean)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 500
	SET search_path = pg_catalog, pg_temp
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
BEGIN
	RETURN QUERY EXECUTE format($query$
	SELECT l.study_id, l.soc, l.case_ids, l.subject_id, l.country, l.sex, l.age, l.band, l.band_no, l.ga, l.arm, l.terms, l.seriousness,
		   l.onset, l.days_to_onset, l.dose, l.dose_unit, l.route, l.form, l.treatment_start, l.treatment_end, l.outcome, l.received, l.related,
		   l.in_interval, l.in_cumulative
	FROM   %I.dsur_listing('reactions', $1, $2, $3, $4, $5, $6) l ORDER BY l.line_no$query$, own)
	USING source, dibd, period, scheme, by_receipt, as_of;
END
$function$;
COMMENT ON FUNCTION dsur_sar_listing(text, date, daterange, age_scheme, boolean, date) IS
'serious adverse reactions, a row a case (one subject, one case_id) under its most serious reaction: events that are serious and not assessed as unrelated (related is NULL where causality is missing); in_interval, in_cumulative: whether one of them lies in the period and by its end, NULL where partial dates leave that open; age at the first onset, with the unit that CDE 2025 No. 21 asks for, or the band; dose, route and form in force at onset, NULL of a blinded case, whose arm is BLINDED. Errors as dsur_check. ICH E2F 7.2, appendix 5';

CREATE FUNCTION dsur_deaths(source text, dibd date, period daterange, scheme age_scheme DEFAULT 'ich-e11',
							by_receipt boolean DEFAULT false, as_of date DEFAULT NULL)
	RETURNS TABLE (study_id text, subject_id text, case_ids text, arm text, country text, sex text, age text, band text, band_no integer,
				   cause text, onset text, outcome text, received date, serious boolean, in_interval boolean, in_cumulative boolean)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 100
	SET search_path = pg_catalog, pg_temp
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
BEGIN
	RETURN QUERY EXECUTE format($query$
	SELECT l.study_id, l.subject_id, l.case_ids, l.arm, l.country, l.sex, l.age, l.band, l.band_no, l.terms, l.onset, l.outcome, l.received, l.all_serious,
		   l.in_interval, l.in_cumulative
	FROM   %I.dsur_listing('deaths', $1, $2, $3, $4, $5, $6) l ORDER BY l.line_no$query$, own)
	USING source, dibd, period, scheme, by_receipt, as_of;
END
$function$;
COMMENT ON FUNCTION dsur_deaths(text, date, daterange, age_scheme, boolean, date) IS
'subjects with a fatal event, a row each: the fatal events are the cause. Placed by the onset of the fatal event (or its receipt), not by the day of death, which the views do not hold; so is the age. in_interval, in_cumulative: NULL where partial dates leave that open; serious: false or NULL where a fatal event is not marked as serious. Errors as dsur_check. CDE 2020 No. 7 article 12, annex 2';

CREATE FUNCTION dsur_withdrawals(source text, dibd date, period daterange, scheme age_scheme DEFAULT 'ich-e11',
								 by_receipt boolean DEFAULT false, as_of date DEFAULT NULL)
	RETURNS TABLE (study_id text, subject_id text, case_ids text, arm text, country text, sex text, age text, band text, band_no integer,
				   terms text, onset text, serious boolean, ended date, in_interval boolean, in_cumulative boolean)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 100
	SET search_path = pg_catalog, pg_temp
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
BEGIN
	RETURN QUERY EXECUTE format($query$
	SELECT l.study_id, l.subject_id, l.case_ids, l.arm, l.country, l.sex, l.age, l.band, l.band_no, l.terms, l.onset, l.any_serious, l.ended,
		   l.in_interval, l.in_cumulative
	FROM   %I.dsur_listing('withdrawals', $1, $2, $3, $4, $5, $6) l ORDER BY l.line_no$query$, own)
	USING source, dibd, period, scheme, by_receipt, as_of;
END
$function$;
COMMENT ON FUNCTION dsur_withdrawals(text, date, daterange, age_scheme, boolean, date) IS
'subjects who withdrew for an adverse event, serious or not, a row each, with the events that led to it; placed by the onset of these (or receipt); ended: the subject''s last day, if it lies before the end of the period. in_interval, in_cumulative: NULL where partial dates leave that open. Errors as dsur_check. CDE 2020 No. 7 article 12, annex 3';
