"""A server that speaks our own shape (docs/shops.md), for tests, for trying out, and to read when writing a bridge.

`told` says what shall go wrong with the next things it is asked to do, one after the other:
`fault` (500 and not done), `lost` (done, then the line breaks), `silent` (done, and no answer ever comes),
`twice` (the answer comes two times), `busy` (429), `no` (422), `rude` (500 though it was done).
"""

import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from itertools import count
from typing import Any, Final

from liaison.kit.clock import now
from liaison.kit.standin import Asked, Says, StandIn

TOKEN: Final = "token_standin"  # noqa: S105 (of nobody)
Row = dict[str, Any]


def error(status: int, message: str) -> Says:
    """A no."""
    return Says(status, {"message": message})


class Provider(StandIn):
    """A shop. orders, products, customers: by id, as it tells them. done: answers by our key."""

    def __init__(self, *, port: int = 0) -> None:
        super().__init__(port=port)
        self.orders: dict[int, Row] = {}
        self.products: dict[int, Row] = {}
        self.customers: dict[int, Row] = {}
        self.done: dict[str, Row] = {}
        self.told: deque[str] = deque()
        self.clock: Callable[[], datetime] = now
        self._ids = count(1000)
        self._lock = threading.Lock()

    @property
    def typed(self) -> dict[str, str]:
        """What an administrator enters to connect it."""
        return {"address": self.url, "token": TOKEN}

    def given_back(self, order: int) -> Decimal:
        """The money given back for an order, all of it."""
        rows = self.orders[order]["payments"]
        return sum((Decimal(one["amount"]) for one in rows if one["kind"] == "refund"), Decimal(0))

    def status(self, order: int) -> str:
        """How far an order is there."""
        return str(self.orders[order]["status"])

    def city(self, order: int) -> str:
        """Where an order goes."""
        return str(self.orders[order]["address"]["city"])

    def place(self, id_: int, *, total: str = "75.50", **more: Any) -> Row:
        """An order of Mira's, paid: two shirts and a lamp."""
        at = _moment(self.clock())
        row = {
            "id": str(id_), "number": f"G-{id_}", "status": "pending", "currency": "EUR",
            "customer": {"id": "7", "name": "Mira Kask", "email": "mira@example.com", "phone": ""},
            "placed_at": at, "changed_at": at,
            "address": {
                "name": "Mira Kask", "line1": "Pikk 1", "line2": "", "city": "Tallinn", "region": "",
                "postcode": "10123", "country": "EE", "phone": "",
            },
            "lines": [
                {"variant": "11", "name": "Shirt", "price": "20.00", "quantity": 2},
                {"variant": "2", "name": "Lamp", "price": "30.50", "quantity": 1},
            ],
            "charges": [{"kind": "delivery", "label": "Parcel", "amount": "5.00"}],
            "payments": [{"id": f"p{id_}", "kind": "payment", "amount": total, "at": at}],
        } | more  # fmt: skip
        self.orders[id_] = row
        return row

    def answer(self, asked: Asked) -> Says:
        if asked.headers.get("authorization") != f"Bearer {TOKEN}":
            return error(401, "Unknown token.")
        parts = asked.path.strip("/").split("/")
        with self._lock:
            return self._tell(asked, parts) if asked.method == "GET" else self._change(asked, parts)

    def _change(self, asked: Asked, parts: list[str]) -> Says:
        wrong = self.told.popleft() if self.told else ""
        key = asked.headers.get("idempotency-key", "")
        if wrong == "busy":
            return Says(429, {"message": "Too many requests."}, {"Retry-After": "0"})
        if wrong == "no":
            return error(422, "The order is locked by the warehouse.")
        if wrong == "fault":
            return error(500, "Something broke.")
        done = Says(said=self.done[key]) if key in self.done else self._do(asked, parts, key)
        answers = {
            "lost": Says(done.status, done.said, times=0),
            "silent": Says(done.status, done.said, held=True),
            "twice": Says(done.status, done.said, times=2),
            "rude": error(500, "Something broke."),
        }
        return answers.get(wrong, done)

    def _do(self, asked: Asked, parts: list[str], key: str) -> Says:
        order = self.orders.get(int(parts[1])) if len(parts) == 3 else None
        if order is None:
            return error(404, "There is no such order.")
        said, reference = asked.json(), str(next(self._ids))
        if parts[2] in ("refunds", "cancel") and not self._give_back(order, said, reference, key):
            return error(422, "This is more than was paid.")
        if parts[2] == "cancel":
            order["status"] = "cancelled"
        if parts[2] == "address":
            order["address"] = said
        order["changed_at"] = _moment(self.clock())
        self.done[key] = {"reference": reference}
        return Says(201, self.done[key])

    def _give_back(self, order: Row, said: Row, reference: str, key: str) -> bool:
        amount = Decimal(said["amount"])
        paid = sum(Decimal(one["amount"]) for one in order["payments"] if one["kind"] == "payment")
        if amount > paid - self.given_back(int(order["id"])):
            return False
        row = {
            "id": reference,
            "kind": "refund",
            "amount": str(amount),
            "at": _moment(self.clock()),
            "key": key,
        }
        order["payments"].append(row)
        return True

    def _tell(self, asked: Asked, parts: list[str]) -> Says:
        if parts == ["shop"]:
            return Says(said={"name": "Northwind Shop"})
        if parts[0] == "deeds":
            found = self.done.get(parts[1])
            return Says(said={"state": "done", **found}) if found else error(404, "There is no such deed.")
        if parts[0] not in ("orders", "products", "customers"):
            return error(404, "There is no such page.")
        rows: dict[int, Row] = getattr(self, parts[0])
        if len(parts) == 1:
            return _paged(parts[0], list(rows.values()), asked)
        row = rows.get(int(parts[1]))
        return Says(said=row) if row else error(404, "There is no such order.")


def _paged(name: str, rows: list[Row], asked: Asked) -> Says:
    since = asked.query.get("changed_since", "")
    found = sorted((row for row in rows if row["changed_at"] >= since), key=_changed, reverse=True)
    start, size = int(asked.query.get("after", 0)), int(asked.query.get("limit", 50))
    following = str(start + size) if start + size < len(found) else None
    return Says(said={name: found[start : start + size], "next": following})


def _changed(row: Row) -> str:
    return str(row["changed_at"])


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S.%fZ}"
