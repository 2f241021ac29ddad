"""The handbook: its chapters, which page of the window opens which, and their HTML."""
