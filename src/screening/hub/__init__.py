"""Headquarters: bundles that are addressed to it go into its own PostgreSQL. A command of its own, never the window."""
