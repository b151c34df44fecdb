-- SPDX-License-Identifier: PostgreSQL
--
-- The oracle of consent: the whole log is read anew for every single day and
-- every birth date that is possible. It is written from the contract, not from
-- the C code, and shares nothing with it. To be included after oracle.sql.
--
-- A log is an array of records, or its text: records separated by "; ", each
-- "date role[:id] act [window]", such as
--   2015-01-01 guardian:m consent [2015-01-01,2016-01-01); 2015-03-01 subject dissent
-- and "-" is a row without a record (all NULL). "guardian" has no id,
-- "guardian:" the empty one.

CREATE TYPE oracle.consent_record AS (signed_on date, signer text, act text, signer_id text, valid daterange);

CREATE FUNCTION oracle.log(log text) RETURNS oracle.consent_record[]
LANGUAGE sql IMMUTABLE AS $$
	SELECT coalesce(array_agg(CASE WHEN line = '-' THEN ROW(NULL, NULL, NULL, NULL, NULL)::oracle.consent_record
		ELSE ROW(split_part(line, ' ', 1), split_part(split_part(line, ' ', 2), ':', 1), split_part(line, ' ', 3),
				 substring(split_part(line, ' ', 2) FROM ':(.*)$'), nullif(split_part(line, ' ', 4), ''))::oracle.consent_record END
		ORDER BY no), '{}')
	FROM string_to_table(log, '; ') WITH ORDINALITY l(line, no)
$$;

CREATE FUNCTION oracle.log_text(log oracle.consent_record[]) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
	SELECT string_agg(coalesce(concat_ws(' ', signed_on, signer || coalesce(':' || signer_id, ''), act, valid), ''), '; ' ORDER BY no)
	FROM (SELECT no, signed_on, coalesce(signer, '-') AS signer, act, signer_id, valid
		  FROM unnest(log) WITH ORDINALITY l(signed_on, signer, act, signer_id, valid, no)) r
$$;

-- ------------------------------------------------------------------- policies

-- What a name stands for; assent NULL: the name leaves it to be given.
CREATE TABLE oracle.policy (name text PRIMARY KEY, guardians int NOT NULL, assent text, majority text NOT NULL,
							grace int NOT NULL DEFAULT 0, override boolean NOT NULL DEFAULT false);

INSERT INTO oracle.policy (name, guardians, assent, majority) VALUES
	('CN-2025', 1, '8y',  '18y'),
	('CN-2016', 1, '10y', '18y'),
	('US-404',  1, '7y',  '18y'),
	('US-405',  1, '7y',  '18y'),
	('US-406',  2, '7y',  '18y'),
	('US-407',  2, '7y',  '18y'),
	('EU-CTR',  1, NULL,  '18y'),
	('JP-GCP',  1, NULL,  '18y'),
	('ICH-E11', 1, NULL,  '18y'),
	('AT',      1, '14y', '18y');

UPDATE oracle.policy SET override = true WHERE name IN ('CN-2025', 'CN-2016');

-- A policy from its text: the name, then what is amended. Assent is then an
-- age or "none".
CREATE FUNCTION oracle.policy_of(policy text) RETURNS oracle.policy
LANGUAGE plpgsql STABLE AS $$
DECLARE
	p oracle.policy;
BEGIN
	SELECT * INTO STRICT p FROM oracle.policy n WHERE n.name = split_part(policy_of.policy, ';', 1);
	p.guardians := coalesce(substring(policy FROM 'guardians=(\d+)')::int, p.guardians);
	p.assent := coalesce(substring(policy FROM 'assent=(\w+)'), p.assent);
	p.majority := coalesce(substring(policy FROM 'majority=(\w+)'), p.majority);
	p.grace := coalesce(substring(policy FROM 'grace=(\d+)d')::int, p.grace);
	RETURN p;
END $$;

-- Who must have agreed on a day.
CREATE FUNCTION oracle.consent_required(policy text, birth date, at date) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
	p oracle.policy := oracle.policy_of(policy);
