"""Many people at once: the pages of operations and of one number, and what they ask of the record."""
