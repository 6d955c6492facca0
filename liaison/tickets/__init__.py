"""What was said and how the matter stands: ticket, contact, message, note, draft, attachment, promise and tag; arrival and dispatch."""
