"""Open a record, change who can open it, back it up, seal it."""
