-- SPDX-License-Identifier: PostgreSQL
--
-- What the adapters share: the functions that make the contract views from the
-- tables of a standard. Those tables are mostly text, so first text to values.

CREATE FUNCTION partial_date_or_null(value text) RETURNS partial_date
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION partial_date_or_null(text) IS 'the text as a partial_date, NULL where it is none';

CREATE FUNCTION date_or_null(value text) RETURNS date
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION date_or_null(text) IS 'the text as a date, in the forms of partial_date; NULL where it is none, or not complete';

CREATE FUNCTION gestational_age_or_null(value text) RETURNS gestational_age
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION gestational_age_or_null(text) IS 'the text as a gestational_age, NULL where it is none';

CREATE FUNCTION gestation_at_birth_or_null(value text) RETURNS gestational_age
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION gestation_at_birth_or_null(text) IS 'the text as a gestational_age, NULL where it is none, or none that is accepted at birth (20+0 to 44+6)';

CREATE FUNCTION boolean_or_null(value text) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION boolean_or_null(text) IS 'the text as a boolean (Y, yes, true, 1 ... in any case), NULL where it is none';

CREATE FUNCTION numeric_or_null(value text) RETURNS numeric
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 4;
COMMENT ON FUNCTION numeric_or_null(text) IS 'the text as a number, NULL where it is no decimal number; never NaN or infinite';

CREATE FUNCTION float8_or_null(value text) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION float8_or_null(text) IS 'the text as a number, NULL where it is no decimal number or too large; never NaN or infinite';

-- What the source has: "table": "table" for each of the tables that is there, and
-- "table.column": kind for their columns. kind says how a column is read as text:
-- date, timestamp, timestamptz, number, collated (text with a collation of its own)
-- or text. A view that an adapter made is no source, so that source and target can
-- be one schema.
CREATE FUNCTION adapter_columns(source text, tables text[], required text[]) RETURNS jsonb
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 1000
	SET search_path = pg_catalog, pg_temp
	AS $function$
DECLARE
	schema oid;
	columns jsonb;
	absent text;
	lacking text;
BEGIN
	IF source IS NULL THEN
		RAISE null_value_not_allowed USING MESSAGE = 'the source schema must not be NULL',
			HINT = 'It is the name of the schema that holds the tables.';
	END IF;
	SELECT n.oid INTO schema FROM pg_namespace n WHERE n.nspname = source;
	IF NOT FOUND THEN
		RAISE invalid_schema_name USING MESSAGE = format('schema "%s" does not exist', source),
			HINT = 'It is the name of the schema that holds the tables, as it is, without quotes.';
	END IF;

	WITH relation AS (
		SELECT c.oid, c.relname
		FROM   pg_class c
		WHERE  c.relnamespace = schema AND c.relname = ANY (tables) AND c.relkind IN ('r', 'v', 'm', 'f', 'p')
		AND    NOT (c.relkind = 'v' AND coalesce(obj_description(c.oid, 'pg_class') LIKE 'pedsafety %_views: %', false)))
	SELECT coalesce(jsonb_object_agg(l.key, l.kind), '{}')
	INTO   columns
	FROM  (SELECT r.relname::text AS key, 'table' AS kind FROM relation r
		   UNION ALL
		   SELECT r.relname || '.' || a.attname,
				  CASE WHEN b.base = 'date'::regtype THEN 'date'
					   WHEN b.base = 'timestamp'::regtype THEN 'timestamp'
					   WHEN b.base = 'timestamptz'::regtype THEN 'timestamptz'
					   WHEN t.typcategory = 'N' THEN 'number'
					   WHEN a.attcollation NOT IN (0, '"default"'::regcollation) THEN 'collated'
					   ELSE 'text' END
		   FROM   relation r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
				  JOIN pg_type t ON t.oid = a.atttypid,
				  LATERAL (SELECT CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END AS base) b) l;

	-- What is wanted stands as table.column, or table.column|table.column where either
	-- will do; a question mark before it if only where the table is there.
	SELECT string_agg(DISTINCT w.tab, ', ' ORDER BY w.tab) FILTER (WHERE NOT columns ? w.tab AND NOT w.optional),
		   string_agg(replace(w.cols, '|', ' or '), ', ' ORDER BY w.no) FILTER (WHERE columns ? w.tab AND NOT columns ?| string_to_array(w.cols, '|'))
	INTO   absent, lacking
	FROM  (SELECT split_part(r.cols, '.', 1) AS tab, r.cols, r.optional, u.no
		   FROM   unnest(required) WITH ORDINALITY u(e, no), LATERAL (SELECT ltrim(u.e, '?') AS cols, u.e LIKE '?%' AS optional) r) w;
	IF absent IS NOT NULL OR lacking IS NOT NULL THEN
		RAISE EXCEPTION USING
			ERRCODE = CASE WHEN absent IS NOT NULL THEN 'undefined_table' ELSE 'undefined_column' END,
			MESSAGE = format('schema "%s" lacks what is read from it', source),
			DETAIL = concat_ws(' ', 'Missing tables: ' || absent || '.', 'Missing columns: ' || lacking || '.'),
			HINT = 'Tables and columns bear the names of the standard in lower case; load them so, or make views of such names.';
	END IF;
	RETURN columns;
