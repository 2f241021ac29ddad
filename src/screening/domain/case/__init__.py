"""What a case is after its events, and what may happen in it now."""
