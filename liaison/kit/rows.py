"""Small ways of changing a row that leave the promise with the database."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model


def swap(row: Model, *, when: Mapping[str, Any], to: Mapping[str, Any]) -> bool:
    """Change the row only if it still is as `when` says; tell whether it was.

    One conditional UPDATE, so two people at once cannot both succeed. The row in memory is brought up to date.
    """
    changed = type(row)._default_manager.filter(pk=row.pk, **when).update(**to)
    if changed:
        for field, value in to.items():
            setattr(row, field, value)
    return bool(changed)
