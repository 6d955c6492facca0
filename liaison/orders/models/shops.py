"""The company's own systems in which orders are kept, and what is asked of them."""

import json
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q

from liaison.kit.money import DIGITS, KEPT_DECIMALS
from liaison.kit.secrets import SecretField
from liaison.orders.models.order import Order
from liaison.orders.models.requests import Request
from liaison.orders.shops.words import Verb
from liaison.orders.words import OUTSIDE_OPEN, Outside
from liaison.tickets.models import Ticket


class Shop(models.Model):
    """One shop outside.

    kind: of its adapter. source: under which its rows are kept here; never another. settings: the adapter's own fields
    that are no secrets; sealed: those that are, as one sealed JSON object. seen: by subject, until when it was read.
    read_at: when everything was read last. wrong, wrong_since: what does not work, a kept sentence.
    """

    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=40, unique=True)
    address = models.CharField(max_length=500)
    settings = models.JSONField(default=dict)
    sealed = SecretField(null=True)
    seen = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    wrong = models.TextField(blank=True, default="")
    wrong_since = models.DateTimeField(null=True)

    class Meta:
        db_table = "orders_shop"

    @property
    def ref(self) -> str:
        """How the journal calls it."""
        return f"shop:{self.pk}"

    def secrets(self) -> dict[str, Any]:
        """All of the adapter's own secrets. Raises OtherKey."""
        found: dict[str, Any] = json.loads(self.sealed.reveal()) if self.sealed else {}
        return found


class OutsideAction(models.Model):
    """Something that is asked of a shop outside, from the asking to what became of it.

    command, parameters: what was asked for here, exactly; done again on our copy when the shop has done it. deed: what
    the shop is asked for, exactly. key: ours, written into what the shop keeps. promised: so much of what was paid is
    held back meanwhile. due_at: when something is to be done about it next; None when that is up to a person, or over.
    tries, checks: how often it was sent and how often the shop was asked what became of it. why: the last trouble, a
    kept sentence. open_since: from when on a person must look. repeats: whether it may be sent again by itself.
    reference: what the shop calls what it did. decision: by which it was decided here.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="outside")
    shop = models.ForeignKey(Shop, on_delete=models.PROTECT, related_name="actions")
    command = models.CharField(max_length=80)
    parameters = models.JSONField()
    verb = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Verb])
    deed = models.JSONField()
    key = models.CharField(max_length=40, unique=True)
    promised = models.DecimalField(max_digits=DIGITS, decimal_places=KEPT_DECIMALS, default=Decimal(0))
    state = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Outside])
    due_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    checks = models.PositiveIntegerField(default=0)
    repeats = models.BooleanField(default=True)
    why = models.TextField(blank=True, default="")
    reference = models.CharField(max_length=200, blank=True, default="")
    by = models.CharField(max_length=80)
    ticket = models.ForeignKey(Ticket, null=True, on_delete=models.SET_NULL, related_name="+")
    request = models.ForeignKey(Request, null=True, on_delete=models.PROTECT, related_name="+")
    decision = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    open_since = models.DateTimeField(null=True)

    class Meta:
        db_table = "orders_outside_action"
        constraints = (
            models.UniqueConstraint(
                fields=["order"], name="orders_outside_one_open", condition=Q(state__in=OUTSIDE_OPEN)
            ),
        )
        indexes = (
            models.Index(fields=["due_at"], name="orders_outside_due", condition=Q(state__in=OUTSIDE_OPEN)),
            models.Index(fields=["order", "-id"], name="orders_outside_of_order"),
        )

    @property
    def is_open(self) -> bool:
        """Whether nobody knows yet what became of it."""
        return self.state in OUTSIDE_OPEN
