"""What stands around every page, and the pages that several capabilities share."""
