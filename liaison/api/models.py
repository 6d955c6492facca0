"""The programs that may speak to the desk."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from liaison.team.models import Member


class Token(models.Model):
    """A program's access: it acts as a member, with at most that member's permissions, narrowed by scopes.

    digest: SHA-256 of the secret, which itself is shown once and kept nowhere. prefix: its first characters.
    """

    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=20)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    scopes = ArrayField(models.CharField(max_length=80))
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=80)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "api_token"


class Taken(models.Model):
    """A row that was imported, and what it said then.

    What a file says again in the same words is left alone, even if it is otherwise here by now: an order that was
    cancelled here does not come to life again by last night's file.
    source: the system. key: by what its row is known there. digest: of what it said.
    """

    source = models.CharField(max_length=40)
    entity = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    digest = models.BinaryField(max_length=16)

    class Meta:
        db_table = "api_taken"
        constraints = (models.UniqueConstraint(fields=["source", "entity", "key"], name="api_taken_once"),)
