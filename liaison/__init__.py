"""Liaison: the desk at which a company meets its customers."""

__version__ = "0.1.0"
