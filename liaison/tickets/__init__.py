"""What was said and how the matter stands: ticket, contact, message, note, promise; arrival, dispatch."""
