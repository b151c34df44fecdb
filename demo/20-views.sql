-- SPDX-License-Identifier: PostgreSQL
--
-- From SDTM to the contract views, which all reports read; and the periods.

\echo
\echo '1. SDTM tables, all text as they are loaded, to the six contract views'
\echo

\pset format wrapped
\pset columns 100
SELECT view_name AS view, note FROM sdtm_views('sdtm', 'contract');

-- The last reporting period, half-open, and all time from the development
-- international birth date (dibd) to the data lock point (its last day included).
SELECT min(dibd::date) AS dibd, max(data_lock_point) AS dlp,
       daterange(max(period_start::date), max(data_lock_point::date) + 1) AS period,
       datemultirange(daterange(min(dibd::date), max(data_lock_point::date) + 1)) AS cumulative
FROM   trial.reporting_period \gset

-- One row a treated subject; overlapping and adjoining exposures are united.
CREATE VIEW treated AS
SELECT subject_id, s.birth, s.ga, range_agg(during) AS exposed
FROM   contract.exposure JOIN contract.subject s USING (study_id, subject_id)
GROUP  BY 1, 2, 3;
