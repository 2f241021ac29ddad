"""Packs of content: made, compared, checked, put in and taken back."""
