"""The pages before a record is open: first start, unlocking, restoring, the cover page, the break."""
