-- SPDX-License-Identifier: PostgreSQL
--
-- Serious adverse events: ICH E2F section 7.3 and appendix 6, by system organ
-- class, preferred term, arm and age at onset. Counted in one pass (event_tally).

CREATE FUNCTION dsur_sae(source text, dibd date, period daterange, scheme age_scheme DEFAULT 'ich-e11',
						 by_receipt boolean DEFAULT false, as_of date DEFAULT NULL)
	RETURNS TABLE (soc text, pt text, arm text, band text, band_no integer,
				   events_interval bigint, cases_interval bigint, subjects_interval bigint, undetermined_interval bigint,
				   events_cumulative bigint, cases_cumulative bigint, subjects_cumulative bigint, undetermined_cumulative bigint,
				   undetermined bigint)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 5000
	SET search_path = pg_catalog, pg_temp
	SET jit = off
	SET enable_mergejoin = off
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	query text;
BEGIN
	EXECUTE format('SELECT %I.dsur_check($1, $2, $3, $4, $5, ''{subject,exposure,event}'')', own) USING source, dibd, period, scheme, as_of;
	EXECUTE format('SELECT %I.dsur_query($1, ''person'', ''exposure'', ''event'', $2, ''band'', $3)', own) INTO query USING source, $query$
	-- All rows, since it is the row of an event that stands which says whether it
	-- is serious.
	tally AS (
		SELECT %2$I.event_tally(e.study_id, e.subject_id, e.event_id, e.case_id, e.version, e.soc, e.pt, e.arm, e.band,
								CASE WHEN e.serious THEN e.in_interval ELSE false END, CASE WHEN e.serious THEN e.in_cumulative ELSE false END) AS t
		FROM   event e),
	cell AS MATERIALIZED (
		SELECT coalesce(u.soc, 'ALL') AS soc, coalesce(u.pt, 'ALL') AS pt, coalesce(u.arm, 'ALL') AS arm, coalesce(u.band::text, 'TOTAL') AS label, u.band,
			   u.events_interval, u.cases_interval, u.subjects_interval, u.undetermined_interval,
			   u.events_cumulative, u.cases_cumulative, u.subjects_cumulative, u.undetermined_cumulative, u.undetermined
		FROM   tally t, LATERAL %2$I.unnest(t.t) u(soc, pt, arm, band, events_interval, cases_interval, subjects_interval, undetermined_interval,
			   events_cumulative, cases_cumulative, subjects_cumulative, undetermined_cumulative, undetermined)
		WHERE  u.events_cumulative > 0 OR u.events_interval > 0 OR u.undetermined > 0),
	seen AS (SELECT c.band FROM cell c),$query$,
	-- The zero grid: every term with every arm and every band of the scheme.
	$query$
	grid AS (
		SELECT t.soc, t.pt, a.arm, b.label, b.band_no, b.of_scheme
		FROM  (SELECT c.soc, c.pt FROM cell c UNION SELECT 'ALL', 'ALL') t,
			  (SELECT c.arm FROM cell c UNION SELECT x.arm FROM exposed_arm x UNION SELECT 'ALL') a,
			   band b)
	SELECT g.soc, g.pt, g.arm, g.label, g.band_no,
		   coalesce(c.events_interval, 0), coalesce(c.cases_interval, 0), coalesce(c.subjects_interval, 0), coalesce(c.undetermined_interval, 0),
		   coalesce(c.events_cumulative, 0), coalesce(c.cases_cumulative, 0), coalesce(c.subjects_cumulative, 0), coalesce(c.undetermined_cumulative, 0),
		   coalesce(c.undetermined, 0)
	FROM   grid g LEFT JOIN cell c ON c.soc = g.soc AND c.pt = g.pt AND c.arm = g.arm AND c.label = g.label
	WHERE  g.of_scheme OR c.soc IS NOT NULL
	ORDER  BY g.soc = 'ALL', g.soc COLLATE "C", g.pt = 'ALL', g.pt COLLATE "C",
		   CASE g.arm WHEN 'BLINDED' THEN 1 WHEN 'UNKNOWN' THEN 2 WHEN 'ALL' THEN 3 ELSE 0 END, g.arm COLLATE "C", g.band_no$query$;
	RETURN QUERY EXECUTE query USING source, lower(period), upper(period), dibd, scheme, coalesce(by_receipt, false), coalesce(as_of, upper(period) - 1);
END
$function$;
COMMENT ON FUNCTION dsur_sae(text, date, daterange, age_scheme, boolean, date) IS
'serious adverse events by soc, pt, arm and age at onset, in the period and cumulatively to its end: events, cases (one subject, one case_id) and subjects, with ALL and TOTAL rows in which each counts once; undetermined: events whose onset is so partial that they may or may not lie in the period (undetermined: in either); every term has a row for every arm and band of the scheme; by_receipt: placed by received instead of onset, by the age at onset all the same; as_of: the day whose versions (recorded) are valid, by default the data lock point. Errors as dsur_check. ICH E2F 7.3, appendix 6';
