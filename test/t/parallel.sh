#!/bin/bash
# SPDX-License-Identifier: PostgreSQL
#
# sum(person_time) gives the same integers however it is run: serial, in
# workers, per partition, spilled to disk, as a window aggregate, with FILTER,
# DISTINCT and ORDER BY.  What is right is computed by plain SQL, which knows
# nothing of the extension.
#
#   ROWS=n   exposure rows (default 60000)

. "$(dirname "$0")/lib/tap.bash"
rows=${ROWS:-60000}

new_db main
run "$db" <<SQL > "$scratch/out"
CREATE EXTENSION pedsafety;
-- Births on every day of the year, 29 February besides; exposures of 0 to
-- 2999 days that begin before birth, on cuts, next to them and anywhere.
CREATE TABLE exposure AS
SELECT i AS id, i % 7 AS arm, i % 1000 AS site, birth,
	birth + offs AS start, birth + offs + (i::bigint * 7919 % 3000)::int AS past
FROM (SELECT i, CASE WHEN i % 50 = 0 THEN make_date(1960 + 4 * (i / 50 % 12), 2, 29)
			ELSE date '1960-01-01' + (i::bigint * 31 % 20000)::int END AS birth,
		CASE i % 5 WHEN 0 THEN (ARRAY[-40, -1, 0, 1, 27, 28, 29, 700, 729, 730, 731, 4382,
			4383, 4384, 6573, 6574, 6575])[1 + i / 5 % 17] ELSE (i::bigint * 104729 % 7500)::int END AS offs
	FROM generate_series(1, $rows) i) s;
ANALYZE exposure;

-- Plain SQL: a cut in years falls on the day of the birth's month, 29 February
-- in common years on 1 March.
CREATE FUNCTION reached(birth date, years int) RETURNS date IMMUTABLE
RETURN CASE WHEN years = 0 THEN birth
	ELSE ((date_trunc('month', birth::timestamp) + make_interval(years => years))::date
		+ (extract(day FROM birth)::int - 1)) END;
CREATE VIEW plain AS
SELECT e.*, c.n, c.band, greatest(0, least(past, c.upper) - greatest(start, c.lower)) AS days
FROM exposure e, LATERAL (VALUES
	(0, '(,0d)', date '0001-01-01', birth),
	(1, '[0d,28d)', birth, birth + 28),
	(2, '[28d,2y)', birth + 28, reached(birth, 2)),
	(3, '[2y,12y)', reached(birth, 2), reached(birth, 12)),
	(4, '[12y,18y)', reached(birth, 12), reached(birth, 18)),
	(5, '[18y,)', reached(birth, 18), date '9999-01-01')) c (n, band, lower, upper);
SQL
ok $? 'exposure is made' || { note "$(cat "$scratch/out")"; done_testing; }

serial='SET max_parallel_workers_per_gather = 0;'
parallel='SET max_parallel_workers_per_gather = 3; SET parallel_leader_participation = off;
	SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0;
	SET min_parallel_table_scan_size = 0; SET debug_parallel_query = off;'
# Before 16 it has another name; it is off by default.
[ "$(q "$db" "SHOW server_version_num")" -ge 160000 ] ||
	parallel=${parallel/SET debug_parallel_query = off;/}

# ask SETTINGS SQL: its rows as text.
ask() { run "$db" <<< "$1 $2;"; }
plan() { run "$db" <<< "$1 EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) $2;"; }

cells() { echo "SELECT ${1:+$1, }band, subjects, person_days FROM ($2) x, unnest(pt) u WHERE subjects > 0"; }
truth() {
	echo "SELECT ${1:+$1, }band::age_band, count(*), sum(days) FROM plain WHERE days > 0 ${2:-}
		GROUP BY ${1:+$1, }n, band ORDER BY ${1:+$1, }n"
}

# Ungrouped.
sum='SELECT sum(person_time(birth, start, past)) AS pt FROM exposure'
expected=$(ask "$serial" "$(truth '')")
is "$(wc -l <<< "$expected")" 6 'plain SQL finds all six bands'
is "$(ask "$serial" "$(cells '' "$sum")")" "$expected" 'serial: the integers of plain SQL'
p=$(plan "$parallel" "$sum")
contains "$p" 'Finalize Aggregate' 'parallel: the plan has Finalize Aggregate'
contains "$p" 'Partial Aggregate' 'parallel: the plan has Partial Aggregate'
contains "$p" 'Workers Launched: [123]' 'parallel: workers took part'
is "$(ask "$parallel" "$(cells '' "$sum")")" "$expected" 'parallel: the integers of plain SQL'
is "$(ask "$parallel" "$sum")" "$(ask "$serial" "$sum")" 'parallel: the same text as serial'
is "$(ask "$serial" "SELECT subjects(pt), person_days(pt) FROM ($sum) s")" \
	"$(ask "$serial" 'SELECT count(*), sum(past - start) FROM exposure')" \
	'the totals are those of the rows'
sum='SELECT sum(person_time(birth, daterange(start, past))) AS pt FROM exposure'
is "$(ask "$parallel" "$(cells '' "$sum")")" "$expected" 'parallel over ranges: the same'
sum='SELECT sum(person_time(birth, datemultirange(daterange(start, past), daterange(past + 10, past + 10)))) AS pt FROM exposure'
is "$(ask "$parallel" "$(cells '' "$sum")")" "$expected" 'parallel over multiranges: the same'