END
$function$;
COMMENT ON FUNCTION adapter_columns(text, text[], text[]) IS
'which of the tables of a schema are there and how their columns are read; 3F000 if there is no such schema, 42P01 if required tables and 42703 if only required columns (table.column, alternatives by |, ? where the table may be missing) are missing, all of them named; 22004 if source is NULL';

-- A query from its template, in which {source} and {own} are the schemas and
-- {table.column|table.column} the first of these that is not empty, as text (dates
-- as ISO writes them, whatever DateStyle is; a timestamptz by its date in UTC);
-- NULL where the source has none of them. {day table.column} is the same for a
-- date that may also be counted as SAS does, in days since 1960-01-01; NULL for a
-- number in text that can be a year of the 20th or 21st century, which does not tell.
-- {at table.column} is a timestamptz.
CREATE FUNCTION adapter_query(template text, columns jsonb, source text, own text) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
	SET search_path = pg_catalog, pg_temp
	SET jit = off
	AS $function$
	SELECT string_agg(
		CASE WHEN p.no % 2 = 1 THEN p.part
			 WHEN p.part = 'source' THEN quote_ident(source)
			 WHEN p.part = 'own' THEN quote_ident(own)
			 ELSE coalesce((
				SELECT CASE WHEN count(*) > 1 THEN 'coalesce(' || string_agg(e.expression, ', ' ORDER BY n.no) || ')'
							ELSE min(e.expression) END
				FROM   string_to_table(substring(p.part, '[^ ]+$'), '|') WITH ORDINALITY n(col, no),
					   LATERAL (SELECT columns ->> n.col AS kind,
									   CASE WHEN p.part LIKE '% %' THEN split_part(p.part, ' ', 1) ELSE 'text' END AS form) k,
					   LATERAL (SELECT CASE k.kind
							WHEN 'date' THEN 'CASE WHEN ' || n.col || ' BETWEEN ''0001-01-01'' AND ''9999-12-31'' THEN to_char(' || n.col || ', ''YYYY-MM-DD'') END'
							WHEN 'timestamp' THEN 'CASE WHEN ' || n.col || ' BETWEEN ''0001-01-01'' AND ''9999-12-31'' THEN to_char(' || n.col || ', ''YYYY-MM-DD'') END'
							WHEN 'timestamptz' THEN 'CASE WHEN ' || n.col || ' BETWEEN ''0001-01-02Z'' AND ''9999-12-30Z'' THEN to_char(' || n.col || ' AT TIME ZONE ''UTC'', ''YYYY-MM-DD'') END'
							WHEN 'collated' THEN 'nullif(btrim(' || n.col || '::text COLLATE "default"), '''')'
							ELSE 'nullif(btrim(' || n.col || '::text), '''')' END AS as_text) t,
					   LATERAL (SELECT CASE
							WHEN k.form = 'day' AND k.kind IN ('number', 'text', 'collated') THEN
								'CASE WHEN ' || t.as_text || ' ~ ''^-?[0-9]{1,5}([.]0*)?$'''
								|| CASE WHEN k.kind = 'number' THEN '' ELSE ' AND ' || t.as_text || ' !~ ''^(19|20)[0-9][0-9]$''' END
								|| ' THEN to_char(DATE ''1960-01-01'' + split_part(' || t.as_text || ', ''.'', 1)::integer, ''YYYY-MM-DD'')'
								|| CASE WHEN k.kind = 'number' THEN '' ELSE ' WHEN ' || t.as_text || ' ~ ''^[0-9]{8}$|-'' THEN ' || t.as_text END || ' END'
							WHEN k.form = 'at' AND k.kind IN ('timestamptz', 'timestamp', 'date') THEN n.col || '::timestamptz'
							WHEN k.form = 'at' THEN
								'CASE WHEN ' || quote_ident(own) || '.date_or_null(left(' || t.as_text || ', 10)) IS NOT NULL AND substr(' || t.as_text
								|| ', 11) ~ ''^([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?(Z|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)?)?$'' THEN '
								|| t.as_text || '::timestamptz END'
							ELSE t.as_text END AS expression) e
				WHERE  k.kind IS NOT NULL),
				CASE WHEN p.part LIKE 'at %' THEN 'NULL::timestamptz' ELSE 'NULL::text' END) END,
		'' ORDER BY p.no)
	FROM   regexp_split_to_table(template, '[{}]') WITH ORDINALITY p(part, no)
