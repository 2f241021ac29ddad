"""Measuring the scoring against labelled cases, and scoring answers again."""
