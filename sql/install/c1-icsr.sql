-- SPDX-License-Identifier: PostgreSQL
--
-- Case reports by their E2B(R3) elements: age, dates, seriousness, events.

CREATE FUNCTION icsr_age_band(icsr jsonb, scheme age_scheme DEFAULT 'ich-e11') RETURNS age_band
	AS 'MODULE_PATHNAME', 'pedsafety_icsr_age_band' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION icsr_age_band(jsonb, age_scheme) IS
'the band at the first reaction: from birth (D.2.1) and first onset (E.i.4), else the reported age (D.2.2), else the age group (D.2.3), whichever can be read first; (,) if none can; the hull where dates are partial; 22023 if icsr is not an object';

CREATE FUNCTION icsr_age_basis(icsr jsonb) RETURNS text
	AS 'MODULE_PATHNAME', 'pedsafety_icsr_age_basis' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION icsr_age_basis(jsonb) IS
'what icsr_age_band and icsr_age_text rest on: dates, reported, group or unknown; 22023 if icsr is not an object';

CREATE FUNCTION icsr_age_text(icsr jsonb) RETURNS text
	AS 'MODULE_PATHNAME', 'pedsafety_icsr_age_text' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION icsr_age_text(jsonb) IS
'the age at the first reaction in the unit that CDE 2025 No. 21 asks for, as 17 d, 14 mo, 8 a; a range (13-14 a) where partial dates leave several; a reported age as it is where it can be several; else the term of the age group; NULL if nothing is known';

CREATE FUNCTION icsr_birth(icsr jsonb) RETURNS partial_date
	AS 'MODULE_PATHNAME', 'pedsafety_icsr_birth' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION icsr_birth(jsonb) IS
'the date of birth (D.2.1); NULL if it is absent, a null flavour, or no date';

CREATE FUNCTION icsr_onset(icsr jsonb) RETURNS partial_date
	AS 'MODULE_PATHNAME', 'pedsafety_icsr_onset' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION icsr_onset(jsonb) IS
'the first onset (E.i.4): where partial dates leave open which reaction began first, the month or year that holds every possible day; NULL if no reaction has a date';

CREATE FUNCTION icsr_received(icsr jsonb) RETURNS date
	AS 'MODULE_PATHNAME', 'pedsafety_icsr_received' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION icsr_received(jsonb) IS
'the day on which the report was first received (C.1.4), in the sender''s zone; NULL if it does not name a day';

CREATE FUNCTION icsr_serious(icsr jsonb) RETURNS boolean
	AS 'MODULE_PATHNAME', 'pedsafety_icsr_serious' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION icsr_serious(jsonb) IS
'does a reaction meet a criterion of seriousness (E.i.3.2)? NI is no; NULL if none is met and one is absent or has another null flavour';

CREATE FUNCTION icsr_fatal_or_life_threatening(icsr jsonb) RETURNS boolean
	AS 'MODULE_PATHNAME', 'pedsafety_icsr_fatal_or_life_threatening' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION icsr_fatal_or_life_threatening(jsonb) IS
'the same of death and life-threatening alone (E.i.3.2a, E.i.3.2b), which shorten the clock of a report';

CREATE FUNCTION icsr_events(icsr jsonb, OUT event_no integer, OUT event_id text, OUT meddra_code text, OUT meddra_version text, OUT term text, OUT onset partial_date, OUT ended partial_date, OUT received date, OUT serious boolean, OUT fatal boolean, OUT life_threatening boolean, OUT hospitalisation boolean, OUT disabling boolean, OUT congenital boolean, OUT other_important boolean, OUT outcome text) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_icsr_events' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300 ROWS 3;
COMMENT ON FUNCTION icsr_events(jsonb) IS
'a row a reaction (E.i), in the order of the message, with the columns that the view event asks for: criteria of seriousness as in icsr_serious(), outcome in words, or as it is written where it is no code of E.i.7; 22023 if icsr is not an object';

CREATE FUNCTION icsr_completeness(icsr jsonb, lang text DEFAULT 'en', OUT element text, OUT item text, OUT state text, OUT asked_by text, OUT band age_band) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_icsr_completeness' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1500 ROWS 10;
COMMENT ON FUNCTION icsr_completeness(jsonb, text) IS
'what CDE 2025 No. 21 and E2B(R3) ask a report of a child of this age to say and the case lacks: a row an item (icsr_completeness_items), for items of a reaction or suspect drug one for each; state: absent, the meaning of the null flavour, unknown, unreadable, incomplete, other unit, text only; band: that of the case (ich-e11). Not a score. lang: en or zh; 22023 for another, or if icsr is not an object';

CREATE FUNCTION icsr_completeness_items(OUT item_no integer, OUT element text, OUT item text, OUT item_zh text, OUT asked_for_each text, OUT foetus boolean, OUT band age_band, OUT asked_by text, OUT confidence text) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pedsafety_icsr_completeness_items' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50 ROWS 23;
COMMENT ON FUNCTION icsr_completeness_items() IS
'the items of icsr_completeness: the element, or where it is looked for; for each case, reaction or suspect drug; whether of a foetus, and at which ages (a case is asked if one of its possible ages is among them); the clause, and how well it is confirmed';
