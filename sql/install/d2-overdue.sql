-- SPDX-License-Identifier: PostgreSQL
--
-- Which safety reports are late. These functions read the view safety_report of
-- a schema that the caller names. How they are made (PL/pgSQL, EXECUTE,
-- search_path) is said at the head of 90-consent-source.sql.

CREATE FUNCTION safety_report_source(source text, as_of date) RETURNS void
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 1000
	SET search_path = pg_catalog, pg_temp
	AS $function$
DECLARE
	schema oid;
	view oid;
	absent text;
	wrong text;
BEGIN
	IF source IS NULL OR as_of IS NULL THEN
		RAISE null_value_not_allowed USING
			MESSAGE = format('%s must not be NULL', CASE WHEN source IS NULL THEN 'source' ELSE 'as_of' END),
			HINT = 'source is the name of the schema that holds the view safety_report, as_of the day at whose end reports are judged.';
	ELSIF NOT isfinite(as_of) THEN
		RAISE datetime_field_overflow USING MESSAGE = 'as_of must be a finite date',
			HINT = 'It is the day at whose end reports are judged.';
	END IF;
	SELECT n.oid INTO schema FROM pg_namespace n WHERE n.nspname = source;
	IF NOT FOUND THEN
		RAISE invalid_schema_name USING MESSAGE = format('schema "%s" does not exist', source),
			HINT = 'source is the name of the schema that holds the view safety_report, as it is, without quotes.';
	END IF;
	SELECT c.oid INTO view FROM pg_class c WHERE c.relnamespace = schema AND c.relname = 'safety_report' AND c.relkind IN ('r', 'v', 'm', 'f', 'p');
	IF NOT FOUND THEN
		RAISE undefined_table USING MESSAGE = format('schema "%s" has no view safety_report', source),
			HINT = 'The view is described at overdue in the reference; a column that nobody has recorded can be NULL in it.';
	END IF;

	-- A domain is what it is over.
	WITH RECURSIVE wanted AS (
		SELECT *
		FROM  (VALUES (1, 'study_id', 'text'), (2, 'case_id', 'text'), (3, 'report_id', 'text'), (4, 'kind', 'text'), (5, 'received', 'date'),
					  (6, 'fatal_or_life_threatening', 'boolean'), (7, 'first_report', 'date'), (8, 'sent', 'date')) v(no, col, type)),
	found AS (
		SELECT w.no, w.col, w.type, a.atttypid AS given, a.atttypid AS base
		FROM   wanted w LEFT JOIN pg_attribute a ON a.attrelid = view AND a.attname = w.col AND a.attnum > 0 AND NOT a.attisdropped
		UNION  ALL
		SELECT f.no, f.col, f.type, f.given, t.typbasetype FROM found f JOIN pg_type t ON t.oid = f.base AND t.typtype = 'd')
	SELECT string_agg('safety_report.' || f.col, ', ' ORDER BY f.no) FILTER (WHERE f.base IS NULL),
		   string_agg(format('safety_report.%s is %s, expected %s', f.col, format_type(f.given, NULL), f.type), '; ' ORDER BY f.no)
				FILTER (WHERE t.typtype <> 'd' AND NOT CASE f.type WHEN 'text' THEN t.typcategory IN ('S', 'E') ELSE f.base = f.type::regtype END)
	INTO   absent, wrong
	FROM   found f LEFT JOIN pg_type t ON t.oid = f.base;
	IF absent IS NOT NULL THEN
		RAISE undefined_column USING MESSAGE = format('schema "%s" lacks what is read from it', source),
			DETAIL = format('Missing columns: %s.', absent),
			HINT = 'The view is described at overdue in the reference; a column that nobody has recorded can be NULL in it.';
	ELSIF wrong IS NOT NULL THEN
		RAISE datatype_mismatch USING MESSAGE = format('schema "%s" has columns of a wrong type: %s', source, wrong),
			HINT = 'Convert them in the view, for example received::date.';
	END IF;
END
$function$;
COMMENT ON FUNCTION safety_report_source(text, date) IS
'checks what the reports on safety reports are given: 22004 for a NULL, 22008 for an infinite as_of, 3F000, 42P01 and 42703 for a schema, its view safety_report or columns that are missing, 42804 for columns of another type';

