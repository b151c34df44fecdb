-- SPDX-License-Identifier: PostgreSQL
--
-- A trial's serious events against the reports of the safety database. How these
-- functions are made is said at the head of 90-consent-source.sql.

CREATE FUNCTION icsr_reconciliation(source text, within_days integer DEFAULT 7, reports text DEFAULT NULL, as_of date DEFAULT NULL,
									scheme age_scheme DEFAULT 'ich-e11')
	RETURNS TABLE (state text, study_id text, subject_id text, case_id text, report_id text, event_id text, event_no integer,
				   trial_term text, report_term text, trial_onset text, report_onset text, differs text[], basis text)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 500
	SET search_path = pg_catalog, pg_temp
	SET jit = off
	SET enable_nestloop = off		-- the rows of parts like these are underestimated
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	wanted CONSTANT text := 'study_id text,subject_id text,event_id text,case_id text,report_id text,worldwide_id text,event_no integer,pt text,code text,reported text,'
		'onset partial_date,first_onset partial_date,received date,serious boolean,fatal boolean,life_threatening boolean,hospitalisation boolean,disabling boolean,'
		'congenital boolean,other_important boolean,outcome text,band age_band,nullified boolean,recorded daterange';
	view_schema text;
	faults text;
	pieces text;
	query text;
	pair record;
	report_of integer[];
	event_of integer[];
	tier_of integer[];
	n_events integer;
	n_reactions integer;
