"""What a screener does, step by step, as plain data for any face."""
