-- SPDX-License-Identifier: PostgreSQL
-- The DSUR's tables over a warehouse small enough to be counted by eye.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
BEGIN;
SELECT no_plan();

CREATE SCHEMA w;
DO $$
DECLARE v record;
BEGIN
	FOR v IN SELECT view_name, string_agg(column_name || ' ' || column_type, ', ' ORDER BY column_no) AS cols FROM dsur_columns() GROUP BY 1 LOOP
		EXECUTE format('CREATE TABLE w.%I (%s)', v.view_name, v.cols);
	END LOOP;
END $$;
SELECT results_eq('SELECT view_name, count(*)::int FROM dsur_columns() GROUP BY 1 ORDER BY view_name COLLATE "C"',
	$$VALUES ('consent', 8), ('event', 21), ('exposure', 8), ('form_version', 6), ('measurement', 6), ('subject', 10)$$, 'the views and the number of their columns');

-- 01 turns 12 on 2024-12-01, 02 turns 2 on 2025-03-20, 03 turns 12 somewhen in
-- 2024, 04 is 16 and 17.
INSERT INTO w.subject VALUES
	('T', '01', '2012-12-01', NULL, 'F', 'ASIAN', 'CHN', 'Drug', '2024-02-01', NULL),
	('T', '02', '2023-03-20', '34+5', 'M', 'ASIAN', 'CHN', 'Drug', '2024-07-01', NULL),
	('T', '03', '2012', NULL, 'M', 'WHITE', 'USA', 'Placebo', '2024-03-01', NULL),
	('T', '04', '2007-10-15', NULL, 'F', NULL, 'USA', 'Placebo', '2024-08-01', NULL),
	('T', '05', '2015-01-01', NULL, 'F', 'WHITE', 'USA', 'Placebo', NULL, NULL);
INSERT INTO w.exposure (study_id, subject_id, arm, during) VALUES
	('T', '01', 'Drug', '[2024-02-01,)'),
	('T', '02', 'Drug', '[2024-07-01,2025-02-01)'), ('T', '02', 'Drug', '[2025-01-15,2025-04-01)'),	-- overlapping
	('T', '03', 'Placebo', '[2024-03-01,2024-10-01)'),
	('T', '04', 'Placebo', '[2024-08-01,)');
INSERT INTO w.event (study_id, subject_id, event_id, case_id, arm, blinded, soc, pt, onset, received, serious, recorded) VALUES
	('T', '01', '1', 'a', 'Drug', false, 'Infections', 'Pneumonia', '2024-11-30', '2024-12-02', true, NULL),
	('T', '01', '2', 'a', 'Drug', false, 'Infections', 'Sepsis', '2024-12-01', '2025-06-02', true, NULL),
	('T', '01', '3', 'b', 'Drug', false, 'Infections', 'Pneumonia', '2024-03-01', '2024-03-01', true, NULL),
	('T', '02', '1', 'a', 'Drug', false, 'Infections', 'Pneumonia', '2025', '2025-05-31', true, '[2025-05-31,2025-06-20)'),
	('T', '02', '1', 'a', 'Drug', false, 'Infections', 'Pneumonia', '2025-05-29', '2025-05-31', true, '[2025-06-20,)'),
	('T', '03', '1', 'a', 'Placebo', true, 'Injury', 'Fall', '2024-05', '2024-06-03', true, NULL),
	('T', '04', '1', 'a', 'Placebo', false, 'Injury', 'Fall', '2025-01-05', '2025-01-07', false, NULL),
	('T', '04', '2', 'b', 'Placebo', false, 'Injury', 'Fall', '1999', '2025-01-07', true, NULL);
CREATE TEMP TABLE args AS SELECT date '2024-01-15' AS dibd, daterange '[2024-06-01,2025-06-01)' AS period;

