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
		t person_time, bs age_band[], ts person_time[]);
	CREATE TABLE keyed (b age_band, p partial_date, g gestational_age, s age_scheme, n int, PRIMARY KEY (b, p, g, s))'
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
		ARRAY[age_band(b, b + i), NULL, '(,)', 'preterm [0d,pma44w)'], ARRAY[person_time(NULL::date, daterange(b, b + i), v)]
		FROM generate_series($1, $2) i, LATERAL (SELECT date '1999-12-31' + i * 59 AS b,
			(ARRAY['ich-e11', 'ema-p4', 'nichd', '0d,6w,18mo'])[1 + i % 4]::age_scheme AS v) x;
	INSERT INTO keyed SELECT DISTINCT ON (b, p, g, s) b, p, g, s, id FROM every WHERE id BETWEEN $1 AND $2;"
}
run "$from" <<< "$(rows 1 500) CREATE PUBLICATION all_types FOR TABLE every, keyed;" > "$scratch/out"
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
keyed='SELECT md5(string_agg(k::text, $$;$$ ORDER BY b, p, g, s)), sum(hash_record_extended(k, 0)) FROM keyed k'
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
run "$from" <<< "UPDATE every SET t = t + t, b = '(,)', bs = NULL, s = 'ctis' WHERE id % 3 = 0;
	DELETE FROM every WHERE id % 7 = 0;
	UPDATE keyed SET n = -1 WHERE b = '[28d,2y)'; UPDATE keyed SET b = '[0d,)' WHERE n % 11 = 0;
	DELETE FROM keyed WHERE g > '900+0';"
arrived 'rows changed and deleted, found by keys of our types'
is "$(q "$to" "SELECT count(*) > 100 FROM every WHERE t IS NOT NULL AND b = '(,)'")" t 'and they are there'
# The change stream itself was binary: the worker has not failed and come back.
is "$(q "$to" "SELECT subbinary FROM pg_subscription WHERE subname = 'pedsafety_t_replica'" \
	"SELECT apply_error_count + sync_error_count FROM pg_stat_subscription_stats WHERE subname = 'pedsafety_t_replica'")" \
	"$(printf 't\n0')" 'binary, without an error'
done_testing
