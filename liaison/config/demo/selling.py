"""The shop behind the mails: the orders of which they speak, with what was paid and sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count

from liaison.config.demo import goods
from liaison.config.demo.company import ANSWERS, Company, note
from liaison.config.demo.story import DAY, HOUR, Matter
from liaison.customers.actions import change_address, meet
from liaison.customers.queries import accounts_of
from liaison.customers.words import Postal
from liaison.kit import clock
from liaison.kit.actor import SYSTEM
from liaison.kit.money import rounded
from liaison.orders import actions
from liaison.orders.cases import Case
from liaison.orders.entering import NewCharge, NewLine, NewMethod, NewMovement, NewOrder, NewParcel
from liaison.orders.models import Order, PaymentMethod, Product, Variant
from liaison.orders.wishes import Change, Pick
from liaison.orders.words import Charged, Kind, MethodKind, Moved, Status

VAT = Decimal("0.24")
FREE_FROM = Decimal(100)
DELIVERY = Decimal("4.90")


@dataclass(frozen=True)
class Buyer:
    """A customer as the shop knows them. methods: the usual one first."""

    customer: int
    account: int
    home: Postal
    methods: Sequence[PaymentMethod]


@dataclass(frozen=True)
class Sale:
    """What the talk of a place in its language is about. before: how long before the mail it was ordered."""

    sort: str
    status: Status
    before: timedelta
    pieces: int = 1
    paid: int = 1


SALES = (
    Sale("lamp", Status.PROCESSED, 12 * DAY),
    Sale("kettle", Status.DELIVERED, 6 * DAY),
    Sale("desk_lamp", Status.DELIVERED, 10 * DAY, pieces=6),
    Sale("shelf", Status.PENDING, HOUR),
    Sale("blanket", Status.DELIVERED, 20 * DAY),
    Sale("kettle", Status.DELIVERED, 16 * DAY),
    Sale("shelf", Status.DELIVERED, 5 * DAY),
    Sale("lamp", Status.PENDING, 8 * HOUR, paid=2),
    Sale("tent", Status.DELIVERED, 25 * DAY),
)
REFUNDED = 5
"""The place of the talk about a refund that has not arrived."""

Goods = dict[tuple[str, int], list[Variant]]


def sell(matters: Sequence[Matter], company: Company, *, opened: datetime) -> None:
    """Have everything been sold of which the mails speak, and write down what was made. opened: when the shop was."""
    with clock.standing_at(opened):
        known = _stock_up()
        buyers = _buyers(matters)
    sold = list(
        {matter.order: matter for matter in matters}.values()
    )  # Two of one number would be one order.
    orders = actions.enter_orders(
        [_order(matter, buyers[matter.address], known) for matter in sold], by=SYSTEM
    )
    note("order", *orders)
    for order, matter in zip(orders, sold, strict=True):
        _afterwards(order.pk, matter, company, known)


def _stock_up() -> Goods:
    places = (actions.open_location("Old town shop"), actions.open_location("Warehouse"))
    products = actions.enter_products(goods.products((places[0].pk, places[1].pk)))
    note("location", *places)
    note("product", *products)
    kinds = [(sort.key, n) for sort in goods.SORTS for n in range(len(goods.MODELS))]
    by_key = dict(zip(kinds, products, strict=True))
    for pairs, kind in ((goods.GOES_WITH, Kind.GOES_WITH), (goods.INSTEAD, Kind.ALTERNATIVE)):
        for one, other in pairs:
            for n in range(len(goods.MODELS)):
                actions.link(by_key[(one, n)], by_key[(other, n)], kind)
    return {key: _variants(product) for key, product in by_key.items()}


def _variants(product: Product) -> list[Variant]:
    return list(product.variants.select_related("product").order_by("id"))


def _buyers(matters: Sequence[Matter]) -> dict[str, Buyer]:
    people = {matter.address: matter for matter in matters}
    accounts, homes = {}, {}
    for n, (address, matter) in enumerate(people.items()):
        customer = meet("email", address, name=matter.who, language=matter.voice.language)
        street, city, postcode, country = goods.HOMES[matter.voice.language][n % 2]
        homes[address] = Postal(name=matter.who, line1=street, city=city, postcode=postcode, country=country)
        change_address(customer, homes[address], by=SYSTEM)
        accounts[address] = (customer.pk, accounts_of([customer.pk])[0])  # Whoever is met has one.
    wanted = [(a, new) for n, a in enumerate(people) for new in _methods(n, accounts[a][1])]
    methods: dict[str, list[PaymentMethod]] = {}
    for (address, _), made in zip(wanted, actions.enter_methods([new for _, new in wanted]), strict=True):
        methods.setdefault(address, []).append(made)
    return {a: Buyer(*accounts[a], homes[a], methods[a]) for a in people}


def _methods(n: int, account: int) -> list[NewMethod]:
    """A card for everybody; a PayPal account, a gift card or a credit for some."""
    brand = ("visa", "mastercard")[n % 2]
    card = NewMethod(
        account=account, kind=MethodKind.CARD, brand=brand, last_four=f"{1013 + 677 * n % 8900:04}"
    )
    more = (
        NewMethod(account=account, kind=MethodKind.PAYPAL, label="PayPal"),
        NewMethod(
            account=account, kind=MethodKind.GIFT_CARD, currency="EUR", balance=Decimal(25 + 10 * (n % 9))
        ),
        NewMethod(account=account, kind=MethodKind.STORE_CREDIT, currency="EUR", balance=Decimal(15)),
    )
    return [card, more[n % 3]] if n % 4 else [card]


def _place(matter: Matter) -> int:
    """Talks stand at the same places in every language."""
    return matter.voice.talks.index(matter.talk)


def _order(matter: Matter, buyer: Buyer, known: Goods) -> NewOrder:
    sale = SALES[_place(matter)]
    placed = matter.begins - sale.before
    lines = tuple(_lines(matter, sale, known))
    cost = sum((line.price * line.quantity for line in lines), Decimal(0))
    delivery = () if cost >= FREE_FROM else (_delivery(),)
    total = cost + sum((one.amount for one in delivery), Decimal(0))
    paid = NewMovement(
        kind=Moved.PAYMENT, amount=total, at=placed, method=buyer.methods[0].pk, settled_at=placed + 2 * DAY
    )
    delivered = matter.begins - DAY if sale.status == Status.DELIVERED else None
    return NewOrder(
        number=str(matter.order),
        account=buyer.account,
        customer=buyer.customer,
        status=sale.status,
        currency="EUR",
        placed_at=placed,
        address=buyer.home,
        lines=lines,
        charges=(*delivery, _tax(total)),
        parcels=() if sale.status == Status.PENDING else (_parcel(matter, lines, placed, delivered),),
        movements=(paid,) * sale.paid,
        delivered_at=delivered,
    )


def _lines(matter: Matter, sale: Sale, known: Goods) -> list[NewLine]:
    model = matter.seed % len(goods.MODELS)
    chosen = [(known[(sale.sort, model)], sale.pieces)]
    if matter.seed % 3 == 0:
        chosen.append((known[("blanket", (model + 3) % len(goods.MODELS))], 1))
    if matter.seed % 5 == 0:
        chosen.append((known[(sale.sort, model)], 1))  # The same once more, on a line of its own.
    turn = count(matter.seed)
    return [_line(variants[next(turn) % len(variants)], pieces) for variants, pieces in chosen]


def _line(variant: Variant, pieces: int) -> NewLine:
    return NewLine(
        name=variant.product.name,
        price=variant.price,
        quantity=pieces,
        variant=variant.pk,
        options=variant.options,
    )


def _delivery() -> NewCharge:
    return NewCharge(kind=Charged.DELIVERY, amount=DELIVERY, label="Parcel", why="Free from €100.00")


def _tax(total: Decimal) -> NewCharge:
    part = rounded(total * VAT / (1 + VAT), "EUR")
    return NewCharge(kind=Charged.TAX, amount=part, label="VAT", rate=VAT, included=True)


def _parcel(
    matter: Matter, lines: Sequence[NewLine], placed: datetime, delivered: datetime | None
) -> NewParcel:
    numbers = tuple(f"CC{matter.order}{n}EE" for n in range(1 + (len(lines) > 1)))
    return NewParcel(
        lines={at: line.quantity for at, line in enumerate(lines)},
        tracking=numbers,
        carrier=goods.CARRIERS[matter.seed % len(goods.CARRIERS)],
        shipped_at=placed + 8 * HOUR,
        delivered_at=delivered,
    )


def _afterwards(order: int, matter: Matter, company: Company, known: Goods) -> None:
    """What was asked for since: a refund that is on its way, now and then a return or an exchange."""
    place = _place(matter)
    who = actions.For(by=company.agents[ANSWERS["billing" if place == REFUNDED else "returns"]])
    goods_came = place in (1, 6) and matter.fate == "settled"
    if place != REFUNDED and not goods_came:
        return
    with clock.standing_at(matter.begins + (2 * HOUR if goods_came else -4 * DAY)):
        case = Case(Order.objects.get(pk=order))
        line = next(iter(case.lines.values()))
        if place == REFUNDED:
            back = actions.Back(lines=(Pick(line=line.pk),))
            actions.refund(case, back, to=(), reason="not_as_described", who=who)
        elif matter.seed % 3 == 1:
            actions.ask_return(case, [Pick(line=line.pk)], method=None, reason="damaged", who=who)
        elif matter.seed % 3 == 2:
            actions.ask_exchange(case, [_other(line.pk, line.variant_id or 0, known)], method=None, who=who)


def _other(line: int, variant: int, known: Goods) -> Change:
    family = next(variants for variants in known.values() if variant in {one.pk for one in variants})
    return Change(line=line, variant=next(one.pk for one in family if one.pk != variant), quantity=1)