-- exposure
CREATE TEMP TABLE exposure AS SELECT e.* FROM args, dsur_exposure('w', dibd, period) e;
SELECT results_eq($$SELECT arm, band, subjects_interval, person_days_interval, subjects_cumulative, person_days_cumulative FROM exposure WHERE sex = 'ALL'$$, $$VALUES
	('Drug', '[0d,28d)', 0::bigint, 0::bigint, 0::bigint, 0::bigint), ('Drug', '[28d,2y)', 1, 262, 1, 262), ('Drug', '[2y,12y)', 2, 195, 2, 316),
	('Drug', '[12y,18y)', 1, 182, 1, 182), ('Drug', '[18y,)', 0, 0, 0, 0), ('Drug', 'TOTAL', 2, 639, 2, 760),
	('Placebo', '[0d,28d)', 0, 0, 0, 0), ('Placebo', '[28d,2y)', 0, 0, 0, 0), ('Placebo', '[2y,12y)', 0, 0, 0, 0),
	('Placebo', '[12y,18y)', 1, 304, 1, 304), ('Placebo', '[18y,)', 0, 0, 0, 0), ('Placebo', '[2y,18y)', 1, 122, 1, 214), ('Placebo', 'TOTAL', 2, 426, 2, 518),
	('ALL', '[0d,28d)', 0, 0, 0, 0), ('ALL', '[28d,2y)', 1, 262, 1, 262), ('ALL', '[2y,12y)', 2, 195, 2, 316),
	('ALL', '[12y,18y)', 2, 486, 2, 486), ('ALL', '[18y,)', 0, 0, 0, 0), ('ALL', '[2y,18y)', 1, 122, 1, 214), ('ALL', 'TOTAL', 4, 1065, 4, 1278)$$,
	'exposure by arm: every band of the scheme, the wider one where it holds somebody, subjects once in TOTAL');
SELECT results_eq($$SELECT sex, subjects_cumulative, person_days_cumulative FROM exposure WHERE arm = 'ALL' AND band = 'TOTAL'$$,
	$$VALUES ('F', 2::bigint, 790::bigint), ('M', 2, 488), ('ALL', 4, 1278)$$, 'by sex');
SELECT is_empty($$SELECT * FROM exposure WHERE person_years_cumulative <> person_days_cumulative / 365.25::float8 OR person_years_interval <> person_days_interval / 365.25::float8 OR by_value <> 'ALL'$$, 'person-years are days / 365.25');
SELECT results_eq($$SELECT DISTINCT band, band_no FROM exposure ORDER BY band_no$$, $$VALUES ('[0d,28d)', 1), ('[28d,2y)', 2), ('[2y,12y)', 3), ('[12y,18y)', 4), ('[18y,)', 5), ('[2y,18y)', 6), ('TOTAL', 999)$$, 'band_no');
SELECT results_eq($$SELECT by_value, subjects_cumulative FROM args, dsur_exposure('w', dibd, period, by => 'race') WHERE arm = 'ALL' AND sex = 'ALL' AND band = 'TOTAL'$$,
	$$VALUES ('ASIAN', 2::bigint), ('WHITE', 1), ('UNKNOWN', 1), ('ALL', 4)$$, 'by another column of subject');
SELECT results_eq($$SELECT by_value, sex, arm, count(*)::int FROM args, dsur_exposure('w', dibd, period, by => 'country') GROUP BY 1, 2, 3 HAVING count(*) NOT BETWEEN 6 AND 7$$,
	$$SELECT NULL::text, NULL::text, NULL::text, 0 WHERE false$$, 'and every value, sex and arm has its bands');
SELECT results_eq($$SELECT band, subjects_interval FROM args, dsur_exposure('w', dibd, period, '0d,2y') WHERE arm = 'ALL' AND sex = 'ALL'$$, $$VALUES ('[0d,2y)', 1::bigint), ('[2y,)', 4), ('TOTAL', 4)$$, 'another scheme');
SELECT throws_ok($$SELECT * FROM dsur_exposure('w', '2024-01-15', '[2024-06-01,2025-06-01)', by => 'site')$$, '42703', 'view subject of schema "w" has no column "site"', 'an unknown column');

