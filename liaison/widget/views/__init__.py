"""What a page with our line on it asks."""
