-- Which knowledge of the program a standing was made with, so that a later one makes it anew.
ALTER TABLE screening.standing ADD COLUMN derivation text NOT NULL DEFAULT '';
CREATE INDEX standing_derivation ON screening.standing (derivation);
-- One index on the kind only served counting by hand, and every imported row paid for it.
DROP INDEX screening.event_kind;

DROP VIEW screening.cases;
CREATE VIEW screening.cases AS SELECT * FROM screening.standing;