-- serious adverse events
CREATE TEMP TABLE sae AS SELECT s.* FROM args, dsur_sae('w', dibd, period) s;
SELECT results_eq($$SELECT soc, pt, arm, band, events_interval, cases_interval, subjects_interval, events_cumulative, cases_cumulative, subjects_cumulative, undetermined_interval, undetermined_cumulative, undetermined
		FROM sae WHERE events_cumulative + undetermined > 0 AND (arm <> 'ALL' OR soc = 'ALL')$$, $$VALUES
	('Infections', 'Pneumonia', 'Drug', '[2y,12y)', 1::bigint, 1::bigint, 1::bigint, 2::bigint, 2::bigint, 1::bigint, 0::bigint, 0::bigint, 0::bigint),
	('Infections', 'Pneumonia', 'Drug', '[28d,12y)', 0, 0, 0, 0, 0, 0, 1, 1, 1),
	('Infections', 'Pneumonia', 'Drug', 'TOTAL', 1, 1, 1, 2, 2, 1, 1, 1, 1),
	('Infections', 'Sepsis', 'Drug', '[12y,18y)', 1, 1, 1, 1, 1, 1, 0, 0, 0),
	('Infections', 'Sepsis', 'Drug', 'TOTAL', 1, 1, 1, 1, 1, 1, 0, 0, 0),
	('Infections', 'ALL', 'Drug', '[2y,12y)', 1, 1, 1, 2, 2, 1, 0, 0, 0),
	('Infections', 'ALL', 'Drug', '[12y,18y)', 1, 1, 1, 1, 1, 1, 0, 0, 0),
	('Infections', 'ALL', 'Drug', '[28d,12y)', 0, 0, 0, 0, 0, 0, 1, 1, 1),
	('Infections', 'ALL', 'Drug', 'TOTAL', 2, 1, 1, 3, 2, 1, 1, 1, 1),
	('Injury', 'Fall', 'Placebo', '(,0d)', 0, 0, 0, 1, 1, 1, 0, 0, 0),
	('Injury', 'Fall', 'Placebo', 'TOTAL', 0, 0, 0, 1, 1, 1, 0, 0, 0),
	('Injury', 'Fall', 'BLINDED', '[2y,18y)', 0, 0, 0, 1, 1, 1, 0, 0, 0),
	('Injury', 'Fall', 'BLINDED', 'TOTAL', 0, 0, 0, 1, 1, 1, 0, 0, 0),
	('Injury', 'ALL', 'Placebo', '(,0d)', 0, 0, 0, 1, 1, 1, 0, 0, 0),
	('Injury', 'ALL', 'Placebo', 'TOTAL', 0, 0, 0, 1, 1, 1, 0, 0, 0),
	('Injury', 'ALL', 'BLINDED', '[2y,18y)', 0, 0, 0, 1, 1, 1, 0, 0, 0),
	('Injury', 'ALL', 'BLINDED', 'TOTAL', 0, 0, 0, 1, 1, 1, 0, 0, 0),
	('ALL', 'ALL', 'Drug', '[2y,12y)', 1, 1, 1, 2, 2, 1, 0, 0, 0),
	('ALL', 'ALL', 'Drug', '[12y,18y)', 1, 1, 1, 1, 1, 1, 0, 0, 0),
	('ALL', 'ALL', 'Drug', '[28d,12y)', 0, 0, 0, 0, 0, 0, 1, 1, 1),
	('ALL', 'ALL', 'Drug', 'TOTAL', 2, 1, 1, 3, 2, 1, 1, 1, 1),
	('ALL', 'ALL', 'Placebo', '(,0d)', 0, 0, 0, 1, 1, 1, 0, 0, 0),
	('ALL', 'ALL', 'Placebo', 'TOTAL', 0, 0, 0, 1, 1, 1, 0, 0, 0),
	('ALL', 'ALL', 'BLINDED', '[2y,18y)', 0, 0, 0, 1, 1, 1, 0, 0, 0),
	('ALL', 'ALL', 'BLINDED', 'TOTAL', 0, 0, 0, 1, 1, 1, 0, 0, 0),
	('ALL', 'ALL', 'ALL', '(,0d)', 0, 0, 0, 1, 1, 1, 0, 0, 0),
	('ALL', 'ALL', 'ALL', '[2y,12y)', 1, 1, 1, 2, 2, 1, 0, 0, 0),
	('ALL', 'ALL', 'ALL', '[12y,18y)', 1, 1, 1, 1, 1, 1, 0, 0, 0),
	('ALL', 'ALL', 'ALL', '[28d,12y)', 0, 0, 0, 0, 0, 0, 1, 1, 1),
	('ALL', 'ALL', 'ALL', '[2y,18y)', 0, 0, 0, 1, 1, 1, 0, 0, 0),
	('ALL', 'ALL', 'ALL', 'TOTAL', 2, 1, 1, 5, 4, 3, 1, 1, 1)$$, 'serious events: placed by onset, by the age at onset; one case of two events; the blind stays');
