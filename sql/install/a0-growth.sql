-- SPDX-License-Identifier: PostgreSQL
--
-- Size against a growth reference: z-scores, centiles, values at a z.

CREATE FUNCTION growth_z(measure text, sex text, age_days integer, value double precision, reference text DEFAULT 'who') RETURNS double precision
	AS 'MODULE_PATHNAME', 'pedsafety_growth_z' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION growth_z(text, text, integer, double precision, text) IS
'z-score by age: weight (kg), length (lying, cm), height (standing, cm), bmi or head (cm) of M or F, reference who (0 to 19 years) or cdc (2 to 20 years); NULL where there is none, growth_status() says why; 22023 for other words';

CREATE FUNCTION growth_z(measure text, sex text, age_days integer, value double precision, reference text, convert boolean) RETURNS double precision
	AS 'MODULE_PATHNAME', 'pedsafety_growth_z_converted' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION growth_z(text, text, integer, double precision, text, boolean) IS
'z-score by age; with convert, who takes a length from 731 days on for a height 0.7 cm less, and a height below for a length 0.7 cm more';

CREATE FUNCTION growth_z(measure text, sex text, postmenstrual gestational_age, value double precision, reference text) RETURNS double precision
	AS 'MODULE_PATHNAME', 'pedsafety_growth_z_gestation' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 4;
COMMENT ON FUNCTION growth_z(text, text, gestational_age, double precision, text) IS
'z-score by postmenstrual age: weight (kg), length or head (cm), reference fenton2013 or intergrowth21 (at birth); NULL where there is none';

CREATE FUNCTION growth_z(measure text, sex text, ga gestational_age, birth date, at date, value double precision, reference text DEFAULT 'who', until text DEFAULT '3y') RETURNS double precision
	AS 'MODULE_PATHNAME', 'pedsafety_growth_z_corrected' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3;
COMMENT ON FUNCTION growth_z(text, text, gestational_age, date, date, double precision, text, text) IS
'z-score by the age that corrected_age_days(ga, birth, at, until) gives; NULL before the expected date of delivery of those born preterm';

CREATE FUNCTION growth_value(measure text, sex text, age_days integer, z double precision, reference text DEFAULT 'who') RETURNS double precision
	AS 'MODULE_PATHNAME', 'pedsafety_growth_value' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION growth_value(text, text, integer, double precision, text) IS
'the value at a z-score by age, the inverse of growth_z; NULL where there is none';

CREATE FUNCTION growth_value(measure text, sex text, postmenstrual gestational_age, z double precision, reference text) RETURNS double precision
	AS 'MODULE_PATHNAME', 'pedsafety_growth_value_gestation' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 4;
COMMENT ON FUNCTION growth_value(text, text, gestational_age, double precision, text) IS
'the value at a z-score by postmenstrual age, the inverse of growth_z; NULL where there is none';

CREATE FUNCTION growth_status(measure text, sex text, age_days integer, value double precision, reference text DEFAULT 'who') RETURNS text
	AS 'MODULE_PATHNAME', 'pedsafety_growth_status' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 4;
COMMENT ON FUNCTION growth_status(text, text, integer, double precision, text) IS
'ok, or "no z: " and why, or "implausible: " and what the reference''s publisher flags';

CREATE FUNCTION growth_status(measure text, sex text, age_days integer, value double precision, reference text, convert boolean) RETURNS text
	AS 'MODULE_PATHNAME', 'pedsafety_growth_status_converted' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 4;
COMMENT ON FUNCTION growth_status(text, text, integer, double precision, text, boolean) IS
'status of growth_z of the same arguments';

CREATE FUNCTION growth_status(measure text, sex text, postmenstrual gestational_age, value double precision, reference text) RETURNS text
	AS 'MODULE_PATHNAME', 'pedsafety_growth_status_gestation' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 6;
COMMENT ON FUNCTION growth_status(text, text, gestational_age, double precision, text) IS
'status of growth_z of the same arguments; implausible is a z beyond 5';

CREATE FUNCTION growth_status(measure text, sex text, ga gestational_age, birth date, at date, value double precision, reference text DEFAULT 'who', until text DEFAULT '3y') RETURNS text
	AS 'MODULE_PATHNAME', 'pedsafety_growth_status_corrected' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION growth_status(text, text, gestational_age, date, date, double precision, text, text) IS
'status of growth_z of the same arguments';

CREATE FUNCTION weight_for_length_z(sex text, length_cm double precision, weight_kg double precision, reference text DEFAULT 'who') RETURNS double precision
	AS 'MODULE_PATHNAME', 'pedsafety_weight_for_length_z' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION weight_for_length_z(text, double precision, double precision, text) IS
'z-score of weight for length measured lying, 45 to 110 cm (WHO, below 2 years); NULL outside';

CREATE FUNCTION weight_for_height_z(sex text, height_cm double precision, weight_kg double precision, reference text DEFAULT 'who') RETURNS double precision
	AS 'MODULE_PATHNAME', 'pedsafety_weight_for_height_z' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION weight_for_height_z(text, double precision, double precision, text) IS
'z-score of weight for height measured standing, 65 to 120 cm (WHO, from 2 years on); NULL outside';

CREATE FUNCTION growth_centile(z double precision) RETURNS double precision
	AS 'MODULE_PATHNAME', 'pedsafety_growth_centile' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION growth_centile(double precision) IS
'the centile of a z-score, 0 to 100; NULL for NaN and infinity';

CREATE FUNCTION growth_references(OUT reference text, OUT measure text, OUT "by" text, OUT first double precision, OUT last double precision, OUT unit text, OUT step text, OUT source text, OUT license text, OUT confidence text, OUT note text) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_growth_references' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20 ROWS 19;
COMMENT ON FUNCTION growth_references() IS
'the growth references: measures, range with both ends, source, license and how well it is confirmed';
