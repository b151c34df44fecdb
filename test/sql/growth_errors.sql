-- SPDX-License-Identifier: PostgreSQL
-- Words that growth references do not know: the message names the word, the hint those that there are.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
SET lc_messages = 'C';
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
BEGIN;
CREATE FUNCTION pg_temp.said(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE code text; message text; hint text;
BEGIN
	EXECUTE command;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', code, message, nullif(hint, ''));
END $$;
SELECT plan(25);

SELECT is(pg_temp.said('SELECT ' || c), m, c) FROM (VALUES
	($$growth_z('wt', 'M', 0, 3)$$, '22023 | unknown measure: "wt" | Use weight (kg), length (lying, cm), height (standing, cm), bmi (kg/m2) or head (circumference, cm).'),
	($$growth_z('Weight', 'M', 0, 3)$$, '22023 | unknown measure: "Weight" | Use weight (kg), length (lying, cm), height (standing, cm), bmi (kg/m2) or head (circumference, cm).'),
	($$growth_z('', 'M', 0, 3)$$, '22023 | unknown measure: "" | Use weight (kg), length (lying, cm), height (standing, cm), bmi (kg/m2) or head (circumference, cm).'),
	($$growth_z('weight', 'U', 0, 3)$$, '22023 | unknown sex: "U" | Use M or F; if it is not known, pass NULL.'),
	($$growth_z('weight', 'm', 0, 3)$$, '22023 | unknown sex: "m" | Use M or F; if it is not known, pass NULL.'),
	($$growth_z('weight', '', 0, 3)$$, '22023 | unknown sex: "" | Use M or F; if it is not known, pass NULL.'),
	($$growth_z('weight', 'M', 0, 3, 'WHO')$$, '22023 | unknown growth reference by age: "WHO" | Use who or cdc; fenton2013 and intergrowth21 take a postmenstrual age, of type gestational_age.'),
	($$growth_z('weight', 'M', 0, 3, 'fenton2013')$$, '22023 | unknown growth reference by age: "fenton2013" | Use who or cdc; fenton2013 and intergrowth21 take a postmenstrual age, of type gestational_age.'),
	($$growth_z('weight', 'M', '40+0'::gestational_age, 3, 'who')$$, '22023 | unknown growth reference by postmenstrual age: "who" | Use fenton2013 or intergrowth21; who and cdc take an age in days.'),
	($$growth_z('weight', 'M', '40+0'::gestational_age, 3, 'fenton')$$, '22023 | unknown growth reference by postmenstrual age: "fenton" | Use fenton2013 or intergrowth21; who and cdc take an age in days.'),
	($$weight_for_length_z('M', 80, 10, 'cdc')$$, '22023 | unknown growth reference of weight by length: "cdc" | Use who.'),
	($$weight_for_height_z('M', 80, 10, 'x')$$, '22023 | unknown growth reference of weight by length: "x" | Use who.'),
	($$weight_for_length_z('boy', 80, 10)$$, '22023 | unknown sex: "boy" | Use M or F; if it is not known, pass NULL.'),
	($$growth_value('wt', 'M', 0, 0)$$, '22023 | unknown measure: "wt" | Use weight (kg), length (lying, cm), height (standing, cm), bmi (kg/m2) or head (circumference, cm).'),
	($$growth_value('weight', 'X', '40+0'::gestational_age, 0, 'fenton2013')$$, '22023 | unknown sex: "X" | Use M or F; if it is not known, pass NULL.'),
	($$growth_status('weight', 'M', 0, 3, 'x')$$, '22023 | unknown growth reference by age: "x" | Use who or cdc; fenton2013 and intergrowth21 take a postmenstrual age, of type gestational_age.'),
	($$growth_status('weight', 'M', 0, 3, 'x', true)$$, '22023 | unknown growth reference by age: "x" | Use who or cdc; fenton2013 and intergrowth21 take a postmenstrual age, of type gestational_age.'),
	($$growth_status('weight', 'M', '40+0'::gestational_age, 3, 'x')$$, '22023 | unknown growth reference by postmenstrual age: "x" | Use fenton2013 or intergrowth21; who and cdc take an age in days.'),
	($$growth_z('weight', 'M', '45+0', '2020-01-01', '2020-02-01', 3)$$, '22023 | gestational age at birth must be from 20+0 to 44+6, not 45+0 | If the gestation at birth is not known, pass NULL.'),
	($$growth_z('weight', 'M', '34+0', 'infinity', '2020-02-01', 3)$$, '22008 | an age cannot be told from an infinite date | Pass a finite date, or NULL if it is not known.'),
	($$growth_z('weight', 'M', '34+0', '2020-01-01', '2020-02-01', 3, 'who', '2 y')$$, '22023 | invalid age: "2 y" | An age is digits and a unit, d, w, mo or y, without blanks or sign: 28d, 6w, 24mo, 8y.'),
	($$growth_z('weight', 'M', '34+0', '2020-01-01', '2020-02-01', 3, 'fenton2013')$$, '22023 | unknown growth reference by age: "fenton2013" | Use who or cdc; fenton2013 and intergrowth21 take a postmenstrual age, of type gestational_age.'),
	-- a word is looked at even where there is no z
	($$growth_z('weight', 'M', -1, 'NaN', 'x')$$, '22023 | unknown growth reference by age: "x" | Use who or cdc; fenton2013 and intergrowth21 take a postmenstrual age, of type gestational_age.'),
	-- the type of the third argument says which table is meant
	($$growth_z('weight', 'M', '40+0', 3, 'fenton2013')$$, '42725 | function growth_z(unknown, unknown, unknown, integer, unknown) is not unique | Could not choose a best candidate function. You might need to add explicit type casts.'),
	($$growth_z(repeat('w', 100000), 'M', 0, 3) IS NULL AND false$$, '22023 | unknown measure: "' || repeat('w', 100000) || '" | Use weight (kg), length (lying, cm), height (standing, cm), bmi (kg/m2) or head (circumference, cm).')) t(c, m);
SELECT * FROM finish();
ROLLBACK;
