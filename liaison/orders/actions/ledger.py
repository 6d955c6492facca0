"""The only writers of the ledger. The database moves sums and balances with it, and refuses what may never be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.money import shares
from liaison.orders.cases import Case
from liaison.orders.errors import (
    MoreThanPaid,
    NoSuchMethod,
    NotAnAmount,
    NotEnoughBalance,
    NotMade,
    OtherCurrency,
)
from liaison.orders.models import Movement, PaymentMethod, Request, Voucher
from liaison.orders.wishes import Share
from liaison.orders.words import Moved


@dataclass(frozen=True, kw_only=True)
class Why:
    """Because of what money moves. arrived: when it did, None for what is on its way or moves at once."""

    by: Actor
    reason: str = ""
    request: Request | None = None
    arrived: datetime | None = None


VALID_AGAIN: Final = timedelta(days=30)
"""What goes back to a voucher can be spent for so long, whenever the voucher would have expired."""

Parts = list[tuple[PaymentMethod | None, Decimal]]


def take(case: Case, amount: Decimal, *, method: int | None, kind: Moved, why: Why) -> Movement:
    """The customer pays so much by a method. Raises NoSuchMethod, OtherCurrency, NotEnoughBalance, NotAnAmount."""
    if amount <= 0:
        raise NotAnAmount
    payer = find_method(case, method) if method is not None else None
    if payer is not None and payer.balance is not None and payer.balance < amount:
        raise NotEnoughBalance
    return _move(case, kind, amount, payer, why)


def spend(case: Case, amount: Decimal, *, voucher: Voucher, why: Why) -> Movement:
    """The customer pays so much by a voucher, which is locked. Raises NotAnAmount, NotEnoughBalance."""
    if amount <= 0:
        raise NotAnAmount
    if voucher.remainder < amount:
        raise NotEnoughBalance
    return _move(case, Moved.PAYMENT, amount, None, why, voucher=voucher)


def give_back(case: Case, amount: Decimal, *, parts: Parts | None = None, why: Why) -> list[Movement]:
    """Give back so much of what was paid, the way it came unless `parts` says otherwise. Raises MoreThanPaid."""
    must_be_refundable(case, amount)
    given = original_way(case, amount) if parts is None else parts
    return [
        _move(case, Moved.REFUND, -share, method, why, voucher=voucher)
        for method, part in given
        if part
        for voucher, share in (_to_vouchers(case, part) if method is None else [(None, part)])
    ]


def _to_vouchers(case: Case, amount: Decimal) -> list[tuple[Voucher | None, Decimal]]:
    """What was paid by vouchers goes back to them, up to what each paid; the rest was paid in another way."""
    parts: list[tuple[Voucher | None, Decimal]] = []
    for voucher, paid in case.vouchers:
        part = min(paid, amount)
        if part > 0:
            parts.append((voucher, part))
            amount -= part
            _valid_again(voucher)
    return [*parts, (None, amount)] if amount else parts


def _valid_again(voucher: Voucher) -> None:
    until = now() + VALID_AGAIN
    Voucher.objects.filter(pk=voucher.pk, expires_at__lt=until).update(expires_at=until)


def must_be_refundable(case: Case, amount: Decimal) -> None:
    """Raises NotAnAmount, MoreThanPaid."""
    if amount <= 0:
        raise NotAnAmount
    if amount > case.order.refundable:
        raise MoreThanPaid(left=str(case.order.money(case.order.refundable)))


def give_more(case: Case, amount: Decimal, *, method: PaymentMethod | None, why: Why) -> Movement:
    """Give so much beyond what was paid. Raises NotAnAmount."""
    if amount <= 0:
        raise NotAnAmount
    return _move(case, Moved.COMPENSATION, -amount, method, why)


def original_way(case: Case, amount: Decimal) -> Parts:
    """Cut an amount as the order was paid: to each method its share of what it paid and still has not back."""
    paid = [(method, sum_) for method, sum_ in case.net.items() if sum_ > 0]
    if not paid:
        return [(None, amount)]
    cut = shares(amount, [sum_ for _, sum_ in paid], case.order.currency)
    return [(case.methods.get(method), part) for (method, _), part in zip(paid, cut, strict=True)]


def all_to(case: Case, amount: Decimal, *, method: int) -> Parts:
    """The whole amount to one method. Raises NoSuchMethod, OtherCurrency."""
    return [(find_method(case, method), amount)]


def chosen_way(case: Case, amount: Decimal, chosen: Iterable[Share]) -> Parts:
    """Cut an amount as somebody says. One share may leave its amount open: it takes what is left.

    Raises NoSuchMethod, OtherCurrency, NotAnAmount, NotMade when the shares do not make the amount.
    """
    asked = list(chosen)
    said = sum((share.amount for share in asked if share.amount is not None), Decimal(0))
    left = amount - case.order.money(said).amount
    parts: Parts = []
    for share in asked:
        part, left = (
            (left, Decimal(0)) if share.amount is None else (case.order.money(share.amount).amount, left)
        )
        if part < 0 or (share.amount is not None and part == 0):
            raise NotAnAmount
        parts.append((find_method(case, share.method), part))
    if left or sum((part for _, part in parts), Decimal(0)) != amount:
        raise NotMade
    return parts


def find_method(case: Case, method: int) -> PaymentMethod:
    """A method of this account, or one by which the order was paid. Raises NoSuchMethod, OtherCurrency."""
    found = case.methods.get(method)
    if found is None or found.removed_at is not None:
        raise NoSuchMethod
    if found.currency not in ("", case.order.currency):
        raise OtherCurrency
    return found


def _move(
    case: Case,
    kind: Moved,
    amount: Decimal,
    method: PaymentMethod | None,
    why: Why,
    *,
    voucher: Voucher | None = None,
) -> Movement:
    """Write one line, and read again what the database moved with it."""
    at = now()
    made = Movement.objects.create(
        order=case.order,
        method=method,
        voucher=voucher,
        request=why.request,
        kind=kind,
        amount=amount,
        currency=case.order.currency,
        reason=why.reason[:80],
        by=why.by.ref,
        at=at,
        settled_at=why.arrived or (at if method is None or method.is_at_once else None),
    )
    case.order.refresh_from_db(fields=["paid", "refunded", "compensated"])
    if method is not None and method.balance is not None:
        method.refresh_from_db(fields=["balance"])
    case.__dict__.pop("net", None)
    case.__dict__.pop("vouchers", None)
    return made


def settle_movement(movement: Movement) -> bool:
    """The money arrived. Return whether it was still on its way."""
    return bool(Movement.objects.filter(pk=movement.pk, settled_at=None).update(settled_at=now()))