SELECT bag_eq($$SELECT soc, pt, arm, count(*)::int FROM sae WHERE band ~ '^TOTAL|^.0d,28d|^.28d,2y|^.2y,12y|^.12y,18y|^.18y' GROUP BY 1, 2, 3$$,
	$$SELECT t.*, a, 6 FROM (VALUES ('Infections', 'Pneumonia'), ('Infections', 'Sepsis'), ('Infections', 'ALL'), ('Injury', 'Fall'), ('Injury', 'ALL'), ('ALL', 'ALL')) t,
	  unnest('{ALL,BLINDED,Drug,Placebo}'::text[]) a$$, 'the zero grid: every term with every arm and band');
SELECT results_eq($$SELECT events_interval, events_cumulative, undetermined FROM args, dsur_sae('w', dibd, period, as_of => '2025-06-20') WHERE soc = 'ALL' AND arm = 'ALL' AND band = 'TOTAL'$$,
	$$VALUES (3::bigint, 6::bigint, 0::bigint)$$, 'as of a later day the follow-up is known');
SELECT results_eq($$SELECT band, events_interval, events_cumulative, undetermined FROM args, dsur_sae('w', dibd, period, by_receipt => true) WHERE soc = 'ALL' AND arm = 'ALL' AND events_cumulative > 0$$,
	$$VALUES ('(,0d)', 1::bigint, 1::bigint, 0::bigint), ('[2y,12y)', 1, 2, 0), ('[28d,12y)', 1, 1, 0), ('[2y,18y)', 1, 1, 0), ('TOTAL', 4, 5, 0)$$, 'by receipt: another day, the same age');

INSERT INTO w.event (study_id, subject_id, event_id, pt, onset, serious) VALUES ('T', '01', 'm', 'Rash', '2024---25', true);
SELECT results_eq($$SELECT undetermined_interval, undetermined_cumulative FROM dsur_sae('w', '2024-01-15', '[2024-06-01,2024-06-15)') WHERE pt = 'Rash' AND band = 'TOTAL' AND arm = 'ALL'$$, $$VALUES (0::bigint, 1::bigint)$$, 'a day without its month is twelve days, of which none may lie in a period');
SELECT results_eq($$SELECT undetermined_interval, undetermined_cumulative FROM dsur_sae('w', '2024-01-15', '[2024-06-01,2024-06-26)') WHERE pt = 'Rash' AND band = 'TOTAL' AND arm = 'ALL'$$, $$VALUES (1::bigint, 1::bigint)$$, 'or one');
DELETE FROM w.event WHERE event_id = 'm';

INSERT INTO w.event (study_id, subject_id, event_id, arm, blinded, soc, pt, onset, received, serious) VALUES
	('T', '01', 'm', 'Drug', false, 'Skin', 'Rash', '2024-07-01', '2024-07-02', true), ('T', '01', 'm', 'Drug', true, 'Other', 'Itch', '2024-07-01', '2024-07-02', true);
SELECT results_eq($$SELECT soc, arm, events_interval FROM args, dsur_sae('w', dibd, period) WHERE pt IN ('Rash', 'Itch') AND arm <> 'ALL' AND band = 'TOTAL' AND events_interval > 0$$,
	$$VALUES ('Other', 'BLINDED', 1::bigint)$$, 'of two rows of one event and day the blinded one stands');
