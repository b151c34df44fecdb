-- SPDX-License-Identifier: PostgreSQL
--
-- A dosing table that stays inside consent: the pilot's subjects, consents and
-- first doses in tables of a site, guarded by one call.

CREATE SCHEMA site;
CREATE TABLE site.subject (subject_id text PRIMARY KEY, birth partial_date);
CREATE TABLE site.consent (
	subject_id text REFERENCES site.subject, signed_on date NOT NULL, signer text NOT NULL,
	signer_id text, act text NOT NULL, valid daterange);
CREATE TABLE site.dose (subject_id text REFERENCES site.subject, given_on date);
CREATE TABLE site.adverse_event (subject_id text REFERENCES site.subject, onset partial_date, term text);
CREATE INDEX ON site.consent (subject_id);
CREATE INDEX ON site.dose (subject_id);

INSERT INTO site.subject SELECT subject_id, birth FROM contract.subject;
INSERT INTO site.consent
SELECT subject_id, signed_on, signer, signer_id, act, valid FROM consent_records('contract');
INSERT INTO site.dose
SELECT subject_id, min(lower(during)) FROM contract.exposure GROUP BY subject_id;

\echo
\echo 'First doses in a guarded table: the set-up lists what is uncovered already (mode warn)'
\echo

SET client_min_messages = error;
SELECT consent_guard_add('site.dose', 'given_on', 'site.subject', 'site.consent', 'CN-2025', 'warn')
\g (tuples_only=on format=unaligned)
RESET client_min_messages;

SELECT right(subject_id, 9) AS subject, uncovered, left(reason, 60) AS reason
FROM  (SELECT subject AS subject_id, uncovered, reason FROM consent_guard_check('site.dose')) c
ORDER  BY 1 LIMIT 4;
SELECT count(*) || ' subjects in all.' FROM consent_guard_check('site.dose')
\g (tuples_only=on format=unaligned)

DELETE FROM site.dose WHERE subject_id IN (SELECT subject FROM consent_guard_check('site.dose'));
SELECT consent_guard_set('site.dose', mode => 'enforce')
\g (tuples_only=on format=unaligned)

-- what a statement is told, in lines
CREATE FUNCTION site.told(statement text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE message text; detail text; hint text;
BEGIN
	EXECUTE statement;
	RETURN NEXT 'done';
EXCEPTION WHEN check_violation THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN NEXT SQLSTATE || ' ' || message;
	RETURN QUERY SELECT '   ' || line FROM regexp_split_to_table(detail, ': ') line;
	RETURN NEXT '   ' || hint;
END $$;

\echo
\echo 'Enforced from here on. A dose after a withdrawal, and one after the 8th birthday:'
\echo

INSERT INTO site.consent (subject_id, signed_on, signer, signer_id, act)
VALUES ('PEDPILOT01-701-A0014', '2014-06-20', 'guardian', 'PEDPILOT01-701-A0014/G1', 'withdraw');
SELECT site.told($$INSERT INTO site.dose VALUES ('PEDPILOT01-701-A0014', '2014-06-21')$$)
UNION ALL
SELECT site.told($$INSERT INTO site.dose VALUES ('PEDPILOT01-704-A0277', '2014-01-16')$$)
\g (tuples_only=on format=unaligned)

\echo
\echo 'and the adverse event of the first of them:'
INSERT INTO site.adverse_event VALUES ('PEDPILOT01-701-A0014', '2014-06-21', 'RASH');

-- the demonstration fails if the dose went in, or the event did not
SELECT (SELECT count(*) FROM site.dose WHERE given_on IN ('2014-06-21', '2014-01-16')) = 0
   AND (SELECT count(*) FROM site.adverse_event) = 1 AS refused \gset
\if :refused
	\echo 'is recorded; the dose is not.'
\else
	DO $$ BEGIN RAISE 'a guarded table took a dose outside consent, or an event was lost'; END $$;
\endif
\echo
