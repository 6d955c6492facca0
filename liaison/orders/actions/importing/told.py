"""What every entity of this room needs: rows found by their external ids, and the one entry of a batch."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from liaison.journal.actions import record
from liaison.kit.errors import Refusal
from liaison.kit.intake.words import Batch, Field, Row
from liaison.kit.money import is_currency
from liaison.orders.events import Imported
from liaison.orders.models import Order
from liaison.orders.models.external import External

EXTERNAL_ID = Field(must=True, most=200)
CURRENCY = Field(most=3, must=True)
KEY = ("source", "external_id")


class NotACurrency(Refusal):
    """%(value)s is not a currency; three letters such as EUR are needed."""


def called(model: type[External], source: str, values: Iterable[Any]) -> dict[str, int]:
    """The ids of rows which a system calls so, by what it calls them."""
    rows = model._default_manager.filter(source=source, external_id__in={v for v in values if v})
    return {str(value): id_ for value, id_ in rows.values_list("external_id", "pk")}


def orders_called(batch: Batch) -> dict[str, Order]:
    """The orders which the rows of a batch name, by what their system calls them."""
    wanted = {row.values["order"] for row in batch.rows}
    rows = Order.objects.filter(source=batch.source, external_id__in=wanted)
    return {str(row.external_id): row for row in rows}


def in_a_currency(batch: Batch, rows: Sequence[Row]) -> list[Row]:
    """Those of the rows whose currency there is; the others are turned away."""
    known: dict[str, bool] = {}
    good = []
    for row in rows:
        code = row.values.get("currency") or ""
        if not code or known.setdefault(code, is_currency(code)):
            good.append(row)
        else:
            batch.turn(row, "currency", NotACurrency(value=code))
    return good


def given(rows: Sequence[Row], names: Iterable[str]) -> list[str]:
    """Those of the fields which the mapping gives; the others are not brought up to date."""
    return [name for name in names if name in rows[0].values]


def picked(row: Row, names: Iterable[str]) -> dict[str, Any]:
    """The values of the fields which the mapping gives."""
    return {name: row.values[name] for name in names if name in row.values}


def record_batch(batch: Batch, entity: str, *, orders: Iterable[int] = ()) -> None:
    """One entry for a batch, about every order that was known before and is not the same any more."""
    if batch.new or batch.changed:
        ids = tuple(sorted(set(orders)))
        told = Imported(source=batch.source, entity=entity, new=batch.new, orders=ids)
        record(told, by=batch.by)


Ids = Mapping[str, int]
