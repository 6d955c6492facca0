"""A server that speaks as WooCommerce does, for tests and for trying out.

`told` says what shall go wrong with the next things it is asked to do, one after the other:
`fault` (500 and not done), `lost` (done, then the line breaks), `silent` (done, and no answer ever comes),
`twice` (the answer comes two times), `busy` (429), `no` (400), `rude` (500 though it was done).
"""

import base64
import json
import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any, Final

from liaison.kit.clock import now
from liaison.kit.standin import Asked, Says, StandIn

KEY: Final = "ck_standin"
SECRET: Final = "cs_standin"  # noqa: S105 (of nobody)
_LET_IN: Final = "Basic " + base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
ROOT: Final = "/wp-json/wc/v3/"
Row = dict[str, Any]


def error(status: int, code: str, message: str) -> Says:
    """A no of WooCommerce."""
    return Says(status, {"code": code, "message": message, "data": {"status": status}})


class Provider(StandIn):
    """A shop. orders, products, customers: by id, as the API tells them. file: where orders survive its own end."""

    def __init__(self, *, port: int = 0, file: Path | None = None) -> None:
        super().__init__(port=port)
        self.orders: dict[int, Row] = {}
        self.products: dict[int, Row] = {}
        self.variations: dict[int, list[Row]] = {}
        self.customers: dict[int, Row] = {}
        self.told: deque[str] = deque()
        self.clock: Callable[[], datetime] = now
        self._ids = count(1000)
        self._lock = threading.Lock()
        self._file = file

    @property
    def typed(self) -> dict[str, str]:
        """What an administrator enters to connect it."""
        return {"address": self.url, "consumer_key": KEY, "consumer_secret": SECRET}

    def given_back(self, order: int) -> Decimal:
        """The money given back for an order, all of it."""
        return sum((Decimal(one["amount"]) for one in self.orders[order]["_refunds"]), Decimal(0))

    def status(self, order: int) -> str:
        """How far an order is there."""
        return str(self.orders[order]["status"])

    def city(self, order: int) -> str:
        """Where an order goes."""
        return str(self.orders[order]["shipping"]["city"])

    def place(self, id_: int, *, total: str = "75.50", **more: Any) -> Row:
        """An order of Mira's, paid: two shirts and a lamp."""
        at = _moment(self.clock())
        row = {
            "id": id_, "number": f"W-{id_}", "status": "processing", "currency": "EUR", "total": total,
            "customer_id": 7, "date_created_gmt": at, "date_modified_gmt": at, "date_paid_gmt": at,
            "date_completed_gmt": None, "payment_method_title": "Card",
            "billing": {"first_name": "Mira", "last_name": "Kask", "email": "mira@example.com", "phone": ""},
            "shipping": {
                "first_name": "Mira", "last_name": "Kask", "address_1": "Pikk 1", "address_2": "",
                "city": "Tallinn", "state": "", "postcode": "10123", "country": "EE", "phone": "",
            },
            "line_items": [
                _item(id_ * 10, "Shirt", "40.00", product_id=1, variation_id=11, quantity=2),
                _item(id_ * 10 + 1, "Lamp", "30.50", product_id=2, variation_id=0, quantity=1),
            ],
            "shipping_lines": [{"method_title": "Parcel", "total": "5.00", "total_tax": "0.00"}],
            "fee_lines": [], "refunds": [], "_refunds": [],
        } | more  # fmt: skip
        self.orders[id_] = row
        return row

    def answer(self, asked: Asked) -> Says:
        if asked.path == "/wp-json/":
            return Says(said={"name": "Northwind Shop"})
        if asked.headers.get("authorization") != _LET_IN:
            message = "Consumer key is invalid."
            return error(401, "woocommerce_rest_authentication_error", message)
        if not asked.path.startswith(ROOT):
            return error(404, "rest_no_route", "No route was found matching the URL and request method.")
        parts = asked.path.removeprefix(ROOT).strip("/").split("/")
        with self._lock:
            return self._change(asked, parts) if asked.method in ("POST", "PUT") else self._tell(asked, parts)

    def _change(self, asked: Asked, parts: list[str]) -> Says:
        wrong = self.told.popleft() if self.told else ""
        if wrong == "busy":
            return Says(429, {"code": "too_many_requests"}, {"Retry-After": "0"})
        if wrong == "no":
            return error(400, "woocommerce_rest_invalid_order", "The order is locked by the warehouse.")
        if wrong == "fault":
            return error(500, "internal_server_error", "There has been a critical error on this website.")
        done = self._do(asked, parts)
        if self._file is not None:
            self._file.write_text(json.dumps(self.orders))
        answers = {
            "lost": Says(done.status, done.said, times=0),
            "silent": Says(done.status, done.said, held=True),
            "twice": Says(done.status, done.said, times=2),
            "rude": error(500, "internal_server_error", "There has been a critical error on this website."),
        }
        return answers.get(wrong, done)

    def _do(self, asked: Asked, parts: list[str]) -> Says:
        order = self.orders.get(int(parts[1])) if parts[0] == "orders" and len(parts) > 1 else None
        if order is None:
            return error(404, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.")
        if parts[2:] == ["refunds"]:
            return self._refund(order, asked.json())
        said = asked.json()
        for name in ("status", "shipping"):
            if name in said:
                order[name] = said[name] if name == "status" else order[name] | said[name]
        order["date_modified_gmt"] = _moment(self.clock())
        return Says(said=_shown(order))

    def _refund(self, order: Row, said: Row) -> Says:
        back = sum((Decimal(one["amount"]) for one in order["_refunds"]), Decimal(0))
        if Decimal(said["amount"]) > Decimal(order["total"]) - back:
            return error(400, "woocommerce_rest_invalid_order_refund", "Invalid refund amount.")
        made = {
            "id": next(self._ids), "amount": said["amount"], "reason": said.get("reason", ""),
            "meta_data": said.get("meta_data", []), "refunded_payment": said.get("api_refund", True),
            "date_created_gmt": _moment(self.clock()),
        }  # fmt: skip
        order["_refunds"].append(made)
        order["refunds"].append({"id": made["id"], "reason": made["reason"], "total": f"-{made['amount']}"})
        if back + Decimal(said["amount"]) == Decimal(order["total"]):
            order["status"] = "refunded"
        order["date_modified_gmt"] = _moment(self.clock())
        return Says(201, made)

    def _tell(self, asked: Asked, parts: list[str]) -> Says:
        if parts == ["settings", "general", "woocommerce_currency"]:
            return Says(said={"id": "woocommerce_currency", "value": "EUR"})
        if parts[0] not in ("orders", "products", "customers"):
            return error(404, "rest_no_route", "No route was found matching the URL and request method.")
        rows: dict[int, Row] = getattr(self, parts[0])
        if len(parts) == 1:
            return _paged(list(rows.values()), asked)
        row = rows.get(int(parts[1]))
        if row is None:
            return error(404, "woocommerce_rest_invalid_id", "Invalid ID.")
        if parts[2:] == ["refunds"]:
            return Says(said=list(reversed(row["_refunds"])))
        if parts[2:] == ["variations"]:
            return Says(said=self.variations.get(row["id"], []))
        return Says(said=_shown(row))


def _item(id_: int, name: str, total: str, **more: int) -> Row:
    return {"id": id_, "name": name, "total": total, "total_tax": "0.00", **more}


def _paged(rows: list[Row], asked: Asked) -> Says:
    by = "date_created_gmt" if asked.query.get("orderby") == "registered_date" else "date_modified_gmt"
    since = asked.query.get("modified_after", "")
    found = sorted((row for row in rows if row[by] > since), key=lambda row: row[by], reverse=True)
    size, page = int(asked.query.get("per_page", 10)), int(asked.query.get("page", 1))
    shown = [_shown(row) for row in found[(page - 1) * size : page * size]]
    pages = max(-(-len(found) // size), 1)
    return Says(said=shown, headers={"X-WP-Total": str(len(found)), "X-WP-TotalPages": str(pages)})


def _shown(row: Row) -> Row:
    return {name: value for name, value in row.items() if not name.startswith("_")}


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}"
