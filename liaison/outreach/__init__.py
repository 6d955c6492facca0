"""Leads, offers, campaigns and call lists: what we say first. Nothing is built here yet."""
