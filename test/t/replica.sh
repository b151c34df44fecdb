#!/bin/bash
# SPDX-License-Identifier: PostgreSQL
#
# Logical replication with binary = true of a table that holds every type:
# what is inserted, updated and deleted arrives as it was.  The subscriber is
# another database of the same server, which needs wal_level = logical; where
# it has not, a throw-away cluster with it is made.

if [ "$(psql -XAtq -d postgres -c 'SHOW wal_level' 2>/dev/null)" != logical ] &&
	[ -z "${PEDSAFETY_LOGICAL:-}" ] && command -v pg_virtualenv >/dev/null; then
	version=$(psql -XAtq -d postgres -c "SELECT current_setting('server_version_num')::int / 10000" 2>/dev/null)
	# Debian's server can be told where extensions lie.
	where=$(psql -XAtq -d postgres -c "SELECT current_setting('extension_destdir', true)" 2>/dev/null)
	export PEDSAFETY_LOGICAL=1
	unset PGHOST PGPORT PGUSER PGPASSWORD PGDATABASE PGSYSCONFDIR PG_CLUSTER_CONF_ROOT
	exec pg_virtualenv -t ${version:+-v "$version"} -o fsync=off -o wal_level=logical \
		${where:+-o extension_destdir="$where"} bash "$0" "$@" 2>&1
fi

. "$(dirname "$0")/lib/tap.bash"

[ "$(q postgres 'SHOW wal_level')" = logical ] ||
	skip_all 'wal_level is not logical, and pg_virtualenv is not there to make a cluster where it is'
slot=pedsafety_t_replica

definition='CREATE EXTENSION pedsafety;
	CREATE TABLE every (id int PRIMARY KEY, p partial_date, g gestational_age, s age_scheme, b age_band,
		t person_time, bs age_band[], ts person_time[], c consent_policy, cs consent_policy[], w work_calendar, ws work_calendar[]);
	CREATE TABLE keyed (b age_band, p partial_date, g gestational_age, s age_scheme, c consent_policy, w work_calendar, n int, PRIMARY KEY (b, p, g, s, c, w));
	CREATE TABLE subject (subject_id text PRIMARY KEY, birth date);
	CREATE TABLE consent (consent_id int PRIMARY KEY, subject_id text, signed_on date, signer text, act text);
	CREATE TABLE dose (dose_id int PRIMARY KEY, subject_id text, given_on date)'
new_db from
from=$db
run "$from" <<< "$definition;" > "$scratch/out"
ok $? 'the publisher is there' || { note "$(cat "$scratch/out")"; done_testing; }
new_db to
to=$db
run "$to" <<< "$definition;" > "$scratch/out"
ok $? 'the subscriber is there' || { note "$(cat "$scratch/out")"; done_testing; }

at_end() {
	psql -X -q -d "$to" -c 'ALTER SUBSCRIPTION pedsafety_t_replica DISABLE' \
		-c 'ALTER SUBSCRIPTION pedsafety_t_replica SET (slot_name = NONE)' \
		-c 'DROP SUBSCRIPTION pedsafety_t_replica' > /dev/null 2>&1
	for _ in $(seq 50); do
		psql -X -q -d postgres -c "SELECT pg_drop_replication_slot('$slot')" > /dev/null 2>&1 && break
		sleep 0.1
	done
}

