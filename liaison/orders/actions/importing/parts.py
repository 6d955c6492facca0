"""Taking in what orders are made of: lines, what is charged besides, and what is on its way."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from liaison.kit.intake.words import As, Batch, Entity, Field, Row
from liaison.kit.intake.writing import Put, by_halves, put
from liaison.orders.actions.importing.told import (
    EXTERNAL_ID,
    KEY,
    called,
    given,
    orders_called,
    picked,
    record_batch,
)
from liaison.orders.errors import NoSuchLine
from liaison.orders.models import Charge, Fulfilled, Fulfilment, Line, Order, Variant
from liaison.orders.words import Charged

Orders = Mapping[str, Order]
_LINE = ("name", "options", "price", "quantity")
_CHARGE = ("why", "amount", "rate", "included")
_FULFILMENT = ("carrier", "tracking", "shipped_at", "delivered_at")


def take_lines(batch: Batch) -> None:
    """The places of orders. What is not given (name, options, price) is that of the variant as it is now."""
    orders = orders_called(batch)
    rows = batch.known(batch.rows, "order", orders)
    wanted = [row.values.get("variant") for row in rows]
    ids = called(Variant, batch.source, wanted)
    rows = batch.known(rows, "variant", ids)
    rows_of = Variant.objects.select_related("product").filter(pk__in=set(ids.values()))
    variants = {str(one.external_id): one for one in rows_of}
    by_halves(batch, rows, lambda batch, rows: _lines(rows, orders, variants), says={})
    record_batch(batch, "lines", orders=batch.changed)


def _lines(rows: list[Row], orders: Orders, variants: Mapping[str, Variant]) -> list[Put]:
    made = [_line(row, orders, variants) for row in rows]
    sets = ["variant_id", *given(rows, _LINE)]
    done = put(Line, made, key=["order_id", "position"], sets=sets)
    return _of_orders(made, done)


def _line(row: Row, orders: Orders, variants: Mapping[str, Variant]) -> dict[str, Any]:
    variant = variants.get(row.values.get("variant") or "")
    frozen = {
        "name": variant.product.name if variant else row.values.get("variant") or "?",
        "options": variant.options if variant else {},
        "price": variant.price if variant else 0,
    }
    known = {name: value for name, value in picked(row, _LINE).items() if value not in (None, "")}
    return {
        "order_id": orders[row.values["order"]].pk,
        "position": row.values["position"],
        "variant_id": variant.pk if variant else None,
        "quantity": 1,
        **frozen,
        **known,
    }


def _of_orders(made: Sequence[Mapping[str, Any]], done: Sequence[Put]) -> list[Put]:
    """What became of them, said of the orders to which they belong: those are what people look at."""
    return [Put(row["order_id"], one.new, one.changed) for row, one in zip(made, done, strict=True)]


def take_charges(batch: Batch) -> None:
    """What orders cost besides the goods; one of a kind and label in each order."""
    orders = orders_called(batch)
    rows = batch.known(batch.rows, "order", orders)
    by_halves(batch, rows, lambda batch, rows: _charges(rows, orders), says={})
    record_batch(batch, "charges", orders=batch.changed)


def _charges(rows: list[Row], orders: Orders) -> list[Put]:
    kept = {
        (one.order_id, one.kind, one.label): one
        for one in Charge.objects.filter(order__in={orders[row.values["order"]].pk for row in rows})
    }
    done = []
    for row in rows:
        order = orders[row.values["order"]].pk
        values = picked(row, _CHARGE)
        label = row.values.get("label") or ""
        one = kept.get((order, row.values["kind"], label))
        if one is None:
            Charge.objects.create(order_id=order, kind=row.values["kind"], label=label, **values)
            done.append(Put(order, True, False))
        else:
            changed = any(getattr(one, name) != value for name, value in values.items())
            if changed:
                Charge.objects.filter(pk=one.pk).update(**values)
            done.append(Put(order, False, changed))
    return done


def take_fulfilments(batch: Batch) -> None:
    """What is on its way. items: positions of lines, or what the variants are called, one for each piece."""
    orders = orders_called(batch)
    rows = batch.known(batch.rows, "order", orders)
    lines = _lines_of({orders[row.values["order"]].pk for row in rows})
    rows = [row for row in rows if _fits(batch, row, lines[orders[row.values["order"]].pk])]
    by_halves(batch, rows, lambda batch, rows: _fulfilments(batch, rows, orders), says={})
    record_batch(batch, "fulfilments", orders=batch.changed)


def _lines_of(orders: Iterable[int]) -> dict[int, list[Line]]:
    wanted = list(orders)
    rows = Line.objects.filter(order__in=wanted).select_related("variant").order_by("order", "position")
    found: dict[int, list[Line]] = {id_: [] for id_ in wanted}
    return found | {id_: list(some) for id_, some in groupby(rows, key=lambda line: line.order_id)}


def _fits(batch: Batch, row: Row, lines: Sequence[Line]) -> bool:
    try:
        _spread(row.values.get("items") or [], lines)
    except NoSuchLine as no:
        batch.turn(row, "items", no)
        return False
    return True


def _spread(items: Sequence[str], lines: Sequence[Line]) -> dict[int, int]:
    """How many of each line, by its id. A variant that stands in several lines fills one after the other."""
    taken: dict[int, int] = {}
    for item in items:
        fitting = [one for one in lines if item in _names(one)]
        line = next((one for one in fitting if taken.get(one.pk, 0) < one.quantity), None)
        if line is None:
            raise NoSuchLine(line=item)
        taken[line.pk] = taken.get(line.pk, 0) + 1
    return taken


def _names(line: Line) -> tuple[str, ...]:
    """A variant's name comes before a position that looks the same: most systems name the article."""
    return (str(line.variant.external_id),) if line.variant else (str(line.position),)