# Grouped, by hash and by sort.
sum='SELECT arm, sum(person_time(birth, start, past)) AS pt FROM exposure GROUP BY arm'
expected=$(ask "$serial" "$(truth arm)")
is "$(ask "$serial" "$(cells arm "$sum") ORDER BY arm, band")" "$expected" 'grouped, serial'
p=$(plan "$parallel" "$sum")
contains "$p" 'Partial (Hash|Group)Aggregate' 'grouped: the plan has a partial aggregate'
contains "$p" 'Finalize (Hash|Group)Aggregate' 'grouped: the plan has a final aggregate'
is "$(ask "$parallel" "$(cells arm "$sum") ORDER BY arm, band")" "$expected" 'grouped, parallel'
is "$(ask "$parallel SET enable_hashagg = off;" "$(cells arm "$sum") ORDER BY arm, band")" \
	"$expected" 'grouped by sort, parallel'
is "$(ask "$serial SET enable_hashagg = off;" "$(cells arm "$sum") ORDER BY arm, band")" \
	"$expected" 'grouped by sort, serial'

# Hulls, unknown births, gestation: each row a value of another shape.
shapes="SELECT id, arm, CASE id % 6
		WHEN 0 THEN person_time(to_char(birth, 'YYYY')::partial_date, daterange(start, past), 'ema-p4')
		WHEN 1 THEN person_time(to_char(birth, 'YYYY-MM')::partial_date, daterange(start, past), 'ema-p4')
		WHEN 2 THEN person_time(NULL::date, daterange(start, past), 'ema-p4')
		WHEN 3 THEN person_time(birth, (150 + id % 160 || 'd')::gestational_age, daterange(start, past), 'ema-p4')
		WHEN 4 THEN person_time(birth, start, start, 'ema-p4')
		ELSE person_time(birth, daterange(start, past), 'ema-p4') END AS pt
	FROM exposure WHERE id <= 30000"
run "$db" <<< "CREATE TABLE shape AS $shapes; CREATE INDEX ON shape (id); ANALYZE shape;"
sum='SELECT arm, sum(pt) AS pt FROM shape GROUP BY arm'
hulls=$(ask "$serial" "SELECT arm, u.band, sum(u.subjects), sum(u.person_days)
	FROM shape, unnest(pt) u WHERE u.subjects > 0 GROUP BY arm, u.band ORDER BY arm, u.band")
contains "$hulls" '\|\(,\)\|' 'hulls: unknown age is there'
contains "$hulls" '\|\[28d,12y\)\|' 'hulls: hulls are there'
contains "$hulls" '\|preterm \[0d,pma44w\)\|' 'hulls: preterm newborns are there'
is "$(ask "$serial" "$(cells arm "$sum") ORDER BY arm, band")" "$hulls" 'hulls, serial: as the values unnested one by one'
is "$(ask "$parallel" "$(cells arm "$sum") ORDER BY arm, band")" "$hulls" 'hulls, parallel: the same'
one='SELECT sum(pt) FROM shape'
contains "$(plan "$parallel" "$one")" 'Partial Aggregate' 'hulls: in workers'
is "$(ask "$parallel" "$one")" "$(ask "$serial" "$one")" 'hulls: the same text in workers'
is "$(ask "$parallel" "SELECT subjects(sum(pt)), person_days(sum(pt)) FROM shape")" \
	"$(ask "$serial" "SELECT count(*), sum(CASE WHEN id % 6 = 4 THEN 0 ELSE past - start END) FROM exposure WHERE id <= 30000")" \
	'hulls: totals reconcile'
is "$(ask "$serial" "SELECT (sum(pt ORDER BY id)) = sum(pt ORDER BY id DESC)
	AND sum(pt)::text = (SELECT sum(s) FROM (SELECT sum(pt) AS s FROM shape GROUP BY id % 991) x)::text FROM shape")" t \
	'the order of rows and sums of sums change nothing'

# NULL.
is "$(ask "$parallel" 'SELECT sum(person_time(birth, NULL::daterange)) IS NULL FROM exposure')" t \
	'all NULL is NULL, parallel'
is "$(ask "$serial" 'SELECT sum(pt) IS NULL FROM shape WHERE false')" t 'no row is NULL'
some="SELECT sum(person_time(birth, CASE WHEN id % 3 = 0 THEN daterange(start, past) END))::text FROM exposure"
is "$(ask "$parallel" "$some")" \
	"$(ask "$serial" 'SELECT sum(person_time(birth, start, past))::text FROM exposure WHERE id % 3 = 0')" \
	'NULL rows among others are not counted, parallel'
is "$(ask "$parallel" "SELECT subjects(sum(person_time(birth, start, past)) FILTER (WHERE id < 5)),
	sum(person_time(birth, start, past)) FILTER (WHERE id < 0) IS NULL FROM exposure")" '4|t' \
	'workers without a row of the filter'

# An error in a worker.
mixed="SELECT sum(person_time(birth, start, past,
	CASE WHEN id % 2 = 0 THEN 'nichd' ELSE 'ich-e11' END::age_scheme)) FROM exposure"
is "$(sqlstate "$db" "$parallel $mixed")" 22023 'two schemes in one sum: 22023 from a worker'
is "$(sqlstate "$db" "$serial $mixed")" 22023 'two schemes in one sum: 22023 serial'
# Each worker's own rows agree, the combination of the two does not.
run "$db" <<'SQL'
CREATE TABLE by_scheme (scheme age_scheme, pt person_time) PARTITION BY LIST (scheme);
CREATE TABLE by_scheme_1 PARTITION OF by_scheme FOR VALUES IN ('nichd');
CREATE TABLE by_scheme_2 PARTITION OF by_scheme DEFAULT;
INSERT INTO by_scheme SELECT s, person_time(birth, start, past, s)
	FROM exposure, LATERAL (SELECT CASE WHEN id % 2 = 0 THEN 'nichd' ELSE 'ich-e11' END::age_scheme AS s) x
	WHERE id <= 20000;
