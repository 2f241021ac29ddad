"""Many people at once: what is done in an operation, its pages, its list on paper."""
