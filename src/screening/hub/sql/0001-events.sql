-- The tables of the first headquarters: one row an event, and what is read off them.
CREATE SCHEMA screening;
CREATE SCHEMA screening_totals;
REVOKE ALL ON SCHEMA screening, screening_totals FROM PUBLIC;

CREATE TABLE screening.shape (
    only_one boolean PRIMARY KEY CHECK (only_one),
    version integer NOT NULL
);
INSERT INTO screening.shape (only_one, version) VALUES (true, 0);

CREATE TABLE screening.bundle (
    bundle text PRIMARY KEY,
    digest text NOT NULL,
    sender text NOT NULL,
    sender_name text NOT NULL,
    sender_organisation text NOT NULL,
    made_at timestamptz NOT NULL,
    purpose text NOT NULL,
    events integer NOT NULL,
    added integer NOT NULL,
    imported_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE screening.event (
    case_code text NOT NULL,
    strand text NOT NULL,
    seq integer NOT NULL CHECK (seq >= 1),
    lamport bigint NOT NULL CHECK (lamport >= 1),
    at timestamptz NOT NULL,
    by_whom text NOT NULL,
    kind text NOT NULL,
    salt bytea NOT NULL,
    body text NOT NULL,
    facts jsonb NOT NULL,
    body_digest text NOT NULL,
    prev text NOT NULL,
    digest text NOT NULL,
    bundle text NOT NULL REFERENCES screening.bundle,
    PRIMARY KEY (case_code, strand, seq)
);
CREATE INDEX event_kind ON screening.event (kind);

CREATE TABLE screening.strand (
    strand text PRIMARY KEY,
    signing text NOT NULL
);

-- What lets a case that was erased be known again when an older bundle brings it, and nothing else.
CREATE TABLE screening.erased (mark text PRIMARY KEY);

-- What the events of a case come to, made anew whenever something is added to it.
CREATE TABLE screening.standing (
    case_code text PRIMARY KEY,
    edition text NOT NULL,
    setting text NOT NULL,
    profile text NOT NULL,
    practice boolean NOT NULL,
    opened_at timestamptz,
    last_at timestamptz NOT NULL,
    events integer NOT NULL,
    laptops integer NOT NULL,
    officers text[] NOT NULL,
    age_band text NOT NULL,
    language text NOT NULL,
    stopped text NOT NULL,
    agreed_talk text NOT NULL,
    agreed_notes text NOT NULL,
    agreed_count text NOT NULL,
    answers integer NOT NULL,
    contested text[] NOT NULL,
    own_view text[] NOT NULL,
    sureness text NOT NULL,
    paths text[] NOT NULL,
    papers integer NOT NULL,
    newer_events integer NOT NULL
);

CREATE TABLE screening_totals.counted (
    dimension text NOT NULL,
    value text NOT NULL,
    second_dimension text NOT NULL DEFAULT '',
    second_value text NOT NULL DEFAULT '',
    cases integer CHECK (cases IS NULL OR cases >= 10),
    PRIMARY KEY (dimension, value, second_dimension, second_value)
);

CREATE VIEW screening.cases AS SELECT * FROM screening.standing;

CREATE VIEW screening.referrals AS
    SELECT event.case_code, event.facts ->> 'form' AS form, event.facts ->> 'way' AS way, event.at, event.by_whom,
        event.facts ->> 'digest' AS digest, standing.setting, standing.paths, standing.practice
    FROM screening.event JOIN screening.standing USING (case_code)
    WHERE event.kind = 'form-issued';

CREATE VIEW screening_totals.statistics AS
    SELECT dimension, value, second_dimension, second_value, cases FROM screening_totals.counted;