ANALYZE by_scheme;
SQL
partitionwise='SET enable_partitionwise_aggregate = on;'
contains "$(run "$db" <<< "$serial $partitionwise EXPLAIN SELECT sum(pt) FROM by_scheme;")" 'Partial Aggregate' \
	'states of two schemes are combined only at the end'
is "$(sqlstate "$db" "$parallel $partitionwise SELECT sum(pt) FROM by_scheme")" 22023 \
	'states of two schemes combined: 22023'
is "$(sqlstate "$db" "$serial $partitionwise SELECT sum(pt) FROM by_scheme")" 22023 \
	'states of two schemes combined, serial: 22023'
unbounded="SELECT sum(person_time(birth, daterange(start, CASE WHEN id <> 777 THEN past END))) FROM exposure"
is "$(sqlstate "$db" "$parallel $unbounded")" 22023 'an unbounded exposure: 22023 from a worker'

# Per partition.
run "$db" <<'SQL'
CREATE TABLE parted (LIKE exposure) PARTITION BY LIST (arm);
CREATE TABLE parted_0 PARTITION OF parted FOR VALUES IN (0, 1);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (2, 3, 4);
CREATE TABLE parted_2 PARTITION OF parted DEFAULT;
INSERT INTO parted SELECT * FROM exposure;
ANALYZE parted;
SQL
sum='SELECT arm, sum(person_time(birth, start, past)) AS pt FROM parted GROUP BY arm'
p=$(plan "$serial $partitionwise" "$sum")
is "$(grep -c 'HashAggregate\|GroupAggregate' <<< "$p")" 3 'partitionwise: one aggregate a partition'
is "$(ask "$serial $partitionwise" "$(cells arm "$sum") ORDER BY arm, band")" "$expected" 'partitionwise, full'
sum=${sum//arm,/site % 7 AS arm,} sum=${sum/GROUP BY arm/GROUP BY 1}
p=$(plan "$serial $partitionwise SET enable_sort = off;" "$sum")
contains "$p" 'Partial HashAggregate' 'partitionwise: partial where the group is not the key'
is "$(ask "$serial $partitionwise" "$(cells arm "$sum") ORDER BY arm, band")" \
	"$(ask "$serial" "SELECT site % 7, band::age_band, count(*), sum(days) FROM plain WHERE days > 0
		GROUP BY 1, n, band ORDER BY 1, n")" 'partitionwise, partial'
is "$(ask "$parallel $partitionwise SET enable_parallel_append = on;" "$(cells arm "$sum") ORDER BY arm, band")" \
	"$(ask "$serial" "$(cells arm "$sum") ORDER BY arm, band")" 'partitionwise in workers'

# Many groups in little memory.
little="SET work_mem = '64kB'; SET hash_mem_multiplier = 1; SET enable_sort = off;"
sum='SELECT id / 2 AS arm, sum(person_time(birth, start, past)) AS pt FROM exposure GROUP BY 1'
contains "$(plan "$serial $little" "$sum")" 'Disk Usage' 'spill: the hash table goes to disk'
total="SELECT count(*), sum(pt), sum(hashtext(arm || pt::text)::bigint) FROM ($sum) s"
spilled=$(ask "$serial $little" "$total")
is "$spilled" "$(ask "$serial SET work_mem = '256MB'; SET enable_hashagg = off;" "$total")" \
	'spill: each group as by sort in memory'
is "$(ask "$parallel $little" "$total")" "$spilled" 'spill: the same in workers'
is "$(cut -d '|' -f 1,2 <<< "$spilled")" \
	"$((rows / 2 + 1))|$(ask "$serial" 'SELECT sum(person_time(birth, start, past)) FROM exposure')" \
	'spill: no group and no day is lost'

# Inside the aggregate: FILTER, ORDER BY, DISTINCT; several in one query.
q1="SELECT person_days(sum(pt)), person_days(sum(pt) FILTER (WHERE id % 6 <> 2)),
	person_days(sum(pt ORDER BY id DESC)), person_days(sum(pt), '(,)'), count(pt), subjects(sum(pt)),
	sum(pt) = sum(pt + NULL) IS NULL, sum(pt)::text = sum(pt)::text
	FROM shape"
q2="SELECT sum(person_days(pt)), sum(person_days(pt)) FILTER (WHERE id % 6 <> 2), sum(person_days(pt)),
	sum(person_days(pt, '(,)')), count(pt), count(*), true, true FROM shape"
is "$(ask "$serial" "$q1")" "$(ask "$serial" "$q2")" 'several sums over one input, serial'
q1=${q1/person_days(sum(pt ORDER BY id DESC))/0} q2=${q2/<> 2), sum(person_days(pt))/<> 2), 0}
contains "$(plan "$parallel" "$q1")" 'Partial Aggregate' 'several sums in workers'
is "$(ask "$parallel" "$q1")" "$(ask "$serial" "$q2")" 'several sums over one input, parallel'
is "$(ask "$serial" 'SELECT subjects(sum(DISTINCT p)), person_days(sum(DISTINCT p))
	FROM (SELECT pt AS p FROM shape UNION ALL SELECT pt FROM shape) s')" \
	"$(ask "$serial" 'SELECT sum(subjects(pt)), sum(person_days(pt)) FROM (SELECT pt::text::person_time AS pt FROM shape GROUP BY pt::text) s')" \
	'DISTINCT takes equal values once'
is "$(ask "$serial" 'SELECT arm, site, subjects(sum(person_time(birth, start, past))), person_days(sum(person_time(birth, start, past)))
	FROM exposure WHERE site < 20 GROUP BY GROUPING SETS ((arm, site), (arm), ()) ORDER BY 1, 2')" \
	"$(ask "$serial" 'SELECT arm, site, count(*), sum(past - start) FROM exposure WHERE site < 20
	GROUP BY GROUPING SETS ((arm, site), (arm), ()) ORDER BY 1, 2')" 'GROUPING SETS'

