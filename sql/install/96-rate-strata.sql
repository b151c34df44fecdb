-- SPDX-License-Identifier: PostgreSQL
--
-- Aggregates over strata: Mantel-Haenszel ratio and difference of rates, and
-- the directly standardized rate. The state is a float8[], empty before the
-- first stratum; strict, so that a row with a NULL is skipped.

CREATE TYPE rate_estimate AS (estimate double precision, lower double precision, upper double precision);
COMMENT ON TYPE rate_estimate IS 'an estimate over strata and its interval; what is not defined is NULL';

CREATE FUNCTION mh_rate_add(double precision[], bigint, double precision, bigint, double precision) RETURNS double precision[]
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION mh_rate_add(double precision[], bigint, double precision, bigint, double precision) IS 'transition function of mh_rate_ratio and mh_rate_difference: a stratum more';

CREATE FUNCTION mh_rate_add(double precision[], bigint, double precision, bigint, double precision, double precision) RETURNS double precision[]
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION mh_rate_add(double precision[], bigint, double precision, bigint, double precision, double precision) IS 'transition function of mh_rate_ratio and mh_rate_difference with conf: a stratum more';

CREATE FUNCTION mh_rate_combine(double precision[], double precision[]) RETURNS double precision[]
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION mh_rate_combine(double precision[], double precision[]) IS 'combine function of mh_rate_ratio and mh_rate_difference';

CREATE FUNCTION mh_rate_ratio_final(double precision[]) RETURNS rate_estimate
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION mh_rate_ratio_final(double precision[]) IS 'final function of mh_rate_ratio';

CREATE FUNCTION mh_rate_difference_final(double precision[]) RETURNS rate_estimate
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION mh_rate_difference_final(double precision[]) IS 'final function of mh_rate_difference';

CREATE FUNCTION standardized_rate_add(double precision[], bigint, double precision, double precision) RETURNS double precision[]
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION standardized_rate_add(double precision[], bigint, double precision, double precision) IS 'transition function of standardized_rate: a stratum more';

CREATE FUNCTION standardized_rate_add(double precision[], bigint, double precision, double precision, double precision) RETURNS double precision[]
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION standardized_rate_add(double precision[], bigint, double precision, double precision, double precision) IS 'transition function of standardized_rate with conf: a stratum more';

CREATE FUNCTION standardized_rate_combine(double precision[], double precision[]) RETURNS double precision[]
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION standardized_rate_combine(double precision[], double precision[]) IS 'combine function of standardized_rate';

CREATE FUNCTION standardized_rate_final(double precision[]) RETURNS rate_estimate
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION standardized_rate_final(double precision[]) IS 'final function of standardized_rate';

CREATE AGGREGATE mh_rate_ratio(x1 bigint, t1 double precision, x0 bigint, t0 double precision) (
	SFUNC = mh_rate_add,
	STYPE = double precision[],
	SSPACE = 256,
	FINALFUNC = mh_rate_ratio_final,
	COMBINEFUNC = mh_rate_combine,
	INITCOND = '{}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mh_rate_ratio(bigint, double precision, bigint, double precision) IS
'the Mantel-Haenszel ratio of the rates x1/t1 and x0/t0 over strata, with the interval of Greenland and Robins (1985); all NULL without reference events, or where a stratum has events without time; rows with a NULL are skipped, no row gives NULL; 22023 for a negative count or time';

CREATE AGGREGATE mh_rate_ratio(x1 bigint, t1 double precision, x0 bigint, t0 double precision, conf double precision) (
	SFUNC = mh_rate_add,
	STYPE = double precision[],
	SSPACE = 256,
	FINALFUNC = mh_rate_ratio_final,
	COMBINEFUNC = mh_rate_combine,
	INITCOND = '{}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mh_rate_ratio(bigint, double precision, bigint, double precision, double precision) IS
'the Mantel-Haenszel ratio of the rates x1/t1 and x0/t0 over strata, with the interval of Greenland and Robins (1985); all NULL without reference events, or where a stratum has events without time; rows with a NULL are skipped, no row gives NULL; 22023 for a negative count or time or conf outside (0,1), and where conf differs';

CREATE AGGREGATE mh_rate_difference(x1 bigint, t1 double precision, x0 bigint, t0 double precision) (
	SFUNC = mh_rate_add,
	STYPE = double precision[],
	SSPACE = 256,
	FINALFUNC = mh_rate_difference_final,
	COMBINEFUNC = mh_rate_combine,
	INITCOND = '{}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mh_rate_difference(bigint, double precision, bigint, double precision) IS
'the Mantel-Haenszel difference of the rates x1/t1 and x0/t0 over strata, with the interval of Greenland and Robins (1985); no bounds without events, all NULL where nothing is compared or a stratum has events without time; rows with a NULL are skipped, no row gives NULL; 22023 for a negative count or time';

CREATE AGGREGATE mh_rate_difference(x1 bigint, t1 double precision, x0 bigint, t0 double precision, conf double precision) (
	SFUNC = mh_rate_add,
	STYPE = double precision[],
	SSPACE = 256,
	FINALFUNC = mh_rate_difference_final,
	COMBINEFUNC = mh_rate_combine,
	INITCOND = '{}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mh_rate_difference(bigint, double precision, bigint, double precision, double precision) IS
'the Mantel-Haenszel difference of the rates x1/t1 and x0/t0 over strata, with the interval of Greenland and Robins (1985); no bounds without events, all NULL where nothing is compared or a stratum has events without time; rows with a NULL are skipped, no row gives NULL; 22023 for a negative count or time or conf outside (0,1), and where conf differs';

CREATE AGGREGATE standardized_rate(x bigint, t double precision, weight double precision) (
	SFUNC = standardized_rate_add,
	STYPE = double precision[],
	SSPACE = 192,
	FINALFUNC = standardized_rate_final,
	COMBINEFUNC = standardized_rate_combine,
	INITCOND = '{}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE standardized_rate(bigint, double precision, double precision) IS
'the rate directly standardized to the weights of the strata, with the gamma interval of Fay and Feuer (1997); all NULL without weight, or where a stratum has weight and no time; rows with a NULL are skipped, no row gives NULL; 22023 for a negative count, time or weight';

CREATE AGGREGATE standardized_rate(x bigint, t double precision, weight double precision, conf double precision) (
	SFUNC = standardized_rate_add,
	STYPE = double precision[],
	SSPACE = 192,
	FINALFUNC = standardized_rate_final,
	COMBINEFUNC = standardized_rate_combine,
	INITCOND = '{}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE standardized_rate(bigint, double precision, double precision, double precision) IS
'the rate directly standardized to the weights of the strata, with the gamma interval of Fay and Feuer (1997); all NULL without weight, or where a stratum has weight and no time; rows with a NULL are skipped, no row gives NULL; 22023 for a negative count, time or weight or conf outside (0,1), and where conf differs';
