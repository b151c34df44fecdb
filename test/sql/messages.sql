-- SPDX-License-Identifier: PostgreSQL
-- Bad input: the message names the literal, the detail the place, the hint what to do.
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
DECLARE code text; message text; detail text; hint text;
BEGIN
	EXECUTE command;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', code, message, nullif(detail, ''), nullif(hint, ''));
END $$;
SELECT plan(49);

SELECT is(pg_temp.said(c), m, c) FROM (VALUES
	($$SELECT age_reached('2020-01-01', '8 y')$$, '22023 | invalid age: "8 y" | The fault is at character 2. | An age is digits and a unit, d, w, mo or y, without blanks or sign: 28d, 6w, 24mo, 8y.'),
	($$SELECT age_reached('2020-01-01', '999999999999y')$$, '22003 | age out of range: "999999999999y" | An age has at most 2147483647 days or months, as a cut or bound 268435455.'),
	($$SELECT age_reached('5874000-01-01', '9999y')$$, '22008 | date out of range'),
	($$SELECT age_years('infinity', '2020-01-01')$$, '22008 | an age cannot be told from an infinite date | Pass a finite date, or NULL if it is not known.'),
	($$SELECT '2019-3-14'::partial_date$$, '22P02 | invalid input syntax for type partial_date: "2019-3-14" | The fault is at character 6. | Write 2019-03-14, 2019-03, 2019 or 2019---14 (month unknown), or as E2B does 20190314 or 201903; a time may follow a day.'),
	($$SELECT '2019-02-30'::partial_date$$, '22008 | there is no such date: "2019-02-30" | Leave out the part that is not known: 2019-03 or 2019.'),
	($$SELECT '2019-02'::partial_date::date$$, '22023 | partial_date "2019-02" is not complete | Use earliest(), latest() or impute(), which say what they do.'),
	($$SELECT impute('2019-02', 'random')$$, '22023 | unknown imputation rule: "random" | Use first, middle or last.'),
	($$SELECT impute('2019-02', 'first', '2020-01-01', '2020-02-01')$$, '22023 | no possible day of partial_date "2019-02" lies within the bounds | Widen the bounds, or leave the date as it is and work with its earliest and latest day.'),
	($$SELECT impute('2019-02', 'middle', '2019-02-16', '2020-02-01')$$, '22023 | the middle of partial_date "2019-02" lies outside the bounds | Use first or last, which are taken within the bounds, or widen them.'),
	($$SELECT '34'::gestational_age$$, '22P02 | invalid input syntax for type gestational_age: "34" | The fault is at character 3. | Write completed weeks and days of gestation as 34+5, 34w5d, 34w, 34 5/7 or 243d; the days are 0 to 6.'),
	($$SELECT ga_category('45+0')$$, '22023 | gestational age at birth must be from 20+0 to 44+6, not 45+0 | If the gestation at birth is not known, pass NULL.'),
	($$SELECT '0d,28d,1mo'::age_scheme$$, '22P02 | cuts of age scheme "0d,28d,1mo" do not rise for every birth | The fault is at character 8. | Each cut must be later than the one before it whatever the birth date: 28d and 1mo are the same day for a birth in February.'),
	($$SELECT '28d,2y'::age_scheme$$, '22P02 | age scheme "28d,2y" does not begin at 0d | The first cut is birth, written 0d: 0d,28d,2y.'),
	($$SELECT 'ich'::age_scheme$$, '22P02 | unknown age scheme: "ich" | Named schemes: ich-e11, ich-e11-16, ich-e11-17, ema-p4, fhir-ped, ctis, nmpa, fda-cder, fda-label, fda-device, nichd, eu-ethics-2017, empirica. Or spell the cuts out: 0d,28d,2y,12y,18y.'),
	($$SELECT '[2y,28d)'::age_band$$, '22P02 | there is no such age band: "[2y,28d)" | The lower bound must come before the upper one for every birth; only (,0d) and (,) have no lower bound; a maturity goes with a band from 0d on.'),
	($$SELECT age_band(-1, 'a')$$, '22023 | reported age must not be negative: -1'),
	($$SELECT age_band(1, 'jahr')$$, '22023 | unknown unit of age: "jahr" | Use one of a, mo, wk, d, h, {decade}; YEARS, MONTHS, WEEKS, DAYS, HOURS; YR, MON, WK, DY, HR, DEC, in any case.'),
	($$SELECT person_time(date '2020-01-01', daterange '[2020-01-01,)')$$, '22023 | exposure must have a beginning and an end: "[2020-01-01,)" | Intersect it with the reporting period: exposed * daterange ''[2024-06-01,2025-06-01)''.'),
	($$SELECT 'ich-e11; subjects=1; [0d,1mo)=1/1'::person_time$$, '22P02 | a band of person_time "ich-e11; subjects=1; [0d,1mo)=1/1" is not of its scheme or stands there twice | The fault is at character 22. | Only bands of the scheme, hulls of them, (,0d) and (,) can hold time; bands() lists a scheme''s bands.'),
	($$SELECT 'ich-e11; subjects=1; [0d,28d)=2/1'::person_time$$, '22P02 | counts of person_time "ich-e11; subjects=1; [0d,28d)=2/1" do not agree | The fault is at character 22. | In each band there is at least one subject, not more than in all, and each has at least one day.'),
	($$SELECT 'ich-e11; subjects=x'::person_time$$, '22P02 | invalid input syntax for type person_time: "ich-e11; subjects=x" | The fault is at character 19. | Write the scheme, the subjects in all, and for each band subjects/person-days: ich-e11; subjects=2; [0d,28d)=1/5; [28d,2y)=2/40'),
	($$SELECT '儿童'::age_band$$, '22P02 | invalid input syntax for type age_band: "儿童" | Write a band as [28d,2y), [18y,), (,0d) before birth, (,) unknown, or with a maturity: term [0d,28d), preterm [0d,pma44w).'),
	($$SELECT person_time(NULL::date, NULL::date, date '2020-01-01')$$, '22023 | exposure must have a beginning and an end: "(,2020-01-01)" | Intersect it with the reporting period: exposed * daterange ''[2024-06-01,2025-06-01)''.'),
	($$SELECT person_time(date '2020-01-01', date '2020-01-02', date '2020-01-01')$$, '22000 | exposure must not end before it begins | An exposure is [start, past): the day past is the first one without it.'),
	($$SELECT 'ich-e12; subjects=2; [0d,28d)=1/5'::person_time$$, '22P02 | unknown age scheme: "ich-e12" | Named schemes: ich-e11, ich-e11-16, ich-e11-17, ema-p4, fhir-ped, ctis, nmpa, fda-cder, fda-label, fda-device, nichd, eu-ethics-2017, empirica. Or spell the cuts out: 0d,28d,2y,12y,18y.'),
	($$SELECT 'ich-e11; subjects=99999999999999999999'::person_time$$, '22003 | a count of person_time is out of range: "ich-e11; subjects=99999999999999999999" | The fault is at character 19. | Counts end at 9223372036854775807.'),
	($$SELECT '0000'::partial_date$$, '22008 | year of a partial_date must be from 0001 to 9999: "0000"'),
	($$SELECT (date '10000-01-01')::partial_date$$, '22008 | date out of range for type partial_date | A partial_date is finite and of the years 0001 to 9999.'),
	($$SELECT '1000+0'::gestational_age$$, '22003 | gestational age out of range: "1000+0" | It lies between 0+0 and 999+6.'),
	($$SELECT postmenstrual_age('28+0', '2000-01-01', '2025-03-26')$$, '22003 | postmenstrual age out of range | It ends at 999+6, some 19 years after birth.'),
	($$SELECT * FROM age_split(NULL, daterange '[2024-01-01,2024-01-03)', 'ema-p4', '50+0')$$, '22023 | gestational age at birth must be from 20+0 to 44+6, not 50+0 | If the gestation at birth is not known, pass NULL.'),
	($$SELECT band_label('[28d,2y)', 'EN')$$, '22023 | unknown language of band labels: "EN" | Use en or zh.'),
	($$SELECT 'CN-2024'::consent_policy$$, '22023 | unknown consent policy: "CN-2024" | Named policies: CN-2025, CN-2016, US-404, US-405, US-406, US-407, EU-CTR, JP-GCP, AT, ICH-E11. Names are exact.'),
	($$SELECT 'CN-2025; guardian=2'::consent_policy$$, '22023 | unknown key in consent policy "CN-2025; guardian=2" | The fault is at character 10. | The keys are guardians, grace, majority and assent, in lower case.'),
	($$SELECT 'CN-2025; guardians=0'::consent_policy$$, '22023 | guardians must be a number from 1 to 99 in consent policy "CN-2025; guardians=0" | The fault is at character 20. | It is how many guardians have to agree: guardians=2.'),
	($$SELECT 'CN-2025; grace=2w'::consent_policy$$, '22023 | grace must be in days in consent policy "CN-2025; grace=2w" | The fault is at character 16. | Write it as 14d.'),
	($$SELECT 'CN-2025; majority=18'::consent_policy$$, '22023 | majority and assent must be ages in consent policy "CN-2025; majority=18" | The fault is at character 19. | Majority is an age above 0, such as 18y; assent an age, or none. An age is digits and a unit, d, w, mo or y, without blanks or sign: 28d, 6w, 24mo, 8y.'),
	($$SELECT 'CN-2025; assent=18y'::consent_policy$$, '22023 | the assent age is not below majority in consent policy "CN-2025; assent=18y" | It must be reached before majority whatever the birth date; write assent=none if no child has to agree.'),
	($$SELECT 'EU-CTR; guardians=2'::consent_policy$$, '22023 | consent policy "EU-CTR; guardians=2" sets no age from which the child agrees too | National law or the protocol does: write it, as in EU-CTR; assent=12y, or assent=none if no child has to agree.'),
	($$SELECT 'CN-2025; grace=1d; grace=1d'::consent_policy$$, '22P02 | a key stands twice in consent policy "CN-2025; grace=1d; grace=1d" | The fault is at character 20. | Write each key once.'),
	($$SELECT 'CN-2025;'::consent_policy$$, '22P02 | invalid input syntax for type consent_policy: "CN-2025;" | The fault is at character 9. | A policy is a name, then amendments, each after a semicolon: CN-2025; guardians=2; grace=14d; majority=16y; assent=7y. No blanks round the equals sign, nothing after the last value.'),
	($$SELECT consent_coverage('CN-2025', date '2015-01-01', date '2020-01-01', 'mother', 'consent')$$, '22023 | unknown signer: "mother" | A signer is one of guardian, subject, investigator, ethics.'),
	($$SELECT consent_coverage('CN-2025', date '2015-01-01', date '2020-01-01', 'guardian', 'signed')$$, '22023 | unknown act: "signed" | An act is one of consent, assent, dissent, withdraw, override, waive.'),
	($$SELECT consent_coverage('CN-2025', date '2015-01-01', NULL, 'guardian', 'consent')$$, '22004 | consent record has no signed_on | A record has signed_on, signer and act. A row without all three is no record and is skipped; a signature without a date cannot be placed.'),
	($$SELECT consent_coverage('CN-2025', date '2015-01-01', date 'infinity', 'guardian', 'consent')$$, '22008 | signed_on of a consent record must be a finite date'),
	($$SELECT consent_coverage(NULL, date '2015-01-01', date '2020-01-01', 'guardian', 'consent')$$, '22004 | consent policy must not be NULL | Name one: ''CN-2025''. consent_policies() lists them.'),
	($$SELECT consent_coverage('CN-2025', date '2015-01-01' + i, date '2020-01-01', 'guardian', 'consent') FROM generate_series(1, 2) i$$, '22023 | birth dates differ within one call of the aggregate | The records of one call are of one subject: group by subject.'),
	($$SELECT consent_coverage(p, date '2015-01-01', date '2020-01-01', 'guardian', 'consent') FROM unnest('{CN-2025,CN-2016}'::consent_policy[]) p$$, '22023 | consent policies differ within one call of the aggregate | Judge each subject under one policy: group by subject and policy, or filter.')) v(c, m);
SELECT * FROM finish();
ROLLBACK;
