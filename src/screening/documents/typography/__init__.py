"""Shape and order lines of any script."""
