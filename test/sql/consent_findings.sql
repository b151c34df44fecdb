-- SPDX-License-Identifier: PostgreSQL
-- consent_findings, consent_due, consent_records: consent over the contract views.
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
SET timezone = 'UTC';
BEGIN;
SELECT plan(230);

-- The source: a schema with a name that has to be quoted.
\set source 'we"ird; drop'
CREATE SCHEMA :"source";
CREATE TABLE :"source".subject (study_id text, subject_id text, birth partial_date, enrolled date, ended date);
CREATE TABLE :"source".exposure (study_id text, subject_id text, during daterange);
CREATE TABLE :"source".consent (study_id text, subject_id text, signed_on date, signer text, signer_id text, act text, form_version text, recorded_at timestamptz);
CREATE TABLE :"source".form_version (study_id text, version text, effective_from date, superseded_on date, requires_reconsent boolean, approved_on date);
INSERT INTO :"source".form_version VALUES
	('T', 'v1', '2019-01-01', '2021-01-01', true,  '2018-12-01'),
	('T', 'v2', '2020-12-01', '2023-01-01', true,  '2020-11-15'),
	('T', 'v3', '2022-12-01', NULL,         false, '2022-11-01'),
	('T', 'v4', NULL,         NULL,         false, NULL);

-- A subject, its exposures and its log: records separated by "; ", each "date
-- signer[:id] act[/version] [+days until it is recorded]"; version v1 and recorded
-- at once unless said; "-" is NULL.
CREATE FUNCTION pg_temp.add(id text, birth partial_date, exposed text, log text, enrolled date DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "we""ird; drop".subject VALUES ('T', id, birth, enrolled, NULL);
	INSERT INTO "we""ird; drop".exposure SELECT 'T', id, d FROM unnest(exposed::daterange[]) d;
	INSERT INTO "we""ird; drop".consent
	SELECT 'T', id, d, nullif(split_part(f[2], ':', 1), '-'), nullif(split_part(f[2], ':', 2), ''), nullif(split_part(f[3], '/', 1), '-'),
		CASE WHEN split_part(f[3], '/', 1) IN ('consent', 'assent') THEN coalesce(nullif(split_part(f[3], '/', 2), ''), 'v1') END,
		CASE WHEN f[4] = '-' THEN NULL ELSE coalesce(d, '2020-01-01') + coalesce(f[4]::int, 0) END
	FROM  (SELECT string_to_array(l, ' ') AS f FROM string_to_table(log, '; ') l) r, LATERAL (SELECT nullif(f[1], '-')::date AS d) s;
END $$;

SELECT pg_temp.add(i, b::partial_date, e, l, n::date) FROM (VALUES
	('ok',         '2015-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent', '2020-01-15'),
	('screened',   '2015-01-01', '{}', '2020-01-15 guardian:m consent; 2020-01-16 guardian:m withdraw', NULL),
	('later',      '2015-01-01', '{"[2023-07-01,)"}', '2023-06-30 guardian:m consent/v3', NULL),
	-- guardians
	('none',       '2015-01-01', '{"[2020-02-01,2020-03-01)"}', NULL, NULL),
	('late',       '2015-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-02-05 guardian:m consent', '2020-01-10'),
	('sameday',    '2015-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-02-01 guardian:m consent', NULL),
	('ahead',      '2015-01-01', '{"[2020-01-01,2020-03-01)"}', '2020-01-15 guardian:m consent -3', NULL),
	('late18',     '2002-02',    '{"[2020-02-10,2020-03-01)"}', '2020-02-10 subject consent; 2020-02-20 guardian:m consent', NULL),
	('enrolled',   '2015-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent', '2020-01-10'),
	('two',        '2015-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; 2020-01-15 guardian:f consent', NULL),
	('second',     '2015-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; 2020-02-10 guardian:f consent', NULL),
	('secondnull', '2015-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; 2020-02-10 guardian consent', NULL),
	('unborn',     '2020-02-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent', NULL),
	-- the child
	('own',        '2010-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; 2020-01-15 subject assent', NULL),
	('unsigned',   '2010-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent', NULL),
	('early',      '2012-02-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; 2020-01-15 subject assent', NULL),
	('turned8',    '2012-02-10', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; 2020-01-15 subject assent', NULL),
	('signed8',    '2012-02-10', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; 2020-02-10 subject assent', NULL),
	('perhaps8',   '2012',       '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent', NULL),
	('turned18',   '2002-02-10', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; 2020-01-15 subject assent', NULL),
	('signed18',   '2002-02-10', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; 2020-01-15 subject assent; 2020-02-10 subject consent', NULL),
	('perhaps18',  '2002-02',    '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; 2020-01-15 subject assent', NULL),
	('adult',      '2000-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-02-03 subject consent', NULL),
	('first',      '2010-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-12 guardian:m consent; 2020-01-10 subject assent', NULL),
	('adultfirst', '2000-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-10 subject consent; 2020-01-15 guardian:m consent', NULL),
	('renewed',    '2010-01-01', '{"[2020-02-01,2021-03-01)"}', '2020-01-12 guardian:m consent; 2020-01-12 subject assent; 2020-12-10 subject assent/v2; 2020-12-11 guardian:m consent/v2', NULL),
	-- forms
	('lapsed',     '2015-01-01', '{"[2020-12-01,2021-02-01)"}', '2020-06-01 guardian:m consent', NULL),
	('childlapsed','2010-01-01', '{"[2020-12-01,2021-02-01)"}', '2020-06-01 guardian:m consent; 2020-06-01 subject assent; 2020-12-15 guardian:m consent/v2; 2021-01-11 subject assent/v2', NULL),
	('open',       '2016-01-01', '{"[2022-12-01,2023-02-01)"}', '2022-06-01 guardian:m consent/v2', NULL),
	('tooearly',   '2015-01-01', '{"[2021-02-01,2021-03-01)"}', '2020-11-10 guardian:m consent/v2', NULL),
	('old',        '2015-01-01', '{"[2021-02-01,2021-03-01)"}', '2021-01-01 guardian:m consent/v1', NULL),
	('v9',         '2015-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent/v9', NULL),
	('v4',         '2015-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent/v4; 2020-01-20 guardian:m consent', NULL),
	('back',       '2015-01-01', '{"[2021-02-01,2021-03-01)"}', '2020-12-10 guardian:m consent/v2; 2020-12-20 guardian:m consent/v1; 2021-01-20 guardian:m consent/v2', NULL),
	('both',       '2015-01-01', '{"[2021-02-01,2021-03-01)"}', '2020-12-10 guardian:m consent/v2; 2020-12-10 guardian:m consent/v1', NULL),
	('apart',      '2016-01-01', '{"[2022-11-01,2023-02-01)"}', '2022-10-01 guardian:m consent/v2; 2022-12-10 guardian:f consent/v3', NULL),
	-- refusals, override, waiver
	('withdrew',   '2010-01-01', '{"[2020-02-01,2021-03-01)"}', '2020-01-15 guardian:m consent; 2020-01-15 subject assent; 2020-02-20 subject withdraw', NULL),
	('left',       '2010-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; 2020-01-15 subject assent; 2020-03-01 subject withdraw', NULL),
	('returned',   '2010-01-01', '{"[2020-02-01,2020-02-05)","[2020-02-20,2020-03-01)"}', '2020-01-15 guardian:m consent; 2020-01-15 subject assent; 2020-02-05 subject withdraw; 2020-02-20 subject assent', NULL),
	('taken',      '2015-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; 2020-02-20 guardian:m withdraw', NULL),
	('oneleft',    '2015-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; 2020-01-15 guardian:f consent; 2020-02-20 guardian:m withdraw', NULL),
	('dissented',  '2015-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; 2020-02-20 subject dissent', NULL),
	('overridden', '2015-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; 2020-02-20 subject dissent; 2020-02-20 investigator:i override', NULL),
	('nodissent',  '2015-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; 2020-02-20 investigator:i override', NULL),
	('waived',     '2010-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; 2020-01-10 ethics:e waive', NULL),
	('nowaiver',   '2010-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; 2020-01-10 investigator:i waive', NULL),
	('adultwaiver','2000-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 subject consent; 2020-01-10 ethics:e waive', NULL),
	-- births not known
	('unknown',    NULL,         '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent', NULL),
	('u-nobody',   NULL,         '{"[2020-02-01,2020-03-01)"}', NULL, NULL),
	('u-late',     NULL,         '{"[2020-02-01,2020-03-01)"}', '2020-02-05 guardian:m consent; 2020-01-10 subject consent', NULL),
	('u-lapsed',   NULL,         '{"[2020-12-01,2021-02-01)"}', '2020-06-01 guardian:m consent', NULL),
	('u-taken',    NULL,         '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; 2020-02-20 guardian:m withdraw', NULL),
	('u-override', NULL,         '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; 2020-02-20 subject dissent; 2020-02-20 investigator:i override', NULL),
	-- dates
	('nodate',     '2015-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; - guardian:f consent', NULL),
	('noact',      '2015-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; 2020-01-15 guardian:f -', NULL),
	('nosigner',   '2015-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; 2020-01-15 - consent', NULL),
	('parent',     '2015-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 parent:m consent', NULL),
	('infinite',   '2015-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; infinity guardian:f consent -', NULL),
	('future',     '2015-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent -3', NULL),
	('zone',       '2015-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent', NULL),
	('beforebirth','2019-06-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent; 2019-05-31 subject assent', NULL),
	('longbefore', '2020-02-01', '{"[2020-02-01,2020-03-01)"}', '2019-03-01 guardian:m consent', NULL),
	('perhapsborn','2019',       '{"[2020-02-01,2020-03-01)"}', '2019-06-01 guardian:m consent; 2019-06-01 subject assent', NULL),
	('entered',    '2015-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent 8', NULL),
	('unentered',  '2015-01-01', '{"[2020-02-01,2020-03-01)"}', '2020-01-15 guardian:m consent -', NULL),
	('afterwards', '2016-01-01', '{"[2023-02-01,2023-03-01)"}', '2023-01-15 guardian:m consent/v3 200', NULL)
	) v(i, b, e, l, n) \g /dev/null
UPDATE :"source".consent SET recorded_at = '2020-01-14 11:00 UTC' WHERE subject_id = 'zone';	-- the 15th at UTC+14
-- What belongs to nobody, or to a subject without a row or with two.
INSERT INTO :"source".exposure VALUES ('T', 'x-exposed', '[2020-02-01,2020-03-01)'), ('T', 'x-undated', NULL), ('T', NULL, '[2020-02-01,2020-03-01)');
INSERT INTO :"source".consent VALUES ('T', 'x-signed', '2020-01-15', 'guardian', 'm', 'consent', 'v1', '2020-01-15'), ('T', NULL, '2020-01-15', 'guardian', 'm', 'consent', 'v1', '2020-01-15'),
	('T', 'ok', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO :"source".subject VALUES ('T', 'x-undated', '2015-01-01'), ('T', 'x-twice', '2015-01-01'), ('T', 'x-twice', '2015-02-01'), ('T', 'x-same', '2015-01-01'), ('T', 'x-same', '2015-01-01');
INSERT INTO :"source".exposure VALUES ('T', 'x-twice', '[2020-02-01,2020-03-01)'), ('T', 'x-same', '[2020-02-01,2020-03-01)'), ('T', 'x-same', '[2020-02-20,2020-03-01)');
INSERT INTO :"source".consent SELECT 'T', i, '2020-01-15', 'guardian', 'm', 'consent', 'v1', '2020-01-15' FROM unnest('{x-twice,x-same}'::text[]) i;

-- ------------------------------------------------------------------ the table of checks
SELECT is((SELECT string_agg(check_id, ' ' ORDER BY n) FROM consent_checks() WITH ORDINALITY c(check_id, t, s, nd, cl, e, n)),
	(SELECT string_agg('C' || lpad(i::text, 2, '0'), ' ' ORDER BY i) FROM generate_series(1, 30) i), 'consent_checks: C01 to C30 in order');
SELECT is((SELECT string_agg(check_id, ' ' ORDER BY check_id) FROM consent_checks() WHERE evaluated),
	'C01 C02 C03 C04 C05 C06 C07 C08 C10 C13 C14 C16 C17 C19 C20 C22 C24', 'which are evaluated');
SELECT is((SELECT string_agg(severity || ' ' || n, ', ' ORDER BY severity) FROM (SELECT severity, count(*) n FROM consent_checks() GROUP BY 1) s),
	'error 19, info 2, warning 9', 'severities');
SELECT is_empty($$SELECT p.name, c.check_id FROM consent_policies() p, consent_checks((CASE WHEN assent IS NULL THEN name || '; assent=7y' ELSE name END)::consent_policy) c
	WHERE c.clause IS NULL OR c.title IS NULL OR c.needs IS NULL OR (c.clause !~ '\[(primary|secondary|memory)' AND c.clause <> 'the protocol')$$, 'every policy has a clause for each, with its confidence');
SELECT is((SELECT string_agg(clause, ' | ') FROM unnest('{CN-2025,CN-2016,US-405,AT}'::text[]) p, consent_checks(p::consent_policy) WHERE check_id = 'C02'),
	'CDE 2025 No. 21 (consent, child of 8 or older) [primary+secondary] | CFDA 2016 No. 48 (child of 10 or older) [secondary] | 45 CFR 46.408(a) [primary]; age 7 is common practice [secondary] | Austria, in surveys of national consent law (Lepola 2016, EnprEMA 2017) [secondary]',
	'the clause follows the policy');
SELECT is((SELECT string_agg(t::text, ' ') FROM unnest('{CN-2025,US-406,"CN-2025; guardians=3; grace=14d; majority=16y; assent=7y","EU-CTR; assent=none"}'::text[]) p, consent_policy_terms(p::consent_policy) t),
	'(1,0,8y,18y,t) (2,0,7y,18y,f) (3,14,7y,16y,t) (1,0,,18y,f)', 'consent_policy_terms');

-- ------------------------------------------------------------------ records
CREATE TEMP VIEW window_of AS SELECT subject_id, string_agg(coalesce(valid::text, 'NULL'), ' ' ORDER BY signed_on, signer, form_version) AS valid FROM consent_records(:'source') GROUP BY 1;
SELECT is((SELECT valid FROM window_of WHERE subject_id = i), w, 'window: ' || i) FROM (VALUES
	('ok',     '[2020-01-15,2021-01-01) NULL'),		-- the second is no consent
	('open',   '[2022-06-01,)'),
	('old',    'empty'),
	('v9',     'NULL'),
	('v4',     '[2020-01-15,) [2020-01-20,2021-01-01)'),
	('left',   '[2020-01-15,2021-01-01) [2020-01-15,2021-01-01) NULL'),
	('apart',  '[2022-10-01,) [2022-12-10,)'),
	('nodate', '[2020-01-15,2021-01-01) NULL')) v(i, w);
SELECT is((SELECT count(*) FROM consent_records(:'source')), (SELECT count(*) FROM :"source".consent), 'every row once');

-- ------------------------------------------------------------------ findings
CREATE TEMP TABLE found AS SELECT * FROM consent_findings(:'source', '2023-06-30') WITH ORDINALITY;
CREATE TEMP TABLE found2 AS SELECT * FROM consent_findings(:'source', '2023-06-30', 'CN-2025; guardians=2');

CREATE FUNCTION pg_temp.found(c text, i text) RETURNS text LANGUAGE sql AS
$$ SELECT string_agg(concat_ws(' ', outcome, CASE WHEN outcome = 'fail' AND severity = 'warning' THEN 'W' END, during), '; ' ORDER BY ordinality) FROM found WHERE check_id = c AND subject_id = i $$;

SELECT is(pg_temp.found(c, i), o, c || ' ' || i) FROM (VALUES
	('C01', 'ok', 'pass'), ('C01', 'sameday', 'pass'), ('C01', 'screened', 'pass'), ('C01', 'later', 'pass'), ('C01', 'adult', 'pass'), ('C01', 'unborn', 'pass'), ('C01', 'unknown', 'pass'),
	('C01', 'none', 'fail [2020-02-01,2020-03-01)'), ('C01', 'late', 'fail [2020-02-01,2020-02-05)'), ('C01', 'enrolled', 'fail W [2020-01-10,2020-01-15)'),
	('C01', 'late18', 'undetermined [2020-02-10,2020-02-20)'), ('C01', 'u-late', 'undetermined [2020-02-01,2020-02-05)'), ('C01', 'x-exposed', 'undetermined'), ('C01', 'x-signed', 'undetermined'),
	('C02', 'ok', 'pass'), ('C02', 'own', 'pass'), ('C02', 'withdrew', 'pass'), ('C02', 'waived', 'pass'), ('C02', 'turned8', 'pass'),
	('C02', 'unsigned', 'fail [2020-02-01,2020-03-01)'), ('C02', 'early', 'fail [2020-02-01,2020-03-01)'), ('C02', 'nowaiver', 'fail [2020-02-01,2020-03-01)'), ('C02', 'adult', 'fail [2020-02-01,2020-02-03)'),
	('C02', 'perhaps8', 'undetermined [2020-02-01,2020-03-01)'), ('C02', 'perhaps18', 'undetermined [2020-02-01,2020-03-01)'), ('C02', 'unknown', 'undetermined [2020-02-01,2020-03-01)'), ('C02', 'x-twice', 'undetermined [2020-02-01,2020-03-01)'),
	('C03', 'ok', 'pass'), ('C03', 'unsigned', 'pass'), ('C03', 'early', 'pass'), ('C03', 'signed8', 'pass'), ('C03', 'turned8', 'fail [2020-02-10,2020-03-01)'), ('C03', 'perhaps8', 'undetermined [2020-02-01,2020-03-01)'),
	('C04', 'own', 'pass'), ('C04', 'signed18', 'pass'), ('C04', 'turned18', 'fail [2020-02-10,2020-03-01)'), ('C04', 'perhaps18', 'undetermined [2020-02-01,2020-03-01)'),
	('C05', 'own', 'pass'), ('C05', 'adultfirst', 'pass'), ('C05', 'first', 'fail W [2020-01-10,2020-01-12)'), ('C05', 'renewed', 'pass'), ('C05', 'u-late', 'undetermined [2020-01-10,2020-02-05)'),
	('C06', 'own', 'pass'), ('C06', 'tooearly', 'fail [2020-11-10,2020-11-11)'), ('C06', 'old', 'fail [2021-01-01,2021-01-02)'), ('C06', 'v9', 'undetermined [2020-01-15,2020-01-16)'), ('C06', 'v4', 'undetermined [2020-01-15,2020-01-16)'),
	('C07', 'ok', 'pass'), ('C07', 'renewed', 'pass'), ('C07', 'open', 'pass'), ('C07', 'withdrew', 'pass'),
	('C07', 'lapsed', 'fail [2021-01-01,2021-02-01)'), ('C07', 'childlapsed', 'fail [2021-01-01,2021-01-11)'), ('C07', 'u-lapsed', 'undetermined [2021-01-01,2021-02-01)'),
	('C08', 'ok', 'pass'), ('C08', 'tooearly', 'fail [2020-11-10,2020-11-11)'), ('C08', 'v4', 'undetermined [2020-01-15,2020-01-16)'), ('C08', 'v9', 'undetermined [2020-01-15,2020-01-16)'),
	('C10', 'ok', 'pass'),
	('C13', 'ok', 'pass'), ('C13', 'unborn', 'pass'), ('C13', 'zone', 'pass'), ('C13', 'nodate', 'fail'), ('C13', 'infinite', 'fail'), ('C13', 'noact', 'fail [2020-01-15,2020-01-16)'), ('C13', 'nosigner', 'fail [2020-01-15,2020-01-16)'),
	('C13', 'parent', 'fail [2020-01-15,2020-01-16)'), ('C13', 'future', 'fail [2020-01-15,2020-01-16)'), ('C13', 'tooearly', 'fail [2020-11-10,2020-11-11)'),
	('C13', 'beforebirth', 'fail [2019-05-31,2019-06-01)'), ('C13', 'longbefore', 'fail [2019-03-01,2019-03-02)'), ('C13', 'perhapsborn', 'undetermined [2019-06-01,2019-06-02)'),
	('C13', 'unknown', 'undetermined [2020-01-15,2020-01-16)'), ('C13', 'x-signed', 'undetermined [2020-01-15,2020-01-16)'),
	('C14', 'ok', 'pass'), ('C14', 'entered', 'fail W [2020-01-15,2020-01-24)'), ('C14', 'unentered', 'undetermined [2020-01-15,2020-01-16)'),
	('C16', 'ok', 'pass'), ('C16', 'screened', 'pass'), ('C16', 'left', 'pass'), ('C16', 'returned', 'pass'), ('C16', 'oneleft', 'pass'),
	('C16', 'withdrew', 'fail [2020-02-20,2021-03-01)'), ('C16', 'taken', 'fail [2020-02-20,2020-03-01)'), ('C16', 'u-taken', 'undetermined [2020-02-20,2020-03-01)'),
	('C17', 'ok', 'pass'), ('C17', 'overridden', 'pass'), ('C17', 'withdrew', 'pass'), ('C17', 'dissented', 'fail [2020-02-20,2020-03-01)'), ('C17', 'u-override', 'undetermined [2020-02-20,2020-03-01)'),
	('C19', 'ok', 'pass'), ('C19', 'own', 'pass'), ('C19', 'later', 'pass'), ('C19', 'first', 'pass'), ('C19', 'waived', 'pass'), ('C19', 'overridden', 'pass'), ('C19', 'x-same', 'pass'),
	('C19', 'none', 'fail [2020-02-01,2020-03-01)'), ('C19', 'u-nobody', 'fail [2020-02-01,2020-03-01)'), ('C19', 'turned8', 'fail [2020-02-10,2020-03-01)'), ('C19', 'childlapsed', 'fail [2021-01-01,2021-01-11)'),
	('C19', 'perhaps8', 'undetermined [2020-02-01,2020-03-01)'), ('C19', 'unknown', 'undetermined [2020-02-01,2020-03-01)'), ('C19', 'x-exposed', 'undetermined'),
	('C19', 'x-undated', 'undetermined'), ('C19', 'x-twice', 'undetermined [2020-02-01,2020-03-01)'), ('C19', 'nodate', 'undetermined'), ('C19', 'parent', 'undetermined'), ('C19', 'infinite', 'undetermined'),
	('C19', 'afterwards', 'fail [2023-02-01,2023-03-01)'),
	('C20', 'own', 'pass'), ('C20', 'renewed', 'pass'), ('C20', 'back', 'fail W [2020-12-20,2020-12-21)'), ('C20', 'both', 'fail W [2020-12-10,2020-12-11)'), ('C20', 'apart', 'fail W [2023-01-01,2023-02-01)'),
	('C20', 'v4', 'undetermined [2020-01-15,2020-01-21)'),
	('C22', 'ok', 'pass'), ('C22', 'nodissent', 'fail W [2020-02-20,2020-02-21)'), ('C22', 'overridden', 'undetermined [2020-02-20,2020-02-21)'),
	('C24', 'ok', 'pass'), ('C24', 'nowaiver', 'fail [2020-01-10,2020-01-11)'), ('C24', 'adultwaiver', 'fail [2020-01-10,2020-01-11)'), ('C24', 'waived', 'undetermined [2020-01-10,2020-01-11)')
	) v(c, i, o);

-- two guardians
SELECT is((SELECT concat_ws(' ', outcome, during, message) FROM found2 WHERE check_id = 'C10' AND subject_id = i), o, 'C10 ' || i) FROM (VALUES
	('two', 'pass number of guardians'),
	('second', 'fail [2020-02-01,2020-02-10) guardians who consented on or before the first day of exposure, 2020-02-01: 1 of 2'),
	('secondnull', 'fail [2020-02-01,2020-02-10) guardians who consented on or before the first day of exposure, 2020-02-01: 1 of 2'),
	('ok', 'fail [2020-02-01,2020-03-01) guardians who consented on or before the first day of exposure, 2020-02-01: 1 of 2'),
	('unknown', 'undetermined [2020-02-01,2020-03-01) guardians who consented on or before the first day of exposure, 2020-02-01: 1 of 2; birth is not known'),
	('adult', 'pass number of guardians')) v(i, o);
SELECT is((SELECT string_agg(during::text, ' ') FROM found2 WHERE check_id = 'C16' AND subject_id = 'oneleft' AND outcome = 'fail'), '[2020-02-20,2020-03-01)', 'one of two who are needed leaves');

-- other policies
CREATE FUNCTION pg_temp.under(p consent_policy, c text, i text, as_of date DEFAULT '2023-06-30') RETURNS text LANGUAGE sql AS
$$ SELECT string_agg(concat_ws(' ', outcome, during), '; ') FROM consent_findings('we"ird; drop', as_of, p) WHERE check_id = c AND subject_id = i $$;
SELECT is(pg_temp.under('CN-2025; grace=10d', 'C03', 'turned8'), 'fail [2020-02-20,2020-03-01)', 'grace: after it');
SELECT is(pg_temp.under('CN-2025; grace=30d', 'C03', 'turned8'), 'pass', 'grace: as long as the exposure');
SELECT is(pg_temp.under('CN-2025; grace=30d', 'C02', 'early'), 'pass', 'one who begins inside the grace');
SELECT is(pg_temp.under('CN-2025; grace=10d', 'C04', 'turned18'), 'fail [2020-02-20,2020-03-01)', 'grace at majority');
SELECT is(pg_temp.under('CN-2025; grace=10d; guardians=2', 'C04', 'turned18'), 'fail [2020-02-10,2020-03-01)', 'but not if the guardians do not agree');
SELECT is(pg_temp.under('CN-2025; grace=10d', 'C02', 'early') || pg_temp.under('CN-2025; grace=10d', 'C03', 'early'), 'passfail [2020-02-11,2020-03-01)', 'and does not sign in it');
SELECT is(pg_temp.under('CN-2016', 'C02', 'turned8') || pg_temp.under('CN-2025; assent=none', 'C02', 'unsigned'), 'passpass', 'ages of the policy');
SELECT is(pg_temp.under('US-405', 'C22', 'overridden') || pg_temp.under('US-405', 'C17', 'overridden'), 'fail [2020-02-20,2020-02-21)fail [2020-02-20,2020-03-01)', 'a policy without override');

-- as_of
SELECT is(pg_temp.under('CN-2025', 'C19', 'withdrew', '2020-02-19') || pg_temp.under('CN-2025', 'C19', 'withdrew', '2020-02-20'), 'passfail [2020-02-20,2020-02-21)', 'as_of is the last day that is looked at');
SELECT is(pg_temp.under('CN-2025', 'C19', 'late', '2020-02-04'), 'fail [2020-02-01,2020-02-05)', 'what was signed later is not there yet');

SELECT is((SELECT message FROM consent_findings('we"ird; drop', '2020-01-13') WHERE check_id = 'C01' AND subject_id = 'ahead'), 'no guardian''s consent on or before the first day of exposure, 2020-01-01; nor later', 'nor is it named');
SELECT is(pg_temp.under('CN-2025', 'C01', 'ahead', '2020-01-13') || pg_temp.under('CN-2025', 'C13', 'ahead', '2020-01-13'), 'fail [2020-01-01,2020-01-14)fail [2020-01-15,2020-01-16)', 'a signature from the future is none, and reported');
SELECT is(pg_temp.under('CN-2025', 'C19', 'afterwards', '2024-01-01'), 'pass', 'what was recorded later neither');
SELECT is((SELECT outcome FROM consent_findings(:'source', '2023-06-30', entry_days => 8) WHERE check_id = 'C14' AND subject_id = 'entered'), 'pass', 'entry_days');

-- what belongs to the study
SELECT is((SELECT string_agg(check_id, ' ' ORDER BY check_id) FROM found WHERE subject_id IS NULL AND message LIKE 'not in the views: %' AND outcome = 'undetermined' AND study_id = 'T' AND during IS NULL),
	'C09 C11 C12 C15 C18 C21 C23 C25 C26 C27 C28 C29 C30', 'what the views cannot tell is undetermined, once a study');
SELECT is((SELECT string_agg(concat_ws(' ', check_id, outcome, message), '; ' ORDER BY ordinality) FROM found WHERE subject_id IS NULL AND message NOT LIKE 'not in%'),
	'C13 fail rows of consent without study_id or subject_id: 1; C13 fail rows of exposure without study_id or subject_id: 1; C19 undetermined exposure of nobody that is named: rows without study_id or subject_id', 'rows of nobody');
SELECT is_empty($$SELECT i, c FROM (SELECT DISTINCT subject_id FROM found WHERE subject_id IS NOT NULL) s(i), consent_checks() k(c, t, sv, n, cl, e)
	WHERE e AND (SELECT count(*) FROM found WHERE subject_id = i AND check_id = c) = 0$$, 'each subject has a row for each check');
SELECT is_empty($$SELECT check_id, subject_id FROM found GROUP BY 1, 2 HAVING count(*) > 1 AND bool_or(outcome <> 'fail') AND subject_id IS NOT NULL$$, 'and only one unless it fails');
SELECT is_empty($$SELECT * FROM found WHERE outcome IS NULL OR severity IS NULL OR message IS NULL OR clause IS NULL OR check_id IS NULL$$, 'nothing is NULL but study, subject and during');
SELECT is_empty($$SELECT check_id FROM consent_checks() WHERE evaluated AND check_id <> 'C10' AND NOT (SELECT array_agg(DISTINCT outcome ORDER BY outcome) = '{fail,pass,undetermined}' FROM found f WHERE f.check_id = consent_checks.check_id)$$, 'every check passes, fails and is undetermined somewhere');
SELECT is((SELECT array_agg(ordinality ORDER BY ordinality) FROM found), (SELECT array_agg(ordinality ORDER BY study_id COLLATE "C", subject_id COLLATE "C", check_id COLLATE "C", during, message COLLATE "C") FROM found), 'in order');
SELECT is((SELECT message FROM found WHERE check_id = c AND subject_id = i), m, 'message: ' || c || ' ' || i) FROM (VALUES
	('C01', 'late', 'no guardian''s consent on or before the first day of exposure, 2020-02-01; the first is of 2020-02-05'),
	('C02', 'unsigned', 'had the assent age (8y) on 2018-01-01, before the first exposure on 2020-02-01; never signed'),
	('C03', 'perhaps8', 'may have reached the assent age while taking part; never signed; birth is known as 2012 only'),
	('C06', 'v9', 'consent of 2020-01-15 (guardian) is on version v9, which form_version does not hold'),
	('C13', 'parent', 'a consent record has the unknown signer "parent"'),
	('C13', 'future', 'consent of 2020-01-15 (guardian) was recorded before that day, on 2020-01-12'),
	('C16', 'withdrew', 'subject withdrew on 2020-02-20, exposed 375 days while it stood'),
	('C19', 'turned8', 'exposed without valid consent, 20 days; to agree: guardian and subject'),
	('C19', 'x-exposed', 'the subject has no row in subject'),
	('C19', 'x-twice', 'may be exposed without valid consent on {[2020-02-01,2020-03-01)}; the rows of the subject differ in birth')) v(c, i, m);
SELECT is((SELECT clause FROM found WHERE check_id = 'C19' LIMIT 1), (SELECT source || ' [' || confidence || ']' FROM consent_policies() WHERE name = 'CN-2025'), 'C19 has the clause of the whole policy');

-- C19 in full: the same days as consent_coverage over consent_records
SELECT results_eq($$SELECT subject_id, range_agg(during) FROM found WHERE check_id = 'C19' AND outcome = 'fail' GROUP BY 1 ORDER BY 1$$,
	$$SELECT * FROM (SELECT s.subject_id, consent_gaps(consent_coverage_possible('CN-2025', s.birth, signed_on, signer, act, signer_id, valid) FILTER (WHERE recorded_at IS NULL OR recorded_at < '2023-07-01'),
			(SELECT range_agg(during) FROM "we""ird; drop".exposure e WHERE e.subject_id = s.subject_id)) AS gap
		FROM "we""ird; drop".subject s LEFT JOIN consent_records('we"ird; drop') r USING (study_id, subject_id)
		WHERE s.subject_id NOT LIKE 'x-%' AND s.subject_id NOT IN ('nodate', 'noact', 'nosigner', 'parent', 'infinite', 'later') GROUP BY 1, s.birth, s.study_id) g WHERE gap <> '{}' ORDER BY 1$$,
	'C19 is what consent_coverage says');
-- Whoever has a day that is surely not covered fails in one of the causes.
SELECT is_empty($$SELECT subject_id FROM found WHERE check_id = 'C19' AND outcome = 'fail'
	EXCEPT SELECT subject_id FROM found WHERE check_id IN ('C01', 'C02', 'C03', 'C04', 'C07', 'C10', 'C16', 'C17') AND outcome <> 'pass'$$, 'every gap has its cause');

-- settings do not matter
SET LOCAL datestyle = 'SQL, DMY';
SET LOCAL timezone = 'Pacific/Kiritimati';
SELECT results_eq($$SELECT check_id, study_id, subject_id, during, outcome, severity, message, clause FROM consent_findings('we"ird; drop', date '2023-06-30')
	WHERE check_id NOT IN ('C13', 'C14') AND subject_id IS NOT NULL$$,
	$$SELECT check_id, study_id, subject_id, during, outcome, severity, message, clause FROM found WHERE check_id NOT IN ('C13', 'C14') AND subject_id IS NOT NULL ORDER BY ordinality$$, 'DateStyle and TimeZone');
SET LOCAL datestyle = 'ISO, MDY';
SET LOCAL timezone = 'UTC';

-- ------------------------------------------------------------------ the work list
CREATE SCHEMA due;
CREATE TABLE due.subject (LIKE :"source".subject);
CREATE TABLE due.exposure (LIKE :"source".exposure);
CREATE TABLE due.consent (LIKE :"source".consent);
CREATE TABLE due.form_version AS SELECT * FROM :"source".form_version;
CREATE FUNCTION pg_temp.due(id text, birth text, exposed text, log text, ended date DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
	INSERT INTO due.subject VALUES ('T', id, birth::partial_date, NULL, ended);
	INSERT INTO due.exposure VALUES ('T', id, exposed::daterange);
	INSERT INTO due.consent SELECT 'T', id, split_part(l, ' ', 1)::date, split_part(split_part(l, ' ', 2), ':', 1), nullif(split_part(split_part(l, ' ', 2), ':', 2), ''),
		split_part(split_part(l, ' ', 3), '/', 1), nullif(split_part(l, '/', 2), ''), NULL FROM string_to_table(log, '; ') l;
$$;
SELECT pg_temp.due(i, b, e, l, n::date) FROM (VALUES
	('a8',        '2012-06-10', '[2020-02-01,)',           '2020-01-15 guardian:m consent/v1; 2020-01-15 subject assent/v1', NULL),
	('a8-signed', '2012-06-10', '[2020-02-01,)',           '2020-01-15 guardian:m consent/v1; 2020-06-10 subject assent/v1', NULL),
	('a8-waived', '2012-06-10', '[2020-02-01,)',           '2020-01-15 guardian:m consent/v1; 2020-01-15 ethics:e waive', NULL),
	('a8-left',   '2012-06-10', '[2020-02-01,)',           '2020-01-15 guardian:m consent/v1; 2020-03-01 subject withdraw', NULL),
	('a8-refuses','2012-06-10', '[2020-02-01,)',           '2020-01-15 guardian:m consent/v1; 2020-03-01 subject dissent', NULL),
	('o-ruled',   '2016-06-10', '[2020-02-01,)',           '2020-01-15 guardian:m consent/v1; 2020-03-01 subject dissent; 2020-03-02 investigator:i override', NULL),
	('o-back',    '2016-06-10', '[2020-02-01,)',           '2020-01-15 guardian:m consent/v1; 2020-03-01 subject withdraw; 2020-03-20 subject assent/v1', NULL),
	('a8-over',   '2012-06-10', '[2020-02-01,2020-06-10)', '2020-01-15 guardian:m consent/v1', NULL),
	('a8-last',   '2012-06-10', '[2020-02-01,2020-06-11)', '2020-01-15 guardian:m consent/v1', NULL),
	('a8-ended',  '2012-06-10', '[2020-02-01,)',           '2020-01-15 guardian:m consent/v1', '2020-06-09'),
	('a8-begins', '2012-06-10', '[2020-06-11,)',           '2020-01-15 guardian:m consent/v1', NULL),
	('a8-before', '2012-05-31', '[2020-02-01,)',           '2020-01-15 guardian:m consent/v1', NULL),
	('a8-1st',    '2012-06-01', '[2020-02-01,)',           '2020-01-15 guardian:m consent/v1', NULL),
	('a8-30th',   '2012-06-30', '[2020-02-01,)',           '2020-01-15 guardian:m consent/v1', NULL),
	('a8-after',  '2012-07-01', '[2020-02-01,)',           '2020-01-15 guardian:m consent/v1', NULL),
	('b18',       '2002-06-20', '[2020-02-01,)',           '2020-01-15 guardian:m consent/v1; 2020-01-15 subject assent/v1', NULL),
	('b18-signed','2002-06-20', '[2020-02-01,)',           '2020-01-15 guardian:m consent/v1; 2020-06-20 subject consent/v1', NULL),
	('c-month',   '2012-06',    '[2020-02-01,)',           '2020-01-15 guardian:m consent/v1', NULL),
	('c-signed',  '2012-06',    '[2020-02-01,)',           '2020-01-15 guardian:m consent/v1; 2020-06-30 subject assent/v1', NULL),
	('c-between', '2012-06',    '[2020-02-01,)',           '2020-01-15 guardian:m consent/v1; 2020-06-29 subject assent/v1', NULL),
	('d-unknown', NULL,         '[2020-02-01,)',           '2020-01-15 guardian:m consent/v1', NULL),
	('f-guardian','2016-01-01', '[2020-02-01,)',           '2020-01-15 guardian:m consent/v1', NULL),
	('f-both',    '2010-01-01', '[2020-02-01,)',           '2020-01-15 guardian:m consent/v1; 2020-01-15 subject assent/v1', NULL),
	('f-child',   '2010-01-01', '[2020-02-01,)',           '2020-01-15 guardian:m consent/v1; 2020-01-15 subject assent/v1; 2020-12-15 guardian:m consent/v2', NULL),
	('f-done',    '2010-01-01', '[2020-02-01,)',           '2020-01-15 guardian:m consent/v1; 2020-01-15 subject assent/v1; 2020-12-15 guardian:m consent/v2; 2020-12-15 subject assent/v2', NULL),
	('f-other',   '2016-01-01', '[2020-02-01,)',           '2020-01-15 guardian:m consent/v1; 2020-12-15 guardian:f consent/v2', NULL),
	('f-over',    '2016-01-01', '[2020-02-01,2021-01-01)', '2020-01-15 guardian:m consent/v1', NULL),
	('f-open',    '2016-01-01', '[2022-02-01,)',           '2022-01-15 guardian:m consent/v2', NULL)
	) v(i, b, e, l, n) \g /dev/null
INSERT INTO due.exposure VALUES ('T', 'e-nobody', '[2020-02-01,)');

CREATE FUNCTION pg_temp.listed(d date, n int, p consent_policy DEFAULT 'CN-2025', like_ text DEFAULT '%') RETURNS text LANGUAGE sql AS
$$ SELECT string_agg(concat_ws(' ', subject_id, due, reason, who, earliest), '; ' ORDER BY o) FROM consent_due('due', d, n, p) WITH ORDINALITY l(study_id, subject_id, due, reason, who, earliest, message, o) WHERE subject_id LIKE like_ $$;
SELECT is(pg_temp.listed('2020-06-01', 30, 'CN-2025', 'a8%'),
	'a8-1st 2020-06-01 assent age 8y subject 2020-06-01; a8 2020-06-10 assent age 8y subject 2020-06-10; a8-last 2020-06-10 assent age 8y subject 2020-06-10; a8-30th 2020-06-30 assent age 8y subject 2020-06-30', 'who reaches the assent age');
SELECT is(pg_temp.listed('2020-06-01', 30, 'CN-2025', 'b%'), 'b18 2020-06-20 majority 18y subject 2020-06-20', 'who comes of age');
SELECT is(pg_temp.listed('2020-06-01', 30, 'CN-2025', 'c%'), 'c-between 2020-06-01 assent age 8y subject 2020-06-01; c-month 2020-06-01 assent age 8y subject 2020-06-01', 'a partial birth: the earliest day, until signed on the last');
SELECT is(pg_temp.listed('2020-06-30', 1, 'CN-2025', 'c%'), 'c-between 2020-06-01 assent age 8y subject 2020-06-01; c-month 2020-06-01 assent age 8y subject 2020-06-01', 'and as long as it is possible');
SELECT is((SELECT message FROM consent_due('due', '2020-06-01', 30) WHERE subject_id = 'c-month'), 'reaches 8y on 2020-06-01 at the earliest and on 2020-06-30 at the latest: birth is known as 2012-06 only; has to sign on that day', 'marked');
SELECT is(pg_temp.listed('2020-06-01', 30, 'CN-2025', 'd%') || '; ' || pg_temp.listed('2020-06-01', 30, 'CN-2025', 'e%'), 'd-unknown birth unknown; e-nobody no row in subject', 'who cannot be told');
SELECT is(pg_temp.listed('2021-01-01', 1, 'CN-2025', 'f%'),
	'f-both 2021-01-01 new form v2 guardian 2020-12-01; f-both 2021-01-01 new form v2 subject 2020-12-01; f-child 2021-01-01 new form v2 subject 2020-12-01; f-guardian 2021-01-01 new form v2 guardian 2020-12-01', 'new forms');
SELECT is(pg_temp.listed('2021-01-01', 1, 'CN-2025', 'o-%') || pg_temp.listed('2021-01-01', 1, 'US-405', 'o-%'),
	'o-back 2021-01-01 new form v2 guardian 2020-12-01; o-ruled 2021-01-01 new form v2 guardian 2020-12-01o-back 2021-01-01 new form v2 guardian 2020-12-01', 'refused, and came back or was overridden');
SELECT is(pg_temp.listed('2020-12-01', 31, 'CN-2025', 'f%'), NULL, 'not before');
SELECT is(pg_temp.listed('2020-12-15', 20, 'CN-2025', 'f-over'), NULL, 'not of one whose exposure ends as the form does');
SELECT is(pg_temp.listed('2021-01-01', 1, 'CN-2025; guardians=2', 'f-guardian'), NULL, 'two are needed and never were there: nothing ends');
SELECT is(pg_temp.listed('2021-01-01', 1, 'CN-2025; guardians=2', 'f-other'), 'f-other 2021-01-01 new form v2 guardian 2020-12-01', 'two are needed and one of them has to sign');
SELECT is(pg_temp.listed('2023-01-01', 1, 'CN-2025', 'f%'), NULL, 'no form that has to be signed again');
SELECT is(pg_temp.listed('2020-06-15', 5, 'CN-2025; grace=7d', 'a8%'), 'a8 2020-06-17 assent age 8y subject 2020-06-10; a8-begins 2020-06-17 assent age 8y subject 2020-06-10', 'grace: due at its end');
SELECT is(pg_temp.listed('2020-06-10', 1, 'CN-2025; grace=7d', 'a8%'), 'a8 2020-06-17 assent age 8y subject 2020-06-10; a8-begins 2020-06-17 assent age 8y subject 2020-06-10', 'grace: listed on the birthday too');
SELECT is(pg_temp.listed('2020-06-01', 30, 'CN-2025; assent=none', 'a8%'), NULL, 'no assent age');
SELECT is(pg_temp.listed('2020-06-01', 0), NULL, 'no days, no rows');
SELECT is((SELECT string_agg(o::text, ' ' ORDER BY due, study_id COLLATE "C", subject_id COLLATE "C", reason COLLATE "C", who COLLATE "C") FROM consent_due('due', '2020-06-01', 400) WITH ORDINALITY l(study_id, subject_id, due, reason, who, earliest, message, o)),
	(SELECT string_agg(o::text, ' ' ORDER BY o) FROM generate_series(1, (SELECT count(*) FROM consent_due('due', '2020-06-01', 400))) o), 'in order');
-- The list is right: signed on the day that it names, from then on covered.
SELECT is_empty($$
	WITH l AS (SELECT * FROM consent_due('due', '2020-06-01', 400) WHERE due IS NOT NULL),
	r AS (SELECT subject_id, signed_on, signer, signer_id, act, valid FROM consent_records('due')
		UNION ALL SELECT subject_id, CASE WHEN reason LIKE 'new%' THEN due ELSE (SELECT latest(birth) + CASE reason WHEN 'majority 18y' THEN age_reached(earliest(birth), '18y') - earliest(birth) ELSE age_reached(earliest(birth), '8y') - earliest(birth) END FROM due.subject s WHERE s.subject_id = l.subject_id) END, who, CASE who WHEN 'guardian' THEN 'm' END, 'consent', NULL FROM l)
	SELECT s.subject_id FROM due.subject s JOIN r USING (subject_id) JOIN (SELECT subject_id, max(due) AS due FROM l WHERE reason NOT LIKE 'new%' GROUP BY 1) d USING (subject_id)
	WHERE is_complete(s.birth) GROUP BY 1, s.birth, d.due HAVING NOT consent_coverage('CN-2025', s.birth, signed_on, signer, act, signer_id, valid) @> d.due$$, 'signed on that day it is enough');

-- ------------------------------------------------------------------ refusals
CREATE FUNCTION pg_temp.said(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE code text; message text; detail text;
BEGIN
	EXECUTE command;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
	RETURN concat_ws(' | ', code, message, nullif(detail, ''));
END $$;
CREATE SCHEMA part;
CREATE VIEW part.subject AS SELECT 1 AS study_id;
CREATE VIEW part.form_version AS SELECT * FROM due.form_version;
CREATE SCHEMA narrow;
CREATE VIEW narrow.subject AS SELECT study_id, subject_id FROM due.subject;
CREATE VIEW narrow.exposure AS SELECT * FROM due.exposure;
CREATE VIEW narrow.consent AS SELECT study_id, subject_id, signed_on, signer, act, form_version FROM due.consent;
CREATE VIEW narrow.form_version AS SELECT * FROM due.form_version;
SELECT is(pg_temp.said(c), m, c) FROM (VALUES
	($$SELECT * FROM consent_findings('nowhere', '2020-01-01')$$, '3F000 | schema "nowhere" does not exist'),
	($$SELECT * FROM consent_findings('DUE', '2020-01-01')$$, '3F000 | schema "DUE" does not exist'),
	($$SELECT * FROM consent_findings('due; DROP SCHEMA due', '2020-01-01')$$, '3F000 | schema "due; DROP SCHEMA due" does not exist'),
	($$SELECT * FROM consent_findings('part', '2020-01-01')$$, '42P01 | schema "part" lacks what is read from it | Missing views: consent, exposure. Missing columns: subject.subject_id, subject.birth, subject.enrolled.'),
	($$SELECT * FROM consent_findings('narrow', '2020-01-01')$$, '42703 | schema "narrow" lacks what is read from it | Missing columns: subject.birth, subject.enrolled, consent.signer_id, consent.recorded_at.'),
	($$SELECT * FROM consent_due('narrow', '2020-01-01', 1)$$, '42703 | schema "narrow" lacks what is read from it | Missing columns: subject.birth, subject.ended, consent.signer_id, consent.recorded_at.'),
	($$SELECT * FROM consent_records('narrow')$$, '42703 | schema "narrow" lacks what is read from it | Missing columns: consent.signer_id, consent.recorded_at.'),
	($$SELECT * FROM consent_findings(NULL, '2020-01-01')$$, '22004 | source must not be NULL'),
	($$SELECT * FROM consent_findings('due', NULL)$$, '22004 | as_of must not be NULL'),
	($$SELECT * FROM consent_findings('due', '2020-01-01', NULL)$$, '22004 | policy must not be NULL'),
	($$SELECT * FROM consent_findings('due', 'infinity')$$, '22008 | as_of must be a finite date'),
	($$SELECT * FROM consent_findings('due', '2020-01-01', entry_days => -1)$$, '22023 | entry_days must be 0 or more'),
	($$SELECT * FROM consent_findings('due', '2020-01-01', entry_days => NULL)$$, '22023 | entry_days must be 0 or more'),
	($$SELECT * FROM consent_due(NULL, '2020-01-01', 1)$$, '22004 | source must not be NULL'),
	($$SELECT * FROM consent_due('due', NULL, 1)$$, '22004 | from_date must not be NULL'),
	($$SELECT * FROM consent_due('due', '2020-01-01', 1, NULL)$$, '22004 | policy must not be NULL'),
	($$SELECT * FROM consent_due('due', '-infinity', 1)$$, '22008 | from_date must be a finite date'),
	($$SELECT * FROM consent_due('due', '2020-01-01', NULL)$$, '22023 | days must be 0 or more'),
	($$SELECT * FROM consent_due('due', '2020-01-01', -1)$$, '22023 | days must be 0 or more'),
	($$SELECT * FROM consent_due('nowhere', '2020-01-01', 1)$$, '3F000 | schema "nowhere" does not exist'),
	($$SELECT * FROM consent_records(NULL)$$, '22004 | source must not be NULL')) v(c, m);

-- other types where they can be cast, duplicates of a version, an empty source
CREATE SCHEMA plain;
CREATE VIEW plain.subject AS SELECT 1 AS study_id, 7 AS subject_id, date '2015-01-01' AS birth, '2020-01-15'::text AS enrolled, NULL::text AS ended;
CREATE VIEW plain.exposure AS SELECT 1 AS study_id, 7 AS subject_id, daterange(NULL, '2020-03-01') AS during;
CREATE VIEW plain.consent AS SELECT 1 AS study_id, 7 AS subject_id, '2020-01-15'::text AS signed_on, 'guardian'::name AS signer, NULL::text AS signer_id, 'consent' AS act, 2 AS form_version, NULL::date AS recorded_at;
CREATE VIEW plain.form_version AS SELECT 1 AS study_id, v AS version, f AS effective_from, s AS superseded_on, true AS requires_reconsent, f AS approved_on
	FROM (VALUES (2, date '2019-01-01', date '2020-02-01'), (2, '2019-06-01', '2020-02-15'), (3, '2020-01-01', NULL), (4, '2021-01-01', '2020-01-01')) v(v, f, s);
SELECT is((SELECT string_agg(concat_ws(' ', check_id, subject_id, outcome, during), '; ') FROM consent_findings('plain', '2020-12-31') WHERE outcome <> 'pass' AND message NOT LIKE 'not in%'),
	'C01 7 fail (,2020-01-15); C06 7 undetermined [2020-01-15,2020-01-16); C07 7 fail [2020-02-15,2020-03-01); C14 7 undetermined [2020-01-15,2020-01-16); C19 7 fail (,2020-01-15); C19 7 fail [2020-02-15,2020-03-01); C13 fail',
	'ids that are numbers, dates that are text, an unbounded exposure, a version that stands twice, one that ends before it begins');
CREATE SCHEMA empty;
CREATE TABLE empty.subject (LIKE due.subject); CREATE TABLE empty.exposure (LIKE due.exposure); CREATE TABLE empty.consent (LIKE due.consent); CREATE TABLE empty.form_version (LIKE due.form_version);
SELECT is_empty($$SELECT * FROM consent_findings('empty', '2020-01-01')$$, 'nothing in, nothing out');
SELECT is_empty($$SELECT * FROM consent_due('empty', '2020-01-01', 100)$$, 'nothing in the list either');

-- an ordinary role: its own rights, row security
CREATE ROLE pedsafety_reader;
DO $$ BEGIN EXECUTE format('GRANT USAGE ON SCHEMA %I TO pedsafety_reader', (SELECT extnamespace::regnamespace::name FROM pg_extension WHERE extname = 'pedsafety')); END $$;
SET LOCAL ROLE pedsafety_reader;
SELECT throws_ok($$SELECT * FROM consent_findings('due', '2020-06-30')$$, '42501', NULL, 'no right, no findings');
RESET ROLE;
GRANT USAGE ON SCHEMA due TO pedsafety_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA due TO pedsafety_reader;
CREATE FUNCTION pg_temp.subjects() RETURNS bigint LANGUAGE sql AS $$ SELECT count(DISTINCT subject_id) FROM consent_findings('due', '2020-06-30') $$;
SET LOCAL ROLE pedsafety_reader;
SELECT is((SELECT count(DISTINCT subject_id) FROM consent_findings('due', '2020-06-30')), 29::bigint, 'with the right, all of them');
RESET ROLE;
ALTER TABLE due.subject ENABLE ROW LEVEL SECURITY; ALTER TABLE due.exposure ENABLE ROW LEVEL SECURITY; ALTER TABLE due.consent ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON due.subject USING (subject_id LIKE 'a8%'); CREATE POLICY p ON due.exposure USING (subject_id LIKE 'a8%'); CREATE POLICY p ON due.consent USING (subject_id LIKE 'a8%');
SET LOCAL ROLE pedsafety_reader;
SELECT is((SELECT count(DISTINCT subject_id) || ' ' || bool_and(subject_id LIKE 'a8%') FROM consent_findings('due', '2020-06-30')), '13 true', 'row security holds');
SELECT is((SELECT count(*) FROM consent_due('due', '2020-06-01', 30)), 4::bigint, 'for the work list too');
RESET ROLE;

-- a hostile search_path, another schema for the extension
CREATE SCHEMA evil;
CREATE FUNCTION evil.times(datemultirange, datemultirange) RETURNS datemultirange LANGUAGE sql AS $$ SELECT '{}'::datemultirange $$;
CREATE OPERATOR evil.* (FUNCTION = evil.times, LEFTARG = datemultirange, RIGHTARG = datemultirange);
CREATE FUNCTION evil.never(text, text) RETURNS boolean LANGUAGE sql AS $$ SELECT false $$;
CREATE OPERATOR evil.= (FUNCTION = evil.never, LEFTARG = text, RIGHTARG = text);
CREATE FUNCTION evil.consent_source(text, text[]) RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE 'hijacked'; END $$;
CREATE FUNCTION evil.consent_records(text) RETURNS SETOF int LANGUAGE plpgsql AS $$ BEGIN RAISE 'hijacked'; END $$;
CREATE TABLE evil.pg_extension (extname name, extnamespace oid);
DO $$ BEGIN PERFORM set_config('search_path', format('evil, pg_catalog, %I', (SELECT extnamespace::regnamespace::name FROM pg_catalog.pg_extension WHERE extname OPERATOR(pg_catalog.=) 'pedsafety')), true); END $$;
CREATE TEMP TABLE found3 AS SELECT * FROM consent_findings('we"ird; drop', '2023-06-30') WITH ORDINALITY;
RESET search_path;
SELECT results_eq('SELECT * FROM found3 ORDER BY ordinality', 'SELECT * FROM found ORDER BY ordinality', 'a hostile search_path changes nothing');
CREATE SCHEMA "other ""place";
ALTER EXTENSION pedsafety SET SCHEMA "other ""place";
SELECT results_eq($$SELECT * FROM "other ""place".consent_findings('we"ird; drop', '2023-06-30') WITH ORDINALITY$$, 'SELECT * FROM found ORDER BY ordinality', 'the extension can move');
SELECT is((SELECT count(*) FROM "other ""place".consent_due('due', '2020-06-01', 30)), 9::bigint, 'and so can its work list');

SELECT * FROM finish();
ROLLBACK;
