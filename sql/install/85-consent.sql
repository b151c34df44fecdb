-- SPDX-License-Identifier: PostgreSQL
--
-- Consent: the days on which everyone agrees whose agreement is needed.

CREATE FUNCTION consent_coverage_add(internal, consent_policy, date, date, text, text) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION consent_coverage_add(internal, consent_policy, date, date, text, text) IS 'transition function of consent_coverage and consent_coverage_possible';

CREATE FUNCTION consent_coverage_add(internal, consent_policy, date, date, text, text, text) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION consent_coverage_add(internal, consent_policy, date, date, text, text, text) IS 'transition function of consent_coverage and consent_coverage_possible';

CREATE FUNCTION consent_coverage_add(internal, consent_policy, date, date, text, text, text, daterange) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION consent_coverage_add(internal, consent_policy, date, date, text, text, text, daterange) IS 'transition function of consent_coverage and consent_coverage_possible';

CREATE FUNCTION consent_coverage_add_partial(internal, consent_policy, partial_date, date, text, text) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION consent_coverage_add_partial(internal, consent_policy, partial_date, date, text, text) IS 'transition function of consent_coverage and consent_coverage_possible';

CREATE FUNCTION consent_coverage_add_partial(internal, consent_policy, partial_date, date, text, text, text) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION consent_coverage_add_partial(internal, consent_policy, partial_date, date, text, text, text) IS 'transition function of consent_coverage and consent_coverage_possible';

CREATE FUNCTION consent_coverage_add_partial(internal, consent_policy, partial_date, date, text, text, text, daterange) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION consent_coverage_add_partial(internal, consent_policy, partial_date, date, text, text, text, daterange) IS 'transition function of consent_coverage and consent_coverage_possible';

