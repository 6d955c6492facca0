"""How it was paid: methods, the ledger of what moved, vouchers and invoices."""

from django.db import models
from django.db.models import F, Q

from liaison.customers.models import Account
from liaison.kit.money import DIGITS, KEPT_DECIMALS
from liaison.orders.models.external import External
from liaison.orders.models.order import Order
from liaison.orders.words import AT_ONCE, Due, MethodKind, Moved


class PaymentMethod(External):
    """By what an account pays. No numbers of cards: brand and last four only.

    balance: of a gift card or store credit, moved by the ledger's own trigger; None for all others. label: what tells
    it from others of its kind, such as the address of a PayPal account.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in MethodKind])
    brand = models.CharField(max_length=40, blank=True, default="")
    last_four = models.CharField(max_length=4, blank=True, default="")
    label = models.CharField(max_length=200, blank=True, default="")
    currency = models.CharField(max_length=3, blank=True, default="")
    balance = models.DecimalField(max_digits=DIGITS, decimal_places=KEPT_DECIMALS, null=True)
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta(External.Meta):
        db_table = "orders_payment_method"
        constraints = (
            *External.Meta.constraints,
            models.CheckConstraint(
                condition=Q(balance=None) | Q(balance__gte=0), name="orders_balance_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(balance__isnull=False, kind__in=sorted(AT_ONCE))
                | Q(balance=None) & ~Q(kind__in=sorted(AT_ONCE)),
                name="orders_balance_of_ours",
            ),
        )

    @property
    def is_at_once(self) -> bool:
        """Whether money moves on it at once."""
        return self.kind in AT_ONCE


class Movement(External):
    """Money that moved for an order: only added to, never changed, but for the moment at which it arrived.

    amount: what came to us is positive, what we gave is negative. method: None where none was concerned (a voucher).
    request: what it settles. settled_at: when it arrived; at once on a balance of ours, else None until it did.
    told: it came with an import; the balance of its method knows of it already. voucher: by which it was paid.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="movements")
    method = models.ForeignKey(PaymentMethod, null=True, on_delete=models.PROTECT, related_name="movements")
    request = models.ForeignKey(
        "orders.Request", null=True, on_delete=models.PROTECT, related_name="movements"
    )
    voucher = models.ForeignKey(
        "orders.Voucher", null=True, on_delete=models.PROTECT, related_name="movements"
    )
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Moved])
    amount = models.DecimalField(max_digits=DIGITS, decimal_places=KEPT_DECIMALS)
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=80, blank=True, default="")
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    told = models.BooleanField(default=False)

    class Meta(External.Meta):
        db_table = "orders_movement"
        constraints = (
            *External.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=[Moved.PAYMENT, Moved.CHARGE], amount__gte=0)
                | Q(kind__in=[Moved.REFUND, Moved.COMPENSATION], amount__lte=0),
                name="orders_movement_sign",
            ),
        )


class Voucher(models.Model):
    """So much that an account may spend until it expires. remainder: what is left of it."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, null=True, on_delete=models.PROTECT, related_name="vouchers")
    code = models.CharField(max_length=40, unique=True)
    amount = models.DecimalField(max_digits=DIGITS, decimal_places=KEPT_DECIMALS)
    remainder = models.DecimalField(max_digits=DIGITS, decimal_places=KEPT_DECIMALS)
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=80, blank=True, default="")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "orders_voucher"
        constraints = (
            models.CheckConstraint(
                condition=Q(remainder__gte=0, remainder__lte=F("amount")), name="orders_voucher_remainder"
            ),
        )


class Invoice(External):
    """What is asked to be paid for an order. payment_link: where it can be paid. due: how far we are in asking."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="invoices")
    number = models.CharField(max_length=80, unique=True)
    issued_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    due = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Due], default=Due.OPEN)
    payment_link = models.URLField(max_length=500, blank=True, default="")

    class Meta(External.Meta):
        db_table = "orders_invoice"


class InvoiceLine(models.Model):
    """One line of an invoice. why: what it is for, explained. rate: of tax, as a share, such as 0.24.

    amount: what it adds to the sum; nought for a tax which the prices hold.
    """

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    label = models.CharField(max_length=300)
    why = models.CharField(max_length=500, blank=True, default="")
    quantity = models.DecimalField(max_digits=12, decimal_places=3, default=1)
    price = models.DecimalField(max_digits=DIGITS, decimal_places=KEPT_DECIMALS)
    amount = models.DecimalField(max_digits=DIGITS, decimal_places=KEPT_DECIMALS)
    rate = models.DecimalField(max_digits=7, decimal_places=4, null=True)

    class Meta:
        db_table = "orders_invoice_line"
        constraints = (
            models.UniqueConstraint(fields=["invoice", "position"], name="orders_invoice_line_position"),
        )
