#!/bin/bash
# SPDX-License-Identifier: PostgreSQL
#
# COPY in binary: every value comes back as it went, also NULL, in arrays and
# composites; and a message that is damaged (bits flipped, bytes cut, added or
# exchanged) either gives a value that prints and is read back as itself, or is
# refused as bad input: SQLSTATE class 22 or 08P01, never XX000, never a crash.
#
#   MUTATIONS=n   damaged messages for each sample (default 40)
#   SEED=n        for perl's generator (default 1)

. "$(dirname "$0")/lib/tap.bash"
mutations=${MUTATIONS:-40} seed=${SEED:-1}

new_db main
q "$db" 'CREATE EXTENSION pedsafety' > "$scratch/out"
ok $? 'the extension is created' || { note "$(cat "$scratch/out")"; done_testing; }

# Values at the edges of each type.
run "$db" <<'SQL' > "$scratch/out"
CREATE TABLE edge (n int GENERATED ALWAYS AS IDENTITY, type text, value text);
INSERT INTO edge (type, value)
SELECT 'partial_date', unnest(ARRAY['0001', '0001-01', '0001-01-01', '9999', '9999-12',
	'9999-12-31', '2019---14', '2020---29', '2020-02-29', '1900---31', '19991231'])
UNION ALL SELECT 'gestational_age', unnest(ARRAY['0+0', '0+6', '19+6', '20+0', '34w5d', '36+6',
	'37+0', '44+6', '999+6', '243d'])
UNION ALL SELECT 'age_scheme', name FROM age_schemes()
UNION ALL SELECT 'age_scheme', unnest(ARRAY['0d', '0d,1d', '0d,28d,2y,6y,12y,18y', '0d,1mo,36d',
	(SELECT '0d,' || string_agg(i || 'y', ',' ORDER BY i) FROM generate_series(1, 63) i)])
UNION ALL SELECT 'age_band', unnest(ARRAY['(,)', '(,0d)', '[0d,)', '[18y,)', '[28d,2y)',
	'preterm [0d,pma44w)', '[0d,pma44w)', 'preterm [0d,28d)', 'term [0d,28d)', '[28d,12y)',
	'[0d,1d)', '[13mo,200y)', '[7d,23mo)'])
UNION ALL SELECT 'consent_policy', name || CASE WHEN assent IS NULL THEN '; assent=none' ELSE '' END FROM consent_policies()
UNION ALL SELECT 'consent_policy', unnest(ARRAY['CN-2025; guardians=99', 'CN-2025; grace=268435455d', 'CN-2025; assent=0d',
	'CN-2025; majority=1mo; assent=27d', 'CN-2025; guardians=2; grace=14d; majority=16y; assent=7y', 'EU-CTR; assent=12y',
	'US-404; majority=150y', 'CN-2016; majority=1d; assent=none', 'US-406; guardians=1; grace=1d', 'JP-GCP; assent=84mo'])
UNION ALL SELECT 'work_calendar', unnest(ARRAY['CN', 'CN; 2027: off 01-01..01-03, 02-05..02-11; work 02-14', '2026: off none', '2026: off 01-01, 12-25..12-26',
	'weekend fri, sat; 2024: off 02-29; 2026: off none', 'weekend none; 0001: off 01-01; 9999: off 12-31', 'weekend mon, tue, wed, thu, fri, sat; 2026: off 01-01..12-31',
	'CN; 2026: off 01-01', '2028: work 01-01', 'weekend sun; 2026: off 01-01, 01-03, 01-05, 01-07, 01-09; work 02-01', (SELECT string_agg(y || ': off 05-01', '; ') FROM generate_series(2000, 2099) y)])
UNION ALL SELECT DISTINCT 'age_band', b::text FROM age_schemes() s, bands(s.name::age_scheme) b;
CREATE TABLE made AS
	SELECT i, s.name::age_scheme AS scheme, b AS birth, b + i % 40 * 300 AS start,
		b + i % 40 * 300 + i * 37 % 5000 AS past
	FROM age_schemes() s, generate_series(1, 60) i,
		LATERAL (SELECT date '1990-01-31' + i * 151 AS b) o;
