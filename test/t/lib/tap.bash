# SPDX-License-Identifier: PostgreSQL
#
# What the cluster scripts share: TAP output, psql, databases of their own that
# are dropped at the end, and the check that no backend has crashed meanwhile.
# To be sourced:  . "$(dirname "$0")/lib/tap.bash"
# The server is the one that PGHOST, PGPORT, … name, as a superuser.

set -u
export LC_ALL=C.UTF-8 PGOPTIONS="${PGOPTIONS:-} -c client_min_messages=warning"
export PGCLIENTENCODING=UTF8
: "${PG_CONFIG:=}"

tests=0 failures=0
name=$(basename "$0" .sh)
scratch=$(mktemp -d) || exit 1
databases=() roles=()

# ok STATUS NAME: one assertion; STATUS 0 is success.
ok() {
	tests=$((tests + 1))
	if [ "$1" = 0 ]; then
		echo "ok $tests - $2"
	else
		failures=$((failures + 1))
		echo "not ok $tests - $2"
		return 1
	fi
}

# is GOT EXPECTED NAME; two that failed alike are not the same.
is() {
	[ "$1" = "$2" ] && ! grep -qE '^(# )*(psql:<stdin>:[0-9]+: )?(ERROR|FATAL):' <<< "$1"
	ok $? "$3" || {
		if [ "$(wc -l <<< "$1$2")" -gt 4 ]; then
			note "$(shorten "$(diff <(echo "$1") <(echo "$2"))")"
		else
			note "got:      $(shorten "$1")"
			note "expected: $(shorten "$2")"
		fi
		return 1
	}
}

# contains TEXT PATTERN NAME: an extended regular expression.
contains() {
	grep -qE -- "$2" <<< "$1"
	ok $? "$3" || { note "no match for $2 in:"; note "$(shorten "$1")"; return 1; }
}

note() { sed 's/^/# /' <<< "$*"; }
shorten() { head -c 2000 <<< "$1" | head -n 40; }

skip_all() { echo "1..0 # SKIP $*"; tests=-1; exit 0; }
skip() { tests=$((tests + 1)); echo "ok $tests # SKIP $1"; }

# The client programs of the server's own major.
tool() {
	local dir=
	[ -z "$PG_CONFIG" ] || dir=$("$PG_CONFIG" --bindir)
	if [ -z "$dir" ] || [ ! -x "$dir/$1" ]; then
		dir=/usr/lib/postgresql/$(psql -XAtq -d postgres \
			-c "SELECT current_setting('server_version_num')::int / 10000")/bin
	fi
	if [ -x "$dir/$1" ]; then echo "$dir/$1"; else command -v "$1"; fi
}

# q DATABASE SQL…: the result of each, unaligned, "|" between columns; a first
# error ends it with the message on standard output.
q() {
	local db=$1 args=() sql
	shift
	for sql; do args+=(-c "$sql"); done
	psql -X -q -A -t -v ON_ERROR_STOP=1 -v VERBOSITY=verbose -d "$db" "${args[@]}" 2>&1
}

# run DATABASE < SQL: must succeed; shows what failed.
run() {
	local out
	out=$(psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$1" -f - 2>&1) ||
		{ note "$out"; return 1; }
	[ -z "$out" ] || echo "$out"
}

# sqlstate DATABASE SQL: 00000, or the SQLSTATE of the first error.
sqlstate() {
	psql -X -q -A -t -d "$1" -v sql="$2" <<< '\set VERBOSITY sqlstate
:sql \g /dev/null
\echo :SQLSTATE' 2>/dev/null | tail -n 1
}

# new_db NAME [OPTION…]: a database pedsafety_t_<script>_NAME, its name in $db.
new_db() {
	db=pedsafety_t_${name}_$1
	shift
	psql -X -q -d postgres -v ON_ERROR_STOP=1 \
		-c "DROP DATABASE IF EXISTS $db WITH (FORCE)" \
		-c "CREATE DATABASE $db TEMPLATE template0 $*" || return 1
	databases+=("$db")
}

new_role() {
	role=pedsafety_t_${name}_$1
	q postgres "DROP ROLE IF EXISTS $role" "CREATE ROLE $role LOGIN NOSUPERUSER" \
		>/dev/null
	roles+=("$role")
}

# The checkpointer is started anew after a backend's crash, the postmaster is not.
server_mark() {
	q postgres "SELECT pg_postmaster_start_time(), pid, backend_start
		FROM pg_stat_activity WHERE backend_type = 'checkpointer'"
}

# done_testing: the last check, the plan, and the exit status.
done_testing() {
	is "$(server_mark)" "$mark" 'no backend has crashed'
	echo "1..$tests"
	finished=yes
	[ "$failures" = 0 ]
	exit
}

# A script may define at_end, to undo what dropping its databases does not.
finished=
clean_up() {
	local status=$? d
	trap - EXIT
	! declare -F at_end >/dev/null || at_end
	for d in ${databases[@]+"${databases[@]}"}; do
		psql -X -q -d postgres -c "DROP DATABASE IF EXISTS $d WITH (FORCE)" >/dev/null 2>&1
	done
	for d in ${roles[@]+"${roles[@]}"}; do
		psql -X -q -d postgres -c "DROP ROLE IF EXISTS $d" >/dev/null 2>&1
	done
	rm -rf "$scratch"
	if [ -z "$finished" ] && [ "$tests" != -1 ]; then
		echo "# $name: ended before its last test"
		[ "$status" != 0 ] || status=1
	fi
	exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

die() { tests=$((tests + 1)); echo "not ok $tests - $*"; exit 1; }

psql -X -q -d postgres -c 'SELECT 1' >/dev/null || die 'no server: run it by pg_virtualenv'
mark=$(server_mark)
