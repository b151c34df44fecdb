-- SPDX-License-Identifier: PostgreSQL
--
-- consent_coverage and its kin against the log read anew for every day: the
-- sentences of the contract, one by one; then thousands of random logs about
-- the days that matter.

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
\ir lib/oracle.sql
\ir lib/consent.sql

SELECT plan(182);

-- The extension's answer to a log, its rows in a given order: 0 as they stand,
-- 1 backwards, others shuffled.
CREATE FUNCTION oracle.covered(policy text, birth date, log oracle.consent_record[], shuffle int DEFAULT 0) RETURNS datemultirange
LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (SELECT consent_coverage(policy::consent_policy, birth, signed_on, signer, act, signer_id, valid
				ORDER BY CASE shuffle WHEN 0 THEN no WHEN 1 THEN -no ELSE oracle.rnd('shuffle' || shuffle, no, 1000) END)
			FROM unnest(log) WITH ORDINALITY r(signed_on, signer, act, signer_id, valid, no));
END $$;

CREATE FUNCTION oracle.covered(policy text, birth partial_date, log oracle.consent_record[]) RETURNS datemultirange
LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (SELECT consent_coverage(policy::consent_policy, birth, signed_on, signer, act, signer_id, valid)
			FROM unnest(log) r(signed_on, signer, act, signer_id, valid));
END $$;

CREATE FUNCTION oracle.covered_possibly(policy text, birth partial_date, log oracle.consent_record[]) RETURNS datemultirange
LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (SELECT consent_coverage_possible(policy::consent_policy, birth, signed_on, signer, act, signer_id, valid)
			FROM unnest(log) r(signed_on, signer, act, signer_id, valid));
END $$;

-- --------------------------------------------- the contract, sentence by sentence

