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
