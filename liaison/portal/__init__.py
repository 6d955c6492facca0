"""The door for customers: their own tickets, what they say there, and what we keep about them."""
