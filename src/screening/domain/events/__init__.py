"""What can happen, how it is written, and the hash chain that holds it together."""
