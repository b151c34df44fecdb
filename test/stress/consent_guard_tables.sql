-- SPDX-License-Identifier: PostgreSQL
--
-- The tables of test/t/consent_guard_stress.sh, the random transactions, the
-- history of all that is committed.  To be run with :subjects, of which the
-- upper half may withdraw.

CREATE EXTENSION pedsafety;
CREATE TABLE subject (subject_id int PRIMARY KEY, birth date NOT NULL);
CREATE TABLE consent (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, subject_id int NOT NULL REFERENCES subject,
	signed_on date NOT NULL, signer text NOT NULL DEFAULT 'guardian', act text NOT NULL, signer_id text NOT NULL,
	valid daterange);
CREATE TABLE dose (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, subject_id int NOT NULL REFERENCES subject,
	day date NOT NULL);
CREATE INDEX ON consent (subject_id);
CREATE INDEX ON dose (subject_id);

-- ------------------------------------------------------------------ history

-- What was written, by which transaction (of the top level): its time of commit
-- is kept by the server.
CREATE TABLE history (seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, of text NOT NULL, id int NOT NULL,
	gone boolean NOT NULL, subject_id int NOT NULL, birth date, day date, signed_on date, signer text, act text,
	signer_id text, valid daterange, xact xid8 NOT NULL DEFAULT pg_current_xact_id());

CREATE FUNCTION remember() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	r jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
BEGIN
	INSERT INTO history (of, id, gone, subject_id, birth, day, signed_on, signer, act, signer_id, valid)
	VALUES (TG_TABLE_NAME, coalesce(r->>'id', r->>'subject_id')::int, TG_OP = 'DELETE', (r->>'subject_id')::int,
		(r->>'birth')::date, (r->>'day')::date, (r->>'signed_on')::date, r->>'signer', r->>'act', r->>'signer_id',
		(r->>'valid')::daterange);
	RETURN NULL;
END$$;
CREATE TRIGGER remember AFTER INSERT OR UPDATE OR DELETE ON subject FOR EACH ROW EXECUTE FUNCTION remember();
CREATE TRIGGER remember AFTER INSERT OR UPDATE OR DELETE ON consent FOR EACH ROW EXECUTE FUNCTION remember();
CREATE TRIGGER remember AFTER INSERT OR UPDATE OR DELETE ON dose FOR EACH ROW EXECUTE FUNCTION remember();

-- How attempts ended; rolled back with a transaction that fails as a whole.
CREATE TABLE outcome (what text, state text);

INSERT INTO subject SELECT i, '2020-01-01' FROM generate_series(1, :subjects) i;
INSERT INTO consent (subject_id, signed_on, act, signer_id)
SELECT i, '2022-01-01', 'consent', g FROM generate_series(1, :subjects) i, unnest('{m,f}'::text[]) g;
SELECT consent_guard_add('dose', 'day', 'subject', 'consent', 'CN-2025');

-- -------------------------------------------------------------------- at random

-- Who may withdraw.
CREATE TABLE may_withdraw AS SELECT subject_id FROM subject WHERE subject_id > :subjects / 2;

CREATE FUNCTION some_day() RETURNS date VOLATILE LANGUAGE sql AS 'SELECT date ''2022-01-01'' + (random() * 120)::int';
CREATE FUNCTION some_window() RETURNS daterange VOLATILE LANGUAGE plpgsql AS $$
DECLARE
	from_day date := some_day();
BEGIN
	RETURN CASE WHEN random() < 0.5 THEN daterange(from_day, from_day + 30 + (random() * 200)::int) END;
END$$;
CREATE FUNCTION some_guardian() RETURNS text VOLATILE LANGUAGE sql AS 'SELECT (''{m,f,n}''::text[])[1 + (random() * 2)::int]';
CREATE FUNCTION some_consent(s int) RETURNS int VOLATILE LANGUAGE sql AS
	'SELECT id FROM consent WHERE subject_id = s ORDER BY random() LIMIT 1';
