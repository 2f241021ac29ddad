"""Texts and their translations, packs, reviews, names, dates and answers in every language."""
