"""Letters that stand for a whole paper: what they count, where they stand, and whether a file is as it was made."""
