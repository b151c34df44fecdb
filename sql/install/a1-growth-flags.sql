-- SPDX-License-Identifier: PostgreSQL
--
-- A child's measurements: those that cannot be right, change between two of
-- them, faltering growth.

CREATE FUNCTION growth_suspicion(measure text, sex text, age_days integer, value double precision, reference text DEFAULT 'who') RETURNS text
	AS 'MODULE_PATHNAME', 'pedsafety_growth_suspicion' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION growth_suspicion(text, text, integer, double precision, text) IS
'what an implausible value would fit: pounds, grams, inches, metres, tenfold, tenth or other-measure, the one nearest to the median; NULL if it is plausible, fits none or has no z; nothing is corrected';

CREATE FUNCTION growth_suspicion(sex text, age_days integer, weight_kg double precision, size_cm double precision, reference text DEFAULT 'who') RETURNS text
	AS 'MODULE_PATHNAME', 'pedsafety_growth_suspicion_pair' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION growth_suspicion(text, integer, double precision, double precision, text) IS
'swapped, if weight and length or height fit when exchanged and do not as they are; else NULL';

CREATE FUNCTION growth_flags(measure text, sex text, birth date, measured_on date[], value double precision[], reference text DEFAULT 'who',
	OUT measured_on date, OUT value double precision, OUT z double precision, OUT flag text, OUT detail text) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_growth_flags' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50 ROWS 10;
COMMENT ON FUNCTION growth_flags(text, text, date, date[], double precision[], text) IS
'the measurements of a child, a row for each place of the arrays and in their order, with z and a flag of growth_flag_list() or NULL; length and height are one series; 22023 if the arrays are not equally long, 54000 beyond 1 million';

CREATE FUNCTION growth_flags(measure text[], sex text, birth date, measured_on date[], value double precision[], reference text DEFAULT 'who',
	OUT measure text, OUT measured_on date, OUT value double precision, OUT z double precision, OUT flag text, OUT detail text) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_growth_flags_measures' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 20;
COMMENT ON FUNCTION growth_flags(text[], text, date, date[], double precision[], text) IS
'the same for several measures of a child, so that weight and size exchanged on a day are found';

CREATE FUNCTION growth_flag(measure text, sex text, birth date, measured_on date, value double precision, reference text DEFAULT 'who') RETURNS text
	AS 'MODULE_PATHNAME', 'pedsafety_growth_flag' LANGUAGE C WINDOW IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION growth_flag(text, text, date, date, double precision, text) IS
'window function: the flag of growth_flags() for a row among all rows of its partition, which is one child; order and frame do not matter; NULL if there is none or an argument is NULL';

CREATE FUNCTION growth_flag_detail(measure text, sex text, birth date, measured_on date, value double precision, reference text DEFAULT 'who') RETURNS text
	AS 'MODULE_PATHNAME', 'pedsafety_growth_flag_detail' LANGUAGE C WINDOW IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION growth_flag_detail(text, text, date, date, double precision, text) IS
'window function: why growth_flag() of the same arguments flags a row, in words';

CREATE FUNCTION growth_flag_list(OUT flag text, OUT meaning text, OUT threshold text, OUT source text, OUT confidence text) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_growth_flag_list' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 13;
COMMENT ON FUNCTION growth_flag_list() IS
'the flags in the order in which they are looked for: meaning, threshold, source and how well it is confirmed';

CREATE FUNCTION growth_velocity(earlier date, earlier_value double precision, later date, later_value double precision, min_days integer DEFAULT 0) RETURNS double precision
	AS 'MODULE_PATHNAME', 'pedsafety_growth_velocity' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION growth_velocity(date, double precision, date, double precision, integer) IS
'change per year of 365.25 days; NULL if later is not later, or by less than min_days; 22008 for an infinite date';

CREATE FUNCTION growth_z_change(measure text, sex text, birth date, earlier date, earlier_value double precision, later date, later_value double precision, reference text DEFAULT 'who', min_days integer DEFAULT 0) RETURNS double precision
	AS 'MODULE_PATHNAME', 'pedsafety_growth_z_change' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3;
