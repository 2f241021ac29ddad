-- What people query. Each view and column is described here; "screening hub dictionary" prints the descriptions.

CREATE VIEW screening.cases AS
    SELECT case_code, unit, edition, setting, profile, sector, state, sex, age_band, language, practice, opened_at,
        to_char(opened_at AT TIME ZONE screening.time_zone(), 'YYYY') AS year,
        to_char(opened_at AT TIME ZONE screening.time_zone(), 'YYYY-MM') AS month,
        last_at, events, laptops, officers, stopped, taken_back, agreed_talk, agreed_notes, agreed_count, answers,
        contested, paths, papers, newer_events
    FROM screening.standing;

CREATE VIEW screening.answers AS
    SELECT answer.case_code, standing.unit, standing.edition, answer.item,
        asked_en.label AS item_en, asked_ms.label AS item_ms,
        answer.answer, said_en.label AS answer_en, said_ms.label AS answer_ms,
        answer.how, how_en.label AS how_en, how_ms.label AS how_ms, answer."where", answer.session, answer.contested,
        answer.at, answer.by_whom
    FROM screening.answer JOIN screening.standing USING (case_code)
    LEFT JOIN screening.code asked_en ON (asked_en.list, asked_en.code, asked_en.edition, asked_en.language)
        = ('item', answer.item, standing.edition, 'en')
    LEFT JOIN screening.code asked_ms ON (asked_ms.list, asked_ms.code, asked_ms.edition, asked_ms.language)
        = ('item', answer.item, standing.edition, 'ms')
    LEFT JOIN screening.code said_en ON (said_en.list, said_en.code, said_en.edition, said_en.language)
        = ('answer', answer.answer, '', 'en')
    LEFT JOIN screening.code said_ms ON (said_ms.list, said_ms.code, said_ms.edition, said_ms.language)
        = ('answer', answer.answer, '', 'ms')
    LEFT JOIN screening.code how_en ON (how_en.list, how_en.code, how_en.edition, how_en.language)
        = ('how', answer.how, '', 'en')
    LEFT JOIN screening.code how_ms ON (how_ms.list, how_ms.code, how_ms.edition, how_ms.language)
        = ('how', answer.how, '', 'ms')
    WHERE NOT standing.taken_back;

CREATE VIEW screening.assessments AS
    SELECT case_code, unit, edition, own_view, sureness, view_at, reading_edition, paths, reading_at, differed,
        second_view, indicators, contested
    FROM screening.standing WHERE NOT taken_back;

CREATE VIEW screening.referral_status AS
    SELECT referral.case_code, standing.unit, referral.recipient, referral.basis, referral.duty, referral.parts,
        referral.way, referral.sent_at, referral.answer_by, referral.answered, referral.answered_at,
        CASE WHEN referral.answered <> '' THEN referral.answered
            WHEN referral.sent_at IS NULL THEN 'open'
            WHEN referral.answer_by < (now() AT TIME ZONE screening.time_zone())::date THEN 'overdue'
            ELSE 'sent' END AS state,
        standing.practice
    FROM screening.referral JOIN screening.standing USING (case_code);

CREATE VIEW screening.referrals AS
    SELECT paper.case_code, standing.unit, paper.form, paper.way, paper.at, paper.by_whom, paper.digest,
        standing.setting, standing.paths, standing.practice
    FROM screening.paper JOIN screening.standing USING (case_code);

CREATE VIEW screening.codes AS SELECT list, code, edition, language, label FROM screening.code;

CREATE VIEW screening.senders AS
    SELECT sender, (array_agg(sender_name ORDER BY made_at DESC))[1] AS name,
        (array_agg(sender_organisation ORDER BY made_at DESC))[1] AS organisation,
        count(*) AS bundles, max(made_at) AS last_made_at, max(imported_at) AS last_imported_at,
        extract(day FROM now() - max(made_at))::integer AS days_since,
        now() - max(made_at) > make_interval(days => coalesce(
            (SELECT value::integer FROM screening.setting WHERE name = 'sender_overdue_days'), 35)) AS overdue
    FROM screening.bundle GROUP BY sender;

