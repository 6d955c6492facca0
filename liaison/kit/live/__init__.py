"""Live news for open pages, over one WebSocket per page at `/rt`: topics and numbers, presence, never content."""
