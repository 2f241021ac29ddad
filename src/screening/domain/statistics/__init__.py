"""Which counts of people may be published."""
