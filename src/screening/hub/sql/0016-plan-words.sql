-- What the totals tell since a plan of action is counted.
COMMENT ON COLUMN screening_totals.statistics.dimension IS 'all, year, month, setting, sector, state, sex, age_band, language, path, indicator, fees, recruited (country where the work was arranged), recruited-region, to-referral, to-answer (of those who were referred), or need. and the id of a need.';
COMMENT ON COLUMN screening.standing.plan IS 'What a plan of action asks, each as name=value, in bands: no day, no sum, no recipient and no words.';
