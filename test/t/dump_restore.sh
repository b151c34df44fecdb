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

-- A type without order.
CREATE TABLE tallied (id int PRIMARY KEY, tally event_tally, both_tallies event_tally[]);
INSERT INTO tallied
SELECT id % 4, event_tally('S', 'p' || id % 9, 'e' || id, 'case ' || id % 5, birth, 'class', 'term ' || id % 3, 'arm', band, id % 2 = 0, nullif(id % 3, 0) > 0)
FROM   subject GROUP BY 1;
UPDATE tallied SET both_tallies = ARRAY[tally, NULL, tally + tally];

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

-- Consent: the policy in every place, and coverage in a materialized view.
CREATE DOMAIN asking AS consent_policy CHECK (VALUE::text !~ 'assent=none');
CREATE TYPE agreement AS (under consent_policy, day date);
CREATE TABLE agreed (
	id int PRIMARY KEY,
	policy consent_policy DEFAULT 'CN-2025; guardians=2; grace=14d',
	birth date NOT NULL,
	day date NOT NULL,
	who text[] NOT NULL DEFAULT '{guardian,subject}',
	domain asking,
	list consent_policy[],
	pair agreement,
	pairs agreement[],
	needed text[] GENERATED ALWAYS AS (consent_required(policy, birth, day)) STORED,
	CHECK (who @> consent_required(policy, birth, day)),
	CHECK (policy <> 'US-407'),
	EXCLUDE USING hash (policy WITH =) WHERE (id < -1)
);
INSERT INTO agreed
SELECT i, v, b, b + i * 43 % 7500, '{guardian,subject}', CASE WHEN i % 3 > 0 THEN v END,
	CASE i % 4 WHEN 0 THEN '{}' WHEN 1 THEN ARRAY[v, NULL, 'EU-CTR; assent=none'] WHEN 2 THEN ARRAY[[v], ['AT'::consent_policy]] END::consent_policy[],
	CASE WHEN i % 5 > 0 THEN ROW(v, b)::agreement END, ARRAY[ROW(v, NULL)::agreement, NULL]
FROM (SELECT i, date '2000-02-28' + 11 * i AS b, (ARRAY['CN-2025', 'CN-2016; grace=30d', 'US-406; guardians=1', 'JP-GCP; assent=7y',
		'CN-2025; guardians=2; grace=14d; majority=16y; assent=84mo', 'CN-2025; guardians=' || 1 + i % 99, NULL])[1 + i % 7]::consent_policy AS v
	FROM generate_series(1, 300) i) s;
CREATE INDEX ON agreed (policy);
CREATE INDEX ON agreed USING hash (policy);
CREATE INDEX ON agreed (consent_required(policy, birth, day));
CREATE INDEX ON agreed (id) WHERE policy < 'CN-2025';
CREATE TABLE key_consent_policy (k consent_policy PRIMARY KEY, also consent_policy REFERENCES key_consent_policy);
INSERT INTO key_consent_policy SELECT DISTINCT policy, policy FROM agreed WHERE policy IS NOT NULL
	UNION SELECT v, NULL FROM (SELECT 'CN-2025; guardians=2; grace=14d'::consent_policy AS v) x;
ALTER TABLE agreed ADD FOREIGN KEY (policy) REFERENCES key_consent_policy;
-- Deadlines: a calendar as column, default, key, partition, in a CHECK and a generated column.
CREATE TABLE dossier (
	id int PRIMARY KEY,
	accepted date NOT NULL,
	calendar work_calendar NOT NULL DEFAULT 'CN; 2027: off 01-01..01-03; work 01-09',
	list work_calendar[],
	due date GENERATED ALWAYS AS (ind_due(accepted, 'ordinary', calendar)) STORED,
	lock_point date GENERATED ALWAYS AS (dsur_data_lock_point(accepted, 1)) STORED,
	CHECK (known_days(calendar) @> accepted),
	CHECK (susar_due(accepted, false) > accepted)
);
INSERT INTO dossier (id, accepted, calendar, list)
SELECT i, date '2026-01-01' + i % 200,
	(ARRAY['CN', 'CN; 2027: off 01-01..01-03; work 01-09', '2026: off 01-01, 12-25..12-26', 'weekend fri, sat; 2026: off none'])[1 + i % 4]::work_calendar,
	CASE i % 3 WHEN 0 THEN '{}' WHEN 1 THEN ARRAY['CN', NULL, '2026: off ' || to_char(date '2026-01-01' + i, 'MM-DD')]::work_calendar[] END