def _fulfilments(batch: Batch, rows: list[Row], orders: Orders) -> list[Put]:
    made = [
        {
            "source": batch.source,
            "external_id": row.values["external_id"],
            "order_id": orders[row.values["order"]].pk,
        }
        | picked(row, _FULFILMENT)
        for row in rows
    ]
    done = put(Fulfilment, made, key=KEY, sets=["order_id", *given(rows, _FULFILMENT)])
    if "items" in rows[0].values:
        _fill(rows, made, [one.id for one in done])
    return _of_orders(made, done)


def _fill(rows: Sequence[Row], made: Sequence[Mapping[str, Any]], ids: Sequence[int]) -> None:
    lines = _lines_of({one["order_id"] for one in made})
    filled = [
        {"fulfilment_id": id_, "line_id": line, "quantity": quantity}
        for row, one, id_ in zip(rows, made, ids, strict=True)
        for line, quantity in _spread(row.values["items"], lines[one["order_id"]]).items()
    ]
    stands = {(one["fulfilment_id"], one["line_id"]) for one in filled}
    for gone in Fulfilled.objects.filter(fulfilment__in=ids):
        if (gone.fulfilment_id, gone.line_id) not in stands:
            gone.delete()
    put(Fulfilled, filled, key=["fulfilment_id", "line_id"], sets=["quantity"])


LINES = Entity(
    name="lines",
    fields={
        "order": Field(must=True, refers="orders"),
        "position": Field(kind=As.WHOLE, must=True, least=0, counted_in="order"),
        "variant": Field(refers="variants"),
        "name": Field(most=300),
        "options": Field(kind=As.OBJECT),
        "price": Field(kind=As.DECIMAL, least=0),
        "quantity": Field(kind=As.WHOLE, least=1, usual=1),
    },
    key=("order", "position"),
    take=take_lines,
)
CHARGES = Entity(
    name="charges",
    fields={
        "order": Field(must=True, refers="orders"),
        "kind": Field(must=True, one_of=tuple(Charged)),
        "label": Field(most=200),
        "why": Field(most=500),
        "amount": Field(kind=As.DECIMAL, must=True),
        "rate": Field(kind=As.DECIMAL),
        "included": Field(kind=As.FLAG, usual=False),
    },
    key=("order", "kind", "label"),
    take=take_charges,
)
FULFILMENTS = Entity(
    name="fulfilments",
    fields={
        "external_id": EXTERNAL_ID,
        "order": Field(must=True, refers="orders"),
        "carrier": Field(most=80),
        "tracking": Field(kind=As.LIST, most=120),
        "shipped_at": Field(kind=As.MOMENT),
        "delivered_at": Field(kind=As.MOMENT),
        "items": Field(kind=As.LIST, refers="lines"),
    },
    key=("external_id",),
    take=take_fulfilments,
)
