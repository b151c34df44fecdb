#!/bin/bash
# SPDX-License-Identifier: PostgreSQL
#
# The consent guard under load: pgbench and some psql work at random on a few
# subjects, in each isolation level.  All that is committed is also written to a
# history, so that afterwards every moment can be looked at:
#
#   - no dose was uncovered when it was committed;
#   - nothing but a withdrawal ever uncovered a dose;
#   - each withdrawal that did was reported, with just the days that it uncovered;
#   - where nobody withdraws, all doses are covered at the end (by plain SQL).
#
#   SECONDS_EACH=n   how long each level runs (default 5)
#
# A cluster with track_commit_timestamp and a log of its own is needed; where it
# has them not, a throw-away one is made.

if [ "$(psql -XAtq -d postgres -c "SELECT current_setting('track_commit_timestamp') || current_setting('logging_collector')
		|| current_setting('log_line_prefix')" 2>/dev/null)" != 'onon%d %p %x ' ] &&
	[ -z "${PEDSAFETY_STRESS:-}" ] && command -v pg_virtualenv >/dev/null; then
	version=$(psql -XAtq -d postgres -c "SELECT current_setting('server_version_num')::int / 10000" 2>/dev/null)
	# Debian's server can be told where extensions lie.
	where=$(psql -XAtq -d postgres -c "SELECT current_setting('extension_destdir', true)" 2>/dev/null)
	export PEDSAFETY_STRESS=1
	unset PGHOST PGPORT PGUSER PGPASSWORD PGDATABASE PGSYSCONFDIR PG_CLUSTER_CONF_ROOT
	exec pg_virtualenv -t ${version:+-v "$version"} -o fsync=off -o synchronous_commit=off \
		-o track_commit_timestamp=on -o logging_collector=on -o 'log_line_prefix=%d %p %x ' -o log_min_messages=warning \
		-o deadlock_timeout=50ms ${where:+-o extension_destdir="$where"} bash "$0" "$@" 2>&1
fi

. "$(dirname "$0")/lib/tap.bash"
here=$(cd "$(dirname "$0")/../stress" && pwd)
subjects=12 clients=6 seconds=${SECONDS_EACH:-5}

[ "$(q postgres 'SHOW track_commit_timestamp')" = on ] && [ "$(q postgres 'SHOW logging_collector')" = on ] ||
	skip_all 'the server keeps no commit timestamps, and pg_virtualenv is not there to make one that does'
pgbench=$(tool pgbench)
[ -n "$pgbench" ] || skip_all 'pgbench is not installed'

# Statements and transactions without exception blocks, for psql, which goes on
# after an error: those in a savepoint too.
loop() {
	awk -v seed="$1" -v subjects=$subjects 'BEGIN {
		srand(seed)
		n = split("dose dose dose move undose undose consent consent delete narrow birth withdraw turn both upgrade", kind, " ")
		for (i = 0; i < 100000; i++) {
			s = 1 + int(rand() * subjects)
			what = kind[1 + int(rand() * n)]
			if (rand() < 0.6)
				printf "SELECT change(\047%s\047, %d);\n", what, s
			else if (rand() < 0.5)
				printf "BEGIN; SELECT count(*) FROM dose; SAVEPOINT s; SELECT change(\047dose\047, %d); ROLLBACK TO s; SELECT change(\047%s\047, %d); COMMIT;\n", s, what, s
			else
				printf "BEGIN; SELECT count(*) FROM dose; SELECT change(\047%s\047, %d); COMMIT;\n", what, s
		}
	}' | timeout "$seconds" psql -X -q -A -t -d "$db" > "$scratch/psql.$1" 2>&1
	# ended by the time, in the middle of a list
	[ $? = 124 ]
}

