-- SPDX-License-Identifier: PostgreSQL
--
-- Consent: the days on which everyone agreed whose agreement was needed, what an
-- inspector would find, and who has to sign next.

\echo
\echo '6. Consent under policy CN-2025'
\echo '   The guardian signs, from 8 years on the child too, from 18 years on the subject alone. A new'
\echo '   form has to be signed before the old one ends. Data lock point' :dlp
\echo
\echo 'Days of exposure that nobody validly consented to, of some subjects ({}: none)'
\echo

CREATE VIEW covered AS
SELECT s.subject_id, s.birth,
       consent_coverage('CN-2025', s.birth, signed_on, signer, act, signer_id, valid) AS consented
FROM   contract.subject s LEFT JOIN consent_records('contract') r USING (study_id, subject_id)
GROUP  BY s.subject_id, s.birth;

SELECT subject_id, birth, range_merge(exposed) AS exposed, consent_gaps(consented, exposed) AS gaps
FROM   covered
JOIN  (SELECT subject_id, range_agg(during) * :'cumulative' AS exposed
       FROM contract.exposure GROUP BY 1) e USING (subject_id)
WHERE  right(subject_id, 9) IN ('701-A0014', '701-A0080', '701-A0191', '701-A0299', '704-A0277',
                                '710-A0011', '714-A0110')
ORDER  BY subject_id;

\echo 'What the checks find, in subjects'
\echo

CREATE TABLE finding AS
SELECT * FROM consent_findings('contract', :'dlp');

SELECT check_id AS "check", f.title,
       count(DISTINCT subject_id) FILTER (WHERE outcome = 'pass')         AS pass,
       count(DISTINCT subject_id) FILTER (WHERE outcome = 'fail')         AS fail,
       count(DISTINCT subject_id) FILTER (WHERE outcome = 'undetermined') AS undetermined
FROM   finding JOIN (SELECT check_id, title FROM consent_checks()) f USING (check_id)
WHERE  subject_id IS NOT NULL
GROUP  BY check_id, f.title
ORDER  BY check_id;

SELECT format('%s more checks need what these tables do not hold; they are undetermined, not passed.',
              count(DISTINCT check_id))
FROM   finding WHERE subject_id IS NULL \g (tuples_only=on format=unaligned)
\echo

-- The README of the data says how many subjects carry which defect. A subject
-- that fails counts once, by its first cause.
CREATE VIEW planted(no, kind, subjects) AS
VALUES (1, 'guardian consent missing', 4), (2, 'consent after the first dose', 4),
       (3, 'child of 8 or older at enrolment, signature missing', 4),
       (4, 'turned 8 during exposure, not signed at or after 8', 4),
       (5, 'turned 18 during exposure, not re-consented', 3),
       (6, 'withdrawal, then dosing', 4), (7, 'dissent of the child, then dosing', 4),
       (8, 'superseded version not signed again in time', 4),
       (9, 'child signed before the guardian (order only)', 4);

CREATE VIEW found AS
SELECT subject_id,
       CASE WHEN 'C01' = ANY (checks) THEN CASE WHEN subject_id IN
                 (SELECT subject_id FROM contract.consent WHERE signer = 'guardian') THEN 2 ELSE 1 END
            ELSE array_position('{-,-,C02,C03,C04,C16,C17,C07,C05}',
                 (SELECT c FROM unnest('{C02,C03,C04,C16,C17,C07,C05}'::text[]) c
                  WHERE c = ANY (checks) LIMIT 1)) END AS no
FROM  (SELECT subject_id, array_agg(check_id) AS checks
       FROM finding WHERE outcome = 'fail' GROUP BY subject_id) f;

\echo 'Planted defects, and what was found'
\echo

SELECT coalesce(kind, 'anything else') AS kind, coalesce(subjects, 0) AS planted,
       count(subject_id) AS found
FROM   planted FULL JOIN found USING (no)
GROUP  BY no, kind, subjects
ORDER  BY no;

SELECT bool_and(planted = found) AS ok, sum(found) AS found
FROM  (SELECT coalesce(subjects, 0) AS planted, count(subject_id) AS found
       FROM planted FULL JOIN found USING (no) GROUP BY no, subjects) c \gset

\if :ok
	\echo 'All' :found 'subjects with a planted defect were found, each by its kind, and nobody else.'
\else
	DO $$ BEGIN RAISE 'the findings differ from the planted defects'; END $$;
\endif

-- The same views as they stood on a day: what was signed later is not there.
\set today 2014-02-01
CREATE SCHEMA contract_then;
CREATE VIEW contract_then.subject AS SELECT * FROM contract.subject;
CREATE VIEW contract_then.exposure AS SELECT * FROM contract.exposure;
CREATE VIEW contract_then.form_version AS SELECT * FROM contract.form_version;
CREATE VIEW contract_then.consent AS SELECT * FROM contract.consent WHERE signed_on < :'today';

\echo
\echo 'Work list of' :today 'for 60 days: who has to sign what, and by when (four of each)'
\echo

SELECT subject_id, due, reason, who, earliest
FROM  (SELECT *, row_number() OVER (PARTITION BY reason ORDER BY due, subject_id, who) AS no
       FROM consent_due('contract_then', :'today', 60)) l
WHERE  no <= 4
ORDER  BY due, subject_id, who;

SELECT format('%s signatures of %s subjects in all: %s.', sum(n), (SELECT count(DISTINCT subject_id)
              FROM consent_due('contract_then', :'today', 60)), string_agg(format('%s %s', n, reason), ', '))
FROM  (SELECT reason, count(*) AS n FROM consent_due('contract_then', :'today', 60)
       GROUP BY reason ORDER BY reason) r \g (tuples_only=on format=unaligned)
\echo
