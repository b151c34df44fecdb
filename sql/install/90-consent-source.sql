-- SPDX-License-Identifier: PostgreSQL
--
-- Consent over the contract views: what the reports share. The views lie in a
-- schema that the caller names, so these functions are PL/pgSQL and read them
-- by EXECUTE: the name goes through format's %I and the values through USING.
--
-- Each of these functions has SET search_path = pg_catalog, pg_temp, so that no
-- operator or function in a schema of the caller's search_path can take the
-- place of one that is meant here. The extension's own functions are called
-- with their schema, looked up at run time, so the extension stays relocatable;
-- bodies of SQL are bound when they are created and need neither. They run with the rights of the caller, so privileges and
-- row security of the views hold. They are PARALLEL UNSAFE since a view may
-- call anything; what they read may be read in parallel all the same.

CREATE FUNCTION consent_source(source text, wanted text[]) RETURNS void
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 1000
	SET search_path = pg_catalog, pg_temp
	AS $function$
DECLARE
	schema oid;
	views text;
	columns text;
BEGIN
	IF source IS NULL THEN
		RAISE null_value_not_allowed USING MESSAGE = 'source must not be NULL',
			HINT = 'source is the name of the schema that holds the views subject, exposure, consent and form_version.';
	END IF;
	SELECT n.oid INTO schema FROM pg_namespace n WHERE n.nspname = source;
	IF NOT FOUND THEN
		RAISE invalid_schema_name USING MESSAGE = format('schema "%s" does not exist', source),
			HINT = 'source is the name of the schema that holds the views subject, exposure, consent and form_version, as it is, without quotes.';
	END IF;
	SELECT string_agg(DISTINCT w.view, ', ' ORDER BY w.view) FILTER (WHERE c.oid IS NULL),
		   string_agg(w.view || '.' || w.col, ', ' ORDER BY w.no) FILTER (WHERE c.oid IS NOT NULL AND a.attnum IS NULL)
	INTO   views, columns
	FROM  (SELECT split_part(e, '.', 1) AS view, split_part(e, '.', 2) AS col, no
		   FROM unnest(wanted) WITH ORDINALITY u(e, no)) w
	LEFT   JOIN pg_class c ON c.relnamespace = schema AND c.relname = w.view AND c.relkind IN ('r', 'v', 'm', 'f', 'p')
	LEFT   JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = w.col AND a.attnum > 0 AND NOT a.attisdropped;
	IF views IS NOT NULL OR columns IS NOT NULL THEN
		RAISE EXCEPTION USING
			ERRCODE = CASE WHEN views IS NOT NULL THEN 'undefined_table' ELSE 'undefined_column' END,
			MESSAGE = format('schema "%s" lacks what is read from it', source),
			DETAIL = concat_ws(' ', 'Missing views: ' || views || '.', 'Missing columns: ' || columns || '.'),
			HINT = 'These views are described under "The views" in the reference; a column that nobody has recorded can be NULL in the view.';
	END IF;
END
$function$;
COMMENT ON FUNCTION consent_source(text, text[]) IS
'checks that a schema holds the views and columns that a report reads (view.column); 3F000 if there is no such schema, 42P01 if views and 42703 if only columns are missing, all of them named, 22004 if source is NULL';

CREATE FUNCTION consent_records(source text)
	RETURNS TABLE (study_id text, subject_id text, signed_on date, signer text, signer_id text, act text,
				   form_version text, valid daterange, recorded_at timestamptz)
	LANGUAGE plpgsql STABLE CALLED ON NULL INPUT PARALLEL UNSAFE COST 1000 ROWS 10000
	SET search_path = pg_catalog, pg_temp
	AS $function$
DECLARE
	own name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pedsafety');
BEGIN
	EXECUTE format('SELECT %I.consent_source($1, $2)', own)
	USING source, '{consent.study_id,consent.subject_id,consent.signed_on,consent.signer,consent.signer_id,consent.act,
		consent.form_version,consent.recorded_at,form_version.study_id,form_version.version,form_version.effective_from,
		form_version.superseded_on,form_version.requires_reconsent}'::text[];

	-- A version ends for those who signed it if a later one has to be signed.
	-- One that stands twice has the longer window.
	RETURN QUERY EXECUTE format($query$
		WITH version AS (
			SELECT v.study_id::text AS study_id, v.version::text AS version,
				   min(v.effective_from::date) AS effective_from,
				   CASE WHEN count(v.superseded_on) = count(*) THEN max(v.superseded_on::date) END AS superseded_on,
				   bool_or(v.requires_reconsent::boolean) AS requires_reconsent
			FROM   %1$I.form_version v
			GROUP  BY 1, 2),
		ending AS (
			SELECT v.study_id, v.version,
				   CASE WHEN max(v.effective_from) FILTER (WHERE v.requires_reconsent) OVER (PARTITION BY v.study_id)
							 > v.effective_from THEN v.superseded_on END AS ends
			FROM   version v)
		SELECT c.study_id::text, c.subject_id::text, c.signed_on::date, c.signer::text, c.signer_id::text, c.act::text,
			   c.form_version::text,
			   CASE WHEN c.act::text NOT IN ('consent', 'assent') OR v.version IS NULL OR c.signed_on IS NULL THEN NULL
					WHEN v.ends <= c.signed_on::date THEN 'empty'::daterange
					ELSE daterange(c.signed_on::date, v.ends) END,
			   c.recorded_at::timestamptz
		FROM   %1$I.consent c
		LEFT   JOIN ending v ON v.study_id = c.study_id::text AND v.version = c.form_version::text
	$query$, source);
