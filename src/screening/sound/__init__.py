"""What the person hears: recordings, or a computer's voice. No other room opens a sound device."""
