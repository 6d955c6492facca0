"""What we know and how we proceed: articles, answers and guidance. Nothing is built here yet."""
