-- SPDX-License-Identifier: PostgreSQL
--
-- Dates known to the day, the month or the year, or without their month.

CREATE TYPE partial_date;

CREATE FUNCTION partial_date_in(cstring) RETURNS partial_date
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION partial_date_in(cstring) IS 'input of type partial_date';

CREATE FUNCTION partial_date_out(partial_date) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION partial_date_out(partial_date) IS 'output of type partial_date';

CREATE FUNCTION partial_date_recv(internal) RETURNS partial_date
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION partial_date_recv(internal) IS 'binary input of type partial_date';

CREATE FUNCTION partial_date_send(partial_date) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION partial_date_send(partial_date) IS 'binary output of type partial_date';

CREATE TYPE partial_date (
	INPUT = partial_date_in,
	OUTPUT = partial_date_out,
	RECEIVE = partial_date_recv,
	SEND = partial_date_send,
	LIKE = pg_catalog.int4
);
COMMENT ON TYPE partial_date IS
'a date known to the day (2019-03-14), month (2019-03) or year (2019), or with its month unknown (2019---14); also read as E2B writes it (20190314, 201903)';

CREATE CAST (partial_date AS text) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (partial_date AS text) IS 'the text form, as it is written out';

CREATE FUNCTION partial_date_lt(partial_date, partial_date) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION partial_date_lt(partial_date, partial_date) IS 'implementation of < operator';

CREATE FUNCTION partial_date_le(partial_date, partial_date) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION partial_date_le(partial_date, partial_date) IS 'implementation of <= operator';

CREATE FUNCTION partial_date_eq(partial_date, partial_date) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION partial_date_eq(partial_date, partial_date) IS 'implementation of = operator';

CREATE FUNCTION partial_date_ne(partial_date, partial_date) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION partial_date_ne(partial_date, partial_date) IS 'implementation of <> operator';

CREATE FUNCTION partial_date_ge(partial_date, partial_date) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION partial_date_ge(partial_date, partial_date) IS 'implementation of >= operator';

CREATE FUNCTION partial_date_gt(partial_date, partial_date) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION partial_date_gt(partial_date, partial_date) IS 'implementation of > operator';

