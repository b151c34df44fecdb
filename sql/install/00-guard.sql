-- SPDX-License-Identifier: PostgreSQL
-- complain if script is sourced in psql, rather than via CREATE EXTENSION
\echo Use "CREATE EXTENSION pedsafety" to load this file. \quit