COMMENT ON FUNCTION growth_z_change(text, text, date, date, double precision, date, double precision, text, integer) IS
'change of z per year of 365.25 days; length and height are one series; NULL where a z is, if later is not later, or by less than min_days';

CREATE FUNCTION growth_centile_lines(from_z double precision, to_z double precision, chart text DEFAULT 'uk-who') RETURNS integer
	AS 'MODULE_PATHNAME', 'pedsafety_growth_centile_lines' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION growth_centile_lines(double precision, double precision, text) IS
'centile lines crossed from one z to another, negative downwards; chart uk-who (0.4, 2, 9, 25, 50, 75, 91, 98, 99.6), cdc (5, 10, 25, 50, 75, 90, 95) or who (3, 15, 50, 85, 97); a z on a line is above it; NULL for NaN';

CREATE FUNCTION growth_faltering(first_z double precision, last_z double precision, definition text DEFAULT 'nice-ng75', birth_z double precision DEFAULT NULL) RETURNS boolean
	AS 'MODULE_PATHNAME', 'pedsafety_growth_faltering' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION growth_faltering(double precision, double precision, text, double precision) IS
'whether growth falters from the first z to the last by a definition of growth_faltering_list(); without birth_z the first stands for it; NULL without both z';

CREATE FUNCTION growth_faltering_add(double precision[], date, double precision) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'growth_faltering_add' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION growth_faltering_add(double precision[], date, double precision) IS 'transition function of growth_faltering: a measurement more';

CREATE FUNCTION growth_faltering_add(double precision[], date, double precision, text) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'growth_faltering_add' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION growth_faltering_add(double precision[], date, double precision, text) IS 'transition function of growth_faltering with a definition: a measurement more';

CREATE FUNCTION growth_faltering_add(double precision[], date, double precision, text, double precision) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'growth_faltering_add' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION growth_faltering_add(double precision[], date, double precision, text, double precision) IS 'transition function of growth_faltering with a definition and a z at birth: a measurement more';

CREATE FUNCTION growth_faltering_combine(double precision[], double precision[]) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'growth_faltering_combine' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION growth_faltering_combine(double precision[], double precision[]) IS 'combine function of growth_faltering';

CREATE FUNCTION growth_faltering_final(double precision[]) RETURNS boolean
	AS 'MODULE_PATHNAME', 'growth_faltering_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION growth_faltering_final(double precision[]) IS 'final function of growth_faltering';

CREATE AGGREGATE growth_faltering(measured_on date, z double precision) (
	SFUNC = growth_faltering_add,
	STYPE = double precision[],
	SSPACE = 128,
	FINALFUNC = growth_faltering_final,
	COMBINEFUNC = growth_faltering_combine,
	INITCOND = '{}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE growth_faltering(date, double precision) IS
'whether growth falters by nice-ng75 from the z of the first day to that of the last, in whatever order the rows come; of several on the first day the least counts, of the last the greatest; rows with a NULL are skipped, no row and a single day without a finding give NULL';

CREATE AGGREGATE growth_faltering(measured_on date, z double precision, definition text) (
	SFUNC = growth_faltering_add,
	STYPE = double precision[],
	SSPACE = 128,
	FINALFUNC = growth_faltering_final,
	COMBINEFUNC = growth_faltering_combine,
	INITCOND = '{}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE growth_faltering(date, double precision, text) IS
'the same by a definition of growth_faltering_list(); 22023 if it differs within a group';

CREATE AGGREGATE growth_faltering(measured_on date, z double precision, definition text, birth_z double precision) (
	SFUNC = growth_faltering_add,
	STYPE = double precision[],
	SSPACE = 128,
	FINALFUNC = growth_faltering_final,
	COMBINEFUNC = growth_faltering_combine,
	INITCOND = '{}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE growth_faltering(date, double precision, text, double precision) IS
'the same with the z at birth; NULL is not known, and the first z stands for it; 22023 if it differs within a group';

CREATE FUNCTION growth_faltering_list(OUT definition text, OUT meaning text, OUT measure text, OUT source text, OUT confidence text) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_growth_faltering_list' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 6;
COMMENT ON FUNCTION growth_faltering_list() IS
'definitions of faltering growth: meaning, the measure they are made for, source and how well it is confirmed';