CREATE FUNCTION some_dose(s int) RETURNS int VOLATILE LANGUAGE sql AS
	'SELECT id FROM dose WHERE subject_id = s ORDER BY random() LIMIT 1';

-- Each change is one statement, save the last ones.
CREATE FUNCTION change(what text, s int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	CASE what
	WHEN 'dose' THEN INSERT INTO dose (subject_id, day) VALUES (s, some_day());
	WHEN 'move' THEN UPDATE dose SET day = some_day() WHERE id = some_dose(s);
	WHEN 'undose' THEN DELETE FROM dose WHERE id = some_dose(s);
	WHEN 'consent' THEN INSERT INTO consent (subject_id, signed_on, act, signer_id, valid)
		VALUES (s, some_day(), 'consent', some_guardian(), some_window());
	WHEN 'delete' THEN DELETE FROM consent WHERE id = some_consent(s);
	WHEN 'narrow' THEN UPDATE consent SET valid = some_window() WHERE id = some_consent(s) AND act = 'consent';
	WHEN 'birth' THEN UPDATE subject SET birth = CASE WHEN random() < 0.7 THEN date '2020-01-01' ELSE '2014-03-20' END
		WHERE subject_id = s;
	WHEN 'withdraw' THEN INSERT INTO consent (subject_id, signed_on, act, signer_id)
		SELECT subject_id, some_day() + 20, 'withdraw', some_guardian() FROM may_withdraw WHERE subject_id = s;
	WHEN 'turn' THEN UPDATE consent SET act = 'withdraw' WHERE id = some_consent(s)
		AND subject_id IN (SELECT subject_id FROM may_withdraw);
	WHEN 'both' THEN
		INSERT INTO consent (subject_id, signed_on, act, signer_id) VALUES (s, '2022-01-01', 'consent', some_guardian());
		INSERT INTO dose (subject_id, day) VALUES (s, some_day());
	WHEN 'upgrade' THEN
		INSERT INTO dose (subject_id, day) VALUES (s, some_day());
		DELETE FROM consent WHERE id = some_consent(s);
	END CASE;
END$$;

CREATE FUNCTION some_change() RETURNS text VOLATILE LANGUAGE sql AS
	$$SELECT ('{dose,dose,dose,dose,dose,dose,move,move,undose,undose,undose,consent,consent,consent,delete,delete,delete,
	narrow,narrow,birth,withdraw,withdraw,turn,both,upgrade}'::text[])[1 + floor(random() * 25)::int]$$;

-- The block's rollback lets go of locks too; sometimes it is then done anew.
CREATE FUNCTION something(s int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	what text := some_change();
	state text := '00000';
BEGIN
	FOR try IN 1 .. 2 LOOP
		BEGIN
			PERFORM change(what, s);
			state := '00000';
		EXCEPTION WHEN check_violation OR serialization_failure OR deadlock_detected THEN
			state := SQLSTATE;
		END;
		INSERT INTO outcome VALUES (what, state);
		EXIT WHEN state = '00000' OR random() < 0.5;
	END LOOP;
END$$;

-- ---------------------------------------------------------------- at the end

-- Plain SQL: a child below 8 is covered on a day if a guardian's last day of
-- acts until then has no refusal, and a form whose window has the day.
CREATE VIEW outside AS
SELECT d.*, s.birth FROM dose d JOIN subject s USING (subject_id)
WHERE d.day >= s.birth + interval '8 years' OR NOT EXISTS (
	SELECT FROM (SELECT c.*, max(signed_on) OVER (PARTITION BY signer_id) AS last FROM consent c
		WHERE c.subject_id = d.subject_id AND c.signed_on <= d.day) c
	WHERE signed_on = last GROUP BY signer_id
	HAVING bool_and(act = 'consent') AND bool_or(valid IS NULL OR valid @> d.day));
