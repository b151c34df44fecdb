#!/bin/bash
# SPDX-License-Identifier: PostgreSQL
#
# The documents say what is so: every example of README.md and doc/reference*.md
# prints what stands below it; every object of the extension has a comment, and
# what users call a heading, its exact signature and its properties in the
# reference; the bounds of the named schemes in doc/rules.md are those of the
# code; source files, functions and links that are named exist; versions agree.
#
#   test/t/doc_examples.sh            TAP
#   test/t/doc_examples.sh --write    puts the real output into the documents;
#                                     to be read through before it is believed

. "$(dirname "$0")/lib/tap.bash"
root=$(cd "$(dirname "$0")/../.." && pwd) || exit 1
extract=$root/test/t/doc_examples.awk
cd "$root" || exit 1
pages=(README.md doc/reference*.md)
reference=$scratch/reference
cat doc/reference*.md > "$reference"

# ----------------------------------------------------------------- examples

# What psql adds for the place of an error is left out, and blanks at line ends.
normalize() {
	awk '{ sub(/[ \t]+$/, "") }
		/^LOCATION:  / { next }
		/^LINE [0-9]+: / { caret = 1; next }
		caret { caret = 0; if (/^ *\^$/) next }
		/^$/ { blank++; next }
		{ if (some) for (; blank > 0; blank--) print ""; blank = 0; some = 1; print }'
}

# run_examples FILE DIR: DIR/actual.n for each example, in a new database.
run_examples() {
	local n
	mkdir "$2"
	awk -v dir="$2" -f "$extract" "$1" > "$2/count" || return 1
	new_db "$(basename "$1" .md | tr 'A-Z-' 'a-z_')" "ENCODING UTF8 LC_COLLATE 'C' LC_CTYPE 'C'" || return 1
	PGOPTIONS="$PGOPTIONS -c datestyle=ISO,YMD -c timezone=UTC -c intervalstyle=postgres -c extra_float_digits=1 -c lc_messages=C" \
		psql -X -q -d "$db" < "$2/script.sql" > "$2/output" 2>&1
	awk -v dir="$2" '/^@@[0-9]+@@$/ { n = $0; gsub(/@/, "", n); file = dir "/raw." n; printf "" > file; next }
		n { print >> file }' "$2/output"
	for ((n = 1; n <= $(cat "$2/count"); n++)); do
		[ -e "$2/raw.$n" ] || { note "example $n was not reached"; return 1; }
		normalize < "$2/raw.$n" > "$2/actual.$n"
	done
}

if [ "${1:-}" = --write ]; then
	for doc in "${pages[@]}"; do
		dir=$scratch/$(basename "$doc")
		run_examples "$doc" "$dir" || exit 1
		awk -v dir="$dir" -v write=1 -f "$extract" "$doc" > "$scratch/new" || exit 1
		cat "$scratch/new" > "$doc"
	done
	tests=-1
	exit 0
fi

for doc in "${pages[@]}"; do
	dir=$scratch/$(basename "$doc")
	run_examples "$doc" "$dir"
	ok $? "$doc: examples are found and run" || continue
	[ "$(cat "$dir/count")" = "$(grep -c '^```sql' "$doc")" ] && [ "$(cat "$dir/count")" -gt 0 ]
	ok $? "$doc: none is left out"
	while IFS=$'\t' read -r n line title; do
		normalize < "$dir/expected.$n" > "$scratch/expected"
		diff "$scratch/expected" "$dir/actual.$n" > "$scratch/diff"
		ok $? "$doc:$line: ${title//#/}" || note "$(head -n 40 "$scratch/diff")"
	done < "$dir/titles"
done

# ---------------------------------------------------------- the whole of it

new_db catalog
q "$db" 'CREATE EXTENSION pedsafety' > "$scratch/out"
ok $? 'the extension is created' || { note "$(cat "$scratch/out")"; done_testing; }

# From 17 on the array types, which are made by themselves, are members too.
array="EXISTS (SELECT FROM pg_type a WHERE a.typarray = d.objid AND d.classid = 'pg_type'::regclass)"

is "$(q "$db" "SELECT pg_describe_object(d.classid, d.objid, d.objsubid)
	FROM pg_depend d JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
	WHERE e.extname = 'pedsafety' AND d.deptype = 'e' AND NOT $array
		AND coalesce(obj_description(d.objid, d.classid::regclass::name), '') = ''
	ORDER BY 1")" '' 'every object of the extension has a comment'

# What users call: functions that are not the machinery of a type, an operator,
# an operator class or an aggregate.
called="(SELECT p.* FROM pg_proc p
	JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
	JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
	WHERE e.extname = 'pedsafety'
		AND NOT EXISTS (SELECT FROM pg_type WHERE p.oid IN (typinput, typoutput, typreceive, typsend))
		AND NOT EXISTS (SELECT FROM pg_operator WHERE oprcode = p.oid)
		AND NOT EXISTS (SELECT FROM pg_amproc WHERE amproc = p.oid)
		AND NOT EXISTS (SELECT FROM pg_aggregate WHERE p.oid IN (aggtransfn, aggcombinefn, aggfinalfn, aggserialfn, aggdeserialfn, aggmtransfn, aggminvtransfn))) p"

# absent FILE: the lines of standard input that FILE does not hold, blanks and
# line ends being all alike.
absent() {
	local text line
	text=$(tr -s ' \t\n' ' ' < "$1")
	while IFS= read -r line; do
		[[ $text == *"$line"* ]] || echo "$line"
	done
}

