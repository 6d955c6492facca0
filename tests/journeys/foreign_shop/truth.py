"""What the foreign shop knows, as plain values, the same each time: a made-up seller of bicycles in Kuressaare."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

CUSTOMERS, METHODS, PRODUCTS, VARIANTS, ORDERS, LINES, PAYMENTS = 500, 700, 50, 600, 1000, 3000, 1100
BEGAN = datetime(2024, 3, 1, 8, tzinfo=UTC)
FIRST = (
    "Aino",
    "Bruno",
    "Carla",
    "Dmitri",
    "Elo",
    "Farid",
    "Greta",
    "Hugo",
    "Ilze",
    "Jaan",
    "Linas",
    "Päivi",
)
LAST = (
    "Aasmäe",
    "Bērziņš",
    "Çelik",
    "Dvořák",
    "Fournier",
    "Hõbemägi",
    "Ivanova",
    "Jürgens",
    "Kõiv",
    "Łukasik",
)
STREETS = ("Lossi", "Kitzbergi tn", "rue de la Gare", "Brīvības iela", "Gedimino pr.")
TOWNS = (
    ("Kuressaare", "93810", "EE"),
    ("Rīga", "LV-1010", "LV"),
    ("Lyon", "69003", "FR"),
    ("Vilnius", "01103", "LT"),
)
GOODS = (
    "City bicycle",
    "Helmet",
    "Lamp; front",
    "Rain cape",
    'Tyre 28"',
    "Chain",
    "Saddle",
    "Bell",
    "Lock",
    "Pump",
)
COLOURS = ("red", "blue", "moss green", "black")
SIZES = ("S", "M", "L")
STATUSES = ("pending", "pending", "processed", "delivered", "delivered", "delivered", "cancelled")
KINDS = ("card", "paypal", "gift_card", "invoice")
CARRIERS = ("Omniva", "DPD", "La Poste")


@dataclass
class Truth:
    """Everything by its external id; lines and payments in the order in which they came."""

    customers: dict[str, dict[str, Any]] = field(default_factory=dict)
    methods: dict[str, dict[str, Any]] = field(default_factory=dict)
    products: dict[str, dict[str, Any]] = field(default_factory=dict)
    variants: dict[str, dict[str, Any]] = field(default_factory=dict)
    orders: dict[str, dict[str, Any]] = field(default_factory=dict)


def shop(seed: int = 7) -> Truth:
    """Make the shop up."""
    made, chance = Truth(), Random(seed)
    for at in range(CUSTOMERS):
        made.customers[f"K-{at:05}"] = _customer(at, chance)
    owners = list(made.customers)
    for at in range(METHODS):
        made.methods[f"zm_{at}"] = _method(owners[at % CUSTOMERS], at, chance)
    for at in range(PRODUCTS):
        name = f"{GOODS[at % len(GOODS)]} {1 + at // len(GOODS)}"
        made.products[str(7000 + at)] = {"name": name, "category": GOODS[at % len(GOODS)].split(";")[0]}
    for at in range(VARIANTS):
        made.variants[f"{70000 + at}"] = _variant(str(7000 + at % PRODUCTS), at, chance)
    _orders(made, chance)
    return made


def _customer(at: int, chance: Random) -> dict[str, Any]:
    first, last = chance.choice(FIRST), chance.choice(LAST)
    return {
        "first": first,
        "last": last,
        "name": f"{first} {last}",
        "email": f"{first}.{last}{at}@pood.example".lower(),
        "address": _address(f"{first} {last}", chance),
    }


def _address(name: str, chance: Random) -> dict[str, str]:
    town, code, country = chance.choice(TOWNS)
    street = f'{chance.choice(STREETS)} {chance.randint(1, 99)}, "C"'
    return {"name": name, "line1": street, "city": town, "postcode": code, "country": country}


def _method(customer: str, at: int, chance: Random) -> dict[str, Any]:
    kind = KINDS[at % len(KINDS)]
    card, gift = kind == "card", kind == "gift_card"
    return {
        "customer": customer,
        "kind": kind,
        "brand": chance.choice(("visa", "mastercard")) if card else "",
        "last_four": f"{chance.randint(0, 9999):04}" if card else "",
        "balance": Decimal(chance.randint(0, 30_000)) / 100 if gift else None,
    }


def _variant(product: str, at: int, chance: Random) -> dict[str, Any]:
    return {
        "product": product,
        "sku": f"SKU-{at}",
        "options": {"colour": COLOURS[at % 4], "size": SIZES[at % 3]},
        "price": Decimal(chance.randint(100, 250_000)) / 100,
        "available": chance.random() < 0.8,
    }


def _orders(made: Truth, chance: Random) -> None:
    owners, variants = list(made.customers), list(made.variants)
    of_owner: dict[str, list[str]] = {}
    for id_, method in made.methods.items():
        of_owner.setdefault(method["customer"], []).append(id_)
    for at in range(ORDERS):
        owner = owners[at * 7 % CUSTOMERS]
        # Three lines on the average, and some variant twice in an order.
        chosen = [chance.choice(variants) for _ in range(_lines(at))]
        if at % 10 == 0:
            chosen[1] = chosen[0]
        order = _order(made, owner, chosen, at, chance)
        total = sum((one["price"] * one["quantity"] for one in order["lines"]), Decimal(0))
        method = chance.choice(of_owner[owner])
        order["payments"] = [_payment(f"Z{at}", "payment", total, method, order["placed_at"])]
        made.orders[f"#KR{100_000 + at}"] = order
    _money_back(made, chance)


def _lines(at: int) -> int:
    """Two, three or four; three on the average."""
    return 3 if at == ORDERS - 1 else 2 + at % 3


def _order(made: Truth, owner: str, chosen: list[str], at: int, chance: Random) -> dict[str, Any]:
    status = chance.choice(STATUSES)
    placed = BEGAN + timedelta(hours=3 * at, minutes=chance.randint(0, 59))
    changed = status == "pending" and at % 2 == 0
    lines = [
        {
            "variant": one,
            "name": made.products[made.variants[one]["product"]]["name"],
            "options": made.variants[one]["options"],
            "price": (made.variants[one]["price"] * Decimal("0.9")).quantize(Decimal("0.01")),
            "quantity": chance.randint(1, 2),
        }
        for one in chosen
    ]
    return {
        "customer": owner,
        "status": status,
        "locks": ["items changed"] if changed else [],
        "cancelled_for": "ordered_by_mistake" if status == "cancelled" else "",
        "placed_at": placed,
        "address": _address(made.customers[owner]["name"], chance),
        "lines": lines,
        "parcels": _parcels(lines, at, placed, chance) if status in ("processed", "delivered") else [],
    }


def _parcels(lines: list[dict[str, Any]], at: int, placed: datetime, chance: Random) -> list[dict[str, Any]]:
    """Every piece of the order; in two parcels when there are many, each of which has a few numbers."""
    pieces = [one["variant"] for one in lines for _ in range(one["quantity"])]
    cut = len(pieces) // 2 if at % 4 == 0 else len(pieces)
    return [
        {
            "id": f"S{at}-{number}",
            "carrier": chance.choice(CARRIERS),
            "tracking": [f"{chance.randint(10**11, 10**12)}" for _ in range(1 + at % 2)],
            "shipped_at": placed + timedelta(days=1 + number),
            "items": items,
        }
        for number, items in enumerate((pieces[:cut], pieces[cut:]))
        if items
    ]


def _payment(id_: str, kind: str, amount: Decimal, method: str, at: datetime) -> dict[str, Any]:
    return {"id": id_, "kind": kind, "amount": amount, "method": method, "at": at}


def _money_back(made: Truth, chance: Random) -> None:
    """A hundred orders of which something was given back, none more than was paid."""
    for at, order in enumerate(chance.sample(list(made.orders.values()), PAYMENTS - ORDERS)):
        paid = order["payments"][0]
        part = (
            paid["amount"]
            if order["status"] == "cancelled"
            else (paid["amount"] / 3).quantize(Decimal("0.01"))
        )
        when = paid["at"] + timedelta(days=9)
        order["payments"].append(_payment(f"G{at}", "refund", part, paid["method"], when))
