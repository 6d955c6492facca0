"""Taking an order: goods leave the shelf, its price is frozen, and it is paid now or asked for by an invoice."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import connection, transaction

from liaison.customers.words import Postal
from liaison.journal.actions import record
from liaison.kit.clock import now
from liaison.orders import events
from liaison.orders.actions import ledger, shelves
from liaison.orders.actions.changing import For, about
from liaison.orders.actions.ledger import Why
from liaison.orders.cases import Case
from liaison.orders.errors import NotAnAddress
from liaison.orders.models import Invoice, InvoiceLine, Line, Order, Voucher
from liaison.orders.queries import Quoted, payment_link, voucher_of
from liaison.orders.words import Due, MethodKind, Moved, Status

TO_PAY_WITHIN: Final = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What is ordered. account, customer: ids. address: None for what is taken along. method: None to be invoiced.

    voucher: code of one that pays as much as is left of it; the method pays the rest.
    """

    account: int
    customer: int | None
    quoted: Quoted
    address: Postal | None
    method: int | None
    voucher: str = ""


@transaction.atomic
def place(taken: Taken, *, who: For) -> tuple[Case, Invoice]:
    """Take an order. It is paid by the method, or its invoice stays open.

    Raises NotAnAddress, NotForSale, NotInStock, NoSuchMethod, OtherCurrency, NotEnoughBalance, NoSuchVoucher,
    VoucherExpired, VoucherSpent.
    """
    if taken.address is not None and not taken.address.is_complete:
        raise NotAnAddress
    order = Order.objects.create(
        number=_number(),
        account_id=taken.account,
        customer_id=taken.customer,
        status=Status.PENDING,
        address=taken.address.plain() if taken.address else {},
        currency=taken.quoted.currency,
        placed_at=now(),
    )
    case = Case(order, lock=True)  # The methods before the shelves, as every other command does.
    voucher = (
        voucher_of(taken.account, taken.voucher, currency=order.currency, lock=True)
        if taken.voucher
        else None
    )
    _fill(order, taken.quoted)
    invoice = _invoice(case, taken.quoted)
    _pay(case, taken, voucher, who)
    if case.owed <= 0:
        invoice.due = Due.PAID
        invoice.save(update_fields=["due"])
    record(events.Placed(**about(case, who), amount=taken.quoted.total.kept), by=who.by)
    return case, invoice


def _number() -> str:
    """The next number that no order has; one that was brought in may have it."""
    while True:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval('orders_number')")
            number = str(cursor.fetchone()[0])
        if not Order.objects.filter(number=number).exists():
            return number


def _fill(order: Order, quoted: Quoted) -> None:
    """Two who take the same things take them in the same order, so that neither waits for the other for ever."""
    places = sorted(range(len(quoted.pieces)), key=lambda at: quoted.pieces[at][0].pk)
    shelf = {at: shelves.take(*quoted.pieces[at]) for at in places}
    lines = [
        Line(
            order=order,
            position=position,
            variant=variant,
            name=variant.product.name,
            options=variant.options,
            price=variant.price,
            quantity=quantity,
            stock=shelf[position],
        )
        for position, (variant, quantity) in enumerate(quoted.pieces)
    ]
    Line.objects.bulk_create(lines)
    for charge in quoted.charges:
        charge.order = order
        charge.save()


def _invoice(case: Case, quoted: Quoted) -> Invoice:
    order, at = case.order, now()
    number = f"R{order.number}"
    made = Invoice.objects.create(
        order=order,
        number=number,
        issued_at=at,
        due_at=at + TO_PAY_WITHIN,
        payment_link=payment_link(number, quoted.total),
    )
    goods = [
        InvoiceLine(label=line.name, quantity=line.quantity, price=line.price, amount=line.amount)
        for line in case.lines.values()
    ]
    besides = [
        InvoiceLine(
            label=one.label,
            why=one.why,
            price=one.amount,
            amount=0 if one.included else one.amount,
            rate=one.rate,
        )
        for one in quoted.charges
    ]
    for position, line in enumerate([*goods, *besides]):
        line.invoice, line.position = made, position
    InvoiceLine.objects.bulk_create([*goods, *besides])
    return made


def _pay(case: Case, taken: Taken, voucher: Voucher | None, who: For) -> None:
    rest, why = taken.quoted.total.amount, Why(by=who.by, reason="placed")
    if voucher is not None and rest:
        part = min(voucher.remainder, rest)
        spent = Why(by=who.by, reason=f"··{voucher.code[-4:]}")
        ledger.spend(case, part, voucher=voucher, why=spent)
        rest -= part
    if not rest or taken.method is None:
        return
    if ledger.find_method(case, taken.method).kind != MethodKind.INVOICE:
        ledger.take(case, rest, method=taken.method, kind=Moved.PAYMENT, why=why)
