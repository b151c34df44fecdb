-- SPDX-License-Identifier: PostgreSQL
--
-- How the tables were calculated, in words: CDE 2025 No. 21 asks the DSUR to say
-- it of exposure by age subgroup. The texts stand in src/core/dsur_method.c.

CREATE FUNCTION dsur_method_text(lang text DEFAULT 'en', OUT key text, OUT item text, OUT statement text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_dsur_method_text' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 22;
COMMENT ON FUNCTION dsur_method_text(text) IS
'the texts from which dsur_method makes its statements, in English (en) or Chinese (zh), with %1$s, %2$s ... for values as format() has them; 22023 for another language';

CREATE FUNCTION dsur_method(source text, dibd date, period daterange, scheme age_scheme DEFAULT 'ich-e11',
							by_receipt boolean DEFAULT false, as_of date DEFAULT NULL, lang text DEFAULT 'en')
	RETURNS TABLE (item_no integer, item text, statement text)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 20
	SET search_path = pg_catalog, pg_temp
	SET datestyle = ISO
	SET jit = off
	SET enable_mergejoin = off
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	query text;
BEGIN
	EXECUTE format('SELECT %I.dsur_check($1, $2, $3, $4, $5, ''{subject,exposure,event}'')', own) USING source, dibd, period, scheme, as_of;
	IF lang IS NULL THEN
		RAISE null_value_not_allowed USING MESSAGE = 'lang must not be NULL', HINT = 'Use en or zh.';
	END IF;

	-- $8 language
	EXECUTE format('SELECT %I.dsur_query($1, ''person'', ''exposure'', ''event'', ''version'', $2)', own) INTO query USING source, $query$
	scheme AS (
		SELECT string_agg(b::text, ', ' ORDER BY no) AS bands, bool_or(b::text LIKE '%%term %%') AS maturity,
			   (SELECT s.source FROM %2$I.age_schemes() s WHERE s.name = $5::text) AS source,
			   (SELECT s.confidence FROM %2$I.age_schemes() s WHERE s.name = $5::text) AS confidence
		FROM   %2$I.bands($5) WITH ORDINALITY b(b, no)),
	treated AS (
		SELECT count(*) AS n, count(*) FILTER (WHERE e.days && daterange($2, $3)) AS n_interval,
			   count(*) FILTER (WHERE NOT %2$I.is_complete(p.birth)) AS birth_partial,
			   count(*) FILTER (WHERE p.birth IS NULL) AS birth_unknown, count(*) FILTER (WHERE p.known IS NULL) AS no_row,
			   count(*) FILTER (WHERE p.ga IS NULL) AS ga_unknown,
			   coalesce(sum((SELECT sum(upper(r) - lower(r)) FROM unnest(e.days) r)), 0) AS days,
			   coalesce(sum((SELECT sum(upper(r) - lower(r)) FROM unnest(e.days * datemultirange(daterange($2, $3))) r)), 0) AS days_interval
		FROM   exposed e LEFT JOIN person p USING (study_id, subject_id)),
	exposure_reason AS (
		SELECT CASE WHEN x.subject_id IS NULL THEN 'nobody' WHEN x.during IS NULL OR isempty(x.during) THEN 'no day'
					WHEN x.during && daterange($4, $3) THEN 'counted' WHEN x.during << daterange($4, $3) THEN 'before' ELSE 'after' END AS reason,
			   upper_inf(x.during) OR NOT isfinite(upper(x.during)) AS ongoing
		FROM   exposure_row x),
	exposures AS (
		SELECT count(*) AS n, count(*) FILTER (WHERE reason = 'counted') AS counted, count(*) FILTER (WHERE reason <> 'counted') AS left_out,
			   count(*) FILTER (WHERE reason = 'nobody') AS nobody, count(*) FILTER (WHERE reason = 'no day') AS no_day,
			   count(*) FILTER (WHERE reason = 'before') AS before, count(*) FILTER (WHERE reason = 'after') AS after,
			   count(*) FILTER (WHERE reason = 'counted' AND ongoing) AS ongoing
		FROM   exposure_reason),
	events AS (
		SELECT (SELECT count(*) FROM %1$I.event WHERE recorded IS NULL OR coalesce(lower(recorded::daterange) <= $7, true)) AS rows, count(*) AS valid, count(*) FILTER (WHERE NOT stands) AS duplicates,
			   count(*) FILTER (WHERE stands) AS n, count(*) FILTER (WHERE stands AND serious IS NULL) AS no_seriousness,
			   count(*) FILTER (WHERE stands AND serious) AS serious,
			   count(*) FILTER (WHERE stands AND serious AND in_interval IS NULL) AS undetermined_interval,
			   count(*) FILTER (WHERE stands AND serious AND in_cumulative IS NULL) AS undetermined_cumulative,
			   count(*) FILTER (WHERE stands AND serious AND first_day IS NULL) AS no_day,
			   count(*) FILTER (WHERE stands AND serious AND last_day < $4) AS before,
			   count(*) FILTER (WHERE stands AND serious AND blinded) AS blinded
		FROM   event_version)
	SELECT row_number() OVER (ORDER BY v.no)::integer, t.item, format(t.statement, VARIADIC v.args)
	FROM   scheme s, treated x, exposures e, events a,
		   LATERAL (VALUES
			(1, 'source', true, ARRAY[(SELECT m.extversion FROM pg_extension m WHERE m.extname = 'pedsafety'), $1]),
			(2, 'period', true, ARRAY[$2::text, ($3 - 1)::text, $4::text]),
			(3, 'scheme_named', s.source IS NOT NULL, ARRAY[$5::text, s.bands, s.source, s.confidence]),
			(4, 'scheme_own', s.source IS NULL, ARRAY[$5::text, s.bands]),
			(5, 'age', true, '{}'),
			(6, 'exposure', true, ARRAY[e.ongoing, e.counted]::text[]),
			(7, 'exposure_left_out', true, ARRAY[e.left_out, e.n, e.nobody, e.no_day, e.before, e.after]::text[]),
			(8, 'person_time', true, ARRAY[x.days_interval, x.days]::text[]),
			(9, 'subjects', true, ARRAY[x.n_interval, x.n]::text[]),
			(10, 'births', true, ARRAY[x.n, x.birth_partial, x.birth_unknown, x.no_row]::text[]),
			(11, 'maturity', s.maturity, ARRAY[x.n, x.ga_unknown]::text[]),
			(12, 'placing_onset', NOT $6, '{}'),
			(13, 'placing_receipt', $6, '{}'),
			(14, 'age_at_onset', true, '{}'),
			(15, 'undetermined_onset', NOT $6, ARRAY[a.undetermined_interval, a.undetermined_cumulative, a.no_day]::text[]),
			(16, 'undetermined_receipt', $6, ARRAY[a.undetermined_interval, a.undetermined_cumulative]::text[]),
			(17, 'before_dibd', true, ARRAY[a.before]::text[]),
			(18, 'units', true, '{}'),
			(19, 'versions', true, ARRAY[$7::text, a.valid::text, a.rows::text, a.duplicates::text]),
			(20, 'serious', true, ARRAY[a.serious, a.n, a.no_seriousness]::text[]),
			(21, 'arms', true, ARRAY[a.blinded]::text[]),
			(22, 'rates', true, '{}')
			) v(no, key, applies, args)
	JOIN   %2$I.dsur_method_text($8) t ON t.key = v.key
	WHERE  v.applies
	ORDER  BY v.no$query$;
	RETURN QUERY EXECUTE query USING source, lower(period), upper(period), dibd, scheme, coalesce(by_receipt, false), coalesce(as_of, upper(period) - 1), lang;
END
$function$;
COMMENT ON FUNCTION dsur_method(text, date, daterange, age_scheme, boolean, date, text) IS
'how the tables of these arguments are calculated, in words, with the counts that the words refer to: periods, age groups with their source, age, exposure and person-time, incomplete dates, placing of events, duplicates, arms, rates. lang: en or zh, 22023 for another, 22004 for NULL. Errors else as dsur_check. CDE 2025 No. 21, content of the DSUR';
