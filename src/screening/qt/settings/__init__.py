"""How the program looks and is locked, and what it says of itself and of this computer."""
