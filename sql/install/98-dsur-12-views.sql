-- SPDX-License-Identifier: PostgreSQL
--
-- The reports as views, for tools that take no arguments.

CREATE FUNCTION dsur_views(source text, target_schema text, dibd date, period daterange, scheme age_scheme DEFAULT 'ich-e11')
	RETURNS TABLE (view_name text, definition text)
	LANGUAGE plpgsql VOLATILE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 20
	SET search_path = pg_catalog, pg_temp
	SET datestyle = ISO
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	mark constant text := 'Made by dsur_views';
	report record;
	reports jsonb;
	taken text;
BEGIN
	EXECUTE format('SELECT %I.dsur_check($1, $2, $3, $4, NULL, ''{subject,exposure,event,consent,form_version,measurement}'')', own)
	USING source, dibd, period, scheme;
	IF target_schema IS NULL THEN
		RAISE null_value_not_allowed USING MESSAGE = 'target_schema must not be NULL',
			HINT = 'target_schema is the schema in which the views are made.';
	END IF;

	-- Every report of the extension that has the common head.
	SELECT jsonb_agg(jsonb_build_object('view_name', r.view_name, 'definition', r.definition) ORDER BY r.no, r.view_name) INTO reports
	FROM  (SELECT 1 AS no, p.proname::text AS view_name,
				  format('SELECT * FROM %I.%I(source => %L, dibd => %L, period => %L, scheme => %L)', own, p.proname, source, dibd, period, scheme) AS definition
		   FROM   pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
		   JOIN   pg_extension e ON d.refclassid = 'pg_extension'::regclass AND e.oid = d.refobjid AND e.extname = 'pedsafety'
		   WHERE  p.proretset AND p.proargnames[1:4] = '{source,dibd,period,scheme}'
		   AND    p.proname LIKE 'dsur\_%' AND p.proname <> 'dsur_explain'
		   UNION  ALL
		   -- The types of the extension as text, for tools that know none.
		   SELECT 2, v.view_name, format(v.definition, source, own)
		   FROM  (VALUES
			('subject_text', 'SELECT study_id, subject_id, birth::%2$I.partial_date::text AS birth, %2$I.earliest(birth) AS birth_earliest, %2$I.latest(birth) AS birth_latest, ga::text AS ga, sex, race, country, arm, enrolled, ended FROM %1$I.subject'),
			('exposure_text', 'SELECT study_id, subject_id, arm, lower(during) AS first_day, upper(during) - 1 AS last_day, dose, dose_unit, route, form FROM %1$I.exposure'),
			('event_text', 'SELECT study_id, subject_id, event_id, case_id, arm, blinded, soc, pt, onset::%2$I.partial_date::text AS onset, %2$I.earliest(onset) AS onset_earliest, %2$I.latest(onset) AS onset_latest, received, serious, related, fatal, life_threatening, hospitalisation, disabling, congenital, other_important, outcome, withdrew, lower(recorded) AS recorded_from, upper(recorded) AS recorded_past FROM %1$I.event'),
			('measurement_text', 'SELECT study_id, subject_id, measured_on::%2$I.partial_date::text AS measured_on, %2$I.earliest(measured_on) AS measured_earliest, %2$I.latest(measured_on) AS measured_latest, measure, value, unit FROM %1$I.measurement')
			) v(view_name, definition)) r;

	SELECT string_agg(c.relname, ', ' ORDER BY c.relname) INTO taken
	FROM   pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE  n.nspname = target_schema AND c.relname IN (SELECT r ->> 'view_name' FROM jsonb_array_elements(reports) r)
	AND    NOT (c.relkind = 'v' AND coalesce(obj_description(c.oid, 'pg_class'), '') LIKE mark || '%');
	IF taken IS NOT NULL THEN
		RAISE duplicate_table USING MESSAGE = format('schema "%s" has relations that dsur_views did not make: %s', target_schema, taken),
			HINT = 'Name another schema for the views of the reports, or rename these; nothing was changed.';
	END IF;

	IF NOT EXISTS (SELECT FROM pg_namespace n WHERE n.nspname = target_schema) THEN
		EXECUTE format('CREATE SCHEMA %I', target_schema);
	END IF;
	FOR report IN SELECT r ->> 'view_name' AS view_name, r ->> 'definition' AS definition FROM jsonb_array_elements(reports) WITH ORDINALITY j(r, no) ORDER BY no LOOP
		-- Replaced, so that privileges stay; dropped only if its columns have changed.
		BEGIN
			EXECUTE format('CREATE OR REPLACE VIEW %I.%I WITH (security_invoker = true) AS %s', target_schema, report.view_name, report.definition);
		EXCEPTION WHEN invalid_table_definition THEN
			EXECUTE format('DROP VIEW %I.%I', target_schema, report.view_name);
			EXECUTE format('CREATE VIEW %I.%I WITH (security_invoker = true) AS %s', target_schema, report.view_name, report.definition);
		END;
		EXECUTE format('COMMENT ON VIEW %I.%I IS %L', target_schema, report.view_name,
			mark || format(': schema %s, dibd %s, period %s, scheme %s', source, dibd, period, scheme));
		view_name := report.view_name;
		definition := report.definition;
		RETURN NEXT;
	END LOOP;
END
$function$;
COMMENT ON FUNCTION dsur_views(text, text, date, daterange, age_scheme) IS
'makes a view of every report in the target schema (made if it is not there), with these arguments, and subject_text, exposure_text, event_text and measurement_text, in which the types of the extension are text with their earliest and latest day; all with security_invoker; views that it made before are replaced; 42P07 if anything else has such a name, 22004 for a NULL, else errors as dsur_check';