$function$;
COMMENT ON FUNCTION adapter_query(text, jsonb, text, text) IS
'a query of an adapter from its template: {source} and {own} are schemas, {table.column|table.column} the first of these columns that is there and not empty, as text';

-- Each need is column=table.column, with alternatives by |.
CREATE FUNCTION adapter_note(columns jsonb, needs text[]) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100
	SET search_path = pg_catalog, pg_temp
	AS $function$
	SELECT string_agg('NULL: ' || l.name || ' - ' || l.reason, E'\n' ORDER BY l.no)
	FROM  (SELECT t.name, t.no,
				  string_agg(CASE WHEN columns ? t.tab THEN t.tab || ' has no column ' || t.cols ELSE 'there is no table ' || t.tab END, ', ' ORDER BY t.first) AS reason
		   FROM  (SELECT n.no, split_part(n.need, '=', 1) AS name, split_part(a.col, '.', 1) AS tab, min(a.no) AS first,
						 string_agg(split_part(a.col, '.', 2), ' or ' ORDER BY a.no) AS cols, bool_or(columns ? a.col) AS there
				  FROM   unnest(needs) WITH ORDINALITY n(need, no), string_to_table(split_part(n.need, '=', 2), '|') WITH ORDINALITY a(col, no)
				  GROUP  BY n.no, n.need, tab) t
		   GROUP  BY t.no, t.name
		   HAVING NOT bool_or(t.there)) l
$function$;
COMMENT ON FUNCTION adapter_note(jsonb, text[]) IS
'for the comment of a view: which of its columns (column=table.column|table.column) are NULL since the source has none of those columns; NULL if there is none';

