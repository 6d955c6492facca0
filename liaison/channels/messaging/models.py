"""Our accounts with providers of messengers, and what is kept of what leaves by them."""

import json
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from liaison.kit.secrets import SecretField
from liaison.team.models import Department
from liaison.tickets.models import Message


class Account(models.Model):
    """One number, bot or page of ours with a provider.

    kind: of the messenger. key: names it in the address of its webhook, which is no secret. token: what the provider
    shows us to prove that it was told of the webhook by us. settings: the messenger's own fields that are no secrets;
    sealed: those that are, as one sealed JSON object. sent_at: when something left by it last, to the minute.
    refused_at: when a call came to its address that the provider did not sign, to the minute.
    """

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=120)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    token = SecretField()
    settings = models.JSONField(default=dict)
    sealed = SecretField(null=True)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "messaging_account"

    @property
    def door(self) -> str:
        """How tickets and parcels call this account."""
        return f"{self.kind}:{self.pk}"

    @property
    def ref(self) -> str:
        """How the journal calls this account."""
        return f"messaging_account:{self.pk}"

    def setting(self, name: str) -> str:
        """One of the messenger's own fields, empty when it was not given."""
        return str(self.settings.get(name, ""))

    def secret(self, name: str) -> str:
        """One of the messenger's own secrets, empty when it was not given. Raises OtherKey."""
        return str(self.secrets().get(name, ""))

    def secrets(self) -> dict[str, Any]:
        """All of the messenger's own secrets. Raises OtherKey."""
        found: dict[str, Any] = json.loads(self.sealed.reveal()) if self.sealed else {}
        return found


class Part(models.Model):
    """A piece of a message that the provider has, so that it is not handed over again when a later piece fails."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    number = models.SmallIntegerField()
    external_id = models.CharField(max_length=500, db_index=True)

    class Meta:
        db_table = "messaging_part"
        constraints = (models.UniqueConstraint(fields=["message", "number"], name="messaging_part_once"),)


class Template(models.Model):
    """A text which the provider has approved for when the time to answer is over. body: with {{1}}, {{2}} …"""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="templates")
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=20)
    body = models.TextField()

    class Meta:
        db_table = "messaging_template"
        constraints = (
            models.UniqueConstraint(fields=["account", "name", "language"], name="messaging_template_once"),
        )


class Use(models.Model):
    """This message is a template with its places filled in. What it was is kept, for the template may change."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=20)
    values = ArrayField(models.TextField(), default=list)

    class Meta:
        db_table = "messaging_use"


class Declined(models.Model):
    """A group was told that nobody is answered there; it is told again after a day at the earliest."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    peer = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        db_table = "messaging_declined"
        constraints = (models.UniqueConstraint(fields=["account", "peer"], name="messaging_declined_once"),)
