-- SPDX-License-Identifier: PostgreSQL
--
-- The contract views over ADaM tables, as sdtm_views makes them over SDTM. The
-- values as collected (--DTC) come before the analysis dates (*DT), and of these
-- an imputed part is cut off again.

CREATE FUNCTION adam_views(adam_schema text, target_schema text) RETURNS TABLE (view_name text, note text)
	LANGUAGE plpgsql VOLATILE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 6
	SET search_path = pg_catalog, pg_temp
	SET jit = off
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	tables CONSTANT text[] := '{adsl,adae,adex,advs,consent,form_version}';
	required CONSTANT text :=
		'adsl.studyid adsl.usubjid adsl.sex adsl.trt01p|adsl.arm '
		'adae.usubjid adae.aeseq|adae.aseq adae.aeser adae.aestdtc|adae.astdt adae.aedecod|adae.aeterm '
		'?consent.usubjid|consent.subject_id ?consent.signed_on ?consent.signer ?consent.act '
		'?form_version.version ?form_version.effective_from';
	c jsonb;
	has_adex boolean;
	has_vs boolean;
	has_signed boolean;
	people CONSTANT text := 'SELECT {adsl.studyid} AS study_id, {adsl.usubjid} AS subject_id, {adsl.trt01a|adsl.actarm|adsl.trt01p|adsl.arm} AS arm FROM {source}.adsl';
	person text;
	person_any_study text;
	-- dates as text
	birth text;
	treated_from text;
	treated_to text;
	starts text;
	ends text;
	onset text;
	measured text;
	subject text;
	exposure text;
	event text;
	consent text;
	measurement text;
	definitions jsonb;
