-- Totals are published as snapshots. A snapshot adds a group of cases that was never counted before, and that group is
-- under disclosure control by itself, so the difference of two snapshots tells no more than a publication may.
DROP VIEW screening_totals.statistics;
DROP TABLE screening_totals.counted;

CREATE TABLE screening_totals.snapshot (
    number integer PRIMARY KEY,
    published_at timestamptz NOT NULL DEFAULT now(),
    opened_before date NOT NULL,
    cases integer NOT NULL CHECK (cases >= 10),
    added integer NOT NULL CHECK (added >= 10)
);
CREATE TABLE screening_totals.counted (
    snapshot integer NOT NULL REFERENCES screening_totals.snapshot,
    dimension text NOT NULL,
    value text NOT NULL,
    second_dimension text NOT NULL DEFAULT '',
    second_value text NOT NULL DEFAULT '',
    cases integer NOT NULL CHECK (cases >= 10),
    PRIMARY KEY (snapshot, dimension, value, second_dimension, second_value)
);
-- Which cases were counted already. Goes with the case when it is erased; the totals stay as they were told.
CREATE TABLE screening.counted_case (
    case_code text PRIMARY KEY,
    snapshot integer NOT NULL
);

CREATE VIEW screening_totals.statistics AS
    SELECT dimension, value, second_dimension, second_value, cases FROM screening_totals.counted
    WHERE snapshot = (SELECT max(number) FROM screening_totals.snapshot);
CREATE VIEW screening_totals.snapshots AS
    SELECT number, published_at, opened_before, cases, added FROM screening_totals.snapshot;
CREATE VIEW screening_totals.indicators_by_month AS
    SELECT value AS indicator, second_value AS month, cases FROM screening_totals.statistics
    WHERE dimension = 'indicator' AND second_dimension = 'month';
COMMENT ON VIEW screening_totals.statistics IS 'Counts of the last snapshot. A value without a row is not told; it is in (not told).';
COMMENT ON COLUMN screening_totals.statistics.dimension IS 'all, year, month, setting, sector, state, sex, age_band, language, path or indicator.';
COMMENT ON COLUMN screening_totals.statistics.value IS 'A code, or (not told) for the cases whose value could not be told.';
COMMENT ON COLUMN screening_totals.statistics.cases IS 'At least so many: cases of a group in which the value could not be told are under (not told).';
COMMENT ON VIEW screening_totals.snapshots IS 'What was published when: cases in all, and added since the one before.';
COMMENT ON VIEW screening_totals.indicators_by_month IS 'Cases with a current yes to an indicator by the month in which they were opened, as published.';
