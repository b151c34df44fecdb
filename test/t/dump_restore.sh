#!/bin/bash
# SPDX-License-Identifier: PostgreSQL
#
# A database that uses the extension everywhere it can be used survives dump
# and restore, plain and custom, also from another schema; what depends on the
# extension keeps it from being dropped; an ordinary role may create it; names
# in front on the search_path change nothing.

. "$(dirname "$0")/lib/tap.bash"
pg_dump=$(tool pg_dump) pg_restore=$(tool pg_restore)

# Every type in every place. The rows hold each kind of value, NULL included.
fill() {
	run "$1" <<'SQL'
CREATE EXTENSION IF NOT EXISTS pedsafety;
CREATE SCHEMA study;
SET search_path = study, public;

CREATE DOMAIN birth_partial AS partial_date
	CHECK (earliest(VALUE) >= '1900-01-01');
CREATE DOMAIN certain_band AS age_band
	CHECK (is_certain(VALUE, 'ich-e11') OR VALUE = '(,)');
CREATE TYPE visit AS (at partial_date, band age_band, ga gestational_age,
	scheme age_scheme, followed person_time);

-- Generated columns, CHECK, defaults.
CREATE TABLE subject (
	id int PRIMARY KEY,
	birth date NOT NULL,
	start date NOT NULL,
	past date NOT NULL,
	ga gestational_age DEFAULT '39+6',
	birth_known birth_partial,
	scheme age_scheme NOT NULL DEFAULT 'ema-p4',
	unsure age_band NOT NULL DEFAULT '[28d,12y)',
	band age_band GENERATED ALWAYS AS (age_band(birth, start)) STORED,
	marked age_band GENERATED ALWAYS AS (age_band(birth, ga, start, 'ema-p4')) STORED,
	own age_band GENERATED ALWAYS AS (age_band(birth, start, scheme)) STORED,
	days int GENERATED ALWAYS AS (age_days(birth, start)) STORED,
	followed person_time GENERATED ALWAYS AS (person_time(birth, start, past)) STORED,
	followed_own person_time GENERATED ALWAYS AS (person_time(birth, start, past, scheme)) STORED,
	CHECK (is_certain(band, 'ich-e11')),
	CHECK (is_certain(unsure, '0d,28d,12y')),
	CHECK (subjects(followed) = 1 AND person_days(followed) = past - start),
	CHECK (gestational_age '20+0' <= ga AND ga <= gestational_age '44+6')
);
INSERT INTO subject (id, birth, start, past, ga, birth_known, scheme)
SELECT i, b, b + 29 * i % 6900, b + 29 * i % 6900 + i % 700,
	CASE WHEN i % 5 > 0 THEN (150 + i % 160 || 'd')::gestational_age END,
	CASE i % 4 WHEN 0 THEN to_char(b, 'YYYY') WHEN 1 THEN to_char(b, 'YYYY-MM')
		WHEN 2 THEN to_char(b, 'YYYY---DD') ELSE to_char(b, 'YYYY-MM-DD')
		END::partial_date,
	(ARRAY['ich-e11', 'ema-p4', 'nichd', 'fda-cder', '0d,6w,18mo,3y'])[1 + i % 5]::age_scheme
FROM (SELECT i, date '1999-11-29' + 17 * i AS b FROM generate_series(1, 400) i) s;

-- Every type alone, as array, in a composite and under a domain.
CREATE TABLE value (
	id int PRIMARY KEY,
	p partial_date, g gestational_age, s age_scheme, b age_band, t person_time,
	ps partial_date[], gs gestational_age[], ss age_scheme[], bs age_band[], ts person_time[],
	v visit, vs visit[], d certain_band
);
INSERT INTO value (id) VALUES (0);
INSERT INTO value VALUES (1,
	'2019-03', '0+0', '0d', '(,)', NULL,
	'{2019,2019-03,2019---14,2019-03-14,NULL}', '{0+0,34+5,999+6}',
	ARRAY['ich-e11', '0d,28d,2y', 'ctis']::age_scheme[],
	ARRAY['(,)', '(,0d)', '[0d,)', 'preterm [0d,pma44w)', '[28d,12y)', NULL]::age_band[],
	(SELECT array_agg(followed_own ORDER BY id) FROM subject WHERE id < 6),
	ROW('2019---14', 'preterm [0d,28d)', '34w5d', 'nichd', NULL), '{}', '[2y,12y)');
INSERT INTO value (id, t, v, vs)
SELECT 10 + row_number() OVER (ORDER BY scheme), sum(followed_own),
	max(ROW(birth_known, band, ga, scheme, followed_own)::text)::visit,
	array_agg(ROW(birth_known, band, ga, scheme, followed_own)::visit ORDER BY id)
		FILTER (WHERE id < 50)
FROM subject GROUP BY scheme;

-- Indexes: btree, hash and expression; keys on each type.
CREATE INDEX ON subject (birth_known);
CREATE INDEX ON subject USING hash (birth_known);
CREATE INDEX ON subject (ga DESC NULLS LAST);
CREATE INDEX ON subject USING hash (ga);
CREATE INDEX ON subject (scheme);
CREATE INDEX ON subject USING hash (scheme);
CREATE INDEX ON subject (band, marked);
CREATE INDEX ON subject USING hash (own);
CREATE INDEX ON subject USING hash (followed);
CREATE INDEX ON subject (age_band(birth, start, 'nichd'));
CREATE INDEX ON subject (person_days(followed, '[28d,2y)'));
CREATE INDEX ON subject (id) WHERE band < '[2y,12y)';

CREATE TABLE key_partial_date (k partial_date PRIMARY KEY);
CREATE TABLE key_gestational_age (k gestational_age PRIMARY KEY);
CREATE TABLE key_age_scheme (k age_scheme PRIMARY KEY, other age_scheme UNIQUE);
CREATE TABLE key_age_band (k age_band PRIMARY KEY, also age_band REFERENCES key_age_band);
INSERT INTO key_partial_date SELECT DISTINCT birth_known FROM subject;
INSERT INTO key_gestational_age SELECT DISTINCT ga FROM subject WHERE ga IS NOT NULL;
INSERT INTO key_age_scheme SELECT DISTINCT scheme, scheme FROM subject;
INSERT INTO key_age_band SELECT DISTINCT own, own FROM subject;
CREATE TABLE key_foreign (s age_scheme REFERENCES key_age_scheme,
	b age_band REFERENCES key_age_band, g gestational_age REFERENCES key_gestational_age,
	p partial_date REFERENCES key_partial_date);
INSERT INTO key_foreign SELECT DISTINCT scheme, own, ga, birth_known FROM subject WHERE id < 50;

-- Partitions.
CREATE TABLE by_band (id int, band age_band) PARTITION BY LIST (band);
CREATE TABLE by_band_newborn PARTITION OF by_band FOR VALUES IN ('[0d,28d)', 'preterm [0d,pma44w)');
CREATE TABLE by_band_child PARTITION OF by_band FOR VALUES IN ('[28d,2y)', '[24mo,12y)');
CREATE TABLE by_band_rest PARTITION OF by_band DEFAULT;
CREATE TABLE by_band_range (id int, band age_band) PARTITION BY RANGE (band);
CREATE TABLE by_band_range_1 PARTITION OF by_band_range FOR VALUES FROM (MINVALUE) TO ('[2y,12y)');
CREATE TABLE by_band_range_2 PARTITION OF by_band_range FOR VALUES FROM ('[2y,12y)') TO (MAXVALUE);
CREATE TABLE by_scheme (id int, scheme age_scheme) PARTITION BY LIST (scheme);
CREATE TABLE by_scheme_1 PARTITION OF by_scheme FOR VALUES IN ('ich-e11', '0d,6w,18mo,3y');
CREATE TABLE by_scheme_2 PARTITION OF by_scheme DEFAULT;
CREATE TABLE by_hash (id int, band age_band, p partial_date, g gestational_age, s age_scheme)
	PARTITION BY HASH (band);
CREATE TABLE by_hash_0 PARTITION OF by_hash FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE by_hash_1 PARTITION OF by_hash FOR VALUES WITH (MODULUS 3, REMAINDER 1)
	PARTITION BY HASH (p, g);
CREATE TABLE by_hash_1_0 PARTITION OF by_hash_1 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE by_hash_1_1 PARTITION OF by_hash_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE by_hash_2 PARTITION OF by_hash FOR VALUES WITH (MODULUS 3, REMAINDER 2)
	PARTITION BY HASH (s);
CREATE TABLE by_hash_2_0 PARTITION OF by_hash_2 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE by_hash_2_1 PARTITION OF by_hash_2 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE by_time (id int, followed person_time) PARTITION BY HASH (followed);
CREATE TABLE by_time_0 PARTITION OF by_time FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE by_time_1 PARTITION OF by_time FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO by_band SELECT id, own FROM subject;
INSERT INTO by_band_range SELECT id, own FROM subject;
INSERT INTO by_scheme SELECT id, scheme FROM subject;
INSERT INTO by_hash SELECT id, own, birth_known, ga, scheme FROM subject;
INSERT INTO by_time SELECT id, followed FROM subject;

-- Views and functions.
CREATE VIEW line AS
	SELECT s.id, sp.band, sp.days, band_label(sp.band, 'zh') AS label
	FROM subject s, age_split(s.birth, daterange(s.start, s.past), s.scheme) sp;
CREATE MATERIALIZED VIEW summary AS
	SELECT scheme, sum(followed_own) AS total, sum(followed) FILTER (WHERE id % 2 = 0) AS half
	FROM subject GROUP BY scheme;
CREATE UNIQUE INDEX ON summary (scheme);
CREATE FUNCTION rolled_up() RETURNS person_time STABLE BEGIN ATOMIC
	SELECT sum(half) + person_time(date '2020-02-29', date '2020-02-29', date '2021-03-01') FROM summary;
END;
CREATE STATISTICS own_of_scheme (ndistinct, dependencies, mcv) ON scheme, own FROM subject;
CREATE MATERIALIZED VIEW grid AS
	SELECT scheme, u.* FROM summary, unnest(total) u;
CREATE MATERIALIZED VIEW scheme_list AS SELECT * FROM age_schemes();
CREATE RULE by_rule AS ON INSERT TO key_foreign WHERE NEW.b = '(,0d)' DO INSTEAD NOTHING;
ANALYZE;
SQL
}