BEGIN
	IF oracle.reached(birth, p.majority) <= at THEN
		RETURN '{subject}';
	ELSIF p.assent <> 'none' AND oracle.reached(birth, p.assent) <= at THEN
		RETURN '{guardian,subject}';
	ELSE
		RETURN '{guardian}';
	END IF;
END $$;

-- ------------------------------------------------------------------- coverage

-- What the records say on each of the days, whoever was born when:
--   guardians  how many distinct guardians agree
--   signed     the date of the consent by which the subject agrees
--   waived     an ethics waiver is there
--   withdrawn  the subject has withdrawn, and not consented since
--   dissented  the subject has dissented, and not consented since
--   overridden ... and an investigator's override has taken its place
-- (Whether the day is one for a waiver or an override, that is below majority,
-- and whether the policy knows overrides, is not looked at here.)
CREATE FUNCTION oracle.consent_days(log oracle.consent_record[], days date[])
RETURNS TABLE (day date, guardians bigint, signed date, waived boolean, withdrawn boolean, dissented boolean, overridden boolean)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
	-- All that one signer did on one date. The subject is one signer.
	WITH act AS MATERIALIZED (
		SELECT r.signer COLLATE "C" AS signer, CASE WHEN r.signer <> 'subject' THEN r.signer_id END COLLATE "C" AS id, r.signed_on AS dated,
			bool_or(r.act = 'dissent') AS dissents,
			bool_or(r.act = 'withdraw') AS withdraws,
			bool_or(r.act IN ('dissent', 'withdraw')) AS refuses,
			bool_or(r.act IN ('consent', 'assent')) AS consents,
			bool_or(r.act = 'override') AS overrides,
			bool_or(r.act = 'waive') AS waives,
			range_agg(coalesce(r.valid, daterange(r.signed_on, NULL))) FILTER (WHERE r.act IN ('consent', 'assent')) AS windows
		FROM unnest(log) r
		WHERE r.signed_on IS NOT NULL
		GROUP BY 1, 2, 3),
	-- On each day, all that has been done so far, ...
	past AS MATERIALIZED (
		SELECT d.day, a.* FROM unnest(days) d(day) JOIN act a ON a.dated <= d.day),
	-- ... and of each signer the newest.
	newest AS MATERIALIZED (
		SELECT DISTINCT ON (day, signer, id) * FROM past ORDER BY day, signer, id, dated DESC),
	agreement AS (
		SELECT *, consents AND NOT refuses AND windows @> day AS agrees FROM newest),
	standing AS (
		SELECT day,
			count(*) FILTER (WHERE signer = 'guardian' AND agrees) AS guardians,
			max(dated) FILTER (WHERE signer = 'subject' AND agrees) AS signed,
			coalesce(bool_or(waives AND NOT refuses) FILTER (WHERE signer = 'ethics'), false) AS waived,
			-- the newest override that its investigator has not gone back on
			max(dated) FILTER (WHERE signer = 'investigator' AND overrides AND NOT refuses) AS override
		FROM agreement GROUP BY day),
	history AS (
		SELECT day,
			max(dated) FILTER (WHERE signer = 'subject' AND consents) AS consent,
			max(dated) FILTER (WHERE signer = 'subject' AND withdraws) AS withdrawal,
			max(dated) FILTER (WHERE signer = 'subject' AND dissents) AS dissent,
			max(dated) FILTER (WHERE signer = 'investigator' AND refuses) AS ended
		FROM past GROUP BY day)
	SELECT d.day, coalesce(s.guardians, 0), s.signed, coalesce(s.waived, false),
		h.withdrawal IS NOT NULL AND (h.consent IS NULL OR h.consent <= h.withdrawal),
		h.dissent IS NOT NULL AND (h.consent IS NULL OR h.consent <= h.dissent),
		h.dissent IS NOT NULL AND (h.consent IS NULL OR h.consent <= h.dissent)
			AND s.override IS NOT NULL AND s.override >= h.dissent
			AND (h.ended IS NULL OR h.ended < s.override)
	FROM unnest(days) d(day) LEFT JOIN standing s ON s.day = d.day LEFT JOIN history h ON h.day = d.day;
