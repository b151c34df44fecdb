-- SPDX-License-Identifier: PostgreSQL
--
-- Age schemes: which ages part one band from the next.

CREATE TYPE age_scheme;

CREATE FUNCTION age_scheme_in(cstring) RETURNS age_scheme
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION age_scheme_in(cstring) IS 'input of type age_scheme';

CREATE FUNCTION age_scheme_out(age_scheme) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION age_scheme_out(age_scheme) IS 'output of type age_scheme';

CREATE FUNCTION age_scheme_recv(internal) RETURNS age_scheme
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION age_scheme_recv(internal) IS 'binary input of type age_scheme';

CREATE FUNCTION age_scheme_send(age_scheme) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION age_scheme_send(age_scheme) IS 'binary output of type age_scheme';

CREATE TYPE age_scheme (
	INPUT = age_scheme_in,
	OUTPUT = age_scheme_out,
	RECEIVE = age_scheme_recv,
	SEND = age_scheme_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = extended
);
COMMENT ON TYPE age_scheme IS
'an age scheme: a named one (ich-e11, ema-p4 and others; see age_schemes()) or cuts that begin at 0d and rise for every birth, such as 0d,28d,2y,12y,18y; the last band is open';

CREATE CAST (age_scheme AS text) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (age_scheme AS text) IS 'the text form, as it is written out';

CREATE FUNCTION age_scheme_lt(age_scheme, age_scheme) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION age_scheme_lt(age_scheme, age_scheme) IS 'implementation of < operator';

CREATE FUNCTION age_scheme_le(age_scheme, age_scheme) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION age_scheme_le(age_scheme, age_scheme) IS 'implementation of <= operator';

CREATE FUNCTION age_scheme_eq(age_scheme, age_scheme) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION age_scheme_eq(age_scheme, age_scheme) IS 'implementation of = operator';

CREATE FUNCTION age_scheme_ne(age_scheme, age_scheme) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION age_scheme_ne(age_scheme, age_scheme) IS 'implementation of <> operator';

CREATE FUNCTION age_scheme_ge(age_scheme, age_scheme) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION age_scheme_ge(age_scheme, age_scheme) IS 'implementation of >= operator';

CREATE FUNCTION age_scheme_gt(age_scheme, age_scheme) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION age_scheme_gt(age_scheme, age_scheme) IS 'implementation of > operator';

CREATE OPERATOR < (
	FUNCTION = age_scheme_lt, LEFTARG = age_scheme, RIGHTARG = age_scheme,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (age_scheme, age_scheme) IS 'comes before, in the order of age_scheme';

CREATE OPERATOR <= (
	FUNCTION = age_scheme_le, LEFTARG = age_scheme, RIGHTARG = age_scheme,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (age_scheme, age_scheme) IS 'comes before or equals, in the order of age_scheme';

CREATE OPERATOR = (
	FUNCTION = age_scheme_eq, LEFTARG = age_scheme, RIGHTARG = age_scheme,
	COMMUTATOR = =, NEGATOR = <>,
	HASHES, MERGES,
	RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (age_scheme, age_scheme) IS 'equals, in the order of age_scheme';

CREATE OPERATOR <> (
	FUNCTION = age_scheme_ne, LEFTARG = age_scheme, RIGHTARG = age_scheme,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (age_scheme, age_scheme) IS 'does not equal, in the order of age_scheme';

CREATE OPERATOR >= (
	FUNCTION = age_scheme_ge, LEFTARG = age_scheme, RIGHTARG = age_scheme,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (age_scheme, age_scheme) IS 'comes after or equals, in the order of age_scheme';

CREATE OPERATOR > (
	FUNCTION = age_scheme_gt, LEFTARG = age_scheme, RIGHTARG = age_scheme,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (age_scheme, age_scheme) IS 'comes after, in the order of age_scheme';

CREATE FUNCTION age_scheme_cmp(age_scheme, age_scheme) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION age_scheme_cmp(age_scheme, age_scheme) IS 'less, equal, greater: by the text form, byte by byte';

CREATE FUNCTION age_scheme_hash(age_scheme) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION age_scheme_hash(age_scheme) IS 'hash';

CREATE FUNCTION age_scheme_hash_extended(age_scheme, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION age_scheme_hash_extended(age_scheme, bigint) IS 'hash with a seed, for partitions';

CREATE OPERATOR CLASS age_scheme_ops DEFAULT FOR TYPE age_scheme USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 age_scheme_cmp(age_scheme, age_scheme);
COMMENT ON OPERATOR CLASS age_scheme_ops USING btree IS 'by the text form, byte by byte';
COMMENT ON OPERATOR FAMILY age_scheme_ops USING btree IS 'by the text form, byte by byte';

CREATE OPERATOR CLASS age_scheme_ops DEFAULT FOR TYPE age_scheme USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 age_scheme_hash(age_scheme),
	FUNCTION 2 age_scheme_hash_extended(age_scheme, bigint);
COMMENT ON OPERATOR CLASS age_scheme_ops USING hash IS 'equality, for hash joins, aggregates and partitions';
COMMENT ON OPERATOR FAMILY age_scheme_ops USING hash IS 'equality, for hash joins, aggregates and partitions';

