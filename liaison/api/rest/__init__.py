"""REST under /api/v1: each file is one part of it; `door` puts them together."""
