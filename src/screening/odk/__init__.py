"""The questionnaire as an XLSForm, and submissions of ODK and KoboToolbox read back."""