-- Born on 17 May 2010. By CN-2025 a child from 17 May 2018, an adult from
-- 17 May 2028; by the US policies a child from 17 May 2017. What is wanted is
-- worked out by hand.
CREATE TEMP TABLE sentence ON COMMIT DROP AS
SELECT row_number() OVER () AS no, description, policy, birth, log, want::datemultirange
FROM (VALUES
	('below the child''s age the required number of guardians agree',
	 'CN-2025', '2010-05-17', '2015-01-01 guardian:m consent', '{[2015-01-01,2018-05-17)}'),
	('before birth too',
	 'CN-2025', '2010-05-17', '2009-11-01 guardian:m consent', '{[2009-11-01,2018-05-17)}'),
	('assent is the same as consent',
	 'CN-2025', '2010-05-17', '2015-01-01 guardian:m assent; 2018-05-17 subject assent', '{[2015-01-01,2028-05-17)}'),
	('from the child''s age they and the subject, who signed at or after reaching that age: not on the eve',
	 'CN-2025', '2010-05-17', '2015-01-01 guardian:m consent; 2018-05-16 subject consent', '{[2015-01-01,2018-05-17)}'),
	('from the child''s age they and the subject, who signed at or after reaching that age: on the birthday',
	 'CN-2025', '2010-05-17', '2015-01-01 guardian:m consent; 2018-05-17 subject consent', '{[2015-01-01,2028-05-17)}'),
	('from the child''s age they and the subject: not the subject alone',
	 'CN-2025', '2010-05-17', '2018-06-01 subject consent; 2018-07-01 guardian:m consent', '{[2018-07-01,2028-05-17)}'),
	('from majority the subject alone, signed as an adult',
	 'CN-2025', '2010-05-17', '2015-01-01 guardian:m consent; 2018-05-17 subject consent; 2028-05-17 subject consent', '{[2015-01-01,)}'),
	('a birthday on 29 February is reached on 1 March, and counts from its own day',
	 'US-405', '2012-02-29', '2018-01-01 guardian:m consent; 2019-02-28 subject consent', '{[2018-01-01,2019-03-01)}'),
	('a birthday on 29 February is reached on 1 March, and counts from its own day: signed on it',
	 'US-405', '2012-02-29', '2018-01-01 guardian:m consent; 2019-03-01 subject consent', '{[2018-01-01,2030-03-01)}'),
	('each signer''s newest act on or before a day decides, from that day on',
	 'CN-2025', '2010-05-17', '2015-01-01 guardian:m consent; 2015-02-01 guardian:m withdraw; 2015-03-01 guardian:m consent',
	 '{[2015-01-01,2015-02-01),[2015-03-01,2018-05-17)}'),
	('on the same day, dissent and withdrawal win',
	 'CN-2025', '2010-05-17', '2015-01-01 guardian:m consent; 2015-02-01 guardian:m consent; 2015-02-01 guardian:m dissent; 2015-03-01 guardian:f withdraw; 2015-03-01 guardian:f consent',
	 '{[2015-01-01,2015-02-01)}'),
	('each signer''s newest act decides, also one that means nothing',
	 'CN-2025', '2010-05-17', '2015-01-01 guardian:m consent; 2015-02-01 guardian:m waive; 2015-03-01 guardian:f consent; 2015-04-01 guardian:f override', '{[2015-01-01,2015-02-01),[2015-03-01,2015-04-01)}'),
	('each signer''s newest act decides, also one that means nothing: a waiver''s, an override''s',
	 'CN-2025', '2010-05-17', '2018-06-01 guardian:m consent; 2018-06-01 ethics waive; 2018-07-01 ethics override; 2018-08-01 subject dissent; 2018-08-02 investigator override; 2018-09-01 investigator consent',
	 '{[2018-06-01,2018-07-01),[2018-08-02,2018-09-01)}'),
	('if the newest act''s form is out of its window the signer does not agree, and older forms do not come back',
	 'CN-2025', '2010-05-17', '2015-01-01 guardian:m consent; 2015-02-01 guardian:m consent [2015-03-01,2015-04-01)',
	 '{[2015-01-01,2015-02-01),[2015-03-01,2015-04-01)}'),
	('refusals ignore valid',
	 'CN-2025', '2010-05-17', '2015-01-01 guardian:m consent; 2015-02-01 guardian:m withdraw [2015-02-01,2015-02-03); 2015-02-05 guardian:f dissent empty',
	 '{[2015-01-01,2015-02-01)}'),
	('of two forms of one signer on one day, either window will do',
	 'CN-2025', '2010-05-17', '2015-01-01 guardian:m consent [2015-01-01,2015-02-01); 2015-01-01 guardian:m consent [2015-03-01,2015-04-01); 2015-01-01 guardian:m consent empty',
	 '{[2015-01-01,2015-02-01),[2015-03-01,2015-04-01)}'),
	('NULL ids of one role are one signer',
	 'US-406', '2010-05-17', '2015-01-01 guardian consent; 2015-01-02 guardian consent', '{}'),
	('a signer is (role, signer_id)',
	 'US-406', '2010-05-17', '2015-01-01 guardian consent; 2015-01-02 guardian: consent; 2015-01-03 guardian:m withdraw', '{[2015-01-02,2017-05-17)}'),
	('only the count matters when one of several leaves',
	 'US-406', '2010-05-17', '2015-01-01 guardian:a consent; 2015-02-01 guardian:b consent; 2015-03-01 guardian:c consent; 2015-04-01 guardian:a withdraw; 2015-05-01 guardian:b dissent',
	 '{[2015-02-01,2015-05-01)}'),
	('the subject is one signer whatever its signer_id',
	 'CN-2025', '2010-05-17', '2018-06-01 guardian:m consent; 2018-06-01 subject:a consent; 2018-07-01 subject:b dissent; 2018-08-01 subject consent [2018-08-01,2018-09-01)',
	 '{[2018-06-01,2018-07-01),[2018-08-01,2018-09-01)}'),
	('in the n days from a threshold, [T, T+n), the former regime serves as well as the new one',
	 'CN-2025; grace=14d', '2010-05-17', '2015-01-01 guardian:m consent; 2018-06-15 subject consent', '{[2015-01-01,2018-05-31),[2018-06-15,2028-05-31)}'),
	('... even for one who begins inside it',
	 'CN-2025; grace=14d', '2010-05-17', '2018-05-30 guardian:m consent', '{[2018-05-30,2018-05-31)}'),
	('... even for one who begins inside it, at majority',
	 'CN-2025; grace=14d', '2010-05-17', '2028-05-20 guardian:m consent; 2028-05-20 subject consent [2028-05-20,2028-06-15); 2028-05-25 guardian:m withdraw',
	 '{[2028-05-20,2028-06-15)}'),
	('waiver and override end at majority; grace does not prolong them',
	 'CN-2025; grace=14d', '2010-05-17', '2028-05-01 guardian:m consent; 2028-05-01 ethics waive; 2028-05-10 subject dissent; 2028-05-11 investigator override',
	 '{[2028-05-01,2028-05-10),[2028-05-11,2028-05-17)}'),
	('a subject''s dissent, at any age, ends coverage until the subject consents (which lifts it, whatever that consent''s valid)',
	 'US-405', '2010-05-17', '2015-01-01 guardian:m consent; 2015-02-01 subject dissent; 2015-02-01 subject consent; 2015-03-01 subject consent empty',
	 '{[2015-01-01,2015-02-01),[2015-03-01,2017-05-17)}'),
	('a subject''s withdrawal, at any age, ends coverage until the subject consents',
	 'US-405', '2010-05-17', '2015-01-01 guardian:m consent; 2015-02-01 subject withdraw; 2015-02-10 subject override; 2015-03-01 subject assent; 2028-06-01 subject consent; 2028-07-01 subject withdraw',
	 '{[2015-01-01,2015-02-01),[2015-03-01,2017-05-17),[2028-06-01,2028-07-01)}'),
	('where the policy allows it, an override on or after a dissent takes its place and that of the child''s signature',
	 'CN-2025', '2010-05-17', '2018-06-01 guardian:m consent; 2018-06-02 subject dissent; 2018-06-02 investigator override', '{[2018-06-02,2028-05-17)}'),
	('... where the policy allows it',
	 'US-405', '2010-05-17', '2015-06-01 guardian:m consent; 2015-06-02 subject dissent; 2015-06-02 investigator override', '{[2015-06-01,2015-06-02)}'),
	('... on or after a dissent, not before it',
	 'CN-2025', '2010-05-17', '2018-06-01 guardian:m consent; 2018-06-01 subject consent; 2018-07-01 investigator override; 2018-07-02 subject dissent', '{[2018-06-01,2018-07-02)}'),
	('... while the guardians agree',
	 'CN-2025', '2010-05-17', '2018-06-01 guardian:m consent; 2018-06-01 subject dissent; 2018-06-01 investigator override; 2018-07-01 guardian:m withdraw; 2018-08-01 guardian:f consent',
	 '{[2018-06-01,2018-07-01),[2018-08-01,2028-05-17)}'),
	('... until the subject''s next dissent',
	 'CN-2025', '2010-05-17', '2018-06-01 guardian:m consent; 2018-06-01 subject dissent; 2018-06-10 investigator override; 2018-07-01 subject dissent', '{[2018-06-10,2018-07-01)}'),
	('... until the subject''s next consent',
	 'CN-2025', '2010-05-17', '2018-06-01 guardian:m consent; 2018-06-01 subject dissent; 2018-06-10 investigator override; 2018-07-01 subject consent [2018-08-01,2018-09-01)',
	 '{[2018-06-10,2018-07-01),[2018-08-01,2018-09-01)}'),
	('an override does not lift a withdrawal',
	 'CN-2025', '2010-05-17', '2015-06-01 guardian:m consent; 2015-07-01 subject withdraw; 2015-07-02 investigator override', '{[2015-06-01,2015-07-01)}'),
	('an earlier withdrawal still stands after an overridden dissent',
	 'CN-2025', '2010-05-17', '2015-06-01 guardian:m consent; 2015-07-01 subject withdraw; 2015-07-10 subject dissent; 2015-07-10 investigator override', '{[2015-06-01,2015-07-01)}'),
	('an investigator''s withdraw ends the override',
	 'CN-2025', '2010-05-17', '2015-06-01 guardian:m consent; 2015-07-01 subject dissent; 2015-07-10 investigator:a override; 2015-08-01 investigator:b withdraw; 2015-09-01 investigator:b override',
	 '{[2015-06-01,2015-07-01),[2015-07-10,2015-08-01),[2015-09-01,2028-05-17)}'),
	('an ethics waive stands in for the child''s signature from its date (even if given before that age) to majority',
	 'US-404', '2010-05-17', '2015-06-01 guardian:m consent; 2015-06-01 ethics waive', '{[2015-06-01,2028-05-17)}'),
	('an ethics waive stands in from its date',
	 'US-404', '2010-05-17', '2015-06-01 guardian:m consent; 2017-06-01 ethics waive', '{[2015-06-01,2017-05-17),[2017-06-01,2028-05-17)}'),
	('it does not lift a dissent',
	 'US-404', '2010-05-17', '2017-06-01 guardian:m consent; 2017-06-01 ethics waive; 2017-07-01 subject dissent; 2017-08-01 ethics waive', '{[2017-06-01,2017-07-01)}'),
	('one ethics waiver suffices',
	 'US-404', '2010-05-17', '2017-06-01 guardian:m consent; 2017-06-01 ethics:a waive; 2017-06-01 ethics:b waive; 2017-07-01 ethics:a withdraw; 2017-08-01 ethics:b withdraw',
	 '{[2017-06-01,2017-08-01)}'),
	('assent=none: the guardians alone up to majority',
	 'EU-CTR; assent=none', '2010-05-17', '2015-01-01 guardian consent; 2028-06-01 subject consent', '{[2015-01-01,2028-05-17),[2028-06-01,)}'),
	('a row that is no record is skipped',
	 'CN-2025', '2010-05-17', '-; 2015-01-01 guardian consent; -', '{[2015-01-01,2018-05-17)}'),
	('{} where none, never NULL',
	 'CN-2025', '2010-05-17', '-', '{}')) v(description, policy, birth, log, want);

