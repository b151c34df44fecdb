#!/bin/bash
# SPDX-License-Identifier: PostgreSQL
#
# The text of every type, in and out, and every answer depend on no setting:
# the same questions under odd settings, locales and encodings give the same
# bytes.  The questions print dates only as day numbers, since a date's own
# text follows DateStyle, and float8 by its bits, since its text follows
# extra_float_digits.

. "$(dirname "$0")/lib/tap.bash"

questions=$scratch/questions.sql
cat > "$questions" <<'SQL'
\set VERBOSITY sqlstate
-- Input, in every form.
SELECT v, v::partial_date FROM unnest(ARRAY['2019-03-14', '2019-03', '2019', '2019---14',
	'20190314', '201903', '2019-03-14T12:30', '20190314123000']) v;
SELECT v, v::gestational_age FROM unnest(ARRAY['34+5', '34w5d', '34w', '34 5/7', '243d']) v;
SELECT v, v::age_scheme, bands(v::age_scheme) FROM unnest(ARRAY['ich-e11', 'ema-p4',
	'0d,28d,24mo,6y,12y,18y', '0w,6w,18mo,3y']) v WHERE v NOT LIKE '0w%';
SELECT v, v::age_band FROM unnest(ARRAY['(,)', '(,0d)', '[0d,28d)', '[28d,24mo)', '[0d,6w)',
	'preterm [0d,pma44w)', '[18y,)', '[0d,)']) v;
SELECT v, v::person_time FROM unnest(ARRAY['ich-e11; subjects=252; [0d,28d)=19/234; [28d,2y)=64/5538']) v;
-- What is refused stays refused, however the settings read a date.
SELECT '14.03.2019'::partial_date;
SELECT '14/03/2019'::partial_date;
SELECT '3/14/2019'::partial_date;
SELECT 'today'::partial_date;
SELECT '34'::gestational_age;
SELECT '34,5'::gestational_age;
SELECT '34+7'::gestational_age;
SELECT '0d,1.5y'::age_scheme;
-- From and to dates.
SELECT d - date '2000-01-01', d::partial_date, earliest(d::partial_date) - date '2000-01-01',
	d::partial_date::date = d
	FROM generate_series(timestamp '2019-12-25', '2020-03-05', '9 days') t, LATERAL (SELECT t::date AS d) x;
SELECT earliest(p) - date '2000-01-01', latest(p) - date '2000-01-01', date_precision(p),
	lower(daterange(p)) - date '2000-01-01',
	impute(p, 'first') - date '2000-01-01', impute(p, 'middle') - date '2000-01-01'
	FROM unnest('{2019-03-14,2019-03,2019,2019---14}'::partial_date[]) p;
-- Functions.
SELECT age_days(b, a), age_months(b, a), age_years(b, a), age_ucum(b, a), age_band(b, a),
	age_band(b, gestational_age '30+1', a, 'ema-p4'), next_band_change(b, a) - b,
	age_reached(b, '18mo') - b, age_band(a::partial_date, a)
	FROM (SELECT make_date(2016, 2, 29) AS b) x,
		LATERAL (SELECT b + i AS a FROM unnest('{-1,0,27,28,366,731,4383,6575}'::int[]) i) y;
SELECT n, u, age_band(n, u) FROM unnest('{0,0.5,1.0,7,11.99,23,100}'::numeric[]) n,
	unnest('{a,mo,wk,d,h,YEARS,MONTHS,WEEKS,DAYS,HOURS,YR,MON,WK,DY,HR}'::text[]) u;
SELECT n, age_band(n, '{decade}'), age_band(n, 'DEC') FROM unnest('{1,2,10}'::numeric[]) n;
SELECT u.band, u.subjects, u.person_days, encode(float8send(u.person_years), 'hex'), s.band, s.days, upper(s.during) - lower(s.during)
	FROM (SELECT make_date(2016, 2, 29) AS b) x, LATERAL (SELECT daterange(b - 10, b + 7000) AS d) y,
		unnest(person_time(b, d, 'nichd')) u LEFT JOIN age_split(b, d, 'nichd') s ON s.band = u.band;
SELECT person_time(p, daterange(earliest(p), latest(p) + 5000), 'ctis'), encode(float8send(person_years(person_time(p, daterange(earliest(p), latest(p) + 5000)))), 'hex')
	FROM unnest('{2019-03-14,2019-03,2019,2019---14}'::partial_date[]) p;
