-- SPDX-License-Identifier: PostgreSQL
--
-- Deadlines and reporting periods: of safety reports, of the development safety
-- update report, of the review of applications in China. Each number and its
-- source stand in src/core/clock.c, which the lists here print.

CREATE FUNCTION susar_clocks(
		OUT clock text, OUT days integer, OUT counted_from text, OUT source text, OUT confidence text, OUT note text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_susar_clocks' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 4;
COMMENT ON FUNCTION susar_clocks() IS
'within how many calendar days a suspected unexpected serious adverse reaction is reported, counted from when, source and confidence';

CREATE FUNCTION susar_due(aware date, fatal_or_life_threatening boolean) RETURNS date
	AS 'MODULE_PATHNAME', 'pedsafety_susar_due' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION susar_due(date, boolean) IS
'the last day for the first report: first awareness, which is day 0, and 7 calendar days if it is fatal or life-threatening, else 15 [primary: CDE 2018-04-27, ICH E2A]; 22008 if a date is infinite or the result out of range';

CREATE FUNCTION susar_followup_due(aware date, first_report date) RETURNS date
	AS 'MODULE_PATHNAME', 'pedsafety_susar_followup_due' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION susar_followup_due(date, date) IS
'the last day for the complete report of a fatal or life-threatening case: the earlier of the first report and 8 days [primary: CDE Q&A 2.0, GVP-CN art. 124] and first awareness and 15 days [the other reading of the text of 2018 and of ICH E2A]; computed too where the first report is before awareness; 22008 as susar_due';

CREATE FUNCTION days_late(due date, sent date, as_of date) RETURNS integer
	AS 'MODULE_PATHNAME', 'pedsafety_days_late' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION days_late(date, date, date) IS
'by how many days a report was late at the end of as_of: sent, or not sent (NULL, or after as_of), after the due day; NULL if it was sent in time or not yet late, or if due or as_of is NULL; 22008 if a date is infinite';

CREATE FUNCTION dsur_period(dibd date, n integer) RETURNS daterange
	AS 'MODULE_PATHNAME', 'pedsafety_dsur_period' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION dsur_period(date, integer) IS
'the n-th reporting period of the DSUR, a year from the development international birth date or an anniversary of it [secondary: ICH E2F]; the anniversary of 29 February is the 28th in common years [choice made here, E2F is silent: memory]. n from 1, else 22023; 22008 if dibd is infinite or a bound out of range';

CREATE FUNCTION dsur_period(dibd date, at date) RETURNS daterange
	AS 'MODULE_PATHNAME', 'pedsafety_dsur_period_at' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION dsur_period(date, date) IS
'the reporting period of the DSUR that the day lies in; 22023 if it lies before dibd, the rest as dsur_period(date, integer)';

CREATE FUNCTION dsur_data_lock_point(dibd date, n integer, dlp text DEFAULT 'anniversary') RETURNS date
	AS 'MODULE_PATHNAME', 'pedsafety_dsur_data_lock_point' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION dsur_data_lock_point(date, integer, text) IS
'the data lock point of the n-th DSUR, a day that is included: anniversary, the last day of the period; month-end, the last day of the month before that of the anniversary [secondary: ICH E2F; primary: CDE Q&A on the DSUR]. Another dlp, or n below 1: 22023; 22008 as dsur_period';

CREATE FUNCTION dsur_due_rules(
		OUT rule text, OUT counted_from text, OUT days integer, OUT months integer, OUT source text, OUT confidence text, OUT note text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_dsur_due_rules' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 4;
COMMENT ON FUNCTION dsur_due_rules() IS
'the rules for the due day of a DSUR, which differ among sources: counted from when, calendar days or months, source and confidence';

CREATE FUNCTION dsur_due(dibd date, n integer, rule text DEFAULT 'strictest', dlp text DEFAULT 'anniversary') RETURNS date
	AS 'MODULE_PATHNAME', 'pedsafety_dsur_due' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3;
COMMENT ON FUNCTION dsur_due(date, integer, text, text) IS
'the last day for the n-th DSUR. dlp60: data lock point and 60 calendar days [primary: ICH E2F 2.2]; dibd2mo: anniversary and 2 months [secondary: CDE 2020 No. 7 art. 6]; approval2mo: the same, where the date given is the approval of the trial [primary: Drug Registration Measures art. 28]; strictest: the earlier of dlp60 and dibd2mo. Where the month lacks the day, its last day. Another rule or dlp, or n below 1: 22023; 22008 as dsur_period';

CREATE FUNCTION review_clocks(
		OUT procedure text, OUT route text, OUT working_days integer, OUT source text, OUT confidence text, OUT note text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_review_clocks' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 15;
COMMENT ON FUNCTION review_clocks() IS
'the limits of the review of applications in China in working days, source and confidence: the routes that ind_due and nda_due take, then, for information, what stops or extends them (NULL where it is a part of the limit)';

CREATE FUNCTION ind_due(accepted date, route text, calendar work_calendar, stopped datemultirange DEFAULT '{}', reverted boolean DEFAULT false) RETURNS date
	AS 'MODULE_PATHNAME', 'pedsafety_ind_due' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3;
COMMENT ON FUNCTION ind_due(date, text, work_calendar, datemultirange, boolean) IS
'the last day for the decision on a clinical trial application in China: 60 working days for route ordinary [primary: Drug Registration Measures art. 23, 96], 30 for fast or one of its grounds key-variety, spark, care, global-synchronous [secondary: NMPA 2025 No. 86], 60 again if reverted (CDE said within 20 working days that the ordinary limit applies [secondary]); the day of acceptance is not counted [memory]. Days in stopped do not count; NULL while a stop has no end. Another route: 22023; the rest as add_working_days';

CREATE FUNCTION nda_due(accepted date, route text, calendar work_calendar, stopped datemultirange DEFAULT '{}') RETURNS date
	AS 'MODULE_PATHNAME', 'pedsafety_nda_due' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3;
COMMENT ON FUNCTION nda_due(date, text, work_calendar, datemultirange) IS
'the last day for the decision on a marketing application in China: 200 working days for route ordinary, 130 priority, 70 urgent (marketed overseas, urgently needed, rare disease) [primary: Drug Registration Measures]; the day of acceptance is not counted [memory]. Days in stopped do not count; NULL while a stop has no end. Another route: 22023; the rest as add_working_days';
