"""Before a visit and at a place: the checklist, the blank questionnaire, the inspection."""
