-- SPDX-License-Identifier: PostgreSQL
--
-- Case reports: the FDA's sample messages from their files to tables, what is wrong
-- with them and what they lack; a year of VAERS in the same form; the clocks.

\echo
\echo 'Case reports (E2B(R3)). The sample messages of the FDA: what came in'
\echo

CREATE SCHEMA safety;

-- What comes in stays byte for byte, refused or not; the same message counts once.
CREATE TABLE safety.e2b_message (
	message_no  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	received_on date NOT NULL,
	file_name   text,
	content     bytea NOT NULL,
	sha256      bytea GENERATED ALWAYS AS (sha256(content)) STORED UNIQUE,
	loaded_at   timestamptz NOT NULL DEFAULT now(),
	refused     text);
CREATE TABLE safety.icsr (
	message_no  bigint REFERENCES safety.e2b_message,
	case_no     bigint,
	report_id   text,
	received_on date NOT NULL,
	sent        date,
	icsr        jsonb NOT NULL,
	birth       partial_date GENERATED ALWAYS AS (icsr_birth(icsr)) STORED,
	onset       partial_date GENERATED ALWAYS AS (icsr_onset(icsr)) STORED,
	band        age_band     GENERATED ALWAYS AS (icsr_age_band(icsr)) STORED,
	age         text         GENERATED ALWAYS AS (icsr_age_text(icsr)) STORED,
	serious     boolean      GENERATED ALWAYS AS (icsr_serious(icsr)) STORED,
	PRIMARY KEY (message_no, case_no));

