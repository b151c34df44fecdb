-- SPDX-License-Identifier: PostgreSQL
--
-- Completed days of gestation, and what follows from them.

CREATE TYPE gestational_age;

CREATE FUNCTION gestational_age_in(cstring) RETURNS gestational_age
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION gestational_age_in(cstring) IS 'input of type gestational_age';

CREATE FUNCTION gestational_age_out(gestational_age) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION gestational_age_out(gestational_age) IS 'output of type gestational_age';

CREATE FUNCTION gestational_age_recv(internal) RETURNS gestational_age
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION gestational_age_recv(internal) IS 'binary input of type gestational_age';

CREATE FUNCTION gestational_age_send(gestational_age) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION gestational_age_send(gestational_age) IS 'binary output of type gestational_age';

CREATE TYPE gestational_age (
	INPUT = gestational_age_in,
	OUTPUT = gestational_age_out,
	RECEIVE = gestational_age_recv,
	SEND = gestational_age_send,
	LIKE = pg_catalog.int4
);
COMMENT ON TYPE gestational_age IS
'completed days of gestation, 0+0 to 999+6, written 34+5; also read as 34w5d, 34w, 34 5/7 and 243d; as gestation at birth it lies in 20+0 to 44+6';

CREATE CAST (gestational_age AS text) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (gestational_age AS text) IS 'the text form, as it is written out';

CREATE FUNCTION gestational_age_lt(gestational_age, gestational_age) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION gestational_age_lt(gestational_age, gestational_age) IS 'implementation of < operator';

CREATE FUNCTION gestational_age_le(gestational_age, gestational_age) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION gestational_age_le(gestational_age, gestational_age) IS 'implementation of <= operator';

CREATE FUNCTION gestational_age_eq(gestational_age, gestational_age) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION gestational_age_eq(gestational_age, gestational_age) IS 'implementation of = operator';

CREATE FUNCTION gestational_age_ne(gestational_age, gestational_age) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION gestational_age_ne(gestational_age, gestational_age) IS 'implementation of <> operator';

CREATE FUNCTION gestational_age_ge(gestational_age, gestational_age) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION gestational_age_ge(gestational_age, gestational_age) IS 'implementation of >= operator';

CREATE FUNCTION gestational_age_gt(gestational_age, gestational_age) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION gestational_age_gt(gestational_age, gestational_age) IS 'implementation of > operator';

