"""What a system tells of orders, customers and products, as the import takes it in."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from liaison.kit.sayings import say
from liaison.kit.web import Answer
from liaison.orders.shops.calling import parsed
from liaison.orders.shops.words import NotDone, Page
from liaison.orders.words import Charged, Moved, Status

Row = dict[str, Any]
Table = Mapping[str, Any]
_NO: Final = ("false", "no", "0", "")


class Reading:
    """Reads by a function that asks for a path, in one shape."""

    def __init__(self, get: Callable[[str], Answer], shape: Table, *, address: str) -> None:
        self._get, self._shape, self._address = get, shape, address
        self._before = b""

    def page(self, subject: str, *, since: datetime | None, after: str) -> Page:
        """A page, the newest change first. after: a number, a cursor or the path at which it lies."""
        of = self._shape[subject]
        if not of["path"]:
            return Page(rows={})
        answer = self._get(after if after.startswith("/") else self._path(of["path"], since, after))
        said = parsed(answer)
        rows = listed(said, of["list"])
        found = self.made(subject, rows, raw=answer.body)
        # One that takes no notice of the page it was asked for answers the same for ever.
        more = "" if not rows or answer.body == self._before else self._after(said, after, len(rows))
        self._before = answer.body
        paging = self._shape["paging"]
        if since is not None and not paging["since"] and found.until is not None and found.until < since:
            more = ""
        return Page(rows=found.rows, raw=found.raw, after=more, until=found.until, keys=found.keys)

    def made(self, subject: str, rows: list[Row], *, raw: bytes) -> Page:
        """What was told, as it is taken in. Raises NotDone for what cannot be understood."""
        made: Callable[..., Page] = getattr(self, f"_{subject}")
        return made(rows, raw)

    def _path(self, path: str, since: datetime | None, after: str) -> str:
        paging = self._shape["paging"]
        query = {}
        if paging["limit"]:
            query[paging["limit"]] = str(paging["size"])
        if since is not None and paging["since"]:
            query[paging["since"]] = f"{since.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
        if paging["page"]:
            query[paging["page"]] = after or "1"
        elif after:
            query[paging["cursor"]] = after
        return path + ("&" if "?" in path else "?") * bool(query) + urlencode(query)

    def _after(self, said: Any, after: str, count: int) -> str:
        paging = self._shape["paging"]
        if paging["page"]:
            return str(int(after or 1) + 1) if count >= paging["size"] else ""
        following = text(at(said, paging["next"])) if paging["next"] else ""
        return self._own(following) if "://" in following else following

    def _own(self, address: str) -> str:
        """The path of an address, which must be one of the same server: our token goes to no other."""
        if not address.startswith(f"{self._address}/"):
            raise NotDone(say("The shop says that its next page lies on another server."))
        there = urlsplit(address.removeprefix(self._address))
        return there.path + (f"?{there.query}" if there.query else "")

    def _products(self, rows: list[Row], raw: bytes) -> Page:
        of = self._shape["products"]
        products, variants, changed = [], [], []
        for row in rows:
            one = Told(row, of["fields"])
            id_ = one.text("external_id", must=True)
            changed.append(one.moment("changed"))
            products.append(
                {
                    "external_id": id_,
                    "name": one.text("name") or id_,
                    "text": one.text("text"),
                    "category": one.text("category"),
                }
            )
            forms = listed(row, of["variants"]["list"]) or [row]
            variants += [_variant(Told(form, of["variants"]["fields"]), id_) for form in forms]
        return Page(rows={"products": products, "variants": variants}, raw=raw, until=_newest(changed))

    def _customers(self, rows: list[Row], raw: bytes) -> Page:
        told = [Told(row, self._shape["customers"]["fields"]) for row in rows]
        people = [
            {"external_id": one.text("external_id", must=True)}
            | {name: one.text(name) for name in ("name", "email", "phone")}
            for one in told
        ]
        return Page(rows={"customers": people}, raw=raw, until=_newest(one.moment("changed") for one in told))

    def _orders(self, rows: list[Row], raw: bytes) -> Page:
        of = self._shape["orders"]
        all_ = [(Told(row, of["fields"]), row) for row in rows]
        known = [(one, row) for one, row in all_ if _whose(one)]
        people = {_whose(one): _person(one) for one, _row in known}
        payments = [pay for one, row in known for pay in _payments(one, row, of["payments"])]
        keys = {one.text("external_id", must=True): tuple[str, ...]() for one, _row in known}
        for pay in payments:
            if pay["key"]:
                keys[pay["order"]] += (pay["key"],)
        return Page(
            rows={
                # Of whom an order tells nothing but the id, the list of customers tells more.
                "customers": [one for one in people.values() if one["name"] or one["email"]],
                "orders": [_order(one) for one, _row in known],
                "lines": [line for one, row in known for line in _lines(one, row, of["lines"])],
                "charges": [charge for one, row in known for charge in _charges(one, row, of["charges"])],
                "payments": payments,
            },
            raw=raw,
            until=_newest(one.moment("changed") for one, _row in all_),
            keys=keys,
        )


class Told:
    """One row, read by a mapping of our fields to its own."""

    def __init__(self, row: Any, fields: Table) -> None:
        self._row, self._fields = row, fields

    def raw(self, name: str) -> Any:
        """What stands there; None for nothing."""
        of = self._fields.get(name, "")
        if isinstance(of, str):
            return at(self._row, of) if of else None
        value = of["value"] if "value" in of else at(self._row, of.get("path", ""))
        if "decimals" in of and value is not None:
            return self._right(name, value, lambda: Decimal(str(value)).scaleb(-of["decimals"]))
        return of.get("words", {}).get(text(value), value)

    def text(self, name: str, *, must: bool = False) -> str:
        """As text, empty for nothing."""
        found = text(self.raw(name))
        if must and not found:
            raise _wrong(name, "")
        return found

    def number(self, name: str) -> Decimal:
        """As a number, nought for nothing."""
        value = self.raw(name)
        made: Decimal = self._right(name, value, lambda: Decimal(str(value or 0)))
        if not made.is_finite():
            raise _wrong(name, value)
        return made

    def moment(self, name: str) -> datetime | None:
        """As a moment; UTC unless it says otherwise, seconds since 1970 too."""
        value = self.raw(name)
        if value in (None, ""):
            return None
        if isinstance(value, int | float):
            return self._right(name, value, lambda: datetime.fromtimestamp(value, UTC))  # type: ignore[no-any-return]
        made: datetime = self._right(name, value, lambda: datetime.fromisoformat(str(value)))
        return made if made.tzinfo else made.replace(tzinfo=UTC)

    def flag(self, name: str) -> bool:
        """As yes or no; yes for nothing."""
        value = self.raw(name)
        return value is None or text(value).lower() not in _NO

    def _right(self, name: str, value: Any, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except (ValueError, InvalidOperation, OverflowError, OSError):
            raise _wrong(name, value) from None


def at(row: Any, path: str) -> Any:
    """What lies at a path of names with dots between them; None for nothing. An empty path is all of it."""
    for name in path.split(".") if path else ():
        row = row.get(name) if isinstance(row, Mapping) else None
    return row


def listed(row: Any, path: str) -> list[Any]:
    """The list at a path, empty for nothing. Raises NotDone for anything else."""
    found = at(row, path)
    if found is None:
        return []
    if not isinstance(found, list):
        raise _wrong(path, "…")
    return found


def text(value: Any) -> str:
    """A value as text."""
    return "" if value is None else str(value).strip()


def _wrong(name: str, value: Any) -> NotDone:
    why = say(
        "What the shop tells cannot be understood: “%(value)s” as %(field)s.",
        value=text(value)[:100],
        field=name,
    )
    return NotDone(why)


def _newest(moments: Iterable[datetime | None]) -> datetime | None:
    return max((one for one in moments if one is not None), default=None)


def _whose(order: Told) -> str:
    mail = order.text("customer_email").lower()
    return order.text("customer") or (f"guest:{mail}" if mail else "")


def _person(order: Told) -> Row:
    given = {name: order.text(f"customer_{name}") for name in ("name", "email", "phone")}
    return {"external_id": _whose(order)} | given


def _variant(form: Told, product: str) -> Row:
    options = form.raw("options")
    return {
        "external_id": form.text("external_id", must=True),
        "product": product,
        "sku": form.text("sku"),
        "options": {str(name): text(one) for name, one in options.items()}
        if isinstance(options, dict)
        else {},
        "price": form.number("price"),
        "currency": form.text("currency", must=True),
        "available": form.flag("available"),
    }


def _order(one: Told) -> Row:
    said = one.text("status", must=True).lower()
    # A word nobody explained is further than nothing: it must not look as if it could still be cancelled.
    status = Status(said) if said in set(Status) else Status.PROCESSED
    cancelled = one.moment("cancelled_at") or one.moment("changed")
    postal = ("ship_to", "line1", "line2", "city", "region", "postcode", "country", "phone")
    return {
        "external_id": one.text("external_id", must=True),
        "number": one.text("number") or one.text("external_id"),
        "customer": _whose(one),
        "status": str(status),
        "currency": one.text("currency", must=True),
        "placed_at": one.moment("placed_at"),
        "delivered_at": one.moment("delivered_at") if status is Status.DELIVERED else None,
        "cancelled_at": cancelled if status is Status.CANCELLED else None,
        **{name: one.text(name) for name in postal},
    }


def _lines(order: Told, row: Row, of: Table) -> list[Row]:
    told = [Told(line, of["fields"]) for line in listed(row, of["list"])]
    return [
        {
            "order": order.text("external_id"),
            "position": position,
            "variant": line.text("variant"),
            "name": line.text("name") or "?",
            "price": line.number("price"),
            "quantity": int(line.number("quantity")),
        }
        for position, line in enumerate(told, start=1)
        if line.number("quantity") >= 1
    ]


def _charges(order: Told, row: Row, of: Table) -> list[Row]:
    sums: dict[tuple[str, str], Decimal] = {}
    for one in (Told(charge, of["fields"]) for charge in listed(row, of["list"])):
        kind = one.text("kind")
        place = (kind if kind in set(Charged) else str(Charged.FEE), one.text("label")[:200])
        sums[place] = sums.get(place, Decimal(0)) + one.number("amount")
    id_ = order.text("external_id")
    return [
        {"order": id_, "kind": kind, "label": label, "amount": amount}
        for (kind, label), amount in sums.items()
    ]


def _payments(order: Told, row: Row, of: Table) -> list[Row]:
    made = []
    for one in (Told(pay, of["fields"]) for pay in listed(row, of["list"])):
        kind = one.text("kind") or str(Moved.PAYMENT)
        if kind not in set(Moved):
            raise _wrong("kind", kind)
        made.append(
            {
                "order": order.text("external_id"),
                "currency": order.text("currency"),
                "external_id": one.text("external_id", must=True),
                "kind": kind,
                "amount": abs(one.number("amount")),
                "at": one.moment("at") or order.moment("changed"),
                "key": one.text("key"),
            }
        )
    return made
