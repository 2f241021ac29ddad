"""The window. Pages draw plain data and report what the screener did."""
