#!/bin/bash
# SPDX-License-Identifier: PostgreSQL
#
# Memory does not grow with the number of rows: not that of a sum over one
# group, not that of a call in its query's memory, not that of a session.
# What a query holds is asked for by the query itself, as it hands out its last
# row, when all that it has piled up is still there.
#
#   ROWS=n   rows of the long queries (default 500000; the short ones have 2000)

. "$(dirname "$0")/lib/tap.bash"
rows=${ROWS:-500000}

new_db main
run "$db" <<'SQL' > "$scratch/out"
CREATE EXTENSION pedsafety;
-- All memory of this backend in bytes; and that of the process, where
-- /proc tells (superusers only).
CREATE FUNCTION held() RETURNS bigint VOLATILE LANGUAGE sql
	AS 'SELECT sum(total_bytes)::bigint FROM pg_backend_memory_contexts';
CREATE FUNCTION resident() RETURNS bigint VOLATILE LANGUAGE sql
	AS $$SELECT substring(pg_read_file('/proc/self/status') FROM 'RssAnon:\s*(\d+)')::bigint$$;
SQL
ok $? 'the extension is created' || { note "$(cat "$scratch/out")"; done_testing; }

# grows LABEL BYTES EXPRESSION: what a query over many rows holds at its end
# beyond what one over few rows does. EXPRESSION is an aggregate over the
# columns i, b (birth), s (start), e (end), computed without a table.
grows() {
	local label=$1 limit=$2 expression=$3 from=${4:-}
	local out n sql=
	# Twice the short one: the first fills the caches.
	for n in 2000 2000 "$rows"; do
		sql="$sql SELECT 'held', held() FROM (SELECT $expression AS x FROM (
			SELECT i, date '1990-01-01' + i * 31 % 12000 AS b,
				date '1990-01-01' + i * 31 % 12000 + i % 6000 AS s,
				date '1990-01-01' + i * 31 % 12000 + i % 6000 + i % 900 AS e
			FROM (SELECT generate_series(1, $n) AS i) r OFFSET 0) d $from) a WHERE x IS NOT NULL;
			SELECT 'resident', resident();"
	done
	out=$(run "$db" <<< "SET max_parallel_workers_per_gather = 0; SET jit = off; $sql") ||
		{ note "$out"; ok 1 "$label"; return; }
	local few many rss
	few=$(grep '^held' <<< "$out" | sed -n 2p) many=$(grep '^held' <<< "$out" | sed -n 3p)
	rss=$(($(grep '^resident' <<< "$out" | sed -n '3s/.*|//p') - $(grep '^resident' <<< "$out" | sed -n '2s/.*|//p')))
	[ -n "$few" ] && [ -n "$many" ] && [ $((${many#*|} - ${few#*|})) -le "$limit" ]
	ok $? "$label: $((${many#*|} - ${few#*|})) bytes more for $rows rows than for 2000"
	[ "$rss" -le 4096 ]
	ok $? "$label: the process grew by no more than 4 MB" || note "$rss kB"
}

# The measure itself: it sees what piles up.
out=$(run "$db" <<< "SET max_parallel_workers_per_gather = 0;
	SELECT held() FROM (SELECT count(x) AS n FROM (SELECT array_agg(i) AS x FROM generate_series(1, 100000) i) a OFFSET 0) b;
	SELECT held() FROM (SELECT array_agg(i) AS n FROM generate_series(1, 100000) i) b WHERE n IS NOT NULL;")
[ $(($(sed -n 2p <<< "$out") - $(sed -n 1p <<< "$out"))) -gt 400000 ]
ok $? 'the measure sees 100000 integers that an aggregate keeps' || note "$out"

limit=65536
grows 'sum of two-column person_time, one group' $limit 'sum(person_time(b, s, e))'
grows 'sum over ranges, one group' $limit 'sum(person_time(b, daterange(s, e), $$ema-p4$$))'
rows=$((rows / 4))
grows 'sum over multiranges' $limit \
	'sum(person_time(b, datemultirange(daterange(s, e), daterange(e + 30, e + 60))))'
grows 'sum over partial births: hulls' $limit \
	'sum(person_time(to_char(b, $$YYYY$$)::partial_date, daterange(s, e + 1)))'
grows 'sum of stored values, 4 schemes, by +' $limit \
	'count(person_time(b, s, e, v) + person_time(b, e, e + 10, v))' \
	", LATERAL (SELECT (ARRAY['ich-e11', 'ema-p4', 'nichd', '0d,6w,18mo'])[1 + i % 4]::age_scheme AS v OFFSET 0) z"
grows 'schemes that differ row by row' $limit 'count(age_band(b, e, v))' \
	", LATERAL (SELECT ('0d,' || 1 + i % 997 || 'd,' || 40 + i % 20 || 'mo')::age_scheme AS v OFFSET 0) z"
grows 'text in and out of every type' $limit \
	'count(b::partial_date::text::partial_date::text::partial_date)
		+ count((i % 6000 || $$d$$)::gestational_age::text::gestational_age)
		+ count(age_band(b, s)::text::age_band) + count(person_time(b, s, e)::text::person_time)
		+ count((ARRAY[$$nichd$$, $$0d,9d$$])[1 + i % 2]::age_scheme::text::age_scheme)'
grows 'accessors and comparisons' $limit \
	'count(person_days(person_time(b, s, e), age_band(b, s))) + count(person_time(b, s, e) = person_time(b, s, e + 1))
		+ count(is_certain(age_band(b, s), $$ich-e11$$)) + count(band_label(age_band(b, s), $$zh$$))
		+ count(age_band(i % 90, $$mo$$)) + count(age_reached(b, $$8y$$)) + count(next_band_change(b, s))'
grows 'a window over running sums' $limit 'count(w)' \
	', LATERAL (SELECT sum(p) OVER () AS w FROM (VALUES (person_time(b, s, e)), (person_time(b, s, s + 1))) q (p)) z'
rows=$((rows / 4))
grows 'sets: age_split, unnest, bands' $limit 'sum(z.n)' \
	', LATERAL (SELECT (SELECT count(*) FROM age_split(b, daterange(s, e + 3000)))
		+ (SELECT count(*) FROM unnest(person_time(b, s, e)))
		+ (SELECT count(*) FROM bands((ARRAY[$$nichd$$, $$0d,9d$$])[1 + i % 2]::age_scheme)) AS n) z'

# Many groups: each costs the same, whatever it has taken in. 1000 groups of
# few rows against 1000 groups of many.
out=$(run "$db" <<SQL
SET max_parallel_workers_per_gather = 0; SET work_mem = '256MB'; SET enable_sort = off;
$(for n in 2 2 100; do
	echo "SELECT held() FROM (SELECT count(pt) OVER () AS n FROM (
		SELECT i % 1000, sum(person_time(date '1990-01-01' + i * 31 % 12000,
			date '1990-01-01' + i * 31 % 12000 + i % 6000, date '1990-01-01' + i * 31 % 12000 + i % 6000 + i % 900)) AS pt
		FROM (SELECT generate_series(1, 1000 * $n) AS i) r GROUP BY 1) g OFFSET 999) o WHERE n > 0;"
done)
SQL
)
grown=$(($(sed -n 3p <<< "$out") - $(sed -n 2p <<< "$out")))
[ "$grown" -le 1000000 ]
ok $? "1000 groups of 100 rows hold no more than 1 MB more than 1000 groups of 2 ($grown bytes)" || note "$out"

# COPY in text and in binary: a session's memory before and after.
run "$db" <<SQL > "$scratch/out"
CREATE TABLE kept (p partial_date, g gestational_age, s age_scheme, b age_band, t person_time);
INSERT INTO kept SELECT d::partial_date, (i % 6000 || 'd')::gestational_age, 'nichd', age_band(d, d + i % 6000),
	person_time(d, d + i % 6000, d + i % 6000 + 1 + i % 4999)
	FROM generate_series(1, 100000) i, LATERAL (SELECT date '1990-01-01' + i % 9999 AS d) x;
SQL
ok $? 'a table of every type' || note "$(cat "$scratch/out")"
for format in text binary; do
	out=$(run "$db" <<SQL
\copy (SELECT * FROM kept LIMIT 1000) to '$scratch/few' (format $format)
\copy kept to '$scratch/many' (format $format)
CREATE UNLOGGED TABLE back_$format (LIKE kept);
\copy back_$format from '$scratch/few' (format $format)
SELECT held(), resident();
\copy back_$format from '$scratch/many' (format $format)
SELECT held(), resident();
SQL
)
	few=$(sed -n 1p <<< "$out") many=$(sed -n 2p <<< "$out")
	[ $((${many%|*} - ${few%|*})) -le $limit ] && [ $((${many#*|} - ${few#*|})) -le 4096 ]
	ok $? "COPY $format: the session holds no more after 100000 rows than after 1000" || note "$out"
done

# Sorts, merge joins and index scans do not clear memory from one comparison to
# the next. A sort in 1 MB holds its megabyte, whatever the number of rows.
out=$(run "$db" <<'SQL'
INSERT INTO kept SELECT * FROM kept;
SET work_mem = '1MB'; SET max_parallel_workers_per_gather = 0; SET enable_hashjoin = off; SET enable_hashagg = off;
SELECT held(); SELECT 'person_time', held() FROM (SELECT t FROM kept ORDER BY t OFFSET 199999) x;
SELECT held(); SELECT 'age_scheme', held() FROM (SELECT s FROM kept ORDER BY s OFFSET 199999) x;
SELECT held(); SELECT 'age_band', held() FROM (SELECT b FROM kept ORDER BY b OFFSET 199999) x;
SELECT held(); SELECT 'partial_date', held() FROM (SELECT p FROM kept ORDER BY p OFFSET 199999) x;
SELECT held(); SELECT 'gestational_age', held() FROM (SELECT g FROM kept ORDER BY g OFFSET 199999) x;
SET enable_nestloop = off;
SELECT held(); SELECT 'person_time joined', held() FROM (SELECT 1 FROM (SELECT DISTINCT t FROM kept) a JOIN (SELECT DISTINCT t FROM kept) b USING (t) OFFSET 1000 LIMIT 1) x;
SQL
) || note "$out"
for what in person_time age_scheme age_band partial_date gestational_age 'person_time joined'; do
	more=$(awk -F '|' -v w="$what" '$1 == w { print $2 - before } { before = $1 }' <<< "$out")
	[ -n "$more" ] && [ "$more" -le 8000000 ]
	ok $? "sorting 200000 values holds its work_mem: $what (${more:-?} bytes)"
done

# Neither does the build of a hash index: its peak is that of one on integers.
peak() {
	run "$db" <<< "SET maintenance_work_mem = '1MB'; SET max_parallel_maintenance_workers = 0; CREATE INDEX ON kept USING hash ($1);
		SELECT substring(pg_read_file('/proc/self/status') FROM 'VmHWM:\s*(\d+)');"
}
run "$db" <<< 'ALTER TABLE kept ADD i int; UPDATE kept SET i = hashtext(t::text); VACUUM FULL kept;'
peak i > /dev/null
few=$(peak i)
for column in t s b p g; do
	more=$(($(peak $column) - few))
	[ "$more" -le 16384 ]
	ok $? "a hash index on 200000 values ($column): its peak is $more kB above that on integers"
done

# Refused input leaves nothing behind.
out=$(run "$db" <<'SQL'
CREATE FUNCTION refuse(n int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE k int := 0; b text[] := ARRAY['[0d', '0d,1mo,28d', '2019-02-30', '34+7', 'ich-e11; subjects=x', '0d,9y,9y'];
BEGIN
	FOR i IN 1 .. n LOOP
		BEGIN
			CASE i % 5 WHEN 0 THEN PERFORM b[1 + i % 6]::age_band; WHEN 1 THEN PERFORM b[1 + i % 6]::age_scheme;
				WHEN 2 THEN PERFORM b[1 + i % 6]::partial_date; WHEN 3 THEN PERFORM b[1 + i % 6]::person_time;
				ELSE PERFORM b[1 + i % 6]::gestational_age; END CASE;
		EXCEPTION WHEN OTHERS THEN k := k + 1;
		END;
	END LOOP;
	RETURN k;
END $$;
SELECT refuse(1000) > 900; SELECT held(); SELECT refuse(20000) > 18000; SELECT held();
SQL
)
[ "$(grep -c '^t$' <<< "$out")" = 2 ] && [ $(($(sed -n 4p <<< "$out") - $(sed -n 2p <<< "$out"))) -le $limit ]
ok $? 'refused input leaves nothing behind' || note "$out"

# Consent: the aggregate holds a group's records, and of a group that is done
# nothing; rows that are no record leave nothing.
limit=65536 rows=$((rows * 4))
grows 'consent_coverage, one group in each row' $limit "count(c)" \
	", LATERAL (SELECT consent_coverage(p, b, d, w, a, n, v) + consent_coverage_possible(p, b::partial_date, d, w, a, n) AS c
		FROM (VALUES (s, 'guardian', 'consent', repeat('mother', 1 + i % 20), daterange(s, e + 1)), (e, 'guardian', 'consent', 'father', NULL),
			(e + 9, 'subject', 'assent', NULL, NULL), (e + 99, 'subject', 'withdraw', NULL, NULL), (e + 100, 'guardian', 'consent', 'father', NULL),
			(NULL, NULL, NULL, 'nobody', NULL)) r (d, w, a, n, v), (SELECT 'CN-2025; grace=14d'::consent_policy AS p) q) z"
grows 'consent_policy in and out, consent_required' $limit \
	"count(p::text::consent_policy = p) + count(consent_required(p, b, e)) + count(p < 'US-404')" \
	", LATERAL (SELECT (ARRAY['CN-2025; guardians=', 'US-406; guardians='])[1 + i % 2] || 1 + i % 99 AS t OFFSET 0) z, LATERAL (SELECT t::consent_policy AS p OFFSET 0) y"
grows 'work_calendar in and out, working days' $limit \
	"count(c::text::work_calendar = c) + count(add_working_days(date '2026-01-01' + i % 200, i % 60, c)) + sum(working_days(daterange('2026-01-01', date '2026-01-01' + i % 300), c, '{[2026-02-01,2026-03-01),[2026-05-01,)}')) + count(c < 'CN')" \
	", LATERAL (SELECT (ARRAY['CN; 2027: off 01-', '2026: off 01-'])[1 + i % 2] || to_char(1 + i % 28, 'FM00') AS t OFFSET 0) z, LATERAL (SELECT t::work_calendar AS c OFFSET 0) y"
# Policies from a column: short, and kept outside the row; each is copied anew.
run "$db" <<'SQL' > "$scratch/out"
CREATE TABLE policy_short AS SELECT i, 'CN-2025; grace=14d'::consent_policy AS p, 'x' || i % 100 AS id FROM generate_series(1, 200000) i;
SELECT 'CREATE TABLE policy_outside (i int, p consent_policy, id text, ' || string_agg(format('f%s int8 DEFAULT 0', n), ', ') || ')'
	FROM generate_series(1, 300) n \gexec
ALTER TABLE policy_outside ALTER p SET STORAGE EXTERNAL, ALTER id SET STORAGE EXTERNAL;
INSERT INTO policy_outside (i, p, id) SELECT i, p, repeat(id, 20) FROM policy_short WHERE i <= 20000;
ANALYZE policy_short, policy_outside;
SQL
ok $? 'policies stand in tables' || note "$(cat "$scratch/out")"
is "$(run "$db" <<< "SELECT pg_column_size(p) <= 40 AND pg_column_size(p) <> pg_column_size('CN-2025; grace=14d'::consent_policy) FROM policy_short LIMIT 1;
	SELECT pg_relation_size((SELECT reltoastrelid FROM pg_class WHERE relname = 'policy_outside')) > 20000 * 32")" "$(printf 't\nt')" \
	'short in one, outside the row in the other'
for t in policy_short policy_outside; do
	out=$(run "$db" <<SQL
SET max_parallel_workers_per_gather = 0; SET jit = off;
$(for n in 200 200 200000; do
	echo "SELECT 'held', held() FROM (SELECT consent_coverage(p, date '2016-02-29', NULL, NULL, NULL, id) AS x FROM (SELECT * FROM $t LIMIT $n) r) a WHERE x = '{}';
	SELECT 'held', held() FROM (SELECT count(x) AS x FROM (SELECT consent_coverage(p, date '2016-02-29', '2020-01-01', 'guardian', 'consent', id) AS x
		FROM (SELECT * FROM $t LIMIT $n) r GROUP BY i % ($n / 20)) g) a WHERE x > 0;
	SELECT 'held', held() FROM (SELECT count(p = 'CN-2025') + count(p::text) + count(consent_required(p, '2016-02-29', '2020-01-01')) + count(hash_record_extended(ROW(p), 1)) AS x FROM (SELECT * FROM $t LIMIT $n) r) a WHERE x > 0;"
done)
SQL
)
	for n in 1 3; do
		[ "$(wc -l <<< "$out")" = 9 ] || { ok 1 "$t"; note "$out"; break; }
		more=$(($(sed -n "$((6 + n))s/.*|//p" <<< "$out") - $(sed -n "$((3 + n))s/.*|//p" <<< "$out")))
		[ "$more" -le $limit ]
		ok $? "$t: $([ $n = 1 ] && echo 'rows that are no records, one group' || echo 'functions of a policy'): $more bytes more for all rows" || note "$out"
	done
done
# Groups that come sorted are let go of, each when it is done.
groups="SELECT i % 2000 AS g, date '2001-01-01' + i % 3000 AS d, 'guardian ' || i % 7 AS id FROM generate_series(1, 200000) i"
out=$(run "$db" <<SQL
SET max_parallel_workers_per_gather = 0; SET jit = off; SET enable_hashagg = off; SET work_mem = '64MB';
CREATE TABLE few AS $groups; CREATE INDEX ON few (g); ANALYZE few; SET enable_sort = off; SET enable_bitmapscan = off;
$(for n in 20 20 2000; do
	echo "SELECT 'held', held() FROM (SELECT consent_coverage('CN-2025', date '2000-01-01', d, 'guardian', 'consent', id) AS c FROM few WHERE g < $n GROUP BY g OFFSET $((n - 1))) x WHERE c IS NOT NULL;"
done)
EXPLAIN (COSTS OFF) SELECT consent_coverage('CN-2025', date '2000-01-01', d, 'guardian', 'consent', id) FROM few WHERE g < 20 GROUP BY g;
SQL
)
contains "$out" '^GroupAggregate' 'groups one after the other'
more=$(($(sed -n '3s/.*|//p' <<< "$out") - $(sed -n '2s/.*|//p' <<< "$out")))
[ "$more" -le $limit ]
ok $? "2000 sorted groups of 100 records hold no more than 20 ($more bytes)" || note "$out"
# Hashed they are held all at once: a record is some 40 bytes, with room to grow.
out=$(run "$db" <<SQL
SET max_parallel_workers_per_gather = 0; SET jit = off; SET work_mem = '256MB'; SET enable_sort = off; SET enable_indexscan = off; SET enable_indexonlyscan = off;
$(for n in 20 20 2000; do
	echo "SELECT 'held', held() FROM (SELECT count(c) OVER () AS n FROM (SELECT consent_coverage('CN-2025', date '2000-01-01', d, 'guardian', 'consent', id) AS c FROM few WHERE g < $n GROUP BY g) x OFFSET $((n - 1))) o WHERE n > 0;"
done)
SELECT 'held', held();
SQL
)
more=$(($(sed -n '3s/.*|//p' <<< "$out") - $(sed -n '2s/.*|//p' <<< "$out")))
[ "$more" -gt 1000000 ] && [ "$more" -le 32000000 ]
ok $? "2000 hashed groups of 100 records hold some 100 bytes a record ($more bytes)" || note "$out"
more=$(($(sed -n '4s/.*|//p' <<< "$out") - $(sed -n '2s/.*|//p' <<< "$out")))
[ "$more" -le $limit ]
ok $? "and nothing when the query is over ($more bytes)" || note "$out"

# One group of 100000 records, each of a guardian of his own.
big="SELECT consent_coverage('CN-2025; guardians=2', date '2000-01-01', date '2001-01-01' + i % 2000, 'guardian', CASE WHEN i % 3 = 0 THEN 'withdraw' ELSE 'consent' END, md5(i::text), valid) AS x
	FROM (SELECT i, CASE WHEN i % 2 = 0 THEN daterange(date '2001-01-01' + i % 2000, date '2001-01-01' + i % 2000 + 1 + i % 900) END AS valid FROM generate_series(1, @N@) i) r"
out=$(run "$db" <<SQL
SET max_parallel_workers_per_gather = 0; SET jit = off; SET statement_timeout = '60s';
SELECT x <> '{}', held() FROM (${big/@N@/1000}) a;
SELECT held(), resident();
SELECT x <> '{}', held() FROM (${big/@N@/100000}) a;
SELECT held(), resident();
SELECT x <> '{}', held() FROM (${big/@N@/100000}) a;
SELECT held(), resident();
SQL
)
[ "$(grep -c '^t|' <<< "$out")" = 3 ] && [ $(($(sed -n '3s/.*|//p' <<< "$out") - $(sed -n '1s/.*|//p' <<< "$out"))) -le 32000000 ]
ok $? 'a group of 100000 records is held in no more than 32 MB' || note "$out"
after=$(sed -n 4p <<< "$out") again=$(sed -n 6p <<< "$out") before=$(sed -n 2p <<< "$out")
[ $((${again%|*} - ${before%|*})) -le $limit ] && [ $((${again#*|} - ${after#*|})) -le 32768 ]
ok $? 'and nothing of it stays' || note "$out"

# A guard in a long session.
run "$db" <<'SQL' > "$scratch/out"
CREATE SCHEMA trial;
CREATE TABLE trial.subject (subject_id text PRIMARY KEY, birth date);
CREATE TABLE trial.consent (consent_id serial PRIMARY KEY, subject_id text, signed_on date, signer text, act text);
CREATE TABLE trial.dose (dose_id serial PRIMARY KEY, subject_id text, given_on date);
CREATE INDEX ON trial.consent (subject_id);
CREATE INDEX ON trial.dose (subject_id);
INSERT INTO trial.subject SELECT 'S' || i, '2016-02-29' FROM generate_series(1, 60000) i;
INSERT INTO trial.consent (subject_id, signed_on, signer, act) SELECT 'S' || i, '2020-01-01', 'guardian', 'consent' FROM generate_series(1, 60000) i;
ANALYZE trial.subject, trial.consent;
SELECT consent_guard_add('trial.dose', 'given_on', 'trial.subject', 'trial.consent', 'CN-2025');
-- n statements of one row, of every kind, refused ones among them
CREATE FUNCTION trial.write(n int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE refused int := 0;
BEGIN
	FOR i IN 1 .. n LOOP
		BEGIN
			CASE i % 8
			WHEN 0 THEN INSERT INTO trial.dose (subject_id, given_on) VALUES ('S' || i % 1000, '2024-02-29');
			WHEN 1 THEN INSERT INTO trial.dose (subject_id, given_on) VALUES ('S' || 1 + i % 1000, date '2020-01-01' + i % 1000);
			WHEN 2 THEN UPDATE trial.dose SET given_on = given_on + 1 WHERE subject_id = 'S' || i % 1000;
			WHEN 3 THEN INSERT INTO trial.consent (subject_id, signed_on, signer, act) VALUES ('S' || 1 + i % 1000, '2020-02-01', 'guardian', 'consent');
			WHEN 4 THEN DELETE FROM trial.consent WHERE subject_id = 'S' || (i - 2) % 1000;
			WHEN 5 THEN UPDATE trial.subject SET birth = birth - 10000 WHERE subject_id = 'S' || (i - 3) % 1000;
			WHEN 6 THEN INSERT INTO trial.consent (subject_id, signed_on, signer, act) VALUES ('S' || (i - 4) % 1000, '2020-01-01', 'subject', 'dissent');
			ELSE UPDATE trial.subject SET birth = NULL WHERE subject_id = 'S' || (i - 5) % 1000;
			END CASE;
		EXCEPTION WHEN check_violation THEN refused := refused + 1;
		END;
	END LOOP;
	DELETE FROM trial.dose;
	UPDATE trial.subject SET birth = '2016-02-29' WHERE birth IS DISTINCT FROM '2016-02-29';
	DELETE FROM trial.consent WHERE subject_id IN (SELECT 'S' || i FROM generate_series(1, 1000) i);
	INSERT INTO trial.consent (subject_id, signed_on, signer, act) SELECT 'S' || i, '2020-01-01', 'guardian', 'consent' FROM generate_series(1, 1000) i;
	RETURN refused;
END $$;
SQL
ok $? 'a guard is set up' || note "$(cat "$scratch/out")"
# flat LABEL FEW MANY: FEW twice, then MANY; no more is held after than before.
flat() {
	local out
	out=$(run "$db" <<< "SET client_min_messages = error; $2; $2; SELECT 'held', held(), resident(); $3; SELECT 'held', held(), resident();" | grep -E '^(held|#)')
	local few many
	few=$(sed -n 1p <<< "$out") few=${few#held|} many=$(sed -n 2p <<< "$out") many=${many#held|}
	[[ $few != *'|'* || $many != *'|'* ]] && { ok 1 "$1"; note "$out"; return; }
	[ $((${many%|*} - ${few%|*})) -le "${4:-$limit}" ] && [ $((${many#*|} - ${few#*|})) -le "${5:-4096}" ]
	ok $? "$1: $((${many%|*} - ${few%|*})) bytes, $((${many#*|} - ${few#*|})) kB of the process more" || note "$out"
}
insert() { echo "INSERT INTO trial.dose (subject_id, given_on) SELECT 'S' || 1 + i % $2, date '2020-01-01' + i % 1000 FROM (SELECT generate_series(1, $1) AS i) r"; }
is "$(run "$db" <<< "SET client_min_messages = error; SELECT trial.write(2000) > 400")" t 'statements that are refused are among them'
flat 'statements of one row' 'SELECT trial.write(200)' 'SELECT trial.write(8000)'
flat 'rows of one statement' "$(insert 1000 500)" "$(insert 200000 500)"
flat 'rows of many subjects in one statement' "$(insert 1000 500)" "$(insert 120000 60000)" $limit 16384
flat 'rows of a deferred statement' "BEGIN; SET CONSTRAINTS ALL DEFERRED; $(insert 1000 500); COMMIT" \
	"BEGIN; SET CONSTRAINTS ALL DEFERRED; $(insert 100000 60000); COMMIT" $limit 32768
flat 'statements of consent' "INSERT INTO trial.consent (subject_id, signed_on, signer, act) SELECT 'S' || i, '2020-01-01', 'guardian', 'consent' FROM generate_series(1, 500) i" \
	"INSERT INTO trial.consent (subject_id, signed_on, signer, act) SELECT 'S' || i, '2020-01-01', 'guardian', 'consent' FROM generate_series(1, 30000) i"
flat 'what stands uncovered' "SELECT count(*) FROM (SELECT * FROM consent_guard_check('trial.dose') LIMIT 1) x" \
	"DO \$\$ BEGIN FOR i IN 1 .. 10 LOOP PERFORM consent_guard_check('trial.dose'); PERFORM consent_guards(); END LOOP; END \$\$" $limit 16384
# While rows are read the memory of one is used again for the next.
out=$(run "$db" <<SQL
CREATE FUNCTION trial.most() RETURNS trigger LANGUAGE plpgsql AS \$\$
BEGIN
	IF NEW.dose_id % 1000 = 0 THEN PERFORM set_config('trial.most', greatest(current_setting('trial.most')::bigint, held())::text, false); END IF;
	RETURN NULL;
END \$\$;
CREATE TRIGGER z_most AFTER INSERT ON trial.dose FOR EACH ROW EXECUTE FUNCTION trial.most();
$(for n in 2000 2000 50000; do
	echo "SET trial.most = 0; TRUNCATE trial.dose; $(insert $n 500); SHOW trial.most;"
done)
DROP TRIGGER z_most ON trial.dose;
TRUNCATE trial.dose;
SQL
)
# the queue of trigger events itself: some 20 bytes a row
more=$(($(sed -n 3p <<< "$out") - $(sed -n 2p <<< "$out")))
[ "$more" -le 4000000 ]
ok $? "while a statement of 50000 rows is checked, $more bytes more are held than for 2000" || note "$out"
set_up="DO \$\$ BEGIN FOR i IN 1 .. @N@ LOOP
	PERFORM consent_guard_set('trial.dose', CASE i % 2 WHEN 0 THEN 'CN-2025' ELSE 'CN-2016' END::consent_policy, CASE i % 3 WHEN 0 THEN 'warn' ELSE 'enforce' END);
	INSERT INTO trial.dose (subject_id, given_on) VALUES ('S1', '2021-01-01');
	INSERT INTO trial.consent (subject_id, signed_on, signer, act) VALUES ('S1', '2021-01-01', 'guardian', 'consent');
	UPDATE trial.subject SET birth = birth + CASE i % 2 WHEN 0 THEN 1 ELSE -1 END WHERE subject_id = 'S1';
	DELETE FROM trial.dose; DELETE FROM trial.consent WHERE signed_on = '2021-01-01';
	PERFORM consent_guard_drop('trial.dose');
	PERFORM consent_guard_add('trial.dose', 'given_on', 'trial.subject', 'trial.consent', 'CN-2025'); END LOOP; END \$\$"
# What is kept for triggers that are gone is freed from time to time.
flat 'guards set, used, dropped and added' "${set_up/@N@/20}" "${set_up/@N@/100}" 4194304 8192
is "$(q "$db" 'SELECT count(*) FROM consent_guards()')" 1 'and one is left'

done_testing