SELECT is(sure, want * looked, 'the oracle: ' || description)
FROM sentence, oracle.consent_coverage(policy, ARRAY[birth::date], oracle.log(log), false) ORDER BY no;

SELECT is(oracle.covered(policy, birth::date, oracle.log(log)), want, description) FROM sentence ORDER BY no;

SELECT is(oracle.covered(policy, birth::date, oracle.log(log), 1), want, 'backwards: ' || description) FROM sentence ORDER BY no;

-- And of births that are known in part: what is sure, and what may be.
CREATE TEMP TABLE partial_sentence ON COMMIT DROP AS
SELECT row_number() OVER () AS no, description, policy, birth, log, sure::datemultirange, possible::datemultirange
FROM (VALUES
	-- (On 20 May 2018 the child either is not 8 yet or signed at 8.)
	('of a partial birth the days that are surely covered, and those that may be',
	 'CN-2025', '2010-05', '2015-01-01 guardian:m consent; 2018-05-20 subject consent [2018-05-20,2018-07-01)',
	 '{[2015-01-01,2018-05-01),[2018-05-20,2018-05-21)}', '{[2015-01-01,2018-07-01)}'),
	('signed after the last possible birthday it is sure again',
	 'CN-2025', '2010', '2018-12-01 guardian:m consent; 2018-12-31 subject consent',
	 '{[2018-12-31,2028-01-01)}', '{[2018-12-01,2028-12-31)}'),
	('the last possible birthday counts too',
	 'CN-2025', '2010-05', '2015-01-01 guardian:m consent; 2018-05-30 subject consent',
	 '{[2015-01-01,2018-05-01),[2018-05-30,2018-05-31)}', '{[2015-01-01,2028-05-30)}'),
	('the last possible birthday counts too: signed on it',
	 'CN-2025', '2010-05', '2015-01-01 guardian:m consent; 2018-05-31 subject consent',
	 '{[2015-01-01,2018-05-01),[2018-05-31,2028-05-01)}', '{[2015-01-01,2028-05-31)}'),
	-- (Those of 31 October and 31 December signed too early.)
	('the month unknown: each month that has the day',
	 'US-405', '2011---31', '2017-12-01 guardian:m consent; 2018-10-30 subject consent',
	 '{[2017-12-01,2018-01-31),[2018-10-30,2018-10-31)}', '{[2017-12-01,2029-08-31)}'),
	('a complete partial date is a date',
	 'US-405', '2011-01-31', '2017-12-01 guardian:m consent', '{[2017-12-01,2018-01-31)}', '{[2017-12-01,2018-01-31)}'),
	('a NULL birth makes nothing sure',
	 'US-405', NULL, '2017-12-01 guardian:m consent; 2018-02-01 guardian:m withdraw', '{}', '{[2017-12-01,2018-02-01)}'))
	v(description, policy, birth, log, sure, possible);

