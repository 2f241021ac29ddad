"""What the person hears: recordings and, in practice only, synthetic speech. No other room opens a sound device."""
