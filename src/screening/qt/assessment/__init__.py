"""The pages of the officer's own view and of the program's assessment."""