INSERT INTO edge (type, value)
SELECT 'person_time', t::text FROM (
	SELECT person_time(birth, start, past, scheme) AS t FROM made WHERE i <= 3
	UNION ALL SELECT sum(person_time(birth, start, past, scheme)) FROM made GROUP BY scheme
	UNION ALL SELECT sum(person_time(birth - 99, start - 400, past, scheme)) FROM made GROUP BY scheme
	UNION ALL SELECT sum(person_time(CASE WHEN i % 3 > 0 THEN birth END, daterange(start, past), scheme))
		FROM made GROUP BY scheme
	UNION ALL SELECT person_time(to_char(birth, 'YYYY')::partial_date, daterange(birth, birth + 9000), scheme)
		FROM made WHERE i = 7
	UNION ALL SELECT person_time(birth, daterange(start, start), scheme) FROM made WHERE i = 1
	UNION ALL SELECT person_time(birth, date '4000-01-01', date '5800000-01-01',
		'0d,28d,2y,6y,12y,18y,65y') FROM made WHERE i = 1) s;
INSERT INTO edge (type, value)
SELECT 'event_tally', event_tally(nullif('S' || i % 2, 'S1'), nullif('subject ' || i % 7, 'subject 3'), nullif('e' || i % 40, 'e9'),
		nullif(repeat('case', i % 5) || i % 9, '4'), CASE WHEN i % 4 > 0 THEN birth END, nullif('Klasse ' || i % 3, 'Klasse 1'),
		E'\u2603 term ' || i % 11, (ARRAY['A', 'BLINDED', NULL, ''])[1 + i % 4], age_band(birth, start, scheme),
		nullif(i % 3, 0) = 1, nullif(i % 5, 0) < 3)::text
FROM made GROUP BY scheme, i % 2;
SQL
ok $? 'edge values are made' || { note "$(cat "$scratch/out")"; done_testing; }

types='partial_date gestational_age age_scheme age_band person_time consent_policy work_calendar event_tally'

for type in $types; do
	run "$db" <<SQL > "$scratch/out"
CREATE TYPE ${type}_pair AS (a $type, n int, b $type);
CREATE TABLE sent_$type AS
	SELECT n, value::$type AS v, ARRAY[value::$type, NULL, value::$type] AS vs,
		ARRAY[[value::$type], [first_value(value::$type) OVER (ORDER BY n)]] AS vss,
		ROW(value::$type, n, NULL)::${type}_pair AS pair
	FROM (SELECT n, value FROM edge WHERE type = '$type') e;
INSERT INTO sent_$type VALUES (-1, NULL, NULL, NULL, NULL), (-2, NULL, '{}', '{}', NULL),
	(-3, NULL, '{NULL}', NULL, ROW(NULL, NULL, NULL));
CREATE TABLE received_$type (LIKE sent_$type);
SQL
	ok $? "$type: table filled" || { note "$(cat "$scratch/out")"; continue; }
	psql -X -q -d "$db" -c "\\copy (TABLE sent_$type ORDER BY n) to '$scratch/$type.bin' (format binary)" \
		-c "\\copy received_$type from '$scratch/$type.bin' (format binary)" \
		-c "\\copy (TABLE received_$type ORDER BY n) to '$scratch/$type.bin2' (format binary)" > "$scratch/out" 2>&1
	ok $? "$type: copied out and in" || note "$(cat "$scratch/out")"
	# a type without equality is compared as text alone
	same="TABLE sent_$type EXCEPT ALL TABLE received_$type"
	[ $type = event_tally ] && same="SELECT t::text FROM sent_$type t EXCEPT ALL SELECT t::text FROM received_$type t"
	is "$(q "$db" "SELECT count(*) FROM ($same) d" \
		"SELECT count(*) FROM (SELECT t::text FROM received_$type t EXCEPT ALL SELECT t::text FROM sent_$type t) d" \
		"SELECT count(*) > 9 FROM received_$type WHERE v IS NOT NULL" )" "$(printf '0\n0\nt')" \
		"$type: all values came back"
	cmp -s "$scratch/$type.bin" "$scratch/$type.bin2"
	ok $? "$type: a second copy is the same to the byte"
done

# Damage. Each sample is one value's message; the field and the file around it
# stay well-formed, so that it reaches the type's receive function (but for
# those files that are cut as a whole).
mkdir "$scratch/m"
for type in $types; do
	q "$db" "SELECT n, encode(${type}_send(v), 'hex') FROM sent_$type WHERE v IS NOT NULL
		ORDER BY length(${type}_send(v)) = 8, n % 7, n LIMIT 12" | sed "s/^/$type|/" >> "$scratch/samples"
