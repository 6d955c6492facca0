"""One order with all that a command on it must look at, read once and in a fixed order of locks."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property

from django.db.models import Q

from liaison.kit.actor import Actor
from liaison.kit.money import rounded
from liaison.orders import queries
from liaison.orders.models import (
    Charge,
    Fulfilled,
    Invoice,
    Line,
    Movement,
    Order,
    PaymentMethod,
    Request,
    RequestLine,
    Shop,
    Variant,
    Voucher,
)
from liaison.orders.queries import counted, sum_of, variants_beside
from liaison.orders.words import ASKED_FOR, UNDER_WAY, Asked, Moved, State, Status


class Case:
    """An order, its lines and the payment methods of its account.

    Locked it is order, then methods, each by id: whoever writes anything of an order has locked the order first.
    """

    def __init__(self, order: Order, *, lock: bool = False) -> None:
        self.order, self._lock = order, lock
        self._variants: dict[int, Variant] = {}
        self._there: dict[int, int | None] = {}
        if lock:
            _ = self.methods, self.vouchers  # In this order, whatever is looked at first.

    @classmethod
    def find(cls, order: int, *, by: Actor, lock: bool) -> "Case":
        """The case of an order which `by` may see. Raises NotFound."""
        return cls(queries.find(order, for_=by, lock=lock), lock=lock)

    @classmethod
    def draft(cls, order: Order) -> "Case":
        """The case of an order that is not taken yet."""
        made = cls(order)
        made.__dict__.update(lines={}, charges=[], net={}, vouchers=[], delivered={}, shipped=0, under_way=[])
        return made

    @cached_property
    def methods(self) -> dict[int, PaymentMethod]:
        """The payment methods of the account and those by which the order was paid, by id."""
        own = PaymentMethod.objects.filter(account=self.order.account_id).order_by("id")
        found = {row.pk: row for row in (own.select_for_update() if self._lock else own)}
        others = set(self.net) - set(found) - {0}
        if others:
            rows = PaymentMethod.objects.filter(pk__in=others).order_by("id")
            found |= {row.pk: row for row in (rows.select_for_update() if self._lock else rows)}
        return found

    @cached_property
    def lines(self) -> dict[int, Line]:
        """The lines by id, as they stand in the order."""
        rows = self.order.lines.select_related("variant").order_by("position")
        return {row.pk: row for row in rows}

    @cached_property
    def shop(self) -> Shop | None:
        """The shop outside in which the order is kept, also one that is not connected any more; None for ours."""
        return queries.shop_of(self.order.source)

    @cached_property
    def charges(self) -> list[Charge]:
        """What it costs besides its goods."""
        return list(self.order.charges.order_by("id"))

    @property
    def total(self) -> Decimal:
        """What the order costs now."""
        return sum_of(self.lines.values(), self.charges, currency=self.order.currency)

    @property
    def owed(self) -> Decimal:
        """What is still to be paid; nought when all is, or too much was."""
        return max(self.total - self.order.paid, Decimal(0))

    @cached_property
    def invoices(self) -> list[Invoice]:
        """The invoices on which money is still owed."""
        if self.owed <= 0:
            return []
        return list(self.order.invoices.filter(due__in=ASKED_FOR).order_by("id"))

    @cached_property
    def net(self) -> dict[int, Decimal]:
        """What each method paid and was not given back, by its id; nought for what no method is known of."""
        kept = (Moved.PAYMENT, Moved.CHARGE, Moved.REFUND)
        sums: dict[int, Decimal] = {}
        rows = Movement.objects.filter(order=self.order, kind__in=kept).order_by("id")
        for method, amount in rows.values_list("method", "amount"):
            sums[method or 0] = sums.get(method or 0, Decimal(0)) + amount
        return {method: rounded(amount, self.order.currency) for method, amount in sums.items()}

    @cached_property
    def vouchers(self) -> list[tuple[Voucher, Decimal]]:
        """The vouchers by which it was paid, each with what it paid and was not given back."""
        if 0 not in self.net:
            return []
        sums: dict[int, Decimal] = {}
        spent = Movement.objects.filter(order=self.order, voucher__isnull=False).order_by("id")
        for voucher, amount in spent.values_list("voucher", "amount"):
            sums[voucher] = sums.get(voucher, Decimal(0)) + amount
        rows = Voucher.objects.filter(pk__in=sums).order_by("id")
        return [(row, sums[row.pk]) for row in (rows.select_for_update() if self._lock else rows)]

    @property
    def originals(self) -> list[int]:
        """The methods by which the order is paid now; empty when none is known."""
        return [method for method, amount in self.net.items() if method and amount > 0]

    @cached_property
    def delivered(self) -> dict[int, int]:
        """How many of each line were delivered; of a delivered order everything, whatever its parcels say.

        Another system may tell that an order came without telling when each parcel did.
        """
        if self.order.status == Status.DELIVERED:
            return {line.pk: line.quantity for line in self.lines.values()}
        came = Fulfilled.objects.filter(fulfilment__order=self.order).exclude(fulfilment__delivered_at=None)
        sums: dict[int, int] = {}
        for line, quantity in came.values_list("line", "quantity"):
            sums[line] = sums.get(line, 0) + quantity
        return sums

    @cached_property
    def shipped(self) -> int:
        """How many fulfilments have left."""
        return self.order.fulfilments.exclude(shipped_at=None).count()

    @cached_property
    def under_way(self) -> list[Request]:
        """What was asked for and is not settled."""
        return list(self.order.requests.filter(state__in=UNDER_WAY).order_by("id"))

    @cached_property
    def bound(self) -> dict[int, int]:
        """How many of each line came back or are to come back: they cannot be given back or replaced once more."""
        returned = Q(request__kind=Asked.RETURN) & ~Q(request__state=State.REFUSED)
        replaced = Q(request__kind=Asked.EXCHANGE, request__state__in=UNDER_WAY)
        rows = RequestLine.objects.filter(returned | replaced, request__order=self.order)
        sums: dict[int, int] = {}
        for line, quantity in rows.values_list("line", "quantity"):
            sums[line] = sums.get(line, 0) + quantity
        return sums

    def variants(self, ids: Iterable[int]) -> dict[int, Variant]:
        """These variants by id; unknown ones are left out."""
        wanted = set(ids)
        self._variants |= (
            Variant.objects.in_bulk(wanted - set(self._variants)) if wanted - set(self._variants) else {}
        )
        return {id_: self._variants[id_] for id_ in wanted if id_ in self._variants}

    @cached_property
    def beside(self) -> dict[int, list[Variant]]:
        """By the id of each line the other variants of its product that are offered."""
        found = variants_beside(self.lines.values())
        self._variants |= {one.pk: one for others in found.values() for one in others}
        return found

    def is_available(self, variant: Variant, quantity: int) -> bool:
        """Whether so many of it may be sold now."""
        if variant.pk not in self._there:
            known = {variant.pk, *self._variants}
            self._there |= dict.fromkeys(known) | dict(counted(known))
        there = self._there[variant.pk]
        return variant.available and (there is None or there >= quantity)
