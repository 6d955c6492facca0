"""Bytes: each content kept once, by its SHA-256, on disk."""
