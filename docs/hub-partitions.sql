-- Keeps screening.event in one partition a month. Run it once as the owner, while nothing is imported:
--     psql screening -v ON_ERROR_STOP=1 -f hub-partitions.sql
-- It copies every event and holds the table until it has done so; views are read meanwhile.
-- Afterwards, once a year (cron, or by hand): psql screening -c "SELECT screening.add_partitions('2028-01-01')"
-- Events of a month without a partition wait in screening.event_other and are moved when it is made.
BEGIN;
SELECT pg_advisory_xact_lock(1399026286);  -- the lock of an import
ALTER TABLE screening.event RENAME TO event_whole;
ALTER TABLE screening.event_whole RENAME CONSTRAINT event_pkey TO event_whole_pkey;
ALTER INDEX screening.event_mark RENAME TO event_whole_mark;
CREATE TABLE screening.event (
    LIKE screening.event_whole INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS,
    PRIMARY KEY (case_code, strand, seq, at)
) PARTITION BY RANGE (at);
CREATE INDEX event_mark ON screening.event (encode(sha256(('erased/' || digest)::bytea), 'hex')) WHERE seq = 1;
COMMENT ON TABLE screening.event IS 'One row an event, as its laptop wrote it; body is the text word for word. A partition a month, by at, in UTC.';
CREATE TABLE screening.event_other PARTITION OF screening.event DEFAULT;

CREATE FUNCTION screening.add_partitions(until date, first date DEFAULT date_trunc('month', now())::date)
    RETURNS integer LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    month timestamptz := date_trunc('month', first::timestamptz);
    name text;
    made integer := 0;
BEGIN
    WHILE month < until::timestamptz LOOP
        name := 'event_' || to_char(month, 'YYYY_MM');
        IF to_regclass('screening.' || name) IS NULL THEN
            EXECUTE format('CREATE TABLE screening.%I (LIKE screening.event INCLUDING ALL)', name);
            EXECUTE format('WITH moved AS (DELETE FROM screening.event_other WHERE at >= %L AND at < %L RETURNING *)
                INSERT INTO screening.%I SELECT * FROM moved', month, month + interval '1 month', name);
            EXECUTE format('ALTER TABLE screening.event ATTACH PARTITION screening.%I FOR VALUES FROM (%L) TO (%L)',
                name, month, month + interval '1 month');
            made := made + 1;
        END IF;
        month := month + interval '1 month';
    END LOOP;
    RETURN made;
END $$;
REVOKE ALL ON FUNCTION screening.add_partitions FROM PUBLIC;
COMMENT ON FUNCTION screening.add_partitions IS 'Makes the partitions of screening.event from one month up to a day; returns how many.';

-- From the oldest event, but no more than ten years back, to two years ahead.
SELECT screening.add_partitions((now() + interval '2 years')::date,
    (SELECT greatest(coalesce(min(at), now()), now() - interval '10 years')::date FROM screening.event_whole));
INSERT INTO screening.event SELECT * FROM screening.event_whole;
DROP TABLE screening.event_whole;
COMMIT;
-- Grants are made anew: screening hub roles | psql screening
