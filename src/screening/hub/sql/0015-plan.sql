-- What a plan of action asks of a case, each as name=value, in bands: no day, no sum, no recipient and no words.
ALTER TABLE screening.standing ADD COLUMN plan text[] NOT NULL DEFAULT '{}';
