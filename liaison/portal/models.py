"""Who asked to come in, and who is in."""

from django.db import models

from liaison.customers.models import Customer, Identity
from liaison.tickets.models import Ticket


class Asking(models.Model):
    """Somebody asked to come in by an address. The same row is written whether it is known or not.

    browser: digest of what only the asking browser has; the code is good there alone. link, code: digests of what
    stands in the letter, empty while none was sent. tries: wrong codes so far.
    """

    address = models.CharField(max_length=320)
    browser = models.CharField(max_length=64, unique=True)
    link = models.CharField(max_length=64, null=True, unique=True)
    code = models.CharField(max_length=64, blank=True, default="")
    tries = models.SmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "portal_asking"
        indexes = (models.Index(fields=["until"], name="portal_asking_age"),)


class Visit(models.Model):
    """A browser in which a customer is let in. token: digest of what only that browser has.

    address: by which they came in, and to which we answer. ticket: the only one a guest may follow, None for all.
    """

    token = models.CharField(max_length=64, unique=True)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=320, blank=True, default="")
    ticket = models.ForeignKey(Ticket, null=True, on_delete=models.CASCADE, related_name="+")
    begun_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        db_table = "portal_visit"
        indexes = (models.Index(fields=["until"], name="portal_visit_age"),)


class Proving(models.Model):
    """Something was sent to an address or number that a person only said is theirs.

    link, code: digests of what was sent, empty until then. tries: codes that were tried.
    """

    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="+")
    link = models.CharField(max_length=64, null=True, unique=True)
    code = models.CharField(max_length=64, blank=True, default="")
    tries = models.SmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "portal_proving"