# Windows: what the frame has let go must not stay in the sum, nor may one
# result change when the next is computed.
# window BEFORE AFTER: "BEFORE OVER w AFTER" for each of the windows.
window() {
	local w list=
	for w in w1 w2 w3 w4 w5 w6; do list="$list, $1 OVER $w $2"; done
	echo "SELECT id $list FROM exposure WHERE id <= 1500 WINDOW
		w1 AS (PARTITION BY arm ORDER BY id),
		w2 AS (PARTITION BY arm ORDER BY id ROWS BETWEEN 3 PRECEDING AND 2 FOLLOWING),
		w3 AS (PARTITION BY arm ORDER BY id ROWS BETWEEN 5 PRECEDING AND 3 PRECEDING),
		w4 AS (ORDER BY start RANGE BETWEEN '30 days' PRECEDING AND CURRENT ROW),
		w5 AS (ORDER BY arm GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE TIES),
		w6 AS (PARTITION BY arm) ORDER BY id"
}
pt='person_time(birth, start, past)'
days=$(ask "$serial" "$(window 'sum(past - start)' '')")
is "$(wc -l <<< "$days")" 1500 'windows: plain SQL has a row each'
is "$(ask "$serial" "$(window "person_days(sum($pt)" ')')")" "$days" \
	'windows: each frame has the days of its rows'
is "$(ask "$serial" "$(window "coalesce(subjects(sum($pt)" '), 0)')")" \
	"$(ask "$serial" "$(window 'count(birth)' '')")" 'windows: each frame has its subjects'
is "$(ask "$serial" "SELECT bool_and(t IS NOT DISTINCT FROM s) FROM (
		SELECT id, lag(run) OVER (ORDER BY id) + p = run OR id = 1 AS t, true AS s FROM (
			SELECT id, $pt AS p, sum($pt) OVER (ORDER BY id) AS run FROM exposure WHERE id <= 1500) a) b")" t \
	'windows: each running sum is the one before and the row'

# A frame's sum is that of its rows alone, to the letter: a band whose rows have
# gone is not left behind empty, nor is the scheme of a row that has gone.
is "$(ask "$serial" "SELECT count(*) FROM (
		SELECT id, sum(pt) OVER (ORDER BY id ROWS BETWEEN 4 PRECEDING AND 2 PRECEDING) AS moving,
			(SELECT sum(pt) FROM shape s WHERE s.id BETWEEN o.id - 4 AND o.id - 2) AS anew
		FROM shape o WHERE id <= 600) w WHERE moving::text IS DISTINCT FROM anew::text")" 0 \
	'windows: a moving frame leaves nothing behind'
is "$(ask "$serial" "SELECT count(*), count(*) FILTER (WHERE own::text = pt::text) FROM (
		SELECT pt, sum(pt) OVER (ORDER BY id ROWS CURRENT ROW) AS own FROM (
			SELECT id, person_time(birth, start, past, (ARRAY['nichd', 'ich-e11', '0d,9d'])[1 + id % 3]::age_scheme) AS pt
			FROM exposure WHERE id <= 300) r) w")" '300|300' \
	'windows: frames of one row each may be of different schemes'
is "$(sqlstate "$db" "SELECT sum(person_time(birth, start, past, (ARRAY['nichd', 'ich-e11'])[1 + id % 2]::age_scheme))
	OVER (ORDER BY id ROWS 1 PRECEDING) FROM exposure WHERE id <= 300")" 22023 \
	'windows: different schemes in one frame are an error'

# Values so wide that the table compresses them or keeps them outside.
run "$db" <<'SQL' > "$scratch/out"
CREATE TABLE wide AS
SELECT g, sum(person_time(to_char(birth, 'YYYY')::partial_date, daterange(start, past), s)) AS pt
FROM (SELECT id % 500 AS g, birth, start, past FROM exposure WHERE id <= 10000) e,
	(SELECT ('0d,' || string_agg(3 * i || 'mo', ',' ORDER BY i))::age_scheme AS s FROM generate_series(1, 63) i) c
GROUP BY g;
CREATE TABLE wide_plain (LIKE wide);
ALTER TABLE wide_plain ALTER pt SET STORAGE PLAIN;
INSERT INTO wide_plain SELECT * FROM wide;
-- A row is cut up only where it is wider than 2 kB.
CREATE TABLE wide_outside (LIKE wide, filler text DEFAULT repeat('x', 1800));
ALTER TABLE wide_outside ALTER pt SET STORAGE EXTERNAL, ALTER filler SET STORAGE PLAIN;
INSERT INTO wide_outside SELECT * FROM wide;
CREATE INDEX ON wide_plain (g);
ANALYZE wide, wide_plain, wide_outside;
SQL
ok $? 'wide values are made' || note "$(cat "$scratch/out")"
is "$(ask "$serial" "SELECT pg_relation_size((SELECT reltoastrelid FROM pg_class WHERE relname = 'wide_outside')) > 100000")" t \
	'wide values lie outside the table'
