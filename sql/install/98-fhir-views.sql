-- SPDX-License-Identifier: PostgreSQL
--
-- The views that the reports read, made from resources of FHIR R4 held as JSON.
-- What cannot be read is NULL and its row stays; jsonpath is lax throughout, so
-- that no form of a resource is an error. A date is the one that is written,
-- whatever the zone behind it.

CREATE FUNCTION fhir_views(fhir_schema text, target_schema text)
	RETURNS TABLE (view_name text, note text)
	LANGUAGE plpgsql VOLATILE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 6
	SET search_path = pg_catalog, pg_temp
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	schema oid;
	resources jsonb;
	lacking text;
	definitions jsonb := '[]';
	v record;
	r record;

	-- Parts of the templates below: $name, and {name argument}.
	-- The id that a reference holds, and the type of what it refers to if it tells.
	ref CONSTANT text := 'substring(coalesce((\1) ->> ''reference'', CASE WHEN (\1) ? ''resourceType'' THEN (\1) ->> ''id'' END) FROM ''([^/:#]+)(?:/_history/[^/]*)?$'')';
	ref_type CONSTANT text := 'coalesce((\1) ->> ''type'', (\1) ->> ''resourceType'', substring((\1) ->> ''reference'' FROM ''([A-Z][A-Za-z]*)/[^/]+(?:/_history/[^/]*)?$''))';
	-- The name of a coded concept.
	term CONSTANT text := 'coalesce(jsonb_path_query_first(\1, ''$.coding[*].display'') #>> ARRAY[]::text[], (\1) ->> ''text'', jsonb_path_query_first(\1, ''$.coding[*].code'') #>> ARRAY[]::text[])';
	-- All codes, in lower case, as text of an array.
	codes CONSTANT text := 'lower(jsonb_path_query_array(x.r, ''\1'')::text)';

	-- A study and arm of a patient, by the time in it.
	enrolments CONSTANT text := $template$(
		SELECT coalesce({ref q.r -> 'study'}, 'FHIR') AS study_id, {ref q.r -> 'individual'} AS subject_id,
			   q.r ->> 'assignedArm' AS planned, coalesce(q.r ->> 'actualArm', q.r ->> 'assignedArm') AS arm, p.first, p.last,
			   CASE WHEN p.last < p.first THEN 'empty' ELSE daterange(p.first, p.last + 1) END AS during
		FROM   $ResearchSubject q
		CROSS  JOIN LATERAL (SELECT {own}.date_or_null(q.r -> 'period' ->> 'start') AS first, {own}.date_or_null(q.r -> 'period' ->> 'end') AS last) p
		WHERE  coalesce({ref_type q.r -> 'individual'}, 'Patient') = 'Patient')$template$;
	-- The study of a row x(subject_id, study, day): the one it names, else one that the
	-- patient was in on that day, the latest; else the latest of all. Without any
	-- ResearchSubject all is one study. MATERIALIZED, since rows found by their JSON
	-- are thought to be few, and this would be done again for each.
	placed CONSTANT text := $template$
		LEFT   JOIN (WITH m AS MATERIALIZED (SELECT e.subject_id, array_agg(e.study_id ORDER BY e.first DESC NULLS LAST, e.study_id) AS studies,
							array_agg(e.arm ORDER BY e.first DESC NULLS LAST, e.study_id) AS arms, array_agg(e.during ORDER BY e.first DESC NULLS LAST, e.study_id) AS times
					 FROM $enrolments e GROUP BY e.subject_id) TABLE m) k ON k.subject_id = x.subject_id
		LEFT   JOIN LATERAL (SELECT s.study_id, s.arm FROM unnest(k.studies, k.arms, k.times) WITH ORDINALITY s(study_id, arm, during, no)
							 ORDER BY s.study_id IS NOT DISTINCT FROM x.study DESC, coalesce(s.during @> x.day, false) DESC, s.no LIMIT 1) e ON true
		CROSS  JOIN LATERAL (SELECT coalesce(x.study, e.study_id, $only) AS study_id, CASE WHEN x.study IS NULL OR x.study = e.study_id THEN e.arm END AS arm) t
		WHERE  t.study_id IS NOT NULL$template$;
	only_study CONSTANT text := '(SELECT ''FHIR'' WHERE NOT EXISTS (SELECT FROM $ResearchSubject z))';
	patient CONSTANT text := 'CASE WHEN coalesce({ref_type \1}, ''Patient'') = ''Patient'' THEN {ref \1} END';

	subject CONSTANT text := $template$
		SELECT coalesce(e.study_id, 'FHIR') AS study_id, coalesce(e.subject_id, p.id) AS subject_id,
			   {own}.partial_date_or_null(p.r ->> 'birthDate') AS birth, {own}.gestation_at_birth_or_null(g.ga) AS ga,
			   CASE p.r ->> 'gender' WHEN 'male' THEN 'M' WHEN 'female' THEN 'F' ELSE 'U' END AS sex,
			   jsonb_path_query_first(p.r, '$.extension[*] ? (@.url == "http://hl7.org/fhir/us/core/StructureDefinition/us-core-race").extension[*] ? (@.url == "text").valueString') #>> ARRAY[]::text[] AS race,
			   coalesce(jsonb_path_query_first(p.r, '$.address[*] ? (@.use == "home").country'), jsonb_path_query_first(p.r, '$.address[*].country')) #>> ARRAY[]::text[] AS country,
			   e.planned AS arm, e.first AS enrolled, e.last AS ended
		FROM   $Patient p
		FULL   JOIN $enrolments e ON e.subject_id = p.id
		LEFT   JOIN (
			SELECT w.subject_id, CASE WHEN min(w.ga) = max(w.ga) THEN min(w.ga) END AS ga
			FROM  (SELECT {ref x.r -> 'subject'} AS subject_id,
						  coalesce({own}.gestation_at_birth_or_null(coalesce(x.r ->> 'valueString', x.r -> 'value' ->> 'string'))::text,
							{own}.gestation_at_birth_or_null(CASE WHEN u.unit IN ('', 'wk') AND u.n >= 20 AND u.n < 45 AND abs(u.n * 7 - round(u.n * 7)) < 0.05 THEN round(u.n * 7)::integer || 'd'
								WHEN u.unit IN ('', 'd') AND u.n BETWEEN 140 AND 314 AND u.n = floor(u.n) THEN u.n::integer || 'd' END)::text) AS ga
				   FROM   $Observation x
				   CROSS  JOIN LATERAL (SELECT coalesce(x.r -> 'valueQuantity', x.r -> 'value' -> 'Quantity') AS q) q
				   CROSS  JOIN LATERAL (SELECT CASE WHEN q.q ->> 'comparator' IS NULL THEN {own}.float8_or_null(q.q ->> 'value') END AS n,
											   lower(coalesce(q.q ->> 'code', q.q ->> 'unit', '')) AS unit) u
				   WHERE  {codes $.code.coding[*].code} ~ '"(76516-4|412726003)"' AND x.r -> 'focus' IS NULL
				   AND    coalesce(x.r ->> 'status', '') NOT IN ('entered-in-error', 'cancelled')) w
			GROUP  BY w.subject_id) g ON g.subject_id = coalesce(e.subject_id, p.id)
		WHERE  e.study_id IS NOT NULL OR $only IS NOT NULL$template$;

	-- Half-open from here on. Without end it goes on, unless it is said to be over:
	-- then the first day is the only one that is sure.
	exposure CONSTANT text := $template$
		SELECT t.study_id, x.subject_id, t.arm, x.during, {own}.numeric_or_null(x.dosage -> 'dose' ->> 'value') AS dose,
			   coalesce(x.dosage -> 'dose' ->> 'code', x.dosage -> 'dose' ->> 'unit') AS dose_unit, {term x.dosage -> 'route'} AS route,
			   {term x.form} AS form
		FROM  (SELECT {patient x.r -> 'subject'} AS subject_id, NULL::text AS study, d.day, x.r -> 'dosage' AS dosage,
					  jsonb_path_query_first(x.r, '$.contained[*] ? (@.resourceType == "Medication").form') AS form,
					  CASE WHEN d.day IS NULL THEN NULL
						   WHEN d.ends IS NOT NULL THEN CASE WHEN {own}.date_or_null(d.ends) >= d.day THEN daterange(d.day, {own}.date_or_null(d.ends) + 1) END
						   WHEN x.r ->> 'status' IN ('completed', 'stopped') THEN daterange(d.day, d.day + 1)
						   ELSE daterange(d.day, NULL) END AS during
			   FROM   $MedicationAdministration x
			   CROSS  JOIN LATERAL (SELECT coalesce(x.r -> 'effectivePeriod', x.r -> 'effective' -> 'Period') AS period, coalesce(x.r ->> 'effectiveDateTime', x.r -> 'effective' ->> 'dateTime') AS at) p
			   CROSS  JOIN LATERAL (SELECT {own}.date_or_null(coalesce(p.at, p.period ->> 'start')) AS day, coalesce(p.at, p.period ->> 'end') AS ends) d
			   WHERE  coalesce(x.r ->> 'status', '') NOT IN ('not-done', 'entered-in-error')) x$placed$template$;

	event CONSTANT text := $template$
		SELECT t.study_id, x.subject_id, x.event_id, x.subject_id || ' ' || coalesce(x.onset::text, x.onset_text) AS case_id, t.arm, NULL::boolean AS blinded,
			   NULL::text AS soc, x.pt, x.onset, x.received,
			   CASE WHEN x.s ~ '"serious(resultsindeath|islifethreatening|resultsinhospitalization|resultsindisability|isbirthdefect|requirespreventimpairment)?"' OR x.o LIKE '%"fatal"%' THEN true WHEN x.s LIKE '%"non-serious"%' THEN false END AS serious,
			   CASE WHEN x.c ~ '"(certain|probably-likely|possible)"' THEN true WHEN x.c ~ '^.("unlikely"(, )?)+.$' THEN false END AS related,
			   CASE WHEN x.s LIKE '%"seriousresultsindeath"%' OR x.o LIKE '%"fatal"%' THEN true
					WHEN x.s LIKE '%"non-serious"%' OR x.o ~ '"(resolved|recovering|ongoing|resolvedwithsequelae)"' THEN false END AS fatal,
			   CASE WHEN x.s LIKE '%"seriousislifethreatening"%' THEN true WHEN x.s LIKE '%"non-serious"%' THEN false END AS life_threatening,
			   CASE WHEN x.s LIKE '%"seriousresultsinhospitalization"%' THEN true WHEN x.s LIKE '%"non-serious"%' THEN false END AS hospitalisation,
			   CASE WHEN x.s LIKE '%"seriousresultsindisability"%' THEN true WHEN x.s LIKE '%"non-serious"%' THEN false END AS disabling,
			   CASE WHEN x.s LIKE '%"seriousisbirthdefect"%' THEN true WHEN x.s LIKE '%"non-serious"%' THEN false END AS congenital,
			   CASE WHEN x.s LIKE '%"seriousrequirespreventimpairment"%' THEN true WHEN x.s LIKE '%"non-serious"%' THEN false END AS other_important,
			   x.outcome, NULL::boolean AS withdrew, NULL::daterange AS recorded
		FROM  (SELECT {patient x.r -> 'subject'} AS subject_id, {ref x.r -> 'study' -> 0} AS study, x.id AS event_id,
					  {own}.partial_date_or_null(x.r ->> 'date') AS onset, x.r ->> 'date' AS onset_text, {own}.date_or_null(x.r ->> 'date') AS day,
					  {own}.date_or_null(x.r ->> 'recordedDate') AS received,
					  coalesce(jsonb_path_query_first(x.r, '$.event.coding[*] ? (@.system like_regex "meddra|/mdr$|2.16.840.1.113883.6.163" flag "i").display') #>> ARRAY[]::text[], {term x.r -> 'event'}) AS pt,
					  {term x.r -> 'outcome'} AS outcome, {codes $.seriousness.coding[*].code} AS s, {codes $.outcome.coding[*].code} AS o,
					  {codes $.suspectEntity[*].causality[*].assessment.coding[*].code} AS c
			   FROM   $AdverseEvent x
			   WHERE  x.r ->> 'actuality' IS DISTINCT FROM 'potential') x$placed$template$;

	-- A consent to research, on a known day, by the patient or a related person.
	-- OPTOUT is the grantor's dissent; a restricted OPTIN or OPTOUT is neither.
	consent CONSTANT text := $template$
		SELECT t.study_id, x.subject_id, x.day AS signed_on, x.signer, x.signer_id, x.act, NULL::text AS form_version, NULL::timestamptz AS recorded_at
		FROM  (SELECT s.subject_id, NULL::text AS study, {own}.date_or_null(x.r ->> 'dateTime') AS day,
					  CASE WHEN coalesce({ref_type p.p}, 'Patient') = 'Patient' AND {ref p.p} = s.subject_id THEN 'subject' WHEN {ref_type p.p} = 'RelatedPerson' THEN 'guardian' END AS signer,
					  {ref p.p} AS signer_id,
					  CASE WHEN x.r ->> 'status' = 'rejected' THEN 'dissent' WHEN a.a ~ '"opt(inr|oute)"' OR x.r -> 'provision' ->> 'type' = 'deny' THEN NULL
						   WHEN a.a LIKE '%"optout"%' THEN 'dissent' ELSE 'consent' END AS act
			   FROM   $Consent x
			   CROSS  JOIN LATERAL (SELECT {patient x.r -> 'patient'} AS subject_id) s
			   CROSS  JOIN LATERAL jsonb_path_query(x.r, '$.performer[*]') p(p)
			   CROSS  JOIN LATERAL (SELECT {codes $.policyRule.coding[*].code} AS a) a
			   WHERE  x.r ->> 'status' IN ('active', 'rejected')
			   AND   ({codes $.scope.coding[*].code} LIKE '%"research"%' OR {codes $.category[*].coding[*].code} LIKE '%"research"%')) x$placed
		AND    x.subject_id IS NOT NULL AND x.day IS NOT NULL AND x.signer IS NOT NULL AND x.act IS NOT NULL$template$;

	form_version CONSTANT text := 'SELECT NULL::text AS study_id, NULL::text AS version, NULL::date AS effective_from, NULL::date AS superseded_on,
		NULL::boolean AS requires_reconsent, NULL::date AS approved_on WHERE false';

	-- The code of the profile for height may stand beside a closer one.
	measurement CONSTANT text := $template$
		SELECT t.study_id, x.subject_id, x.measured_on, x.measure, CASE WHEN x.q ->> 'comparator' IS NULL THEN {own}.float8_or_null(x.q ->> 'value') END AS value,
			   coalesce(x.q ->> 'code', x.q ->> 'unit') AS unit
		FROM  (SELECT {patient x.r -> 'subject'} AS subject_id, NULL::text AS study, {own}.partial_date_or_null(d.at) AS measured_on, {own}.date_or_null(d.at) AS day,
					  coalesce(x.r -> 'valueQuantity', x.r -> 'value' -> 'Quantity') AS q,
					  CASE WHEN c.c ~ '"(29463-7|3141-9)"' THEN 'weight' WHEN c.c LIKE '%"8306-3"%' THEN 'length' WHEN c.c ~ '"(8302-2|3137-7|8308-9)"' THEN 'height'
						   WHEN c.c LIKE '%"39156-5"%' THEN 'bmi' WHEN c.c ~ '"(9843-4|8287-5)"' THEN 'head' END AS measure
			   FROM   $Observation x
			   CROSS  JOIN LATERAL (SELECT {codes $.code.coding[*] ? (@.system == "http://loinc.org").code} AS c) c
			   CROSS  JOIN LATERAL (SELECT coalesce(x.r ->> 'effectiveDateTime', x.r -> 'effectivePeriod' ->> 'start', x.r ->> 'effectiveInstant',
										   x.r -> 'effective' ->> 'dateTime', x.r -> 'effective' -> 'Period' ->> 'start') AS at) d
			   WHERE  coalesce(x.r ->> 'status', '') NOT IN ('entered-in-error', 'cancelled')) x$placed AND x.measure IS NOT NULL$template$;
BEGIN
	IF fhir_schema IS NULL THEN
		RAISE null_value_not_allowed USING MESSAGE = 'the source schema must not be NULL',
			HINT = 'It is the name of the schema that holds the resources.';
	END IF;
	SELECT n.oid INTO schema FROM pg_namespace n WHERE n.nspname = fhir_schema;
	IF NOT FOUND THEN
		RAISE invalid_schema_name USING MESSAGE = format('schema "%s" does not exist', fhir_schema),
			HINT = 'It is the name of the schema that holds the resources, as it is, without quotes.';
	END IF;

	-- Where the resources of a type are: a table of its name or one for all; in it the
	-- JSON, the id, the type and the mark of what was deleted, by the names that loaders use.
	SELECT jsonb_object_agg(f.type, jsonb_build_object('table', f.relname, 'query', CASE
				WHEN f.json IS NULL THEN '(SELECT NULL::text AS id, NULL::jsonb AS r WHERE false)'
				ELSE format('(SELECT coalesce(x.%1$I ->> ''id'', %2$s) AS id, x.%1$I::jsonb AS r FROM {source}.%3$I x WHERE %4$s AND %5$s)', f.json,
					coalesce('x.' || quote_ident(f.id) || '::text', 'NULL'), f.relname, coalesce('x.' || f.deleted || ' IS NOT TRUE', 'true'),
					CASE WHEN f.single THEN format('coalesce(x.%I ->> ''resourceType'', %s) = %L', f.json, coalesce('x.' || quote_ident(f.kind) || '::text', 'NULL'), f.type) ELSE 'true' END) END)),
		   string_agg(DISTINCT format('%I.content', f.relname), ', ') FILTER (WHERE f.relname IS NOT NULL AND f.json IS NULL)
	INTO   resources, lacking
	FROM  (SELECT DISTINCT ON (w.type) w.type, c.relname, c.single, j.attname AS json, i.attname AS id, k.attname AS kind, d.attname AS deleted
		   FROM   unnest('{Patient,ResearchSubject,MedicationAdministration,AdverseEvent,Consent,Observation}'::text[]) w(type)
		   LEFT   JOIN LATERAL (
				SELECT c.oid, c.relname, s.single
				FROM   pg_class c, LATERAL (SELECT lower(c.relname) IN ('resource', 'resources', 'fhir_resource', 'fhir_resources') AS single) s
				WHERE  c.relnamespace = schema AND c.relkind IN ('r', 'v', 'm', 'f', 'p') AND (s.single OR lower(replace(c.relname, '_', '')) = lower(w.type))
				AND    NOT (c.relkind = 'v' AND coalesce(obj_description(c.oid, 'pg_class') LIKE 'pedsafety %_views: %', false))) c ON true
		   LEFT   JOIN LATERAL (
				SELECT a.attname, a.ord FROM (SELECT a.attname, array_position('{content,resource,data,fhir,json,body}', lower(a.attname)) AS ord, count(*) OVER () AS n
					FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid IN ('jsonb'::regtype, 'json'::regtype)) a
				WHERE  (a.ord IS NOT NULL OR a.n = 1) AND a.attname !~ '[{}$]' ORDER BY a.ord LIMIT 1) j ON true
		   LEFT   JOIN LATERAL (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname IN ('fhir_id', 'logical_id', 'resource_id', 'id') AND NOT a.attisdropped
								ORDER BY array_position('{fhir_id,logical_id,resource_id,id}', a.attname::text) LIMIT 1) i ON true
		   LEFT   JOIN LATERAL (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname IN ('resource_type', 'resourcetype', 'resourceType', 'fhir_type', 'type') AND NOT a.attisdropped
								ORDER BY array_position('{resource_type,resourcetype,resourceType,fhir_type,type}', a.attname::text) LIMIT 1) k ON true
		   LEFT   JOIN LATERAL (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname IN ('deleted', 'is_deleted') AND a.atttypid = 'boolean'::regtype AND NOT a.attisdropped
								ORDER BY a.attname LIMIT 1) d ON true
		   ORDER  BY w.type, c.single, c.relname = lower(w.type) DESC, c.relname COLLATE "C") f;
	IF resources -> 'Patient' ->> 'table' IS NULL OR lacking IS NOT NULL THEN
		RAISE EXCEPTION USING
			ERRCODE = CASE WHEN lacking IS NULL THEN 'undefined_table' ELSE 'undefined_column' END,
			MESSAGE = format('schema "%s" lacks what is read from it', fhir_schema),
			DETAIL = concat_ws(' ', CASE WHEN resources -> 'Patient' ->> 'table' IS NULL THEN 'Missing tables: patient or resource.' END,
							   'Missing columns: ' || lacking || ' (json or jsonb).'),
			HINT = 'Resources are read from tables named as their types or from one table resource, each a value of json or jsonb; text can be cast in a view.';
	END IF;

	FOR v IN SELECT * FROM (VALUES
		('subject', 'a row of ResearchSubject each, of Patient where there is none', subject, NULL, NULL),
		('exposure', 'a row of MedicationAdministration each, of every drug', exposure, 'MedicationAdministration', 'NULL: form - but for a contained Medication'),
		('event', 'a row of AdverseEvent each', event, 'AdverseEvent',
		 E'NULL: blinded, withdrew, recorded - the resource does not tell\nNULL: soc - the resource does not hold the hierarchy of MedDRA'),
		('consent', 'a row of Consent to research and of performer each', consent, 'Consent',
		 E'NULL: form_version, recorded_at - the resource does not tell\nNo withdrawals: the resource does not tell when and by whom'),
		('form_version', 'nothing', form_version, NULL, 'Empty: FHIR has no versions of a form'),
		('measurement', 'a row of Observation each, of body size', measurement, 'Observation', NULL)
		) x(view, about, query, type, note)
	LOOP
		v.query := replace(replace(replace(v.query, '$placed', placed), '$enrolments', enrolments), '$only', only_study);
		v.query := regexp_replace(v.query, '\{patient ([^}]+)\}', patient, 'g');
		v.query := regexp_replace(v.query, '\{ref ([^}]+)\}', ref, 'g');
		v.query := regexp_replace(v.query, '\{ref_type ([^}]+)\}', ref_type, 'g');
		v.query := regexp_replace(v.query, '\{term ([^}]+)\}', term, 'g');
		v.query := regexp_replace(v.query, '\{codes ([^}]+)\}', codes, 'g');
		FOR r IN SELECT e.key, e.value ->> 'query' AS query FROM jsonb_each(resources) e LOOP
			v.query := replace(v.query, '$' || r.key, r.query);
		END LOOP;
		v.note := CASE WHEN v.type IS NOT NULL AND resources -> v.type ->> 'table' IS NULL THEN 'Empty: there is no table ' || lower(v.type)
					   ELSE concat_ws(E'\n', CASE WHEN v.view = 'subject' AND resources -> 'Observation' ->> 'table' IS NULL THEN 'NULL: ga - there is no table observation' END, v.note,
							CASE WHEN v.view = 'form_version' THEN NULL WHEN resources -> 'ResearchSubject' ->> 'table' IS NULL THEN 'study_id is FHIR, arm NULL: there is no table researchsubject'
								 ELSE 'Left out: patients without a ResearchSubject, if there is any' END) END;
		EXECUTE format('SELECT $1 || jsonb_build_object(''view'', $2, ''about'', $3, ''query'', %1$I.adapter_query($4, ''{}'', $5, %1$L), ''note'', nullif($6, ''''))', own)
		INTO definitions USING definitions, v.view, v.about, v.query, fhir_schema, v.note;
	END LOOP;
	RETURN QUERY EXECUTE format('SELECT * FROM %I.adapter_views($1, $2, $3)', own) USING target_schema, 'fhir_views', definitions;
END
$function$;
COMMENT ON FUNCTION fhir_views(text, text) IS
'makes the views subject, exposure, event, consent, form_version and measurement in target_schema from resources of FHIR R4 held as JSON in fhir_schema, and says what stays empty or NULL and why; 3F000 if there is no fhir_schema, 42P01 if it holds no patients, 42703 if a table has no column of JSON, 42P07 and 42809 if something else has the name of a view, 22004 for NULL';
