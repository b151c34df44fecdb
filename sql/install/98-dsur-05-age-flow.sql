-- SPDX-License-Identifier: PostgreSQL
--
-- Growing up in the programme: age band at entry against that at the data lock point.

CREATE FUNCTION dsur_age_flow(source text, dibd date, period daterange, scheme age_scheme DEFAULT 'ich-e11')
	RETURNS TABLE (band_entry text, band_entry_no integer, band_dlp text, band_dlp_no integer,
				   subjects_interval bigint, person_days_interval bigint, subjects_cumulative bigint, person_days_cumulative bigint)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 40
	SET search_path = pg_catalog, pg_temp
	SET jit = off
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	query text;
BEGIN
	EXECUTE format('SELECT %I.dsur_check($1, $2, $3, $4, NULL, ''{subject,exposure}'')', own) USING source, dibd, period, scheme;
	EXECUTE format('SELECT %I.dsur_query($1, ''person'', ''exposure'', $2, ''band'', $3)', own) INTO query USING source, $query$
	treated AS MATERIALIZED (
		SELECT %2$I.dsur_band(p.birth, p.ga, lower(e.days)::%2$I.partial_date, $5) AS entry,
			   %2$I.dsur_band(p.birth, p.ga, ($3 - 1)::%2$I.partial_date, $5) AS dlp,
			   (SELECT sum(upper(r) - lower(r)) FROM unnest(e.days * datemultirange(daterange($2, $3))) r) AS days_interval,
			   (SELECT sum(upper(r) - lower(r)) FROM unnest(e.days) r) AS days_cumulative
		FROM   exposed e LEFT JOIN person p USING (study_id, subject_id)),
	seen AS (SELECT t.entry AS band FROM treated t UNION SELECT t.dlp FROM treated t),$query$, $query$
	cell AS (
		SELECT coalesce(t.entry::text, 'TOTAL') AS entry, coalesce(t.dlp::text, 'TOTAL') AS dlp, count(t.days_interval) AS subjects_interval,
			   sum(t.days_interval)::bigint AS days_interval, count(*) AS subjects_cumulative, sum(t.days_cumulative)::bigint AS days_cumulative
		FROM   treated t
		GROUP  BY CUBE (t.entry, t.dlp))
	SELECT e.label, e.band_no, l.label, l.band_no,
		   coalesce(c.subjects_interval, 0), coalesce(c.days_interval, 0), coalesce(c.subjects_cumulative, 0), coalesce(c.days_cumulative, 0)
	FROM   band e CROSS JOIN band l LEFT JOIN cell c ON c.entry = e.label AND c.dlp = l.label
	WHERE  e.of_scheme AND l.of_scheme OR c.subjects_cumulative > 0
	ORDER  BY e.band_no, l.band_no$query$;
	RETURN QUERY EXECUTE query USING source, lower(period), upper(period), dibd, scheme, false, NULL::date;
END
$function$;
COMMENT ON FUNCTION dsur_age_flow(text, date, daterange, age_scheme) IS
'subjects by age band at entry (the first day of exposure from dibd on) and at the data lock point (the last day of the period, whether still exposed or not): those exposed in the period and from dibd to its end, with their days of exposure; every pair of bands of the scheme, others where somebody is in them, TOTAL both ways. Errors as dsur_check';
