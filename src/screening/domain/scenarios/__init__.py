"""Invented cases for practice."""
