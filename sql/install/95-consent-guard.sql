-- SPDX-License-Identifier: PostgreSQL
--
-- The guard that keeps a dosing or procedure table inside consent. It has no
-- table of its own: all that it is stands in the arguments of its triggers.

CREATE FUNCTION consent_guard() RETURNS trigger
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL UNSAFE COST 100;
COMMENT ON FUNCTION consent_guard() IS
'trigger function of a consent guard; consent_guard_add() creates its triggers';

CREATE FUNCTION consent_guard_add(
		guarded regclass,
		day name,
		subjects regclass,
		consents regclass,
		policy consent_policy,
		mode text DEFAULT 'enforce',
		key name[] DEFAULT '{subject_id}',
		subjects_key name[] DEFAULT NULL,
		consents_key name[] DEFAULT NULL,
		birth name DEFAULT 'birth',
		signed_on name DEFAULT 'signed_on',
		signer name DEFAULT 'signer',
		act name DEFAULT 'act',
		signer_id name DEFAULT NULL,
		valid name DEFAULT NULL,
		initially_deferred boolean DEFAULT false,
		check_existing boolean DEFAULT true,
		event_table regclass DEFAULT NULL)
	RETURNS void
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL UNSAFE COST 1000;
COMMENT ON FUNCTION consent_guard_add(regclass, name, regclass, regclass, consent_policy, text, name[], name[], name[], name, name, name, name, name, name, boolean, boolean, regclass) IS
'keep rows of a dosing or procedure table (day: a date or daterange column) inside the subject''s consent; mode enforce refuses them (23514), warn lets them in with a WARNING; 42703 or 42804 name every column that is missing or of another type, 23514 rows that are not covered, unless check_existing is false; a table of adverse events has to be named again (event_table) and can only be warned about';

CREATE FUNCTION consent_guard_set(
		guarded regclass,
		policy consent_policy DEFAULT NULL,
		mode text DEFAULT NULL,
		check_existing boolean DEFAULT true)
	RETURNS void
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE CALLED ON NULL INPUT PARALLEL UNSAFE COST 1000;
COMMENT ON FUNCTION consent_guard_set(regclass, consent_policy, text, boolean) IS
'change the policy or mode of a guard (NULL: leave it); 23514 if rows would be outside consent in mode enforce, unless check_existing is false; 42704 if the table has no guard';

CREATE FUNCTION consent_guard_drop(guarded regclass) RETURNS void
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE COST 1000;
COMMENT ON FUNCTION consent_guard_drop(regclass) IS
'remove the guard of a table; 42704 if it has none';

CREATE FUNCTION consent_guard_check(
		guarded regclass,
		OUT subject text, OUT uncovered datemultirange, OUT reason text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE COST 1000 ROWS 100;
COMMENT ON FUNCTION consent_guard_check(regclass) IS
'the subjects with rows of the guarded table outside consent, the uncovered days, and whose agreement is missing on the first of them; 42704 if the table has no guard';

CREATE FUNCTION consent_guards(
		OUT guarded regclass, OUT day text, OUT key text[], OUT subjects regclass, OUT consents regclass,
		OUT policy consent_policy, OUT mode text, OUT initially_deferred boolean, OUT enabled boolean)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 100 ROWS 10;
COMMENT ON FUNCTION consent_guards() IS
'the guarded tables of the database, read from the triggers in the catalog; enabled is false where a trigger of the guard is missing or disabled';
