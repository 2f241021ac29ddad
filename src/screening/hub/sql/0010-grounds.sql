-- Why a bundle could leave: the duty in law that was named for cases whose persons did not say yes; empty for none.
ALTER TABLE screening.bundle ADD COLUMN duty text NOT NULL DEFAULT '';
ALTER TABLE screening.exported ADD COLUMN duty text NOT NULL DEFAULT '';
COMMENT ON COLUMN screening.bundle.duty IS 'Legal duty that the sender named for cases without a recorded yes; empty for none.';
COMMENT ON COLUMN screening.exported.duty IS 'Legal duty that was named for cases without a recorded yes; empty for none.';
