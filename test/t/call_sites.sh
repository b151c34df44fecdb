#!/bin/bash
# SPDX-License-Identifier: PostgreSQL
#
# What a function keeps between two calls (a scheme made ready, an age that was
# read) holds for the arguments of the call, also where the same place in a
# program is executed again with others: PL/pgSQL variables, prepared
# statements, cursors, nested loops, defaults, triggers.

. "$(dirname "$0")/lib/tap.bash"

new_db main
run "$db" <<'SQL' > "$scratch/out"
CREATE EXTENSION pedsafety;
-- Schemes of one length, so that the memory of one serves for the next.
CREATE TABLE scheme AS SELECT i, (ARRAY['0d,28d,2y', '0d,13mo,2y', '0d,4y,9y', '0d,99d,5y'])[1 + i % 4]::age_scheme AS s
	FROM generate_series(1, 40) i;
CREATE TABLE birth AS SELECT i, date '2019-12-31' + i AS b, date '2021-01-15' + i * 40 AS d,
	(140 + i * 9 % 170 || 'd')::gestational_age AS ga FROM generate_series(1, 40) i;

CREATE FUNCTION band_by_plpgsql(b date, d date, s age_scheme) RETURNS age_band LANGUAGE plpgsql
	AS $$ BEGIN RETURN age_band(b, d, s); END $$;
CREATE FUNCTION time_by_plpgsql(b date, d date, s age_scheme) RETURNS person_time LANGUAGE plpgsql
	AS $$ DECLARE t person_time := person_time(b, d, d + 500, s); BEGIN RETURN t; END $$;
CREATE FUNCTION range_by_plpgsql(b date, d date, s age_scheme) RETURNS person_time LANGUAGE plpgsql
	AS $$ BEGIN RETURN person_time(b, daterange(d, d + 500), s); END $$;
CREATE FUNCTION change_by_plpgsql(b date, d date, s age_scheme) RETURNS date LANGUAGE plpgsql
	AS $$ BEGIN RETURN next_band_change(b, d, s); END $$;
CREATE FUNCTION certain_by_plpgsql(x age_band, s age_scheme) RETURNS boolean LANGUAGE plpgsql
	AS $$ BEGIN RETURN is_certain(x, s); END $$;
CREATE FUNCTION reported_by_plpgsql(n numeric, u text, s age_scheme) RETURNS age_band LANGUAGE plpgsql
	AS $$ BEGIN RETURN age_band(n, u, s); END $$;
CREATE FUNCTION partial_by_plpgsql(p partial_date, d date, s age_scheme) RETURNS age_band LANGUAGE plpgsql
	AS $$ BEGIN RETURN age_band(p, d, s); END $$;
CREATE FUNCTION reached_by_plpgsql(b date, a text) RETURNS date LANGUAGE plpgsql
	AS $$ BEGIN RETURN age_reached(b, a); END $$;
CREATE FUNCTION corrected_by_plpgsql(g gestational_age, b date, d date, a text) RETURNS int LANGUAGE plpgsql
	AS $$ BEGIN RETURN corrected_age_days(g, b, d, a); END $$;
CREATE FUNCTION working_by_plpgsql(d date, n int, c work_calendar, stopped datemultirange) RETURNS date LANGUAGE plpgsql
	AS $$ BEGIN RETURN add_working_days(d, n, c, stopped); END $$;
CREATE FUNCTION due_by_plpgsql(d date, route text, c work_calendar) RETURNS date LANGUAGE plpgsql
	AS $$ BEGIN RETURN ind_due(d, route, c); END $$;
CREATE FUNCTION findings_by_plpgsql(icsr jsonb, rules text, lang text) RETURNS text LANGUAGE plpgsql
	AS $$ BEGIN RETURN (SELECT string_agg(rule || ' ' || message, '; ') FROM icsr_findings(icsr, rules, lang)); END $$;
CREATE FUNCTION icsr_band_by_plpgsql(icsr jsonb, s age_scheme) RETURNS age_band LANGUAGE plpgsql
	AS $$ BEGIN RETURN icsr_age_band(icsr, s); END $$;
CREATE FUNCTION label_by_plpgsql(x age_band, l text) RETURNS text LANGUAGE plpgsql
	AS $$ BEGIN RETURN band_label(x, l); END $$;
-- One variable that takes one scheme after the other.
CREATE FUNCTION loop_by_plpgsql(b date, d date) RETURNS text LANGUAGE plpgsql AS $$
DECLARE s age_scheme; other age_scheme; x age_band; t person_time; out text := '';
BEGIN
	FOR k IN 1 .. 12 LOOP
		other := '0d,1d,3d';
		s := other;
		SELECT c.s INTO s FROM scheme c WHERE c.i = 1 + k % 4;
		x := age_band(b, d, s);
		s := '0d,7d,1y';
		SELECT c.s INTO s FROM scheme c WHERE c.i = 1 + (k + 1) % 4;
		t := person_time(b, d, d + 10, s);
		out := out || x || ' ' || t || E'\n';
	END LOOP;
	RETURN out;
