"""The command line's work on content and answers: checks, evaluation, XLSForm, blank questionnaires."""
