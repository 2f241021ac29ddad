-- A bundle that was taken in before is known by the digest of its file, before it is opened.
ALTER TABLE screening.bundle ADD COLUMN cases integer;
COMMENT ON COLUMN screening.bundle.cases IS 'Cases in the bundle; empty for one that an earlier version took in.';
CREATE INDEX bundle_digest ON screening.bundle (digest);