SELECT b, band_label(b), band_label(b, 'en'), encode(convert_to(band_label(b, 'zh'), 'UTF8'), 'hex'), e2b_age_group(b),
	encode(age_band_send(b), 'hex') FROM bands('ich-e11') b;
SELECT name, encode(age_scheme_send(name::age_scheme), 'hex') FROM age_schemes() ORDER BY name::age_scheme;
SELECT ga, ga_category(ga), expected_delivery(ga, make_date(2020, 2, 29)) - make_date(2020, 2, 29),
	postmenstrual_age(ga, make_date(2020, 2, 29), make_date(2020, 6, 1)),
	corrected_age_days(ga, make_date(2020, 2, 29), make_date(2020, 6, 1))
	FROM unnest('{24+0,30+6,36+6,37+0,42+0}'::gestational_age[]) ga;
-- Order.
SELECT string_agg(b::text, ' ' ORDER BY b) FROM unnest(ARRAY['(,)', '[18y,)', '(,0d)', '[0d,28d)',
	'term [0d,28d)', 'preterm [0d,28d)', '[0d,pma44w)', '[28d,2y)', '[28d,12y)']::age_band[]) b;
SELECT string_agg(s::text, ' ' ORDER BY s) FROM unnest(ARRAY['nichd', 'ich-e11', 'ctis', 'fda-label',
	'empirica', '0d,10d', '0d,9d', 'ich-e11-16']::age_scheme[]) s;
SELECT string_agg(p::text, ' ' ORDER BY p) FROM unnest('{2019,2019-03,2019-03-01,2019---31,2019-01}'::partial_date[]) p;
-- Arrays, rows and JSON take the text form.
SELECT ARRAY[p, p], ROW(p), to_json(p), format('%s', p) FROM (SELECT '2019-03'::partial_date AS p) x;
SELECT to_json(t), ROW(t) FROM (SELECT person_time(make_date(2016, 2, 29), make_date(2016, 3, 1), make_date(2016, 4, 20)) AS t) x;
-- Consent.
SELECT v, v::consent_policy, encode(consent_policy_send(v::consent_policy), 'hex') FROM unnest(ARRAY['CN-2025', 'CN-2016; grace=14d; guardians=2',
	'EU-CTR; assent=none', 'US-404; majority=228mo', 'CN-2025; assent=27d; majority=1mo']) v;
SELECT 'CN-2025; grace=14,0d'::consent_policy;
SELECT 'cn-2025'::consent_policy;
SELECT name, guardians, assent, majority, override, lower(effective) - make_date(2000, 1, 1), upper(effective) - make_date(2000, 1, 1), source, confidence, note FROM consent_policies();
SELECT string_agg(p::text, ' | ' ORDER BY p) FROM unnest('{US-404,CN-2025,"CN-2025; grace=7d","CN-2025; guardians=2",AT,ICH-E11; assent=7y}'::consent_policy[]) p;
SELECT d, consent_required(p, b, b + d) FROM (SELECT make_date(2016, 2, 29) AS b) x, unnest('{CN-2025,US-404; majority=19y}'::consent_policy[]) p, unnest('{-1,0,2556,2557,2921,2922,6574,6575,6940}'::int[]) d;
SELECT p, lower(r) - b, upper(r) - b FROM (SELECT make_date(2016, 2, 29) AS b) x, unnest('{CN-2025,CN-2025; grace=30d}'::consent_policy[]) p,
	LATERAL (SELECT unnest(consent_coverage(p, b, b + d, s, a)) AS r
		FROM (VALUES (500, 'guardian', 'consent'), (700, 'subject', 'dissent'), (3000, 'subject', 'assent'), (4000, 'subject', 'withdraw')) v (d, s, a)) y;
SELECT consent_coverage('CN-2025', make_date(2016, 2, 29), make_date(2020, 1, 1), 'Guardian', 'consent');
-- Calendars and clocks.
SELECT v, v::work_calendar, encode(work_calendar_send(v::work_calendar), 'hex'), (SELECT string_agg(lower(r) - make_date(2000, 1, 1) || '+' || upper(r) - lower(r), ' ') FROM unnest(known_days(v::work_calendar)) r)
	FROM unnest(ARRAY['CN', 'CN; 2027: off 01-01..01-03; work 01-09', '2026: off 01-01, 12-25..12-26', 'weekend fri, sat; 2026: off none']) v;
