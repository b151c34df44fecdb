-- SPDX-License-Identifier: PostgreSQL
-- Deadlines and reporting periods: susar_due, dsur_period, dsur_due, ind_due, nda_due and the lists of their numbers.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
SET lc_messages = 'C';
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
SET datestyle = ISO;
BEGIN;
CREATE FUNCTION pg_temp.said(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE code text; message text; detail text; hint text;
BEGIN
	EXECUTE command;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', code, message, nullif(detail, ''), nullif(hint, ''));
END $$;
SELECT plan(123);

-- SUSAR
SELECT is(susar_due(a::date, f), d::date, concat_ws(' ', a, f)) FROM (VALUES ('2026-02-25', true, '2026-03-04'), ('2026-02-25', false, '2026-03-12'), ('2024-02-25', true, '2024-03-03'),
	('2026-12-31', false, '2027-01-15'), ('0001-12-31 BC', true, '0001-01-07')) v(a, f, d);
SELECT is(susar_followup_due(a::date, f::date), d::date, concat_ws(' ', a, f)) FROM (VALUES ('2026-02-25', '2026-02-25', '2026-03-05'), ('2026-02-25', '2026-03-04', '2026-03-12'),
	('2026-02-25', '2026-03-05', '2026-03-12'), ('2026-02-25', '2026-06-01', '2026-03-12'), ('2026-02-25', '2026-01-01', '2026-01-09')) v(a, f, d);
SELECT results_eq('SELECT clock, days, confidence FROM susar_clocks()', $$VALUES ('fatal or life-threatening', 7, 'primary'), ('other', 15, 'primary'),
	('complete report, fatal or life-threatening', 8, 'primary'), ('information received later', 15, 'primary')$$, 'the clocks');
SELECT is(days_late(d::date, s::date, a::date), w, concat_ws(' ', d, coalesce(s, '-'), a)) FROM (VALUES ('2026-01-10', '2026-01-10', '2026-02-01', NULL), ('2026-01-10', '2026-01-11', '2026-02-01', 1),
	('2026-01-10', NULL, '2026-01-10', NULL), ('2026-01-10', NULL, '2026-01-11', 1), ('2026-01-10', '2026-03-01', '2026-02-01', 22), ('2026-01-10', '2026-03-01', '2026-01-10', NULL),
	(NULL, '2026-03-01', '2026-01-10', NULL), ('2026-01-10', '2026-03-01', NULL, NULL), ('4714-11-24 BC', NULL, '5874897-12-31', 2147483493)) v(d, s, a, w);

-- DSUR periods
SELECT is(dsur_period(b::date, n), p::daterange, concat_ws(' ', b, n)) FROM (VALUES ('2023-03-17', 1, '[2023-03-17,2024-03-17)'), ('2023-03-17', 3, '[2025-03-17,2026-03-17)'),
	('2024-02-29', 1, '[2024-02-29,2025-02-28)'), ('2024-02-29', 2, '[2025-02-28,2026-02-28)'), ('2024-02-29', 4, '[2027-02-28,2028-02-29)'), ('2024-02-29', 5, '[2028-02-29,2029-02-28)'),
	('1896-02-29', 4, '[1899-02-28,1900-02-28)'), ('1996-02-29', 4, '[1999-02-28,2000-02-29)'), ('2023-01-31', 1, '[2023-01-31,2024-01-31)'), ('2022-12-31', 2, '[2023-12-31,2024-12-31)')) v(b, n, p);
SELECT is(dsur_period(b::date, a::date), p::daterange, concat_ws(' at ', b, a)) FROM (VALUES ('2023-03-17', '2023-03-17', '[2023-03-17,2024-03-17)'), ('2023-03-17', '2024-03-16', '[2023-03-17,2024-03-17)'),
	('2023-03-17', '2024-03-17', '[2024-03-17,2025-03-17)'), ('2024-02-29', '2025-02-27', '[2024-02-29,2025-02-28)'), ('2024-02-29', '2025-02-28', '[2025-02-28,2026-02-28)'),
	('2024-02-29', '2028-02-28', '[2027-02-28,2028-02-29)'), ('2024-02-29', '2028-02-29', '[2028-02-29,2029-02-28)')) v(b, a, p);
SELECT is(dsur_data_lock_point(b::date, n), d::date, 'data lock point ' || concat_ws(' ', b, n)) FROM (VALUES ('2023-03-17', 1, '2024-03-16'), ('2024-02-29', 1, '2025-02-27'), ('2024-02-29', 4, '2028-02-28'), ('2023-03-01', 1, '2024-02-29')) v(b, n, d);
SELECT is(dsur_data_lock_point(b::date, n, 'month-end'), d::date, 'month-end ' || concat_ws(' ', b, n)) FROM (VALUES ('2023-03-17', 1, '2024-02-29'), ('2023-03-17', 2, '2025-02-28'), ('2024-02-29', 1, '2025-01-31'), ('2023-03-01', 1, '2024-02-29'), ('2023-01-31', 1, '2023-12-31')) v(b, n, d);

-- when they are due
SELECT is(dsur_due(b::date, n, r, l), d::date, concat_ws(' ', b, n, r, l)) FROM (VALUES
	('2023-03-17', 1, 'strictest', 'anniversary', '2024-05-15'), ('2023-03-17', 1, 'dlp60', 'anniversary', '2024-05-15'), ('2023-03-17', 1, 'dlp60', 'month-end', '2024-04-29'),
	('2023-03-17', 1, 'strictest', 'month-end', '2024-04-29'), ('2023-03-17', 1, 'dibd2mo', 'anniversary', '2024-05-17'), ('2023-03-17', 1, 'dibd2mo', 'month-end', '2024-05-17'),
	('2023-03-17', 1, 'approval2mo', 'anniversary', '2024-05-17'), ('2022-12-31', 1, 'dibd2mo', 'anniversary', '2024-02-29'), ('2021-12-31', 1, 'dibd2mo', 'anniversary', '2023-02-28'),
	-- two months can be shorter than 60 days from the day before
	('2021-12-31', 1, 'dlp60', 'anniversary', '2023-02-28'), ('2022-12-30', 2, 'strictest', 'anniversary', '2025-02-27'), ('2022-12-30', 2, 'dlp60', 'anniversary', '2025-02-27'), ('2022-12-30', 2, 'dibd2mo', 'anniversary', '2025-02-28'),
	('2021-01-02', 1, 'strictest', 'anniversary', '2022-03-02'), ('2021-01-02', 1, 'dlp60', 'anniversary', '2022-03-02'), ('2021-01-01', 1, 'dibd2mo', 'anniversary', '2022-03-01'), ('2021-01-01', 1, 'dlp60', 'anniversary', '2022-03-01'),
	('2020-12-29', 1, 'strictest', 'anniversary', '2022-02-26'), ('2024-02-29', 1, 'dibd2mo', 'anniversary', '2025-04-28'), ('2024-02-29', 1, 'dlp60', 'anniversary', '2025-04-28')) v(b, n, r, l, d);
SELECT is(dsur_due('2023-03-17', 1), '2024-05-15', 'by default the strictest');
SELECT is_empty($$SELECT b FROM generate_series(date '2019-01-01', date '2025-01-01', '1 day') g, LATERAL (SELECT g::date AS b) x
	WHERE dsur_due(b, 1) <> least(dsur_due(b, 1, 'dlp60'), dsur_due(b, 1, 'dibd2mo'))$$, 'which is the earlier of two');
SELECT results_eq('SELECT rule, days, months, confidence FROM dsur_due_rules()', $$VALUES ('strictest', NULL::int, NULL::int, 'reading'), ('dlp60', 60, NULL, 'primary'), ('dibd2mo', NULL, 2, 'secondary'), ('approval2mo', NULL, 2, 'primary')$$, 'the rules');

-- review of applications
SELECT is(ind_due('2025-09-15', r, 'CN'), d::date, 'IND ' || r) FROM (VALUES ('ordinary', '2025-12-12'), ('standard', '2025-12-12'), ('default', '2025-12-12'), ('60', '2025-12-12'), ('fast', '2025-10-31'), ('30', '2025-10-31'),
	('spark', '2025-10-31'), ('SPARK', '2025-10-31'), ('care', '2025-10-31'), ('global-synchronous', '2025-10-31'), ('Global', '2025-10-31'), ('key_variety', '2025-10-31')) v(r, d);
SELECT is(ind_due('2025-09-15', 'spark', 'CN', reverted => true), '2025-12-12', 'reverted to the ordinary limit');
SELECT is(ind_due('2025-09-15', 'ordinary', 'CN', reverted => true), '2025-12-12', 'which changes nothing of the ordinary route');
SELECT is(ind_due('2026-01-30', 'fast', 'CN', '{[2026-02-02,2026-02-07)}'), '2026-03-26', 'five working days stopped');
SELECT is(ind_due('2026-01-30', 'fast', 'CN', '{[2026-02-02,)}'), NULL, 'while a stop has no end there is no due day');
SELECT is(working_days(daterange('2026-01-30', ind_due('2026-01-30', 'fast', 'CN', '{[2026-02-02,2026-02-07),[2026-02-10,2026-03-01)}'), '(]'), 'CN', '{[2026-02-02,2026-02-07),[2026-02-10,2026-03-01)}'), 30, 'counted back');
SELECT is(nda_due('2025-01-02', r, 'CN'), d::date, 'NDA ' || r) FROM (VALUES ('ordinary', '2025-10-27'), ('200', '2025-10-27'), ('priority', '2025-07-15'), ('130', '2025-07-15'), ('urgent', '2025-04-17'), ('70', '2025-04-17'), ('Rare disease', '2025-04-17')) v(r, d);
SELECT is(ind_due('2025-09-15', route, 'CN') = add_working_days('2025-09-15', working_days, 'CN'), true, 'listed: ' || route) FROM review_clocks() WHERE procedure = 'IND' AND route <> 'reversion';
SELECT is(nda_due('2025-09-15', route, 'CN') = add_working_days('2025-09-15', working_days, 'CN'), true, 'listed: ' || route) FROM review_clocks() WHERE procedure = 'NDA';
SELECT is_empty($$SELECT route FROM review_clocks() WHERE confidence IS NULL OR confidence !~ '^(primary|secondary)$' OR source IS NULL OR note IS NULL$$, 'each has source, confidence and note');
SELECT is((SELECT string_agg(confidence, ' ' ORDER BY working_days) FROM review_clocks() WHERE route IN ('ordinary', 'fast')), 'secondary primary primary', 'the fast route is known from secondary sources');

-- errors
SELECT is(pg_temp.said(q), o, q) FROM (VALUES
	($$SELECT susar_due('infinity', true)$$, '22008 | no day can be counted from an infinite date | Pass a finite date, or NULL if it is not known.'),
	($$SELECT susar_followup_due('2026-01-01', '-infinity')$$, '22008 | no day can be counted from an infinite date | Pass a finite date, or NULL if it is not known.'),
	($$SELECT susar_due('5874897-12-31', true)$$, '22008 | date out of range'),
	($$SELECT days_late('2026-01-01', 'infinity', '2026-01-01')$$, '22008 | no day can be counted from an infinite date | Pass a finite date, or NULL if it is not known.'),
	($$SELECT dsur_period('2026-01-01', 0)$$, '22023 | the number of a DSUR period must be 1 or more: 0 | The first period begins on the development international birth date.'),
	($$SELECT dsur_period('2026-01-01', -2147483648)$$, '22023 | the number of a DSUR period must be 1 or more: -2147483648 | The first period begins on the development international birth date.'),
	($$SELECT dsur_period('2026-01-01', 2147483647)$$, '22008 | date out of range'),
	($$SELECT dsur_period('2026-01-01', date '2025-12-31')$$, '22023 | 2025-12-31 lies before the development international birth date | There is no DSUR period before it.'),
	($$SELECT dsur_period('2026-01-01', date 'infinity')$$, '22008 | no day can be counted from an infinite date | Pass a finite date, or NULL if it is not known.'),
	($$SELECT dsur_period('-infinity', 1)$$, '22008 | no day can be counted from an infinite date | Pass a finite date, or NULL if it is not known.'),
	($$SELECT dsur_period('5874897-12-31', 1)$$, '22008 | date out of range'),
	($$SELECT dsur_due('2026-01-01', 1, 'dlp90')$$, '22023 | unknown rule for the due day of a DSUR: "dlp90" | Use strictest, dlp60, dibd2mo or approval2mo. dsur_due_rules() lists them.'),
	($$SELECT dsur_due('2026-01-01', 1, 'dlp60', 'year-end')$$, '22023 | unknown data lock point: "year-end" | Use anniversary (the last day of the period) or month-end (the last day of the month before).'),
	($$SELECT dsur_due('2026-01-01', 0)$$, '22023 | the number of a DSUR period must be 1 or more: 0 | The first period begins on the development international birth date.'),
	($$SELECT ind_due('2026-01-01', 'slow', 'CN')$$, '22023 | unknown route of an IND: "slow" | Use ordinary (60 working days), or fast (30) or its ground: key-variety, spark, care, global-synchronous. review_clocks() lists them.'),
	($$SELECT nda_due('2026-01-01', 'spark', 'CN')$$, '22023 | unknown route of an NDA: "spark" | Use ordinary (200 working days), priority (130) or urgent (70). review_clocks() lists them.'),
	($$SELECT ind_due('2026-11-01', 'ordinary', 'CN')$$, '22023 | work calendar "CN" does not know the year of 2027-01-01 | It knows 2025 to 2026. | Once its days off are announced write the year out: CN; 2027: off MM-DD, MM-DD..MM-DD; work MM-DD.')) v(q, o);
SELECT is(num_nonnulls(susar_due(NULL, true), susar_due('2026-01-01', NULL), susar_followup_due(NULL, '2026-01-01'), susar_followup_due('2026-01-01', NULL), dsur_due(NULL, 1), dsur_due('2026-01-01', 1, NULL),
	ind_due(NULL, 'fast', 'CN'), ind_due('2026-01-01', NULL, 'CN'), ind_due('2026-01-01', 'fast', NULL), ind_due('2026-01-01', 'fast', 'CN', NULL), nda_due('2026-01-01', 'priority', NULL)), 0, 'NULL in, NULL out');
SELECT is(num_nonnulls(dsur_period(NULL, 1), dsur_period('2026-01-01', NULL::int), dsur_period(NULL, date '2026-01-01'), dsur_data_lock_point('2026-01-01', NULL)), 0, 'NULL in, NULL out: periods');
SELECT * FROM finish();
ROLLBACK;
