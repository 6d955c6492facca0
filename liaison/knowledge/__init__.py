"""What we know and how we proceed: answers kept ready for the composer; articles and guidance are not built yet."""