SELECT '2026: off 26.12.'::work_calendar;
SELECT 'cn'::work_calendar;
SELECT string_agg(c::text, ' | ' ORDER BY c) FROM unnest('{"2026: off 12-25","2026: off 02-25","weekend none; 2025: off none",CN,"CN; 2027: off 01-01","weekend fri; 2026: off none"}'::work_calendar[]) c;
SELECT c, n, add_working_days(d, n, c) - d, add_working_days(d, n, c, datemultirange(daterange(d + 3, d + 9))) - d, working_days(daterange(d, d + 3 * n), c), is_working_day(d + n, c)
	FROM (SELECT make_date(2026, 2, 10) AS d) x, unnest('{CN,"weekend fri, sat; 2026: off 03-02"}'::work_calendar[]) c, unnest('{1,5,30,60}'::int[]) n;
SELECT susar_due(d, n = 1) - d, susar_followup_due(d + n, d) - d, days_late(d, d + n, d + 9), lower(dsur_period(d, n)) - d, upper(dsur_period(d, d + 400 * n)) - d, dsur_due(d, n) - d,
		dsur_data_lock_point(d, n, 'month-end') - d, ind_due(make_date(2026, 2, 10), 'ordinary', 'CN') - make_date(2026, 2, 10)
	FROM (SELECT make_date(2020, 2, 29) AS d) x, unnest('{1,2,5}'::int[]) n;
-- Case reports.
SELECT i, s, icsr_age_band(i, s), icsr_age_basis(i), icsr_age_text(i), icsr_birth(i), icsr_onset(i), icsr_received(i) - make_date(2000, 1, 1) FROM unnest('{ich-e11,nichd}'::age_scheme[]) s, unnest(ARRAY[
	'{"D.2.1": "20010615", "E.i": [{"E.i.4": "20141010"}], "C.1.5": "20220614233010-0800"}', '{"D.2.1": "20190304", "E.i": [{"E.i.4": "20190402001010+1300"}, {"E.i.4": "201904"}]}',
	'{"D.2.1": "04.03.2019", "D.2.2a": "1.5", "D.2.2b": "a", "C.1.5": "2022-06-14T01:30:10Z"}', '{"D.2.2a": "1,5", "D.2.2b": "a", "D.2.3": "3"}', '{"D.2.2a": 13.0, "D.2.2b": "MONTHS"}']::jsonb[]) i;
