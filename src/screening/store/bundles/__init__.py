"""The format of a bundle of cases: signed, encrypted, and tied to who wrote which entry."""
