"""Waking whoever speaks to shops outside."""

from django.db import transaction

from liaison.kit.wakes import Wake

due = Wake("shops")
"""There is something to be done in a shop outside."""


def wake() -> None:
    """Have whoever carries out what is due look after the commit."""
    transaction.on_commit(due.set)