SELECT rule, severity, element, message FROM icsr_findings('{"C.1.2": "20220614233010-0800", "D.2.1": "20190304", "D.2.2a": "9.5", "D.2.2b": "a", "D.3": "0.125", "D.5": "1", "E.i": [{"E.i.4": "20200402"}, {"E.i.4": "20220615093010+0200"}]}');
SELECT element, item, state, band FROM icsr_completeness('{"D.2.1": "20190304", "D.3": "12.5", "E.i": [{"E.i.4": "201904"}], "H.1": "TANNER I, VACCINES"}');
SELECT encode(convert_to(message, 'UTF8'), 'hex') FROM icsr_findings('{"D.3": "0.125"}', 'ICH', 'zh');
SQL
# A message as an agency has it: no byte of it is beyond ASCII.
message=$(cd "$(dirname "$0")/../data/e2b_r3_fda" && pwd)/FAERS2022Scenario1.xml
cat >> "$questions" <<SQL
\\set doc \`cat '$message'\`
SELECT report_id, md5(icsr::text), icsr ->> 'C.1.5', icsr ->> 'D.2.1', icsr_age_band(icsr), (SELECT count(*) FROM icsr_findings(icsr)) FROM icsr_from_e2b(:'doc');
SQL

# What is said of dates, and the reports: tables of a trial, then every refusal
# and warning in full. Dates in rows are asked for as day numbers, dates in
# messages have to be the same under any DateStyle. One subject's name is not
# ASCII.
trial() {
	run "$1" <<'SQL'
CREATE SCHEMA trial;
CREATE TABLE trial.subject (study_id text, subject_id text, birth date, enrolled date, ended date, PRIMARY KEY (study_id, subject_id));
CREATE TABLE trial.exposure (study_id text, subject_id text, during daterange);
CREATE TABLE trial.consent (study_id text, subject_id text, signed_on date, signer text, signer_id text, act text, form_version text, recorded_at timestamptz);
CREATE TABLE trial.form_version (study_id text, version text, effective_from date, superseded_on date, requires_reconsent boolean, approved_on date);
CREATE TABLE trial.dose (study_id text, subject_id text, given_on date);
CREATE TABLE trial.stay (study_id text, subject_id text, during daterange, given date);
INSERT INTO trial.subject VALUES ('T1', 'a', '2016-02-29', '2023-01-01', NULL), ('T1', 'b', NULL, '2023-01-01', NULL),
	('T1', E'\u00e9\u00df 1', '2006-05-04', '2023-01-02', NULL), ('T1', 'd', '2015-03-02', '2023-01-02', '2024-01-01');
INSERT INTO trial.form_version VALUES ('T1', 'v1', '2022-12-01', '2024-02-10', true, '2022-11-30'), ('T1', 'v2', '2024-02-10', NULL, true, '2024-02-11');
INSERT INTO trial.consent VALUES ('T1', 'a', '2023-01-03', 'guardian', 'm', 'consent', 'v1', NULL), ('T1', 'a', '2024-02-11', 'guardian', 'm', 'consent', 'v2', '2024-05-06 12:00'),
	('T1', E'\u00e9\u00df 1', '2023-04-05', 'guardian', 'm', 'consent', 'v1', NULL), ('T1', E'\u00e9\u00df 1', '2023-04-04', 'subject', NULL, 'consent', 'v1', NULL),
	('T1', E'\u00e9\u00df 1', '2023-06-07', 'subject', NULL, 'withdraw', NULL, NULL), ('T1', 'd', '2023-01-05', 'guardian', 'f', 'consent', 'v9', NULL), ('T1', 'd', NULL, 'guardian', 'f', 'consent', 'v1', NULL),
	('T1', 'b', '2023-02-03', 'guardian', 'm', 'consent', 'v1', NULL);
INSERT INTO trial.exposure VALUES ('T1', 'a', '[2023-01-02,2025-03-04)'), ('T1', 'b', '[2023-01-02,2024-03-04)'), ('T1', E'\u00e9\u00df 1', '[2023-04-03,2024-07-08)'), ('T1', 'd', '[2023-02-03,2023-03-04)');
CREATE VIEW trial.days AS SELECT * FROM trial.exposure;
ALTER TABLE trial.consent ADD id serial;
SQL
}
said=$scratch/said.sql
cat > "$said" <<'SQL'
\set ON_ERROR_ROLLBACK on
SELECT check_id, study_id, subject_id, pg_catalog.lower(during) - '2000-01-01'::pg_catalog.date, pg_catalog.upper(during) - '2000-01-01'::pg_catalog.date, outcome, severity, message, clause FROM h.consent_findings('trial', '2024-09-10'::pg_catalog.date);
SELECT study_id, subject_id, due - '2000-01-01'::pg_catalog.date, reason, who, earliest - '2000-01-01'::pg_catalog.date, message FROM h.consent_due('trial', '2024-01-02'::pg_catalog.date, 400, 'CN-2025; grace=7d');
SELECT h.consent_findings('trial', NULL);
SELECT h.consent_findings('nowhere', '2024-09-10'::pg_catalog.date);
SELECT h.consent_due('trial', '2024-09-10'::pg_catalog.date, -1);
SELECT check_id, title, severity, needs, clause, evaluated FROM h.consent_checks();
BEGIN;
SELECT h.consent_guard_add('trial.dose', 'given', 'trial.subject', 'trial.consent', 'CN-2025', key => '{study_id,subject_id}');
SELECT h.consent_guard_add('trial.dose', 'given_on', 'trial.subject', 'trial.consent', 'CN-2025', key => '{study_id,subject_id}');
SELECT h.consent_guard_add('trial.stay', 'during', 'trial.subject', 'trial.consent', 'CN-2025; guardians=2', mode => 'warn', key => '{study_id,subject_id}');
SELECT guarded, day, key, subjects, consents, policy, mode, initially_deferred, enabled FROM h.consent_guards();
INSERT INTO trial.dose VALUES ('T1', 'a', '2023-01-03'), ('T1', 'a', '2024-02-28');
INSERT INTO trial.dose VALUES ('T1', 'a', '2023-01-02');
INSERT INTO trial.dose VALUES ('T1', 'a', '2024-03-01');
INSERT INTO trial.dose VALUES ('T1', 'b', '2024-03-01');
INSERT INTO trial.dose VALUES ('T1', 'nobody', '2024-03-01');
INSERT INTO trial.dose SELECT study_id, subject_id, '2023-05-06'::pg_catalog.date FROM trial.subject WHERE enrolled OPERATOR(pg_catalog.=) '2023-01-02'::pg_catalog.date AND ended IS NULL;
INSERT INTO trial.dose SELECT study_id, subject_id, '2023-07-08'::pg_catalog.date FROM trial.subject WHERE enrolled OPERATOR(pg_catalog.=) '2023-01-02'::pg_catalog.date AND ended IS NULL;
INSERT INTO trial.stay VALUES ('T1', 'a', '[2022-12-11,2023-02-01)');
UPDATE trial.dose SET given_on = '2022-10-11' WHERE given_on OPERATOR(pg_catalog.=) '2024-02-28'::pg_catalog.date;
UPDATE trial.consent SET signed_on = '2024-03-04' WHERE subject_id OPERATOR(pg_catalog.=) 'a'::pg_catalog.text;
DELETE FROM trial.consent WHERE subject_id OPERATOR(pg_catalog.=) 'a'::pg_catalog.text;
UPDATE trial.subject SET birth = '2010-11-12' WHERE subject_id OPERATOR(pg_catalog.=) 'a'::pg_catalog.text;
TRUNCATE trial.consent;
INSERT INTO trial.consent (study_id, subject_id, signed_on, signer, act) VALUES ('T1', 'a', '2024-01-12', 'guardian', 'withdraw');
SELECT subject, reason FROM h.consent_guard_check('trial.dose');
SELECT h.consent_guard_set('trial.dose', 'CN-2025; guardians=2');
SELECT h.consent_guard_set('trial.dose', 'CN-2025; grace=7d', check_existing => false);
INSERT INTO trial.dose VALUES ('T1', 'a', '2024-03-11');
INSERT INTO trial.consent (study_id, subject_id, signed_on, act) VALUES ('T1', 'a', '2024-01-12', 'consent');
SELECT h.consent_guard_drop('trial.stay');
SELECT h.consent_guard_drop('trial.stay');
ROLLBACK;
SQL
sed -i 's/h\.consent/public.consent/g' "$said"
# By standard input, so that no error begins with a file's name and line; the
# settings come with the session.
told() { PGOPTIONS="-c client_min_messages=warning ${2:-}" psql -X -A -t -q -d "$1" < "${3:-$said}" 2>&1 | sed -E 's/^(ERROR|WARNING):/\1 said:/; /^(CONTEXT:|SQL statement|PL\/pgSQL function)/d'; }

ask() { PGOPTIONS="-c client_min_messages=warning ${2:-}" psql -X -A -t -q -d "$1" -f "$questions" 2>&1; }

new_db main
main=$db
q "$main" 'CREATE EXTENSION pedsafety' > "$scratch/out"
ok $? 'the extension is created' || { note "$(cat "$scratch/out")"; done_testing; }
plain=$(ask "$main")
is "$(grep -c 'ERROR' <<< "$plain")" 13 'only what must be refused is refused' ||
	note "$(grep -n ERROR <<< "$plain")"
contains "$plain" '^2019-03-14T12:30\|2019-03-14$' 'and the rest is answered'
contains "$plain" '^US-[^|]+\|[0-9a-f]{32}\|20[0-9]+' 'a message is read'
contains "$plain" '^R[0-9]+\|[a-z]+\|D\.3\|' 'and found fault with'
trial "$main" > "$scratch/out"
ok $? 'a trial is there' || note "$(cat "$scratch/out")"
messages=$(told "$main")
is "$(grep -c '^ERROR said' <<< "$messages")" 18 'reports and guards refuse what must be refused' || note "$(grep ' said' <<< "$messages")"
contains "$messages" '^WARNING said:.*row of table "stay"' 'and warn'
contains "$messages" 'is not covered on \{\[2023-01-02,2023-01-03\)\}: the agreement of a guardian' 'with dates as they are under ISO'
[ "$(grep -c '^C[0-9]*|T1|.*2023-' <<< "$messages")" -gt 5 ]
ok $? 'findings name dates' || note "$(grep '^C' <<< "$messages")"
[ "$(grep -c '^T1|' <<< "$messages")" -gt 1 ]
ok $? 'so does the work list'

while read -r options; do
	[ -n "$options" ] || continue
	is "$(ask "$main" "$options")" "$plain" "$options"
	there=$(told "$main" "$options") here=$messages
	# Names in messages are quoted where all have to be.
	[[ $options != *quote_all* ]] || there=${there//\"/} here=${here//\"/}
	# The day on which a signature was recorded (C14) is one of the time zone.
	[[ $options != *TimeZone* ]] || there=$(grep -v '^C14' <<< "$there") here=$(grep -v '^C14' <<< "$here")
	is "$there" "$here" "$options: reports and messages of guards"
done <<'SETTINGS'
-c DateStyle=SQL,DMY
-c DateStyle=SQL,MDY
-c DateStyle=German,DMY
-c DateStyle=Postgres,YMD
-c IntervalStyle=sql_standard
-c IntervalStyle=postgres_verbose
-c TimeZone=Pacific/Kiritimati
-c TimeZone=America/Adak
-c extra_float_digits=3
-c extra_float_digits=-15
-c bytea_output=escape
-c xmloption=document -c xmlbinary=hex
-c standard_conforming_strings=off -c backslash_quote=off
-c array_nulls=off -c quote_all_identifiers=on
-c lc_numeric=C -c lc_time=C -c lc_monetary=C -c lc_messages=C
-c DateStyle=German,DMY -c IntervalStyle=iso_8601 -c TimeZone=Australia/Lord_Howe -c extra_float_digits=1
-c jit=on -c jit_above_cost=0 -c jit_inline_above_cost=0 -c jit_optimize_above_cost=0
SETTINGS

# Every locale that the machine has, for messages and for numbers.
locales=$(locale -a | grep -vE '^(C|POSIX)$' | head -n 6)
for l in $locales; do
	is "$(ask "$main" "-c lc_messages=$l -c lc_numeric=$l -c lc_time=$l -c lc_monetary=$l")" "$plain" \
		"lc_* = $l"
	is "$(told "$main" "-c lc_numeric=$l -c lc_time=$l -c lc_monetary=$l")" "$messages" "lc_* = $l: reports and messages of guards"
done

# Databases of another encoding or collation.
while read -r what options; do
	if ! new_db "$what" "$options" > "$scratch/out" 2>&1; then
		if grep -q 'ICU is not supported' "$scratch/out"; then
			skip "$what: the server is built without ICU"
		else
			ok 1 "$what: database made" || note "$(cat "$scratch/out")"
		fi
		continue
	fi
	q "$db" 'CREATE EXTENSION pedsafety' > "$scratch/out"
	ok $? "$what: created" || note "$(cat "$scratch/out")"
	if [ "$what" = latin1 ]; then
		# A label that the encoding cannot hold is an error, not broken text.
		is "$(sqlstate "$db" "SELECT band_label('[0d,28d)', 'zh')")" 22P05 \
			"$what: a Chinese label is refused as untranslatable"
		contains "$(q "$db" "SELECT band_label('[0d,28d)')")" '^[A-Za-z -]+$' "$what: the English one is there"
		# Lists are read whatever the encoding holds: the section sign is "s.", Chinese is NULL.
		is "$(q "$db" "SELECT l, bool_and(c ~ '^[ -~]*$'), bool_or(c ~ ' s[.][0-9]') FROM (
			SELECT 1, clause FROM guideline_clauses() UNION ALL SELECT 2, clause FROM risk_categories() UNION ALL SELECT 3, clause FROM risk_register_checks()
			UNION ALL SELECT 4, clause FROM icsr_rules() UNION ALL SELECT 5, asked_by FROM icsr_completeness_items()
			UNION ALL SELECT 6, clause FROM icsr_findings('{}') UNION ALL SELECT 7, asked_by FROM icsr_completeness('{}')) x (l, c) GROUP BY l ORDER BY l" \
			'SELECT (SELECT count(text_zh) FROM icsr_rules()), (SELECT count(item_zh) FROM icsr_completeness_items()), (SELECT count(item_zh) FROM spark_checklist())')" \
			"$(printf '%s|t|t\n' 1 2 3 4 5 6 7; echo '0|0|0')" "$what: clauses and Chinese of every list"
		grep -v "'zh'" "$questions" | grep -v 'age_band_send(b)' > "$scratch/some.sql"
		is "$(psql -X -A -t -q -d "$db" -f "$scratch/some.sql" 2>&1)" \
			"$(psql -X -A -t -q -d "$main" -f "$scratch/some.sql" 2>&1)" "$what: the same answers"
	elif [ "$what" = sql_ascii ]; then
		contains "$(q "$db" "SELECT encode(band_label('[0d,28d)', 'zh')::bytea, 'hex')")" \
			'^(e[4-9][89ab][0-9a-f][89ab][0-9a-f])+$' "$what: a Chinese label is in UTF-8"
	else
		is "$(ask "$db")" "$plain" "$what: the same answers"
		# EUC_CN has no character for the name that is not ASCII.
		[ "$what" = euc_cn ] || {
			trial "$db" > "$scratch/out"
			is "$(told "$db" | grep -v '^trial\.')" "$(grep -v '^trial\.' <<< "$messages")" "$what: the same reports and messages of guards"
		}
	fi
done <<'DATABASES'
icu_tr ENCODING UTF8 LOCALE_PROVIDER icu ICU_LOCALE 'tr-TR' LC_COLLATE 'C' LC_CTYPE 'C'
latin1 ENCODING LATIN1 LOCALE 'C'
euc_cn ENCODING EUC_CN LOCALE 'C'
sql_ascii ENCODING SQL_ASCII LOCALE 'C'
DATABASES


# The client's encoding is that of what it reads, and changes nothing else.
is "$(PGCLIENTENCODING=LATIN1 told "$main" | iconv -f LATIN1 -t UTF-8)" "$messages" 'client_encoding = LATIN1: the same messages'
is "$(PGCLIENTENCODING=GB18030 told "$main" | iconv -f GB18030 -t UTF-8)" "$messages" 'client_encoding = GB18030: the same messages'

# A hostile search_path: in front of pg_catalog a namesake of every function
# and operator there is on plain types, and of ours, which answers NULL; and
# relations, as temporary ones too, and domains, of the names of the catalog's.
run "$main" <<'SQL' > "$scratch/out"
CREATE SCHEMA evil;
SELECT format('CREATE FUNCTION evil.%I(%s) RETURNS %s LANGUAGE plpgsql IMMUTABLE AS $f$ BEGIN RETURN NULL; END $f$', proname,
		pg_get_function_identity_arguments(oid), format_type(prorettype, NULL))
	FROM (SELECT DISTINCT ON (proname, proargtypes) p.* FROM pg_proc p WHERE p.prokind = 'f' AND NOT p.proretset
		AND p.pronamespace IN ('pg_catalog'::regnamespace, 'public'::regnamespace)
		AND p.proname !~ '^(pg_|consent_guard$|consent_guard_)'
		AND (SELECT bool_and(t.typtype <> 'p' OR t.typname ~ '^any(element|array|range|multirange|compatible.*|nonarray)?$') AND bool_and(t.typname <> 'any')
			FROM unnest(p.proargtypes::oid[] || p.prorettype) a JOIN pg_type t ON t.oid = a)) p
	WHERE proargtypes::oid[] <> '{}' AND NOT (prorettype = ANY (ARRAY['"char"'::regtype, 'anyelement'::regtype]) AND proname ~ 'in$') \gexec
SELECT format('CREATE OPERATOR evil.%s (%s RIGHTARG = %s, FUNCTION = evil.%I)', oprname,
		CASE WHEN oprleft <> 0 THEN format('LEFTARG = %s,', format_type(oprleft, NULL)) END, format_type(oprright, NULL), proname)
	FROM pg_operator o JOIN pg_proc p ON p.oid = o.oprcode
	WHERE oprnamespace IN ('pg_catalog'::regnamespace, 'public'::regnamespace)
	AND EXISTS (SELECT FROM pg_proc e WHERE e.pronamespace = 'evil'::regnamespace AND e.proname = p.proname AND e.proargtypes = p.proargtypes) \gexec
CREATE AGGREGATE evil.min(pg_catalog.date) (SFUNC = evil.date_larger, STYPE = pg_catalog.date);
CREATE AGGREGATE evil.max(pg_catalog.date) (SFUNC = evil.date_larger, STYPE = pg_catalog.date);
CREATE AGGREGATE evil.count(pg_catalog.date) (SFUNC = evil.date_larger, STYPE = pg_catalog.date);
CREATE AGGREGATE evil.bool_or(boolean) (SFUNC = evil.booland_statefunc, STYPE = boolean);
CREATE DOMAIN evil.date AS pg_catalog.text;
CREATE DOMAIN evil.text AS pg_catalog.int4;
CREATE DOMAIN evil.daterange AS pg_catalog.text;
CREATE DOMAIN evil.datemultirange AS pg_catalog.text;
CREATE DOMAIN evil.regclass AS pg_catalog.text;
CREATE DOMAIN evil.partial_date AS pg_catalog.text;
CREATE DOMAIN evil.consent_policy AS pg_catalog.text;
CREATE VIEW evil.pg_class AS SELECT * FROM pg_catalog.pg_class WHERE false;
CREATE VIEW evil.pg_extension AS SELECT * FROM pg_catalog.pg_extension WHERE false;
CREATE VIEW evil.pg_namespace AS SELECT * FROM pg_catalog.pg_namespace WHERE false;
CREATE VIEW evil.pg_attribute AS SELECT attrelid, attname, attnum, attisdropped FROM pg_catalog.pg_attribute WHERE false;
CREATE VIEW evil.pg_trigger AS SELECT * FROM pg_catalog.pg_trigger WHERE false;
CREATE VIEW evil.subject AS SELECT * FROM trial.subject WHERE false;
CREATE VIEW evil.consent AS SELECT * FROM trial.consent WHERE false;
CREATE VIEW evil.dose AS SELECT * FROM trial.dose WHERE false;
SQL
ok $? 'namesakes are there' || note "$(cat "$scratch/out")"
is "$(q "$main" "SELECT count(*) > 1500 FROM pg_proc WHERE pronamespace = 'evil'::regnamespace" "SELECT count(*) > 600 FROM pg_operator WHERE oprnamespace = 'evil'::regnamespace")" \
	"$(printf 't\nt')" 'of nearly all functions and operators'
is "$(q "$main" 'SET search_path = evil, pg_catalog, public' "SELECT 1 = 1 IS NULL, lower('A'::pg_catalog.text) IS NULL, consent_gaps(NULL, NULL) IS NULL")" \
	't|t|t' 'and taken where nobody guards against them'
{
	echo 'CREATE TEMP VIEW pg_class AS SELECT * FROM evil.pg_class;
	CREATE TEMP VIEW pg_extension AS SELECT * FROM evil.pg_extension;
	CREATE TEMP VIEW pg_namespace AS SELECT * FROM evil.pg_namespace;
	CREATE TEMP VIEW consent AS SELECT * FROM evil.consent;
	CREATE TEMP TABLE dose (LIKE trial.dose);
	SET search_path = pg_temp, evil, pg_catalog, public;'
	cat "$said"
} > "$scratch/hostile.sql"
# The queries that ask subtract dates, by the operator of pg_catalog.
sed -i 's/ - \(.2000-01-01\)/ OPERATOR(pg_catalog.-) \1/g' "$scratch/hostile.sql"
is "$(told "$main" '' "$scratch/hostile.sql")" "$messages" 'reports and guards say the same behind them'
# Guards that were set up before, in another session.
run "$main" <<'SQL' > "$scratch/out"
SELECT consent_guard_add('trial.dose', 'given_on', 'trial.subject', 'trial.consent', 'CN-2025', key => '{study_id,subject_id}');
SQL
ok $? 'a guard is set up' || note "$(cat "$scratch/out")"
grep -v 'guard_add' "$said" > "$scratch/some.sql"
grep -v 'guard_add' "$scratch/hostile.sql" > "$scratch/hostile_some.sql"
is "$(told "$main" '' "$scratch/hostile_some.sql")" "$(told "$main" '' "$scratch/some.sql")" 'a guard that was there before says the same behind them'

done_testing