BEGIN
	reports := coalesce(reports, source);
	view_schema := replace(quote_ident(reports), '%', '%%');		-- in what dsur_query formats
	EXECUTE format('SELECT %I.dsur_check($1, ''2000-01-01'', ''[2000-01-01,2000-01-02)'', $2, $3, ''{subject,event}'')', own) USING source, scheme, as_of;
	IF within_days IS NULL OR within_days < 0 OR within_days > 36525 THEN
		RAISE EXCEPTION USING
			ERRCODE = CASE WHEN within_days IS NULL THEN 'null_value_not_allowed' ELSE 'invalid_parameter_value' END,
			MESSAGE = format('within_days must be a number of days from 0 to 36525: %s', coalesce(within_days::text, 'NULL')),
			HINT = 'Onsets that may lie so many days apart can still be those of one event.';
	END IF;
	IF EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
			   WHERE n.nspname = source AND c.relname = 'event' AND obj_description(c.oid, 'pg_class') LIKE 'pedsafety icsr\_views: %') THEN
		RAISE invalid_parameter_value USING MESSAGE = format('the view event of schema "%s" is made of the reports themselves', source),
			HINT = 'Give the schema of the trial''s views as source and that of the reports as reports.';
	END IF;
	EXECUTE format('SELECT %I.consent_source($1, (SELECT array_agg(''icsr_event.'' || split_part(w.col, '' '', 1) ORDER BY w.no)
					FROM string_to_table($2, '','') WITH ORDINALITY w(col, no)))', own) USING reports, wanted;
	EXECUTE format($query$
		SELECT string_agg(format('icsr_event.%%s is %%s, expected %%s', a.attname, format_type(a.atttypid, NULL), l.type), '; ' ORDER BY w.no)
		FROM   string_to_table($2, ',') WITH ORDINALITY w(col, no),
			   LATERAL (SELECT split_part(w.col, ' ', 1) AS name, split_part(w.col, ' ', 2) AS type) l,
			   pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
		WHERE  a.attrelid = format('%%I.icsr_event', $1)::regclass AND a.attname = l.name
		AND    NOT CASE l.type WHEN 'text' THEN t.typcategory IN ('S', 'E') WHEN 'integer' THEN a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
							   WHEN 'partial_date' THEN a.atttypid IN ('%1$I.partial_date'::regtype, 'date'::regtype) WHEN 'age_band' THEN a.atttypid = '%1$I.age_band'::regtype
							   ELSE a.atttypid = l.type::regtype END$query$, own)
	INTO faults USING reports, wanted;
	IF faults IS NOT NULL THEN
		RAISE datatype_mismatch USING MESSAGE = format('schema "%s" has columns of a wrong type: %s', reports, faults),
			HINT = 'icsr_views makes such a view.';
	END IF;

	-- Both sides, numbered alike each time they are read; rows that are equal in all
	-- that is read may change places. Reports that hold no serious reaction are
	-- listed by their first.
	pieces := replace($q$
	trial AS MATERIALIZED (
		SELECT row_number() OVER (ORDER BY e.study_id COLLATE "C", e.subject_id COLLATE "C", e.case_id COLLATE "C", e.event_id COLLATE "C", e.pt COLLATE "C", e.onset::text COLLATE "C",
					e.received, e.serious, e.fatal, e.life_threatening, e.hospitalisation, e.disabling, e.congenital, e.other_important, e.outcome COLLATE "C",
					e.birth::text COLLATE "C")::integer AS t,
			   nullif(e.study_id, '') AS study_id, e.subject_id, e.event_id, e.case_id, nullif(e.pt, 'UNKNOWN') AS pt, e.onset, e.received, e.serious, e.fatal,
			   e.life_threatening, e.hospitalisation, e.disabling, e.congenital, e.other_important, e.outcome, e.birth, coalesce(e.serious, false) AS listed
		FROM   event_version e
		WHERE  e.stands),
	reaction_row AS (
		SELECT nullif(e.study_id::text, '') AS study_id, e.subject_id::text AS subject_id, e.case_id::text AS case_id, e.report_id::text AS report_id,
			   e.worldwide_id::text AS worldwide_id, e.event_no::integer AS event_no, e.pt::text AS pt, e.code::text AS code, e.reported::text AS reported,
			   e.onset::%2$I.partial_date AS onset, e.first_onset::%2$I.partial_date AS first_onset, e.received, e.serious, e.fatal, e.life_threatening,
			   e.hospitalisation, e.disabling, e.congenital, e.other_important, e.outcome::text AS outcome, e.band,
			   coalesce(e.case_id::text, e.report_id::text, e.event_id::text) AS report_key
		FROM   $reports.icsr_event e
		WHERE  NOT coalesce(e.nullified, false) AND (e.recorded IS NULL OR e.recorded @> $7)),
	reaction AS MATERIALIZED (
		SELECT row_number() OVER (ORDER BY x.study_id COLLATE "C", x.subject_id COLLATE "C", x.case_id COLLATE "C", x.report_id COLLATE "C", x.worldwide_id COLLATE "C", x.event_no,
					x.pt COLLATE "C", x.code COLLATE "C", x.reported COLLATE "C", x.onset::text COLLATE "C", x.first_onset::text COLLATE "C", x.received, x.serious, x.fatal,
					x.life_threatening, x.hospitalisation, x.disabling, x.congenital, x.other_important, x.outcome COLLATE "C", x.band::text COLLATE "C",
					x.report_key COLLATE "C")::integer AS r,
			   x.*, x.serious IS NOT FALSE OR bool_and(x.serious IS FALSE) OVER report AND row_number() OVER (report ORDER BY x.event_no) = 1 AS listed
		FROM   reaction_row x
		WINDOW report AS (PARTITION BY x.report_key)),
	-- Which rows can be the same: those of one case, and those of one subject. alone:
	-- the case has this event and this reaction only.
	keyed AS (
		SELECT k.by_case, k.t, k.r, count(*) OVER (PARTITION BY k.by_case, k.t) = 1 AND count(*) OVER (PARTITION BY k.by_case, k.r) = 1 AS alone
		FROM  (SELECT true AS by_case, t.t, i.r, t.study_id AS t_study, i.study_id AS r_study
			   FROM   trial t
			   JOIN  (SELECT r.report_id AS id, r.r, r.study_id FROM reaction r UNION SELECT r.worldwide_id, r.r, r.study_id FROM reaction r
					  UNION SELECT r.case_id, r.r, r.study_id FROM reaction r) i ON i.id = t.case_id
			   UNION
			   SELECT false, t.t, r.r, t.study_id, r.study_id FROM trial t JOIN reaction r ON r.subject_id = t.subject_id) k
		WHERE  k.t_study = k.r_study OR k.t_study IS NULL OR k.r_study IS NULL),
	compared AS MATERIALIZED (
		SELECT k.*, d.gap, d.other_term, d.same_term, t.serious IS DISTINCT FROM r.serious AS unlike
		FROM   keyed k JOIN trial t ON t.t = k.t JOIN reaction r ON r.r = k.r
		CROSS  JOIN LATERAL (
			SELECT coalesce(lower(t.pt) IN (lower(r.pt), lower(r.code), lower(r.reported)), false) AS same_term,
				   -- both are terms of the dictionary, or both its codes, and differ
				   coalesce(CASE WHEN t.pt ~ '^[0-9]+$' THEN t.pt <> r.code
								 WHEN r.pt IS DISTINCT FROM r.code AND r.pt IS DISTINCT FROM r.reported THEN lower(t.pt) <> lower(r.pt) END
							AND lower(t.pt) IS DISTINCT FROM lower(r.reported), false) AS other_term,
				   -- days between onsets at the nearest that they can be
				   CASE WHEN t.onset IS NOT NULL AND r.onset IS NOT NULL
						THEN greatest(0, %2$I.earliest(t.onset) - %2$I.latest(r.onset), %2$I.earliest(r.onset) - %2$I.latest(t.onset)) END AS gap) d),
	-- The lower the better; NULL: not the same.
	tiered AS (
		SELECT c.t, c.r, c.gap, c.unlike, CASE
				WHEN c.by_case AND c.same_term AND c.gap = 0 THEN 1
				WHEN c.by_case AND c.same_term THEN 2
				WHEN c.by_case AND c.alone THEN 3
				WHEN c.by_case AND c.gap <= $8 THEN 5
				WHEN c.by_case AND NOT c.other_term THEN 9
				WHEN c.by_case THEN NULL
				WHEN c.same_term AND c.gap <= $8 THEN 4
				WHEN c.gap <= $8 AND NOT c.other_term THEN 6
				WHEN c.gap <= $8 THEN 7
				WHEN c.same_term AND c.gap IS NULL THEN 8 END AS tier
		FROM   compared c)
	$q$, '$reports', view_schema);

	EXECUTE format('SELECT %I.dsur_query($1, ''person'', ''event'', ''version'', $2, $3)', own) INTO query USING source, pieces,
		'SELECT (SELECT count(*) FROM trial)::integer, (SELECT count(*) FROM reaction)::integer';
	EXECUTE query INTO n_events, n_reactions
	USING source, date '2000-01-01', date '2000-01-02', date '2000-01-01', scheme, false, coalesce(as_of, 'infinity'), within_days;
	report_of := array_fill(NULL::integer, ARRAY[n_events]);
	tier_of := report_of;
	event_of := array_fill(NULL::integer, ARRAY[n_reactions]);

	-- One event to one reaction, the best pair first.
	EXECUTE format('SELECT %I.dsur_query($1, ''person'', ''event'', ''version'', $2, $3)', own) INTO query USING source, pieces, $query$
	SELECT c.t, c.r, c.tier FROM tiered c WHERE c.tier IS NOT NULL
	ORDER  BY c.tier, c.gap NULLS LAST, c.unlike, c.t, c.r$query$;
	FOR pair IN EXECUTE query
		USING source, date '2000-01-01', date '2000-01-02', date '2000-01-01', scheme, false, coalesce(as_of, 'infinity'), within_days
	LOOP
		IF report_of[pair.t] IS NULL AND event_of[pair.r] IS NULL THEN
			report_of[pair.t] := pair.r;
			event_of[pair.r] := pair.t;
			tier_of[pair.t] := pair.tier;
		END IF;
	END LOOP;

	EXECUTE format('SELECT %I.dsur_query($1, ''person'', ''event'', ''version'', $2, $3)', own) INTO query USING source, pieces, replace($query$,
	pairing AS (
		SELECT p.t::integer AS t, p.r, p.tier FROM unnest($9, $10) WITH ORDINALITY p(r, tier, t)),
	nullified AS MATERIALIZED (
		SELECT i.id FROM $reports.icsr_event n, LATERAL (VALUES (n.case_id::text), (n.report_id::text), (n.worldwide_id::text)) i(id)
		WHERE  n.nullified AND i.id IS NOT NULL),
	line AS (
		SELECT CASE WHEN r.r IS NULL THEN 'only in trial' WHEN t.t IS NULL THEN 'only in reports' WHEN p.tier >= 5 THEN 'possible'
					WHEN d.differs <> '{}' THEN 'differs' ELSE 'matched' END AS state,
			   coalesce(t.study_id, r.study_id) AS study_id, coalesce(t.subject_id, r.subject_id) AS subject_id, coalesce(t.case_id, r.case_id) AS case_id,
			   r.report_id, t.event_id, r.event_no, t.pt AS trial_term, coalesce(nullif(r.pt, r.code), r.reported, r.code) AS report_term,
			   t.onset::text AS trial_onset, r.onset::text AS report_onset, CASE WHEN t.t IS NULL OR r.r IS NULL THEN '{}' ELSE d.differs END AS differs,
			   CASE p.tier WHEN 1 THEN 'case, term and onset' WHEN 2 THEN 'case and term' WHEN 3 THEN 'case' WHEN 4 THEN 'subject, term and onset'
						   WHEN 5 THEN 'case and onset' WHEN 6 THEN 'subject and onset' WHEN 7 THEN 'subject and onset, another term' WHEN 8 THEN 'subject and term'
						   WHEN 9 THEN 'case'
					ELSE CASE WHEN t.case_id IN (SELECT n.id FROM nullified n)
							  THEN 'the report was nullified' END END AS basis
		FROM  (trial t LEFT JOIN pairing p ON p.t = t.t) FULL JOIN reaction r ON r.r = p.r
		LEFT   JOIN (SELECT DISTINCT c.t, c.r, c.gap, c.other_term FROM compared c) c ON c.t = p.t AND c.r = p.r
		CROSS  JOIN LATERAL (SELECT array_remove(ARRAY[
			CASE WHEN t.study_id <> r.study_id THEN 'study_id' END,
			CASE WHEN t.subject_id <> r.subject_id AND r.subject_id IS DISTINCT FROM r.case_id THEN 'subject_id' END,
			CASE WHEN c.other_term THEN 'term' END, CASE WHEN c.gap > 0 THEN 'onset' END,
			CASE WHEN t.received <> r.received THEN 'received' END, CASE WHEN t.serious <> r.serious THEN 'serious' END,
			CASE WHEN t.fatal <> r.fatal THEN 'fatal' END, CASE WHEN t.life_threatening <> r.life_threatening THEN 'life_threatening' END,
			CASE WHEN t.hospitalisation <> r.hospitalisation THEN 'hospitalisation' END, CASE WHEN t.disabling <> r.disabling THEN 'disabling' END,
			CASE WHEN t.congenital <> r.congenital THEN 'congenital' END, CASE WHEN t.other_important <> r.other_important THEN 'other_important' END,
			CASE WHEN o.t <> o.r THEN 'outcome' END,
			-- of the case, at its first onset
			CASE WHEN %2$I.is_certain(b.band, $5) AND %2$I.is_certain(r.band, $5) AND b.band::text <> r.band::text THEN 'age band' END], NULL) AS differs
			FROM  (SELECT CASE WHEN t.birth IS NULL OR r.first_onset IS NULL THEN '(,)' ELSE %2$I.age_band(t.birth, r.first_onset, $5) END AS band) b
			CROSS  JOIN LATERAL (SELECT max(w.code) FILTER (WHERE w.side = 't') AS t, max(w.code) FILTER (WHERE w.side = 'r') AS r
				FROM  (SELECT x.side, CASE WHEN x.word ~ 'fatal|death|died' THEN 'fatal' WHEN x.word ~ 'not (recovered|resolved)|ongoing' THEN 'not recovered'
								   WHEN x.word LIKE '%%sequel%%' THEN 'recovered with sequelae' WHEN x.word ~ 'recovering|resolving' THEN 'recovering'
								   WHEN x.word ~ 'recovered|resolved' THEN 'recovered' WHEN x.word ~ '^(unknown|)$' THEN NULL ELSE x.word END AS code
					   FROM  (VALUES ('t', lower(t.outcome)), ('r', lower(r.outcome))) x(side, word)) w) o) d
		WHERE  coalesce(t.listed, false) OR coalesce(r.listed, false))
	SELECT l.* FROM line l
	ORDER  BY array_position('{only in trial,only in reports,possible,differs,matched}', l.state), l.study_id COLLATE "C", l.subject_id COLLATE "C",
		   l.case_id COLLATE "C", l.event_id COLLATE "C", l.report_id COLLATE "C", l.event_no$query$, '$reports', view_schema);
	RETURN QUERY EXECUTE query
	USING source, date '2000-01-01', date '2000-01-02', date '2000-01-01', scheme, false, coalesce(as_of, 'infinity'), within_days, report_of, tier_of;
END
$function$;
COMMENT ON FUNCTION icsr_reconciliation(text, integer, text, date, age_scheme) IS
'the serious events of a trial (views subject and event of the schema source) against the reports (view icsr_event of the schema reports, as icsr_views makes it): a row each, the two in one row where they are the same: by case_id (the trial''s is the report''s C.1.1 or C.1.8.1), else by subject, term and onsets that may lie within within_days. state: matched; differs, with what; possible, where the term or the onset does not tell; only in trial; only in reports. What is not known on one side is no difference. Each serious event stands in one row, and so does each serious reaction (seriousness unknown too); a report with none is there by its first. The versions that stand now, or on as_of; scheme is that of the bands in icsr_event. Errors as dsur_check; 22023 where within_days is negative, or event is made of reports; 22004 for a NULL';
