-- SPDX-License-Identifier: PostgreSQL
--
-- Age bands: half-open intervals of attained age.

CREATE TYPE age_band;

CREATE FUNCTION age_band_in(cstring) RETURNS age_band
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION age_band_in(cstring) IS 'input of type age_band';

CREATE FUNCTION age_band_out(age_band) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION age_band_out(age_band) IS 'output of type age_band';

CREATE FUNCTION age_band_recv(internal) RETURNS age_band
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION age_band_recv(internal) IS 'binary input of type age_band';

CREATE FUNCTION age_band_send(age_band) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION age_band_send(age_band) IS 'binary output of type age_band';

CREATE TYPE age_band (
	INPUT = age_band_in,
	OUTPUT = age_band_out,
	RECEIVE = age_band_recv,
	SEND = age_band_send,
	LIKE = pg_catalog.int8
);
COMMENT ON TYPE age_band IS
'a half-open interval of attained age, [28d,2y); (,0d) is before birth, (,) unknown; with a maturity where a scheme parts newborns: preterm [0d,pma44w)';

CREATE CAST (age_band AS text) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (age_band AS text) IS 'the text form, as it is written out';

CREATE FUNCTION age_band_lt(age_band, age_band) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION age_band_lt(age_band, age_band) IS 'implementation of < operator';

CREATE FUNCTION age_band_le(age_band, age_band) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION age_band_le(age_band, age_band) IS 'implementation of <= operator';

CREATE FUNCTION age_band_eq(age_band, age_band) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION age_band_eq(age_band, age_band) IS 'implementation of = operator';

CREATE FUNCTION age_band_ne(age_band, age_band) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION age_band_ne(age_band, age_band) IS 'implementation of <> operator';

CREATE FUNCTION age_band_ge(age_band, age_band) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION age_band_ge(age_band, age_band) IS 'implementation of >= operator';

CREATE FUNCTION age_band_gt(age_band, age_band) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION age_band_gt(age_band, age_band) IS 'implementation of > operator';

CREATE OPERATOR < (
	FUNCTION = age_band_lt, LEFTARG = age_band, RIGHTARG = age_band,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (age_band, age_band) IS 'comes before, in the order of age_band';

CREATE OPERATOR <= (
	FUNCTION = age_band_le, LEFTARG = age_band, RIGHTARG = age_band,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (age_band, age_band) IS 'comes before or equals, in the order of age_band';

CREATE OPERATOR = (
	FUNCTION = age_band_eq, LEFTARG = age_band, RIGHTARG = age_band,
	COMMUTATOR = =, NEGATOR = <>,
	HASHES, MERGES,
	RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (age_band, age_band) IS 'equals, in the order of age_band';

CREATE OPERATOR <> (
	FUNCTION = age_band_ne, LEFTARG = age_band, RIGHTARG = age_band,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (age_band, age_band) IS 'does not equal, in the order of age_band';

CREATE OPERATOR >= (
	FUNCTION = age_band_ge, LEFTARG = age_band, RIGHTARG = age_band,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (age_band, age_band) IS 'comes after or equals, in the order of age_band';

CREATE OPERATOR > (
	FUNCTION = age_band_gt, LEFTARG = age_band, RIGHTARG = age_band,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (age_band, age_band) IS 'comes after, in the order of age_band';

CREATE FUNCTION age_band_cmp(age_band, age_band) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION age_band_cmp(age_band, age_band) IS 'less, equal, greater: by lower bound, then upper bound; (,) comes last';

CREATE FUNCTION age_band_hash(age_band) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION age_band_hash(age_band) IS 'hash';

CREATE FUNCTION age_band_hash_extended(age_band, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION age_band_hash_extended(age_band, bigint) IS 'hash with a seed, for partitions';

CREATE OPERATOR CLASS age_band_ops DEFAULT FOR TYPE age_band USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 age_band_cmp(age_band, age_band);
COMMENT ON OPERATOR CLASS age_band_ops USING btree IS 'by lower bound, then upper bound; (,) comes last';
COMMENT ON OPERATOR FAMILY age_band_ops USING btree IS 'by lower bound, then upper bound; (,) comes last';

CREATE OPERATOR CLASS age_band_ops DEFAULT FOR TYPE age_band USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 age_band_hash(age_band),
	FUNCTION 2 age_band_hash_extended(age_band, bigint);
COMMENT ON OPERATOR CLASS age_band_ops USING hash IS 'equality, for hash joins, aggregates and partitions';
COMMENT ON OPERATOR FAMILY age_band_ops USING hash IS 'equality, for hash joins, aggregates and partitions';

CREATE FUNCTION age_band_larger(age_band, age_band) RETURNS age_band
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION age_band_larger(age_band, age_band) IS 'transition and combine function of max(age_band)';

CREATE AGGREGATE max(age_band) (
	SFUNC = age_band_larger,
	STYPE = age_band,
	COMBINEFUNC = age_band_larger,
	SORTOP = >,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE max(age_band) IS 'the last in the order of age_band; NULLs are left out';

CREATE FUNCTION age_band_smaller(age_band, age_band) RETURNS age_band
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION age_band_smaller(age_band, age_band) IS 'transition and combine function of min(age_band)';

CREATE AGGREGATE min(age_band) (
	SFUNC = age_band_smaller,
	STYPE = age_band,
	COMBINEFUNC = age_band_smaller,
	SORTOP = <,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE min(age_band) IS 'the first in the order of age_band; NULLs are left out';

CREATE FUNCTION age_schemes(OUT name text, OUT bounds text, OUT source text, OUT confidence text, OUT note text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_age_schemes' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20 ROWS 13;
COMMENT ON FUNCTION age_schemes() IS
'the named age schemes: bands, source, and how well the source is confirmed (primary, secondary, memory, reading)';

CREATE FUNCTION bands(scheme age_scheme) RETURNS SETOF age_band
	AS 'MODULE_PATHNAME', 'pedsafety_bands' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2 ROWS 6;
COMMENT ON FUNCTION bands(age_scheme) IS
'the bands of a scheme in band order, from birth on';

CREATE FUNCTION is_certain(band age_band, scheme age_scheme) RETURNS boolean
	AS 'MODULE_PATHNAME', 'pedsafety_is_certain' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION is_certain(age_band, age_scheme) IS
'whether it is one band of the scheme; (,0d), hulls and (,) are not';

CREATE FUNCTION band_label(band age_band, lang text DEFAULT 'en') RETURNS text
	AS 'MODULE_PATHNAME', 'pedsafety_band_label' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION band_label(age_band, text) IS
'the term of CDE 2025 No. 21 for a standard band, in English (en) or Chinese (zh), else the notation; 22023 for another language';

CREATE FUNCTION e2b_age_group(band age_band) RETURNS integer
	AS 'MODULE_PATHNAME', 'pedsafety_e2b_age_group' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION e2b_age_group(age_band) IS
'E2B(R3) D.2.3: 0 foetus, 1 neonate, 2 infant, 3 child, 4 adolescent, 5 adult, 6 elderly; NULL where the band is not within one group';

