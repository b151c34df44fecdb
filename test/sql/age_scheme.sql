-- SPDX-License-Identifier: PostgreSQL
-- age_scheme: named schemes and cuts; everything malformed is refused.
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
SELECT plan(40);

SELECT is(s::age_scheme::text, o, 'reads ' || s) FROM (VALUES
	('0d', '0d'), ('0d,28d,2y,12y,18y', '0d,28d,2y,12y,18y'), ('0d,4w,24mo,144mo', '0d,28d,2y,12y'),
	('0d,27d,1mo,32d', '0d,27d,1mo,32d'), ('ich-e11', 'ich-e11'), ('ema-p4', 'ema-p4')) v(s, o);
SELECT throws_ok(format('SELECT %L::age_scheme', s), '22P02', NULL, 'refuses "' || s || '"') FROM (VALUES
	('0d,28d,1mo'), ('0d,30d,1mo'), ('0d,1mo,31d'), ('0d,2y,28d'), ('0d,2y,2y'), ('0d,24mo,2y'), ('28d,2y'), ('1d'),
	('0y,2y'), ('0d,'), ('0d,,2y'), ('0d, 28d'), ('0d,28'), ('0d,28D'), ('0d,1y6mo'), ('0d,-1d'), (''), ('ICH-E11'), ('ich-e12'), ('0d,0d'), ('0d;2y')) v(s);
SELECT throws_ok($$SELECT '0d,99999999999d'::age_scheme$$, '22003', NULL, 'a cut out of range');

-- up to 64 cuts
SELECT is((SELECT count(*) FROM bands((SELECT '0d,' || string_agg(i || 'w', ',' ORDER BY i) FROM generate_series(1, 63) i)::age_scheme)), 64::bigint, '64 cuts');
SELECT throws_ok(format('SELECT %L::age_scheme', (SELECT '0d,' || string_agg(i || 'w', ',' ORDER BY i) FROM generate_series(1, 64) i)), '54000', NULL, '65 cuts');

SELECT is((SELECT string_agg(b::text, ' ' ORDER BY n) FROM bands('ich-e11') WITH ORDINALITY t(b, n)),
	'[0d,28d) [28d,2y) [2y,12y) [12y,18y) [18y,)', 'bands of ich-e11');
SELECT is((SELECT string_agg(b::text, ' ' ORDER BY n) FROM bands('ema-p4') WITH ORDINALITY t(b, n)),
	'term [0d,28d) preterm [0d,pma44w) [28d,2y) [2y,12y) [12y,18y) [18y,)', 'bands of ema-p4');
SELECT is((SELECT string_agg(b::text, ' ' ORDER BY n) FROM bands('fda-cder') WITH ORDINALITY t(b, n)),
	'[0d,1mo) [1mo,2y) [2y,12y) [12y,17y) [17y,)', 'bands of fda-cder');
SELECT is((SELECT string_agg(b::text, ' ' ORDER BY n) FROM bands('nichd') WITH ORDINALITY t(b, n)),
	'preterm [0d,28d) term [0d,28d) [28d,13mo) [13mo,2y) [2y,6y) [6y,12y) [12y,19y) [19y,22y) [22y,)', 'bands of nichd');
SELECT is((SELECT string_agg(b::text, ' ' ORDER BY n) FROM bands('ctis') WITH ORDINALITY t(b, n)),
	'preterm [0d,28d) term [0d,28d) [28d,2y) [2y,12y) [12y,18y) [18y,65y) [65y,85y) [85y,)', 'bands of ctis');

-- the list of the named ones
SELECT is_empty($$SELECT name FROM age_schemes() WHERE name::age_scheme::text <> name$$, 'every named scheme reads');
SELECT is_empty($$SELECT name FROM age_schemes() WHERE bounds <> (SELECT string_agg(b::text, ', ' ORDER BY n) FROM bands(name::age_scheme) WITH ORDINALITY t(b, n))$$, 'its bounds are its bands');
SELECT is_empty($$SELECT name FROM age_schemes() WHERE confidence NOT IN ('primary', 'secondary', 'memory', 'reading') OR coalesce(source, '') = '' OR coalesce(note, '') = ''$$, 'each has source, confidence and note');
SELECT is_empty($$SELECT name, b FROM age_schemes(), LATERAL (SELECT b, lag(b) OVER (ORDER BY n) AS before FROM bands(name::age_scheme) WITH ORDINALITY t(b, n)) s WHERE before >= b$$, 'bands stand in the order of age_band');

SELECT isnt('ich-e11'::age_scheme, '0d,28d,2y,12y,18y'::age_scheme, 'a name is part of the value');
SELECT * FROM finish();
ROLLBACK;
