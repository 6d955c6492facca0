"""Many rows from elsewhere: what they may hold, why one is turned away, and how they are written at once."""