END $$;

-- The days to look at: all from the first record to some days past the last
-- on which anything can change (a record, a bound of a window, a threshold
-- with its grace) for any of the births; or, if there is too much between,
-- those within three days of such a day.
CREATE FUNCTION oracle.consent_look(p oracle.policy, births date[], log oracle.consent_record[], every_day boolean)
RETURNS date[] LANGUAGE plpgsql STABLE AS $$
DECLARE
	turns date[];
BEGIN
	SELECT array_agg(DISTINCT t) INTO turns
	FROM (SELECT unnest(ARRAY[r.signed_on, lower(r.valid), upper(r.valid)]) FROM unnest(log) r
		  UNION ALL
		  SELECT oracle.reached(b, age) + late FROM unnest(births) b, unnest(ARRAY[p.assent, p.majority]) age, unnest(ARRAY[0, p.grace]) late
		  WHERE age <> 'none') x(t)
	WHERE isfinite(t) AND t >= (SELECT min(r.signed_on) FROM unnest(log) r) - 40;
	IF every_day THEN
		RETURN (SELECT array_agg(lo + g) FROM (SELECT min(t), max(t) FROM unnest(turns) t) x(lo, hi), generate_series(-1, hi - lo + 5) g);
	ELSE
		RETURN (SELECT array_agg(DISTINCT t + g) FROM unnest(turns) t, generate_series(-3, 3) g);
	END IF;
END $$;

-- The days that are covered for all the births, and those for some; nothing
-- changes after the last one looked at. "looked" is all that was looked at.
CREATE FUNCTION oracle.consent_coverage(policy text, births date[], log oracle.consent_record[], every_day boolean DEFAULT true,
	OUT sure datemultirange, OUT possible datemultirange, OUT looked datemultirange)
LANGUAGE plpgsql STABLE AS $$
DECLARE
	p    oracle.policy := oracle.policy_of(policy);
	days date[] := oracle.consent_look(p, births, log, every_day);
	last date := (SELECT max(d) FROM unnest(days) d);
BEGIN
	WITH fact AS MATERIALIZED (
		SELECT * FROM oracle.consent_days(log, days)),
	child AS MATERIALIZED (
		SELECT CASE WHEN p.assent <> 'none' THEN oracle.reached(b, p.assent) END AS child, oracle.reached(b, p.majority) AS adult
		FROM unnest(births) b),
	verdict AS (
		SELECT f.day,
			NOT f.withdrawn
			AND NOT (f.dissented AND NOT (p.override AND f.overridden AND f.day < c.adult))
			AND (
				-- the guardians alone: below the child's age (without one, below majority), and in the grace after it
				(f.guardians >= p.guardians AND f.day < coalesce(c.child, c.adult) + p.grace)
				-- they and the child: up to majority, and in the grace after it
				OR (f.guardians >= p.guardians AND f.day >= c.child AND f.day < c.adult + p.grace
					AND (coalesce(f.signed >= c.child, false)
						 OR (f.day < c.adult AND (f.waived OR (p.override AND f.overridden)))))
				-- the adult
				OR (f.day >= c.adult AND coalesce(f.signed >= c.adult, false))) AS covered
		FROM fact f, child c),
	both_ways AS (
		SELECT day, bool_and(coalesce(covered, false)) AS sure, bool_or(coalesce(covered, false)) AS possible,
			daterange(day, CASE WHEN day < last THEN day + 1 END) AS span
		FROM verdict GROUP BY day)
	SELECT coalesce(range_agg(span) FILTER (WHERE b.sure), '{}'), coalesce(range_agg(span) FILTER (WHERE b.possible), '{}'),
		coalesce(range_agg(span), '{}')
	INTO sure, possible, looked
	FROM both_ways b;
END $$;

-- ------------------------------------------------------------------ random logs

