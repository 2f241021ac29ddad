"""The card that an item is asked in, and what stands around it."""
