-- Entries by a laptop that never had the case: kept apart from every case until a person decides.
CREATE TABLE screening.stranger (
    case_code text NOT NULL,
    strand text NOT NULL,
    sender text NOT NULL,
    bundle text NOT NULL REFERENCES screening.bundle,
    at timestamptz NOT NULL DEFAULT now(),
    seq integer NOT NULL,
    first_digest text NOT NULL,
    takes_back boolean NOT NULL,
    head text NOT NULL,
    rows text NOT NULL,
    PRIMARY KEY (case_code, strand)
);
COMMENT ON TABLE screening.stranger IS 'Entries by a laptop that never had the case they name. They count for nothing until a person decides.';
CREATE TABLE screening.decided (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    login text NOT NULL DEFAULT session_user,
    by_whom text NOT NULL,
    second text NOT NULL,
    case_code text NOT NULL,
    sender text NOT NULL,
    instead boolean NOT NULL
);
COMMENT ON TABLE screening.decided IS 'Each decision that entries kept apart count: who, who agreed, which case, whose entries, and whether in the place of what was here.';
CREATE VIEW screening.strangers AS
    SELECT stranger.case_code, stranger.sender, bundle.sender_name AS name, bundle.sender_organisation AS organisation,
        stranger.at, stranger.seq AS entries, stranger.takes_back
    FROM screening.stranger JOIN screening.bundle USING (bundle);
COMMENT ON VIEW screening.strangers IS 'Entries from somebody who never had this case: whose, how many, and whether they say that the person withdrew. They count for nothing until a person decides: screening hub accept.';
COMMENT ON COLUMN screening.cases.unit IS 'Organisation on the card of the laptop that opened the case; where that card is not believed, of the one that brought it first.';
