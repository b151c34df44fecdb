-- SPDX-License-Identifier: PostgreSQL
--
-- What the history of a run tells; to be run once after it, with :log, the
-- name of the server's log.

-- Each version of each row, with the times from and to which it was committed.
CREATE TABLE past AS
SELECT * FROM (SELECT h.*, at AS since, lead(at) OVER (PARTITION BY of, id ORDER BY seq) AS until
	FROM history h JOIN (SELECT DISTINCT xact, pg_xact_commit_timestamp(xact::xid) AS at FROM history) x USING (xact)) v
WHERE NOT gone;
CREATE INDEX ON past (subject_id, of);
ANALYZE past;

-- Coverage as it was committed at a time, or just before it.
CREATE FUNCTION covered(s int, at timestamptz, before boolean) RETURNS datemultirange STABLE LANGUAGE sql AS $$
	SELECT consent_coverage('CN-2025', b.birth, c.signed_on, c.signer, c.act, c.signer_id, c.valid)
	FROM past c, (SELECT birth FROM past WHERE of = 'subject' AND subject_id = s
		AND CASE WHEN before THEN since < at AND (until IS NULL OR until >= at)
			ELSE since <= at AND (until IS NULL OR until > at) END) b
	WHERE c.of = 'consent' AND c.subject_id = s
		AND CASE WHEN before THEN since < at AND (until IS NULL OR until >= at)
			ELSE since <= at AND (until IS NULL OR until > at) END
$$;

-- Doses that were not covered when they were committed; but for an UPDATE that
-- left subject and day as they were, which nobody checks: such a dose may have
-- been uncovered, and reported, before.
CREATE TABLE never_covered AS
SELECT id, subject_id, day, since, xact, unchanged FROM (
	SELECT *, coalesce(NOT lag(gone) OVER w AND (lag(subject_id) OVER w, lag(day) OVER w) = (subject_id, day), false) AS unchanged
	FROM (SELECT h.*, pg_xact_commit_timestamp(xact::xid) AS since FROM history h WHERE of = 'dose') h
	WINDOW w AS (PARTITION BY id ORDER BY seq)) v
WHERE NOT gone AND NOT covered(subject_id, since, false) @> day;

-- Changes of consent or birth, the days from which they took coverage, and
-- those of them that had a dose.
CREATE TABLE uncovering AS
SELECT xact, subject_id, withdrawal, gap, coalesce(gap * doses, '{}') AS lost
FROM (
	SELECT xact, subject_id, at, bool_or(withdrawal) AS withdrawal
	FROM (SELECT xact, subject_id, since AS at, coalesce(act = 'withdraw', false) AS withdrawal
			FROM past WHERE of <> 'dose'
		UNION ALL			-- what is gone leaves no version
		SELECT xact, subject_id, pg_xact_commit_timestamp(xact::xid), false
			FROM history WHERE gone AND of <> 'dose') c
	GROUP BY xact, subject_id, at
) c, LATERAL (
	SELECT covered(c.subject_id, c.at, true) - covered(c.subject_id, c.at, false) AS gap
) g, LATERAL (
	SELECT range_agg(daterange(day, day + 1)) AS doses
	FROM past d WHERE d.of = 'dose' AND d.subject_id = c.subject_id AND d.since <= c.at AND (d.until IS NULL OR d.until > c.at)
) l
WHERE NOT isempty(gap);

-- The reports in the server's log, by transaction; DETAIL follows its message.
CREATE TABLE report AS
SELECT line[2]::xid AS xact, (regexp_match(line[4], '=\((\d+)\) is not covered'))[1]::int AS subject_id,
	(regexp_match(line[4], 'covered on (\{.*\})'))[1]::datemultirange AS days, line[4] ~ '\} and later' AS more
FROM (SELECT line, lag(line[3] || line[4]) OVER (PARTITION BY line[1] ORDER BY n) AS message
	FROM regexp_split_to_table(pg_read_file(:'log'), E'\n') WITH ORDINALITY l(text, n),
		regexp_match(text, format('^%s (\d+) (\d+) ([A-Z]+):  (.*)$', current_database())) line
	WHERE line IS NOT NULL) l
WHERE line[3] = 'DETAIL' AND message ~ '^WARNINGchange of table "consent" leaves rows';
