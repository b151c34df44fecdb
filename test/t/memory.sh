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
	echo "SELECT held() FROM (SELECT count(*) OVER () FROM (
		SELECT i % 1000, sum(person_time(date '1990-01-01' + i * 31 % 12000,
			date '1990-01-01' + i * 31 % 12000 + i % 6000, date '1990-01-01' + i * 31 % 12000 + i % 6000 + i % 900))
		FROM (SELECT generate_series(1, 1000 * $n) AS i) r GROUP BY 1) g OFFSET 999) o LIMIT 1;"
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

done_testing
