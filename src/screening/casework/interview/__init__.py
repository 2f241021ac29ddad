"""Carry one interview: gate, consent, questions, breaks, notes, and what each page of it shows."""
