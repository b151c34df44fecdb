-- SPDX-License-Identifier: PostgreSQL
--
-- The main job of a safety statistician in a pediatric trial, from CSV files to
-- the tables of a periodic report: run by demo/run, from this folder, in an
-- empty database.  Each part can be read by itself.

\set ON_ERROR_STOP on
\set QUIET on
\pset pager off
\pset border 1
\pset linestyle ascii
\pset footer off
\pset null ''
SET client_min_messages = warning;

CREATE EXTENSION pedsafety;

\ir 10-load.sql
\ir 20-views.sql
\ir 30-dsur.sql
\ir 50-crossed.sql
\ir 60-idioms.sql
\ir 65-icsr.sql
\ir 70-vaers.sql
\ir 75-growth.sql
\ir 80-consent.sql
\ir 85-guard.sql
\ir 90-check.sql