# Rows that are there before the subscription are copied (in binary from 16 on).
rows() {
	echo "INSERT INTO every SELECT i, to_char(b, (ARRAY['YYYY', 'YYYY-MM', 'YYYY-MM-DD', 'YYYY---DD'])[1 + i % 4])::partial_date,
		(i % 6999 || 'd')::gestational_age, v, age_band(b, b + i * 37 % 9000, v), person_time(b, b + i, b + i * 3, v),
		ARRAY[age_band(b, b + i), NULL, '(,)', 'preterm [0d,pma44w)'], ARRAY[person_time(NULL::date, daterange(b, b + i), v)], c, ARRAY[c, NULL, 'AT'], w, ARRAY[w, NULL, 'CN']
		FROM generate_series($1, $2) i, LATERAL (SELECT date '1999-12-31' + i * 59 AS b,
			(ARRAY['ich-e11', 'ema-p4', 'nichd', '0d,6w,18mo'])[1 + i % 4]::age_scheme AS v,
			format('CN-2025; guardians=%s; grace=%sd; assent=%s', 1 + i % 9, i % 50, CASE WHEN i % 3 = 0 THEN 'none' ELSE '7y' END)::consent_policy AS c,
			format('%s2026: off %s', (ARRAY['', 'weekend fri, sat; '])[1 + i % 2], to_char(date '2026-01-01' + i % 300, 'MM-DD'))::work_calendar AS w) x;
	INSERT INTO keyed SELECT DISTINCT ON (b, p, g, s, c, w) b, p, g, s, c, w, id FROM every WHERE id BETWEEN $1 AND $2;"
}
run "$from" <<< "$(rows 1 500) CREATE PUBLICATION all_types FOR TABLE every, keyed, subject, consent, dose;" > "$scratch/out"
ok $? 'rows are published' || { note "$(cat "$scratch/out")"; done_testing; }
q "$from" "SELECT pg_create_logical_replication_slot('$slot', 'pgoutput')" > /dev/null
host=${PGHOST:-localhost}
run "$to" <<SQL > "$scratch/out"
CREATE SUBSCRIPTION pedsafety_t_replica CONNECTION
	'host=$host port=${PGPORT:-5432} dbname=$from user=${PGUSER:-$(id -un)} ${PGPASSWORD:+password=$PGPASSWORD}'
	PUBLICATION all_types WITH (create_slot = false, slot_name = '$slot', binary = true);
SQL
ok $? 'subscribed with binary = true' || { note "$(cat "$scratch/out")"; done_testing; }

# arrived LABEL: waits until both sides are the same, up to 20 seconds.
all='SELECT md5(string_agg(e::text, $$;$$ ORDER BY id)), sum(hash_record_extended(e, 0)) FROM every e'
keyed='SELECT md5(string_agg(k::text, $$;$$ ORDER BY b, p, g, s, c, w)), sum(hash_record_extended(k, 0)) FROM keyed k'
arrived() {
	local there=
	local here
	here=$(q "$from" "$all" "$keyed")
	for _ in $(seq 100); do
		there=$(q "$to" "$all" "$keyed")
		[ "$there" != "$here" ] || break
		sleep 0.2
	done
	is "$there" "$here" "$1"
}
arrived 'the first copy'
is "$(q "$to" 'SELECT count(*) FROM every')" 500 'all rows of it'
run "$from" <<< "$(rows 501 1500)"
arrived 'rows inserted'
run "$from" <<< "UPDATE every SET t = t + t, b = '(,)', bs = NULL, s = 'ctis', c = 'US-406; guardians=1', w = 'CN; 2027: off 01-01..01-03; work 01-09' WHERE id % 3 = 0;
	DELETE FROM every WHERE id % 7 = 0;
	UPDATE keyed SET n = -1 WHERE b = '[28d,2y)'; UPDATE keyed SET b = '[0d,)' WHERE n % 11 = 0; UPDATE keyed SET c = 'EU-CTR; assent=none' WHERE n % 13 = 0; UPDATE keyed SET w = 'CN' WHERE n % 17 = 0;
	DELETE FROM keyed WHERE g > '900+0';"
arrived 'rows changed and deleted, found by keys of our types'
is "$(q "$to" "SELECT count(*) > 100 FROM every WHERE t IS NOT NULL AND b = '(,)'")" t 'and they are there'
# The change stream itself was binary: the worker has not failed and come back.
is "$(q "$to" "SELECT subbinary FROM pg_subscription WHERE subname = 'pedsafety_t_replica'" \
	"SELECT apply_error_count + sync_error_count FROM pg_stat_subscription_stats WHERE subname = 'pedsafety_t_replica'")" \
	"$(printf 't\n0')" 'binary, without an error'