-- The parts that SDTM and ADaM have in common, as templates. fill takes the place of
-- %1$s, %2$s and so on:
--   person            people: template of (study_id, subject_id, arm)
--   person_any_study  the same, for rows without a study
--   exposure          records x (study_id, subject_id, treatment, starts, ends as text, dose, dose_unit, route, form, given, stat), join of p
--   event             table, its id, onset as text, causality, join of p
--   measurement       records x (study_id, subject_id, measured_on, test, standard, standard_unit, original, original_unit)
--   cut               date as text, imputation flag: without what was imputed
CREATE FUNCTION adapter_template(part text, VARIADIC fill text[]) RETURNS text
	LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 10
	SET search_path = pg_catalog, pg_temp
	AS $function$
	SELECT format(CASE part
	-- The study and arm of the subject of a row x. Rows of one subject that differ do not tell.
	WHEN 'person' THEN $template$
		LEFT JOIN (SELECT study_id, subject_id, CASE WHEN min(arm) = max(arm) THEN min(arm) END AS arm
				   FROM (%1$s) d GROUP BY 1, 2) p ON p.subject_id = x.subject_id AND p.study_id = x.study_id$template$
	WHEN 'person_any_study' THEN $template$
		LEFT JOIN (SELECT subject_id, CASE WHEN min(study_id) = max(study_id) THEN min(study_id) END AS study_id,
						  CASE WHEN min(arm) = max(arm) THEN min(arm) END AS arm
				   FROM (%1$s) d GROUP BY 1) p ON p.subject_id = x.subject_id$template$

	-- Half-open from here on. A dose of zero is an exposure only if it is a placebo.
	WHEN 'exposure' THEN $template$
		SELECT coalesce(x.study_id, p.study_id) AS study_id, x.subject_id, p.arm,
			   CASE WHEN x.given IS NOT FALSE AND x.stat IS DISTINCT FROM 'NOT DONE'
					 AND (x.dose <> 0 OR x.dose IS NULL OR concat(x.treatment, ' ', p.arm) ~* 'placebo|vehicle|sham')
					 AND {own}.date_or_null(x.starts) IS NOT NULL AND (x.ends IS NULL OR {own}.date_or_null(x.ends) >= {own}.date_or_null(x.starts))
					THEN daterange({own}.date_or_null(x.starts), {own}.date_or_null(x.ends) + 1) END AS during,
			   x.dose, x.dose_unit, x.route, x.form
		FROM  (%1$s) x%2$s$template$

	WHEN 'event' THEN $template$
		SELECT coalesce(x.study_id, p.study_id) AS study_id, x.subject_id, x.event_id,
			   x.subject_id || ' ' || coalesce({own}.partial_date_or_null(x.onset)::text, x.onset) AS case_id, p.arm, false AS blinded,
			   x.soc, x.pt, {own}.partial_date_or_null(x.onset) AS onset, x.received, x.serious,
			   CASE WHEN x.causality IN ('Y', 'YES', 'RELATED', 'POSSIBLE', 'POSSIBLY RELATED', 'PROBABLE', 'PROBABLY RELATED', 'LIKELY',
										 'LIKELY RELATED', 'DEFINITE', 'DEFINITELY RELATED', 'CERTAIN') THEN true
					WHEN x.causality IN ('N', 'NO', 'NONE', 'NOT RELATED', 'UNRELATED', 'UNLIKELY', 'UNLIKELY RELATED', 'REMOTE',
										 'NOT LIKELY RELATED') THEN false END AS related,
			   CASE WHEN upper(x.outcome) = 'FATAL' THEN true ELSE x.fatal END AS fatal,
			   x.life_threatening, x.hospitalisation, x.disabling, x.congenital, x.other_important, x.outcome,
			   CASE WHEN x.discontinued OR x.action LIKE '%%DRUG WITHDRAWN%%' OR x.action IN ('WITHDRAWN', 'DISCONTINUED', 'PERMANENTLY DISCONTINUED',
						 'DRUG DISCONTINUED', 'TREATMENT DISCONTINUED', 'TREATMENT WITHDRAWN')
						 OR x.other_action ~ 'DRUG WITHDRAWN|(WITHDRAWN|DISCONTINUED|REMOVED|WITHDRAWAL|DISCONTINUATION) FROM (THE )?(STUDY|TRIAL)'
						 AND x.other_action !~ '\m(NO|NOT)\M' THEN true
					WHEN NOT x.discontinued OR x.action NOT IN ('UNKNOWN', 'NOT EVALUABLE', 'MULTIPLE') THEN false END AS withdrew,
			   NULL::daterange AS recorded
		FROM  (SELECT {%1$s.studyid} AS study_id, {%1$s.usubjid} AS subject_id, %2$s AS event_id,
					  {%1$s.aesoc|%1$s.aebodsys} AS soc, {%1$s.aedecod|%1$s.aeterm} AS pt, %3$s AS onset,
					  {own}.date_or_null({%1$s.aedtc}) AS received, {own}.boolean_or_null({%1$s.aeser}) AS serious, upper(%4$s) AS causality,
					  {own}.boolean_or_null({%1$s.aesdth}) AS fatal, {own}.boolean_or_null({%1$s.aeslife}) AS life_threatening,
					  {own}.boolean_or_null({%1$s.aeshosp}) AS hospitalisation, {own}.boolean_or_null({%1$s.aesdisab}) AS disabling,
					  {own}.boolean_or_null({%1$s.aescong}) AS congenital, {own}.boolean_or_null({%1$s.aesmie}) AS other_important,
					  {%1$s.aeout} AS outcome, upper({%1$s.aeacn}) AS action, upper({%1$s.aeacnoth}) AS other_action,
					  {own}.boolean_or_null({%1$s.aedis}) AS discontinued
			   FROM {source}.%1$s) x%5$s$template$

	-- The unit is that of the value that is taken.
	WHEN 'measurement' THEN $template$
		SELECT x.study_id, x.subject_id, {own}.partial_date_or_null(x.measured_on) AS measured_on,
			   CASE x.test WHEN 'WEIGHT' THEN 'weight' WHEN 'HEIGHT' THEN 'height' WHEN 'LENGTH' THEN 'length' WHEN 'BODYLGTH' THEN 'length'
						   WHEN 'HDCIRC' THEN 'head' WHEN 'BMI' THEN 'bmi' ELSE lower(x.test) END AS measure,
			   coalesce(x.standard, x.original) AS value,
			   CASE WHEN x.standard IS NULL AND x.original IS NOT NULL THEN x.original_unit ELSE x.standard_unit END AS unit
		FROM  (%1$s) x$template$

	WHEN 'cut' THEN $template$CASE upper(%2$s) WHEN 'D' THEN left({own}.partial_date_or_null(%1$s)::text, 7)
			WHEN 'M' THEN left({own}.partial_date_or_null(%1$s)::text, 4) WHEN 'Y' THEN NULL ELSE %1$s END$template$
	END, VARIADIC fill)
