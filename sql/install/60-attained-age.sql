-- SPDX-License-Identifier: PostgreSQL
--
-- The band of the attained age, and when it changes.

CREATE FUNCTION age_band(birth date, at date, scheme age_scheme DEFAULT 'ich-e11') RETURNS age_band
	AS 'MODULE_PATHNAME', 'pedsafety_age_band' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION age_band(date, date, age_scheme) IS
'the band of the attained age on the day at; (,0d) before birth; where the scheme parts newborns by maturity, which is not known here, the hull';

CREATE FUNCTION age_band(birth date, ga gestational_age, at date, scheme age_scheme DEFAULT 'ich-e11') RETURNS age_band
	AS 'MODULE_PATHNAME', 'pedsafety_age_band_ga' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION age_band(date, gestational_age, date, age_scheme) IS
'the same with the gestation at birth; a NULL ga is maturity unknown, not term; other NULLs give NULL';

CREATE FUNCTION age_band(birth partial_date, at date, scheme age_scheme DEFAULT 'ich-e11') RETURNS age_band
	AS 'MODULE_PATHNAME', 'pedsafety_age_band_partial' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION age_band(partial_date, date, age_scheme) IS
'the band if every possible birth gives it, else the hull of all that are possible; births after the day do not count; (,0d) if no other is left';

CREATE FUNCTION age_band(birth partial_date, at partial_date, scheme age_scheme DEFAULT 'ich-e11') RETURNS age_band
	AS 'MODULE_PATHNAME', 'pedsafety_age_band_partial_at' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3;
COMMENT ON FUNCTION age_band(partial_date, partial_date, age_scheme) IS
'the same over every possible pair of birth and day';

CREATE FUNCTION age_band(age numeric, unit text, scheme age_scheme DEFAULT 'ich-e11') RETURNS age_band
	AS 'MODULE_PATHNAME', 'pedsafety_age_band_reported' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION age_band(numeric, text, age_scheme) IS
'the band of a reported age, n units being [n, n+1) units and a decimal fraction one unit of its last digit; the hull over all births; units of UCUM, SDTM and FAERS in any case; 22023 if negative or the unit is unknown';

CREATE FUNCTION next_band_change(birth date, at date, scheme age_scheme DEFAULT 'ich-e11', ga gestational_age DEFAULT NULL) RETURNS date
	AS 'MODULE_PATHNAME', 'pedsafety_next_band_change' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION next_band_change(date, date, age_scheme, gestational_age) IS
'the first date after at on which the band changes; NULL in the last band; a NULL ga is maturity unknown';

CREATE FUNCTION age_split(birth date, during daterange, scheme age_scheme DEFAULT 'ich-e11', ga gestational_age DEFAULT NULL, OUT band age_band, OUT during daterange, OUT days integer) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_age_split' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 5 ROWS 2;
COMMENT ON FUNCTION age_split(date, daterange, age_scheme, gestational_age) IS
'the Lexis split: a range of days cut where the child changes its band, one row a band crossed; a NULL birth gives its days to (,); 22023 if unbounded';

