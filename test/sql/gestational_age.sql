-- SPDX-License-Identifier: PostgreSQL
-- gestational_age, and what follows from gestation at birth.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
SET datestyle = ISO;
BEGIN;
SELECT plan(54);

SELECT is(g::gestational_age::text, o, 'reads ' || g) FROM (VALUES
	('34+5', '34+5'), ('34w5d', '34+5'), ('34w', '34+0'), ('34 5/7', '34+5'), ('243d', '34+5'),
	('0+0', '0+0'), ('999+6', '999+6'), ('0d', '0+0'), ('6999d', '999+6'), ('40w0d', '40+0')) v(g, o);
SELECT throws_ok(format('SELECT %L::gestational_age', g), '22P02', NULL, 'refuses "' || g || '"') FROM (VALUES
	('34'), ('34+7'), ('34w7d'), ('34 7/7'), ('34+'), ('+5'), ('34+5d'), ('34W5D'), (' 34+5'), ('34.5'), ('-34+5'), (''), ('34+05'), ('34 5')) v(g);
SELECT throws_ok(format('SELECT %L::gestational_age', g), '22003', NULL, 'out of range: ' || g) FROM (VALUES
	('1000+0'), ('7000d'), ('99999999999999999999w')) v(g);

-- WHO categories at birth; rules: preterm below 37+0, post-term from 42+0
SELECT is(ga_category(g::gestational_age), c, g || ': ' || c) FROM (VALUES
	('20+0', 'extremely preterm'), ('27+6', 'extremely preterm'), ('28+0', 'very preterm'), ('31+6', 'very preterm'),
	('32+0', 'moderate to late preterm'), ('36+6', 'moderate to late preterm'), ('37+0', 'term'), ('41+6', 'term'),
	('42+0', 'post-term'), ('44+6', 'post-term')) v(g, c);
SELECT throws_ok($$SELECT ga_category('19+6')$$, '22023', 'gestational age at birth must be from 20+0 to 44+6, not 19+6');
SELECT throws_ok($$SELECT expected_delivery('45+0', '2025-01-01')$$, '22023');

-- worked bounds of P.IV: birth 2025-01-01
SELECT is(expected_delivery('28w0d', '2025-01-01'), date '2025-03-26', 'EDD of 28w0d');
SELECT is(expected_delivery('36w6d', '2025-01-01'), date '2025-01-23', 'EDD of 36w6d');
SELECT is(postmenstrual_age('28+0', '2025-01-01', '2025-03-26')::text, '40+0', 'postmenstrual age at the EDD');
SELECT ok(postmenstrual_age('28+0', '2025-01-01', '2024-12-31') IS NULL, 'NULL before birth');
SELECT throws_ok($$SELECT postmenstrual_age('28+0', '2000-01-01', '2025-03-26')$$, '22003', NULL, 'beyond 999+6');

SELECT is(corrected_age_days('28+0', '2025-01-01', '2025-03-25'), -1, 'corrected: negative before the EDD');
SELECT is(corrected_age_days('28+0', '2025-01-01', '2025-04-05'), 10, 'corrected: from the EDD');
SELECT is(corrected_age_days('28+0', '2025-01-01', '2028-03-25'), (date '2028-03-25' - date '2025-03-26'), 'corrected until the corrected age reaches 3 years');
SELECT is(corrected_age_days('28+0', '2025-01-01', '2028-03-26'), (date '2028-03-26' - date '2025-01-01'), 'chronological from that day');
SELECT is(corrected_age_days('28+0', '2025-01-01', '2027-03-26', '2y'), (date '2027-03-26' - date '2025-01-01'), 'until = 2y');
SELECT is(corrected_age_days('37+0', '2025-01-01', '2025-01-11'), 10, 'term is not corrected');
SELECT ok(corrected_age_days('28+0', '2025-01-01', '2024-12-31') IS NULL, 'corrected: NULL before birth');
SELECT throws_ok($$SELECT corrected_age_days('40+0', '2025-01-01', '2025-01-11', '3 years')$$, '22023', 'invalid age: "3 years"');

SELECT is('34+5'::gestational_age::integer, 243, 'cast to days');
SELECT is(array_agg(g ORDER BY g)::text, '{22+6,34+5,34+6,100+0}', 'order')
FROM unnest('{34+6,100+0,22+6,34+5}'::gestational_age[]) g;
SELECT * FROM finish();
ROLLBACK;