# Guards on the replica. The worker that applies changes fires no trigger that
# is enabled as CREATE TRIGGER leaves it, so a guard there does not look at what
# comes in: the publisher has done so. One that is to look at it is told so by
# ALTER TABLE ... ENABLE ALWAYS TRIGGER, for each table; what it refuses then
# holds up the subscription until the missing agreement comes, so mode warn,
# with its warnings in the server's log, or consent_guard_check from time to
# time is mostly what is wanted.
apply_errors() { q "$to" "SELECT apply_error_count FROM pg_stat_subscription_stats WHERE subname = 'pedsafety_t_replica'"; }
# waits QUERY RESULT: up to 20 seconds for the subscriber to answer so.
waits() {
	local i got
	for i in $(seq 100); do
		got=$(q "$to" "$1")
		[ "$got" != "$2" ] || return 0
		sleep 0.2
	done
	note "$got"
	return 1
}
run "$from" <<'SQL' > "$scratch/out"
INSERT INTO subject VALUES ('A', '2016-02-29'), ('B', '2016-02-29');
INSERT INTO consent VALUES (1, 'A', '2023-01-01', 'guardian', 'consent');
SQL
waits 'SELECT count(*) FROM consent' 1
ok $? 'subjects and consent arrive'
is "$(q "$to" "SELECT consent_guard_add('dose', 'given_on', 'subject', 'consent', 'CN-2025')")" '' 'the replica is guarded'
is "$(sqlstate "$to" "INSERT INTO dose VALUES (-1, 'B', '2023-05-01')")" 23514 'against its own sessions'
q "$from" "INSERT INTO dose VALUES (1, 'A', '2023-05-01'), (2, 'B', '2023-05-01')" "DELETE FROM consent" "INSERT INTO consent VALUES (1, 'A', '2023-01-01', 'guardian', 'consent')" > /dev/null
waits "SELECT count(*), (SELECT count(*) FROM consent) FROM dose" '2|1'
ok $? 'what the publisher sends is not looked at'
is "$(q "$to" "SELECT enabled FROM consent_guards()" "SELECT * FROM consent_guard_check('dose')")" "$(printf 't\nB|{[2023-05-01,2023-05-02)}|the agreement of a guardian is missing (0 of 1)')" \
	'consent_guard_check tells what has come in'
is "$(sqlstate "$to" "SET session_replication_role = replica; INSERT INTO dose VALUES (-1, 'B', '2023-05-02'); DELETE FROM dose WHERE dose_id = -1")" 00000 \
	'nor is anything in a session with session_replication_role = replica'

q "$to" 'ALTER TABLE dose ENABLE ALWAYS TRIGGER consent_guard' 'ALTER TABLE consent ENABLE ALWAYS TRIGGER consent_guard_dose' > /dev/null
is "$(sqlstate "$to" "SET session_replication_role = replica; INSERT INTO dose VALUES (-1, 'B', '2023-05-02')")" 23514 'ALWAYS: such a session is guarded'
q "$from" "INSERT INTO dose VALUES (3, 'A', '2023-05-02')" > /dev/null
waits 'SELECT count(*) FROM dose' 3
ok $? 'ALWAYS: what is covered comes in'
is "$(apply_errors)" 0 'ALWAYS: without an error'
q "$from" "INSERT INTO dose VALUES (4, 'B', '2023-05-03')" > /dev/null
waits "SELECT apply_error_count > 0 FROM pg_stat_subscription_stats WHERE subname = 'pedsafety_t_replica'" t
ok $? 'ALWAYS: what is not covered is refused, and held up'
is "$(q "$to" 'SELECT count(*) FROM dose')" 3 'ALWAYS: it is not there'
q "$to" "INSERT INTO consent VALUES (-2, 'B', '2023-01-01', 'guardian', 'consent')" > /dev/null
waits 'SELECT count(*) FROM dose' 4
ok $? 'ALWAYS: it comes when the agreement is there'
# A withdrawal is a fact there too; and in mode warn everything comes in.
errors=$(apply_errors)
q "$from" "INSERT INTO consent VALUES (3, 'A', '2023-04-01', 'subject', 'withdraw')" > /dev/null
waits 'SELECT count(*) FROM consent' 3
ok $? 'ALWAYS: a withdrawal is recorded'
is "$(q "$to" "SELECT consent_guard_set('dose', mode => 'warn', check_existing => false)" "SELECT count(*) FROM pg_trigger WHERE tgenabled = 'A' AND tgname ~ 'consent_guard'")" "$(printf '\n0')" \
	'consent_guard_set makes triggers anew: ALWAYS has to be said again'
q "$to" 'ALTER TABLE dose ENABLE ALWAYS TRIGGER consent_guard' 'ALTER TABLE consent ENABLE ALWAYS TRIGGER consent_guard_dose' > /dev/null
q "$from" "INSERT INTO dose VALUES (5, 'A', '2023-05-04')" "DELETE FROM consent WHERE consent_id = 1" > /dev/null
waits 'SELECT count(*), (SELECT count(*) FROM consent) FROM dose' '5|2'
ok $? 'ALWAYS, warn: all comes in'
is "$(apply_errors)" "$errors" 'ALWAYS, warn: without an error'
done_testing