$function$;
COMMENT ON FUNCTION adapter_template(text, text[]) IS
'for sdtm_views and adam_views: the parts of their queries that are the same, filled in';

-- The views consent and form_version from tables of these names, which no standard
-- has; without a table consent, from what other says (a template and its note).
CREATE FUNCTION adapter_consent(columns jsonb, people text, other text, other_note text)
	RETURNS TABLE (view_name text, template text, about text, note text)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 1000 ROWS 2
	SET search_path = pg_catalog, pg_temp
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	only_study CONSTANT text := '(SELECT CASE WHEN min(study_id) = max(study_id) THEN min(study_id) END FROM (' || people || ') d)';
	person text;
	need text;
BEGIN
	EXECUTE format('SELECT %I.adapter_template(''person_any_study'', $1)', own) INTO person USING people;
	need := format('SELECT %I.adapter_note($1, $2)', own);

	view_name := 'consent';
	IF columns ? 'consent' THEN
		about := 'a row of the table consent each';
		template := 'SELECT coalesce(x.study_id, p.study_id, ' || only_study || $template$) AS study_id, x.subject_id, x.signed_on, x.signer, x.signer_id,
				x.act, x.form_version, x.recorded_at
			FROM (SELECT {consent.study_id|consent.studyid} AS study_id, {consent.usubjid|consent.subject_id} AS subject_id,
						 {own}.date_or_null({consent.signed_on}) AS signed_on, lower({consent.signer}) AS signer, {consent.signer_id} AS signer_id,
						 lower({consent.act}) AS act, {consent.form_version} AS form_version, {at consent.recorded_at} AS recorded_at
				  FROM {source}.consent) x $template$ || person;
		EXECUTE need INTO note USING columns,
			'{signer_id=consent.signer_id,form_version=consent.form_version,recorded_at=consent.recorded_at}'::text[];
	ELSE
		about := CASE WHEN other IS NULL THEN 'nothing' ELSE 'signatures as far as they are recorded' END;
		template := coalesce(other, $template$
			SELECT NULL::text AS study_id, NULL::text AS subject_id, NULL::date AS signed_on, NULL::text AS signer, NULL::text AS signer_id,
				   NULL::text AS act, NULL::text AS form_version, NULL::timestamptz AS recorded_at WHERE false$template$);
		note := other_note;
	END IF;
	RETURN NEXT;

	view_name := 'form_version';
	IF columns ? 'form_version' THEN
		about := 'a row of the table form_version each';
		template := 'SELECT coalesce({form_version.study_id|form_version.studyid}, ' || only_study || $template$) AS study_id,
				{form_version.version} AS version, {own}.date_or_null({form_version.effective_from}) AS effective_from,
				{own}.date_or_null({form_version.superseded_on}) AS superseded_on,
				{own}.boolean_or_null({form_version.requires_reconsent}) AS requires_reconsent,
				{own}.date_or_null({form_version.approved_on}) AS approved_on
			FROM {source}.form_version$template$;
		EXECUTE need INTO note USING columns, '{superseded_on=form_version.superseded_on,requires_reconsent=form_version.requires_reconsent,
			approved_on=form_version.approved_on}'::text[];
	ELSE
		about := 'nothing';
		template := $template$
			SELECT NULL::text AS study_id, NULL::text AS version, NULL::date AS effective_from, NULL::date AS superseded_on,
				   NULL::boolean AS requires_reconsent, NULL::date AS approved_on WHERE false$template$;
		note := 'Empty: there is no table form_version';
	END IF;
	RETURN NEXT;
END
$function$;
COMMENT ON FUNCTION adapter_consent(jsonb, text, text, text) IS
'for an adapter: templates of the views consent and form_version, from tables of these names where they are there';

