"""The one window, its lock and shortcuts, and the way between the pages of a case and of the record."""