SELECT is(o.sure || ' / ' || o.possible, s.sure * looked || ' / ' || s.possible * looked, 'the oracle: ' || description)
FROM partial_sentence s, oracle.consent_coverage(policy, oracle.possible(birth), oracle.log(log), false) o WHERE birth IS NOT NULL ORDER BY no;

SELECT is(oracle.covered(policy, birth::partial_date, oracle.log(log)), sure, description) FROM partial_sentence ORDER BY no;

SELECT is(oracle.covered_possibly(policy, birth::partial_date, oracle.log(log)), possible, 'possibly: ' || description)
FROM partial_sentence ORDER BY no;

-- ------------------------------------------------------------------ random logs

CREATE FUNCTION oracle.some_logs(stream text, cases int, far boolean DEFAULT false)
RETURNS TABLE (i int, policy text, birth date, log oracle.consent_record[])
LANGUAGE plpgsql STABLE AS $$
BEGIN
	FOR i IN 1 .. cases LOOP
		policy := oracle.some_policy(stream || ' policy', i, far);
		birth := oracle.some_birth(stream || ' birth', i);
		log := oracle.some_log(stream || ' log', i, policy, birth);
		some_logs.i := i;
		RETURN NEXT;
	END LOOP;
END $$;

-- Ages that are months apart: every day from the first record on.
CREATE TEMP TABLE near ON COMMIT DROP AS
SELECT c.*, o.sure AS want FROM oracle.some_logs('near', 1400) c, oracle.consent_coverage(policy, ARRAY[birth], log) o;

-- The ages of the names: the days about all that happens.
CREATE TEMP TABLE far ON COMMIT DROP AS
SELECT c.*, o.sure AS want, looked FROM oracle.some_logs('far', 1000, true) c, oracle.consent_coverage(policy, ARRAY[birth], log, false) o;

SELECT oracle.agree('ages months apart, every day', 1400, $$
	SELECT concat_ws(' | ', policy, birth, oracle.log_text(log)) AS input, oracle.covered(policy, birth, log) AS got, want FROM near$$);

SELECT oracle.agree('ages years apart, the days about all that happens', 1000, $$
	SELECT concat_ws(' | ', policy, birth, oracle.log_text(log)) AS input, oracle.covered(policy, birth, log) * looked AS got, want FROM far$$);

SELECT oracle.agree('ages years apart, every day', 40, $$
	SELECT concat_ws(' | ', policy, birth, oracle.log_text(log)) AS input, oracle.covered(policy, birth, log) AS got,
		(oracle.consent_coverage(policy, ARRAY[birth], log)).sure AS want
	FROM far WHERE i % 25 = 0$$);

-- Three logs of the same subject in one: many signers, many acts on one day.
SELECT oracle.agree('crowded logs', 200, $$
	SELECT concat_ws(' | ', policy, birth, oracle.log_text(log)) AS input, oracle.covered(policy, birth, log, 2) AS got,
		(oracle.consent_coverage(policy, ARRAY[birth], log)).sure AS want
	FROM (SELECT policy, birth, log || oracle.some_log('crowd 1', i, policy, birth) || oracle.some_log('crowd 2', i, policy, birth) AS log
		  FROM near WHERE i <= 200) c$$);

