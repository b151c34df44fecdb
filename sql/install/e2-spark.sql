-- SPDX-License-Identifier: PostgreSQL
--
-- SPARK, the CDE's pilot programme for paediatric anti-tumour drugs.

CREATE FUNCTION spark_window() RETURNS daterange
	AS 'MODULE_PATHNAME', 'pedsafety_spark_window' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION spark_window() IS
'the days on which one can apply for SPARK: three years from 2025-05-29; the last day, 2028-05-28, is worked out from that';

CREATE FUNCTION spark_checklist(OUT no integer, OUT item text, OUT item_zh text, OUT requirement text, OUT source text, OUT confidence text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_spark_checklist' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 16;
COMMENT ON FUNCTION spark_checklist() IS
'what an application for SPARK needs, restated, with source and confidence; item_zh is the Chinese term where the notice has one, NULL too where the encoding of the database has no Chinese';
