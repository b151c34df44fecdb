-- SPDX-License-Identifier: PostgreSQL
--
-- Ages between two dates.

CREATE FUNCTION age_days(birth date, at date) RETURNS integer
	AS 'MODULE_PATHNAME', 'pedsafety_age_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION age_days(date, date) IS
'completed days from birth to the day at; negative before birth';

CREATE FUNCTION age_months(birth date, at date) RETURNS integer
	AS 'MODULE_PATHNAME', 'pedsafety_age_months' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION age_months(date, date) IS
'completed months from birth to the day at; a day that the month does not have is reached on the first day of the next month; negative (floor) before birth';

CREATE FUNCTION age_years(birth date, at date) RETURNS integer
	AS 'MODULE_PATHNAME', 'pedsafety_age_years' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION age_years(date, date) IS
'completed years from birth to the day at; a birthday counts from its own day, 29 February in common years from 1 March; negative (floor) before birth';

CREATE FUNCTION age_reached(birth date, age text) RETURNS date
	AS 'MODULE_PATHNAME', 'pedsafety_age_reached' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION age_reached(date, text) IS
'the date on which an age such as 28d, 6w, 24mo or 8y is reached; 22023 if the age is malformed';

CREATE FUNCTION age_ucum(birth date, at date, OUT value integer, OUT unit text) RETURNS record
	AS 'MODULE_PATHNAME', 'pedsafety_age_ucum' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION age_ucum(date, date) IS
'age in the unit that CDE 2025 No. 21 asks for: d until both 28 days and one month are reached, mo below two years, then a; NULL before birth';

