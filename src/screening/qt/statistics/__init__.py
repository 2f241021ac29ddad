"""Counts of people, and what a supervisor sees of the record."""