CREATE OPERATOR < (
	FUNCTION = partial_date_lt, LEFTARG = partial_date, RIGHTARG = partial_date,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (partial_date, partial_date) IS 'comes before, in the order of partial_date';

CREATE OPERATOR <= (
	FUNCTION = partial_date_le, LEFTARG = partial_date, RIGHTARG = partial_date,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (partial_date, partial_date) IS 'comes before or equals, in the order of partial_date';

CREATE OPERATOR = (
	FUNCTION = partial_date_eq, LEFTARG = partial_date, RIGHTARG = partial_date,
	COMMUTATOR = =, NEGATOR = <>,
	HASHES, MERGES,
	RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (partial_date, partial_date) IS 'equals, in the order of partial_date';

CREATE OPERATOR <> (
	FUNCTION = partial_date_ne, LEFTARG = partial_date, RIGHTARG = partial_date,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (partial_date, partial_date) IS 'does not equal, in the order of partial_date';

CREATE OPERATOR >= (
	FUNCTION = partial_date_ge, LEFTARG = partial_date, RIGHTARG = partial_date,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (partial_date, partial_date) IS 'comes after or equals, in the order of partial_date';

CREATE OPERATOR > (
	FUNCTION = partial_date_gt, LEFTARG = partial_date, RIGHTARG = partial_date,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (partial_date, partial_date) IS 'comes after, in the order of partial_date';

CREATE FUNCTION partial_date_cmp(partial_date, partial_date) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION partial_date_cmp(partial_date, partial_date) IS 'less, equal, greater: by earliest, then latest possible day';

CREATE FUNCTION partial_date_hash(partial_date) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION partial_date_hash(partial_date) IS 'hash';

CREATE FUNCTION partial_date_hash_extended(partial_date, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION partial_date_hash_extended(partial_date, bigint) IS 'hash with a seed, for partitions';

CREATE OPERATOR CLASS partial_date_ops DEFAULT FOR TYPE partial_date USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 partial_date_cmp(partial_date, partial_date);
COMMENT ON OPERATOR CLASS partial_date_ops USING btree IS 'by earliest, then latest possible day';
COMMENT ON OPERATOR FAMILY partial_date_ops USING btree IS 'by earliest, then latest possible day';

CREATE OPERATOR CLASS partial_date_ops DEFAULT FOR TYPE partial_date USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 partial_date_hash(partial_date),
	FUNCTION 2 partial_date_hash_extended(partial_date, bigint);
COMMENT ON OPERATOR CLASS partial_date_ops USING hash IS 'equality, for hash joins, aggregates and partitions';
COMMENT ON OPERATOR FAMILY partial_date_ops USING hash IS 'equality, for hash joins, aggregates and partitions';

CREATE FUNCTION partial_date_larger(partial_date, partial_date) RETURNS partial_date
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION partial_date_larger(partial_date, partial_date) IS 'transition and combine function of max(partial_date)';

CREATE AGGREGATE max(partial_date) (
	SFUNC = partial_date_larger,
	STYPE = partial_date,
	COMBINEFUNC = partial_date_larger,
	SORTOP = >,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE max(partial_date) IS 'the last in the order of partial_date; NULLs are left out';

CREATE FUNCTION partial_date_smaller(partial_date, partial_date) RETURNS partial_date
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION partial_date_smaller(partial_date, partial_date) IS 'transition and combine function of min(partial_date)';

CREATE AGGREGATE min(partial_date) (
	SFUNC = partial_date_smaller,
	STYPE = partial_date,
	COMBINEFUNC = partial_date_smaller,
	SORTOP = <,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE min(partial_date) IS 'the first in the order of partial_date; NULLs are left out';

CREATE FUNCTION partial_date(date) RETURNS partial_date
	AS 'MODULE_PATHNAME', 'partial_date_from_date' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION partial_date(date) IS
'a date as a complete partial_date; 22008 outside the years 0001 to 9999';

CREATE FUNCTION date(partial_date) RETURNS date
	AS 'MODULE_PATHNAME', 'partial_date_to_date' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION date(partial_date) IS
'the date, if it is complete; 22023 otherwise, since nothing is imputed in silence';

CREATE CAST (date AS partial_date) WITH FUNCTION partial_date(date) AS ASSIGNMENT;
COMMENT ON CAST (date AS partial_date) IS 'a date is a complete partial_date';

CREATE CAST (partial_date AS date) WITH FUNCTION date(partial_date);
COMMENT ON CAST (partial_date AS date) IS 'only where it is complete';

CREATE FUNCTION earliest(p partial_date) RETURNS date
	AS 'MODULE_PATHNAME', 'pedsafety_earliest' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION earliest(partial_date) IS
'the first day that it can mean';

CREATE FUNCTION latest(p partial_date) RETURNS date
	AS 'MODULE_PATHNAME', 'pedsafety_latest' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION latest(partial_date) IS
'the last day that it can mean';

CREATE FUNCTION daterange(p partial_date) RETURNS daterange
	AS 'MODULE_PATHNAME', 'pedsafety_daterange' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION daterange(partial_date) IS
'the hull of the days that it can mean, [earliest, latest]';

CREATE FUNCTION is_complete(p partial_date) RETURNS boolean
	AS 'MODULE_PATHNAME', 'pedsafety_is_complete' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION is_complete(partial_date) IS
'whether it is known to the day';

CREATE FUNCTION date_precision(p partial_date) RETURNS text
	AS 'MODULE_PATHNAME', 'pedsafety_date_precision' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION date_precision(partial_date) IS
'day, month, year or day-of-month (the month alone is unknown)';

CREATE FUNCTION surely_before(a partial_date, b partial_date) RETURNS boolean
	AS 'MODULE_PATHNAME', 'pedsafety_surely_before' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION surely_before(partial_date, partial_date) IS
'whether a is before b whatever they mean: latest(a) < earliest(b)';

CREATE FUNCTION possibly_before(a partial_date, b partial_date) RETURNS boolean
	AS 'MODULE_PATHNAME', 'pedsafety_possibly_before' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION possibly_before(partial_date, partial_date) IS
'whether a can be before b: earliest(a) < latest(b)';

CREATE FUNCTION impute(p partial_date, rule text) RETURNS date
	AS 'MODULE_PATHNAME', 'pedsafety_impute' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION impute(partial_date, text) IS
'one day for a partial date: first, middle (the 15th; 1 July of a year; that day in July where the month is unknown) or last; 22023 for another rule';

CREATE FUNCTION impute(p partial_date, rule text, lower date, upper date) RETURNS date
	AS 'MODULE_PATHNAME', 'pedsafety_impute' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION impute(partial_date, text, date, date) IS
'the same within bounds, both included: first and last among the possible days within them; 22023 if there is none or the middle lies outside; an infinite bound bounds nothing';