BEGIN
	-- Without records of exposure the treatment dates of ADSL are wanted.
	EXECUTE format('SELECT %I.adapter_columns($1, $2, ''{}'')', own) INTO c USING adam_schema, tables;
	has_adex := c ? 'adex.usubjid' AND c ?| '{adex.exstdtc,adex.astdt}' AND c ?| '{adex.exendtc,adex.aendt}';
	EXECUTE format('SELECT %I.adapter_columns($1, $2, $3)', own) INTO c
	USING adam_schema, tables, string_to_array(required || CASE WHEN has_adex THEN '' ELSE ' adsl.trtsdt adsl.trtedt' END, ' ');
	has_vs := c ? 'advs.usubjid' AND c ?| '{advs.paramcd,advs.vstestcd}';
	has_signed := c ?| '{adsl.rficdtc,adsl.rficdt}';
	EXECUTE format('SELECT %1$I.adapter_template(''person'', $1), %1$I.adapter_template(''person_any_study'', $1),
		%1$I.adapter_template(''cut'', ''{day adsl.brthdt}'', ''{adsl.brthdtf}''), %1$I.adapter_template(''cut'', ''{day adsl.trtsdt}'', ''{adsl.trtsdtf}''),
		%1$I.adapter_template(''cut'', ''{day adsl.trtedt}'', ''{adsl.trtedtf}''), %1$I.adapter_template(''cut'', ''{day adex.astdt}'', ''{adex.astdtf}''),
		%1$I.adapter_template(''cut'', ''{day adex.aendt}'', ''{adex.aendtf}''), %1$I.adapter_template(''cut'', ''{day adae.astdt}'', ''{adae.astdtf}''),
		%1$I.adapter_template(''cut'', ''{day advs.adt}'', ''{advs.adtf}'')', own)
	INTO person, person_any_study, birth, treated_from, treated_to, starts, ends, onset, measured USING people;

	subject := $template$
		SELECT {adsl.studyid} AS study_id, {adsl.usubjid} AS subject_id,
			   {own}.partial_date_or_null(coalesce({adsl.brthdtc}, $template$ || birth || $template$)) AS birth,
			   {own}.gestation_at_birth_or_null({adsl.gestage}) AS ga,
			   CASE WHEN upper({adsl.sex}) IN ('M', 'F') THEN upper({adsl.sex}) ELSE 'U' END AS sex,
			   {adsl.race} AS race, {adsl.country} AS country, {adsl.trt01p|adsl.arm} AS arm,
			   coalesce({own}.date_or_null({adsl.rfstdtc}), {own}.date_or_null({day adsl.enrldt}), {own}.date_or_null({day adsl.randdt})) AS enrolled,
			   coalesce({own}.date_or_null({day adsl.eosdt}), {own}.date_or_null({adsl.rfpendtc}), {own}.date_or_null({adsl.rfendtc})) AS ended
		FROM   {source}.adsl$template$;

	-- With parameters ADEX has each record once for each of them, and summaries
	-- over several records, which have no EXSEQ.
	EXECUTE format('SELECT %I.adapter_template(''exposure'', $1, $2)', own) INTO exposure
	USING CASE WHEN has_adex THEN 'SELECT ' || CASE WHEN c ? 'adex.paramcd' THEN 'DISTINCT ' ELSE '' END
			|| $template${adex.studyid} AS study_id, {adex.usubjid} AS subject_id, {adex.extrt} AS treatment,
				coalesce({adex.exstdtc}, $template$ || starts || $template$) AS starts, coalesce({adex.exendtc}, $template$ || ends || $template$) AS ends,
				{own}.numeric_or_null({adex.exdose}) AS dose, {adex.exdosu} AS dose_unit, {adex.exroute} AS route, {adex.exdosfrm} AS form,
				NULL::boolean AS given, NULL::text AS stat, {adex.exseq} AS seq
			FROM {source}.adex$template$
			|| CASE WHEN c ?& '{adex.paramcd,adex.exseq}' THEN ' WHERE {adex.exseq} IS NOT NULL'
					WHEN c ?& '{adex.paramcd,adex.exstdtc}' THEN ' WHERE {adex.exstdtc} IS NOT NULL' ELSE '' END
		ELSE $template$SELECT s.study_id, s.subject_id, NULL::text AS treatment, s.starts, s.ends,
				NULL::numeric AS dose, NULL::text AS dose_unit, NULL::text AS route, NULL::text AS form, NULL::boolean AS given, NULL::text AS stat
			FROM (SELECT {adsl.studyid} AS study_id, {adsl.usubjid} AS subject_id, $template$ || treated_from || $template$ AS starts,
						 {adsl.trtsdt} AS starts_text, $template$ || treated_to || $template$ AS ends FROM {source}.adsl) s
			WHERE s.starts_text IS NOT NULL$template$ END,
		CASE WHEN c ? 'adex.studyid' OR NOT has_adex THEN person ELSE person_any_study END;

	-- AREL may have missing causality filled in, so AEREL comes first.
	EXECUTE format('SELECT %I.adapter_template(''event'', ''adae'', ''{adae.aeseq|adae.aseq}'', $1, $2, $3)', own) INTO event
	USING 'coalesce({adae.aestdtc}, ' || onset || ')', CASE WHEN c ? 'adae.aerel' THEN '{adae.aerel}' ELSE '{adae.arel}' END,
		CASE WHEN c ? 'adae.studyid' THEN person ELSE person_any_study END;

	consent := CASE WHEN has_signed THEN $template$
		SELECT s.study_id, s.subject_id, {own}.date_or_null(s.signed) AS signed_on, NULL::text AS signer, NULL::text AS signer_id, 'consent'::text AS act,
			   NULL::text AS form_version, NULL::timestamptz AS recorded_at
		FROM  (SELECT {adsl.studyid} AS study_id, {adsl.usubjid} AS subject_id, coalesce({adsl.rficdtc}, {day adsl.rficdt}) AS signed FROM {source}.adsl) s
		WHERE  s.signed IS NOT NULL$template$ END;

	-- A row with DTYPE was computed, not measured.
	EXECUTE format('SELECT %I.adapter_template(''measurement'', $1)', own) INTO measurement
	USING CASE WHEN has_vs THEN $template$SELECT $template$ || CASE WHEN c ? 'advs.studyid' THEN 'x.study_id' ELSE 'p.study_id' END || $template$, x.subject_id,
				x.measured_on, x.test, x.standard, x.standard_unit, x.original, x.original_unit
			FROM (SELECT {advs.studyid} AS study_id, {advs.usubjid} AS subject_id, coalesce({advs.vsdtc}, $template$ || measured || $template$) AS measured_on,
						 upper({advs.paramcd|advs.vstestcd}) AS test, {own}.float8_or_null({advs.aval}) AS standard,
						 coalesce({advs.avalu}, substring({advs.param} FROM '[(]([^()]+)[)]$'), {advs.vsstresu}) AS standard_unit,
						 {own}.float8_or_null({advs.vsstresn}) AS original, {advs.vsstresu} AS original_unit
				  FROM {source}.advs WHERE {advs.dtype} IS NULL) x$template$ || CASE WHEN c ? 'advs.studyid' THEN '' ELSE person_any_study END
		ELSE $template$SELECT NULL::text AS study_id, NULL::text AS subject_id, NULL::text AS measured_on, NULL::text AS test, NULL::float8 AS standard,
				NULL::text AS standard_unit, NULL::float8 AS original, NULL::text AS original_unit WHERE false$template$ END;

	EXECUTE format($query$
		SELECT jsonb_agg(jsonb_build_object('view', v.view, 'query', %1$I.adapter_query(v.template, $1, $2, %1$L), 'about', v.about, 'note', v.note)
						 ORDER BY v.no)
		FROM  (VALUES
			(1, 'subject', $3, 'a row of ADSL each', concat_ws(E'\n', $8, %1$I.adapter_note($1, $7))),
			(2, 'exposure', $4, $9, concat_ws(E'\n', %1$I.adapter_note($1, $10),
				'NULL: during where a date is partial or unreadable, the end before the start, or the dose 0 and no placebo')),
			(3, 'event', $5, 'a row of ADAE each', concat_ws(E'\n', %1$I.adapter_note($1, $11),
				'NULL: recorded - ADaM holds one version of each event',
				CASE WHEN $1 ?| '{adae.aeacn,adae.aeacnoth,adae.aedis}' THEN
					'NULL: withdrew where AEACN is empty - ADSL says who left for an adverse event, not for which' END)),
			(6, 'measurement', $6, CASE WHEN $14 IS NULL THEN 'a row of ADVS each, without those that were computed (DTYPE)' ELSE 'nothing' END,
				concat_ws(E'\n', $14, CASE WHEN $14 IS NULL THEN %1$I.adapter_note($1, $16) END))
			UNION ALL
			SELECT CASE WHEN x.view_name = 'consent' THEN 4 ELSE 5 END, x.view_name, x.template, x.about, x.note
			FROM   %1$I.adapter_consent($1, $15, $12, $13) x
			) v(no, view, template, about, note)$query$, own)
	INTO  definitions
	USING c, adam_schema, subject, exposure, event, measurement,
		string_to_array('ga=adsl.gestage race=adsl.race country=adsl.country '
			'enrolled=adsl.rfstdtc|adsl.enrldt|adsl.randdt ended=adsl.eosdt|adsl.rfpendtc|adsl.rfendtc', ' '),
		CASE WHEN NOT c ?| '{adsl.brthdtc,adsl.brthdt}' THEN
			'NULL: birth - adsl has no column brthdtc or brthdt' || CASE WHEN c ? 'adsl.age' THEN ', and age is that at one day' ELSE '' END END,
		CASE WHEN has_adex THEN 'the records of ADEX; during to the day after the end, without end where that is empty'
			 ELSE 'one exposure a treated subject, from TRTSDT to the day after TRTEDT of ADSL, without end where that is empty; pauses are not seen' END,
		string_to_array('dose=adex.exdose dose_unit=adex.exdosu route=adex.exroute form=adex.exdosfrm', ' '),
		string_to_array('soc=adae.aesoc|adae.aebodsys received=adae.aedtc related=adae.aerel|adae.arel fatal=adae.aesdth|adae.aeout '
			'life_threatening=adae.aeslife hospitalisation=adae.aeshosp disabling=adae.aesdisab congenital=adae.aescong '
			'other_important=adae.aesmie outcome=adae.aeout withdrew=adae.aeacn|adae.aeacnoth|adae.aedis', ' '),
		consent,
		CASE WHEN consent IS NULL THEN 'Empty: there is no table consent, and adsl has no column rficdtc or rficdt'
			 ELSE E'NULL: signer - read from ADSL, where it does not stand who signed; such a record counts for nobody (check C13)\n'
				  'NULL: signer_id, form_version, recorded_at - there is no table consent' END,
		CASE WHEN NOT has_vs THEN 'Empty: ' || CASE WHEN c ? 'advs' THEN 'advs lacks usubjid or paramcd' ELSE 'there is no table advs' END END,
		people,
		string_to_array('measured_on=advs.vsdtc|advs.adt value=advs.aval|advs.vsstresn unit=advs.avalu|advs.param|advs.vsstresu', ' ');
	RETURN QUERY EXECUTE format('SELECT * FROM %I.adapter_views($1, $2, $3)', own) USING target_schema, 'adam_views', definitions;
END
$function$;
COMMENT ON FUNCTION adam_views(text, text) IS
'makes the views subject, exposure, event, consent, form_version and measurement in target_schema from the ADaM tables adsl, adae (and adex, advs, consent, form_version where they are there) of adam_schema; a row a view, with what is empty or NULL in it and why, as its comment says. Errors as sdtm_views';
