-- SPDX-License-Identifier: PostgreSQL
-- icsr_from_e2b: the FDA's messages, every element of the fullest one; variants; refusals.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
SET lc_messages = 'C';
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS pedsafety;
BEGIN;
SELECT plan(132);

CREATE TEMP TABLE message (name text PRIMARY KEY, x text);
\set x `cat test/data/e2b_r3_fda/FAERS2022Scenario1.xml`
INSERT INTO message VALUES ('1', :'x');
\set x `cat test/data/e2b_r3_fda/FAERS2022Scenario3.xml`
INSERT INTO message VALUES ('3', :'x');
\set x `cat test/data/e2b_r3_fda/FAERS2022Scenario5-1.xml`
INSERT INTO message VALUES ('5-1', :'x');
\set x `cat test/data/e2b_r3_fda/FAERS2022Scenario6.xml`
INSERT INTO message VALUES ('6', :'x');
\set x `cat test/data/e2b_r3_fda/FAERS2022Scenario7.xml`
INSERT INTO message VALUES ('7', :'x');
\set x `cat test/data/e2b_r3_fda/R3ack-positive.xml`
INSERT INTO message VALUES ('ack', :'x');
CREATE TEMP TABLE field (name text, birth_time text, age text, gestation text, age_group text, weight text, height text, n_reactions int, reactions text);
\copy field FROM 'test/data/e2b_r3_fda/patient_fields.csv' (FORMAT csv, HEADER)
UPDATE field SET name = regexp_replace(name, '^FAERS2022Scenario(.*)\.xml$', '\1');

