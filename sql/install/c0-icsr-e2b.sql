-- SPDX-License-Identifier: PostgreSQL
--
-- Individual case safety reports from ICH E2B(R3) messages.

CREATE FUNCTION icsr_from_e2b(doc xml, OUT report_id text, OUT icsr jsonb) RETURNS SETOF record
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 1
	AS 'MODULE_PATHNAME', 'pedsafety_icsr_from_e2b';
COMMENT ON FUNCTION icsr_from_e2b(xml) IS
'the cases of an ICH E2B(R3) message or batch, a row each in its order: the identifier (C.1.1, else C.1.8.1, else N.2.r.1) and the case as a JSON object of E2B element ids. Values are strings as the message spells them, a null flavour is {"nullFlavor": "MSK"}, what is absent or empty has no key, repeating groups are arrays; 2200M for anything else than an E2B(R3) message, for one with a document type declaration, a batch without a message or a message without a case';
