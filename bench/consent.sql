-- SPDX-License-Identifier: PostgreSQL
--
-- Tables and statements of bench/consent: one million subjects with four
-- consent records each, and doses to be inserted under a foreign key and under
-- a guard.

CREATE TABLE log AS
SELECT s AS subject_id, date '2012-01-03' + s % 4000 / 31 * 31 AS birth, date '2019-01-01' + s % 1500 + k * 200 AS signed_on,
	CASE WHEN k IN (0, 2) THEN 'guardian' ELSE 'subject' END AS signer,
	CASE WHEN k = 2 AND s % 10 = 0 THEN 'withdraw' ELSE 'consent' END AS act
FROM generate_series(1, :subjects) s, generate_series(0, 3) k ORDER BY s, k;
DELETE FROM log WHERE extract(month FROM birth) = 2 AND extract(day FROM birth) = 29;
-- the index that such a table has
CREATE INDEX ON log (subject_id);
VACUUM (FREEZE, ANALYZE) log;

CREATE VIEW by_extension AS
SELECT subject_id, consent_coverage('CN-2025', birth, signed_on, signer, act) AS covered
FROM   log GROUP BY subject_id;

-- The same for this policy, with one guardian, in the fastest SQL that we found:
-- each act holds until the signer's next one; multiranges do the rest.
CREATE VIEW by_windows AS
WITH act AS (
	SELECT subject_id, birth, signer, act, signed_on,
		   daterange(signed_on, lead(signed_on) OVER (PARTITION BY subject_id, signer ORDER BY signed_on)) AS during
	FROM   log)
SELECT subject_id,
	   coalesce(range_agg(during) FILTER (WHERE signer = 'guardian' AND act = 'consent'), '{}')
	   * (datemultirange(daterange(NULL, (min(birth) + interval '8 years')::date))
		  + coalesce(range_agg(during) FILTER (WHERE signer = 'subject' AND act = 'consent' AND signed_on >= birth + interval '8 years'), '{}')
			* datemultirange(daterange(NULL, (min(birth) + interval '18 years')::date))
		  - coalesce(range_agg(during) FILTER (WHERE signer = 'subject' AND act IN ('withdraw', 'dissent')), '{}'))
	   + coalesce(range_agg(during) FILTER (WHERE signer = 'subject' AND act = 'consent' AND signed_on >= birth + interval '18 years'), '{}') AS covered
FROM   act GROUP BY subject_id;

-- what the rows cost by themselves: built-in aggregates over the same groups
CREATE VIEW floor AS
SELECT subject_id, max(signed_on) AS covered FROM log GROUP BY subject_id;

CREATE TABLE child (subject_id int PRIMARY KEY, birth date NOT NULL);
CREATE TABLE form (subject_id int, signed_on date, signer text, signer_id text, act text);
INSERT INTO child SELECT s, date '2012-01-01' + s % 900 FROM generate_series(1, 100000) s;
INSERT INTO form SELECT s, date '2022-10-01' + k, CASE WHEN k % 2 = 0 THEN 'guardian' ELSE 'subject' END, NULL, 'consent'
FROM generate_series(1, 100000) s, generate_series(0, 3) k;
CREATE INDEX ON form (subject_id);
-- few subjects with many records: how the cost of a dose grows with them
INSERT INTO child SELECT 1000000 + e, '2012-01-01' FROM generate_series(1, 4) e;
INSERT INTO form SELECT 1000000 + e, date '2022-10-01' + k % 700, CASE WHEN k % 2 = 0 THEN 'guardian' ELSE 'subject' END, NULL, 'consent'
FROM generate_series(1, 4) e, LATERAL generate_series(0, (4 * 10 ^ (e - 1))::int - 1) k;

CREATE TABLE incoming AS
SELECT 1 + (s * 7919) % 100000 AS each, 1 + s % 1000 AS few, date '2023-01-01' + s % 300 AS given FROM generate_series(1, 100000) s;
CREATE TABLE dose_key (subject_id int REFERENCES child, given date);
CREATE TABLE dose_guard (subject_id int, given date);
CREATE TABLE dose_both (subject_id int REFERENCES child, given date);
CREATE TABLE dose_none (subject_id int, given date);
CREATE INDEX ON dose_key (subject_id);
CREATE INDEX ON dose_guard (subject_id);
CREATE INDEX ON dose_both (subject_id);
CREATE INDEX ON dose_none (subject_id);
VACUUM (FREEZE, ANALYZE);
SELECT consent_guard_add('dose_guard', 'given', 'child', 'form', 'CN-2025');
SELECT consent_guard_add('dose_both', 'given', 'child', 'form', 'CN-2025');