CREATE VIEW screening.log_trouble AS
    SELECT later.sender, later.bundle, later.made_at, later.entries, earlier.bundle AS against,
        earlier.made_at AS against_made_at, earlier.entries AS against_entries,
        CASE WHEN later.entries < earlier.entries THEN 'shorter' ELSE 'different' END AS trouble
    FROM screening.log_head later JOIN screening.log_head earlier USING (sender)
    WHERE (later.made_at > earlier.made_at AND later.entries < earlier.entries)
        OR (later.made_at >= earlier.made_at AND later.bundle <> earlier.bundle AND later.entries = earlier.entries
            AND later.fingerprint <> earlier.fingerprint);

CREATE VIEW screening.refused_bundles AS SELECT digest, reason, first_at, last_at, times FROM screening.refused;

COMMENT ON TABLE screening.event IS 'One row an event, as its laptop wrote it; body is the text word for word.';
COMMENT ON VIEW screening.cases IS 'Where each case stands; practice cases too. No words of the person.';
COMMENT ON COLUMN screening.cases.unit IS 'Organisation on the card of the laptop that brought the case first.';
COMMENT ON COLUMN screening.cases.edition IS 'Edition of the questionnaire that the case was taken with.';
COMMENT ON COLUMN screening.cases.setting IS 'Where the talk was held; list setting.';
COMMENT ON COLUMN screening.cases.sector IS 'Sector as noted for services; empty where it was not recorded.';
COMMENT ON COLUMN screening.cases.state IS 'State as noted for services; empty where it was not recorded.';
COMMENT ON COLUMN screening.cases.sex IS 'woman, man or another word as noted for services; empty where not recorded.';
COMMENT ON COLUMN screening.cases.age_band IS 'adult, child (also: might be) or unknown.';
COMMENT ON COLUMN screening.cases.language IS 'Language of the talk, BCP 47; empty where it was not chosen.';
COMMENT ON COLUMN screening.cases.month IS 'Month in which the case was opened, in the time zone of the headquarters.';
COMMENT ON COLUMN screening.cases.year IS 'Year in which the case was opened, in the time zone of the headquarters.';
COMMENT ON COLUMN screening.cases.laptops IS 'Laptops that wrote in the case; a restored laptop counts once.';
COMMENT ON COLUMN screening.cases.stopped IS 'How the talk ended: finished, ring_back, later, withdrawn or ended_at_gate.';
COMMENT ON COLUMN screening.cases.taken_back IS 'The person took it back: answers and assessment are not shown.';
COMMENT ON COLUMN screening.cases.agreed_count IS 'Whether the person said yes to being counted: yes, no, later or empty for not asked.';
COMMENT ON COLUMN screening.cases.contested IS 'Items for which two laptops recorded different answers.';
COMMENT ON COLUMN screening.cases.paths IS 'Paths of the reading that was opened last; list path. They do not exclude each other.';
COMMENT ON COLUMN screening.cases.papers IS 'Papers that left a laptop; those that could not be written are not counted.';
COMMENT ON COLUMN screening.cases.newer_events IS 'Events that this version cannot read; they are read when it can.';
COMMENT ON VIEW screening.answers IS 'One row a current answer. An item without a row was not asked: that is never a no.';
COMMENT ON COLUMN screening.answers.item_en IS 'The mark of the item in English, of the edition of the case.';
COMMENT ON COLUMN screening.answers.item_ms IS 'The mark of the item in Malay, of the edition of the case.';
COMMENT ON COLUMN screening.answers.answer IS 'yes, no, not_known or declined; not_known where two laptops differ.';
COMMENT ON COLUMN screening.answers.how IS 'told, asked, private, seen, document or third_party.';
COMMENT ON COLUMN screening.answers."where" IS 'Where the harm happened: before, way, work, home, elsewhere; empty where not recorded.';
COMMENT ON COLUMN screening.answers.session IS 'The session that recorded it.';
COMMENT ON COLUMN screening.answers.contested IS 'Two laptops differ, and nobody settled it yet.';
COMMENT ON VIEW screening.assessments IS 'The officer''s own view, the paths of the program''s reading, and a second reader''s view. Nothing here is a decision.';
COMMENT ON COLUMN screening.assessments.differed IS 'raised or lowered where the officer saw it differently; else empty.';
COMMENT ON COLUMN screening.assessments.indicators IS 'Indicators that a current yes evidences.';
COMMENT ON VIEW screening.referral_status IS 'One row a recipient of a case.';
COMMENT ON COLUMN screening.referral_status.state IS 'open, sent, overdue, acknowledged, redirected or declined.';
COMMENT ON COLUMN screening.referral_status.parts IS 'Parts that the papers held.';
COMMENT ON VIEW screening.referrals IS 'One row a paper that left a laptop; those that could not be written are not listed.';
COMMENT ON VIEW screening.codes IS 'Code lists with labels: item, answer, how, path, setting, indicator. edition is empty where it makes no difference.';
COMMENT ON VIEW screening.senders IS 'Laptops that sent bundles, and whose next one is overdue.';
COMMENT ON VIEW screening.log_trouble IS 'Senders whose log got shorter or different between two bundles: an old copy was put back, or the log was rewritten.';
COMMENT ON VIEW screening.refused_bundles IS 'Files that were refused, by digest, and why.';