CREATE FUNCTION safety.e2b_load(content bytea, received_on date, file_name text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	no bigint;
	cases integer;
BEGIN
	INSERT INTO safety.e2b_message (content, received_on, file_name) VALUES ($1, $2, $3)
	ON CONFLICT (sha256) DO NOTHING RETURNING message_no INTO no;
	IF no IS NULL THEN RETURN 'already there'; END IF;
	BEGIN
		INSERT INTO safety.icsr (message_no, case_no, report_id, received_on, icsr)
		SELECT no, c.case_no, c.report_id, $2, c.icsr
		FROM   icsr_from_e2b(xmlparse(DOCUMENT ltrim(convert_from($1,
		           coalesce(substring(encode(substr($1, 1, 200), 'escape'), 'encoding=["'']([^"'']+)'), 'UTF8')), chr(65279))))
		       WITH ORDINALITY c(report_id, icsr, case_no);
		GET DIAGNOSTICS cases = ROW_COUNT;
		RETURN format('%s loaded', cases);
	EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
		UPDATE safety.e2b_message SET refused = SQLSTATE || ' ' || SQLERRM WHERE message_no = no;
		RETURN 'refused';
	END;
END $$;

-- A file as it is, through psql: nobody has to read files on the server.
\set content `base64 < ../test/data/e2b_r3_fda/FAERS2022Scenario1.xml`
SELECT safety.e2b_load(decode(:'content', 'base64'), '2022-06-14', 'FAERS2022Scenario1') \g /dev/null
\set content `base64 < ../test/data/e2b_r3_fda/FAERS2022Scenario3.xml`
SELECT safety.e2b_load(decode(:'content', 'base64'), '2022-06-15', 'FAERS2022Scenario3') \g /dev/null
\set content `base64 < ../test/data/e2b_r3_fda/FAERS2022Scenario5-1.xml`
SELECT safety.e2b_load(decode(:'content', 'base64'), '2022-06-16', 'FAERS2022Scenario5-1') \g /dev/null
\set content `base64 < ../test/data/e2b_r3_fda/FAERS2022Scenario6.xml`
SELECT safety.e2b_load(decode(:'content', 'base64'), '2022-06-17', 'FAERS2022Scenario6') \g /dev/null
\set content `base64 < ../test/data/e2b_r3_fda/FAERS2022Scenario7.xml`
SELECT safety.e2b_load(decode(:'content', 'base64'), '2022-06-18', 'FAERS2022Scenario7') \g /dev/null
\set content `base64 < ../test/data/e2b_r3_fda/R3ack-positive.xml`
SELECT safety.e2b_load(decode(:'content', 'base64'), '2022-06-18', 'R3ack-positive') \g /dev/null
\unset content

SELECT file_name AS file, round(length(content) / 1000.0) AS kB, count(report_id) AS cases, left(refused, 54) AS refused
FROM   safety.e2b_message LEFT JOIN safety.icsr USING (message_no) GROUP BY message_no ORDER BY message_no;

\echo 'The cases: age by the dates against the age that is reported'
\echo
SELECT substr(file_name, 18) AS scenario, right(report_id, 9) AS report, birth, onset, concat_ws(' ', icsr_value(icsr, 'D.2.2a'), icsr_value(icsr, 'D.2.2b')) AS "D.2.2",
       coalesce(icsr_value(icsr, 'D.2.3'), icsr_null_flavor(icsr, 'D.2.3')) AS "D.2.3", age, band, icsr_age_basis(icsr) AS basis
FROM   safety.icsr JOIN safety.e2b_message USING (message_no) ORDER BY message_no;

\echo 'What the rules find in Scenario 1'
\echo
SELECT rule, severity, element, left(message, 66) AS message
FROM   safety.icsr JOIN safety.e2b_message USING (message_no), icsr_findings(icsr) f WHERE file_name = 'FAERS2022Scenario1';

\echo 'In all five, by rule and by band at onset'
\echo
CREATE VIEW safety.finding AS SELECT i.report_id, i.band, f.* FROM safety.icsr i, icsr_findings(i.icsr) f;
SELECT rule, severity, count(*) FILTER (WHERE band = '(,0d)') AS "(,0d)", count(*) FILTER (WHERE band = '[12y,18y)') AS "[12y,18y)",
       count(*) FILTER (WHERE band = '[18y,)') AS "[18y,)", left(min(message), 46) AS "such as"
FROM   safety.finding GROUP BY 1, 2 ORDER BY 1;

\echo 'What Scenario 3 lacks of what is asked about a child of its age (the first ten lines)'
\echo
SELECT left(element, 32) AS element, left(item, 32) AS item, left(state, 8) AS state, right(asked_by, -12) AS clause
FROM   safety.icsr JOIN safety.e2b_message USING (message_no), icsr_completeness(icsr) c WHERE file_name = 'FAERS2022Scenario3' LIMIT 10;

\echo 'The VAERS reports of 1990 in the same form: findings by rule and band at onset'
\echo '   AGE_YRS as the reported age (D.2.2, years), the boxes as criteria of seriousness. The file has no'
\echo '   birth dates and no drugs, so what is left are dates, ages and what a report ought to hold.'
\echo
CREATE FUNCTION safety.box(ticked text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS
	$$ SELECT CASE WHEN ticked = 'Y' THEN '"true"'::jsonb ELSE '{"nullFlavor": "NI"}' END $$;
CREATE TABLE safety.vaers AS
SELECT vaers_id, jsonb_strip_nulls(jsonb_build_object('C.1.1', 'US-VAERS-' || vaers_id, 'C.1.3', '1',
           'C.1.2', to_char(recvdate::date, 'YYYYMMDD'), 'C.1.4', to_char(recvdate::date, 'YYYYMMDD'), 'C.1.5', to_char(recvdate::date, 'YYYYMMDD'),
           'D.1', '{"nullFlavor": "MSK"}'::jsonb, 'D.2.1', '{"nullFlavor": "MSK"}'::jsonb, 'D.2.2a', age_yrs, 'D.2.2b', CASE WHEN age_yrs <> '' THEN 'a' END,
           'D.5', CASE sex WHEN 'M' THEN to_jsonb('1'::text) WHEN 'F' THEN to_jsonb('2'::text) ELSE '{"nullFlavor": "UNK"}' END,
           'D.9.1', to_char(datedied::date, 'YYYYMMDD'),
           'E.i', jsonb_build_array(jsonb_build_object('E.i.4', to_char(onset_date::date, 'YYYYMMDD'),
               'E.i.3.2a', safety.box(died), 'E.i.3.2b', safety.box(l_threat), 'E.i.3.2c', safety.box(coalesce(hospital, x_stay)), 'E.i.3.2d', safety.box(disable), 'E.i.3.2e', safety.box(NULL), 'E.i.3.2f', safety.box(NULL),
               'E.i.7', CASE WHEN died = 'Y' THEN '5' WHEN recovd = 'Y' THEN '1' WHEN recovd = 'N' THEN '3' ELSE '0' END)))) AS icsr
FROM   vaers.data;
SELECT f.rule, f.severity, count(*) FILTER (WHERE band = '[0d,28d)') AS "[0d,28d)", count(*) FILTER (WHERE band = '[28d,2y)') AS "[28d,2y)",
       count(*) FILTER (WHERE band = '[2y,12y)') AS "[2y,12y)", count(*) FILTER (WHERE band = '[12y,18y)') AS "[12y,18y)", count(*) FILTER (WHERE band = '[18y,)') AS "[18y,)",
       count(*) FILTER (WHERE NOT is_certain(band, 'ich-e11') AND band <> '(,)') AS hulls, count(*) FILTER (WHERE band = '(,)') AS "(,)", count(*) AS all
FROM   safety.vaers v, LATERAL (SELECT icsr_age_band(v.icsr) AS band) b, icsr_findings(v.icsr) f
GROUP  BY 1, 2 ORDER BY 1;

\echo 'Clocks of the product: DSUR periods and due days; international birth date' :dibd
\echo
SELECT n, lower(p) AS "from", upper(p) - 1 AS "lock point", dsur_due(:'dibd', n) AS strictest, dsur_due(:'dibd', n, 'dlp60') AS "60 days",
       dsur_due(:'dibd', n, 'dibd2mo') AS "2 months", dsur_due(:'dibd', n, 'dlp60', 'month-end') AS "60 days from month-end"
FROM   generate_series(1, 3) n, dsur_period(:'dibd', n) p;

\echo 'Review in China, accepted on 2025-09-25: working days of the State Council''s calendar'
\echo
SELECT c.procedure, c.route, c.working_days AS days, d.due, d.stopped AS "due, stopped 2025-11-03..28", c.confidence
FROM   review_clocks() c,
       LATERAL (SELECT CASE c.procedure WHEN 'IND' THEN ind_due('2025-09-25', c.route, 'CN') ELSE nda_due('2025-09-25', c.route, 'CN') END AS due,
                       CASE c.procedure WHEN 'IND' THEN ind_due('2025-09-25', c.route, 'CN', '{[2025-11-03,2025-11-29)}')
                            ELSE nda_due('2025-09-25', c.route, 'CN', '{[2025-11-03,2025-11-29)}') END AS stopped) d
WHERE  c.procedure IN ('IND', 'NDA') AND c.route <> 'reversion';

\echo 'The reports of the messages that are to be expedited, and what is late on 2022-07-01'
\echo '   (sent: Scenario 5-1 on 2022-06-27, Scenario 6 on 2022-06-23). All scenarios but 5-1 bear one'
\echo '   worldwide id, so they are one case and its follow-ups.'
\echo
UPDATE safety.icsr i SET sent = s.sent
FROM  (VALUES ('FAERS2022Scenario5-1', date '2022-06-27'), ('FAERS2022Scenario6', '2022-06-23')) s(file_name, sent)
JOIN   safety.e2b_message m USING (file_name) WHERE i.message_no = m.message_no;
SELECT icsr_views('safety', 'safety_contract') \g /dev/null
SELECT right(case_id, 9) AS "case", kind, received, fatal_or_life_threatening AS "fatal or life-threatening", susar_due(received, fatal_or_life_threatening) AS due, sent
FROM   safety_contract.safety_report ORDER BY case_id, received, kind DESC;
SELECT right(case_id, 9) AS "case", kind, received, sent, due, late_by AS late, left(split_part(rule, ':', 1), 26) AS clock FROM overdue('safety_contract', '2022-07-01');

\echo 'The trial''s serious events against three reports; the others are not reported. Such as: the least'
\echo
CREATE SCHEMA reported;
CREATE TABLE reported.icsr AS
SELECT format('CN-X-%s', n) AS report_id, date '2025-03-01' AS received_on, jsonb_build_object('C.1.1', format('CN-X-%s', n), 'C.5.3', study_id, 'D.1.1.4', subject_id,
           'D.2.1', replace(birth::text, '-', ''), 'E.i', jsonb_build_array(jsonb_build_object('E.i.1.2', CASE n WHEN 3 THEN 'fits' ELSE pt END, 'E.i.3.2f', 'true',
               'E.i.4', to_char(onset::date + CASE n WHEN 2 THEN 3 ELSE 0 END, 'YYYYMMDD')))) AS icsr
FROM  (SELECT row_number() OVER (ORDER BY e.subject_id, e.event_id) AS n, e.*, s.birth FROM contract.event e JOIN contract.subject s USING (study_id, subject_id)
       WHERE e.serious AND is_complete(e.onset) AND is_complete(s.birth) AND possibly_before(s.birth, e.onset)) e
WHERE  n <= 3;
SELECT icsr_views('reported', 'reported_contract', 'contract') \g /dev/null
SELECT state, count(*), min(right(subject_id, 5)) AS "such as", left(min(trial_term), 12) AS "in the trial", left(min(report_term), 12) AS "in the report",
       min(trial_onset) AS onset, min(report_onset) AS reported, min(differs::text) AS differs
FROM   icsr_reconciliation('contract', reports => 'reported_contract') GROUP BY state ORDER BY min(array_position('{matched,differs,possible,only in reports}', state));

-- What is known of these data beforehand.
SELECT coalesce(bool_and(ok), false) AS ok, string_agg(what, ', ') FILTER (WHERE ok IS NOT TRUE) AS wrong
FROM  (SELECT '5 cases, 1 refused' AS what, (SELECT count(*) FROM safety.icsr) = 5 AND (SELECT count(refused) FROM safety.e2b_message) = 1 AS ok
       UNION ALL
       SELECT 'band of ' || file_name, band::text = CASE file_name WHEN 'FAERS2022Scenario5-1' THEN '[18y,)' WHEN 'FAERS2022Scenario6' THEN '(,0d)' ELSE '[12y,18y)' END
       FROM   safety.icsr JOIN safety.e2b_message USING (message_no)
       UNION ALL
       SELECT 'reported age of ' || file_name, icsr_value(icsr, 'D.2.2a') = CASE file_name WHEN 'FAERS2022Scenario6' THEN '10' ELSE '48' END AND icsr_value(icsr, 'D.2.2b') = 'a'
       FROM   safety.icsr JOIN safety.e2b_message USING (message_no)
       UNION ALL
       SELECT 'R11 in 1, 3, 5-1 and 7', (SELECT string_agg(substr(file_name, 18), ' ' ORDER BY file_name) FROM safety.icsr JOIN safety.e2b_message USING (message_no), icsr_findings(icsr, 'R11')) = '1 3 5-1 7'
       UNION ALL
       SELECT 'R12 in 6', (SELECT string_agg(DISTINCT substr(file_name, 18), ' ') FROM safety.icsr JOIN safety.e2b_message USING (message_no), icsr_findings(icsr, 'R12')) = '6'
       UNION ALL
       SELECT 'all of VAERS', (SELECT count(icsr_age_band(icsr)) FROM safety.vaers) = 2106
       UNION ALL
       SELECT 'due days', dsur_due('2023-03-17', 1) = '2024-05-15' AND susar_due('2025-01-01', true) = '2025-01-08'
       UNION ALL
       SELECT 'every serious event reconciled once', (SELECT count(event_id) FROM icsr_reconciliation('contract', reports => 'reported_contract')) =
              (SELECT count(*) FROM contract.event WHERE serious)) c \gset
\if :ok
\else
	\echo 'Case reports differ from what is known:' :wrong
	DO $$ BEGIN RAISE 'the case reports differ from what is known of them'; END $$;
\endif