CREATE FUNCTION pg_temp.said(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE code text; message text; detail text; hint text;
BEGIN
	EXECUTE command;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
	RETURN concat_ws(' | ', code, message, nullif(detail, ''));
END $$;
CREATE FUNCTION pg_temp.icsr(x text) RETURNS jsonb LANGUAGE sql AS $$SELECT icsr FROM icsr_from_e2b(x::xml)$$;
-- The leaves of a case, each with its path.
CREATE FUNCTION pg_temp.leaves(icsr jsonb) RETURNS TABLE (path text, value text) LANGUAGE sql AS $$
	WITH RECURSIVE leaf AS (
		SELECT '' AS path, icsr AS v
		UNION ALL
		SELECT l.path || '/' || c.key, c.v
		FROM   leaf l, LATERAL (
			SELECT key, value FROM jsonb_each(CASE WHEN jsonb_typeof(l.v) = 'object' THEN l.v ELSE '{}' END)
			UNION ALL
			SELECT no::text, value FROM jsonb_array_elements(CASE WHEN jsonb_typeof(l.v) = 'array' THEN l.v ELSE '[]' END) WITH ORDINALITY e(value, no)) c(key, v))
	SELECT path, v #>> '{}' FROM leaf WHERE jsonb_typeof(v) NOT IN ('object', 'array')
$$;

SELECT is(concat_ws(' ', prokind, provolatile, proisstrict, proparallel, proretset), 'f i t s t', 'an immutable, strict, parallel safe set')
FROM   pg_proc WHERE proname = 'icsr_from_e2b';

-- ------------------------------------------------- every element, one message
-- Read from the XML by its comments.

CREATE TEMP TABLE expected (path text, value text);
INSERT INTO expected VALUES
	('/N.1.1', '1'), ('/N.1.2', 'MegaInstance2020-01132020-a2dd-082002b30309d'), ('/N.1.3', '123456789'), ('/N.1.4', 'ZZFDA'),
	('/N.1.5', '20220614101010-0500'), ('/N.2.r.1', 'US-APHARMA-8744554B'), ('/N.2.r.2', '123456789'), ('/N.2.r.3', 'CDER'),
	('/N.2.r.4', '20140614151617-0500'), ('/C.1.1', 'US-APHARMA-8744554B'), ('/C.1.2', '20140614151617-0500'), ('/C.1.3', '1'),
	('/C.1.4', '20220614101010-0500'), ('/C.1.5', '20220614101010-0500'), ('/C.1.6.1', 'true'), ('/C.1.6.1.r/1/C.1.6.1.r.1', 'Sample Autopsy Report'),
	('/C.1.6.1.r/2/C.1.6.1.r.1', 'Medication Information'), ('/C.1.7', 'true'), ('/FDA.C.1.7.1', '1'), ('/C.1.8.1', 'US-APHARMA-8744554B'),
	('/C.1.8.2', '1'), ('/C.1.9.1', 'true'), ('/C.1.9.1.r/1/C.1.9.1.r.1', 'Reporting Ltd Corporation'), ('/C.1.9.1.r/1/C.1.9.1.r.2', 'FR-RPTLTD-15998'),
	('/C.1.9.1.r/2/C.1.9.1.r.1', 'European Medicines Agency'), ('/C.1.9.1.r/2/C.1.9.1.r.2', 'EU-EMA-999999'), ('/C.1.10.r/1', 'FR-PHARMA-3448976655'),
	('/C.1.10.r/2', 'FR-QPHARMA-12345678'), ('/FDA.C.1.12', 'true'), ('/C.2.r/1/C.2.r.1.1', 'Dr.'), ('/C.2.r/1/C.2.r.1.2', 'Jerome'),
	('/C.2.r/1/C.2.r.1.3', 'James'), ('/C.2.r/1/C.2.r.1.4', 'Jacobs'), ('/C.2.r/1/C.2.r.2.1', 'Pharma Company'), ('/C.2.r/1/C.2.r.2.2', 'Reporting'),
	('/C.2.r/1/C.2.r.2.3', E'123 Main St.\nApartment 4G'), ('/C.2.r/1/C.2.r.2.4', 'Anytown'), ('/C.2.r/1/C.2.r.2.5', 'NJ'),
	('/C.2.r/1/C.2.r.2.6', '87654'), ('/C.2.r/1/C.2.r.2.7', 'tel:3334445555'), ('/C.2.r/1/FDA.C.2.r.2.8', 'mailto:abc@gmail.com'),
	('/C.2.r/1/C.2.r.3', 'US'), ('/C.2.r/1/C.2.r.4', '1'), ('/C.2.r/1/C.2.r.5', '1'), ('/C.2.r/2/C.2.r.1.1', 'Professor'),
	('/C.2.r/2/C.2.r.1.2', 'Ronald'), ('/C.2.r/2/C.2.r.1.3', 'Robert'), ('/C.2.r/2/C.2.r.1.4', 'Rhodes'), ('/C.2.r/2/C.2.r.2.1', 'Medium Size Pharma'),
	('/C.2.r/2/C.2.r.2.2', 'Reporting'), ('/C.2.r/2/C.2.r.2.3', E'89 Central Ave\nCubby No 3'), ('/C.2.r/2/C.2.r.2.4', 'Anytown'),
	('/C.2.r/2/C.2.r.2.5', 'IL'), ('/C.2.r/2/C.2.r.2.6', '01340'), ('/C.2.r/2/C.2.r.2.7', 'tel:8884562344'),
	('/C.2.r/2/FDA.C.2.r.2.8', 'mailto:abc@gmail.com'), ('/C.2.r/2/C.2.r.3', 'US'), ('/C.2.r/2/C.2.r.4', '2'), ('/C.3.1', '1'), ('/C.3.2', 'Big Pharma'),
	('/C.3.3.1', 'Management'), ('/C.3.3.2', 'Mr'), ('/C.3.3.3', 'Charles'), ('/C.3.3.4', 'Castile'), ('/C.3.3.5', 'Conner'),
	('/C.3.4.1', '49 Main St. Building 2030A'), ('/C.3.4.2', 'Anytown'), ('/C.3.4.3', 'CT'), ('/C.3.4.4', '23456'), ('/C.3.4.5', 'US'),
	('/C.3.4.6', 'tel:8884562344'), ('/C.3.4.7', 'fax:6109991122'), ('/C.3.4.8', 'mailto:emailAddress@company.com'),
	('/C.4.r/1/C.4.r.1', 'Author (last name first), "Article Title." Name of newspaper, city, state of publication. (date): edition if available, section, page number(s).'),
	('/C.5.1.r/1/C.5.1.r.1', '23489-34'), ('/C.5.1.r/1/C.5.1.r.2', 'US'), ('/C.5.1.r/2/C.5.1.r.1', '876444'), ('/C.5.1.r/2/C.5.1.r.2', 'FR'),
	('/C.5.2', 'Profound Study'), ('/C.5.3', '4555-3'), ('/D.1', 'SM'), ('/D.1.1.1', '83444908'), ('/D.1.1.2', '8999-B'), ('/D.1.1.3', '3333444A32'),
	('/D.1.1.4', '09233347580934'), ('/D.2.1', '20141001'), ('/D.2.2.1a', '10'), ('/D.2.2.1b', 'wk'), ('/D.2.2a', '10'), ('/D.2.2b', 'a'),
	('/D.2.3/nullFlavor', 'NI'), ('/D.3', '48.2'), ('/D.4', '152'), ('/D.5', '1'), ('/D.6', '20090101'), ('/D.7.1.r/1/D.7.1.r.1a', '12.0'),
	('/D.7.1.r/1/D.7.1.r.1b', '10061122'), ('/D.7.1.r/1/D.7.1.r.2', '20090101'), ('/D.7.1.r/1/D.7.1.r.3', 'true'), ('/D.7.1.r/1/D.7.1.r.4', '20090101'),
	('/D.7.1.r/1/D.7.1.r.5', 'Comment'), ('/D.7.1.r/1/D.7.1.r.6', 'true'), ('/D.7.1.r/2/D.7.1.r.1a', '12.0'), ('/D.7.1.r/2/D.7.1.r.1b', '10012431'),
	('/D.7.1.r/2/D.7.1.r.2', '20020101'), ('/D.7.1.r/2/D.7.1.r.3', 'true'), ('/D.7.1.r/2/D.7.1.r.4', '20060101'),
	('/D.7.1.r/2/D.7.1.r.5', 'The condition was accentuated by poor diet.'), ('/D.7.1.r/2/D.7.1.r.6', 'true'),
	('/D.7.2', 'The patient''s medical history does not show anything very out of the ordinary.'), ('/D.7.3', 'true'), ('/D.8.r/1/D.8.r.1', 'ACCURETIC'),
	('/D.8.r/1/D.8.r.2a', '12.0'), ('/D.8.r/1/D.8.r.2b', '0071-0220'), ('/D.8.r/1/D.8.r.4', '20090101'), ('/D.8.r/1/D.8.r.5', '20090101'),
	('/D.8.r/1/D.8.r.6a', '12.0'), ('/D.8.r/1/D.8.r.6b', '10028094'), ('/D.8.r/1/D.8.r.7a', '12.0'), ('/D.8.r/1/D.8.r.7b', '10067994'),
	('/D.8.r/2/D.8.r.1', 'Spine and Nerve Balance Core Formula'), ('/D.8.r/2/D.8.r.2a', '12.0'), ('/D.8.r/2/D.8.r.2b', '43742-0053'),
	('/D.8.r/2/D.8.r.4', '20090101'), ('/D.8.r/2/D.8.r.5', '20090101'), ('/D.8.r/2/D.8.r.6a', '12.0'), ('/D.8.r/2/D.8.r.6b', '83459001'),
	('/D.8.r/2/D.8.r.7a', '12.0'), ('/D.8.r/2/D.8.r.7b', '10050987'), ('/D.9.1', '20090101'), ('/D.9.2.r/1/D.9.2.r.1a', '12.0'),
	('/D.9.2.r/1/D.9.2.r.1b', '10036807'), ('/D.9.2.r/1/D.9.2.r.2', 'Progressive multifocal leukoencephalopathy'), ('/D.9.2.r/2/D.9.2.r.1a', '12.0'),
	('/D.9.2.r/2/D.9.2.r.1b', '10036805'), ('/D.9.2.r/2/D.9.2.r.2', 'Excessive Fibrosis'), ('/D.9.3', 'true'), ('/D.9.4.r/1/D.9.4.r.1a', '12.0'),
	('/D.9.4.r/1/D.9.4.r.1b', '10067063'), ('/D.9.4.r/1/D.9.4.r.2', 'What we learned during the autopsy'), ('/D.9.4.r/2/D.9.4.r.1a', '12.0'),
	('/D.9.4.r/2/D.9.4.r.1b', '10061227'), ('/D.9.4.r/2/D.9.4.r.2', 'Metabolic Abnormality'), ('/D.10.1', 'Mr. John Doe Jr.'), ('/D.10.2.1', '20141001'),
	('/D.10.2.2a', '33'), ('/D.10.2.2b', 'a'), ('/D.10.3', '20090101'), ('/D.10.4', '50'), ('/D.10.5', '160'), ('/D.10.6', '2'),
	('/D.10.7.1.r/1/D.10.7.1.r.1a', '12.0'), ('/D.10.7.1.r/1/D.10.7.1.r.1b', '10000621'), ('/D.10.7.1.r/1/D.10.7.1.r.2', '20010926'),
	('/D.10.7.1.r/1/D.10.7.1.r.3', 'false'), ('/D.10.7.1.r/1/D.10.7.1.r.4', '20011031'), ('/D.10.7.1.r/1/D.10.7.1.r.5', 'This is what we thought'),
	('/D.10.7.1.r/2/D.10.7.1.r.1a', '12.0'), ('/D.10.7.1.r/2/D.10.7.1.r.1b', '10010538'), ('/D.10.7.1.r/2/D.10.7.1.r.2', '20090101'),
	('/D.10.7.1.r/2/D.10.7.1.r.3', 'true'), ('/D.10.7.1.r/2/D.10.7.1.r.4', '20090101'), ('/D.10.7.1.r/2/D.10.7.1.r.5', 'Further relevant comments'),
	('/D.10.7.1.r/3/D.10.7.1.r.1a', '12.0'), ('/D.10.7.1.r/3/D.10.7.1.r.1b', '10060747'), ('/D.10.7.1.r/4/D.10.7.1.r.1a', '12.0'),
	('/D.10.7.1.r/4/D.10.7.1.r.1b', '10023637'), ('/D.10.7.2', 'Systems Review.'),
	('/D.10.8.r/1/D.10.8.r.1', 'Molds, Rusts and Smuts, Penicillium notatum'), ('/D.10.8.r/1/D.10.8.r.2a', '12.0'),
	('/D.10.8.r/1/D.10.8.r.2b', '65044-5208'), ('/D.10.8.r/1/D.10.8.r.4', '20090101151617-0500'), ('/D.10.8.r/1/D.10.8.r.5', '20090102'),
	('/D.10.8.r/1/D.10.8.r.6a', '12.0'), ('/D.10.8.r/1/D.10.8.r.6b', '10054929'), ('/D.10.8.r/1/D.10.8.r.7a', '12.0'),
	('/D.10.8.r/1/D.10.8.r.7b', '10060051'), ('/D.10.8.r/2/D.10.8.r.1', 'Guaifenesin, Dextromethorphan'), ('/D.10.8.r/2/D.10.8.r.2a', '12.0'),
	('/D.10.8.r/2/D.10.8.r.2b', '14505-488'), ('/D.10.8.r/2/D.10.8.r.4', '200901'), ('/D.10.8.r/2/D.10.8.r.5', '200903'),
	('/D.10.8.r/2/D.10.8.r.6a', '12.0'), ('/D.10.8.r/2/D.10.8.r.6b', '10061372'), ('/D.10.8.r/2/D.10.8.r.7a', '12.0'),
	('/D.10.8.r/2/D.10.8.r.7b', '10036960'), ('/D.10.8.r/3/D.10.8.r.1', 'Guaifenesin, Dextromethorphan'), ('/D.10.8.r/3/D.10.8.r.2a', '12.0'),
	('/D.10.8.r/3/D.10.8.r.2b', '14505-488'), ('/D.10.8.r/3/D.10.8.r.4', '20090101'), ('/D.10.8.r/3/D.10.8.r.5', '20090101'),
	('/D.10.8.r/3/D.10.8.r.7a', '12.0'), ('/D.10.8.r/3/D.10.8.r.7b', '10036960'), ('/D.10.8.r/4/D.10.8.r.1', 'Guaifenesin, Dextromethorphan'),
	('/D.10.8.r/4/D.10.8.r.4', '2009'), ('/D.10.8.r/4/D.10.8.r.5', '2011'), ('/D.10.8.r/4/D.10.8.r.6a', '12.0'), ('/D.10.8.r/4/D.10.8.r.6b', '10061372'),
	('/FDA.D.11.r/1/FDA.D.11.r.1', 'C16352'), ('/FDA.D.11.r/2/FDA.D.11.r.1', 'C41259'), ('/FDA.D.11.r/3/FDA.D.11.r.1', 'C41260'),
	('/FDA.D.11.r/4/FDA.D.11.r.1', 'C41219'), ('/FDA.D.11.r/5/FDA.D.11.r.1', 'C41261'), ('/FDA.D.12', 'C17459'),
	('/E.i/1/E.i.1.1a', 'consciência alterada'), ('/E.i/1/E.i.1.1b', 'por'), ('/E.i/1/E.i.1.2', 'Altered Consciousness'), ('/E.i/1/E.i.2.1a', '12.0'),
	('/E.i/1/E.i.2.1b', '10027940'), ('/E.i/1/E.i.3.1', '2'), ('/E.i/1/E.i.3.2a', 'true'), ('/E.i/1/E.i.3.2b/nullFlavor', 'NI'),
	('/E.i/1/E.i.3.2c', 'true'), ('/E.i/1/E.i.3.2d/nullFlavor', 'NI'), ('/E.i/1/E.i.3.2e/nullFlavor', 'NI'), ('/E.i/1/E.i.3.2f', 'true'),
	('/E.i/1/FDA.E.i.3.2h/nullFlavor', 'NI'), ('/E.i/1/E.i.4', '20090101'), ('/E.i/1/E.i.5', '20090102'), ('/E.i/1/E.i.7', '3'), ('/E.i/1/E.i.8', 'true'),
	('/E.i/1/E.i.9', 'eu'), ('/E.i/1/E.i.id', '154eb889-958b-45f2-a02f-42d4d6f4657f'), ('/E.i/2/E.i.2.1a', '12.0'), ('/E.i/2/E.i.2.1b', '10024381'),
	('/E.i/2/E.i.3.2a/nullFlavor', 'NI'), ('/E.i/2/E.i.3.2b/nullFlavor', 'NI'), ('/E.i/2/E.i.3.2c/nullFlavor', 'NI'), ('/E.i/2/E.i.3.2d', 'true'),
	('/E.i/2/E.i.3.2e/nullFlavor', 'NI'), ('/E.i/2/E.i.3.2f', 'true'), ('/E.i/2/FDA.E.i.3.2h/nullFlavor', 'NI'), ('/E.i/2/E.i.4/nullFlavor', 'NASK'),
	('/E.i/2/E.i.7', '3'), ('/E.i/2/E.i.id', '2baa28d6-c9e8-4e6c-93e9-5b860b314220'), ('/F.r/1/F.r.1', '20090101'), ('/F.r/1/F.r.2.1', 'Calcium Level'),
	('/F.r/1/F.r.2.2a', '12.0'), ('/F.r/1/F.r.2.2b', '10050520'), ('/F.r/1/F.r.3.1', '2'), ('/F.r/1/F.r.3.2', '10'), ('/F.r/1/F.r.3.3', 'mg/dl'),
	('/F.r/1/F.r.4', '40'), ('/F.r/1/F.r.5', '110'), ('/F.r/1/F.r.6', 'These results may be skewed'), ('/F.r/1/F.r.7', 'true'), ('/F.r/2/F.r.1', '2009'),
	('/F.r/2/F.r.2.2a', '12.0'), ('/F.r/2/F.r.2.2b', '10059578'), ('/F.r/2/F.r.3.1', '2'), ('/F.r/2/F.r.3.2', '<10'), ('/F.r/2/F.r.3.3', 'mg/dl'),
	('/F.r/3/F.r.1', '20090101'), ('/F.r/3/F.r.2.1', 'Blood work'), ('/F.r/3/F.r.2.2a', '12.0'), ('/F.r/3/F.r.2.2b', '10059478'),
	('/F.r/3/F.r.3.2', '<=10'), ('/F.r/3/F.r.3.3', 'mg/dl'), ('/F.r/4/F.r.1', '20090101'), ('/F.r/4/F.r.2.1', 'A special test'),
	('/F.r/4/F.r.2.2a', '12.0'), ('/F.r/4/F.r.2.2b', '10050520'), ('/F.r/4/F.r.3.1', '2'), ('/F.r/4/F.r.3.2', '>10'), ('/F.r/4/F.r.3.3', 'mg/dl'),
	('/F.r/5/F.r.1', '20090101'), ('/F.r/5/F.r.2.2a', '12.0'), ('/F.r/5/F.r.2.2b', '10005362'), ('/F.r/5/F.r.3.1', '2'), ('/F.r/5/F.r.3.2', '>=10'),
	('/F.r/5/F.r.3.3', 'mg/dl'), ('/F.r/6/F.r.1', '20090101'), ('/F.r/6/F.r.2.2a', '12.0'), ('/F.r/6/F.r.2.2b', '10005362'),
	('/F.r/6/F.r.3.4', '10 mg per imaginary unit all the way up to positive infinity'), ('/F.r/7/F.r.1', '20090101'), ('/F.r/7/F.r.2.2a', '12.0'),
	('/F.r/7/F.r.2.2b', '10062994'), ('/F.r/7/F.r.3.1', '1'), ('/F.r/7/F.r.3.4', 'The over all outcome was quite spectacular.'), ('/G.k/1/G.k.1', '1'),
	('/G.k/1/G.k.2.1.1a', '201411011202'), ('/G.k/1/G.k.2.1.1b', '894444-28525-765'), ('/G.k/1/G.k.2.2', 'Drug A'),
	('/G.k/1/G.k.2.3.r/1/G.k.2.3.r.1', 'TERBINAFINE HYDROCHLORIDE'), ('/G.k/1/G.k.2.3.r/1/G.k.2.3.r.2a', '12JUL2013'),
	('/G.k/1/G.k.2.3.r/1/G.k.2.3.r.2b', '012C11ZU6G'), ('/G.k/1/G.k.2.3.r/1/G.k.2.3.r.3a', '10'), ('/G.k/1/G.k.2.3.r/1/G.k.2.3.r.3b', 'mg'),
	('/G.k/1/G.k.2.3.r/2/G.k.2.3.r.1', 'ARGEMONE MEXICANA SEED OIL'), ('/G.k/1/G.k.2.3.r/2/G.k.2.3.r.2a', '12JUL2013'),
	('/G.k/1/G.k.2.3.r/2/G.k.2.3.r.2b', '0Q5GP4Y4FL'), ('/G.k/1/G.k.2.3.r/2/G.k.2.3.r.3a', '3'), ('/G.k/1/G.k.2.3.r/2/G.k.2.3.r.3b', 'mg'),
	('/G.k/1/G.k.2.4', 'US'), ('/G.k/1/G.k.2.5', 'true'), ('/G.k/1/G.k.3.1', 'BLA012345'), ('/G.k/1/G.k.3.2', 'US'),
	('/G.k/1/G.k.3.3', 'Pharmacia and Upjohn Company'), ('/G.k/1/G.k.4.r/1/G.k.4.r.1a', '10'), ('/G.k/1/G.k.4.r/1/G.k.4.r.1b', '10.a'),
	('/G.k/1/G.k.4.r/1/G.k.4.r.2', '10'), ('/G.k/1/G.k.4.r/1/G.k.4.r.3', 'd'), ('/G.k/1/G.k.4.r/1/G.k.4.r.4', '20090101'),
	('/G.k/1/G.k.4.r/1/G.k.4.r.5', '20090101'), ('/G.k/1/G.k.4.r/1/G.k.4.r.6a', '4'), ('/G.k/1/G.k.4.r/1/G.k.4.r.6b', 'wk'),
	('/G.k/1/G.k.4.r/1/G.k.4.r.7', '4577BN2'),
	('/G.k/1/G.k.4.r/1/G.k.4.r.8', 'unstructured dosing information, e.g. take by mouth 2 times a day with food'),
	('/G.k/1/G.k.4.r/1/G.k.4.r.9.1', 'Big, round and colored white'), ('/G.k/1/G.k.4.r/1/G.k.4.r.9.2a', '2014.10.30'),
	('/G.k/1/G.k.4.r/1/G.k.4.r.9.2b', 'C42998'), ('/G.k/1/G.k.4.r/1/G.k.4.r.10.1', 'Free text route content'),
	('/G.k/1/G.k.4.r/1/G.k.4.r.10.2a', '2014.10.30'), ('/G.k/1/G.k.4.r/1/G.k.4.r.10.2b', 'C38288'),
	('/G.k/1/G.k.4.r/1/G.k.4.r.11.1', 'Text to describe the route if needed'), ('/G.k/1/G.k.4.r/1/G.k.4.r.11.2a', '12.0'),
	('/G.k/1/G.k.4.r/1/G.k.4.r.11.2b', 'C12421'), ('/G.k/1/G.k.4.r/2/G.k.4.r.2', '10'), ('/G.k/1/G.k.4.r/2/G.k.4.r.3', 'd'),
	('/G.k/1/G.k.4.r/2/G.k.4.r.4', '20090101'), ('/G.k/1/G.k.4.r/2/G.k.4.r.5', '20090101'),
	('/G.k/1/G.k.4.r/2/G.k.4.r.8', 'more information on the next course'), ('/G.k/1/G.k.5a', '150'), ('/G.k/1/G.k.5b', 'mg'), ('/G.k/1/G.k.6a', '10'),
	('/G.k/1/G.k.6b', 'wk'), ('/G.k/1/G.k.7.r/1/G.k.7.r.1', 'Medication was prescribed to address sickness to the stomach.'),
	('/G.k/1/G.k.7.r/1/G.k.7.r.2a', '12.0'), ('/G.k/1/G.k.7.r/1/G.k.7.r.2b', '10028813'), ('/G.k/1/G.k.7.r/2/G.k.7.r.2a', '12.0'),
	('/G.k/1/G.k.7.r/2/G.k.7.r.2b', '10047340'), ('/G.k/1/G.k.8', '2'), ('/G.k/1/G.k.9.i/1/G.k.9.i.1', '154eb889-958b-45f2-a02f-42d4d6f4657f'),
	('/G.k/1/G.k.9.i/1/G.k.9.i.2.r/1/G.k.9.i.2.r.1', 'Reporter'), ('/G.k/1/G.k.9.i/1/G.k.9.i.2.r/1/G.k.9.i.2.r.2', 'Introspection'),
	('/G.k/1/G.k.9.i/1/G.k.9.i.2.r/1/G.k.9.i.2.r.3', 'Highly related'), ('/G.k/1/G.k.9.i/1/G.k.9.i.3.1a', '10'), ('/G.k/1/G.k.9.i/1/G.k.9.i.3.1b', 'd'),
	('/G.k/1/G.k.9.i/1/G.k.9.i.3.2a', '10'), ('/G.k/1/G.k.9.i/1/G.k.9.i.3.2b', 'min'), ('/G.k/1/G.k.9.i/1/G.k.9.i.4', '2'),
	('/G.k/1/G.k.9.i/2/G.k.9.i.1', '2baa28d6-c9e8-4e6c-93e9-5b860b314220'), ('/G.k/1/G.k.9.i/2/G.k.9.i.2.r/1/G.k.9.i.2.r.1', 'Company'),
	('/G.k/1/G.k.9.i/2/G.k.9.i.2.r/1/G.k.9.i.2.r.2', 'algorithm'), ('/G.k/1/G.k.9.i/2/G.k.9.i.2.r/1/G.k.9.i.2.r.3', 'Suspected'),
	('/G.k/1/G.k.9.i/2/G.k.9.i.3.1a', '10'), ('/G.k/1/G.k.9.i/2/G.k.9.i.3.1b', 'd'), ('/G.k/1/G.k.9.i/2/G.k.9.i.3.2a', '10'),
	('/G.k/1/G.k.9.i/2/G.k.9.i.3.2b', 'd'), ('/G.k/1/G.k.9.i/2/G.k.9.i.4', '1'), ('/G.k/1/FDA.G.k.10.1', 'C102835'), ('/G.k/1/FDA.G.k.10a', '1'),
	('/G.k/1/G.k.10.r/1', '4'), ('/G.k/1/G.k.10.r/2', '9'), ('/G.k/1/G.k.10.r/3', '10'),
	('/G.k/1/G.k.11', 'Somthing seemed strange about the way it went down.'), ('/G.k/1/FDA.G.k.12.r/1/FDA.G.k.12.r.1', 'true'),
	('/G.k/1/FDA.G.k.12.r/1/FDA.G.k.12.r.2.r/1', '2'), ('/G.k/1/FDA.G.k.12.r/1/FDA.G.k.12.r.2.r/2', '4'),
	('/G.k/1/FDA.G.k.12.r/1/FDA.G.k.12.r.3.r/1', '4001'), ('/G.k/1/FDA.G.k.12.r/1/FDA.G.k.12.r.3.r/2', '3003'),
	('/G.k/1/FDA.G.k.12.r/1/FDA.G.k.12.r.4', 'Brand Name'), ('/G.k/1/FDA.G.k.12.r/1/FDA.G.k.12.r.5', 'Common Device Name'),
	('/G.k/1/FDA.G.k.12.r/1/FDA.G.k.12.r.6', 'FMF'), ('/G.k/1/FDA.G.k.12.r/1/FDA.G.k.12.r.7.1a', 'Manufacturer Name'),
	('/G.k/1/FDA.G.k.12.r/1/FDA.G.k.12.r.7.1b', 'Manufacturer Address 123 google home drive'),
	('/G.k/1/FDA.G.k.12.r/1/FDA.G.k.12.r.7.1c', 'Manufacturer City'), ('/G.k/1/FDA.G.k.12.r/1/FDA.G.k.12.r.7.1d', 'Manufacturer State'),
	('/G.k/1/FDA.G.k.12.r/1/FDA.G.k.12.r.7.1e', 'US'), ('/G.k/1/FDA.G.k.12.r/1/FDA.G.k.12.r.8', '2'),
	('/G.k/1/FDA.G.k.12.r/1/FDA.G.k.12.r.9', '4577BN2-product-2-device1'), ('/G.k/1/FDA.G.k.12.r/1/FDA.G.k.12.r.10', '1'),
	('/G.k/1/FDA.G.k.12.r/1/FDA.G.k.12.r.11.r/1', '6'), ('/G.k/1/FDA.G.k.12.r/1/FDA.G.k.12.r.11.r/2', '5'),
	('/G.k/1/G.k.id', '3c91b4d5-e039-4a7a-9c30-67671b0ef9e4'), ('/G.k/2/G.k.1', '3'), ('/G.k/2/G.k.2.1.1a', '201401011041'),
	('/G.k/2/G.k.2.1.1b', '37808-0031'), ('/G.k/2/G.k.2.2', 'Drug B'), ('/G.k/2/G.k.2.3.r/1/G.k.2.3.r.1', 'Vaccinia virus'),
	('/G.k/2/G.k.3.1', 'BLA012345'), ('/G.k/2/G.k.3.2', 'US'), ('/G.k/2/G.k.3.3', 'Big Biopharma'),
	('/G.k/2/G.k.9.i/1/G.k.9.i.1', '2baa28d6-c9e8-4e6c-93e9-5b860b314220'), ('/G.k/2/G.k.9.i/1/G.k.9.i.2.r/1/G.k.9.i.2.r.1', 'Company'),
	('/G.k/2/G.k.9.i/1/G.k.9.i.2.r/1/G.k.9.i.2.r.2', 'Bayesian'), ('/G.k/2/G.k.9.i/1/G.k.9.i.2.r/1/G.k.9.i.2.r.3', 'Likely'),
	('/G.k/2/G.k.9.i/1/G.k.9.i.2.r/2/G.k.9.i.2.r.1', 'Reporter'), ('/G.k/2/G.k.9.i/1/G.k.9.i.2.r/2/G.k.9.i.2.r.2', 'Introspection'),
	('/G.k/2/G.k.9.i/1/G.k.9.i.2.r/2/G.k.9.i.2.r.3', 'Suspected'), ('/G.k/2/G.k.id', '68d6f5ce-3b3b-45c7-92dd-69e06730c3a9'),
	('/H.1', 'Case Narrative Including Clinical Course, Therapeutic Measures,'),
	('/H.2', 'It appears very likely that the primary drug is responsible for all the reactions.'), ('/H.3.r/1/H.3.r.1a', '12.0'),
	('/H.3.r/1/H.3.r.1b', '10047319'), ('/H.3.r/2/H.3.r.1a', '12.0'), ('/H.3.r/2/H.3.r.1b', '10047334'),
	('/H.4', 'The condition came on suddenly, and was a complete surprise to the responsible clinicians.'), ('/H.5.r/1/H.5.r.1a', 'H.5.r.1a 1'),
	('/H.5.r/1/H.5.r.1b', 'eng');
CREATE TEMP TABLE mega AS SELECT r.* FROM message, icsr_from_e2b(x::xml) r WHERE name = '6';
SELECT is((SELECT report_id FROM mega), 'US-APHARMA-8744554B', 'identifier of the report');
SELECT is_empty($$(SELECT * FROM expected EXCEPT SELECT l.* FROM mega, pg_temp.leaves(icsr) l)$$, 'each element of the mega instance is there');
SELECT is_empty($$(SELECT l.* FROM mega, pg_temp.leaves(icsr) l WHERE path !~ '/(C.1.6.1.r.2|C.4.r.2)$' EXCEPT SELECT * FROM expected)$$, '... and nothing else');
SELECT is((SELECT count(*) FROM mega, pg_temp.leaves(icsr)), (SELECT count(*) FROM expected) + 3, '... once');
SELECT results_eq($$SELECT path, md5(value) FROM mega, pg_temp.leaves(icsr) WHERE path ~ '/(C.1.6.1.r.2|C.4.r.2)$' ORDER BY 1$$,
	$$SELECT p, md5(btrim(d, E' \t\r\n')) FROM message, (VALUES ('/C.1.6.1.r/1/C.1.6.1.r.2', 1), ('/C.1.6.1.r/2/C.1.6.1.r.2', 2), ('/C.4.r/1/C.4.r.2', 3)) v(p, n),
	LATERAL (SELECT replace((regexp_match((regexp_split_to_array(x, '<document '))[n + 1], '<text [^>]*>\s*<reference [^>]*>([^<]*)</text>'))[1], '&#13;', E'\r')) e(d)
	WHERE name = '6' ORDER BY 1$$, 'the documents in it are there as they are');
SELECT is((SELECT count(*) FROM mega, jsonb_path_query(icsr, '$.**') j WHERE jsonb_typeof(j) IN ('object', 'array') AND j IN ('{}', '[]')), 0::bigint, 'no group is empty');
SELECT is((SELECT count(*) FROM mega, jsonb_path_query(icsr, '$.**') j WHERE jsonb_typeof(j) IN ('number', 'boolean', 'null')), 0::bigint, 'all values are strings');

-- -------------------------------------------------------- the other messages

CREATE TEMP TABLE other AS SELECT name, r.* FROM message, icsr_from_e2b(x::xml) r WHERE name <> 'ack';
SELECT results_eq($$SELECT * FROM (SELECT name, icsr->>'D.2.1', concat_ws(' ', icsr->>'D.2.2a', icsr->>'D.2.2b'), coalesce(concat_ws(' ', icsr->>'D.2.2.1a', icsr->>'D.2.2.1b'), ''),
	coalesce('nullFlavor:' || (icsr #>> '{D.2.3,nullFlavor}'), icsr->>'D.2.3'), coalesce((icsr->>'D.3') || ' kg', ''), coalesce((icsr->>'D.4') || ' cm', ''), jsonb_array_length(icsr->'E.i'),
	(SELECT string_agg(concat(CASE WHEN jsonb_typeof(e->'E.i.4') = 'string' THEN e->>'E.i.4' END, ':', (SELECT string_agg(word, '+' ORDER BY k) FROM (VALUES
		('a', 'death'), ('b', 'threatening'), ('c', 'hospitalisation'), ('d', 'disability'), ('e', 'congenital'), ('f', 'other')) w(k, word) WHERE e->>('E.i.3.2' || k) = 'true')), '; ' ORDER BY no)
	FROM jsonb_array_elements(icsr->'E.i') WITH ORDINALITY a(e, no)) FROM other) o ORDER BY 1$$,
	$$SELECT name, birth_time, age, coalesce(gestation, ''), age_group, coalesce(weight, ''), coalesce(height, ''), n_reactions, reactions FROM field ORDER BY 1$$, 'the fields that were read by hand from all five');

SELECT is((SELECT icsr #> path FROM other WHERE name = n), value, n || ' ' || path::text) FROM (VALUES
	('1', '{C.1.1}'::text[], '"US-APHARMA-8744554B"'::jsonb), ('7', '{C.1.1}', '"US-APHARMA-8744554B-UPDATET-TESTING"'),
	('1', '{N.2.r.1}', '"21ec1492-3aea-4069-a2ab-08002b30309d"'), ('1', '{D.1}', '"JD"'), ('1', '{E.i,1,E.i.3.2a}', '{"nullFlavor": "NI"}'),
	('1', '{G.k,0,G.k.4.r,0,G.k.4.r.4}', '{"nullFlavor": "ASKU"}'), ('1', '{G.k,0,G.k.4.r,0,G.k.4.r.7}', '"UNKNOWN"'), ('1', '{C.1.9.1}', '{"nullFlavor": "NI"}'),
	('1', '{G.k,2,G.k.1}', '"2"'), ('1', '{G.k,0,G.k.7.r,0}', '{"G.k.7.r.1": "Embolism venous"}'),
	('3', '{FDA.C.5.5a}', '"123456"'), ('3', '{FDA.C.5.6.r}', '["222222", "333333"]'), ('3', '{C.5.1.r}', '[{"C.5.1.r.1": "STUDY-US-001", "C.5.1.r.2": "US"}]'), ('3', '{C.5.4}', '"1"'),
	('5-1', '{FDA.C.5.5b}', '"054321"'), ('5-1', '{G.k,0,FDA.G.k.10a}', '"1"'), ('5-1', '{G.k,0,G.k.10.r}', NULL), ('5-1', '{G.k,1,FDA.G.k.10a}', '"2"'),
	('7', '{G.k,1,G.k.1}', '"4"'), ('7', '{G.k,1,FDA.G.k.1.a}', '"1"'), ('7', '{G.k,0,FDA.G.k.1.a}', NULL), ('7', '{G.k,1,FDA.G.k.12.r,0,FDA.G.k.12.r.5}', '"Common Device Name"'),
	('7', '{C.3.3.3}', '"Charles Castile"'), ('7', '{FDA.C.1.7.1}', '"5"')) t(n, path, value);
SELECT results_eq($$SELECT name, jsonb_path_query_array(icsr, '$."G.k"[*]."G.k.9.i"[*]."G.k.9.i.2.r"[*]."G.k.9.i.2.r.3"') FROM other WHERE name IN ('1', '6') ORDER BY 1$$,
	$$VALUES ('1', '["Not Suspected", "Suspected", "Not Suspected", "Not Suspected"]'::jsonb), ('6', '["Highly related", "Suspected", "Likely", "Suspected"]')$$, 'assessments in the order of drugs and reactions');

-- --------------------------------------------------- namespaces, batches, order

SELECT is(pg_temp.icsr(replace(regexp_replace(x, '<(/?)([A-Za-z])', '<\1hl:\2', 'g'), ' xmlns=', ' xmlns:hl=')), icsr, 'with a prefix: ' || name) FROM message JOIN other USING (name) ORDER BY 1;
SELECT is(pg_temp.icsr(replace(x, ' xmlns="urn:hl7-org:v3"', '')), icsr, 'without namespace: ' || name) FROM message JOIN other USING (name) ORDER BY 1;
CREATE TEMP TABLE part AS SELECT name, x, substring(x FROM '(<PORR_IN049016UV>.*?</PORR_IN049016UV>)') AS porr FROM message WHERE name <> 'ack';
SELECT is(pg_temp.icsr(replace(porr, 'xsi:', '')), (SELECT jsonb_object_agg(key, value) FROM jsonb_each(icsr) WHERE key !~ '^N\.1'), 'a message by itself: ' || name) FROM part JOIN other USING (name) ORDER BY name;
SELECT is(pg_temp.icsr(replace(porr, '<PORR_IN049016UV>', '<PORR_IN049016UV xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">')),
	(SELECT jsonb_object_agg(key, value) FROM jsonb_each(icsr) WHERE key !~ '^N\.1'), '... in the namespace: ' || name) FROM part JOIN other USING (name) WHERE name = '3';
SELECT results_eq($$SELECT report_id, icsr->>'N.1.2', icsr->>'FDA.C.5.5a', icsr->>'C.5.2' FROM part a, part b, icsr_from_e2b(replace(a.x, a.porr, a.porr || b.porr || a.porr)::xml)
	WHERE a.name = '3' AND b.name = '6'$$,
	$$VALUES ('US-APHARMA-8744554B', 'FAERS2022Scenario1-4069-a2dd-08002b30309d', '123456', 'Study ID$Abbreviated Trial Name'),
	('US-APHARMA-8744554B', 'FAERS2022Scenario1-4069-a2dd-08002b30309d', NULL, 'Profound Study'), ('US-APHARMA-8744554B', 'FAERS2022Scenario1-4069-a2dd-08002b30309d', '123456', 'Study ID$Abbreviated Trial Name')$$,
	'a batch of three, in its order, the batch''s own elements in each');
SELECT is((SELECT count(*) FROM part, icsr_from_e2b(replace(x, porr, repeat(porr, 200))::xml) WHERE name = '1'), 200::bigint, 'a batch of two hundred');
SELECT is((SELECT array_agg(r->>'E.i.2.1b') FROM part, jsonb_array_elements(pg_temp.icsr(regexp_replace(x, '(<subjectOf2 typeCode="SBJ">\s*?<observation [^>]*?>\s*?<id root="154.*?</subjectOf2>)\s*?(<subjectOf2.*?</subjectOf2>)', '\2\1'))->'E.i') r WHERE name = '6'),
	'{10024381,10027940}', 'reactions are in the order of the message');
SELECT is(icsr_from_e2b(replace(replace(x, '3.989.2.1.3.1"', '3.989.2.1.3.99"'), '3.989.2.1.3.2"', '3.989.2.1.3.98"')::xml)::text ~ '^\(21ec1492-3aea-4069-a2ab-08002b30309d,', true, 'without C.1.1 and C.1.8.1 the message names the report') FROM part WHERE name = '1';
SELECT is((SELECT report_id FROM icsr_from_e2b(replace(x, '3.989.2.1.3.1"', '3.989.2.1.3.99"')::xml)), 'US-APHARMA-8744554B', 'without C.1.1 the worldwide identifier does') FROM part WHERE name = '1';
SELECT is((SELECT count(*) FROM icsr_from_e2b(NULL)), 0::bigint, 'NULL: no row');
SELECT results_eq($$SELECT * FROM icsr_from_e2b('<PORR_IN049016UV><controlActProcess><subject><investigationEvent/></subject></controlActProcess></PORR_IN049016UV>')$$,
	$$VALUES (NULL::text, '{}'::jsonb)$$, 'a case of nothing');

-- -------------------------------------------------- children, null flavours
-- Scenario 1 with other birth, age and age group.

SELECT is(jsonb_build_array(i->'D.2.1', i->'D.2.2a', i->'D.2.2b', i->'D.2.2.1a', i->'D.2.2.1b', i->'D.2.3'), wanted::jsonb, label)
FROM  (VALUES
	('first day of life', 'value="20141010"', 'value="0" unit="d"', 'code="1"', '["20141010", "0", "d", null, null, "1"]'),
	('27 days', 'value="20140913"', 'value="27" unit="d"', 'code="1"', '["20140913", "27", "d", null, null, "1"]'),
	('28 days', 'value="20140912"', 'value="28" unit="d"', 'code="2"', '["20140912", "28", "d", null, null, "2"]'),
	('23 months', 'value="20121011"', 'value="23" unit="mo"', 'code="2"', '["20121011", "23", "mo", null, null, "2"]'),
	('two years', 'value="20121010"', 'value="2" unit="a"', 'code="3"', '["20121010", "2", "a", null, null, "3"]'),
	('11 years', 'value="20021011"', 'value="11" unit="a"', 'code="3"', '["20021011", "11", "a", null, null, "3"]'),
	('17 years, to the minute', 'value="199610110830+0800"', 'value="17" unit="a"', 'code="4"', '["199610110830+0800", "17", "a", null, null, "4"]'),
	('month of birth only', 'value="201408"', 'value="2" unit="mo"', 'code="2"', '["201408", "2", "mo", null, null, "2"]'),
	('year of birth only', 'value="2009"', 'value="5.5" unit="a"', 'nullFlavor="UNK"', '["2009", "5.5", "a", null, null, {"nullFlavor": "UNK"}]'),
	('birth masked', 'nullFlavor="MSK"', 'value="3" unit="wk"', 'code="1"', '[{"nullFlavor": "MSK"}, "3", "wk", null, null, "1"]'),
	('birth asked but unknown', 'nullFlavor="ASKU"', 'value="1" unit="{decade}"', 'nullFlavor="NASK"', '[{"nullFlavor": "ASKU"}, "1", "{decade}", null, null, {"nullFlavor": "NASK"}]'),
	('birth not asked, no age', 'nullFlavor="NASK"', 'nullFlavor="NI"', 'code="5"', '[{"nullFlavor": "NASK"}, {"nullFlavor": "NI"}, null, null, null, "5"]'),
	('no birth, empty age', '', 'value="" unit="a"', 'code=""', '[null, null, null, null, null, null]'),
	('blanks are nothing', 'value="  "', 'value="48" unit=" "', 'code="6"', '[null, "48", null, null, null, "6"]'),
	('a foetus', '', 'value="10" unit="wk"', 'code="0"', '[null, "10", "wk", null, null, "0"]'),
	('a flavour of the message''s own', 'nullFlavor="QS"', 'value="1" unit="h"', 'code="1"', '[{"nullFlavor": "QS"}, "1", "h", null, null, "1"]'),
	('characters that JSON and XML escape', 'value="&quot;\&#9;&lt;"', 'value="&#x4E2D;" unit="a"', 'code="1"', '["\"\\\t<", "中", "a", null, null, "1"]')) t(label, birth, age, age_group, wanted),
	part, LATERAL pg_temp.icsr(replace(replace(replace(x, 'birthTime value="20010615"', 'birthTime ' || birth), 'value="48" unit="a"', age), 'code="5" displayName="Adult"', age_group)) i
WHERE  part.name = '1';
SELECT is(jsonb_build_array(i->'D.2.2a', i->'D.2.2.1a', i->'D.2.2.1b'), '[null, "33", "wk"]', 'gestation in place of age')
FROM   part, LATERAL pg_temp.icsr(regexp_replace(x, '<code code="3"([^>]*)>\s*<value value="48" unit="a"', '<code code="16"\1><value value="33" unit="wk"')) i WHERE name = '1';

CREATE TEMP TABLE flavoured AS
SELECT pg_temp.icsr($x$<PORR_IN049016UV><controlActProcess><subject><investigationEvent>
	<effectiveTime><low nullFlavor="UNK"/></effectiveTime><availabilityTime nullFlavor="NI"/><text> </text>
	<component><adverseEventAssessment><subject1><primaryRole>
		<player1><name nullFlavor="MSK"/><administrativeGenderCode nullFlavor="ASKU"/><deceasedTime nullFlavor="ASKU"/>
			<asIdentifiedEntity><id nullFlavor="MSK"/><code code="1"/></asIdentifiedEntity>
			<role><code code="PRN"/><associatedPerson><name nullFlavor="NASK"/><birthTime nullFlavor="MSK"/></associatedPerson></role></player1>
		<subjectOf2><observation><id root="r1"/><code code="29"/><effectiveTime nullFlavor="ASKU"/><value nullFlavor="NA"><originalText>rash <b>all over</b></originalText></value>
			<outboundRelationship2><observation><code code="34"/><value/></observation></outboundRelationship2>
			<outboundRelationship2><observation><code code="21"/></observation></outboundRelationship2></observation></subjectOf2>
		<subjectOf2><observation><id root="r2"/><code code="29"/><effectiveTime><comp><low value="2020"/></comp><comp><width value="3" unit="d"/></comp></effectiveTime></observation></subjectOf2>
		<subjectOf2><organizer><code code="4"/><component><substanceAdministration><id root="d1"/>
			<consumable><instanceOfKind><kindOfProduct><code code="P" codeSystem="TBD-PhPID" codeSystemVersion="7"/><code code="M" codeSystem="TBD-MPID" codeSystemVersion="8"/></kindOfProduct></instanceOfKind></consumable>
			<outboundRelationship2><substanceAdministration><effectiveTime><period value="2" unit="d"/></effectiveTime></substanceAdministration></outboundRelationship2>
			<outboundRelationship2><substanceAdministration><text/></substanceAdministration></outboundRelationship2>
			<outboundRelationship2><observation><code code="9"/><value nullFlavor="NA" codeSystem="2.16.840.1.113883.3.989.5.1.2.1.1.7"/></observation></outboundRelationship2>
			<outboundRelationship1 typeCode="SAE"><pauseQuantity value="2" unit="h"/><actReference><id root="r2"/></actReference></outboundRelationship1>
			</substanceAdministration></component></organizer></subjectOf2>
		<subjectOf2><organizer><code code="4"/><component><substanceAdministration/></component></organizer></subjectOf2>
	</primaryRole></subject1>
	<component><causalityAssessment><code code="39"/><value>Related</value><subject2><productUseReference><id root="d1"/></productUseReference></subject2></causalityAssessment></component>
	<component><causalityAssessment><code code="39"/><value code="1"/><subject1><adverseEffectReference><id root="r9"/></adverseEffectReference></subject1>
		<subject2><productUseReference><id root="d1"/></productUseReference></subject2></causalityAssessment></component>
	<component><causalityAssessment><code code="20"/><value code="1"/><subject2><productUseReference><id root="d2"/></productUseReference></subject2></causalityAssessment></component>
	</adverseEventAssessment></component>
	<subjectOf2><investigationCharacteristic><code code="3"/><value code="1"/></investigationCharacteristic></subjectOf2>
	<subjectOf2><investigationCharacteristic><code code="4"/><value><originalText>Double</originalText></value></investigationCharacteristic></subjectOf2>
	<outboundRelationship><relatedInvestigation><code code="2"/><subjectOf2><controlActEvent><author><assignedEntity><addr nullFlavor="MSK"/><telecom nullFlavor="MSK"/>
		<assignedPerson><name><given nullFlavor="MSK"/><family nullFlavor="ASKU"/></name></assignedPerson></assignedEntity></author></controlActEvent></subjectOf2></relatedInvestigation></outboundRelationship>
	</investigationEvent></subject></controlActProcess></PORR_IN049016UV>$x$) AS i;
SELECT is(i - 'E.i' - 'G.k' - 'C.2.r', '{"C.1.4": {"nullFlavor": "UNK"}, "C.1.5": {"nullFlavor": "NI"}, "D.1": {"nullFlavor": "MSK"}, "D.5": {"nullFlavor": "ASKU"}, "D.9.1": {"nullFlavor": "ASKU"},
	"D.1.1.1": {"nullFlavor": "MSK"}, "D.10.1": {"nullFlavor": "NASK"}, "D.10.2.1": {"nullFlavor": "MSK"}, "C.1.11.1": "1", "C.1.11.2": "Double"}', 'null flavours of all kinds, and a nullification') FROM flavoured;
SELECT is(i->'E.i', '[{"E.i.id": "r1", "E.i.4": {"nullFlavor": "ASKU"}, "E.i.5": {"nullFlavor": "ASKU"}, "E.i.2.1b": {"nullFlavor": "NA"}, "E.i.1.1a": "rash all over"},
	{"E.i.id": "r2", "E.i.4": "2020", "E.i.6a": "3", "E.i.6b": "d"}]', '... of an interval as of its ends; empty elements are nothing') FROM flavoured;
SELECT is(i->'G.k', '[{"G.k.id": "d1", "G.k.2.1.1a": "8", "G.k.2.1.1b": "M", "G.k.2.1.2a": "7", "G.k.2.1.2b": "P", "G.k.4.r": [{"G.k.4.r.2": "2", "G.k.4.r.3": "d"}], "FDA.G.k.10a": {"nullFlavor": "NA"},
	"G.k.9.i": [{"G.k.9.i.1": "r2", "G.k.9.i.3.2a": "2", "G.k.9.i.3.2b": "h"}, {"G.k.9.i.2.r": [{"G.k.9.i.2.r.3": "Related"}]}, {"G.k.9.i.1": "r9", "G.k.9.i.2.r": [{"G.k.9.i.2.r.3": "1"}]}]}]',
	'a drug: identifiers by their system, reactions that are named, unknown and none') FROM flavoured;
SELECT is(i->'C.2.r', '[{"C.2.r.2.3": {"nullFlavor": "MSK"}, "C.2.r.2.4": {"nullFlavor": "MSK"}, "C.2.r.2.5": {"nullFlavor": "MSK"}, "C.2.r.2.6": {"nullFlavor": "MSK"}, "C.2.r.2.7": {"nullFlavor": "MSK"},
	"C.2.r.1.2": {"nullFlavor": "MSK"}, "C.2.r.1.4": {"nullFlavor": "ASKU"}}]', 'a reporter whose address is masked as a whole') FROM flavoured;

-- ------------------------------------- as the guide and other senders have it
-- Fragments by hand, after the mapping of the ICH guide: what the samples do not have.

CREATE FUNCTION pg_temp.of_case(x text) RETURNS jsonb LANGUAGE sql AS $$SELECT icsr FROM icsr_from_e2b(format('<PORR_IN049016UV xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
	<controlActProcess><subject><investigationEvent>%s</investigationEvent></subject></controlActProcess></PORR_IN049016UV>', x)::xml)$$;
CREATE FUNCTION pg_temp.of_patient(x text, assessments text DEFAULT '') RETURNS jsonb LANGUAGE sql AS $$SELECT pg_temp.of_case(format('<component><adverseEventAssessment>
	<subject1><primaryRole>%s</primaryRole></subject1>%s</adverseEventAssessment></component>', x, assessments))$$;
CREATE FUNCTION pg_temp.drug(x text) RETURNS text LANGUAGE sql AS $$SELECT format('<subjectOf2><organizer><code code="4"/><component><substanceAdministration>%s</substanceAdministration></component></organizer></subjectOf2>', x)$$;
CREATE FUNCTION pg_temp.assessment(code int, x text, drug text) RETURNS text LANGUAGE sql AS $$SELECT format('<component><causalityAssessment><code code="%s"/>%s
	<subject2><productUseReference><id %s/></productUseReference></subject2></causalityAssessment></component>', code, x, drug)$$;
SELECT is(pg_temp.of_case(x), wanted::jsonb, label) FROM (VALUES
	('time of the day, offset, single quotes', $x$<availabilityTime value='20150102030405.5+0800'/>$x$, '{"C.1.5": "20150102030405.5+0800"}'),
	('a comment, CDATA and references in a text', '<text>&#20013;<!-- no --><![CDATA[<b>&]]>&amp;文</text>', '{"H.1": "中<b>&&文"}'),
	('base64 stays as it is', '<text mediaType="text/plain" representation="B64">QUJD</text>', '{"H.1": "QUJD"}'),
	('xsi:nil is no value', '<availabilityTime xsi:nil="true"/><text xsi:nil="true"/>', '{}'),
	('elements of another namespace are not the message''s', '<x:effectiveTime xmlns:x="urn:other"><x:low value="1999"/></x:effectiveTime><effectiveTime><low value="2000"/></effectiveTime><x:text xmlns:x="urn:other">other</x:text>', '{"C.1.4": "2000"}'),
	('... nor what is in them', '<x:a xmlns:x="urn:other"><text>other</text></x:a><y:text xmlns:y="urn:hl7-org:v3">own</y:text>', '{"H.1": "own"}'),
	('... those of none are', '<text xmlns="">none</text>', '{"H.1": "none"}'),
	('a region''s qualification is not the ICH''s', '<outboundRelationship><relatedInvestigation><code code="2"/><subjectOf2><controlActEvent><author><assignedEntity><assignedPerson><asQualifiedEntity><code nullFlavor="UNK"/></asQualifiedEntity>
		<asQualifiedEntity><code code="2" codeSystem="2.16.840.1.113883.3.989.5.1.10.1.1"/></asQualifiedEntity></assignedPerson></assignedEntity></author></controlActEvent></subjectOf2></relatedInvestigation></outboundRelationship>',
		'{"C.2.r": [{"C.2.r.4": {"nullFlavor": "UNK"}}]}'),
	('a region''s characteristic is none of the ICH''s', '<subjectOf2><investigationCharacteristic><code code="1" codeSystem="2.16.840.1.113883.3.989.5.1.3.2.1.12"/><value code="A"/></investigationCharacteristic></subjectOf2>
		<subjectOf2><investigationCharacteristic><code code="1" codeSystem="2.16.840.1.113883.3.989.2.1.1.23"/><value code="2"/></investigationCharacteristic></subjectOf2>
		<subjectOf2><investigationCharacteristic><code code="2" codeSystem="2.16.840.1.113883.3.989.2.1.1.23"/><value nullFlavor="NI"/></investigationCharacteristic></subjectOf2>
		<subjectOf2><investigationCharacteristic><code code="2" codeSystem="2.16.840.1.113883.3.989.5.1.3.2.1.12"/><value value="20200101"/></investigationCharacteristic></subjectOf2>', '{"C.1.3": "2", "C.1.9.1": {"nullFlavor": "NI"}}')) t(label, x, wanted);
SELECT is(pg_temp.of_case('<component><observationEvent><code code="CN-6" codeSystem="2.16.840.1.113883.3.989.2.1.1.19"/><value code="1"/></observationEvent></component>
	<component><observationEvent><code code="CN-11"/><value xsi:type="ED">words</value></observationEvent></component><component><observationEvent><code code="CN-12"/><value nullFlavor="NI"/></observationEvent></component>'),
	'{"C.1.CN.1": "1", "C.1.CN.2": "words", "C.1.CN.3": {"nullFlavor": "NI"}}', 'elements of China''s: of the report');
SELECT is(pg_temp.of_patient((SELECT string_agg(format('<subjectOf2><observation><code code="CN-%s"/><value value="%s"/></observation></subjectOf2>', n, n), '') FROM unnest('{1,2,3,9,10,13}'::int[]) n)
	|| pg_temp.drug('<id root="d"/>' || (SELECT string_agg(format('<outboundRelationship2><observation><code code="CN-%s"/><value code="%s"/></observation></outboundRelationship2>', n, n), '') FROM unnest('{7,14,15,16}'::int[]) n)
		|| '<outboundRelationship2><substanceAdministration><inboundRelationship><observation><code code="CN-8"/><value>8</value></observation></inboundRelationship></substanceAdministration></outboundRelationship2>')),
	'{"D.CN.1": "1", "D.CN.2": "2", "D.CN.3": "3", "D.CN.4": "9", "D.CN.5": "10", "D.CN.6": "13", "G.k": [{"G.k.id": "d", "G.k.CN.1": "7", "G.k.CN.2": "14", "G.k.CN.3": "15", "G.k.CN.4": "16", "G.k.4.r": [{"G.k.4.r.CN.1": "8"}]}]}',
	'... of the patient, the drug and the dose');
SELECT is(icsr_value('{"G.k": [{"G.k.CN.4": "JXHL", "G.k.4.r": [{"G.k.4.r.CN.1": "8"}]}]}', e), v, 'path of ' || e) FROM (VALUES ('G.k[1].G.k.CN.4', 'JXHL'), ('G.k[1].G.k.4.r[1].G.k.4.r.CN.1', '8')) t(e, v);
SELECT is(pg_temp.of_patient(x), wanted::jsonb, label) FROM (VALUES
	('a quantity without a type', '<subjectOf2><observation><code code="3"/><value value="4" unit="a"/></observation></subjectOf2>', '{"D.2.2a": "4", "D.2.2b": "a"}'),
	('an integer for a quantity', '<subjectOf2><observation><code code="3"/><value xsi:type="INT" value="4"/></observation></subjectOf2>', '{"D.2.2a": "4"}'),
	('a code of another list is another thing', '<subjectOf2><observation><code code="3" codeSystem="1.2.3"/><value value="4" unit="a"/></observation></subjectOf2>', '{}'),
	('a later version of the list is the list', '<subjectOf2><observation><code code="3" codeSystem="2.16.840.1.113883.3.989.2.1.1.19" codeSystemVersion="9.9"/><value value="4"/></observation></subjectOf2>', '{"D.2.2a": "4"}'),
	('a null flavour on the value, not on the code', '<subjectOf2><observation><code code="3" nullFlavor="NI"/><value nullFlavor="UNK"/></observation></subjectOf2>', '{"D.2.2a": {"nullFlavor": "UNK"}}'),
	('the parent is the second role', '<player1><role><code code="CHILD"/><associatedPerson><name>C</name></associatedPerson></role>
		<role><code code="PRN" codeSystem="2.16.840.1.113883.5.111"/><associatedPerson><name>P</name></associatedPerson></role></player1>', '{"D.10.1": "P"}'),
	('history without code systems', '<subjectOf2><organizer><code code="1"/><component><observation><code code="18"/><value>text</value></observation></component>
		<component><observation><code code="11"/><value value="true"/></observation></component><component><observation><code code="10012345"/></observation></component></organizer></subjectOf2>',
		'{"D.7.1.r": [{"D.7.1.r.1b": "10012345"}], "D.7.2": "text", "D.7.3": "true"}'),
	('... of the parent', '<player1><role><code code="PRN"/><subjectOf2><organizer><code code="1"/><component><observation><code code="18"/><value>text</value></observation></component></organizer></subjectOf2></role></player1>',
		'{"D.10.7.2": "text"}'),
	('a reaction without an identifier', '<subjectOf2><observation><code code="29"/><value code="10012345"/></observation></subjectOf2>', '{"E.i": [{"E.i.2.1b": "10012345"}]}'),
	('a number and a text of one test, normal values in words', '<subjectOf2><organizer><code code="3"/><component><observation><code code="10012345"/><value xsi:type="ED">slightly raised</value>
		<value xsi:type="IVL_PQ"><low nullFlavor="NINF"/><high value="7.5" unit="g/L" inclusive="false"/></value>
		<referenceRange><observationRange><value xsi:type="ED">below three</value><interpretationCode code="L"/></observationRange></referenceRange>
		<referenceRange><observationRange><value xsi:type="ED">above six</value><interpretationCode code="H"/></observationRange></referenceRange></observation></component></organizer></subjectOf2>',
		'{"F.r": [{"F.r.2.2b": "10012345", "F.r.3.2": "<7.5", "F.r.3.3": "g/L", "F.r.3.4": "slightly raised", "F.r.4": "below three", "F.r.5": "above six"}]}'),
	('as necessary: a unit without a number', pg_temp.drug('<outboundRelationship2><substanceAdministration><effectiveTime xsi:type="SXPR_TS"><comp xsi:type="PIVL_TS"><period unit="{asnecessary}"/></comp></effectiveTime></substanceAdministration></outboundRelationship2>'),
		'{"G.k": [{"G.k.4.r": [{"G.k.4.r.3": "{asnecessary}"}]}]}'),
	('a region''s code of a product is not its MPID', pg_temp.drug('<consumable><instanceOfKind><kindOfProduct><code code="K" codeSystem="2.16.840.1.113883.3.989.5.1.10.2.1"/><code code="M" codeSystem="MPID" codeSystemVersion="1"/>
		<ingredient><ingredientSubstance><code code="S" codeSystem="2.16.840.1.113883.3.989.5.1.10.2.1"/><name>N</name></ingredientSubstance></ingredient></kindOfProduct></instanceOfKind></consumable>'),
		'{"G.k": [{"G.k.2.1.1a": "1", "G.k.2.1.1b": "M", "G.k.2.3.r": [{"G.k.2.3.r.1": "N"}]}]}'),
	('a region''s additional information is not the FDA''s', pg_temp.drug('<outboundRelationship2><observation><code code="9"/><value code="A" codeSystem="2.16.840.1.113883.3.989.5.1.3.2.1.4"/></observation></outboundRelationship2>
		<outboundRelationship2><observation><code code="9"/><value code="B" codeSystem="2.16.840.1.113883.3.989.5.1.2.1.1.7"/></observation></outboundRelationship2>
		<outboundRelationship2><observation><code code="9"/><value code="3" codeSystem="2.16.840.1.113883.3.989.2.1.1.17"/></observation></outboundRelationship2>'), '{"G.k": [{"G.k.10.r": ["3"], "FDA.G.k.10a": "B"}]}')) t(label, x, wanted);
SELECT is(pg_temp.of_patient('<subjectOf2><observation><id root="1.2" extension="RID1"/><code code="29"/></observation></subjectOf2><subjectOf2><observation><id root="1.2" extension="RID2"/><code code="29"/></observation></subjectOf2>'
	|| pg_temp.drug('<id root="1.3" extension="DID1"/><outboundRelationship1 typeCode="SAS"><pauseQuantity value="5" unit="d"/><actReference><id extension="RID1"/></actReference></outboundRelationship1>'),
	pg_temp.assessment(20, '<value code="2"/>', 'root="1.3" extension="DID2"') || pg_temp.assessment(20, '<value code="1"/>', 'root="1.3" extension="DID1"')
	|| pg_temp.assessment(39, '<value>Related</value><subject1><adverseEffectReference><id root="1.2" extension="RID1"/></adverseEffectReference></subject1>', 'extension="DID1"')
	|| pg_temp.assessment(39, '<value>Unrelated</value><subject1><adverseEffectReference><id root="1.2" extension="RID2"/></adverseEffectReference></subject1>', 'root="1.3" extension="DID1"')),
	'{"E.i": [{"E.i.id": "RID1"}, {"E.i.id": "RID2"}], "G.k": [{"G.k.id": "DID1", "G.k.1": "1", "G.k.9.i": [{"G.k.9.i.1": "RID1", "G.k.9.i.2.r": [{"G.k.9.i.2.r.3": "Related"}], "G.k.9.i.3.1a": "5", "G.k.9.i.3.1b": "d"},
	{"G.k.9.i.1": "RID2", "G.k.9.i.2.r": [{"G.k.9.i.2.r.3": "Unrelated"}]}]}]}', 'identifiers of one root with extensions, which a reference may give alone');
SELECT is((pg_temp.of_patient(pg_temp.drug('<id root="d1"/>'), string_agg(pg_temp.assessment(20, x, 'root="d1"'), '' ORDER BY no)) #> '{G.k,0}') - 'G.k.id'::text, wanted::jsonb, label) FROM (VALUES
	('of two roles the first', 1, '<value code="3"/>', '{"G.k.1": "3"}'), ('of two roles the first', 2, '<value code="1"/>', '{"G.k.1": "3"}'),
	('... with a value', 1, '<value nullFlavor="UNK"/>', '{"G.k.1": "1"}'), ('... with a value', 2, '<value code="1"/>', '{"G.k.1": "1"}'),
	('... the FDA''s by itself', 2, '<value code="1" codeSystem="2.16.840.1.113883.3.989.5.1.2.1.1.8"/>', '{"G.k.1": "4", "FDA.G.k.1.a": "1"}'),
	('... the FDA''s by itself', 1, '<value code="9" codeSystem="2.16.840.1.113883.3.989.5.1.3.2.1.4"/>', '{"G.k.1": "4", "FDA.G.k.1.a": "1"}'),
	('... the FDA''s by itself', 3, '<value code="4" codeSystem="2.16.840.1.113883.3.989.2.1.1.13"/>', '{"G.k.1": "4", "FDA.G.k.1.a": "1"}')) t(label, no, x, wanted)
GROUP BY label, wanted ORDER BY min(x) DESC;
SELECT is(pg_temp.of_patient(pg_temp.drug('<id root="d1"/>'), pg_temp.assessment(20, '<value code="1"/>', 'root="d9"') || pg_temp.assessment(39, '<value>Related</value>', 'root="d1"')),
	'{"G.k": [{"G.k.id": "d1", "G.k.9.i": [{"G.k.9.i.2.r": [{"G.k.9.i.2.r.3": "Related"}]}]}]}', 'an assessment of no reaction, and one of a drug that there is not');
SELECT is((SELECT array_agg(icsr->>'C.1.5') FROM icsr_from_e2b(format('<MCCI_IN200100UV01 xmlns="urn:hl7-org:v3"><id extension="b"/>%s<receiver/>%s<sender/><x:PORR_IN049016UV xmlns:x="urn:other"/></MCCI_IN200100UV01>',
	'<PORR_IN049016UV><controlActProcess><subject><investigationEvent><availabilityTime value="1"/></investigationEvent></subject></controlActProcess></PORR_IN049016UV>',
	'<PORR_IN049016UV><controlActProcess><subject><investigationEvent><availabilityTime value="2"/></investigationEvent></subject></controlActProcess></PORR_IN049016UV>')::xml)), '{1,2}', 'other headers between messages');

-- ------------------------------------------------------------------- refusals

SELECT is(pg_temp.said(format('SELECT * FROM icsr_from_e2b(xmlparse(%s %L))', how, doc)), wanted, label) FROM (VALUES
	('nothing', 'CONTENT', '', '2200M | XML value is not a document | There is no root element at offset 0.'),
	('blanks', 'CONTENT', E' \n ', '2200M | XML value is not a document | There is no root element at offset 3.'),
	('text', 'CONTENT', 'no XML', '2200M | XML value is not a document | There is no root element at offset 0.'),
	('text before', 'CONTENT', 'é<PORR_IN049016UV/>', '2200M | XML value is not a document | There is no root element at offset 0.'),
	('a comment only', 'CONTENT', '<!-- é -->', '2200M | XML value is not a document | There is no root element at offset 10.'),
	('other root', 'DOCUMENT', '<ichicsr lang="en"/>', '2200M | XML document is not an E2B(R3) message: root element is "ichicsr"'),
	('root of a long name', 'DOCUMENT', '<' || repeat('é', 500) || '/>', '2200M | XML document is not an E2B(R3) message: root element is "' || repeat('é', 50) || '"'),
	('other namespace', 'DOCUMENT', '<PORR_IN049016UV xmlns="urn:hl7-org:v2"/>', '2200M | XML document is not an E2B(R3) message: namespace of the root element is "urn:hl7-org:v2" | It must be "urn:hl7-org:v3" or none.'),
	('name in other letters', 'DOCUMENT', '<Porr_IN049016UV/>', '2200M | XML document is not an E2B(R3) message: root element is "Porr_IN049016UV"'),
	('empty batch', 'DOCUMENT', '<MCCI_IN200100UV01><!-- none --></MCCI_IN200100UV01>', '2200M | E2B(R3) batch has no message | There is no PORR_IN049016UV in MCCI_IN200100UV01.'),
	('message without a case', 'DOCUMENT', '<PORR_IN049016UV/>', '2200M | message 1 of E2B(R3) batch has no case | There is no controlActProcess/subject/investigationEvent in PORR_IN049016UV.'),
	('second message without a case', 'DOCUMENT', '<MCCI_IN200100UV01><PORR_IN049016UV><controlActProcess><subject><investigationEvent/></subject></controlActProcess></PORR_IN049016UV><PORR_IN049016UV><controlActProcess/></PORR_IN049016UV></MCCI_IN200100UV01>',
		'2200M | message 2 of E2B(R3) batch has no case | There is no controlActProcess/subject/investigationEvent in PORR_IN049016UV.'),
	('DOCTYPE', 'DOCUMENT', '<?xml version="1.0"?><!-- é --><!DOCTYPE PORR_IN049016UV><PORR_IN049016UV/>', '2200M | E2B(R3) message must not have a document type declaration | It has one at offset 31.'),
	('external DOCTYPE', 'DOCUMENT', '<!DOCTYPE PORR_IN049016UV SYSTEM "file:///etc/passwd"><PORR_IN049016UV/>', '2200M | E2B(R3) message must not have a document type declaration | It has one at offset 0.'),
	('entity of a file', 'DOCUMENT', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', '2200M | E2B(R3) message must not have a document type declaration | It has one at offset 0.'),
	('entities of entities', 'DOCUMENT', '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbbbbbbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>', '2200M | E2B(R3) message must not have a document type declaration | It has one at offset 0.')
	) t(label, how, doc, wanted);
SELECT is(pg_temp.said(format('SELECT * FROM icsr_from_e2b(%L)', x)), '2200M | XML document is not an E2B(R3) message: root element is "MCCI_IN200101UV01" | This is an acknowledgement of one.', 'an acknowledgement') FROM message WHERE name = 'ack';
SELECT matches(pg_temp.said(format('SELECT * FROM icsr_from_e2b(xmlparse(CONTENT %L))', doc)), '^2200M \| XML value cannot be read as a document \| line 1: [^<\n]*$', label) FROM (VALUES
	('two roots', '<PORR_IN049016UV/><PORR_IN049016UV/>'), ('text after', '<PORR_IN049016UV/> no XML'), ('prefix of no namespace', '<h:PORR_IN049016UV/>')) t(label, doc);
SELECT matches(pg_temp.said($$SELECT count(*) FROM icsr_from_e2b('<PORR_IN049016UV a="<"/>')$$), '^2200N \| invalid XML content', 'what is no XML is refused by the type');

SELECT * FROM finish();
ROLLBACK;