END $$;
SQL
ok $? 'functions are made' || { note "$(cat "$scratch/out")"; done_testing; }

# same LABEL THROUGH DIRECT FROM: the answer by way of PL/pgSQL is the direct one.
same() {
	local label=$1 through=$2 direct=$3 from=$4
	is "$(q "$db" "SELECT count(*), count(*) FILTER (WHERE ($through) IS DISTINCT FROM ($direct)),
		count(DISTINCT ($direct)::text) > 2 FROM $from")" \
		"$(q "$db" "SELECT count(*) FROM $from")|0|t" "$label"
}
# The scheme is read from text row by row: each lies where the last one lay.
rows='(SELECT b, d, ga, s::text::age_scheme AS s FROM birth, scheme OFFSET 0) r'
same 'age_band in PL/pgSQL' 'band_by_plpgsql(b, d, s)' 'age_band(b, d, s)' "$rows"
same 'person_time of two columns in PL/pgSQL' 'time_by_plpgsql(b, d, s)' 'person_time(b, d, d + 500, s)' "$rows"
same 'person_time of a range in PL/pgSQL' 'range_by_plpgsql(b, d, s)' 'person_time(b, daterange(d, d + 500), s)' "$rows"
same 'next_band_change in PL/pgSQL' 'change_by_plpgsql(b, d, s)' 'next_band_change(b, d, s)' "$rows"
same 'a reported age in PL/pgSQL' "reported_by_plpgsql(d - b, 'd', s)" "age_band(d - b, 'd', s)" "$rows"
same 'a partial birth in PL/pgSQL' "partial_by_plpgsql(to_char(b, 'YYYY')::partial_date, d, s)" \
	"age_band(to_char(b, 'YYYY')::partial_date, d, s)" "$rows"
is "$(q "$db" "SELECT count(*) FILTER (WHERE certain_by_plpgsql(x, r.s)), count(*) FROM
	(SELECT s::text::age_scheme AS s FROM scheme OFFSET 0) r, LATERAL (SELECT unnest(ARRAY(SELECT bands(r.s))) AS x) y")" '120|120' 'is_certain in PL/pgSQL'
same 'age_reached in PL/pgSQL' "reached_by_plpgsql(b, (ARRAY['1d', '2d', '3d', '1y', '2y'])[1 + (d - b) % 5])" \
	"age_reached(b, (ARRAY['1d', '2d', '3d', '1y', '2y'])[1 + (d - b) % 5])" "$rows"
same 'corrected_age_days in PL/pgSQL' "corrected_by_plpgsql(ga, b, d, (ARRAY['1y', '2y', '9y'])[1 + (d - b) % 3])" \
	"corrected_age_days(ga, b, d, (ARRAY['1y', '2y', '9y'])[1 + (d - b) % 3])" "$rows"
is "$(q "$db" "SELECT label_by_plpgsql('[0d,28d)', 'en') <> label_by_plpgsql('[0d,28d)', 'zh')")" t \
	'band_label in PL/pgSQL'
# Calendars of one length too.
calendars="(SELECT d, i, (ARRAY['2026: off 03-02', '2026: off 03-03', '2026: off 04-07', '2026: off 05-08'])[1 + i % 4]::work_calendar AS c,
	(ARRAY['{}', '{[2026-03-01,2026-03-09)}', '{[2026-04-01,2026-04-03)}'])[1 + i % 3]::datemultirange AS stopped FROM generate_series(1, 60) i, LATERAL (SELECT date '2026-02-01' + i AS d) x OFFSET 0) r"
same 'add_working_days in PL/pgSQL' 'working_by_plpgsql(d, i % 40, c, stopped)' 'add_working_days(d, i % 40, c, stopped)' "$calendars"
same 'ind_due in PL/pgSQL' "due_by_plpgsql(d, (ARRAY['ordinary', 'fast'])[1 + i % 2], c)" "ind_due(d, (ARRAY['ordinary', 'fast'])[1 + i % 2], c)" "$calendars"
reports="(SELECT i, jsonb_build_object('D.2.2a', (i % 30)::text, 'D.2.2b', (ARRAY['a', 'mo', 'x'])[1 + i % 3], 'D.3', '900', 'D.4', '2.5') AS icsr,
	(ARRAY['all', 'R01', 'ICH', 'R13,R14', '-R14'])[1 + i % 5] AS rules, (ARRAY['en', 'zh'])[1 + i % 2] AS lang, s::text::age_scheme AS s FROM scheme OFFSET 0) r"
