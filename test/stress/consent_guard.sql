-- SPDX-License-Identifier: PostgreSQL
--
-- One transaction of test/t/consent_guard_stress.sh, for pgbench: a snapshot,
-- some time in which it grows old, and then something at random; the errors
-- that it may meet are caught.
\set subject random(1, :subjects)
\set wait random(0, 2)
BEGIN;
SELECT count(*) FROM consent WHERE subject_id = :subject;
\sleep :wait ms
SELECT something(:subject);
COMMIT;
