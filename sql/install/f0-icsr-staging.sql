-- SPDX-License-Identifier: PostgreSQL
--
-- Reports of a safety database beside a trial's tables: one element of a case, and
-- the contract views over a table of cases.

CREATE FUNCTION icsr_value(icsr jsonb, element text) RETURNS text
	AS 'MODULE_PATHNAME', 'pedsafety_icsr_value' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION icsr_value(jsonb, text) IS
'an element of a case report as the message spells it: D.2.1, E.i[1].E.i.4, G.k[1].G.k.4.r[2].G.k.4.r.1a, C.1.10.r[1]; NULL where it is absent or has a null flavour. 22023 where element is no such path, or leaves out a group that the element stands in, and where icsr is not an object';

CREATE FUNCTION icsr_null_flavor(icsr jsonb, element text) RETURNS text
	AS 'MODULE_PATHNAME', 'pedsafety_icsr_null_flavor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION icsr_null_flavor(jsonb, text) IS
'the null flavour that an element of a case report has instead of a value (MSK masked, ASKU asked but unknown, NASK not asked, NI, UNK ...); NULL where it has a value or is absent. Errors as icsr_value';

-- The versions of the reports, in one order: later information is a later version,
-- whenever it came in. A version is valid from the day on which it came in until a
-- later one does; one that is overtaken on its first day, and one that nullifies,
-- never is.
CREATE FUNCTION icsr_views(icsr_schema text, target_schema text, trial_schema text DEFAULT NULL) RETURNS TABLE (view_name text, note text)
	LANGUAGE plpgsql VOLATILE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 9
	SET search_path = pg_catalog, pg_temp
	SET jit = off
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	c jsonb;
	has_meddra boolean;
	wrong text;
	given text[];
	definitions jsonb := '[]';
	-- as identifiers in which nothing reads as a mark of a template
	target_name CONSTANT text := 'U&"' || replace(replace(replace(replace(replace(target_schema, '\', '\\'), '"', '""'), '{', '\007B'), '}', '\007D'), '$', '\0024') || '"';
	trial_name CONSTANT text := 'U&"' || replace(replace(replace(replace(replace(trial_schema, '\', '\\'), '"', '""'), '{', '\007B'), '}', '\007D'), '$', '\0024') || '"';
	v record;

	version CONSTANT text := $template$
		SELECT k.report_id, k.worldwide_id, k.case_id, row_number() OVER chain AS version_no, k.nullified, k.band, k.day, k.sent,
			   k.no, k.study_id, k.subject_id, k.arm, k.icsr,
			   CASE WHEN k.nullified OR min(k.day) OVER later <= k.day THEN 'empty'::daterange
					ELSE daterange(nullif(k.day, '-infinity'), min(k.day) OVER later) END AS recorded
		FROM  (SELECT n.*, coalesce(first_value(n.worldwide_id) OVER (PARTITION BY n.report_id ORDER BY n.worldwide_id IS NULL, n.no DESC), n.report_id) AS case_id
			   FROM  (SELECT i.*, row_number() OVER (ORDER BY i.version NULLS FIRST, i.informed NULLS FIRST, i.created NULLS FIRST, i.day,
										i.created_at COLLATE "C" NULLS FIRST, i.icsr) AS no
					  FROM  (SELECT coalesce(r.report_id, {own}.icsr_value(r.icsr, 'C.1.1'), {own}.icsr_value(r.icsr, 'C.1.8.1')) AS report_id,
									{own}.icsr_value(r.icsr, 'C.1.8.1') AS worldwide_id, coalesce({own}.icsr_value(r.icsr, 'C.1.11.1') = '1', false) AS nullified,
									{own}.icsr_age_band(r.icsr) AS band, r.version, r.sent, coalesce(r.study_id, {own}.icsr_value(r.icsr, 'C.5.3')) AS study_id,
									coalesce(r.subject_id, {own}.icsr_value(r.icsr, 'D.1.1.4')) AS subject_id, r.arm, r.icsr,
									{own}.date_or_null({own}.icsr_value(r.icsr, 'C.1.5')) AS informed, {own}.date_or_null({own}.icsr_value(r.icsr, 'C.1.2')) AS created,
									{own}.icsr_value(r.icsr, 'C.1.2') AS created_at,
									coalesce(r.received_on, {own}.date_or_null({own}.icsr_value(r.icsr, 'C.1.5')), {own}.date_or_null({own}.icsr_value(r.icsr, 'C.1.4')),
											 '-infinity') AS day
							 FROM  (SELECT {icsr.report_id} AS report_id, CASE WHEN jsonb_typeof(icsr::jsonb) = 'object' THEN icsr::jsonb END AS icsr,
										   {own}.date_or_null({icsr.received_on}) AS received_on, {own}.numeric_or_null({icsr.version}) AS version,
										   {own}.date_or_null({icsr.sent|icsr.sent_on}) AS sent, {icsr.study_id} AS study_id, {icsr.subject_id} AS subject_id,
										   {icsr.arm} AS arm
									FROM   {source}.icsr) r) i) n) k
		WINDOW chain AS (PARTITION BY k.case_id, CASE WHEN k.case_id IS NULL THEN k.no END ORDER BY k.no ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW),
			   later AS (PARTITION BY k.case_id, CASE WHEN k.case_id IS NULL THEN k.no END ORDER BY k.no ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)$template$;

	-- Causality and action are those of the drugs that are suspect or interact. The
	-- words in hexadecimal are, in UTF-8: definitely related, very probably related,
	-- possibly related, related; possibly unrelated, unrelated (Chinese).
	icsr_event CONSTANT text := $template$
		SELECT v.study_id, coalesce(v.subject_id, v.case_id) AS subject_id, v.case_id || ' ' || coalesce(e.event_no, 0) AS event_id, v.case_id,
			   coalesce(v.arm, $arm) AS arm, g.blinded, $soc AS soc, $pt AS pt, e.onset, e.received, e.serious, a.related,
			   e.fatal, e.life_threatening, e.hospitalisation, e.disabling, e.congenital, e.other_important, e.outcome, g.withdrew, v.recorded,
			   v.report_id, v.worldwide_id, v.version_no, v.nullified, coalesce(e.event_no, 0) AS event_no, e.meddra_code AS code, e.term AS reported, {own}.icsr_onset(v.icsr) AS first_onset, v.band
		FROM  ($version) v
		LEFT   JOIN LATERAL {own}.icsr_events(v.icsr) e ON true
		CROSS  JOIN LATERAL (
			SELECT bool_or(CASE d.drug ->> 'G.k.2.5' WHEN 'true' THEN true WHEN 'false' THEN false END) AS blinded,
				   CASE WHEN bool_or(d.drug ->> 'G.k.8' = '1') THEN true
						WHEN bool_and(coalesce(d.drug ->> 'G.k.8' IN ('2', '3', '4'), false)) THEN false END AS withdrew
			FROM   jsonb_path_query(v.icsr, 'lax $."G.k"[*] ? (@."G.k.1" == "1" || @."G.k.1" == "3" || @."G.k.1" == 1 || @."G.k.1" == 3)') d(drug)) g
		CROSS  JOIN LATERAL (
			SELECT CASE WHEN bool_or(w.related) THEN true WHEN bool_and(coalesce(NOT w.related, false)) THEN false END AS related
			FROM  (SELECT CASE WHEN t.word IN ('Y', 'YES', 'RELATED', 'POSSIBLE', 'POSSIBLY RELATED', 'PROBABLE', 'PROBABLY RELATED', 'LIKELY', 'LIKELY RELATED',
											   'DEFINITE', 'DEFINITELY RELATED', 'CERTAIN', 'SUSPECTED', 'REASONABLE POSSIBILITY')
								 OR encode(convert_to(t.word, 'UTF8'), 'hex') IN ('e882afe5ae9ae69c89e585b3', 'e5be88e58fafe883bde69c89e585b3',
										'e58fafe883bde69c89e585b3', 'e69c89e585b3') THEN true
							   WHEN t.word IN ('N', 'NO', 'NONE', 'NOT RELATED', 'UNRELATED', 'UNLIKELY', 'UNLIKELY RELATED', 'REMOTE', 'NOT LIKELY RELATED',
											   'NOT SUSPECTED', 'NO REASONABLE POSSIBILITY')
								 OR encode(convert_to(t.word, 'UTF8'), 'hex') IN ('e58fafe883bde697a0e585b3', 'e697a0e585b3') THEN false END AS related
				   FROM   jsonb_path_query(v.icsr, 'lax $."G.k"[*] ? (@."G.k.1" == "1" || @."G.k.1" == "3" || @."G.k.1" == 1 || @."G.k.1" == 3)."G.k.9.i"[*]') x(assessed),
						  LATERAL jsonb_path_query(x.assessed, 'lax $."G.k.9.i.2.r"[*]."G.k.9.i.2.r.3" ? (@.type() == "string")') y(result),
						  LATERAL (SELECT upper(btrim(y.result #>> ARRAY[]::text[])) AS word) t
				   WHERE  x.assessed ->> 'G.k.9.i.1' = e.event_id) w) a$joins$template$;

	event CONSTANT text := $template$
		SELECT e.study_id, e.subject_id, e.event_id, e.case_id, e.arm, e.blinded, e.soc, e.pt, e.onset, e.received, e.serious, e.related, e.fatal,
			   e.life_threatening, e.hospitalisation, e.disabling, e.congenital, e.other_important, e.outcome, e.withdrew, e.recorded
		FROM   $target.icsr_event e$template$;

	icsr_finding CONSTANT text := $template$
		SELECT v.study_id, coalesce(v.subject_id, v.case_id) AS subject_id, v.case_id, v.report_id, v.version_no, v.band,
			   f.rule, f.severity, f.element, f.message, f.clause
		FROM  ($version) v CROSS JOIN LATERAL {own}.icsr_findings(v.icsr) f
		WHERE  NOT isempty(v.recorded) AND upper_inf(v.recorded)$template$;

	-- Day 0 of a case is the day on which the sender first received it, of what comes
	-- later the day of its most recent information. The first version that is to be
	-- expedited is the initial report.
	safety_report CONSTANT text := $template$
		SELECT x.study_id, x.case_id, x.report_id, CASE x.no WHEN 1 THEN 'initial' ELSE 'follow-up' END AS kind,
			   CASE WHEN x.version_no = 1 THEN coalesce(x.first, x.latest, x.day) ELSE coalesce(x.latest, x.day) END AS received,
			   x.fatal_or_life_threatening, CASE WHEN x.no > 1 THEN x.first_sent END AS first_report, x.sent
		FROM  (SELECT v.study_id, v.case_id, v.report_id, v.version_no, nullif(v.day, '-infinity') AS day, v.sent,
					  {own}.icsr_fatal_or_life_threatening(v.icsr) AS fatal_or_life_threatening,
					  {own}.date_or_null({own}.icsr_value(v.icsr, 'C.1.4')) AS first, {own}.date_or_null({own}.icsr_value(v.icsr, 'C.1.5')) AS latest,
					  row_number() OVER expedited AS no, first_value(v.sent) OVER expedited AS first_sent
			   FROM  ($version) v
			   WHERE  {own}.icsr_value(v.icsr, 'C.1.7') IS DISTINCT FROM 'false'
			   WINDOW expedited AS (PARTITION BY v.case_id, CASE WHEN v.case_id IS NULL THEN v.no END ORDER BY v.version_no)) x$template$;

	subject CONSTANT text := $template$
		SELECT v.study_id, coalesce(v.subject_id, v.case_id) AS subject_id, {own}.partial_date_or_null({own}.icsr_value(v.icsr, 'D.2.1')) AS birth,
			   NULL::{own}.gestational_age AS ga, CASE {own}.icsr_value(v.icsr, 'D.5') WHEN '1' THEN 'M' WHEN '2' THEN 'F' ELSE 'U' END AS sex,
			   NULL::text AS race, {own}.icsr_value(v.icsr, 'E.i[1].E.i.9') AS country, v.arm, NULL::date AS enrolled, NULL::date AS ended
		FROM  ($version) v
		WHERE  NOT isempty(v.recorded) AND upper_inf(v.recorded)$template$;
BEGIN
	EXECUTE format('SELECT %I.adapter_columns($1, $2, $3)', own) INTO c
	USING icsr_schema, '{icsr,meddra}'::text[], string_to_array('icsr.icsr ?meddra.llt_code ?meddra.pt', ' ');
	SELECT string_agg(format('%s.icsr is %s, expected jsonb', r.relname, format_type(a.atttypid, NULL)), '; ') INTO wrong
	FROM   pg_class r JOIN pg_namespace n ON n.oid = r.relnamespace JOIN pg_attribute a ON a.attrelid = r.oid
	WHERE  n.nspname = icsr_schema AND r.relname = 'icsr' AND a.attname = 'icsr' AND a.atttypid NOT IN ('jsonb'::regtype, 'json'::regtype);
	IF wrong IS NOT NULL THEN
		RAISE datatype_mismatch USING MESSAGE = format('schema "%s" has columns of a wrong type: %s', icsr_schema, wrong),
			HINT = 'The column holds what icsr_from_e2b makes.';
	END IF;
	has_meddra := c ? 'meddra';
	IF trial_schema IS NOT NULL THEN
		EXECUTE format('SELECT %1$I.consent_source($1, (SELECT array_agg(d.view_name || ''.'' || d.column_name ORDER BY array_position($2, d.view_name), d.column_no)
						FROM %1$I.dsur_columns() d WHERE d.view_name = ANY ($2)))', own) USING trial_schema, '{subject,exposure}'::text[];
		IF trial_schema = target_schema THEN
			RAISE invalid_parameter_value USING MESSAGE = format('target_schema and trial_schema are both "%s"', trial_schema),
				HINT = 'The trial''s views stay as they are; the views of the reports are made beside them, in a schema of their own.';
		END IF;
	END IF;

	SELECT array_agg(r.relname::text) INTO given
	FROM   pg_class r JOIN pg_namespace n ON n.oid = r.relnamespace
	WHERE  n.nspname = trial_schema AND r.relkind IN ('r', 'v', 'm', 'f', 'p');
	FOR v IN
		EXECUTE format($query$
		SELECT x.view, x.about, x.query, concat_ws(E'\n', x.note, %1$I.adapter_note($1, string_to_array(x.needs, ' '))) AS note
		FROM  (VALUES
			(1, 'icsr_event', 'a row of each reaction of each version of a report, and of each without one', $2,
				CASE WHEN NOT $5 THEN E'NULL: soc - there is no table meddra (llt_code, pt, soc)\nNot a preferred term: pt is the code of MedDRA, else the reported words - there is no table meddra' END,
				'arm=icsr.arm'),
			(2, 'event', 'a row of icsr_event each', $3, NULL, ''),
			(3, 'icsr_finding', 'a row of icsr_findings each, of the versions that stand', $4, NULL, ''),
			(4, 'safety_report', 'a row of each version of a report; left out: those that are not to be expedited (C.1.7 false)', $6,
				NULL, 'sent=icsr.sent|icsr.sent_on')
			) x(no, view, about, query, note, needs)
		UNION  ALL
		SELECT d.view_name, CASE WHEN d.view_name = ANY ($8) THEN format('that of %%s', $7) WHEN d.view_name = 'subject' THEN 'a row of each report that stands' ELSE 'nothing' END,
			   CASE WHEN d.view_name = ANY ($8) THEN format('SELECT %%s FROM %%s.%%I x', string_agg(format('x.%%I', d.column_name), ', ' ORDER BY d.column_no), $10, d.view_name)
					WHEN d.view_name = 'subject' THEN $9
					ELSE format('SELECT %%s WHERE false', string_agg(format('NULL::%%s%%s AS %%I', CASE WHEN d.column_type IN ('partial_date', 'gestational_age') THEN %1$L || '.' END,
									d.column_type, d.column_name), ', ' ORDER BY d.column_no)) END,
			   CASE WHEN d.view_name = ANY ($8) THEN NULL
					WHEN d.view_name = 'subject' THEN 'NULL: ga, race, enrolled, ended - a report does not tell'
					WHEN $7 IS NULL THEN 'Empty: name the trial''s schema as trial_schema, whose ' || d.view_name || ' is taken'
					ELSE format('Empty: there is no %%s in %%s', d.view_name, $7) END
		FROM   %1$I.dsur_columns() d
		WHERE  d.view_name <> 'event'
		GROUP  BY d.view_name$query$, own)
		USING c, icsr_event, event, icsr_finding, has_meddra, safety_report, trial_schema, coalesce(given, '{}'), subject, trial_name
	LOOP
		v.query := replace(replace(v.query, '$version', version), '$target', target_name);
		v.query := replace(replace(v.query, '$soc', CASE WHEN c ? 'meddra.soc' THEN 'm.soc' ELSE 'NULL::text' END),
						   '$pt', CASE WHEN has_meddra THEN 'coalesce(m.pt, e.meddra_code, e.term)' ELSE 'coalesce(e.meddra_code, e.term)' END);
		v.query := replace(v.query, '$arm', CASE WHEN trial_schema IS NULL THEN 'NULL::text' ELSE 'p.arm' END);
		v.query := replace(v.query, '$joins',
			CASE WHEN has_meddra THEN format($join$
		LEFT   JOIN (SELECT {meddra.llt_code} AS code, min({meddra.pt}) AS pt, %s AS soc FROM {source}.meddra GROUP BY 1) m ON m.code = e.meddra_code$join$,
				CASE WHEN c ? 'meddra.soc' THEN 'min({meddra.soc})' ELSE 'NULL::text' END) ELSE '' END
			|| CASE WHEN trial_schema IS NOT NULL THEN replace($join$
		LEFT   JOIN (SELECT s.study_id::text AS study_id, s.subject_id::text AS subject_id, CASE WHEN min(s.arm::text) = max(s.arm::text) THEN min(s.arm::text) END AS arm
					 FROM $trial.subject s GROUP BY 1, 2) p ON p.study_id = v.study_id AND p.subject_id = v.subject_id$join$, '$trial', trial_name) ELSE '' END);
		EXECUTE format('SELECT $1 || jsonb_build_object(''view'', $2, ''about'', $3, ''query'', %1$I.adapter_query($4, $5, $6, %1$L), ''note'', nullif($7, ''''))', own)
		INTO definitions USING definitions, v.view, v.about, v.query, c, icsr_schema, v.note;
	END LOOP;
	RETURN QUERY EXECUTE format('SELECT * FROM %I.adapter_views($1, $2, $3)', own) USING target_schema, 'icsr_views', definitions;
END
$function$;
COMMENT ON FUNCTION icsr_views(text, text, text) IS
'makes views over the case reports of the table icsr (icsr jsonb; and, if they are there, report_id, received_on, version, sent, study_id, subject_id, arm) of icsr_schema: event as the contract has it, icsr_event with more columns, icsr_finding, safety_report for overdue, and subject, exposure, consent, form_version and measurement, from trial_schema where it is named. A table meddra (llt_code, pt, soc) gives the terms. A row a view, with what is empty or NULL in it and why. 3F000, 42P01, 42703 and 42804 for what is missing or of another type; 42809, 42P07 and 2BP01 where something else has the name of a view; 22023 where target_schema is trial_schema; 22004 for a NULL icsr_schema or target_schema';
