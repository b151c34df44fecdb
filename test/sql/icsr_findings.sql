-- SPDX-License-Identifier: PostgreSQL
-- icsr_rules, icsr_findings: each rule broken, and nearly broken; languages; which rules; null flavours; wrong shapes.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
SET lc_messages = 'C';
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
SET datestyle = SQL, DMY;
SET timezone = 'UTC';
BEGIN;
SELECT plan(435);

-- A child of 10 whose case breaks no rule; with another value for some elements
-- of the case, of its reaction, its drug, its dose. A JSON null takes one away.
CREATE FUNCTION pg_temp.child(of_case jsonb DEFAULT '{}', of_reaction jsonb DEFAULT '{}', of_drug jsonb DEFAULT '{}', of_dose jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_build_object('E.i', jsonb_build_array('{"E.i.1.2": "Rash", "E.i.2.1a": "26.1", "E.i.2.1b": "10037844",
			"E.i.3.2a": {"nullFlavor": "NI"}, "E.i.3.2b": {"nullFlavor": "NI"}, "E.i.3.2c": {"nullFlavor": "NI"},
			"E.i.3.2d": {"nullFlavor": "NI"}, "E.i.3.2e": {"nullFlavor": "NI"}, "E.i.3.2f": "true", "E.i.4": "20240505", "E.i.7": "1"}' || of_reaction),
		'G.k', jsonb_build_array(jsonb_build_object('G.k.1', '1', 'G.k.2.2', 'X', 'G.k.7.r', '[{"G.k.7.r.2a": "26.1"}]'::jsonb,
			'G.k.4.r', jsonb_build_array('{"G.k.4.r.1a": "5", "G.k.4.r.1b": "mg/kg", "G.k.4.r.4": "20240501", "G.k.4.r.9.1": "tablet"}' || of_dose)) || of_drug))
		|| '{"N.1.5": "20240601120000+0800", "C.1.1": "CN-X-1", "C.1.2": "20240601110000+0800", "C.1.3": "1", "C.1.4": "20240510", "C.1.5": "20240525",
			"D.1": {"nullFlavor": "MSK"}, "D.2.1": "20140310", "D.2.2a": "10", "D.2.2b": "a", "D.3": "32.5", "D.4": "140", "D.5": "1", "D.7.2": "Normal development."}'
		|| of_case $$;
