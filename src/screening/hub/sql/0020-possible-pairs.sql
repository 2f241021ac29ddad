-- Two cases of two laptops that may be of one person: a question to a person, who decides. Nothing is merged, and no name is here.
ALTER TABLE screening.decided
    ADD COLUMN other_case text NOT NULL DEFAULT '',
    ADD COLUMN same boolean;
COMMENT ON TABLE screening.decided IS 'Each decision of a person: that entries kept apart count (whose, and whether in the place of what was here), or whether two cases are of one person (other_case, same).';
COMMENT ON COLUMN screening.decided.other_case IS 'The other case of a pair; empty for a decision on entries kept apart.';
COMMENT ON COLUMN screening.decided.same IS 'Whether both cases of a pair are of one person; empty for a decision on entries kept apart.';

CREATE VIEW screening.possible_pairs AS
    WITH alike AS (
        SELECT case_code, standing.unit, standing.opened_at, standing.language, standing.sex, standing.age_band,
            standing.sector, work.country AS recruited,
            count(*) OVER (PARTITION BY standing.language, standing.sex, standing.age_band, standing.sector, work.country)
                AS alike
        FROM screening.standing JOIN screening.real_cases USING (case_code)
        CROSS JOIN LATERAL (SELECT split_part(said, '=', 2) AS country FROM unnest(standing.plan) AS said
            WHERE said LIKE 'recruited=%') AS work
        WHERE standing.language <> '' AND standing.sex NOT IN ('', 'declined') AND standing.sector <> ''
            AND work.country NOT IN ('unknown', 'other'))
    SELECT one.case_code, one.unit, other.case_code AS other_case, other.unit AS other_unit, one.language, one.sex,
        one.age_band, one.sector, one.recruited, one.alike,
        abs(extract(day FROM other.opened_at - one.opened_at))::integer AS days_apart, told.answers_both, told.answers_same,
        last.same AS decided_same, last.at AS decided_at
    FROM alike AS one JOIN alike AS other USING (language, sex, age_band, sector, recruited)
    CROSS JOIN LATERAL (
        SELECT count(*) AS answers_both, count(*) FILTER (WHERE mine.answer = theirs.answer) AS answers_same
        FROM screening.answer AS mine JOIN screening.answer AS theirs USING (item)
        WHERE mine.case_code = one.case_code AND theirs.case_code = other.case_code
            AND mine.answer IN ('yes', 'no') AND theirs.answer IN ('yes', 'no')) AS told
    LEFT JOIN LATERAL (
        SELECT same, at FROM screening.decided WHERE same IS NOT NULL
            AND (decided.case_code, decided.other_case) = (one.case_code, other.case_code)
        ORDER BY number DESC LIMIT 1) AS last ON true
    WHERE one.case_code < other.case_code AND one.alike <= coalesce(
            (SELECT value::integer FROM screening.setting WHERE name = 'pair_most'), 6)
        AND NOT EXISTS (SELECT FROM screening.head AS mine JOIN screening.head AS theirs USING (signing)
            WHERE mine.case_code = one.case_code AND theirs.case_code = other.case_code AND signing <> '');

CREATE VIEW screening_unit.possible_pairs WITH (security_barrier) AS SELECT * FROM screening.possible_pairs
    WHERE EXISTS (SELECT FROM screening.member WHERE role_name = session_user AND all_units);

COMMENT ON VIEW screening.possible_pairs IS 'Cases of different laptops that have language, sex, age, sector and the country where work was arranged in common, with few others: a question to both offices, never an answer.';
COMMENT ON VIEW screening_unit.possible_pairs IS 'The same for whoever has all units, and empty for everybody else.';
INSERT INTO screening.column_meaning (name, meaning) VALUES
    ('alike', 'How many cases have all of this in common; more than pair_most in screening.setting (at first 6) are not listed.'),
    ('answers_both', 'Questions that both cases have a yes or a no to.'),
    ('answers_same', 'Of these, with the same answer.'),
    ('days_apart', 'Days between the opening of the two cases.'),
    ('decided_at', 'When a person decided last; empty while nobody did.'),
    ('decided_same', 'Whether a person decided that they are one person; empty while nobody did.'),
    ('other_case', 'Code of the other case.'), ('other_unit', 'Unit of the other case.'),
    ('recruited', 'Country where the work was arranged, ISO 3166.')
ON CONFLICT (name) DO NOTHING;
SELECT screening.describe_columns();
