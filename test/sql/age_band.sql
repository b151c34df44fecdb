-- SPDX-License-Identifier: PostgreSQL
-- age_band: notation, order, names.
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
SELECT plan(89);

SELECT is(b::age_band::text, o, 'reads ' || b) FROM (VALUES
	('[0d,28d)', '[0d,28d)'), ('[28d,2y)', '[28d,2y)'), ('[18y,)', '[18y,)'), ('(,0d)', '(,0d)'), ('(,)', '(,)'),
	('preterm [0d,pma44w)', 'preterm [0d,pma44w)'), ('term [0d,28d)', 'term [0d,28d)'), ('[0d,pma44w)', '[0d,pma44w)'),
	('preterm [0d,28d)', 'preterm [0d,28d)'), ('[24mo,144mo)', '[2y,12y)'), ('[0d,4w)', '[0d,28d)'), ('[1w,6w)', '[7d,42d)'),
	('[13mo,2y)', '[13mo,2y)'), ('[0y,)', '[0d,)')) v(b, o);
SELECT throws_ok(format('SELECT %L::age_band', b), '22P02', NULL, 'refuses "' || b || '"') FROM (VALUES
	('[2y,28d)'), ('[2y,2y)'), ('[28d,1mo)'), ('(,28d)'), ('(28d,2y)'), ('[28d,2y]'), ('[,2y)'), ('[28d,2y'), ('28d,2y'),
	('[28d, 2y)'), ('[28,2y)'), (''), ('()'), ('(,))'), ('term [28d,2y)'), ('term (,)'), ('preterm [0d,)'), ('term [0d,pma44w)'),
	('[0d,pma45w)'), ('[28d,pma44w)'), ('[pma44w,2y)'), ('Preterm [0d,28d)'), ('[0d,28d) '), ('empty')) v(b);
SELECT throws_ok($$SELECT '[0d,99999999999y)'::age_band$$, '22003', NULL, 'a bound out of range');

SELECT is((SELECT typlen || ' ' || typbyval FROM pg_type WHERE typname = 'age_band'),
	'8 true', '8 bytes, by value');

-- order: lower bound, upper bound; (,0d) first, (,) last of all
SELECT is((SELECT string_agg(b::text, ' ' ORDER BY b) FROM unnest('{"(,)","[18y,)","[2y,12y)","[28d,12y)","[28d,2y)","[0d,)","[0d,28d)","(,0d)","[0d,2y)","[12y,18y)","[28d,)","preterm [0d,28d)","term [0d,28d)","preterm [0d,pma44w)"}'::age_band[]) b),
	'(,0d) preterm [0d,28d) term [0d,28d) [0d,28d) preterm [0d,pma44w) [0d,2y) [0d,) [28d,2y) [28d,12y) [28d,) [2y,12y) [12y,18y) [18y,) (,)', 'sort order');
SELECT is((SELECT string_agg(b::text, ' ' ORDER BY b DESC) FROM unnest('{"(,)","[18y,)","(,0d)","[0d,28d)"}'::age_band[]) b),
	'(,) [18y,) [0d,28d) (,0d)', 'and the other way');
SELECT ok('[0d,28d)'::age_band < '[28d,2y)' AND '[0d,28d)'::age_band <= '[0d,28d)' AND '(,)'::age_band > '[18y,)' AND '(,)'::age_band >= '(,)'
	AND '[0d,4w)'::age_band = '[0d,28d)' AND 'term [0d,28d)'::age_band <> '[0d,28d)', 'operators');
SELECT is_empty($$
	WITH b AS (SELECT DISTINCT b FROM age_schemes(), bands(name::age_scheme) b UNION SELECT unnest('{"(,)","(,0d)","[0d,2y)","[28d,12y)","[0d,)"}'::age_band[]))
	SELECT x.b, y.b FROM b x, b y
	WHERE (x.b < y.b)::int + (x.b = y.b)::int + (x.b > y.b)::int <> 1 OR (x.b < y.b) <> (y.b > x.b) OR (x.b <= y.b) <> NOT (x.b > y.b)
	   OR sign(age_band_cmp(x.b, y.b)) <> (x.b > y.b)::int - (x.b < y.b)::int
	   OR (x.b = y.b AND age_band_hash(x.b) <> age_band_hash(y.b))
$$, 'exactly one of <, =, > holds');
SELECT is_empty($$
	WITH b AS (SELECT DISTINCT b FROM age_schemes(), bands(name::age_scheme) b UNION SELECT unnest('{"(,)","(,0d)","[0d,2y)","[28d,12y)","[0d,)"}'::age_band[]))
	SELECT x.b, y.b, z.b FROM b x, b y, b z WHERE x.b < y.b AND y.b < z.b AND NOT x.b < z.b
$$, 'transitive');

SELECT ok(is_certain('[28d,2y)', 'ich-e11'), 'is_certain: a band');
SELECT ok(is_certain('preterm [0d,pma44w)', 'ema-p4') AND is_certain('term [0d,28d)', 'ema-p4'), 'is_certain: both newborn bands');
SELECT ok(NOT is_certain(b::age_band, s::age_scheme), b || ' is not certain in ' || s) FROM (VALUES
	('(,0d)', 'ich-e11'), ('(,)', 'ich-e11'), ('[0d,2y)', 'ich-e11'), ('[0d,28d)', 'ema-p4'), ('[0d,28d)', 'ctis'), ('[2y,12y)', 'nichd'), ('term [0d,28d)', 'ich-e11')) v(b, s);

-- the guideline's terms
SELECT is(band_label(b::age_band) || ' ' || band_label(b::age_band, 'zh'), l, 'label of ' || b) FROM (VALUES
	('preterm [0d,pma44w)', 'preterm newborns 早产新生儿'), ('preterm [0d,28d)', 'preterm newborns 早产新生儿'), ('term [0d,28d)', 'term newborns 足月新生儿'),
	('[0d,28d)', 'newborns 新生儿'), ('[28d,2y)', 'infants and toddlers 婴幼儿'), ('[2y,12y)', 'children 儿童'), ('[12y,18y)', 'adolescents 青少年'),
	('[18y,)', 'adults 成人'), ('[0d,2y)', '[0d,2y) [0d,2y)'), ('(,0d)', '(,0d) (,0d)'), ('(,)', '(,) (,)')) v(b, l);
SELECT throws_ok($$SELECT band_label('[28d,2y)', 'de')$$, '22023', 'unknown language of band labels: "de"');

-- E2B(R3) D.2.3
SELECT is(e2b_age_group(b::age_band), g, 'D.2.3 of ' || b) FROM (VALUES
	('(,0d)', 0), ('[0d,28d)', 1), ('preterm [0d,pma44w)', 1), ('term [0d,28d)', 1), ('[0d,pma44w)', 1), ('[0d,1mo)', 1), ('[7d,28d)', 1),
	('[28d,2y)', 2), ('[1mo,2y)', 2), ('[13mo,2y)', 2), ('[2y,12y)', 3), ('[2y,6y)', 3), ('[12y,18y)', 4), ('[12y,17y)', 4),
	('[18y,)', 5), ('[18y,65y)', 5), ('[65y,85y)', 6), ('[85y,)', 6), ('(,)', NULL), ('[0d,2y)', NULL), ('[17y,)', NULL), ('[12y,19y)', NULL), ('[0d,18y)', NULL)) v(b, g);
SELECT * FROM finish();
ROLLBACK;