END
$function$;
COMMENT ON FUNCTION consent_records(text) IS
'the consent view of a schema, each consent with the window in which its form counts (what consent_coverage takes as valid): half-open, from the day of signing to superseded_on of the version if a later version requires reconsent, else open; empty if signed on that day or later; NULL (open too) for other acts and where the version is not in form_version. 3F000, 42P01, 42703 as consent_source; 22004 if source is NULL';

-- The checks, once. The clause follows the family of the policy: China, the
-- United States, the EU; where the column is NULL, and for all other policies,
-- it is the source of the policy. ICH E6(R2) is quoted from memory throughout.
CREATE FUNCTION consent_checks(policy consent_policy DEFAULT 'CN-2025')
	RETURNS TABLE (check_id text, title text, severity text, needs text, clause text, evaluated boolean)
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 30
BEGIN ATOMIC
	SELECT c.check_id, c.title, c.severity, c.needs,
		   coalesce(c.any_clause,
					CASE WHEN p.name = 'CN-2016' THEN coalesce(c.cn2016, c.cn)
						 WHEN p.name LIKE 'CN-%' THEN c.cn
						 WHEN p.name LIKE 'US-%' THEN c.us
						 WHEN p.name = 'EU-CTR' THEN c.eu END,
					p.source || ' [' || p.confidence || ']'),
		   c.evaluated
	FROM  (VALUES
		('C01', 'guardian''s consent before the first exposure', 'error', 'subject.birth, exposure, consent', true,
		 NULL, 'GCP-CN art. 23 [secondary]', NULL, '45 CFR 46.408(b) [primary]', 'CTR art. 32(1)(a) [primary]'),
		('C02', 'own signature before the first exposure, if old enough', 'error', 'subject.birth, exposure, consent', true,
		 NULL, 'CDE 2025 No. 21 (consent, child of 8 or older) [primary+secondary]', 'CFDA 2016 No. 48 (child of 10 or older) [secondary]',
		 '45 CFR 46.408(a) [primary]; age 7 is common practice [secondary]', 'CTR art. 29(8), 32(2), with national law [primary]'),
		('C03', 'own signature on reaching the assent age', 'error', 'subject.birth, exposure, consent', true,
		 NULL, 'CDE 2025 No. 21 (consent, child of 8 or older) [primary+secondary]; GCP-CN art. 23, signs before going on [memory]',
		 'CFDA 2016 No. 48 (child of 10 or older) [secondary]; GCP-CN art. 23, signs before going on [memory]',
		 '45 CFR 46.408(a) [primary]; age 7 is common practice [secondary]', 'CTR art. 29(8), 32(2), with national law [primary]'),
		('C04', 'own consent on coming of age', 'error', 'subject.birth, exposure, consent', true,
		 NULL, 'Civil Code art. 17 [primary]', NULL, '45 CFR 46.402(a) [primary]; own consent to go on, OHRP [memory]', 'CTR art. 32(3) [primary]'),
		('C05', 'guardian signs before the child, on the same version', 'warning', 'consent', true,
		 'findings of FDA inspections [secondary]', NULL, NULL, NULL, NULL),
		('C06', 'signed version in use on the day of signing', 'error', 'consent.form_version, form_version', true,
		 'ICH E6(R2) 4.8.2 [memory]', NULL, NULL, NULL, NULL),
		('C07', 'new form signed where it has to be signed again', 'error', 'exposure, consent.form_version, form_version', true,
		 'ICH E6(R2) 4.8.2 [memory]', NULL, NULL, NULL, NULL),
		('C08', 'version approved before it is signed', 'error', 'consent.form_version, form_version.approved_on', true,
		 'ICH E6(R2) 4.8.1 [memory]', NULL, NULL, NULL, NULL),
		('C09', 'signer can be a guardian', 'error', 'guardian''s relation, age and term of guardianship', false,
		 NULL, 'Civil Code art. 23, 27 [primary]', NULL, '45 CFR 46.402(d), (e) [memory]', 'CTR art. 32(1)(a) [primary]'),
		('C10', 'number of guardians', 'error', 'subject.birth, exposure, consent.signer_id', true,
		 NULL, 'CDE 2025 No. 21 (one guardian or all, as the protocol says) [primary]', 'CFDA 2016 No. 48 [secondary]',
		 '45 CFR 46.408(b) [primary]', 'national law [secondary]'),
		('C11', 'doubt about a guardian''s state, reviewed', 'warning', 'notes on the guardian''s awareness and emotional state', false,
		 NULL, 'CDE 2025 No. 21 (guardian''s state) [primary]', NULL, NULL, NULL),
		('C12', 'witness or interpreter', 'warning', 'language of document and signer, whether the signer can read, witness', false,
		 'ICH E6(R2) 4.8.9 [memory]', NULL, NULL, NULL, NULL),
		('C13', 'dates complete and in order', 'error', 'subject.birth, consent, form_version', true,
		 'ICH E6(R2) 4.9.0 [memory]', NULL, NULL, NULL, NULL),
		('C14', 'recorded soon after it was signed (no back-dating)', 'warning', 'consent.recorded_at', true,
		 'findings of FDA inspections [secondary]; ICH E6(R2) 4.9.0 [memory]', NULL, NULL, NULL, NULL),
		('C15', 'many signatures within minutes by one coordinator', 'info', 'time of signing, coordinator', false,
		 'findings of inspections [secondary]', NULL, NULL, NULL, NULL),
		('C16', 'no exposure after a withdrawal', 'error', 'exposure, consent', true,
		 NULL, 'GCP-CN art. 23 [secondary]', NULL, '45 CFR 46.116 [memory]', 'CTR art. 32(1)(c) [primary]'),
		('C17', 'no exposure after a dissent', 'error', 'exposure, consent', true,
		 NULL, 'GCP-CN art. 23 [secondary]; Civil Code art. 35 [primary]', NULL, '45 CFR 46.408(a) [primary; reading]', 'CTR art. 32(1)(c) [primary]'),
		('C18', 'optional parts only within their scope', 'error', 'scope of each consent, use of optional parts', false,
		 NULL, NULL, NULL, NULL, NULL),
		('C19', 'every day of exposure is consented', 'error', 'subject.birth, exposure, consent, form_version', true,
		 NULL, NULL, NULL, NULL, NULL),
		('C20', 'no two versions at once', 'warning', 'exposure, consent.form_version, form_version', true,
		 'ICH E6(R2) 4.8.2 [memory]', NULL, NULL, NULL, NULL),
		('C21', 'change of site or guardian with a new signature', 'warning', 'dates of changes of site and guardian', false,
		 NULL, NULL, NULL, NULL, NULL),
		('C22', 'override only after a dissent, and documented', 'warning', 'consent; code and document of the exception are not in the views', true,
		 NULL, 'GCP-CN art. 23, exception [secondary]', NULL, '45 CFR 46.408(a), which has no such exception [primary; reading]',
		 'CTR art. 32(1)(c), which has no such exception [primary; by absence]'),
		('C23', 'deferred consent within its limit', 'error', 'emergency, limit of the protocol', false,
		 'ICH E6(R2) 4.8.15 [memory]', NULL, NULL, NULL, NULL),
		('C24', 'assent waived with a reason', 'error', 'subject.birth, consent; reason and capacity are not in the views', true,
		 NULL, 'CDE 2025 No. 21 ("generally" from 8) [primary; reading]', 'CFDA 2016 No. 48 [secondary]', '45 CFR 46.408(a) [primary]', 'CTR art. 29(8), with national law [primary]'),
		('C25', 'information fit for the child''s age', 'info', 'record of the material given', false,
		 'ICH E11 2.6.3 [primary]', NULL, NULL, NULL, NULL),
		('C26', 'dose within the limit of the age tier', 'error', 'maximum dose for each band and weight', false,
		 'the protocol', NULL, NULL, NULL, NULL),
		('C27', 'age at enrolment within the cohort', 'error', 'age range of each cohort', false,
		 'the protocol', NULL, NULL, NULL, NULL),
		('C28', 'younger cohort opened after the review of the older', 'error', 'cohorts and the dates of their release', false,
		 'the protocol', NULL, NULL, NULL, NULL),
		('C29', 'signed document can be traced', 'warning', 'reference or hash of the signed document', false,
		 'ICH E6(R2) 8.3.12 [memory]', NULL, NULL, NULL, NULL),
		('C30', 'guardian of a minor mother', 'warning', 'birth and guardian of the mother', false,
		 NULL, 'Civil Code art. 18, 19 [primary]', NULL, NULL, NULL)
		) c(check_id, title, severity, needs, evaluated, any_clause, cn, cn2016, us, eu),
		consent_policies() p
	WHERE p.name = split_part(policy::text, ';', 1)
	ORDER BY c.check_id COLLATE "C";
END;
COMMENT ON FUNCTION consent_checks(consent_policy) IS
'the checks C01 to C30: title, severity (error, warning, info), what data they need, the clause under that policy with how well it is confirmed, and whether consent_findings evaluates them; if not, what they need is not in the views';
