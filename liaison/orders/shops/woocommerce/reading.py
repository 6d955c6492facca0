"""What WooCommerce tells of orders, customers and products, as the import takes it in."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils.html import strip_tags

from liaison.kit.money import KEPT_DECIMALS
from liaison.kit.web import Answer
from liaison.orders.shops.calling import parsed
from liaison.orders.shops.words import Page
from liaison.orders.words import Charged, Moved, Status

PAGE: Final = 50
OVERLAP: Final = timedelta(seconds=2)
"""Moments are whole seconds there: what changed in the second we stopped at is read once more."""
_KEY: Final = re.compile(r"\[([0-9a-f-]{36})\]")
_SMALLEST: Final = Decimal(1).scaleb(-KEPT_DECIMALS)
STATUSES: Final = {
    "pending": Status.PENDING,
    "on-hold": Status.PENDING,
    "processing": Status.PENDING,
    "completed": Status.DELIVERED,
    "cancelled": Status.CANCELLED,
    "failed": Status.CANCELLED,
}
"""Of its own states; those which plugins add (sent, being packed) are further than nothing: processed."""

Row = dict[str, Any]


class Reading:
    """Reads by a function that asks the API."""

    def __init__(self, get: Callable[..., Answer]) -> None:
        self._get = get
        self._currency = ""

    def page(self, subject: str, *, since: datetime | None, after: str) -> Page:
        """A page, the newest first: what changes while we read moves to the front and is read the next time."""
        number = int(after or 1)
        query: dict[str, Any] = {"per_page": PAGE, "page": number, "order": "desc"}
        if subject == "customers":
            query |= {"orderby": "registered_date"}
        else:
            query |= {"orderby": "modified", "dates_are_gmt": "true"}
            if since is not None:
                query["modified_after"] = f"{since - OVERLAP:%Y-%m-%dT%H:%M:%S}"
        answer = self._get(subject, **query)
        found = getattr(self, subject)(parsed(answer), raw=answer.body)
        more = number < int(answer.headers.get("x-wp-totalpages") or 1)
        if subject == "customers" and since is not None and (found.until or since) < since:
            more = False
        return Page(
            rows=found.rows,
            raw=found.raw,
            after=str(number + 1) if more else "",
            until=found.until,
            keys=found.keys,
        )

    def orders(self, rows: list[Row], *, raw: bytes) -> Page:
        """Orders with whose they are."""
        people = {who: _person(row, who) for row in rows if (who := _whose(row))}
        known = [row for row in rows if _whose(row)]
        return Page(
            rows={
                "customers": list(people.values()),
                "orders": [_order(row) for row in known],
                "lines": [line for row in known for line in _lines(row)],
                "charges": [charge for row in known for charge in _charges(row)],
                "payments": [payment for row in known for payment in _payments(row)],
            },
            raw=raw,
            until=_newest(moment(row.get("date_modified_gmt")) for row in rows),
            keys={str(row["id"]): tuple(_keys(row)) for row in known},
        )

    def customers(self, rows: list[Row], *, raw: bytes) -> Page:
        """Those who have an account there."""
        made = [_person({"billing": row.get("billing"), **row}, str(row["id"])) for row in rows]
        until = _newest(moment(row.get("date_created_gmt")) for row in rows)
        return Page(rows={"customers": made}, raw=raw, until=until)

    def products(self, rows: list[Row], *, raw: bytes) -> Page:
        """Products with their variations; of a simple one it is its own only form."""
        products = [
            {
                "external_id": str(row["id"]),
                "name": row.get("name") or str(row["id"]),
                "text": strip_tags(row.get("description") or ""),
                "category": next((one["name"] for one in row.get("categories") or ()), ""),
            }
            for row in rows
        ]
        variants = [one for row in rows for one in self._variants(row)]
        until = _newest(moment(row.get("date_modified_gmt")) for row in rows)
        return Page(rows={"products": products, "variants": variants}, raw=raw, until=until)

    def _variants(self, product: Row) -> list[Row]:
        forms = [product]
        if product.get("type") == "variable":
            forms = parsed(self._get(f"products/{int(product['id'])}/variations", per_page=100))
        return [self._variant(one, product) for one in forms]

    def _variant(self, form: Row, product: Row) -> Row:
        options = {one["name"]: one["option"] for one in form.get("attributes") or () if "option" in one}
        return {
            "external_id": str(form["id"]),
            "product": str(product["id"]),
            "sku": form.get("sku") or "",
            "options": options,
            "price": amount(form.get("price")),
            "currency": self._currency_of(),
            "available": form.get("status") == "publish" and form.get("stock_status") != "outofstock",
        }

    def _currency_of(self) -> str:
        if not self._currency:
            found = parsed(self._get("settings/general/woocommerce_currency"))
            self._currency = str(found["value"])
        return self._currency


def shipping(postal: Mapping[str, str]) -> dict[str, str]:
    """An address of ours as WooCommerce writes it."""
    first, _, last = postal.get("name", "").partition(" ")
    return {
        "first_name": first,
        "last_name": last,
        "address_1": postal.get("line1", ""),
        "address_2": postal.get("line2", ""),
        "city": postal.get("city", ""),
        "state": postal.get("region", ""),
        "postcode": postal.get("postcode", ""),
        "country": postal.get("country", ""),
        "phone": postal.get("phone", ""),
    }


def amount(value: Any) -> Decimal:
    """An amount as it is written there, empty for nought."""
    return Decimal(str(value or 0))


def moment(value: Any) -> datetime | None:
    """A moment, in UTC though it does not say so."""
    return datetime.fromisoformat(str(value)).replace(tzinfo=UTC) if value else None


def _newest(moments: Iterable[datetime | None]) -> datetime | None:
    return max((one for one in moments if one is not None), default=None)


def _whose(order: Row) -> str:
    """How we call who ordered: whoever has no account there is known by their address alone."""
    mail = str((order.get("billing") or {}).get("email") or "").strip().lower()
    return str(order["customer_id"]) if order.get("customer_id") else f"guest:{mail}" if mail else ""


def _person(row: Row, external_id: str) -> Row:
    billing = row.get("billing") or {}
    parts = [row.get(name) or billing.get(name) or "" for name in ("first_name", "last_name")]
    return {
        "external_id": external_id,
        "name": " ".join(part for part in parts if part),
        "email": billing.get("email") or row.get("email") or "",
        "phone": billing.get("phone") or "",
    }


def _order(row: Row) -> Row:
    to = row.get("shipping") or {}
    completed = moment(row.get("date_completed_gmt"))
    status = STATUSES.get(row["status"], Status.PROCESSED)
    if row["status"] == "refunded":  # Given back in whole, whether it had been delivered or never left.
        status = Status.DELIVERED if completed else Status.CANCELLED
    name = " ".join(to[part] for part in ("first_name", "last_name") if to.get(part))
    return {
        "external_id": str(row["id"]),
        "number": str(row.get("number") or row["id"]),
        "customer": _whose(row),
        "status": str(status),
        "currency": row["currency"],
        "placed_at": moment(row.get("date_created_gmt")),
        "delivered_at": completed if status is Status.DELIVERED else None,
        "cancelled_at": moment(row.get("date_modified_gmt")) if status is Status.CANCELLED else None,
        "ship_to": name,
        "line1": to.get("address_1", ""),
        "line2": to.get("address_2", ""),
        "city": to.get("city", ""),
        "region": to.get("state", ""),
        "postcode": to.get("postcode", ""),
        "country": to.get("country", ""),
        "phone": to.get("phone", ""),
    }


def _lines(order: Row) -> list[Row]:
    return [
        {
            "order": str(order["id"]),
            "position": position,
            "variant": str(line.get("variation_id") or line.get("product_id") or ""),
            "name": line.get("name") or "?",
            "price": (_taxed(line) / int(line["quantity"])).quantize(_SMALLEST),
            "quantity": int(line["quantity"]),
        }
        for position, line in enumerate(order.get("line_items") or (), start=1)
        if int(line.get("quantity") or 0) > 0
    ]


def _charges(order: Row) -> list[Row]:
    found = [(Charged.DELIVERY, one.get("method_title"), one) for one in order.get("shipping_lines") or ()]
    found += [(Charged.FEE, one.get("name"), one) for one in order.get("fee_lines") or ()]
    sums: dict[tuple[str, str], Decimal] = {}
    for kind, label, one in found:
        place = (str(kind), str(label or "")[:200])
        sums[place] = sums.get(place, Decimal(0)) + _taxed(one)
    return [
        {"order": str(order["id"]), "kind": kind, "label": label, "amount": value}
        for (kind, label), value in sums.items()
    ]


def _payments(order: Row) -> list[Row]:
    paid = moment(order.get("date_paid_gmt"))
    if paid is None:
        return []
    given = {"order": str(order["id"]), "currency": order["currency"]}
    changed = moment(order.get("date_modified_gmt")) or paid
    made = [
        given
        | {
            "external_id": f"paid:{order['id']}",
            "kind": str(Moved.PAYMENT),
            "amount": amount(order["total"]),
            "at": paid,
        }
    ]
    made += [
        given
        | {
            "external_id": f"refund:{one['id']}",
            "kind": str(Moved.REFUND),
            "amount": abs(amount(one.get("total"))),
            "at": changed,
            "key": next(iter(_KEY.findall(str(one.get("reason") or ""))), ""),
        }
        for one in order.get("refunds") or ()
    ]
    return [{"key": ""} | one for one in made]


def _taxed(row: Row) -> Decimal:
    return amount(row.get("total")) + amount(row.get("total_tax"))


def _keys(order: Row) -> list[str]:
    return [key for one in order.get("refunds") or () for key in _KEY.findall(str(one.get("reason") or ""))]
