-- Reading is noted before it is possible, so that a rollback takes no note back; the time zone is known to whoever reads a
-- view; cases of the first versions get the unit of whoever brought them.
DROP FUNCTION screening_unit.read_answers(text, text);
ALTER TABLE screening.read_log ADD COLUMN xact xid8;
COMMENT ON COLUMN screening.read_log.xact IS 'The transaction that noted it: answers are given in a later one.';

CREATE FUNCTION screening_unit.ask_answers(code text, why text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE noted bigint;
BEGIN
    IF coalesce(why, '') !~ '[[:alpha:]].*[[:alpha:]].*[[:alpha:]]' THEN
        RAISE EXCEPTION 'Say in words why these answers are read.';
    END IF;
    IF NOT EXISTS (SELECT FROM screening.standing JOIN screening.member USING (unit)
            WHERE case_code = code AND role_name = session_user) THEN
        RAISE EXCEPTION 'No such case in your units.';
    END IF;
    INSERT INTO screening.read_log (at, who, case_code, why, xact)
        VALUES (clock_timestamp(), session_user, code, why, pg_current_xact_id()) RETURNING number INTO noted;
    RETURN noted;
END $$;
COMMENT ON FUNCTION screening_unit.ask_answers IS 'Notes that the answers of a case are to be read, and why. Its number opens them once it is committed.';
REVOKE ALL ON FUNCTION screening_unit.ask_answers FROM PUBLIC;

CREATE FUNCTION screening_unit.read_answers(asked bigint) RETURNS SETOF screening.answers
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    noted screening.read_log;
    minutes integer := coalesce((SELECT value::integer FROM screening.setting WHERE name = 'reading_minutes'), 15);
BEGIN
    SELECT * INTO noted FROM screening.read_log WHERE number = asked AND who = session_user;
    IF noted.number IS NULL OR noted.xact IS NULL OR noted.at < clock_timestamp() - make_interval(mins => minutes) THEN
        RAISE EXCEPTION 'Ask for these answers first: SELECT screening_unit.ask_answers(code, why).';
    END IF;
    IF noted.xact IS NOT DISTINCT FROM pg_current_xact_id_if_assigned() THEN
        RAISE EXCEPTION 'Commit what was asked first: it has to be noted before anything is read.';
    END IF;
    IF NOT EXISTS (SELECT FROM screening.standing JOIN screening.member USING (unit)
            WHERE case_code = noted.case_code AND role_name = session_user) THEN
        RAISE EXCEPTION 'No such case in your units.';
    END IF;
    RETURN QUERY SELECT * FROM screening.answers WHERE answers.case_code = noted.case_code;
END $$;
COMMENT ON FUNCTION screening_unit.read_answers IS 'The answers of the case that was asked for, for as many minutes as screening.setting says (reading_minutes, else 15).';
REVOKE ALL ON FUNCTION screening_unit.read_answers FROM PUBLIC;

-- A view runs its functions as whoever reads it, and nobody but the owner may read the settings.
ALTER FUNCTION screening.time_zone() SECURITY DEFINER SET search_path = pg_catalog, pg_temp;

-- An erasing that holds for everything does not go back to one that holds for one laptop.
CREATE FUNCTION screening.keep_erased() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.mark <> OLD.mark OR NEW.sender_key <> '' THEN
        RAISE EXCEPTION 'What was erased stays erased.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_erased BEFORE UPDATE ON screening.erased FOR EACH ROW EXECUTE FUNCTION screening.keep_erased();

INSERT INTO screening.case_unit (case_code, unit)
    SELECT DISTINCT ON (case_code) case_code, sender_organisation FROM screening.event JOIN screening.bundle USING (bundle)
    WHERE seq = 1 AND sender_organisation <> '' ORDER BY case_code, lamport, imported_at
    ON CONFLICT (case_code) DO NOTHING;
UPDATE screening.standing SET unit = case_unit.unit FROM screening.case_unit
    WHERE case_unit.case_code = standing.case_code AND standing.unit = '' AND case_unit.unit <> '';
