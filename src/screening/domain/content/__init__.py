"""Read content files strictly and say what is wrong in them."""
