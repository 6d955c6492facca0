"""What went wrong: the register of complaints and disputes, with or without an order. Nothing is built here yet."""