# The dump without the random key that newer minor versions put into it.
dump() { "$pg_dump" "$@" | sed -E '/^\\(un)?restrict /d'; }

# What the functions say about the restored rows, not only what was stored; and
# the rows' hashes, since two texts may be alike where the values are not.
answers() {
	q "$1" "SET search_path = study, public, other" \
		"SELECT count(*), sum(followed), sum(person_days(followed)) FROM subject" \
		"SELECT id, b, t, v, vs, d FROM value ORDER BY id" \
		"SELECT sum(hash_record_extended(whole, 0)) FROM subject whole" "SELECT sum(hash_record_extended(whole, 0)) FROM value whole" \
		"SELECT sum(hash_record_extended(whole, 0)) FROM summary whole" "SELECT sum(hash_record_extended(whole, 0)) FROM key_age_band whole" \
		"SELECT band, count(*), sum(days), min(label) FROM line GROUP BY band ORDER BY band" \
		"SELECT * FROM summary ORDER BY scheme" "SELECT rolled_up()" \
		"SELECT tableoid::regclass, count(*) FROM by_hash GROUP BY 1 ORDER BY min(tableoid::regclass::text)" \
		"SELECT tableoid::regclass, count(*) FROM by_time GROUP BY 1 ORDER BY min(tableoid::regclass::text)" \
		"SELECT tableoid::regclass, count(*) FROM by_band GROUP BY 1 ORDER BY min(tableoid::regclass::text)" \
		"SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE relname ~ '^by_' ORDER BY relname" \
		"INSERT INTO subject (id, birth, start, past) VALUES (-1, '2020-02-29', '2021-03-01', '2022-03-01')" \
		"SELECT scheme, ga, unsure, band, marked, own, followed, followed_own FROM subject WHERE id = -1" \
		"SET enable_seqscan = off" \
		"SELECT count(*) FROM subject WHERE band = '[2y,12y)'" \
		"SELECT count(*) FROM subject WHERE own = '[28d,2y)'" \
		"SELECT count(*) FROM subject WHERE birth_known BETWEEN '2001' AND '2003-06'" \
		"SELECT count(*) FROM subject WHERE scheme = 'nichd'" \
		"SELECT count(*) FROM subject WHERE age_band(birth, start, 'nichd') = '[13mo,2y)'"
}

