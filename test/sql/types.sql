-- SPDX-License-Identifier: PostgreSQL
-- The types where a database uses them: columns, keys, indexes, constraints, partitions, input and output.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
SET datestyle = ISO;
BEGIN;
SELECT plan(49);

-- a sample of every type, edge values included
CREATE TEMP TABLE pd AS SELECT unnest('{0001-01-01,2019,2019-03,2019-03-14,2019---14,2020-02-29,9999-12-31,2019---31}'::partial_date[]) AS v;
CREATE TEMP TABLE ga AS SELECT unnest('{0+0,20+0,34+5,44+6,999+6}'::gestational_age[]) AS v;
CREATE TEMP TABLE sc AS SELECT name::age_scheme AS v FROM age_schemes() UNION ALL SELECT '0d'::age_scheme UNION ALL SELECT '0d,27d,1mo,2y' UNION ALL SELECT '0d,28d,2y,12y,18y';
CREATE TEMP TABLE cp AS SELECT name::consent_policy AS v FROM consent_policies() WHERE assent IS NOT NULL UNION ALL SELECT unnest('{EU-CTR; assent=none,EU-CTR; assent=12y,CN-2025; guardians=2; grace=14d; majority=16y; assent=7y,CN-2025; grace=14d,US-404; assent=none}'::consent_policy[]);
CREATE TEMP TABLE wc AS SELECT unnest('{CN,"CN; 2027: off 01-01..01-03; work 01-09",2026: off none,"2026: off 01-01, 12-25","weekend fri, sat; 2026: off 01-01..12-31",weekend none; 0001: off none}'::work_calendar[]) AS v;
CREATE TEMP TABLE ab AS SELECT DISTINCT b AS v FROM sc, bands(v) b UNION SELECT unnest('{"(,)","(,0d)","[0d,2y)","[28d,)"}'::age_band[]);
CREATE TEMP TABLE pt AS SELECT person_time(date '2020-01-01' - 300 * i, daterange('2020-01-01', date '2020-01-01' + 100 * i)) AS v FROM generate_series(0, 12) i
	UNION ALL SELECT person_time('2019'::partial_date, daterange '[2019-01-01,2022-01-01)', '0d,1mo,2y') UNION ALL SELECT 'ema-p4; subjects=0';

-- text and binary go round
SELECT is_empty(format('SELECT v FROM %I WHERE v::text::%s <> v', t, n), n || ': text goes round') FROM (VALUES ('pd', 'partial_date'), ('ga', 'gestational_age'), ('sc', 'age_scheme'), ('cp', 'consent_policy'), ('wc', 'work_calendar'), ('ab', 'age_band'), ('pt', 'person_time')) x(t, n);
SELECT has_function(n || '_recv') FROM unnest('{partial_date,gestational_age,age_scheme,consent_policy,work_calendar,age_band,person_time}'::text[]) n;
SELECT is(partial_date_send('2019---14'), '\x07e3000e'::bytea, 'partial_date: the wire form');
SELECT is(gestational_age_send('34+5'), '\x000000f3'::bytea, 'gestational_age: the wire form');
SELECT is(age_scheme_send('0d,28d'), '\x0130642c323864'::bytea, 'age_scheme: the wire form');
SELECT is(consent_policy_send('CN-2025; grace=1d'), '\x01434e2d323032353b2067726163653d3164'::bytea, 'consent_policy: the wire form');
SELECT is(work_calendar_send('CN;2027:off 01-01'), '\x01434e3b20323032373a206f66662030312d3031'::bytea, 'work_calendar: the wire form');
SELECT is(age_band_send('[28d,2y)'), '\x4000001c80000018'::bytea, 'age_band: the wire form');
SELECT is(person_time_send('0d; subjects=2; [0d,)=1/3'), '\x010002306400000000000000020001400000000000000000000000000000010000000000000003'::bytea, 'person_time: the wire form');

