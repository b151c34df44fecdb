-- SPDX-License-Identifier: PostgreSQL
-- age_band(…): the band of the attained age, hulls where the birth is partial or the maturity unknown; next_band_change.
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
SELECT plan(66);

-- both sides of every bound of the default scheme
SELECT is(age_band(date '2010-03-15', d::date)::text, b, d || ': ' || b) FROM (VALUES
	('2010-03-14', '(,0d)'), ('2010-03-15', '[0d,28d)'), ('2010-04-11', '[0d,28d)'), ('2010-04-12', '[28d,2y)'),
	('2012-03-14', '[28d,2y)'), ('2012-03-15', '[2y,12y)'), ('2022-03-14', '[2y,12y)'), ('2022-03-15', '[12y,18y)'),
	('2028-03-14', '[12y,18y)'), ('2028-03-15', '[18y,)')) v(d, b);
SELECT is(age_band(date '2012-02-29', d::date)::text, b, 'born 29 February, ' || d || ': ' || b) FROM (VALUES
	('2014-02-28', '[28d,2y)'), ('2014-03-01', '[2y,12y)'), ('2024-02-28', '[2y,12y)'), ('2024-02-29', '[12y,18y)'), ('2030-02-28', '[12y,18y)'), ('2030-03-01', '[18y,)')) v(d, b);
SELECT is(age_band(date '2021-01-31', date '2021-02-28', 'fda-cder')::text, '[0d,1mo)', 'one month of the 31st: not in February');
SELECT is(age_band(date '2021-01-31', date '2021-03-01', 'fda-cder')::text, '[1mo,2y)', 'but on 1 March');
SELECT is(age_band(date '4713-01-01 BC', date '5874897-12-31')::text, '[18y,)', 'the whole range of date');
SELECT ok(age_band(NULL::date, date '2020-01-01') IS NULL AND age_band(date '2020-01-01', NULL::date) IS NULL, 'strict');

-- maturity: P.IV's preterm band ends at the expected delivery + 28 days
SELECT is(age_band(date '2025-01-01', g::gestational_age, d::date, 'ema-p4')::text, b, coalesce(g, 'unknown') || ', ' || d || ': ' || b) FROM (VALUES
	('28w0d', '2025-04-22', 'preterm [0d,pma44w)'), ('28w0d', '2025-04-23', '[28d,2y)'),
	('36w6d', '2025-02-19', 'preterm [0d,pma44w)'), ('36w6d', '2025-02-20', '[28d,2y)'),
	('37w0d', '2025-01-28', 'term [0d,28d)'), ('37w0d', '2025-01-29', '[28d,2y)'),
	('28w0d', '2024-12-31', '(,0d)'), ('28w0d', '2027-01-01', '[2y,12y)'),
	(NULL, '2025-01-01', '[0d,pma44w)'), (NULL, '2025-01-28', '[0d,pma44w)'), (NULL, '2025-01-29', '[0d,2y)'),
	(NULL, '2025-06-17', '[0d,2y)'), (NULL, '2025-06-18', '[28d,2y)'), (NULL, '2024-12-31', '(,0d)')) v(g, d, b);
SELECT is(age_band(date '2025-01-01', date '2025-01-28', 'ema-p4')::text, '[0d,pma44w)', 'no ga: maturity unknown');
SELECT is(age_band(date '2025-01-01', '30+0'::gestational_age, date '2025-01-20', 'ctis')::text, 'preterm [0d,28d)', 'ctis, preterm');
SELECT is(age_band(date '2025-01-01', NULL, date '2025-01-20', 'ctis')::text, '[0d,28d)', 'ctis, unknown: the hull of both');
SELECT is(age_band(date '2025-01-01', '30+0'::gestational_age, date '2025-01-20')::text, '[0d,28d)', 'ich-e11 does not part newborns');
SELECT throws_ok($$SELECT age_band(date '2025-01-01', '19+6'::gestational_age, date '2025-01-20')$$, '22023');

-- partial births: one band if all agree, else the hull
SELECT is(age_band(p::partial_date, d::date)::text, b, p || ' on ' || d || ': ' || b) FROM (VALUES
	('2019', '2018-12-31', '(,0d)'), ('2019', '2019-01-01', '[0d,28d)'), ('2019', '2019-12-31', '[0d,2y)'),
	('2019', '2020-01-27', '[0d,2y)'), ('2019', '2020-01-28', '[28d,2y)'), ('2019', '2020-12-31', '[28d,2y)'), ('2019', '2021-01-01', '[28d,12y)'), ('2019', '2021-12-31', '[2y,12y)'),
	('2019---14', '2019-02-11', '[28d,2y)'), ('2019---14', '2019-02-14', '[0d,2y)'), ('2019---14', '2019-01-13', '(,0d)'),
	('2008-07', '2020-07-15', '[2y,18y)')) v(p, d, b);
SELECT is(age_band(p::partial_date, d::partial_date)::text, b, p || ' on ' || d || ': ' || b) FROM (VALUES
	('2019', '2018', '(,0d)'), ('2019', '2019', '[0d,2y)'), ('2019-01-01', '2021', '[2y,12y)'), ('2019', '2022-03', '[2y,12y)'),
	('2019-06', '2019-05', '(,0d)'), ('2019-06', '2019-06', '[0d,2y)'), ('2019-06-20', '2019-06', '[0d,28d)'),
	('2019---20', '2019-02-19', '[28d,2y)'), ('2019-12-31', '2019---30', '(,0d)'), ('2018-12-31', '2020---31', '[28d,12y)')) v(p, d, b);

-- a scheme that is kept for a call site must not outlive a change of the variable
CREATE FUNCTION pg_temp.in_turn(schemes age_scheme[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE s age_scheme; said text := '';
BEGIN
	FOR i IN 1 .. cardinality(schemes) LOOP
		s := NULL;			-- so that the next value can take the address of the last
		s := schemes[i];
		said := said || age_band(date '2010-01-01', date '2013-01-01', s) || age_band(3, 'a', s) || ' ';
	END LOOP;
	RETURN said;
END $$;
SELECT is(pg_temp.in_turn('{"0d,1y","0d,2y","0d,4y","0d,3y"}'), '[1y,)[1y,) [2y,)[2y,) [0d,4y)[0d,4y) [3y,)[3y,) ', 'schemes in turn, in a variable');
SELECT is((SELECT string_agg(age_band(date '2010-01-01', date '2013-01-01', s)::text || age_band(3, 'a', s), ' ' ORDER BY n) FROM unnest('{"0d,1y","0d,2y","0d,4y","0d,1y"}'::age_scheme[]) WITH ORDINALITY x(s, n)),
	'[1y,)[1y,) [2y,)[2y,) [0d,4y)[0d,4y) [1y,)[1y,)', 'schemes in turn, in a column');

-- next change
SELECT is(next_band_change('2010-03-15', '2010-03-10'), date '2010-03-15', 'before birth: birth');
SELECT is(next_band_change('2012-02-29', '2013-01-01'), date '2014-03-01', '29 February: 1 March');
SELECT ok(next_band_change('2010-03-15', '2028-03-15') IS NULL, 'NULL in the last band');
SELECT * FROM finish();
ROLLBACK;