done
perl -e '
	my ($dir, $mutations, $seed) = @ARGV;
	srand($seed);
	my $head = "PGCOPY\n\xff\r\n\0" . pack("NN", 0, 0);
	sub file { my ($p) = @_; $head . pack("nN", 1, length $p) . $p . pack("n", 0xffff) }
	my $k = 0;
	while (my $line = <STDIN>) {
		chomp $line;
		my ($type, $n, $hex) = split /\|/, $line;
		for my $m (1 .. $mutations) {
			my $p = pack("H*", $hex);
			my $l = length $p;
			my $kind = $m % 10;
			if ($kind < 4) {            # one bit; more of the head, where counts and versions are
				my $at = int(rand($m % 3 ? $l : ($l < 8 ? $l : 8)));
				substr($p, $at, 1) ^= chr(1 << int(rand(8)));
			} elsif ($kind == 4) {      # a few bytes
				substr($p, int(rand($l)), 1) = chr(int(rand(256))) for 1 .. 1 + int(rand(4));
			} elsif ($kind == 5) {      # cut
				$p = substr($p, 0, int(rand($l)));
			} elsif ($kind == 6) {      # added
				$p .= join "", map { chr(int(rand(256))) } 1 .. 1 + int(rand(12));
			} elsif ($kind == 7) {      # a byte with an extreme value
				substr($p, int(rand($l)), 1) = (chr(0), chr(255), chr(127), chr(128))[int(rand(4))];
			} elsif ($kind == 8) {      # a part repeated or left out
				my $at = int(rand($l)); my $n = 1 + int(rand(16));
				rand() < 0.5 ? substr($p, $at, 0, substr($p, $at, $n)) : substr($p, $at, $n, "");
			} else {                    # four bytes with an extreme number
				substr($p, 4 * int(rand($l / 4)), 4) =
					pack("N", (0x7fffffff, 0x80000000, 0xffffffff, 0)[int(rand(4))]);
			}
			my $f = file($p);
			$f = substr($f, 0, int(rand(length $f))) if $m % 23 == 0;
			$k++;
			open my $o, ">", "$dir/$k" or die; binmode $o; print $o $f; close $o;
			print "$k $type\n";
		}
	}' "$scratch/m" "$mutations" "$seed" < "$scratch/samples" > "$scratch/list"

# For each: the SQLSTATE of the copy (psql tells it on standard error only),
# then whether what it loaded holds: printed, read and printed again it is the
# same, in text and in binary, and it is equal to itself and hashes the same.
{
	echo '\set VERBOSITY sqlstate'
	for type in $types; do
		echo "CREATE TEMP TABLE got_$type (v $type);"
	done
	while read -r k type; do
		same="
	AND v = v::text::$type AND NOT v <> v::text::$type
	AND hash_record(ROW(v)) = hash_record(ROW(v::text::$type))
	AND hash_record_extended(ROW(v), 7) = hash_record_extended(ROW(v::text::$type), 7)"
		[ $type = event_tally ] && same=''	# no equality, no hash
		cat <<SQL
\\warn @ $k $type
\\set holds ?
BEGIN;
\\copy got_$type from '$scratch/m/$k' (format binary)
\\warn check
SELECT CASE WHEN count(*) = 0 THEN 'none' WHEN bool_and(v::text::$type::text = v::text
	AND ${type}_send(v::text::$type) = ${type}_send(v) $same) THEN 'yes' ELSE 'NO' END AS holds
	FROM got_$type WHERE v IS NOT NULL \\gset
\\warn holds :holds
ROLLBACK;
SQL
	done < "$scratch/list"
	echo '\warn @ end'
} > "$scratch/mutate.sql"
psql -X -q -A -t -d "$db" -f "$scratch/mutate.sql" 2> "$scratch/result" > "$scratch/out"
is "$(tail -n 1 "$scratch/result")" '@ end' 'one session lived through all damaged messages'

# One line a message: number, type, SQLSTATE of the copy, whether it holds.
awk '
	function flush() { if (k != "") print k, type, copy, holds }
	$1 == "@" { flush(); k = $2 == "end" ? "" : $2; type = $3; copy = "00000"; holds = "?"; checking = 0 }
	$1 == "check" { checking = 1 }
	/ERROR:/ && !checking { copy = $NF }
	$1 == "holds" { holds = $2 }
	END { flush() }' "$scratch/result" > "$scratch/verdict"
is "$(wc -l < "$scratch/verdict")" "$(wc -l < "$scratch/list")" \
	"a verdict on each of $(wc -l < "$scratch/list") damaged messages"
