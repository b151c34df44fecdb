-- SPDX-License-Identifier: PostgreSQL
--
-- Loads the CSV files, every column as text, as SDTM tables come.  The columns
-- are those of each file's first line.

CREATE SCHEMA sdtm;
CREATE SCHEMA trial;
CREATE SCHEMA vaers;

CREATE FUNCTION pg_temp.create_table(name text, header text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('CREATE TABLE %s (%s)', name,
		(SELECT string_agg(format('%I text', lower(c)), ', ' ORDER BY n)
		 FROM string_to_table(header, ',') WITH ORDINALITY t(c, n)));
END $$;

\set header `head -n 1 data/pediatric_pilot/dm.csv`
SELECT pg_temp.create_table('sdtm.dm', :'header') \g /dev/null
\copy sdtm.dm FROM 'data/pediatric_pilot/dm.csv' CSV HEADER
\set header `head -n 1 data/pediatric_pilot/suppdm.csv`
SELECT pg_temp.create_table('sdtm.suppdm', :'header') \g /dev/null
\copy sdtm.suppdm FROM 'data/pediatric_pilot/suppdm.csv' CSV HEADER
\set header `head -n 1 data/pediatric_pilot/ex.csv`
SELECT pg_temp.create_table('sdtm.ex', :'header') \g /dev/null
\copy sdtm.ex FROM 'data/pediatric_pilot/ex.csv' CSV HEADER
\set header `head -n 1 data/pediatric_pilot/ae.csv`
SELECT pg_temp.create_table('sdtm.ae', :'header') \g /dev/null
\copy sdtm.ae FROM 'data/pediatric_pilot/ae.csv' CSV HEADER
\set header `head -n 1 data/pediatric_pilot/ds.csv`
SELECT pg_temp.create_table('sdtm.ds', :'header') \g /dev/null
\copy sdtm.ds FROM 'data/pediatric_pilot/ds.csv' CSV HEADER
\set header `head -n 1 data/pediatric_pilot/vs.csv`
SELECT pg_temp.create_table('sdtm.vs', :'header') \g /dev/null
\copy sdtm.vs FROM 'data/pediatric_pilot/vs.csv' CSV HEADER
\set header `head -n 1 data/pediatric_pilot/consent.csv`
SELECT pg_temp.create_table('sdtm.consent', :'header') \g /dev/null
\copy sdtm.consent FROM 'data/pediatric_pilot/consent.csv' CSV HEADER
\set header `head -n 1 data/pediatric_pilot/form_version.csv`
SELECT pg_temp.create_table('sdtm.form_version', :'header') \g /dev/null
\copy sdtm.form_version FROM 'data/pediatric_pilot/form_version.csv' CSV HEADER
\set header `head -n 1 data/pediatric_pilot/reporting_period.csv`
SELECT pg_temp.create_table('trial.reporting_period', :'header') \g /dev/null
\copy trial.reporting_period FROM 'data/pediatric_pilot/reporting_period.csv' CSV HEADER
\set header `head -n 1 data/pediatric_pilot/expected_totals.csv`
SELECT pg_temp.create_table('trial.expected_totals', :'header') \g /dev/null
\copy trial.expected_totals FROM 'data/pediatric_pilot/expected_totals.csv' CSV HEADER
\set header `head -n 1 data/vaers/1990VAERSDATA.csv`
SELECT pg_temp.create_table('vaers.data', :'header') \g /dev/null
\copy vaers.data FROM 'data/vaers/1990VAERSDATA.csv' CSV HEADER

ANALYZE;
