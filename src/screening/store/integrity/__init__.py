"""Verify a record, rebuild it, erase from it, and prove what is left."""
