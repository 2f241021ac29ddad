"""What is known of a case, and what a reader may be told of it: the one source of what papers and pages state."""
