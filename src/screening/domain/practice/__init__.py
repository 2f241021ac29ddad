"""Practice: what an officer says, as acts."""
