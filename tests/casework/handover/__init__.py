"""Tests of hand-over to other systems."""
