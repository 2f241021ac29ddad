"""Take cases and packs out of a record and into another."""
