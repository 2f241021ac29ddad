"""The encrypted database, its tables, and the journal that is written before it."""
