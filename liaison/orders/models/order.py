"""What was bought."""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from liaison.customers.models import Account, Customer
from liaison.customers.words import Postal
from liaison.kit.money import DIGITS, KEPT_DECIMALS, Money
from liaison.orders.models.catalogue import Stock, Variant
from liaison.orders.models.external import External
from liaison.orders.words import Charged, Lock, Status


class Order(External):
    """What an account bought at once.

    number: as the shop writes it. customer: who ordered. locks: what was asked for and can be asked for once.
    address: its own copy. paid, refunded, compensated: what moved, kept by the ledger's own trigger; more given back
    than paid is impossible there. promised: what requests under way will give back.
    """

    number = models.CharField(max_length=80, unique=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    status = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Status])
    locks = ArrayField(models.CharField(max_length=40), default=list)
    address = models.JSONField(default=dict)
    currency = models.CharField(max_length=3)
    placed_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_for = models.CharField(max_length=80, blank=True, default="")
    paid = models.DecimalField(max_digits=DIGITS, decimal_places=KEPT_DECIMALS, default=Decimal(0))
    refunded = models.DecimalField(max_digits=DIGITS, decimal_places=KEPT_DECIMALS, default=Decimal(0))
    compensated = models.DecimalField(max_digits=DIGITS, decimal_places=KEPT_DECIMALS, default=Decimal(0))
    promised = models.DecimalField(max_digits=DIGITS, decimal_places=KEPT_DECIMALS, default=Decimal(0))

    class Meta(External.Meta):
        db_table = "orders_order"
        indexes = (
            models.Index(fields=["account", "-placed_at", "-id"], name="orders_by_account"),
            models.Index(fields=["customer", "-placed_at", "-id"], name="orders_by_customer"),
            models.Index(fields=["-placed_at", "-id"], name="orders_by_moment"),
        )
        constraints = (
            *External.Meta.constraints,
            models.CheckConstraint(
                condition=Q(promised__gte=0, refunded__gte=0, paid__gte=F("refunded") + F("promised")),
                name="orders_never_more_back_than_paid",
            ),
        )

    @property
    def ref(self) -> str:
        """How the journal calls it."""
        return f"order:{self.pk}"

    @property
    def postal(self) -> Postal:
        """Where it goes."""
        return Postal.of(self.address)

    def has(self, lock: Lock) -> bool:
        """Whether this was asked for already."""
        return lock in self.locks

    def money(self, amount: Decimal) -> Money:
        """An amount in its currency."""
        return Money(amount, self.currency)

    @property
    def refundable(self) -> Decimal:
        """What was paid and neither given back nor promised back."""
        return self.money(self.paid - self.refunded - self.promised).amount


class Line(models.Model):
    """One place in an order; the same variant may stand in several. name, options, price: as they were when bought.

    stock: the shelf from which it was taken, if stock was counted.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    variant = models.ForeignKey(Variant, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    options = models.JSONField(default=dict)
    price = models.DecimalField(max_digits=DIGITS, decimal_places=KEPT_DECIMALS)
    quantity = models.PositiveIntegerField(default=1)
    stock = models.ForeignKey(Stock, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)

    class Meta:
        db_table = "orders_line"
        constraints = (
            models.UniqueConstraint(fields=["order", "position"], name="orders_line_position"),
            models.CheckConstraint(condition=Q(quantity__gte=1, price__gte=0), name="orders_line_whole"),
        )

    @property
    def amount(self) -> Decimal:
        """Its whole price."""
        return self.price * self.quantity


class Charge(models.Model):
    """What an order costs besides its goods, explained.

    amount: negative for a discount. included: it is part of the prices already (a tax that is only shown).
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="charges")
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Charged])
    label = models.CharField(max_length=200, blank=True, default="")
    why = models.CharField(max_length=500, blank=True, default="")
    amount = models.DecimalField(max_digits=DIGITS, decimal_places=KEPT_DECIMALS)
    rate = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    included = models.BooleanField(default=False)

    class Meta:
        db_table = "orders_charge"


class Fulfilment(External):
    """A part of an order on its way. tracking: its numbers, several when it is several parcels."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="fulfilments")
    carrier = models.CharField(max_length=80, blank=True, default="")
    tracking = ArrayField(models.CharField(max_length=120), default=list)
    shipped_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta(External.Meta):
        db_table = "orders_fulfilment"


class Fulfilled(models.Model):
    """So many of a line are in a fulfilment."""

    fulfilment = models.ForeignKey(Fulfilment, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="fulfilled")
    quantity = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "orders_fulfilled"
        constraints = (models.UniqueConstraint(fields=["fulfilment", "line"], name="orders_fulfilled_once"),)