-- Caseworkers see the cases of their own units, and read answers only through a function that notes it.
CREATE SCHEMA screening_unit;
REVOKE ALL ON SCHEMA screening_unit FROM PUBLIC;
CREATE TABLE screening.member (
    role_name text NOT NULL,
    unit text NOT NULL,
    PRIMARY KEY (role_name, unit)
);
CREATE TABLE screening.read_log (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    who text NOT NULL,
    case_code text NOT NULL,
    why text NOT NULL
);
CREATE VIEW screening_unit.cases WITH (security_barrier) AS SELECT * FROM screening.cases
    WHERE unit IN (SELECT unit FROM screening.member WHERE role_name = session_user);
CREATE VIEW screening_unit.assessments WITH (security_barrier) AS SELECT * FROM screening.assessments
    WHERE unit IN (SELECT unit FROM screening.member WHERE role_name = session_user);
CREATE VIEW screening_unit.referral_status WITH (security_barrier) AS SELECT * FROM screening.referral_status
    WHERE unit IN (SELECT unit FROM screening.member WHERE role_name = session_user);
CREATE VIEW screening_unit.codes AS SELECT * FROM screening.codes;

CREATE FUNCTION screening_unit.read_answers(code text, why text) RETURNS SETOF screening.answers
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF btrim(why) = '' THEN
        RAISE EXCEPTION 'Say why these answers are read.';
    END IF;
    IF NOT EXISTS (SELECT FROM screening.standing JOIN screening.member USING (unit)
            WHERE case_code = code AND role_name = session_user) THEN
        RAISE EXCEPTION 'No such case in your units.';
    END IF;
    INSERT INTO screening.read_log (who, case_code, why) VALUES (session_user, code, why);
    RETURN QUERY SELECT * FROM screening.answers WHERE answers.case_code = code;
END $$;
REVOKE ALL ON FUNCTION screening_unit.read_answers FROM PUBLIC;
COMMENT ON VIEW screening_unit.cases IS 'Cases of the units that screening.member gives to whoever asks.';
COMMENT ON FUNCTION screening_unit.read_answers IS 'Answers of one case of one''s own unit; who read them, when and why is kept in screening.read_log.';
COMMENT ON TABLE screening.read_log IS 'Who read the answers of which case, when, and why.';
COMMENT ON TABLE screening.member IS 'Which units a login may see; nobody sees a unit without a row.';