CREATE OPERATOR < (
	FUNCTION = gestational_age_lt, LEFTARG = gestational_age, RIGHTARG = gestational_age,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (gestational_age, gestational_age) IS 'comes before, in the order of gestational_age';

CREATE OPERATOR <= (
	FUNCTION = gestational_age_le, LEFTARG = gestational_age, RIGHTARG = gestational_age,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (gestational_age, gestational_age) IS 'comes before or equals, in the order of gestational_age';

CREATE OPERATOR = (
	FUNCTION = gestational_age_eq, LEFTARG = gestational_age, RIGHTARG = gestational_age,
	COMMUTATOR = =, NEGATOR = <>,
	HASHES, MERGES,
	RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (gestational_age, gestational_age) IS 'equals, in the order of gestational_age';

CREATE OPERATOR <> (
	FUNCTION = gestational_age_ne, LEFTARG = gestational_age, RIGHTARG = gestational_age,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (gestational_age, gestational_age) IS 'does not equal, in the order of gestational_age';

CREATE OPERATOR >= (
	FUNCTION = gestational_age_ge, LEFTARG = gestational_age, RIGHTARG = gestational_age,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (gestational_age, gestational_age) IS 'comes after or equals, in the order of gestational_age';

CREATE OPERATOR > (
	FUNCTION = gestational_age_gt, LEFTARG = gestational_age, RIGHTARG = gestational_age,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (gestational_age, gestational_age) IS 'comes after, in the order of gestational_age';

CREATE FUNCTION gestational_age_cmp(gestational_age, gestational_age) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION gestational_age_cmp(gestational_age, gestational_age) IS 'less, equal, greater: by days';

CREATE FUNCTION gestational_age_hash(gestational_age) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION gestational_age_hash(gestational_age) IS 'hash';

CREATE FUNCTION gestational_age_hash_extended(gestational_age, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION gestational_age_hash_extended(gestational_age, bigint) IS 'hash with a seed, for partitions';

CREATE OPERATOR CLASS gestational_age_ops DEFAULT FOR TYPE gestational_age USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 gestational_age_cmp(gestational_age, gestational_age);
COMMENT ON OPERATOR CLASS gestational_age_ops USING btree IS 'by days';
COMMENT ON OPERATOR FAMILY gestational_age_ops USING btree IS 'by days';

CREATE OPERATOR CLASS gestational_age_ops DEFAULT FOR TYPE gestational_age USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 gestational_age_hash(gestational_age),
	FUNCTION 2 gestational_age_hash_extended(gestational_age, bigint);
COMMENT ON OPERATOR CLASS gestational_age_ops USING hash IS 'equality, for hash joins, aggregates and partitions';
COMMENT ON OPERATOR FAMILY gestational_age_ops USING hash IS 'equality, for hash joins, aggregates and partitions';

CREATE FUNCTION gestational_age_larger(gestational_age, gestational_age) RETURNS gestational_age
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION gestational_age_larger(gestational_age, gestational_age) IS 'transition and combine function of max(gestational_age)';

CREATE AGGREGATE max(gestational_age) (
	SFUNC = gestational_age_larger,
	STYPE = gestational_age,
	COMBINEFUNC = gestational_age_larger,
	SORTOP = >,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE max(gestational_age) IS 'the last in the order of gestational_age; NULLs are left out';

CREATE FUNCTION gestational_age_smaller(gestational_age, gestational_age) RETURNS gestational_age
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION gestational_age_smaller(gestational_age, gestational_age) IS 'transition and combine function of min(gestational_age)';

CREATE AGGREGATE min(gestational_age) (
	SFUNC = gestational_age_smaller,
	STYPE = gestational_age,
	COMBINEFUNC = gestational_age_smaller,
	SORTOP = <,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE min(gestational_age) IS 'the first in the order of gestational_age; NULLs are left out';

CREATE FUNCTION gestation_days(gestational_age) RETURNS integer
	AS 'MODULE_PATHNAME', 'gestational_age_to_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION gestation_days(gestational_age) IS 'completed days of gestation';

CREATE CAST (gestational_age AS integer) WITH FUNCTION gestation_days(gestational_age);
COMMENT ON CAST (gestational_age AS integer) IS 'completed days of gestation';

CREATE FUNCTION ga_category(ga gestational_age) RETURNS text
	AS 'MODULE_PATHNAME', 'pedsafety_ga_category' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION ga_category(gestational_age) IS
'extremely preterm, very preterm, moderate to late preterm, term or post-term by gestation at birth (WHO; post-term from 42+0); 22023 outside 20+0 to 44+6';

CREATE FUNCTION expected_delivery(ga gestational_age, birth date) RETURNS date
	AS 'MODULE_PATHNAME', 'pedsafety_expected_delivery' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION expected_delivery(gestational_age, date) IS
'the day of 40+0: birth + 280 days - gestation at birth';

CREATE FUNCTION postmenstrual_age(ga gestational_age, birth date, at date) RETURNS gestational_age
	AS 'MODULE_PATHNAME', 'pedsafety_postmenstrual_age' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION postmenstrual_age(gestational_age, date, date) IS
'gestation at birth + days since birth (AAP 2004); NULL before birth, 22003 beyond 999+6';

CREATE FUNCTION corrected_age_days(ga gestational_age, birth date, at date, until text DEFAULT '3y') RETURNS integer
	AS 'MODULE_PATHNAME', 'pedsafety_corrected_age_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION corrected_age_days(gestational_age, date, date, text) IS
'days since the expected delivery for those born before 37+0 until that age reaches until (AAP 2004: 3 years), else days since birth; NULL before birth';

