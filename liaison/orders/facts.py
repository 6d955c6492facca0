"""What rules about orders may look at, and what it is in a given case. Money is in whole minor units."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from liaison.authority.words import Fact, FactType
from liaison.customers.verified import FACTS, Standing
from liaison.kit.clock import now
from liaison.kit.money import minor
from liaison.orders.cases import Case
from liaison.orders.models import PaymentMethod, Request
from liaison.orders.wishes import Change, Pick
from liaison.orders.words import REASONS, Asked, Lock

FLAG, MONEY, NUMBER, TEXT = FactType.FLAG, FactType.MONEY, FactType.NUMBER, FactType.TEXT

ORDER: Final = (
    *FACTS,
    Fact(
        name="order.status",
        type=TEXT,
        label=_("Status of the order (pending, processed, delivered, cancelled)"),
    ),
    Fact(name="order.locks", type=FactType.TEXTS, label=_("What was asked for and can be asked for once")),
    Fact(name="order.items_changed", type=FLAG, label=_("The items of the order were changed once")),
    Fact(name="order.return_requested", type=FLAG, label=_("A return was asked for")),
    Fact(name="order.exchange_requested", type=FLAG, label=_("An exchange was asked for")),
    Fact(name="order.theirs", type=FLAG, label=_("The recognised person acts for the account of the order")),
    Fact(name="order.currency", type=TEXT, label=_("Currency of the order")),
    Fact(name="order.total", type=MONEY, label=_("What the order costs")),
    Fact(name="order.paid", type=MONEY, label=_("What was paid for the order")),
    Fact(name="order.refunded", type=MONEY, label=_("What was given back of it")),
    Fact(name="order.refundable", type=MONEY, label=_("What can still be given back")),
    Fact(name="order.compensated", type=MONEY, label=_("What was given beyond it")),
    Fact(name="order.age_days", type=NUMBER, label=_("Days since the order"), matters=False),
    Fact(
        name="order.delivered_days",
        type=NUMBER,
        label=_("Days since it was delivered; -1 when it was not"),
        matters=False,
    ),
    Fact(name="order.shipped", type=FLAG, label=_("A part of the order has left")),
    Fact(name="order.lines", type=NUMBER, label=_("How many lines the order has")),
    Fact(name="order.pieces", type=NUMBER, label=_("How many pieces the order has")),
    Fact(name="order.methods", type=NUMBER, label=_("By how many methods it is paid")),
    Fact(name="order.requests", type=NUMBER, label=_("How many requests about it are not settled")),
)

REASON: Final = (
    Fact(name="reason", type=TEXT, label=_("The reason, as it stands in the list")),
    Fact(name="reason_known", type=FLAG, label=_("The reason stands in the list")),
)

AMOUNT: Final = (Fact(name="amount", type=MONEY, label=_("The amount that is given")),)

METHOD: Final = (
    Fact(name="method.given", type=FLAG, label=_("A payment method was chosen")),
    Fact(name="method.number", type=NUMBER, label=_("How many payment methods were chosen")),
    Fact(
        name="method.kind",
        type=TEXT,
        label=_("Kind of the chosen payment method (card, paypal, gift_card, …)"),
    ),
    Fact(name="method.theirs", type=FLAG, label=_("The chosen method belongs to the account of the order")),
    Fact(name="method.is_original", type=FLAG, label=_("The order was paid by the chosen method")),
    Fact(
        name="method.same_as_original",
        type=FLAG,
        label=_("The chosen method is the only one by which it is paid"),
    ),
    Fact(name="method.balance", type=MONEY, label=_("Balance of the chosen gift card or store credit")),
    Fact(
        name="method.covers",
        type=FLAG,
        label=_("The chosen method, or else the one by which it was paid, covers what is to be paid"),
    ),
)

LINES: Final = (
    Fact(name="lines.count", type=NUMBER, label=_("How many pieces it is about")),
    Fact(name="lines.within_order", type=FLAG, label=_("All these pieces are in the order")),
    Fact(name="lines.delivered", type=FLAG, label=_("All these pieces were delivered")),
)

CHANGES: Final = (
    *LINES,
    Fact(name="changes.same_product", type=FLAG, label=_("Each piece stays the same product")),
    Fact(name="changes.available", type=FLAG, label=_("Each new variant is available")),
    Fact(name="changes.same_variant", type=FLAG, label=_("A piece would become the very same variant")),
    Fact(name="changes.one_for_one", type=FLAG, label=_("Each piece becomes exactly one other")),
    Fact(
        name="difference", type=MONEY, label=_("What the customer pays more; negative when they get it back")
    ),
)

ADDRESS: Final = (
    Fact(name="address.complete", type=FLAG, label=_("The new address is complete")),
    Fact(name="address.same", type=FLAG, label=_("The new address is the one the order has")),
)

REQUEST: Final = (
    Fact(name="request.kind", type=TEXT, label=_("What was asked for (return, exchange, …)")),
    Fact(name="request.state", type=TEXT, label=_("How far it is (asked, approved, received, …)")),
    Fact(name="request.amount", type=MONEY, label=_("What will be given back for it")),
    Fact(name="request.age_days", type=NUMBER, label=_("Days since it was asked for"), matters=False),
)

REFUND_REASONS: Final = REASONS[Asked.REFUND]


def of_order(case: Case, standing: Standing) -> dict[str, Any]:
    """The values of `ORDER`."""
    order = case.order
    units = {
        "order.total": case.total,
        "order.paid": order.paid,
        "order.refunded": order.refunded,
        "order.refundable": order.refundable,
        "order.compensated": order.compensated,
    }
    return {
        **standing.facts(account=order.account_id),
        **{name: minor(amount, order.currency) for name, amount in units.items()},
        "order.status": str(order.status),
        "order.locks": list(order.locks),
        "order.items_changed": order.has(Lock.ITEMS_CHANGED),
        "order.return_requested": order.has(Lock.RETURN_REQUESTED),
        "order.exchange_requested": order.has(Lock.EXCHANGE_REQUESTED),
        "order.theirs": bool(standing.knows(account=order.account_id)),
        "order.currency": order.currency,
        "order.age_days": (now() - order.placed_at).days,
        "order.delivered_days": (now() - order.delivered_at).days if order.delivered_at else -1,
        "order.shipped": bool(case.shipped) or order.status in ("processed", "delivered"),
        "order.lines": len(case.lines),
        "order.pieces": sum(line.quantity for line in case.lines.values()),
        "order.methods": len(case.originals),
        "order.requests": len(case.under_way),
    }


def of_reason(reason: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """The values of `REASON`."""
    return {"reason": reason, "reason_known": reason in known}


def of_methods(case: Case, chosen: Iterable[int], *, takes: Decimal) -> dict[str, Any]:
    """The values of `METHOD`. chosen: ids. takes: what the customer would pay by it."""
    ids = list(chosen)
    rows = [case.methods.get(id_) for id_ in ids]
    first = rows[0] if rows else None
    payers = rows or [case.methods.get(id_) for id_ in case.originals[:1]]
    return {
        "method.given": bool(ids),
        "method.number": len(ids),
        "method.kind": first.kind if first else "",
        "method.theirs": all(row is not None and _is_theirs(row, case) for row in rows),
        "method.is_original": bool(ids) and all(id_ in case.originals for id_ in ids),
        "method.same_as_original": bool(ids) and ids == case.originals,
        "method.balance": minor(first.balance, case.order.currency) if first and first.balance else 0,
        "method.covers": all(row is not None and covers(row, takes, case) for row in payers),
    }


def _is_theirs(method: PaymentMethod, case: Case) -> bool:
    return method.account_id == case.order.account_id and method.removed_at is None


def covers(method: PaymentMethod, amount: Decimal, case: Case) -> bool:
    """Whether so much can be paid by it. A method without a balance of ours is asked only when it happens."""
    if method.balance is None:
        return True
    return method.currency in ("", case.order.currency) and method.balance >= amount


def of_lines(case: Case, picks: Iterable[Pick]) -> dict[str, Any]:
    """The values of `LINES`."""
    picks = list(picks)
    wanted = summed(picks)
    return {
        "lines.count": sum(wanted.values()),
        "lines.within_order": bool(wanted) and fits(case, picks),
        "lines.delivered": bool(wanted)
        and all(case.delivered.get(line, 0) >= n for line, n in wanted.items()),
    }


def fits(case: Case, picks: Iterable[Pick]) -> bool:
    """Whether the order has so many of each line, and no number is nought or less."""
    asked, known = list(picks), case.lines
    return all(pick.quantity > 0 for pick in asked) and all(
        line in known and n <= known[line].quantity for line, n in summed(asked).items()
    )


def summed(picks: Iterable[Pick]) -> dict[int, int]:
    """How many of each line altogether: the same line may be named twice."""
    sums: dict[int, int] = {}
    for pick in picks:
        sums[pick.line] = sums.get(pick.line, 0) + pick.quantity
    return sums


def picks_of(case: Case, changes: Iterable[Change]) -> list[Pick]:
    """The pieces that changes are about; all of a line where no number is given."""
    picks = []
    for change in changes:
        line = case.lines.get(change.line)
        whole = line.quantity if line else 1
        picks.append(Pick(line=change.line, quantity=whole if change.quantity is None else change.quantity))
    return picks


def of_changes(case: Case, changes: Iterable[Change]) -> dict[str, Any]:
    """The values of `CHANGES`."""
    asked = list(changes)
    picks = picks_of(case, asked)
    variants = case.variants(change.variant for change in asked)
    pairs = [(case.lines.get(change.line), variants.get(change.variant)) for change in asked]
    known = [(line, variant) for line, variant in pairs if line and variant]
    whole = len(known) == len(asked)
    wanted: dict[int, int] = {}
    for change, pick in zip(asked, picks, strict=True):
        wanted[change.variant] = wanted.get(change.variant, 0) + pick.quantity
    return {
        **of_lines(case, picks),
        "changes.same_product": whole
        and all(line.variant and line.variant.product_id == variant.product_id for line, variant in known),
        "changes.available": whole
        and all(case.is_available(variant, wanted[id_]) for id_, variant in variants.items()),
        "changes.same_variant": any(line.variant_id == variant.pk for line, variant in known),
        "changes.one_for_one": bool(asked) and fits(case, picks),
        "difference": minor(difference(case, asked), case.order.currency),
    }


def difference(case: Case, changes: Iterable[Change]) -> Decimal:
    """What the customer pays more for these changes; unknown lines and variants do not count."""
    asked = list(changes)
    variants = case.variants(change.variant for change in asked)
    sums = Decimal(0)
    for change, pick in zip(asked, picks_of(case, asked), strict=True):
        line, variant = case.lines.get(change.line), variants.get(change.variant)
        if line and variant:
            sums += (variant.price - line.price) * pick.quantity
    return case.order.money(sums).amount


def of_amount(case: Case, amount: Decimal) -> dict[str, Any]:
    """The value of `AMOUNT`."""
    return {"amount": minor(amount, case.order.currency)}


def of_request(request: Request, case: Case) -> dict[str, Any]:
    """The values of `REQUEST`."""
    return {
        "request.kind": request.kind,
        "request.state": request.state,
        "request.amount": minor(request.amount, case.order.currency),
        "request.age_days": (now() - request.asked_at).days,
    }


def worth(case: Case, picks: Iterable[Pick]) -> Decimal:
    """What these pieces cost; unknown lines do not count."""
    known = case.lines
    wanted = summed(picks).items()
    return sum((known[line].price * n for line, n in wanted if line in known), Decimal(0))


def chosen(method: int | None) -> list[int]:
    """The method that was chosen, if one was."""
    return [] if method is None else [method]
