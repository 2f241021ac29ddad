"""The open record in a thread of its own, and the sound of the session."""
