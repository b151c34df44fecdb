-- SPDX-License-Identifier: PostgreSQL
--
-- What the DSUR reports share: the checks of their arguments and of the views
-- that they read, and the parts of their queries that place a subject, an
-- exposure or an event. Each rule of counting stands here once.
--
-- How these functions are made (PL/pgSQL, EXECUTE, search_path) is said at the
-- head of 90-consent-source.sql.

CREATE FUNCTION dsur_columns()
	RETURNS TABLE (view_name text, column_name text, column_type text, column_no integer)
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 60
BEGIN ATOMIC
	SELECT v.view_name, split_part(c.col, ' ', 1), substr(c.col, strpos(c.col, ' ') + 1), c.no::integer
	FROM  (VALUES
		('subject', 'study_id text,subject_id text,birth partial_date,ga gestational_age,sex text,race text,country text,arm text,enrolled date,ended date'),
		('exposure', 'study_id text,subject_id text,arm text,during daterange,dose numeric,dose_unit text,route text,form text'),
		('event', 'study_id text,subject_id text,event_id text,case_id text,arm text,blinded boolean,soc text,pt text,onset partial_date,received date,serious boolean,related boolean,fatal boolean,life_threatening boolean,hospitalisation boolean,disabling boolean,congenital boolean,other_important boolean,outcome text,withdrew boolean,recorded daterange'),
		('consent', 'study_id text,subject_id text,signed_on date,signer text,signer_id text,act text,form_version text,recorded_at timestamptz'),
		('form_version', 'study_id text,version text,effective_from date,superseded_on date,requires_reconsent boolean,approved_on date'),
		('measurement', 'study_id text,subject_id text,measured_on partial_date,measure text,value float8,unit text')
		) v(view_name, cols),
		LATERAL string_to_table(v.cols, ',') WITH ORDINALITY c(col, no);
END;
COMMENT ON FUNCTION dsur_columns() IS
'the views that reports read and their columns: name, type and number of each, as the contract of a source has them';

CREATE FUNCTION dsur_check(source text, dibd date, period daterange, scheme age_scheme, as_of date, views text[]) RETURNS void
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 1000
	SET search_path = pg_catalog, pg_temp
	SET datestyle = ISO
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	wanted text[];
	faults text;
	hints text;
