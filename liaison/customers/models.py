"""The people who ask, and the accounts they ask for."""

from dataclasses import fields
from datetime import datetime

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Value
from django.db.models.functions import Replace, Upper

from liaison.customers.words import Care, Means, Postal


class Customer(models.Model):
    """A person. Joined people point at the one they were found to be; a join is undone by its row."""

    name = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=8, blank=True, default="")
    created_at = models.DateTimeField()
    joined_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="joined")

    class Meta:
        db_table = "customers_customer"
        indexes = (GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="customers_customer_name"),)

    @property
    def ref(self) -> str:
        """How the journal calls this person."""
        return f"customer:{self.pk}"


class Account(models.Model):
    """What orders and contracts belong to: private, a household or a company."""

    class Kind(models.TextChoices):
        PRIVATE = "private"
        HOUSEHOLD = "household"
        COMPANY = "company"

    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "customers_account"


class Acting(models.Model):
    """A person acts for an account: as what, how far, by which proof, from when until when."""

    class As(models.TextChoices):
        HOLDER = "holder"
        PAYER = "payer"
        USER = "user"
        CONTACT = "contact"
        GUARDIAN = "guardian"
        ATTORNEY = "attorney"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="acting")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="acting")
    role = models.CharField(max_length=10, choices=As, default=As.HOLDER)
    scope = models.CharField(max_length=200, blank=True, default="")
    proof = models.CharField(max_length=200, blank=True, default="")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        db_table = "customers_acting"


class Identity(models.Model):
    """An address or number by which a person is known. No unique key: a shared one finds several people.

    said: nobody has proved it yet; the person, or somebody in their name, only said so.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="identities")
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=320)
    shown = models.CharField(max_length=320)
    shared = models.BooleanField(default=False)
    said = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "customers_identity"
        indexes = (
            models.Index(fields=["kind", "value"], name="customers_identity_value"),
            GinIndex(OpClass(Upper("value"), name="gin_trgm_ops"), name="customers_identity_words"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["customer", "kind", "value"],
                condition=models.Q(removed_at=None),
                name="customers_identity_once",
            ),
        )


class Note(models.Model):
    """What the team should know about a person."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="notes")
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    text = models.TextField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "customers_note"


class Join(models.Model):
    """Two people were found to be one. References are never rewritten, so this can be undone."""

    kept = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="joins")
    joined = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "customers_join"


class ExternalId(models.Model):
    """How another system calls a person, verbatim. source: that system, by the name under which it was imported."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="external_ids")
    source = models.CharField(max_length=40)
    value = models.CharField(max_length=200)

    class Meta:
        db_table = "customers_external_id"
        constraints = (
            models.UniqueConstraint(fields=["source", "value"], name="customers_external_id_once"),
        )


BARE_POSTCODE = Upper(Replace(Replace("postcode", Value(" ")), Value("-")))
"""A postal code without what people write between its letters and digits, as the index has it."""


class Address(models.Model):
    """Where a person is reached by post. One of them is the default; orders keep a copy of their own."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="addresses")
    name = models.CharField(max_length=200, blank=True, default="")
    line1 = models.CharField(max_length=200, blank=True, default="")
    line2 = models.CharField(max_length=200, blank=True, default="")
    city = models.CharField(max_length=120, blank=True, default="")
    region = models.CharField(max_length=120, blank=True, default="")
    postcode = models.CharField(max_length=20, blank=True, default="")
    country = models.CharField(max_length=80, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    is_default = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "customers_address"
        constraints = (
            models.UniqueConstraint(
                fields=["customer"],
                condition=models.Q(is_default=True, removed_at=None),
                name="customers_address_one_default",
            ),
        )
        indexes = (models.Index(BARE_POSTCODE, name="customers_address_postcode"),)

    @property
    def postal(self) -> Postal:
        """The words of it."""
        return Postal(**{one.name: getattr(self, one.name) for one in fields(Postal)})


class Verification(models.Model):
    """A person was recognised in a conversation: by which means, how surely, until when.

    ticket, contact, channel: the conversation; a verified caller does not verify next week's mail on the same ticket.
    proof: what was seen or told, in words, where nothing else shows it.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="verifications")
    ticket = models.BigIntegerField()
    contact = models.BigIntegerField(null=True)
    channel = models.CharField(max_length=20, blank=True, default="")
    proof = models.CharField(max_length=200, blank=True, default="")
    means = models.CharField(max_length=20, choices=[(means.value, means.value) for means in Means])
    level = models.PositiveSmallIntegerField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        db_table = "customers_verification"
        indexes = (models.Index(fields=["ticket", "id"], name="customers_verified_on"),)


class CareMark(models.Model):
    """What whoever serves a person must bear in mind. source: who said so, or how it is known.

    language: of an interpreter. since, until: it is no mark after its end. One of a kind stands at a time.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="care_marks")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Care])
    source = models.CharField(max_length=200)
    note = models.CharField(max_length=500, blank=True, default="")
    language = models.CharField(max_length=8, blank=True, default="")
    by = models.CharField(max_length=80)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "customers_care_mark"
        constraints = (
            models.UniqueConstraint(
                fields=["customer", "kind"],
                condition=models.Q(lifted_at=None),
                name="customers_care_mark_once",
            ),
        )

    @staticmethod
    def standing(at: datetime) -> "models.QuerySet[CareMark]":
        """Those that were not lifted and have not ended."""
        open_ended = models.Q(until=None) | models.Q(until__gt=at)
        return CareMark.objects.filter(open_ended, lifted_at=None)
