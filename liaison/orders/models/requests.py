"""What was asked for after the order was placed, each with a life of its own."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from liaison.kit.money import DIGITS, KEPT_DECIMALS
from liaison.orders.models.catalogue import Variant
from liaison.orders.models.external import External
from liaison.orders.models.order import Line, Order
from liaison.orders.models.paying import PaymentMethod
from liaison.orders.words import UNDER_WAY, Asked, State
from liaison.tickets.models import Ticket


class Request(External):
    """Somebody asked for something about an order.

    amount: what moves when it is settled; what we give back is positive, what the customer still pays is negative.
    method: by which it moves. details: what else belongs to it (the old and the new address).
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=14, choices=[(one.value, one.value) for one in Asked])
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in State])
    reason = models.CharField(max_length=80, blank=True, default="")
    method = models.ForeignKey(PaymentMethod, null=True, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=DIGITS, decimal_places=KEPT_DECIMALS, default=Decimal(0))
    ticket = models.ForeignKey(Ticket, null=True, on_delete=models.SET_NULL, related_name="+")
    details = models.JSONField(default=dict)
    by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    moved_at = models.DateTimeField()

    class Meta(External.Meta):
        db_table = "orders_request"
        indexes = (
            models.Index(
                fields=["state", "moved_at"], name="orders_under_way", condition=Q(state__in=UNDER_WAY)
            ),
        )


class RequestLine(models.Model):
    """So many of a line are asked for. variant: into what they are exchanged. accepted: how many passed inspection."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(default=1)
    variant = models.ForeignKey(Variant, null=True, on_delete=models.PROTECT, related_name="+")
    price = models.DecimalField(max_digits=DIGITS, decimal_places=KEPT_DECIMALS, null=True)
    accepted = models.PositiveIntegerField(null=True)

    class Meta:
        db_table = "orders_request_line"
        constraints = (
            models.CheckConstraint(
                condition=Q(quantity__gte=1) & (Q(accepted=None) | Q(accepted__lte=models.F("quantity"))),
                name="orders_request_line_whole",
            ),
        )
