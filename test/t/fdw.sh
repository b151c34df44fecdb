#!/bin/bash
# SPDX-License-Identifier: PostgreSQL
#
# postgres_fdw, told by its server option extensions = 'pedsafety', sends whole
# aggregates and conditions to the other server, and the answer is the same.
# The other server is another database of this one.

. "$(dirname "$0")/lib/tap.bash"

[ "$(q postgres "SELECT count(*) FROM pg_available_extensions WHERE name = 'postgres_fdw'")" = 1 ] ||
	skip_all 'postgres_fdw is not installed'

new_db far
far=$db
run "$far" <<'SQL' > "$scratch/out"
CREATE EXTENSION pedsafety;
CREATE TABLE exposure AS SELECT i AS id, i % 3 AS arm, date '2000-02-29' + i AS birth,
	date '2000-02-29' + i + i % 5000 AS start, date '2000-02-29' + i + i % 5000 + i % 800 AS past,
	(150 + i % 160 || 'd')::gestational_age AS ga, (ARRAY['2019', '2019-03'])[1 + i % 2]::partial_date AS onset,
	age_band(date '2000-02-29' + i, date '2000-02-29' + i + i % 5000) AS band
	FROM generate_series(1, 5000) i;
ANALYZE exposure;
SQL
ok $? 'the far side is there' || { note "$(cat "$scratch/out")"; done_testing; }

new_db near
host=${PGHOST:-localhost}
[ "$host" != "${host#/}" ] || [ -n "${PGPASSWORD:-}" ] || host=localhost
run "$db" <<SQL > "$scratch/out"
CREATE EXTENSION pedsafety;
CREATE EXTENSION postgres_fdw;
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '$host', port '${PGPORT:-5432}',
	dbname '$far', extensions 'pedsafety', use_remote_estimate 'true');
CREATE USER MAPPING FOR CURRENT_USER SERVER far OPTIONS (user '${PGUSER:-$(id -un)}'
	${PGPASSWORD:+, password '$PGPASSWORD'});
IMPORT FOREIGN SCHEMA public LIMIT TO (exposure) FROM SERVER far INTO public;
SQL
ok $? 'the near side has it as a foreign table' || { note "$(cat "$scratch/out")"; done_testing; }
is "$(q "$db" 'SELECT count(*) FROM exposure')" 5000 'the far side answers' || done_testing

# remote LABEL SQL PATTERN: the SQL sent matches, and both sides say the same.
remote() {
	local sent
	sent=$(q "$db" "EXPLAIN (VERBOSE, COSTS OFF) $2" | grep 'Remote SQL')
	contains "$sent" "$3" "$1: is sent whole"
	is "$(q "$db" "$2")" "$(q "$far" "$2")" "$1: same answer"
}
remote 'sum of two-column person_time' \
	'SELECT sum(person_time(birth, start, past)) FROM exposure' 'SELECT (public\.)?sum\((public\.)?person_time\(birth, start, past'
remote 'sum by group' \
	'SELECT arm, sum(person_time(birth, start, past)) FROM exposure GROUP BY arm ORDER BY arm' 'sum\(.*GROUP BY'
remote 'sum over ranges with a named scheme' \
	"SELECT arm, sum(person_time(birth, daterange(start, past), 'nichd')) FROM exposure GROUP BY arm ORDER BY arm" \
	'sum\(.*nichd.*GROUP BY'
remote 'sum with gestation and a filter' \
	"SELECT sum(person_time(birth, ga, daterange(start, past), 'ema-p4')) FILTER (WHERE band = '[28d,2y)') FROM exposure" \
	'sum\(.*FILTER'
remote 'a condition on a band' \
	"SELECT count(*) FROM exposure WHERE band < '[2y,12y)' AND age_band(birth, past) = '[2y,12y)'" 'count\(\*\).*WHERE.*age_band'
remote 'a condition on a partial date' \
	"SELECT count(*) FROM exposure WHERE onset >= '2019-03' AND ga >= '37+0'" 'count\(\*\).*WHERE.*2019-03'
remote 'values in a list and their order' \
	"SELECT id, band, ga, onset FROM exposure WHERE id < 20 ORDER BY band, ga, onset, id" 'ORDER BY band'

# Values travel as text, unharmed, both ways.
q "$far" 'CREATE TABLE summary (arm int PRIMARY KEY, pt person_time, scheme age_scheme)' > /dev/null
run "$db" <<'SQL' > "$scratch/out"
IMPORT FOREIGN SCHEMA public LIMIT TO (summary) FROM SERVER far INTO public;
INSERT INTO summary SELECT arm, sum(person_time(birth, daterange(start, past), 'ema-p4')), 'ema-p4' FROM exposure GROUP BY arm;
SQL
ok $? 'sums are written to the far side' || note "$(cat "$scratch/out")"
is "$(q "$far" 'SELECT arm, pt, scheme FROM summary ORDER BY arm')" \
	"$(q "$far" "SELECT arm, sum(person_time(birth, daterange(start, past), 'ema-p4')), 'ema-p4' FROM exposure GROUP BY arm ORDER BY arm")" \
	'and are there as they were computed'

# Per-partition states: pushed down where the group holds the partition's key.
run "$db" <<SQL > "$scratch/out"
CREATE TABLE sites (LIKE exposure) PARTITION BY LIST (arm);
CREATE FOREIGN TABLE sites_0 PARTITION OF sites FOR VALUES IN (0) SERVER far OPTIONS (table_name 'exposure_0');
CREATE FOREIGN TABLE sites_1 PARTITION OF sites FOR VALUES IN (1, 2) SERVER far OPTIONS (table_name 'exposure_1');
SQL
ok $? 'partitions on the far side' || note "$(cat "$scratch/out")"
q "$far" 'CREATE VIEW exposure_0 AS SELECT * FROM exposure WHERE arm = 0' \
	'CREATE VIEW exposure_1 AS SELECT * FROM exposure WHERE arm > 0' > /dev/null
total='SELECT sum(pt) FROM (SELECT arm, sum(person_time(birth, start, past)) AS pt FROM sites GROUP BY arm) s'
is "$(q "$db" 'SET enable_partitionwise_aggregate = on' "EXPLAIN (VERBOSE, COSTS OFF) $total" | grep -c 'Remote SQL: SELECT.*sum(.*GROUP BY')" \
	2 'a sum of sums by partition is computed there'
is "$(q "$db" 'SET enable_partitionwise_aggregate = on' "$total")" "$(q "$far" "${total/sites/exposure}")" \
	'and adds up to the same'

done_testing
