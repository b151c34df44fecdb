-- SPDX-License-Identifier: PostgreSQL
--
-- Consent policies: whose agreement a child's taking part needs.

CREATE TYPE consent_policy;

CREATE FUNCTION consent_policy_in(cstring) RETURNS consent_policy
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION consent_policy_in(cstring) IS 'input of type consent_policy';

CREATE FUNCTION consent_policy_out(consent_policy) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION consent_policy_out(consent_policy) IS 'output of type consent_policy';

CREATE FUNCTION consent_policy_recv(internal) RETURNS consent_policy
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION consent_policy_recv(internal) IS 'binary input of type consent_policy';

CREATE FUNCTION consent_policy_send(consent_policy) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION consent_policy_send(consent_policy) IS 'binary output of type consent_policy';

CREATE TYPE consent_policy (
	INPUT = consent_policy_in,
	OUTPUT = consent_policy_out,
	RECEIVE = consent_policy_recv,
	SEND = consent_policy_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = extended
);
COMMENT ON TYPE consent_policy IS
'whose agreement a day of taking part needs: a named policy (CN-2025, US-404 and others; see consent_policies()), amended by keys: CN-2025; guardians=2; grace=14d; majority=16y; assent=7y (or none)';

CREATE CAST (consent_policy AS text) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (consent_policy AS text) IS 'the text form, as it is written out';

CREATE FUNCTION consent_policy_lt(consent_policy, consent_policy) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION consent_policy_lt(consent_policy, consent_policy) IS 'implementation of < operator';

CREATE FUNCTION consent_policy_le(consent_policy, consent_policy) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION consent_policy_le(consent_policy, consent_policy) IS 'implementation of <= operator';

CREATE FUNCTION consent_policy_eq(consent_policy, consent_policy) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION consent_policy_eq(consent_policy, consent_policy) IS 'implementation of = operator';

CREATE FUNCTION consent_policy_ne(consent_policy, consent_policy) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION consent_policy_ne(consent_policy, consent_policy) IS 'implementation of <> operator';

CREATE FUNCTION consent_policy_ge(consent_policy, consent_policy) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION consent_policy_ge(consent_policy, consent_policy) IS 'implementation of >= operator';

CREATE FUNCTION consent_policy_gt(consent_policy, consent_policy) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION consent_policy_gt(consent_policy, consent_policy) IS 'implementation of > operator';

CREATE OPERATOR < (
	FUNCTION = consent_policy_lt, LEFTARG = consent_policy, RIGHTARG = consent_policy,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (consent_policy, consent_policy) IS 'comes before, in the order of consent_policy';

CREATE OPERATOR <= (
	FUNCTION = consent_policy_le, LEFTARG = consent_policy, RIGHTARG = consent_policy,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (consent_policy, consent_policy) IS 'comes before or equals, in the order of consent_policy';

CREATE OPERATOR = (
	FUNCTION = consent_policy_eq, LEFTARG = consent_policy, RIGHTARG = consent_policy,
	COMMUTATOR = =, NEGATOR = <>,
	HASHES, MERGES,
	RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (consent_policy, consent_policy) IS 'equals, in the order of consent_policy';

CREATE OPERATOR <> (
	FUNCTION = consent_policy_ne, LEFTARG = consent_policy, RIGHTARG = consent_policy,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (consent_policy, consent_policy) IS 'does not equal, in the order of consent_policy';

CREATE OPERATOR >= (
	FUNCTION = consent_policy_ge, LEFTARG = consent_policy, RIGHTARG = consent_policy,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (consent_policy, consent_policy) IS 'comes after or equals, in the order of consent_policy';

CREATE OPERATOR > (
	FUNCTION = consent_policy_gt, LEFTARG = consent_policy, RIGHTARG = consent_policy,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (consent_policy, consent_policy) IS 'comes after, in the order of consent_policy';

CREATE FUNCTION consent_policy_cmp(consent_policy, consent_policy) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION consent_policy_cmp(consent_policy, consent_policy) IS 'less, equal, greater: by the text form, byte by byte';

CREATE FUNCTION consent_policy_hash(consent_policy) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION consent_policy_hash(consent_policy) IS 'hash';

CREATE FUNCTION consent_policy_hash_extended(consent_policy, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION consent_policy_hash_extended(consent_policy, bigint) IS 'hash with a seed, for partitions';

CREATE OPERATOR CLASS consent_policy_ops DEFAULT FOR TYPE consent_policy USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 consent_policy_cmp(consent_policy, consent_policy);
COMMENT ON OPERATOR CLASS consent_policy_ops USING btree IS 'by the text form, byte by byte';
COMMENT ON OPERATOR FAMILY consent_policy_ops USING btree IS 'by the text form, byte by byte';

CREATE OPERATOR CLASS consent_policy_ops DEFAULT FOR TYPE consent_policy USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 consent_policy_hash(consent_policy),
	FUNCTION 2 consent_policy_hash_extended(consent_policy, bigint);
COMMENT ON OPERATOR CLASS consent_policy_ops USING hash IS 'equality, for hash joins, aggregates and partitions';
COMMENT ON OPERATOR FAMILY consent_policy_ops USING hash IS 'equality, for hash joins, aggregates and partitions';

CREATE FUNCTION consent_policies(
		OUT name text, OUT guardians integer, OUT assent text, OUT majority text, OUT override boolean,
		OUT effective daterange, OUT source text, OUT confidence text, OUT note text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_consent_policies' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 10;
COMMENT ON FUNCTION consent_policies() IS
'the named consent policies, with how many guardians agree, from which age the child does (NULL: the source sets none, it must be given), majority, whether a child''s dissent can be overridden, when it is in force, source and confidence';

CREATE FUNCTION consent_required(policy consent_policy, birth date, at date) RETURNS text[]
	AS 'MODULE_PATHNAME', 'pedsafety_consent_required' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION consent_required(consent_policy, date, date) IS
'who must have agreed on that day: {guardian} (before birth too), {guardian,subject} from the assent age, {subject} from majority; inside a grace the new regime; 22008 if a date is infinite';

CREATE FUNCTION consent_policy_terms(
		policy consent_policy,
		OUT guardians integer, OUT grace integer, OUT assent text, OUT majority text, OUT override boolean)
	AS 'MODULE_PATHNAME', 'pedsafety_consent_policy_terms' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION consent_policy_terms(consent_policy) IS
'the numbers of a policy, amendments included: guardians who have to agree, grace in days, assent age (NULL: the child''s agreement is not asked for), majority, and whether a dissent can be overridden';