-- A policy. Mostly the ages are some months apart, so that all days between
-- can be looked at; "far": the ages of the name, or years apart.
CREATE FUNCTION oracle.some_policy(stream text, i bigint, far boolean DEFAULT false) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
	base   text := oracle.pick(stream || ' base', i, '{CN-2025,CN-2025,CN-2025,CN-2025,CN-2016,CN-2016,CN-2016,US-404,US-405,US-406,US-407,EU-CTR,JP-GCP,ICH-E11,AT}'::text[]);
	result text := base;
	months int := oracle.pick(stream || ' months', i, '{3,12,30,84,84,96,96,120,144,168}'::int[]);
	apart  int := 2 + oracle.rnd(stream || ' apart', i, 5);
	child  text;
	adult  text;
BEGIN
	IF oracle.rnd(stream || ' guardians', i, 3) = 0 THEN
		result := result || '; guardians=' || oracle.pick(stream || ' how many', i, '{1,2,2,3}'::int[]);
	END IF;
	IF oracle.rnd(stream || ' grace', i, 3) > 0 THEN
		result := result || '; grace=' || oracle.pick(stream || ' days', i, '{0,1,1,2,14,14,30,30,75}'::int[]) || 'd';
	END IF;
	IF far THEN
		IF oracle.rnd(stream || ' majority', i, 4) = 0 THEN
			result := result || '; majority=' || oracle.pick(stream || ' of age', i, '{16y,17y,20y,21y,200mo,6000d,900w}'::text[]);
		END IF;
		IF oracle.rnd(stream || ' assent', i, 4) = 0 OR base IN ('EU-CTR', 'JP-GCP', 'ICH-E11') THEN
			result := result || '; assent=' || oracle.pick(stream || ' knows', i, '{none,6y,7y,12y,14y,95mo,2800d,365w}'::text[]);
		END IF;
		RETURN result;
	END IF;
	CASE oracle.rnd(stream || ' child', i, 5)
		WHEN 0 THEN child := months / 12 * 365 || 'd';
		WHEN 1 THEN child := months / 12 * 52 || 'w';
		WHEN 2 THEN child := months / 12 || 'y';
		ELSE child := months || 'mo';
	END CASE;
	IF months < 12 THEN
		child := oracle.pick(stream || ' infant', i, '{0d,1d,30d,6w,1mo,3mo}'::text[]);
	END IF;
	CASE oracle.rnd(stream || ' adult', i, 4)
		WHEN 0 THEN adult := (months + apart) * 31 || 'd';
		ELSE adult := months + apart || 'mo';
	END CASE;
	IF oracle.rnd(stream || ' none', i, 8) = 0 THEN
		child := 'none';
	END IF;
	RETURN result || CASE i % 2 WHEN 0 THEN '; majority=' || adult || '; assent=' || child
		ELSE '; assent=' || child || '; majority=' || adult END;
END $$;

-- A birth: often on the 29th, 30th or 31st, the last of February above all.
CREATE FUNCTION oracle.some_birth(stream text, i bigint) RETURNS date
LANGUAGE plpgsql AS $$
BEGIN
	RETURN CASE oracle.rnd(stream || ' which', i, 5)
		WHEN 0 THEN make_date(1996 + 4 * oracle.rnd(stream, i, 6)::int, 3, 1) - 1
		WHEN 1 THEN make_date(1996 + oracle.rnd(stream, i, 25)::int, oracle.pick(stream || ' long', i, '{1,3,5,7,8,10,12}'::int[]), 31)
		ELSE oracle.some_date(stream, i, 1996, 2020) END;
END $$;

