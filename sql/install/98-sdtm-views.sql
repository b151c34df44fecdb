-- SPDX-License-Identifier: PostgreSQL
--
-- The contract views over SDTM tables. Every cell is read as text; one that
-- cannot be read is NULL, and its row stays. In the templates {table.column} is
-- a column of the source as text, see adapter_query.

CREATE FUNCTION sdtm_views(sdtm_schema text, target_schema text) RETURNS TABLE (view_name text, note text)
	LANGUAGE plpgsql VOLATILE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 6
	SET search_path = pg_catalog, pg_temp
	SET jit = off
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	c jsonb;
	has_ga boolean;
	has_ds boolean;
	has_rficdtc boolean;
	has_vs boolean;
	people CONSTANT text := 'SELECT {dm.studyid} AS study_id, {dm.usubjid} AS subject_id, {dm.actarm|dm.arm} AS arm FROM {source}.dm';
	person text;
	person_any_study text;
	subject text;
	exposure text;
	event text;
	milestone text;
	consent text;
	measurement text;
	definitions jsonb;
BEGIN
	EXECUTE format('SELECT %I.adapter_columns($1, $2, $3)', own) INTO c
	USING sdtm_schema, '{dm,suppdm,ex,ae,ds,vs,consent,form_version}'::text[], string_to_array(
		'dm.studyid dm.usubjid dm.brthdtc dm.sex dm.arm ex.usubjid ex.exstdtc ex.exendtc '
		'ae.usubjid ae.aeseq ae.aeser ae.aestdtc ae.aedecod|ae.aeterm '
		'?consent.usubjid|consent.subject_id ?consent.signed_on ?consent.signer ?consent.act '
		'?form_version.version ?form_version.effective_from', ' ');
	has_ga := c ?& '{suppdm.usubjid,suppdm.qnam,suppdm.qval}';
	has_ds := c ? 'ds.usubjid' AND c ?| '{ds.dsdecod,ds.dsterm}' AND c ?| '{ds.dsstdtc,ds.dsdtc}';
	has_rficdtc := c ? 'dm.rficdtc';
	has_vs := c ?& '{vs.usubjid,vs.vstestcd}';
	EXECUTE format('SELECT %1$I.adapter_template(''person'', $1), %1$I.adapter_template(''person_any_study'', $1)', own)
	INTO person, person_any_study USING people;

	subject := $template$
		SELECT x.study_id, x.subject_id, {own}.partial_date_or_null(x.birth) AS birth,
			   $template$ || CASE WHEN has_ga THEN '{own}.gestation_at_birth_or_null(g.ga)' ELSE 'NULL::{own}.gestational_age' END || $template$ AS ga,
			   CASE WHEN upper(x.sex) IN ('M', 'F') THEN upper(x.sex) ELSE 'U' END AS sex, x.race, x.country, x.arm,
			   coalesce({own}.date_or_null(x.rfstdtc), $template$ || CASE WHEN has_ds THEN 'm.day' ELSE 'NULL::date' END || $template$) AS enrolled,
			   coalesce({own}.date_or_null(x.rfpendtc), {own}.date_or_null(x.rfendtc)) AS ended
		FROM  (SELECT {dm.studyid} AS study_id, {dm.usubjid} AS subject_id, {dm.brthdtc} AS birth, {dm.sex} AS sex,
					  {dm.race} AS race, {dm.country} AS country, {dm.arm} AS arm,
					  {dm.rfstdtc} AS rfstdtc, {dm.rfpendtc} AS rfpendtc, {dm.rfendtc} AS rfendtc
			   FROM {source}.dm) x$template$
		-- several values that differ do not tell
		|| CASE WHEN has_ga THEN $template$
		LEFT JOIN (
			SELECT study_id, subject_id, CASE WHEN min(ga) = max(ga) THEN min(ga) END AS ga
			FROM  (SELECT {suppdm.studyid} AS study_id, {suppdm.usubjid} AS subject_id,
						  {own}.gestational_age_or_null({suppdm.qval})::text AS ga
				   FROM {source}.suppdm WHERE upper({suppdm.qnam}) = 'GESTAGE') s
			GROUP BY 1, 2) g ON g.subject_id = x.subject_id$template$
			|| CASE WHEN c ? 'suppdm.studyid' THEN ' AND g.study_id = x.study_id' ELSE '' END ELSE '' END
		|| CASE WHEN has_ds THEN $template$
		LEFT JOIN (
			SELECT {ds.studyid} AS study_id, {ds.usubjid} AS subject_id, min({own}.date_or_null({ds.dsstdtc|ds.dsdtc})) AS day
			FROM   {source}.ds
			WHERE  upper({ds.dsdecod|ds.dsterm}) IN ('ENROLLED', 'ENTERED INTO TRIAL', 'RANDOMIZED', 'RANDOMISED')
			GROUP BY 1, 2) m ON m.subject_id = x.subject_id$template$
			|| CASE WHEN c ? 'ds.studyid' THEN ' AND m.study_id = x.study_id' ELSE '' END ELSE '' END;

	EXECUTE format('SELECT %I.adapter_template(''exposure'', $1, $2)', own) INTO exposure
	USING $template$SELECT {ex.studyid} AS study_id, {ex.usubjid} AS subject_id, {ex.extrt} AS treatment, {ex.exstdtc} AS starts, {ex.exendtc} AS ends,
			{own}.numeric_or_null({ex.exdose}) AS dose, {ex.exdosu} AS dose_unit, {ex.exroute} AS route, {ex.exdosfrm} AS form,
			{own}.boolean_or_null({ex.exoccur}) AS given, upper({ex.exstat}) AS stat
			FROM {source}.ex$template$, CASE WHEN c ? 'ex.studyid' THEN person ELSE person_any_study END;
	EXECUTE format('SELECT %I.adapter_template(''event'', ''ae'', ''{ae.aeseq}'', ''{ae.aestdtc}'', ''{ae.aerel}'', $1)', own) INTO event
	USING CASE WHEN c ? 'ae.studyid' THEN person ELSE person_any_study END;

	-- DS and DM say that consent was obtained or withdrawn, and seldom from whom: a
	-- signer stands only where a term names one. Leaving the treatment is no
	-- withdrawal of consent.
	milestone := $template$
		SELECT coalesce(x.study_id, p.study_id) AS study_id, x.subject_id, x.signed_on,
			   CASE WHEN x.decod ~ 'ASSENT' THEN 'subject'
					WHEN x.decod || ' ' || coalesce(x.term, '') ~ '\m(PARENTS?|PARENTAL|MOTHER|FATHER|GUARDIANS?|REPRESENTATIVES?)\M' THEN 'guardian'
					WHEN x.decod ~ ' BY (SUBJECT|PARTICIPANT|PATIENT)$' THEN 'subject' END AS signer,
			   x.act
		FROM  (SELECT e.*, CASE WHEN e.decod ~ '^(WRITTEN |INFORMED |CHILD |MINOR |SUBJECT )*(RE-?)?ASSENT( FORM)?( OBTAINED| SIGNED| GIVEN)?$' THEN 'assent'
								WHEN e.decod ~ ('^(WRITTEN |INFORMED |PARENTAL |PARENT |GUARDIAN |PARENT/GUARDIAN |LEGAL GUARDIAN |LEGAL REPRESENTATIVE |'
												'LEGALLY AUTHORI[SZ]ED REPRESENTATIVE )*(RE-?)?(CONSENT|PERMISSION)( FORM)?( OBTAINED| SIGNED| GIVEN)?$') THEN 'consent'
								WHEN e.decod ~ '\m(WITHDRAWAL|WITHDRAWN|WITHDREW|REVOKED)\M.*\m(CONSENT|ASSENT)\M|\m(CONSENT|ASSENT)\M.*\m(WITHDRAWAL|WITHDRAWN|REVOKED)\M'
									 OR e.decod ~ '^WITHDRAWAL BY (SUBJECT|PARTICIPANT|PATIENT|PARENT|GUARDIAN|PARENT/GUARDIAN)$'
										AND coalesce(e.category !~ 'TREATMENT|DRUG|PRODUCT', true) THEN 'withdraw' END AS act
			   FROM  (SELECT {ds.studyid} AS study_id, {ds.usubjid} AS subject_id, {own}.date_or_null({ds.dsstdtc|ds.dsdtc}) AS signed_on,
							 upper({ds.dsdecod|ds.dsterm}) AS decod, upper({ds.dsterm}) AS term, upper({ds.dsscat}) AS category
					  FROM {source}.ds) e) x$template$ || CASE WHEN c ? 'ds.studyid' THEN person ELSE person_any_study END || $template$
		WHERE x.act IS NOT NULL$template$;
	consent := CASE
		WHEN has_ds AND has_rficdtc THEN 'WITH milestone AS (' || milestone || $template$)
			SELECT m.study_id, m.subject_id, m.signed_on, m.signer, NULL::text AS signer_id, m.act, NULL::text AS form_version, NULL::timestamptz AS recorded_at
			FROM   milestone m
			UNION ALL
			SELECT d.study_id, d.subject_id, {own}.date_or_null(d.signed), NULL, NULL, 'consent', NULL, NULL
			FROM  (SELECT {dm.studyid} AS study_id, {dm.usubjid} AS subject_id, {dm.rficdtc} AS signed FROM {source}.dm) d
			WHERE  d.signed IS NOT NULL
			AND    NOT EXISTS (SELECT FROM milestone m WHERE m.act = 'consent' AND m.study_id = d.study_id AND m.subject_id = d.subject_id)$template$
		WHEN has_ds THEN $template$
			SELECT m.study_id, m.subject_id, m.signed_on, m.signer, NULL::text AS signer_id, m.act, NULL::text AS form_version, NULL::timestamptz AS recorded_at
			FROM ($template$ || milestone || ') m'
		WHEN has_rficdtc THEN $template$
			SELECT d.study_id, d.subject_id, {own}.date_or_null(d.signed) AS signed_on, NULL::text AS signer, NULL::text AS signer_id, 'consent'::text AS act,
				   NULL::text AS form_version, NULL::timestamptz AS recorded_at
			FROM  (SELECT {dm.studyid} AS study_id, {dm.usubjid} AS subject_id, {dm.rficdtc} AS signed FROM {source}.dm) d
			WHERE  d.signed IS NOT NULL$template$ END;

	EXECUTE format('SELECT %I.adapter_template(''measurement'', $1)', own) INTO measurement
	USING CASE WHEN has_vs THEN $template$SELECT $template$ || CASE WHEN c ? 'vs.studyid' THEN 'x.study_id' ELSE 'p.study_id' END || $template$, x.subject_id,
				x.measured_on, x.test, x.standard, x.standard_unit, x.original, x.original_unit
			FROM (SELECT {vs.studyid} AS study_id, {vs.usubjid} AS subject_id, {vs.vsdtc} AS measured_on, upper({vs.vstestcd}) AS test,
						 coalesce({own}.float8_or_null({vs.vsstresn}), {own}.float8_or_null({vs.vsstresc})) AS standard, {vs.vsstresu} AS standard_unit,
						 {own}.float8_or_null({vs.vsorres}) AS original, {vs.vsorresu} AS original_unit
				  FROM {source}.vs) x$template$ || CASE WHEN c ? 'vs.studyid' THEN '' ELSE person_any_study END
		ELSE $template$SELECT NULL::text AS study_id, NULL::text AS subject_id, NULL::text AS measured_on, NULL::text AS test, NULL::float8 AS standard,
				NULL::text AS standard_unit, NULL::float8 AS original, NULL::text AS original_unit WHERE false$template$ END;

	EXECUTE format($query$
		SELECT jsonb_agg(jsonb_build_object('view', v.view, 'query', %1$I.adapter_query(v.template, $1, $2, %1$L), 'about', v.about, 'note', v.note)
						 ORDER BY v.no)
		FROM  (VALUES
			(1, 'subject', $3, 'a row of DM each; ga from SUPPDM, QNAM GESTAGE', concat_ws(E'\n', %1$I.adapter_note($1, $7), $8)),
			(2, 'exposure', $4, 'a row of EX each; during from EXSTDTC to the day after EXENDTC, without end where that is empty',
				concat_ws(E'\n', %1$I.adapter_note($1, $9), 'NULL: during where a date is partial or unreadable, the end before the start, or the dose 0 and no placebo')),
			(3, 'event', $5, 'a row of AE each', concat_ws(E'\n', %1$I.adapter_note($1, $10),
				'NULL: recorded - SDTM holds one version of each event',
				CASE WHEN $1 ?| '{ae.aeacn,ae.aeacnoth,ae.aedis}' THEN
					'NULL: withdrew where AEACN is empty - DS says who left for an adverse event, not for which' END)),
			(6, 'measurement', $6, CASE WHEN $13 IS NULL THEN 'a row of VS each' ELSE 'nothing' END, $13)
			UNION ALL
			SELECT CASE WHEN x.view_name = 'consent' THEN 4 ELSE 5 END, x.view_name, x.template, x.about, x.note
			FROM   %1$I.adapter_consent($1, $14, $11, $12) x
			) v(no, view, template, about, note)$query$, own)
	INTO  definitions
	USING c, sdtm_schema, subject, exposure, event, measurement,
		string_to_array('race=dm.race country=dm.country enrolled=dm.rfstdtc|ds.dsstdtc|ds.dsdtc ended=dm.rfpendtc|dm.rfendtc', ' '),
		CASE WHEN NOT has_ga THEN 'NULL: ga - ' || CASE WHEN c ? 'suppdm' THEN 'suppdm lacks one of usubjid, qnam, qval' ELSE 'there is no table suppdm' END END,
		string_to_array('dose=ex.exdose dose_unit=ex.exdosu route=ex.exroute form=ex.exdosfrm', ' '),
		string_to_array('soc=ae.aesoc|ae.aebodsys received=ae.aedtc related=ae.aerel fatal=ae.aesdth|ae.aeout life_threatening=ae.aeslife '
			'hospitalisation=ae.aeshosp disabling=ae.aesdisab congenital=ae.aescong other_important=ae.aesmie outcome=ae.aeout '
			'withdrew=ae.aeacn|ae.aeacnoth|ae.aedis', ' '),
		consent,
		CASE WHEN consent IS NULL THEN 'Empty: there is no table consent, ' || CASE WHEN c ? 'ds' THEN 'ds lacks usubjid, a term or a date' ELSE 'no table ds' END || ', and dm has no column rficdtc'
			 ELSE 'NULL: signer where no term names one - read from '
				  || concat_ws(' and ', CASE WHEN has_ds THEN 'DS' END, CASE WHEN has_rficdtc THEN 'DM.RFICDTC' END)
				  || ', where it does not stand who signed; such a record counts for nobody (check C13)'
				  || E'\nNULL: signer_id, form_version, recorded_at - there is no table consent' END,
		CASE WHEN NOT has_vs THEN 'Empty: ' || CASE WHEN c ? 'vs' THEN 'vs lacks one of usubjid, vstestcd' ELSE 'there is no table vs' END END,
		people;
	RETURN QUERY EXECUTE format('SELECT * FROM %I.adapter_views($1, $2, $3)', own) USING target_schema, 'sdtm_views', definitions;
END
$function$;
COMMENT ON FUNCTION sdtm_views(text, text) IS
'makes the views subject, exposure, event, consent, form_version and measurement in target_schema from the SDTM tables dm, ex, ae (and suppdm, ds, vs, consent, form_version where they are there) of sdtm_schema; a row a view, with what is empty or NULL in it and why, as its comment says. 3F000, 42P01 and 42703 where schema, tables or columns are missing, all of them named; 42809, 42P07 and 2BP01 where something else has the name of a view; 22004 for a NULL argument';