SELECT results_eq($$SELECT source_row ->> 'pt', in_interval FROM args, dsur_explain('w', dibd, period, soc => 'Other') WHERE row_id = 'm'$$, $$VALUES ('Rash', false), ('Itch', true)$$, 'there too');
DELETE FROM w.event WHERE event_id = 'm';

-- rates
CREATE TEMP TABLE rate AS SELECT r.* FROM args, dsur_rates('w', dibd, period, reference => '[2y,12y)') r;
SELECT results_eq($$SELECT soc, pt, arm, band, events_interval, events_cumulative FROM rate WHERE band <> '[2y,18y)' OR events_cumulative > 0$$,
	$$SELECT soc, pt, arm, band, events_interval, events_cumulative FROM sae WHERE band NOT IN ('[28d,12y)') AND (band <> '[2y,18y)' OR events_cumulative > 0)$$, 'rates have the rows and events of dsur_sae');
-- 01 has a first Pneumonia on 2024-03-01 (its 30th day) and in the interval on 2024-11-30 (its 183rd)
SELECT results_eq($$SELECT band, first_subjects_interval, round(first_person_years_interval * 365.25)::int, first_subjects_cumulative, round(first_person_years_cumulative * 365.25)::int
	FROM rate WHERE pt = 'Pneumonia' AND arm = 'Drug' AND band NOT IN ('[0d,28d)', '[18y,)')$$,
	$$VALUES ('[28d,2y)', 0::bigint, 262, 0::bigint, 262), ('[2y,12y)', 1, 195, 1, 42), ('[12y,18y)', 0, 0, 0, 0), ('TOTAL', 1, 457, 1, 304)$$, 'first events, and the time to them with its last day');
SELECT results_eq($$SELECT band, off_exposure_cumulative FROM rate WHERE soc = 'ALL' AND arm = 'ALL' AND off_exposure_cumulative > 0$$, $$VALUES ('(,0d)', 1::bigint), ('TOTAL', 1)$$, 'off exposure');
SELECT results_eq($$SELECT rate_cumulative, rate_lower_cumulative, rate_upper_cumulative, first_rate_cumulative FROM rate WHERE pt = 'Pneumonia' AND arm = 'Drug' AND band = '[2y,12y)'$$,
	$$SELECT a.rate * 100, a.lower * 100, a.upper * 100, f.rate * 100 FROM rate_ci(2, 316 / 365.25) a, rate_ci(1, 42 / 365.25) f$$, 'per 100 person-years, Garwood');
SELECT results_eq($$SELECT band, ratio_cumulative, ratio_lower_cumulative, ratio_upper_cumulative FROM rate WHERE soc = 'ALL' AND arm = 'ALL' AND band IN ('[28d,2y)', '[2y,12y)', '[12y,18y)', 'TOTAL')$$,
	$$VALUES ('[28d,2y)', (rate_ratio_ci(0, 262, 2, 316)).ratio, (rate_ratio_ci(0, 262, 2, 316)).lower, (rate_ratio_ci(0, 262, 2, 316)).upper), ('[2y,12y)', NULL, NULL, NULL),
	('[12y,18y)', (rate_ratio_ci(1, 486 / 365.25, 2, 316 / 365.25)).ratio, (rate_ratio_ci(1, 486 / 365.25, 2, 316 / 365.25)).lower, (rate_ratio_ci(1, 486 / 365.25, 2, 316 / 365.25)).upper), ('TOTAL', NULL, NULL, NULL)$$, 'the ratio to a reference band; none to itself');
SELECT is_empty($$SELECT * FROM rate WHERE arm = 'BLINDED' AND (person_years_cumulative <> 0 OR rate_cumulative IS NOT NULL OR first_rate_interval IS NOT NULL)$$, 'no time, no rate');
SELECT results_eq($$SELECT count(*)::int FROM args, dsur_rates('w', dibd, period) WHERE ratio_cumulative IS NOT NULL AND band = '[12y,18y)'$$, 'VALUES (0)', 'the reference is by default the band of 17 years');
SELECT throws_ok($$SELECT * FROM dsur_rates('w', '2024-01-15', '[2024-06-01,2025-06-01)', reference => '[1y,2y)')$$, '22023', 'reference "[1y,2y)" is not a band of the scheme ich-e11', 'a band of another scheme');

