"""The review of a language pack."""
