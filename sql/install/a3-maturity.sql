-- SPDX-License-Identifier: PostgreSQL
--
-- Maturity: Tanner stages, motor milestones.

CREATE FUNCTION tanner_stage(stage text) RETURNS smallint
	AS 'MODULE_PATHNAME', 'pedsafety_tanner_stage' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION tanner_stage(text) IS
'the Tanner stage, 1 to 5, of a text such as G3, B2, PH4, PIV, 3 or III, in any case; 22023 for anything else';

CREATE FUNCTION tanner_axis(stage text) RETURNS text
	AS 'MODULE_PATHNAME', 'pedsafety_tanner_axis' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION tanner_axis(text) IS
'what was staged: G (genitalia), B (breast) or PH (pubic hair), NULL if the stage stands alone; 22023 as tanner_stage()';

CREATE FUNCTION tanner_regression(previous text, next text) RETURNS boolean
	AS 'MODULE_PATHNAME', 'pedsafety_tanner_regression' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION tanner_regression(text, text) IS
'is the next Tanner stage below the one before? NULL if they are not of one axis; 22023 as tanner_stage()';

CREATE FUNCTION tanner_status(stage text, sex text, birth date, at date) RETURNS text
	AS 'MODULE_PATHNAME', 'pedsafety_tanner_status' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 4;
COMMENT ON FUNCTION tanner_status(text, text, date, date) IS
'ok; "early: " for stage 2 or above of a girl (F) below 8 or a boy (M) below 9 years; "implausible: " for G of a girl, B of a boy, and before birth; 22023 for other words, 22008 for an infinite date';

CREATE FUNCTION milestone_status(milestone text, age_days integer) RETURNS text
	AS 'MODULE_PATHNAME', 'pedsafety_milestone_status' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION milestone_status(text, integer) IS
'early, within or late: an age against the window in which healthy children reach a motor milestone (WHO 2006, 1st to 99th centile); NULL before birth; 22023 for another milestone';

CREATE FUNCTION milestone_windows(OUT milestone text, OUT first_months double precision, OUT last_months double precision, OUT first_day integer, OUT last_day integer, OUT source text, OUT confidence text) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_milestone_windows' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5 ROWS 6;
COMMENT ON FUNCTION milestone_windows() IS
'the windows of the six gross motor milestones of the WHO: 1st and 99th centile in months, the first and the last day in the window, source and how well it is confirmed';
