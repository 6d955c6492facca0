"""What went wrong: complaints and disputes, with or without an order. Nothing is built here yet."""
