-- SPDX-License-Identifier: PostgreSQL
--
-- Rules on case reports. Rules and texts stand in src/core/icsr_rule_table.c.

CREATE FUNCTION icsr_rules(OUT rule text, OUT region text, OUT version text, OUT severity text, OUT element text,
						   OUT clause text, OUT text_en text, OUT text_zh text, OUT confidence text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_icsr_rules' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 30;
COMMENT ON FUNCTION icsr_rules() IS
'the rules that icsr_findings() evaluates: region (ICH, EU, FDA, CN, DK; pedsafety for our own) and version, severity (error, warning, note), elements of E2B(R3), clause, text in English and Chinese, and how well it is confirmed';

CREATE FUNCTION icsr_findings(icsr jsonb, rules text DEFAULT 'all', lang text DEFAULT 'en',
							  OUT rule text, OUT severity text, OUT element text, OUT message text, OUT clause text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_icsr_findings' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200 ROWS 5;
COMMENT ON FUNCTION icsr_findings(jsonb, text, text) IS
'what a case report, by its E2B(R3) elements, breaks of the rules of icsr_rules(), a row for each; rules: all, or ids, regions, severities, versions with commas between, after a hyphen left out; messages in English (en) or Chinese (zh); 22023 for another word, another language and what is no JSON object, 54000 for groups of more than 100000 items';