-- That the logs have something in them that can go wrong: how many of them
-- have coverage, in several intervals, without end; and how many are changed if
-- some of their acts or the policy's grace is taken away.
SELECT cmp_ok(least(covered * 2, several * 5, many * 20, endless * 20), '>=', of,
			  format('of %s logs %s have coverage, %s in several intervals, %s in more than two, %s without end', of, covered, several, many, endless))
FROM (SELECT count(*) AS of, count(*) FILTER (WHERE n > 0) AS covered, count(*) FILTER (WHERE n > 1) AS several,
		count(*) FILTER (WHERE n > 2) AS many, count(*) FILTER (WHERE upper_inf(want)) AS endless
	  FROM near, LATERAL (SELECT count(*) FROM unnest(want)) i(n)) s;

CREATE FUNCTION oracle.without(log oracle.consent_record[], role text, acts text[] DEFAULT NULL) RETURNS oracle.consent_record[]
LANGUAGE sql IMMUTABLE AS $$
	SELECT coalesce(array_agg(r::oracle.consent_record), '{}') FROM unnest(log) r WHERE NOT (r.signer = role AND (acts IS NULL OR r.act = ANY (acts))) IS TRUE
$$;

CREATE TEMP TABLE matter ON COMMIT DROP AS
SELECT what, count(*) AS of, count(*) FILTER (WHERE want * looked <> sure) AS changed
FROM (SELECT * FROM near WHERE i <= 450) n,
	 LATERAL (VALUES
		('investigators', policy, oracle.without(log, 'investigator')),
		('an investigator''s refusal', policy, oracle.without(log, 'investigator', '{withdraw,dissent}')),
		('waivers', policy, oracle.without(log, 'ethics')),
		('an ethics committee''s refusal', policy, oracle.without(log, 'ethics', '{withdraw,dissent}')),
		('a dissent', policy, oracle.without(log, 'subject', '{dissent}')),
		('a withdrawal', policy, oracle.without(log, 'subject', '{withdraw}')),
		('a guardian''s refusal', policy, oracle.without(log, 'guardian', '{withdraw,dissent}')),
		('the subject''s signature', policy, oracle.without(log, 'subject', '{consent,assent}')),
		('acts that mean nothing', policy, oracle.without(oracle.without(oracle.without(oracle.without(log, 'guardian', '{waive,override}'),
			'subject', '{waive,override}'), 'investigator', '{consent,waive}'), 'ethics', '{consent,override}')),
		('windows', policy, (SELECT array_agg(ROW(signed_on, signer, act, signer_id, NULL)::oracle.consent_record) FROM unnest(log))),
		('grace', regexp_replace(policy, '; grace=\d+d', ''), log)) v(what, amended, less),
	 oracle.consent_coverage(amended, ARRAY[birth], less, false)
WHERE log <> less OR policy <> amended
GROUP BY what;

SELECT cmp_ok(changed, '>=', 10::bigint, format('%s: %s of %s logs that have it depend on it', what, changed, of)) FROM matter ORDER BY what;
SELECT is(count(*), 11::bigint, 'all of them') FROM matter;

-- The order of the rows, and how they are called.
SELECT oracle.agree('the order of the rows does not matter', 4000, $$
	SELECT concat_ws(' | ', policy, birth, oracle.log_text(log)) AS input, oracle.covered(policy, birth, log, shuffle) AS got, want
	FROM near, generate_series(1, 4) shuffle WHERE i <= 1000$$);

CREATE TEMP TABLE record ON COMMIT DROP AS
SELECT i, policy::consent_policy AS policy, birth, r.* FROM near, unnest(log) r;
ANALYZE record;

SELECT oracle.agree('many subjects at once', 1400, $$
	SELECT i AS input, got, want
	FROM (SELECT i, consent_coverage(policy, birth, signed_on, signer, act, signer_id, valid) AS got FROM record GROUP BY i) r JOIN near USING (i)$$);

SELECT oracle.agree('many subjects at once, in a shuffled order', 1400, $$
	SELECT i AS input, got, want
	FROM (SELECT i, consent_coverage(policy, birth, signed_on, signer, act, signer_id, valid ORDER BY valid, md5(signed_on || signer || act)) AS got
		  FROM record GROUP BY i) r JOIN near USING (i)$$);

SELECT oracle.agree('without ids and windows: five arguments', 400, $$
	SELECT concat_ws(' | ', policy, birth, oracle.log_text(less)) AS input,
		(SELECT consent_coverage(policy::consent_policy, birth, signed_on, signer, act) FROM unnest(log)) AS got,
		(oracle.consent_coverage(policy, ARRAY[birth], less)).sure AS want
	FROM (SELECT *, (SELECT array_agg(ROW(signed_on, signer, act, NULL, NULL)::oracle.consent_record) FROM unnest(log)) AS less
		  FROM near WHERE i <= 400) n$$);

SELECT oracle.agree('without windows: six arguments', 400, $$
	SELECT concat_ws(' | ', policy, birth, oracle.log_text(less)) AS input,
		(SELECT consent_coverage(policy::consent_policy, birth, signed_on, signer, act, signer_id) FROM unnest(log)) AS got,
		(oracle.consent_coverage(policy, ARRAY[birth], less)).sure AS want
	FROM (SELECT *, (SELECT array_agg(ROW(signed_on, signer, act, signer_id, NULL)::oracle.consent_record) FROM unnest(log)) AS less
		  FROM near WHERE i <= 400) n$$);