# round SOURCE: restore it plain and custom into empty databases and compare.
round() {
	local source=$1 what=$2
	dump -d "$source" > "$scratch/first.sql"
	contains "$(head -c 200000 "$scratch/first.sql")" 'CREATE TABLE study.by_hash' "$what: dumped" || return
	"$pg_dump" -Fc -d "$source" -f "$scratch/first.custom"
	new_db plain
	local plain=$db
	run "$plain" < "$scratch/first.sql" > "$scratch/out" 2>&1
	ok $? "$what: restored from the plain dump" || note "$(grep -m 5 ERROR "$scratch/out")"
	new_db custom
	local custom=$db
	"$pg_restore" --exit-on-error -d "$custom" "$scratch/first.custom" > "$scratch/out" 2>&1
	ok $? "$what: restored from the custom dump" || note "$(head -n 5 "$scratch/out")"
	dump -d "$plain" > "$scratch/plain.sql"
	dump -d "$custom" > "$scratch/custom.sql"
	cmp -s "$scratch/first.sql" "$scratch/plain.sql"
	ok $? "$what: dumped again, the plain restore is the same to the byte" ||
		note "$(diff "$scratch/first.sql" "$scratch/plain.sql" | head -n 20)"
	cmp -s "$scratch/first.sql" "$scratch/custom.sql"
	ok $? "$what: dumped again, the custom restore is the same to the byte" ||
		note "$(diff "$scratch/first.sql" "$scratch/custom.sql" | head -n 20)"
	local there
	there=$(answers "$plain")
	is "$there" "$expected" "$what: the restored database answers as the source did"
	is "$(answers "$custom")" "$expected" "$what: so does the one from the custom dump"
}

