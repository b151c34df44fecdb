-- SPDX-License-Identifier: PostgreSQL
--
-- The views that the reports read, made from the tables of an OMOP common data
-- model (5.4; what is read of it is the same in 5.3), whose names are in lower
-- case as its DDL makes them. A model of routine care says little of a trial: it
-- has no arm, causality, seriousness or consent. What is not there stays NULL.

CREATE FUNCTION omop_views(cdm_schema text, target_schema text)
	RETURNS TABLE (view_name text, note text)
	LANGUAGE plpgsql VOLATILE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 6
	SET search_path = pg_catalog, pg_temp
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	has jsonb;
	plain boolean;		-- ids are numbers in all tables and are joined as they are
	vocabulary boolean;	-- there is a table of concepts
	hierarchy boolean;	-- and MedDRA's system organ classes over them
	deaths boolean;
	measurements boolean;
	gestation text;
	study text := '''OMOP''::text';
	definitions jsonb := '[]';
	v record;
	m text[];
BEGIN
	EXECUTE format('SELECT %I.adapter_columns($1, $2, $3)', own) INTO has
	USING cdm_schema, '{person,drug_exposure,condition_occurrence,death,measurement,observation,concept,concept_ancestor,location,cdm_source,consent,form_version}'::text[],
		  '{person.person_id,person.year_of_birth,person.gender_concept_id,drug_exposure.person_id,drug_exposure.drug_exposure_start_date,drug_exposure.drug_exposure_end_date,condition_occurrence.person_id,condition_occurrence.condition_occurrence_id,condition_occurrence.condition_concept_id,condition_occurrence.condition_start_date,?consent.usubjid|consent.subject_id,?consent.signed_on,?consent.signer,?consent.act,?form_version.version,?form_version.effective_from}'::text[];
	plain := NOT EXISTS (SELECT FROM jsonb_each_text(has) c WHERE c.key ~ '[.](.*concept_id|person_id|location_id)$' AND c.value <> 'number');
	vocabulary := has ?& '{concept.concept_id,concept.concept_name,concept.concept_code,concept.vocabulary_id}'::text[];
	hierarchy := vocabulary AND has ?& '{concept.concept_class_id,concept_ancestor.ancestor_concept_id,concept_ancestor.descendant_concept_id}'::text[];
	deaths := has ?& '{death.person_id,death.death_date}'::text[];
	measurements := has ?& '{measurement.person_id,measurement.measurement_concept_id,measurement.measurement_date,measurement.value_as_number}'::text[];
	IF has ? 'cdm_source.cdm_source_abbreviation' THEN
		study := '(SELECT CASE WHEN count(DISTINCT s.name) = 1 THEN min(s.name) ELSE ''OMOP'' END
			FROM (SELECT {cdm_source.cdm_source_abbreviation} AS name FROM {source}.cdm_source) s)';
	END IF;
	SELECT string_agg(replace('SELECT {key $t.person_id} AS person_id, {own}.float8_or_null({$t.value_as_number}) AS n, coalesce({$t.unit_concept_id}, ''0'') AS unit
			FROM {source}.$t WHERE {$t.$t_concept_id} IN (''4260747'', ''46234792'')', '$t', t), ' UNION ALL ')
	INTO   gestation
	FROM   unnest('{measurement,observation}'::text[]) t
	WHERE  has ?& array[t || '.person_id', t || '.' || t || '_concept_id', t || '.value_as_number'];

	-- $study, $gestation, $soc, $deaths stand for what was found above; {term a c}
	-- joins a.name and a.code, the concept of column c; {key c} is an id to join by;
	-- the rest is adapter_query's.
	FOR v IN SELECT * FROM (VALUES
		('subject', 'a row of person each', true,
		 $q$
		SELECT $study AS study_id, {person.person_id} AS subject_id,
			   {own}.partial_date_or_null(lpad(b.y, greatest(4, length(b.y)), '0')
					|| CASE WHEN b.m IS NULL AND b.d IS NULL THEN ''
							ELSE '-' || coalesce(lpad(b.m, greatest(2, length(b.m)), '0'), '-') || coalesce('-' || lpad(b.d, greatest(2, length(b.d)), '0'), '') END) AS birth,
			   g.ga, CASE {person.gender_concept_id} WHEN '8507' THEN 'M' WHEN '8532' THEN 'F' ELSE 'U' END AS sex,
			   coalesce(r.name, {person.race_source_value}) AS race, coalesce(l.country, l.source) AS country,
			   NULL::text AS arm, NULL::date AS enrolled, NULL::date AS ended
		FROM   {source}.person
		CROSS  JOIN LATERAL (SELECT substring({person.year_of_birth} FROM '^([0-9]+)([.]0*)?$') AS y, substring({person.month_of_birth} FROM '^([0-9]+)([.]0*)?$') AS m,
							 substring({person.day_of_birth} FROM '^([0-9]+)([.]0*)?$') AS d) b
		{term r person.race_concept_id}
		$country
		$gestation$q$,
		 '{birth: month=person.month_of_birth,birth: day=person.day_of_birth,race=person.race_concept_id|person.race_source_value,country=location.location_id}',
		 'NULL: arm, enrolled, ended - the model has no trial'),
		('exposure', 'a row of drug_exposure each, of every drug', true,
		 $q$
		SELECT $study AS study_id, {drug_exposure.person_id} AS subject_id, NULL::text AS arm,
			   CASE WHEN e.past >= e.start THEN daterange(e.start, e.past + 1) WHEN $ongoing AND e.start IS NOT NULL THEN daterange(e.start, NULL) END AS during,
			   NULL::numeric AS dose, NULL::text AS dose_unit, coalesce(r.name, {drug_exposure.route_source_value}) AS route, NULL::text AS form
		FROM   {source}.drug_exposure
		CROSS  JOIN LATERAL (SELECT {own}.date_or_null({drug_exposure.drug_exposure_start_date}) AS start) s
		CROSS  JOIN LATERAL (SELECT s.start, CASE WHEN {drug_exposure.drug_exposure_end_date} IS NOT NULL THEN {own}.date_or_null({drug_exposure.drug_exposure_end_date})
							 WHEN NOT $ongoing THEN coalesce({own}.date_or_null({drug_exposure.verbatim_end_date}),
								s.start - 1 + substring({drug_exposure.days_supply} FROM '^([1-9][0-9]?[0-9]?[0-9]?)([.]0*)?$')::integer, s.start) END AS past) e
		{term r drug_exposure.route_concept_id}$q$,
		 '{route=drug_exposure.route_concept_id|drug_exposure.route_source_value}',
		 E'NULL: arm - the model has no trial\nNULL: dose, dose_unit, form - a quantity is not a dose'),
		('event', 'a row of condition_occurrence each, and of death', true,
		 $q$
		SELECT $study AS study_id, o.subject_id, o.event_id, o.subject_id || ' ' || o.onset::text AS case_id, NULL::text AS arm, NULL::boolean AS blinded,
			   o.soc, o.pt, o.onset, NULL::date AS received,
			   o.died AS serious, NULL::boolean AS related, o.died AS fatal, NULL::boolean AS life_threatening, NULL::boolean AS hospitalisation,
			   NULL::boolean AS disabling, NULL::boolean AS congenital, NULL::boolean AS other_important,
			   NULL::text AS outcome, NULL::boolean AS withdrew, NULL::daterange AS recorded
		FROM  (SELECT {condition_occurrence.person_id} AS subject_id, {condition_occurrence.condition_occurrence_id} AS event_id,
					  {own}.partial_date_or_null({condition_occurrence.condition_start_date}) AS onset, $soc AS soc,
					  coalesce(t.name, {condition_occurrence.condition_source_value}) AS pt, NULL::boolean AS died
			   FROM   {source}.condition_occurrence
			   {term t condition_occurrence.condition_concept_id}
			   $deaths) o$q$,
		 '{}',
		 E'NULL: arm, blinded, related, withdrew - the model has no trial\nNULL: serious, fatal and the other criteria, but for a death - the model does not tell\nNULL: received, outcome, recorded - the model does not tell'),
		('measurement', 'a row of measurement each, of body size', measurements,
		 $q$
		SELECT $study AS study_id, {measurement.person_id} AS subject_id,
			   {own}.partial_date_or_null({measurement.measurement_date}) AS measured_on, w.measure,
			   {own}.float8_or_null({measurement.value_as_number}) AS value,
			   coalesce(CASE {measurement.unit_concept_id} WHEN '9529' THEN 'kg' WHEN '8504' THEN 'g' WHEN '8739' THEN '[lb_av]' WHEN '8582' THEN 'cm'
							WHEN '9546' THEN 'm' WHEN '9330' THEN '[in_i]' WHEN '9531' THEN 'kg/m2' END, u.code, {measurement.unit_source_value}) AS unit
		FROM   {source}.measurement
		{term c measurement.measurement_concept_id}
		{term u measurement.unit_concept_id}
		CROSS  JOIN LATERAL (SELECT CASE
			WHEN {measurement.measurement_concept_id} IN ('3025315', '3013762') OR c.loinc IN ('29463-7', '3141-9') THEN 'weight'
			WHEN {measurement.measurement_concept_id} IN ('3036277', '3023540') OR c.loinc IN ('8302-2', '3137-7') THEN 'height'
			WHEN c.loinc IN ('8306-3') THEN 'length'
			WHEN {measurement.measurement_concept_id} = '3038553' OR c.loinc = '39156-5' THEN 'bmi'
			WHEN {measurement.measurement_concept_id} = '3001537' OR c.loinc IN ('9843-4', '8287-5') THEN 'head' END AS measure) w
		WHERE  w.measure IS NOT NULL$q$,
		 '{unit=measurement.unit_concept_id|measurement.unit_source_value}', NULL)
		) x(view, about, made, query, needs, always)
	LOOP
		v.query := replace(v.query, '$study', study);
		IF v.view = 'subject' THEN
			v.query := replace(v.query, '$country', CASE WHEN has ?& '{person.location_id,location.location_id}'::text[]
				THEN 'LEFT JOIN (SELECT {key location.location_id} AS location_id, n.name AS country, {location.country_source_value} AS source
						FROM {source}.location {term n location.country_concept_id}) l ON l.location_id = {key person.location_id}'
				ELSE 'CROSS JOIN (SELECT NULL::text AS country, NULL::text AS source) l' END);
			-- Gestation at birth: SNOMED CT 412726003 (4260747), LOINC 76516-4 (46234792).
			-- A number without unit tells its unit, since no birth lies outside 20+0 to
			-- 44+6: 20 to 44 are weeks, 140 to 314 days. Weeks have to make whole days.
			-- Values of one person that differ are no value.
			v.query := replace(v.query, '$gestation', coalesce('LEFT JOIN (
				SELECT w.person_id, CASE WHEN min(w.days) = max(w.days) THEN {own}.gestation_at_birth_or_null(min(w.days)::integer || ''d'') END AS ga
				FROM  (SELECT u.person_id, CASE WHEN u.unit IN (''0'', ''8511'') AND u.n >= 20 AND u.n < 45 AND abs(u.n * 7 - round(u.n * 7)) < 0.05 THEN round(u.n * 7)
							WHEN u.unit IN (''0'', ''8512'') AND u.n BETWEEN 140 AND 314 AND u.n = floor(u.n) THEN u.n END AS days
					   FROM (' || gestation || ') u) w
				GROUP  BY w.person_id) g ON g.person_id = {key person.person_id}', 'CROSS JOIN (SELECT NULL::{own}.gestational_age AS ga) g'));
			v.always := concat_ws(E'\n', v.always, CASE WHEN gestation IS NULL THEN 'NULL: ga - there is no table measurement or observation with it' END);
		ELSIF v.view = 'exposure' THEN
			v.query := replace(v.query, '$ongoing', CASE WHEN has ->> 'drug_exposure.drug_exposure_end_date' IN ('date', 'timestamp', 'timestamptz')
				THEN '(drug_exposure.drug_exposure_end_date IS NOT NULL AND drug_exposure.drug_exposure_end_date = ''infinity'')' ELSE 'false' END);
		ELSIF v.view = 'event' THEN
			-- Of several classes over a concept none is the primary one.
			v.query := replace(v.query, '$soc', CASE WHEN hierarchy
				THEN '(SELECT CASE WHEN count(DISTINCT concept.concept_id) = 1 THEN min({concept.concept_name}) END
						FROM   {source}.concept_ancestor JOIN {source}.concept ON {key concept.concept_id} = {key concept_ancestor.ancestor_concept_id}
						WHERE  {key concept_ancestor.descendant_concept_id} = {key condition_occurrence.condition_concept_id}
						AND    {concept.vocabulary_id} = ''MedDRA'' AND {concept.concept_class_id} = ''SOC'')'
				ELSE 'NULL::text' END);
			v.query := replace(v.query, '$deaths', CASE WHEN deaths THEN 'UNION ALL
			   SELECT {death.person_id}, ''death'', {own}.partial_date_or_null({death.death_date}), NULL, coalesce(t.name, {death.cause_source_value}, ''Death''), true
			   FROM   {source}.death
			   {term t death.cause_concept_id}' ELSE '' END);
			v.always := concat_ws(E'\n', v.always, CASE WHEN NOT hierarchy THEN 'NULL: soc - there are no concepts with concept_ancestor' END,
				CASE WHEN NOT deaths THEN 'No deaths: there is no table death with person_id and death_date' END,
				CASE WHEN NOT vocabulary THEN 'pt is condition_source_value: there is no table concept' END);
		END IF;
		FOR m IN SELECT DISTINCT regexp_matches(v.query, '\{term ([a-z]) ([a-z_.]+)\}', 'g') LOOP
			v.query := replace(v.query, format('{term %s %s}', m[1], m[2]), CASE WHEN vocabulary AND has ? m[2]
				THEN format('LEFT JOIN (SELECT {key concept.concept_id} AS id, {concept.concept_name} AS name, {concept.concept_code} AS code,
						CASE {concept.vocabulary_id} WHEN ''LOINC'' THEN {concept.concept_code} END AS loinc
						FROM {source}.concept WHERE {concept.concept_id} <> ''0'') %1$s ON %1$s.id = {key %2$s}', m[1], m[2])
				ELSE format('CROSS JOIN (SELECT NULL::text AS name, NULL::text AS code, NULL::text AS loinc) %s', m[1]) END);
		END LOOP;
		v.query := regexp_replace(v.query, '\{key ([a-z_.]+)\}', CASE WHEN plain THEN '\1' ELSE '{\1}' END, 'g');
		IF NOT v.made THEN
			v.about := 'nothing';
			v.query := 'SELECT NULL::text AS study_id, NULL::text AS subject_id, NULL::{own}.partial_date AS measured_on, NULL::text AS measure,
				NULL::float8 AS value, NULL::text AS unit WHERE false';
			v.always := 'Empty: there is no table measurement with person_id, measurement_concept_id, measurement_date and value_as_number';
			v.needs := '{}';
		END IF;
		EXECUTE format('SELECT $1 || jsonb_build_object(''view'', $2, ''about'', $3, ''query'', %1$I.adapter_query($4, $5, $6, %2$L), ''note'', concat_ws(E''\n'', $7, %1$I.adapter_note($5, $8)))', own, own)
		INTO definitions USING definitions, v.view, v.about, v.query, has, cdm_schema, v.always, v.needs::text[];
	END LOOP;
	EXECUTE format('SELECT $1 || jsonb_agg(jsonb_build_object(''view'', c.view_name, ''about'', c.about, ''query'', %1$I.adapter_query(c.template, $2, $3, %1$L), ''note'', c.note))
		FROM %1$I.adapter_consent($2, $4, NULL, ''Empty: there is no table consent; the model has none'') c', own)
	INTO definitions USING definitions, has, cdm_schema,
		'SELECT ' || study || ' AS study_id, {person.person_id} AS subject_id, NULL::text AS arm FROM {source}.person';
	RETURN QUERY EXECUTE format('SELECT * FROM %I.adapter_views($1, $2, $3)', own) USING target_schema, 'omop_views', definitions;
END
$function$;
COMMENT ON FUNCTION omop_views(text, text) IS
'makes the views subject, exposure, event, consent, form_version and measurement in target_schema from the tables of an OMOP common data model in cdm_schema, and says what stays empty or NULL and why; 3F000 if there is no cdm_schema, 42P01 if required tables and 42703 if required columns are missing, all of them named, 42P07 and 42809 if something else has the name of a view, 22004 for NULL';