same 'icsr_findings in PL/pgSQL' 'findings_by_plpgsql(icsr, rules, lang)' "SELECT string_agg(rule || ' ' || message, '; ') FROM icsr_findings(icsr, rules, lang)" "$reports"
same 'icsr_age_band in PL/pgSQL' 'icsr_band_by_plpgsql(icsr, s)' 'icsr_age_band(icsr, s)' "$reports"
# Each call of its own, as a query whose scheme is a constant.
once=
for i in $(seq 12); do
	x=$(q "$db" "SELECT format('SELECT age_band(date %L, date %L, %L) || '' '' || person_time(date %L, date %L, date %L, %L)',
		'2020-01-01', '2021-01-15', a.s, '2020-01-01', '2021-01-15', '2021-01-25', c.s)
		FROM scheme a, scheme c WHERE a.i = 1 + $i % 4 AND c.i = 1 + ($i + 1) % 4")
	once="$once$(q "$db" "$x")
"
done
is "$(q "$db" "SELECT loop_by_plpgsql('2020-01-01', '2021-01-15')")" "${once%$'\n'}" 'one variable, many schemes'

# The direct answer against constants.
is "$(q "$db" "DO \$\$ DECLARE r record; x age_band; n int := 0; BEGIN
	FOR r IN SELECT b, d, s FROM birth, scheme LOOP
		EXECUTE format('SELECT age_band(date %L, date %L, %L)', r.b, r.d, r.s) INTO x;
		IF x IS DISTINCT FROM age_band(r.b, r.d, r.s) THEN n := n + 1; END IF;
	END LOOP;
	IF n > 0 THEN RAISE EXCEPTION '% differ', n; END IF; END \$\$" 'SELECT 1')" 1 \
	'record fields in a loop agree with constants'

# Prepared statements, custom and generic.
for mode in force_custom_plan force_generic_plan; do
	is "$(q "$db" "SET plan_cache_mode = $mode" \
		"PREPARE p (date, date, age_scheme) AS SELECT age_band(\$1, \$2, \$3), sum(person_time(\$1, \$2, \$2 + i, \$3)) FROM generate_series(1, 3) i" \
		"EXECUTE p ('2020-01-01', '2021-01-15', '0d,28d,2y')" "EXECUTE p ('2020-01-01', '2021-01-15', '0d,13mo,2y')" \
		"EXECUTE p ('2020-01-01', '2021-01-15', '0d,99d,5y')")" \
		'[28d,2y)|0d,28d,2y; subjects=3; [28d,2y)=3/6
[0d,13mo)|0d,13mo,2y; subjects=3; [0d,13mo)=3/6
[99d,5y)|0d,99d,5y; subjects=3; [99d,5y)=3/6' "prepared, $mode"
done

# Parameters of nested loops, cursors, triggers, SQL functions.
is "$(q "$db" "SELECT string_agg(x.b::text, ' ' ORDER BY c.i) FROM scheme c,
	LATERAL (SELECT age_band(date '2020-01-01', date '2021-01-15', c.s) AS b OFFSET 0) x WHERE c.i <= 4")" \
	'[0d,13mo) [0d,4y) [99d,5y) [28d,2y)' 'LATERAL'
is "$(q "$db" 'BEGIN' "DECLARE c CURSOR FOR SELECT age_band(date '2020-01-01', date '2021-01-15', s) FROM scheme WHERE i <= 4 ORDER BY i" \
	'FETCH 1 FROM c' "SELECT age_band(date '2020-01-01', date '2021-01-15', '0d,5d')" 'FETCH 3 FROM c' 'COMMIT')" \
	'[0d,13mo)
[5d,)
[0d,4y)
[99d,5y)
[28d,2y)' 'a cursor, with another call between its rows'
is "$(q "$db" 'CREATE TABLE subject (b date, d date, s age_scheme, band age_band)' \
	'CREATE FUNCTION fill_band() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.band := age_band(NEW.b, NEW.d, NEW.s); RETURN NEW; END $$' \
	'CREATE TRIGGER fill BEFORE INSERT OR UPDATE ON subject FOR EACH ROW EXECUTE FUNCTION fill_band()' \
	'INSERT INTO subject SELECT b, d, s FROM birth, scheme' \
	"COPY subject (b, d, s) FROM PROGRAM 'printf \"2020-01-01\\t2021-01-15\\t0d,4y,9y\\n2020-01-01\\t2021-01-15\\t0d,28d,2y\\n\"'" \
	'SELECT count(*), count(*) FILTER (WHERE band <> age_band(b, d, s)) FROM subject')" '1602|0' 'a trigger'
is "$(q "$db" 'CREATE FUNCTION band_by_sql(b date, d date, s age_scheme) RETURNS age_band VOLATILE LANGUAGE sql AS $$ SELECT age_band(b, d, s) $$' \
	"SELECT string_agg(band_by_sql('2020-01-01', '2021-01-15', s)::text, ' ' ORDER BY i) FROM scheme WHERE i <= 4")" \
	'[0d,13mo) [0d,4y) [99d,5y) [28d,2y)' 'an SQL function'

done_testing
