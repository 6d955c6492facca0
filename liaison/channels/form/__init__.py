"""Web forms: what a company asks on a page, and what people hand in there."""
