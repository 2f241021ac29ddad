"""A visit to a workplace: preparing it, the blank questionnaire, what was seen of the place."""
