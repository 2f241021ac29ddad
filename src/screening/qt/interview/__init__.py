"""The pages of one interview, from the gate to its closing."""
