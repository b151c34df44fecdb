-- SPDX-License-Identifier: PostgreSQL
--
-- Long-term follow-up after a cell or gene therapy. The table stands in
-- src/core/follow_up.c.

CREATE FUNCTION follow_up_kinds(
		OUT kind text, OUT also text[], OUT rule text, OUT years integer, OUT bound text, OUT examinations integer, OUT queries integer,
		OUT source text, OUT confidence text, OUT note text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_follow_up_kinds' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 10;
COMMENT ON FUNCTION follow_up_kinds() IS
'for how many years a cell or gene therapy is followed up, by kind and rule (CN, FDA): yearly examinations, then yearly queries, so many or (bound) at least or up to that many; NULL where it is decided case by case; source and confidence';

CREATE FUNCTION follow_up_schedule(
		product_kind text, dosed date, birth date, policy consent_policy DEFAULT 'CN-2025', scheme age_scheme DEFAULT 'ich-e11', rule text DEFAULT 'CN',
		OUT visit integer, OUT visit_on date, OUT what text, OUT age_years integer, OUT band age_band, OUT consent text[],
		OUT consent_changes_on date[], OUT band_changes_on date[], OUT source text, OUT confidence text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_follow_up_schedule' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 50 ROWS 15;
COMMENT ON FUNCTION follow_up_schedule(text, date, date, consent_policy, age_scheme, text) IS
'the yearly visits of long-term follow-up (examination, then query) up to the years of follow_up_kinds(): day (the last of the month where it lacks the day), completed years, age band, who must have agreed on that day, and the days since the visit before, or the dose, from which others must agree or another band holds. One row without a day where it is decided case by case. A NULL birth leaves the age unknown; another NULL gives no row. 22023 for another kind or rule, 22008 for an infinite date';