-- age flow
SELECT results_eq($$SELECT band_entry, band_dlp, subjects_interval, person_days_interval, subjects_cumulative, person_days_cumulative FROM args, dsur_age_flow('w', dibd, period) WHERE subjects_cumulative > 0$$, $$VALUES
	('[28d,2y)', '[2y,12y)', 1::bigint, 274::bigint, 1::bigint, 274::bigint), ('[28d,2y)', 'TOTAL', 1, 274, 1, 274),
	('[2y,12y)', '[12y,18y)', 1, 365, 1, 486), ('[2y,12y)', 'TOTAL', 1, 365, 1, 486),
	('[12y,18y)', '[12y,18y)', 1, 304, 1, 304), ('[12y,18y)', 'TOTAL', 1, 304, 1, 304),
	('[2y,18y)', '[12y,18y)', 1, 122, 1, 214), ('[2y,18y)', 'TOTAL', 1, 122, 1, 214),
	('TOTAL', '[2y,12y)', 1, 274, 1, 274), ('TOTAL', '[12y,18y)', 3, 791, 3, 1004), ('TOTAL', 'TOTAL', 4, 1065, 4, 1278)$$, 'age at entry and at the data lock point');

-- reconciliation
SELECT results_eq($$SELECT * FROM args, LATERAL dsur_reconciliation('w', dibd, period) OFFSET 0$$, $$SELECT a.*, v.* FROM args a, (VALUES
	('subjects', 'in', NULL, 5::bigint, 5::bigint), ('subjects', 'counted', 'exposed', 4, 4), ('subjects', 'excluded', 'exposed neither in nor before the period', 1, 1), ('subjects', 'balance', NULL, 0, 0),
	('exposures', 'in', NULL, 5, 5), ('exposures', 'counted', 'in the period', 5, 5), ('exposures', 'balance', NULL, 0, 0),
	('person_days', 'in', NULL, 1082, 1295), ('person_days', 'counted', 'in the period', 1065, 1278), ('person_days', 'excluded', 'a day that another row has too', 17, 17), ('person_days', 'balance', NULL, 0, 0),
	('events', 'in', NULL, 7, 7), ('events', 'counted', 'serious', 2, 4), ('events', 'counted', 'serious; onset before birth', 0, 1),
	('events', 'excluded', 'not serious', 1, 1), ('events', 'excluded', 'onset before the period', 3, 0),
	('events', 'excluded', 'onset partial: may lie in the period or not', 1, 1), ('events', 'balance', NULL, 0, 0),
	('cases', 'in', NULL, 6, 6), ('cases', 'counted', 'serious', 1, 3), ('cases', 'counted', 'serious; onset before birth', 0, 1),
	('cases', 'excluded', 'not serious', 1, 1), ('cases', 'excluded', 'onset before the period', 3, 0), ('cases', 'excluded', 'onset partial: may lie in the period or not', 1, 1), ('cases', 'balance', NULL, 0, 0)
	) v$$, 'the reconciliation');

SELECT results_eq($$SELECT line, reason, n_interval FROM args, dsur_reconciliation('w', dibd, period, as_of => '2025-06-20') WHERE unit = 'events' AND (line = 'in' OR reason ~ 'version')$$,
	$$VALUES ('in', NULL, 8::bigint), ('excluded', 'not the version valid on that day', 1)$$, 'a later day knows a later version');

-- the rows behind a cell
SELECT results_eq($$SELECT subject_id, row_id, row_band, in_interval, in_cumulative, reason, source_row ->> 'pt' FROM args, dsur_explain('w', dibd, period, soc => 'Infections', pt => 'Pneumonia')$$, $$VALUES
	('01', '1', '[2y,12y)', true, true, 'onset 2024-11-30, age then [2y,12y); in the period and cumulatively; case a', 'Pneumonia'),
	('01', '3', '[2y,12y)', false, true, 'onset 2024-03-01, age then [2y,12y); cumulatively; case b', 'Pneumonia'),
	('02', '1', '[28d,12y)', NULL, NULL, 'onset 2025, age then [28d,12y); undetermined; case a', 'Pneumonia')$$, 'of dsur_sae');