# The message in hexadecimal: what follows the head of the file and the lengths.
message() { od -An -v -tx1 "$scratch/m/$1" | tr -d ' \n' | cut -c 51- | head -c 400; }
for type in $types; do
	all=$(grep " $type " "$scratch/verdict")
	wrong=$(awk '$3 != "00000" && $3 !~ /^22/ && $3 != "08P01"' <<< "$all")
	is "$wrong" '' "$type: $(awk '$3 != "00000"' <<< "$all" | wc -l) refused, all as bad input" ||
		while read -r k _; do [ -z "$k" ] || note "$k $(message "$k")"; done <<< "$(head -n 5 <<< "$wrong")"
	wrong=$(awk '$3 == "00000" && $4 != "yes" && $4 != "none"' <<< "$all")
	is "$wrong" '' "$type: $(awk '$3 == "00000"' <<< "$all" | wc -l) loaded, each prints and reads back as itself" ||
		while read -r k _; do [ -z "$k" ] || note "$k $(message "$k")"; done <<< "$(head -n 5 <<< "$wrong")"
done

# A consent_policy says of whatever is wrong with a message that it is not a
# valid binary one; only an empty message is the protocol's fault, and a file
# that ends within the message is COPY's.
wrong=$(awk '$2 == "consent_policy" && $3 != "00000" && $3 != "22P03"' "$scratch/verdict" | while read -r k type state rest; do
	case $state,$(od -An -v -tx1 "$scratch/m/$k" | tr -d ' \n' | cut -c 43-50) in
		08P01,00000000) ;;
		22P04,*) [ "$(od -An -v -tx1 "$scratch/m/$k" | tr -d ' \n' | tail -c 4)" != ffff ] || echo "$k $type $state $rest" ;;
		*) echo "$k $type $state $rest" ;;
	esac
done)
is "$wrong" '' 'consent_policy: a damaged message is 22P03 and nothing else' ||
	while read -r k _; do [ -z "$k" ] || note "$k $(message "$k")"; done <<< "$(head -n 5 <<< "$wrong")"
[ "$(awk '$2 == "consent_policy" && $3 == "22P03"' "$scratch/verdict" | wc -l)" -gt 50 ]
ok $? 'consent_policy: damaged messages were among them'

# Messages made to deceive: hexadecimal, and what is to come of each.
text() { printf %s "$1" | od -An -v -tx1 | tr -d ' \n'; }
while read -r payload expected what; do
	[ -n "$payload" ] || continue
	perl -e 'my $p = pack "H*", <STDIN> =~ s/\s//gr; print "PGCOPY\n\xff\r\n\0", pack("NN", 0, 0), pack("nN", 1, length $p), $p, pack("n", 0xffff)' \
		<<< "${payload#-}" > "$scratch/made"
	got=$(psql -X -q -A -t -d "$db" 2>&1 <<SQL
\set VERBOSITY sqlstate
BEGIN;
CREATE TEMP TABLE got (v consent_policy) ON COMMIT DROP;
\copy got from '$scratch/made' (format binary)
SELECT replace(v::text, ' ', '_') FROM got;
ROLLBACK;
SQL
)
	is "$(sed -n '1s/^.*ERROR: *//p; 1!d; /ERROR/!p' <<< "$got" | head -n 1)" "$expected" "consent_policy: $what"
done <<MESSAGES
01$(text CN-2025) CN-2025 a policy
01$(text 'CN-2025; assent=7y;guardians=2') CN-2025;_guardians=2;_assent=7y amendments in another order
00$(text CN-2025) 22P03 version 0
02$(text CN-2025) 22P03 version 2
ff$(text CN-2025) 22P03 version 255
01 22P03 no text
01$(text CN-2025)00 22P03 a zero byte after it
01$(text CN-)00$(text 2025) 22P03 a zero byte within it
00$(text CN-2025)00 22P03 version 0 and a zero byte
01$(text CN-2025)c3 22P03 half a character of UTF-8
01ff 22P03 no character at all
01$(text 'CN-2024') 22P03 an unknown name
01$(text 'EU-CTR') 22P03 a policy without an assent age
01$(text 'CN-2025; guardians=100') 22P03 too many guardians
01$(text 'CN-2025; grace=99999999999999999999d') 22P03 a number that overflows
01$(text 'CN-2025; assent=18y') 22P03 an assent age that is majority
01$(text 'CN-2025; grace=14d; grace=14d') 22P03 a key twice
01$(text "CN-2025; grace=$(printf '%070000d' 14)d") CN-2025;_grace=14d a text of 70000 characters, most of them zeros before a number
01$(text "$(printf '%090000d' 0)") 22P03 one that begins with no name
- 08P01 an empty message
MESSAGES

[ "$(awk '$3 ~ /^22/' "$scratch/verdict" | wc -l)" -gt 100 ] &&
	[ "$(awk '$3 == "00000" && $4 == "yes"' "$scratch/verdict" | wc -l)" -gt 20 ]
ok $? 'damage of both kinds was among them'

done_testing
