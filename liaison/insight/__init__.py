"""Surveys, measures and reports. Nothing is built here yet."""