SELECT results_eq($$SELECT subject_id, person_days_interval, person_days_cumulative FROM args, dsur_explain('w', dibd, period, report => 'dsur_exposure', arm => 'Drug', sex => 'F', band => '[2y,12y)')$$,
	$$VALUES ('01', 183::bigint, 304::bigint)$$, 'of dsur_exposure');
SELECT throws_ok($$SELECT * FROM dsur_explain('w', '2024-01-15', '[2024-06-01,2025-06-01)', report => 'dsur_deaths')$$, '22023', 'no report "dsur_deaths" can be explained', 'another report');
SELECT throws_ok($$SELECT * FROM dsur_explain('w', '2024-01-15', '[2024-06-01,2025-06-01)', sex => 'F')$$, '22023', 'dsur_sae has no rows by sex', 'a coordinate that it does not have');

-- the band of a partial day with gestation is that of the time round it
SELECT is(dsur_band('2024-01-10', '30+0', '2024-02', 'ema-p4')::text, 'preterm [0d,pma44w)', 'all possible days are of one band');
SELECT is(dsur_band('2024-01-10', '30+0', '2024-01', 'ema-p4')::text, 'preterm [0d,pma44w)', 'possible days before birth do not count');
SELECT is(dsur_band('2024-01-10', '30+0', '2023', 'ema-p4')::text, '(,0d)', 'but where there are no others');
SELECT is(dsur_band('2024-01-10', NULL, '2024-02', 'ema-p4'), age_band('2024-01-10'::partial_date, '2024-02'::partial_date, 'ema-p4'), 'maturity unknown');
SELECT is(dsur_band(NULL, '30+0', '2024-02', 'ema-p4')::text, '(,)', 'birth unknown');
SELECT results_eq($$SELECT b, d FROM generate_series(1, 60) n, LATERAL (SELECT dsur_band('2024-01', '31+2', (date '2024-02-15' + n)::partial_date, 'ema-p4')::text AS b,
	(SELECT band::text FROM unnest(person_time('2024-01'::partial_date, '31+2'::gestational_age, daterange(date '2024-02-15' + n, date '2024-02-16' + n), 'ema-p4')) WHERE person_days > 0) AS d) x WHERE b <> d$$,
	$$SELECT ''::text, ''::text WHERE false$$, 'the same as that of the day in person_time');

-- views of the reports
SELECT results_eq($$SELECT count(*) > 8, bool_and(definition LIKE 'SELECT %') FROM args, dsur_views('w', 'bi', dibd, period)$$, 'VALUES (true, true)', 'dsur_views');
SELECT results_eq('SELECT * FROM bi.dsur_exposure', 'SELECT * FROM exposure', 'a view is its report');
SELECT results_eq($$SELECT birth, birth_earliest, birth_latest FROM bi.subject_text WHERE subject_id = '03'$$, $$VALUES ('2012', date '2012-01-01', date '2012-12-31')$$, 'types as text, with the days that they can be');
GRANT SELECT ON bi.dsur_sae TO public;
SELECT lives_ok($$SELECT dsur_views('w', 'bi', '2024-01-15', '[2024-06-01,2025-06-01)', 'fda-cder')$$, 'made anew');
SELECT ok((SELECT relacl::text LIKE '%{=r/%' OR relacl::text LIKE '%,=r/%' FROM pg_class WHERE oid = 'bi.dsur_sae'::regclass), 'and keep their privileges');
DROP VIEW bi.dsur_sae;
CREATE TABLE bi.dsur_sae ();
SELECT throws_ok($$SELECT dsur_views('w', 'bi', '2024-01-15', '[2024-06-01,2025-06-01)')$$, '42P07', 'schema "bi" has relations that dsur_views did not make: dsur_sae', 'nothing of another is touched');

SELECT * FROM finish();
ROLLBACK;
