"""Practice on invented cases, kept in memory."""
