-- A case that its person took back shows no path, and nothing of it waits for an answer or goes overdue; to whom it went
-- before stays in sight, because they have to be told.
CREATE OR REPLACE VIEW screening.cases AS
    SELECT case_code, unit, edition, setting, profile, sector, state, sex, age_band, language, practice, opened_at,
        to_char(opened_at AT TIME ZONE screening.time_zone(), 'YYYY') AS year,
        to_char(opened_at AT TIME ZONE screening.time_zone(), 'YYYY-MM') AS month,
        last_at, events, laptops, officers, stopped, taken_back, agreed_talk, agreed_notes, agreed_count, answers,
        CASE WHEN taken_back THEN '{}' ELSE contested END AS contested,
        CASE WHEN taken_back THEN '{}' ELSE paths END AS paths, papers, newer_events
    FROM screening.standing;

CREATE OR REPLACE VIEW screening.referral_status AS
    SELECT referral.case_code, standing.unit, referral.recipient, referral.basis, referral.duty, referral.parts,
        referral.way, referral.sent_at, referral.answer_by, referral.answered, referral.answered_at,
        CASE WHEN standing.taken_back THEN 'withdrawn'
            WHEN referral.answered <> '' THEN referral.answered
            WHEN referral.sent_at IS NULL THEN 'open'
            WHEN referral.answer_by < (now() AT TIME ZONE screening.time_zone())::date THEN 'overdue'
            ELSE 'sent' END AS state,
        standing.practice
    FROM screening.referral JOIN screening.standing USING (case_code);

COMMENT ON COLUMN screening.referral_status.state IS 'open, sent, overdue, acknowledged, redirected, declined, or withdrawn where the person took it back: whoever got it has to be told.';
COMMENT ON COLUMN screening.cases.paths IS 'Paths of the reading that was opened last; list path. They do not exclude each other. None where the person took it back.';

CREATE OR REPLACE VIEW screening.referrals AS
    SELECT paper.case_code, standing.unit, paper.form, paper.way, paper.at, paper.by_whom, paper.digest,
        standing.setting, CASE WHEN standing.taken_back THEN '{}' ELSE standing.paths END AS paths, standing.practice
    FROM screening.paper JOIN screening.standing USING (case_code);
