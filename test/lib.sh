# SPDX-License-Identifier: PostgreSQL
#
# Shell functions that demo/run and test/run share: install what is missing,
# find PostgreSQL, copy the sources, start a throw-away cluster that finds the
# extension without touching /usr.  POSIX sh; sourced with $root set to the
# top folder.
#
# From the environment:
#   PG_MAJOR   the major version of PostgreSQL (15, Debian 12's)

PG_MAJOR=${PG_MAJOR:-15}

umask 022                       # the server's user must be able to read the build
LC_ALL=C.UTF-8
export LC_ALL
unset LANG LANGUAGE MAKEFLAGS MFLAGS MAKELEVEL COPT PROFILE CDPATH GREP_OPTIONS || :
# As root the cluster belongs to postgres, who must reach the folders we make.
[ "$(id -u)" != 0 ] || unset TMPDIR

say() { printf '%s\n' "$*"; }
warn() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
die() { warn "$*"; exit 1; }

# need_packages NAME…: installs those of the Debian packages that are missing.
# Asks nothing, and does not call apt at all if every one is there.
need_packages() {
	missing=
	for p; do
		case $(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null) in
			installed) ;;
			*) missing="$missing $p" ;;
		esac
	done
	[ -n "$missing" ] || return 0
	command -v apt-get >/dev/null ||
		die "this needs Debian's packages:$missing"
	if [ "$(id -u)" = 0 ]; then
		as_root='env'
	elif command -v sudo >/dev/null; then
		as_root='sudo env'
	else
		die "neither root nor sudo; install these first:
  apt-get install --no-install-recommends$missing"
	fi
	say "Installing$missing (once; this takes a few minutes) ..."
	apt_log=$(mktemp)
	apt="$as_root DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300"
	# shellcheck disable=SC2086  # word splitting is meant
	if { $apt update && $apt install --no-install-recommends $missing; } \
		</dev/null >"$apt_log" 2>&1
	then
		rm -f "$apt_log"
	else
		tail -n 30 "$apt_log" >&2
		die "could not install$missing (log: $apt_log)"
	fi
}

# find_postgresql: sets PG_CONFIG and PG_BIN.
find_postgresql() {
	PG_BIN=/usr/lib/postgresql/$PG_MAJOR/bin
	PG_CONFIG=$PG_BIN/pg_config
	[ -x "$PG_CONFIG" ] || die "no $PG_CONFIG (PG_MAJOR=$PG_MAJOR)"
	[ -x "$PG_BIN/postgres" ] || die "no $PG_BIN/postgres (PG_MAJOR=$PG_MAJOR)"
	export PG_CONFIG
}

# make_work: sets $work, a new folder that is removed when the script ends.
make_work() {
	work=$(mktemp -d) || exit 1
	chmod 755 "$work"
	trap 'rm -rf "$work"' EXIT
	trap 'exit 129' HUP
	trap 'exit 130' INT
	trap 'exit 143' TERM
}

# list_sources: the project's files, one a line, without what was built.
list_sources() {
	# shellcheck disable=SC2154  # $root is set by the one who sources this
	if [ ! -e "$root/.git" ] ||
		! git -c safe.directory='*' -C "$root" ls-files -co --exclude-standard 2>/dev/null
	then
		(cd "$root" && find . -name .git -prune -o -path ./build -prune -o -type f -print |
			sed 's|^\./||')
	fi | grep -vE '\.(o|bc|so)$' | LC_ALL=C sort -u | while IFS= read -r f; do
		[ ! -f "$root/$f" ] || printf '%s\n' "$f"
	done
}

# copy_sources DIR [PATTERN]: copies them (those whose name matches).
copy_sources() {
	mkdir -p "$1"
	list_sources | grep -E "${2:-.}" > "$work/sources"
	tar -C "$root" -cf - -T "$work/sources" | tar -C "$1" --no-same-owner -xf -
}

# shellcheck disable=SC2034  # for the one who sources this
jobs=$(nproc 2>/dev/null || echo 2)

# with_cluster DESTDIR COMMAND…: runs the command with a throw-away cluster, in
# which the extension is found that `make install DESTDIR=…` put there; settings
# of the server, as -o name=value …, in $cluster_options.  PGHOST, PGPORT, PGUSER,
# PGPASSWORD, PGDATABASE and PG_CONFIG lead to it.  The cluster is gone afterwards;
# the status is that of the command.
with_cluster() (
	dest=$1; shift
	# Nothing from the user's own settings (PGHOST, PGOPTIONS, PGTZ, …).
	for v in $(env | sed -n 's/^\(PG[A-Z]*\)=.*/\1/p'); do unset "$v"; done
	if grep -q extension_destdir "/usr/share/postgresql/$PG_MAJOR/postgresql.conf.sample"; then
		find_option="extension_destdir=$dest"
	else                        # from 18 on
		find_option="extension_control_path=$dest$("$PG_CONFIG" --sharedir):\$system"
	fi
	# 127.0.0.1, since a minimal system may have no /etc/hosts (with a blank before
	# it, or pg_createcluster takes it for a number and does not quote it).
	# pg_virtualenv itself writes to a file: a closed pipe (demo/run | head) would
	# kill it before it has stopped the server, and at a failure of the command,
	# whose status therefore takes a way round, it prints the server's log.
	# Interrupted while it starts, it goes on without the cluster: the command must
	# not run then.  Another cluster may take the port between choice and start:
	# then once more.
	rm -f "$work/status"
	exec 3>&1 4>&2
	for try in 1 2 3; do
		s=0
		# shellcheck disable=SC2016,SC2086  # expanded by the inner shell; split
		env USER="$(id -un)" pg_virtualenv -t -v "$PG_MAJOR" \
			-o "$find_option" \
			-o "dynamic_library_path=$dest$("$PG_CONFIG" --pkglibdir):\$libdir" \
			-o 'listen_addresses= 127.0.0.1' -o fsync=off -o synchronous_commit=off \
			-o full_page_writes=off -o max_wal_size=4GB ${cluster_options:-} \
			sh -c 'PGHOST=127.0.0.1; export PGHOST; out=$1; shift
				[ -n "$PGPORT" ] && [ -d "$PGSYSCONFDIR" ] || exit
				echo 1 > "$out"; s=0; "$@" >&3 2>&4 3>&- 4>&- || s=$?; echo "$s" > "$out"' \
			sh "$work/status" "$@" >"$work/cluster.log" 2>&1 || s=$?
		[ ! -s "$work/status" ] || break
		cat "$work/cluster.log" >&2
		warn "try $try: the cluster did not start (status $s)"
		sleep "$try"
	done
	[ "$s" = 0 ] || exit "$s"
	exit "$(cat "$work/status")"
)
