-- SPDX-License-Identifier: PostgreSQL
--
-- Rates, proportions, their comparison and disproportionality, with intervals.

CREATE FUNCTION rate_ci(events bigint, person_years double precision, conf double precision DEFAULT 0.95, method text DEFAULT 'exact',
		OUT rate double precision, OUT lower double precision, OUT upper double precision)
	AS 'MODULE_PATHNAME', 'pedsafety_rate_ci' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION rate_ci(bigint, double precision, double precision, text) IS
'events per person-year and its interval: exact (Garwood) or byar; all NULL without time; 22023 for a negative count or time, conf outside (0,1), an unknown method';

CREATE FUNCTION proportion_ci(x bigint, n bigint, conf double precision DEFAULT 0.95, method text DEFAULT 'clopper-pearson',
		OUT proportion double precision, OUT lower double precision, OUT upper double precision)
	AS 'MODULE_PATHNAME', 'pedsafety_proportion_ci' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION proportion_ci(bigint, bigint, double precision, text) IS
'x of n and its interval: clopper-pearson or wilson; all NULL where n is 0; 22023 if x is negative or more than n';

CREATE FUNCTION rate_ratio_ci(x1 bigint, t1 double precision, x0 bigint, t0 double precision, conf double precision DEFAULT 0.95, method text DEFAULT 'exact',
		OUT ratio double precision, OUT lower double precision, OUT upper double precision)
	AS 'MODULE_PATHNAME', 'pedsafety_rate_ratio_ci' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION rate_ratio_ci(bigint, double precision, bigint, double precision, double precision, text) IS
'the ratio of two rates, x1/t1 over x0/t0, with the conditional exact interval; ratio and upper NULL where x0 is 0, all NULL without events or without time';

CREATE FUNCTION risk_difference_ci(x1 bigint, n1 bigint, x0 bigint, n0 bigint, conf double precision DEFAULT 0.95, method text DEFAULT 'miettinen-nurminen',
		OUT difference double precision, OUT lower double precision, OUT upper double precision)
	AS 'MODULE_PATHNAME', 'pedsafety_risk_difference_ci' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION risk_difference_ci(bigint, bigint, bigint, bigint, double precision, text) IS
'x1/n1 - x0/n0 and its interval: miettinen-nurminen, mee or newcombe (method 10 of 1998); all NULL where n1 or n0 is 0';

CREATE FUNCTION disproportionality(a bigint, b bigint, c bigint, d bigint,
		OUT expected double precision, OUT prr double precision, OUT prr_lower double precision, OUT prr_upper double precision,
		OUT ror double precision, OUT ror_lower double precision, OUT ror_upper double precision,
		OUT ic double precision, OUT ic025 double precision, OUT ic975 double precision,
		OUT chi2 double precision, OUT chi2_yates double precision)
	AS 'MODULE_PATHNAME', 'pedsafety_disproportionality' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION disproportionality(bigint, bigint, bigint, bigint) IS
'measures of a 2 by 2 table of reports (a drug and event, b drug only, c event only, d neither) with intervals of 95 %; NULL where a cell or margin of 0 leaves one undefined';