-- a sequential scan and both indexes agree
CREATE FUNCTION pg_temp.by_index(tab text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	seq text; idx text; plan text; bad bigint;
BEGIN
	EXECUTE format('CREATE UNIQUE INDEX ON %I USING btree (v)', tab);
	EXECUTE format('CREATE INDEX ON %I USING hash (v)', tab);
	SET LOCAL enable_seqscan = on; SET LOCAL enable_indexscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_indexonlyscan = off;
	EXECUTE format('SELECT string_agg(v::text, '' '' ORDER BY v) FROM %I', tab) INTO seq;
	SET LOCAL enable_seqscan = off; SET LOCAL enable_indexonlyscan = on; SET LOCAL enable_indexscan = on; SET LOCAL enable_sort = off;
	EXECUTE format('SELECT string_agg(v::text, '' '') FROM (SELECT v FROM %I ORDER BY v) s', tab) INTO idx;
	EXECUTE format('SELECT count(*) FROM %1$I a WHERE (SELECT count(*) FROM %1$I b WHERE b.v = a.v) <> 1', tab) INTO bad;
	RESET enable_seqscan; RESET enable_sort; RESET enable_bitmapscan;
	RETURN CASE WHEN seq = idx AND bad = 0 THEN 'agree' ELSE seq || ' / ' || idx || ' / ' || bad END;
END $$;
SELECT is(pg_temp.by_index(t), 'agree', t || ': seqscan, btree and hash index agree') FROM unnest('{pd,ga,sc,cp,wc,ab,pt}'::text[]) t;

-- joins by hash and by merge, and hash consistency
CREATE FUNCTION pg_temp.joins(tab text) RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE h bigint; m bigint; n bigint;
BEGIN
	SET LOCAL enable_mergejoin = off; SET LOCAL enable_nestloop = off; SET LOCAL enable_hashjoin = on;
	EXECUTE format('SELECT count(*) FROM %1$I a JOIN %1$I b USING (v)', tab) INTO h;
	SET LOCAL enable_mergejoin = on; SET LOCAL enable_hashjoin = off;
	EXECUTE format('SELECT count(*) FROM %1$I a JOIN %1$I b USING (v)', tab) INTO m;
	RESET enable_mergejoin; RESET enable_hashjoin; RESET enable_nestloop;
	EXECUTE format('SELECT count(*) FROM %I', tab) INTO n;
	RETURN ARRAY[h - n, m - n];
END $$;
SELECT is(pg_temp.joins(t), ARRAY[0, 0]::bigint[], t || ': hash join and merge join') FROM unnest('{pd,ga,sc,cp,wc,ab,pt}'::text[]) t;
SELECT is_empty($$
	SELECT v::text FROM ab WHERE age_band_hash(v)::bigint & 4294967295 <> age_band_hash_extended(v, 0) & 4294967295
	UNION ALL SELECT v::text FROM pd WHERE partial_date_hash(v)::bigint & 4294967295 <> partial_date_hash_extended(v, 0) & 4294967295
	UNION ALL SELECT v::text FROM ga WHERE gestational_age_hash(v)::bigint & 4294967295 <> gestational_age_hash_extended(v, 0) & 4294967295
	UNION ALL SELECT v::text FROM sc WHERE age_scheme_hash(v)::bigint & 4294967295 <> age_scheme_hash_extended(v, 0) & 4294967295
	UNION ALL SELECT v::text FROM cp WHERE consent_policy_hash(v)::bigint & 4294967295 <> consent_policy_hash_extended(v, 0) & 4294967295
	UNION ALL SELECT v::text FROM wc WHERE work_calendar_hash(v)::bigint & 4294967295 <> work_calendar_hash_extended(v, 0) & 4294967295
	UNION ALL SELECT v::text FROM pt WHERE person_time_hash(v)::bigint & 4294967295 <> person_time_hash_extended(v, 0) & 4294967295
$$, 'the extended hash with seed 0 ends as the hash');

-- min and max, from the rows and from an index
SELECT is((SELECT ARRAY[min(v)::text, max(v)::text] FROM ab), (SELECT ARRAY[(array_agg(v ORDER BY v))[1]::text, (array_agg(v ORDER BY v DESC))[1]::text] FROM ab), 'min and max of age_band');
SELECT is((SELECT ARRAY[min(v)::text, max(v)::text, (max(v) FILTER (WHERE v < '2019-03'))::text] FROM pd), ARRAY['0001-01-01', '9999-12-31', '2019---31'], 'min and max of partial_date');
SELECT is((SELECT ARRAY[min(v)::text, max(v)::text, (max(v) FILTER (WHERE false))::text] FROM ga), ARRAY['0+0', '999+6', NULL], 'min and max of gestational_age');

-- operator classes are whole
SELECT is_empty($$
	SELECT opcname, amname FROM pg_opclass o JOIN pg_am a ON a.oid = o.opcmethod JOIN pg_type t ON t.oid = o.opcintype
	WHERE t.typname IN ('partial_date', 'gestational_age', 'age_scheme', 'consent_policy', 'work_calendar', 'age_band', 'person_time') AND NOT amvalidate(o.oid)
$$, 'amvalidate');

-- generated columns, checks, keys
CREATE TABLE subject (
	subject_id text PRIMARY KEY, birth date NOT NULL, dosed date NOT NULL, past date NOT NULL,
	band age_band GENERATED ALWAYS AS (age_band(birth, dosed)) STORED,
	label text GENERATED ALWAYS AS (band_label(age_band(birth, dosed), 'zh')) STORED,
	band_text text GENERATED ALWAYS AS (age_band(birth, dosed)::text) STORED,
	pt person_time GENERATED ALWAYS AS (person_time(birth, dosed, past)) STORED,
	CHECK (is_certain(age_band(birth, dosed), 'ich-e11')),
	CHECK (age_reached(birth, '18y') > dosed));
CREATE INDEX ON subject (age_years(birth, dosed));
CREATE INDEX ON subject (band, subject_id);
INSERT INTO subject VALUES ('a', '2020-01-01', '2020-01-28', '2020-02-03'), ('b', '2010-01-01', '2021-12-31', '2022-01-02');
SELECT is((SELECT string_agg(concat_ws(' ', subject_id, band, label, band_text, pt), ' | ' ORDER BY subject_id) FROM subject),
	'a [0d,28d) 新生儿 [0d,28d) ich-e11; subjects=1; [0d,28d)=1/1; [28d,2y)=1/5 | b [2y,12y) 儿童 [2y,12y) ich-e11; subjects=1; [2y,12y)=1/1; [12y,18y)=1/1', 'generated columns');
SELECT throws_ok($$INSERT INTO subject VALUES ('c', '2020-01-01', '2019-12-31', '2020-01-01')$$, '23514', NULL, 'a CHECK refuses a dose before birth');
SELECT throws_ok($$INSERT INTO subject VALUES ('d', '2000-01-01', '2019-12-31', '2020-01-01')$$, '23514', NULL, 'and one after majority');
CREATE TABLE keyed (p partial_date, g gestational_age, s age_scheme, c consent_policy, b age_band, t person_time, w work_calendar, PRIMARY KEY (p, g, s, c, b, t, w));
INSERT INTO keyed VALUES ('2019', '34+5', 'ich-e11', 'US-404', '[2y,12y)', 'ich-e11; subjects=1', '2026: off 01-01..01-02');
SELECT throws_ok($$INSERT INTO keyed VALUES ('2019', '34w5d', 'ich-e11', 'US-404; assent=84mo', '[24mo,12y)', 'ich-e11; subjects=1', '2026:off 01-02,01-01')$$, '23505', NULL, 'primary key: one value, one representation');

-- partitions by list and by hash
CREATE TABLE by_band (band age_band, n int) PARTITION BY LIST (band);
CREATE TABLE by_band_new PARTITION OF by_band FOR VALUES IN ('[0d,28d)', '[28d,2y)');
CREATE TABLE by_band_rest PARTITION OF by_band DEFAULT;
INSERT INTO by_band SELECT age_band(date '2020-01-01', d), 1 FROM unnest('{2020-01-02,2021-01-01,2025-01-01}'::date[]) d;
SELECT is((SELECT count(*) FROM by_band_new), 2::bigint, 'list partition by band');
CREATE TABLE hashed (p partial_date, g gestational_age, s age_scheme, c consent_policy, b age_band, t person_time, w work_calendar) PARTITION BY HASH (p, g, s, c, b, t, w);
CREATE TABLE hashed_0 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE hashed_1 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO hashed SELECT pd.v, ga.v, sc.v, 'CN-2025', ab.v, 'ich-e11; subjects=1', 'CN' FROM pd, ga, sc, ab;
SELECT ok((SELECT count(*) > 0 FROM hashed_0) AND (SELECT count(*) > 0 FROM hashed_1)
	AND (SELECT count(*) FROM hashed) = (SELECT count(*) FROM pd, ga, sc, ab), 'hash partitions of all types');
CREATE TABLE ranged (p partial_date) PARTITION BY RANGE (p);
CREATE TABLE ranged_a PARTITION OF ranged FOR VALUES FROM (MINVALUE) TO ('2019-03');
CREATE TABLE ranged_b PARTITION OF ranged FOR VALUES FROM ('2019-03') TO (MAXVALUE);
INSERT INTO ranged SELECT v FROM pd;
SELECT is((SELECT string_agg(p::text, ' ' ORDER BY p) FROM ranged_a), '0001-01-01 2019 2019---14 2019---31', 'range partition by partial_date');

-- casts and settings
SELECT is((SELECT string_agg(castcontext::text || ':' || s.typname || '>' || t.typname, ' ' ORDER BY s.typname, t.typname) FROM pg_cast JOIN pg_type s ON s.oid = castsource JOIN pg_type t ON t.oid = casttarget
	WHERE s.typname IN ('partial_date', 'gestational_age', 'age_scheme', 'consent_policy', 'work_calendar', 'age_band', 'person_time') OR t.typname IN ('partial_date', 'gestational_age', 'age_scheme', 'consent_policy', 'work_calendar', 'age_band', 'person_time')),
	'a:age_band>text a:age_scheme>text a:consent_policy>text a:date>partial_date e:gestational_age>int4 a:gestational_age>text e:partial_date>date a:partial_date>text a:person_time>text a:work_calendar>text', 'no implicit cast; assignment only where nothing is lost');
SET LOCAL datestyle = 'SQL, DMY'; SET LOCAL intervalstyle = 'iso_8601'; SET LOCAL timezone = 'Pacific/Kiritimati'; SET LOCAL extra_float_digits = 0;
SELECT is((SELECT string_agg(v::text, ' ' ORDER BY v) FROM pd WHERE v > '2019'), '2019---14 2019---31 2019-03 2019-03-14 2020-02-29 9999-12-31', 'text does not depend on DateStyle');
SELECT * FROM finish();
ROLLBACK;
