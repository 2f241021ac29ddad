"""The floor kept for classes and invented cases; nothing is in it yet."""