FROM generate_series(1, 300) i;
CREATE INDEX ON dossier (calendar);
CREATE INDEX ON dossier USING hash (calendar);
CREATE INDEX ON dossier (add_working_days(accepted, 20, 'CN; 2027: off 01-01'));
CREATE TABLE by_calendar (id int, calendar work_calendar) PARTITION BY HASH (calendar);
CREATE TABLE by_calendar_0 PARTITION OF by_calendar FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE by_calendar_1 PARTITION OF by_calendar FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO by_calendar SELECT id, calendar FROM dossier;
CREATE TABLE by_policy (id int, policy consent_policy) PARTITION BY LIST (policy);
CREATE TABLE by_policy_cn PARTITION OF by_policy FOR VALUES IN ('CN-2025', 'CN-2025; assent=7y; grace=14d; guardians=2; majority=16y');
CREATE TABLE by_policy_rest PARTITION OF by_policy DEFAULT PARTITION BY RANGE (policy);
CREATE TABLE by_policy_1 PARTITION OF by_policy_rest FOR VALUES FROM (MINVALUE) TO ('CN-2025; guardians=50');
CREATE TABLE by_policy_2 PARTITION OF by_policy_rest DEFAULT PARTITION BY HASH (policy);
CREATE TABLE by_policy_2_0 PARTITION OF by_policy_2 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE by_policy_2_1 PARTITION OF by_policy_2 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO by_policy SELECT id, policy FROM agreed WHERE policy IS NOT NULL;
CREATE STATISTICS policy_and_who (ndistinct, dependencies, mcv) ON policy, needed FROM agreed;
CREATE TABLE signature (subject int, policy consent_policy NOT NULL, birth date, birth_known partial_date, signed_on date, signer text,
	act text, signer_id text, valid daterange);
INSERT INTO signature
SELECT i, 'CN-2025; grace=14d', b, to_char(b, (ARRAY['YYYY', 'YYYY-MM', 'YYYY-MM-DD'])[1 + i % 3])::partial_date,
	b + i * 41 % 2000 + n * 800, (ARRAY['guardian', 'subject', 'guardian'])[n], (ARRAY['consent', 'consent', 'withdraw'])[n], 'signer ' || n,
	CASE WHEN i % 7 = n THEN daterange(b, b + 5000) END
FROM generate_series(1, 200) i, generate_series(1, 3) n, LATERAL (SELECT date '2000-02-28' + 11 * i AS b) s;
CREATE MATERIALIZED VIEW covered AS
	SELECT subject, policy, consent_coverage(policy, birth, signed_on, signer, act, signer_id, valid) AS days,
		consent_coverage(policy, birth_known, signed_on, signer, act) AS surely,
		consent_coverage_possible(policy, birth_known, signed_on, signer, act, signer_id) AS possibly
	FROM signature GROUP BY subject, policy;
CREATE UNIQUE INDEX ON covered (subject, policy);
CREATE VIEW gap AS
	SELECT s.id, g.* FROM subject s JOIN covered c ON c.subject = s.id,
		LATERAL (SELECT consent_gaps(c.days, datemultirange(daterange(s.start, s.past))) AS gaps) g;
