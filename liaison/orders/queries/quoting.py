"""What an order would cost, explained line by line, before anybody says yes to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from urllib.parse import quote as quoted_for_address

from django.utils.translation import gettext as _

from liaison.authority.queries import book
from liaison.kit.actor import Actor
from liaison.kit.money import Money, major, rounded
from liaison.orders.errors import NoSuchVariant, NothingChosen, OtherCurrency, TooMany
from liaison.orders.models import Charge, Variant
from liaison.orders.queries.finding import must_see_orders
from liaison.orders.wishes import Wanted
from liaison.orders.words import Charged

LONGEST_LINK: Final = 500
HUNDREDTHS = 10_000
"""A tax rate is kept in hundredths of a percent: 2400 is 24 %."""


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """What is wanted, with its price of now, and what is charged besides. pieces: the variants in their order."""

    currency: str
    pieces: tuple[tuple[Variant, int], ...]
    charges: tuple[Charge, ...]
    total: Money

    def plain(self) -> dict[str, Any]:
        """As it is read to the customer."""
        return {
            "currency": self.currency,
            "lines": [
                {
                    "variant": variant.pk,
                    "name": variant.product.name,
                    "options": variant.options,
                    "quantity": quantity,
                    "price": str(Money(variant.price, self.currency).amount),
                    "amount": str(Money(variant.price * quantity, self.currency).amount),
                }
                for variant, quantity in self.pieces
            ],
            "charges": [
                {
                    "kind": one.kind,
                    "label": one.label,
                    "why": one.why,
                    "amount": str(Money(one.amount, self.currency).amount),
                    "included": one.included,
                }
                for one in self.charges
            ],
            "total": str(self.total.amount),
        }


def quote(wanted: Sequence[Wanted], *, delivered: bool, for_: Actor) -> Quoted:
    """Say what an order would cost. delivered: it is sent, not taken along.

    What delivery costs, from which sum it is free and which tax the prices hold are the company's settings
    `delivery_price`, `delivery_free_from` (smallest units) and `tax_rate` (hundredths of a percent).
    Raises NothingChosen, NoSuchVariant, TooMany, OtherCurrency when the variants are in several currencies.
    """
    must_see_orders(for_)
    if not wanted:
        raise NothingChosen
    known = Variant.objects.select_related("product").in_bulk([one.variant for one in wanted])
    if {one.variant for one in wanted} - set(known):
        raise NoSuchVariant
    pieces = tuple((known[one.variant], one.quantity) for one in wanted)
    currencies = {variant.currency for variant, _n in pieces}
    if len(currencies) > 1:
        raise OtherCurrency
    if wrong := next((variant for variant, n in pieces if not 0 < n <= MOST), None):
        raise TooMany(what=wrong.product.name)
    return _sum(pieces, currencies.pop(), delivered=delivered)


MOST = 10_000
"""More of one thing is not ordered at a desk."""


def _sum(pieces: tuple[tuple[Variant, int], ...], currency: str, *, delivered: bool) -> Quoted:
    goods = sum((variant.price * quantity for variant, quantity in pieces), Decimal(0))
    settings = book().settings
    charges = [_delivery(goods, currency, settings)] if delivered else []
    total = goods + sum((one.amount for one in charges), Decimal(0))
    if rate := int(settings.get("setting.tax_rate", 0)):
        charges.append(_tax(total, currency, rate))
    return Quoted(currency=currency, pieces=pieces, charges=tuple(charges), total=Money(total, currency))


def _delivery(goods: Decimal, currency: str, settings: Mapping[str, Any]) -> Charge:
    price = major(int(settings.get("setting.delivery_price", 0)), currency)
    free = major(int(settings.get("setting.delivery_free_from", 0)), currency)
    is_free = bool(free) and goods >= free
    why = _("Free from %(amount)s.") % {"amount": Money(free, currency)} if free else ""
    amount = Decimal(0) if is_free else price
    return Charge(kind=Charged.DELIVERY, label=_("Delivery"), why=why, amount=amount)


def _tax(total: Decimal, currency: str, rate: int) -> Charge:
    share = Decimal(rate) / HUNDREDTHS
    amount = rounded(total * share / (1 + share), currency)
    why = _("%(rate)s %% of the price without tax; the prices hold it.") % {"rate": (share * 100).normalize()}
    return Charge(kind=Charged.TAX, label=_("Tax"), why=why, amount=amount, rate=share, included=True)


def payment_link(number: str, total: Money) -> str:
    """Where an invoice can be paid, as the company set it up; empty where it did not, or wrongly.

    The setting `payment_link` is an address in which `{number}`, `{amount}` and `{currency}` stand.
    """
    made = str(book().settings.get("setting.payment_link", ""))
    values = {"number": number, "amount": str(total.amount), "currency": total.currency}
    for name, value in values.items():
        made = made.replace(f"{{{name}}}", quoted_for_address(value, safe=""))
    return made if made.startswith("https://") and len(made) <= LONGEST_LINK else ""
