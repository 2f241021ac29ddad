"""Checks of content for its authors, and a page of the protocol to read."""
