"""Our mailboxes."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from liaison.team.models import Department


class Mailbox(models.Model):
    """An address of ours: what comes to it goes to its department, and answers leave under its name."""

    address = models.CharField(max_length=320, unique=True)
    from_name = models.CharField(max_length=120, blank=True, default="")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    aliases = ArrayField(models.CharField(max_length=320), default=list)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "email_mailbox"

    @property
    def door(self) -> str:
        """How tickets and parcels call this mailbox."""
        return f"email:{self.pk}"

    @property
    def addresses(self) -> list[str]:
        """Every address whose mail comes here."""
        return [self.address, *self.aliases]
