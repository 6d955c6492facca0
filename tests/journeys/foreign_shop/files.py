"""How the foreign shop writes down what it knows: its own words, its own marks, in CSV and in nested JSON."""

import csv
import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.journeys.foreign_shop.truth import Truth

STATUS = {"pending": "offen", "processed": "in Arbeit", "delivered": "zugestellt", "cancelled": "storniert"}
KIND = {"card": "Karte", "paypal": "PayPal", "gift_card": "Gutschein", "invoice": "Rechnung"}
CSV_MAPPING = Path(__file__).parent / "mapping.toml"
JSON_MAPPING = Path(__file__).parent / "nested.toml"


def write_csv(shop: Truth, place: Path) -> list[Path]:
    """Eight CSV files in a folder. Return them."""
    return [
        _csv(place / "kunden.csv", "Kundennr;Vorname;Nachname;E-Mail;Straße;Ort;PLZ;Land", _customers(shop)),
        _csv(place / "zahlungsmittel.csv", "Nr;Kunde;Art;Marke;Endziffern;Guthaben", _methods(shop)),
        _csv(place / "artikel.csv", "Nr;Bezeichnung;Gruppe", _products(shop)),
        _csv(place / "varianten.csv", "Nr;Artikel;SKU;opt_colour;opt_size;Preis;Lieferbar", _variants(shop)),
        _csv(
            place / "auftraege.csv",
            "Nr;Kunde;Zustand;Storniert weil;Datum;Empfänger;Straße;Ort;PLZ;Land",
            _orders(shop),
        ),
        _csv(
            place / "positionen.csv", "Auftrag;Variante;Bezeichnung;Optionen;Einzelpreis;Menge", _lines(shop)
        ),
        _csv(place / "sendungen.csv", "Nr;Auftrag;Dienst;Sendungsnummern;Versandt;Inhalt", _parcels(shop)),
        _csv(place / "zahlungen.csv", "Nr;Auftrag;Zahlungsmittel;Art;Cent;Datum", _payments(shop)),
    ]


def _csv(path: Path, head: str, rows: Iterable[Iterable[Any]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(head.split(";"))
        out.writerows(rows)
    return path


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


def _place(address: dict[str, str]) -> list[str]:
    return [address["line1"], address["city"], address["postcode"], address["country"]]


def _customers(shop: Truth) -> Iterable[list[Any]]:
    for id_, one in shop.customers.items():
        yield [id_, one["first"], one["last"], one["email"], *_place(one["address"])]


def _methods(shop: Truth) -> Iterable[list[Any]]:
    for id_, one in shop.methods.items():
        yield [
            id_,
            one["customer"],
            KIND[one["kind"]],
            one["brand"],
            one["last_four"],
            _money(one["balance"]),
        ]


def _products(shop: Truth) -> Iterable[list[Any]]:
    for id_, one in shop.products.items():
        yield [id_, one["name"], one["category"]]


def _variants(shop: Truth) -> Iterable[list[Any]]:
    for id_, one in shop.variants.items():
        options, there = one["options"].values(), "ja" if one["available"] else "nein"
        yield [id_, one["product"], one["sku"], *options, _money(one["price"]), there]


def _orders(shop: Truth) -> Iterable[list[Any]]:
    for id_, one in shop.orders.items():
        status = STATUS[one["status"]] + (" (geändert)" if one["locks"] else "")
        placed = f"{one['placed_at']:%d.%m.%Y %H:%M}"
        name = one["address"]["name"]
        yield [id_, one["customer"], status, one["cancelled_for"], placed, name, *_place(one["address"])]


def _lines(shop: Truth) -> Iterable[list[Any]]:
    for id_, order in shop.orders.items():
        for one in order["lines"]:
            options = json.dumps(one["options"])
            yield [id_, one["variant"], one["name"], options, _money(one["price"]), one["quantity"]]


def _parcels(shop: Truth) -> Iterable[list[Any]]:
    for id_, order in shop.orders.items():
        for one in order["parcels"]:
            sent = f"{one['shipped_at']:%d.%m.%Y %H:%M}"
            yield [one["id"], id_, one["carrier"], ", ".join(one["tracking"]), sent, ", ".join(one["items"])]


def _payments(shop: Truth) -> Iterable[list[Any]]:
    """What was given back stands before what was paid: nothing promises an order."""
    for id_, order in reversed(shop.orders.items()):
        for one in reversed(order["payments"]):
            kind = "Zahlung" if one["kind"] == "payment" else "Rückzahlung"
            yield [
                one["id"],
                id_,
                one["method"],
                kind,
                int(one["amount"] * 100),
                f"{one['at']:%d.%m.%Y %H:%M}",
            ]


def write_json(shop: Truth, place: Path) -> list[Path]:
    """The same as three JSON files in which everything lies in what it belongs to. Return them."""
    users = {
        id_: {
            "name": {"first_name": one["first"], "last_name": one["last"]},
            "email": one["email"],
            "address": {"street": one["address"]["line1"], "city": one["address"]["city"]}
            | {"zip": one["address"]["postcode"], "country": one["address"]["country"]},
            "payment_methods": {key: _wallet(m) for key, m in shop.methods.items() if m["customer"] == id_},
        }
        for id_, one in shop.customers.items()
    }
    goods = {
        id_: {"name": one["name"], "group": one["category"], "variants": _choices(shop, id_)}
        for id_, one in shop.products.items()
    }
    orders = [_nested(id_, one) for id_, one in shop.orders.items()]
    return [
        _json(place / "users.json", users),
        _json(place / "products.json", goods),
        _json(place / "orders.json", {"orders": orders}),
    ]


def _wallet(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "source": one["kind"],
        "brand": one["brand"],
        "last_four": one["last_four"],
        "balance": one["balance"],
    }


def _choices(shop: Truth, product: str) -> dict[str, Any]:
    return {
        id_: {
            "options": one["options"],
            "price": one["price"],
            "available": one["available"],
            "sku": one["sku"],
        }
        for id_, one in shop.variants.items()
        if one["product"] == product
    }


def _nested(id_: str, one: dict[str, Any]) -> dict[str, Any]:
    return {
        "order_id": id_,
        "user_id": one["customer"],
        "status": one["status"] + (" (item modified)" if one["locks"] else ""),
        "cancel_reason": one["cancelled_for"],
        "placed_at": one["placed_at"].isoformat(),
        "address": one["address"],
        "items": [{"item_id": line["variant"], **line} for line in one["lines"]],
        "fulfillments": [
            {"carrier": p["carrier"], "tracking_id": p["tracking"], "item_ids": p["items"]}
            | {"at": p["shipped_at"].timestamp()}
            for p in one["parcels"]
        ],
        "payment_history": [
            {"transaction_type": p["kind"], "amount": p["amount"], "payment_method_id": p["method"]}
            | {"at": p["at"].isoformat()}
            for p in one["payments"]
        ],
    }


def _json(path: Path, whole: Any) -> Path:
    path.write_text(json.dumps(whole, default=float, ensure_ascii=False))
    return path