SELECT oracle.agree('five and six arguments, the birth a partial date, sure and possible', 4000, $$
	SELECT concat_ws(' | ', n, policy, birth, oracle.log_text(log)) AS input,
		CASE n
			WHEN 1 THEN (SELECT consent_coverage(policy::consent_policy, birth::partial_date, signed_on, signer, act) FROM unnest(log))
			WHEN 2 THEN (SELECT consent_coverage(policy::consent_policy, birth::partial_date, signed_on, signer, act, signer_id) FROM unnest(log))
			WHEN 3 THEN (SELECT consent_coverage_possible(policy::consent_policy, birth::partial_date, signed_on, signer, act) FROM unnest(log))
			WHEN 4 THEN (SELECT consent_coverage_possible(policy::consent_policy, birth::partial_date, signed_on, signer, act, signer_id) FROM unnest(log)) END AS got,
		CASE WHEN n IN (1, 3)
			THEN (SELECT consent_coverage(policy::consent_policy, birth, signed_on, signer, act, NULL::text, NULL::daterange) FROM unnest(log))
			ELSE (SELECT consent_coverage(policy::consent_policy, birth, signed_on, signer, act, signer_id, NULL::daterange) FROM unnest(log)) END AS want
	FROM near, generate_series(1, 4) n WHERE i <= 1000$$);

-- -------------------------------------------------------------- partial births

-- The records are about the first or the last of the dates that the birth may
-- be, or one between.
CREATE TEMP TABLE partly ON COMMIT DROP AS
SELECT i, policy, partial, log, sure, possible
FROM (SELECT i, policy, partial, births,
		oracle.some_log('partly log', i, policy, CASE i % 3 WHEN 0 THEN births[1] WHEN 1 THEN births[cardinality(births)] ELSE birth END) AS log
	  FROM (SELECT i, oracle.some_policy('partly policy', i) AS policy, birth, partial, oracle.possible(partial) AS births
			FROM (SELECT i, birth, oracle.blur('partly', i, birth, CASE WHEN i % 20 = 0 THEN '{2}' ELSE '{0,1,1,1,3,3}' END::int[]) AS partial
				  FROM (SELECT i, oracle.some_birth('partly birth', i) AS birth FROM generate_series(1, 280) i) x) y) z) c,
	 oracle.consent_coverage(policy, births, log);

SELECT oracle.agree('partial births: surely covered', 280, $$
	SELECT concat_ws(' | ', policy, partial, oracle.log_text(log)) AS input, oracle.covered(policy, partial::partial_date, log) AS got, sure AS want FROM partly$$);

SELECT oracle.agree('partial births: possibly covered', 280, $$
	SELECT concat_ws(' | ', policy, partial, oracle.log_text(log)) AS input, oracle.covered_possibly(policy, partial::partial_date, log) AS got, possible AS want FROM partly$$);

SELECT cmp_ok(least(count(*) FILTER (WHERE sure <> possible) * 2, count(*) FILTER (WHERE sure <> '{}') * 3), '>=', count(*),
			  format('of %s partial births %s leave a doubt, %s are sure of something, %s of several intervals', count(*), count(*) FILTER (WHERE sure <> possible),
					 count(*) FILTER (WHERE sure <> '{}'), count(*) FILTER (WHERE (SELECT count(*) FROM unnest(sure)) > 1)))
FROM partly;

-- Nothing known of the birth: it may be any date, of which a few years' are
-- tried, each twentieth day. (They reach from long grown up to not yet born; what
-- is covered later than some weeks after the last record goes on for ever.)
SELECT oracle.agree('no birth: possibly covered', 30, $$
	SELECT concat_ws(' | ', policy, oracle.log_text(log)) AS input, oracle.covered_possibly(policy, NULL, log) * span AS got,
		(oracle.consent_coverage(policy, births, log)).possible * span AS want
	FROM (SELECT *, (SELECT array_agg(birth - 800 + 20 * g) FROM generate_series(0, 80) g) AS births,
			(SELECT datemultirange(daterange(min(r.signed_on) - 10, max(greatest(r.signed_on, CASE WHEN isfinite(upper(r.valid)) THEN upper(r.valid) END)) + 20)) FROM unnest(log) r) AS span
		  FROM oracle.some_logs('unborn', 800) WHERE policy ~ 'majority=[5-9]mo' LIMIT 30) c$$);

SELECT oracle.agree('no birth: nothing is sure', 1400, $$
	SELECT concat_ws(' | ', policy, oracle.log_text(log)) AS input, concat_ws(' ', oracle.covered(policy, NULL::date, log), oracle.covered(policy, NULL::partial_date, log)) AS got, '{} {}' AS want FROM near$$);

-- ------------------------------------------------------ who must have agreed, gaps

