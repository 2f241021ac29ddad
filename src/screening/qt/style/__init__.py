"""Colours, sizes, fonts, icons, and the table of shortcuts."""