-- A log about the thresholds of one who may be born on that date. First the
-- guardians that are needed sign (mostly), then one of some common things
-- happens, then anything may, often on a day that matters or on a day on which
-- something else has happened; and often it is answered.
CREATE FUNCTION oracle.some_log(stream text, i bigint, policy text, birth date) RETURNS oracle.consent_record[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
	p     oracle.policy := oracle.policy_of(policy);
	adult date := oracle.reached(birth, p.majority);
	child date := CASE WHEN p.assent = 'none' THEN adult ELSE oracle.reached(birth, p.assent) END;
	turns date[];
	dates date[] := '{}';
	log   oracle.consent_record[] := '{}';
	r     oracle.consent_record;
	s     text;
	story text := oracle.pick(stream || ' story', i, '{dissent,dissent,signature,waiver,any}'::text[]);
BEGIN
	-- Ages far apart: the log is about one of them.
	IF adult - child > 800 THEN
		IF oracle.rnd(stream || ' about', i, 2) = 0 THEN
			child := adult;
		ELSE
			adult := child;
		END IF;
	END IF;
	SELECT array_agg(t + late + near) INTO turns
	FROM unnest(ARRAY[child, child, adult]) t, unnest(ARRAY[0, 0, p.grace]) late, unnest('{-1,0,0,1}'::int[]) near;

	FOR k IN 1 .. p.guardians + 1 + oracle.rnd(stream || ' more', i, 9) LOOP
		s := stream || ' ' || k;
		IF oracle.rnd(s || ' none', i, 60) = 0 THEN
			log := log || ROW(NULL, NULL, NULL, NULL, NULL)::oracle.consent_record;
			CONTINUE;
		END IF;

		IF cardinality(dates) > 0 AND k > p.guardians + 1 AND (oracle.rnd(s || ' answer', i, 5) < 3 OR k = p.guardians + 2 AND story = 'dissent') THEN
			-- The answer to what came before, by the same signer or another, some days later.
			CASE (r.signer || CASE WHEN r.act IN ('dissent', 'withdraw') THEN ' refuses' ELSE ' agrees' END)
				WHEN 'guardian agrees' THEN
					r.act := oracle.pick(s || ' act', i, '{withdraw,dissent}'::text[]);
				WHEN 'guardian refuses' THEN
					r.act := 'consent';
				WHEN 'subject agrees' THEN
					r.act := oracle.pick(s || ' act', i, '{dissent,dissent,withdraw}'::text[]);
				WHEN 'subject refuses' THEN
					IF p.override AND oracle.rnd(s || ' override', i, 3) > 0 THEN
						r.signer := 'investigator';
						r.act := 'override';
						r.signer_id := oracle.pick(s || ' id', i, '{NULL,a,b}'::text[]);
					ELSE
						r.act := 'consent';
					END IF;
				WHEN 'investigator agrees' THEN
					IF oracle.rnd(s || ' dissent', i, 3) = 0 THEN
						r.signer := 'subject';
						r.act := oracle.pick(s || ' act', i, '{dissent,consent}'::text[]);
					ELSE
						r.act := oracle.pick(s || ' act', i, '{withdraw,dissent}'::text[]);
						r.signer_id := oracle.pick(s || ' id', i, ARRAY[r.signer_id, r.signer_id, 'b']);
					END IF;
				WHEN 'investigator refuses' THEN
					r.act := 'override';
				WHEN 'ethics agrees' THEN
					r.act := oracle.pick(s || ' act', i, '{withdraw,dissent}'::text[]);
				ELSE
					r.act := 'waive';
			END CASE;
			r.signed_on := r.signed_on + oracle.pick(s || ' later', i, '{0,0,0,1,1,3,10,25,40,-1}'::int[]);
			-- Now and then it makes no sense.
			IF oracle.rnd(s || ' nonsense', i, 8) = 0 THEN
				r.act := oracle.pick(s || ' act', i, '{consent,waive,override}'::text[]);
			END IF;
		ELSE
			r.signed_on := CASE oracle.rnd(s || ' when', i, 8)
				WHEN 0 THEN coalesce(dates[cardinality(dates)], child)
				WHEN 1 THEN coalesce(dates[1 + oracle.rnd(s || ' then', i, greatest(cardinality(dates), 1))], adult)
				WHEN 2 THEN coalesce(dates[cardinality(dates)], child) + 1 + oracle.rnd(s || ' after', i, 10)::int
				WHEN 3 THEN child - 60 + oracle.rnd(s || ' any', i, adult - child + 150)::int
				ELSE oracle.pick(s || ' turn', i, turns) END;
			IF k <= p.guardians THEN
				r.signer := 'guardian';
				r.act := 'consent';
				IF oracle.rnd(s || ' late', i, 4) > 0 THEN
					r.signed_on := child - 90 + oracle.rnd(s || ' early', i, 89)::int;
				END IF;
			ELSIF k = p.guardians + 1 AND story <> 'any' THEN
				r.signer := CASE story WHEN 'waiver' THEN 'ethics' ELSE 'subject' END;
				r.act := CASE story WHEN 'dissent' THEN 'dissent' WHEN 'signature' THEN 'consent' ELSE 'waive' END;
				r.signed_on := child - CASE story WHEN 'signature' THEN 0 ELSE 20 END + oracle.rnd(s || ' story', i, 50)::int;
			ELSE
				r.signer := oracle.pick(s || ' role', i, '{guardian,guardian,subject,subject,subject,subject,investigator,ethics}'::text[]);
				r.act := CASE r.signer
					WHEN 'guardian' THEN oracle.pick(s || ' act', i, '{consent,consent,consent,consent,assent,withdraw,dissent,waive,override}'::text[])
					WHEN 'subject' THEN oracle.pick(s || ' act', i,
						'{consent,consent,consent,consent,consent,consent,assent,assent,dissent,dissent,withdraw,waive,override}'::text[])
					WHEN 'investigator' THEN oracle.pick(s || ' act', i, '{override,override,override,override,withdraw,withdraw,dissent,consent,waive}'::text[])
					ELSE oracle.pick(s || ' act', i, '{waive,waive,waive,waive,waive,waive,withdraw,withdraw,dissent,consent,override}'::text[]) END;
			END IF;
			r.signer_id := CASE r.signer
				WHEN 'guardian' THEN CASE
					WHEN k > p.guardians THEN oracle.pick(s || ' id', i, '{m,m,f,f,g,"",NULL}'::text[])
					WHEN k = 1 THEN oracle.pick(s || ' id', i, '{m,m,m,m,m,NULL}'::text[])
					WHEN k = 2 THEN oracle.pick(s || ' id', i, '{f,f,f,f,f,m}'::text[])
					ELSE oracle.pick(s || ' id', i, '{g,g,g,"",NULL}'::text[]) END
				WHEN 'subject' THEN oracle.pick(s || ' id', i, '{NULL,NULL,s,t,""}'::text[])
				ELSE oracle.pick(s || ' id', i, '{NULL,NULL,a,a,b,""}'::text[]) END;
		END IF;
		r.valid := CASE oracle.rnd(s || ' valid', i, CASE WHEN k <= p.guardians THEN 90 ELSE 30 END)
			WHEN 0 THEN 'empty'::daterange
			WHEN 1 THEN '(,)'
			WHEN 2 THEN '[-infinity,infinity)'
			WHEN 3 THEN daterange(r.signed_on - 40, r.signed_on - oracle.rnd(s || ' past', i, 3)::int + 1)
			WHEN 4 THEN daterange(r.signed_on + oracle.rnd(s || ' future', i, 30)::int, NULL)
			WHEN 5 THEN daterange(r.signed_on + oracle.rnd(s || ' future', i, 30)::int, greatest(oracle.pick(s || ' to', i, turns), r.signed_on) + 30)
			WHEN 6 THEN daterange(NULL, greatest(oracle.pick(s || ' to', i, turns), r.signed_on + 1))
			WHEN 7 THEN daterange(r.signed_on, r.signed_on + 1 + oracle.rnd(s || ' length', i, 90)::int)
			WHEN 8 THEN daterange(r.signed_on, greatest(oracle.pick(s || ' to', i, turns), r.signed_on))
			ELSE NULL END;
		log := log || r;
		dates := dates || r.signed_on;
	END LOOP;
	RETURN log;
END $$;
