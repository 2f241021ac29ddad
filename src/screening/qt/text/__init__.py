"""Draw text of any script, and tell it to a screen reader."""
