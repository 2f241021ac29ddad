"""One file per input."""
