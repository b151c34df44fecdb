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
SQL

ask() { PGOPTIONS="-c client_min_messages=warning ${2:-}" psql -X -A -t -q -d "$1" -f "$questions" 2>&1; }

new_db main
main=$db
q "$main" 'CREATE EXTENSION pedsafety' > "$scratch/out"
ok $? 'the extension is created' || { note "$(cat "$scratch/out")"; done_testing; }
plain=$(ask "$main")
is "$(grep -c 'ERROR' <<< "$plain")" 8 'only what must be refused is refused' ||
	note "$(grep -n ERROR <<< "$plain")"
contains "$plain" '^2019-03-14T12:30\|2019-03-14$' 'and the rest is answered'

while read -r options; do
	[ -n "$options" ] || continue
	is "$(ask "$main" "$options")" "$plain" "$options"
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
		grep -v "'zh'" "$questions" | grep -v 'age_band_send(b)' > "$scratch/some.sql"
		is "$(psql -X -A -t -q -d "$db" -f "$scratch/some.sql" 2>&1)" \
			"$(psql -X -A -t -q -d "$main" -f "$scratch/some.sql" 2>&1)" "$what: the same answers"
	elif [ "$what" = sql_ascii ]; then
		contains "$(q "$db" "SELECT encode(band_label('[0d,28d)', 'zh')::bytea, 'hex')")" \
			'^(e[4-9][89ab][0-9a-f][89ab][0-9a-f])+$' "$what: a Chinese label is in UTF-8"
	else
		is "$(ask "$db")" "$plain" "$what: the same answers"
	fi
done <<'DATABASES'
icu_tr ENCODING UTF8 LOCALE_PROVIDER icu ICU_LOCALE 'tr-TR' LC_COLLATE 'C' LC_CTYPE 'C'
latin1 ENCODING LATIN1 LOCALE 'C'
euc_cn ENCODING EUC_CN LOCALE 'C'
sql_ascii ENCODING SQL_ASCII LOCALE 'C'
DATABASES

done_testing
