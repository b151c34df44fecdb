-- SPDX-License-Identifier: PostgreSQL
--
-- Risks by category and age subgroup. The tables stand in
-- src/core/risk_category.c. How the report is made (PL/pgSQL, EXECUTE,
-- search_path) is said at the head of 90-consent-source.sql.

CREATE FUNCTION risk_categories(
		OUT no integer, OUT heading text, OUT item text, OUT confidence text,
		OUT commentary_class text, OUT class_confidence text, OUT mapping_confidence text, OUT clause text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_risk_categories' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 13;
COMMENT ON FUNCTION risk_categories() IS
'the risks that CDE 2025 No. 21 wants attention for: its heading and item, the class of the commentary''s taxonomy that we put it to, how well each is confirmed, and the clause of guideline_clauses()';

CREATE FUNCTION risk_register_checks(OUT check_id text, OUT title text, OUT severity text, OUT clause text, OUT confidence text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_risk_register_checks' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 10;
COMMENT ON FUNCTION risk_register_checks() IS
'the checks of risk_register_findings: title, severity (error, warning, note), clause of guideline_clauses(), and how well it is confirmed that the guideline asks for it';

CREATE FUNCTION risk_age_bands(age_band text) RETURNS age_band[]
	AS 'MODULE_PATHNAME', 'pedsafety_risk_age_bands' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION risk_age_bands(text) IS
'the age subgroups of a risk: bands as age_band writes them, several with ; between them, or all, which is [0d,); NULL if the text cannot be read or one of them is age unknown';

CREATE FUNCTION risk_register_findings(source text)
	RETURNS TABLE (study_id text, risk_id text, check_id text, severity text, message text, clause text)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 100
	SET search_path = pg_catalog, pg_temp
	SET datestyle = ISO
	SET jit = off
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	schema oid := (SELECT n.oid FROM pg_namespace n WHERE n.nspname = source);
	register oid := (SELECT c.oid FROM pg_class c WHERE c.relnamespace = schema AND c.relname = 'risk_register' AND c.relkind IN ('r', 'v', 'm', 'f', 'p'));
	missing text;
	faults text;
BEGIN
	IF source IS NULL THEN
		RAISE null_value_not_allowed USING MESSAGE = 'source must not be NULL',
			HINT = 'source is the name of the schema that holds the view risk_register.';
	ELSIF schema IS NULL THEN
		RAISE invalid_schema_name USING MESSAGE = format('schema "%s" does not exist', source),
			HINT = 'source is the name of the schema that holds the view risk_register, as it is, without quotes.';
	ELSIF register IS NULL THEN
		RAISE undefined_table USING MESSAGE = format('schema "%s" lacks what is read from it', source),
			DETAIL = 'Missing views: risk_register.',
			HINT = 'It is described under "A risk register" in the reference.';
	END IF;

	-- A domain is what it is over.
	WITH RECURSIVE wanted AS (
		SELECT w.col, w.type, w.no
		FROM   unnest('{study_id,risk_id,risk,category,age_band,status,identified_on,closed_on,source}'::text[],
					  '{text,text,text,text,text,text,date,date,text}'::text[]) WITH ORDINALITY w(col, type, no)),
	col AS (
		SELECT w.col, w.type, w.no, a.atttypid AS given, a.atttypid AS base
		FROM   wanted w LEFT JOIN pg_attribute a ON a.attrelid = register AND a.attname = w.col AND a.attnum > 0 AND NOT a.attisdropped
		UNION  ALL
		SELECT c.col, c.type, c.no, c.given, t.typbasetype
		FROM   col c JOIN pg_type t ON t.oid = c.base AND t.typtype = 'd')
	SELECT string_agg('risk_register.' || c.col, ', ' ORDER BY c.no) FILTER (WHERE c.given IS NULL),
		   string_agg(format('risk_register.%s is %s, expected %s', c.col, format_type(c.given, NULL), c.type), '; ' ORDER BY c.no)
				FILTER (WHERE NOT CASE c.type WHEN 'text' THEN t.typcategory IN ('S', 'E') ELSE c.base = 'date'::regtype END)
	INTO   missing, faults
	FROM   col c LEFT JOIN pg_type t ON t.oid = c.base
	WHERE  t.typtype IS DISTINCT FROM 'd';
	IF missing IS NOT NULL THEN
		RAISE undefined_column USING MESSAGE = format('schema "%s" lacks what is read from it', source),
			DETAIL = format('Missing columns: %s.', missing),
			HINT = 'They are described under "A risk register" in the reference; a column that nobody has recorded can be NULL in the view.';
	ELSIF faults IS NOT NULL THEN
		RAISE datatype_mismatch USING MESSAGE = format('schema "%s" has columns of a wrong type: %s', source, faults),
			HINT = 'Convert them in the view.';
	END IF;

	RETURN QUERY EXECUTE format($query$
	WITH risk AS MATERIALIZED (
		SELECT nullif(btrim(r.study_id::text), '') AS study_id, nullif(btrim(r.risk_id::text), '') AS risk_id,
			   nullif(btrim(r.risk::text), '') AS risk, nullif(btrim(r.category::text), '') AS category,
			   nullif(btrim(r.age_band::text), '') AS age_band, nullif(btrim(r.status::text), '') AS status,
			   r.identified_on::date AS identified_on, r.closed_on::date AS closed_on, nullif(btrim(r.source::text), '') AS source
		FROM   %1$I.risk_register r),
	category AS (
		SELECT c.heading AS name FROM %2$I.risk_categories() c
		UNION
		SELECT c.commentary_class FROM %2$I.risk_categories() c),
	finding(study_id, risk_id, check_id, message) AS (
		SELECT NULL, NULL, 'RR01', 'the register holds no risk' WHERE NOT EXISTS (SELECT FROM risk)
		UNION ALL
		SELECT study_id, risk_id, 'RR02', 'no risk_id' FROM risk WHERE risk_id IS NULL
		UNION ALL
		SELECT study_id, risk_id, 'RR03', format('risk_id stands %%s times', count(*)) FROM risk
		WHERE  risk_id IS NOT NULL GROUP BY study_id, risk_id HAVING count(*) > 1
		UNION ALL
		SELECT study_id, risk_id, 'RR04', 'no description' FROM risk WHERE risk IS NULL
		UNION ALL
		SELECT study_id, risk_id, 'RR05', CASE WHEN age_band IS NULL THEN 'no age subgroup' ELSE format('age subgroup cannot be read: "%%s"', age_band) END FROM risk
		WHERE  %2$I.risk_age_bands(age_band) IS NULL
		UNION ALL
		SELECT study_id, risk_id, 'RR06', CASE WHEN category IS NULL THEN 'no category' ELSE format('unknown category: "%%s"', category) END FROM risk
		WHERE  NOT EXISTS (SELECT FROM category c WHERE c.name = lower(risk.category))
		UNION ALL
		SELECT study_id, risk_id, 'RR07', CASE WHEN status IS NULL THEN 'no status' ELSE format('unknown status: "%%s"', status) END FROM risk
		WHERE  lower(status) IN ('open', 'monitored', 'mitigated', 'closed') IS NOT TRUE
		UNION ALL
		SELECT study_id, risk_id, 'RR08', CASE WHEN identified_on IS NULL THEN 'no identified_on'
				WHEN NOT isfinite(identified_on) THEN format('identified_on is %%s', identified_on)
				WHEN NOT isfinite(closed_on) THEN format('closed_on is %%s', closed_on)
				ELSE format('closed on %%s, identified on %%s', closed_on, identified_on) END FROM risk
		WHERE  identified_on IS NULL OR NOT isfinite(identified_on) OR NOT isfinite(closed_on) OR closed_on < identified_on
		UNION ALL
		SELECT study_id, risk_id, 'RR09', CASE WHEN closed_on IS NULL THEN 'closed, without closed_on' ELSE format('closed on %%s, status "%%s"', closed_on, status) END FROM risk
		WHERE  (lower(status) = 'closed') = (closed_on IS NULL)
		UNION ALL
		SELECT study_id, risk_id, 'RR10', 'no source' FROM risk WHERE source IS NULL)
	SELECT f.study_id, f.risk_id, f.check_id, c.severity, f.message, c.clause
	FROM   finding f JOIN %2$I.risk_register_checks() c USING (check_id)
	ORDER  BY f.study_id COLLATE "C", f.risk_id COLLATE "C", f.check_id COLLATE "C", f.message COLLATE "C"
	$query$, source, own);
END
$function$;
COMMENT ON FUNCTION risk_register_findings(text) IS
'what risk_register_checks() finds in the view risk_register of a schema (study_id, risk_id, risk, category, age_band, status text, identified_on, closed_on date, source text): a row for each risk and check that fails; one without study and risk for an empty register. 22004 if source is NULL; 3F000, 42P01, 42703, 42804 where schema, view or columns are missing or of another type';