-- A newborn of 9 days, born before term, complete too.
CREATE FUNCTION pg_temp.newborn(of_case jsonb DEFAULT '{}', of_reaction jsonb DEFAULT '{}', of_drug jsonb DEFAULT '{}', of_dose jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
	SELECT pg_temp.child('{"D.2.1": "20240426", "D.2.2a": "9", "D.2.2b": "d", "D.3": "2.1", "D.4": "45",
		"D.7.2": "Gestation 34 weeks, birth weight 2050 g, breast-fed, no vaccines yet, mother took nothing; development normal."}' || of_case, of_reaction, of_drug, of_dose) $$;
-- A newborn who was exposed through the mother.
CREATE FUNCTION pg_temp.mothers(of_case jsonb DEFAULT '{}', of_reaction jsonb DEFAULT '{}', of_drug jsonb DEFAULT '{}', of_dose jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
	SELECT pg_temp.newborn('{"D.10.2.1": "19900101", "D.10.6": "2", "D.10.3": "20230815"}' || of_case, of_reaction,
		'{"G.k.6a": "12", "G.k.6b": "wk"}' || of_drug, '{"G.k.4.r.4": "20231101", "G.k.4.r.11.1": "oral", "G.k.4.r.1b": "mg"}' || of_dose) $$;
-- What is found, in one text.
CREATE FUNCTION pg_temp.found(icsr jsonb, rules text DEFAULT 'all', lang text DEFAULT 'en') RETURNS text LANGUAGE sql AS $$
	SELECT coalesce(string_agg(rule || ' ' || element || ': ' || message, '; '), '') FROM icsr_findings(icsr, rules, lang) $$;

CREATE TEMP TABLE tested (no serial, icsr jsonb, rules text, expected text, what text);
-- ------------------------------------------------------------------ each rule
INSERT INTO tested (icsr, rules, expected, what) VALUES
	(pg_temp.child(), 'all', '', 'nothing is said of a case that breaks no rule: child'),
	(pg_temp.newborn(), 'all', '', 'nothing is said of a case that breaks no rule: newborn'),
	(pg_temp.mothers(), 'all', '', 'nothing is said of a case that breaks no rule: mothers'),
	('{"C.1.1": "x", "D.10.2.1": "1980", "D.10.6": "2"}', 'R01', 'R01 D.1: no element of section D has a value or is masked: the patient cannot be identified', 'R01: the parent is not the patient'),
	('{"C.1.1": "x", "D.10.2.1": "1980", "D.10.6": "2", "D.1": {"nullFlavor": "MSK"}}', 'R01', '', 'R01: masked'),
	('{"C.1.1": "x", "D.10.2.1": "1980", "D.10.6": "2", "D.1": {"nullFlavor": "UNK"}}', 'R01', 'R01 D.1: no element of section D has a value or is masked: the patient cannot be identified', 'R01: unknown'),
	('{"C.1.1": "x", "D.10.2.1": "1980", "D.10.6": "2", "D.7.1.r": [{"D.7.1.r.5": "asthma"}]}', 'R01', '', 'R01: any element of the section'),
	('{"C.1.1": "x", "D.10.2.1": "1980", "D.10.6": "2", "D.5": "2"}', 'R01', '', 'R01: the sex alone'),
	(pg_temp.child('{"D.2.2b": null}'), 'all', 'R02 D.2.2b: D.2.2a has a value (10), but D.2.2b has none', 'R02: no unit'),
	(pg_temp.child('{"D.2.2a": null}'), 'all', 'R02 D.2.2a: D.2.2b has a value (a), but D.2.2a has none', 'R02: no number'),
	(pg_temp.child('{"D.2.2a": null, "D.2.2b": null}'), 'all', '', 'R02: none'),
	(pg_temp.child('{"D.2.2a": {"nullFlavor": "UNK"}}'), 'R02', 'R02 D.2.2a: D.2.2b has a value (a), but D.2.2a has none', 'R02: a null flavour is no value'),
	(pg_temp.child('{"D.2.2a": "ten"}'), 'R02,R10,R11,R14,R15', 'R02 D.2.2a: "ten" is not a number of at most 5 digits', 'R02: not a number: ten'),
	(pg_temp.child('{"D.2.2a": "-1"}'), 'R02,R10,R11,R14,R15', 'R02 D.2.2a: "-1" is not a number of at most 5 digits', 'R02: not a number: -1'),
	(pg_temp.child('{"D.2.2a": "1e1"}'), 'R02,R10,R11,R14,R15', 'R02 D.2.2a: "1e1" is not a number of at most 5 digits', 'R02: not a number: 1e1'),
	(pg_temp.child('{"D.2.2a": "10,5"}'), 'R02,R10,R11,R14,R15', 'R02 D.2.2a: "10,5" is not a number of at most 5 digits', 'R02: not a number: 10,5'),
	(pg_temp.child('{"D.2.2a": "123456"}'), 'R02', 'R02 D.2.2a: "123456" is not a number of at most 5 digits', 'R02: not a number: 123456'),
	(pg_temp.child('{"D.2.2a": ".5"}'), 'R02,R10,R11,R14,R15', 'R02 D.2.2a: ".5" is not a number of at most 5 digits', 'R02: not a number: .5'),
	(pg_temp.child('{"D.2.2a": "5."}'), 'R02,R10,R11,R14,R15', 'R02 D.2.2a: "5." is not a number of at most 5 digits', 'R02: not a number: 5.'),
	(pg_temp.child('{"D.2.2a": "1.2.3"}'), 'R02,R10,R11,R14,R15', 'R02 D.2.2a: "1.2.3" is not a number of at most 5 digits', 'R02: not a number: 1.2.3'),
	(pg_temp.child('{"D.2.2a": "Infinity"}'), 'R02,R10,R11,R14,R15', 'R02 D.2.2a: "Infinity" is not a number of at most 5 digits', 'R02: not a number: Infinity'),
	(pg_temp.child('{"D.2.2a": "NaN"}'), 'R02,R10,R11,R14,R15', 'R02 D.2.2a: "NaN" is not a number of at most 5 digits', 'R02: not a number: NaN'),
	(pg_temp.child('{"D.2.2a": "0x1"}'), 'R02,R10,R11,R14,R15', 'R02 D.2.2a: "0x1" is not a number of at most 5 digits', 'R02: not a number: 0x1'),
	(pg_temp.child('{"D.2.2a": "1 0"}'), 'R02,R10,R11,R14,R15', 'R02 D.2.2a: "1 0" is not a number of at most 5 digits', 'R02: not a number: 1 0'),
	(pg_temp.child('{"D.2.2a": "１"}'), 'R02,R10,R11,R14,R15', 'R02 D.2.2a: "１" is not a number of at most 5 digits', 'R02: not a number: １'),
	(pg_temp.child('{"D.2.2a": "10"}'), 'all', '', 'R02: 10'),
	(pg_temp.child('{"D.2.2a": "10.25"}'), 'all', '', 'R02: 10.25'),
	(pg_temp.child('{"D.2.2a": "010.0"}'), 'all', '', 'R02: 010.0'),
	(pg_temp.child('{"D.2.2a": "12345"}'), 'R02', '', 'R02: five digits'),
	(pg_temp.child('{"D.2.2a": "123.456"}'), 'R02', 'R02 D.2.2a: "123.456" is not a number of at most 5 digits', 'R02: six'),
	(pg_temp.child('{"D.2.2b": "A"}'), 'R03,R11', 'R03 D.2.2b: "A" is not one of a, mo, wk, d, h, {decade}', 'R03: A'),
	(pg_temp.child('{"D.2.2b": "YR"}'), 'R03,R11', 'R03 D.2.2b: "YR" is not one of a, mo, wk, d, h, {decade}', 'R03: YR'),
	(pg_temp.child('{"D.2.2b": "years"}'), 'R03,R11', 'R03 D.2.2b: "years" is not one of a, mo, wk, d, h, {decade}', 'R03: years'),
	(pg_temp.child('{"D.2.2b": "min"}'), 'R03,R11', 'R03 D.2.2b: "min" is not one of a, mo, wk, d, h, {decade}', 'R03: min'),
	(pg_temp.child('{"D.2.2b": "{trimester}"}'), 'R03,R11', 'R03 D.2.2b: "{trimester}" is not one of a, mo, wk, d, h, {decade}', 'R03: {trimester}'),
	(pg_temp.child('{"D.2.2b": "a "}'), 'R03,R11', 'R03 D.2.2b: "a " is not one of a, mo, wk, d, h, {decade}', 'R03: a '),
	(pg_temp.child('{"D.2.2b": "岁"}'), 'R03,R11', 'R03 D.2.2b: "岁" is not one of a, mo, wk, d, h, {decade}', 'R03: 岁'),
	(pg_temp.child('{"D.2.2a": "10", "D.2.2b": "a"}'), 'all', '', 'R03: 10 a'),
	(pg_temp.child('{"D.2.2a": "121", "D.2.2b": "mo"}'), 'all', '', 'R03: 121 mo'),
	(pg_temp.child('{"D.2.2a": "530", "D.2.2b": "wk"}'), 'all', '', 'R03: 530 wk'),
	(pg_temp.child('{"D.2.2a": "3709", "D.2.2b": "d"}'), 'all', '', 'R03: 3709 d'),
	(pg_temp.child('{"D.2.2a": "89000", "D.2.2b": "h"}'), 'all', '', 'R03: 89000 h'),
	(pg_temp.child('{"D.2.2a": "2", "D.2.2b": "{decade}"}'), 'all', '', 'R03: 2 {decade}'),
	(pg_temp.child('{"D.2.1": null, "D.2.2a": null, "D.2.2b": null, "D.2.2.1a": "30", "D.2.2.1b": "wk", "D.3": null, "D.4": null}'), 'R04', '', 'R04: both'),
	(pg_temp.child('{"D.2.1": null, "D.2.2a": null, "D.2.2b": null, "D.2.2.1a": "30", "D.2.2.1b": "wk", "D.3": null, "D.4": null, "D.2.2.1b": null}'), 'R04', 'R04 D.2.2.1b: D.2.2.1a has a value (30), but D.2.2.1b has none', 'R04: no unit'),
	(pg_temp.child('{"D.2.1": null, "D.2.2a": null, "D.2.2b": null, "D.2.2.1a": "30", "D.2.2.1b": "wk", "D.3": null, "D.4": null, "D.2.2.1a": null}'), 'R04', 'R04 D.2.2.1a: D.2.2.1b has a value (wk), but D.2.2.1a has none', 'R04: no number'),
	(pg_temp.child('{"D.2.1": null, "D.2.2a": null, "D.2.2b": null, "D.2.2.1a": "30", "D.2.2.1b": "wk", "D.3": null, "D.4": null, "D.2.2.1a": "1000"}'), 'R04', 'R04 D.2.2.1a: "1000" is not a number of at most 3 digits', 'R04: four digits'),
	(pg_temp.child('{"D.2.1": null, "D.2.2a": null, "D.2.2b": null, "D.2.2.1a": "30", "D.2.2.1b": "wk", "D.3": null, "D.4": null, "D.2.2.1a": "999"}'), 'R04', '', 'R04: three'),
	(pg_temp.child('{"D.2.1": null, "D.2.2a": null, "D.2.2b": null, "D.2.2.1a": "30", "D.2.2.1b": "wk", "D.3": null, "D.4": null, "D.2.2.1b": "a"}'), 'R04', 'R04 D.2.2.1b: "a" is not one of mo, wk, d, {trimester}', 'R04: years'),
	(pg_temp.child('{"D.2.1": null, "D.2.2a": null, "D.2.2b": null, "D.2.2.1a": "30", "D.2.2.1b": "wk", "D.3": null, "D.4": null, "D.2.2.1b": "mo"}'), 'R04', '', 'R04: mo'),
	(pg_temp.child('{"D.2.1": null, "D.2.2a": null, "D.2.2b": null, "D.2.2.1a": "30", "D.2.2.1b": "wk", "D.3": null, "D.4": null, "D.2.2.1b": "wk"}'), 'R04', '', 'R04: wk'),
	(pg_temp.child('{"D.2.1": null, "D.2.2a": null, "D.2.2b": null, "D.2.2.1a": "30", "D.2.2.1b": "wk", "D.3": null, "D.4": null, "D.2.2.1b": "d"}'), 'R04', '', 'R04: d'),
	(pg_temp.child('{"D.2.1": null, "D.2.2a": null, "D.2.2b": null, "D.2.2.1a": "30", "D.2.2.1b": "wk", "D.3": null, "D.4": null, "D.2.2.1b": "{trimester}"}'), 'R04', '', 'R04: {trimester}'),
	(pg_temp.child('{"D.2.1": null, "D.2.2a": null, "D.2.2b": null, "D.2.2.1a": "30", "D.2.2.1b": "wk", "D.3": null, "D.4": null}'), 'R05', '', 'R05: a foetus'),
	(pg_temp.child('{"D.2.1": null, "D.2.2a": null, "D.2.2b": null, "D.2.2.1a": "30", "D.2.2.1b": "wk", "D.3": null, "D.4": null, "D.2.2a": "10", "D.2.2b": "a"}'), 'R05', 'R05 D.2.2a: gestation at the reaction (30 wk) is for a foetus, but an age is given too: 10 a', 'R05: with an age'),
	(pg_temp.child('{"D.2.1": null, "D.2.2a": null, "D.2.2b": null, "D.2.2.1a": "30", "D.2.2.1b": "wk", "D.3": null, "D.4": null, "D.2.2b": "a"}'), 'R05', '', 'R05: a unit alone is no age'),
	(pg_temp.child('{"D.2.1": null, "D.2.2a": null, "D.2.2b": null, "D.2.2.1a": "30", "D.2.2.1b": "wk", "D.3": null, "D.4": null, "D.2.3": "1"}'), 'R05', 'R05 D.2.2.1a: gestation at the reaction (30 wk) is for a foetus, but the age group is 1', 'R05: with another group'),
	(pg_temp.child('{"D.2.1": null, "D.2.2a": null, "D.2.2b": null, "D.2.2.1a": "30", "D.2.2.1b": "wk", "D.3": null, "D.4": null, "D.2.3": "0"}'), 'R05', '', 'R05: with the group of a foetus'),
	(pg_temp.child('{"D.2.1": null, "D.2.2a": null, "D.2.2b": null, "D.2.2.1a": "30", "D.2.2.1b": "wk", "D.3": null, "D.4": null, "D.2.1": "20240504"}'), 'R05', 'R05 D.2.2.1a: gestation at the reaction (30 wk) is for a foetus, but the reaction began after birth 2024-05-04', 'R05: onset the day after birth'),
	(pg_temp.child('{"D.2.1": null, "D.2.2a": null, "D.2.2b": null, "D.2.2.1a": "30", "D.2.2.1b": "wk", "D.3": null, "D.4": null, "D.2.1": "20240505"}'), 'R05', '', 'R05: onset on the day of birth'),
	(pg_temp.child('{"D.2.1": null, "D.2.2a": null, "D.2.2b": null, "D.2.2.1a": "30", "D.2.2.1b": "wk", "D.3": null, "D.4": null, "D.2.1": "202405"}'), 'R05', '', 'R05: birth in the month of onset'),
	(pg_temp.child('{"D.2.3": "3"}'), 'R06,R07,R29', 'R06 D.2.3: age group 3 beside D.2.1 (20140310): it is for cases without birth date and age; R06 D.2.3: age group 3 beside D.2.2a (10): it is for cases without birth date and age', 'R06: beside both'),
	(pg_temp.child('{"D.2.3": "3", "D.2.1": null}'), 'R06', 'R06 D.2.3: age group 3 beside D.2.2a (10): it is for cases without birth date and age', 'R06: beside the age'),
	(pg_temp.child('{"D.2.3": "3", "D.2.1": {"nullFlavor": "MSK"}, "D.2.2a": null, "D.2.2b": null}'), 'R06', '', 'R06: birth masked'),
	(pg_temp.child('{"D.2.3": {"nullFlavor": "NI"}}'), 'R06,R07', '', 'R06: a null flavour of the group'),
	(pg_temp.child('{"D.2.3": "0"}'), 'R07', '', 'R07: 0'),
	(pg_temp.child('{"D.2.3": "1"}'), 'R07', '', 'R07: 1'),
	(pg_temp.child('{"D.2.3": "2"}'), 'R07', '', 'R07: 2'),
	(pg_temp.child('{"D.2.3": "3"}'), 'R07', '', 'R07: 3'),
	(pg_temp.child('{"D.2.3": "4"}'), 'R07', '', 'R07: 4'),
	(pg_temp.child('{"D.2.3": "5"}'), 'R07', '', 'R07: 5'),
	(pg_temp.child('{"D.2.3": "6"}'), 'R07', '', 'R07: 6'),
	(pg_temp.child('{"D.2.3": "7"}'), 'R07,R29', 'R07 D.2.3: "7" is not one of 0, 1, 2, 3, 4, 5, 6', 'R07: 7'),
	(pg_temp.child('{"D.2.3": "-1"}'), 'R07,R29', 'R07 D.2.3: "-1" is not one of 0, 1, 2, 3, 4, 5, 6', 'R07: -1'),
	(pg_temp.child('{"D.2.3": "00"}'), 'R07,R29', 'R07 D.2.3: "00" is not one of 0, 1, 2, 3, 4, 5, 6', 'R07: 00'),
	(pg_temp.child('{"D.2.3": "child"}'), 'R07,R29', 'R07 D.2.3: "child" is not one of 0, 1, 2, 3, 4, 5, 6', 'R07: child'),
	(pg_temp.child('{"D.2.3": "3.0"}'), 'R07,R29', 'R07 D.2.3: "3.0" is not one of 0, 1, 2, 3, 4, 5, 6', 'R07: 3.0'),
	(pg_temp.child('{"D.2.3": "１"}'), 'R07,R29', 'R07 D.2.3: "１" is not one of 0, 1, 2, 3, 4, 5, 6', 'R07: １'),
	(pg_temp.child('{}', '{"E.i.4": "20240602"}'), 'R08', 'R08 E.i[1].E.i.4: 20240602 is after the report was sent (N.1.5: 20240601120000+0800)', 'R08: the next day'),
	(pg_temp.child('{}', '{"E.i.4": "20240601"}'), 'R08', '', 'R08: the same day'),
	(pg_temp.child('{}', '{"E.i.4": "202406"}'), 'R08', '', 'R08: the same month, the day unknown'),
	(pg_temp.child('{}', '{"E.i.4": "202407"}'), 'R08', 'R08 E.i[1].E.i.4: 202407 is after the report was sent (N.1.5: 20240601120000+0800)', 'R08: the next month'),
	(pg_temp.child('{}', '{"E.i.4": "2025"}'), 'R08', 'R08 E.i[1].E.i.4: 2025 is after the report was sent (N.1.5: 20240601120000+0800)', 'R08: the next year'),
	(pg_temp.child('{}', '{"E.i.4": "20240601120001+0800"}'), 'R08', 'R08 E.i[1].E.i.4: 20240601120001+0800 is after the report was sent (N.1.5: 20240601120000+0800)', 'R08: the next second'),
	(pg_temp.child('{}', '{"E.i.4": "20240601120000+0800"}'), 'R08', '', 'R08: the same second'),
	(pg_temp.child('{}', '{"E.i.4": "202406011200+0800"}'), 'R08', '', 'R08: the same minute, the second unknown'),
	(pg_temp.child('{}', '{"E.i.4": "20240531230001-0500"}'), 'R08', 'R08 E.i[1].E.i.4: 20240531230001-0500 is after the report was sent (N.1.5: 20240601120000+0800)', 'R08: the day before in America, a second later'),
	(pg_temp.child('{}', '{"E.i.4": "20240531230000-0500"}'), 'R08', '', 'R08: the day before in America, at once'),
	(pg_temp.child('{"N.1.5": "20240601230000-0500"}', '{"E.i.4": "20240602120001+0800"}'), 'R08', 'R08 E.i[1].E.i.4: 20240602120001+0800 is after the report was sent (N.1.5: 20240601230000-0500)', 'R08: the next day, a second later'),
	(pg_temp.child('{"N.1.5": "20240601230000-0500"}', '{"E.i.4": "20240602120000+0800"}'), 'R08', '', 'R08: the next day, but earlier by the offset'),
	(pg_temp.child('{}', '{"E.i.4": "20240601235959"}'), 'R08', '', 'R08: without an offset by the day'),
	(pg_temp.child('{"N.1.5": null}', '{"E.i.4": "20240601110001+0800"}'), 'R08', 'R08 E.i[1].E.i.4: 20240601110001+0800 is after the report was sent (C.1.2: 20240601110000+0800)', 'R08: by C.1.2'),
	(pg_temp.child('{"N.1.5": "202407", "N.2.r.4": "20240610"}', '{"E.i.4": "20240611"}'), 'R08', 'R08 E.i[1].E.i.4: 20240611 is after the report was sent (N.2.r.4: 20240610)', 'R08: the latest that is known to the day'),
	(pg_temp.child('{"N.1.5": null, "C.1.2": null}', '{"E.i.4": "2999"}'), 'R08', '', 'R08: when it was sent is not known'),
	(pg_temp.child('{"D.2.1": "20250101", "D.6": "2025", "D.10.2.1": "2025", "D.9.1": "2025", "C.1.4": "20250101", "D.7.1.r": [{}, {"D.7.1.r.2": "2025"}], "F.r": [{"F.r.1": "2025"}]}', '{}', '{}', '{"G.k.4.r.5": "2025"}'), 'R08', 'R08 C.1.4: 20250101 is after the report was sent (N.1.5: 20240601120000+0800); R08 D.2.1: 20250101 is after the report was sent (N.1.5: 20240601120000+0800); R08 D.6: 2025 is after the report was sent (N.1.5: 20240601120000+0800); R08 D.9.1: 2025 is after the report was sent (N.1.5: 20240601120000+0800); R08 D.10.2.1: 2025 is after the report was sent (N.1.5: 20240601120000+0800); R08 D.7.1.r[2].D.7.1.r.2: 2025 is after the report was sent (N.1.5: 20240601120000+0800); R08 F.r[1].F.r.1: 2025 is after the report was sent (N.1.5: 20240601120000+0800); R08 G.k[1].G.k.4.r[1].G.k.4.r.5: 2025 is after the report was sent (N.1.5: 20240601120000+0800)', 'R08: all dates'),
	(pg_temp.child('{"N.1.5": "20240601", "N.2.r.4": "20240610", "C.1.2": "20240605"}', '{"E.i.4": "20240610"}'), 'R08', '', 'R08: the latest of days'),
	(pg_temp.child('{}', '{"E.i.4": "20240231"}'), 'ICH', 'R09 E.i[1].E.i.4: "20240231" is not a date that is known at least to the year', 'R09: 20240231'),
	(pg_temp.child('{}', '{"E.i.4": "2024-13"}'), 'ICH', 'R09 E.i[1].E.i.4: "2024-13" is not a date that is known at least to the year', 'R09: 2024-13'),
	(pg_temp.child('{}', '{"E.i.4": "201"}'), 'ICH', 'R09 E.i[1].E.i.4: "201" is not a date that is known at least to the year', 'R09: 201'),
	(pg_temp.child('{}', '{"E.i.4": "20241"}'), 'ICH', 'R09 E.i[1].E.i.4: "20241" is not a date that is known at least to the year', 'R09: 20241'),
	(pg_temp.child('{}', '{"E.i.4": "May 2024"}'), 'ICH', 'R09 E.i[1].E.i.4: "May 2024" is not a date that is known at least to the year', 'R09: May 2024'),
	(pg_temp.child('{}', '{"E.i.4": "0000"}'), 'ICH', 'R09 E.i[1].E.i.4: "0000" is not a date that is known at least to the year', 'R09: 0000'),
	(pg_temp.child('{}', '{"E.i.4": "2024050525"}'), 'ICH', 'R09 E.i[1].E.i.4: "2024050525" is not a date that is known at least to the year', 'R09: 2024050525'),
	(pg_temp.child('{}', '{"E.i.4": "99991301"}'), 'ICH', 'R09 E.i[1].E.i.4: "99991301" is not a date that is known at least to the year', 'R09: 99991301'),
	(pg_temp.child('{}', '{"E.i.4": "昨天"}'), 'ICH', 'R09 E.i[1].E.i.4: "昨天" is not a date that is known at least to the year', 'R09: 昨天'),
	(pg_temp.child('{}', '{"E.i.4": "2024"}'), 'ICH', '', 'R09: 2024'),
	(pg_temp.child('{}', '{"E.i.4": "202405"}'), 'ICH', '', 'R09: 202405'),
	(pg_temp.child('{}', '{"E.i.4": "20240505"}'), 'ICH', '', 'R09: 20240505'),
	(pg_temp.child('{}', '{"E.i.4": "2024050513"}'), 'ICH', '', 'R09: 2024050513'),
	(pg_temp.child('{}', '{"E.i.4": "20240505132530.1234+0800"}'), 'ICH', '', 'R09: 20240505132530.1234+0800'),
	(pg_temp.child('{}', '{"E.i.4": "2024-05-05"}'), 'ICH', '', 'R09: 2024-05-05'),
	(pg_temp.child('{}', '{"E.i.4": "2024-05-05T13:25:30+08:00"}'), 'ICH', '', 'R09: 2024-05-05T13:25:30+08:00'),
	(pg_temp.child('{"D.2.1": "201403"}'), 'all', 'R09 D.2.1: birth date 2014-03 is not known to the day; report the age instead', 'R09: birth to the month'),
	(pg_temp.child('{"D.2.1": "2014"}'), 'all', 'R09 D.2.1: birth date 2014 is not known to the day; report the age instead', 'R09: birth to the year'),
	(pg_temp.child('{"D.2.1": "201403100530"}'), 'all', '', 'R09: birth to the minute'),
	(pg_temp.child('{"D.6": "20", "D.10.2.1": "x", "D.10.3": "2024-", "D.10.6": "2", "D.10.7.1.r": [{"D.10.7.1.r.2": "y"}], "D.8.r": [{}, {"D.8.r.5": "z"}]}', '{}', '{}', '{"G.k.4.r.5": "w"}'), 'R09', 'R09 D.6: "20" is not a date that is known at least to the year; R09 D.10.2.1: "x" is not a date that is known at least to the year; R09 D.10.3: "2024-" is not a date that is known at least to the year; R09 D.8.r[2].D.8.r.5: "z" is not a date that is known at least to the year; R09 D.10.7.1.r[1].D.10.7.1.r.2: "y" is not a date that is known at least to the year; R09 G.k[1].G.k.4.r[1].G.k.4.r.5: "w" is not a date that is known at least to the year', 'R09: all dates'),
	(pg_temp.child('{"E.i": [{"E.i.4": "20240505"}, {"E.i.4": "20270505"}], "D.2.2a": "13"}'), 'R10', 'R10 D.2.2a: age 13 a is that at reaction 2, but by the first reaction it is 10 a', 'R10: the age at the second reaction'),
	(pg_temp.child('{"E.i": [{"E.i.4": "20240505"}, {"E.i.4": "20270505"}], "D.2.2a": "11"}'), 'R10', '', 'R10: the age at the first, to one year'),
	(pg_temp.child('{"E.i": [{"E.i.4": "20240505"}, {"E.i.4": "20270505"}], "D.2.2a": "40"}'), 'R10', '', 'R10: the age at neither is R11s'),
	(pg_temp.child('{"E.i": [{"E.i.4": "20270505"}, {"E.i.4": "20240505"}], "D.2.2a": "13"}'), 'R10', 'R10 D.2.2a: age 13 a is that at reaction 1, but by the first reaction it is 10 a', 'R10: the first in time, not in order'),
	(pg_temp.child('{"E.i": [{"E.i.4": "20270505"}, {"E.i.4": "2024"}], "D.2.2a": "12"}'), 'R10', 'R10 D.2.2a: age 12 a is that at reaction 1, but by the first reaction it is 9-10 a', 'R10: the first one partial'),
	(pg_temp.child('{"D.2.2a": "48"}'), 'R11', 'R11 D.2.2a: age 48 a, but by the dates 10 a', 'R11: 48 instead of 10'),
	(pg_temp.child('{"D.2.2a": "9"}'), 'R11', '', 'R11: to one year, 9'),
	(pg_temp.child('{"D.2.2a": "10"}'), 'R11', '', 'R11: to one year, 10'),
	(pg_temp.child('{"D.2.2a": "11"}'), 'R11', '', 'R11: to one year, 11'),
	(pg_temp.child('{"D.2.2a": "11.0"}'), 'R11', '', 'R11: to one year, 11.0'),
	(pg_temp.child('{"D.2.2a": "8"}'), 'R11', 'R11 D.2.2a: age 8 a, but by the dates 10 a', 'R11: by more than a year, 8'),
	(pg_temp.child('{"D.2.2a": "8.9"}'), 'R11', 'R11 D.2.2a: age 8.9 a, but by the dates 10 a', 'R11: by more than a year, 8.9'),
	(pg_temp.child('{"D.2.2a": "11.1"}'), 'R11', 'R11 D.2.2a: age 11.1 a, but by the dates 10 a', 'R11: by more than a year, 11.1'),
	(pg_temp.child('{"D.2.2a": "12"}'), 'R11', 'R11 D.2.2a: age 12 a, but by the dates 10 a', 'R11: by more than a year, 12'),
	(pg_temp.child('{"D.2.2a": "12", "D.2.1": "2012"}'), 'R11', '', 'R11: a partial birth'),
	(pg_temp.child('{"D.2.2a": "13", "D.2.1": "2012"}'), 'R11', '', 'R11: a partial birth, one year more'),
	(pg_temp.child('{"D.2.2a": "14", "D.2.1": "2012"}'), 'R11', 'R11 D.2.2a: age 14 a, but by the dates 11-12 a', 'R11: a partial birth, two more'),
	(pg_temp.child('{"D.2.2a": "121", "D.2.2b": "mo"}'), 'R11', '', 'R11: months'),
	(pg_temp.child('{"D.2.2a": "119", "D.2.2b": "mo"}'), 'R11', 'R11 D.2.2a: age 119 mo, but by the dates 121 mo', 'R11: two months less'),
	(pg_temp.child('{"D.2.2a": "527", "D.2.2b": "wk"}'), 'R11', 'R11 D.2.2a: age 527 wk, but by the dates 529 wk', 'R11: weeks'),
	(pg_temp.child('{"D.2.2a": "3711", "D.2.2b": "d"}'), 'R11', 'R11 D.2.2a: age 3711 d, but by the dates 3709 d', 'R11: days'),
	(pg_temp.child('{"D.2.2a": "3", "D.2.2b": "{decade}"}'), 'R11', '', 'R11: the third decade for the second'),
	(pg_temp.child('{"D.2.2a": "4", "D.2.2b": "{decade}"}'), 'R11', 'R11 D.2.2a: age 4 {decade}, but by the dates 2 {decade}', 'R11: the fourth'),
	(pg_temp.newborn('{"D.2.2a": "192", "D.2.2b": "h"}'), 'R11', '', 'R11: hours, one day less'),
	(pg_temp.newborn('{"D.2.2a": "190", "D.2.2b": "h"}'), 'R11', 'R11 D.2.2a: age 190 h, but by the dates 192-239 h', 'R11: hours'),
	(pg_temp.child('{"D.2.1": "20250310"}'), 'R11', '', 'R11: birth after onset is R12s'),
	(pg_temp.child('{"D.2.1": {"nullFlavor": "MSK"}, "D.2.2a": "48"}'), 'R11', '', 'R11: birth masked'),
	(pg_temp.child('{"D.2.1": "20240506"}'), 'R12', 'R12 E.i[1].E.i.4: onset 2024-05-05 is before birth 2024-05-06, and nothing says that the case is of a foetus', 'R12: the day before'),
	(pg_temp.child('{"D.2.1": "20240505"}'), 'R12', '', 'R12: the day of birth'),
	(pg_temp.child('{"D.2.1": "202405"}'), 'R12', '', 'R12: the month of birth'),
	(pg_temp.child('{"D.2.1": "202406"}'), 'R12', 'R12 E.i[1].E.i.4: onset 2024-05-05 is before birth 2024-06, and nothing says that the case is of a foetus', 'R12: the month before'),
	(pg_temp.child('{"D.2.1": "20240506", "D.2.3": "0"}'), 'R12', '', 'R12: group of a foetus'),
	(pg_temp.child('{"D.2.1": "20240506", "D.2.2.1a": "39"}'), 'R12', '', 'R12: gestation at the reaction'),
	(pg_temp.child('{"D.2.1": "20240506", "D.10.3": "20230801"}'), 'R12', '', 'R12: the mothers last period'),
	(pg_temp.child('{"D.2.1": "20240506"}', '{}', '{"G.k.6a": "12"}'), 'R12', '', 'R12: gestation at exposure'),
	(pg_temp.child('{"D.2.1": "20250315", "D.2.3": "0"}'), 'R12', '', 'R12: 314 days before birth, a foetus'),
	(pg_temp.child('{"D.2.1": "20250316", "D.2.3": "0"}'), 'R12', 'R12 E.i[1].E.i.4: onset 2024-05-05 is before birth 2025-03-16 by more than any pregnancy', 'R12: 315 days'),
	(pg_temp.child('{"D.2.1": "20240506"}', '{"E.i.4": "2024"}'), 'R12', '', 'R12: onset in the year of birth'),
	(pg_temp.child('{"D.2.1": "20240506"}', '{"E.i.4": "2023"}'), 'R12', 'R12 E.i[1].E.i.4: onset 2023 is before birth 2024-05-06, and nothing says that the case is of a foetus', 'R12: onset in the year before'),
	(pg_temp.child('{"D.3": "32,5"}'), 'R13,R14,R15', 'R13 D.3: "32,5" is not a weight in kg of at most 6 characters, decimals after a point', 'R13: weight 32,5'),
	(pg_temp.child('{"D.3": "32.55555"}'), 'R13,R14,R15', 'R13 D.3: "32.55555" is not a weight in kg of at most 6 characters, decimals after a point', 'R13: weight 32.55555'),
	(pg_temp.child('{"D.3": "32.5555"}'), 'R13,R14,R15', 'R13 D.3: "32.5555" is not a weight in kg of at most 6 characters, decimals after a point', 'R13: weight 32.5555'),
	(pg_temp.child('{"D.3": "abc"}'), 'R13,R14,R15', 'R13 D.3: "abc" is not a weight in kg of at most 6 characters, decimals after a point', 'R13: weight abc'),
	(pg_temp.child('{"D.3": "-3"}'), 'R13,R14,R15', 'R13 D.3: "-3" is not a weight in kg of at most 6 characters, decimals after a point', 'R13: weight -3'),
	(pg_temp.child('{"D.3": "3 kg"}'), 'R13,R14,R15', 'R13 D.3: "3 kg" is not a weight in kg of at most 6 characters, decimals after a point', 'R13: weight 3 kg'),
	(pg_temp.child('{"D.3": "1e2"}'), 'R13,R14,R15', 'R13 D.3: "1e2" is not a weight in kg of at most 6 characters, decimals after a point', 'R13: weight 1e2'),
	(pg_temp.child('{"D.3": "32."}'), 'R13,R14,R15', 'R13 D.3: "32." is not a weight in kg of at most 6 characters, decimals after a point', 'R13: weight 32.'),
	(pg_temp.child('{"D.3": "32"}'), 'R13', '', 'R13: weight 32'),
	(pg_temp.child('{"D.3": "32.555"}'), 'R13', '', 'R13: weight 32.555'),
	(pg_temp.child('{"D.3": "0.55"}'), 'R13', '', 'R13: weight 0.55'),
	(pg_temp.child('{"D.4": "140.5"}'), 'R13', 'R13 D.4: "140.5" is not a height in whole cm of at most 3 digits', 'R13: height 140.5'),
	(pg_temp.child('{"D.4": "1400"}'), 'R13', 'R13 D.4: "1400" is not a height in whole cm of at most 3 digits', 'R13: height 1400'),
	(pg_temp.child('{"D.4": "1.4"}'), 'R13', 'R13 D.4: "1.4" is not a height in whole cm of at most 3 digits', 'R13: height 1.4'),
	(pg_temp.child('{"D.4": "x"}'), 'R13', 'R13 D.4: "x" is not a height in whole cm of at most 3 digits', 'R13: height x'),
	(pg_temp.child('{"D.4": "-1"}'), 'R13', 'R13 D.4: "-1" is not a height in whole cm of at most 3 digits', 'R13: height -1'),
	(pg_temp.child('{"D.4": "14"}'), 'R13', '', 'R13: height 14'),
	(pg_temp.child('{"D.2.2a": "121"}'), 'R14', 'R14 D.2.2a: 121 a is above 120 a', 'R14: age'),
	(pg_temp.child('{"D.2.2a": "120.9"}'), 'R14', '', 'R14: 120 years'),
	(pg_temp.child('{"D.2.2a": "1452", "D.2.2b": "mo"}'), 'R14', 'R14 D.2.2a: 1452 mo is above 120 a', 'R14: 121 years in months'),
	(pg_temp.child('{"D.2.2a": "1451", "D.2.2b": "mo"}'), 'R14', '', 'R14: 120 years in months'),
	(pg_temp.child('{"D.2.2a": "14", "D.2.2b": "{decade}"}'), 'R14', 'R14 D.2.2a: 14 {decade} is above 120 a', 'R14: from 130 years on'),
	(pg_temp.child('{"D.2.2a": "13", "D.2.2b": "{decade}"}'), 'R14', '', 'R14: from 120 years on'),
	(pg_temp.child('{"D.2.1": "19030505"}'), 'R14', 'R14 D.2.1: 121 a is above 120 a', 'R14: by the dates'),
	(pg_temp.child('{"D.2.1": "19030506"}'), 'R14', '', 'R14: by the dates, a day less'),
	(pg_temp.child('{"D.2.1": "1903"}'), 'R14', '', 'R14: by the dates, birth to the year'),
	(pg_temp.child('{"D.3": "500.1"}'), 'R14', 'R14 D.3: 500.1 kg is above 500 kg', 'R14: weight'),
	(pg_temp.child('{"D.3": "500"}'), 'R14', '', 'R14: 500 kg'),
	(pg_temp.child('{"D.4": "301"}'), 'R14', 'R14 D.4: 301 cm is above 300 cm', 'R14: height'),
	(pg_temp.child('{"D.4": "300"}'), 'R14', '', 'R14: 300 cm'),
	(pg_temp.child('{}', '{"E.i.4": "20240430"}'), 'R14', 'R14 E.i[1].E.i.4: reaction of 2024-04-30 began before treatment, which began on 2024-05-01', 'R14: before treatment'),
	(pg_temp.child('{}', '{"E.i.4": "20240501"}'), 'R14', '', 'R14: on the first day'),
	(pg_temp.child('{}', '{"E.i.4": "2024"}'), 'R14', '', 'R14: onset to the year'),
	(pg_temp.child('{}', '{"E.i.4": "20240430"}', '{"G.k.1": "2"}'), 'R14', '', 'R14: the drug is concomitant'),
	(pg_temp.child('{}', '{"E.i.4": "20240430"}', '{}', '{"G.k.4.r.4": null}'), 'R14', '', 'R14: start not known'),
	(pg_temp.child('{}', '{"E.i.4": "20240430"}', '{}', '{"G.k.4.r.4": "202404"}'), 'R14', '', 'R14: start to the month'),
	(pg_temp.child('{"D.9.1": "20240430"}'), 'R14', 'R14 D.9.1: death on 2024-04-30 is before treatment, which began on 2024-05-01', 'R14: death'),
	(pg_temp.child('{"D.9.1": "20240501"}'), 'R14', '', 'R14: death on the first day'),
	(pg_temp.child('{"D.9.1": "20240430", "G.k": [{"G.k.1": "1", "G.k.4.r": [{"G.k.4.r.4": "20240501"}]}, {"G.k.1": "1"}]}'), 'R14', '', 'R14: a suspect drug without a start'),
	(pg_temp.child('{"D.9.1": "20240430", "G.k": [{"G.k.1": "3", "G.k.4.r": [{"G.k.4.r.4": "20240503"}, {"G.k.4.r.4": "20240501"}]}, {"G.k.1": "2"}]}'), 'R14', 'R14 D.9.1: death on 2024-04-30 is before treatment, which began on 2024-05-01', 'R14: the earliest dose, of what is suspect'),
	(pg_temp.child('{"D.3": "3"}'), 'R15', 'R15 D.3: 3 kg is more than 6 SD below the median for age and sex (z -7.0, CDC)', 'R15: weight 3 kg at 10 years'),
	(pg_temp.child('{"D.3": "200"}'), 'R15', 'R15 D.3: 200 kg is more than 6 SD above the median for age and sex (z 17.1, CDC)', 'R15: weight 200 kg at 10 years'),
	(pg_temp.child('{"D.3": "12"}'), 'R15', '', 'R15: light'),
	(pg_temp.child('{"D.4": "14"}'), 'R15', 'R15 D.4: 14 cm is more than 6 SD below the median for age and sex (z -19.4, WHO)', 'R15: height 14 cm at 10 years'),
	(pg_temp.child('{"D.4": "101"}'), 'R15', '', 'R15: small'),
	(pg_temp.child('{"D.4": "240"}'), 'R15', 'R15 D.4: 240 cm is more than 6 SD above the median for age and sex (z 15.8, WHO)', 'R15: height 240 cm'),
	(pg_temp.child('{"D.3": "3", "D.5": {"nullFlavor": "UNK"}}'), 'R15', '', 'R15: sex not known'),
	(pg_temp.child('{"D.3": "3", "D.5": "2"}'), 'R15', 'R15 D.3: 3 kg is more than 6 SD below the median for age and sex (z -6.3, CDC)', 'R15: of a girl'),
	(pg_temp.child('{"D.3": "3", "D.2.1": null}'), 'R15', 'R15 D.3: 3 kg is more than 6 SD below the median for age and sex (z -6.7, CDC)', 'R15: by the age as reported'),
	(pg_temp.child('{"D.3": "3", "D.2.1": null, "D.2.2a": "1", "D.2.2b": "{decade}"}'), 'R15', '', 'R15: a decade: a newborn may weigh that'),
	(pg_temp.child('{"D.3": "3", "D.2.1": null, "D.2.2a": null, "D.2.2b": null}'), 'R15', '', 'R15: age not known'),
	(pg_temp.child('{"D.3": "3", "D.2.1": "2014"}'), 'R15', 'R15 D.3: 3 kg is more than 6 SD below the median for age and sex (z -6.9, CDC)', 'R15: birth to the year'),
	(pg_temp.child('{"D.3": "3", "D.2.1": "20030505"}'), 'R15', '', 'R15: 21 years: no reference'),
	(pg_temp.newborn('{"D.3": "0.4", "D.7.2": "sick"}'), 'R15', 'R15 D.3: 0.4 kg is more than 6 SD below the median for age and sex (z -7.8, WHO)', 'R15: a newborn of 400 g'),
	(pg_temp.newborn('{"D.3": "0.4"}'), 'R15', '', 'R15: a newborn of 400 g, born before term'),
	(pg_temp.newborn('{"D.3": "33"}'), 'R15', 'R15 D.3: 33 kg is more than 6 SD above the median for age and sex (z 45.1, WHO)', 'R15: a newborn of 33 kg'),
	(pg_temp.child('{"D.3": null}'), 'all', 'R15 D.3: dose in mg/kg of a patient below 18 years, but no weight in D.3; R30 D: missing: weight', 'R15: dose by weight, weight not given'),
	(pg_temp.child('{"D.3": null}', '{}', '{}', '{"G.k.4.r.1b": "mg"}'), 'R15', '', 'R15: dose not by weight'),
	(pg_temp.child('{"D.3": null, "D.2.1": "20060505"}'), 'R15', '', 'R15: 18 years'),
	(pg_temp.child('{"D.3": null, "D.2.1": "20060506"}'), 'R15', 'R15 D.3: dose in mg/kg of a patient below 18 years, but no weight in D.3', 'R15: the day before 18 years'),
	(pg_temp.child('{"D.3": "3", "D.2.3": "0"}'), 'R15', '', 'R15: a foetus'),
	(pg_temp.mothers('{"D.10.6": null}'), 'all', 'R16 D.10.6: the section of the parent is filled, but not the parent''s sex', 'R16: no sex'),
	(pg_temp.mothers('{"D.10.6": {"nullFlavor": "UNK"}}'), 'all', '', 'R16: sex UNK'),
	(pg_temp.mothers('{"D.10.6": {"nullFlavor": "MSK"}}'), 'all', '', 'R16: sex MSK'),
	(pg_temp.mothers('{"D.10.6": {"nullFlavor": "ASKU"}}'), 'all', '', 'R16: sex ASKU'),
	(pg_temp.mothers('{"D.10.6": {"nullFlavor": "NASK"}}'), 'all', '', 'R16: sex NASK'),
	(pg_temp.child('{"D.10.1": {"nullFlavor": "MSK"}}'), 'R16', '', 'R16: a null flavour alone is no parent'),
	(pg_temp.mothers('{"D.10.2.1": "20240426"}'), 'R16', 'R16 D.10.2.1: parent born 2024-04-26, patient born 2024-04-26: a parent is older', 'R16: born on the same day'),
	(pg_temp.mothers('{"D.10.2.1": "2024"}'), 'R16', '', 'R16: born in the same year, maybe before'),
	(pg_temp.child('{"D.2.1": "19900310", "D.10.1": "AB", "D.10.6": "2"}'), 'R16', 'R16 D.10: a parent is described, but the patient is of age and no drug has a parent''s route, a gestation or a parent''s exposure', 'R16: an adult'),
	(pg_temp.child('{"D.2.1": "19900310", "D.10.1": "AB", "D.10.6": "2"}', '{}', '{"G.k.6a": "12"}'), 'R16', '', 'R16: an adult, exposed before birth'),
	(pg_temp.child('{"D.2.1": "19900310", "D.10.1": "AB", "D.10.6": "1"}', '{}', '{"G.k.10.r": ["1", "3"]}'), 'R16', '', 'R16: an adult, exposed by the father'),
	(pg_temp.mothers('{"D.10.2.2a": "33", "D.10.2.2b": "a"}'), 'all', 'R17 D.10.2.2a: parent''s birth date 19900101 and age 33: only one of them is to be given', 'R17: both'),
	(pg_temp.mothers('{"D.10.2.1": null, "D.10.2.2a": "33", "D.10.2.2b": "a"}'), 'all', '', 'R17: the age'),
	(pg_temp.mothers('{"D.10.2.1": null, "D.10.2.2a": "4", "D.10.2.2b": "{decade}"}'), 'all', '', 'R17: the decade'),
	(pg_temp.mothers('{"D.10.2.1": null, "D.10.2.2a": "400", "D.10.2.2b": "mo"}'), 'R17', 'R17 D.10.2.2b: "mo" is not one of a, {decade}', 'R17: months'),
	(pg_temp.mothers('{"D.10.2.1": null, "D.10.2.2a": "3333", "D.10.2.2b": "a"}'), 'R17', 'R17 D.10.2.2a: "3333" is not a number of at most 3 digits', 'R17: four digits'),
	(pg_temp.mothers('{"D.10.2.1": null, "D.10.2.2a": "33"}'), 'R17', 'R17 D.10.2.2b: D.10.2.2a has a value (33), but D.10.2.2b has none', 'R17: no unit'),
	(pg_temp.mothers('{"D.10.2.1": null, "D.10.2.2b": "a"}'), 'R17', 'R17 D.10.2.2a: D.10.2.2b has a value (a), but D.10.2.2a has none', 'R17: no number'),
	(pg_temp.mothers('{"C.1.10.r": [{"nullFlavor": "NI"}, "CN-X-2"]}'), 'all', 'R18 C.1.10.r[2]: the section of the parent is filled and report CN-X-2 is linked: if that is the parent''s own, this one carries no D.10', 'R18: linked'),
	(pg_temp.child('{"C.1.10.r": ["CN-X-2"]}'), 'all', '', 'R18: linked, no parent'),
	(pg_temp.mothers('{"C.1.10.r": []}'), 'R18', '', 'R18: not linked'),
	(pg_temp.mothers('{}', '{"E.i.1.2": "Stillbirth at 30 weeks"}'), 'R19', 'R19 E.i[1].E.i.1.2: reaction "Stillbirth at 30 weeks" of a foetus or of a parent''s child: loss of a pregnancy is the mother''s report only', 'R19: stillbirth'),
	(pg_temp.mothers('{}', '{"E.i.1.2": null, "E.i.1.1a": "自然流产"}'), 'R19', 'R19 E.i[1].E.i.1.1a: reaction "自然流产" of a foetus or of a parent''s child: loss of a pregnancy is the mother''s report only', 'R19: in Chinese'),
	(pg_temp.child('{}', '{"E.i.1.2": "MISCARRIAGE"}'), 'R19', '', 'R19: the mother''s report'),
	(pg_temp.child('{"D.2.3": "0"}', '{"E.i.1.2": "MISCARRIAGE"}'), 'R19', 'R19 E.i[1].E.i.1.2: reaction "MISCARRIAGE" of a foetus or of a parent''s child: loss of a pregnancy is the mother''s report only', 'R19: of a foetus'),
	(pg_temp.mothers('{}', '{"E.i.1.2": "Jaundice"}'), 'R19', '', 'R19: another reaction'),
	(pg_temp.mothers('{}', '{}', '{"G.k.6a": null}'), 'all', 'R20 G.k[1].G.k.6a: report of a parent''s child, but the gestation at the time of exposure is not given', 'R20: no gestation'),
	(pg_temp.mothers('{}', '{}', '{"G.k.6a": null, "G.k.10.r": ["3"]}'), 'all', '', 'R20: the father'),
	(pg_temp.mothers('{}', '{}', '{}', '{"G.k.4.r.11.1": null}'), 'all', 'R20 G.k[1].G.k.4.r.11: report of a parent''s child, but no dose of this drug has the parent''s route', 'R20: no route'),
	(pg_temp.mothers('{}', '{}', '{}', '{"G.k.4.r.11.1": null, "G.k.4.r.11.2b": "PO"}'), 'all', '', 'R20: the route as a term'),
	(pg_temp.mothers('{}', '{}', '{"G.k.1": "2", "G.k.6a": null}', '{"G.k.4.r.11.1": null}'), 'R20', '', 'R20: a concomitant drug'),
	(pg_temp.child(), 'R20', '', 'R20: no parent'),
	(pg_temp.child('{}', '{"E.i.3.2e": "true"}'), 'all', 'R21 E.i[1].E.i.3.2e: congenital anomaly, but the patient is 1 year or older and no text explains it', 'R21: at 10 years'),
	(pg_temp.child('{"H.1": "Heart defect, congenital, found late."}', '{"E.i.3.2e": "true"}'), 'R21', '', 'R21: explained'),
	(pg_temp.child('{"H.4": "先天性心脏病"}', '{"E.i.3.2e": "true"}'), 'R21', '', 'R21: explained in Chinese'),
	(pg_temp.child('{"D.2.1": "20230506"}', '{"E.i.3.2e": "true"}'), 'R21', '', 'R21: the day before 1 year'),
	(pg_temp.child('{"D.2.1": "20230505"}', '{"E.i.3.2e": "true"}'), 'R21', 'R21 E.i[1].E.i.3.2e: congenital anomaly, but the patient is 1 year or older and no text explains it', 'R21: 1 year'),
	(pg_temp.child('{"D.2.1": null, "D.2.2a": null, "D.2.2b": null, "D.2.3": "2"}', '{"E.i.3.2e": "true"}'), 'R21', '', 'R21: an infant may be below 1 year'),
	(pg_temp.child('{"D.2.1": null, "D.2.2a": null, "D.2.2b": null, "D.2.3": "3"}', '{"E.i.3.2e": "true"}'), 'R21', 'R21 E.i[1].E.i.3.2e: congenital anomaly, but the patient is 1 year or older and no text explains it', 'R21: a child is not'),
	(pg_temp.child('{"D.2.3": "0"}', '{"E.i.3.2e": "true"}'), 'R21', '', 'R21: a foetus'),
	(pg_temp.child('{}', '{"E.i.3.2b": "false"}'), 'all', 'R22 E.i[1].E.i.3.2b: "false": a criterion of seriousness is true or has the null flavour NI', 'R22: false'),
	(pg_temp.child('{}', '{"E.i.3.2b": false, "E.i.3.2f": true}'), 'all', 'R22 E.i[1].E.i.3.2b: "false": a criterion of seriousness is true or has the null flavour NI', 'R22: a JSON boolean'),
	(pg_temp.child('{}', '{"E.i.3.2b": {"nullFlavor": "UNK"}}'), 'all', 'R22 E.i[1].E.i.3.2b: null flavour UNK: a criterion of seriousness is true or has the null flavour NI', 'R22: another null flavour'),
	(pg_temp.child('{}', '{"E.i.3.2b": "True"}'), 'R22', 'R22 E.i[1].E.i.3.2b: "True": a criterion of seriousness is true or has the null flavour NI', 'R22: another case'),
	(pg_temp.child('{}', '{"E.i.3.2a": null}'), 'R22', 'R22 E.i[1].E.i.3.2: 1 of 6 criteria of seriousness are absent (a)', 'R22: absent, a'),
	(pg_temp.child('{}', '{"E.i.3.2a": "0"}'), 'R22', 'R22 E.i[1].E.i.3.2a: "0": a criterion of seriousness is true or has the null flavour NI', 'R22: wrong, a'),
	(pg_temp.child('{}', '{"E.i.3.2b": null}'), 'R22', 'R22 E.i[1].E.i.3.2: 1 of 6 criteria of seriousness are absent (b)', 'R22: absent, b'),
	(pg_temp.child('{}', '{"E.i.3.2b": "0"}'), 'R22', 'R22 E.i[1].E.i.3.2b: "0": a criterion of seriousness is true or has the null flavour NI', 'R22: wrong, b'),
	(pg_temp.child('{}', '{"E.i.3.2c": null}'), 'R22', 'R22 E.i[1].E.i.3.2: 1 of 6 criteria of seriousness are absent (c)', 'R22: absent, c'),
	(pg_temp.child('{}', '{"E.i.3.2c": "0"}'), 'R22', 'R22 E.i[1].E.i.3.2c: "0": a criterion of seriousness is true or has the null flavour NI', 'R22: wrong, c'),
	(pg_temp.child('{}', '{"E.i.3.2d": null}'), 'R22', 'R22 E.i[1].E.i.3.2: 1 of 6 criteria of seriousness are absent (d)', 'R22: absent, d'),
	(pg_temp.child('{}', '{"E.i.3.2d": "0"}'), 'R22', 'R22 E.i[1].E.i.3.2d: "0": a criterion of seriousness is true or has the null flavour NI', 'R22: wrong, d'),
	(pg_temp.child('{}', '{"E.i.3.2e": null}'), 'R22', 'R22 E.i[1].E.i.3.2: 1 of 6 criteria of seriousness are absent (e)', 'R22: absent, e'),
	(pg_temp.child('{}', '{"E.i.3.2e": "0"}'), 'R22', 'R22 E.i[1].E.i.3.2e: "0": a criterion of seriousness is true or has the null flavour NI', 'R22: wrong, e'),
	(pg_temp.child('{}', '{"E.i.3.2f": null}'), 'R22', 'R22 E.i[1].E.i.3.2: 1 of 6 criteria of seriousness are absent (f)', 'R22: absent, f'),
	(pg_temp.child('{}', '{"E.i.3.2f": "0"}'), 'R22', 'R22 E.i[1].E.i.3.2f: "0": a criterion of seriousness is true or has the null flavour NI', 'R22: wrong, f'),
	(pg_temp.child('{"E.i": [{}, {"E.i.3.2a": "no"}]}'), 'R22', 'R22 E.i[1].E.i.3.2: 6 of 6 criteria of seriousness are absent (a b c d e f); R22 E.i[2].E.i.3.2a: "no": a criterion of seriousness is true or has the null flavour NI; R22 E.i[2].E.i.3.2: 5 of 6 criteria of seriousness are absent (b c d e f)', 'R22: of each reaction'),
	(pg_temp.child('{"D.6": "20240420"}'), 'all', 'R23 D.6: last menstrual period 20240420 of a male patient', 'R23: male'),
	(pg_temp.child('{"D.6": "20240420", "D.5": "2"}'), 'all', '', 'R23: a girl of 10'),
	(pg_temp.child('{"D.6": "20240420", "D.5": "2", "D.2.1": "20160506"}'), 'R23', 'R23 D.6: last menstrual period 20240420 of a patient below 8 years', 'R23: the day before 8 years'),
	(pg_temp.child('{"D.6": "20240420", "D.5": "2", "D.2.1": "20160505"}'), 'R23', '', 'R23: 8 years'),
	(pg_temp.mothers('{"D.6": "20230815", "D.5": "2"}'), 'all', 'R23 D.6: last menstrual period 20230815 in the case of a foetus or of a parent''s child: the mother''s belongs in D.10.3', 'R23: the mother''s'),
	(pg_temp.child('{"D.6": {"nullFlavor": "MSK"}}'), 'R23', '', 'R23: masked'),
	(pg_temp.newborn('{"D.7.2": "Birth weight 2050 g."}'), 'R24', 'R24 D.7.1.r: newborn, but no history, test or narrative mentions: gestational age at birth', 'R24: no gestation'),
	(pg_temp.newborn('{"D.7.2": "Preterm."}'), 'R24', 'R24 D.7.1.r: newborn, but no history, test or narrative mentions: birth weight', 'R24: no birth weight'),
	(pg_temp.newborn('{"D.7.2": null}'), 'R24', 'R24 D.7.1.r: newborn, but no history, test or narrative mentions: gestational age at birth, birth weight', 'R24: neither'),
	(pg_temp.newborn('{"D.7.2": null, "H.1": "胎龄34周，出生体重2050g"}'), 'R24', '', 'R24: in Chinese'),
	(pg_temp.newborn('{"D.7.2": null, "D.7.1.r": [{"D.7.1.r.5": "premature infant"}], "F.r": [{"F.r.2.1": "WEIGHT AT BIRTH"}]}'), 'R24', '', 'R24: in history and tests'),
	(pg_temp.newborn('{"D.7.2": null, "D.2.1": "20240408"}'), 'R24', 'R24 D.7.1.r: newborn, but no history, test or narrative mentions: gestational age at birth, birth weight', 'R24: 27 days'),
	(pg_temp.newborn('{"D.7.2": null, "D.2.1": "20240407"}'), 'R24', '', 'R24: 28 days'),
	(pg_temp.newborn('{"D.7.2": null, "D.2.1": null, "D.2.2a": null, "D.2.2b": null, "D.2.3": "1"}'), 'R24', 'R24 D.7.1.r: newborn, but no history, test or narrative mentions: gestational age at birth, birth weight', 'R24: by the group'),
	(pg_temp.newborn('{"D.7.2": "subterm birthweight"}'), 'R24', 'R24 D.7.1.r: newborn, but no history, test or narrative mentions: gestational age at birth', 'R24: a term begins a word'),
	(pg_temp.newborn('{"D.7.2": null, "D.2.1": null}'), 'R24', 'R24 D.7.1.r: newborn, but no history, test or narrative mentions: gestational age at birth, birth weight', 'R24: by the age as reported'),
	(pg_temp.newborn('{"D.7.2": null, "D.2.1": null, "D.2.2a": "4", "D.2.2b": "wk"}'), 'R24', '', 'R24: 4 weeks as reported'),
	(pg_temp.child('{"C.1.3": "2"}'), 'all', 'R25 C.5.4: report from a study without the type of study', 'R25: no type of study'),
	(pg_temp.child('{"C.1.3": "2", "C.5.4": "1"}'), 'all', '', 'R25: with it'),
	(pg_temp.child('{"C.1.3": "2", "C.5.4": {"nullFlavor": "UNK"}}'), 'R25', 'R25 C.5.4: report from a study without the type of study', 'R25: a null flavour'),
	(pg_temp.newborn('{"D.7.2": null}'), 'R26', 'R26 D.7.2: patient below 2 years, but no history or narrative mentions: vaccines, feeding, mother''s drugs', 'R26: nothing'),
	(pg_temp.newborn('{"D.7.2": null, "D.2.1": "20220506"}'), 'R26', 'R26 D.7.2: patient below 2 years, but no history or narrative mentions: vaccines, feeding, mother''s drugs', 'R26: the day before 2 years'),
	(pg_temp.newborn('{"D.7.2": null, "D.2.1": "20220505"}'), 'R26', '', 'R26: 2 years'),
	(pg_temp.newborn('{"D.7.2": null, "D.8.r": [{"D.8.r.1": "BCG vaccine"}], "D.10.8.r": [{"D.10.8.r.1": "Folic acid"}], "H.1": "母乳喂养"}'), 'R26', '', 'R26: each in its place'),
	(pg_temp.newborn('{"D.7.2": "vaccinated"}'), 'R26', 'R26 D.7.2: patient below 2 years, but no history or narrative mentions: feeding, mother''s drugs', 'R26: vaccines alone'),
	(pg_temp.child('{}', '{"E.i.2.1a": "27.0"}'), 'all', 'R27 G.k[1].G.k.7.r[1].G.k.7.r.2a: MedDRA version 26.1, but 27.0 in E.i[1].E.i.2.1a', 'R27: two versions'),
	(pg_temp.child('{"D.7.1.r": [{"D.7.1.r.1a": "25.0"}, {"D.7.1.r.1a": "25.0"}, {"D.7.1.r.1a": "24.0"}]}'), 'R27', 'R27 D.7.1.r[3].D.7.1.r.1a: MedDRA version 24.0, but 25.0 in D.7.1.r[1].D.7.1.r.1a; R27 E.i[1].E.i.2.1a: MedDRA version 26.1, but 25.0 in D.7.1.r[1].D.7.1.r.1a', 'R27: three, each named once'),
	(pg_temp.child('{"D.9.2.r": [{"D.9.2.r.1a": "26.1"}]}'), 'all', '', 'R27: one'),
	(pg_temp.child('{"D.1": "NONE"}'), 'all', 'R28 D.1: the text "NONE" stands where the null flavour NA belongs', 'R28: NONE'),
	(pg_temp.child('{"D.1": "None"}'), 'all', 'R28 D.1: the text "None" stands where the null flavour NA belongs', 'R28: None'),
	(pg_temp.child('{"D.1": "none"}'), 'all', 'R28 D.1: the text "none" stands where the null flavour NA belongs', 'R28: none'),
	(pg_temp.child('{"D.1": {"nullFlavor": "NA"}}'), 'all', '', 'R28: NA'),
	(pg_temp.child('{"D.1": "NO"}'), 'all', '', 'R28: initials'),
	(pg_temp.child('{"D.1": "NONE", "C.1.3": "2", "C.5.4": "1"}'), 'all', '', 'R28: a study'),
	(pg_temp.child('{"D.2.3": "5"}'), 'R29', 'R29 D.2.3: age group 5, but by the dates the age is [8y,12y)', 'R29: adult'),
	(pg_temp.child('{"D.2.3": "3"}'), 'R29', '', 'R29: child'),
	(pg_temp.child('{"D.2.3": "3", "D.2.1": "20220506"}'), 'R29', 'R29 D.2.3: age group 3, but by the dates the age is [1y,2y)', 'R29: child, the day before 2 years'),
	(pg_temp.child('{"D.2.3": "2", "D.2.1": "20220506"}'), 'R29', '', 'R29: infant, the day before 2 years'),
	(pg_temp.child('{"D.2.3": "4", "D.2.1": "20120506"}'), 'R29', 'R29 D.2.3: age group 4, but by the dates the age is [8y,12y)', 'R29: adolescent, the day before 12 years'),
	(pg_temp.child('{"D.2.3": "4", "D.2.1": "2012"}'), 'R29', '', 'R29: adolescent, birth to the year'),
	(pg_temp.child('{"D.2.3": "1", "D.2.1": "2012"}'), 'R29', 'R29 D.2.3: age group 1, but by the dates the age is [8y,18y)', 'R29: newborn, birth to the year'),
	(pg_temp.child('{"D.2.3": "6", "D.2.1": "19590506"}'), 'R29', 'R29 D.2.3: age group 6, but by the dates the age is [18y,65y)', 'R29: elderly, the day before 65 years'),
	(pg_temp.child('{"D.2.3": "6", "D.2.1": "19590505"}'), 'R29', '', 'R29: elderly'),
	(pg_temp.child('{"D.2.3": "0", "D.2.1": "20240506"}'), 'R29', '', 'R29: a foetus'),
	(pg_temp.child('{"D.2.3": "1", "D.2.1": "20240506"}'), 'R29', 'R29 D.2.3: age group 1, but by the dates the age is (,0d)', 'R29: newborn before birth'),
	(pg_temp.child('{"D.2.3": "5", "D.2.1": null}'), 'R29', '', 'R29: no dates'),
	(pg_temp.child('{"D.2.3": "1", "D.2.1": "2024"}'), 'R29', '', 'R29: newborn, birth in the year of onset'),
	(pg_temp.child('{"D.5": null}'), 'R30', 'R30 D: missing: sex', 'R30: D.5 null'),
	(pg_temp.child('{"D.7.2": null}'), 'R30', 'R30 D: missing: development', 'R30: D.7.2 null'),
	(pg_temp.child('{"D.5": {"nullFlavor": "UNK"}}'), 'R30', 'R30 D: missing: sex', 'R30: D.5 {"nullFlavor": "UNK"}'),
	(pg_temp.child('{"D.2.1": null, "D.2.2a": null, "D.2.2b": null}'), 'all', 'R30 D: missing: birth date or age', 'R30: age'),
	(pg_temp.child('{"D.2.1": null, "D.2.2a": null, "D.2.2b": null, "D.2.3": "3"}'), 'all', 'R30 D: missing: birth date or age', 'R30: the group is no age'),
	(pg_temp.child('{}', '{"E.i.4": null}'), 'all', 'R30 D: missing: onset', 'R30: onset'),
	(pg_temp.child('{}', '{"E.i.7": null}'), 'all', 'R30 D: missing: outcome', 'R30: outcome'),
	(pg_temp.child('{"C.1.5": "20240510"}', '{"E.i.7": "3"}'), 'R30', 'R30 D: missing: follow-up', 'R30: follow-up'),
	(pg_temp.child('{"C.1.5": "20240511"}', '{"E.i.7": "3"}'), 'R30', '', 'R30: followed up'),
	(pg_temp.child('{"C.1.5": null}'), 'R30', '', 'R30: recovered'),
	(pg_temp.child('{"C.1.5": null}', '{"E.i.7": "4"}'), 'R30', '', 'R30: with sequelae'),
	(pg_temp.child('{"C.1.5": null}', '{"E.i.7": "5"}'), 'R30', '', 'R30: fatal'),
	(pg_temp.child('{"C.1.5": null}', '{"E.i.7": "2"}'), 'R30', 'R30 D: missing: follow-up', 'R30: recovering'),
	(pg_temp.child('{}', '{"E.i.7": "0"}'), 'R30', 'R30 D: missing: outcome', 'R30: outcome unknown'),
	(pg_temp.child('{"D.2.1": null, "D.2.2b": null}'), 'R30', 'R30 D: missing: birth date or age', 'R30: an age without its unit'),
	(pg_temp.child('{}', '{}', '{}', '{"G.k.4.r.9.1": null}'), 'all', 'R30 D: missing: dosage form', 'R30: form'),
	(pg_temp.child('{}', '{}', '{}', '{"G.k.4.r.9.1": null, "G.k.4.r.9.2b": "T"}'), 'all', '', 'R30: form as a term'),
	(pg_temp.child('{}', '{}', '{}', '{"G.k.4.r.1a": null}'), 'all', 'R30 D: missing: dose per kg', 'R30: dose'),
	(pg_temp.child('{"D.3": null}', '{}', '{}', '{"G.k.4.r.1b": "mg"}'), 'R30', 'R30 D: missing: weight, dose per kg', 'R30: dose not to be told per kg'),
	(pg_temp.newborn('{"D.7.2": "Birth weight 2050 g, development normal"}'), 'R30', 'R30 D: missing: gestational age at birth', 'R30: gestation below 2 years'),
	(pg_temp.child('{"D.2.1": "20060505", "D.5": null, "D.7.2": null}'), 'R30', '', 'R30: 18 years'),
	(pg_temp.child('{"D.2.1": "20060506", "D.5": null, "D.7.2": null}'), 'R30', 'R30 D: missing: sex, development', 'R30: the day before 18 years'),
	(pg_temp.child('{}', '{"E.i.3.2a": "true", "E.i.3.2f": {"nullFlavor": "NI"}}'), 'R22', '', 'R22: true or NI'),
	('{}', 'R30', 'R30 D: missing: birth date or age, sex, weight, onset, dose per kg, dosage form, development, outcome, follow-up', 'R30: an empty case');
SELECT is(pg_temp.found(icsr, rules), expected, what) FROM tested ORDER BY no;

-- ------------------------------------------------------------------ the messages of FDA's scenarios
CREATE TEMP TABLE scenario (name text, icsr jsonb);
INSERT INTO scenario VALUES
	('1', '{"N.1.5": "20220614101010-0500", "N.2.r.4": "20140714151617-0500", "C.1.2": "20140714151617-0500", "C.1.3": "1", "D.1": "SM", "D.2.1": "20010615", "D.2.2a": "48", "D.2.2b": "a", "D.2.3": "5", "E.i": [{"E.i.4": "20141010"}, {"E.i.4": "20141010"}]}'),
	('5-1', '{"N.1.5": "20220614101010-0500", "N.2.r.4": "20140714151617-0500", "C.1.2": "20140714151617-0500", "C.1.3": "1", "D.1": "SM", "D.2.1": "19800615", "D.2.2a": "48", "D.2.2b": "a", "D.2.3": "5", "E.i": [{"E.i.4": "20141010"}, {"E.i.4": "20141010"}]}'),
	('6', '{"N.1.5": "20220614101010-0500", "N.2.r.4": "20140614151617-0500", "C.1.2": "20140614151617-0500", "D.1": "SM", "D.2.1": "20141001", "D.2.2a": "10", "D.2.2b": "a", "D.2.2.1a": "10", "D.2.2.1b": "wk", "D.2.3": {"nullFlavor": "NI"}, "D.3": "48.2", "D.4": "152", "D.5": "1",
		"D.10.1": "JD", "D.10.2.1": "20141001", "D.10.2.2a": "33", "D.10.2.2b": "a", "D.10.6": "2", "C.1.10.r": ["FR-PHARMA-3448976655"], "E.i": [{"E.i.4": "20090101"}, {}]}');
SELECT is(pg_temp.found(icsr, 'R05,R06,R08,R09,R11,R12,R29'), 'R06 D.2.3: age group 5 beside D.2.1 (20010615): it is for cases without birth date and age; R06 D.2.3: age group 5 beside D.2.2a (48): it is for cases without birth date and age; R11 D.2.2a: age 48 a, but by the dates 13 a; R29 D.2.3: age group 5, but by the dates the age is [12y,18y)', 'scenario 1, as 3 and 7') FROM scenario WHERE name = '1';
SELECT is(pg_temp.found(icsr || '{"C.1.4": "20220615"}', 'R08'), 'R08 C.1.4: 20220615 is after the report was sent (N.1.5: 20220614101010-0500)', 'scenario 3: received the day after') FROM scenario WHERE name = '1';
SELECT is(pg_temp.found(icsr, 'R05,R08,R09,R11,R12,R29,R30'), 'R11 D.2.2a: age 48 a, but by the dates 34 a', 'scenario 5-1') FROM scenario WHERE name = '5-1';
SELECT is(pg_temp.found(icsr, 'R05,R08,R09,R11,R12,R15,R16,R17,R18,R29'), 'R05 D.2.2a: gestation at the reaction (10 wk) is for a foetus, but an age is given too: 10 a; R12 E.i[1].E.i.4: onset 2009-01-01 is before birth 2014-10-01 by more than any pregnancy; R16 D.10.2.1: parent born 2014-10-01, patient born 2014-10-01: a parent is older; R17 D.10.2.2a: parent''s birth date 20141001 and age 33: only one of them is to be given; R18 C.1.10.r[1]: the section of the parent is filled and report FR-PHARMA-3448976655 is linked: if that is the parent''s own, this one carries no D.10', 'scenario 6') FROM scenario WHERE name = '6';

-- ------------------------------------------------------------------ icsr_rules
SELECT is((SELECT string_agg(rule, ' ') FROM icsr_rules()), 'R01 R02 R03 R04 R05 R06 R07 R08 R09 R10 R11 R12 R13 R14 R15 R16 R17 R18 R19 R20 R21 R22 R23 R24 R25 R26 R27 R28 R29 R30', 'icsr_rules: each, in order');
SELECT is((SELECT string_agg(severity || ' ' || r, '; ' ORDER BY severity) FROM (SELECT severity, string_agg(rule, ' ' ORDER BY rule) AS r FROM icsr_rules() GROUP BY 1) s),
	'error R01 R02 R03 R04 R07 R08 R09 R12 R13 R14 R16 R22 R25 R27 R28; note R24 R26 R29 R30; warning R05 R06 R10 R11 R15 R17 R18 R19 R20 R21 R23', 'severities');
SELECT is((SELECT string_agg(region || ' ' || r, '; ' ORDER BY region COLLATE "C") FROM (SELECT region, string_agg(rule, ' ' ORDER BY rule) AS r FROM icsr_rules() WHERE region <> 'ICH' GROUP BY 1) s),
	'CN R24; DK R14; EU R25; FDA R28; pedsafety R15 R21 R26 R29 R30', 'regions; the others are of ICH');
SELECT is_empty($$SELECT rule FROM icsr_rules() WHERE text_en ~ '[^ -~]' OR text_zh !~ '[^ -~]' OR version ~ ',' OR clause = '' OR element = ''$$, 'English is ASCII, Chinese is Chinese, a version can stand in a list');
SELECT is_empty($$SELECT rule, confidence FROM icsr_rules() WHERE regexp_replace(confidence, '^([A-Za-z0-9. ]+: |; [A-Za-z0-9. ]+: |primary|secondary|memory|reading)+$', '') <> ''$$, 'confidence in the words of doc/rules.md');
SELECT is_empty($$SELECT DISTINCT f.rule, f.severity, f.clause FROM tested t, icsr_findings(t.icsr) f EXCEPT SELECT rule, severity, clause FROM icsr_rules()$$, 'severity and clause of a finding are its rule''s');
SELECT set_eq($$SELECT DISTINCT f.rule FROM tested t, icsr_findings(t.icsr, t.rules) f$$, $$SELECT rule FROM icsr_rules()$$, 'every rule is broken above');
SELECT is_empty($$SELECT rule FROM icsr_rules() EXCEPT SELECT left(what, 3) FROM tested WHERE expected = ''$$, 'and nearly broken');

-- ------------------------------------------------------------------ languages
SELECT is_empty($$SELECT what FROM tested WHERE (SELECT array_agg(rule || element) FROM icsr_findings(icsr, rules)) IS DISTINCT FROM (SELECT array_agg(rule || element) FROM icsr_findings(icsr, rules, 'zh'))$$, 'the same findings in both languages');
SELECT is_empty($$SELECT f.message FROM tested t, icsr_findings(t.icsr, t.rules, 'zh') f WHERE f.message !~ '[^ -~]'$$, 'Chinese is Chinese');
SELECT is_empty($$SELECT f.message FROM tested t, icsr_findings(t.icsr, t.rules) f WHERE f.message ~ '[^ -~]' AND t.icsr::text !~ '[^ -~]'$$, 'English is ASCII but for values');
SELECT is_empty($$SELECT f.message FROM tested t, unnest('{en,zh}'::text[]) l, icsr_findings(t.icsr, 'all', l) f WHERE f.message ~ '%[0-9]'$$, 'each value is put in');
SELECT is_empty($$SELECT e.message, z.message FROM tested t, icsr_findings(t.icsr, t.rules) WITH ORDINALITY e(rule, severity, element, message, clause, no)
	JOIN LATERAL icsr_findings(t.icsr, t.rules, 'zh') WITH ORDINALITY z(rule, severity, element, message, clause, no) USING (no)
	WHERE e.rule IN ('R08', 'R09', 'R11', 'R12', 'R29') AND (SELECT array_agg(m[1] ORDER BY m[1]) FROM regexp_matches(e.message, '(\d[-\d.+]*)', 'g') m) IS DISTINCT FROM (SELECT array_agg(m[1] ORDER BY m[1]) FROM regexp_matches(z.message, '(\d[-\d.+]*)', 'g') m)$$, 'the same values in both');
SELECT is(pg_temp.found(pg_temp.child('{"D.2.2a": "48"}'), 'all', 'zh'), 'R11 D.2.2a: 年龄 48 a，但按日期推算为 10 a', 'in Chinese');
SELECT is(pg_temp.found(pg_temp.newborn('{"D.7.2": null}'), 'R26', 'zh'), 'R26 D.7.2: 患者不满 2 岁，但病史和叙述中均未提及：疫苗接种、喂养、母亲用药', 'a list in Chinese');
SELECT throws_ok($$SELECT icsr_findings('{}', 'all', 'fr')$$, '22023', 'unknown language of findings: "fr"');
SELECT throws_ok($$SELECT icsr_findings('{}', 'all', '')$$, '22023', 'unknown language of findings: ""');
SELECT throws_ok($$SELECT icsr_findings('{}', 'all', 'EN')$$, '22023', 'unknown language of findings: "EN"');
SELECT throws_ok($$SELECT icsr_findings('{}', 'all', 'english-and-more')$$, '22023', 'unknown language of findings: "english-and-more"');

-- ------------------------------------------------------------------ which rules
-- Breaks a rule of each region and severity.
CREATE TEMP TABLE wrong AS SELECT pg_temp.newborn('{"D.7.2": null, "D.1": "NONE", "C.1.3": "1", "D.2.2a": "48", "D.3": "501", "D.5": "3", "D.10.1": "x"}') AS icsr;
CREATE FUNCTION pg_temp.rules(list text) RETURNS text LANGUAGE sql AS $$ SELECT coalesce(string_agg(DISTINCT rule, ' ' ORDER BY rule), '') FROM wrong, icsr_findings(icsr, list) $$;
SELECT is(pg_temp.rules('all'), 'R11 R14 R16 R20 R24 R26 R28 R30', 'all');
SELECT is((SELECT string_agg(DISTINCT rule, ' ' ORDER BY rule) FROM wrong, icsr_findings(icsr)), pg_temp.rules('all'), 'all is the default');
SELECT is(pg_temp.rules('R11,R12'), 'R11', 'ids');
SELECT is(pg_temp.rules('R12'), '', 'one that holds');
SELECT is(pg_temp.rules('CN'), 'R24', 'a region');
SELECT is(pg_temp.rules('ICH,CN'), 'R11 R16 R20 R24', 'regions');
SELECT is(pg_temp.rules('pedsafety'), 'R26 R30', 'ours');
SELECT is(pg_temp.rules('error'), 'R14 R16 R28', 'a severity');
SELECT is(pg_temp.rules('note,R28'), 'R24 R26 R28 R30', 'a severity and an id');
SELECT is(pg_temp.rules('-R14'), 'R11 R16 R20 R24 R26 R28 R30', 'all but one');
SELECT is(pg_temp.rules('-note,-DK'), 'R11 R16 R20 R28', 'all but some');
SELECT is(pg_temp.rules('error,-DK'), 'R16 R28', 'some but some');
SELECT is(pg_temp.rules('-DK,error'), 'R16 R28', 'in any order');
SELECT is(pg_temp.rules('R11,-R11'), '', 'none left');
SELECT is(pg_temp.rules('-all'), '', 'none');
SELECT is(pg_temp.rules('all,all,R11'), 'R11 R14 R16 R20 R24 R26 R28 R30', 'a word may stand twice');
SELECT is(pg_temp.rules('DKMA-2010'), 'R14', 'a version');
SELECT is(pg_temp.rules(' r11 ,dk, -Note,all'), 'R11 R14 R16 R20 R28', 'in any case, and with blanks');
SELECT is(pg_temp.rules('-E2B(R3)-2013'), 'R14 R24 R26 R28 R30', 'not a version');
SELECT is(pg_temp.rules(repeat('R12,', 200) || 'R11'), 'R11', 'a long list');
SELECT set_eq($$SELECT rule FROM icsr_rules() r WHERE EXISTS (SELECT FROM tested t, icsr_findings(t.icsr, r.rule) f WHERE f.rule = r.rule) AND NOT EXISTS (SELECT FROM tested t, icsr_findings(t.icsr, r.rule) f WHERE f.rule <> r.rule)$$,
	$$SELECT rule FROM icsr_rules()$$, 'an id means its rule and no other');
SELECT is_empty($$SELECT t.what FROM tested t WHERE EXISTS (SELECT rule, element, message FROM icsr_findings(t.icsr, t.rules) EXCEPT SELECT rule, element, message FROM icsr_findings(t.icsr))$$, 'what a rule finds does not depend on the others');
SELECT throws_ok($$SELECT icsr_findings('{}', 'R31')$$, '22023', 'unknown word in a list of rules: "R31"');
SELECT throws_ok(format($$SELECT icsr_findings('{}', %L)$$, list), '22023', format('unknown word in a list of rules: "%s"', list), 'refused: "' || list || '"')
	FROM unnest(ARRAY['', ',', 'R01,', ',R01', 'R01,,R02', 'R01, ,R02', 'R 01', 'R01 R02', 'R1', '-', '--R01', '- R01', 'errors', 'R01;R02', 'R01-R05', 'ALLE', 'R00', '规则']) list;
CREATE FUNCTION pg_temp.fault(list text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE d text; h text;
BEGIN
	PERFORM icsr_findings('{}', list);
	RETURN 'none';
EXCEPTION WHEN invalid_parameter_value THEN
	GET STACKED DIAGNOSTICS d = PG_EXCEPTION_DETAIL, h = PG_EXCEPTION_HINT;
	RETURN d || ' ' || left(h, 38);
END $$;
SELECT is(pg_temp.fault('R01,R02,x'), 'The fault is at character 9. Write with commas between, in any case', 'where, and what would do');
SELECT is(pg_temp.fault('R01,-x'), 'The fault is at character 5. Write with commas between, in any case', 'at the hyphen');
-- one call site, other lists and languages from row to row
SELECT is((SELECT string_agg(x.list || ' ' || x.lang || ' ' || coalesce((SELECT count(*)::text || CASE WHEN min(message) ~ '[^ -~]' THEN 'z' ELSE 'e' END FROM icsr_findings(icsr, x.list, x.lang)), '-'), ', ' ORDER BY no)
	FROM wrong, (VALUES (1, 'R11', 'en'), (2, 'R11', 'zh'), (3, 'R26,R30', 'zh'), (4, 'R26', 'en'), (5, repeat('R12,', 60) || 'R11', 'en'), (6, 'R11', 'en')) x(no, list, lang) WHERE no <> 5),
	'R11 en 1e, R11 zh 1z, R26,R30 zh 2z, R26 en 1e, R11 en 1e', 'a call site reads its lists again');

-- ------------------------------------------------------------------ strict, null flavours, wrong shapes
SELECT is((SELECT count(*) FROM icsr_findings(NULL)), 0::bigint, 'NULL case');
SELECT is((SELECT count(*) FROM icsr_findings('{}', NULL)), 0::bigint, 'NULL rules');
SELECT is((SELECT count(*) FROM icsr_findings('{}', 'all', NULL)), 0::bigint, 'NULL language');
-- an element with a null flavour has no value: as if it were not there, but for R01, R16 and R22
SELECT is_empty($$SELECT e, flavor FROM unnest('{D.2.1,D.2.2a,D.2.2b,D.2.2.1a,D.2.2.1b,D.2.3,D.3,D.4,D.5,D.6,D.7.2,D.9.1,D.10.1,D.10.2.1,D.10.2.2a,D.10.3,C.1.3,C.5.4,C.1.10.r,H.1}'::text[]) e,
	unnest('{NI,MSK,UNK,NA,ASKU,NASK,NINF,PINF,OTH,?}'::text[]) flavor
	WHERE pg_temp.found(pg_temp.child(jsonb_build_object(e, jsonb_build_object('nullFlavor', flavor)))) <> pg_temp.found(pg_temp.child(jsonb_build_object(e, NULL)))$$, 'every null flavour of elements of the case');
SELECT is_empty($$SELECT e, flavor FROM unnest('{E.i.4,E.i.5,E.i.7,E.i.1.2,E.i.2.1a}'::text[]) e, unnest('{NI,MSK,UNK,NA,ASKU,NASK,NINF,PINF,OTH,?}'::text[]) flavor
	WHERE pg_temp.found(pg_temp.child('{}', jsonb_build_object(e, jsonb_build_object('nullFlavor', flavor)))) <> pg_temp.found(pg_temp.child('{}', jsonb_build_object(e, NULL)))$$, 'of the reaction');
SELECT is(pg_temp.found('{"D.2.2a": 48, "D.2.2b": "a", "D.2.1": 20010615, "E.i": {"E.i.4": 20141010}}', 'R11'), 'R11 D.2.2a: age 48 a, but by the dates 13 a', 'numbers, and an object for an array');
SELECT lives_ok(format($$SELECT icsr_findings(%L)$$, j), 'no error: ' || j) FROM unnest(ARRAY['{}', '{"E.i": []}', '{"E.i": [[], 1, null, "x", {}]}', '{"E.i": "x", "G.k": 3, "F.r": true}', '{"D.1": [], "D.2.1": {}, "D.2.2a": [1]}',
	'{"G.k": [{"G.k.4.r": [{"G.k.4.r.1b": {"a": 1}}], "G.k.10.r": [["3"]]}]}', '{"D.2.1": {"nullFlavor": 3}}', '{"D.2.1": {"nullFlavor": ""}}']) j;
SELECT throws_ok($$SELECT icsr_findings('[]')$$, '22023', 'a case report must be a JSON object, not an array');
SELECT throws_ok($$SELECT icsr_findings('3')$$, '22023', 'a case report must be a JSON object, not a scalar');
SELECT throws_ok($$SELECT icsr_findings('null')$$, '22023', 'a case report must be a JSON object, not a scalar');
SELECT throws_ok($$SELECT icsr_findings(jsonb_build_object('F.r', (SELECT jsonb_agg('{}'::jsonb) FROM generate_series(1, 100001))))$$, '54000');
SELECT is((SELECT count(*) FROM icsr_findings(jsonb_build_object('E.i', (SELECT jsonb_agg('{"E.i.4": "x"}'::jsonb) FROM generate_series(1, 1000))), 'R09')), 1000::bigint, 'a thousand reactions');
-- what a message repeats is cut at a letter, on one line
SELECT is(pg_temp.found(pg_temp.child(jsonb_build_object('D.3', repeat('x', 100))), 'R13'), 'R13 D.3: "' || repeat('x', 48) || '..." is not a weight in kg of at most 6 characters, decimals after a point', 'long');
SELECT is(pg_temp.found(pg_temp.child(jsonb_build_object('D.3', 'x' || repeat('岁', 100))), 'R13'), 'R13 D.3: "x' || repeat('岁', 15) || '..." is not a weight in kg of at most 6 characters, decimals after a point', 'long, of three bytes each');
SELECT is(pg_temp.found(pg_temp.child(jsonb_build_object('D.3', E'1\n2\t\x7f')), 'R13'), 'R13 D.3: "1 2  " is not a weight in kg of at most 6 characters, decimals after a point', 'control characters');
SELECT is(pg_temp.found(pg_temp.child(jsonb_build_object('D.3', '%1%2 %s')), 'R13'), 'R13 D.3: "%1%2 %s" is not a weight in kg of at most 6 characters, decimals after a point', 'no format');

SELECT is_empty($$SELECT t.what FROM tested t WHERE (SELECT array_agg(f.rule) FROM icsr_findings(t.icsr) f) IS DISTINCT FROM (SELECT array_agg(f.rule ORDER BY f.rule) FROM icsr_findings(t.icsr) f)$$, 'in the order of the rules');
SELECT * FROM finish();
ROLLBACK;