-- Makes the views. Each definition is an object of view, query, about (one line)
-- and note (lines, or NULL). The comment of a view says who made it; nothing else
-- of that name is touched.
CREATE FUNCTION adapter_views(target text, maker text, definitions jsonb) RETURNS TABLE (view_name text, note text)
	LANGUAGE plpgsql VOLATILE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 6
	SET search_path = pg_catalog, pg_temp
	AS $function$
DECLARE
	d record;
	depends text;
	in_the_way text;
	other boolean;
BEGIN
	IF target IS NULL THEN
		RAISE null_value_not_allowed USING MESSAGE = 'target_schema must not be NULL',
			HINT = 'It is the name of the schema in which the views are made.';
	ELSIF octet_length(target) > 63 THEN
		RAISE name_too_long USING MESSAGE = format('schema name "%s" is too long', target),
			HINT = 'A name has at most 63 bytes.';
	END IF;
	SELECT string_agg(format('%s is a %s', c.relname, k.kind), ', ' ORDER BY c.relname), bool_or(k.other)
	INTO   in_the_way, other
	FROM   pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
		   LATERAL (SELECT CASE c.relkind WHEN 'v' THEN 'view that ' || maker || ' did not make' WHEN 'm' THEN 'materialized view'
										  WHEN 'f' THEN 'foreign table' WHEN 'S' THEN 'sequence' WHEN 'c' THEN 'composite type'
										  WHEN 'i' THEN 'n index' WHEN 'I' THEN 'n index' ELSE 'table' END AS kind,
						   c.relkind <> 'v' AS other) k
	WHERE  n.nspname = target AND c.relname IN (SELECT e ->> 'view' FROM jsonb_array_elements(definitions) e)
	AND    NOT (c.relkind = 'v' AND coalesce(starts_with(obj_description(c.oid, 'pg_class'), 'pedsafety ' || maker || ': '), false));
	IF in_the_way IS NOT NULL THEN
		RAISE EXCEPTION USING
			ERRCODE = CASE WHEN other THEN 'wrong_object_type' ELSE 'duplicate_table' END,
			MESSAGE = format('schema "%s" holds something else under the name of a view', target),
			DETAIL = replace(in_the_way, ' a n index', ' an index') || '.',
			HINT = 'Name another target_schema, or rename or drop what is in the way. Only views that ' || maker || ' made are replaced.';
	END IF;

	IF NOT EXISTS (SELECT FROM pg_namespace n WHERE n.nspname = target) THEN
		EXECUTE format('CREATE SCHEMA %I', target);
	END IF;
	FOR d IN SELECT e ->> 'view' AS view, e ->> 'query' AS query, e ->> 'about' AS about, nullif(e ->> 'note', '') AS note
			 FROM jsonb_array_elements(definitions) e
	LOOP
		BEGIN
			EXECUTE format('CREATE OR REPLACE VIEW %I.%I WITH (security_invoker = true) AS %s', target, d.view, d.query);
		EXCEPTION WHEN invalid_table_definition THEN
			-- its columns are not what they were
			BEGIN
				EXECUTE format('DROP VIEW %I.%I', target, d.view);
			EXCEPTION WHEN dependent_objects_still_exist THEN
				GET STACKED DIAGNOSTICS depends = PG_EXCEPTION_DETAIL;
				RAISE dependent_objects_still_exist USING
					MESSAGE = format('view "%s" of schema "%s" has other columns now, and other objects depend on it', d.view, target),
					DETAIL = depends,
					HINT = 'Drop them first, make the views, then create them again: ' || replace(depends, E'\n', '; ');
			END;
			EXECUTE format('CREATE VIEW %I.%I WITH (security_invoker = true) AS %s', target, d.view, d.query);
		END;
		EXECUTE format('COMMENT ON VIEW %I.%I IS %L', target, d.view,
					   concat_ws(E'\n', format('pedsafety %s: %s', maker, d.about), d.note));
		view_name := d.view;
		note := d.note;
		RETURN NEXT;
	END LOOP;
END
$function$;
COMMENT ON FUNCTION adapter_views(text, text, jsonb) IS
'makes views in a schema, which is made where it is missing, and comments them; replaces only views whose comment says that the same function made them: 42P07 for another view, 42809 for anything else of that name, 2BP01 where columns have to change and something depends on them; 22004 if target is NULL';
