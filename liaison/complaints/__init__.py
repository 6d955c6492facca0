"""What went wrong: complaints and disputes, with or without an order, each with its clocks, its file and its answer."""
