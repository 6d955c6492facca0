"""The shop behind the mails: the orders of which they speak, with what was paid and sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count

from liaison.config.demo import goods
from liaison.config.demo.afterwards import Buyer, Goods, follow_up, order_by_invoice
from liaison.config.demo.company import Company, note
from liaison.config.demo.story import DAY, HOUR, Matter
from liaison.customers.actions import change_address, meet
from liaison.customers.queries import accounts_of
from liaison.customers.words import Postal
from liaison.kit import clock
from liaison.kit.actor import SYSTEM
from liaison.kit.money import rounded
from liaison.orders import actions
from liaison.orders.entering import NewCharge, NewLine, NewMethod, NewMovement, NewOrder, NewParcel
from liaison.orders.models import PaymentMethod, Product, Variant
from liaison.orders.words import Charged, Kind, MethodKind, Moved, Status

VAT = Decimal("0.24")
FREE_FROM = Decimal(100)
DELIVERY = Decimal("4.90")


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
BULK = 2
"""The place of the talk about an order of several; who buys so much buys by invoice as well."""


def sell(matters: Sequence[Matter], company: Company, *, opened: datetime) -> None:
    """Have everything been sold of which the mails speak, and write down what was made. opened: when the shop was."""
    with clock.standing_at(opened):
        known = _stock_up()
    buyers = _buyers(matters, since=opened)
    sold = list(
        {matter.order: matter for matter in matters}.values()
    )  # Two of one number would be one order.
    orders = actions.enter_orders(
        [_order(matter, buyers[matter.address], known) for matter in sold], by=SYSTEM
    )
    note("order", *orders)
    for order, matter in zip(orders, sold, strict=True):
        follow_up(order.pk, matter, company, known, place=_place(matter))
        if _place(matter) == BULK and matter.seed % 2:
            invoiced = order_by_invoice(matter, buyers[matter.address], known, company)
            note("order", invoiced)


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


def _buyers(matters: Sequence[Matter], *, since: datetime) -> dict[str, Buyer]:
    people = {matter.address: matter for matter in matters}
    met = {a: meet("email", a, name=m.who, language=m.voice.language) for a, m in people.items()}
    # They act for their own account since they first wrote, which was later than they bought.
    accounts = {address: accounts_of([customer.pk])[0] for address, customer in met.items()}
    homes = {address: _home(n, matter) for n, (address, matter) in enumerate(people.items())}
    wanted = [(a, new) for n, a in enumerate(people) for new in _methods(n, accounts[a])]
    methods: dict[str, list[PaymentMethod]] = {}
    with clock.standing_at(since):
        for address, customer in met.items():
            change_address(customer, homes[address], by=SYSTEM)
        entered = actions.enter_methods([new for _, new in wanted])
    for (address, _), made in zip(wanted, entered, strict=True):
        methods.setdefault(address, []).append(made)
    return {a: Buyer(met[a].pk, accounts[a], homes[a], methods[a]) for a in people}


def _home(n: int, matter: Matter) -> Postal:
    street, city, postcode, country = goods.HOMES[matter.voice.language][n % 2]
    return Postal(name=matter.who, line1=street, city=city, postcode=postcode, country=country)


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
