-- The import itself puts a bundle in before its events: a check of that for each row serves nothing.
ALTER TABLE screening.event DROP CONSTRAINT event_bundle_fkey;