SELECT oracle.agree('consent_required, each day about the thresholds', 15000, $$
	SELECT concat_ws(' | ', policy, birth, at) AS input, consent_required(policy::consent_policy, birth, at) AS got, oracle.consent_required(policy, birth, at) AS want
	FROM (SELECT policy, birth FROM far WHERE i % 2 = 0 UNION ALL SELECT policy, birth FROM near WHERE i % 5 = 0) c, oracle.policy_of(policy) p,
		unnest(ARRAY['0d', nullif(p.assent, 'none'), p.majority]) age, unnest('{-400,-2,-1,0,1,2,30}'::int[]) g,
		LATERAL (SELECT oracle.reached(birth, age) + g + CASE abs(g) WHEN 2 THEN sign(g)::int * p.grace ELSE 0 END) d(at)
	WHERE age IS NOT NULL$$);

SELECT oracle.agree('consent_gaps, day by day', 700, $$
	SELECT concat_ws(' | ', coverage, part) AS input, consent_gaps(coverage, part) AS got,
		(SELECT coalesce(range_agg(daterange(d, d + 1)), '{}') FROM unnest(oracle.days(part)) d WHERE NOT coverage @> d) AS want
	FROM (SELECT want AS coverage, datemultirange(daterange(start, start + oracle.rnd('part span', i, 90)::int), daterange(start + 100, start + 100 + oracle.rnd('part more', i, 60)::int)) AS part
		  FROM (SELECT i, want, coalesce(lower(want), birth) - 30 + oracle.rnd('part', i, 150)::int AS start FROM near WHERE i % 2 = 0) s) g$$);

SELECT oracle.agree('consent_gaps without bounds, and of nothing', 7, $$
	SELECT concat_ws(' | ', coverage, part) AS input, consent_gaps(coverage::datemultirange, part::datemultirange) AS got, want
	FROM (VALUES ('{[2020-01-01,)}', '{[2019-12-01,2020-02-01)}', '{[2019-12-01,2020-01-01)}'),
		('{[2020-01-01,2020-02-01)}', '{[2020-01-15,)}', '{[2020-02-01,)}'),
		('{}', '{(,)}', '{(,)}'), ('{(,)}', '{(,)}', '{}'), ('{}', '{}', '{}'),
		('{[2020-01-01,)}', '{}', '{}'), (NULL, '{}', NULL), ('{}', NULL, NULL)) v(coverage, part, want)$$);

SELECT oracle.agree('the ends of the calendar', 9, $$
	SELECT concat_ws(' | ', policy, birth, log) AS input, oracle.covered(policy, birth::date, oracle.log(log)) AS got, want
	FROM (VALUES
		('CN-2025', '5874890-01-01', '5874891-01-01 guardian consent', '{[5874891-01-01,)}'),
		('CN-2025', '5874885-01-01', '5874891-01-01 guardian consent', '{[5874891-01-01,5874893-01-01)}'),
		('CN-2025', '5874885-01-01', '5874891-01-01 guardian consent; 5874893-01-01 subject consent', '{[5874891-01-01,)}'),
		('CN-2025; grace=14d', '5874879-12-25', '5874897-12-01 guardian consent; 5874897-12-01 subject consent', '{[5874897-12-01,)}'),
		('CN-2025', '5874879-12-25', '5874897-12-01 guardian consent; 5874897-12-01 subject consent', '{[5874897-12-01,5874897-12-25)}'),
		('CN-2025', '5874879-12-31', '5874897-12-31 subject consent', '{[5874897-12-31,)}'),
		('CN-2025', '5874897-12-31', '5874897-12-31 guardian consent', '{[5874897-12-31,)}'),
		('CN-2025', '5874897-12-31', '5874897-12-30 guardian consent; 5874897-12-31 guardian withdraw', '{[5874897-12-30,5874897-12-31)}'),
		('CN-2025', '2010-05-17', '2028-05-17 subject consent; 5874897-12-31 subject withdraw', '{[2028-05-17,5874897-12-31)}')) v(policy, birth, log, want)$$);

-- -------------------------------------------------------------- what is refused

CREATE TEMP TABLE no_record (signed_on date, signer text, act text) ON COMMIT DROP;