list=$(q "$db" "SELECT DISTINCT '### \`' || proname || '\`' FROM $called
	UNION SELECT '## Type \`' || typname || '\`' FROM pg_type t JOIN pg_depend d
		ON d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e'
	WHERE NOT $array
	ORDER BY 1")
[ "$(wc -l <<< "$list")" -gt 30 ]
ok $? 'there are functions and types to look for'
is "$(grep -vxFf "$reference" <<< "$list")" '' 'each has its heading in the reference'

is "$(q "$db" "SELECT proname || '('
		|| regexp_replace(pg_get_function_arguments(oid), '::(age_scheme|consent_policy|datemultirange|gestational_age|text|name|regclass)(\[\])?', '', 'g')
		|| ') → ' || pg_get_function_result(oid) || ' -- '
		|| CASE WHEN prokind = 'a' THEN 'aggregate'
			ELSE (CASE provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END)
				|| CASE WHEN proisstrict THEN ', strict' ELSE ', called on NULL' END END
		|| CASE proparallel WHEN 's' THEN ', parallel safe' ELSE ', not parallel' END
	FROM $called ORDER BY 1" | absent "$reference")" '' 'every overload stands there with its properties'

is "$(q "$db" "SELECT format('| \`%s\` | \`%s\` | %s |', format_type(castsource, NULL), format_type(casttarget, NULL),
		CASE castcontext WHEN 'e' THEN 'explicit' WHEN 'a' THEN 'assignment' ELSE 'implicit' END)
	FROM pg_cast c JOIN pg_depend d ON d.classid = 'pg_cast'::regclass AND d.objid = c.oid AND d.deptype = 'e'
	ORDER BY 1" | absent "$reference")" '' 'so does every cast'

is "$(q "$db" "SELECT format('| \`%s\` | \`%s\` | \`%s\` |', oprname, format_type(oprleft, NULL), format_type(oprright, NULL))
	FROM pg_operator o JOIN pg_depend d ON d.classid = 'pg_operator'::regclass AND d.objid = o.oid AND d.deptype = 'e'
	WHERE oprname NOT IN ('<', '<=', '=', '<>', '>=', '>')" | absent "$reference")" '' \
	'so does every operator that is not a comparison'

is "$(q "$db" "SELECT format('| \`%s\` | \`%s\` | %s |', name, bounds, confidence) FROM age_schemes()" |
	absent doc/rules.md)" '' 'doc/rules.md has the bounds and confidence of each named scheme'
is "$(q "$db" "SELECT format('| \`%s\` | %s | %s | %s | %s | %s |', name, guardians, coalesce(assent, 'to be given'), majority,
		CASE WHEN override THEN 'yes' ELSE 'no' END, confidence) FROM consent_policies()" |
	absent doc/rules.md)" '' '... and the numbers of each named consent policy'

if [ "$(q "$db" "SELECT current_setting('server_version_num')::int >= 160000")" = t ]; then
	is "$(q "$db" "SELECT pg_input_is_valid('34', 'gestational_age'), pg_input_is_valid('2019-3', 'partial_date'),
			pg_input_is_valid('0d,x', 'age_scheme'), pg_input_is_valid('[2y,28d)', 'age_band'),
			pg_input_is_valid('ich-e11', 'person_time'), pg_input_is_valid('[28d,2y)', 'age_band')")" \
		'f|f|f|f|f|t' 'input errors are soft'
else
	skip 'input errors are soft from PostgreSQL 16 on'
fi

# ------------------------------------------------------------- what is named

# `src/core/age.c:peds_age_parse`, `src/core/age.h`, `test/t/fdw.sh`
named=$(grep -ohE '`(src|sql|test|bench|demo)/[A-Za-z0-9_./-]+(:[A-Za-z0-9_]+)?`' README.md CONTRIBUTING.md doc/*.md |
	tr -d '`' | sort -u)
[ -n "$named" ]
ok $? 'the documents name files'
is "$(while IFS=: read -r file symbol; do
	[ -e "$file" ] || [ "$file" = "sql/pedsafety--$(sed -n "s/^default_version *= *'\(.*\)'/\1/p" pedsafety.control).sql" ] ||
		{ echo "$file"; continue; }
	[ -z "$symbol" ] || grep -qw -- "$symbol" "$file" || echo "$file:$symbol"
done <<< "$named")" '' 'each is there, and has the function or table that is named'

# anchors FILE: those that its headings have.
anchors() {
	awk '/^```/ { fenced = !fenced }
		!fenced && sub(/^#+ /, "") { a = tolower($0); gsub(/[^a-z0-9 _-]/, "", a); gsub(/ /, "-", a); print a }' "$1"
}
is "$(for doc in *.md doc/*.md; do
	grep -oE '\]\([^): ]+\)' "$doc" | sed 's/^](//; s/)$//' | sort -u | while IFS= read -r link; do
		file=$(dirname "$doc")/${link%%#*}
		case $link in '#'*) file=$doc ;; esac
		if [ ! -e "$file" ]; then
			echo "$doc: $link"
		elif [[ $link == *#* ]]; then
			anchors "$file" | grep -qxF -- "${link#*#}" || echo "$doc: $link"
		fi
	done
done)" '' 'links lead to files and headings that are there'

version=$(sed -n "s/^default_version *= *'\(.*\)'/\1/p" pedsafety.control)
is "$(sed -n 's/^## \[\{0,1\}\([0-9.]*\)\]\{0,1\} .*/\1/p' CHANGELOG.md | head -n 1) $(
	q "$db" "SELECT m->>'version' || ' ' || (m->'provides'->'pedsafety'->>'version')
		FROM (SELECT \$m\$$(cat META.json)\$m\$::jsonb) t(m)") $(
	sed -n 's/^version: *"\{0,1\}\([0-9.]*\)"\{0,1\}$/\1/p' CITATION.cff)" \
	"$version $version $version $version" 'CHANGELOG.md, META.json and CITATION.cff have the version of the control file'

done_testing
