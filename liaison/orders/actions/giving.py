"""Giving back what was paid, and giving more: two things, with limits of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from secrets import choice
from typing import Final

from django.db import transaction

from liaison.journal.actions import record
from liaison.kit.clock import now
from liaison.orders import events
from liaison.orders.actions import asking, ledger
from liaison.orders.actions.changing import For, about
from liaison.orders.actions.ledger import Why
from liaison.orders.cases import Case
from liaison.orders.errors import NotAnAmount
from liaison.orders.models import PaymentMethod, Request, RequestLine, Voucher
from liaison.orders.wishes import Pick, Share
from liaison.orders.words import Asked, Charged, MethodKind

_LETTERS: Final = "ACDEFGHJKMNPQRTUVWXY34679"
"""No two of them look or sound alike."""

VOUCHERS_LAST: Final = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Back:
    """What is given back: pieces of lines, what the delivery cost, or an amount."""

    lines: Sequence[Pick] = ()
    delivery: bool = False
    amount: Decimal | None = None


def amount_of(case: Case, back: Back) -> Decimal:
    """How much that is. Unknown lines do not count."""
    sums = back.amount or Decimal(0)
    for pick in back.lines:
        line = case.lines.get(pick.line)
        sums += line.price * pick.quantity if line else 0
    if back.delivery:
        sums += sum((one.amount for one in case.charges if one.kind == Charged.DELIVERY), Decimal(0))
    return case.order.money(sums).amount


@transaction.atomic
def refund(case: Case, back: Back, *, to: Sequence[Share], reason: str, who: For) -> Request:
    """Give back what was paid, at once. to: by which methods; empty for the way it was paid.

    Raises MoreThanPaid, NotAnAmount, NotMade, NoSuchLine, TooMany, NoSuchMethod, OtherCurrency.
    """
    wanted = asking.chosen(case, back.lines) if back.lines else []
    amount = amount_of(case, back)
    ledger.must_be_refundable(case, amount)
    parts = ledger.chosen_way(case, amount, to) if to else ledger.original_way(case, amount)
    request = asking.ask_for(
        case, Asked.REFUND, by=who.by, ticket=who.ticket, reason=reason, method=parts[0][0], amount=amount
    )
    asking.keep_lines(request, [RequestLine(line=line, quantity=n) for line, n in wanted])
    ledger.give_back(case, amount, parts=parts, why=Why(by=who.by, reason=reason, request=request))
    said = events.Refunded(
        **about(case, who), request_id=request.pk, reason=reason, amount=case.order.money(amount).kept
    )
    record(said, by=who.by)
    return request


@dataclass(frozen=True, kw_only=True)
class Gift:
    """What is given beyond what was paid. kind: goodwill, credit or voucher. method: id, None for the usual one."""

    kind: Asked
    amount: Decimal
    reason: str
    method: int | None = None


@transaction.atomic
def compensate(case: Case, gift: Gift, *, who: For) -> tuple[Request, Voucher | None]:
    """Give more than was paid: goodwill by a method, a credit to spend here, or a voucher.

    The usual method is the way the order was paid, or a store credit of the account, made if there is none.
    Raises NotAnAmount, NoSuchMethod, OtherCurrency.
    """
    given = case.order.money(gift.amount)
    if given.amount <= 0:
        raise NotAnAmount
    receiver = _receiver(case, gift.kind, gift.method)
    request = asking.ask_for(
        case,
        gift.kind,
        by=who.by,
        ticket=who.ticket,
        reason=gift.reason,
        method=receiver,
        amount=given.amount,
    )
    why = Why(by=who.by, reason=gift.reason, request=request)
    ledger.give_more(case, given.amount, method=receiver, why=why)
    voucher = _voucher(case, given.amount, gift.reason) if gift.kind == Asked.VOUCHER else None
    said = events.Compensated(
        **about(case, who), request_id=request.pk, given=gift.kind, reason=gift.reason, amount=given.kept
    )
    record(said, by=who.by)
    return request, voucher


def _receiver(case: Case, kind: Asked, method: int | None) -> PaymentMethod | None:
    if kind == Asked.VOUCHER:
        return None
    if method is not None:
        return ledger.find_method(case, method)
    if kind == Asked.CREDIT:
        return _store_credit(case)
    return case.methods.get(case.originals[0]) if case.originals else None


def _store_credit(case: Case) -> PaymentMethod:
    for method in case.methods.values():
        if method.kind == MethodKind.STORE_CREDIT and method.currency == case.order.currency:
            return method
    made = PaymentMethod.objects.create(
        account_id=case.order.account_id,
        kind=MethodKind.STORE_CREDIT,
        currency=case.order.currency,
        balance=Decimal(0),
        created_at=now(),
    )
    case.methods[made.pk] = made
    return made


def _voucher(case: Case, amount: Decimal, reason: str) -> Voucher:
    at = now()
    return Voucher.objects.create(
        account_id=case.order.account_id,
        order=case.order,
        code="-".join("".join(choice(_LETTERS) for _ in range(4)) for _ in range(4)),
        amount=amount,
        remainder=amount,
        currency=case.order.currency,
        reason=reason[:80],
        created_at=at,
        expires_at=at + VOUCHERS_LAST,
    )
