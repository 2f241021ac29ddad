"""Say which languages are offered, install packs of texts, and review them."""
