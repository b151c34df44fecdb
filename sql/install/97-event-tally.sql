-- SPDX-License-Identifier: PostgreSQL
--
-- Event tally: events, cases and subjects counted exactly, at every level at
-- once, a value that adds up.

CREATE TYPE event_tally;

CREATE FUNCTION event_tally_in(cstring) RETURNS event_tally
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION event_tally_in(cstring) IS 'input of type event_tally';

CREATE FUNCTION event_tally_out(event_tally) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION event_tally_out(event_tally) IS 'output of type event_tally';

CREATE FUNCTION event_tally_recv(internal) RETURNS event_tally
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION event_tally_recv(internal) IS 'binary input of type event_tally';

CREATE FUNCTION event_tally_send(event_tally) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION event_tally_send(event_tally) IS 'binary output of type event_tally';

CREATE TYPE event_tally (
	INPUT = event_tally_in,
	OUTPUT = event_tally_out,
	RECEIVE = event_tally_recv,
	SEND = event_tally_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = extended
);
COMMENT ON TYPE event_tally IS
'rows of adverse events, kept whole so that events, cases and subjects are counted exactly at every level of soc, pt, arm and band; made by the aggregate event_tally(), counted by unnest(), added by + and sum(); the same rows in any order give the same value; text form: \x and hexadecimal digits (22P02 if malformed); texts are in the encoding of the database that made it (22021 if not valid in this one); a value that is stored or sent ends at 1 GB (54000); it has no order and no equality, so no DISTINCT, GROUP BY, index: compare its text form';

CREATE FUNCTION event_tally_add(state event_tally, study_id text, subject_id text, event_id text, case_id text, version date, soc text, pt text, arm text, band age_band, in_interval boolean, in_cumulative boolean) RETURNS event_tally
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION event_tally_add(event_tally, text, text, text, text, date, text, text, text, age_band, boolean, boolean) IS
'transition function of event_tally(); a NULL state is an empty one';

CREATE FUNCTION event_tally_sum(event_tally, event_tally) RETURNS event_tally
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION event_tally_sum(event_tally, event_tally) IS
'transition function of sum(event_tally), combine function of both aggregates; a NULL adds nothing';

CREATE FUNCTION event_tally_final(event_tally) RETURNS event_tally
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1;
COMMENT ON FUNCTION event_tally_final(event_tally) IS
'final function of event_tally() and sum(event_tally): the state as it is';

CREATE AGGREGATE event_tally(study_id text, subject_id text, event_id text, case_id text, version date, soc text, pt text, arm text, band age_band, in_interval boolean, in_cumulative boolean) (
	SFUNC = event_tally_add,
	STYPE = event_tally,
	SSPACE = 8192,
	FINALFUNC = event_tally_final,
	FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = event_tally_sum,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE event_tally(text, text, text, text, date, text, text, text, age_band, boolean, boolean) IS
'rows of events to a value that counts them; in_interval and in_cumulative: true counts in that period, false does not, NULL is undetermined; one event is (study_id, subject_id, event_id), of which the row of the greatest version stands (NULL lowest), of these one whose arm is BLINDED, ties by the greatest (soc, pt, arm, band, case_id, in_interval, in_cumulative), texts by bytes, NULL lowest; a NULL event_id is an event of its own, a NULL case_id a case of its own, a NULL subject_id nobody (its events and cases count, subjects do not); NULL or empty soc, pt and arm count under UNKNOWN, a NULL band under (,); no row gives NULL; memory: 32 bytes a row, texts once, ids longer than 8 bytes once a row, room to grow of at most as much, and 32 bytes a row more while it is sorted';

CREATE AGGREGATE sum(event_tally) (
	SFUNC = event_tally_sum,
	STYPE = event_tally,
	SSPACE = 8192,
	FINALFUNC = event_tally_final,
	FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = event_tally_sum,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sum(event_tally) IS
'the union of values: an event that several hold counts once; NULLs are left out, no value gives NULL; memory as of event_tally(); 54000 if it becomes too large';

CREATE FUNCTION event_tally_pl(event_tally, event_tally) RETURNS event_tally
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION event_tally_pl(event_tally, event_tally) IS
'implementation of + operator';

CREATE OPERATOR + (
	FUNCTION = event_tally_pl, LEFTARG = event_tally, RIGHTARG = event_tally,
	COMMUTATOR = +
);
COMMENT ON OPERATOR + (event_tally, event_tally) IS
'the union of both: an event that both hold counts once, and its other row as a duplicate; events without an id are never the same';

CREATE FUNCTION unnest(tally event_tally, OUT soc text, OUT pt text, OUT arm text, OUT band age_band,
	OUT events_interval bigint, OUT cases_interval bigint, OUT subjects_interval bigint, OUT undetermined_interval bigint,
	OUT events_cumulative bigint, OUT cases_cumulative bigint, OUT subjects_cumulative bigint, OUT undetermined_cumulative bigint,
	OUT undetermined bigint) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_unnest_event_tally' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 2000;
COMMENT ON FUNCTION unnest(event_tally) IS
'a row for each cell that holds something, at all 12 levels: (soc, pt), soc or all, by arm or all, by band or all; NULL in soc, pt, arm, band is the total over it; in the order of soc, pt, arm (bytes) and band, totals last; undetermined* are events: in that period, or in at least one; cases and subjects are of events that count in the period; a subject, a case counts once in each cell';

CREATE FUNCTION events(tally event_tally) RETURNS bigint
	AS 'MODULE_PATHNAME', 'pedsafety_events' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION events(event_tally) IS
'events held, each once, in whatever period';

CREATE FUNCTION duplicates(tally event_tally) RETURNS bigint
	AS 'MODULE_PATHNAME', 'pedsafety_duplicates' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION duplicates(event_tally) IS
'rows that were dropped as another version of an event';
