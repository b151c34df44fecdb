-- SPDX-License-Identifier: PostgreSQL
--
-- Person-time: subjects and person-days by band, a value that adds up.

CREATE TYPE person_time;

CREATE FUNCTION person_time_in(cstring) RETURNS person_time
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION person_time_in(cstring) IS 'input of type person_time';

CREATE FUNCTION person_time_out(person_time) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION person_time_out(person_time) IS 'output of type person_time';

CREATE FUNCTION person_time_recv(internal) RETURNS person_time
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION person_time_recv(internal) IS 'binary input of type person_time';

CREATE FUNCTION person_time_send(person_time) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION person_time_send(person_time) IS 'binary output of type person_time';

CREATE TYPE person_time (
	INPUT = person_time_in,
	OUTPUT = person_time_out,
	RECEIVE = person_time_recv,
	SEND = person_time_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = extended
);
COMMENT ON TYPE person_time IS
'subjects and person-days for each band of an age scheme, and all subjects once: ich-e11; subjects=2; [0d,28d)=1/5; [28d,2y)=2/40 (band=subjects/person-days)';

CREATE CAST (person_time AS text) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (person_time AS text) IS 'the text form, as it is written out';

CREATE FUNCTION person_time_lt(person_time, person_time) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION person_time_lt(person_time, person_time) IS 'implementation of < operator';

CREATE FUNCTION person_time_le(person_time, person_time) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION person_time_le(person_time, person_time) IS 'implementation of <= operator';

CREATE FUNCTION person_time_eq(person_time, person_time) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION person_time_eq(person_time, person_time) IS 'implementation of = operator';

CREATE FUNCTION person_time_ne(person_time, person_time) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION person_time_ne(person_time, person_time) IS 'implementation of <> operator';

CREATE FUNCTION person_time_ge(person_time, person_time) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION person_time_ge(person_time, person_time) IS 'implementation of >= operator';

CREATE FUNCTION person_time_gt(person_time, person_time) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION person_time_gt(person_time, person_time) IS 'implementation of > operator';

