-- SPDX-License-Identifier: PostgreSQL
--
-- What an analyst writes once on top of SDTM: subjects, exposure as half-open
-- intervals, serious events; and the two periods of the report.

CREATE VIEW subject AS
SELECT d.usubjid AS subject_id, d.brthdtc::partial_date AS birth,
       g.qval::gestational_age AS ga, d.sex, d.actarm AS arm
FROM   sdtm.dm d
LEFT   JOIN sdtm.suppdm g ON g.usubjid = d.usubjid AND g.qnam = 'GESTAGE';

-- EXENDTC is the last day of treatment; none means that it goes on.
CREATE VIEW exposure AS
SELECT usubjid AS subject_id, daterange(exstdtc::date, exendtc::date + 1) AS during
FROM   sdtm.ex;

-- One row a treated subject; overlapping and adjoining exposures are united.
CREATE VIEW treated AS
SELECT subject_id, arm, sex, birth, ga, range_agg(during) AS exposed
FROM   exposure JOIN subject USING (subject_id)
GROUP  BY 1, 2, 3, 4, 5;

-- Serious adverse events; a case is one subject and one onset.
CREATE VIEW event AS
SELECT usubjid AS subject_id, usubjid || ' ' || aestdtc AS case_id,
       aestdtc::partial_date AS onset, aedecod AS term, aesdth = 'Y' AS fatal
FROM   sdtm.ae
WHERE  aeser = 'Y';

-- The last reporting period, and all time from the development international
-- birth date to the data lock point (its last day included).
SELECT datemultirange(daterange(max(period_start::date),
                                max(data_lock_point::date) + 1)) AS interval,
       datemultirange(daterange(min(dibd::date),
                                max(data_lock_point::date) + 1)) AS cumulative,
       max(data_lock_point) AS dlp
FROM   trial.reporting_period \gset
