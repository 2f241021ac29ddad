-- Erasures say who, when, why and who agreed; they hold for cases that were never here; they come in bundles too.
ALTER TABLE screening.erased ADD COLUMN sender_key text NOT NULL DEFAULT '';
COMMENT ON COLUMN screening.erased.sender_key IS 'Where a laptop said it: its key. It holds for cases in which that key wrote.';
CREATE TABLE screening.erasing (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    login text NOT NULL DEFAULT session_user,
    by_whom text NOT NULL,
    second text NOT NULL,
    reason text NOT NULL,
    events integer NOT NULL,
    marks text[] NOT NULL
);
COMMENT ON TABLE screening.erasing IS 'Each erasing: when, with which login, who, who agreed, why, how many events. Not which case: the marks lead to it only for whoever still holds a copy.';
CREATE TABLE screening.erasure_awaited (
    case_code text PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    reason text NOT NULL
);
COMMENT ON TABLE screening.erasure_awaited IS 'Cases that were erased before they came, by code: they are held back when they come.';
ALTER TABLE screening.bundle ADD COLUMN held_back integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN screening.bundle.held_back IS 'Cases of the bundle that were erased here, and so were not taken in.';
-- By what a mark is made of, so that an erasure finds its case without reading every event.
CREATE INDEX event_mark ON screening.event (encode(sha256(('erased/' || digest)::bytea), 'hex')) WHERE seq = 1;