BEGIN
	IF dibd IS NULL OR period IS NULL OR scheme IS NULL THEN
		RAISE null_value_not_allowed USING
			MESSAGE = format('%s must not be NULL', CASE WHEN dibd IS NULL THEN 'dibd' WHEN period IS NULL THEN 'period' ELSE 'scheme' END),
			HINT = 'dibd is the development international birth date, period the reporting period, such as [2024-06-01,2025-06-01).';
	ELSIF isempty(period) OR lower_inf(period) OR upper_inf(period) THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('the reporting period must have a first and a last day: "%s"', period),
			HINT = 'Give both bounds; the upper one is the day after the data lock point: [2024-06-01,2025-06-01).';
	ELSIF NOT isfinite(dibd) OR NOT isfinite(lower(period)) OR NOT isfinite(upper(period)) OR NOT isfinite(as_of) THEN
		RAISE datetime_field_overflow USING
			MESSAGE = format('%s must be finite', CASE WHEN NOT isfinite(dibd) THEN 'dibd' WHEN NOT isfinite(as_of) THEN 'as_of' ELSE 'the bounds of period' END),
			HINT = 'Give the dates themselves; infinity is no date on which a report can begin or end.';
	ELSIF lower(period) < dibd THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('the reporting period "%s" starts before dibd %s', period, dibd),
			HINT = 'Cumulative columns run from dibd to the end of the period, so the period cannot start earlier.';
	END IF;

	EXECUTE format('SELECT array_agg(c.view_name || ''.'' || c.column_name ORDER BY array_position($1, c.view_name), c.column_no)
					FROM %I.dsur_columns() c WHERE c.view_name = ANY ($1)', own)
	INTO wanted USING views;
	EXECUTE format('SELECT %I.consent_source($1, $2)', own) USING source, wanted;

	-- Types: strictly those of the contract, so that nothing is read by a
	-- session's settings; a domain is what it is over.
	EXECUTE format($query$
		WITH RECURSIVE col AS (
			SELECT w.view_name, w.column_name, w.column_type, w.column_no, a.atttypid AS given, a.atttypid AS base
			FROM   %1$I.dsur_columns() w
			JOIN   pg_class r ON r.relname = w.view_name AND r.relnamespace = (SELECT n.oid FROM pg_namespace n WHERE n.nspname = $1)
			JOIN   pg_attribute a ON a.attrelid = r.oid AND a.attname = w.column_name
			WHERE  w.view_name = ANY ($2)
			UNION  ALL
			SELECT c.view_name, c.column_name, c.column_type, c.column_no, c.given, t.typbasetype
			FROM   col c JOIN pg_type t ON t.oid = c.base AND t.typtype = 'd')
		SELECT string_agg(format('%%s.%%s is %%s, expected %%s', c.view_name, c.column_name, format_type(c.given, NULL),
						  CASE c.column_type WHEN 'float8' THEN 'double precision' ELSE c.column_type END), '; '
						  ORDER BY array_position($2, c.view_name), c.column_no),
			   min(format('%%s::%%s', c.column_name, c.column_type))
		FROM   col c JOIN pg_type t ON t.oid = c.base
		WHERE  t.typtype <> 'd'
		AND    NOT CASE c.column_type
					WHEN 'text' THEN t.typcategory IN ('S', 'E')
					WHEN 'numeric' THEN t.typcategory = 'N'
					WHEN 'float8' THEN t.typcategory = 'N'
					WHEN 'partial_date' THEN c.base IN ('%1$I.partial_date'::regtype, 'date'::regtype)
					WHEN 'gestational_age' THEN c.base = '%1$I.gestational_age'::regtype
					WHEN 'timestamptz' THEN c.base IN ('timestamptz'::regtype, 'timestamp'::regtype, 'date'::regtype)
					ELSE c.base = c.column_type::regtype END
		$query$, own)
	INTO faults, hints USING source, views;
	IF faults IS NOT NULL THEN
		RAISE datatype_mismatch USING
			MESSAGE = format('schema "%s" has columns of a wrong type: %s', source, faults),
			HINT = format('Convert them in the view, for example %s; dsur_columns() lists the types.', hints);
	END IF;
END
$function$;
COMMENT ON FUNCTION dsur_check(text, date, daterange, age_scheme, date, text[]) IS
'checks the arguments that all DSUR reports share and the views named: 22004 for a NULL, 22023 for a period that is empty, unbounded or starts before dibd, 22008 for an infinite date, 3F000, 42P01 and 42703 for a schema, views or columns that are missing, 42804 for columns of another type than dsur_columns() says';

-- The age band of a day that need not be known in full, with the gestation: the
-- one that all possible days from birth on have in person_time, so that an event and the time
-- round it stand in the same band; else the hull.
CREATE FUNCTION dsur_band(birth partial_date, ga gestational_age, at partial_date, scheme age_scheme) RETURNS age_band
	LANGUAGE sql IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 50
BEGIN ATOMIC
	SELECT CASE WHEN birth IS NULL OR at IS NULL THEN '(,)'
				WHEN ga IS NULL THEN age_band(birth, at, scheme)
				ELSE coalesce((SELECT (array_agg(u.band))[1] FROM unnest(person_time(birth, ga, daterange(at), scheme)) u
							   WHERE u.person_days > 0 AND u.band::text <> '(,0d)' HAVING count(*) = 1),
							  age_band(birth, at, scheme)) END;
END;
COMMENT ON FUNCTION dsur_band(partial_date, gestational_age, partial_date, age_scheme) IS
'the age band of an event whose birth or day may be partial: that of person_time, with the gestation, where all possible days from birth on have one band, else the hull that age_band gives; (,) where birth or day is NULL';

-- A function, and no subquery where it is used, since workers cannot take one.
CREATE FUNCTION dsur_day_within(first date, last date, from_day date, past_day date) RETURNS boolean
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 50
BEGIN ATOMIC
	SELECT EXISTS (SELECT FROM generate_series(0, least(last, past_day - 1) - greatest(first, from_day)) n
				   WHERE extract(day FROM greatest(first, from_day) + n) = extract(day FROM first));
END;
COMMENT ON FUNCTION dsur_day_within(date, date, date, date) IS
'whether a date known but for its month, from first to last, can be a day of [from_day, past_day)';

-- A report's query from its pieces: the parts below, by name, and SQL of the
-- report's own, in which %1$I is the views' schema and %2$I the extension's.
-- Parameters, the same in all reports:
-- $1 source, $2 first day of the interval, $3 day after its last, $4 dibd,
-- $5 scheme, $6 by receipt, $7 the day whose versions are valid; a report's own
-- parameters follow.
CREATE FUNCTION dsur_query(source text, VARIADIC pieces text[]) RETURNS text
	LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE COST 1000
	SET search_path = pg_catalog, pg_temp
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
	piece text;
	query text := '';
BEGIN
	FOREACH piece IN ARRAY pieces LOOP
		query := query || CASE piece
		-- One row a subject. Rows of one subject that differ leave the value
		-- unknown; a value beside a NULL stands. A gestation that no birth has
		-- is unknown.
		WHEN 'person' THEN $q$
	subject_row AS (
		SELECT coalesce(s.study_id::text, '') AS study_id, s.subject_id::text AS subject_id, s.birth::%2$I.partial_date AS birth,
			   CASE WHEN s.ga::%2$I.gestational_age OPERATOR(%2$I.>=) '20+0' AND s.ga::%2$I.gestational_age OPERATOR(%2$I.<=) '44+6'
					THEN s.ga::%2$I.gestational_age END AS ga,
			   CASE WHEN s.sex::text IN ('M', 'F') THEN s.sex::text END AS sex, nullif(s.race::text, '') AS race,
			   nullif(s.country::text, '') AS country
		FROM   %1$I.subject s),
	person AS (
		SELECT study_id, subject_id, 1 AS known,
			   CASE WHEN %2$I.min(birth) OPERATOR(%2$I.=) %2$I.max(birth) THEN %2$I.min(birth) END AS birth,
			   CASE WHEN %2$I.min(ga) OPERATOR(%2$I.=) %2$I.max(ga) THEN %2$I.min(ga) END AS ga,
			   CASE WHEN min(sex) = max(sex) THEN min(sex) ELSE 'U' END AS sex,
			   CASE WHEN min(race) = max(race) THEN min(race) END AS race,
			   CASE WHEN min(country) = max(country) THEN min(country) END AS country
		FROM   subject_row
		WHERE  subject_id IS NOT NULL
		GROUP  BY study_id, subject_id),$q$

		-- The days of exposure: a day counts once, for each arm and for the
		-- subject. From dibd on; what lies after the interval is not yet known.
		WHEN 'exposure' THEN $q$
	exposure_row AS (
		SELECT coalesce(e.study_id::text, '') AS study_id, e.subject_id::text AS subject_id,
			   CASE coalesce(e.arm::text, '') WHEN '' THEN 'UNKNOWN' WHEN 'ALL' THEN '"ALL"' ELSE e.arm::text END AS arm,
			   e.during::daterange AS during$q$
			|| CASE WHEN 'source_row' = ANY (pieces) THEN ', e AS source_row' ELSE '' END || $q$
		FROM   %1$I.exposure e),
	exposed_arm AS (
		SELECT study_id, subject_id, arm, range_agg(during * daterange($4, $3)) AS days
		FROM   exposure_row
		WHERE  subject_id IS NOT NULL AND during && daterange($4, $3)
		GROUP  BY study_id, subject_id, arm),
	exposed AS (
		SELECT study_id, subject_id, range_agg(days) AS days
		FROM   exposed_arm
		GROUP  BY study_id, subject_id),$q$

		-- The rows of event that are valid on the day, placed by onset (or
		-- receipt) and by the age at onset. in_interval and in_cumulative are
		-- NULL where only some of the possible days lie within. What began
		-- before dibd counts as cumulative: it is on record.
		WHEN 'event' THEN $q$
	event_row AS (
		SELECT coalesce(e.study_id::text, '') AS study_id, e.subject_id::text AS subject_id, e.event_id::text AS event_id, e.case_id::text AS case_id,
			   CASE WHEN e.blinded::boolean THEN 'BLINDED' WHEN coalesce(e.arm::text, '') = '' THEN 'UNKNOWN'
					WHEN e.arm::text = 'ALL' THEN '"ALL"' ELSE e.arm::text END AS arm,
			   CASE coalesce(e.soc::text, '') WHEN '' THEN 'UNKNOWN' WHEN 'ALL' THEN '"ALL"' ELSE e.soc::text END AS soc,
			   CASE coalesce(e.pt::text, '') WHEN '' THEN 'UNKNOWN' WHEN 'ALL' THEN '"ALL"' ELSE e.pt::text END AS pt,
			   e.onset::%2$I.partial_date AS onset, e.received::date AS received,
			   coalesce(lower(e.recorded::daterange), e.received::date) AS version,
			   e.serious::boolean AS serious,
			   CASE WHEN $6 THEN e.received::date ELSE %2$I.earliest(e.onset::%2$I.partial_date) END AS first_day,
			   CASE WHEN $6 THEN e.received::date ELSE %2$I.latest(e.onset::%2$I.partial_date) END AS last_day,
			   e.blinded::boolean AS blinded, e.related::boolean AS related, e.fatal::boolean AS fatal, e.life_threatening::boolean AS life_threatening,
			   e.hospitalisation::boolean AS hospitalisation, e.disabling::boolean AS disabling, e.congenital::boolean AS congenital,
			   e.other_important::boolean AS other_important, nullif(e.outcome::text, '') AS outcome, e.withdrew::boolean AS withdrew$q$
			|| CASE WHEN 'source_row' = ANY (pieces) THEN ', e AS source_row' ELSE '' END || $q$
		FROM   %1$I.event e
		WHERE  e.recorded IS NULL OR e.recorded::daterange @> $7),
	event AS (
		SELECT e.*, p.known, p.birth, p.ga, p.sex, p.country,
			   CASE WHEN p.birth IS NULL OR e.onset IS NULL THEN '(,)'
					WHEN %2$I.is_complete(p.birth) AND %2$I.is_complete(e.onset) THEN %2$I.age_band(p.birth::date, p.ga, e.onset::date, $5)
					ELSE %2$I.dsur_band(p.birth, p.ga, e.onset, $5) END AS band,
			   CASE WHEN e.first_day >= $2 AND e.last_day < $3 THEN true
					WHEN e.first_day >= $3 OR e.last_day < $2 THEN false
					-- of a date without its month, none of twelve days
					WHEN NOT $6 AND %2$I.date_precision(e.onset) = 'day-of-month' AND NOT %2$I.dsur_day_within(e.first_day, e.last_day, $2, $3)
						THEN false END AS in_interval,
			   CASE WHEN e.last_day < $3 THEN true WHEN e.first_day >= $3 THEN false END AS in_cumulative
		FROM   event_row e LEFT JOIN person p ON p.study_id = e.study_id AND p.subject_id = e.subject_id),$q$

		-- Of several rows of one event the first in this order stands; event_tally
		-- has the same. Few events have several rows, so only those are sorted.
		WHEN 'version' THEN $q$
	event_no AS MATERIALIZED (
		SELECT *, row_number() OVER () AS row_no FROM event),
	event_again AS (
		SELECT study_id, subject_id, event_id FROM event_no
		WHERE  event_id IS NOT NULL
		GROUP  BY study_id, subject_id, event_id HAVING count(*) > 1),
	event_dropped AS (
		SELECT v.row_no
		FROM  (SELECT e.row_no, row_number() OVER (
				PARTITION BY e.study_id, e.subject_id, e.event_id
				ORDER BY e.version DESC NULLS LAST, (e.arm = 'BLINDED') DESC,
						 e.soc COLLATE "C" DESC, e.pt COLLATE "C" DESC, e.arm COLLATE "C" DESC, e.band DESC, e.case_id COLLATE "C" DESC NULLS LAST,
						 CASE WHEN e.serious THEN e.in_interval ELSE false END DESC NULLS LAST,
						 CASE WHEN e.serious THEN e.in_cumulative ELSE false END DESC NULLS LAST,
						 -- the rest changes no count, but what is listed
						 e.serious DESC NULLS LAST, e.onset DESC NULLS LAST, e.received DESC NULLS LAST, e.fatal DESC NULLS LAST, e.life_threatening DESC NULLS LAST,
						 e.disabling DESC NULLS LAST, e.hospitalisation DESC NULLS LAST, e.congenital DESC NULLS LAST, e.other_important DESC NULLS LAST,
						 e.related DESC NULLS FIRST, e.withdrew DESC NULLS LAST, e.outcome COLLATE "C" DESC NULLS LAST, e.row_no) AS version_no
			   FROM   event_no e
			   JOIN   event_again a ON a.study_id = e.study_id AND a.event_id = e.event_id AND coalesce(a.subject_id, '') = coalesce(e.subject_id, '')
					  AND (a.subject_id IS NULL) = (e.subject_id IS NULL)) v
		WHERE  v.version_no > 1),
	event_version AS (
		SELECT e.*, d.row_no IS NULL AS stands
		FROM   event_no e LEFT JOIN event_dropped d ON d.row_no = e.row_no),$q$

		-- The bands that a report has rows for, in order: the scheme's always,
		-- others where they occur (the report's part "seen" says which).
		WHEN 'band' THEN $q$
	band AS (
		SELECT b.band, b.band::text AS label, b.no::integer AS band_no, true AS of_scheme
		FROM   %2$I.bands($5) WITH ORDINALITY b(band, no)
		UNION  ALL
		SELECT o.band, o.band::text, CASE o.band::text WHEN '(,0d)' THEN 0 WHEN '(,)' THEN 998
			   ELSE (SELECT count(*) FROM %2$I.bands($5)) + row_number() OVER (PARTITION BY o.band::text IN ('(,0d)', '(,)') ORDER BY o.band) END::integer, false
		FROM  (SELECT DISTINCT s.band FROM seen s WHERE s.band IS NOT NULL AND NOT %2$I.is_certain(s.band, $5)) o
		UNION  ALL
		SELECT NULL, 'TOTAL', 999, true),$q$

		WHEN 'source_row' THEN ''

		ELSE piece
		END;
	END LOOP;
	RETURN 'WITH' || format(query, source, own);
END
$function$;
COMMENT ON FUNCTION dsur_query(text, text[]) IS
'the text of a report''s query over the views of the schema source, which the functions dsur_* execute: each piece is one of the parts person, exposure, event, version, band (WITH queries that hold the rules of counting), or SQL of the report itself; source_row adds the row of the view to event. NULL for a NULL';
