-- The roles of a headquarters. Run as the owner of the database; may be run again, and should be after an upgrade.
-- Logins are made apart: CREATE ROLE sari LOGIN IN ROLE screening_caseworker;
-- A caseworker sees a unit by a row: INSERT INTO screening.member (role_name, unit) VALUES ('sari', 'Johor');
-- Where pgaudit is installed: CREATE EXTENSION pgaudit; ALTER SYSTEM SET pgaudit.role = 'screening_auditor';
DO $$
DECLARE
    name text;
    missing text[] := ARRAY(
        SELECT each FROM unnest(ARRAY['screening_importer', 'screening_caseworker', 'screening_analyst', 'screening_auditor'])
            AS each WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = each));
BEGIN
    IF to_regnamespace('screening_unit') IS NULL THEN
        RAISE EXCEPTION 'There are no tables in this database yet. Nothing was changed.'
            USING HINT = 'Make them first: screening hub prepare';
    END IF;
    IF NOT pg_has_role(current_user, (SELECT nspowner FROM pg_namespace WHERE nspname = 'screening'), 'USAGE') THEN
        RAISE EXCEPTION 'Only the owner of the tables can give rights to them. Nothing was changed.'
            USING HINT = format('Do this as %s.', (SELECT nspowner::regrole FROM pg_namespace WHERE nspname = 'screening'));
    END IF;
    IF cardinality(missing) > 0 AND NOT (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user) THEN
        RAISE EXCEPTION '% may not make roles (CREATEROLE). Nothing was changed.', current_user
            USING HINT = format('Let the superuser of PostgreSQL run this once, then do this again: CREATE ROLE %s;',
                array_to_string(missing, '; CREATE ROLE '));
    END IF;
    FOREACH name IN ARRAY missing LOOP
        EXECUTE format('CREATE ROLE %I NOLOGIN', name);
    END LOOP;
END $$;

-- Takes bundles in, erases, publishes. Cannot change tables, nor the accounts: those it can only add to, and what was noted
-- of reading it does not even see.
GRANT USAGE ON SCHEMA screening, screening_totals TO screening_importer;
REVOKE ALL ON ALL TABLES IN SCHEMA screening, screening_totals FROM screening_importer;
GRANT SELECT ON ALL TABLES IN SCHEMA screening, screening_totals TO screening_importer;
REVOKE ALL ON screening.read_log, screening.member FROM screening_importer;
GRANT INSERT, DELETE ON screening.event, screening.standing, screening.answer, screening.referral, screening.paper,
    screening.formal_decision, screening.need_met, screening.case_unit, screening.counted_case, screening.head,
    screening.stranger, screening.believed TO screening_importer;
GRANT UPDATE ON screening.believed, screening.head, screening.stranger, screening.strand, screening.code TO screening_importer;
GRANT UPDATE (derivation) ON screening.standing TO screening_importer;
GRANT INSERT ON screening.bundle, screening.strand, screening.code, screening.log_head, screening.refused, screening.erased,
    screening.erasing, screening.erasure_awaited, screening.exported, screening.decided, screening.learned,
    screening_totals.snapshot, screening_totals.counted TO screening_importer;
GRANT UPDATE (added, held_back) ON screening.bundle TO screening_importer;
GRANT UPDATE (last_at, times) ON screening.refused TO screening_importer;
GRANT UPDATE (sender_key) ON screening.erased TO screening_importer;

-- Works on the cases of their units; reads answers through a function, once it is noted that they do.
GRANT USAGE ON SCHEMA screening_unit TO screening_caseworker;
GRANT SELECT ON ALL TABLES IN SCHEMA screening_unit TO screening_caseworker;
GRANT EXECUTE ON FUNCTION screening_unit.ask_answers, screening_unit.read_answers TO screening_caseworker;

-- Sees what was published and nothing else.
GRANT USAGE ON SCHEMA screening_totals TO screening_analyst;
GRANT SELECT ON screening_totals.statistics, screening_totals.snapshots, screening_totals.indicators_by_month
    TO screening_analyst;

-- Sees who read and sent what, and no case.
GRANT USAGE ON SCHEMA screening TO screening_auditor;
GRANT SELECT ON screening.read_log, screening.member, screening.senders, screening.log_trouble, screening.refused_bundles,
    screening.bundle, screening.erasing, screening.exported, screening.decided, screening.learned, screening.strangers
    TO screening_auditor;

-- From PostgreSQL 17 on whoever erases may free the places of what was erased.
DO $$ BEGIN
    IF current_setting('server_version_num')::integer >= 170000 THEN
        EXECUTE 'GRANT MAINTAIN ON screening.event, screening.standing, screening.answer, screening.referral, screening.paper TO screening_importer';
    END IF;
END $$;
