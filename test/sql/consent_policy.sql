-- SPDX-License-Identifier: PostgreSQL
-- consent_policy: named policies, amendments, the canonical form; consent_required.
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
SELECT plan(76);

SELECT is(i::consent_policy::text, o, 'reads ' || i) FROM (VALUES
	('CN-2025', 'CN-2025'),
	('CN-2025; guardians=2; grace=14d; majority=16y; assent=7y', 'CN-2025; guardians=2; grace=14d; majority=16y; assent=7y'),
	('CN-2025; assent=7y; majority=16y; grace=14d; guardians=2', 'CN-2025; guardians=2; grace=14d; majority=16y; assent=7y'),
	('CN-2025;guardians=2;  grace=7d', 'CN-2025; guardians=2; grace=7d'),
	('CN-2025; guardians=1; grace=0d; majority=18y; assent=8y', 'CN-2025'),
	('CN-2025; assent=96mo; majority=216mo', 'CN-2025'),
	('US-406; guardians=1', 'US-406; guardians=1'), ('US-406; guardians=2', 'US-406'),
	('US-404; majority=19y', 'US-404; majority=19y'),
	('CN-2025; assent=none', 'CN-2025; assent=none'),
	('EU-CTR; assent=none', 'EU-CTR; assent=none'), ('EU-CTR; assent=12y', 'EU-CTR; assent=12y'),
	('JP-GCP; assent=7y', 'JP-GCP; assent=7y'), ('ICH-E11; assent=84mo', 'ICH-E11; assent=7y'),
	('CN-2025; guardians=99', 'CN-2025; guardians=99'), ('CN-2025; assent=0d', 'CN-2025; assent=0d'),
	('CN-2025; assent=27d; majority=1mo', 'CN-2025; majority=1mo; assent=27d')) v(i, o);

-- refused: 22023 for words and values that are not known, 22P02 for what is no policy at all
SELECT throws_ok(format('SELECT %L::consent_policy', i), '22023', NULL, 'refuses "' || i || '"') FROM (VALUES
	('CN-2024'), ('cn-2025'), (' CN-2025'), ('CN-2025 '), ('EU-CTR'), ('JP-GCP'), ('ICH-E11'), ('EU-CTR; guardians=2'),
	('CN-2025; guardian=2'), ('CN-2025; Grace=1d'), ('CN-2025; guardians=0'), ('CN-2025; guardians=100'), ('CN-2025; guardians=two'),
	('CN-2025; guardians='), ('CN-2025; guardians=-1'), ('CN-2025; grace=14'), ('CN-2025; grace=2w'), ('CN-2025; grace=1mo'), ('CN-2025; grace=d'),
	('CN-2025; grace=-1d'), ('CN-2025; grace=268435456d'), ('CN-2025; majority=18'), ('CN-2025; majority=0d'), ('CN-2025; majority=none'),
	('CN-2025; assent=18y'), ('CN-2025; assent=19y'), ('CN-2025; majority=8y'), ('CN-2025; assent=28d; majority=1mo'), ('CN-2025; assent=None'),
	('CN-2025; assent=7y6mo'), ('CN-2025; majority=268435456y')) v(i);
SELECT throws_ok(format('SELECT %L::consent_policy', i), '22P02', NULL, 'refuses "' || i || '"') FROM (VALUES
	(''), (';'), ('CN-2025;'), ('CN-2025; '), ('CN-2025; grace=14d;'), ('CN-2025; grace =14d'), ('CN-2025; grace= 14d'), ('CN-2025; grace=14d '),
	('CN-2025;; grace=14d'), ('CN-2025; grace'), ('CN-2025; =14d'), ('CN-2025; grace=14d; grace=14d'), ('CN-2025; grace==14d'),
	('CN-2025; guardians=2 grace=14d')) v(i);

-- the list of the named ones
SELECT is((SELECT string_agg(concat_ws(' ', name, guardians, coalesce(assent, '-'), majority, CASE WHEN override THEN 'override' END), ', ' ORDER BY n) FROM consent_policies() WITH ORDINALITY t(name, guardians, assent, majority, override, effective, source, confidence, note, n)),
	'CN-2025 1 8y 18y override, CN-2016 1 10y 18y override, US-404 1 7y 18y, US-405 1 7y 18y, US-406 2 7y 18y, US-407 2 7y 18y, EU-CTR 1 - 18y, JP-GCP 1 - 18y, AT 1 14y 18y, ICH-E11 1 - 18y', 'the numbers of the named policies');
SELECT is_empty($$SELECT name FROM consent_policies() WHERE (name || CASE WHEN assent IS NULL THEN '; assent=7y' ELSE '' END)::consent_policy::text NOT LIKE name || '%'$$, 'each can be read');
SELECT is_empty($$SELECT name FROM consent_policies() WHERE coalesce(source, '') = '' OR coalesce(note, '') = '' OR confidence !~ '^(primary|secondary|memory|primary\+secondary)$'$$, 'each has source, confidence and note');
SELECT is((SELECT effective FROM consent_policies() WHERE name = 'CN-2025'), '[2025-05-29,)'::daterange, 'CN-2025 is in force from the day of its publication');
SELECT is((SELECT upper(effective) FROM consent_policies() WHERE name = 'CN-2016'), '2025-05-29'::date, 'and CN-2016 to then');

-- whose agreement a day needs
SELECT is(consent_required(p::consent_policy, b::date, d::date)::text, w, concat_ws(' ', p, b, d)) FROM (VALUES
	('CN-2025', '2016-02-29', '2024-02-28', '{guardian}'),
	('CN-2025', '2016-02-29', '2024-02-29', '{guardian,subject}'),
	('CN-2025', '2015-02-28', '2015-02-27', '{guardian}'),
	('CN-2025', '2016-02-29', '2034-02-28', '{guardian,subject}'),
	('CN-2025', '2016-02-29', '2034-03-01', '{subject}'),
	('CN-2025; grace=14d', '2016-02-29', '2034-03-01', '{subject}'),
	('CN-2025; grace=14d', '2016-02-28', '2024-02-28', '{guardian,subject}'),
	('EU-CTR; assent=none', '2010-01-01', '2027-12-31', '{guardian}'),
	('EU-CTR; assent=none', '2010-01-01', '2028-01-01', '{subject}')) v(p, b, d, w);
SELECT * FROM finish();
ROLLBACK;