for level in 'read committed' 'repeatable read' serializable; do
	new_db "${level// /_}"
	run "$db" < <(echo "\\set subjects $subjects"; cat "$here/consent_guard_tables.sql") > "$scratch/out"
	ok $? "$level: the tables are there" || { note "$(cat "$scratch/out")"; continue; }

	calm=$PGOPTIONS
	# warnings go to the log only
	export PGOPTIONS="$PGOPTIONS -c client_min_messages=error -c default_transaction_isolation=${level// /\\ }"
	loop 1 & loops=$!
	loop 2 & loops="$loops $!"
	"$pgbench" -n -c "$clients" -j 2 -T "$seconds" -D subjects=$subjects -f "$here/consent_guard.sql" "$db" > "$scratch/bench" 2>&1
	bench=$? looped=0
	for pid in $loops; do wait "$pid" || looped=1; done
	export PGOPTIONS=$calm
	grep -q 'aborted in command' "$scratch/bench" && bench=1
	ok "$bench" "$level: pgbench, $(sed -n 's/^number of transactions actually processed: //p' "$scratch/bench") transactions$(sed -n \
		's/^number of failed transactions: \([0-9]*\).*/, \1 more that failed to serialize/p' "$scratch/bench")" ||
		note "$(head -n 30 "$scratch/bench")"
	ok $looped "$level: so did those without exception blocks" || note "$(tail -n 5 "$scratch"/psql.*)"
	other=$(grep -hE '^(ERROR|FATAL|PANIC|WARNING)' "$scratch"/psql.* | grep -vE "outside the subject's consent|could not serialize|deadlock detected|current transaction is aborted|savepoint \"s\" does not exist")
	is "$other$(q "$db" "SELECT DISTINCT state FROM outcome WHERE state NOT IN ('00000', '23514', '40001', '40P01')")" '' \
		"$level: nothing fails but by a refusal or a demand to retry"

	# all that was logged until now has arrived when this has
	q "$db" "DO \$\$BEGIN RAISE WARNING 'the end of $level'; END\$\$" > "$scratch/out"
	for _ in $(seq 100); do
		log=$(q postgres "SELECT pg_current_logfile()")
		[ "$(q postgres "SELECT pg_read_file('$log') ~ 'the end of $level'")" = f ] || break
		sleep 0.1
	done
	run "$db" < <(echo "\\set log '$log'"; cat "$here/consent_guard_questions.sql") > "$scratch/out"
	ok $? "$level: history and log are read" || { note "$(cat "$scratch/out")"; continue; }

	# That much happened: the rest would hold of an idle server too.
	did=$(q "$db" "SELECT count(*) FILTER (WHERE of = 'dose'), count(*) FILTER (WHERE of = 'consent'),
		count(*) FILTER (WHERE of = 'subject'), count(*) FILTER (WHERE act = 'withdraw') FROM past")
	IFS='|' read -r doses consents births withdrawals <<< "$did"
	reports=$(q "$db" 'SELECT count(*) FROM report JOIN past p ON p.xact::xid = report.xact')
	refused=$(q "$db" "SELECT count(*) FROM outcome WHERE state = '23514'")
	[ "$doses" -ge 100 ] && [ "$consents" -ge 100 ] && [ "$births" -ge $((subjects + 10)) ] &&
		[ "$withdrawals" -ge 20 ] && [ "$reports" -ge 3 ] && [ "$refused" -ge 20 ]
	ok $? "$level: committed $doses doses, $consents consents, of which $withdrawals withdrawals, $births births; $reports reports, $refused refusals"
	is "$(q "$db" "SELECT count(*) FROM past WHERE since IS NULL")" 0 "$level: and of all the time is known"

	is "$(q "$db" "SELECT subject_id, day, since, xact FROM never_covered WHERE NOT unchanged ORDER BY since LIMIT 5")" '' \
		"$level: each dose was covered when it was committed"
	is "$(q "$db" "SELECT * FROM uncovering WHERE NOT withdrawal AND NOT isempty(lost) LIMIT 5")" '' \
		"$level: nothing but withdrawals uncovered any"
	# The first five intervals are shown.
	is "$(q "$db" "SELECT u.xact, u.subject_id, u.lost, r.days FROM uncovering u LEFT JOIN report r ON r.xact = u.xact::xid
		AND r.subject_id = u.subject_id WHERE withdrawal AND NOT isempty(lost) AND (days IS NULL
		OR NOT days @> (lost * CASE WHEN more THEN daterange(NULL, upper(days)) ELSE '(,)' END::datemultirange)) LIMIT 5")" '' \
		"$level: each withdrawal that did was reported, with these days"
	# A dose may have been deleted after the check: that does not wait.
	is "$(q "$db" "SELECT r.*, u.gap FROM report r JOIN (SELECT DISTINCT xact::xid AS xact FROM past) c USING (xact)
		LEFT JOIN uncovering u ON u.xact::xid = r.xact AND u.subject_id = r.subject_id
		WHERE u.gap IS NULL OR NOT u.withdrawal OR NOT u.gap @> r.days LIMIT 5")" '' \
		"$level: and no other day"
	is "$(q "$db" "SELECT * FROM outside WHERE subject_id NOT IN (SELECT subject_id FROM may_withdraw) LIMIT 5")" '' \
		"$level: where nobody withdraws, all doses are covered at the end"
	is "$(q "$db" "SELECT count(*) FROM outside")" \
		"$(q "$db" "SELECT count(*) FROM dose d JOIN consent_guard_check('dose') c ON c.subject::int = d.subject_id AND c.uncovered @> d.day")" \
		"$level: consent_guard_check() lists what plain SQL finds"
done

done_testing