new_db source
source=$db
filled=$(fill "$source")
ok $? 'every type stands in tables, indexes, keys, partitions, views' || { note "$filled"; done_testing; }

new_db answers
copy=$db
q postgres "DROP DATABASE $copy" "CREATE DATABASE $copy TEMPLATE $source" > /dev/null
expected=$(answers "$copy")
contains "$expected" '^ema-p4\|39\+6\|\[28d,12y\)\|\[28d,2y\)\|\[28d,2y\)\|\[28d,2y\)\|ich-e11; subjects=1; \[28d,2y\)=1/365\|ema-p4; subjects=1; \[28d,2y\)=1/365$' \
	'defaults and generated columns hold what the functions say'
grep -q ERROR <<< "$expected"
[ $? = 1 ]
ok $? 'the source answers every question' || note "$(grep ERROR <<< "$expected")"
round "$source" 'public schema'

q "$source" 'CREATE SCHEMA other' 'ALTER EXTENSION pedsafety SET SCHEMA other' > "$scratch/out"
ok $? 'the extension moves to another schema' || note "$(cat "$scratch/out")"
is "$(q "$source" "SELECT count(*) FROM pg_depend d JOIN pg_extension e ON d.refobjid = e.oid
	JOIN pg_proc p ON d.objid = p.oid AND d.classid = 'pg_proc'::regclass
	WHERE e.extname = 'pedsafety' AND d.deptype = 'e' AND p.pronamespace <> 'other'::regnamespace")" \
	0 'no function stays behind'
round "$source" 'other schema'

is "$(sqlstate "$source" 'DROP EXTENSION pedsafety')" 2BP01 \
	'DROP EXTENSION is refused while objects depend on it'
is "$(q "$source" 'SET search_path = study, other' 'SELECT count(*) FROM subject')" 400 \
	'and nothing is gone'
is "$(q "$source" 'DROP EXTENSION pedsafety CASCADE' \
	"SELECT count(*) FROM pg_type WHERE typname IN ('age_band', 'person_time', 'partial_date')")" 0 \
	'CASCADE takes it away'
is "$(q "$source" 'CREATE EXTENSION pedsafety' "SELECT age_band(date '2020-02-29', date '2022-02-28')")" \
	'[28d,2y)' 'and it can be created anew'

