-- What became of a case: what bodies decided, as its events say, and needs that were met. What stands on a body's letter
-- stays in the events; no view has it.
ALTER TABLE screening.standing
    ADD COLUMN identification text NOT NULL DEFAULT '',
    ADD COLUMN identification_body text NOT NULL DEFAULT '',
    ADD COLUMN identification_on date,
    ADD COLUMN later_contested text[] NOT NULL DEFAULT '{}';

CREATE TABLE screening.formal_decision (
    case_code text NOT NULL,
    number integer NOT NULL,
    matter text NOT NULL,
    result text NOT NULL,
    body text NOT NULL,
    day date,
    amount numeric,
    contested boolean NOT NULL,
    PRIMARY KEY (case_code, number)
);
CREATE INDEX formal_decision_result ON screening.formal_decision (matter, result);
CREATE TABLE screening.need_met (
    case_code text NOT NULL,
    number integer NOT NULL,
    need text NOT NULL,
    result text NOT NULL,
    day date,
    recipient text NOT NULL,
    contested boolean NOT NULL,
    PRIMARY KEY (case_code, number)
);

-- What was entered at a headquarters itself, by whom and with whose word.
CREATE TABLE screening.learned (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    by_whom text NOT NULL,
    second text NOT NULL,
    case_code text NOT NULL,
    matter text NOT NULL,
    login text NOT NULL DEFAULT session_user
);

CREATE VIEW screening.identifications AS
    SELECT case_code, unit, practice, opened_at, identification, identification_body, identification_on,
        identification IN ('identified', 'not_identified', 'no_decision', 'closed') AS ended,
        'identification' = ANY (later_contested) AS contested,
        identification_on - (opened_at AT TIME ZONE (SELECT screening.time_zone()))::date AS days_to_identification
    FROM screening.standing WHERE NOT taken_back;

CREATE VIEW screening.formal_decisions AS
    SELECT case_code, standing.unit, standing.practice, matter, result, decision.label_en AS result_en,
        decision.label_ms AS result_ms, decision.label_id AS result_id, formal_decision.body, body.label_en AS body_en,
        body.label_ms AS body_ms, body.label_id AS body_id, day, amount, formal_decision.contested
    FROM screening.formal_decision JOIN screening.standing USING (case_code)
    LEFT JOIN screening.labels AS decision ON decision.list = 'decision' AND decision.code = matter || '.' || result
    LEFT JOIN screening.labels AS body ON body.list = 'body' AND body.code = formal_decision.body
    WHERE NOT taken_back;

CREATE VIEW screening.needs_met AS
    SELECT case_code, standing.unit, standing.practice, need_met.need, need.label_en AS need_en, need.label_ms AS need_ms,
        need.label_id AS need_id, result, day, recipient, need_met.contested,
        day - (opened_at AT TIME ZONE (SELECT screening.time_zone()))::date AS days_to_met
    FROM screening.need_met JOIN screening.standing USING (case_code)
    LEFT JOIN screening.labels AS need ON need.list = 'need' AND need.code = need_met.need
    WHERE NOT taken_back;

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['identifications', 'formal_decisions', 'needs_met'] LOOP
        EXECUTE format('CREATE VIEW screening_unit.%1$I WITH (security_barrier) AS SELECT * FROM screening.%1$I
            WHERE unit IN (SELECT unit FROM screening.member WHERE role_name = session_user AND NOT all_units)
            OR EXISTS (SELECT FROM screening.member WHERE role_name = session_user AND all_units)', name);
    END LOOP;
END $$;

COMMENT ON TABLE screening.formal_decision IS 'What bodies decided about a person, one row an entry that stands. Read off the events.';
COMMENT ON TABLE screening.need_met IS 'Whether and when needs were met, one row an entry that stands. Read off the events.';
COMMENT ON TABLE screening.learned IS 'What was entered at headquarters itself: who, with whose word, in which case, on what. Only added to.';
COMMENT ON VIEW screening.identifications IS 'One row a case: how formal identification stands. Empty means that nobody recorded anything, and never no.';
COMMENT ON VIEW screening.formal_decisions IS 'One row an entry of what a body decided, quoted as its decision. This program decides nothing.';
COMMENT ON VIEW screening.needs_met IS 'One row an entry of a need that was met, in part, or not.';
COMMENT ON COLUMN screening.identifications.contested IS 'Two laptops entered final steps that contradict; neither counts until a person chooses.';
COMMENT ON COLUMN screening.formal_decisions.contested IS 'Another laptop''s entry contradicts it; neither counts until a person chooses.';
COMMENT ON COLUMN screening.needs_met.contested IS 'Another laptop''s entry contradicts it; neither counts until a person chooses.';
COMMENT ON COLUMN screening.formal_decisions.result IS 'What was decided; list decision, with matter before it.';
COMMENT ON COLUMN screening.needs_met.result IS 'met, partly or not_met.';
COMMENT ON COLUMN screening.formal_decisions.day IS 'Day of the decision.';
COMMENT ON COLUMN screening.needs_met.day IS 'Day on which it was met, or it was said that it was not.';
INSERT INTO screening.column_meaning (name, meaning) VALUES
    ('amount', 'Of an award, in whole units of the money of the country; empty where none was entered.'),
    ('body', 'Who decided, as the data of the country names it; the id of the country, a stop, and the id of the body; list body.'),
    ('body_en', 'The body in English.'), ('body_id', 'The body in Indonesian.'), ('body_ms', 'The body in Malay.'),
    ('days_to_identification', 'Days from the talk to the step of identification that stands.'),
    ('days_to_met', 'Days from the talk to the day of the entry.'),
    ('ended', 'Whether identification ended: identified, not identified, without a decision, or closed.'),
    ('identification', 'The step that stands: asked, grounds, identified, not_identified, no_decision or closed. Empty: nobody recorded any.'),
    ('identification_body', 'Which body it is of.'),
    ('identification_on', 'Its day.'),
    ('matter', 'identification, turned-out, status, labour or return.'),
    ('result_en', 'The result in English.'), ('result_id', 'The result in Indonesian.'), ('result_ms', 'The result in Malay.')
ON CONFLICT (name) DO NOTHING;
SELECT screening.describe_columns();