truth=$(ask "$serial" 'SELECT g % 3, u.band, sum(u.subjects), sum(u.person_days) FROM wide_plain, unnest(pt) u
	WHERE u.subjects > 0 GROUP BY 1, 2 ORDER BY 1, 2')
for t in wide wide_plain wide_outside; do
	sum="SELECT g % 3 AS arm, sum(pt) AS pt FROM $t GROUP BY 1"
	is "$(ask "$serial" "$(cells arm "$sum") ORDER BY 1, 2")" "$truth" "$t: serial"
	is "$(ask "$parallel" "$(cells arm "$sum") ORDER BY 1, 2")" "$truth" "$t: in workers"
	is "$(ask "$serial" "SELECT count(*) FROM (SELECT g, sum(pt) OVER (ORDER BY g ROWS 2 PRECEDING) AS moving,
			(SELECT sum(pt) FROM wide_plain s WHERE s.g BETWEEN o.g - 2 AND o.g) AS anew FROM $t o WHERE g < 100) w
			WHERE moving <> anew OR moving::text <> anew::text")" 0 "$t: in a window"
	is "$(ask "$serial" "SELECT count(*) FROM $t JOIN wide_plain p USING (g) WHERE $t.pt = p.pt AND hash_record(ROW($t.pt)) = hash_record(ROW(p.pt))")" \
		500 "$t: equal and hashed alike, however stored"
done

# Values in the table are the server's own pages: nothing may write to them.
before=$(ask "$serial" "SELECT md5(string_agg(pt::text, ';' ORDER BY g)) FROM wide_plain")
is "$(ask "$serial" "SELECT bool_and(pt + pt = person_time_sum(pt, pt) AND subjects(pt + pt) = 2 * subjects(pt)
	AND person_days(pt + pt) = 2 * person_days(pt)) FROM wide_plain;
	SELECT count(*) FROM (SELECT sum(a.pt) FROM wide_plain a JOIN wide_plain b ON b.g < a.g AND b.g > a.g - 3 GROUP BY b.g) s;
	SELECT count(*) FROM (SELECT sum(pt) OVER (ORDER BY g ROWS 2 PRECEDING) FROM wide_plain) s;
	SELECT bool_and(person_time_sum_inverse(pt, pt) IS DISTINCT FROM pt) FROM wide_plain;
	SELECT md5(string_agg(pt::text, ';' ORDER BY g)) FROM wide_plain")" \
	"$(printf 't\n499\n500\nt\n%s' "$before")" 'values in a table are not written to'

# Values that are kept while the sum goes on: the state is not handed out.
is "$(ask "$serial" "SELECT bool_and(person_days(c) = d) FROM (SELECT sum(pt) OVER w AS c, sum(person_days(pt)) OVER w AS d
	FROM shape WHERE id < 3000 WINDOW w AS (ORDER BY id) ) x")" t 'windows over values of many shapes'
is "$(ask "$serial" "SELECT (SELECT sum(x) FROM unnest(array_agg(pt)) x)::text = sum(pt)::text,
		array_agg(pt::text ORDER BY id) = (SELECT array_agg(pt::text ORDER BY id) FROM shape WHERE id < 3000)
	FROM (SELECT id, pt FROM shape WHERE id < 3000 OFFSET 0) s")" 't|t' 'the rows summed are not written to'

# The sum of sums, as kept in summary tables, and added by +.
is "$(ask "$parallel" "SELECT sum(pt)::text FROM (SELECT sum($pt) AS pt FROM exposure GROUP BY site, arm) s")" \
	"$(ask "$serial" "SELECT sum($pt)::text FROM exposure")" 'sums are rolled up'
is "$(ask "$serial" "SELECT ((SELECT sum($pt) FROM exposure WHERE id % 2 = 0) + (SELECT sum($pt) FROM exposure WHERE id % 2 = 1))::text")" \
	"$(ask "$serial" "SELECT sum($pt)::text FROM exposure")" '+ agrees with sum'

# Consent. The state of consent_coverage holds the records, so between processes
# it is written out and read again; rows of a subject lie anywhere in the table.
run "$db" <<'SQL' > "$scratch/out"
CREATE TABLE signature AS
SELECT g, policy, birth, born, signed_on, signer, act, signer_id, valid FROM (
	-- 400 subjects with some 100 records of every kind each
	SELECT g, h, (ARRAY['CN-2025', 'CN-2025; guardians=2; grace=14d', 'US-406', 'CN-2016; grace=30d', 'JP-GCP; assent=none'])[1 + g % 5]::consent_policy AS policy,
		CASE WHEN g % 10 <> 9 THEN date '2000-02-28' + g * 11 END AS birth,
		CASE WHEN g % 10 <> 9 THEN to_char(date '2000-02-28' + g * 11, (ARRAY['YYYY', 'YYYY-MM', 'YYYY-MM-DD', 'YYYY---DD'])[1 + g % 4])::partial_date END AS born,
		date '2001-01-01' + (h % 9000)::int AS signed_on,
		(ARRAY['guardian', 'guardian', 'subject', 'guardian', 'investigator', 'subject', 'ethics'])[1 + h / 7 % 7] AS signer,
		(ARRAY['consent', 'consent', 'consent', 'withdraw', 'override', 'dissent', 'waive'])[1 + h / 7 % 7] AS act,
		CASE h % 5 WHEN 0 THEN 'mother' WHEN 1 THEN 'father' WHEN 2 THEN repeat(md5((g % 3)::text), 1 + (h % 97)::int) END AS signer_id,
		CASE WHEN h % 4 = 0 THEN daterange(date '2001-01-01' + (h % 9000)::int, date '2001-01-01' + (h % 9000)::int + (h % 3000)::int)
			WHEN h % 37 = 0 THEN 'empty' WHEN h % 41 = 0 THEN daterange(NULL, NULL) END AS valid
	FROM (SELECT i % 400 AS g, hashint4(i)::bigint + 2147483648 AS h FROM generate_series(1, 40000) i) r
	-- one with 20000, whose guardian agrees every day, to the eve of 8 years;
	-- one with 20000 of whom each signs under a long name of his own
	UNION ALL SELECT 1000, hashint4(i), 'CN-2025', '2016-02-29', '2016-02', date '1969-05-29' + i, 'guardian', 'consent', NULL, NULL
		FROM generate_series(1, 20000) i
	UNION ALL SELECT 1001, hashint4(i), 'CN-2025; guardians=2', '2016-02-29', '2016-02-29', date '2017-01-01' + i % 1000, 'guardian', 'consent', md5(i::text) || repeat('x', 200), NULL
		FROM generate_series(1, 20000) i
	-- rows that are no records, and a group of nothing else
	UNION ALL SELECT g, hashint4(g), CASE g WHEN 1002 THEN 'US-404' ELSE 'CN-2025' END::consent_policy, CASE WHEN g >= 1002 THEN NULL ELSE '2016-02-29'::date END, CASE WHEN g >= 1002 THEN NULL ELSE '2016-02'::partial_date END, NULL, NULL, NULL, 'none', NULL
		FROM (SELECT (ARRAY[1000, 1002, 1003])[1 + i % 3] AS g FROM generate_series(1, 3000) i) x) y
ORDER BY h, g;
ANALYZE signature;
SQL
ok $? 'consent: records are made' || note "$(cat "$scratch/out")"

coverage='SELECT g, consent_coverage(policy, birth, signed_on, signer, act) AS a, consent_coverage(policy, birth, signed_on, signer, act, signer_id) AS b,
	consent_coverage(policy, birth, signed_on, signer, act, signer_id, valid) AS c,
	consent_coverage(policy, born, signed_on, signer, act) AS d, consent_coverage(policy, born, signed_on, signer, act, signer_id, valid) AS e,
	consent_coverage_possible(policy, birth, signed_on, signer, act) AS f, consent_coverage_possible(policy, birth, signed_on, signer, act, signer_id) AS h,
	consent_coverage_possible(policy, birth, signed_on, signer, act, signer_id, valid) AS i,
	consent_coverage_possible(policy, born, signed_on, signer, act, signer_id) AS j, consent_coverage_possible(policy, born, signed_on, signer, act, signer_id, valid) AS k
	FROM signature GROUP BY g'
expected=$(ask "$serial" "$coverage ORDER BY g")
is "$(wc -l <<< "$expected")" 404 'consent: each subject has its days'
is "$(cut -d '|' -f 2 <<< "$expected" | sort -u | wc -l)|$(cut -d '|' -f 4 <<< "$expected" | sort -u | wc -l)|$(cut -d '|' -f 11 <<< "$expected" | sort -u | wc -l)" \
	"$(ask "$serial" "SELECT count(DISTINCT a), count(DISTINCT c), count(DISTINCT k) FROM ($coverage) s")" 'consent: they differ'
[ "$(cut -d '|' -f 4 <<< "$expected" | sort -u | wc -l)" -gt 150 ]
ok $? 'consent: in more than 150 ways'
contains "$expected" '^1000\|\{\[1969-05-30,2024-02-29)\}\|\{\[1969-05-30,2024-02-29)\}' 'consent: the big group ends on the day of 8 years'
contains "$expected" '^1001\|\{\}\|\{\[2017-01-01,2024-02-29)\}\|' 'consent: guardians are told apart by long names'
contains "$expected" '^1002\|\{\}\|.*\|\{\}$' 'consent: no record, no day'
p=$(run "$db" <<< "$parallel EXPLAIN (ANALYZE, VERBOSE, COSTS OFF, TIMING OFF, SUMMARY OFF) $coverage;")
contains "$p" '^Finalize (Hash|Group)Aggregate' 'consent: the plan ends in Finalize'
contains "$p" 'Partial (Hash|Group)Aggregate' 'consent: workers make partial states'
for f in consent_coverage consent_coverage_possible; do
	contains "$p" "PARTIAL $f\\(policy" "consent: partial states of $f are handed over"
done
# The same subject's records in several processes: more partial states than
# subjects. A worker that comes late may find nothing to do; it is tried again.
for _ in 1 2 3 4 5; do
	states=$(run "$db" <<< "$parallel EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) $coverage;" |
		sed -n 's/.*Partial .*rows=\([0-9]*\) loops=\([0-9]*\).*/\1 \2/p')
	[ $((${states% *} * ${states#* })) -le 404 ] || break
done
[ $((${states% *} * ${states#* })) -gt 600 ]
ok $? "consent: subjects were spread over workers ($states)"
is "$(ask "$parallel" "$coverage ORDER BY g")" "$expected" 'consent: parallel as serial'
is "$(ask "$parallel SET enable_hashagg = off;" "$coverage ORDER BY g")" "$expected" 'consent: parallel by sort'
is "$(ask "$serial SET enable_hashagg = off;" "$coverage ORDER BY g")" "$expected" 'consent: serial by sort'
is "$(ask "${parallel/leader_participation = off/leader_participation = on}" "$coverage ORDER BY g")" "$expected" 'consent: parallel with the leader'
is "$(ask "$parallel SET jit = off; SET work_mem = '64kB'; SET hash_mem_multiplier = 1;" "$coverage ORDER BY g")" "$expected" 'consent: parallel in little memory'
contains "$(plan "$serial $little" "$coverage")" 'Disk Usage' 'consent: groups go to disk'
is "$(ask "$serial $little" "$coverage" | sort -n)" \
	"$(sort -n <<< "$expected")" 'consent: spilled to disk as in memory'

# One group over all: the whole state of 20000 records, and none at all.
for g in 1000 1001; do
	one="SELECT consent_coverage(policy, birth, signed_on, signer, act, signer_id), consent_coverage_possible(policy, born, signed_on, signer, act, signer_id, valid), count(*)
		FROM signature WHERE g = $g"
	contains "$(plan "$parallel" "$one")" 'Partial Aggregate' "consent: group $g alone, in workers"
	is "$(ask "$parallel" "$one")" "$(ask "$serial" "$one")" "consent: group $g alone, the same"
done
is "$(ask "$parallel" "${one/g = 1001/g < 0}")" '{}|{}|0' 'consent: workers without a row'
is "$(ask "$parallel" "SELECT consent_coverage(policy, birth, signed_on, signer, act) FILTER (WHERE g = 1000 AND signed_on = '2020-01-01'),
	consent_coverage(policy, birth, signed_on, signer, act) FILTER (WHERE g < 0), consent_coverage_possible(policy, birth, signed_on, signer, act) FILTER (WHERE g = 1000) FROM signature")" \
	'{[2020-01-01,2024-02-29)}|{}|{[1969-05-30,2024-02-29)}' 'consent: FILTER, workers with one record and with none'

# Partial states without processes: each partition one.
run "$db" <<'SQL' > "$scratch/out"
CREATE TABLE signed (LIKE signature) PARTITION BY HASH (signed_on);
SELECT format('CREATE TABLE signed_%s PARTITION OF signed FOR VALUES WITH (MODULUS 5, REMAINDER %s)', i, i) FROM generate_series(0, 4) i \gexec
INSERT INTO signed SELECT * FROM signature;
ANALYZE signed;
SQL
ok $? 'consent: partitions' || note "$(cat "$scratch/out")"
p=$(plan "$serial $partitionwise SET enable_sort = off;" "${coverage/FROM signature/FROM signed}")
is "$(grep -c 'Partial HashAggregate' <<< "$p")" 5 'consent: partitionwise, five partial states a subject'
is "$(ask "$serial $partitionwise SET enable_sort = off;" "${coverage/FROM signature/FROM signed}" | sort -n)" "$(sort -n <<< "$expected")" 'consent: partitionwise'
is "$(ask "$parallel $partitionwise" "${coverage/FROM signature/FROM signed} ORDER BY g")" "$expected" 'consent: partitionwise in workers'

# Errors come from workers as they come from the leader, with their words.
said() { psql -X -q -A -t -d "$db" <<< '\set VERBOSITY verbose
'"$1 $2;" 2>&1 | sed '/^LOCATION/d; /^CONTEXT: *parallel worker/d' | tail -n 4; }
faulty() {
	local sql="SELECT consent_coverage($3) FROM signature WHERE ${4:-g = 1000}" in_worker
	in_worker=$(said "$parallel" "$sql")
	contains "$in_worker" "^ERROR: *$2" "consent: $1: $2 from a worker"
	[ "$in_worker" = "$(said "$serial" "$sql")" ]
	ok $? "consent: $1: the same words as serial" || note "$in_worker"
	contains "$(run "$db" <<< "$parallel EXPLAIN (COSTS OFF) $sql;")" 'Partial Aggregate' "consent: $1: it was a worker's"
}
last="signed_on = date '1969-05-29' + 19999"
faulty 'unknown act' 22023 "policy, birth, signed_on, signer, CASE WHEN $last THEN 'consents' ELSE act END"
faulty 'unknown signer' 22023 "policy, birth, signed_on, CASE WHEN $last THEN 'mother' ELSE signer END, act"
faulty 'no signer' 22004 "policy, birth, signed_on, CASE WHEN $last THEN NULL ELSE signer END, act" 'g = 1000 AND signer IS NOT NULL'
faulty 'infinite date' 22008 "policy, birth, CASE WHEN $last THEN 'infinity' ELSE signed_on END, signer, act"
faulty 'infinite birth' 22008 "policy, CASE WHEN birth IS NOT NULL THEN date 'infinity' END, signed_on, signer, act"
faulty 'no policy' 22004 "CASE WHEN g <> 1000 THEN policy END, birth, signed_on, signer, act"
faulty 'policies differ' 22023 "CASE WHEN $last THEN 'US-404' ELSE policy END, birth, signed_on, signer, act"
faulty 'births differ' 22023 "policy, CASE WHEN $last THEN birth - 1 ELSE birth END, signed_on, signer, act"
faulty 'a birth unknown in one record' 22023 "policy, CASE WHEN $last THEN NULL ELSE birth END, signed_on, signer, act"
# Each partition's records agree, the combination of two does not.
run "$db" <<'SQL' > "$scratch/out"
CREATE TABLE apart (k int, policy consent_policy, birth date, born partial_date) PARTITION BY LIST (k);
CREATE TABLE apart_1 PARTITION OF apart FOR VALUES IN (1);
CREATE TABLE apart_2 PARTITION OF apart FOR VALUES IN (2);
INSERT INTO apart SELECT 1 + i % 2, (ARRAY['CN-2025', 'US-404'])[1 + i % 2]::consent_policy, date '2016-02-29' + i % 2, (ARRAY['2016-02-29', '2016-02'])[1 + i % 2]::partial_date
	FROM (SELECT i FROM generate_series(1, 10000) i) x;
ANALYZE apart;
SQL
ok $? 'consent: partitions that differ' || note "$(cat "$scratch/out")"
while IFS='|' read -r what arguments; do
	sql="SELECT consent_coverage($arguments, '2020-01-01', 'guardian', 'consent') FROM apart"
	is "$(run "$db" <<< "$serial $partitionwise EXPLAIN (COSTS OFF) $sql;" | grep -c 'Partial Aggregate')" 2 "consent: $what: two states"
	contains "$(said "$serial $partitionwise" "$sql")" "^ERROR: *22023: $what differ within one call" "consent: $what: 22023 on combining"
	contains "$(said "$parallel $partitionwise" "$sql")" "^ERROR: *22023: $what differ within one call" "consent: $what: 22023 on combining what workers made"
done <<'DIFFER'
consent policies|policy, date '2016-02-29'
birth dates|consent_policy 'CN-2025', birth
birth dates|consent_policy 'CN-2025', born
birth dates|consent_policy 'CN-2025', CASE WHEN k = 1 THEN birth END
DIFFER

# Types in workers: hash and merge joins, grouping, sorting, index builds. Two
# spellings of one value, the second as it is printed.
while IFS='|' read -r type value spelt printed; do
	run "$db" <<SQL > "$scratch/out"
DROP TABLE IF EXISTS typed;
CREATE TABLE typed AS SELECT i, $value::$type AS v FROM generate_series(1, 20000) i;
ALTER TABLE typed SET (parallel_workers = 3);
ANALYZE typed;
SQL
	ok $? "$type: values are made" || note "$(cat "$scratch/out")"
	joined='SELECT count(*), sum(a.i::bigint * b.i) FROM typed a JOIN typed b USING (v)'
	truth=$(ask "$serial" "${joined/USING (v)/ON a.v::text = b.v::text}")
	p=$(plan "$parallel SET enable_mergejoin = off; SET enable_nestloop = off;" "$joined")
	contains "$p" 'Parallel Hash Join' "$type: a parallel hash join"
	contains "$p" 'Hash Cond: \([ab].v = [ab].v\)' "$type: on the value"
	is "$(ask "$parallel SET enable_mergejoin = off; SET enable_nestloop = off;" "$joined")" "$truth" "$type: joins what is equal in text"
	is "$(ask "$parallel SET enable_mergejoin = off; SET enable_nestloop = off; SET work_mem = '64kB'; SET hash_mem_multiplier = 1;" "$joined")" "$truth" \
		"$type: in many batches"
	is "$(ask "$parallel SET enable_hashjoin = off; SET enable_nestloop = off;" "$joined")" "$truth" "$type: by merging"
	grouped='SELECT v, count(*), sum(i) FROM typed GROUP BY v'
	contains "$(plan "$parallel SET enable_sort = off;" "$grouped")" 'Partial HashAggregate' "$type: grouped in workers"
	is "$(ask "$parallel" "$grouped" | sort)" "$(ask "$serial" "SELECT v::text, count(*), sum(i) FROM typed GROUP BY v::text" | sort)" "$type: as by text"
	contains "$(plan "$parallel" 'SELECT v, i FROM typed ORDER BY v, i')" 'Gather Merge' "$type: sorted in workers"
	is "$(ask "$parallel" 'SELECT v, i FROM typed ORDER BY v, i' | md5sum)" "$(ask "$serial" 'SELECT v, i FROM typed ORDER BY v::text COLLATE "C", i' | md5sum)" \
		"$type: in the order of the text"
	run "$db" <<< "SET max_parallel_maintenance_workers = 2; SET min_parallel_table_scan_size = 0; CREATE INDEX typed_v ON typed (v); CREATE INDEX typed_h ON typed USING hash (v);" > "$scratch/out"
	ok $? "$type: an index is built in workers" || note "$(cat "$scratch/out")"
	found=$(ask "$serial" "SELECT count(*), sum(i) FROM typed WHERE v::text = '$printed'")
	contains "$found" '^[1-9]' "$type: a value that is there"
	is "$(ask "$serial SET enable_seqscan = off;" "SELECT count(*), sum(i) FROM typed WHERE v = '$spelt'")" "$found" "$type: and the index finds it"
done <<'TYPES'
consent_policy|format('CN-2025; guardians=%s; grace=%sd', 1 + i % 40, i % 50)|CN-2025; grace=7d; guardians=8|CN-2025; guardians=8; grace=7d
work_calendar|format('%s: off %s; %s: off none', 2026 + i % 2, to_char(date '2026-01-01' + i % 100, 'MM-DD'), 2024 + i % 2)|2026: off 02-14..02-14; 2024: off none|2024: off none; 2026: off 02-14
TYPES

# Working days and deadlines, and what is read of case reports, in workers.
run "$db" <<'SQL' > "$scratch/out"
CREATE TABLE report AS SELECT i, date '2026-01-01' + i % 200 AS day, jsonb_build_object('D.2.1', to_char(date '2015-01-01' + i % 3000, 'YYYYMMDD'), 'E.i', jsonb_build_array(jsonb_build_object('E.i.4', to_char(date '2018-01-01' + i, 'YYYYMM'))),
	'D.3', (i % 90)::text, 'H.1', CASE WHEN i % 2 = 0 THEN 'born preterm' END) AS icsr FROM generate_series(1, 3000) i;
ALTER TABLE report SET (parallel_workers = 3);
ANALYZE report;
SQL
ok $? 'case reports: made' || note "$(cat "$scratch/out")"
read_of="SELECT count(*), md5(string_agg(x, ';' ORDER BY x)) FROM (SELECT concat_ws('|', i, icsr_age_band(icsr), icsr_age_text(icsr), icsr_onset(icsr), icsr_serious(icsr),
	(SELECT string_agg(rule || message, ';') FROM icsr_findings(icsr)), (SELECT string_agg(element || state, ';') FROM icsr_completeness(icsr)),
	add_working_days(day, i % 60, 'CN'), working_days(daterange(day, day + i % 90), 'CN'), susar_due(day, i % 2 = 0), dsur_due(day, 1)) AS x FROM report WHERE i > 0) y"
contains "$(plan "$parallel" "$read_of")" 'Gather' 'case reports: read in workers'
is "$(ask "$parallel" "$read_of")" "$(ask "$serial" "$read_of")" 'case reports: the same'

done_testing