CREATE OPERATOR < (
	FUNCTION = person_time_lt, LEFTARG = person_time, RIGHTARG = person_time,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (person_time, person_time) IS 'comes before, in the order of person_time';

CREATE OPERATOR <= (
	FUNCTION = person_time_le, LEFTARG = person_time, RIGHTARG = person_time,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (person_time, person_time) IS 'comes before or equals, in the order of person_time';

CREATE OPERATOR = (
	FUNCTION = person_time_eq, LEFTARG = person_time, RIGHTARG = person_time,
	COMMUTATOR = =, NEGATOR = <>,
	HASHES, MERGES,
	RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (person_time, person_time) IS 'equals, in the order of person_time';

CREATE OPERATOR <> (
	FUNCTION = person_time_ne, LEFTARG = person_time, RIGHTARG = person_time,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (person_time, person_time) IS 'does not equal, in the order of person_time';

CREATE OPERATOR >= (
	FUNCTION = person_time_ge, LEFTARG = person_time, RIGHTARG = person_time,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (person_time, person_time) IS 'comes after or equals, in the order of person_time';

CREATE OPERATOR > (
	FUNCTION = person_time_gt, LEFTARG = person_time, RIGHTARG = person_time,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (person_time, person_time) IS 'comes after, in the order of person_time';

CREATE FUNCTION person_time_cmp(person_time, person_time) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION person_time_cmp(person_time, person_time) IS 'less, equal, greater: by scheme, subjects, then band by band';

CREATE FUNCTION person_time_hash(person_time) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION person_time_hash(person_time) IS 'hash';

CREATE FUNCTION person_time_hash_extended(person_time, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION person_time_hash_extended(person_time, bigint) IS 'hash with a seed, for partitions';

CREATE OPERATOR CLASS person_time_ops DEFAULT FOR TYPE person_time USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 person_time_cmp(person_time, person_time);
COMMENT ON OPERATOR CLASS person_time_ops USING btree IS 'by scheme, subjects, then band by band';
COMMENT ON OPERATOR FAMILY person_time_ops USING btree IS 'by scheme, subjects, then band by band';

CREATE OPERATOR CLASS person_time_ops DEFAULT FOR TYPE person_time USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 person_time_hash(person_time),
	FUNCTION 2 person_time_hash_extended(person_time, bigint);
COMMENT ON OPERATOR CLASS person_time_ops USING hash IS 'equality, for hash joins, aggregates and partitions';
COMMENT ON OPERATOR FAMILY person_time_ops USING hash IS 'equality, for hash joins, aggregates and partitions';

CREATE FUNCTION person_time(birth date, exposed daterange, scheme age_scheme DEFAULT 'ich-e11') RETURNS person_time
	AS 'MODULE_PATHNAME', 'pedsafety_person_time' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 3;
COMMENT ON FUNCTION person_time(date, daterange, age_scheme) IS
'one subject''s time in each band; a NULL birth gives the days to (,), an empty exposure is one subject with no day, a NULL exposure gives NULL; 22023 if unbounded';

CREATE FUNCTION person_time(birth date, exposed datemultirange, scheme age_scheme DEFAULT 'ich-e11') RETURNS person_time
	AS 'MODULE_PATHNAME', 'pedsafety_person_time_multi' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION person_time(date, datemultirange, age_scheme) IS
'one subject''s time in each band over several intervals, a subject once in a band; overlapping exposures must have been united (range_agg); NULL and empty as for a range';

CREATE FUNCTION person_time(birth date, ga gestational_age, exposed daterange, scheme age_scheme DEFAULT 'ich-e11') RETURNS person_time
	AS 'MODULE_PATHNAME', 'pedsafety_person_time_ga' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 3;
COMMENT ON FUNCTION person_time(date, gestational_age, daterange, age_scheme) IS
'one subject''s time in each band; a NULL birth gives the days to (,), an empty exposure is one subject with no day, a NULL exposure gives NULL; 22023 if unbounded; a NULL ga is maturity unknown';

CREATE FUNCTION person_time(birth date, ga gestational_age, exposed datemultirange, scheme age_scheme DEFAULT 'ich-e11') RETURNS person_time
	AS 'MODULE_PATHNAME', 'pedsafety_person_time_ga_multi' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION person_time(date, gestational_age, datemultirange, age_scheme) IS
'one subject''s time in each band over several intervals, a subject once in a band; overlapping exposures must have been united (range_agg); NULL and empty as for a range; a NULL ga is maturity unknown';

CREATE FUNCTION person_time(birth partial_date, exposed daterange, scheme age_scheme DEFAULT 'ich-e11') RETURNS person_time
	AS 'MODULE_PATHNAME', 'pedsafety_person_time_partial' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 3;
COMMENT ON FUNCTION person_time(partial_date, daterange, age_scheme) IS
'one subject''s time in each band; a NULL birth gives the days to (,), an empty exposure is one subject with no day, a NULL exposure gives NULL; 22023 if unbounded; each day goes to its band or to the hull of those possible';

CREATE FUNCTION person_time(birth partial_date, exposed datemultirange, scheme age_scheme DEFAULT 'ich-e11') RETURNS person_time
	AS 'MODULE_PATHNAME', 'pedsafety_person_time_partial_multi' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION person_time(partial_date, datemultirange, age_scheme) IS
'one subject''s time in each band over several intervals, a subject once in a band; overlapping exposures must have been united (range_agg); NULL and empty as for a range; each day goes to its band or to the hull of those possible';

CREATE FUNCTION person_time(birth partial_date, ga gestational_age, exposed daterange, scheme age_scheme DEFAULT 'ich-e11') RETURNS person_time
	AS 'MODULE_PATHNAME', 'pedsafety_person_time_partial_ga' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 3;
COMMENT ON FUNCTION person_time(partial_date, gestational_age, daterange, age_scheme) IS
'one subject''s time in each band; a NULL birth gives the days to (,), an empty exposure is one subject with no day, a NULL exposure gives NULL; 22023 if unbounded; each day goes to its band or to the hull of those possible; a NULL ga is maturity unknown';

CREATE FUNCTION person_time(birth partial_date, ga gestational_age, exposed datemultirange, scheme age_scheme DEFAULT 'ich-e11') RETURNS person_time
	AS 'MODULE_PATHNAME', 'pedsafety_person_time_partial_ga_multi' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION person_time(partial_date, gestational_age, datemultirange, age_scheme) IS
'one subject''s time in each band over several intervals, a subject once in a band; overlapping exposures must have been united (range_agg); NULL and empty as for a range; each day goes to its band or to the hull of those possible; a NULL ga is maturity unknown';

CREATE FUNCTION person_time(birth date, start date, past date, scheme age_scheme DEFAULT 'ich-e11') RETURNS person_time
	AS 'MODULE_PATHNAME', 'pedsafety_person_time_dates' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION person_time(date, date, date, age_scheme) IS
'one subject''s time in [start, past); both NULL gives NULL, one NULL is an exposure without end (22023); 22000 if it ends before it begins';

CREATE FUNCTION person_time_pl(person_time, person_time) RETURNS person_time
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION person_time_pl(person_time, person_time) IS
'implementation of + operator';

CREATE OPERATOR + (
	FUNCTION = person_time_pl, LEFTARG = person_time, RIGHTARG = person_time,
	COMMUTATOR = +
);
COMMENT ON OPERATOR + (person_time, person_time) IS
'add subjects and person-days, band by band; 22023 if the schemes differ';

CREATE FUNCTION person_time_sum(person_time, person_time) RETURNS person_time
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION person_time_sum(person_time, person_time) IS
'transition and combine function of sum(person_time)';

CREATE FUNCTION person_time_sum_inverse(person_time, person_time) RETURNS person_time
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION person_time_sum_inverse(person_time, person_time) IS
'inverse transition function of sum(person_time), for moving window frames';

CREATE AGGREGATE sum(person_time) (
	SFUNC = person_time_sum,
	STYPE = person_time,
	SSPACE = 160,
	COMBINEFUNC = person_time_sum,
	MSFUNC = person_time_sum,
	MINVFUNC = person_time_sum_inverse,
	MSTYPE = person_time,
	MSSPACE = 160,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sum(person_time) IS
'subjects and person-days added up, band by band; NULLs are left out, no value gives NULL; 22023 if the schemes differ';

CREATE FUNCTION unnest(pt person_time, OUT band age_band, OUT subjects bigint, OUT person_days bigint, OUT person_years double precision) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_unnest' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5 ROWS 6;
COMMENT ON FUNCTION unnest(person_time) IS
'a row for each band of the scheme in band order, the empty ones too; (,0d), hulls and (,) where they hold a subject';

CREATE FUNCTION subjects(pt person_time) RETURNS bigint
	AS 'MODULE_PATHNAME', 'pedsafety_subjects' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION subjects(person_time) IS
'all subjects, each counted once however many bands it crosses';

CREATE FUNCTION subjects(pt person_time, band age_band) RETURNS bigint
	AS 'MODULE_PATHNAME', 'pedsafety_subjects_band' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION subjects(person_time, age_band) IS
'subjects with a day in the band; 0 if nobody; 22023 if it is not of the scheme';

CREATE FUNCTION person_days(pt person_time) RETURNS bigint
	AS 'MODULE_PATHNAME', 'pedsafety_person_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION person_days(person_time) IS
'person-days in all';

CREATE FUNCTION person_days(pt person_time, band age_band) RETURNS bigint
	AS 'MODULE_PATHNAME', 'pedsafety_person_days_band' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION person_days(person_time, age_band) IS
'person-days in the band; 22023 if it is not of the scheme';

CREATE FUNCTION person_years(pt person_time) RETURNS double precision
	AS 'MODULE_PATHNAME', 'pedsafety_person_years' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION person_years(person_time) IS
'person-years in all, of 365.25 days';

CREATE FUNCTION person_years(pt person_time, band age_band) RETURNS double precision
	AS 'MODULE_PATHNAME', 'pedsafety_person_years_band' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION person_years(person_time, age_band) IS
'person-years of 365.25 days in the band; 22023 if it is not of the scheme';

