-- Needs and help by what was recorded as met, and how formal identification stands, by quarter.
CREATE OR REPLACE VIEW screening.needs AS
    SELECT standing.case_code, standing.unit, real_cases.state, state.label_en AS state_en, state.label_ms AS state_ms,
        state.label_id AS state_id, real_cases.district, district.label_en AS district_name, real_cases.quarter, each.need,
        need.label_en AS need_en, need.label_ms AS need_ms, need.label_id AS need_id,
        CASE WHEN met.need IS NOT NULL THEN 'met' ELSE each.stands END AS stands,
        met.need IS NULL AND each.stands = 'open' AS unmet
    FROM screening.standing JOIN screening.real_cases USING (case_code)
    CROSS JOIN LATERAL (
        SELECT substr(split_part(said, '=', 1), 6) AS need, split_part(said, '=', 2) AS stands
        FROM unnest(standing.plan) AS said WHERE said LIKE 'need.%' AND said NOT LIKE '%=not-named') AS each
    LEFT JOIN (SELECT DISTINCT case_code, need FROM screening.need_met WHERE result = 'met' AND NOT contested) AS met
        ON met.case_code = standing.case_code AND met.need = each.need
    LEFT JOIN screening.labels AS need ON need.list = 'need' AND need.code = each.need
    LEFT JOIN screening.labels AS state ON state.list = 'state' AND state.code = real_cases.state
    LEFT JOIN screening.labels AS district ON district.list = 'district' AND district.code = real_cases.district;

CREATE OR REPLACE VIEW screening.first_help AS
    SELECT real_cases.case_code, real_cases.unit, real_cases.state, real_cases.district, real_cases.quarter,
        real_cases.opened_at, went.first_sent_at, went.first_help_at,
        round(extract(epoch FROM went.first_sent_at - real_cases.opened_at)::numeric / 86400, 1) AS days_to_referral,
        round(extract(epoch FROM went.first_help_at - real_cases.opened_at)::numeric / 86400, 1) AS days_to_help,
        went.first_help_at IS NULL AS waits, met.first_met_on,
        met.first_met_on - (real_cases.opened_at AT TIME ZONE (SELECT screening.time_zone()))::date AS days_to_met
    FROM screening.real_cases JOIN (
        SELECT case_code, min(sent_at) AS first_sent_at,
            min(answered_at) FILTER (WHERE answered = 'acknowledged') AS first_help_at
        FROM screening.referral WHERE sent_at IS NOT NULL GROUP BY case_code) AS went USING (case_code)
    LEFT JOIN (
        SELECT case_code, min(day) AS first_met_on FROM screening.need_met
        WHERE result IN ('met', 'partly') AND NOT contested GROUP BY case_code) AS met USING (case_code);
CREATE OR REPLACE VIEW screening_unit.first_help WITH (security_barrier) AS SELECT * FROM screening.first_help
    WHERE unit IN (SELECT unit FROM screening.member WHERE role_name = session_user AND NOT all_units)
    OR EXISTS (SELECT FROM screening.member WHERE role_name = session_user AND all_units);

CREATE VIEW screening.outcomes AS
    SELECT real_cases.unit, real_cases.quarter, count(*) AS cases,
        count(*) FILTER (WHERE identification <> '') AS recorded,
        count(*) FILTER (WHERE identification IN ('asked', 'grounds')) AS waiting,
        count(*) FILTER (WHERE identification = 'identified') AS identified,
        count(*) FILTER (WHERE identification = 'not_identified') AS not_identified,
        count(*) FILTER (WHERE identification IN ('no_decision', 'closed')) AS ended_without,
        count(*) FILTER (WHERE identification = '' AND NOT 'identification' = ANY (later_contested)) AS nothing_recorded,
        count(*) FILTER (WHERE 'identification' = ANY (later_contested)) AS contradicted
    FROM screening.standing JOIN screening.real_cases USING (case_code) GROUP BY 1, 2;
CREATE VIEW screening_unit.outcomes WITH (security_barrier) AS SELECT * FROM screening.outcomes
    WHERE unit IN (SELECT unit FROM screening.member WHERE role_name = session_user AND NOT all_units)
    OR EXISTS (SELECT FROM screening.member WHERE role_name = session_user AND all_units);

COMMENT ON VIEW screening.outcomes IS 'By unit and quarter of the talk: how formal identification stands, as the bodies that the law names decided it. This program decides nothing.';
COMMENT ON COLUMN screening.first_help.days_to_met IS 'Days from the talk to first_met_on; empty while nothing of it is recorded.';
COMMENT ON COLUMN screening_unit.first_help.days_to_met IS 'Days from the talk to first_met_on; empty while nothing of it is recorded.';
COMMENT ON COLUMN screening.needs.stands IS 'met where that is recorded, else seen-to where somebody who sees to the need accepted the case, else open.';
COMMENT ON COLUMN screening_unit.needs.stands IS 'met where that is recorded, else seen-to where somebody who sees to the need accepted the case, else open.';
COMMENT ON COLUMN screening.unmet_needs.seen_to IS 'People whose need is recorded as met, or for whom somebody who sees to it accepted the case.';
COMMENT ON COLUMN screening_unit.unmet_needs.seen_to IS 'People whose need is recorded as met, or for whom somebody who sees to it accepted the case.';
INSERT INTO screening.column_meaning (name, meaning) VALUES
    ('contradicted', 'Of them, cases in which two laptops entered final steps that contradict; those count as nothing else here.'),
    ('ended_without', 'Of them, ended without a decision, or closed.'),
    ('first_met_on', 'First day on which a need is recorded as met, wholly or in part.'),
    ('identified', 'Of them, formally identified.'),
    ('not_identified', 'Of them, not identified by the body that decided; that is its decision, and not this program''s.'),
    ('nothing_recorded', 'Of them, cases of which nobody recorded anything: that is never a no.'),
    ('recorded', 'Of them, cases with any step recorded.'),
    ('waiting', 'Of them, asked for, or reasonable grounds found, and no final decision yet.')
ON CONFLICT (name) DO NOTHING;
SELECT screening.describe_columns();
