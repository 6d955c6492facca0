"""All of many orders by one question: an order is asked for beside every ticket."""

import json
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from liaison.customers.words import Postal
from liaison.kit.asking import ask
from liaison.kit.money import Money
from liaison.orders.queries.shown import Costs, File, Item, Method, Moved, Parcels, Wished

_ALL: Final = """
SELECT o.id, o.number, o.account_id, o.customer_id, o.status, o.locks, o.placed_at, o.paid, o.refunded, o.source,
  o.external_id, o.address::text, o.delivered_at, o.cancelled_at, o.cancelled_for, o.compensated, o.promised,
  o.currency,
  (SELECT jsonb_agg(jsonb_build_array(l.id, l.position, l.variant_id, v.product_id, l.name, l.options, l.price::text,
      l.quantity) ORDER BY l.position)
   FROM orders_line l LEFT JOIN orders_variant v ON v.id = l.variant_id WHERE l.order_id = o.id)::text,
  (SELECT jsonb_agg(jsonb_build_array(c.kind, c.label, c.why, c.amount::text, c.included) ORDER BY c.id)
   FROM orders_charge c WHERE c.order_id = o.id)::text,
  (SELECT jsonb_agg(jsonb_build_array(f.id, f.external_id, f.carrier, to_jsonb(f.tracking), f.shipped_at,
      f.delivered_at,
      (SELECT jsonb_agg(jsonb_build_array(i.line_id, i.quantity) ORDER BY i.id)
       FROM orders_fulfilled i WHERE i.fulfilment_id = f.id)) ORDER BY f.id)
   FROM orders_fulfilment f WHERE f.order_id = o.id)::text,
  (SELECT jsonb_agg(jsonb_build_array(m.id, m.external_id, m.kind, m.amount::text, m.request_id, m.reason, m.by, m.at,
      m.settled_at, p.id, p.external_id, p.account_id, p.kind, p.brand, p.last_four, p.label,
      p.balance::text, p.currency) ORDER BY m.id)
   FROM orders_movement m LEFT JOIN orders_payment_method p ON p.id = m.method_id WHERE m.order_id = o.id)::text,
  (SELECT jsonb_agg(jsonb_build_array(r.id, r.kind, r.state, r.reason, r.method_id, r.amount::text, r.ticket_id, r.by,
      r.asked_at, r.moved_at, r.details,
      (SELECT jsonb_agg(jsonb_build_array(q.line_id, q.quantity, q.variant_id, q.accepted) ORDER BY q.id)
       FROM orders_request_line q WHERE q.request_id = r.id)) ORDER BY r.id)
   FROM orders_request r WHERE r.order_id = o.id)::text
FROM orders_order o
"""
_THESE: Final = _ALL + "WHERE o.id = ANY(%(ids)s::bigint[])"
_OF: Final = _ALL + (
    "WHERE o.account_id = ANY(%(accounts)s::bigint[]) ORDER BY o.placed_at DESC, o.id DESC LIMIT %(limit)s::bigint"
)
_AFTER: Final = _ALL + "WHERE o.id > %(after)s::bigint ORDER BY o.id LIMIT %(limit)s::bigint"


def these(ids: list[int]) -> dict[int, File]:
    """These orders by id; those which do not exist are left out."""
    return {one.id: one for one in map(_file, ask(_THESE, {"ids": ids}))}


def of_accounts(accounts: list[int], *, limit: int) -> list[File]:
    """The orders of these accounts, the newest first."""
    return [_file(row) for row in ask(_OF, {"accounts": accounts, "limit": limit})]


def those_after(after: int, *, limit: int) -> list[File]:
    """Orders in the order of their ids, those after the id `after`."""
    return [_file(row) for row in ask(_AFTER, {"after": after, "limit": limit})]


def _file(row: tuple[Any, ...]) -> File:
    *own, lines, charges, parcels, movements, requests = row
    id_, number, account, customer, status, locks, placed_at, paid, refunded, source, *rest = own
    external_id, address, delivered_at, cancelled_at, cancelled_for, compensated, promised, currency = rest
    items = tuple(_item(one, currency) for one in _list(lines))
    costs = tuple(_cost(one, currency) for one in _list(charges))
    total = sum((one.amount.amount for one in items), Decimal(0))
    total += sum((one.amount.amount for one in costs if not one.included), Decimal(0))
    return File(
        id=id_,
        number=number,
        account=account,
        customer=customer,
        status=status,
        locks=tuple(locks),
        placed_at=placed_at,
        total=Money(total, currency),
        paid=Money(paid, currency),
        refunded=Money(refunded, currency),
        items=items,
        source=source,
        external_id=external_id,
        address=Postal.of(json.loads(address)),
        delivered_at=delivered_at,
        cancelled_at=cancelled_at,
        cancelled_for=cancelled_for,
        compensated=Money(compensated, currency),
        refundable=Money(paid - refunded - promised, currency),
        costs=costs,
        parcels=tuple(_parcel(one) for one in _list(parcels)),
        movements=tuple(_moved(one, currency) for one in _list(movements)),
        requests=tuple(_wished(one, currency) for one in _list(requests)),
    )


def _list(kept: str | None) -> list[Any]:
    return json.loads(kept) if kept else []


def _moment(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None


def _money(kept: str, currency: str) -> Money:
    return Money(Decimal(kept), currency)


def _item(one: list[Any], currency: str) -> Item:
    id_, position, variant, product, name, options, price, quantity = one
    return Item(
        id=id_,
        position=position,
        variant=variant,
        product=product,
        name=name,
        options=options,
        price=_money(price, currency),
        quantity=quantity,
    )


def _cost(one: list[Any], currency: str) -> Costs:
    kind, label, why, amount, included = one
    return Costs(kind=kind, label=label, why=why, amount=_money(amount, currency), included=included)


def _parcel(one: list[Any]) -> Parcels:
    id_, external_id, carrier, tracking, shipped_at, delivered_at, items = one
    return Parcels(
        id=id_,
        external_id=external_id,
        carrier=carrier,
        tracking=tuple(tracking),
        shipped_at=_moment(shipped_at),
        delivered_at=_moment(delivered_at),
        items=tuple((line, quantity) for line, quantity in items or ()),
    )


def _moved(one: list[Any], currency: str) -> Moved:
    id_, external_id, kind, amount, request, reason, by, at, settled_at, *method = one
    return Moved(
        id=id_,
        external_id=external_id,
        kind=kind,
        amount=_money(amount, currency),
        method=_method(method) if method[0] is not None else None,
        request=request,
        reason=reason,
        by=by,
        at=datetime.fromisoformat(at),
        settled_at=_moment(settled_at),
    )


def _method(one: list[Any]) -> Method:
    id_, external_id, account, kind, brand, last_four, label, balance, currency = one
    return Method(
        id=id_,
        external_id=external_id,
        account=account,
        kind=kind,
        brand=brand,
        last_four=last_four,
        label=label,
        balance=None if balance is None else _money(balance, currency),
    )


def _wished(one: list[Any], currency: str) -> Wished:
    id_, kind, state, reason, method, amount, ticket, by, asked_at, moved_at, details, lines = one
    return Wished(
        id=id_,
        kind=kind,
        state=state,
        reason=reason,
        method=method,
        amount=_money(amount, currency),
        ticket=ticket,
        by=by,
        asked_at=datetime.fromisoformat(asked_at),
        moved_at=datetime.fromisoformat(moved_at),
        details=details,
        lines=tuple(tuple(line) for line in lines or ()),
    )