SELECT oracle.agree('errors, and rows that are none', 24, $$
	SELECT rows AS input, oracle.outcome('SELECT consent_coverage(p::consent_policy, b::date, s::date, r, a) FROM (VALUES ' || rows || ') v(p, b, s, r, a)') AS got, want
	FROM (VALUES
		($r$('CN-2025', '2010-05-17', '2015-01-01', 'guardian', 'consent'), ('CN-2025', '2010-05-17', NULL, NULL, NULL)$r$, '{[2015-01-01,2018-05-17)}'),
		($r$('CN-2025', '2010-05-17', NULL, NULL, NULL)$r$, '{}'),
		($r$('CN-2025', '2010-05-17', NULL, NULL, NULL), ('US-404', '2010-05-17', NULL, NULL, NULL)$r$, '22023'),
		($r$('CN-2025', '2010-05-17', NULL, NULL, NULL), ('CN-2025', '2010-05-18', NULL, NULL, NULL)$r$, '22023'),
		($r$('CN-2025', '2010-05-17', '2015-01-01', 'guardian', 'consent'), ('CN-2016', '2010-05-17', '2015-01-01', 'guardian', 'consent')$r$, '22023'),
		($r$('CN-2025', '2010-05-17', '2015-01-01', 'guardian', 'consent'), ('CN-2025; grace=1d', '2010-05-17', '2015-01-01', 'guardian', 'consent')$r$, '22023'),
		($r$('CN-2025', '2010-05-17', '2015-01-01', 'guardian', 'consent'), ('CN-2025; guardians=1', '2010-05-17', NULL, NULL, NULL)$r$, '{[2015-01-01,2018-05-17)}'),
		($r$('CN-2025', '2010-05-17', '2015-01-01', 'guardian', 'consent'), ('CN-2025', '2010-05-18', '2015-01-01', 'guardian', 'consent')$r$, '22023'),
		($r$('CN-2025', '2010-05-17', '2015-01-01', 'guardian', 'consent'), ('CN-2025', NULL, '2015-01-01', 'guardian', 'consent')$r$, '22023'),
		($r$('CN-2025', NULL, '2015-01-01', 'guardian', 'consent'), ('CN-2025', '2010-05-17', '2015-01-01', 'guardian', 'consent')$r$, '22023'),
		($r$(NULL, '2010-05-17', '2015-01-01', 'guardian', 'consent')$r$, '22004'),
		($r$(NULL, '2010-05-17', NULL, NULL, NULL)$r$, '22004'),
		($r$('CN-2025', '2010-05-17', NULL, 'guardian', 'consent')$r$, '22004'),
		($r$('CN-2025', '2010-05-17', '2015-01-01', NULL, 'consent')$r$, '22004'),
		($r$('CN-2025', '2010-05-17', '2015-01-01', 'guardian', NULL)$r$, '22004'),
		($r$('CN-2025', '2010-05-17', '2015-01-01', NULL, NULL)$r$, '22004'),
		($r$('CN-2025', '2010-05-17', NULL, 'guardian', NULL)$r$, '22004'),
		($r$('CN-2025', '2010-05-17', NULL, NULL, 'consent')$r$, '22004'),
		($r$('CN-2025', NULL, '2015-01-01', 'guardian', NULL)$r$, '22004'),
		($r$('CN-2025', '2010-05-17', '2015-01-01', 'parent', 'consent')$r$, '22023'),
		($r$('CN-2025', '2010-05-17', '2015-01-01', 'Guardian', 'consent')$r$, '22023'),
		($r$('CN-2025', '2010-05-17', '2015-01-01', 'guardian', 'agree')$r$, '22023'),
		($r$('CN-2025', '2010-05-17', '2015-01-01', '', 'consent')$r$, '22023'),
		($r$('CN-2025', '2010-05-17', 'infinity', 'guardian', 'consent')$r$, '22008'),
		($r$('CN-2025', '2010-05-17', '-infinity', 'guardian', 'withdraw')$r$, '22008'),
		($r$('CN-2025', 'infinity', '2015-01-01', 'guardian', 'consent')$r$, '22008'),
		($r$('CN-2025', '-infinity', NULL, NULL, NULL)$r$, '22008')) v(rows, want)$$);

SELECT oracle.agree('no row at all', 3, $$
	SELECT call AS input, oracle.outcome(format('SELECT %s FROM no_record', call)) AS got, '{}' AS want
	FROM unnest(ARRAY['consent_coverage(''CN-2025'', date ''2010-05-17'', signed_on, signer, act)', 'consent_coverage(NULL, NULL::date, signed_on, signer, act)',
		'consent_coverage_possible(''CN-2025'', partial_date ''2010'', signed_on, signer, act)']) call$$);

SELECT oracle.agree('infinite dates', 6, $$
	SELECT call AS input, oracle.outcome(call) AS got, '22008' AS want
	FROM unnest(ARRAY['consent_required(''CN-2025'', ''infinity'', ''2020-01-01'')', 'consent_required(''CN-2025'', ''2010-05-17'', ''infinity'')',
		'consent_required(''CN-2025'', ''-infinity'', ''2020-01-01'')', 'consent_required(''CN-2025'', ''2010-05-17'', ''-infinity'')',
		'SELECT consent_coverage(''CN-2025'', ''infinity''::date, ''2015-01-01'', ''guardian'', ''consent'')',
		'SELECT consent_coverage_possible(''CN-2025'', partial_date ''2010'', ''infinity'', ''guardian'', ''consent'')']) call$$);

SELECT oracle.agree('NULL in, NULL out', 5, $$
	SELECT call AS input, oracle.outcome(call) AS got, NULL AS want
	FROM unnest(ARRAY['consent_required(NULL, ''2010-05-17'', ''2020-01-01'')', 'consent_required(''CN-2025'', NULL, ''2020-01-01'')',
		'consent_required(''CN-2025'', ''2010-05-17'', NULL)', 'consent_gaps(NULL, ''{}'')', 'consent_gaps(''{}'', NULL)']) call$$);

SELECT * FROM finish();
ROLLBACK;