CREATE FUNCTION covered_days() RETURNS bigint STABLE BEGIN ATOMIC
	SELECT sum(upper(d) - lower(d)) FROM (SELECT consent_coverage(policy, birth, signed_on, signer, act) AS days
		FROM signature GROUP BY subject) s, unnest(days) d WHERE NOT upper_inf(d);
END;
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
		"SELECT id, policy, domain, list, pair, pairs, needed FROM agreed ORDER BY id" \
		"SELECT sum(hash_record_extended(whole, 0)) FROM agreed whole" "SELECT sum(hash_record_extended(whole, 0)) FROM key_consent_policy whole" \
		"SELECT tableoid::regclass, count(*) FROM by_policy GROUP BY 1 ORDER BY min(tableoid::regclass::text)" \
		"SELECT * FROM covered ORDER BY subject" "SELECT * FROM gap ORDER BY id" "SELECT covered_days()" \
		"INSERT INTO agreed (id, birth, day) VALUES (-1, '2016-02-29', '2024-02-29') RETURNING policy, needed" \
		"SELECT id, calendar, list, due, lock_point FROM dossier ORDER BY id" "SELECT sum(hash_record_extended(whole, 0)) FROM dossier whole" \
		"SELECT tableoid::regclass, count(*) FROM by_calendar GROUP BY 1 ORDER BY min(tableoid::regclass::text)" \
		"INSERT INTO dossier (id, accepted) VALUES (-1, '2026-12-01') RETURNING calendar, lock_point" \
		"SET enable_seqscan = off" \
		"SELECT count(*) FROM dossier WHERE calendar = 'CN'" \
		"SELECT count(*) FROM dossier WHERE add_working_days(accepted, 20, 'CN; 2027: off 01-01') = '2026-03-19'" \
		"SELECT count(*) FROM agreed WHERE policy = 'CN-2025'" \
		"SELECT count(*) FROM agreed WHERE policy BETWEEN 'CN-2025' AND 'CN-2025; guardians=50'" \
		"SELECT count(*) FROM agreed WHERE consent_required(policy, birth, day) = '{guardian,subject}'" \
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
	refusals "$plain" "$what, plain"
	refusals "$custom" "$what, custom"
	is "$(q "$plain" 'SET search_path = study, public, other' 'REFRESH MATERIALIZED VIEW CONCURRENTLY covered' 'SELECT count(*) FROM covered')" \
		200 "$what: coverage is refreshed"
}

# refusals DATABASE WHAT: what constraints that call the extension keep out.
refusals() {
	local h='SET search_path = study, public, other;'
	is "$(sqlstate "$1" "$h INSERT INTO agreed (id, birth, day, who) VALUES (-2, '2016-02-29', '2024-02-29', '{guardian}')")" 23514 \
		"$2: CHECK with consent_required refuses on the day that the child is of age to assent"
	is "$(sqlstate "$1" "$h INSERT INTO agreed (id, birth, day, who) VALUES (-2, '2016-02-29', '2024-02-28', '{guardian}')")" 00000 \
		"$2: and not on the day before"
	is "$(sqlstate "$1" "$h INSERT INTO agreed (id, policy, birth, day) VALUES (-3, 'US-407', '2016-02-29', '2024-02-28')")" 23514 \
		"$2: CHECK that compares policies"
	is "$(sqlstate "$1" "$h INSERT INTO agreed (id, policy, birth, day) VALUES (-3, 'US-404', '2016-02-29', '2024-02-28')")" 23503 \
		"$2: foreign key of policies"
	is "$(sqlstate "$1" "$h INSERT INTO key_consent_policy VALUES ('CN-2025; majority=16y; guardians=2; assent=84mo; grace=14d')")" 23505 \
		"$2: primary key of policies, whatever way one is written"
	is "$(sqlstate "$1" "$h INSERT INTO agreed (id, birth, day, domain) VALUES (-4, '2016-02-29', '2024-02-28', 'CN-2025; assent=none')")" 23514 \
		"$2: a domain of policies"
	is "$(sqlstate "$1" "$h INSERT INTO agreed (id, birth, day) VALUES (-5, '2016-02-29', '2024-02-28'), (-6, '2016-02-29', '2024-02-28')")" 23P01 \
		"$2: an exclusion constraint on policies"
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
	"SELECT count(*) FROM pg_type WHERE typname IN ('age_band', 'person_time', 'partial_date', 'consent_policy', 'work_calendar')")" 0 \
	'CASCADE takes it away'
