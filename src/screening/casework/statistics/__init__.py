"""Count and export cases under disclosure control."""
