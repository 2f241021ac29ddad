-- What cases come to, as tables of their own: answers, referrals, papers; code lists; log heads and refused bundles.

CREATE TABLE screening.setting (
    name text PRIMARY KEY,
    value text NOT NULL
);
COMMENT ON TABLE screening.setting IS 'How this headquarters counts: time_zone (IANA), sender_overdue_days. Changed by its owner.';

CREATE FUNCTION screening.time_zone() RETURNS text LANGUAGE sql STABLE
    AS $$ SELECT coalesce((SELECT value FROM screening.setting WHERE name = 'time_zone'), 'UTC') $$;

DROP VIEW screening.cases;
DROP VIEW screening.referrals;

ALTER TABLE screening.standing
    ADD COLUMN sector text NOT NULL DEFAULT '',
    ADD COLUMN state text NOT NULL DEFAULT '',
    ADD COLUMN sex text NOT NULL DEFAULT '',
    ADD COLUMN taken_back boolean NOT NULL DEFAULT false,
    ADD COLUMN indicators text[] NOT NULL DEFAULT '{}',
    ADD COLUMN view_at timestamptz,
    ADD COLUMN reading_at timestamptz,
    ADD COLUMN reading_edition text NOT NULL DEFAULT '',
    ADD COLUMN differed text NOT NULL DEFAULT '',
    ADD COLUMN second_view text[] NOT NULL DEFAULT '{}',
    ADD COLUMN unit text NOT NULL DEFAULT '';
CREATE INDEX standing_opened ON screening.standing (opened_at);
CREATE INDEX standing_unit ON screening.standing (unit);

-- The agency on the card of the laptop that brought a case first: what caseworkers' rows are chosen by.
CREATE TABLE screening.case_unit (
    case_code text PRIMARY KEY,
    unit text NOT NULL
);

CREATE TABLE screening.answer (
    case_code text NOT NULL,
    item text NOT NULL,
    answer text NOT NULL,
    how text NOT NULL,
    "where" text NOT NULL,
    session integer NOT NULL,
    contested boolean NOT NULL,
    at timestamptz NOT NULL,
    by_whom text NOT NULL,
    PRIMARY KEY (case_code, item)
);
CREATE INDEX answer_item ON screening.answer (item, answer);

CREATE TABLE screening.referral (
    case_code text NOT NULL,
    recipient text NOT NULL,
    basis text NOT NULL,
    duty text NOT NULL,
    parts text[] NOT NULL,
    way text NOT NULL,
    sent_at timestamptz,
    answer_by date,
    answered text NOT NULL,
    answered_at timestamptz,
    PRIMARY KEY (case_code, recipient)
);
CREATE INDEX referral_waits ON screening.referral (answer_by) WHERE answered = '';

CREATE TABLE screening.paper (
    case_code text NOT NULL,
    number integer NOT NULL,
    form text NOT NULL,
    way text NOT NULL,
    at timestamptz NOT NULL,
    by_whom text NOT NULL,
    digest text NOT NULL,
    PRIMARY KEY (case_code, number)
);

CREATE TABLE screening.code (
    list text NOT NULL,
    code text NOT NULL,
    edition text NOT NULL DEFAULT '',
    language text NOT NULL,
    label text NOT NULL,
    PRIMARY KEY (list, code, edition, language)
);

CREATE TABLE screening.log_head (
    bundle text PRIMARY KEY,
    sender text NOT NULL,
    made_at timestamptz NOT NULL,
    entries bigint NOT NULL,
    fingerprint text NOT NULL
);
CREATE INDEX log_head_sender ON screening.log_head (sender, made_at);

CREATE TABLE screening.refused (
    digest text NOT NULL,
    reason text NOT NULL,
    first_at timestamptz NOT NULL DEFAULT now(),
    last_at timestamptz NOT NULL DEFAULT now(),
    times integer NOT NULL DEFAULT 1,
    PRIMARY KEY (digest, reason)
);