is "$(q "$source" 'CREATE EXTENSION pedsafety' "SELECT age_band(date '2020-02-29', date '2022-02-28')")" \
	'[28d,2y)' 'and it can be created anew'

# Guarded tables. A guard is nothing but its triggers, which a dump carries as
# they are; they come after the data, so tables load in whatever order, also
# rows that a withdrawal has left outside consent.
guarded() {
	run "$1" <<'SQL'
SET standard_conforming_strings = on;
CREATE EXTENSION IF NOT EXISTS pedsafety;
CREATE SCHEMA trial;
-- In the order of names doses load before consent and before subjects.
CREATE TABLE trial.subject (subject_id text PRIMARY KEY, birth date);
CREATE TABLE trial.consent (consent_id serial PRIMARY KEY, subject_id text, signed_on date, signer text, signer_id text, act text, valid daterange);
CREATE TABLE trial.a_dose (dose_id serial PRIMARY KEY, subject_id text, given_on date);
CREATE INDEX ON trial.a_dose (subject_id);
CREATE INDEX ON trial.consent (subject_id);
INSERT INTO trial.subject SELECT 'S' || i, date '2016-02-29' + i FROM generate_series(0, 499) i;
INSERT INTO trial.consent (subject_id, signed_on, signer, act) SELECT 'S' || i, '2020-01-01', 'guardian', 'consent' FROM generate_series(0, 499) i;
SELECT consent_guard_add('trial.a_dose', 'given_on', 'trial.subject', 'trial.consent', 'CN-2025; assent=96mo; grace=7d');
INSERT INTO trial.a_dose (subject_id, given_on) SELECT 'S' || i % 500, date '2020-01-01' + i % 1400 FROM generate_series(0, 9999) i;
INSERT INTO trial.consent (subject_id, signed_on, signer, act) VALUES ('S7', '2020-06-01', 'subject', 'withdraw');

-- The same subjects: a period, deferred, warned about; and a table of events.
CREATE TABLE trial.a_procedure (procedure_id serial PRIMARY KEY, subject_id varchar(20), during daterange);
CREATE TABLE trial.adverse_event (event_id serial PRIMARY KEY, subject_id text, onset date);
SELECT consent_guard_add('trial.a_procedure', 'during', 'trial.subject', 'trial.consent', 'US-406', mode => 'warn', initially_deferred => true);
SELECT consent_guard_add('trial.adverse_event', 'onset', 'trial.subject', 'trial.consent', 'CN-2025', mode => 'warn', event_table => 'trial.adverse_event');
INSERT INTO trial.a_procedure (subject_id, during) VALUES ('S1', '[2020-05-01,2020-06-01)'), ('S2', '[2019-12-01,2020-06-01)'), ('S3', 'empty'), ('S4', NULL);

-- A key of two columns, partitions, a partial birth; triggers set otherwise.
CREATE SCHEMA "Study A";
CREATE TABLE "Study A"."Kind\" (U&"Pr\00FCfung 'ID'" int, "Nr." text, born partial_date, PRIMARY KEY (U&"Pr\00FCfung 'ID'", "Nr."));
CREATE TABLE "Study A"."Ja, ""gut""" (pid int, no text, "on" date, "by" text, "what=" text, who text);
CREATE TABLE "Study A"."select" (pid int, no text, "given=on\" date, dose int) PARTITION BY RANGE ("given=on\");
CREATE TABLE "Study A".select_1 PARTITION OF "Study A"."select" FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE "Study A".select_2 PARTITION OF "Study A"."select" DEFAULT PARTITION BY LIST (pid);
CREATE TABLE "Study A".select_2_1 PARTITION OF "Study A".select_2 FOR VALUES IN (1);
CREATE TABLE "Study A".select_2_2 (dropped int, pid int, no text, "given=on\" date, dose int);
ALTER TABLE "Study A".select_2_2 DROP dropped;
ALTER TABLE "Study A".select_2 ATTACH PARTITION "Study A".select_2_2 DEFAULT;
INSERT INTO "Study A"."Kind\" VALUES (1, 'x', '2016'), (2, 'x', '2016-03'), (3, 'x', NULL);
INSERT INTO "Study A"."Ja, ""gut""" VALUES (1, 'x', '2020-01-01', 'guardian', 'consent'), (2, 'x', '2020-01-01', 'guardian', 'consent'), (3, 'x', '2020-01-01', 'guardian', 'consent');
SELECT consent_guard_add('"Study A"."select"', 'given=on\', '"Study A"."Kind\"', '"Study A"."Ja, ""gut"""', 'CN-2025',
	key => '{pid,no}', subjects_key => ARRAY[U&'Pr\00FCfung ''ID''', 'Nr.'], birth => 'born', signed_on => 'on', signer => 'by', act => 'what=', signer_id => 'who');
INSERT INTO "Study A"."select" VALUES (1, 'x', '2020-02-01', 1), (1, 'x', '2023-12-31', 1), (2, 'x', '2024-02-29', 1);
CREATE TABLE trial.off_dose (LIKE trial.a_dose);
SELECT consent_guard_add('trial.off_dose', 'given_on', 'trial.subject', 'trial.consent', 'CN-2025');
ALTER TABLE trial.off_dose DISABLE TRIGGER consent_guard;
INSERT INTO trial.off_dose VALUES (1, 'nobody', '1999-01-01');
CREATE TABLE trial.always_dose (LIKE trial.a_dose);
SELECT consent_guard_add('trial.always_dose', 'given_on', 'trial.subject', 'trial.consent', 'CN-2025');
ALTER TABLE trial.always_dose ENABLE ALWAYS TRIGGER consent_guard;
ANALYZE;
SQL
}

# What a guarded database lists, refuses, reports and lets in; nothing stays.
guard_answers() {
	psql -X -q -A -t -d "$1" -v ON_ERROR_ROLLBACK=on <<'SQL' 2>&1 | sed -E 's/^(ERROR|WARNING):/\1 said:/'
SET client_min_messages = warning;
SET search_path = public, other;
SET lc_messages = 'C';
SELECT * FROM consent_guards() ORDER BY guarded::text;
SELECT g.guarded, c.* FROM consent_guards() g, consent_guard_check(g.guarded) c WHERE g.guarded <> 'trial.off_dose'::regclass ORDER BY 1::text, 2, 3;
SELECT tgrelid::regclass, tgenabled, tgdeferrable, tginitdeferred, pg_get_triggerdef(oid) FROM pg_trigger
	WHERE tgfoid = 'consent_guard()'::regprocedure ORDER BY tgrelid::regclass::text, tgname;
SELECT (SELECT count(*) FROM trial.a_dose), (SELECT count(*) FROM trial.consent), (SELECT count(*) FROM "Study A"."select"), (SELECT count(*) FROM trial.off_dose);
BEGIN;
\echo doses
INSERT INTO trial.a_dose (subject_id, given_on) VALUES ('S1', '2024-03-01'), ('S1', '2024-03-07');
INSERT INTO trial.a_dose (subject_id, given_on) VALUES ('S1', '2024-03-08');
INSERT INTO trial.a_dose (subject_id, given_on) VALUES ('S7', '2020-06-01');
INSERT INTO trial.a_dose (subject_id, given_on) VALUES ('nobody', '2020-06-01');
UPDATE trial.a_dose SET given_on = '2019-12-31' WHERE subject_id = 'S1' AND given_on = '2020-01-02';
INSERT INTO trial.off_dose VALUES (2, 'S1', '2019-01-01');
INSERT INTO trial.always_dose VALUES (2, 'S1', '2019-01-01');
INSERT INTO trial.adverse_event (subject_id, onset) VALUES ('S1', '2019-01-01');
INSERT INTO trial.a_procedure (subject_id, during) VALUES ('S9', '[2019-12-30,2020-02-01)');
\echo deferred
SET CONSTRAINTS ALL IMMEDIATE;
\echo partitions
INSERT INTO "Study A"."select" VALUES (1, 'x', '2020-02-02', 1), (1, 'x', '2023-12-31', 1), (2, 'x', '2024-02-29', 2);
INSERT INTO "Study A"."select" VALUES (1, 'x', '2024-01-01', 1);
INSERT INTO "Study A"."select" VALUES (2, 'x', '2024-03-01', 1);
INSERT INTO "Study A".select_2_2 VALUES (3, 'x', '2023-03-01', 1);
INSERT INTO "Study A".select_1 VALUES (1, 'x', '2020-01-01', 1), (1, 'y', '2020-01-01', 1);
UPDATE "Study A"."select" SET "given=on\" = '2024-03-01' WHERE dose = 2;
\echo changes
DELETE FROM trial.consent WHERE subject_id = 'S1';
DELETE FROM "Study A"."Ja, ""gut""" WHERE pid = 2;
UPDATE trial.subject SET birth = '2010-01-01' WHERE subject_id = 'S20';
UPDATE "Study A"."Kind\" SET born = '2015' WHERE U&"Pr\00FCfung 'ID'" = 1;
TRUNCATE trial.consent;
INSERT INTO trial.consent (subject_id, signed_on, signer, act) VALUES ('S2', '2020-02-01', 'guardian', 'withdraw');
INSERT INTO trial.consent (subject_id, signed_on, signer, act) VALUES ('S1', '2024-03-08', 'subject', 'assent');
INSERT INTO trial.a_dose (subject_id, given_on) VALUES ('S1', '2024-03-08');
\echo set
SELECT consent_guard_set('trial.a_dose', 'CN-2025; guardians=2');
SELECT consent_guard_set('trial.a_procedure', 'CN-2016', check_existing => false);
SELECT policy, mode, initially_deferred FROM consent_guards() WHERE guarded = 'trial.a_procedure'::regclass;
SELECT consent_guard_drop('"Study A"."select"');
INSERT INTO "Study A"."select" VALUES (1, 'x', '2024-01-01', 1);
SELECT consent_guard_add('trial.a_dose', 'given_on', 'trial.subject', 'trial.consent', 'CN-2025');
\echo gone
ROLLBACK;
\set VERBOSITY terse
DROP EXTENSION pedsafety;
SQL
}

# restored_guards DATABASE WHAT
restored_guards() {
	dump -d "$1" > "$scratch/again.sql"
	cmp -s "$scratch/guarded.sql" "$scratch/again.sql"
	ok $? "$2: dumped again it is the same to the byte" || note "$(diff "$scratch/guarded.sql" "$scratch/again.sql" | head -n 20)"
	is "$(guard_answers "$1")" "$expected" "$2: guards list, refuse, report and let in as before"
}

guarded_round() {
	local what=$1 f=$scratch/guarded section
	dump -d "$source" > "$f.sql"
	"$pg_dump" -Fc -d "$source" -f "$f.custom"
	rm -rf "$f.dir"
	"$pg_dump" -Fd -j 2 -d "$source" -f "$f.dir"
	expected=$(guard_answers "$source")

	new_db guarded_plain
	run "$db" < "$f.sql" > "$scratch/out" 2>&1
	ok $? "$what: restored from the plain dump" || note "$(grep -m 5 ERROR "$scratch/out")"
	restored_guards "$db" "$what, plain"

	new_db guarded_custom
	"$pg_restore" --exit-on-error --single-transaction -d "$db" "$f.custom" > "$scratch/out" 2>&1
	ok $? "$what: restored from the custom dump in one transaction" || note "$(head -n 5 "$scratch/out")"
	restored_guards "$db" "$what, custom"

	# In jobs, section by section: pg_restore alone makes the triggers of a
	# partitioned table while the rows of its partitions still come in.
	new_db guarded_sections
	for section in pre-data data post-data; do
		"$pg_restore" --exit-on-error -j 2 --section "$section" -d "$db" "$f.dir" > "$scratch/out" 2>&1
		ok $? "$what: section $section" || note "$(head -n 5 "$scratch/out")"
		[ "$section" = post-data ] || is "$(q "$db" "SELECT count(*) FROM pg_trigger WHERE tgfoid = to_regproc('public.consent_guard') OR tgfoid = to_regproc('other.consent_guard')")" \
			0 "$what: no guard is there yet"
	done
	restored_guards "$db" "$what, by sections"
}

new_db guarded
source=$db
q "$source" 'CREATE SCHEMA other' > /dev/null
guarded "$source" > "$scratch/out"
ok $? 'guards stand on tables of many kinds' || { note "$(cat "$scratch/out")"; done_testing; }
answered=$(guard_answers "$source")
is "$(grep -c '^ERROR said:  row of table' <<< "$answered")" 10 'doses are refused' || note "$(grep said: <<< "$answered")"
is "$(grep -c '^ERROR said:  change of table' <<< "$answered")" 4 'changes are refused' || note "$(grep said: <<< "$answered")"
is "$(grep -c '^ERROR said:' <<< "$answered")" 18 'and nothing else but TRUNCATE, a policy, a second guard and DROP EXTENSION' || note "$(grep said: <<< "$answered")"
guarded_round 'guarded'

# Data alone into a database that has its guards: in the order of names doses
# come before consent, so immediate guards stand in the way. Triggers off, or
# one transaction with the guards deferred, and any order will do.
new_db guarded_data
"$pg_restore" -d "$db" --section pre-data --section post-data "$scratch/guarded.custom" > "$scratch/out" 2>&1
ok $? 'guarded tables without data' || note "$(head -n 5 "$scratch/out")"
"$pg_restore" --data-only -t a_dose -d "$db" "$scratch/guarded.custom" > "$scratch/out" 2>&1
contains "$(cat "$scratch/out")" 'row of table "a_dose" is outside' 'data alone: doses before consent are refused'
is "$(q "$db" 'SELECT count(*) FROM trial.a_dose')" 0 'data alone: none is there'
{
	printf 'BEGIN;\nSET CONSTRAINTS ALL DEFERRED;\n'
	"$pg_restore" --data-only -f - "$scratch/guarded.custom" | sed '/^\\\(un\)\?restrict/d'
	echo 'COMMIT;'
} > "$scratch/data.sql"
contains "$(run "$db" < "$scratch/data.sql" 2>&1)" 'Subject \(subject_id\)=\(S7\) is not covered' \
	'data alone, deferred: what a withdrawal had left uncovered is refused at the end'
q "$source" "DELETE FROM trial.consent WHERE act = 'withdraw'" > /dev/null
"$pg_dump" -Fc -d "$source" -f "$scratch/covered.custom"
{
	printf 'BEGIN;\nSET CONSTRAINTS ALL DEFERRED;\n'
	"$pg_restore" --data-only -f - "$scratch/covered.custom" | sed '/^\\\(un\)\?restrict/d'
	echo 'COMMIT;'
} > "$scratch/data.sql"
run "$db" < "$scratch/data.sql" > "$scratch/out" 2>&1
ok $? 'data alone, deferred: any order' || note "$(grep -v '^ ' "$scratch/out" | head -n 5)"
is "$(q "$db" 'SELECT count(*) FROM trial.a_dose')" 10000 'data alone, deferred: all is there'
new_db guarded_off
"$pg_restore" -d "$db" --section pre-data --section post-data "$scratch/guarded.custom" > "$scratch/out" 2>&1
"$pg_restore" --exit-on-error --data-only --disable-triggers -d "$db" "$scratch/guarded.custom" > "$scratch/out" 2>&1
ok $? 'data alone, triggers off: any order, whatever is uncovered' || note "$(head -n 5 "$scratch/out")"
is "$(q "$db" "SELECT string_agg(tgenabled, '' ORDER BY tgrelid::regclass::text) FROM pg_trigger WHERE tgname = 'consent_guard' AND tgrelid::regclass::text ~ 'a_dose|always|off'")" \
	OOO 'data alone, triggers off: pg_restore then turns all on, as ORIGIN, also one that was off or ALWAYS'
q "$db" 'ALTER TABLE trial.off_dose DISABLE TRIGGER consent_guard' 'ALTER TABLE trial.always_dose ENABLE ALWAYS TRIGGER consent_guard' > /dev/null
restored_guards "$db" 'data alone, triggers off'

# What a dump does not carry: that the tables hold on to each other through the
# triggers. consent_guard_set makes the triggers anew, and with them that.
fast="SELECT consent_guard_set('trial.a_dose', check_existing => false)"
is "$(sqlstate "$source" 'DROP TABLE trial.consent')" 2BP01 'a consent table is held by its guards'
is "$(sqlstate "$db" "$fast")" 00000 'a restored guard is set anew'
is "$(sqlstate "$db" 'DROP TABLE trial.consent')" 2BP01 'and holds its consent table'
is "$(q "$db" 'DROP TABLE trial.a_dose' "SELECT count(*) FROM pg_trigger WHERE tgname ~ 'a_dose'")" 0 \
	'and with it the triggers on the other tables go'
is "$(q "$db" 'DROP TABLE trial.always_dose CASCADE' "DELETE FROM trial.consent WHERE subject_id = 'S30'" 2>&1 | grep -c 'does not exist any more')" 1 \
	'those of a guard that was not set anew stay and say that they may be dropped'

q "$source" "INSERT INTO trial.consent (subject_id, signed_on, signer, act) VALUES ('S7', '2020-06-01', 'subject', 'withdraw')" \
	'ALTER EXTENSION pedsafety SET SCHEMA other' > "$scratch/out"
ok $? 'the extension moves from under its guards' || note "$(cat "$scratch/out")"
guarded_round 'guarded, other schema'
is "$(guard_answers "$source" | sed 's/other\.consent_guard(/consent_guard(/; s/other\.//g')" "$(sed 's/public\.//g' <<< "$answered")" \
	'and they say there what they said before'
is "$(q "$db" 'DROP EXTENSION pedsafety CASCADE' 'SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal')" 0 \
	'CASCADE takes the guards away'
is "$(sqlstate "$db" "INSERT INTO trial.a_dose (subject_id, given_on) VALUES ('S1', '1999-01-01')")" 00000 \
	'and the tables are plain ones again'

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
	WHERE e.extname = 'pedsafety' AND (p.prosecdef OR p.proconfig IS NOT NULL AND NOT p.proconfig @> '{\"search_path=pg_catalog, pg_temp\"}'
	OR p.prolang IN (SELECT oid FROM pg_language WHERE lanname NOT IN ('c', 'internal')) AND p.prosqlbody IS NULL AND p.proconfig IS NULL)")" 0 \
	'no SECURITY DEFINER, no body that is parsed when it is called, unless under a search_path of its own'
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
	AND p.prorettype <> 'trigger'::regtype AND p.prorettype <> 'cstring'::regtype AND p.prorettype <> 'record'::regtype
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
