"""A foreign shop comes in by its files and a mapping alone, and goes out again by the API, equal field by field."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from liaison.api.importing.mapping import load
from liaison.api.importing.running import Result, run
from liaison.api.tests.asking import Program
from liaison.kit.actor import SYSTEM
from tests.cast import Cast
from tests.journeys.foreign_shop import truth
from tests.journeys.foreign_shop.files import CSV_MAPPING, JSON_MAPPING, write_csv, write_json

WAYS = {"csv": (write_csv, CSV_MAPPING), "json": (write_json, JSON_MAPPING)}
Told = dict[str, Any]


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_a_foreign_shop_comes_in_and_goes_out_equal(cast: Cast, tmp_path: Path, way: str) -> None:
    shop, (write, mapping) = truth.shop(), WAYS[way]
    files = write(shop, tmp_path)

    result = run(load(mapping), files, by=SYSTEM)

    assert _new(result) == {
        "customers": truth.CUSTOMERS,
        "addresses": truth.CUSTOMERS,
        "payment_methods": truth.METHODS,
        "products": truth.PRODUCTS,
        "variants": truth.VARIANTS,
        "orders": truth.ORDERS,
        "lines": truth.LINES,
        "payments": truth.PAYMENTS,
        "fulfilments": sum(len(one["parcels"]) for one in shop.orders.values()),
    }
    assert result.rejected == []
    _as_the_shop_knows_it(Program(cast.ada), shop)

    again = run(load(mapping), files, by=SYSTEM)

    assert {(one.new, one.changed, one.rejected) for one in again.counts.values()} == {(0, 0, 0)}
    assert {name: one.same for name, one in again.counts.items()} == _new(result)


def _new(result: Result) -> dict[str, int]:
    return {name: one.new for name, one in result.counts.items()}


def _as_the_shop_knows_it(program: Program, shop: truth.Truth) -> None:
    people = {one["external_ids"][0]["external_id"]: one for one in _all(program, "/customers")}
    assert {key: _person(program, one) for key, one in people.items()} == {
        key: (one["name"], one["email"], one["address"]) for key, one in shop.customers.items()
    }
    accounts = {
        key: _only(program, f"/customers/{one['id']}/accounts")["account"] for key, one in people.items()
    }
    methods = {
        one["external_id"]: one | {"customer": key}
        for key, account in accounts.items()
        for one in _all(program, f"/accounts/{account}/payment-methods")
    }
    assert {key: _method(one) for key, one in methods.items()} == shop.methods
    goods = list(_all(program, "/products"))
    assert {
        one["external_id"]: {"name": one["name"], "category": one["category"]} for one in goods
    } == shop.products
    variants = {choice["external_id"]: _variant(choice, one) for one in goods for choice in one["variants"]}
    assert variants == shop.variants
    known = {
        "variants": {choice["id"]: choice["external_id"] for one in goods for choice in one["variants"]},
        "methods": {one["id"]: key for key, one in methods.items()},
        "customers": {one["id"]: key for key, one in people.items()},
    }
    orders = {one["number"]: one for one in _all(program, "/orders")}
    assert all(accounts[known["customers"][one["customer"]]] == one["account"] for one in orders.values())
    assert list(orders) == list(shop.orders)
    for number, order in shop.orders.items():
        assert _order(orders[number], known) == _expected(order), number


def _all(program: Program, path: str) -> Iterator[Told]:
    cursor = ""
    while cursor is not None:
        page = program.get(path, limit=200, **({"cursor": cursor} if cursor else {})).json()
        yield from page["items"]
        cursor = page["next"]


def _only(program: Program, path: str) -> Told:
    (one,) = _all(program, path)
    return one


def _person(program: Program, one: Told) -> tuple[str, str, Told]:
    (email,) = [known["value"] for known in one["identities"]]
    address = _only(program, f"/customers/{one['id']}/addresses")
    assert address["is_default"]
    return one["name"], email, _address(address)


def _address(told: Told) -> Told:
    return {part: told[part] for part in ("name", "line1", "city", "postcode", "country")}


def _method(told: Told) -> Told:
    said = {name: told[name] for name in ("customer", "kind", "brand", "last_four")}
    return said | {"balance": None if told["balance"] is None else Decimal(told["balance"])}


def _variant(told: Told, product: Told) -> Told:
    assert (told["product"], told["currency"]) == (product["id"], "EUR")
    said = {name: told[name] for name in ("sku", "options", "available")}
    return said | {"product": product["external_id"], "price": Decimal(told["price"])}


def _order(told: Told, known: dict[str, dict[int, str]]) -> Told:
    """An order as it is told, in the words of the shop."""
    lines = {one["id"]: known["variants"][one["variant"]] for one in told["lines"]}
    return {
        "customer": known["customers"][told["customer"]],
        "status": told["status"],
        "locks": told["locks"],
        "cancelled_for": told["cancelled_for"],
        "placed_at": datetime.fromisoformat(told["placed_at"]),
        "address": _address(told["address"]),
        "sums": tuple(Decimal(told[name]) for name in ("total", "paid", "refunded", "refundable")),
        "lines": [
            {"variant": lines[one["id"]], "name": one["name"], "options": one["options"]}
            | {"price": Decimal(one["price"]), "quantity": one["quantity"]}
            for one in told["lines"]
        ],
        "parcels": [
            {"carrier": one["carrier"], "tracking": one["tracking"]}
            | {"shipped_at": datetime.fromisoformat(one["shipped_at"])}
            | {
                "items": sorted(
                    lines[piece["line"]] for piece in one["items"] for _ in range(piece["quantity"])
                )
            }
            for one in told["fulfilments"]
        ],
        "payments": sorted(
            (
                one["kind"],
                Decimal(one["amount"]),
                known["methods"][one["method"]],
                datetime.fromisoformat(one["at"]),
            )
            for one in told["movements"]
        ),
    }


def _expected(order: Told) -> Told:
    total = sum((one["price"] * one["quantity"] for one in order["lines"]), Decimal(0))
    back = sum((one["amount"] for one in order["payments"] if one["kind"] == "refund"), Decimal(0))
    sign: Callable[[Told], int] = lambda one: -1 if one["kind"] == "refund" else 1  # noqa: E731
    return order | {
        "sums": (total, total, back, total - back),
        "parcels": [
            {name: one[name] for name in ("carrier", "tracking", "shipped_at")}
            | {"items": sorted(one["items"])}
            for one in order["parcels"]
        ],
        "payments": sorted(
            (one["kind"], one["amount"] * sign(one), one["method"], one["at"]) for one in order["payments"]
        ),
    }
