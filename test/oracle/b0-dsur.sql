-- SPDX-License-Identifier: PostgreSQL
--
-- The DSUR reports over random small warehouses, with all that can be wrong or
-- missing in them: every cell of every table against a count by days and rows.

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
\ir lib/oracle.sql
\ir lib/dsur.sql
\ir lib/dsur_event.sql

SELECT plan(8);

SELECT oracle.make_warehouses(1, 60, 10) \g /dev/null
SELECT oracle.list_days() \g /dev/null
SELECT oracle.list_events() \g /dev/null

-- A report over the warehouses up to a number, against what it must be: all
-- the rows, in order, with all their columns; key: the columns that name a row.
-- In the queries HEAD is the common head, $1 the row of oracle.asked.
CREATE FUNCTION oracle.compare(description text, least_cases int, last_w int, key text, got text, want text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	a oracle.asked;
	into_table text := 'INSERT INTO %s SELECT $1.w, concat_ws(''|'', %s), row_number() OVER () || '': '' || r::text FROM %s r';
	head text := '''warehouse'', $1.dibd, daterange($1.first, $1.past), $1.scheme::age_scheme';
BEGIN
	CREATE TEMP TABLE got (w int, key text, line text);
	CREATE TEMP TABLE want (w int, key text, line text);
	FOR a IN SELECT * FROM oracle.asked WHERE w <= last_w ORDER BY w LOOP
		PERFORM set_config('oracle.w', a.w::text, true);
		EXECUTE format(into_table, 'got', key, replace(got, 'HEAD', head)) USING a;
		EXECUTE format(into_table, 'want', key, replace(want, 'HEAD', head)) USING a;
	END LOOP;
	ANALYZE got, want;
	RETURN QUERY SELECT oracle.agree(description, least_cases, 'SELECT concat_ws(''|'', w, key) AS input, got.line AS got, want.line AS want FROM got FULL JOIN want USING (w, key)');
	DROP TABLE got, want;
END $$;

SELECT oracle.compare('dsur_exposure', 20000, 60, 'arm, sex, by_value, band', 'dsur_exposure(HEAD, by => $1.by_column)', 'oracle.exposure($1.w)');
SELECT oracle.compare('dsur_age_flow', 2000, 60, 'band_entry, band_dlp', 'dsur_age_flow(HEAD)', 'oracle.age_flow($1.w)');
SELECT oracle.compare('dsur_sae', 20000, 60, 'soc, pt, arm, band', 'dsur_sae(HEAD, by_receipt => $1.by_receipt, as_of => $1.as_of)', 'oracle.sae($1.w, $1.by_receipt)');
SELECT oracle.compare('dsur_rates', 15000, 40, 'soc, pt, arm, band', 'dsur_rates(HEAD, as_of => $1.as_of)', 'oracle.rates($1.w)');
SELECT oracle.compare('dsur_reconciliation', 2000, 60, 'unit, line, reason', 'dsur_reconciliation(HEAD, by_receipt => $1.by_receipt, as_of => $1.as_of)', 'oracle.reconciliation($1.w)');

-- What is counted is what the tables say, and nothing is left over.
SELECT oracle.compare('dsur_reconciliation and the totals of dsur_sae and dsur_exposure', 240, 60, 'unit',
	$$(SELECT unit, coalesce(sum(n_interval) FILTER (WHERE line = 'counted'), 0) AS interval, coalesce(sum(n_cumulative) FILTER (WHERE line = 'counted'), 0) AS cumulative,
			 sum(n_interval * CASE line WHEN 'in' THEN 1 WHEN 'balance' THEN 1000000 ELSE -1 END) AS rest_interval, sum(n_cumulative * CASE line WHEN 'in' THEN 1 WHEN 'balance' THEN 1000000 ELSE -1 END) AS rest
	   FROM dsur_reconciliation(HEAD, by_receipt => $1.by_receipt, as_of => $1.as_of) WHERE unit <> 'exposures' GROUP BY 1 ORDER BY 1)$$,
	$$(SELECT u.unit, u.i::numeric, u.c::numeric, 0::numeric, 0::numeric
	   FROM (SELECT e.* FROM dsur_exposure(HEAD) e WHERE (arm, sex, band) = ('ALL', 'ALL', 'TOTAL')) e,
			(SELECT s.* FROM dsur_sae(HEAD, by_receipt => $1.by_receipt, as_of => $1.as_of) s WHERE (soc, pt, arm, band) = ('ALL', 'ALL', 'ALL', 'TOTAL')) s,
			LATERAL (VALUES ('cases', cases_interval, cases_cumulative), ('events', events_interval, events_cumulative),
							('person_days', person_days_interval, person_days_cumulative), ('subjects', e.subjects_interval, e.subjects_cumulative)) u(unit, i, c) ORDER BY 1)$$);

-- The rows behind a cell are as many as it says: of some cells that hold something.
CREATE TEMP TABLE some_cell ON COMMIT DROP AS
SELECT a.w, c.* FROM oracle.asked a, LATERAL (SELECT s.soc, s.pt, s.arm, s.band, s.events_interval, s.events_cumulative, s.undetermined
	FROM oracle.sae(a.w, a.by_receipt) s WHERE s.events_cumulative + s.undetermined > 0 ORDER BY md5(s::text) LIMIT 5) c;
CREATE TEMP TABLE some_time ON COMMIT DROP AS
SELECT a.w, c.* FROM oracle.asked a, LATERAL (SELECT e.arm, e.sex, e.band, e.subjects_interval, e.subjects_cumulative
	FROM oracle.exposure(a.w) e WHERE e.by_value = 'ALL' AND e.subjects_cumulative > 0 ORDER BY md5(e::text) LIMIT 5) c;
SELECT oracle.compare('dsur_explain of dsur_sae', 250, 60, 'soc, pt, arm, band',
	$$(SELECT s.soc, s.pt, s.arm, s.band, count(*) FILTER (WHERE in_interval) AS events_interval, count(*) FILTER (WHERE in_cumulative) AS events_cumulative,
			 count(*) FILTER (WHERE in_interval IS NULL OR in_cumulative IS NULL) AS undetermined
	   FROM some_cell s, LATERAL dsur_explain(HEAD, 'dsur_sae', s.soc, s.pt, s.arm, 'ALL', s.band, $1.by_receipt, $1.as_of) x WHERE s.w = $1.w GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4)$$,
	$$(SELECT s.soc, s.pt, s.arm, s.band, s.events_interval, s.events_cumulative, s.undetermined FROM some_cell s WHERE s.w = $1.w ORDER BY 1, 2, 3, 4)$$);
SELECT oracle.compare('dsur_explain of dsur_exposure', 250, 60, 'arm, sex, band',
	$$(SELECT s.arm, s.sex, s.band, count(DISTINCT (study_id, subject_id)) FILTER (WHERE in_interval) AS subjects_interval, count(DISTINCT (study_id, subject_id)) AS subjects_cumulative
	   FROM some_time s, LATERAL dsur_explain(HEAD, 'dsur_exposure', arm => s.arm, sex => s.sex, band => s.band) x WHERE s.w = $1.w GROUP BY 1, 2, 3 ORDER BY 1, 2, 3)$$,
	$$(SELECT s.arm, s.sex, s.band, s.subjects_interval, s.subjects_cumulative FROM some_time s WHERE s.w = $1.w ORDER BY 1, 2, 3)$$);

SELECT * FROM finish();
ROLLBACK;