-- A date outside the years 1 to 9999, infinity too, is none to count from.
CREATE FUNCTION susar_reports(source text, as_of date)
	RETURNS TABLE (study_id text, case_id text, report_id text, kind text, received date, sent date, clock text, due date,
				   late_by integer, state text, rule text)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 500
	SET search_path = pg_catalog, pg_temp
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
BEGIN
	EXECUTE format('SELECT %I.safety_report_source($1, $2)', own) USING source, as_of;
	RETURN QUERY EXECUTE format($query$
	WITH
	line AS (
		SELECT r.study_id::text AS study_id, r.case_id::text AS case_id, r.report_id::text AS report_id, r.kind::text AS kind,
			   r.fatal_or_life_threatening::boolean AS fatal,
			   CASE WHEN r.received::date BETWEEN '0001-01-01' AND '9999-12-31' THEN r.received::date END AS received,
			   CASE WHEN r.first_report::date BETWEEN '0001-01-01' AND '9999-12-31' THEN r.first_report::date END AS first_report,
			   CASE WHEN r.sent::date <= $1 AND r.sent::date BETWEEN '0001-01-01' AND '9999-12-31' THEN r.sent::date END AS sent,
			   r.sent::date IS NOT NULL AND r.sent::date NOT BETWEEN '0001-01-01' AND '9999-12-31' AS sent_is_none
		FROM   %1$I.safety_report r
		WHERE  r.received IS NULL OR r.received::date <= $1 OR r.received::date > '9999-12-31'),
	-- Of a case the first awareness and the first report, where its initial report is in the view.
	known AS (
		SELECT l.*,
			   CASE WHEN l.case_id IS NOT NULL THEN min(l.received) FILTER (WHERE l.kind = 'initial') OVER same_case END AS aware,
			   coalesce(l.first_report, CASE WHEN l.case_id IS NOT NULL THEN min(l.sent) FILTER (WHERE l.kind = 'initial') OVER same_case END) AS reported
		FROM   line l
		WINDOW same_case AS (PARTITION BY l.study_id, l.case_id)),
	-- Which clock: initial; complete (what is received until 8 days after the
	-- first report belongs in the report due then); later. What may be fatal is
	-- taken as fatal.
	clocked AS (
		SELECT k.*,
			   CASE WHEN k.received IS NULL OR k.kind IS NULL OR k.kind NOT IN ('initial', 'follow-up') THEN NULL
					WHEN k.kind = 'initial' THEN CASE WHEN k.fatal IS FALSE THEN '15-day' ELSE '7-day' END
					WHEN k.fatal IS FALSE THEN 'later'
					WHEN k.reported IS NULL THEN NULL
					WHEN k.received <= %2$I.susar_followup_due(k.received, k.reported) THEN '8-day'
					ELSE 'later' END AS clock
		FROM   known k),
	timed AS (
		SELECT c.*,
			   CASE c.clock
					WHEN '7-day' THEN %2$I.susar_due(c.received, true)
					WHEN '15-day' THEN %2$I.susar_due(c.received, false)
					WHEN '8-day' THEN %2$I.susar_followup_due(coalesce(least(c.aware, c.received), c.received), c.reported)
					WHEN 'later' THEN %2$I.susar_due(c.received, false) END AS due,
			   CASE c.clock
					WHEN '7-day' THEN 'first report, fatal or life-threatening: 7 days from first awareness'
					WHEN '15-day' THEN 'first report, others: 15 days from first awareness'
					WHEN '8-day' THEN 'complete report, fatal or life-threatening: 8 days from the first report, 15 from first awareness at the latest'
					WHEN 'later' THEN 'information received later: 15 days from its receipt' END
			   || CASE WHEN c.fatal IS NULL THEN '; not known whether fatal or life-threatening, so taken as such' ELSE '' END AS rule,
			   CASE WHEN c.received IS NULL THEN 'received is not known'
					WHEN c.kind IS NULL THEN 'kind is not known'
					WHEN c.kind NOT IN ('initial', 'follow-up') THEN format('kind is neither initial nor follow-up: "%%s"', c.kind)
					WHEN c.clock IS NULL THEN 'the day of the first report is not known'
					WHEN c.sent_is_none THEN 'sent is no day of the calendar'
					WHEN c.sent < c.received THEN 'sent before it was received' END AS fault
		FROM   clocked c)
	SELECT t.study_id, t.case_id, t.report_id, t.kind, t.received, t.sent,
		   CASE t.clock WHEN 'later' THEN '15-day' ELSE t.clock END, t.due,
		   CASE WHEN t.fault IS NULL THEN %2$I.days_late(t.due, t.sent, $1) END,
		   CASE WHEN t.fault IS NOT NULL THEN 'undetermined'
				WHEN %2$I.days_late(t.due, t.sent, $1) IS NOT NULL THEN 'late'
				WHEN t.sent IS NOT NULL THEN 'in time'
				ELSE 'not yet due' END,
		   coalesce(t.fault, t.rule)
	FROM   timed t
	ORDER  BY t.due NULLS FIRST, t.study_id, t.case_id, t.received, t.report_id$query$, source, own)
	USING as_of;
