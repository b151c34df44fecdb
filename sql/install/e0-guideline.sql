-- SPDX-License-Identifier: PostgreSQL
--
-- CDE 2025 No. 21: whom it concerns; its clauses, and what serves them. The
-- tables stand in src/core/guideline.c.

CREATE FUNCTION guideline_applies(product_class text, birth date, at date, extension text DEFAULT NULL) RETURNS boolean
	AS 'MODULE_PATHNAME', 'pedsafety_guideline_applies' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION guideline_applies(text, date, date, text) IS
'is a child, on that day, in the scope of CDE 2025 No. 21: on a chemical, biological or traditional-chinese-medicine (tcm) product, and under 18 full years (before birth too) or with a recorded extension, a text that is not blank; never on a preventive-biological one (vaccine). Does not ask whether the guideline was in force. NULL if class, birth or day is NULL; 22023 for another class, 22008 for an infinite date';

CREATE FUNCTION guideline_clauses(
		OUT clause text, OUT section text, OUT requirement text, OUT checks text[], OUT functions text[], OUT tables text[],
		OUT cited_as text, OUT confidence text, OUT note text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_guideline_clauses' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20 ROWS 53;
COMMENT ON FUNCTION guideline_clauses() IS
'the clauses of CDE 2025 No. 21: name (ours), section, requirement restated; checks (of consent_checks, icsr_rules, risk_register_checks), functions and views that serve it, empty where nothing does; how consent_checks cites it; confidence; what is not covered';