CREATE FUNCTION consent_coverage_combine(internal, internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION consent_coverage_combine(internal, internal) IS 'combine function of consent_coverage and consent_coverage_possible';

CREATE FUNCTION consent_coverage_serial(internal) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION consent_coverage_serial(internal) IS 'serialization function of consent_coverage and consent_coverage_possible';

CREATE FUNCTION consent_coverage_deserial(bytea, internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION consent_coverage_deserial(bytea, internal) IS 'deserialization function of consent_coverage and consent_coverage_possible';

CREATE FUNCTION consent_coverage_final(internal) RETURNS datemultirange
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION consent_coverage_final(internal) IS 'final function of consent_coverage';

CREATE FUNCTION consent_coverage_possible_final(internal) RETURNS datemultirange
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION consent_coverage_possible_final(internal) IS 'final function of consent_coverage_possible';

CREATE AGGREGATE consent_coverage(policy consent_policy, birth date, signed_on date, signer text, act text) (
	SFUNC = consent_coverage_add,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = consent_coverage_final,
	COMBINEFUNC = consent_coverage_combine,
	SERIALFUNC = consent_coverage_serial,
	DESERIALFUNC = consent_coverage_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE consent_coverage(consent_policy, date, date, text, text) IS
'the days on which taking part is validly consented, from one subject''s records in any order; {} where none, never NULL; 22004 if a record has a date, signer or act but not all three, 22023 for unknown words or where policy or birth differ';

CREATE AGGREGATE consent_coverage(policy consent_policy, birth date, signed_on date, signer text, act text, signer_id text) (
	SFUNC = consent_coverage_add,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = consent_coverage_final,
	COMBINEFUNC = consent_coverage_combine,
	SERIALFUNC = consent_coverage_serial,
	DESERIALFUNC = consent_coverage_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE consent_coverage(consent_policy, date, date, text, text, text) IS
'the days on which taking part is validly consented, from one subject''s records in any order; {} where none, never NULL; 22004 if a record has a date, signer or act but not all three, 22023 for unknown words or where policy or birth differ';

CREATE AGGREGATE consent_coverage(policy consent_policy, birth date, signed_on date, signer text, act text, signer_id text, valid daterange) (
	SFUNC = consent_coverage_add,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = consent_coverage_final,
	COMBINEFUNC = consent_coverage_combine,
	SERIALFUNC = consent_coverage_serial,
	DESERIALFUNC = consent_coverage_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE consent_coverage(consent_policy, date, date, text, text, text, daterange) IS
'the days on which taking part is validly consented, from one subject''s records in any order; {} where none, never NULL; valid is the window in which the form counts, NULL is [signed_on,); 22004 if a record has a date, signer or act but not all three, 22023 for unknown words or where policy or birth differ';

CREATE AGGREGATE consent_coverage(policy consent_policy, birth partial_date, signed_on date, signer text, act text) (
	SFUNC = consent_coverage_add_partial,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = consent_coverage_final,
	COMBINEFUNC = consent_coverage_combine,
	SERIALFUNC = consent_coverage_serial,
	DESERIALFUNC = consent_coverage_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE consent_coverage(consent_policy, partial_date, date, text, text) IS
'the days on which taking part is surely consented, for every birth date that it can be; {} where none, never NULL; 22004 if a record has a date, signer or act but not all three, 22023 for unknown words or where policy or birth differ';

CREATE AGGREGATE consent_coverage(policy consent_policy, birth partial_date, signed_on date, signer text, act text, signer_id text) (
	SFUNC = consent_coverage_add_partial,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = consent_coverage_final,
	COMBINEFUNC = consent_coverage_combine,
	SERIALFUNC = consent_coverage_serial,
	DESERIALFUNC = consent_coverage_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE consent_coverage(consent_policy, partial_date, date, text, text, text) IS
'the days on which taking part is surely consented, for every birth date that it can be; {} where none, never NULL; 22004 if a record has a date, signer or act but not all three, 22023 for unknown words or where policy or birth differ';

CREATE AGGREGATE consent_coverage(policy consent_policy, birth partial_date, signed_on date, signer text, act text, signer_id text, valid daterange) (
	SFUNC = consent_coverage_add_partial,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = consent_coverage_final,
	COMBINEFUNC = consent_coverage_combine,
	SERIALFUNC = consent_coverage_serial,
	DESERIALFUNC = consent_coverage_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE consent_coverage(consent_policy, partial_date, date, text, text, text, daterange) IS
'the days on which taking part is surely consented, for every birth date that it can be; {} where none, never NULL; valid is the window in which the form counts, NULL is [signed_on,); 22004 if a record has a date, signer or act but not all three, 22023 for unknown words or where policy or birth differ';

CREATE AGGREGATE consent_coverage_possible(policy consent_policy, birth date, signed_on date, signer text, act text) (
	SFUNC = consent_coverage_add,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = consent_coverage_possible_final,
	COMBINEFUNC = consent_coverage_combine,
	SERIALFUNC = consent_coverage_serial,
	DESERIALFUNC = consent_coverage_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE consent_coverage_possible(consent_policy, date, date, text, text) IS
'the days on which taking part may be consented: for an exact birth those of consent_coverage, for a NULL one the days that some birth date would cover; 22004 if a record has a date, signer or act but not all three, 22023 for unknown words or where policy or birth differ';

CREATE AGGREGATE consent_coverage_possible(policy consent_policy, birth date, signed_on date, signer text, act text, signer_id text) (
	SFUNC = consent_coverage_add,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = consent_coverage_possible_final,
	COMBINEFUNC = consent_coverage_combine,
	SERIALFUNC = consent_coverage_serial,
	DESERIALFUNC = consent_coverage_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE consent_coverage_possible(consent_policy, date, date, text, text, text) IS
'the days on which taking part may be consented: for an exact birth those of consent_coverage, for a NULL one the days that some birth date would cover; 22004 if a record has a date, signer or act but not all three, 22023 for unknown words or where policy or birth differ';

CREATE AGGREGATE consent_coverage_possible(policy consent_policy, birth date, signed_on date, signer text, act text, signer_id text, valid daterange) (
	SFUNC = consent_coverage_add,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = consent_coverage_possible_final,
	COMBINEFUNC = consent_coverage_combine,
	SERIALFUNC = consent_coverage_serial,
	DESERIALFUNC = consent_coverage_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE consent_coverage_possible(consent_policy, date, date, text, text, text, daterange) IS
'the days on which taking part may be consented: for an exact birth those of consent_coverage, for a NULL one the days that some birth date would cover; valid is the window in which the form counts, NULL is [signed_on,); 22004 if a record has a date, signer or act but not all three, 22023 for unknown words or where policy or birth differ';

CREATE AGGREGATE consent_coverage_possible(policy consent_policy, birth partial_date, signed_on date, signer text, act text) (
	SFUNC = consent_coverage_add_partial,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = consent_coverage_possible_final,
	COMBINEFUNC = consent_coverage_combine,
	SERIALFUNC = consent_coverage_serial,
	DESERIALFUNC = consent_coverage_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE consent_coverage_possible(consent_policy, partial_date, date, text, text) IS
'the days on which taking part may be consented, for at least one birth date that it can be; a NULL birth is any; 22004 if a record has a date, signer or act but not all three, 22023 for unknown words or where policy or birth differ';

CREATE AGGREGATE consent_coverage_possible(policy consent_policy, birth partial_date, signed_on date, signer text, act text, signer_id text) (
	SFUNC = consent_coverage_add_partial,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = consent_coverage_possible_final,
	COMBINEFUNC = consent_coverage_combine,
	SERIALFUNC = consent_coverage_serial,
	DESERIALFUNC = consent_coverage_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE consent_coverage_possible(consent_policy, partial_date, date, text, text, text) IS
'the days on which taking part may be consented, for at least one birth date that it can be; a NULL birth is any; 22004 if a record has a date, signer or act but not all three, 22023 for unknown words or where policy or birth differ';

CREATE AGGREGATE consent_coverage_possible(policy consent_policy, birth partial_date, signed_on date, signer text, act text, signer_id text, valid daterange) (
	SFUNC = consent_coverage_add_partial,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = consent_coverage_possible_final,
	COMBINEFUNC = consent_coverage_combine,
	SERIALFUNC = consent_coverage_serial,
	DESERIALFUNC = consent_coverage_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE consent_coverage_possible(consent_policy, partial_date, date, text, text, text, daterange) IS
'the days on which taking part may be consented, for at least one birth date that it can be; a NULL birth is any; valid is the window in which the form counts, NULL is [signed_on,); 22004 if a record has a date, signer or act but not all three, 22023 for unknown words or where policy or birth differ';

CREATE FUNCTION consent_gaps(coverage datemultirange, taking_part datemultirange) RETURNS datemultirange
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 2
	RETURN taking_part - coverage;
COMMENT ON FUNCTION consent_gaps(datemultirange, datemultirange) IS
'the days of taking part that are not covered; {} if all are';