END
$function$;
COMMENT ON FUNCTION susar_reports(text, date) IS
'the reports of the view safety_report that were received by as_of, as they stood at its end: the clock (7-day, 15-day, 8-day for the complete report of a fatal or life-threatening case), the due day, by how many days it is late, state (in time, late, not yet due, undetermined) and the rule, or why there is none. Where it is not known whether a case is fatal or life-threatening it is taken as such. Errors as safety_report_source';

CREATE FUNCTION overdue(source text, as_of date)
	RETURNS TABLE (study_id text, case_id text, report_id text, kind text, received date, sent date, due date, late_by integer, rule text)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 100
	SET search_path = pg_catalog, pg_temp
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
BEGIN
	RETURN QUERY EXECUTE format($query$
	SELECT r.study_id, r.case_id, r.report_id, r.kind, r.received, r.sent, r.due, r.late_by, r.rule
	FROM   %I.susar_reports($1, $2) WITH ORDINALITY
		   r(study_id, case_id, report_id, kind, received, sent, clock, due, late_by, state, rule, no)
	WHERE  r.state IN ('late', 'undetermined')
	ORDER  BY r.no$query$, own)
	USING source, as_of;
END
$function$;
COMMENT ON FUNCTION overdue(text, date) IS
'the safety reports that at the end of as_of were not sent though due, or had been sent late, a row each, and those of which that cannot be told (late_by is NULL, rule says why); what is not yet due is not among them. Reads the view safety_report: study_id, case_id, report_id, kind (initial, follow-up), received (day 0 of this information), fatal_or_life_threatening, first_report, sent. Errors as safety_report_source';

CREATE FUNCTION susar_timeliness(source text, period daterange, as_of date DEFAULT NULL)
	RETURNS TABLE (clock text, received integer, sent integer, in_time integer, late integer, not_yet_due integer, undetermined integer,
				   on_time_percent double precision, median_days double precision)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 10000 ROWS 5
	SET search_path = pg_catalog, pg_temp
	SET datestyle = ISO
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
BEGIN
	IF period IS NULL THEN
		RAISE null_value_not_allowed USING MESSAGE = 'period must not be NULL',
			HINT = 'It is the reporting period, such as [2025-06-01,2026-06-01).';
	ELSIF isempty(period) OR lower_inf(period) OR upper_inf(period) THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('the reporting period must have a first and a last day: "%s"', period),
			HINT = 'Give both bounds; the upper one is the day after the last: [2025-06-01,2026-06-01).';
	ELSIF NOT isfinite(lower(period)) OR NOT isfinite(upper(period)) THEN
		RAISE datetime_field_overflow USING MESSAGE = 'the bounds of period must be finite',
			HINT = 'Give the dates themselves; infinity is no date on which a report can begin or end.';
	END IF;
	RETURN QUERY EXECUTE format($query$
	WITH report AS (
		SELECT coalesce(r.clock, 'UNKNOWN') AS clock, r.received, r.sent, r.state
		FROM   %I.susar_reports($1, coalesce($3, upper($2) - 1)) r
		WHERE  r.received <@ $2 OR r.received IS NULL)
	SELECT g.clock, count(r.received)::integer, count(r.sent)::integer,
		   count(*) FILTER (WHERE r.state = 'in time')::integer, count(*) FILTER (WHERE r.state = 'late')::integer,
		   count(*) FILTER (WHERE r.state = 'not yet due')::integer, count(*) FILTER (WHERE r.state = 'undetermined')::integer,
		   100.0::float8 * count(*) FILTER (WHERE r.state = 'in time') / nullif(count(*) FILTER (WHERE r.state IN ('in time', 'late')), 0),
		   percentile_cont(0.5) WITHIN GROUP (ORDER BY (r.sent - r.received)::float8) FILTER (WHERE r.state <> 'undetermined')
	FROM   unnest('{7-day,8-day,15-day,UNKNOWN,ALL}'::text[]) WITH ORDINALITY g(clock, no)
	LEFT   JOIN report r ON g.clock IN (r.clock, 'ALL')
	GROUP  BY g.clock, g.no
	ORDER  BY g.no$query$, own)
	USING source, period, as_of;
END
$function$;
COMMENT ON FUNCTION susar_timeliness(text, daterange, date) IS
'how many safety reports were received in the period, sent, in time, late, not yet due or undetermined, by clock (7-day, 8-day for complete reports, 15-day, UNKNOWN, ALL), as they stood at the end of as_of (NULL: of the last day of the period); in_time of those in time or late as a percentage; the median of days from receipt to sending. A report without a day of receipt can lie in no period and is counted as undetermined in each. 22004, 22023 and 22008 for the period, the rest as safety_report_source';
