-- SPDX-License-Identifier: PostgreSQL
--
-- Size and dose: body surface area, filtration rate, dose per kg, and the
-- measurement nearest to a day.

CREATE FUNCTION body_surface_area(height_cm double precision, weight_kg double precision, formula text DEFAULT 'mosteller') RETURNS double precision
	AS 'MODULE_PATHNAME', 'pedsafety_body_surface_area' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION body_surface_area(double precision, double precision, text) IS
'body surface area in m2 by mosteller (1987) or haycock (1978); NULL for a height outside 20 to 250 cm or a weight outside 0.2 to 300 kg, body_surface_area_status() says why; 22023 for another formula';

CREATE FUNCTION body_surface_area_status(height_cm double precision, weight_kg double precision) RETURNS text
	AS 'MODULE_PATHNAME', 'pedsafety_body_surface_area_status' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3;
COMMENT ON FUNCTION body_surface_area_status(double precision, double precision) IS
'ok, or "no value: " and why body_surface_area() is NULL';

CREATE FUNCTION egfr_schwartz(height_cm double precision, creatinine_mg_dl double precision) RETURNS double precision
	AS 'MODULE_PATHNAME', 'pedsafety_egfr_schwartz' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION egfr_schwartz(double precision, double precision) IS
'estimated glomerular filtration rate in mL/min/1.73 m2, bedside Schwartz equation (2009), 1 to 16 years, creatinine of an enzymatic assay in mg/dL; NULL for a height outside 20 to 250 cm or a creatinine outside 0.05 to 25 mg/dL, egfr_schwartz_status() says why';

CREATE FUNCTION egfr_schwartz(height_cm double precision, creatinine double precision, unit text) RETURNS double precision
	AS 'MODULE_PATHNAME', 'pedsafety_egfr_schwartz' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION egfr_schwartz(double precision, double precision, text) IS
'the same with the unit of creatinine, mg/dL or umol/L (88.4 to the mg/dL); 22023 for another unit';

CREATE FUNCTION egfr_schwartz_status(height_cm double precision, creatinine_mg_dl double precision) RETURNS text
	AS 'MODULE_PATHNAME', 'pedsafety_egfr_schwartz_status' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3;
COMMENT ON FUNCTION egfr_schwartz_status(double precision, double precision) IS
'ok, or "no value: " and why egfr_schwartz() is NULL';

CREATE FUNCTION egfr_schwartz_status(height_cm double precision, creatinine double precision, unit text) RETURNS text
	AS 'MODULE_PATHNAME', 'pedsafety_egfr_schwartz_status' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3;
COMMENT ON FUNCTION egfr_schwartz_status(double precision, double precision, text) IS
'status of egfr_schwartz() of the same arguments';

CREATE FUNCTION dose_per_kg(dose double precision, weight_kg double precision) RETURNS double precision
	AS 'MODULE_PATHNAME', 'pedsafety_dose_per_kg' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION dose_per_kg(double precision, double precision) IS
'the dose by the weight, in its unit per kg; a dose of 0 is one; NULL for a negative dose or a weight outside 0.2 to 300 kg, dose_per_kg_status() says why';

CREATE FUNCTION dose_per_kg_status(dose double precision, weight_kg double precision) RETURNS text
	AS 'MODULE_PATHNAME', 'pedsafety_dose_per_kg_status' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3;
COMMENT ON FUNCTION dose_per_kg_status(double precision, double precision) IS
'ok, or "no value: " and why dose_per_kg() is NULL';

CREATE TYPE nearest_value AS (value double precision, measured_on date, distance_days integer);
COMMENT ON TYPE nearest_value IS 'a measurement, its day, and how many days it is from the day asked for, before or after';

CREATE FUNCTION nearest_measurement_add(double precision[], date, date, double precision) RETURNS double precision[]
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION nearest_measurement_add(double precision[], date, date, double precision) IS 'transition function of nearest_measurement: a measurement more';

CREATE FUNCTION nearest_measurement_add(double precision[], date, date, double precision, integer) RETURNS double precision[]
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION nearest_measurement_add(double precision[], date, date, double precision, integer) IS 'transition function of nearest_measurement with within_days: a measurement more';

CREATE FUNCTION nearest_measurement_combine(double precision[], double precision[]) RETURNS double precision[]
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION nearest_measurement_combine(double precision[], double precision[]) IS 'combine function of nearest_measurement';

CREATE FUNCTION nearest_measurement_final(double precision[]) RETURNS nearest_value
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION nearest_measurement_final(double precision[]) IS 'final function of nearest_measurement';

CREATE AGGREGATE nearest_measurement(at date, measured_on date, value double precision) (
	SFUNC = nearest_measurement_add,
	STYPE = double precision[],
	SSPACE = 64,
	FINALFUNC = nearest_measurement_final,
	FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = nearest_measurement_combine,
	INITCOND = '{}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nearest_measurement(date, date, double precision) IS
'the measurement nearest to the day at; of two as near the earlier, of two on one day the least value, in whatever order the rows come; rows with a NULL, NaN or infinite value are left out, none gives NULL; 22023 if at differs between rows, 22008 for an infinite date';

CREATE AGGREGATE nearest_measurement(at date, measured_on date, value double precision, within_days integer) (
	SFUNC = nearest_measurement_add,
	STYPE = double precision[],
	SSPACE = 64,
	FINALFUNC = nearest_measurement_final,
	FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = nearest_measurement_combine,
	INITCOND = '{}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nearest_measurement(date, date, double precision, integer) IS
'the same of the measurements at most within_days before or after; 22023 for a negative number of days';