# An ordinary role.
new_db trusted
new_role plain
is "$(q "$db" "SET SESSION AUTHORIZATION $role" 'CREATE EXTENSION pedsafety' 2>&1 | grep -o 42501)" 42501 \
	'a role without CREATE on the database may not create the extension'
q "$db" "GRANT CREATE ON DATABASE $db TO $role" "GRANT CREATE ON SCHEMA public TO $role" > /dev/null
is "$(q "$db" "SET SESSION AUTHORIZATION $role" 'CREATE EXTENSION pedsafety' \
	'SELECT current_setting($$is_superuser$$), age_band(date $$2020-02-29$$, date $$2021-03-01$$),
	sum(person_time(date $$2020-02-29$$, date $$2021-03-01$$, date $$2021-03-02$$))')" \
	'off|[28d,2y)|ich-e11; subjects=1; [28d,2y)=1/1' \
	'an ordinary role with CREATE on the database creates and uses it'
is "$(q "$db" "SELECT count(*) FROM pg_proc p JOIN pg_depend d ON d.objid = p.oid AND d.classid = 'pg_proc'::regclass
	JOIN pg_extension e ON d.refobjid = e.oid AND d.deptype = 'e'
	WHERE e.extname = 'pedsafety' AND (p.prosecdef OR p.proconfig IS NOT NULL
	OR p.prolang = (SELECT oid FROM pg_language WHERE lanname = 'sql') AND p.prosqlbody IS NULL)")" 0 \
	'no SECURITY DEFINER, no SET, no body that is parsed when it is called'
is "$(q "$db" "SET SESSION AUTHORIZATION $role" 'DROP EXTENSION pedsafety' 'SELECT 1')" 1 \
	'and drops it'

# Hostile names in front, there before the extension comes.
new_db hostile
q "$db" 'CREATE SCHEMA evil' 'CREATE SCHEMA home' \
	'CREATE FUNCTION evil.lie(int4, int4) RETURNS bool LANGUAGE sql IMMUTABLE AS $$ SELECT false $$' \
	'CREATE FUNCTION evil.lie(date, int4) RETURNS date LANGUAGE sql IMMUTABLE AS $$ SELECT date $q$1999-01-01$q$ $$' \
	'CREATE FUNCTION evil.lie(date, date) RETURNS int4 LANGUAGE sql IMMUTABLE AS $$ SELECT 666 $$' \
	'CREATE FUNCTION evil.lie_range(anyrange) RETURNS anyelement LANGUAGE sql IMMUTABLE AS $$ SELECT NULL $$' \
	'CREATE FUNCTION evil.lower(daterange) RETURNS date LANGUAGE sql IMMUTABLE AS $$ SELECT date $q$1999-01-01$q$ $$' \
	'CREATE FUNCTION evil.upper(daterange) RETURNS date LANGUAGE sql IMMUTABLE AS $$ SELECT date $q$1999-01-01$q$ $$' \
	'CREATE FUNCTION evil.lower(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT text $q$evil$q$ $$' \
	'CREATE OPERATOR evil.= (LEFTARG = int4, RIGHTARG = int4, FUNCTION = evil.lie)' \
	'CREATE OPERATOR evil.< (LEFTARG = int4, RIGHTARG = int4, FUNCTION = evil.lie)' \
	'CREATE OPERATOR evil.+ (LEFTARG = date, RIGHTARG = int4, FUNCTION = evil.lie)' \
	'CREATE OPERATOR evil.- (LEFTARG = date, RIGHTARG = date, FUNCTION = evil.lie)' \
	'CREATE DOMAIN evil.date AS text' 'CREATE DOMAIN evil.int4 AS text' \
	> "$scratch/out" || note "$(cat "$scratch/out")"
