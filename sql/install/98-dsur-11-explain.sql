-- SPDX-License-Identifier: PostgreSQL
--
-- The source rows behind one cell of a table, and why each is in it.

CREATE FUNCTION dsur_explain(source text, dibd date, period daterange, scheme age_scheme DEFAULT 'ich-e11', report text DEFAULT 'dsur_sae',
							 soc text DEFAULT 'ALL', pt text DEFAULT 'ALL', arm text DEFAULT 'ALL', sex text DEFAULT 'ALL', band text DEFAULT 'TOTAL',
							 by_receipt boolean DEFAULT false, as_of date DEFAULT NULL)
	RETURNS TABLE (view_name text, study_id text, subject_id text, row_id text, row_band text, in_interval boolean, in_cumulative boolean,
				   person_days_interval bigint, person_days_cumulative bigint, reason text, source_row jsonb)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 100
	SET search_path = pg_catalog, pg_temp
	SET datestyle = ISO
	SET jit = off
	SET enable_mergejoin = off
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	query text;
BEGIN
	IF report IS NULL OR report NOT IN ('dsur_sae', 'dsur_rates', 'dsur_exposure') THEN
		RAISE invalid_parameter_value USING MESSAGE = format('no report "%s" can be explained', report),
			HINT = 'report is dsur_sae, dsur_rates or dsur_exposure.';
	ELSIF report = 'dsur_exposure' AND (soc <> 'ALL' OR pt <> 'ALL') OR report <> 'dsur_exposure' AND sex <> 'ALL' THEN
		RAISE invalid_parameter_value USING MESSAGE = format('%s has no rows by %s', report, CASE report WHEN 'dsur_exposure' THEN 'soc and pt' ELSE 'sex' END),
			HINT = 'A cell of dsur_exposure is given by arm, sex and band, one of dsur_sae and dsur_rates by soc, pt, arm and band.';
	END IF;
	EXECUTE format('SELECT %I.dsur_check($1, $2, $3, $4, $5, ''{subject,exposure,event}'')', own) USING source, dibd, period, scheme, as_of;

	IF report = 'dsur_exposure' THEN
		EXECUTE format('SELECT %I.dsur_query($1, ''source_row'', ''person'', ''exposure'', $2)', own) INTO query USING source, $query$
		split AS (
			SELECT s.study_id, s.subject_id, s.during, to_jsonb(s.source_row) AS source_row, p.birth, p.known,
				   %2$I.person_time(p.birth, p.ga, s.during * daterange($2, $3), $5) AS pt_interval,
				   %2$I.person_time(p.birth, p.ga, s.during * daterange($4, $3), $5) AS pt_cumulative
			FROM   exposure_row s LEFT JOIN person p USING (study_id, subject_id)
			WHERE  s.during && daterange($4, $3) AND s.subject_id IS NOT NULL
			AND    $10 IN ('ALL', s.arm) AND $11 IN ('ALL', coalesce(p.sex, 'U')))
		SELECT 'exposure', s.study_id, s.subject_id, s.during::text, c.label, coalesce(i.days > 0, false), true, coalesce(i.days, 0), c.days,
			   format('%%s days in %%s from %%s to the day before %%s, %%s of them in the period; a day that another row has too counts once',
					  c.days, c.label, greatest(lower(s.during), $4), least(upper(s.during), $3), coalesce(i.days, 0))
			   || CASE WHEN s.known IS NULL THEN '; no row in subject' WHEN s.birth IS NULL THEN '; birth unknown'
					   WHEN NOT %2$I.is_complete(s.birth) THEN '; birth known as ' || s.birth::text ELSE '' END,
			   s.source_row
		FROM   split s,
			   LATERAL (SELECT u.band::text AS label, u.person_days AS days FROM %2$I.unnest(s.pt_cumulative) u
						UNION ALL SELECT 'TOTAL', %2$I.person_days(s.pt_cumulative)) c
		LEFT   JOIN LATERAL (SELECT u.person_days AS days FROM %2$I.unnest(s.pt_interval) u WHERE u.band::text = c.label
						UNION ALL SELECT %2$I.person_days(s.pt_interval) WHERE c.label = 'TOTAL') i ON true
		WHERE  c.label = $12 AND c.days > 0
		ORDER  BY s.study_id COLLATE "C", s.subject_id COLLATE "C", s.during, s.source_row::text COLLATE "C"$query$;
	ELSE
		EXECUTE format('SELECT %I.dsur_query($1, ''source_row'', ''person'', ''event'', ''version'', $2)', own) INTO query USING source, $query$
		serious AS (
			SELECT e.* FROM event_version e WHERE e.serious),
		standing AS (
			SELECT s.* FROM serious s
			WHERE  s.stands AND (s.in_interval IS NOT FALSE OR s.in_cumulative IS NOT FALSE)
			AND    $8 IN ('ALL', s.soc) AND $9 IN ('ALL', s.pt) AND $10 IN ('ALL', s.arm) AND $12 IN ('TOTAL', s.band::text))
		SELECT x.* FROM (
		SELECT 'event', e.study_id, e.subject_id, e.event_id, e.band::text, e.in_interval, e.in_cumulative, NULL::bigint, NULL::bigint,
			   format('%%s %%s, age then %%s; %%s; case %%s', CASE WHEN $6 THEN 'received' ELSE 'onset' END,
					  coalesce(CASE WHEN $6 THEN e.received::text ELSE e.onset::text END, 'not known'), e.band::text,
					  CASE WHEN e.in_interval THEN 'in the period and cumulatively'
						   WHEN e.in_interval IS NULL AND e.in_cumulative THEN 'cumulatively, undetermined in the period'
						   WHEN e.in_cumulative THEN CASE WHEN e.last_day < $4 THEN 'cumulatively, before dibd' ELSE 'cumulatively' END
						   ELSE 'undetermined' END,
					  coalesce(e.case_id, 'of its own'))
			   || CASE WHEN e.known IS NULL THEN '; no row in subject' WHEN e.birth IS NULL THEN '; birth unknown'
					   WHEN NOT %2$I.is_complete(e.birth) THEN '; birth known as ' || e.birth::text ELSE '' END,
			   to_jsonb(e.source_row)
		FROM   standing e
		UNION  ALL
		SELECT 'event', e.study_id, e.subject_id, e.event_id, e.band::text, false, false, NULL, NULL, 'not counted: another row of the same event stands', to_jsonb(e.source_row)
		FROM   event_version e JOIN standing s ON s.study_id = e.study_id AND s.subject_id IS NOT DISTINCT FROM e.subject_id AND s.event_id = e.event_id
		WHERE  NOT e.stands
		) x(view_name, study_id, subject_id, row_id, band, in_interval, in_cumulative, di, dc, reason, source_row)
		ORDER  BY x.study_id COLLATE "C", x.subject_id COLLATE "C", x.row_id COLLATE "C", x.reason COLLATE "C", x.source_row::text COLLATE "C"$query$;
	END IF;
	RETURN QUERY EXECUTE query USING source, lower(period), upper(period), dibd, scheme, coalesce(by_receipt, false), coalesce(as_of, upper(period) - 1),
		coalesce(soc, 'ALL'), coalesce(pt, 'ALL'), coalesce(arm, 'ALL'), coalesce(sex, 'ALL'), coalesce(band, 'TOTAL');
END
$function$;
COMMENT ON FUNCTION dsur_explain(text, date, daterange, age_scheme, text, text, text, text, text, text, boolean, date) IS
'the rows of the views behind one cell of dsur_sae (or dsur_rates: its events) or dsur_exposure, given by its coordinates as the table prints them; for each row the band it stands in, whether it counts in the period and cumulatively (NULL: undetermined), its days (exposure), why, and the row itself; rows of the same event that do not stand are listed too. Errors as dsur_check; 22023 for another report or a coordinate that it does not have';
