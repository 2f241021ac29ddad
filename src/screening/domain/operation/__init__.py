"""An operation with numbers instead of names: its fold, what may happen now, the order of its queue."""