q "$db" 'SET search_path = evil, pg_catalog, public' 'CREATE EXTENSION pedsafety SCHEMA home' > "$scratch/out"
ok $? 'created under a hostile search_path' || note "$(cat "$scratch/out")"
# The same names as ours in front of ours.
q "$db" "SET search_path = home" \
	"SELECT format('CREATE FUNCTION evil.%I(%s) RETURNS %s LANGUAGE sql AS ''SELECT NULL::%s''', p.proname,
		pg_get_function_identity_arguments(p.oid), format_type(p.prorettype, NULL), format_type(p.prorettype, NULL))
	FROM pg_proc p JOIN pg_depend d ON d.objid = p.oid AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e'
	JOIN pg_extension e ON d.refobjid = e.oid AND e.extname = 'pedsafety'
	WHERE p.prokind = 'f' AND NOT p.proretset AND p.prorettype <> 'internal'::regtype
	AND p.prorettype <> 'cstring'::regtype AND p.prorettype <> 'record'::regtype
	AND NOT 'internal'::regtype = ANY (p.proargtypes) AND NOT 'cstring'::regtype = ANY (p.proargtypes)" \
	> "$scratch/evil.sql"
{ echo 'SET search_path = home;'; sed 's/$/;/' "$scratch/evil.sql"; } > "$scratch/evil2.sql"
run "$db" < "$scratch/evil2.sql"
[ "$(wc -l < "$scratch/evil.sql")" -gt 50 ]
ok $? 'each function has a namesake in front'
run "$db" <<'SQL' > "$scratch/out"
SET search_path = home;
CREATE OPERATOR evil.+ (LEFTARG = person_time, RIGHTARG = person_time, FUNCTION = evil.person_time_pl);
CREATE OPERATOR evil.= (LEFTARG = age_band, RIGHTARG = age_band, FUNCTION = evil.age_band_eq);
CREATE OPERATOR evil.< (LEFTARG = age_band, RIGHTARG = age_band, FUNCTION = evil.age_band_lt);
SQL
ok $? 'so have the operators' || note "$(cat "$scratch/out")"
questions() {
	local h=${1:+home.}
	cat <<SQL
SELECT ${h}age_band('2020-02-29'::pg_catalog.date, '2022-03-01'::pg_catalog.date);
SELECT ${h}sum(${h}person_time('2020-02-29'::pg_catalog.date, '[2020-03-01,2022-04-01)'::pg_catalog.daterange, 'ema-p4'));
SELECT ${h}sum(${h}person_time('2020-02-29'::pg_catalog.date, '{[2020-03-01,2022-04-01),[2023-01-01,2023-01-02)}'::pg_catalog.datemultirange));
SELECT band, days FROM ${h}age_split('2020-02-29'::pg_catalog.date, '[2020-03-01,2033-04-01)'::pg_catalog.daterange);
SELECT * FROM ${h}unnest(${h}person_time('2020-02-29'::pg_catalog.date, '[2020-03-01,2022-04-01)'::pg_catalog.daterange));
SELECT ${h}earliest('2019-02'), ${h}latest('2019---31'), ${h}daterange('2019-02'::${h}partial_date);
SELECT ${h}age_band(7, 'MO'), ${h}age_band(1, '{decade}', 'nichd');
SELECT ${h}next_band_change('2020-02-29'::pg_catalog.date, '2020-03-01'::pg_catalog.date);
SELECT ${h}corrected_age_days('30+0', '2020-02-29'::pg_catalog.date, '2020-05-01'::pg_catalog.date);
SELECT ${h}person_time('2020-02-29'::pg_catalog.date, '2020-03-01'::pg_catalog.date, '2022-04-01'::pg_catalog.date)
	OPERATOR(${h:-home.}+) ${h}person_time('2020-02-29'::pg_catalog.date, '2020-03-01'::pg_catalog.date, '2022-04-01'::pg_catalog.date);
SELECT count(*) FROM ${h}age_schemes() WHERE name IS NOT NULL;
SELECT array_agg(b ORDER BY b USING OPERATOR(${h:-home.}<)) FROM ${h}bands('ema-p4') b;
SQL
}
{ echo 'SET search_path = home;'; questions; } > "$scratch/calm.sql"
{ echo 'SET search_path = evil, pg_catalog, home;'; questions home; } > "$scratch/hostile.sql"
calm=$(run "$db" < "$scratch/calm.sql")
ok $? 'the questions are answered with nothing in front' || note "$calm"
is "$(run "$db" < "$scratch/hostile.sql")" "$calm" 'the extension answers the same behind them'

done_testing
