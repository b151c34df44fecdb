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

# Consent. postgres_fdw sends an aggregate only whole, with a GROUP BY that is
# all there; then its internal state never leaves the other server, and the
# days come back as a datemultirange. Where it cannot, it fetches the records
# and the aggregate runs here: the answer is the same. States of partitions on
# other servers are not combined; a group has to lie in one of them.
run "$far" <<'SQL' > "$scratch/out"
CREATE TABLE signature AS SELECT i % 300 AS subject, i % 3 AS site, (ARRAY['CN-2025', 'CN-2025; guardians=2; grace=14d', 'JP-GCP; assent=7y'])[1 + i % 3]::consent_policy AS policy,
	date '2010-02-28' + i % 300 * 11 AS birth, (ARRAY['2010', '2010-03', '2012-02-29'])[1 + i % 3]::partial_date AS born, date '2012-01-01' + (i::bigint * 7919 % 6000)::int AS signed_on,
	(ARRAY['guardian', 'subject', 'guardian', 'investigator', 'guardian'])[1 + i / 300 % 5] AS signer, (ARRAY['consent', 'assent', 'consent', 'override', 'withdraw'])[1 + i / 300 % 5] AS act,
	CASE WHEN i % 2 = 0 THEN 'mother' WHEN i % 5 = 0 THEN 'father' END AS signer_id, CASE WHEN i % 4 = 0 THEN daterange(date '2012-01-01', date '2024-01-01') END AS valid
	FROM generate_series(1, 6000) i;
ANALYZE signature;
CREATE VIEW signature_0 AS SELECT * FROM signature WHERE site = 0;
CREATE VIEW signature_1 AS SELECT * FROM signature WHERE site > 0;
SQL
ok $? 'consent: records are on the far side' || note "$(cat "$scratch/out")"
run "$db" <<'SQL' > "$scratch/out"
IMPORT FOREIGN SCHEMA public LIMIT TO (signature) FROM SERVER far INTO public;
CREATE TABLE signed (LIKE signature) PARTITION BY LIST (site);
CREATE FOREIGN TABLE signed_0 PARTITION OF signed FOR VALUES IN (0) SERVER far OPTIONS (table_name 'signature_0');
CREATE FOREIGN TABLE signed_1 PARTITION OF signed FOR VALUES IN (1, 2) SERVER far OPTIONS (table_name 'signature_1');
SQL
ok $? 'consent: the near side has them' || note "$(cat "$scratch/out")"
all='consent_coverage(policy, birth, signed_on, signer, act, signer_id, valid), consent_coverage_possible(policy, born, signed_on, signer, act)'
remote 'coverage by subject' "SELECT subject, $all FROM signature GROUP BY subject ORDER BY subject" \
	'SELECT subject, (public\.)?consent_coverage\(policy, birth.*consent_coverage_possible\(policy, born.*GROUP BY'
remote 'coverage under a policy that is named' \
	"SELECT subject, consent_coverage('CN-2016; grace=7d', birth, signed_on, signer, act) FROM signature GROUP BY subject ORDER BY subject" \
	"consent_coverage\('CN-2016; grace=7d'.*GROUP BY"
remote 'coverage with a filter' "SELECT subject, consent_coverage(policy, birth, signed_on, signer, act) FILTER (WHERE signer = 'guardian') FROM signature GROUP BY subject ORDER BY subject" \
	'consent_coverage\(.*FILTER.*GROUP BY'
remote 'a condition on a policy' "SELECT count(*) FROM signature WHERE policy = 'CN-2025; grace=14d; guardians=2' AND policy < 'US-404'" 'count\(\*\).*WHERE.*CN-2025; guardians=2; grace=14d'
remote 'policies in order' "SELECT subject, policy FROM signature WHERE site < 2 ORDER BY policy DESC, subject, signed_on LIMIT 500" 'ORDER BY policy DESC'
# Words that a function here makes have a collation that postgres_fdw does not
# vouch for: the rows are fetched.
words="SELECT count(*) FROM signature WHERE consent_required(policy, birth, signed_on) = '{guardian,subject}'"
is "$(q "$db" "$words")" "$(q "$far" "$words")" 'who has to agree: same answer'
is "$(q "$db" 'SET datestyle = German' "SELECT subject, $all FROM signature GROUP BY subject ORDER BY subject" | md5sum)" \
	"$(q "$far" 'SET datestyle = German' "SELECT subject, $all FROM signature GROUP BY subject ORDER BY subject" | md5sum)" 'coverage: the days that come back follow no DateStyle on the way'
# Not sent: a join with what is here. The records are fetched.
q "$db" 'CREATE TABLE here AS SELECT generate_series(0, 99) AS subject' > /dev/null
here="SELECT subject, $all FROM signature JOIN here USING (subject) GROUP BY subject ORDER BY subject"
sent=$(q "$db" "EXPLAIN (VERBOSE, COSTS OFF) $here" | grep 'Remote SQL')
[ -n "$sent" ] && ! grep -q consent_coverage <<< "$sent"
ok $? 'coverage of a join with a table here is computed here' || note "$sent"
is "$(q "$db" "$here")" "$(q "$far" "SELECT subject, $all FROM signature WHERE subject < 100 GROUP BY subject ORDER BY subject")" 'and is the same'
# Partitions: sent if the group holds the key of the partitions.
parted="SELECT site, subject, $all FROM signed GROUP BY site, subject ORDER BY site, subject"
is "$(q "$db" 'SET enable_partitionwise_aggregate = on' "EXPLAIN (VERBOSE, COSTS OFF) $parted" | grep -c 'Remote SQL: SELECT.*consent_coverage(.*GROUP BY')" 2 'coverage by site and subject is computed there'
is "$(q "$db" 'SET enable_partitionwise_aggregate = on' "$parted")" "$(q "$far" "${parted/FROM signed/FROM signature}")" 'and is the same'
parted="SELECT subject % 10, consent_coverage('CN-2025', NULL::date, signed_on, signer, act), consent_coverage_possible('CN-2025', NULL::date, signed_on, signer, act, signer_id) FROM signed GROUP BY 1 ORDER BY 1"
is "$(q "$db" 'SET enable_partitionwise_aggregate = on' "EXPLAIN (VERBOSE, COSTS OFF) $parted" | grep -c 'Remote SQL: SELECT.*consent_coverage')" 0 \
	'where the group spans partitions no state is asked of them'
is "$(q "$db" 'SET enable_partitionwise_aggregate = on' "$parted")" "$(q "$far" "${parted/FROM signed/FROM signature}")" 'and the answer is the same'
is "$(sqlstate "$db" "SELECT consent_coverage(policy, birth, signed_on, signer, act) FROM signature")" 22023 'an error from the other side keeps its SQLSTATE'
# A guard works by triggers of a table, so a foreign one cannot have it.
q "$db" 'CREATE TABLE subject (subject_id text PRIMARY KEY, birth date)' 'CREATE TABLE consent (subject_id text, signed_on date, signer text, act text)' > /dev/null
is "$(sqlstate "$db" "SELECT consent_guard_add('signature', 'signed_on', 'subject', 'consent', 'CN-2025', key => '{subject}', subjects_key => '{subject_id}', consents_key => '{subject_id}')")" 42809 \
	'a foreign table is not guarded'
is "$(sqlstate "$db" "SELECT consent_guard_add('here', 'signed_on', 'subject', 'signature', 'CN-2025')")" 42809 'nor does a guard read consent from one'

done_testing
