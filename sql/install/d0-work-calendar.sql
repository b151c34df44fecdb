-- SPDX-License-Identifier: PostgreSQL
--
-- Working-day calendars: weekends, days off and weekend days that are worked,
-- and the counting of working days with them.

CREATE TYPE work_calendar;

CREATE FUNCTION work_calendar_in(cstring) RETURNS work_calendar
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION work_calendar_in(cstring) IS 'input of type work_calendar';

CREATE FUNCTION work_calendar_out(work_calendar) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION work_calendar_out(work_calendar) IS 'output of type work_calendar';

CREATE FUNCTION work_calendar_recv(internal) RETURNS work_calendar
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION work_calendar_recv(internal) IS 'binary input of type work_calendar';

CREATE FUNCTION work_calendar_send(work_calendar) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION work_calendar_send(work_calendar) IS 'binary output of type work_calendar';

CREATE TYPE work_calendar (
	INPUT = work_calendar_in,
	OUTPUT = work_calendar_out,
	RECEIVE = work_calendar_recv,
	SEND = work_calendar_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = extended
);
COMMENT ON TYPE work_calendar IS
'which days are working days: a named calendar (CN; see work_calendars()), years written out (2026: off 01-01, 12-25..12-26; with another weekend than Saturday and Sunday: weekend fri, sat; 2026: off 01-01), or both (CN; 2027: off 01-01..01-03; work 01-09), where a year written out stands in place of the named calendar''s own. A year that it does not know is never guessed. A later version may add years to a named calendar and never changes one';

CREATE CAST (work_calendar AS text) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (work_calendar AS text) IS 'the text form, as it is written out';

CREATE FUNCTION work_calendar_lt(work_calendar, work_calendar) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION work_calendar_lt(work_calendar, work_calendar) IS 'implementation of < operator';

CREATE FUNCTION work_calendar_le(work_calendar, work_calendar) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION work_calendar_le(work_calendar, work_calendar) IS 'implementation of <= operator';

CREATE FUNCTION work_calendar_eq(work_calendar, work_calendar) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION work_calendar_eq(work_calendar, work_calendar) IS 'implementation of = operator';

CREATE FUNCTION work_calendar_ne(work_calendar, work_calendar) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION work_calendar_ne(work_calendar, work_calendar) IS 'implementation of <> operator';

CREATE FUNCTION work_calendar_ge(work_calendar, work_calendar) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION work_calendar_ge(work_calendar, work_calendar) IS 'implementation of >= operator';

CREATE FUNCTION work_calendar_gt(work_calendar, work_calendar) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION work_calendar_gt(work_calendar, work_calendar) IS 'implementation of > operator';

CREATE OPERATOR < (
	FUNCTION = work_calendar_lt, LEFTARG = work_calendar, RIGHTARG = work_calendar,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (work_calendar, work_calendar) IS 'comes before, in the order of work_calendar';

CREATE OPERATOR <= (
	FUNCTION = work_calendar_le, LEFTARG = work_calendar, RIGHTARG = work_calendar,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (work_calendar, work_calendar) IS 'comes before or equals, in the order of work_calendar';

CREATE OPERATOR = (
	FUNCTION = work_calendar_eq, LEFTARG = work_calendar, RIGHTARG = work_calendar,
	COMMUTATOR = =, NEGATOR = <>,
	HASHES, MERGES,
	RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (work_calendar, work_calendar) IS 'equals, in the order of work_calendar';

CREATE OPERATOR <> (
	FUNCTION = work_calendar_ne, LEFTARG = work_calendar, RIGHTARG = work_calendar,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (work_calendar, work_calendar) IS 'does not equal, in the order of work_calendar';

CREATE OPERATOR >= (
	FUNCTION = work_calendar_ge, LEFTARG = work_calendar, RIGHTARG = work_calendar,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (work_calendar, work_calendar) IS 'comes after or equals, in the order of work_calendar';

CREATE OPERATOR > (
	FUNCTION = work_calendar_gt, LEFTARG = work_calendar, RIGHTARG = work_calendar,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (work_calendar, work_calendar) IS 'comes after, in the order of work_calendar';

CREATE FUNCTION work_calendar_cmp(work_calendar, work_calendar) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION work_calendar_cmp(work_calendar, work_calendar) IS 'less, equal, greater: by the text form, byte by byte';

CREATE FUNCTION work_calendar_hash(work_calendar) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION work_calendar_hash(work_calendar) IS 'hash';

CREATE FUNCTION work_calendar_hash_extended(work_calendar, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION work_calendar_hash_extended(work_calendar, bigint) IS 'hash with a seed, for partitions';

CREATE OPERATOR CLASS work_calendar_ops DEFAULT FOR TYPE work_calendar USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 work_calendar_cmp(work_calendar, work_calendar);
COMMENT ON OPERATOR CLASS work_calendar_ops USING btree IS 'by the text form, byte by byte';
COMMENT ON OPERATOR FAMILY work_calendar_ops USING btree IS 'by the text form, byte by byte';

CREATE OPERATOR CLASS work_calendar_ops DEFAULT FOR TYPE work_calendar USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 work_calendar_hash(work_calendar),
	FUNCTION 2 work_calendar_hash_extended(work_calendar, bigint);
COMMENT ON OPERATOR CLASS work_calendar_ops USING hash IS 'equality, for hash joins, aggregates and partitions';
COMMENT ON OPERATOR FAMILY work_calendar_ops USING hash IS 'equality, for hash joins, aggregates and partitions';

CREATE FUNCTION work_calendars(
		OUT name text, OUT year integer, OUT working_days integer, OUT weekend text, OUT off text, OUT work text,
		OUT source text, OUT confidence text, OUT note text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_work_calendars' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20 ROWS 2;
COMMENT ON FUNCTION work_calendars() IS
'the named working-day calendars, a row a year: how many working days it has, the days off and the weekend days that are worked, as a calendar writes them, the notice they come from and how well it is confirmed';

CREATE FUNCTION known_days(calendar work_calendar) RETURNS datemultirange
	AS 'MODULE_PATHNAME', 'pedsafety_known_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION known_days(work_calendar) IS
'the years that the calendar knows, as days; of any other day it says nothing (22023)';

CREATE FUNCTION is_working_day(day date, calendar work_calendar) RETURNS boolean
	AS 'MODULE_PATHNAME', 'pedsafety_is_working_day' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION is_working_day(date, work_calendar) IS
'whether the day is worked: no weekend day and no day off, or a weekend day listed as worked; 22023 in a year that the calendar does not know, 22008 if the day is infinite';

CREATE FUNCTION add_working_days(day date, n integer, calendar work_calendar, stopped datemultirange DEFAULT '{}') RETURNS date
	AS 'MODULE_PATHNAME', 'pedsafety_add_working_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION add_working_days(date, integer, work_calendar, datemultirange) IS
'the n-th working day after the day, which is not counted; of n = 0 the first one from the day on. Days in stopped are neither counted nor looked at; NULL if a stop without an end comes before the result: the clock stands. 22023 where a day has to be looked at in a year that the calendar does not know, or n is negative; 22008 if a date is infinite';

CREATE FUNCTION working_days(during daterange, calendar work_calendar, stopped datemultirange DEFAULT '{}') RETURNS integer
	AS 'MODULE_PATHNAME', 'pedsafety_working_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION working_days(daterange, work_calendar, datemultirange) IS
'how many working days the range has, but for those in stopped, which are not looked at; 0 of an empty one; 22023 where a day has to be looked at in a year that the calendar does not know, or the range is unbounded; 22008 if a bound is infinite';
